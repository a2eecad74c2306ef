"""
The list of what is done of a caseload: damaged, full, or a link to somewhere else.
"""

import errno
from pathlib import Path

import pytest

from cmio_advisor.cli.report_folder import ReportFolder
from cmio_advisor.cli.report_ledger import DONE, Done, opened_ledger
from cmio_advisor.errors import ReadWriteError


@pytest.fixture
def folder(tmp_path: Path) -> ReportFolder:
    made = ReportFolder(tmp_path)
    made.state.mkdir()
    made.reports.mkdir()
    return made


def note(folder: ReportFolder, *, fresh: bool = True, clients: int = 1, pages: int = 1000) -> None:
    """
    Note a report for each of some clients, where the disk has room for so many pages.
    """
    with opened_ledger(folder, fresh=fresh) as ledger:
        ledger.table.execute(f"PRAGMA max_page_count = {pages}")
        ledger.note([Done(f"c-{number}", "md", "digest", 4) for number in range(clients)])


def test_what_was_noted_stands_for_the_next_run_and_not_for_a_fresh_one(
    folder: ReportFolder,
) -> None:
    folder.put(folder.report("c-0", "md"), b"text")
    note(folder)
    for fresh in (False, True):
        with opened_ledger(folder, fresh=fresh) as ledger:
            assert ledger.stands("c-0", "md", "digest") is not fresh


@pytest.mark.parametrize("data", [b"garbage" * 1000, b"SQLite format 3\0" + bytes(84)])
def test_a_damaged_list_is_named_and_made_anew_where_everything_is(
    data: bytes, folder: ReportFolder
) -> None:
    (folder.state / DONE).write_bytes(data)
    with pytest.raises(ReadWriteError, match="damaged"):
        note(folder, fresh=False)
    note(folder, fresh=True)
    note(folder, fresh=False)


def test_a_full_disk_is_told_as_one(folder: ReportFolder) -> None:
    with pytest.raises(OSError, match="full") as caught:
        note(folder, clients=1000, pages=3)
    assert caught.value.errno == errno.ENOSPC
    with pytest.raises(OSError, match="full"):
        note(folder, fresh=True, clients=1000, pages=3)


def test_a_link_is_not_followed(folder: ReportFolder) -> None:
    elsewhere = folder.path / "elsewhere"
    (folder.state / DONE).symlink_to(elsewhere)
    with pytest.raises(OSError, match="symbolic links"):
        note(folder)
    assert not elsewhere.exists()
