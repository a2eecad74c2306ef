"""What follows from rules alone: whether meeting one means that another is met too."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from cmio_advisor.domain.profile.profile import Status
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, Reference
from cmio_advisor.domain.rules.leaves import AmountAtLeast, Holds, Leaf, Names, Trained, Years


def implies(given: Condition, wanted: Condition) -> bool:
    """Whether whoever meets ``given`` meets ``wanted`` on the same day; kept with the rule."""
    if given.number == wanted.number:
        return True
    # Rules that read nothing alike say nothing of each other, as most pairs of a roadmap do: 9 of
    # 10 questions of an assessment end here.
    if wanted.topics and given.topics.isdisjoint(wanted.topics):
        return False
    found = given.implied.get(wanted.number)
    if found is None:
        found = given.implied[wanted.number] = _implies(given, wanted)
    return found


def _implies(given: Condition, wanted: Condition) -> bool:
    if isinstance(given, Dated):
        return implies(given.part, wanted)
    if isinstance(given, Not) and isinstance(wanted, Not):
        return implies(wanted.part, given.part)
    if isinstance(given, AtLeast) and given.count:
        # Of the parts, at most so many fail that one of the others is sure to hold.
        enough = len(given.parts) - given.count + 1
        if _so_many(enough, [(part, wanted) for part in given.parts]):
            return True
    if isinstance(wanted, AtLeast):
        return _so_many(wanted.count, [(given, part) for part in wanted.parts])
    return _leaf_implies(given, wanted)


def _so_many(count: int, pairs: Sequence[tuple[Condition, Condition]]) -> bool:
    """Whether of so many the first implies the second; no more are asked than decides it."""
    spare = len(pairs) - count
    for given, wanted in pairs:
        if count <= 0 or spare < 0:
            break
        if implies(given, wanted):
            count -= 1
        else:
            spare -= 1
    return count <= 0


def _leaf_implies(given: Condition, wanted: Condition) -> bool:
    """The same for two leaves of one kind, which must read the same field."""
    if not isinstance(given, Leaf) or not isinstance(wanted, Leaf) or given.field != wanted.field:
        return False
    if isinstance(given, Holds) and isinstance(wanted, Holds):
        alike = given.status is wanted.status and given.years_ago >= wanted.years_ago
        alike = alike and (given.status is Status.HELD or given.when_told <= wanted.when_told)
        return alike and wanted.calendar_years is None and given.ids <= wanted.ids
    if isinstance(given, Trained) and isinstance(wanted, Trained):
        alike = given.status is wanted.status and given.accredited >= wanted.accredited
        in_time = given.months <= wanted.months and given.years_ago >= wanted.years_ago
        in_time = in_time and (not wanted.within or 0 < given.within <= wanted.within)
        some, any_ = given.specialties, wanted.specialties
        within = not any_ or (bool(some) and some <= any_)
        where, there = given.countries, wanted.countries
        is_there = where >= there if wanted.elsewhere else where <= there
        is_there = is_there and bool(where) and given.elsewhere is wanted.elsewhere
        return alike and in_time and within and (is_there or not there)
    if isinstance(given, Years) and isinstance(wanted, Years):
        alike = given.fte >= wanted.fte and given.weighed >= wanted.weighed
        alike = alike and wanted.profession in ("", given.profession)
        enough = given.at_least > wanted.at_least or (
            given.at_least == wanted.at_least and (given.above or not wanted.above)
        )
        return alike and enough and wanted.window is None
    if isinstance(given, AmountAtLeast) and isinstance(wanted, AmountAtLeast):
        return given.at_least >= wanted.at_least
    if isinstance(given, Names) and isinstance(wanted, Names):
        at_same = (given.states, given.elsewhere) == (wanted.states, wanted.elsewhere)
        return given.ids <= wanted.ids and (at_same or not wanted.states)
    return False


class RuleBook:
    """
    Answers about rules, each found when first asked for: rules of requirements by id, what a
    reference has ``named``, ``presupposed`` pairs of a rule and what has to hold before it, and
    ``proofs`` whose first shows the second.
    """

    def __init__(
        self,
        met_when: Mapping[str, Condition],
        named: Callable[[Reference], Condition],
        presupposed: Iterable[tuple[Condition, Condition]],
        proofs: Iterable[tuple[Condition, Condition]] = (),
    ) -> None:
        self.met_when = met_when
        self.named = named
        self.presupposed = tuple(presupposed)
        self.proofs = tuple(proofs)
        for name in vars(RuleBook):
            if not name.startswith("_"):
                setattr(self, name, cache(getattr(self, name)))

    def firsts(self, rule: Condition) -> tuple[Condition, ...]:
        """What has to hold before a rule can."""
        near = [each for each in self.presupposed if not rule.topics.isdisjoint(each[0].topics)]
        return tuple(first for what, first in near if implies(rule, what))

    def resting_on(self, rule: Condition) -> tuple[Condition, ...]:
        """What else cannot hold before a rule does."""
        pairs = self.presupposed
        return tuple(what for what, first in pairs if implies(first, rule) and what != rule)

    def shown_by(self, rule: Condition) -> tuple[Condition, ...]:
        """The rules each of which shows, where it holds, that this one did."""
        direct = tuple(what for what, first in self.proofs if implies(first, rule))
        return (*direct, *(each for what in direct for each in self.shown_by(what)))

    def brought_by(self, rule: Condition) -> frozenset[str]:
        """The requirements, by id, that a rule names, or that bring a part of it in any way."""
        named = {rule.id} & self.met_when.keys() if isinstance(rule, Reference) else ()
        parts = () if isinstance(rule, Not) else rule.inside
        return self.bringing(rule).union(named, *map(self.brought_by, parts))

    def bringing(self, rule: Condition) -> frozenset[str]:
        """The requirements, by id, whoever meets one of which meets the rule."""
        return frozenset(id_ for id_, met in self.met_when.items() if implies(met, rule))

    def along_with(self, requirement: str) -> frozenset[str]:
        """The other requirements, by id, that whoever meets this one meets as well."""
        if requirement not in self.met_when:
            return frozenset()
        own, others = self.met_when[requirement], self.met_when.items()
        return frozenset(id_ for id_, rule in others if id_ != requirement and implies(own, rule))

    def brought_with(self, requirement: str, brings: tuple[str, ...]) -> frozenset[str]:
        """The same by a route that ``brings`` more requirements, each with what comes along."""
        return self.along_with(requirement).union(brings, *map(self.along_with, brings))

    def first_alike(self, requirement: str) -> str:
        """The first requirement that the very same people meet: mostly itself."""
        if requirement not in self.met_when:
            return requirement
        alike = {
            each for each in self.along_with(requirement) if requirement in self.along_with(each)
        }
        return next(each for each in self.met_when if each == requirement or each in alike)

    def rests(self, rule: Condition, requirement: str) -> bool:
        """Whether a rule can hold only for people who have met a requirement."""
        if isinstance(rule, Not):
            return False
        if isinstance(rule, Dated):
            return self.rests(rule.part, requirement)
        if isinstance(rule, AtLeast):
            free = sum(not self.rests(each, requirement) for each in rule.parts)
            return free < rule.count
        if isinstance(rule, Reference):
            is_it = rule.kind == "requirement" and rule.id == requirement
            return is_it or self.rests(self.named(rule), requirement)
        return implies(rule, self.met_when[requirement])
