"""The program: the one boundary that turns outcomes into exit codes."""

import io
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, TextIO

from cmio_advisor.cli.output import deliver, say, silence_standard_output
from cmio_advisor.errors import AdvisorError, ReadWriteError

OK, BUG = 0, 70
INTERRUPTED = 130
ENDED_BY = {
    128 + getattr(signal, name): getattr(signal, name)
    for name in ("SIGTERM", "SIGHUP")
    if hasattr(signal, name)
}
"""Signals that end a command, by the exit code of that: another ends it, or its terminal closes."""
COMPLETES = "_CMIO_ADVISOR_COMPLETE"
"""The variable by which a shell asks for what could be typed next."""


def overview() -> str:
    """What the program can do, on one page: shown without any of the commands being loaded."""
    return Path(__file__).with_name("overview.txt").read_text(encoding="utf-8")


def command_names() -> list[str]:
    """The commands that the page lists; how a line of it goes on stands farther in."""
    listed = overview().partition("\nCommands:\n")[2].partition("\n\n")[0]
    return [line.split()[0] for line in listed.splitlines() if line[2] != " "]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and give back its exit code; nothing else decides one."""
    try:
        code = (_complete if COMPLETES in os.environ else _invoke)(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except AdvisorError as error:
        say(str(error))
        return error.exit_code
    except BrokenPipeError:
        silence_standard_output()
        return OK
    except OSError as error:
        silence_standard_output()
        say(f"Reading or writing failed: {error.strerror or error}. No file was left half written.")
        return ReadWriteError.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as leaving:  # by a signal, or the parser's answer to a closed pipe
        return leaving.code if isinstance(leaving.code, int) and leaving.code in ENDED_BY else OK
    except Exception as error:
        # So says an import of a library for which there is no memory.
        if isinstance(error, MemoryError) or "failed to map segment" in str(error):
            say("There is not enough memory. Free some, or raise its limit (ulimit -v).")
            return ReadWriteError.exit_code
        say(
            f"cmio-advisor has a bug: {type(error).__name__}. Please report what you ran. "
            "Set CMIO_ADVISOR_DEBUG=1 to see where it happened."
        )
        if os.environ.get("CMIO_ADVISOR_DEBUG"):
            raise
        return BUG
    return code


def _invoke(arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given in ([], ["help"], ["--help"], ["-h"]):
        deliver(overview(), None, force=False)
        return OK
    from cmio_advisor.cli.command_line import invoke  # noqa: PLC0415 - the overview needs none of it

    return invoke(arguments)


def _complete(arguments: Sequence[str] | None) -> int:
    """Answer a shell that completes a word; a line being typed is no place to say what is wrong."""
    from typer.completion import completion_init  # type: ignore[attr-defined]  # noqa: PLC0415 - for a shell only

    from cmio_advisor.cli.command_line import invoke  # noqa: PLC0415 - as above

    completion_init()
    with suppress(Exception, SystemExit):
        invoke(arguments)
    return OK


def _end(signal_number: int, frame: object) -> NoReturn:
    del frame
    signal.signal(signal_number, signal.SIG_IGN)  # a shell repeats what the system said already
    raise SystemExit(128 + signal_number)


def run() -> NoReturn:
    """Run, then leave by ``os._exit``: to tear the interpreter down takes a sixth of a start."""
    make_streams_whole()
    handlers = {**dict.fromkeys(ENDED_BY.values(), _end), signal.SIGINT: signal.default_int_handler}
    for number, handler in handlers.items():
        if signal.getsignal(number) is signal.SIG_DFL:  # so far; where it is ignored it stays so
            signal.signal(number, handler)
    code = main()
    if sys.stderr is not None:
        with suppress(OSError):  # where it is full, what failed to be said changes no exit code
            sys.stderr.flush()
    os._exit(code)


def make_streams_whole() -> None:
    """
    Give the standard streams that block, and buffers whose every write takes all that it is given,
    or fails. Where a stream does not block, Python takes "nothing yet" for the end; unbuffered, it
    drops what one call did not take (a full disk), and ends with 0.
    """
    for number in range(3):
        with suppress(OSError, AttributeError):  # it is closed, or a system that has none
            os.set_blocking(number, True)
    sys.stdout, sys.stderr = _whole(sys.stdout), _whole(sys.stderr)


def _whole(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):  # closed, or not the system's own
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(stream.fileno(), "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering or stream.write_through,
    )
