"""
YAML text to nodes, by its events: no aliases, anchors, tags, merge keys or second documents.

Why not ``yaml.safe_load``: it keeps the last of two equal keys, turns ``NO`` into false and
``12:30`` into 750, expands aliases without limit, and its C form crashes on deep nesting. The
events carry line and column, and a stack of our own bounds the depth.
"""

import re
from collections.abc import Iterator
from typing import NoReturn

import yaml

from cmio_advisor.loading.text.nodes import (
    DEEPEST,
    MOST_DIGITS,
    MOST_NODES,
    TOO_MANY,
    Node,
    Problems,
    Scalar,
    Unreadable,
)

INTEGER = re.compile(rf"-?(?:0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}})")
DECIMAL = re.compile(r"-?[0-9]{1,12}\.[0-9]{1,12}")
WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "": None}

PRIVATE_USE = 0xF0000
"""libyaml refuses control characters outright; they travel through it in disguise, because a
person's free text is read whatever it holds."""
CONTROLS = [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 0xFEFF, 0xFFFE, 0xFFFF]
DISGUISE = {code: PRIVATE_USE + code for code in CONTROLS}
UNVEIL = {hidden: code for code, hidden in DISGUISE.items()}
PARSER = yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader


def decode_yaml(text: str, problems: Problems) -> Node:
    """
    The document as nodes.

    Raises:
        Unreadable: after the first problem, which is noted in ``problems``.
    """
    if not text.isascii() and (half := re.search("[\ud800-\udfff]", text)):
        place = f"{text.count(chr(10), 0, half.start()) + 1}"
        problems.add(place, "A byte here is not valid UTF-8. Write the text in UTF-8.")
        raise Unreadable
    disguised = not text.isascii() or not text.replace("\n", "").isprintable()
    events = _events(text.translate(DISGUISE) if disguised else text, problems)
    root = _Builder(problems, unveil=disguised).build(events)
    if root is None:
        problems.add("", "The file is empty. Write at least one answer.")
        raise Unreadable
    return root


def _events(text: str, problems: Problems) -> Iterator[yaml.Event]:
    parser = PARSER(text)
    try:
        while True:
            event = parser.get_event()
            if event is None or isinstance(event, yaml.StreamEndEvent):
                return
            yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else ""
        problems.add(place, f"This is not valid YAML: {error.problem or error.context}.")
        raise Unreadable from None
    except yaml.YAMLError as error:
        problems.add("", f"This is not valid YAML: {str(error).splitlines()[0]}.")
        raise Unreadable from None
    finally:
        parser.dispose()


class _Builder:
    """Builds nodes from events on a stack of its own."""

    def __init__(self, problems: Problems, *, unveil: bool) -> None:
        self.problems = problems
        self.unveil = unveil
        self.root: Node | None = None
        self.containers: list[dict[str, Node] | list[Node]] = []
        self.keys: list[str | None] = []

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        for count, event in enumerate(events):
            if count > MOST_NODES:
                self._fail(event, TOO_MANY)
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_marks(event)
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                self._refuse_marks(event)
                self._open({}, event)
            elif isinstance(event, yaml.SequenceStartEvent):
                self._refuse_marks(event)
                self._open([], event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.containers.pop()
                self.keys.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._fail(event, "Aliases (*name) are not allowed. Write the value out.")
            elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
                self._fail(event, "A second document starts here. One file holds one document.")
        return self.root

    def _open(self, container: dict[str, Node] | list[Node], event: yaml.Event) -> None:
        if len(self.containers) >= DEEPEST:
            self._fail(event, f"This is nested more than {DEEPEST} levels deep.")
        self._place(Node(container, _place(event)), event)
        self.containers.append(container)
        self.keys.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        text = event.value.translate(UNVEIL) if self.unveil else event.value
        inside = self.containers[-1] if self.containers else None
        if isinstance(inside, dict) and self.keys[-1] is None:
            self._key(text, inside, event)
            return
        plain = event.style is None or event.style == ""
        self._place(Node(_resolved(text) if plain else text, _place(event)), event)

    def _key(self, text: str, inside: dict[str, Node], event: yaml.Event) -> None:
        if text == "<<":
            self._fail(event, "Merge keys (<<) are not allowed. Write the values out.")
        if text in inside:
            self._fail(event, f'The key "{text[:60]}" stands here twice. Keep one of them.')
        self.keys[-1] = text

    def _place(self, node: Node, event: yaml.Event) -> None:
        if not self.containers:
            self.root = node
            return
        inside = self.containers[-1]
        if isinstance(inside, list):
            inside.append(node)
            return
        key = self.keys[-1]
        if key is None:
            self._fail(event, "A key has to be a plain word.")
        inside[key] = node
        self.keys[-1] = None

    def _refuse_marks(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._fail(event, "Anchors (&name) are not allowed. Write the value out.")
        if getattr(event, "tag", None) is not None:
            self._fail(event, "Tags (!name) are not allowed. Write the plain value.")

    def _fail(self, event: yaml.Event, text: str) -> NoReturn:
        self.problems.add(_place(event), text)
        raise Unreadable


def _place(event: yaml.Event) -> str:
    if event.start_mark is None:
        return ""
    return f"{event.start_mark.line + 1}:{event.start_mark.column + 1}"


def _resolved(text: str) -> Scalar:
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) else text
