"""
Papers in JSON: JSON Resume (jsonresume.org), version 1.0.0 and those before it, and Open Badges: an
assertion of version 2.0 (and 1.1), a credential of version 3.0, or a list of them.

Neither signature nor recipient of a badge is checked: the person who brings it says it is theirs.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cmio_advisor.loading.cv.entries import PAPERS, CvEntry, EntryKind, text_of
from cmio_advisor.loading.text.nodes import Node

SECTIONS = ("basics", "work", "education", "certificates")
PASSED_OVER = ("volunteer", "awards", "publications", "skills", "languages", "interests")
PASSED_OVER_TOO = ("references", "projects")


def is_resume(document: Node) -> bool:
    """Whether a JSON document has the sections of a resume."""
    found = (document.entries.get(each, Node(None)).value for each in SECTIONS)
    return any(isinstance(each, list | Mapping) for each in found)


def resume_entries(document: Node, source: str) -> Iterator[CvEntry]:
    basics = mapping_of(document, "basics")
    if name := text_of(basics, "name"):
        yield CvEntry(kind=EntryKind.NAME, source=f"{source}: basics.name", text=name)
    for section, known in PAPERS["sections"].items():
        for place, row in rows_of(document, section, source):
            told = {part: text_of(row, *keys.split()) for part, keys in known["parts"].items()}
            yield CvEntry(kind=EntryKind(known["kind"]), source=place, **told)


def changed(document: Node) -> date | None:
    """The day on which it was changed last, where it says that."""
    try:
        return date.fromisoformat(text_of(mapping_of(document, "meta"), "lastModified")[:10])
    except ValueError:
        return None


def passed_over(document: Node) -> tuple[str, ...]:
    """The sections that stand there and are not read."""
    found = document.entries
    unread = (each for each in (*PASSED_OVER, *PASSED_OVER_TOO) if each in found)
    where = ("basics.location",) if mapping_of(document, "basics").get("location") else ()
    return (*where, *(each for each in unread if found[each].value), *_of_wrong_form(found))


def _of_wrong_form(found: Mapping[str, Node]) -> Iterator[str]:
    """What stands where a section is read and has no form of one."""
    for each in SECTIONS:
        value = found.get(each, Node(None)).value
        if value is not None and not isinstance(value, Mapping if each == SECTIONS[0] else list):
            yield each
        elif isinstance(value, list):
            rows = enumerate(value, 1)
            yield from (f"{each} {at}" for at, row in rows if not isinstance(row.value, Mapping))


def mapping_of(node: Node, key: str) -> Mapping[str, Node]:
    """The mapping under a key; an empty one where there is none."""
    return node.entries.get(key, Node(None)).entries


def rows_of(node: Node, key: str, source: str) -> Iterator[tuple[str, Mapping[str, Node]]]:
    """The mappings in the list under a key, each with its place."""
    found = node.entries.get(key, Node(None)).value
    listed: Sequence[Node] = found if isinstance(found, list) else ()
    for at, each in enumerate(listed, 1):
        if isinstance(each.value, Mapping):
            yield f"{source}: {key} {at}", each.value


CREDENTIALS = ("OpenBadgeCredential", "AchievementCredential")
NOT_NAMED = "a badge that is named by a web address only"


def is_badge(document: Node) -> bool:
    """Whether a JSON document is a badge, or a list that begins with one."""
    if isinstance(document.value, list):
        return bool(document.value) and is_badge(document.value[0])
    types = _types(document)
    is_of_1 = {"badge", "issuedOn"} <= document.entries.keys()
    return is_of_1 or not types.isdisjoint(("Assertion", *CREDENTIALS))


def badge_entries(document: Node, source: str) -> Iterator[CvEntry]:
    if isinstance(document.value, list):
        for at, each in enumerate(document.value, 1):
            yield from badge_entries(each, f"{source}: badge {at}")
        return
    row = document.entries
    is_credential = bool(_types(document) & {*CREDENTIALS})
    subject = row.get("credentialSubject", Node(None))
    if isinstance(subject.value, list):
        subject = next(iter(subject.value), Node(None))
    badge = mapping_of(subject, "achievement") if is_credential else mapping_of(document, "badge")
    issued = row if is_credential else badge
    yield CvEntry(
        kind=EntryKind.CERTIFICATE,
        source=source,
        text=text_of(badge, "name") or NOT_NAMED,
        by=text_of(mapping_of(Node(issued), "issuer"), "name", "id") or text_of(issued, "issuer"),
        notes="revoked" if "revoked" in row and row["revoked"].value is True else "",
        start=text_of(row, "issuedOn", "awardedDate", "validFrom", "issuanceDate"),
        end=text_of(row, "expires", "validUntil", "expirationDate"),
    )


def _types(document: Node) -> set[str]:
    found = document.entries.get("type")
    listed = found.value if found is not None and isinstance(found.value, list) else [found]
    return {str(each.value) for each in listed if each is not None}
