"""A decoded document: values that remember where they stand, and the problems found in them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, NoReturn

DEEPEST = 20
MOST_DIGITS = 15
MOST_NODES = 40_000
TOO_MANY = f"This has more than {MOST_NODES:,} values. No profile or roadmap file needs so many."
"""What no document of ours exceeds, whether YAML or JSON."""

MOST_PROBLEMS = 20
LONGEST_ECHO = 60

OTHER_FILE = "@"


class Node(NamedTuple):
    """
    A scalar, a list of nodes, or a mapping of names to nodes, with its place in the document.

    ``place`` is ``line:column`` in a file, behind ``@`` and that file's name where it is not the
    document itself, the flag's name on the command line, or empty. A plain
    tuple, since a roadmap has ten thousand and a caseload some for every client.
    """

    value: "Scalar | Sequence[Node] | Mapping[str, Node]"
    place: str = ""

    @property
    def text(self) -> str:
        """The text that it is, if it is one."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def entries(self) -> "Mapping[str, Node]":
        """What stands under its keys, if it has any."""
        return self.value if isinstance(self.value, dict) else {}

    def placed(self, place_of: Callable[[str], str]) -> "Node":
        """The same value with other places, so that messages name where it came from."""
        value = self.value
        if isinstance(value, dict):
            value = {key: each.placed(place_of) for key, each in value.items()}
        elif isinstance(value, list):
            value = [each.placed(place_of) for each in value]
        return Node(value, place_of(self.place))

    def echo(self) -> str:
        """What was found, in words, short enough for a message."""
        if isinstance(self.value, str):
            return f'"{in_short(self.value)}"'
        if isinstance(self.value, int | float):
            return str(self.value).lower()
        names = {dict: "a mapping", list: "a list", type(None): "nothing"}
        return names.get(type(self.value), "something else")


def in_short(text: str) -> str:
    """A text, short enough for a message."""
    return text if len(text) <= LONGEST_ECHO else f"{text[: LONGEST_ECHO - 3]}..."


Scalar = str | int | float | bool | None


def of_both(one: Mapping[str, Node], other: Mapping[str, Node]) -> dict[str, Node]:
    """
    What two places tell of one thing: what both tell stands there as a tuple, to be read twice and
    to be the same; of "2014" and "2014-06" the one that says more.
    """
    both = {**one, **other}
    for key in one.keys() & other.keys():
        first, second = one[key], other[key]
        if first.text.startswith(f"{second.text}-"):
            both[key] = first
        elif first.text != second.text and not second.text.startswith(f"{first.text}-"):
            both[key] = Node((first, second), second.place)
    return both


class Reading(NamedTuple):
    """
    What was read in other words than a file of ours has: where, what stood there, what it is read
    as, and what of it is left out. It is told, wherever it was read. ``kept``: how a file of ours
    has it, where that says less: a year, which is read as one until a month of it.
    """

    place: str
    found: str
    read: str
    left_out: str = ""
    kept: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        return self.place, self.found, self.read, self.left_out

    @property
    def written(self) -> str:
        return self.kept or self.read


class Fault(NamedTuple):
    """What is wrong: what to do, where (of a record its column or field), and what was found."""

    advice: str
    place: str = ""
    found: str = ""


class Problems:
    """
    All problems of one document, in the order found; only the first twenty are kept. And of one in
    which a person's own words are read (``human``), what they were read as; ``on`` is the day, by
    which they say what is still to come.

    ``partial``: what cannot be read is left out, and costs no more than itself. ``refused`` are the
    values that were. ``rules`` is what reads the conditions in a roadmap's file.
    """

    def __init__(
        self,
        document: str,
        *,
        human: bool = False,
        partial: bool = False,
        on: date | None = None,
        rules: Any = None,  # noqa: ANN401 - the readers of a roadmap know it
    ) -> None:
        self.document = document
        self.human = human
        self.on = on
        self.partial = partial
        self.rules = rules
        self.found: list[Fault] = []
        self.more = 0
        self.readings: list[Reading] = []
        self.refused: list[Node] = []

    @property
    def count(self) -> int:
        """How many there are, those that are not kept among them."""
        return len(self.found) + self.more

    @property
    def is_full(self) -> bool:
        """Whether a further problem is only counted."""
        return len(self.found) >= MOST_PROBLEMS

    def note(self, node: Node, read: str, left_out: str = "", kept: str = "") -> None:
        """Note what a person's words were read as, if that is not what they say literally."""
        found = str(node.value)
        if found.strip() != read:
            self.readings.append(Reading(node.place, found, read, left_out, kept))

    def add(self, place: str, text: str) -> None:
        """Note one problem: where, what was found, what would be right."""
        if self.is_full:
            self.more += 1
            return
        self.found.append(Fault(text, place))

    def fail(self, place: str, text: str) -> NoReturn:
        """Note a problem beside which nothing can be read."""
        self.add(place, text)
        raise Unreadable

    def read_lines(self) -> list[str]:
        """One line a reading, for a note."""
        return [
            f"{self._start(place)}: {Node(found).echo()} is read as "
            f"{Node(read).echo() if read else 'one that stands there already'}."
            + (f" Left out: {Node(left).echo()}." if left else "")
            for place, found, read, left in (each.told for each in self.readings)
        ]

    def _start(self, place: str) -> str:
        if place.startswith(("--", OTHER_FILE)):
            return place.removeprefix(OTHER_FILE)
        return ":".join(filter(None, [self.document, place]))

    def lines(self) -> list[str]:
        """One line a problem, and one for those left out."""
        told = [f"{self._start(each.place)}: {each.advice}" for each in self.found]
        if self.more:
            told.append(f"{self.document}: {self.more} more problems are not shown.")
        return told


class Unreadable(Exception):  # noqa: N818 - a signal inside the readers, never shown
    """Raised by a reader after it noted a problem, so that its caller leaves the value out."""


def node_of(value: object, place: str) -> Node:
    """A node tree from plain values, all at one place (a flag, a table's row)."""
    if isinstance(value, dict):
        return Node({str(key): node_of(each, place) for key, each in value.items()}, place)
    if isinstance(value, list | tuple):
        return Node([node_of(each, place) for each in value], place)
    if value is None or isinstance(value, str | int | float | bool):
        return Node(value, place)
    raise TypeError(type(value).__name__)


def plain(node: Node) -> Any:  # noqa: ANN401 - whatever the document holds
    """The values of a decoded document without their places."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value
