"""The closed forms of the PERT beta, which durations are held against."""

from cmio_advisor.domain.base.time import Months

LAMBDA = 4
"""How much the likely value weighs in the mean, against 1 each for low and high."""


def mean(months: Months) -> float:
    """The expected duration, in months."""
    return (months.low + LAMBDA * months.likely + months.high) / (LAMBDA + 2)


def variance(months: Months) -> float:
    """
    In months squared: that of the beta itself (Vose). Malcolm et al. put (high - low)^2 / 36 in its
    place, which it equals only where likely lies at 0.5 +- 0.35 of the range.
    """
    width = months.high - months.low
    above_low = (LAMBDA * (months.likely - months.low) + width) / (LAMBDA + 2)
    return above_low * (width - above_low) / (LAMBDA + 3)
