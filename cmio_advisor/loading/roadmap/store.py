"""
What a command works with: a roadmap of a folder or a shipped one, and the programs, from the cache
where possible.

The checked ones are kept in the folder of the user for such things, so that YAML is parsed once
only. Why: parsing and checking the shipped YAML takes several times as long as all the rest of a
start (``benchmarks/``). What is missing, damaged, not of this user or not writable is simply not
used. It holds these alone, never anything of a client. They are pickled, and only values of the
domain are made of what is read: no code that somebody put there runs.

What lies there may have been edited, so the fingerprint of a roadmap is that of the bytes that are
kept, which are what is used: an edited one has another.
"""

import os
import re
from _pickle import Pickler, Unpickler, UnpicklingError  # under ``pickle``, which loads more
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from cmio_advisor import __version__
from cmio_advisor.domain.base.evidence import Guide
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import InputMissingError
from cmio_advisor.loading.roadmap.files import (
    DEFAULT,
    PROGRAM_FILES,
    PROGRAMS,
    fingerprint_of,
    folder_bytes,
    roadmap_bytes,
    shipped_folder,
    shipped_ids,
)
from cmio_advisor.loading.shapes.shapes import nearest
from cmio_advisor.loading.text.files import make_private_folder, own_bytes, user_folder

FORMAT = 99
"""Raised with every change of the readers, of default texts or of the domain's fields."""
PROTOCOL = 5
OURS = r"(roadmap|programs|guide)-[0-9]+-[0-9.]+-[0-9a-f-]+\.(json|kept)|\.new-\w+"
"""The names of files that this or an earlier version made, or left half made."""
CURRENT = f"-{FORMAT}-{__version__}-"
LARGEST = 64 << 20
"""Bytes; what is kept has one or two million. Of more only the start is read, and does not fit."""
MOST_KEPT = 12
"""How many files of this version stay, the newest: the shipped ones and a few others."""

Kept = TypeVar("Kept", bound=Frozen)


def cached(source: str, kind: type[Kept]) -> Kept | None:
    """What this version of the program kept from files with that digest, if there is anything."""
    try:
        data = own_bytes(_file(kind, source), LARGEST)
        file = BytesIO(data)
        digest = file.readline().decode()
        fingerprint = _digest(memoryview(data)[file.tell() :])
        if digest != f"{fingerprint}\n":
            return None
        found = _Values(file).load()
    except Exception:  # noqa: BLE001 - pickle's own, and whatever an odd value raises when it is made
        return None
    return replace(found, fingerprint=fingerprint) if isinstance(found, kind) else None


def keep(source: str, found: Kept) -> Kept:
    """Keep it for the next start, in place of what was kept before; silent if it cannot be."""
    written, found = BytesIO(), _shared(found, {})
    _Writer(written, PROTOCOL).dump(found)
    body = written.getvalue()
    with suppress(OSError):
        _write(_file(type(found), source), f"{_digest(body)}\n".encode() + body)
    return replace(found, fingerprint=_digest(body))


def _shared(value: Any, known: dict[Any, Any]) -> Any:  # noqa: ANN401 - whatever there is
    """The same, whose equal parts are one: a fifth shorter, and read in 0.6 of the time."""
    if isinstance(value, dict):
        return {_shared(key, known): _shared(each, known) for key, each in value.items()}
    if isinstance(value, tuple):
        made: Any = tuple([_shared(each, known) for each in value])
        key = (type(value), *map(id, made))  # not what they are: 1 is 1.0
    elif isinstance(value, Frozen):
        parts = {name: _shared(getattr(value, name), known) for name in value.record_fields}
        made = replace(value, **parts)
        key = (type(value), *map(id, parts.values()))
    else:
        made, key = value, (type(value), value)
    return known.setdefault(key, made)


class _Writer(Pickler):
    """Writes sets in the order of their words, so that the same roadmap gives the same bytes."""

    def persistent_id(self, value: Any) -> list[str] | None:  # noqa: ANN401 - whatever there is
        return sorted(value) if isinstance(value, frozenset) else None


class _Values(Unpickler):
    """Makes days and the domain's own values, and calls nothing else."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) == ("datetime", "date"):
            return date
        if module.startswith("cmio_advisor.domain."):
            found = super().find_class(module, name)
            if isinstance(found, type) and issubclass(found, Frozen | Enum):
                return found
        raise UnpicklingError(name)

    persistent_load = frozenset  # of the words that lie there


def _digest(body: bytes | memoryview) -> str:
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
        ours = [each for each in folder.iterdir() if re.fullmatch(OURS, each.name)]
        ours.sort(key=lambda each: each.lstat().st_mtime_ns, reverse=True)
        kept = [each for each in ours if CURRENT in each.name][:MOST_KEPT]
        for each in ours:
            if each not in kept and each != target:
                each.unlink(missing_ok=True)


def _file(kind: type[Frozen], source: str) -> Path:
    """Where something of that kind is kept; `OSError` without a cache folder."""
    within = user_folder("XDG_CACHE_HOME", ".cache") / "cmio-advisor"
    return within / f"{kind.__name__.lower()}{CURRENT}{source}.kept"


def load_roadmap(named: str | None = None) -> Roadmap:
    """
    The roadmap of a folder, or of a shipped one's id, else the default; it knows what the shipped
    programs cost and take (`informed_by`). `InputMissingError`, or `RoadmapError` with every
    problem.
    """
    files = _files(named)

    def read() -> Roadmap:
        from cmio_advisor.domain.plan.plan import informed_by  # noqa: PLC0415 - seldom
        from cmio_advisor.loading.roadmap.parser import parse_roadmap  # noqa: PLC0415 - seldom

        return informed_by(parse_roadmap(files), load_programs())

    beside = {f"programs/{name}": data for name, data in _program_files().items()}
    return _kept(fingerprint_of({**files, **beside}), Roadmap, read)


def load_programs() -> Programs:
    """The shipped programs; `RoadmapError` with every problem found."""
    files = _program_files()

    def read() -> Programs:
        from cmio_advisor.loading.roadmap.parser import parse_programs  # noqa: PLC0415 - seldom

        return parse_programs(files)

    return _kept(fingerprint_of(files), Programs, read)


def _kept(source: str, kind: type[Kept], make: Callable[[], Kept]) -> Kept:
    """What was kept of files with that digest, or what is made of them, which is kept then."""
    found = cached(source, kind)
    return keep(source, make()) if found is None else found


def load_guide(named: str | None = None) -> Guide:
    """The guide of the roadmap of that name; `InputMissingError`, or `RoadmapError`."""
    from cmio_advisor.loading.roadmap.parser import parse_guide  # noqa: PLC0415 - for this only

    return parse_guide(_files(named))


def roadmap_folder(named: str | None) -> Path:
    """Where a roadmap lies, named by folder or shipped id; `InputMissingError` if nowhere."""
    if named == "":
        raise InputMissingError("The name of the roadmap is empty. Give an id or a folder's name.")
    if named is None or named in shipped_ids():
        return shipped_folder(named or DEFAULT)
    folder = Path(named)
    if folder.name == named and not os.path.lexists(folder):
        hint = nearest(named, shipped_ids()) or f" Shipped are: {', '.join(shipped_ids())}."
        raise InputMissingError(
            f"{named}: There is no such folder, and no such roadmap is shipped.{hint}"
        )
    return folder


def _files(named: str | None) -> Mapping[str, bytes]:
    return roadmap_bytes(roadmap_folder(named))


def _program_files() -> Mapping[str, bytes]:
    return folder_bytes(shipped_folder(PROGRAMS), PROGRAM_FILES)
