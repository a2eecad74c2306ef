"""The shape of vocabulary.yaml: the ids a profile may use, by kind, and groups of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from cmio_advisor.domain.base.terms import CvWords, JobTitle, Term
from cmio_advisor.domain.profile.fields import FIELDS, LISTS, Kind
from cmio_advisor.loading.shapes.entries import (
    EVIDENCE,
    ID,
    PROFESSION,
    SENTENCES,
    STATE,
    TERM_ID,
    file_shape,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import WholeNumber
from cmio_advisor.loading.shapes.shapes import Choice, Field, Keyed, Listing, Shape, Text

KINDS = (
    "roles",
    "leadership_roles",
    "specialties",
    "projects",
    "memberships",
    "activities",
    "organizations",
    "states",
    "countries",
)
LETTERS = ("states", "countries")
"""The kinds whose ids are codes of two letters."""


def vocabulary_file() -> Keyed[dict[str, Any]]:
    """The shape of the whole file."""
    lettered = _term(STATE)
    kinds = {kind: needed(Listing(lettered if kind in LETTERS else _term())) for kind in KINDS}
    group: Keyed[dict[str, Any]] = Keyed(
        "A group",
        dict,
        {"id": needed(ID), "title": needed(Text()), "ids": needed(Listing(TERM_ID))},
    )
    taken_from: Keyed[dict[str, Any]] = Keyed(
        "Evidence of lists", dict, {kind: Field(shape=EVIDENCE) for kind in KINDS}
    )
    lists = {**kinds, "groups": needed(Listing(group))}
    together: Keyed[dict[str, Any]] = Keyed(
        "Names that join several", dict, {kind: Field(shape=SENTENCES) for kind in KINDS}
    )
    profession: Keyed[dict[str, Any]] = Keyed(
        "A profession", dict, {"id": needed(PROFESSION), "degrees": needed(Listing(TERM_ID))}
    )
    more = {
        "professions": Field(shape=Listing(profession)),
        "together": Field(shape=together),
        "evidence": Field(shape=taken_from),
        "cv": Field(shape=_cv()),
    }
    return file_shape("vocabulary", {**lists, **more})


def with_members(groups: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The ids of each group; the id of a group that stands before it stands for all that it has."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        members = (found.get(each, (each,)) for each in group["ids"])
        found[group["id"]] = tuple(dict.fromkeys(each for ids in members for each in ids))
    return found


def _cv() -> Keyed[CvWords]:
    work = Choice("a field of work", tuple(row.path for row in FIELDS if row.kind is Kind.WORK))
    title = record("Job titles", JobTitle, work=work)
    months = WholeNumber(1, 240, "months")
    least = {row.path: Field(shape=months) for row in FIELDS if row.kind in LISTS}
    return record(
        "Words of a CV",
        CvWords,
        titles=Listing(title),
        least_months=Keyed("Months by field", dict, least),
    )


def _term(id: Shape[str] = ID) -> Keyed[Term]:  # noqa: A002 - the key's own name
    return record("A term", Term, id=id)
