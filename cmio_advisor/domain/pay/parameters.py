"""
The few numbers of the pay model, each group with what it rests on.

Ratios are plain numbers (1.0 is no change), rates are shares (0.03 is 3% a year).
"""

from collections.abc import Mapping
from math import log, prod, sqrt

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, Id


class Growth(Frozen):
    """Yearly growth of pay: the likely rate, and the interval in which 8 of 10 chances lie."""

    low: float
    likely: float
    high: float
    evidence: tuple[Evidence, ...]


class EmployerRatio(Frozen):
    """Pay at one kind of employer against all (``None`` if not published), derived ``from_row``."""

    organization: Id
    ratio: float | None
    from_row: Id | None
    says: str


class BedsRatio(Frozen):
    """Ratios for a band's ends and middle, for ``at_least`` beds and more, up to the next entry."""

    at_least: int
    low: float
    middle: float
    high: float
    says: str


class Employer(Frozen):
    """What employer type and size do to pay; together they stay between ``low`` and ``high``."""

    low: float
    high: float
    organizations: Mapping[str, EmployerRatio]
    beds: tuple[BedsRatio, ...]
    evidence: tuple[Evidence, ...]


class Market(Frozen, kw_only=False):
    """A ratio to the median state, averaged over years, with its relative error."""

    ratio: float
    error: float

    @classmethod
    def of(cls, years: tuple[float, ...], error: float) -> "Market":
        """On a logarithmic scale; the error is at least half of what the years differ by."""
        return cls(prod(years) ** (1 / len(years)), max(log(max(years) / min(years)) / 2, error))

    @property
    def name(self) -> str:
        """Whether it is surely another than that of the median state."""
        if abs(log(self.ratio)) <= self.error:
            return "same"
        return "higher" if self.ratio > 1 else "lower"


class StateRatio(Frozen):
    """
    Mean wages in one state against the median state, of managers and of physicians, of
    some years; ``error`` is the relative standard error of the physicians' means.
    """

    state: str
    title: str
    managers: tuple[float, ...]
    physicians: tuple[float, ...]
    error: float

    @property
    def manager(self) -> Market:
        return Market.of(self.managers, 0.0)

    @property
    def physician(self) -> Market:
        return Market.of(self.physicians, self.error)


class Location(Frozen):
    """
    What the state does to pay: no end moves beyond ``low`` or ``high``, and the middle moves by
    ``middle_weight`` (0 to 1, on the logarithmic scale) of the blend.
    """

    low: float
    high: float
    middle_weight: float
    states: Mapping[str, StateRatio]
    evidence: tuple[Evidence, ...]


class Ratios(Frozen):
    """A ratio of which sources give two: the truth lies between them, on a logarithmic scale."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        return sqrt(self.low * self.high)


class PayModel(Frozen):
    """
    Log-normal total pay in ``base_year``, and what carries it to a year, an employer, a state.

    ``mean`` and ``sigma`` (of the natural logarithm) are what ``pay_model.fit`` finds in the
    calibrate rows. Estimates reach from ``first_year`` to ``years_ahead`` years after the one in
    which the model's evidence was last read, whatever the day they are asked for on.
    What a roadmap has no evidence of is ``None``: the total over the base, employers, states.
    ``measured_until`` is the last pay year of a CMIO survey or filing, stated or assumed.
    """

    base_year: int
    mean: int
    sigma: float
    total_to_base: Ratios | None = None
    first_year: int
    years_ahead: int
    fits_from: int
    measured_until: int
    evidence: tuple[Evidence, ...]
    growth: Growth
    employer: Employer | None = None
    location: Location | None = None

    @property
    def years(self) -> range:
        """The years for which pay is estimated."""
        last_read = max(each.checked.year for each in self.evidence)
        return range(self.first_year, last_read + self.years_ahead + 1)
