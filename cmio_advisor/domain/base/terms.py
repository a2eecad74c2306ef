"""
The ids that a profile may use, with their titles and other names; and which is meant by what a
person wrote: a known name, or one slip of the keyboard from it. Nothing else is guessed: a wrong
hint leads further astray than none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, Id, kept, replace

METROS = "metros"
"""The kind of metropolitan areas."""


class Term(Frozen):
    """One id that a profile may use, with its title and the names people type for it."""

    id: Id
    title: str
    names: tuple[str, ...] = ()


class AnswerOption(Frozen):
    """One answer to choose; ``value`` is what it writes into the profile, in a file's form."""

    id: Id
    title: str
    value: str | float | Mapping[str, str | float]
    names: tuple[str, ...] = ()


Named = Term | AnswerOption
"""What has an id, a title and other names."""


class JobTitle(Frozen):
    """
    Titles that say by themselves, on anybody's CV, what the job is: its ``role``, what was led in
    it, of which field it is ``work``, or which field's ``training``. ``beside`` a specialty: those
    that say so only where one stands beside them ("Internal Medicine Resident"). A title that other
    trades have too is sure with one of the words ``at`` in the employer's name; else it ``asks``.
    """

    names: tuple[str, ...]
    role: Id | None = None
    leadership: Id | None = None
    work: str | None = None
    training: str | None = None
    beside: bool = False
    at: tuple[str, ...] = ()
    asks: str = ""


class TrainingEnd(Frozen):
    """The ``month`` in which training of a ``field``, of all or of those ``ids``, usually ends."""

    field: str
    ids: tuple[Id, ...] = ()
    month: int
    evidence: tuple[Evidence, ...]


class Schools(Frozen):
    """What the names of schools at home begin with that give a ``degree``."""

    degree: Id
    names: tuple[str, ...]


class LongTraining(Frozen):
    """The least ``months`` of a training in ``specialties`` that take longer than most."""

    months: int
    specialties: tuple[Id, ...]


class UnusualTraining(Frozen):
    """What to ask of a training of a ``field`` in ``specialties`` mostly trained in another one."""

    field: str
    specialties: tuple[Id, ...]
    asks: str


class CvWords(Frozen):
    """
    How the words of a CV are understood: job ``titles``, ``doubts``, least months by field and of
    ``longer`` and ``unusual`` trainings, by its folded name what is ``asked`` of a degree, words of
    ``animals`` whose care is another trade, and which ``schools`` at home give a degree that
    schools abroad give.
    """

    titles: tuple[JobTitle, ...] = ()
    doubts: tuple[str, ...] = ()
    least_months: Mapping[str, int] = {}
    longer: tuple[LongTraining, ...] = ()
    unusual: tuple[UnusualTraining, ...] = ()
    asked: Mapping[str, str] = {}
    animals: tuple[str, ...] = ()
    schools: tuple[Schools, ...] = ()


class Subject(Frozen):
    """
    What a degree is whose name has its subject behind it: one ``of`` this id whose subject has one
    of these ``words``, or any subject without them. Without what it ``reads`` as, it is not known.
    """

    of: Id
    words: tuple[str, ...] = ()
    reads: Id | None = None


class LicenseNames(Frozen):
    """
    What people call a license of a ``profession``, or those who have it, and which ``roles`` are of
    that. Without a profession: licenses that no rule knows, and roles of no clinician.
    """

    names: tuple[str, ...]
    profession: Id = ""
    roles: tuple[Id, ...] = ()


class Trainee(Frozen):
    """
    What a present job says that is training: the ``role`` (or ``none``), and by column what stands
    in another cell, where that is empty or names the same without its status, ``unless`` there is
    something in one of these columns.
    """

    names: tuple[str, ...]
    role: Id
    column: str
    cell: str
    unless: tuple[str, ...] = ()


class ListWords(Frozen):
    """
    How the names of a list are shortened, by word, and which words ``beside`` them say nothing;
    ``unlisted`` are names that people know and no roadmap has; ``none`` say that there is nothing;
    ``another`` has by id the words, with blanks between, beside which its name is another's; under
    ``other``, those by which a training that no list has may be none of the rules' own profession.
    """

    kind: str
    short: Mapping[str, str] = {}
    beside: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    another: Mapping[str, str] = {}


class WrittenWords(Frozen):
    """
    How words in a cell are understood beside names. Countries of ``home`` have one schooling; a
    degree from elsewhere is what ``abroad`` says, as it is where that names it not. By what people
    call a state of a license, ``license_states`` has it. A word of ``naming`` in what is
    not known says that it takes nothing back of the name beside it. ``numbers`` have by unit what
    may stand beside one, as what is ``unlisted`` may where it comes on top of it.
    """

    home: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    abroad: Mapping[str, str] = {}
    subjects: tuple[Subject, ...] = ()
    lists: tuple[ListWords, ...] = ()
    numbers: tuple[ListWords, ...] = ()
    licenses: tuple[LicenseNames, ...] = ()
    license_states: Mapping[str, str] = {}
    trainees: tuple[Trainee, ...] = ()


class Vocabulary(Frozen):
    """
    The ids a profile may use, by kind (``degrees``, ``specialties``, ``roles`` and so on), and by
    kind from where a list of them was taken, and the folded names that join all who have them.
    ``elsewhere`` are those of other roadmaps: a profile may use them, and no rule reads them.
    ``areas`` are the lines of metropolitan areas: hundreds that hardly anybody names, so they are
    made terms where they are asked for.
    ``professions`` are those that degrees make one a member of, by the degree, and whose training a
    specialty is, by the specialty. ``to_take`` is what whoever writes a roadmap may name beside:
    groups, and the questions and certificates of the program.
    """

    kinds: Mapping[str, tuple[Term, ...]]
    evidence: Mapping[str, tuple[Evidence, ...]] = {}
    together: Mapping[str, frozenset[str]] = {}
    cv: CvWords = CvWords()
    written: WrittenWords = WrittenWords()
    elsewhere: Mapping[str, tuple[Term, ...]] = {}
    professions: Mapping[str, str] = {}
    training_ends: tuple[TrainingEnd, ...] = ()
    areas: str = ""
    to_take: Mapping[str, tuple[Term, ...]] = {}

    def terms(self, kind: str) -> tuple[Term, ...]:
        return self._metros if kind == METROS else self.kinds[kind]

    @kept
    def _metros(self) -> tuple[Term, ...]:
        found = []
        for line in self.areas.splitlines():
            id_, code, states, title = line.split("\t")
            main = title.rpartition(", ")[0].replace("/", "-").partition("-")[0]
            names = (code, main, f"{main}, {states.split()[0]}") if main else (code,)
            found.append(Term(id=id_, title=title, names=names))
        return tuple(found)

    @kept
    def home_states(self) -> frozenset[str]:
        """The states of the United States: those into which its areas reach."""
        return frozenset(
            each for line in self.areas.splitlines() for each in line.split("\t")[2].split()
        )

    def states_of(self, metro: str) -> tuple[str, ...]:
        """The states into which a metropolitan area reaches, that of its main city first."""
        lines = (line.split("\t") for line in self.areas.splitlines())
        return next((tuple(states.split()) for id_, _, states, _ in lines if id_ == metro), ())

    def state_of(self, state: str | None, metro: str | None) -> str | None:
        """The state that was told, or the only one into which a metropolitan area reaches."""
        reached = self.states_of(metro) if metro and not state else ()
        return reached[0] if len(reached) == 1 else state

    def areas_of(self, state: str | None, metro: str | None) -> dict[str, str]:
        """The areas in which somebody works, titles by id: the narrowest first."""
        states = (state,) if state else self.states_of(metro) if metro else ()
        return {
            **({metro: self.title(METROS, metro)} if metro else {}),
            **{each: self.title("states", each) for each in states},
        }

    def ids(self, kind: str) -> tuple[str, ...]:
        return tuple(term.id for term in self.terms(kind))

    def known(self, kind: str) -> tuple[Term, ...]:
        """Every id of one kind that a profile may use."""
        return (*self.terms(kind), *self.elsewhere.get(kind, ()))

    def beside(self, other: "Vocabulary") -> "Vocabulary":
        """The same, in which a profile may also use what another one knows."""
        found = dict(self.elsewhere)
        for kind, terms in other.kinds.items():
            known = {each.id for each in self.known(kind)}
            found[kind] = (*found.get(kind, ()), *(each for each in terms if each.id not in known))
        return replace(self, elsewhere=found)

    def title(self, kind: str, term_id: str) -> str:
        """The title of an id; an id of none is "none"."""
        return next((each.title for each in self.known(kind) if each.id == term_id), term_id)

    def titles(self, kind: str) -> dict[str, str]:
        return {term.id: term.title for term in self.terms(kind)}


SHORTEST_WORD = 5
"""Shorter names of ids are mostly initials, of which one letter makes another: "abpm", "abim"."""


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


def _is_slip_of_name(wanted: str, name: str) -> bool:
    if min(len(wanted), len(name)) >= SHORTEST_WORD:
        return is_slip(wanted, name)
    once = re.compile(r"(.)\1+")
    is_initials = len(wanted) < min(len(name), SHORTEST_WORD - 1)  # "cna" is no "ccna"
    is_doubled = once.sub(r"\1", wanted) == once.sub(r"\1", name)
    return is_doubled and not is_initials and is_slip(wanted, name)
