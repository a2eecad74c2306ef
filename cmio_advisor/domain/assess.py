"""
The assessment: one profile, one roadmap, one day, one result.
"""

from datetime import date

from cmio_advisor.domain.assessment import (
    Answer,
    Assessment,
    Pay,
    RequirementResult,
    Stage,
    State,
    StepResult,
)
from cmio_advisor.domain.case import ProfileCase
from cmio_advisor.domain.eligibility import judge_credential
from cmio_advisor.domain.evidence import Evidence
from cmio_advisor.domain.next_steps import find_next_steps
from cmio_advisor.domain.pay import default_year, pay_estimate, pay_today
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.roadmap import Question, Roadmap, Strength
from cmio_advisor.domain.states import count_states, judge_step, ready_to_apply
from cmio_advisor.domain.warnings import find_warnings
from cmio_advisor.domain.wording import filled


def assess(profile: Profile, roadmap: Roadmap, on: date) -> Assessment:
    """
    Where this person stands on that day by this roadmap, what to do next, and what the job pays.

    Pure: the same three arguments give the same result.
    """
    case = ProfileCase(profile, roadmap, on)
    steps = tuple(judge_step(step, case) for step in roadmap.steps)
    results = tuple(each for step in steps for each in step.requirements)
    ready = ready_to_apply(results)
    stage = _stage(case)
    now, later = find_next_steps(results, case)
    ways_on = tuple(way for way in roadmap.ways_on if way.when.judge(case).holds)
    return Assessment(
        as_of=on,
        roadmap=roadmap,
        profile=profile,
        stage=stage,
        ready_to_apply=ready,
        summary=_summary(case, stage, ready, results, bool(ways_on)),
        readiness=count_states(results),
        steps=steps,
        next_steps=now,
        later_steps=later,
        ask_next=ask_next(case, steps),
        credentials=tuple(judge_credential(each, case) for each in roadmap.credentials),
        ways_on=ways_on,
        pay=_pay(case, stage),
        warnings=find_warnings(case, _stale_facts(roadmap, on)),
    )


def ask_next(case: ProfileCase, steps: tuple[StepResult, ...]) -> Question | None:
    """
    The first question that settles something unknown of the greatest strength there is.

    Questions stand in the roadmap in the order of their worth.
    """
    for strength in Strength:
        open_fields = {
            field
            for step in steps
            for each in step.requirements
            if each.state is State.UNKNOWN and each.requirement.strength is strength
            for field in each.requirement.met_when.open_fields(case)
        }
        for question in case.roadmap.questions:
            asked = question.asked_when is None or not question.asked_when.judge(case).fails
            if asked and question.settles in open_fields:
                return question
    return None


def _stage(case: ProfileCase) -> Stage:
    texts = case.roadmap.texts
    found = case.rung()
    if found is None:
        return Stage(rung=None, why=texts["stage_unknown"])
    rung, sign = found
    why = sign.why
    if case.profile.role is None and rung is not case.roadmap.ladder[-1]:
        why = f"{why} {texts['stage_without_post']}"
    return Stage(rung=rung, why=why, pay_role=sign.pay_role)


def _summary(
    case: ProfileCase,
    stage: Stage,
    ready: Answer,
    results: tuple[RequirementResult, ...],
    has_ways_on: bool,  # noqa: FBT001 - private, named at its only call
) -> tuple[str, ...]:
    texts = case.roadmap.texts
    required = [each for each in results if each.requirement.strength is Strength.REQUIRED]
    unknown = [each for each in required if each.state is State.UNKNOWN]
    wanting = [each for each in required if each.state.is_open]
    listed = wanting if ready is Answer.NO else unknown
    values = {
        "target": case.roadmap.title,
        "total": str(len(required)),
        "met": str(sum(each.state.is_satisfied for each in required)),
        "count": str(len(listed)),
        "titles": "; ".join(each.requirement.title for each in listed),
        "stage": stage.rung.title if stage.rung else "",
    }
    sentences = []
    if stage.rung is case.roadmap.ladder[-1]:
        sentences.append("summary_at_target")
    elif stage.rung is not None:
        sentences.append("summary_stage")
    sentences.append(f"summary_{ready}")
    if ready is Answer.NO and unknown:
        values["unknown"] = str(len(unknown))
        sentences.append("summary_also_unknown")
    if has_ways_on:
        sentences.append("summary_ways_on")
    return tuple(filled(texts[name], values) for name in sentences)


def _pay(case: ProfileCase, stage: Stage) -> Pay:
    table, setting = case.roadmap.pay, case.profile.setting
    year = default_year(table, case.on.year)
    specialty = _specialty(case.profile)
    target = pay_estimate(
        table,
        case.roadmap.target_role,
        year,
        as_of_year=case.on.year,
        organization=setting.organization,
        beds=setting.beds or None,
        state=setting.state,
        specialty=specialty,
    )
    return Pay(target=target, today=pay_today(table, stage.pay_role, specialty, year=year))


def _specialty(profile: Profile) -> str | None:
    """
    The specialty the person trained in, else that of a board certificate; of several the first
    in the alphabet, so that the order of answers does not matter.
    """
    trained = sorted(each.specialty for each in profile.residency or () if each.specialty)
    certified = sorted(each.id for each in profile.board_certifications or ())
    return next(iter([*trained, *certified]), None)


def _stale_facts(roadmap: Roadmap, on: date) -> int:
    return sum(is_stale(each, roadmap, on) for _, each in roadmap.evidence())


def is_stale(evidence: Evidence, roadmap: Roadmap, on: date) -> bool:
    """
    Whether a fact's review day, or the whole roadmap's, has passed.
    """
    return on > min(evidence.review_by or roadmap.review_by, roadmap.review_by)
