"""
People whom a roadmap's own rules make up, the same ones each time: for every rule some whom it was
to hold of, and nobody else's answers. And what has to be true of them by any roadmap.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from random import Random

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import PartialDate, Span
from cmio_advisor.domain.explain import AnswerChange, candidates, with_answer
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.fields import ANSWERS, FIELDS, LISTS, NOTHING, Kind, read_by
from cmio_advisor.domain.profile.profile import NO_JOB, Holding, Profile, Reply, Status, Training
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, Rank, Reference
from cmio_advisor.domain.rules.leaves import HOME, Holds, Trained
from cmio_advisor.domain.scenarios.edits import records_in

SEED = 2026
FEWEST, MOST_TRIES = 2, 16
"""
So many people are made up to meet each rule, each of them also as nearly meeting it; and so many
tried, where answers are in the way.
"""
SHORTEST, LONGEST = 28, 31
"""Days of a month."""


def _parts(rule: Condition) -> Iterator[Condition]:
    """Its alternatives, and what is not to hold, however deep inside it."""
    for part in rule.inside:
        if isinstance(rule, Not) or (isinstance(rule, AtLeast) and rule.count < len(rule.parts)):
            yield part
        yield from _parts(part)


class MadeUp(Frozen, kw_only=False):
    """The people of one roadmap on one day, each fully told."""

    roadmap: Roadmap
    on: date

    @cached_property
    def nobody(self) -> Profile:
        """Who has told that there is nothing."""
        profile = Profile(as_of=self.on)
        for row in FIELDS:
            if row.kind in NOTHING and row.head in ANSWERS and row.kind is not Kind.WAIVERS:
                profile = row.put(profile, NOTHING[row.kind])
        replies = (
            Reply(each.id, False if each.kind == "yes-no" else Span(0, 0))
            for each in self.roadmap.asks
        )
        told = tuple(sorted(replies, key=lambda each: each.id))
        return replace(profile, role=NO_JOB, answers=told)

    @cached_property
    def people(self) -> Sequence[Profile]:
        """
        All of them, without those who told what nobody can have. Whom a rule makes up depends on
        what it says, and not on which others there are.
        """
        found = records_in(replace(self.roadmap, nearest=()))
        rules = [each for _, _, each in found if isinstance(each, Condition) and each.leaves()]
        parts = [part for rule in rules for part in _parts(rule) if part.leaves()]
        made = {self.nobody: None}
        for rule in dict.fromkeys((*rules, *parts)):
            met = 0
            for tried in range(MOST_TRIES):
                random = Random(SEED + tried)  # noqa: S311 - the same people each time, no secret
                person = self.nobody
                for wanted in (rule, Not(rule)):
                    person = self._with_firsts(self._meeting(wanted, person, random), random)
                    case = self.case(person)
                    if self.is_possible(case):
                        made[person] = None
                        met += rule.judge(case).holds
                if met >= FEWEST:
                    break
        return tuple(made)

    def is_possible(self, case: ProfileCase) -> bool:
        """Whether nothing is told, not even as planned, whose presupposition is told not to be."""
        return not any(
            each.what.judge(case).high > Rank.NOT_MET and each.first.judge(case).fails
            for each in self.roadmap.presupposed
        )

    def case(self, person: Profile) -> ProfileCase:
        """The person before the rules."""
        return ProfileCase(person, self.roadmap, self.on)

    def _with_firsts(self, person: Profile, random: Random) -> Profile:
        """The person with what has to come before what they have, and before that again."""
        for _ in self.roadmap.presupposed:
            case = self.case(person)
            lacking = [
                each.first
                for each in self.roadmap.presupposed
                if each.what.judge(case).high > Rank.NOT_MET and not each.first.judge(case).holds
            ]
            if not lacking:
                break
            for rule in lacking:
                person = self._meeting(rule, person, random)
        return person

    def _meeting(self, rule: Condition, person: Profile, random: Random) -> Profile:
        """The person with answers by which a rule is to hold, where there are such."""
        if isinstance(rule, AtLeast):
            if rule.judge(self.case(person)).holds:
                return person
            parts = sorted(rule.parts, key=lambda each: (isinstance(each, Not), random.random()))
            for each in parts[: rule.count]:
                person = self._meeting(each, person, random)
        elif isinstance(rule, Dated):
            person = self._meeting(rule.part, person, random)
        elif isinstance(rule, Reference):
            person = self._meeting(self.roadmap.named_rule(rule), person, random)
        elif isinstance(rule, Not) and isinstance(rule.part, AtLeast):
            failing = tuple(map(Not, rule.part.parts))
            enough = len(failing) - rule.part.count + 1
            person = self._meeting(AtLeast(enough, failing), person, random)
        elif isinstance(rule, Not) and isinstance(rule.part, Not):
            person = self._meeting(rule.part.part, person, random)
        elif isinstance(rule, Not) and isinstance(rule.part, Reference):
            person = self._meeting(Not(self.roadmap.named_rule(rule.part)), person, random)
        elif not rule.judge(self.case(person)).holds:
            person = self._answering(rule, person, random)
        return person

    def _answering(self, rule: Condition, person: Profile, random: Random) -> Profile:
        """The same by a rule over one field, or against one."""
        if isinstance(rule, Not):
            for leaf in rule.leaves():
                for change in candidates(leaf, person, self.roadmap, wanted=False):
                    person = with_answer(person, change)
        else:
            found = list(candidates(rule, person, self.roadmap, wanted=True))
            if not found and isinstance(rule, Holds):  # only other roadmaps list what it names
                elsewhere = Holding(id=min(rule.ids), status=rule.status)
                found = [AnswerChange(read_by(rule.field)[0].path, elsewhere, adds=True)]
            if found:
                change = found[int(random.random() * len(found))]
                person = with_answer(person, self._told(change, rule, person, random))
        return person

    def _told(
        self, change: AnswerChange, rule: Condition, person: Profile, random: Random
    ) -> AnswerChange:
        """The change with what its rule leaves open: where a training was, when it was approved."""
        value = change.value
        if isinstance(value, Holding) and value.status is Status.APPROVED:
            value = replace(value, approved=PartialDate(self.on, self.on))
        elif isinstance(value, Holding) and isinstance(rule, Holds) and rule.years_ago:
            day = self.on - timedelta(days=rule.years_ago * 12 * LONGEST)
            held = (each for each in getattr(person, rule.field) or () if each.id in rule.ids)
            value = replace(next(held, value), earned=PartialDate(day, day))
        elif isinstance(value, Training) and isinstance(rule, Trained):
            value = self._whole_training(value, rule, random)
        return replace(change, value=value)

    def _whole_training(self, training: Training, rule: Trained, random: Random) -> Training:
        """With its specialty, its country, and the day of its end, as long ago as the rule asks."""
        words = self.roadmap.vocabulary
        specialties = words.ids("specialties")
        abroad = [each for each in words.ids("countries") if each not in rule.countries]
        told = replace(
            training,
            specialty=training.specialty or specialties[int(random.random() * len(specialties))],
            country=training.country or (abroad[-1] if rule.elsewhere and abroad else HOME),
        )
        day = self.on + timedelta(days=rule.months * SHORTEST - rule.years_ago * 12 * LONGEST)
        if rule.months:
            return replace(told, status=Status.IN_PROGRESS, expected=PartialDate(day, day))
        is_finished = rule.status is Status.HELD
        return replace(told, completed=PartialDate(day, day)) if is_finished else told


class Breach(Frozen, kw_only=False):
    """A law that does not hold: of which rule, by its id, and whose answers show it."""

    law: str
    id: str
    person: Profile
    other: Profile


HARDER = "A harder fact helps"
CONTRADICTED = "An answer is contradicted by a completion of it"


def breaches(made_up: MadeUp) -> Iterator[Breach]:
    """
    Where a law is broken, each once for a law and a rule: what is worse never lets a rule hold that
    did not, and what is said of a partly told person is true whatever the rest is.
    """
    random = Random(SEED)  # noqa: S311 - as above
    told: set[tuple[str, str]] = set()
    for person in made_up.people:
        case = made_up.case(person)
        others = [(HARDER, each) for each in _worse(person)]
        for law, other in (*others, (CONTRADICTED, _partly_told(person, random))):
            for id_ in _broken(law, case, made_up.case(other), made_up):
                if (law, id_) not in told:
                    told.add((law, id_))
                    yield Breach(law, id_, person, other)


def _broken(law: str, whole: ProfileCase, part: ProfileCase, made_up: MadeUp) -> Iterator[str]:
    if law == HARDER and not made_up.is_possible(part):
        return
    for id_, rule in made_up.roadmap.rules.met_when.items():
        found, seen = rule.judge(whole), rule.judge(part)
        if law == HARDER:
            if seen.holds and not found.holds:
                yield id_
        elif not seen.low <= found.low <= found.high <= seen.high:
            yield id_


def _worse(person: Profile) -> Iterator[Profile]:
    """The person with one thing less of what they have, each thing in turn."""
    for row in FIELDS:
        has = row.of(person)
        if row.kind is Kind.AMOUNT and has:
            yield row.put(person, Span(0, 0))
        elif row.kind in (*LISTS, Kind.WORK):
            for place in range(len(has or ())):
                yield row.put(person, has[:place] + has[place + 1 :])


def _partly_told(person: Profile, random: Random) -> Profile:
    """The person with about half of what they told untold."""
    for row in FIELDS:
        if row.head in ANSWERS and row.kind in NOTHING and random.random() < 0.5:  # noqa: PLR2004 - half
            person = row.put(person, None)
    return person
