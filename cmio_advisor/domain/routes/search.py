"""
The search for the best set of options: best first, by a bound on price and finish.

Each node of it holds what is known of the options. Two sets are read off its bounds, that of the
cheapest ways and that of the soonest: often one is the best there is. The search branches only
where they are at odds: on a goal for which they take two options, or one of those whose options
pay twice for what the bound counts once.
"""

from collections.abc import Collection, Iterable, Sequence
from heapq import heappop, heappush
from math import inf

from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.routes.deduction import (
    Wanted,
    Ways,
    choose,
    deduce,
    finish_of,
    finishes_with,
    read_off,
    rule_out,
)
from cmio_advisor.domain.routes.graph import CHOSEN, NONE, Known, RouteGraph
from cmio_advisor.domain.routes.prices import LeastPrice

KEY_DECIMALS = 6
"""Of a month, 3 seconds: plans that end closer together are equally long."""
HALF_APART = 0.5e-6
"""Months, to which such plans are rounded."""
FAR = 1e9
"""Months: the deadline of what has none."""

Key = tuple[float, float]
"""Price and finish; less is better."""


class Node(Record):
    """
    What is known of each option, the goals that are wanted then, and what no set in it betters.
    """

    known: Known
    wanted: Wanted
    bound: Key


class RouteSearch:
    """
    The set of least price that ends by ``deadline``; of equals the one that ends first.

    Finishes up to ``floor`` count as equal. ``best`` are the options of the best set so far.
    """

    def __init__(
        self,
        graph: RouteGraph,
        wanted: Iterable[int],
        prices: Sequence[int],
        floor: float,
        deadline: float = FAR,
    ) -> None:
        self.graph, self.prices = graph, prices
        self.floor, self.deadline = floor, deadline
        self.best: frozenset[int] | None = None
        self.best_key: Key = (inf, inf)
        self.wanted = tuple(wanted)
        self.tried = 0
        self.is_exact = True
        self.branched = 0
        self.queue: list[tuple[Key, int, Node]] = []
        self.enqueue(Node(known=graph.known_at_first, wanted=self.wanted, bound=(0, floor)))

    def run(self, most_tried: int) -> None:
        """
        Look at nodes until none can hold a better set, or at so many.
        """
        while self.queue and self.queue[0][0] < self.best_key:
            if self.tried == most_tried:
                self.is_exact = False
                return
            self.tried += 1
            self.look_at(heappop(self.queue)[-1])

    def key(self, price: float, finish: float) -> Key:
        rounded = round(finish, KEY_DECIMALS)
        return (price, max(rounded, self.floor)) if rounded <= self.deadline else (inf, inf)

    def look_at(self, node: Node) -> None:
        """
        Bound a node, offer the sets that its bounds suggest, and branch.
        """
        graph, known = self.graph, Known(node.known)
        wanted = deduce(graph, known, node.wanted)
        if wanted is None:
            return
        soonest = graph.meet(known)
        finishes, reasons = finishes_with(graph, known, wanted, soonest.ends)
        must = [number for number, state in enumerate(known) if state == CHOSEN]
        may = [min(finishes[number] for number in graph.meeting[goal]) for goal in wanted]
        finish = max([0.0, *(finishes[number] for number in must), *may])
        if finish == inf or self.key(node.bound[0], finish) >= self.best_key:
            return
        cheapest = LeastPrice(graph, known, wanted, self.prices, soonest.ends, self.due(node))
        bound = max(node.bound, self.key(cheapest.least, finish))
        if bound >= self.best_key:
            return
        cheap, doubled = read_off(graph, known, wanted, cheapest.ways)
        quick, doubled_too = read_off(
            graph, known, wanted, Ways(met_by=soonest.met_by, wanted_by=reasons)
        )
        self.offer(cheap)
        self.offer(quick)
        overpaid = {graph.goal_of[number] for number in cheapest.overpaid(cheap)}
        bounds = [
            max(bound, self.key(cheapest.least + left, max(finish, end)))
            for left, end in zip(cheapest.left, finishes, strict=True)
        ]
        rule_out(known, (each for each, key in enumerate(bounds) if key >= self.best_key))
        self.branch(known, wanted, doubled or overpaid or doubled_too, [*bounds, bound])

    def due(self, node: Node) -> float:
        """
        When a set in the node has to end so that it can be the best.

        None there costs less than the node's bound: one that can cost no less than the best so far
        must end sooner.
        """
        if node.bound[0] >= self.best_key[0]:
            return self.best_key[1] - HALF_APART
        return self.deadline + HALF_APART

    def branch(
        self, known: Known, wanted: Wanted, at_odds: Collection[int], bounds: Sequence[Key]
    ) -> None:
        """
        Settle one goal in each possible way: by each of its options, and by leaving it to others.

        It is one of those ``at_odds`` if there are any, even if it is not wanted yet; of these the
        one of which the second-best way has the worst bound, or that has the fewest ways.
        ``bounds`` are those of options and, at last, of ``NONE``.
        """
        ways = {goal: self.ways(goal, known, wanted) for goal in {*wanted, *at_odds}}
        undecided = [goal for goal in ways if ways[goal]]
        if not undecided:
            return

        def promise(goal: int) -> tuple[Key, int, int]:
            second = sorted(bounds[number] for number in ways[goal])[:2][-1]
            return (second, -len(ways[goal]), -goal)

        goal = max([each for each in undecided if each in at_odds] or undecided, key=promise)
        for number in ways[goal]:
            if bounds[number] < self.best_key:
                then = Known(known)
                rule_out(then, self.graph.own[goal])
                now = wanted if number == NONE else choose(self.graph, then, wanted, number)
                self.enqueue(Node(known=then, wanted=now, bound=bounds[number]))

    def ways(self, goal: int, known: Known, wanted: Wanted) -> list[int]:
        """
        The options left to settle a goal, and ``NONE`` if it can do without; nothing where settled.
        """
        own = [number for number in self.graph.own[goal] if known[number]]
        if not own or any(known[number] == CHOSEN for number in own):
            return []
        others = (each for each in self.graph.meeting[goal] if self.graph.goal_of[each] != goal)
        can_stay = goal not in wanted or any(known[number] for number in others)
        return [*own, NONE] if can_stay else own

    def enqueue(self, node: Node) -> None:
        # Of equals the one branched last, which is the furthest.
        self.branched += 1
        heappush(self.queue, (node.bound, -self.branched, node))

    def offer(self, options: Iterable[int]) -> None:
        """
        Keep these options if they are a set, and the best so far.
        """
        chosen = frozenset(options)
        finish = finish_of(self.graph, self.wanted, chosen)
        if finish < inf:
            key = self.key(sum(self.prices[number] for number in chosen), finish)
            if key < self.best_key:
                self.best, self.best_key = chosen, key
