"""
Numbers and days as people write them: digits or words, ranges, rough or open ones, shares, since
when, months by their names.

Not a guess: what can mean two things is `Vague`, what is none of these `None`. What is read has the
form of a profile file ("5-7", "about 7", "at least 5", "2014-06"), whose reader has the last word.
"""

import re
from collections.abc import Mapping

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, ROUGH_SHARE

YEARS, MONTHS, SHARE = "years", "months", "full-time posts"
DAYS_A_WEEK = 5
Written = int | float | str | Mapping[str, str]
"""A number, a range or a rough or open number; or, of work since a day, where it begins."""


class Vague(Frozen, kw_only=False):
    """
    Words that stand for no number in particular, with ``choices`` to write in their place.
    """

    choices: tuple[str, ...]


_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_ONES)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
_WORDS |= {"dozen": 12, "hundred": 100}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_NOTHING = {"none", "no", "nothing", "nobody", "no one", "noone", "never", "zero", "not yet", "nil"}
_VAGUE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("couple", "a couple", "a few", "few", "some", "several"), ("2", "3-5", "5-7")),
    **dict.fromkeys(("many", "a lot", "lots", "a number"), ("5-10", "10-20", "at least 20")),
}
_SHARES = {
    "full time": 1,
    "all": 1,
    "half": 0.5,
    "half time": 0.5,
    "half a week": 0.5,
    "a quarter": 0.25,
    "quarter": 0.25,
    "a third": 0.33,
    "third": 0.33,
}
_NUMBER = r"(?:[0-9]{1,12}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"
_UNITS = (
    r"(?:years?|yrs?|y|months?|mos?|people|persons?|staff|reports?|references?|us dollars?|dollars?"
    r"|usd|beds?|semester hours?|hours?|hrs?|h|days?|percent|%|ftes?|full[- ]time posts?)"
)
_AMOUNT = re.compile(
    rf"(?:(?P<rough>about|around|roughly|approximately|approx\.?|nearly|almost|~|ca\.?) ?"
    rf"|(?P<least>at least|more than|over|above|minimum(?: of)?|>=?) ?"
    rf"|(?P<most>at most|less than|fewer than|under|below|up to|maximum(?: of)?|<=?) ?)?"
    rf"(?P<low>{_NUMBER}) ?(?P<low_scale>[km]\b)?"
    rf"(?: ?(?:-|\u2013|to|or) ?(?P<high>{_NUMBER}) ?(?P<scale>[km]\b)?)?"
    rf"(?P<open> ?\+| plus| or more| and more| and up)? ?(?P<unit>{_UNITS})?"
    rf"(?P<per> ?(?:a|per|each|/) ?(?:week|wk|year|yr))?(?P<more> ?\+| or more| plus)?"
)
_SCALES = {"k": 1_000, "m": 1_000_000}


def read_number(text: str, unit: str) -> Written | Vague | None:
    """
    What stands there for a number of that unit, as it is called in the table of fields.
    """
    plain = _in_digits(" ".join(text.lower().replace("$", "").split()))
    if plain in _NOTHING:
        return 0
    if plain in _VAGUE or plain.removesuffix(f" {unit}") in _VAGUE:
        return Vague(_VAGUE.get(plain) or _VAGUE[plain.removesuffix(f" {unit}")])
    if unit == SHARE and plain in _SHARES:
        return _SHARES[plain]
    if plain.startswith("since ") and unit == YEARS:
        day = read_day(plain.removeprefix("since "))
        return None if day is None else {"from": day, "to": "present"}
    found = _AMOUNT.fullmatch(plain)
    factor = _factor(found, unit) if found else None
    return _form(found, factor) if found and factor else None


def read_day(text: str) -> str | None:
    """
    A year, a month (also ``6/2014`` or ``June 2014``) or a day.
    """
    found = re.fullmatch(r"(?:([0-9]{1,2})/|([a-z]{3,9})\.?,? )([0-9]{4})", text.lower())
    if found and found[1]:
        return f"{found[3]}-{int(found[1]):02}"
    if found:
        months = [at for at, each in enumerate(_MONTHS, start=1) if each.startswith(found[2])]
        return f"{found[3]}-{months[0]:02}" if len(months) == 1 else None
    return text if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) else None


def _in_digits(text: str) -> str:
    """
    Number words in digits, thousands without their commas.
    """
    tens, ones = "|".join(_TENS), "|".join(_ONES[1:10])
    text = re.sub(r"(?<=[0-9])[, ](?=[0-9]{3}\b)", "", text)
    text = re.sub(
        rf"\b({tens})[ -]({ones})\b", lambda each: str(_WORDS[each[1]] + _WORDS[each[2]]), text
    )
    text = re.sub(r"\bzero\b(?! ?-)", "0", text) if text != "zero" else text
    text = re.sub(r"\b(?:a|an) (?=dozen|hundred|year|month|day)", "1 ", text)
    text = re.sub(r"\b1 (dozen|hundred)\b", r"\1", text)
    words = "|".join(each for each in _WORDS if each != "zero")
    text = re.sub(rf"\b({words})\b", lambda each: str(_WORDS[each[1]]), text)
    text = re.sub(r"\bhalf (?:a|1) ?(?=year|month|day)", "0.5 ", text)
    text = re.sub(r"([0-9]+)( [a-z]+)? and (?:a|1) half", r"\1.5\2", text)
    return re.sub(r"  +", " ", text).strip()


def _factor(found: re.Match[str], unit: str) -> float | None:
    """
    What turns a number of the unit written into one of the unit wanted; ``None`` for another kind.
    """
    written, per = found["unit"] or "", found["per"] or ""
    if per and unit not in (("US dollars",) if "y" in per else ("hours a week", SHARE)):
        return None
    if unit == SHARE:
        return _share_factor(written, found)
    if re.fullmatch("years?|yrs?|y", written):
        return {YEARS: 1, MONTHS: MONTHS_A_YEAR}.get(unit)
    if re.fullmatch("months?|mos?", written):
        return {YEARS: 1 / MONTHS_A_YEAR, MONTHS: 1}.get(unit)
    families = {
        "people": "people|persons?|staff|reports?",
        "US dollars": "us dollars?|dollars?|usd",
        "hours": "hours?|hrs?|h",
        "hours a week": "hours?|hrs?|h",
        "references": "references?|people|persons?",
        "semester hours": "semester hours?|hours?|hrs?",
        "beds": "beds?",
    }
    return 1 if not written or re.fullmatch(families.get(unit, ""), written) else None


def _share_factor(written: str, found: re.Match[str]) -> float | None:
    """
    Of a share of full time: percent, days of a week, or the share itself. No share is more than
    one, so that a larger number without a unit is percent.
    """
    if written in ("percent", "%"):
        return 0.01
    if written.startswith("day"):
        return 1 / DAYS_A_WEEK
    if written and "fte" not in written and "full" not in written:
        return None
    return 0.01 if float(found["high"] or found["low"]) > 1 and not written else 1


def _form(found: re.Match[str], factor: float) -> Written | None:
    """
    As a profile file writes it.
    """
    low = _scaled(found["low"], found["low_scale"] or found["scale"], factor)
    if found["high"]:
        high = _scaled(found["high"], found["scale"], factor)
        is_open = found["rough"] or found["least"] or found["most"] or found["open"]
        return None if is_open else f"{low}-{high}"
    if found["most"]:
        return f"0-{low}"
    if found["least"] or found["open"] or found["more"]:
        return f"at least {low}"
    if found["rough"] and factor != 1:  # a share; "about" has a margin of one at least
        return f"{round(low * (1 - ROUGH_SHARE), 4)}-{round(low * (1 + ROUGH_SHARE), 4)}"
    return f"about {low}" if found["rough"] else low


def _scaled(digits: str, scale: str | None, factor: float) -> int | float:
    number = round(float(digits) * _SCALES.get(scale or "", 1) * factor, 4)
    number = round(number, 2) if factor not in (1, 0.01) else number
    return int(number) if number.is_integer() else number
