"""What a person may leave open, deny or answer briefly: the wrappers around a profile's values."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import means_none, means_unknown
from cmio_advisor.domain.base.terms import METROS, ListWords, Term, Vocabulary
from cmio_advisor.domain.profile.profile import OTHER
from cmio_advisor.domain.roadmap.names import folded, ids_by_name, meant, slips
from cmio_advisor.domain.roadmap.written_lists import (
    LONGEST_INITIALS,
    Written,
    WrittenNames,
    pieces,
)
from cmio_advisor.domain.roadmap.written_statuses import TRAINED, VAGUE, split_day, status_of
from cmio_advisor.loading.shapes.shapes import (
    UNKNOWN,
    Around,
    Field,
    Listing,
    Pattern,
    Schema,
    Shape,
    Text,
    did_you_mean,
    refuse,
)
from cmio_advisor.loading.text.nodes import Node, Problems

T = TypeVar("T")

YES = r"(?i)\s*y(?:es)?\s*[-:,(\u2013]\s*(.*[^\s()])\s*\)?"
"""What has a yes before its names."""
NO_NAME = "\u2205"
"""What stands for a name where there is none."""
LISTED_AT_MOST = 12
"""How many ids a message lists; of more it says where they stand."""


BESIDE = {
    "degrees": ("countries", "states", "specialties"),
    "roles": ("specialties", "leadership_roles"),
    "leadership_roles": ("specialties", "projects"),
    "specialties": ("countries", "states"),
    "organizations": ("specialties",),
}
"""Of which lists a name may stand beside one of these, and is left out."""
ALONE = ("roles", "organizations", "states")
"""Lists of which one is meant, so that what stands behind it may be a comment."""
SPECIALTY_INITIALS = 3
"""Letters: longer ones make one name of two ("peds neuro")."""
WHAT = {
    "degrees": "a degree the roadmap knows",
    "certifications": "a certification the roadmap knows",
    "specialties": "a specialty the roadmap knows",
    "roles": "a job the roadmap knows",
    "leadership_roles": "a leadership role",
    "projects": "a kind of project",
    "memberships": "an association",
    "activities": "an activity",
    "organizations": "a kind of employer",
    "states": "a state, territory or province",
    "metros": "a metropolitan area",
    "countries": "a country",
    "answers": "a question of a rule",
}
"""What a message calls one id of each list of the vocabulary."""


class TermId(Frozen, kw_only=False):
    """
    An id of one list of the vocabulary, or another name of it, which is read as that id. Names
    that the vocabulary joins stand for all that have them, where a list is written. Terms of other
    roadmaps are known, and their names mean them only where they mean nothing here. ``dated`` is
    what a day behind a name says.
    """

    kind: str
    words: Vocabulary
    dated: str = ""

    def read(self, node: Node, problems: Problems) -> str:
        typed = node.value if isinstance(node.value, str) else ""
        if typed in self.ids:
            return typed
        ids = self.by_name.get(folded(typed), ())
        if not ids and problems.human and self.kind == "states" and (place := _city(typed)):
            city, typed = place
            is_other = folded(city) in self.by_name or self.beside.doubtful(city)
            ids = () if is_other else self.by_name.get(folded(typed), ())
            if len(ids) == 1:
                problems.note(node, ids[0], city)
                return ids[0]
            typed = str(node.value)
        found = self.beside.read(typed) if typed and problems.human and not ids else None
        if found:
            ids = self.by_name.get(found.name, ())
        if len(ids) == 1 and not (found and (found.year or found.more)):
            problems.note(node, ids[0], found.left_out if found else "")
            return ids[0]
        if problems.is_full:
            raise refuse(node, problems, "")
        raise refuse(node, problems, self._advice(node.echo(), typed, ids))

    @property
    def terms(self) -> tuple[Term, ...]:
        """All of the list; asked for where it is used, so that a long one costs nobody else."""
        return self.words.terms(self.kind)

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(term.id for term in self.words.known(self.kind))

    @cached_property
    def by_name(self) -> dict[str, tuple[str, ...]]:
        """Every folded name with its ids. Made once: a table may have them for every client."""
        elsewhere = self.words.elsewhere.get(self.kind, ())
        return ids_by_name(elsewhere) | ids_by_name(self.terms)

    @cached_property
    def own(self) -> ListWords:
        """How names of this list are written."""
        lists = self.words.written.lists
        return next((each for each in lists if each.kind == self.kind), ListWords(kind=self.kind))

    @cached_property
    def unlisted(self) -> Mapping[str, str]:
        """Folded names of what people know and no list has, as they are written."""
        return {folded(each): each for each in self.own.unlisted}

    @cached_property
    def home(self) -> frozenset[str]:
        """The folded names of the countries that have one schooling."""
        home = self.words.written.home
        named = ids_by_name(self.words.terms("countries"))
        return frozenset(each for each, ids in named.items() if {*ids} & {*home})

    @cached_property
    def beside(self) -> WrittenNames:
        words, written, own = self.words, self.words.written, self.own
        named = {kind: ids_by_name(words.terms(kind)) for kind in BESIDE.get(self.kind, ())}
        countries, states = named.pop("countries", {}), named.pop("states", {})
        ours = self.home & {*countries}
        is_degree, is_alone = self.kind == "degrees", self.kind in ALONE
        places = {*countries} - (ours if is_degree else set())
        others = {
            name
            for kind, each in named.items()
            for name, ids in each.items()
            if not words.professions.keys() & {*ids}
            and not (kind == "leadership_roles" and (name in self.by_name or " " not in name))
        }
        known = {**{each: (each,) for each in self.unlisted}, **self.by_name}
        common = {word for name in (*known, *(others if is_alone else ())) for word in name.split()}
        return WrittenNames(
            known=known,
            here=frozenset((ours | {*states}) - ({*countries} - ours)),
            countries={each: countries[each][0] for each in places - {*states}},
            others=frozenset(others),
            nothing=frozenset(own.beside),
            short=own.short,
            initials=SPECIALTY_INITIALS if self.kind == "specialties" else LONGEST_INITIALS,
            dated=self.dated,
            instead=written.abroad if is_degree else {},
            subjects=written.subjects if is_degree else (),
            doubts=tuple(map(folded, words.cv.doubts)),
            another=own.another,
            common=frozenset(common) if is_alone or self.dated == TRAINED else None,
            alone=is_alone,
        )

    def all_named(self, name: str) -> tuple[str, ...]:
        """What a folded name stands for in a list: its only id, or all of those that it joins."""
        ids = self.by_name.get(name, ())
        return ids if len(ids) == 1 or name in self.words.together.get(self.kind, ()) else ()

    def _advice(self, echo: str, typed: str, ids: tuple[str, ...]) -> str:
        if len(ids) > 1:
            return f"{echo} stands for more than one: {', '.join(ids)}. Write what is meant."
        if ids and self.dated:
            more = "what stands beside it cannot be read. Write it as id, or id:status:date."
            return f"{echo} names {ids[0]}, but {more}"
        (first, *_), abroad = re.split(r"[\s(,]", typed, maxsplit=1), self.words.written.abroad
        named = next(iter(self.by_name.get(folded(first), ())), "")
        if self.kind == "degrees" and (other := abroad.get(named, "")) in self.ids:
            advice = f"Write {named}, or {other} where it is from abroad."
            return f"{echo} names {named}, but not in words that can be read. {advice}"
        hint = did_you_mean(slips(typed[:80], self.words.known(self.kind))) or self._elsewhere(
            typed
        )
        keep = " What no list has can stand there as other: TEXT." if self.dated else ""
        return f"{echo} is not {WHAT[self.kind]}.{hint or self._where() + keep}"

    def _elsewhere(self, typed: str) -> str:
        """In which other list a name stands, where it is one only; initials mean too much."""
        is_name = self.kind in self.words.kinds and len(folded(typed)) > LONGEST_INITIALS
        lists = self.words.kinds.items() if is_name else ()
        found = [kind for kind, terms in lists if len(meant(typed, terms)) == 1]
        return f" It stands among {found[0].replace('_', ' ')}." if len(found) == 1 else ""

    def _where(self) -> str:
        if len(self.terms) <= LISTED_AT_MOST:
            return f" Known are: {', '.join(term.id for term in self.terms)}."
        return f" All that are known: cmio-advisor roadmap ids {self.kind}."

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.kind}"}

    def definition(self) -> Schema:
        """The schema that every ``$ref`` to the list points at: its ids, which an editor offers."""
        return {"enum": [term.id for term in self.words.known(self.kind)]}


OF_CITIES = {"of", "the", "de", "del", "la", "le", "on", "du"}
"""Words of a city's name that are written small; others make it a sentence: "moving to TX"."""
OF_NO_CITY = {"or", "and", "to", "from", "in", "near", "outside", "lives", "works"}


def _city(text: str) -> tuple[str, str] | None:
    """A city and the state behind it: "San Francisco, CA"."""
    found = re.fullmatch(r"([^,0-9]{2,40}?)(?:,\s*([^,]{2,40})|\s+([A-Z]{2}))", text.strip())
    words = re.split("[ -]", found[1]) if found else []
    is_name = found and all(each in OF_CITIES or each[:1].isupper() for each in words)
    is_name = is_name or (found and found[1].islower() and not {*words} & OF_NO_CITY)
    return (found[1], found[2] or found[3]) if found and is_name else None


def area_in(words: Vocabulary, state: object, typed: T) -> T | str:
    """The area that a name of several stands for in a state; else what was typed."""
    if not isinstance(state, str) or not isinstance(typed, str):
        return typed
    here = TermId("states", words).by_name.get(folded(state), (state,))
    named = TermId(METROS, words).by_name.get(folded(typed), ())
    there = [each for each in named if {*words.states_of(each)} & {*here}]
    return there[0] if len(there) == 1 < len(named) else typed


class AreaBesideState(Around[T], kw_only=False):
    """A record whose metropolitan area may have a name that lies in another state, too."""

    words: Vocabulary

    def read(self, node: Node, problems: Problems) -> T:
        inside = node.value if isinstance(node.value, Mapping) else {}
        if "metro" in inside and "state" in inside:
            metro = inside["metro"]
            meant = area_in(self.words, inside["state"].value, metro.value)
            if isinstance(meant, str) and meant != metro.value:
                problems.note(metro, meant)
                node = Node({**inside, "metro": Node(meant, metro.place)}, node.place)
        return self.record.read(node, problems)


class Answerable(Frozen, Generic[T], kw_only=False):
    """A value that may be left open: ``unknown`` or nothing reads as ``None``."""

    inner: Shape[T]

    def read(self, node: Node, problems: Problems) -> T | None:
        if node.value is None or node.value == UNKNOWN:
            return None
        if problems.human and isinstance(node.value, str) and self._is_open(node.value):
            problems.note(node, "unknown")
            return None
        return self.inner.read(node, problems)

    def _is_open(self, text: str) -> bool:
        inner: object = self.inner
        if not means_unknown(text) or isinstance(inner, Text | Pattern):
            return False
        return not (isinstance(inner, TermId) and text in inner.ids)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"const": "unknown"}, {"type": "null"}]}


class Entries(Frozen):
    """
    How the entries of a list of ids are told from a text. ``key`` is under which an entry that says
    more names its id, ``dated`` what a year behind it says; ``always``: an id alone is no entry.
    ``elsewhere`` are words that make an entry one of another field: "ID fellowship", no residency.
    """

    ids: TermId
    key: str = ""
    dated: str = ""
    always: bool = False
    elsewhere: Mapping[str, str] = {}

    def apart(self, node: Node, problems: Problems) -> Sequence[Node]:
        """The entries in a text, or of an entry that names several; else the node itself."""
        if isinstance(node.value, Mapping):
            return self._each(node, node.value, problems)
        if not isinstance(node.value, str):
            return [node]
        if not problems.human or node.value in self.ids.ids:
            return [self._entry(node.value, node)]
        found: list[Node] = []
        told: list[tuple[str, str]] = []
        listed = pieces(node.value, self.ids.beside)
        if yes := re.fullmatch(YES, node.value):
            inside = pieces(yes[1], self.ids.beside)
            listed = inside if all(each.name for each in inside) else listed
        if any(self._is_of_both(each, node.value, problems) for each in listed):
            listed = (Written(node.value),)
        named = [self.ids.all_named(each.name) for each in listed]
        sure = frozenset(each for ids in named for each in ids)
        for piece in listed:
            nodes, read = self._read(piece, node, sure, problems)
            if self._is_of_before(nodes, found):  # "Psychiatry; 2017"
                before, own = (
                    cast("Mapping[str, Node]", each[-1].value) for each in (found, nodes)
                )
                nodes = [Node({**before, **own}, found.pop().place)]
                is_told = told[-1:] and told[-1][0] == before[self.key].value  # else no such name
                read = [(f"{told[-1][0]}:{read[0][0]}", told.pop()[1])] if is_told else []
            found += nodes
            told += read
        found, told = _told_more(found, told, self.key)
        if told:
            as_, left = (dict.fromkeys(filter(None, each)) for each in zip(*told, strict=True))
            problems.note(node, ";".join(as_), "; ".join(left))
        return list({str(each.value): each for each in found}.values())

    def _read(
        self, piece: Written, node: Node, beside: frozenset[str], problems: Problems
    ) -> tuple[list[Node], list[tuple[str, str]]]:
        """The entries in one piece, and as what it is told, each with what is left out."""
        ids, more = self._meant(piece, problems)
        for word in self.elsewhere.keys() & {*folded(piece.left_out).split()}:
            if not beside - {*ids}:
                advice = f"{node.echo()} stands under {self.elsewhere[word]}."
                raise refuse(node, problems, advice)
            return [], [("", piece.text)]
        if ids:
            nodes = [self._entry(each, node, more) for each in ids]
            left = "; ".join(filter(None, (piece.left_out, "" if self.key else piece.year)))
            # What may mean two things is told by the shape of a status.
            told = (
                []
                if more.get("status") in VAGUE
                else [":".join((each, *_said(more))) for each in ids]
            )
            return nodes, [(each, left) for each in told]
        if other := self.ids.unlisted.get(piece.name):
            left = "; ".join(filter(None, (piece.year, *piece.more.values(), piece.left_out)))
            return [Node({OTHER: Node(other, node.place)}, node.place)], [
                (f"{OTHER}: {other}", left)
            ]
        if self._says_no_more(piece, beside):
            return [], [("", piece.text)]
        alone = self._alone(piece.text)
        if alone.get("status") in VAGUE:
            raise refuse(node, problems, f"{node.echo()} {VAGUE[alone['status']]}")
        if alone and self.always:
            return [self._entry("", node, alone)], [(":".join(alone.values()), "")]
        return [self._entry(piece.text, node)], []

    def _is_of_before(self, nodes: Sequence[Node], found: Sequence[Node]) -> bool:
        """Whether entries are one without a name, which says when the one before it was."""
        before, own = (each[-1].value if each else {} for each in (found, nodes))
        if not isinstance(own, Mapping) or not isinstance(before, Mapping):
            return False
        is_unnamed = bool(own) and own.keys().isdisjoint((self.key, OTHER))
        return self.always and before.keys() == {self.key} and is_unnamed

    def name_alone(self, node: Node, problems: Problems) -> Node:
        """The name of an entry that says nothing else; else nothing of it."""
        entry = node.value if problems.human and isinstance(node.value, Mapping) else {}
        return entry[self.key] if self.key and entry.keys() == {self.key} else Node(None)

    def none_here(self, node: Node, problems: Problems) -> bool:
        """
        Whether it says "none in US" or "not yet (Aug 2027)"; of training there may be some
        elsewhere, which counts.
        """
        text = node.value if problems.human and isinstance(node.value, str) else ""
        first, _, place = text.strip().partition("(" if text.strip().endswith(")") else " ")
        here = folded(place).removeprefix("in ").removeprefix("the ")
        is_said = here in self.ids.home or (place.endswith(")") and split_day(place[:-1], ""))
        is_none = not self.always and means_none(first) and bool(is_said)
        if is_none:
            problems.note(node, "none", place.rstrip(")"))
        return is_none

    def _alone(self, text: str) -> dict[str, str]:
        """What a status or a day says that stands without a name: "done 6/07", "2013-2017"."""
        plain = re.sub(r"(?i)^y(?:es)?\b", "done", text.strip())
        day = split_day(plain, self.ids.dated)
        if day and not day[0] and self.always:
            return {"status": TRAINED, TRAINED: day[1]}
        name, said = status_of(f"{NO_NAME} {plain}", self.ids.dated)
        return said if name == NO_NAME else {}

    def _each(self, node: Node, entry: Mapping[str, Node], problems: Problems) -> Sequence[Node]:
        """An entry for each of the ids that one names."""
        named = entry.get(self.key, Node(None))
        if not self.always or not isinstance(named.value, str) or not problems.human:
            return [node]
        found = self.apart(named, problems)
        return [
            Node({**each.value, **{key: part for key, part in entry.items() if key != self.key}})
            for each in found
            if isinstance(each.value, Mapping)
        ]

    def _meant(self, piece: Written, problems: Problems) -> tuple[tuple[str, ...], dict[str, str]]:
        """The ids that a piece names, and what it says of them."""
        more, ids = dict(piece.more), self.ids.all_named(piece.name)
        if not self.key:  # of what was done once, the year is left out
            return (() if more or _is_later(piece.year, problems) else ids), {}
        if not piece.year:
            return ids, more
        country = {"country": more.pop("country")} if "country" in more else {}
        if more or not self.dated or self._is_ahead(piece.year, problems):
            return (), {}
        status = {"status": self.dated} if self.dated == TRAINED else {}
        return ids, {**status, self.dated: piece.year, **country}

    def _is_of_both(self, piece: Written, text: str, problems: Problems) -> bool:
        """Whether a day to come behind a sign may be that of both names: "MD/MBA 2040"."""
        behind = rf"[/&]\s*{re.escape(piece.text)}"
        return _is_later(piece.year, problems) and re.search(behind, text) is not None

    def _is_ahead(self, day: str, problems: Problems) -> bool:
        """
        Whether a day is still to come that stands alone behind what is renewed: then it may end.
        """
        return self.ids.dated == "expires" and _is_later(day, problems)

    def _says_no_more(self, piece: Written, others: frozenset[str]) -> bool:
        """
        Whether a piece says nothing beside what is sure ("MOC current"), or is a name of one
        profession beside something of that ("BSN, RN").
        """
        if others and self.ids.beside.says_nothing(piece.text):
            return True
        of = self.ids.words.professions
        meant = {of.get(each) for each in self.ids.by_name.get(piece.name, ())}
        return len(meant) == 1 and None not in meant and bool(meant & {*map(of.get, others)})

    def _entry(self, text: str, node: Node, more: Mapping[str, str] | None = None) -> Node:
        if not more and not self.always:
            return Node(text, node.place)
        said = {key: Node(each, node.place) for key, each in (more or {}).items()}
        named = {self.key: Node(text, node.place)} if text else {}
        return Node({**named, **said}, node.place)


def _is_later(day: str, problems: Problems) -> bool:
    """Whether a day, month or year is still to come."""
    return bool(problems.on and day > problems.on.isoformat()[: len(day)])


def _told_more(
    found: list[Node], told: list[tuple[str, str]], key: str
) -> tuple[list[Node], list[tuple[str, str]]]:
    """Without what is named alone where another entry of it tells more: "IM; IM lapsed"."""
    entries = [
        each.value for each in found if isinstance(each.value, Mapping) and key in each.value
    ]
    more = {str(each[key].value) for each in entries if len(each) > 1}
    alone = {str(each.value) for each in found if not isinstance(each.value, Mapping)} & more
    kept = [each for each in found if isinstance(each.value, Mapping) or each.value not in alone]
    return kept, [each for each in told if each[0] not in alone]


def _said(more: Mapping[str, str]) -> Iterable[str]:
    """What an entry says of its name, as a cell writes it."""
    is_day_alone = {*more} - {"country"} and "status" not in more
    return (*(("held" if "since" in more else "earned",) if is_day_alone else ()), *more.values())


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
        if _is_none(node, problems) or (self.entries and self.entries.none_here(node, problems)):
            return ()
        if self.entries and _is_none(self.entries.name_alone(node, problems), problems):
            return ()
        if not isinstance(node.value, list) and not self.alone:
            return self._list.read(node, problems)
        items = node.value if isinstance(node.value, list) else [node]
        if len(items) > MOST_ENTRIES:
            many = f"This list has {len(items):,} entries. Give at most {MOST_ENTRIES:,}."
            raise refuse(node, problems, many)
        if self.entries:
            items = [part for each in items for part in self.entries.apart(each, problems)]
        if not isinstance(node.value, list) and len(items) == 1:
            return (self.item.read(items[0], problems),)
        seen: set[str] = set()
        for each in items if self.entries and problems.human else ():
            if isinstance(each.value, str) and each.value in seen:
                problems.note(each, "")
            seen |= {each.value} if isinstance(each.value, str) else set()
        found = self._list.read(Node(items, node.place), problems)
        return tuple(dict.fromkeys(found)) if self.entries else found

    def schema(self) -> Schema:
        alone = [self.item.schema()] if self.alone else []
        return {"anyOf": [self._list.schema(), *alone, {"enum": ["none", 0]}]}

    @property
    def _list(self) -> Listing[T]:
        return Listing(self.item, self.more)


class NoneOr(Frozen, Generic[T], kw_only=False):
    """
    A mapping, or ``none``, ``0`` or an empty list for what is known to be nothing; ``names`` are
    what else says that, folded.
    """

    inner: Shape[T]
    nothing: T
    names: frozenset[str] = frozenset()

    def read(self, node: Node, problems: Problems) -> T:
        if node.value == [] or _is_none(node, problems):
            return self.nothing
        if problems.human and isinstance(node.value, str) and folded(node.value) in self.names:
            problems.note(node, "none")
            return self.nothing
        return self.inner.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"enum": ["none", 0, []]}]}


def answer_field(shape: Shape[Any], into: str | None = None) -> Field:
    """A field that may be left open, and its name in the domain where that is another one."""
    return Field(shape=Answerable(shape), into=into)


def _is_none(node: Node, problems: Problems) -> bool:
    if problems.human and isinstance(node.value, str) and means_none(node.value):
        problems.note(node, "none")
        return True
    return node.value == "none" or (node.value == 0 and not isinstance(node.value, bool))
