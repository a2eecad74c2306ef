"""
The assessment as JSON. Keys have a fixed order, numbers are numbers.
"""

from typing import Any

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.judge.results import CredentialResult, RequirementResult, StepResult
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.domain.rules.quoting import told_on
from cmio_advisor.reporting.json.parts import (
    Citations,
    Json,
    cost_mapping,
    day_text,
    decision_mapping,
    dump,
    months_mapping,
    roadmap_mapping,
    way_on_mapping,
)
from cmio_advisor.reporting.json.pay import pay_mapping
from cmio_advisor.reporting.profile.mapping import reported_profile

ASSESSMENT_SCHEMA = "cmio-advisor/assessment/1"
ELIGIBLE_SCHEMA = "cmio-advisor/eligible/1"
STAGE_UNKNOWN = "unknown"


def assessment_json(assessment: Assessment) -> str:
    """
    The whole assessment.
    """
    return dump(assessment_mapping(assessment))


def eligible_json(assessment: Assessment, results: tuple[CredentialResult, ...]) -> str:
    """
    The answers of ``eligible`` for the credentials asked for.
    """
    cites = Citations(assessment.roadmap)
    mapping: Json = {
        "schema": ELIGIBLE_SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        "roadmap": roadmap_mapping(assessment.roadmap),
        "credentials": [_credential(each, cites) for each in results],
    }
    return dump({**mapping, "sources": cites.sources()})


def assessment_mapping(assessment: Assessment) -> Json:
    """
    The assessment as a mapping, keys in the order of the contract.
    """
    cites = Citations(assessment.roadmap)
    question = assessment.ask_next
    mapping: Json = {
        "schema": ASSESSMENT_SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        "roadmap": roadmap_mapping(assessment.roadmap),
        "profile": reported_profile(assessment.profile),
        "stage": _stage(assessment),
        "ready_to_apply": assessment.ready_to_apply.value,
        "summary": list(assessment.summary),
        "readiness": _readiness(assessment),
        "steps": [_step(each, assessment.profile, cites) for each in assessment.steps],
        "next_steps": [_next_step(each, cites) for each in assessment.next_steps],
        "later_steps": [_next_step(each, cites) for each in assessment.later_steps],
        "ask_next": question
        and {"id": question.id, "question": question.text, "why": question.why},
        "credentials": [_credential(each, cites) for each in assessment.credentials],
        "ways_on": [way_on_mapping(each, cites) for each in assessment.ways_on],
        "decisions": [decision_mapping(each, cites) for each in assessment.decisions],
        "pay": pay_mapping(assessment, cites),
        "warnings": [{"code": each.code, "text": each.text} for each in assessment.warnings],
    }
    return {**mapping, "sources": cites.sources()}


def _stage(assessment: Assessment) -> Json:
    rung, why = assessment.stage.rung, assessment.stage.why
    if rung is None:
        return {"id": STAGE_UNKNOWN, "title": "Not known yet", "why": why}
    return {"id": rung.id, "title": rung.title, "why": why}


def _readiness(assessment: Assessment) -> Json:
    counts: dict[str, Any] = {}
    for strength in Strength:
        each = assessment.readiness[strength]
        counts[strength.value] = {"met": each.met, "open": each.open, "unknown": each.unknown}
    return {**counts, "required_open": list(assessment.required_open())}


def _step(result: StepResult, profile: Profile, cites: Citations) -> Json:
    step = result.step
    return {
        "id": step.id,
        "number": step.number,
        "title": step.title,
        "about": step.about,
        "state": result.state.value,
        "requirements": [_requirement(each, profile, cites) for each in result.requirements],
    }


def _requirement(result: RequirementResult, profile: Profile, cites: Citations) -> Json:
    requirement = result.requirement
    return {
        "id": requirement.id,
        "title": requirement.title,
        "strength": requirement.strength.value,
        "state": result.state.value,
        "have": told_on(requirement.met_when, profile, cites.roadmap.vocabulary),
        "need": requirement.need,
        "why": requirement.why,
        "share": requirement.share,
        "evidence": cites.written(requirement.evidence),
    }


def _next_step(step: NextStep, cites: Citations) -> Json:
    route = step.route
    beside = {"alternative": True, "way": step.way.id} if step.way else {}
    return {
        "id": route.id,
        "title": route.title,
        **beside,
        "action": route.action,
        "why": route.why,
        "requirement": step.requirement and step.requirement.id,
        "months": months_mapping(step.months),
        "cost_usd": cost_mapping(step.cost),
        "hours": route.hours,
        "startable_from": day_text(step.startable_from),
        "done_on": day_text(step.done_on),
        "closes_on": day_text(step.closes_on),
        "unlocks": list(step.unlocks),
        "reason": step.reason,
        "notes": list(route.remarks),
        "evidence": cites.written(route.evidence),
    }


def _credential(result: CredentialResult, cites: Citations) -> Json:
    credential = result.credential
    return {
        "id": credential.id,
        "title": credential.title,
        "state": result.state.value,
        "eligible": result.eligible.value,
        "via": result.via,
        "eligible_from": day_text(result.eligible_from),
        "closes_on": day_text(result.closes_on),
        "missing": list(result.missing),
        "missing_any": [list(each) for each in result.missing_any],
        "fee_usd": cost_mapping(credential.fee),
        "exam": credential.exam,
        "renewal": credential.renewal,
        "evidence": cites.written(credential.evidence),
    }
