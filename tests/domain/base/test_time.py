"""Time measured in months of equal length, and unions of intervals."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.base.time import (
    PartialDate,
    add_months,
    date_at,
    days_in,
    month_position,
    month_position_after,
)

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def test_july_2022_to_june_2025_is_exactly_three_years() -> None:
    """Calendar months count as equally long, so whole months add up to whole years."""
    months = month_position_after(date(2025, 6, 30)) - month_position(date(2022, 7, 1))

    assert months == 36


@given(DAYS)
def test_a_position_leads_back_to_its_day(day: date) -> None:
    """The axis loses nothing."""
    assert date_at(month_position(day)) == day


@given(DAYS, st.integers(0, 24))
def test_the_first_of_a_month_moves_by_whole_months(day: date, months: int) -> None:
    """Adding months to the first of a month gives the first of a later one."""
    first = day.replace(day=1)
    moved = add_months(first, months)

    assert moved.day == 1
    assert (moved.year - first.year) * 12 + moved.month - first.month == months


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        (date(2014, 1, 1), date(2014, 12, 31), "2014"),
        (date(2014, 6, 1), date(2014, 6, 30), "2014-06"),
        (date(2014, 6, 30), date(2014, 6, 30), "2014-06-30"),
    ],
)
def test_a_partial_date_is_written_as_a_person_would(
    earliest: date, latest: date, text: str
) -> None:
    """To the year, the month or the day, as it is known."""
    assert PartialDate(earliest, latest).text() == text


def test_the_days_of_a_month_are_those_of_the_calendar() -> None:
    """In leap years too, of which 1900 and 2100 are none."""
    months = [(year, month) for year in range(1899, 2102) for month in range(1, 13)]

    assert [days_in(*each) for each in months] == [monthrange(*each)[1] for each in months]
