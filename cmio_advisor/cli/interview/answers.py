"""The answers of a person at a terminal, and the file in which they are kept."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shlex import quote

import typer

from cmio_advisor.cli.interview.conversation import (
    OK,
    Conversation,
    InputEndedError,
    ask_target,
    persons_terminal,
)
from cmio_advisor.cli.interview.saved_answers import make_folder, next_file
from cmio_advisor.cli.options import today
from cmio_advisor.cli.output import deliver_typed, has_terminal, say, try_file
from cmio_advisor.cli.profile_input import profile_from_answers, words_at
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.interview.interview import Interview
from cmio_advisor.domain.profile.profile import PROFILE_SCHEMA, Profile
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap
from cmio_advisor.errors import InputMissingError
from cmio_advisor.reporting.profile import profile_mapping, profile_yaml

NOWHERE_TO_ASK = (
    "There is nothing to assess, and no terminal to ask on. Give a profile file, or answers as "
    "options. These are the answers the advisor can use:"
)
NOTHING_ANSWERED = "Nothing was answered, so there is nothing to assess and nothing to save."


def complete(
    person: Profile,
    roadmap: Roadmap,
    on: date,
    *,
    save: str | None,
    force: bool,
    quiet: bool,
    no_input: bool,
    about: Sequence[str] = (),
) -> tuple[Profile, str | None]:
    """
    The person with what an interview adds, and the file in which that is kept, if any: the one to
    ``save`` it in, or the usual one; `typer.Exit` of one that was broken off. It may be ``about``
    some credentials alone. `InputMissingError` lists all that is missing where there is no terminal
    to ask on.
    """
    if no_input or not has_terminal():
        asked = "\n".join(f"  {_place(each)}: {each.text}" for each in roadmap.questions)
        raise InputMissingError(f"{NOWHERE_TO_ASK}\n{asked}")
    if save is not None:
        try_file(Path(save), force=force)
    target = next_file(today()) if save is None else Path(save)
    interview, terminal = _interview(roadmap, on, person, about), persons_terminal()
    held = Conversation(interview, terminal, target, keeps=save is not None).hold()
    if not held.answers:
        say(NOTHING_ANSWERED)
        raise typer.Exit(held.broken_off or OK)
    answers = profile_from_answers(held.answers, roadmap)
    saved = str(target) if held.is_kept else None
    if saved is not None:
        if save is None:
            make_folder()
        keep(answers, on, saved, force=force and save is not None, quiet=quiet)
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


def chosen_roadmap(rules: Roadmap) -> str | None:
    """The id of the roadmap to what the person has in mind, if another; `typer.Exit` on leaving."""
    if not rules.nearest or not has_terminal():
        return None
    try:
        chosen = ask_target(persons_terminal(), rules.nearest_titles())
    except InputEndedError:
        say(NOTHING_ANSWERED)
        raise typer.Exit(OK) from None
    return None if chosen == rules.id else chosen


def complete_for(
    about: Sequence[str],
    person: Profile,
    roadmap: Roadmap,
    on: date,
    *,
    quiet: bool,
    no_input: bool,
) -> Profile:
    """The same with what these credentials wait for, which is listed where there is no terminal."""
    waiting = _interview(roadmap, on, person, about).pending()
    if not waiting:
        say("Nothing more is asked. What is not certain was not found, or no question asks for it.")
        return person
    if no_input or not has_terminal():
        say("These answers are missing:")
        for each in waiting:
            say(f"  {each.field}: {each.text}")
        return person
    return complete(
        person, roadmap, on, save=None, force=False, quiet=quiet, no_input=no_input, about=about
    )[0]


def _interview(roadmap: Roadmap, on: date, person: Profile, about: Sequence[str]) -> Interview:
    """An interview that goes on from the answers of a person."""
    told = {key: each for key, each in profile_mapping(person).items() if each != PROFILE_SCHEMA}
    return Interview(
        roadmap=roadmap,
        on=on,
        read=lambda answers: profile_from_answers(answers, roadmap),
        words_at=lambda field, typed: words_at(field, typed, roadmap, on),
        start=told,
        about=tuple(about),
    )
