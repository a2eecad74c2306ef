"""Degrees, residencies and fellowships on a CV."""

import re
from collections.abc import Iterator

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.profile.draft import DraftFact
from cmio_advisor.domain.profile.fields import BY_PATH, Kind, ProfileField
from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.loading.cv.entries import CvEntry
from cmio_advisor.loading.cv.reading import CvReader, written_day

JOINED = ("{1} {0}", "{0} {1}", "{0} of {1}", "{0} in {1}")
"""How a degree and its subject stand together in a name."""
APART = re.compile(r" [-\u2013\u2014] |[()]")
"""What stands between a degree and its initials."""
SUBJECT = re.compile(r"([^,]{1,100}?)(?:, | in )(.{1,200})")
"""A degree with its subject behind it."""
LINKING = frozenset({"a", "and", "degree", "in", "of", "the"})


def degree_facts(reader: CvReader, entry: CvEntry) -> Iterator[DraftFact]:
    """The degrees that an entry of education names."""
    if not entry.text:
        yield reader.unread(entry, "It names no degree.")
        return
    holdings, why = reader.read("degrees", _degree_text(reader, entry))
    apart = SUBJECT.fullmatch(entry.text) if not holdings and not entry.about else None
    if apart:
        yield from degree_facts(reader, replace(entry, text=apart[1], about=apart[2]))
        return
    if not holdings:
        yield reader.unread(entry, why)
    for each in {each.id: each for each in holdings}.values():
        said, doubt = reader.finished(entry, BY_PATH["degrees"], "earned")
        if each.status != "held":
            said, doubt = {"status": str(each.status)}, ""
        elif each.earned and not entry.end:
            said, doubt = {"earned": written_day(each.earned)}, ""
        doubt = doubt or reader.doubt(entry) or _finer(reader, each.id, entry)
        yield reader.fact(entry, "degrees", {"degree": each.id, **said}, doubt)


def _degree_text(reader: CvReader, entry: CvEntry) -> str:
    """The name of the degree, with its subject where that makes another name."""
    about = entry.about.removeprefix("in ").strip()
    known = reader.names["degrees"]
    parts = (entry.text, *APART.split(entry.text)) if about else ()
    joined = (form.format(part, about) for part in parts for form in JOINED)
    return next((each for each in joined if len(known.get(folded(each), ())) == 1), entry.text)


def _finer(reader: CvReader, id_: str, entry: CvEntry) -> str:
    """The doubt that the subject makes it a degree with an id of its own."""
    known = {name: (ids, _words(name)) for name, ids in reader.names["degrees"].items()}
    own = [words for ids, words in known.values() if id_ in ids]
    more = _words(entry.about).difference(_words(entry.text), *own)
    for ids, words in known.values():
        if id_ not in ids and more & words and any(each <= words for each in own):
            return f"It may be {' or '.join(ids)}."
    return ""


def training_facts(reader: CvReader, entry: CvEntry) -> list[DraftFact]:
    """A residency or fellowship, where the entry is called one; nothing for anything else."""
    for row in BY_PATH.values():
        called = row.entry.rpartition(" ")[2]
        text = f"{entry.text} {entry.about}".strip()
        words = folded(text).split()
        if row.kind is Kind.TRAININGS and called in words:
            words.remove(called)
            return [_trained(reader, entry, row, " ".join(words).removeprefix("in "))]
    return []


def _trained(reader: CvReader, entry: CvEntry, row: ProfileField, specialty: str) -> DraftFact:
    trainings, why = reader.read(row.path, specialty)
    if len(trainings) != 1:
        return reader.unread(entry, why or f"It names several: one line each under {row.path}.")
    said, doubt = reader.finished(entry, row, "completed")
    status = {} if "status" in said or not said else {"status": "completed"}
    value = {row.key: trainings[0].specialty, **status, **said}
    return reader.fact(entry, row.path, value, doubt or reader.doubt(entry))


def _words(text: str) -> frozenset[str]:
    return frozenset(each.rstrip("s") for each in folded(text).split()) - LINKING
