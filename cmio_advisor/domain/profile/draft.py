"""What a person's own papers say, as a draft: nothing in it counts until it is confirmed."""

from datetime import date
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen


class DraftFact(Frozen):
    """
    One answer (``path`` and ``value``, of a list one entry) with the words and the file it came
    from; not sure with a ``doubt``, and without a path nothing of ours was found in them.
    """

    words: str
    source: str
    path: str = ""
    value: Any = None
    doubt: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether the words leave nothing open."""
        return bool(self.path) and not self.doubt


class Draft(Frozen):
    """The facts found, the day on which they were true, and in words what was passed over."""

    facts: tuple[DraftFact, ...]
    as_of: date
    passed_over: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[DraftFact, ...]:
        """The facts that have an answer."""
        return tuple(each for each in self.facts if each.path)
