"""
The assessment: one profile, one roadmap, one day, one result.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import date

from cmio_advisor.domain.assess.assessment import Assessment, Pay, Stage
from cmio_advisor.domain.assess.notices import find_warnings
from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.judge.answered import Answered
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.decisions import open_decisions
from cmio_advisor.domain.judge.eligibility import judge_credential
from cmio_advisor.domain.judge.results import Answer, RequirementResult, State
from cmio_advisor.domain.judge.states import count_states, judge_step, ready_to_apply
from cmio_advisor.domain.pay.comparison import Comparison
from cmio_advisor.domain.pay.estimate import (
    PayEstimate,
    RolePay,
    beyond_years,
    pay_estimate,
    pay_today,
    pay_without_band,
)
from cmio_advisor.domain.profile.profile import Profile, Setting
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap, Rung, Sign, Strength, WayOn
from cmio_advisor.domain.routes.next_steps import (
    STRENGTH_ORDER,
    find_next_steps,
    first_steps,
    with_first_steps,
)


def assess(profile: Profile, roadmap: Roadmap, on: date, taken: Iterable[str] = ()) -> Assessment:
    """
    Where this person stands on that day by this roadmap, what to do next, and what the job pays.
    ``taken`` are ids of decisions that the person takes in.

    Pure: the same arguments give the same result.
    """
    case = ProfileCase(profile, roadmap, on, taken=frozenset(taken))
    steps = tuple(judge_step(step, case) for step in roadmap.steps)
    results = tuple(each for step in steps for each in step.requirements)
    ready = ready_to_apply(results)
    stage = stage_at(case.rung(), profile, roadmap)
    now, later = find_next_steps(results, case)
    ways_on = ways_on_for(case)
    if first := first_steps(ways_on, case):
        now, later = with_first_steps(first, now, later)
    specialty = trained_in(profile)
    target = target_pay(profile.setting, specialty, roadmap, on)
    return Assessment(
        as_of=on,
        roadmap=roadmap,
        profile=profile,
        stage=stage,
        ready_to_apply=ready,
        summary=summarize(roadmap, stage, ready, results, has_ways_on=bool(ways_on)),
        readiness=count_states(results),
        steps=steps,
        next_steps=now,
        later_steps=later,
        ask_next=ask_next(
            (
                (each.requirement.strength, each.requirement.met_when.open_fields(case))
                for each in results
                if each.state is State.UNKNOWN
            ),
            roadmap.questions,
            lambda question: is_asked(question, case),
        ),
        credentials=tuple(judge_credential(each, case) for each in roadmap.credentials),
        ways_on=ways_on,
        decisions=open_decisions(case),
        pay=Pay(target=target, today=stage_pay(stage.pay_role, specialty, roadmap, on, target)),
        warnings=find_warnings(case, stale_facts(roadmap, on)),
    )


def ways_on_for(case: ProfileCase) -> tuple[WayOn, ...]:
    """
    The honest ways on that fit this person, in the roadmap's order.
    """
    return tuple(way for way in case.roadmap.ways_on if way.when.judge(case).holds)


def ask_next(
    unknown: Iterable[tuple[Strength, frozenset[str]]],
    questions: Iterable[Question],
    is_asked: Callable[[Question], bool],
) -> Question | None:
    """
    The question that shrinks the range of the result most, if any does.

    ``unknown`` are the strengths of unknown requirements, each with the fields that can still move
    it. A question settles for sure, whatever the answer, what only its field can move, and may
    settle what its field moves among others. The required come first, then the expected, then those
    that help; of each, how many are settled for sure, then how many may be. Between equals the
    roadmap's order decides.
    """
    return next(filter(is_asked, questions_by_worth(unknown, questions)), None)


def questions_by_worth(
    unknown: Iterable[tuple[Strength, frozenset[str]]], questions: Iterable[Question]
) -> list[Question]:
    """
    The questions that settle something unknown, those first that shrink the range most.
    """
    shrinks: dict[str, list[int]] = {}
    for strength, fields in unknown:
        sure = 2 * STRENGTH_ORDER.index(strength)
        for field in fields:
            told = shrinks.setdefault(field, [0] * (2 * len(STRENGTH_ORDER)))
            told[sure] += len(fields) == 1
            told[sure + 1] += 1
    settling = [question for question in questions if question.settles in shrinks]
    return sorted(settling, key=lambda question: shrinks[question.settles], reverse=True)


def is_asked(question: Question, case: ProfileCase) -> bool:
    """
    Whether a question applies to this person, as far as the answers show, and is still open.
    """
    if Answered(question.field).judge(case):
        return False
    return question.asked_when is None or not question.asked_when.judge(case).fails


def stage_at(found: tuple[Rung, Sign] | None, profile: Profile, roadmap: Roadmap) -> Stage:
    """
    The stage on the rung that was found, and the sentences that say why.
    """
    texts = roadmap.texts
    if found is None:
        return Stage(rung=None, why=texts["stage_unknown"])
    rung, sign = found
    why = sign.why
    if profile.role is None and rung is not roadmap.ladder[-1]:
        why = f"{why} {texts['stage_without_post']}"
    return Stage(rung=rung, why=why, pay_role=sign.pay_role)


def summarize(
    roadmap: Roadmap,
    stage: Stage,
    ready: Answer,
    results: Iterable[RequirementResult],
    *,
    has_ways_on: bool,
) -> tuple[str, ...]:
    """
    Two to four sentences: where the person stands, and what the required list says.
    """
    texts = roadmap.texts
    required = [each for each in results if each.requirement.strength is Strength.REQUIRED]
    unknown = [each for each in required if each.state is State.UNKNOWN]
    wanting = [each for each in required if each.state.is_open]
    listed = wanting if ready is Answer.NO else unknown
    values = {
        "target": roadmap.title,
        "total": str(len(required)),
        "met": str(sum(each.state.is_satisfied for each in required)),
        "count": str(len(listed)),
        "titles": "; ".join(each.requirement.title for each in listed),
        "stage": stage.rung.title if stage.rung else "",
    }
    sentences = []
    at_target = stage.rung is roadmap.ladder[-1]
    if stage.rung is not None:
        sentences.append("summary_at_target" if at_target else "summary_stage")
    if not at_target or ready is not Answer.YES:
        sentences.append(f"summary_{ready}")
    if ready is Answer.NO and unknown:
        values["unknown"] = str(len(unknown))
        sentences.append("summary_also_unknown")
    if has_ways_on:
        sentences.append("summary_ways_on")
    return tuple(filled(texts[name], values) for name in sentences)


def target_pay(
    setting: Setting,
    specialty: str | None,
    roadmap: Roadmap,
    on: date,
    compared: tuple[Comparison, ...] | None = None,
) -> PayEstimate:
    """
    What the target role pays where this person works; no band in a year that none reaches.
    """
    table, state = roadmap.pay, setting.state
    beyond = beyond_years(table, on.year)
    if beyond is not None:
        note = filled(roadmap.texts["warning_pay_year"], beyond)
        return pay_without_band(table, roadmap.target_role, on.year, note, compared)
    return pay_estimate(
        table,
        roadmap.target_role,
        on.year,
        organization=setting.organization,
        beds=setting.beds or None,
        state=state,
        state_title=state and roadmap.vocabulary.title("states", state),
        specialty=specialty,
        compared=compared,
    )


def stage_pay(
    role: str | None, specialty: str | None, roadmap: Roadmap, on: date, target: PayEstimate
) -> RolePay | None:
    """
    What today's stage pays, by the pay role that its sign names; whoever holds the target role is
    told its estimate, so that there is one figure for one post.
    """
    today = pay_today(roadmap.pay, role, specialty, year=on.year)
    if today is None or today.role is not target.role:
        return today
    note = today.note if target.total else target.notes[0]
    return replace(today, figures=target.total, note=note)


def trained_in(profile: Profile) -> str | None:
    """
    The specialty the person trained in, else that of a board certificate; of several the first
    in the alphabet, so that the order of answers does not matter.
    """
    trained = sorted(each.specialty for each in profile.residency or () if each.specialty)
    certified = sorted(each.id for each in profile.board_certifications or ())
    return next(iter([*trained, *certified]), None)


def stale_facts(roadmap: Roadmap, on: date) -> int:
    """
    How many pieces of evidence are past their review day.
    """
    if on > roadmap.review_by:
        return len(roadmap.review_days)
    return bisect_left(roadmap.review_days, on)


def is_stale(evidence: Evidence, roadmap: Roadmap, on: date) -> bool:
    """
    Whether a fact's review day, or the whole roadmap's, has passed.
    """
    return on > min(evidence.review_by or roadmap.review_by, roadmap.review_by)
