"""Jobs on a CV: the years of work in them, what was led, and the job of today."""

from collections.abc import Iterator, Sequence

from cmio_advisor.domain.base.terms import JobTitle
from cmio_advisor.domain.profile.draft import DraftFact
from cmio_advisor.domain.profile.fields import BY_PATH
from cmio_advisor.domain.profile.profile import PRESENT
from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.domain.rules.training_place import HOME
from cmio_advisor.loading.cv.entries import CvEntry
from cmio_advisor.loading.cv.reading import CvReader, written_day


def present_job(reader: CvReader, jobs: Sequence[CvEntry]) -> Iterator[DraftFact]:
    """The job of today, and the state that it is in, where there is one only."""
    current = [each for each in jobs if each.goes_on and not reader.is_ahead(each.began)]
    doubt = "Several jobs go on. The present job is one." if len(current) > 1 else ""
    for each in current:
        title = _titles(reader).get(folded(each.text))
        if title is not None and title.role is not None:
            since = {"since": written_day(each.began)} if each.began else {}
            yield reader.fact(each, "role", {"id": title.role, **since}, doubt)
    states = {_states(reader, each): each for each in current}
    for (state, doubt), each in states.items() if len(states) == 1 else ():
        if state:
            yield reader.fact(each, "setting.state", state, doubt)


def job_facts(reader: CvReader, entry: CvEntry) -> Iterator[DraftFact]:
    """What was led and worked in a job whose title says that by itself."""
    title = _titles(reader).get(folded(entry.text))
    if title is None:
        yield reader.unread(entry, "The title does not say by itself what work it was.")
        return
    if title.leadership:
        yield reader.fact(entry, "leadership.roles", title.leadership)
    if not title.work:
        return
    if entry.began is None or not (entry.goes_on or entry.ended):
        yield reader.unread(entry, "Its dates cannot be read, so it adds no years.")
        return
    if entry.ended and entry.ended.latest < entry.began.earliest:
        yield reader.unread(entry, "It ends before it starts.")
        return
    end = PRESENT if entry.goes_on else written_day(entry.ended)
    yield reader.fact(
        entry,
        title.work,
        {"from": written_day(entry.began), "to": end},
        _work_doubt(reader, entry, title),
    )


def _work_doubt(reader: CvReader, entry: CvEntry, title: JobTitle) -> str:
    if reader.is_ahead(entry.began) or reader.is_ahead(entry.ended):
        return "It has not begun, or not ended, yet."
    is_care = title.work == BY_PATH["clinical"].path
    if is_care and reader.trained and entry.began and entry.began.earliest < reader.trained:
        return "It began before the training ended. Only what came after counts."
    return ""


def _states(reader: CvReader, entry: CvEntry) -> tuple[str, str]:
    """
    The state at the end of a place ("Toledo, Ohio, United States"), with a doubt where what
    stands there is the name or the code of a country as well.
    """
    parts = [folded(each) for each in entry.location.split(",")]
    countries, states = reader.names["countries"], reader.names["states"]
    is_here = any(countries.get(each) == (HOME,) for each in parts[1:])
    for part in reversed(parts):
        if part in states:
            is_sure = is_here or part not in countries
            return states[part][0], "" if is_sure else f'"{part}" may be a country.'
    return "", ""


def _titles(reader: CvReader) -> dict[str, JobTitle]:
    titles = reader.roadmap.vocabulary.cv.titles
    return {folded(name): each for each in titles for name in each.names}
