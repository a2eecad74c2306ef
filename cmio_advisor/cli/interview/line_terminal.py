"""
Lines to a person and back, without an escape byte: for any terminal, and aloud; and what a person
sees of a question, its help, its answers.
"""

import sys
from enum import Enum
from pathlib import Path
from textwrap import TextWrapper
from typing import BinaryIO, TextIO

from cmio_advisor.cli.output import encodable, terminal_width
from cmio_advisor.domain.base.human_words import NO_WORDS, YES_WORDS
from cmio_advisor.domain.base.written_numbers import DOLLARS, SHARE
from cmio_advisor.domain.interview.interview import Interview
from cmio_advisor.domain.interview.typed_answers import (
    Problem,
    Value,
    answer_words,
    offers_none,
    unit_of,
)
from cmio_advisor.domain.roadmap.names import offered
from cmio_advisor.domain.roadmap.roadmap import Question
from cmio_advisor.reporting.document.cleaning import visible

NARROWEST, WIDEST = 40, 120


class InputEndedError(Exception):
    """There is nothing more to read: Ctrl-D, or a closed stream."""


def persons_terminal() -> "LineTerminal":
    """That of the person who started the command."""
    return LineTerminal(sys.stdin, sys.stderr, terminal_width())


class LineTerminal:
    """Says paragraphs, wrapped on words, and asks for one line at a time."""

    def __init__(self, stdin: TextIO, stderr: TextIO, width: int) -> None:
        self._stdin = stdin
        self._stderr = stderr
        self._width = min(max(width, NARROWEST), WIDEST) - 1

    def say(self, text: str = "", *, lead: str = "") -> None:
        """One paragraph; ``lead`` stands before its first line, further lines below it."""
        wrapper = TextWrapper(
            self._width,
            initial_indent=lead,
            subsequent_indent=" " * len(lead),
            break_on_hyphens=False,  # for a file or an option is one word
        )
        for line in wrapper.wrap(visible(text)) or [lead.rstrip()]:
            self._write(line + "\n")

    def ask(self, prompt: str = "") -> str:
        """One line that was typed; `InputEndedError` where there is no more."""
        self._write(f"{prompt}> ")
        self._stderr.flush()
        typed = self._read_line()
        if not typed:
            self._write("\n")
            raise InputEndedError
        return typed.strip()

    def agrees(self, question: str) -> bool:
        """A yes, by Enter too, or a no."""
        self.say(f"{question} [Y/n]")
        while True:
            typed = self.ask().casefold()
            if not typed or typed in YES_WORDS:
                return True
            if typed in NO_WORDS or BY_WORD.get(typed) is Command.QUIT:
                return False
            self.say("Type y or n.")

    def close(self) -> None:
        """End a line that was broken off."""
        self._write("\n")
        self._stderr.flush()

    def _write(self, text: str) -> None:
        self._stderr.write(encodable(text, self._stderr))

    def _read_line(self) -> str:
        buffer: BinaryIO | None = getattr(self._stdin, "buffer", None)
        if buffer is None:
            return self._stdin.readline()
        return buffer.readline().decode("utf-8", "replace")


HINTS = {
    "one": "Type a number or a name.",
    "many": "Type numbers such as 1,3-4, or names with commas.",
    "number": "Type a number. A range such as 5-7, about 7 or at least 5 will do.",
    "share": "Type a share such as 20%, or the time: one day a week, 5 hours a week.",
    "dollars": "Type dollars, such as 5,000 or 5k. A rough figure will do.",
    "date": "Type a year, or a month such as 2014-06.",
    "yes-no": "Type yes or no.",
}
COMMANDS = "? help, b back, s skip, q save and leave"
LONG_LIST, LISTED = 20, 10
"""Of more choices than that, of which none are the usual ones, so many are listed at first."""
SKIPPED = "skipped, so unknown"


class Command(Enum):
    """What a person can type at any question besides an answer."""

    HELP = ("?", "h", "help", "why")
    BACK = ("b", "back")
    SKIP = ("s", "skip")
    QUIT = ("q", "quit", "exit")
    LIST = ("l", "list")


BY_WORD = {word: command for command in Command for word in command.value}


def show_question(
    terminal: LineTerminal,
    interview: Interview,
    question: Question,
    kept: Value | None,
    *,
    changing: bool,
) -> None:
    """A question with its place, its choices, how to answer, and the answer that Enter keeps."""
    terminal.say()
    if changing:
        terminal.say(f"Change: {question.short}")
    else:
        terminal.say(f"Question {len(interview.given) + 1} of at most {interview.most_in_all()}")
    terminal.say(f"{question.text} {question.hint}".rstrip())
    count = len(offered(question, interview.roadmap.vocabulary))
    shown = len(question.usual) or (count if count <= LONG_LIST else LISTED)
    show_choices(terminal, interview, question, shown)
    kinds = {**dict.fromkeys(DOLLARS, "dollars"), SHARE: "share"}
    unit = unit_of(question) if question.kind == "number" else ""
    terminal.say(HINTS[kinds.get(unit, question.kind)])
    terminal.say(f"{COMMANDS}, l list all {count}" if count > shown else COMMANDS)
    if kept is not None:
        words = answer_words(question, kept, interview.roadmap.vocabulary)
        terminal.say(f"[Enter keeps: {words}]")


def show_choices(
    terminal: LineTerminal, interview: Interview, question: Question, shown: int | None = None
) -> None:
    """The choices by number: all, or the first so many."""
    options = offered(question, interview.roadmap.vocabulary)
    for number, option in enumerate(options[:shown], start=1):
        terminal.say(option.title, lead=f"  {number:>2}  ")
    if offers_none(question):
        terminal.say("none", lead="   0  ")


def explain(terminal: LineTerminal, question: Question) -> None:
    terminal.say(question.help)
    terminal.say(f"Why it is asked: {question.why}")
    if question.example:
        terminal.say(f"Example: {question.example}")


def show_taken(terminal: LineTerminal, interview: Interview, question: Question) -> None:
    """What an answer was taken as: a number or a short name says little by itself."""
    for each in interview.given:
        if each.question.id == question.id:
            terminal.say(f"Noted: {interview.words(each) or SKIPPED}.")
    if interview.left_out:
        terminal.say(f"Left out: {interview.left_out}.")


def show_problem(terminal: LineTerminal, problem: Problem) -> None:
    terminal.say(problem.text)
    for number, title in problem.suggestions:
        terminal.say(title, lead=f"  {number:>2}  ")


def show_answers(terminal: LineTerminal, interview: Interview, target: Path | None) -> None:
    """Every answer with its number, and how to go on, or to keep them in the ``target``, if any."""
    terminal.say()
    terminal.say("Your answers")
    for number, each in enumerate(interview.given, start=1):
        words = interview.words(each) or SKIPPED
        terminal.say(f"{each.question.short}: {words}", lead=f"  {number:>2}  ")
    terminal.say("A number: change that answer.")
    if target is not None:
        terminal.say(f"w: save your answers in {target}, then the result.")
    terminal.say(f"Enter: the result{'' if target is None else ', and save nothing'}.")
