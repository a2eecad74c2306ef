"""
Which options to choose for a set of goals: the fastest, the cheapest or the surest.

A goal counts if it is asked for, or needed by a chosen option. Each is met by an option of its
own, at most one, or by another chosen option that brings it; where both are chosen, by what ends
first. An option that would have to wait for itself is never chosen.
"""

from collections.abc import Collection, Mapping, Sequence

from cmio_advisor.domain.base.frozen import Record, replace
from cmio_advisor.domain.base.measures import Cost
from cmio_advisor.domain.routes.graph import NONE, RouteGraph
from cmio_advisor.domain.routes.groups import usable_choices, without_worse
from cmio_advisor.domain.routes.options import Choice, Objective, Option, prices_of
from cmio_advisor.domain.routes.passes import best_options
from cmio_advisor.domain.schedule.network import Activity


class ChosenRoutes(Record):
    """
    The best set of options, by the goal each was chosen for, and by goal that counts the option
    that meets it first.

    ``finish`` is in months, on likely values. Where not ``is_exact`` the search ended early, and
    there may be a better set.
    """

    options: Mapping[str, Option]
    met_by: Mapping[str, Option]
    finish: float
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
                chance=each.chance,
            )
            for each in self.options.values()
        )


def reachable_goals(
    choices: Sequence[Choice], goals: Collection[str] | None = None
) -> frozenset[str]:
    """
    The goals that can be met, each for itself, if every option were taken that can start.

    With ``goals``, those among them, if no option counts but for them and what they can need, as
    ``choose_routes`` has it. That may still find no set for all of them together: where two could
    only be met by two options of one goal, or a door closes while one waits for the other.
    """
    met = frozenset(choice.goal for choice in usable_choices(choices, goals))
    return met if goals is None else met & frozenset(goals)


def choose_routes(
    choices: Sequence[Choice], goals: Collection[str], objective: Objective
) -> ChosenRoutes | None:
    """
    The best options for ``goals`` and all that these need; ``None`` where no set meets them, or,
    in a search that ended early (``route_passes.MOST_TRIED``), none was found.

    A need that is met already must not stand among an option's needs. Raises ``ValueError`` where
    two choices have the same goal or two options the same id.
    """
    ids = [option.id for choice in choices for option in choice.options]
    if len(set(ids)) < len(ids) or len({each.goal for each in choices}) < len(choices):
        raise ValueError("Two choices have the same goal, or two options the same id.")
    prices = prices_of(choices, objective)
    usable = usable_choices(choices, goals)
    if not {choice.goal for choice in usable}.issuperset(goals):
        return None
    found = best_options(without_worse(usable, goals, prices), goals, prices)
    if found is None:
        return None
    ids_chosen, is_exact = found
    graph = RouteGraph(
        [
            replace(choice, options=tuple(each for each in choice.options if each.id in ids_chosen))
            for choice in usable
        ]
    )
    chosen = {
        choice.goal: each for choice in choices for each in choice.options if each.id in ids_chosen
    }
    meeting = graph.meet(graph.known_at_first)
    return ChosenRoutes(
        options=chosen,
        met_by={
            goal: graph.options[number]
            for goal, number in zip(graph.goals, meeting.met_by, strict=True)
            if number != NONE
        },
        finish=max(meeting.ends, default=0.0),
        is_exact=is_exact,
    )


def could_be_cheaper(choices: Sequence[Choice], chosen: ChosenRoutes) -> tuple[Option, ...]:
    """
    Options of another set for the same goals whose costs may come to less than those chosen can;
    none if no set has a lower lower end.
    """
    hopeful = [
        replace(choice, options=tuple(map(_at_lowest, choice.options))) for choice in choices
    ]
    found = choose_routes(hopeful, chosen.options, Objective.CHEAPEST)
    if found is None or _lowest(found) >= _lowest(chosen):
        return ()
    taken = {each.id for each in chosen.options.values()}
    return tuple(each for each in found.options.values() if each.id not in taken)


def _at_lowest(option: Option) -> Option:
    return replace(option, cost=Cost(low=option.cost.low, high=option.cost.low))


def _lowest(chosen: ChosenRoutes) -> int:
    return sum(each.cost.low for each in chosen.options.values())
