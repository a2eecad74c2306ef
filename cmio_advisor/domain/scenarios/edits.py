"""
What is different between two versions of a roadmap, by walking through their values; and which of
the changes turn a client's result: those without which it does not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.conditions import Condition, NotKnown, Reference

T = TypeVar("T", bound=Frozen)
OF_THE_FILES = ("fingerprint", "areas", "elsewhere", "to_take", "version", "was")
"""What follows from the files as a whole, is told of them, or is of other roadmaps."""
NAMED_BY = ("id", "source", "number", "code")
"""By what an entry of a list is told from the others, the first of these that it has."""


class EditKind(StrEnum):
    NEW = "new"
    GONE = "gone"
    RENAMED = "renamed"
    WORDING = "wording"
    EVIDENCE = "evidence"
    VALUE = "value"


class Edit(Frozen, kw_only=False):
    """One difference: of which entry, in which of its fields, and what stands there in each."""

    kind: EditKind
    kind_of_entry: str
    id: str
    title: str
    field: str = ""
    before: Any = None
    after: Any = None

    def inside(self, field: str) -> "Edit":
        """Of what stands under a field in what this one is of."""
        return replace(self, field=f"{self.field} {field}".strip())

    def of(self, kind: EditKind, before: object, after: object) -> "Edit":
        return replace(self, kind=kind, before=before, after=after)

    @property
    def counts(self) -> bool:
        """Whether a person's result may turn on it."""
        return self.kind not in (EditKind.WORDING, EditKind.EVIDENCE, EditKind.RENAMED)


def edits(old: Roadmap, new: Roadmap) -> tuple[Edit, ...]:
    """Every difference once, in the order of the fields of a roadmap."""
    whole = Edit(EditKind.VALUE, "roadmap", new.id, new.title)
    found = [
        _about(each, whole).of(EditKind.RENAMED, was, each.id)
        for each in new.requirements()
        for was in each.was
        if was in old.by_id
    ]
    found += _fields(renamed(old, new), new, whole)
    return tuple({repr(each): each for each in found}.values())


NAMING = ("anew_after", "sensible_after", "brings", "after", "of", "takes")
"""The fields in which requirements are named outside of rules."""


def renamed(old: Roadmap, new: Roadmap) -> Roadmap:
    """The old version with its requirements called as they are now."""
    called = {each: one.id for one in new.requirements() for each in one.was if each in old.by_id}

    def change(each: Frozen) -> Frozen:
        names = ("id",) if isinstance(each, Requirement | Reference) else NAMING
        said: dict[str, object] = {}
        for name in names:
            now = getattr(each, name) if name in each.record_fields else None
            if isinstance(now, tuple) and not called.keys().isdisjoint(now):
                said[name] = tuple(called.get(one, one) for one in now)
            elif isinstance(now, str) and now in called:
                said[name] = called[now]
        return replace(each, **said) if said else each

    found: Roadmap = remade(old, change) if called else old
    return found


def named_by_rules(roadmap: Roadmap) -> dict[str, frozenset[str]]:
    """What there is for rules to name, by the kind of the reference."""
    return {
        "requirement": frozenset(roadmap.by_id),
        "eligible": frozenset(each.id for each in roadmap.credentials),
        "stage": frozenset(rung.id for rung in roadmap.ladder),
        "standing": frozenset(each.id for each in roadmap.standings),
    }


def without_absent(roadmap: Roadmap) -> Roadmap:
    """The roadmap with rules that are not known in place of those that it names and has not."""
    known = named_by_rules(roadmap)
    return rewritten(roadmap, lambda it: it if it.id in known[it.kind] else NotKnown(it.id))


def rewritten(value: T, change: Callable[[Reference], Condition]) -> T:
    """The same record with other references between its rules, or rules in their place."""
    found: T = remade(value, lambda each: change(each) if isinstance(each, Reference) else each)
    return found


def remade(value: Any, change: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - any values
    """The same with what ``change`` makes of each record in it, ``None`` of one that is to go."""
    if isinstance(value, tuple):
        inside = tuple(remade(each, change) for each in value)
        is_same = all(one is other for one, other in zip(inside, value, strict=True))
        return value if is_same else tuple(each for each in inside if each is not None)
    if not isinstance(value, Frozen):
        return value
    found = {each: remade(getattr(value, each), change) for each in value.record_fields}
    is_other = any(each is not getattr(value, name) for name, each in found.items())
    return change(replace(value, **found) if is_other else value)


def records_in(value: Any) -> Iterator[tuple[Any, str, Any]]:  # noqa: ANN401 - any record
    """Each record behind what it stands in and its field there; of a rule, nothing inside it."""
    for name in value.record_fields:
        found = getattr(value, name)
        for each in found if isinstance(found, tuple) else (found,):
            if isinstance(each, Frozen):
                yield value, name, each
                if not isinstance(each, Condition):
                    yield from records_in(each)


def _about(entry: Any, around: Edit) -> Edit:  # noqa: ANN401 - any record of a roadmap
    """A difference of the entry itself where it has an id, else of what it stands in."""
    id_ = getattr(entry, "id", None)
    if not isinstance(id_, str):
        return around
    title = next((found for each in ("title", "short") if (found := getattr(entry, each, ""))), id_)
    return Edit(around.kind, type(entry).__name__.lower(), id_, title)


def _compared(old: Any, new: Any, owner: Edit) -> Iterator[Edit]:  # noqa: ANN401 - any values
    if type(old) is type(new) and not isinstance(old, Condition | Cost | Months):
        if isinstance(old, Frozen):
            yield from _fields(old, new, owner)
            return
        if isinstance(old, tuple):
            yield from _entries(old, new, owner)
            return
        if isinstance(old, Mapping):
            for key in dict.fromkeys((*old, *new)):
                yield from _compared(old.get(key), new.get(key), owner.inside(str(key)))
            return
    if old != new:
        said = [each for each in (old, new) if each is not None]
        is_told = all(isinstance(each, str) and not isinstance(each, StrEnum) for each in said)
        is_wording = is_told and " " in "".join(said)
        yield owner.of(EditKind.WORDING if is_wording else EditKind.VALUE, old, new)


def _fields(old: Frozen, new: Frozen, around: Edit) -> Iterator[Edit]:
    owner = _about(new, around)
    for name in old.record_fields:
        if name in OF_THE_FILES:
            continue
        for each in _compared(getattr(old, name), getattr(new, name), owner.inside(name)):
            is_of_evidence = isinstance(new, Evidence) or name in ("evidence", "says", "sources")
            yield replace(each, kind=EditKind.EVIDENCE) if is_of_evidence else each


def _entries(old: tuple[Any, ...], new: tuple[Any, ...], owner: Edit) -> Iterator[Edit]:
    """Two lists, entry by entry where each has a name of its own, else as they stand."""
    both = (*old, *new)
    are_records = all(isinstance(each, Frozen) for each in both)
    named_by = (each for each in NAMED_BY if all(hasattr(entry, each) for entry in both))
    name = next(named_by, None) if are_records else None
    if name is None:
        yield from _unnamed(old, new, owner)
        return
    before, after = _by_name(old, name), _by_name(new, name)
    same = {each for each in before if each in after}
    for key, entry in after.items():
        if key in before:
            found = _compared(before[key], entry, owner)
            yield from (each for each in found if each.field != "id")
        else:
            yield _about(entry, owner).of(EditKind.NEW, None, entry)
    for key, entry in before.items():
        if key not in after:
            yield _about(entry, owner).of(EditKind.GONE, entry, None)
    kept = [tuple(key[0] for key in side if key in same) for side in (before, after)]
    if kept[0] != kept[1]:
        yield owner.of(EditKind.VALUE, *kept)


def _unnamed(old: tuple[Any, ...], new: tuple[Any, ...], owner: Edit) -> Iterator[Edit]:
    """Two lists of what has no name: records one by one, or those that only one side has."""
    if not all(isinstance(each, Frozen) for each in (*old, *new)):
        words = [each for each in (*old, *new) if isinstance(each, str)]
        is_wording = len(words) == len(old) + len(new) and any(" " in each for each in words)
        if old != new:
            yield owner.of(EditKind.WORDING if is_wording else EditKind.VALUE, old, new)
    elif len(old) == len(new):
        for place, (then, now) in enumerate(zip(old, new, strict=True), 1):
            yield from _compared(then, now, owner.inside(str(place)) if new[1:] else owner)
    else:
        yield from (owner.of(EditKind.NEW, None, each) for each in new if each not in old)
        yield from (owner.of(EditKind.GONE, each, None) for each in old if each not in new)


def _by_name(entries: tuple[Any, ...], name: str) -> dict[tuple[Any, int], Any]:
    """The entries by what tells them apart, and by how many before have the same."""
    found: dict[tuple[Any, int], Any] = {}
    for each in entries:
        own = getattr(each, name)
        found[own, sum(key == own for key, _ in found)] = each
    return found


class Replay:
    """Two versions and their ``edits``, of whole fields, any of which can be left out."""

    def __init__(self, old: Roadmap, new: Roadmap, edits: Sequence[Edit]) -> None:
        self.edits = tuple(each for each in edits if each.counts)
        renamed_old = renamed(old, new)
        self._without = cache(
            lambda *place: without_absent(_whole(_with_field(new, renamed_old, *place)))
        )

    def causes(
        self, turns: Callable[[Roadmap], bool], first: Callable[[Edit], bool]
    ) -> tuple[Edit, ...]:
        """The edits that turn the result when left out: of those ``first``, or of all others."""
        likely = [each for each in self.edits if first(each)]
        others = [each for each in self.edits if each not in likely]
        for some in (likely, others):
            # Known by the entry, and its field; without one, where it is new or gone.
            places = ((e.kind_of_entry, e.id, e.field.partition(" ")[0]) for e in some)
            turning = zip(some, places, strict=True)
            found = tuple(each for each, place in turning if turns(self._without(*place)))
            if found:
                return found
        return ()


def _whole(roadmap: Roadmap) -> Roadmap:
    """Without steps of no requirement, and certificates of routes and decisions that it has not."""
    known = {None, *(each.id for each in roadmap.credentials)}

    def sound(each: Frozen) -> Frozen:
        is_sound = not isinstance(each, Route) or each.earns in known
        return each if is_sound else replace(each, earns=None)

    roadmap = remade(roadmap, sound)
    steps = tuple(each for each in roadmap.steps if each.requirements)
    there = {*roadmap.by_id, *roadmap.by_route}
    decisions = tuple(each for each in roadmap.decisions if each.takes in there)
    return replace(roadmap, steps=steps, decisions=decisions)


def _with_field(base: Roadmap, other: Roadmap, kind: str, id_: str, field: str) -> Roadmap:
    """The one roadmap with a field of an entry, or the entry, as it is in the other."""
    if kind == "roadmap":
        return replace(base, **{field: getattr(other, field)})
    listed = (each for each in records_in(other) if isinstance(getattr(*each[:2]), tuple))
    found = (each for each in listed if _name_of(each[2]) == (kind, id_))
    around, list_, theirs = next(found, (base, "", None))
    place = (kind, id_) if field or theirs is None else _name_of(around)

    def changed(own: Any) -> Any:  # noqa: ANN401 - a record of a roadmap
        if _name_of(own) != place:
            return own
        if theirs is None:
            return None
        if field:
            return replace(own, **{field: getattr(theirs, field)})
        return replace(own, **{list_: (*getattr(own, list_), theirs)})

    if not field and isinstance(around, Roadmap) and theirs is not None:
        return replace(base, **{list_: (*getattr(base, list_), theirs)})
    made: Roadmap = remade(base, changed)
    return made


def _name_of(entry: Any) -> tuple[str, str]:  # noqa: ANN401 - a record of a roadmap
    return type(entry).__name__.lower(), getattr(entry, "id", "")
