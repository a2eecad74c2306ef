"""
Which kind of paper a file is, by what is in it and never by its name, and what it says: a table or
a document in JSON, or LinkedIn's data export, an archive of tables.
"""

import os
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from cmio_advisor.errors import InputMissingError, InvalidInputError
from cmio_advisor.loading.cv.entries import CvEntry, Paper, paper_in, table_entries
from cmio_advisor.loading.text import files
from cmio_advisor.loading.text.files import message
from cmio_advisor.loading.text.nodes import Problems, Unreadable
from cmio_advisor.loading.text.strict_json import decode_json

LARGEST_ARCHIVE = 500 << 20
LARGEST_DIRECTORY = 4 << 20
"""Bytes that the list of its files may take: some ten thousand names."""
END, END_BYTES = b"PK\x05\x06", 22
LONGEST_COMMENT = 1 << 16
TABLE = re.compile(r"(?:profile|positions|education|certifications|licenses)\.csv", re.IGNORECASE)
WORD, WORKBOOK = "word/document.xml", "xl/workbook"
NO_YEAR = 1980
LOCKED = 1
"""The bit of a file in an archive that a password protects."""


def tables_in(path: str) -> Iterator[tuple[str, bytes, date | None]]:
    """The tables of an export, by name, and when each was packed; else `InvalidInputError`."""
    try:
        with Path(path).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - LONGEST_COMMENT - END_BYTES))
            _, found, record = file.read().rpartition(END)
            directory = int.from_bytes(record[8:12], "little") if found else 0
            if size > LARGEST_ARCHIVE or directory > LARGEST_DIRECTORY:
                raise _refused("too_large", "unpack")
            with ZipFile(file) as archive:
                for each in _tables(archive.infolist()):
                    with archive.open(each) as member:
                        yield _last(each), member.read(files.LARGEST_FILE + 1), _packed(each)
    except (BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error, struct.error):
        raise _refused("damaged", "unpack") from None


def _refused(*names: str, of: str = "", **blanks: str) -> InvalidInputError:
    """These messages as one; the caller raises what comes back."""
    told = (message(__file__, each, **blanks) for each in names)
    return InvalidInputError([f"{of}{' '.join(told)}"])


def _tables(listed: list[ZipInfo]) -> list[ZipInfo]:
    paths = [each.filename for each in listed]
    if WORD in paths:
        raise _refused("word", "no_form")
    if any(each.startswith(WORKBOOK) for each in paths):
        raise _refused("workbook")
    found = [each for each in listed if TABLE.fullmatch(_last(each)) and not each.is_dir()]
    names = [_last(each).lower() for each in found]
    if not found:
        raise _refused("no_tables", "export")
    for each in found:
        if each.flag_bits & LOCKED:
            raise _refused("locked", "unpack")
        if each.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile
        if names.count(_last(each).lower()) > 1:
            raise _refused("twice", "unpack", name=_last(each))
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


ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip archive begins, and one with nothing in it."""
OTHERS = {
    b"%PDF": ("pdf", "no_form"),
    b"\xd0\xcf\x11\xe0": ("older", "no_form"),
    b"{\\rtf": ("rtf", "no_form"),
    b"\x89PNG": ("picture",),
    b"<svg": ("picture",),
    b"<": ("brackets", "no_form"),
    b"eyJ": ("signed",),
}
"""What is no form that is read here, by how it begins, with what is said of it."""


def read_papers(paths: Sequence[str]) -> list[Paper]:
    """What is in some files, each called by its name; those of one name by their paths as well."""
    names = [Path(each).name for each in paths]
    return [
        read_paper(path, path if names.count(name) > 1 else name)
        for path, name in zip(paths, names, strict=True)
    ]


def read_paper(path: str, called: str) -> Paper:
    """The entries of a file, which is ``called`` so; `InputMissingError`, `InvalidInputError`."""
    name = "standard input" if path == files.STANDARD_INPUT else called
    if os.path.isdir(path):  # noqa: PTH112 - Path's raises where it may not look
        raise InputMissingError(f"{path}: {message(__file__, 'folder', path=path)}")
    data = files.read_bytes(path)
    start = data.removeprefix(files.BOM).lstrip()
    if start.startswith(ARCHIVE) and path != files.STANDARD_INPUT:
        return _exported(path, name)
    if start.startswith(ARCHIVE):
        raise _refused("archive_piped", of=f"{name}: ")
    for begins, messages in OTHERS.items():
        if start.startswith(begins):
            raise _refused(*messages, of=f"{name}: ")
    problems = Problems(name)
    try:
        is_table = not start.startswith((b"{", b"["))
        text = files.decode_text(data, problems, "replace" if is_table else "strict")
        if is_table:
            entries = table_entries(text, name, problems)
            paper = None if entries is None else Paper(entries)
        else:
            paper = paper_in(decode_json(text, problems), name)
    except Unreadable:
        raise InvalidInputError(problems.lines()) from None
    if paper is None:
        raise _refused("no_paper", of=f"{name}: ")
    return paper


def _exported(path: str, name: str) -> Paper:
    entries: list[CvEntry] = []
    days: list[date | None] = []
    others: list[str] = []
    problems = Problems(name)
    try:
        for table, data, packed in tables_in(path):
            problems = Problems(f"{name}: {table}")
            text = files.decode_text(data, problems, "replace")
            found = table_entries(text, problems.document, problems)
            entries += found or ()
            others += [table] if found is None else []
            days.append(packed)
    except Unreadable:
        raise InvalidInputError(problems.lines()) from None
    except InvalidInputError as error:
        raise InvalidInputError([f"{name}: {each}" for each in error.problems]) from None
    return Paper(tuple(entries), max(filter(None, days), default=None), tuple(others))
