"""What the required list takes as work in informatics, and what counts as formal training in it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

DAY = "2026-11-28"
WriteProfile = Callable[[str], Path]

PHYSICIAN = {
    "degrees": ["md"],
    "residency": {"specialty": "general-surgery", "completed": 2004},
    "license": "unrestricted",
    "board_certifications": ["general-surgery"],
    "clinical": {"years": 22},
    "informatics": {"years": 0},
    "projects": [],
    "certifications": [],
    "fellowships": [],
    "activities": [],
    "leadership": {"years": 0, "roles": []},
    "role": "attending",
}


def states(run: Run, profile: WriteProfile, **answers: object) -> dict[str, Any]:
    """
    The state of each requirement, and what else the JSON says of the person with these answers.
    """
    path = profile(json.dumps({**PHYSICIAN, **answers}))
    outcome = run("assess", path, "--as-of", DAY, "--format", "json")
    assert outcome.code == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)
    found["states"] = {
        each["id"]: each["state"] for step in found["steps"] for each in step["requirements"]
    }
    return found


def test_a_chair_without_informatics_is_not_told_that_the_list_is_complete(
    run: Run, profile: WriteProfile
) -> None:
    """
    Years of leadership are no work in informatics; a project of the department brings it, and its
    result is what the chair asks for time with.
    """
    found = states(
        run,
        profile,
        role="department-chair",
        leadership={
            "years": 8,
            "roles": ["department-chair", "committee-chair", "cmo", "chief-of-staff"],
            "people_led": 60,
        },
    )

    assert found["ready_to_apply"] == "no"
    assert found["readiness"]["required_open"] == ["informatics-work"]
    brought, asked = found["next_steps"][:2]
    assert asked["id"] == "ask-protected-time"
    assert "informatics-work" in brought["comes_with"]


@pytest.mark.parametrize(
    "role",
    ["attending", "resident", "cmo", "department-chair", "chief-of-staff", "none"],
)
def test_posts_that_are_no_informatics(run: Run, profile: WriteProfile, role: str) -> None:
    """However high a post is, it has to be one of informatics."""
    assert states(run, profile, role=role)["states"]["informatics-work"] == "not_met"


@pytest.mark.parametrize(
    "role",
    [
        "physician-informaticist",
        "informatics-specialist",
        "director-health-informatics",
        "vp-clinical-informatics",
        "associate-cmio",
        "cmio",
        "chio",
        "cio",
        "nurse-informaticist",
        "it-project-manager",
        "him-manager",
    ],
)
def test_posts_that_are_informatics(run: Run, profile: WriteProfile, role: str) -> None:
    """A post that is itself informatics meets the requirement."""
    assert states(run, profile, role=role)["states"]["informatics-work"] == "met"


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"informatics": {"years": 0.1}}, "met"),
        ({"projects": ["telehealth"]}, "met"),
        ({"leadership": {"roles": ["ehr-lead"]}}, "met"),
        ({"leadership": {"roles": ["physician-champion"]}}, "met"),
        ({"leadership": {"years": 9, "roles": ["committee-chair", "team-lead"]}}, "not_met"),
        ({"leadership": {"years": 9, "roles": ["medical-director", "director"]}}, "not_met"),
        ({"leadership": {"roles": ["cmo", "department-chair"]}}, "not_met"),
    ],
)
def test_work_in_informatics(
    run: Run, profile: WriteProfile, answers: dict[str, Any], state: str
) -> None:
    """Years, a project or a leading role for the record; leadership as such is not enough."""
    assert states(run, profile, **answers)["states"]["informatics-work"] == state


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"activities": ["course"]}, "not_met"),
        ({"activities": ["amia-10x10"]}, "met"),
        ({"degrees": ["md", "graduate-certificate-informatics"]}, "met"),
        ({"degrees": ["md", "ms-health-informatics"]}, "met"),
        ({"fellowships": [{"specialty": "clinical-informatics", "completed": 2020}]}, "met"),
    ],
)
def test_formal_training(
    run: Run, profile: WriteProfile, answers: dict[str, Any], state: str
) -> None:
    """
    A fellowship, a degree, a graduate certificate or the 10x10 course; a ticked course is none.
    """
    assert states(run, profile, **answers)["states"]["informatics-training"] == state


def test_the_new_ids_stand_in_the_lists(run: Run) -> None:
    """Whoever writes a profile finds them where all ids are listed."""
    listed = run("roadmap", "ids").out

    assert "graduate-certificate-informatics" in listed
    assert "amia-10x10" in listed


@pytest.mark.parametrize("work", [{"years": 2}, {"from": "2020-01", "to": "present"}])
def test_years_at_no_share_of_full_time_are_no_work(
    run: Run, profile: WriteProfile, work: dict[str, Any]
) -> None:
    """Two years at 0% are as little as none."""
    found = states(run, profile, informatics={**work, "fte": 0})
    assert found["states"]["informatics-work"] == "not_met"
