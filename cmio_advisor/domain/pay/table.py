"""
What ``data/cmio/pay.yaml`` holds: every published statistic, and the table of them all.

Money is whole US dollars a year, shares lie between 0 and 1.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, Id
from cmio_advisor.domain.pay.parameters import PayModel
from cmio_advisor.domain.pay.roles import GuideFigures, PayRole, SpecialtyPay
from cmio_advisor.domain.pay.wages import WageTable


class Use(StrEnum):
    """What a published row may be used for. Only ``calibrate`` rows reach the fit."""

    CALIBRATE = "calibrate"
    VALIDATE = "validate"
    SHAPE_ONLY = "shape only"


class Statistic(StrEnum):
    """What a published figure is."""

    MEAN = "mean"
    MEDIAN = "median"
    MEDIAN_BAND = "median band"
    MODAL_BAND = "modal band"
    RANGE = "min-max"
    MIDDLE_HALF = "25th to 75th percentile"
    MOST = "most respondents"
    SHARE = "share"


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
    share: float | None = None
    part: PayPart
    basis: str
    pay_year: int | None
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
    low: int
    high: int
    year: int
    note: str | None = None
    evidence: tuple[Evidence, ...]


class PayTable(Frozen):
    """
    All of ``pay.yaml``. ``specialties`` and ``texts`` are keyed by id, ``rows`` keep their order.

    ``texts`` are sentences with ``{placeholders}``. Without a ``model`` no role is estimated, and
    each shows what was published.
    """

    currency: str
    basis: str
    step: int
    model: PayModel | None = None
    rows: tuple[PublishedPay, ...]
    roles: tuple[PayRole, ...]
    specialties: Mapping[str, SpecialtyPay]
    guide: GuideFigures | None = None
    postings: tuple[Posting, ...] = ()
    wages: WageTable | None = None
    texts: Mapping[str, str]

    def evidence(self) -> Iterator[Evidence]:
        """Every piece of evidence behind the figures."""
        model = self.model
        if model is not None:
            parts = (model, model.growth, model.employer, model.location)
            yield from (said for part in parts if part is not None for said in part.evidence)
        if self.guide is not None:
            yield from self.guide.evidence
        for row in self.rows:
            yield from row.evidence
        for posting in self.postings:
            yield from posting.evidence
        for role in self.roles:
            yield from role.evidence
        if self.wages is not None:
            yield from self.wages.evidence

    def __hash__(self) -> int:
        """From the ids only: it keys a cache, and hashing every row would cost what it saves."""
        return hash((self.step, *(each.id for each in self.roles)))
