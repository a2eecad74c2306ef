"""What a judgment reads of the answers: it is made once for people alike to it."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import PartialDate
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.fields import HEADS, Kind
from cmio_advisor.domain.profile.profile import Holding, License, Profile, Training
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.rules.conditions import Condition, Reference
from cmio_advisor.domain.rules.holdings import LICENSED, HomeSign
from cmio_advisor.domain.rules.leaves import Leaf, Years


class Look(Protocol):
    """One look at one field of a profile."""

    @property
    def field(self) -> str: ...
    def look(self, case: ProfileCase) -> Hashable: ...


class OfLeaf(Frozen, kw_only=False):
    """What a leaf of a rule sees, also beside other signs of where a training was."""

    leaf: Leaf

    @property
    def field(self) -> str:
        return self.leaf.profile_field

    def look(self, case: ProfileCase) -> Hashable:
        """One finding, or one for each sign that the leaf may find beside its own field."""
        found = self.leaf.seen(case)
        if not self.leaf.beside():
            return found
        signs = (
            {"license": (License(status=LICENSED[0]),)},
            {"degrees": (Holding(id="of-here"),)},
        )
        beside = [replace(case, profile=replace(case.profile, **each)) for each in signs]
        return (found, *[self.leaf.seen(each) for each in beside])


class OfSign(Frozen, kw_only=False):
    """A sign of where somebody was trained."""

    sign: HomeSign

    @property
    def field(self) -> str:
        return self.sign.field

    def look(self, case: ProfileCase) -> Hashable:
        return self.sign.judge(case)


class Waived(Frozen, kw_only=False):
    """Whether a requirement is waived."""

    requirement: Requirement
    field: str = "waivers"

    def look(self, case: ProfileCase) -> Hashable:
        return case.is_waived(self.requirement)


class Ends(Frozen, kw_only=False):
    """How far each training is, and when it ends."""

    field: str

    def look(self, case: ProfileCase) -> Hashable:
        trainings: tuple[Training, ...] | None = getattr(case.profile, self.field)
        return trainings and tuple((each.status, each.expected) for each in trainings)


class NotRead(Frozen, kw_only=False):
    """In which fields something could not be read."""

    field: str = "unread"

    def look(self, case: ProfileCase) -> Hashable:
        return case.not_read


class MonthsLeft(Frozen, kw_only=False):
    """How much is left of the years of work that a rule asks for."""

    leaf: Years

    @property
    def field(self) -> str:
        return self.leaf.profile_field

    def look(self, case: ProfileCase) -> Hashable:
        return self.leaf.months_left(case)


class WholeAnswer(Frozen, kw_only=False):
    """The answer itself, with its day where that matters."""

    field: str

    def look(self, case: ProfileCase) -> Hashable:
        return getattr(case.profile, self.field), case.profile.as_of


class Reads(Frozen):
    """Looks by the fields of a profile, and the parts that judge credentials a rule names."""

    looks: Mapping[str, tuple[Look, ...]]
    eligible: Mapping[str, "Part"]

    @cached_property
    def leaves(self) -> Mapping[int, tuple[str, int]]:
        """Where to find what a leaf sees: by its number, its field and its look's place."""
        return {
            look.leaf.number: (field, place)
            for field, looks in self.looks.items()
            for place, look in enumerate(looks)
            if isinstance(look, OfLeaf) and not look.leaf.beside()
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
                each: EligibilityPart(roadmap.credential(each))
                for each in found
                if isinstance(each, str)
            },
        )


class EligibilityPart(Part):
    """What a credential's own rules find, judged by itself: it comes in few kinds."""

    def __init__(self, credential: Credential) -> None:
        rule = credential.open_when
        super().__init__(lambda case: rule.judge(case.for_eligibility), lambda: (rule,))
        self.credential = credential

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EligibilityPart) and self.credential is other.credential

    def __hash__(self) -> int:
        return hash(self.credential)


def _read_by(rule: Condition, roadmap: Roadmap) -> Iterator[Look | str]:
    """What a rule looks at, through others that it names; of credentials their ids."""
    for leaf in rule.leaves():
        if isinstance(leaf, Leaf):
            yield OfLeaf(leaf)
            yield from map(OfSign, leaf.beside())
            for first in roadmap.rules.firsts(leaf):
                yield from _read_by(first, roadmap)
            for proof in roadmap.rules.shown_by(leaf):
                yield from (OfLeaf(each) for each in proof.leaves() if isinstance(each, Leaf))
        elif isinstance(leaf, Reference) and leaf.kind == "eligible":
            yield leaf.id
        elif isinstance(leaf, Reference):
            if leaf.kind == "requirement":
                yield Waived(roadmap.requirement(leaf.id))
            yield from _read_by(roadmap.named_rule(leaf), roadmap)


def is_dated(field: str, profile: Profile, on: date) -> bool:
    """
    Whether it matters to what an answer means on which day it was true: work may have gone on
    since, a date that was told by its year alone does not lie after that day, and what is held on
    a later day than the one assessed may not have been held then.
    """
    rows = [row for row in HEADS.get(field, ()) if row.kind in FINISHED or row.kind is Kind.WORK]
    before = min(profile.as_of or on, on)
    is_later = (profile.as_of or on) > on
    return any(
        row.kind is Kind.WORK or is_later or _is_after(getattr(entry, FINISHED[row.kind]), before)
        for row in rows
        for entry in row.of(profile) or ()
    )


def _is_after(finished: PartialDate | None, day: date) -> bool:
    return finished is not None and finished.latest > day


FINISHED = {Kind.HOLDINGS: "begun", Kind.TRAININGS: "completed"}
"""What says in an entry when it was finished."""
