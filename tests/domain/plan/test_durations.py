"""
Three-point durations: the closed forms of the PERT beta, and how well the table keeps to them.
"""

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from math import fsum, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.base.time import Months
from cmio_advisor.domain.plan.sampling import POINTS, quantile_table
from tests.domain.plan.beta import mean, variance

CELLS = 4000
"""Of the plain integration that the table is held against."""


def months(low: float, likely: float, high: float) -> Months:
    return Months(low=low, likely=likely, high=high)


RELIABLE_CONSTRUCTION = {
    "A": (months(1, 2, 3), 2, 1 / 9),
    "B": (months(2, 3.5, 8), 4, 1),
    "C": (months(6, 9, 18), 10, 4),
    "D": (months(4, 5.5, 10), 6, 1),
    "E": (months(1, 4.5, 5), 4, 4 / 9),
    "F": (months(4, 4, 10), 5, 1),
    "G": (months(5, 6.5, 11), 7, 1),
    "H": (months(5, 8, 17), 9, 4),
    "I": (months(3, 7.5, 9), 7, 1),
    "J": (months(3, 9, 9), 8, 1),
    "K": (months(4, 4, 4), 4, 0),
    "L": (months(1, 5.5, 7), 5, 1),
    "M": (months(1, 2, 3), 2, 1 / 9),
    "N": (months(5, 5.5, 9), 6, 4 / 9),
}
"""Hillier and Lieberman: the three estimates, the mean, and ((high - low) / 6) squared."""


@pytest.mark.parametrize("letter", RELIABLE_CONSTRUCTION)
def test_the_mean_of_a_published_example_comes_out(letter: str) -> None:
    """
    And the book's rule for the variance is the beta's own, within what the docstring says of it.
    """
    estimates, expected, rule = RELIABLE_CONSTRUCTION[letter]

    assert mean(estimates) == pytest.approx(expected)
    assert 5 / 7 * rule <= variance(estimates) * (1 + 1e-12)
    assert variance(estimates) <= 9 / 7 * rule + 1e-12


def test_variances_by_hand() -> None:
    """0, 3, 6: (3 - 0) (6 - 3) / 7. At low = likely = 0: mean 1, (1 - 0) (6 - 1) / 7."""
    assert variance(months(0, 3, 6)) == pytest.approx(9 / 7)
    assert variance(months(0, 0, 6)) == pytest.approx(5 / 7)


@cache
def chances_below(likely: float) -> list[float]:
    """
    The distribution on 0 to 1 at ``CELLS`` even steps, by the midpoint rule on the beta's density.
    """
    middles = [(cell + 0.5) / CELLS for cell in range(CELLS)]
    sums = list(accumulate(x ** (4 * likely) * (1 - x) ** (4 - 4 * likely) for x in middles))
    return [each / sums[-1] for each in sums]


@pytest.mark.parametrize("likely", [0, 0.03, 0.0625, 0.1, 0.28, 0.5, 0.71, 0.97, 1])
def test_a_draw_has_the_chances_of_the_beta(likely: float) -> None:
    """At every step of the range, within the error that the docstring states."""
    table = quantile_table(months(0, likely, 1))

    for cell, chance in enumerate(chances_below(likely), start=1):
        drawn = bisect_right(table, cell / CELLS) / POINTS
        assert drawn == pytest.approx(chance, abs=0.0035)


@given(st.floats(0, 60), st.floats(0, 60), st.floats(0, 60))
def test_the_table_keeps_mean_spread_order_and_limits(
    first: float, second: float, third: float
) -> None:
    """For any three numbers, within the errors that the docstring states."""
    estimates = months(*sorted((first, second, third)))
    table = quantile_table(estimates)
    width = estimates.high - estimates.low
    middle = fsum(table) / POINTS
    spread = sqrt(fsum((each - middle) ** 2 for each in table) / POINTS)

    assert len(table) == POINTS
    assert list(table) == sorted(table)
    assert estimates.low - 1e-6 <= table[0]
    assert table[-1] <= estimates.high + 1e-6
    assert middle == pytest.approx(mean(estimates), abs=1e-6 * (1 + width))
    assert spread == pytest.approx(sqrt(variance(estimates)), abs=1e-6 + 0.0005 * width)


def test_what_is_certain_stays_exact() -> None:
    """One value, whatever is drawn."""
    assert set(quantile_table(months(7.5, 7.5, 7.5))) == {7.5}
