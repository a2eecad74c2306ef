"""
Which id, field or offered answer is meant by what a person wrote: a known name, or one slip of the
keyboard from it; and the names in a list as people write it. Nothing else is guessed: a wrong hint
leads further astray than none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.roadmap.roadmap import AnswerOption, Question

MOST_SUGGESTED = 5
SHORTEST_START = 2
SHORTEST_WORD = 5
"""Shorter names of ids are mostly initials, of which one letter makes another: "abpm", "abim"."""


class Named(Protocol):
    """What has an id, a title and other names: a term of the vocabulary, or an answer to choose."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...


class Match(Frozen, kw_only=False):
    """
    The answers that may be meant, best first; ``exact`` if what was typed is one of their names.
    """

    options: tuple[AnswerOption, ...]
    exact: bool = False


def offered(question: Question, words: Vocabulary) -> tuple[AnswerOption, ...]:
    """The answers to choose from, in the order of their numbers: the usual ones first."""
    if question.options or question.choices is None:
        return question.options
    terms = [
        AnswerOption(id=term.id, title=term.title, value=term.id, names=term.names)
        for term in words.kinds[question.choices]
    ]
    usual = {name: place for place, name in enumerate(question.usual)}
    return tuple(sorted(terms, key=lambda term: usual.get(term.id, len(usual))))


def find_option(typed: str, options: Sequence[AnswerOption]) -> Match:
    """
    The options meant by a name: by one of its names, the start of one, its words, or nearly so.
    """
    wanted = folded(typed)
    names = {option.id: names_of(option) for option in options}
    by_id = {option.id: option for option in options}
    same = [by_id[each] for each, known in names.items() if wanted in known]
    if len(same) == 1 and _last_word(same[0]) == wanted != folded(same[0].id):
        # Short for it, and as well for others: "chair", of a department or of a committee.
        same = [each for each in options if _last_word(each) == wanted]
        return Match(tuple(same), exact=len(same) == 1)
    if wanted and same:
        return Match(tuple(same), exact=True)
    if len(wanted) < SHORTEST_START:
        return Match(())
    starting = [by_id[i] for i, known in names.items() if any(n.startswith(wanted) for n in known)]
    if starting:
        return Match(tuple(starting))
    parts = wanted.split()
    holding = [by_id[i] for i, known in names.items() if any(_has(n, parts) for n in known)]
    if holding:
        return Match(tuple(holding))
    return Match(tuple(by_id[each] for each in slips(typed, options)[:MOST_SUGGESTED]))


def meant(typed: str, terms: Sequence[Named]) -> tuple[str, ...]:
    """The ids that have this name: their own, their title, or one of their other names."""
    return ids_by_name(terms).get(folded(typed), ())


def ids_by_name(terms: Sequence[Named]) -> dict[str, tuple[str, ...]]:
    """Every folded name with the ids that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for term in terms:
        for name in names_of(term):
            found[name] = (*found.get(name, ()), term.id)
    return found


def slips(typed: str, terms: Sequence[Named]) -> tuple[str, ...]:
    """
    The ids with a name that is one slip of the keyboard from what was typed. Where either is
    shorter than a word, only a letter typed once too often or too seldom is a slip.
    """
    wanted = folded(typed)
    return tuple(
        term.id for term in terms if any(_is_slip_of_name(wanted, name) for name in names_of(term))
    )


def nearest_words(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """
    The words of the program, such as fields and formats, that are one slip from what was typed.
    """
    wanted = folded(typed)
    return tuple(word for word in known if is_slip(wanted, folded(word)))


def is_slip(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter more, less or other, or two swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (i for i, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), None
    )
    if start is None:
        return True
    left, right = one[start:], other[start:]
    is_swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return is_swapped or left[1:] in (right, right[1:]) or left == right[1:]


def folded(text: str) -> str:
    """A name without case, points or punctuation: "M.D." and "md" are the same."""
    plain = re.sub("[.'\u2019]", "", text.casefold()).replace("&", " and ").replace("_", " ")
    return " ".join(re.findall(r"\w+", plain))


def names_of(term: Named) -> frozenset[str]:
    """
    Every name of a term, folded: its id, its title with and without what stands in brackets, what
    stands in them, and its other names.
    """
    inner = re.findall(r"\(([^()]+)\)", term.title)
    bare = re.sub(r"\([^()]*\)", " ", term.title)
    return frozenset(filter(None, map(folded, (term.id, term.title, bare, *inner, *term.names))))


def _last_word(term: Named) -> str:
    """The last of several words of a title; nothing where it is one word."""
    _, _, last = folded(re.sub(r"\([^()]*\)", " ", term.title)).rpartition(" ")
    return last if folded(term.title) != last else ""


def _is_slip_of_name(wanted: str, name: str) -> bool:
    if min(len(wanted), len(name)) >= SHORTEST_WORD:
        return is_slip(wanted, name)
    once = re.compile(r"(.)\1+")
    return once.sub(r"\1", wanted) == once.sub(r"\1", name) and is_slip(wanted, name)


def _has(name: str, parts: Sequence[str]) -> bool:
    """Whether every typed word starts a word of the name."""
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in parts)


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
