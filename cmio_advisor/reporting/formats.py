"""
The formats a report can have.
"""

from enum import StrEnum


class Format(StrEnum):
    """
    One member a renderer; the value is what ``--format`` takes.
    """

    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    JSONL = "jsonl"


RESULT_FORMATS = tuple(each for each in Format if each is not Format.JSONL)
"""What a single result can be shown as."""

ENDINGS = {Format.JSON: "json", Format.MARKDOWN: "md", Format.HTML: "html", Format.PDF: "pdf"}
"""The formats in which each client gets a file, and how its name ends."""
