"""
How the cells of a row become the fields of a profile.

A cell takes what the profile's field takes. Lists are separated by semicolons; an item may say
more as ``id:status:date``. An empty cell is not told, ``none`` is known to be nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from cmio_advisor.loading.clients.columns import COLUMNS
from cmio_advisor.loading.text.nodes import Node

NOTHING, UNKNOWN = "none", "unknown"
SEPARATOR, PART_SEPARATOR = ";", ":"
PERIOD = re.compile(r"(\S+)\s+to\s+(\S+)")
DATES = {
    "degree": "earned",
    "specialty": "completed",
    "board": "expires",
    "certification": "expires",
}
"""What the date of ``id:status:date`` tells, by the kind of item, of what is not still to come."""
TO_COME = ("in-progress", "planned")
ACCREDITED = {"accredited": "yes", "not-accredited": "no"}
COUNTRY = re.compile("[A-Z]{2}")
"""What may stand at the end of a fellowship's item, the country last."""

Cells = Sequence[str]
Told = Node | None


def _one(name: str) -> Callable[[Cells], Told]:
    return lambda cells: _scalar(cells[0], name)


def _ids(name: str) -> Callable[[Cells], Told]:
    return lambda cells: _listing(cells[0], name, lambda item: Node(item, name))


def _items(name: str, key: str) -> Callable[[Cells], Told]:
    return lambda cells: _listing(cells[0], name, lambda item: _item(item, name, key))


def _fellowships(cells: Cells) -> Told:
    return _listing(cells[0], "fellowships", _fellowship)


def _fellowship(item: str) -> Node:
    """
    A fellowship, which may end with whether it is accredited, and with its country:
    ``id:status:date:accredited:US``.
    """
    parts = _parts(item)
    country = parts.pop() if parts[1:] and COUNTRY.fullmatch(parts[-1]) else None
    accredited = parts.pop() if parts[-1] in ACCREDITED else None
    told = _told_in(parts, "fellowships", "specialty")
    if accredited:
        told["accredited"] = Node(ACCREDITED[accredited], "fellowships")
    if country:
        told["country"] = Node(country, "fellowships")
    return Node(told, "fellowships")


def _item(item: str, name: str, key: str) -> Node:
    parts = _parts(item)
    return Node(_told_in(parts, name, key), name) if parts[1:] else Node(parts[0], name)


def _parts(item: str) -> list[str]:
    """
    What stands between the colons; a colon at the end adds nothing.
    """
    return [each.strip() for each in item.rstrip(f"{PART_SEPARATOR} ").split(PART_SEPARATOR)]


def _told_in(parts: Sequence[str], name: str, key: str) -> dict[str, Node]:
    """
    What ``id``, ``id:status`` or ``id:status:date`` tells, by the names of a profile's fields.
    """
    known, *more = parts
    told = {key: Node(known, name)}
    if more:
        told["status"] = Node(more[0], name)
    if more[1:]:
        told[_date_key(more[0], key)] = Node(PART_SEPARATOR.join(more[1:]), name)
    return told


def _date_key(status: str, key: str) -> str:
    """
    What an item's date tells: something to come is expected then.
    """
    if status == "approved" and key == "certification":
        return "approved"
    return "expected" if status in TO_COME else DATES[key]


def _residency(cells: Cells) -> Told:
    """
    The date of a residency that is under way or planned is when it is expected to be completed.
    """
    specialty, day, status, country = cells
    if specialty in (NOTHING, UNKNOWN) and not any((day, status, country)):
        return Node(specialty, "residency")
    dated = {_date_key(status, "specialty"): _scalar(day, "residency_completed")}
    return _mapping(
        "residency",
        specialty=_scalar(specialty, "residency"),
        **dated,
        status=_scalar(status, "residency_status"),
        country=_scalar(country, "residency_country"),
    )


def _clinical(cells: Cells) -> Told:
    years, start, practising = cells
    return _mapping(
        "clinical_years",
        years=_scalar(years, "clinical_years"),
        **_period(start, "clinical_from"),
        still_practising=_yes_or_no(practising, "still_practising"),
    )


def _informatics(cells: Cells) -> Told:
    years, fte, start, within_last = cells
    return _mapping(
        "informatics_years",
        years=_scalar(years, "informatics_years"),
        fte=_scalar(fte, "informatics_fte"),
        **_period(start, "informatics_from"),
        within_last=_scalar(within_last, "informatics_within_last"),
    )


def _leadership(cells: Cells) -> Told:
    years, roles, people = cells
    return _mapping(
        "leadership_years",
        years=_scalar(years, "leadership_years"),
        roles=_listing(roles, "leadership_roles", lambda each: Node(each, "leadership_roles")),
        people_led=_scalar(people, "people_led"),
    )


def _role(cells: Cells) -> Told:
    role, since = cells
    if not since:
        return _scalar(role, "role")
    return _mapping("role", id=_scalar(role, "role"), since=_scalar(since, "role_since"))


def _named(names: Sequence[str]) -> Callable[[Cells], Told]:
    """
    Cells that are the fields of one mapping, each under its own name.
    """
    return lambda cells: _mapping(
        names[0],
        **{name: _scalar(cell, name) for name, cell in zip(names, cells, strict=True)},
    )


FIELD_NODES: Mapping[str, Callable[[Cells], Told]] = {
    "id": _one("id"),
    "name": _one("name"),
    "as_of": _one("as_of"),
    "degrees": _items("degrees", "degree"),
    "license": _one("license"),
    "residency": _residency,
    "fellowships": _fellowships,
    "board_certifications": _items("board_certifications", "board"),
    "clinical": _clinical,
    "informatics": _informatics,
    "certifications": _items("certifications", "certification"),
    "leadership": _leadership,
    "projects": _ids("projects"),
    "memberships": _ids("memberships"),
    "activities": _ids("activities"),
    "role": _role,
    "setting": _named(COLUMNS["setting"]),
    "constraints": _named(COLUMNS["constraints"]),
}
"""What makes a field of a profile from its cells; ``None`` where they tell nothing."""


def _scalar(cell: str, name: str) -> Told:
    return Node(cell, name) if cell else None


def _yes_or_no(cell: str, name: str) -> Told:
    """
    Spreadsheets write TRUE and FALSE where a person writes yes and no.
    """
    folded = cell.lower()
    return Node({"true": "yes", "false": "no"}.get(folded, folded), name) if cell else None


def _listing(cell: str, name: str, item: Callable[[str], Node]) -> Told:
    """
    The items between the separators; separators alone tell nothing.
    """
    items = [each for each in map(str.strip, cell.split(SEPARATOR)) if each]
    if items in ([NOTHING], [UNKNOWN]):
        return Node(items[0], name)
    return Node([item(each) for each in items], name) if items else None


def _period(cell: str, name: str) -> dict[str, Told]:
    """
    A start, or a start and an end as ``2019-07 to present``.
    """
    found = PERIOD.fullmatch(cell)
    if found:
        return {"from": Node(found[1], name), "to": Node(found[2], name)}
    return {"from": _scalar(cell, name)}


def _mapping(place: str, **entries: Told) -> Told:
    told = {name: each for name, each in entries.items() if each is not None}
    return Node(told, place) if told else None
