"""
The JSON Schema of the assessment: every key that a script may rely on.

It is written beside ``json_text`` rather than drawn from it, and a test holds each example's
output against it with no further keys allowed, so neither can move without the other.
"""

from typing import Any

from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.reporting.json.assessment import ASSESSMENT_SCHEMA

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
COST: Schema = {
    "type": "object",
    "properties": {"low": WHOLE, "high": WHOLE, "note": {"anyOf": [TEXT, {"type": "null"}]}},
    "required": ["low", "high", "note"],
    "additionalProperties": False,
}
FIGURES: dict[str, Schema] = {
    name: {"anyOf": [WHOLE, {"type": "null"}]}
    for name in ("mean", "p10", "p25", "p50", "p75", "p90")
}


def assessment_schema() -> Schema:
    """
    The schema of ``assess --format json``.
    """
    evidence = list_of(
        keys_of(source=TEXT, grade={"enum": ["A", "B", "C", "D"]}, checked=DAY, says=TEXT)
    )
    requirement = keys_of(
        id=TEXT,
        title=TEXT,
        strength={"enum": list(Strength)},
        state={"enum": list(State)},
        have=TEXT,
        need=TEXT,
        why=TEXT,
        share=TEXT,
        evidence=evidence,
    )
    step = keys_of(
        id=TEXT,
        number=WHOLE,
        title=TEXT,
        about=TEXT,
        state={"enum": list(State)},
        requirements=list_of(requirement),
    )
    next_step = keys_of(
        id=TEXT,
        title=TEXT,
        action=TEXT,
        why=TEXT,
        requirement=or_null(TEXT),
        months=keys_of(low=NUMBER, likely=NUMBER, high=NUMBER),
        cost_usd=or_null(COST),
        hours=or_null(WHOLE),
        startable_from=or_null(DAY),
        done_on=or_null(DAY),
        closes_on=or_null(DAY),
        unlocks=list_of(TEXT),
        reason=TEXT,
        notes=list_of(TEXT),
        evidence=evidence,
    )
    next_step["properties"].update(alternative={"const": True}, way=TEXT)  # of a way on only
    result = keys_of(
        schema={"const": ASSESSMENT_SCHEMA},
        as_of=DAY,
        roadmap=keys_of(id=TEXT, title=TEXT, version=TEXT, fingerprint=TEXT, review_by=DAY),
        profile={"type": "object"},
        stage=keys_of(id=TEXT, title=TEXT, why=TEXT),
        ready_to_apply={"enum": list(Answer)},
        summary=list_of(TEXT),
        readiness=readiness_schema(),
        steps=list_of(step),
        next_steps=list_of(next_step),
        later_steps=list_of(next_step),
        ask_next=or_null(keys_of(id=TEXT, question=TEXT, why=TEXT)),
        credentials=list_of(_credential(evidence)),
        ways_on=ways_on_schema(evidence),
        decisions=decisions_schema(evidence),
        pay=_pay(evidence),
        warnings=warnings_schema(),
        sources=list_of(
            keys_of(id=TEXT, title=TEXT, publisher=TEXT, published=TEXT, url=or_null(TEXT))
        ),
    )
    result["properties"]["plan"] = _outline()  # only in the reports of a caseload
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ASSESSMENT_SCHEMA,
        "title": "An assessment by cmio-advisor",
        **result,
    }


def ways_on_schema(evidence: Schema) -> Schema:
    """
    The honest ways on.
    """
    return list_of(
        keys_of(id=TEXT, title=TEXT, text=TEXT, first_steps=list_of(TEXT), evidence=evidence)
    )


def decisions_schema(evidence: Schema) -> Schema:
    """
    What is left out until it is taken in.
    """
    return list_of(
        keys_of(
            id=TEXT,
            title=TEXT,
            why=TEXT,
            months=keys_of(low=NUMBER, likely=NUMBER, high=NUMBER),
            cost_usd=or_null(COST),
            pay_forgone_usd=or_null(COST),
            odds=or_null(keys_of(share=NUMBER, of=TEXT, year=WHOLE)),
            dates=list_of(keys_of(date=DAY, title=TEXT)),
            opens=list_of(TEXT),
            evidence=evidence,
        )
    )


def warnings_schema() -> Schema:
    """
    What the reader should know about the answers and the evidence.
    """
    return list_of(keys_of(code=TEXT, text=TEXT))


def _outline() -> Schema:
    """
    The plan in time, by the fastest routes.
    """
    step = keys_of(
        requirement=TEXT,
        id=TEXT,
        start=DAY,
        end=DAY,
        latest_end=DAY,
        slack=TEXT,
        cost_usd=or_null(COST),
        needs=list_of(TEXT),
        brings=list_of(TEXT),
    )
    return keys_of(
        start=DAY,
        finish=or_null(DAY),
        required_finish=or_null(DAY),
        summary=list_of(TEXT),
        planned_as_open=list_of(TEXT),
        finish_if_met=or_null(DAY),
        taken_as_met=list_of(TEXT),
        steps=list_of(step),
    )


def readiness_schema() -> Schema:
    """
    How many requirements of each strength are met, open and unknown.
    """
    counts = keys_of(met=WHOLE, open=WHOLE, unknown=WHOLE)
    return keys_of(required=counts, expected=counts, helps=counts, required_open=list_of(TEXT))


def _way_on(evidence: Schema) -> Schema:
    return keys_of(id=TEXT, title=TEXT, text=TEXT, first_steps=list_of(TEXT), evidence=evidence)


def _credential(evidence: Schema) -> Schema:
    return keys_of(
        id=TEXT,
        title=TEXT,
        state={"enum": list(State)},
        eligible={"enum": list(Eligibility)},
        via=or_null(TEXT),
        eligible_from=or_null(DAY),
        closes_on=or_null(DAY),
        missing=list_of(TEXT),
        missing_any=list_of(list_of(TEXT)),
        fee_usd=or_null(COST),
        exam=or_null(TEXT),
        renewal=or_null(TEXT),
        evidence=evidence,
    )


def _pay(evidence: Schema) -> Schema:
    source = keys_of(
        id=TEXT,
        year=or_null(WHOLE),
        n=or_null(WHOLE),
        statistic=TEXT,
        value=or_null(NUMBER),
        model=or_null(NUMBER),
        deviation=or_null(NUMBER),
        population=TEXT,
        part=TEXT,
        basis=TEXT,
        use=TEXT,
        year_stated={"type": "boolean"},
        not_comparable=or_null(TEXT),
        evidence=evidence,
    )
    tier = keys_of(
        title=TEXT, years_in_role=TEXT, low=WHOLE, high=WHOLE, open_above={"type": "boolean"}
    )
    guide = keys_of(
        mean=WHOLE,
        mean_year=WHOLE,
        tiers=list_of(tier),
        disagreement=list_of(TEXT),
        evidence=evidence,
    )
    today = keys_of(
        role=TEXT,
        title=TEXT,
        **FIGURES,
        note=TEXT,
        evidence=evidence,
        year=or_null(WHOLE),
        basis=TEXT,
        top_code=or_null(WHOLE),
    )
    target = keys_of(
        role=TEXT,
        title=TEXT,
        **FIGURES,
        base=or_null(keys_of(**FIGURES)),
        sources=list_of(source),
        notes=list_of(TEXT),
        guide=or_null(guide),
        evidence=evidence,
    )
    return keys_of(
        currency={"const": "USD"},
        year=WHOLE,
        basis=TEXT,
        today=or_null(today),
        today_note=or_null(TEXT),
        target=target,
    )


def keys_of(**properties: Schema) -> Schema:
    """
    An object with exactly these keys.
    """
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(items: Schema) -> Schema:
    """
    A list of values of one form.
    """
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    """
    A value of that form, or nothing.
    """
    return {"anyOf": [schema, {"type": "null"}]}
