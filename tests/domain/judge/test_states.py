"""The state of a requirement and of a step, and the answer to "ready to apply?"."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import (
    Answer,
    RequirementResult,
    State,
    count,
    judge_requirement,
    ready_to_apply,
    state_of,
    step_state,
)
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap, Strength
from cmio_advisor.domain.rules.conditions import MET, Finding, Not, Rank
from tests.conftest import TODAY, profile_of

KNOWN = [state for state in State if state is not State.UNKNOWN]
RATED = st.lists(
    st.tuples(st.sampled_from(Strength), st.sampled_from(State)), min_size=1, max_size=4
)


def results_of(roadmap: Roadmap, *rated: tuple[Strength, State]) -> tuple[RequirementResult, ...]:
    some = next(iter(roadmap.requirements()))
    return tuple(
        RequirementResult(requirement=replace(some, strength=strength), state=state, finding=MET)
        for strength, state in rated
    )


@pytest.mark.parametrize(
    ("residency", "day"),
    [
        ({"completed": 2015}, date(2028, 11, 23)),
        ({"status": "in-progress", "expected": "2028-06"}, None),
    ],
)
def test_care_in_training_fills_no_years_by_going_on(
    residency: dict[str, Any], day: date | None, roadmap: Roadmap
) -> None:
    """Three years after training are full on a day that is known only where it is over."""
    told = {
        "degrees": ["md"],
        "residency": {"specialty": "pediatrics", "country": "US", **residency},
        "license": "unrestricted",
        "clinical": {"years": 1, "still_practising": True},
    }
    found = ProfileCase(profile_of(told, roadmap), roadmap, TODAY).requirement("patient-care")

    assert found.becomes == day


@pytest.mark.parametrize(
    ("low", "high", "state"),
    [
        ("NOT_MET", "NOT_MET", State.NOT_MET),
        ("EXPIRED", "EXPIRED", State.EXPIRED),
        ("PLANNED", "PLANNED", State.PLANNED),
        ("IN_PROGRESS", "IN_PROGRESS", State.IN_PROGRESS),
        ("EXPIRING", "EXPIRING", State.EXPIRING),
        ("MET", "MET", State.MET),
        ("NOT_MET", "MET", State.UNKNOWN),
        ("NOT_MET", "PLANNED", State.UNKNOWN),
        ("EXPIRING", "MET", State.EXPIRING),
    ],
)
def test_a_finding_shows_a_state(low: str, high: str, state: State) -> None:
    """Unknown as long as an answer can still move it, unless it holds already."""
    assert state_of(Finding(Rank[low], Rank[high])) is state


@pytest.mark.parametrize(
    ("rated", "state"),
    [
        (["required met", "required not_met"], State.NOT_MET),
        (["required not_met", "expected met"], State.NOT_MET),
        (["required met", "expected planned"], State.PLANNED),
        (["required in_progress", "expected not_met"], State.IN_PROGRESS),
        (["required expiring", "expected met"], State.EXPIRING),
        (["required waived", "required met"], State.WAIVED),
        (["required unknown", "required closed"], State.UNKNOWN),
        (["required unknown", "required not_met"], State.NOT_MET),
        (["required met", "helps not_met"], State.MET),
        (["expected met", "helps not_met"], State.MET),
        (["helps met", "helps expired"], State.EXPIRED),
    ],
    ids=str,
)
def test_a_step_shows_its_least_favourable_state(
    small_roadmap: Roadmap, rated: list[str], state: State
) -> None:
    """
    Among the required, once those are satisfied among the expected; else among those that help.
    """
    pairs = [each.split() for each in rated]
    results = results_of(small_roadmap, *((Strength(a), State(b)) for a, b in pairs))

    assert step_state(results) is state


@given(RATED)
def test_what_is_said_of_a_step_outlasts_every_completion(
    small_roadmap: Roadmap, rated: list[tuple[Strength, State]]
) -> None:
    """Whatever the unknown requirements turn out to be, a known step keeps its state."""
    said = step_state(results_of(small_roadmap, *rated))
    if said is State.UNKNOWN:
        return
    choices = [KNOWN if state is State.UNKNOWN else [state] for _, state in rated]
    for states in product(*choices):
        strengths = [strength for strength, _ in rated]
        filled = results_of(small_roadmap, *zip(strengths, states, strict=True))

        assert step_state(filled) is said


@given(RATED)
def test_the_three_counts_make_up_all(
    small_roadmap: Roadmap, rated: list[tuple[Strength, State]]
) -> None:
    """Each requirement is met, open or unknown; ready follows from the required ones alone."""
    results = results_of(small_roadmap, *rated)
    counts = [count(results, each) for each in Strength]
    required = counts[0]
    expected = Answer.NO if required.open else Answer.UNKNOWN if required.unknown else Answer.YES

    assert len(rated) == sum(each.met + each.open + each.unknown for each in counts)
    assert ready_to_apply(results) is expected


def judged(
    roadmap: Roadmap, requirement: Requirement, answers: dict[str, Any], on: date = TODAY
) -> State:
    case = ProfileCase(profile_of(answers, roadmap), roadmap, on)
    return judge_requirement(requirement, case).state


def test_what_has_no_open_route_is_closed(small_roadmap: Roadmap) -> None:
    """Only where it is not met, and only after the last day of its last route."""
    board = small_roadmap.requirement("ci-board")
    practice = next(each for each in board.routes if each.id == "ci-practice")
    only = replace(board, routes=(practice,))
    nothing: dict[str, Any] = {"certifications": [], "board_certifications": []}

    assert judged(small_roadmap, only, nothing) is State.CLOSED
    assert judged(small_roadmap, only, nothing, date(2025, 12, 31)) is State.NOT_MET
    assert judged(small_roadmap, only, {}) is State.UNKNOWN
    assert judged(small_roadmap, board, nothing) is State.NOT_MET


def test_rules_that_each_come_before_the_other_rule_nothing_out(small_roadmap: Roadmap) -> None:
    """Nor does one that comes before itself."""
    rules = [small_roadmap.requirement(each).met_when for each in ("residency", "medical-degree")]
    circles = [(rules[0], rules[1]), (rules[1], rules[0]), (rules[0], Not(part=rules[0]))]
    first = small_roadmap.presupposed[0]
    pairs = tuple(replace(first, what=what, first=before) for what, before in circles)
    roadmap = replace(small_roadmap, presupposed=pairs)

    assert judged(roadmap, roadmap.requirement("residency"), {}) is State.UNKNOWN
    assert judged(roadmap, roadmap.requirement("medical-degree"), {"degrees": []}) is State.NOT_MET


def test_a_waiver_stands_where_it_may(small_roadmap: Roadmap) -> None:
    """Not for what may not be waived."""
    waived = {
        "degrees": [],
        "residency": "none",
        "waivers": [{"requirement": "residency"}, {"requirement": "medical-degree"}],
    }

    assert judged(small_roadmap, small_roadmap.requirement("residency"), waived) is State.WAIVED
    degree = small_roadmap.requirement("medical-degree")
    assert judged(small_roadmap, degree, waived) is State.NOT_MET
