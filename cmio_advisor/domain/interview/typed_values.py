"""
Numbers, dates, yes and no as people type them; and what any reading of an answer can come to.
"""

import re
from collections.abc import Mapping

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.time import MONTHS_A_YEAR
from cmio_advisor.domain.roadmap.names import folded

LONGEST_ECHO = 40
NOTHING = "none"
NONE_WORDS = frozenset({"0", "none", "no", "nothing", "zero", "none of these", "none yet"})
YES_WORDS = frozenset({"y", "yes", "true"})
NO_WORDS = frozenset({"n", "no", "false"})

_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"
_AMOUNT = re.compile(
    rf"(?P<rough>about |around |roughly |approximately |approx\.? |~ ?|ca\.? )?"
    rf"(?P<low>{_NUMBER})(?P<low_scale>[km])?"
    rf"(?: ?(?:-|\u2013|to) ?(?P<high>{_NUMBER})(?P<scale>[km])?)?(?P<open> ?\+)?"
    r" ?(?P<unit>years?|yrs?|months?|people|persons?|us dollars?|dollars?|usd|beds?)?",
)
_SCALES = {"k": 1_000, "m": 1_000_000}

Entry = str | Mapping[str, str]
Value = str | int | float | bool | tuple[Entry, ...] | Mapping[str, str | int | float | bool]


class Understood(Frozen, kw_only=False):
    """
    The answer, in the form of a profile file.
    """

    value: Value


class Unsure(Frozen, kw_only=False):
    """
    The answer that is probably meant; each guess is what was written and what it is taken as.
    """

    value: Value
    guesses: tuple[tuple[str, str], ...]


class Problem(Frozen, kw_only=False):
    """
    Why what was typed is no answer, in one sentence, and the numbered choices that come near it.
    """

    text: str
    suggestions: tuple[tuple[int, str], ...] = ()


Reading = Understood | Unsure | Problem


def read_number(text: str) -> Reading:
    """
    A number, a range or a rough number, in the question's unit; months become years.
    """
    plain = re.sub(r"(?<=[0-9])[, ](?=[0-9]{3}\b)", "", text.lower().replace("$", ""))
    if folded(plain) in NONE_WORDS:
        return Understood(0)
    found = _AMOUNT.fullmatch(plain)
    if not found:
        return Problem(f"{echo(text)} is not a number.")
    months = (found["unit"] or "").startswith("month")
    high_scale = found["scale"]
    low = _scaled(found["low"], found["low_scale"] or high_scale, months=months)
    if found["high"]:
        return Understood(f"{low}-{_scaled(found['high'], high_scale, months=months)}")
    if found["rough"]:
        return Understood(f"about {low}")
    return Unsure(low, ((text, str(low)),)) if found["open"] else Understood(low)


def _scaled(digits: str, scale: str | None, *, months: bool) -> int | float:
    number = float(digits) * _SCALES.get(scale or "", 1)
    number = round(number / MONTHS_A_YEAR, 2) if months else number
    return int(number) if number.is_integer() else number


def read_date(text: str) -> Reading:
    """
    A year, a month (also ``6/2014``) or a day. Whether the date exists is checked with the profile.
    """
    found = re.fullmatch(r"([0-9]{1,2})/([0-9]{4})", text)
    plain = f"{found[2]}-{int(found[1]):02}" if found else text
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", plain):
        return Problem(f"{echo(text)} is not a date.")
    return Understood(plain)


def read_yes_no(text: str) -> Reading:
    """
    Yes or no, in a word or a letter.
    """
    word = text.lower()
    if word in YES_WORDS or word in NO_WORDS:
        return Understood(word in YES_WORDS)
    return Problem(f"{echo(text)} is neither yes nor no.")


def echo(text: str) -> str:
    """
    What was typed, in quotation marks and short enough for a message.
    """
    shown = text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 3] + "..."
    return f'"{shown}"'
