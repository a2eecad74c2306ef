"""
The assessment as a report: its sections, their order and their words.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from cmio_advisor.domain.assess.assessment import Assessment, Notice
from cmio_advisor.domain.judge.results import CredentialResult, Eligibility, State, StepResult
from cmio_advisor.domain.roadmap.roadmap import OtherPath, Roadmap
from cmio_advisor.reporting.document.cleaning import visible
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Checklist,
    CheckRow,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Mark,
    Paragraph,
    Section,
)
from cmio_advisor.reporting.document.shared_blocks import Once, anew
from cmio_advisor.reporting.views.advice import (
    FIELD_OF_PROFILE,
    later_steps_section,
    next_steps_section,
    with_question,
)
from cmio_advisor.reporting.views.credentials import (
    FROM_OTHER_FIELDS,
    credential_entry,
    is_from_other_field,
    until_text,
)
from cmio_advisor.reporting.views.decisions import decisions_section
from cmio_advisor.reporting.views.pay import pay_blocks
from cmio_advisor.reporting.views.searches import assessment_searches, searched_section
from cmio_advisor.reporting.views.steps import step_entry, where_facts
from cmio_advisor.reporting.words.wording import (
    COMPARED,
    ELIGIBILITIES,
    HOW_MADE,
    LIMITS,
    NO_PROMISE,
    READY,
    STATES,
    date_text,
    is_under_way,
    step_state,
)

LONGEST_NAME = 80
SHOWN_OPEN = 5
MORE_ON_CREDENTIALS = "what each asks, and what is missing: cmio-advisor eligible PROFILE"


def assessment_document(assessment: Assessment) -> Document:
    """
    The whole assessment; its brief form is what a terminal shows.
    """
    told_name = assessment.profile.name
    whose = f" for {visible(told_name, LONGEST_NAME)}" if told_name else ""
    pay = pay_blocks(assessment)
    details = tuple(credential_entry(each) for each in assessment.credentials)
    steps = tuple(step_entry(each, assessment) for each in assessment.steps)
    sections = (
        where_you_stand(assessment),
        *standing_sections(assessment),
        ways_on_section(assessment.ways_on),
        Section("The steps at a glance", (steps_checklist(assessment.steps),)),
        *with_question(assessment, next_steps_section(assessment), FIELD_OF_PROFILE),
        decisions_section(assessment.decisions, assessment.roadmap),
        certifications_section(assessment.credentials),
        Section("What the role pays", pay),
        warnings_section(assessment.warnings),
        later_steps_section(assessment),
        Section("Step by step", steps, full=True),
        Section("Certifications in detail", details, full=True),
        searched_section(
            (
                *assessment_searches(assessment),
                *(each.credential.searched for each in assessment.credentials),
            ),
            full=True,
        ),
        _about(assessment),
    )
    return Document(
        title=f"The way to {assessment.roadmap.title}",
        subtitle=f"Assessment{whose}, {date_text(assessment.as_of)}",
        sections=tuple(each for each in sections if each.blocks),
        sources=assessment.roadmap.sources,
    )


def roadmap_line(roadmap: Roadmap) -> Line:
    """
    Which roadmap a report came from.
    """
    return Line(
        f"Roadmap {roadmap.id} {roadmap.version}, fingerprint {roadmap.fingerprint[:12]}, "
        f"to be reviewed by {date_text(roadmap.review_by)}."
    )


def where_you_stand(assessment: Assessment) -> Section:
    """
    The summary, the stage, and how many requirements are met.
    """
    rung, why = assessment.stage.rung, assessment.stage.why
    blocks: list[Block] = [
        Paragraph(Line(" ".join(assessment.summary))),
        Paragraph(Line(why, rung.evidence if rung else ())),
    ]
    if rung:
        stage = f"{rung.title}. {rung.about}"
        blocks.append(Facts((Fact("Stage today", stage, rung.evidence),), full=True))
    counts = [
        Fact(strength.capitalize(), f"{each.met} met, {each.open} open, {each.unknown} not told")
        for strength, each in assessment.readiness.items()
    ]
    ready = Fact("Anything formal", READY[assessment.ready_to_apply])
    blocks.append(Facts((ready, *counts), full=True))
    return Section("Where you stand", tuple(blocks))


def standing_sections(assessment: Assessment) -> Iterator[Section]:
    """
    How the person compares with those who hold the role, where the roadmap has rules for it.
    """
    found = assessment.standing
    if found is None:
        return
    standing = found.standing
    said = f"{found.title}. {found.why}"
    lists = (("You have", found.have), ("Missing", found.missing))
    facts = tuple([Fact(label, _titles(ids, assessment)) for label, ids in lists if ids])
    shares = tuple([_shared(each, assessment) for each in found.missing])
    blocks: list[Block] = [Paragraph(Line(said[:1].upper() + said[1:])), Facts(facts)]
    if shares:
        blocks.append(Bullets(shares, label="What is known of it", full=True))
    if standing:
        blocks.append(Paragraph(Line(standing.about, standing.evidence), full=True))
    yield Section(COMPARED, tuple(blocks))


def _titles(ids: Iterable[str], assessment: Assessment) -> str:
    return "; ".join(assessment.roadmap.requirement(each).title for each in ids)


def _shared(requirement_id: str, assessment: Assessment) -> Line:
    requirement = assessment.roadmap.requirement(requirement_id)
    return Line(f"{requirement.title}: {requirement.share}", requirement.evidence)


def ways_on_section(ways_on: Iterable[OtherPath]) -> Section:
    """
    The honest ways on, where the road is long or not supported.
    """
    entries = tuple(
        Entry(
            title=way.title,
            cites=way.evidence,
            blocks=(
                Paragraph(Line(way.text)),
                Facts(
                    tuple(
                        fact
                        for number, each in enumerate(way.first_steps)
                        for fact in (
                            Fact("Then" if number else "First step", each.action, full=number > 0),
                            *where_facts(each, full=number > 0),
                        )
                    )
                ),
            ),
        )
        for way in ways_on
    )
    title = "Two honest ways on" if len(entries) == 2 else "Honest ways on"  # noqa: PLR2004 - the title says the number
    return Section(title, entries)


def steps_checklist(steps: Iterable[StepResult], once: Once = anew) -> Checklist:
    """
    The steps at a glance.
    """
    rows = tuple([once(("step row",), (each,), partial(_step_row, each)) for each in steps])
    return Checklist("Step", rows)


def _step_row(result: StepResult) -> CheckRow:
    mark, word = step_state(result)
    met = sum(each.state.is_satisfied for each in result.requirements)
    untold = sum(
        each.state is State.UNKNOWN and not is_under_way(each) for each in result.requirements
    )
    aside = f"{met} of {len(result.requirements)} met"
    if untold and mark is not Mark.UNTOLD:
        aside += f", {untold} not told"
    return CheckRow(mark, word, str(result.step.number), result.step.title, aside)


def certifications_section(
    credentials: tuple[CredentialResult, ...], more: str = MORE_ON_CREDENTIALS
) -> Section:
    """
    Those held and the first that are open; all others by their number, in full by their names.

    ``more`` says where there is more on the others; empty, where the reader cannot go there.
    """
    by_answer = {
        answer: [each for each in credentials if each.eligible is answer] for answer in Eligibility
    }
    other = [each for each in credentials if is_from_other_field(each)]
    now_open = [each for each in by_answer[Eligibility.YES] if each not in other]
    told = now_open[:SHOWN_OPEN]
    rows = tuple(map(_credential_row, [*by_answer[Eligibility.HELD], *told]))
    named = (
        ("Also open to you now", now_open[len(told) :]),
        ("Not certain yet", by_answer[Eligibility.UNKNOWN]),
        ("Not yet", by_answer[Eligibility.NO]),
        (FROM_OTHER_FIELDS, other),
    )
    others = tuple(
        Fact(label, "; ".join(each.credential.short for each in found))
        for label, found in named
        if found
    )
    blocks: list[Block] = [Checklist("", rows)] if rows else []
    if others:
        left = len(credentials) - len(rows)
        blocks.append(Facts(others, full=True))
        if more:
            blocks.append(Paragraph(Line(f"{left} others: {more}")))
    return Section("Certifications", tuple(blocks))


def _credential_row(result: CredentialResult) -> CheckRow:
    mark, word = ELIGIBILITIES[result.eligible]
    if result.eligible is Eligibility.HELD:
        mark, word = STATES[result.state]
        word = "held" if result.state.value == "met" else word
    aside = until_text(result)
    return CheckRow(mark, word, "", result.credential.short, aside, result.credential.evidence)


def warnings_section(warnings: Iterable[Notice]) -> Section:
    """
    What the reader should know about the answers and the evidence.
    """
    lines = tuple(Line(each.text) for each in warnings)
    return Section("Please note", (Bullets(lines),) if lines else ())


def _about(assessment: Assessment) -> Section:
    return Section(
        "About this report",
        (
            Paragraph(Line(f"{LIMITS} {NO_PROMISE}")),
            Paragraph(roadmap_line(assessment.roadmap)),
            Paragraph(Line(HOW_MADE), full=True),
        ),
    )
