"""From routes laid out in time to what a plan says: steps, finish, costs."""

from collections.abc import Collection
from datetime import date
from math import inf

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import Cost, month_position
from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.plan.doors import closes_on
from cmio_advisor.domain.plan.plan import Finish, NotPlaced, PlanCosts, PlannedStep
from cmio_advisor.domain.roadmap.roadmap import Requirement
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.layout import (
    Layout,
    milestones_of,
    other_season_of,
    route_in_season,
)
from cmio_advisor.domain.routes.open_routes import OpenRoute, is_untold
from cmio_advisor.domain.routes.upkeep import is_own
from cmio_advisor.domain.rules.leaves import Years
from cmio_advisor.domain.schedule.network import Activity
from cmio_advisor.domain.schedule.sampling import FinishDistribution, sample_finish


def planned_steps(
    layout: Layout, sampled: FinishDistribution | None = None
) -> tuple[PlannedStep, ...]:
    """The steps in the order of their starts, with their chances if the plan was sampled."""
    steps = [_planned_step(layout, each, sampled) for each in layout.chosen.values()]
    order = [each.requirement.id for each in layout.results]
    return tuple(
        sorted(steps, key=lambda each: (each.start, each.end, order.index(each.requirement.id)))
    )


def finish_of(layout: Layout, sampled: FinishDistribution | None = None) -> Finish | None:
    """When the whole plan ends; ``None`` where nothing is to do, or too much for the own hours."""
    if not layout.activities or layout.too_slow:
        return None
    return _finish(layout, layout.schedule.finish, sampled)


def required_finish_of(layout: Layout, seed: int | None = None) -> Finish | None:
    """
    When the last open part of the required list is met, with its chances if a seed is given;
    ``None`` where nothing of it is open, or something of it cannot be met or kept up with.
    """
    met_by = layout.choice.met_by
    required = layout.routes.required
    if not required or not met_by.keys() >= required:
        return None
    by_id = {each.id: each for each in layout.activities}
    needed: dict[str, Activity] = {}
    following = [met_by[each].id for each in required]
    while following:
        each = by_id[following.pop()]
        if each.id not in needed:
            needed[each.id] = each
            following += each.needs
    if needed.keys() & layout.too_slow:
        return None
    sampled = None if seed is None else sample_finish(list(needed.values()), seed)
    return _finish(layout, layout.required_finish, sampled)


def _finish(layout: Layout, likely: float, sampled: FinishDistribution | None) -> Finish:
    if sampled is None:
        return Finish(likely=layout.day(likely))
    p10, p50, p80, p90 = (
        None if months is None else layout.day(months)
        for months in (sampled.p10, sampled.p50, sampled.p80, sampled.p90)
    )
    return Finish(
        likely=layout.day(likely), p10=p10, p50=p50, p80=p80, p90=p90, missed=sampled.missed
    )


def not_placed(layout: Layout) -> tuple[NotPlaced, ...]:
    """What cannot be met, with the roadmap's sentence why."""
    texts = layout.case.roadmap.texts
    return tuple(
        NotPlaced(requirement=layout.routes.requirements[id_], reason=texts[f"plan_{reason}"])
        for id_, reason in layout.unplaced.items()
    )


def plan_costs(routes: Collection[OpenRoute]) -> PlanCosts:
    """The sum of the known costs, that of all as they count, and the routes without a price."""
    return PlanCosts(
        known=Cost.total(each.option.cost for each in routes if each.option.is_cost_known),
        counted=Cost.total(each.option.cost for each in routes),
        unknown=tuple(each.route for each in routes if not each.option.is_cost_known),
    )


def planned_as_open(layout: Layout) -> tuple[Requirement, ...]:
    """What the plan meets though it may be met already, for want of an answer."""
    return tuple(
        each.requirement
        for each in layout.results
        if is_untold(each) and each.requirement.id in layout.counted
    )


def taken_as_met(layout: Layout) -> tuple[str, ...]:
    """The ids of what was not told and is not planned either; none where nothing is known."""
    roadmaps = [each for each in layout.results if not is_own(each.requirement)]
    if all(each.state is State.UNKNOWN for each in roadmaps):
        return ()
    ids = (each.requirement.id for each in roadmaps if is_untold(each))
    return tuple(each for each in ids if each not in layout.routes.open)


def _planned_step(
    layout: Layout, chosen: OpenRoute, sampled: FinishDistribution | None
) -> PlannedStep:
    option, timing = chosen.option, layout.schedule.timings[chosen.option.id]
    start, end = timing.early_start, timing.early_finish
    full_time = chosen.route.full_time_of(option.months.likely)
    is_counted = any(isinstance(leaf, Years) for leaf in chosen.requirement.met_when.leaves())
    room = (_room_before_season(layout, chosen.route, end), _room_to_apply(layout, chosen, start))
    slack = min(timing.slack, *room)
    return PlannedStep(
        requirement=chosen.requirement,
        route=route_in_season(layout, chosen),
        months=option.months,
        cost=chosen.known_cost,
        start=layout.day(start),
        end=layout.day(end),
        full_time_until=layout.day(start + full_time) if full_time else None,
        latest_end=layout.day(end + slack),
        slack_months=slack,
        critical_chance=sampled.critical[option.id] if sampled else None,
        needs=option.needs,
        brings=layout.brought_by(chosen),
        last_start=_last_start(layout, chosen),
        as_told=chosen.as_told,
        is_planned=chosen.as_told
        and layout.routes.open[chosen.requirement.id].state is State.PLANNED,
        is_reckoned=layout.is_put_off(chosen) or (chosen.as_told and is_counted),
        milestones=milestones_of(layout, chosen),
        other_season=other_season_of(layout, chosen),
        others=_others(layout, chosen),
        hours_to_keep_up=layout.hours_to_keep_up(chosen),
    )


def _room_before_season(layout: Layout, route: Route, end: float) -> float:
    """The months from the end of what prepares for a season to the last day to apply in it."""
    if route.prepares_for is None:
        return inf
    season = replace(route, cycle=route.prepares_for)
    opening = season.next_opening(layout.day(end))
    assert opening is not None  # noqa: S101 - a season comes round each year
    last = season.last_day_to_apply(opening)
    return max(0.0, month_position(last) - month_position(layout.start) - end)


def _room_to_apply(layout: Layout, chosen: OpenRoute, start: float) -> float:
    """The months from its start to the last day to apply for what a plan begins only after it."""
    first = month_position(layout.start) + start
    lasts = (
        each.route.last_day_to_apply(
            layout.day(layout.schedule.timings[each.option.id].early_start)
        )
        for each in layout.chosen.values()
        if chosen.requirement.id in each.route.after and not chosen.as_told
    )
    return min((max(0.0, month_position(each) - first) for each in lasts), default=inf)


def _others(layout: Layout, chosen: OpenRoute) -> tuple[Route, ...]:
    """The ways that speak of the training that the person is in and were not taken, each once."""
    options = layout.routes.options_of(chosen.requirement.id)
    found = [each.route for each in options if each.route.only_if_given]
    return tuple(dict.fromkeys(each for each in found if each is not chosen.route))


def _last_start(layout: Layout, chosen: OpenRoute) -> date | None:
    """
    The last day to begin with a route that closes, or to apply for its last opening before that:
    what is held in October, with a last day to apply of 1 June, has to be begun by 1 June.
    """
    if chosen.entrance.end is None and chosen.route.end is None:
        return None
    return closes_on(layout, chosen)
