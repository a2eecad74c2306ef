"""
Rules judged once for all clients who gave the same answers to what the rule reads.

A caseload asks the same few rules of very many people. What a rule finds depends on nothing but
what its leaves see, and most people give a leaf one of a few things to see. So each answer is
looked at once, and each rule is judged once for every combination that occurs.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Generic, Protocol, TypeVar

from cmio_advisor.domain.base.frozen import Record, replace
from cmio_advisor.domain.base.kept import Memory, Shared
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.fields import IN_RULES
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.rules.conditions import Condition, Reference
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.rules.leaves import Leaf

T = TypeVar("T")

PROFILE_FIELDS = {name: row.head for name, row in IN_RULES.items()}
"""Where a leaf's field stands in a profile."""


class Waived(Record, kw_only=False):
    """
    What a rule reads of the waivers: whether this requirement is excused.
    """

    requirement: Requirement
    field: str = "waivers"

    def judge(self, case: ProfileCase) -> bool:
        """
        Whether it is.
        """
        return case.is_waived(self.requirement)


MakeCase = Callable[[], ProfileCase]
"""Makes a client's case, which is wanted only where a rule is judged."""


class Probe(Protocol):
    """
    One look at one field of a profile: a leaf of a condition, for instance.
    """

    @property
    def field(self) -> str: ...
    def judge(self, case: ProfileCase) -> Hashable: ...


class Told(Shared):
    """
    One field's answer, met for the first time: its value, and what each rule sees in it.

    Two clients who answered alike, on the same day, share it; so it is told apart by identity.
    ``seen`` holds what the rules see that every client is judged by, ``seldom`` what the others do.
    """

    __slots__ = ("seen", "seldom", "value")

    def __init__(self, value: Any, seen: tuple[int, ...], seldom: tuple[int, ...]) -> None:  # noqa: ANN401 - any field's value
        self.value = value
        self.seen = seen
        self.seldom = seldom


class Rule(Generic[T]):
    """
    One judgement, and where what it depends on stands among all that is seen of a client.
    """

    def __init__(self, probes: Iterable[Probe], judge: Callable[[ProfileCase], T]) -> None:
        self.judge_case = judge
        self.probes: dict[str, list[Probe]] = {}
        for probe in dict.fromkeys(probes):
            field = PROFILE_FIELDS.get(probe.field, probe.field)
            self.probes.setdefault(field, []).append(probe)
        self.looks: dict[str, Sequence[int]] = {}
        self.numbers: dict[str, dict[Hashable, int]] = {field: {} for field in self.probes}
        self.pick: Callable[[tuple[int, ...]], Hashable] = len
        self.places: Sequence[tuple[int, int]] = ()
        self.found = Memory()

    def judge(self, told: Sequence[Told], case: MakeCase) -> T:
        """
        What the rule finds for a client who told this.
        """
        del told
        return self.judge_case(case())

    def key(self, told: Sequence[Told]) -> Hashable:
        """
        What a rule that is seldom asked sees of a client.
        """
        return tuple([told[at].seldom[place] for at, place in self.places])

    def every_probe(self) -> list[Probe]:
        """
        All that the rule looks at.
        """
        return [probe for looks in self.probes.values() for probe in looks]

    def find(self, key: Hashable, told: Sequence[Told], case: MakeCase) -> T:
        """
        The same, judged only if no client before gave the rule this key.
        """
        found: T | None = self.found.get(key)
        if found is None:
            found = self.judge(told, case)
            self.found.keep(key, found)
        return found


class RuleMemory:
    """
    A set of rules over the fields of a profile, each with what it found so far.

    ``always`` are those that every client is judged by: what they see of a client stands in one
    row, out of which a rule picks its own. ``seldom`` are asked when one of those is judged anew.
    """

    def __init__(
        self, fields: Sequence[str], always: Sequence[Rule[Any]], seldom: Sequence[Rule[Any]]
    ) -> None:
        self.always = {field: [each for each in always if field in each.probes] for field in fields}
        self.seldom = {field: [each for each in seldom if field in each.probes] for field in fields}
        in_row = [rule for field in fields for rule in self.always[field]]
        for rule in always:
            places = [place for place, each in enumerate(in_row) if each is rule]
            if places:
                rule.pick = itemgetter(*places)
        # Many rules look at the same, so each probe is asked once, and its result is a number.
        self.probes: dict[str, list[Probe]] = {}
        self.results: dict[Hashable, int] = {}
        for field in fields:
            rules = (*self.always[field], *self.seldom[field])
            numbered: dict[Probe, int] = {}
            for rule in rules:
                rule.looks[field] = [
                    numbered.setdefault(each, len(numbered)) for each in rule.probes[field]
                ]
            self.probes[field] = list(numbered)
        for rule in seldom:
            rule.places = [
                (number, self.seldom[field].index(rule))
                for number, field in enumerate(fields)
                if field in rule.probes
            ]

    def look(self, field: str, value: Any, empty: ProfileCase) -> Told:  # noqa: ANN401 - as above
        """
        A field's answer as every rule sees it; ``empty`` is the case with nothing told.
        """
        case = replace(empty, profile=replace(empty.profile, **{field: value}))
        results = self.results
        looks = [
            results.setdefault(probe.judge(case), len(results)) for probe in self.probes[field]
        ]

        def number(rule: Rule[Any]) -> int:
            numbers = rule.numbers[field]
            return numbers.setdefault(tuple([looks[at] for at in rule.looks[field]]), len(numbers))

        return Told(
            value, tuple(map(number, self.always[field])), tuple(map(number, self.seldom[field]))
        )


def all_seen(told: Sequence[Told]) -> tuple[int, ...]:
    """
    What the rules see of one client that judge everybody, as a rule's ``pick`` expects it.
    """
    return tuple(chain.from_iterable([each.seen for each in told]))


def judged(rule: Rule[T], told: Sequence[Told], case: MakeCase) -> T:
    """
    What one of the rules finds that are seldom asked.
    """
    return rule.find(rule.key(told), told, case)


def probes_of(conditions: Sequence[Condition], roadmap: Roadmap) -> Iterator[Probe]:
    """
    Everything that these conditions look at, through every rule of the roadmap that they name.
    """
    for condition in conditions:
        for leaf in condition.leaves():
            if isinstance(leaf, Leaf):
                yield leaf
                yield from leaf.beside()
                firsts = [each.first for each in roadmap.presupposed if implies(leaf, each.what)]
                yield from probes_of(firsts, roadmap)
            elif isinstance(leaf, Reference):
                yield from _probes_behind(leaf, roadmap)


def _probes_behind(reference: Reference, roadmap: Roadmap) -> Iterator[Probe]:
    if reference.kind == "eligible":
        rule = roadmap.credential(reference.id).open_when
        yield from probes_of([rule], roadmap)
    elif reference.kind == "requirement":
        requirement = roadmap.requirement(reference.id)
        yield Waived(requirement)
        yield from probes_of([requirement.met_when], roadmap)
    else:
        ids = [each.id for each in roadmap.ladder]
        for rung in roadmap.ladder[ids.index(reference.id) :]:
            yield from probes_of([sign.when for sign in rung.signs], roadmap)
