"""Licenses to practise in a profile: a state of one in words, whose it is, which state gave it."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import status_of
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.profile.fields import BY_PATH, NONE, ProfileField
from cmio_advisor.domain.profile.profile import License, contradictions
from cmio_advisor.domain.roadmap.names import folded, names_of
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.shapes.answers import Answerable, Several, answer_field
from cmio_advisor.loading.shapes.entries import PROFESSION, needed
from cmio_advisor.loading.shapes.shapes import (
    Choice,
    Field,
    Keyed,
    Schema,
    Shape,
    ShortOrLong,
    nearest_or_known,
    refuse,
    told_twice,
)
from cmio_advisor.loading.shapes.term_ids import TermId
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

UNRESTRICTED = "unrestricted"
LIKE_ONE = f"like {BY_PATH['license'].columns[0].item}"
NOISE = re.compile("licen[cs]e|licensed|lic|state|board|compact|multi(state)?|nlc")
LicenseParts = tuple[tuple[str, str], ...]
"""A reading of words: what each names, and of what kind that is."""
LINKS = ("in", "of", "a")
MOST_LICENSE_WORDS, LONGEST_LICENSE = 8, 200


ANOTHER = "another"
"""A profession of which no rule says anything."""


class Profession(Frozen, kw_only=False):
    """
    A profession that the roadmap knows, by its id or what people call its license or members;
    ``None`` for ``own``, where that is the one that is meant anyway. Any name, where it lists none.
    """

    words: Vocabulary
    own: str = ""

    def read(self, node: Node, problems: Problems) -> str | None:
        written = node.text
        named = self._names.get(folded(written))
        if not self._known:
            named = PROFESSION.read(node, problems)
        if not named:
            hint = nearest_or_known(written, self._known)
            raise refuse(node, problems, f"{node.echo()} is not the name of a profession.{hint}")
        problems.note(node, named)
        return None if named == self.own else named

    @cached_property
    def _known(self) -> tuple[str, ...]:
        licensed = (each.profession for each in self.words.written.licenses)
        known = dict.fromkeys(filter(None, (*licensed, *self.words.professions.values())))
        return (*known, ANOTHER) if known else ()

    @cached_property
    def _names(self) -> dict[str, str]:
        return {folded(each): each for each in self._known} | license_names(self.words)

    def schema(self) -> Schema:
        if not self._known:
            return PROFESSION.schema()
        return {"enum": [*self._known, *(name for name, of in self._names.items() if of)]}


def license_names(words: Vocabulary) -> dict[str, str]:
    """By each folded name of a license its profession, "" where no rule knows it."""
    return {folded(name): each.profession for each in words.written.licenses for name in each.names}


def as_item(license_: License, profession: str = "") -> str:
    """A license as a cell has it; ``profession`` is that of one that names none."""
    said = (license_.profession or profession, license_.state or "", license_.status)
    return ":".join(said)


class LicenseWords(Frozen, kw_only=False):
    """
    The state of a license in words, perhaps with whose it is and with the state that gave it:
    "Active - CA", "RN - TX", "Ohio". A license of which nothing else is said is unrestricted.
    """

    status: Choice[str]
    states: TermId
    own: str
    professions: Mapping[str, str]

    def read(self, node: Node, problems: Problems) -> License:
        text = node.text
        if text in self.status.known:
            return License(status=text)
        is_read = problems.human and len(text) <= LONGEST_LICENSE
        plain, left, said = _without_beside(text) if is_read else (text, "", {})
        for key, told in (("expires", ENDED), ("earned", AHEAD)):
            day = said.get(key, "")
            is_later = problems.on and day > problems.on.isoformat()[: len(day)]
            if day and bool(is_later) != (key == "expires"):
                raise refuse(node, problems, f"{node.echo()} {told}")
        found = self._found(plain) if is_read and text else None
        if isinstance(found, str):
            raise refuse(node, problems, f"{node.echo()} {found}")
        if found is None:
            return License(status=self.status.read(node, problems))
        says_more = found.profession or found.state
        problems.note(node, as_item(found) if says_more else found.status, left)
        return found

    def each(self, text: str) -> tuple[License, ...]:
        """
        Licenses with a state each, parted by signs ("RN TX, RN NM"), perhaps with a word for all
        that they are unrestricted ("IL & WI, active"); nothing where any of it is not known.
        """
        text = re.sub(r"^([^()]+)\(([^()]+)\)$", r"\1,\2", text.strip())  # "active (PA, NJ)"
        pieces = [each.strip(" ()") for each in re.split(r"[,/&+]|\band\b", text)]
        names = [self.states.by_name.get(folded(each), ()) for each in pieces]
        said = [self._states_of_it.get(folded(each)) for each in pieces]
        of_all = (at for at in (-1, 0) if said[at] == UNRESTRICTED and not names[at])
        for at in [*of_all][:1]:
            del pieces[at], names[at]
        # "VA, DC, MD": states, though one of them is short for a profession, too.
        if all(map(len, names)) and ({*map(folded, pieces)} - self.professions.keys()):
            licenses = tuple(License(status=UNRESTRICTED, state=each[0]) for each in names)
        else:
            found = map(self._found, pieces)
            licenses = tuple(each for each in found if isinstance(each, License) and each.state)
        # What is said of one may be said of all: "CA/NV inactive".
        is_plain = all(each.status == UNRESTRICTED for each in licenses)
        is_sure = is_plain or all(map(self._says_status, pieces))
        return licenses if is_sure and 1 < len(licenses) == len(pieces) else ()

    def is_status(self, text: str) -> bool:
        """Whether a text in other words than ours is the state of a license and no more."""
        return text not in self.status.known and folded(text) in self._states_of_it

    def _says_status(self, text: str) -> bool:
        return any(each in self._states_of_it for each in folded(text).split())

    def _found(self, text: str) -> License | str | None:
        """
        What the words name, what is wrong where there are two readings of them;
        nothing where a word is none of these, or the state of the license is all that is said.
        """
        words = [each for each in folded(text).split() if not NOISE.fullmatch(each)]
        if any(self.professions.get(each) == "" for each in words):
            known = ", ".join(dict.fromkeys(filter(None, self.professions.values())))
            return f"is a license of another kind than those known: {known}."
        is_open = not words or re.search(r"(?i)\bn/a\b", text)
        if is_open or len(words) > MOST_LICENSE_WORDS or folded(text) in self._states_of_it:
            return None
        # "on probation": no Ontario.
        small = {each.upper() for each in re.findall(r"\b(in|on|or)\s+(?=[a-z])", text)}
        every = {frozenset(each) for each in self._readings(words)}
        every = {each for each in every if dict(each).get("state") not in small}
        readings = [each for each in every if len(dict(each)) == len(each)]
        if len(readings) > 1 or (readings and len(every) > 1 and "/" in text):
            return f"can be a state or a profession. Write both, {LIKE_ONE}."
        for reading in readings:
            said = dict(reading)
            profession = said.get("profession")
            return License(
                status=said.get("status", UNRESTRICTED),
                state=said.get("state"),
                profession=None if profession == self.own else profession,
            )
        return next((self.status.vague[each] for each in words if each in self.status.vague), None)

    def says_more(self, text: str) -> tuple[bool, bool]:
        """Whether words in a text can be a license's state, and the name of its profession."""
        words = folded(text[:LONGEST_LICENSE]).split()
        own = {name for name, each in self.professions.items() if each == self.own}
        return self._says_status(text[:LONGEST_LICENSE]), bool(own & {*words})

    def _readings(self, words: list[str]) -> Iterator[LicenseParts]:
        """Every way in which the words are names of states, professions and states of a license."""
        if not words:
            yield ()
        # "IN" at the end is Indiana.
        if words and words[0] in self._links and (words[1:] or words[0] not in LINKS):
            yield from self._readings(words[1:])
        for end in range(1, len(words) + 1):
            name = " ".join(words[:end])
            meanings = [("state", each) for each in self.states.by_name.get(name, ())]
            meanings += [("profession", self.professions[name])] if name in self.professions else []
            status = self._states_of_it.get(name)
            meanings += [("status", status)] if status and not meanings else []  # "RN OK"
            for each in meanings:
                for rest in self._readings(words[end:]):
                    yield (each, *rest)

    @cached_property
    def _states_of_it(self) -> dict[str, str]:
        return {**{folded(each): each for each in self.status.known}, **self.status.names}

    @cached_property
    def _links(self) -> frozenset[str]:
        """Words that link others, and the names of this country."""
        return self.states.home - self.states.by_name.keys() | {*LINKS}

    def schema(self) -> Schema:
        return self.status.schema()


class Licenses(Several[License], kw_only=False):
    """
    The licenses that there are, and of other professions those that are said to be none: where such
    a license is not named, the roadmap's own was spoken of alone. ``words`` tell several in a text
    apart.
    """

    words: LicenseWords | None = None

    def read(self, node: Node, problems: Problems) -> tuple[License, ...]:
        text, items = node.text, node.value if isinstance(node.value, list) else []
        is_words = problems.human and len(text) <= LONGEST_LICENSE
        is_known = self.words and text in self.words.status.known
        listed = self.words.each(text) if self.words and is_words and not is_known else ()
        for first, second, field in contradictions(listed):
            raise told_twice(node, problems, field, listed[first], listed[second])
        if listed:
            problems.note(node, ";".join(map(as_item, listed)))
        before = problems.count
        found = listed or Several.read(self, node, problems)
        is_text = any(each.text and each in problems.refused for each in items)  # "CA; surrendered"
        if problems.count > before and (is_text or all(each.profession for each in found)):
            raise Unreadable  # what was not read may be the license that is asked for, or of it
        shown = {(bool(each.profession), bool(each.state)) for each in found}
        is_part = self.words and any(self.words.is_status(each.text) for each in items[1:])
        if problems.human and not listed and (is_part or shown == {(True, False), (False, True)}):
            raise refuse(node, problems, ONE_OR_TWO)  # "CA; active", "RN; TX"
        return tuple(each for each in found if each.status != NONE or each.profession)


NUMBER = r"\(?#?\b(?![12][0-9]{3}\b)[A-Z]{0,3}[0-9][0-9-]{3,18}\b\)?"
"""That of a license, which no year is."""
ENDED = "is perhaps over. Write its state: unrestricted, or none."
ONE_OR_TWO = f"This may be one license or two. Write each whole, {LIKE_ONE}."
AHEAD = "has not begun. Write its state today: none, training or restricted."


def _without_beside(text: str) -> tuple[str, str, Mapping[str, str]]:
    """A license without its number and year; what that was; the days of its begin and end."""
    plain, said = status_of(text, "expires")
    if {*said} <= {"status", "earned", "expires"} and said.get("status", "held") == "held" and said:
        return plain, text.removeprefix(plain).strip(" ,()"), said
    beside = re.findall(rf"\b(?:19|20)[0-9]{{2}}\b|{NUMBER}", text)
    if len(beside) != 1 or re.search("[<>~=]", text):  # "2019-2020" is over, perhaps
        return text, "", {}
    return text.replace(beside[0], " "), beside[0], {}


def license_words(row: ProfileField, roadmap: Roadmap) -> LicenseWords:
    offered = [
        each
        for question in roadmap.questions
        if question.field == row.path
        for each in question.options
    ]
    states = roadmap.vocabulary.written.license_states
    names = {folded(name): each for name, each in states.items()}
    vague: dict[str, str] = {}
    for each in offered:
        value = each.value if isinstance(each.value, str) else ""
        for name in names_of(each) if value else ():
            if names.setdefault(name, value) != value:
                vague[name] = f"can be {names[name]} or {value}. Write which."
    vocabulary = roadmap.vocabulary
    sure = {name: each for name, each in names.items() if name not in vague}
    state = Choice(row.meaning, row.choices, sure, vague)
    return LicenseWords(state, TermId("states", vocabulary), row.own, license_names(vocabulary))


def license_shape(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    """The state of the license that rules speak of, or mappings that may name other professions."""
    words = license_words(row, roadmap)
    fields = {
        "profession": Field(
            shape=Answerable(Profession(roadmap.vocabulary, row.own)), decides=True
        ),
        "state": answer_field(words.states),
        "status": needed(words.status),
    }
    entry = ShortOrLong(words, lambda known: known, Keyed(row.entry, License, fields))
    return Licenses(entry, alone=True, words=words)
