"""
One client of a caseload, told by answers that are shared with all who answered alike.
"""

from collections.abc import Sequence
from datetime import date

from cmio_advisor.domain.caseload.rule_memory import Told
from cmio_advisor.domain.profile.fields import HEADS
from cmio_advisor.domain.profile.profile import Profile

JUDGED_FIELDS = tuple(head for head in HEADS if head not in ("id", "name", "notes", "as_of"))
"""The fields of a profile that hold answers, in the order in which a client's are told."""


class Client:
    """
    The answers of one client, all looked at with the same ``as_of``.
    """

    __slots__ = ("as_of", "id", "name", "told")

    def __init__(
        self,
        told: Sequence[Told],
        client_id: str,
        as_of: date | None = None,
        name: str | None = None,
    ) -> None:
        self.told = tuple(told)
        self.id = client_id
        self.as_of = as_of
        self.name = name

    def profile(self) -> Profile:
        """
        All that this client told us; the counselor's notes are not kept.
        """
        answers = {field: told.value for field, told in zip(JUDGED_FIELDS, self.told, strict=True)}
        return Profile(id=self.id, name=self.name, as_of=self.as_of, **answers)
