"""What readers of the first pages of a pharmacist, a holder of the job and others asked for."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Run

DAY = ("--as-of", "2026-11-28")


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Where a test writes who it is about."""
    return tmp_path / "person.yaml"


def steps(run: Run, told: Path) -> list[str]:
    """The ids of the first steps, the best first."""
    found = json.loads(run("assess", str(told), *DAY, "--format", "json").out)
    return [each["id"] for each in found["next_steps"]]


@pytest.mark.parametrize(("share", "first"), [("0.2", "time"), ("1", "lead")])
def test_time_is_asked_for_by_whoever_lacks_it(
    run: Run, told: Path, share: str, first: str
) -> None:
    """Whoever has the time already asks to lead."""
    informatics = f"informatics: {{from: 2022-11, to: present, fte: {share}}}"
    told.write_text(
        f"degrees: [pharmd]\nlicense: none\nclinical: {{years: 6}}\n{informatics}\n"
        "projects: [order-entry]\nleadership: none\ncertifications: none\n"
    )

    found = steps(run, told)

    ids = {
        "time": "ask-for-pharmacy-informatics-time",
        "lead": "ask-to-lead-in-pharmacy-informatics",
    }
    assert found[0] == ids[first]
    assert not (ids.keys() - {first}) & {key for key, id_ in ids.items() if id_ in found}


def test_nothing_is_in_the_way_of_a_job_that_one_has(run: Run, told: Path) -> None:
    """With all of the required list, and with next to nothing of it."""
    sitting = str(ROOT / "examples" / "sitting-cmio.yaml")
    told.write_text("degrees: [bsn]\nlicense: none\nrole: cmio\n")

    complete = run("assess", sitting, *DAY, "--format", "plain").out
    lacking = run("assess", str(told), *DAY, "--format", "plain").out

    for each in (complete, lacking):
        assert "In the job" in each
        assert "formal is in the way" not in each
        assert "on the required list" not in each
        assert "WHAT TO TELL US FIRST" not in each


def test_certification_from_abroad_comes_before_the_residency_it_is_for(
    run: Run, told: Path
) -> None:
    """It can slip to the start of the residency, not for the ten years of the plan."""
    told.write_text(
        "degrees: [mbbs]\nresidency: {status: completed, specialty: internal-medicine}\n"
        "license: none\nclinical: {years: 6}\nboard_certifications: []\nfellowships: []\n"
    )
    plan: Any = json.loads(run("plan", str(told), *DAY, "--format", "json").out)

    by_id = {each["requirement"]: each for each in plan["steps"]}

    assert "start-ecfmg-certification" in by_id["residency"]["needs"]
