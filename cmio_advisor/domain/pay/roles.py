"""
The roles whose pay can be asked for, with their published figures, and the career guides' figures.

Money is whole US dollars a year.
"""

from collections.abc import Sequence
from enum import StrEnum

from cmio_advisor.domain.base.evidence import Evidence, Search
from cmio_advisor.domain.base.frozen import Frozen, Id
from cmio_advisor.errors import UsageError


class RoleKind(StrEnum):
    """Where a role's figures come from: the model, a published table, or nowhere."""

    MODEL = "model"
    PERCENTILES = "percentiles"
    NONE = "none"


class Figures(Frozen):
    """Yearly pay in whole US dollars; ``None`` where nothing was published."""

    mean: int | None = None
    p10: int | None = None
    p25: int | None = None
    p50: int | None = None
    p75: int | None = None
    p90: int | None = None

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
    by place, whose figures for ``area`` are the role's.
    """

    id: Id
    also: tuple[Id, ...] = ()
    title: str
    kind: RoleKind
    basis: str
    year: int | None = None
    figures: Figures | None = None
    top_code: int | None = None
    by_specialty: bool = False
    base_only: bool = False
    occupation: str | None = None
    area: str | None = None
    note: str
    evidence: tuple[Evidence, ...] = ()
    searched: Search | None = None


class SpecialtyPay(Frozen):
    """The pay role that stands for a specialty; ``says`` where it is not the specialty's own."""

    specialty: Id
    role: Id
    says: str | None = None


class GuideTier(Frozen):
    """One of the career guide's tiers; ``open_above`` where it writes a plus behind ``high``."""

    title: str
    years_in_role: str
    low: int
    high: int
    open_above: bool


class GuideFigures(Frozen):
    """The career guides' own figures, shown as theirs, with where they disagree with surveys."""

    mean: int
    mean_year: int
    tiers: tuple[GuideTier, ...]
    disagreement: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def find_role(roles: Sequence[PayRole], role: str) -> PayRole:
    """
    The pay role with this id, or one that it also stands for. Raises ``UsageError`` if unknown.
    """
    for each in roles:
        if role == each.id or role in each.also:
            return each
    known = ", ".join(each.id for each in roles)
    raise UsageError(f'There is no pay role "{role}". The roles are: {known}.')


def to_step(pay: float, step: int) -> int:
    """Pay to the nearest ``step`` dollars: finer would claim more than the sources know."""
    return round(pay / step) * step
