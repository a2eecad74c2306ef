"""
Which reports stand in a folder and what they were made from: what a resumed run relies on; and what
stands there and is not of the run: found, listed, and taken away on request.

A line a report, a later one in place of an earlier: the report's name, the digest of all that it
depends on, and its seal (the size and the digest of its own bytes).
"""

import os
import re
from collections.abc import Collection, Iterable, Sequence
from typing import BinaryIO, NamedTuple

from cmio_advisor.cli.report.folder import SUMMARY_PAGE, SUMMARY_TABLE, ReportFolder, part_name
from cmio_advisor.domain.caseload import Overview
from cmio_advisor.reporting.formats import ReportFormat
from cmio_advisor.reporting.formats.tables import REPORTS
from cmio_advisor.reporting.wording import counted

DONE = "done"
LARGEST = 1 << 28
"""Bytes of a list that is read: more than two million reports."""

ENDINGS = "|".join(each.value for each in ReportFormat if each is not ReportFormat.JSONL)
CLIENT = r"[a-z0-9-]{1,40}"
SEAL = r"(?:0|[1-9][0-9]{0,8}) [0-9a-f]{32}"
ROW = re.compile(rf"^(_?{CLIENT}\.(?:{ENDINGS})) ([0-9a-f]{{32}} {SEAL})$", re.MULTILINE)

HALF_ROW = re.compile(r"[a-z0-9_. -]{0,125}")


class Ledger:
    """
    The list as it was found, and what this run adds to it. ``fresh`` relies on nothing.

    ``others`` are the reports that this run has not asked for.
    """

    def __init__(self, folder: ReportFolder, *, fresh: bool) -> None:
        self.folder = folder
        self.fresh = fresh
        found = _read(folder)
        self.fits = found is not None
        self.rows = found or {}
        self.others = set(self.rows)
        self.file: BinaryIO | None = None

    def meet(self, name: str) -> None:
        """That the run asks for a report."""
        self.others.discard(name)

    def seal(self, name: str) -> str:
        """The seal of a report in the list; nothing of another."""
        return self.rows.get(name, "").partition(" ")[2]

    def missing(self, names: Iterable[str], digest: str) -> dict[str, str]:
        """The reports that do not stand as they were sealed when made from that, with the seals."""
        rows = {name: self.rows.get(name, "").partition(" ") for name in names}
        return {
            name: seal
            for name, (made_from, _, seal) in rows.items()
            if self.fresh or made_from != digest or not self.folder.holds(name, seal)
        }

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

    def note(self, line: str) -> None:
        """Keep that a report stands, at once: a run may be stopped, also a worker's."""
        if self.file is not None:
            self.file.write(line.encode("ascii"))
            self.file.flush()

    def forget(self, names: Collection[str]) -> None:
        """Take reports out of the list, in which the workers' stand by now."""
        if names:
            self.close()
            rows = _read(self.folder) or self.rows
            self.rows = {name: row for name, row in rows.items() if name not in names}
            self.begin()

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None

    def begin(self) -> None:
        """Copy the list, to which the workers add: a file of other names as well is left alone."""
        part = part_name(DONE)
        self.file = os.fdopen(self.folder.state.create(part), "wb")
        self.file.writelines(f"{name} {row}\n".encode() for name, row in self.rows.items())
        self.file.flush()
        self.folder.state.rename(part, self.folder.state, DONE)


def _read(folder: ReportFolder) -> dict[str, str] | None:
    """No rows where there is no list; ``None`` where one does not fit."""
    if not folder.state.kind(DONE):
        return {}
    data = folder.state.read(DONE, LARGEST, own=True)
    lines, end, rest = (data or b"").decode("latin-1").rpartition("\n")
    found = ROW.findall(lines + end)
    is_whole = data is not None and len(found) == (lines + end).count("\n")
    # A killed run may leave its last line half written.
    return dict(found) if is_whole and HALF_ROW.fullmatch(rest) else None


class Leftovers(NamedTuple):
    """Reports as they were made, those changed since, files of an earlier whole; or none."""

    reports: Sequence[str] = ()
    changed: Sequence[str] = ()
    of_the_whole: Sequence[str] = ()
    all_stays: bool = False


def leftovers_of(overview: Overview, ledger: Ledger, of_this_run: Sequence[str]) -> Leftovers:
    """
    What is left over once every record was met; ``of_this_run`` are the files of the whole in which
    anything stands now, beside the summary.

    All stays where nobody can be said to have left: a record that does not tell whose it is may be
    that of anybody who seems to have, and a table without any was perhaps never filled.
    """
    if overview.nameless or not (overview.clients or overview.bad_records):
        return Leftovers(all_stays=True)
    folder = ledger.folder
    standing = sorted(filter(folder.reports.kind, ledger.others))
    whole = {name for name in standing if folder.holds(name, ledger.seal(name))}
    kept = (*of_this_run, SUMMARY_PAGE, SUMMARY_TABLE)
    return Leftovers(
        [name for name in standing if name in whole],
        [name for name in standing if name not in whole],
        [name for name in folder.files_of_the_whole() if name not in kept],
    )


def take_away(found: Leftovers, ledger: Ledger) -> list[str]:
    """What somebody has changed since stays. What a counselor is told of it."""
    if found.all_stays:
        return ["A record does not tell whose it is, or there is none: nothing was taken away."]
    for name in found.reports:
        ledger.folder.reports.remove(name)
    for name in found.of_the_whole:
        ledger.folder.top.remove(name)
    ledger.forget(ledger.others.difference(found.changed))
    files = len(found.reports) + len(found.of_the_whole)
    changed = (
        f"{REPORTS}/{name} was changed since it was made. It stays." for name in found.changed
    )
    return [f"{counted(files, 'file')} not of this run taken away.", *changed]


def left_alone_text(ledger: Ledger) -> list[str]:
    """What a counselor is told where nothing was to be taken away."""
    standing = sum(bool(ledger.folder.reports.kind(name)) for name in ledger.others)
    if not standing:
        return []
    others = counted(standing, "report")
    return [f"In {REPORTS}/, left as before (--prune takes them away): {others} not of this run."]
