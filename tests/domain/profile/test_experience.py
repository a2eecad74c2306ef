"""Months of work as ranges: unions, windows, shares of time, and work that goes on."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.base.time import PartialDate, Span
from cmio_advisor.domain.profile.experience import Window, Work
from cmio_advisor.domain.profile.profile import Experience
from tests.conftest import examples

TODAY = date(2026, 11, 23)
JUNE_WINDOW = Window(5, 6, 30)
QUARTER = Span(0.25, 0.25)
LAST_THREE_YEARS = Window(3)


def day(text: str) -> PartialDate:
    told = date.fromisoformat(text)
    return PartialDate(told, told)


def dated(start: str, end: str | None = None, fte: Span | None = None) -> Experience:
    return Experience(start=day(start), end=day(end) if end else None, ongoing=end is None, fte=fte)


def test_years_from_several_entries_are_their_union_not_their_sum() -> None:
    """Two posts held at once are one stretch of time."""
    entries = (dated("2020-01-01", "2021-12-31"), dated("2021-01-01", "2022-12-31"))

    assert Work(entries, TODAY).months(TODAY) == Span(36, 36)


YEARS_APART = st.tuples(st.integers(1990, 2025), st.integers(1990, 2025)).map(sorted)


@given(st.lists(YEARS_APART, max_size=6))
def test_a_union_is_the_years_that_any_entry_covers(periods: list[list[int]]) -> None:
    """Held against counting year by year."""
    covered = {year for first, last in periods for year in range(first, last + 1)}
    entries = tuple(dated(f"{first}-01-01", f"{last}-12-31") for first, last in periods)

    assert Work(entries, TODAY).months(TODAY) == Span(12 * len(covered), 12 * len(covered))


def test_work_that_is_not_told_may_be_any_amount() -> None:
    """Unknown is not zero."""
    assert Work(None, TODAY).months(TODAY) == Span(0, float("inf"))
    assert Work((), TODAY).months(TODAY) == Span(0, 0)


def test_a_share_of_time_is_a_floor_on_what_is_held_at_once() -> None:
    """Where a quarter is asked, 15% does not count, and twice 15% does; an untold share may."""
    low = (dated("2020-01-01", "2022-12-31", Span(0.15, 0.15)),)
    untold = (dated("2020-01-01", "2022-12-31"),)

    assert Work(low, TODAY, fte=0.25).months(TODAY) == Span(0, 0)
    assert Work(untold, TODAY, fte=0.25).months(TODAY) == Span(0, 36)
    assert Work(low + low, TODAY, fte=0.25).months(TODAY) == Span(36, 36)


def test_only_work_inside_the_window_counts() -> None:
    """The five years that end on 30 June of the year assessed."""
    entries = (dated("2019-07-01", "2022-06-30", QUARTER),)

    assert Work(entries, TODAY, 0.25, JUNE_WINDOW).months(date(2024, 11, 1)) == Span(36, 36)
    assert Work(entries, TODAY, 0.25, JUNE_WINDOW).months(date(2025, 11, 1)) == Span(24, 24)


def test_undated_years_lie_somewhere_before_the_profiles_date() -> None:
    """
    Three years at an unknown time may lie outside the window; within the last five, most must
    lie inside.
    """
    anywhere = (Experience(years=Span(3, 3), fte=QUARTER),)
    recent = (Experience(years=Span(3, 3), fte=QUARTER, within_last=5),)
    on = date(2025, 6, 30)

    assert Work(anywhere, on, 0.25, JUNE_WINDOW).months(on) == Span(0, 36)
    assert Work(recent, on, 0.25, JUNE_WINDOW).months(on) == Span(36, 36)
    later = Work(recent, date(2025, 12, 31), 0.25, JUNE_WINDOW).months(date(2025, 12, 31))
    assert later.low == pytest.approx(30)
    assert later.high == pytest.approx(36)


def test_undated_years_and_what_came_after_them_are_not_held_at_once() -> None:
    """
    Four years at a quarter, and perhaps another two months: never at half, and at a quarter for 48
    to 50 months.
    """
    entries = (Experience(years=Span(4, 4), fte=QUARTER),)
    later = date(2027, 1, 23)

    assert Work(entries, TODAY, 0.5).months(later) == Span(0, 0)
    found = Work(entries, TODAY, 0.25).months(later)
    assert found.low == pytest.approx(48)
    assert found.high == pytest.approx(50, abs=0.1)


def test_work_that_goes_on_reaches_the_day_assessed() -> None:
    """From 1 December 2024 on, three years are full by the end of 30 November 2027."""
    entries = (dated("2024-12-01"),)

    assert Work(entries, TODAY).months(date(2027, 11, 30)) == Span(36, 36)
    assert Work(entries, TODAY).reached(36, TODAY) == date(2027, 11, 30)


@settings(max_examples=examples(40))
@given(
    starts=st.lists(st.dates(date(2012, 1, 1), date(2025, 12, 31)), min_size=1, max_size=3),
    on=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    ahead=st.floats(0.01, 100),
    in_window=st.booleans(),
)
def test_a_number_is_reached_on_the_first_day_that_has_it(
    starts: list[date], on: date, ahead: float, in_window: bool
) -> None:
    """That day has it and the day before has not; a window moves at new year only."""
    entries = tuple(dated(each.isoformat(), fte=QUARTER) for each in starts)
    window = JUNE_WINDOW if in_window else None
    share = 0.25 if in_window else 0.0

    def months(when: date) -> float:
        return Work(entries, on, share, window).months(when).low

    wanted = months(on) + ahead
    reached = Work(entries, on, share, window).reached(wanted, on)

    if not in_window:
        assert reached is not None
    if reached is not None:
        assert months(reached) >= wanted - 1e-6
        assert months(reached - timedelta(days=1)) < wanted


@given(
    begun=st.dates(date(2022, 1, 1), date(2026, 10, 1)),
    years=st.integers(1, 5),
    on=st.dates(date(2026, 4, 1), date(2027, 6, 1)),
    ahead=st.floats(0.01, 60),
)
def test_years_without_dates_that_are_still_to_end_add_to_work_that_goes_on(
    begun: date, years: int, on: date, ahead: float
) -> None:
    """Both grow at once, so the day comes sooner than the months that are missing say."""
    ending = PartialDate(date(2027, 1, 1), date(2027, 12, 31))
    undated = Experience(years=Span(years, years), end=ending, ongoing=False)
    entries = (dated(begun.isoformat()), undated)
    wanted = Work(entries, TODAY).months(on).low + ahead
    reached = Work(entries, TODAY).reached(wanted, on)

    assert reached is not None
    assert Work(entries, TODAY).months(reached).low >= wanted - 1e-6
    assert Work(entries, TODAY).months(reached - timedelta(days=1)).low < wanted


def test_a_partial_start_gives_a_range() -> None:
    """
    "From 2014" may mean its first or its last day.
    """
    start = PartialDate(date(2014, 1, 1), date(2014, 12, 31))
    worked = Work((Experience(start=start, end=day("2016-12-31"), ongoing=False),), TODAY).months(
        TODAY
    )

    assert worked.low == pytest.approx(24, abs=0.1)
    assert worked.high == 36


def test_on_an_earlier_day_undated_years_may_still_lie_ahead() -> None:
    """Nine years told in 2026 are at least seven, and at most nine, at the end of 2024."""
    entries = (Experience(years=Span(9, 9)),)
    worked = Work(entries, date(2026, 12, 31)).months(date(2024, 12, 31))

    assert worked.low == pytest.approx(84)
    assert worked.high == pytest.approx(108)


@pytest.mark.parametrize(
    ("start", "share", "months"),
    [
        ("2025-05-24", Span(0.7, 0.7), (12.6, 12.6)),
        ("2015-01-01", Span(0.35, 0.35), (12.6, 12.6)),
        ("2024-11-24", Span(0.4, 0.6), (9.6, 14.4)),
        ("2024-11-24", None, (0, 24)),
    ],
)
def test_hours_are_time_by_its_share_in_the_years_up_to_the_day(
    start: str, share: Span | None, months: tuple[float, float]
) -> None:
    """A year and a half at 0.7 is more than a year; a share that was not told leaves it open."""
    found = Work((dated(start, fte=share),), TODAY, 0, LAST_THREE_YEARS, weighed=True).months(TODAY)

    assert (found.low, found.high) == pytest.approx(months, abs=0.05)


def test_undated_years_count_by_their_share_and_may_lie_before_the_window() -> None:
    """Four years at a quarter, nobody knows when: at most nine months in the last three years."""
    entries = (Experience(years=Span(4, 4), fte=QUARTER, ongoing=False),)
    found = Work(entries, TODAY, 0, LAST_THREE_YEARS, weighed=True).months(TODAY)

    assert (found.low, found.high) == pytest.approx((0, 9))


@settings(max_examples=examples(40))
@given(
    start=st.dates(date(2015, 1, 1), date(2026, 1, 1)),
    shares=st.lists(st.sampled_from([0.1, 0.2, 0.3]), min_size=1, max_size=3),
    on=st.dates(date(2026, 11, 23), date(2028, 12, 31)),
)
def test_jobs_at_once_count_as_one_of_their_shares_together(
    start: date, shares: list[float], on: date
) -> None:
    """And that is its months times the share."""
    together = sum(shares)
    several = tuple(dated(start.isoformat(), fte=Span(each, each)) for each in shares)
    one = (dated(start.isoformat(), fte=Span(together, together)),)
    months = Work(one, TODAY, 0, LAST_THREE_YEARS).months(on)

    for entries in (several, one):
        found = Work(entries, TODAY, 0, LAST_THREE_YEARS, weighed=True).months(on)
        assert (found.low, found.high) == pytest.approx((months.low * together,) * 2)


@settings(max_examples=examples(20))
@given(ended=st.dates(date(2025, 6, 1), date(2026, 11, 1)), wanted=st.floats(1, 10))
def test_hours_are_lost_on_the_day_on_which_the_window_leaves_them(
    ended: date, wanted: float
) -> None:
    """Where the work has ended, that day still has enough and the next has not."""
    entries = (dated("2020-01-01", ended.isoformat(), fte=Span(0.6, 0.6)),)

    def months(when: date) -> float:
        return Work(entries, TODAY, 0, LAST_THREE_YEARS, weighed=True).months(when).low

    lost = Work(entries, TODAY, 0, LAST_THREE_YEARS, weighed=True).lost(wanted, TODAY)

    if months(TODAY) >= wanted:
        assert lost is not None
        assert months(lost) >= wanted - 1e-6
        assert months(lost + timedelta(days=1)) < wanted


def test_years_with_a_first_day_and_no_last_are_that_many_since_it() -> None:
    """ "12 years, since 2014": which of them fill a window depends on what can lie before it."""
    whole_year = PartialDate(date(2014, 1, 1), date(2014, 12, 31))
    work = (Experience(years=Span(12, 12), start=whole_year),)
    few = (Experience(years=Span(3, 3), start=whole_year, ongoing=False),)

    assert Work(work, TODAY).months(TODAY) == Span(144, 144)
    assert Work(few, TODAY).months(TODAY) == Span(36, 36)
    free = 12 * 12 + 10 + 23 / 30 - 144  # months since January 2014 in which nothing was done
    in_window = Work(work, TODAY, window=LAST_THREE_YEARS).months(TODAY)
    assert in_window.low == pytest.approx(36 - free)
    assert in_window.high == 36
    assert Work(few, TODAY, window=LAST_THREE_YEARS).months(TODAY) == Span(0, 36)
