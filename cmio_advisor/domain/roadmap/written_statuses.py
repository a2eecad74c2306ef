"""What people write behind a name: its day or period; whether it is done, under way or over."""

import re

from cmio_advisor.domain.base.human_words import PRESENT, read_day, read_end
from cmio_advisor.domain.base.time import MONTHS_A_YEAR

LONGEST_ENTRY = 300
"""Characters; a longer text is no entry of a list."""
TRAINED = "completed"
RENEWED = ("expires", "since")
"""What a day alone says of training, and of what has to be renewed."""
STATUS_DAYS = {
    "in-progress": "expected",
    "planned": "expected",
    "lapsed": "expires",
    "held": "expires",
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
_BEHIND_OF = {
    "before": "lapsed",
    "begun": "pursuing",
    "under": "in progress",
    "planned": "planned",
}


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
