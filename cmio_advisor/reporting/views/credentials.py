"""Certifications as entries of a report: may it be sat for, until when, what is missing."""

from collections.abc import Iterator, Sequence
from datetime import date

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import CredentialResult, Eligibility
from cmio_advisor.domain.roadmap.credentials import Credential, Pathway
from cmio_advisor.reporting.document.brief import only_in_full
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
)
from cmio_advisor.reporting.views.sections import EligibleSection, searched_section
from cmio_advisor.reporting.words.next_commands import ANY_PROFILE
from cmio_advisor.reporting.words.wording import ELIGIBILITIES, LIMITS, cost_text, counted, listing

HEADINGS = {
    Eligibility.YES: ("Open to you now", EligibleSection.OPEN),
    Eligibility.HELD: ("Held", EligibleSection.HELD),
    Eligibility.NO: ("Not yet", EligibleSection.NOT_YET),
    Eligibility.UNKNOWN: ("Not certain yet", EligibleSection.UNKNOWN),
}
SHOWN_IN_FULL = 3
"""So many credentials asked for by name are told with everything known about them."""
MISSING = {
    Eligibility.UNKNOWN: "Still to settle",
    Eligibility.NO: "Missing first",
}


ONE_OF = "One of these"
"""Pathways are alternatives; what is required is asked whichever way is taken."""
SHUT = "No longer open"
FROM_OTHER_FIELDS = "From other fields or professions, or below what you have"
"""The heading of what does not serve the target role, or this person, which stands last."""
OTHER_FIELDS = (FROM_OTHER_FIELDS, EligibleSection.OTHER_FIELDS)


def eligible_document(
    assessment: Assessment,
    results: tuple[CredentialResult, ...],
    typed: str = ANY_PROFILE,
    *,
    everything: bool = True,
) -> Document:
    """
    The answers of ``eligible`` for the credentials asked for: what serves the target role, what is
    open now and what is open soonest first. Where not ``everything``, the rest is counted.
    ``typed`` names the profile in a command.
    """
    whole = len(results) <= SHOWN_IN_FULL
    other = [each for each in results if is_apart(each)]
    soonest = sorted(results, key=lambda each: each.eligible_from or date.max)
    under = {
        heading: [each for each in soonest if each.eligible is answer and each not in other]
        for answer, heading in HEADINGS.items()
    }
    shown = tuple(each for each in results if everything or each not in other)
    asking = {HEADINGS[Eligibility.UNKNOWN]: _asking(assessment, shown, typed)}
    sections = [
        Section(
            heading,
            (
                *asking.get((heading, name), ()),
                *(credential_entry(each, under_heading=True) for each in found),
            ),
            whole=whole,
            name=name,
        )
        for (heading, name), found in under.items()
    ]
    sections.append(_apart(other, typed, everything=everything, whole=whole))
    searches = (each.credential.searched for each in shown)
    unpriced = (each.credential.short for each in shown if each.credential.fee is None)
    sections.append(searched_section(searches, unpriced=unpriced, full=not whole))
    sections.append(
        Section("About this report", (Paragraph(Line(LIMITS)),), name=EligibleSection.ABOUT)
    )
    return Document(
        title="Certifications you may sit for",
        subtitle=f"By roadmap {assessment.roadmap.id} {assessment.roadmap.version}, "
        f"on {date_text(assessment.as_of)}",
        sections=tuple(each for each in sections if each.blocks),
        sources=assessment.roadmap.sources,
    )


def _asking(
    assessment: Assessment, results: tuple[CredentialResult, ...], typed: str
) -> tuple[Paragraph, ...]:
    """How to be asked what would settle some of what is not certain, where answers can."""
    case = ProfileCase(assessment.profile, assessment.roadmap, assessment.as_of).for_eligibility
    unknown = (each.credential for each in results if each.eligible is Eligibility.UNKNOWN)
    waiting = [each.id for each in unknown if each.open_when.open_fields(case)]
    if not waiting:
        return ()
    to_type = f"cmio-advisor eligible {typed} {waiting[0]} --ask"
    text = f"Your answers would settle {listing(waiting, 'and')}. To be asked: {to_type}"
    return (Paragraph(Line(text)),)


def is_apart(result: CredentialResult) -> bool:
    """
    Whether it is not held, and does not serve the target role, is of another profession or stands
    below what is held, so that being open is no advice.
    """
    of_use = not result.is_below and not result.is_of_others
    serves = result.credential.serves_target and of_use
    return result.eligible is not Eligibility.HELD and not serves


def _apart(
    other: Sequence[CredentialResult], typed: str, *, everything: bool, whole: bool
) -> Section:
    """What stands apart, each with its answer, or how many there are."""
    blocks: tuple[Block, ...] = tuple(credential_entry(each) for each in other)
    if other and not everything:
        stand = f"{counted(len(other), 'other')} stand{'s' if len(other) == 1 else ''} apart"
        text = f"{stand}. To see them: cmio-advisor eligible {typed} --all"
        blocks = (Paragraph(Line(text)),)
    heading, name = OTHER_FIELDS
    return Section(heading, blocks, whole=whole, name=name)


def credential_entry(result: CredentialResult, *, under_heading: bool = False) -> Entry:
    """
    One credential for one person; the word for the answer is left out where a heading says it.
    """
    credential = result.credential
    mark, word = ELIGIBILITIES[result.eligible]
    blocks: list[Block] = []
    facts = (*_way_facts(result), *_dates(result), *_fee_facts(result))
    if facts:
        blocks.append(Facts(facts, inline=True))
    blocks.extend(missing_blocks(result))
    about = (Paragraph(Line(credential.about)), *_exam_blocks(credential))
    return Entry(
        title=credential.title,
        mark=mark,
        word="" if under_heading else word,
        cites=credential.evidence,
        blocks=(*blocks, *map(only_in_full, about)),
    )


def missing_blocks(result: CredentialResult) -> Iterator[Bullets]:
    """What is asked in any case, the ways in of which one is enough, and those that are shut."""
    asked = {each.need for each in result.credential.requires}
    ways = [each for some in result.missing_any for each in some]
    needed = [each for each in result.missing if each in asked]
    shut = [each for each in result.missing if each not in asked and each not in ways]
    heading = MISSING[result.eligible] if result.missing else ""
    alone = len(ways) == 1 and not needed
    for label, found in ((heading, needed), (heading if alone else ONE_OF, ways), (SHUT, shut)):
        if found:
            yield Bullets(tuple(map(Line, found)), label=label)


def until_text(result: CredentialResult) -> str:
    """The last day on which the door is open, if one is known."""
    return f"until {date_text(result.closes_on)}" if result.closes_on else ""


def rule_entry(credential: Credential, on: date) -> Entry:
    """One credential as the roadmap holds it, without a person."""
    asked = Bullets(tuple(Line(each.need) for each in credential.requires), label="It asks")
    return Entry(
        title=f"{credential.title} ({credential.id})",
        cites=credential.evidence,
        blocks=(
            Paragraph(Line(credential.about), full=True),
            *((only_in_full(asked),) if credential.requires else ()),
            *(_pathway_entry(each, on) for each in credential.pathways),
            *map(only_in_full, _exam_blocks(credential)),
        ),
    )


def _pathway_entry(pathway: Pathway, on: date) -> Entry:
    return Entry(
        title=f"Pathway: {pathway.title}",
        cites=pathway.evidence,
        blocks=(Paragraph(Line(pathway.need_on(on))),),
        full=True,
    )


def _way_facts(result: CredentialResult) -> list[Fact]:
    ways = (each.title for each in result.credential.pathways if each.id == result.via)
    return [Fact("Way in", way) for way in ways]


def _dates(result: CredentialResult) -> list[Fact]:
    facts = []
    if result.eligible is not Eligibility.YES and result.eligible_from is not None:
        facts.append(Fact("From", f"{date_text(result.eligible_from)}, if all goes as you told us"))
    if result.closes_on is not None:
        facts.append(Fact("Until", date_text(result.closes_on)))
    return facts


def _fee_facts(result: CredentialResult) -> list[Fact]:
    if result.eligible is not Eligibility.YES or result.credential.fee is None:
        return []
    return [Fact("Fee", _fee_text(result.credential))]


def _fee_text(credential: Credential) -> str:
    fee = credential.fee
    return f"{cost_text(fee)}{f' ({fee.note})' if fee and fee.note else ''}"


def _exam_blocks(credential: Credential) -> tuple[Block, ...]:
    facts_of = (
        ("Issued by", credential.issuer),
        ("Fee", _fee_text(credential) if credential.fee else None),
        ("Exam", credential.exam),
        ("Renewal", credential.renewal),
        ("Preparation", credential.preparation),
        ("Earlier names", ", ".join(credential.former_names)),
    )
    pages = (Fact("Page", each.title, url=each.url) for each in credential.do_at)
    facts = Facts((*(Fact(label, value) for label, value in facts_of if value), *pages))
    unknowns = Bullets(tuple(map(Line, credential.unknowns)), label="Not certain")
    return (facts, unknowns) if credential.unknowns else (facts,)
