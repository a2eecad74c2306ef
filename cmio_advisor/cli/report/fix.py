"""
A table put right: what was read in other words stands in ours, what could not be read is marked.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from cmio_advisor.cli.report.leftovers import MOST_NAMED
from cmio_advisor.cli.report.run import TABLE
from cmio_advisor.domain.caseload.caseload import Caseload
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.clients.faults import BadRecordError, Fault, Notes, ReadAs
from cmio_advisor.loading.clients.header import ID_COLUMN, MARKED_COLUMN
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.seen_ids import unlike_before
from cmio_advisor.loading.clients.source import ClientSource, client_reader
from cmio_advisor.loading.clients.table import Record
from cmio_advisor.reporting.formats.client_templates import clients_workbook
from cmio_advisor.reporting.formats.tables import csv_line
from cmio_advisor.reporting.words.wording import counted


class FixedTable(NamedTuple):
    """
    The table as CSV or as a workbook, with how many cells were put right, how many are marked
    because they could not be read, and of whom those are.
    """

    table: bytes
    put_right: int
    marked: int
    places: Sequence[str]

    def told(self, name: str) -> str:
        """What was done, and what is left to do."""
        done = f"{name}: {counted(self.put_right, 'cell')} put right."
        if not self.places:
            return f"{done} Everything in it is read."
        named = "; ".join(self.places[:MOST_NAMED])
        more = f"; and {len(self.places) - MOST_NAMED:,} rows more"
        return (
            f"{done} {counted(self.marked, 'cell')} could not be read and stand as they were; the "
            f"column {MARKED_COLUMN} says why: {named}"
            f"{more if len(self.places) > MOST_NAMED else ''}."
        )


class _Row(NamedTuple):
    """A row put right; ``wrong`` are the columns that could not be read."""

    cells: list[str]
    mark: str
    put_right: int
    wrong: Sequence[str]
    place: str


def fixed_table(source: ClientSource, caseload: Caseload, *, as_workbook: bool) -> FixedTable:
    """
    The table with its own columns kept.

    Raises:
        UsageError: it is no table.
    """
    header = source.header
    if not header.columns:
        raise UsageError("--fix: Only a table is put right. Profiles say what is wrong in them.")
    kept = [at for at, name in enumerate(header.written) if name != MARKED_COLUMN]
    names = [header.columns[at] or header.written[at] for at in kept]
    names.append(MARKED_COLUMN)
    rows = [*_rows(source, client_reader(source, caseload))]
    lines = [[*(each.cells[at] for at in kept), each.mark] for each in rows]
    if as_workbook:
        table = clients_workbook(caseload.roadmap, names, lines)
    else:
        table = "".join(map(csv_line, (names, *lines))).encode(TABLE)
    wrong = [each for each in rows if each.mark]
    return FixedTable(
        table,
        sum(each.put_right for each in rows),
        sum(len(each.wrong) for each in wrong),
        [f"row {each.place}: {', '.join(each.wrong)}" for each in wrong],
    )


def _rows(source: ClientSource, reader: ClientReader) -> Iterator[_Row]:
    columns = source.header.columns
    for entry in unlike_before(source.entries):
        cells = list(entry.content) if isinstance(entry.content, list) else [""] * len(columns)
        cells[columns.index(ID_COLUMN)] = entry.client_id or ""
        notes = _notes(entry, reader)
        readings = [
            each for each in notes.readings if each.column in columns and _keeps_all(each, notes)
        ]
        for each in readings:
            cells[columns.index(each.column)] = each.read
        mark = " ".join(map(_mark, notes.faults))
        wrong = [*dict.fromkeys(each.column or ID_COLUMN for each in notes.faults)]
        yield _Row(cells, mark, len(readings), wrong, f"{entry.where} ({entry.client_id or '-'})")


def _keeps_all(reading: ReadAs, notes: Notes) -> bool:
    """Whether all of the cell that could not be read stands in what the rest was read as."""
    if all(each.column != reading.column for each in notes.faults):
        return True
    unread = [each.found for each in notes.unread if each.column == reading.column]
    return bool(unread) and all(each in reading.read for each in unread)


def _notes(entry: Record, reader: ClientReader) -> Notes:
    """What is told of a row, also of one that is no client's for want of an id of its own."""
    if not isinstance(entry.content, list):
        return Notes(entry.faults)
    with suppress(BadRecordError):
        reader.from_row(entry.content)
    return Notes(entry.faults).plus(reader.notes)


def _mark(fault: Fault) -> str:
    return f"{fault.column}: {fault.advice}" if fault.column else fault.advice
