"""
Which reports stand in a folder and what they were made from: what a resumed run relies on.

A line a report, a later one in place of an earlier: the report's name, the digest of all that it
depends on, and its seal (the size and the digest of its own bytes).
"""

import os
import re
from collections.abc import Collection
from typing import BinaryIO, NamedTuple

from cmio_advisor.cli.report.folder import ReportFolder, part_name
from cmio_advisor.reporting.formats.formats import ReportFormat

DONE = "done"
LARGEST = 1 << 28
"""Bytes of a list that is read: more than two million reports."""

ENDINGS = "|".join(each.value for each in ReportFormat if each is not ReportFormat.JSONL)
CLIENT = r"[a-z0-9-]{1,40}"
SEAL = r"(?:0|[1-9][0-9]{0,8}) [0-9a-f]{32}"
ROW = re.compile(rf"^(_?{CLIENT}\.(?:{ENDINGS})) ([0-9a-f]{{32}} {SEAL})$", re.MULTILINE)

HALF_ROW = re.compile(r"[a-z0-9_. -]{0,125}")


class Made(NamedTuple):
    """What the list has of a report: the digest of what it was made from, and its seal."""

    digest: str
    seal: str


class Ledger:
    """
    The list as it was found, and what this run adds to it. ``fresh`` relies on nothing.

    ``others`` are the reports that this run has not asked for, ``clients`` the names without an
    ending of those that it has.
    """

    def __init__(self, folder: ReportFolder, *, fresh: bool) -> None:
        self.folder = folder
        self.fresh = fresh
        found = _read(folder)
        self.fits = found is not None
        self.rows = found or {}
        self.others = set(self.rows)
        self.clients: set[str] = set()
        self.file: BinaryIO | None = None

    def ask(self, name: str) -> Made:
        """What it has of a report; empty where it has nothing, or nothing to rely on."""
        self.others.discard(name)
        if self.others:
            self.clients.add(name.partition(".")[0])
        digest, _, seal = self.rows.get(name, "").partition(" ")
        return Made("" if self.fresh else digest, seal)

    def seal(self, name: str) -> str:
        """The seal of a report in the list; nothing of another."""
        return self.rows.get(name, "").partition(" ")[2]

    def set_aside(self) -> str:
        """Keep a list that does not fit under another name; what to say of that."""
        state, number = self.folder.state, 1
        while state.kind(f"{DONE}.{number}"):
            number += 1
        state.rename(DONE, state, f"{DONE}.{number}")
        return f"{self.misfit()} It is kept as {DONE}.{number}."

    def misfit(self) -> str:
        """What to say of a list that does not fit."""
        return (
            f"{self.folder.state.path / DONE}: This list of finished reports does not fit: it is "
            "damaged, or others can write it. Every report of this caseload is made anew."
        )

    def note(self, lines: str) -> None:
        """
        Keep that these reports stand. The first time the list is copied, so that a file which has
        other names as well is left alone.
        """
        self.rows |= ROW.findall(lines)
        if self.file is None:
            self._write()
        else:
            self.file.write(lines.encode("ascii"))
            self.file.flush()

    def forget(self, names: Collection[str]) -> None:
        """Take reports out of the list."""
        for name in names:
            del self.rows[name]
        if names:
            self.close()
            self._write()

    def close(self) -> None:
        """Let go of the file."""
        if self.file is not None:
            self.file.close()
            self.file = None

    def _write(self) -> None:
        part = part_name(DONE)
        self.file = os.fdopen(self.folder.state.create(part), "wb")
        self.file.writelines(f"{name} {row}\n".encode() for name, row in self.rows.items())
        self.file.flush()
        self.folder.state.rename(part, self.folder.state, DONE)


def _read(folder: ReportFolder) -> dict[str, str] | None:
    """The rows of the list; none where there is no list, ``None`` where one does not fit."""
    if not folder.state.kind(DONE):
        return {}
    data = folder.state.read(DONE, LARGEST, own=True)
    lines, end, rest = (data or b"").decode("latin-1").rpartition("\n")
    found = ROW.findall(lines + end)
    is_whole = data is not None and len(found) == (lines + end).count("\n")
    # A killed run may leave its last line half written.
    return dict(found) if is_whole and HALF_ROW.fullmatch(rest) else None
