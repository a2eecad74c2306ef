"""The JSON Schema of every format, from the same shapes that read it."""

import json
from collections.abc import Callable

from cmio_advisor.domain.base.terms import METROS
from cmio_advisor.domain.profile.profile import PROFILE_SCHEMA
from cmio_advisor.loading.profile.reader import profile_shape
from cmio_advisor.loading.roadmap.conditions import ConditionShape
from cmio_advisor.loading.roadmap.files import FILES, roadmap_bytes, shipped_folder
from cmio_advisor.loading.roadmap.parser import condition_words
from cmio_advisor.loading.roadmap.programs import neighbors_file, programs_file
from cmio_advisor.loading.roadmap.shapes.credentials import credentials_file, vocabulary_file
from cmio_advisor.loading.roadmap.shapes.guide import guide_file, questions_file, sources_file
from cmio_advisor.loading.roadmap.shapes.pay import pay_file, wages_file
from cmio_advisor.loading.roadmap.shapes.steps import roadmap_file
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.loading.scenarios import SCENARIOS_SCHEMA, scenarios_file
from cmio_advisor.loading.shapes.shapes import Schema, Shape
from cmio_advisor.loading.shapes.term_ids import TermId
from cmio_advisor.reporting.json.explanation import EXPLANATION, RULE_PART
from cmio_advisor.reporting.json.form import Keys
from cmio_advisor.reporting.json.line import LINE
from cmio_advisor.reporting.json.plan import CLIENT, PLAN
from cmio_advisor.reporting.json.roadmap import PROGRAMS
from cmio_advisor.reporting.json.scenarios import COMPARE, DIFF, IMPACT, TRIAL, WHAT_IF

WITH_CONDITIONS = ("roadmap", "credentials", "questions")
RESULTS: dict[str, tuple[str, Keys]] = {
    "assessment": ("An assessment by cmio-advisor", CLIENT),
    "assessment-line": ("A client's line by cmio-advisor", LINE),
    "plan": ("A plan by cmio-advisor", PLAN),
    "what-if": ("Scenarios compared by cmio-advisor", WHAT_IF),
    "compare": ("Roadmaps compared by cmio-advisor", COMPARE),
    "programs": ("Programs by cmio-advisor", PROGRAMS),
    "roadmap-test": ("A test of a roadmap by cmio-advisor", TRIAL),
    "roadmap-diff": ("Two versions of a roadmap by cmio-advisor", DIFF),
    "roadmap-impact": ("Whose results turn, by cmio-advisor", IMPACT),
    "explanation": ("An explanation by cmio-advisor", EXPLANATION),
}
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_names() -> tuple[str, ...]:
    """What has a schema: the profile and scenarios, the results, the roadmap's files."""
    return ("profile", "scenarios", *RESULTS, *FILES, "program-lists", "neighbors", "wages")


def schema_text(name: str) -> str:
    return json.dumps(_schema(name), indent=2, ensure_ascii=False) + "\n"


def _schema(name: str) -> Schema:
    if name in RESULTS:
        return _result_schema(name)
    if name == "scenarios":
        return {"$schema": DRAFT, "$id": SCENARIOS_SCHEMA, **scenarios_file().schema()}
    if name == "profile":
        roadmap = load_roadmap()
        words = roadmap.vocabulary
        return {
            "$schema": DRAFT,
            "$id": PROFILE_SCHEMA,
            **profile_shape(roadmap).schema(),
            "$defs": {kind: TermId(kind, words).definition() for kind in (*words.kinds, METROS)},
        }
    conditions = ConditionShape(condition_words(roadmap_bytes(shipped_folder())))
    found = {
        "$schema": DRAFT,
        "$id": f"cmio-advisor/{name}/1",
        **_file_shape(name, conditions).schema(),
    }
    if name in WITH_CONDITIONS:
        found["$defs"] = {"condition": conditions.definition()}
    return found


def _result_schema(name: str) -> Schema:
    title, form = RESULTS[name]
    keys = form.schema()
    schema_id = keys["properties"]["schema"]["const"]
    parts = {"$defs": {"part": RULE_PART.schema()}} if name == "explanation" else {}
    return {"$schema": DRAFT, "$id": schema_id, "title": title, **parts, **keys}


def _file_shape(name: str, conditions: ConditionShape) -> Shape[object]:
    shapes: dict[str, Callable[[], Shape[object]]] = {
        "roadmap": lambda: roadmap_file(conditions),
        "credentials": lambda: credentials_file(conditions),
        "questions": lambda: questions_file(conditions),
        "vocabulary": vocabulary_file,
        "pay": pay_file,
        "guide": guide_file,
        "sources": sources_file,
        "program-lists": programs_file,
        "neighbors": neighbors_file,
        "wages": wages_file,
    }
    return shapes[name]()
