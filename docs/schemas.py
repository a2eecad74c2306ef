"""
The committed JSON Schemas, written anew from the readers: python docs/schemas.py
"""

import json
from pathlib import Path

from cmio_advisor.cli.commands.roadmap import SCHEMAS
from cmio_advisor.domain.base.terms import METROS
from cmio_advisor.domain.profile.profile import PROFILE_SCHEMA
from cmio_advisor.loading.profile.reader import profile_shape
from cmio_advisor.loading.roadmap import file_shapes
from cmio_advisor.loading.roadmap.conditions import ConditionShape
from cmio_advisor.loading.roadmap.files import roadmap_bytes, shipped_folder
from cmio_advisor.loading.roadmap.parser import RoadmapFiles
from cmio_advisor.loading.roadmap.pay import PAY_FILE, WAGES_FILE
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.loading.scenarios import SCENARIOS_SCHEMA, scenarios_file
from cmio_advisor.loading.shapes.shapes import Schema, Shape
from cmio_advisor.loading.shapes.terms import TermId
from cmio_advisor.reporting.json.form import Keys
from cmio_advisor.reporting.json.line import LINE
from cmio_advisor.reporting.json.plan import CLIENT, PLAN
from cmio_advisor.reporting.views.differences import DIFF, IMPACT, TRIAL
from cmio_advisor.reporting.views.explanation import EXPLANATION, RULE_PART
from cmio_advisor.reporting.views.programs import PROGRAMS
from cmio_advisor.reporting.views.what_if import COMPARE, WHAT_IF

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
FILE_SHAPES: dict[str, Shape[object]] = {
    "roadmap": file_shapes.ROADMAP_FILE,
    "credentials": file_shapes.CREDENTIALS_FILE,
    "vocabulary": file_shapes.VOCABULARY_FILE,
    "questions": file_shapes.QUESTIONS_FILE,
    "pay": PAY_FILE,
    "guide": file_shapes.GUIDE_FILE,
    "sources": file_shapes.SOURCES_FILE,
    "program-lists": file_shapes.PROGRAMS_FILE,
    "neighbors": file_shapes.NEIGHBORS_FILE,
    "wages": WAGES_FILE,
}
FOLDER = Path(__file__).parent.parent / "data" / "schema"
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(name: str) -> str:
    """
    The schema of a format, as it is committed.
    """
    return json.dumps(_schema(name), indent=2, ensure_ascii=False) + "\n"


def _schema(name: str) -> Schema:
    if name in RESULTS:
        title, form = RESULTS[name]
        keys = form.schema()
        schema_id = keys["properties"]["schema"]["const"]
        parts = {"$defs": {"part": RULE_PART.schema()}} if name == "explanation" else {}
        return {"$schema": DRAFT, "$id": schema_id, "title": title, **parts, **keys}
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
    found = {"$schema": DRAFT, "$id": f"cmio-advisor/{name}/1", **FILE_SHAPES[name].schema()}
    if name in ("roadmap", "credentials", "questions"):
        conditions = ConditionShape(RoadmapFiles(roadmap_bytes(shipped_folder())).words[0])
        found["$defs"] = {"condition": conditions.definition()}
    return found


def main() -> None:
    """
    Write every schema.
    """
    for name in SCHEMAS:
        (FOLDER / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
