"""
Which doors close for a person, and what waiting would lose.
"""

from datetime import date

from cmio_advisor.domain.layout import Layout, laid_out_again, lay_out
from cmio_advisor.domain.measures import Months
from cmio_advisor.domain.network import Activity, NoOpeningError, critical_path
from cmio_advisor.domain.plan import Door, LeavingOut, Waiting
from cmio_advisor.domain.plan_choices import RouteOption
from cmio_advisor.domain.plan_wishes import PlanWishes
from cmio_advisor.domain.record import replace
from cmio_advisor.domain.roadmap import Strength
from cmio_advisor.domain.route import Route
from cmio_advisor.domain.route_choice import choose_routes
from cmio_advisor.domain.route_options import Objective
from cmio_advisor.domain.running_on import run_on
from cmio_advisor.domain.timeline import MONTHS_A_YEAR, add_months, month_position

WAITS = (6, 12, 24)
"""Months of doing nothing that a plan is compared with."""
NONE_LEFT = Months(low=0.0, likely=0.0, high=0.0)
WORTH_TELLING_YEARS = 10
"""A door that closes later than this says nothing to anybody."""


def closing_doors(layout: Layout) -> tuple[Door, ...]:
    """
    Every route to an open requirement that closes within ten years, the soonest first.
    """
    soon = WORTH_TELLING_YEARS * MONTHS_A_YEAR
    doors = [
        _door(layout, each)
        for found in layout.routes.by_requirement.values()
        for each in found
        if each.option.closes <= soon and not each.way.assumes
    ]
    once = {each.route.id: each for each in sorted(doors, key=lambda door: door.closes_on)}
    return tuple(once.values())


def waiting_costs(layout: Layout, wishes: PlanWishes) -> tuple[Waiting, ...]:
    """
    What each of the waits would lose: nothing new is begun, but what is under way goes on.
    """
    return tuple(_waiting(layout, months, wishes) for months in WAITS)


def leaving_out(layout: Layout, wishes: PlanWishes) -> tuple[LeavingOut, ...]:
    """
    What each expected requirement costs in time, the longest first; those that cost none are not
    named.
    """
    found = []
    finish = month_position(layout.day(layout.schedule.finish))
    for goal, chosen in layout.chosen.items():
        if chosen.requirement.strength is not Strength.EXPECTED or goal not in layout.goals:
            continue
        without = replace(wishes, left_out=(*wishes.left_out, goal))
        other = laid_out_again(layout, without)
        sooner = other.day(other.schedule.finish)
        months = finish - month_position(sooner)
        if months >= 1:
            found.append(LeavingOut(requirement=chosen.requirement, finish=sooner, months=months))
    return tuple(sorted(found, key=lambda each: -each.months))


def _door(layout: Layout, opened: RouteOption) -> Door:
    return Door(
        requirement=opened.requirement,
        route=opened.route,
        closes_on=layout.last_day(opened.option.closes),
        first=opened.option.needs,
        start_by=_latest_begin(layout, opened, longest=False),
        safe_start_by=_latest_begin(layout, opened, longest=True),
    )


def _latest_begin(layout: Layout, opened: RouteOption, *, longest: bool) -> date | None:
    """
    The last day to begin what a route needs first, so that it is done when the door closes.

    What is under way already is not begun any more; it only has to end in time.
    """
    closes = opened.option.closes
    choice = choose_routes(layout.choices, opened.option.needs, Objective.FASTEST)
    if choice is None:
        return None
    first = [_at_longest(each) if longest else each for each in choice.activities()]
    needs = tuple(choice.met_by[each].id for each in opened.option.needs)
    door = Activity(id="", needs=needs, months=NONE_LEFT, earliest=closes, closes=closes)
    try:
        timings = critical_path([*first, door]).timings
    except NoOpeningError:
        return None
    begun = layout.routes.by_option
    waiting = [timings[each.id].late_start for each in first if not begun[each.id].as_told]
    return layout.last_day(min(waiting, default=closes))


def _at_longest(activity: Activity) -> Activity:
    months = activity.months.high
    return replace(activity, months=Months(low=months, likely=months, high=months))


def _waiting(layout: Layout, months: int, wishes: PlanWishes) -> Waiting:
    today = layout.ground.as_of
    later = add_months(today, months)
    profile = run_on(layout.ground.told, today, later)
    waited = lay_out(profile, layout.case.roadmap, later, wishes)
    now = {each.requirement.id: each.state for each in layout.results}
    finish = waited.day(waited.schedule.finish)
    moved = month_position(finish) - month_position(layout.day(layout.schedule.finish))
    return Waiting(
        months=months,
        finish=finish,
        finish_moves_months=moved,
        doors_shut=_shut_by(layout, later),
        no_longer_placed=tuple(
            layout.routes.requirements[each]
            for each in waited.unplaced
            if each not in layout.unplaced and each in layout.routes.requirements
        ),
        lost=tuple(
            each.requirement
            for each in waited.results
            if each.state.is_open and now[each.requirement.id].is_satisfied
        ),
    )


def _shut_by(layout: Layout, day: date) -> tuple[Route, ...]:
    """
    The routes whose last day to start has passed by then.
    """
    shut = {
        each.route.id: each.route
        for found in layout.routes.by_requirement.values()
        for each in found
        if each.way.end is not None and each.way.end < day and not each.way.assumes
    }
    return tuple(shut.values())
