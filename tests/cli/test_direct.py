"""A line that is read without the library of the command line is read as the library reads it."""

import shlex
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.cli.command_line import EXAMPLES, add_command
from cmio_advisor.cli.direct import GROUP, command_named, plain_call, plain_values
from cmio_advisor.cli.options import Parameters, parameters
from cmio_advisor.cli.overview import COMMANDS
from cmio_advisor.errors import UsageError

WORDS = ("a", "b.yaml", "-", "json", "html", "", "4", "-1", "--", "-x", "x=y", "always")


class Library:
    """What the library reads for the parameters of a command."""

    def __init__(self, name: str) -> None:
        self.declared: Parameters = parameters(command_named(name))
        self._read: dict[str, Any] = {}

        def command(**values: object) -> None:
            self._read = values

        command.parameters = self.declared  # type: ignore[attr-defined]
        app = typer.Typer(add_completion=False)
        add_command(app, command)
        self._command = typer.main.get_command(app)

    def read(self, line: list[str]) -> object:
        try:
            self._command.main(args=line, standalone_mode=False)
        except UsageError as error:
            return str(error)
        return self._read


LIBRARY = {name: Library(name) for name in COMMANDS if name != GROUP}


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    name = draw(st.sampled_from(sorted(LIBRARY)))
    every = [option for _, each in LIBRARY[name].declared.values() for option in each.names]
    option = st.sampled_from(every)
    word = st.sampled_from(WORDS)
    either = st.one_of(
        st.tuples(option, word),
        st.tuples(word),
        st.tuples(option),
        st.builds(lambda left, right: (f"{left}={right}",), option, word),
    )
    return name, [each for part in draw(st.lists(either, max_size=4)) for each in part]


@given(lines())
def test_what_is_read_plainly_is_what_the_library_reads(told: tuple[str, list[str]]) -> None:
    name, line = told
    library = LIBRARY[name]
    try:
        plain: object = plain_values(library.declared, line)
    except UsageError as error:
        plain = str(error)
    assert plain is None or plain == library.read(line)


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_each_example_is_plain(name: str) -> None:
    for line in EXAMPLES[name]:
        if "--hours-per-week" not in line and "--objective" not in line:
            assert plain_call(shlex.split(line.partition(" >")[0])) is not None


@pytest.mark.parametrize(
    "line",
    ["roadmap show", "assess --help", "assess --nothing", "assess --as-of", "guess", "pay a b"],
)
def test_all_else_is_left_to_the_library(line: str) -> None:
    assert plain_call(line.split()) is None
