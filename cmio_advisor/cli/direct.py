"""
The commands by name, and a line that calls one plainly, which is run without the library of the
command line.

Why: importing Typer and making a command of it takes a quarter of a start. Help, a slip, a shell
that completes and any value that is not plain text are left to it, whole.
"""

import os
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from keyword import iskeyword
from typing import Any

from cmio_advisor.cli.options import Parameters, parameters
from cmio_advisor.cli.overview import COMMANDS

GROUP = "roadmap"
"""The one group, which has commands of its own."""
LISTS = (list[str], list[str] | None)
TEXTS = (str, str | None, *LISTS)


def command_named(name: str) -> Any:  # noqa: ANN401 - a function, or a group of the library
    """The command of that name: its module's function, or the group that stands there."""
    plain = name.replace("-", "_")
    plain += "_" * iskeyword(plain)
    module = import_module(f"cmio_advisor.cli.commands.{plain}")
    return getattr(module, "app", None) or getattr(module, plain)


def plain_call(given: list[str]) -> Callable[[], int | None] | None:
    """The command that a line calls with its values; ``None`` where the library has to look."""
    if given[0] not in COMMANDS or given[0] == GROUP or os.name == "nt":  # where names are patterns
        return None
    command = command_named(given[0])
    values = plain_values(parameters(command), given[1:])
    return None if values is None else partial(command, **values)


def plain_values(declared: Parameters, line: Iterable[str]) -> dict[str, Any] | None:
    """What each parameter is by a line, or ``None`` where that is not plain."""
    options = {
        option: name
        for name, (_, each) in declared.items()
        for option in each.names
        if "/" not in option  # a pair: one on, one off
    }
    given: dict[str, Any] = {}
    loose: list[str] = []
    rest = iter(line)
    for word in rest:
        if not word.startswith("-") or word == "-":
            loose.append(word)
            continue
        option, is_told, value = word.partition("=") if word.startswith("--") else (word, "", "")
        name = options.get(option, "")
        kind, each = declared.get(name, (None, None))
        if kind is bool and not is_told:
            given[name] = True
        elif kind in TEXTS or (each and "parser" in each.more):
            value = value if is_told else next(rest, "")
            if not value:
                return None
            given[name] = [*given.get(name, ()), value] if kind in LISTS else value
        else:
            return None
    arguments = [name for name, (_, each) in declared.items() if not each.names]
    if loose and [declared[name][0] in LISTS for name in arguments] == [True]:
        given[arguments[0]] = loose
    elif len(loose) > len(arguments):
        return None
    else:
        given.update(zip(arguments, loose, strict=False))
    values = {name: given.get(name, each.default) for name, (_, each) in declared.items()}
    if "" in loose or ... in values.values():
        return None
    readers = {name: declared[name][1].more.get("parser") for name in given}
    return {**values, **{name: read(given[name]) for name, read in readers.items() if read}}
