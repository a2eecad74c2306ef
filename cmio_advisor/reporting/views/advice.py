"""
What to do next, what to do later, and what to tell us.
"""

from collections.abc import Sequence

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.reporting.document.document import Block, Fact, Facts, Line, Paragraph, Section
from cmio_advisor.reporting.views.steps import next_step_entry

FIELD_OF_PROFILE = "Field of the profile"
TOLD_IN_FULL = 3
"""A first screen tells so many next steps in full; the others without their first action."""


def asks_first(assessment: Assessment) -> bool:
    """
    Whether something required is not known, so that every advice rests on what is told next.
    """
    return assessment.ask_next is not None and assessment.readiness[Strength.REQUIRED].unknown > 0


def with_question(assessment: Assessment, steps: Section, field: str = "") -> Sequence[Section]:
    """
    The next steps and the one question to answer, in the order of what matters more.

    ``field`` is what a line calls the profile's field that the answer belongs to.
    """
    question = assessment.ask_next
    if question is None:
        return (steps,)
    line = Line(f"{question.text} {question.why}")
    blocks: list[Block] = [Paragraph(line)]
    if field:
        blocks.append(Facts((Fact(field, question.field, full=True),), full=True))
    if asks_first(assessment):
        return (Section("What to tell us first", tuple(blocks)), steps)
    return (steps, Section("What to tell us next", tuple(blocks)))


def next_steps_section(assessment: Assessment) -> Section:
    """
    The actions that can be started now.
    """
    entries = tuple(
        next_step_entry(each, assessment, str(number), in_full=number <= TOLD_IN_FULL)
        for number, each in enumerate(assessment.next_steps, 1)
    )
    return Section("What to do next", entries)


def later_steps_section(assessment: Assessment) -> Section:
    """
    The actions for later, numbered on.
    """
    entries = tuple(
        next_step_entry(each, assessment, str(number), in_full=True)
        for number, each in enumerate(assessment.later_steps, len(assessment.next_steps) + 1)
    )
    return Section("Later", entries, full=True)
