"""What a person may leave open, deny or answer briefly: the wrappers around a profile's values."""

from typing import Any, Generic, TypeVar

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import means_none, means_unknown
from cmio_advisor.domain.profile.fields import NONE
from cmio_advisor.domain.profile.profile import contradictions
from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.loading.shapes.shapes import (
    UNKNOWN,
    Around,
    Field,
    Listing,
    Pattern,
    Schema,
    Shape,
    Text,
    refuse,
)
from cmio_advisor.loading.shapes.term_ids import TermId
from cmio_advisor.loading.shapes.written_entries import Entries
from cmio_advisor.loading.text.nodes import Node, Problems

T = TypeVar("T")


class Answerable(Frozen, Generic[T], kw_only=False):
    """A value that may be left open: ``unknown`` or nothing reads as ``None``."""

    inner: Shape[T]

    def read(self, node: Node, problems: Problems) -> T | None:
        if node.value is None or node.value == UNKNOWN:
            return None
        if problems.human and isinstance(node.value, str) and self._is_open(node.value):
            problems.note(node, "unknown")
            return None
        return self.inner.read(node, problems)

    def _is_open(self, text: str) -> bool:
        inner: object = self.inner
        if not means_unknown(text) or isinstance(inner, Text | Pattern):
            return False
        return not (isinstance(inner, TermId) and text in inner.ids)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"const": "unknown"}, {"type": "null"}]}


class Once(Around[Any], kw_only=False):
    """An answer; a row of a table may hold several of one thing, which have to be the same."""

    id: str

    def read(self, node: Node, problems: Problems) -> Any:  # noqa: ANN401 - as the record is
        given = node.value if isinstance(node.value, tuple) else (node,)
        first, *others = [self.record.read(each, problems) for each in given]
        if any(each != first for each in others):
            said = " and ".join(dict.fromkeys(each.text for each in given))
            advice = f'"{self.id}" is answered twice: {said}. Keep the one that is true.'
            raise refuse(node, problems, advice)
        return first


def end_before_start(found: Any) -> str | None:  # noqa: ANN401 - any record of the domain
    """What is wrong with work, or with what is held, that ends before it starts."""
    for each in getattr(found, "experience", None) or (found,):
        start = getattr(each, "start", None) or getattr(each, "begun", None)
        end = getattr(each, "end", None) or getattr(each, "expires", None)
        if start and end and start.earliest > end.latest:
            return f"This ends ({end.text()}) before it starts ({start.text()})."
    return None


MOST_ENTRIES = 1_000
"""No person has more in one list: to read each takes its time."""


class Several(Frozen, Generic[T], kw_only=False):
    """
    A list, where one item may stand alone and ``none`` or ``0`` means an empty list. A list of ids
    may be written as a person does, in one text. ``more`` is as in a `Listing`.
    """

    item: Shape[T]
    alone: bool = False
    entries: Entries | None = None
    more: T | None = None

    def read(self, node: Node, problems: Problems) -> tuple[T, ...]:
        bare = self.entries.bare(node) if self.entries and problems.human else node
        if _is_none(bare, problems):
            return ()
        if not isinstance(node.value, list) and not self.alone:
            return self._list.read(node, problems)
        items = node.value if isinstance(node.value, list) else [node]
        if len(items) > MOST_ENTRIES:
            many = f"This list has {len(items):,} entries. Give at most {MOST_ENTRIES:,}."
            raise refuse(node, problems, many)
        if self.entries:
            items = list(self.entries.apart(items, problems))
        if not isinstance(node.value, list) and len(items) == 1:
            return (self.item.read(items[0], problems),)
        found = self._list.read(Node(items, node.place), problems)
        return tuple(dict.fromkeys(found)) if self.entries else found

    def schema(self) -> Schema:
        alone = [self.item.schema()] if self.alone else []
        return {"anyOf": [self._list.schema(), *alone, {"enum": [NONE, 0]}]}

    @property
    def _list(self) -> Listing[T]:
        return Listing(self.item, self.more, contradictions)


class NoneOr(Frozen, Generic[T], kw_only=False):
    """
    A mapping, or ``none``, ``0`` or an empty list for what is known to be nothing; ``names`` are
    what else says that, folded.
    """

    inner: Shape[T]
    nothing: T
    names: frozenset[str] = frozenset()

    def read(self, node: Node, problems: Problems) -> T:
        if node.value == [] or _is_none(node, problems):
            return self.nothing
        if problems.human and isinstance(node.value, str) and folded(node.value) in self.names:
            problems.note(node, NONE)
            return self.nothing
        return self.inner.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"enum": [NONE, 0, []]}]}


def answer_field(shape: Shape[Any], into: str | None = None) -> Field:
    """A field that may be left open, and its name in the domain where that is another one."""
    return Field(shape=Answerable(shape), into=into)


def _is_none(node: Node, problems: Problems) -> bool:
    if problems.human and isinstance(node.value, str) and means_none(node.value):
        problems.note(node, NONE)
        return True
    return node.value == NONE or (node.value == 0 and not isinstance(node.value, bool))
