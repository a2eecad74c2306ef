"""Degrees, residencies, fellowships and certificates on a CV."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.profile.fields import BY_PATH, Kind, ProfileField
from cmio_advisor.domain.profile.profile import DraftFact, Holding
from cmio_advisor.domain.roadmap.names import folded, names_of
from cmio_advisor.domain.roadmap.roadmap import Credential
from cmio_advisor.loading.cv.reading import (
    NOT_BEGUN,
    REVERSED,
    CvEntry,
    CvReader,
    GivenAnswer,
    echo,
    written_day,
)

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
SMALL = frozenset({"of", "the", "for", "in", "and"})


def certificate_fact(reader: CvReader, entry: CvEntry) -> DraftFact:
    """A certification of the roadmap, or a board certificate; not a license."""
    ids, is_whole = _named(reader, "certifications", entry.text)
    if len(ids) != 1 or not is_whole:
        if BY_PATH["license"].entry.rpartition(" ")[2] in folded(entry.text).split():
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
    parts = [folded(each).removeprefix("the ") for each in (issuer, *PARTS.split(issuer))]
    initials = [
        "".join(word[0] for word in each.split() if word not in SMALL)
        for each in parts
        if len(each.split()) > 2  # noqa: PLR2004 - initials of fewer words are no name
    ]
    return frozenset(filter(None, (*parts, *initials)))
