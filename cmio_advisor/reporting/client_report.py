"""
The report that a counselor hands to a client, in the order that such reports have.

Summary; where you stand, with evidence; the next three steps as an exercise to fill in; later
steps; the pay; how it was made and its limits; room for notes and the next review.
"""

from functools import partial

from cmio_advisor.domain.assessment import (
    Assessment,
    NextStep,
    RequirementResult,
    Stage,
    StepResult,
)
from cmio_advisor.domain.rule_memory import PROFILE_FIELDS
from cmio_advisor.domain.told import told_fields
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.document import (
    Block,
    Bullets,
    Checklist,
    CheckRow,
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
from cmio_advisor.reporting.shared_blocks import SharedBlocks
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
    STATES,
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


class ClientReports:
    """
    Makes the reports of one caseload. Parts that are alike are the same objects in all of them.
    """

    def __init__(self) -> None:
        self.shared = SharedBlocks()
        self.notes = Section("Notes", tuple(WritingSpace(label, lines) for label, lines in NOTES))

    def document(self, assessment: Assessment) -> Document:
        """
        The counselor's report for one client.
        """
        told_name = assessment.profile.name
        whose = f"Report for {visible(told_name, LONGEST_NAME)}" if told_name else "Report"
        steps = assessment.next_steps[:EXERCISE_STEPS]
        others = (*assessment.next_steps[EXERCISE_STEPS:], *assessment.later_steps)
        first_later = len(steps) + 1
        once = self.shared.once
        exercises = [
            self.shared.once(
                ("exercise", number), (each,), partial(_exercise, each, assessment, number)
            )
            for number, each in enumerate(steps, 1)
        ]
        later = [
            once(("later", number), (each,), partial(_later, each, assessment, number))
            for number, each in enumerate(others, first_later)
        ]
        paid = (assessment.stage, assessment.pay.target, assessment.pay.today)
        pay = self.shared.once(("pay",), paid, partial(pay_blocks, assessment, self.shared.once))
        sections = (
            Section("Summary", (Paragraph(Line(" ".join(_summary(assessment)))),)),
            self._standing(assessment),
            ways_on_section(assessment),
            Section("Your next three steps", tuple(exercises)),
            Section("Later", tuple(later)),
            certifications_section(assessment.credentials),
            Section("What the role pays", pay),
            ask_next_section(assessment),
            warnings_section(assessment),
            self.shared.once(("made",), (assessment.roadmap,), partial(_made, assessment)),
            self.notes,
            Section(
                "The evidence, step by step",
                tuple([self._step(each, assessment) for each in assessment.steps]),
            ),
        )
        return Document(
            title=f"The way to {assessment.roadmap.title}",
            subtitle=f"{whose}, {date_text(assessment.as_of)}",
            sections=tuple([each for each in sections if each.blocks]),
            sources=assessment.roadmap.sources,
        )

    def _standing(self, assessment: Assessment) -> Section:
        counts = tuple(
            Fact(strength.capitalize(), f"{each.met} met, {each.open} open, {each.unknown} unknown")
            for strength, each in assessment.readiness.items()
        )
        rows = tuple(
            [
                self.shared.once(("row",), (each,), partial(_requirement_row, each))
                for each in assessment.requirements()
            ]
        )
        stage = self.shared.once(("stage",), (assessment.stage,), partial(_stage, assessment.stage))
        checklists = (steps_checklist(assessment.steps), Checklist("", rows))
        return Section("Where you stand", (stage, Facts(counts), *checklists))

    def _step(self, result: StepResult, assessment: Assessment) -> Entry:
        """
        A step with its evidence; it quotes the answers that its rules read.
        """
        fields = self.shared.once(("fields",), (result.step,), partial(_read_fields, result))
        answers = [getattr(assessment.profile, each) for each in fields]
        return self.shared.once(
            ("step",), (result, *answers), partial(step_entry, result, assessment, self.shared.once)
        )


def _read_fields(result: StepResult) -> tuple[str, ...]:
    read = {
        PROFILE_FIELDS.get(field, field)
        for each in result.requirements
        for field in told_fields(each.requirement.met_when)
    }
    return ("waivers", *sorted(read))


def _summary(assessment: Assessment) -> list[str]:
    """
    At most five sentences: where the client stands, what comes next, what the role pays.
    """
    told = list(assessment.summary)
    if assessment.next_steps:
        route = assessment.next_steps[0].route
        told.append(f"The next step to look at: {route.title}, {months_text(route.months)}.")
    total = assessment.pay.target.total
    if total and total.p25 and total.p75:
        told.append(
            f"The role is estimated to pay {money(total.p25)} to {money(total.p75)} "
            f"in {assessment.pay.target.year}; this is an estimate, not an offer."
        )
    return told


def _stage(stage: Stage) -> Paragraph:
    return Paragraph(Line(stage.why, stage.rung.evidence if stage.rung else ()))


def _requirement_row(result: RequirementResult) -> CheckRow:
    """
    One requirement with the marks of its evidence, which stands in words at the end.
    """
    requirement = result.requirement
    mark, word = STATES[result.state]
    strength = requirement.strength.value
    return CheckRow(mark, word, "", requirement.title, strength, requirement.evidence)


def _later(step: NextStep, assessment: Assessment, number: int) -> Entry:
    return next_step_entry(step, assessment, str(number), in_full=True)


def _exercise(step: NextStep, assessment: Assessment, number: int) -> Entry:
    """
    A step as something to write down: what, why, how one knows that it is done, who helps, when.
    """
    entry = _later(step, assessment, number)
    done = Facts((Fact("How you know that it is done", step.requirement.need),))
    written: tuple[Block, ...] = (done, WritingSpace(WHO_CAN_HELP, 1), WritingSpace(BY_WHEN, 1))
    return Entry(
        title=entry.title, number=entry.number, cites=entry.cites, blocks=(*entry.blocks, *written)
    )


def _made(assessment: Assessment) -> Section:
    blocks = (
        Paragraph(Line(f"{HOW_MADE} {SELF_REPORTED}")),
        Bullets((Line(f"{LIMITS} {NO_PROMISE}"), roadmap_line(assessment.roadmap))),
    )
    return Section("How this was made, and its limits", blocks)
