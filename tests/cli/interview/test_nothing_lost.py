"""What a person typed is kept, or they see it and why it could not be."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import CTRL_D, Session

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
    if target.name == "taken.yaml":
        target.write_text("theirs")
    real(target, data, force=force)
output.write_file = write_file
sys.exit(main(sys.argv[1:]))
"""
"""The program on a disk that is full once, after it was tried; a name is taken in between."""

BROKEN = """
import sys
from cmio_advisor.cli.app import main
from cmio_advisor.cli.interview import prompts
def broken(*given):
    raise LookupError
prompts.ask_file = broken
sys.exit(main(sys.argv[1:]))
"""


def at_terminal(*arguments: str | Path) -> Session:
    return Session(*arguments)


def leave(session: Session) -> None:
    session.answer("have in mind", "")
    session.answer("Which degrees", "md")
    session.answer("care", "q")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("~nosuch/me.yaml", "There is no such user"),
        ("/proc/me.yaml", "It cannot be made there"),
        ("x" * 300, "File name too long"),
        ("a\0b", "the name is not valid"),
        ("nosuch/", "That is a folder"),
    ],
)
def test_a_name_that_no_file_can_have_is_asked_for_again(
    typed: str, said: str, tmp_path: Path
) -> None:
    target = tmp_path / "me.yaml"
    with at_terminal("assess") as session:
        leave(session)
        session.answer("In which file", typed)
        session.expect(said)
        session.answer("Type another name", str(target))
        assert session.ended()[0] == 0
    assert "degrees: [md]" in target.read_text()
    assert [each.name for each in tmp_path.iterdir()] == ["me.yaml"]


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
        with at_terminal(*command, "/proc/x.yaml") as session:
            assert session.ended() == (73, "")
        assert b"> " not in session.seen
        assert b"/proc/x.yaml: It cannot be made there" in session.seen


def test_a_home_that_cannot_be_written_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/proc")
    with at_terminal("assess") as session:
        leave(session)
        session.answer("Enter: do not save them", "")
        assert session.ended()[0] == 0


def test_where_writing_fails_at_the_end_another_file_is_asked_for(tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    with Session("assess", "--save", first, code=LATER_GONE) as session:
        leave(session)
        session.expect("disk")
        session.answer("In which file", str(second))
        session.expect("Saved to ")
        assert session.ended()[0] == 0
    assert "degrees: [md]" in second.read_text()
    assert not first.exists()


def test_a_name_that_is_typed_replaces_nothing_whatever_may_be_replaced(tmp_path: Path) -> None:
    """Also what comes between its being typed and being written."""
    first, taken, third = (tmp_path / f"{name}.yaml" for name in ("first", "taken", "third"))
    first.write_text("old")
    with Session("assess", "--save", first, "--force", code=LATER_GONE) as session:
        leave(session)
        session.answer("In which file", str(taken))
        session.expect("taken.yaml")
        session.answer("In which file", str(third))
        assert session.ended()[0] == 0
    assert (first.read_text(), taken.read_text()) == ("old", "theirs")
    assert "degrees: [md]" in third.read_text()


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
            session.answer("In which file", str(tmp_path / "mine.yaml"))
        assert session.ended()[0] == 0
    assert (target.read_text() == "theirs") is not bool(forced)


def test_what_can_be_kept_nowhere_is_shown(tmp_path: Path) -> None:
    paper, target = tmp_path / "resume.json", tmp_path / "me.yaml"
    paper.write_text(json.dumps({"education": [{"studyType": "MD", "endDate": "2009"}]}))
    with Session("import", paper, "-o", target, code=LATER_GONE) as session:
        session.answer('"MD"', "y")
        session.answer("Is that all", "y")
        session.expect("disk")
        session.expect("File name> ")
        session.press(CTRL_D)
        session.expect("saved in no file")
        session.expect("degree: md")
        assert session.ended() == (74, "")
    assert session.seen.count(b"saved in no file") == 1


def test_who_was_asked_is_not_asked_anew_where_the_program_fails() -> None:
    """Though it took its roadmap from the cache, which might have been broken."""
    with Session("assess", code=BROKEN) as session:
        leave(session)
        session.expect("cmio-advisor has a bug: LookupError")
        session.expect("saved in no file")
        session.expect("degrees: [md]")
        assert session.ended() == (70, "")
    assert session.seen.count(b"have in mind") == 1


def test_answers_are_shown_where_their_result_cannot_be_written(tmp_path: Path) -> None:
    """They were saved in no file, which the person may have left so for the sake of the result."""
    with Session("assess", "-o", tmp_path / "result.txt", code=LATER_GONE) as session:
        session.answer("have in mind", "")
        session.answer("Which degrees", "md")
        session.answer("care", "\x04")
        session.expect("disk")
        session.expect("saved in no file")
        session.expect("degrees: [md]")
        assert session.ended() == (74, "")


@pytest.mark.parametrize("code", [129, 143])
@pytest.mark.parametrize("named", [True, False])
def test_answers_are_saved_where_the_terminal_is_closed_or_the_program_terminated(
    code: int, named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the file that was named or the usual one, with a name of their own beside earlier ones."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for number in (1, 2):
        save = ["--save", str(tmp_path / f"me-{number}.yaml")] if named else []
        with at_terminal("assess", *save) as session:
            session.answer("have in mind", "")
            session.answer("Which degrees", "md" if number == 1 else "mba")
            session.expect("> ")
            if code == 129:
                assert session.hang_up() == code
                continue
            session.terminate()
            session.expect("Your answers so far are saved in")
            assert session.ended() == (code, "")
    kept = sorted(each for each in tmp_path.rglob("*.yaml"))
    assert [each.parent.name for each in kept] == [tmp_path.name if named else "cmio-advisor"] * 2
    assert "degrees: [md]" in kept[0 if named else 1].read_text()
    assert "degrees: [mba]" in kept[1 if named else 0].read_text()


def test_an_ended_interview_replaces_no_file_nor_one_without_an_answer_makes_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    mine = tmp_path / "me.yaml"
    mine.write_text("degrees: [mba]\n")
    with at_terminal("assess", "--save", mine, "--force") as session:
        session.answer("have in mind", "")
        session.expect("Which degrees")
        assert session.hang_up() == 129
    assert [*tmp_path.rglob("*")] == [mine]
    with at_terminal("assess", "--save", mine, "--force") as session:
        session.answer("have in mind", "")
        session.answer("Which degrees", "md")
        session.expect("> ")
        assert session.hang_up() == 129
    assert mine.read_text() == "degrees: [mba]\n"
    (kept,) = (tmp_path / "cmio-advisor").iterdir()
    assert "degrees: [md]" in kept.read_text()


def test_what_was_confirmed_of_papers_is_saved_where_the_terminal_is_closed(tmp_path: Path) -> None:
    paper, target = tmp_path / "resume.json", tmp_path / "me.yaml"
    paper.write_text(json.dumps({"education": [{"studyType": "MD", "endDate": "2009"}]}))
    with at_terminal("import", paper, "-o", target) as session:
        session.answer('"MD"', "y")
        session.expect("Is that all")
        assert session.hang_up() == 129
    assert "degree: md" in target.read_text()


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
        session.answer("In which file", "n")
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
