"""The interview as a person meets it: sessions on a pseudo-terminal, and the same over streams."""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import pytest

from cmio_advisor.cli.answers import INTERRUPTED, OK, Conversation, LineTerminal, explain, words_at
from cmio_advisor.cli.profile_input import profile_from_answers
from cmio_advisor.domain import interview as domain
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap
from cmio_advisor.domain.rules.leaves import Trained
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import LEAD, ROOT, Run
from tests.terminal import CTRL_C, CTRL_D, Session

ON = date(2026, 11, 23)


def interview_of(roadmap: Roadmap) -> domain.Interview:
    return domain.Interview(
        roadmap=roadmap,
        on=ON,
        read=lambda answers: profile_from_answers(answers, roadmap),
        words_at=lambda field, typed: words_at(field, typed, roadmap, ON),
        start={},
    )


class InterviewOutcome(NamedTuple):
    answers: domain.TypedAnswers
    broken_off: int | None
    is_kept: bool


def outcome_of(
    interview: domain.Interview, terminal: LineTerminal, *, keeps: bool
) -> InterviewOutcome:
    talk = Conversation(interview, terminal, Path("me.yaml"), keeps=keeps)
    broken_off = talk.hold()
    return InterviewOutcome(talk.interview.answers(), broken_off, talk.keeps)


class Interview(Session):
    """The interview alone; what came of it goes to standard output."""

    def __init__(self, width: int = 80, *, keeps: bool = False, term: str = "xterm") -> None:
        def hold() -> None:
            interview = interview_of(load_roadmap(str(ROOT / "data" / "cmio")))
            terminal = LineTerminal(sys.stdin, sys.stderr, width)
            outcome = outcome_of(interview, terminal, keeps=keeps)
            sys.stdout.write(json.dumps(outcome._asdict()))

        super().__init__(program=hold, variables={"TERM": term})

    def result(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.ended()[1])
        return told


def answer_openers(session: Session) -> None:
    session.answer("Which degrees", "md")
    session.answer("care", "9")
    session.answer("certifications", "none")
    session.answer("leadership roles", "none")


def skip_to_the_review(session: Session) -> None:
    while "Your answers" not in session.until_prompt():
        session.type("s")


# Sessions


def test_a_whole_interview_shows_where_it_stands_and_writes_no_escape_byte() -> None:
    with Interview() as session:
        session.expect("Question 1 of at most 12")
        answer_openers(session)
        session.expect("Question 5 of at most 12")
        skip_to_the_review(session)
        session.type("")
        session.answer("[Y/n]", "n")
        session.expect("Nothing was saved.")
        told = session.result()
    assert told["broken_off"] is None
    assert told["answers"]["degrees"] == ["md"]
    assert told["answers"]["clinical"] == {"years": 9}
    assert told["answers"]["certifications"] == []
    assert told["answers"]["leadership"] == "none"
    assert b"Traceback" not in session.seen


@pytest.mark.parametrize(("key", "broken_off"), [(CTRL_C, 130), (CTRL_D, None)])
def test_breaking_off_keeps_what_was_answered(key: bytes, broken_off: int | None) -> None:
    with Interview() as session:
        session.answer("Which degrees", "1")
        session.expect("Question 2")
        session.expect("> ")
        session.press(key)
        if key == CTRL_C:
            session.expect("Save your answers in me.yaml? [Y/n]")
            session.press(key)
        told = session.result()
    assert told == {"answers": {"degrees": ["md"]}, "broken_off": broken_off, "is_kept": False}


def test_ctrl_c_asks_whether_to_keep_the_answers() -> None:
    with Interview() as session:
        session.answer("Which degrees", "1")
        session.expect("Question 2")
        session.expect("> ")
        session.press(CTRL_C)
        session.answer("[Y/n]", "what")
        session.answer("Type y or n", "y")
        told = session.result()
    assert (told["broken_off"], told["is_kept"]) == (130, True)


def test_ctrl_c_at_a_question_keeps_the_answers_before_it() -> None:
    with Interview() as session:
        session.answer("Which degrees", "md")
        session.answer("care", "9")
        session.answer("certifications", "board cert")
        session.expect("could mean one of these")
        session.press(CTRL_C)
        session.answer("[Y/n]", "n")
        assert session.result()["answers"] == {"degrees": ["md"], "clinical": {"years": 9}}


def test_numbers_are_echoed_and_a_specialty_is_told_where_it_belongs() -> None:
    """Some is answered with a choice, and so is a name that could be several."""
    with Interview() as session:
        session.answer("Which degrees", "md")
        session.answer("care", "some")
        session.answer('"some" can be many numbers. Type 2, 3-5 or 5-7.', "eight")
        session.expect("Noted: 8 years.")
        session.answer("certifications", "internal medicine")
        session.answer("belongs to a later question: Board certificates.", "none")
        session.answer("leadership roles", "chair")
        session.expect("could mean one of these")
        session.expect("Committee chair")
        session.press(CTRL_D)
        told = session.result()["answers"]
    assert (told["clinical"], told["certifications"]) == ({"years": 8}, [])


def test_q_asks_whether_to_keep_the_answers() -> None:
    with Interview() as session:
        session.answer("Which degrees", "md")
        session.answer("care", "q")
        session.answer("[Y/n]", "")
        told = session.result()
    assert (told["broken_off"], told["is_kept"]) == (0, True)
    assert told["answers"] == {"degrees": ["md"]}


def test_q_leaves_at_once_where_a_file_was_named_or_nothing_was_answered() -> None:
    with Interview(keeps=True) as session:
        session.answer("Which degrees", "md")
        session.answer("care", "q")
        assert session.result()["is_kept"]
    with Interview() as session:
        session.answer("Which degrees", "q")
        assert session.result() == {"answers": {}, "broken_off": 0, "is_kept": False}


def test_help_back_skip_list_and_enter() -> None:
    with Interview() as session:
        session.answer("Which degrees", "b")
        session.expect("first question")
        session.type("?")
        session.expect("Why it is asked:")
        session.expect("Example:")
        session.type("l")
        session.expect("  11  ")
        session.type("1")
        session.answer("care", "b")
        session.answer("[Enter keeps: Doctor of Medicine", "")
        session.answer("care", "s")
        session.answer("certifications", "b")
        session.answer("care", "7")
        session.expect("certifications")
        session.press(CTRL_D)
        assert session.result()["answers"] == {"degrees": ["md"], "clinical": {"years": 7}}


def test_a_wrong_answer_asks_again() -> None:
    with Interview() as session:
        session.answer("Which degrees", "md")
        session.answer("care", "plenty")
        session.answer('"plenty" is not a number', "-1")
        session.answer("is not a number", "8")
        session.expect("Question 3")
        session.press(CTRL_D)
        assert session.result()["answers"]["clinical"] == {"years": 8}


def test_a_name_that_is_not_whole_is_answered_with_its_number() -> None:
    with Interview() as session:
        session.answer("Which degrees", "doctor of med")
        session.expect("could mean one of these")
        session.answer("   1  Doctor of Medicine", "1")
        session.expect("Question 2")
        session.press(CTRL_D)
        assert session.result()["answers"] == {"degrees": ["md"]}


def test_the_review_changes_an_answer_and_names_what_is_dropped() -> None:
    with Interview() as session:
        answer_openers(session)
        session.answer("board certified", "s")
        session.answer("finished a residency", "1")
        skip_to_the_review(session)
        session.type("99")
        session.answer("Type a number from 1 to", "1")
        session.answer("[Enter keeps: Doctor of Medicine", "bsn")
        session.expect("no longer apply and were dropped: Residency")
        skip_to_the_review(session)
        session.type("1")
        session.answer("[Enter keeps:", "b")
        session.answer("Enter: the result", "")
        session.answer("[Y/n]", "n")
        told = session.result()
    assert told["answers"]["degrees"] == ["bsn"]
    assert "residency" not in told["answers"]


@pytest.mark.parametrize(
    "typed",
    [
        b"\xff\xfe\xe9",
        b"\x1b[31mred\x1b[0m",
        "\u202eevil\u0007".encode(),
        b"x" * 4000,
        b"[/] :smile:",
    ],
)
def test_hostile_input_is_refused_and_shown_harmlessly(typed: bytes) -> None:
    with Interview(term="dumb") as session:
        session.answer("Which degrees", typed)
        session.answer("\r\n", "md")
        session.expect("Question 2")
        session.press(CTRL_D)
        assert session.result()["answers"] == {"degrees": ["md"]}


def test_a_change_of_the_window_is_harmless() -> None:
    with Interview() as session:
        session.expect("Which degrees")
        session.expect("> ")
        session.resize(50)
        session.press(b"m")
        session.resize(100)
        session.type("d")
        session.expect("Question 2")
        session.press(CTRL_D)
        assert session.result()["answers"] == {"degrees": ["md"]}


def test_ten_pasted_lines_answer_ten_prompts_in_order() -> None:
    with Interview() as session:
        session.expect("> ")
        session.press(b"bogus\nmd\n9\nnone\nnone\n" + b"s\n" * 5)
        session.expect("Question 9")
        session.press(CTRL_D)
        told = session.result()["answers"]
    assert (told["degrees"], told["clinical"], told["leadership"]) == (["md"], {"years": 9}, "none")


# The same over streams, for what a terminal does not let through


@pytest.fixture(scope="module")
def ask() -> Callable[..., tuple[InterviewOutcome, str]]:
    """Holds an interview over the given bytes; gives its outcome and what was shown."""
    roadmap = load_roadmap(str(ROOT / "data" / "cmio"))

    def held(
        typed: bytes | Sequence[str],
        width: int = 80,
        encoding: str = "utf-8",
        *,
        keeps: bool = False,
    ) -> tuple[InterviewOutcome, str]:
        return _held(roadmap, typed, width, encoding, keeps=keeps)

    return held


class BrokenOff(StringIO):
    """Lines, and then Ctrl-C."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline(-1 if size is None else size)
        if not line:
            raise KeyboardInterrupt
        return line


def _held(
    roadmap: Roadmap, typed: bytes | Sequence[str], width: int, encoding: str, *, keeps: bool
) -> tuple[InterviewOutcome, str]:
    if isinstance(typed, bytes):
        stdin: TextIO = TextIOWrapper(BytesIO(typed))
    else:
        stdin = StringIO("".join(f"{line}\n" for line in typed))
    shown = TextIOWrapper(BytesIO(), encoding=encoding, newline="")
    terminal = LineTerminal(stdin, shown, width)
    outcome = outcome_of(interview_of(roadmap), terminal, keeps=keeps)
    shown.seek(0)
    return outcome, shown.read()


Ask = Callable[..., tuple[InterviewOutcome, str]]


def test_an_endless_line_is_one_answer(ask: Ask) -> None:
    outcome, shown = ask(b"x" * (200_000) + b"\nmd\n")
    assert outcome.answers == {"degrees": ["md"]}
    assert outcome.broken_off is None
    assert len(shown) < 5000


def test_nul_bytes_and_half_characters_are_harmless(ask: Ask) -> None:
    outcome, shown = ask(b"m\x00d\n\xed\xa0\x80\nmd\n")
    assert outcome.answers == {"degrees": ["md"]}
    assert "\x00" not in shown
    assert "\\x00" in shown


def test_a_terminal_that_knows_only_ascii_is_enough(ask: Ask) -> None:
    outcome, shown = ask("é\nmd\n".encode(), encoding="ascii")
    assert outcome.answers == {"degrees": ["md"]}
    assert "\\xe9" in shown


@pytest.mark.parametrize("width", [1, 40, 50, 80, 120, 10_000])
def test_lines_keep_to_the_width(ask: Ask, width: int) -> None:
    _, shown = ask(["?", "l", "md", "?", "9", "?", "none", "?", "none", *["?", "s"] * 20], width)
    lines = shown.replace("\n> ", "\n").splitlines()
    assert max(len(line.removeprefix("> ")) for line in lines) < min(max(width, 40), 120)
    assert len(lines) > 40


def test_a_last_line_without_its_end_still_counts(ask: Ask) -> None:
    outcome, _ = ask(b"md\n9")
    assert outcome.answers == {"degrees": ["md"], "clinical": {"years": 9}}


def test_every_command_works_at_every_question(ask: Ask) -> None:
    typed = ["b", "?", "l", "md", "b", "", "b", "do", "s", "b", "7", "none", "none"]
    outcome, shown = ask(typed)
    assert outcome.answers["degrees"] == ["do"]
    assert outcome.answers["clinical"] == {"years": 7}
    assert "nothing to go back to" in shown
    assert "[Enter keeps: Doctor of Medicine" in shown
    assert shown.count("Why it is asked:") == 1


def test_names_that_could_be_several_are_listed_with_their_numbers(ask: Ask) -> None:
    _, shown = ask(["master of"])
    assert "could mean one of these. Type its number:" in shown


def test_an_interview_to_its_end_with_changes_in_the_review(ask: Ask) -> None:
    openers, skips = ["md", "9", "none", "none", "s", "1"], ["s"] * 20
    _, shown = ask([*openers, *skips])
    before = shown[: shown.index("Your answers")].count("> ") - len(openers)
    through = [*openers, *skips[:before]]
    changes = ["0", "b", "b", "1", "", "1", "bsn*", *skips]
    _, shown = ask([*through, *changes])
    assert "no longer apply and were dropped: Residency." in shown
    outcome, _ = ask([*through, "2", "200", "8", ""])
    assert outcome.broken_off is None
    assert outcome.answers["clinical"] == {"years": 8}


def test_answers_are_kept_where_one_says_so_alone(ask: Ask) -> None:
    assert not ask(["md", "q", "n"])[0].is_kept
    assert not ask(["md", "q"])[0].is_kept
    assert "[Y/n]" not in ask(["md", "q"], keeps=True)[1]


def test_ctrl_c_over_a_stream_keeps_the_answers(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "StringIO", BrokenOff)
    outcome, _ = ask(["md"])
    assert outcome.broken_off == INTERRUPTED
    assert outcome.answers == {"degrees": ["md"]}


def test_leaving_from_the_review(ask: Ask) -> None:
    skips = ["s"] * 20
    _, shown = ask(["md", *skips])
    before = shown[: shown.index("Your answers")].count("> ")
    outcome, _ = ask(["md", *skips[: before - 1], "q", ""])
    assert (outcome.broken_off, outcome.is_kept) == (OK, True)


def test_a_question_without_an_example_is_explained_without_one() -> None:
    question = Question(
        id="x", field="x", settles="x", short="X", text="X?", help="H.", why="W.", kind="number"
    )
    shown = StringIO()
    explain(LineTerminal(StringIO(), shown, 80), question)
    assert shown.getvalue() == "H.\nWhy it is asked: W.\n"


def test_the_answers_can_be_written_at_the_review(ask: Ask) -> None:
    skips = ["s"] * 20
    _, shown = ask(["md", *skips])
    count = shown[: shown.index("Your answers")].count("> ") - 1
    outcome, shown = ask(["md", *skips[:count], "w"])
    assert (outcome.broken_off, outcome.is_kept) == (None, True)
    assert "w: save your answers in me.yaml, then the result." in " ".join(shown.split())


def test_a_long_list_of_which_none_are_usual_is_not_shown_whole() -> None:
    """The first ten of it, and all on being asked; a short one at once."""
    lead = load_roadmap(str(LEAD))
    _, shown = _held(lead, ["pharmd", *["s"] * 11], 80, "utf-8", keeps=False)
    fellowships = shown[shown.index("Which fellowships") :].partition("? help")[0]
    projects = shown[shown.index("kinds of informatics project") :]

    assert "  10  " in fellowships
    assert "  11  " not in fellowships
    assert "l list all 1" in shown
    assert "   8  " in projects.partition("? help")[0]


@pytest.mark.parametrize(
    "typed",
    ["pharmacy informatics", "pgy2 pharmacy informatics 2019", "pharmacy informatics (OHSU)"],
)
def test_a_residency_chosen_where_finished_ones_are_asked_is_finished(typed: str) -> None:
    """With its year or without, it counts; one that is told to go on does not."""
    lead = load_roadmap(str(LEAD))

    def told(answer: str) -> Profile:
        skips = ["pharmd", *["s"] * 11]
        _, shown = _held(lead, skips, 80, "utf-8", keeps=False)
        place = shown[: shown.index("Which fellowships")].count("\nQuestion") - 1
        skips[place] = answer
        outcome, _ = _held(lead, skips, 80, "utf-8", keeps=False)
        return profile_from_answers(outcome.answers, lead)

    rule = Trained("fellowships", frozenset({"pharmacy-informatics"}))
    assert rule.judge(ProfileCase(told(typed), lead, ON)).holds
    going_on = told("pharmacy informatics in progress")
    assert going_on.fellowships
    assert not rule.judge(ProfileCase(going_on, lead, ON)).holds


def test_without_a_terminal_each_answer_is_listed_once(run: Run) -> None:
    """Also the licenses of two professions, which stand under one key of a profile."""
    found = run("assess", "--no-input")
    places = [line.partition(":")[0] for line in found.err.splitlines()[1:]]

    assert found.code == 66
    assert "  license (nursing)" in places
    assert len(places) == len({*places})
