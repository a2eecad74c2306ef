"""A table of clients to fill in: every column and one worked row, as CSV or as a workbook."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from cmio_advisor.domain.base.terms import METROS, Vocabulary
from cmio_advisor.domain.profile.fields import COLUMNS, LISTS, NONE, Kind, ProfileField, TableColumn
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap
from cmio_advisor.errors import UsageError

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

AS_TEXT = 49
"""The number of the format that spreadsheets call text."""
CLIENTS, IDS = "Clients", "Ids"
"""The sheets of a workbook."""
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
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""Characters that a spreadsheet shows beside a cell."""
SEVERAL = "Several in one cell: put ; between."
MORE = "One that says more: {}."
LISTED = "All that are known stand in the sheet {}, with titles."
FREE = "Text: what you type stays as it is, such as {}."


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
        else _asked_first(asked.get(row.path), column) or _cell(row, column, roadmap.vocabulary)
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
    """The table as CSV."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerow(worked_row(roadmap))
    return text.getvalue()


def workbook_template(roadmap: Roadmap) -> bytes:
    """The table as a workbook."""
    return clients_workbook(roadmap, tuple(COLUMNS), [worked_row(roadmap)])


def clients_workbook(
    roadmap: Roadmap, names: Sequence[str], rows: Sequence[Sequence[str]]
) -> bytes:
    """
    Clients as a workbook in which ids are chosen from lists. Every column holds text, so that no
    spreadsheet program makes a day of "5-7" or takes the zeros of an id away. `UsageError` where a
    cell is longer than a workbook's, or there are more rows.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - for this form only
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - as above

    data = BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": f"Clients: {roadmap.title}", "created": MADE_ON})
        clients, ids = book.add_worksheet(CLIENTS), book.add_worksheet(IDS)
        text, bold = book.add_format({"num_format": AS_TEXT}), book.add_format({"bold": True})
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
    """
    What the cells of a column offer and tell. Nothing typed is refused: a cell may say more than a
    list offers.
    """
    kind = _kind_of(row, column)
    offered = lists.get(kind) if row.kind is not Kind.ANSWERS else None
    source = offered or [*(column.offers or row.choices)]
    return {
        **({"validate": "list", "source": source} if source else {"validate": "any"}),
        "show_error": False,
        "input_title": column.name[:LONGEST_TITLE],
        "input_message": _told(row, column, kind)[:LONGEST_MESSAGE],
    }


def _told(row: ProfileField, column: TableColumn, kind: str) -> str:
    """What a cell of a column may hold, for whoever stands on it."""
    parts = []
    if row.kind in LISTS and not column.part:
        parts.append(SEVERAL)
    if column.item:
        parts.append(MORE.format(column.item))
    if kind:
        parts.append(LISTED.format(IDS))
    elif column.sample:
        parts.append(FREE.format(column.sample))
    if column.prompt:
        parts.append(column.prompt)
    return " ".join(parts)


def _kind_of(row: ProfileField, column: TableColumn) -> str:
    """The list of the vocabulary of which a column takes ids; nothing where it takes none."""
    if column.part == "country":
        return "countries"
    return row.terms if column == row.columns[0] else ""


def _cell(row: ProfileField, column: TableColumn, words: Vocabulary) -> str:
    head = _kind_of(row, row.columns[0])
    if head and not words.terms(head):
        return ""
    kind, cell = _kind_of(row, column), column.sample
    if not kind or cell in ("", NONE):
        return cell
    ids = words.ids(kind)
    known = [each for each in cell.split(";") if each.partition(":")[0] in ids]
    return ";".join(known) or next(iter(ids), "")
