"""
One way to ask: of one person at once, or of a table of people, once for all who are alike.

Whatever an assessment is made of is a function of a few answers, or of what was found of them. For
one person ``each(ask, *inputs)`` is ``ask(*inputs)``. For a table the inputs are columns: small
numbers, a row each, and the distinct values behind them. ``ask`` is then asked once for every
combination of values that occurs, and what it gives is a column again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from itertools import repeat
from types import MappingProxyType
from typing import Any, TypeAlias

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.looks import Look, Part, Reads, is_dated
from cmio_advisor.domain.profile.profile import Profile, is_open, named
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import Finding
from cmio_advisor.domain.rules.leaves import Leaf

Cell: TypeAlias = Any
"""A value of one person, or a `Column` of a table."""

Ask: TypeAlias = Callable[..., Any]


class Person:
    """One person, of whom everything is asked at once."""

    def __init__(self, case: ProfileCase) -> None:
        self.case = case

    def each(self, ask: Ask, *inputs: Cell) -> Cell:
        return ask(*inputs)

    def judge(self, part: Part) -> Cell:
        return part.find(self.case)

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


class Asked(dict[Any, int]):
    """What was asked so far: by the places of its inputs, the place of what came of it."""

    def __init__(self, ask: Ask, inputs: Sequence[Sequence[Any]]) -> None:
        super().__init__()
        self.ask = ask
        self.inputs = inputs
        self.found: list[Any] = []
        self.place_of: dict[Any, int] = {}

    def __missing__(self, key: Any) -> int:  # noqa: ANN401 - a place, or several
        places = (key,) if len(self.inputs) == 1 else key
        found = self.ask(*[each[place] for each, place in zip(self.inputs, places, strict=True)])
        place = self[key] = self.place(found)
        return place

    def place(self, found: Any) -> int:  # noqa: ANN401 - whatever the question gives
        place = self.place_of.setdefault(found, len(self.found))
        if place == len(self.found):
            self.found.append(found)
        return place


class Seen:
    """
    An answer as some looks see it; those seen alike are the same to them. ``told_later`` is its day
    where that is after the one assessed: what had come to be by then is no longer ruled out.
    """

    __slots__ = ("answer", "as_of", "found", "told_later")

    def __init__(
        self,
        answer: object,
        as_of: date | None,
        found: tuple[Any, ...],
        told_later: date | None,
    ) -> None:
        self.answer = answer
        self.as_of = as_of
        self.found = found
        self.told_later = told_later

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Seen)
            and self.found == other.found
            and self.told_later == other.told_later
        )

    def __hash__(self) -> int:
        return hash(self.found)


class SeenCase(ProfileCase, kw_only=False):
    """
    Answers that stand for all seen alike, each true on a day of its own: ``answers`` by field,
    ``leaves`` where to find what leaves see of them, ``eligible`` what was found of credentials.
    """

    answers: Mapping[str, Seen] = MappingProxyType({})
    leaves: Mapping[int, tuple[str, int]] = MappingProxyType({})
    eligible: Mapping[str, Finding] = MappingProxyType({})

    def see(self, leaf: Leaf) -> Finding:
        where = self.leaves.get(leaf.number)
        if where is not None and where[0] in self.answers:
            found: Finding = self.answers[where[0]].found[where[1]]
            return found
        answer = self.answers.get(leaf.profile_field)
        as_of = None if answer is None else answer.as_of
        return leaf.seen(replace(self, profile=replace(self.profile, as_of=as_of)))

    def eligibility(self, credential: str) -> Finding:
        return self.eligible[credential]

    @property
    def as_answered(self) -> ProfileCase:
        return ProfileCase(self.profile, self.roadmap, self.on, taken=self.taken)

    @cached_property
    def for_eligibility(self) -> ProfileCase:
        held = self.profile.certifications
        if held is not None and not is_open(held):
            return self
        others = {field: each for field, each in self.answers.items() if field != "certifications"}
        closed = replace(self.profile, certifications=named(held))
        return replace(self, profile=closed, answers=others)


class PeopleTable:
    """People one a row, of whom everything is asked by the column, and remembered."""

    def __init__(self, roadmap: Roadmap, on: date, parts: Iterable[Part]) -> None:
        self.roadmap = roadmap
        self.on = on
        self.rows = 0
        self.answers: dict[str, Asked] = {}
        self.asked: dict[Any, Asked] = {}
        self.asks: dict[Any, Ask] = {}
        """The questions of the table itself, each made once, so that it is known by itself."""
        self.reads: dict[Part, Reads] = {}
        self.sights: dict[Part, list[tuple[str, Ask]]] = {}
        """Of each part by which fields it is told apart, and by what of these."""
        self.columns: dict[Any, Column] = {}
        """Of this block: answers by field, dated answers, what looks see, what parts find."""
        self.looks: dict[str, dict[Look, int]] = {}
        """Every look of the parts that will be judged, by field, with its place."""
        for part in parts:
            self._read(part)

    def _read(self, part: Part) -> None:
        if part in self.reads:
            return
        reads = self.reads[part] = part.reads(self.roadmap)
        for field, looks in reads.looks.items():
            every = self.looks.setdefault(field, {})
            for look in looks:
                every.setdefault(look, len(every))
        self.sights[part] = [
            (field, self._asking(self._some, field, looks)) for field, looks in reads.looks.items()
        ]
        for each in reads.eligible.values():
            self._read(each)

    @property
    def size(self) -> int:
        return sum(map(len, self.asked.values()))

    def place(self, field: str, answer: object) -> int:
        """The place of an answer among all that were given in a field."""
        if field not in self.answers:
            self.answers[field] = Asked(_same, ())
        return self.answers[field].place(answer)

    def fill(self, fields: Sequence[str], rows: Sequence[Sequence[int]]) -> None:
        """The next block: for each row the places of its answers, ``as_of`` among them."""
        self.rows = len(rows)
        self.columns = {
            field: Column(places, self.answers[field].found)
            for field, places in zip(fields, zip(*rows, strict=True), strict=True)
        }

    def each(self, ask: Ask, *inputs: Cell) -> Cell:
        key = (ask, *[id(each.values) for each in inputs])
        known = self.asked.get(key)
        if known is None:
            known = self.asked[key] = Asked(ask, [each.values for each in inputs])
        keys: Iterable[Any] = repeat((), self.rows)
        if len(inputs) == 1:
            keys = inputs[0].places
        elif inputs:
            keys = zip(*[each.places for each in inputs], strict=True)
        return Column(list(map(known.__getitem__, keys)), known.found)

    def answer(self, field: str) -> Cell:
        return self.columns[field]

    def judge(self, part: Part) -> Cell:
        """What a part of the assessment finds, by what it reads."""
        return self._once(self._asking(self._find, part), lambda: self._read_for(part))

    def _read_for(self, part: Part) -> list[Column]:
        """What the looks of a part see, and what is found of the credentials that it names."""
        seen = [self._once(ask, partial(self._seen, field)) for field, ask in self.sights[part]]
        return seen + [self.judge(each) for each in self.reads[part].eligible.values()]

    def _seen(self, field: str) -> list[Column]:
        """The answers in a field looked at in every way."""
        return [self._once(self._asking(self._see, field), lambda: [self._dated(field)])]

    def _dated(self, field: str) -> Column:
        """The answers in a field, with the day on which they were true where that matters."""
        told = [self.columns[field], self.columns["as_of"]]
        return self._once(self._asking(self._date, field), lambda: told)

    def _asking(self, ask: Ask, *of: Any) -> Ask:  # noqa: ANN401 - a part, or a field and looks at it
        return self.asks.setdefault((ask, of), partial(ask, *of))

    def _once(self, ask: Ask, inputs: Callable[[], list[Column]]) -> Column:
        """A column that is made once a block, by a question that stays the same."""
        if ask not in self.columns:
            self.columns[ask] = self.each(ask, *inputs())
        return self.columns[ask]

    def _date(self, field: str, answer: object, as_of: date | None) -> tuple[object, date | None]:
        profile = _profile({"as_of": as_of, field: answer})
        return answer, as_of if is_dated(field, profile, self.on) else None

    def _see(self, field: str, dated: tuple[object, date | None]) -> Seen:
        """A dated answer looked at in every way that any part has."""
        answer, as_of = dated
        profile = _profile({"as_of": as_of, field: answer})
        case = ProfileCase(profile, self.roadmap, self.on)
        told_later = as_of if as_of and as_of > self.on else None
        found = tuple([each.look(case) for each in self.looks[field]])
        return Seen(answer, as_of, found, told_later)

    def _some(self, field: str, looks: tuple[Look, ...], seen: Seen) -> Seen:
        """The same by some of the looks."""
        every = self.looks[field]
        found = tuple([seen.found[every[each]] for each in looks])
        return Seen(seen.answer, seen.as_of, found, seen.told_later)

    def _find(self, part: Part, *inputs: Any) -> Any:  # noqa: ANN401 - what was seen, and findings
        """What a part finds of answers that stand for all that are seen alike."""
        reads = self.reads[part]
        seen: dict[str, Seen] = dict(zip(reads.looks, inputs, strict=False))
        answers = {field: each.answer for field, each in seen.items()}
        days = [each.told_later for each in seen.values()]
        days += [each.as_of for each in seen.values()]
        answers.setdefault("as_of", next(filter(None, days), None))
        return part.find(
            SeenCase(
                profile=_profile(answers),
                roadmap=self.roadmap,
                on=self.on,
                answers=seen,
                leaves=reads.leaves,
                eligible=dict(zip(reads.eligible, inputs[len(reads.looks) :], strict=True)),
            )
        )


def rows_of(parts: Sequence[Cell], table: PeopleTable) -> Iterable[tuple[Any, ...]]:
    """Of every row what stands in these columns, and in the lists of columns among them."""
    columns = [rows_of(each, table) if isinstance(each, list) else each for each in parts]
    return zip(*columns, strict=True) if columns else repeat((), table.rows)


def _profile(answers: Mapping[str, Any]) -> Profile:
    return Profile(**answers)


def _same(value: object) -> object:
    return value
