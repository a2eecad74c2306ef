"""Single words in place of an answer: yes or no, nothing, nothing known."""

import re

LONGEST = 80
"""Characters: no word, number or day is longer."""
NONE_WORDS = frozenset(
    {"0", "none", "no", "nothing", "zero", "none of these", "none yet", "not yet", "nil", "never"}
)
YES_WORDS = frozenset({"y", "yes", "true", "t", "yep", "yeah", "x", "1"})
TAKE_BACK = {"but", "not", "no", "until", "till", "yes", "only", "unless", "if", "soon", "maybe"}
"""Words in a comment that may make a yes a no."""
NO_WORDS = frozenset({"n", "no", "false", "f", "nope", "0"})
UNKNOWN_WORDS = frozenset(
    {
        *("unknown", "n/a", "na", "n.a.", "n.a", "not available", "not applicable", "null"),
        *("tbd", "tba", "not known", "don't know", "dont know", "unsure", "not sure", "blank"),
    }
)
SHEET_ERRORS = frozenset(
    {
        *("#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!"),
        *("#field!", "#blocked!", "#connect!", "#busy!", "#getting_data", "#unknown!", "err:502"),
    }
)
"""What a spreadsheet program shows where a formula has no result."""


def means_none(text: str) -> bool:
    """Whether a word says that there is nothing."""
    return text.strip(" .").lower() in NONE_WORDS


def means_unknown(text: str) -> bool:
    """Whether what stands there says that nothing is known: "n/a", "?", a dash."""
    plain = text.strip()[:LONGEST].lower()
    is_word = plain in UNKNOWN_WORDS or is_sheet_error(text)
    return is_word or (bool(plain) and not plain.strip("-?\u2013\u2014.*#"))


def is_sheet_error(text: str) -> bool:
    """Whether a spreadsheet's formula had no result there."""
    return text.strip()[:LONGEST].lower() in SHEET_ERRORS


def split_comment(text: str) -> tuple[str, str]:
    """
    A yes or no without the comment behind it, and that: "yes - two days a week"; not one that may
    take it back ("yes, but not now").
    """
    found = re.fullmatch(
        r"(?i)\s*(y|yes|n|no)\s*(?:[,;:(\u2013]|-\s)\s*([^()]+?)\)?\s*", text[:LONGEST]
    )
    words = {*re.findall("[a-z]+", found[2].lower())} if found else TAKE_BACK
    return (found[1], found[2]) if found and not words & TAKE_BACK else (text, "")


def yes_or_no(text: str) -> bool | None:
    """Yes or no, in a word or a letter; ``None`` for anything else."""
    word = text.strip(" .!")[:LONGEST].lower()
    return word in YES_WORDS if word in YES_WORDS or word in NO_WORDS else None
