"""
Activities placed in time under a limit of own hours a week.

The model: an activity with hours of its own asks for the same number of them in every week from
its start to its end, hours / (months * 52 / 12); it is not interrupted; and the loads of all that
run together never exceed the limit. It takes its likely months, or, where it alone would exceed
the limit, as many more as make its load the limit. Needs, earliest months, openings and closings
hold as in ``network``. That is resource-constrained project scheduling with one resource;
``placing_search`` solves it.
"""

from collections.abc import Mapping, Sequence
from math import inf

from cmio_advisor.domain.base.frozen import Record, replace
from cmio_advisor.domain.base.measures import Months
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, TOLERANCE
from cmio_advisor.domain.schedule.network import (
    Activity,
    NoOpeningError,
    critical_path,
    topological_order,
)
from cmio_advisor.domain.schedule.placing import PlacingSearch

WEEKS_A_MONTH = 52 / MONTHS_A_YEAR


class PlacedPlan(Record):
    """
    Start and end of each activity and the finish, in months from the plan's first day.

    No schedule ends before ``lower_bound``; where ``is_exact`` the finish is the shortest there is,
    and equals it.
    """

    starts: Mapping[str, float]
    ends: Mapping[str, float]
    finish: float
    lower_bound: float
    is_exact: bool


def under_weekly_hours(
    activities: tuple[Activity, ...], hours: Mapping[str, float | None], limit: float | None
) -> tuple[tuple[Activity, ...], PlacedPlan | None]:
    """
    The activities, each waiting also for those that leave it no hours before they end, and none
    shorter than its own hours allow; as they are where no limit is given or none takes hours.

    Raises what ``place_under_weekly_hours`` does.
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
    The shortest schedule that keeps the limit: exact up to about 12 activities with hours.

    ``hours`` gives an activity's own hours in all; what is absent, ``None`` or 0 takes none.
    ``limit`` is in hours a week. With more activities the search may end at ``MOST_PLACINGS``. What
    it found first, and only betters, is the list schedule: always what can start soonest, and of
    equals that from which the longest chain follows.

    Raises ``ValueError`` for a limit not above 0 or hours below, ``CycleError``, and
    ``NoOpeningError`` where one misses its last chance to start in every schedule tried.
    """
    if limit <= 0 or any((each or 0) < 0 for each in hours.values()):
        raise ValueError("Hours are not below 0, and their weekly limit is above it.")
    ordered = topological_order(activities)
    works = {each.id: least_months(hours.get(each.id), limit) for each in ordered}
    stretched = [_stretched(each, works[each.id]) for each in ordered]
    search = PlacingSearch(stretched, works)
    search.extend({}, 0.0)
    finish, starts = search.best
    if finish == inf:
        raise NoOpeningError(search.missed)
    return PlacedPlan(
        starts=starts,
        ends={each.id: starts[each.id] + each.months.likely for each in stretched},
        finish=finish,
        lower_bound=finish if search.is_exact else search.lower_bound,
        is_exact=search.is_exact,
    )


def least_months(hours: float | None, limit: float) -> float:
    """
    The months that so many hours take at least, at ``limit`` hours a week.
    """
    return (hours or 0.0) / WEEKS_A_MONTH / limit


def _stretched(activity: Activity, work: float) -> Activity:
    months = max(activity.months.likely, work)
    return replace(activity, months=Months(low=months, likely=months, high=months))
