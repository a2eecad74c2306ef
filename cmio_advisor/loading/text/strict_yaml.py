"""
YAML text to nodes, by its events: no aliases, anchors, tags, merge keys or second documents.

Why not ``yaml.safe_load``: it keeps the last of two equal keys, turns ``NO`` into false and
``12:30`` into 750, expands aliases without limit, and its C form crashes on deep nesting. The
events carry line and column, and the depth is bounded before a node is made.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count, takewhile
from typing import Any, NoReturn

import yaml

from cmio_advisor.loading.text import nodes

INTEGER = re.compile(rf"-?(?:0|[1-9][0-9]{{0,{nodes.MOST_DIGITS - 1}}})")
DECIMAL = re.compile(r"-?[0-9]{1,12}\.[0-9]{1,12}")
WORDS: dict[str, nodes.Scalar] = {"true": True, "false": False, "null": None, "": None}

PRIVATE_USE = 0x100000  # the plane before it has icons of fonts, which people may write
"""libyaml refuses control characters outright; they travel through it in disguise, because a
person's free text is read whatever it holds."""
CONTROLS = [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 0xFEFF, 0xFFFE, 0xFFFF]
DISGUISE = {code: PRIVATE_USE + code for code in CONTROLS}
UNVEIL = {hidden: code for code, hidden in DISGUISE.items()}
PARSER = yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader


def decode_yaml(text: str, problems: nodes.Problems) -> nodes.Node:
    """The document as nodes; `Unreadable` after the first problem, which is noted."""
    if not text.isascii() and (half := re.search("[\ud800-\udfff]", text)):
        place = f"{text.count(chr(10), 0, half.start()) + 1}"
        problems.fail(place, "A byte here is not valid UTF-8. Write the text in UTF-8.")
    disguised = not text.isascii() or not text.replace("\n", "").isprintable()
    events = _events(text.translate(DISGUISE) if disguised else text, problems)
    builder = _Builder(events, problems, unveil=disguised)
    root = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if root is not None:
                builder.fail(event, "A second document starts here. One file holds one document.")
            root = builder.node(next(events), 0)
    if root is None:
        problems.fail("", "The file is empty. Write at least one answer.")
    return root


def _events(text: str, problems: nodes.Problems) -> Iterator[yaml.Event]:
    parser = PARSER(text)
    try:
        for number in count():
            event = parser.get_event()
            if event is None or isinstance(event, yaml.StreamEndEvent):
                return
            if number > nodes.MOST_NODES:
                problems.fail(_at(event.start_mark), nodes.TOO_MANY)
            yield event
    except yaml.MarkedYAMLError as error:
        place = _at(error.problem_mark or error.context_mark)
        problems.fail(place, f"This is not valid YAML: {error.problem or error.context}.")
    except yaml.YAMLError as error:
        problems.fail("", f"This is not valid YAML: {str(error).splitlines()[0]}.")
    finally:
        parser.dispose()


class _Builder:
    """Makes nodes of events; its depth is bounded before it recurses."""

    def __init__(
        self, events: Iterator[yaml.Event], problems: nodes.Problems, *, unveil: bool
    ) -> None:
        self.events = events
        self.problems = problems
        self.unveil = unveil

    def node(self, event: yaml.Event, depth: int) -> nodes.Node:
        """The node that begins with an event, so many others around it."""
        self._check(event, depth)
        place = _at(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            text = self._text(event)
            if event.style:
                return nodes.Node(text, place)
            if text in WORDS:
                return nodes.Node(WORDS[text], place)
            if INTEGER.fullmatch(text):
                return nodes.Node(int(text), place)
            return nodes.Node(float(text) if DECIMAL.fullmatch(text) else text, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return nodes.Node([self.node(each, depth + 1) for each in self._inside()], place)
        entries: dict[str, nodes.Node] = {}
        for each in self._inside():
            key = self._key(each, entries, depth)
            entries[key] = self.node(next(self.events), depth + 1)
        return nodes.Node(entries, place)

    def _inside(self) -> Iterator[yaml.Event]:
        return takewhile(lambda each: not isinstance(each, yaml.CollectionEndEvent), self.events)

    def _key(self, event: yaml.Event, before: Mapping[str, nodes.Node], depth: int) -> str:
        self._check(event, depth + 1)
        if not isinstance(event, yaml.ScalarEvent):
            self.fail(event, "A key has to be a plain word.")
        text = self._text(event)
        if text == "<<":
            self.fail(event, "Merge keys (<<) are not allowed. Write the values out.")
        if text in before:
            self.fail(event, f'The key "{text[:60]}" stands here twice. Keep one of them.')
        return text

    def _check(self, event: yaml.Event, depth: int) -> None:
        """Refuse what is not allowed, and what lies too deep."""
        if isinstance(event, yaml.AliasEvent):
            self.fail(event, "Aliases (*name) are not allowed. Write the value out.")
        if getattr(event, "anchor", None) is not None:
            self.fail(event, "Anchors (&name) are not allowed. Write the value out.")
        if getattr(event, "tag", None) is not None:
            self.fail(event, "Tags (!name) are not allowed. Write the plain value.")
        if depth >= nodes.DEEPEST and isinstance(event, yaml.CollectionStartEvent):
            self.fail(event, f"This is nested more than {nodes.DEEPEST} levels deep.")

    def _text(self, event: yaml.ScalarEvent) -> str:
        return str(event.value.translate(UNVEIL) if self.unveil else event.value)

    def fail(self, event: yaml.Event, text: str) -> NoReturn:
        self.problems.fail(_at(event.start_mark), text)


def _at(mark: Any) -> str:  # noqa: ANN401 - one of two parsers
    return f"{mark.line + 1}:{mark.column + 1}" if mark else ""
