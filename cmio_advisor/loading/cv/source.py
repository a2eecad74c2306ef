"""Which kind of paper a file is, by what is in it and never by its name, and its entries."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cmio_advisor.errors import InputMissingError, InvalidInputError
from cmio_advisor.loading.cv.entries import CvEntry
from cmio_advisor.loading.cv.json_papers import (
    badge_entries,
    changed,
    is_badge,
    is_resume,
    passed_over,
    resume_entries,
)
from cmio_advisor.loading.cv.linkedin import NO_FORM, table_entries, tables_in
from cmio_advisor.loading.text.files import BOM, STANDARD_INPUT, decode_text, read_bytes
from cmio_advisor.loading.text.nodes import Problems, Unreadable
from cmio_advisor.loading.text.strict_json import decode_json

ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip archive begins, and one with nothing in it."""
OTHERS = {
    b"%PDF": f"This is a PDF. {NO_FORM}",
    b"\xd0\xcf\x11\xe0": f"This is an older Word document, or a workbook. {NO_FORM}",
    b"{\\rtf": f"This is a document in RTF. {NO_FORM}",
    b"\x89PNG": "This is a picture. Where a badge is baked into it, download the badge as JSON.",
    b"<svg": "This is a picture. Where a badge is baked into it, download the badge as JSON.",
    b"<": f"This is a web page or another document in angle brackets. {NO_FORM}",
    b"eyJ": "This is a signed badge (a JWT). Download it as JSON where you keep your badges.",
}
"""What is no form that is read here, by how it begins, with what to do."""
NO_PAPER = (
    "This is neither a JSON Resume, nor a table of LinkedIn's data export, nor an Open Badge. "
    "A table of clients: cmio-advisor report FILE -o FOLDER. A profile: cmio-advisor assess FILE"
)


class Paper(NamedTuple):
    """What a file says, the day on which it did, if that is known, and what is passed over."""

    entries: tuple[CvEntry, ...]
    day: date | None = None
    passed_over: tuple[str, ...] = ()


def read_papers(paths: Sequence[str]) -> list[Paper]:
    """What is in some files, each called by its name; those of one name by their paths as well."""
    names = [Path(each).name for each in paths]
    return [
        read_paper(path, path if names.count(name) > 1 else name)
        for path, name in zip(paths, names, strict=True)
    ]


def read_paper(path: str, called: str) -> Paper:
    """
    The entries of a file, which is ``called`` so in what is said of it.

    Raises:
        InputMissingError: it cannot be read.
        InvalidInputError: it is none of those that can be understood.
    """
    name = "standard input" if path == STANDARD_INPUT else called
    if os.path.isdir(path):  # noqa: PTH112 - Path's raises where it may not look
        raise InputMissingError(
            f"{path}: This is a folder. Give LinkedIn's zip as it came, or a table of it: "
            f"{path}/Positions.csv"
        )
    data = read_bytes(path)
    start = data.removeprefix(BOM).lstrip()
    if start.startswith(ARCHIVE) and path != STANDARD_INPUT:
        return _exported(path, name)
    if start.startswith(ARCHIVE):
        raise InvalidInputError([f"{name}: This is a zip archive. Give the name of its file."])
    for begins, advice in OTHERS.items():
        if start.startswith(begins):
            raise InvalidInputError([f"{name}: {advice}"])
    problems = Problems(name)
    try:
        is_table = not start.startswith((b"{", b"["))
        text = decode_text(data, problems, "replace" if is_table else "strict")
        if is_table:
            entries = table_entries(text, name, problems)
        else:
            document = decode_json(text, problems)
            if is_resume(document):
                entries = tuple(resume_entries(document, name))
                return Paper(entries, changed(document), passed_over(document))
            entries = tuple(badge_entries(document, name)) if is_badge(document) else None
    except Unreadable:
        raise InvalidInputError(problems.lines()) from None
    if entries is None:
        raise InvalidInputError([f"{name}: {NO_PAPER}"])
    return Paper(entries)


def _exported(path: str, name: str) -> Paper:
    entries: list[CvEntry] = []
    days: list[date | None] = []
    others: list[str] = []
    problems = Problems(name)
    try:
        for table, data, packed in tables_in(path):
            problems = Problems(f"{name}: {table}")
            text = decode_text(data, problems, "replace")
            found = table_entries(text, problems.document, problems)
            entries += found or ()
            others += [table] if found is None else []
            days.append(packed)
    except Unreadable:
        raise InvalidInputError(problems.lines()) from None
    except InvalidInputError as error:
        raise InvalidInputError([f"{name}: {each}" for each in error.problems]) from None
    return Paper(tuple(entries), max(filter(None, days), default=None), tuple(others))
