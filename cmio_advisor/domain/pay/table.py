"""
The pay of roles as it was published: every statistic, each role with its figures, wages by place;
and the few numbers of the pay model, each group with what it rests on.

Money is whole US dollars a year, shares lie between 0 and 1; ratios are plain numbers (1.0 is no
change), rates are shares (0.03 is 3% a year).
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from math import floor, log, prod, sqrt
from typing import Annotated, Any

from cmio_advisor.domain.base.evidence import Evidence, Search
from cmio_advisor.domain.base.frozen import Frozen, Id
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.errors import UsageError

Dollars = Annotated[int, "US dollars a year"]
Year = Annotated[int, "a year"]
Ratio = Annotated[float, "a ratio"]
Rate = Annotated[float, "a rate"]
"""What a number is, where a field's type has to tell it from any other."""


class Growth(Frozen):
    """Yearly growth of pay: the likely rate, and the interval in which 8 of 10 chances lie."""

    low: Rate
    likely: Rate
    high: Rate
    evidence: tuple[Evidence, ...]


class EmployerRatio(Frozen):
    """Pay at one kind of employer against all (``None`` if not published), derived ``from_row``."""

    organization: Id
    ratio: Ratio | None
    from_row: Id | None
    says: str


class BedsRatio(Frozen):
    """Ratios for a band's ends and middle, for ``at_least`` beds and more, up to the next entry."""

    at_least: int
    low: Ratio
    middle: Ratio
    high: Ratio
    says: str


class Employer(Frozen):
    """What employer type and size do to pay; together they stay between ``low`` and ``high``."""

    low: Ratio
    high: Ratio
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
    """Mean wages of some years against the median state's; the physicians' standard error."""

    state: str
    title: str
    managers: tuple[Ratio, ...]
    physicians: tuple[Ratio, ...]
    error: Rate

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

    low: Ratio
    high: Ratio
    middle_weight: Rate
    states: Mapping[str, StateRatio]
    evidence: tuple[Evidence, ...]


class Ratios(Frozen):
    """A ratio of which sources give two: the truth lies between them, on a logarithmic scale."""

    low: Ratio
    high: Ratio

    @property
    def middle(self) -> float:
        return sqrt(self.low * self.high)


class PayModel(Frozen):
    """
    Log-normal total pay in ``base_year``, and what carries it to a year, an employer, a state.

    ``mean`` and ``sigma`` (of the natural logarithm) are what ``model.fit`` finds in the
    calibrate rows. Estimates reach from ``first_year`` to ``years_ahead`` years after the one in
    which the model's evidence was last read, whatever the day they are asked for on.
    What a roadmap has no evidence of is ``None``: the total over the base, employers, states.
    ``measured_until`` is the last pay year of a CMIO survey or filing, stated or assumed.
    """

    base_year: Year
    mean: Dollars
    sigma: Rate
    total_to_base: Ratios | None = None
    first_year: Year
    years_ahead: int
    fits_from: Year
    measured_until: Year
    evidence: tuple[Evidence, ...]
    growth: Growth
    employer: Employer | None = None
    location: Location | None = None

    @property
    def years(self) -> range:
        """The years for which pay is estimated."""
        last_read = max(each.checked.year for each in self.evidence)
        return range(self.first_year, last_read + self.years_ahead + 1)


class RoleKind(StrEnum):
    """Where a role's figures come from: the model, a published table, or nowhere."""

    MODEL = "model"
    PERCENTILES = "percentiles"
    NONE = "none"


class Figures(Frozen):
    """Yearly pay in whole US dollars; ``None`` where nothing was published."""

    mean: Dollars | None = None
    p10: Dollars | None = None
    p25: Dollars | None = None
    p50: Dollars | None = None
    p75: Dollars | None = None
    p90: Dollars | None = None

    def in_steps(self, step: int, share: float = 1.0) -> "Figures":
        """The same figures for a share of full time, none finer than ``step`` dollars."""
        exact = {name: getattr(self, name) for name in self.record_fields}
        stepped = {name: pay and to_step(pay * share, step) for name, pay in exact.items()}
        return Figures(**stepped)


class PayRole(Frozen):
    """
    A role that can be asked for, by ``id`` or by one of ``also`` (other ids that mean it).

    ``figures`` are as published, of ``year`` (``None`` unless ``kind`` is ``percentiles``).
    A ``None`` among the percentiles is at least ``top_code`` where that is given, and otherwise
    was not published. ``by_specialty`` marks the role that a specialty makes finer,
    ``base_only`` figures that are base pay and not the total. ``occupation`` is that of the wages
    by place, whose figures for ``area`` are the role's, or those of a wider group if its kind is
    ``none``.
    """

    id: Id
    also: tuple[Id, ...] = ()
    title: str
    kind: RoleKind
    basis: str
    year: Year | None = None
    figures: Figures | None = None
    top_code: Dollars | None = None
    by_specialty: bool = False
    base_only: bool = False
    occupation: str | None = None
    area: str | None = None
    note: str
    evidence: tuple[Evidence, ...] = ()
    searched: Search | None = None


class SpecialtyPay(Frozen):
    """
    The pay role that stands for a specialty; ``says`` where it is not the specialty's own,
    ``general`` where it is not that of who went on to a subspecialty.
    """

    specialty: Id
    role: Id
    general: bool = False
    says: str | None = None


class GuideTier(Frozen):
    """One of the career guide's tiers; ``open_above`` where it writes a plus behind ``high``."""

    title: str
    years_in_role: str
    low: Dollars
    high: Dollars
    open_above: bool


class GuideFigures(Frozen):
    """The career guides' own figures, shown as theirs, with where they disagree with surveys."""

    mean: Dollars
    mean_year: Year
    tiers: tuple[GuideTier, ...]
    disagreement: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def find_role(roles: Sequence[PayRole], role: str) -> PayRole:
    """The pay role with this id, or that it also stands for. Raises ``UsageError`` if unknown."""
    for each in roles:
        if role == each.id or role in each.also:
            return each
    known = ", ".join(each.id for each in roles)
    raise UsageError(f'There is no pay role "{role}". The roles are: {known}.')


def to_step(pay: float, step: int) -> int:
    """
    Pay to the nearest ``step`` dollars, a half upward (98,500 as 99,000): finer would claim more
    than the sources know.
    """
    return floor(pay / step + 0.5) * step


NATION, HOSPITALS = "US", "US-622"
TOP = "+"
"""Stands for a figure that is the top code or more."""


class PlaceWage(Frozen):
    """
    What an occupation is paid at one place: whole US dollars a year, as published.

    ``error`` is the relative standard error of the mean in percent. ``figures`` is ``None`` where
    that is too large to print them; a ``None`` among them was not released, or is ``top_code`` or
    more where that is given.
    """

    area: str
    place: str
    figures: Figures | None
    error: float | None
    top_code: int | None

    @property
    def is_national(self) -> bool:
        """Whether it is of the nation, or of a part of it."""
        return self.area.startswith(NATION)


class WageTable(Frozen):
    """
    One release. ``rows`` holds the lines of each area as the file has them, so that a start costs
    nothing for the thousands that nobody asks for. ``says`` is what evidence says of a row,
    ``note`` what to know of all of them.
    """

    year: Year
    top_code: Dollars
    error_at_most: float
    says: str
    note: str
    national: Mapping[str, str]
    occupations: Mapping[str, str]
    rows: Mapping[str, str]
    evidence: tuple[Evidence, ...]

    def at(self, area: str, place: str, occupation: str) -> PlaceWage | None:
        """What an occupation is paid in an area; ``None`` where nothing was released."""
        for line in self.rows.get(area, "").splitlines():
            code, mean, error, *percentiles = line.split(",")
            if code != occupation:
                continue
            uncertain = float(error) if error else None
            sure = uncertain is None or uncertain <= self.error_at_most
            cells = zip(Figures.record_fields, (mean, *percentiles), strict=True)
            pay = {name: int(cell) if cell.isdigit() else None for name, cell in cells}
            return PlaceWage(
                area=area,
                place=place,
                figures=Figures(**pay) if sure else None,
                error=uncertain,
                top_code=self.top_code if sure and TOP in (mean, *percentiles) else None,
            )
        return None


class Use(StrEnum):
    """What a published row may be used for. Only ``calibrate`` rows reach the fit."""

    CALIBRATE = "calibrate"
    VALIDATE = "validate"
    SHAPE_ONLY = "shape only"


class Statistic(StrEnum):
    MEAN = "mean"
    MEDIAN = "median"
    MEDIAN_BAND = "median band"
    MODAL_BAND = "modal band"
    RANGE = "min-max"
    MIDDLE_HALF = "25th to 75th percentile"
    MOST = "most respondents"
    SHARE = "share"
    TYPICAL = "typical"  # the source says no more; held against the median


class PayPart(StrEnum):
    """Total yearly cash, or base pay without bonuses."""

    TOTAL = "total"
    BASE = "base"


class PublishedPay(Frozen):
    """
    One published statistic.

    ``low`` and ``high`` are equal unless it is a band; ``high`` is ``None`` where it is open
    above. ``share`` (0 to 1) is the part of the answers between the two. ``n`` is how many
    answered, ``pay_year`` the year the pay was earned; both ``None`` where not published. A source
    that leaves the year to be assumed has ``pay_year_stated`` false, and ``note`` says how.
    ``basis`` is the pay in the source's words. ``not_comparable`` says, as a full sentence, why
    no deviation can be worked out.
    """

    id: Id
    use: Use
    role: str
    population: str
    n: int | None
    statistic: Statistic
    low: int
    high: int | None
    share: Rate | None = None
    part: PayPart
    basis: str
    pay_year: Year | None
    pay_year_stated: bool = True
    note: str | None = None
    not_comparable: str | None = None
    evidence: tuple[Evidence, ...]


class Posting(Frozen):
    """
    The yearly base pay that one advertisement of ``year`` names, for the ``job`` as it calls it; an
    offer of one employer, no statistic. ``roles`` are the pay roles beside which it is shown.
    """

    id: Id
    roles: tuple[Id, ...]
    job: str
    low: Dollars
    high: Dollars
    year: Year
    note: str | None = None
    evidence: tuple[Evidence, ...]


class PayTable(Frozen):
    """
    All of ``pay.yaml``: ``specialties`` and ``texts`` by id, ``rows`` in their order. Without a
    ``model`` no role is estimated, and each shows what was published.
    """

    currency: str
    basis: str
    step: int
    model: PayModel | None = None
    rows: tuple[PublishedPay, ...] = ()
    roles: tuple[PayRole, ...]
    specialties: Mapping[str, SpecialtyPay]
    guide: GuideFigures | None = None
    postings: tuple[Posting, ...] = ()
    wages: WageTable | None = None
    texts: Mapping[str, str]

    def say(self, name: str, /, **blanks: object) -> str:
        """The sentence of that name, its blanks filled in."""
        return filled(self.texts[name], blanks)

    def evidence(self) -> Iterator[Evidence]:
        model = self.model
        own = (model, model.growth, model.employer, model.location) if model else ()
        rests: list[Any] = [*own, self.guide, *self.rows, *self.postings, *self.roles, self.wages]
        for each in filter(None, rests):
            yield from each.evidence

    def __hash__(self) -> int:
        """From the ids only: it keys a cache, and hashing every row would cost what it saves."""
        return hash((self.step, *(each.id for each in self.roles)))
