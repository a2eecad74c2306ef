"""
What comes round each year: its openings, what is to be done before each, and the odds of a place.
"""

from collections.abc import Iterable
from datetime import date

from cmio_advisor.domain.base.evidence import Evidence, Search
from cmio_advisor.domain.base.frozen import Frozen, Id, WithId
from cmio_advisor.domain.rules.conditions import Condition


class Odds(Frozen):
    """
    The ``share``, 0 to 1, of the people named in ``of`` who found a place, in the ``year`` named,
    the last of several. ``text`` says the same in sentences, with every other group that was
    counted. They are those of the people ``when`` that holds, or of everybody else. Whoever finds
    none has the share ``later`` at each later try, where that is another one.
    """

    when: Condition | None = None
    share: float
    later: float | None = None
    of: str
    year: int
    text: str


class PastDay(Frozen):
    """
    The day of an event in a published cycle, the one that led to the opening of the year
    ``opening``, by a ``source`` that stands among the evidence of the cycle.
    """

    on: date
    opening: int
    source: Id


class Event(Frozen):
    """
    What is to be done on the way to a place, or merely ``happens``: on a day, as month and day, in
    the calendar year so many ``years_before`` that of the opening.

    ``by`` is the last day that is surely not too late yet, or the last on which it still happens;
    where it lies before ``on`` in the year, that of the next year is meant. Who has not done what
    ``applies`` by then has no place at this opening. ``first`` are the days on which it could first
    be done, or happened, in published cycles, and ``last`` those by which it had to be done:
    ``on`` and ``by`` come from the earliest of them, so that no year like these is missed. Of
    several openings a year it is for that on the day ``opening``, or for each.
    """

    id: Id
    title: str
    on: tuple[int, int]
    by: tuple[int, int] | None = None
    years_before: int = 0
    applies: bool = False
    happens: bool = False
    opening: tuple[int, int] | None = None
    first: tuple[PastDay, ...] = ()
    last: tuple[PastDay, ...] = ()

    def day(self, opening: date) -> date:
        """The day on which to be reminded of it."""
        return date(opening.year - self.years_before, *self.on)

    def last_day(self, opening: date) -> date:
        """The last day on which it is surely not too late."""
        by = self.by or self.on
        return date(opening.year - self.years_before + (by < self.on), *by)


class Moment(Frozen):
    """
    A day of a plan on which something is to be done, or happens; where it can still be done later,
    ``until`` the last day that is surely not too late. ``event`` is that of the yearly cycle that
    it comes from, ``None`` where it is of no cycle.
    """

    day: date
    title: str
    until: date | None = None
    event: Event | None = None

    @property
    def is_estimate(self) -> bool:
        """Whether no published year gives the last day: ``until`` is the roadmap's guess."""
        return self.until is not None and self.is_to_do and not (self.event and self.event.last)

    @property
    def is_to_do(self) -> bool:
        """Whether a date of others has to be kept."""
        return self.event is not None and not self.event.happens


class Cycle(WithId):
    """
    What comes round each year: the days, as month and day, on which something opens, and the
    ``events`` before each. In a ``match`` not everybody finds a place.
    """

    id: str
    title: str
    opens: tuple[tuple[int, int], ...]
    events: tuple[Event, ...]
    evidence: tuple[Evidence, ...]
    match: bool = False
    searched: Search | None = None

    def events_before(self, opening: date) -> tuple[Event, ...]:
        """The events on the way to an opening."""
        day = opening.month, opening.day
        return tuple(each for each in self.events if each.opening in (None, day))


def first_to_keep(moments: Iterable[Moment], on: date) -> tuple[date, str] | None:
    """
    The first day that others set, from ``on`` on, and for what: of what can be done already, the
    last safe one.
    """
    kept = (
        (each.until if each.until and each.day <= on else each.day, each.title)
        for each in moments
        if each.is_to_do
    )
    return min(kept, default=None)
