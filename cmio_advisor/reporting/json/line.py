"""
A line of JSON Lines: the assessment with fewer keys, without the texts that the roadmap has.

A line says the same as the assessment's JSON under the same keys; what would be ``null`` is left
out of a next step and a credential. Titles, evidence and routes stand once in the roadmap's JSON.
"""

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.judge.results import CredentialResult
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.reporting.json.assessment import (
    ASSESSMENT,
    CREDENTIAL,
    NEXT_STEP,
    REQUIREMENT,
    STAGE,
    STANDING,
    STEP,
)
from cmio_advisor.reporting.json.form import (
    DAY,
    IDS,
    TEXT,
    TEXTS,
    WHOLE,
    Form,
    keys,
    many,
    maybe,
    named,
)
from cmio_advisor.reporting.json.parts import FIGURES, PROFILE, QUESTION, ROADMAP, WARNINGS
from cmio_advisor.reporting.json.pay import TARGET, TODAY, pay_today
from cmio_advisor.reporting.profile.mapping import reported_profile


def place(sentence: str, credential: Credential) -> int | str:
    """Where a sentence stands in the roadmap's JSON: its place in ``asks``, or a pathway's id."""
    for number, need in enumerate(credential.requires):
        if need.need == sentence:
            return number
    return next(each.id for each in credential.pathways if sentence in (each.need, each.closed))


def missing(result: CredentialResult) -> list[int | str]:
    """Where the sentences stand on what has to come first."""
    return [place(sentence, result.credential) for sentence in result.missing]


def profile_of(assessment: Assessment) -> dict[str, object]:
    """The answers; the client's id stands before them, and the form of a profile does not."""
    return {
        key: answer
        for key, answer in reported_profile(assessment.profile).items()
        if key not in ("schema", "id")
    }


LINE_STEP = keys(
    **STEP.some("id", "state").fields, requirements=many(REQUIREMENT.some("id", "state"))
)
LINE_NEXT_STEP = NEXT_STEP.some(
    "id",
    "alternative",
    "unanswered",
    "requirement",
    "way",
    "startable_from",
    "begins_on",
    "done_on",
    "closes_on",
    "unlocks",
    "comes_with",
).known()
PLACE = Form(lambda: {"anyOf": [{"type": "integer", "minimum": 0}, TEXT.schema()]})
LINE_CREDENTIAL = keys(
    **CREDENTIAL.some("id", "state", "eligible", "via", "eligible_from", "closes_on")
    .known()
    .fields,
    missing=(many(PLACE), missing),
)
LINE_TODAY = TODAY.some("role", "year", *FIGURES.fields)
LINE_TARGET = keys(
    **TARGET.some("role").fields,
    year=WHOLE,
    **TARGET.some(*FIGURES.fields).fields,
    base=maybe(FIGURES | None),
)
LINE_PAY = keys(today=(LINE_TODAY | None, pay_today), target=LINE_TARGET)
LINE_ROADMAP = ROADMAP.some("id", "version", "fingerprint")
LINE = keys(
    schema=named("cmio-advisor/assessment-line/1"),
    id=(TEXT, "profile.id"),
    as_of=DAY,
    roadmap=LINE_ROADMAP,
    profile=(Form(PROFILE.schema), profile_of),
    stage=STAGE.some("id", "why"),
    **ASSESSMENT.some("ready_to_apply").fields,
    standing=STANDING.some("id", "missing") | None,
    **ASSESSMENT.some("summary", "readiness").fields,
    steps=many(LINE_STEP),
    next_steps=many(LINE_NEXT_STEP),
    later_steps=many(LINE_NEXT_STEP),
    ask_next=maybe(QUESTION.some("id")),
    credentials=many(LINE_CREDENTIAL),
    ways_on=IDS,
    decisions=(TEXTS, lambda assessment: [each.decision.id for each in assessment.decisions]),
    pay=LINE_PAY | None,
    warnings=WARNINGS,
)
