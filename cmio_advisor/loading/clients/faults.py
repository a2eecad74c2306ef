"""What is wrong in a record of a caseload: where, what was found, and what to do."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.profile.fields import COLUMNS, COLUMNS_UNDER, LISTS
from cmio_advisor.domain.profile.profile import Unread
from cmio_advisor.loading.clients.cells import SEPARATOR
from cmio_advisor.loading.text.nodes import LONGEST_ECHO, Fault, Problems, Reading


class Notes(Frozen, kw_only=False):
    """What is told of a record: what could not be read, what was read as what, what is open."""

    faults: tuple[Fault, ...] = ()
    readings: tuple[Reading, ...] = ()
    unread: tuple[Unread, ...] = ()

    def plus(self, other: "Notes") -> "Notes":
        return Notes(
            self.faults + other.faults, self.readings + other.readings, self.unread + other.unread
        )


NO_NOTES = Notes()


class BadRecordError(Exception):
    """A record that cannot be read as a client; holds everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)


def cell_faults(
    problems: Iterable[Fault], cells: str | Sequence[str], field: str
) -> Iterator[Fault]:
    """Problems of a row as the shapes note them at columns, with what stands there."""
    for each in problems:
        found = _cell(each.place, cells, field)
        item = COLUMNS[each.place][1].item if each.place in COLUMNS and ":" in found else ""
        how = f" An entry that says more is written like {item}." if item else ""
        yield each._replace(advice=each.advice + how, found=shown(found))


def unread_cells(
    problems: Problems, faults: Iterable[Fault], cells: str | Sequence[str], field: str
) -> Iterator[Unread]:
    """What of the cells was not read: the parts that were refused, or a cell as it stands."""
    for name in dict.fromkeys(each.place for each in faults):
        row, column = COLUMNS[name]
        path = row.path if column.part in ("", "id") else f"{row.path}.{column.part}"
        parts = [each.value for each in problems.refused if each.place == name]
        texts = [each for each in parts if isinstance(each, str)]
        for each in dict.fromkeys(texts or [_cell(name, cells, field).strip()]):
            yield Unread(row.called, path, name, shown(each))


def cell_readings(
    readings: Iterable[Reading], cells: str | Sequence[str], field: str
) -> Iterator[Reading]:
    """What the cells of a field were read as, a line for each of its columns."""
    by_column: dict[str, list[Reading]] = {}
    for each in readings:
        by_column.setdefault(each.place, []).append(each)
    for column, parts in by_column.items():
        cell = _cell(column, cells, field).strip()
        read = _whole(cell, [(each.found, each.read) for each in parts], column)
        kept = _whole(cell, [(each.found, each.written) for each in parts], column)
        left = "; ".join(filter(None, (each.left_out for each in parts)))
        yield Reading(place=column, found=cell, read=read, left_out=left, kept=kept)


def _whole(cell: str, parts: Sequence[tuple[str, str]], column: str) -> str:
    """A cell with each of these parts in the words beside it."""
    read, at = "", 0
    for found, words in parts:
        start = cell.find(found.strip(), at)
        if start >= 0:
            read += cell[at:start] + words
            at = start + len(found.strip())
        else:  # a part of what was read, read further
            read = re.sub(rf"\b{re.escape(found)}\b(?!-)", words, read, count=1)
    whole = read + cell[at:] if read or at else parts[-1][1]
    if _holds_a_list(column):
        whole = ";".join(filter(None, map(str.strip, SEPARATOR.split(whole))))
    return whole


def _cell(column: str, cells: str | Sequence[str], field: str) -> str:
    if isinstance(cells, str):
        return cells
    names = COLUMNS_UNDER[field]
    return cells[names.index(column)] if column in names else "; ".join(filter(None, cells))


def shown(value: object) -> str:
    """What was found, short enough for a message."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_ECHO else f"{text[: LONGEST_ECHO - 3]}..."


def _holds_a_list(name: str) -> bool:
    if name not in COLUMNS:
        return False
    row, column = COLUMNS[name]
    return row.kind in LISTS and not column.part
