"""
Activities that wait for one another, and the critical path through them.

The critical path method of Kelley and Walker (1959), "Critical-path planning and scheduling":
a forward pass for the earliest times, a backward pass for the latest. Added to it are openings -
exam seasons, intakes and match cycles, at which alone an activity can start - and doors that close.

Nobody holds two full-time places at once: those that take the place of a job are put in turn,
and no other job is taken meanwhile.

All times are months from the plan's first day, which is 0.

Under a limit of own hours a week, an activity with hours of its own asks for the same number of
them in every week from its start to its end, hours / (months * 52 / 12); it is not interrupted; and
the loads of all that run together never exceed the limit. It takes its likely months, or, where it
alone would exceed the limit, as many more as make its load the limit. Needs, earliest months,
openings and closings hold as without it. That is resource-constrained project scheduling with one
resource.

Each is placed as early as it fits beside those placed before it, that first from which the longest
chain follows: serial schedule generation with the priority of Kolisch (1996), "Serial and parallel
resource-constrained project scheduling methods revisited". For example, at 6 hours a week a course
of 9 months at 4 hours, which opens in month 1 only, and one of 3 months at 4 hours: the long one is
placed first, in month 1, and the short one after it, in month 10, so that all ends in month 13. The
hours alone take 6 + 2 months at the limit, and the long one ends in month 10 at the soonest: so 10
is the bound, and 13 is not said to be the best there is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from graphlib import CycleError
from itertools import combinations
from math import fsum, inf
from types import MappingProxyType
from typing import TypeVar

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, TOLERANCE, Months

NOTHING_SOONER: Mapping[str, float] = MappingProxyType({})


class NoOpeningError(ValueError):
    """An activity that would have to start after its last opening or its closing."""

    def __init__(self, activity_id: str) -> None:
        super().__init__(
            f"{activity_id} cannot start: its last chance to start has passed by then."
        )
        self.activity_id = activity_id


class Activity(Frozen):
    """
    Something that takes time. It waits for its ``needs``, starts from ``earliest`` to ``closes``,
    and, where ``opens`` (ascending) is not empty, only then. For a need in ``sooner`` it waits so
    many months less, as for the exam behind full-time training. ``chance`` is how often one finds a
    place at an opening, ``later_chance`` at the next; only sampling looks at them.
    """

    id: str
    needs: tuple[str, ...] = ()
    sooner: Mapping[str, float] = NOTHING_SOONER
    months: Months
    earliest: float = 0.0
    opens: tuple[float, ...] = ()
    closes: float = inf
    chance: float = 1.0
    later_chance: float | None = None

    def start_from(self, ready: float) -> float:
        """The first allowed start at or after ``ready``; infinity after the last one."""
        start = max(ready, self.earliest)
        if self.opens:
            following = bisect_left(self.opens, start - TOLERANCE)
            start = self.opens[following] if following < len(self.opens) else inf
        return start if start <= self.closes + TOLERANCE else inf

    def ready(self, ends: Mapping[str, float]) -> float:
        """When what it waits for has ended."""
        return max((ends[need] - self.sooner.get(need, 0.0) for need in self.needs), default=0.0)

    def start_until(self, latest: float) -> float:
        """The last allowed start at or before ``latest``, which must not lie before the first."""
        latest = min(latest, self.closes)
        if not self.opens:
            return latest
        return self.opens[bisect_right(self.opens, latest + TOLERANCE) - 1]


AnyActivity = TypeVar("AnyActivity", bound=Activity)


class Timing(Frozen):
    """
    The earliest and the latest times of one activity that keep the plan's finish, and by how much
    its start can slip. The latest start is an allowed one: what has no later opening in time is
    critical, even if it ends early.
    """

    early_start: float
    early_finish: float
    late_start: float
    slack: float


class Schedule(Frozen):
    """Every activity's timing by id, and the ids without slack, in an order that keeps needs."""

    timings: Mapping[str, Timing]
    critical: tuple[str, ...]
    finish: float


def critical_path(activities: Sequence[Activity]) -> Schedule:
    """When each activity can and must start on likely months; raises as ``topological_order``."""
    ordered = topological_order(activities)
    starts: dict[str, float] = {}
    ends: dict[str, float] = {}
    for each in ordered:
        starts[each.id] = each.start_from(each.ready(ends))
        if starts[each.id] == inf:
            raise NoOpeningError(each.id)
        ends[each.id] = starts[each.id] + each.months.likely
    finish = max(ends.values(), default=0.0)

    must_end = dict.fromkeys(ends, finish)
    timings: dict[str, Timing] = {}
    for each in reversed(ordered):
        late_start = each.start_until(must_end[each.id] - each.months.likely)
        for need in each.needs:
            must_end[need] = min(must_end[need], late_start + each.sooner.get(need, 0.0))
        slack = late_start - starts[each.id]
        timings[each.id] = Timing(
            early_start=starts[each.id],
            early_finish=ends[each.id],
            late_start=late_start,
            slack=slack if slack > TOLERANCE else 0.0,
        )
    return Schedule(
        timings={each.id: timings[each.id] for each in ordered},
        critical=tuple(each.id for each in ordered if timings[each.id].slack == 0.0),
        finish=finish,
    )


def topological_order(activities: Sequence[AnyActivity]) -> list[AnyActivity]:
    """Every activity after its needs, else in the order given; `CycleError` if there is none."""
    left = {each.id: each for each in activities}
    ordered: list[AnyActivity] = []
    while left:
        ready = (each for each in left.values() if left.keys().isdisjoint(each.needs))
        following = next(ready, None)
        if following is None:
            raise CycleError("nodes are in a cycle", [*left])
        ordered.append(left.pop(following.id))
    return ordered


def in_turn(
    activities: Sequence[AnyActivity],
    full_time: Mapping[str, float],
    fixed: Collection[str] = (),
    jobs: Mapping[str, float] = {},
) -> tuple[AnyActivity, ...]:
    """
    The same activities, where of two full-time ones that would overlap the later waits until the
    earlier is full time no more, and of ``jobs`` each for that. ``full_time`` gives, by id, for how
    many months (above 0) from its start one is full time, ``jobs`` how long it takes and lasts.

    Which comes first is decided by the earliest starts alone, so another order may end sooner.
    Those in ``fixed`` that are no jobs wait for nobody: the other one does, whichever starts first.
    Two fixed ones, and two of which the later would miss its last chance to start, are left side by
    side.
    """
    ordered = tuple(activities)
    beside = {each.id: each.months.likely - full_time.get(each.id, inf) for each in ordered}
    passed_over: set[tuple[str, str]] = {(one, two) for one in fixed for two in fixed}
    while pair := _first_overlap(ordered, full_time, jobs, passed_over):
        is_in_order = pair[0] not in jobs and (pair[1] not in fixed or pair[1] in jobs)
        first, second = pair if is_in_order else reversed(pair)
        sooner = {first: max(0.0, beside[first])}
        waiting = tuple(
            replace(each, needs=(*each.needs, first), sooner={**each.sooner, **sooner})
            if each.id == second
            else each
            for each in ordered
        )
        try:
            critical_path(waiting)
        except NoOpeningError:
            passed_over.add(pair)
        else:
            ordered = waiting
    return ordered


def _first_overlap(
    activities: Sequence[Activity],
    full_time: Mapping[str, float],
    jobs: Mapping[str, float],
    passed_over: set[tuple[str, str]],
) -> tuple[str, str] | None:
    """The ids of the first two that overlap, the one that starts first before the other."""
    lengths = {**jobs, **full_time}
    if not full_time or len(lengths) < 2:  # noqa: PLR2004 - it takes two to overlap
        return None
    timings = critical_path(activities).timings
    starts = {each: timings[each].early_start for each in lengths}
    for pair in combinations(sorted(lengths, key=lambda each: (starts[each], each)), 2):
        first, second = pair
        overlap = starts[first] + lengths[first] - starts[second]
        is_one_full_time = first in full_time or second in full_time
        if is_one_full_time and overlap > TOLERANCE and pair not in passed_over:
            return pair
    return None


WEEKS_A_MONTH = 52 / MONTHS_A_YEAR


class PlacedPlan(Frozen):
    """When each starts and ends, in months; no schedule ends before ``lower_bound``."""

    starts: Mapping[str, float]
    ends: Mapping[str, float]
    lower_bound: float

    @property
    def finish(self) -> float:
        return max(self.ends.values(), default=0.0)

    @property
    def is_exact(self) -> bool:
        """Whether the finish is surely the shortest there is: it meets the bound."""
        return self.finish <= self.lower_bound + TOLERANCE


def under_weekly_hours(
    activities: tuple[AnyActivity, ...], hours: Mapping[str, float | None], limit: float | None
) -> tuple[tuple[AnyActivity, ...], PlacedPlan | None]:
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
        before: list[str] = []
        if start > free[each.id].early_start + TOLERANCE:
            before = [other for other, end in placed.ends.items() if hours[other] and end <= start]
        needs = tuple(dict.fromkeys((*each.needs, *before)))
        ordered.append(replace(each, needs=needs, months=each.months.no_shorter(least)))
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
    months = {each.id: max(each.months.likely, works[each.id]) for each in activities}
    ordered = topological_order(
        [replace(each, months=Months.exactly(months[each.id])) for each in activities]
    )
    tails = _tails(ordered)
    starts = _placed(ordered, works, tails)
    # The least time of the own work one after the other, that with the longest tail first.
    reached = longest = 0.0
    following = [(tails[each.id] - each.months.likely, works[each.id]) for each in ordered]
    for after, work in sorted(following, reverse=True):
        if work:
            reached += work
            longest = max(longest, reached + after)
    return PlacedPlan(
        starts=starts,
        ends={each.id: starts[each.id] + each.months.likely for each in ordered},
        lower_bound=max(critical_path(ordered).finish, longest),
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
    """Each at the first allowed start at which its load fits beside those placed before it."""
    starts: dict[str, float] = {}
    ends: dict[str, float] = {}
    loads: dict[str, float] = {}
    for each in ordered:
        ready, months = each.ready(ends), each.months.likely
        load = works[each.id] / months if works[each.id] else 0.0
        running = [(starts[other], ends[other], loads[other]) for other in loads]
        moments = sorted({ready, *(end for _, end, _ in running if end > ready)})
        allowed = (each.start_from(moment) for moment in moments)
        fitting = (start for start in allowed if _fits(start, start + months, load, running))
        starts[each.id] = next(fitting, inf)
        if starts[each.id] == inf:
            raise NoOpeningError(each.id)
        ends[each.id] = starts[each.id] + months
        if load:
            loads[each.id] = load
    return starts


def least_months(hours: float | None, limit: float) -> float:
    """The months that so many hours take at least, at ``limit`` hours a week."""
    return (hours or 0.0) / WEEKS_A_MONTH / limit


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


def _tails(ordered: Sequence[Activity]) -> dict[str, float]:
    """From each activity's start the months to the end of the longest chain that follows."""
    tails = {each.id: each.months.likely for each in ordered}
    months = dict(tails)
    for each in reversed(ordered):
        for need in each.needs:
            left = months[need] - each.sooner.get(need, 0.0)
            tails[need] = max(tails[need], left + tails[each.id])
    return tails
