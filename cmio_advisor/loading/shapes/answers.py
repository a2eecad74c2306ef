"""
What a person may leave open, deny or answer briefly: the wrappers around a profile's values.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.terms import Term
from cmio_advisor.domain.roadmap.names import folded, ids_by_name, slips
from cmio_advisor.loading.shapes.shapes import Field, Listing, Schema, Shape, did_you_mean, refuse
from cmio_advisor.loading.text.nodes import Node, Problems

T = TypeVar("T")


LISTED_AT_MOST = 12
"""How many ids a message lists; of more it says where they stand."""


WHAT = {
    "degrees": "a degree the roadmap knows",
    "certifications": "a certification the roadmap knows",
    "specialties": "a specialty the roadmap knows",
    "roles": "a job the roadmap knows",
    "leadership_roles": "a leadership role",
    "projects": "a kind of project",
    "memberships": "an association",
    "activities": "an activity",
    "organizations": "a kind of employer",
    "states": "a state, territory or province",
    "countries": "a country",
    "answers": "a question of a rule",
}
"""What a message calls one id of each list of the vocabulary."""


class TermId(Frozen, kw_only=False):
    """
    An id of one list of the vocabulary, or another name of it, which is read as that id.
    """

    kind: str
    terms: tuple[Term, ...]

    def read(self, node: Node, problems: Problems) -> str:
        typed = node.value if isinstance(node.value, str) else ""
        if any(term.id == typed for term in self.terms):
            return typed
        ids = self._by_name.get(folded(typed), ())
        if len(ids) == 1:
            return ids[0]
        raise refuse(node, problems, self._advice(node.echo(), typed, ids))

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        # Made once: a table may write every client's answers in other names.
        return ids_by_name(self.terms)

    def _advice(self, echo: str, typed: str, ids: tuple[str, ...]) -> str:
        if ids:
            return f"{echo} stands for more than one: {', '.join(ids)}. Write what is meant."
        hint = did_you_mean(slips(typed[:80], self.terms)) or self._where()
        return f"{echo} is not {WHAT[self.kind]}.{hint}"

    def _where(self) -> str:
        if len(self.terms) <= LISTED_AT_MOST:
            return f" Known are: {', '.join(term.id for term in self.terms)}."
        return f" All that are known: cmio-advisor roadmap ids {self.kind}."

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.kind}"}

    def definition(self) -> Schema:
        """
        The schema that every ``$ref`` to the list points at: its ids, which an editor offers.
        """
        return {"enum": [term.id for term in self.terms]}


class Told(Frozen, Generic[T], kw_only=False):
    """
    A value that may be left open: ``unknown`` or nothing reads as ``None``.
    """

    inner: Shape[T]

    def read(self, node: Node, problems: Problems) -> T | None:
        if node.value is None or node.value == "unknown":
            return None
        return self.inner.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"const": "unknown"}, {"type": "null"}]}


class Several(Frozen, Generic[T], kw_only=False):
    """
    A list, where one item may stand alone and ``none`` or ``0`` means an empty list.
    """

    item: Shape[T]
    alone: bool = False

    def read(self, node: Node, problems: Problems) -> tuple[T, ...]:
        if _is_none(node):
            return ()
        if isinstance(node.value, list) or not self.alone:
            return Listing(self.item).read(node, problems)
        return (self.item.read(node, problems),)

    def schema(self) -> Schema:
        alone = [self.item.schema()] if self.alone else []
        return {"anyOf": [Listing(self.item).schema(), *alone, {"enum": ["none", 0]}]}


class NoneOr(Frozen, Generic[T], kw_only=False):
    """
    A mapping, or ``none``, ``0`` or an empty list for what is known to be nothing.
    """

    inner: Shape[T]
    nothing: T

    def read(self, node: Node, problems: Problems) -> T:
        if node.value == [] or _is_none(node):
            return self.nothing
        return self.inner.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"enum": ["none", 0, []]}]}


class Checked(Frozen, Generic[T], kw_only=False):
    """
    A record whose finished value has to pass one more test, which names what is wrong.
    """

    record: Shape[T]
    fault: Callable[[T], str | None]

    def read(self, node: Node, problems: Problems) -> T:
        value = self.record.read(node, problems)
        fault = self.fault(value)
        if fault:
            raise refuse(node, problems, fault)
        return value

    def schema(self) -> Schema:
        return self.record.schema()


def told(shape: Shape[Any], into: str | None = None) -> Field:
    """
    A field that may be left open, and its name in the domain where that is another one.
    """
    return Field(shape=Told(shape), into=into)


def _is_none(node: Node) -> bool:
    return node.value == "none" or (node.value == 0 and not isinstance(node.value, bool))
