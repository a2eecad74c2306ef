"""
Numbers as people write them: digits or words, ranges, rough or open ones, shares, years since one.

Not a guess: what can mean two things is `Vague`, what is none of these `None`. What is read has the
form of a profile file ("5-7", "about 7", "at least 5", "2014-06"), whose reader has the last word.
"""

import re
from collections.abc import Mapping
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import (
    LONGEST,
    NONE_WORDS,
    PRESENT,
    WORD,
    months_named,
    read_day,
    read_period,
)
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, ROUGH_SHARE, add_months

YEARS, MONTHS, SHARE, WEEKLY = "years", "months", "full-time jobs", "hours a week"
DOLLARS = ("US dollars", "US dollars a year", "US dollars in all")
WHOLE_UNITS = frozenset({"people", "beds", *DOLLARS, "references"})
"""Of which there are no thousandths, so that three digits behind a point are thousands."""
# Patterns stand here as text: to compile them all would be a twentieth of every start.
POINTED = r"(?<![0-9.,])([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]{1,2}))?(?![0-9.,])"
DAYS_A_WEEK, HOURS_A_WEEK = 5, 40
LEAST_PERCENT = 10
"""A smaller number of full-time jobs, over one, can be days of a week as well."""
WrittenNumber = int | float | str | Mapping[str, str]
"""A number, a range or a rough or open number; or, of work since a day, its period."""


class Vague(Frozen, kw_only=False):
    """Words that stand for no number in particular, with ``choices`` to write in their place."""

    choices: tuple[str, ...]
    reason: str = "can be many numbers"

    def written_as(self, mark: str = '"') -> str:
        """The choices in a sentence, each between ``mark``: '"2", "3-5" or "5-7"'."""
        *others, last = (f"{mark}{each}{mark}" for each in self.choices)
        return f"{', '.join(others)} or {last}" if others else last


def has_pointed_thousands(text: str, unit: str) -> bool:
    """Whether points part the thousands of a number ("1.200"), as outside the United States."""
    return unit in WHOLE_UNITS and re.search(POINTED, text) is not None


_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_ONES)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
_WORDS |= {"dozen": 12, "hundred": 100}
_NOTHING = NONE_WORDS | {"nobody", "no one", "noone", "no direct reports", "no reports", "no staff"}
_VAGUE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("couple", "a couple", "a few", "few", "some", "several"), ("2", "3-5", "5-7")),
    **dict.fromkeys(("weekends", "evenings", "nights", "nights and weekends"), ("4", "8", "16")),
    **dict.fromkeys(("many", "a lot", "lots", "a number"), ("5-10", "10-20", "at least 20")),
}
_SHARES: Mapping[str, float] = {
    **dict.fromkeys(("full time", "all", "ft", "full"), 1),
    **dict.fromkeys(("half", "half time", "half a week"), 0.5),
    **dict.fromkeys(("a quarter", "quarter", "quarter time"), 0.25),
    **dict.fromkeys(("a third", "third"), 0.33),
}
_NUMBER = r"(?:[0-9]{1,12}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"
_HOURS, _DOLLARS = "hours?|hrs?|h", "us dollars?|dollars?|usd"
_CALLED = {
    YEARS: "years?|yrs?|y",
    MONTHS: "months?|mos?",
    SHARE: r"percent|pct|%|days?|d|full[- ]time (?:posts?|jobs?)",
    "people": "people|persons?|staff|(?:direct )?reports?|ftes?",
    **dict.fromkeys(DOLLARS, _DOLLARS),
    "hours": _HOURS,
    WEEKLY: _HOURS,
    "semester hours": f"semester hours?|{_HOURS}",
    "references": "references?|people|persons?",
    "beds": "beds?",
}
"""What people call each unit."""
_UNITS = f"(?:{'|'.join(_CALLED.values())})"
_SCALE = r"(?:[km]|mm|mil|mill|millions?|thousand|grand|bn|billion)\b"
_AMOUNT = (
    rf"(?:(?P<rough>about|around|roughly|approximately|approx\.?|nearly|almost|~|ca\.?) ?"
    rf"|(?P<least>at least|more than|over|above|minimum(?: of)?|>=?) ?"
    rf"|(?P<most>at most|less than|fewer than|under|below|up to|no more than|max(?:imum)?(?: of)?"
    rf"|<=?) ?)?"
    rf"(?P<low>{_NUMBER}) ?(?P<low_scale>{_SCALE})?"
    rf"(?: ?(?:percent|pct|%)?(?<! ) ?(?:-|\u2013|to|or) ?(?P<high>{_NUMBER})"
    rf" ?(?P<scale>{_SCALE})?)?"
    rf"(?P<open> ?\+| plus| or more| and more| and up)? ?(?P<unit>{_UNITS})?"
    rf"(?P<per> ?(?:a|per|each|/) ?(?:week|wk|year|yr))?(?P<more> ?\+| or more| plus)?"
)
_MOST = (
    r"^(?P<number>.*[0-9]\S*) (?:max(?:imum)?|at most|tops|(?:or|and) (?:less|fewer|under|below))$"
)
_NUMBER_NOISE = r"^\"|\"$|(?<=[a-z])\.$"
_MONEY_NOISE = rf"(?<![a-z])(?:us ?)?\$(?![a-z])|^usd (?=[0-9])|{_NUMBER_NOISE}"
"""Signs around a number that say nothing more of it; "CA$" is another money."""
_HALF_A_THOUSAND = r"[0-9],[0-9]{1,2}(?![0-9])"
"""A sign of thousands behind which digits are missing, where there are no cents to speak of."""
_LEADS = (
    r"^(?:(?:sup|supv|supervisor|supervises|supervising|manages|managing|leads|oversees|team|staff)"
    r"\.?(?: of)?|a team of) (?=[0-9~])"
)
"""What stands before a number of people."""
_COMMENTED = r"(?P<number>[^(),;+]*[0-9][^(),;+]*?)\s*(?:[,;]|\+(?= ?[a-z])|(?=\())\s*(?P<left>.+)"
_COUNTED = r"(?P<number>.*[0-9]\S*)\s+(?P<left>(?:[a-z&/-]+ ?){1,3})"
"""A number with a comment behind a sign, or with words behind it that say of what it is."""
_ADDED = r"\+|\b(?:plus|and|with|incl|including)\b|\bw/"
"""What says that the number is without what stands behind it."""
_SCALES = {
    **dict.fromkeys(("k", "thousand", "grand"), 1_000),
    **dict.fromkeys(("m", "mm", "mil", "mill", "million", "millions"), 1_000_000),
    **dict.fromkeys(("bn", "billion"), 1_000_000_000),
}
_OF_WORK = (
    r" (?:of )?(?:clinical |full[- ]time )?(?:experience|exp|(?:in )?practice"
    r"|(?:at the )?bedside(?: (?:icu|er|ed|or|nursing|care))?"
    r"|(?:post|after|since)[- ]?residency|full[- ]time|ft)\.?$"
)
"""What stands behind years of work and says nothing more of them."""
_OF_A_WEEK = r" (?:protected|informatics|dedicated|admin)(?: time)?$| time$"
"""What stands behind a share of full time and says nothing more of it."""
_YEARS_AND_MONTHS = r"([0-9]{1,2}) ?(?:years?|yrs?|y),?(?: and)? ?([0-9]{1,2}) ?(?:months?|mos?|m)"
_EXCELS_DAY = (
    rf"(?P<day>[0-9]{{1,2}})[- ](?P<month>{WORD})"
    rf"|(?P<also_month>{WORD})[- ](?P<also_day>[0-9]{{1,2}})"
    r"|20[0-9]{2}-(?P<in_month>[0-9]{2})-(?P<in_day>[0-9]{2})(?: 00:00:00)?"
)


def read_number(text: str, unit: str) -> WrittenNumber | Vague | None:
    """What stands there for a number of that unit, as it is called in the table of fields."""
    if len(text) > LONGEST:
        return None
    if range_ := _range_that_became_a_day(text.strip().lower(), unit):
        return range_
    plain = _plain(text, unit)
    if plain in _NOTHING or text.strip().lower() in _NOTHING:
        return 0
    if choices := _VAGUE.get(plain.removesuffix(f" {unit}")):
        return Vague(choices)
    if unit == SHARE and (share := plain.replace("-", " ")) in _SHARES:
        return _SHARES[share]
    if unit == SHARE and (part := re.fullmatch("([1-9])/([2-9]|10)(?: time)?", plain)):
        return round(min(1, int(part[1]) / int(part[2])), 2)
    if unit == YEARS and (since := _since(plain)):
        return since
    if unit == YEARS and (parts := re.fullmatch(_YEARS_AND_MONTHS, plain)):
        return round(float(parts[1]) + float(parts[2]) / MONTHS_A_YEAR, 2)
    amount = re.fullmatch(_AMOUNT, plain)
    factor = _factor(amount, unit) if amount else None
    if isinstance(factor, Vague):
        return factor
    return _form(amount, factor) if amount and factor else None


def read_day_ahead(text: str, on: date) -> str | None:
    """The day that words name by that on which they are written: "today", "in 5 years"."""
    plain = " ".join(text[:LONGEST].lower().split()).removeprefix("by ").removeprefix("the ")
    if plain in ("now", "today"):
        return on.isoformat()
    if "next year" in plain:
        return read_day(plain.replace("next year", str(on.year + 1)))
    found = re.fullmatch(
        r"(?:in|within)(?: the next)? (.*[a-z])|(.*[a-z]) from (?:now|today)", plain
    )
    months = read_number(found[1] or found[2], MONTHS) if found else None
    return add_months(on, months).isoformat()[:7] if isinstance(months, int | float) else None


def without_comment(text: str, beside: frozenset[str], added: frozenset[str]) -> tuple[str, str]:
    """
    A number without what says of which it is: "9 (MAs and RNs)", "18M drug budget"; and what that
    was. Only words ``beside`` may stand there, and those ``added`` ("$240k + bonus"): any other may
    make another number of it, or take it back.
    """
    plain = " ".join(text.lower().split()) if len(text) <= LONGEST else ""
    known = beside | added if re.search(_ADDED, plain) else beside
    for form in (_COMMENTED, _COUNTED) if beside else ():
        found = re.fullmatch(form, plain)
        left = found["left"].strip("()+ ") if found else ""
        if found and left and known.issuperset(re.findall(r"[^\s()+,;:&/.]+", left)):
            return found["number"], left
    return text, ""


def _plain(text: str, unit: str) -> str:
    """In digits, without signs between the thousands and what stands before a number of people."""
    if has_pointed_thousands(text, unit):
        text = re.sub(POINTED, lambda n: n[1].replace(".", "") + (f".{n[2]}" if n[2] else ""), text)
    elif unit in WHOLE_UNITS and re.search(_HALF_A_THOUSAND, text):
        return text
    noise = _MONEY_NOISE if unit in DOLLARS else _NUMBER_NOISE
    plain = " ".join(re.sub(noise, "", text.lower()).split())
    plain = _in_digits(re.sub(_MOST, r"up to \g<number>", plain))
    if unit == YEARS:
        plain = re.sub(_OF_WORK, "", plain)
    if unit in (SHARE, WEEKLY):
        plain = re.sub(_OF_A_WEEK, "", plain)
    return re.sub(_LEADS, "", plain) if unit == "people" else plain


def _since(text: str) -> Mapping[str, str] | None:
    """Work that began on a day, and when it ended or that it goes on: "since 2014", "2014-2019"."""
    head, _, _ = text.partition(" ")
    start, end = read_period(text)
    starts = head in ("since", "from", "started", "began")
    if starts and end is None and (day := read_day(text.partition(" ")[2])):
        return {"from": day, "to": PRESENT} if head != "from" else None
    return {"from": start, "to": end} if start and end else None


def _range_that_became_a_day(text: str, unit: str) -> Vague | None:
    """How to write "5-7" or "1/2", of which a spreadsheet has made "7-May" or 2026-05-07."""
    found = re.fullmatch(_EXCELS_DAY, text)
    if not found:
        return None
    months = months_named(found["month"] or found["also_month"] or "-")
    month = int(found["in_month"] or 0) or (months[0] if len(months) == 1 else 0)
    day = int(found["in_day"] or found["day"] or found["also_day"])
    if not month:
        return None
    low, high = sorted((month, day))
    meant = f"{low / max(high, 1):.2g}" if unit == SHARE else f"{low} to {high}"
    reason = "is a day, which a spreadsheet makes of a range such as 5-7 or a fraction such as 1/2"
    return Vague((meant if low < high else str(day),), reason)


def _in_digits(text: str) -> str:
    """Number words in digits, thousands without their commas."""
    tens, ones = "|".join(_TENS), "|".join(_ONES[1:10])
    text = re.sub(r"(?<=[0-9])[, ](?=[0-9]{3}\b)", "", text)
    text = re.sub(r"(?<=[0-9]),(?=[0-9]{1,2}\b)", ".", text)
    text = re.sub(
        rf"\b({tens})[ -]({ones})\b", lambda each: str(_WORDS[each[1]] + _WORDS[each[2]]), text
    )
    text = re.sub(r"\bzero\b(?! ?-)", "0", text) if text != "zero" else text
    text = re.sub(
        r"(?<![0-9] )\b(?:a|an) (?=dozen|hundred|million|year|month|day|afternoon|morning)",
        "1 ",
        text,
    )
    text = re.sub(r"^([0-9]+)(?: ?-?ish\b| or so\b)", r"about \1", text)
    text = re.sub(r"(?<=[0-9]) ?-?ish\b", "", text)
    text = re.sub(r"\b1 (dozen|hundred)\b", r"\1", text)
    text = re.sub(
        rf"\b({ones}|[1-9]) hundred\b",
        lambda each: f"{_WORDS.get(each[1]) or int(each[1])}00",
        text,
    )
    words = "|".join(each for each in _WORDS if each != "zero")
    text = re.sub(rf"\b({words})\b", lambda each: str(_WORDS[each[1]]), text)
    text = re.sub(r"\bhalf (?:a|1) ?(?=year|month|day|million)", "0.5 ", text)
    text = re.sub(r"([0-9]+) ?(?:1/2\b|\u00bd)", r"\1.5", text)
    text = re.sub(r"([0-9]+)( [a-z]+)? and (?:a|1) half", r"\1.5\2", text)
    text = re.sub(r"\b(?:(?:a|1)|(2)) decades?\b", lambda each: f"{each[1] or 1}0 years", text)
    return re.sub(r"  +", " ", text).strip()


def _factor(found: re.Match[str], unit: str) -> float | Vague | None:
    """What turns a number of the unit written into that wanted; ``None`` of another kind."""
    written, per = found["unit"] or "", found["per"] or ""
    if per and unit not in (DOLLARS[:2] if "y" in per else (WEEKLY, SHARE)):
        return None
    if unit == SHARE:
        return _share_factor(written, found)
    if unit == WEEKLY and re.fullmatch("d|days?", written):
        return HOURS_A_WEEK / DAYS_A_WEEK
    if not written or re.fullmatch(_CALLED.get(unit, ""), written):
        return 1
    months = {YEARS: MONTHS_A_YEAR, MONTHS: 1}
    found_in = next((each for each in months if re.fullmatch(_CALLED[each], written)), None)
    return months[found_in] / months[unit] if found_in and unit in months else None


def _share_factor(written: str, found: re.Match[str]) -> float | Vague | None:
    """
    Of a share of full time: percent, days of a week, or the share itself. No share is more than
    one, so that a larger number without a unit is percent, unless it can be days of a week.
    """
    if written in ("percent", "pct", "%"):
        return 0.01
    if written == "d" or written.startswith("day"):
        return 1 / DAYS_A_WEEK
    low, high = found["low"], found["high"]
    said = f"{low}-{high}" if high else low
    if re.fullmatch(_HOURS, written):
        weekly = Vague((f"{said} hours a week",), "does not say of what")
        return 1 / HOURS_A_WEEK if found["per"] else weekly
    if written and "fte" not in written and "full" not in written:
        return None
    number = float(high or low)
    if written or number <= 1:
        return 1
    if number < LEAST_PERCENT:
        units = ("%", *("days a week",) * (number <= DAYS_A_WEEK), "hours a week")
        return Vague(tuple(f"{said} {each}" for each in units), "does not say of what")
    return 0.01


def _form(found: re.Match[str], factor: float) -> WrittenNumber | None:
    """As a profile file writes it."""
    low = _scaled(found["low"], found["low_scale"] or found["scale"], factor)
    if found["high"]:
        high = _scaled(found["high"], found["scale"], factor)
        is_open = found["rough"] or found["least"] or found["most"] or found["open"]
        return None if is_open else f"{low}-{high}"
    if found["most"]:
        return f"0-{low}"
    if found["least"] or found["open"] or found["more"]:
        return f"at least {low}"
    if found["rough"] and (factor != 1 or low < 1):  # "about" has a margin of one at least
        return f"{round(low * (1 - ROUGH_SHARE), 4)}-{round(low * (1 + ROUGH_SHARE), 4)}"
    return f"about {low}" if found["rough"] else low


def _scaled(digits: str, scale: str | None, factor: float) -> int | float:
    number = round(float(digits) * _SCALES.get(scale or "", 1) * factor, 4)
    number = round(number, 2) if factor not in (1, 0.01) else number
    return int(number) if number.is_integer() else number
