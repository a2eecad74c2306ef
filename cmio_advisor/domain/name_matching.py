"""
Which of the offered answers a person means by what they typed.
"""

import re
from collections.abc import Sequence

from cmio_advisor.domain.record import Record
from cmio_advisor.domain.roadmap import Option, Question
from cmio_advisor.domain.vocabulary import Vocabulary

CLOSE_ENOUGH = 0.72
"""How alike a name has to be to be suggested: two wrong letters in seven still are."""
MOST_SUGGESTED = 5
SHORTEST_START = 2


class Match(Record, kw_only=False):
    """
    The answers that may be meant, best first; ``exact`` if what was typed is one of their names.
    """

    options: tuple[Option, ...]
    exact: bool = False


def offered(question: Question, words: Vocabulary) -> tuple[Option, ...]:
    """
    The answers to choose from, in the order of their numbers: the usual ones first.
    """
    if question.options or question.choices is None:
        return question.options
    terms = [
        Option(id=term.id, title=term.title, value=term.id, names=term.names)
        for term in words.kinds[question.choices]
    ]
    usual = {name: place for place, name in enumerate(question.usual)}
    return tuple(sorted(terms, key=lambda term: usual.get(term.id, len(usual))))


def find_option(typed: str, options: Sequence[Option]) -> Match:
    """
    The options meant by a name: by one of its names, the start of one, its words, or nearly so.
    """
    wanted = folded(typed)
    names = {option.id: _names(option) for option in options}
    by_id = {option.id: option for option in options}
    same = [by_id[each] for each, known in names.items() if wanted in known]
    if wanted and same:
        return Match(tuple(same), exact=True)
    if len(wanted) < SHORTEST_START:
        return Match(())
    starting = [by_id[i] for i, known in names.items() if any(n.startswith(wanted) for n in known)]
    if starting:
        return Match(tuple(starting))
    parts = wanted.split()
    holding = [by_id[i] for i, known in names.items() if any(_has(n, parts) for n in known)]
    return Match(tuple(holding)) if holding else Match(_nearly(wanted, names, by_id))


def folded(text: str) -> str:
    """
    A name without case, points or punctuation: "M.D." and "md" are the same.
    """
    plain = re.sub("[.'\u2019]", "", text.casefold()).replace("&", " and ")
    return " ".join(re.findall(r"\w+", plain))


def _names(option: Option) -> frozenset[str]:
    inner = re.findall(r"\(([^()]+)\)", option.title)
    bare = re.sub(r"\([^()]*\)", " ", option.title)
    return frozenset(
        filter(None, map(folded, (option.id, option.title, bare, *inner, *option.names)))
    )


def _has(name: str, parts: Sequence[str]) -> bool:
    """
    Whether every typed word starts a word of the name.
    """
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in parts)


def _nearly(
    wanted: str, names: dict[str, frozenset[str]], by_id: dict[str, Option]
) -> tuple[Option, ...]:
    from difflib import get_close_matches  # only where something is wrong  # noqa: PLC0415

    owner = {name: option_id for option_id, known in names.items() for name in known}
    close = get_close_matches(wanted, owner, n=MOST_SUGGESTED, cutoff=CLOSE_ENOUGH)
    return tuple(by_id[each] for each in dict.fromkeys(owner[name] for name in close))
