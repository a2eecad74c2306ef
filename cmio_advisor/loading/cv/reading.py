"""
What a CV consists of, whatever its format: entries of education, jobs, certificates; and how its
words are read: by the shapes of the profile's own fields, so that a CV is understood as a cell is.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import PRESENT, read_end
from cmio_advisor.domain.base.terms import METROS, JobTitle
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, PartialDate
from cmio_advisor.domain.profile.profile import DraftFact
from cmio_advisor.domain.roadmap.names import folded, ids_by_name
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.written_lists import NamedRecords
from cmio_advisor.domain.rules.leaves import HOME
from cmio_advisor.loading.profile.reader import profile_shape
from cmio_advisor.loading.shapes.quantities import SomeDate
from cmio_advisor.loading.text.files import read_beside
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable, plain

TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9:.]{1,20}(?:Z|[+-][0-9:]{1,6})?")
"""A day with a time behind it."""
PAPERS = plain(read_beside(__file__, "papers.yaml"))
"""In which tables and sections entries stand, and where in these each part of one does."""
LONGEST_WORDS = 60
"""Characters of one part of an entry that are shown."""


class EntryKind(StrEnum):
    NAME = "name"
    EDUCATION = "education"
    JOB = "job"
    CERTIFICATE = "certificate"


class CvEntry(Frozen):
    """
    One entry of a CV. ``text`` is the degree, the title or the certificate as it is called there,
    ``about`` the subject of a degree, ``by`` the school, the employer or who issued it, ``notes``
    what else stands there and may put it in doubt. ``start`` and ``end`` are as they are written.
    """

    kind: EntryKind
    source: str
    text: str
    about: str = ""
    by: str = ""
    location: str = ""
    notes: str = ""
    start: str = ""
    end: str = ""

    @property
    def words(self) -> str:
        parts = (self.about, self.by, self.location)
        return ", ".join((f'"{_short(self.text)}"', *map(_short, filter(None, parts)), *self._days))

    @property
    def _days(self) -> tuple[str, ...]:
        days = tuple(filter(None, map(_short, (self.start, self.end))))
        if not self.end and self.start and self.kind is EntryKind.JOB:
            return (f"since {days[0]}",)
        return (" to ".join(days),) if days else ()

    @property
    def began(self) -> PartialDate | None:
        """The month of its start, where it can be read."""
        return day_of(self.start)

    @property
    def ended(self) -> PartialDate | None:
        return day_of(self.end)

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it starts."""
        began, ended = self.began, self.ended
        return bool(began and ended and ended.latest < began.earliest)

    @property
    def goes_on(self) -> bool:
        """Whether it is said to go on, or, of a job, has no end."""
        is_open = not self.end and self.kind is EntryKind.JOB
        return is_open or read_end(self.end) == PRESENT


def day_of(text: str) -> PartialDate | None:
    """
    The year or the month written there. A CV's day is mostly the first of a month, for want of a
    better one, so a day is taken as its month.
    """
    stamp = TIME.fullmatch(text)
    read = read_end(stamp[1] if stamp else text)
    if read is None or read == PRESENT:
        return None
    try:
        return SomeDate().read(Node(read[:7]), Problems(""))
    except Unreadable:
        return None


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_WORDS else f"{plain[: LONGEST_WORDS - 3]}..."


def text_of(row: Mapping[str, Node], *names: str) -> str:
    """The first of these keys that holds a text or a number."""
    for name in names:
        value = row[name].value if name in row else None
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value):
            return str(value).strip()
    return ""


GivenAnswer = dict[str, Any]
NOT_BEGUN = "It has not begun, or not ended, yet."
REVERSED = "It ends before it starts."
OF_ANY_TRADE = frozenset({"name", "degrees", "certifications", "setting.state"})
OF_ANIMALS = "It may be the care of animals. Was it of people?"


class Place(NamedTuple):
    """The ids of country and state, empty where not sure; why a state is doubtful."""

    country: str = ""
    state: str = ""
    doubt: str = ""


class CvReader(Frozen):
    """
    The names of one roadmap, and the day of the CV. ``trained`` is when the last residency ended
    that it names; ``of_animals`` whether it has a degree in their care.
    """

    roadmap: Roadmap
    on: date
    trained: date | None = None
    of_animals: bool = False

    @cached_property
    def names(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """By list of the vocabulary every folded name with its ids."""
        words = self.roadmap.vocabulary
        return {kind: ids_by_name(words.terms(kind)) for kind in (*words.kinds, METROS)}

    def title(self, text: str) -> tuple[JobTitle | None, str]:
        """The title that says by itself what work it is, and the specialty beside it."""
        title, beside = self._titles.read(text) or (None, "")
        return (None, "") if title and title.beside and not beside else (title, beside)

    @cached_property
    def _titles(self) -> NamedRecords[JobTitle]:
        return NamedRecords(self.roadmap.vocabulary.cv.titles, self.names["specialties"].keys())

    @cached_property
    def _shapes(self) -> Mapping[str, Any]:
        return profile_shape(self.roadmap).fields

    def fact(self, entry: CvEntry, path: str, value: Any, doubt: str = "") -> DraftFact:  # noqa: ANN401 - as a profile file has it
        """What an entry says in a field."""
        is_other = self.of_animals or self.names_animals(entry.by)
        doubt = doubt or OF_ANIMALS * (is_other and path not in OF_ANY_TRADE)
        return DraftFact(
            words=entry.words, source=entry.source, path=path, value=value, doubt=doubt
        )

    def unread(self, entry: CvEntry, why: str) -> DraftFact:
        """An entry of which no answer came, and why."""
        return DraftFact(words=entry.words, source=entry.source, doubt=why)

    def finished(
        self, entry: CvEntry, path: str, key: str, specialty: str = ""
    ) -> tuple[GivenAnswer, str]:
        """Whether it was finished, and when; with a doubt where its dates leave that open."""
        least = self._least_months(path, specialty)
        began, ended = entry.began, entry.ended
        if began and self.is_ahead(began):
            ends = {"expected": written_day(ended)} if ended and not entry.is_reversed else {}
            return {"status": "planned", **ends}, ""
        if entry.goes_on:
            return {"status": "in-progress"}, ""
        if ended is None:
            why = f"{echo(entry.end)} cannot be read" if entry.end else "No end is named"
            return {}, f"{why}. Was it finished?"
        if ended.earliest > self.on:
            return {"status": "in-progress", "expected": written_day(ended)}, ""
        if ended.latest > self.on:
            return {key: written_day(ended)}, "It ends this year. Was it finished?"
        if entry.is_reversed:
            return {key: written_day(ended)}, REVERSED
        if began and _most_months(began, ended) < least:
            return {key: written_day(ended)}, "It was short. Was it finished?"
        return {key: written_day(ended)}, ""

    def _least_months(self, path: str, specialty: str) -> int:
        cv = self.roadmap.vocabulary.cv
        longer = (each.months for each in cv.longer if specialty in each.specialties)
        return next(longer, 0) or cv.least_months.get(path, 0)

    def is_ahead(self, day: PartialDate | None) -> bool:
        """Whether a day is known to be still to come."""
        return day is not None and day.earliest > self.on

    def names_animals(self, text: str) -> bool:
        """Whether a text has a word of animals, or of a degree in their care."""
        return not {*folded(text).split()}.isdisjoint(self.roadmap.vocabulary.cv.animals)

    def unusual(self, path: str, specialty: str) -> str:
        """The doubt that a training is mostly another in that specialty."""
        rows = self.roadmap.vocabulary.cv.unusual
        asked = (each.asks for each in rows if each.field == path and specialty in each.specialties)
        return next(asked, "")

    def doubt(self, entry: CvEntry, more: str = "") -> str:
        """The doubt that a word beside the name raises, or one of ``more``."""
        beside = f" {folded(f'{more} {entry.about} {entry.notes}')} "
        words = (
            each for each in self.roadmap.vocabulary.cv.doubts if f" {folded(each)} " in beside
        )
        return next((f'It says "{each}". Was it finished?' for each in words), "")

    def place(self, entry: CvEntry) -> Place:
        """
        What a place ends in: "Toledo, Ohio, United States". Where a state has the name of a country
        ("GA", "Georgia"), the nation behind it or a city of the state before it makes it sure.
        """
        countries, states = self.names["countries"], self.names["states"]
        parts = list(filter(None, map(folded, entry.location.split(","))))
        is_here = countries.get("".join(parts[-1:])) == (HOME,) and len(parts) > 1
        if is_here and parts[-1] not in states:
            parts.pop()
        last = "".join(parts[-1:])
        if last not in states:
            abroad = countries.get(last, ()) if len(parts) > 1 else ()
            return Place(country=HOME if is_here else "".join(abroad) if len(abroad) == 1 else "")
        state = states[last][0]
        words = self.roadmap.vocabulary
        city = folded(f"{parts[-2]} {state}") if parts[1:] else last
        cities = self.names[METROS].get(city, ())
        if not is_here and any(state not in words.states_of(each)[:1] for each in cities):
            return Place(state=state, doubt=f'"{last}" may be the city.')
        if not is_here and last in countries and not (parts[1:] and cities):
            return Place(state=state, doubt=f'"{last}" may be a country.')
        return Place(country=HOME if state in words.home_states else "", state=state)

    def read(self, path: str, text: str) -> tuple[tuple[Any, ...], str]:
        """What the shape of a field reads in a text, or why it cannot."""
        problems = Problems("", human=True, on=self.on)
        try:
            found = self._shapes[path].shape.read(Node(text), problems)
        except Unreadable:
            return (), problems.found[-1].advice
        return found or (), ""


def echo(text: str) -> str:
    """A text in quotation marks, short enough for a message."""
    return f'"{text[:60]}"'


def written_day(day: PartialDate | None) -> int | str:
    """A day as a profile file has it: a year alone is a number."""
    text = day.text() if day else ""
    return int(text) if text.isdecimal() else text


def _most_months(began: PartialDate, ended: PartialDate) -> int:
    """The most months that may lie between, both counted."""
    first, last = began.earliest, ended.latest
    return (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month + 1
