"""
What a set of goals costs at least.

Without the limit of one option for each goal this is planning in which nothing is ever undone:
options are the actions, needs what they ask for, goals the facts. The bound is that of the landmark
cuts of Helmert and Domshlak (2009), "Landmarks, critical paths and abstractions: what's the
difference anyway?": while a goal is not yet free, find a cut, options of which every way to it
takes at least one; pay the least of their prices; and take that off the price of each. Added here:
a way counts only if it ends in time, and an option only if its own goal is wanted.
"""

from collections.abc import Collection, Sequence
from math import inf

from cmio_advisor.domain.base.time import TOLERANCE
from cmio_advisor.domain.routes.deduction import Ways
from cmio_advisor.domain.routes.graph import CHOSEN, NONE, Known, RouteGraph


class LeastPrice:
    """
    ``least`` is what every set costs at least that has the options chosen, none ruled out, and
    meets the goals wanted by ``deadline``. One with a certain other option costs its ``left`` more
    at least. ``met_by`` and ``wanted_by`` are, by goal, options of which nothing is left to pay:
    one that meets it soonest, one that needs it; or ``NONE``.

    ``ends`` are the soonest ends of options, from ``RouteGraph.meet``; ``deadline``, which is
    finite, is not before those of the options chosen and of the goals wanted.
    """

    def __init__(
        self,
        graph: RouteGraph,
        known: Known,
        wanted: Sequence[int],
        prices: Sequence[int],
        ends: Sequence[float],
        deadline: float,
    ) -> None:
        self.graph, self.known, self.ends = graph, known, ends
        self.left = list(prices)
        self.met_by = [NONE] * len(graph.goals)
        self.soonest = [inf] * len(graph.goals)
        self.is_wanted = [False] * len(graph.goals)
        self.wanted_by = [NONE] * len(graph.goals)
        self.least = 0
        self.cuts: list[tuple[int, set[int]]] = []
        due = dict.fromkeys(wanted, deadline)
        for number, state in enumerate(known):
            if state == CHOSEN:
                self.least += prices[number]
                self.left[number] = 0
                for need in graph.needs[number]:
                    due[need] = min(due[need], self.latest_start(number, deadline))
        self.want(wanted, NONE)
        for goal, latest in due.items():
            self.pay_for(goal, latest)

    def latest_start(self, number: int, deadline: float) -> float:
        option = self.graph.options[number]
        return option.start_until(deadline - option.months.likely)

    def want(self, goals: Sequence[int], reason: int) -> None:
        """
        An option without a price, or none, wants these: their options count, and so what the free
        ones among them need.
        """
        following = [(goal, reason) for goal in goals]
        for goal, by in following:
            if not self.is_wanted[goal]:
                self.is_wanted[goal] = True
                self.wanted_by[goal] = by
                free = [number for number in self.graph.own[goal] if self.is_free(number)]
                self.take(free)
                following += ((need, each) for each in free for need in self.graph.needs[each])

    def is_free(self, number: int) -> bool:
        """
        Whether an option can be had for nothing, but for what it needs.
        """
        wanted = self.is_wanted[self.graph.goal_of[number]]
        return wanted and self.left[number] == 0 and self.known[number] != 0

    def take(self, free: Sequence[int]) -> None:
        """
        Lower the times at which goals are met by free options.
        """
        graph, soonest = self.graph, self.soonest
        following = list(free)
        for number in following:
            ready = max((soonest[need] for need in graph.needs[number]), default=0.0)
            end = graph.end(number, ready) if ready < inf else inf
            for goal in graph.meets[number]:
                if end < soonest[goal]:
                    soonest[goal] = end
                    self.met_by[goal] = number
                    following += (each for each in graph.needing[goal] if self.is_free(each))

    def pay_for(self, goal: int, latest: float) -> None:
        """
        Pay cut after cut until free options meet the goal in time.
        """
        while self.soonest[goal] > latest + TOLERANCE:
            cut = self.cut(goal, latest)
            if not cut:
                return
            step = min(self.left[number] for number in cut)
            self.least += step
            self.cuts.append((step, cut))
            for number in cut:
                self.left[number] -= step
            for number in sorted(cut):
                if self.is_free(number):
                    self.want(self.graph.needs[number], number)
                    self.take([number])

    @property
    def ways(self) -> Ways:
        return Ways(met_by=self.met_by, wanted_by=self.wanted_by)

    def overpaid(self, options: Collection[int]) -> list[int]:
        """
        Those of the options that pay most for the same cut, if several do: where they cost more
        than ``least`` together, this is why.
        """
        hits = [
            (step, sorted(number for number in options if number in cut)) for step, cut in self.cuts
        ]
        excess, most = max(((step * (len(hit) - 1), hit) for step, hit in hits), default=(0, []))
        return most if excess > 0 else []

    def cut(self, goal: int, latest: float) -> set[int]:
        """
        Options with something left to pay, of which every way to the goal in time takes one.

        From an option without, one thing that it still waits for is followed: that its goal is
        wanted, or one of its needs, by its own latest start. Empty if rounding hides which one.
        """
        graph, left = self.graph, self.left
        cut: set[int] = set()
        asked: set[int] = set()
        due = {goal: latest}
        following: list[tuple[int, float]] = [(goal, latest)]
        for each, by in following:
            if by == inf:
                ways = graph.needing[each]
            else:
                ways = [n for n in graph.meeting[each] if self.ends[n] <= by + TOLERANCE]
            for number in ways:
                if not self.known[number]:
                    continue
                own = graph.goal_of[number]
                if left[number]:
                    cut.add(number)
                elif not self.is_wanted[own]:
                    if own not in asked:
                        asked.add(own)
                        following.append((own, inf))
                else:
                    start = self.latest_start(number, by)
                    need = max(graph.needs[number], key=self.soonest.__getitem__, default=NONE)
                    if need == NONE or self.soonest[need] <= start + TOLERANCE:
                        return set()
                    if due.get(need, -inf) < start:
                        due[need] = start
                        following.append((need, start))
        return cut
