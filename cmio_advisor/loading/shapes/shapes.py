"""
What a value may look like: each shape reads a node and describes itself as JSON Schema; so does
an id of a list of the vocabulary, or what people write for it.

Profiles and roadmaps are read by the same shapes, so a file and its schema cannot disagree.
A shape notes every problem it finds and goes on; only then does it give up its value.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from cmio_advisor.domain.base.frozen import Frozen, kept
from cmio_advisor.domain.base.human_words import TRAINED, means_none, split_comment, yes_or_no
from cmio_advisor.domain.base.terms import (
    METROS,
    ListWords,
    Term,
    Vocabulary,
    folded,
    ids_by_name,
    nearest_words,
    slips,
)
from cmio_advisor.domain.base.written_numbers import SHARE, read_number
from cmio_advisor.domain.profile.fields import COLUMNS, OWN_LISTS
from cmio_advisor.domain.roadmap import written_lists
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

S = TypeVar("S")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
W = TypeVar("W", bound=str)
Schema = dict[str, Any]
UNKNOWN = "unknown"


class Shape(Protocol[T_co]):
    """Reads one kind of value."""

    def read(self, node: Node, problems: Problems) -> T_co:
        """The value; raises `Unreadable` after noting what is wrong with it."""

    def schema(self) -> Schema:
        """The same, as JSON Schema."""


def refuse(node: Node, problems: Problems, text: str) -> Unreadable:
    """Note a problem at the node's place; the caller raises what comes back."""
    problems.add(node.place, text)
    problems.refused.append(node)
    return Unreadable()


def nearest(found: str, known: Iterable[str]) -> str:
    """ "Did you mean ...?" with the known word that is one slip of the keyboard away."""
    return did_you_mean(nearest_words(found[:80], known))


def nearest_or_known(found: str, known: Sequence[str]) -> str:
    """The same; else the ids with that word in them; else two lines' worth of what is known."""
    holding = [each for each in known if found in each.split("-")]
    if holding and not nearest(found, known):
        return f" With that word in it: {', '.join(holding)}."
    shown = ", ".join(known[:20]) + (", ..." if len(known) > 20 else "")  # noqa: PLR2004 - two lines
    return nearest(found, known) or f" Known are: {shown}."


def did_you_mean(likely: Iterable[str]) -> str:
    """The question that names what is likely meant; nothing where nothing is."""
    named = " or ".join(f'"{each}"' for each in likely)
    return f" Did you mean {named}?" if named else ""


def told_twice(
    node: Node, problems: Problems, field: str, first: object, second: object
) -> Unreadable:
    """Note that of one thing two things are told that differ in a field."""
    words = {True: "yes", False: "no"}
    said = (getattr(each, field) for each in (first, second))
    ways = ", and ".join(f"{field} {words.get(each, each)}" for each in said)
    keep = "Keep the one that is true; where both are, give each its own day, state or country."
    text = f'"{getattr(second, "thing", "")}" stands here twice: {ways}. {keep}'
    return refuse(Node([node], node.place), problems, text)


class Around(Frozen, Generic[T], kw_only=False):
    """What does more with the same value as another shape, and looks like it in the schema."""

    record: Shape[T]

    def schema(self) -> Schema:
        return self.record.schema()


class Checked(Around[T], kw_only=False):
    """A value that has to pass one more test, which names what is wrong."""

    fault: Callable[[T], str | None]

    def read(self, node: Node, problems: Problems) -> T:
        value = self.record.read(node, problems)
        if fault := self.fault(value):
            raise refuse(node, problems, fault)
        return value


class Built(Around[S], Generic[S, T], kw_only=False):
    """What another shape reads, built into something else."""

    build: Callable[[S], T]

    def read(self, node: Node, problems: Problems) -> T:
        return self.build(self.record.read(node, problems))


class Text(Frozen, kw_only=False):
    """Any text; a plain number is taken as written."""

    def read(self, node: Node, problems: Problems) -> str:
        if isinstance(node.value, str):
            return node.value
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            return str(node.value)
        raise refuse(node, problems, f"Text was expected here, found {node.echo()}.")

    def schema(self) -> Schema:
        return {"type": "string"}


class Pattern(Frozen, kw_only=False):
    """Text of one form, which ``meaning`` describes."""

    form: str
    meaning: str

    def read(self, node: Node, problems: Problems) -> str:
        if isinstance(node.value, str | int) and not isinstance(node.value, bool):
            text = str(node.value)
            if re.fullmatch(self.form, text):
                return text
        raise refuse(node, problems, f"{node.echo()} is not {self.meaning}.")

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{self.form}$"}


class Choice(Frozen, Generic[W], kw_only=False):
    """
    One of a list of known words, as it is there; ``what`` is how a message calls one of them,
    ``names`` what else a person calls it, ``vague`` what can mean several, with what to write.
    """

    what: str
    known: tuple[W, ...]
    names: Mapping[str, str] = {}
    vague: Mapping[str, str] = {}

    def read(self, node: Node, problems: Problems) -> W:
        written = node.text
        if written in self.known:
            return self.known[self.known.index(written)]
        if problems.human and written:
            wanted = folded(written)
            named = self.names.get(wanted)
            same = (each for each in self.known if folded(each) == wanted)
            meant = next(same, None) or next((each for each in self.known if each == named), None)
            if meant:
                problems.note(node, meant)
                return meant
        if advice := self.vague.get(written.strip().lower()):
            raise refuse(node, problems, f"{node.echo()} {advice}")
        hint = nearest_or_known(written, self.known)
        raise refuse(node, problems, f"{node.echo()} is not {self.what}.{hint}")

    def schema(self) -> Schema:
        return {"enum": list(self.known)}


class Flag(Frozen, kw_only=False):
    def read(self, node: Node, problems: Problems) -> bool:
        if isinstance(node.value, bool):
            return node.value
        if node.value in ("yes", "no"):
            return node.value == "yes"
        word, left = split_comment(str(node.value)) if problems.human else ("", "")
        found = yes_or_no(word)
        share = None if found is not None or word.isdecimal() else read_number(word, SHARE)
        if isinstance(share, int | float) and 0 < share <= 1:  # "0.5 FTE": part of a week
            found, left = True, word
        if found is not None:
            problems.note(node, "yes" if found else "no", left)
            return found
        raise refuse(node, problems, f"yes or no was expected here, found {node.echo()}.")

    def schema(self) -> Schema:
        return {"enum": [True, False, "yes", "no"]}


class Listing(Frozen, Generic[T], kw_only=False):
    """
    A list of values of one shape. ``more`` is the entry of one that may hold more than what it
    names: where ``unknown`` stands in it, or an entry that could not be read. ``doubts`` finds
    those of which only one can be true, by their places, and in what they differ: neither is read.
    ``needed``: at least one has to stand there.
    """

    item: Shape[T]
    more: T | None = None
    doubts: Callable[[Sequence[T]], Iterable[tuple[int, int, str]]] | None = None
    needed: bool = False

    def read(self, node: Node, problems: Problems) -> tuple[T, ...]:
        if not isinstance(node.value, list):
            raise refuse(node, problems, f"A list was expected here, found {node.echo()}.")
        if self.needed and not node.value:
            raise refuse(node, problems, "At least one entry has to stand here.")
        values: list[T] = []
        nodes: list[Node] = []
        unread = 0
        for each in node.value:
            try:
                if self.more is not None and each.value == UNKNOWN:
                    values.append(self.more)
                else:
                    values.append(self.item.read(each, problems))
                nodes.append(each)
            except Unreadable:
                unread += 1
        doubtful: set[int] = set()
        for first, second, field in self.doubts(values) if self.doubts else ():
            doubtful |= {first, second}
            told_twice(nodes[second], problems, field, values[first], values[second])
        unread += len(doubtful)
        values = [each for at, each in enumerate(values) if at not in doubtful]
        if unread and not (problems.partial and values):
            raise Unreadable
        return tuple(values) if not unread or self.more is None else (*values, self.more)

    def schema(self) -> Schema:
        item = self.item.schema()
        if self.more is not None:
            item = {"anyOf": [item, {"const": UNKNOWN}]}
        return {"type": "array", "items": item, **({"minItems": 1} if self.needed else {})}


class ByName(Frozen, Generic[T], kw_only=False):
    """A mapping of any names to values of one shape; ``what`` is how a message calls it."""

    what: str
    item: Shape[T]

    def read(self, node: Node, problems: Problems) -> dict[str, T]:
        if not isinstance(node.value, Mapping):
            raise refuse(node, problems, f"{self.what} were expected, found {node.echo()}.")
        return {key: self.item.read(each, problems) for key, each in node.value.items()}

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.item.schema()}


class Maybe(Frozen, Generic[T], kw_only=False):
    """A value, or nothing (``null``)."""

    inner: Shape[T]

    def read(self, node: Node, problems: Problems) -> T | None:
        return None if node.value is None else self.inner.read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"type": "null"}]}


class ShortOrLong(Frozen, Generic[S, T], kw_only=False):
    """A short form, from which ``build`` makes the object, or the mapping that says more."""

    short: Shape[S]
    build: Callable[[S], T]
    record: Shape[T]

    def read(self, node: Node, problems: Problems) -> T:
        if isinstance(node.value, Mapping):
            return self.record.read(node, problems)
        return self.build(self.short.read(node, problems))

    def schema(self) -> Schema:
        return {"anyOf": [self.short.schema(), self.record.schema()]}


class Field(Frozen, kw_only=False):
    """
    One key of a record: its shape, whether it must stand there, and its name in the domain. One
    that ``decides`` what the others mean cannot be left out where it stands there.
    """

    shape: Shape[Any]
    needed: bool = False
    into: str | None = None
    decides: bool = False


AtKey = Field | Shape[Any]
"""What stands under a key; one that may be missing is its shape alone."""


class Keyed(Frozen, Generic[T], kw_only=False):
    """
    A mapping with known keys, built into one object. ``what`` is how a message calls it,
    ``strange`` what it says of another key, and what to do where no known one is near;
    ``deeper`` are keys that stand under one of its own, with that and as what.
    """

    what: str
    build: Callable[..., T]
    fields: Mapping[str, Field]
    strange: tuple[str, str] = ("is not a field of {what}", " Known are: {known}.")
    deeper: Mapping[str, tuple[str, str]] = {}

    def __init__(
        self,
        what: str,
        build: Callable[..., T],
        fields: Mapping[str, AtKey],
        **more: Any,  # noqa: ANN401 - its fields
    ) -> None:
        whole = {k: each if isinstance(each, Field) else Field(each) for k, each in fields.items()}
        super().__init__(what, build, whole, **more)

    def read(self, node: Node, problems: Problems) -> T:
        if not isinstance(node.value, Mapping):
            advice = f" Its parts are: {', '.join(self.fields)}." if self.fields else ""
            message = f"{self.what} was expected here, found {node.echo()}.{advice}"
            raise refuse(node, problems, message)
        before = problems.count
        for key, value in node.value.items():
            if key not in self.fields:
                problems.add(value.place, f"{Node(key).echo()} {self._instead_of(key, value)}")
        values: dict[str, Any] = {}
        is_whole = True
        for key, each in self.fields.items():
            if key in node.value:
                try:
                    values[each.into or key] = each.shape.read(node.value[key], problems)
                except Unreadable:
                    is_whole = is_whole and not (each.needed or each.decides)
            elif each.needed:
                problems.add(node.place, f'{self.what} needs the field "{key}".')
                is_whole = False
        if not is_whole or (problems.count > before and not (problems.partial and values)):
            raise Unreadable
        return self.build(**values)

    def _instead_of(self, key: str, value: Node) -> str:
        said, instead = self.strange if self.fields else (self.strange[0], "")
        hint = nearest(key, self.fields) or instead.format(known=", ".join(self.fields))
        if key in self.deeper:
            hint = ' It stands in "{}", as "{}".'.format(*self.deeper[key])
        if value.value is None and " " in key:
            hint = " A text with a comma in it stands in quotation marks."
        return f"{said.format(what=self.what.lower())}.{hint}"

    def schema(self) -> Schema:
        return {
            "type": "object",
            "properties": {key: each.shape.schema() for key, each in self.fields.items()},
            "required": [key for key, each in self.fields.items() if each.needed],
            "additionalProperties": False,
        }


_WORD = r"(?:(?:[A-Z]|d['\u2019])[\w.'\u2019]*|of|the|de|del|la|du)"
CITY = (
    rf"(?![A-Z]{{2}} )({_WORD}(?:[ -]{_WORD})*)(?:, ?|\s(?=[A-Z]{{2}}$))([A-Z][A-Za-z. ]{{1,30}})"
)
"""A city with the state behind it: "San Francisco, CA"; "moving to TX" is none."""


class TermList(NamedTuple):
    """
    A list of the vocabulary: what a message calls ``one`` of it, of which lists a name may stand
    ``beside`` one, and is left out; and whether one is meant ``alone``, so that what stands behind
    it may be a comment.
    """

    one: str
    beside: tuple[str, ...] = ()
    alone: bool = False


VOCABULARY = {
    "roles": TermList("a job the roadmap knows", ("specialties", "leadership_roles"), alone=True),
    "leadership_roles": TermList("a leadership role", ("specialties", "projects")),
    "specialties": TermList("a specialty the roadmap knows", ("countries", "states")),
    "projects": TermList("a kind of project"),
    "memberships": TermList("an association"),
    "activities": TermList("an activity"),
    "organizations": TermList("a kind of employer", ("specialties",), alone=True),
    "states": TermList("a state, territory or province", alone=True),
    "countries": TermList("a country"),
    **{kind: TermList(one) for kind, one in OWN_LISTS.items()},
}
"""The lists of vocabulary.yaml."""
LISTS = {
    **VOCABULARY,
    "degrees": TermList("a degree the roadmap knows", ("countries", "states", "specialties")),
    "certifications": TermList("a certification the roadmap knows"),
    METROS: TermList("a metropolitan area"),
    "answers": TermList("a question of a rule"),
}
NO_PLACES = frozenset(
    {"am", "as", "at", "be", "by", "ci", "do", "er", "in", "is", "it", "me", "my", "na", "no", "pm"}
    | {"so"}
)
"""Codes of countries that are other words as well: "IM (no)", "IM, DO", "IM (Mayo, ER)"."""
SPECIALTY_INITIALS = 3
"""Letters: longer ones make one name of two ("peds neuro")."""
LISTED_AT_MOST = 12
"""How many ids a message lists; of more it says where they stand."""


class TermId(Frozen, kw_only=False):
    """
    An id of one list of the vocabulary, or another name of it, which is read as that id. Names
    that the vocabulary joins stand for all that have them, where a list is written. Terms of other
    roadmaps are known, and their names mean them only where they mean nothing here. ``dated`` is
    what a day behind a name says; ``takes_other``: an entry may say in words what no list has.
    """

    kind: str
    words: Vocabulary
    dated: str = ""
    takes_other: bool = False

    def read(self, node: Node, problems: Problems) -> str:
        typed = node.text
        if typed in self.ids:
            is_own = node.place in COLUMNS and COLUMNS[node.place][1].part == "country"
            if is_own and typed in self.words.ids("states"):  # "GA", "CA", "IN"
                problems.note(node, self.words.title(self.kind, typed), kept=typed)
            return typed
        ids = self.by_name.get(folded(typed), ())
        city = re.fullmatch(CITY, typed.strip()) if self.kind == "states" else None
        if problems.human and not ids and city and folded(city[1]) not in self.by_name:
            ids = () if self.beside.doubtful(city[1]) else self.by_name.get(folded(city[2]), ())
            if len(ids) == 1:
                problems.note(node, ids[0], city[1])
                return ids[0]
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

    @kept
    def ids(self) -> frozenset[str]:
        return frozenset(term.id for term in self.words.known(self.kind))

    @kept
    def by_name(self) -> written_lists.IdsByName:
        """Every folded name with its ids. Made once: a table may have them for every client."""
        elsewhere = self.words.elsewhere.get(self.kind, ())
        found = ids_by_name(elsewhere) | ids_by_name(self.terms)
        return {name: ids for name, ids in found.items() if not means_none(name)}  # "no": Norway

    @kept
    def own(self) -> ListWords:
        """How names of this list are written."""
        lists = self.words.written.lists
        return next((each for each in lists if each.kind == self.kind), ListWords(kind=self.kind))

    @kept
    def unlisted(self) -> Mapping[str, str]:
        """Folded names of what people know and no list has, as they are written."""
        return {folded(each): each for each in self.own.unlisted}

    @kept
    def home(self) -> frozenset[str]:
        """The folded names of the countries that have one schooling."""
        home = self.words.written.home
        named = ids_by_name(self.words.terms("countries"))
        return frozenset(each for each, ids in named.items() if {*ids} <= {*home})

    @kept
    def beside(self) -> written_lists.WrittenNames:
        words, written, own = self.words, self.words.written, self.own
        named = {kind: ids_by_name(words.terms(kind)) for kind in LISTS[self.kind].beside}
        countries, states = named.pop("countries", {}), named.pop("states", {})
        ours = self.home & {*countries}
        is_degree, is_alone = self.kind == "degrees", LISTS[self.kind].alone
        places = {*countries} - (ours if is_degree else set()) - NO_PLACES
        others = {
            name
            for kind, each in named.items()
            for name, ids in each.items()
            if not words.professions.keys() & {*ids}
            and not (kind == "leadership_roles" and (name in self.by_name or " " not in name))
        }
        known = {**{each: (each,) for each in self.unlisted}, **self.by_name}
        common = {word for name in (*known, *(others if is_alone else ())) for word in name.split()}
        abroad, there = (
            "|".join(each for each in names if len(each) > written_lists.LONGEST_CODE)
            for names in (countries.keys() - ours, states)
        )
        codes = "|".join(each.id for each in words.terms("states"))
        behind = rf"(?:,\s*|\s+)(?:[A-Z][a-z]+,?\s+)?(?:(?:{codes})|(?i:{there}))\b"
        return written_lists.WrittenNames(
            known=known,
            towns=rf"\b(?i:{abroad}){behind}" if abroad else "(?!)",
            here=frozenset((ours | {*states}) - ({*countries} - ours)),
            countries={each: countries[each][0] for each in places - {*states}},
            others=frozenset(others),
            nothing=frozenset(own.beside),
            short=own.short,
            initials=SPECIALTY_INITIALS
            if self.kind == "specialties"
            else written_lists.LONGEST_INITIALS,
            dated=self.dated,
            instead=written.abroad if is_degree else {},
            subjects=written.subjects if is_degree else (),
            doubts=tuple(map(folded, words.cv.doubts)),
            naming=frozenset(written.naming),
            another=own.another,
            common=frozenset(common) if is_alone or self.dated == TRAINED else None,
            alone=is_alone,
        )

    def all_named(self, name: str) -> tuple[str, ...]:
        """What a folded name stands for in a list: its only id, or all of those that it joins."""
        ids = self.by_name.get(name, ()) if name else ()  # no table for who names ids alone
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
        hint = did_you_mean(slips(typed[:80], self.words.known(self.kind)))
        where = f" All that are known: cmio-advisor roadmap ids {self.kind}."
        if not self.terms:
            where = " The roadmap lists none."
        elif len(self.terms) <= LISTED_AT_MOST:
            where = f" Known are: {', '.join(term.id for term in self.terms)}."
        keep = " What no list has can stand there as other: TEXT." if self.takes_other else ""
        return f"{echo} is not {LISTS[self.kind].one}.{hint or where + keep}"

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.kind}"}

    def definition(self) -> Schema:
        """The schema that every ``$ref`` to the list points at: its ids, which an editor offers."""
        return {"enum": [term.id for term in self.words.known(self.kind)]}


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
        inside = node.entries
        if "metro" in inside and "state" in inside:
            metro = inside["metro"]
            meant = area_in(self.words, inside["state"].value, metro.value)
            if isinstance(meant, str) and meant != metro.value:
                problems.note(metro, meant)
                node = Node({**inside, "metro": Node(meant, metro.place)}, node.place)
        return self.record.read(node, problems)
