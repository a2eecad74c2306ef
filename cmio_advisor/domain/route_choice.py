"""
Which options to choose for a set of goals: the fastest, the cheapest or the surest.

A goal counts if it is asked for, or needed by a chosen option. Each is met by an option of its
own, at most one, or by another chosen option that brings it; where both are chosen, by what ends
first. An option that would have to wait for itself is never chosen.
"""

from collections.abc import Collection, Mapping, Sequence

from cmio_advisor.domain.network import Activity
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.route_options import Choice, Objective, Option
from cmio_advisor.domain.route_search import RouteSearch, meet_goals


class ChosenRoutes(Record):
    """
    The best set of options, by the goal each was chosen for, and the option that meets each goal.

    ``finish`` is in months, on likely values; ``cost`` sums the middles of the known costs, in
    dollars; ``unknown_costs`` is how many are not known. Where not ``is_exact`` the search ended
    early, and there may be a better set.
    """

    options: Mapping[str, Option]
    met_by: Mapping[str, Option]
    finish: float
    cost: float
    unknown_costs: int
    is_exact: bool

    def activities(self) -> tuple[Activity, ...]:
        """
        The options as a network, in which each waits for those that meet what it needs.
        """
        return tuple(
            Activity(
                id=each.id,
                needs=tuple(dict.fromkeys(self.met_by[need].id for need in each.needs)),
                months=each.months,
                earliest=each.earliest,
                opens=each.opens,
                closes=each.closes,
            )
            for each in self.options.values()
        )


def choose_routes(
    choices: Sequence[Choice], goals: Collection[str], objective: Objective
) -> ChosenRoutes | None:
    """
    The best options for ``goals`` and all that these need; ``None`` where no set meets them, or,
    in a search that ended early (``MOST_TRIED``), none was found.

    A need that is met already must not stand among an option's needs. Raises ``ValueError`` where
    two choices have the same goal or two options the same id.
    """
    ids = [option.id for choice in choices for option in choice.options]
    if len(set(ids)) < len(ids) or len({each.goal for each in choices}) < len(choices):
        raise ValueError("Two choices have the same goal, or two options the same id.")
    search = RouteSearch(choices, goals, objective)
    search.extend({}, frozenset(), frozenset(goals))
    if search.best is None:
        return None
    chosen = search.best
    ends, met_by = meet_goals(chosen.items())
    return ChosenRoutes(
        options=chosen,
        met_by=met_by,
        finish=max(ends.values(), default=0.0),
        cost=sum(each.middle_cost for each in chosen.values()),
        unknown_costs=sum(each.cost is None for each in chosen.values()),
        is_exact=search.is_exact,
    )
