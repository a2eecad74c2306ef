"""What a plan could make no sense of: times, days, costs or needs that contradict themselves."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.profile.profile import Status
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.route import Cycle, Event, Route
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, Reference
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.rules.leaves import Holds
from cmio_advisor.loading.roadmap.documents import Places

HAD = (Status.HELD, Status.LAPSED)
"""What only who has sat for a certificate can say of it."""
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
    """Requirements that come after themselves, or bring themselves."""
    for requirement in roadmap.requirements():
        own = requirement.id
        if requirement.anew_after == own:
            yield places.fault("roadmap.yaml", own, "it cannot stand anew after itself.")
        for route in requirement.routes:
            if own in {*route.after, *route.brings, *route.sensible_after}:
                text = f'it names "{own}", which is what it is a way to.'
                yield places.fault("roadmap.yaml", route.id, text)


CIRCLE = (
    "a circle: {waits}. So nobody begins this way who has not what it leads to: take one of these "
    "needs out, or write a way to one of them that asks none of the others."
)
ALWAYS_BOTH = (
    "{others} comes with every way to it, and it with every way to that: a circle. Make them one "
    "requirement, or let one have a way that does not bring the other."
)


class _Way(Frozen, kw_only=False):
    """One way to a goal, a requirement or a certificate: where it stands, what it asks first."""

    goal: Reference
    owner: str
    asks: tuple[Condition, ...]

    def awaits(self, shut: frozenset[Reference], roadmap: Roadmap) -> frozenset[Reference]:
        """The goals of those that no way leads to which have to be there first."""
        return frozenset().union(*(_awaited(each, shut, roadmap) for each in self.asks))


def long_circles(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """
    Requirements and certificates for which one has to have these already, whichever way is taken to
    them: by what each asks first, as rules or by name, by what a certificate, a rung or a standing
    asks that they wait for, and by what brings them along.
    """
    ways = list(_ways(roadmap))
    shut = frozenset(each.goal for each in ways)
    while opened := {
        each.goal for each in ways if each.goal in shut and not each.awaits(shut, roadmap)
    }:
        shut -= opened
    left = [each for each in ways if each.goal in shut]
    waits: dict[Reference, frozenset[Reference]] = dict.fromkeys(shut, frozenset())
    for way in left:
        waits[way.goal] |= way.awaits(shut, roadmap)
    reported: set[Reference] = set()
    for way in left:
        circle = _circle(way.goal, {**waits, way.goal: way.awaits(shut, roadmap)})
        if circle and reported.isdisjoint(circle):
            reported.update(circle)
            pairs = pairwise((*circle, way.goal))
            said = ", and ".join(f"{one.id} waits for {other.id}" for one, other in pairs)
            file = "roadmap.yaml" if way.goal.kind == "requirement" else "credentials.yaml"
            yield places.fault(file, way.owner, CIRCLE.format(waits=said))
    always = {
        Reference("requirement", each.id): frozenset.intersection(
            *(frozenset(Reference("requirement", id_) for id_ in way.brings) for way in each.routes)
        )
        for each in roadmap.requirements()
        if each.routes
    }
    for start in always:
        circle = _circle(start, always)
        if circle and start.id == min(each.id for each in circle):
            others = " and ".join(f'"{each.id}"' for each in circle[1:])
            yield places.fault("roadmap.yaml", start.id, ALWAYS_BOTH.format(others=others))


def _ways(roadmap: Roadmap) -> Iterator[_Way]:
    """Each certificate; each requirement with each route that meets it, or brings it along."""
    for credential in roadmap.credentials:
        yield _Way(Reference("eligible", credential.id), credential.id, (credential.open_when,))
    for each in roadmap.requirements():
        for route in each.routes:
            first = (*route.after, *filter(None, [each.anew_after]))
            after = (Reference("requirement", id_) for id_ in first if id_ in roadmap.by_id)
            rules = (route.needs, route.unless and Not(route.unless))
            asks = (*after, *filter(None, rules))
            for id_ in (each.id, *(id_ for id_ in route.brings if id_ in roadmap.by_id)):
                yield _Way(Reference("requirement", id_), route.id, asks)


def _awaited(rule: Condition, shut: frozenset[Reference], roadmap: Roadmap) -> frozenset[Reference]:
    """
    The goals of those that no way leads to for want of which a rule cannot come to hold: those that
    it names, and those that whoever meets it has. What else it asks, anybody may have.
    """
    if isinstance(rule, Not) and isinstance(rule.part, Not):
        return _awaited(rule.part.part, shut, roadmap)
    if isinstance(rule, Reference):
        is_goal = rule.kind in ("requirement", "eligible")
        return shut & {rule} if is_goal else _awaited(roadmap.named_rule(rule), shut, roadmap)
    met = (each.id for each in roadmap.requirements() if implies(rule, each.met_when))
    had = shut & {Reference("requirement", id_) for id_ in met if rule.leaves()}
    if isinstance(rule, Holds) and rule.field == "certifications" and rule.status in HAD:
        sat_for = {Reference("eligible", id_) for id_ in rule.ids}
        had |= sat_for if sat_for <= shut else frozenset()
    if isinstance(rule, AtLeast | Dated):
        parts = [_awaited(each, shut, roadmap) for each in rule.inside]
        waiting = [each for each in parts if each]
        if len(parts) - len(waiting) < (rule.count if isinstance(rule, AtLeast) else 1):
            had = had.union(*waiting)
    return had


def _circle(
    start: Reference, waits: Mapping[Reference, frozenset[Reference]]
) -> tuple[Reference, ...]:
    """The shortest way from one goal back to itself; nothing where there is none."""
    paths: list[tuple[Reference, ...]] = [(start,)]
    seen = {start}
    for path in paths:
        for each in sorted(waits.get(path[-1], ()), key=lambda goal: (goal.kind, goal.id)):
            if each == start:
                return path
            if each not in seen:
                seen.add(each)
                paths.append((*path, each))
    return ()


def _cycle_faults(cycle: Cycle) -> Iterator[str]:
    if len(set(cycle.opens)) < len(cycle.opens):
        yield "a day stands twice in opens."
    if cycle.match and not cycle.searched and not any(each.applies for each in cycle.events):
        yield "it is a match, so an event has to say applies, or searched that no day was found."
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
