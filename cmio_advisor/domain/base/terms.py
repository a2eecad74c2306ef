"""The ids that a profile may use, with their titles and other names."""

from collections.abc import Mapping

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, Id, kept, replace

METROS = "metros"
"""The kind of metropolitan areas."""


class Term(Frozen):
    """One id that a profile may use, with its title and the names people type for it."""

    id: Id
    title: str
    names: tuple[str, ...] = ()


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
