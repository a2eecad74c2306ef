"""
From the entries of one or several CVs to a draft: what each says in the terms of a profile, and
what is not sure.

What may mean several things, or leaves open whether it was finished, has its doubt beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.profile.draft import Draft, DraftFact
from cmio_advisor.domain.profile.fields import BY_PATH, ENTRIES
from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.cv.credentials import certificate_fact, degree_facts, training_facts
from cmio_advisor.loading.cv.entries import CvEntry, EntryKind
from cmio_advisor.loading.cv.jobs import job_facts, present_job
from cmio_advisor.loading.cv.reading import CvReader
from cmio_advisor.loading.cv.source import Paper


def draft_of(papers: Sequence[Paper], roadmap: Roadmap, on: date) -> Draft:
    """
    The draft in one or several papers, each as of its own day, or of today where it tells none.
    """
    days = [_day_of(each, on) for each in papers]
    found: list[DraftFact] = []
    for paper, day in zip(papers, days, strict=True):
        reader = CvReader(roadmap=roadmap, on=day, trained=_trained(paper))
        found += [fact for each in paper.entries for fact in _facts(reader, each)]
        found += present_job(reader, [each for each in paper.entries if each.kind is EntryKind.JOB])
    passed = dict.fromkeys(each for paper in papers for each in paper.passed_over)
    return Draft(facts=tuple(_agreed(_once(found))), as_of=min(days), passed_over=tuple(passed))


def _day_of(paper: Paper, on: date) -> date:
    """The day on which a paper was true: none on which something in it had not begun yet."""
    begun = (each.began.earliest for each in paper.entries if each.began)
    is_dated = paper.day and paper.day <= on and all(each <= paper.day for each in begun)
    return paper.day if paper.day and is_dated else on


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


def _once(facts: Iterable[DraftFact]) -> list[DraftFact]:
    """
    Each answer once, though two papers may have it; what is doubtful in one may be sure in another.
    """
    kept: dict[str, DraftFact] = {}
    for each in facts:
        key = f"{each.path} {each.value!r}" if each.path else f"{each.words} {each.doubt}"
        if key not in kept or (kept[key].doubt and not each.doubt):
            kept[key] = each
    return list(kept.values())


def _agreed(facts: Sequence[DraftFact]) -> Iterator[DraftFact]:
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


def _are_of_one(fact: DraftFact, other: DraftFact) -> bool:
    if fact.path != other.path or not fact.path:
        return False
    row = BY_PATH[fact.path]
    if row.kind not in ENTRIES:
        return True
    are_apart = fact.source.partition(":")[0] != other.source.partition(":")[0]
    named = [each.value.get(row.key) for each in (fact, other) if isinstance(each.value, dict)]
    return are_apart and bool(row.key) and len(named) > 1 and named[0] == named[1]


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
