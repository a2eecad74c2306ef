"""
The formats a report can have, and the screen that one of them is drawn for.
"""

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """
    One member a renderer; the value is what ``--format`` takes.
    """

    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Screen:
    """
    What a terminal can show. The command line finds it out; no renderer asks the environment.

    ``width`` is in columns; without ``color`` not one escape byte is written; without ``unicode``
    marks and drawings are ASCII.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
