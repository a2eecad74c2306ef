"""
The process that reads a sheet: the workbook on standard input, its rows on standard output.

The first line of what it writes is a `SheetAnswer`. After `ROWS` come the rows as a table with
tabs between the cells, each cell with the text that it would have in CSV. How much it may unpack
and hold is bounded three times: the size of the file, the sizes that a zip archive tells of its
parts, and, where these lie or cells stand far apart, the memory and the time of the process.
"""

import csv
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from html import unescape
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, TextIO
from zipfile import ZipFile, is_zipfile

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

LARGEST_FILE = 100 << 20
LARGEST_UNPACKED = 500 << 20
MOST_MEMORY = 3 << 30
"""Bytes. A sheet of all the rows that Excel has, with every column of a caseload, takes less."""
ENCRYPTED = re.compile(
    "EncryptedPackage".encode("utf-16-le") + rb"|\x09\x08\x10\x00\x00\x06\x05\x00.{12}\x2f\x00",
    re.DOTALL,
)
"""
What a compound file under a password has: a stream of that name, or in the older form the record of
a password behind that with which the workbook begins.
"""
MANIFEST, ENCRYPTION = "META-INF/manifest.xml", b"encryption-data"
"""Where OpenDocument says which of its parts are encrypted."""
MOST_SECONDS = 300
"""Of CPU."""

BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
LARGEST_INDEX = 4 << 20
BINARY = ".bin"
"""How a sheet's part ends in .xlsb."""
PIECE, OVERLAP = 1 << 20, 4096
"""Bytes; no cell with an error is longer than what two pieces share."""
TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s([^<>]*)>")
ATTRIBUTE = re.compile(r'(?<![\w:])([\w:]+)\s*=\s*"([^"]*)"')
CELL = re.compile(
    rb'<c\s(?=[^<>]*?\bt="e")(?>[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})")[^<>]*+>'
    rb"(?:(?!</?c[\s>]).){0,2000}?<v>([^<]{1,40})</v>",
    re.DOTALL,
)
"""
No search runs on into the next tag or cell, nor begins a tag anew: a part that opens a million and
closes none costs as much time as one of its size that is sound.
"""
LETTERS = 26
LONGEST_TEXT = 32_767
"""Characters in a cell of Excel. A row with a longer one is refused, and is one line for that."""
IDS = "Ids"
"""The sheet of a template that says what may be typed."""

Errors = dict[int, dict[int, str]]
"""What stands in cells, by row and column, both counted from nothing."""

Cell = int | float | str | bool | time | date | datetime | timedelta


class SheetAnswer(StrEnum):
    """
    What became of the workbook; behind the two that name sheets stand their names, and behind rows
    what to tell of them as JSON. Rows alone are those of a form in which a cell with an error looks
    like an empty one.
    """

    ROWS = "rows"
    ROWS_ALONE = "rows-alone"
    EMPTY = "empty"
    NO_SHEET = "no-sheet"
    LOCKED = "locked"
    BROKEN = "broken"
    LARGE = "large"


def cell_text(cell: Cell) -> str:
    """The text of a cell as in CSV: a day as 2026-11-20, a whole number without a point."""
    if isinstance(cell, str):
        return cell.replace("\t", " ")
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        # Spreadsheets show 15 digits: 0.1 + 0.2 is 0.3 there.
        text = f"{cell:.15g}"
        return f"{cell:.0f}" if "e+" in text else text
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


def main() -> None:
    """Read the workbook on standard input; the name of the sheet may be the only argument."""
    _limit_itself()
    wanted = sys.argv[1] if sys.argv[1:] else None
    out = TextIOWrapper(sys.stdout.buffer, "utf-8", newline="")
    errors: Errors | None = None
    try:
        found = _looked_for(sys.stdin.buffer, wanted)
        if not isinstance(found, str):
            errors = sheet_errors(sys.stdin.buffer, found[0].name)
    except MemoryError:
        found = SheetAnswer.LARGE
    except BaseException as error:  # noqa: BLE001 - the engine's own panics are no Exception
        is_locked = type(error).__name__ == "PasswordError" or _is_encrypted(sys.stdin.buffer)
        found = SheetAnswer.LOCKED if is_locked else SheetAnswer.BROKEN
    if isinstance(found, str):
        out.write(f"{found}\n")
    else:
        _write(*found, errors, out)
    out.flush()


def _limit_itself() -> None:
    """Bound this process's memory and time, where the system knows how."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _is_oversize(file: BinaryIO) -> bool:
    from zipfile import ZipFile, is_zipfile  # noqa: PLC0415 - in this process only

    if os.fstat(file.fileno()).st_size > LARGEST_FILE:
        return True
    file.seek(0)
    if not is_zipfile(file):
        return False
    with ZipFile(file) as archive:
        return sum(each.file_size for each in archive.infolist()) > LARGEST_UNPACKED


def _is_encrypted(file: BinaryIO) -> bool:
    """Whether a password is why a workbook cannot be read."""
    # A damaged archive is no reason not to look on.
    with suppress(Exception), ZipFile(file) as archive, archive.open(MANIFEST) as manifest:
        return ENCRYPTION in manifest.read(LARGEST_INDEX)
    file.seek(0)
    return ENCRYPTED.search(file.read(LARGEST_FILE)) is not None


def _looked_for(file: BinaryIO, wanted: str | None) -> "tuple[CalamineSheet, list[str]] | str":
    """The sheet, and other sheets that are shown where none was named; or what to answer."""
    if _is_oversize(file):
        return SheetAnswer.LARGE
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - in this process only

    file.seek(0)
    workbook = CalamineWorkbook.from_filelike(file)
    shown, hidden = _names(workbook)
    names = shown + hidden
    name = wanted or next(iter(names), None)
    if name not in names:
        return f"{SheetAnswer.NO_SHEET} {json.dumps(names)}"
    sheet = workbook.get_sheet_by_name(name)
    others = [] if wanted else [each for each in shown if each not in (name, IDS)]
    return f"{SheetAnswer.EMPTY} {json.dumps(names)}" if sheet.end is None else (sheet, others)


def _names(workbook: "CalamineWorkbook") -> tuple[list[str], list[str]]:
    """The sheets of cells that are shown, and those that are hidden."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - likewise

    of_cells = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    shown = [each.name for each in of_cells if each.visible == SheetVisibleEnum.Visible]
    return shown, [each.name for each in of_cells if each.name not in shown]


def _write(sheet: "CalamineSheet", others: list[str], errors: Errors | None, out: TextIO) -> None:
    """The rows; what stands in merged cells stands in each of them, as a person sees it."""
    answer = SheetAnswer.ROWS if errors is not None else SheetAnswer.ROWS_ALONE
    merged = sorted(sheet.merged_cell_ranges or (), reverse=True)
    more = {"sheet": sheet.name, "others": others, "merged": bool(merged)}
    out.write(f"{answer} {json.dumps(more)}\nsep=\t\r\n")
    table = csv.writer(out, delimiter="\t")
    shown: dict[int, tuple[int, int, str]] = {}  # by the first column: to which row and column
    for number, row in enumerate(sheet.iter_rows()):
        there = (errors or {}).get(number, {})
        cells = [there.get(at, cell_text(cell)) for at, cell in enumerate(row)]
        while merged and merged[-1][0][0] <= number:
            (_, left), (bottom, right) = merged.pop()
            if left < len(cells):  # and not beside the table
                shown[left] = bottom, min(right + 1, len(cells)), cells[left]
        shown = {left: area for left, area in shown.items() if area[0] >= number}
        taken = 0  # areas never overlap, but in a file made to take long
        for left, (_, end, text) in sorted(shown.items()):
            if left >= taken:
                cells[left:end] = [text] * (end - left)
                taken = end
        if any(len(each) > LONGEST_TEXT for each in cells):
            cells = [" ".join(each.splitlines()) for each in cells]
        table.writerow(cells)


def sheet_errors(file: BinaryIO, sheet: str) -> Errors | None:
    """The errors on a sheet of a workbook; ``None`` where its form does not let them be seen."""
    found: Errors = {}
    file.seek(0)
    if not is_zipfile(file):
        return None
    with ZipFile(file) as archive:
        part = _part_of(archive, sheet)
        if part not in archive.namelist() or part.endswith(BINARY):
            return None
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


if __name__ == "__main__":
    main()
