"""Certifications as entries of a report: may it be sat for, until when, what is missing."""

from collections.abc import Iterator, Sequence
from datetime import date

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.judge.case import ProfileCase, is_asked
from cmio_advisor.domain.judge.results import CredentialResult, Eligibility
from cmio_advisor.domain.roadmap.roadmap import Credential
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting import wording
from cmio_advisor.reporting.views.shared import searched_section

HEADINGS = {
    Eligibility.YES: ("Open to you now", "open"),
    Eligibility.HELD: ("Held", "held"),
    Eligibility.NO: ("Not yet", "not-yet"),
    Eligibility.UNKNOWN: ("Not certain yet", "unknown"),
}
SHOWN_IN_FULL = 3
"""So many credentials asked for by name are told with everything known about them."""
NOT_SETTLED = "Still to settle"
MISSING = {Eligibility.UNKNOWN: NOT_SETTLED, Eligibility.NO: "Missing first"}


def eligible_document(
    assessment: Assessment,
    results: tuple[CredentialResult, ...],
    typed: str = wording.ANY_PROFILE,
    *,
    everything: bool = True,
) -> doc.Document:
    """What serves the target and opens soonest first; the rest, if not all, is counted."""
    whole = len(results) <= SHOWN_IN_FULL
    other = [each for each in results if is_apart(each)]
    soonest = sorted(results, key=lambda each: each.eligible_from or date.max)
    shown = tuple(each for each in results if everything or each not in other)
    sections = []
    for answer, (heading, name) in HEADINGS.items():
        found = (each for each in soonest if each.eligible is answer and each not in other)
        entries = [credential_entry(each, under_heading=True) for each in found]
        asking = _asking(assessment, shown, typed) if answer is Eligibility.UNKNOWN else None
        sections.append(doc.Section(heading, (asking, entries), whole=whole, name=name))
    searches = (each.credential.searched for each in shown)
    unpriced = (each.credential.short for each in shown if each.credential.fee is None)
    roadmap = assessment.roadmap
    return doc.Document(
        "Certifications you may sit for",
        f"By roadmap {roadmap.id} {roadmap.version}, on {date_text(assessment.as_of)}",
        (
            *sections,
            _apart(other, typed, everything=everything, whole=whole),
            searched_section(searches, unpriced=unpriced, full=not whole),
            doc.Section("About this report", roadmap.texts["limits"], name="about"),
        ),
        sources=roadmap.sources,
    )


def _asking(
    assessment: Assessment, results: tuple[CredentialResult, ...], typed: str
) -> str | None:
    """How to be asked what would settle some of what is not certain, where answers can."""
    case = ProfileCase(assessment.profile, assessment.roadmap, assessment.as_of).for_eligibility
    unknown = (each.credential for each in results if each.eligible is Eligibility.UNKNOWN)
    every = (*case.roadmap.questions, *case.roadmap.asks)
    asked = {each.settles for each in every if is_asked(each, case)}
    waiting = [each for each in unknown if asked & each.open_when.open_fields(case)]
    if not waiting:
        return None
    to_type = f"cmio-advisor eligible {typed} {waiting[0].id} --ask"
    titles = wording.listing([each.short for each in waiting], "and")
    return f"Your answers would settle {titles}. To be asked: {to_type}"


def is_apart(result: CredentialResult) -> bool:
    """Whether it is not held and serves neither the target role nor this person."""
    of_use = not result.is_below and not result.is_of_others
    serves = result.credential.serves_target and of_use
    return result.eligible is not Eligibility.HELD and not serves


def _apart(
    other: Sequence[CredentialResult], typed: str, *, everything: bool, whole: bool
) -> doc.Section:
    """What stands apart, each with its answer, or how many there are."""
    blocks: doc.Parts = map(credential_entry, other)
    if other and not everything:
        counted = wording.counted(len(other), "other")
        stand = f"{counted} stand{'s' if len(other) == 1 else ''} apart"
        blocks = f"{stand}. To see them: cmio-advisor eligible {typed} --all"
    heading = "From other fields or professions, or below what you have"
    return doc.Section(heading, blocks, whole=whole, name="other-fields")


def credential_entry(result: CredentialResult, *, under_heading: bool = False) -> doc.Entry:
    """One credential for one person; without the word for the answer where a heading says it."""
    credential = result.credential
    mark, word = wording.ELIGIBILITIES[result.eligible]
    blocks = (
        doc.Facts(_facts(result), inline=True),
        missing_blocks(result),
        doc.Paragraph(credential.about, full=True),
        _exam_blocks(credential),
    )
    word, cites = "" if under_heading else word, credential.evidence
    return doc.Entry(credential.title, blocks, mark=mark, word=word, cites=cites)


def missing_blocks(result: CredentialResult) -> Iterator[doc.Bullets]:
    """What is asked in any case, the uncertain as one line; the ways in, and those shut."""
    asked = {each.need for each in result.credential.requires}
    ways = [each for some in result.missing_any for each in some]
    unsettled = result.unsettled if result.eligible is Eligibility.NO else ()
    needed = [each for each in result.missing if each in asked and each not in unsettled]
    shut = [each for each in result.missing if each not in asked and each not in ways]
    heading = MISSING[result.eligible] if result.missing else ""
    alone = len(ways) == 1 and not needed and not unsettled
    yield doc.Bullets([" ".join(needed)] if heading == NOT_SETTLED else needed, heading)
    yield doc.Bullets([" ".join(unsettled)], NOT_SETTLED)
    # Ways in are alternatives; what is required is asked whichever way is taken.
    yield doc.Bullets(ways, heading if alone else "One of these")
    yield doc.Bullets(shut, "No longer open")


def rule_entry(credential: Credential, on: date) -> doc.Entry:
    pathways = (
        doc.Entry(f"Pathway: {each.title}", each.need_on(on), cites=each.evidence, full=True)
        for each in credential.pathways
    )
    blocks = (
        doc.Paragraph(credential.about, full=True),
        doc.Bullets((each.need for each in credential.requires), label="It asks", full=True),
        pathways,
        _exam_blocks(credential),
    )
    return doc.Entry(f"{credential.title} ({credential.id})", blocks, cites=credential.evidence)


def _facts(result: CredentialResult) -> Iterator[doc.Fact]:
    credential, is_open = result.credential, result.eligible is Eligibility.YES
    for each in credential.pathways:
        if each.id == result.via:
            yield doc.Fact("Way in", each.title)
    if result.eligible_from is not None and not is_open:
        yield doc.Fact("From", f"{date_text(result.eligible_from)}, if all goes as you told us")
    if result.closes_on is not None:
        yield doc.Fact("Until", date_text(result.closes_on))
    if is_open:
        yield doc.Fact("Fee", _fee_text(credential.fee))


def _fee_text(fee: Cost | None) -> str:
    note = f" ({fee.note})" if fee and fee.note else ""
    return f"{wording.cost_text(fee)}{note}" if fee else ""


def _exam_blocks(credential: Credential) -> doc.Parts:
    facts = (
        doc.Fact("Issued by", credential.issuer),
        doc.Fact("Fee", _fee_text(credential.fee)),
        doc.Fact("Exam", credential.exam or ""),
        doc.Fact("Renewal", credential.renewal or ""),
        doc.Fact("Preparation", credential.preparation or ""),
        doc.Fact("Earlier names", ", ".join(credential.former_names)),
        *(doc.Fact("Page", each.title, url=each.url) for each in credential.do_at),
    )
    not_certain = doc.Bullets(credential.unknowns, label="Not certain", full=True)
    return doc.Facts(facts, full=True), not_certain
