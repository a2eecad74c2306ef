"""
A plan: nothing before what it needs, every open requirement accounted for, sums that are right.
"""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import judge_requirement
from cmio_advisor.domain.plan.make_plan import make_plan, outline_plan
from cmio_advisor.domain.plan.plan import Alternative, Plan, PlannedStep, PlanOutline
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap, Strength
from cmio_advisor.domain.routes.choice import Objective, PlanWishes, wishes_of
from cmio_advisor.domain.routes.layout import lay_out
from cmio_advisor.domain.routes.planned_case import planned_case, possible_case
from cmio_advisor.domain.rules.conditions import Reference
from tests.conftest import ROOT, TODAY, examples, profile_of
from tests.people import BEGINNER as NOVICE
from tests.people import DAYS, FULL, without
from tests.people import PHYSICIAN as DOCTOR
from tests.people import YOUNG as YOUNG_DOCTOR

Example = Callable[[str], Profile]
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
REST: dict[str, Any] = {"activities": [], "memberships": []}
BEGINNER, PHYSICIAN, YOUNG = {**NOVICE, **REST}, {**DOCTOR, **REST}, {**YOUNG_DOCTOR, **REST}
RESIDENT: dict[str, Any] = {
    **BEGINNER,
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "pediatrics", "status": "in-progress", "expected": "2028-06"},
}
NURSE: dict[str, Any] = {
    **BEGINNER,
    "degrees": ["bsn"],
    "license": "unrestricted",
    "clinical": 12,
    "informatics": 4,
}


def plan_for(
    roadmap: Roadmap,
    answers: dict[str, Any],
    on: date = TODAY,
    **wishes: Any,  # noqa: ANN401 - the fields of the wishes
) -> Plan:
    return make_plan(profile_of(answers, roadmap), roadmap, on, PlanWishes(**wishes))


def outline_for(
    roadmap: Roadmap,
    answers: dict[str, Any],
    **wishes: Any,  # noqa: ANN401 - the fields of the wishes
) -> PlanOutline:
    """Its steps alone, which take a fraction of the time."""
    return outline_plan(profile_of(answers, roadmap), roadmap, TODAY, PlanWishes(**wishes))


def test_a_report_finds_nothing_of_the_answers_anew(roadmap: Roadmap) -> None:
    """A plan keeps what it was made of, with what was found of it; put off, rules find the same."""
    told = outline_for(roadmap, PHYSICIAN).told
    found = {**told.findings}

    assert found
    assert told is lay_out(told.profile, roadmap, TODAY, PlanWishes()).routes.asked
    assert found.items() <= told.but(put_off=frozenset()).findings.items()
    assert not told.but(profile=replace(told.profile, role=None)).findings


def by_requirement(plan: PlanOutline) -> dict[str, PlannedStep]:
    met = {each.requirement.id: each for each in plan.steps}
    return met | {brought: each for each in plan.steps for brought in each.brings}


def told_end(plan: Plan, step: PlannedStep) -> date:
    """The day on which what is under way was told, or counted, to be done."""
    case = ProfileCase(plan.profile, plan.roadmap, plan.start)
    becomes = judge_requirement(step.requirement, planned_case(possible_case(case))).finding.becomes
    assert becomes is not None
    return becomes


def check_laws(plan: Plan, roadmap: Roadmap) -> None:
    """What holds of every plan, whoever it is for."""
    met = by_requirement(plan)
    for step in plan.steps:
        assert plan.start <= step.start <= step.end <= step.latest_end
        assert step.critical_chance is not None
        assert 0 <= step.critical_chance <= 1
        for need in step.needs:
            assert met[need].end <= step.start
        if step.last_start is not None:  # of what has a season, the last day to apply for one
            assert step.route.last_day_to_apply(step.start) <= step.last_start
        if step.route.cycle and not step.as_told:
            assert (step.start.month, step.start.day) in step.route.cycle.opens
        assert not step.route.is_shut(step.start)
        if step.as_told:
            assert step.end == told_end(plan, step)
    told_by_then = plan.profile.as_of is None or plan.profile.as_of <= plan.as_of
    for waiting in plan.waiting if told_by_then else ():
        moved = waiting.finish_moves_months
        assert waiting.no_longer_placed or waiting.to_decide or moved is None or moved > -1
    if plan.finish is not None:
        assert plan.finish.likely == max(each.end for each in plan.steps)
        days = [plan.finish.p10, plan.finish.p50, plan.finish.p80, plan.finish.p90]
        known = [day for day in days if day is not None]
        assert known == sorted(known)
    case = planned_case(possible_case(ProfileCase(plan.profile, roadmap, plan.as_of)))
    placed = {*met, *(each.requirement.id for each in plan.not_placed)}
    # Of answers of a later day, training is under way by the one rule and long told by the other.
    for each in roadmap.requirements() if told_by_then else ():
        state = judge_requirement(each, case).state
        if state.is_open and each.strength is not Strength.HELPS:
            assert each.id in placed
    known_costs = [each.cost for each in plan.steps if each.cost]
    assert plan.costs.known.low == sum(each.low for each in known_costs)
    assert plan.costs.known.high == sum(each.high for each in known_costs)
    assert len(known_costs) + len(plan.costs.unknown) == len(plan.steps)
    best = {each.objective: each for each in plan.alternatives}
    fastest, cheapest = best[Objective.FASTEST], best[Objective.CHEAPEST]
    ends = [each.finish or date.max for each in plan.alternatives]
    assert (fastest.finish or date.max) <= min(ends)
    # Also where little is told, and the search ends early.
    assert all(_ends(cheapest) <= _ends(each) for each in plan.alternatives)


def _ends(alternative: Alternative) -> tuple[int, int]:
    """What the cheapest has least of: the upper sum, then the lower one."""
    return alternative.costs.counted.high, alternative.costs.counted.low


FELLOWS_TO_BE = ("medical-student", "resident", "trained-abroad")
"""Whose jobs wait for a full-time fellowship, so that other routes might end sooner."""


@pytest.mark.parametrize("person", EXAMPLES)
@pytest.mark.parametrize("objective", Objective)
def test_every_example_gets_a_possible_plan(
    roadmap: Roadmap, person: str, objective: Objective, example: Example
) -> None:
    """In every objective, with the limits that the profile names."""
    profile = example(person)
    wishes = wishes_of(profile, PlanWishes(objective=objective))

    plan = make_plan(profile, roadmap, TODAY, wishes)

    check_laws(plan, roadmap)
    assert plan.is_exact is (person not in FELLOWS_TO_BE)


PLANNED = [None, {"specialty": "pediatrics", "status": "planned", "expected": "2031-06"}]
HIDDEN = st.sets(st.sampled_from(["license", "residency", "fellowships", "role"]))


@given(FULL, HIDDEN, DAYS, st.sampled_from([None, 1, 6]), st.sampled_from(PLANNED))
@settings(max_examples=examples(12), phases=[Phase.generate])
def test_people_made_up_at_random_get_possible_plans(
    roadmap: Roadmap,
    answers: dict[str, Any],
    hidden: set[str],
    on: date,
    hours: int | None,
    planned: dict[str, str] | None,
) -> None:
    """Whatever was told and whatever was not. Not shrunk: each try costs seconds."""
    told = without(answers, hidden)
    if planned is not None:
        told["residency"] = planned
    check_laws(plan_for(roadmap, told, on, hours_per_week=hours), roadmap)


def test_no_exam_stands_before_its_eligibility(roadmap: Roadmap) -> None:
    """A fellow sits the informatics board after the fellowship, not before."""
    fellow = {
        **PHYSICIAN,
        "fellowships": [
            {
                "specialty": "clinical-informatics",
                "status": "in-progress",
                "expected": "2027-06",
                "accredited": True,
            }
        ],
    }
    step = by_requirement(outline_for(roadmap, fellow))["ci-board"]

    assert step.route.id == "sit-ci-exam"
    assert isinstance(step.route.needs, Reference)
    assert step.start >= date(2027, 6, 30)


def test_a_resident_leads_after_training_and_not_before(roadmap: Roadmap) -> None:
    """What makes no sense in training waits for its end."""
    steps = by_requirement(outline_for(roadmap, RESIDENT))

    assert steps["residency"].as_told
    assert "residency" in steps["leadership"].needs
    assert steps["leadership"].start >= steps["residency"].end


def test_another_profession_s_license_does_not_count_for_a_physician_to_be(
    roadmap: Roadmap,
) -> None:
    """A nurse who goes into medicine needs a physician's license and years of patient care anew."""
    steps = by_requirement(outline_for(roadmap, NURSE, chosen=("medical-degree",)))

    assert "residency" in steps["unrestricted-license"].needs
    assert steps["patient-care"].start >= steps["unrestricted-license"].end
    assert steps["medical-degree"].start == date(2028, 8, 1)


def test_training_under_way_goes_on_while_one_waits(roadmap: Roadmap) -> None:
    """Whoever waits two years has finished by then what ends in one and a half."""
    waiting = {each.months: each for each in plan_for(roadmap, RESIDENT).waiting}
    done = {"specialty": "pediatrics", "completed": "2028-06"}
    later = plan_for(roadmap, {**RESIDENT, "residency": done}, date(2028, 11, 23))

    assert later.finish is not None
    assert waiting[24].finish == later.finish.likely


def test_what_is_under_way_stays_in_the_plan(roadmap: Roadmap) -> None:
    """
    Though the board certificate would meet it too: it was begun. What is left to pay of it only the
    person knows, and what one costs that is planned, the school that was chosen.
    """
    degree = {"degree": "ms-health-informatics", "status": "in-progress", "expected": "2029-05"}
    steps = by_requirement(outline_for(roadmap, {**YOUNG, "degrees": ["md", degree]}))

    assert steps["informatics-training"].route.id == "finish-informatics-degree"
    assert steps["informatics-training"].as_told
    assert steps["informatics-training"].cost is None
    assert "informatics-training" not in steps["ci-board"].brings

    planned = {**degree, "status": "planned"}
    steps = by_requirement(outline_for(roadmap, {**YOUNG, "degrees": ["md", planned]}))

    assert steps["informatics-training"].as_told
    assert steps["informatics-training"].cost is None


def test_what_is_planned_begins_in_time_to_end_on_the_day_told(roadmap: Roadmap) -> None:
    """
    A fellowship of two years that ends in three and a half has not begun; its exam follows it.
    """
    planned = {"specialty": "clinical-informatics", "status": "planned", "expected": "2030-06"}
    plan = plan_for(roadmap, {**PHYSICIAN, "fellowships": [planned]}, pay_now=280_000)
    steps = by_requirement(plan)

    assert steps["informatics-training"].start == date(2028, 7, 1)
    assert steps["informatics-training"].end == date(2030, 6, 30)
    assert steps["ci-board"].route.id == "sit-ci-exam"
    assert steps["ci-board"].start > steps["informatics-training"].end
    assert plan.assumes_accredited
    assert plan.money.forgone is not None
    assert plan.money.forgone.low == pytest.approx(2 * (280_000 - 89_187), abs=1_000)


@pytest.mark.slow
def test_what_is_left_of_medical_school_costs_its_share(roadmap: Roadmap) -> None:
    """Half the months cost half, at the yearly price of either median."""
    student = {**BEGINNER, "degrees": [{"degree": "md", "status": "in-progress"}]}
    whole = by_requirement(outline_for(roadmap, student))["medical-degree"]
    student["degrees"] = [{"degree": "md", "status": "in-progress", "expected": "2028-11-23"}]
    left = by_requirement(outline_for(roadmap, student))["medical-degree"]

    assert whole.cost == whole.route.cost
    assert whole.cost is not None
    assert left.cost is not None
    # To the nearest thousand.
    assert left.cost.low == round(whole.cost.low * 24 / whole.route.months.low, -3)
    assert left.cost.high == round(whole.cost.high * 24 / whole.route.months.high, -3)


def test_nobody_is_in_two_full_time_places_at_once(roadmap: Roadmap) -> None:
    """Even where the answers contradict each other: a resident who plans a medical degree."""
    odd = {**RESIDENT, "degrees": ["bachelors", {"degree": "md", "status": "planned"}]}
    full_time = [each for each in outline_for(roadmap, odd).steps if each.full_time_until]

    assert len(full_time) > 1
    for before, after in pairwise(full_time):
        assert before.full_time_until is not None
        assert before.full_time_until <= after.start


def test_ways_on_warnings_and_endings_stand_in_the_plan(roadmap: Roadmap) -> None:
    """A nurse is told of the neighbouring posts, and of what ends."""
    held = [{"certification": "ni-bc", "expires": "2027-05-31"}]
    plan = plan_for(roadmap, {**NURSE, "certifications": held})

    assert "nursing-informatics" in {each.id for each in plan.ways_on}
    assert "certificate_expiring" in {each.code for each in plan.warnings}
    assert [(each.id, each.day) for each in plan.endings] == [("ni-bc", date(2027, 5, 31))]


def test_one_thing_can_meet_several(roadmap: Roadmap) -> None:
    """A physician who sits the informatics board needs no other training for it."""
    plan = outline_for(roadmap, YOUNG)

    assert "informatics-training" in by_requirement(plan)["ci-board"].brings
    assert "informatics-training" not in {each.requirement.id for each in plan.steps}


def test_a_helping_requirement_comes_in_and_an_expected_one_stays_out(roadmap: Roadmap) -> None:
    """By wish."""
    plan = outline_for(roadmap, PHYSICIAN, chosen=("mentor",), left_out=("ci-board",))
    steps = by_requirement(plan)

    assert "mentor" in steps
    assert "ci-board" not in steps
    assert "informatics-training" in steps


def test_leaving_out_says_what_it_saves(roadmap: Roadmap) -> None:
    """The plan without it ends on the very day that was said."""
    plan = plan_for(roadmap, YOUNG)
    saved = {each.requirement.id: each for each in plan.leaving_out}["ci-board"]

    shorter = plan_for(roadmap, YOUNG, left_out=("ci-board",))

    assert shorter.finish is not None
    assert shorter.finish.likely == saved.finish


def test_a_limit_that_does_not_bind_changes_no_chance(roadmap: Roadmap) -> None:
    """Hours enough for everything are as good as no limit."""
    free = plan_for(roadmap, PHYSICIAN, left_out=("ci-board",))
    limited = plan_for(roadmap, PHYSICIAN, left_out=("ci-board",), hours_per_week=160)

    assert any(each.route.hours for each in free.steps)
    assert limited.finish == free.finish


def test_what_few_hours_make_too_late_is_named(roadmap: Roadmap) -> None:
    """A door that closes before 900 hours are done at two a week is no bug, and no promise."""

    def only(requirement: Requirement) -> Requirement:
        routes = requirement.routes
        if requirement.id == "management-certificate":
            routes = tuple(each for each in routes if each.id == "halm-practice-pathway")
        if requirement.id == "primary-board":
            routes = tuple(replace(each, hours=900) for each in routes)
        return replace(requirement, routes=routes)

    slow = replace(
        roadmap,
        steps=tuple(
            replace(step, requirements=tuple(map(only, step.requirements)))
            for step in roadmap.steps
        ),
    )
    plan = outline_for(
        slow,
        {**YOUNG, "board_certifications": []},
        chosen=("management-certificate",),
        hours_per_week=2,
    )

    assert [each.requirement.id for each in plan.not_placed] == ["management-certificate"]
    assert plan.not_placed[0].reason == roadmap.texts["plan_no_time"]
    assert "primary-board" in by_requirement(plan)


def test_the_plan_starts_when_the_person_can(roadmap: Roadmap) -> None:
    """Nothing is laid before the first day that was asked for."""
    plan = plan_for(roadmap, {**PHYSICIAN, "constraints": {"start": "2027-03"}})

    assert plan.start == date(2027, 3, 1)
    check_laws(plan, roadmap)


def test_what_was_not_told_is_planned_as_open_and_said(roadmap: Roadmap) -> None:
    """An unknown license is a step, and the plan names it beside the end that it has without it."""
    answers = {key: value for key, value in RESIDENT.items() if key != "license"}
    plan = outline_for(roadmap, answers)

    assert [each.id for each in plan.planned_as_open] == ["unrestricted-license"]
    assert "unrestricted-license" in by_requirement(plan)
    assert plan.finish_if_met is not None
    assert plan.finish is not None
    assert plan.finish_if_met <= plan.finish.likely


def test_the_same_seed_gives_the_same_chances(roadmap: Roadmap) -> None:
    """And another seed others, within the error of so many draws."""
    one, again, other = (plan_for(roadmap, RESIDENT, seed=seed) for seed in (7, 7, 8))

    assert one.finish == again.finish
    assert one.steps == again.steps
    assert one.finish != other.finish


def test_few_hours_a_week_move_the_end(roadmap: Roadmap) -> None:
    """Two things that take own time do not run together where there is time for one."""
    routes = {"join-ehr-project": 200, "chair-committee": 200, "become-champion": 200}
    busy = replace(
        roadmap,
        steps=tuple(
            replace(
                step,
                requirements=tuple(
                    replace(
                        each,
                        routes=tuple(
                            replace(route, hours=routes.get(route.id)) for route in each.routes
                        ),
                    )
                    for each in step.requirements
                ),
            )
            for step in roadmap.steps
        ),
    )
    left_out = ("ci-board", "informatics-post", "people-led", "informatics-training")
    wishes = PlanWishes(left_out=left_out)
    profile = profile_of(PHYSICIAN, busy)

    free = lay_out(profile, busy, TODAY, wishes)
    limited = lay_out(profile, busy, TODAY, replace(wishes, hours_per_week=5))

    assert limited.schedule.finish > free.schedule.finish
    assert limited.placed is not None
    assert limited.placed.is_exact
    assert free.placed is None


def test_waiting_moves_the_end_and_shuts_doors(roadmap: Roadmap) -> None:
    """A route that closes within the wait is named, and the end moves by the wait."""
    plan = plan_for(roadmap, PHYSICIAN, on=date(2027, 6, 1))
    by_months = {each.months: each for each in plan.waiting}

    assert [each.id for each in by_months[24].doors_shut] == ["halm-practice-pathway"]
    assert by_months[6].doors_shut == ()
    ends = [each.finish for each in (by_months[6], by_months[24]) if each.finish]
    assert len(ends) > 1
    assert ends[0] < ends[1]


def test_a_door_says_when_to_begin_what_comes_first(roadmap: Roadmap) -> None:
    """
    The practice pathway of HALM asks for a board certificate: that comes first, or it is too late.
    """
    on = date(2023, 11, 23)
    answers = {
        **PHYSICIAN,
        "residency": {"specialty": "internal-medicine", "completed": 2018},
        "board_certifications": [],
        "as_of": on.isoformat(),
    }
    door = next(
        each
        for each in plan_for(roadmap, answers, on=on).doors
        if each.route.id == "halm-practice-pathway"
    )

    assert door.closes_on == date(2028, 7, 22)
    assert "primary-board" in door.first
    assert door.start_by is not None
    assert door.safe_start_by is not None
    assert on <= door.safe_start_by < door.start_by < door.closes_on


def test_a_safe_start_leaves_room_for_hours_that_are_not_known(roadmap: Roadmap) -> None:
    """The board exam may take 260 hours, as another way to it does: 30 months at two a week."""

    def with_hours(requirement: Requirement) -> Requirement:
        hours = {"sit-family-medicine-board": 260}
        routes = (replace(each, hours=hours.get(each.id)) for each in requirement.routes)
        return replace(requirement, routes=tuple(routes))

    steps = (
        replace(step, requirements=tuple(map(with_hours, step.requirements)))
        for step in roadmap.steps
    )
    answers = {
        **PHYSICIAN,
        "residency": {"specialty": "pediatrics", "completed": 2018},
        "board_certifications": [],
        "as_of": "2023-11-23",
    }
    found = [
        {each.route.id: each.safe_start_by for each in plan.doors}["halm-practice-pathway"]
        for plan in (
            plan_for(by, answers, on=date(2023, 11, 23), hours_per_week=2)
            for by in (roadmap, replace(roadmap, steps=tuple(steps)))
        )
    ]

    assert found[0] is not None
    assert found[1] is not None
    assert (found[0] - found[1]).days >= 5 * 30


def test_a_safe_start_leaves_room_for_tries_of_the_door_itself(roadmap: Roadmap) -> None:
    """Of a place that 59.7% find nearly everybody has one after three seasons."""
    fellowship = next(r for r in roadmap.requirement("ci-board").routes if r.odds)

    def with_odds(requirement: Requirement) -> Requirement:
        routes = (
            replace(each, odds=fellowship.odds) if each.id == "sit-ci-exam" else each
            for each in requirement.routes
        )
        return replace(requirement, routes=tuple(routes))

    steps = (
        replace(step, requirements=tuple(map(with_odds, step.requirements)))
        for step in roadmap.steps
    )
    answers = {
        **PHYSICIAN,
        "informatics": {"from": "2017", "to": "present", "fte": 0.5},
        "certifications": [],
        "as_of": "2021-06-01",
    }
    found = [
        {each.route.id: each.safe_start_by for each in plan.doors}["sit-ci-exam"]
        for plan in (
            plan_for(by, answers, on=date(2021, 6, 1))
            for by in (roadmap, replace(roadmap, steps=tuple(steps)))
        )
    ]

    assert found == [date(2025, 4, 1), date(2023, 4, 1)]


def test_pay_forgone_is_what_full_time_routes_do_not_pay(roadmap: Roadmap) -> None:
    """With one's own pay given, over the months that take the place of a post."""
    plan = plan_for(roadmap, YOUNG, pay_now=250_000)
    told = plan.money
    full_time = [each for each in plan.steps if each.route.full_time]

    assert full_time
    assert told.forgone is not None
    low = sum(
        (each.route.full_time_months or each.months.likely)
        / 12
        * max(0, 250_000 - each.route.pay.high)
        for each in full_time
        if each.route.pay
    )
    assert abs(told.forgone.low - low) <= 500


def test_pay_that_is_not_known_gives_no_year_of_return(roadmap: Roadmap) -> None:
    """Neither side is made up."""
    told = plan_for(roadmap, {**PHYSICIAN, "role": "none", "clinical": "unknown"}).money

    assert told.pay_now is None
    assert told.gain is None
    assert told.break_even is None


def test_whoever_has_it_all_has_the_search_before_them(roadmap: Roadmap, example: Example) -> None:
    """In dated pieces, and nothing of the required list."""
    plan = make_plan(example("associate-cmio"), roadmap, TODAY, PlanWishes())
    search = by_requirement(plan)["senior-informatics-post"]

    assert search.route.id == "apply-for-cmio"
    assert search.start == TODAY
    assert len(search.milestones) >= 5
    assert plan.required_finish is None


def test_nothing_open_is_no_plan(small_roadmap: Roadmap) -> None:
    """A roadmap without a search has nothing for whoever has it all."""
    everything = {
        **PHYSICIAN,
        "projects": ["ehr-implementation"],
        "informatics": 3,
        "certifications": ["abpm-clinical-informatics"],
    }
    plan = outline_for(small_roadmap, everything)

    assert plan.steps == ()
    assert plan.finish is None
    assert plan.required_finish is None


def test_what_is_needed_on_the_way_is_brought_by_a_step(roadmap: Roadmap) -> None:
    """The AMIA exam asks for basics that nobody asked to plan for; formal training brings them."""
    answers = {
        **RESIDENT,
        "fellowships": [
            {"specialty": "clinical-informatics", "completed": 2023, "accredited": True}
        ],
    }
    check_laws(plan_for(roadmap, answers, date(2018, 3, 1)), roadmap)


def test_a_requirement_said_twice_is_planned_once(roadmap: Roadmap) -> None:
    """What means the same comes along: as many steps, by the same routes, and nothing left out."""

    def twice(each: Requirement) -> tuple[Requirement, Requirement]:
        routes = (replace(route, id=f"{route.id}-again") for route in each.routes)
        return each, replace(each, id=f"{each.id}-again", routes=tuple(routes))

    steps = (
        replace(step, requirements=sum(map(twice, step.requirements), ())) for step in roadmap.steps
    )
    doubled = replace(roadmap, steps=tuple(steps))
    profile = profile_of(PHYSICIAN, roadmap)
    once = lay_out(profile, roadmap, TODAY, PlanWishes())
    again = lay_out(profile, doubled, TODAY, PlanWishes())

    assert [each.route for each in again.chosen.values()] == [
        each.route for each in once.chosen.values()
    ]
    assert len(again.goals) == 2 * len(once.goals)
    assert again.is_exact
    assert again.schedule.finish == once.schedule.finish


FELLOW: dict[str, Any] = {
    "degrees": ["do", "ms-health-informatics"],
    "residency": {"specialty": "family-medicine", "completed": "2024", "country": "US"},
    "license": "unrestricted",
    "board_certifications": ["family-medicine"],
    "clinical": {"years": 2.5, "still_practising": True},
    "informatics": {"years": 1.5, "fte": 0.7},
    "role": "resident",
    "leadership": {"roles": [], "people_led": 0},
    "projects": ["decision-support", "analytics"],
}


@pytest.mark.parametrize("constraints", [{}, {"start": "2027-07"}])
@pytest.mark.parametrize(
    "training",
    [
        {"specialty": "clinical-informatics", "status": "in-progress", "expected": "2027-06"},
        {"specialty": "clinical-informatics", "status": "in-progress"},
        {"specialty": "cardiology", "status": "in-progress", "expected": "2027-06"},
        {"status": "in-progress"},
    ],
)
def test_a_fellow_reaches_what_an_attending_reaches(
    roadmap: Roadmap, training: dict[str, Any], constraints: dict[str, Any]
) -> None:
    """The post ends with the training, and what it kept one from opens then."""
    told = {**FELLOW, "fellowships": [training], "constraints": constraints}

    fellow, attending = (
        outline_for(roadmap, told),
        outline_for(roadmap, {**told, "role": "attending"}),
    )

    missed = {each.requirement.id for each in fellow.not_placed}
    assert missed <= {each.requirement.id for each in attending.not_placed}
    assert "senior-informatics-post" not in missed
    if "expected" in training:
        ends = date(2027, 7, 1) if constraints else date(2027, 6, 30)
        assert by_requirement(fellow)["leadership"].start == ends
