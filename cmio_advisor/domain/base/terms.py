"""The ids that a profile may use, with their titles and other names."""

from collections.abc import Mapping

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen


class Term(Frozen):
    """One id that a profile may use, with its title and the names people type for it."""

    id: str
    title: str
    names: tuple[str, ...] = ()


class JobTitle(Frozen):
    """
    Titles that say by themselves, on anybody's CV, what the job is: its ``role``, what was led in
    it, and of which field it is ``work``.
    """

    names: tuple[str, ...]
    role: str | None = None
    leadership: str | None = None
    work: str | None = None


class CvWords(Frozen):
    """
    How the words of a CV are understood: its job ``titles``, words that put an entry in ``doubts``,
    and by field how many months what was finished lasts at least.
    """

    titles: tuple[JobTitle, ...] = ()
    doubts: tuple[str, ...] = ()
    least_months: Mapping[str, int] = {}


class Vocabulary(Frozen):
    """
    The ids a profile may use, by kind (``degrees``, ``specialties``, ``roles`` and so on), and by
    kind from where a list of them was taken, and the folded names that join all who have them.
    ``elsewhere`` are those of other roadmaps: a profile may use them, and no rule reads them.
    """

    kinds: Mapping[str, tuple[Term, ...]]
    evidence: Mapping[str, tuple[Evidence, ...]] = {}
    together: Mapping[str, frozenset[str]] = {}
    cv: CvWords = CvWords()
    elsewhere: Mapping[str, tuple[Term, ...]] = {}

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of one kind, in the order of the roadmap."""
        return tuple(term.id for term in self.kinds[kind])

    def known(self, kind: str) -> tuple[Term, ...]:
        """Every id of one kind that a profile may use."""
        return (*self.kinds[kind], *self.elsewhere.get(kind, ()))

    def title(self, kind: str, term_id: str) -> str:
        """The title of an id; an id of none is "none"."""
        return next((each.title for each in self.known(kind) if each.id == term_id), term_id)

    def titles(self, kind: str) -> dict[str, str]:
        """The titles of one kind, by id."""
        return {term.id: term.title for term in self.kinds[kind]}
