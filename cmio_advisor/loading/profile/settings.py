"""
Single answers laid over a profile document: ``KEY=VALUE``, or ``KEY+=VALUE`` to add to a list.

``KEY`` is a dotted path of the profile file, ``VALUE`` what would stand there, as YAML. The
document that comes out is read and checked like any other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.profile.fields import BY_PATH, HEADS, LISTS, NONE, Kind, is_group
from cmio_advisor.domain.profile.profile import OTHER
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable, node_of

SHAPE = 'write KEY=VALUE, such as informatics.years=4 or "degrees+=mba"'
TO_SAY_NOTHING = "Write a value: none for none at all, or unknown to take an answer away."
ADDS = "+"
DEEPEST = 4
"""No field of a profile lies deeper."""


GIVEN_AS_NOTHING = (NONE, 0)
NOTHING = (*GIVEN_AS_NOTHING, "unknown")
"""What may stand in place of a list that has no entries, or none that was told."""


class Assignment(Frozen, kw_only=False):
    """One answer: the field's dotted path, its value, and whether it is added to the list there."""

    field: str
    value: Node
    adds: bool = False


def read_setting(text: str, option: str) -> Assignment:
    """
    A setting of the command line's; what is no YAML is a text. `UsageError` without key, equals
    sign or value, for a list or mapping that is never closed, or a byte that is no text.
    """
    from cmio_advisor.loading.text.strict_yaml import decode_yaml  # noqa: PLC0415 - JSON needs none

    key, equals, value = text.partition("=")
    field = key.rstrip().removesuffix(ADDS).strip()
    if not equals or not is_field(field):
        raise UsageError(f'{option}: "{text[:60]}" is no setting; {SHAPE}.')
    if not value.strip(" \"'"):
        raise UsageError(f"{option} {field}: Nothing is said there. {TO_SAY_NOTHING}")
    problems = Problems(f"{option} {field}")
    try:
        found = decode_yaml(value, problems)
    except Unreadable:
        if value.lstrip().startswith(("[", "{")) or re.search("[\ud800-\udfff]", value):
            raise UsageError("\n".join(problems.lines())) from None
        found = Node(value.strip())
    return Assignment(
        field, found.placed(lambda _: f"{option} {field}"), key.rstrip().endswith(ADDS)
    )


def is_field(path: str) -> bool:
    """Whether a dotted path could be that of a field."""
    return bool(path.strip()) and path.count(".") < DEEPEST


def settings_of(entries: Mapping[str, Node], source: str) -> tuple[Assignment, ...]:
    """Settings as a file gives them: keys (``+`` to add) to values; ``source`` is that file."""
    return tuple(
        Assignment(
            key.removesuffix(ADDS),
            value.placed(lambda place: f"{source}:{place}"),
            key.endswith(ADDS),
        )
        for key, value in entries.items()
    )


def untold_lists(document: Node, settings: Iterable[Assignment]) -> Iterator[str]:
    """The fields to which something is added though the document tells nothing of them."""
    for each in settings:
        there: Node | None = document
        for name in each.field.split("."):
            there = there.entries.get(name) if there else None
        if each.adds and (there is None or there.value in (None, "unknown")):
            yield each.field


def laid_over(document: Node, settings: Iterable[Assignment]) -> Node:
    """The document with every setting in it, in their order; itself it stays as it is."""
    for each in settings:
        document = _with(document, each.field.split("."), each)
    return document


def other_entry(text: str, place: str) -> Node | None:
    """The entry that a cell or an option names as ``other: TEXT``; ``None`` for any other text."""
    key, colon, words = text.partition(":")
    is_other = colon and key.strip() == OTHER
    return Node({OTHER: Node(words.strip(), place)}, place) if is_other else None


def _with(node: Node, path: list[str], setting: Assignment) -> Node:
    """
    The document with one field replaced; what stood in its way (a list, a bare word) is dropped.

    A number of years also replaces dates that the document gives for the same work.
    """
    entries = dict(node.entries)
    name, *rest = path
    value = setting.value
    if rest:
        inside = entries.get(name, Node({}, value.place))
        if inside.value in GIVEN_AS_NOTHING:
            inside = node_of(_parts_of_nothing(name), inside.place)
        entries[name] = _with(inside, rest, setting)
    elif setting.adds:
        row = BY_PATH.get(setting.field)
        entries[name] = _added(entries.get(name), value, row.key if row else "")
    else:
        entries[name] = value
        if name == "years":
            entries.pop("from", None)
            entries.pop("to", None)
    return Node(entries, (isinstance(node.value, Mapping) and node.place) or value.place)


def _parts_of_nothing(head: str) -> dict[str, Any]:
    """What a key that is denied as a whole says of the fields under it."""
    if head not in HEADS or not is_group(head):
        return {}
    return {
        "years" if row.kind is Kind.WORK else row.last: [] if row.kind in LISTS else 0
        for row in HEADS[head]
    }


def _added(there: Node | None, value: Node, key: str) -> Node:
    """
    The list that stands there and what is added to it; a single entry is a list of one. What was
    not held, and is told anew, is as it is told now.
    """
    before: list[Node] = []
    if there is not None and there.value not in (None, *NOTHING):
        before = list(there.value) if isinstance(there.value, list) else [there]
    more = value.value if isinstance(value.value, list) else [value]
    named = [each.entries.get(key, each).text for each in more]
    kept = [
        each for each in before if not (_is_not_held(each, key) and each.entries[key].text in named)
    ]
    return Node([*kept, *more], value.place)


def _is_not_held(entry: Node, key: str) -> bool:
    """Whether an entry names an id and says that it lapsed, or is still to come."""
    said = entry.entries
    status = said["status"].text if "status" in said else ""
    return key in said and (status not in ("", "held", "completed") or "expected" in said)
