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
from cmio_advisor.loading.shapes.entries import ID, STATE, Least, record
from cmio_advisor.loading.shapes.quantities import Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import Keyed, Listing, Maybe

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
