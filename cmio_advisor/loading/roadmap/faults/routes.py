"""
What a plan could make no sense of: routes whose times, days, costs or needs contradict themselves.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.profile.profile import AHEAD
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.route import Cycle, Event, Route
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Reference
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.rules.leaves import Holds, Trained
from cmio_advisor.loading.roadmap.places import Places

TURNED_COST = "the cost's low is above its high."


def routes_of(roadmap: Roadmap) -> Iterator[Route]:
    """Every route, in the order of the steps, then those that meet no requirement."""
    for requirement in roadmap.requirements():
        yield from requirement.routes
    yield from roadmap.own_steps
    if roadmap.renewal is not None:
        yield roadmap.renewal


def disordered(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Routes whose times, days or costs do not fit together, and fees of credentials."""
    for route in routes_of(roadmap):
        yield from (places.fault("roadmap.yaml", route.id, text) for text in _route_faults(route))
    for cycle in roadmap.cycles:
        yield from (places.fault("roadmap.yaml", cycle.id, text) for text in _cycle_faults(cycle))
    for credential in roadmap.credentials:
        if _is_turned(credential.fee):
            yield places.fault("credentials.yaml", credential.id, TURNED_COST)


def _route_faults(route: Route) -> Iterator[str]:
    months = route.months
    if not months.low <= months.likely <= months.high:
        yield "months have to rise from low over likely to high."
    if route.start and route.end and route.start > route.end:
        yield "it closes before it opens."
    if route.end and (route.safe_until is None or route.safe_until > route.end):
        yield "its until needs a safe_until, the last day that is surely in time."
    yield from _calendar_faults(route)
    yield from (TURNED_COST for each in (route.cost, route.pay) if _is_turned(each))


def circles(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """Requirements that wait for themselves, or bring themselves."""
    for requirement in roadmap.requirements():
        own = requirement.id
        if requirement.anew_after == own:
            yield places.fault("roadmap.yaml", own, "it cannot stand anew after itself.")
        for route in requirement.routes:
            asked = route.needs.leaves() if route.needs is not None else ()
            named = {each.id for each in asked if isinstance(each, Reference)}
            if own in {*named, *route.after, *route.brings, route.sensible_after}:
                text = f'it names "{own}", which is what it is a way to.'
                yield places.fault("roadmap.yaml", route.id, text)


def long_circles(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """
    Requirements that wait for one another in a circle, whichever way is taken: by what each way to
    them asks first, by what a certificate, a rung or a standing asks that it waits for, and by what
    brings them along.
    """
    reached = frozenset(each.id for each in roadmap.requirements() if not each.routes)
    ways = list(_ways(roadmap))
    while opened := {id_ for id_, way in ways if not _unreached(way, roadmap, reached)} - reached:
        reached |= opened
    waits: dict[str, frozenset[str]] = {}
    for id_, route in ways:
        if id_ not in reached:
            asked = _unreached(route, roadmap, reached) - {id_} or {id_}
            waits[id_] = waits.get(id_, frozenset()) | asked
    reported: set[str] = set()
    for start in waits:
        circle = _circle(start, waits)
        if circle and reported.isdisjoint(circle):
            reported.update(circle)
            where = places.of("roadmap.yaml", start)
            steps = (f"{_through(*each, roadmap)}{each[1]}" for each in pairwise((*circle, start)))
            yield f"{where}: {start}{''.join(steps)}: no way leads into this circle."


def _through(waiting: str, awaited: str, roadmap: Roadmap) -> str:
    """That one waits for another, and the certificates for whose sake it does."""
    reached = roadmap.by_id.keys() - {awaited}
    asked = (route.needs for id_, route in _ways(roadmap) if id_ == waiting and route.needs)
    through = {
        each.id
        for rule in asked
        for each in rule.leaves()
        if isinstance(each, Reference) and each.kind == "eligible"
        if _awaited(each, roadmap, frozenset(reached))
    }
    return f" waits, to sit for {' and '.join(sorted(through))}, for " if through else " waits for "


def _ways(roadmap: Roadmap) -> Iterator[tuple[str, Route]]:
    """Each requirement with each route that meets it, or brings it along."""
    for each in roadmap.requirements():
        for route in each.routes:
            yield from ((id_, route) for id_ in (each.id, *route.brings) if id_ in roadmap.by_id)


def _circle(start: str, waits: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """A way from one requirement back to itself; nothing where there is none."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while paths:
        path = paths.pop()
        for each in sorted(waits[path[-1]]):
            if each == start:
                return path
            if each not in seen:
                seen.add(each)
                paths.append((*path, each))
    return ()


def _unreached(route: Route, roadmap: Roadmap, reached: frozenset[str]) -> frozenset[str]:
    """What a route waits for, of the requirements that are not reached; nothing if it is open."""
    waits = frozenset(route.after) & roadmap.by_id.keys() - reached
    return waits | (_awaited(route.needs, roadmap, reached) if route.needs else frozenset())


def _awaited(
    rule: Condition, roadmap: Roadmap, reached: frozenset[str], *, named: bool = False
) -> frozenset[str]:
    """
    The requirements for want of which a rule cannot come to hold. Of what a rule is ``named`` for
    also those that are met by the same answers; what a route asks itself, one may have from before.
    """
    if isinstance(rule, Reference):
        if rule.kind == "requirement":
            return frozenset({rule.id}) & roadmap.by_id.keys() - reached
        return _awaited(roadmap.named_rule(rule), roadmap, reached, named=True)
    same = frozenset(
        each.id
        for each in roadmap.requirements()
        if named and each.id not in reached and implies(rule, each.met_when)
    )
    if same or not isinstance(rule, AtLeast | Dated):
        return same
    parts = [_awaited(each, roadmap, reached, named=named) for each in rule.inside]
    shut = [each for each in parts if each]
    count = rule.count if isinstance(rule, AtLeast) else 1
    return frozenset().union(*shut) if len(parts) - len(shut) < count else frozenset()


def unmatched(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """
    Full-time routes to what others reach by a yearly match, without an opening and odds of their
    own. Whoever took them would seem to be spared the match.
    """
    for requirement in roadmap.requirements():
        by_match = [each for each in requirement.routes if each.cycle and each.cycle.match]
        for route in requirement.routes:
            has_place = route.needs is not None and _asks_for_a_place(route.needs)
            if by_match and route.full_time and route.cycle is None and not has_place:
                text = (
                    f"{by_match[0].id} leads through a yearly match to the same, so it needs a "
                    "cycle and odds as well."
                )
                yield places.fault("roadmap.yaml", route.id, text)


def _asks_for_a_place(condition: Condition) -> bool:
    """Whether it holds only of those who are in training, or plan it, in whichever way it holds."""
    if isinstance(condition, AtLeast):
        asking = sum(map(_asks_for_a_place, condition.parts))
        return asking > len(condition.parts) - condition.count
    if isinstance(condition, Dated):
        return _asks_for_a_place(condition.part)
    return isinstance(condition, Holds | Trained) and condition.status in AHEAD


def _cycle_faults(cycle: Cycle) -> Iterator[str]:
    if len(set(cycle.opens)) < len(cycle.opens):
        yield "a day stands twice in opens."
    if cycle.match and not any(each.applies for each in cycle.events):
        yield "it is a match, so one of its events has to say applies."
    sources = {each.source for each in cycle.evidence}
    for event in cycle.events:
        opening = date(2000, *(event.opening or min(cycle.opens)))
        if event.opening is not None and event.opening not in cycle.opens:
            yield f'"{event.id}": its opening is none of those of the cycle.'
        if event.day(opening) > opening or event.last_day(opening) > opening:
            yield f'"{event.id}": it lies after the opening.'
        for each in (*event.first, *event.last):
            if each.source not in sources:
                yield f'"{event.id}": "{each.source}" is none of the sources of the cycle.'
        yield from _late(event, cycle)


def _late(event: Event, cycle: Cycle) -> Iterator[str]:
    """Days of earlier cycles for which the reminder, or the last safe day, came too late."""
    for each in event.first:
        if event.day(date(each.opening, *cycle.opens[0])) > each.on:
            yield f'"{event.id}": its day is later than that of {each.on}.'
    for each in event.last:
        if not event.happens and event.last_day(date(each.opening, *cycle.opens[0])) >= each.on:
            yield f'"{event.id}": its last safe day is not before {each.on}.'


def _calendar_faults(route: Route) -> Iterator[str]:
    """What a plan could not make sense of: openings, places, full time."""
    if route.full_time_months is not None:
        if not route.full_time or route.full_time_months > route.months.high:
            yield "full_time_months is a part of the months of a full_time route."
    if route.odds is not None and route.cycle is None:
        yield "odds are those of a place at an opening, so it needs a cycle."
    known = {each.source for each in route.evidence}
    for odds in filter(None, (*route.odds_of_groups, route.odds)):
        for source in sorted({*odds.sources} - known):
            yield f'its odds name "{source}", which is not among its evidence.'
    if route.cost_grows_with_time and (route.cost is None or not route.months.low):
        yield "cost_grows_with_time needs a cost, and months above 0."


def _is_turned(cost: Cost | None) -> bool:
    return cost is not None and cost.low > cost.high
