"""
The report that a counselor hands to a client, in the order that such reports have.

Summary; where you stand, with evidence; the next three steps as an exercise to fill in; later
steps; the plan in time; the pay; how it was made and its limits; room for notes and the next
review.
"""

from functools import partial

from cmio_advisor.domain.assess.assessment import Assessment, Stage
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.judge.results import RequirementResult, StepResult
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.reporting.document.cleaning import visible
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Checklist,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
    Table,
    WritingSpace,
)
from cmio_advisor.reporting.document.shared_blocks import Once, SharedBlocks
from cmio_advisor.reporting.views.advice import asks_first, with_question
from cmio_advisor.reporting.views.assessment import (
    LONGEST_NAME,
    certifications_section,
    roadmap_line,
    standing_sections,
    steps_checklist,
    warnings_section,
    ways_on_section,
)
from cmio_advisor.reporting.views.client.file import ClientFile
from cmio_advisor.reporting.views.client.plan import plan_section
from cmio_advisor.reporting.views.client.requirements import (
    by_strength,
    listed,
    read_fields,
    requirement_entry,
    requirement_row,
    told_step_entry,
)
from cmio_advisor.reporting.views.decisions import decisions_section
from cmio_advisor.reporting.views.pay import pay_blocks
from cmio_advisor.reporting.views.searches import assessment_searches, searched_section
from cmio_advisor.reporting.views.steps import next_step_entry
from cmio_advisor.reporting.words.wording import (
    HOW_MADE,
    LIMITS,
    NO_PROMISE,
    date_text,
    money,
    months_text,
)

EXERCISE_STEPS = 3
HEADINGS = ("Your next steps", "Your next step", "Your next two steps", "Your next three steps")
EACH = Paragraph(Line("Every requirement by itself, what is required first:"))

SELF_REPORTED = "It rests on what the client told; nobody has checked the answers."
WRITTEN_EXERCISE = (
    WritingSpace("Who can help me with this (a name, and when I will ask)", 1),
    WritingSpace("By when I will have done it", 1),
)
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

    def document(self, client: ClientFile) -> Document:
        """
        The counselor's report for one client.
        """
        assessment = client.assessment
        told_name = assessment.profile.name
        whose = f"Report for {visible(told_name, LONGEST_NAME)}" if told_name else "Report"
        steps = assessment.next_steps[:EXERCISE_STEPS]
        others = (*assessment.next_steps[EXERCISE_STEPS:], *assessment.later_steps)
        once, first_later = self.shared.once, len(steps) + 1
        exercises = [
            once(("exercise", number), (each,), partial(self._exercise, each, assessment, number))
            for number, each in enumerate(steps, 1)
        ]
        later = [
            once(("later", number), (each,), partial(self._action, each, assessment, number))
            for number, each in enumerate(others, first_later)
        ]
        paid = (assessment.stage, assessment.pay)
        pay = once(("pay",), paid, partial(_pay, assessment, once))
        sections = (
            Section("Summary", (Paragraph(Line(" ".join(_summary(assessment)))),)),
            self._standing(assessment),
            *once(("compared",), (assessment.standing,), partial(_compared, assessment)),
            ways_on_section(assessment.ways_on),
            *with_question(assessment, Section(HEADINGS[len(exercises)], tuple(exercises))),
            decisions_section(assessment.decisions, assessment.roadmap, take_in=""),
            plan_section(client.plan),
            Section("Later", tuple(later)),
            certifications_section(assessment.credentials, more=""),
            Section("What the role pays", pay),
            warnings_section(assessment.warnings),
            self._searched(assessment),
            self.shared.once(("made",), (assessment.roadmap,), partial(_made, assessment)),
            self.notes,
            Section(
                "Step by step",
                tuple([self._step(each, assessment) for each in assessment.steps]),
            ),
        )
        return Document(
            title=f"The way to {assessment.roadmap.title}",
            subtitle=f"{whose}, {date_text(assessment.as_of)}",
            sections=tuple([each for each in sections if each.blocks]),
            sources=assessment.roadmap.sources,
        )

    def _searched(self, assessment: Assessment) -> Section:
        searches = tuple(filter(None, assessment_searches(assessment)))
        return self.shared.once(("searched",), searches, partial(searched_section, searches))

    def _standing(self, assessment: Assessment) -> Section:
        counts = tuple(
            Fact(strength.capitalize(), f"{each.met} met, {each.open} open, {each.unknown} unknown")
            for strength, each in assessment.readiness.items()
        )
        rows = tuple(
            [
                self.shared.once(("row",), (each,), partial(requirement_row, each))
                for each in sorted(assessment.requirements(), key=by_strength)
            ]
        )
        stage = self.shared.once(("stage",), (assessment.stage,), partial(_stage, assessment.stage))
        checklists = (steps_checklist(assessment.steps, self.shared.once), Checklist("", rows))
        return Section(
            "Where you stand", (stage, Facts(counts), checklists[0], EACH, checklists[1])
        )

    def _action(self, step: NextStep, assessment: Assessment, number: int) -> Entry:
        """
        A step's entry; only its number differs from client to client.
        """
        entry = self.shared.once(
            ("action",), (step,), lambda: next_step_entry(step, assessment, "", in_full=True)
        )
        return replace(entry, number=str(number))

    def _exercise(self, step: NextStep, assessment: Assessment, number: int) -> Entry:
        """
        A step to write on: what, why, how one knows that it is done, who helps, by when.
        """
        entry = self._action(step, assessment, number)
        requirement = step.requirement
        if requirement is None:
            return replace(entry, blocks=(*entry.blocks, *WRITTEN_EXERCISE))
        done = self.shared.once(
            ("done",),
            (requirement,),
            lambda: Facts((Fact("How you know that it is done", requirement.need),)),
        )
        return replace(entry, blocks=(*entry.blocks, done, *WRITTEN_EXERCISE))

    def _step(self, result: StepResult, assessment: Assessment) -> Entry:
        """
        A step's requirements: what was told on each, what the roadmap lists, who has it.
        """
        entries = tuple([self._requirement(each, assessment) for each in result.requirements])
        return self.shared.once(
            ("step",), (result, *entries), partial(told_step_entry, result, entries)
        )

    def _requirement(self, result: RequirementResult, assessment: Assessment) -> Entry:
        requirement, once = result.requirement, self.shared.once
        fields = once(("fields",), (requirement,), partial(read_fields, requirement))
        answers = [getattr(assessment.profile, each) for each in fields]
        return once(
            ("requirement",),
            (result, *answers),
            lambda: requirement_entry(
                result, assessment, once(("rule",), (requirement,), partial(listed, requirement))
            ),
        )


def _summary(assessment: Assessment) -> list[str]:
    """
    At most five sentences: where the client stands, what comes next, what the role pays.
    """
    told = list(assessment.summary)
    if assessment.next_steps and not asks_first(assessment):
        route = assessment.next_steps[0].route
        told.append(f"The next step to look at: {route.title}, {months_text(route.months)}.")
    target = assessment.pay.target if assessment.pay else None
    total = target.total if target else None
    if target and total and total.p25 and total.p75:
        told.append(
            f"The role is estimated to pay {money(total.p25)} to {money(total.p75)} "
            f"in {target.year}; this is an estimate, not an offer."
        )
    return told


def _pay(assessment: Assessment, once: Once) -> tuple[Block, ...]:
    """
    The range and where it comes from; the table of every published figure is the business of
    ``pay``.
    """
    return tuple(each for each in pay_blocks(assessment, once) if not isinstance(each, Table))


def _compared(assessment: Assessment) -> tuple[Section, ...]:
    return tuple(standing_sections(assessment))


def _stage(stage: Stage) -> Paragraph:
    return Paragraph(Line(stage.why, stage.rung.evidence if stage.rung else ()))


def _made(assessment: Assessment) -> Section:
    blocks = (
        Paragraph(Line(f"{HOW_MADE} {SELF_REPORTED}")),
        Bullets((Line(f"{LIMITS} {NO_PROMISE}"), roadmap_line(assessment.roadmap))),
    )
    return Section("How this was made, and its limits", blocks)
