"""
Activities placed in time under a limit of own hours a week.

The model: an activity with hours of its own asks for the same number of them in every week from
its start to its end, hours / (months * 52 / 12); it is not interrupted; and the loads of all that
run together never exceed the limit. It takes its likely months, or, where it alone would exceed
the limit, as many more as make its load the limit. Needs, earliest months, openings and closings
hold as in ``network``. That is resource-constrained project scheduling with one resource.

Each is placed as early as it fits beside those placed before it, that first from which the longest
chain follows: serial schedule generation with the priority of Kolisch (1996), "Serial and parallel
resource-constrained project scheduling methods revisited". For example, at 6 hours a week a course
of 9 months at 4 hours, which opens in month 1 only, and one of 3 months at 4 hours: the long one is
placed first, in month 1, and the short one after it, in month 10, so that all ends in month 13. The
hours alone take 6 + 2 months at the limit, and the long one ends in month 10 at the soonest: so 10
is the bound, and 13 is not said to be the best there is.
"""

from collections.abc import Mapping, Sequence
from math import fsum, inf

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, TOLERANCE, Months
from cmio_advisor.domain.schedule.network import (
    Activity,
    NoOpeningError,
    critical_path,
    topological_order,
)

WEEKS_A_MONTH = 52 / MONTHS_A_YEAR


class PlacedPlan(Frozen):
    """Start, end and finish, in months; no schedule ends before ``lower_bound``."""

    starts: Mapping[str, float]
    ends: Mapping[str, float]
    finish: float
    lower_bound: float

    @property
    def is_exact(self) -> bool:
        """Whether the finish is surely the shortest there is: it meets the bound."""
        return self.finish <= self.lower_bound + TOLERANCE


def under_weekly_hours(
    activities: tuple[Activity, ...], hours: Mapping[str, float | None], limit: float | None
) -> tuple[tuple[Activity, ...], PlacedPlan | None]:
    """
    The activities, each waiting also for those that leave it no hours, and none shorter than its
    own hours allow. Raises as ``place_under_weekly_hours``.
    """
    if limit is None or not any(hours.values()):
        return activities, None
    placed = place_under_weekly_hours(activities, hours, limit)
    free = critical_path(activities).timings
    ordered = []
    for each in activities:
        start = placed.starts[each.id]
        least = least_months(hours[each.id], limit)
        before: tuple[str, ...] = ()
        if start > free[each.id].early_start + TOLERANCE:
            before = tuple(
                other for other, end in placed.ends.items() if hours[other] and end <= start
            )
        months = each.months
        ordered.append(
            replace(
                each,
                needs=tuple(dict.fromkeys((*each.needs, *before))),
                months=Months(
                    low=max(months.low, least),
                    likely=max(months.likely, least),
                    high=max(months.high, least),
                ),
            )
        )
    return tuple(ordered), placed


def place_under_weekly_hours(
    activities: Sequence[Activity], hours: Mapping[str, float | None], limit: float
) -> PlacedPlan:
    """
    A short schedule that keeps the limit.

    ``hours`` gives an activity's own hours in all; what is absent, ``None`` or 0 takes none.
    ``limit`` is in hours a week.

    Raises ``NoOpeningError`` where one misses its last chance to start.
    """
    works = {each.id: least_months(hours.get(each.id), limit) for each in activities}
    ordered = topological_order([_stretched(each, works[each.id]) for each in activities])
    tails = _tails(ordered)
    starts = _placed(ordered, works, tails)
    ends = {each.id: starts[each.id] + each.months.likely for each in ordered}
    return PlacedPlan(
        starts=starts,
        ends=ends,
        finish=max(ends.values(), default=0.0),
        lower_bound=max(
            critical_path(ordered).finish,
            _in_turns([(tails[each.id] - each.months.likely, works[each.id]) for each in ordered]),
        ),
    )


def _placed(
    ordered: Sequence[Activity], works: Mapping[str, float], tails: Mapping[str, float]
) -> dict[str, float]:
    """The starts. What misses its last chance is placed before the others, with its needs."""
    urgent: set[str] = set()
    while True:
        try:
            # Nothing has a longer tail than what it needs, and the sort is stable: needs first.
            return _placed_in_turn(
                sorted(ordered, key=lambda each: (each.id not in urgent, -tails[each.id])), works
            )
        except NoOpeningError as error:
            if error.activity_id in urgent:
                raise
            urgent.add(error.activity_id)
            for each in reversed(ordered):
                if each.id in urgent:
                    urgent.update(each.needs)


def _placed_in_turn(ordered: Sequence[Activity], works: Mapping[str, float]) -> dict[str, float]:
    starts: dict[str, float] = {}
    ends: dict[str, float] = {}
    loads: dict[str, float] = {}
    for each in ordered:
        ready = each.ready(ends)
        load = works[each.id] / each.months.likely if works[each.id] else 0.0
        running = [(starts[other], ends[other], loads[other]) for other in loads]
        starts[each.id] = _first_fit(each, ready, load, running)
        ends[each.id] = starts[each.id] + each.months.likely
        if load:
            loads[each.id] = load
    return starts


def least_months(hours: float | None, limit: float) -> float:
    """The months that so many hours take at least, at ``limit`` hours a week."""
    return (hours or 0.0) / WEEKS_A_MONTH / limit


def _stretched(activity: Activity, work: float) -> Activity:
    months = max(activity.months.likely, work)
    return replace(activity, months=Months(low=months, likely=months, high=months))


def _first_fit(
    activity: Activity, ready: float, load: float, placed: Sequence[tuple[float, float, float]]
) -> float:
    """The first allowed start from ``ready`` on at which its load fits beside those placed."""
    for moment in sorted({ready, *(end for _, end, _ in placed if end > ready)}):
        start = activity.start_from(moment)
        if start == inf:
            break
        if _fits(start, start + activity.months.likely, load, placed):
            return start
    raise NoOpeningError(activity.id)


def _fits(
    start: float, end: float, load: float, placed: Sequence[tuple[float, float, float]]
) -> bool:
    """Whether a load keeps the limit, 1, all the way: it is highest where another starts."""
    meanwhile = [
        each for each in placed if each[0] < end - TOLERANCE and each[1] > start + TOLERANCE
    ]
    return all(
        load + fsum(each[2] for each in meanwhile if each[0] <= moment < each[1] - TOLERANCE)
        <= 1 + TOLERANCE
        for moment in (start, *(each[0] for each in meanwhile if each[0] > start))
    )


def _in_turns(jobs: Sequence[tuple[float, float]]) -> float:
    """The least time of jobs (what follows, own work) one at a time: longest tail first."""
    reached = longest = 0.0
    for after, work in sorted(jobs, reverse=True):
        if work:
            reached += work
            longest = max(longest, reached + after)
    return longest


def _tails(ordered: Sequence[Activity]) -> dict[str, float]:
    """From each activity's start the months to the end of the longest chain that follows."""
    tails = {each.id: each.months.likely for each in ordered}
    months = dict(tails)
    for each in reversed(ordered):
        for need in each.needs:
            left = months[need] - each.sooner.get(need, 0.0)
            tails[need] = max(tails[need], left + tails[each.id])
    return tails
