"""Numbers, dates, yes and no as people type them; and what any reading of an answer can come to."""

from collections.abc import Mapping

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import Vague, read_day, read_number, yes_or_no

LONGEST_ECHO = 40
NOTHING = "none"

Entry = str | Mapping[str, str]
Value = str | int | float | bool | tuple[Entry, ...] | Mapping[str, str | int | float | bool]


class Understood(Frozen, kw_only=False):
    """The answer, in the form of a profile file."""

    value: Value


class Unsure(Frozen, kw_only=False):
    """The answer that is probably meant; each guess is what was written and what it is taken as."""

    value: Value
    guesses: tuple[tuple[str, str], ...]


class Problem(Frozen, kw_only=False):
    """
    Why what was typed is no answer, in one sentence, and the numbered choices that come near it.
    """

    text: str
    suggestions: tuple[tuple[int, str], ...] = ()


Reading = Understood | Unsure | Problem


def read_amount(text: str, unit: str) -> Reading:
    """A number in the question's unit, as people write one."""
    found = read_number(text, unit)
    if isinstance(found, Vague):
        return Problem(f"{echo(text)} {found.reason}. Type {found.written_as(mark='')}.")
    return Problem(f"{echo(text)} is not a number.") if found is None else Understood(found)


def read_date(text: str) -> Reading:
    """A year, a month or a day. Whether the date exists is checked with the profile."""
    found = read_day(text)
    return Problem(f"{echo(text)} is not a date.") if found is None else Understood(found)


def read_yes_no(text: str) -> Reading:
    """Yes or no, in a word or a letter."""
    found = yes_or_no(text)
    return Problem(f"{echo(text)} is neither yes nor no.") if found is None else Understood(found)


def echo(text: str) -> str:
    """What was typed, in quotation marks and short enough for a message."""
    shown = text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 3] + "..."
    return f'"{shown}"'
