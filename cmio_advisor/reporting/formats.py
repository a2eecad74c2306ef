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
    JSON = "json"
    PDF = "pdf"
