"""
A sheet of a workbook (.xlsx, .xls, .xlsb, .ods) as the table that it would be in CSV.

A workbook is foreign bytes that unpack to far more than they are. A process of its own, in which
this module is the program, reads the sheet on standard input and hands it on row by row; what
brings that one down costs a message here.

The first line of what it writes is a `SheetAnswer`. After `ROWS` come the rows as a table with
tabs between the cells, each cell with the text that it would have in CSV. How much it may unpack
and hold is bounded three times: the size of the file, the sizes that a zip archive tells of its
parts, and, where these lie or cells stand far apart, the memory and the time of the process.
"""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from html import unescape
from io import BufferedReader, BytesIO, TextIOWrapper
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast
from zipfile import ZipFile, is_zipfile

from cmio_advisor.errors import InvalidInputError, ReadWriteError, UsageError
from cmio_advisor.loading.text.files import message

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

LARGEST_FILE = 100 << 20
LARGEST_UNPACKED = 500 << 20
MOST_MEMORY = 3 << 30
"""Bytes. A sheet of all the rows that Excel has, with every column of a caseload, takes less."""
MOST_SECONDS = 300
"""Of CPU."""

LONGEST_TEXT = 32_767
"""Characters in a cell of Excel. A row with a longer one is refused, and is one line for that."""
CARRIAGE_RETURN = r"_x000[Dd]_\n?"
"""How a workbook keeps the end of a line that was typed elsewhere."""
IDS = "Ids"
"""The sheet of a template that says what may be typed."""

# How errors, formulas and places stand in the XML of a sheet.

LARGEST_INDEX = 4 << 20
"""Bytes of a part that only says where others are."""
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
BINARY = ".bin"
"""How a sheet's part ends in .xlsb."""
TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s([^<>]*)>")
ATTRIBUTE = re.compile(r'(?<![\w:])([\w:]+)\s*=\s*"([^"]*)"')
ERROR = re.compile(rb"""(<c\s(?:[^<>]*?\s)?t\s*+=\s*+["'])e(?=["'])""")
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
NO_STRING = re.compile(
    rb"""<c\s(?:[^<>]*?\s)?t\s*+=\s*+["']s["'][^<>]*+>\s*+<v>(?:[^<]*?[^0-9<]|\d{10})"""
)
"""A cell of shared text that names none, which the engine takes for the first of all."""
ROW, SHEET_END = re.compile(rb"<row[\s/>]"), b"</sheetData>"
PLACE = re.compile(rb"""<(?:ROW|C)\s(?:R|[^<>]*?\sR)\s*+=\s*+["']([A-Z]*)(\d+)["']""")
"""Where a row or cell stands, in a part in capitals."""
KIND = re.compile(rb"""\st\s*+=\s*+["'](\w*)["']""")

SheetCell = int | float | str | bool | time | date | datetime | timedelta


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
    BROKEN = "broken"
    LARGE = "large"


SheetRows = tuple[BufferedReader, Callable[[], None], str]
"""The rows as bytes of a table, what makes sure all have come, and what is to be told."""


@contextmanager
def opened_sheet(file: BufferedReader, name: str, sheet: str | None) -> Iterator[SheetRows]:
    """A sheet, by default the first shown; `InvalidInputError`, `UsageError` for no such."""

    def ended() -> None:
        if process.wait():
            raise ReadWriteError(f"{name}: {message(__file__, 'stopped')}")

    named = [] if sheet is None else [sheet]
    command = [sys.executable, "-P", "-m", __name__, *named]
    with subprocess.Popen(  # noqa: S603 - this very program, whatever the name of the sheet
        command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        rows = cast(BufferedReader, process.stdout)
        try:
            answer, _, more = rows.readline().decode().partition(" ")
            _refuse(answer.strip(), more, name, sheet)
            of_rows = json.loads(more)
            names = {key: _quoted(of_rows[key]) for key in ("read", "others")}
            told = {
                "no_errors": answer.strip() == SheetAnswer.ROWS_ALONE,
                "merged": of_rows["merged"],
                "other_sheets": of_rows["others"],
            }
            notes = [message(__file__, each, **names) for each in filter(told.get, told)]
            yield rows, ended, "\n".join(f"{name}: {each}" for each in notes)
        finally:
            process.kill()


def _refuse(answer: str, more: str, name: str, sheet: str | None) -> None:
    """Raises what the other process found; where it said nothing, a limit has ended it."""
    if answer in (SheetAnswer.ROWS, SheetAnswer.ROWS_ALONE):
        return
    if answer in (SheetAnswer.NO_SHEET, SheetAnswer.EMPTY):
        names = _quoted(json.loads(more))
        if answer == SheetAnswer.NO_SHEET:
            raise UsageError(message(__file__, "no_sheet", name=name, sheet=sheet, names=names))
        raise InvalidInputError([f"{name}: {message(__file__, 'empty_sheet', names=names)}"])
    of = f" at its sheet {_quoted(json.loads(more))}" if more.strip(" []\n") else ""
    file, unpacked = (each >> 20 for each in (LARGEST_FILE, LARGEST_UNPACKED))
    wrong = message(__file__, answer or SheetAnswer.LARGE, of=of, file=file, unpacked=unpacked)
    raise InvalidInputError([f"{name}: {wrong}"])


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{" ".join(each.split())[:60]}"' for each in names[:20])


def cell_text(cell: SheetCell) -> str:
    """The text of a cell as in CSV: a day as 2026-11-20, a whole number without a point."""
    if isinstance(cell, str):
        return re.sub(CARRIAGE_RETURN, "\n", cell).replace("\t", " ")
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
    with suppress(ImportError, OSError, ValueError):  # where the system knows no limits
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    wanted = sys.argv[1] if sys.argv[1:] else None
    out = TextIOWrapper(sys.stdout.buffer, "utf-8", newline="")
    try:
        found = _looked_for(sys.stdin.buffer, wanted)
    except MemoryError:
        found = SheetAnswer.LARGE
    except BaseException as error:  # noqa: BLE001 - the engine's own panics are no Exception
        found = f"{SheetAnswer.BROKEN} {json.dumps(getattr(error, '__notes__', []))}"
    if isinstance(found, str):
        out.write(f"{found}\n")
    else:
        _write(*found, out)
    out.flush()


def _is_oversize(file: BinaryIO) -> bool:
    if os.fstat(file.fileno()).st_size > LARGEST_FILE:
        return True
    file.seek(0)
    if not is_zipfile(file):
        return False
    with ZipFile(file) as archive:
        return sum(each.file_size for each in archive.infolist()) > LARGEST_UNPACKED


def _looked_for(
    file: BinaryIO, wanted: str | None
) -> "tuple[CalamineSheet, dict[str, object], SheetAnswer] | str":
    """
    The sheet, what to tell of it (with others that are shown where none was named), and whether
    its form tells errors from empty cells; or what to answer.
    """
    if _is_oversize(file):
        return SheetAnswer.LARGE
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - in this process only

    file.seek(0)
    workbook = CalamineWorkbook.from_filelike(file)
    of_cells = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    shown = [each.name for each in of_cells if each.visible == SheetVisibleEnum.Visible]
    names = shown + [each.name for each in of_cells if each.name not in shown]
    if not names or len({*names}) < len(names):  # of two of one name only one can be had
        return SheetAnswer.BROKEN
    name = names[0] if wanted is None else wanted
    if name not in names:
        return f"{SheetAnswer.NO_SHEET} {json.dumps(names)}"
    try:
        told = with_errors_as_text(file, name)
        workbook = CalamineWorkbook.from_filelike(told) if told else workbook
        sheet = workbook.get_sheet_by_name(name)
    except BaseException as error:
        error.add_note(name)
        raise
    others = [] if wanted is not None else [each for each in shown if each not in (name, IDS)]
    if sheet.end is None:
        return f"{SheetAnswer.EMPTY} {json.dumps(names)}"
    more: dict[str, object] = {"read": [name], "others": others}
    return sheet, more, SheetAnswer.ROWS if told else SheetAnswer.ROWS_ALONE


def _write(
    sheet: "CalamineSheet", more: dict[str, object], answer: SheetAnswer, out: TextIO
) -> None:
    """The rows, and what to tell of them."""
    out.write(f"{answer} {json.dumps(more | {'merged': bool(sheet.merged_cell_ranges)})}\n")
    out.write("sep=\t\r\n")
    table = csv.writer(out, delimiter="\t")
    for row in sheet.iter_rows():
        cells = list(map(cell_text, row))
        if any(len(each) > LONGEST_TEXT for each in cells):
            cells = [" ".join(each.splitlines()) for each in cells]
        table.writerow(cells)


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
        told = NO_RESULT.sub(_marked, ERROR.sub(rb"\1str", text))
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
    kind = KIND.search(cell[1])
    if kind and kind[1] == b"str":
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


if __name__ == "__main__":
    main()
