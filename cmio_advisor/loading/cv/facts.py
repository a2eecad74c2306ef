"""
From the entries of one or several CVs to a draft: what each says in the terms of a profile, and
what is not sure.

What may mean several things, or leaves open whether it was finished, has its doubt beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.human_words import PRESENT
from cmio_advisor.domain.base.terms import JobTitle
from cmio_advisor.domain.profile.fields import BY_PATH, ENTRIES, Kind
from cmio_advisor.domain.profile.profile import Draft, DraftFact
from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.cv.credentials import certificate_fact, degree_facts, training_facts
from cmio_advisor.loading.cv.reading import (
    NOT_BEGUN,
    REVERSED,
    CvEntry,
    CvReader,
    EntryKind,
    written_day,
)
from cmio_advisor.loading.cv.source import Paper

NO_ANSWER = (
    "It is over, and its title does not say whether it was patient care, informatics or "
    "leadership. Add it where it was."
)

YEAR = 4
"""Characters of a day that two papers agree on."""


def draft_of(papers: Sequence[Paper], roadmap: Roadmap, on: date) -> Draft:
    """The draft in some papers, each as of its own day, or of today where it tells none."""
    days = [_day_of(each, on) for each in papers]
    found: list[DraftFact] = []
    for paper, day in zip(papers, days, strict=True):
        reader = CvReader(roadmap=roadmap, on=day)
        learned = (each for each in paper.entries if each.kind is EntryKind.EDUCATION)
        of_animals = any(reader.names_animals(f"{each.text} {each.about}") for each in learned)
        reader = replace(reader, trained=_trained(paper, reader), of_animals=of_animals)
        facts = [fact for each in paper.entries for fact in _facts(reader, each)]
        facts += present_job(reader, [each for each in paper.entries if each.kind is EntryKind.JOB])
        told = {each.source for each in facts}
        found += facts
        rest = (each for each in paper.entries if each.source not in told)
        found += [reader.unread(each, NO_ANSWER) for each in rest]
    passed = dict.fromkeys(each for paper in papers for each in paper.passed_over)
    return Draft(facts=tuple(_agreed(_once(found))), as_of=min(days), passed_over=tuple(passed))


def _day_of(paper: Paper, on: date) -> date:
    """The day on which a paper was true: none on which something in it had not begun yet."""
    begun = (each.began.earliest for each in paper.entries if each.began)
    is_dated = paper.day and paper.day <= on and all(each <= paper.day for each in begun)
    return paper.day if paper.day and is_dated else on


def _trained(paper: Paper, reader: CvReader) -> date | None:
    """The last day of the residencies that a paper names, or of the last one's first month."""
    row = BY_PATH["residency"]
    titles = (each for each in reader.roadmap.vocabulary.cv.titles if each.training == row.path)
    names = (folded(name) for each in titles for name in each.names)
    called = [row.entry.rpartition(" ")[2], *names]
    days = (
        (each.ended or each.began)
        for each in paper.entries
        if any(f" {name} " in f" {folded(f'{each.text} {each.about}')} " for name in called)
    )
    return max((each.earliest for each in days if each), default=None)


def _once(facts: Iterable[DraftFact]) -> list[DraftFact]:
    """Each answer once; what is doubtful in one paper may be sure in another."""
    kept: dict[str, DraftFact] = {}
    for each in facts:
        key = f"{each.path} {each.value!r}" if each.path else f"{each.words} {each.doubt}"
        if key not in kept or (kept[key].doubt and not each.doubt):
            kept[key] = each
    return list(kept.values())


def _agreed(facts: Sequence[DraftFact]) -> Iterator[DraftFact]:
    """
    The facts; of several that are sure and tell of one thing, a name, a certificate, a training
    among education and jobs, that which says most, where it says all that the others do. Else it
    is doubtful which is so.
    """
    ended: dict[tuple[str, str], set[str]] = {}
    groups: dict[tuple[str, str], list[DraftFact]] = {}
    for each in facts:
        if each.is_sure:
            groups.setdefault(_thing(each), []).append(each)
            ended.setdefault(_end_of(each), set()).add(_thing(each)[1])
    most = {of: max(group, key=lambda one: len(repr(one.value))) for of, group in groups.items()}
    agreed = {of for of, group in groups.items() if all(_is_in(each, most[of]) for each in group)}
    for fact in facts:
        if not fact.is_sure:
            yield fact
            continue
        thing, end = _thing(fact), _end_of(fact)
        others = ended[end] - {"", thing[1]} if end[1] else set()
        if thing not in agreed or (thing[1] and others):
            yield replace(fact, doubt="Two entries do not agree on it.")
        elif fact is most[thing] and not others:
            yield fact


def _thing(fact: DraftFact) -> tuple[str, str]:
    """Of which one thing a sure fact tells: its field, and in a list what the entry names."""
    row, value = BY_PATH[fact.path], fact.value
    if row.kind not in ENTRIES:
        return fact.path, fact.path
    if row.key and isinstance(value, dict):
        return fact.path, value.get(row.key, "")
    return fact.path, repr(value)


def _end_of(fact: DraftFact) -> tuple[str, str]:
    """The field of a sure fact, and of a training the year of its end."""
    row = BY_PATH[fact.path]
    said = fact.value if row.kind is Kind.TRAININGS else {}
    return fact.path, str(said.get(row.dated) or said.get("expected") or "")[:YEAR]


def _is_in(fact: DraftFact, other: DraftFact) -> bool:
    """Whether another fact of the same thing says all that one says, of days the year alone."""
    if not isinstance(fact.value, dict):
        return bool(fact.value == other.value)
    pairs = ((str(each), str(other.value.get(key, ""))) for key, each in fact.value.items())
    return all(one[:YEAR] == told[:YEAR] for one, told in pairs)


def _facts(reader: CvReader, entry: CvEntry) -> Iterator[DraftFact]:
    """What one entry says by itself."""
    if entry.kind is EntryKind.NAME:
        yield reader.fact(entry, "name", entry.text)
    elif entry.kind is EntryKind.EDUCATION:
        yield from training_facts(reader, entry) or degree_facts(reader, entry)
    elif entry.kind is EntryKind.CERTIFICATE:
        yield certificate_fact(reader, entry)
    else:
        yield from training_facts(reader, entry) or job_facts(reader, entry)


def present_job(reader: CvReader, jobs: Sequence[CvEntry]) -> Iterator[DraftFact]:
    """The job of today, and the state that it is in, where there is one only."""
    current = [each for each in jobs if each.goes_on and not reader.is_ahead(each.began)]
    several = "Several jobs go on. The present job is one." if len(current) > 1 else ""
    for each in current:
        title, _ = reader.title(each.text)
        if title is not None and title.role is not None:
            since = {"since": written_day(each.began)} if each.began else {}
            doubt = several or _elsewhere(title, each)
            yield reader.fact(each, "role", {"id": title.role, **since}, doubt)
    places = {reader.place(each): each for each in current}
    for place, each in places.items() if len(places) == 1 else ():
        if place.state:
            yield reader.fact(each, "setting.state", place.state, place.doubt)


def job_facts(reader: CvReader, entry: CvEntry) -> Iterator[DraftFact]:
    """What was led and worked in a job whose title says that by itself."""
    title, _ = reader.title(entry.text)
    if title is None:
        yield reader.unread(entry, "The title does not say by itself what work it was.")
        return
    if title.leadership:
        doubt = NOT_BEGUN if reader.is_ahead(entry.began) else REVERSED * entry.is_reversed
        doubt = doubt or _elsewhere(title, entry)
        yield reader.fact(entry, "leadership.roles", title.leadership, doubt)
    if not title.work:
        return
    if entry.began is None or not (entry.goes_on or entry.ended):
        yield reader.unread(entry, "Its dates cannot be read, so it adds no years.")
        return
    if entry.is_reversed:
        yield reader.unread(entry, REVERSED)
        return
    end = PRESENT if entry.goes_on else written_day(entry.ended)
    yield reader.fact(
        entry,
        title.work,
        {"from": written_day(entry.began), "to": end},
        _work_doubt(reader, entry, title),
    )


def _elsewhere(title: JobTitle, entry: CvEntry) -> str:
    """The doubt that a title which other trades have too was in one of these."""
    employer = f" {folded(entry.by)} "
    return "" if any(f" {each} " in employer for each in title.at) else title.asks


def _work_doubt(reader: CvReader, entry: CvEntry, title: JobTitle) -> str:
    if reader.is_ahead(entry.began) or reader.is_ahead(entry.ended):
        return NOT_BEGUN
    is_care = title.work == BY_PATH["clinical"].path
    if is_care and reader.trained and entry.began and entry.began.earliest < reader.trained:
        return "It began before the training ended. Only what came after counts."
    return _elsewhere(title, entry)
