"""
Requirements in a counselor's report: a row of the list, and an entry with what was told.
"""

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.judge.results import RequirementResult, StepResult
from cmio_advisor.domain.profile.fields import read_by
from cmio_advisor.domain.roadmap.roadmap import Requirement, Strength
from cmio_advisor.domain.rules.quoting import told_fields
from cmio_advisor.reporting.document.document import Block, CheckRow, Entry, Fact, Facts
from cmio_advisor.reporting.views.steps import told_facts
from cmio_advisor.reporting.words.wording import requirement_state, step_state

STRENGTH_PLACES = {strength: place for place, strength in enumerate(Strength)}


def told_step_entry(result: StepResult, blocks: tuple[Block, ...]) -> Entry:
    """
    A step with the entries of its requirements.
    """
    mark, word = step_state(result)
    title = f"Step {result.step.number}: {result.step.title}"
    return Entry(title=title, mark=mark, word=word, blocks=blocks)


def requirement_entry(result: RequirementResult, assessment: Assessment, rule: Block) -> Entry:
    """
    A requirement: what was told on it, and ``rule``, what the roadmap lists.
    """
    mark, word = requirement_state(result)
    blocks = (Facts(told_facts(result, assessment)), rule)
    return Entry(title=result.requirement.title, mark=mark, word=word, blocks=blocks)


def by_strength(result: RequirementResult) -> tuple[int, bool]:
    """
    The required first, and of each strength what is open first.
    """
    return STRENGTH_PLACES[result.requirement.strength], result.state.is_satisfied


def listed(requirement: Requirement) -> Facts:
    """
    What the roadmap says of a requirement, which is the same for everybody.
    """
    return Facts((Fact("The roadmap lists", requirement.need, requirement.evidence),))


def read_fields(requirement: Requirement) -> tuple[str, ...]:
    """
    The profile's fields that a requirement's entry quotes.
    """
    read = {read_by(field)[0].head for field in told_fields(requirement.met_when)}
    return ("waivers", *sorted(read))


def requirement_row(result: RequirementResult) -> CheckRow:
    """
    One requirement with the marks of its evidence, whose sources stand at the end.
    """
    requirement = result.requirement
    mark, word = requirement_state(result)
    strength = requirement.strength.value
    return CheckRow(mark, word, "", requirement.title, strength, requirement.evidence)
