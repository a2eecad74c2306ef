"""The commands by name, each imported when it is invoked; their help, and what follows a slip."""

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any, Literal

import typer
from typer.completion import get_completion_script  # type: ignore[attr-defined]  # not in ``__all__``
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from cmio_advisor import __version__
from cmio_advisor.cli.app import COMPLETES, command_names, overview
from cmio_advisor.cli.output import deliver
from cmio_advisor.errors import UsageError

BESIDE = {
    "compare": "what_if",
    "eligible": "explain",
    "guide": "programs",
    "init": "import_",
    "pay": "programs",
}
"""The command in whose module another stands."""


def command_words() -> Any:  # noqa: ANN401 - as commands.yaml has them
    """By the name of a command: examples, what its options are for, what else it is called."""
    from cmio_advisor.loading.text.files import read_beside  # noqa: PLC0415 - for help only
    from cmio_advisor.loading.text.nodes import plain  # noqa: PLC0415 - for help only

    return plain(read_beside(__file__, "commands.yaml"))


class Helpful:
    """Help that has the options in groups, and examples; commands.yaml has its words."""

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - the library keeps its types private
        self.explain(ctx)
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_short_help_str(self: Any, limit: int = 45) -> str:
        words = command_words()["words"]
        about = (each.get("about") for name, each in words.items() if name.split()[-1] == self.name)
        self.help = self.help or next(about, None)
        return super().get_short_help_str(limit)  # type: ignore[misc, no-any-return]

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """The arguments and options, each under the heading of its kind."""
        groups: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for each in self.get_params(ctx):
            usual = "Arguments" if each.param_type_name == "argument" else "Options"
            if record := each.get_help_record(ctx):
                panel = getattr(each, "rich_help_panel", None) or usual
                groups.setdefault(panel, []).append(record)
        for title, records in groups.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def explain(self: Any, ctx: Any) -> None:  # noqa: ANN401 - as above
        """Give it, its arguments and options the words that help and a shell need, and no run."""
        words = command_words()["words"]
        own = {**words["shared"], **words.get(ctx.command_path.partition(" ")[2], {})}
        self.help = self.help or own.get("about")
        for each in self.params:
            name = each.opts[0] if each.param_type_name == "option" else each.metavar
            choices = ", ".join(getattr(each.type, "choices", ()))
            each.help = each.help or own.get(name, "").replace("{choices}", choices)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        lines = command_words()["examples"].get(ctx.command_path.partition(" ")[2], ())
        if lines:
            with formatter.section("Examples"):
                for line in lines:
                    formatter.write(f"  cmio-advisor {line}\n")


class HelpfulCommand(Helpful, TyperCommand):
    """A command with such help. No option is the value of the one before it."""

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401 - as above
        self.explain(ctx)
        return super().shell_complete(ctx, incomplete)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as above
        left = super().parse_args(ctx, args)
        options = [each for each in self.params if each.param_type_name == "option"]
        names = {name for each in options for name in each.opts}
        for each in options:
            value = str(ctx.params.get(each.name))
            if value.startswith("--") or value in names:
                raise UsageError(f'{each.opts[0]}: Its value is missing: "{value[:40]}" follows.')
        return left


class HelpfulGroup(Helpful, TyperGroup):
    """Commands under one name. Alone it says what they are, and so does "help"."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as above
        if not args and not ctx.resilient_parsing:
            args = ["--help"]
        elif args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        if args and args[0] not in self.list_commands(ctx):
            raise UsageError(f'There is no command "{args[0][:60]}". {self.hint(ctx, args[0])}')
        return super().resolve_command(ctx, args)

    def hint(self, ctx: Any, name: str) -> str:  # noqa: ANN401 - as above
        from cmio_advisor.loading.shapes.shapes import nearest  # noqa: PLC0415 - after a slip only

        known = self.list_commands(ctx)
        return nearest(name, known).strip() or f"There are: {', '.join(known)}."

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Each command with the whole of its first sentence."""
        commands: dict[str, Any] = {
            name: self.get_command(ctx, name) for name in self.list_commands(ctx)
        }
        rows = [(name, each.get_short_help_str(400)) for name, each in commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class LazyCommands(HelpfulGroup):
    """The commands, imported by name; the overview needs their one-line helps only."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - the library keeps its types private
        del ctx
        return command_names()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - as above
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        name += "_" * iskeyword(name)
        module = import_module(f"cmio_advisor.cli.commands.{BESIDE.get(name, name)}")
        commands = getattr(module, "app", None)
        if commands is None:  # the module has one, or those of ``BESIDE``
            commands = typer.Typer(rich_markup_mode=None, add_completion=False)
            commands.command(cls=HelpfulCommand)(getattr(module, name))
        command = typer.main.get_command(commands)
        command.name = cmd_name
        return command

    def hint(self, ctx: Any, name: str) -> str:  # noqa: ANN401 - as above
        plain = name.casefold().replace("_", "-")
        named = command_words()["elsewhere"].items()
        ours = (each for each, names in named if plain in names)
        meant = next(ours, plain if plain in command_names() else None)
        from shlex import quote  # noqa: PLC0415 - after a slip only

        from cmio_advisor.cli.profile_input import named_profile  # noqa: PLC0415 - after a slip only

        if meant is None and named_profile([name])[0] is not None:
            meant = f"assess {quote(name)}"
        return f"Did you mean: cmio-advisor {meant}" if meant else super().hint(ctx, name)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        del ctx
        formatter.write(overview())


app = typer.Typer(
    cls=LazyCommands,
    add_completion=False,  # the library's own options write into the user's shell files
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_and_leave(ctx: typer.Context, asked: Any) -> None:  # noqa: ANN401 - as declared below
    """The version, or what completes words in a shell; where one asks what may follow, nothing."""
    if not asked or ctx.resilient_parsing:
        return
    text = f"cmio-advisor {__version__}"
    if asked is not True:
        name = "cmio-advisor"
        text = get_completion_script(prog_name=name, complete_var=COMPLETES, shell=asked)
    deliver(f"{text}\n", None, force=False)
    raise typer.Exit


@app.callback()
def cmio_advisor(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_and_leave,
            is_eager=True,
            help="Show the version and leave.",
        ),
    ] = False,
    show_completion: Annotated[
        Literal["bash", "zsh", "fish", "powershell"] | None,
        typer.Option(callback=_print_and_leave, is_eager=True, help="Print what completes words."),
    ] = None,
) -> None:
    """Nothing of its own; `overview` says what there is."""
    del version, show_completion


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
        return int(getattr(error, "exit_code", UsageError.exit_code))
    return outcome if isinstance(outcome, int) else 0
