"""How the blanks of a roadmap's named sentences are filled."""

from collections.abc import Callable, Mapping
from datetime import date

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def date_text(day: date) -> str:
    """A day as people write it, such as ``30 June 2027``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def partial_date_text(written: str) -> str:
    """``2022-03`` as ``March 2022``, ``2022-03-31`` as a day; ``undated`` and a year stay."""
    year, _, rest = written.partition("-")
    month, _, day = rest.partition("-")
    if not (month.isdigit() and 1 <= int(month) <= len(MONTH_NAMES)):
        return written
    named = f"{MONTH_NAMES[int(month) - 1]} {year}"
    return f"{int(day)} {named}" if day.isdigit() else named


Say = Callable[..., str]
"""Gives a sentence by its name, with what fills its blanks."""

BY_ESTIMATE = ", by our estimate"
"""What stands behind a last day that no page gives."""

FORMS = ("none", "one", "only")
"""Of a sentence for none, for one, for the only one there is: what stands behind its name."""


def in_form(name: str, form: str, texts: Mapping[str, str]) -> str:
    """The sentence of that name, in that form where there is one of its own."""
    return texts.get(f"{name}_{form}", texts[name])


def filled(text: str, values: Mapping[str, object]) -> str:
    """
    The sentence with its ``{placeholders}`` filled, days as people write them; what is filled in is
    not read again.
    """
    pieces = text.split("{")
    done = [pieces[0]]
    for piece in pieces[1:]:
        name, brace, rest = piece.partition("}")
        value = values.get(name)
        said = date_text(value) if isinstance(value, date) else str(value)
        done.append(said + rest if brace and name in values else "{" + piece)
    return "".join(done)
