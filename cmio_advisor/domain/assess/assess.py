"""
The assessment: one profile, one roadmap, one day, one result; or a table of profiles at once. First
where a person stands on the ladder, in sentences, and what that and the target role pay.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeAlias

from cmio_advisor.domain.assess.notices import FINDERS, Notice, notices_of, stale_notices
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import filled, in_form
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, Cost, Months
from cmio_advisor.domain.judge import results
from cmio_advisor.domain.judge.case import ProfileCase, case_of, is_asked
from cmio_advisor.domain.judge.each import Cell, Find, PeopleTable, Person
from cmio_advisor.domain.pay import estimate
from cmio_advisor.domain.pay.table import Figures, to_step
from cmio_advisor.domain.profile.experience import is_over
from cmio_advisor.domain.profile.profile import (
    Experience,
    Holding,
    Profile,
    Role,
    Setting,
    Status,
    Training,
    is_other,
)
from cmio_advisor.domain.roadmap.roadmap import (
    Advice,
    OtherPath,
    Question,
    Requirement,
    Roadmap,
    Rung,
    Sign,
    Step,
    Strength,
    requirements_of,
)
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.layout import UsualStep, usual_steps
from cmio_advisor.domain.routes.next_steps import (
    NextStep,
    first_steps,
    order_next_steps,
    own_prospects,
)
from cmio_advisor.domain.routes.offers import (
    OpenRequirement,
    credential_waits_for,
    look_ahead,
    ways_on_for,
)
from cmio_advisor.domain.rules.conditions import MET, NOT_MET, Condition
from cmio_advisor.domain.rules.leaves import Leaf


class Stage(Frozen):
    """
    The highest rung that the answers show; ``rung`` is ``None`` when they show none yet.

    ``pay_role`` is the role of the pay data that fits today's post, if there is one.
    """

    rung: Rung | None
    why: str
    pay_role: str | None = None


class Pay(Frozen):
    """What the target role pays, and today's stage where there is evidence."""

    target: estimate.PayEstimate
    today: estimate.PayEstimate | None


def summarize(
    roadmap: Roadmap,
    stage: Stage,
    ready: results.Answer,
    required: Sequence[results.RequirementResult],
    *,
    has_ways_on: bool,
) -> tuple[str, ...]:
    """Two to four sentences: where the person stands, and what the required list says."""
    texts = roadmap.texts
    unknown = [each for each in required if each.state is results.State.UNKNOWN]
    wanting = [each for each in required if each.state.is_open]
    listed = wanting if ready is results.Answer.NO else unknown
    values = {
        "total": str(len(required)),
        "met": str(sum(each.state.is_satisfied for each in required)),
        "count": str(len(listed)),
        "titles": "; ".join(each.requirement.title for each in listed),
        "stage": stage.rung.title if stage.rung else "",
        "unknown": str(len(unknown)),
    }
    sentences: list[str] = []
    at_target = stage.rung is roadmap.ladder[-1]
    if stage.rung is not None:
        sentences.append(texts["summary_at_target" if at_target else "summary_stage"])
    if not at_target or ready is not results.Answer.YES:
        among = len(listed) if ready is results.Answer.UNKNOWN else len(required) - len(wanting)
        form = "only" if len(required) == 1 else {0: "none", 1: "one"}.get(among, "")
        sentences.append(in_form(f"summary_{ready}", form, texts))
    if ready is results.Answer.NO and unknown:
        sentences.append(texts["summary_also_unknown"])
    if has_ways_on:
        sentences.append(texts["summary_ways_on"])
    return tuple(filled(each, values) for each in sentences)


THOUSAND = 1_000


def pay_of(told: int | None, figures: Figures | None) -> Cost | None:
    """A year's pay as told, else the published middle half, where both its ends are known."""
    if told is not None:
        return Cost(low=told, high=told)
    if figures is None or figures.p25 is None or figures.p75 is None:
        return None
    return Cost(low=figures.p25, high=figures.p75)


def forgone(
    route: Route, months: Months, pay_now: Cost | None, meanwhile: Cost | None = None
) -> Cost | None:
    """
    A year's pay of today less what a route pays, or ``meanwhile``, over its full-time months;
    ``None`` if one is not known.
    """
    pay = meanwhile or route.pay
    if pay_now is None or pay is None:
        return None
    years = route.full_time_of(months.likely) / MONTHS_A_YEAR
    low, high = max(0, pay_now.low - pay.high), max(0, pay_now.high - pay.low)
    return Cost(low=to_step(years * low, THOUSAND), high=to_step(years * high, THOUSAND))


def with_pay_forgone(
    decisions: tuple[results.OpenDecision, ...], pay: Pay | None, told: int | None
) -> tuple[results.OpenDecision, ...]:
    """The decisions, each with the pay that it takes from somebody who is paid so today."""
    return tuple(
        replace(each, pay_forgone=forgone_today(each.route, each.route.months, pay, told))
        for each in decisions
    )


def forgone_today(route: Route, months: Months, pay: Pay | None, told: int | None) -> Cost | None:
    """The pay that a route takes from somebody who is paid so today, or as ``told``."""
    return forgone(route, months, pay_of(told, pay.today.figures if pay and pay.today else None))


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
    unknown: Iterable[OpenParts | None], questions: Sequence[Question]
) -> tuple[int, ...]:
    """
    The places of questions that settle something unknown, those first that shrink the range most.

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
    settling = [at for at, question in enumerate(questions) if question.settles in shrinks]
    return tuple(sorted(settling, key=lambda at: shrinks[questions[at].settles], reverse=True))


def questions_ahead(
    case: ProfileCase, unknown: Iterable[results.RequirementResult]
) -> tuple[Question, ...]:
    """All that is open to ask for these unknown requirements, the next one first."""
    questions = case.roadmap.questions
    ordered = questions_by_worth([open_in(each, case) for each in unknown], questions)
    soon = {at: urgency(questions[at], case) for at in ordered}
    return tuple(questions[at] for at in sorted(ordered, key=lambda at: -soon[at]) if soon[at])


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

    def __init__(self, now: Iterable[NextStep], later: Iterable[NextStep]) -> None:
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
        self.compare = partial(results.compare, roadmap)
        self.steps = [partial(_step_result, each) for each in roadmap.steps]

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
        usual, own, first, ways_on = (each(itemgetter(part), of_all) for part in range(4))
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
        by_worth = each(self._by_worth, *[each(_UNKNOWN, found) for found in every.values()])
        return Found(
            verdict=each(self._verdict, stage, each(bool, ways_on), *required),
            standing=each(self.compare, people.judge(results.standing_of), *expected),
            readiness=[each(results.count, *one) for one in (required, expected, helping)],
            steps=steps,
            ahead=each(_with_pay, ahead, pay, told),
            ask_next=each(self._first_asked, by_worth, *map(people.judge, self.questions)),
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

    def stage_and_pay(self, people: Person | PeopleTable) -> tuple[Cell, Cell]:
        each, rung = people.each, people.judge(ProfileCase.rung)
        stage = each(self._stage, rung, *map(people.answer, ("role", "clinical")))
        trained = map(people.answer, ("residency", "fellowships", "board_certifications"))
        specialty = each(self._trained_in, *trained)
        setting = people.answer("setting")
        target = each(self.target_pay, setting, specialty)
        return stage, each(self.pay_beside, target, each(_PAY_ROLE, stage), specialty, setting)

    def _stage(
        self,
        found: tuple[Rung, Sign] | None,
        role: Role | None,
        clinical: tuple[Experience, ...] | None,
    ) -> Stage:
        """
        The stage on the rung that was found, and the sentences that say why. Whose patient care is
        over and who told no job is not paid for it today.
        """
        texts = self.roadmap.texts
        if found is None:
            return Stage(rung=None, why=texts["stage_unknown"])
        rung, sign = found
        why = sign.why
        if role is None and rung is not self.roadmap.ladder[-1]:
            why = f"{why} {texts['stage_without_post']}"
        fields = {each.field for each in sign.when.leaves() if isinstance(each, Leaf)}
        rests_on_care = fields.isdisjoint(("role", "informatics", "leadership"))
        is_paid = role is None or role.is_held
        has_pay = is_paid and not (rests_on_care and is_over(clinical or (), self.on))
        return Stage(rung=rung, why=why, pay_role=sign.pay_role if has_pay else None)

    def _trained_in(
        self,
        residency: tuple[Training, ...] | None,
        fellowships: tuple[Training, ...] | None,
        boards: tuple[Holding, ...] | None,
    ) -> str | None:
        """
        The specialty that the person works in: one with pay of its own, of a residency, unless it
        is planned, a finished fellowship or a certificate ("internal medicine, then cardiology");
        then one of which no pay is known, as a subspecialist is not paid as a generalist. Of
        several the first in the alphabet, so that the order of answers does not matter.
        """
        begun = (each for each in residency or () if each.status is not Status.PLANNED)
        residencies = {each.specialty for each in begun}
        held = (each for each in fellowships or () if each.completed or each.status is Status.HELD)
        told = {
            *residencies,
            *[each.specialty for each in held],
            *[each.id for each in boards or ()],
        }
        known = sorted(each for each in told if each and not is_other(each))
        by_pay = [(self._own_pay(each), each not in residencies, each) for each in known]
        return min(by_pay)[-1] if by_pay else None

    def _own_pay(self, specialty: str) -> int:
        """0 with pay of its own, 1 where none is known, 2 a generalist's, 3 everybody's."""
        pay = self.roadmap.pay
        found = pay.specialties.get(specialty) if pay else None
        role = estimate.specialty_role(pay, specialty) if pay else None
        if found is None or role is None:
            return 1
        return 3 if role.by_specialty else 2 if found.general else 0

    def target_pay(self, setting: Setting, specialty: str | None) -> estimate.PayEstimate | None:
        """
        What the target role pays where this person works; no band in a year that none reaches, and
        nothing by a roadmap without evidence of pay.
        """
        table, words, role = self.roadmap.pay, self.roadmap.vocabulary, self.roadmap.target_role
        if table is None:
            return None
        beyond = estimate.beyond_years(table, self.on.year)
        if beyond is not None:
            note = filled(self.roadmap.texts["warning_pay_year"], beyond)
            return estimate.pay_without_band(table, role, self.on.year, note)
        return estimate.pay_estimate(
            table,
            role,
            self.on.year,
            organization=setting.organization,
            beds=setting.beds or None,
            state=words.state_of(setting.state, setting.metro),
            areas=words.areas_of(setting.state, setting.metro),
            specialty=specialty,
        )

    def pay_beside(
        self,
        target: estimate.PayEstimate | None,
        role: str | None,
        specialty: str | None,
        setting: Setting,
    ) -> Pay | None:
        """
        Beside the target role's pay what today's stage pays, by the pay role that its sign names;
        whoever holds the target role is told its estimate, so that there is one figure for one
        post. Nothing of a place elsewhere; nothing at all without evidence of pay.
        """
        table = self.roadmap.pay
        if table is None or target is None:
            return None
        areas = self.roadmap.vocabulary.areas_of(setting.state, setting.metro)
        if areas and table.wages and table.wages.rows.keys().isdisjoint(areas):
            return Pay(target=target, today=None)  # somewhere else than it counts
        today = estimate.pay_today(table, role, specialty, year=self.on.year, areas=areas)
        if today is not None and today.role is target.role:
            note = today.note if target.total else target.note
            today = replace(target, base=None, notes=(note,))
        return Pay(target=target, today=today)

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

    def _by_worth(self, *unknown: OpenParts | None) -> tuple[int, ...]:
        return questions_by_worth(unknown, self.roadmap.questions)

    def _first_asked(self, ordered: tuple[int, ...], *urgencies: int) -> Question | None:
        found = max(ordered, key=urgencies.__getitem__, default=None)
        asked = found is not None and urgencies[found] > 0
        return self.roadmap.questions[found] if found is not None and asked else None


_RESULT, _AHEAD, _UNKNOWN, _PAY_ROLE, _PAY_USD = map(
    attrgetter, ["result", "ahead", "unknown", "pay_role", "pay_usd"]
)


def _of_all(case: ProfileCase) -> tuple[object, ...]:
    """What a plan rests on, of one case, in which each rule is weighed once."""
    return usual_steps(case), own_prospects(case), first_steps(case), case.find(ways_on_for)


def _advice(case: ProfileCase) -> tuple[Advice, ...]:
    return tuple(each for each in case.roadmap.advice if each.when.judge(case).holds)


def _step_result(step: Step, *found: results.RequirementResult) -> results.StepResult:
    return results.StepResult(step=step, state=results.step_state(found), requirements=found)


def _with_pay(ahead: Ahead, pay: Pay | None, told: int | None) -> Ahead:
    """The same steps, each that takes the place of a job with the pay that it takes."""

    def paid(step: NextStep) -> NextStep:
        if not step.route.full_time:
            return step
        return replace(step, pay_forgone=forgone_today(step.route, step.months, pay, told))

    return Ahead(map(paid, ahead.now), map(paid, ahead.later))
