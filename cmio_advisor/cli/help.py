"""The help of commands: options in groups, and examples; and what leads on after a slip."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from cmio_advisor.errors import UsageError

ANSWERS, RESULT, RULES, ASKING = "Answers", "The result", "The day and the rules", "What is asked"
"""Headings under which several commands have options."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "assess": (
        "assess",
        "assess me.yaml -o me.html",
        "assess --degree md --clinical-years 9 --license unrestricted",
        "assess me.yaml --format json > me.json",
    ),
    "plan": (
        "plan me.yaml",
        "plan me.yaml --objective cheapest --hours-per-week 6",
        "plan me.yaml -o me.ics",
    ),
    "eligible": ("eligible me.yaml", "eligible me.yaml cphims abpm-clinical-informatics"),
    "explain": ("explain me.yaml informatics-work", "explain me.yaml cphims"),
    "what-if": (
        "what-if me.yaml --set informatics.years=4",
        "what-if me.yaml --set 'degrees+={degree: mba, status: planned, expected: 2029-05}'",
        "what-if me.yaml --as-of 2027-07-01",
        "what-if me.yaml --roadmap cnio --against cmio",
        "what-if me.yaml then.yaml",
    ),
    "compare": ("compare me.yaml", "compare me.yaml -o compared.html"),
    "programs": ("programs fellowship --near OH", "programs degree --max-price 30000"),
    "pay": ("pay", "pay --state CA --year 2025"),
    "guide": ("guide", "guide skills"),
    "import": (
        "import resume.json -o me.yaml",
        "import linkedin.zip badge.json --accept",
    ),
    "init": ("init me.yaml", "init"),
    "report": (
        "report --template clients.xlsx",
        "report clients.xlsx -o week-48",
        "report clients.xlsx -o week-48 --format html,pdf --resume",
        "report clients.xlsx -o week-48 --roadmap auto",
    ),
    "roadmap": ("roadmap ids requirements", "roadmap check"),
    "roadmap show": ("roadmap show", "roadmap show ci-board"),
    "roadmap ids": ("roadmap ids", "roadmap ids certifications"),
    "roadmap new": ('roadmap new "Pharmacy Informatics Lead" lead',),
    "roadmap check": ("roadmap check", "roadmap check --strict-fresh"),
    "roadmap test": ("roadmap test cio", "roadmap test cio --full"),
    "roadmap diff": ("roadmap diff cmio cnio",),
    "roadmap impact": ("roadmap impact cio cnio clients.xlsx -o impact",),
    "roadmap schema": ("roadmap schema profile", "roadmap schema assessment -o assessment.json"),
}
"""What one could type, by the command's name."""


class HelpfulCommand(TyperCommand):
    """A command whose help has its options in groups, and examples."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - the library keeps its types private
        write_groups(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        write_examples(ctx, formatter)


class HelpfulGroup(TyperGroup):
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
        """Which command may have been meant."""
        from cmio_advisor.loading.shapes.shapes import nearest  # noqa: PLC0415 - after a slip only

        known = self.list_commands(ctx)
        return nearest(name, known).strip() or f"There are: {', '.join(known)}."

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        write_groups(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        write_examples(ctx, formatter)


def write_groups(command: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
    """The arguments and options of a command, each under the heading of its kind."""
    groups: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
    for each in command.get_params(ctx):
        usual = "Arguments" if each.param_type_name == "argument" else "Options"
        if record := each.get_help_record(ctx):
            groups.setdefault(getattr(each, "rich_help_panel", None) or usual, []).append(record)
    for title, records in groups.items():
        if records:
            with formatter.section(title):
                formatter.write_dl(records)


def write_examples(ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
    """What one could type, a line each."""
    lines = EXAMPLES.get(ctx.command_path.partition(" ")[2], ())
    if lines:
        with formatter.section("Examples"):
            for line in lines:
                formatter.write(f"  cmio-advisor {line}\n")
