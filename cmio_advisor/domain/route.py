"""
One way of meeting a requirement: what it asks first, what it takes, and when it is open.
"""

from datetime import date

from cmio_advisor.domain.conditions import Condition
from cmio_advisor.domain.evidence import Evidence, Search
from cmio_advisor.domain.measures import Cost, Months
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.timeline import month_position

YEARS_AHEAD = 10
"""So many years are looked through for an opening; one applies a few months or years before."""


class Milestone(Record):
    """
    What happens on the way of a route, so many months after its start, or before it where they are
    below nothing.
    """

    after_months: float
    title: str


class Route(Record):
    """
    One way of meeting a requirement.

    ``needs`` must hold before it can be started; where ``only_if_given``, it speaks of what the
    person has said, so it is offered only where the answers meet them. It is not offered to people
    of whom ``unless`` holds, since it makes no sense for them; in a plan it does again once the
    requirement ``sensible_after`` is met. ``start`` and ``end`` are the days on which it opens
    and closes; where ``opens`` names days of the year, as month and day, it can be started on
    these only. ``cost``, in all, and ``hours``, of one's own time, are ``None`` where they are not
    known. ``brings`` are ids of other requirements that are met with it, ``after`` those that a
    plan has to meet before its start, though one may apply for it earlier: ``apply_months`` before
    it opens, at the latest. ``place_chance`` is the share, 0 to 1, of those who apply for one
    opening and find a place. Where ``cost_grows_with_time``, the low cost is that of the low months
    and the high cost that of the high ones.

    A ``full_time`` route takes the place of a post, for so many ``full_time_months`` if not for all
    of its time; ``pay``, US dollars a year, is what it pays meanwhile, ``None`` where that is not
    known. Any other is done beside one's work.
    """

    id: str
    title: str
    action: str
    why: str
    months: Months
    evidence: tuple[Evidence, ...]
    needs: Condition | None = None
    only_if_given: bool = False
    unless: Condition | None = None
    sensible_after: str | None = None
    cost: Cost | None = None
    cost_grows_with_time: bool = False
    hours: int | None = None
    start: date | None = None
    end: date | None = None
    closed: str | None = None
    brings: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    opens: tuple[tuple[int, int], ...] = ()
    apply_months: float = 0.0
    apply_title: str | None = None
    place_chance: float = 1.0
    milestones: tuple[Milestone, ...] = ()
    full_time: bool = False
    full_time_months: float | None = None
    pay: Cost | None = None
    notes: tuple[str, ...] = ()
    searched: Search | None = None

    def is_shut(self, on: date) -> bool:
        """
        Whether its own dates have closed it.
        """
        return self.end is not None and on > self.end

    def next_opening(self, day: date) -> date | None:
        """
        The first day from ``day`` on at which it opens and for which one can still apply; ``None``
        where it has no such days.
        """
        ahead = month_position(day) + self.apply_months
        found = (
            date(year, *opening)
            for year in range(day.year, day.year + YEARS_AHEAD)
            for opening in sorted(self.opens)
        )
        return next((each for each in found if month_position(each) >= ahead), None)

    def cost_of(self, months: float) -> Cost | None:
        """
        What so many months of it cost; the whole cost where that does not grow with time.
        """
        if self.cost is None or not self.cost_grows_with_time:
            return self.cost
        return self.cost.times(months / self.months.low, months / self.months.high)

    def full_time_of(self, months: float) -> float:
        """
        How many of so many months, the first ones, take the place of a post.
        """
        if not self.full_time:
            return 0.0
        return months if self.full_time_months is None else min(months, self.full_time_months)
