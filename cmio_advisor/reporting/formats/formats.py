"""
The formats a result can have.
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


class PlanFormat(StrEnum):
    """
    What a plan can be written as: the same, and a calendar.
    """

    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    ICS = "ics"


class ReportFormat(StrEnum):
    """
    What a caseload can be written as: a file a client, whose name ends like this, or all as lines.
    """

    JSON = "json"
    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    JSONL = "jsonl"
