"""
The checked roadmap, kept as JSON in the user's cache folder so that YAML is parsed once only.

Why: parsing and checking the shipped YAML takes several times as long as all the rest of a start
(``benchmarks/``). A cache that is missing, damaged, not this user's own or not writable is simply
not used. It holds the roadmap alone, never anything of a client.

What lies there may have been edited, so the fingerprint of a roadmap is that of what is kept, which
is what is used: an edited one has another.
"""

import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cmio_advisor import __version__
from cmio_advisor.domain.base import evidence, measures
from cmio_advisor.domain.base import terms as vocabulary
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.pay import parameters as pay_parameters
from cmio_advisor.domain.pay import roles as pay_roles
from cmio_advisor.domain.pay import table as pay_table
from cmio_advisor.domain.profile import experience, profile
from cmio_advisor.domain.roadmap import credentials, roadmap, route
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules import conditions, leaves

FORMAT = 7
"""Raised with every change of the readers, of default texts or of the domain's fields."""

MODULES = (
    conditions,
    credentials,
    evidence,
    experience,
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


OURS = re.compile(r"(roadmap|guide)-[0-9]+-[0-9.]+-[0-9a-f-]+\.json|\.new-\w+")
"""The names of files that this or an earlier version made, or left half made."""
NO_LINK, NO_WAIT = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cached(source: str) -> Roadmap | None:
    """
    The roadmap kept by this version of the program from files with that digest, if there is one.
    """
    try:
        digest, _, body = _own_bytes(_file(source)).partition(b"\n")
        if digest != _digest(body).encode():
            return None
        found = _decoded(json.loads(body))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(found, Roadmap) or found.fingerprint != source:
        return None
    return replace(found, fingerprint=_digest(body))


def keep(found: Roadmap) -> Roadmap:
    """
    Keep it for the next start, in place of what was kept before; silent if it cannot be.

    What comes back is the same roadmap with the fingerprint that it has from then on.
    """
    body = json.dumps(_encoded(found), ensure_ascii=False, separators=(",", ":")).encode()
    digest = _digest(body)
    with suppress(OSError):
        _write(_file(found.fingerprint), digest.encode() + b"\n" + body)
    return replace(found, fingerprint=digest)


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()


def _own_bytes(path: Path) -> bytes:
    """
    What is in a regular file that belongs to this user and that no other can write.

    Raises:
        OSError: it is none, or cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | NO_LINK | NO_WAIT)  # a pipe would wait for a writer
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        is_own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
        if not is_own or not stat.S_ISREG(found.st_mode) or found.st_mode & OTHERS_MAY_WRITE:
            raise PermissionError
        return file.read()


def _write(target: Path, data: bytes) -> None:
    """
    The file whole or not at all, and nothing of ours beside it.
    """
    from tempfile import NamedTemporaryFile  # noqa: PLC0415 - only when a cache is written

    folder = target.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with NamedTemporaryFile(dir=folder, prefix=".new-", delete=False) as file:
            file.write(data)
        Path(file.name).replace(target)
    finally:
        for each in folder.iterdir():
            if each != target and OURS.fullmatch(each.name):
                each.unlink(missing_ok=True)


def _file(source: str) -> Path:
    """
    Where a roadmap is kept.

    Raises:
        OSError: this user has no cache folder.
    """
    return _cache_folder() / "cmio-advisor" / f"roadmap-{FORMAT}-{__version__}-{source}.json"


def _cache_folder() -> Path:
    """
    The user's cache folder by the XDG base directory rules; ``LOCALAPPDATA`` on Windows.
    """
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        told = os.environ.get(variable, "")
        if told and Path(told).is_absolute():
            return Path(told)
    try:
        home = Path.home()
    except RuntimeError:  # a container's random user
        home = Path()
    if not home.is_absolute() or home == Path(home.anchor):
        raise FileNotFoundError
    return home / ".cache"


def _encoded(value: Any) -> Any:  # noqa: ANN401 - any part of a roadmap
    if isinstance(value, Enum):
        return ["!", type(value).__name__, value.value]
    if isinstance(value, Frozen):
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
