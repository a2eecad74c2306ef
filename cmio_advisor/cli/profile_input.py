"""The profile a command works on: a file or standard input, with what options give laid over it."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from cmio_advisor.cli.output import is_terminal, say
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import InvalidInputError, UsageError
from cmio_advisor.loading.profile.reader import Assignment, laid_over, read_profile
from cmio_advisor.loading.text.files import PROFILE_ENDINGS, STANDARD_INPUT, read_document
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable, node_of

RESULTS = ("cmio-advisor/assessment/", "cmio-advisor/plan/", "cmio-advisor/explanation/")
"""How the formats of results begin that hold the profile they are about."""


def named_profile(arguments: Sequence[str] | None) -> tuple[str | None, tuple[str, ...]]:
    """The profile among arguments (a file, a path, ``-``), and the ids; `UsageError` for two."""
    given = tuple(arguments or ())
    profiles = []
    for each in given:
        is_path = Path(each).name != each or each.lower().endswith(PROFILE_ENDINGS)
        is_file = os.path.isfile(each)  # noqa: PTH113 - Path's raises of a name that is too long
        profiles += [each] if each == STANDARD_INPUT or is_path or is_file else []
    if len(profiles) > 1:
        raise UsageError(f"{profiles[1]}: Give one profile. {profiles[0]} is one already.")
    return next(iter(profiles), None), tuple(each for each in given if each not in profiles)


def read_profile_input(
    path: str | None,
    answers: Sequence[Assignment],
    roadmap: Roadmap,
    on: date | None = None,
    *,
    quiet: bool = False,
) -> Profile:
    """With the answers given laid over; what was read in other words is noted."""
    document = laid_over(read_profile_node(path), answers)
    return profile_of(document, source_name(path), roadmap, None if quiet else [], on)


def read_profile_node(path: str | None) -> Node:
    """A document, or the profile in a result as JSON; an empty one without a file."""
    if path == STANDARD_INPUT and is_terminal(sys.stdin):
        say("Reading a profile from standard input. End it with Ctrl-D.")
    document = read_document(path) if path is not None else Node({}, "")
    schema = document.entries.get("schema", Node(""))
    if "profile" in document.entries and str(schema.value).startswith(RESULTS):
        return document.entries["profile"]
    return document


def source_name(path: str | None) -> str:
    """What messages call the place that a profile came from."""
    return "standard input" if path == STANDARD_INPUT else path or "the answers given"


def profile_of(
    node: Node, name: str, roadmap: Roadmap, noted: list[str] | None = None, on: date | None = None
) -> Profile:
    """
    The profile in a document from the place of that ``name``, on the day ``on``; what was read in
    other words is noted once, beside the lines in ``noted``. `InvalidInputError`; `UsageError`
    where only options are wrong.
    """
    problems = Problems(name, human=True, on=on)
    try:
        profile = read_profile(node, roadmap, problems)
    except Unreadable:
        lines = problems.lines()
        if all(line.startswith("--") for line in lines):
            raise UsageError("\n".join(lines)) from None
        raise InvalidInputError(lines) from None
    if noted is not None and (
        lines := [each for each in problems.read_lines() if each not in noted]
    ):
        say("\n".join(lines))
        noted += lines
    return profile


def profile_from_answers(answers: Mapping[str, object], roadmap: Roadmap) -> Profile:
    """The profile in answers as a profile file has them; `InvalidInputError` for no valid one."""
    return profile_of(node_of(answers, ""), source_name(None), roadmap)
