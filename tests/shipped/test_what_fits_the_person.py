"""What is said only to whom it fits: pay of today, decisions, doors, the next job."""

import json
from typing import Any

import pytest

from tests.conftest import ROOT, Run

pytestmark = pytest.mark.slow

DAY = ("--as-of", "2026-11-29")
NURSE = str(ROOT / "examples" / "nurse-informaticist.yaml")
HOSPITALIST = str(ROOT / "examples" / "hospitalist.yaml")
LAPSED: dict[str, Any] = {
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "pediatrics", "completed": 2003},
    "board_certifications": [{"board": "pediatrics", "status": "lapsed"}],
    "clinical": {"years": 15},
    "informatics": {"from": 2014, "to": "present", "fte": 1},
}
HOLDER: dict[str, Any] = {
    "degrees": ["bsn"],
    "license": "none",
    "clinical": {"years": 15},
    "informatics": {"years": 6, "fte": 0.5},
    "leadership": {"years": 10, "roles": ["project-lead"], "people_led": 200},
    "projects": ["ehr-implementation"],
    "certifications": [],
    "role": "cmio",
}


def page(run: Run, answers: dict[str, Any]) -> str:
    written = json.dumps(answers).encode()
    return run("assess", "-", *DAY, "--format", "plain", stdin=written).out


def test_a_whole_week_of_informatics_is_not_paid_as_the_specialty(run: Run) -> None:
    part_time = {**LAPSED, "informatics": {"from": 2014, "to": "present", "fte": 0.2}}

    assert "oday (" not in page(run, LAPSED)
    assert "Today (General pediatricians)" in page(run, part_time)


@pytest.mark.parametrize(
    ("requirement", "decides"),
    [
        ("management-degree", False),
        ("management-certificate", False),
        ("unrestricted-license", True),
        ("ci-board", True),
    ],
)
def test_medical_school_is_named_where_nothing_leads_there_without(
    run: Run, requirement: str, decides: bool
) -> None:
    """A nurse's own master's is not a reason for it."""
    said = run("explain", NURSE, requirement, *DAY, "--format", "plain").out

    assert ("Enter and finish medical school" in said) is decides


def test_a_holder_of_another_profession_reads_no_list_of_physicians(run: Run) -> None:
    said = page(run, HOLDER).partition("WHERE YOU STAND")[2].partition("WHAT THE JOB")[0]

    assert "There: " in said
    assert "Missing: " not in said
    assert "Ask a CHIO and a CIO which work they had done before" in page(run, HOLDER)


def test_a_standing_that_is_not_known_is_told_in_plain_words(run: Run) -> None:
    said = page(run, {"degrees": ["md"], "license": "unrestricted", "role": "attending"})

    assert "Not known yet. Some more answers would show it." in said  # naming all says nothing
    assert "it may be" not in said


def test_the_standings_that_are_left_are_named_in_plain_words(run: Run) -> None:
    board = {"board_certifications": ["pediatrics"], "projects": ["decision-support"]}
    said = page(run, {**LAPSED, **board, "leadership": {"years": 2, "people_led": 4}})

    assert 'it may be "competitive" or "building". What settles it: ' in said
