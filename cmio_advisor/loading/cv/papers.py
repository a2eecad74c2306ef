"""
What a CV consists of, whatever its format: entries of education, jobs, certificates; how tables of
LinkedIn's data export, resumes and badges in JSON have them; and which of these a file is, by what
is in it and never by its name: that export is an archive of tables.

JSON Resume (jsonresume.org) is read in version 1.0.0 and those before it, of Open Badges an
assertion of version 2.0 (and 1.1), a credential of version 3.0, or a list of them. Neither
signature nor recipient of a badge is checked: the person who brings it says it is theirs.
"""

import csv
import os
import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import PRESENT, read_end
from cmio_advisor.domain.base.terms import folded
from cmio_advisor.domain.base.time import PartialDate
from cmio_advisor.errors import InputMissingError, InvalidInputError
from cmio_advisor.loading.clients.table import DELIMITERS, LONGEST_CELL
from cmio_advisor.loading.shapes.values import SomeDate
from cmio_advisor.loading.text import files
from cmio_advisor.loading.text.files import message, read_beside
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable, in_short, plain
from cmio_advisor.loading.text.strict_json import decode_json

TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9:.]{1,20}(?:Z|[+-][0-9:]{1,6})?")
"""A day with a time behind it."""
PAPERS = plain(read_beside(__file__, "papers.yaml"))
"""In which tables and sections entries stand, and where in these each part of one does."""


class EntryKind(StrEnum):
    NAME = "name"
    EDUCATION = "education"
    JOB = "job"
    CERTIFICATE = "certificate"


class CvEntry(Frozen):
    """
    One entry of a CV. ``text`` is the degree, the title or the certificate as it is called there,
    ``about`` the subject of a degree, ``by`` the school, the employer or who issued it, ``notes``
    what else stands there and may put it in doubt. ``start`` and ``end`` are as they are written.
    """

    kind: EntryKind
    source: str
    text: str
    about: str = ""
    by: str = ""
    location: str = ""
    notes: str = ""
    start: str = ""
    end: str = ""

    @property
    def words(self) -> str:
        parts = (self.about, self.by, self.location)
        return ", ".join((f'"{_short(self.text)}"', *map(_short, filter(None, parts)), *self._days))

    @property
    def _days(self) -> tuple[str, ...]:
        days = tuple(filter(None, map(_short, (self.start, self.end))))
        if not self.end and self.start and self.kind is EntryKind.JOB:
            return (f"since {days[0]}",)
        return (" to ".join(days),) if days else ()

    @property
    def began(self) -> PartialDate | None:
        """The month of its start, where it can be read."""
        return day_of(self.start)

    @property
    def ended(self) -> PartialDate | None:
        return day_of(self.end)

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it starts."""
        began, ended = self.began, self.ended
        return bool(began and ended and ended.latest < began.earliest)

    @property
    def goes_on(self) -> bool:
        """Whether it is said to go on, or, of a job, has no end."""
        is_open = not self.end and self.kind is EntryKind.JOB
        return is_open or read_end(self.end) == PRESENT


class Paper(NamedTuple):
    """What a file says, the day on which it did, if that is known, and what is passed over."""

    entries: tuple[CvEntry, ...]
    day: date | None = None
    passed_over: tuple[str, ...] = ()


def day_of(text: str) -> PartialDate | None:
    """
    The year or the month written there. A CV's day is mostly the first of a month, for want of a
    better one, so a day is taken as its month.
    """
    stamp = TIME.fullmatch(text)
    read = read_end(stamp[1] if stamp else text)
    if read is None or read == PRESENT:
        return None
    try:
        return SomeDate().read(Node(read[:7]), Problems(""))
    except Unreadable:
        return None


def _short(text: str) -> str:
    return in_short(" ".join(text.split()))


def text_of(row: Mapping[str, Node], *names: str) -> str:
    """The first of these keys that holds a text or a number."""
    for name in names:
        value = row[name].value if name in row else None
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value):
            return str(value).strip()
    return ""


MOST_ABOVE = 10
"""Lines that may stand above a header."""
MOST_ROWS = 2_000


def table_entries(text: str, name: str, problems: Problems) -> tuple[CvEntry, ...] | None:
    """The entries in the rows of a table; ``None`` of another kind; `Unreadable`."""
    for delimiter in DELIMITERS:
        rows = _rows(text, delimiter, problems)
        for number, cells in rows:
            header = tuple(map(folded, cells))
            for known in PAPERS["tables"]:
                if {*known["columns"]} <= {*header}:
                    return tuple(_entries(rows, header, known, name))
            if number > MOST_ABOVE:
                break
    return None


def _entries(
    rows: Iterator[tuple[int, Sequence[str]]],
    header: Sequence[str],
    known: Mapping[str, Any],
    name: str,
) -> Iterator[CvEntry]:
    for number, cells in rows:
        row = dict(zip(header, map(str.strip, cells), strict=False))
        told = {
            part: " ".join(row.get(each, "") for each in columns.split("; ")).strip()
            for part, columns in known["parts"].items()
        }
        entry = CvEntry(kind=EntryKind(known["kind"]), source=f"{name}: row {number}", **told)
        if entry.text or entry.by:
            yield entry


def _rows(text: str, delimiter: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    table = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(table, 1):
            if number > MOST_ROWS:
                problems.fail(str(number), f"There are more than {MOST_ROWS:,} rows.")
            yield number, cells
    except csv.Error as error:
        advice = f"This row cannot be read as a table ({error}). Check its quotation marks."
        problems.fail(str(number + 1), advice)


def paper_in(document: Node, name: str) -> Paper | None:
    """What a resume or badges say; ``None`` of another document in JSON."""
    if is_resume(document):
        entries = tuple(resume_entries(document, name))
        return Paper(entries, changed(document), passed_over(document))
    return Paper(tuple(badge_entries(document, name))) if is_badge(document) else None


SECTIONS = ("basics", "work", "education", "certificates")
PASSED_OVER = "volunteer awards publications skills languages interests references projects"


def is_resume(document: Node) -> bool:
    """Whether a JSON document has the sections of a resume."""
    found = (document.entries.get(each, Node(None)).value for each in SECTIONS)
    return any(isinstance(each, list | Mapping) for each in found)


def resume_entries(document: Node, source: str) -> Iterator[CvEntry]:
    basics = mapping_of(document, "basics")
    if name := text_of(basics, "name"):
        yield CvEntry(kind=EntryKind.NAME, source=f"{source}: basics.name", text=name)
    for section, known in PAPERS["sections"].items():
        found = document.entries.get(section, Node(None)).value
        for at, row in enumerate(found if isinstance(found, list) else (), 1):
            if isinstance(row.value, Mapping):
                parts = known["parts"].items()
                told = {part: text_of(row.entries, *keys.split()) for part, keys in parts}
                place = f"{source}: {section} {at}"
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
    unread = (each for each in PASSED_OVER.split() if each in found)
    where = ("basics.location",) if mapping_of(document, "basics").get("location") else ()
    strange: list[str] = []  # what stands where a section is read and has no form of one
    for section in SECTIONS:
        value = found.get(section, Node(None)).value
        form = Mapping if section == SECTIONS[0] else list
        if value is not None and not isinstance(value, form):
            strange.append(section)
        elif isinstance(value, list):
            rows = enumerate(value, 1)
            strange += (f"{section} {at}" for at, row in rows if not isinstance(row.value, Mapping))
    return (*where, *(each for each in unread if found[each].value), *strange)


def mapping_of(node: Node, key: str) -> Mapping[str, Node]:
    """The mapping under a key; an empty one where there is none."""
    return node.entries.get(key, Node(None)).entries


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


LARGEST_ARCHIVE = 500 << 20
LARGEST_DIRECTORY = 4 << 20
"""Bytes that the list of its files may take: some ten thousand names."""
END, END_BYTES = b"PK\x05\x06", 22
LONGEST_COMMENT = 1 << 16
TABLE = re.compile(r"(?:profile|positions|education|certifications|licenses)\.csv", re.IGNORECASE)
WORD, WORKBOOK = "word/document.xml", "xl/workbook"
NO_YEAR = 1980
LOCKED = 1
"""The bit of a file in an archive that a password protects."""


def tables_in(path: str) -> Iterator[tuple[str, bytes, date | None]]:
    """The tables of an export, by name, and when each was packed; else `InvalidInputError`."""
    try:
        with Path(path).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - LONGEST_COMMENT - END_BYTES))
            _, found, record = file.read().rpartition(END)
            directory = int.from_bytes(record[8:12], "little") if found else 0
            if size > LARGEST_ARCHIVE or directory > LARGEST_DIRECTORY:
                raise _refused("too_large", "unpack")
            with ZipFile(file) as archive:
                for each in _tables(archive.infolist()):
                    with archive.open(each) as member:
                        yield _last(each), member.read(files.LARGEST_FILE + 1), _packed(each)
    except (BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error, struct.error):
        raise _refused("damaged", "unpack") from None


def _refused(*names: str, of: str = "", **blanks: str) -> InvalidInputError:
    """These messages as one; the caller raises what comes back."""
    told = (message(__file__, each, **blanks) for each in names)
    return InvalidInputError([f"{of}{' '.join(told)}"])


def _tables(listed: list[ZipInfo]) -> list[ZipInfo]:
    paths = [each.filename for each in listed]
    if WORD in paths:
        raise _refused("word", "no_form")
    if any(each.startswith(WORKBOOK) for each in paths):
        raise _refused("workbook")
    found = [each for each in listed if TABLE.fullmatch(_last(each)) and not each.is_dir()]
    names = [_last(each).lower() for each in found]
    if not found:
        raise _refused("no_tables", "export")
    for each in found:
        if each.flag_bits & LOCKED:
            raise _refused("locked", "unpack")
        if each.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile
        if names.count(_last(each).lower()) > 1:
            raise _refused("twice", "unpack", name=_last(each))
    return found


def _packed(entry: ZipInfo) -> date | None:
    """The day on which it was packed; programs that do not know it write the first one."""
    try:
        day = date(*entry.date_time[:3])
    except ValueError:
        return None
    return day if day.year > NO_YEAR else None


def _last(entry: ZipInfo) -> str:
    """The name of a file without its folders; nothing is ever written under it."""
    return re.split(r"[/\\]", entry.filename)[-1]


ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip archive begins, and one with nothing in it."""
OTHERS = {
    b"%PDF": ("pdf", "no_form"),
    b"\xd0\xcf\x11\xe0": ("older", "no_form"),
    b"{\\rtf": ("rtf", "no_form"),
    b"\x89PNG": ("picture",),
    b"<svg": ("picture",),
    b"<": ("brackets", "no_form"),
    b"eyJ": ("signed",),
}
"""What is no form that is read here, by how it begins, with what is said of it."""


def read_papers(paths: Sequence[str]) -> list[Paper]:
    """What is in some files, each called by its name; those of one name by their paths as well."""
    names = [Path(each).name for each in paths]
    return [
        read_paper(path, path if names.count(name) > 1 else name)
        for path, name in zip(paths, names, strict=True)
    ]


def read_paper(path: str, called: str) -> Paper:
    """The entries of a file, which is ``called`` so; `InputMissingError`, `InvalidInputError`."""
    name = "standard input" if path == files.STANDARD_INPUT else called
    if os.path.isdir(path):  # noqa: PTH112 - Path's raises where it may not look
        raise InputMissingError(f"{path}: {message(__file__, 'folder', path=path)}")
    data = files.read_bytes(path)
    start = data.removeprefix(files.BOM).lstrip()
    if start.startswith(ARCHIVE) and path != files.STANDARD_INPUT:
        return _exported(path, name)
    if start.startswith(ARCHIVE):
        raise _refused("archive_piped", of=f"{name}: ")
    for begins, messages in OTHERS.items():
        if start.startswith(begins):
            raise _refused(*messages, of=f"{name}: ")
    problems = Problems(name)
    try:
        is_table = not start.startswith((b"{", b"["))
        text = files.decode_text(data, problems, "replace" if is_table else "strict")
        if is_table:
            entries = table_entries(text, name, problems)
            paper = None if entries is None else Paper(entries)
        else:
            paper = paper_in(decode_json(text, problems), name)
    except Unreadable:
        raise InvalidInputError(problems.lines()) from None
    if paper is None:
        raise _refused("no_paper", of=f"{name}: ")
    return paper


def _exported(path: str, name: str) -> Paper:
    entries: list[CvEntry] = []
    days: list[date | None] = []
    others: list[str] = []
    problems = Problems(name)
    try:
        for table, data, packed in tables_in(path):
            problems = Problems(f"{name}: {table}")
            text = files.decode_text(data, problems, "replace")
            found = table_entries(text, problems.document, problems)
            entries += found or ()
            others += [table] if found is None else []
            days.append(packed)
    except Unreadable:
        raise InvalidInputError(problems.lines()) from None
    except InvalidInputError as error:
        raise InvalidInputError([f"{name}: {each}" for each in error.problems]) from None
    return Paper(tuple(entries), max(filter(None, days), default=None), tuple(others))
