"""
The next steps of a caseload's clients: ordered as for one person, each made once for all.
"""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from cmio_advisor.domain.caseload_results import (
    Action,
    Ahead,
    JudgedCredentials,
    JudgedSteps,
    Opened,
)
from cmio_advisor.domain.memory import Memory
from cmio_advisor.domain.next_steps import FIRST_SCREEN, next_step, route_worth
from cmio_advisor.domain.roadmap import Roadmap

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
        self.by_credentials = Memory()

    def find(
        self, steps: Sequence[JudgedSteps], credentials: Sequence[JudgedCredentials]
    ) -> tuple[list[Action], list[Action]]:
        """
        The steps to start on the day, most valuable first, and all that come later.
        """
        by_credentials = self._by_credentials(credentials)
        by_steps: dict[str, tuple[str, ...]] = {}
        for part in steps:
            for first, waiting in part.opens:
                by_steps[first] = by_steps.get(first, ()) + waiting
        actions: list[Action] = []
        for part in steps:
            for each in part.ahead:
                name = each.id
                unlocks = (by_steps.get(name, ()), by_credentials.get(name, ()))
                actions.append(each.actions.get(unlocks) or self._action(each, unlocks))
        actions.sort(key=BY_RANK)
        now: list[Action] = []
        later: list[Action] = []
        for action in actions:
            (now if action.startable and len(now) < FIRST_SCREEN else later).append(action)
        return now, later

    def _by_credentials(self, credentials: Sequence[JudgedCredentials]) -> Opened:
        """
        What the credentials wait for, taken together.
        """
        key = tuple([each.opens for each in credentials])
        known: Opened | None = self.by_credentials.get(key)
        if known is None:
            together: dict[str, tuple[str, ...]] = {}
            for each in credentials:
                for first, waiting in each.opens.by.items():
                    together[first] = together.get(first, ()) + waiting
            known = together
            self.by_credentials.keep(key, known)
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
