"""
The ways into a route: which requirements have to be met before it can be started, and when it can.

What a route needs is a condition. Whatever of it does not hold today has to come from somewhere:
from time, if the answers say that it will hold by a day; from a requirement that brings it; or from
an answer that was not given and is taken for granted, which a plan has to say.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations, product

from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.conditions import AtLeast, Condition, Dated, Reference
from cmio_advisor.domain.credentials import eligibility_rule
from cmio_advisor.domain.implication import implies
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.roadmap import Requirement

MOST_WAYS = 32
"""Ways kept of one condition, the plainest first; the shipped roadmap's have at most four."""


class Way(Record):
    """
    One way in which a condition comes to hold.

    ``needs`` are ids of open requirements that must be met first. It holds from ``start`` on, and
    until ``end``, if these are given. ``assumes`` names the profile fields and the requirements
    that were not told and are taken as met.
    """

    needs: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None
    assumes: frozenset[str] = frozenset()

    def joined(self, other: "Way") -> "Way":
        """
        Both at once.
        """
        starts = [each for each in (self.start, other.start) if each]
        ends = [each for each in (self.end, other.end) if each]
        return Way(
            needs=self.needs | other.needs,
            start=max(starts, default=None),
            end=min(ends, default=None),
            assumes=self.assumes | other.assumes,
        )

    @property
    def is_possible(self) -> bool:
        """
        Whether it holds on some day.
        """
        return self.start is None or self.end is None or self.start <= self.end

    @property
    def plainness(self) -> tuple[int, int, date, tuple[str, ...]]:
        """
        Orders ways, the plainest first.
        """
        return len(self.assumes), len(self.needs), self.start or date.min, tuple(sorted(self.needs))


def ways_into(
    condition: Condition, case: ProfileCase, bringing: Mapping[str, Requirement]
) -> tuple[Way, ...]:
    """
    The ways in which a condition comes to hold, the plainest first; none if nothing can bring it.

    ``bringing`` are the open requirements, by id, that a plan can meet.
    """
    found = condition.judge(case)
    if found.holds:
        return (Way(end=found.ends),)
    ways = [Way(start=found.becomes)] if found.becomes else []
    if isinstance(condition, AtLeast):
        ways += _ways_into_parts(condition, case, bringing)
    elif isinstance(condition, Dated):
        within = Way(start=condition.start, end=condition.end)
        open_yet = condition.end is None or case.on <= condition.end
        inner = ways_into(condition.part, case, bringing) if open_yet else ()
        ways += [each.joined(within) for each in inner]
    elif isinstance(condition, Reference):
        ways += _ways_into_named(condition, case, bringing)
    else:
        ways += [
            Way(needs=frozenset({each.id}))
            for each in bringing.values()
            if implies(each.met_when, condition)
        ]
    if not ways and not found.fails:
        ways = [Way(assumes=condition.open_fields(case))]
    return plainest(ways)


def plainest(ways: Iterable[Way]) -> tuple[Way, ...]:
    """
    The possible ones, each once, the plainest first.
    """
    ordered = sorted((each for each in set(ways) if each.is_possible), key=lambda w: w.plainness)
    return tuple(ordered[:MOST_WAYS])


def _ways_into_parts(
    condition: AtLeast, case: ProfileCase, bringing: Mapping[str, Requirement]
) -> list[Way]:
    """
    So many of the parts as are asked, in every combination.
    """
    parts = [ways_into(part, case, bringing) for part in condition.parts]
    found = []
    for chosen in combinations([part for part in parts if part], condition.count):
        for together in product(*chosen):
            way = Way()
            for each in together:
                way = way.joined(each)
            found.append(way)
    return list(plainest(found))


def _ways_into_named(
    reference: Reference, case: ProfileCase, bringing: Mapping[str, Requirement]
) -> list[Way]:
    """
    A rule that stands elsewhere: a requirement that the plan meets, or what a credential asks.
    """
    if reference.kind == "eligible":
        rule = eligibility_rule(case.roadmap.credential(reference.id))
        return list(ways_into(rule, case.for_eligibility(), bringing))
    if reference.kind != "requirement":
        return []
    if reference.id in bringing:
        return [Way(needs=frozenset({reference.id}))]
    open_yet = not case.requirement(reference.id).fails
    return [Way(assumes=frozenset({reference.id}))] if open_yet else []
