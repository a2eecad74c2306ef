"""
The columns of a table of clients, and how a row's cells become the fields of a profile.

A cell takes what the profile's field takes. Lists are separated by semicolons; an item may say
more as ``id:status:date``. An empty cell is not told, ``none`` is known to be nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from cmio_advisor.loading.nodes import Node

COLUMNS: Mapping[str, Sequence[str]] = {
    "id": ("id",),
    "name": ("name",),
    "as_of": ("as_of",),
    "degrees": ("degrees",),
    "license": ("license",),
    "residency": ("residency", "residency_completed", "residency_status"),
    "fellowships": ("fellowships",),
    "board_certifications": ("board_certifications",),
    "clinical": ("clinical_years", "clinical_from", "still_practising"),
    "informatics": (
        "informatics_years",
        "informatics_fte",
        "informatics_from",
        "informatics_within_last",
    ),
    "certifications": ("certifications",),
    "leadership": ("leadership_years", "leadership_roles", "people_led"),
    "projects": ("projects",),
    "memberships": ("memberships",),
    "activities": ("activities",),
    "role": ("role", "role_since"),
    "setting": ("organization", "beds", "state"),
    "constraints": ("hours_per_week", "budget_usd"),
}
"""The columns that make up each field of a profile."""

LIST_COLUMNS = (
    "degrees",
    "fellowships",
    "board_certifications",
    "certifications",
    "leadership_roles",
    "projects",
    "memberships",
    "activities",
)
"""The columns whose cells hold several entries."""

TEMPLATE_ORDER = (
    "id",
    "name",
    "as_of",
    "degrees",
    "license",
    "residency",
    "residency_completed",
    "fellowships",
    "board_certifications",
    "clinical_years",
    "clinical_from",
    "still_practising",
    "informatics_years",
    "informatics_fte",
    "informatics_from",
    "certifications",
    "leadership_years",
    "leadership_roles",
    "people_led",
    "projects",
    "memberships",
    "activities",
    "role",
    "role_since",
    "residency_status",
    "informatics_within_last",
    "organization",
    "beds",
    "state",
    "hours_per_week",
    "budget_usd",
)
"""Every column, in the order in which a new table has them."""

WORKED_ROW = {
    "id": "c-0001",
    "name": "Sample Client",
    "as_of": "2026-11-23",
    "degrees": "md;ms-health-informatics:in-progress:2027-05",
    "license": "unrestricted",
    "residency": "internal-medicine",
    "residency_completed": "2014",
    "fellowships": "none",
    "board_certifications": "internal-medicine",
    "clinical_years": "9",
    "still_practising": "yes",
    "informatics_years": "about 3",
    "informatics_fte": "0.25",
    "certifications": "cphims:held:2027-03",
    "leadership_years": "4",
    "leadership_roles": "committee-chair;physician-champion",
    "people_led": "12",
    "projects": "ehr-implementation;order-entry",
    "memberships": "amia",
    "activities": "none",
    "role": "attending",
    "informatics_within_last": "5",
    "organization": "academic",
    "beds": "650",
    "state": "CA",
    "hours_per_week": "6",
    "budget_usd": "30000",
}
"""A row that shows how cells are written."""

NOTHING, UNKNOWN = "none", "unknown"
SEPARATOR, PART_SEPARATOR = ";", ":"
PERIOD = re.compile(r"(\S+)\s+to\s+(\S+)")
DATE_KEYS = {
    "held": "expires",
    "lapsed": "expires",
    "completed": "completed",
    "in-progress": "expected",
    "planned": "expected",
    "approved": "approved",
}
"""What the date of ``id:status:date`` tells, by the status."""

Cells = Sequence[str]
Told = Node | None


def _one(name: str) -> Callable[[Cells], Told]:
    return lambda cells: _scalar(cells[0], name)


def _ids(name: str) -> Callable[[Cells], Told]:
    return lambda cells: _listing(cells[0], name, lambda item: Node(item, name))


def _items(name: str, key: str) -> Callable[[Cells], Told]:
    return lambda cells: _listing(cells[0], name, lambda item: _item(item, name, key))


def _item(item: str, name: str, key: str) -> Node:
    known, *more = (part.strip() for part in item.split(PART_SEPARATOR))
    if not more:
        return Node({key: Node(known, name)}, name) if key == "specialty" else Node(known, name)
    status, day = more[0], PART_SEPARATOR.join(more[1:])
    told = {key: Node(known, name), "status": Node(status, name)}
    if day:
        told[_date_key(status, key)] = Node(day, name)
    return Node(told, name)


def _date_key(status: str, key: str) -> str:
    """
    A degree's date is when it was earned; a certificate's is the day it expires.
    """
    if key == "degree" and status == "held":
        return "earned"
    if key == "specialty" and status == "held":
        return "completed"
    return DATE_KEYS.get(status, "expires")


def _residency(cells: Cells) -> Told:
    specialty, completed, status = cells
    if specialty in (NOTHING, UNKNOWN) and not completed and not status:
        return Node(specialty, "residency")
    return _mapping(
        "residency",
        specialty=_scalar(specialty, "residency"),
        completed=_scalar(completed, "residency_completed"),
        status=_scalar(status, "residency_status"),
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
    "fellowships": _items("fellowships", "specialty"),
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
    if not cell:
        return None
    if cell in (NOTHING, UNKNOWN):
        return Node(cell, name)
    items = (each.strip() for each in cell.split(SEPARATOR))
    return Node([item(each) for each in items if each], name)


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
