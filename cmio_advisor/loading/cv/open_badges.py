"""
Open Badges: an assertion of version 2.0 (and 1.1), a credential of version 3.0, or a list of them.

Neither signature nor recipient is checked: the person who brings a badge says that it is theirs.
"""

from collections.abc import Iterator, Mapping

from cmio_advisor.loading.cv.entries import CvEntry, EntryKind, text_of
from cmio_advisor.loading.cv.json_resume import mapping_of
from cmio_advisor.loading.text.nodes import Node

CREDENTIALS = ("OpenBadgeCredential", "AchievementCredential")
NOT_NAMED = "a badge that is named by a web address only"


def is_badge(document: Node) -> bool:
    """Whether a JSON document is a badge, or a list that begins with one."""
    if isinstance(document.value, list):
        return bool(document.value) and is_badge(document.value[0])
    types = _types(document)
    return "Assertion" in types or bool(types & {*CREDENTIALS}) or _is_of_1(document)


def badge_entries(document: Node, source: str) -> Iterator[CvEntry]:
    """The certificates that badges stand for."""
    if isinstance(document.value, list):
        for at, each in enumerate(document.value, 1):
            yield from badge_entries(each, f"{source}: badge {at}")
        return
    row = document.value if isinstance(document.value, Mapping) else {}
    is_credential = bool(_types(document) & {*CREDENTIALS})
    subject = row.get("credentialSubject", Node(None))
    if isinstance(subject.value, list):
        subject = next(iter(subject.value), Node(None))
    badge = mapping_of(subject, "achievement") if is_credential else mapping_of(document, "badge")
    issuer = mapping_of(document, "issuer") if is_credential else mapping_of(Node(badge), "issuer")
    yield CvEntry(
        kind=EntryKind.CERTIFICATE,
        source=source,
        text=text_of(badge, "name") or NOT_NAMED,
        by=text_of(issuer, "name"),
        notes="revoked" if "revoked" in row and row["revoked"].value is True else "",
        start=text_of(row, "issuedOn", "awardedDate", "validFrom", "issuanceDate"),
        end=text_of(row, "expires", "validUntil", "expirationDate"),
    )


def _types(document: Node) -> set[str]:
    found = document.value.get("type") if isinstance(document.value, Mapping) else None
    listed = found.value if found is not None and isinstance(found.value, list) else [found]
    return {str(each.value) for each in listed if each is not None}


def _is_of_1(document: Node) -> bool:
    row = document.value if isinstance(document.value, Mapping) else {}
    return {"badge", "issuedOn"} <= row.keys()
