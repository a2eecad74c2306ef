"""Whether a certificate on a CV is the one that the roadmap means: by who issued it."""

import re

from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.names import folded, names_of
from cmio_advisor.loading.cv.entries import Entry

PARTS = re.compile(r"[,;()]|\bor\b|\bwith\b")
SMALL = frozenset({"of", "the", "for", "in", "and"})


def has_issued(entry: Entry, credential: Credential, words: Vocabulary) -> bool:
    """
    Whether the entry names the issuer of the credential, by its name or its initials; without one,
    whether the credential's own name stands there, which no course has.
    """
    if not entry.by:
        own = {folded(credential.id), folded(credential.short), folded(credential.title)}
        return folded(entry.text) in own
    known = _names(credential.issuer)
    for term in words.kinds["memberships"]:
        if known & names_of(term):
            known |= names_of(term)
    return bool(_names(entry.by) & known)


def _names(issuer: str) -> frozenset[str]:
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
