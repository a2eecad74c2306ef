"""
Schedules under a limit of weekly hours: by hand, against brute force, and never over the limit.
"""

from collections.abc import Mapping, Sequence
from math import ceil, inf
from random import Random

import pytest

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import TOLERANCE, Months
from cmio_advisor.domain.routes.network import (
    WEEKS_A_MONTH,
    Activity,
    NoOpeningError,
    PlacedPlan,
    critical_path,
    place_under_weekly_hours,
)

Hours = dict[str, float | None]


def activity(
    id_: str,
    months: float,
    needs: str = "",
    earliest: float = 0.0,
    opens: tuple[float, ...] = (),
    closes: float = inf,
) -> Activity:
    return Activity(
        id=id_,
        needs=tuple(needs),
        months=Months(low=months, likely=months, high=months),
        earliest=earliest,
        opens=opens,
        closes=closes,
    )


def hours_of(weekly: float, months: float) -> float:
    """The hours in all of so many a week over so many months."""
    return weekly * months * WEEKS_A_MONTH


def random_plan(random: Random, count: int) -> tuple[list[Activity], Hours, int]:
    """Whole months and weekly hours, so that a shortest schedule has whole months too."""
    limit = random.randint(2, 6)
    activities: list[Activity] = []
    hours: Hours = {}
    for id_ in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:count]:
        earlier = [each.id for each in activities]
        needs = "".join(random.sample(earlier, min(len(earlier), random.choice([0, 0, 1, 2]))))
        months = random.randint(1, 4)
        opens = tuple(range(random.randint(0, 3), 200, 4)) if random.random() < 0.2 else ()
        activities.append(activity(id_, months, needs, random.choice([0, 0, 2]), opens))
        hours[id_] = hours_of(random.randint(1, limit), months) if random.random() < 0.8 else None
    return activities, hours, limit


def assert_keeps_the_rules(
    plan: PlacedPlan, activities: Sequence[Activity], hours: Hours, limit: float
) -> None:
    """
    Needs, earliest months, openings and the limit, looked at in every moment in which one starts.
    """
    for each in activities:
        start = plan.starts[each.id]
        assert start >= each.earliest
        assert not each.opens or start in each.opens
        assert start <= each.closes
        assert all(plan.ends[need] <= start + TOLERANCE for need in each.needs)
        running = [
            id_
            for id_ in plan.starts
            if plan.starts[id_] <= start + TOLERANCE and start + TOLERANCE < plan.ends[id_]
        ]
        assert sum(weekly_hours(plan, hours, id_) for id_ in running) <= limit + 1e-6
    assert plan.finish == max(plan.ends.values(), default=0.0)
    assert plan.lower_bound <= plan.finish


def weekly_hours(plan: PlacedPlan, hours: Hours, id_: str) -> float:
    return (hours[id_] or 0) / (plan.ends[id_] - plan.starts[id_]) / WEEKS_A_MONTH


def can_end_by(
    finish: int,
    activities: Sequence[Activity],
    weekly: Mapping[str, float],
    limit: float,
    starts: Mapping[str, int],
) -> bool:
    """Whether any choice of whole months ends by ``finish``: all of them are tried."""
    if len(starts) == len(activities):
        return True
    each = activities[len(starts)]
    months = {other.id: int(other.months.likely) for other in activities}
    ready = max([int(each.earliest), *(starts[need] + months[need] for need in each.needs)])
    for start in range(ready, finish - months[each.id] + 1):
        if start > each.closes or (each.opens and start not in each.opens):
            continue
        tried = {**starts, each.id: start}
        fits = all(
            sum(weekly[id_] for id_ in tried if tried[id_] <= month < tried[id_] + months[id_])
            <= limit
            for month in range(start, start + months[each.id])
        )
        if fits and can_end_by(finish, activities, weekly, limit, tried):
            return True
    return False


def test_what_is_said_to_be_the_shortest_is() -> None:
    """Small plans against all schedules in whole months: none ends before the bound."""
    for seed in range(400):
        random = Random(seed)  # noqa: S311
        activities, hours, limit = random_plan(random, random.randint(1, 6))
        weekly = {
            each.id: round((hours[each.id] or 0) / each.months.likely / WEEKS_A_MONTH)
            for each in activities
        }
        plan = place_under_weekly_hours(activities, hours, limit)

        assert_keeps_the_rules(plan, activities, hours, limit)
        assert plan.is_exact == (plan.lower_bound == pytest.approx(plan.finish)), seed
        too_soon = ceil(plan.lower_bound - TOLERANCE) - 1
        assert not can_end_by(too_soon, activities, weekly, limit, {}), seed


def test_doors_that_close_are_mostly_reached_where_any_schedule_reaches_them() -> None:
    """
    Small plans with doors that close when one could just be there, or a little later, against all
    schedules in whole months: what is said to be missed is nearly always missed by all of them.
    """
    impossible = missed = 0
    for seed in range(300):
        random = Random(seed)  # noqa: S311
        activities, hours, limit = random_plan(random, random.randint(2, 4))
        timings = critical_path(activities).timings
        closing = [
            replace(each, closes=timings[each.id].early_start + random.choice([0, 1, 3]))
            if random.random() < 0.7
            else each
            for each in activities
        ]
        weekly = {
            each.id: round((hours[each.id] or 0) / each.months.likely / WEEKS_A_MONTH)
            for each in activities
        }
        try:
            plan = place_under_weekly_hours(closing, hours, limit)
        except NoOpeningError:
            could = can_end_by(24, closing, weekly, limit, {})
            missed += could
            impossible += not could
        else:
            assert_keeps_the_rules(plan, closing, hours, limit)
            assert not can_end_by(
                ceil(plan.lower_bound - TOLERANCE) - 1, closing, weekly, limit, {}
            )

    assert 20 < impossible < 280

    assert missed <= 10


@pytest.mark.slow
def test_a_large_plan_keeps_the_rules_and_shows_its_gap() -> None:
    """
    26 activities with hours: the bound says by how much a better order could at most be shorter.
    """
    activities, _, _ = random_plan(Random(1), 26)  # noqa: S311
    weekly = (2, 3, 3, 4, 5)
    hours: Hours = {
        each.id: hours_of(weekly[place % 5], each.months.likely)
        for place, each in enumerate(activities)
    }
    plan = place_under_weekly_hours(activities, hours, 7)
    work_alone = sum(each or 0 for each in hours.values()) / 7 / WEEKS_A_MONTH

    assert_keeps_the_rules(plan, activities, hours, 7)
    assert not plan.is_exact
    assert max(critical_path(activities).finish, work_alone) <= plan.lower_bound + TOLERANCE
    assert plan.lower_bound < plan.finish <= 1.3 * plan.lower_bound


def test_without_hours_it_is_the_critical_path() -> None:
    """Absent, none and 0 alike; nor does a wide limit bind."""
    activities = [activity("A", 3), activity("B", 2, "A"), activity("C", 9), activity("D", 0, "BC")]
    schedule = critical_path(activities)
    free = place_under_weekly_hours(activities, {"A": None, "B": 0}, 1)
    wide = place_under_weekly_hours(activities, {each.id: 10 for each in activities[:3]}, 1000)

    for plan in (free, wide):
        assert plan.finish == schedule.finish
        assert plan.starts == {id_: each.early_start for id_, each in schedule.timings.items()}


def test_two_courses_run_together_only_if_the_week_holds_both() -> None:
    """4 and 3 hours a week for 6 months: together in 7, one after the other in 6."""
    courses = [activity("A", 6), activity("B", 6)]
    hours: Hours = {"A": hours_of(4, 6), "B": hours_of(3, 6)}

    assert place_under_weekly_hours(courses, hours, 7).finish == 6
    assert place_under_weekly_hours(courses, hours, 6).finish == 12


def test_what_exceeds_the_week_alone_takes_longer() -> None:
    """260 hours in 2 months are 30 a week; at 6 they take 260 / 6 / (52 / 12) = 10 months."""
    plan = place_under_weekly_hours([activity("A", 2), activity("B", 1, "A")], {"A": 260}, 6)

    assert plan.ends["A"] == pytest.approx(10)
    assert plan.finish == pytest.approx(11)
    assert plan.is_exact


def test_waiting_can_be_shorter_than_starting_at_once() -> None:
    """
    A fits at once beside nothing else; but L, which opens in month 1 only, must not wait for it.
    """
    activities = [activity("A", 3), activity("L", 9, opens=(1.0, 50.0))]
    hours: Hours = {"A": hours_of(4, 3), "L": hours_of(4, 9)}
    plan = place_under_weekly_hours(activities, hours, 6)

    assert plan.starts == {"A": 10.0, "L": 1.0}


def test_an_opening_missed_for_lack_of_hours_is_named() -> None:
    """Both exams are held in month 0 only, and the week holds one."""
    exams = [activity("A", 1, opens=(0.0,)), activity("B", 1, opens=(0.0,))]

    with pytest.raises(NoOpeningError, match=r"^[AB] cannot start"):
        place_under_weekly_hours(exams, dict.fromkeys("AB", hours_of(4, 1)), 6)
    with pytest.raises(NoOpeningError, match="A cannot start"):
        place_under_weekly_hours([activity("A", 1, earliest=1, opens=(0.0,))], {}, 6)


def test_no_limit_and_nothing_to_do() -> None:
    """An endless week holds everything, and an empty plan ends as it starts."""
    courses = [activity("A", 6), activity("B", 6)]

    assert place_under_weekly_hours(courses, {"A": 900, "B": 900}, inf).finish == 6
    assert place_under_weekly_hours([], {}, 5).finish == 0
