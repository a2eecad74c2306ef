"""The shapes of pay.yaml, and the wages by occupation and place on which roles rest."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from cmio_advisor.domain.base.evidence import Source
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.pay.table import (
    NATION,
    BedsRatio,
    Employer,
    EmployerRatio,
    Figures,
    Growth,
    GuideFigures,
    GuideTier,
    Location,
    PayModel,
    PayPart,
    PayRole,
    PayTable,
    PlaceWage,
    Posting,
    PublishedPay,
    Ratios,
    RoleKind,
    SpecialtyPay,
    StateRatio,
    Statistic,
    Use,
    WageTable,
)
from cmio_advisor.loading.roadmap.credentials import SOURCE
from cmio_advisor.loading.roadmap.documents import texts_for
from cmio_advisor.loading.shapes.entries import (
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    STATE,
    TEXTS,
    file_shape,
    least,
    mapping,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import Choice, Field, Listing, Maybe, Pattern, Text
from cmio_advisor.loading.text.files import decode_text
from cmio_advisor.loading.text.nodes import Problems


class Wages(NamedTuple):
    """The table, and the sources that its evidence names."""

    table: WageTable | None = None
    sources: Mapping[str, Source] = {}


def areas_of(data: bytes) -> str:
    """The lines of metropolitan areas, as a vocabulary keeps them."""
    _, *lines = decode_text(data, Problems("areas.csv")).splitlines()
    return "\n".join(map("\t".join, csv.reader(lines)))


def wages_of(read: Mapping[str, Any], data: bytes) -> Wages:
    """The wages, of a file of names and one of figures."""
    _, *lines = decode_text(data, Problems("wages.csv")).splitlines()
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
        occupations={each["id"]: each["title"] for each in read["occupations"]},
        rows={area: "\n".join(each) for area, each in rows.items()},
    )
    return Wages(table, {each.id: each for each in read["sources"]})


def with_wages(roles: Iterable[PayRole], table: WageTable | None) -> Iterator[PayRole]:
    """The roles, each that names an occupation with its figures, if there are any."""
    for role in roles:
        found = wage_of(role, table)
        if role.occupation is None or table is None or found is None or found.figures is None:
            yield role
            continue
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
        ours = tuple(replace(each, says=says) for each in table.evidence)
        if role.kind is RoleKind.PERCENTILES:
            evidence = (*ours, *role.evidence)
            yield replace(role, year=table.year, figures=found.figures, evidence=evidence)
        else:  # a wider group, whose figures by place are shown
            yield replace(role, evidence=(*role.evidence, *ours))


def wage_of(role: PayRole, table: WageTable | None) -> PlaceWage | None:
    """What the occupation that a role names is paid in the nation, or in the part of it named."""
    title = table.national.get(role.area or NATION) if table else None
    if table is None or title is None or role.occupation is None:
        return None
    return table.at(role.area or NATION, title, role.occupation)


def pay_table(read: Mapping[str, Any], target: str, wages: WageTable | None) -> PayTable:
    """The table in a file that has been read, of the target role."""
    values = {key: each for key, each in read.items() if key != "schema"}
    values["roles"] = tuple(with_wages(read["roles"], wages))
    values["wages"] = wages if any(each.occupation for each in read["roles"]) else None
    values["specialties"] = {each.specialty: each for each in read.get("specialties", ())}
    values["texts"] = texts_for("pay", read.get("texts", {}), target)
    return PayTable(**values)


T = TypeVar("T")


def _keyed_by(name: str, build: Callable[..., T], into: str) -> Callable[..., T]:
    """Builds an object one of whose lists becomes a mapping keyed by a field of its entries."""

    def made(**values: Any) -> T:  # noqa: ANN401 - the fields give the types
        values[into] = {getattr(each, name): each for each in values[into]}
        return build(**values)

    return made


def _published(low: Mapping[str, Any], **values: Any) -> PublishedPay:  # noqa: ANN401 - as above
    return PublishedPay(**low, **values)


DOLLARS = WholeNumber(0, 10_000_000, "US dollars a year")
YEAR = WholeNumber(1990, 2100, "years")
RATIO = Number(0.1, 10, "times")
RATE = Number(0, 1, "parts of one")
OCCUPATION = Pattern("[0-9]{2}-[0-9]{4}", "an occupation's code such as 29-1216")
_VALUE = mapping("A value", low=needed(DOLLARS), high=needed(Maybe(DOLLARS)))
PUBLISHED = record(
    "A published figure",
    PublishedPay,
    _published,
    use=Choice("a use", tuple(Use)),
    n=Maybe(WholeNumber(1, 1_000_000, "people")),
    statistic=Choice("a statistic", tuple(Statistic)),
    value=needed(_VALUE, into="low"),
    high=None,
    share=Maybe(RATE),
    part=Choice("a part of pay", tuple(PayPart)),
    pay_year=Maybe(YEAR),
)
FIGURES = record("Figures", Figures, **dict.fromkeys(Figures.record_fields, Maybe(DOLLARS)))
ROLE = record(
    "A role",
    PayRole,
    also=Listing(ID),
    kind=Choice("a kind of figures", tuple(RoleKind)),
    year=Maybe(YEAR),
    figures=Maybe(FIGURES),
    top_code=Maybe(DOLLARS),
    occupation=OCCUPATION,
    area=Text(),
    evidence=EVIDENCE_OR_NONE,
)
TIER = record("A tier", GuideTier, low=DOLLARS, high=DOLLARS)
GUIDE = record(
    "The guide's figures", GuideFigures, mean=DOLLARS, mean_year=YEAR, tiers=Listing(TIER)
)
ORGANIZATION = record("An employer's ratio", EmployerRatio, ratio=Maybe(RATIO), from_row=Maybe(ID))
BEDS = record(
    "A ratio by beds",
    BedsRatio,
    at_least=WholeNumber(1, 100_000, "beds"),
    low=RATIO,
    middle=RATIO,
    high=RATIO,
)
EMPLOYER = record(
    "Employers",
    Employer,
    _keyed_by("organization", Employer, "organizations"),
    low=RATIO,
    high=RATIO,
    organizations=Listing(ORGANIZATION),
    beds=Listing(BEDS),
)
STATE_RATIO = record(
    "A state's ratios",
    StateRatio,
    state=STATE,
    managers=least(RATIO),
    physicians=least(RATIO),
    error=RATE,
)
LOCATION = record(
    "Locations",
    Location,
    _keyed_by("state", Location, "states"),
    low=RATIO,
    high=RATIO,
    middle_weight=RATE,
    states=Listing(STATE_RATIO),
)
MODEL = record(
    "The model",
    PayModel,
    base_year=YEAR,
    mean=DOLLARS,
    sigma=RATE,
    total_to_base=record("A range of ratios", Ratios, low=RATIO, high=RATIO),
    first_year=YEAR,
    years_ahead=WholeNumber(0, 50, "years"),
    fits_from=YEAR,
    measured_until=YEAR,
    growth=record("Growth", Growth, low=RATE, likely=RATE, high=RATE),
    employer=EMPLOYER,
    location=LOCATION,
)
"""The numbers of the pay model, each with its evidence; money is US dollars a year."""
POSTING = record("A job posting", Posting, low=DOLLARS, high=DOLLARS, year=YEAR)
PAY_FILE = file_shape(
    "pay",
    {
        "currency": needed(Choice("the currency of all figures", ("USD",))),
        "basis": needed(Text()),
        "step": needed(WholeNumber(1, 100_000, "US dollars")),
        "model": Field(shape=MODEL),
        "published": Field(shape=Listing(PUBLISHED), into="rows"),
        "roles": needed(Listing(ROLE)),
        "specialties": Field(shape=Listing(record("A specialty's pay", SpecialtyPay))),
        "guide": Field(shape=GUIDE),
        "postings": Field(shape=Listing(POSTING)),
        "texts": Field(shape=TEXTS),
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
