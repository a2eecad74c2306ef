"""
What to do next: the open requirements, a route for each, and which comes first.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from math import ceil
from typing import TypeVar

from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.base.measures import Cost, Months
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.base.time import add_months, month_position
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.decisions import awaits_decision, put_off_for
from cmio_advisor.domain.judge.results import RequirementResult, State
from cmio_advisor.domain.profile.profile import AHEAD
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap, Strength, WayOn
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.conditions import Condition, Finding
from cmio_advisor.domain.rules.leaves import Trained

T = TypeVar("T")

FIRST_SCREEN = 5
"""At most so many next steps; the rest come later (DESIGN.md, part 7: three to five)."""

CLOSING_MONTHS = 24
"""A door that closes within so many months puts a step before others of its kind."""

MOST_FIRST_STEPS = 3
"""Of the ways on so many first steps are shown at once; the others come later."""

STRENGTH_ORDER = (Strength.REQUIRED, Strength.EXPECTED, Strength.HELPS)


class NextStep(Record):
    """
    An action that closes a requirement, and when it can be started.

    ``months`` is how long it takes this person, ``cost`` what is left to pay, ``None`` where that
    is not known; ``done_on`` is the day on which the requirement will be met if all goes as told,
    if one is known. ``requirement`` is ``None`` for a first step of one of the ways on, ``way``.
    ``startable_from`` is ``None`` when something else
    has to be done first; ``closes_on`` is the last day to start; ``unlocks`` are ids of
    requirements and credentials that it opens.
    """

    route: Route
    requirement: Requirement | None
    months: Months
    cost: Cost | None
    done_on: date | None
    reason: str
    startable_from: date | None
    closes_on: date | None
    unlocks: tuple[str, ...]
    way: WayOn | None = None

    def __hash__(self) -> int:
        return hash((self.route, self.startable_from, self.unlocks))


class Prospect(Record):
    """
    An open requirement looked at ahead: the route to take and the day on which it can start.

    ``startable_from`` is ``None`` when something has to be done first; ``done_on`` is the day on
    which it will be met if all goes as told, if one is known; ``waits_for`` are ids of requirements
    that bring what its open routes still need; ``worth`` orders it among others, lowest first: by
    strength, a door that closes soon, months, cost.
    """

    requirement: Requirement
    state: State
    route: Route
    startable_from: date | None
    done_on: date | None
    waits_for: frozenset[str]
    worth: tuple[int, date, float, float]


class _Choice(Record, kw_only=False):
    """
    A requirement's route, and what stands before its start.
    """

    route: Route
    needs: Finding | None

    def startable_from(self, on: date) -> date | None:
        """
        The day on which it can be started; ``None`` if something has to be done first.
        """
        opens = max(on, self.route.start or on)
        if self.needs is None or self.needs.holds:
            return opens
        return max(opens, self.needs.becomes) if self.needs.becomes else None

    def rank(self, on: date) -> int:
        """
        Best first: what can be started, then what has its start in sight, then what an answer
        could still open, then the last resort of the list.
        """
        startable = self.startable_from(on)
        if startable is not None:
            return 0 if startable <= on else 1
        return 3 if self.needs is not None and self.needs.fails else 2


def find_next_steps(
    results: Iterable[RequirementResult], case: ProfileCase
) -> tuple[tuple[NextStep, ...], tuple[NextStep, ...]]:
    """
    The steps that can be started on the day, most valuable first, and all that come later.
    """
    roadmap = case.roadmap
    prospects = [
        look_ahead(each.requirement, each.state, case) for each in results if each.state.is_open
    ]
    waiting = [(each.id, credential_waits_for(each, case)) for each in roadmap.credentials]
    return order_next_steps(filter(None, prospects), waiting, roadmap, case.on)


def order_next_steps(
    prospects: Iterable[Prospect],
    waiting_credentials: Iterable[tuple[str, frozenset[str]]],
    roadmap: Roadmap,
    on: date,
) -> tuple[tuple[NextStep, ...], tuple[NextStep, ...]]:
    """
    The steps for these open requirements: those to start on the day, and all that come later.

    Most valuable is what closes a required gap, then what is expected, then what unlocks most,
    has a closing door, and is quick and cheap. ``waiting_credentials`` are ids of credentials,
    each with the requirements that bring what it still asks.
    """
    ahead = list(prospects)
    unlocks: dict[str, list[str]] = {each.requirement.id: [] for each in ahead}
    for prospect in ahead:
        for first in prospect.waits_for:
            if first in unlocks:
                unlocks[first].append(prospect.requirement.id)
    # Only open requirements count: a certificate that nothing asks for is no gain.
    opened = {each: len(found) for each, found in unlocks.items()}
    for credential, waits_for in waiting_credentials:
        for first in waits_for:
            if first in unlocks:
                unlocks[first].append(credential)
    ordered = sorted(
        ahead, key=lambda each: (each.worth[0], -opened[each.requirement.id], each.worth)
    )
    now: list[NextStep] = []
    later: list[NextStep] = []
    for each in ordered:
        startable = each.startable_from == on and len(now) < FIRST_SCREEN
        step = next_step(each, tuple(unlocks[each.requirement.id]), roadmap, on)
        (now if startable else later).append(step)
    return tuple(now), tuple(later)


def first_steps(ways_on: Sequence[WayOn], case: ProfileCase) -> tuple[NextStep, ...]:
    """
    The first steps of the ways that fit a person, where one of the ways is a decision that waits:
    of each way the first step, then the others. None where no way is one.
    """
    if not put_off_for(case).intersection(way.decision for way in ways_on if way.decision):
        return ()
    fitting = [way for way in ways_on if way.decision is None]
    longest = max((len(way.first_steps) for way in fitting), default=0)
    return tuple(
        _first_step(way, way.first_steps[place], case)
        for place in range(longest)
        for way in fitting
        if place < len(way.first_steps)
    )


def _first_step(way: WayOn, route: Route, case: ProfileCase) -> NextStep:
    return NextStep(
        route=route,
        requirement=None,
        way=way,
        months=route.months,
        cost=route.cost,
        done_on=None,
        reason=filled(case.roadmap.texts["reason_way_on"], {"title": way.title}),
        startable_from=case.on,
        closes_on=None,
        unlocks=(),
    )


def with_first_steps(
    first: Sequence[T], now: Sequence[T], later: Sequence[T]
) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """
    The next and the later steps with those of the ways on before them, as many as leave room for
    some of the others.
    """
    shown = first[:MOST_FIRST_STEPS]
    room = FIRST_SCREEN - len(shown)
    return (*shown, *now[:room]), (*first[len(shown) :], *now[room:], *later)


def look_ahead(requirement: Requirement, state: State, case: ProfileCase) -> Prospect | None:
    """
    The route to take to an open requirement, and what waits before it; nothing if all are shut,
    make no sense for this person, speak of what this person did not say, or wait for a decision.
    """
    choices = [
        _Choice(route, route.needs.judge(case) if route.needs else None)
        for route in requirement.routes
        if not route.is_shut(case.on)
        and not makes_no_sense(route, case)
        and not is_of_no_answer(route, case)
        and not awaits_decision(route, requirement, case)
    ]
    if not choices:
        return None
    choice = min(choices, key=lambda each: each.rank(case.on))
    needs = [each.route.needs for each in choices if each.needs and not each.needs.holds]
    return Prospect(
        requirement=requirement,
        state=state,
        route=choice.route,
        startable_from=choice.startable_from(case.on),
        done_on=requirement.met_when.judge(case).becomes,
        waits_for=_brought_by(filter(None, needs), requirement.id, case.roadmap),
        worth=route_worth(requirement, choice.route, case.on),
    )


def credential_waits_for(credential: Credential, case: ProfileCase) -> frozenset[str]:
    """
    The ids of the requirements that bring what this credential asks and the person lacks.
    """
    if _is_held(credential, case):
        return frozenset()
    asking = case.for_eligibility
    asked = [each.when for each in credential.requires]
    asked += [each.when for each in credential.pathways]
    lacking = [each for each in asked if each.judge(asking).fails]
    return _brought_by(lacking, credential.id, case.roadmap)


def _is_held(credential: Credential, case: ProfileCase) -> bool:
    return any(each.judge(case).holds for each in credential.held_by)


def makes_no_sense(route: Route, case: ProfileCase) -> bool:
    """
    Whether a route is not offered to people like this one.
    """
    return route.unless is not None and route.unless.judge(case).holds


def is_of_no_answer(route: Route, case: ProfileCase) -> bool:
    """
    Whether a route speaks of something that this person did not say, such as finishing a fellowship
    of which nothing was told.
    """
    if not route.only_if_given or route.needs is None:
        return False
    return not route.needs.judge(case).holds or _begins_after_what_it_is_within(route, case)


def _begins_after_what_it_is_within(route: Route, case: ProfileCase) -> bool:
    """
    Whether all training under way that a route is done within ends before its next opening.
    """
    opening = route.next_opening(case.on)
    if not route.within or opening is None or route.needs is None:
        return False
    around = [
        each
        for leaf in route.needs.leaves()
        if isinstance(leaf, Trained) and leaf.status in AHEAD and leaf.judge(case).holds
        for each in getattr(case.profile, leaf.field)
        if each.status is leaf.status
    ]
    return all(each.expected is not None and each.expected.latest < opening for each in around)


def _brought_by(waiting: Iterable[Condition], waits: str, roadmap: Roadmap) -> frozenset[str]:
    """
    The requirements, by id, that bring something of what the waiting rules ask.
    """
    found = frozenset().union(*map(roadmap.rules.brought_by, waiting))
    return found - {waits}


def route_worth(requirement: Requirement, route: Route, on: date) -> tuple[int, date, float, float]:
    """
    What orders a route among others, lowest first: strength, a door that closes soon, months, cost.
    """
    closing_by = add_months(on, CLOSING_MONTHS)
    soon = route.end if route.end and route.end < closing_by else date.max
    cost = requirement.counted_cost(route.cost)
    return (STRENGTH_ORDER.index(requirement.strength), soon, route.months.likely, cost.high)


@lru_cache(maxsize=4096)
def next_step(prospect: Prospect, unlocks: tuple[str, ...], roadmap: Roadmap, on: date) -> NextStep:
    """
    The step that an open requirement calls for, with its reason.
    """
    return NextStep(
        route=prospect.route,
        requirement=prospect.requirement,
        months=_months_left(prospect, on),
        cost=_cost_left(prospect, on),
        done_on=prospect.done_on,
        reason=_reason(prospect, unlocks, roadmap),
        startable_from=prospect.startable_from,
        closes_on=prospect.route.end,
        unlocks=unlocks,
    )


def _months_left(prospect: Prospect, on: date) -> Months:
    """
    What is left until the day that was told; else what the route takes.
    """
    if prospect.done_on is None:
        return prospect.route.months
    left = float(ceil(month_position(prospect.done_on) - month_position(on)))
    return Months(low=left, likely=left, high=left)


def _cost_left(prospect: Prospect, on: date) -> Cost | None:
    """
    What is left to pay until the day that was told; else what the route costs.
    """
    route = prospect.route
    if prospect.done_on is None:
        return route.cost
    left = max(0.0, month_position(prospect.done_on) - month_position(on))
    is_begun = prospect.state is not State.PLANNED
    return route.cost_of(left if is_begun else min(left, route.months.likely))


def _reason(prospect: Prospect, unlocks: tuple[str, ...], roadmap: Roadmap) -> str:
    texts, ends, requirement = roadmap.texts, prospect.route.end, prospect.requirement
    title = {"title": requirement.title}
    parts = [filled(texts[f"reason_{requirement.strength}"], title)]
    if prospect.state is State.IN_PROGRESS:
        parts = [texts["reason_in_progress"]]
    if unlocks:
        parts.append(texts["reason_unlocks"])
    if ends is not None:
        parts.append(filled(texts["reason_closes"], {"date": ends.isoformat()}))
    return " ".join(parts)
