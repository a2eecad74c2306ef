"""
The shapes of pay.yaml: published figures, the few numbers of the model, roles, the guide's tiers.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cmio_advisor.domain.pay_parameters import (
    BedsRatio,
    Employer,
    EmployerRatio,
    Growth,
    Location,
    PayModel,
    StateRatio,
)
from cmio_advisor.domain.pay_roles import (
    Figures,
    GuideFigures,
    GuideTier,
    PayRole,
    RoleKind,
    SpecialtyPay,
)
from cmio_advisor.domain.pay_table import PayPart, PayTable, PublishedPay, Statistic, Use
from cmio_advisor.loading.quantities import Number, Whole
from cmio_advisor.loading.roadmap_reader import (
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    SENTENCE,
    SENTENCES,
    Texts,
    file_shape,
    needed,
)
from cmio_advisor.loading.shapes import Choice, Field, Flag, Keyed, Listing, Maybe, Pattern, Text

T = TypeVar("T")

DOLLARS = Whole(0, 10_000_000, "US dollars a year")
YEAR = Whole(1990, 2100, "years")
RATIO = Number(0.1, 10, "times")
RATE = Number(0, 1, "parts of one")
STATE = Pattern("[A-Z]{2}", "a two-letter state code")


def pay_file() -> Keyed[dict[str, Any]]:
    """
    The shape of the whole file.
    """
    specialty = Keyed(
        "A specialty's pay",
        SpecialtyPay,
        {"specialty": needed(ID), "role": needed(ID), "says": Field(shape=SENTENCE)},
    )
    return file_shape(
        "pay",
        {
            "currency": needed(Choice("the currency of all figures", ("USD",))),
            "basis": needed(Text()),
            "step": needed(Whole(1, 100_000, "US dollars")),
            "model": needed(_model()),
            "published": needed(Listing(_published()), into="rows"),
            "roles": needed(Listing(_role())),
            "specialties": needed(Listing(specialty)),
            "guide": needed(_guide()),
            "texts": needed(Texts()),
        },
    )


def pay_table(read: Mapping[str, Any]) -> PayTable:
    """
    The table in a file that has been read.
    """
    values = {key: each for key, each in read.items() if key != "schema"}
    values["specialties"] = {each.specialty: each for each in read["specialties"]}
    return PayTable(**values)


def keyed_by(name: str, build: Callable[..., T], into: str) -> Callable[..., T]:
    """
    Builds an object one of whose lists becomes a mapping keyed by a field of its entries.
    """

    def made(**values: Any) -> T:  # noqa: ANN401 - the fields give the types
        values[into] = {getattr(each, name): each for each in values[into]}
        return build(**values)

    return made


def _model() -> Keyed[PayModel]:
    growth = Keyed(
        "Growth",
        Growth,
        {
            **{name: needed(RATE) for name in ("low", "likely", "high")},
            "evidence": needed(EVIDENCE),
        },
    )
    return Keyed(
        "The model",
        PayModel,
        {
            "base_year": needed(YEAR),
            "mean": needed(DOLLARS),
            "sigma": needed(RATE),
            "total_to_base": needed(RATIO),
            "first_year": needed(YEAR),
            "years_ahead": needed(Whole(0, 50, "years")),
            "fits_from": needed(YEAR),
            "measured_until": needed(YEAR),
            "evidence": needed(EVIDENCE),
            "growth": needed(growth),
            "employer": needed(_employer()),
            "location": needed(_location()),
        },
    )


def _employer() -> Keyed[Employer]:
    organization = Keyed(
        "An employer's ratio",
        EmployerRatio,
        {
            "organization": needed(ID),
            "ratio": needed(Maybe(RATIO)),
            "from_row": needed(Maybe(ID)),
            "says": needed(Text()),
        },
    )
    beds = Keyed(
        "A ratio by beds",
        BedsRatio,
        {
            "at_least": needed(Whole(1, 100_000, "beds")),
            **{name: needed(RATIO) for name in ("low", "middle", "high")},
            "says": needed(Text()),
        },
    )
    return Keyed(
        "Employers",
        keyed_by("organization", Employer, "organizations"),
        {
            "low": needed(RATIO),
            "high": needed(RATIO),
            "organizations": needed(Listing(organization)),
            "beds": needed(Listing(beds)),
            "evidence": needed(EVIDENCE),
        },
    )


def _location() -> Keyed[Location]:
    state = Keyed(
        "A state's ratios",
        StateRatio,
        {
            "state": needed(STATE),
            "title": needed(Text()),
            **{name: needed(RATIO) for name in ("manager", "physician", "blend")},
            "series": needed(Whole(0, 20, "series"), into="physician_series"),
        },
    )
    return Keyed(
        "Locations",
        keyed_by("state", Location, "states"),
        {
            "low": needed(RATIO),
            "high": needed(RATIO),
            "middle_weight": needed(RATE),
            "states": needed(Listing(state)),
            "evidence": needed(EVIDENCE),
        },
    )


def _published() -> Keyed[PublishedPay]:
    value: Keyed[dict[str, Any]] = Keyed(
        "A value", dict, {"low": needed(DOLLARS), "high": needed(Maybe(DOLLARS))}
    )

    def made(value: Mapping[str, Any], **values: Any) -> PublishedPay:  # noqa: ANN401
        whole = {"share": None, "note": None, "not_comparable": None, **values}
        whole["use"] = Use(values["use"])
        whole["statistic"] = Statistic(values["statistic"])
        whole["part"] = PayPart(values["part"])
        return PublishedPay(low=value["low"], high=value["high"], **whole)

    return Keyed(
        "A published figure",
        made,
        {
            "id": needed(ID),
            "use": needed(Choice("a use", tuple(Use))),
            "role": needed(Text()),
            "population": needed(Text()),
            "n": needed(Maybe(Whole(1, 1_000_000, "people"))),
            "statistic": needed(Choice("a statistic", tuple(Statistic))),
            "value": needed(value),
            "share": Field(shape=Maybe(RATE)),
            "part": needed(Choice("a part of pay", tuple(PayPart))),
            "basis": needed(Text()),
            "pay_year": needed(Maybe(YEAR)),
            "note": Field(shape=SENTENCE),
            "not_comparable": Field(shape=SENTENCE),
            "evidence": needed(EVIDENCE),
        },
    )


def _role() -> Keyed[PayRole]:
    figures = Keyed(
        "Figures",
        Figures,
        {name: Field(shape=Maybe(DOLLARS)) for name in ("mean", "p10", "p25", "p50", "p75", "p90")},
    )

    def made(**values: Any) -> PayRole:  # noqa: ANN401
        return PayRole(**{**values, "kind": RoleKind(values["kind"])})

    return Keyed(
        "A role",
        made,
        {
            "id": needed(ID),
            "also": Field(shape=Listing(ID)),
            "title": needed(Text()),
            "kind": needed(Choice("a kind of figures", tuple(RoleKind))),
            "basis": needed(Text()),
            "year": Field(shape=Maybe(YEAR)),
            "figures": Field(shape=Maybe(figures)),
            "top_code": Field(shape=Maybe(DOLLARS)),
            "by_specialty": Field(shape=Flag()),
            "base_only": Field(shape=Flag()),
            "note": needed(Text()),
            "evidence": needed(EVIDENCE_OR_NONE),
        },
    )


def _guide() -> Keyed[GuideFigures]:
    tier = Keyed(
        "A tier",
        GuideTier,
        {
            "title": needed(Text()),
            "years_in_role": needed(Text()),
            "low": needed(DOLLARS),
            "high": needed(DOLLARS),
            "open_above": needed(Flag()),
        },
    )
    return Keyed(
        "The guide's figures",
        GuideFigures,
        {
            "mean": needed(DOLLARS),
            "mean_year": needed(YEAR),
            "tiers": needed(Listing(tier)),
            "disagreement": needed(SENTENCES),
            "evidence": needed(EVIDENCE),
        },
    )
