"""
The interview on a terminal, a line at a time, with nothing on standard output and without an escape
byte: for any terminal, and aloud. And the files, in a folder of the user's own, in which the
answers are kept for the next commands.

What lies there may come from anybody, so it is read as any profile is. It is read for a person at a
terminal only, who is told the file and its day: nobody gets another's answers unseen.
"""

import os
import re
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import Enum
from pathlib import Path
from shlex import quote
from textwrap import TextWrapper
from typing import BinaryIO, TextIO

import typer

from cmio_advisor.cli import options as opt
from cmio_advisor.cli.options import Request
from cmio_advisor.cli.output import (
    deliver_typed,
    encodable,
    has_terminal,
    refuse_inputs,
    say,
    terminal_width,
    try_file,
)
from cmio_advisor.cli.profile_input import profile_from_answers
from cmio_advisor.domain import interview as talk
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.human_words import NO_WORDS, YES_WORDS
from cmio_advisor.domain.base.terms import AnswerOption
from cmio_advisor.domain.base.written_numbers import DOLLARS, SHARE
from cmio_advisor.domain.profile.profile import PROFILE_SCHEMA, Profile
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap
from cmio_advisor.errors import InputMissingError, UsageError
from cmio_advisor.loading.profile.reader import Assignment, laid_over, read_profile
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.loading.text.files import make_private_folder, message, own_bytes, user_folder
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.profile import profile_mapping, profile_yaml

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
        buffer: BinaryIO | None = getattr(self._stdin, "buffer", None)
        if buffer is None:
            typed = self._stdin.readline()
        else:
            typed = buffer.readline().decode("utf-8", "replace")
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

OK, INTERRUPTED = 0, 130


def explain(terminal: LineTerminal, question: Question) -> None:
    terminal.say(question.help)
    terminal.say(f"Why it is asked: {question.why}")
    if question.example:
        terminal.say(f"Example: {question.example}")


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
            terminal.say(message(__file__, "which_job"))
            continue
        if at := _number(typed, len(options)):
            return options[at - 1].id
        found = talk.find_option(typed, options).options
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
        self, interview: talk.Interview, terminal: LineTerminal, target: Path | None, *, keeps: bool
    ) -> None:
        self.interview = interview
        self.keeps = keeps
        self._terminal = terminal
        self._target = target
        self._earlier: dict[str, talk.Value] = {}

    def hold(self) -> int | None:
        """Go on until it is finished or left; the exit code of one that was broken off."""
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
        return broken_off

    def _converse(self) -> None:
        self._terminal.say(message(__file__, "few_questions"))
        while True:
            question = self.interview.next_question()
            if question is not None:
                self._ask(question)
            elif self._is_confirmed():
                self._ask_whether_to_keep()
                return

    def _ask_whether_to_keep(self) -> None:
        """Of somebody who said nothing of it yet, at the end or on leaving."""
        if self.keeps or self._target is None or not self.interview.answers():
            return
        try:
            self.keeps = self._terminal.agrees(f"Save your answers in {self._target}?")
        except (InputEndedError, KeyboardInterrupt):  # which says that they shall not be kept
            self._terminal.close()
        if not self.keeps:
            self._terminal.say("Nothing was saved.")

    # One question

    def _ask(self, question: Question, *, changing: bool = False) -> None:
        """Ask until the question is answered, skipped or gone back from."""
        told = self.interview.value_of(question)
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
                found = self.interview.take(question, kept)
            else:
                found = self.interview.answer(question, typed)
            if isinstance(found, talk.Interview):
                self._go_on(found, question)
                return
            self._terminal.say(found.text)
            if question.example and not found.suggestions:
                self._terminal.say(f"Example: {question.example}")
            for number, title in found.suggestions:
                self._terminal.say(title, lead=f"  {number:>2}  ")

    def _show(self, question: Question, kept: talk.Value | None, *, changing: bool) -> None:
        """A question with its place, its choices, how to answer, and what Enter keeps."""
        interview, say = self.interview, self._terminal.say
        say()
        if changing:
            say(f"Change: {question.short}")
        else:
            say(f"Question {len(interview.given) + 1} of at most {interview.most_in_all()}")
        say(f"{question.text} {question.hint}".rstrip())
        count = len(question.offered(interview.roadmap.vocabulary))
        shown = len(question.usual) or (count if count <= LONG_LIST else LISTED)
        self._show_choices(question, shown)
        kinds = {**dict.fromkeys(DOLLARS, "dollars"), SHARE: "share"}
        unit = talk.unit_of(question) if question.kind == "number" else ""
        say(HINTS[kinds.get(unit, question.kind)])
        say(f"{COMMANDS}, l list all {count}" if count > shown else COMMANDS)
        if kept is not None:
            say(f"[Enter keeps: {talk.answer_words(question, kept, interview.roadmap.vocabulary)}]")

    def _show_choices(self, question: Question, shown: int | None = None) -> None:
        """The choices by number: all, or the first so many."""
        options = question.offered(self.interview.roadmap.vocabulary)
        for number, option in enumerate(options[:shown], start=1):
            self._terminal.say(option.title, lead=f"  {number:>2}  ")
        if talk.offers_none(question):
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
            self._go_on(self.interview.skip(question), question)
            return True
        if changing:
            return True
        if not self.interview.given:
            self._terminal.say("This is the first question. There is nothing to go back to.")
            return False
        self._remember(self.interview.given[-1])  # as the answer that Enter keeps
        self.interview = self.interview.back()
        return True

    def _go_on(self, taken: talk.Interview, question: Question) -> None:
        """Go on with the interview as it is now; say what was noted and what no longer applies."""
        self.interview, say = taken, self._terminal.say
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

    def _remember(self, given: talk.Given) -> None:
        if given.value is not None:
            self._earlier[given.question.id] = given.value

    # The review before the result

    def _is_confirmed(self) -> bool:
        """Show the answers; change the one that is asked for, or go on to the result."""
        given, say = self.interview.given, self._terminal.say
        can_be_kept = self._target is not None and not self.keeps
        say()
        say("Your answers")
        for number, each in enumerate(given, start=1):
            words = self.interview.words(each) or SKIPPED
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
            if typed.casefold() in ("w", "write", "save") and can_be_kept:
                self.keeps = True
                return True
            if command is Command.BACK and given:
                self._ask(given[-1].question, changing=True)
                return False
            if at := _number(typed, len(given)):
                self._ask(given[at - 1].question, changing=True)
                return False
            say(f"Type a number from 1 to {len(given)}, or press Enter.")


NAME = re.compile(r"answers-([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([0-9]{1,4}))?\.yaml")
FRESH_SECONDS = 86_400
"""Older answers may be those of whoever sat here before, so they are asked about."""


def words_at(field: str, typed: str, roadmap: Roadmap, on: date) -> talk.Understood | None:
    """What words say in a field, as a profile file has it; nothing where they cannot be read."""
    problems = Problems("", human=True, on=on)
    setting = Assignment(field=field, value=Node(typed))
    try:
        profile = read_profile(laid_over(Node({}), [setting]), roadmap, problems)
    except Unreadable:
        return None
    above, _, part = field.rpartition(".")
    said = profile_mapping(profile)
    group = said.get(above, {}) if above else said
    if not isinstance(group, Mapping) or part not in (group if "to" not in group else [part]):
        return None
    value = group[part] if not above or len(group) == 1 else group
    left = "; ".join(each.left_out for each in problems.readings if each.left_out)
    return talk.Understood(tuple(value) if isinstance(value, list) else value, left)


def folder() -> Path:
    """Where answers are kept; `OSError` where this user has no folder for it."""
    usual = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
    return user_folder("XDG_DATA_HOME", usual) / "cmio-advisor"


def next_file(on: date) -> Path | None:
    """The file in which answers of that day are kept next; ``None`` where none can be made."""
    try:
        within = folder()
        same_day = [number for day, number, _ in _found(within) if day == on.isoformat()]
    except OSError:
        return None
    more = f"-{max(same_day) + 1}" if same_day else ""
    there = next(each for each in (within, *within.parents) if each.is_dir())
    is_ours = os.access(there, os.W_OK)
    return within / f"answers-{on.isoformat()}{more}.yaml" if is_ours else None


def may_ask(request: Request) -> bool:
    """Whether a person can be asked, and is not to be left alone."""
    return not request.no_input and has_terminal()


def profile_or_saved(named: str | None, request: Request) -> str:
    """What was named; for a person at a terminal the one saved last, if it is meant."""
    if named is not None:
        return named
    if not may_ask(request):
        raise UsageError(message(__file__, "give_a_profile"))
    path = _last()
    say(f"Your answers: {path}")
    refuse_inputs(request.output, [str(path)])
    if 0 <= time.time() - path.lstat().st_mtime <= FRESH_SECONDS:
        return str(path)
    try:
        meant = persons_terminal().agrees(message(__file__, "still_true"))
    except InputEndedError:
        meant = False
    if not meant:
        raise InputMissingError(message(__file__, "nothing_read"))
    with suppress(OSError):  # once they are meant they count as fresh; else it is asked again
        os.utime(path)
    return str(path)


def _last() -> Path:
    """The file saved last that is this user's own; `InputMissingError` for none."""
    try:
        within = folder()
        found = sorted(_found(within), reverse=True)
    except OSError:
        found = []
    for _, _, name in found:
        try:
            own_bytes(within / name, 0)
        except OSError as error:
            say(f"{within / name}: Passed over: {error.strerror}.")
        else:
            return within / name
    raise InputMissingError(message(__file__, "none_saved"))


def _found(within: Path) -> list[tuple[str, int, str]]:
    """The names of files of answers, each with day and number; `OSError` if none can be seen."""
    try:
        names = os.listdir(within)  # noqa: PTH208 - names only
    except FileNotFoundError:
        return []
    matched = filter(None, map(NAME.fullmatch, names))
    return [(each[1], int(each[2] or 1), each[0]) for each in matched]


NOTHING_ANSWERED = "Nothing was answered, so there is nothing to assess and nothing to save."


def complete(
    person: Profile,
    request: Request,
    save: str | None = None,
    *,
    quiet: bool,
    about: Sequence[str] = (),
) -> tuple[Profile, str | None]:
    """
    The person with what an interview adds, and the file in which that is kept, if any: the one to
    ``save`` it in, or the usual one; `typer.Exit` of one that was broken off. It may be ``about``
    some credentials alone. `InputMissingError` lists all that is missing where there is no terminal
    to ask on.
    """
    if not may_ask(request):
        asked = []
        for each in request.rules.questions:
            profession = each.told_at.removeprefix(each.field)[1:]  # its license beside the others
            place = f"{each.field} ({profession})" if profession else each.field
            asked.append(f"  {place}: {each.text}")
        raise InputMissingError("\n".join([message(__file__, "nowhere_to_ask"), *asked]))
    if save is not None:
        try_file(Path(save), force=request.force)
    target = next_file(opt.today()) if save is None else Path(save)
    interview, terminal = _interview(person, request, about), persons_terminal()
    conversation = Conversation(interview, terminal, target, keeps=save is not None)
    broken_off = conversation.hold()
    told = conversation.interview.answers()
    if not told:
        say(NOTHING_ANSWERED)
        raise typer.Exit(broken_off or OK)
    answers = profile_from_answers(told, request.rules)
    saved = str(target) if conversation.keeps else None
    if saved is not None:
        if save is None:
            with suppress(OSError):  # what is wrong is said when a file is written there
                make_private_folder(folder())
        force = request.force and save is not None
        keep(answers, request.on, saved, force=force, quiet=quiet)
    if broken_off is None:
        return answers, saved
    if saved is not None:
        say(f"To go on from there: cmio-advisor assess {quote(saved)} --ask")
    raise typer.Exit(broken_off)


def keep(person: Profile, on: date, target: str, *, force: bool, quiet: bool) -> None:
    """Write the answers as a profile file, dated; they are shown where that fails."""
    text = profile_yaml(person if person.as_of else replace(person, as_of=on))
    deliver_typed(text, target, force=force)
    if not quiet:
        say(f"Saved to {target}.")


def by_chosen_roadmap(request: Request) -> Request:
    """The same by the roadmap to what the person has in mind; `typer.Exit` on leaving."""
    rules = request.rules
    if not rules.nearest or not may_ask(request):
        return request
    try:
        chosen = ask_target(persons_terminal(), rules.nearest_titles())
    except InputEndedError:
        say(NOTHING_ANSWERED)
        raise typer.Exit(OK) from None
    if chosen in (None, rules.id):
        return request
    return replace(request, folder=chosen, rules=load_roadmap(chosen))


def complete_for(
    about: Sequence[str], person: Profile, request: Request, *, quiet: bool
) -> Profile:
    """The same with what these credentials wait for, which is listed where there is no terminal."""
    waiting = _interview(person, request, about).pending()
    if not waiting:
        say("Nothing more is asked. What is not certain was not found, or no question asks for it.")
        return person
    if not may_ask(request):
        say("These answers are missing:")
        for each in waiting:
            say(f"  {each.field}: {each.text}")
        return person
    return complete(person, request, quiet=quiet, about=about)[0]


def _interview(person: Profile, request: Request, about: Sequence[str]) -> talk.Interview:
    on, roadmap = request.on, request.rules
    told = {key: each for key, each in profile_mapping(person).items() if each != PROFILE_SCHEMA}
    return talk.Interview(
        roadmap=roadmap,
        on=on,
        read=lambda answers: profile_from_answers(answers, roadmap),
        words_at=lambda field, typed: words_at(field, typed, roadmap, on),
        start=told,
        about=tuple(about),
    )
