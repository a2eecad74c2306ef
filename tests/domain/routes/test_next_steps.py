"""Next steps: what can be started now, the most valuable first, and what comes later."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import judge_requirement
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap, Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.layout import usual_steps
from cmio_advisor.domain.routes.next_steps import (
    FIRST_SCREEN,
    NextStep,
    order_next_steps,
    own_prospects,
)
from cmio_advisor.domain.routes.offers import credential_waits_for, look_ahead
from tests.conftest import TODAY, profile_of
from tests.people import BEGINNER, PHYSICIAN, YOUNG

Steps = tuple[NextStep, ...]


def find_next_steps(case: ProfileCase) -> tuple[Steps, Steps]:
    """Of one person: what an assessment asks in parts, put together."""
    results = [judge_requirement(each, case) for each in case.roadmap.requirements()]
    ahead = (look_ahead(each, case) for each in results)
    prospects = (*filter(None, ahead), *own_prospects(case))
    waiting = [(each.id, credential_waits_for(each, case)) for each in case.roadmap.credentials]
    return order_next_steps(prospects, usual_steps(case), waiting, (), case.roadmap, case.on)


def steps_for(roadmap: Roadmap, answers: dict[str, Any], on: date = TODAY) -> tuple[Steps, Steps]:
    case = ProfileCase(profile_of(answers, roadmap), roadmap, on)
    return find_next_steps(case)


def routes(steps: Steps) -> list[str]:
    return [each.route.id for each in steps]


def changed(roadmap: Roadmap, requirement_id: str, **changes: object) -> Roadmap:
    """The roadmap with one requirement changed."""

    def renewed(each: Requirement) -> Requirement:
        return replace(each, **changes) if each.id == requirement_id else each

    steps = (
        replace(step, requirements=tuple(map(renewed, step.requirements))) for step in roadmap.steps
    )
    return replace(roadmap, steps=tuple(steps))


def route_of(roadmap: Roadmap, requirement_id: str, route_id: str) -> Route:
    return next(each for each in roadmap.requirement(requirement_id).routes if each.id == route_id)


def test_a_beginner_starts_with_what_nothing_stands_before(small_roadmap: Roadmap) -> None:
    """Required first, then what helps; what needs the degree comes later, without a day."""
    now, later = steps_for(small_roadmap, BEGINNER)

    assert routes(now) == ["enter-medical-school", "join-project", "part-time-mba"]
    assert {"get-license", "enter-residency", "practise"} <= set(routes(later))
    assert all(each.startable_from is None for each in later)


def test_what_opens_more_comes_first(small_roadmap: Roadmap) -> None:
    """Of two required gaps the one that other gaps wait for; both are named as unlocked."""
    now, _ = steps_for(small_roadmap, BEGINNER)

    assert {"unrestricted-license", "residency"} <= set(now[0].unlocks)
    assert small_roadmap.texts["reason_unlocks"] in now[0].reason
    assert small_roadmap.texts["reason_required"] in now[0].reason


def test_what_is_met_is_no_step(small_roadmap: Roadmap) -> None:
    """Nor is what is met; of whom nothing is told no step is made up."""
    now, later = steps_for(small_roadmap, {**BEGINNER, "degrees": ["md", "mba"]})
    nobody = steps_for(small_roadmap, {})

    assert "medical-degree" not in [
        (each.requirement and each.requirement.id) for each in (*now, *later)
    ]
    assert "mba" not in [(each.requirement and each.requirement.id) for each in (*now, *later)]
    assert nobody == ((), ())


def test_few_steps_are_filled_up_with_what_was_not_told(small_roadmap: Roadmap) -> None:
    """
    After the known gaps, each saying so; what is required and was not told is asked for instead.
    """
    answers = {key: each for key, each in BEGINNER.items() if key != "degrees"}
    now, later = steps_for(small_roadmap, answers)

    assert [each.unanswered for each in now] == [False, True]
    untold = now[-1]
    assert untold.requirement is not None
    assert untold.requirement.title in untold.reason
    assert untold.requirement.strength is not Strength.REQUIRED
    assert not any(each.unanswered for each in later)


def test_a_shut_route_is_not_taken(small_roadmap: Roadmap) -> None:
    """The practice pathway is offered to its last day, and then the fellowship."""
    before, _ = steps_for(small_roadmap, {**PHYSICIAN, "as_of": "2025-12-01"}, date(2025, 12, 31))
    board = small_roadmap.requirement("ci-board")
    lonely = replace(board, routes=(route_of(small_roadmap, "ci-board", "ci-practice"),))
    alone = changed(small_roadmap, "ci-board", routes=lonely.routes)
    now, later = steps_for(alone, PHYSICIAN)

    assert "ci-fellowship" in routes(before)
    assert "ci-fellowship" in routes(steps_for(small_roadmap, PHYSICIAN)[0])
    assert "ci-practice" in routes(steps_for(alone, PHYSICIAN, date(2025, 12, 31))[0])
    assert "ci-board" not in [(each.requirement and each.requirement.id) for each in (*now, *later)]


def test_nobody_is_sent_to_an_exam_they_may_not_sit(small_roadmap: Roadmap) -> None:
    """The exam is the step only for those who are eligible."""
    fellow = {"specialty": "clinical-informatics", "completed": 2023, "accredited": True}
    fellows_steps, _ = steps_for(small_roadmap, {**PHYSICIAN, "fellowships": [fellow]})

    assert "sit-ci-exam" in routes(fellows_steps)
    assert "sit-ci-exam" not in routes(steps_for(small_roadmap, PHYSICIAN)[0])


def test_a_degree_under_way_is_finished_not_begun(small_roadmap: Roadmap) -> None:
    """The route for those who are on the way already, with that as its reason."""
    student = {**BEGINNER, "degrees": [{"degree": "md", "expected": "2028-05"}]}
    now, _ = steps_for(small_roadmap, student)

    assert now[0].route.id == "finish-medical-school"
    assert small_roadmap.texts["reason_in_progress"] in now[0].reason


def test_a_door_that_closes_soon_comes_first_and_says_so(small_roadmap: Roadmap) -> None:
    """Before its equals, with the last day to start; a door that closes in years does not hurry."""
    mba = small_roadmap.requirement("mba")
    soon, late = date(2027, 6, 30), date(2032, 6, 30)

    def with_end(end: date) -> Roadmap:
        closing = replace(mba.routes[0], end=end)
        return changed(small_roadmap, "mba", strength=Strength.REQUIRED, routes=(closing,))

    now, _ = steps_for(with_end(soon), {**BEGINNER, "degrees": ["md"]})
    order = routes(now)

    assert order.index("part-time-mba") < order.index("join-project")
    closing = now[order.index("part-time-mba")]
    assert closing.closes_on == soon
    assert "30 June 2027" in closing.reason
    unhurried = routes(steps_for(with_end(late), {**BEGINNER, "degrees": ["md"]})[0])
    assert unhurried.index("join-project") < unhurried.index("part-time-mba")


def test_a_route_that_opens_later_is_a_later_step(small_roadmap: Roadmap) -> None:
    """With the day on which it opens."""
    project = route_of(small_roadmap, "informatics-work", "join-project")
    opens = date(2027, 2, 1)
    later_on = changed(small_roadmap, "informatics-work", routes=(replace(project, start=opens),))
    _, later = steps_for(later_on, PHYSICIAN)

    assert {each.route.id: each.startable_from for each in later}["join-project"] == opens


def test_at_most_a_screenful_comes_first(roadmap: Roadmap) -> None:
    """The rest is not lost."""
    case = ProfileCase(profile_of(PHYSICIAN, roadmap), roadmap, TODAY)
    now, later = find_next_steps(case)

    assert len(now) == FIRST_SCREEN
    assert any(each.startable_from == TODAY for each in later)


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "degrees": st.sampled_from([[], ["md"], [{"degree": "md", "expected": "2028-05"}]]),
        "license": st.sampled_from(["none", "unrestricted"]),
        "residency": st.sampled_from(
            ["none", {"completed": 2015}, {"status": "in-progress", "expected": 2028}]
        ),
        "clinical": st.sampled_from([0, 1, 10]),
        "certifications": st.sampled_from([[], ["abpm-clinical-informatics"]]),
        "board_certifications": st.sampled_from([[], ["internal-medicine"]]),
        "fellowships": st.sampled_from(
            [[], [{"specialty": "clinical-informatics", "completed": 2023, "accredited": True}]]
        ),
        "informatics": st.sampled_from([0, 3]),
    },
)


@given(ANSWERS, st.sampled_from([date(2025, 8, 1), TODAY, date(2028, 7, 1)]))
def test_a_next_step_can_be_started(
    small_roadmap: Roadmap, answers: dict[str, Any], on: date
) -> None:
    """
    Nothing that it needs is known to be missing, its door is open, and each gap has one step at
    most. What it needs and was not told is what the plan takes as met.
    """
    told = {"as_of": "2025-08-01", **answers}
    case = ProfileCase(profile_of(told, small_roadmap), small_roadmap, on)
    now, later = steps_for(small_roadmap, told, on)
    gaps = [(each.requirement and each.requirement.id) for each in (*now, *later)]

    assert len(gaps) == len(set(gaps))
    for step in now:
        assert step.startable_from == on
        assert not step.route.is_shut(on)
        needs = step.route.needs
        is_planned = step.begins_on is not None and step.begins_on <= on
        assert needs is None or needs.judge(case).holds or is_planned
        assert needs is None or not needs.judge(case).fails
    for step in later:
        assert not step.route.is_shut(on)


def test_a_route_that_makes_no_sense_for_somebody_is_not_offered(roadmap: Roadmap) -> None:
    fellowship = "ci-fellowship"
    now, later = steps_for(roadmap, YOUNG)
    assert fellowship in routes((*now, *later))
    now, later = steps_for(roadmap, {**YOUNG, "role": "cmio"})
    assert fellowship not in routes((*now, *later))


def test_what_was_told_of_the_end_sets_the_time_that_is_left(roadmap: Roadmap) -> None:
    training = {"specialty": "internal-medicine", "status": "in-progress", "expected": "2028-06"}
    now, _ = steps_for(roadmap, {**BEGINNER, "degrees": ["md"], "residency": training})
    step = next(each for each in now if (each.requirement and each.requirement.id) == "residency")
    assert step.done_on == date(2028, 6, 30)
    assert step.months.low == step.months.likely == step.months.high == 19
    now, later = steps_for(roadmap, {**BEGINNER, "degrees": ["md"], "residency": "none"})
    step = next(
        each for each in (*now, *later) if (each.requirement and each.requirement.id) == "residency"
    )
    assert step.done_on is None
    assert step.months == step.route.months


def test_what_cannot_be_started_yet_shows_where_one_begins(roadmap: Roadmap) -> None:
    """A student's way to the board certificate begins with the fellowship, not with the exam."""
    student = {**BEGINNER, "degrees": [{"degree": "md", "status": "in-progress", "expected": 2028}]}
    _, later = steps_for(roadmap, student)
    assert [
        each.route.id for each in later if (each.requirement and each.requirement.id) == "ci-board"
    ] == ["ci-fellowship-after-residency"]
