"""Where the shipped data lie; the files of a roadmap and of the programs; their fingerprint."""

import os
import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from cmio_advisor.domain.base.terms import Term, folded, names_of
from cmio_advisor.errors import InputMissingError, RoadmapError, UsageError
from cmio_advisor.loading.text.files import read_bytes

DEFAULT, SHARED, PROGRAMS, WAGES, SCHEMAS = "cmio", "shared", "programs", "wages", "schema"
STARTER = "starter"
"""The folder of a roadmap that says nothing yet."""


def shipped_folder(name: str = DEFAULT) -> Path:
    """
    A folder of the shipped data, a roadmap's by its id; `RoadmapError` where it is in neither
    place. The checkout's needs ``pyproject.toml`` beside it, lest a stranger's ``data`` is read.
    """
    package = Path(__file__).parents[2]
    installed = package / "data" / name
    if installed.is_dir():
        return installed
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "data" / name).is_dir():
        return checkout / "data" / name
    what = f"{name} are" if name in (PROGRAMS, WAGES) else "roadmap is"
    what = "schemas are" if name == SCHEMAS else what
    raise RoadmapError([f"The shipped {what} missing. Install cmio-advisor again."])


@cache
def shipped_ids() -> tuple[str, ...]:
    """The ids of the shipped roadmaps, that of the default first."""
    data = shipped_folder().parent
    named = {*os.listdir(data)} - {SHARED, STARTER}  # noqa: PTH208 - names only
    found = [each for each in named if (data / each / "roadmap.yaml").is_file()]
    return tuple(sorted(found, key=lambda each: (each != DEFAULT, each)))


def shipped_schema(name: str) -> Path:
    """The JSON Schema of a format, for editors; raises as `shipped_folder` does."""
    return shipped_folder(SCHEMAS) / f"{name}.schema.json"


FILES = ("roadmap", "credentials", "vocabulary", "questions", "pay", "guide", "sources")
OPTIONAL = ("pay", "guide")
"""Files without which a roadmap is whole: then it says nothing of pay, or has no guide."""
SHAREABLE = ("roadmap", "credentials", "vocabulary", "questions", "sources")
"""Files of which there is a part that several roadmaps share."""
TERMS = ("credentials", "vocabulary")
"""Files that list what a profile may name."""
EXTENDS = rb"(?m)^[\"']?extends[\"']? *:"
PROGRAM_LISTS = ("fellowships", "degrees", "courses", "mbas")
PROGRAM_FILES = (*PROGRAM_LISTS, "neighbors", "sources")
WAGE_FILES = ("wages", "wages.csv", "areas.csv")
"""The wages, which are the same for every roadmap."""


def roadmap_bytes(folder: Path) -> dict[str, bytes]:
    """
    The bytes of every file of a roadmap, by name; of what it shares as ``shared/name``; of the
    lists of all that are shipped as ``id/name``; and of wages and areas. Raises as `folder_bytes`.
    """
    found = folder_bytes(folder, FILES, (*OPTIONAL, *SHAREABLE))
    is_shared = re.search(EXTENDS, found.get("roadmap", b"")) is not None
    if not is_shared:  # then it needs more of them, and all that is missing is told
        found = folder_bytes(folder, FILES, OPTIONAL)
    beside = {SHARED: SHAREABLE if is_shared else TERMS, **dict.fromkeys(shipped_ids(), TERMS)}
    for id_, names in beside.items():
        other = folder_bytes(shipped_folder(id_), names, names)
        found |= {f"{id_}/{name}": data for name, data in other.items()}
    return found | folder_bytes(shipped_folder(WAGES), WAGE_FILES)


def folder_bytes(folder: Path, names: Sequence[str], spare: Sequence[str] = ()) -> dict[str, bytes]:
    """The bytes of files, of ``spare`` ones if there; `InputMissingError`, `RoadmapError`."""
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
        if name in spare and not os.path.lexists(path):
            continue
        try:
            found[name] = read_bytes(str(path))
        except InputMissingError as error:
            problems.append(str(error))
    if problems:
        raise RoadmapError(problems)
    return found


def roadmap_files(folder: Path, names: Iterable[str] = FILES) -> tuple[Path, ...]:
    """Where the files of a roadmap lie, or those of the ``names`` given."""
    return tuple(folder / (name if "." in name else f"{name}.yaml") for name in names)


def fingerprint_of(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of all files with their names, in hexadecimal."""
    digest = sha256()
    for name, data in files.items():
        digest.update(f"{name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


TO_BE_FOUND = "to-be-found"
"""The source that those files name until there is one."""
ID, TITLE = "new-role", "New Role"
"""What stands for the job in those files."""
NAME = r"(?!(?i:null|true|false)$)[A-Za-z][A-Za-z0-9 ,.&/()'-]{1,79}"
"""No word that YAML takes for something else."""


def starter_files(role: str, known: Iterable[Term]) -> dict[str, str]:
    """The texts of the files, by name, for a job, ``known`` or not; `UsageError` if it is none."""
    title = " ".join(role.split())
    if not re.fullmatch(NAME, title):
        raise UsageError(
            f'ROLE: "{role[:40]}" is no name of a job. It begins with a letter and has 2 to 80 of '
            "a to z, digits, spaces and , . & / ( ) ' -"
        )
    made = "-".join(re.findall("[a-z0-9]+", title.lower().replace("'", "")))
    id_ = next((each.id for each in known if folded(title) in names_of(each)), made)
    files = folder_bytes(shipped_folder(STARTER), SHAREABLE)
    return {
        name: data.decode().replace(TITLE, title).replace(ID, id_) for name, data in files.items()
    }
