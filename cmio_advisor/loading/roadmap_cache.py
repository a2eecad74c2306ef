"""
The checked roadmap, kept as JSON in the user's cache folder so that YAML is parsed once only.

Why: parsing and checking the shipped YAML takes several times as long as all the rest of a start
(``benchmarks/``). A cache that is missing, damaged or not writable is simply not used. It holds
the roadmap alone, never anything of a client.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from cmio_advisor import __version__
from cmio_advisor.domain import (
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
    profile,
    roadmap,
    route,
    vocabulary,
)
from cmio_advisor.domain.record import Record

T = TypeVar("T", bound=Record)

FORMAT = 4
"""Raised with every change of the readers or of the domain's fields."""

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
    profile,
    roadmap,
    route,
    vocabulary,
)
CLASSES: dict[str, type[Any]] = {
    name: each
    for module in MODULES
    for name, each in vars(module).items()
    if isinstance(each, type) and each.__module__ == module.__name__
}


def cached(kind: type[T], key: str) -> T | None:
    """
    What is kept under that key by this version of the program, if anything is.
    """
    try:
        data = _file(kind, key).read_bytes()
        digest, _, body = data.partition(b"\n")
        if digest != _checksum(body):
            return None
        found = _decoded(json.loads(body))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return found if isinstance(found, kind) else None


def keep(found: Record, key: str) -> None:
    """
    Keep it for the next start, in place of what was kept before; silent if it cannot be.
    """
    from tempfile import NamedTemporaryFile  # noqa: PLC0415 - only when a cache is written

    body = json.dumps(_encoded(found), ensure_ascii=False, separators=(",", ":")).encode()
    target = _file(type(found), key)
    with suppress(OSError):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, prefix=".new-", delete=False) as file:
            file.write(_checksum(body) + b"\n" + body)
        Path(file.name).replace(target)
        for old in target.parent.glob(f"{type(found).__name__.lower()}-*.json"):
            if old != target:
                old.unlink(missing_ok=True)


def _checksum(body: bytes) -> bytes:
    return f"{crc32(body):08x}".encode()


def _file(kind: type[Record], key: str) -> Path:
    name = f"{kind.__name__.lower()}-{FORMAT}-{__version__}-{key}.json"
    return _cache_folder() / "cmio-advisor" / name


def _cache_folder() -> Path:
    """
    The user's cache folder by the XDG base directory rules; ``LOCALAPPDATA`` on Windows.
    """
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        told = os.environ.get(variable, "")
        if told and Path(told).is_absolute():
            return Path(told)
    return Path.home() / ".cache"


def _encoded(value: Any) -> Any:  # noqa: ANN401 - any part of a roadmap
    if isinstance(value, Enum):
        return ["!", type(value).__name__, value.value]
    if isinstance(value, Record):
        return [type(value).__name__, *(_encoded(value.__dict__[f]) for f in value.record_fields)]
    if isinstance(value, tuple):
        return ["(", *map(_encoded, value)]
    if isinstance(value, frozenset):
        return ["{", *sorted(value)]
    if isinstance(value, date):
        return ["@", value.isoformat()]
    if isinstance(value, Mapping):
        return {str(key): _encoded(each) for key, each in value.items()}
    return value


def _decoded(value: Any) -> Any:  # noqa: ANN401 - any part of a roadmap
    if type(value) is dict:
        return {key: _decoded(each) for key, each in value.items()}
    if type(value) is not list:
        return value
    kind, *parts = value
    if kind in SPECIAL:
        return SPECIAL[kind](parts)
    decoded = [_decoded(each) if type(each) in DEEP else each for each in parts]
    if kind == "(":
        return tuple(decoded)
    found = CLASSES[kind]
    record = object.__new__(found)
    record.__dict__.update(zip(found.record_fields, decoded, strict=True))
    return record


@cache
def _day(text: str) -> date:
    """
    A date; most facts were checked on one and the same.
    """
    return date.fromisoformat(text)


DEEP = {list, dict}
SPECIAL: dict[str, Callable[[list[Any]], Any]] = {
    "!": lambda parts: CLASSES[parts[0]](parts[1]),
    "{": frozenset,
    "@": lambda parts: _day(parts[0]),
}
