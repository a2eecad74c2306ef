"""
People whom a roadmap's own rules make up, the same ones each time: for every rule some whom it was
to hold of, and nobody else's answers. And what has to be true of them by any roadmap.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from operator import itemgetter
from random import Random
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.time import PartialDate, Span
from cmio_advisor.domain.explain.flips import AnswerChange, candidates, with_answer
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.fields import ANSWERS, FIELDS, LISTS, NOTHING, Kind, read_by
from cmio_advisor.domain.profile.profile import NO_JOB, Holding, Profile, Reply, Status, Training
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, Rank, Reference
from cmio_advisor.domain.rules.holdings import HOME
from cmio_advisor.domain.rules.leaves import Holds, Trained
from cmio_advisor.domain.scenarios.edits import records_in

SEED = 2026
TRIES = 2
"""So many people are made up to meet each rule, each in another way where there are several."""
MOST_TRIES = 8
"""So many times as many are tried where what else they have is in the way."""
FEWEST = 200
"""And at least about so many in all."""
MOST_BESIDE = 4
"""What else they have: so many other rules that they were to meet, at most."""
UNTOLD = 0.3
"""The share of trainings of which the country was not told."""
SHORTEST, LONGEST = 28, 31
"""Days of a month."""


def _written(value: Any) -> str:  # noqa: ANN401 - a rule, or what it holds
    """A rule in letters that are the same in each process."""
    if isinstance(value, frozenset | tuple):
        inside = map(_written, value)
        return f"({','.join(sorted(inside) if isinstance(value, frozenset) else inside)})"
    if isinstance(value, Frozen):
        return type(value).__name__ + _written(value.record_values(value.__dict__))
    return str(value)


def _parts(rule: Condition) -> Iterator[Condition]:
    for part in rule.inside:
        if isinstance(rule, Not) or (isinstance(rule, AtLeast) and rule.count < len(rule.parts)):
            yield part
        if not isinstance(rule, Not):
            yield from _parts(part)


class MadeUp(Frozen, kw_only=False):
    """The people of one roadmap on one day, each fully told but for some places of training."""

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
        what it says, and hardly on which others there are.
        """
        roadmap = self.roadmap
        found = records_in(replace(roadmap, nearest=()))
        rules = dict.fromkeys(each for _, _, each in found if isinstance(each, Condition))
        parts = dict.fromkeys(part for rule in rules for part in _parts(rule))
        wanted = [each for each in {**rules, **parts} if each.leaves()]
        around = sorted((Random(_written(each)).random(), each) for each in wanted)  # noqa: S311 - the same people each time, no secret
        made = {self.nobody: None}
        needed = max(TRIES, FEWEST // max(1, len(wanted)))
        for rule in wanted:
            met = 0
            for person in self.tried_for(rule, needed * MOST_TRIES, around):
                made[person] = None
                met += rule.judge(self.case(person)).holds
                if met == needed:
                    break
        return tuple(made)

    def tried_for(
        self, rule: Condition, tries: int, around: Sequence[tuple[float, Condition]] = ()
    ) -> Iterator[Profile]:
        """
        Whom so many tries to meet a rule make up, each of whom may be: first with nobody else's
        answers, which could be in the way; then with some of the rules ``around``.
        """
        random = Random(_written(rule))  # noqa: S311 - the same people each time, no secret
        for tried in range(tries):
            beside = int(random.random() * (MOST_BESIDE + 1)) if tried and around else 0
            places = (bisect(around, random.random(), key=itemgetter(0)) for _ in range(beside))
            person = self.nobody
            for each in (*(around[place - 1][1] for place in places), rule):
                person = self._meeting(each, person, random)
            person = self._with_firsts(person, random)
            if self.is_possible(person):
                yield person

    def is_possible(self, person: Profile) -> bool:
        """Whether nothing is told, not even as planned, whose presupposition is told not to be."""
        case = self.case(person)
        return not any(
            each.what.judge(case).high > Rank.NOT_MET and each.first.judge(case).fails
            for each in self.roadmap.presupposed
        )

    def case(self, person: Profile) -> ProfileCase:
        """The person before the rules; who is asked about again is judged on what was found."""
        if id(person) not in self._asked:
            self._asked.clear()
            self._asked[id(person)] = ProfileCase(person, self.roadmap, self.on)
        return self._asked[id(person)]

    @cached_property
    def _asked(self) -> dict[int, ProfileCase]:
        """The person asked about last."""
        return {}

    def _with_firsts(self, person: Profile, random: Random) -> Profile:
        """The person with what has to come before what they have."""
        for each in (*self.roadmap.presupposed, *self.roadmap.presupposed):
            case = self.case(person)
            if each.what.judge(case).high > Rank.NOT_MET and not each.first.judge(case).holds:
                person = self._meeting(each.first, person, random)
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
        """
        With its specialty, the country (which some do not tell, where no rule asks), and the days
        where the rule asks how long ago it ended, or how soon it will, and of some who finished it.
        """
        words = self.roadmap.vocabulary
        specialties = words.ids("specialties")
        abroad = [each for each in words.ids("countries") if each not in rule.countries]
        country: str | None = abroad[-1] if rule.elsewhere and abroad else HOME
        if not rule.countries and random.random() < UNTOLD:
            country = None
        told = replace(
            training,
            specialty=training.specialty or specialties[int(random.random() * len(specialties))],
            country=training.country or country,
        )
        day = self.on + timedelta(days=rule.months * SHORTEST - rule.years_ago * 12 * LONGEST)
        if rule.years_ago:
            return replace(told, completed=PartialDate(day, day))
        if rule.months:
            return replace(told, status=Status.IN_PROGRESS, expected=PartialDate(day, day))
        if rule.status is Status.HELD and random.random() < UNTOLD:
            return replace(told, completed=PartialDate(day, day))
        return told


class Breach(Frozen, kw_only=False):
    """A law that does not hold: of which rule, by its id, and whose answers show it."""

    law: str
    id: str
    person: Profile
    other: Profile


HARDER = "A harder fact helps"
WORSE = 3
"""How many things that somebody has are taken away, one at a time, to see whether it helps."""
CONTRADICTED = "An answer is contradicted by a completion of it"


def breaches(made_up: MadeUp) -> Iterator[Breach]:
    """
    Where a law is broken, each once for a law and a rule: what is worse never lets a rule hold that
    did not, and what is said of a partly told person is true whatever the rest is.
    """
    random = Random(SEED)  # noqa: S311 - as above
    told: set[tuple[str, str]] = set()
    for person in made_up.people:
        for law, other in (
            *((HARDER, _worse(person, random)) for _ in range(WORSE)),
            (CONTRADICTED, _partly_told(person, random)),
        ):
            for id_ in _broken(law, person, other, made_up):
                if (law, id_) not in told:
                    told.add((law, id_))
                    yield Breach(law, id_, person, other)


def _broken(law: str, person: Profile, other: Profile, made_up: MadeUp) -> Iterator[str]:
    if other == person or (law == HARDER and not made_up.is_possible(other)):
        return
    whole, part = made_up.case(person), made_up.case(other)
    for id_, rule in made_up.roadmap.rules.met_when.items():
        found, seen = rule.judge(whole), rule.judge(part)
        if law == HARDER:
            if seen.holds and not found.holds:
                yield id_
        elif not seen.low <= found.low <= found.high <= seen.high:
            yield id_


def _worse(person: Profile, random: Random) -> Profile:
    """The person with one thing less of what they have."""
    rows = [each for each in FIELDS if each.kind in (*LISTS, Kind.WORK, Kind.AMOUNT)]
    has = [each for each in rows if each.of(person)]
    worse = person
    if has:
        row = has[int(random.random() * len(has))]
        if row.kind is Kind.AMOUNT:
            worse = row.put(person, Span(0, 0))
        else:
            entries = row.of(person)
            place = int(random.random() * len(entries))
            worse = row.put(person, entries[:place] + entries[place + 1 :])
    return worse


def _partly_told(person: Profile, random: Random) -> Profile:
    """The person with about half of what they told untold."""
    for row in FIELDS:
        if row.head in ANSWERS and row.kind in NOTHING and random.random() < 0.5:  # noqa: PLR2004 - half
            person = row.put(person, None)
    return person
