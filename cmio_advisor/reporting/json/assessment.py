"""The assessment as JSON, and the answers of ``eligible``."""

from operator import itemgetter

from cmio_advisor.domain.assess.assessment import Assessment, Stage
from cmio_advisor.domain.judge.results import Answer, CredentialResult, Eligibility, State
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.rules.quoting import answers_on
from cmio_advisor.reporting.json.form import (
    DAY,
    TEXT,
    TEXTS,
    WHOLE,
    Form,
    Writing,
    always,
    itself,
    json_text,
    keys,
    many,
    maybe,
    named,
    of,
    one_of,
)
from cmio_advisor.reporting.json.parts import (
    ADVICE,
    COST,
    DECISION,
    EVIDENCE,
    MOMENT,
    MONTHS,
    PROFILE,
    QUESTION,
    ROADMAP,
    SOURCES,
    WARNINGS,
    WAY_ON,
    WHERE,
    heading,
)
from cmio_advisor.reporting.json.pay import PAY


def stage_id(stage: Stage) -> str:
    """The rung's id."""
    return stage.rung.id if stage.rung else "unknown"


STAGE = keys(
    id=(TEXT, stage_id),
    title=(TEXT, lambda stage: stage.rung.title if stage.rung else "Not known yet"),
    why=TEXT,
)
STANDING = keys(
    id=TEXT,
    title=TEXT,
    why=TEXT,
    have=TEXTS,
    missing=TEXTS,
    evidence=(EVIDENCE, lambda result: result.standing.evidence if result.standing else ()),
)
COUNTS = keys(met=WHOLE, open=WHOLE, unknown=WHOLE)
READINESS = keys(
    **of("readiness", **{each.value: (COUNTS, itemgetter(each)) for each in Strength}),
    required_open=(TEXTS, lambda assessment: assessment.required_open()),
)
HAVE = Form(
    TEXT.schema,
    lambda result, writing: answers_on(
        result.requirement.met_when, writing.result.profile, writing.roadmap.vocabulary
    ),
)
REQUIREMENT = keys(
    **of("requirement", id=TEXT, title=TEXT, strength=one_of(Strength)),
    state=one_of(State),
    have=(HAVE, itself),
    **of("requirement", need=TEXT, why=TEXT, share=TEXT, evidence=EVIDENCE),
)
STEP = keys(
    **of("step", id=TEXT, number=WHOLE, title=TEXT, about=TEXT),
    state=one_of(State),
    requirements=many(REQUIREMENT),
)
NEXT_STEP = keys(
    **of("route", id=TEXT, title=TEXT),
    alternative=(maybe(always(value=True)), lambda step: step.is_alternative or None),
    unanswered=(maybe(always(value=True)), lambda step: step.unanswered or None),
    way=(maybe(TEXT), "way.id"),
    **of("route", action=TEXT, **WHERE, why=TEXT),
    requirement=(TEXT | None, "requirement.id"),
    months=MONTHS,
    cost_usd=(COST | None, "cost"),
    hours=(WHOLE | None, "route.hours"),
    startable_from=DAY | None,
    begins_on=DAY | None,
    done_on=DAY | None,
    closes_on=DAY | None,
    unlocks=TEXTS,
    comes_with=(maybe(TEXTS), lambda step: step.comes_with or None),
    dates=(maybe(many(MOMENT)), lambda step: step.dates or None),
    reason=TEXT,
    notes=(TEXTS, "route.remarks"),
    evidence=(EVIDENCE, "route.evidence"),
)
CREDENTIAL = keys(
    **of("credential", id=TEXT, title=TEXT),
    state=one_of(State),
    eligible=one_of(Eligibility),
    via=TEXT | None,
    eligible_from=DAY | None,
    closes_on=DAY | None,
    missing=TEXTS,
    missing_any=many(TEXTS),
    fee_usd=(COST | None, "credential.fee"),
    **of("credential", exam=TEXT | None, renewal=TEXT | None, evidence=EVIDENCE),
)
ASSESSMENT = keys(
    schema=named("cmio-advisor/assessment/1"),
    as_of=DAY,
    roadmap=ROADMAP,
    profile=PROFILE,
    stage=STAGE,
    ready_to_apply=one_of(Answer),
    standing=STANDING | None,
    summary=TEXTS,
    readiness=(READINESS, itself),
    steps=many(STEP),
    next_steps=many(NEXT_STEP),
    later_steps=many(NEXT_STEP),
    ask_next=QUESTION | None,
    credentials=many(CREDENTIAL),
    ways_on=many(WAY_ON),
    decisions=many(DECISION),
    advice=many(ADVICE),
    pay=(PAY | None, lambda assessment: assessment if assessment.pay else None),
    warnings=WARNINGS,
    sources=SOURCES,
)
ELIGIBLE = keys(
    **heading("cmio-advisor/eligible/1"), credentials=(many(CREDENTIAL), itself), sources=SOURCES
)


def assessment_json(assessment: Assessment) -> str:
    """The whole assessment."""
    return json_text(
        ASSESSMENT, assessment, Writing(assessment.roadmap, assessment.as_of, assessment)
    )


def eligible_json(assessment: Assessment, results: tuple[CredentialResult, ...]) -> str:
    """The answers of ``eligible`` for the credentials asked for."""
    return json_text(ELIGIBLE, results, Writing(assessment.roadmap, assessment.as_of))
