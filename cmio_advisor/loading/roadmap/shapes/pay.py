"""The shapes of pay.yaml: published figures, the model, roles, the guide's tiers."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cmio_advisor.domain.pay.parameters import (
    BedsRatio,
    Employer,
    EmployerRatio,
    Growth,
    Location,
    PayModel,
    Ratios,
    StateRatio,
)
from cmio_advisor.domain.pay.table import (
    Figures,
    GuideFigures,
    GuideTier,
    PayPart,
    PayRole,
    PayTable,
    Posting,
    PublishedPay,
    RoleKind,
    SpecialtyPay,
    Statistic,
    Use,
    WageTable,
)
from cmio_advisor.loading.roadmap.shapes.guide import SOURCE
from cmio_advisor.loading.roadmap.shared import texts_for
from cmio_advisor.loading.roadmap.wages import with_wages
from cmio_advisor.loading.shapes.entries import (
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    STATE,
    Least,
    Texts,
    Word,
    file_shape,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import Choice, Field, Keyed, Listing, Maybe, Pattern, Text

OCCUPATION = Pattern("[0-9]{2}-[0-9]{4}", "an occupation's code such as 29-1216")


def pay_file() -> Keyed[dict[str, Any]]:
    """The shape of the whole file."""
    specialty = record("A specialty's pay", SpecialtyPay)
    return file_shape(
        "pay",
        {
            "currency": needed(Choice("the currency of all figures", ("USD",))),
            "basis": needed(Text()),
            "step": needed(WholeNumber(1, 100_000, "US dollars")),
            "model": Field(shape=model_shape()),
            "published": needed(Listing(_published()), into="rows"),
            "roles": needed(Listing(_role())),
            "specialties": needed(Listing(specialty)),
            "guide": Field(shape=_guide()),
            "postings": Field(shape=Listing(_posting())),
            "texts": Field(shape=Texts()),
        },
    )


def wages_file() -> Keyed[dict[str, Any]]:
    """The shape of the file of names beside the figures by occupation and place."""
    place: Keyed[dict[str, str]] = Keyed(
        "A place", dict, {"id": needed(Text()), "title": needed(Text())}
    )
    occupation: Keyed[dict[str, str]] = Keyed(
        "An occupation", dict, {"id": needed(OCCUPATION), "title": needed(Text())}
    )
    return file_shape(
        "wages",
        {
            "year": needed(YEAR),
            "top_code": needed(DOLLARS),
            "error_at_most": needed(Number(0, 100, "percent")),
            "says": needed(Text()),
            "note": needed(Text()),
            "evidence": needed(EVIDENCE),
            "national": needed(Least(place)),
            "occupations": needed(Least(occupation)),
            "sources": needed(Least(SOURCE)),
        },
    )


def pay_table(read: Mapping[str, Any], target: str, wages: WageTable | None) -> PayTable:
    """The table in a file that has been read, of the target role."""
    values = {key: each for key, each in read.items() if key != "schema"}
    values["roles"] = tuple(with_wages(read["roles"], wages))
    values["wages"] = wages if any(each.occupation for each in read["roles"]) else None
    values["specialties"] = {each.specialty: each for each in read["specialties"]}
    values["texts"] = texts_for("pay", read.get("texts", {}), target)
    return PayTable(**values)


def _published() -> Keyed[PublishedPay]:
    value: Keyed[dict[str, Any]] = Keyed(
        "A value", dict, {"low": needed(DOLLARS), "high": needed(Maybe(DOLLARS))}
    )

    def made(low: Mapping[str, Any], **values: Any) -> PublishedPay:  # noqa: ANN401
        return PublishedPay(**low, **values)

    return record(
        "A published figure",
        PublishedPay,
        made,
        use=Word("a use", Use),
        n=Maybe(WholeNumber(1, 1_000_000, "people")),
        statistic=Word("a statistic", Statistic),
        value=needed(value, into="low"),
        high=None,
        share=Maybe(RATE),
        part=Word("a part of pay", PayPart),
        pay_year=Maybe(YEAR),
    )


def _role() -> Keyed[PayRole]:
    figures = record("Figures", Figures, **dict.fromkeys(Figures.record_fields, Maybe(DOLLARS)))
    return record(
        "A role",
        PayRole,
        also=Listing(ID),
        kind=Word("a kind of figures", RoleKind),
        year=Maybe(YEAR),
        figures=Maybe(figures),
        top_code=Maybe(DOLLARS),
        occupation=OCCUPATION,
        area=Text(),
        evidence=EVIDENCE_OR_NONE,
    )


def _posting() -> Keyed[Posting]:
    return record("A job posting", Posting, low=DOLLARS, high=DOLLARS, year=YEAR)


def _guide() -> Keyed[GuideFigures]:
    tier = record("A tier", GuideTier, low=DOLLARS, high=DOLLARS)
    return record(
        "The guide's figures", GuideFigures, mean=DOLLARS, mean_year=YEAR, tiers=Listing(tier)
    )


T = TypeVar("T")

DOLLARS = WholeNumber(0, 10_000_000, "US dollars a year")
YEAR = WholeNumber(1990, 2100, "years")
RATIO = Number(0.1, 10, "times")
RATE = Number(0, 1, "parts of one")


def model_shape() -> Keyed[PayModel]:
    """The numbers of the pay model, each with its evidence; money is US dollars a year."""
    growth = record("Growth", Growth, low=RATE, likely=RATE, high=RATE)
    ratios = record("A range of ratios", Ratios, low=RATIO, high=RATIO)
    return record(
        "The model",
        PayModel,
        base_year=YEAR,
        mean=DOLLARS,
        sigma=RATE,
        total_to_base=ratios,
        first_year=YEAR,
        years_ahead=WholeNumber(0, 50, "years"),
        fits_from=YEAR,
        measured_until=YEAR,
        growth=growth,
        employer=_employer(),
        location=_location(),
    )


def _employer() -> Keyed[Employer]:
    organization = record(
        "An employer's ratio", EmployerRatio, ratio=Maybe(RATIO), from_row=Maybe(ID)
    )
    beds = record(
        "A ratio by beds",
        BedsRatio,
        at_least=WholeNumber(1, 100_000, "beds"),
        low=RATIO,
        middle=RATIO,
        high=RATIO,
    )
    return record(
        "Employers",
        Employer,
        _keyed_by("organization", Employer, "organizations"),
        low=RATIO,
        high=RATIO,
        organizations=Listing(organization),
        beds=Listing(beds),
    )


def _location() -> Keyed[Location]:
    years = Least(RATIO)
    state = record(
        "A state's ratios", StateRatio, state=STATE, managers=years, physicians=years, error=RATE
    )
    return record(
        "Locations",
        Location,
        _keyed_by("state", Location, "states"),
        low=RATIO,
        high=RATIO,
        middle_weight=RATE,
        states=Listing(state),
    )


def _keyed_by(name: str, build: Callable[..., T], into: str) -> Callable[..., T]:
    """Builds an object one of whose lists becomes a mapping keyed by a field of its entries."""

    def made(**values: Any) -> T:  # noqa: ANN401 - the fields give the types
        values[into] = {getattr(each, name): each for each in values[into]}
        return build(**values)

    return made
