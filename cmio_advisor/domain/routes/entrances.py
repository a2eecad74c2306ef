"""
The ways into a route: which requirements have to be met before it can be started, and when it can.

What a route needs is a condition. Whatever of it does not hold today has to come from somewhere:
from time, if the answers say that it will hold by a day; from a requirement that brings it; or from
an answer that was not given and is taken for granted, which a plan has to say.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import reduce
from itertools import combinations, product

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.judge.case import ProfileCase, is_answered
from cmio_advisor.domain.profile.profile import AHEAD
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.rules.conditions import (
    AtLeast,
    Condition,
    Dated,
    Finding,
    Not,
    Rank,
    Reference,
)
from cmio_advisor.domain.rules.leaves import Holds, Leaf, Trained

MOST_ENTRANCES = 32
"""Ways kept of one condition, the plainest first; the shipped roadmap's have at most four."""


class PlanGoals(Frozen):
    """The ``open`` requirements by id, and which are met by something of their own under way."""

    open: Mapping[str, Requirement]
    under_way: Collection[str] = ()


class Entrance(Frozen):
    """
    One way in which a condition comes to hold: from ``start`` until ``end``, if given, after the
    open requirements that it ``needs``; ``assumes`` names what was not told and is taken as met.
    """

    needs: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None
    assumes: frozenset[str] = frozenset()

    def joined(self, other: "Entrance") -> "Entrance":
        """Both at once."""
        return Entrance(
            needs=self.needs | other.needs,
            start=max(filter(None, (self.start, other.start)), default=None),
            end=min(filter(None, (self.end, other.end)), default=None),
            assumes=self.assumes | other.assumes,
        )

    @property
    def is_possible(self) -> bool:
        """Whether it holds on some day."""
        return self.start is None or self.end is None or self.start <= self.end

    @property
    def plainness(self) -> tuple[int, int, date, tuple[str, ...]]:
        """Orders ways, the plainest first."""
        return len(self.assumes), len(self.needs), self.start or date.min, tuple(sorted(self.needs))


def ways_into(condition: Condition, case: ProfileCase, goals: PlanGoals) -> tuple[Entrance, ...]:
    """The ways in which a condition comes to hold, the plainest first; none if none can."""
    if isinstance(condition, Reference) and condition.kind == "requirement":
        return _ways_into_requirement(condition, case, goals)
    found = condition.judge(case)
    if found.holds:
        return (Entrance(end=found.ends),)
    ways: list[Entrance] = []
    if isinstance(condition, AtLeast):
        ways += _ways_into_parts(condition, case, goals)
        if all(each.assumes for each in ways):
            # A requirement may bring the whole and none of its parts for sure, as the primary board
            # does, in place of which something else may stand. What it brings is not taken as met.
            whole = goals.open.keys() & case.roadmap.rules.bringing(condition)
            ways = [*map(_after, _least_demanding(whole, case.roadmap))] or ways
    elif isinstance(condition, Dated):
        within = Entrance(start=condition.start, end=condition.end)
        open_yet = condition.end is None or case.on <= condition.end
        inner = ways_into(condition.part, case, goals) if open_yet else ()
        ways += [each.joined(within) for each in inner]
    elif isinstance(condition, Reference):
        as_asked = case.for_eligibility if condition.kind == "eligible" else case
        ways += ways_into(case.roadmap.named_rule(condition), as_asked, goals)
    else:
        ways += _ways_into_leaf(condition, found, case, goals)
        if not ways and isinstance(condition, Not) and _is_open(condition.part, case, goals):
            ways = [Entrance()]
        elif not (
            ways
            or found.fails
            or _is_open(condition, case, goals)
            or _is_of_no_specialty_told(condition, case)
        ):
            ways = [Entrance(assumes=condition.open_fields(case))]
    return plainest(ways)


def _is_open(rule: Condition, case: ProfileCase, goals: PlanGoals) -> bool:
    """Whether it speaks of training of which nothing was told and that the plan counts as open."""
    if not isinstance(rule, Holds | Trained) or case.may_be_told(rule):
        return False
    if is_answered(rule.field, case):
        return False
    if rule.status in AHEAD:
        return True
    return isinstance(rule, Trained) and any(
        isinstance(leaf, Trained) and leaf.field == rule.field
        for each in goals.open.values()
        for leaf in each.met_when.leaves()
    )


def _is_of_no_specialty_told(rule: Condition, case: ProfileCase) -> bool:
    """Whether it asks for training in a specialty, and none in it was named: that is no guess."""
    if not isinstance(rule, Trained) or not rule.specialties:
        return False
    named = getattr(case.profile, rule.field) or ()
    return all(each.specialty not in rule.specialties for each in named)


def plainest(ways: Iterable[Entrance]) -> tuple[Entrance, ...]:
    """The possible ones, each once, the plainest first; of equals that which is named first."""
    possible = dict.fromkeys(each for each in ways if each.is_possible)
    ordered = sorted(possible, key=lambda entrance: entrance.plainness)
    return tuple(ordered[:MOST_ENTRANCES])


def _ways_into_parts(
    condition: AtLeast, case: ProfileCase, goals: PlanGoals
) -> tuple[Entrance, ...]:
    """So many of the parts as are asked, in every combination."""
    parts = [ways_into(part, case, goals) for part in condition.parts]
    chosen = combinations([part for part in parts if part], condition.count)
    together = (each for found in chosen for each in product(*found))
    return plainest(reduce(Entrance.joined, each, Entrance()) for each in together)


def _ways_into_leaf(
    leaf: Condition, found: Finding, case: ProfileCase, goals: PlanGoals
) -> list[Entrance]:
    """The requirements that bring it, and the day on which it will hold by itself."""
    rules = case.roadmap.rules
    brought_by = goals.open.keys() & rules.bringing(leaf)
    if found.becomes is not None or found.low >= Rank.PLANNED:
        same = [
            each
            for each in goals.open
            if each in goals.under_way or found.becomes is None
            if _is_same_event(goals.open[each].met_when, leaf, found, case)
        ]
        meant = {id_ for each in same for id_ in rules.along_with(each)}  # by the event itself
        brought_by |= {each for each in same if each not in meant} or {*same}
    ways = [*map(_after, _least_demanding(brought_by, case.roadmap))]
    days = {goals.open[each].met_when.judge(case).becomes for each in brought_by}
    if found.becomes and found.becomes not in days:
        ways.append(Entrance(start=found.becomes))
    return ways


def _least_demanding(requirements: Collection[str], roadmap: Roadmap) -> list[str]:
    """Those that mean no other of them; of several that mean the same, one."""
    rules = roadmap.rules
    distinct = {rules.first_alike(each): each for each in sorted(requirements, reverse=True)}
    return [
        each for each in distinct.values() if rules.along_with(each).isdisjoint(distinct.values())
    ]


def _is_same_event(met_when: Condition, leaf: Condition, found: Finding, case: ProfileCase) -> bool:
    """Whether two rules come to hold by the same thing, which is ahead, such as one residency."""
    reads = {part.field for part in met_when.leaves() if isinstance(part, Leaf)}
    if not isinstance(leaf, Leaf) or leaf.field not in reads:
        return False
    other = met_when.judge(case)
    return other.becomes == found.becomes and (found.becomes is not None or other.low is found.low)


def _ways_into_requirement(
    reference: Reference, case: ProfileCase, goals: PlanGoals
) -> tuple[Entrance, ...]:
    """A requirement by name: the plan meets it, or it is met, or it was not told."""
    if reference.id in goals.open:
        return (_after(reference.id),)
    found = case.requirement(reference.id)
    if found.fails:
        return ()
    if found.holds:
        return (Entrance(end=found.ends),)
    return (Entrance(assumes=frozenset({reference.id})),)


def _after(requirement: str) -> Entrance:
    return Entrance(needs=frozenset({requirement}))
