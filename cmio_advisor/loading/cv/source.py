"""
Which kind of paper a file is, by what is in it, and its entries.
"""

from pathlib import Path
from typing import NamedTuple

from cmio_advisor.errors import InvalidInputError
from cmio_advisor.loading.cv.entries import Entry
from cmio_advisor.loading.cv.json_resume import is_resume, passed_over, resume_entries
from cmio_advisor.loading.text.files import STANDARD_INPUT, decode_text, read_bytes
from cmio_advisor.loading.text.nodes import Problems, Unreadable
from cmio_advisor.loading.text.strict_json import decode_json

WAYS_IN = (
    "What can be read: a resume in the form of JSON Resume (jsonresume.org). Or answer the "
    "questions: cmio-advisor assess"
)


class Paper(NamedTuple):
    """
    What a file says, and what of it is passed over.
    """

    entries: tuple[Entry, ...]
    passed_over: tuple[str, ...] = ()


def read_paper(path: str) -> Paper:
    """
    The entries of a file.

    Raises:
        InputMissingError: it cannot be read.
        InvalidInputError: it is none of those that can be understood.
    """
    name = "standard input" if path == STANDARD_INPUT else Path(path).name
    problems = Problems(name)
    try:
        document = decode_json(decode_text(read_bytes(path), problems), problems)
    except Unreadable:
        raise InvalidInputError(problems.lines()) from None
    if not is_resume(document):
        raise InvalidInputError([f"{name}: This is no resume. {WAYS_IN}"])
    return Paper(tuple(resume_entries(document, name)), passed_over(document))
