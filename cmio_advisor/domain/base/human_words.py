"""
What people write in place of an answer: yes or no, nothing, nothing known; and days, the American
order first, and as spreadsheets count them.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from cmio_advisor.domain.base.sentences import MONTH_NAMES
from cmio_advisor.domain.base.time import MONTHS_A_YEAR

LONGEST = 80
"""Characters: no word, number or day is longer."""
NONE_WORDS = frozenset(
    {
        *("0", "none", "n", "no", "nothing", "zero", "none of these", "none yet", "not yet"),
        *("nil", "never", "nope"),
    }
)
YES_WORDS = frozenset(
    {
        *("y", "yes", "true", "t", "yep", "yeah", "x", "1", "\u2713", "\u2714", "ok", "currently"),
        *("current", "active", "present", "still", "still active", "ongoing", "part time"),
        *("part-time", "full time", "full-time", "per diem", "prn"),
    }
)
_NONE = (
    r"(?:no|none|nothing|no others?|not any)(?: (?:currently|at present|at this time|now|so far"
    r"|to date|today|held|listed|completed|done))?|no (?:certs?|certificates?|certifications?"
    r"|boards?|board certifications?|credentials?|degrees?|licen[sc]es?|residency|residencies"
    r"|fellowships?|memberships?|projects?|activities|roles?|(?:formal )?training|experience"
    r"|leadership)"
)
"""What says at more length that there is nothing."""
NO_WORDS = frozenset(
    {
        *("n", "no", "false", "f", "nope", "0", "not anymore", "not any more", "no longer"),
        *("retired", "stopped", "none", "not currently", "former", "inactive"),
    }
)
OVER = NO_WORDS | {
    *("only", "ended", "quit", "left", "was", "past", "never", "unsure", "pending", "future"),
    *("next", "paused", "leave", "suspended", "revoked", "planned", "verify", "unknown"),
}
"""Words in a comment that may make a yes a no."""
TAKE_BACK = OVER | {"but", "not", "until", "till", "yes", "unless", "if", "soon", "maybe"}
"""Those, and words that may turn a no as well."""
UNKNOWN_WORDS = frozenset(
    {
        *("unknown", "n/a", "na", "n.a.", "n.a", "not available", "not applicable", "null"),
        *("tbd", "tba", "not known", "don't know", "dont know", "unsure", "not sure", "blank"),
        *("rather not say", "prefer not to say", "no answer", "no idea", "pass", "right away"),
        *("asap", "as soon as possible", "no rush", "whenever", "soon", "immediately"),
    }
)
SHEET_ERRORS = frozenset(
    {
        *("#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!"),
        *("#field!", "#blocked!", "#connect!", "#busy!", "#getting_data", "#unknown!"),
        *("#formula!", "err:502"),
    }
)
"""What a spreadsheet program shows where a formula has no result, and our own marks."""


def means_none(text: str) -> bool:
    """Whether a word says that there is nothing."""
    plain = " ".join(text[:LONGEST].strip(" .").lower().split())
    return re.fullmatch(_NONE, plain) is not None or plain in NONE_WORDS


def means_unknown(text: str) -> bool:
    """Whether what stands there says that nothing is known: "n/a", "?", a dash."""
    plain = text.strip()[:LONGEST].lower()
    is_word = plain in UNKNOWN_WORDS | SHEET_ERRORS
    return is_word or (bool(plain) and not plain.strip("-?\u2013\u2014.*#"))


def split_comment(text: str) -> tuple[str, str]:
    """A yes or no and the comment behind it ("yes - two days"), unless that may take it back."""
    found = re.fullmatch(
        r"(?i)\s*(y|yes|n|no)\s*(?:[,;:(\u2013]|-\s)\s*([^()]+?)\)?\s*", text[:LONGEST]
    )
    words = {*re.findall("[a-z]+", found[2].lower())} if found else TAKE_BACK
    if found and found[1].lower().startswith("n"):
        words -= OVER  # "no (admin only)"
    return (found[1], found[2]) if found and not words & TAKE_BACK else (text, "")


def yes_or_no(text: str) -> bool | None:
    """Yes or no, in a word or a letter; ``None`` for anything else."""
    word = text.strip(" .!")[:LONGEST].lower()
    return word in YES_WORDS if word in YES_WORDS or word in NO_WORDS else None


PRESENT = "present"
# Patterns stand here as text: to compile them all would be a twentieth of every start.
WORD = r"[a-z]{3,9}"
_GOES_ON = {PRESENT, "current", "currently", "now", "today", "ongoing", "date", "still"}
_DAY_NOISE = (
    r"(?<=[0-9])[t ][0-9]{2}:[0-9]{2}(?::[0-9.]{2,9})?z?$"
    r"|[ ,]+|(?<=[0-9])(?:st|nd|rd|th)\b|(?<=[a-z])\."
)
_OURS = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?"
_SERIAL = r"(?:2[4-9]|[3-6][0-9])[0-9]{3}"
"""From late 1965 on: one of an earlier day is a slip for a year, such as 20014."""
_FIRST_SERIAL = date(1899, 12, 30)
_CENTURY_FROM = 50
"""A year of two digits is of this century up to here."""
_BEFORE_A_DAY = (
    r"^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? (?=.*[0-9]{4})"
    r"|in |on |as of |completed?:? |finished |graduated |done |class of |started |began |since )"
)
"""What stands before a day and says nothing more of it."""
ABOUT_A_YEAR = r"(?:spring|summer|fall|autumn|early|mid|late|(?:by )?(?:end|beginning|start) of)"
_DAYS = (
    rf"(?:{ABOUT_A_YEAR}[ -])?'?(?P<year>(?<=')[0-9]{{2}}|[0-9]{{4}})",
    r"(?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})[/.-](?P<month>[0-9]{1,2})(?:[/.-](?P<day>[0-9]{1,2}))?",
    r"(?P<month>[0-9]{1,2})([/.-])(?P<day>[0-9]{1,2})\2(?P<year>[0-9]{4}|[0-9]{2})",
    rf"(?P<month>{WORD})[ /-](?P<year>[0-9]{{4}}|'?[0-9]{{2}})",
    rf"(?P<month>{WORD}) (?P<day>[0-9]{{1,2}}) (?P<year>[0-9]{{4}})",
    rf"(?P<day>[0-9]{{1,2}})[ -](?P<month>{WORD})[ -](?P<year>[0-9]{{4}}|[0-9]{{2}})",
    rf"(?P<year>[0-9]{{4}})[ -]\(?(?P<month>{WORD})\)?(?:[ -](?P<day>[0-9]{{1,2}}))?",
)


def read_period(text: str) -> tuple[str | None, str | None]:
    """The day on which something began and the one on which it ended, where both are named."""
    plain = " ".join(text[: 2 * LONGEST].lower().split()).removeprefix("from ")
    for sign in (" to ", " until ", " through ", " - ", " \u2013 ", "->", "\u2192", "-", "\u2013"):
        first, found, last = plain.rpartition(sign) if sign == "-" else plain.partition(sign)
        if found and (start := read_day(first)) and (end := read_end(last)):
            return start, end
    return None, None


def read_end(text: str) -> str | None:
    """The day on which something ended, or that it goes on."""
    goes_on = text.strip(" .").lower() in _GOES_ON
    return PRESENT if goes_on else read_day(text)


def read_day(text: str) -> str | None:
    """
    A year, a month ("6/2014", "June 2014", "Jun-14") or a day, the month first where it is written
    in numbers (as in the United States) unless only the day can be; and the number by which a
    spreadsheet counts a day.
    """
    if re.fullmatch(_OURS, text):  # as a file has it
        return text
    if len(text) > LONGEST:
        return None
    bare = re.sub(_BEFORE_A_DAY, "", " ".join(text.lower().split()))
    plain = " ".join(re.sub(_DAY_NOISE, " ", bare).split())
    if re.fullmatch(_OURS, plain):
        return plain
    if re.fullmatch(_SERIAL, plain):
        return (_FIRST_SERIAL + timedelta(days=int(plain))).isoformat()
    for form in _DAYS:
        if found := re.fullmatch(form, plain):
            return _day(found.groupdict())
    return None


def _day(found: Mapping[str, str | None]) -> str | None:
    month, day = found.get("month") or "", found.get("day")
    year = int((found["year"] or "0").lstrip("'"))
    if year < 100:  # noqa: PLR2004 - two digits
        year += 2000 if year < _CENTURY_FROM else 1900
    if not month:
        return str(year)
    if month.isdigit():
        number, other = int(month), int(day or 0)
        if number > MONTHS_A_YEAR >= other > 0:
            number, day = other, month
    else:
        named = months_named(month)
        number = named[0] if len(named) == 1 else 0
    if not 1 <= number <= MONTHS_A_YEAR:
        return None
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")


def months_named(text: str) -> list[int]:
    start = "sep" if text == "sept" else text
    return [at for at, each in enumerate(MONTH_NAMES, 1) if each.lower().startswith(start)]
