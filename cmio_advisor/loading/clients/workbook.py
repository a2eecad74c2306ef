"""
A sheet of a workbook (.xlsx, .xls, .xlsb, .ods) as the table that it would be in CSV.

A workbook is foreign bytes that unpack to far more than they are. A process of its own, with limits
to what it may unpack and hold, reads the sheet and hands it on row by row; what brings that one
down costs a message here (sheet_process.py).
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import cast

from cmio_advisor.errors import InvalidInputError, ReadWriteError, UsageError
from cmio_advisor.loading.clients import sheet_process
from cmio_advisor.loading.clients.sheet_process import SheetAnswer

AS_CSV = "save the sheet as CSV (UTF-8), which may be of any size"
STOPPED = (
    "Reading ended before the last row, so clients may be missing. Run again with --resume, or "
    f"{AS_CSV}."
)
LARGEST = f"{sheet_process.LARGEST_FILE >> 20} MB, or {sheet_process.LARGEST_UNPACKED >> 20} MB"
WRONG = {
    SheetAnswer.BROKEN: (
        "This workbook cannot be read{}: it is damaged, under a password, or no spreadsheet. Open "
        "it in a spreadsheet program, which may mend it, take a password off, and save it as "
        f".xlsx, or {AS_CSV}."
    ),
    SheetAnswer.LARGE: (
        f"This workbook takes too much memory or time: more than {LARGEST} unpacked, or cells far "
        "to the right or far below the table. Delete what is out there, split it, "
        f"or {AS_CSV}."
    ),
}


NO_ERRORS = (
    "In a workbook of this form a cell with an error (#N/A, #REF!), or merged with the one before, "
    "cannot be told from an empty one. Save it as .xlsx to have such cells named."
)
OF_MERGED = (
    "Cells are merged there. What they say was read in the first row and column of theirs alone: "
    "take the merging off and fill the others in."
)


SheetRows = tuple[BufferedReader, Callable[[], None], str]
"""The rows as bytes of a table, what makes sure all have come, and what is to be told."""


@contextmanager
def opened_sheet(file: BufferedReader, name: str, sheet: str | None) -> Iterator[SheetRows]:
    """A sheet, by default the first shown; `InvalidInputError`, `UsageError` for no such."""

    def ended() -> None:
        if process.wait():
            raise ReadWriteError(f"{name}: {STOPPED}")

    command = [
        sys.executable,
        "-P",
        "-m",
        sheet_process.__name__,
        *([] if sheet is None else [sheet]),
    ]
    with subprocess.Popen(  # noqa: S603 - this very program, whatever the name of the sheet
        command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        rows = cast(BufferedReader, process.stdout)
        try:
            answer, _, more = rows.readline().decode().partition(" ")
            _refuse(answer.strip(), more, name, sheet)
            of_rows = json.loads(more)
            told = [NO_ERRORS] if answer.strip() == SheetAnswer.ROWS_ALONE else []
            told += [OF_MERGED] if of_rows["merged"] else []
            if of_rows["others"]:
                read, others = _quoted([of_rows["sheet"]]), _quoted(of_rows["others"])
                told.append(f"Of its sheets {read} was read, and not {others}. See --sheet.")
            yield rows, ended, "\n".join(f"{name}: {each}" for each in told)
        finally:
            process.kill()


def _refuse(answer: str, more: str, name: str, sheet: str | None) -> None:
    """Raises what the other process found; where it said nothing, a limit has ended it."""
    if answer in (SheetAnswer.ROWS, SheetAnswer.ROWS_ALONE):
        return
    if answer in (SheetAnswer.NO_SHEET, SheetAnswer.EMPTY):
        names = _quoted(json.loads(more))
        if answer == SheetAnswer.NO_SHEET:
            raise UsageError(f'--sheet: {name} has no sheet "{sheet}". It has: {names}.')
        raise InvalidInputError(
            [f"{name}: This sheet is empty. Name another with --sheet; there are: {names}."]
        )
    of = f" at its sheet {_quoted(json.loads(more))}" if more.strip(" []\n") else ""
    wrong = WRONG[SheetAnswer(answer or SheetAnswer.LARGE)].format(of)
    raise InvalidInputError([f"{name}: {wrong}"])


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{" ".join(each.split())[:60]}"' for each in names[:20])
