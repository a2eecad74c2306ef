"""
The answers that a person keeps for the next commands: files in a folder of the user's own.

What lies there may come from anybody, so it is read as any profile is. It is read for a person at a
terminal only, who is told the file and its day: nobody gets another's answers unseen.
"""

import os
import re
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

from cmio_advisor.cli.interview.conversation import InputEndedError, persons_terminal
from cmio_advisor.cli.output import has_terminal, refuse_inputs, say
from cmio_advisor.errors import InputMissingError, UsageError
from cmio_advisor.loading.text.files import make_private_folder, own_bytes, user_folder

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


def make_folder() -> None:
    with suppress(OSError):  # what is wrong is said when a file is written there
        make_private_folder(folder())


def profile_or_saved(named: str | None, output: str | None, *, no_input: bool) -> str:
    """
    The profile that was named; for a person at a terminal who named none, the one saved last, if it
    is meant (`InputMissingError`), and is not to be written over.
    """
    if named is not None:
        return named
    if no_input or not has_terminal():
        raise UsageError(NO_PROFILE)
    path = _last()
    say(f"Your answers: {path}")
    refuse_inputs(output, [str(path)])
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
