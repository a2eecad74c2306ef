"""
What follows from a roadmap's rules alone, whoever asks: found once, and kept with the roadmap.
"""

from typing import TYPE_CHECKING

from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, Reference
from cmio_advisor.domain.rules.implication import implies

if TYPE_CHECKING:
    from cmio_advisor.domain.roadmap.roadmap import Decision, Roadmap


class RuleBook:
    """
    Answers about one roadmap's rules; each is found when it is first asked for.
    """

    def __init__(self, roadmap: "Roadmap") -> None:
        self.roadmap = roadmap
        self.requirements = {each.id: each for each in roadmap.requirements()}
        self.credentials = {each.id: each for each in roadmap.credentials}
        self.takers = {
            id_: each
            for each in roadmap.requirements()
            for id_ in (each.id, *(route.id for route in each.routes))
        }
        """The requirement of that id, or with a route of that id."""
        self._stages: dict[str, AtLeast] = {}
        self._firsts: dict[Condition, tuple[Condition, ...]] = {}
        self._brought_by: dict[Condition, frozenset[str]] = {}
        self._rests: dict[tuple[Condition, str], bool] = {}

    def stage(self, rung: str) -> AtLeast:
        """
        That a person stands on that rung or a higher one.
        """
        if rung not in self._stages:
            ids = [each.id for each in self.roadmap.ladder]
            above = self.roadmap.ladder[ids.index(rung) :]
            signs = tuple(sign.when for each in above for sign in each.signs)
            self._stages[rung] = AtLeast(1, signs)
        return self._stages[rung]

    def firsts(self, rule: Condition) -> tuple[Condition, ...]:
        """
        What has to hold before a rule can.
        """
        found = self._firsts.get(rule)
        if found is None:
            presupposed = self.roadmap.presupposed
            found = tuple(each.first for each in presupposed if implies(rule, each.what))
            self._firsts[rule] = found
        return found

    def brought_by(self, rule: Condition) -> frozenset[str]:
        """
        The requirements, by id, that a rule names, or that bring a part of it whichever way they
        are met.
        """
        found = self._brought_by.get(rule)
        if found is None:
            found = self._brings(rule).union(*map(self.brought_by, parts(rule)))
            self._brought_by[rule] = found
        return found

    def _brings(self, rule: Condition) -> frozenset[str]:
        """
        Those that bring the rule as a whole.
        """
        return frozenset(
            id_
            for id_, each in self.requirements.items()
            if (isinstance(rule, Reference) and rule.id == id_) or implies(each.met_when, rule)
        )

    def rests(self, rule: Condition, decision: "Decision") -> bool:
        """
        Whether a rule can hold only for people who have met the requirement that a decision takes.
        """
        key = (rule, decision.id)
        if key not in self._rests:
            self._rests[key] = self._does_rest(rule, decision)
        return self._rests[key]

    def _does_rest(self, rule: Condition, decision: "Decision") -> bool:
        if isinstance(rule, Not):
            return False
        if isinstance(rule, Dated):
            return self.rests(rule.part, decision)
        if isinstance(rule, AtLeast):
            free = sum(not self.rests(each, decision) for each in rule.parts)
            return free < rule.count
        if isinstance(rule, Reference):
            if rule.kind == "eligible":
                return self.rests(self.credentials[rule.id].open_when, decision)
            if rule.kind != "requirement":
                return False
            named = self.requirements[rule.id].met_when
            return rule.id == decision.takes or self.rests(named, decision)
        return implies(rule, self.takers[decision.takes].met_when)


def parts(rule: Condition) -> tuple[Condition, ...]:
    """
    What is right inside a rule and can come to hold by something being done.
    """
    if isinstance(rule, AtLeast):
        return rule.parts
    return (rule.part,) if isinstance(rule, Dated) else ()
