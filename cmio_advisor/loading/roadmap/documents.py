"""A roadmap's decoded files: laid over what several share, and where in them things stand."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

from cmio_advisor.domain.base.sentences import FORMS, filled
from cmio_advisor.loading.shapes.entries import ID
from cmio_advisor.loading.shapes.shapes import Around, Schema, did_you_mean, nearest
from cmio_advisor.loading.text.files import read_beside
from cmio_advisor.loading.text.nodes import OTHER_FILE, Node, Problems, plain

T = TypeVar("T")

CHOSEN = ("certifications", "questions")
"""
Lists of which a roadmap takes what it names, in its own order: an id alone is the shared entry, one
with more keys is laid over it. All other lists are whole, and the roadmap adds to them.
"""
BESIDE_ID = {"id", "why", "usual", "about"}
"""Keys that a roadmap lays over a shared entry, and that make none by themselves."""


class OrShared(Around[T], kw_only=False):
    """An entry of a list from which is chosen; editors take an id for it, or some of its keys."""

    def read(self, node: Node, problems: Problems) -> T:
        return self.record.read(node, problems)

    def schema(self) -> Schema:
        laid_over: Schema = {"type": "object", "required": ["id"]}
        return {"anyOf": [Around.schema(self), ID.schema(), laid_over]}


def laid_over(own: Node, shared: Node, problems: Problems) -> Node:
    """A file with what it shares: its own lists extend or choose, its own values win."""
    if not isinstance(own.value, Mapping) or not isinstance(shared.value, Mapping):
        return own
    found = {**shared.value, **own.value}
    for key in own.value.keys() & shared.value.keys():
        found[key] = _joined(key, own.value[key], shared.value[key], problems)
    return Node(found, own.place)


def _joined(key: str, own: Node, shared: Node, problems: Problems) -> Node:
    if isinstance(own.value, Mapping) and isinstance(shared.value, Mapping):
        return _over(own, shared)
    if not isinstance(own.value, list) or not isinstance(shared.value, list):
        return own
    known = {id_: each for each in shared.value if (id_ := _id_of(each))}
    if key in CHOSEN:
        chosen = (_chosen(each, known, problems) for each in own.value)
        return Node([each for each in chosen if each is not None], own.place)
    mine = {id_: each for each in own.value if (id_ := _id_of(each)) in known}
    whole = [
        _over(mine[id_], each) if (id_ := _id_of(each)) in mine else each for each in shared.value
    ]
    return Node([*whole, *(each for each in own.value if _id_of(each) not in known)], own.place)


def _chosen(entry: Node, known: Mapping[str, Node], problems: Problems) -> Node | None:
    """An entry of a list from which is chosen; an id that nobody shares is one problem."""
    is_id = isinstance(entry.value, str)
    id_ = str(entry.value) if is_id else _id_of(entry)
    if id_ in known:
        return Node(known[id_].value, entry.place) if is_id else _over(entry, known[id_])
    if not is_id and (not isinstance(entry.value, Mapping) or not entry.value.keys() <= BESIDE_ID):
        return entry
    words = {*id_.split("-")}
    hint = nearest(id_, known) or did_you_mean(each for each in known if words & {*each.split("-")})
    said = f"No shared entry has the id {Node(id_).echo()}.{hint}"
    problems.add(entry.place, f"{said} One of your own stands here in full.")
    return None


def _over(own: Node, shared: Node) -> Node:
    """The shared mapping with every key that the roadmap's own has."""
    return Node({**shared.entries, **own.entries}, own.place)


def _id_of(entry: Node) -> str:
    found = entry.entries.get("id")
    return "" if found is None else str(found.value)


def texts_for(part: str, own: Mapping[str, str], target: str) -> dict[str, str]:
    """Every sentence of a part, the roadmap's own where it has one, the target filled in."""
    forms = {f"{name}_{form}" for name in own for form in FORMS}
    defaults = default_texts()[part].items()
    templates = {**{name: text for name, text in defaults if name not in forms}, **own}
    return {name: filled(text, {"target": target}) for name, text in templates.items()}


@cache
def default_texts() -> Any:  # noqa: ANN401 - sentences by their names, by parts
    return plain(read_beside(__file__, "texts.yaml"))


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
