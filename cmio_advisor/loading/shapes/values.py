"""
The shapes of numbers and dates: plain, rough or as a range; known to the year, month or day. And
what entries of all roadmap files share: records by their classes, evidence, costs.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar, get_args, get_origin

from cmio_advisor.domain.base import written_numbers as numbers
from cmio_advisor.domain.base.evidence import CredentialEvidence, Evidence, Page, Search
from cmio_advisor.domain.base.frozen import Frozen, Id
from cmio_advisor.domain.base.human_words import ABOUT_A_YEAR, means_none, read_day
from cmio_advisor.domain.base.terms import ListWords
from cmio_advisor.domain.base.time import ROUGH_SHARE, Cost, Months, PartialDate, Span, about
from cmio_advisor.domain.profile.fields import NONE
from cmio_advisor.domain.rules.conditions import Dated
from cmio_advisor.loading.shapes.shapes import (
    AtKey,
    Built,
    ByName,
    Choice,
    Field,
    Flag,
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

DATE = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
PLAIN_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"
SPAN = r"([0-9]{1,9}(?:\.[0-9]{1,4})?)\s*(?:-|\u2013|to)\s*([0-9]{1,9}(?:\.[0-9]{1,4})?)"
AT_LEAST = (
    r"(?:at least|over|more than)\s+([0-9]{1,12}(?:\.[0-9]{1,4})?)"
    r"|([0-9]{1,12}(?:\.[0-9]{1,4})?)\s*\+"
)
ABOUT = r"about\s+([0-9]{1,9}(?:\.[0-9]{1,4})?)"
LEAST_TO_MOST = r"(?:at least )?([0-9]+)(?:-([0-9]+))?"
MOST = r"(?i)(up to|at most|no more than|less than|under|<)|.*\b(max|tops)"
"""How people say of a number that there is no more."""
LIMITS = ("hours a week", numbers.DOLLARS[2])
"""Of what a plan may take no more than there is."""
LEAST_DOLLARS = {numbers.DOLLARS[1]: 1_000, numbers.DOLLARS[2]: 100}
"""A year, or in all: less is a number of thousands, or pay by the hour."""
FIRST_YEAR, FIRST_ASSESSED, LAST_YEAR = 1900, 1990, 2100


def in_form(
    node: Node, unit: str, problems: Problems, words: ListWords | None = None, *, one: bool = False
) -> tuple[Node, str]:
    """
    A number in a person's words in the form of a file; anything else as it is; and what of it is
    left out, of ``words`` that may stand beside it. Where ``one`` number is wanted, a rough one is
    the number that was named.
    """
    if not problems.human or isinstance(node.value, bool) or not isinstance(node.value, str | int):
        return node, ""
    text, left = str(node.value).strip(), ""
    if text == NONE or (isinstance(node.value, int) and unit != numbers.SHARE):
        return node, ""
    is_plain = re.fullmatch(PLAIN_NUMBER, text) and not numbers.has_pointed_thousands(text, unit)
    if is_plain and (unit != numbers.SHARE or float(text) <= 1):
        return node, ""
    found = numbers.read_number(text, unit)
    if found is None and words:
        text, left = numbers.without_comment(
            text, frozenset(words.beside), frozenset(words.unlisted)
        )
        found = numbers.read_number(text, unit) if left else None
    if isinstance(found, numbers.Vague):
        write = "one number" if one and " to " in found.choices[0] else found.written_as()
        advice = f"{node.echo()} {found.reason}. Write {write}."
        raise refuse(node, problems, advice)
    if found is None or isinstance(found, Mapping):
        return node, ""
    if one and isinstance(found, str):
        found, more = _one_number(found, unit, text)
        left = left or more
    return Node(found, node.place), left


def _one_number(found: str, unit: str, text: str) -> tuple[int | float | str, str]:
    """The one that is meant of a rough number or a limit, with what of it is left out."""
    if rough := re.fullmatch(ABOUT, found):
        return float(rough[1]) if "." in rough[1] else int(rough[1]), ""
    range_ = re.fullmatch(LEAST_TO_MOST, found)
    low, high = range_.groups() if range_ else ("", "")
    is_limit = unit in LIMITS or (unit != numbers.DOLLARS[1] and re.match(MOST, text))
    if high and int(high) <= int(low):
        return found, ""
    if low == "0" and high and is_limit:
        return int(high), ""
    if low and unit in LIMITS:
        return int(low), f"to {high}" if high else "or more"
    return found, ""


def tell(node: Node, read: Node, problems: Problems, left: str) -> None:
    """Note that a number was read in other words than it is written in."""
    text = str(node.value).strip()
    is_plain = re.fullmatch(PLAIN_NUMBER, text) and isinstance(read.value, int | float)
    if str(read.value) != text and not (is_plain and float(text) == read.value):
        problems.note(node, str(read.value), left)


_EVERY_YEAR = (
    r"(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|(02)-(0[1-9]|1[0-9]|2[0-8])"
)
"""Every day that each year has; 29 February is none of them."""
MONTH_DAY: Built[str, tuple[int, int]] = Built(
    Pattern(f"({_EVERY_YEAR})", "a day of the year like 06-30"),
    lambda text: (int(text[:2]), int(text[3:])),
)


class Number(Frozen, kw_only=False):
    """A number from ``low`` to ``high`` with its unit, and ``words`` that may stand beside it."""

    low: float
    high: float
    unit: str
    words: ListWords | None = None

    def read(self, node: Node, problems: Problems) -> float:
        read, left = in_form(node, self.unit, problems, self.words, one=True)
        is_dollars = problems.human and self.unit in numbers.DOLLARS
        is_none = is_dollars and isinstance(read.value, str) and means_none(read.value)
        read = Node(0, node.place) if is_none else read
        value = read.value
        if isinstance(value, str) and re.fullmatch(PLAIN_NUMBER, value):
            value = value if numbers.has_pointed_thousands(value, self.unit) else float(value)
        refused = partial(refuse, node, problems)
        if not isinstance(value, int | float) or isinstance(value, bool):
            several = " One number is wanted here." if read is not node else ""
            raise refused(f"{node.echo()} is not {self._range()}, in digits alone.{several}")
        if problems.human and 0 < value < LEAST_DOLLARS.get(self.unit, 0):
            of = "a year's pay" if self.unit == numbers.DOLLARS[1] else "a course costs"
            meant = f"Did you mean {value:g},000? Write dollars in full."
            raise refused(f"{node.echo()} is less than {of}. {meant}")
        if not self.low <= value <= self.high:
            raise refused(f"{node.echo()} lies outside {self._range()}.")
        tell(node, read, problems, left)
        return float(value)

    def _range(self) -> str:
        return f"a number of {self.unit} from {self.low:g} to {self.high:,.0f}"

    def schema(self) -> Schema:
        return {"type": "number", "minimum": self.low, "maximum": self.high}


class WholeNumber(Number, kw_only=False):
    def read(self, node: Node, problems: Problems) -> int:
        value = Number.read(self, node, problems)
        if value != int(value):
            raise refuse(node, problems, f"{node.echo()} is not a whole number of {self.unit}.")
        return int(value)

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


class Amount(Frozen, kw_only=False):
    """
    A number, a range of numbers (``5-7``), a rough number (``about 7``) or an open one (``at least
    5``, ``5+``, ``over 5``).

    Rough means 20% either way, at least 1; open from there to the highest that there can be.
    """

    low: float
    high: float
    unit: str
    words: ListWords | None = None

    def read(self, node: Node, problems: Problems) -> Span:
        read, left = in_form(node, self.unit, problems, self.words)
        span = self._read(node, read, problems)
        tell(node, read, problems, left)
        return span

    def _read(self, written: Node, node: Node, problems: Problems) -> Span:
        if isinstance(node.value, str):
            text = node.value.strip().lower()
            if text == NONE:
                return Span(0.0, 0.0)
            if found := re.fullmatch(SPAN, text):
                return self._span(float(found[1]), float(found[2]), written, problems)
            if found := re.fullmatch(ABOUT, text):
                rough = about(float(found[1]))
                return self._span(rough.low, rough.high, written, problems)
            if found := re.fullmatch(AT_LEAST, text):
                return self._span(float(found[1] or found[2]), self.high, written, problems)
            if not re.fullmatch(PLAIN_NUMBER, text):
                share = "Write a share of full time: 0.25 for a quarter of it."
                write = share if self.high <= 1 else 'Write 7, "5-7", "about 7" or "at least 5".'
                raise refuse(
                    node, problems, f"{node.echo()} is not a number of {self.unit}. {write}"
                )
        if node is not written and isinstance(node.value, int):  # what was read is not read again
            node = Node(float(node.value), node.place)
        value = float(Number(self.low, self.high, self.unit).read(node, problems))
        return Span(value, value)

    def _span(self, low: float, high: float, node: Node, problems: Problems) -> Span:
        if low > self.high or high > self.high * (1 + ROUGH_SHARE):
            said = f"{node.echo()} is more than {self.high:,.0f} {self.unit}."
            raise refuse(node, problems, said)
        if low > high:
            raise refuse(node, problems, f"{node.echo()} starts higher than it ends.")
        return Span(low, min(high, self.high))

    def schema(self) -> Schema:
        return {
            "anyOf": [
                {"type": "number", "minimum": self.low, "maximum": self.high},
                {"type": "string", "pattern": f"^({ABOUT}|{AT_LEAST}|{SPAN}|{PLAIN_NUMBER})$"},
            ]
        }


class SomeDate(Frozen, kw_only=False):
    """A date known to the year, the month or the day, not before the year ``first``."""

    first: int = FIRST_YEAR

    def read(self, node: Node, problems: Problems) -> PartialDate:
        is_told = isinstance(node.value, str | int) and not isinstance(node.value, bool)
        text = str(node.value) if is_told else ""
        is_other = problems.human and is_told and not re.fullmatch(DATE, text)
        read = read_day(text) if is_other else None
        if is_other and not read and problems.on:
            read = numbers.read_day_ahead(text, problems.on)
        if read and read != text:
            about = re.match(rf"(?i)\s*{ABOUT_A_YEAR}\b", text)
            problems.note(node, read, about[0].strip() if about else "")
            text = read
        refused = partial(refuse, node, problems)
        found = re.fullmatch(DATE, text)
        if not found:
            example = "Write 2014, 2014-06 or 2014-06-30: the year first."
            raise refused(f"{node.echo()} is not a date. {example}")
        year, month, day = (int(part) if part else None for part in found.groups())
        if year is None or month == 0 or day == 0:
            raise refused(f"{node.echo()} is a date that does not exist.")
        if not self.first <= year <= LAST_YEAR:
            raise refused(f"The year {year} lies outside {self.first} to {LAST_YEAR}.")
        try:
            earliest = date(year, month or 1, day or 1)
        except ValueError:
            raise refused(f"{node.echo()} is a date that does not exist.") from None
        if day:
            return PartialDate(earliest, earliest)
        months = year * 12 + (month or 12)  # up to the next one
        following = date(months // 12, months % 12 + 1, 1)
        return PartialDate(earliest, date.fromordinal(following.toordinal() - 1))

    def schema(self) -> Schema:
        return {
            "anyOf": [
                {"type": "integer", "minimum": self.first, "maximum": LAST_YEAR},
                {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
            ]
        }


class FullDate(Frozen, kw_only=False):
    """A date known to the day, not before the year ``first``."""

    first: int = FIRST_YEAR

    def read(self, node: Node, problems: Problems) -> date:
        text = str(node.value)
        if not re.fullmatch(DATE, text) and not (problems.human and read_day(text)):
            text = f"{node.echo()} is not a date. Write it like 2026-11-23: the year first."
            raise refuse(node, problems, text)
        found = re.fullmatch(DATE, text)
        day = None if found and not found[3] else SomeDate(self.first).read(node, problems)
        if day is None or day.earliest != day.latest:
            raise refuse(node, problems, f"{node.echo()} needs a day as well, like 2026-11-23.")
        return day.earliest

    def schema(self) -> Schema:
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


T = TypeVar("T")
F = TypeVar("F", bound=Frozen)
Said = AtKey | None

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
    "https?://[!#-;=?-\\[\\]_a-z~]{1,500}", "an https or http address of at most 500 characters"
)


def needed(shape: Shape[Any], into: str | None = None) -> Field:
    """A field that has to stand there."""
    return Field(shape, needed=True, into=into)


def mapping(what: str, **fields: AtKey) -> Keyed[dict[str, Any]]:
    """A mapping that is made nothing else of."""
    return Keyed(what, dict, fields)


def file_shape(name: str, fields: Mapping[str, AtKey]) -> Keyed[dict[str, Any]]:
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
    tuple[int, int]: MONTH_DAY,
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
            fields[keys.get(name, name)] = Field(shape, needed=is_needed)
    return Keyed(what, build or of, fields)


def _of_type(kind: Any) -> Shape[Any]:  # noqa: ANN401 - any type
    """A list has at least one entry; what may be missing is ``null`` only where that is told."""
    if kind in TYPES:
        return TYPES[kind]
    shape = _of_type(get_args(kind)[0])
    return least(shape) if get_origin(kind) is tuple else shape


DATES: dict[str, Said] = {"from": FullDate(), "until": FullDate()}
GRADE = Choice("a grade", ("A", "B", "C", "D"))
EVIDENCE_ENTRY = record("Evidence", Evidence, grade=GRADE)
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
TYPES |= {CredentialEvidence: record("Evidence", CredentialEvidence, grade=GRADE)}
TYPES |= {Evidence: EVIDENCE_ENTRY, Search: SEARCH, Page: PAGE, Cost: COST, Months: MONTHS}
