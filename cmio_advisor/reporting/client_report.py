"""
The report that a counselor hands to a client, in the order that such reports have.

Summary; where you stand, with evidence; the next three steps as an exercise to fill in; later
steps; the pay; how it was made and its limits; room for notes and the next review.
"""

from collections.abc import Iterator

from cmio_advisor.domain.assessment import Assessment, NextStep
from cmio_advisor.reporting.cleaning import visible
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
    WritingSpace,
)
from cmio_advisor.reporting.pay_view import pay_blocks
from cmio_advisor.reporting.step_view import next_step_entry, step_entry
from cmio_advisor.reporting.view import (
    LONGEST_NAME,
    ask_next_section,
    certifications_section,
    roadmap_line,
    steps_checklist,
    warnings_section,
    ways_on_section,
)
from cmio_advisor.reporting.wording import (
    HOW_MADE,
    LIMITS,
    NO_PROMISE,
    date_text,
    money,
    months_text,
)

EXERCISE_STEPS = 3

SELF_REPORTED = "It rests on what the client told; nobody has checked the answers."
WHO_CAN_HELP = "Who can help me with this (a name, and when I will ask)"
BY_WHEN = "By when I will have done it"
NOTES = (
    ("In my own words: what I want, and what I am ready to give up for it", 4),
    ("Notes from our conversation", 5),
    ("Our next review (date, and what will be on the table)", 1),
)


def client_report(assessment: Assessment) -> Document:
    """
    The counselor's report for one client.
    """
    told_name = assessment.profile.name
    whose = f"Report for {visible(told_name, LONGEST_NAME)}" if told_name else "Report"
    steps = assessment.next_steps[:EXERCISE_STEPS]
    others = (*assessment.next_steps[EXERCISE_STEPS:], *assessment.later_steps)
    sections = (
        Section("Summary", (Paragraph(Line(" ".join(_summary(assessment)))),)),
        _standing(assessment),
        ways_on_section(assessment),
        Section(
            "Your next three steps",
            tuple(_exercise(each, assessment, number) for number, each in enumerate(steps, 1)),
        ),
        Section(
            "Later",
            tuple(
                next_step_entry(each, assessment, str(number), in_full=True)
                for number, each in enumerate(others, len(steps) + 1)
            ),
        ),
        certifications_section(assessment.credentials),
        Section("What the role pays", pay_blocks(assessment)),
        ask_next_section(assessment),
        warnings_section(assessment),
        Section("How this was made, and its limits", tuple(_made(assessment))),
        Section("Notes", tuple(WritingSpace(label, lines) for label, lines in NOTES)),
    )
    return Document(
        title=f"The way to {assessment.roadmap.title}",
        subtitle=f"{whose}, {date_text(assessment.as_of)}",
        sections=tuple(each for each in sections if each.blocks),
        sources=assessment.roadmap.sources,
    )


def _summary(assessment: Assessment) -> list[str]:
    """
    At most five sentences: where the client stands, what comes next, what the role pays.
    """
    told = list(assessment.summary)
    if assessment.next_steps:
        route = assessment.next_steps[0].route
        told.append(f"The next step to look at: {route.title} ({months_text(route.months)}).")
    total = assessment.pay.target.total
    if total and total.p25 and total.p75:
        told.append(
            f"The role is estimated to pay {money(total.p25)} to {money(total.p75)} "
            f"in {assessment.pay.target.year}; this is an estimate, not an offer."
        )
    return told


def _standing(assessment: Assessment) -> Section:
    rung, why = assessment.stage.rung, assessment.stage.why
    counts = tuple(
        Fact(strength.capitalize(), f"{each.met} met, {each.open} open, {each.unknown} not told")
        for strength, each in assessment.readiness.items()
    )
    return Section(
        "Where you stand",
        (
            Paragraph(Line(why, rung.evidence if rung else ())),
            Facts(counts),
            steps_checklist(assessment.steps),
            *(step_entry(each, assessment) for each in assessment.steps),
        ),
    )


def _exercise(step: NextStep, assessment: Assessment, number: int) -> Entry:
    """
    A step as something to write down: what, why, how one knows that it is done, who helps, when.
    """
    entry = next_step_entry(step, assessment, str(number), in_full=True)
    done = Facts((Fact("How you know that it is done", step.requirement.need),))
    written: tuple[Block, ...] = (done, WritingSpace(WHO_CAN_HELP, 1), WritingSpace(BY_WHEN, 1))
    return Entry(
        title=entry.title, number=entry.number, cites=entry.cites, blocks=(*entry.blocks, *written)
    )


def _made(assessment: Assessment) -> Iterator[Block]:
    yield Paragraph(Line(f"{HOW_MADE} {SELF_REPORTED}"))
    yield Bullets((Line(f"{LIMITS} {NO_PROMISE}"), roadmap_line(assessment.roadmap)))
