"""The options of a command line that give answers: one for each that the table of fields names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, TypeVar

import typer

from cmio_advisor.cli.completion import ids, words
from cmio_advisor.cli.help import ANSWERS
from cmio_advisor.domain.profile.fields import FIELDS, LISTS, CommandOption, Kind, ProfileField
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.profile.settings import Assignment, other_entry
from cmio_advisor.loading.text.nodes import Node, node_of

NOTHING = ("none", "unknown")
T = TypeVar("T")
Given = str | Sequence[str] | None


def with_answer_options(command: Callable[..., T]) -> Callable[..., T]:
    """
    The command with an option for every field that has one, where its ``answers`` stand. These are
    what was given, as settings to be laid over a profile; a list replaces that of the file.
    """
    options = {
        _parameter(option): Parameter(
            _parameter(option),
            Parameter.KEYWORD_ONLY,
            default=None,
            annotation=_annotation(row, option),
        )
        for row in FIELDS
        for option in row.options
    }

    @wraps(command)
    def called(**values: Any) -> T:  # noqa: ANN401 - as the library parsed them
        given = {name: values.pop(name) for name in options}
        return command(answers=tuple(_settings(given)), **values)

    shown: list[Parameter] = []
    for name, each in signature(command).parameters.items():
        shown += options.values() if name == "answers" else [each]
    called.__signature__ = signature(command).replace(parameters=shown)  # type: ignore[attr-defined]
    return called


def _parameter(option: CommandOption) -> str:
    return option.name.removeprefix("--").replace("-", "_")


def _annotation(row: ProfileField, option: CommandOption) -> Any:  # noqa: ANN401 - a type
    is_list = row.kind in LISTS and not option.part
    is_id = bool(row.terms) and option.part in ("", row.key, "specialty")
    more = " May be repeated; replaces the file's list." if is_list else ""
    declared = typer.Option(
        option.name,
        help=f"{option.help}{more}",
        metavar="ID" if is_id else "ANSWER",
        rich_help_panel=ANSWERS,
        autocompletion=ids(row.terms) if is_id else words(() if option.part else row.choices),
    )
    return Annotated[list[str] | None if is_list else str | None, declared]


def _settings(given: Mapping[str, Given]) -> Iterator[Assignment]:
    for row in FIELDS:
        chosen = {
            option: given[_parameter(option)]
            for option in row.options
            if given[_parameter(option)] not in (None, [])
        }
        denied = row.kind is Kind.TRAININGS and _is_denied(row, chosen)
        for option, value in chosen.items():
            path = f"{row.path}.{option.part}" if option.part and not denied else row.path
            node = _node(value, option.name)
            is_list = row.kind is Kind.TRAININGS and isinstance(node.value, list)
            yield Assignment(path, _finished(row, node) if is_list else node)


def _node(value: Given, place: str) -> Node:
    if not isinstance(value, list):
        return node_of(value, place)
    if len(value) == 1 and value[0] in NOTHING:
        return Node(value[0], place)
    return Node([other_entry(each, place) or Node(each, place) for each in value], place)


def _finished(row: ProfileField, node: Node) -> Node:
    """Trainings named by an option alone: those that are finished and accredited."""
    place = node.place
    said = {"status": Node("completed", place), "accredited": Node("yes", place)}
    entries = node.value if isinstance(node.value, list) else []
    return Node([Node({row.key: each, **said}, place) for each in entries], place)


def _is_denied(row: ProfileField, given: Mapping[CommandOption, Given]) -> bool:
    """Whether the first of several options of one training says that there is none."""
    first = row.options[0]
    if not first.part or given.get(first) not in NOTHING:
        return False
    if len(given) > 1:
        raise UsageError(
            f"{first.name} {given[first]} leaves no status, no date and no country to tell."
        )
    return True
