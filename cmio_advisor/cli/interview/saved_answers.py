"""
The answers that a person keeps for the next commands: files in a folder of the user's own.

What lies there may come from anybody, so it is read as any profile is. It is read for a person at a
terminal only, who is told the file and its day: nobody gets another's answers unseen.
"""

import os
import re
import sys
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from cmio_advisor.cli.interview.line_terminal import InputEndedError, persons_terminal
from cmio_advisor.cli.output import has_terminal, refuse_inputs, say, try_file
from cmio_advisor.cli.profile_input import read_profile_input
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import AdvisorError, InputMissingError, InvalidInputError, UsageError
from cmio_advisor.loading.text.files import make_private_folder, own_bytes, user_folder

NAME = re.compile(r"answers-([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([0-9]{1,4}))?\.yaml")
FRESH = timedelta(days=1)
"""Older answers may be those of whoever sat here before, so they are asked about."""
NO_WORDS = ("n", "no", "q", "quit")
NONE_SAVED = (
    "No answers are saved yet. To answer the questions and save them: cmio-advisor assess. To use "
    "a file of answers, name it."
)
UNUSABLE = (
    "The answers saved there cannot be used. Name another file, or answer anew: cmio-advisor assess"
)
TO_GO_ON = (
    "These are the answers saved last. Mend them, or move that file away and run the command again "
    "for those saved before; to answer anew: cmio-advisor assess"
)
NO_PROFILE = (
    "Give a PROFILE: a file, or - for standard input. To write one: cmio-advisor init me.yaml"
)


def folder() -> Path:
    """Where answers are kept; `OSError` where this user has no folder for it."""
    usual = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
    return user_folder("XDG_DATA_HOME", usual) / "cmio-advisor"


def next_file(on: date) -> Path | None:
    """The file in which answers of that day are kept next; ``None`` where none can be made."""
    try:
        within = folder()
        same_day = [number for day, number, _ in _found(within) if day == on.isoformat()]
        more = f"-{max(same_day) + 1}" if same_day else ""
        target = within / f"answers-{on.isoformat()}{more}.yaml"
        there = next(each for each in target.parents if each.is_dir())
        try_file(there / target.name, force=True)
    except (OSError, AdvisorError):
        return None
    return target


def make_room_for(target: str) -> None:
    """Make the folder in which answers are kept for later, if the file is one of these."""
    within, name = Path(target).parent, Path(target).name
    with suppress(OSError):  # what is wrong is said when it is written
        if within == folder() and NAME.fullmatch(name):
            make_private_folder(within)


def profile_or_saved(
    named: str | None, output: str | None, rules: Roadmap, *, no_input: bool
) -> str:
    """
    The profile that was named; for a person at a terminal who named none, the one saved last, if it
    can be used and is meant (`InputMissingError`), and is not to be written over.
    """
    if named is not None:
        return named
    if no_input or not has_terminal():
        raise UsageError(NO_PROFILE)
    path, saved = _last()
    say(f"Your answers: {path}" + (f", saved on {saved.day} {saved:%B %Y}." if saved else "."))
    refuse_inputs(output, [str(path)])
    try:
        read_profile_input(str(path), [], rules, quiet=True)
    except InvalidInputError as error:
        raise InvalidInputError([*error.problems, TO_GO_ON]) from None
    age = _age(saved) if saved else None
    if age is None or age < timedelta():
        _confirm(path, "Their file's day cannot be right.")
    elif age > FRESH:
        _confirm(path, "They are older than a day.")
    return str(path)


def _age(saved: datetime) -> timedelta | None:
    """How long ago that was, if the clock tells a day of a calendar."""
    try:
        return datetime.now().astimezone() - saved
    except (ValueError, OverflowError):
        return None


def _confirm(path: Path, why: str) -> None:
    """Ask whether these answers are meant; once they are, they count as fresh."""
    terminal = persons_terminal()
    terminal.say(f"{why} Are they yours, and still true? [Y/n]")
    try:
        typed = terminal.ask()
    except InputEndedError:
        typed = NO_WORDS[0]
    if typed.casefold() in NO_WORDS:
        raise InputMissingError(
            "Nothing was read. Name another file, or answer anew: cmio-advisor assess"
        )
    try:
        os.utime(path)
    except OSError:  # then it is asked again
        return


def _last() -> tuple[Path, datetime | None]:
    """
    The file saved last that is this user's own, and when, if that is a day of a calendar;
    `InputMissingError` for none.
    """
    try:
        within = folder()
    except OSError:
        raise InputMissingError(NONE_SAVED) from None
    try:
        found = sorted(_found(within), reverse=True)
    except OSError as error:
        raise InputMissingError(f"{within}: {error.strerror}. {UNUSABLE}") from None
    for _, _, name in found:
        try:
            own_bytes(within / name, 0)
            saved = (within / name).lstat().st_mtime
        except OSError as error:
            say(f"{within / name}: Passed over: {error.strerror}.")
            continue
        try:
            return within / name, datetime.fromtimestamp(saved).astimezone()
        except (ValueError, OverflowError):
            return within / name, None
    raise InputMissingError(f"{within}: {UNUSABLE}" if found else NONE_SAVED)


def _found(within: Path) -> list[tuple[str, int, str]]:
    """The names of files of answers, each with day and number; `OSError` if none can be seen."""
    try:
        names = os.listdir(within)  # noqa: PTH208 - names only
    except FileNotFoundError:
        return []
    matched = filter(None, map(NAME.fullmatch, names))
    return [(each[1], int(each[2] or 1), each[0]) for each in matched]
