"""
What a person may leave open, deny or answer briefly: the wrappers around a profile's values; and
how the entries of a list of ids are told from a text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from cmio_advisor.domain.base import human_words as human
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.terms import folded
from cmio_advisor.domain.profile.fields import NONE
from cmio_advisor.domain.profile.profile import OTHER, contradictions
from cmio_advisor.domain.roadmap.written_lists import Written, pieces
from cmio_advisor.loading.shapes.shapes import (
    UNKNOWN,
    Around,
    Listing,
    Pattern,
    Schema,
    Shape,
    Text,
    refuse,
)
from cmio_advisor.loading.shapes.terms import TermId
from cmio_advisor.loading.text.nodes import Node, Problems, of_both

YES = r"(?i)\s*y(?:es)?\s*[-:,(\u2013]\s*(.*[^\s()])\s*\)?"
"""What has a yes before its names."""
OF_WHICH = "does not say of which that is so. Write it behind each, a semicolon between them."
NO_NAME = "\u2205"
"""What stands for a name where there is none."""


class Entries(Frozen):
    """
    How the entries of a list of ids are told from a text. ``key`` is under which an entry that says
    more names its id, ``dated`` what a year behind it says; ``always``: an id alone is no entry.
    ``elsewhere`` are words that make an entry one of another field: "ID fellowship", no residency;
    ids that are ``unusual`` beside a usual one are most likely of another, too: "IM + ID". Words
    that say yes to one of the ``flags`` of an entry: "CI (accredited)".
    """

    ids: TermId
    key: str = ""
    dated: str = ""
    always: bool = False
    elsewhere: Mapping[str, str] = {}
    unusual: frozenset[str] = frozenset()
    flags: Mapping[str, str] = {}

    def apart(self, nodes: Sequence[Node], problems: Problems) -> Sequence[Node]:
        """The entries that the nodes of a list hold: in their texts, or each as it is."""
        listed = [each for node in nodes for each in self._listed(node, problems)]
        unnamed = [(node, each.text) for node, each in listed if each.text and not each.name]
        for node, text in unnamed if len(listed) > 1 else ():
            if self.always and self._alone(text):  # "Psychiatry; 2017"
                raise refuse(node, problems, f"{node.echo()} {OF_WHICH}")
            if len(unnamed) < len(listed) and self._takes_back(text):
                instead = "Write what is so, each with its own status."
                advice = f"{node.echo()} may deny what stands before it. {instead}"
                raise refuse(node, problems, advice)
        named = [self.ids.all_named(each.name) for _, each in listed]
        sure = frozenset(each for ids in named for each in ids)
        for home, abroad in self.ids.words.written.abroad.items():
            if {home, abroad} <= sure:  # "MBBS/MD"
                whole = Node("; ".join(each.text for each in nodes), nodes[0].place)
                instead = f"Keep the one that it is, or write for both: {home}; {abroad}."
                advice = f"{whole.echo()} may be one degree by two names. {instead}"
                raise refuse(whole, problems, advice)
        found: list[Node] = []
        told: list[tuple[str, str, Node]] = []
        for node, piece in listed:
            entries, read = self._read(piece, node, sure, problems)
            names = {each.text for each in found} - {""}
            if entries and all(each in found or each.text in names for each in entries):
                entries, read = [], [("", "")]  # it stands there already
            found += entries
            told += [(*each, node) for each in read]
        for node in {id(each): each for *_, each in told}.values():
            own_told = (each[:2] for each in told if each[2] is node)
            as_, left = (dict.fromkeys(filter(None, each)) for each in zip(*own_told, strict=True))
            problems.note(node, ";".join(as_), "; ".join(left))
        return found

    def _listed(self, node: Node, problems: Problems) -> Sequence[tuple[Node, Written]]:
        """The pieces of a node's text; what is none, or an id, is one of its own."""
        if self.always and type(node.value) is int:  # the year of a training
            node = Node(str(node.value), node.place)
        text = node.text
        if not text or not problems.human or text in self.ids.ids:
            return [(node, Written(""))]
        yes = re.fullmatch(YES, text)
        inside = pieces(yes[1], self.ids.beside) if yes else ()
        is_yes = inside and all(each.name for each in inside)
        listed = inside if is_yes else pieces(text, self.ids.beside) or [Written(text)]
        return [(node, each) for each in listed]

    def _takes_back(self, text: str) -> bool:
        beside, names = self.ids.beside, re.findall(r"[A-Z][\w.]+|\w{4,}", text)
        is_named = text == UNKNOWN or any(each.name for each in pieces(text, beside))
        is_own = any(beside.fold(each) in beside.known for each in names)  # "CPHIMS not yet"
        is_other = is_named or is_own or beside.says_nothing(text)
        is_of_all = re.search(r"(?i)\bboth\b", text)  # "PMP (both expired)"
        takes_back = beside.takes_back if beside.dated else beside.doubtful
        return bool(is_of_all) or (not is_other and takes_back(text))

    def _read(
        self, piece: Written, node: Node, beside: frozenset[str], problems: Problems
    ) -> tuple[list[Node], list[tuple[str, str]]]:
        """The entries in one piece, and as what it is told, each with what is left out."""
        if not piece.text:
            return self._whole(node, problems), []
        if piece.unclear:
            raise refuse(node, problems, f"{node.echo()} {OF_WHICH}")
        ids, more = self._meant(piece, problems)
        others = beside - {*ids}
        word = next((each for each in folded(piece.left_out).split() if each in self.elsewhere), "")
        if word and not others:
            raise refuse(node, problems, f"{node.echo()} stands under {self.elsewhere[word]}.")
        is_unusual = ids and self.unusual.issuperset(ids) and beside - self.unusual
        if word or is_unusual or (not ids and self._says_no_more(piece, beside)):
            return [], [("", piece.text)]
        return self._named(piece, ids, more, node) if ids else self._unnamed(piece, node, problems)

    def _named(
        self, piece: Written, ids: Sequence[str], more: Mapping[str, str], node: Node
    ) -> tuple[list[Node], list[tuple[str, str]]]:
        begun = piece.more.get("earned", "") if "expires" in piece.more else ""
        left = "; ".join(filter(None, (piece.left_out, begun, "" if self.key else piece.year)))
        # What may mean two things is told by the shape of a status.
        named = () if more.get("status") in human.VAGUE else ids
        told = [(":".join((each, *_said(more, self.ids.dated))), left) for each in named]
        return [self._entry(each, node, more) for each in ids], told

    def _unnamed(
        self, piece: Written, node: Node, problems: Problems
    ) -> tuple[list[Node], list[tuple[str, str]]]:
        if other := self.ids.unlisted.get(piece.name):
            left = "; ".join(filter(None, (piece.year, *piece.more.values(), piece.left_out)))
            said = Node({OTHER: Node(other, node.place)}, node.place)
            return [said], [(f"{OTHER}: {other}", left)]
        alone = self._alone(piece.text)
        if alone.get("status") in human.VAGUE:
            raise refuse(node, problems, f"{node.echo()} {human.VAGUE[alone['status']]}")
        if alone and self.always:
            return [self._entry("", node, alone)], [(":".join(alone.values()), "")]
        return [self._entry(piece.text, node)], []

    def bare(self, node: Node) -> Node:
        """What an entry names that says nothing else; any other node as it is."""
        return node.entries[self.key] if {*node.entries} == {self.key} else node

    def _alone(self, text: str) -> dict[str, str]:
        """What a status or a day says that stands without a name: "done 6/07", "2013-2017"."""
        plain = re.sub(r"(?i)^y(?:es)?\b", "done", text.strip())
        day = human.split_day(plain, self.ids.dated)
        if day and not day[0] and self.always:
            return {"status": human.TRAINED, human.TRAINED: day[1]}
        name, said = human.status_of(f"{NO_NAME} {plain}", self.ids.dated)
        return said if name == NO_NAME else {}

    def _whole(self, node: Node, problems: Problems) -> list[Node]:
        """What is no text to be read, and an entry for each of the ids that one names."""
        named = node.entries.get(self.key, Node(None))
        if node.text:
            return [self._entry(node.text, node)]
        if not self.always or not named.text or not problems.human:
            return [node]
        beside = {key: part for key, part in node.entries.items() if key != self.key}
        return [
            Node(of_both(each.entries, beside), node.place) if each.entries else each
            for each in self.apart([named], problems)
        ]

    def _meant(self, piece: Written, problems: Problems) -> tuple[tuple[str, ...], dict[str, str]]:
        """The ids that a piece names, and what it says of them."""
        more, ids = dict(piece.more), self.ids.all_named(piece.name)
        if "expires" in more and _is_later(more.pop("earned", ""), problems):  # "IM 2028-2038"
            return (), {}
        is_past = not _is_later(more.get("expected", "9"), problems, or_now=True)
        if is_past and re.search(r"(?i)\b(?:until|till|thr(?:ough|u)|ends)\b", piece.text):
            return (), {}  # "MD until 2019" may be done, or not
        if not self.key:  # of what was done once, the year is left out
            return (() if more or _is_later(piece.year, problems) else ids), {}
        country = {"country": more.pop("country")} if "country" in more else {}
        said = {*folded(piece.left_out).split()}
        behind = {each: "yes" for word, each in self.flags.items() if word in said} | country
        if not piece.year:
            return ids, {**more, **behind}
        may_end = self.ids.dated == "expires" and _is_later(piece.year, problems)
        if more or not self.dated or may_end:
            return (), {}
        status = {"status": self.dated} if self.dated == human.TRAINED else {}
        return ids, {**status, self.dated: piece.year, **behind}

    def _says_no_more(self, piece: Written, others: frozenset[str]) -> bool:
        """Whether a piece says no more than what is sure: "MOC current", "RN" beside "BSN"."""
        if others and self.ids.beside.says_nothing(piece.text):
            return True
        of = self.ids.words.professions
        meant = {of.get(each) for each in self.ids.by_name.get(piece.name, ())}
        more = {of.get(each) for each in others - {*self.ids.all_named(piece.name)}}
        return len(meant) == 1 and None not in meant and bool(meant & more)

    def _entry(self, text: str, node: Node, more: Mapping[str, str] | None = None) -> Node:
        if not more and not self.always:
            return Node(text, node.place)
        said = {key: Node(each, node.place) for key, each in (more or {}).items()}
        named = {self.key: Node(text, node.place)} if text else {}
        return Node({**named, **said}, node.place)


def _is_later(day: str, problems: Problems, *, or_now: bool = False) -> bool:
    """Whether a day, month or year is still to come, or may be the present one."""
    now = problems.on.isoformat()[: len(day)] if problems.on else day
    return day > now or (or_now and day == now)


def _said(more: Mapping[str, str], dated: str) -> Iterable[str]:
    """What an entry says of its name, as a cell writes it; ``dated`` is what a date says there."""
    if more.get("status") == "held" and "expires" in more and dated != "expires":
        return ("expires", more["expires"])
    is_day_alone = {*more} & {"since", "earned"} and "status" not in more
    words = (key if each == "yes" else each for key, each in more.items())
    return (*(("held" if "since" in more else "earned",) if is_day_alone else ()), *words)


T = TypeVar("T")


class Answerable(Frozen, Generic[T], kw_only=False):
    """A value that may be left open: ``unknown`` or nothing reads as ``None``."""

    inner: Shape[T]

    def read(self, node: Node, problems: Problems) -> T | None:
        if node.value is None or node.value == UNKNOWN:
            return None
        inner: object = self.inner
        is_word = problems.human and isinstance(node.value, str)
        if is_word and human.means_unknown(node.text) and not isinstance(inner, Text | Pattern):
            if not isinstance(inner, TermId) or node.text not in inner.ids:
                problems.note(node, "unknown")
                return None
        return self.inner.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"const": "unknown"}, {"type": "null"}]}


class Once(Around[Any], kw_only=False):
    """An answer; a row of a table may hold several of one thing, which have to be the same."""

    id: str

    def read(self, node: Node, problems: Problems) -> Any:  # noqa: ANN401 - as the record is
        given = node.value if isinstance(node.value, tuple) else (node,)
        first, *others = [self.record.read(each, problems) for each in given]
        if any(each != first for each in others):
            said = " and ".join(dict.fromkeys(each.text for each in given))
            advice = f'"{self.id}" is answered twice: {said}. Keep the one that is true.'
            raise refuse(node, problems, advice)
        return first


def end_before_start(found: Any) -> str | None:  # noqa: ANN401 - any record of the domain
    """What is wrong with work, or with what is held, that ends before it starts."""
    for each in getattr(found, "experience", None) or (found,):
        start = getattr(each, "start", None) or getattr(each, "begun", None)
        end = getattr(each, "end", None) or getattr(each, "expires", None)
        if start and end and start.earliest > end.latest:
            return f"This ends ({end.text()}) before it starts ({start.text()})."
    return None


MOST_ENTRIES = 1_000
"""No person has more in one list: to read each takes its time."""


class Several(Frozen, Generic[T], kw_only=False):
    """
    A list, where one item may stand alone and ``none`` or ``0`` means an empty list. A list of ids
    may be written as a person does, in one text. ``more`` is as in a `Listing`.
    """

    item: Shape[T]
    alone: bool = False
    entries: Entries | None = None
    more: T | None = None

    def read(self, node: Node, problems: Problems) -> tuple[T, ...]:
        bare = self.entries.bare(node) if self.entries and problems.human else node
        if _is_none(bare, problems):
            return ()
        if not isinstance(node.value, list) and not self.alone:
            return self._list.read(node, problems)
        items = node.value if isinstance(node.value, list) else [node]
        if len(items) > MOST_ENTRIES:
            many = f"This list has {len(items):,} entries. Give at most {MOST_ENTRIES:,}."
            raise refuse(node, problems, many)
        if self.entries:
            items = list(self.entries.apart(items, problems))
        if not isinstance(node.value, list) and len(items) == 1:
            return (self.item.read(items[0], problems),)
        found = self._list.read(Node(items, node.place), problems)
        return tuple(dict.fromkeys(found)) if self.entries else found

    def schema(self) -> Schema:
        alone = [self.item.schema()] if self.alone else []
        return {"anyOf": [self._list.schema(), *alone, {"enum": [NONE, 0]}]}

    @property
    def _list(self) -> Listing[T]:
        return Listing(self.item, self.more, contradictions)


SINCE_WHEN = re.compile(
    r"(?i)(.+?)[\s,(]+(?:(?:since|in)\s+)?((?:(?!off|since)[a-z]{3,9}\.?,? )?\d[\d/ -]+)\)?"
)
"""A name with the day behind it."""


class NoneOr(Frozen, Generic[T], kw_only=False):
    """
    A mapping, or ``none``, ``0``, ``[]`` or one of ``names``, folded, for what is nothing; those
    ``dated`` also with the day since when.
    """

    inner: Shape[T]
    nothing: T
    names: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()

    def read(self, node: Node, problems: Problems) -> T:
        if node.value == [] or _is_none(node, problems):
            return self.nothing
        told = node.entries if {"id"} <= {*node.entries} <= {"id", "since"} else {"id": node}
        text = " since ".join(each.text or each.echo() for _, each in sorted(told.items()))
        found = SINCE_WHEN.fullmatch(text) if self.dated and problems.human else None
        day = human.read_day(found[2]) if found and folded(found[1]) in self.dated else None
        is_past = day and problems.on and day <= problems.on.isoformat()[: len(day)]
        if is_past or (problems.human and text and folded(text) in self.names):
            problems.note(Node(text, node.place), NONE, found[2] if found and is_past else "")
            return self.nothing
        return self.inner.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"enum": [NONE, 0, []]}]}


def _is_none(node: Node, problems: Problems) -> bool:
    if problems.human and isinstance(node.value, str) and human.means_none(node.value):
        problems.note(node, NONE)
        return True
    return node.value == NONE or (node.value == 0 and not isinstance(node.value, bool))
