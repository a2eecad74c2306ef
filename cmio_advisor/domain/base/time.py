"""
Dates that may be partial, amounts that may be ranges, and years counted from intervals; how
long something takes and what it costs, as ranges.

Time is measured in months on one axis on which every calendar month is equally long, so that
July 2022 to June 2025 is exactly three years.
"""

from collections.abc import Iterable
from datetime import date
from math import ceil

from cmio_advisor.domain.base.frozen import Frozen

MONTHS_A_YEAR = 12
FEBRUARY = 2
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month of a year that is no leap year."""
TOLERANCE = 1e-9
"""Months; far below a second, it only absorbs the rounding of floating-point sums."""
ROUNDED_DAYS = 1e-6
"""Days; the same, where a position is turned back into a day."""

ROUGH_SHARE, ROUGH_LEAST = 0.2, 1.0
"""What "about" means where a person gives a number: 20% either way, at least 1."""


def days_in(year: int, month: int) -> int:
    """The days of a month. Why not ``calendar``: it takes longer to import than all of this."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return LENGTHS[month - 1] + (is_leap and month == FEBRUARY)


class Span(Frozen, kw_only=False):
    """A number known to lie between ``low`` and ``high``, both included."""

    low: float
    high: float


def about(middle: float) -> Span:
    """What a rough number means: 20% either way, at least 1, never below nothing."""
    margin = max(ROUGH_LEAST, middle * ROUGH_SHARE)
    return Span(max(0.0, middle - margin), middle + margin)


class PartialDate(Frozen, kw_only=False):
    """A date known to the year, the month or the day: the first and last day it can mean."""

    earliest: date
    latest: date

    def not_after(self, day: date) -> "PartialDate":
        """The same date, knowing that it does not lie after ``day``; unchanged if it must."""
        if self.earliest <= day < self.latest:
            return PartialDate(self.earliest, day)
        return self

    @property
    def is_year(self) -> bool:
        return (self.earliest.month, self.earliest.day) == (1, 1) and self.latest.month > 1

    def read_until(self, month: int) -> "PartialDate":
        """A year alone as one whose end is that of a month of it."""
        last = days_in(self.latest.year, month)
        return PartialDate(self.earliest, date(self.latest.year, month, last))

    def ahead_of(self, day: date) -> "PartialDate":
        """The same date, which on ``day`` lay ahead: a year that has passed is all of it."""
        if self.is_year and self.latest <= day:
            return PartialDate(self.earliest, date(self.latest.year, 12, 31))
        return self

    def text(self) -> str:
        """As a person would write it: ``2014``, ``2014-06`` or ``2014-06-30``."""
        if self.earliest == self.latest:
            return self.earliest.isoformat()
        if self.earliest.month == self.latest.month:
            return f"{self.earliest:%Y-%m}"
        return str(self.earliest.year)


class Interval(Frozen, kw_only=False):
    """A stretch of time, in months on the axis, from ``start`` up to but without ``end``."""

    start: float
    end: float

    def __init__(self, start: float, end: float) -> None:
        # Half of the records of an assessment are such, hence by no way that serves all kinds.
        self.__dict__.update(start=start, end=end)

    def clipped(self, window: "Interval") -> "Interval":
        """The part inside the window; it ends before it starts where the two do not meet."""
        return Interval(max(self.start, window.start), min(self.end, window.end))

    @property
    def months(self) -> float:
        """Its length; nothing where it ends before it starts."""
        return max(0.0, self.end - self.start)


def month_position(day: date) -> float:
    """The place of the start of ``day`` on the axis, in months."""
    days_in_month = days_in(day.year, day.month)
    return day.year * MONTHS_A_YEAR + day.month - 1 + (day.day - 1) / days_in_month


def month_position_after(day: date) -> float:
    """The place of the end of ``day`` on the axis, in months."""
    days_in_month = days_in(day.year, day.month)
    return day.year * MONTHS_A_YEAR + day.month - 1 + day.day / days_in_month


def date_at(position: float) -> date:
    """The first day that starts at or after ``position``."""
    whole = int(position + TOLERANCE)
    year, month0 = divmod(whole, MONTHS_A_YEAR)
    days_in_month = days_in(year, month0 + 1)
    day0 = max(0, ceil((position - whole) * days_in_month - ROUNDED_DAYS))
    if day0 >= days_in_month:
        return date_at(whole + 1)
    return date(year, month0 + 1, day0 + 1)


def add_months(day: date, months: float) -> date:
    """The date ``months`` calendar months after ``day``."""
    return date_at(month_position(day) + months)


ROUNDED_TO = 1_000
"""US dollars: a cost that was worked out from a rate claims to be no finer."""


class Months(Frozen):
    """A three-point duration in calendar months."""

    low: float
    likely: float
    high: float

    @classmethod
    def exactly(cls, months: float) -> "Months":
        return cls(low=months, likely=months, high=months)

    def longer(self, months: float) -> "Months":
        return Months(low=self.low + months, likely=self.likely + months, high=self.high + months)

    def no_shorter(self, least: float) -> "Months":
        low, likely, high = (max(each, least) for each in (self.low, self.likely, self.high))
        return Months(low=low, likely=likely, high=high)

    def no_longer(self, most: float) -> "Months":
        low, likely, high = (min(each, most) for each in (self.low, self.likely, self.high))
        return Months(low=low, likely=likely, high=high)


class Cost(Frozen):
    """A range in whole US dollars; ``note`` says for what and when."""

    low: int
    high: int
    note: str | None = None

    def times(self, low: float, high: float) -> "Cost":
        """Each end times its own factor, to the nearest thousand dollars."""
        ends = (self.low * low, self.high * high)
        low_end, high_end = (round(end / ROUNDED_TO) * ROUNDED_TO for end in ends)
        return Cost(low=low_end, high=high_end, note=self.note)

    @classmethod
    def total(cls, costs: Iterable["Cost"]) -> "Cost":
        ends = [(each.low, each.high) for each in costs]
        return cls(low=sum(low for low, _ in ends), high=sum(high for _, high in ends))
