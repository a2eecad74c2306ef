"""
What a caseload is read for besides reports: a table put right, in which what was read in other
words stands in ours and what could not be read is marked; and two versions of a roadmap held
against it, a client at a time.

A row that cannot be read as a whole is left out of the table and told: marked and empty, it would
be assessed as that of a client who told nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import NamedTuple

from cmio_advisor.cli.output import refuse_existing, refuse_inputs, say, write_file
from cmio_advisor.cli.report.folder import PROBLEMS, refuse_own_input
from cmio_advisor.cli.report.run import ENCODING, problem_of
from cmio_advisor.domain.base.human_words import NUMBER, guarded
from cmio_advisor.domain.caseload import Caseload
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.scenarios.edits import Replay, edits
from cmio_advisor.domain.scenarios.what_if import Impact, impact_of, result_of
from cmio_advisor.errors import OutputExistsError, UsageError
from cmio_advisor.loading.clients.cells import BadRecordError, Notes
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.source import (
    ClientSource,
    open_clients,
    read_entry,
    unlike_before,
)
from cmio_advisor.loading.clients.table import (
    ID_COLUMN,
    MARKED_COLUMN,
    TITLE,
    TOTAL,
    Record,
    open_table,
)
from cmio_advisor.loading.text.files import make_private_folder, message
from cmio_advisor.loading.text.nodes import Fault, Reading
from cmio_advisor.reporting.formats import tables
from cmio_advisor.reporting.views.differences import COLUMNS, CaseloadImpact
from cmio_advisor.reporting.wording import counted

MOST_ROWS = 10
"""Rows that one message names."""


class FixedTable(NamedTuple):
    """With how many cells were put right or are marked, and the rows ``left_out``."""

    table: bytes
    put_right: int
    marked: int
    left_out: Sequence[str]

    @property
    def is_whole(self) -> bool:
        """Whether all that stood in the table stands in this one and is read."""
        return not self.marked and not self.left_out

    def told(self, name: str) -> str:
        done = f"{name}: {counted(self.put_right, 'cell')} put right."
        if self.is_whole:
            return f"{done} Everything in it is read."
        if self.marked:
            cells = counted(self.marked, "cell")
            done += f" {message(__file__, 'marked', cells=cells, column=MARKED_COLUMN)}"
        if self.left_out:
            more = len(self.left_out) - MOST_ROWS
            done += f" {message(__file__, 'left_out', rows=counted(len(self.left_out), 'row'))} "
            done += "; ".join(self.left_out[:MOST_ROWS])
            done += f"; and {more:,} more." if more > 0 else ""
        return done


def fixed_table(source: ClientSource, caseload: Caseload, *, as_workbook: bool) -> FixedTable:
    """The table, its own columns kept; `UsageError` for none, or one that CSV cannot hold."""
    header = source.header
    if not header.columns:
        raise UsageError(message(__file__, "not_a_table"))
    kept = [at for at, name in enumerate(header.written) if name != MARKED_COLUMN]
    names = [header.columns[at] or header.written[at] for at in kept]
    names.append(MARKED_COLUMN)
    lines: list[list[str]] = []
    left_out: list[str] = []
    put_right = marked = 0
    reader = ClientReader(caseload, header.columns)
    for entry in unlike_before(source.entries, reader):
        if not isinstance(entry.content, list):
            place = f"{entry.where} ({entry.client_id or '-'})"
            left_out.append(f"row {place}: {' '.join(each.advice for each in entry.faults)}")
            continue
        cells, faults, read = _row_put_right(entry, entry.content, reader, header.columns)
        marks = (f"{each.place}: {each.advice}" if each.place else each.advice for each in faults)
        lines.append([*(cells[at] for at in kept), " ".join(marks)])
        put_right += read
        marked += len({each.place or ID_COLUMN for each in faults})
    if as_workbook:
        table = tables.clients_workbook(caseload.roadmap, names, lines)
    else:
        table = _as_csv(names, lines)
    return FixedTable(table, put_right, marked, left_out)


def _as_csv(names: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    """The table as CSV that is read again as it stands, whatever lines its cells run over."""
    rows = []
    for row in (names, *lines):
        # A spreadsheet would take some texts for formulas; a number stays.
        cells = (cell if NUMBER.fullmatch(cell) else guarded(cell) for cell in row)
        rows.append(f"{','.join(map(tables.quoted, cells))}\n")
    table = "".join(rows).encode(ENCODING)
    again = open_table(BufferedReader(BytesIO(table)), "")
    if [each.content for each in again.entries()] == lines:
        return table
    raise UsageError(message(__file__, "several_lines"))


def _row_put_right(
    entry: Record, row: list[str], reader: ClientReader, columns: Sequence[str]
) -> tuple[list[str], Sequence[Fault], int]:
    """The cells of a row as they are read, what is wrong in it, and how many were put right."""
    cells = list(row)
    cells[columns.index(ID_COLUMN)] = entry.client_id or ""
    notes = Notes(entry.faults)
    if entry.faults not in ((TITLE,), (TOTAL,)):  # also where an id of its own is missing
        with suppress(BadRecordError):
            reader.from_row(row)
        notes = notes.plus(reader.notes)
    elsewhere = {each.found for each in notes.readings if each.place not in columns}
    readings = [
        each
        for each in notes.readings
        if each.place in columns and each.written != each.found and _keeps_all(each, notes)
        if each.found not in elsewhere  # "CI fellow" where no column has fellowships
    ]
    for each in readings:
        cells[columns.index(each.place)] = each.written
    return cells, notes.faults, len(readings)


def _keeps_all(reading: Reading, notes: Notes) -> bool:
    """Whether all of the cell that could not be read stands in what the rest was read as."""
    if all(each.place != reading.place for each in notes.faults):
        return True
    unread = [each.found for each in notes.unread if each.column == reading.place]
    return bool(unread) and all(each in reading.read for each in unread)


IMPACT_TABLE = "impact.csv"


def write_impact(
    old: Roadmap, new: Roadmap, clients: str, folder: str, on: date, *, force: bool
) -> CaseloadImpact:
    """The table of all clients in a folder, and what of the records could not be read."""
    refuse_own_input(clients, folder)
    targets = [Path(folder) / name for name in (IMPACT_TABLE, PROBLEMS)]
    for target in targets:
        refuse_inputs(str(target), [clients])
        refuse_existing(target, force=force)
    problems: list[str] = []
    with open_clients(clients) as source:
        if source.note:
            say(source.note)
        impacts = tuple(_impacts(old, new, source, on, problems))
    found = CaseloadImpact(old=old, new=new, impacts=impacts, problems=len(problems))
    try:
        make_private_folder(Path(folder))
    except OSError as error:
        raise OutputExistsError(f"{folder}: It cannot be made: {error.strerror}.") from None
    lines = [
        tables.csv_line(COLUMNS),
        *(tables.csv_line(found.cells(each)) for each in found.impacts),
    ]
    for target, text in zip(targets, (lines, [tables.PROBLEMS_HEADER, *problems]), strict=True):
        write_file(target, "".join(text).encode(ENCODING), force=force)
    return found


def _impacts(
    old: Roadmap, new: Roadmap, source: ClientSource, on: date, problems: list[str]
) -> Iterator[Impact]:
    """What turns for each client; what of a record cannot be read is noted in ``problems``."""
    replay = Replay(old, new, edits(old, new))
    sides = [Caseload(each, on) for each in (old, new)]
    readers = [ClientReader(each, source.header.columns) for each in sides]
    for entry in unlike_before(source.entries, readers[1]):
        try:
            then, now = (read_entry(entry, each) for each in readers)
        except BadRecordError as error:
            problems.append(problem_of(entry, error.faults, assessed=False))
            continue
        if faults := readers[1].notes.faults:
            problems.append(problem_of(entry, faults, assessed=True))
        was, seen = (
            result_of(side.assess(each)) for side, each in zip(sides, (then, now), strict=True)
        )
        yield impact_of(now.id, was, seen, replay)
