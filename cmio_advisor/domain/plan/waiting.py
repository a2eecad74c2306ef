"""What waiting would lose, and what each expected requirement costs in time."""

from datetime import date

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import add_months, month_position
from cmio_advisor.domain.plan.plan import LeavingOut, Waiting
from cmio_advisor.domain.profile.later import run_on
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.layout import Layout, laid_out_again, lay_out
from cmio_advisor.domain.routes.wishes import PlanWishes

WAITS = (6, 12, 24)
"""Months of doing nothing that a plan is compared with."""


def waiting_costs(layout: Layout, wishes: PlanWishes) -> tuple[Waiting, ...]:
    """What each of the waits would lose: nothing new is begun, but what is under way goes on."""
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
            if each.requirement.id in now
            and each.state.is_open
            and now[each.requirement.id].is_satisfied
        ),
    )


def _shut_by(layout: Layout, day: date) -> tuple[Route, ...]:
    """The routes whose last day to start has passed by then."""
    shut = {
        each.route.id: each.route
        for found in layout.routes.by_requirement.values()
        for each in found
        if each.way.end is not None and each.way.end < day and not each.way.assumes
    }
    return tuple(shut.values())
