"""The small shapes that entries of all roadmap files share: ids, evidence, costs, months, dates."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from cmio_advisor.domain.base.evidence import Evidence, Page, Search
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.measures import Cost, Months
from cmio_advisor.domain.rules.conditions import Dated
from cmio_advisor.loading.shapes.quantities import FullDate, Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    Choice,
    Field,
    Keyed,
    Listing,
    Maybe,
    Pattern,
    Schema,
    Shape,
    Text,
    refuse,
)
from cmio_advisor.loading.text.nodes import Node, Problems

T = TypeVar("T")

ID = Pattern("[a-z0-9]+(?:-[a-z0-9]+)*", "an id of small letters, digits and hyphens")
PROFESSION = Pattern("[a-z][a-z-]{0,39}", "the name of a profession in small letters")
STATE = Pattern("[A-Z]{2}", "a two-letter state code")
TERM_ID = Pattern(
    "[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]{2}",
    "an id of small letters, digits and hyphens, or a code of two letters",
)
SENTENCE = Maybe(Text())
SENTENCES = Listing(Text())
WEB_ADDRESS = Pattern(
    "https?://[!#-;=?-\\[\\]_a-z~]{1,500}",
    "an https or http address of at most 500 characters",
)


def needed(shape: Shape[Any], into: str | None = None) -> Field:
    """A field that has to stand there."""
    return Field(shape=shape, needed=True, into=into)


def file_shape(name: str, fields: Mapping[str, Field]) -> Keyed[dict[str, Any]]:
    """A whole file: its schema line, then its fields, as a mapping."""
    schema = needed(Choice("the format of this file", (f"cmio-advisor/{name}/1",)))
    return Keyed(f"The file {name}.yaml", dict, {"schema": schema, **fields})


def dated(build: Callable[..., T], condition: str) -> Callable[..., T]:
    """Puts an entry's own ``from`` and ``until`` around its condition, the field of that name."""

    def made(**values: Any) -> T:  # noqa: ANN401 - the fields give the types
        start, end = values.pop("from", None), values.pop("until", None)
        if start or end:
            values[condition] = Dated(values[condition], start, end)
        return build(**values)

    return made


class Least(Frozen, Generic[T], kw_only=False):
    """A list with at least one entry."""

    item: Shape[T]

    def read(self, node: Node, problems: Problems) -> tuple[T, ...]:
        found = Listing(self.item).read(node, problems)
        if not found:
            raise refuse(node, problems, "At least one entry has to stand here.")
        return found

    def schema(self) -> Schema:
        return {**Listing(self.item).schema(), "minItems": 1}


class Texts(Frozen, kw_only=False):
    """Named sentences."""

    def read(self, node: Node, problems: Problems) -> dict[str, str]:
        if not isinstance(node.value, Mapping):
            raise refuse(node, problems, f"Named sentences were expected, found {node.echo()}.")
        return {key: Text().read(each, problems) for key, each in node.value.items()}

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": {"type": "string"}}


DATES = {"from": Field(shape=FullDate()), "until": Field(shape=FullDate())}
EVIDENCE_ENTRY = Keyed(
    "Evidence",
    Evidence,
    {
        "source": needed(ID),
        "grade": needed(Choice("a grade", ("A", "B", "C", "D"))),
        "checked": needed(FullDate()),
        "says": needed(Text()),
        "review_by": Field(shape=FullDate()),
    },
)
EVIDENCE = Least(EVIDENCE_ENTRY)
EVIDENCE_OR_NONE = Listing(EVIDENCE_ENTRY)
"""For entries that state no fact, such as a role for which no pay figure was found."""
SEARCH = Keyed(
    "A search",
    Search,
    {"what": needed(Text()), "where": needed(Text()), "on": needed(FullDate())},
)
SEARCHED = Field(shape=SEARCH)
"""What was looked for in vain: a text that says "not found" stands beside one."""
WHERE = {
    "do_at": Field(
        shape=Least(Keyed("A page", Page, {"title": needed(Text()), "url": needed(WEB_ADDRESS)}))
    ),
    "ask": Field(shape=SENTENCE),
}
"""On which pages something is done, and whom to ask, in a sentence."""
COST = Maybe(
    Keyed(
        "A cost",
        Cost,
        {
            "low": needed(WholeNumber(0, 10_000_000, "US dollars")),
            "high": needed(WholeNumber(0, 10_000_000, "US dollars")),
            "note": Field(shape=Text()),
        },
    )
)
MONTHS = Keyed(
    "A duration",
    Months,
    {name: needed(Number(0, 600, "months")) for name in ("low", "likely", "high")},
)
