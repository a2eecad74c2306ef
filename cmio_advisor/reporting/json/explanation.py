"""
An explanation as JSON, and its schema.
"""

from cmio_advisor.domain.explain.explain import Explanation, Part
from cmio_advisor.domain.judge.results import Eligibility, State
from cmio_advisor.reporting.json.assessment_schema import (
    DAY,
    TEXT,
    Schema,
    decisions_schema,
    keys_of,
    list_of,
    or_null,
)
from cmio_advisor.reporting.json.parts import (
    Citations,
    Json,
    day_text,
    decision_mapping,
    dump,
    roadmap_mapping,
)
from cmio_advisor.reporting.json.plan_schema import DRAFT, EVIDENCE, ROADMAP, SOURCES
from cmio_advisor.reporting.profile.mapping import reported_profile
from cmio_advisor.reporting.words.changes import setting_text
from cmio_advisor.reporting.words.rules import rule_text, saw_text

EXPLANATION_SCHEMA = "cmio-advisor/explanation/1"
YES, NO, UNKNOWN = "yes", "no", "unknown"


def explanation_json(explained: Explanation) -> str:
    """
    The whole explanation.
    """
    return dump(explanation_mapping(explained))


def explanation_mapping(explained: Explanation) -> Json:
    """
    The explanation as a mapping, keys in the order of the contract.
    """
    cites = Citations(explained.roadmap)
    requirement, credential = explained.requirement, explained.credential
    mapping: Json = {
        "schema": EXPLANATION_SCHEMA,
        "as_of": explained.as_of.isoformat(),
        "roadmap": roadmap_mapping(explained.roadmap),
        "profile": reported_profile(explained.profile),
        "requirement": requirement and requirement.requirement.id,
        "credential": credential and credential.credential.id,
        "title": explained.title,
        "state": requirement and requirement.state.value,
        "eligible": credential and credential.eligible.value,
        "rule": _part(explained.rule, explained),
        "flips": [
            {
                "set": [setting_text(change) for change in each.changes],
                "instead": [[setting_text(other) for other in others] for others in each.instead],
            }
            for each in explained.flips
        ],
        "settled_by": [
            {"id": each.id, "question": each.text, "why": each.why} for each in explained.settled_by
        ],
        "routes": [
            {"id": each.route.id, "title": each.route.title, "first": list(each.first)}
            for each in explained.routes
        ],
        "decisions": [decision_mapping(each, cites) for each in explained.decisions],
        "evidence": cites.written(explained.evidence),
    }
    return {**mapping, "sources": cites.sources()}


def explanation_schema() -> Schema:
    """
    The schema of ``explain --format json``.
    """
    part: Schema = keys_of(
        rule=TEXT,
        holds={"enum": [YES, NO, UNKNOWN]},
        becomes=or_null(DAY),
        ends=or_null(DAY),
        saw=or_null(TEXT),
        parts=list_of({"$ref": "#/$defs/part"}),
    )
    return {
        "$schema": DRAFT,
        "$id": EXPLANATION_SCHEMA,
        "title": "An explanation by cmio-advisor",
        "$defs": {"part": part},
        **keys_of(
            schema={"const": EXPLANATION_SCHEMA},
            as_of=DAY,
            roadmap=ROADMAP,
            profile={"type": "object"},
            requirement=or_null(TEXT),
            credential=or_null(TEXT),
            title=TEXT,
            state=or_null({"enum": list(State)}),
            eligible=or_null({"enum": list(Eligibility)}),
            rule={"$ref": "#/$defs/part"},
            flips=list_of(keys_of(set=list_of(TEXT), instead=list_of(list_of(TEXT)))),
            settled_by=list_of(keys_of(id=TEXT, question=TEXT, why=TEXT)),
            routes=list_of(keys_of(id=TEXT, title=TEXT, first=list_of(TEXT))),
            decisions=decisions_schema(EVIDENCE),
            evidence=EVIDENCE,
            sources=SOURCES,
        ),
    }


def _part(part: Part, explained: Explanation) -> Json:
    found = part.finding
    return {
        "rule": rule_text(part.condition, explained.roadmap),
        "holds": YES if found.holds else NO if found.fails else UNKNOWN,
        "becomes": day_text(found.becomes),
        "ends": day_text(found.ends),
        "saw": saw_text(part.condition, explained),
        "parts": [_part(each, explained) for each in part.parts],
    }
