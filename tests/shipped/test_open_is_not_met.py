"""A plan takes nothing as met that it counts as open itself."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.plan.make_plan import outline_plan
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.choice import PlanWishes
from cmio_advisor.reporting.plan_summary import taken_as_met
from tests.conftest import TODAY, examples, profile_of
from tests.people import FIELDS, FULL, without

NAMED = {"specialty": "pediatrics"}
FINISHED = {"specialty": "pediatrics", "completed": 2025}
THIRD_YEAR = {**NAMED, "status": "in-progress", "expected": "2027-06"}
FELLOW = {"specialty": "clinical-informatics", "status": "in-progress", "expected": "2027-06"}


def plan_for(answers: dict[str, Any], roadmap: Roadmap) -> PlanOutline:
    profile = profile_of({"as_of": TODAY.isoformat(), **answers}, roadmap)
    return outline_plan(profile, roadmap, TODAY, PlanWishes())


def routes_of(plan: PlanOutline) -> dict[str, str]:
    return {each.requirement.id: each.route.id for each in plan.steps}


@pytest.mark.parametrize(
    "answers",
    [
        {"degrees": ["md"]},
        {"degrees": ["md"], "residency": "none"},
        {"degrees": ["md"], "residency": NAMED},
        {"degrees": ["md"], "residency": THIRD_YEAR},
        {"degrees": ["do"], "residency": FINISHED, "fellowships": [FELLOW]},
    ],
)
def test_no_informatics_exam_before_a_board_that_is_open(
    roadmap: Roadmap, answers: dict[str, Any]
) -> None:
    """
    Where little is told: the residency comes before the boards, the primary one before the other.
    """
    plan = plan_for(answers, roadmap)
    steps = {each.requirement.id: each for each in plan.steps}
    fellowship_ends_late = steps["ci-board"].end >= steps["primary-board"].end

    assert fellowship_ends_late
    if "residency" in steps:
        assert steps["ci-board"].start >= steps["residency"].end
        assert steps["primary-board"].start >= steps["residency"].end
    assert not any("Residency" in each or "license" in each for each in taken_as_met(plan))


@pytest.mark.parametrize("residency", [NAMED, THIRD_YEAR])
def test_nobody_who_named_a_residency_enters_a_new_one(
    roadmap: Roadmap, residency: dict[str, Any]
) -> None:
    """Whether it is finished or under way, which was not told of the first."""
    plan = plan_for({"degrees": ["md"], "residency": residency}, roadmap)

    assert routes_of(plan)["residency"] == "finish-residency"


@given(FULL, st.sets(st.sampled_from(FIELDS), min_size=1, max_size=8))
@settings(max_examples=examples(8))
def test_nothing_is_both_planned_and_taken_as_met(
    roadmap: Roadmap, answers: dict[str, Any], hidden: set[str]
) -> None:
    plan = plan_for(without(answers, hidden), roadmap)
    met = {each.partition(" (")[0] for each in taken_as_met(plan)}

    for step in plan.steps:
        for each in (step.requirement.id, *step.brings):
            title = step.requirement.title
            if each != step.requirement.id:
                title = roadmap.requirement(each).title
            assert title.partition(" (")[0] not in met
