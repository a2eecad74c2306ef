"""
From the entries of a CV to a draft: what each says in the terms of a profile, and what is not sure.

An entry is read by the shapes of the profile's own fields, so a CV is understood as a table's cell
is. What may mean several things, or leaves open whether it was finished, has its doubt beside it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.terms import JobTitle
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, PartialDate
from cmio_advisor.domain.profile.draft import Draft, Fact
from cmio_advisor.domain.profile.fields import BY_PATH, ENTRIES, Kind, ProfileField
from cmio_advisor.domain.profile.profile import PRESENT
from cmio_advisor.domain.roadmap.names import folded, ids_by_name
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.training_place import HOME
from cmio_advisor.loading.cv.entries import Entry, EntryKind
from cmio_advisor.loading.cv.issuers import has_issued
from cmio_advisor.loading.cv.source import Paper
from cmio_advisor.loading.profile.reader import profile_shape
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

JOINED = ("{1} {0}", "{0} {1}", "{0} of {1}", "{0} in {1}")
"""How a degree and its subject stand together in a name."""
APART = re.compile(r" [-\u2013\u2014] |[()]")
"""What stands between a degree and its initials."""
SUBJECT = re.compile(r"([^,]{1,100}?)(?:, | in )(.{1,200})")
"""A degree with its subject behind it."""
BOARD_WORDS = frozenset({"board", "certified", "certification", "certificate", "in"})
LINKING = frozenset({"a", "and", "degree", "in", "of", "the"})
Answer = dict[str, Any]


def draft_of(papers: Sequence[Paper], roadmap: Roadmap, on: date) -> Draft:
    """
    The draft in one or several papers, each as of its own day, or of today where it tells none.
    """
    days = [_day_of(each, on) for each in papers]
    found: list[Fact] = []
    for paper, day in zip(papers, days, strict=True):
        reader = _Reader(roadmap=roadmap, on=day, trained=_trained(paper))
        found += [fact for each in paper.entries for fact in reader.facts(each)]
        found += reader.present_job([each for each in paper.entries if each.kind is EntryKind.JOB])
    passed = dict.fromkeys(each for paper in papers for each in paper.passed_over)
    return Draft(facts=tuple(_agreed(_once(found))), as_of=min(days), passed_over=tuple(passed))


def _day_of(paper: Paper, on: date) -> date:
    """The day on which a paper was true: none on which something in it had not begun yet."""
    begun = (each.began.earliest for each in paper.entries if each.began)
    is_told = paper.day and paper.day <= on and all(each <= paper.day for each in begun)
    return paper.day if paper.day and is_told else on


def _trained(paper: Paper) -> date | None:
    """
    The last day of the residencies that a paper names, or of the last one's first month, where it
    names no end.
    """
    called = BY_PATH["residency"].entry.rpartition(" ")[2]
    days = (
        (each.ended or each.began)
        for each in paper.entries
        if called in folded(f"{each.text} {each.about}").split()
    )
    return max((each.earliest for each in days if each), default=None)


def _once(facts: Iterable[Fact]) -> list[Fact]:
    """
    Each answer once, though two papers may have it; what is doubtful in one may be sure in another.
    """
    kept: dict[str, Fact] = {}
    for each in facts:
        key = f"{each.path} {each.value!r}" if each.path else f"{each.words} {each.doubt}"
        if key not in kept or (kept[key].doubt and not each.doubt):
            kept[key] = each
    return list(kept.values())


def _agreed(facts: Sequence[Fact]) -> Iterator[Fact]:
    """
    The facts, with a doubt where two are told of what is one: a name, a job, the same degree in two
    papers at different times.
    """
    for fact in facts:
        others = [each for each in facts if each != fact and _are_of_one(fact, each)]
        if fact.is_sure and any(each.is_sure for each in others):
            yield replace(fact, doubt="These papers do not agree on it.")
        else:
            yield fact


def _are_of_one(fact: Fact, other: Fact) -> bool:
    if fact.path != other.path or not fact.path:
        return False
    row = BY_PATH[fact.path]
    if row.kind not in ENTRIES:
        return True
    are_apart = fact.source.partition(":")[0] != other.source.partition(":")[0]
    named = [each.value.get(row.key) for each in (fact, other) if isinstance(each.value, dict)]
    return are_apart and bool(row.key) and len(named) > 1 and named[0] == named[1]


def _echo(text: str) -> str:
    return f'"{text[:60]}"'


class _Reader(Frozen):
    """Reads entries by the names of one roadmap, as of a day."""

    roadmap: Roadmap
    on: date
    trained: date | None = None
    """When the last residency ended that the paper names."""

    def facts(self, entry: Entry) -> Iterator[Fact]:
        """What one entry says by itself."""
        if entry.kind is EntryKind.NAME:
            yield self._fact(entry, "name", entry.text)
        elif entry.kind is EntryKind.EDUCATION:
            yield from self._training(entry) or self._degree(entry)
        elif entry.kind is EntryKind.CERTIFICATE:
            yield self._certificate(entry)
        else:
            yield from self._training(entry) or self._job(entry)

    def present_job(self, jobs: Sequence[Entry]) -> Iterator[Fact]:
        """The job of today, and the state that it is in, where there is one only."""
        current = [each for each in jobs if each.goes_on and not self._is_ahead(each.began)]
        doubt = "Several jobs go on. The present job is one." if len(current) > 1 else ""
        for each in current:
            title = self._titles.get(folded(each.text))
            if title is not None and title.role is not None:
                since = {"since": _day(each.began)} if each.began else {}
                yield self._fact(each, "role", {"id": title.role, **since}, doubt)
        states = {self._states(each): each for each in current}
        for (state, doubt), each in states.items() if len(states) == 1 else ():
            if state:
                yield self._fact(each, "setting.state", state, doubt)

    @cached_property
    def _titles(self) -> dict[str, JobTitle]:
        return {
            folded(name): each for each in self.roadmap.vocabulary.cv.titles for name in each.names
        }

    @cached_property
    def _names(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """By list of the vocabulary every folded name with its ids."""
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
        apart = SUBJECT.fullmatch(entry.text) if not holdings and not entry.about else None
        if apart:
            yield from self._degree(replace(entry, text=apart[1], about=apart[2]))
            return
        if not holdings:
            yield self._unread(entry, why)
        for each in {each.id: each for each in holdings}.values():
            said, doubt = self._finished(entry, BY_PATH["degrees"], "earned")
            if each.status != "held":
                said, doubt = {"status": str(each.status)}, ""
            doubt = doubt or self._doubt(entry) or self._finer(each.id, entry)
            yield self._fact(entry, "degrees", {"degree": each.id, **said}, doubt)

    def _degree_text(self, entry: Entry) -> str:
        """The name of the degree, with its subject where that makes another name."""
        about = entry.about.removeprefix("in ").strip()
        known = self._names["degrees"]
        parts = (entry.text, *APART.split(entry.text)) if about else ()
        joined = (form.format(part, about) for part in parts for form in JOINED)
        return next((each for each in joined if len(known.get(folded(each), ())) == 1), entry.text)

    def _finer(self, id_: str, entry: Entry) -> str:
        """The doubt that the subject makes it a degree with an id of its own."""
        words = _words(entry.text)
        more = _words(entry.about) - words
        for name, ids in self._names["degrees"].items():
            in_name = _words(name)
            if id_ not in ids and words <= in_name and more & in_name:
                return f"It may be {' or '.join(ids)}."
        return ""

    # Residency and fellowship

    def _training(self, entry: Entry) -> list[Fact]:
        """A residency or fellowship, where the entry is called one; nothing for anything else."""
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
        if entry.ended and entry.ended.latest < entry.began.earliest:
            yield self._unread(entry, "It ends before it starts.")
            return
        end = PRESENT if entry.goes_on else _day(entry.ended)
        yield self._fact(
            entry,
            title.work,
            {"from": _day(entry.began), "to": end},
            self._work_doubt(entry, title),
        )

    def _work_doubt(self, entry: Entry, title: JobTitle) -> str:
        if self._is_ahead(entry.began) or self._is_ahead(entry.ended):
            return "It has not begun, or not ended, yet."
        is_care = title.work == BY_PATH["clinical"].path
        if is_care and self.trained and entry.began and entry.began.earliest < self.trained:
            return "It began before the training ended. Only what came after counts."
        return ""

    def _states(self, entry: Entry) -> tuple[str, str]:
        """
        The state at the end of a place ("Toledo, Ohio, United States"), with a doubt where what
        stands there is the name or the code of a country as well.
        """
        parts = [folded(each) for each in entry.location.split(",")]
        countries, states = self._names["countries"], self._names["states"]
        is_here = any(countries.get(each) == (HOME,) for each in parts[1:])
        for part in reversed(parts):
            if part in states:
                is_sure = is_here or part not in countries
                return states[part][0], "" if is_sure else f'"{part}" may be a country.'
        return "", ""

    # Certificates

    def _certificate(self, entry: Entry) -> Fact:
        ids = self._names["certifications"].get(folded(entry.text), ())
        if len(ids) == 1:
            known = (each for each in self.roadmap.credentials if each.id == ids[0])
            doubt = "This roadmap does not say who gives it. Is it the one?"
            if credential := next(known, None):
                is_it = has_issued(entry, credential, self.roadmap.vocabulary)
                doubt = "" if is_it else f"Is it the one of {credential.issuer}?"
            return self._held(entry, BY_PATH["certifications"], ids[0], doubt)
        if BY_PATH["license"].entry.rpartition(" ")[2] in folded(entry.text).split():
            return self._unread(entry, "It does not say whether the license is unrestricted.")
        return self._board(entry) or self._unread(entry, "It is no certificate of the roadmap's.")

    def _board(self, entry: Entry) -> Fact | None:
        """A board certificate: a specialty certified by a board of that specialty."""
        specialties = self._names["specialties"]
        words = [each for each in folded(entry.text).split() if each not in BOARD_WORDS]
        ids = specialties.get(" ".join(words), ())
        boards = specialties.get(folded(entry.by), ())
        is_board = len(words) < len(folded(entry.text).split()) and not entry.by
        if len(ids) != 1 or not (boards or is_board):
            return None
        doubt = "" if is_board or ids[0] in boards else f"Is it a certificate of {entry.by[:60]}?"
        return self._held(entry, BY_PATH["board_certifications"], ids[0], doubt)

    def _held(self, entry: Entry, row: ProfileField, id_: str, doubt: str) -> Fact:
        earned = {"earned": _day(entry.began)} if entry.began else {}
        doubt = doubt or self._doubt(entry)
        if entry.ended is None:
            why = f"{_echo(entry.end)} cannot be read" if entry.end else "No end is named"
            doubt = doubt or f"{why}. Is it current?"
            return self._fact(entry, row.path, {row.key: id_, **earned}, doubt)
        ends = {"expires": _day(entry.ended)}
        if entry.ended.latest < self.on:
            return self._fact(entry, row.path, {row.key: id_, "status": "lapsed", **ends}, doubt)
        if not entry.ended.earliest > self.on:
            doubt = doubt or "It ends at about this time. Is it current?"
        return self._fact(entry, row.path, {row.key: id_, **earned, **ends}, doubt)

    # What all share

    def _finished(self, entry: Entry, row: ProfileField, key: str) -> tuple[Answer, str]:
        """Whether it was finished, and when; with a doubt where its dates leave that open."""
        least = self.roadmap.vocabulary.cv.least_months.get(row.path, 0)
        began, ended = entry.began, entry.ended
        if began and self._is_ahead(began):
            return {"status": "planned"}, ""
        if entry.goes_on:
            return {"status": "in-progress"}, ""
        if ended is None:
            why = f"{_echo(entry.end)} cannot be read" if entry.end else "No end is named"
            return {}, f"{why}. Was it finished?"
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
        """The doubt that a word beside the name raises."""
        beside = f" {folded(f'{entry.about} {entry.notes}')} "
        words = (
            each for each in self.roadmap.vocabulary.cv.doubts if f" {folded(each)} " in beside
        )
        return next((f'It says "{each}". Was it finished?' for each in words), "")

    def _read(self, path: str, text: str) -> tuple[tuple[Any, ...], str]:
        """What the shape of a field reads in a text, or why it cannot."""
        problems = Problems("", human=True)
        try:
            found = self._shapes[path].shape.read(Node(text), problems)
        except Unreadable:
            return (), problems.found[-1].removeprefix(": ")
        return found or (), ""


def _words(text: str) -> frozenset[str]:
    return frozenset(each.rstrip("s") for each in folded(text).split()) - LINKING


def _day(day: PartialDate | None) -> int | str:
    """A day as a profile file has it: a year alone is a number."""
    text = day.text() if day else ""
    return int(text) if text.isdecimal() else text


def _most_months(began: PartialDate, ended: PartialDate) -> int:
    """The most months that may lie between, both counted."""
    first, last = began.earliest, ended.latest
    return (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month + 1
