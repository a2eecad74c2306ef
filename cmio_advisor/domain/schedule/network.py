"""
Activities that wait for one another, and the critical path through them.

The critical path method of Kelley and Walker (1959), "Critical-path planning and scheduling":
a forward pass for the earliest times, a backward pass for the latest. Added to it are openings -
exam seasons, intakes and match cycles, at which alone an activity can start - and doors that close.

Nobody holds two full-time places at once: those that take the place of a job are put in turn,
and no other job is taken meanwhile.

All times are months from the plan's first day, which is 0.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from graphlib import CycleError
from itertools import combinations
from math import inf
from types import MappingProxyType

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import TOLERANCE, Months

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


class Timing(Frozen):
    """
    The earliest and the latest times of one activity that keep the plan's finish, and by how much
    its start can slip. The latest start is an allowed one: what has no later opening in time is
    critical, even if it ends early.
    """

    early_start: float
    early_finish: float
    late_start: float
    late_finish: float
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
            late_finish=late_start + each.months.likely,
            slack=slack if slack > TOLERANCE else 0.0,
        )
    return Schedule(
        timings={each.id: timings[each.id] for each in ordered},
        critical=tuple(each.id for each in ordered if timings[each.id].slack == 0.0),
        finish=finish,
    )


def topological_order(activities: Sequence[Activity]) -> list[Activity]:
    """Every activity after its needs, else in the order given; `CycleError` if there is none."""
    left = {each.id: each for each in activities}
    ordered: list[Activity] = []
    while left:
        ready = (each for each in left.values() if left.keys().isdisjoint(each.needs))
        following = next(ready, None)
        if following is None:
            raise CycleError("nodes are in a cycle", [*left])
        ordered.append(left.pop(following.id))
    return ordered


def in_turn(
    activities: Sequence[Activity],
    full_time: Mapping[str, float],
    fixed: Collection[str] = (),
    jobs: Collection[str] = (),
) -> tuple[Activity, ...]:
    """
    The same activities, where of two full-time ones that would overlap the later waits until the
    earlier is full time no more, and of ``jobs`` each for that. ``full_time`` gives, by id, for how
    many months (above 0) from its start one is full time.

    Which comes first is decided by the earliest starts alone, so another order may end sooner.
    Those in ``fixed`` wait for nobody: the other one does, whichever starts first. Two fixed ones,
    and two of which the later would miss its last chance to start, are left side by side.
    """
    ordered = tuple(activities)
    beside = {each.id: each.months.likely - full_time.get(each.id, inf) for each in ordered}
    passed_over: set[tuple[str, str]] = {(one, two) for one in fixed for two in fixed}
    while pair := _first_overlap(ordered, full_time, jobs, passed_over):
        first, second = pair if pair[1] not in fixed and pair[0] not in jobs else reversed(pair)
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
    jobs: Collection[str],
    passed_over: set[tuple[str, str]],
) -> tuple[str, str] | None:
    """The ids of the first two that overlap, the one that starts first before the other."""
    lengths = {each.id: each.months.likely for each in activities if each.id in jobs}
    lengths.update(full_time)
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
