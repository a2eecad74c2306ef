"""
The routes that are open to one person, each with the ways into it: which requirements have to be
met before it can be started, and when it can.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from math import inf

from cmio_advisor.domain.base.frozen import kept, replace
from cmio_advisor.domain.base.time import (
    MONTHS_A_YEAR,
    TOLERANCE,
    Cost,
    Months,
    date_at,
    month_position,
)
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import (
    UNDER_WAY,
    RequirementResult,
    State,
    awaits_decision,
    is_put_off,
    may_have_to_wait,
)
from cmio_advisor.domain.profile.profile import AHEAD, NO_JOB, Status, run_on
from cmio_advisor.domain.roadmap.roadmap import Requirement, Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.choice import RouteOption, meet
from cmio_advisor.domain.routes.offers import (
    ANY_TRAINING,
    as_for,
    as_renewed,
    given_in,
    is_of_no_answer,
    is_own,
    makes_no_sense,
    offers_for,
    trained_from,
)
from cmio_advisor.domain.routes.planned_case import Entrance, PlanGoals, ways_into
from cmio_advisor.domain.rules.conditions import Not, Rank
from cmio_advisor.domain.rules.leaves import Holds, Trained, Years

YEARS_AHEAD = 40
"""So many years of yearly openings are laid out; no plan of the shipped roadmap is half as long."""


class OpenRoute(RouteOption):
    """A route with one way into it, as it can be chosen; ``as_told``: under way to the day told."""

    requirement: Requirement
    route: Route
    entrance: Entrance
    as_told: bool = False

    @property
    def known_cost(self) -> Cost | None:
        """What is left to pay; ``None`` where that is not known."""
        return self.cost if self.is_cost_known else None


def is_untold(result: RequirementResult) -> bool:
    """
    Whether a required or expected requirement may be met or not, for want of an answer: also where
    what goes on will meet it by a day in any case.
    """
    finding = result.finding
    return (
        result.state is State.UNKNOWN
        and (finding.becomes is None or finding.low is Rank.NOT_MET)
        and not finding.fails
        and (result.requirement.strength is not Strength.HELPS or result.requirement.in_plan)
    )


def _is_taken_as_met(result: RequirementResult, case: ProfileCase) -> bool:
    """
    Whether what was told has to rest on it, as the job itself does on its entry, or may be it and
    could not be read, or no route to it is for people like this one, now, once something else is
    met or once they have decided.
    """
    rule = result.requirement.met_when
    return (
        case.holds_the_job
        or case.presumes(rule)
        or case.may_be_told(rule)
        or not any(
            each.sensible_after
            or awaits_decision(each, result.requirement, case)
            or not (makes_no_sense(each, case) or is_of_no_answer(each, case))
            for each in result.requirement.routes
        )
    )


def _route_under_way(requirement: Requirement, case: ProfileCase) -> Route | None:
    """The route that a person is on, or plans: the one that asks for just what ends by its day."""
    day = requirement.met_when.judge(case).becomes
    for route in requirement.routes:
        if route.needs is None or not route.needs.judge(case).holds or makes_no_sense(route, case):
            continue
        for leaf in route.needs.leaves():
            if isinstance(leaf, Holds | Trained) and leaf.status in AHEAD:
                ends = replace(leaf, status=Status.HELD).judge(case).becomes
                if leaf.judge(case).holds and (day is None or (ends and ends <= day)):
                    return route
            elif isinstance(leaf, Years) and leaf.judge(case).holds:
                if any(isinstance(each, Years) for each in requirement.met_when.leaves()):
                    return route
    return None


class OpenRoutes:
    """
    The routes that are open to one person, in months from the plan's first day. What is not told
    counts as open, unless it is all taken as met or no route to it fits this person. ``asked`` are
    the answers as given on the day assessed, if the plan begins later.
    """

    def __init__(
        self,
        results: Iterable[RequirementResult],
        case: ProfileCase,
        asked: ProfileCase | None = None,
        *,
        untold_met: bool = False,
    ) -> None:
        self.results, self.case, self.asked = tuple(results), case, asked or case
        self.renewed = as_renewed(case)
        self.origin = month_position(case.on)
        self.open = {
            each.requirement.id: each
            for each in self.results
            if each.state.is_open
            or (
                not (untold_met or _is_taken_as_met(each, case))
                if is_untold(each)
                else each.state is State.UNKNOWN and (each.finding.becomes or each.finding.fails)
            )
        }
        self.requirements = {id_: each.requirement for id_, each in self.open.items()}
        self.required = frozenset(
            id_ for id_, each in self.requirements.items() if each.strength is Strength.REQUIRED
        )
        self.left_untold = tuple(
            each.requirement
            for each in self.results
            if each.requirement.strength is Strength.REQUIRED
            and is_untold(each)
            and each.requirement.id not in self.open
            and not case.presumes(each.requirement.met_when)
        )
        self.under_way = frozenset(
            id_ for id_, each in self.open.items() if self._is_under_way(each)
        )
        self._options_of: dict[str, tuple[OpenRoute, ...]] = {}

    def every(self) -> Iterator[OpenRoute]:
        """The options of all open requirements."""
        return chain.from_iterable(map(self.options_of, self.open))

    def options_of(self, requirement: str) -> tuple[OpenRoute, ...]:
        """The options of one open requirement, found when they are first asked for."""
        found = self._options_of.get(requirement)
        if found is None:
            found = self._options_of[requirement] = self._options(self.open[requirement])
        return found

    def distinct(self, requirements: Sequence[str]) -> tuple[str, ...]:
        """Of requirements that mean the same the first, which brings the others."""
        first_alike = self.case.roadmap.rules.first_alike
        found: dict[str, str] = {}
        for each in requirements:
            found.setdefault(each if each in self.under_way else first_alike(each), each)
        return tuple(found.values())

    def options(self, goals: Iterable[str] | None = None) -> tuple[OpenRoute, ...]:
        """
        The options that assume nothing, else the others. Of ``goals`` those that can matter: of
        these, all that their routes need first, and all that brings one of them along. Most open
        requirements that only help are none of it, and have the most ways in.
        """
        mattering = dict.fromkeys(self.open if goals is None else goals)
        left = [] if goals is None else list(mattering)
        while left:
            goal = left.pop()
            new = {need for each in self.options_of(goal) for need in each.needs}
            new = new.union(self.bringing.get(goal, ())).difference(mattering)
            mattering.update(dict.fromkeys(new))
            left += new
        found = [each for goal in self.open if goal in mattering for each in self.options_of(goal)]
        sure = [each for each in found if not each.entrance.assumes]
        certain = () if len(sure) == len(found) else meet(sure).met_by
        return tuple(
            each for each in found if not each.entrance.assumes or each.goal not in certain
        )

    @kept
    def bringing(self) -> Mapping[str, list[str]]:
        """The open requirements of which some route brings another one along, by that."""
        found: dict[str, list[str]] = {}
        for id_, requirement in self.requirements.items():
            brings = tuple([each for route in requirement.routes for each in route.brings])
            for each in self._brings(requirement, brings):
                found.setdefault(each, []).append(id_)
        return found

    def _options(self, result: RequirementResult) -> tuple[OpenRoute, ...]:
        """Every route of an open requirement that is not shut, with every way into it."""
        requirement = result.requirement
        if requirement.id in self.under_way:
            return (self._as_answered(result),)
        found: list[OpenRoute] = []
        for route in requirement.routes:
            is_open = not route.alternative and self._is_open_to(route, requirement)
            entrances = self._ways_into(route, requirement) if is_open else ()
            if not entrances:
                continue
            own = as_for(route, requirement, self.case)
            # A plan has the training under way, and knows its end, before which no job begins.
            free = trained_from(UNDER_WAY, self.case) if own.job else None
            dates = Entrance(start=max(filter(None, (own.start, free)), default=None), end=own.end)
            ways = enumerate(entrances, start=1)
            made = (self._option(requirement, own, each.joined(dates), at) for at, each in ways)
            found += filter(None, made)
        return tuple(found)

    def _is_open_to(self, route: Route, requirement: Requirement) -> bool:
        """Whether a route is for what this person told, and for no decision."""
        untold = is_of_no_answer(route, self.case) or may_have_to_wait(route, self.case)
        return not (untold or awaits_decision(route, requirement, self.case))

    def _ways_into(self, route: Route, requirement: Requirement) -> tuple[Entrance, ...]:
        """The ways into a route; where it makes no sense yet, after what makes it sensible."""
        first = Entrance(needs=frozenset(route.after).intersection(self.requirements))
        # What is the person's own was asked of the answers as they are, without what is planned on.
        if not is_own(requirement) and makes_no_sense(route, self.case):
            reached = filter(None, map(self.requirements.get, route.sensible_after))
            before = next(
                (
                    each
                    for each in reached
                    if any(self._is_open_to(way, each) for way in each.routes)
                ),
                None,
            )
            early = route.unless.part if isinstance(route.unless, Not) else None
            day = early.judge(self.case).becomes if isinstance(early, Trained) else None
            if day:
                first = replace(first, start=day)
            elif before:
                start = trained_from(ANY_TRAINING, self.case, are_steps=False)
                first = Entrance(needs=first.needs | {before.id}, start=start)
            elif route.sensible_after and self._is_sensible_once_trained(route):
                first = replace(first, start=trained_from(ANY_TRAINING, self.case))
            else:
                return ()
        if route.needs is None:
            return (first,)
        # Through what means the goal itself no route to it is entered: it would be met by then.
        means = {requirement.id, *self.case.roadmap.rules.bringing(requirement.met_when)}
        others = {id_: each for id_, each in self._reached.items() if id_ not in means}
        ways = tuple(
            each.joined(first)
            for each in ways_into(route.needs, self.renewed, PlanGoals(others, self.under_way))
            if self.never_assumed.isdisjoint(each.assumes)
        )
        # Where one rests on what could not be read, no other guess stands in its place.
        case, by_id = self.case, self.case.roadmap.by_id
        is_unread = any(
            case.may_be_told(by_id[name].met_when)
            if name in by_id
            else name.split(".")[0] in case.not_read
            for name in {name for way in ways for name in way.assumes}
        )
        ways = ways or ((first,) if is_own(requirement) else ())
        return tuple(each for each in ways if not (is_unread and each.assumes))

    @kept
    def _reached(self) -> dict[str, Requirement]:
        """The open requirements but those all of whose routes speak of what was not told."""
        return {
            id_: each
            for id_, each in self.requirements.items()
            if not all(route.only_if_given for route in each.routes)
            or not all(is_of_no_answer(route, self.case) for route in each.routes)
        }

    @kept
    def never_assumed(self) -> frozenset[str]:
        """
        What is not taken as done because nothing was said of it: a fellowship, which takes years,
        and what would bring a profession on which the person has yet to decide.
        """
        roadmap = self.case.roadmap
        taken = (roadmap.by_id.get(e.takes) for e in roadmap.decisions if is_put_off(e, self.case))
        rules = [each.met_when for each in taken if each]
        return frozenset({"fellowships"}).union(*(rule.open_fields(self.case) for rule in rules))

    def _is_sensible_once_trained(self, route: Route) -> bool:
        """Whether only training under way, and the post that ends with it, speak against it."""
        profile, end = self.case.profile, trained_from(ANY_TRAINING, self.case) or self.case.on
        role = NO_JOB if profile.is_in_training else profile.role
        after = replace(run_on(profile, self.case.on, end), role=role)
        return not makes_no_sense(route, replace(self.case, profile=after, on=end))

    def _option(
        self, requirement: Requirement, route: Route, entrance: Entrance, number: int
    ) -> OpenRoute | None:
        """The option of one way; ``None`` if it is closed."""
        closes = month_position(entrance.end) - self.origin if entrance.end else inf
        if closes < 0 or not entrance.is_possible:
            return None
        given = any(each.judge(self.case).holds for each in given_in(route))
        start = month_position(entrance.start) - self.origin if entrance.start else 0.0
        return OpenRoute(
            id=route.id if number == 1 else f"{route.id}/{number}",
            goal=requirement.id,
            requirement=requirement,
            route=route,
            entrance=entrance,
            as_told=given and route.months.low == route.months.high,
            needs=tuple(sorted(entrance.needs)),
            months=route.months,
            earliest=max(0.0, start),
            opens=self._openings(route, entrance.needs),
            closes=closes,
            chance=route.odds.share if route.odds else 1.0,
            later_chance=route.odds.later if route.odds else None,
            cost=requirement.counted_cost(route.cost),
            is_cost_known=route.cost is not None,
            grade=max((each.grade for each in route.evidence), default="D"),  # no source, as weak
            brings=self._brings(requirement, route.brings) - entrance.needs,
        )

    def _is_under_way(self, result: RequirementResult) -> bool:
        """
        Whether a requirement is met on a day that is known, by something of its own that is under
        way or planned: not by what meets another one, such as a fellowship that is also a course.
        """
        if result.finding.becomes is None:
            return False
        if (route := _route_under_way(result.requirement, self.case)) is not None:
            starts = as_for(route, result.requirement, self.case).start
            if starts and starts > self.case.on:  # a training comes between
                return False
            # What time alone meets in the end, a step of the training under way may meet sooner.
            by_time = result.finding.low is Rank.NOT_MET and given_in(route)
            return not (by_time and route.months.likely < self._months_until(result))
        requirement = result.requirement
        helps = requirement.strength is Strength.HELPS
        if helps and result.finding.low is Rank.NOT_MET:  # by time alone: nobody has begun it
            return False
        along, own = self.case.roadmap.rules.along_with, requirement.id
        return not any(
            (own in along(id_) or _is_told_with(result, other))
            and (
                _route_under_way(other.requirement, self.case)
                or any(own in route.brings for route in other.requirement.routes)
                or (own in along(id_) and id_ not in along(own) and _is_told_with(result, other))
            )
            for id_, other in self.open.items()
        )

    def _as_answered(self, result: RequirementResult) -> OpenRoute:
        """What is under way, or planned, up to the day that was told."""
        requirement = result.requirement
        left = self._months_until(result)
        route = _route_under_way(requirement, self.case)
        if route is None:
            offers = offers_for(requirement, self.case)
            route = offers[0].route if offers else requirement.routes[0]
            # An exam planned for the fall needs a fellowship that nobody told, and begins none.
            fitting = (
                offer.route
                for offer in offers
                if not offer.route.full_time or offer.route.months.low <= left
            )
            route = next(fitting, route)
        route = as_for(route, requirement, self.case)
        length = left
        needs: frozenset[str] = frozenset()
        if result.finding.low is Rank.PLANNED:
            ways = self._ways_into(route, requirement)[:1]
            first = chain.from_iterable(each.needs for each in ways)
            needs = self._awaited(requirement).union(
                each
                for each in first
                if (each in route.after and each in self.case.roadmap.by_id)
                or _route_under_way(self.requirements[each], self.case)
            )
            left, length = self._span_planned(route, requirement, needs, left)
        return OpenRoute(
            id=route.id,
            goal=requirement.id,
            requirement=requirement,
            route=route,
            entrance=Entrance(),
            as_told=True,
            needs=tuple(
                each
                for each in sorted(needs)
                if self._months_until(self.open[each]) <= left - length + TOLERANCE
            ),
            months=Months.exactly(length),
            earliest=left - length,
            cost=requirement.counted_cost(route.cost_of(length)),
            is_cost_known=route.cost is not None,
            grade=max((each.grade for each in route.evidence), default="D"),  # no source, as weak
            brings=self._brings(requirement, route.brings),
        )

    def _awaited(self, requirement: Requirement) -> frozenset[str]:
        """What is under way that has to end before what is planned."""
        rules = self.case.roadmap.rules
        firsts = [each for leaf in requirement.met_when.leaves() for each in rules.firsts(leaf)]
        return self.under_way.intersection(chain(*map(rules.brought_by, firsts))) - {requirement.id}

    def _span_planned(
        self, route: Route, requirement: Requirement, needs: Collection[str], left: float
    ) -> tuple[float, float]:
        """
        In how many months what is planned ends, and how long it takes. It begins as late as its
        likely time allows, and not before what ends first; where it opens once a year, on the first
        such day, and if that is missed a year later, for as long as before the wait; a residency as
        soon as it can after what has to end first, for which it waits, unless none lasts so long.
        """
        ends = (self._months_until(each) for each in self.open.values())
        before = max((each for each in ends if each <= left - route.months.low), default=0.0)
        length = min(route.months.likely, left - before)
        opening = route.first_opening(date_at(self.origin + left - length))
        within = opening and self.origin + left - month_position(opening)
        if within and (left - length < TOLERANCE or within > min(length, route.months.low) - 1):
            length = within
        if opening and self._is_missed(route, opening):
            told = route.first_opening(self.asked.on) or opening  # waiting shortens no school
            least = min(route.months.low, self.origin + left - month_position(told))
            more = max(0, round((least - length) / MONTHS_A_YEAR)) * MONTHS_A_YEAR
            left, length = left + MONTHS_A_YEAR + more, length + more
        leaves = requirement.met_when.leaves()
        if any(isinstance(each, Trained) and each.field == "residency" for each in leaves):
            ready = (self._months_until(self.open[each]) for each in needs)
            soonest = max([left - route.months.high, *ready])
            starts = (each for each in self._openings(route, needs) if each >= soonest)
            length = max(length, left - next(starts, left))
        return left, length

    def _months_until(self, result: RequirementResult) -> float:
        """The months until what is under way or planned is done; none where nothing is."""
        done_on = result.finding.becomes
        return max(0.0, month_position(done_on) - self.origin) if done_on else 0.0

    def _openings(self, route: Route, needs: Collection[str]) -> tuple[float, ...]:
        """
        The yearly days on which the route can be started and one can still apply, or has, or is to
        ask; not where a later start was wished, since until then one can apply in time.
        """
        if route.cycle is None:
            return ()
        later, running = _openings(route, self.case.on), route.running_opening(self.case.on)
        if running is None:
            return later
        first = month_position(running) - self.origin
        if not route.cycle.match:
            asked = self.case.profile.constraints.start
            return later if asked and asked.earliest >= self.case.on else (first, *later)
        if not route.cycle.taken_as_applied or self._is_missed(route, running):
            return later
        ends = (self.open[each].finding.becomes for each in needs)
        applied = route.last_day_to_apply(running)
        if not any(end and applied < end <= running for end in ends):
            return later
        return (first, *later)

    def _is_missed(self, route: Route, opening: date) -> bool:
        """Whether one has to apply, or, once one has, to do more for it, before the plan begins."""
        if (last := route.last_day_to_apply(opening)) >= self.asked.on:
            return last < self.case.on
        moments = route.moments(opening, self.asked.on)
        return any(each.is_to_do and (each.until or each.day) < self.case.on for each in moments)

    def _brings(self, requirement: Requirement, brings: tuple[str, ...]) -> frozenset[str]:
        """
        The other open requirements that are met with this one: by the rules, whatever the route, or
        because the roadmap says so of the route. What is under way itself is met by that; what is
        met on the day told by the same thing, with it.
        """
        own = self.open[requirement.id]
        met = self.case.roadmap.rules.brought_with(requirement.id, brings)
        if own.finding.becomes:
            met = met.union(id_ for id_, each in self.open.items() if _is_told_with(own, each))
        return (met & self.open.keys()) - self.under_way - {requirement.id}


def _is_told_with(result: RequirementResult, other: RequirementResult) -> bool:
    """Whether one thing told for one day may meet both: two degrees of that day are two."""
    if result.finding.becomes != other.finding.becomes:
        return False
    leaves = [tuple(each.requirement.met_when.leaves()) for each in (result, other)]
    held = [
        {(e.field, id_) for e in some if isinstance(e, Holds) for id_ in e.ids} for some in leaves
    ]
    only_held = all(isinstance(leaf, Holds) for leaf in chain(*leaves))
    return not (only_held and held[0].isdisjoint(held[1]))


@lru_cache(maxsize=1024)
def _openings(route: Route, on: date) -> tuple[float, ...]:
    """The yearly days on which a route opens, in months from a day: the same for everybody."""
    days = route.openings(on, YEARS_AHEAD)
    return tuple(month_position(each) - month_position(on) for each in days)
