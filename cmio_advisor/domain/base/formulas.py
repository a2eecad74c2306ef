"""
What a spreadsheet would take for a formula, made text by an apostrophe before it and read again
without: foreign text runs nothing, and a table that we wrote says what it said.
"""

import re
from unicodedata import category, normalize

SIGNS = ("=", "+", "-", "@", "|", "%")
PART = re.compile(r"[^;\t\r\n]+")
"""Where the comma is the decimal sign, spreadsheets part a line at its semicolons."""
NUMBER = re.compile(r"[-+][0-9][0-9 .,]*")
"""What an office may have in columns of its own, and is no formula that does anything."""
GUARD = "'"


def guarded(cell: str) -> str:
    """The cell with an apostrophe before each part that would be a formula, if behind others."""
    return PART.sub(lambda part: GUARD * _is_formula(part[0].lstrip(GUARD)) + part[0], cell)


def unguarded(cell: str) -> str:
    """The cell without such apostrophes."""
    return PART.sub(_without, cell) if GUARD in cell else cell


def _without(part: re.Match[str]) -> str:
    return part[0].removeprefix(GUARD) if _is_formula(part[0].lstrip(GUARD)) else part[0]


def _is_formula(part: str) -> bool:
    """By what a spreadsheet sees first: no spaces, and a full-width sign is the sign itself."""
    seen = (each for each in part if not each.isspace() and category(each) not in ("Cf", "Cc"))
    return normalize("NFKC", next(seen, " "))[:1] in SIGNS
