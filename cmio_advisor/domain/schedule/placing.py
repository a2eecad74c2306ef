"""
The search for the shortest schedule under one limit, by placing activities in time order.

Why time order is enough: take a shortest schedule and move single activities to earlier allowed
starts as long as any can be moved. Placed in the order of its starts, each as early as it fits, it
comes out again (active schedules: Sprecher, Kolisch and Drexl 1995). And as all that was placed
has started by then, the load only falls from there on: what fits at its start fits to its end.
"""

from collections.abc import Mapping, Sequence
from math import fsum, inf
from operator import le

from cmio_advisor.domain.base.time import TOLERANCE
from cmio_advisor.domain.schedule.network import Activity

MOST_PLACINGS = 20_000
"""Branches tried before the search ends with the best schedule so far."""
HALF = 0.5 + TOLERANCE
"""Of the limit: two activities with more than that never run together."""


class PlacingSearch:
    """
    Starts of the activities with work, tried in time order; the others start as soon as they may.

    ``works`` are hours as the months they would take at the limit, so that loads are shares of it.
    """

    def __init__(self, ordered: Sequence[Activity], works: Mapping[str, float]) -> None:
        self.ordered = ordered
        self.months = {each.id: each.months.likely for each in ordered}
        self.loads = {id_: work / self.months[id_] for id_, work in works.items() if work > 0}
        self.works = works
        self.tails = _tails(ordered)
        self.placings = 0
        self.seen: dict[frozenset[str], list[list[float]]] = {}
        self.missed = ""
        self.best: tuple[float, dict[str, float]] = (inf, {})
        self.lower_bound = self.bound({}, self.earliest({}, 0.0), 0.0)

    @property
    def is_exact(self) -> bool:
        """
        Whether the best found is the shortest: everything was tried, or the bound is reached.
        """
        return self.placings < MOST_PLACINGS or self.best[0] <= self.lower_bound + TOLERANCE

    def extend(self, placed: Mapping[str, float], now: float) -> None:
        """
        Try everything that can start next, at ``now`` or later.
        """
        self.placings += 1
        earliest = self.earliest(placed, now)
        if self.bound(placed, earliest, now) >= self.best[0] - TOLERANCE:
            return
        if len(placed) == len(self.loads):
            self.best = (self.finish(earliest), earliest)
            return
        if self.seen_as_good(placed, earliest, now):
            return
        for start, _, id_ in self.candidates(placed, earliest):
            if self.placings < MOST_PLACINGS and self.best[0] > self.lower_bound + TOLERANCE:
                self.extend({**placed, id_: start}, start)

    def seen_as_good(
        self, placed: Mapping[str, float], earliest: Mapping[str, float], now: float
    ) -> bool:
        """
        Whether the same activities were placed before so that none ends later, as far as what is
        still to come, from ``now`` on, can tell: the rule of Demeulemeester and Herroelen (1992).
        """
        ends = [max(now, earliest[each.id] + self.months[each.id]) for each in self.ordered]
        known = self.seen.setdefault(frozenset(placed), [])
        if any(all(map(le, other, ends)) for other in known):
            return True
        known.append(ends)
        return False

    def earliest(self, placed: Mapping[str, float], now: float) -> dict[str, float]:
        """
        All starts if only needs and openings counted, and all work not yet placed had to wait.
        """
        starts: dict[str, float] = {}
        for each in self.ordered:
            if each.id in placed:
                starts[each.id] = placed[each.id]
                continue
            ready = max((starts[need] + self.months[need] for need in each.needs), default=0.0)
            starts[each.id] = each.start_from(max(ready, now) if each.id in self.loads else ready)
            if starts[each.id] == inf:
                self.missed = self.missed or each.id
        return starts

    def finish(self, starts: Mapping[str, float]) -> float:
        return max((start + self.months[id_] for id_, start in starts.items()), default=0.0)

    def bound(
        self, placed: Mapping[str, float], earliest: Mapping[str, float], now: float
    ) -> float:
        """
        A finish that nothing after these placings can beat: by path, by work, or by turns.
        """
        left = {id_: start + self.months[id_] - now for id_, start in placed.items()}
        works = [
            (self.after(id_), self.loads[id_] * months)
            for id_, months in left.items()
            if months > 0
        ]
        waiting = [id_ for id_ in self.loads if id_ not in placed]
        works += [(self.after(id_), self.works[id_]) for id_ in waiting]
        alone = [id_ for id_ in waiting if self.loads[id_] > HALF]
        turns = [(self.after(id_), self.months[id_]) for id_ in alone]
        first = min((earliest[id_] for id_ in alone), default=0.0)
        return max(self.finish(earliest), now + _longest(works), first + _longest(turns))

    def after(self, id_: str) -> float:
        """
        What follows the end of an activity, in months.
        """
        return self.tails[id_] - self.months[id_]

    def candidates(
        self, placed: Mapping[str, float], earliest: Mapping[str, float]
    ) -> list[tuple[float, float, str]]:
        """
        Start, negative tail and id of what can come next, but nothing that another could precede
        from its start to its end.
        """
        found: list[tuple[float, float, str]] = []
        held_up: set[str] = set()
        for each in self.ordered:
            unplaced = each.id in self.loads and each.id not in placed
            if not held_up.isdisjoint(each.needs):
                held_up.add(each.id)
            elif unplaced:
                held_up.add(each.id)
                start = each.start_from(self.room_from(earliest[each.id], each.id, placed))
                if start == inf:
                    self.missed = self.missed or each.id
                found.append((start, -self.tails[each.id], each.id))
        first_end = min(start + self.months[id_] for start, _, id_ in found)
        return sorted(each for each in found if each[0] < first_end - TOLERANCE)

    def room_from(self, ready: float, id_: str, placed: Mapping[str, float]) -> float:
        """
        The first moment from ``ready`` on at which what still runs leaves room for its load.
        """
        ends = sorted(
            (start + self.months[other], self.loads[other]) for other, start in placed.items()
        )
        running = [(end, load) for end, load in ends if end > ready + TOLERANCE]
        while running and fsum(load for _, load in running) + self.loads[id_] > 1 + TOLERANCE:
            ready = running.pop(0)[0]
        return ready


def _longest(jobs: Sequence[tuple[float, float]]) -> float:
    """
    The time that jobs, as pairs of what follows and own time, take in turns: the more follows,
    the earlier.
    """
    reached = longest = 0.0
    for after, own in sorted(jobs, reverse=True):
        reached += own
        longest = max(longest, reached + after)
    return longest


def _tails(ordered: Sequence[Activity]) -> dict[str, float]:
    """
    From each activity's start the months to the end of the longest chain that follows.
    """
    tails = {each.id: each.months.likely for each in ordered}
    for each in reversed(ordered):
        for need in each.needs:
            own = next(other.months.likely for other in ordered if other.id == need)
            tails[need] = max(tails[need], own + tails[each.id])
    return tails
