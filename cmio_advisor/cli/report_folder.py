"""
The folder of a caseload's reports: locked while a run writes, whole or absent files.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cmio_advisor.errors import OutputExistsError
from cmio_advisor.reporting.caseload_csv import REPORTS, report_name

STATE = ".cmio-advisor"
LINES = "assessments.jsonl"
ROADMAP = "roadmap.json"
SUMMARY_PAGE, SUMMARY_TABLE, PROBLEMS = "summary.html", "summary.csv", "problems.csv"
OURS = (STATE, REPORTS, LINES, ROADMAP, SUMMARY_PAGE, SUMMARY_TABLE, PROBLEMS)

NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""A link in place of one of our own files would lead the writing elsewhere."""


class ReportFolder:
    """
    The files of one run. Names under which others look are only ever given to whole files.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state = path / STATE
        self.reports = path / REPORTS

    def report(self, client_id: str, ending: str) -> Path:
        """
        Where a client's report stands; the id has been checked to be small letters and digits.
        """
        return self.reports / report_name(client_id, ending)

    def part(self, name: str) -> Path:
        """
        Where a file is written before it is whole; the name is this process's own.
        """
        return self.state / f"{name}.{os.getpid()}.part"

    def put(self, target: Path, data: bytes) -> None:
        """
        Write a file beside the others and give it its name once it is whole.
        """
        part = self.part("report")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            part.replace(target)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise

    def settle(self) -> None:
        """
        Make sure that what stands under the final names survives a loss of power.
        """
        for folder in (self.reports, self.state, self.path):
            if folder.is_dir():
                _sync(folder)
        for name in (LINES, SUMMARY_PAGE, SUMMARY_TABLE, PROBLEMS, ROADMAP):
            if (self.path / name).exists():
                _sync(self.path / name)

    def clear_parts(self) -> None:
        """
        Remove what an interrupted run left half written.
        """
        for part in self.state.glob("*.part"):
            part.unlink(missing_ok=True)


@contextmanager
def opened_folder(path: str, *, resume: bool, force: bool, reports: bool) -> Iterator[ReportFolder]:
    """
    The folder, made where it is missing, and locked for this process as long as it is used.

    Raises:
        OutputExistsError: it cannot be made, another run is using it, or results stand in it and
            neither ``resume`` nor ``force`` is given.
    """
    folder = ReportFolder(Path(path))
    standing = [name for name in OURS if os.path.lexists(folder.path / name)]
    if standing and not (resume or force):
        raise OutputExistsError(
            f"{path}: Results stand here already ({', '.join(standing)}). Give --resume to finish "
            "or update them, --force to make them anew, or another folder."
        )
    for each in (folder.path, folder.state, *([folder.reports] if reports else [])):
        _make(each)
    handle = _opened_lock(folder.state / "lock")
    try:
        _lock(handle, path)
        folder.clear_parts()
        yield folder
    finally:
        os.close(handle)


def _make(folder: Path) -> None:
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True)
        if folder.name in (STATE, REPORTS) and folder.is_symlink():
            raise OutputExistsError(f"{folder}: This is a link. Remove it or give another folder.")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the name is not valid"
        raise OutputExistsError(f"{folder}: It cannot be made there: {reason}.") from None


def _opened_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, 0o600)
    except OSError as error:
        raise OutputExistsError(f"{path}: It cannot be made there: {error.strerror}.") from None


def _lock(handle: int, path: str) -> None:
    """
    Take the operating system's lock, which dies with the process that holds it.
    """
    taken = f"{path}: Another run is writing here. Wait for it to end, or give another folder."
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - that system's own

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl  # noqa: PLC0415 - the other systems' own

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise OutputExistsError(taken) from None


def _sync(path: Path) -> None:
    with suppress(OSError):  # some file systems cannot sync a folder
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
