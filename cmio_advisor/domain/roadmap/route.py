"""One way of meeting a requirement: what it asks first, what it takes, and when it is open."""

from collections.abc import Iterator
from datetime import date

from cmio_advisor.domain.base.evidence import Evidence, Page, Search
from cmio_advisor.domain.base.frozen import Frozen, Id, WithId
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.roadmap.cycle import Cycle, Moment, Odds
from cmio_advisor.domain.roadmap.programs import Sought
from cmio_advisor.domain.rules.conditions import Condition

YEARS_AHEAD = 10
"""So many years are looked through for an opening; one applies a few months or years before."""


class Milestone(Frozen):
    """
    What happens on the way of a route, so many months after its start, or before it where they are
    below nothing.
    """

    after_months: float
    title: str


class Route(WithId):
    """
    One way of meeting a requirement.

    ``needs`` must hold before it can be started; where ``only_if_given``, it speaks of what the
    person has said, so it is offered only where the answers meet them; one done ``within`` a
    training under way has to begin before that ends, and one that takes the time of training that
    is ``not_during`` it begins when that has ended. It is not offered to people of whom ``unless``
    holds, since it makes no sense for them; in a plan it does again once the
    requirement ``sensible_after`` is met. ``start`` and ``end`` are the days on which it opens
    and closes, and ``safe_until`` is the last one on which it is surely in time. Where there is a
    yearly ``cycle``, it can be started on its openings only, and what supports the cycle stands
    among the route's own ``evidence``. ``cost``, in all, and ``hours``, of one's own time, are
    ``None`` where they are not known. ``brings`` are ids of other requirements that are met with
    it, ``after`` those that a plan has to meet before its start, though one may apply for it
    earlier. ``odds`` are those of a place at one opening, ``None`` where none are reckoned with;
    ``odds_of_groups`` those of the people whom they name, which take their place.
    Where ``cost_grows_with_time``, the low cost is that of the low months and the high cost that of
    the high ones. An ``alternative`` is a way for another rung: it is shown beside the one that the
    plan takes, and no plan takes it. ``earns`` is the id of the credential that it leads to,
    ``renews`` that of what it keeps from ending.

    It is done on the pages ``do_at``; ``ask`` says whom to ask, and ``programs`` at which programs.

    A ``full_time`` route takes the place of a post, for so many ``full_time_months`` if not for all
    of its time; ``pay``, US dollars a year, is what it pays meanwhile, ``None`` where that is not
    known. Any other is done beside one's work.
    """

    id: Id
    title: str
    action: str
    why: str
    do_at: tuple[Page, ...] = ()
    ask: str | None = None
    programs: Sought | None = None
    needs: Condition | None = None
    only_if_given: bool = False
    within: bool = False
    not_during: Condition | None = None
    unless: Condition | None = None
    sensible_after: Id | None = None
    months: Months
    cost: Cost | None = None
    cost_grows_with_time: bool = False
    hours: int | None = None
    start: date | None = None
    end: date | None = None
    safe_until: date | None = None
    closed: str | None = None
    brings: tuple[Id, ...] = ()
    after: tuple[Id, ...] = ()
    cycle: Cycle | None = None
    odds: Odds | None = None
    odds_of_groups: tuple[Odds, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    full_time: bool = False
    full_time_months: float | None = None
    pay: Cost | None = None
    notes: tuple[str, ...] = ()
    searched: Search | None = None
    alternative: bool = False
    earns: Id | None = None
    renews: Id | None = None
    evidence: tuple[Evidence, ...]

    def is_shut(self, on: date) -> bool:
        """Whether its own dates have closed it."""
        return self.end is not None and on > self.end

    @property
    def remarks(self) -> tuple[str, ...]:
        """The odds of a place in words, and the notes."""
        return self.notes if self.odds is None else (self.odds.text, *self.notes)

    @property
    def place_chance(self) -> float:
        """The share, 0 to 1, of those who apply for one opening and find a place."""
        return 1.0 if self.odds is None else self.odds.share

    @property
    def later_chance(self) -> float:
        """The same of those who try again."""
        return self.place_chance if self.odds is None else self.odds.later or self.odds.share

    def last_day_to_apply(self, opening: date) -> date:
        """The last day on which one can surely still apply for an opening."""
        events = self.cycle.events_before(opening) if self.cycle else ()
        return min((each.last_day(opening) for each in events if each.applies), default=opening)

    def safe_day_to_apply(self, opening: date) -> date:
        """The day on which to apply for an opening at once."""
        events = self.cycle.events_before(opening) if self.cycle else ()
        return min((each.day(opening) for each in events if each.applies), default=opening)

    def openings(self, day: date, years: int = YEARS_AHEAD) -> Iterator[date]:
        """
        The days from ``day`` on, for so many years, on which it opens and for which one can still
        apply on that day.
        """
        for year in range(day.year, day.year + years):
            for opening in sorted(self.cycle.opens if self.cycle else ()):
                found = date(year, *opening)
                if found >= day and self.last_day_to_apply(found) >= day:
                    yield found

    def next_opening(self, day: date) -> date | None:
        """The first of them; ``None`` where it has no such days."""
        return next(self.openings(day), None)

    def moments(self, opening: date, since: date) -> tuple[Moment, ...]:
        """
        What is to be done for an opening, and happens before it, from ``since`` on: each on its
        day, or on ``since`` where that has passed and it is not too late yet.
        """
        found = []
        for each in self.cycle.events_before(opening) if self.cycle else ():
            day, last = max(since, each.day(opening)), each.last_day(opening)
            if last >= day:
                until = last if last > day else None
                found.append(Moment(day=day, title=each.title, until=until, event=each))
        return tuple(sorted(found, key=lambda each: each.day))

    def cost_of(self, months: float) -> Cost | None:
        """What so many months of it cost; the whole cost where that does not grow with time."""
        if self.cost is None or not self.cost_grows_with_time:
            return self.cost
        return self.cost.times(months / self.months.low, months / self.months.high)

    def full_time_of(self, months: float) -> float:
        """How many of so many months, the first ones, take the place of a post."""
        if not self.full_time:
            return 0.0
        return months if self.full_time_months is None else min(months, self.full_time_months)
