"""
The roadmap a command works with: a folder's, or the shipped one, from the cache where possible.
"""

from pathlib import Path

from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.loading.packaged import shipped_roadmap
from cmio_advisor.loading.roadmap_cache import cached_roadmap, keep_roadmap
from cmio_advisor.loading.roadmap_files import fingerprint_of, roadmap_bytes


def load_roadmap(folder: str | None = None) -> Roadmap:
    """
    The roadmap in a folder; without one, the shipped roadmap.

    Raises:
        InputMissingError: there is no such folder.
        RoadmapError: the roadmap is not valid, with every problem found.
    """
    files = roadmap_bytes(Path(folder) if folder is not None else shipped_roadmap())
    kept = cached_roadmap(fingerprint_of(files))
    if kept is not None:
        return kept
    from cmio_advisor.loading.roadmap_parser import parse_roadmap  # noqa: PLC0415 - a cache saves it

    found = parse_roadmap(files)
    keep_roadmap(found)
    return found
