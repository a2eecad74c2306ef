"""
A table put right: what was read in other words stands in ours, what could not be read is marked.
"""

from collections.abc import Iterator

from cmio_advisor.cli.report.run import TABLE
from cmio_advisor.domain.caseload.caseload import Caseload
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.clients.faults import BadRecordError, Fault, Notes
from cmio_advisor.loading.clients.header import ID_COLUMN, MARKED_COLUMN
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.seen_ids import unlike_before
from cmio_advisor.loading.clients.source import ClientSource, client_reader, read_entry
from cmio_advisor.loading.clients.table import Record
from cmio_advisor.reporting.formats.client_templates import clients_workbook
from cmio_advisor.reporting.formats.tables import csv_line


def fixed_table(
    source: ClientSource, caseload: Caseload, *, as_workbook: bool
) -> tuple[bytes, int]:
    """
    The table with its own columns kept, as CSV or as a workbook, and how many rows have something
    that could not be read.

    Raises:
        UsageError: it is no table.
    """
    header = source.header
    if not header.columns:
        raise UsageError("--fix: Only a table is put right. Profiles say what is wrong in them.")
    kept = [at for at, name in enumerate(header.written) if name != MARKED_COLUMN]
    names = [header.columns[at] or header.written[at] for at in kept]
    names.append(MARKED_COLUMN)
    found = _rows(source, client_reader(source, caseload))
    rows = [[*(cells[at] for at in kept), mark] for cells, mark in found]
    marked = sum(row[-1] != "" for row in rows)
    if as_workbook:
        return clients_workbook(caseload.roadmap, names, rows), marked
    return "".join(map(csv_line, (names, *rows))).encode(TABLE), marked


def _rows(source: ClientSource, reader: ClientReader) -> Iterator[tuple[list[str], str]]:
    """The cells of each row, and what is wrong in it."""
    columns = source.header.columns
    for entry in unlike_before(source.entries):
        cells = list(entry.content) if isinstance(entry.content, list) else [""] * len(columns)
        cells[columns.index(ID_COLUMN)] = entry.client_id or ""
        notes = _notes(entry, reader)
        wrong = {each.column for each in notes.faults}
        for each in notes.readings:
            if each.column not in wrong and each.column in columns:
                cells[columns.index(each.column)] = each.read
        yield cells, " ".join(map(_mark, notes.faults))


def _notes(entry: Record, reader: ClientReader) -> Notes:
    try:
        read_entry(entry, reader)
    except BadRecordError as error:
        return Notes(error.faults)
    return reader.notes


def _mark(fault: Fault) -> str:
    return f"{fault.column}: {fault.advice}" if fault.column else fault.advice
