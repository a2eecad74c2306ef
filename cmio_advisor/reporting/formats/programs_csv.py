"""
A table of programs: a line each, with what its JSON has; several values of a cell are parted by
semicolons.
"""

from typing import Any

from cmio_advisor.reporting.formats.caseload_csv import csv_line
from cmio_advisor.reporting.json.form import Writing
from cmio_advisor.reporting.json.programs import PROGRAM, ProgramSearch, program_rows

COLUMNS = tuple(PROGRAM.fields)


def programs_csv(search: ProgramSearch, writing: Writing) -> str:
    """The programs found, under a header; empty cells are not known."""
    rows = program_rows(search, writing)
    return csv_line(COLUMNS) + "".join(
        csv_line(_cell(row[column]) for column in COLUMNS) for row in rows
    )


def _cell(value: Any) -> str | int | None:  # noqa: ANN401 - any value of JSON
    if isinstance(value, list):
        return "; ".join(filter(None, map(_cell_text, value)))
    if isinstance(value, dict):
        return f"{value['low']} to {value['high']}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, float) else value


def _cell_text(value: Any) -> str:  # noqa: ANN401 - as above
    """A text, or a piece of evidence in short."""
    if isinstance(value, dict):
        return f"{value['source']} (grade {value['grade']}, checked {value['checked']})"
    return str(value)
