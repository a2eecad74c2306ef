"""Wages by occupation and place, as one release of a survey has them."""

from collections.abc import Mapping

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.pay.roles import Figures

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

    year: int
    top_code: int
    error_at_most: float
    says: str
    note: str
    national: Mapping[str, str]
    occupations: Mapping[str, str]
    rows: Mapping[str, str]
    evidence: tuple[Evidence, ...]

    def at(self, area: str, place: str, occupation: str) -> PlaceWage | None:
        """
        What an occupation is paid in an area called ``place``; ``None`` where nothing was released.
        """
        for line in self.rows.get(area, "").splitlines():
            code, mean, error, *percentiles = line.split(",")
            if code != occupation:
                continue
            uncertain = float(error) if error else None
            figures = (mean, *percentiles)
            sure = uncertain is None or uncertain <= self.error_at_most
            return PlaceWage(
                area=area,
                place=place,
                figures=Figures(**dict(zip(Figures.record_fields, map(_pay, figures), strict=True)))
                if sure
                else None,
                error=uncertain,
                top_code=self.top_code if sure and TOP in figures else None,
            )
        return None

    def by_place(
        self, occupation: str, places: Mapping[str, str], step: int
    ) -> tuple[PlaceWage, ...]:
        """
        What an occupation is paid at each of the places, titles by area, to the nearest ``step``
        dollars; those of which nothing was released are left out.
        """
        found = (self.at(area, title, occupation) for area, title in places.items())
        return tuple(
            replace(each, figures=each.figures and each.figures.in_steps(step))
            for each in found
            if each is not None
        )


def _pay(cell: str) -> int | None:
    return int(cell) if cell.isdigit() else None
