"""
Whole outputs, kept as files: every command in every format for a few people.

After a wanted change: pytest tests/golden --update-golden, and look at each difference.
"""

from datetime import date
from pathlib import Path

import pytest

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.explain.explain import explain_requirement
from cmio_advisor.domain.pay.estimate import pay_estimate
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.wishes import PlanWishes, wishes_of
from cmio_advisor.domain.scenarios.what_if import scenario, situation
from cmio_advisor.loading.profile.reader import read_profile
from cmio_advisor.loading.text.files import read_document
from cmio_advisor.loading.text.nodes import Problems
from cmio_advisor.reporting.document.document import Document
from cmio_advisor.reporting.formats.formats import Format
from cmio_advisor.reporting.formats.markdown import render_markdown
from cmio_advisor.reporting.formats.plain import render_plain
from cmio_advisor.reporting.formats.terminal import Screen, render_terminal
from cmio_advisor.reporting.json.explanation import explanation_json
from cmio_advisor.reporting.json.plan import plan_json
from cmio_advisor.reporting.json.text import assessment_json, eligible_json, pay_json
from cmio_advisor.reporting.json.what_if import what_if_json
from cmio_advisor.reporting.views.assessment import assessment_document
from cmio_advisor.reporting.views.credentials import eligible_document
from cmio_advisor.reporting.views.explanation import explanation_document
from cmio_advisor.reporting.views.pay import pay_document
from cmio_advisor.reporting.views.plan.plan import plan_document
from cmio_advisor.reporting.views.what_if import what_if_document
from tests.conftest import ROOT, TODAY

FOLDER = Path(__file__).parent
SUFFIX = {
    Format.TERMINAL: "terminal.txt",
    Format.PLAIN: "plain.txt",
    Format.MARKDOWN: "md",
    Format.JSON: "json",
}
PEOPLE = ("hospitalist", "nurse-informaticist", "hostile-text")


def as_text(document: Document, as_json: str, form: Format) -> str:
    if form is Format.JSON:
        return as_json
    if form is Format.TERMINAL:
        return render_terminal(document, Screen(width=80))
    return render_plain(document) if form is Format.PLAIN else render_markdown(document)


def outputs(roadmap: Roadmap, form: Format) -> dict[str, str]:
    """
    Every golden output in one format, by the name of its file.
    """
    found: dict[str, str] = {}
    for person in PEOPLE:
        folder = "tests/examples/accepted" if person == "hostile-text" else "examples"
        node = read_document(str(ROOT / folder / f"{person}.yaml"))
        assessment = assess(read_profile(node, roadmap, Problems(person)), roadmap, TODAY)
        found[f"assess-{person}"] = as_text(
            assessment_document(assessment), assessment_json(assessment), form
        )
        if person == "hospitalist":
            results = assessment.credentials
            found["eligible"] = as_text(
                eligible_document(assessment, results), eligible_json(assessment, results), form
            )
            found |= _plans(assessment.profile, roadmap, form)
    estimate = pay_estimate(roadmap.pay, "cmio", 2026, state="CA", beds=650)
    found["pay"] = as_text(
        pay_document(estimate, roadmap, TODAY), pay_json(estimate, roadmap, TODAY), form
    )
    return {f"{name}.{SUFFIX[form]}": text for name, text in found.items()}


def _plans(profile: Profile, roadmap: Roadmap, form: Format) -> dict[str, str]:
    """
    The plan, a scenario held against today, and a requirement explained.
    """
    wishes = wishes_of(profile, PlanWishes(pay_now=250_000))
    base = situation(profile, roadmap, TODAY, wishes)
    waited = scenario("Wait two years", base, profile, roadmap, date(2028, 11, 23), wishes)
    plan = as_text(plan_document(base.plan), plan_json(base.plan), form)
    held = as_text(what_if_document(base, [waited]), what_if_json(base, [waited]), form)
    explained = explain_requirement("ci-board", profile, roadmap, TODAY)
    why = as_text(explanation_document(explained), explanation_json(explained), form)
    return {"plan": plan, "what-if": held, "explain": why}


@pytest.mark.parametrize("form", SUFFIX)
def test_outputs_are_as_kept(
    roadmap: Roadmap, form: Format, request: pytest.FixtureRequest
) -> None:
    """
    Byte for byte.
    """
    for name, text in outputs(roadmap, form).items():
        kept = FOLDER / name
        if request.config.getoption("--update-golden"):
            kept.write_text(text, encoding="utf-8")

        assert kept.read_text(encoding="utf-8") == text, name


def test_no_golden_file_is_left_over(roadmap: Roadmap) -> None:
    """
    Each kept file is compared with something.
    """
    kept = {path.name for path in FOLDER.iterdir() if path.suffix in (".txt", ".md", ".json")}

    assert kept == {name for form in SUFFIX for name in outputs(roadmap, form)}
