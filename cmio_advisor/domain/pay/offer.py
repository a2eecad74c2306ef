"""One yearly sum, offered or paid, held against a band."""

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.pay.roles import Figures
from cmio_advisor.domain.pay.table import PayPart

POINTS = ("p10", "p25", "p50", "p75", "p90")
"""The percentiles of a band, lowest first."""


class PayOffer(Frozen):
    """
    Whole US dollars a year of total or base pay, for ``time_share`` (above 0, up to 1) of full
    time. ``above`` is the highest percentile of the band that it reaches, such as ``p50``,
    ``below`` the lowest that it does not; ``None`` where there is no such percentile.
    """

    usd: int
    part: PayPart
    time_share: float
    above: str | None
    below: str | None


def held_against(figures: Figures | None, usd: int, part: PayPart, time_share: float) -> PayOffer:
    """
    Where a sum lies in a band of the same part of pay, for the same share of time.

    An offer of 380,000 in a band of 326,000, 407,000 and 493,000 lies above p25, below p50.
    """
    values = {} if figures is None else {each: getattr(figures, each) for each in POINTS}
    known = {point: value for point, value in values.items() if value is not None}
    reached = [point for point, value in known.items() if value <= usd]
    missed = [point for point, value in known.items() if value > usd]
    return PayOffer(
        usd=usd,
        part=part,
        time_share=time_share,
        above=reached[-1] if reached else None,
        below=missed[0] if missed else None,
    )
