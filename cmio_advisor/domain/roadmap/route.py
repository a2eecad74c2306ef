"""
One way of meeting a requirement: what it asks first, what it takes, and when it is open; and what
comes round each year, with its openings, what is to be done before each, and the odds of a place.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

from cmio_advisor.domain.base.evidence import Evidence, Page, Search
from cmio_advisor.domain.base.frozen import Frozen, Id, WithId
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.roadmap.programs import Sought
from cmio_advisor.domain.rules.conditions import Condition


class Odds(Frozen):
    """
    The ``share``, 0 to 1, of the people named in ``of`` who found a place, in the ``year`` named,
    the last of several. ``text`` says the same in sentences, with every other group that was
    counted. They are those of the people ``when`` that holds, or of everybody else. Whoever finds
    none has the share ``later`` at each later try, where that is another one. The ``sources``, the
    first that of the share, stand among the evidence of the route.
    """

    when: Condition | None = None
    share: float
    later: float | None = None
    of: str
    sources: tuple[Id, ...] = ()
    year: int
    text: str


class MonthsOfGroup(Frozen):
    """How long a route takes those of whom ``when`` holds."""

    when: Condition
    months: Months


class PastDay(Frozen):
    """The day of an event in the published cycle that led to ``opening``, by a ``source``."""

    on: date
    opening: int
    source: Id

    def in_season(self) -> tuple[int, int, int]:
        """How early it lay before its opening, whatever the year: less is earlier."""
        return self.on.year - self.opening, self.on.month, self.on.day


class Event(Frozen):
    """
    What is to be done on the way to a place, or merely ``happens``: on a day, as month and day, in
    the calendar year so many ``years_before`` that of the opening.

    ``by`` is the last day that is surely not too late yet, or the last on which it still happens;
    where it lies before ``on`` in the year, that of the next year is meant. Who has not done what
    ``applies`` (``in_short``, in a few words) by then has no place at this opening. ``first`` are
    the days on which it could first be done, or happened, in published cycles, and ``last`` those
    by which it had to be done: ``on`` and ``by`` come from the earliest of them, so that no year
    like these is missed; ``by_estimate`` where ``by`` does not. Of several openings a year it is
    for that on the day ``opening``, or for each; for people of whom ``unless`` holds, for none.
    ``action`` says what whoever has applied does until then, in place of what the route says; where
    that is no match, what to do of whoever may be late.
    """

    id: Id
    title: str
    on: tuple[int, int]
    by: tuple[int, int] | None = None
    years_before: int = 0
    applies: bool = False
    in_short: str = "apply"
    action: str | None = None
    happens: bool = False
    opening: tuple[int, int] | None = None
    first: tuple[PastDay, ...] = ()
    last: tuple[PastDay, ...] = ()
    by_estimate: bool = False
    unless: Condition | None = None

    @property
    def sources(self) -> frozenset[Id]:
        """Who published its days."""
        return frozenset(each.source for each in (*self.first, *self.last))

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
        if self.event is None or not self.is_to_do:
            return False
        return self.event.by_estimate and (self.until is not None or not self.event.first)

    @property
    def is_to_do(self) -> bool:
        """Whether a date of others has to be kept."""
        return self.event is not None and not self.event.happens

    def kept_on(self, on: date) -> date:
        """The day to keep: the last one, where it can be done already."""
        return self.until if self.until and self.day <= on else self.day


class Cycle(WithId):
    """
    What comes round each year: the days, as month and day, on which something opens, and the
    ``events`` before each. In a ``match`` not everybody finds a place. Where it is
    ``taken_as_applied``, whoever ends in a season what a route asks first is taken to have applied
    in it, as nearly everybody does who is about to. ``opens_by_estimate``: nobody published the day
    on which it opens.
    """

    id: Id
    title: str
    opens: tuple[tuple[int, int], ...]
    opens_by_estimate: bool = False
    match: bool = False
    taken_as_applied: bool = False
    events: tuple[Event, ...] = ()
    searched: Search | None = None
    evidence: tuple[Evidence, ...]

    def events_before(self, opening: date) -> tuple[Event, ...]:
        """The events on the way to an opening; none on that to another day."""
        at = opening.month, opening.day
        return tuple(e for e in self.events if at in self.opens and e.opening in (None, at))

    def evidence_of(self, event: Event | None, *, every: bool = True) -> tuple[Evidence, ...]:
        """
        What says the days of an event, ``every`` one or the earliest of them, by which the days of
        a coming year go; of none, the rest.
        """
        if event is None:
            dated = {source for each in self.events for source in each.sources}
            own = {each.source for each in self.evidence} - dated
        else:
            days = [each for each in (event.first, event.last) if each]
            deciding = {min(each, key=PastDay.in_season).source for each in days}
            own = {*event.sources} if every else deciding
        return tuple(each for each in self.evidence if each.source in own)


class Season(Frozen, kw_only=False):
    """An opening, and what is left to do and happens before it."""

    opening: date
    moments: tuple[Moment, ...]


def first_to_keep(moments: Iterable[Moment]) -> Moment | None:
    """That of them which others set and for which it is too late first."""
    kept = (each for each in moments if each.is_to_do)
    return min(kept, default=None, key=lambda each: (each.until or each.day, each.day))


YEARS_AHEAD = 10
"""So many years are looked through for an opening; one applies a few months or years before."""


class Milestone(Frozen):
    """What happens so many months after a route's start, or before it where they are negative."""

    after_months: float
    title: str


class Route(WithId):
    """
    One way of meeting a requirement.

    ``needs`` must hold before it can be started; where ``only_if_given``, it speaks of what the
    person has said, so it is offered only where the answers meet them; one done ``within`` a
    training under way has to begin before that ends, and one that takes the time of training that
    is ``not_during`` it begins when that has ended. It is not offered to people of whom ``unless``
    holds, since it makes no sense for them; in a plan it does again once the first open one of the
    requirements ``sensible_after`` is met. ``start`` and ``end`` are the days on which it opens and
    closes, and ``safe_until`` is the last one on which it is surely in time. Where there is a
    yearly ``cycle``, it can be started on its openings only, and what supports the cycle stands
    among the route's own ``evidence``; what ``prepares_for`` one is over when one applies.
    ``months_of`` are the months of groups, those of the first that one is certainly of.
    ``cost``, in all, and ``hours``, of one's own time, are ``None`` where they are not known.
    ``brings`` are ids of other requirements that are met with it, ``after`` those that a plan has
    to meet before its start, though one may apply for it earlier. ``odds`` are those of a place at
    one opening, ``None`` where none are reckoned with; ``odds_of_groups`` those of the people whom
    they name, which take their place.
    Where ``cost_grows_with_time``, the low cost is that of the low months and the high cost that of
    the high ones. An ``alternative`` is a way for another rung: it is shown beside the one that the
    plan takes, and no plan takes it. ``earns`` is the id of the credential that it leads to,
    ``renews`` that of what it keeps from ending.

    It is done on the pages ``do_at``; ``ask`` says whom to ask, and ``programs`` at which programs,
    of which the longest lasts ``longest_months``, by those whose length is known and by the route.

    A ``full_time`` route takes the place of a post, for so many ``full_time_months`` if not for all
    of its time; ``pay``, US dollars a year, is what it pays meanwhile, ``None`` where that is not
    known. Any other is done beside one's work; one that is a ``job`` itself, not beside a full-time
    one, nor, where one ``stays_months`` in it, in so many before one.
    """

    id: Id
    title: str
    action: str
    why: str
    do_at: tuple[Page, ...] = ()
    ask: str | None = None
    programs: Sought | None = None
    longest_months: float | None = None
    needs: Condition | None = None
    only_if_given: bool = False
    within: bool = False
    not_during: Condition | None = None
    unless: Condition | None = None
    sensible_after: tuple[Id, ...] = ()
    months: Months
    months_of: tuple[MonthsOfGroup, ...] = ()
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
    prepares_for: Cycle | None = None
    odds: Odds | None = None
    odds_of_groups: tuple[Odds, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    full_time: bool = False
    job: bool = False
    stays_months: float = 0
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

    def is_estimate(self, closes_on: date) -> bool:
        """Whether the roadmap reckoned the day on which it closes: then an earlier one is safe."""
        return self.safe_until is not None and closes_on == self.end and self.renews is None

    @property
    def remarks(self) -> tuple[str, ...]:
        """The odds of a place in words, and the notes."""
        return self.notes if self.odds is None else (self.odds.text, *self.notes)

    @property
    def of_groups(self) -> Iterator[Condition]:
        """The rules of the groups of people for whom its odds, months or events are others."""
        yield from (each.when for each in self.odds_of_groups if each.when is not None)
        yield from (each.when for each in self.months_of)
        events = self.cycle.events if self.cycle else ()
        yield from (each.unless for each in events if each.unless is not None)

    @property
    def odds_evidence(self) -> tuple[Evidence, ...]:
        """What says the odds; all that there is where they name no sources."""
        named = self.odds.sources if self.odds else ()
        found = (each for source in named for each in self.evidence if each.source == source)
        return tuple(found) or self.evidence

    def saying(self, amount: Cost | None) -> tuple[Evidence, ...]:
        """Of its evidence the first that says each end of an amount, if one does."""
        ends = {amount.low, amount.high} - {0} if amount else ()
        says = (re.compile(rf"(?<![\d,]){end:,}(?!\d|,\d)").search for end in sorted(ends))
        found = (next((each for each in self.evidence if said(each.says)), None) for said in says)
        return tuple(dict.fromkeys(filter(None, found)))

    def last_day_to_apply(self, opening: date) -> date:
        """The last day on which one can surely still apply for an opening."""
        events = self.cycle.events_before(opening) if self.cycle else ()
        return min((each.last_day(opening) for each in events if each.applies), default=opening)

    def safe_day_to_apply(self, opening: date) -> date:
        """The day on which to apply for an opening at once."""
        events = self.cycle.events_before(opening) if self.cycle else ()
        return min((each.day(opening) for each in events if each.applies), default=opening)

    def last_day_to_ask(self, opening: date) -> date:
        """
        The same, or a later one where the last day to apply is a guess, and what says what to do
        after it does so until then: who may be late asks, and is not sent away for a year.
        """
        last = self.last_day_to_apply(opening)
        if self.cycle is None or self.cycle.match:
            return last
        events = self.cycle.events_before(opening)
        return max((each.last_day(opening) for each in events if each.action), default=last)

    def openings(self, day: date, years: int = YEARS_AHEAD) -> Iterator[date]:
        """The days on which it opens, for so many years, and for which one can still apply."""
        return (each for each in self._days(day, years) if self.last_day_to_apply(each) >= day)

    def next_opening(self, day: date) -> date | None:
        """The first of them; ``None`` where it has no such days."""
        return next(self.openings(day), None)

    def running_opening(self, day: date) -> date | None:
        """
        The opening under way: of a match, where only who has applied may find a place; of any other
        season one for which it may be too late to apply, so that one asks.
        """
        opening = self.first_opening(day)
        if self.cycle is None or opening is None or self.last_day_to_apply(opening) >= day:
            return None
        return opening if self.cycle.match or self.last_day_to_ask(opening) >= day else None

    def first_opening(self, day: date) -> date | None:
        """The first opening from ``day`` on, whether or not one can still apply for it."""
        return next(self._days(day, 2), None)

    def _days(self, day: date, years: int) -> Iterator[date]:
        opens = sorted(self.cycle.opens) if self.cycle else ()
        in_years = product(range(day.year, day.year + years), opens)
        return (found for year, each in in_years if (found := date(year, *each)) >= day)

    def moments(self, opening: date, since: date) -> tuple[Moment, ...]:
        """What is to do for an opening, or happens before it, each on its day from ``since`` on."""
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
