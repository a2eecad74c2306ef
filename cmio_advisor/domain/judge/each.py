"""
One way to ask: of one person at once, or of a table of people, once for all who are alike.

Whatever an assessment is made of is a function of a few answers, or of what was found of them. For
one person ``each(ask, *inputs)`` is ``ask(*inputs)``. For a table the inputs are columns: small
numbers, a row each, and the distinct values behind them. ``ask`` is then asked once for every
combination of values that occurs, and what it gives is a column again.

``judge(find)`` asks what is found of a case. What is read of the answers meanwhile is noted:
whoever is alike in what was read first, and so in what is read next, gets the same unasked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

from cmio_advisor.domain.base.frozen import kept, replace
from cmio_advisor.domain.judge.case import ALL_NAMED, Look, ProfileCase, about
from cmio_advisor.domain.profile.fields import HEADS, Kind
from cmio_advisor.domain.profile.profile import Holding, License, Profile, Role
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import Finding
from cmio_advisor.domain.rules.leaves import DEGREE, LICENSED, POST, Leaf, TrainingSign

T = TypeVar("T")

Cell: TypeAlias = Any
"""A value of one person, or a `Column` of a table."""

Ask: TypeAlias = Callable[..., Any]
Find: TypeAlias = Callable[[ProfileCase], Any]


class Person:
    """One person, of whom everything is asked at once."""

    def __init__(self, case: ProfileCase) -> None:
        self.case = case

    def each(self, ask: Ask, *inputs: Cell) -> Cell:
        return ask(*inputs)

    def judge(self, find: Find) -> Cell:
        return find(self.case)

    judge_all = judge

    def few(self, found: Cell) -> Cell:
        return found

    def answer(self, field: str) -> Cell:
        return getattr(self.case.profile, field)


class Column:
    """A value for each row: its place among the distinct ones."""

    __slots__ = ("places", "values")

    def __init__(self, places: Sequence[int], values: Sequence[Any]) -> None:
        self.places = places
        self.values = values

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.places)


class Rows(Column):
    """A value of each row alone: hardly two are alike, so nothing made of it is remembered."""

    __slots__ = ()

    def __init__(self, values: Sequence[Any]) -> None:
        super().__init__(range(len(values)), values)


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


class Asked(dict[Any, int]):
    """What was asked so far: by the places of its inputs, the place of what came of it."""

    def __init__(self, ask: Ask, inputs: Sequence[Sequence[Any]]) -> None:
        super().__init__()
        self.ask = ask
        self.inputs = inputs
        self.distinct = Distinct()

    def __missing__(self, key: Any) -> int:  # noqa: ANN401 - a place, or several
        places = (key,) if len(self.inputs) == 1 else key
        found = self.ask(*[each[place] for each, place in zip(self.inputs, places, strict=True)])
        place = self[key] = self.distinct.place(found)
        return place


class WithDay(NamedTuple):
    """The answer in a field with the day on which it was true, where that matters."""

    field: str


MOST_SEEN = 1 << 32
"""More than there are places in a column."""

What: TypeAlias = str | Look[Any] | WithDay | Find
"""What is read of people: an answer, a look at one, or what is found of them."""


class Read:
    """Something to read; its column is of the block at hand, once it was read of anybody there."""

    __slots__ = ("column", "make")

    def __init__(self, make: Callable[[], Column]) -> None:
        self.make = make
        self.column: Column | None = None

    def filled(self) -> Column:
        if self.column is None:
            self.column = self.make()
        return self.column


class Paths:
    """
    What is read next after what was seen so far, and at a path's end the place of what was found.
    A path has a number; on from there leads what is seen, by that number and its place together.
    """

    def __init__(self) -> None:
        self.reads: list[Read | None] = [None]
        self.ends: list[int | None] = [None]
        self.on: dict[int, int] = {}

    def end(self, row: int) -> int | None:
        """The place of what was found of people who are alike in all that is read."""
        at = 0
        while (read := self.reads[at]) is not None:
            seen = (read.column or read.filled()).places[row]
            found = self.on.get(at * MOST_SEEN + seen)
            if found is None:
                return None
            at = found
        return self.ends[at]

    def add(self, noted: Mapping[Read, int], end: int) -> None:
        """Remember what was found, by all that was read and seen until then."""
        at = 0
        for read, seen in noted.items():
            self.reads[at] = read
            at = self.on.setdefault(at * MOST_SEEN + seen, len(self.reads))
            if at == len(self.reads):
                self.reads.append(None)
                self.ends.append(None)
        self.ends[at] = end


class Told:
    """The answers of one row, each noted when it is read."""

    def __init__(self, table: "PeopleTable", row: int) -> None:
        self.table = table
        self.row = row
        self.noted: dict[Read, int] = {}

    def see(self, what: What) -> Any:  # noqa: ANN401 - whatever stands there
        read = self.table.read(what)
        column = read.filled()
        place = self.noted[read] = column.places[self.row]
        return column.values[place]

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
        if self.is_closed or self.asked:  # what is asked in a circle is of this case alone
            return super().requirement(requirement)
        found: Finding = self.told.see(about(_met, requirement))
        return found

    @kept
    def closed(self) -> ProfileCase:
        return replace(self, is_closed=True)


@cache  # of the leaves of a roadmap, each of which is seen thousands of times
def _look_at(leaf: Leaf, *signs: TrainingSign) -> Look[Finding]:
    return Look(leaf.profile_field, _seen, (leaf, *signs))


def _seen(leaf: Leaf, *signs_and_case: Any) -> Finding:  # noqa: ANN401 - these before that
    """What a leaf sees in its own field, beside signs of where a training was and if it is over."""
    *signs, case = signs_and_case
    beside: dict[str, object] = {}
    for each in signs:
        if each is DEGREE:
            beside["degrees"] = (Holding(id="of-here"),)
        elif each is POST:
            beside["role"] = Role(id="of-no-training")
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
    """People one a row, of whom everything is asked by the column, and remembered."""

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
        self.asked: dict[Any, Asked] = {}
        self.reads: dict[What, Read] = {}
        self.paths: list[Paths] = []
        self.kinds = Distinct()

    @property
    def size(self) -> int:
        """How much is remembered: answers to questions, and steps on the paths to them."""
        return sum(map(len, self.asked.values())) + sum(len(each.on) for each in self.paths)

    def place(self, field: str, answer: object) -> int:
        """The place of an answer among all that were given in a field."""
        if field not in self.answers:
            self.answers[field] = Distinct()
        return self.answers[field].place(answer)

    def fill(self, fields: Sequence[str], rows: Sequence[Sequence[int]]) -> None:
        """The next block: for each row the places of its answers, ``as_of`` among them."""
        self.rows = len(rows)
        self.columns = {
            field: Column(places, self.answers[field].found)
            for field, places in zip(fields, zip(*rows, strict=True), strict=True)
        }
        for each in self.reads.values():
            each.column = None

    def each(self, ask: Ask, *inputs: Cell) -> Cell:
        """What is asked is known by ``ask`` itself: one made anew for each block is asked anew."""
        if any(isinstance(each, Rows) for each in inputs):
            return Rows(list(map(ask, *inputs)))
        key = (ask, *[id(each.values) for each in inputs])
        known = self.asked.get(key)
        if known is None:
            known = self.asked[key] = Asked(ask, [each.values for each in inputs])
        keys: Iterable[Any] = repeat((), self.rows)
        if len(inputs) == 1:
            keys = inputs[0].places
        elif inputs:
            keys = zip(*[each.places for each in inputs], strict=True)
        return Column(list(map(known.__getitem__, keys)), known.distinct.found)

    def answer(self, field: str) -> Cell:
        return self.columns[field]

    def judge(self, find: Find) -> Cell:
        return self.read(find).filled()

    def judge_all(self, find: Find) -> Cell:
        """What is found of all answers together, which hardly two people have alike."""
        fields = [each for each in self.columns if each != "as_of"]
        found = []
        for dated in rows_of([self.read(WithDay(each)).filled() for each in fields], self):
            answers = {field: answer for field, (answer, _) in zip(fields, dated, strict=True)}
            as_of = next((each for _, each in dated if each), None)
            found.append(find(ProfileCase(_profile(as_of, answers), self.roadmap, self.on)))
        return Rows(found)

    def few(self, found: Cell) -> Cell:
        """The same values of rows, which come in few kinds, so that what is made of them does."""
        return Column(list(map(self.kinds.place, found)), self.kinds.found)

    def read(self, what: What) -> Read:
        return self.reads.get(what) or self.reads.setdefault(what, Read(self._making(what)))

    def _making(self, what: What) -> Callable[[], Column]:
        """What makes the column of something to read."""
        if isinstance(what, Look):
            look, dated = partial(self._look, what), self.read(WithDay(what.field))
            return lambda: self.each(look, dated.filled())
        if isinstance(what, WithDay):
            date_ = partial(self._date, what.field)
            return lambda: self.each(date_, self.columns[what.field], self.columns["as_of"])
        if isinstance(what, str):
            return lambda: self.columns[what]
        distinct, paths = Distinct(), Paths()
        self.paths.append(paths)
        ask = partial(self._along, paths, what, distinct)
        return lambda: Column(list(map(ask, range(self.rows))), distinct.found)

    def _along(self, paths: Paths, find: Find, distinct: Distinct, row: int) -> int:
        """The place of what is found of a row, by what was read of others until it was found."""
        end = paths.end(row)
        if end is None:
            told = Told(self, row)
            answers = cast("Profile", told)
            found = find(ToldCase(profile=answers, told=told, roadmap=self.roadmap, on=self.on))
            end = distinct.place(found)
            paths.add(told.noted, end)
        return end

    def _look(self, look: Look[T], dated: tuple[object, date | None]) -> T:
        answer, as_of = dated
        return ProfileCase(_profile(as_of, {look.field: answer}), self.roadmap, self.on).look(look)

    def _date(self, field: str, answer: object, as_of: date | None) -> tuple[object, date | None]:
        profile = _profile(as_of, {field: answer})
        return answer, as_of if _is_dated(field, profile, self.on) else None


def _profile(as_of: date | None, answers: Mapping[str, Any]) -> Profile:
    return Profile(**{"as_of": as_of, **answers})


def _is_dated(field: str, profile: Profile, on: date) -> bool:
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


def rows_of(parts: Sequence[Cell], table: PeopleTable) -> Iterable[tuple[Any, ...]]:
    """Of every row what stands in these columns, and in the lists of columns among them."""
    columns = [rows_of(each, table) if isinstance(each, list) else each for each in parts]
    return zip(*columns, strict=True) if columns else repeat((), table.rows)
