"""
The shapes of the files of programs: lists of one kind each, and the states that touch each other.
"""

from collections.abc import Mapping
from typing import Any

from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.roadmap.programs import Program, ProgramKind, ProgramList, Sought
from cmio_advisor.loading.shapes.entries import (
    COST,
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    SEARCH,
    SENTENCES,
    STATE,
    WEB_ADDRESS,
    Least,
    Word,
    file_shape,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    Choice,
    Field,
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
KIND = Word("a kind of program", ProgramKind)


SOUGHT = record("Programs", Sought, kind=needed(KIND))
"""The programs at which a route is done."""
PROGRAM: Keyed[Any] = record(
    "A program",
    Program,
    dict,
    kind=None,
    city=Text(),
    state=STATE,
    places=Text(),
    graduates=WholeNumber(0, 100_000, "graduates"),
    control=Choice("a kind of owner", ("public", "private-nonprofit", "private-for-profit")),
    papers=Least(Text()),
    papers_year=WholeNumber(2000, 2100, "years"),
    visas=Text(),
    accreditation=Text(),
    url=WEB_ADDRESS,
    evidence=Field(shape=EVIDENCE_OR_NONE),
    title=Field(shape=Text()),
    months=MONTHS_SPAN,
    price_usd=Field(shape=COST, into="price"),
    hours=WholeNumber(0, 100_000, "hours"),
    pay_usd_a_year=Field(shape=COST, into="pay"),
)
"""A program as it stands in a list, which may say some of it for all of its programs."""
SHARED = ("title", "level", "field", "months", "price_usd", "hours", "pay_usd_a_year")
SHARED_TOO = ("application", "opens", "unconfirmed")


def programs_file() -> Keyed[dict[str, Any]]:
    """The shape of a file of lists."""
    shared = {key: PROGRAM.fields[key] for key in (*SHARED, *SHARED_TOO)}
    listed = Keyed(
        "A list of programs",
        _list_of,
        {
            "id": needed(ID),
            "kind": needed(KIND),
            **shared,
            "title": needed(Text()),
            "notes": Field(shape=SENTENCES),
            "searched": Field(shape=Least(SEARCH)),
            "evidence": Field(shape=EVIDENCE),
            "programs": needed(Least(PROGRAM)),
        },
    )
    return file_shape("program-lists", {"lists": needed(Least(listed))})


def neighbors_file() -> Keyed[dict[str, Any]]:
    """The shape of the file of states that touch each other."""
    return file_shape("neighbors", {"evidence": needed(EVIDENCE), "neighbors": needed(_ByState())})


def _list_of(kind: ProgramKind, programs: tuple[dict[str, Any], ...], **values: Any) -> ProgramList:  # noqa: ANN401 - the fields give the types
    """A list of programs; what it says once holds for each program that does not say otherwise."""
    about = {key: values.pop(key) for key in ("id", "notes", "searched") if key in values}
    evidence = values.pop("evidence", ())
    made = []
    for program in programs:
        own = {**values, **program, "evidence": (*evidence, *program.get("evidence", ()))}
        made.append(Program(kind=kind, **own))
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
