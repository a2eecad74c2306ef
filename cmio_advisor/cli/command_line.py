"""
The command line: its commands by name, their help, and what is said after a slip.

A command's module is imported when the command is invoked, so that each start pays only for what
it uses.
"""

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from shlex import quote
from types import ModuleType
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from cmio_advisor import __version__
from cmio_advisor.cli.help import HelpfulCommand, HelpfulGroup
from cmio_advisor.cli.overview import COMMANDS, overview

OK, WRONG_USAGE = 0, 2
ELSEWHERE = {
    **dict.fromkeys(("ids", "id"), "roadmap ids"),
    "whatif": "what-if",
    "show": "roadmap show",
    "check": "roadmap check",
    "schema": "roadmap schema",
    "template": "report --template",
    "version": "--version",
    **dict.fromkeys(("interview", "ask", "start", "assessment"), "assess"),
    **dict.fromkeys(("salary", "compensation", "offer"), "pay"),
    **dict.fromkeys(("certifications", "certification", "certs", "exams"), "eligible"),
    **dict.fromkeys(("why", "requirement"), "explain"),
    **dict.fromkeys(("batch", "caseload", "clients"), "report"),
    **dict.fromkeys(("fellowships", "degrees", "courses"), "programs"),
    **dict.fromkeys(("profile", "new-profile"), "init"),
    **dict.fromkeys(("cv", "resume", "linkedin"), "import"),
    **dict.fromkeys(("timeline", "calendar", "schedule"), "plan"),
}
"""What else a command is called, and what it is called here."""


class LazyCommands(HelpfulGroup):
    """The commands, imported by name; the overview needs their one-line helps only."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - the library keeps its types private
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - as above
        del ctx
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        name += "_" * iskeyword(name)
        module = import_module(f"cmio_advisor.cli.commands.{name}")
        command = typer.main.get_command(getattr(module, "app", None) or _alone(module, name))
        command.name = cmd_name
        return command

    def hint(self, ctx: Any, name: str) -> str:  # noqa: ANN401 - as above
        plain = name.casefold().replace("_", "-")
        meant = ELSEWHERE.get(plain, plain if plain in COMMANDS else None)
        if meant is None and _is_profile(name):
            meant = f"assess {quote(name)}"
        return f"Did you mean: cmio-advisor {meant}" if meant else super().hint(ctx, name)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        del ctx
        formatter.write(overview())


def _alone(module: ModuleType, name: str) -> typer.Typer:
    """The one command of a module, a function that is called as the module is."""
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(cls=HelpfulCommand)(getattr(module, name))
    return alone


def _is_profile(name: str) -> bool:
    from cmio_advisor.cli.profile_input import named_profile  # noqa: PLC0415 - after a slip only

    return named_profile([name])[0] is not None


app = typer.Typer(
    cls=LazyCommands,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - the library calls it so
    if wanted:
        from cmio_advisor.cli.output import deliver  # noqa: PLC0415 - only where it is used

        deliver(f"cmio-advisor {__version__}\n", None, force=False)
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
    """Nothing of its own; `overview` says what there is."""
    del version


def invoke(arguments: Sequence[str] | None) -> int:
    """Run the command that the arguments name; without arguments those of the process."""
    command = typer.main.get_command(app)
    try:
        outcome = command.main(
            args=None if arguments is None else list(arguments),
            prog_name="cmio-advisor",
            standalone_mode=False,
        )
    except TyperException as error:
        with suppress(OSError):
            error.show()  # type: ignore[attr-defined]
        return int(getattr(error, "exit_code", WRONG_USAGE))
    return outcome if isinstance(outcome, int) else OK
