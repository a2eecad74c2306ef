"""
The JSON Schema of a line of JSON Lines, which says less than the assessment does.
"""

from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.reporting.json.assessment_schema import (
    DAY,
    FIGURES,
    TEXT,
    WHOLE,
    Schema,
    keys_of,
    list_of,
    or_null,
    readiness_schema,
)
from cmio_advisor.reporting.json.lines import LINE_SCHEMA

STATE: Schema = {"enum": list(State)}


def line_schema() -> Schema:
    """
    The schema of each line of ``assessments.jsonl``.
    """
    step = keys_of(id=TEXT, state=STATE, requirements=list_of(keys_of(id=TEXT, state=STATE)))
    next_step = _at_least(
        keys_of(id=TEXT, unlocks=list_of(TEXT)),
        requirement=TEXT,
        way=TEXT,
        startable_from=DAY,
        done_on=DAY,
        closes_on=DAY,
    )
    credential = _at_least(
        keys_of(
            id=TEXT,
            state=STATE,
            eligible={"enum": list(Eligibility)},
            missing=list_of({"anyOf": [{"type": "integer", "minimum": 0}, TEXT]}),
        ),
        via=TEXT,
        eligible_from=DAY,
        closes_on=DAY,
    )
    pay = keys_of(role=TEXT, year=WHOLE, **FIGURES)
    whole = keys_of(
        schema={"const": LINE_SCHEMA},
        id=TEXT,
        as_of=DAY,
        roadmap=keys_of(id=TEXT, version=TEXT, fingerprint=TEXT),
        profile={"type": "object"},
        stage=keys_of(id=TEXT, why=TEXT),
        ready_to_apply={"enum": list(Answer)},
        summary=list_of(TEXT),
        readiness=readiness_schema(),
        steps=list_of(step),
        next_steps=list_of(next_step),
        later_steps=list_of(next_step),
        credentials=list_of(credential),
        ways_on=list_of(TEXT),
        decisions=list_of(TEXT),
        pay=keys_of(
            today=or_null(keys_of(role=TEXT, year=or_null(WHOLE), **FIGURES)),
            target=_at_least(pay, base=or_null(keys_of(**FIGURES))),
        ),
        warnings=list_of(keys_of(code=TEXT, text=TEXT)),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": LINE_SCHEMA,
        "title": "A client's line by cmio-advisor",
        **_at_least(whole, ask_next=keys_of(id=TEXT)),
    }


def _at_least(schema: Schema, **optional: Schema) -> Schema:
    """
    The same object with keys that may be left out.
    """
    return {**schema, "properties": {**schema["properties"], **optional}}
