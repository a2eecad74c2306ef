"""
The assessment of many clients by one roadmap on one day: the very result of ``assess``, sooner.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from cmio_advisor.domain.assess.assess import Assessor, Found
from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.judge.each import PeopleTable
from cmio_advisor.domain.profile.fields import ANSWERS
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap

TABLE_FIELDS = ("as_of", *ANSWERS)
"""The columns of the table: the day on which the answers were true, and the answers."""


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


class Caseload:
    """Assesses clients block by block."""

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap = roadmap
        self.on = on
        self.assessor = Assessor(roadmap, on)
        self.start_anew()

    def start_anew(self) -> None:
        """Begin another table; clients who were read before stay with their own."""
        self.table = PeopleTable(self.roadmap, self.on, self.assessor.parts())

    def judge(self, clients: Sequence[Client]) -> Iterator[ClientBlock]:
        """What ``assess`` finds for these clients, a block for those of one table."""
        for table, together in groupby(clients, key=attrgetter("table")):
            block = list(together)
            table.fill(TABLE_FIELDS, [each.places for each in block])
            yield ClientBlock(block, table, self.assessor.of(table))
            if table is self.table and table.size > MOST_REMEMBERED:
                self.start_anew()

    def assess(self, client: Client) -> Assessment:
        """What ``assess`` finds for this client."""
        block = next(self.judge([client]))
        return self.assessor.assessment(next(block.found.rows(block.table)), client.profile())
