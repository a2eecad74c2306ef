"""
The next steps of a caseload's clients: ordered as for one person, each made once for all.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter

from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.domain.caseload.results import Action, Ahead, JudgedCredentials, JudgedSteps
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.next_steps import (
    FIRST_SCREEN,
    next_step,
    route_worth,
    with_first_steps,
)

BY_RANK = attrgetter("rank")


class NextSteps:
    """
    Finds them for one client after the other, and remembers what it made.
    """

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap = roadmap
        self.on = on
        requirements = list(roadmap.requirements())
        worths = {route_worth(each, route, on) for each in requirements for route in each.routes}
        self.ranks = {worth: rank for rank, worth in enumerate(sorted(worths))}
        self.places = {each.id: place for place, each in enumerate(requirements)}
        self.most = len(requirements) + 1
        self.opened = Memory()

    def find(
        self,
        steps: Sequence[JudgedSteps],
        credentials: Sequence[JudgedCredentials],
        first_steps: Sequence[Action] = (),
    ) -> tuple[Sequence[Action], Sequence[Action]]:
        """
        The steps to start on the day, most valuable first, and all that come later.
        """
        get_step, get_credential = self._opened(steps).get, self._opened(credentials).get
        actions: list[Action] = []
        for part in steps:
            for each in part.ahead:
                name = each.id
                unlocks = (get_step(name, ()), get_credential(name, ()))
                actions.append(each.actions.get(unlocks) or self._action(each, unlocks))
        actions.sort(key=BY_RANK)
        now: list[Action] = []
        later: list[Action] = []
        for action in actions:
            (now if action.startable and len(now) < FIRST_SCREEN else later).append(action)
        return with_first_steps(first_steps, now, later) if first_steps else (now, later)

    def _opened(
        self, parts: Sequence[JudgedSteps] | Sequence[JudgedCredentials]
    ) -> Mapping[str, tuple[str, ...]]:
        """
        What waits for each requirement in all parts together.
        """
        key = tuple([each.opens for each in parts])
        known: dict[str, tuple[str, ...]] | None = self.opened.get(key)
        if known is None:
            known = {}
            for opens in key:
                for first, waiting in opens.by.items():
                    known[first] = known.get(first, ()) + waiting
            self.opened.keep(key, known)
        return known

    def _action(self, ahead: Ahead, unlocks: tuple[tuple[str, ...], tuple[str, ...]]) -> Action:
        """
        The step, made once for all who have it.
        """
        prospect = ahead.prospect
        step = next_step(prospect, unlocks[0] + unlocks[1], self.roadmap, self.on)
        action = Action(step, self._rank(ahead, len(unlocks[0])), self.on)
        ahead.actions.keep(unlocks, action)
        return action

    def _rank(self, ahead: Ahead, opened: int) -> int:
        """
        One number for the order of `order_next_steps`: strength, requirements opened, worth, place.
        """
        worth = ahead.prospect.worth
        rank = worth[0] * self.most + self.most - opened
        rank = rank * len(self.ranks) + self.ranks[worth]
        return rank * self.most + self.places[ahead.id]
