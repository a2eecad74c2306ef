"""The interview on a terminal, a line at a time, with nothing on standard output."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cmio_advisor.cli.interview.line_terminal import (
    BY_WORD,
    Command,
    InputEndedError,
    LineTerminal,
    explain,
    show_answers,
    show_choices,
    show_problem,
    show_question,
    show_taken,
)
from cmio_advisor.domain.interview.interview import Answers, Given, Interview
from cmio_advisor.domain.interview.typed_answers import Value
from cmio_advisor.domain.roadmap.names import find_option
from cmio_advisor.domain.roadmap.roadmap import AnswerOption, Question

OK, INTERRUPTED = 0, 130
WRITE_WORDS = ("w", "write", "save")
OPENING = (
    "A few questions, most of them quick. What you do not know, skip with s: it stays unknown, "
    "which is not the same as no. Nothing you type leaves this computer."
)

NOT_SURE = (
    "Take the one nearest to what you do now. Once your answers are saved, cmio-advisor compare "
    "holds them against all of these."
)


class InterviewOutcome(NamedTuple):
    """
    The answers as in a profile file, the exit code of an interview that was broken off, and whether
    the answers are to be kept.
    """

    answers: Answers
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
                return

    def _ask_whether_to_keep(self) -> None:
        """Of somebody who leaves, and said nothing of it yet."""
        if self._keeps or self._target is None or not self._interview.answers():
            return
        try:
            self._keeps = self._terminal.agrees(f"Save your answers in {self._target}?")
        except (InputEndedError, KeyboardInterrupt):  # which says that they shall not be kept
            self._terminal.close()

    # One question

    def _ask(self, question: Question, *, changing: bool = False) -> None:
        """Ask until the question is answered, skipped or gone back from."""
        interview, terminal = self._interview, self._terminal
        told = interview.value_of(question)
        kept = told if changing else self._earlier.get(question.id, told)
        show_question(terminal, interview, question, kept, changing=changing)
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
            show_problem(terminal, found)

    def _obey(self, command: Command, question: Question, *, changing: bool) -> bool:
        """Carry out a command; whether the question is done with."""
        if command is Command.QUIT:
            raise _Left
        if command is Command.HELP:
            explain(self._terminal, question)
            return False
        if command is Command.LIST:
            show_choices(self._terminal, self._interview, question)
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
        self._interview = taken
        show_taken(self._terminal, taken, question)
        if taken.dropped:
            names = ", ".join(each.question.short for each in taken.dropped)
            self._terminal.say(f"These answers no longer apply and were dropped: {names}.")
        for each in taken.dropped:
            self._remember(each)

    def _remember(self, given: Given) -> None:
        if given.value is not None:
            self._earlier[given.question.id] = given.value

    # The review before the result

    def _is_confirmed(self) -> bool:
        """Show the answers; change the one that is asked for, or go on to the result."""
        given = self._interview.given
        can_be_kept = self._target is not None and not self._keeps
        show_answers(self._terminal, self._interview, self._target if can_be_kept else None)
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
            self._terminal.say(f"Type a number from 1 to {len(given)}, or press Enter.")
