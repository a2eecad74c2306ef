"""
Which id, field or offered answer is meant by what a person wrote: a known name, or one slip of the
keyboard from it. Nothing else is guessed: a wrong hint leads further astray than none.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.terms import Term, Vocabulary
from cmio_advisor.domain.profile.fields import BY_PATH, Kind
from cmio_advisor.domain.roadmap.roadmap import AnswerOption, Question

MOST_SUGGESTED = 5
SHORTEST_START = 2
SHORTEST_WORD = 5
"""Shorter names of ids are mostly initials, of which one letter makes another: "abpm", "abim"."""


Named = Term | AnswerOption
"""What has an id, a title and other names."""


class Match(Frozen, kw_only=False):
    """The answers that may be meant, best first; ``exact`` if one of their names was typed."""

    options: tuple[AnswerOption, ...]
    exact: bool = False


def offered(question: Question, words: Vocabulary) -> tuple[AnswerOption, ...]:
    """
    The answers to choose from, in the order of their numbers: the usual ones first. A residency or
    fellowship that is chosen from a list was finished: other states of one are written as options.
    """
    if question.options or question.choices is None:
        return question.options
    row = BY_PATH.get(question.field)
    done = row.key if row and row.kind is Kind.TRAININGS else ""
    terms = [
        AnswerOption(
            id=each.id,
            title=each.title,
            value={done: each.id, "status": "completed"} if done else each.id,
            names=each.names,
        )
        for each in words.kinds[question.choices]
    ]
    usual = {name: place for place, name in enumerate(question.usual)}
    return tuple(sorted(terms, key=lambda term: usual.get(term.id, len(usual))))


def find_option(typed: str, options: Sequence[AnswerOption]) -> Match:
    """The options meant by a name: one of theirs, the start of one, its words, or nearly so."""
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
    if len(starting) == 1:
        return Match(tuple(starting))
    parts = wanted.split()
    holding = [by_id[i] for i, known in names.items() if any(_has(n, parts) for n in known)]
    if starting or holding:
        return Match((*starting, *(each for each in holding if each not in starting)))
    return Match(tuple(by_id[each] for each in slips(typed, options)[:MOST_SUGGESTED]))


def is_part_of_name(typed: str, terms: Sequence[Named]) -> bool:
    """Whether what was typed is a whole name of one of them, or whole words of one."""
    words = {*folded(typed).split()}
    return any(words <= {*name.split()} for term in terms for name in names_of(term))


def meant(typed: str, terms: Sequence[Named]) -> tuple[str, ...]:
    """The ids that have this name: their own, their title, or one of their other names."""
    return ids_by_name(terms).get(folded(typed), ())


def ids_by_name(terms: Sequence[Named]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for term in terms:
        for name in names_of(term):
            found[name] = (*found.get(name, ()), term.id)
    return found


def slips(typed: str, terms: Sequence[Named]) -> tuple[str, ...]:
    """
    The ids with a name that is one slip of the keyboard from what was typed. Where either is
    shorter than a word, only a letter typed once too often or too seldom is a slip. What is a name,
    or a word of one, is none: "deputy cmo", "hepatology" of transplants.
    """
    wanted, known = folded(typed), {name for term in terms for name in names_of(term)}
    own = known & {*wanted.split()}
    if " " not in wanted and is_part_of_name(typed, terms):
        return ()
    return tuple(
        term.id
        for term in terms
        if any(_is_slip_of_name(wanted, n) and own <= {*n.split()} for n in names_of(term))
    )


def nearest_words(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """The words of the program, such as fields, that are one slip from what was typed."""
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


_TELLING = (
    r"[^\W_]+|(?<!\S)_+(?!\S)|\?|(?<![\w.)])(?:--?(?=[^\W\d_])|[~!<=]+(?=\s*[^\W\d_]))"
    r"|\[[\s_]*\]|\([\s_\u2013\u2014-]*\)|(?<=\S\s)[\u2013\u2014-]+(?=\s*$)"
    r"|[^\x00-\x7f\w\s\xa9\xab\xad\xae\xb0\xb7\xbb\u0300-\u0334\u0339-\u036f\u200b-\u201f\u2022-\u2027\u203a\u2039"
    r"\u2060\u2122\u2192\u2219\u25a0\u25aa\u25cf\u25e6\u2611\u2705\u2713\u2714\ufe0f\ufeff]"
)
"""Words, and signs that may deny or leave open, as an empty box or a dash at the end: all but
quotation marks, other dashes, bullets, ticks."""
_PLAIN = str.maketrans({".": "", "'": "", "\u2019": "", "&": " and "})


def folded(text: str) -> str:
    """
    A name without case, points or punctuation: "M.D." and "md" are the same. A question mark stays,
    and a cross or a minus: what is asked, crossed out or taken away is no answer.
    """
    plain = re.sub(r"\bi['\u2019]m\b", "i am", text.casefold())
    return " ".join(re.findall(_TELLING, plain.translate(_PLAIN)))


def names_of(term: Named) -> frozenset[str]:
    """Every name of a term, folded: id, title with and without brackets, other names."""
    return _names(term.id, term.title, term.names)


@cache  # of what a roadmap lists: a message about one cell asks for the names of every list
def _names(id_: str, title: str, names: tuple[str, ...]) -> frozenset[str]:
    inner = re.findall(r"\(([^()]+)\)", title)
    bare = re.sub(r"\([^()]*\)", " ", title)
    return frozenset(filter(None, map(folded, (id_, title, bare, *inner, *names))))


def _last_word(term: Named) -> str:
    """The last of several words of a title; nothing where it is one word."""
    _, _, last = folded(re.sub(r"\([^()]*\)", " ", term.title)).rpartition(" ")
    return last if folded(term.title) != last else ""


def _is_slip_of_name(wanted: str, name: str) -> bool:
    if min(len(wanted), len(name)) >= SHORTEST_WORD:
        return is_slip(wanted, name)
    once = re.compile(r"(.)\1+")
    is_initials = len(wanted) < min(len(name), SHORTEST_WORD - 1)  # "cna" is no "ccna"
    is_doubled = once.sub(r"\1", wanted) == once.sub(r"\1", name)
    return is_doubled and not is_initials and is_slip(wanted, name)


def _has(name: str, parts: Sequence[str]) -> bool:
    """Whether every typed word starts a word of the name."""
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in parts)
