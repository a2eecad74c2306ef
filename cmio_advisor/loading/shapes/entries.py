"""What entries of all roadmap files share: records by their classes, evidence, costs, dates."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar, get_args, get_origin

from cmio_advisor.domain.base.evidence import Evidence, Page, Search
from cmio_advisor.domain.base.frozen import Frozen, Id
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.rules.conditions import Dated
from cmio_advisor.loading.shapes.quantities import FullDate, MonthDay, Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    ByName,
    Choice,
    Field,
    Flag,
    Keyed,
    Listing,
    Maybe,
    Pattern,
    Shape,
    Text,
)

T = TypeVar("T")
F = TypeVar("F", bound=Frozen)
Said = Shape[Any] | Field | None

ID = Pattern("[a-z0-9]+(?:-[a-z0-9]+)*", "an id of small letters, digits and hyphens")
PROFESSION = Pattern("[a-z][a-z-]{0,39}", "the name of a profession in small letters")
STATE = Pattern("[A-Z]{2}", "a two-letter state code")
TERM_ID = Pattern(
    "[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]{2}",
    "an id of small letters, digits and hyphens, or a code of two letters",
)
SENTENCE = Maybe(Text())
NAME = Pattern(r".*\S.*", "a name: a line of text")
SENTENCES = Listing(Text())
TEXTS = ByName("Named sentences", Text())
WEB_ADDRESS = Pattern(
    "https?://[!#-;=?-\\[\\]_a-z~]{1,500}",
    "an https or http address of at most 500 characters",
)


def needed(shape: Shape[Any], into: str | None = None) -> Field:
    """A field that has to stand there."""
    return Field(shape=shape, needed=True, into=into)


def mapping(what: str, **fields: Field) -> Keyed[dict[str, Any]]:
    """A mapping that is made nothing else of."""
    return Keyed(what, dict, fields)


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


def least(item: Shape[T]) -> Listing[T]:
    """A list with at least one entry."""
    return Listing(item, needed=True)


TYPES: dict[Any, Shape[Any]] = {
    str: Text(),
    str | None: SENTENCE,
    tuple[str, ...]: SENTENCES,
    Mapping[str, str]: TEXTS,
    tuple[int, int]: MonthDay(),
    bool: Flag(),
    date: FullDate(),
    Id: ID,
}
"""The shape of what a field holds, where its type alone says it."""


def record(
    what: str, of: type[F], build: Callable[..., F] | None = None, /, **said: Said
) -> Keyed[F]:
    """
    The shape of a record from its class: its fields in their order, each by its type, needed where
    it has no default. ``said`` is what a type cannot say, by the key in the file: a range or a list
    of words, the field's own name where the key is another (`Field.into`), ``None`` for a field
    that no file has. Keys that are no field stand behind; then ``build`` makes the record of all.
    """
    keys = {getattr(each, "into", None) or key: key for key, each in said.items()}
    fields: dict[str, Field] = {}
    for name in dict.fromkeys((*of.record_fields, *keys)):
        shape = said[keys[name]] if name in keys else _of_type(of.record_types()[name])
        is_needed = name in of.record_names and name not in of.record_defaults
        if isinstance(shape, Field):
            fields[keys[name]] = shape
        elif shape is not None:
            fields[keys.get(name, name)] = Field(shape=shape, needed=is_needed)
    return Keyed(what, build or of, fields)


def _of_type(kind: Any) -> Shape[Any]:  # noqa: ANN401 - any type
    """A list has at least one entry; what may be missing is ``null`` only where that is told."""
    if kind in TYPES:
        return TYPES[kind]
    shape = _of_type(get_args(kind)[0])
    return least(shape) if get_origin(kind) is tuple else shape


DATES: dict[str, Said] = {"from": FullDate(), "until": FullDate()}
EVIDENCE_ENTRY = record("Evidence", Evidence, grade=Choice("a grade", ("A", "B", "C", "D")))
EVIDENCE = least(EVIDENCE_ENTRY)
EVIDENCE_OR_NONE = Listing(EVIDENCE_ENTRY)
"""For entries that state no fact, such as a role for which no pay figure was found."""
SEARCH = record("A search", Search)
"""What was looked for in vain: a text that says "not found" stands beside one."""
PAGE = record("A page", Page, url=WEB_ADDRESS)
DOLLARS_IN_ALL = WholeNumber(0, 10_000_000, "US dollars")
COST = Maybe(record("A cost", Cost, low=DOLLARS_IN_ALL, high=DOLLARS_IN_ALL, note=Text()))
MONTHS = record(
    "A duration", Months, **dict.fromkeys(Months.record_fields, Number(0, 600, "months"))
)
TYPES |= {Evidence: EVIDENCE_ENTRY, Search: SEARCH, Page: PAGE, Cost: COST, Months: MONTHS}
