"""Where results and messages go: files whole or absent, standard output and error."""

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from cmio_advisor.errors import AdvisorError, OutputExistsError, ReadWriteError, UsageError
from cmio_advisor.reporting.cleaning import visible

NARROWEST, WIDEST, USUAL = 40, 120, 80
STANDARD_INPUT, STANDARD_OUTPUT = 0, 1
SAMPLE = bytes(16_384)
"""As much as the longest answers take, to try whether a file has room."""
DEVICES = "/dev"
FAILED_WRITES = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What a file meets that could be made and not written."""
DISK_FULL = "The disk is full. Make room, or write elsewhere"
WAYS_OUT = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EFBIG: "A file may not grow so large here. Raise that limit (ulimit -f)",
    errno.ENAMETOOLONG: "The name is too long. Give a shorter one",
}


def why_not_written(error: OSError) -> str:
    """Why writing failed, and what to do where that is known."""
    return WAYS_OUT.get(error.errno or 0, f"Writing failed: {error.strerror or error}") + "."


def say(text: str) -> None:
    """A message to standard error, every line of it made harmless."""
    if sys.stderr is None:
        return
    cleaned = "\n".join(visible(line) for line in text.splitlines())
    with suppress(OSError):  # a full standard error must not change how the run ends
        sys.stderr.write(encodable(cleaned, sys.stderr) + "\n")
        sys.stderr.flush()


def encodable(text: str, stream: TextIO) -> str:
    """The text with signs that the stream does not know as their numbers."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def deliver(result: str | bytes, output: str | None, *, force: bool) -> None:
    """The result to a file, or to standard output without one; raises as `write_file`."""
    data = result.encode(errors="backslashreplace") if isinstance(result, str) else result
    if output is not None and output != "-":
        refuse_folder(output)
        write_file(Path(output), data, force=force)
        return
    stream = standard_output()
    if isinstance(result, str) and stream.isatty():
        data = result.encode(stream.encoding or "utf-8", "backslashreplace")
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except BrokenPipeError:  # the reader has seen enough, as under ``head``
        silence_standard_output()
    except OSError as error:
        silence_standard_output()
        raise ReadWriteError(f"Standard output: {why_not_written(error)}") from None


def deliver_typed(text: str, output: str | None, *, force: bool) -> None:
    """The same of what a person has typed, who is shown it where it cannot be kept."""
    try:
        deliver(text, output, force=force)
    except AdvisorError:
        say(f"These are your answers, which are saved in no file:\n{text}")
        raise


def refuse_folder(output: str | None) -> None:
    """`UsageError` for no name, or for that of a folder, where that of a file is wanted."""
    if output == "":
        raise UsageError("The name of the file to write is empty. Give a file's name.")
    if output and output.endswith(("/", os.sep)):
        raise UsageError(f"{output}: That is a folder. Name the file in it.")


def standard_output() -> TextIO:
    """Standard output, for a result that is written bit by bit; `ReadWriteError` if closed."""
    if sys.stdout is None:
        raise ReadWriteError("Standard output is closed, so the result has nowhere to go.")
    return sys.stdout


def silence_standard_output() -> None:
    """Point standard output at nothing, so that no later flush fails again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), STANDARD_OUTPUT)


def write_file(target: Path, data: bytes, *, force: bool) -> None:
    """
    Write a file that only its owner may read: beside the target first, then renamed onto it.
    `OutputExistsError` without ``force``, `ReadWriteError` half way: then it is absent or as it
    was.
    """
    refuse_existing(target, force=force)
    with _written_beside(target, data) as beside:
        if not force:  # never in place of what came in between
            try:
                os.link(beside, target)
            except FileExistsError:
                raise
            except OSError:  # a file system without links
                refuse_existing(target, force=False)
            else:
                return
        beside.replace(target)


def try_file(target: Path, *, force: bool) -> None:
    """Raises as `write_file` would, as far as can be known before; the target stays as it is."""
    refuse_existing(target, force=force)
    with _written_beside(target, SAMPLE):
        pass


@contextmanager
def _written_beside(target: Path, data: bytes) -> Iterator[Path]:
    from tempfile import mkstemp  # noqa: PLC0415 - only with a file to write

    try:
        handle, beside = mkstemp(prefix=".cmio-", dir=target.parent)
    except OSError as error:
        raise _not_made(target, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield Path(beside)
    except OSError as error:
        kind = ReadWriteError if error.errno in FAILED_WRITES else OutputExistsError
        raise kind(f"{target}: {why_not_written(error)}") from None
    finally:
        Path(beside).unlink(missing_ok=True)


def _not_made(target: Path, error: OSError | ValueError) -> OutputExistsError:
    if isinstance(error, FileNotFoundError) and not target.parent.is_dir():
        return OutputExistsError(f"{target}: There is no folder {target.parent}.")
    reason = error.strerror if isinstance(error, OSError) else "the name is not valid"
    return OutputExistsError(f"{target}: It cannot be made there: {reason}.")


def refuse_existing(target: Path, *, force: bool) -> None:
    """`OutputExistsError` where it stands without ``force``, or is no regular file."""
    try:
        mode = target.lstat().st_mode
        with suppress(OSError):  # of a link that leads nowhere
            mode = target.stat().st_mode
        if os.path.realpath(target.parent) == DEVICES:  # perhaps an open stream of a file
            mode = stat.S_IFCHR
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise _not_made(target, error) from None
    if not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
        raise OutputExistsError(f"{target}: This is not a regular file. Give another name.")
    if not force:
        raise OutputExistsError(
            f"{target}: This exists already. Give another name, or --force to replace it."
        )


def refuse_inputs(target: str | None, inputs: Iterable[str]) -> None:
    """No result is written over what it is made from, by any name, ``--force`` or not."""
    if target is None or target == "-":
        return
    found = looks_of(target)
    for each in inputs:
        if found & looks_of(each):
            source = "standard input" if each == "-" else each
            raise OutputExistsError(
                f"{target}: The result would be written over {source}, from which it is made. "
                "Give another name."
            )


def looks_of(name: str) -> set[tuple[int, int]]:
    """What tells a file from others: of itself, and of what it leads to where it is a link."""
    found = set()
    for look in (os.stat, os.lstat):
        with suppress(OSError, ValueError):  # it is not there, or no name
            seen = os.fstat(STANDARD_INPUT) if name == "-" else look(name)
            found.add((seen.st_dev, seen.st_ino))
    return found


def terminal_width() -> int:
    """The width to draw for, 40 to 120 columns: ``COLUMNS``, else the terminal's, else 80."""
    from shutil import get_terminal_size  # noqa: PLC0415 - for a terminal only

    return max(NARROWEST, min(WIDEST, get_terminal_size((USUAL, USUAL)).columns))


def is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


def has_terminal() -> bool:
    """Whether a person can be asked: what they type is read, and what is asked is seen."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def wants_color(choice: str) -> bool:
    """Whether to color standard output: as told, else on a terminal without NO_COLOR or dumb."""
    if choice != "auto":
        return choice == "always"
    return is_terminal(sys.stdout) and not is_plain()


def is_plain() -> bool:
    """Whether a terminal is to get no escape byte."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def shows_unicode() -> bool:
    if not is_terminal(sys.stdout):
        return True
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
