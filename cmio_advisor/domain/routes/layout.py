"""The routes chosen for one person, laid out in time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from math import ceil, inf

from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.time import TOLERANCE, Cost, PartialDate, date_at, month_position
from cmio_advisor.domain.judge.case import ProfileCase, case_of
from cmio_advisor.domain.judge.results import (
    RequirementResult,
    State,
    awaits_decision,
    is_put_off,
    judge_requirement,
    open_decisions,
    put_off_for,
)
from cmio_advisor.domain.profile.profile import NO_JOB, OTHER, Experience, Profile, run_on
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.roadmap.route import Moment, Route, Season
from cmio_advisor.domain.routes.choice import (
    BEFORE,
    ChosenRoutes,
    Key,
    Objective,
    PlanWishes,
    choose_routes,
    key_of,
    usable_options,
    wishes_of,
)
from cmio_advisor.domain.routes.network import (
    WEEKS_A_MONTH,
    NoOpeningError,
    PlacedPlan,
    Schedule,
    critical_path,
    in_turn,
    under_weekly_hours,
)
from cmio_advisor.domain.routes.offers import as_renewed, given_in, makes_no_sense, own_results
from cmio_advisor.domain.routes.open_routes import OpenRoute, OpenRoutes
from cmio_advisor.domain.routes.planned_case import planned_case, possible_case
from cmio_advisor.domain.rules.conditions import Rank
from cmio_advisor.domain.rules.leaves import Leaf, Years

DECISION = "decision"
"""Why something is not planned: it waits for a decision."""


class Layout(Frozen):
    """
    The routes chosen by the ``wishes``, in time. ``goals`` are the requirements planned for,
    ``left_out`` others that are wanted, of which those ``too_long`` take too many hours a week.
    ``is_exact``: no better choice of routes exists. ``placed`` is how the activities lie under
    limited hours a week.
    """

    routes: OpenRoutes
    wishes: PlanWishes
    goals: tuple[str, ...]
    left_out: tuple[str, ...]
    too_long: frozenset[str]
    choice: ChosenRoutes[OpenRoute]
    is_exact: bool
    activities: tuple[OpenRoute, ...]
    schedule: Schedule
    placed: PlacedPlan | None

    @property
    def start(self) -> date:
        """The plan's first day."""
        return self.routes.case.on

    @property
    def chosen(self) -> Mapping[str, OpenRoute]:
        """The routes by what each was chosen for."""
        return self.choice.options

    @kept
    def unplaced(self) -> Mapping[str, str]:
        """Why what is left out cannot be met."""
        return {
            each: "no_time" if each in self.too_long else _why_unplaced(each, self.routes)
            for each in self.left_out
        }

    @property
    def finish(self) -> date | None:
        """When it likely ends; nothing where the own hours do not keep up with a step."""
        return None if self.too_slow else self.day(self.schedule.finish)

    def hours_to_keep_up(self, chosen: OpenRoute) -> int | None:
        """
        The own hours a week that it takes to be done within the longest program; nothing where the
        plan does not take longer than that for want of hours.
        """
        longest, timing = chosen.route.longest_months, self.schedule.timings[chosen.id]
        most = max(longest or 0, chosen.months.likely) + 1
        if longest is None or chosen.as_told or timing.early_finish - timing.early_start <= most:
            return None
        return ceil(chosen.requirement.counted_hours(chosen.route) / (longest * WEEKS_A_MONTH))

    @kept
    def too_slow(self) -> frozenset[str]:
        """The options of which no end can be named, as no program lasts so long."""
        return frozenset(each.id for each in self.chosen.values() if self.hours_to_keep_up(each))

    def is_put_off(self, chosen: OpenRoute) -> bool:
        """Whether it ends on another day than was told, on which it cannot."""
        told = chosen.as_told and chosen.requirement.met_when.judge(self.routes.asked).becomes
        return bool(told) and told != self.day(self.schedule.timings[chosen.id].early_finish)

    @kept
    def options(self) -> tuple[OpenRoute, ...]:
        return self.routes.options()

    def key_for(self, objective: Objective) -> Key:
        """
        What this layout is compared by with another one for the same goals: less is better, and of
        one with no end nothing ends later.
        """
        prices = [
            (*each.price(objective), self.routes.options_of(goal).index(each))
            for goal, each in self.chosen.items()
        ]
        finish = inf if self.too_slow else self.schedule.finish
        return key_of(prices, BEFORE[objective], finish, self.required_finish)

    @kept
    def required_finish(self) -> float:
        """When the last of what is required, of that which it meets, is met."""
        met_by, timings = self.choice.met_by, self.schedule.timings
        required = self.routes.required.intersection(met_by)
        return max((timings[met_by[each].id].early_finish for each in required), default=0.0)

    def day(self, months: float) -> date:
        """The day so many months after the plan's first."""
        return date_at(month_position(self.start) + months)

    def last_day(self, months: float) -> date:
        """The last day that begins no later than so many months after the plan's first."""
        day = self.day(months)
        late = month_position(day) > month_position(self.start) + months + TOLERANCE
        return day - timedelta(days=1) if late else day

    def brought_by(self, chosen: OpenRoute) -> tuple[str, ...]:
        """The other requirements that count and that a chosen route meets first."""
        met = self.choice.met_by
        others = (each for each in self.in_order if each != chosen.requirement.id)
        return tuple([each for each in others if met[each].id == chosen.id])

    def waits_for(self, chosen: OpenRoute) -> tuple[str, ...]:
        """What a chosen route needs that is met on the very day on which it begins."""
        timings, met_by = self.schedule.timings, self.choice.met_by
        begins = self.day(timings[chosen.id].early_start)
        ends = {each: met_by[each].id for each in chosen.needs if each in met_by}
        return tuple(
            each
            for each, by in sorted(ends.items())
            if by != chosen.id and self.day(timings[by].early_finish) == begins
        )

    @kept
    def counted(self) -> frozenset[str]:
        """The requirements that the plan meets because they are wanted, or needed on the way."""
        return frozenset(self.goals).union(*(each.needs for each in self.chosen.values()))

    @kept
    def in_order(self) -> list[str]:
        """The same, in the roadmap's order."""
        every = (each.requirement.id for each in self.routes.results)
        return [each for each in every if each in self.counted]


class UsualStep(Frozen):
    """
    What the plan of the usual wishes says of a ``requirement``, by id: the route, when it begins,
    and the ids of the requirements that are met along with it and have no route of their own; when
    it likely ends (``None`` where nobody can keep up with it; ``is_put_off``, because it cannot on
    the day told), its fees (``None`` where they are not known), and the dates to keep on its way,
    or, ``if_applied``, in a match under way that ends before it begins.
    ``is_open``: by the answers that the plan starts from it is known not to be met;
    ``leads_there``: that plan leaves out nothing required; ``has_end``: it does or is known not to,
    so that an end is one of all or of first steps.
    """

    requirement: str
    route: Route
    begins_on: date
    brings: tuple[str, ...]
    ends_on: date | None
    is_put_off: bool
    cost: Cost | None
    milestones: tuple[Moment, ...]
    if_applied: tuple[Moment, ...]
    is_open: bool
    leads_there: bool
    has_end: bool
    waits_for: tuple[str, ...]


def usual_steps(case: ProfileCase) -> tuple[UsualStep, ...]:
    """The plan of the usual wishes, those of the profile, as far as next steps rest on it."""
    wishes = wishes_of(case.profile, PlanWishes(chosen=tuple(sorted(case.taken))))
    layout = _laid_out_for(case, wishes)
    timings = layout.schedule.timings
    left_out = [layout.routes.open[each] for each in layout.routes.required & {*layout.left_out}]
    is_short = any(each.state.is_open for each in left_out)
    found: list[UsualStep] = []
    known = set(layout.chosen)
    for each in sorted(layout.chosen.values(), key=lambda each: timings[each.id].early_finish):
        brought = [id_ for id_ in layout.brought_by(each) if id_ not in known]
        brought += sorted(each.brings - layout.counted - known)
        known.update(brought)
        begins_on = layout.day(timings[each.id].early_start)
        ends_on = layout.day(timings[each.id].early_finish)
        other = other_season_of(layout, each)
        found.append(
            UsualStep(
                requirement=each.requirement.id,
                route=route_in_season(layout, each),
                begins_on=begins_on,
                brings=tuple(brought),
                ends_on=None if each.id in layout.too_slow else ends_on,
                is_put_off=layout.is_put_off(each),
                cost=each.known_cost,
                milestones=milestones_of(layout, each),
                if_applied=other.moments if other and other.opening < begins_on else (),
                is_open=layout.routes.open[each.requirement.id].state.is_open,
                leads_there=not left_out,
                has_end=is_short or not (left_out or layout.routes.left_untold),
                waits_for=layout.waits_for(each),
            )
        )
    return tuple(found)


def milestones_of(layout: Layout, chosen: OpenRoute) -> tuple[Moment, ...]:
    """What is to be done before a route and on its way; nothing of what is under way already."""
    start, route = layout.schedule.timings[chosen.id].early_start, chosen.route
    if chosen.as_told and (start == 0 or route.cycle is None):
        return ()
    on_the_way = (
        Moment(day=layout.day(start + each.after_months), title=each.title)
        for each in route.milestones
    )
    return (*route.moments(layout.day(start), layout.start), *on_the_way)


def route_in_season(layout: Layout, chosen: OpenRoute) -> Route:
    """A chosen route, with what is to be done in the match under way if it begins with that."""
    opening = layout.day(layout.schedule.timings[chosen.id].early_start)
    if opening != chosen.route.running_opening(layout.start):
        return chosen.route
    events = (each.event for each in milestones_of(layout, chosen))
    actions = (each.action for each in events if each and each.action)
    return replace(chosen.route, action=next(actions, chosen.route.action))


def other_season_of(layout: Layout, chosen: OpenRoute) -> Season | None:
    """
    Beside the opening at which a plan begins a route the other one that may count: where it is that
    of the match under way, the next, for who has not applied or finds no place; where it is a later
    one and the route could be begun then, that match, for who has applied.
    """
    route, timings, on = chosen.route, layout.schedule.timings, layout.start
    running = route.running_opening(on)
    if running is None:
        return None
    at = month_position(running) - month_position(on) + TOLERANCE
    if timings[chosen.id].early_start <= at:
        other = route.next_opening(on)
    else:
        # Who has applied has taken the steps of one's own that come before it.
        needs = layout.routes.case.roadmap.by_id.keys() & chosen.needs
        firsts = (layout.choice.met_by[each].id for each in needs)
        ready = all(timings[each].early_finish <= at for each in firsts)
        other = running if ready and chosen.earliest <= at and not chosen.as_told else None
    moments = () if other is None else route.moments(other, on)
    return Season(other, moments) if other and any(each.is_to_do for each in moments) else None


def lay_out(profile: Profile, roadmap: Roadmap, on: date, wishes: PlanWishes) -> Layout:
    """The best routes for what is open, and when each can be taken; the untold counts as open."""
    return _laid_out_for(case_of(profile, roadmap, on, wishes.chosen), wishes)


@lru_cache(maxsize=16)
def _laid_out_for(case: ProfileCase, wishes: PlanWishes) -> Layout:
    """The same; an assessment and the plan behind it, and a block of reports, ask for it twice."""
    return best_layout(_routes_for(case, wishes.idle_until), wishes)


def _routes_for(case: ProfileCase, idle_until: date) -> OpenRoutes:
    """
    What a plan is laid on: the answers as they stand on its first day, if what is under way goes on
    until then, every requirement and the routes that are open by these.
    """
    told = possible_case(case)
    now = _on_its_first_day(told, idle_until)
    planned = planned_case(now)
    if planned is not told:
        # What a plan starts from keeps less than was told, so the decisions are judged before, on
        # the day assessed: who waits has no more to decide by that alone.
        # What was held or under way then and is not at the start is decided like anything else.
        ending = (
            each.id
            for each in case.roadmap.decisions
            if told.requirement(each.requirement(case.roadmap).id).low > Rank.EXPIRED
            and is_put_off(each, now)
        )
        planned = planned.but(put_off=put_off_for(told).union(ending))
    results = tuple(judge_requirement(each, planned) for each in case.roadmap.requirements())
    nothing_known = all(_is_unknown(each, planned) for each in results)
    results += own_results(now, of_ways=True)
    return OpenRoutes(results, planned, case, untold_met=nothing_known)


def _on_its_first_day(told: ProfileCase, idle_until: date) -> ProfileCase:
    """What will stand on the first day of a plan, as far as answers tell."""
    profile, on = told.profile, told.on
    start = plan_start(profile, on)
    if start <= on:
        return told
    # What would end first is renewed before, whatever start was wished.
    later = run_on(as_renewed(told, since=idle_until, start=start).profile, on, start)
    # Of the post after a training nothing is known: a plan counts on none, nor on its work.
    if later.role is None and profile.role is not None:
        over = {"ongoing": False, "end": PartialDate(on, on)}
        work = (replace(one, **over) if one.ongoing else one for one in later.informatics or ())
        later = replace(later, role=NO_JOB, informatics=later.informatics and tuple(work))
    # What had not begun by the day assessed, told or not, has not by waiting.
    unbegun: dict[str, tuple[Experience, ...]] = {}
    for each in told.roadmap.presupposed:
        if isinstance(each.what, Years) and each.first.judge(told).fails:
            of_others = (Experience(profession=OTHER),) if each.what.profession else ()
            if getattr(later, each.what.field) is None:
                unbegun[each.what.field] = of_others and unbegun.get(each.what.field, of_others)
    return possible_case(replace(told, profile=replace(later, **unbegun), on=start))


def _is_unknown(result: RequirementResult, planned: ProfileCase) -> bool:
    """
    Whether not even a lack is known: of who has told no more no plan is made up. That a job is
    another one than is asked for shows no lack.
    """
    return result.state is State.UNKNOWN and not any(
        isinstance(leaf, Leaf) and leaf.field != "role" and planned.see(leaf).fails
        for leaf in result.requirement.met_when.leaves()
    )


def laid_out_if_met(layout: Layout) -> Layout:
    """What a plan would be if all that was not told were met."""
    of = layout.routes
    return best_layout(OpenRoutes(of.results, of.case, of.asked, untold_met=True), layout.wishes)


def best_layout(routes: OpenRoutes, wishes: PlanWishes) -> Layout:
    """
    The layout for the wishes. Where a search ended early, or full-time places or hours a week move
    what was chosen, the other objectives' choices are laid out as well, and its own without one of
    the routes that make it as long as it is, and the best one is taken: a set that is called the
    cheapest is no dearer than one that stands beside it.
    """
    own, lay_out_for = wishes.objective, partial(_laid_out, routes, wishes, {})
    found = lay_out_for(own)
    if found.is_exact:
        return found
    others = [lay_out_for(each) for each in Objective if each is not own]
    others += [lay_out_for(own, without=each) for each in _dispensable(found)]
    comparable = (each for each in others if each.goals == found.goals)
    return min((found, *comparable), key=lambda each: each.key_for(own))


def _dispensable(layout: Layout) -> Iterator[Collection[str]]:
    """What a plan may do without that makes it long: all for a goal that others bring, or one."""
    options = layout.routes.options(layout.goals)
    goal_of = {each.id: each.goal for each in layout.activities}
    for each in dict.fromkeys((*layout.schedule.critical, *sorted(layout.too_slow))):
        goal = goal_of[each]
        own = [other.id for other in options if other.goal == goal]
        if any(goal in other.brings for other in options):
            yield own
        elif len(own) > 1:
            yield [each]


def _laid_out(
    routes: OpenRoutes,
    wishes: PlanWishes,
    laid_out: dict[tuple[frozenset[str], frozenset[str]], Layout],
    objective: Objective,
    too_long: frozenset[str] = frozenset(),
    without: Collection[str] = (),
) -> Layout:
    """
    The routes that an objective chooses, in time, ``without`` some options; ``too_long`` takes too
    many hours a week. Most searches come to routes that are ``laid_out`` already.
    """
    wanted = [
        each.requirement.id
        for each in routes.results
        if _is_wanted(each, wishes, routes) and each.requirement.id not in too_long
    ]
    left = [each for each in routes.options(wanted) if each.id not in without]
    options, soonest = usable_options(left, wanted)
    reachable = routes.distinct([each for each in wanted if each in soonest.met_by])
    choice = _best_choice(options, reachable, objective, routes.required)
    known = too_long, frozenset(each.id for each in choice.options.values())
    if known in laid_out:
        return laid_out[known]
    goals = tuple(each for each in wanted if each in choice.met_by)
    network = _with_training_moved(choice.activities())
    try:
        activities, placed = _within_hours(network, wishes.hours_per_week)
    except NoOpeningError as error:
        missed = {each.goal for each in network if each.id == error.activity_id}
        dropped = missed.intersection(goals) or {goals[-1]}
        return _laid_out(routes, wishes, laid_out, objective, too_long | dropped, without)
    laid_out[known] = Layout(
        routes=routes,
        wishes=wishes,
        goals=goals,
        left_out=(*(each for each in wanted if each not in goals), *too_long),
        too_long=too_long,
        choice=choice,
        is_exact=choice.is_exact and activities == network and not without,
        activities=activities,
        schedule=critical_path(activities),
        placed=placed,
    )
    return laid_out[known]


def _within_hours(
    network: Sequence[OpenRoute], hours_per_week: float | None
) -> tuple[tuple[OpenRoute, ...], PlacedPlan | None]:
    """The activities one after another where they need the whole week, and under one's hours."""
    fixed = frozenset(each.id for each in network if each.as_told or each.route.within)
    jobs = {
        each.id: each.months.likely + each.route.stays_months for each in network if each.route.job
    }
    full_time = {each.id: each.route.full_time_of(each.months.likely) for each in network}
    ordered = in_turn(network, {id_: each for id_, each in full_time.items() if each}, fixed, jobs)
    own_hours = {  # none of what ends on a day told, mostly behind maybe, nor of an hour's question
        each.id: None
        if each.as_told or each.route.hours == 1
        else each.requirement.counted_hours(each.route)
        for each in ordered
    }
    return under_weekly_hours(ordered, own_hours, hours_per_week)


def _why_unplaced(requirement_id: str, routes: OpenRoutes) -> str:
    if routes.options_of(requirement_id):
        return "no_way_in"
    case, requirement = routes.case, routes.requirements[requirement_id]
    alive = [each for each in requirement.routes if not each.is_shut(case.on)]
    senseless = [each for each in alive if makes_no_sense(each, case)]
    sensible = (each for each in alive if each not in senseless)
    awaits = any(awaits_decision(each, requirement, case) for each in sensible)
    if awaits and case.find(open_decisions):
        return DECISION
    return "no_sense" if senseless or awaits else "no_route"


def _best_choice(
    options: Sequence[OpenRoute],
    goals: tuple[str, ...],
    objective: Objective,
    required: frozenset[str],
) -> ChosenRoutes[OpenRoute]:
    """The best routes for goals that can be met; if not together, each that fits those before."""
    choice = choose_routes(options, goals, objective, required)
    if choice is not None:
        return choice
    kept: tuple[str, ...] = ()
    for each in goals:
        if choose_routes(options, (*kept, each), objective) is not None:
            kept = (*kept, each)
    # Of a search that was ended, with what is required weighed, there may be no set at all.
    found = choose_routes(options, kept, objective, required)
    found = found or choose_routes(options, kept, objective)
    assert found is not None  # noqa: S101 - of no goals the choice is empty, of the others it was made
    return found


def plan_start(profile: Profile, on: date) -> date:
    """The plan's first day: the day assessed, or the later one that the person asked for."""
    asked = profile.constraints.start
    return max(on, asked.earliest) if asked else on


def _is_wanted(result: RequirementResult, wishes: PlanWishes, routes: OpenRoutes) -> bool:
    """
    Whether the plan is to meet a requirement: an open required or expected one, one that is in
    every plan, one chosen, or one that the person is on the way to by themselves, whose price and
    time belong to what they plan.
    """
    requirement, roadmap = result.requirement, routes.case.roadmap
    if requirement.id not in routes.open or requirement.id in wishes.left_out:
        return False
    chosen = (each for each in roadmap.decisions if each.id in wishes.chosen)
    decided = (each.requirement(roadmap).id for each in chosen)
    return (
        requirement.strength is not Strength.HELPS
        or requirement.in_plan
        or requirement.id in {*wishes.chosen, *routes.under_way, *decided}
    )


def _with_training_moved(activities: tuple[OpenRoute, ...]) -> tuple[OpenRoute, ...]:
    """
    The same, where training under way that another one is done within ends so much later as that is
    full time, if the end told leaves too little time for it.
    """
    inside = [each for each in activities if each.route.within]
    if not inside:
        return activities
    timings, moved = critical_path(activities).timings, {}
    speaks_of = {one.id: {leaf.field for leaf in given_in(one.route)} for one in activities}
    for each in inside:
        start, months = timings[each.id].early_start, each.route.full_time_of(each.months.likely)
        for around in activities:
            left = timings[around.id].early_finish - start
            is_around = around.id != each.id and speaks_of[around.id] & speaks_of[each.id]
            if is_around and TOLERANCE < left < months - TOLERANCE:
                moved[around.id] = months
    return tuple(
        replace(each, months=each.months.longer(moved[each.id])) if each.id in moved else each
        for each in activities
    )
