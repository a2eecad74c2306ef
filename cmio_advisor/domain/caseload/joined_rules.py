"""
Rules that are made of others, and of what those remember.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.domain.caseload.rule_memory import MakeCase, Probe, Rule, Told, judged

T = TypeVar("T")


class Joined(Rule[T]):
    """
    Several rules as one: what is new to it is asked of their own memories first.

    What they find comes in few kinds, so ``join`` is asked once for all that is made of the same.
    """

    def __init__(self, rules: Sequence[Rule[Any]], join: Callable[[list[Any]], T]) -> None:
        super().__init__(_probes(rules), lambda case: self.judge((), lambda: case))
        self.rules = rules
        self.join = join
        self.kinds = Memory()

    def judge(self, told: Sequence[Told], case: MakeCase) -> T:
        return self.joined([judged(rule, told, case) for rule in self.rules])

    def joined(self, found: list[Any]) -> T:
        """
        What the rules found as one; kept beside it, so that its identity stays its own.
        """
        kind = tuple(map(id, found))
        known: tuple[list[Any], T] | None = self.kinds.get(kind)
        if known is None:
            known = (found, self.join(found))
            self.kinds.keep(kind, known)
        return known[1]


class Resting(Rule[T]):
    """
    A rule that rests on others, which it names; what is new to it is told by what those find.

    The others read much and find little that differs, so most people who are new to the rule are
    not new to ``own``: it judges by what this rule reads itself and by what the others find.
    """

    def __init__(self, own: Rule[T], others: Sequence[Rule[Any]]) -> None:
        super().__init__([*own.every_probe(), *_probes(others)], own.judge_case)
        self.own = own
        self.others = others

    def judge(self, told: Sequence[Told], case: MakeCase) -> T:
        others = [judged(rule, told, case) for rule in self.others]
        return self.own.find((self.own.key(told), *others), told, case)


def _probes(rules: Iterable[Rule[Any]]) -> list[Probe]:
    return [probe for rule in rules for probe in rule.every_probe()]
