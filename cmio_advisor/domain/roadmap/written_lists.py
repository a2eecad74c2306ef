"""Names in a list as people write it, each perhaps with status, year, place or subject."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.terms import Subject
from cmio_advisor.domain.base.time import MONTHS_A_YEAR
from cmio_advisor.domain.base.written_days import read_day
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
    "held": "expires",
    "approved": "approved",
}
"""What the day behind a status says."""
_WORD = r"[^\s,;/&+|]+"
_SIGN = r"[,;/&+|\n]"
_SIGNS = (",", r"[+|]|\s->\s|\u2192", r"&|\band\b", "/")
"""What parts names, the first of them first."""
_OUTSIDE = r"(?![^()]*\))"
_YEAR = r"\(?((?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?)\)?"
_YEARS = r"\(?((?:19|20)[0-9]{2})\s?(?:-|\u2013|to)\s?((?:19|20)?[0-9]{2})\)?"
_DAY = (
    r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{1,2}/[0-9]{2}\b|[a-z]{3,9}\.?-[0-9]{2}\b"
    r"|(?:[a-z]{3,9}\.? |[0-9]{1,2}/)?[0-9]{4}(?:-[0-9]{2}){0,2}|[a-z]{3,9}\.? ['\u2019][0-9]{2}\b"
    r"|['\u2019][0-9]{2}\b"
)
_STATUS = (
    r"(?i)[\s(:,\u2013\u2014-]*"
    r"(?:(?P<star>\*)|\b(?P<word>in[ -]progress|planned|lapsed|expired|approved|expected"
    r"|anticipated|exp|expt|ant|expires|expiring|valid|candidate|student|pursuing|studying|enrolled|ongoing"
    r"|board[ -]eligible|be/bc|bc/be|be|since|class of)\b\.?)"
    rf"(?:[\s:]+(?:(?:in|by|on|until|till|through|thru)\s+)?(?P<day>{_DAY}))?\)?"
)
_WORDS = {
    "expired": "lapsed",
    **dict.fromkeys(("expected", "anticipated", "expt", "ant", "candidate"), "in-progress"),
    **dict.fromkeys(("student", "pursuing", "studying", "enrolled", "ongoing"), "in-progress"),
    **dict.fromkeys(("expires", "expiring", "valid"), "held"),
    **dict.fromkeys(("be", "be/bc", "bc/be"), "board-eligible"),
}
"""What people call a status besides its own name."""
VAGUE = {
    "exp": "may say when it is expected or when it expires. Write id:in-progress:DATE or "
    "id:held:DATE.",
    "board-eligible": "is no certificate yet, or can be both. Write id:planned where the exam is "
    "still to come, or id:held.",
}
"""Statuses of a certificate that can mean two things, with what to write."""
_BEGUN = ("student", "pursuing", "studying", "enrolled")
"""Behind which a day may be that of the beginning."""
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
    their folded names, and single words that say ``nothing``; and how a degree with its subject or
    from abroad is read. Words that are ``short`` are spelled out where that makes a name; names of
    at most so many letters are ``initials``, which need no sign between them. ``dated`` is what a
    day behind one says.
    """

    known: ByName
    here: frozenset[str] = frozenset()
    abroad: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    nothing: frozenset[str] = frozenset()
    short: Mapping[str, str] = MappingProxyType({})
    initials: int = LONGEST_INITIALS
    dated: str = ""
    instead: Mapping[str, str] = MappingProxyType({})
    subjects: tuple[Subject, ...] = ()
    doubts: tuple[str, ...] = ()

    def fold(self, text: str) -> str:
        """The folded name in a text, its short words spelled out where it is none without that."""
        plain = folded(text)
        if plain in self.known or not self.short:
            return plain
        return " ".join(self.short.get(each, each) for each in plain.split())

    def read(self, text: str) -> Written | None:
        """One name with what stands beside it; ``None`` where any of it is not known."""
        if len(text) > LONGEST_ENTRY:
            return None
        text = re.sub(r"(?<=\s)['\u2019][0-9]{2}\b", _in_full, text)
        plain, status = (text, {}) if self.fold(text) in self.known else status_of(text, self.dated)
        found = self._named(plain)
        return found and Written(
            text, found.name, found.year, {**found.more, **status}, found.left_out
        )

    def doubtful(self, text: str) -> bool:
        """Whether unknown words may take back what stands beside them: "MD, 2nd year"."""
        plain = f" {folded(text)} "
        return bool(self.dated and re.search("[0-9]", text)) or any(
            f" {each} " in plain for each in self.doubts
        )

    def _named(self, text: str) -> Written | None:
        if self.fold(text) in self.known:
            return Written(text, self.fold(text))
        years = re.fullmatch(rf"(?P<name>.+?)[\s,]+{_YEARS}", text)
        if years and self.dated and (end := _last_year(years[2], years[3])):
            inner = self._named(years["name"])
            is_month = years[3] == years[3][-2:] and int(years[3]) <= MONTHS_A_YEAR
            if not inner or (is_month and self.dated != "expires"):
                return None
            if self.dated == "expires" and not is_month:
                return Written(text, inner.name, more={"status": "held", "expires": end})
            if not is_month:
                return Written(text, inner.name, end, left_out=inner.left_out)
        dated = re.fullmatch(rf"(?P<name>.+?)[\s,]+{_YEAR}", text)
        if dated and (inner := self._named(dated["name"])):
            return Written(text, inner.name, dated[2], left_out=inner.left_out)
        behind = re.fullmatch(_BEHIND, text)
        inner = self._named(behind["name"]) if behind else None
        if behind and inner:
            beside = (behind["inside"] or behind["after"]).strip()
            year = re.fullmatch(rf"(?P<place>.*?)[\s,]*{_YEAR}", beside)
            place, when = (year["place"], year[2]) if year else (beside, inner.year)
            is_listed = text[behind.end("name") :].lstrip().startswith(",")
            name = self._from(inner.name, folded(place), is_listed=is_listed)
            if name:
                left = "; ".join(filter(None, (inner.left_out, place)))
                return Written(text, name, when, left_out=left)
        return self._with_subject(text) or self._with_others(text)

    def _with_others(self, text: str) -> Written | None:
        """A name between words that say nothing, or beside another thing."""
        words = folded(text).split()
        is_list = re.search(r"[,/+|]", text) is not None
        said = [each for each in words if each not in self.nothing]
        if said and len(said) < len(words) and not is_list:
            inner = self._named(" ".join(said))
            left = [each for each in words if each in self.nothing]
            left += [inner.left_out] if inner and inner.left_out else []
            if inner:
                return Written(text, inner.name, left_out=" ".join(left))
        for at in range(1, len(words)) if self.others else ():
            first, last = " ".join(words[:at]), " ".join(words[at:])
            for beside, name in ((first, last), (last, first)):
                if beside in self.others and self.fold(name) in self.known:
                    return Written(text, self.fold(name), left_out=beside)
        return None

    def _from(self, name: str, place: str, *, is_listed: bool) -> str:
        """The name with a place or the like behind it, or nothing where that is not known."""
        ids, there = self.known[name], self.known.get(self.fold(place), ())
        says_nothing = all(each in self.nothing for each in place.split())
        if says_nothing or place in self.here | self.others or {*ids} <= {*there}:
            return name
        if len(ids) != 1:
            return ""
        own = self.instead.get(ids[0], ids[0])
        if place in self.abroad or there == (own,):
            return own if folded(own) in self.known else ""
        # A school says nothing of a degree that is the same everywhere.
        is_school = self.subjects and own == ids[0] and not (is_listed or self.doubtful(place))
        return name if is_school and not any(each in self.known for each in place.split()) else ""

    def _with_subject(self, text: str) -> Written | None:
        """A degree with its subject behind it, or before it where that says what kind it is."""
        words = folded(text).split() if self.subjects else []
        splits = [(words[:end], words[end:], False) for end in range(len(words) - 1, 0, -1)]
        splits += [(words[end:], words[:end], True) for end in range(1, len(words))]
        for name, behind, is_before in splits:
            ids = self.known.get(" ".join(name), ())
            rest = [each for each in behind if each not in LINKING]
            subject = " ".join(self.short.get(each, each) for each in rest)
            if not ids or not rest or self.doubtful(subject) or any(w in self.known for w in rest):
                continue
            rules = (each for each in self.subjects if each.of in ids)
            found = next((each for each in rules if _fits(each, subject)), None)
            if found is None or (is_before and not found.words):
                continue
            left_out = "" if found.words else " ".join(rest)
            return Written(text, folded(found.reads), left_out=left_out) if found.reads else None
        return None


def _in_full(year: re.Match[str]) -> str:
    return read_day(year[0]) or year[0]


def _last_year(first: str, last: str) -> str:
    """The later year, in four digits, of what may be two: "2012-15"; nothing for anything else."""
    end = first[: 4 - len(last)] + last
    return end if end > first else ""


def _fits(rule: Subject, subject: str) -> bool:
    return not rule.words or any(f" {each} " in f" {subject} " for each in rule.words)


def pieces(text: str, beside: WrittenNames) -> tuple[Written, ...]:
    """
    The pieces of a list. Semicolons and line breaks part them; then any sign, where all between
    is known by its name, and so do blanks between initials; and commas part names from what is not
    known, unless that takes them back ("not finished").
    """
    if len(text) > LONGEST_LIST or beside.fold(text) in beside.known:
        name = beside.fold(text[:LONGEST_LIST])
        return (Written(text.strip(), name if name in beside.known else ""),)
    found: list[Written] = []
    for part in filter(None, map(str.strip, re.split(r"[;\r\n]+", text))):
        found += _parted(part, beside) or _by_commas(part, beside)
    return tuple(found)


def _parted(text: str, beside: WrittenNames, signs: Sequence[str] = _SIGNS) -> list[Written]:
    """What the signs in a text part; nothing where any of it is not known."""
    one = beside.read(text)
    found = _covered(text, beside) or ([one] if one else [])
    if found or not signs or len(text) > LONGEST_ENTRY:
        return found
    parts = [each.strip() for each in re.split(signs[0] + _OUTSIDE, text)]
    lists = [_parted(each, beside, signs[1:]) for each in parts if each]
    # "MD/PhD in progress": one status behind a sign is that of both, or of the last.
    is_shared = signs[0] != "," and [bool(each and each[-1].more) for each in lists[-2:]] == [0, 1]
    return [] if is_shared or not all(lists) else [each for listed in lists for each in listed]


def _by_commas(text: str, beside: WrittenNames) -> list[Written]:
    """What stands between commas, of which some is known; else one piece."""
    parts = list(filter(None, map(str.strip, re.split("," + _OUTSIDE, text))))
    lists = [_parted(part, beside, _SIGNS[1:]) for part in parts]
    unknown = [part for part, found in zip(parts, lists, strict=True) if not found]
    doubted = any(map(beside.doubtful, unknown))
    if len(unknown) == len(parts) or doubted:
        return [Written(text)]
    pairs = zip(parts, lists, strict=True)
    return [each for part, found in pairs for each in found or [Written(part)]]


def _covered(text: str, beside: WrittenNames) -> list[Written]:
    """The names that a text consists of, the longest first; none where anything else is in it."""
    words = list(re.finditer(_WORD, text))
    found: list[Written] = []
    at = 0
    while at < len(words):
        if found and folded(words[at][0]) in ("and", ""):  # a dash is folded to nothing
            at += 1
            continue
        end = _longest(text, words, at, beside)
        if end is None:
            return []
        start = words[at].start()
        name = beside.fold(text[start : words[end - 1].end()])
        year = re.fullmatch(_YEAR, words[end][0]) if end < len(words) else None
        years = year and re.fullmatch(_YEARS, words[end][0])
        if years and beside.dated in ("earned", "completed") and _last_year(years[1], years[2]):
            return []  # a month, or two years
        end += year is not None
        piece = Written(text[start : words[end - 1].end()], name, year[1] if year else "")
        if found and not _are_apart(text, found[-1], piece, words[at - 1].end(), start, beside):
            return []
        found.append(piece)
        at = end
    return found


def _longest(text: str, words: list[re.Match[str]], at: int, beside: WrittenNames) -> int | None:
    """Behind which word the longest known name ends that begins with this one."""
    for end in range(min(len(words), at + LONGEST_NAME), at, -1):
        if beside.fold(text[words[at].start() : words[end - 1].end()]) in beside.known:
            return end
    return None


def _are_apart(
    text: str, before: Written, after: Written, end: int, start: int, beside: WrittenNames
) -> bool:
    """Whether a sign, an "and" or a year stands between two names, or both are initials."""
    if text[start] == "(":
        return False
    names = (folded(before.text), folded(after.text))
    are_initials = all(len(each) <= beside.initials and " " not in each for each in names)
    is_parted = re.search(_SIGN, text[end:start]) or text[end - 3 : end].lower() == "and"
    is_parted = is_parted or not folded(text[end - 1 : end])
    return are_initials or bool(before.year or is_parted)


def status_of(piece: str, dated: str) -> tuple[str, dict[str, str]]:
    """
    A piece without its status, and the status with its day as a profile file writes them. ``dated``
    is what a day alone says in its field; nothing where entries have no status.
    """
    for found in _statuses(piece) if dated else ():
        word = "in-progress" if found["star"] else found["word"].lower().replace(" ", "-")
        written, name = found["day"], piece[: found.start()].strip()
        status = _WORDS.get(word, word)
        if status == "exp" and (dated != "expires" or written):  # a certificate ends then
            status = "in-progress" if dated != "expires" else "held"
        if not written and STATUS_DAYS.get(status) == "expected":  # "MBA May 2027 (expected)"
            before = re.fullmatch(rf"(?i)(?P<name>.+?)[\s,(]+(?P<day>{_DAY})", name)
            name, written = (before["name"], before["day"]) if before else (name, None)
        full = re.sub(
            "^['\u2019]|(?<=^[0-9]/)(?=[0-9]{2}$)|(?<=^[0-9]{2}/)(?=[0-9]{2}$)", "20", written or ""
        )
        day = read_day(full) if written else None
        is_end = status == "held" and (not day or dated != "expires")
        is_begun = word in _BEGUN and written
        if status in ("since", "class-of"):
            is_read = day and dated != "completed"
            said = {status if status == dated else "earned": day or ""} if is_read else {}
        elif is_end or is_begun or (status in VAGUE and dated != "expires"):
            said = {}
        else:
            more = {STATUS_DAYS[status]: day} if day and status in STATUS_DAYS else {}
            said = {"status": status, **more}
        if said:
            return name, said
    return piece, {}


def _statuses(piece: str) -> Iterator[re.Match[str]]:
    """The status at the end of a piece behind its name, if there is one."""
    if len(piece) > LONGEST_ENTRY:
        return
    for found in re.finditer(_STATUS, piece):
        if found.end() == len(piece) and piece[: found.start()].strip():
            yield found
