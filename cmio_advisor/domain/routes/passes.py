"""
The best options of a roadmap, group by group and in two passes.

Groups of goals that have nothing to do with each other are searched one by one. The first pass
finds for each the least of what counts before the finish, and the soonest finish with it. The
latest of these finishes is then the deadline of all, and the second pass finds the least of the
rest. A roadmap's finish is never sooner, so nothing is gained by ending before it.
"""

from collections.abc import Collection, Sequence

from cmio_advisor.domain.routes.graph import RouteGraph
from cmio_advisor.domain.routes.groups import independent_groups
from cmio_advisor.domain.routes.options import Choice, Prices
from cmio_advisor.domain.routes.search import KEY_DECIMALS, RouteSearch

MOST_TRIED = 1_000
"""Nodes looked at in all searches before they end with the best so far; about half a second."""
LEAST_TRIED = 50
"""What each search may look at even so."""


def best_options(
    choices: Sequence[Choice], goals: Collection[str], prices: Prices
) -> tuple[frozenset[str], bool] | None:
    """
    The ids of the best set that meets the goals, and whether it is surely that; ``None`` if none
    was found.
    """
    graphs = [RouteGraph(group) for group in independent_groups(choices)]
    floor = max((_soonest(graph, goals) for graph in graphs), default=0.0)
    left = MOST_TRIED
    first_pass = []
    for graph in graphs:
        before = [prices.of[each.id] // prices.before for each in graph.options]
        search = RouteSearch(graph, _numbers(graph, goals), before, floor)
        search.run(max(left, LEAST_TRIED))
        if search.best is None:
            return None
        left -= search.tried
        first_pass.append(search)

    finish = max((search.best_key[1] for search in first_pass), default=0.0)
    ids: set[str] = set()
    is_exact = all(search.is_exact for search in first_pass)
    for first in first_pass:
        graph = first.graph
        search = RouteSearch(
            graph, first.wanted, [prices.of[each.id] for each in graph.options], finish, finish
        )
        search.offer(first.best or ())
        search.run(max(left, LEAST_TRIED))
        left -= search.tried
        is_exact = is_exact and search.is_exact
        ids.update(graph.options[number].id for number in search.best or ())
    return frozenset(ids), is_exact


def _numbers(graph: RouteGraph, goals: Collection[str]) -> list[int]:
    return [number for goal, number in graph.goals.items() if goal in goals]


def _soonest(graph: RouteGraph, goals: Collection[str]) -> float:
    """
    No set for the goals of a group ends before this.
    """
    soonest = graph.meet(graph.known_at_first).soonest
    ends = [soonest[number] for number in _numbers(graph, goals)]
    return round(max(ends, default=0.0), KEY_DECIMALS)
