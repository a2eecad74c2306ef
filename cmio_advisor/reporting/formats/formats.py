"""The formats a result can have."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

Form = TypeVar("Form", bound=StrEnum)

OTHER_NAMES = {"md": "markdown", "markdown": "md", "htm": "html", "txt": "plain"}
"""Other names of forms, and endings of files that promise one."""


class Format(StrEnum):
    """What a result can be written as; the value is what ``--format`` takes."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    ICS = "ics"
    CSV = "csv"


OF_RESULTS = tuple(each for each in Format if each not in (Format.ICS, Format.CSV))
OF_PLANS = (*OF_RESULTS, Format.ICS)
OF_PROGRAMS = (*OF_RESULTS, Format.CSV)


class ReportFormat(StrEnum):
    """What a caseload can be written as: a file a client that ends so, or all as lines."""

    JSON = "json"
    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    ICS = "ics"
    JSONL = "jsonl"


def form_named(name: str, forms: Iterable[Form]) -> Form | None:
    """The one among some forms that has this name, or another name of it."""
    return next((each for each in forms if each in (name, OTHER_NAMES.get(name))), None)
