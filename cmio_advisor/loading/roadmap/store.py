"""
What a command works with: a folder's roadmap or a shipped one, and the programs, from the cache
where possible.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cmio_advisor.domain.roadmap.guide import Guide
from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import InputMissingError
from cmio_advisor.loading.roadmap.cache import Kept, cached, keep
from cmio_advisor.loading.roadmap.files import (
    PROGRAM_FILES,
    fingerprint_of,
    folder_bytes,
    roadmap_bytes,
)
from cmio_advisor.loading.roadmap.packaged import (
    DEFAULT,
    shipped_ids,
    shipped_programs,
    shipped_roadmap,
)
from cmio_advisor.loading.shapes.shapes import nearest


class Cache:
    """Whether roadmaps and programs are taken from the cache, and whether this command took any."""

    trusted = True
    used = False


CACHE = Cache()


@contextmanager
def distrusted_cache() -> Iterator[None]:
    """As long as this lasts they are read from their files."""
    CACHE.trusted = CACHE.used = False
    try:
        yield
    finally:
        CACHE.trusted = True


def load_roadmap(named: str | None = None, *, anew: bool = False) -> Roadmap:
    """
    The roadmap of a folder, or of the id of a shipped one; without either, the default. It knows
    what the shipped programs cost and take (`informed_by`).

    ``anew`` reads its files in any case: for what is long, so that this hardly counts, and what
    cannot be begun again where the cache turns out to be broken.

    Raises:
        InputMissingError: there is no such folder.
        RoadmapError: the roadmap is not valid, with every problem found.
    """
    files = _files(named)

    def read() -> Roadmap:
        from cmio_advisor.domain.plan.programs import informed_by  # noqa: PLC0415 - seldom
        from cmio_advisor.loading.roadmap.parser import parse_roadmap  # noqa: PLC0415 - seldom

        return informed_by(parse_roadmap(files), load_programs(anew=anew))

    beside = {f"programs/{name}": data for name, data in _program_files().items()}
    return _kept(fingerprint_of({**files, **beside}), Roadmap, read, anew=anew)


def load_programs(*, anew: bool = False) -> Programs:
    """
    The shipped programs; ``anew`` as for a roadmap.

    Raises:
        RoadmapError: they are not valid, with every problem found.
    """
    files = _program_files()

    def read() -> Programs:
        from cmio_advisor.loading.roadmap.programs import parse_programs  # noqa: PLC0415 - seldom

        return parse_programs(files)

    return _kept(fingerprint_of(files), Programs, read, anew=anew)


def _kept(source: str, kind: type[Kept], make: Callable[[], Kept], *, anew: bool = False) -> Kept:
    """What was kept of files with that digest, or what is made of them, which is kept then."""
    found = cached(source, kind) if CACHE.trusted and not anew else None
    CACHE.used = CACHE.used or found is not None
    return keep(source, make()) if found is None else found


def load_guide(named: str | None = None) -> Guide:
    """
    The guide of the roadmap of that name.

    Raises:
        InputMissingError: there is no such folder.
        RoadmapError: the guide is not valid, with every problem found.
    """
    from cmio_advisor.loading.roadmap.parser import parse_guide  # noqa: PLC0415 - for this only

    return parse_guide(_files(named))


def roadmap_folder(named: str | None) -> Path:
    """
    Where a roadmap lies that is named by its folder, or, if it is shipped, by its id; without a
    name the default.

    Raises:
        InputMissingError: there is no such folder.
    """
    if named == "":
        raise InputMissingError("--roadmap: The name is empty. Give an id or a folder's name.")
    if named is None or named in shipped_ids():
        return shipped_roadmap(named or DEFAULT)
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
    return folder_bytes(shipped_programs(), PROGRAM_FILES)
