"""
What a value may look like: each shape reads a node and describes itself as JSON Schema.

Profiles and roadmaps are read by the same shapes, so a file and its schema cannot disagree.
A shape notes every problem it finds and goes on; only then does it give up its value.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import split_comment, yes_or_no
from cmio_advisor.domain.base.terms import folded, nearest_words
from cmio_advisor.domain.base.written_numbers import SHARE, read_number
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

S = TypeVar("S")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
W = TypeVar("W", bound=str)
Schema = dict[str, Any]
UNKNOWN = "unknown"


class Shape(Protocol[T_co]):
    """Reads one kind of value."""

    def read(self, node: Node, problems: Problems) -> T_co:
        """The value; raises `Unreadable` after noting what is wrong with it."""

    def schema(self) -> Schema:
        """The same, as JSON Schema."""


def refuse(node: Node, problems: Problems, text: str) -> Unreadable:
    """Note a problem at the node's place; the caller raises what comes back."""
    problems.add(node.place, text)
    problems.refused.append(node)
    return Unreadable()


def nearest(found: str, known: Iterable[str]) -> str:
    """ "Did you mean ...?" with the known word that is one slip of the keyboard away."""
    return did_you_mean(nearest_words(found[:80], known))


def nearest_or_known(found: str, known: Sequence[str]) -> str:
    """The same; else the ids with that word in them; else two lines' worth of what is known."""
    holding = [each for each in known if found in each.split("-")]
    if holding and not nearest(found, known):
        return f" With that word in it: {', '.join(holding)}."
    shown = ", ".join(known[:20]) + (", ..." if len(known) > 20 else "")  # noqa: PLR2004 - two lines
    return nearest(found, known) or f" Known are: {shown}."


def did_you_mean(likely: Iterable[str]) -> str:
    """The question that names what is likely meant; nothing where nothing is."""
    named = " or ".join(f'"{each}"' for each in likely)
    return f" Did you mean {named}?" if named else ""


def told_twice(
    node: Node, problems: Problems, field: str, first: object, second: object
) -> Unreadable:
    """Note that of one thing two things are told that differ in a field."""
    words = {True: "yes", False: "no"}
    said = (getattr(each, field) for each in (first, second))
    ways = ", and ".join(f"{field} {words.get(each, each)}" for each in said)
    keep = "Keep the one that is true; where both are, give each its own day, state or country."
    text = f'"{getattr(second, "thing", "")}" stands here twice: {ways}. {keep}'
    return refuse(Node([node], node.place), problems, text)


class Around(Frozen, Generic[T], kw_only=False):
    """What does more with the same value as another shape, and looks like it in the schema."""

    record: Shape[T]

    def schema(self) -> Schema:
        return self.record.schema()


class Checked(Around[T], kw_only=False):
    """A value that has to pass one more test, which names what is wrong."""

    fault: Callable[[T], str | None]

    def read(self, node: Node, problems: Problems) -> T:
        value = self.record.read(node, problems)
        if fault := self.fault(value):
            raise refuse(node, problems, fault)
        return value


class Built(Around[S], Generic[S, T], kw_only=False):
    """What another shape reads, built into something else."""

    build: Callable[[S], T]

    def read(self, node: Node, problems: Problems) -> T:
        return self.build(self.record.read(node, problems))


class Text(Frozen, kw_only=False):
    """Any text; a plain number is taken as written."""

    def read(self, node: Node, problems: Problems) -> str:
        if isinstance(node.value, str):
            return node.value
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            return str(node.value)
        raise refuse(node, problems, f"Text was expected here, found {node.echo()}.")

    def schema(self) -> Schema:
        return {"type": "string"}


class Pattern(Frozen, kw_only=False):
    """Text of one form, which ``meaning`` describes."""

    form: str
    meaning: str

    def read(self, node: Node, problems: Problems) -> str:
        if isinstance(node.value, str | int) and not isinstance(node.value, bool):
            text = str(node.value)
            if re.fullmatch(self.form, text):
                return text
        raise refuse(node, problems, f"{node.echo()} is not {self.meaning}.")

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{self.form}$"}


class Choice(Frozen, Generic[W], kw_only=False):
    """
    One of a list of known words, as it is there; ``what`` is how a message calls one of them,
    ``names`` what else a person calls it, ``vague`` what can mean several, with what to write.
    """

    what: str
    known: tuple[W, ...]
    names: Mapping[str, str] = {}
    vague: Mapping[str, str] = {}

    def read(self, node: Node, problems: Problems) -> W:
        written = node.text
        if written in self.known:
            return self.known[self.known.index(written)]
        if problems.human and written:
            wanted = folded(written)
            named = self.names.get(wanted)
            same = (each for each in self.known if folded(each) == wanted)
            meant = next(same, None) or next((each for each in self.known if each == named), None)
            if meant:
                problems.note(node, meant)
                return meant
        if advice := self.vague.get(written.strip().lower()):
            raise refuse(node, problems, f"{node.echo()} {advice}")
        hint = nearest_or_known(written, self.known)
        raise refuse(node, problems, f"{node.echo()} is not {self.what}.{hint}")

    def schema(self) -> Schema:
        return {"enum": list(self.known)}


class Flag(Frozen, kw_only=False):
    def read(self, node: Node, problems: Problems) -> bool:
        if isinstance(node.value, bool):
            return node.value
        if node.value in ("yes", "no"):
            return node.value == "yes"
        word, left = split_comment(str(node.value)) if problems.human else ("", "")
        found = yes_or_no(word)
        share = None if found is not None or word.isdecimal() else read_number(word, SHARE)
        if isinstance(share, int | float) and 0 < share <= 1:  # "0.5 FTE": part of a week
            found, left = True, word
        if found is not None:
            problems.note(node, "yes" if found else "no", left)
            return found
        raise refuse(node, problems, f"yes or no was expected here, found {node.echo()}.")

    def schema(self) -> Schema:
        return {"enum": [True, False, "yes", "no"]}


class Listing(Frozen, Generic[T], kw_only=False):
    """
    A list of values of one shape. ``more`` is the entry of one that may hold more than what it
    names: where ``unknown`` stands in it, or an entry that could not be read. ``doubts`` finds
    those of which only one can be true, by their places, and in what they differ: neither is read.
    ``needed``: at least one has to stand there.
    """

    item: Shape[T]
    more: T | None = None
    doubts: Callable[[Sequence[T]], Iterable[tuple[int, int, str]]] | None = None
    needed: bool = False

    def read(self, node: Node, problems: Problems) -> tuple[T, ...]:
        if not isinstance(node.value, list):
            raise refuse(node, problems, f"A list was expected here, found {node.echo()}.")
        if self.needed and not node.value:
            raise refuse(node, problems, "At least one entry has to stand here.")
        values: list[T] = []
        nodes: list[Node] = []
        unread = 0
        for each in node.value:
            try:
                if self.more is not None and each.value == UNKNOWN:
                    values.append(self.more)
                else:
                    values.append(self.item.read(each, problems))
                nodes.append(each)
            except Unreadable:
                unread += 1
        doubtful: set[int] = set()
        for first, second, field in self.doubts(values) if self.doubts else ():
            doubtful |= {first, second}
            told_twice(nodes[second], problems, field, values[first], values[second])
        unread += len(doubtful)
        values = [each for at, each in enumerate(values) if at not in doubtful]
        if unread and not (problems.partial and values):
            raise Unreadable
        return tuple(values) if not unread or self.more is None else (*values, self.more)

    def schema(self) -> Schema:
        item = self.item.schema()
        if self.more is not None:
            item = {"anyOf": [item, {"const": UNKNOWN}]}
        return {"type": "array", "items": item, **({"minItems": 1} if self.needed else {})}


class ByName(Frozen, Generic[T], kw_only=False):
    """A mapping of any names to values of one shape; ``what`` is how a message calls it."""

    what: str
    item: Shape[T]

    def read(self, node: Node, problems: Problems) -> dict[str, T]:
        if not isinstance(node.value, Mapping):
            raise refuse(node, problems, f"{self.what} were expected, found {node.echo()}.")
        return {key: self.item.read(each, problems) for key, each in node.value.items()}

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.item.schema()}


class Maybe(Frozen, Generic[T], kw_only=False):
    """A value, or nothing (``null``)."""

    inner: Shape[T]

    def read(self, node: Node, problems: Problems) -> T | None:
        return None if node.value is None else self.inner.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"type": "null"}]}


class ShortOrLong(Frozen, Generic[S, T], kw_only=False):
    """A short form, from which ``build`` makes the object, or the mapping that says more."""

    short: Shape[S]
    build: Callable[[S], T]
    record: Shape[T]

    def read(self, node: Node, problems: Problems) -> T:
        if isinstance(node.value, Mapping):
            return self.record.read(node, problems)
        return self.build(self.short.read(node, problems))

    def schema(self) -> Schema:
        return {"anyOf": [self.short.schema(), self.record.schema()]}


class Field(Frozen, kw_only=False):
    """
    One key of a record: its shape, whether it must stand there, and its name in the domain. One
    that ``decides`` what the others mean cannot be left out where it stands there.
    """

    shape: Shape[Any]
    needed: bool = False
    into: str | None = None
    decides: bool = False


AtKey = Field | Shape[Any]
"""What stands under a key; one that may be missing is its shape alone."""


class Keyed(Frozen, Generic[T], kw_only=False):
    """
    A mapping with known keys, built into one object. ``what`` is how a message calls it,
    ``strange`` what it says of another key, and what to do where no known one is near;
    ``deeper`` are keys that stand under one of its own, with that and as what.
    """

    what: str
    build: Callable[..., T]
    fields: Mapping[str, Field]
    strange: tuple[str, str] = ("is not a field of {what}", " Known are: {known}.")
    deeper: Mapping[str, tuple[str, str]] = {}

    def __init__(
        self,
        what: str,
        build: Callable[..., T],
        fields: Mapping[str, AtKey],
        **more: Any,  # noqa: ANN401 - its fields
    ) -> None:
        whole = {k: each if isinstance(each, Field) else Field(each) for k, each in fields.items()}
        super().__init__(what, build, whole, **more)

    def read(self, node: Node, problems: Problems) -> T:
        if not isinstance(node.value, Mapping):
            advice = f" Its parts are: {', '.join(self.fields)}." if self.fields else ""
            message = f"{self.what} was expected here, found {node.echo()}.{advice}"
            raise refuse(node, problems, message)
        before = problems.count
        for key, value in node.value.items():
            if key not in self.fields:
                problems.add(value.place, f"{Node(key).echo()} {self._instead_of(key, value)}")
        values: dict[str, Any] = {}
        is_whole = True
        for key, each in self.fields.items():
            if key in node.value:
                try:
                    values[each.into or key] = each.shape.read(node.value[key], problems)
                except Unreadable:
                    is_whole = is_whole and not (each.needed or each.decides)
            elif each.needed:
                problems.add(node.place, f'{self.what} needs the field "{key}".')
                is_whole = False
        if not is_whole or (problems.count > before and not (problems.partial and values)):
            raise Unreadable
        return self.build(**values)

    def _instead_of(self, key: str, value: Node) -> str:
        said, instead = self.strange if self.fields else (self.strange[0], "")
        hint = nearest(key, self.fields) or instead.format(known=", ".join(self.fields))
        if key in self.deeper:
            hint = ' It stands in "{}", as "{}".'.format(*self.deeper[key])
        if value.value is None and " " in key:
            hint = " A text with a comma in it stands in quotation marks."
        return f"{said.format(what=self.what.lower())}.{hint}"

    def schema(self) -> Schema:
        return {
            "type": "object",
            "properties": {key: each.shape.schema() for key, each in self.fields.items()},
            "required": [key for key, each in self.fields.items() if each.needed],
            "additionalProperties": False,
        }
