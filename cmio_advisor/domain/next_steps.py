"""
What to do next: the open requirements, a route for each, and which comes first.
"""

from collections.abc import Iterable
from datetime import date

from cmio_advisor.domain.assessment import NextStep, RequirementResult, State
from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.conditions import Condition, Finding, Reference
from cmio_advisor.domain.leaves import Leaf
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.roadmap import Requirement, Route, Strength
from cmio_advisor.domain.timeline import add_months
from cmio_advisor.domain.wording import filled

FIRST_SCREEN = 5
"""At most so many next steps; the rest come later (DESIGN.md, part 7: three to five)."""

CLOSING_MONTHS = 24
"""A door that closes within so many months puts a step before others of its kind."""

STRENGTH_ORDER = (Strength.REQUIRED, Strength.EXPECTED, Strength.HELPS)


class _Choice(Record, kw_only=False):
    """
    A requirement's route, and what stands before its start.
    """

    route: Route
    needs: Finding | None

    def startable_from(self, on: date) -> date | None:
        """
        The day on which it can be started; ``None`` if something has to be done first.
        """
        opens = max(on, self.route.start or on)
        if self.needs is None or self.needs.holds:
            return opens
        return max(opens, self.needs.becomes) if self.needs.becomes else None


class _Blocked(Record, kw_only=False):
    """
    A requirement or credential that waits: the facts and the requirements it waits for.
    """

    id: str
    facts: frozenset[str]
    named: frozenset[str]


def find_next_steps(
    results: Iterable[RequirementResult], case: ProfileCase
) -> tuple[tuple[NextStep, ...], tuple[NextStep, ...]]:
    """
    The steps that can be started on the day, most valuable first, and all that come later.

    Most valuable is what closes a required gap, then what is expected, then what unlocks most,
    has a closing door, and is quick and cheap.
    """
    open_results = [each for each in results if each.state.is_open]
    open_ids = {each.requirement.id for each in open_results}
    blocked = _find_blocked(open_ids, case)
    steps = [
        step
        for each in open_results
        for step in [_next_step(each, blocked, case)]
        if step is not None
    ]
    closing_by = add_months(case.on, CLOSING_MONTHS)
    ordered = sorted(steps, key=lambda step: _value(step, open_ids, closing_by))
    now = [step for step in ordered if step.startable_from == case.on][:FIRST_SCREEN]
    return tuple(now), tuple(step for step in ordered if step not in now)


def _next_step(
    result: RequirementResult, blocked: tuple[_Blocked, ...], case: ProfileCase
) -> NextStep | None:
    choice = _choose(result.requirement, case)
    if choice is None:
        return None
    unlocks = _unlocked(result.requirement, blocked)
    startable = choice.startable_from(case.on)
    return NextStep(
        route=choice.route,
        requirement=result.requirement,
        reason=_reason(result, unlocks, choice.route, case),
        startable_from=startable,
        closes_on=choice.route.end,
        unlocks=unlocks,
    )


def _choose(requirement: Requirement, case: ProfileCase) -> _Choice | None:
    """
    The best open route: the first that can be started, else the first whose start is in sight,
    else the first that an answer could still open, else the last resort of the list.
    """
    choices = [
        _Choice(route, route.needs.judge(case) if route.needs else None)
        for route in requirement.routes
        if not route.is_shut(case.on)
    ]

    def rank(choice: _Choice) -> int:
        startable = choice.startable_from(case.on)
        if startable is not None:
            return 0 if startable <= case.on else 1
        return 3 if choice.needs is not None and choice.needs.fails else 2

    return min(choices, key=rank, default=None)


def _find_blocked(open_ids: set[str], case: ProfileCase) -> tuple[_Blocked, ...]:
    """
    What waits for something: open requirements by their routes, and credentials by their rules.
    """
    found: list[_Blocked] = []
    for requirement in case.roadmap.requirements():
        if requirement.id in open_ids:
            needs = [route.needs for route in requirement.routes if route.needs is not None]
            waiting = [each for each in needs if not each.judge(case).holds]
            facts = frozenset[str]().union(*(_facts(each) for each in waiting))
            named = frozenset(
                leaf.id for each in waiting for leaf in each.leaves() if isinstance(leaf, Reference)
            )
            found.append(_Blocked(requirement.id, facts, named))
    asking = case.for_eligibility()
    for credential in case.roadmap.credentials:
        rules = [each.when for each in credential.requires]
        rules += [each.when for each in credential.pathways]
        facts = frozenset[str]().union(
            *(_facts(each) for each in rules if each.judge(asking).fails)
        )
        found.append(_Blocked(credential.id, facts, frozenset()))
    return tuple(found)


def _unlocked(requirement: Requirement, blocked: tuple[_Blocked, ...]) -> tuple[str, ...]:
    """
    The ids of what waits for this requirement: by its name, or by a fact that it brings.
    """
    facts = _facts(requirement.met_when)
    return tuple(
        each.id
        for each in blocked
        if each.id != requirement.id and (requirement.id in each.named or facts & each.facts)
    )


def _facts(condition: Condition) -> frozenset[str]:
    """
    The profile facts a rule reads, as names that two rules can share.
    """
    return frozenset(
        fact for leaf in condition.leaves() if isinstance(leaf, Leaf) for fact in leaf.facts()
    )


def _value(
    step: NextStep, open_ids: set[str], closing_by: date
) -> tuple[int, int, date, float, float]:
    """
    What orders the steps; of what a step unlocks only open requirements count, since a
    certificate that nothing asks for is no gain.
    """
    opened = len(open_ids.intersection(step.unlocks))
    strength = STRENGTH_ORDER.index(step.requirement.strength)
    cost = step.route.cost.high if step.route.cost else 0
    soon = step.closes_on if step.closes_on and step.closes_on < closing_by else date.max
    return (strength, -opened, soon, step.route.months.likely, cost)


def _reason(
    result: RequirementResult, unlocks: tuple[str, ...], route: Route, case: ProfileCase
) -> str:
    texts = case.roadmap.texts
    strength = result.requirement.strength
    parts = [texts[f"reason_{strength}"]]
    if result.state is State.IN_PROGRESS:
        parts = [texts["reason_in_progress"]]
    if unlocks:
        parts.append(texts["reason_unlocks"])
    if route.end is not None:
        parts.append(filled(texts["reason_closes"], {"date": route.end.isoformat()}))
    return " ".join(parts)
