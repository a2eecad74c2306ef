"""Answers that are kept, and what the next commands make of them."""

import json
import os
import pwd
import stat
import time
from pathlib import Path

import pytest

from tests.conftest import AS_OF, Run
from tests.terminal import CTRL_C, Session

DAY = 86_400
NEXT = [
    ["plan"],
    ["eligible"],
    ["explain", "medical-degree"],
    ["what-if", "--set", "license=none"],
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where answers are kept, not made yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "cmio-advisor"


def at_terminal(*arguments: str | Path) -> Session:
    return Session(*arguments)


def kept(
    folder: Path, text: str = "degrees: [md]\n", name: str = "answers-2026-11-20.yaml"
) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text)
    path.chmod(0o600)
    return path


def first_line(session: Session) -> str:
    return session.seen.decode().split("\r\n")[0]


def answer_some(session: Session) -> None:
    session.answer("have in mind", "")
    session.answer("Which degrees", "md")
    session.answer("care", "q")


def test_an_interview_is_kept_by_one_key_and_the_next_command_takes_it(folder: Path) -> None:
    with at_terminal("assess", "--format", "json") as session:
        session.answer("have in mind", "")
        session.answer("Which degrees", "bsn")
        while "Your answers" not in session.until_prompt():
            session.type("s")
        session.type("w")
        session.expect("Saved to ")
        code, told = session.ended()
    (path,) = folder.iterdir()
    assert (code, json.loads(told)["profile"]["degrees"]) == (0, ["bsn"])
    assert f"Saved to {path}." in session.seen.decode()
    assert [stat.S_IMODE(each.stat().st_mode) for each in (path, folder, folder.parent)] == [
        0o600,
        0o700,
        0o700,
    ]
    for command in NEXT:
        with at_terminal(*command, "--format", "json") as session:
            code, told = session.ended()
        assert (code, command == ["eligible"] or '"bsn"' in told) == (0, True)
        assert first_line(session) == f"Your answers: {path}"


def test_enter_at_the_end_offers_to_save_and_a_wrong_answer_is_told_an_example(
    folder: Path,
) -> None:
    """So nobody answers all of it twice; that nothing was saved is said."""
    for keeps, said in (("n", "Nothing was saved."), ("", "Saved to ")):
        with at_terminal("assess") as session:
            session.answer("have in mind", "")
            session.answer("Which degrees", "md")
            session.answer("cared for patients", "a bit")
            session.expect('"a bit" is not a number.')
            session.expect("Example: 9 or 5-7")
            while "Enter: the result" not in session.until_prompt():
                session.type("s")
            session.type("")
            session.answer("[Y/n]", keeps)
            session.expect(said)
            assert session.ended()[0] == 0
    assert len([*folder.iterdir()]) == 1


def test_the_file_saved_last_is_taken(folder: Path) -> None:
    for name, degree in (
        ("answers-2026-11-20.yaml", "md"),
        ("answers-2026-11-20-10.yaml", "do"),
        ("answers-2026-11-20-9.yaml", "bsn"),
        ("answers-2026-11-19.yaml", "mba"),
        ("other-2026-11-30.yaml", "phd"),
    ):
        kept(folder, f"degrees: [{degree}]\n", name)
    with at_terminal("plan", "--format", "json") as session:
        told = json.loads(session.ended()[1])
    assert told["profile"]["degrees"] == ["do"]


def test_a_second_interview_of_a_day_replaces_nothing(folder: Path) -> None:
    for _ in range(2):
        with at_terminal("assess") as session:
            answer_some(session)
            session.answer("[Y/n]", "")
            session.ended()
    first, second = sorted(folder.iterdir(), key=lambda each: len(each.name))
    assert second.name == f"{first.stem}-2.yaml"


@pytest.mark.parametrize("days", [-2, 2])
def test_answers_of_another_day_are_asked_about_once(days: int, folder: Path) -> None:
    """Of one that is still to come, too: a clock was wrong."""
    path = kept(folder)
    os.utime(path, (time.time() + days * DAY,) * 2)
    with at_terminal("eligible", "cphims") as session:
        session.expect("not of the last day")
        session.type("n")
        assert session.ended() == (66, "")
    with at_terminal("eligible", "cphims") as session:
        session.expect("not of the last day")
        session.type("y")
        assert session.ended()[0] == 0
    with at_terminal("eligible", "cphims") as session:
        assert session.ended()[0] == 0
    assert b"not of the last day" not in session.seen


@pytest.mark.parametrize("command", ["plan", "eligible", "explain", "what-if"])
def test_no_script_ever_reads_them(command: str, run: Run, folder: Path) -> None:
    kept(folder)
    more = {"explain": ["medical-degree"], "what-if": ["--set", "license=none"]}.get(command, [])
    outcome = run(command, *more)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Give a PROFILE" in outcome.err
    with at_terminal(command, *more, "--no-input") as session:
        assert session.ended() == (2, "")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("degrees: [mdd]\n", 65, 'Did you mean "md"?'),
        ("a: &a [*a]\n", 65, "answers-2026-11-20.yaml"),
        ("\0", 65, "NUL"),
        ("name: \u202eevil\x1b[31m\n", 0, ""),
    ],
)
def test_what_lies_there_is_read_as_any_profile(
    text: str, code: int, said: str, folder: Path
) -> None:
    kept(folder, text)
    with at_terminal("eligible") as session:
        assert session.ended()[0] == code
    assert said.encode() in session.seen


def test_only_the_users_own_file_is_taken(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text("degrees: [md]\n")
    kept(folder).chmod(0o622)
    (folder / "answers-2026-11-21.yaml").symlink_to(elsewhere)
    os.mkfifo(folder / "answers-2026-11-22.yaml", 0o600)
    (folder / "answers-2026-11-23.yaml").mkdir()
    with at_terminal("eligible") as session:
        assert session.ended() == (66, "")
    seen = session.seen.decode()
    for number, why in enumerate(
        ("other users may write it", "it is a link", "it is no regular file", "Is a directory"), 20
    ):
        assert f"answers-2026-11-{number}.yaml: Passed over: {why}." in seen
    assert "There are no saved answers that can be used." in " ".join(seen.split())


@pytest.mark.parametrize("bad", ["degrees: [mdd]", "a: [", "name: \xe4", "- a\n- b"])
def test_saved_answers_that_are_not_valid_are_told_with_what_to_do(bad: str, folder: Path) -> None:
    path = kept(folder)
    path.write_bytes(bad.encode("latin-1"))
    for command in ("plan", "compare"):
        with at_terminal(command) as session:
            assert session.ended() == (65, "")
        assert f"{path}:" in session.seen.decode()


def test_a_folder_of_answers_that_is_none_holds_and_takes_none(folder: Path) -> None:
    folder.parent.mkdir(mode=0o700, parents=True)
    folder.write_text("in the way")
    with at_terminal("plan") as session:
        assert session.ended() == (66, "")
    with at_terminal("assess") as session:
        answer_some(session)
        assert session.ended()[0] == 0


def test_the_result_never_replaces_them(folder: Path) -> None:
    path = kept(folder)
    with at_terminal("plan", "-o", path, "--force", "--format", "plain") as session:
        assert session.ended()[0] == 73
    assert path.read_text() == "degrees: [md]\n"


def test_ctrl_c_asks_and_keeps(folder: Path) -> None:
    with at_terminal("assess") as session:
        session.answer("have in mind", "")
        session.answer("Which degrees", "md")
        session.expect("care")
        session.expect("> ")
        session.press(CTRL_C)
        session.answer("[Y/n]", "")
        session.expect("Saved to ")
        session.expect("To go on from there: cmio-advisor assess ")
        assert session.ended() == (130, "")
    (path,) = folder.iterdir()
    assert "degrees: [md]" in path.read_text()


@pytest.mark.parametrize("keys", [b"n\n", CTRL_C])
def test_nothing_is_kept_against_ones_will(keys: bytes, folder: Path) -> None:
    with at_terminal("assess") as session:
        answer_some(session)
        session.expect("[Y/n]")
        session.press(keys)
        session.ended()
    assert not folder.exists()


def test_a_user_without_a_home_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    with at_terminal("plan") as session:
        assert session.ended() == (66, "")
    with at_terminal("assess") as session:
        answer_some(session)
        assert session.ended()[0] == 0


def test_a_home_that_is_not_there_is_not_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As /nonexistent, the home of users who are to have none."""
    monkeypatch.setenv("HOME", str(tmp_path / "nonexistent"))
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert run("pay").code == 0
    with at_terminal("assess") as session:
        answer_some(session)
        assert session.ended()[0] == 0
    assert not list(tmp_path.iterdir())


# Which argument is what


PROFILE = "degrees: [md]\n"


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("name", ["me.yaml", "me.yml", "me.json", "./me", "me"])
def test_a_profile_and_an_id_in_any_order(
    name: str, order: int, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(PROFILE if name != "me.json" else '{"degrees": ["md"]}')
    for command, id_ in (("explain", "medical-degree"), ("eligible", "cphims")):
        outcome = run(command, *[name, id_][::order], "--as-of", AS_OF)
        assert outcome.code == 0, outcome.err


def test_standard_input_and_an_id_in_any_order(run: Run) -> None:
    for arguments in (["-", "cphims"], ["cphims", "-"]):
        assert run("eligible", *arguments, "--as-of", AS_OF, stdin=PROFILE.encode()).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["explain", "none.yaml", "medical-degree"], 66, "There is no such file"),
        (["explain", "here.yaml", "medical-degre"], 2, 'Did you mean "medical-degree"?'),
        (["explain", "here.yaml"], 2, "Give an id"),
        (["explain", "here.yaml", "medical-degree", "residency"], 2, "residency: Give one id"),
        (["explain", "here.yaml", "a.yaml", "residency"], 2, "a.yaml: Give one profile"),
        (["eligible", "here.yaml", "a/b"], 2, "a/b: Give one profile"),
        (["eligible", "here.yaml", "cphimss"], 2, 'Did you mean "cphims"?'),
        (["plan", "nobody"], 66, "There is no such file"),
        (["plan", ""], 66, "empty"),
    ],
)
def test_what_does_not_fit_is_said(
    arguments: list[str],
    code: int,
    said: str,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("here.yaml").write_text(PROFILE)
    outcome = run(*arguments)
    assert (outcome.code, outcome.out, said in outcome.err) == (code, "", True), outcome.err


def test_what_is_open_in_the_answers_saved_last_is_asked(folder: Path) -> None:
    """``assess --ask`` goes on from them, and begins no interview anew."""
    kept(folder)
    with at_terminal("assess", "--ask", "--as-of", AS_OF) as session:
        session.expect("cared for patients")
        assert "answers-2026-11-20.yaml" in first_line(session)
        assert b"Which degrees" not in session.seen
        session.answer("", "q")
