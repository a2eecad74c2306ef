"""
A roadmap tried on people: cases with what must come out, and people made up from its own rules, the
same ones each time: for every rule some whom it was to hold of, and nobody else's answers. And what
has to be true of them by any roadmap.

What is expected is held as a file says it, so that both can be shown side by side.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from cmio_advisor.domain.assess.assess import Assessment, assess
from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.time import PartialDate, Span
from cmio_advisor.domain.explain import AnswerChange, candidates, with_answer
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.domain.plan.make_plan import outline_plan
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.domain.profile.fields import ANSWERS, FIELDS, LISTS, NOTHING, Kind, read_by
from cmio_advisor.domain.profile.profile import NO_JOB, Holding, Profile, Reply, Status, Training
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.choice import PlanWishes
from cmio_advisor.domain.routes.offers import offers_for
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated, Not, Rank, Reference
from cmio_advisor.domain.rules.leaves import HOME, Holds, Trained, Years
from cmio_advisor.domain.scenarios.edits import records_in
from cmio_advisor.domain.scenarios.what_if import median_pay, scenario, situation

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

    @kept
    def nobody(self) -> Profile:
        """Who has told that there is nothing."""
        profile = Profile(as_of=self.on)
        for row in FIELDS:
            if row.kind in NOTHING and row.head in ANSWERS and row.kind is not Kind.WAIVERS:
                profile = row.put(profile, NOTHING[row.kind])
        asked = sorted(self.roadmap.asks, key=lambda each: each.id)
        replies = (Reply(each.id, False if each.kind == "yes-no" else Span(0, 0)) for each in asked)
        return replace(profile, role=NO_JOB, answers=tuple(replies))

    @kept
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
                    value, worked = change.value, change.row.of(person)
                    if isinstance(leaf, Years) and leaf.window and worked:  # it is over
                        end = self.on - timedelta(days=(leaf.window.years * 12 + 1) * LONGEST)
                        told = [PartialDate(day, day) for day in (end - timedelta(366), end)]
                        value = replace(worked[-1], years=None, start=told[0], end=told[1])
                    person = with_answer(person, replace(change, value=value))
            return person
        found = list(candidates(rule, person, self.roadmap, wanted=True))
        if not found and isinstance(rule, Holds):  # only other roadmaps list what it names
            elsewhere = Holding(id=min(rule.ids), status=rule.status)
            found = [AnswerChange(read_by(rule.field)[0].path, elsewhere, adds=True)]
        if not found:
            return person
        change = found[int(random.random() * len(found))]
        # With what its rule leaves open: where a training was, when it was approved.
        value = change.value
        if isinstance(value, Holding) and value.status is Status.APPROVED:
            value = replace(value, approved=PartialDate(self.on, self.on))
        elif isinstance(value, Holding) and isinstance(rule, Holds) and rule.years_ago:
            day = self.on - timedelta(days=rule.years_ago * 12 * LONGEST)
            held = (each for each in getattr(person, rule.field) or () if each.id in rule.ids)
            value = replace(next(held, value), earned=PartialDate(day, day))
        elif isinstance(value, Training) and isinstance(rule, Trained):
            value = self._whole_training(value, rule, random)
        return with_answer(person, replace(change, value=value))

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
        whole = made_up.case(person)
        worse = map(made_up.case, _worse(person))
        others = [(HARDER, each) for each in worse if made_up.is_possible(each)]
        others.append((CONTRADICTED, made_up.case(_partly_told(person, random))))
        for law, part in others:
            for id_, rule in made_up.roadmap.rules.met_when.items():
                found, seen = rule.judge(whole), rule.judge(part)
                holds = seen.low <= found.low <= found.high <= seen.high
                if law == HARDER:
                    holds = found.holds or not seen.holds
                if not holds and (law, id_) not in told:
                    told.add((law, id_))
                    yield Breach(law, id_, person, part.profile)


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


USUAL = PlanWishes()


class Turn(Frozen):
    """The same person with other answers, or on another day, and which states that turns."""

    profile: Profile
    on: date
    expected: Mapping[str, Mapping[str, Any]]


class Trial(Frozen):
    """One case; ``where`` it stands; ``roadmap``, the id of the only one it is of, if it is."""

    name: str
    where: str
    roadmap: str | None
    profile: Profile
    on: date
    expected: Mapping[str, Any]
    turns: tuple[Turn, ...] = ()


class Outcome(Frozen):
    """What comes out of a case. The plan is made only where it is asked for."""

    trial: Trial
    roadmap: Roadmap

    @kept
    def assessment(self) -> Assessment:
        return assess(self.trial.profile, self.roadmap, self.trial.on)

    @kept
    def plan(self) -> PlanOutline:
        return outline_plan(self.trial.profile, self.roadmap, self.trial.on, USUAL)

    @property
    def next_steps(self) -> list[str]:
        return [each.route.id for each in self.assessment.next_steps]

    @kept
    def differences(self) -> tuple["Difference", ...]:
        found = []
        for key, expected in self.trial.expected.items():
            came = EXPECTED[key].found(self, expected)
            pairs = [(key, expected, came)]
            if isinstance(expected, Mapping) and isinstance(came, Mapping):
                pairs = [(f"{key} {part}", each, came[part]) for part, each in expected.items()]
            found += [Difference(*each) for each in pairs if each[1] != each[2]]
        for place, turn in enumerate(self.trial.turns, 1):
            base = situation(self.trial.profile, self.roadmap, self.trial.on, USUAL)
            held = scenario("then", base, turn.profile, self.roadmap, turn.on, USUAL).whole
            for key, expected in turn.expected.items():
                seen = {each.id: _said(each.after) for each in getattr(held, key)}
                if seen != expected:
                    found.append(Difference(f"what_if {place} {key}", expected, seen))
        return tuple(found)


class Difference(Frozen, kw_only=False):
    """One expectation that does not hold: what stands in the case, and what was found."""

    key: str
    expected: object
    found: object


class Expectation(Frozen, kw_only=False):
    """A key that a case may expect: what comes out, which ``ids`` and ``words`` may stand there."""

    found: Callable[[Outcome, Any], object]
    ids: Callable[[Roadmap], Collection[str]] | None = None
    words: tuple[str, ...] = ()


def _said(value: Any) -> Any:  # noqa: ANN401 - as a file would have it
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def _requirements(roadmap: Roadmap) -> Collection[str]:
    return roadmap.by_id


def _credentials(roadmap: Roadmap) -> Collection[str]:
    return [each.id for each in roadmap.credentials]


def _routes(roadmap: Roadmap) -> Collection[str]:
    """Those to requirements and of its own; of a renewal the certificate stands behind its id."""
    found = [*roadmap.by_route, *(each.id for each in roadmap.own_steps)]
    found += [step.id for each in roadmap.ways_on for step in each.first_steps]
    if roadmap.renewal:
        held = [*_credentials(roadmap), *roadmap.vocabulary.ids("specialties")]
        found += [f"{roadmap.renewal.id}-{each}" for each in held]
    return found


def _by_credential(attribute: str, words: tuple[str, ...] = ()) -> Expectation:
    def found(outcome: Outcome, expected: Mapping[str, Any]) -> dict[str, Any]:
        by_id = {each.credential.id: each for each in outcome.assessment.credentials}
        return {id_: _said(getattr(by_id[id_], attribute)) for id_ in expected}

    return Expectation(found, _credentials, words)


def _states(outcome: Outcome, expected: Mapping[str, Any]) -> dict[str, str]:
    by_id = {each.requirement.id: each for each in outcome.assessment.requirements()}
    return {id_: by_id[id_].state.value for id_ in expected}


def _planned(outcome: Outcome, expected: Mapping[str, Any]) -> dict[str, Any]:
    """What the usual plan says: when it likely ends, its routes, and what is not among them."""
    plan = outcome.plan
    routes = [each.route.id for each in plan.steps]
    return {
        "finish": _said(plan.finish and plan.finish.likely),
        "required_finish": _said(plan.required_finish and plan.required_finish.likely),
        "steps": routes,
        "takes": [each for each in expected.get("takes", ()) if each in routes],
        "leaves": [each for each in expected.get("leaves", ()) if each not in routes],
    }


STATES = tuple(each.value for each in State)
EXPECTED: Mapping[str, Expectation] = {
    "ready_to_apply": Expectation(
        lambda outcome, _: outcome.assessment.ready_to_apply.value, lambda _: [*Answer]
    ),
    "standing": Expectation(
        lambda outcome, _: (
            {"id": found.id, "missing": list(found.missing)}
            if (found := outcome.assessment.standing)
            else None
        )
    ),
    "stage": Expectation(
        lambda outcome, _: rung.id if (rung := outcome.assessment.stage.rung) else "unknown",
        lambda roadmap: [*(each.id for each in roadmap.ladder), "unknown"],
    ),
    "required_open": Expectation(
        lambda outcome, wanted: sorted(
            outcome.assessment.required_open(),
            key=lambda each: wanted.index(each) if each in wanted else len(wanted),
        ),
        _requirements,
    ),
    "states": Expectation(_states, _requirements, STATES),
    "steps": Expectation(
        lambda outcome, _: {
            str(each.step.number): each.state.value for each in outcome.assessment.steps
        },
        lambda roadmap: [str(each.number) for each in roadmap.steps],
        STATES,
    ),
    "eligible": _by_credential("eligible", tuple(each.value for each in Eligibility)),
    "via": _by_credential("via"),
    "eligible_from": _by_credential("eligible_from"),
    "closes_on": _by_credential("closes_on"),
    "first_step": Expectation(lambda outcome, _: next(iter(outcome.next_steps), None), _routes),
    "next_steps_hold": Expectation(
        lambda outcome, wanted: [each for each in wanted if each in outcome.next_steps], _routes
    ),
    "never_next": Expectation(
        lambda outcome, wanted: [each for each in wanted if each not in outcome.next_steps], _routes
    ),
    "ways_on": Expectation(
        lambda outcome, _: [each.id for each in outcome.assessment.ways_on],
        lambda roadmap: [each.id for each in roadmap.ways_on],
    ),
    "ask_next": Expectation(
        lambda outcome, _: asked.id if (asked := outcome.assessment.ask_next) else None
    ),
    "warnings": Expectation(lambda outcome, _: [each.code for each in outcome.assessment.warnings]),
    "median_pay": Expectation(lambda outcome, _: median_pay(outcome.assessment)),
    "pay_today": Expectation(
        lambda outcome, _: (
            paid.role.id
            if (pay := outcome.assessment.pay) and (paid := pay.today) and paid.figures
            else None
        )
    ),
    "plan": Expectation(_planned),
}
"""The keys of ``expect``; ``what_if`` stands beside them."""
PLANNED = ("finish", "required_finish", "steps", "takes", "leaves")
TURNED = {"requirements": _requirements, "credentials": _credentials}
"""The states that a change may turn, and their ids."""


class Tried(Frozen):
    """
    Of how many people a requirement is met and is not, or a route can be begun and cannot: of those
    of the cases, and of those made up. Who left it open counts for neither.
    """

    id: str
    title: str
    is_route: bool
    by_cases: tuple[int, int]
    by_made_up: tuple[int, int]

    @property
    def one_sided(self) -> bool:
        """Whether the cases do not try it both ways."""
        return 0 in self.by_cases


class RoadmapTrial(Frozen):
    """All that comes of it; ``others`` are so many cases of other roadmaps, which were left out."""

    made_up: MadeUp
    trials: tuple[Trial, ...]
    others: int

    @kept
    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(Outcome(trial=each, roadmap=self.made_up.roadmap) for each in self.trials)

    @kept
    def failed(self) -> tuple[Outcome, ...]:
        """The cases of which something comes out otherwise."""
        return tuple(each for each in self.outcomes if each.differences)

    @kept
    def breaches(self) -> tuple[Breach, ...]:
        return tuple(breaches(self.made_up))

    @kept
    def seen(self) -> tuple[Tried, ...]:
        roadmap = self.made_up.roadmap
        own_cases = [ProfileCase(each.profile, roadmap, each.on) for each in self.trials]
        made = [self.made_up.case(each) for each in self.made_up.people]
        counts = [
            Counter(each for case in cases for each in _answers(case, roadmap))
            for cases in (own_cases, made)
        ]
        tried: list[Requirement | Route] = []
        for requirement in roadmap.requirements():
            tried += (requirement, *requirement.routes)
        return tuple(
            Tried(
                id=each.id,
                title=each.title,
                is_route=each.id not in roadmap.by_id,
                by_cases=(counts[0][each.id, True], counts[0][each.id, False]),
                by_made_up=(counts[1][each.id, True], counts[1][each.id, False]),
            )
            for each in tried
        )


def _answers(case: ProfileCase, roadmap: Roadmap) -> Iterator[tuple[str, bool]]:
    """What each requirement and route says of a person, yes or no."""
    for requirement in roadmap.requirements():
        seen = case.requirement(requirement.id)
        if seen.holds or seen.fails:
            yield requirement.id, seen.holds
        offered = {
            each.route.id
            for each in (() if seen.holds else offers_for(requirement, case))
            if each.startable_from(case.on) is not None
        }
        for route in requirement.routes:
            yield route.id, route.id in offered
