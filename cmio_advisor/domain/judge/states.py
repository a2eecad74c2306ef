"""The state of each requirement and step, and the answer to "ready to apply?"."""

from collections.abc import Iterable

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import Answer, Counts, RequirementResult, State
from cmio_advisor.domain.roadmap.roadmap import Requirement, Strength
from cmio_advisor.domain.rules.conditions import Finding, Rank

STATE_OF = {
    Rank.NOT_MET: State.NOT_MET,
    Rank.EXPIRED: State.EXPIRED,
    Rank.PLANNED: State.PLANNED,
    Rank.IN_PROGRESS: State.IN_PROGRESS,
    Rank.EXPIRING: State.EXPIRING,
    Rank.MET: State.MET,
}
LEAST_FAVOURABLE_FIRST = (
    State.NOT_MET,
    State.UNKNOWN,
    State.CLOSED,
    State.EXPIRED,
    State.PLANNED,
    State.IN_PROGRESS,
    State.EXPIRING,
    State.WAIVED,
    State.MET,
)
"""Unknown stands right above the lowest state because an unknown requirement may turn out to be
any state at all: so a step's state is never contradicted by a later answer."""


def state_of(finding: Finding) -> State:
    """
    The state a finding shows; unknown as long as an answer can still decide whether it is met.
    """
    known = finding.settled or finding.holds
    return STATE_OF[finding.low] if known else State.UNKNOWN


def judge_requirement(requirement: Requirement, case: ProfileCase) -> RequirementResult:
    """
    One requirement for one person on one day.

    A waiver stands whatever the answers say. What is not met, with every route to it shut, is
    closed.
    """
    finding = requirement.met_when.judge(case)
    state = state_of(finding)
    if case.is_waived(requirement):
        state = State.WAIVED
    elif state is State.NOT_MET and all(route.is_shut(case.on) for route in requirement.routes):
        state = State.CLOSED
    return RequirementResult(requirement=requirement, state=state, finding=finding)


def step_state(results: tuple[RequirementResult, ...]) -> State:
    """
    The least favourable state among the required requirements, and, once those are satisfied,
    among the expected ones too; a step that has neither shows those that help.
    """
    required = _states(results, Strength.REQUIRED)
    expected = _states(results, Strength.EXPECTED)
    if required and not _least(required).is_satisfied:
        return _least(required)
    counting = required + expected
    return _least(counting or _states(results, Strength.HELPS))


def ready_to_apply(results: Iterable[RequirementResult]) -> Answer:
    """Whether the required list is complete: it speaks of that list only, not of a job."""
    states = _states(results, Strength.REQUIRED)
    if any(state.is_open for state in states):
        return Answer.NO
    return Answer.YES if all(state.is_satisfied for state in states) else Answer.UNKNOWN


def count_states(results: tuple[RequirementResult, ...]) -> dict[Strength, Counts]:
    """Met, open and unknown, for each strength."""
    counted = {}
    for strength in Strength:
        states = _states(results, strength)
        counted[strength] = Counts(
            met=sum(state.is_satisfied for state in states),
            open=sum(state.is_open for state in states),
            unknown=states.count(State.UNKNOWN),
        )
    return counted


def _states(results: Iterable[RequirementResult], strength: Strength) -> list[State]:
    return [each.state for each in results if each.requirement.strength is strength]


def _least(states: list[State]) -> State:
    return min(states, key=LEAST_FAVOURABLE_FIRST.index)
