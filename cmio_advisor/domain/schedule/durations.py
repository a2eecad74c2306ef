"""
A three-point duration as a distribution: the PERT beta of Malcolm et al. (1959).

Why beta and not triangular: the roadmap's ``high`` is an outer limit, reached by few, and often
far away. A triangle gives it a third of the mean, and so moves the whole plan with the one figure
that is known worst; the beta gives it a sixth, and its mean is the (low + 4 likely + high) / 6
that readers of plans reckon with.

Sources: Malcolm, Roseboom, Clark and Fazar (1959), "Application of a technique for research and
development program evaluation"; Clark (1962), "The PERT model for the distribution of an activity
time"; Vose (2008), "Risk Analysis", the modified PERT, here with its weight lambda at 4.

Only additions, multiplications, divisions and square roots are used, which every machine rounds
alike: powers and logarithms differ in their last digit from one platform to the next.
"""

from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import sqrt
from operator import mul

from cmio_advisor.domain.base.time import Months

POINTS = 512
"""Equally likely values in a table."""

GRID = 128
"""Cells in which a density is summed up."""
SHAPES = 16
"""Shapes are computed where the likely value lies at so many parts of the range, and between them
interpolated. Four times the weight lambda, so that their exponents are whole quarters."""


@lru_cache(maxsize=1024)
def quantile_table(months: Months) -> tuple[float, ...]:
    """
    ``POINTS`` ascending durations, in months, of which each is equally likely.

    Each is the mean of its 512th part of the distribution. The table's mean lies within a
    millionth of a month and of the range (high - low) of the beta's, its standard deviation within
    0.0005 of the range, and the chance that a draw is at most some duration within 0.0035.
    low = likely = high comes out exactly.
    """
    width = months.high - months.low
    if width == 0:
        return (months.likely,) * POINTS
    place = (months.likely - months.low) / width * SHAPES
    below = min(int(place), SHAPES - 1)
    share = place - below
    return tuple(
        months.low + width * (left + share * (right - left))
        for left, right in zip(_unit_table(below), _unit_table(below + 1), strict=True)
    )


@cache
def _unit_table(shape: int) -> tuple[float, ...]:
    """
    The table on 0 to 1 with the likely value at ``shape`` / ``SHAPES``.

    The part of the mean that lies between two chances, over their difference, is the mean there.
    That part grows with the chance at the rate x, so a cubic follows it from line to line.
    """
    chances, partial_means = _cumulated_beta(shape)
    values = _quarter_powers(4)[::2]
    cell = 0
    reached = [0.0]
    for point in range(1, POINTS):
        chance = point / POINTS
        while chances[cell + 1] < chance:
            cell += 1
        width = chances[cell + 1] - chances[cell]
        share = (chance - chances[cell]) / width
        rise = partial_means[cell + 1] - partial_means[cell]
        left, right = width * values[cell], width * values[cell + 1]
        bend = 3 * rise - 2 * left - right + share * (left + right - 2 * rise)
        reached.append(partial_means[cell] + share * (left + share * bend))
    reached.append(partial_means[-1])
    return tuple((after - before) * POINTS for before, after in pairwise(reached))


def _cumulated_beta(shape: int) -> tuple[list[float], list[float]]:
    """
    Chance and part of the mean that lie below each line of the grid.

    With x = t^2 (3 - 2t), even in t: the lines stand closest at the ends, where densities are
    steepest, and 1 - x is x read backwards.
    """
    steps = [line / (2 * GRID) for line in range(2 * GRID + 1)]
    below, above = _quarter_powers(shape), _quarter_powers(SHAPES - shape)[::-1]
    density = [
        left * right * t * (1 - t) for left, right, t in zip(below, above, steps, strict=True)
    ]
    chances = _simpson_sums(density)
    partial_means = _simpson_sums(list(map(mul, density, _quarter_powers(4))))
    total = chances[-1]
    return [each / total for each in chances], [each / total for each in partial_means]


@cache
def _quarter_powers(quarters: int) -> list[float]:
    """x to the power of ``quarters`` / 4, on the grid's lines and between them."""
    if quarters == 0:
        return [1.0] * (2 * GRID + 1)
    if quarters > 1:
        return list(map(mul, _quarter_powers(quarters - 1), _quarter_powers(1)))
    steps = [line / (2 * GRID) for line in range(2 * GRID + 1)]
    return [sqrt(sqrt(t * t * (3 - 2 * t))) for t in steps]


def _simpson_sums(density: list[float]) -> list[float]:
    """The integral up to each line of the grid, times a constant; ``density`` has middles too."""
    cells = zip(density[:-1:2], density[1::2], density[2::2], strict=True)
    return list(accumulate((left + 4 * middle + right for left, middle, right in cells), initial=0))
