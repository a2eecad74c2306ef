"""
What is wrong in a record of a caseload: where, what was found, and what to do.
"""

import re
from collections.abc import Iterator, Sequence

from cmio_advisor.domain.record import Record
from cmio_advisor.loading.client_cells import NOTHING
from cmio_advisor.loading.client_columns import COLUMNS, LIST_COLUMNS
from cmio_advisor.loading.nodes import LONGEST_ECHO

OTHER_SEPARATOR = re.compile(r"[,|/+&]|\S\s+\S")
"""What people put between entries where a semicolon is meant."""

NOT_TOLD = re.compile(r"(^|;)\s*(none|unknown|n/?a|nil|null|-+|\?+)\s*(;|$)", re.IGNORECASE)
"""What people write where nothing is known, or where there is nothing."""

ITEM_FORMS = {
    "degrees": "md:in-progress:2029-05",
    "fellowships": "clinical-informatics:completed:2023:accredited",
    "board_certifications": "internal-medicine:lapsed:2024",
    "certifications": "cphims:held:2027-03",
}
"""An item of each list that may say more than an id."""


class Fault(Record):
    """
    One thing that is wrong in a record: its column or field, what was found, and what to do.
    """

    column: str
    found: str
    advice: str


class BadRecordError(Exception):
    """
    A record that cannot be read as a client; holds everything that is wrong with it.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)


def cell_fault(line: str, cells: str | Sequence[str], field: str) -> Fault:
    """
    A problem of a row as the shapes note it ("column: text"), with what stands in that column.
    """
    column, _, advice = line.partition(": ")
    found = cells
    if not isinstance(cells, str):
        names = COLUMNS[field]
        found = cells[names.index(column)] if column in names else "; ".join(filter(None, cells))
    advice = " ".join([advice, *_habits(column, str(found))])
    return Fault(column=column, found=shown(found), advice=advice)


def answer_fault(line: str, answer: object, field: str) -> Fault:
    """
    A problem of a decoded profile as the shapes note it, with the answer it is in.
    """
    del field
    column, _, advice = line.partition(": ")
    return Fault(column=column, found=shown(answer), advice=advice)


def shown(value: object) -> str:
    """
    What was found, short enough for a message.
    """
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= LONGEST_ECHO else f"{text[: LONGEST_ECHO - 3]}..."


def _habits(column: str, cell: str) -> Iterator[str]:
    """
    What a cell should look like instead, where it shows how its writer meant it.
    """
    if cell.strip() == NOTHING:
        yield "Leave the cell empty where it is not told."
    elif NOT_TOLD.search(cell):
        yield "Leave the cell empty where it is not told; where there is nothing, write only none."
    elif column in LIST_COLUMNS and OTHER_SEPARATOR.search(cell):
        yield "Several entries in one cell are separated by semicolons, like md;mba."
    if column in ITEM_FORMS and ":" in cell:
        yield f"An entry that says more is written like {ITEM_FORMS[column]}."
