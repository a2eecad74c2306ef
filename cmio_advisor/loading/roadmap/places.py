"""Where things stand in a roadmap's files, for messages about how its parts hang together."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from cmio_advisor.loading.text.nodes import OTHER_FILE, Node


class PlacedText(NamedTuple):
    """
    A text with its place and path: the file's name, then the keys that lead to it; and what tells
    the list that it stands in from all others, 0 for none.
    """

    where: str
    path: tuple[str, ...]
    text: str
    list_: int

    @property
    def is_sentence(self) -> bool:
        """Whether it stands in place of one of the default texts, or would."""
        file, under = self.path[0], self.path[1:-1]
        return under == ("texts",) and file in ("roadmap", "pay")


class Places:
    """
    Finds entries by their ids, and values inside them, in decoded files. Of those ``damaged`` some
    entries could not be read; ``unread`` are the ids of all that stand there.
    """

    def __init__(self, nodes: Mapping[str, Node], damaged: frozenset[str] = frozenset()) -> None:
        self.nodes = nodes
        self.damaged = damaged

    @cached_property
    def unread(self) -> frozenset[str]:
        """What an entry that names it may mean, though it was not read."""
        nodes = (self.nodes.get(name, Node({})) for name in self.damaged)
        return frozenset(id_ for node in nodes for id_, _ in _entries(node))

    def of(self, file: str, owner: str, value: str | None = None, key: str = "") -> str:
        """
        ``file:line:column`` of an entry (``a/b`` is entry b inside a), of what it has under a key,
        or of a value inside it; the file's name alone where it cannot be found.
        """
        within = self.nodes.get(file.removesuffix(".yaml"))
        first, *inside = owner.split("/")
        if within is None:
            return file
        within = self._by_id.get((file, first), within)
        for each in inside:
            within = next((node for id_, node in _entries(within) if id_ == each), within)
        if value is not None:
            return _in_file(file, _place_of(within, value))
        under = within.entries.get(key)
        return _in_file(file, under.place if under else _id_place(within))

    def fault(self, file: str, owner: str, text: str, value: str | None = None) -> str:
        """What is wrong with an entry, or with a value inside it, behind its place and its id."""
        return f"{self.of(file, owner, value)}: {owner}: {text}"

    def own(self, file: str) -> list[str]:
        """The ids of the entries that stand in the file itself, and not in what it is laid over."""
        node = self.nodes.get(file.removesuffix(".yaml"), Node({}))
        return [id_ for id_, each in _entries(node) if not each.place.startswith(OTHER_FILE)]

    @cached_property
    def texts(self) -> list[PlacedText]:
        """Every text and whole number, in the order of the files."""
        return [
            each
            for name, node in self.nodes.items()
            for each in _texts(node, (name,))
            if each.path != (name,)  # the file is no mapping at all
        ]

    @property
    def own_facts(self) -> list[PlacedText]:
        """The days on which facts of its own were checked, and not of what it is laid over."""
        facts = [each for each in self.texts if each.path[-1] == "checked"]
        return [each for each in facts if "/" not in each.where and each.path[0] != "wages"]

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], Node]:
        """The first entry of each file with each id."""
        found: dict[tuple[str, str], Node] = {}
        for name, node in self.nodes.items():
            for id_, entry in _entries(node):
                found.setdefault((f"{name}.yaml", id_), entry)
        return found


def _in_file(file: str, place: str) -> str:
    """A place with the name of its file, which it may have already."""
    if place.startswith(OTHER_FILE):
        return place.removeprefix(OTHER_FILE)
    return f"{file}:{place}" if place else file


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    """The mappings with an id, each with it, in the order of the file."""
    value = node.value
    if isinstance(value, Mapping):
        id_ = value.get("id")
        if id_ is not None and isinstance(id_.value, str):
            yield id_.value, node
        for each in value.values():
            yield from _entries(each)
    elif isinstance(value, list):
        for each in value:
            yield from _entries(each)


def _texts(node: Node, path: tuple[str, ...], list_: int = 0) -> Iterator[PlacedText]:
    value = node.value
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(each, (*path, key))
    elif isinstance(value, str | int) and not isinstance(value, bool):
        yield PlacedText(_in_file(f"{path[0]}.yaml", node.place), path, str(value), list_)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, path, id(value))


def _place_of(node: Node, wanted: str) -> str:
    """The place of the first scalar with that value; empty if there is none."""
    value = node.value
    if isinstance(value, Mapping):
        return next(filter(None, (_place_of(each, wanted) for each in value.values())), "")
    if isinstance(value, list):
        return next(filter(None, (_place_of(each, wanted) for each in value)), "")
    return node.place if value == wanted else ""


def _id_place(node: Node) -> str:
    id_ = node.entries.get("id")
    return id_.place if id_ is not None else node.place
