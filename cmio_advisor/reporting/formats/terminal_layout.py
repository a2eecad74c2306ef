"""The few Rich pieces that the terminal form is laid out with. Rich is loaded when one is made."""

import re
from typing import TYPE_CHECKING

from cmio_advisor.reporting.document.cleaning import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.table import Table
    from rich.text import Text

INDENT = 2


def styled(text: str, style: str = "") -> "Text":
    """The text, cleaned, in a style: the only way text enters Rich."""
    from rich.text import Text  # noqa: PLC0415 - only the terminal form pays for Rich

    return Text(visible(text), style=style)


def indented(body: "RenderableType") -> "RenderableType":
    """The body, two columns to the right."""
    from rich.padding import Padding  # noqa: PLC0415 - only the terminal form pays for Rich

    return Padding(body, (0, 0, 0, INDENT))


def with_address(text: "Text", url: str, *, in_short: bool) -> "RenderableType":
    """
    A text and a web address as a link: on one line where both fit; else below the text, and in
    short without it, in lines that each end between two of its parts.
    """
    from rich.text import Text  # noqa: PLC0415 - only the terminal form pays for Rich

    class WithAddress:
        def __rich_console__(
            self, console: "Console", options: "ConsoleOptions"
        ) -> "Iterator[RenderableType]":
            del console
            whole = Text.assemble(text, ": ", (url, f"link {url}"))
            if whole.cell_len <= options.max_width:
                yield whole
                return
            if not in_short:
                yield text.copy().append(":")
            for line in _lines_of(url, options.max_width):
                yield Text(line, f"link {url}")

    return WithAddress()


def _lines_of(url: str, width: int) -> "Iterator[str]":
    """The address in lines of at most that width."""
    line = ""
    for part in re.findall(r".+?(?:[/?&=.-]+|$)", url):
        if line and len(line) + len(part) > width:
            yield line
            line = ""
        line += part
    yield line


def with_command(text: "Text") -> "RenderableType":
    """
    A text that ends in a command to type: where it needs several lines the command stands below the
    words, and each of its lines but the last ends as a shell wants it, so that it can be pasted.
    """
    from rich.text import Text  # noqa: PLC0415 - only the terminal form pays for Rich

    found = re.fullmatch(r"(.*:) (cmio-advisor .+)", text.plain)
    if found is None:
        return text
    words, command = found.groups()

    class WithCommand:
        def __rich_console__(
            self, console: "Console", options: "ConsoleOptions"
        ) -> "Iterator[RenderableType]":
            del console
            if text.cell_len <= options.max_width:
                yield text
                return
            yield text[: len(words)]
            for line in _typed_lines(command, options.max_width):
                yield Text(line)

    return WithCommand()


def _typed_lines(command: str, width: int) -> "Iterator[str]":
    """The command in lines of at most that width, broken between its arguments."""
    line = ""
    for argument in re.findall(r"(?:'[^']*'|\S)+", command):
        if line and len(line) + len(argument) + len("  \\") > width:
            yield f"{line} \\"
            line = f"  {argument}"
        else:
            line = f"{line} {argument}" if line else argument
    yield line


def stacked(*parts: "RenderableType") -> "RenderableType":
    """The parts below each other."""
    from rich.console import Group  # noqa: PLC0415 - only the terminal form pays for Rich

    return Group(*parts)


def hanging(sign: "Text", body: "Sequence[RenderableType]") -> "RenderableType":
    """The body to the right of a sign, all its lines aligned."""
    rows = grid()
    rows.add_column(no_wrap=True)
    rows.add_column(ratio=1, overflow="fold")
    rows.add_row(sign, stacked(*body))
    return rows


def grid() -> "Table":
    """A table without lines, a space between its columns."""
    from rich.table import Table  # noqa: PLC0415 - only the terminal form pays for Rich

    return Table.grid(padding=(0, 1), expand=True)
