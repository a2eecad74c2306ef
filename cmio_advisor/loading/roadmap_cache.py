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
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from cmio_advisor import __version__
from cmio_advisor.domain import (
    conditions,
    evidence,
    experience,
    guide,
    leaves,
    pay_parameters,
    pay_roles,
    pay_table,
    profile,
    roadmap,
)
from cmio_advisor.domain.record import Record

T = TypeVar("T", bound=Record)

FORMAT = 1
"""Raised with every change of the readers or of the domain's fields."""

MODULES = (
    conditions,
    evidence,
    experience,
    guide,
    leaves,
    pay_parameters,
    pay_roles,
    pay_table,
    profile,
    roadmap,
)
CLASSES: dict[str, type[Any]] = {
    name: each
    for module in MODULES
    for name, each in vars(module).items()
    if isinstance(each, type) and each.__module__ == module.__name__
}


def cached(kind: type[T], fingerprint: str) -> T | None:
    """
    What is kept under that fingerprint by this version of the program, if anything is.
    """
    try:
        data = _file(kind, fingerprint).read_bytes()
        digest, _, body = data.partition(b"\n")
        if digest.decode("ascii") != sha256(body).hexdigest():
            return None
        found = _decoded(json.loads(body))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return found if isinstance(found, kind) else None


def keep(found: Record, fingerprint: str) -> None:
    """
    Keep it for the next start, in place of what was kept before; silent if it cannot be.
    """
    from tempfile import NamedTemporaryFile  # noqa: PLC0415 - only when a cache is written

    body = json.dumps(_encoded(found), ensure_ascii=False, separators=(",", ":")).encode()
    target = _file(type(found), fingerprint)
    with suppress(OSError):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, prefix=".new-", delete=False) as file:
            file.write(sha256(body).hexdigest().encode() + b"\n" + body)
        Path(file.name).replace(target)
        for old in target.parent.glob(f"{type(found).__name__.lower()}-*.json"):
            if old != target:
                old.unlink(missing_ok=True)


def _file(kind: type[Record], fingerprint: str) -> Path:
    name = f"{kind.__name__.lower()}-{FORMAT}-{__version__}-{fingerprint[:32]}.json"
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
    if isinstance(value, list):
        kind = value[0]
        if kind == "(":
            return tuple([_decoded(each) if type(each) in DEEP else each for each in value[1:]])
        if kind in SPECIAL:
            return SPECIAL[kind](value)
        found = CLASSES[kind]
        parts = [_decoded(each) if type(each) in DEEP else each for each in value[1:]]
        record = object.__new__(found)
        record.__dict__.update(zip(found.record_fields, parts, strict=True))
        return record
    if isinstance(value, dict):
        return {key: _decoded(each) for key, each in value.items()}
    return value


DEEP = {list, dict}
SPECIAL: dict[str, Callable[[list[Any]], Any]] = {
    "!": lambda value: CLASSES[value[1]](value[2]),
    "{": lambda value: frozenset(value[1:]),
    "@": lambda value: date.fromisoformat(value[1]),
}
