"""
The interview on a terminal, a line at a time, with nothing on standard output and without an escape
byte: for any terminal, and aloud; and what a person sees of a question, its help, its answers.
"""

import sys
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path
from textwrap import TextWrapper
from typing import BinaryIO, NamedTuple, TextIO

from cmio_advisor.cli.output import encodable, terminal_width
from cmio_advisor.domain.base.human_words import NO_WORDS, YES_WORDS
from cmio_advisor.domain.base.written_numbers import DOLLARS, SHARE
from cmio_advisor.domain.interview import (
    Given,
    Interview,
    TypedAnswers,
    Value,
    answer_words,
    offers_none,
    unit_of,
)
from cmio_advisor.domain.roadmap.names import find_option, offered
from cmio_advisor.domain.roadmap.roadmap import AnswerOption, Question
from cmio_advisor.reporting.cleaning import visible

NARROWEST, WIDEST = 40, 120


class InputEndedError(Exception):
    """There is nothing more to read: Ctrl-D, or a closed stream."""


def persons_terminal() -> "LineTerminal":
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


def explain(terminal: LineTerminal, question: Question) -> None:
    terminal.say(question.help)
    terminal.say(f"Why it is asked: {question.why}")
    if question.example:
        terminal.say(f"Example: {question.example}")


OK, INTERRUPTED = 0, 130
WRITE_WORDS = ("w", "write", "save")
OPENING = (
    "A few questions, most of them quick. What you do not know, skip with s: it stays unknown, "
    "which is not the same as no. Nothing you type leaves this computer."
)

NOTHING_SAVED = "Nothing was saved."
NOT_SURE = (
    "Take the one nearest to what you do now. Once your answers are saved, cmio-advisor compare "
    "holds them against all of these."
)


class InterviewOutcome(NamedTuple):
    """With the exit code of one that was broken off, and whether to keep the answers."""

    answers: TypedAnswers
    broken_off: int | None
    is_kept: bool


def ask_target(terminal: LineTerminal, titles: Mapping[str, str]) -> str | None:
    """The id of one of several roadmaps, ``None`` for none; `InputEndedError` where one leaves."""
    options = [AnswerOption(id=id_, title=title, value=id_) for id_, title in titles.items()]
    terminal.say("Which job do you have in mind?")
    for number, each in enumerate(options, 1):
        terminal.say(each.title, lead=f"  {number}  ")
    terminal.say("Type a number or a name. Enter: the first. q: leave.")
    while True:
        typed = terminal.ask()
        if not typed:
            return None
        command = BY_WORD.get(typed.casefold())
        if command is Command.QUIT:
            raise InputEndedError
        if command is Command.HELP:
            terminal.say(NOT_SURE)
            continue
        if at := _number(typed, len(options)):
            return options[at - 1].id
        found = find_option(typed, options).options
        if len(found) == 1:
            return found[0].id
        terminal.say(f"Type a number from 1 to {len(options)}.")


def _number(typed: str, most: int) -> int:
    """The number typed, if one of so many; else 0. Python reads no thousands of digits."""
    number = int(typed) if typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004 - ample
    return number if number <= most else 0


class _Left(Exception):  # noqa: N818 - a signal, never shown
    """The person typed the command to leave."""


class Conversation:
    """One interview; its answers are kept in the ``target``, if any, where one wants it so."""

    def __init__(
        self, interview: Interview, terminal: LineTerminal, target: Path | None, *, keeps: bool
    ) -> None:
        self._interview = interview
        self._terminal = terminal
        self._target = target
        self._keeps = keeps
        self._earlier: dict[str, Value] = {}

    def hold(self) -> InterviewOutcome:
        """Go on until it is finished or left."""
        broken_off = None
        try:
            with suppress(InputEndedError):
                self._converse()
        except _Left:
            broken_off = OK
            self._ask_whether_to_keep()
        except KeyboardInterrupt:
            self._terminal.close()
            broken_off = INTERRUPTED
            self._ask_whether_to_keep()
        return InterviewOutcome(self._interview.answers(), broken_off, self._keeps)

    def _converse(self) -> None:
        self._terminal.say(OPENING)
        while True:
            question = self._interview.next_question()
            if question is not None:
                self._ask(question)
            elif self._is_confirmed():
                self._ask_whether_to_keep()
                return

    def _ask_whether_to_keep(self) -> None:
        """Of somebody who said nothing of it yet, at the end or on leaving."""
        if self._keeps or self._target is None or not self._interview.answers():
            return
        try:
            self._keeps = self._terminal.agrees(f"Save your answers in {self._target}?")
        except (InputEndedError, KeyboardInterrupt):  # which says that they shall not be kept
            self._terminal.close()
        if not self._keeps:
            self._terminal.say(NOTHING_SAVED)

    # One question

    def _ask(self, question: Question, *, changing: bool = False) -> None:
        """Ask until the question is answered, skipped or gone back from."""
        told = self._interview.value_of(question)
        kept = told if changing else self._earlier.get(question.id, told)
        self._show(question, kept, changing=changing)
        while True:
            typed = self._terminal.ask()
            command = BY_WORD.get(typed.casefold())
            if command is not None:
                if self._obey(command, question, changing=changing):
                    return
                continue
            if not typed and kept is not None:
                found = self._interview.take(question, kept)
            else:
                found = self._interview.answer(question, typed)
            if isinstance(found, Interview):
                self._go_on(found, question)
                return
            self._terminal.say(found.text)
            if question.example and not found.suggestions:
                self._terminal.say(f"Example: {question.example}")
            for number, title in found.suggestions:
                self._terminal.say(title, lead=f"  {number:>2}  ")

    def _show(self, question: Question, kept: Value | None, *, changing: bool) -> None:
        """A question with its place, its choices, how to answer, and what Enter keeps."""
        interview, say = self._interview, self._terminal.say
        say()
        if changing:
            say(f"Change: {question.short}")
        else:
            say(f"Question {len(interview.given) + 1} of at most {interview.most_in_all()}")
        say(f"{question.text} {question.hint}".rstrip())
        count = len(offered(question, interview.roadmap.vocabulary))
        shown = len(question.usual) or (count if count <= LONG_LIST else LISTED)
        self._show_choices(question, shown)
        kinds = {**dict.fromkeys(DOLLARS, "dollars"), SHARE: "share"}
        unit = unit_of(question) if question.kind == "number" else ""
        say(HINTS[kinds.get(unit, question.kind)])
        say(f"{COMMANDS}, l list all {count}" if count > shown else COMMANDS)
        if kept is not None:
            say(f"[Enter keeps: {answer_words(question, kept, interview.roadmap.vocabulary)}]")

    def _show_choices(self, question: Question, shown: int | None = None) -> None:
        """The choices by number: all, or the first so many."""
        options = offered(question, self._interview.roadmap.vocabulary)
        for number, option in enumerate(options[:shown], start=1):
            self._terminal.say(option.title, lead=f"  {number:>2}  ")
        if offers_none(question):
            self._terminal.say("none", lead="   0  ")

    def _obey(self, command: Command, question: Question, *, changing: bool) -> bool:
        """Carry out a command; whether the question is done with."""
        if command is Command.QUIT:
            raise _Left
        if command is Command.HELP:
            explain(self._terminal, question)
            return False
        if command is Command.LIST:
            self._show_choices(question)
            return False
        if command is Command.SKIP:
            self._go_on(self._interview.skip(question), question)
            return True
        return changing or self._went_back()

    def _went_back(self) -> bool:
        """Take the last question back, remembering its answer as the one that Enter keeps."""
        if not self._interview.given:
            self._terminal.say("This is the first question. There is nothing to go back to.")
            return False
        self._remember(self._interview.given[-1])
        self._interview = self._interview.back()
        return True

    def _go_on(self, taken: Interview, question: Question) -> None:
        """Go on with the interview as it is now; say what was noted and what no longer applies."""
        self._interview, say = taken, self._terminal.say
        for each in taken.given:
            if each.question.id == question.id:  # a number or a short name says little by itself
                say(f"Noted: {taken.words(each) or SKIPPED}.")
        if taken.left_out:
            say(f"Left out: {taken.left_out}.")
        if taken.dropped:
            names = ", ".join(each.question.short for each in taken.dropped)
            say(f"These answers no longer apply and were dropped: {names}.")
        for each in taken.dropped:
            self._remember(each)

    def _remember(self, given: Given) -> None:
        if given.value is not None:
            self._earlier[given.question.id] = given.value

    # The review before the result

    def _is_confirmed(self) -> bool:
        """Show the answers; change the one that is asked for, or go on to the result."""
        given, say = self._interview.given, self._terminal.say
        can_be_kept = self._target is not None and not self._keeps
        say()
        say("Your answers")
        for number, each in enumerate(given, start=1):
            words = self._interview.words(each) or SKIPPED
            say(f"{each.question.short}: {words}", lead=f"  {number:>2}  ")
        say("A number: change that answer.")
        if can_be_kept:
            say(f"w: save your answers in {self._target}, then the result.")
        say("Enter: the result.")
        while True:
            typed = self._terminal.ask()
            command = BY_WORD.get(typed.casefold())
            if not typed:
                return True
            if command is Command.QUIT:
                raise _Left
            if typed.casefold() in WRITE_WORDS and can_be_kept:
                self._keeps = True
                return True
            if command is Command.BACK and given:
                self._ask(given[-1].question, changing=True)
                return False
            if at := _number(typed, len(given)):
                self._ask(given[at - 1].question, changing=True)
                return False
            say(f"Type a number from 1 to {len(given)}, or press Enter.")
