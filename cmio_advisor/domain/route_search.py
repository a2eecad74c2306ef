"""
The search for the best set of options.

It is a branch and bound. A set not yet complete is given up when even this is worse than
the best one found: the least that each open goal adds by an option of its own, unless it could be
brought, and the finish if every open goal were met as soon as all options together can meet it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf

from cmio_advisor.domain.route_options import Choice, Objective, Option, Weights

Chosen = dict[str, Option]
"""Options by the goal they were chosen for."""
MOST_TRIED = 5_000
"""Sets, complete or not, looked at before the search ends with the best so far."""


def meet_goals(
    options: Iterable[tuple[str, Option]],
) -> tuple[dict[str, float], dict[str, Option]]:
    """
    When each of the options, given with its goal, ends, by id, and which first meets each goal.

    What can never start is in neither. What ends next is settled next, as in Dijkstra's shortest
    paths (Knuth 1977, "A generalization of Dijkstra's algorithm").
    """
    waiting = {option.id: (goal, option) for goal, option in options}
    ends: dict[str, float] = {}
    met_by: dict[str, Option] = {}
    while True:
        following = None
        for goal, option in waiting.values():
            if all(need in met_by for need in option.needs):
                ready = max((ends[met_by[need].id] for need in option.needs), default=0.0)
                end = option.start_from(ready) + option.months.likely
                if end < (following[0] if following else inf):
                    following = (end, goal, option)
        if following is None:
            return ends, met_by
        end, goal, option = following
        ends[option.id] = end
        for met in (goal, *option.brings):
            met_by.setdefault(met, option)
        del waiting[option.id]


class RouteSearch:
    """
    Options tried goal by goal, the best set so far, and what bounds the others.
    """

    def __init__(
        self, choices: Sequence[Choice], goals: Collection[str], objective: Objective
    ) -> None:
        within_reach = _within_reach(choices, goals)
        choices = [each for each in choices if each.goal in within_reach]
        every = [(choice.goal, option) for choice in choices for option in choice.options]
        self.objective = objective
        self.ends, met_by = meet_goals(every)
        self.soonest = {goal: self.ends[option.id] for goal, option in met_by.items()}
        self.brought: dict[str, float] = {}
        for goal, option in every:
            for brought in option.brings - {goal}:
                end = min(self.ends.get(option.id, inf), self.brought.get(brought, inf))
                self.brought[brought] = end
        self.weights = {option.id: objective.weights(option) for _, option in every}
        self.options = {
            each.goal: sorted(
                (option for option in each.options if option.id in self.ends),
                key=lambda option: self.key([option], self.ends[option.id]),
            )
            for each in choices
        }
        self.least = {
            goal: min(self.weights[option.id] for option in options)
            for goal, options in self.options.items()
            if options and goal not in self.brought
        }
        self.certain = _certain_needs({goal: self.options[goal] for goal in self.least})
        self.places = {choice.goal: [each.id for each in choice.options] for choice in choices}
        self.tried = 0
        self.best: Chosen | None = None
        self.best_key: tuple[Weights, tuple[int, ...]] = ((inf,), ())

    @property
    def is_exact(self) -> bool:
        """
        Whether everything was tried or ruled out.
        """
        return self.tried < MOST_TRIED

    def extend(
        self, chosen: Chosen, left_to_others: frozenset[str], open_goals: frozenset[str]
    ) -> None:
        """
        Settle one more open goal: by each of its options, and by leaving it to what brings it.
        """
        if not self.is_exact:
            return
        self.tried += 1
        finish = self.least_finish(chosen, left_to_others, open_goals)
        needed = frozenset().union(
            *(self.certain[goal] for goal in open_goals if goal in self.certain)
        )
        added = [self.least[goal] for goal in needed - chosen.keys()]
        key = self.key(chosen.values(), finish, added)
        if finish == inf or (key, self.order(chosen, left_to_others)) >= self.best_key:
            return
        if not open_goals:
            self.compare(chosen, left_to_others)
            return
        goal = min(open_goals, key=lambda each: (len(self.options.get(each, ())), each))
        for option in self.options.get(goal, ()):
            settled = {*chosen, *left_to_others, goal}
            now_open = (open_goals | set(option.needs)) - settled
            self.extend({**chosen, goal: option}, left_to_others, now_open)
        if goal in self.brought:
            self.extend(chosen, left_to_others | {goal}, open_goals - {goal})

    def compare(self, chosen: Chosen, left_to_others: frozenset[str]) -> None:
        """
        Keep a complete set if it is possible and the best so far.
        """
        ends, met_by = meet_goals(chosen.items())
        if len(ends) < len(chosen) or not left_to_others <= met_by.keys():
            return
        not_needed = self.places.keys() - chosen.keys()
        order = self.order(chosen, not_needed)
        key = self.key(chosen.values(), max(ends.values(), default=0.0))
        if (key, order) < self.best_key:
            in_order = {goal: chosen[goal] for goal in self.places if goal in chosen}
            self.best, self.best_key = in_order, (key, order)

    def order(self, chosen: Chosen, without: Collection[str]) -> tuple[int, ...]:
        """
        Which of its options each goal has, those ``without`` last; the first where it is open yet.
        """
        return tuple(
            ids.index(chosen[goal].id) if goal in chosen else len(ids) * (goal in without)
            for goal, ids in self.places.items()
        )

    def key(
        self, options: Iterable[Option], finish: float, added: Iterable[Weights] = ()
    ) -> Weights:
        """
        What the objective compares, of options and what the open goals add to them at least.
        """
        weights = [*(self.weights[each.id] for each in options), *added]
        return self.objective.key(weights, finish)

    def least_finish(
        self, chosen: Chosen, left_to_others: Collection[str], open_goals: Collection[str]
    ) -> float:
        """
        No set that has these options ends sooner; infinity where they wait for themselves.
        """
        met = {**self.soonest, **{goal: self.brought[goal] for goal in left_to_others}}
        ends = dict.fromkeys(chosen, 0.0)
        for _ in range(len(chosen) + 2):
            before = dict(ends)
            # Needs are chosen after what needs them: backwards, times settle in few rounds.
            for goal, option in reversed(chosen.items()):
                ready = max((met.get(need, inf) for need in option.needs), default=0.0)
                ends[goal] = option.start_from(ready) + option.months.likely
                met[goal] = max(met[goal], min(ends[goal], self.brought.get(goal, inf)))
            if ends == before:
                open_ends = (met.get(goal, inf) for goal in open_goals)
                return max([0.0, *ends.values(), *open_ends])
        return inf


def _within_reach(choices: Sequence[Choice], goals: Collection[str]) -> set[str]:
    """
    The goals and all that any option for one of them can need.
    """
    options = {each.goal: each.options for each in choices}
    found: set[str] = set()
    following = list(goals)
    while following:
        goal = following.pop()
        if goal not in found:
            found.add(goal)
            following += (need for each in options.get(goal, ()) for need in each.needs)
    return found


def _certain_needs(options: Mapping[str, Sequence[Option]]) -> dict[str, frozenset[str]]:
    """
    Of goals that nothing brings, those among them that each comes with, whatever is chosen.
    """
    certain = {goal: frozenset({goal}) for goal in options}
    while True:
        before = dict(certain)
        for goal, own in options.items():
            ways = [
                frozenset().union(*(certain.get(need, frozenset()) for need in each.needs))
                for each in own
            ]
            certain[goal] |= frozenset.intersection(*ways)
        if certain == before:
            return certain
