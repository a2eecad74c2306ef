"""The assessment as JSON, and the answers of ``eligible`` and ``explain``."""

from operator import itemgetter

from cmio_advisor.domain.assess.assessment import Assessment, Stage
from cmio_advisor.domain.explain.explain import Explanation, RulePart
from cmio_advisor.domain.judge.results import (
    Answer,
    Counts,
    CredentialResult,
    Eligibility,
    StandingResult,
    State,
)
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.roadmap import Requirement, Step, Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.domain.rules.quoting import answers_on
from cmio_advisor.reporting.json.form import (
    DAY,
    TEXT,
    TEXTS,
    WHOLE,
    Form,
    Keys,
    Writing,
    always,
    fields,
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
    COST,
    EVIDENCE,
    MOMENT,
    MONTHS,
    PAY,
    SOURCES,
    WARNINGS,
    heading,
)
from cmio_advisor.reporting.words.changes import setting_text
from cmio_advisor.reporting.words.rules import rule_text, saw_text


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
    **fields(StandingResult, "title why have missing"),
    evidence=(EVIDENCE, lambda result: result.standing.evidence if result.standing else ()),
)
COUNTS = keys(**fields(Counts, "met open unknown"))
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
    **of("requirement", **fields(Requirement, "id title strength")),
    state=one_of(State),
    have=(HAVE, itself),
    **of("requirement", **fields(Requirement, "need why share evidence")),
)
STEP = keys(
    **of("step", **fields(Step, "id number title about")),
    state=one_of(State),
    requirements=many(REQUIREMENT),
)
NEXT_STEP = keys(
    **of("route", id=TEXT, title=TEXT),
    alternative=(maybe(always(value=True)), lambda step: step.is_alternative or None),
    unanswered=(maybe(always(value=True)), lambda step: step.unanswered or None),
    way=(maybe(TEXT), "way.id"),
    **of("route", **fields(Route, "action do_at ask why")),
    requirement=(TEXT | None, "requirement.id"),
    months=MONTHS,
    cost_usd=(COST | None, "cost"),
    hours=(WHOLE | None, "route.hours"),
    **fields(NextStep, "startable_from begins_on done_on closes_on unlocks"),
    comes_with=(maybe(TEXTS), lambda step: step.comes_with or None),
    dates=(maybe(many(MOMENT)), lambda step: step.dates or None),
    reason=TEXT,
    notes=(TEXTS, "route.remarks"),
    evidence=(EVIDENCE, "route.evidence"),
)
CREDENTIAL = keys(
    **of("credential", id=TEXT, title=TEXT),
    **fields(CredentialResult, "state eligible via eligible_from closes_on missing missing_any"),
    fee_usd=(COST | None, "credential.fee"),
    **of("credential", **fields(Credential, "do_at exam renewal evidence")),
)
ASSESSMENT = keys(
    schema=named("cmio-advisor/assessment/1"),
    **fields(Assessment, "as_of roadmap profile"),
    stage=STAGE,
    **fields(Assessment, "ready_to_apply"),
    standing=STANDING | None,
    **fields(Assessment, "summary"),
    readiness=(READINESS, itself),
    steps=many(STEP),
    next_steps=many(NEXT_STEP),
    later_steps=many(NEXT_STEP),
    **fields(Assessment, "ask_next"),
    credentials=many(CREDENTIAL),
    **fields(Assessment, "ways_on decisions advice"),
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


def holds(part: RulePart) -> Answer:
    """Whether a part of the rule holds on the day."""
    if part.finding.holds:
        return Answer.YES
    return Answer.NO if part.finding.fails else Answer.UNKNOWN


def write_part(part: RulePart, writing: Writing) -> object:
    """A part, which holds others."""
    return RULE_PART.write(part, writing)


RULE = Form(TEXT.schema, lambda condition, writing: rule_text(condition, writing.result.roadmap))
SAW = Form((TEXT | None).schema, lambda condition, writing: saw_text(condition, writing.result))
PART = Form(lambda: {"$ref": "#/$defs/part"}, write_part)
RULE_PART: Keys = keys(
    rule=(RULE, "condition"),
    holds=(one_of(Answer), holds),
    **of("finding", becomes=DAY | None, ends=DAY | None),
    saw=(SAW, "condition"),
    parts=many(PART),
)
SETTING = Form(TEXT.schema, lambda change, _: setting_text(change))
EXPLANATION = keys(
    schema=named("cmio-advisor/explanation/1"),
    **fields(Explanation, "as_of roadmap profile"),
    requirement=(TEXT | None, "requirement.requirement.id"),
    credential=(TEXT | None, "credential.credential.id"),
    title=TEXT,
    state=(one_of(State) | None, "requirement.state"),
    eligible=(one_of(Eligibility) | None, "credential.eligible"),
    rule=PART,
    flips=many(keys(set=(many(SETTING), "changes"), instead=many(many(SETTING)))),
    **fields(Explanation, "settled_by"),
    routes=many(keys(**of("route", id=TEXT, title=TEXT), first=TEXTS)),
    **fields(Explanation, "decisions"),
    evidence=EVIDENCE,
    sources=SOURCES,
)


def explanation_json(explained: Explanation) -> str:
    """The whole explanation."""
    return json_text(EXPLANATION, explained, Writing(explained.roadmap, explained.as_of, explained))
