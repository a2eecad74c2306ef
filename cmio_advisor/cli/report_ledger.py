"""
What of a caseload's reports is done: kept as they are written, relied on by a run that goes on.
"""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

from cmio_advisor.cli.report_folder import NO_LINK, ReportFolder
from cmio_advisor.domain.record import Record
from cmio_advisor.errors import ReadWriteError

DONE = "done.sqlite"
PRIMARY_CODE = 0xFF
DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)
"""What SQLite says of a file that is not ours; ``ERROR``: it has other tables than we make."""


class Done(Record, kw_only=False):
    """
    A report that stands: whose, in which ending, from what (a digest), and its size in bytes.
    """

    client_id: str
    ending: str
    digest: str
    size: int


class Ledger:
    """
    Which reports stand and from what they were made: what a resumed run relies on.
    """

    def __init__(self, folder: ReportFolder) -> None:
        self.folder = folder
        path = folder.state / DONE
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, 0o600))
        self.table = sqlite3.connect(path, isolation_level=None)
        try:
            self.run = 1 + self._last_run()
        except sqlite3.DatabaseError:
            self.table.close()
            raise

    def _last_run(self) -> int:
        # A killed process loses nothing it wrote; a loss of power is met by the sync at the end.
        self.table.execute("PRAGMA synchronous = OFF")
        self.table.execute(
            "CREATE TABLE IF NOT EXISTS done (client TEXT, ending TEXT, digest TEXT, size INTEGER, "
            "run INTEGER, PRIMARY KEY (client, ending)) WITHOUT ROWID"
        )
        return self.table.execute("SELECT max(run) FROM done").fetchone()[0] or 0

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
def opened_ledger(folder: ReportFolder, *, fresh: bool) -> Iterator[Ledger]:
    """
    The ledger of a folder; ``fresh`` takes nothing to stand, and makes a damaged one anew.

    Raises:
        ReadWriteError: it is damaged.
        OSError: it cannot be written.
    """
    try:
        with closing(_opened(folder, fresh=fresh)) as ledger:
            yield ledger
    except sqlite3.DatabaseError as error:
        if _is_damage(error):
            raise ReadWriteError(
                f"{folder.state / DONE}: The list of what is done is damaged. Run again with "
                "--force to make everything anew."
            ) from None
        is_full = error.sqlite_errorcode & PRIMARY_CODE == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if is_full else errno.EIO, str(error)) from None


def _opened(folder: ReportFolder, *, fresh: bool) -> Ledger:
    try:
        ledger = Ledger(folder)
        if fresh:
            ledger.forget()
    except sqlite3.DatabaseError as error:
        if not (fresh and _is_damage(error)):
            raise
        (folder.state / DONE).unlink()
        return Ledger(folder)
    return ledger


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return error.sqlite_errorcode & PRIMARY_CODE in DAMAGED
