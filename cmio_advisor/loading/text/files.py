"""The first wall: bytes, decoded to text or refused; and what lies beside a module, as messages."""

import errno
import os
import stat
import sys
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import TextIO

from cmio_advisor.errors import InputMissingError, InvalidInputError
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable, plain

LARGEST_FILE = 1_000_000
STANDARD_INPUT = "-"
BOM = b"\xef\xbb\xbf"
WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How a workbook begins, whatever its name: a zip archive, or the compound file of older ones."""
PROFILE_ENDINGS = (".yaml", ".yml", ".json")
NO_LINK, NO_WAIT = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def is_profile_name(name: str) -> bool:
    """Whether a file of a folder is taken for a profile or a case; not one that is hidden."""
    return name.lower().endswith(PROFILE_ENDINGS) and not name.startswith(".")


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file or ``-``, up to one over the cap; else `InputMissingError`."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise InputMissingError("Standard input is closed, so there is nothing to read.")
        try:
            return _all_of(sys.stdin)
        except OSError as error:
            raise InputMissingError(f"Standard input cannot be read: {error.strerror}.") from None
    if not path:
        raise InputMissingError("The name of the file is empty. Give a file's name.")
    try:
        with open(path, "rb", opener=at_once) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise InputMissingError(f"{path}: This is not a regular file. Give a file's name.")
            most = LARGEST_FILE + 1 if found.st_size > LARGEST_FILE else -1  # no room for more
            return file.read(most) or b""  # of nothing yet, nothing
    except FileNotFoundError:
        raise InputMissingError(f"{path}: There is no such file. Check the name.") from None
    except IsADirectoryError:
        raise InputMissingError(f"{path}: This is a folder. Give a file's name.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the name is not valid"
        raise InputMissingError(f"{path}: It cannot be read: {reason}.") from None


def at_once(path: str, flags: int) -> int:
    """Opens a file, and no pipe waits for a writer, not even one that took a file's place."""
    return os.open(path, flags | NO_WAIT)


def own_bytes(path: Path, most: int = -1) -> bytes:
    """
    What is in a regular file that belongs to this user and that no other can write, up to so many
    bytes; else `OSError`, whose ``strerror`` says why. No link is followed, no pipe waited for.
    """
    try:
        handle = os.open(path, os.O_RDONLY | NO_LINK | NO_WAIT)
    except OSError as error:
        if error.errno == errno.ELOOP:
            error.strerror = "it is a link"
        raise
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        faults = {
            "it is no regular file": not stat.S_ISREG(found.st_mode),
            "it belongs to another user": hasattr(os, "getuid") and found.st_uid != os.getuid(),
            "other users may write it": found.st_mode & OTHERS_MAY_WRITE,
        }
        for fault in filter(faults.get, faults):
            raise PermissionError(errno.EPERM, fault)
        return file.read(most if found.st_size > most else -1)  # no room for more than there is


def user_folder(variable: str, usual: str) -> Path:
    """
    A folder of this user's by the XDG base directory rules, ``LOCALAPPDATA`` on Windows; ``usual``
    is where it lies in the home folder. `OSError` where this user has none.
    """
    for name in (variable, "LOCALAPPDATA"):
        folder = os.environ.get(name, "")
        if folder and Path(folder).is_absolute():
            return Path(folder)
    try:
        home = Path.home()
    except RuntimeError:  # a container's random user
        home = Path()
    if not home.is_absolute() or home == Path(home.anchor) or not home.is_dir():
        raise FileNotFoundError
    return home / usual


def make_private_folder(path: Path) -> None:
    """Make a folder, and those missing above it, for its owner alone; `OSError` if it cannot be."""
    for each in (*reversed(path.parents), path):
        if not each.is_dir():
            each.mkdir(mode=0o700, exist_ok=True)


@lru_cache(maxsize=1)
def _all_of(stream: TextIO) -> bytes:
    """What is in it, once for all: where it is named twice it says the same."""
    return stream.buffer.read(LARGEST_FILE + 1)


def decode_text(data: bytes, problems: Problems, errors: str = "strict") -> str:
    """The text of UTF-8 bytes, perhaps with a mark; `Unreadable` if too large, or with a NUL."""
    if len(data) > LARGEST_FILE:
        problems.fail("", "This file is larger than 1 MB. Files that are read here are smaller.")
    if data.startswith(WORKBOOK_STARTS):
        problems.fail(
            "",
            "This is a workbook or a zip, and text was expected. "
            "A workbook of clients: cmio-advisor report FILE -o FOLDER",
        )
    data = data.removeprefix(BOM)
    try:
        text = data.decode("utf-8", errors)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        byte = f"Byte 0x{data[error.start]:02x}"
        problems.fail(f"{line}:{column}", f"{byte} is not valid UTF-8. Save the file as UTF-8.")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.fail(f"{line}", "NUL is not allowed here.")
    return text


def decode_document(data: bytes, problems: Problems, name: str = "") -> Node:
    """
    The nodes of a profile file: JSON where its name ends so; else YAML, which in braces may be
    JSON as well. A fault is told of the one it was most likely meant to be.
    """
    text = decode_text(data, problems)
    is_json, start = name.lower().endswith(".json"), text.lstrip()
    if not is_json and not start.startswith("{"):
        return _decode_yaml(text, problems)
    from cmio_advisor.loading.text.strict_json import decode_json  # noqa: PLC0415 - YAML needs none

    in_json, in_yaml = Problems(problems.document), Problems(problems.document)
    try:
        return decode_json(text, in_json)
    except Unreadable:
        with suppress(Unreadable):
            if not is_json:
                return _decode_yaml(text, in_yaml)
    quoted_key = start[1:].lstrip().startswith('"')
    problems.found += (in_json if is_json or quoted_key else in_yaml).found
    raise Unreadable


def _decode_yaml(text: str, problems: Problems) -> Node:
    from cmio_advisor.loading.text.strict_yaml import decode_yaml  # noqa: PLC0415 - only where used

    return decode_yaml(text, problems)


def read_beside(module: str, name: str) -> Node:
    """The nodes of a file of the package that lies beside a module."""
    return decode_document(Path(module).with_name(name).read_bytes(), Problems(name), name)


def message(module: str, name: str, /, **blanks: object) -> str:
    """A message of the file of messages beside a module, its blanks filled in."""
    return _messages(Path(module).parent)[name].format(**blanks)


@cache  # by the folder, whose modules have one file
def _messages(folder: Path) -> dict[str, str]:
    found: dict[str, str] = plain(read_beside(str(folder / "__init__.py"), "messages.yaml"))
    return found


def read_document(path: str) -> Node:
    """The nodes of one profile file; `InputMissingError`, `InvalidInputError`."""
    problems = Problems("standard input" if path == STANDARD_INPUT else path)
    try:
        return decode_document(read_bytes(path), problems, path)
    except Unreadable:
        raise InvalidInputError(problems.lines()) from None
