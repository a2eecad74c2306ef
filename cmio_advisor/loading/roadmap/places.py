"""Where things stand in a roadmap's files, for messages about how its parts hang together."""

from collections.abc import Iterator, Mapping

from cmio_advisor.loading.text.nodes import OTHER_FILE, Node


class Places:
    """Finds entries by their ids, and values inside them, in decoded files."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        self.nodes = nodes

    def of(self, file: str, owner: str, value: str | None = None) -> str:
        """
        ``file:line:column`` of an entry (``a/b`` is entry b inside a), or of a value inside it; the
        file's name alone where it cannot be found.
        """
        within = self.nodes.get(file.removesuffix(".yaml"))
        for each in owner.split("/"):
            found = within and next(_entries(within, each), None)
            within = found or within
        place = within and (_place_of(within, value) if value is not None else _id_place(within))
        return _in_file(file, place or "")

    def again(self, file: str, owner: str) -> str:
        """Where an id stands for the second time."""
        root = self.nodes.get(file.removesuffix(".yaml"))
        places = [_id_place(each) for each in _entries(root, owner)] if root else []
        return _in_file(file, places[1] if len(places) > 1 else "")


def _in_file(file: str, place: str) -> str:
    """A place with the name of its file, which it may have already."""
    if place.startswith(OTHER_FILE):
        return place.removeprefix(OTHER_FILE)
    return f"{file}:{place}" if place else file


def _entries(node: Node, owner: str) -> Iterator[Node]:
    """The mappings with that id, in the order of the file."""
    value = node.value
    if isinstance(value, Mapping):
        id_ = value.get("id")
        if id_ is not None and id_.value == owner:
            yield node
        for each in value.values():
            yield from _entries(each, owner)
    elif isinstance(value, list):
        for each in value:
            yield from _entries(each, owner)


def _place_of(node: Node, wanted: str) -> str:
    """The place of the first scalar with that value; empty if there is none."""
    value = node.value
    if isinstance(value, Mapping):
        return next(filter(None, (_place_of(each, wanted) for each in value.values())), "")
    if isinstance(value, list):
        return next(filter(None, (_place_of(each, wanted) for each in value)), "")
    return node.place if value == wanted else ""


def _id_place(node: Node) -> str:
    value = node.value
    id_ = value.get("id") if isinstance(value, Mapping) else None
    return id_.place if id_ is not None else node.place
