"""
An id of a list of the vocabulary, or what people write for it; the lists are those of
vocabulary.yaml and of the roadmap's own files.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple, TypeVar

from cmio_advisor.domain.base.frozen import Frozen, kept
from cmio_advisor.domain.base.human_words import TRAINED, means_none
from cmio_advisor.domain.base.terms import (
    METROS,
    ListWords,
    Term,
    Vocabulary,
    folded,
    ids_by_name,
    slips,
)
from cmio_advisor.domain.profile.fields import COLUMNS, OWN_LISTS
from cmio_advisor.domain.roadmap import written_lists
from cmio_advisor.loading.shapes.shapes import Around, Schema, did_you_mean, refuse
from cmio_advisor.loading.text.nodes import Node, Problems

T = TypeVar("T")

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
        """How names of this list are told from what people write beside them."""
        words, written, own = self.words, self.words.written, self.own
        is_degree, is_alone = self.kind == "degrees", LISTS[self.kind].alone
        named = {kind: ids_by_name(words.terms(kind)) for kind in LISTS[self.kind].beside}
        countries, states = named.pop("countries", {}), named.pop("states", {})
        ours = self.home & {*countries}
        places = {*countries} - (ours if is_degree else set()) - NO_PLACES - {*states}
        others = frozenset(chain.from_iterable(map(self._names_beside, named, named.values())))
        known = {**{each: (each,) for each in self.unlisted}, **self.by_name}
        common = {word for name in (*known, *(others if is_alone else ())) for word in name.split()}
        is_specialty = self.kind == "specialties"
        return written_lists.WrittenNames(
            known=known,
            towns=self._towns(countries.keys() - ours, states),
            here=frozenset((ours | {*states}) - ({*countries} - ours)),
            countries={each: countries[each][0] for each in places},
            others=others,
            nothing=frozenset(own.beside),
            short=own.short,
            initials=SPECIALTY_INITIALS if is_specialty else written_lists.LONGEST_INITIALS,
            dated=self.dated,
            instead=written.abroad if is_degree else {},
            subjects=written.subjects if is_degree else (),
            doubts=tuple(map(folded, words.cv.doubts)),
            naming=frozenset(written.naming),
            another=own.another,
            common=frozenset(common) if is_alone or self.dated == TRAINED else None,
            alone=is_alone,
        )

    def _names_beside(self, kind: str, named: written_lists.IdsByName) -> Iterator[str]:
        """The names of another list that say nothing here: none of a profession or of this list."""
        for name, ids in named.items():
            is_own = kind == "leadership_roles" and (name in self.by_name or " " not in name)
            if not is_own and not self.words.professions.keys() & {*ids}:
                yield name

    def _towns(self, countries: Iterable[str], states: Iterable[str]) -> str:
        """The form of a town here that is called as a country: "Lebanon, NH"."""
        abroad, there = (
            "|".join(each for each in names if len(each) > written_lists.LONGEST_CODE)
            for names in (countries, states)
        )
        codes = "|".join(each.id for each in self.words.terms("states"))
        behind = rf"(?:,\s*|\s+)(?:[A-Z][a-z]+,?\s+)?(?:(?:{codes})|(?i:{there}))\b"
        return rf"\b(?i:{abroad}){behind}" if abroad else "(?!)"

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
