"""Which changes of a roadmap turn a client's result: those without which it does not."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.scenarios.edits import Edit, records_in, remade, renamed, without_absent

T = TypeVar("T", bound=Frozen)


class Replay:
    """
    Two versions and their ``edits``, each of which can be left out of the new one. A whole field
    changes at once: what is different inside it is one change.
    """

    def __init__(self, old: Roadmap, new: Roadmap, edits: Sequence[Edit]) -> None:
        self.edits = tuple(each for each in edits if each.counts)
        old = renamed(old, new)

        @cache
        def without(place: tuple[str, str, str]) -> Roadmap:
            return without_absent(_whole(_with_field(new, old, *place)))

        self._without: Callable[[tuple[str, str, str]], Roadmap] = without

    def causes(
        self, turns: Callable[[Roadmap], bool], first: Callable[[Edit], bool]
    ) -> tuple[Edit, ...]:
        """
        The edits that ``turns`` says move the result of the new version when left out: of those
        that are likely ``first``, or else of all others.
        """
        likely = [each for each in self.edits if first(each)]
        others = [each for each in self.edits if each not in likely]
        found = tuple(each for each in likely if turns(self._without(_place(each))))
        return found or tuple(each for each in others if turns(self._without(_place(each))))


def _whole(roadmap: Roadmap) -> Roadmap:
    """Without steps of no requirement, and certificates of routes and decisions that it has not."""
    known = {each.id for each in roadmap.credentials}
    for _, _, route in tuple(_entries(roadmap, "route")):
        if route.earns and route.earns not in known:
            roadmap = _mapped(roadmap, "route", route.id, lambda own: replace(own, earns=None))
    steps = tuple(each for each in roadmap.steps if each.requirements)
    there = {*roadmap.by_id, *roadmap.by_route}
    decisions = tuple(each for each in roadmap.decisions if each.takes in there)
    return replace(roadmap, steps=steps, decisions=decisions)


def _place(edit: Edit) -> tuple[str, str, str]:
    """The kind and the id of the entry, and its field; without one, where it is new or gone."""
    return edit.kind_of_entry, edit.id, edit.field.partition(" ")[0]


def _with_field(base: Roadmap, other: Roadmap, kind: str, id_: str, field: str) -> Roadmap:
    """The one roadmap with a field of an entry, or the entry, as it is in the other."""
    if kind == "roadmap":
        return replace(base, **{field: getattr(other, field)})
    theirs = next((each for _, _, each in _entries(other, kind) if each.id == id_), None)
    if field and theirs is not None:
        return _mapped(base, kind, id_, lambda own: replace(own, **{field: getattr(theirs, field)}))
    if theirs is None:
        return _mapped(base, kind, id_, lambda _: None)
    around, list_, _ = next(each for each in _entries(other, kind) if each[2].id == id_)
    names = type(around).__name__.lower(), getattr(around, "id", "")

    def more(own: Any) -> Any:  # noqa: ANN401 - a record of a roadmap
        return replace(own, **{list_: (*getattr(own, list_), theirs)})

    if isinstance(around, Roadmap):
        return replace(base, **{list_: (*getattr(base, list_), theirs)})
    return _mapped(base, *names, more)


def _entries(value: Frozen, kind: str) -> Iterator[tuple[Any, str, Any]]:
    """Each entry of that kind, behind what it stands in and the name of the list there."""
    for around, name, each in records_in(value):
        if type(each).__name__.lower() == kind and isinstance(getattr(around, name), tuple):
            yield around, name, each


def _mapped(value: T, kind: str, id_: str, change: Callable[[Any], Any]) -> T:
    """The same, with what the change makes of the entry of that kind and id in its place."""

    def changed(each: Any) -> Any:  # noqa: ANN401 - a record of a roadmap
        is_it = type(each).__name__.lower() == kind and getattr(each, "id", "") == id_
        return change(each) if is_it else each

    found: T = remade(value, changed)
    return found
