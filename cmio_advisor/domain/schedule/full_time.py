"""
Nobody holds two full-time places at once: activities that take the place of a post, put in turn.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import TOLERANCE
from cmio_advisor.domain.schedule.network import Activity, NoOpeningError, critical_path


def in_turn(
    activities: Sequence[Activity],
    full_time: Mapping[str, float],
    fixed: Collection[str] = (),
) -> tuple[Activity, ...]:
    """
    The same activities, where of two full-time ones that would overlap the later waits for the end
    of the earlier. ``full_time`` gives, by id, for how many months (above 0) from its start one is
    full time.

    Which comes first is decided by the earliest starts alone, so another order may end sooner.
    Those in ``fixed`` wait for nobody: the other one does, whichever starts first. Two fixed ones,
    and two of which the later would miss its last chance to start, are left side by side.
    """
    ordered = tuple(activities)
    passed_over: set[tuple[str, str]] = {(one, two) for one in fixed for two in fixed}
    while pair := _first_overlap(ordered, full_time, passed_over):
        first, second = pair if pair[1] not in fixed else reversed(pair)
        waiting = tuple(
            replace(each, needs=(*each.needs, first)) if each.id == second else each
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
    passed_over: set[tuple[str, str]],
) -> tuple[str, str] | None:
    """The ids of the first two that overlap, the one that starts first before the other."""
    if len(full_time) < 2:  # noqa: PLR2004 - it takes two to overlap
        return None
    timings = critical_path(activities).timings
    starts = {each: timings[each].early_start for each in full_time}
    for pair in combinations(sorted(full_time, key=lambda each: (starts[each], each)), 2):
        first, second = pair
        overlap = starts[first] + full_time[first] - starts[second]
        if overlap > TOLERANCE and pair not in passed_over:
            return pair
    return None
