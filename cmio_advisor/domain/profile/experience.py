"""
How many months of work a person told us of, as a range, and when a number will be reached.

Years from several entries are the union of their intervals; where a share of full time is asked,
what was held at the same time adds up. A number of years without dates lies somewhere before the
profile's date, so a window of time can hold only a range of it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, pairwise

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.time import (
    MONTHS_A_YEAR,
    TOLERANCE,
    Interval,
    Span,
    add_months,
    month_position,
    month_position_after,
)
from cmio_advisor.domain.profile.profile import Experience

NO_WORK = Span(0.0, 0.0)
ANY_WORK = Span(0.0, float("inf"))
EVER = Interval(float("-inf"), float("inf"))
NEVER = Interval(0.0, 0.0)
A_DAY = 1 / 31
"""Months: what work that goes on has at least done, since it was done on the profile's day."""
ANY_SHARE = Span(0.0, 1.0)
WHOLE = Span(1.0, 1.0)
LOOK_AHEAD_MONTHS = 10 * MONTHS_A_YEAR
FAR_AHEAD = LOOK_AHEAD_MONTHS + 1 + MONTHS_A_YEAR
"""Months: past all that is looked at, and what the move of a window adds."""


class Window(Frozen, kw_only=False):
    """The ``years`` that end with a day of the year assessed, or with the day itself; of 0, it."""

    years: int
    month: int = 0
    day: int = 0

    def interval(self, on: date) -> Interval:
        """Where the window lies on the axis of months, seen from a day."""
        end = month_position_after(date(on.year, self.month, self.day) if self.month else on)
        return Interval(end - (self.years * MONTHS_A_YEAR or A_DAY), end)


def is_over(work: Sequence[Experience], on: date) -> bool:
    """Whether each of some entries is told to have ended."""
    return bool(work) and all(
        each.ongoing is False or (each.end is not None and each.end.latest < on) for each in work
    )


class Work(Frozen, kw_only=False):
    """
    Entries of work as told on ``as_of``, and which of it counts: what lies in the ``window``, while
    the shares of full time held at once come to ``fte``; ``weighed``, as months of full time.
    Entries that were not told may hide any amount.
    """

    entries: tuple[Experience, ...] | None
    as_of: date
    fte: float = 0.0
    window: Window | None = None
    weighed: bool = False

    def months(self, on: date) -> Span:
        """Those done by the end of ``on``; work that continues on ``as_of`` reaches it."""
        return _months_worked(self, on)

    def _least(self, day: int) -> float:
        return _months_worked(self, date.fromordinal(day), is_least=True).low

    def reached(self, months: float, on: date) -> date | None:
        """The first day in ten years by which so many are certain, if the work goes on."""
        if not self._goes_on:
            return None

        def is_certain(day: int) -> bool:
            return self._least(day) >= months - TOLERANCE

        start = on.replace(day=1)
        if self.window is None:  # work only adds up
            days = range(on.toordinal() + 1, add_months(start, LOOK_AHEAD_MONTHS + 1).toordinal())
            place = bisect_left(days, x=True, key=is_certain)
            return date.fromordinal(days[place]) if place < len(days) else None
        # Inside one month it does so too: a window moves on the first of January, or with the day,
        # and then what leaves it is not more than what comes in, where the work goes on as it was.
        # A month adds one at most, or the shares that are weighed; the move of a window, a year.
        pace = sum(each.fte.low for each in self.entries or () if each.fte) if self.weighed else 1.0
        needed = min((months - self.months(on).low) / pace, FAR_AHEAD) if pace else FAR_AHEAD
        moved = MONTHS_A_YEAR if self.window.month else 0
        soonest = max(0, int(needed) - moved - 1)
        # Once all that it holds is work that goes on, it stays as it is.
        begun = max(
            self.as_of, on, *(each.start.latest for each in self.entries or () if each.start)
        )
        latest = MONTHS_A_YEAR * (begun.year - on.year + self.window.years + 2)
        for ahead in range(soonest, min(latest, LOOK_AHEAD_MONTHS) + 1):
            first = max(add_months(start, ahead).toordinal(), on.toordinal() + 1)
            after = add_months(start, ahead + 1).toordinal()
            if first < after and is_certain(after - 1):
                return date.fromordinal(bisect_left(range(after), x=True, lo=first, key=is_certain))
        return None

    def lost(self, months: float, on: date) -> date | None:
        """
        The last day on which so many still lie inside the window, where the work has ended; none is
        named where it may go on, since each day more moves that day.
        """
        if self.window is None or any(map(_may_go_on, self.entries or ())):
            return None
        # Work may end only later: what goes to 2020, asked in 2018, is lost some time after 2020.
        days = range(on.toordinal(), add_months(on, LOOK_AHEAD_MONTHS).toordinal() + 1)

        def is_lost(day: int) -> bool:
            return self._least(day) < months - TOLERANCE

        place = bisect_left(days, x=True, key=is_lost)
        return date.fromordinal(days[place] - 1) if place < len(days) else None

    @property
    def _goes_on(self) -> bool:
        going_on = [
            each for each in self.entries or () if each.ongoing is True and each.fte != NO_WORK
        ]
        shares = sum(entry.fte.low for entry in going_on if entry.fte)
        return shares >= self.fte - TOLERANCE if self.fte else bool(going_on)


@lru_cache(maxsize=1024)
def _months_worked(work: Work, on: date, *, is_least: bool = False) -> Span:
    """
    Remembered for the rules that ask the same. ``is_least``: the least alone is asked, as on many
    days until so many are reached.
    """
    if work.entries is None:
        return ANY_WORK
    counted = (work.window.interval(on) if work.window else EVER).clipped(
        Interval(float("-inf"), month_position_after(on))
    )
    floor = 0.0 if work.weighed else work.fte or WHOLE.low
    certain: list[_Held] = []
    possible: list[_Held] = []
    undated: list[tuple[Span, float]] = []
    least_undated = 0.0
    for entry in work.entries:
        # Where no share is asked, any work counts as enough; none of full time is no work.
        is_asked = work.fte or work.weighed or entry.fte == NO_WORK
        share = (entry.fte or ANY_SHARE) if is_asked else WHOLE
        inner, outer = _dated_intervals(entry, work.as_of, on)
        certain.append((inner.clipped(counted), share.low))
        possible.append((outer, share.high))
        if _is_counted(entry):
            undated_months = _undated_months(entry, work.as_of, counted)
            undated.append((undated_months, share.high))
            least_undated = max(least_undated, undated_months.low * _counted(share.low, floor))
    # What is not dated was done by the profile's day: it may be the same time as what is dated
    # before, and is not what came after.
    before = Interval(float("-inf"), month_position_after(work.as_of))
    after = Interval(before.end, float("inf"))
    low = max(_months_at(floor, certain, before), least_undated) + _months_at(floor, certain, after)
    if is_least:
        return Span(low, low)
    possible = [(interval.clipped(counted), share) for interval, share in possible]
    earlier = [(interval.clipped(before), share) for interval, share in possible]
    high = _most_months(floor, earlier, undated) + _months_at(floor, possible, after)
    high = min(high, counted.months)
    return Span(low, max(low, high))


_Held = tuple[Interval, float]
"""A stretch of work and its share of full time."""


def _stretches(held: Sequence[_Held]) -> Iterator[tuple[float, float, float]]:
    """From the first start to the last end, cut where the share changes: from, to, share."""
    changes: dict[float, float] = {}
    for interval, share in held:
        if interval.months > 0:
            changes[interval.start] = changes.get(interval.start, 0.0) + share
            changes[interval.end] = changes.get(interval.end, 0.0) - share
    days = sorted(changes)
    shares = accumulate(changes[day] for day in days)
    for (start, end), share in zip(pairwise(days), shares, strict=False):
        yield start, end, share


def _months_at(floor: float, held: Sequence[_Held], within: Interval) -> float:
    """The months in which the shares come to the floor together; without one, of full time."""
    return sum(
        max(0.0, min(end, within.end) - max(start, within.start)) * _counted(share, floor)
        for start, end, share in _stretches(held)
    )


def _counted(share: float, floor: float) -> float:
    return float(share >= floor - TOLERANCE) if floor else share


def _most_months(
    floor: float, held: Sequence[_Held], undated: Sequence[tuple[Span, float]]
) -> float:
    """
    The most months in which the shares can come to the floor together, wherever the undated lie.

    While they do, the parts of the floor that each fills come to 1 or more: so no more months can
    be filled than what each entry fills over all of its time, nor where undated work alone comes
    to less than the floor, than are left for it to fill up.
    """
    if not floor:
        filled = sum(months.high * share for months, share in undated if share)
        return _months_at(floor, held, EVER) + filled
    spare = sum(share for _, share in undated)
    enough = left = 0.0
    filled = sum(months.high * min(1.0, share / floor) for months, share in undated if share)
    for start, end, share in _stretches(held):
        if share >= floor - TOLERANCE:
            enough += end - start
        elif share + spare >= floor - TOLERANCE:
            left += end - start
            filled += (end - start) * share / floor
    return enough + (filled if spare >= floor - TOLERANCE else min(filled, left))


def _may_go_on(entry: Experience) -> bool:
    has_begun = entry.years is None or entry.years.high > 0
    return entry.ongoing is True or (entry.ongoing is None and entry.end is None and has_begun)


def _is_counted(entry: Experience) -> bool:
    """Whether the years tell how much work it was: "12 years, since 2014" names no last day."""
    is_open = entry.end is None and not entry.ongoing
    return entry.start is None or (entry.years is not None and is_open)


def _dated_intervals(entry: Experience, as_of: date, on: date) -> tuple[Interval, Interval]:
    """
    The stretch the entry surely covers, and the longest that it can: work of which no end was told
    may have gone on, and of years without dates it is what came since.
    """
    answered, now = month_position_after(as_of), month_position_after(max(as_of, on))
    if entry.start is None or _is_counted(entry):
        since = Interval(answered, now)
        return since if entry.ongoing else NEVER, since if _may_go_on(entry) else NEVER
    inner_end, outer_end = month_position(entry.start.latest), now
    if entry.ongoing:
        inner_end = now
    elif entry.end is not None:
        end = entry.end.not_after(as_of)
        inner_end, outer_end = month_position_after(end.earliest), month_position_after(end.latest)
    elif entry.ongoing is False:
        outer_end = answered
    return (
        Interval(month_position(entry.start.latest), inner_end),
        Interval(month_position(entry.start.earliest), outer_end),
    )


def _undated_months(entry: Experience, as_of: date, counted: Interval) -> Span:
    """The part of an undated number of years that the counted stretch must and can hold."""
    years = entry.years or ANY_WORK
    end = month_position_after(entry.end.latest if entry.end else as_of)
    reach = float("inf") if entry.within_last is None else entry.within_last * MONTHS_A_YEAR
    told = month_position_after(as_of)
    if entry.ongoing is False and counted.start >= told - A_DAY - TOLERANCE:  # over by then
        return NO_WORK
    begun = month_position(entry.start.earliest) if entry.start else told - reach
    region = Interval(max(begun, told - reach), end)
    outside = max(0.0, region.end - counted.end)
    if counted.start > region.start:
        outside += counted.start - region.start
    held = region.clipped(counted).months
    low = max(0.0, years.low * MONTHS_A_YEAR - outside)
    if entry.ongoing and counted.start < month_position_after(as_of) <= counted.end:
        low = max(low, A_DAY)
    return Span(low, max(low, min(years.high * MONTHS_A_YEAR, held)))
