"""The facts of a draft, confirmed one by one on a terminal."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import AS_OF
from tests.terminal import CTRL_C, Session

WORK = [
    {"position": "Hospitalist", "name": "A Hospital", "startDate": "2014"},
    {"position": "CMIO", "name": "A Hospital", "startDate": "2020"},
]
EDUCATION = [
    {"studyType": "MD", "endDate": "2009"},
    {"studyType": "MPH"},
    {"studyType": "MS", "endDate": "2004"},
]


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    path = tmp_path / "resume.json"
    path.write_text(json.dumps({"education": EDUCATION, "work": WORK}))
    return path


def session(resume: Path) -> Session:
    target = resume.with_name("me.yaml")
    return Session("import", resume, "-o", target, "--as-of", AS_OF)


def profile(resume: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(resume.with_name("me.yaml").read_text()))


def test_each_fact_is_asked_about_and_each_list_whether_it_is_whole(resume: Path) -> None:
    with session(resume) as person:
        person.answer('education 1: "MD", 2009', "yes")
        person.answer("Not sure: No end is named. Was it finished?", "y")
        person.answer('"Hospitalist"', "maybe")
        person.answer("Type y or n", "n")  # clinical
        person.answer('"CMIO"', "y")  # leadership role
        person.answer("informatics: ", "s")
        person.answer("role: {id: attending", "n")
        person.answer("role: {id: cmio", "y")
        person.answer("degrees: {degree: md", "y")
        person.answer("leadership.roles: cmio", "n")
        code, out = person.ended()
    assert (code, out) == (0, "")
    assert profile(resume) == {
        "schema": "cmio-advisor/profile/1",
        "as_of": date(2026, 11, 23),
        "degrees": [{"degree": "md", "earned": 2009}, {"degree": "mph"}],
        "leadership": {"roles": ["cmio", "unknown"]},
        "role": {"id": "cmio", "since": 2020},
    }
    text = resume.with_name("me.yaml").read_text()
    assert "#  - {from: 2020, to: present}" in text  # left open
    assert "attending" not in text  # said to be wrong


def test_the_first_yes_settles_what_has_one_answer(resume: Path) -> None:
    with session(resume) as person:
        for _ in range(5):
            person.answer(" of 7", "s")
        person.answer("role: {id: attending", "y")
        code, _ = person.ended()
    assert code == 0
    assert profile(resume)["role"] == {"id": "attending", "since": 2014}


@pytest.mark.parametrize(("key", "code"), [(CTRL_C, 130), (b"q\n", 0), (b"\x04", 0)])
def test_what_was_confirmed_is_kept_however_it_ends(key: bytes, code: int, resume: Path) -> None:
    with session(resume) as person:
        person.answer('"MD"', "y")
        person.expect("Right? y/n> ")
        person.press(key)
        assert person.ended()[0] == code
    assert profile(resume)["degrees"] == [{"degree": "md", "earned": 2009}, "unknown"]


def test_a_file_that_is_there_is_said_before_anything_is_asked(resume: Path) -> None:
    resume.with_name("me.yaml").write_text("mine")
    with session(resume) as person:
        assert person.ended()[0] == 73
    assert resume.with_name("me.yaml").read_text() == "mine"
