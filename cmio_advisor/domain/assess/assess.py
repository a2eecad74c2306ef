"""
The assessment: one profile, one roadmap, one day, one result, found of a person's case or of one in
a table. First where they stand on the ladder, in sentences, and what that and the target role pay.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeAlias, TypeVar

from cmio_advisor.domain.assess.notices import FINDERS, Notice, notices_of, stale_notices
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import filled, in_form
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, Cost, Months
from cmio_advisor.domain.judge import results
from cmio_advisor.domain.judge.case import Find, Look, ProfileCase, about, case_of, is_asked
from cmio_advisor.domain.pay import estimate
from cmio_advisor.domain.pay.table import Figures, to_step
from cmio_advisor.domain.profile.experience import is_over
from cmio_advisor.domain.profile.profile import Profile, Status, is_other
from cmio_advisor.domain.roadmap.roadmap import (
    Advice,
    OtherPath,
    Question,
    Roadmap,
    Rung,
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
from cmio_advisor.domain.routes.offers import credential_waits_for, look_ahead, ways_on_for
from cmio_advisor.domain.rules.conditions import MET, NOT_MET, Condition
from cmio_advisor.domain.rules.leaves import Leaf

T = TypeVar("T")


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
    A year's pay of today less what a route pays, or ``meanwhile``, over its full-time months, whole
    ones, as a page shows them; ``None`` if one is not known.
    """
    pay = meanwhile or route.pay
    if pay_now is None or pay is None:
        return None
    years = route.full_time_of(round(months.likely) or months.likely) / MONTHS_A_YEAR
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
    usual: tuple[UsualStep, ...]
    advice: tuple[Advice, ...] = ()

    def requirements(self) -> Iterator[results.RequirementResult]:
        """Every judged requirement, in the order of the steps."""
        for step in self.steps:
            yield from step.requirements

    def required_open(self) -> tuple[str, ...]:
        """The ids of the required requirements that are known not to be met."""
        found = (each for each in self.requirements() if each.state.is_open)
        required = (each.requirement for each in found)
        return tuple([each.id for each in required if each.strength is Strength.REQUIRED])

    @property
    def today_note(self) -> str | None:
        """Why no pay is shown for today's stage, where none is."""
        today, role = self.pay.today if self.pay else None, self.profile.role
        if today is not None:
            return None if today.figures else today.note
        why = "pay_no_figure" if self.stage.rung else "pay_no_stage"
        return self.roadmap.texts["pay_no_job" if role and not role.is_held else why]

    @property
    def pay_of_path(self) -> estimate.PayEstimate | None:
        """What the job pays to which the first other path leads, where figures are known."""
        path = next((each for each in self.ways_on if each.pay_role), None)
        if path is None or self.roadmap.pay is None:
            return None
        pay = estimate.pay_today(self.roadmap.pay, path.pay_role, year=self.as_of.year)
        return pay if pay and pay.figures else None


def assess(profile: Profile, roadmap: Roadmap, on: date, taken: Iterable[str] = ()) -> Assessment:
    """
    Where this person stands on that day by this roadmap, what to do next, and what the job pays.
    ``taken`` are ids of decisions that the person takes in.

    Pure: the same arguments give the same result.
    """
    return Assessor(roadmap, on).assessment(profile, case_of(profile, roadmap, on, taken))


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
        at = 2 * strength.rank
        for field in fields:
            counts = shrinks.setdefault(field, [0] * (2 * len(Strength)))
            counts[at] += field in sure
            counts[at + 1] += 1
    settling = [at for at, question in enumerate(questions) if question.settles in shrinks]
    return tuple(sorted(settling, key=lambda at: shrinks[questions[at].settles], reverse=True))


def questions_ahead(case: ProfileCase, unknown: Iterable[OpenParts | None]) -> tuple[Question, ...]:
    """All that is open to ask for what is unknown, the next one first."""
    questions = case.roadmap.questions
    ordered = questions_by_worth(unknown, questions)
    soon = {at: case.find(about(urgency, questions[at])) for at in ordered}
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


class Assessor:
    """
    Asks what an assessment by one roadmap on one day is made of. Each part is a question, of which
    a case finds the answer once.
    """

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap = roadmap
        self.on = on
        self.results = {
            each.id: partial(results.judge_requirement, each) for each in roadmap.requirements()
        }
        self.ahead = [partial(_of_result, look_ahead, find) for find in self.results.values()]
        self.unknown = [partial(_of_result, open_in, find) for find in self.results.values()]
        self.credentials = [partial(results.judge_credential, each) for each in roadmap.credentials]
        self.notices: list[Find] = [partial(notices_of, each) for each in FINDERS]
        self.stale = stale_notices(roadmap, on)
        self.steps = [partial(self._step, each) for each in roadmap.steps]
        self.alike: list[Find] = [about(results.is_waiting, each) for each in roadmap.decisions]
        self.alike += [ProfileCase.rung, ways_on_for]
        self.summary = partial(self._summary, has_ways_on=False)
        self.summary_beside_ways_on = partial(self._summary, has_ways_on=True)

    def assessment(
        self, profile: Profile, person: ProfileCase, of_table: ProfileCase | None = None
    ) -> Assessment:
        """
        Of a person, all of it found of one case; of one ``of_table`` what others may have alike,
        and of the person what a plan rests on, which hardly two people have.
        """
        case = of_table or person
        person.found.update((each, case.find(each)) for each in self.alike if of_table)
        usual, pay, ways_on = usual_steps(person), case.find(self.pay), person.find(ways_on_for)
        steps = tuple(map(case.find, self.steps))
        judged = [found for each in steps for found in each.requirements]
        now, later = self._next_steps(usual, case, person)
        told, planned = profile.constraints.pay_usd, {each.requirement for each in usual}
        return Assessment(
            as_of=self.on,
            roadmap=self.roadmap,
            profile=profile,
            stage=case.find(self.stage),
            ready_to_apply=case.find(self.ready),
            standing=case.find(self.standing),
            summary=case.find(self.summary_beside_ways_on if ways_on else self.summary),
            readiness={each: results.count(judged, each) for each in Strength},
            steps=steps,
            next_steps=tuple(_with_pay(each, pay, told) for each in now),
            later_steps=tuple(_with_pay(each, pay, told) for each in later),
            ask_next=next(iter(questions_ahead(case, map(case.find, self.unknown))), None),
            credentials=tuple(map(case.find, self.credentials)),
            ways_on=ways_on,
            decisions=tuple(  # but for those that the plan takes in, or on what it brings otherwise
                each
                for each in case.find(self.decisions)
                if each.decision.requirement(self.roadmap).id not in planned
            ),
            advice=case.find(_advice),
            pay=pay,
            warnings=case.find(self.warnings),
            usual=usual,
        )

    def _next_steps(
        self, usual: tuple[UsualStep, ...], case: ProfileCase, person: ProfileCase
    ) -> tuple[tuple[NextStep, ...], tuple[NextStep, ...]]:
        """The steps to start on the day, and those that come later."""
        open_ = [*filter(None, map(case.find, self.ahead)), *own_prospects(person)]
        begins = {each.requirement: each.begins_on for each in usual}
        first = [replace(e, begins_on=begins.get(e.route.id)) for e in first_steps(person)]
        waiting = case.find(self.waiting)
        return order_next_steps(open_, usual, waiting, first, self.roadmap, self.on)

    def waiting(self, case: ProfileCase) -> tuple[tuple[str, frozenset[str]], ...]:
        """The credentials that wait for a requirement, by id, each with those."""
        pairs = (
            (each, case.find(about(credential_waits_for, each)))
            for each in self.roadmap.credentials
        )
        return tuple((each.id, found) for each, found in pairs if found)

    def warnings(self, case: ProfileCase) -> tuple[Notice, ...]:
        return (*chain.from_iterable(map(case.find, self.notices)), *self.stale)

    def _judged(self, strength: Strength, case: ProfileCase) -> list[results.RequirementResult]:
        """The requirements of one strength, judged, in the order of the steps."""
        return [case.find(self.results[each]) for each in requirements_of(self.roadmap, strength)]

    def _step(self, step: Step, case: ProfileCase) -> results.StepResult:
        found = tuple(case.find(self.results[each.id]) for each in step.requirements)
        return results.StepResult(step=step, state=results.step_state(found), requirements=found)

    def ready(self, case: ProfileCase) -> results.Answer:
        return results.ready_to_apply(self._judged(Strength.REQUIRED, case))

    def standing(self, case: ProfileCase) -> results.StandingResult | None:
        expected = self._judged(Strength.EXPECTED, case)
        return results.compare(self.roadmap, case.find(results.standing_of), expected)

    def _summary(self, case: ProfileCase, *, has_ways_on: bool) -> tuple[str, ...]:
        """Two to four sentences: where the person stands, and what the required list says."""
        texts, stage, ready = self.roadmap.texts, case.find(self.stage), case.find(self.ready)
        required = self._judged(Strength.REQUIRED, case)
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
        at_target = stage.rung is self.roadmap.ladder[-1]
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

    def decisions(self, case: ProfileCase) -> tuple[results.OpenDecision, ...]:
        found, pay = case.find(results.open_decisions), case.find(self.pay)
        return with_pay_forgone(found, pay, case.look(PAY_TOLD))

    def stage(self, case: ProfileCase) -> Stage:
        """
        The stage on the rung that was found, and the sentences that say why. Whose patient care is
        over and who told no job is not paid for it today.
        """
        texts, found, role = self.roadmap.texts, case.find(ProfileCase.rung), case.profile.role
        if found is None:
            return Stage(rung=None, why=texts["stage_unknown"])
        rung, sign = found
        why = sign.why
        if role is None and rung is not self.roadmap.ladder[-1]:
            why = f"{why} {texts['stage_without_post']}"
        fields = {each.field for each in sign.when.leaves() if isinstance(each, Leaf)}
        is_of_work = bool(fields & {"informatics", "leadership"})
        rests_on_care = "role" not in fields and ("clinical" in fields or not is_of_work)
        is_paid = role is None or role.is_held
        has_pay = is_paid and not (rests_on_care and is_over(case.profile.clinical or (), self.on))
        return Stage(rung=rung, why=why, pay_role=sign.pay_role if has_pay else None)

    def _pay_role(self, case: ProfileCase) -> str | None:
        return case.find(self.stage).pay_role

    def specialty(self, case: ProfileCase) -> str | None:
        """
        The specialty that the person works in: one with pay of its own, of a residency, unless it
        is planned, a finished fellowship or a certificate ("internal medicine, then cardiology");
        then one of which no pay is known, as a subspecialist is not paid as a generalist. Of
        several the first in the alphabet, so that the order of answers does not matter.
        """
        profile = case.profile
        begun = (each for each in profile.residency or () if each.status is not Status.PLANNED)
        residencies = {each.specialty for each in begun}
        fellowships = profile.fellowships or ()
        held = (each for each in fellowships if each.completed or each.status is Status.HELD)
        told = {
            *residencies,
            *[each.specialty for each in held],
            *[each.id for each in profile.board_certifications or ()],
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

    def target_pay(self, case: ProfileCase) -> estimate.PayEstimate | None:
        """
        What the target role pays where this person works; no band in a year that none reaches, and
        nothing by a roadmap without evidence of pay.
        """
        table, words, role = self.roadmap.pay, self.roadmap.vocabulary, self.roadmap.target_role
        if table is None:
            return None
        beyond = estimate.beyond_years(table, self.on.year)
        if beyond is not None:
            note = self.roadmap.say("warning_pay_year", **beyond)
            return estimate.pay_without_band(table, role, self.on.year, note)
        setting = case.profile.setting
        return estimate.pay_estimate(
            table,
            role,
            self.on.year,
            organization=setting.organization,
            beds=setting.beds or None,
            state=words.state_of(setting.state, setting.metro),
            areas=words.areas_of(setting.state, setting.metro),
            specialty=case.find(self.specialty),
        )

    def pay(self, case: ProfileCase) -> Pay | None:
        """
        Beside the target role's pay what today's stage pays, by the pay role that its sign names;
        whoever holds the target role is told its estimate, so that there is one figure for one
        post. Nothing of a place elsewhere, or of who is licensed there alone; nothing without
        evidence of pay.
        """
        table, target = self.roadmap.pay, case.find(self.target_pay)
        if table is None or target is None:
            return None
        setting = case.profile.setting
        areas = self.roadmap.vocabulary.areas_of(setting.state, setting.metro)
        places = frozenset(areas) or case.look(LICENSED_IN)
        if places and table.wages and table.wages.rows.keys().isdisjoint(places):
            return Pay(target=target, today=None)  # somewhere else than it counts
        role, specialty = case.find(self._pay_role), case.find(self.specialty)
        today = estimate.pay_today(table, role, specialty, year=self.on.year, areas=areas)
        if today is not None and today.role is target.role:
            note = today.note if target.total else target.note
            today = replace(target, base=None, notes=(note,))
        return Pay(target=target, today=today)


PAY_TOLD = Look("constraints", lambda case: case.profile.constraints.pay_usd)
LICENSED_IN = Look(
    "license",
    lambda case: frozenset(each.state for each in case.profile.license or () if each.state),
)


def _of_result(
    ask: Callable[[results.RequirementResult, ProfileCase], T],
    find: Callable[[ProfileCase], results.RequirementResult],
    case: ProfileCase,
) -> T:
    return ask(case.find(find), case)


def _advice(case: ProfileCase) -> tuple[Advice, ...]:
    return tuple(each for each in case.roadmap.advice if each.when.judge(case).holds)


def _with_pay(step: NextStep, pay: Pay | None, told: int | None) -> NextStep:
    """A step that takes the place of a job with the pay that it takes."""
    if not step.route.full_time:
        return step
    return replace(step, pay_forgone=forgone_today(step.route, step.months, pay, told))
