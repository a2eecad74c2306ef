"""``explain`` as a user runs it."""

import json
import re
from pathlib import Path

import pytest

from cmio_advisor.loading.roadmap.files import shipped_schema
from tests.conftest import AS_OF, ROOT, Run, assert_follows

HOSPITALIST = ROOT / "examples" / "hospitalist.yaml"
RESIDENT = ROOT / "examples" / "resident.yaml"


@pytest.mark.parametrize("form", ["terminal", "plain", "markdown", "html", "json"])
@pytest.mark.parametrize("asked", ["ci-board", "patient-care", "abpm-clinical-informatics", "pmp"])
def test_every_form(run: Run, asked: str, form: str) -> None:
    """Met, not met, and a certification."""
    outcome = run("explain", HOSPITALIST, asked, "--as-of", AS_OF, "--format", form)

    assert (outcome.code, outcome.err) == (0, "")
    assert "\x1b" not in outcome.out
    if form == "json":
        assert_follows(
            json.loads(outcome.out), json.loads(shipped_schema("explanation").read_text("utf-8"))
        )


def test_a_flip_can_be_tried(run: Run) -> None:
    """What ``explain`` names turns the result in ``what-if``."""
    told = run("explain", RESIDENT, "leadership", "--as-of", AS_OF, "--format", "json").out
    (setting,) = json.loads(told)["flips"][0]["set"]

    arguments = ("what-if", RESIDENT, "--today", AS_OF, "--set", setting, "--format", "json")
    change = json.loads(run(*arguments).out)["scenarios"][0]["change"]
    assert "leadership" in {each["id"] for each in change["requirements"] if each["gained"]}


def test_an_unknown_id_names_the_nearest(run: Run) -> None:
    """Wrong usage."""
    outcome = run("explain", HOSPITALIST, "patient-car", "--as-of", AS_OF)

    assert (outcome.code, outcome.out) == (2, "")
    assert 'Did you mean "patient-care"?' in outcome.err


def test_the_rule_and_what_it_saw(run: Run) -> None:
    """In words, part by part, with the day on which it will hold."""
    text = run("explain", RESIDENT, "residency", "--as-of", AS_OF, "--format", "plain").out

    assert "A finished residency" in text
    assert "30 June 2028" in text
    assert "You told us" in text


def test_no_change_is_to_a_word_that_a_field_does_not_take(run: Run, tmp_path: Path) -> None:
    """An employer cannot be none: another kind is named, and can be tried."""
    path = tmp_path / "p.yaml"
    path.write_text("role: cio\nsetting: {organization: health-system}\nclinical: none\n")
    asked = (path, "provider-work", "--roadmap", "cio", "--as-of", AS_OF)
    shown = run("explain", *asked).out
    (setting,) = re.findall(r"--set (setting\.\S+)", shown)
    assert "WHAT WOULD LOSE IT" in shown.upper()  # no smallest change: of numbers it is none at all

    assert run("what-if", path, "--against", "cio", "--set", setting, "--today", AS_OF).code == 0


def test_the_command_that_takes_a_decision_in_is_one_that_does(run: Run) -> None:
    page = " ".join(run("explain", HOSPITALIST, "ci-board", "--as-of", AS_OF).out.split())
    command = f"cmio-advisor plan {HOSPITALIST} --with ci-fellowship"

    assert f"To take it into a plan: {command}" in page
    assert run(*command.split()[1:], "--as-of", AS_OF).code == 0
