"""One yearly sum, offered or paid, held against a band and against the work that is given up."""

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.pay.roles import Figures
from cmio_advisor.domain.pay.table import PayPart

POINTS = ("p10", "p25", "p50", "p75", "p90")
"""The percentiles of a band, lowest first."""


class Placing(Frozen, kw_only=False):
    """
    Where a sum lies among percentiles: ``above`` the highest that it reaches, such as ``p50``,
    ``below`` the lowest that it does not; ``None`` where there is no such percentile.
    """

    above: str | None
    below: str | None


class PayOffer(Frozen):
    """
    Whole US dollars a year of total or base pay, for ``time_share`` (above 0, up to 1) of full
    time: ``in_band`` of the job, and ``in_practice``, among the full-time figures of the work given
    up times that share, ``None`` where none are known. ``floor_usd`` is the same share of the mean
    wage of the specialty that was named.
    """

    usd: int
    part: PayPart
    time_share: float
    in_band: Placing
    in_practice: Placing | None = None
    floor_usd: int | None = None


def placing_of(figures: Figures | None, usd: float) -> Placing:
    """
    Where a sum lies. 380,000 in a band of 326,000, 407,000 and 493,000 is above p25, below p50.
    """
    values = {} if figures is None else {each: getattr(figures, each) for each in POINTS}
    known = {point: value for point, value in values.items() if value is not None}
    reached = [point for point, value in known.items() if value <= usd]
    missed = [point for point, value in known.items() if value > usd]
    return Placing(reached[-1] if reached else None, missed[0] if missed else None)
