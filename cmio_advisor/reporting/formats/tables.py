"""
Tables as CSV: of a caseload a line a client, and a line a record that could not be read; and of
programs.

No cell starts a formula in a spreadsheet, and none breaks out of its line.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cmio_advisor.domain.base.formulas import guarded
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.caseload.caseload import file_stem
from cmio_advisor.domain.caseload.triage import Triage
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.json.form import Writing
from cmio_advisor.reporting.json.roadmap import PROGRAM, ProgramSearch
from cmio_advisor.reporting.wording import counted, money, money_range

SUMMARY_COLUMNS = (
    "id",
    "stage",
    "stage_title",
    "ready_to_apply",
    "standing",
    "standing_title",
    "required_met",
    "required_open",
    "required_unknown",
    "expected_met",
    "expected_open",
    "questions_open",
    "cells_not_read",
    "next_step",
    "next_step_title",
    "next_date",
    "next_date_title",
    "plan_ends",
    "price",
    "price_low_usd",
    "price_high_usd",
    "one_step_away",
    "one_answer_away",
    "door",
    "door_title",
    "door_closes_on",
    "certificate",
    "certificate_title",
    "certificate_expires_on",
    "roadmap",
    "not_read",
    "roadmap_not_chosen",
    "first_steps",
)

REPORTS = "reports"
"""The folder of the clients' own reports, beside the tables and the overview."""

Cell = str | float | date | Answer | None


def report_name(client_id: str, ending: str) -> str:
    """The name of a client's report."""
    return f"{file_stem(client_id)}.{ending}"


def summary_header(*, names: bool) -> str:
    """The first line of the table of clients."""
    return csv_line(_summary_columns(names=names))


def _summary_columns(*, names: bool) -> tuple[str, ...]:
    first, *others = SUMMARY_COLUMNS
    return (first, "name", *others) if names else SUMMARY_COLUMNS


Titles = Mapping[str, Mapping[str, str]]
"""Of ids, by the column of the summary that they stand in."""


def titles_of(roadmap: Roadmap) -> Titles:
    """The titles of what the summary names by its id."""
    names = {each.id: each.short for each in roadmap.credentials}
    names |= roadmap.vocabulary.titles("specialties")
    names |= {route.id: route.title for each in roadmap.requirements() for route in each.routes}
    names |= {each.id: each.title for each in roadmap.own_steps}
    if roadmap.renewal is not None:
        names |= {
            f"{roadmap.renewal.id}-{id_}": filled(roadmap.renewal.title, {"title": title})
            for id_, title in names.items()
        }
    return {
        "stage": {each.id: each.title for each in roadmap.ladder},
        "door": names,
        "certificate": names,
    }


def summary_line(client: Triage, titles: Titles, *, names: bool) -> str:
    """One client's line; the name only where it was asked for."""
    cells = client._asdict()
    ends = client.certificate_expires_on
    cells |= {"certificate_expires_on": ends.text() if ends else None}
    cells |= {"cells_not_read": len(unread_columns(client)), "not_read": unread_text(client)}
    cells["roadmap_not_chosen"] = "yes" if client.is_roadmap_open else ""
    cells["price"] = price_text(client)
    cells |= {f"{column}_title": by_id.get(cells[column], "") for column, by_id in titles.items()}
    return csv_line(cells[each] for each in _summary_columns(names=names))


def price_text(client: Triage) -> str:
    """What a client's plan costs in fees, as far as it is known; nothing without a plan."""
    low, high = client.price_low_usd, client.price_high_usd
    if low is None and high is None and not client.unpriced:
        return ""
    if low is not None and high is not None:
        return money_range(int(low), int(high))
    known = f"{money(low)} or more; " if low else ""
    return f"{known}not found for {counted(client.unpriced, 'step')}"


def unread_columns(client: Triage) -> tuple[str, ...]:
    """The columns of whose cell something could not be read."""
    return tuple(dict.fromkeys(each.column for each in client.unread))


def unread_text(client: Triage) -> str:
    """What could not be read of a client, by its columns."""
    return "; ".join(f"{each.column}: {each.found}" for each in client.unread)


def problem_line(
    row: str, client_id: str | None, fault: tuple[str, str, str], *, assessed: bool
) -> str:
    """
    One record that could not be read, or not all of it; ``fault`` are its columns, what was found
    and what to do; ``assessed``: whether its client was, without that.
    """
    return csv_line((row, client_id, *fault, "yes" if assessed else "no"))


def csv_line(cells: Iterable[Cell]) -> str:
    """The cells as one line of comma-separated values."""
    return ",".join([_cell(each) for each in cells]) + "\n"


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    text = str(value)
    if text.isalnum():
        return text
    return quoted(guarded(visible(text)))


def quoted(text: str) -> str:
    """The text as one cell of CSV."""
    if any(each in text for each in ',"\r\n'):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


PROBLEMS_HEADER = csv_line(("row", "id", "column", "found", "what_to_do", "assessed"))
READINGS_HEADER = csv_line(("row", "id", "column", "found", "read_as", "left_out"))
"""Of the table of what was read in other words than ours, a cell of a client a line."""


COLUMNS = tuple(PROGRAM.fields)


def programs_csv(search: ProgramSearch, writing: Writing) -> str:
    """The programs found, under a header; empty cells are not known."""
    rows = (PROGRAM.write(each, writing) for each in search.found.programs)
    return csv_line(COLUMNS) + "".join(
        csv_line(_program_cell(row[column]) for column in COLUMNS) for row in rows
    )


def _program_cell(value: Any) -> str | int | None:  # noqa: ANN401 - any value of JSON
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
