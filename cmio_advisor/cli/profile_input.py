"""
The profile a command works on: a file or standard input, with the flags laid over it.
"""

import sys
from collections.abc import Mapping, Sequence

from cmio_advisor.cli.output import is_terminal, say
from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.record import Record
from cmio_advisor.domain.roadmap import Roadmap
from cmio_advisor.errors import InvalidInputError, UsageError
from cmio_advisor.loading.files import STANDARD_INPUT, read_document
from cmio_advisor.loading.nodes import Node, Problems, Unreadable, node_of
from cmio_advisor.loading.profile_reader import read_profile

NOTHING = ("none", "unknown")


class Flag(Record, kw_only=False):
    """
    One answer given on the command line: its option, the profile field it fills, its value.

    ``field`` is a dotted path; a list replaces the list that the file has.
    """

    option: str
    field: str
    value: str | int | Sequence[str] | None

    @property
    def is_given(self) -> bool:
        return self.value is not None and self.value != []


def read_profile_input(path: str | None, flags: Sequence[Flag], roadmap: Roadmap) -> Profile:
    """
    The profile in a file (``-`` for standard input) with every given flag laid over it.

    Raises:
        InputMissingError: the file cannot be read.
        InvalidInputError: the file is not a valid profile.
        UsageError: only flags are wrong.
    """
    if path == STANDARD_INPUT and is_terminal(sys.stdin):
        say("Reading a profile from standard input. End it with Ctrl-D.")
    node = read_document(path) if path is not None else Node({}, "")
    for flag in flags:
        if flag.is_given:
            node = _laid_over(node, flag.field.split("."), _flag_node(flag))
    name = "standard input" if path == STANDARD_INPUT else path or "the answers given"
    problems = Problems(name)
    try:
        return read_profile(node, roadmap, problems)
    except Unreadable:
        lines = problems.lines()
        if all(line.startswith("--") for line in lines):
            raise UsageError("\n".join(lines)) from None
        raise InvalidInputError(lines) from None


def profile_from_answers(answers: Mapping[str, object], roadmap: Roadmap) -> Profile:
    """
    The profile in answers that have the form of a profile file, as the interview gives them.

    Raises:
        InvalidInputError: they are not a valid profile.
    """
    problems = Problems("the answers given")
    try:
        return read_profile(node_of(answers, ""), roadmap, problems)
    except Unreadable:
        raise InvalidInputError(problems.lines()) from None


def _flag_node(flag: Flag) -> Node:
    value = flag.value
    if isinstance(value, str | int):
        return Node(value, flag.option)
    values = list(value or ())
    if len(values) == 1 and values[0] in NOTHING:
        return Node(values[0], flag.option)
    return node_of(values, flag.option)


def _laid_over(node: Node, path: list[str], value: Node) -> Node:
    """
    The document with one field replaced; what stood in its way (a list, a bare word) is dropped.

    A number of years told by a flag also replaces dates that the file gives for the same work.
    """
    entries = dict(node.value) if isinstance(node.value, Mapping) else {}
    name, *rest = path
    if rest:
        entries[name] = _laid_over(entries.get(name, Node({}, value.place)), rest, value)
    else:
        entries[name] = value
        if name == "years":
            entries.pop("from", None)
            entries.pop("to", None)
    return Node(entries, node.place or value.place)
