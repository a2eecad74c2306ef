"""
The rules of a roadmap: three-valued conditions over a profile, judged on a day.

A condition is judged on the scale of `Rank`. What is not told gives a range on that scale, and
the range of a compound is exact for its parts: all-of is the minimum, any-of the maximum,
at-least-n the n-th largest.
"""

from datetime import date
from enum import IntEnum
from typing import Any, Protocol

from cmio_advisor.domain.base.frozen import Frozen, kept
from cmio_advisor.domain.profile.profile import Profile


class Rank(IntEnum):
    """How near something is to being met, least first; `EXPIRING` and `MET` hold today."""

    NOT_MET = 0
    EXPIRED = 1
    PLANNED = 2
    IN_PROGRESS = 3
    EXPIRING = 4
    MET = 5


TO_COME = (Rank.PLANNED, Rank.IN_PROGRESS)
LEAST, *_, FIRST_HELD, MOST = Rank
"""For what asks millions of times: Python 3.11 is slow to find a member of an enumeration."""


class Finding(Frozen, kw_only=False):
    """
    Where a condition stands: between ``low`` and ``high``, equal when all that is needed is told.
    ``becomes`` is the first day on which it will hold, ``ends`` the last on which it does, as told.
    """

    low: Rank
    high: Rank
    becomes: date | None = None
    ends: date | None = None

    @kept
    def holds(self) -> bool:
        return self.low >= FIRST_HELD

    @kept
    def fails(self) -> bool:
        return self.high < FIRST_HELD

    @kept
    def settled(self) -> bool:
        """Whether no further answer can change it."""
        return self.low == self.high


MET = Finding(Rank.MET, Rank.MET)
NOT_MET = Finding(Rank.NOT_MET, Rank.NOT_MET)
UNKNOWN = Finding(Rank.NOT_MET, Rank.MET)
UNDATED = [[Finding(low, high) for high in Rank] for low in Rank]
"""The findings without days, by low and high."""


class Case(Protocol):
    """What a condition is judged against: one profile, one day, and the roadmap's named rules."""

    @property
    def profile(self) -> Profile: ...
    @property
    def as_of(self) -> date: ...
    @property
    def on(self) -> date: ...
    @property
    def degrees_from_abroad(self) -> frozenset[str]: ...
    @property
    def shows_training_here(self) -> bool: ...
    def eligibility(self, credential: str) -> Finding: ...
    def requirement(self, requirement: str) -> Finding: ...
    def reached(self, reference: "Reference") -> Finding: ...
    def rules_out(self, rule: "Condition") -> bool: ...
    def is_shown(self, rule: "Condition") -> bool: ...
    @property
    def findings(self) -> dict[int, Finding]: ...
    def see(self, leaf: Any) -> Finding: ...  # noqa: ANN401 - a leaf of the rules, which rest on this


_NUMBERS: dict[tuple[object, ...], int] = {}


class Condition(Frozen):
    """One rule. Every kind is a small record that the roadmap reader builds."""

    def judge(self, case: Case) -> Finding:
        """Where the rule stands for this person on this day; a case weighs equal rules once."""
        found = case.findings.get(self.number)
        if found is None:
            found = case.findings[self.number] = self.weigh(case)
        return found

    def weigh(self, case: Case) -> Finding:
        """The same, out of the rule's parts or of what it reads."""
        raise NotImplementedError

    @kept
    def inside(self) -> "tuple[Condition, ...]":
        """The rules that it is made of: its ``parts``, or its ``part``."""
        parts: tuple[Condition, ...] = self.__dict__.get("parts", ())
        return (self.__dict__["part"],) if "part" in self.__dict__ else parts

    def open_fields(self, case: Case) -> frozenset[str]:
        """The profile fields whose answer can still move the finding."""
        if not self.inside or self.judge(case).settled:
            return frozenset()
        return frozenset().union(*(each.open_fields(case) for each in self.inside))

    def leaves(self) -> "tuple[Condition, ...]":
        """The rules over single fields inside this one."""
        return self._leaves

    @kept
    def _leaves(self) -> "tuple[Condition, ...]":
        return tuple([leaf for each in self.inside for leaf in each.leaves()])

    @kept
    def number(self) -> int:
        """Equal rules have the same number, so that they are told apart at once."""
        own = [self.__dict__[each] for each in self.record_fields if each not in ("part", "parts")]
        value = (type(self), *own, *[each.number for each in self.inside])
        return _NUMBERS.setdefault(value, len(_NUMBERS))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and self.number == other.number

    def __hash__(self) -> int:
        return self.number

    @kept
    def topics(self) -> frozenset[object]:
        """What its leaves are about, kind and field; none of a rule that asks nothing."""
        if self.inside:
            return frozenset().union(*(each.topics for each in self.inside))
        return frozenset((type(each), getattr(each, "field", each)) for each in self.leaves())

    @kept
    def implied(self) -> dict[int, bool]:
        """Of other rules, by number, whether this one means them, as far as that was asked."""
        return {}


class AtLeast(Condition, kw_only=False):
    """At least ``count`` of the parts hold: all-of and any-of are its ends, none asked is met."""

    count: int
    parts: tuple[Condition, ...]

    def weigh(self, case: Case) -> Finding:
        needed, spare = self.count, len(self.parts) - self.count
        findings, known = [], case.findings
        for part in self.parts if needed else ():
            found = known.get(part.number) or part.judge(case)
            findings.append(found)
            # Simply met, or not met and by no known day will be.
            needed -= found.low == MOST and found.becomes is None and found.ends is None
            spare -= found.high == LEAST and found.becomes is None
            if needed == 0 or spare < 0:
                break
        # What the other parts find changes nothing any more.
        if needed == 0:
            return MET
        if spare < 0:
            return NOT_MET
        last = self.count - 1
        low = sorted([each.low for each in findings], reverse=True)[last]
        high = sorted([each.high for each in findings], reverse=True)[last]
        if not any(each.becomes or each.ends for each in findings):
            return UNDATED[low][high]
        starts = [date.min for each in findings if each.holds]
        starts += sorted(each.becomes for each in findings if each.becomes and not each.holds)
        becomes = starts[last] if len(starts) > last and starts[last] != date.min else None
        ends = sorted((each.ends or date.max for each in findings if each.holds), reverse=True)
        end = ends[last] if len(ends) > last and ends[last] != date.max else None
        return Finding(low, high, becomes, end)


EVERYBODY = AtLeast(0, ())
"""A rule that asks nothing."""


class Not(Condition, kw_only=False):
    """The part certainly does not hold."""

    part: Condition

    def weigh(self, case: Case) -> Finding:
        found = self.part.judge(case)
        return NOT_MET if found.holds else MET if found.fails else UNKNOWN


class Dated(Condition, kw_only=False):
    """A rule in force from ``start`` until ``end``, both included; outside it does not hold."""

    part: Condition
    start: date | None
    end: date | None

    def weigh(self, case: Case) -> Finding:
        found = self.part.judge(case)
        if self.end is not None and case.on > self.end:
            return NOT_MET
        if self.start is not None and case.on < self.start:
            opens = self.start if found.holds else found.becomes
            becomes = max(opens, self.start) if opens and found.high > Rank.NOT_MET else None
            return Finding(Rank.NOT_MET, Rank.NOT_MET, self._inside(becomes))
        ends = min(found.ends or date.max, self.end or date.max)
        return Finding(
            found.low, found.high, self._inside(found.becomes), None if ends == date.max else ends
        )

    def _inside(self, day: date | None) -> date | None:
        return None if day is None or (self.end is not None and day > self.end) else day


class NotKnown(Condition, kw_only=False):
    """A rule that exists but was not found: nobody can be told yes or no by it."""

    text: str

    def weigh(self, case: Case) -> Finding:
        del case
        return UNKNOWN


class Reference(Condition, kw_only=False):
    """
    A rule that stands elsewhere in the roadmap: ``eligible`` (for that credential, today),
    ``requirement`` (met), ``stage`` (that rung or higher), ``standing`` (that one or better).
    """

    kind: str
    id: str

    def weigh(self, case: Case) -> Finding:
        if self.kind == "eligible":
            return case.eligibility(self.id)
        if self.kind == "requirement":
            return case.requirement(self.id)
        return case.reached(self)

    def leaves(self) -> tuple[Condition, ...]:
        return (self,)
