"""Single words in place of an answer: yes or no, nothing, nothing known."""

import re

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
    if found and found[1].lower().startswith("n"):
        words -= OVER  # "no (admin only)"
    return (found[1], found[2]) if found and not words & TAKE_BACK else (text, "")


def yes_or_no(text: str) -> bool | None:
    """Yes or no, in a word or a letter; ``None`` for anything else."""
    word = text.strip(" .!")[:LONGEST].lower()
    return word in YES_WORDS if word in YES_WORDS or word in NO_WORDS else None
