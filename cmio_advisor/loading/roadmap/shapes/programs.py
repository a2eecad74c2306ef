"""
The shapes of the files of programs: lists of one kind each, and the states that touch each other.
"""

from collections.abc import Mapping
from typing import Any

from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.roadmap.programs import Program, ProgramKind, ProgramList, Sought
from cmio_advisor.loading.shapes.conditions import MonthDay
from cmio_advisor.loading.shapes.entries import (
    COST,
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    SEARCH,
    SENTENCE,
    SENTENCES,
    STATE,
    WEB_ADDRESS,
    Least,
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
    Schema,
    ShortOrLong,
    Text,
    refuse,
)
from cmio_advisor.loading.text.nodes import Node, Problems

MONTHS_AT_MOST = 120
_COUNT = Number(0.25, MONTHS_AT_MOST, "months")


def _one(months: float) -> Span:
    return Span(float(months), float(months))


MONTHS_SPAN = ShortOrLong(
    _COUNT,
    _one,
    Keyed("A length", Span, {"low": needed(_COUNT), "high": needed(_COUNT)}),
)
KIND = Choice("a kind of program", tuple(ProgramKind))


def _sought(kind: str, **values: str) -> Sought:
    return Sought(kind=ProgramKind(kind), **values)


SOUGHT = Keyed(
    "Programs",
    _sought,
    {"kind": needed(KIND), "level": Field(shape=ID), "field": Field(shape=ID)},
)
"""The programs at which a route is done."""
SHARED = {
    "title": Field(shape=Text()),
    "level": Field(shape=ID),
    "field": Field(shape=ID),
    "months": Field(shape=MONTHS_SPAN),
    "price_usd": Field(shape=COST, into="price"),
    "hours": Field(shape=WholeNumber(0, 100_000, "hours")),
    "pay_usd_a_year": Field(shape=COST, into="pay"),
    "application": Field(shape=SENTENCE),
    "opens": Field(shape=Least(MonthDay())),
    "unconfirmed": Field(shape=Flag()),
}
"""What a list may say of all its programs, and a program for itself."""
OWN = {
    "id": needed(ID),
    "institution": needed(Text()),
    "city": Field(shape=Text()),
    "state": Field(shape=STATE),
    "specialty": Field(shape=ID),
    "places": Field(shape=Text()),
    "graduates": Field(shape=WholeNumber(0, 100_000, "graduates")),
    "control": Field(
        shape=Choice("a kind of owner", ("public", "private-nonprofit", "private-for-profit"))
    ),
    "papers": Field(shape=Least(Text())),
    "papers_year": Field(shape=WholeNumber(2000, 2100, "years")),
    "visas": Field(shape=Text()),
    "accreditation": Field(shape=Text()),
    "url": Field(shape=WEB_ADDRESS),
    "notes": Field(shape=SENTENCES),
    "evidence": Field(shape=EVIDENCE_OR_NONE),
}


def programs_file() -> Keyed[dict[str, Any]]:
    """The shape of a file of lists."""
    program: Keyed[dict[str, Any]] = Keyed("A program", dict, {**OWN, **SHARED})
    listed = Keyed(
        "A list of programs",
        _list_of,
        {
            "id": needed(ID),
            "kind": needed(KIND),
            **SHARED,
            "title": needed(Text()),
            "notes": Field(shape=SENTENCES),
            "searched": Field(shape=Least(SEARCH)),
            "evidence": Field(shape=EVIDENCE),
            "programs": needed(Least(program)),
        },
    )
    return file_shape("program-lists", {"lists": needed(Least(listed))})


def neighbors_file() -> Keyed[dict[str, Any]]:
    """The shape of the file of states that touch each other."""
    return file_shape("neighbors", {"evidence": needed(EVIDENCE), "neighbors": needed(_ByState())})


def _list_of(kind: str, programs: tuple[dict[str, Any], ...], **values: Any) -> ProgramList:  # noqa: ANN401 - the fields give the types
    """A list of programs; what it says once holds for each program that does not say otherwise."""
    about = {key: values.pop(key) for key in ("id", "notes", "searched") if key in values}
    evidence = values.pop("evidence", ())
    made = []
    for program in programs:
        own = {**values, **program, "evidence": (*evidence, *program.get("evidence", ()))}
        made.append(Program(kind=ProgramKind(kind), **own))
    return ProgramList(title=values["title"], programs=tuple(made), **about)


class _ByState:
    """For each state the states that touch it, both ways."""

    def read(self, node: Node, problems: Problems) -> dict[str, tuple[str, ...]]:
        if not isinstance(node.value, Mapping):
            raise refuse(
                node, problems, f"States by their codes were expected, found {node.echo()}."
            )
        found = {
            STATE.read(Node(key, each.place), problems): Listing(STATE).read(each, problems)
            for key, each in node.value.items()
        }
        for state, others in found.items():
            for other in others:
                if state not in found.get(other, ()):
                    place = node.value[state]
                    text = f"{state} touches {other}, and {other} does not name {state}."
                    raise refuse(place, problems, text)
        return found

    def schema(self) -> Schema:
        states = {"type": "array", "items": STATE.schema()}
        return {"type": "object", "additionalProperties": states}
