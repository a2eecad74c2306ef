"""
Immutable values with named fields, declared like dataclasses.

Why not ``dataclasses``: a frozen, slotted dataclass writes and compiles its methods anew at every
start, about 0.07 times a bare interpreter start for each class; for all the small types here that
is more than the rest of a start (``benchmarks/start_up.py``). The methods below are written once,
for all of them. Type checkers see the same as with a dataclass.
"""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar, dataclass_transform

T = TypeVar("T", bound="Frozen")
Beside = TypeVar("Beside")

Id = Annotated[str, "an id"]
"""The id of a thing that a roadmap names, where a field's type has to tell it from any text."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Frozen:
    """
    A value that never changes. Subclasses declare fields as annotations, some with a default.

    Two records are equal when they are of one class and all their fields are. Fields are given by
    name; ``class Span(Frozen, kw_only=False)`` allows them in order as well. What follows from the
    fields may be kept beside them by ``kept``; it is no part of the value.
    ``more`` are fields known by name only, which are ``None`` unless given.
    """

    record_fields: ClassVar[tuple[str, ...]] = ()
    record_names: ClassVar[frozenset[str]] = frozenset()
    record_defaults: ClassVar[Mapping[str, Any]] = {}
    record_in_order: ClassVar[bool] = False
    record_as_given: ClassVar[bool] = True
    """Whether it keeps the very values that it is made with."""
    record_values: ClassVar[Any]
    """An `itemgetter`: the values of the fields out of all that a record keeps."""

    def __init_subclass__(cls, *, kw_only: bool = True, more: Iterable[str] = ()) -> None:
        super().__init_subclass__()
        own, declared, added = cls.__dict__, cls.__annotations__, dict.fromkeys(more)
        cls.record_fields = tuple(dict.fromkeys((*cls.record_fields, *declared, *added)))
        cls.record_names = frozenset(cls.record_fields)
        given = {name: own[name] for name in declared if name in own}
        cls.record_defaults = {**added, **cls.record_defaults, **given}
        cls.record_in_order = not kw_only
        if cls.record_fields:
            cls.record_values = itemgetter(*cls.record_fields)
        cls.record_as_given = cls.record_as_given and "__init__" not in own
        if cls.record_as_given and cls.__init__ is not Frozen.__init__:
            # One written out for its base knows fewer fields.
            setattr(cls, "__init__", Frozen.__init__)  # noqa: B010 - mypy takes it for a method

    @classmethod
    def write_out(cls) -> None:
        """
        Give all kinds an ``__init__`` of their own, as one would write it: half as slow as the one
        below, it pays where thousands of records are made, and not for one short command.
        """
        for kind in cls.__subclasses__():
            kind.write_out()
            if kind.__init__ is Frozen.__init__:
                by_name = kind.record_fields and not kind.record_in_order
                first = ["_self", "*"] if by_name else ["_self"]
                told = (
                    f"{each}=_given[{each!r}]" if each in kind.record_defaults else each
                    for each in kind.record_fields
                )
                lines = (f"_kept[{each!r}] = {each}" for each in kind.record_fields)
                head = f"def __init__({', '.join((*first, *told))}): _kept = _self.__dict__"
                made: dict[str, Any] = {"_given": kind.record_defaults}
                exec("; ".join((head, *lines)), made)  # noqa: S102 - names of fields alone
                setattr(kind, "__init__", made["__init__"])  # noqa: B010 - as above

    @classmethod
    @cache
    def record_types(cls) -> dict[str, Any]:
        hints = (vars(kind).get("__annotations__", {}) for kind in cls.__mro__)
        return {name: each for found in hints for name, each in found.items()}

    def __init__(self, *in_order: object, **named: object) -> None:
        if in_order:
            if not self.record_in_order or len(in_order) > len(self.record_fields):
                raise TypeError(f"{type(self).__name__} takes its fields by name.")
            named.update(zip(self.record_fields, in_order, strict=False))
        if len(named) != len(self.record_fields):
            named = {**self.record_defaults, **named}
        if named.keys() != self.record_names:
            odd = named.keys() ^ self.record_names
            raise TypeError(f"{type(self).__name__}: missing or unknown: {', '.join(sorted(odd))}.")
        self.__dict__.update(named)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} never changes, so {name} cannot be set.")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} never changes, so {name} cannot be deleted.")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        mine, its = self.__dict__, other.__dict__
        if len(mine) == len(its) == len(self.record_fields):
            return mine == its
        return all(mine[each] == its[each] for each in self.record_fields)

    def __hash__(self) -> int:
        return hash(self.record_values(self.__dict__))

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone: what else is kept beside them is of this process."""
        return {each: self.__dict__[each] for each in self.record_fields}

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self.record_fields)
        return f"{type(self).__name__}({shown})"


class kept(cached_property[Beside]):  # noqa: N801 - as that is called
    """The same without its lock, which takes longer than most of what is kept is found in."""

    if not TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> object:
            if instance is None:
                return self
            found = instance.__dict__[self.attrname] = self.func(instance)
            return found


class WithId(Frozen):
    """A record that its ``id`` tells apart within one roadmap, so that no more of it is hashed."""

    if TYPE_CHECKING:
        id: str

    def __hash__(self) -> int:
        return hash(self.id)


def replace(record: T, **changes: object) -> T:
    """The same record with other values. Most new ones are made so, hence by no call of theirs."""
    fields, kept = record.record_fields, record.__dict__
    now = {each: kept[each] for each in fields} if len(kept) > len(fields) else {**kept}
    now.update(changes)
    if len(now) != len(fields) or not record.record_as_given:
        return type(record)(**now)
    made = object.__new__(type(record))
    made.__dict__.update(now)
    return made
