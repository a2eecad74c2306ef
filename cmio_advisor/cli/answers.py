"""
The answers of a person at a terminal, and the files, in a folder of the user's own, in which they
are kept for the next commands.

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
from pathlib import Path
from shlex import quote

import typer

from cmio_advisor.cli import options as opt
from cmio_advisor.cli.conversation import (
    OK,
    Conversation,
    InputEndedError,
    ask_target,
    persons_terminal,
)
from cmio_advisor.cli.output import deliver_typed, has_terminal, refuse_inputs, say, try_file
from cmio_advisor.cli.profile_input import profile_from_answers
from cmio_advisor.cli.result_command import Request
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.interview import Interview, Understood
from cmio_advisor.domain.profile.profile import PROFILE_SCHEMA, Profile
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap
from cmio_advisor.errors import InputMissingError, UsageError
from cmio_advisor.loading.profile.reader import Assignment, laid_over, read_profile
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.loading.text.files import make_private_folder, own_bytes, user_folder
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable
from cmio_advisor.reporting.profile import profile_mapping, profile_yaml

NAME = re.compile(r"answers-([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([0-9]{1,4}))?\.yaml")
FRESH_SECONDS = 86_400
"""Older answers may be those of whoever sat here before, so they are asked about."""
NONE_SAVED = (
    "There are no saved answers that can be used. To answer the questions and save them: "
    "cmio-advisor assess. To use a file of answers, name it."
)
NO_PROFILE = (
    "Give a PROFILE: a file, or - for standard input. To write one: cmio-advisor init me.yaml"
)


def words_at(field: str, typed: str, roadmap: Roadmap, on: date) -> Understood | None:
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
    return Understood(tuple(value) if isinstance(value, list) else value, left)


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
        raise UsageError(NO_PROFILE)
    path = _last()
    say(f"Your answers: {path}")
    refuse_inputs(request.output, [str(path)])
    if not 0 <= time.time() - path.lstat().st_mtime <= FRESH_SECONDS:
        _confirm(path)
    return str(path)


def _confirm(path: Path) -> None:
    """Ask whether these answers are meant; once they are, they count as fresh."""
    try:
        meant = persons_terminal().agrees(
            "They are not of the last day. Are they yours, and still true?"
        )
    except InputEndedError:
        meant = False
    if not meant:
        raise InputMissingError(
            "Nothing was read. Name another file, or answer anew: cmio-advisor assess"
        )
    with suppress(OSError):  # then it is asked again
        os.utime(path)


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
    raise InputMissingError(NONE_SAVED)


def _found(within: Path) -> list[tuple[str, int, str]]:
    """The names of files of answers, each with day and number; `OSError` if none can be seen."""
    try:
        names = os.listdir(within)  # noqa: PTH208 - names only
    except FileNotFoundError:
        return []
    matched = filter(None, map(NAME.fullmatch, names))
    return [(each[1], int(each[2] or 1), each[0]) for each in matched]


NOWHERE_TO_ASK = (
    "There is nothing to assess, and no terminal to ask on. Give a profile file, or answers as "
    "options. These are the answers the advisor can use:"
)
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
        asked = "\n".join(f"  {_place(each)}: {each.text}" for each in request.rules.questions)
        raise InputMissingError(f"{NOWHERE_TO_ASK}\n{asked}")
    if save is not None:
        try_file(Path(save), force=request.force)
    target = next_file(opt.today()) if save is None else Path(save)
    interview, terminal = _interview(person, request, about), persons_terminal()
    held = Conversation(interview, terminal, target, keeps=save is not None).hold()
    if not held.answers:
        say(NOTHING_ANSWERED)
        raise typer.Exit(held.broken_off or OK)
    answers = profile_from_answers(held.answers, request.rules)
    saved = str(target) if held.is_kept else None
    if saved is not None:
        if save is None:
            with suppress(OSError):  # what is wrong is said when a file is written there
                make_private_folder(folder())
        force = request.force and save is not None
        keep(answers, request.on, saved, force=force, quiet=quiet)
    if held.broken_off is None:
        return answers, saved
    if saved is not None:
        say(f"To go on from there: cmio-advisor assess {quote(saved)} --ask")
    raise typer.Exit(held.broken_off)


def keep(person: Profile, on: date, target: str, *, force: bool, quiet: bool) -> None:
    """Write the answers as a profile file, dated; they are shown where that fails."""
    text = profile_yaml(person if person.as_of else replace(person, as_of=on))
    deliver_typed(text, target, force=force)
    if not quiet:
        say(f"Saved to {target}.")


def _place(question: Question) -> str:
    """Where an answer stands in a profile; one profession's license beside the others."""
    profession = question.told_at.removeprefix(question.field)[1:]
    return f"{question.field} ({profession})" if profession else question.field


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


def _interview(person: Profile, request: Request, about: Sequence[str]) -> Interview:
    on, roadmap = request.on, request.rules
    told = {key: each for key, each in profile_mapping(person).items() if each != PROFILE_SCHEMA}
    return Interview(
        roadmap=roadmap,
        on=on,
        read=lambda answers: profile_from_answers(answers, roadmap),
        words_at=lambda field, typed: words_at(field, typed, roadmap, on),
        start=told,
        about=tuple(about),
    )
