"""What a person typed is kept, or they see it and why it could not be."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import Session

LATER_GONE = """
import sys
from pathlib import Path
from cmio_advisor.cli import output
from cmio_advisor.cli.app import main
from cmio_advisor.errors import ReadWriteError
real, full = output.write_file, [True]
def write_file(target, data, *, force):
    if full.pop() if full else False:
        raise ReadWriteError(f"{target}: {output.DISK_FULL}.")
    real(target, data, force=force)
output.write_file = write_file
sys.exit(main(sys.argv[1:]))
"""
"""The program on a disk that is full once, after it was tried."""


def at_terminal(*arguments: str | Path) -> Session:
    return Session(*arguments)


def leave(session: Session) -> None:
    session.answer("have in mind", "")
    session.answer("Which degrees", "md")
    session.answer("care", "q")


@pytest.mark.parametrize("option", ["--save", "-o"])
def test_a_target_that_cannot_be_made_is_told_before_anything_is_asked(
    option: str, tmp_path: Path
) -> None:
    paper = tmp_path / "resume.json"
    paper.write_text(json.dumps({"education": [{"studyType": "MD", "endDate": "2009"}]}))
    commands: list[list[str | Path]] = [
        ["assess", "--ask", ROOT / "examples" / "hospitalist.yaml", option]
    ]
    commands += [["import", paper, option]] if option == "-o" else []
    for command in commands:
        with at_terminal(*command, "/proc/x") as session:
            assert session.ended() == (73, "")
        assert b"> " not in session.seen
        assert b"/proc/x: It cannot be made there" in session.seen


def test_where_writing_fails_at_the_end_the_answers_are_shown(tmp_path: Path) -> None:
    target = tmp_path / "me.yaml"
    with Session("assess", "--save", target, code=LATER_GONE) as session:
        leave(session)
        session.expect("saved in no file")
        session.expect("degrees: [md]")
        session.expect("disk")
        assert session.ended()[0] == 74
    assert not target.exists()


@pytest.mark.parametrize("forced", [["--force"], []], ids=["forced", "not forced"])
def test_a_file_that_comes_while_questions_are_asked_is_replaced_by_force_alone(
    forced: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "me.yaml"
    with at_terminal("assess", "--save", target, *forced) as session:
        session.answer("have in mind", "")
        session.expect("Which degrees")
        target.write_text("theirs")
        session.expect("> ")
        session.type("md")
        session.answer("care", "q")
        if not forced:
            session.expect("degrees: [md]")
        assert session.ended()[0] == (0 if forced else 73)
    assert (target.read_text() == "theirs") is not bool(forced)


def test_what_was_confirmed_is_shown_where_it_cannot_be_written(tmp_path: Path) -> None:
    paper, target = tmp_path / "resume.json", tmp_path / "me.yaml"
    paper.write_text(json.dumps({"education": [{"studyType": "MD", "endDate": "2009"}]}))
    with Session("import", paper, "-o", target, code=LATER_GONE) as session:
        session.answer('"MD"', "y")
        session.answer("Is that all", "y")
        session.expect("saved in no file")
        session.expect("degree: md")
        session.expect("disk")
        assert session.ended() == (74, "")


def test_a_number_of_none_of_those_shown_loses_no_answer() -> None:
    """Nor one with zeros before it, whose first digits alone are such a number."""
    numbers = ("0" * 8 + "199", "0", "99", "9" * 4000)
    with at_terminal("assess") as session:
        session.expect("have in mind")
        for each in numbers:
            session.answer("", each)
            session.expect("Type a number from 1 to 3")
        session.answer("", "1")
        session.answer("Which degrees", "md")
        while b"Your answers\r\n" not in session.seen:
            session.until_prompt()
            session.type("s" if b"Your answers\r\n" not in session.seen else numbers[0])
        for each in numbers:
            session.expect("Type a number from 1 to")
            session.type(each)
        session.expect("Type a number from 1 to")
        session.type("q")
        session.answer("[Y/n]", "n")
        assert session.ended() == (0, "")


@pytest.mark.parametrize("when", [2**40, -(2**40), 4_000_000_000])
def test_answers_of_a_day_that_cannot_be_are_asked_about(
    when: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = tmp_path / "cmio-advisor" / "answers-2026-11-20.yaml"
    path.parent.mkdir(mode=0o700)
    path.write_text("degrees: [md]\n")
    path.chmod(0o600)
    os.utime(path, (when, when))
    with at_terminal("eligible", "cphims") as session:
        session.answer("Are they yours", "y")
        assert session.ended()[0] == 0
