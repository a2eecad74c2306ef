"""
What stands beside a pay band: what the model says of each published figure and how far off it is;
one yearly sum; and sentences, which live in the data, with their numbers filled in.

Like is compared with like: a mean with the model's mean, a median with its median, base pay with
base pay, a share with a share; at the published year, without employer or state.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.pay.model import (
    Z_P75,
    LogNormal,
    Shift,
    beds_ratio,
    employer_is_capped,
    level_in,
    typical_extreme,
)
from cmio_advisor.domain.pay.table import (
    Employer,
    Figures,
    Location,
    PayModel,
    PayPart,
    PayRole,
    PayTable,
    PublishedPay,
    Statistic,
    Use,
    to_step,
)

POINTS = ("p10", "p25", "p50", "p75", "p90")
"""The percentiles of a band, lowest first."""


class Placing(Frozen, kw_only=False):
    """Where a sum lies: ``above`` the highest percentile that it reaches, ``below`` the next."""

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
    """Where a sum lies. 380,000 among 326,000, 407,000 and 493,000 is above p25, below p50."""
    values = {} if figures is None else {each: getattr(figures, each) for each in POINTS}
    known = {point: value for point, value in values.items() if value is not None}
    reached = [point for point, value in known.items() if value <= usd]
    missed = [point for point, value in known.items() if value > usd]
    return Placing(reached[-1] if reached else None, missed[0] if missed else None)


class Comparison(Frozen, kw_only=False):
    """
    A published figure and the model's: whole US dollars, or shares (0 to 1) where the row holds a
    share. ``value`` is the middle of a band, ``None`` where no number was published; ``model`` is
    ``None`` where the row is not comparable. ``deviation`` is model/value - 1.
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


@lru_cache
def compare_with_published(table: PayTable) -> tuple[Comparison, ...]:
    """Every calibrate and validate row beside the model, in the table's order; made once."""
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


def notes_of_model(model: PayModel, texts: Mapping[str, str], year: int) -> Iterator[str]:
    """What is estimated, from what, and how it was carried to ``year``."""
    yield texts["scope"]
    yield texts["method"]
    yield filled(
        texts["growth"],
        {
            "base_year": str(model.base_year),
            "low": f"{model.growth.low:.0%}",
            "likely": f"{model.growth.likely:.0%}",
            "high": f"{model.growth.high:.0%}",
        },
    )
    if year > model.measured_until:
        yield filled(
            texts["extrapolated"], {"year": str(year), "measured_until": str(model.measured_until)}
        )
    if year < model.fits_from:
        yield texts["early"]
    if model.total_to_base:
        ratio = model.total_to_base
        yield filled(texts["base"], {"low": str(ratio.low), "high": str(ratio.high)})


def notes_of_employer(
    employer: Employer | None, texts: Mapping[str, str], organization: str | None, beds: int | None
) -> Iterator[str]:
    """What the employer's type and size did, or that nothing was published on it."""
    if employer is None:
        return
    if organization is not None:
        known = employer.organizations.get(organization)
        yield known.says if known else texts["organization_unknown"]
    if beds is not None:
        yield beds_ratio(employer, beds).says
    if employer_is_capped(employer, organization, beds):
        yield filled(
            texts["employer_capped"],
            {"low": _change(employer.low), "high": _change(employer.high)},
        )


def notes_of_state(
    location: Location | None,
    texts: Mapping[str, str],
    state: str | None,
    areas: Mapping[str, str],
    shift: Shift,
) -> Iterator[str]:
    """How the state widened the band, in percent and never in dollars: no source supports those."""
    if state is None or location is None:
        return
    ratio = location.states.get(state)
    if ratio is None:
        yield filled(texts["state_unknown"], {"state": areas.get(state, state)})
        return
    yield filled(
        texts["state"],
        {
            "state": ratio.title,
            "first": texts[f"market_{ratio.manager.name}"],
            "second": texts[f"market_{ratio.physician.name}"],
            "second_error": f"{ratio.physician.error:.0%}",
            "low": _change(shift.low),
            "middle": _change(shift.middle),
            "high": _change(shift.high),
        },
    )
    furthest = (ratio.manager.ratio, ratio.physician.ratio)
    if min(furthest) < location.low or max(furthest) > location.high:
        yield filled(
            texts["state_cut"], {"low": _change(location.low), "high": _change(location.high)}
        )


def notes_of_specialty(table: PayTable, total: Figures, floor: PayRole | None) -> Iterator[str]:
    """The band against what physicians of the person's specialty are paid."""
    if floor is None or floor.figures is None or floor.figures.mean is None:
        return
    mean = floor.figures.mean
    if total.p50 is not None and total.p50 < mean:
        key = "specialty_middle_below"
    elif total.p10 is not None and total.p10 < mean:
        key = "specialty_low_end_below"
    else:
        key = "specialty_above"
    yield filled(
        table.texts[key],
        {
            "title": floor.title,
            "mean": f"{to_step(mean, table.step):,}",
            "basis": floor.basis,
            "year": str(floor.year),
        },
    )


def notes_of_time_share(table: PayTable, time_share: float) -> Iterator[str]:
    """What a part-time figure leaves out."""
    if time_share < 1:
        yield filled(table.texts["time_share"], {"share": f"{time_share:.0%}"})


def notes_of_published(
    table: PayTable, role: PayRole, year: int, *, settings_given: bool
) -> Iterator[str]:
    """What to know about figures that are shown as published."""
    if role.year is not None and role.year != year:
        yield filled(
            table.texts["figures_of_another_year"], {"published": str(role.year), "year": str(year)}
        )
    if role.top_code is not None:
        yield filled(table.texts["top_coded"], {"top_code": f"{role.top_code:,}"})
    if settings_given and role.figures is not None:
        yield table.texts["settings_not_used"]


def _change(ratio: float) -> str:
    change = round((ratio - 1) * 100)
    return f"{change:+d}%" if change else "no change"
