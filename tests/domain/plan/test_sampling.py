"""The distribution of a plan's finish: against closed forms, by laws, and the same everywhere."""

from collections.abc import Sequence
from math import fsum, inf, sqrt
from statistics import stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import Months
from cmio_advisor.domain.plan.sampling import (
    POINTS,
    RUNS,
    FinishDistribution,
    quantile_table,
    sample_finish,
)
from cmio_advisor.domain.routes.network import Activity, critical_path
from tests.domain.plan.beta import mean, variance


def activity(
    id_: str,
    low: float,
    likely: float,
    high: float,
    needs: str = "",
    earliest: float = 0.0,
    opens: tuple[float, ...] = (),
    closes: float = inf,
) -> Activity:
    return Activity(
        id=id_,
        needs=tuple(needs),
        months=Months(low=low, likely=likely, high=high),
        earliest=earliest,
        opens=opens,
        closes=closes,
    )


CHAIN = [
    activity("A", 1, 2, 3),
    activity("B", 2, 3.5, 8, "A"),
    activity("C", 6, 9, 18, "B"),
    activity("D", 3, 9, 9, "C"),
]


def quantiles(found: FinishDistribution) -> list[float]:
    """All four, none of them missing."""
    given_ones = map(found.reached_by, (10, 50, 80, 90))
    return [each for each in given_ones if each is not None]


def mean_of(found: FinishDistribution) -> float:
    """Over the runs that end."""
    ended = [each for each in found.finishes if each < inf]
    return fsum(ended) / len(ended)


@pytest.mark.parametrize("seed", range(5))
def test_a_chain_has_the_sum_of_the_means(seed: int) -> None:
    """
    2 + 4 + 10 + 8 = 24: exact but for the millionth that the tables may be off by. The quantiles
    are those of a normal distribution nearly, with the closed form of the variance.
    """
    found = sample_finish(CHAIN, seed)
    spread = sqrt(fsum(variance(each.months) for each in CHAIN))

    assert fsum(mean(each.months) for each in CHAIN) == pytest.approx(24)
    assert mean_of(found) == pytest.approx(24, abs=1e-4)
    assert quantiles(found) == pytest.approx(
        [24 + spread * each for each in (-1.2816, 0, 0.8416, 1.2816)], abs=spread / 7
    )
    assert set(found.critical.values()) == {1.0}


@pytest.mark.parametrize("seed", range(5))
def test_the_later_of_two_equals_follows_the_square_of_the_chances(seed: int) -> None:
    """
    The chance that both have ended is the product: at u of one, u squared. So the mean of the
    later one is the table's, its kth value weighed (2k - 1) / 512^2; its p-quantile lies at the
    root of p. Each of the two is critical in half of the runs.
    """
    months = Months(low=2, likely=3, high=10)
    table = quantile_table(months)
    expected = fsum(value * (2 * k - 1) for k, value in enumerate(table, start=1)) / POINTS**2
    found = sample_finish([activity("A", 2, 3, 10), activity("B", 2, 3, 10)], seed, RUNS)

    assert mean_of(found) == pytest.approx(expected, abs=4 * sqrt(variance(months) / RUNS))
    for percent, quantile in zip((10, 50, 80, 90), quantiles(found), strict=True):
        error = sqrt(percent / 100 * (1 - percent / 100) / RUNS)
        low = table[int(POINTS * sqrt(percent / 100 - 4 * error)) - 1]
        high = table[int(POINTS * sqrt(percent / 100 + 4 * error)) + 1]
        assert low <= quantile <= high
    assert found.critical["A"] == pytest.approx(0.5, abs=0.04)


@pytest.mark.slow
def test_estimates_differ_from_seed_to_seed_by_no_more_than_stated() -> None:
    """
    Four chains that join, over 40 seeds: the mean, the chance up to the usual p80, and a share.
    """
    chains = [
        replace(
            activity(f"{letter}{number}", 1, 3, 9),
            needs=(f"{letter}{number - 1}",) if number else (),
        )
        for letter in "ABCD"
        for number in range(3)
    ]
    found = [sample_finish(chains, seed) for seed in range(40)]
    middle = sample_finish(chains, 0, 20 * RUNS)
    spread = (quantiles(middle)[3] - quantiles(middle)[0]) / 2.5631

    def differ(estimates: Sequence[float | None]) -> float:
        return stdev(each for each in estimates if each is not None)

    assert differ([mean_of(each) for each in found]) <= 0.022 * spread
    assert differ([each.critical["A1"] for each in found]) <= 0.011
    # At p80 a normal distribution has the density 0.28 over its standard deviation.
    assert differ([each.reached_by(80) for each in found]) * 0.28 / spread <= 0.009


def test_the_finish_of_what_leads_to_some_belongs_to_the_same_runs() -> None:
    """
    A part of the network ends no later than the whole in any quantile, and exactly as the whole
    does where what is left out is short.
    """
    long, short = activity("L", 10, 14, 30), activity("S", 1, 2, 3)

    assert quantiles(sample_finish([long], 5)) == quantiles(sample_finish([long, short], 5))


def test_one_activity_has_the_quantiles_of_its_beta() -> None:
    """Low 0, likely 0, high 1 has the chance 1 - (1 - x)^5 up to x: its p-quantile is known."""
    found = sample_finish([activity("A", 0, 0, 1)], 7, RUNS)
    exactly = [1 - (1 - percent / 100) ** 0.2 for percent in (10, 50, 80, 90)]

    assert quantiles(found) == pytest.approx(exactly, abs=0.012)


def test_what_is_certain_agrees_with_the_critical_path() -> None:
    """Without spread all runs are alike; 0.1 + 0.2 and 0.3 months are two critical ways."""
    certain = [
        activity("A", 0.1, 0.1, 0.1),
        activity("B", 0.2, 0.2, 0.2, "A"),
        activity("C", 0.3, 0.3, 0.3),
        activity("E", 1, 1, 1, "BC", opens=(0.0, 0.3, 12.0)),
        activity("F", 0.5, 0.5, 0.5, earliest=0.7),
        activity("G", 0.1, 0.1, 0.1, "A", closes=0.1),
    ]
    schedule = critical_path(certain)
    found = sample_finish(certain, 1, 100)

    assert quantiles(found) == pytest.approx([schedule.finish] * 4)
    assert schedule.critical == ("A", "B", "C", "E", "G")
    assert found.critical == {each.id: float(each.id in schedule.critical) for each in certain}


def test_a_seed_gives_these_numbers_everywhere() -> None:
    """Written down once; a platform or a Python on which they differ is a broken promise."""
    found = sample_finish([*CHAIN, activity("E", 1, 2, 30, "A", opens=(3.0, 15.0))], 2026, RUNS)

    assert found == sample_finish([*CHAIN[::-1], activity("E", 1, 2, 30, "A", 0, (3, 15))], 2026)
    assert found != sample_finish(CHAIN, 2026)
    assert quantiles(found) == [
        20.87234347627413,
        23.823412376255938,
        26.190076962493805,
        27.52607149500055,
    ]


def test_missed_openings_are_counted_and_leave_quantiles_open() -> None:
    """Study takes 0 to 1 months, with a chance of (1 - 0.2)^5, a third, of more than 0.2."""
    plan = [activity("S", 0, 0, 1), activity("E", 1, 1, 1, "S", opens=(0.0, 0.2))]
    found = sample_finish(plan, 3, RUNS)

    assert found.missed == pytest.approx(0.8**5, abs=0.02)
    assert found.reached_by(50) == pytest.approx(1.2)
    assert (found.reached_by(80), found.reached_by(90)) == (None, None)
    assert mean_of(found) == pytest.approx(1.2)
    assert found.critical == {"S": 0.0, "E": 1.0}


@pytest.mark.parametrize("opens", [(), (0.0, 0.2, 12.0)])
def test_a_door_that_closes_is_missed_by_as_many(opens: tuple[float, ...]) -> None:
    """
    As an opening is, with the same draws; nothing but the way through the door is critical, since
    in time it leaves no slack: the study alone takes less than the year beside it.
    """
    door = activity("E", 1, 1, 1, "S", opens=opens, closes=0.2)
    plan = [activity("S", 0, 0, 1), door, activity("L", 12, 12, 12)]
    found = sample_finish(plan, 3, RUNS)
    alike = [activity("S", 0, 0, 1), activity("E", 1, 1, 1, "S", opens=(0.2,))]

    assert found.missed == sample_finish(alike, 3, RUNS).missed == pytest.approx(0.8**5, abs=0.02)
    assert (found.reached_by(50), found.reached_by(80)) == (12, None)
    assert found.critical == {"S": 0.0, "E": float(bool(opens)), "L": 1.0}


def test_a_plan_that_never_ends_says_so() -> None:
    """No quantile, and nothing is critical."""
    found = sample_finish([activity("E", 1, 1, 1, earliest=5, opens=(0.0, 4.0))], 3, 50)

    assert (found.missed, found.reached_by(10)) == (1.0, None)
    assert found.critical == {"E": 0.0}


def test_nothing_to_do_takes_no_time() -> None:
    """An empty plan ends as it starts."""
    assert quantiles(sample_finish([], 1, 10)) == [0.0] * 4


@st.composite
def networks(draw: st.DrawFn) -> list[Activity]:
    """Up to eight activities, some with openings, each needing any of those before it."""
    made: list[Activity] = []
    for id_ in "ABCDEFGH"[: draw(st.integers(2, 8))]:
        low, likely, high = sorted(draw(st.tuples(*[st.integers(0, 24)] * 3)))
        needs = draw(st.sets(st.sampled_from([each.id for each in made]))) if made else set()
        opens = tuple(range(draw(st.integers(0, 11)), 1200, 12)) if draw(st.booleans()) else ()
        earliest = draw(st.integers(0, 12))
        made.append(activity(id_, low, likely, high, "".join(sorted(needs)), earliest, opens))
    return made


@settings(deadline=None)
@given(networks(), st.integers(0, 99), st.data())
def test_one_more_thing_to_wait_for_never_brings_the_finish_forward(
    activities: list[Activity], seed: int, data: st.DataObject
) -> None:
    """Not in any quantile nor in the mean; and quantiles are in order."""
    later = data.draw(st.integers(1, len(activities) - 1))
    need = activities[data.draw(st.integers(0, later - 1))].id
    waiting = list(activities)
    waiting[later] = replace(waiting[later], needs=(*waiting[later].needs, need))
    before = sample_finish(activities, seed, 100)
    after = sample_finish(waiting, seed, 100)

    assert quantiles(before) == sorted(quantiles(before))
    assert mean_of(before) <= mean_of(after)
    pairs = zip(quantiles(before), quantiles(after), strict=True)
    assert all(earlier <= now for earlier, now in pairs)


@settings(deadline=None)
@given(networks(), st.integers(0, 99), st.data())
def test_the_order_of_activities_changes_nothing(
    activities: list[Activity], seed: int, data: st.DataObject
) -> None:
    """Draws hang on ids, and sums are exact."""
    shuffled = data.draw(st.permutations(activities))

    assert sample_finish(shuffled, seed, 50) == sample_finish(activities, seed, 50)


@pytest.mark.parametrize(
    ("chance", "later"), [(0.25, None), (0.5, None), (0.91, None), (0.91, 0.48), (0.3, 0.6)]
)
def test_a_place_that_is_not_found_costs_the_time_to_the_next_opening(
    chance: float, later: float | None
) -> None:
    """
    The tries before the first place are geometric: (1 - p) / p of them on average, or (1 - p) / q
    where later tries have odds of their own, and in p of the runs none. Who follows waits as long;
    who comes before gains no time by it.
    """
    yearly = tuple(12.0 * year for year in range(80))
    before = activity("A", 3, 3, 3)
    applied = replace(
        activity("B", 24, 24, 24, "A", opens=yearly), chance=chance, later_chance=later
    )
    after = activity("C", 6, 6, 6, "B")

    found = sample_finish([before, applied, after], seed=1)

    assert mean_of(found) == pytest.approx(
        12 + 24 + 6 + 12 * (1 - chance) / (later or chance), rel=0.01
    )
    assert found.reached_by(10) == pytest.approx(42)
    assert found.critical["B"] == 1.0
    assert found.critical["A"] == 0.0


def test_a_sure_place_changes_nothing() -> None:
    """The critical path never counts on luck."""
    opens = (0.0, 12.0, 24.0)
    sure = [activity("A", 3, 3, 3), activity("B", 6, 6, 6, "A", opens=opens)]
    unsure = [sure[0], replace(sure[1], chance=0.5)]

    assert critical_path(sure) == critical_path(unsure)
    assert sample_finish(sure, 1).reached_by(90) == pytest.approx(18)


def test_a_door_that_closes_before_a_place_is_found_is_missed() -> None:
    """With one opening in time, the runs that find no place at it miss it."""
    opens = (0.0, 12.0, 24.0)
    door = replace(activity("A", 6, 6, 6, opens=opens, closes=6.0), chance=0.75)

    assert sample_finish([door], 1).missed == pytest.approx(0.25, abs=0.001)
