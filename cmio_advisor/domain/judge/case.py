"""One profile on one day, against one roadmap: what every condition is judged on."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, Months, add_months
from cmio_advisor.domain.profile.fields import FIELDS, Kind, ProfileField, field_at
from cmio_advisor.domain.profile.profile import (
    Experience,
    Holding,
    Profile,
    Status,
    Training,
    is_open,
    named,
)
from cmio_advisor.domain.roadmap.roadmap import (
    Presupposed,
    Question,
    Requirement,
    Roadmap,
    Rung,
    Sign,
)
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.conditions import (
    MET,
    TO_COME,
    AtLeast,
    Condition,
    Finding,
    Not,
    Rank,
    Reference,
)
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.rules.leaves import Holds, Leaf, Trained, Years

T = TypeVar("T")

DATED = tuple(row for row in FIELDS if row.kind in (Kind.HOLDINGS, Kind.TRAININGS))
"""The fields whose entries have a status and days."""
CERTIFIED = ("certifications", "board_certifications")
"""The fields of certificates."""
ROUNDED_MONTHS = 6
"""So much sooner than it can be a degree or training may be told to end: people round."""


class Look(NamedTuple, Generic[T]):
    """One look at one field of a profile: what ``ask`` finds in a case, of the things named."""

    field: str
    ask: Callable[..., T]
    of: tuple[Any, ...] = ()


Find: TypeAlias = "Callable[[ProfileCase], Any]"
"""A question of which a case finds the answer."""


@cache  # so that a case, or a table, knows the question again
def about(ask: Callable[..., T], of: object) -> "Callable[[ProfileCase], T]":
    """A question about a thing that a roadmap names, to be asked of a case."""
    return partial(ask, of)


class ProfileCase(Frozen, kw_only=False):
    """The person, the day assessed, the named rules; decisions ``taken`` in, and ``put_off``."""

    profile: Profile
    roadmap: Roadmap
    on: date
    taken: frozenset[str] = frozenset()
    put_off: frozenset[str] | None = None

    @property
    def as_of(self) -> date:
        """The day on which the answers were true; the day assessed where the profile names none."""
        return self.profile.as_of or self.on

    def look(self, look: Look[T]) -> T:
        """What a look sees; in a table all are alike who are seen alike."""
        return look.ask(*look.of, self)

    def find(self, find: "Callable[[ProfileCase], T]") -> T:
        """What is found of it, once; in a table once for all who are alike in what that reads."""
        if find not in self.found:
            self.found[find] = find(self)
        found: T = self.found[find]
        return found

    @kept
    def found(self) -> dict[Any, Any]:
        """What was found so far, by the questions."""
        return {}

    @property
    def not_read(self) -> frozenset[str]:
        """The fields in which something was told that could not be read."""
        return self.look(NOT_READ)

    @property
    def told_later(self) -> date | None:
        """The day on which the answers were true, if that is after the one assessed."""
        return self.look(TOLD_LATER)

    def may_be_told(self, rule: Condition) -> bool:
        """Whether what could not be read may be just what a rule asks for."""
        unread = self.not_read
        return bool(unread) and any(each.split(".")[0] in unread for each in rule.open_fields(self))

    def is_told(self, rule: Condition) -> bool:
        """Whether what a rule asks for was told; so is a training named without its state."""
        named = (leaf for leaf in rule.leaves() if isinstance(leaf, Trained) and not leaf.years_ago)
        return rule.judge(self).holds or any(
            is_answered(leaf.field, self) and not self.see(leaf).fails for leaf in named
        )

    @property
    def degrees_from_abroad(self) -> frozenset[str]:
        """The medical degrees that American schools do not give."""
        return self.roadmap.degrees_from_abroad

    @property
    def shows_training_here(self) -> bool:
        """Whether the job that was told rests on training in a country that is named."""
        return any(
            isinstance(each.first, Trained) and each.first.countries for each in self.presumed
        )

    @kept
    def findings(self) -> dict[int, Finding]:
        """What rules found so far, by their numbers."""
        return {}

    @kept
    def being_ruled_out(self) -> set[int]:
        """Of which rules it is being found whether they are ruled out: in a circle none is."""
        return set()

    @kept
    def seen(self) -> dict[Leaf, Finding]:
        """What leaves saw so far."""
        return {}

    def see(self, leaf: Leaf) -> Finding:
        """What a leaf sees in its own field."""
        found = self.seen.get(leaf)
        if found is None:
            found = self.seen[leaf] = leaf.seen(self)
        return found

    def but(self, **changes: object) -> "ProfileCase":
        """The case with other values; on the same day rules find the same in answers that stay."""
        other = replace(self, **changes)
        before, after = self.profile, other.profile
        moved = {
            each
            for each in Profile.record_fields
            if getattr(before, each) is not getattr(after, each)
        }
        if other.on == self.on and "as_of" not in moved:
            stay = {leaf: seen for leaf, seen in self.seen.items() if moved.isdisjoint(leaf.reads)}
            other.seen.update(stay)
            if not moved:
                other.findings.update(self.findings)
        return other

    def requirement(self, requirement: str) -> Finding:
        """Where a requirement stands; one that is waived counts as met."""
        found = self.roadmap.requirement(requirement)
        return MET if self.is_waived(found) else found.met_when.judge(self)

    def is_waived(self, requirement: Requirement) -> bool:
        """Whether someone excused this person from a requirement that may be waived."""
        return requirement.waivable and any(
            waiver.requirement == requirement.id for waiver in self.profile.waivers
        )

    def eligibility(self, credential: str) -> Finding:
        """Whether the person may sit for a credential on the day."""
        return self.roadmap.credential(credential).open_when.judge(self.for_eligibility)

    def reached(self, reference: Reference) -> Finding:
        """Whether the person stands on that rung, has that standing, or a higher one."""
        return self.roadmap.named_rule(reference).judge(self)

    def rung(self) -> tuple[Rung, Sign] | None:
        """The highest rung with a sign that certainly holds, and that sign, if any is known."""
        if self.profile.role is None and "role" in self.not_read:
            return None
        for rung in reversed(self.roadmap.ladder):
            for sign in rung.signs:
                if sign.when.judge(self).holds:
                    return rung, sign
        return None

    @kept
    def holds_the_job(self) -> bool:
        """Whether the person stands on the top rung of the ladder."""
        if self.profile.role is None and "role" in self.not_read:
            return False
        return any(sign.when.judge(self).holds for sign in self.roadmap.ladder[-1].signs)

    def rules_out(self, rule: Condition) -> bool:
        """Whether something told makes it impossible that the rule holds, on the day assessed."""
        firsts = self.roadmap.rules.firsts(rule)
        if not firsts or rule.number in self.being_ruled_out:
            return False
        self.being_ruled_out.add(rule.number)
        found = any(
            each.fails
            and not (each.becomes and self.told_later and each.becomes <= self.told_later)
            for each in (first.judge(self) for first in firsts)
        )
        self.being_ruled_out.discard(rule.number)
        return found

    def is_shown(self, rule: Condition) -> bool:
        """Whether something told shows that the rule holds; answers of a later day do not."""
        proofs = self.roadmap.rules.shown_by(rule)
        return any(map(self._is_proved, proofs)) and self.told_later is None

    def _is_proved(self, rule: Condition) -> bool:
        if isinstance(rule, AtLeast):
            return sum(map(self._is_proved, rule.parts)) >= rule.count
        return isinstance(rule, Leaf) and self.see(rule).holds

    def presumes(self, rule: Condition) -> bool:
        """
        Whether a rule holds, or has to for something else that was told, or is work whose years are
        full if it was done in the profession that is asked for.
        """
        if isinstance(rule, AtLeast):
            return sum(map(self.presumes, rule.parts)) >= rule.count
        if isinstance(rule, Not) and isinstance(rule.part, Not):  # held, and not only on the way
            return self.presumes(rule.part.part)
        if isinstance(rule, Years) and rule.at_least and not self.months_left(rule):
            return True
        return rule.judge(self).holds or (isinstance(rule, Leaf) and self._is_first(rule))

    def months_left(self, leaf: Years, *, is_anew: bool = False) -> float:
        """How many months the years told are short; ``is_anew``, of its own profession's alone."""
        is_ruled_out = is_anew or self.rules_out(leaf)
        return self.look(Look(leaf.profile_field, Years.months_left, (leaf, is_ruled_out)))

    def _is_first(self, rule: Condition) -> bool:
        return any(implies(each.first, rule) for each in self.presumed) or any(
            each.judge(self).holds or self._is_first(each)
            for each in self.roadmap.rules.resting_on(rule)
        )

    @kept
    def presumed(self) -> tuple[Presupposed, ...]:
        """What the job that was told rests on, where no other answer speaks against it."""
        return tuple(
            each
            for each in self.roadmap.presumed
            if each.what.judge(self).holds and not each.first.judge(self).fails
        )

    @kept
    def too_early(self) -> Mapping[Holds | Trained, date]:
        """
        What is told for a day by which what it asks for first is not there, or that leaves less
        than the time it takes, with the first day on which it can be, the last of all for never.
        """
        found = {}
        looks = (Look(row.head, _ahead_in, (row,)) for row in DATED)
        for told, rounded in (each for look in looks for each in self.look(look)):
            if self.see(told).high not in TO_COME:  # a post shows that it is over
                continue
            end, first, least = told.judge(self).becomes, *self._first_days(told)
            slack = 0 if told.field in CERTIFIED else ROUNDED_MONTHS
            is_late = end and (first > add_months(end, slack) or least > add_months(end, rounded))
            if is_late or first == date.max:
                found[told] = max(first, least)
        return found

    def _first_days(self, ahead: Holds | Trained) -> tuple[date, date]:
        """
        The first day on which what is under way or planned can be by what it asks for first, and,
        where it is not begun, by the time that it takes.
        """
        rules = self.roadmap.rules.firsts(ahead)
        firsts = [each.judge(self) for each in rules]
        asking = (each for each in self.roadmap.credentials if ahead in each.held_by)
        firsts += [self.eligibility(each.id) for each in asking]
        months: list[float] = [0]
        lacking: list[Requirement] = []
        if ahead.judge(self).high is Rank.PLANNED and ahead.field not in CERTIFIED:
            routes = self.beginning(ahead)
            lacking = [
                self.roadmap.by_id[id_]
                for route in routes
                for id_ in route.after
                if id_ in self.roadmap.by_id
                and (found := self.requirement(id_)).fails
                and not found.becomes
            ]
            months += [self._years_before(each) * MONTHS_A_YEAR for each in rules]
            months += [each.months.low for each in routes]
            before = self._own_step_before(ahead, lacking) + sum(
                min(
                    (self.months_of(way).low for way in each.routes if not way.only_if_given),
                    default=0,
                )
                for each in lacking
            )
            months.append(max(months) + before)
        never = self.on if lacking else date.max  # the plan puts it first
        days = [
            each.becomes or (never if each.high < Rank.PLANNED else self.on)
            for each in firsts
            if each.fails
        ]
        return max(days, default=self.on), add_months(self.on, max(months))

    def months_of(self, route: Route) -> Months:
        """Those of the group that this person is certainly of."""
        own = (each.months for each in route.months_of if each.when.judge(self).holds)
        return next(own, route.months)

    def _own_step_before(self, ahead: Holds | Trained, lacking: Collection[Requirement]) -> float:
        """How many months it likely takes what a person lacks, as told, to apply for it."""
        before = {
            id_
            for each in self.roadmap.requirements()
            if each in lacking
            or (
                each.met_when.topics & ahead.topics
                and self.requirement(each.id).high is Rank.PLANNED
            )
            for route in each.routes
            for event in (route.cycle.events if route.cycle else ())
            if event.applies and event.unless and event.unless.judge(self).fails
            for id_ in route.after
        }
        return max(
            (
                each.months.likely
                for each in self.roadmap.own_steps
                if each.id in before and each.needs and each.needs.judge(self).holds
            ),
            default=0,
        )

    def _years_before(self, rule: Condition) -> int:
        """How long before what a rule asks for has to be: by a way that can be, or the first."""
        ways = rule.parts if isinstance(rule, AtLeast) and rule.count == 1 else (rule,)
        years = {each: max(getattr(at, "years_ago", 0) for at in each.leaves()) for each in ways}
        found = {each: each.judge(self) for each in ways if years[each]}
        can_be = [years[each] for each, seen in found.items() if seen.becomes or not seen.fails]
        return min(can_be, default=next(filter(None, years.values()), 0))

    def beginning(self, ahead: Holds | Trained) -> list[Route]:
        """The routes that begin just what is planned."""
        planned = replace(ahead, status=Status.PLANNED)
        routes = (route for each in self.roadmap.requirements() for route in each.routes)
        return [each for each in routes if each.needs and implies(planned, each.needs)]

    def counts_on_early(self, rule: Condition) -> bool:
        """Whether a rule will be met on the day told by something that is told too early."""
        return any(
            early.judge(self).becomes == rule.judge(self).becomes
            for early in self.too_early
            if any(implies(early, leaf) for leaf in rule.leaves())
        )

    def as_can_be(self, rule: Condition) -> Finding:
        """What a rule finds, without a day that rests on something told too early."""
        found = rule.judge(self)
        return replace(found, becomes=None) if self.counts_on_early(rule) else found

    @property
    def for_eligibility(self) -> "ProfileCase":
        """The same case with unanswered certifications taken as none."""
        # A case that kept itself would be freed by the collector alone.
        return self if self.look(ALL_NAMED) else self.closed

    @kept
    def closed(self) -> "ProfileCase":
        held = named(self.profile.certifications)
        return self.but(profile=replace(self.profile, certifications=held))


def leaf_of(field: str, entry: Holding | Training) -> Holds | Trained:
    """The rule that an entry of a list meets once it is finished."""
    if isinstance(entry, Holding):
        return Holds(field, frozenset({entry.id}))
    return Trained(field, frozenset({entry.specialty} if entry.specialty else ()))


def case_of(profile: Profile, roadmap: Roadmap, on: date, taken: Iterable[str] = ()) -> ProfileCase:
    """The case of a person, whoever they are: equal answers are one case."""
    return ProfileCase(replace(profile, id=None, name=None), roadmap, on, taken=frozenset(taken))


HELD_AS = {"from": "start", "still_practising": "ongoing", "profession": "done_in"}
"""What an entry holds under another name than a profile file."""


def _ahead_in(row: ProfileField, case: ProfileCase) -> tuple[tuple[Holds | Trained, int], ...]:
    """
    What may be under way or planned of a field, but for trainings of other professions, and by how
    many months its day may be rounded.
    """
    found = {
        leaf_of(row.called, each): ROUNDED_MONTHS * bool(each.expected and each.expected.is_year)
        for each in row.of(case.profile) or ()
        if not getattr(each, "profession", None)
    }
    return tuple(each for each in found.items() if each[0].seen(case).high in TO_COME)


NOT_READ = Look("unread", lambda case: frozenset(each.field for each in case.profile.unread))
TOLD_LATER = Look("as_of", lambda case: case.as_of if case.as_of > case.on else None)
ALL_NAMED = Look(
    "certifications",
    lambda case: (held := case.profile.certifications) is not None and not is_open(held),
)


def is_answered(path: str, case: ProfileCase) -> bool:
    """Whether the field at a dotted path of a profile file was told."""
    return case.look(Look(path.partition(".")[0], _is_told, (path,)))


def is_asked(question: Question, case: ProfileCase) -> bool:
    """Whether a question applies to this person, as far as the answers show, and is still open."""
    return not is_answered(question.told_at, case) and not is_pointless(question, case)


def is_pointless(question: Question, case: ProfileCase) -> bool:
    """Whether a question does not apply to this person, as far as the answers show."""
    return question.asked_when is not None and question.asked_when.judge(case).fails


def _is_told(path: str, case: ProfileCase) -> bool:
    found = field_at(path)
    if found is None:  # one profession's license, of which the short form says nothing
        return any(each.profession for each in case.profile.license or ())
    row, part = found
    answer = row.of(case.profile)
    if part == "to":  # asked of work of which nothing tells how late it was
        dated = [each for each in answer or () if _is_dated(each)]
        return (None,) * 3 not in [(each.end, each.ongoing, each.within_last) for each in dated]
    if answer is None or not part:
        is_list = row.kind in (Kind.HOLDINGS, Kind.IDS)
        return answer is not None and not (is_list and is_open(answer))
    if row.kind is Kind.ANSWERS:
        return any(each.id == part for each in answer)
    if part == "years":
        return not answer or any(map(_is_dated, answer))
    return any(getattr(each, HELD_AS.get(part, part)) is not None for each in answer)


def _is_dated(work: Experience) -> bool:
    return work.years is not None or work.start is not None
