"""
LinkedIn's data export, a zip archive or its tables: Profile, Positions, Education, Certifications,
Licenses.

A table is known by its columns, not by its name; any other of an export is passed over: it is
nobody's CV. An archive is foreign bytes that say of themselves what they like: only the tables that
may be a CV are unpacked, each up to the size of a profile, whatever sizes the archive claims.
"""

import csv
import os
import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.errors import InvalidInputError
from cmio_advisor.loading.clients.table import DELIMITERS, LONGEST_CELL
from cmio_advisor.loading.cv.reading import PAPERS, CvEntry, EntryKind
from cmio_advisor.loading.text.files import LARGEST_FILE
from cmio_advisor.loading.text.nodes import Problems

MOST_ABOVE = 10
"""Lines that may stand above a header."""
MOST_ROWS = 2_000


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
            for known in PAPERS["tables"]:
                if {*known["columns"]} <= {*header}:
                    return tuple(_entries(rows, header, known, name))
            if number > MOST_ABOVE:
                break
    return None


def _entries(
    rows: Iterator[tuple[int, Sequence[str]]],
    header: Sequence[str],
    known: Mapping[str, Any],
    name: str,
) -> Iterator[CvEntry]:
    for number, cells in rows:
        row = dict(zip(header, map(str.strip, cells), strict=False))
        told = {
            part: " ".join(row.get(each, "") for each in columns.split("; ")).strip()
            for part, columns in known["parts"].items()
        }
        entry = CvEntry(kind=EntryKind(known["kind"]), source=f"{name}: row {number}", **told)
        if entry.text or entry.by:
            yield entry


def _rows(text: str, delimiter: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    table = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(table, 1):
            if number > MOST_ROWS:
                problems.fail(str(number), f"There are more than {MOST_ROWS:,} rows.")
            yield number, cells
    except csv.Error as error:
        advice = f"This row cannot be read as a table ({error}). Check its quotation marks."
        problems.fail(str(number + 1), advice)


LARGEST_ARCHIVE = 500 << 20
LARGEST_DIRECTORY = 4 << 20
"""Bytes that the list of its files may take: some ten thousand names."""
END, END_BYTES = b"PK\x05\x06", 22
LONGEST_COMMENT = 1 << 16
TABLE = re.compile(r"(?:profile|positions|education|certifications|licenses)\.csv", re.IGNORECASE)
WORD, WORKBOOK = "word/document.xml", "xl/workbook"
NO_YEAR = 1980
EXPORT = "LinkedIn's data export: Settings, Data privacy, Get a copy of your data."
UNPACK = "Unpack it, and give Positions.csv, Education.csv, Certifications.csv and Profile.csv."
NO_FORM = (
    "Its text has no form that could be read without guessing. Save it as JSON Resume "
    f"(jsonresume.org), or use {EXPORT} Or answer the questions: cmio-advisor assess"
)
LOCKED = 1
"""The bit of a file in an archive that a password protects."""


def tables_in(path: str) -> Iterator[tuple[str, bytes, date | None]]:
    """
    The tables of an export: the name of each, its bytes up to one over the cap, and when it was
    packed.

    Raises:
        InvalidInputError: it is no archive that can be read, another kind of file, or has none.
    """
    try:
        with Path(path).open("rb") as file:
            _check_sizes(file)
            with ZipFile(file) as archive:
                listed = archive.infolist()
                _check_kind([each.filename for each in listed])
                for each in _tables(listed):
                    with archive.open(each) as member:
                        yield _last(each), member.read(LARGEST_FILE + 1), _packed(each)
    except (BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error, struct.error):
        raise InvalidInputError(
            [f"This archive is damaged, or packed in a way that cannot be read. {UNPACK}"]
        ) from None


def _check_sizes(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LONGEST_COMMENT - END_BYTES))
    _, found, record = file.read().rpartition(END)
    directory = int.from_bytes(record[8:12], "little") if found else 0
    if size > LARGEST_ARCHIVE or directory > LARGEST_DIRECTORY:
        raise InvalidInputError([f"This archive is too large. {UNPACK}"])


def _check_kind(names: list[str]) -> None:
    if WORD in names:
        raise InvalidInputError([f"This is a Word document. {NO_FORM}"])
    if any(each.startswith(WORKBOOK) for each in names):
        advice = "This is a workbook. A table of clients: cmio-advisor report FILE -o FOLDER"
        raise InvalidInputError([advice])


def _tables(listed: list[ZipInfo]) -> list[ZipInfo]:
    found = [each for each in listed if TABLE.fullmatch(_last(each)) and not each.is_dir()]
    names = [_last(each).lower() for each in found]
    if not found:
        raise InvalidInputError([f"This archive has no Positions.csv or Education.csv. {EXPORT}"])
    for each in found:
        if each.flag_bits & LOCKED:
            raise InvalidInputError([f"A password protects this archive. {UNPACK}"])
        if each.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile
        if names.count(_last(each).lower()) > 1:
            raise InvalidInputError([f"{_last(each)} is in this archive twice. {UNPACK}"])
    return found


def _packed(entry: ZipInfo) -> date | None:
    """The day on which it was packed; programs that do not know it write the first one."""
    try:
        day = date(*entry.date_time[:3])
    except ValueError:
        return None
    return day if day.year > NO_YEAR else None


def _last(entry: ZipInfo) -> str:
    """The name of a file without its folders; nothing is ever written under it."""
    return re.split(r"[/\\]", entry.filename)[-1]
