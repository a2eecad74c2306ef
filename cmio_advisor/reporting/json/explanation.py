"""An explanation as JSON."""

from cmio_advisor.domain.explain.explain import Explanation, RulePart
from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.reporting.json.form import (
    DAY,
    TEXT,
    TEXTS,
    Form,
    Keys,
    Writing,
    fields,
    json_text,
    keys,
    many,
    named,
    of,
    one_of,
)
from cmio_advisor.reporting.json.parts import EVIDENCE, SOURCES
from cmio_advisor.reporting.words.changes import setting_text
from cmio_advisor.reporting.words.rules import rule_text, saw_text


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
