"""
The arithmetic of the pay model: a log-normal, how it is fitted, and how it is shifted, by ratios
for the lower end, the middle and the upper end.

Method: ``evidence/pay.md`` section 5.
"""

from collections.abc import Sequence
from math import erf, exp, inf, log, sqrt

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.pay import table
from cmio_advisor.errors import RoadmapError

Z_P90 = 1.2815516
"""The standard normal quantile of 0.90; of 0.10 with the sign turned."""
Z_P75 = 0.6744898
"""The standard normal quantile of 0.75; of 0.25 with the sign turned."""
SIGMA_DECIMALS = 2
"""With 120 answers the standard error of sigma is 0.014: a third decimal would be noise."""
MOST = 0.5
"""What "most respondents" means at the least."""


class LogNormal(Frozen, kw_only=False):
    """Pay spread around a mean; ``sigma`` is the standard deviation of its natural logarithm."""

    mean: float
    sigma: float

    @property
    def median(self) -> float:
        """The pay that half of the people get at most."""
        return self.mean * exp(-self.sigma * self.sigma / 2)

    def quantile(self, z: float) -> float:
        """The pay at the standard normal quantile ``z``: 0 is the median."""
        return self.median * exp(z * self.sigma)

    def share(self, low: float, high: float | None) -> float:
        """The part of people (0 to 1) paid between ``low`` and ``high``, which may be open."""
        places = (
            log(pay / self.median) / self.sigma if pay is not None else inf for pay in (low, high)
        )
        below, up_to = map(normal_share_below, places)
        return up_to - below

    def times(self, factor: float) -> "LogNormal":
        """Everyone's pay multiplied; the spread stays."""
        return LogNormal(self.mean * factor, self.sigma)


class Shift(Frozen, kw_only=False):
    """Ratios for the lower end, the middle and the upper end of a band, low to high."""

    low: float = 1.0
    middle: float = 1.0
    high: float = 1.0

    def times(self, other: "Shift") -> "Shift":
        """Both, one after the other."""
        return Shift(self.low * other.low, self.middle * other.middle, self.high * other.high)


def level_in(model: table.PayModel, year: int) -> LogNormal:
    """
    Total pay in ``year``, with the growth from the base year on drawn in.

    One person's pay is the base year's median, times e**(sigma * z), times (1 + g)**n: ``z`` is
    where the person stands among all, ``n`` the years from the base year, and ``g`` the yearly
    growth, one for everybody and not known. log(1 + g) is taken as normal around that of the likely
    rate, with 8 of 10 chances between those of the low and the high rate. Why not all of them: the
    sources fit rates a little outside the interval, too. The product of two log-normals is one, so
    the percentiles are exact: its median grows at the likely rate, its spread is
    sqrt(sigma**2 + (n * growth spread)**2).
    """
    years, growth = year - model.base_year, model.growth
    growth_sigma = log((1 + growth.high) / (1 + growth.low)) / (2 * Z_P90)
    median = LogNormal(model.mean, model.sigma).median * (1 + growth.likely) ** years
    sigma = sqrt(model.sigma**2 + (years * growth_sigma) ** 2)
    return LogNormal(median * exp(sigma * sigma / 2), sigma)


def band_of(level: LogNormal, shift: Shift, step: int) -> table.Figures:
    """The percentiles of pay, shifted, none finer than ``step`` dollars."""
    return table.Figures(
        mean=table.to_step(level.mean * shift.middle, step),
        p10=table.to_step(level.quantile(-Z_P90) * shift.low, step),
        p25=table.to_step(level.quantile(-Z_P75) * shift.low, step),
        p50=table.to_step(level.median * shift.middle, step),
        p75=table.to_step(level.quantile(Z_P75) * shift.high, step),
        p90=table.to_step(level.quantile(Z_P90) * shift.high, step),
    )


def fit(rows: Sequence[table.PublishedPay]) -> LogNormal:
    """
    The log-normal of the rows marked ``calibrate``; no other row has any influence.

    The level is the published mean; without one it is the middle, on the logarithmic scale, of what
    the spread rests on. The spread is that of the published 25th and 75th percentile, or the one at
    which the typical smallest or largest answer of ``n`` people is the published one: whichever
    needs the wider spread, so that the band is not narrower than its sources; to two decimals.

    Raises ``RoadmapError`` if no calibrate row tells the spread, or if the result contradicts the
    published median band or the range of most respondents.
    """
    calibrate = [row for row in rows if row.use is table.Use.CALIBRATE]
    mean_row = _row(calibrate, table.Statistic.MEAN)
    mean = None if mean_row is None else float(mean_row.low)
    of_range, half = _of_range(calibrate, mean), _row(calibrate, table.Statistic.MIDDLE_HALF)
    of_half = _between(*_ends(half), Z_P75) if half else None
    spreads = list(filter(None, (of_range, of_half)))
    if not spreads:
        wanted = (
            f'of statistic "{table.Statistic.RANGE}" with its n, or "{table.Statistic.MIDDLE_HALF}"'
        )
        raise RoadmapError(
            [f"pay.yaml: no row marked calibrate tells how far pay spreads; give one {wanted}"]
        )
    widest = max(spreads, key=lambda each: each.sigma)
    sigma = round(widest.sigma, SIGMA_DECIMALS)
    fitted = LogNormal(mean or round(widest.median * exp(sigma * sigma / 2)), sigma)

    band, most = _row(calibrate, table.Statistic.MEDIAN_BAND), _row(calibrate, table.Statistic.MOST)
    is_outside = band is not None and not band.low <= fitted.median <= (band.high or inf)
    if is_outside or (most is not None and fitted.share(most.low, most.high) <= MOST):
        raise RoadmapError(
            ["pay.yaml: the rows marked calibrate contradict one another; no spread fits them all"]
        )
    return fitted


def _of_range(rows: Sequence[table.PublishedPay], mean: float | None) -> LogNormal | None:
    """The spread at which the smallest and the largest of ``n`` answers are typical."""
    row = _row(rows, table.Statistic.RANGE)
    if row is None:
        return None
    smallest, largest = _ends(row)
    if row.n is None:
        raise RoadmapError([f"pay.yaml: row {row.id} is marked calibrate and lacks n"])
    z = typical_extreme(row.n)
    if mean is None:
        return _between(smallest, largest, z)
    # Both solve  value = mean * exp(-sigma**2 / 2 +- z * sigma)  for sigma.
    from_smallest = sqrt(z * z + 2 * log(mean / smallest)) - z
    from_largest = z - sqrt(max(0.0, z * z - 2 * log(largest / mean)))
    return LogNormal(mean, max(from_smallest, from_largest))


def _between(low: float, high: float, z: float) -> LogNormal:
    """The log-normal whose quantiles at ``-z`` and ``z`` these are."""
    sigma = log(high / low) / (2 * z)
    return LogNormal(sqrt(low * high) * exp(sigma * sigma / 2), sigma)


def fit_problems(pay: table.PayTable) -> tuple[str, ...]:
    """Sentences on where the model's level and spread are not those of the calibrate rows."""
    if pay.model is None:
        return ()
    fitted = fit(pay.rows)
    held = LogNormal(pay.model.mean, pay.model.sigma)
    if fitted == held:
        return ()
    return (
        (
            f"pay.yaml: the model says mean {held.mean:,.0f} and sigma {held.sigma}, but the rows "
            f"marked calibrate give {fitted.mean:,.0f} and {fitted.sigma}."
        ),
    )


def typical_extreme(n: int) -> float:
    """
    Where the largest of ``n`` (2 at least) normal values typically lies, in standard deviations:
    the normal quantile of (n - 3/8) / (n + 1/4), Blom's approximation (1958).
    """
    wanted = (n - 3 / 8) / (n + 1 / 4)
    low, high = 0.0, 10.0
    while high - low > 1e-9:  # noqa: PLR2004 - far finer than sigma's two decimals
        middle = (low + high) / 2
        if normal_share_below(middle) < wanted:
            low = middle
        else:
            high = middle
    return low


def normal_share_below(z: float) -> float:
    """The standard normal distribution function."""
    return (1 + erf(z / sqrt(2))) / 2


def clip(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _ends(row: table.PublishedPay) -> tuple[float, float]:
    if row.high is None:
        raise RoadmapError(
            [f"pay.yaml: row {row.id} is marked calibrate and lacks its upper value"]
        )
    return float(row.low), float(row.high)


def _row(
    rows: Sequence[table.PublishedPay], statistic: table.Statistic
) -> table.PublishedPay | None:
    found = [row for row in rows if row.statistic is statistic]
    if len(found) > 1:
        raise RoadmapError(
            [f"pay.yaml: {len(found)} rows marked calibrate give the {statistic}; it takes one"]
        )
    return found[0] if found else None
