"""Clients as decoded profiles: JSON Lines, one a line, each at no cost to another."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedReader, TextIOWrapper
from typing import Any, NoReturn

from cmio_advisor.loading.clients.table import Record
from cmio_advisor.loading.text.files import BOM, LARGEST_FILE, decode_text
from cmio_advisor.loading.text.nodes import DEEPEST, Fault, Problems, Unreadable, plain

LARGE_NUMBER = re.compile(rb"[0-9](?:[eE]\+?[0-9]{3}|[0-9]{29})")
"""How a number is written that may be too large; the fast way would read an infinity."""


def json_lines(file: BufferedReader) -> Iterator[Record]:
    """One profile a line, however lines end; empty lines are passed over."""
    text, number = TextIOWrapper(file, "latin-1"), 0  # in which bytes stay what they are
    try:
        while line := text.readline(LARGEST_FILE + 1).encode("latin-1"):
            number += 1
            if len(line) > LARGEST_FILE:
                while line and not line.endswith(b"\n"):
                    line = text.readline(LARGEST_FILE).encode("latin-1")
                advice = "This line is longer than 1 MB. A profile is shorter."
                yield Record(where=str(number), faults=(Fault(advice=advice),))
            elif line.strip():
                yield _line_record(line.removeprefix(BOM) if number == 1 else line, str(number))
    finally:
        with suppress(ValueError):  # the opener of the bytes has closed them already
            text.detach()


def _line_record(line: bytes, where: str) -> Record:
    if LARGE_NUMBER.search(line):
        return _strictly(line.rstrip(), where)
    try:
        answers = json.loads(line.decode(), object_pairs_hook=_single_keys, parse_constant=_refused)
    except (ValueError, RecursionError):
        return _strictly(line.rstrip(), where)
    if line.count(b"[") + line.count(b"{") > DEEPEST and _is_deeper(answers, DEEPEST):
        return _strictly(line.rstrip(), where)
    return answers_record(answers, where)


def _is_deeper(value: object, levels: int) -> bool:
    """Whether lists and mappings lie in each other more levels deep."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(levels == 0 or _is_deeper(each, levels - 1) for each in inside)


def _single_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        raise ValueError
    return entries


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)


def _strictly(data: bytes, where: str) -> Record:
    """The entry in a line that the fast way refused, or what is wrong with it."""
    from cmio_advisor.loading.text.strict_json import decode_json  # noqa: PLC0415 - after a fault only

    problems = Problems("")
    try:
        return answers_record(plain(decode_json(decode_text(data, problems), problems)), where)
    except Unreadable:
        return Record(where=where, faults=tuple(map(_placed, problems.found)))


def _placed(problem: Fault) -> Fault:
    """A problem of one line, with its place in the line."""
    line, _, column = problem.place.partition(":")
    return Fault(problem.advice, found=f"character {column or line}")


def answers_record(answers: object, where: str, usual_id: str | None = None) -> Record:
    """The entry of a decoded profile; ``usual_id`` is its id where it tells none."""
    if not isinstance(answers, dict):
        return Record(where=where, faults=(Fault(advice="A profile is a mapping of answers."),))
    if usual_id is not None and answers.get("id") is None:
        answers = {**answers, "id": usual_id}
    id_ = answers.get("id")
    # A number is an id as well, the same as the text of its digits.
    is_id = isinstance(id_, str | int) and not isinstance(id_, bool)
    return Record(where=where, client_id=str(id_) if is_id else None, content=answers)
