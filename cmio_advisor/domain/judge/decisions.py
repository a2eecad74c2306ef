"""What costs years or a large part of the pay: left out, with all that rests on it, until taken."""

from collections.abc import Callable
from functools import cache, lru_cache, partial

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.roadmap.roadmap import Decision, Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Moment, Route


class OpenDecision(Frozen):
    """
    A decision that this person may take in: the ``route`` that it would begin with, the ``dates``
    to keep for its next opening, and the ids of requirements and credentials that it ``opens``;
    the pay that it takes, ``None`` where today's is not known or was not asked for.
    """

    decision: Decision
    route: Route
    dates: tuple[Moment, ...]
    opens: tuple[str, ...]
    pay_forgone: Cost | None = None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What carries the route, and why it is a decision."""
        return tuple(dict.fromkeys((*self.route.evidence, *self.decision.evidence)))


def put_off_for(case: ProfileCase) -> frozenset[str]:
    """The ids of the decisions that this person has not taken in."""
    return frozenset(each.id for each in case.roadmap.decisions if is_put_off(each, case))


def is_put_off(decision: Decision, case: ProfileCase) -> bool:
    """
    Whether a decision waits for this person: what it takes is not certainly met, nor shown by the
    job or the like to be likely, and they are certainly among those for whom it waits, or what
    could not be read may show that they are.
    """
    if decision.id in case.taken or case.put_off is not None:
        return decision.id in (case.put_off or ()) and decision.id not in case.taken
    return case.find(_waiting(decision))


@cache  # so that a table knows the question again
def _waiting(decision: Decision) -> Callable[[ProfileCase], bool]:
    return partial(_waits, decision)


def _waits(decision: Decision, case: ProfileCase) -> bool:
    asked = decision.when
    if asked is not None and not (case.is_told(asked) or case.may_be_told(asked)):
        return False
    if decision.unless is not None and decision.unless.judge(case).holds:
        return False
    rule = decision.requirement(case.roadmap).met_when
    found = rule.judge(case)
    return not (found.holds or (not found.fails and case.presumes(rule)))


def awaits_decision(route: Route, requirement: Requirement, case: ProfileCase) -> bool:
    """Whether a route is one of a decision put off, or waits for what only that would bring."""
    return any(is_put_off(each, case) for each in _awaited(case.roadmap, route, requirement))


@lru_cache(maxsize=1024)
def _awaited(roadmap: Roadmap, route: Route, requirement: Requirement) -> tuple[Decision, ...]:
    """
    The decisions that the route may await, by the roadmap: the same for everybody. It stands first,
    as routes of two roadmaps that are equal take long to compare.
    """
    return tuple(each for each in roadmap.decisions if may_await(route, requirement, each, roadmap))


def of_own_group(route: Route, case: ProfileCase) -> Route:
    """The route with the odds of the group that this person is certainly of, and the events."""
    if route.cycle is not None:
        events = route.cycle.events
        own = tuple(each for each in events if not (each.unless and each.unless.judge(case).holds))
        if own != events:
            route = replace(route, cycle=replace(route.cycle, events=own))
    for each in route.odds_of_groups:
        if each.when is not None and each.when.judge(case).holds:
            return replace(route, odds=each)
    return route


def may_await(route: Route, requirement: Requirement, decision: Decision, roadmap: Roadmap) -> bool:
    """Whether anybody who puts the decision off is kept from the route, by the roadmap alone."""
    if decision.takes == route.id:
        return True
    if decision.takes == requirement.id:
        return not route.only_if_given
    if decision.takes != decision.requirement(roadmap).id:
        return False
    asked = [requirement.met_when, *([] if route.needs is None else [route.needs])]
    return any(roadmap.rules.rests(each, decision.takes) for each in asked)


def open_decisions(case: ProfileCase) -> tuple[OpenDecision, ...]:
    """
    The decisions that were put off and wait for no other, each with what it is about; nothing of
    what somebody was excused from.
    """
    found = []
    put_off = [each for each in case.roadmap.decisions if is_put_off(each, case)]
    for decision in put_off:
        route, taken = _first_route(decision, case), decision.requirement(case.roadmap)
        others = (each for each in put_off if each is not decision)
        if route is None or case.is_waived(taken):
            continue
        if not any(may_await(route, taken, each, case.roadmap) for each in others):
            opening = route.next_opening(case.on)
            found.append(
                OpenDecision(
                    decision=decision,
                    route=route,
                    dates=route.moments(opening, case.on) if opening else (),
                    opens=_opened(decision, case.roadmap),
                )
            )
    return tuple(found)


def _first_route(decision: Decision, case: ProfileCase) -> Route | None:
    """The route that the decision begins with: the first whose needs hold, else the first."""
    routes = [
        each
        for each in decision.requirement(case.roadmap).routes
        if decision.takes in (each.id, decision.requirement(case.roadmap).id)
        and not each.only_if_given
        and not each.is_shut(case.on)
        and not (each.unless and each.unless.judge(case).holds)
    ]
    ready = (each for each in routes if each.needs is None or each.needs.judge(case).holds)
    found = next(ready, routes[0] if routes else None)
    return None if found is None else of_own_group(found, case)


def _opened(decision: Decision, roadmap: Roadmap) -> tuple[str, ...]:
    """The requirements and credentials that nobody has without what a decision brings."""
    own = decision.requirement(roadmap).id
    if decision.takes != own:
        return (own,)
    rules = {each.id: each.met_when for each in roadmap.requirements() if each.id != own}
    anew = {each.id for each in roadmap.requirements() if each.anew_after == own}
    rules.update({each.id: each.open_when for each in roadmap.credentials})
    return tuple(
        id_
        for id_, rule in rules.items()
        if id_ in anew or roadmap.rules.rests(rule, decision.takes)
    )
