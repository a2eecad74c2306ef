"""
Certifications as entries of a report: may it be sat for, until when, what is missing.
"""

from datetime import date

from cmio_advisor.domain.assessment import Assessment, CredentialResult, Eligibility
from cmio_advisor.domain.roadmap import Credential, Roadmap
from cmio_advisor.reporting.document import (
    Block,
    Bullets,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
    only_in_full,
)
from cmio_advisor.reporting.wording import ELIGIBILITIES, LIMITS, cost_text, date_text

HEADINGS = {
    Eligibility.YES: "Open to you now",
    Eligibility.HELD: "Held",
    Eligibility.UNKNOWN: "Not certain yet",
    Eligibility.NO: "Not yet",
}
TOLD_IN_FULL = 3
"""So many credentials asked for by name are told with everything known about them."""
MISSING = {
    Eligibility.UNKNOWN: "Not told, or not known",
    Eligibility.NO: "Missing first",
}


def eligible_document(assessment: Assessment, results: tuple[CredentialResult, ...]) -> Document:
    """
    The answers of ``eligible`` for the credentials asked for.
    """
    sections = [
        Section(
            heading,
            tuple(
                credential_entry(each, word="", in_full=len(results) <= TOLD_IN_FULL)
                for each in results
                if each.eligible is answer
            ),
        )
        for answer, heading in HEADINGS.items()
    ]
    sections.append(Section("About this report", (Paragraph(Line(LIMITS)),)))
    return Document(
        title="Certifications you may sit for",
        subtitle=f"On {date_text(assessment.as_of)}, by roadmap "
        f"{assessment.roadmap.id} {assessment.roadmap.version}",
        sections=tuple(each for each in sections if each.blocks),
        sources=assessment.roadmap.sources,
    )


def credential_entry(
    result: CredentialResult, *, word: str | None = None, in_full: bool = False
) -> Entry:
    """
    One credential for one person; ``in_full`` keeps what it is in the brief form too.

    ``word`` replaces the word for the answer, where a heading says it already.
    """
    credential = result.credential
    mark, answer = ELIGIBILITIES[result.eligible]
    blocks: list[Block] = []
    facts = (*_way_facts(result), *_dates(result), *_fee_facts(result))
    if facts:
        blocks.append(Facts(facts, inline=True))
    if result.missing:
        label = MISSING[result.eligible]
        blocks.append(Bullets(tuple(map(Line, result.missing)), label=label))
    about = (Paragraph(Line(credential.about)), *_exam_blocks(credential))
    return Entry(
        title=credential.title,
        mark=mark,
        word=answer if word is None else word,
        cites=credential.evidence,
        blocks=(*blocks, *(about if in_full else map(only_in_full, about))),
    )


def until_text(result: CredentialResult) -> str:
    """
    The last day on which the door is open, if one is known.
    """
    return f"until {date_text(result.closes_on)}" if result.closes_on else ""


def credential_document(credential: Credential, roadmap: Roadmap, on: date) -> Document:
    """
    One credential as the roadmap holds it, without a person.
    """
    asked = Bullets(tuple(Line(each.need) for each in credential.requires), label="It asks")
    pathways = tuple(
        Entry(
            title=f"Pathway: {each.title}",
            cites=each.evidence,
            blocks=(
                Paragraph(
                    Line(each.closed if each.closed and each.end and on > each.end else each.need)
                ),
            ),
        )
        for each in credential.pathways
    )
    blocks = ([asked] if credential.requires else []) + list(pathways)
    return Document(
        title=credential.title,
        subtitle=f"By roadmap {roadmap.id} {roadmap.version}, on {date_text(on)}",
        sections=(
            Section("What it is", (Paragraph(Line(credential.about, credential.evidence)),)),
            *([Section("Who may sit for it", tuple(blocks))] if blocks else []),
            Section("Exam, fee and renewal", _exam_blocks(credential)),
        ),
        sources=roadmap.sources,
    )


def _way_facts(result: CredentialResult) -> list[Fact]:
    ways = (each.title for each in result.credential.pathways if each.id == result.via)
    return [Fact("By", way) for way in ways]


def _dates(result: CredentialResult) -> list[Fact]:
    facts = []
    if result.eligible is not Eligibility.YES and result.eligible_from is not None:
        facts.append(Fact("From", f"{date_text(result.eligible_from)}, if all goes as you told us"))
    if result.closes_on is not None:
        facts.append(Fact("Until", date_text(result.closes_on)))
    return facts


def _fee_facts(result: CredentialResult) -> list[Fact]:
    if result.eligible is not Eligibility.YES:
        return []
    return [Fact("Fee", _fee_text(result.credential))]


def _fee_text(credential: Credential) -> str:
    fee = credential.fee
    return f"{cost_text(fee)}{f' ({fee.note})' if fee and fee.note else ''}"


def _exam_blocks(credential: Credential) -> tuple[Block, ...]:
    told = (
        ("Issued by", credential.issuer),
        ("Fee", _fee_text(credential)),
        ("Exam", credential.exam),
        ("Renewal", credential.renewal),
        ("Preparation", credential.preparation),
        ("Earlier names", ", ".join(credential.former_names)),
    )
    facts = Facts(tuple(Fact(label, value) for label, value in told if value))
    unknowns = Bullets(tuple(map(Line, credential.unknowns)), label="Not found")
    return (facts, unknowns) if credential.unknowns else (facts,)
