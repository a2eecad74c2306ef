"""What a person's own work pays, at large and by place: today's role, or the practice left."""

from collections.abc import Mapping

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.pay.model import Shift, band_of, level_in
from cmio_advisor.domain.pay.roles import Figures, PayRole, RoleKind, find_role
from cmio_advisor.domain.pay.table import PayTable
from cmio_advisor.domain.pay.wages import HOSPITALS, NATION, PlaceWage


class RolePay(Frozen):
    """
    What today's role pays, for ``year``, in whole thousands.

    ``figures`` is ``None`` without evidence. A ``None`` among them is at least ``top_code`` where
    that is given. ``note`` says what the figures are, or that none were found. ``places`` are the
    figures by place, where they are published so.
    """

    role: PayRole
    year: int | None
    basis: str
    figures: Figures | None
    top_code: int | None
    note: str
    evidence: tuple[Evidence, ...]
    places: tuple[PlaceWage, ...] = ()


def pay_today(
    table: PayTable,
    role: str | None,
    specialty: str | None = None,
    *,
    year: int,
    areas: Mapping[str, str] = {},
) -> RolePay | None:
    """
    What today's stage pays; ``None`` when the stage has no pay role.

    ``role`` is a pay role's id. A specialty makes the physicians' figures its own where BLS has
    them. Figures are of the year they were published for; only the modelled role's of ``year``.
    ``areas`` are titles of those in which the person works, by their ids.

    Raises ``UsageError`` for an unknown role.
    """
    if role is None:
        return None
    found = find_role(table.roles, role)
    notes = [found.note]
    mapped = table.specialties.get(specialty) if specialty and found.by_specialty else None
    if mapped is not None:
        found = find_role(table.roles, mapped.role)
        notes = [found.note, *([mapped.says] if mapped.says else [])]
    figures = found.figures.in_steps(table.step) if found.figures else None
    if table.model and found.kind is RoleKind.MODEL:
        figures = band_of(level_in(table.model, year), Shift(), table.step)
    return RolePay(
        role=found,
        year=year if found.kind is RoleKind.MODEL else found.year,
        basis=found.basis,
        figures=figures,
        top_code=found.top_code,
        note=" ".join(notes),
        evidence=found.evidence,
        places=by_place(table, found, areas),
    )


def practice_left(
    table: PayTable, specialty: str | None, year: int, areas: Mapping[str, str]
) -> RolePay | None:
    """
    What the work pays that one of this specialty leaves for the modelled role: that of the role
    which a specialty makes finer; ``None`` where the table has none.
    """
    left = next((each.id for each in table.roles if each.by_specialty), None)
    return pay_today(table, left, specialty, year=year, areas=areas)


def specialty_role(table: PayTable, specialty: str | None) -> PayRole | None:
    mapped = table.specialties.get(specialty) if specialty else None
    return find_role(table.roles, mapped.role) if mapped else None


def by_place(table: PayTable, role: PayRole, areas: Mapping[str, str]) -> tuple[PlaceWage, ...]:
    """
    The figures of a role in the areas, then for its own part of the nation, hospitals and all.
    """
    wages = table.wages
    if role.occupation is None or wages is None:
        return ()
    national = {
        area: wages.national[area]
        for area in dict.fromkeys((role.area or NATION, HOSPITALS, NATION))
        if area in wages.national
    }
    return wages.by_place(role.occupation, {**areas, **national}, table.step)
