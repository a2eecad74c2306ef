"""The assessment: one profile, one roadmap, one day, one result; or a table of profiles at once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeAlias

from cmio_advisor.domain.assess.notices import FINDERS, Notice, notices_of, stale_notices
from cmio_advisor.domain.assess.stage import (
    Pay,
    Stage,
    compare,
    forgone_today,
    pay_beside,
    stage_at,
    stage_pay,
    standing_of,
    summarize,
    target_pay,
    trained_in,
    with_pay_forgone,
)
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.judge import results
from cmio_advisor.domain.judge.case import ProfileCase, case_of, is_asked
from cmio_advisor.domain.judge.each import Cell, Find, PeopleTable, Person
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import (
    Advice,
    OtherPath,
    Question,
    Requirement,
    Roadmap,
    Step,
    Strength,
    requirements_of,
)
from cmio_advisor.domain.routes.layout import UsualStep, usual_steps
from cmio_advisor.domain.routes.next_steps import NextStep, first_steps, order_next_steps
from cmio_advisor.domain.routes.offers import OpenRequirement, credential_waits_for, look_ahead
from cmio_advisor.domain.routes.upkeep import own_prospects, ways_on_for
from cmio_advisor.domain.rules.conditions import MET, NOT_MET, Condition


class Assessment(Frozen):
    """
    Where one person stands on one day, by one roadmap.

    Lists keep their order: steps by number, next steps most valuable first, credentials and
    warnings as in the roadmap. ``standing`` is ``None`` where the roadmap has no rules for it.
    """

    as_of: date
    roadmap: Roadmap
    profile: Profile
    stage: Stage
    ready_to_apply: results.Answer
    standing: results.StandingResult | None
    summary: tuple[str, ...]
    readiness: dict[Strength, results.Counts]
    steps: tuple[results.StepResult, ...]
    next_steps: tuple[NextStep, ...]
    later_steps: tuple[NextStep, ...]
    ask_next: Question | None
    credentials: tuple[results.CredentialResult, ...]
    ways_on: tuple[OtherPath, ...]
    decisions: tuple[results.OpenDecision, ...]
    pay: Pay | None
    warnings: tuple[Notice, ...]
    advice: tuple[Advice, ...] = ()

    def requirements(self) -> Iterator[results.RequirementResult]:
        """Every judged requirement, in the order of the steps."""
        for step in self.steps:
            yield from step.requirements

    def required_open(self) -> tuple[str, ...]:
        """The ids of the required requirements that are known not to be met."""
        return results.required_open(self.requirements())


def assess(profile: Profile, roadmap: Roadmap, on: date, taken: Iterable[str] = ()) -> Assessment:
    """
    Where this person stands on that day by this roadmap, what to do next, and what the job pays.
    ``taken`` are ids of decisions that the person takes in.

    Pure: the same arguments give the same result.
    """
    assessor = Assessor(roadmap, on)
    person = Person(case_of(profile, roadmap, on, taken))
    return assessor.assessment(assessor.of(person), profile)


OpenParts: TypeAlias = tuple[Strength, frozenset[str], frozenset[str]]
"""A strength, the fields that can still move it, and those of which any answer settles it."""


def open_in(result: results.RequirementResult, case: ProfileCase) -> OpenParts | None:
    """What is open of a requirement, while it is unknown and an answer can still move it."""
    rule = result.requirement.met_when
    fields = rule.open_fields(case) if result.state is results.State.UNKNOWN else frozenset()
    sure = frozenset(each for each in fields if _settles(each, rule, case))
    return (result.requirement.strength, fields, sure) if fields else None


def _settles(field: str, rule: Condition, case: ProfileCase) -> bool:
    """
    Whether a rule is settled with all that it reads in a field, and with nothing of it; of when the
    years were no answer tells all.
    """
    leaves = [each for each in rule.leaves() if getattr(each, "field", "") == field]
    if any(getattr(each, "window", None) for each in leaves):
        return False
    if rule.open_fields(case) == {field}:
        return True
    cases = {found: replace(case) for found in (MET, NOT_MET)}
    for found, each in cases.items():
        each.findings.update((leaf.number, found) for leaf in leaves)
    return all(rule.judge(each).settled for each in cases.values())


def questions_by_worth(
    unknown: Iterable[OpenParts | None], questions: Iterable[Question]
) -> list[Question]:
    """
    The questions that settle something unknown, those first that shrink the range most.

    A question settles for sure what its field does, and may settle what that can move. The
    required come first, then the expected, then those that help; of each, how many are settled for
    sure, then how many may be. Between equals the roadmap's order decides.
    """
    shrinks: dict[str, list[int]] = {}
    for strength, fields, sure in filter(None, unknown):
        for field in fields:
            counts = shrinks.setdefault(field, [0] * (2 * len(Strength)))
            counts[2 * strength.rank] += field in sure
            counts[2 * strength.rank + 1] += 1
    settling = [question for question in questions if question.settles in shrinks]
    return sorted(settling, key=lambda question: shrinks[question.settles], reverse=True)


def questions_ahead(
    case: ProfileCase, unknown: Iterable[results.RequirementResult]
) -> tuple[Question, ...]:
    """All that is open to ask for these unknown requirements, the next one first."""
    ordered = questions_by_worth([open_in(each, case) for each in unknown], case.roadmap.questions)
    soon = {each.id: urgency(each, case) for each in ordered}
    asked = (each for each in ordered if soon[each.id])
    return tuple(sorted(asked, key=lambda each: -soon[each.id]))


def urgency(question: Question, case: ProfileCase) -> int:
    """
    How soon a question is asked of this person: 0 not at all, 1 by its worth, 2 before those,
    because it decides most for people like them, 3 because it was told and could not be read.
    """
    if not is_asked(question, case):
        return 0
    if any(question.field in (each.path, each.field) for each in case.profile.unread):
        return 3
    decides = question.decides_when
    return 2 if decides is not None and decides.judge(case).holds else 1


class Judged(Frozen):
    """A requirement judged, and what is ahead of it and open in it if it is open or unknown."""

    result: results.RequirementResult
    ahead: OpenRequirement | None
    unknown: OpenParts | None


def judged(requirement: Requirement, case: ProfileCase) -> Judged:
    result = results.judge_requirement(requirement, case)
    return Judged(result=result, ahead=look_ahead(result, case), unknown=open_in(result, case))


class Verdict(Frozen):
    """The stage, and what the required list says."""

    stage: Stage
    ready: results.Answer
    summary: tuple[str, ...]
    required_open: tuple[str, ...]


class Ahead:
    """
    The steps to start on the day, and those that come later. There are about as many as people, so
    they are not compared.
    """

    __slots__ = ("later", "now")

    def __init__(self, now: Sequence[NextStep], later: Sequence[NextStep]) -> None:
        self.now = tuple(now)
        self.later = tuple(later)


class Found(NamedTuple):
    """All that an assessment says, each part of it a value, or a column of a table."""

    verdict: Cell
    standing: Cell
    readiness: Sequence[Cell]
    steps: Sequence[Cell]
    ahead: Cell
    ask_next: Cell
    credentials: Sequence[Cell]
    ways_on: Cell
    decisions: Cell
    advice: Cell
    pay: Cell
    notices: Sequence[Cell]
    usual: Cell


class Assessor:
    """Asks what an assessment by one roadmap on one day is made of."""

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap = roadmap
        self.on = on
        self.requirements = {each.id: partial(judged, each) for each in roadmap.requirements()}
        self.credentials = [partial(results.judge_credential, each) for each in roadmap.credentials]
        self.waiting = [partial(credential_waits_for, each) for each in roadmap.credentials]
        self.questions = [partial(urgency, each) for each in roadmap.questions]
        self.notices: list[Find] = [partial(notices_of, each) for each in FINDERS]
        self.stale = stale_notices(roadmap, on)
        self.steps = [partial(_step_result, each) for each in roadmap.steps]
        self.stage = partial(stage_at, roadmap, on)
        self.compare = partial(compare, roadmap)
        self.target_pay = partial(target_pay, roadmap, on)
        self.stage_pay = partial(stage_pay, roadmap, on)
        self.trained_in = partial(trained_in, roadmap)

    def of(self, people: Person | PeopleTable) -> Found:
        """All that is found of a person, or of a table's people."""
        each = people.each
        every = {id_: people.judge(find) for id_, find in self.requirements.items()}
        states = {id_: each(_RESULT, found) for id_, found in every.items()}
        steps = [
            each(ask, *[states[one.id] for one in step.requirements])
            for ask, step in zip(self.steps, self.roadmap.steps, strict=True)
        ]
        of_all = people.judge_all(_of_all)
        usual, own, first, ways_on = (each(part, of_all) for part in _OF_ALL)
        ways_on = people.few(ways_on)
        stage, pay = self.stage_and_pay(people)
        required, expected, helping = (
            [states[one] for one in requirements_of(self.roadmap, strength)]
            for strength in Strength
        )
        told = each(_PAY_USD, people.answer("constraints"))
        ahead = each(
            self._ahead,
            usual,
            first,
            each(self._waiting, *map(people.judge, self.waiting)),
            own,
            *[each(_AHEAD, found) for found in every.values()],
        )
        return Found(
            verdict=each(self._verdict, stage, each(bool, ways_on), *required),
            standing=each(self.compare, people.judge(standing_of), *expected),
            readiness=[each(results.count, *one) for one in (required, expected, helping)],
            steps=steps,
            ahead=each(_with_pay, ahead, pay, told),
            ask_next=self._ask_next(people, list(every.values())),
            credentials=[people.judge(find) for find in self.credentials],
            ways_on=ways_on,
            decisions=each(with_pay_forgone, people.judge(results.open_decisions), pay, told),
            advice=people.judge(_advice),
            pay=pay,
            notices=[people.judge(find) for find in self.notices],
            usual=usual,
        )

    def assessment(self, found: Found, profile: Profile) -> Assessment:
        """What was found of one person put together."""
        verdict = found.verdict
        return Assessment(
            as_of=self.on,
            roadmap=self.roadmap,
            profile=profile,
            stage=verdict.stage,
            ready_to_apply=verdict.ready,
            standing=found.standing,
            summary=verdict.summary,
            readiness=dict(zip(Strength, found.readiness, strict=True)),
            steps=tuple(found.steps),
            next_steps=found.ahead.now,
            later_steps=found.ahead.later,
            ask_next=found.ask_next,
            credentials=tuple(found.credentials),
            ways_on=found.ways_on,
            decisions=found.decisions,
            advice=found.advice,
            pay=found.pay,
            warnings=(*[each for part in found.notices for each in part], *self.stale),
        )

    def _verdict(
        self,
        stage: Stage,
        has_ways_on: bool,  # noqa: FBT001 - as it was found
        *required: results.RequirementResult,
    ) -> Verdict:
        ready = results.ready_to_apply(required)
        summary = summarize(self.roadmap, stage, ready, required, has_ways_on=has_ways_on)
        return Verdict(
            stage=stage, ready=ready, summary=summary, required_open=results.required_open(required)
        )

    def _ahead(
        self,
        usual: tuple[UsualStep, ...],
        first: tuple[NextStep, ...],
        waiting: tuple[tuple[str, frozenset[str]], ...],
        own: tuple[OpenRequirement, ...],
        *prospects: OpenRequirement | None,
    ) -> Ahead:
        begins = {each.requirement: each.begins_on for each in usual}
        placed = [replace(each, begins_on=begins.get(each.route.id)) for each in first]
        open_ = [*filter(None, prospects), *own]
        return Ahead(*order_next_steps(open_, usual, waiting, placed, self.roadmap, self.on))

    def _waiting(self, *waits_for: frozenset[str]) -> tuple[tuple[str, frozenset[str]], ...]:
        """The credentials that wait for a requirement, by id, each with those."""
        ids = (each.id for each in self.roadmap.credentials)
        return tuple([each for each in zip(ids, waits_for, strict=True) if each[1]])

    def _ask_next(self, people: Person | PeopleTable, every: Sequence[Cell]) -> Cell:
        unknown = [people.each(_UNKNOWN, each) for each in every]
        asked = [people.judge(each) for each in self.questions]
        return people.each(self._first_asked, people.each(self._by_worth, *unknown), *asked)

    def _by_worth(self, *unknown: OpenParts | None) -> tuple[int, ...]:
        questions = self.roadmap.questions
        ordered = questions_by_worth(unknown, questions)
        return tuple([questions.index(each) for each in ordered])

    def stage_and_pay(self, people: Person | PeopleTable) -> tuple[Cell, Cell]:
        each, rung = people.each, people.judge(ProfileCase.rung)
        stage = each(self.stage, rung, *map(people.answer, ("role", "clinical")))
        trained = map(people.answer, ("residency", "fellowships", "board_certifications"))
        specialty = each(self.trained_in, *trained)
        setting = people.answer("setting")
        target = each(self.target_pay, setting, specialty)
        today = each(self.stage_pay, each(_PAY_ROLE, stage), specialty, setting, target)
        return stage, each(pay_beside, target, today)

    def _first_asked(self, ordered: tuple[int, ...], *urgencies: int) -> Question | None:
        found = max(ordered, key=urgencies.__getitem__, default=None)
        asked = found is not None and urgencies[found] > 0
        return self.roadmap.questions[found] if found is not None and asked else None


_RESULT, _AHEAD, _UNKNOWN, _PAY_ROLE, _PAY_USD = map(
    attrgetter, ["result", "ahead", "unknown", "pay_role", "pay_usd"]
)


_OF_ALL = tuple(map(itemgetter, range(4)))


def _of_all(case: ProfileCase) -> tuple[object, ...]:
    """What a plan rests on, of one case, in which each rule is weighed once."""
    return usual_steps(case), own_prospects(case), first_steps(case), case.find(ways_on_for)


def _advice(case: ProfileCase) -> tuple[Advice, ...]:
    return tuple(each for each in case.roadmap.advice if each.when.judge(case).holds)


def _with_pay(ahead: Ahead, pay: Pay | None, told: int | None) -> Ahead:
    """The same steps, each that takes the place of a job with the pay that it takes."""
    paid = (
        [
            replace(each, pay_forgone=forgone_today(each.route, each.months, pay, told))
            if each.route.full_time
            else each
            for each in steps
        ]
        for steps in (ahead.now, ahead.later)
    )
    return Ahead(*paid)


def _step_result(step: Step, *found: results.RequirementResult) -> results.StepResult:
    return results.StepResult(step=step, state=results.step_state(found), requirements=found)
