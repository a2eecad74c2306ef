"""One client of a caseload: a row of the table that the caseload is assessed in."""

from collections.abc import Sequence

from cmio_advisor.domain.judge.each import PeopleTable
from cmio_advisor.domain.profile.fields import ANSWERS
from cmio_advisor.domain.profile.profile import Profile

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
        told = {
            field: answers[field].found[place]
            for field, place in zip(TABLE_FIELDS, self.places, strict=True)
        }
        return Profile(id=self.id, name=self.name, **told)
