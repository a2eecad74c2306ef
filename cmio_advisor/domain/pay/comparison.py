"""
The pay model beside every published CMIO figure: what it says for that year, and how far off; and
one yearly sum beside a band.

Like is compared with like: a mean with the model's mean, a median with its median, base pay with
base pay, a share with a share; at the published year, without employer or state.
"""

from collections.abc import Iterator

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.pay.model import Z_P75, LogNormal, level_in, typical_extreme
from cmio_advisor.domain.pay.table import (
    Figures,
    PayPart,
    PayTable,
    PublishedPay,
    Statistic,
    Use,
    to_step,
)

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


class Comparison(Frozen, kw_only=False):
    """
    One published figure and the model's.

    ``value`` and ``model`` are whole US dollars, or shares (0 to 1) where the row holds a share.
    ``value`` is the middle of a published band, and ``None`` where no number was published;
    ``model`` is ``None`` where the row is not comparable. ``deviation`` is model/value - 1.
    """

    id: str
    row: PublishedPay
    statistic: str
    value: float | None
    model: float | None

    @property
    def deviation(self) -> float | None:
        """model/value - 1; ``None`` where one of the two is not known."""
        if self.value is None or self.model is None:
            return None
        return self.model / self.value - 1


def compare_with_published(table: PayTable) -> tuple[Comparison, ...]:
    """Every calibrate and validate row beside the model, in the table's order."""
    return tuple(
        comparison
        for row in table.rows
        if row.use is not Use.SHAPE_ONLY
        for comparison in _compare(table, row)
    )


def _compare(table: PayTable, row: PublishedPay) -> Iterator[Comparison]:
    modelled = _level_for(table, row)
    ends: tuple[tuple[str, str, float], ...] = ()
    if row.statistic is Statistic.RANGE and row.n is not None:
        z = typical_extreme(row.n)
        ends = (("smallest", f"smallest of {row.n}", -z), ("largest", f"largest of {row.n}", z))
    elif row.statistic is Statistic.MIDDLE_HALF:
        ends = (("p25", "25th percentile", -Z_P75), ("p75", "75th percentile", Z_P75))
    for (name, words, z), published in zip(ends, (row.low, row.high), strict=False):
        end = None if modelled is None else to_step(modelled.quantile(z), table.step)
        yield Comparison(f"{row.id}-{name}", row, words, published, end)
    if not ends:
        value = _published_value(row)
        model = None if modelled is None else _model_value(table, row, modelled)
        yield Comparison(row.id, row, statistic_text(row), value, model)


def _level_for(table: PayTable, row: PublishedPay) -> LogNormal | None:
    if (
        table.model is None
        or row.pay_year is None
        or (row.not_comparable and row.statistic is not Statistic.MOST)
    ):
        return None
    total, ratio = level_in(table.model, row.pay_year), table.model.total_to_base
    if row.part is PayPart.TOTAL:
        return total
    return total.times(1 / ratio.middle) if ratio else None


def _published_value(row: PublishedPay) -> float | None:
    if row.statistic is Statistic.SHARE:
        return row.share
    if row.statistic is Statistic.MOST or row.high is None:
        return None
    return (row.low + row.high) // 2


def _model_value(table: PayTable, row: PublishedPay, modelled: LogNormal) -> float:
    if row.statistic in (Statistic.SHARE, Statistic.MOST):
        return round(modelled.share(row.low, row.high), 2)
    pay = modelled.mean if row.statistic is Statistic.MEAN else modelled.median
    return to_step(pay, table.step)


def statistic_text(row: PublishedPay) -> str:
    """What was published, in words: ``mean``, ``share at 300,000 or more``."""
    if row.low == row.high:
        pay = f" at {row.low:,}" if row.statistic is Statistic.SHARE else ""
        return f"{row.statistic}{pay}"
    if row.high is None:
        return f"{row.statistic} at {row.low:,} or more"
    between = f"{row.statistic} from {row.low:,} to {row.high:,}"
    banded = row.statistic in (Statistic.MEDIAN_BAND, Statistic.MODAL_BAND)
    return f"{between}, its middle" if banded else between
