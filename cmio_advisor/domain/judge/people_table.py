"""
A table of people, of whom the same is asked as of one person, and found once for all who are alike.

Whatever an assessment is made of is found of a case (`ProfileCase.find`), out of a few answers, or
of what was found of them. What is read of the answers meanwhile is noted: whoever is alike in what
was read first, and so in what is read next, gets the same unasked. What is read is kept in columns:
small numbers, a row each, and the distinct values behind them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

from cmio_advisor.domain.base.frozen import kept, replace
from cmio_advisor.domain.judge.case import ALL_NAMED, Find, Look, ProfileCase, about
from cmio_advisor.domain.profile.fields import HEADS, Kind
from cmio_advisor.domain.profile.profile import IN_TRAINING, Holding, License, Profile, Role
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import Finding
from cmio_advisor.domain.rules.leaves import DEGREE, LICENSED, TRAINEE, Leaf, TrainingSign

T = TypeVar("T")


Column: TypeAlias = tuple[Sequence[int], Sequence[Any]]
"""For each row the place of its value among the distinct ones, and these."""


class Distinct:
    """The distinct values of something, in the order in which they were found."""

    def __init__(self) -> None:
        self.found: list[Any] = []
        self.place_of: dict[Any, int] = {}

    def place(self, found: Any) -> int:  # noqa: ANN401 - whatever is found
        place = self.place_of.setdefault(found, len(self.found))
        if place == len(self.found):
            self.found.append(found)
        return place


class WithDay(NamedTuple):
    """The answer in a field with the day on which it was true, where that matters."""

    field: str


What: TypeAlias = str | Look[Any] | WithDay | Find
"""What is read of people: an answer, a look at one, or what is found of them."""


class Read:
    """Something to read; its column is of the block at hand, once it was read of anybody there."""

    places: Sequence[int]
    values: Sequence[Any]

    def __init__(self, make: Callable[[], Column]) -> None:
        self.make = make

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - one of the two
        self.places, self.values = self.make()
        return vars(self)[name]


class Asked(dict[tuple[int, ...], int]):
    """What was asked of answers: by the places of these, the place of what came of them."""

    def __init__(self, ask: Callable[..., Any], *answers: Read) -> None:
        super().__init__()
        self.ask = ask
        self.answers = answers
        self.distinct = Distinct()

    def __missing__(self, key: tuple[int, ...]) -> int:
        pairs = zip(self.answers, key, strict=True)
        found = self.ask(*[answer.values[place] for answer, place in pairs])
        place = self[key] = self.distinct.place(found)
        return place

    def column(self) -> Column:
        keys = zip(*[each.places for each in self.answers], strict=True)
        return list(map(self.__getitem__, keys)), self.distinct.found


MOST_SEEN = 1 << 32
"""More than a column has places: with a path's number one key, a thirtieth sooner than a pair."""


class Paths:
    """
    What is read next after what was seen so far, and at a path's end the place of what was found.
    A path has a number; on from there leads what is seen, by that number and its place together.
    """

    def __init__(self, find: Find, table: "PeopleTable") -> None:
        self.find = find
        self.table = table
        self.distinct = Distinct()
        self.reads: list[Read | None] = [None]
        self.ends: list[int | None] = [None]
        self.on: dict[int, int] = {}

    def column(self) -> Column:
        """What is found of each row, by what was read of others until it was found."""
        places, reads, ends, on = [], self.reads, self.ends, self.on.get
        for row in range(self.table.rows):
            at: int | None = 0
            while at is not None and (read := reads[at]) is not None:
                at = on(at * MOST_SEEN + read.places[row])
            end = None if at is None else ends[at]
            places.append(self._remember(row) if end is None else end)
        return places, self.distinct.found

    def _remember(self, row: int) -> int:
        """Find it, and note by all that was read and seen until then."""
        case = self.table.case(row)
        end, at = self.distinct.place(self.find(case)), 0
        for read, seen in case.told.noted.items():
            self.reads[at] = read
            at = self.on.setdefault(at * MOST_SEEN + seen, len(self.reads))
            if at == len(self.reads):
                self.reads.append(None)
                self.ends.append(None)
        self.ends[at] = end
        return end


class Told:
    """The answers of one row, each noted when it is read."""

    def __init__(self, table: "PeopleTable", row: int) -> None:
        self.table = table
        self.row = row
        self.noted: dict[Read, int] = {}

    def see(self, what: What) -> Any:  # noqa: ANN401 - whatever stands there
        read = self.table.read(what)
        place = self.noted[read] = read.places[self.row]
        return read.values[place]

    def __getattr__(self, field: str) -> Any:  # noqa: ANN401 - the field decides
        return self.see(field)


class ToldCase(ProfileCase):
    """
    The case of answers that are noted when they are read. ``is_closed``: rules take certifications
    that were not answered as none.
    """

    told: Told
    is_closed: bool = False

    def look(self, look: Look[T]) -> T:
        if self.is_closed and look.field == ALL_NAMED.field:
            look = Look(look.field, _if_closed, (look,))
        found: T = self.told.see(look)
        return found

    def find(self, find: Callable[[ProfileCase], T]) -> T:
        found: T = find(self) if self.is_closed else self.told.see(find)
        return found

    def see(self, leaf: Leaf) -> Finding:
        signs = [
            each
            for each in leaf.beside()
            if self.look(Look(each.field, TrainingSign.judge, (each,)))
        ]
        return self.look(_look_at(leaf, *signs))

    def eligibility(self, credential: str) -> Finding:
        found: Finding = self.told.see(about(_eligible, credential))
        return found

    def requirement(self, requirement: str) -> Finding:
        if self.is_closed or self.being_ruled_out:  # what a circle finds is of this case alone
            return super().requirement(requirement)
        found: Finding = self.told.see(about(_met, requirement))
        return found

    @kept
    def closed(self) -> ProfileCase:
        return replace(self, is_closed=True)


@cache  # of the leaves of a roadmap, each of which is seen thousands of times
def _look_at(leaf: Leaf, *signs: TrainingSign) -> Look[Finding]:
    return Look(leaf.profile_field, _seen, (leaf, signs))


def _seen(leaf: Leaf, signs: tuple[TrainingSign, ...], case: ProfileCase) -> Finding:
    """What a leaf sees in its own field, beside signs of where a training was and if it goes on."""
    beside: dict[str, object] = {}
    for each in signs:
        if each is DEGREE:
            beside["degrees"] = (Holding(id="of-here"),)
        elif each is TRAINEE:
            beside["role"] = Role(id=IN_TRAINING)
        else:
            beside["license"] = (License(status=LICENSED[0]),)
    return leaf.seen(replace(case, profile=replace(case.profile, **beside)) if beside else case)


def _eligible(credential: str, case: ProfileCase) -> Finding:
    """What a credential's own rules find, judged by itself: it comes in few kinds."""
    return ProfileCase.eligibility(case, credential)


def _met(requirement: str, case: ProfileCase) -> Finding:
    """The same of a requirement, on which others rest."""
    return ProfileCase.requirement(case, requirement)


def _if_closed(look: Look[T], case: ProfileCase) -> T:
    return case.for_eligibility.look(look)


class PeopleTable:
    """People one a row, in blocks; what is found of one is remembered for all who are alike."""

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap = roadmap
        self.on = on
        self.rows = 0
        self.columns: dict[str, Column] = {}
        """The answers in this block, by field."""
        self.answers: dict[str, Distinct] = {}
        self.forget()

    def forget(self) -> None:
        """Let go of all that was found; the answers stay, by which clients are known."""
        self.reads: dict[What, Read] = {}
        self.asked: list[Asked] = []
        self.paths: list[Paths] = []

    @property
    def size(self) -> int:
        """How much is remembered: answers to questions, and steps on the paths to them."""
        return sum(map(len, self.asked)) + sum(len(each.on) for each in self.paths)

    def place(self, field: str, answer: object) -> int:
        """The place of an answer among all that were given in a field."""
        if field not in self.answers:
            self.answers[field] = Distinct()
        return self.answers[field].place(answer)

    def fill(self, fields: Sequence[str], rows: Sequence[Sequence[int]]) -> None:
        """The next block: for each row the places of its answers, ``as_of`` among them."""
        self.rows = len(rows)
        self.columns = {
            field: (places, self.answers[field].found)
            for field, places in zip(fields, zip(*rows, strict=True), strict=True)
        }
        for each in self.reads.values():
            vars(each).pop("places", None)

    def case(self, row: int) -> ToldCase:
        """Of one row, the answers of which are noted when they are read."""
        told = Told(self, row)
        answers = cast("Profile", told)
        return ToldCase(profile=answers, told=told, roadmap=self.roadmap, on=self.on)

    def read(self, what: What) -> Read:
        found = self.reads.get(what)
        if found is None:
            found = self.reads[what] = Read(self._making(what))
        return found

    def _making(self, what: What) -> Callable[[], Column]:
        """What makes the column of something to read."""
        if isinstance(what, str):
            return lambda: self.columns[what]
        if isinstance(what, WithDay):
            of_day = partial(self._dated, what.field)
            self.asked.append(Asked(of_day, self.read(what.field), self.read("as_of")))
            return self.asked[-1].column
        if isinstance(what, Look):
            self.asked.append(Asked(partial(self._look, what), self.read(WithDay(what.field))))
            return self.asked[-1].column
        self.paths.append(Paths(what, self))
        return self.paths[-1].column

    def _look(self, look: Look[T], dated: tuple[object, date | None]) -> T:
        answer, as_of = dated
        return ProfileCase(_profile(as_of, {look.field: answer}), self.roadmap, self.on).look(look)

    def _dated(self, field: str, answer: object, as_of: date | None) -> tuple[object, date | None]:
        profile = _profile(as_of, {field: answer})
        return answer, as_of if _day_matters(field, profile, self.on) else None


def _profile(as_of: date | None, answers: Mapping[str, Any]) -> Profile:
    return Profile(**{"as_of": as_of, **answers})


def _day_matters(field: str, profile: Profile, on: date) -> bool:
    """
    Whether it matters to what an answer means on which day it was true: work may have gone on
    since, a date that was told by its year alone does not lie after that day, and what was due by
    a later day than the one assessed and is not finished has no day.
    """
    as_of = profile.as_of or on
    for row in HEADS.get(field, ()):
        entries = row.of(profile) or ()
        if row.kind is Kind.WORK and entries:
            return True
        if row.kind in (Kind.HOLDINGS, Kind.TRAININGS):
            days = [each.begun for each in entries]
            if any(as_of > on or (each and each.latest > as_of) for each in days):
                return True
    return False
