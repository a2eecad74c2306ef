"""Names in a list as people write it, each perhaps with status, year, place or subject."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.human_words import (
    BEGUN,
    LONGEST_ENTRY,
    PRESENT,
    RENEWED,
    TRAINED,
    split_day,
    status_behind,
    status_of,
    without_renewal,
)
from cmio_advisor.domain.base.terms import JobTitle, Subject, Trainee, folded

LONGEST_LIST = 2_000
"""Characters; a longer text is no list that a person wrote, and is not looked through."""
LONGEST_NAME = 12
"""Words of the longest name."""
LONGEST_INITIALS = 7
DEEPEST = 4
"""Things beside a name: its day, a place, a subject, words that say nothing."""
LONGEST_CODE = 2
"""Letters of the code of a country, which is no name without a sign before it."""
_WORD = r"\[\s*\]|\(\s*\)|[^\s,;/&+|]+"
_SIGN = r"[,;/&+|\n]"
_SIGNS = (",", r"[+|]|\s->\s|\u2192", r"&|\band\b|\bw/|\bwith\b", "/", r"(?<=\S)-(?=\S)")
"""What parts names, the first of them first."""
_JOINT = r"[-/&+|]|\b(?:and|with)\b|\bw/"
"""What joins names so closely that a day behind them may be of each."""
_OUTSIDE = r"(?![^()]*\))"
_BEHIND = (
    r"(?P<name>.{1,80}?)\s*"
    r"(?:\((?P<inside>[^()]{2,60})\)|(?:,|;|\s[-\u2013\u2014]\s|\bfrom\s|\bat\s|@)"
    r"\s*(?P<after>[^()]{2,60}))"
)
"""A name with what stands in brackets, or behind a sign."""
LINKING = frozenset({"degree", "in", "of", "on"})

R = TypeVar("R", JobTitle, Trainee)
IdsByName = Mapping[str, tuple[str, ...]]
"""Folded names with the ids that have them."""


class Written(Frozen, kw_only=False):
    """
    One piece of a list: as it was written, the folded name in it (empty for none that is known),
    the year behind that, the status with its day, and what beside the name is ``left_out``. It is
    ``unclear`` where a status may be that of one of its names or of several.
    """

    text: str
    name: str = ""
    year: str = ""
    more: Mapping[str, str] = MappingProxyType({})
    left_out: str = ""
    unclear: bool = False


class WrittenNames(Frozen):
    """
    What may stand beside a name and is left out: places ``here`` and ``countries`` (where a degree
    is from, or a training was), and ``others``, by their folded names, and single words that say
    ``nothing``; and how a degree with its subject or from abroad is read. Behind a sign is left out
    what has none of the words ``common`` to the names, where these are given; behind a comma, too,
    where an entry stands ``alone``. Words that are ``short`` are spelled out where that makes a
    name; names of at most so many letters are ``initials``, which need no sign between them.
    What is of ``towns``, at home and called as a country is, is not read. ``dated`` is what a day
    behind one says, ``another`` as in a `ListWords`. A word of ``naming`` says of what is not known
    that it takes nothing back.
    """

    known: IdsByName
    towns: str = "(?!)"
    here: frozenset[str] = frozenset()
    countries: Mapping[str, str] = MappingProxyType({})
    others: frozenset[str] = frozenset()
    nothing: frozenset[str] = frozenset()
    short: Mapping[str, str] = MappingProxyType({})
    initials: int = LONGEST_INITIALS
    dated: str = ""
    instead: Mapping[str, str] = MappingProxyType({})
    subjects: tuple[Subject, ...] = ()
    doubts: tuple[str, ...] = ()
    naming: frozenset[str] = frozenset()
    another: Mapping[str, str] = MappingProxyType({})
    common: frozenset[str] | None = None
    alone: bool = False

    def fold(self, text: str) -> str:
        """The folded name in a text, its short words spelled out where it is none without that."""
        plain = folded(text)
        if plain in self.known or not self.short:
            return plain
        return " ".join(self.short.get(each, each) for each in plain.split())

    def is_name(self, text: str) -> bool:
        """Whether a text is a name, and no list of some: "pathology, hematology" is one of two."""
        listed = [self.known.get(self.fold(each), ()) for each in text.split(",")]
        ids = self.known.get(self.fold(text), ())
        return bool(ids) and (not all(listed) or {*ids} == {*chain(*listed)})

    def read(self, text: str) -> Written | None:
        """One name with what stands beside it; ``None`` where any of it is not known."""
        has_begun = self.dated not in RENEWED and re.fullmatch(BEGUN, text)
        if len(text) > LONGEST_ENTRY or has_begun or re.search(self.towns, text):
            return None
        plain, renewed = without_renewal(status_behind(text)) if self.dated else (text, "")
        plain, status = (
            (text, {}) if self.fold(text) in self.known else status_of(plain, self.dated)
        )
        found = self._named(plain)
        found = found and _with(found, text, left_out=renewed)
        if found is None or self.is_another(found, text) or found.more.keys() & status:
            return None
        return _with(found, text, more=status)

    def is_another(self, found: Written, text: str) -> bool:
        """Whether words beside a name make it another: "medical director, informatics"."""
        beside = {*folded(text).split()}
        ids = self.known.get(found.name, ()) if self.another else ()
        is_whole = self.fold(text) == found.name
        return not is_whole and any(beside & {*self.another.get(each, "").split()} for each in ids)

    def doubtful(self, text: str) -> bool:
        """Whether unknown words may take back what stands beside them: "MD, 2nd year"."""
        plain = f" {folded(text)} "
        return bool(self.dated and re.search("[0-9]", text)) or any(
            f" {each} " in plain for each in ("?", *self.doubts)
        )

    def takes_back(self, text: str) -> bool:
        """Whether unknown words may take that back: all but names and words such as "evenings"."""
        said = {each for each in self._telling(folded(text)) if not each.isdecimal()}
        names = (each for each in re.split(r"[\s,;/()-]+", text) if each[:1].isupper())
        own = self.naming.union(folded(" ".join(names)).split())
        return self.doubtful(text) or not said <= own

    def says_nothing(self, text: str) -> bool:
        """Whether none of the words says anything, where they stand beside a name."""
        return not self._telling(folded(text))

    def _telling(self, plain: str) -> list[str]:
        """The words that say something: in "not for profit" none does, in "not" it does."""
        said = f" {plain} "
        for phrase in self._phrases:
            said = said.replace(f" {phrase} ", " ")
        return [each for each in said.split() if each not in self.nothing]

    @kept
    def _phrases(self) -> list[str]:
        """What says nothing in several words, the longest first."""
        return sorted((each for each in self.nothing if " " in each), key=len, reverse=True)

    def _named(self, text: str, deep: int = DEEPEST) -> Written | None:
        """A name with at most so many things beside it."""
        if self.fold(text) in self.known:
            return Written(text, self.fold(text))
        if not deep or text.count("(") != text.count(")"):
            return None
        found = self._dated(text, deep - 1) or self._with_comment(text, deep - 1)
        return found or self._with_subject(text) or self._with_others(text, deep - 1)

    def _dated(self, text: str, deep: int) -> Written | None:
        """A name with the day, or the end of the period, behind it."""
        found = split_day(text, self.dated)
        inner = self._named(found[0], deep) if found and found[0] else None
        if not found or not inner or inner.year:
            return None
        if found[1] == PRESENT:
            more = {"status": "in-progress"} if self.dated == TRAINED else None
            return _with(inner, text, more=more) if more else None
        period = _period(found, self.dated)
        return _with(inner, text, year="" if period else found[1], more=period)

    def _with_comment(self, text: str, deep: int) -> Written | None:
        """A name with a place, a school or the like behind it, perhaps with a day there."""
        behind = re.fullmatch(_BEHIND, text)
        inner = self._named(behind["name"], deep) if behind else None
        if not behind or not inner:
            return None
        said = (behind["inside"] or behind["after"]).strip()
        if behind["after"] and "," in said and self.dated != TRAINED:
            return None
        place, status = status_of(f"- {said}", self.dated)
        place = place.removeprefix("-").strip(" ,;")
        dated = split_day(place, self.dated)
        is_date = dated is not None and not self.alone
        place, day = (dated[0].strip(" ,;"), dated[1]) if dated and is_date else (place, "")
        if dated and is_date and (period := _period(dated, self.dated)):
            day, status = "", status | period
        if (day and (inner.year or status or day == PRESENT)) or inner.more.keys() & status:
            return None
        place = re.sub(r"(?i)^trained in |[ -]trained$", "", place)  # "UK-trained"
        sign = text[behind.end("name") :].lstrip()[0]
        parts = [folded(each) for each in place.split(",")]
        abroad = self._country(parts)
        subject = self._with_subject(f"{inner.name} {parts[0]}")
        rules = (each for each in self.subjects if not (subject or each.reads))
        if any(each.of in self.known[inner.name] and parts[0] in each.words for each in rules):
            return None  # "BS - nursing informatics"
        if subject and (parts[1:] or self.known[subject.name] != self.known[inner.name]):
            inner = replace(subject, year=inner.year, more=inner.more)
            place = place.partition(",")[2].strip()
        is_place = re.match(r"\s*(?:@|from\b|at\b)", text[behind.end("name") :])
        is_unsure = not (is_place and " " not in place) and self.takes_back(place)
        if is_unsure and abroad and abroad != folded(place):
            return None
        found = self._from(
            inner, abroad or folded(place), is_listed=sign in ",;", is_unsure=is_unsure
        )
        left = "" if found is None or found.more.keys() - inner.more else place
        return found and _with(found, text, year=day, more=status, left_out=left)

    def _country(self, parts: Sequence[str]) -> str:
        """The country that a part between commas ends with, and no state ("New Mexico")."""
        for at, part in enumerate(parts):
            words = part.split()
            ends = (" ".join(words[first:]) for first in range(len(words)))
            found = next((each for each in ends if each in self.countries or each in self.here), "")
            is_code = len(found) <= LONGEST_CODE and (found != part or not (at or self.instead))
            if found in self.countries and not is_code:
                return found
        return ""

    def _with_others(self, text: str, deep: int) -> Written | None:
        """A name between words that say nothing, or beside another thing."""
        words = folded(text).split()
        is_list = re.search(r"[,/+|]", text) is not None
        said = self._telling(folded(text))
        said = said or [each for each in words if each in self.known]  # "ABIM certified"
        if said and len(said) < len(words) and not is_list:
            inner = self._named(" ".join(said), deep)
            if inner:
                return _with(inner, text, left_out=" ".join(w for w in words if w not in said))
        for at in range(1, len(words)):
            first, last = " ".join(words[:at]), " ".join(words[at:])
            for beside, name in ((first, last), (last, first)):
                is_other = beside in self.others and not self.doubtful(beside)
                if is_other and self.fold(name) in self.known:
                    return Written(text, self.fold(name), left_out=beside)
            if len(last) > LONGEST_CODE and last.removeprefix("in ") in self.countries:
                inner = self._named(first, deep)
                return inner and self._from(inner, last.removeprefix("in "))
        return None

    def _from(
        self, inner: Written, place: str, *, is_listed: bool = False, is_unsure: bool = False
    ) -> Written | None:
        """The name with a place or the like behind it, or nothing where that is not known."""
        ids, there = self.known[inner.name], self.known.get(self.fold(place), ())
        if self.dated == TRAINED and (country := self.countries.get(place)):
            return _with(inner, inner.text, more={"country": country})
        if is_listed and there and not {*ids} & {*there}:
            return None  # another name: "BS, DO", of no Dominican
        is_known = place in self.here | self.others and not self.doubtful(place)
        if is_known or self.says_nothing(place) or {*ids} <= {*there}:
            return inner
        if len(ids) != 1:
            return None
        own = self.instead.get(ids[0], ids[0])
        if (self.instead and place in self.countries) or there == (own,):
            return replace(inner, name=folded(own)) if folded(own) in self.known else None
        words = {*self._telling(place)}
        if (
            is_unsure
            or self.doubtful(place)
            or (is_listed and not self.alone and self.dated != TRAINED)
        ):
            return None
        if self.common is not None:
            return None if words & self.common else inner
        # A school says nothing of a degree that is the same everywhere.
        is_school = self.subjects and own == ids[0]
        return inner if is_school and not any(each in self.known for each in words) else None

    def is_subject(self, text: str, name: str) -> bool:
        """Whether a text can be that in which a degree is, of a kind that is not known."""
        ids = self.known[name]
        own = (each for each in self.subjects if each.words and each.of in ids)
        return any(_fits(each, text) and not each.reads for each in own)

    def _with_subject(self, text: str) -> Written | None:
        """A degree with its subject behind it, or before it where that says what kind it is."""
        words = folded(text).split() if self.subjects else []
        splits = [(words[:end], words[end:], False) for end in range(len(words) - 1, 0, -1)]
        splits += [(words[end:], words[:end], True) for end in range(1, len(words))]
        for name, behind, is_before in splits:
            ids = self.known.get(" ".join(name), ())
            rest = [each for each in behind if each not in LINKING]
            subject = " ".join(self.short.get(each, each) for each in rest)
            is_doubtful = self.doubtful(subject) or self.doubtful(" ".join(behind))
            if not ids or not rest or is_doubtful or any(w in self.known for w in rest):
                continue
            rules = (each for each in self.subjects if each.of in ids)
            found = next((each for each in rules if _fits(each, subject)), None)
            if found is None or (is_before and not found.words):
                continue
            said = re.split(r"[(,;]|\s[-\u2013\u2014]\s", text, maxsplit=1)[1:]
            is_subject = any(each.words and _fits(each, subject) for each in self.subjects)
            if said and not found.words and not is_subject and self.takes_back(said[0]):
                return None
            left_out = "" if found.words else " ".join(rest)
            return Written(text, folded(found.reads), left_out=left_out) if found.reads else None
        return None


class NamedRecords(Frozen, Generic[R], kw_only=False):
    """
    Records that are told by their names, perhaps beside the folded names of ``others`` and what may
    stand ``beside`` names of a list.
    """

    records: Sequence[R]
    others: Iterable[str]
    beside: WrittenNames = WrittenNames(known={})

    def read(self, text: str) -> tuple[R, str] | None:
        """The record that a text names, and what is left out of it."""
        found = self._written.read(text)
        if found is None or found.year or found.more:
            return None
        return self.records[int(self._written.known[found.name][0])], found.left_out

    @kept
    def _written(self) -> WrittenNames:
        """Every folded name with the place of its record."""
        places = enumerate(self.records)
        named = {folded(name): (str(at),) for at, each in places for name in each.names}
        beside = frozenset(self.others)
        words = frozenset(word for name in chain(named, beside) for word in name.split())
        common = words if self.beside.alone else None
        return replace(self.beside, known=named, others=beside, another={}, common=common)


def _with(inner: Written, text: str, **more: Any) -> Written:  # noqa: ANN401 - as its fields are
    """The same name in a longer text, with what that says besides."""
    left = "; ".join(filter(None, (inner.left_out, more.get("left_out", ""))))
    said = {**inner.more, **more.get("more", {})}
    return Written(text, inner.name, more.get("year") or inner.year, said, left)


def _period(day: tuple[str, str, str], dated: str) -> dict[str, str]:
    """What a period says of what is renewed: when it was earned, and when it ends."""
    is_it = dated == "expires" and day[2] and day[1] != PRESENT
    return {"status": "held", "earned": day[2], "expires": day[1]} if is_it else {}


def _fits(rule: Subject, subject: str) -> bool:
    return not rule.words or any(f" {each} " in f" {subject} " for each in rule.words)


def pieces(text: str, beside: WrittenNames) -> tuple[Written, ...]:
    """
    The pieces of a list. Semicolons and line breaks part them; then any sign, where all between
    is known by its name, and so do blanks between initials; and commas part names from what is not
    known, unless that takes them back ("not finished").
    """
    if len(text) > LONGEST_LIST or beside.is_name(text):
        name = beside.fold(text[:LONGEST_LIST])
        return (Written(text.strip(), name if name in beside.known else ""),)
    found: list[Written] = []
    for part in filter(None, map(str.strip, re.split(r"[;\r\n]+" + _OUTSIDE, text))):
        is_town = re.search(beside.towns, part)  # "MD Lebanon, NH": of no Lebanon abroad
        found += [Written(part)] if is_town else _parted(part, beside) or _by_commas(part, beside)
    return tuple(found)


def _parted(text: str, beside: WrittenNames, signs: Sequence[str] = _SIGNS) -> list[Written]:
    """What the signs in a text part; nothing where any of it is not known."""
    one = beside.read(text) or _of_which(text, beside)
    found = _covered(text, beside) or ([one] if one else [])
    if found or not signs or len(text) > LONGEST_ENTRY:
        return found
    if signs == _SIGNS[-1:] and not beside.subjects:
        return []  # "Neuro-oncology" is one; of degrees it is two
    parts = [each.strip() for each in re.split(signs[0] + _OUTSIDE, text) if each.strip()]
    lists = [_parted(each, beside, signs[1:]) for each in parts]
    if _are_shared(parts, lists, signs[0]):
        return [Written(text, unclear=True)]
    return [each for listed in lists for each in listed] if all(lists) else []


def _are_shared(parts: Sequence[str], lists: Sequence[Sequence[Written]], sign: str) -> bool:
    """
    Whether one status or year may be that of several: one before the first of a list ("planned MD,
    PhD"), or behind the last where a sign joins them ("MD/PhD 2012"), which a comma does not.
    """
    named = [(part, found[-1]) for part, found in zip(parts, lists, strict=True) if found]
    pairs = [(part, bool(each.more or each.year)) for part, each in named]
    led = [says and status_behind(part) != part for part, says in pairs]
    is_led = any(one and not says for one, (_, says) in zip(led, pairs[1:], strict=False))
    return is_led or (sign != "," and [says for _, says in pairs[-2:]] == [False, True])


def _of_which(text: str, beside: WrittenNames) -> Written | None:
    """A name of several with what makes it one behind a comma: "chair, P&T committee"."""
    name, sign, more = (each.strip() for each in text.partition(","))
    is_one = sign and len(beside.known.get(beside.fold(name), ())) > 1 and not beside.read(more)
    found = beside.read(f"{more} {name}") if is_one else None
    return found and (_with(found, text) if len(beside.known[found.name]) == 1 else None)


def _by_commas(text: str, beside: WrittenNames) -> list[Written]:
    """What stands between commas, of which some is known; else one piece."""
    parts = list(filter(None, map(str.strip, re.split("," + _OUTSIDE, text))))
    lists = [_parted(part, beside, _SIGNS[1:]) for part in parts]
    if _are_shared(parts, lists, ","):
        return [Written(text, unclear=True)]
    unknown = [part for part, found in zip(parts, lists, strict=True) if not found]
    takes_back = beside.takes_back if beside.dated else beside.doubtful
    doubted = any(takes_back(each) for each in unknown) or any(
        beside.is_another(each, text) for found in lists for each in found
    )
    if len(unknown) == len(parts) or doubted:
        return [Written(text)]
    pairs = zip(parts, lists, strict=True)
    return [each for part, found in pairs for each in found or [Written(part)]]


def _covered(text: str, beside: WrittenNames) -> list[Written]:
    """The names that a text consists of, the longest first; none where anything else is in it."""
    words = list(re.finditer(_WORD, text))
    found: list[Written] = []
    at = last = 0
    while at < len(words):
        is_sign = folded(words[at][0]) in ("and", "")  # a dash is folded to nothing
        if found and is_sign and words[at + 1 :]:
            at += 1
            continue
        start = words[at].start()
        longest = range(min(len(words), at + LONGEST_NAME), at, -1)
        ends = (end for end in longest if beside.is_name(text[start : words[end - 1].end()]))
        end = next(ends, 0)
        if not end:
            return []
        name = beside.fold(text[start : words[end - 1].end()])
        day = split_day(words[end][0], beside.dated) if end < len(words) else None
        if day and (day[0] or (day[2] and beside.dated)):
            return []  # a period, or more than a day
        end += day is not None
        piece = Written(text[start : words[end - 1].end()], name, day[1] if day else "")
        if day and found and not found[-1].year and re.search(_JOINT, text[last:start]):
            return [Written(text, unclear=True)]
        last = words[end - 1].end()
        if found and not _are_apart(text, found[-1], piece, words[at - 1].end(), start, beside):
            return []
        found.append(piece)
        at = end
    return found


def _are_apart(
    text: str, before: Written, after: Written, end: int, start: int, beside: WrittenNames
) -> bool:
    """Whether a sign, an "and" or a year stands between two names, or both are initials."""
    if text[start] == "(":
        return False
    names = [folded(each.text.replace("-", "")) for each in (before, after)]  # "MS-HI"
    are_initials = all(len(each) <= beside.initials and " " not in each for each in names)
    if not before.year and beside.is_subject(after.name, before.name):  # "BSc med"
        are_initials = False
    is_parted = re.search(_SIGN, text[end:start]) or text[end - 3 : end].lower() == "and"
    is_parted = is_parted or not folded(text[end - 1 : end])
    return are_initials or bool(before.year or is_parted)
