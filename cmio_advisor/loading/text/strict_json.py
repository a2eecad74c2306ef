"""
JSON text to nodes with their places: no NaN, no infinity, no duplicate keys, bounded depth.

Why not ``json.loads``: it keeps the last of two equal keys, reads NaN, recurses without a bound,
and forgets where a value stood.
"""

import re
from bisect import bisect_right
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # not in the stubs
from typing import NoReturn

from cmio_advisor.loading.text import nodes

SPACE = re.compile(r"[ \t\n\r]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
WORDS: dict[str, nodes.Scalar] = {"true": True, "false": False, "null": None}
WORD = re.compile(r"[A-Za-z+-][A-Za-z0-9_]*")


def decode_json(text: str, problems: nodes.Problems) -> nodes.Node:
    """The document as nodes; `Unreadable` after the first problem, which is noted."""
    reader = _Reader(text, problems)
    root, end = reader.value(reader.skip(0), 0)
    if reader.skip(end) < len(text):
        reader.fail(reader.skip(end), "Something follows the end of the document.")
    return root


class _Reader:
    """A recursive reader whose depth is bounded before it recurses."""

    def __init__(self, text: str, problems: nodes.Problems) -> None:
        self.text = text
        self.problems = problems
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.nodes = 0

    def skip(self, at: int) -> int:
        found = SPACE.match(self.text, at)
        return found.end() if found else at

    def place(self, at: int) -> str:
        line = bisect_right(self.line_starts, at)
        return f"{line}:{at - self.line_starts[line - 1] + 1}"

    def fail(self, at: int, text: str) -> NoReturn:
        self.problems.fail(self.place(at), text)

    def value(self, at: int, depth: int) -> tuple[nodes.Node, int]:
        if depth > nodes.DEEPEST:
            self.fail(at, f"This is nested more than {nodes.DEEPEST} levels deep.")
        self.nodes += 1
        if self.nodes > nodes.MOST_NODES:
            self.fail(at, nodes.TOO_MANY)
        sign = self.text[at : at + 1]
        if sign == "{":
            return self._mapping(at, depth)
        if sign == "[":
            return self._list(at, depth)
        if sign == '"':
            text, end = self._string(at)
            return nodes.Node(text, self.place(at)), end
        return self._scalar(at)

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self.text, at + 1, False)  # noqa: FBT003 - positional there
        except JSONDecodeError as error:
            self.fail(error.pos, f"This is not valid JSON: {error.msg}.")
        return str(text), int(end)

    def _scalar(self, at: int) -> tuple[nodes.Node, int]:
        number = NUMBER.match(self.text, at)
        if number:
            digits = number.group()
            if len(digits) > nodes.MOST_DIGITS + 10:
                self.fail(at, f"This number has {len(digits)} characters; no answer needs so many.")
            whole = number.group(1) is None and number.group(2) is None
            value = int(digits) if whole else float(digits)
            if value in (float("inf"), float("-inf")):
                self.fail(at, "This number is too large.")
            return nodes.Node(value, self.place(at)), number.end()
        word = WORD.match(self.text, at)
        if word and word.group() in WORDS:
            return nodes.Node(WORDS[word.group()], self.place(at)), word.end()
        found = word.group()[:40] if word else self.text[at : at + 1] or "the end of the file"
        return self.fail(at, f"This is not valid JSON: a value was expected, found {found}.")

    def _list(self, at: int, depth: int) -> tuple[nodes.Node, int]:
        items: list[nodes.Node] = []
        here = self.skip(at + 1)
        while self.text[here : here + 1] != "]":
            item, end = self.value(here, depth + 1)
            items.append(item)
            here = self._after_item(end, "]")
        return nodes.Node(items, self.place(at)), here + 1

    def _mapping(self, at: int, depth: int) -> tuple[nodes.Node, int]:
        entries: dict[str, nodes.Node] = {}
        here = self.skip(at + 1)
        while self.text[here : here + 1] != "}":
            if self.text[here : here + 1] != '"':
                self.fail(here, "This is not valid JSON: a key in double quotes was expected.")
            key, end = self._string(here)
            if key in entries:
                self.fail(here, f'The key "{key[:60]}" stands here twice. Keep one of them.')
            colon = self.skip(end)
            if self.text[colon : colon + 1] != ":":
                self.fail(colon, "This is not valid JSON: a colon was expected.")
            entries[key], end = self.value(self.skip(colon + 1), depth + 1)
            here = self._after_item(end, "}")
        return nodes.Node(entries, self.place(at)), here + 1

    def _after_item(self, end: int, closing: str) -> int:
        """The start of the next item, or the closing bracket; a comma before it is refused."""
        here = self.skip(end)
        sign = self.text[here : here + 1]
        if sign == closing:
            return here
        if not sign:
            self.fail(here, f'This is not valid JSON: it ends before the closing "{closing}".')
        if sign != ",":
            self.fail(here, f'This is not valid JSON: a comma or "{closing}" was expected.')
        following = self.skip(here + 1)
        if self.text[following : following + 1] == closing:
            self.fail(here, "This is not valid JSON: a comma stands before the closing bracket.")
        return following
