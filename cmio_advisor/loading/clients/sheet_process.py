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
from functools import partial
from html import unescape
from io import BytesIO, TextIOWrapper
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
NOT_WORKED_OUT, NOT_SOUND = b"#FORMULA!", b"#VALUE!"
ROW = re.compile(rb"<row[\s/>]")
PLACE = re.compile(rb"""<(?:ROW|C)\s(?:R|[^<>]*?\sR)\s*+=\s*+["']([A-Z]*)(\d+)["']""")
"""Where a row or cell stands, in a part in capitals."""
OF_PREFIX = re.compile(rb"<(\w+):worksheet[\s>]")
SHEET_END = b"</sheetData>"
NO_STRING = re.compile(rb'<c\s(?:[^<>]*?\s)?t="s"[^<>]*+>\s*+<v>(?:[^<]*?[^0-9<]|\d{10})')
"""A cell of shared text that names none, which the engine takes for the first of all."""
VALUE = re.compile(rb"<c(\s[^<>]*+)>\s*+(?:<f[\s>][^<]*+</f>\s*+)?<v>([^<]*+)</v>\s*+</c>")
NO_RANGE = re.compile(
    rb'<dimension\s[^<>]*>|<mergeCell\s(?!ref="[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?")[^<>]*>'
)
SHARED, ONE_SHARED = "xl/sharedStrings.xml", re.compile(rb"<(?:\w+:)?si[\s/>]")
KIND = re.compile(rb'\st="(\w*)"')
LONGEST_TEXT = 32_767
"""Characters in a cell of Excel. A row with a longer one is refused, and is one line for that."""
IDS = "Ids"
"""The sheet of a template that says what may be typed."""

Cell = int | float | str | bool | time | date | datetime | timedelta


class SheetAnswer(StrEnum):
    """
    What became of the workbook; behind those that name sheets stand their names, and behind rows
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
    try:
        found = _looked_for(sys.stdin.buffer, wanted)
    except MemoryError:
        found = SheetAnswer.LARGE
    except BaseException as error:  # noqa: BLE001 - the engine's own panics are no Exception
        is_locked = type(error).__name__ == "PasswordError" or _is_encrypted(sys.stdin.buffer)
        sheets = json.dumps(getattr(error, "__notes__", []))
        found = SheetAnswer.LOCKED if is_locked else f"{SheetAnswer.BROKEN} {sheets}"
    if isinstance(found, str):
        out.write(f"{found}\n")
    else:
        _write(*found, out)
    out.flush()


def _limit_itself() -> None:
    """Bound this process's memory and time, where the system knows how."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _is_oversize(file: BinaryIO) -> bool:
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


def _looked_for(
    file: BinaryIO, wanted: str | None
) -> "tuple[CalamineSheet, list[str], SheetAnswer] | str":
    """
    The sheet, other sheets that are shown where none was named, and whether its form tells errors
    from empty cells; or what to answer.
    """
    if _is_oversize(file):
        return SheetAnswer.LARGE
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - in this process only

    file.seek(0)
    workbook = CalamineWorkbook.from_filelike(file)
    shown, hidden = _names(workbook)
    names = shown + hidden
    if not names or len({*names}) < len(names):  # of two of one name only one can be had
        return SheetAnswer.BROKEN
    name = wanted or names[0]
    if name not in names:
        return f"{SheetAnswer.NO_SHEET} {json.dumps(names)}"
    try:
        told = with_errors_as_text(file, name)
        try:
            workbook = CalamineWorkbook.from_filelike(told) if told else workbook
            sheet = workbook.get_sheet_by_name(name)
        except CalamineError:
            if told is None or (told := with_errors_as_text(file, name, damaged=True)) is None:
                raise
            sheet = CalamineWorkbook.from_filelike(told).get_sheet_by_name(name)
    except BaseException as error:
        error.add_note(name)
        raise
    others = [] if wanted else [each for each in shown if each not in (name, IDS)]
    if sheet.end is None:
        return f"{SheetAnswer.EMPTY} {json.dumps(names)}"
    return sheet, others, SheetAnswer.ROWS if told else SheetAnswer.ROWS_ALONE


def _names(workbook: "CalamineWorkbook") -> tuple[list[str], list[str]]:
    """The sheets of cells that are shown, and those that are hidden."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - likewise

    of_cells = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    shown = [each.name for each in of_cells if each.visible == SheetVisibleEnum.Visible]
    return shown, [each.name for each in of_cells if each.name not in shown]


def _write(sheet: "CalamineSheet", others: list[str], answer: SheetAnswer, out: TextIO) -> None:
    """The rows; what stands in merged cells stands in each of them, as a person sees it."""
    merged = sorted(sheet.merged_cell_ranges or (), reverse=True)
    more = {"sheet": sheet.name, "others": others, "merged": bool(merged)}
    out.write(f"{answer} {json.dumps(more)}\nsep=\t\r\n")
    table = csv.writer(out, delimiter="\t")
    shown: dict[int, tuple[int, int, str]] = {}  # by the first column: to which row and column
    for number, row in enumerate(sheet.iter_rows()):
        cells = list(map(cell_text, row))
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


def with_errors_as_text(file: BinaryIO, sheet: str, *, damaged: bool = False) -> BinaryIO | None:
    """
    The workbook with the errors of a sheet as text, since the engine shows some as empty cells and
    ends at others, and with a mark for each formula that has no result, and in one that is
    ``damaged`` each cell that the engine cannot read; ``None`` where its form does not let them be
    seen. `ValueError` where a row stands twice, of which the engine would drop one.
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
        if _stands_twice(text):
            raise ValueError
        told = NO_RESULT.sub(_marked, ERROR.sub(rb'\1"str"', text))
        if damaged or NO_STRING.search(told):
            strings = archive.read(SHARED) if SHARED in archive.namelist() else b""
            known = len(ONE_SHARED.findall(strings))
            told = VALUE.sub(partial(_made_sound, known), NO_RANGE.sub(b"", told))
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
    """Whether one of a part's rows, or a cell of one, stands there again or in another's row."""
    met: set[bytes] = set()
    starts = [each.start() for each in ROW.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        places = PLACE.findall(text[start:end].upper())
        rows = {row for _, row in places}
        if len(rows) > 1 or len(places) > len({*places}) or not met.isdisjoint(rows):
            return True
        met |= rows
    return text.count(SHEET_END) > 1


def _marked(cell: re.Match[bytes]) -> bytes:
    """A cell without its formula; one with a text of no letters has a result."""
    if b't="str"' in cell[1]:
        return cell[0]
    kept = re.sub(rb'\st="\w*"', b"", cell[1])
    return b'<c%b t="str"><v>%b</v></c>' % (kept, NOT_WORKED_OUT)


def _made_sound(strings: int, cell: re.Match[bytes]) -> bytes:
    """A cell that can be read, of a workbook with so many shared texts; a word is no number."""
    kind, value = KIND.search(cell[1]), cell[2].strip()
    told = kind[1] if kind else b"n"
    if told == b"n":
        with suppress(ValueError):
            float(value)
            return cell[0]
    elif told == b"s":
        if value.isdigit() and int(value[:10]) < strings:
            return cell[0]
    elif told in (b"str", b"inlineStr", b"d") or (told == b"b" and value in (b"0", b"1")):
        return cell[0]
    text = value if told == b"n" else NOT_SOUND
    return b'<c%b t="str"><v>%b</v></c>' % (KIND.sub(b"", cell[1]), text)


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


if __name__ == "__main__":
    main()
