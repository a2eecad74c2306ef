"""Which routes of a requirement are offered to a person, and when each can be started by itself."""

from datetime import date, timedelta

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.case import Answered, ProfileCase
from cmio_advisor.domain.judge.decisions import awaits_decision, with_own_odds
from cmio_advisor.domain.profile.profile import AHEAD
from cmio_advisor.domain.roadmap.credentials import door_of
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.conditions import Condition, Finding
from cmio_advisor.domain.rules.leaves import Trained


class Offer(Frozen):
    """
    A route, what was found of its needs, if it has any, the day on which the training has ended
    that it is not begun during, and the last day to start before its door ``closes`` for good.
    """

    route: Route
    needs: Finding | None
    free_from: date | None = None
    closes: date | None = None

    def startable_from(self, on: date) -> date | None:
        """The day on which it can be started; ``None`` if something has to be done first."""
        opens = max(on, self.route.start or on, self.free_from or on)
        if self.needs is None or self.needs.holds:
            return opens
        return max(opens, self.needs.becomes) if self.needs.becomes else None

    def rank(self, on: date) -> int:
        """
        Best first: what can be started, then what has its start in sight, then what an answer
        could still open, then the last resort of the list.
        """
        startable = self.startable_from(on)
        if startable is not None:
            return 0 if startable <= on else 1
        return 3 if self.needs is not None and self.needs.fails else 2


def offers_for(requirement: Requirement, case: ProfileCase) -> tuple[Offer, ...]:
    """
    The routes to take to a requirement, the first that can be started first: none that is shut,
    makes no sense for this person, speaks of what this person did not say, or waits for a decision.
    Alternatives stand among them.
    """
    offered = [
        Offer(
            route=with_own_odds(route, case),
            needs=route.needs.judge(case) if route.needs else None,
            free_from=free_from(route, case),
            closes=_closes(route, case),
        )
        for route in requirement.routes
        if not route.is_shut(case.on)
        and not makes_no_sense(route, case)
        and not is_of_no_answer(route, case)
        and not awaits_decision(route, requirement, case)
    ]
    return tuple(sorted(offered, key=lambda each: each.rank(case.on)))


def makes_no_sense(route: Route, case: ProfileCase) -> bool:
    """
    Whether a route is not offered to people like this one: it is not for them, or leads to a
    certificate that they hold or have a better one than.
    """
    return any(each.judge(case).holds for each in no_sense_when(route, case.roadmap))


def _closes(route: Route, case: ProfileCase) -> date | None:
    """When the route closes, or the pathway by which this person may sit for what it leads to."""
    door = route.earns and door_of(case.roadmap.credential(route.earns), case.for_eligibility)
    return min(filter(None, (route.end, door or None)), default=None)


def no_sense_when(route: Route, roadmap: Roadmap) -> tuple[Condition, ...]:
    """The rules, one of which is enough for a route to make no sense."""
    own = () if route.unless is None else (route.unless,)
    if route.earns is None:
        return own
    credential = roadmap.credential(route.earns)
    below = () if credential.below is None else (credential.below,)
    return (*own, *below, *credential.held_by)


def free_from(route: Route, case: ProfileCase) -> date | None:
    """
    The day after the training under way that a route is not begun during; ``None`` where there is
    none, or its end was not told.
    """
    if route.not_during is None or not route.not_during.judge(case).holds:
        return None
    fields = {leaf.field for leaf in route.not_during.leaves() if isinstance(leaf, Trained)}
    trainings = [each for field in fields for each in getattr(case.profile, field) or ()]
    ends = [each.expected.ahead_of(case.on).latest for each in trainings if each.expected]
    return max(ends) + timedelta(days=1) if ends else None


def is_of_no_answer(route: Route, case: ProfileCase) -> bool:
    """
    Whether a route speaks of something that this person did not say, such as finishing a fellowship
    of which nothing was told. Of a training that was named, and not whether it is finished, it may.
    """
    if not route.only_if_given or route.needs is None:
        return False
    found = route.needs.judge(case)
    if found.fails or not (found.holds or any(_may_be(each, case) for each in given_in(route))):
        return True
    return _begins_after_what_it_is_within(route, case)


def given_in(route: Route) -> tuple[Trained, ...]:
    """The training, under way or planned, of which a route speaks that is only for the given."""
    leaves = route.needs.leaves() if route.only_if_given and route.needs else ()
    return tuple(each for each in leaves if isinstance(each, Trained) and each.status in AHEAD)


def _may_be(leaf: Trained, case: ProfileCase) -> bool:
    """Whether a training that was named may be under way."""
    return not leaf.judge(case).fails and Answered(leaf.field).look(case)


def _begins_after_what_it_is_within(route: Route, case: ProfileCase) -> bool:
    """Whether all training under way that a route is done within ends before its next opening."""
    opening = route.next_opening(case.on)
    if not route.within or opening is None or route.needs is None:
        return False
    around = [
        each
        for leaf in route.needs.leaves()
        if isinstance(leaf, Trained) and leaf.status in AHEAD and leaf.judge(case).holds
        for each in getattr(case.profile, leaf.field)
        if each.status is leaf.status
    ]
    ends = [each.expected and each.expected.ahead_of(case.on).latest for each in around]
    return all(end is not None and end < opening for end in ends)
