"""
Goals and options as numbers, and when each is met at the soonest.
"""

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from math import inf

from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.routes.options import Choice

RULED_OUT, POSSIBLE, CHOSEN = range(3)
"""What is known of an option."""
NONE = -1
"""No option."""

Known = bytearray
"""What is known of each option, by number."""


class Meeting(Record):
    """
    By option when it ends, and by goal when it is met and by which option; infinity and ``NONE``
    where never.
    """

    ends: Sequence[float]
    soonest: Sequence[float]
    met_by: Sequence[int]


class RouteGraph:
    """
    Of each option, by number, its goal, its needs and what it meets, and the same seen from goals.

    A need that is no goal here can never be met.
    """

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.goals = {choice.goal: number for number, choice in enumerate(choices)}
        self.options = [each for choice in choices for each in choice.options]
        self.goal_of = [number for number, each in enumerate(choices) for _ in each.options]
        self.needs: list[tuple[int, ...]] = []
        self.meets: list[tuple[int, ...]] = []
        self.own: list[list[int]] = [[] for _ in choices]
        self.meeting: list[list[int]] = [[] for _ in choices]
        self.needing: list[list[int]] = [[] for _ in choices]
        known = self.all_possible()
        for number, (goal, option) in enumerate(zip(self.goal_of, self.options, strict=True)):
            needs = dict.fromkeys(option.needs)
            self.needs.append(tuple(self.goals[each] for each in needs if each in self.goals))
            if len(self.needs[number]) < len(needs):
                known[number] = RULED_OUT
            brought = {self.goals[each] for each in option.brings if each in self.goals}
            self.meets.append((goal, *sorted(brought - {goal})))
            self.own[goal].append(number)
            for need in self.needs[number]:
                self.needing[need].append(number)
            for met in self.meets[number]:
                self.meeting[met].append(number)
        ends = self.meet(known).ends
        self.known_at_first = Known(POSSIBLE if end < inf else RULED_OUT for end in ends)
        """Ruled out is what can never start, whatever is chosen."""

    def all_possible(self) -> Known:
        return Known([POSSIBLE]) * len(self.options)

    def end(self, number: int, ready: float) -> float:
        """
        When an option ends if all it needs is met at ``ready``.
        """
        option = self.options[number]
        return option.start_from(ready) + option.months.likely

    def meet(self, known: Known) -> Meeting:
        """
        When everything ends and is met if all options that are not ruled out are taken.

        What ends next is settled next, of equals the first, as in Dijkstra's shortest paths (Knuth
        1977, "A generalization of Dijkstra's algorithm"). What waits for itself never ends.
        """
        ends = [inf] * len(self.options)
        soonest = [inf] * len(self.goals)
        met_by = [NONE] * len(self.goals)
        missing = [len(each) for each in self.needs]
        queue = [
            (self.end(number, 0.0), number)
            for number, count in enumerate(missing)
            if count == 0 and known[number]
        ]
        heapify(queue)
        while queue:
            end, number = heappop(queue)
            if end == inf:
                break
            ends[number] = end
            for goal in self.meets[number]:
                if met_by[goal] == NONE:
                    soonest[goal] = end
                    met_by[goal] = number
                    for other in self.needing[goal]:
                        missing[other] -= 1
                        if missing[other] == 0 and known[other]:
                            heappush(queue, (self.end(other, end), other))
        return Meeting(ends=ends, soonest=soonest, met_by=met_by)

    def within(self, wanted: Iterable[int], known: Known) -> set[int]:
        """
        The goals wanted and all that options not ruled out can need for them.
        """
        following = list(dict.fromkeys(wanted))
        found = set(following)
        for goal in following:
            for number in self.own[goal]:
                if known[number]:
                    new = [need for need in self.needs[number] if need not in found]
                    found.update(new)
                    following += new
        return found
