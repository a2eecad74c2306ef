"""
Which options to choose for a set of goals: the fastest, the cheapest or the surest.

A goal counts if it is asked for, or needed by a chosen option. Each is met by an option of its
own, at most one, or by another chosen option that brings it; where both are chosen, by what ends
first. An option that would have to wait for itself is never chosen.

The search goes depth first: it settles one goal that counts after the other, by each option of its
own and, if another's may bring it, by none, and turns back where no set that it could still reach
betters the best so far. For example, an informatics course is asked for, 3 months and $4,000, and
a fellowship, 24 months and nothing to pay, that brings the course. The cheapest set is sought. The
fellowship is taken first, and the course left to it: 0 dollars, 24 months. The set with both costs
4,000 dollars at least, which is worse than 0 whatever else it may save: it is not looked into.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from heapq import heapify, heappop, heappush
from math import inf, prod
from operator import add
from typing import Generic, TypeVar

from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.programs import Program
from cmio_advisor.domain.routes.network import Activity

SEED = 1
"""The seed of the chances unless another is asked for."""


class Objective(StrEnum):
    """
    What the best set of options has least of; each later entry decides between equals. ``FASTEST``:
    months to the finish, then those of all options together, then cost. ``CHEAPEST``: cost; months.
    ``SUREST``: options of grade D, of C, of B; the sum of high - low months; then as ``FASTEST``.
    Cost is the sum of the upper ends, of the lower ends, then how many are unknown. At last the
    fewest options, and then those given first.
    """

    FASTEST = "fastest"
    CHEAPEST = "cheapest"
    SUREST = "surest"


BEFORE = {Objective.FASTEST: 0, Objective.CHEAPEST: 3, Objective.SUREST: 4}
"""How many of the counts of a price are weightier than the finish."""


class PlanWishes(Frozen):
    """
    What a person wants of a plan, ``None`` where nothing was said: a limit of hours a week, a
    budget, yearly pay before tax in place of what the roadmap knows (now, in full-time routes, at
    the end), what to take in (``chosen``) or leave out, and a ``program`` to do a route at. Nothing
    is done before ``idle_until``, not even a renewal.
    """

    objective: Objective = Objective.FASTEST
    hours_per_week: float | None = None
    budget_usd: int | None = None
    pay_now: int | None = None
    pay_meanwhile: int | None = None
    pay_then: int | None = None
    chosen: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    seed: int = SEED
    program: Program | None = None
    idle_until: date = date.min


def wishes_of(profile: Profile, asked: PlanWishes) -> PlanWishes:
    """The wishes with the limits and the pay that the profile names where none were asked for."""
    constraints = profile.constraints
    return replace(
        asked,
        hours_per_week=asked.hours_per_week or constraints.hours_per_week,
        budget_usd=constraints.budget_usd if asked.budget_usd is None else asked.budget_usd,
        pay_now=constraints.pay_usd if asked.pay_now is None else asked.pay_now,
    )


MOST_TRIED = 500
"""Sets and parts of sets looked at before a search ends with the best so far. Of the examples the
medical student needs most, 401; where a degree alone is told, 2,000 do not end it either.
More where there are more goals than half of that: a first set takes one a goal."""
KEY_DECIMALS = 6
"""Of a month, 3 seconds: plans that end closer together are equally long."""


MICRO = 1_000_000
"""Spreads are summed in whole millionths of a month, so that no order of additions matters."""

Price = tuple[int, ...]
"""The weightiest count first; less is better."""
Key = tuple[tuple[float, ...], float, tuple[float, ...]]
"""A set as it is compared: less is better. First of the last is what it takes."""


class RouteOption(Activity):
    """
    One way to meet a goal. ``needs`` are goals to be met before it starts, ``brings`` goals met
    beside its own; ``cost`` is what it counts as (``Requirement.counted_cost``) where it is not
    known, ``grade``, A to D, that of its worst evidence.
    """

    goal: str
    cost: Cost
    grade: str
    is_cost_known: bool = True
    brings: frozenset[str] = frozenset()

    @kept
    def meets(self) -> frozenset[str]:
        """All goals that are met when it ends."""
        return self.brings | {self.goal}

    def end_from(self, ready: float) -> float:
        """When it ends at the soonest if all that it needs is met then."""
        return self.start_from(ready) + self.months.likely

    def price(self, objective: Objective) -> Price:
        """What it adds to an objective."""
        costs = self.cost.high, self.cost.low, int(not self.is_cost_known)
        if objective is Objective.CHEAPEST:
            return *costs, MICRO
        after = (round(self.months.likely * MICRO), *costs, 1)
        if objective is Objective.FASTEST:
            return after
        spread = round((self.months.high - self.months.low) * MICRO)
        return self.grade == "D", self.grade == "C", self.grade == "B", spread, *after


Part = tuple[tuple[RouteOption, ...], Price, tuple[str, ...], int]
"""Of a set the options chosen, their price, the goals that count, and how many are settled."""


Option = TypeVar("Option", bound=RouteOption)


class Meeting(Frozen):
    """When each option ends, by id, and by goal when it is met first, and by which option."""

    ends: Mapping[str, float]
    met: Mapping[str, float]
    met_by: Mapping[str, RouteOption]

    def finish(self, options: Iterable[RouteOption], goals: Iterable[str]) -> float:
        """When these have ended and these goals are met."""
        ends = [self.ends.get(each.id, inf) for each in options]
        return max([0.0, *ends, *[self.met.get(each, inf) for each in goals]])


class ChosenRoutes(Frozen, Generic[Option]):
    """
    The best set of options, by the goal each was chosen for, and by goal that counts the option
    that meets it first. Not ``is_exact``, there may be a better set.
    """

    options: Mapping[str, Option]
    met_by: Mapping[str, RouteOption]
    is_exact: bool

    def activities(self) -> tuple[Option, ...]:
        """The options as a network, in which each waits for those that meet what it needs."""
        return tuple(
            replace(each, needs=tuple(dict.fromkeys(self.met_by[need].id for need in each.needs)))
            for each in self.options.values()
        )


def choose_routes(
    options: Sequence[Option],
    goals: Collection[str],
    objective: Objective,
    required: Collection[str] = (),
) -> ChosenRoutes[Option] | None:
    """
    The best options for ``goals`` and all that these need; ``None`` where no set was found. A need
    that is met already must not be an option's. Of sets that end together a month of work counts as
    much as one by which the ``required`` goals are met later.
    """
    usable, soonest = usable_options(options, goals)
    if not soonest.met_by.keys() >= {*goals}:
        return None
    # In the order of the options, so that the order of the goals changes nothing.
    asked = dict.fromkeys(each.goal for each in usable if each.goal in goals)
    goals = (*asked, *sorted({*goals} - asked.keys()))
    search = _Search(usable, soonest, goals, objective, required)
    if search.best is None:
        return None
    taken = {each.id for each in search.best}
    chosen = [each for each in options if each.id in taken]
    if not search.is_exact:  # of a search that was ended some may meet nothing that others do not
        first = {each.id for each in meet(chosen).met_by.values()}
        chosen = [each for each in chosen if each.id in first]
    return ChosenRoutes(
        options={each.goal: each for each in chosen},
        met_by=meet(chosen).met_by,
        is_exact=search.is_exact,
    )


def could_be_cheaper(options: Sequence[Option], chosen: ChosenRoutes[Option]) -> tuple[Option, ...]:
    """Options of another set for the same goals that may come to less than those chosen."""
    hopeful = [replace(each, cost=Cost(low=each.cost.low, high=each.cost.low)) for each in options]
    found = choose_routes(hopeful, chosen.options, Objective.CHEAPEST)
    sets = (found, chosen) if found else ()
    lowest = [sum(each.cost.low for each in one.options.values()) for one in sets]
    if found is None or lowest[0] >= lowest[1]:
        return ()
    taken = {each.id for each in chosen.options.values()}
    return tuple(each for each in found.options.values() if each.id not in taken)


def meet(options: Sequence[RouteOption]) -> Meeting:
    """
    When everything ends and is met if all these options are taken: what ends next is settled next,
    as in Dijkstra's shortest paths (Knuth 1977). What waits for itself never ends.
    """
    ends: dict[str, float] = {}
    met: dict[str, float] = {}
    met_by: dict[str, RouteOption] = {}
    missing = [len(each.needs) for each in options]
    needing: dict[str, list[int]] = {}
    for place, each in enumerate(options):
        for need in each.needs:
            needing.setdefault(need, []).append(place)
    queue = [(each.end_from(0.0), at) for at, each in enumerate(options) if not each.needs]
    heapify(queue)
    while queue:
        end, place = heappop(queue)
        if end == inf:
            break
        ends[options[place].id] = end
        for goal in options[place].meets:
            if goal in met:
                continue
            met[goal], met_by[goal] = end, options[place]
            for other in needing.get(goal, ()):
                missing[other] -= 1
                if not missing[other]:
                    heappush(queue, (options[other].end_from(end), other))
    return Meeting(ends=ends, met=met, met_by=met_by)


def usable_options(
    options: Sequence[Option], goals: Collection[str]
) -> tuple[list[Option], Meeting]:
    """
    The options for ``goals``, and for what these can need, that can start, and what they meet, each
    for itself: what only an option for another goal would bring can be met only while that goal is
    among them. There may still be no set for all: where two need two options of one goal, or a door
    closes.
    """
    left = list(options)
    while True:
        needs_of: dict[str, list[str]] = {}
        for each in left:
            needs_of.setdefault(each.goal, []).extend(each.needs)
        counted = dict.fromkeys(goals)
        following = list(counted)
        for goal in following:
            needs = dict.fromkeys(needs_of.get(goal, ()))
            following += [need for need in needs if need not in counted]
            counted.update(needs)
        left = [each for each in left if each.goal in counted]
        meeting = meet(left)
        usable = [each for each in left if each.id in meeting.ends]
        if len(usable) == len(left):
            return left, meeting
        left = usable


class _Search:
    """The best set of usable options for ``goals``; not ``is_exact``, there may be a better one."""

    def __init__(
        self,
        options: Sequence[RouteOption],
        soonest: Meeting,
        goals: Sequence[str],
        objective: Objective,
        required: Collection[str],
    ) -> None:
        self.required = tuple(each for each in goals if each in required)
        self.own: dict[str, list[RouteOption]] = {}
        self.meeting: dict[str, set[str]] = {}
        for each in options:
            self.own.setdefault(each.goal, []).append(each)
            for goal in each.meets:
                self.meeting.setdefault(goal, set()).add(each.id)
        # Last in a price is the order among equals, a digit a goal: how far from the end of the
        # goal's options it stands is taken off, so that the first is best.
        sizes = [len(each) + 1 for each in self.own.values()]
        self.before, self.prices = BEFORE[objective], dict[str, Price]()
        for place, found in enumerate(self.own.values()):
            for number, option in enumerate(found):
                order = (number - len(found)) * prod(sizes[place + 1 :])
                self.prices[option.id] = *option.price(objective), order
        self.cheapest: dict[str, Price] = {}
        for goal, ids in self.meeting.items():
            prices = [self.prices[each] for each in ids]
            before = min(each[: self.before] for each in prices)
            self.cheapest[goal] = before + min(each[self.before :] for each in prices)
        self.soonest = soonest
        self.floor = self.soonest.finish((), goals)
        ends = sorted((self.soonest.ends[each.id], each.id, each) for each in options)
        self.meeting_required = [
            [(end, id_, option.goal) for end, id_, option in ends if goal in option.meets]
            for goal in self.required
        ]
        for found in self.own.values():
            found.sort(key=self.promise, reverse=True)
        self.goals = goals
        self.best: Collection[RouteOption] | None = None
        self.best_key: Key = ((inf,), inf, ())
        self.is_exact = self.run()
        if not self.is_exact and self.best is None:
            self.offer_soonest()

    def offer_soonest(self) -> None:
        """Of a search that found no set before it was ended: what meets each goal first, if one."""
        wanted, chosen = [*self.goals], dict[str, RouteOption]()
        for goal in wanted:
            option = self.soonest.met_by[goal]
            chosen.setdefault(option.goal, option)
            wanted += sorted({*option.needs}.difference(wanted))
        if chosen.keys() <= {*wanted}:
            price = tuple(map(sum, zip(*[self.prices[e.id] for e in chosen.values()], strict=True)))
            self.offer(tuple(chosen.values()), price, wanted)

    def run(self) -> bool:
        """Look at sets and parts of sets until none is left; no if these are too many."""
        nothing = (0,) * len(next(iter(self.prices.values()), ()))
        left: list[Part] = [((), nothing, tuple(self.goals), 0)]
        for _ in range(max(MOST_TRIED, len(self.own) + MOST_TRIED // 2)):  # a set has a part a goal
            if not left:
                return True
            part = left.pop()
            if self.best is not None and self.bound(part) >= self.best_key:
                continue
            chosen, price, wanted, settled = part
            if settled == len(wanted):
                self.offer(chosen, price, wanted)
                continue
            # The next goal is settled in each way, the most promising last.
            own = self.own.get(wanted[settled], ())
            by_another = len(self.meeting[wanted[settled]]) > len(own)
            left += [(chosen, price, wanted, settled + 1)] * by_another
            for each in own:
                now = tuple(dict.fromkeys((*wanted, *each.needs))) if each.needs else wanted
                paid = tuple(map(add, price, self.prices[each.id]))
                left.append(((*chosen, each), paid, now, settled + 1))
        return not left

    def bound(self, part: Part) -> Key:
        """
        What no set betters that has these options and meets these goals: it ends no sooner than all
        options would, and the rest is paid for at its cheapest, once for two goals in one option.
        """
        chosen, price, wanted, settled = part
        prices, counted = [price], set[str]()
        met = set[str]().union(*[each.meets for each in chosen])
        for goal in wanted:
            if goal not in met and counted.isdisjoint(self.meeting[goal]):
                counted |= self.meeting[goal]
                prices.append(self.cheapest[goal])
        taken, done = {each.id for each in chosen}, {*wanted[:settled]}
        required = [
            next((end for end, id_, goal in each if goal not in done or id_ in taken), inf)
            for each in self.meeting_required
        ]
        finish = max(self.floor, *map(self.soonest.ends.__getitem__, taken), 0.0)
        return key_of(prices, self.before, finish, max(required, default=0.0))

    def promise(self, option: RouteOption) -> Key:
        """What is tried first: less is better. No sooner end counts than when all ends anyway."""
        end = self.soonest.ends[option.id]
        required = end if option.goal in self.required else 0.0
        price = self.prices[option.id]
        return key_of([price], self.before, max(self.floor, end), required)

    def offer(self, chosen: tuple[RouteOption, ...], price: Price, wanted: Iterable[str]) -> None:
        """Keep a set if it meets all that is wanted, and is the best so far."""
        meeting = meet(chosen)
        finish = meeting.finish(chosen, wanted)
        key = key_of([price], self.before, finish, meeting.finish((), self.required))
        if finish < inf and key < self.best_key:
            self.best, self.best_key = chosen, key


def key_of(prices: Sequence[Price], before: int, finish: float, required: float) -> Key:
    """By what a set of these prices that ends then, and meets what is required, is compared."""
    price = tuple(map(sum, zip(*prices, strict=True)))
    months = sum(price[before : before + 1], round(required * MICRO, 0))
    return price[:before], round(finish, KEY_DECIMALS), (months, *price[before + 1 :])
