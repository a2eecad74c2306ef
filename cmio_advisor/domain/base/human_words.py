"""
What people write in place of an answer: yes or no, nothing, nothing known; days, the American
order first, and as spreadsheets count them; behind a name, its day or period, and whether it is
done, under way or over. And what a spreadsheet would take for a formula.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from unicodedata import category, normalize

from cmio_advisor.domain.base.sentences import MONTH_NAMES
from cmio_advisor.domain.base.time import MONTHS_A_YEAR

LONGEST = 80
"""Characters: no word, number or day is longer."""
NONE_WORDS = {
    *("0", "none", "n", "no", "nothing", "zero", "none of these", "none yet", "not yet"),
    *("nil", "never", "nope"),
}
YES_WORDS = {
    *("y", "yes", "true", "t", "yep", "yeah", "x", "1", "\u2713", "\u2714", "ok", "currently"),
    *("current", "active", "present", "still", "still active", "ongoing", "part time"),
    *("part-time", "full time", "full-time", "per diem", "prn"),
}
_NONE = (
    r"(?:no|none|nothing|no others?|not any)(?: (?:currently|at present|at this time|now|so far"
    r"|to date|today|held|listed|completed|done))?|no (?:certs?|certificates?|certifications?"
    r"|boards?|board certifications?|credentials?|degrees?|licen[sc]es?|residency|residencies"
    r"|fellowships?|memberships?|projects?|activities|roles?|(?:formal )?training|experience"
    r"|leadership)"
)
"""What says at more length that there is nothing."""
NO_WORDS = {
    *("n", "no", "false", "f", "nope", "0", "not anymore", "not any more", "no longer"),
    *("retired", "stopped", "none", "not currently", "former", "inactive"),
}
OVER = NO_WORDS | {
    *("only", "ended", "quit", "left", "was", "past", "never", "unsure", "pending", "future"),
    *("next", "paused", "leave", "suspended", "revoked", "planned", "verify", "unknown"),
}
"""Words in a comment that may make a yes a no."""
TAKE_BACK = OVER | {"but", "not", "until", "till", "yes", "unless", "if", "soon", "maybe"}
"""Those, and words that may turn a no as well."""
UNKNOWN_WORDS = {
    *("unknown", "n/a", "na", "n.a.", "n.a", "not available", "not applicable", "null"),
    *("tbd", "tba", "not known", "don't know", "dont know", "unsure", "not sure", "blank"),
    *("rather not say", "prefer not to say", "undisclosed", "no answer", "no idea", "pass"),
    *("asap", "as soon as possible", "no rush", "whenever", "soon", "right away", "immediately"),
}
SHEET_ERRORS = {
    *("#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!"),
    *("#field!", "#blocked!", "#connect!", "#busy!", "#getting_data", "#unknown!"),
    *("#formula!", "err:502"),
}
"""What a spreadsheet program shows where a formula has no result, and our own marks."""


def means_none(text: str) -> bool:
    """Whether a word says that there is nothing."""
    plain = " ".join(text[:LONGEST].strip(" .").lower().split())
    return plain in NONE_WORDS or (plain.startswith("no") and bool(re.fullmatch(_NONE, plain)))


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
    r"(?P<month>[0-9]{1,2})([/-])(?P<day>[0-9]{1,2})\2(?P<year>[0-9]{4}|[0-9]{2})",
    r"(?=[\d.]*\b(?:1[3-9]|[23]\d)\.)(?P<month>\d{1,2})\.(?P<day>\d{1,2})\.(?P<year>\d{4}|\d\d)",
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
    return PRESENT if text.strip(" .").lower() in _GOES_ON else read_day(text)


def read_day(text: str) -> str | None:
    """
    A year, a month ("6/2014", "June 2014", "Jun-14") or a day, the month first where it is written
    in numbers (as in the United States) unless only the day can be, or points ("1.6.2009") say
    that it may be the day; and the number by which a spreadsheet counts a day.
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


# What a spreadsheet would take for a formula is made text by an apostrophe before it and read again
# without: foreign text runs nothing, and a table that we wrote says what it said.
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

    def bare(part: re.Match[str]) -> str:
        return part[0].removeprefix(GUARD) if _is_formula(part[0].lstrip(GUARD)) else part[0]

    return PART.sub(bare, cell) if GUARD in cell else cell


def _is_formula(part: str) -> bool:
    """By what a spreadsheet sees first: no spaces, and a full-width sign is the sign itself."""
    seen = (each for each in part if not each.isspace() and category(each) not in ("Cf", "Cc"))
    return normalize("NFKC", next(seen, " "))[:1] in SIGNS


LONGEST_ENTRY = 300
"""Characters; a longer text is no entry of a list."""
TRAINED = "completed"
RENEWED = ("expires", "since")
"""What a day alone says of training, and of what has to be renewed."""
STATUS_DAYS = {
    **dict.fromkeys(("in-progress", "planned"), "expected"),
    **dict.fromkeys(("lapsed", "held"), "expires"),
    "approved": "approved",
}
"""What the day behind a status says."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = (
    r"[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})\b|[0-9]{1,2}/[0-9]{4}\b|[0-9]{1,2}/[0-9]{2}\b"
    rf"|{_MONTH}[ -](?:[0-9]{{1,2}},? )?(?:[0-9]{{4}}\b|['\u2019]?[0-9]{{2}}\b)"
    r"|(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?\b|['\u2019][0-9]{2}\b"
)
_BEFORE = r"(?:^|(?P<name>.*?)[\s,(\u2013-]+)"
_DATED = rf"(?i){_BEFORE}(?P<day>{_DAY})\)?"
_PERIOD = (
    rf"(?i){_BEFORE}(?P<first>{_DAY})\s?(?:-|\u2013|to)\s?"
    rf"(?P<last>{_DAY}|[0-9]{{2}}|present|current|now)\)?"
)
BEGUN = rf"(?i).*\bfrom\s+(?:{_DAY})\W*"
"""What ends with the day on which something began, which is none on which it was done."""
_STATUS = (
    r"(?i)[\s(:,\u2013\u2014-]*"
    r"(?:\b(?:student|candidate|fellow|resident)\b[\s(:,\u2013\u2014-]+)?"  # "fellow (ends 6/27)"
    r"(?:(?P<star>(?<=[\w.)])\*)|\b(?P<training>pgy[ -]?[1-7]|r[1-5]"
    r"|(?:[1-7](?:st|nd|rd|th)|first|second|third|fourth|final)[ -]y(?:ea)?r)\b"
    r"|\b(?P<word>in[ -]pro(?:gress|cess|g)|planned|lapsed|expired|approved|expected"
    r"|anticipated|exp|expt|ant|expires|expiring|valid|candidate|student|stdnt|pursuing|studying"
    r"|enrolled|in school|ongoing|underway|current(?:ly)?(?: fellow| resident| student)?"
    r"|finishing|finishes|completing|graduating|graduates|done|completed?"
    r"|finished|graduated|ends|ending|through|thru|until|till"
    r"|renewal|board[ -]eligible|be/bc|bc/be|be|since|class of|grad)\b\.?)"
    rf"(?:[\s:,(]+(?:(?:in|by|on|until|till|through|thru|due)\s+)?(?P<day>{_DAY}))?\)*"
)
_WORDS = {
    "expired": "lapsed",
    **dict.fromkeys(("expected", "anticipated", "expt", "ant", "candidate"), "in-progress"),
    **dict.fromkeys(("in-process", "in-prog"), "in-progress"),
    **dict.fromkeys(("student", "stdnt", "pursuing", "studying", "enrolled"), "in-progress"),
    **dict.fromkeys(("ongoing", "underway", "in-school"), "in-progress"),
    **dict.fromkeys(
        ("finishing", "finishes", "completing", "graduating", "graduates"), "in-progress"
    ),
    **dict.fromkeys(("done", "complete", "completed", "finished", "graduated"), "done"),
    **dict.fromkeys(("ending", "through", "thru", "until", "till", "renewal"), "ends"),
    **dict.fromkeys(("expires", "expiring", "valid"), "held"),
    "grad": "class-of",
    **dict.fromkeys(("be", "be/bc", "bc/be"), "board-eligible"),
}
"""What people call a status besides its own name."""
VAGUE = {
    "exp": "may say when it is expected or when it expires. Write id:in-progress:DATE or "
    "id:held:DATE.",
    "board-eligible": "is no certificate yet, or can be both. Write id:planned where the exam is "
    "still to come, or id:held.",
}
"""Statuses of a certificate that can mean two things, with what to write."""
_BEGUN = ("student", "stdnt", "pursuing", "studying", "enrolled")
"""Behind which a day may be that of the beginning."""


_RENEWAL = (
    r"(?i)(?P<name>.+?)[\s,;(]*"
    r"\b(?P<left>(?:recert\w*|re-certified|renewed|moc(?: due| thru| through)?) (?:in )?"
    rf"(?:{_DAY}))\)?"
)
"""A certificate behind which stands when it was, or is to be, renewed."""


_LEADING = (
    r"(?i)(?:currently |current |now |still )?(?:(?P<before>expired|lapsed|former|formerly)"
    r"|(?P<begun>pursuing|studying(?: for)?|working (?:on|toward|towards))"
    r"|(?P<under>in progress:?|finishing)"
    r"|(?P<planned>planning|planned)|(?P<training>pgy[ -]?[1-7]|r[1-5]))"
    r",? (?:(?:a|an|my|the|in) )?(?P<name>\w[^()]*)"
)
_BEHIND_OF = {"before": "lapsed", "begun": "pursuing", "under": "in progress", "planned": "planned"}


def status_behind(text: str) -> str:
    """A text whose status stands before its name, as "expired IM", with that behind it."""
    found = re.fullmatch(_LEADING, text.strip()) if len(text) <= LONGEST_ENTRY else None
    if not found:
        return text
    group = next(each for each in (*_BEHIND_OF, "training") if found[each])
    day = split_day(found["name"], "")
    name, when = (day[0], f" {day[1]}") if day and day[0] and not day[2] else (found["name"], "")
    return f"{name} {_BEHIND_OF.get(group) or found['training']}{when}"


def without_renewal(text: str) -> tuple[str, str]:
    """A text without the day on which that was renewed, and that: "IM (2008, recert 2018)"."""
    found = re.fullmatch(_RENEWAL, text) if len(text) <= LONGEST_ENTRY else None
    return (_closed(found["name"]), found["left"]) if found else (text, "")


def _closed(text: str) -> str:
    """A text without a bracket of which the other was taken away."""
    return text.replace("(", " ") if text.count("(") > text.count(")") else text


def split_day(text: str, dated: str) -> tuple[str, str, str] | None:
    """
    A name and the day or the end of the period behind it, and when a period began; the day is
    "present" where it goes on. Nothing where a period can be a month as well ("2010-12"), or ends
    before it begins. ``dated`` is what a day alone says.
    """
    if len(text) > LONGEST_ENTRY:
        return None
    if found := re.fullmatch(_PERIOD, text):
        first, last = written_day(found["first"]), found["last"]
        is_short = last.isdecimal() and len(last) == 2  # noqa: PLR2004 - digits of a year
        is_day = is_short and re.fullmatch("[0-9]{4}-[0-9]{2}", found["first"])  # "2014-06-30"
        is_month = is_short and len(first) == len("2014") and int(last) <= MONTHS_A_YEAR
        if not is_day and (not is_month or dated != "expires"):
            end = first[:2] + last if is_short else written_day(last)
            end = PRESENT if read_end(last) == PRESENT else end
            is_read = first and not is_month and end > first
            return (found["name"] or "", end, first) if is_read else None
    found = re.fullmatch(_DATED, text)
    day = written_day(found["day"]) if found else ""
    return (found["name"] or "", day, "") if found and day else None


def written_day(text: str) -> str:
    """A day behind a name, where "6/07" is a month; nothing where it is none."""
    month = re.fullmatch("([0-9]{1,2})/([0-9]{2})", text)
    if not month:
        return read_day(text) or ""
    number, year = int(month[1]), read_day(f"'{month[2]}")
    return f"{year}-{number:02}" if 1 <= number <= MONTHS_A_YEAR else ""


def status_of(piece: str, dated: str) -> tuple[str, dict[str, str]]:
    """
    A piece without its status, and the status with its day as a profile file writes them. ``dated``
    is what a day alone says in its field; nothing where entries have no status.
    """
    for found in re.finditer(_STATUS, piece) if dated and len(piece) <= LONGEST_ENTRY else ():
        if found.end() < len(piece) or not piece[: found.start()].strip():
            continue
        if found["training"] and dated != TRAINED:
            continue
        word = (found["word"] or "in-progress").lower().replace(" ", "-")
        name, day = _closed(piece[: found.start()]).strip(), written_day(found["day"] or "")
        if word.startswith("current"):
            if dated in RENEWED:  # of what is renewed it says that it is held
                continue
            word = "ongoing"
        status = _WORDS.get(word, word)
        has_end = STATUS_DAYS.get(status, status) in ("expected", "done")
        if not found["day"] and (has_end or (status == "exp" and dated not in RENEWED)):
            before = split_day(name, "")  # "MBA May 2027 (expected)"
            name, day = before[:2] if before and not before[2] else (name, day)
        if found["training"] and day:  # the year of that, or of its end
            continue
        if (found["day"] and not day) or (word in _BEGUN and (found["day"] or dated == "since")):
            continue
        if said := _said(status, day, dated):
            return name, said
    return piece, {}


def _said(status: str, day: str, dated: str) -> dict[str, str]:
    """What a status with its day says in a field; nothing where it says nothing there."""
    is_renewed, is_training = dated in RENEWED, dated == TRAINED
    if status == "done" and (is_training or not day):
        return {"status": TRAINED if is_training else "held"} | ({TRAINED: day} if day else {})
    if status in ("done", "since", "class-of"):
        return {status if status == dated else "earned": day} if day and not is_training else {}
    if status == "ends" or (status == "exp" and (day or not is_renewed)):
        status = "held" if is_renewed else "in-progress"  # a certificate ends then
        if status == "in-progress" and not day:
            return {}
    if (status == "held" and not (day and is_renewed)) or (status in VAGUE and not is_renewed):
        return {}
    more = {STATUS_DAYS[status]: day} if day and status in STATUS_DAYS else {}
    return {"status": status, **more}
