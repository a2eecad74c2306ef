"""
The JSON Schema of the assessment: every key that a script may rely on.

It is written beside ``json_text`` rather than drawn from it, and a test holds each example's
output against it with no further keys allowed, so neither can move without the other.
"""

from typing import Any

from cmio_advisor.domain.assessment import Answer, Eligibility, State
from cmio_advisor.domain.roadmap import Strength
from cmio_advisor.reporting.json_assessment import ASSESSMENT_SCHEMA

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def assessment_schema() -> Schema:
    """
    The schema of ``assess --format json``.
    """
    evidence = _list(
        _keys(source=TEXT, grade={"enum": ["A", "B", "C", "D"]}, checked=DAY, says=TEXT)
    )
    requirement = _keys(
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
    step = _keys(
        id=TEXT,
        number=WHOLE,
        title=TEXT,
        state={"enum": list(State)},
        requirements=_list(requirement),
    )
    next_step = _keys(
        id=TEXT,
        title=TEXT,
        action=TEXT,
        why=TEXT,
        requirement=TEXT,
        months=_keys(low=NUMBER, likely=NUMBER, high=NUMBER),
        cost_usd=_or_null(_keys(low=WHOLE, high=WHOLE)),
        hours=_or_null(WHOLE),
        startable_from=_or_null(DAY),
        closes_on=_or_null(DAY),
        unlocks=_list(TEXT),
        reason=TEXT,
        evidence=evidence,
    )
    counts = _keys(met=WHOLE, open=WHOLE, unknown=WHOLE)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ASSESSMENT_SCHEMA,
        "title": "An assessment by cmio-advisor",
        **_keys(
            schema={"const": ASSESSMENT_SCHEMA},
            as_of=DAY,
            roadmap=_keys(id=TEXT, title=TEXT, version=TEXT, fingerprint=TEXT, review_by=DAY),
            profile={"type": "object"},
            stage=_keys(id=TEXT, title=TEXT, why=TEXT),
            ready_to_apply={"enum": list(Answer)},
            summary=_list(TEXT),
            readiness=_keys(
                required=counts, expected=counts, helps=counts, required_open=_list(TEXT)
            ),
            steps=_list(step),
            next_steps=_list(next_step),
            later_steps=_list(next_step),
            ask_next=_or_null(_keys(id=TEXT, question=TEXT, why=TEXT)),
            credentials=_list(_credential(evidence)),
            ways_on=_list(
                _keys(id=TEXT, title=TEXT, text=TEXT, first_steps=_list(TEXT), evidence=evidence)
            ),
            pay=_pay(evidence),
            warnings=_list(_keys(code=TEXT, text=TEXT)),
            sources=_list(
                _keys(id=TEXT, title=TEXT, publisher=TEXT, published=TEXT, url=_or_null(TEXT))
            ),
        ),
    }


def _credential(evidence: Schema) -> Schema:
    return _keys(
        id=TEXT,
        title=TEXT,
        state={"enum": list(State)},
        eligible={"enum": list(Eligibility)},
        via=_or_null(TEXT),
        eligible_from=_or_null(DAY),
        closes_on=_or_null(DAY),
        missing=_list(TEXT),
        fee_usd=_or_null(_keys(low=WHOLE, high=WHOLE, note=_or_null(TEXT))),
        exam=_or_null(TEXT),
        renewal=_or_null(TEXT),
        evidence=evidence,
    )


def _pay(evidence: Schema) -> Schema:
    figures = {name: _or_null(WHOLE) for name in ("mean", "p10", "p25", "p50", "p75", "p90")}
    source = _keys(
        id=TEXT,
        year=_or_null(WHOLE),
        n=_or_null(WHOLE),
        statistic=TEXT,
        value=_or_null(NUMBER),
        model=_or_null(NUMBER),
        deviation=_or_null(NUMBER),
        population=TEXT,
        part=TEXT,
        basis=TEXT,
        use=TEXT,
        not_comparable=_or_null(TEXT),
        evidence=evidence,
    )
    tier = _keys(
        title=TEXT, years_in_role=TEXT, low=WHOLE, high=WHOLE, open_above={"type": "boolean"}
    )
    guide = _keys(
        mean=WHOLE, mean_year=WHOLE, tiers=_list(tier), disagreement=_list(TEXT), evidence=evidence
    )
    today = _keys(
        role=TEXT,
        title=TEXT,
        **figures,
        note=TEXT,
        evidence=evidence,
        year=_or_null(WHOLE),
        basis=TEXT,
        top_code=_or_null(WHOLE),
    )
    target = _keys(
        role=TEXT,
        title=TEXT,
        **figures,
        base=_or_null(_keys(**figures)),
        sources=_list(source),
        notes=_list(TEXT),
        guide=_or_null(guide),
        evidence=evidence,
    )
    return _keys(
        currency={"const": "USD"},
        year=WHOLE,
        basis=TEXT,
        today=_or_null(today),
        today_note=_or_null(TEXT),
        target=target,
    )


def _keys(**properties: Schema) -> Schema:
    """
    An object with exactly these keys.
    """
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
