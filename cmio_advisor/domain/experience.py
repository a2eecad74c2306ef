"""
How many months of work a person told us of, as a range, and when a number will be reached.

Years from several entries are the union of their intervals. A number of years without dates lies
somewhere before the profile's date, so a window of time can hold only a range of it.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from cmio_advisor.domain.profile import Experience
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.timeline import (
    MONTHS_A_YEAR,
    TOLERANCE,
    Interval,
    PartialDate,
    Span,
    add_months,
    month_position,
    month_position_after,
    union_months,
)

NO_WORK = Span(0.0, 0.0)
ANY_WORK = Span(0.0, float("inf"))
EVER = Interval(float("-inf"), float("inf"))
A_DAY = 1 / 31
"""Months: what work that goes on has at least done, since it was done on the profile's day."""
LOOK_AHEAD_MONTHS = 10 * MONTHS_A_YEAR


class Window(Record, kw_only=False):
    """
    The ``years`` that end with a day of the year assessed (``month``, ``day``).
    """

    years: int
    month: int
    day: int

    def interval(self, on: date) -> Interval:
        """
        Where the window lies on the axis of months, seen from a day.
        """
        end = month_position_after(date(on.year, self.month, self.day))
        return Interval(end - self.years * MONTHS_A_YEAR, end)


@lru_cache(maxsize=1024)
def months_worked(
    entries: tuple[Experience, ...] | None,
    as_of: date,
    on: date,
    fte: float = 0.0,
    window: Window | None = None,
) -> Span:
    """
    Months of work done by the end of ``on``, inside the window, at ``fte`` or more.

    ``as_of`` is the day on which the entries were true; work that continues reaches ``on``.
    Entries that are not told (``None``) may hide any amount. Remembered, because many rules ask
    the same of one person.
    """
    if entries is None:
        return ANY_WORK
    counted = (window.interval(on) if window else EVER).clipped(
        Interval(float("-inf"), month_position_after(on))
    )
    certain: list[Interval] = []
    possible: list[Interval] = []
    undated: list[Span] = []
    for entry in entries:
        surely = fte <= 0 or (entry.fte is not None and entry.fte.low >= fte - TOLERANCE)
        if not surely and entry.fte is not None and entry.fte.high < fte - TOLERANCE:
            continue
        if entry.start is None:
            told = _undated_months(entry, as_of, on, counted)
            undated.append(told if surely else Span(0.0, told.high))
            continue
        inner, outer = _dated_intervals(entry, entry.start, as_of, on)
        possible.append(outer.clipped(counted))
        if surely:
            certain.append(inner.clipped(counted))
    low = max([union_months(certain), *(span.low for span in undated)])
    high = union_months(possible) + sum(span.high for span in undated)
    return Span(low, max(low, high))


def date_reached(
    entries: tuple[Experience, ...] | None,
    as_of: date,
    on: date,
    months: float,
    fte: float = 0.0,
    window: Window | None = None,
) -> date | None:
    """
    The first month start after ``on`` by which ``months`` are certain if the work goes on.

    ``None`` if no entry is known to go on at that share of time, or not within ten years.
    """
    if not any(_goes_on(entry, fte) for entry in entries or ()):
        return None
    return _first_month(
        on, lambda day: months_worked(entries, as_of, day, fte, window).low >= months - TOLERANCE
    )


def date_lost(
    entries: tuple[Experience, ...] | None,
    as_of: date,
    on: date,
    months: float,
    fte: float = 0.0,
    window: Window | None = None,
) -> date | None:
    """
    The last day on which ``months`` still lie inside the window, where the work has ended.
    """
    if window is None or any(_goes_on(entry, fte) for entry in entries or ()):
        return None
    lost = _first_month(
        on, lambda day: months_worked(entries, as_of, day, fte, window).low < months - TOLERANCE
    )
    return date.fromordinal(lost.toordinal() - 1) if lost else None


def _first_month(on: date, holds: Callable[[date], bool]) -> date | None:
    first = add_months(on.replace(day=1), 1)
    for ahead in range(LOOK_AHEAD_MONTHS):
        day = add_months(first, ahead)
        if holds(day):
            return day
    return None


def _goes_on(entry: Experience, fte: float) -> bool:
    at_share = fte <= 0 or (entry.fte is not None and entry.fte.low >= fte - TOLERANCE)
    return entry.ongoing is True and at_share


def _dated_intervals(
    entry: Experience, start: PartialDate, as_of: date, on: date
) -> tuple[Interval, Interval]:
    """
    The stretch the entry surely covers, and the longest that it can cover.
    """
    told_until = month_position_after(max(as_of, on) if entry.ongoing else as_of)
    if entry.ongoing:
        inner_end = outer_end = told_until
    elif entry.end is not None:
        end = entry.end.not_after(as_of)
        inner_end, outer_end = month_position_after(end.earliest), month_position_after(end.latest)
    else:
        inner_end, outer_end = month_position(start.latest), told_until
    return (
        Interval(month_position(start.latest), inner_end),
        Interval(month_position(start.earliest), outer_end),
    )


def _undated_months(entry: Experience, as_of: date, on: date, counted: Interval) -> Span:
    """
    The part of an undated number of years that the counted stretch must and can hold.
    """
    years = entry.years or ANY_WORK
    end = month_position_after(entry.end.latest if entry.end else as_of)
    reach = float("inf") if entry.within_last is None else entry.within_last * MONTHS_A_YEAR
    region = Interval(month_position_after(as_of) - reach, end)
    outside = max(0.0, region.end - counted.end)
    if counted.start > region.start:
        outside += counted.start - region.start
    held = region.clipped(counted).months
    since = NO_WORK
    if entry.ongoing and on > as_of:
        added = Interval(month_position_after(as_of), month_position_after(on)).clipped(counted)
        since = Span(added.months, added.months)
    low = max(0.0, years.low * MONTHS_A_YEAR - outside)
    if entry.ongoing and counted.start < month_position_after(as_of) <= counted.end:
        low = max(low, A_DAY)
    return Span(low, max(low, min(years.high * MONTHS_A_YEAR, held))).plus(since)
