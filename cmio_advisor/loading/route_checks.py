"""
What a plan could make no sense of: routes whose times, days, costs or needs contradict themselves.
"""

from collections.abc import Iterator

from cmio_advisor.domain.conditions import Reference
from cmio_advisor.domain.measures import Cost
from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.domain.route import Route
from cmio_advisor.loading.roadmap_places import Places


def routes_of(roadmap: Roadmap) -> Iterator[Route]:
    """
    Every route, in the order of the steps.
    """
    for requirement in roadmap.requirements():
        yield from requirement.routes


def disordered(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """
    Routes whose times, days or costs do not fit together, and fees of credentials that do not.
    """
    for route in routes_of(roadmap):
        where = f"{places.of('roadmap.yaml', route.id)}: {route.id}"
        months = route.months
        if not months.low <= months.likely <= months.high:
            yield f"{where}: months have to rise from low over likely to high."
        if route.start and route.end and route.start > route.end:
            yield f"{where}: it closes before it opens."
        yield from _calendar_faults(where, route)
        yield from _cost_fault(where, route.cost)
        yield from _cost_fault(where, route.pay)
    for credential in roadmap.credentials:
        where = f"{places.of('credentials.yaml', credential.id)}: {credential.id}"
        yield from _cost_fault(where, credential.fee)


def circles(roadmap: Roadmap, places: Places) -> Iterator[str]:
    """
    Requirements that wait for themselves, or bring themselves.
    """
    for requirement in roadmap.requirements():
        own = requirement.id
        if requirement.anew_after == own:
            yield f"{places.of('roadmap.yaml', own)}: {own}: it cannot stand anew after itself."
        for route in requirement.routes:
            asked = route.needs.leaves() if route.needs is not None else ()
            named = {each.id for each in asked if isinstance(each, Reference)}
            if own in {*named, *route.after, *route.brings, route.sensible_after}:
                where = places.of("roadmap.yaml", route.id)
                yield f'{where}: {route.id}: it names "{own}", which is what it is a way to.'


def _calendar_faults(where: str, route: Route) -> Iterator[str]:
    """
    What a plan could not make sense of: openings, places, full time.
    """
    if bool(route.apply_months) is not bool(route.apply_title and route.opens):
        yield f"{where}: apply_months_before, apply_title and opens belong together."
    if len(set(route.opens)) < len(route.opens):
        yield f"{where}: a day stands twice in opens."
    if route.full_time_months is not None:
        if not route.full_time or route.full_time_months > route.months.high:
            yield f"{where}: full_time_months is a part of the months of a full_time route."
    if route.place_chance < 1 and not route.opens:
        yield f"{where}: place_chance is of a place at one of opens, so it needs these."
    if route.cost_grows_with_time and (route.cost is None or not route.months.low):
        yield f"{where}: cost_grows_with_time needs a cost, and months above 0."


def _cost_fault(where: str, cost: Cost | None) -> Iterator[str]:
    if cost is not None and cost.low > cost.high:
        yield f"{where}: the cost's low is above its high."
