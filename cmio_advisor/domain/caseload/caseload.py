"""
The assessment of many clients by one roadmap on one day: the very result of ``assess``, sooner.
The one place, too, where a client's id becomes the name of their files.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from unicodedata import normalize

from cmio_advisor.domain.assess.assess import Assessment, Assessor, Found
from cmio_advisor.domain.assess.notices import find_choice
from cmio_advisor.domain.judge.each import PeopleTable, rows_of
from cmio_advisor.domain.profile.fields import ANSWERS
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap

READ_FIELDS = ("as_of", *ANSWERS)
"""What is read of a client: the day on which the answers were true, and the answers."""
TABLE_FIELDS = (*READ_FIELDS, "unread")
"""The columns of the table: that, and what could not be read."""


class Client:
    """The answers of one client, by their places in the table's columns."""

    __slots__ = ("id", "name", "places", "table")

    def __init__(
        self, table: PeopleTable, places: Sequence[int], client_id: str, name: str | None = None
    ) -> None:
        self.table = table
        self.places = places
        self.id = client_id
        self.name = name

    def profile(self) -> Profile:
        """All that this client told us; the counselor's notes are not kept."""
        answers = self.table.answers
        by_field = {
            field: answers[field].found[place]
            for field, place in zip(TABLE_FIELDS, self.places, strict=True)
        }
        return Profile(id=self.id, name=self.name, **by_field)


MOST_REMEMBERED = 200_000
"""So many answers to questions are remembered; then a new table is begun, so that memory stays."""


class ClientBlock(NamedTuple):
    """Some clients in a row, and all that was found of them, in columns of their table."""

    clients: Sequence[Client]
    table: PeopleTable
    found: Found

    def rows(self) -> Iterator[Found]:
        """What was found of each."""
        return map(Found._make, rows_of(self.found, self.table))


class Caseload:
    def __init__(self, roadmap: Roadmap, on: date, *, is_chosen: bool = False) -> None:
        self.roadmap = roadmap
        self.on = on
        self.assessor = Assessor(roadmap, on)
        if is_chosen:  # by the answers of each client
            self.assessor.notices.append(find_choice)
        self.start_anew()

    def start_anew(self) -> None:
        """Begin another table; clients who were read before stay with their own."""
        self.table = PeopleTable(self.roadmap, self.on)

    def judge(self, clients: Sequence[Client]) -> Iterator[ClientBlock]:
        """What ``assess`` finds for these clients, a block for those of one table."""
        for table, together in groupby(clients, key=attrgetter("table")):
            block = list(together)
            table.fill(TABLE_FIELDS, [each.places for each in block])
            yield ClientBlock(block, table, self.assessor.of(table))
            if table is self.table and table.size > MOST_REMEMBERED:
                self.start_anew()

    def assess(self, client: Client) -> Assessment:
        block = next(self.judge([client]))
        return self.assessor.assessment(next(block.rows()), client.profile())


LONGEST_NAME = 40
LETTERS_OF_DIGEST = 16
"""Behind a name that does not hold all of the id: in a million ids no two have the same."""
PORTS = tuple(f"{kind}{number}" for kind in ("com", "lpt") for number in range(10))
DEVICES = ("con", "prn", "aux", "nul", *PORTS)
"""What Windows takes for a device, whatever ending follows."""
_PLAIN = re.compile(r"[a-z0-9-]{1,40}")
_OTHER = re.compile(r"[^a-z0-9]+")


def file_stem(client_id: str) -> str:
    """
    The name of a client's files: small letters, digits and hyphens, the same for ids that differ in
    case or signs alone; with an underscore before what a command takes for an option or Windows for
    a device.
    """
    stem = client_id if _PLAIN.fullmatch(client_id) else _made_plain(client_id)
    return f"_{stem}" if stem.startswith("-") or stem in DEVICES else stem


def _made_plain(client_id: str) -> str:
    folded = normalize("NFKD", client_id).casefold()
    stem = _OTHER.sub("-", folded).strip("-")
    if stem and folded.isascii() and len(stem) <= LONGEST_NAME:
        return stem
    digest = blake2b(folded.encode("utf-8", "surrogatepass")).hexdigest()[:LETTERS_OF_DIGEST]
    return f"{stem[: LONGEST_NAME - LETTERS_OF_DIGEST - 1].strip('-') or 'client'}-{digest}"
