"""
From the entries of one or several CVs to a draft: what each says in the terms of a profile, and
what is not sure.

What may mean several things, or leaves open whether it was finished, has its doubt beside it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.terms import JobTitle
from cmio_advisor.domain.base.written_days import PRESENT
from cmio_advisor.domain.profile.draft import Draft, DraftFact
from cmio_advisor.domain.profile.fields import BY_PATH, ENTRIES, Kind
from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.cv.credentials import certificate_fact, degree_facts, training_facts
from cmio_advisor.loading.cv.entries import CvEntry, EntryKind
from cmio_advisor.loading.cv.reading import NOT_BEGUN, REVERSED, CvReader, written_day
from cmio_advisor.loading.cv.source import Paper

NO_ANSWER = (
    "It is over, and its title does not say whether it was patient care, informatics or "
    "leadership. Add it where it was."
)

BESIDE_ANOTHER = "The other job that goes on is taken as the present one. Is it this?"


def draft_of(papers: Sequence[Paper], roadmap: Roadmap, on: date) -> Draft:
    """
    The draft in one or several papers, each as of its own day, or of today where it tells none.
    """
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
    facts = list(_renewed(_once(found)))
    agreed = tuple(_agreed(facts, roadmap.vocabulary.professions.keys()))
    return Draft(facts=agreed, as_of=min(days), passed_over=tuple(passed))


def _day_of(paper: Paper, on: date) -> date:
    """The day on which a paper was true: none on which something in it had not begun yet."""
    begun = (each.began.earliest for each in paper.entries if each.began)
    is_dated = paper.day and paper.day <= on and all(each <= paper.day for each in begun)
    return paper.day if paper.day and is_dated else on


def _trained(paper: Paper, reader: CvReader) -> date | None:
    """
    The last day of the residencies that a paper names, or of the last one's first month, where it
    names no end.
    """
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
    """
    Each answer once, though two papers may have it; what is doubtful in one may be sure in another.
    """
    kept: dict[str, DraftFact] = {}
    for each in facts:
        key = f"{each.path} {each.value!r}" if each.path else f"{each.words} {each.doubt}"
        if key not in kept or (kept[key].doubt and not each.doubt):
            kept[key] = each
    facts = list(kept.values())
    finer = {_to_the_year(each) for each in facts if _to_the_year(each) != _as_told(each)}
    return list(_trainings_once([each for each in facts if _as_told(each) not in finer]))


def _trainings_once(facts: Sequence[DraftFact]) -> Iterator[DraftFact]:
    """The facts, a training that stands among education and jobs once, where it says most."""
    keys = list(map(_training_in, facts))
    # One under way whose end only one entry names: "Fellow, since 2025", and "2025 to 2027".
    ends = {
        (key[0], key[2]): key
        for fact, key in zip(facts, keys, strict=True)
        if key and "expected" in fact.value
    }
    for at, (fact, key) in enumerate(zip(facts, keys, strict=True)):
        if key and not key[1] and fact.value.get("status") == "in-progress":
            keys[at] = ends.get((key[0], key[2]), key)
    most: dict[tuple[str, str, str], DraftFact] = {}
    for fact, key in zip(facts, keys, strict=True):
        if key and (key not in most or len(fact.value) > len(most[key].value)):
            most[key] = fact
    named = {key[:2] for key in most if key[2]}
    for fact, key in zip(facts, keys, strict=True):
        if key is None or (most[key] is fact and (key[2] or key[:2] not in named)):
            yield fact


def _training_in(fact: DraftFact) -> tuple[str, str, str] | None:
    """Of which training a sure fact tells: its field, the year of its end, its specialty."""
    row = BY_PATH.get(fact.path)
    if not fact.is_sure or row is None or row.kind is not Kind.TRAININGS:
        return None
    end = fact.value.get(row.dated) or fact.value.get("expected") or ""
    return fact.path, str(end)[:4], str(fact.value.get(row.key, ""))


def _as_told(fact: DraftFact) -> tuple[str, ...]:
    entries = fact.value.items() if isinstance(fact.value, dict) else (("", fact.value),)
    return (fact.path, fact.doubt, *(f"{key} {each}" for key, each in entries))


def _to_the_year(fact: DraftFact) -> tuple[str, ...]:
    """What a fact tells, of its days the year alone, as another paper may have them."""
    return tuple(re.sub(r"(?<= [0-9]{4})-[0-9-]+$", "", each) for each in _as_told(fact))


def _renewed(facts: Sequence[DraftFact]) -> Iterator[DraftFact]:
    """The facts, of a certificate that ends several times the one that ends last."""
    last: dict[str, str] = {}
    for each in facts:
        if end := _end_of(each):
            one, _ = _one_by(each)
            last[one] = max(end, last.get(one, ""))
    for each in facts:
        end = _end_of(each)
        if end and end < last[_one_by(each)[0]]:
            yield replace(each, path="", value=None, doubt="A later one of it stands.")
        else:
            yield each


def _end_of(fact: DraftFact) -> str:
    """When a sure certificate ends; nothing of any other fact."""
    value = fact.value if fact.is_sure and isinstance(fact.value, dict) else {}
    return str(value.get("expires", ""))


def _agreed(facts: Sequence[DraftFact], once: AbstractSet[str]) -> Iterator[DraftFact]:
    """
    The facts, with a doubt where two are told of what is one: a name, a job, the same degree in two
    papers at different times, or of those that one has ``once`` in one paper, trainings in two
    specialties that end in one year.
    """
    told: dict[str, set[str]] = {}
    for fact in facts:
        for one, apart in _told_of(fact, once):
            told.setdefault(one, set()).add(apart)
    for fact in facts:
        if any(len(told[one]) > 1 for one, _ in _told_of(fact, once)):
            yield replace(fact, doubt="Two entries do not agree on it.")
        else:
            yield fact


def _told_of(fact: DraftFact, once: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    if fact.is_sure:
        yield _one_by(fact, once)
        path, end, specialty = _training_in(fact) or ("", "", "")
        if end and specialty:
            yield f"{path} until {end}", specialty


def _one_by(fact: DraftFact, once: AbstractSet[str] = frozenset()) -> tuple[str, str]:
    """Of which one thing a fact tells, and by what two that tell of it are apart."""
    row, value = BY_PATH[fact.path], repr(fact.value)
    if row.kind not in ENTRIES:
        return fact.path, value
    if row.key and isinstance(fact.value, dict):
        id_ = fact.value.get(row.key)
        is_once = row.kind is Kind.TRAININGS or (row.path == "degrees" and id_ in once)
        return f"{fact.path} {id_}", value if is_once else fact.source.partition(":")[0]
    return f"{fact.path} {value}", ""


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
    """
    The job of today, and the state that it is in, where there is one only; beside plain practice
    the one job that is more than that.
    """
    current = [each for each in jobs if each.goes_on and not reader.is_ahead(each.began)]
    others = [each for each in current if not _is_practice(reader, each)]
    is_clear = len(others) == 1 and _is_more(reader, others[0])
    for each in current:
        title, _ = reader.title(each.text)
        doubt = "Several jobs go on. The present job is one." if len(current) > 1 else ""
        if is_clear:
            doubt = "" if each is others[0] else BESIDE_ANOTHER
        if title is not None and title.role is not None:
            since = {"since": written_day(each.began)} if each.began else {}
            yield reader.fact(
                each, "role", {"id": title.role, **since}, doubt or _elsewhere(title, each)
            )
    places = {reader.place(each): each for each in current}
    for place, each in places.items() if len(places) == 1 else ():
        if place.state:
            yield reader.fact(each, "setting.state", place.state, place.doubt)


def _is_more(reader: CvReader, job: CvEntry) -> bool:
    """Whether its title is surely that of work in informatics or of leading."""
    title, _ = reader.title(job.text)
    is_role = title is not None and title.role is not None and not _elsewhere(title, job)
    return title is not None and is_role and not _is_plain(title) and not title.training


def _is_practice(reader: CvReader, job: CvEntry) -> bool:
    """Whether its title is that of a licensed profession's plain work."""
    title, _ = reader.title(job.text)
    words = reader.roadmap.vocabulary.written.licenses
    roles = {role for each in words if each.profession for role in each.roles}
    return title is not None and title.role in roles and _is_plain(title) and not title.training


def _is_plain(title: JobTitle) -> bool:
    return not title.leadership and title.work in (None, BY_PATH["clinical"].path)


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
    return ""
