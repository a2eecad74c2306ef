"""
The files of a roadmap's folder and of that of the programs, and the fingerprint that names their
content.
"""

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from cmio_advisor.errors import InputMissingError, RoadmapError
from cmio_advisor.loading.roadmap.packaged import shipped_wages
from cmio_advisor.loading.text.files import read_bytes

FILES = ("roadmap", "credentials", "vocabulary", "questions", "pay", "guide", "sources")
PROGRAM_LISTS = ("fellowships", "degrees", "courses", "mbas")
PROGRAM_FILES = (*PROGRAM_LISTS, "neighbors", "sources")
WAGE_FILES = ("wages", "wages.csv", "areas.csv")
"""The wages, which are the same for every roadmap."""
OPTIONAL = ("pay", "guide")
"""Files without which a roadmap is whole: then it says nothing of pay, or has no guide."""


def roadmap_bytes(folder: Path, names: Sequence[str] = FILES) -> dict[str, bytes]:
    """
    The bytes of every file of a roadmap, and of the wages that its pay may name, or of the
    ``names`` given, by name; of the optional ones those that are there.

    Raises:
        InputMissingError: the folder is missing, is no folder or may not be read.
        RoadmapError: a file of it is missing or cannot be read.
    """
    try:
        if not stat.S_ISDIR(folder.stat().st_mode):
            raise InputMissingError(f"{folder}: A roadmap is a folder. Give the folder's name.")
        if not os.access(folder, os.X_OK):
            raise PermissionError  # noqa: TRY301 - said once, below
    except PermissionError:
        raise InputMissingError(f"{folder}: It may not be read. Check its permissions.") from None
    except (OSError, ValueError):
        raise InputMissingError(f"{folder}: There is no such folder. Check the name.") from None
    found, problems = {}, []
    for name, path in zip(names, roadmap_files(folder, names), strict=True):
        if name in OPTIONAL and not os.path.lexists(path):
            continue
        try:
            found[name] = read_bytes(str(path))
        except InputMissingError as error:
            problems.append(str(error))
    if problems:
        raise RoadmapError(problems)
    if names is FILES and "pay" in found:
        found |= roadmap_bytes(shipped_wages(), WAGE_FILES)
    return found


def roadmap_files(folder: Path, names: Iterable[str] = FILES) -> tuple[Path, ...]:
    """
    Where the files of a roadmap lie, or those of the ``names`` given.
    """
    return tuple(folder / (name if "." in name else f"{name}.yaml") for name in names)


def fingerprint_of(files: Mapping[str, bytes]) -> str:
    """
    The SHA-256 of all files with their names, in hexadecimal.
    """
    digest = sha256()
    for name, data in files.items():
        digest.update(f"{name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()
