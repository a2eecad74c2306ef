"""
The cells of an .xlsx sheet whose formula has no result ("#N/A"), which the engine gives as empty.

They are looked for in the sheet's own part of the archive, in pieces, so that a sheet of any size
takes no memory. Where the archive is built in another way, or for other kinds of workbook, none are
found.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import BinaryIO
from zipfile import ZipFile, is_zipfile

BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
LARGEST_INDEX = 4 << 20
PIECE, OVERLAP = 1 << 20, 4096
"""Bytes; no cell with an error is longer than what two pieces share."""
TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s([^>]*)>")
ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
CELL = re.compile(
    rb'<c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>(?:(?!</c>).){0,2000}?<v>([^<]{1,40})</v>',
    re.DOTALL,
)
LETTERS = 26

Errors = dict[int, dict[int, str]]
"""What stands in cells, by row and column, both counted from nothing."""


def sheet_errors(file: BinaryIO, sheet: str) -> Errors:
    """The errors on a sheet of a workbook."""
    found: Errors = {}
    file.seek(0)
    if not is_zipfile(file):
        return found
    with ZipFile(file) as archive:
        part = _part_of(archive, sheet)
        if part not in archive.namelist():
            return found
        for column, row, text in _cells(archive, part):
            found.setdefault(int(row) - 1, {})[_number(column)] = text.decode("utf-8", "replace")
    return found


def _part_of(archive: ZipFile, sheet: str) -> str:
    """The name of a sheet's part; nothing where the archive does not tell it."""
    names = archive.namelist()
    if BOOK not in names or RELATIONS not in names:
        return ""
    sheets = {each.get("name"): each.get("r:id") for each in _tags(archive, BOOK)}
    targets = {each.get("Id"): each.get("Target", "") for each in _tags(archive, RELATIONS)}
    target = targets.get(sheets.get(sheet) or "", "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _tags(archive: ZipFile, name: str) -> Iterator[dict[str, str]]:
    with archive.open(name) as part:
        text = part.read(LARGEST_INDEX).decode("utf-8", "replace")
    for tag in TAG.finditer(text):
        yield {key: unescape(value) for key, value in ATTRIBUTE.findall(tag[1])}


def _cells(archive: ZipFile, name: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    before = b""
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            text = before + piece
            if b't="e"' in text:
                for cell in CELL.finditer(text):
                    yield cell[1], cell[2], cell[3]
            before = text[-OVERLAP:]


def _number(column: bytes) -> int:
    found = 0
    for letter in column:
        found = found * LETTERS + letter - ord("A") + 1
    return found - 1
