"""What a judgment reads of the answers: it is made once for people alike to it."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.judge.case import ProfileCase, is_answered
from cmio_advisor.domain.profile.fields import HEADS, Kind
from cmio_advisor.domain.profile.profile import Holding, License, Profile, Training
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.rules.conditions import Condition, Reference
from cmio_advisor.domain.rules.holdings import LICENSED, HomeSign
from cmio_advisor.domain.rules.leaves import Leaf


class Look(NamedTuple):
    """One look at one field of a profile: what ``ask`` finds in a case, of the things named."""

    field: str
    ask: Callable[..., Hashable]
    of: tuple[Hashable, ...] = ()

    def look(self, case: ProfileCase) -> Hashable:
        return self.ask(*self.of, case)


NOT_READ = Look("unread", attrgetter("not_read"))
"""In which fields something could not be read."""


def of_leaf(leaf: Leaf) -> Look:
    """What a leaf of a rule sees, also beside other signs of where a training was."""
    return Look(leaf.profile_field, _seen_by, (leaf,))


def _seen_by(leaf: Leaf, case: ProfileCase) -> Hashable:
    """One finding, or one for each sign that the leaf may find beside its own field."""
    found = leaf.seen(case)
    if not leaf.beside():
        return found
    signs = ({"license": (License(status=LICENSED[0]),)}, {"degrees": (Holding(id="of-here"),)})
    beside = [replace(case, profile=replace(case.profile, **each)) for each in signs]
    return (found, *[leaf.seen(each) for each in beside])


def of_waiver(requirement: Requirement) -> Look:
    """Whether a requirement is waived."""
    return Look("waivers", _is_waived, (requirement,))


def _is_waived(requirement: Requirement, case: ProfileCase) -> bool:
    return case.is_waived(requirement)


def whether_answered(path: str) -> Look:
    """Whether the field at a path was told."""
    return Look(path.partition(".")[0], is_answered, (path,))


def of_ends(field: str) -> Look:
    """How far each training is, and when it ends."""
    return Look(field, _ends, (field,))


def _ends(field: str, case: ProfileCase) -> Hashable:
    trainings: tuple[Training, ...] | None = getattr(case.profile, field)
    return trainings and tuple((each.status, each.expected) for each in trainings)


def of_whole(field: str) -> Look:
    """The answer itself, with its day where that matters."""
    return Look(field, _answer, (field,))


def _answer(field: str, case: ProfileCase) -> Hashable:
    return getattr(case.profile, field), case.profile.as_of


class Reads(Frozen):
    """Looks by the fields of a profile, and the parts that judge credentials a rule names."""

    looks: Mapping[str, tuple[Look, ...]]
    eligible: Mapping[str, "Part"]

    @cached_property
    def leaves(self) -> Mapping[int, tuple[str, int]]:
        """Where to find what a leaf sees: by its number, its field and its look's place."""
        return {
            leaf.number: (field, place)
            for field, looks in self.looks.items()
            for place, look in enumerate(looks)
            if look.ask is _seen_by
            for leaf in look.of
            if isinstance(leaf, Leaf) and not leaf.beside()
        }


class Part:
    """A part of an assessment: what it finds of a case, by ``rules`` and further ``looks``."""

    def __init__(
        self,
        find: Callable[[ProfileCase], Any],
        rules: Callable[[], Iterable[Condition]] = tuple,
        looks: Callable[[], Iterable[Look]] = tuple,
    ) -> None:
        self.find = find
        self.rules = rules
        self.looks = looks

    def reads(self, roadmap: Roadmap) -> Reads:
        """All that it reads, sorted by field."""
        found = [each for rule in self.rules() for each in _read_by(rule, roadmap)]
        looks: dict[str, dict[Look, None]] = {}
        for look in (*(each for each in found if not isinstance(each, str)), *self.looks()):
            looks.setdefault(look.field, {})[look] = None
        return Reads(
            looks={field: tuple(each) for field, each in looks.items()},
            eligible={
                each: eligibility_part(roadmap.credential(each))
                for each in found
                if isinstance(each, str)
            },
        )


@cache
def eligibility_part(credential: Credential) -> Part:
    """What a credential's own rules find, judged by itself: it comes in few kinds."""
    rule = credential.open_when
    return Part(lambda case: rule.judge(case.for_eligibility), lambda: (rule,))


def _read_by(rule: Condition, roadmap: Roadmap) -> tuple[Look | str, ...]:
    """What a rule looks at, through others that it names; of credentials their ids."""
    known = roadmap.read_by.get(rule)
    if known is None:
        known = roadmap.read_by[rule] = tuple(dict.fromkeys(_looks_of(rule, roadmap)))
    return known


def _looks_of(rule: Condition, roadmap: Roadmap) -> Iterator[Look | str]:
    for leaf in rule.leaves():
        if isinstance(leaf, Leaf):
            yield of_leaf(leaf)
            yield from (Look(each.field, HomeSign.judge, (each,)) for each in leaf.beside())
            for first in roadmap.rules.firsts(leaf):
                yield from _read_by(first, roadmap)
            for proof in roadmap.rules.shown_by(leaf):
                yield from (of_leaf(each) for each in proof.leaves() if isinstance(each, Leaf))
        elif isinstance(leaf, Reference) and leaf.kind == "eligible":
            yield leaf.id
        elif isinstance(leaf, Reference):
            if leaf.kind == "requirement":
                yield of_waiver(roadmap.requirement(leaf.id))
            yield from _read_by(roadmap.named_rule(leaf), roadmap)


def is_dated(field: str, profile: Profile, on: date) -> bool:
    """
    Whether it matters to what an answer means on which day it was true: work may have gone on
    since, a date that was told by its year alone does not lie after that day, and what is held on
    a later day than the one assessed may not have been held then.
    """
    as_of = profile.as_of or on
    for row in HEADS.get(field, ()):
        entries = row.of(profile) or ()
        if row.kind is Kind.WORK and entries:
            return True
        if row.kind in FINISHED:
            days = [getattr(each, FINISHED[row.kind]) for each in entries]
            if any(as_of > on or (each and each.latest > as_of) for each in days):
                return True
    return False


FINISHED = {Kind.HOLDINGS: "begun", Kind.TRAININGS: "completed"}
"""What says in an entry when it was finished."""
