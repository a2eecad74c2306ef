"""
Names in a list as people write it: apart by any sign or by none, each perhaps with its status, the
year behind it, a place or a subject.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import read_day
from cmio_advisor.domain.base.terms import Subject
from cmio_advisor.domain.roadmap.names import folded

LONGEST_LIST = 2_000
"""Characters; a longer text is no list that a person wrote, and is not looked through."""
LONGEST_ENTRY = 300
LONGEST_NAME = 12
"""Words of the longest name."""
LONGEST_INITIALS = 7
STATUS_DAYS = {
    "in-progress": "expected",
    "planned": "expected",
    "lapsed": "expires",
    "approved": "approved",
}
"""What the day behind a status says."""
_WORD = r"[^\s,;/&+|]+"
_SIGN = r"[,;/&+|\n]"
_YEAR = r"\(?((?:19|20)[0-9]{2}(?:-[0-9]{2})?)\)?"
_STATUS = (
    r"(?i)[\s(:,]*"
    r"(?:(?P<star>\*)|\b(?P<word>in[ -]progress|planned|lapsed|expired|approved|expected"
    r"|anticipated|candidate|student|class of))"
    r"(?:\s+(?:in\s+)?(?P<day>(?:[a-z]{3,9}\.? |[0-9]{1,2}/)?[0-9]{4}(?:-[0-9]{2}){0,2}"
    r"|['\u2019][0-9]{2}\b))?\)?"
)
_WORDS = {
    "expired": "lapsed",
    **dict.fromkeys(("expected", "anticipated", "candidate", "student"), "in-progress"),
}
"""What people call a status besides its own name."""
_BEHIND = (
    r"(?P<name>.{1,80}?)\s*"
    r"(?:\((?P<inside>[^()]{2,60})\)|(?:,|\s[-\u2013\u2014]\s|\bfrom\s)\s*(?P<after>[^(),]{2,60}))"
)
"""A name with what stands in brackets, or behind a sign."""
LINKING = frozenset({"degree", "in", "of", "on"})

ByName = Mapping[str, tuple[str, ...]]
"""Folded names with the ids that have them."""


class Written(Frozen, kw_only=False):
    """
    One piece of a list: as it was written, the folded name in it (empty for none that is known),
    the year behind that, the status with its day, and what beside the name is ``left_out``.
    """

    text: str
    name: str = ""
    year: str = ""
    more: Mapping[str, str] = MappingProxyType({})
    left_out: str = ""


class WrittenNames(Frozen):
    """
    What may stand beside a name and is left out: places ``here`` and ``abroad``, and ``others``, by
    their folded names; and how a degree with its subject or from abroad is read.
    """

    known: ByName
    here: frozenset[str] = frozenset()
    abroad: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    instead: Mapping[str, str] = MappingProxyType({})
    subjects: tuple[Subject, ...] = ()
    doubts: tuple[str, ...] = ()

    def read(self, text: str) -> Written | None:
        """One name with what stands beside it; ``None`` where any of it is not known."""
        if len(text) > LONGEST_ENTRY:
            return None
        plain, status = (text, {}) if folded(text) in self.known else status_of(text)
        found = self._named(plain)
        return found and Written(text, found.name, found.year, status, found.left_out)

    def doubtful(self, text: str) -> bool:
        """Whether words that are not known may take back what stands beside them."""
        plain = f" {folded(text)} "
        return bool(re.search("[0-9]", text)) or any(f" {each} " in plain for each in self.doubts)

    def _named(self, text: str) -> Written | None:
        if folded(text) in self.known:
            return Written(text, folded(text))
        behind = re.fullmatch(_BEHIND, text)
        inner = self._named(behind["name"]) if behind else None
        if behind and inner:
            beside = (behind["inside"] or behind["after"]).strip()
            year = re.fullmatch(rf"(?P<place>.*?)[\s,]*{_YEAR}", beside)
            place, when = (year["place"], year[2]) if year else (beside, inner.year)
            name = self._from(inner.name, folded(place))
            if name:
                left = "; ".join(filter(None, (inner.left_out, place)))
                return Written(text, name, when, left_out=left)
        words = folded(text).split() if self.others else []
        for at in range(1, len(words)):
            first, last = " ".join(words[:at]), " ".join(words[at:])
            for beside, name in ((first, last), (last, first)):
                if beside in self.others and name in self.known:
                    return Written(text, name, left_out=beside)
        return self._with_subject(text)

    def _from(self, name: str, place: str) -> str:
        """The name with a place or the like behind it, or nothing where that is not known."""
        if not place or place in self.here | self.others:
            return name
        ids = self.known[name]
        if place not in self.abroad or len(ids) != 1:
            return ""
        own = self.instead.get(ids[0], ids[0])
        return own if folded(own) in self.known else ""

    def _with_subject(self, text: str) -> Written | None:
        """A degree with its subject behind it."""
        words = folded(text).split()
        for end in range(len(words) - 1, 0, -1) if self.subjects else ():
            ids = self.known.get(" ".join(words[:end]), ())
            rest = [each for each in words[end:] if each not in LINKING]
            subject = " ".join(rest)
            if not ids or not rest or self.doubtful(subject) or any(w in self.known for w in rest):
                continue
            rules = (each for each in self.subjects if each.of in ids)
            found = next((each for each in rules if _fits(each, subject)), None)
            if found is not None and found.reads is not None:
                left_out = "" if found.words else subject
                return Written(text, folded(found.reads), left_out=left_out)
            if found is not None:
                return None
        return None


def _fits(rule: Subject, subject: str) -> bool:
    return not rule.words or any(f" {each} " in f" {subject} " for each in rule.words)


def pieces(text: str, beside: WrittenNames, *, partly: bool = False) -> tuple[Written, ...]:
    """
    The pieces of a list. Semicolons and line breaks part them; then any sign, where all between
    is known by its name, and so do blanks between initials. ``partly``: commas part names from what
    is not known, too.
    """
    known = beside.known
    if len(text) > LONGEST_LIST or folded(text) in known:
        return (Written(text.strip(), folded(text) if folded(text) in known else ""),)
    found: list[Written] = []
    for part in filter(None, map(str.strip, re.split(r"[;\r\n]+", text))):
        one = beside.read(part)
        found += _covered(part, known) or (
            [one] if one else _by_commas(part, beside, partly=partly)
        )
    return tuple(found)


def _by_commas(text: str, beside: WrittenNames, *, partly: bool) -> list[Written]:
    """
    What stands between commas, where all of it is known, with its status or without; else one
    piece: a title has commas too ("Chair, Informatics Committee"). ``partly``: some of it, where
    nothing else casts doubt on that ("not finished").
    """
    parts = list(filter(None, map(str.strip, re.split(r",(?![^()]*\))", text))))
    covered: list[list[Written]] = []
    for part in parts:
        one = beside.read(part)
        covered.append(_covered(part, beside.known) or ([one] if one else []))
    unknown = [part for part, found in zip(parts, covered, strict=True) if not found]
    if unknown and (not partly or len(unknown) == len(parts) or any(map(beside.doubtful, unknown))):
        return [Written(text)]
    return [
        each
        for part, found in zip(parts, covered, strict=True)
        for each in found or [Written(part)]
    ]


def _covered(text: str, known: ByName) -> list[Written]:
    """The names that a text consists of, the longest first; none where anything else is in it."""
    words = list(re.finditer(_WORD, text))
    found: list[Written] = []
    at = 0
    while at < len(words):
        if found and folded(words[at][0]) in ("and", ""):  # a dash is folded to nothing
            at += 1
            continue
        end = _longest(text, words, at, known)
        if end is None:
            return []
        start = words[at].start()
        name = folded(text[start : words[end - 1].end()])
        year = re.fullmatch(_YEAR, words[end][0]) if end < len(words) else None
        end += year is not None
        piece = Written(text[start : words[end - 1].end()], name, year[1] if year else "")
        if found and not _are_apart(text, found[-1], piece, words[at - 1].end(), start):
            return []
        found.append(piece)
        at = end
    return found


def _longest(text: str, words: list[re.Match[str]], at: int, known: ByName) -> int | None:
    """Behind which word the longest known name ends that begins with this one."""
    for end in range(min(len(words), at + LONGEST_NAME), at, -1):
        if folded(text[words[at].start() : words[end - 1].end()]) in known:
            return end
    return None


def _are_apart(text: str, before: Written, after: Written, end: int, start: int) -> bool:
    """Whether a sign, an "and" or a year stands between two names, or both are initials."""
    names = (before.name, after.name)
    are_initials = all(len(each) <= LONGEST_INITIALS and " " not in each for each in names)
    is_parted = re.search(_SIGN, text[end:start]) or text[end - 3 : end].lower() == "and"
    is_parted = is_parted or not folded(text[end - 1 : end])
    return are_initials or bool(before.year or is_parted)


def status_of(piece: str) -> tuple[str, dict[str, str]]:
    """A piece without its status, and the status with its day as a profile file writes them."""
    for found in _statuses(piece):
        word = "in-progress" if found["star"] else found["word"].lower().replace(" ", "-")
        day = read_day(re.sub("^['\u2019]", "20", found["day"])) if found["day"] else None
        if word == "class-of":
            if day:
                return piece[: found.start()].strip(), {"earned": day}
            continue
        status = _WORDS.get(word, word)
        dated = {STATUS_DAYS[status]: day} if day else {}
        return piece[: found.start()].strip(), {"status": status, **dated}
    return piece, {}


def _statuses(piece: str) -> Iterator[re.Match[str]]:
    """The status at the end of a piece behind its name, if there is one."""
    if len(piece) > LONGEST_ENTRY:
        return
    for found in re.finditer(_STATUS, piece):
        if found.end() == len(piece) and piece[: found.start()].strip():
            yield found
