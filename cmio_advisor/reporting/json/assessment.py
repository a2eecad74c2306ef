"""The assessment as JSON, and the answer of ``eligible``."""

from functools import partial

from cmio_advisor.domain.assess.assessment import Assessment, Stage
from cmio_advisor.domain.judge.results import (
    Counts,
    CredentialResult,
    RequirementResult,
    StandingResult,
    StepResult,
)
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.domain.rules.quoting import answers_on
from cmio_advisor.reporting.json.form import (
    FORMS,
    TEXT,
    TEXTS,
    Form,
    always,
    itself,
    keys,
    many,
    named,
    record,
)
from cmio_advisor.reporting.json.parts import EVIDENCE, PAY, SOURCES, heading


def stage_id(stage: Stage) -> str:
    return stage.rung.id if stage.rung else "unknown"


def _count(strength: Strength, assessment: Assessment) -> Counts:
    return assessment.readiness[strength]


STAGE = FORMS[Stage] = keys(
    id=(TEXT, stage_id),
    title=(TEXT, lambda stage: stage.rung.title if stage.rung else "Not known yet"),
    why=TEXT,
)
STANDING = FORMS[StandingResult] = record(
    StandingResult,
    "id title why have missing evidence",
    evidence=(EVIDENCE, lambda result: result.standing.evidence if result.standing else ()),
)
COUNTS = FORMS[Counts] = record(Counts, "met open unknown")
READINESS = keys(
    **{each.value: (COUNTS, partial(_count, each)) for each in Strength},
    required_open=(TEXTS, lambda assessment: assessment.required_open()),
)
HAVE = Form(
    TEXT.schema,
    lambda result, writing: answers_on(
        result.requirement.met_when, writing.result.profile, writing.roadmap.vocabulary
    ),
)
REQUIREMENT = FORMS[RequirementResult] = record(
    RequirementResult,
    "requirement(id title strength) state have requirement(need why share evidence)",
    have=(HAVE, itself),
)
STEP = FORMS[StepResult] = record(StepResult, "step(id number title about) state requirements")
ONLY_TRUE = always(value=True)
NEXT_STEP = FORMS[NextStep] = record(
    NextStep,
    """route(id title) alternative=is_alternative? unanswered? way=path.id?
    route(action do_at ask why) requirement=requirement.id months cost_usd=cost route.hours
    pay_forgone_usd=pay_forgone? pay_usd_a_year=route.pay? route.odds?
    startable_from begins_on done_on closes_on unlocks comes_with? dates? reason
    notes=route.remarks evidence""",
    alternative=ONLY_TRUE,
    unanswered=ONLY_TRUE,
)
CREDENTIAL = FORMS[CredentialResult] = record(
    CredentialResult,
    """credential(id title) state eligible via eligible_from closes_on missing missing_any
    fee_usd=credential.fee credential(do_at exam renewal evidence)""",
)
ASSESSMENT = record(
    Assessment,
    """schema as_of roadmap profile stage ready_to_apply standing summary readiness steps next_steps
    later_steps ask_next credentials ways_on decisions advice pay warnings sources""",
    schema=named("cmio-advisor/assessment/1"),
    readiness=(READINESS, itself),
    pay=(PAY | None, lambda assessment: assessment if assessment.pay else None),
    sources=SOURCES,
)
ELIGIBLE = keys(
    **heading("cmio-advisor/eligible/1"), credentials=(many(CREDENTIAL), itself), sources=SOURCES
)
