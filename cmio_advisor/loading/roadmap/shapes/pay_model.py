"""The shape of the pay model in pay.yaml: level, spread and growth, employers and locations."""

from collections.abc import Callable
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
from cmio_advisor.loading.shapes.entries import EVIDENCE, ID, STATE, Least, needed
from cmio_advisor.loading.shapes.quantities import Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import Field, Keyed, Listing, Maybe, Text

T = TypeVar("T")

DOLLARS = WholeNumber(0, 10_000_000, "US dollars a year")
YEAR = WholeNumber(1990, 2100, "years")
RATIO = Number(0.1, 10, "times")
RATE = Number(0, 1, "parts of one")


def model_shape() -> Keyed[PayModel]:
    """The numbers of the pay model, each with its evidence; money is US dollars a year."""
    growth = Keyed(
        "Growth",
        Growth,
        {
            **{name: needed(RATE) for name in ("low", "likely", "high")},
            "evidence": needed(EVIDENCE),
        },
    )
    ratios = Keyed("A range of ratios", Ratios, {"low": needed(RATIO), "high": needed(RATIO)})
    return Keyed(
        "The model",
        PayModel,
        {
            "base_year": needed(YEAR),
            "mean": needed(DOLLARS),
            "sigma": needed(RATE),
            "total_to_base": Field(shape=ratios),
            "first_year": needed(YEAR),
            "years_ahead": needed(WholeNumber(0, 50, "years")),
            "fits_from": needed(YEAR),
            "measured_until": needed(YEAR),
            "evidence": needed(EVIDENCE),
            "growth": needed(growth),
            "employer": Field(shape=_employer()),
            "location": Field(shape=_location()),
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
            "at_least": needed(WholeNumber(1, 100_000, "beds")),
            **{name: needed(RATIO) for name in ("low", "middle", "high")},
            "says": needed(Text()),
        },
    )
    return Keyed(
        "Employers",
        _keyed_by("organization", Employer, "organizations"),
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
            **{name: needed(Least(RATIO)) for name in ("managers", "physicians")},
            "error": needed(RATE),
        },
    )
    return Keyed(
        "Locations",
        _keyed_by("state", Location, "states"),
        {
            "low": needed(RATIO),
            "high": needed(RATIO),
            "middle_weight": needed(RATE),
            "states": needed(Listing(state)),
            "evidence": needed(EVIDENCE),
        },
    )


def _keyed_by(name: str, build: Callable[..., T], into: str) -> Callable[..., T]:
    """Builds an object one of whose lists becomes a mapping keyed by a field of its entries."""

    def made(**values: Any) -> T:  # noqa: ANN401 - the fields give the types
        values[into] = {getattr(each, name): each for each in values[into]}
        return build(**values)

    return made
