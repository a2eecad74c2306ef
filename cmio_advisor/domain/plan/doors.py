"""
Which doors close for a person, until when it is safe to begin, and what waiting would lose.

To be safe means: what comes first takes its longest, and all its hours at the person's hours a
week; there is time for as many tries as nearly everybody needs to find a place; and what starts on
one day of the year only is applied for in time.
"""

from datetime import date
from math import ceil, log

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import (
    MONTHS_A_YEAR,
    TOLERANCE,
    Months,
    PartialDate,
    add_months,
    month_position,
)
from cmio_advisor.domain.plan.plan import Door, LeavingOut, Waiting
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.choice import Objective, choose_routes
from cmio_advisor.domain.routes.layout import DECISION, Layout, best_layout, lay_out
from cmio_advisor.domain.routes.open_routes import OpenRoute
from cmio_advisor.domain.schedule.network import (
    Activity,
    NoOpeningError,
    critical_path,
    least_months,
)

WORTH_TELLING_YEARS = 10
"""A door that closes later than this says nothing to anybody."""
SURE = 0.9
"""The share of people who have found a place after as many tries as are counted."""


def closing_doors(layout: Layout) -> tuple[Door, ...]:
    """
    Every route to an open requirement that closes within ten years, the soonest first; of several
    ways into one that which leaves the most time.
    """
    soon = WORTH_TELLING_YEARS * MONTHS_A_YEAR
    doors = [
        Door(
            requirement=each.requirement,
            route=each.route,
            closes_on=closes_on(layout, each),
            first=each.needs,
            start_by=_last_begin(layout, each, safe=False),
            safe_start_by=_last_begin(layout, each, safe=True),
        )
        for each in layout.routes.every()
        if each.closes <= soon and not each.entrance.assumes
    ]
    doors.sort(key=lambda door: (door.closes_on, door.start_by or date.min))
    return tuple({each.route.id: each for each in doors}.values())


def tries(chance: float) -> int:
    """How many tries it takes until nearly everybody has found a place: of 59.7% each, three."""
    return 1 if chance >= SURE else ceil(log(1 - SURE) / log(1 - chance))


def _last_begin(layout: Layout, opened: OpenRoute, *, safe: bool) -> date | None:
    """
    The last day to begin with a route, or what it needs first, so that the door is reached, if it
    is yet to come. What is under way only has to end in time.
    """
    choice = choose_routes(layout.options, opened.needs, Objective.FASTEST)
    chance = _last_chance(layout, opened, safe=safe)
    if choice is None or chance is None:
        return None
    first = choice.activities()
    if safe:
        first = _at_longest(layout, first)
    start, begun_by = chance
    needs = tuple(choice.met_by[each].id for each in opened.needs)
    door = Activity(id="", needs=needs, months=Months.exactly(0.0), earliest=start, closes=start)
    try:
        timings = critical_path([*first, door]).timings
    except NoOpeningError:
        return None
    days = [
        _applied_by(layout, each, timings[each.id].late_start, safe=safe)
        for each in first
        if not each.as_told
    ]
    begin = min([*days, begun_by])
    return begin if begin >= layout.start else None


def closes_on(layout: Layout, opened: OpenRoute) -> date:
    """
    The last day to begin with a route that closes, or to apply for its last opening before that:
    what is held in October, with a last day to apply of 1 June, has to be begun by 1 June.
    """
    chance = _last_chance(layout, opened, safe=False)
    return layout.last_day(opened.closes) if chance is None else chance[1]


def _last_chance(layout: Layout, opened: OpenRoute, *, safe: bool) -> tuple[float, date] | None:
    """The last start of a route before its door closes, in months, and its last day, if to come."""
    closes, route = opened.closes, opened.route
    if route.cycle is None:
        day = layout.last_day(closes)
        if safe and route.safe_until is not None:
            day = min(day, route.safe_until)
        if day < layout.start:
            return None
        return month_position(day) - month_position(layout.start), day
    openings = [each for each in opened.opens if each <= closes + TOLERANCE]
    last = tries(opened.chance) if safe else 1
    if len(openings) < last:
        return None
    day = _applied_by(layout, opened, openings[-last], safe=safe)
    return (openings[-last], day) if day >= layout.start else None


def _applied_by(layout: Layout, opened: OpenRoute, start: float, *, safe: bool) -> date:
    """The last day to apply for what starts then, or the first; its own without applying."""
    if opened.route.cycle is None:
        return layout.last_day(start)
    opening = layout.day(start)
    route = opened.route
    return route.safe_day_to_apply(opening) if safe else route.last_day_to_apply(opening)


def _at_longest(layout: Layout, first: tuple[OpenRoute, ...]) -> tuple[OpenRoute, ...]:
    """The activities at their longest, with years of failed tries and waits for all their hours."""
    ahead = [each for each in first if not each.as_told]
    hours = sum(each.requirement.counted_hours(each.route) for each in ahead)
    limit = layout.wishes.hours_per_week
    least = least_months(hours, limit) if limit else 0.0
    found = []
    for each in first:
        longest = each.months.high
        if not each.as_told:
            longest = max(longest, least) + MONTHS_A_YEAR * (tries(each.chance) - 1)
        found.append(replace(each, months=Months.exactly(longest)))
    return tuple(found)


WAITS = (6, 12, 24)
"""Months of doing nothing that a plan is compared with."""


def waiting_costs(layout: Layout) -> tuple[Waiting, ...]:
    """What each wait would lose: as if the plan were wished to begin on that later day."""
    return tuple(_waiting(layout, months) for months in WAITS)


def leaving_out(layout: Layout) -> tuple[LeavingOut, ...]:
    """What each expected requirement costs in time, the longest first, without those of none."""
    found = []
    if layout.finish is None:
        return ()
    finish = month_position(layout.finish)
    for goal, chosen in layout.chosen.items():
        if chosen.requirement.strength is not Strength.EXPECTED or goal not in layout.goals:
            continue
        without = replace(layout.wishes, left_out=(*layout.wishes.left_out, goal))
        sooner = best_layout(layout, without).finish
        if sooner is not None and (months := finish - month_position(sooner)) >= 1:
            found.append(LeavingOut(requirement=chosen.requirement, finish=sooner, months=months))
    return tuple(sorted(found, key=lambda each: -each.months))


def _waiting(layout: Layout, months: int) -> Waiting:
    asked = layout.asked
    later = max(add_months(asked.on, months), layout.start)
    wished = replace(asked.profile.constraints, start=PartialDate(later, later))
    profile = replace(asked.profile, constraints=wished)
    waited = lay_out(profile, asked.roadmap, asked.on, layout.wishes)
    now = {each.requirement.id: each.state for each in layout.results}
    gone = [
        each
        for each in waited.unplaced
        if each not in layout.unplaced and each in layout.routes.requirements
    ]
    ends = [month_position(each.finish) for each in (layout, waited) if each.finish]
    return Waiting(
        months=months,
        finish=waited.finish,
        finish_moves_months=ends[1] - ends[0] if len(ends) > 1 else None,
        doors_shut=_shut_by(layout, later),
        no_longer_placed=tuple(
            layout.routes.requirements[each] for each in gone if waited.unplaced[each] != DECISION
        ),
        to_decide=tuple(
            layout.routes.requirements[each] for each in gone if waited.unplaced[each] == DECISION
        ),
        lost=tuple(
            each.requirement
            for each in waited.results
            if each.requirement.id in now
            and each.state.is_open
            and now[each.requirement.id].is_satisfied
        ),
    )


def _shut_by(layout: Layout, day: date) -> tuple[Route, ...]:
    """The routes whose last day to start has passed by then."""
    shut = {
        each.route.id: each.route
        for each in layout.routes.every()
        if each.entrance.end is not None and each.entrance.end < day and not each.entrance.assumes
    }
    return tuple(shut.values())
