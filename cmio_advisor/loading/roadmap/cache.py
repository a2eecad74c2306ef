"""
The checked roadmap and programs, kept as JSON in the user's cache folder so that YAML is parsed
once only.

Why: parsing and checking the shipped YAML takes several times as long as all the rest of a start
(``benchmarks/``). A cache that is missing, damaged, not this user's own or not writable is simply
not used. It holds these alone, never anything of a client.

What lies there may have been edited, so the fingerprint of a roadmap is that of what is kept, which
is what is used: an edited one has another.
"""

import json
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from cmio_advisor import __version__
from cmio_advisor.domain.base import evidence, measures, time
from cmio_advisor.domain.base import terms as vocabulary
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.pay import parameters as pay_parameters
from cmio_advisor.domain.pay import roles as pay_roles
from cmio_advisor.domain.pay import table as pay_table
from cmio_advisor.domain.pay import wages as pay_wages
from cmio_advisor.domain.profile import experience, profile
from cmio_advisor.domain.roadmap import credentials, cycle, guide, programs, roadmap, route
from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules import conditions, leaves
from cmio_advisor.loading.text.files import make_private_folder, own_bytes, user_folder

FORMAT = 20
"""Raised with every change of the readers, of default texts or of the domain's fields."""

MODULES = (
    conditions,
    credentials,
    evidence,
    experience,
    guide,
    leaves,
    measures,
    pay_parameters,
    pay_roles,
    pay_table,
    pay_wages,
    profile,
    programs,
    roadmap,
    cycle,
    route,
    time,
    vocabulary,
)
CLASSES: dict[str, type[Any]] = {
    name: each
    for module in MODULES
    for name, each in vars(module).items()
    if isinstance(each, type) and each.__module__ == module.__name__
}


Kept = TypeVar("Kept", Roadmap, Programs)

OURS = re.compile(r"(roadmap|programs|guide)-[0-9]+-[0-9.]+-[0-9a-f-]+\.json|\.new-\w+")
"""The names of files that this or an earlier version made, or left half made."""
CURRENT = tuple(f"{kind}-{FORMAT}-{__version__}-" for kind in ("roadmap", "programs"))
MOST_KEPT = 8
"""How many files of this version stay, the newest: the shipped ones and a few others."""


def cached(source: str, kind: type[Kept]) -> Kept | None:
    """What this version of the program kept from files with that digest, if there is anything."""
    try:
        digest, _, body = own_bytes(_file(kind, source)).partition(b"\n")
        if digest != _digest(body).encode():
            return None
        found = _read(json.loads(body, parse_constant=_bound))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(found, kind) or found.fingerprint != source:
        return None
    return replace(found, fingerprint=_digest(body))


def keep(found: Kept) -> Kept:
    """
    Keep it for the next start, in place of what was kept before; silent if it cannot be.

    What comes back is the same with the fingerprint that it has from then on.
    """
    writer = _Writer()
    writer.written(found)
    body = json.dumps(writer.lines, ensure_ascii=False, separators=(",", ":")).encode()
    digest = _digest(body)
    with suppress(OSError):
        _write(_file(type(found), found.fingerprint), digest.encode() + b"\n" + body)
    return replace(found, fingerprint=digest)


def _bound(constant: str) -> float:
    """An open bound, for which JSON has no number."""
    if constant == "NaN":
        raise ValueError(constant)
    return float(constant)


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()


def _write(target: Path, data: bytes) -> None:
    """The file whole or not at all, and nothing of ours beside it."""
    from tempfile import NamedTemporaryFile  # noqa: PLC0415 - only when a cache is written

    folder = target.parent
    make_private_folder(folder)
    try:
        with NamedTemporaryFile(dir=folder, prefix=".new-", delete=False) as file:
            file.write(data)
        Path(file.name).replace(target)
    finally:
        ours = [each for each in folder.iterdir() if OURS.fullmatch(each.name)]
        ours.sort(key=lambda each: each.lstat().st_mtime_ns, reverse=True)
        kept = [each for each in ours if each.name.startswith(CURRENT)][:MOST_KEPT]
        for each in ours:
            if each not in kept and each != target:
                each.unlink(missing_ok=True)


def _file(kind: type[Roadmap | Programs], source: str) -> Path:
    """
    Where something of that kind is kept.

    Raises:
        OSError: this user has no cache folder.
    """
    within = user_folder("XDG_CACHE_HOME", ".cache") / "cmio-advisor"
    return within / f"{kind.__name__.lower()}-{FORMAT}-{__version__}-{source}.json"


class _Writer:
    """
    Writes each distinct value of a roadmap once, before all that hold it: about half of them come
    again, such as days, evidence and conditions.
    """

    def __init__(self) -> None:
        self.lines: list[list[Any]] = []
        self.places: dict[str, int] = {}

    def place_of(self, kind: str, parts: Iterable[Any]) -> list[int]:
        """Where a value of that kind and parts stands, as other values refer to it."""
        line = [kind, *parts]
        key = json.dumps(line, ensure_ascii=False)
        if key not in self.places:
            self.places[key] = len(self.lines)
            self.lines.append(line)
        return [self.places[key]]

    def written(self, value: Any) -> Any:  # noqa: ANN401 - any part of a roadmap
        """A text, number or nothing as it is, and everything else by its place."""
        if isinstance(value, Enum):
            return self.place_of("!", (type(value).__name__, value.value))
        if isinstance(value, Frozen):
            kind = type(value).__name__
            assert CLASSES[kind] is type(value)  # noqa: S101 - one that is not found cannot be read
            fields = map(value.__dict__.__getitem__, value.record_fields)
            return self.place_of(kind, map(self.written, fields))
        if isinstance(value, tuple):
            return self.place_of("(", map(self.written, value))
        if isinstance(value, frozenset):
            return self.place_of("{", sorted(value))
        if isinstance(value, date):
            return self.place_of("@", (value.isoformat(),))
        if isinstance(value, Mapping):
            return self.place_of(
                ":", (x for k, v in value.items() for x in (str(k), self.written(v)))
            )
        return value


def _read(lines: list[list[Any]]) -> Any:  # noqa: ANN401 - any part of a roadmap
    """The last value, each built of those before it."""
    found: list[Any] = []
    for kind, *parts in lines:
        values = [found[each[0]] if type(each) is list else each for each in parts]
        if kind in SPECIAL:
            found.append(SPECIAL[kind](values))
            continue
        made = CLASSES[kind]
        record = object.__new__(made)
        record.__dict__.update(zip(made.record_fields, values, strict=True))
        for place, declared in _within(kind, *map(type, values)):
            if not _holds(declared, values[place]):
                raise TypeError(kind)
        found.append(record)
    return found[-1]


@cache
def _within(record: str, *found: Hashable) -> tuple[tuple[int, Any], ...]:
    """
    The fields of a record that hold more than one value, by their place, each with its type.

    Raises:
        TypeError: a field of it never holds a value of the class found there.
    """
    declared = _declared(record)
    if not all(map(_can_be, declared, found)):
        raise TypeError(record)
    many = (place for place, each in enumerate(found) if each in MANY)
    return tuple((place, declared[place]) for place in many)


@cache
def _declared(record: str) -> tuple[Any, ...]:
    hints = get_type_hints(CLASSES[record])
    return tuple(hints[name] for name in CLASSES[record].record_fields)


def _holds(declared: Any, value: Any) -> bool:  # noqa: ANN401 - a type, and whatever was kept
    """Whether a value is of a type, and so is what it holds; records were looked at when made."""
    kind = _can_be(declared, value.__class__)
    parts = _parts(kind) if kind else ()
    if not parts:
        return bool(kind)
    if type(value) is dict:
        return _all_hold(parts[0], value.keys()) and _all_hold(parts[1], value.values())
    if type(value) is frozenset or Ellipsis in parts:
        return _all_hold(parts[0], value)
    return len(parts) == len(value) and all(map(_holds, parts, value))


def _all_hold(declared: Any, values: Iterable[Any]) -> bool:  # noqa: ANN401 - a type
    """The same of several values; of those that hold no others each class is looked at once."""
    found = set(map(type, values))
    if found.isdisjoint(MANY):
        return all(_can_be(declared, each) for each in found)
    return all(_holds(declared, each) for each in values)


_parts = cache(get_args)


@cache
def _can_be(declared: Any, found: Any) -> Any:  # noqa: ANN401 - types
    """
    The type, or that of several, of which a value of some class can be; nothing if there is none.
    """
    origin = get_origin(declared)
    if origin in (UnionType, Union):
        return next(filter(None, (_can_be(each, found) for each in get_args(declared))), None)
    if origin is not None:
        return declared if found is (origin if origin in (tuple, frozenset) else dict) else None
    is_one = issubclass(found, (float, int) if declared is float else declared)
    return declared if is_one and (found is not bool or declared in (bool, object)) else None


MANY = frozenset({tuple, dict, frozenset})
"""The classes of values that hold others."""

SPECIAL: dict[str, Callable[[list[Any]], Any]] = {
    "!": lambda parts: CLASSES[parts[0]](parts[1]),
    "(": tuple,
    "{": frozenset,
    ":": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    "@": lambda parts: date.fromisoformat(parts[0]),
}
