"""
The plan of one person on one day: order, time, money, doors.

It says which doors close, until when it is safe to begin, and what waiting would lose. To be safe
means: what comes first takes its longest, and all its hours at the person's hours a week; there is
time for as many tries as nearly everybody needs to find a place; and what starts on one day of the
year only is applied for in time.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from math import ceil, log

from cmio_advisor.domain.assess.assess import Assessor, Pay, forgone, pay_of, with_pay_forgone
from cmio_advisor.domain.assess.notices import find_warnings
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import (
    MONTHS_A_YEAR,
    TOLERANCE,
    Cost,
    Months,
    PartialDate,
    add_months,
    month_position,
)
from cmio_advisor.domain.judge.results import Answer, State, open_decisions, ready_to_apply
from cmio_advisor.domain.plan.plan import (
    Alternative,
    Door,
    EndingCertificate,
    Finish,
    LeavingOut,
    NotPlaced,
    Plan,
    PlanCosts,
    PlannedStep,
    PlanOutline,
    Return,
    Waiting,
)
from cmio_advisor.domain.plan.sampling import FinishDistribution, sample_finish
from cmio_advisor.domain.profile.fields import BY_PATH
from cmio_advisor.domain.profile.profile import TRAINING, Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.routes.choice import Objective, PlanWishes, choose_routes, could_be_cheaper
from cmio_advisor.domain.routes.layout import (
    DECISION,
    Layout,
    best_layout,
    laid_out_if_met,
    lay_out,
    milestones_of,
    other_season_of,
    route_in_season,
)
from cmio_advisor.domain.routes.network import Activity, NoOpeningError, critical_path, least_months
from cmio_advisor.domain.routes.offers import ENDING, given_in, is_own, own_results, ways_on_for
from cmio_advisor.domain.routes.open_routes import OpenRoute, is_untold
from cmio_advisor.domain.routes.planned_case import none_from_here, unstated_accredited
from cmio_advisor.domain.rules.conditions import Rank
from cmio_advisor.domain.rules.leaves import HOME, Years, place_taken

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
    route, opening = opened.route, layout.day(start)
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


def waiting_costs(layout: Layout, months: int) -> Waiting:
    """What a wait would lose: as if the plan were wished to begin on that later day."""
    asked, requirements = layout.routes.asked, layout.routes.requirements
    later = max(add_months(asked.on, months), layout.start)
    wished = replace(asked.profile.constraints, start=PartialDate(later, later))
    profile = replace(asked.profile, constraints=wished)
    idle = replace(layout.wishes, idle_until=add_months(asked.on, months))
    waited = lay_out(profile, asked.roadmap, asked.on, idle)
    held = {each.requirement.id for each in layout.routes.results if each.state.is_satisfied}
    gone = [each for each in waited.unplaced if each not in layout.unplaced]
    gone = [each for each in gone if each in requirements]
    to_decide = [each for each in gone if waited.unplaced[each] == DECISION]
    ends = [month_position(each.finish) for each in (layout, waited) if each.finish]
    shut = {
        each.route.id: each.route
        for each in layout.routes.every()
        if each.entrance.end is not None and each.entrance.end < later and not each.entrance.assumes
    }
    no_more = [each for each in waited.routes.results if each.requirement.id in held]
    return Waiting(
        months=months,
        finish=waited.finish,
        finish_moves_months=ends[1] - ends[0] if len(ends) > 1 else None,
        doors_shut=tuple(shut.values()),
        no_longer_placed=tuple(requirements[each] for each in gone if each not in to_decide),
        to_decide=tuple(requirements[each] for each in to_decide),
        lost=tuple(each.requirement for each in no_more if each.state.is_open),
        perhaps_lost=tuple(
            each.requirement
            for each in no_more
            if not each.state.is_open and each.requirement.id in waited.counted
        ),
    )


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
        sooner = best_layout(layout.routes, without).finish
        if sooner is not None and (months := finish - month_position(sooner)) >= 1:
            found.append(LeavingOut(requirement=chosen.requirement, finish=sooner, months=months))
    return tuple(sorted(found, key=lambda each: -each.months))


WAITS = (6, 12, 24)
"""Months of doing nothing that a plan is compared with."""
MOST_YEARS = 40
"""A gain that needs longer than a working life to pay for the costs never does."""


def plan_return(outline: PlanOutline, pay: Pay | None, *, is_ready: bool, is_there: bool) -> Return:
    """
    Costs and gains of a plan, for somebody who meets the required list today (``is_ready``), or is
    in the target role. Neither who is nor a plan that leaves some of that list out has a gain,
    unless the person says what is paid after it.
    """
    wishes, costs = outline.wishes, outline.costs
    finish = outline.finish.likely if outline.finish else outline.start
    today = pay.today if pay else None
    band = pay_of(wishes.pay_then, pay.target.total if pay else None)
    pay_now = pay_of(wishes.pay_now, today.figures if today else None)
    meanwhile = pay_of(wishes.pay_meanwhile, None)
    forgone_in = tuple(
        (each.route, forgone(each.route, each.months, pay_now, meanwhile))
        for each in outline.steps
        if each.full_time_until is not None
    )
    known = [each for _, each in forgone_in if each is not None]
    is_known = pay_now is not None and len(known) == len(forgone_in)
    total = Cost.total(known) if is_known else None
    is_paid_then = wishes.pay_then is not None or (outline.leads_there and not is_there)
    gain = None
    if is_paid_then and pay_now is not None and band is not None:
        gain = (band.low - pay_now.high, band.high - pay_now.low)
    return Return(
        pay_now=pay_now,
        published=today if wishes.pay_now is None else None,
        forgone_in=forgone_in,
        forgone=total,
        target=band,
        gain=gain,
        break_even=None
        if is_ready or not outline.has_end
        else _break_even(costs.known, total, gain, finish),
        is_ready=is_ready,
        is_lower_bound=bool(costs.unknown),
        costs_anything=costs.known.high > 0,
    )


def _break_even(
    fees: Cost, forgone: Cost | None, gain: tuple[int, int] | None, finish: date
) -> tuple[int, int | None] | None:
    """The first and the last year in which the gains may have paid for the costs."""
    if forgone is None or gain is None or gain[1] <= 0:
        return None
    soonest = (fees.low + forgone.low) / gain[1]
    if soonest > MOST_YEARS:
        return None
    latest = (fees.high + forgone.high) / gain[0] if gain[0] > 0 else None
    if latest is not None and latest > MOST_YEARS:
        latest = None
    years = month_position(finish) / MONTHS_A_YEAR
    return int(years + soonest), None if latest is None else int(years + latest)


def make_plan(profile: Profile, roadmap: Roadmap, on: date, wishes: PlanWishes) -> Plan:
    """Lay the open requirements out in time, by the routes that serve the wishes best. Pure."""
    layout = lay_out(profile, roadmap, on, wishes)
    case = layout.routes.asked
    sampled = sample_finish(layout.activities, wishes.seed) if layout.activities else None
    outline = _outline(layout, profile, sampled)
    assessor = Assessor(roadmap, on)
    pay = case.find(assessor.pay)
    decisions = with_pay_forgone(outline.decisions, pay, wishes.pay_now)
    endings = [
        EndingCertificate(
            id=holding.id,
            title=roadmap.vocabulary.title(BY_PATH[field].terms, holding.id),
            day=holding.expires.earliest,
            is_exact=holding.expires.earliest == holding.expires.latest,
        )
        for field in ENDING
        for holding in BY_PATH[field].of(case.profile) or ()
        if holding.expires is not None and holding.expires.earliest > case.on
    ]
    return Plan(
        **vars(replace(outline, decisions=decisions)),
        doors=closing_doors(layout),
        waiting=tuple(waiting_costs(layout, each) for each in WAITS) if layout.activities else (),
        leaving_out=leaving_out(layout),
        alternatives=tuple(_alternative(layout, each) for each in Objective),
        money=plan_return(
            outline,
            pay,
            is_ready=ready_to_apply(layout.routes.results) is Answer.YES,
            is_there=case.find(assessor.stage).rung is roadmap.ladder[-1],
        ),
        endings=tuple(sorted(endings, key=lambda each: (each.day, each.id))),
        warnings=find_warnings(case),
    )


def outline_plan(profile: Profile, roadmap: Roadmap, on: date, wishes: PlanWishes) -> PlanOutline:
    """The steps of the plan without the chances and comparisons, in a tenth of the time."""
    return _outline(lay_out(profile, roadmap, on, wishes), profile)


def _with_renewals(costs: PlanCosts, layout: Layout) -> PlanCosts:
    """With the fees, which are not known, of what is renewed before a later day wished to begin."""
    own = own_results(layout.routes.asked) if layout.start > layout.routes.asked.on else ()
    before = [each.requirement for each in own if each.requirement.id not in layout.chosen]
    renewals = [route for each in before for route in each.routes if route.renews]
    return replace(costs, unknown=(*costs.unknown, *renewals))


def _outline(
    layout: Layout, profile: Profile, sampled: FinishDistribution | None = None
) -> PlanOutline:
    chosen, routes = layout.chosen.values(), layout.routes
    case, roadmap, has_end = routes.asked, routes.case.roadmap, not layout.too_slow
    steps = [_planned_step(layout, each, sampled) for each in chosen]
    order = [each.requirement.id for each in routes.results]
    steps.sort(key=lambda each: (each.start, each.end, order.index(each.requirement.id)))
    # What it meets though it may be met already, for want of an answer.
    counting = (each for each in routes.results if each.requirement.id in layout.counted)
    untold = tuple(each.requirement for each in counting if is_untold(each))
    assumed = {name for each in chosen for name in each.entrance.assumes}
    listed = [each for each in routes.results if not is_own(each.requirement)]
    if any(each.state is not State.UNKNOWN for each in listed):
        # What was not told and is not planned either.
        ids = {each.requirement.id for each in listed if is_untold(each)}
        assumed |= ids - routes.open.keys()
    placed, finish = layout.placed, _finish(layout, layout.schedule.finish, sampled)
    return PlanOutline(
        as_of=case.on,
        start=layout.start,
        roadmap=roadmap,
        profile=profile,
        told=case,
        wishes=layout.wishes,
        steps=tuple(steps),
        finish=finish if layout.activities and has_end else None,
        required_finish=required_finish_of(layout, layout.wishes.seed if sampled else None),
        assumes=tuple(sorted(assumed)),
        assumes_accredited=unstated_accredited(profile.fellowships, roadmap),
        assumes_place=_place_sentence(layout),
        planned_as_open=untold,
        left_untold=routes.left_untold,
        finish_if_met=laid_out_if_met(layout).finish if untold and has_end else None,
        not_placed=tuple(
            NotPlaced(requirement=routes.requirements[id_], reason=roadmap.texts[f"plan_{reason}"])
            for id_, reason in layout.unplaced.items()
        ),
        costs=_with_renewals(plan_costs(chosen), layout),
        hours_unknown=tuple(
            each.route for each in chosen if each.route.hours is None and not each.route.full_time
        ),
        is_exact=layout.is_exact,
        hours_are_exact=placed is None or placed.is_exact,
        hours_bound=layout.day(placed.lower_bound) if placed and has_end else None,
        ways_on=case.find(ways_on_for),
        decisions=tuple(  # but for those on what the plan brings in another way
            each
            for each in open_decisions(case.but(put_off=routes.case.put_off))
            if each.decision.requirement(roadmap).id not in layout.chosen
        ),
    )


def _place_sentence(layout: Layout) -> str | None:
    """What is taken of the country of a residency, and what as none as that is elsewhere."""
    case, roadmap, found = layout.routes.asked, layout.routes.case.roadmap, []
    taken = place_taken(case)
    if taken is not None and roadmap.asks_where_trained:
        found.append(roadmap.say("plan_trained_here" if taken == HOME else "plan_trained_abroad"))
    requirements = layout.routes.requirements.items()
    counting = (each.met_when for id_, each in requirements if id_ in layout.counted)
    read = {field for rule in counting for field in rule.open_fields(case)}
    if none := read.intersection(
        none_from_here(case.profile, layout.routes.case.profile.residency)
    ):
        words = [BY_PATH[each].words for each in sorted(none, reverse=True)]
        found.append(roadmap.say("plan_none_from_here", fields=", ".join(words)))
    return " ".join(found) or None


def _alternative(layout: Layout, objective: Objective) -> Alternative:
    """What another objective would choose of the same open routes."""
    other = layout
    if objective is not layout.wishes.objective:
        other = best_layout(layout.routes, replace(layout.wishes, objective=objective))
    cheaper: tuple[OpenRoute, ...] = ()
    if objective is Objective.CHEAPEST:
        cheaper = could_be_cheaper(other.options, other.choice)
    taken = other.chosen.values()
    return Alternative(
        objective=objective,
        finish=other.finish,
        costs=plan_costs(taken),
        grades=Counter(each.grade for each in taken),
        spread_months=sum(each.months.high - each.months.low for each in taken),
        routes={goal: each.route for goal, each in other.chosen.items()},
        could_be_cheaper=tuple(each.route for each in cheaper),
        is_exact=other.is_exact,
    )


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
    needed: dict[str, OpenRoute] = {}
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
    reached = {f"p{percent}": sampled.reached_by(percent) for percent in (10, 50, 80, 90)}
    days = {name: None if each is None else layout.day(each) for name, each in reached.items()}
    return Finish(likely=layout.day(likely), missed=sampled.missed, **days)


def plan_costs(routes: Collection[OpenRoute]) -> PlanCosts:
    """The sum of the known costs, that of all as they count, and the routes without a price."""
    return PlanCosts(
        known=Cost.total(each.cost for each in routes if each.is_cost_known),
        counted=Cost.total(each.cost for each in routes),
        unknown=tuple(each.route for each in routes if not each.is_cost_known),
    )


def _planned_step(
    layout: Layout, chosen: OpenRoute, sampled: FinishDistribution | None
) -> PlannedStep:
    timing, route = layout.schedule.timings[chosen.id], chosen.route
    start, end = timing.early_start, timing.early_finish
    full_time = route.full_time_of(chosen.months.likely)
    is_counted = any(isinstance(leaf, Years) for leaf in chosen.requirement.met_when.leaves())
    slack = min([timing.slack, *_rooms(layout, chosen, start, end)])
    # The ways that speak of the training that the person is in and were not taken.
    others = (each.route for each in layout.routes.options_of(chosen.requirement.id))
    others = (each for each in others if each.only_if_given and each is not route)
    is_planned = layout.routes.open[chosen.requirement.id].finding.low is Rank.PLANNED
    return PlannedStep(
        requirement=chosen.requirement,
        route=route_in_season(layout, chosen),
        months=chosen.months,
        cost=chosen.known_cost,
        start=layout.day(start),
        end=layout.day(end),
        full_time_until=layout.day(start + full_time) if full_time else None,
        latest_end=layout.day(end + slack),
        slack_months=slack,
        critical_chance=sampled.critical[chosen.id] if sampled else None,
        needs=chosen.needs,
        brings=layout.brought_by(chosen),
        last_start=closes_on(layout, chosen) if chosen.entrance.end or route.end else None,
        as_told=chosen.as_told,
        is_planned=chosen.as_told and is_planned,
        is_reckoned=layout.is_put_off(chosen) or (chosen.as_told and is_counted),
        milestones=milestones_of(layout, chosen),
        other_season=other_season_of(layout, chosen),
        others=tuple(dict.fromkeys(others)),
        hours_to_keep_up=layout.hours_to_keep_up(chosen),
    )


def _rooms(layout: Layout, chosen: OpenRoute, start: float, end: float) -> Iterator[float]:
    """
    The months from the end of what prepares for a season to the last day to apply in it, from its
    start to the last day to apply for what a plan begins only after it, and from the end told of a
    training until what waits for that day has to begin.
    """
    first, route = month_position(layout.start), chosen.route
    if route.prepares_for is not None:
        season = replace(route, cycle=route.prepares_for)
        opening = season.next_opening(layout.day(end))
        assert opening is not None  # noqa: S101 - a season comes round each year
        yield max(0.0, month_position(season.last_day_to_apply(opening)) - first - end)
    for each in layout.chosen.values():
        if chosen.requirement.id in each.route.after and not chosen.as_told:
            begins = layout.day(layout.schedule.timings[each.id].early_start)
            yield max(0.0, month_position(each.route.last_day_to_apply(begins)) - (first + start))
    if chosen.as_told and any(leaf.field in TRAINING for leaf in given_in(route)):
        for each in layout.chosen.values():
            if abs(each.earliest - end) <= TOLERANCE:
                yield max(0.0, layout.schedule.timings[each.id].late_start - end)
