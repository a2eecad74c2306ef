"""
The ways into a route: what has to be met first, from when on and until when, and what is assumed.
"""

from datetime import date
from typing import Any

import pytest

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import judge_requirement
from cmio_advisor.domain.profile.profile import Status
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.planned_case import Entrance, PlanGoals, plainest, ways_into
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, Reference
from cmio_advisor.domain.rules.leaves import Holds, Trained, Years
from tests.conftest import TODAY, profile_of
from tests.people import BEGINNER, PHYSICIAN

MEDICAL = Holds("degrees", frozenset({"md", "do", "mbbs"}))
RESIDENCY = Trained("residency", frozenset())


def ways(roadmap: Roadmap, answers: dict[str, Any], condition: Condition) -> tuple[Entrance, ...]:
    case = ProfileCase(profile_of(answers, roadmap), roadmap, TODAY)
    bringing = {
        each.id: each
        for each in roadmap.requirements()
        if judge_requirement(each, case).state.is_open
    }
    return ways_into(condition, case, PlanGoals(open=bringing, under_way=bringing))


def needs(found: tuple[Entrance, ...]) -> list[set[str]]:
    return [set(each.needs) for each in found]


def test_what_holds_needs_nothing(roadmap: Roadmap) -> None:
    """And lasts until it ends, if that is known."""
    assert ways(roadmap, PHYSICIAN, MEDICAL) == (Entrance(),)
    approved = Holds("certifications", frozenset({"abpm-clinical-informatics"}), Status.APPROVED, 3)
    told = {"certification": "abpm-clinical-informatics", "status": "approved", "approved": 2025}
    found = ways(roadmap, {**PHYSICIAN, "certifications": [told]}, approved)
    assert found == (Entrance(end=date(2027, 12, 31)),)


def test_what_is_missing_comes_from_the_requirement_that_implies_it(roadmap: Roadmap) -> None:
    """A medical degree from the requirement of that name; a named one is taken at its word."""
    assert needs(ways(roadmap, BEGINNER, MEDICAL)) == [{"medical-degree"}]
    assert needs(ways(roadmap, BEGINNER, RESIDENCY)) == [{"residency"}]
    named = Reference("requirement", "primary-board")
    assert needs(ways(roadmap, BEGINNER, named)) == [{"primary-board"}]


def test_a_route_may_ask_for_a_standing(roadmap: Roadmap) -> None:
    """Whoever has it, or a better one, may begin; others by what brings it, if anything does."""
    competitive, building = Reference("standing", "competitive"), Reference("standing", "building")
    deputy = {**PHYSICIAN, "role": "associate-cmio", "informatics": {"years": 4, "fte": 0.5}}
    deputy["leadership"] = {"years": 3, "people_led": 4, "roles": ["committee-chair"]}
    deputy["projects"] = ["ehr-implementation"]

    assert ways(roadmap, deputy, competitive) == (Entrance(),)
    assert ways(roadmap, deputy, building) == (Entrance(),)
    attending = ways(roadmap, {**deputy, "role": "attending"}, competitive)
    assert needs(attending) == [{"informatics-leadership"}]
    without = {**deputy, "role": "attending", "projects": []}
    assert {"health-it-projects"} in needs(ways(roadmap, without, building))


def test_what_nothing_brings_has_no_way(roadmap: Roadmap) -> None:
    """Three years of patient care do not bring ten, and nothing takes a degree away."""
    assert ways(roadmap, BEGINNER, Years("clinical", 10)) == ()
    assert ways(roadmap, PHYSICIAN, Not(MEDICAL)) == ()
    assert ways(roadmap, BEGINNER, Dated(MEDICAL, None, date(2020, 1, 1))) == ()


def test_time_brings_what_goes_on(roadmap: Roadmap) -> None:
    """
    Work that continues reaches its years by itself, on a day that is certain: July may be its end.
    """
    answers = {**PHYSICIAN, "clinical": {"from": "2020-07", "to": "present"}}
    found = ways(roadmap, answers, Years("clinical", 10))
    assert found == (Entrance(start=date(2030, 7, 30)),)


def test_what_is_under_way_is_waited_for_as_what_it_is(roadmap: Roadmap) -> None:
    """A residency that ends on a day is the requirement "residency", not a date beside it."""
    resident = {
        **BEGINNER,
        "degrees": ["md"],
        "residency": {"specialty": "pediatrics", "status": "in-progress", "expected": "2028-06"},
    }
    pediatrics = Trained("residency", frozenset({"pediatrics"}))
    assert needs(ways(roadmap, resident, pediatrics)) == [{"residency"}]


def test_all_of_joins_and_any_of_leaves_a_choice(roadmap: Roadmap) -> None:
    """Every combination once, the plainest first."""
    both, either = AtLeast(2, (MEDICAL, RESIDENCY)), AtLeast(1, (MEDICAL, RESIDENCY))
    assert needs(ways(roadmap, BEGINNER, both)) == [{"medical-degree", "residency"}]
    assert needs(ways(roadmap, BEGINNER, either)) == [{"medical-degree"}, {"residency"}]


def test_dates_of_a_rule_bound_its_ways(roadmap: Roadmap) -> None:
    """From its first day, until its last."""
    rule = Dated(MEDICAL, date(2027, 1, 1), date(2030, 12, 31))
    (found,) = ways(roadmap, BEGINNER, rule)
    assert (found.start, found.end) == (date(2027, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("condition", "assumed"),
    [
        (MEDICAL, {"degrees"}),
        (Reference("requirement", "medical-degree"), {"medical-degree"}),
    ],
)
def test_what_was_not_told_is_assumed_by_name(
    roadmap: Roadmap, condition: Condition, assumed: set[str]
) -> None:
    """The field, or the requirement that was named."""
    shown_by = ("degrees", "board_certifications")
    answers = {key: value for key, value in PHYSICIAN.items() if key not in shown_by}
    (found,) = ways(roadmap, answers, condition)
    assert found.assumes == assumed


def test_eligibility_is_reached_through_what_the_credential_asks(roadmap: Roadmap) -> None:
    """A physician who lacks the board certificate reaches HALM through it."""
    answers = {**PHYSICIAN, "board_certifications": []}
    found = ways(roadmap, answers, Reference("eligible", "halm"))
    assert found
    assert all("primary-board" in each.needs for each in found)


def test_impossible_and_repeated_ways_are_dropped() -> None:
    """What would end before it starts is no way."""
    never = Entrance(start=date(2030, 1, 1), end=date(2029, 1, 1))
    assert plainest([Entrance(), never, Entrance()]) == (Entrance(),)
