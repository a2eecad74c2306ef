"""
The folder of a caseload's reports: locked while a run writes, whole or absent files, what is done.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cmio_advisor.domain.record import Record
from cmio_advisor.errors import OutputExistsError
from cmio_advisor.reporting.caseload_csv import REPORTS

STATE = ".cmio-advisor"
LINES = "assessments.jsonl"
ROADMAP = "roadmap.json"
SUMMARY_PAGE, SUMMARY_TABLE, PROBLEMS = "summary.html", "summary.csv", "problems.csv"
OURS = (STATE, REPORTS, LINES, ROADMAP, SUMMARY_PAGE, SUMMARY_TABLE, PROBLEMS)


class Done(Record, kw_only=False):
    """
    A report that stands: whose, in which ending, from what (a digest), and its size in bytes.
    """

    client_id: str
    ending: str
    digest: str
    size: int


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
        return self.reports / f"{client_id}.{ending}"

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


class Ledger:
    """
    Which reports stand and from what they were made: what a resumed run relies on.
    """

    def __init__(self, folder: ReportFolder) -> None:
        self.folder = folder
        path = folder.state / "done.sqlite"
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self.table = sqlite3.connect(path, isolation_level=None)
        # A killed process loses nothing it wrote; a loss of power is met by the sync at the end.
        self.table.execute("PRAGMA synchronous = OFF")
        self.table.execute(
            "CREATE TABLE IF NOT EXISTS done (client TEXT, ending TEXT, digest TEXT, size INTEGER, "
            "run INTEGER, PRIMARY KEY (client, ending)) WITHOUT ROWID"
        )
        last = self.table.execute("SELECT max(run) FROM done").fetchone()[0]
        self.run = 1 + (last or 0)

    def stands(self, client_id: str, ending: str, digest: str) -> bool:
        """
        Whether this very report stands already, whole.
        """
        found = self.table.execute(
            "SELECT digest, size FROM done WHERE client = ? AND ending = ?", (client_id, ending)
        ).fetchone()
        if found is None or found[0] != digest:
            return False
        try:
            return self.folder.report(client_id, ending).lstat().st_size == int(found[1])
        except OSError:
            return False

    def note(self, done: Iterable[Done]) -> None:
        """
        Keep that these reports stand.
        """
        self.table.execute("BEGIN")
        self.table.executemany(
            "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?)",
            [(each.client_id, each.ending, each.digest, each.size, self.run) for each in done],
        )
        self.table.execute("COMMIT")

    def confirm(self, standing: Iterable[tuple[str, str]]) -> None:
        """
        Keep that reports of an earlier run are this run's as well.
        """
        self.table.execute("BEGIN")
        self.table.executemany(
            "UPDATE done SET run = ? WHERE client = ? AND ending = ?",
            [(self.run, client_id, ending) for client_id, ending in standing],
        )
        self.table.execute("COMMIT")

    def remove_others(self) -> None:
        """
        Remove the reports of clients who are no longer in the caseload.
        """
        old = self.table.execute("SELECT client, ending FROM done WHERE run != ?", (self.run,))
        for client_id, ending in old.fetchall():
            self.folder.report(client_id, ending).unlink(missing_ok=True)
        self.table.execute("DELETE FROM done WHERE run != ?", (self.run,))

    def forget(self) -> None:
        """
        Start afresh: nothing is taken to stand.
        """
        self.table.execute("UPDATE done SET digest = ''")

    def close(self) -> None:
        """
        Let go of the file.
        """
        self.table.close()


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
    handle = os.open(folder.state / "lock", os.O_RDWR | os.O_CREAT, 0o600)
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
