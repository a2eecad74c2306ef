"""
A workbook mended for the engine: errors and formulas without a result as text, by the few patterns
that these have in the XML of a sheet.
"""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from itertools import pairwise
from typing import BinaryIO
from zipfile import ZipFile, is_zipfile

LARGEST_INDEX = 4 << 20
"""Bytes of a part that only says where others are."""
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
BINARY = ".bin"
"""How a sheet's part ends in .xlsb."""
TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s([^<>]*)>")
ATTRIBUTE = re.compile(r'(?<![\w:])([\w:]+)\s*=\s*"([^"]*)"')
ERROR = re.compile(rb'(<c\s(?:[^<>]*?\s)?t=)"e"')
NO_RESULT = re.compile(
    rb"<c(\s[^<>]*+)>\s*+<f(?:\s[^<>]*?)?(?:/>|>[^<]*+</f>)\s*+(?:<v\s*+/>|<v>\s*+</v>)?\s*+</c>"
)
"""
A cell with an error, and one with a formula that no spreadsheet program has worked out yet. No
search runs on into the next tag or cell, nor begins a tag anew: a part that opens a million and
closes none costs as much time as one of its size that is sound.
"""
NOT_WORKED_OUT = b"#FORMULA!"
OF_PREFIX = re.compile(rb"<(\w+):worksheet[\s>]")
NO_STRING = re.compile(rb'<c\s(?:[^<>]*?\s)?t="s"[^<>]*+>\s*+<v>(?:[^<]*?[^0-9<]|\d{10})')
"""A cell of shared text that names none, which the engine takes for the first of all."""
ROW, SHEET_END = re.compile(rb"<row[\s/>]"), b"</sheetData>"
PLACE = re.compile(rb"""<(?:ROW|C)\s(?:R|[^<>]*?\sR)\s*+=\s*+["']([A-Z]*)(\d+)["']""")
"""Where a row or cell stands, in a part in capitals."""
KIND = re.compile(rb'\st="(\w*)"')


def with_errors_as_text(file: BinaryIO, sheet: str) -> BinaryIO | None:
    """
    The workbook with the errors of a sheet as text, since the engine shows some as empty cells and
    ends at others, and with a mark for each formula that has no result; ``None`` where its form
    does not let them be seen. `ValueError` for a cell that the engine would take for another one,
    and for what stands twice, of which it would drop one.
    """
    file.seek(0)
    if not is_zipfile(file):
        return None
    with ZipFile(file) as archive:
        part = _part_of(archive, sheet)
        if part not in archive.namelist() or part.endswith(BINARY):
            return None
        text = archive.read(part)
        if prefix := OF_PREFIX.search(text):
            for start in (b"<", b"</"):
                text = text.replace(b"%b%b:" % (start, prefix[1]), start)
        if NO_STRING.search(text) or _stands_twice(text):
            raise ValueError
        told = NO_RESULT.sub(_marked, ERROR.sub(rb'\1"str"', text))
        if told == text and not prefix:
            file.seek(0)
            return file
        copy = BytesIO()
        with ZipFile(copy, "w") as changed:
            for each in archive.namelist():
                changed.writestr(each, told if each == part else archive.read(each))
    copy.seek(0)
    return copy


def _stands_twice(text: bytes) -> bool:
    """Whether the rows of a part, or one, or a cell of it, stand there again or in another row."""
    met: set[int] = set()
    for start, end in pairwise([*(each.start() for each in ROW.finditer(text)), len(text)]):
        places = PLACE.findall(text[start:end].upper())
        rows = {int(row) for _, row in places}
        if len(rows) > 1 or len(places) > len({*places}) or not met.isdisjoint(rows):
            return True
        met |= rows
    return text.count(SHEET_END) > 1


def _marked(cell: re.Match[bytes]) -> bytes:
    """A cell without its formula; one with a text of no letters has a result."""
    if b't="str"' in cell[1]:
        return cell[0]
    return b'<c%b t="str"><v>%b</v></c>' % (KIND.sub(b"", cell[1]), NOT_WORKED_OUT)


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
