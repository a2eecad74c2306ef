"""The shapes of pay.yaml: published figures, the model, roles, the guide's tiers."""

from collections.abc import Mapping
from typing import Any

from cmio_advisor.domain.pay.roles import (
    Figures,
    GuideFigures,
    GuideTier,
    PayRole,
    RoleKind,
    SpecialtyPay,
)
from cmio_advisor.domain.pay.table import PayPart, PayTable, Posting, PublishedPay, Statistic, Use
from cmio_advisor.domain.pay.wages import WageTable
from cmio_advisor.loading.roadmap.shapes.pay_model import DOLLARS, RATE, YEAR, model_shape
from cmio_advisor.loading.roadmap.shapes.sources import SOURCE
from cmio_advisor.loading.roadmap.texts import texts_for
from cmio_advisor.loading.roadmap.wages import with_wages
from cmio_advisor.loading.shapes.entries import (
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    SEARCHED,
    SENTENCE,
    SENTENCES,
    Least,
    Texts,
    file_shape,
    needed,
)
from cmio_advisor.loading.shapes.quantities import Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    Choice,
    Field,
    Flag,
    Keyed,
    Listing,
    Maybe,
    Pattern,
    Text,
)

OCCUPATION = Pattern("[0-9]{2}-[0-9]{4}", "an occupation's code such as 29-1216")


def pay_file() -> Keyed[dict[str, Any]]:
    """The shape of the whole file."""
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
            "n": needed(Maybe(WholeNumber(1, 1_000_000, "people"))),
            "statistic": needed(Choice("a statistic", tuple(Statistic))),
            "value": needed(value),
            "share": Field(shape=Maybe(RATE)),
            "part": needed(Choice("a part of pay", tuple(PayPart))),
            "basis": needed(Text()),
            "pay_year": needed(Maybe(YEAR)),
            "pay_year_stated": Field(shape=Flag()),
            "note": Field(shape=SENTENCE),
            "not_comparable": Field(shape=SENTENCE),
            "evidence": needed(EVIDENCE),
        },
    )


def _role() -> Keyed[PayRole]:
    figures = Keyed(
        "Figures",
        Figures,
        {name: Field(shape=Maybe(DOLLARS)) for name in Figures.record_fields},
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
            "occupation": Field(shape=OCCUPATION),
            "area": Field(shape=Text()),
            "note": needed(Text()),
            "evidence": Field(shape=EVIDENCE_OR_NONE),
            "searched": SEARCHED,
        },
    )


def _posting() -> Keyed[Posting]:
    return Keyed(
        "A job posting",
        Posting,
        {
            "id": needed(ID),
            "roles": needed(Least(ID)),
            "job": needed(Text()),
            "low": needed(DOLLARS),
            "high": needed(DOLLARS),
            "year": needed(YEAR),
            "note": Field(shape=SENTENCE),
            "evidence": needed(EVIDENCE),
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
