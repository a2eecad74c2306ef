"""The formats a result can have."""

from enum import StrEnum
from typing import TypeVar

Form = TypeVar("Form", bound=StrEnum)

OTHER_NAMES = {"md": "markdown", "markdown": "md", "htm": "html", "txt": "plain"}
"""Other names of forms, and endings of files that promise one."""


class Format(StrEnum):
    """One member a renderer; the value is what ``--format`` takes."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"


class PlanFormat(StrEnum):
    """What a plan can be written as: the same, and a calendar."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    ICS = "ics"


class ProgramFormat(StrEnum):
    """What programs can be written as: the same as any result, and a table."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    CSV = "csv"


class ReportFormat(StrEnum):
    """What a caseload can be written as: a file a client that ends so, or all as lines."""

    JSON = "json"
    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    ICS = "ics"
    JSONL = "jsonl"


def form_named(name: str, forms: type[Form]) -> Form | None:
    """The one among some forms that has this name, or another name of it."""
    return next((each for each in forms if each in (name, OTHER_NAMES.get(name))), None)
