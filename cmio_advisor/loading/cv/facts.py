"""
From the entries of a CV to a draft: what each says in the terms of a profile, and what is not sure.

An entry is read by the shapes of the profile's own fields, so a CV is understood as a table's cell
is. What may mean several things, or leaves open whether it was finished, has its doubt beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.terms import JobTitle
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, PartialDate
from cmio_advisor.domain.profile.draft import Draft, Fact
from cmio_advisor.domain.profile.fields import BY_PATH, Kind, ProfileField
from cmio_advisor.domain.profile.profile import PRESENT
from cmio_advisor.domain.roadmap.names import folded, ids_by_name
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.cv.entries import Entry, EntryKind
from cmio_advisor.loading.cv.issuers import has_issued
from cmio_advisor.loading.profile.reader import profile_shape
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

JOINED = ("{0}", "{0} in {1}", "{0} of {1}", "{0} {1}", "{1} {0}")
"""How a degree and its subject stand together in a name."""
LINKING = frozenset({"a", "and", "degree", "in", "of", "the"})
Answer = dict[str, Any]


def draft_of(entries: Iterable[Entry], roadmap: Roadmap, on: date, passed: Sequence[str]) -> Draft:
    """
    The draft in the entries of one or several papers, as of a day.
    """
    reader = _Reader(roadmap=roadmap, on=on)
    listed = tuple(entries)
    found = [fact for each in listed for fact in reader.facts(each)]
    found += reader.present_job([each for each in listed if each.kind is EntryKind.JOB])
    return Draft(facts=tuple(_once(found)), passed_over=tuple(dict.fromkeys(passed)))


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """
    Each answer once, though two papers may have it; what is doubtful in one may be sure in another.
    """
    kept: dict[str, Fact] = {}
    for each in facts:
        key = f"{each.path} {each.value!r}" if each.path else f"{each.words} {each.doubt}"
        if key not in kept or (kept[key].doubt and not each.doubt):
            kept[key] = each
    yield from kept.values()


class _Reader(Frozen):
    """
    Reads entries by the names of one roadmap, as of a day.
    """

    roadmap: Roadmap
    on: date

    def facts(self, entry: Entry) -> Iterator[Fact]:
        """
        What one entry says by itself.
        """
        if entry.kind is EntryKind.NAME:
            yield self._fact(entry, "name", entry.text)
        elif entry.kind is EntryKind.EDUCATION:
            yield from self._training(entry) or self._degree(entry)
        elif entry.kind is EntryKind.CERTIFICATE:
            yield self._certificate(entry)
        else:
            yield from self._training(entry) or self._job(entry)

    def present_job(self, jobs: Sequence[Entry]) -> Iterator[Fact]:
        """
        The job of today, and the state that it is in, where there is one only.
        """
        current = [each for each in jobs if each.goes_on and not self._is_ahead(each.began)]
        doubt = "Several jobs go on. The present job is one." if len(current) > 1 else ""
        for each in current:
            title = self._titles.get(folded(each.text))
            if title is not None and title.role is not None:
                since = {"since": _day(each.began)} if each.began else {}
                yield self._fact(each, "role", {"id": title.role, **since}, doubt)
        states = {self._state(each): each for each in current}
        if len(states) == 1:
            for state, each in states.items():
                if state:
                    yield self._fact(each, "setting.state", state)

    @cached_property
    def _titles(self) -> dict[str, JobTitle]:
        return {
            folded(name): each for each in self.roadmap.vocabulary.cv.titles for name in each.names
        }

    @cached_property
    def _names(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """
        By list of the vocabulary every folded name with its ids.
        """
        return {kind: ids_by_name(terms) for kind, terms in self.roadmap.vocabulary.kinds.items()}

    @cached_property
    def _shapes(self) -> Mapping[str, Any]:
        return profile_shape(self.roadmap).fields

    def _fact(self, entry: Entry, path: str, value: Any, doubt: str = "") -> Fact:  # noqa: ANN401 - as a profile file has it
        return Fact(words=entry.words, source=entry.source, path=path, value=value, doubt=doubt)

    def _unread(self, entry: Entry, why: str) -> Fact:
        return Fact(words=entry.words, source=entry.source, doubt=why)

    # Education

    def _degree(self, entry: Entry) -> Iterator[Fact]:
        if not entry.text:
            yield self._unread(entry, "It names no degree.")
            return
        holdings, why = self._read("degrees", self._degree_text(entry))
        if not holdings:
            yield self._unread(entry, why)
        for each in holdings:
            said, doubt = self._finished(entry, BY_PATH["degrees"], "earned")
            if each.status != "held":
                said, doubt = {"status": str(each.status)}, ""
            doubt = doubt or self._doubt(entry) or self._finer(each.id, entry)
            yield self._fact(entry, "degrees", {"degree": each.id, **said}, doubt)

    def _degree_text(self, entry: Entry) -> str:
        """
        The name of the degree, with its subject where that makes another name.
        """
        about = entry.about.removeprefix("in ").strip()
        known = self._names["degrees"]
        joined = [form.format(entry.text, about) for form in reversed(JOINED)] if about else []
        return next((each for each in joined if len(known.get(folded(each), ())) == 1), entry.text)

    def _finer(self, id_: str, entry: Entry) -> str:
        """
        The doubt that the subject makes it a degree with an id of its own.
        """
        words = _words(entry.text)
        more = _words(entry.about) - words
        for name, ids in self._names["degrees"].items():
            in_name = _words(name)
            if id_ not in ids and words <= in_name and more & in_name:
                return f"It may be {' or '.join(ids)}."
        return ""

    # Residency and fellowship

    def _training(self, entry: Entry) -> list[Fact]:
        """
        A residency or fellowship, where the entry is called one; nothing for anything else.
        """
        for row in BY_PATH.values():
            called = row.entry.rpartition(" ")[2]
            text = f"{entry.text} {entry.about}".strip()
            words = folded(text).split()
            if row.kind is Kind.TRAININGS and called in words:
                words.remove(called)
                return [self._trained(entry, row, " ".join(words).removeprefix("in "))]
        return []

    def _trained(self, entry: Entry, row: ProfileField, specialty: str) -> Fact:
        trainings, why = self._read(row.path, specialty)
        if len(trainings) != 1:
            return self._unread(entry, why or f"It names several: one line each under {row.path}.")
        said, doubt = self._finished(entry, row, "completed")
        status = {} if "status" in said or not said else {"status": "completed"}
        value = {row.key: trainings[0].specialty, **status, **said}
        return self._fact(entry, row.path, value, doubt or self._doubt(entry))

    # Jobs

    def _job(self, entry: Entry) -> Iterator[Fact]:
        title = self._titles.get(folded(entry.text))
        if title is None:
            yield self._unread(entry, "The title does not say by itself what work it was.")
            return
        if title.leadership:
            yield self._fact(entry, "leadership.roles", title.leadership)
        if not title.work:
            return
        if entry.began is None or not (entry.goes_on or entry.ended):
            yield self._unread(entry, "Its dates cannot be read, so it adds no years.")
            return
        end = PRESENT if entry.goes_on else _day(entry.ended)
        ahead = self._is_ahead(entry.began) or (entry.ended and self._is_ahead(entry.ended))
        doubt = "It has not begun, or not ended, yet." if ahead else ""
        yield self._fact(entry, title.work, {"from": _day(entry.began), "to": end}, doubt)

    def _state(self, entry: Entry) -> str:
        """
        The state at the end of a place: "Toledo, Ohio, United States".
        """
        for part in reversed(entry.location.split(",")):
            ids = self._names["states"].get(folded(part), ())
            if len(ids) == 1 and part.strip():
                return ids[0]
        return ""

    # Certificates

    def _certificate(self, entry: Entry) -> Fact:
        ids = self._names["certifications"].get(folded(entry.text), ())
        if len(ids) == 1:
            return self._held(entry, BY_PATH["certifications"], ids[0])
        return self._unread(entry, "It is no certificate of the roadmap's.")

    def _held(self, entry: Entry, row: ProfileField, id_: str) -> Fact:
        credential = next((each for each in self.roadmap.credentials if each.id == id_), None)
        earned = {"earned": _day(entry.began)} if entry.began else {}
        doubt = ""
        if credential and not has_issued(entry, credential, self.roadmap.vocabulary):
            doubt = f"{credential.short} is given by {credential.issuer}."
        if entry.ended is None:
            if not doubt and credential and credential.renewal:
                doubt = "It has to be renewed, and no end is named. Is it current?"
            return self._fact(entry, row.path, {row.key: id_, **earned}, doubt)
        ends = {"expires": _day(entry.ended)}
        if entry.ended.latest < self.on:
            return self._fact(entry, row.path, {row.key: id_, "status": "lapsed", **ends}, doubt)
        if not entry.ended.earliest > self.on:
            doubt = doubt or "It ends at about this time."
        return self._fact(entry, row.path, {row.key: id_, **earned, **ends}, doubt)

    # What all share

    def _finished(self, entry: Entry, row: ProfileField, key: str) -> tuple[Answer, str]:
        """
        Whether it was finished, and when; with a doubt where its dates leave that open.
        """
        least = self.roadmap.vocabulary.cv.least_months.get(row.path, 0)
        began, ended = entry.began, entry.ended
        if began and self._is_ahead(began):
            return {"status": "planned"}, ""
        if entry.goes_on:
            return {"status": "in-progress"}, ""
        if ended is None:
            return {}, "No end is named. Was it finished?"
        if ended.earliest > self.on:
            return {"status": "in-progress", "expected": _day(ended)}, ""
        if ended.latest > self.on:
            return {key: _day(ended)}, "It ends this year. Was it finished?"
        if began and _most_months(began, ended) < least:
            return {key: _day(ended)}, "It was short. Was it finished?"
        return {key: _day(ended)}, ""

    def _is_ahead(self, day: PartialDate | None) -> bool:
        return day is not None and day.earliest > self.on

    def _doubt(self, entry: Entry) -> str:
        """
        The doubt that a word beside the name raises.
        """
        beside = f" {folded(f'{entry.about} {entry.notes}')} "
        words = (
            each for each in self.roadmap.vocabulary.cv.doubts if f" {folded(each)} " in beside
        )
        return next((f'It says "{each}". Was it finished?' for each in words), "")

    def _read(self, path: str, text: str) -> tuple[tuple[Any, ...], str]:
        """
        What the shape of a field reads in a text, or why it cannot.
        """
        problems = Problems("", human=True)
        try:
            found = self._shapes[path].shape.read(Node(text), problems)
        except Unreadable:
            lines = [each.removeprefix(": ") for each in problems.found]
            return (), " ".join(lines) or "It cannot be read."
        return found or (), ""


def _words(text: str) -> frozenset[str]:
    return frozenset(each.rstrip("s") for each in folded(text).split()) - LINKING


def _day(day: PartialDate | None) -> str:
    return day.text() if day else ""


def _most_months(began: PartialDate, ended: PartialDate) -> int:
    """
    The most months that may lie between, both counted.
    """
    first, last = began.earliest, ended.latest
    return (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month + 1
