"""
Whole outputs, kept as files: every command in every format by the small roadmap of the tests, so
that an edit of the shipped one changes few of them. Of the shipped one there is what one person
sees on a terminal, and the keys of each command's JSON.

After a wanted change: pytest tests/golden --update-golden, and look at each difference.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cmio_advisor.domain.assess.assess import Assessment, assess
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.explain import explain_requirement
from cmio_advisor.domain.pay.estimate import pay_estimate
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.domain.scenarios.what_if import scenario, situation
from cmio_advisor.reporting.document import Document, brief
from cmio_advisor.reporting.formats import Format
from cmio_advisor.reporting.formats.terminal import Screen, render_terminal
from cmio_advisor.reporting.formats.text import render_markdown, render_plain
from cmio_advisor.reporting.json.assessment import ANSWER, ASSESSMENT, ELIGIBLE
from cmio_advisor.reporting.json.form import Keys, json_text
from cmio_advisor.reporting.json.plan import PLAN
from cmio_advisor.reporting.views.assessment import assessment_document
from cmio_advisor.reporting.views.credentials import eligible_document
from cmio_advisor.reporting.views.explanation import EXPLANATION, explanation_document
from cmio_advisor.reporting.views.pay import pay_document
from cmio_advisor.reporting.views.plan import plan_document
from cmio_advisor.reporting.views.what_if import WHAT_IF, what_if_document
from tests.conftest import ROOT, TODAY, profile_of
from tests.people import BEGINNER

FOLDER = Path(__file__).parent
MOST_LINES = 4_000
SUFFIX = {
    Format.TERMINAL: "terminal.txt",
    Format.PLAIN: "plain.txt",
    Format.MARKDOWN: "md",
    Format.JSON: "json",
}
GRADUATE: dict[str, Any] = {
    **BEGINNER,
    "name": "[red]=1+1\x1b[31m\u202eevil[/] <script>alert(1)</script> | `x`",
    "degrees": ["md"],
    "informatics": {"years": 2, "fte": 0.5},
    "projects": ["ehr-implementation"],
    "setting": {"organization": "academic", "beds": 500, "state": "CA"},
    "waivers": [{"requirement": "mba", "reason": "=cmd|' /C calc'!A0", "by": "[link=x]y[/link]"}],
}
"""Somebody with most of the way before them, whose texts would be commands somewhere else."""
KEYED_BY_ID = {"eligible", "grades", "routes"}
"""Objects whose keys are ids of a roadmap or letters of a grade, and no part of the contract."""
SHOWN_CREDENTIALS = ("abpm-clinical-informatics", "cphims", "pmp")


def as_text(document: Document, as_json: str, form: Format) -> str:
    if form is Format.JSON:
        return as_json
    document = brief(document)
    if form is Format.TERMINAL:
        return render_terminal(document, Screen(width=80))
    return render_plain(document) if form is Format.PLAIN else render_markdown(document)


def outputs(profile: Profile, roadmap: Roadmap, form: Format) -> dict[str, str]:
    """What each command says of a person in one format."""
    assessment = assess(profile, roadmap, TODAY)
    shown = tuple(
        each for each in assessment.credentials if each.credential.id in SHOWN_CREDENTIALS
    )
    wishes = wishes_of(profile, PlanWishes(pay_now=250_000))
    base = situation(profile, roadmap, TODAY, wishes)
    waited = scenario("Wait two years", base, profile, roadmap, date(2028, 11, 23), wishes)
    explained = explain_requirement("ci-board", profile, roadmap, TODAY)
    assert roadmap.pay is not None
    estimate = pay_estimate(roadmap.pay, "cmio", 2026, state="CA", beds=650)

    def written(form_of: Keys, value: object) -> str:
        return json_text(form_of, value, roadmap, TODAY)

    said = {
        "assess": (assessment_document(assessment), written(ASSESSMENT, assessment)),
        "eligible": (eligible_document(assessment, shown), written(ELIGIBLE, shown)),
        "plan": (plan_document(base.plan), written(PLAN, base.plan)),
        "what-if": (what_if_document(base, [waited]), written(WHAT_IF, (base, [waited]))),
        "explain": (explanation_document(explained), written(EXPLANATION, explained)),
        "pay": (pay_document(estimate, roadmap, TODAY), written(ANSWER, estimate)),
    }
    return {name: as_text(document, as_json, form) for name, (document, as_json) in said.items()}


def kept_outputs(small: Roadmap, shipped: Roadmap, hospitalist: Profile) -> dict[str, str]:
    """Every kept output, by the name of its file."""
    # The names of classes count in a fingerprint, and are none of the reader's business.
    small, shipped = (replace(each, fingerprint="0" * 64) for each in (small, shipped))
    found = {
        f"{name}.{ending}": text
        for form, ending in SUFFIX.items()
        for name, text in outputs(profile_of(GRADUATE, small), small, form).items()
    }
    beginner = assess(profile_of(BEGINNER, small), small, TODAY)
    found["assess-beginner.terminal.txt"] = on_terminal(beginner)
    as_json = outputs(hospitalist, shipped, Format.JSON)
    found["shipped.keys.txt"] = "".join(
        f"{line}\n" for name, text in as_json.items() for line in keys_of(name, json.loads(text))
    )
    found["shipped-hospitalist.terminal.txt"] = on_terminal(assess(hospitalist, shipped, TODAY))
    return found


def on_terminal(assessment: Assessment) -> str:
    return as_text(assessment_document(assessment), "", Format.TERMINAL)


def keys_of(command: str, result: object) -> list[str]:
    """A line for each object of a result: where it stands, and its keys in their order."""
    found: dict[str, dict[str, None]] = {}
    for where, key in _keys(result, command):
        found.setdefault(where, {})[key] = None
    return [f"{where}: {' '.join(keys)}" for where, keys in found.items()]


def _keys(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield where, key
            if key not in KEYED_BY_ID or isinstance(each, list):
                yield from _keys(each, f"{where}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from _keys(each, f"{where}[]")


def test_outputs_are_as_kept(
    small_roadmap: Roadmap,
    roadmap: Roadmap,
    example: Callable[[str], Profile],
    request: pytest.FixtureRequest,
) -> None:
    """Byte for byte, and no file is left over."""
    found = kept_outputs(small_roadmap, roadmap, example("hospitalist"))
    if request.config.getoption("--update-golden"):
        for name, text in found.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    kept = {path.name: path for path in FOLDER.iterdir() if path.suffix in (".txt", ".md", ".json")}

    assert sorted(kept) == sorted(found)
    for name, text in found.items():
        assert kept[name].read_text(encoding="utf-8") == text, name


def test_what_is_expected_can_be_read_through() -> None:
    """At most 4,000 lines in all files that hold what is expected."""
    tests = ROOT / "tests"
    expected = [*FOLDER.glob("*.*"), *tests.rglob("*.expect"), tests / "contract" / "meant.yaml"]
    texts = [path.read_text(encoding="utf-8") for path in expected if path.suffix != ".py"]

    assert sum(text.count("\n") for text in texts) <= MOST_LINES
