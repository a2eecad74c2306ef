"""
A list as people write it: names apart by any sign or by none, each perhaps with its status and the
year behind it.
"""

import re
from collections.abc import Iterator, Mapping

from cmio_advisor.domain.base.frozen import Frozen
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
    r"(?:(?P<star>\*)|\b(?P<word>in[ -]progress|planned|lapsed|expired|approved|expected))"
    r"(?:\s+(?:in\s+)?(?P<day>[0-9]{4}(?:-[0-9]{2}){0,2}))?\)?"
)

ByName = Mapping[str, tuple[str, ...]]
"""Folded names with the ids that have them."""


class Written(Frozen, kw_only=False):
    """
    One piece of a list: as it was written, the folded name in it (empty for none that is known),
    and the year behind that.
    """

    text: str
    name: str = ""
    year: str = ""


def pieces(text: str, known: ByName) -> tuple[Written, ...]:
    """
    The pieces of a list. Semicolons and line breaks part them; then any sign, where all between
    is known by its name, and so do blanks between initials.
    """
    if len(text) > LONGEST_LIST or folded(text) in known:
        return (Written(text.strip(), folded(text) if folded(text) in known else ""),)
    found: list[Written] = []
    for part in filter(None, map(str.strip, re.split(r"[;\r\n]+", text))):
        found += _covered(part, known) or _by_commas(part, known)
    return tuple(found)


def _by_commas(text: str, known: ByName) -> list[Written]:
    """
    What stands between commas, where all of it is known, with its status or without; else one
    piece: a title has commas too ("Chair, Informatics Committee").
    """
    parts = list(filter(None, map(str.strip, text.split(","))))
    covered = [_covered(part, known) for part in parts]
    for part, found in zip(parts, covered, strict=True):
        name, status = status_of(part)
        if not found and not (status and folded(name) in known):
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
        status = {"expired": "lapsed", "expected": "in-progress"}.get(word, word)
        day = {STATUS_DAYS[status]: found["day"]} if found["day"] else {}
        return piece[: found.start()].strip(), {"status": status, **day}
    return piece, {}


def _statuses(piece: str) -> Iterator[re.Match[str]]:
    """The status at the end of a piece behind its name, if there is one."""
    if len(piece) > LONGEST_ENTRY:
        return
    for found in re.finditer(_STATUS, piece):
        if found.end() == len(piece) and piece[: found.start()].strip():
            yield found
