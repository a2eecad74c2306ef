"""Where things stand in a roadmap's files, for messages about how its parts hang together."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from cmio_advisor.loading.text.nodes import OTHER_FILE, Node


class PlacedText(NamedTuple):
    """A text with its place and path: the file's name, then the keys that lead to it."""

    where: str
    path: tuple[str, ...]
    text: str

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
        return frozenset(id_ for name in self.damaged for id_, _ in self._named.get(name, ()))

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
            same = (each.place for each, _ in _all_in(within) if each.value == value)
            return _in_file(file, next(filter(None, same), ""))
        named = within.entries.get(key) or within.entries.get("id") or within
        return _in_file(file, named.place)

    def fault(self, file: str, owner: str, text: str, value: str | None = None) -> str:
        """What is wrong with an entry, or with a value inside it, behind its place and its id."""
        return f"{self.of(file, owner, value)}: {owner}: {text}"

    def own(self, file: str) -> list[str]:
        """The ids of the entries that stand in the file itself, and not in what it is laid over."""
        named = self._named.get(file.removesuffix(".yaml"), ())
        return [id_ for id_, each in named if not each.place.startswith(OTHER_FILE)]

    @cached_property
    def texts(self) -> list[PlacedText]:
        """Every text and whole number, in the order of the files."""
        return [
            PlacedText(_in_file(f"{name}.yaml", each.place), path, str(each.value))
            for name, node in self.nodes.items()
            for each, path in _all_in(node, (name,))
            if isinstance(each.value, str | int) and not isinstance(each.value, bool)
            if path != (name,)  # the file is no mapping at all
        ]

    @cached_property
    def _named(self) -> dict[str, list[tuple[str, Node]]]:
        """The entries of each file, with their ids."""
        return {name: [*_entries(node)] for name, node in self.nodes.items()}

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], Node]:
        """The first entry of each file with each id."""
        found: dict[tuple[str, str], Node] = {}
        for name, named in self._named.items():
            for id_, entry in named:
                found.setdefault((f"{name}.yaml", id_), entry)
        return found


def _in_file(file: str, place: str) -> str:
    """A place with the name of its file, which it may have already."""
    if place.startswith(OTHER_FILE):
        return place.removeprefix(OTHER_FILE)
    return f"{file}:{place}" if place else file


def _all_in(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """A node and all inside it, in the order of the file, each with the keys that lead to it."""
    yield node, path
    value = node.value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _all_in(each, (*path, key))
    elif isinstance(value, list):
        for each in value:
            yield from _all_in(each, path)


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    """The mappings with an id, each with it, in the order of the file."""
    for each, _ in _all_in(node):
        id_ = each.entries.get("id")
        if id_ is not None and id_.text:
            yield id_.text, each
