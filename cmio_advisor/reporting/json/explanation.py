"""The answer of ``explain`` as JSON."""

from cmio_advisor.domain.explain.explain import Explanation, RulePart, WayTo
from cmio_advisor.domain.explain.flips import AnswerChange, Flip
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.reporting.json.form import (
    FORMS,
    TEXT,
    Form,
    Keys,
    Writing,
    many,
    named,
    one_of,
    record,
)
from cmio_advisor.reporting.json.parts import SOURCES
from cmio_advisor.reporting.rule_words import rule_text, saw_text, setting_text


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
RULE_PART: Keys = record(
    RulePart,
    "rule=condition holds finding(becomes ends) saw=condition parts",
    rule=RULE,
    holds=(one_of(Answer), holds),
    saw=SAW,
    parts=many(PART),
)
SETTING = FORMS[AnswerChange] = Form(TEXT.schema, lambda change, _: setting_text(change))
FORMS[RulePart] = PART
FORMS[Flip] = record(Flip, "set=changes instead")
FORMS[WayTo] = record(WayTo, "route(id title) first")
EXPLANATION = record(
    Explanation,
    """schema as_of roadmap profile requirement=requirement.requirement.id
    credential=credential.credential.id title requirement.state credential.eligible rule flips
    settled_by routes decisions evidence sources""",
    schema=named("cmio-advisor/explanation/1"),
    sources=SOURCES,
)
