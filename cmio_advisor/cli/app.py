"""
The application: its commands by name, and the one boundary that turns outcomes into exit codes.

A command's module is imported when the command is invoked, so that each start pays only for what
it uses.
"""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from cmio_advisor import __version__
from cmio_advisor.errors import AdvisorError, ReadWriteError, UsageError

COMMANDS = {
    "assess": "Compare a person's answers with the roadmap: next steps and an estimated pay band.",
    "eligible": "Show which certifications a person may sit for now, and what the others need.",
    "plan": "Lay the open steps out in time: order, dates, costs, and doors that close.",
    "what-if": "Show what other answers, another day or other rules would change.",
    "explain": "Explain one result: the rule, what it saw, and what would turn it.",
    "programs": "List fellowships, degrees and courses by place, price and date.",
    "report": "Assess a whole caseload: a report for each client and a summary of all.",
    "pay": "Show what a role pays: the band, and the published figures beside it.",
    "guide": "Read about the job: what those who hold it do, with sources and corrections.",
    "roadmap": "Show or check a roadmap, for those who write one.",
}
OK, BUG = 0, 70
INTERRUPTED, TERMINATED = 130, 143
COMPLETES = "_CMIO_ADVISOR_COMPLETE"
"""The variable by which a shell asks for what could be typed next."""


class LazyCommands(TyperGroup):
    """
    The commands, imported by name; the overview needs their one-line helps only.
    """

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - the library keeps its type private
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - as above
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cmio_advisor.cli.commands.{cmd_name.replace('-', '_')}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        if args and args[0] not in COMMANDS:
            from cmio_advisor.loading.shapes.shapes import nearest  # noqa: PLC0415 - after a slip only

            hint = nearest(args[0], COMMANDS) or f" There are: {', '.join(COMMANDS)}."
            raise UsageError(f'There is no command "{args[0][:60]}".{hint}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=LazyCommands,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - the library calls it so
    if wanted:
        typer.echo(f"cmio-advisor {__version__}")
        raise typer.Exit


@app.callback()
def cmio_advisor(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and leave."
        ),
    ] = False,
) -> None:
    """
    How far a person is from a role that a roadmap leads to, what to do next, and what the job
    pays. Every fact has its source. Nothing leaves this machine.
    """
    del version


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run one command line and give back its exit code; nothing else decides one.
    """
    try:
        code = (_complete if COMPLETES in os.environ else _invoke)(arguments)
        _flush()
    except AdvisorError as error:
        _say(str(error))
        return error.exit_code
    except TyperException as error:
        with suppress(OSError):
            error.show()  # type: ignore[attr-defined]
        return int(getattr(error, "exit_code", 2))
    except BrokenPipeError:
        _silence_standard_output()
        return OK
    except OSError as error:
        _silence_standard_output()
        _say(f"Writing failed: {error.strerror or error}. Nothing was left half written.")
        return ReadWriteError.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as leaving:  # terminated, or the parser's answer to a closed pipe
        return TERMINATED if leaving.code == TERMINATED else OK
    except Exception as error:
        if (store := _cache_in_use()) is not None:  # which may be what is broken
            with store.distrusted_cache():
                return main(arguments)
        _say(
            f"cmio-advisor has a bug: {type(error).__name__}. Please report what you ran. "
            "Set CMIO_ADVISOR_DEBUG=1 to see where it happened."
        )
        if os.environ.get("CMIO_ADVISOR_DEBUG"):
            raise
        return BUG
    return code


def _invoke(arguments: Sequence[str] | None) -> int:
    command = typer.main.get_command(app)
    outcome = command.main(
        args=list(arguments) if arguments is not None else None,
        prog_name="cmio-advisor",
        standalone_mode=False,
    )
    return outcome if isinstance(outcome, int) else OK


def _complete(arguments: Sequence[str] | None) -> int:
    """
    Answer a shell that completes a word. Whatever is wrong with what it asks, or with the roadmap,
    a line that somebody is typing is no place to say it.
    """
    with suppress(Exception, SystemExit):
        _invoke(arguments)
    return OK


def _cache_in_use() -> Any:  # noqa: ANN401 - a module
    """
    The store of roadmaps, if the command worked with one from the cache.
    """
    store = sys.modules.get("cmio_advisor.loading.roadmap.store")
    return store if store is not None and store.CACHE.used else None


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _silence_standard_output() -> None:
    from cmio_advisor.cli.output import silence_standard_output  # noqa: PLC0415 - as below

    silence_standard_output()


def _say(text: str) -> None:
    """
    One message to standard error, with foreign control characters made visible.
    """
    from cmio_advisor.cli.output import say  # noqa: PLC0415 - only when something went wrong

    say(text)


def _terminated(signal_number: int, frame: object) -> NoReturn:
    del signal_number, frame
    raise SystemExit(TERMINATED)


def run() -> NoReturn:
    """
    The console entry: run, then leave at once.

    Why ``os._exit``: tearing the interpreter down takes a sixth of a start; everything has been
    flushed and closed by then.
    """
    from cmio_advisor.cli.whole_writes import write_streams_whole  # noqa: PLC0415 - tests have their own

    gc.disable()  # one short command makes no garbage worth collecting
    write_streams_whole()
    signal.signal(signal.SIGTERM, _terminated)
    code = main()
    if sys.stderr is not None:
        with suppress(OSError):  # where it is full, what failed to be said changes no exit code
            sys.stderr.flush()
    os._exit(code)
