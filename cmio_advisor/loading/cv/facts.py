"""
From the entries of one or several CVs to a draft: what each says in the terms of a profile, read by
the shapes of the profile's own fields, so that a CV is understood as a cell is; and what is not
sure.

What may mean several things, or leaves open whether it was finished, has its doubt beside it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, NamedTuple

from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.human_words import PRESENT
from cmio_advisor.domain.base.terms import (
    METROS,
    JobTitle,
    Vocabulary,
    folded,
    ids_by_name,
    names_of,
)
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, PartialDate
from cmio_advisor.domain.profile.fields import BY_PATH, ENTRIES, Kind, ProfileField
from cmio_advisor.domain.profile.profile import Draft, DraftFact, Holding
from cmio_advisor.domain.roadmap.roadmap import Credential, Roadmap
from cmio_advisor.domain.roadmap.written_lists import NamedRecords
from cmio_advisor.domain.rules.leaves import HOME
from cmio_advisor.loading.cv.papers import CvEntry, EntryKind, Paper
from cmio_advisor.loading.profile.lists import license_names
from cmio_advisor.loading.profile.reader import profile_shape
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

GivenAnswer = dict[str, Any]
NOT_BEGUN = "It has not begun, or not ended, yet."
REVERSED = "It ends before it starts."


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

    @kept
    def names(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """By list of the vocabulary every folded name with its ids."""
        words = self.roadmap.vocabulary
        return {kind: ids_by_name(words.terms(kind)) for kind in (*words.kinds, METROS)}

    def title(self, text: str) -> tuple[JobTitle | None, str]:
        """The title that says by itself what work it is, and the specialty beside it."""
        title, beside = self._titles.read(text) or (None, "")
        return (None, "") if title and title.beside and not beside else (title, beside)

    @kept
    def _titles(self) -> NamedRecords[JobTitle]:
        return NamedRecords(self.roadmap.vocabulary.cv.titles, self.names["specialties"].keys())

    def fact(self, entry: CvEntry, path: str, value: Any, doubt: str = "") -> DraftFact:  # noqa: ANN401 - as a profile file has it
        """What an entry says in a field."""
        is_other = self.of_animals or self.names_animals(entry.by)
        if is_other and path not in ("name", "degrees", "certifications", "setting.state"):
            doubt = doubt or "It may be the care of animals. Was it of people?"
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
        cv = self.roadmap.vocabulary.cv
        longer = (each.months for each in cv.longer if specialty in each.specialties)
        least = next(longer, 0) or cv.least_months.get(path, 0)
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
        # The most months that may lie between, both counted.
        first, last = (began or ended).earliest, ended.latest
        months = (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month + 1
        if began and months < least:
            return {key: written_day(ended)}, "It was short. Was it finished?"
        return {key: written_day(ended)}, ""

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
            found = profile_shape(self.roadmap).fields[path].shape.read(Node(text), problems)
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


JOINED = ("{1} {0}", "{0} {1}", "{0} of {1}", "{0} in {1}")
"""How a degree and its subject stand together in a name."""
APART = re.compile(r" [-\u2013\u2014] |[()]")
"""What stands between a name and its initials."""
SUBJECT = re.compile(r"([^,]{1,100}?)(?:, | in )(.{1,200})")
"""A degree with its subject behind it."""
LONGEST_CODE = 3
"""Letters: what is as short in a school's name may be initials, and no country."""
UNNAMED = "It names no specialty."
BOARDS = BY_PATH["board_certifications"]
OVER = "Its time is over. Was it finished?"
LINKING = frozenset({"a", "and", "degree", "in", "of", "the"})


def degree_facts(reader: CvReader, entry: CvEntry) -> Iterator[DraftFact]:
    """The degrees that an entry of education names."""
    if not entry.text:
        yield reader.unread(entry, "It names no degree.")
        return
    holdings, why = reader.read("degrees", _degree_text(reader, entry))
    apart = None
    if not holdings and not entry.about:  # a name with its initials is one: "... in Nursing - BSN"
        first, sign, _ = entry.text.partition(", ")
        is_named = sign and len(_named(reader, "degrees", first)[0]) == 1
        apart = re.fullmatch(r"(.+?), (.*)" if is_named else SUBJECT, entry.text)
    if apart:
        is_another = folded(apart[2]) in reader.names["degrees"]  # "MD, MS"
        parts = [(apart[1], ""), (apart[2], "")] if is_another else [apart.groups()]
        for text, about in parts:
            for fact in degree_facts(reader, replace(entry, text=text, about=about)):
                yield replace(fact, words=entry.words)
        return
    if not holdings:
        yield reader.unread(entry, why)
    for each in {each.id: each for each in holdings}.values():
        said, doubt = reader.finished(entry, "degrees", "earned")
        if each.status != "held":
            ends = {key: said[key] for key in said.keys() & {"expected"}}
            doubt = OVER * ("earned" in said)  # "MD candidate, 2018 to 2022"
            said = {"status": str(each.status), **ends}
        elif each.earned and not entry.end:
            said, doubt = {"earned": written_day(each.earned)}, ""
        beside = " ".join(APART.split(entry.text)[1:])  # "PhD (ABD)"
        doubt = doubt or reader.doubt(entry, beside) or _finer(reader, each.id, entry)
        doubt = doubt or _from_abroad(reader, each.id, entry)
        doubt = doubt or reader.roadmap.vocabulary.cv.asked.get(folded(entry.text), "")
        yield reader.fact(entry, "degrees", {"degree": each.id, **said}, doubt)


def _degree_text(reader: CvReader, entry: CvEntry) -> str:
    """The name of the degree, with its subject where that makes another name."""
    about = entry.about.removeprefix("in ").strip()
    known = reader.names["degrees"]
    parts = (entry.text, *APART.split(entry.text)) if about else ()
    joined = (form.format(part, about) for part in parts for form in JOINED)
    ids, is_whole = _named(reader, "degrees", entry.text)
    usual = ids[0] if len(ids) == 1 and is_whole else entry.text
    return next((each for each in joined if len(known.get(folded(each), ())) == 1), usual)


def _finer(reader: CvReader, id_: str, entry: CvEntry) -> str:
    """The doubt that the subject makes it a degree with an id of its own."""
    subject = folded(entry.about)
    for each in reader.roadmap.vocabulary.written.subjects:
        if each.of == id_ and subject in map(folded, each.words) and each.reads not in {id_, None}:
            return f"It may be {each.reads}."
    known = {name: (ids, _words(name)) for name, ids in reader.names["degrees"].items()}
    own = [words for ids, words in known.values() if id_ in ids]
    more = _words(entry.about).difference(_words(entry.text), *own)
    for ids, words in known.values():
        if id_ not in ids and more & words and any(each <= words for each in own):
            return f"It may be {' or '.join(ids)}."
    return ""


def _from_abroad(reader: CvReader, id_: str, entry: CvEntry) -> str:
    """The doubt that a degree is of a school abroad, or by its subject of another trade."""
    words = reader.roadmap.vocabulary.written
    other = words.abroad.get(id_)
    if other is None:
        return ""
    if _is_at_home(reader, id_, entry):
        names = (name for name, ids in reader.names["degrees"].items() if id_ in ids)
        beside = (" ".join(each.beside) for each in words.lists if each.kind == "degrees")
        subject = _words(entry.about).difference(*map(_words, beside))
        is_its = not subject or any(subject & _words(name) for name in names)
        is_other = not is_its or reader.names_animals(entry.about)
        return f"It may be another degree, in {echo(entry.about)}." if is_other else ""
    is_degree = (other,) in reader.names["degrees"].values()
    instead = f"or {other}" if is_degree else "or leave it out"
    return f"Its school may be abroad. Write {id_}, {instead} where it is from there."


def _is_at_home(reader: CvReader, id_: str, entry: CvEntry) -> bool:
    """Whether the school is known at home, or placed there, and names no country abroad."""
    words, school = reader.roadmap.vocabulary, folded(entry.by).removeprefix("the ")
    place = reader.place(replace(entry, location=entry.location or entry.by))
    lists = (each.names for each in words.cv.schools if each.degree == id_)
    known = tuple(f"{folded(name)} " for names in lists for name in names)
    rest = f" {school} "
    for state in reader.names["states"]:
        rest = rest.replace(f" {state} ", " ") if len(state) > LONGEST_CODE else rest
    is_abroad = any(
        f" {name} " in rest
        for name, ids in reader.names["countries"].items()
        if len(name) > LONGEST_CODE and not {*ids} & {*words.written.home}
    )
    is_placed = place.country in words.written.home and not place.doubt
    return not is_abroad and (is_placed or f"{school} ".startswith(known))


def training_facts(reader: CvReader, entry: CvEntry) -> list[DraftFact]:
    """A residency or fellowship, where the entry is called one; nothing for anything else."""
    for row in BY_PATH.values():
        called = row.entry.rpartition(" ")[2]
        words = list(dict.fromkeys(folded(f"{entry.text} {entry.about}").split()))
        if row.kind is Kind.TRAININGS and called in words:
            words.remove(called)
            return [_trained(reader, entry, row, " ".join(words).removeprefix("in "))]
    title, specialty = reader.title(entry.text)
    if title is not None and title.training:
        return [_trained(reader, entry, BY_PATH[title.training], specialty)]
    return []


def _trained(reader: CvReader, entry: CvEntry, row: ProfileField, specialty: str) -> DraftFact:
    named: GivenAnswer = {}
    if specialty:
        trainings, why = reader.read(row.path, specialty)
        if len(trainings) != 1:
            return reader.unread(entry, why or f"It names several: one line each under {row.path}.")
        if trainings[0].specialty is None:  # "Fellowship: yes"
            return reader.unread(entry, UNNAMED)
        named = {row.key: trainings[0].specialty}
    is_other = named.get(row.key) in reader.roadmap.vocabulary.professions
    path = "fellowships" if is_other else row.path
    said, doubt = reader.finished(entry, path, "completed", named.get(row.key, ""))
    is_told = named or reader.title(entry.text)[0]  # "Resident Physician"
    doubt = doubt or ("" if is_told else UNNAMED)
    doubt = doubt or reader.unusual(row.path, named.get(row.key, ""))
    status = {} if "status" in said or not said else {"status": "completed"}
    country = reader.place(entry).country
    value = {**named, **status, **said, **({"country": country} if country else {})}
    doubt = doubt or reader.doubt(entry, entry.text * (row.dated in said))
    return reader.fact(entry, row.path, value, doubt)


def _words(text: str) -> frozenset[str]:
    return frozenset(each.rstrip("s") for each in folded(text).split()) - LINKING


BOARD_WORDS = frozenset({"board", "certified", "certification", "certificate", "in"})
PARTS = re.compile(r"[,;()]|\bor\b|\bwith\b")


def certificate_fact(reader: CvReader, entry: CvEntry) -> DraftFact:
    """A certification of the roadmap, or a board certificate; not a license."""
    ids, is_whole = _named(reader, "certifications", entry.text)
    if len(ids) != 1 or not is_whole:
        called = (
            BY_PATH["license"].entry.rpartition(" ")[2],
            *license_names(reader.roadmap.vocabulary),
        )
        if called[0] in folded(entry.text).split() or folded(entry.text) in called:
            return reader.unread(entry, "It does not say whether the license is unrestricted.")
        if board := _board(reader, entry):
            return board
        if len(ids) != 1:
            done, _ = reader.read("activities", entry.text)
            if len(done) == 1:
                return reader.fact(
                    entry, "activities", done[0], "It is no certificate. Is it that?"
                )
            return reader.unread(entry, "It is no certificate of the roadmap's.")
    known = (each for each in reader.roadmap.credentials if each.id == ids[0])
    doubt = "This roadmap does not say who gives it. Is it the one?"
    if credential := next(known, None):
        is_it = _has_issued(entry, credential, reader.roadmap.vocabulary)
        doubt = "" if is_whole else "Its name says more than that. Is it the one?"
        doubt = doubt if is_it else f"Is it the one of {credential.issuer}?"
    return _held(reader, entry, BY_PATH["certifications"], ids[0], doubt)


def _named(
    reader: CvReader, kind: str, text: str, besides: AbstractSet[str] = frozenset()
) -> tuple[tuple[str, ...], bool]:
    """
    The ids that have a name, or its parts where its short name stands in brackets, and whether all
    of it names them: "Informatics Nursing (NI-BC)". Some words may stand ``besides``.
    """

    def meant(part: str) -> tuple[str, ...]:
        words = (each for each in folded(part).split() if each not in besides)
        return reader.names[kind].get(" ".join(words), ())

    parts = [meant(text)] if meant(text) else list(map(meant, filter(folded, APART.split(text))))
    return tuple(dict.fromkeys(each for ids in parts for each in ids)), all(parts)


def _board(reader: CvReader, entry: CvEntry) -> DraftFact | None:
    """A board certificate: a specialty certified by a board of that specialty."""
    ids, is_whole = _named(reader, "specialties", entry.text, BOARD_WORDS)
    if not ids:  # "ABIM Internal Medicine"
        read, _ = reader.read("board_certifications", entry.text)
        ids = tuple(each.id for each in read if each == Holding(id=each.id))
        is_whole = True
    boards, _ = _named(reader, "specialties", entry.by)
    is_board = not entry.by and bool(BOARD_WORDS & {*folded(entry.text).split()})
    if len(ids) != 1 or not is_whole or not (boards or is_board):
        return None
    doubt = "" if is_board or ids[0] in boards else f"Is it a certificate of {entry.by[:60]}?"
    return _held(reader, entry, BOARDS, ids[0], doubt)


def _held(reader: CvReader, entry: CvEntry, row: ProfileField, id_: str, doubt: str) -> DraftFact:
    earned = {"earned": written_day(entry.began)} if entry.began else {}
    beside = " ".join(APART.split(entry.text)[1:])  # "CISSP (expired 2024)"
    doubt = reader.doubt(entry, beside) or doubt or NOT_BEGUN * reader.is_ahead(entry.began)
    doubt = doubt or REVERSED * entry.is_reversed
    if entry.ended is None:
        if row is BOARDS and not entry.end:  # a board's certificate counts until an end is told
            return reader.fact(entry, row.path, {row.key: id_, **earned}, doubt)
        why = f"{echo(entry.end)} cannot be read" if entry.end else "No end is named"
        doubt = doubt or f"{why}. Is it current?"
        return reader.fact(entry, row.path, {row.key: id_, **earned}, doubt)
    ends = {"expires": written_day(entry.ended)}
    if entry.ended.latest < reader.on:
        return reader.fact(entry, row.path, {row.key: id_, "status": "lapsed", **ends}, doubt)
    if not entry.ended.earliest > reader.on:
        doubt = doubt or "It ends at about this time. Is it current?"
    return reader.fact(entry, row.path, {row.key: id_, **earned, **ends}, doubt)


def _has_issued(entry: CvEntry, credential: Credential, words: Vocabulary) -> bool:
    """Whether it names the issuer; without one, whether it has the credential's own name."""
    if not entry.by:
        own = {folded(credential.id), folded(credential.short), folded(credential.title)}
        return folded(entry.text) in own
    known = _issuers(credential.issuer)
    for term in words.kinds["memberships"]:
        if known & names_of(term):
            known |= names_of(term)
    return bool(_issuers(entry.by) & known)


def _issuers(issuer: str) -> frozenset[str]:
    """The names in a text of issuers: each part of it, and the initials of longer ones."""
    texts = (issuer, re.sub("[()]", "", issuer), *PARTS.split(issuer))  # "(ISC)2"
    parts = [folded(each).removeprefix("the ") for each in texts]
    small = {"of", "the", "for", "in", "and"}
    initials = [
        "".join(word[0] for word in each.split() if word not in small)
        for each in parts
        if len(each.split()) > 2  # noqa: PLR2004 - initials of fewer words are no name
    ]
    return frozenset(filter(None, (*parts, *initials)))


YEAR = 4
"""Characters of a day that two papers agree on."""


def draft_of(papers: Sequence[Paper], roadmap: Roadmap, on: date) -> Draft:
    """The draft in some papers, each as of its own day, or of today where it tells none."""
    days = []
    for each in papers:
        begun = (one.began.earliest for one in each.entries if one.began)
        # None on which something in it had not begun yet.
        is_true = each.day and each.day <= on and all(one <= each.day for one in begun)
        days.append(each.day if each.day and is_true else on)
    found: list[DraftFact] = []
    for paper, day in zip(papers, days, strict=True):
        reader = CvReader(roadmap=roadmap, on=day)
        learned = (each for each in paper.entries if each.kind is EntryKind.EDUCATION)
        of_animals = any(reader.names_animals(f"{each.text} {each.about}") for each in learned)
        reader = replace(reader, trained=_last_residency(paper, reader), of_animals=of_animals)
        facts = [fact for each in paper.entries for fact in _facts(reader, each)]
        facts += present_job(reader, [each for each in paper.entries if each.kind is EntryKind.JOB])
        told = {each.source for each in facts}
        found += facts
        why = (
            "It is over, and its title does not say whether it was patient care, informatics or "
            "leadership. Add it where it was."
        )
        found += [reader.unread(each, why) for each in paper.entries if each.source not in told]
    passed = dict.fromkeys(each for paper in papers for each in paper.passed_over)
    return Draft(facts=tuple(_agreed(_once(found))), as_of=min(days), passed_over=tuple(passed))


def _last_residency(paper: Paper, reader: CvReader) -> date | None:
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
