"""
What to do next: the open requirements, a route for each, and which comes first.
"""

from collections.abc import Iterable
from datetime import date

from cmio_advisor.domain.assessment import NextStep, RequirementResult, State
from cmio_advisor.domain.case import ProfileCase, eligibility_rule
from cmio_advisor.domain.conditions import Condition, Finding, Reference
from cmio_advisor.domain.leaves import Leaf
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.roadmap import Requirement, Route, Strength
from cmio_advisor.domain.wording import filled

FIRST_SCREEN = 5
"""At most so many next steps; the rest come later (DESIGN.md, part 7: three to five)."""

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
    steps = [
        step
        for each in open_results
        for step in [_next_step(each, open_ids, case)]
        if step is not None
    ]
    ordered = sorted(steps, key=_value)
    now = [step for step in ordered if step.startable_from == case.on][:FIRST_SCREEN]
    return tuple(now), tuple(step for step in ordered if step not in now)


def _next_step(result: RequirementResult, open_ids: set[str], case: ProfileCase) -> NextStep | None:
    choice = _choose(result.requirement, case)
    if choice is None:
        return None
    unlocks = _unlocked(result.requirement, open_ids, case)
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


def _unlocked(requirement: Requirement, open_ids: set[str], case: ProfileCase) -> tuple[str, ...]:
    """
    The other open requirements and the credentials not yet open that rest on this one.
    """
    facts = _facts(requirement.met_when)
    found: list[str] = []
    for other in case.roadmap.requirements():
        if other.id != requirement.id and other.id in open_ids:
            needs = [route.needs for route in other.routes if route.needs is not None]
            if any(_rests_on(each, requirement.id, facts, case) for each in needs):
                found.append(other.id)
    for credential in case.roadmap.credentials:
        rule = eligibility_rule(credential)
        if _facts(rule) & facts and rule.judge(case.for_eligibility()).fails:
            found.append(credential.id)
    return tuple(found)


def _rests_on(
    needs: Condition, requirement_id: str, facts: frozenset[str], case: ProfileCase
) -> bool:
    if needs.judge(case).holds:
        return False
    for leaf in needs.leaves():
        if isinstance(leaf, Reference) and leaf.kind == "requirement" and leaf.id == requirement_id:
            return True
        if isinstance(leaf, Reference) and leaf.kind == "eligible":
            if _facts(eligibility_rule(case.roadmap.credential(leaf.id))) & facts:
                return True
    return bool(_facts(needs) & facts)


def _facts(condition: Condition) -> frozenset[str]:
    """
    The profile facts a rule reads, as names that two rules can share.
    """
    return frozenset(
        fact for leaf in condition.leaves() if isinstance(leaf, Leaf) for fact in leaf.facts()
    )


def _value(step: NextStep) -> tuple[int, int, str, float, float]:
    strength = STRENGTH_ORDER.index(step.requirement.strength)
    cost = step.route.cost.high if step.route.cost else 0
    closes = step.closes_on.isoformat() if step.closes_on else "9999"
    return (strength, -len(step.unlocks), closes, step.route.months.likely, cost)


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
