"""What if: gains, losses, and parts that add up to the whole exactly."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.plan.plan import NotPlaced
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.routes.choice import PlanWishes
from cmio_advisor.domain.scenarios.what_if import Change, Scenario, change, scenario, situation
from cmio_advisor.reporting.formats.text import render_plain
from cmio_advisor.reporting.views.what_if import what_if_document
from tests.conftest import TODAY, examples, profile_of
from tests.people import FULL, PHYSICIAN, YOUNG

Example = Callable[[str], Profile]
LATER = date(2028, 11, 23)


def stricter(roadmap: Roadmap) -> Roadmap:
    """The roadmap with board certification required, and another fingerprint."""
    steps = tuple(
        replace(
            step,
            requirements=tuple(
                replace(each, strength=Strength.REQUIRED) if each.id == "ci-board" else each
                for each in step.requirements
            ),
        )
        for step in roadmap.steps
    )
    return replace(roadmap, steps=steps, fingerprint="stricter")


def held(
    roadmap: Roadmap,
    before: Profile,
    after: Profile,
    rules: Roadmap | None = None,
    on: date = TODAY,
) -> Scenario:
    base = situation(before, roadmap, TODAY, PlanWishes())
    return scenario("other", base, after, rules or roadmap, on, PlanWishes())


def numbers(change: Change) -> list[int]:
    return [
        change.finish_days or 0,
        *change.fees,
        change.target_pay or 0,
    ]


def check_sums(found: Scenario) -> None:
    """
    Every number of the whole is the sum of its parts, and every state is reached through them.
    """
    parts = (found.facts, found.rules, found.calendar)
    assert numbers(found.whole) == [sum(each) for each in zip(*map(numbers, parts), strict=True)]
    for kind in ("requirements", "credentials"):
        seen: dict[str, list[tuple[Any, Any]]] = {}
        for part in parts:
            for each in getattr(part, kind):
                seen.setdefault(each.id, []).append((each.before, each.after))
        for each in getattr(found.whole, kind):
            assert seen[each.id][0][0] is each.before
            assert seen[each.id][-1][1] is each.after


@pytest.mark.slow
@given(FULL, FULL, st.sampled_from([TODAY, LATER]))
@settings(max_examples=examples(5))
def test_facts_rules_and_calendar_add_up(
    roadmap: Roadmap, before: dict[str, Any], after: dict[str, Any], on: date
) -> None:
    """For two people made up at random, under two roadmaps, on two days."""
    one, other = (
        profile_of({"as_of": "2026-11-23", **answers}, roadmap) for answers in (before, after)
    )
    check_sums(held(roadmap, one, other, stricter(roadmap), on))


def test_a_gain_is_named(roadmap: Roadmap) -> None:
    """What is met with the other answers and was not before."""
    after = {**PHYSICIAN, "degrees": ["md", "ms-health-informatics"]}
    found = held(roadmap, profile_of(PHYSICIAN, roadmap), profile_of(after, roadmap))

    gained = {each.id for each in found.whole.requirements if each.is_gain}
    assert "informatics-training" in gained
    assert not any(each.is_loss for each in found.whole.requirements)
    assert found.whole == found.facts


def test_a_loss_is_named(roadmap: Roadmap) -> None:
    """What was met and is not any more."""
    after = {**PHYSICIAN, "license": "restricted"}
    found = held(roadmap, profile_of(PHYSICIAN, roadmap), profile_of(after, roadmap))

    assert "unrestricted-license" in {each.id for each in found.whole.requirements if each.is_loss}


def test_other_rules_are_the_rules_part(roadmap: Roadmap) -> None:
    """The same answers on the same day: nothing comes from them."""
    person = profile_of(PHYSICIAN, roadmap)
    found = held(roadmap, person, person, stricter(roadmap))

    assert found.rules == found.whole
    assert numbers(found.facts) == numbers(found.calendar) == [0, 0, 0, 0]


def test_a_wish_of_one_roadmap_only_is_left_out_of_the_other(roadmap: Roadmap) -> None:
    """A requirement that only the other roadmap has can be taken in or left out there."""
    profile = profile_of(PHYSICIAN, roadmap)
    renamed = replace(
        roadmap,
        fingerprint="other",
        standings=(),
        steps=tuple(
            replace(
                step,
                requirements=tuple(
                    replace(each, id="led") if each.id == "people-led" else each
                    for each in step.requirements
                ),
            )
            for step in roadmap.steps
        ),
    )
    base = situation(profile, roadmap, TODAY, PlanWishes())

    found = scenario("x", base, profile, renamed, TODAY, PlanWishes(left_out=("led",)))

    assert found.rules.left_out == ("People led",)
    assert found.facts.left_out == ()


def test_what_gets_out_of_reach_is_named(roadmap: Roadmap) -> None:
    """A plan that ends sooner because it brings less is no gain: a CMIO goes to no fellowship."""
    base, other = (
        situation(profile_of({**YOUNG, **job}, roadmap), roadmap, TODAY, PlanWishes())
        for job in ({}, {"role": "cmio"})
    )

    (gone,) = change(base, other).out_of_reach
    assert gone.requirement.title == "Clinical informatics board certification"
    assert gone in other.plan.not_placed
    assert change(other, base).back_in_reach == (gone,)


def test_waiting_is_the_calendar_s_part(roadmap: Roadmap, example: Example) -> None:
    """Two years later the plan ends about two years later, and nothing else is to blame."""
    person = example("hospitalist")
    found = held(roadmap, person, person, on=LATER)

    assert found.calendar == found.whole
    assert found.whole.finish_days in range(700, 800)


def test_a_fellowship_under_way_opens_the_board_on_its_day(
    roadmap: Roadmap, example: Example
) -> None:
    """The day from which the exam may be taken is told although the answer today is still no."""
    person = example("hospitalist")
    fellow = profile_of(
        {
            "fellowships": [
                {
                    "specialty": "clinical-informatics",
                    "status": "in-progress",
                    "expected": "2029-06",
                    "accredited": True,
                }
            ]
        },
        roadmap,
    )
    found = held(roadmap, person, replace(person, fellowships=fellow.fellowships))

    board = {each.id: each for each in found.whole.credentials}["abpm-clinical-informatics"]
    assert board.opens_on == date(2029, 6, 30)
    assert not board.is_gain


def test_nothing_changed_is_no_change(roadmap: Roadmap) -> None:
    """The same situation again."""
    person = profile_of(PHYSICIAN, roadmap)
    whole = held(roadmap, person, person).whole

    assert whole.requirements == whole.credentials == ()
    assert whole.ready is None
    assert whole.stage is None
    assert whole.required_days == whole.finish_days == 0
    assert whole.warnings == ()


@pytest.mark.parametrize("person", ["hospitalist", "resident", "nurse-informaticist"])
def test_examples_two_years_later(roadmap: Roadmap, example: Example, person: str) -> None:
    """Whole people, whose training goes on and whose certificates end meanwhile."""
    told = example(person)
    check_sums(held(roadmap, told, told, on=LATER))


def test_a_plan_that_stops_before_the_job_has_no_end_beside_others(
    roadmap: Roadmap, example: Example
) -> None:
    """Although it brings all of the required list."""
    here = situation(example("hospitalist"), roadmap, TODAY, PlanWishes())
    job = next(each for each in here.plan.roadmap.requirements() if each.in_plan)
    left_out = (NotPlaced(requirement=replace(job, strength=Strength.HELPS), reason=""),)
    short = replace(here, plan=replace(here.plan, not_placed=left_out))

    assert here.whole_finish == here.finish is not None
    assert short.is_whole
    assert short.finish == here.finish
    assert short.whole_finish is None
    assert not change(here, short).is_alike
    assert f", but stops before this: {job.title}" in render_plain(what_if_document(short, ()))
