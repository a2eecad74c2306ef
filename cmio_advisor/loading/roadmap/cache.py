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
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
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

FORMAT = 10
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
        found = _read(json.loads(body))
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
    writer = _Writer()
    writer.written(found)
    body = json.dumps(writer.lines, ensure_ascii=False, separators=(",", ":")).encode()
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


class _Writer:
    """
    Writes each distinct value of a roadmap once, before all that hold it: about half of them come
    again, such as days, evidence and conditions.
    """

    def __init__(self) -> None:
        self.lines: list[list[Any]] = []
        self.places: dict[str, int] = {}

    def place_of(self, kind: str, parts: Iterable[Any]) -> list[int]:
        """
        Where a value of that kind and parts stands, as other values refer to it.
        """
        line = [kind, *parts]
        key = json.dumps(line, ensure_ascii=False)
        if key not in self.places:
            self.places[key] = len(self.lines)
            self.lines.append(line)
        return [self.places[key]]

    def written(self, value: Any) -> Any:  # noqa: ANN401 - any part of a roadmap
        """
        A text, number or nothing as it is, and everything else by its place.
        """
        if isinstance(value, Enum):
            return self.place_of("!", (type(value).__name__, value.value))
        if isinstance(value, Frozen):
            fields = map(value.__dict__.__getitem__, value.record_fields)
            return self.place_of(type(value).__name__, map(self.written, fields))
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
    """
    The last value, each built of those before it.
    """
    found: list[Any] = []
    for kind, *parts in lines:
        values = [found[each[0]] if type(each) is list else each for each in parts]
        if kind in SPECIAL:
            found.append(SPECIAL[kind](values))
            continue
        made = CLASSES[kind]
        record = object.__new__(made)
        record.__dict__.update(zip(made.record_fields, values, strict=True))
        found.append(record)
    return found[-1]


SPECIAL: dict[str, Callable[[list[Any]], Any]] = {
    "!": lambda parts: CLASSES[parts[0]](parts[1]),
    "(": tuple,
    "{": frozenset,
    ":": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    "@": lambda parts: date.fromisoformat(parts[0]),
}
