"""The shapes of pay.yaml, and the wages by occupation and place on which roles rest."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.pay import table
from cmio_advisor.loading.roadmap.file_shapes import SOURCE, texts_for
from cmio_advisor.loading.shapes.shapes import Built, Choice, Field, Listing, Maybe, Pattern, Text
from cmio_advisor.loading.shapes.values import (
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    STATE,
    TEXTS,
    TYPES,
    Number,
    WholeNumber,
    file_shape,
    least,
    mapping,
    needed,
    record,
)
from cmio_advisor.loading.text.files import decode_text
from cmio_advisor.loading.text.nodes import Problems


def areas_of(data: bytes) -> str:
    """The lines of metropolitan areas, as a vocabulary keeps them."""
    _, *lines = decode_text(data, Problems("areas.csv")).splitlines()
    return "\n".join(map("\t".join, csv.reader(lines)))


def wages_of(read: Mapping[str, Any], data: bytes) -> table.WageTable:
    """The wages, of a file of names and one of figures."""
    _, *lines = decode_text(data, Problems("wages.csv")).splitlines()
    rows: dict[str, list[str]] = {}
    for line in lines:
        area, _, figures = line.partition(",")
        rows.setdefault(area, []).append(figures)
    return table.WageTable(
        **{
            key: read[key]
            for key in ("year", "top_code", "error_at_most", "says", "note", "evidence")
        },
        national={each["id"]: each["title"] for each in read["national"]},
        occupations={each["id"]: each["title"] for each in read["occupations"]},
        rows={area: "\n".join(each) for area, each in rows.items()},
    )


def with_wages(
    roles: Iterable[table.PayRole], wages: table.WageTable | None
) -> Iterator[table.PayRole]:
    """The roles, each that names an occupation with its figures, if there are any."""
    for role in roles:
        found = wage_of(role, wages)
        if role.occupation is None or wages is None or found is None or found.figures is None:
            yield role
            continue
        says = filled(
            wages.says,
            {
                "occupation": wages.occupations[role.occupation],
                "code": role.occupation,
                "place": found.place,
                "mean": f"{found.figures.mean:,}",
                "p50": f"{found.figures.p50:,}",
                "error": str(found.error),
            },
        )
        ours = tuple(replace(each, says=says) for each in wages.evidence)
        if role.kind is table.RoleKind.PERCENTILES:
            evidence = (*ours, *role.evidence)
            yield replace(role, year=wages.year, figures=found.figures, evidence=evidence)
        else:  # a wider group, whose figures by place are shown
            yield replace(role, evidence=(*role.evidence, *ours))


def wage_of(role: table.PayRole, wages: table.WageTable | None) -> table.PlaceWage | None:
    """What the occupation that a role names is paid in the nation, or in the part of it named."""
    title = wages.national.get(role.area or table.NATION) if wages else None
    if wages is None or title is None or role.occupation is None:
        return None
    return wages.at(role.area or table.NATION, title, role.occupation)


def pay_table(
    read: Mapping[str, Any], target: str, wages: table.WageTable | None
) -> table.PayTable:
    """The table in a file that has been read, of the target role."""
    values = {key: each for key, each in read.items() if key != "schema"}
    values["roles"] = tuple(with_wages(read["roles"], wages))
    values["wages"] = wages if any(each.occupation for each in read["roles"]) else None
    values["specialties"] = {each.specialty: each for each in read.get("specialties", ())}
    values["texts"] = texts_for("pay", read.get("texts", {}), target)
    return table.PayTable(**values)


DOLLARS = WholeNumber(0, 10_000_000, "US dollars a year")
YEAR = WholeNumber(1990, 2100, "years")
for _kind, _shape in (
    (table.Dollars, DOLLARS),
    (table.Year, YEAR),
    (table.Ratio, Number(0.1, 10, "times")),
    (table.Rate, Number(0, 1, "parts of one")),
):
    TYPES |= {_kind: _shape, _kind | None: Maybe(_shape)}
FIGURES = record("Figures", table.Figures)
OCCUPATION = Pattern("[0-9]{2}-[0-9]{4}", "an occupation's code such as 29-1216")
_VALUE = mapping("A value", low=needed(DOLLARS), high=needed(Maybe(DOLLARS)))
PUBLISHED = record(
    "A published figure",
    table.PublishedPay,
    lambda low, **values: table.PublishedPay(**low, **values),
    use=Choice("a use", tuple(table.Use)),
    n=Maybe(WholeNumber(1, 1_000_000, "people")),
    statistic=Choice("a statistic", tuple(table.Statistic)),
    value=needed(_VALUE, into="low"),
    high=None,
    part=Choice("a part of pay", tuple(table.PayPart)),
)
ROLE = record(
    "A role",
    table.PayRole,
    also=Listing(ID),
    kind=Choice("a kind of figures", tuple(table.RoleKind)),
    figures=Maybe(FIGURES),
    occupation=OCCUPATION,
    area=Text(),
    evidence=EVIDENCE_OR_NONE,
)
GUIDE = record(
    "The guide's figures", table.GuideFigures, tiers=Listing(record("A tier", table.GuideTier))
)
ORGANIZATION = record("An employer's ratio", table.EmployerRatio, from_row=Maybe(ID))
BEDS = record("A ratio by beds", table.BedsRatio, at_least=WholeNumber(1, 100_000, "beds"))
STATE_RATIO = record("A state's ratios", table.StateRatio, state=STATE)
TYPES |= {
    table.Ratios: record("A range of ratios", table.Ratios),
    table.Growth: record("Growth", table.Growth),
    table.Employer: record(
        "Employers",
        table.Employer,
        organizations=Built(
            Listing(ORGANIZATION), lambda ratios: {each.organization: each for each in ratios}
        ),
        beds=Listing(BEDS),
    ),
    table.Location: record(
        "Locations",
        table.Location,
        states=Built(Listing(STATE_RATIO), lambda ratios: {each.state: each for each in ratios}),
    ),
}
MODEL = record("The model", table.PayModel, years_ahead=WholeNumber(0, 50, "years"))
"""The numbers of the pay model, each with its evidence; money is US dollars a year."""
PAY_FILE = file_shape(
    "pay",
    {
        "currency": needed(Choice("the currency of all figures", ("USD",))),
        "basis": needed(Text()),
        "step": needed(WholeNumber(1, 100_000, "US dollars")),
        "model": MODEL,
        "published": Field(Listing(PUBLISHED), into="rows"),
        "roles": needed(Listing(ROLE)),
        "specialties": Listing(record("A specialty's pay", table.SpecialtyPay)),
        "guide": GUIDE,
        "postings": Listing(record("A job posting", table.Posting)),
        "texts": TEXTS,
    },
)
_TITLE = needed(Text())
PLACE = mapping("A place", id=_TITLE, title=_TITLE)
NAMED_OCCUPATION = mapping("An occupation", id=needed(OCCUPATION), title=_TITLE)
WAGES_FILE = file_shape(
    "wages",
    {
        "year": needed(YEAR),
        "top_code": needed(DOLLARS),
        "error_at_most": needed(Number(0, 100, "percent")),
        "says": needed(Text()),
        "note": needed(Text()),
        "evidence": needed(EVIDENCE),
        "national": needed(least(PLACE)),
        "occupations": needed(least(NAMED_OCCUPATION)),
        "sources": needed(least(SOURCE)),
    },
)
"""The file of names beside the figures by occupation and place."""
