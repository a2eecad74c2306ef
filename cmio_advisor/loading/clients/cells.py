"""
How the cells of a row become the fields of a profile.

A cell takes what the profile's field takes. Lists are separated by semicolons; an item may say
more as ``id:status:date``. An empty cell is not told, ``none`` is known to be nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from cmio_advisor.domain.profile.fields import COLUMNS_UNDER, HEADS, Kind, ProfileField, is_group
from cmio_advisor.loading.profile.settings import other_entry
from cmio_advisor.loading.text.nodes import Node

NOTHING, UNKNOWN = "none", "unknown"
SEPARATOR, PART_SEPARATOR = ";", ":"
PERIOD = re.compile(r"(\S+)\s+to\s+(\S+)")
TO_COME = ("in-progress", "planned")
ACCREDITED = {"accredited": "yes", "not-accredited": "no"}
COUNTRY = re.compile("[A-Z]{2}")
"""What may stand at the end of a training's item, the country last."""

LICENSE_PARTS = ("profession", "state", "status")

Cells = Mapping[str, str]
"""Cells by the name of their column."""
Answer = Node | None


def node_under(head: str, cells: Sequence[str]) -> Answer:
    """
    What the cells of a key's columns say there; ``None`` where they tell nothing.
    """
    names, rows = COLUMNS_UNDER[head], HEADS[head]
    by_name = dict(zip(names, cells, strict=True))
    if not is_group(head):
        return NODES[rows[0].kind](rows[0], by_name)
    entries: dict[str, Answer] = {}
    for row in rows:
        if row.columns:
            found = NODES[row.kind](row, by_name)
            entries |= _inside(found) if row.kind is Kind.WORK else {row.last: found}
    return _mapping(names[0], entries)


def _plain(row: ProfileField, cells: Cells) -> Answer:
    (column,) = row.columns
    return _scalar(cells[column.name], column.name)


def _id(row: ProfileField, cells: Cells) -> Answer:
    """
    An id alone, or with what the columns beside its own say.
    """
    first, *others = row.columns
    if not any(cells[each.name] for each in others):
        return _scalar(cells[first.name], first.name)
    return _parts_told(row, cells)


def _ids(row: ProfileField, cells: Cells) -> Answer:
    return _listed(row, cells, Node)


def _holdings(row: ProfileField, cells: Cells) -> Answer:
    def holding(item: str, name: str) -> Node:
        parts = _parts(item)
        return Node(_said(parts, name, row), name) if parts[1:] else Node(parts[0], name)

    return _listed(row, cells, holding)


def _licenses(row: ProfileField, cells: Cells) -> Answer:
    """
    The state of a license, or ``profession:state:status`` for each.
    """

    def license_(item: str, name: str) -> Node:
        parts = _parts(item)
        if len(parts) != len(LICENSE_PARTS):
            return Node(item, name)
        told = dict(zip(LICENSE_PARTS, parts, strict=True))
        return Node({key: Node(each, name) for key, each in told.items() if each}, name)

    return _listed(row, cells, license_)


def _trainings(row: ProfileField, cells: Cells) -> Answer:
    """
    A list in one cell, or one training whose parts have columns of their own. A training may end
    with whether it is accredited, and with its country: ``id:status:date:accredited:US``.
    """
    if row.columns[0].part:
        return _one_training(row, cells)

    def training(item: str, name: str) -> Node:
        parts = _parts(item)
        country = parts.pop() if parts[1:] and COUNTRY.fullmatch(parts[-1]) else None
        accredited = parts.pop() if parts[-1] in ACCREDITED else None
        said = _said(parts, name, row)
        if accredited:
            said["accredited"] = Node(ACCREDITED[accredited], name)
        if country:
            said["country"] = Node(country, name)
        return Node(said, name)

    return _listed(row, cells, training)


def _one_training(row: ProfileField, cells: Cells) -> Answer:
    """
    The date of a training that is under way or planned is when it is expected to be completed.
    """
    name, *others = [each.name for each in row.columns]
    if cells[name] in (NOTHING, UNKNOWN) and not any(cells[each] for each in others):
        return Node(cells[name], name)
    status = next(cells[each.name] for each in row.columns if each.part == "status")
    said = _inside(_parts_told(row, cells))
    if row.dated in said:
        said[_date_key(status, row)] = said.pop(row.dated)
    return _mapping(name, said)


def _parts(item: str) -> list[str]:
    """
    What stands between the colons; a colon at the end adds nothing.
    """
    return [each.strip() for each in item.rstrip(f"{PART_SEPARATOR} ").split(PART_SEPARATOR)]


def _said(parts: Sequence[str], name: str, row: ProfileField) -> dict[str, Node]:
    """
    What ``id``, ``id:status`` or ``id:status:date`` says, by the names of a profile's fields.
    """
    known, *more = parts
    said = {row.key: Node(known, name)}
    if more:
        said["status"] = Node(more[0], name)
    if more[1:]:
        said[_date_key(more[0], row)] = Node(PART_SEPARATOR.join(more[1:]), name)
    return said


def _date_key(status: str, row: ProfileField) -> str:
    """
    What an item's date tells: something to come is expected then.
    """
    if status == "approved" and status in row.also:
        return status
    return "expected" if status in TO_COME else row.dated


def _parts_told(row: ProfileField, cells: Cells) -> Answer:
    """
    The mapping of a field whose parts have a column each.
    """
    entries: dict[str, Answer] = {}
    for column in row.columns:
        cell, name = cells[column.name], column.name
        if column.part == "from":
            entries |= _period(cell, name)
        elif column.part == "still_practising":
            entries[column.part] = _yes_or_no(cell, name)
        else:
            entries[column.part] = _scalar(cell, name)
    return _mapping(row.columns[0].name, entries)


def _answers(row: ProfileField, cells: Cells) -> Answer:
    """
    The answers to questions of rules, as ``id:value``.
    """
    listed = _listed(row, cells, Node)
    if listed is None or not isinstance(listed.value, list):
        return listed
    pairs = [str(each.value).partition(PART_SEPARATOR) for each in listed.value]
    place = listed.place
    return Node({key.strip(): Node(value.strip(), place) for key, _, value in pairs}, place)


NODES: Mapping[Kind, Callable[[ProfileField, Cells], Answer]] = {
    **dict.fromkeys((Kind.TEXT, Kind.DAY, Kind.COUNT, Kind.AMOUNT), _plain),
    Kind.ID: _id,
    Kind.IDS: _ids,
    Kind.ANSWERS: _answers,
    Kind.HOLDINGS: _holdings,
    Kind.TRAININGS: _trainings,
    Kind.LICENSES: _licenses,
    Kind.WORK: _parts_told,
}
"""What makes each kind of field from its cells; waivers have no columns."""


def _scalar(cell: str, name: str) -> Answer:
    return Node(cell, name) if cell else None


def _yes_or_no(cell: str, name: str) -> Answer:
    """
    Spreadsheets write TRUE and FALSE where a person writes yes and no.
    """
    folded = cell.lower()
    return Node({"true": "yes", "false": "no"}.get(folded, folded), name) if cell else None


def _listed(row: ProfileField, cells: Cells, node: Callable[[str, str], Node]) -> Answer:
    """
    The items between the separators; separators alone tell nothing.
    """
    name = row.columns[0].name
    items = [each for each in map(str.strip, cells[name].split(SEPARATOR)) if each]
    if items in ([NOTHING], [UNKNOWN]):
        return Node(items[0], name)
    nodes = [other_entry(each, name) or node(each, name) for each in items]
    return Node(nodes, name) if items else None


def _period(cell: str, name: str) -> dict[str, Answer]:
    """
    A start, or a start and an end as ``2019-07 to present``.
    """
    found = PERIOD.fullmatch(cell)
    if found:
        return {"from": Node(found[1], name), "to": Node(found[2], name)}
    return {"from": _scalar(cell, name)}


def _mapping(place: str, entries: Mapping[str, Answer]) -> Answer:
    found = {name: each for name, each in entries.items() if each is not None}
    return Node(found, place) if found else None


def _inside(node: Answer) -> dict[str, Answer]:
    return dict(node.value) if node is not None and isinstance(node.value, Mapping) else {}
