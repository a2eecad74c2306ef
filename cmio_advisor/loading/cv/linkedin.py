"""
The tables of LinkedIn's data export: Profile, Positions, Education, Certifications, Licenses.

A table is known by its columns, not by its name. Any other table of an export is passed over: it is
nobody's CV.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO

from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.loading.clients.table import DELIMITERS, LONGEST_CELL
from cmio_advisor.loading.cv.entries import CvEntry, EntryKind
from cmio_advisor.loading.text.nodes import Problems, Unreadable

MOST_ABOVE = 10
"""Lines that may stand above a header."""
MOST_ROWS = 2_000
Row = Mapping[str, str]


def _profile(row: Row, source: str) -> CvEntry:
    name = f"{row['first name']} {row['last name']}".strip()
    return CvEntry(kind=EntryKind.NAME, source=source, text=name)


def _position(row: Row, source: str) -> CvEntry:
    return CvEntry(
        kind=EntryKind.JOB,
        source=source,
        text=row["title"],
        by=row.get("company name", ""),
        location=row.get("location", ""),
        start=row["started on"],
        end=row.get("finished on", ""),
    )


def _education(row: Row, source: str) -> CvEntry:
    return CvEntry(
        kind=EntryKind.EDUCATION,
        source=source,
        text=row["degree name"],
        by=row["school name"],
        notes=row.get("notes", ""),
        start=row.get("start date", ""),
        end=row.get("end date", ""),
    )


def _certification(row: Row, source: str) -> CvEntry:
    return CvEntry(
        kind=EntryKind.CERTIFICATE,
        source=source,
        text=row["name"],
        by=row["authority"],
        start=row.get("started on", ""),
        end=row.get("finished on", ""),
    )


TABLES: Mapping[tuple[str, ...], Callable[[Row, str], CvEntry]] = {
    ("first name", "last name", "headline"): _profile,
    ("title", "company name", "started on"): _position,
    ("school name", "degree name"): _education,
    ("name", "authority"): _certification,
}
"""What makes an entry of a row, by the columns that tell a table from others."""


def table_entries(text: str, name: str, problems: Problems) -> tuple[CvEntry, ...] | None:
    """
    The entries in the rows of a table; ``None`` where it is none that is read here.

    Raises:
        Unreadable: a row is broken, or there are too many.
    """
    for delimiter in DELIMITERS:
        rows = _rows(text, delimiter, problems)
        for number, cells in rows:
            header = tuple(map(folded, cells))
            made = next((each for key, each in TABLES.items() if {*key} <= {*header}), None)
            if made is not None:
                return tuple(_entries(rows, header, made, name))
            if number > MOST_ABOVE:
                break
    return None


def _entries(
    rows: Iterator[tuple[int, Sequence[str]]],
    header: Sequence[str],
    made: Callable[[Row, str], CvEntry],
    name: str,
) -> Iterator[CvEntry]:
    for number, cells in rows:
        row = dict.fromkeys(header, "") | dict(zip(header, map(str.strip, cells), strict=False))
        entry = made(row, f"{name}: row {number}")
        if entry.text or entry.by:
            yield entry


def _rows(text: str, delimiter: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    table = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(table, 1):
            if number > MOST_ROWS:
                problems.add(str(number), f"There are more than {MOST_ROWS:,} rows.")
                raise Unreadable
            yield number, cells
    except csv.Error as error:
        advice = f"This row cannot be read as a table ({error}). Check its quotation marks."
        problems.add(str(number + 1), advice)
        raise Unreadable from None
