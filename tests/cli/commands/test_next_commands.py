"""What the result says to type next can be typed."""

import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import AS_OF, ROOT, Run
from tests.terminal import Session


def typed(text: str) -> list[list[str]]:
    lines = (line.partition("cmio-advisor ")[2] for line in text.splitlines())
    return [shlex.split(line) for line in lines if line]


@pytest.mark.parametrize(
    "person", ["hospitalist", "medical-student", "nurse-informaticist", "sitting-cmio"]
)
def test_each_command_works_as_it_stands(
    person: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "examples" / f"{person}.yaml", "who am i.yaml")
    shown = run("assess", "who am i.yaml", "--as-of", AS_OF, "--section", "commands")
    commands = typed(shown.out)
    assert ["assess", "who am i.yaml", "--full"] in commands
    assert 2 <= len(commands) <= 5
    for each in commands:
        asks = "--ask" in each
        assert run(*each, "--as-of", AS_OF).code == (66 if asks else 0)


def test_the_file_in_which_answers_were_saved_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with Session("assess", "--section", "commands") as session:
        session.answer("have in mind", "")
        session.answer("Which degrees", "bsn")
        while "Your answers" not in session.until_prompt():
            session.type("s")
        session.type("w")
        code, shown = session.ended()
    (path,) = (tmp_path / "cmio-advisor").iterdir()
    assert code == 0
    assert ["plan", str(path)] in typed(shown)


def test_a_file_that_was_named_to_save_in_is_named(run: Run, tmp_path: Path) -> None:
    options = ["--degree", "md", "--license", "none", "--save", str(tmp_path / "me.yaml")]
    shown = run("assess", *options, "--as-of", AS_OF, "--section", "commands")
    assert ["assess", str(tmp_path / "me.yaml"), "--full"] in typed(shown.out)


def test_the_roadmap_that_was_asked_for_is_named(run: Run) -> None:
    shown = run("assess", "--degree", "bsn", "--roadmap", "cnio", "--section", "commands")
    assert all("--roadmap" in each for each in typed(shown.out))


def test_whoever_leaves_at_the_first_question_is_asked_no_other() -> None:
    """No job is taken for them."""
    with Session("assess") as session:
        session.answer("have in mind", "q")
        code, shown = session.ended()
        asked = session.seen
    assert (code, shown) == (0, "")
    assert b"Nothing was answered" in asked
    assert b"Which degrees" not in asked


def test_an_interview_asks_once_which_job_one_has_in_mind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with Session("assess", "--section", "commands") as session:
        session.answer("have in mind", "nurse or so")
        session.answer("Type a number from 1", "nursing informatics")
        session.answer("Which degrees", "bsn")
        while "Your answers" not in session.until_prompt():
            session.type("s")
        session.type("w")
        code, shown = session.ended()
    assert code == 0
    assert all(each[-2:] == ["--roadmap", "cnio"] or "cnio" in each for each in typed(shown))
