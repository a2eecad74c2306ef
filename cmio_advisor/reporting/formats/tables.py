"""
Tables: as CSV of a caseload a line a client, a line a record that could not be read, and programs;
and one of clients to fill in, with every column and one worked row, as CSV or as a workbook.

No cell starts a formula in a spreadsheet, and none breaks out of its line.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from cmio_advisor.domain.base.human_words import guarded
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.base.terms import METROS, Vocabulary
from cmio_advisor.domain.caseload import Triage, file_stem
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.profile.fields import COLUMNS, LISTS, NONE, Kind, ProfileField, TableColumn
from cmio_advisor.domain.roadmap.programs import Program
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap
from cmio_advisor.errors import UsageError
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.formats import names_in
from cmio_advisor.reporting.json.assessment import PROGRAM
from cmio_advisor.reporting.json.form import Writing
from cmio_advisor.reporting.wording import counted, money, money_range

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SUMMARY_COLUMNS = names_in(
    """id stage stage_title ready_to_apply standing standing_title required_met required_open
    required_unknown expected_met expected_open questions_open cells_not_read next_step
    next_step_title next_date next_date_title plan_ends price price_low_usd price_high_usd
    one_step_away one_answer_away door door_title door_closes_on certificate certificate_title
    certificate_expires_on roadmap not_read roadmap_not_chosen first_steps"""
)

REPORTS = "reports"
"""The folder of the clients' own reports, beside the tables and the overview."""

CsvCell = str | float | date | Answer | None


def report_name(client_id: str, ending: str) -> str:
    return f"{file_stem(client_id)}.{ending}"


def summary_header(*, names: bool) -> str:
    return csv_line(_summary_columns(names=names))


def _summary_columns(*, names: bool) -> tuple[str, ...]:
    return ("id", "name", *SUMMARY_COLUMNS[1:]) if names else SUMMARY_COLUMNS


Titles = Mapping[str, Mapping[str, str]]
"""Of ids, by the column of the summary that they stand in."""


def titles_of(roadmap: Roadmap) -> Titles:
    """The titles of what the summary names by its id."""
    known = map(roadmap.vocabulary.known, ("certifications", "specialties"))
    names = {each.id: each.title for kind in known for each in kind}
    names |= {each.id: each.short for each in roadmap.credentials}
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
    return f"{known}not known for {counted(client.unpriced, 'step')}"


def unread_columns(client: Triage) -> tuple[str, ...]:
    """The columns of whose cell something could not be read."""
    return tuple(dict.fromkeys(each.column for each in client.unread))


def unread_text(client: Triage) -> str:
    """What could not be read of a client, by its columns."""
    return "; ".join(f"{each.column}: {each.found}" for each in client.unread)


def csv_line(cells: Iterable[CsvCell]) -> str:
    return ",".join([_cell(each) for each in cells]) + "\n"


def _cell(value: CsvCell) -> str:
    text = "" if value is None else str(value)
    return text if text.isalnum() or not text else quoted(guarded(visible(text)))


def quoted(text: str) -> str:
    """The text as one cell of CSV."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if any(each in text for each in ',"\r\n') else text


PROBLEMS_HEADER = csv_line(names_in("row id column found what_to_do assessed"))
READINGS_HEADER = csv_line(names_in("row id column found read_as left_out"))
"""Of the table of what was read in other words than ours, a cell of a client a line."""


def programs_csv(found: Iterable[Program], writing: Writing) -> str:
    """The programs found, under a header; empty cells are not known."""
    rows = (PROGRAM.write(each, writing) for each in found)
    lines = (csv_line(map(_program_cell, row.values())) for row in rows)
    return csv_line(PROGRAM.fields) + "".join(lines)


def _program_cell(value: Any) -> str | int | None:  # noqa: ANN401 - any value of JSON
    match value:
        case list():
            return "; ".join(filter(None, map(str, map(_program_cell, value))))
        case {"source": source, "grade": grade, "checked": checked}:  # a piece of evidence
            return f"{source} (grade {grade}, checked {checked})"
        case {"low": low, "high": high}:
            return f"{low} to {high}"
        case bool():
            return "yes" if value else "no"
        case float():
            return str(value)
    found: str | int | None = value
    return found


IDS = "Ids"
"""The sheet of a workbook that lists them."""
ROWS = 5_000
"""So many rows below the header offer lists; below them a cell is text like any other."""
WIDEST, NARROWEST = 40, 12
"""Characters of a column."""
MADE_ON = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook knows no zones
"""A workbook tells when it was made; the same template has the same bytes on any day."""
TOO_MUCH = (
    "A workbook holds no cell of more than 32,767 characters and no more than 1,048,576 rows. "
    "Write CSV, which does: --fix FILE.csv"
)


def worked_row(roadmap: Roadmap) -> list[str]:
    """
    The cells of the worked row: the degree, job and license that the roadmap's own questions are
    about, else ids that it has: where it has none of a cell's, the first of that list, and nothing
    in a field of a list that is empty, nor of training and licenses where they are not asked for.
    """
    asked = {each.field: each for each in reversed(roadmap.questions)}
    return [
        ""
        if row.path not in asked and (row.terms == "specialties" or row.kind is Kind.LICENSES)
        else _asked_first(asked.get(row.path), column)
        or _sample_of(row, column, roadmap.vocabulary)
        for row, column in COLUMNS.values()
    ]


def _asked_first(question: Question | None, column: TableColumn) -> str:
    """What a question offers first to a roadmap's own people; nothing where that is open."""
    if question is None:
        return ""
    if column.name == "leadership_roles":
        return ";".join(question.usual[:2])
    if column.name in ("degrees", "role") and question.usual:
        _, mark, more = column.sample.partition(";")
        return f"{question.usual[0]}{mark}{more}"
    _, _, profession = question.settles.partition("license.")
    return f"{profession}::unrestricted" if profession else ""


def table_template(roadmap: Roadmap) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerow(worked_row(roadmap))
    return text.getvalue()


def clients_workbook(
    roadmap: Roadmap, names: Sequence[str], rows: Sequence[Sequence[str]]
) -> bytes:
    """Ids are chosen from lists; every column is text, so that no program makes a day of "5-7"."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - for this form only
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - as above

    data = BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": f"Clients: {roadmap.title}", "created": MADE_ON})
        clients, ids = book.add_worksheet("Clients"), book.add_worksheet(IDS)
        as_text = 49  # the number of the format that spreadsheets call text
        text, bold = book.add_format({"num_format": as_text}), book.add_format({"bold": True})
        lists = _write_ids(ids, roadmap.vocabulary, text, bold)
        below = max(ROWS, len(rows))
        for place, name in enumerate(names):
            longest = max(map(len, (name, *(each[place] for each in rows))))
            width = max(NARROWEST, min(WIDEST, longest + 2))
            clients.set_column(place, place, width, text)
            clients.write_string(0, place, name, bold)
            for number, cells in enumerate(rows, 1):
                if clients.write_string(number, place, cells[place], text):
                    raise UsageError(f"Row {number + 1}, {name}: {TOO_MUCH}")
            if name in COLUMNS:
                clients.data_validation(1, place, below, place, _offer(*COLUMNS[name], lists))
        clients.freeze_panes(1, 1)
        last = xl_col_to_name(len(names) - 1)
        clients.ignore_errors({"number_stored_as_text": f"A1:{last}{below}"})
    return data.getvalue()


def _write_ids(
    sheet: "Worksheet", words: Vocabulary, text: "Format", bold: "Format"
) -> dict[str, str]:
    """Write every list with its titles beside it; where the ids of each stand."""
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - as above

    places: dict[str, str] = {}
    for kind in (*words.kinds, METROS):
        at, terms = 2 * len(places), words.terms(kind)
        if not terms:
            continue
        for number, (id_, title) in enumerate([(kind, "title"), *((t.id, t.title) for t in terms)]):
            sheet.write_string(number, at, id_, text if number else bold)
            sheet.write_string(number, at + 1, title, text if number else bold)
        column = xl_col_to_name(at, col_abs=True)
        places[kind] = f"={IDS}!{column}$2:{column}${len(terms) + 1}"
        sheet.set_column(at, at + 1, WIDEST // 2, text)
    sheet.freeze_panes(1, 0)
    return places


def _offer(row: ProfileField, column: TableColumn, lists: Mapping[str, str]) -> dict[str, object]:
    """Nothing typed is refused: a cell may say more than a list offers."""
    kind = _kind_of(row, column)
    offered = lists.get(kind) if row.kind is not Kind.ANSWERS else None
    source = offered or [*(column.offers or row.choices)]
    free = f"Text: what you type stays as it is, such as {column.sample}." if column.sample else ""
    told = (
        "Several in one cell: put ; between." if row.kind in LISTS and not column.part else "",
        f"One that says more: {column.item}." if column.item else "",
        f"All that are known stand in the sheet {IDS}, with titles." if kind else free,
        column.prompt,
    )
    return {  # of title and message a spreadsheet shows so many characters
        **({"validate": "list", "source": source} if source else {"validate": "any"}),
        "show_error": False,
        "input_title": column.name[:32],
        "input_message": " ".join(filter(None, told))[:255],
    }


def _kind_of(row: ProfileField, column: TableColumn) -> str:
    """The list of the vocabulary of which a column takes ids; nothing where it takes none."""
    if column.part == "country":
        return "countries"
    return row.terms if column == row.columns[0] else ""


def _sample_of(row: ProfileField, column: TableColumn, words: Vocabulary) -> str:
    head, kind, cell = _kind_of(row, row.columns[0]), _kind_of(row, column), column.sample
    if head and not words.terms(head):
        return ""
    if not kind or cell in ("", NONE):
        return cell
    ids = words.ids(kind)
    known = [each for each in cell.split(";") if each.partition(":")[0] in ids]
    return ";".join(known) or next(iter(ids), "")
