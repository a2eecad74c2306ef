"""A draft of a profile from what a person has already."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import AS_OF, Run

RESUME: dict[str, Any] = {
    "basics": {"name": "Sample Person", "location": {"region": "California"}},
    "education": [
        {"studyType": "MD", "area": "Medicine", "startDate": "2005-08", "endDate": "2009-05-15"},
        {"studyType": "MS", "area": "Physics", "endDate": "2004"},
        {"studyType": "MBA", "startDate": "2025-01", "endDate": "2028-06"},
    ],
    "work": [{"position": "Hospitalist", "name": "A Hospital", "startDate": "2014-07-01"}],
    "skills": [{"name": "Epic"}],
}


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    path = tmp_path / "resume.json"
    path.write_text(json.dumps(RESUME))
    return path


def taken(run: Run, *papers: Path) -> dict[str, Any]:
    """What counts after all that is sure was taken; it is read as any profile is."""
    made = run("import", *papers, "--accept", "--as-of", AS_OF)
    assert made.code == 0, made.err
    read = run("assess", "-", "--as-of", AS_OF, "--format", "json", stdin=made.out.encode())
    assert read.code == 0, read.err
    return dict(yaml.safe_load(made.out))


def test_a_draft_says_nothing_until_it_is_confirmed(run: Run, resume: Path) -> None:
    made = run("import", resume, "--no-input", "--as-of", AS_OF)
    assert made.code == 0
    assert yaml.safe_load(made.out) == {"schema": "cmio-advisor/profile/1"}
    assert '# "MD", Medicine, 2005-08 to 2009-05-15 (resume.json: education 1)' in made.out
    assert "#  - {degree: md, earned: 2009-05}" in made.out


def test_all_that_is_sure_is_taken_where_that_is_said(run: Run, resume: Path) -> None:
    found = taken(run, resume)
    assert found["degrees"] == [
        {"degree": "md", "earned": "2009-05"},
        {"degree": "mba", "status": "in-progress", "expected": "2028-06"},
        "unknown",  # "MS" may be any master's degree, and a resume need not name all
    ]
    assert found["role"] == {"id": "attending", "since": "2014-07"}
    assert found["clinical"] == [{"from": "2014-07", "to": "present"}, "unknown"]
    assert "informatics" not in found
    assert "setting" not in found  # where one lives is not where one works


def test_what_may_mean_several_things_is_said(run: Run, resume: Path) -> None:
    made = run("import", resume, "--accept", "--as-of", AS_OF)
    _, _, left_out = made.out.partition("# Left out:")
    assert '"MS" stands for more than one' in " ".join(left_out.split())
    assert "Not read: skills." in left_out


def test_a_profile_that_is_there_stays(run: Run, resume: Path, tmp_path: Path) -> None:
    target = tmp_path / "me.yaml"
    target.write_text("mine")
    assert run("import", resume, "-o", target).code == 73
    assert run("import", resume, "-o", resume, "--force").code == 73
    assert target.read_text() == "mine"
    assert run("import", resume, "-o", target, "--force").code == 0
    assert target.stat().st_mode & 0o777 == 0o600
