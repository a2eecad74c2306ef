"""
How the cells of a row become the fields of a profile.

A cell takes what the profile's field takes. Lists are separated by semicolons or line breaks; an
item may say more as ``id:status:date``. An empty cell is not told, ``none`` is known to be nothing.
What a person wrote otherwise is read by the shapes of the fields.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import means_none, means_unknown
from cmio_advisor.domain.base.terms import folded
from cmio_advisor.domain.profile import fields
from cmio_advisor.domain.profile.profile import Unread
from cmio_advisor.loading.profile.lists import HELD_NAMES, TRAINING_NAMES
from cmio_advisor.loading.profile.reader import other_entry
from cmio_advisor.loading.text.nodes import Fault, Node, Problems, Reading, in_short, of_both

SEPARATOR, PART_SEPARATOR = re.compile(r"[;\r\n](?![^()]{0,80}\))"), ":"
TO_COME = ("in-progress", "planned")
ACCREDITED = {"accredited": "yes", "not-accredited": "no"}
DONE = "completed"
LICENSE_PARTS = ("profession", "state", "status")

Cells = Mapping[str, str]
"""Cells by the name of their column."""


def node_under(head: str, cells: str | Sequence[str]) -> Node | None:
    """What the cells of a key's columns say there; ``None`` where they tell nothing."""
    if head not in fields.COLUMNS_UNDER:
        return None
    told, rows = ((cells,) if isinstance(cells, str) else cells), fields.HEADS[head]
    by_name = dict(zip(fields.COLUMNS_UNDER[head], map(str.strip, told), strict=True))
    if not fields.is_group(head):
        return NODES[rows[0].kind](rows[0], by_name)
    entries: dict[str, Node | None] = {}
    for row in rows:
        if row.columns:
            found = NODES[row.kind](row, by_name)
            entries |= _inside(found) if row.kind is fields.Kind.WORK else {row.last: found}
    return _mapping(entries)


def _one(row: fields.ProfileField, cells: Cells) -> Node | None:
    """A single answer, or with what the columns beside its own say."""
    first, *others = row.columns
    if not any(cells[each.name] for each in others):
        return _scalar(cells[first.name], first.name)
    return _given_parts(row, cells)


def _holding(item: str, name: str, row: fields.ProfileField) -> Node:
    parts = _parts(item)
    if any(map(means_unknown, parts[:2])):  # "cphims:?"
        return Node(item, name)
    return Node(_said(parts, name, row), name) if parts[1:] else Node(parts[0], name)


def _license(item: str, name: str, _: fields.ProfileField) -> Node:
    """The state of a license, or ``profession:state:status``."""
    parts = _parts(item)
    if len(parts) != len(LICENSE_PARTS):
        return Node(item, name)
    told = zip(LICENSE_PARTS, parts, strict=True)
    return Node({key: Node(each, name) for key, each in told if each}, name)


def _trainings(row: fields.ProfileField, cells: Cells) -> Node | None:
    """
    A list in one cell, or one training whose parts have columns of their own. A training may end
    with whether it is accredited, and with its country: ``id:status:date:accredited:US``.
    """
    return _one_training(row, cells) if row.columns[0].part else _listed(row, cells, _training)


def _training(item: str, name: str, row: fields.ProfileField) -> Node:
    """What the item of a training says; its name may be missing: ``completed:2014``."""
    parts = _parts(item)
    is_open = means_unknown(parts[0])  # "TBD: IM" is no island
    is_placed = parts[1:] and re.fullmatch("[A-Z]{2}", parts[-1]) and not is_open
    country = parts.pop() if is_placed else None
    accredited = parts.pop() if parts[-1] in ACCREDITED else None
    is_named = parts[0] not in (DONE, *TO_COME)
    said = _said(parts if is_named else ["", *parts], name, row)
    if not is_named:
        del said[row.key]
    if accredited:
        said["accredited"] = Node(ACCREDITED[accredited], name)
    if country:
        said["country"] = Node(country, name)
    return Node(said, name)


def _one_training(row: fields.ProfileField, cells: Cells) -> Node | None:
    """
    One training; the date of one under way or planned is when it is to be completed. Its first cell
    may be written as a fellowship is: then that and the other cells have to say the same.
    """
    name, *others = [each.name for each in row.columns]
    is_bare = means_none(cells[name]) or means_unknown(cells[name])
    if is_bare and all(not cells[each] or means_unknown(cells[each]) for each in others):
        return Node(cells[name], name)
    status = next(cells[each.name] for each in row.columns if each.part == "status")
    said = _inside(_given_parts(row, cells))
    parts, unlisted = _parts(cells[name]), other_entry(cells[name], name)
    own: Mapping[str, Node] = {}
    if parts[1:] and unlisted is None:
        own = _training(cells[name], name, row).entries
        said.pop(row.key)
        status = status or own.get("status", Node("")).text
    if unlisted is not None:
        said = {key: each for key, each in said.items() if key != row.key} | _inside(unlisted)
    if row.dated in said:
        said[_date_key(status, row)] = said.pop(row.dated)
    return _mapping(of_both(own, {key: each for key, each in said.items() if each is not None}))


def _parts(item: str) -> list[str]:
    """What stands between the colons; a colon at the end adds nothing."""
    return [each.strip() for each in item.rstrip(f"{PART_SEPARATOR} ").split(PART_SEPARATOR)]


def _said(parts: Sequence[str], name: str, row: fields.ProfileField) -> dict[str, Node]:
    """What ``id``, ``id:status`` or ``id:status:date`` says, by the names of a profile's fields."""
    known, *more = parts
    said = {row.key: Node(known, name)}
    if not all(map(str.isdecimal, more[2:])):  # no time of day: "held:2027:revoked"
        return {**said, "status": Node(PART_SEPARATOR.join(more), name)}
    if more[1:] and more[0] in ("earned", "expires"):  # in place of a status
        return {**said, more[0]: Node(PART_SEPARATOR.join(more[1:]), name)}
    if more:
        said["status"] = Node(more[0], name)
    if more[1:]:
        said[_date_key(more[0], row)] = Node(PART_SEPARATOR.join(more[1:]), name)
    return said


def _date_key(status: str, row: fields.ProfileField) -> str:
    """What an item's date tells: something to come is expected then, what lapsed ended then."""
    if status == "approved" and status in row.also:
        return status
    names = TRAINING_NAMES if row.kind is fields.Kind.TRAININGS else HELD_NAMES
    plain = folded(status)
    said = names.get(plain, plain.replace(" ", "-"))
    if said == "lapsed" and row.kind is fields.Kind.HOLDINGS:
        return "expires"
    return "expected" if said in TO_COME else row.dated


def _given_parts(row: fields.ProfileField, cells: Cells) -> Node | None:
    """The mapping of a field whose parts have a column each."""
    entries = {each.part: _scalar(cells[each.name], each.name) for each in row.columns}
    country = entries.get("country")
    if country and (means_none(country.text) or means_unknown(country.text)):
        said = fields.NONE if means_none(country.text) else "n/a"  # no Norway or Namibia
        entries["country"] = Node(said, country.place)
    return _mapping(entries)


def _answers(row: fields.ProfileField, cells: Cells) -> Node | None:
    """The answers to questions of rules, as ``id:value``; all of one that is answered again."""
    listed = _listed(row, cells)
    if listed is None or not isinstance(listed.value, list):
        return listed
    given: dict[str, list[Node]] = {}
    for each in listed.value:
        key, _, value = str(each.value).partition(PART_SEPARATOR)
        given.setdefault(key.strip(), []).append(Node(value.strip(), listed.place))
    answers = {key: Node(tuple(each), each[0].place) for key, each in given.items()}
    return Node(answers, listed.place)


def _waivers(row: fields.ProfileField, cells: Cells) -> Node | None:
    """Each as ``requirement: why``."""
    name = row.columns[0].name
    items = _items(cells[name])
    if len(items) == 1 and (means_none(items[0]) or means_unknown(items[0])):
        return Node(items[0], name)
    nodes = []
    for first, _, why in (each.partition(PART_SEPARATOR) for each in items):
        said = {"requirement": _scalar(first.strip(), name), "reason": _scalar(why.strip(), name)}
        nodes.append(_mapping(said) or Node({}, name))
    return Node(nodes, name) if items else None


def _scalar(cell: str, name: str) -> Node | None:
    return Node(cell, name) if cell else None


def _listed(
    row: fields.ProfileField,
    cells: Cells,
    node: Callable[[str, str, fields.ProfileField], Node] = lambda item, name, _: Node(item, name),
) -> Node | None:
    """The items between the separators; one alone may be a list in a person's words."""
    name = row.columns[0].name
    items = _items(cells[name])
    if len(items) == 1 and PART_SEPARATOR not in items[0]:
        return Node(items[0], name)
    nodes = [
        other_entry(each, name)
        or (node(each, name, row) if PART_SEPARATOR in each else Node(each, name))
        for each in items
    ]
    return Node(nodes, name) if items else None


def _items(cell: str) -> list[str]:
    return [each for each in map(str.strip, SEPARATOR.split(cell)) if each]


def _mapping(entries: Mapping[str, Node | None]) -> Node | None:
    """The entries that say something, at the column of the first: another may be in no table."""
    found = {name: each for name, each in entries.items() if each is not None}
    return Node(found, next(iter(found.values())).place) if found else None


def _inside(node: Node | None) -> dict[str, Node | None]:
    return dict(node.entries) if node else {}


NODES: Mapping[fields.Kind, Callable[[fields.ProfileField, Cells], Node | None]] = {
    **dict.fromkeys(
        (fields.Kind.TEXT, fields.Kind.DAY, fields.Kind.COUNT, fields.Kind.AMOUNT, fields.Kind.ID),
        _one,
    ),
    fields.Kind.IDS: _listed,
    fields.Kind.ANSWERS: _answers,
    fields.Kind.HOLDINGS: partial(_listed, node=_holding),
    fields.Kind.TRAININGS: _trainings,
    fields.Kind.LICENSES: partial(_listed, node=_license),
    fields.Kind.WORK: _given_parts,
    fields.Kind.WAIVERS: _waivers,
}
"""What makes each kind of field from its cells."""


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


def notes_of(problems: Problems, cells: str | Sequence[str], field: str) -> Notes:
    """What is told of a field's cells: what is wrong with them, and as what they were read."""
    texts = dict(
        zip(fields.COLUMNS_UNDER[field], [cells] if isinstance(cells, str) else cells, strict=True)
    )
    faults: list[Fault] = []
    for each in dict.fromkeys(problems.found):
        cell = texts[each.place]
        item = fields.COLUMNS[each.place][1].item if PART_SEPARATOR in cell else ""
        how = f" An entry that says more is written like {item}." if item else ""
        faults.append(each._replace(advice=each.advice + how, found=shown(cell)))
    by_column: dict[str, list[Reading]] = {}
    for one in problems.readings:
        by_column.setdefault(one.place, []).append(one)
    readings = (_joined(texts[column].strip(), parts) for column, parts in by_column.items())
    unread: list[Unread] = []
    for name in dict.fromkeys(each.place for each in faults):
        row, column = fields.COLUMNS[name]
        path = row.path if column.part in ("", "id") else f"{row.path}.{column.part}"
        refused = [each.value for each in problems.refused if each.place == name]
        parts = [each for each in refused if isinstance(each, str)] or [texts[name].strip()]
        unread += (Unread(row.called, path, name, shown(each)) for each in dict.fromkeys(parts))
    return Notes(tuple(faults), tuple(readings), tuple(unread))


def _joined(cell: str, parts: Sequence[Reading]) -> Reading:
    """What a cell was read as, all that was read in it."""
    column = parts[0].place
    read = _whole(cell, [(each.found, each.read) for each in parts], column)
    kept = _whole(cell, [(each.found, each.written) for each in parts], column)
    left = "; ".join(filter(None, (each.left_out for each in parts)))
    return Reading(place=column, found=cell, read=read, left_out=left, kept=kept)


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
    row, own = fields.COLUMNS[column]
    if row.kind in fields.LISTS and not own.part:
        whole = ";".join(filter(None, map(str.strip, SEPARATOR.split(whole))))
    return whole


def shown(value: object) -> str:
    """What was found, short enough for a message."""
    return in_short(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
