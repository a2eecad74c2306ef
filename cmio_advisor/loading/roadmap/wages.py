"""
The wages by occupation and place from the bytes of their files, and the roles that rest on them.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cmio_advisor.domain.base.evidence import Evidence, Source
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.pay.table import NATION, PayRole, WageTable
from cmio_advisor.errors import RoadmapError
from cmio_advisor.loading.text.files import decode_text
from cmio_advisor.loading.text.nodes import Problems

AREAS_HEADER = "id,code,states,title"
WAGES_HEADER = "area,occupation,mean,error,p10,p25,p50,p75,p90"
_FIGURE = "[0-9]{4,7}|[+]|"
WAGE_LINE = re.compile(
    rf"([A-Za-z0-9-]+),([0-9]{{2}}-[0-9]{{4}}),(?:{_FIGURE}),(?:[0-9]+[.][0-9]|)(?:,(?:{_FIGURE})){{5}}"
)


class Wages(NamedTuple):
    """The table, and the sources that its evidence names."""

    table: WageTable | None = None
    sources: Mapping[str, Source] = {}


def areas_of(data: bytes) -> str:
    """
    The lines of metropolitan areas, as a vocabulary keeps them.

    Raises:
        RoadmapError: a line is out of form.
    """
    header, *lines = decode_text(data, Problems("areas.csv")).splitlines()
    rows = list(csv.reader(lines, strict=True))
    if header != AREAS_HEADER or any(len(row) != AREAS_HEADER.count(",") + 1 for row in rows):
        raise RoadmapError([f"areas.csv: The header and each line have to be {AREAS_HEADER}."])
    return "\n".join(map("\t".join, rows))


def wages_of(read: Mapping[str, Any], data: bytes) -> Wages:
    """
    The wages, of the file of names and that of figures.

    Raises:
        RoadmapError: a line of the figures is out of form or names what is not listed.
    """
    header, *lines = decode_text(data, Problems("wages.csv")).splitlines()
    occupations = {each["id"]: each["title"] for each in read["occupations"]}
    if header != WAGES_HEADER:
        raise RoadmapError([f"wages.csv: line 1: The header has to be {WAGES_HEADER}."])
    problems = [
        f"wages.csv: line {number}: This is no line of {WAGES_HEADER} of an occupation listed."
        for number, line in enumerate(lines, start=2)
        if (found := WAGE_LINE.fullmatch(line)) is None or found[2] not in occupations
    ]
    if problems:
        raise RoadmapError(problems[:20])
    rows: dict[str, list[str]] = {}
    for line in lines:
        area, _, figures = line.partition(",")
        rows.setdefault(area, []).append(figures)
    table = WageTable(
        **{
            key: read[key]
            for key in ("year", "top_code", "error_at_most", "says", "note", "evidence")
        },
        national={each["id"]: each["title"] for each in read["national"]},
        occupations=occupations,
        rows={area: "\n".join(each) for area, each in rows.items()},
    )
    return Wages(table, {each.id: each for each in read["sources"]})


def with_wages(roles: Iterable[PayRole], table: WageTable | None) -> Iterator[PayRole]:
    """
    The roles, each that names an occupation with its figures of the nation, or of a part of it.

    Raises:
        RoadmapError: the wages have no figures of it there that may be printed.
    """
    for role in roles:
        if role.occupation is None:
            yield role
            continue
        area = role.area or NATION
        title = table.national.get(area) if table else None
        found = table.at(area, title, role.occupation) if table and title else None
        if table is None or found is None or found.figures is None:
            at = f"the area {area} and the occupation {role.occupation}"
            raise RoadmapError([f"pay.yaml: {role.id}: wages.csv has no figures for {at}."])
        says = filled(
            table.says,
            {
                "occupation": table.occupations[role.occupation],
                "code": role.occupation,
                "place": found.place,
                "mean": f"{found.figures.mean:,}",
                "p50": f"{found.figures.p50:,}",
                "error": str(found.error),
            },
        )
        ours = tuple(_saying(each, says) for each in table.evidence)
        yield replace(
            role, year=table.year, figures=found.figures, evidence=(*ours, *role.evidence)
        )


def _saying(evidence: Evidence, says: str) -> Evidence:
    return replace(evidence, says=says)
