"""
Certificates on a CV: known by their names and by who issued them, since many a course bears the
name of a certificate.
"""

import re

from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.profile.draft import DraftFact
from cmio_advisor.domain.profile.fields import BY_PATH, ProfileField
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.names import folded, names_of
from cmio_advisor.loading.cv.entries import CvEntry
from cmio_advisor.loading.cv.reading import CvReader, echo, written_day

BOARD_WORDS = frozenset({"board", "certified", "certification", "certificate", "in"})
PARTS = re.compile(r"[,;()]|\bor\b|\bwith\b")
SMALL = frozenset({"of", "the", "for", "in", "and"})


def certificate_fact(reader: CvReader, entry: CvEntry) -> DraftFact:
    """A certification of the roadmap, or a board certificate; not a license."""
    ids = reader.names["certifications"].get(folded(entry.text), ())
    if len(ids) == 1:
        known = (each for each in reader.roadmap.credentials if each.id == ids[0])
        doubt = "This roadmap does not say who gives it. Is it the one?"
        if credential := next(known, None):
            is_it = _has_issued(entry, credential, reader.roadmap.vocabulary)
            doubt = "" if is_it else f"Is it the one of {credential.issuer}?"
        return _held(reader, entry, BY_PATH["certifications"], ids[0], doubt)
    if BY_PATH["license"].entry.rpartition(" ")[2] in folded(entry.text).split():
        return reader.unread(entry, "It does not say whether the license is unrestricted.")
    return _board(reader, entry) or reader.unread(entry, "It is no certificate of the roadmap's.")


def _board(reader: CvReader, entry: CvEntry) -> DraftFact | None:
    """A board certificate: a specialty certified by a board of that specialty."""
    specialties = reader.names["specialties"]
    words = [each for each in folded(entry.text).split() if each not in BOARD_WORDS]
    ids = specialties.get(" ".join(words), ())
    boards = specialties.get(folded(entry.by), ())
    is_board = len(words) < len(folded(entry.text).split()) and not entry.by
    if len(ids) != 1 or not (boards or is_board):
        return None
    doubt = "" if is_board or ids[0] in boards else f"Is it a certificate of {entry.by[:60]}?"
    return _held(reader, entry, BY_PATH["board_certifications"], ids[0], doubt)


def _held(reader: CvReader, entry: CvEntry, row: ProfileField, id_: str, doubt: str) -> DraftFact:
    earned = {"earned": written_day(entry.began)} if entry.began else {}
    doubt = doubt or reader.doubt(entry)
    if entry.ended is None:
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
    """
    Whether the entry names the issuer of the credential, by its name or its initials; without one,
    whether the credential's own name stands there, which no course has.
    """
    if not entry.by:
        own = {folded(credential.id), folded(credential.short), folded(credential.title)}
        return folded(entry.text) in own
    known = _issuers(credential.issuer)
    for term in words.kinds["memberships"]:
        if known & names_of(term):
            known |= names_of(term)
    return bool(_issuers(entry.by) & known)


def _issuers(issuer: str) -> frozenset[str]:
    """
    The names in a text that tells of issuers: each part of it, and the initials of longer ones.
    """
    parts = [folded(each).removeprefix("the ") for each in (issuer, *PARTS.split(issuer))]
    initials = [
        "".join(word[0] for word in each.split() if word not in SMALL)
        for each in parts
        if len(each.split()) > 2  # noqa: PLR2004 - initials of fewer words are no name
    ]
    return frozenset(filter(None, (*parts, *initials)))
