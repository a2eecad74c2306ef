"""The interview on a terminal, a line at a time, with nothing on standard output."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import chain
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
from cmio_advisor.cli.interview.saved_answers import make_room_for, next_file
from cmio_advisor.cli.options import today
from cmio_advisor.cli.output import deliver, has_terminal, say, why_not_writable, write_file
from cmio_advisor.domain.base.human_words import NO_WORDS, YES_WORDS
from cmio_advisor.domain.interview.interview import Answers, Given, Interview
from cmio_advisor.domain.interview.typed_answers import Problem, Unsure, Value
from cmio_advisor.domain.roadmap.names import find_option
from cmio_advisor.domain.roadmap.roadmap import AnswerOption, Question
from cmio_advisor.errors import AdvisorError

OK, INTERRUPTED = 0, 130
WRONG_BEFORE_HELP = 3
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
    The answers as in a profile file, the exit code of an interview that was broken off, and the
    file that was named in it.
    """

    answers: Answers
    broken_off: int | None
    save_as: str | None


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


class Unsaved(NamedTuple):
    """What a person has answered as text, empty for nothing, and the file they named for it."""

    text: Callable[[], str]
    target: str | None = None


UNSAVED: list[Unsaved] = []
"""What a person has answered and no file holds, as long as the command may still fail."""


def let_go_of_answers(*, shown: bool, alone: bool) -> None:
    """
    The end of a command; one that failed shows what would be lost with it. Where the person is left
    ``alone`` by it, or gone with the terminal, that is saved unasked, over no other file.
    """
    while UNSAVED:
        unsaved = UNSAVED.pop()
        with suppress(Exception):  # what went wrong before is what the command ends with
            if not shown or not (text := unsaved.text()):
                continue
            saved = _kept_anyway(unsaved, text) if alone or not has_terminal() else None
            say(
                f"Your answers so far are saved in {saved}."
                if saved
                else f"These are your answers, which are saved in no file:\n{text}"
            )


def _kept_anyway(unsaved: Unsaved, text: str) -> str | None:
    """Where the answers could be kept; a usual name may be taken by others that end with us."""
    usual = (str(next_file(today()) or "-") for _ in range(10))
    for target in chain([unsaved.target or "-"], usual):
        with suppress(OSError, AdvisorError):
            make_room_for(target)
            if target != "-":
                write_file(Path(target), text.encode(), force=False)
                return target
    return None


def write_or_ask(terminal: LineTerminal, text: str, target: str, *, force: bool) -> str | None:
    """
    Write what a person told into the file, or into another that they name where that fails; the
    one that holds it, ``None`` where they want none. Where it can be kept nowhere, what failed is
    raised.
    """
    UNSAVED[:] = [Unsaved(lambda: text, target)]
    named: str | None = target
    while named is not None:
        try:
            deliver(text, named, force=force and named == target)
        except AdvisorError as error:
            terminal.say(str(error))
            try:
                named = ask_file(terminal, None)
            except (InputEndedError, KeyboardInterrupt):
                raise error from None
        else:
            break
    UNSAVED.clear()
    return named


def ask_file(terminal: LineTerminal, usual: Path | None) -> str | None:
    """The name of a file that can be made, the usual one by Enter, or none on a no."""
    enter = "do not save them" if usual is None else f"in {usual}. n: do not save them"
    terminal.say(f"In which file do you want to save your answers? Enter: {enter}.")
    while True:
        typed = terminal.ask("File name")
        word, _, rest = typed.partition(" ")
        is_command = word.casefold() in WRITE_WORDS  # "w", or "w NAME", as in the review
        name = rest.strip() if is_command else typed
        if not name and not (is_command and usual is None):
            return None if usual is None else str(usual)
        if name.casefold() in NO_WORDS:
            return None
        is_name = name and name.casefold() not in BY_WORD
        if is_name and (found := _file_named(name, terminal)):
            return found
        terminal.say("Type another name, or n to save nothing.")


def _file_named(name: str, terminal: LineTerminal) -> str | None:
    """The file of that name if it can be made; else it is said why not."""
    fault = why_not_writable(name)
    if fault is None:
        return str(Path(name).expanduser())
    terminal.say(fault)
    return None


class _Left(Exception):  # noqa: N818 - a signal, never shown
    """The person typed the command to leave."""


class Conversation:
    """One interview; ``saving``: a file was named already; ``usual`` is the one to offer."""

    def __init__(
        self,
        interview: Interview,
        terminal: LineTerminal,
        *,
        saving: bool = False,
        usual: Path | None = None,
    ) -> None:
        self._interview = interview
        self._terminal = terminal
        self._saving = saving
        self._usual = usual
        self._save_as: str | None = None
        self._earlier: dict[str, Value] = {}

    def hold(self) -> InterviewOutcome:
        """Go on until it is finished or left; what was answered is kept in any case."""
        broken_off = None
        try:
            with suppress(InputEndedError):
                self._converse()
        except _Left:
            broken_off = OK
            self._offer_to_save()
        except KeyboardInterrupt:
            self._terminal.close()
            broken_off = INTERRUPTED
            self._offer_to_save()
        return InterviewOutcome(self.told(), broken_off, self._save_as)

    def told(self) -> Answers:
        """What was answered so far."""
        return self._interview.answers()

    def _converse(self) -> None:
        self._terminal.say(OPENING)
        while True:
            question = self._interview.next_question()
            if question is not None:
                self._ask(question)
            elif self._is_confirmed():
                return

    def _offer_to_save(self) -> None:
        """Ask whether to keep what was answered, where nothing was said of that yet."""
        if self._saving or self._save_as is not None or not self._interview.answers():
            return
        try:
            self._save_as = ask_file(self._terminal, self._usual)
        except (InputEndedError, KeyboardInterrupt):  # which says that they shall not be kept
            self._terminal.close()

    def _saving_words(self) -> str:
        """How to keep the answers from the review, where no file was named."""
        if self._saving:
            return ""
        where = f" in {self._usual}" if self._usual else ""
        return f"w: save your answers{where}, then the result. w NAME: save them in NAME."

    # One question

    def _ask(self, question: Question, *, changing: bool = False) -> None:
        """Ask until the question is answered, skipped or gone back from."""
        interview, terminal = self._interview, self._terminal
        told = interview.value_of(question)
        kept = told if changing else self._earlier.get(question.id, told)
        show_question(terminal, interview, question, kept, changing=changing)
        wrong = 0
        while True:
            typed = self._terminal.ask()
            command = BY_WORD.get(typed.casefold())
            if command is not None:
                if self._obey(command, question, changing=changing):
                    return
                continue
            if not typed and kept is not None:
                problem = self._settle(question, self._interview.take(question, kept))
            else:
                problem = self._settle(question, self._interview.answer(question, typed))
            if problem is None:
                return
            wrong += 1
            show_problem(terminal, problem)
            if wrong % WRONG_BEFORE_HELP == 0:
                explain(terminal, question)

    def _settle(self, question: Question, found: Interview | Unsure | Problem) -> Problem | None:
        """Go on from an answer, after asking where it is not certain what was meant."""
        if isinstance(found, Unsure):
            if not self._agreed(found):
                return Problem("Then please type it another way.")
            found = self._interview.take(question, found.value)
        if isinstance(found, Problem):
            return found
        self._go_on(found, question)
        return None

    def _agreed(self, unsure: Unsure) -> bool:
        for wrote, taken_as in unsure.guesses:
            self._terminal.say(f'You wrote "{wrote}": take as {taken_as}? [Y/n]')
            typed = self._terminal.ask().casefold()
            while typed and typed not in YES_WORDS and typed not in NO_WORDS:
                if BY_WORD.get(typed) is Command.QUIT:
                    raise _Left
                self._terminal.say("Type y or n.")
                typed = self._terminal.ask().casefold()
            if typed in NO_WORDS:
                return False
        return True

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
        for each in taken.moved:
            self._terminal.say(f"Noted under {each.question.short}: {taken.words(each)}.")
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
        show_answers(self._terminal, self._interview, self._saving_words())
        while True:
            typed = self._terminal.ask()
            command = BY_WORD.get(typed.casefold())
            if not typed:
                return True
            if command is Command.QUIT:
                raise _Left
            word, _, name = typed.partition(" ")
            if word.casefold() in WRITE_WORDS and not self._saving:
                if not name:
                    usual = self._usual
                    self._save_as = str(usual) if usual else ask_file(self._terminal, None)
                elif not (found := _file_named(name.strip(), self._terminal)):
                    continue
                else:
                    self._save_as = found
                return True
            if command is Command.BACK and given:
                self._ask(given[-1].question, changing=True)
                return False
            if at := _number(typed, len(given)):
                self._ask(given[at - 1].question, changing=True)
                return False
            self._terminal.say(f"Type a number from 1 to {len(given)}, or press Enter.")
