"""Programs that one can enter: fellowships, degrees and courses, and which are near."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from cmio_advisor.domain.base.evidence import Evidence, Search, Source
from cmio_advisor.domain.base.frozen import Frozen, Id, WithId, kept
from cmio_advisor.domain.base.time import Cost, Span


class ProgramKind(StrEnum):
    FELLOWSHIP = "fellowship"
    DEGREE = "degree"
    COURSE = "course"
    MBA = "mba"


NAMED = 3
"""So many programs are named of a step; the rest are a command away."""


class Nearness(StrEnum):
    """Where a program is, seen from a state, the nearest first: one ``online`` is in none."""

    ONLINE = "online"
    HERE = "here"
    NEXT_TO_IT = "next-to-it"
    ELSEWHERE = "elsewhere"


class Program(WithId):
    """
    What an institution offers at a place. What was not found is ``None``, and never nothing.

    ``months`` are the shortest and the longest time that the institution names, for those who study
    ``full_time`` if it says so; ``price`` is whole, in US dollars, ``hours`` are those of one's
    own, ``pay`` is what it pays a year, and ``opens`` the days, as month and day, on which it
    begins. ``graduates`` are those of one year. Of the ``evidence`` the first says that there is
    such a program. An ``unconfirmed`` one is in no list of who decides on it, so it comes after the
    others of its place. One that is ``online`` can be taken from any state.
    """

    id: Id
    kind: ProgramKind
    institution: str
    city: str | None = None
    state: str | None = None
    specialty: Id | None = None
    places: str | None = None
    graduates: int | None = None
    control: str | None = None
    papers: tuple[str, ...] = ()
    papers_year: int | None = None
    visas: str | None = None
    accreditation: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]
    title: str
    level: Id | None = None
    field: Id | None = None
    months: Span | None = None
    full_time: bool = False
    price: Cost | None = None
    hours: int | None = None
    pay: Cost | None = None
    application: str | None = None
    opens: tuple[tuple[int, int], ...] = ()
    unconfirmed: bool = False
    online: bool = False


class NearProgram(Frozen):
    """A program, and where it is from the state of a person."""

    program: Program
    nearness: Nearness


class ProgramList(WithId):
    """Programs of one kind from one place, what to know of all of them, and what was not found."""

    id: str
    title: str
    programs: tuple[Program, ...]
    notes: tuple[str, ...] = ()
    searched: tuple[Search, ...] = ()


class Sought(Frozen):
    """Which programs: those of all that is named."""

    kind: ProgramKind | None = None
    level: Id | None = None
    field: Id | None = None

    def fits(self, program: Program) -> bool:
        return (
            self.kind in (None, program.kind)
            and self.level in (None, program.level)
            and self.field in (None, program.field)
        )


class ProgramsFound(Frozen):
    """
    What a search gives: the ``programs``, the nearest first; those left aside since their price is
    ``unpriced``, or since they are ``paid`` for and have none; and the lists that all these are of.
    """

    programs: tuple[Program, ...]
    unpriced: tuple[Program, ...]
    paid: tuple[Program, ...]
    lists: tuple[ProgramList, ...]


class Programs(Frozen):
    """All programs, their sources, and which states touch which; the same for every roadmap."""

    fingerprint: str
    lists: tuple[ProgramList, ...]
    sources: Mapping[str, Source]
    neighbors: Mapping[str, tuple[str, ...]]
    neighbors_evidence: tuple[Evidence, ...]

    def all(self) -> Iterator[Program]:
        for each in self.lists:
            yield from each.programs

    def words(self, attribute: str) -> tuple[str, ...]:
        """The ids that programs have as their ``level`` or ``field``."""
        return tuple(dict.fromkeys(filter(None, (getattr(each, attribute) for each in self.all()))))

    def evidence(self) -> Iterator[tuple[str, Evidence]]:
        """Every distinct piece of evidence, with what it supports."""
        for listed in self.lists:
            pieces = (piece for program in listed.programs for piece in program.evidence)
            yield from ((f"programs {listed.id}", piece) for piece in dict.fromkeys(pieces))
        yield from (("neighbors", piece) for piece in self.neighbors_evidence)

    def nearness(self, program: Program, state: str) -> Nearness:
        if program.online:
            return Nearness.ONLINE
        if program.state == state:
            return Nearness.HERE
        is_beside = program.state in self.neighbors.get(state, ())
        return Nearness.NEXT_TO_IT if is_beside else Nearness.ELSEWHERE

    def nearest(
        self,
        programs: Iterable[Program],
        state: str | None,
        titles: Mapping[str, str],
        *,
        metro: str = "",
    ) -> tuple[Program, ...]:
        """
        Those in a city that gives a ``metro`` its title, then those in the state, then those in
        states that touch it, then the rest; by the state's name and the institution's. Without a
        state, by these names alone.
        """
        order = list(Nearness)
        cities, _, states = metro.replace("/", "-").rpartition(", ")

        def key(program: Program) -> tuple[bool, int, bool, str, str]:
            there = program.state in states.split("-") and f"-{program.city}-" in f"-{cities}-"
            distance = 0 if state is None else order.index(self.nearness(program, state))
            place = titles.get(program.state or "", "~")
            return not there, distance, program.unconfirmed, place, program.institution

        return tuple(sorted(programs, key=key))

    def nearest_few(
        self, sought: Sought, state: str, titles: Mapping[str, str], *, metro: str = ""
    ) -> tuple[NearProgram, ...]:
        """The nearest of those sought, without what is not confirmed."""
        asked = sought, state, metro
        if asked not in self._named:
            fitting = (each for each in self.all() if sought.fits(each) and not each.unconfirmed)
            self._named[asked] = tuple(
                NearProgram(program=each, nearness=self.nearness(each, state))
                for each in self.nearest(fitting, state, titles, metro=metro)[:NAMED]
            )
        return self._named[asked]

    @kept
    def _named(self) -> dict[tuple[Sought, str, str], tuple[NearProgram, ...]]:
        """Those that were asked for already: in a caseload the same come again."""
        return {}

    def find(
        self,
        sought: Sought,
        titles: Mapping[str, str],
        *,
        state: str | None = None,
        near: str | None = None,
        max_price: int | None = None,
    ) -> ProgramsFound:
        """The programs sought, those ``near`` first; no unknown price is under ``max_price``."""
        nearest = self.nearest(filter(sought.fits, self.all()), near, titles)
        within = [each for each in nearest if state in (None, each.state)]
        aside: list[Program] = []
        if max_price is not None:
            aside = [each for each in within if each.price is None]
            within = [each for each in within if each.price and each.price.high <= max_price]
        ids = {each.id for each in (*within, *aside)}
        return ProgramsFound(
            programs=tuple(within),
            unpriced=tuple(each for each in aside if each.pay is None),
            paid=tuple(each for each in aside if each.pay is not None),
            lists=tuple(
                each for each in self.lists if not ids.isdisjoint(one.id for one in each.programs)
            ),
        )
