"""
What a command works with: a folder's roadmap or the shipped one, and the programs, from the cache
where possible.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cmio_advisor.domain.roadmap.guide import Guide
from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import InputMissingError
from cmio_advisor.loading.roadmap.cache import cached, keep
from cmio_advisor.loading.roadmap.files import PROGRAM_FILES, fingerprint_of, roadmap_bytes
from cmio_advisor.loading.roadmap.packaged import shipped_programs, shipped_roadmap


class Cache:
    """
    Whether roadmaps and programs are taken from the cache, and whether this command took any.
    """

    trusted = True
    used = False


CACHE = Cache()


@contextmanager
def distrusted_cache() -> Iterator[None]:
    """
    As long as this lasts they are read from their files.
    """
    CACHE.trusted = CACHE.used = False
    try:
        yield
    finally:
        CACHE.trusted = True


def load_roadmap(folder: str | None = None, *, anew: bool = False) -> Roadmap:
    """
    The roadmap in a folder; without one, the shipped roadmap.

    ``anew`` reads its files in any case: for what is long, so that this hardly counts, and what
    cannot be begun again where the cache turns out to be broken.

    Raises:
        InputMissingError: there is no such folder.
        RoadmapError: the roadmap is not valid, with every problem found.
    """
    files = _files(folder)
    found = cached(fingerprint_of(files), Roadmap) if CACHE.trusted and not anew else None
    CACHE.used = CACHE.used or found is not None
    if found is not None:
        return found
    from cmio_advisor.loading.roadmap.parser import parse_roadmap  # noqa: PLC0415 - seldom

    return keep(parse_roadmap(files))


def load_programs(*, anew: bool = False) -> Programs:
    """
    The shipped programs; ``anew`` as for a roadmap.

    Raises:
        RoadmapError: they are not valid, with every problem found.
    """
    files = roadmap_bytes(shipped_programs(), PROGRAM_FILES)
    found = cached(fingerprint_of(files), Programs) if CACHE.trusted and not anew else None
    CACHE.used = CACHE.used or found is not None
    if found is not None:
        return found
    from cmio_advisor.loading.roadmap.programs import parse_programs  # noqa: PLC0415 - seldom

    return keep(parse_programs(files))


def load_guide(folder: str | None = None) -> Guide:
    """
    The guide of the roadmap in a folder; without one, of the shipped roadmap.

    Raises:
        InputMissingError: there is no such folder.
        RoadmapError: the guide is not valid, with every problem found.
    """
    from cmio_advisor.loading.roadmap.parser import parse_guide  # noqa: PLC0415 - for this only

    return parse_guide(_files(folder))


def _files(folder: str | None) -> Mapping[str, bytes]:
    if folder == "":
        raise InputMissingError("--roadmap: The name of the folder is empty. Give a folder's name.")
    return roadmap_bytes(Path(folder) if folder is not None else shipped_roadmap())
