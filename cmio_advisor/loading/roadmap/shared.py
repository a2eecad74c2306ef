"""What a roadmap says laid over what several share, and its sentences over the defaults."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from cmio_advisor.domain.base.sentences import FORMS, filled
from cmio_advisor.loading.roadmap.files import SHARED
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


def placed(node: Node, file: str) -> Node:
    """A document whose places name its file, because it is read as a part of another."""
    return node.placed(lambda place: f"{OTHER_FILE}{SHARED}/{file}:{place}")


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
    """
    An entry of a list from which is chosen. An id that nobody shares, alone or with reasons only,
    is one problem, and not that of every key that it would need.
    """
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
