"""The wall at the exit: all text is made visible, and leaves as no command or code."""

import re
from functools import lru_cache

LONGEST_TEXT = 4000

# Patterns stay text: ``re`` compiles and keeps each when it is first used, and most runs use none.
_WHITE = r"(?:\r\n|[\t\n])+"
_ZERO_WIDTH = (
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f"
    "\u3164\ufeff\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0100-\U000e01ef]"
)
_BEYOND_C0 = (
    "\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
HARMFUL = f"[\x00-\x1f{_BEYOND_C0}]"
"""Control bytes, direction and line marks, half characters and tags: never sent to a terminal."""

_MARKDOWN_SPECIAL = (
    r"[\\`*_\[\]<>&|~@]|\$(?![0-9])|(?<=[A-Za-z]):(?=//)|:(?=[a-z0-9_+-]+:)|(?<=[wW]{3})\."
)
_MARKDOWN_START = r"^([-+#=:]|[0-9]{1,9}(?=[.)]))"


def visible(text: str, limit: int = LONGEST_TEXT) -> str:
    r"""
    The text on one line, harmful characters written out (``\x1b``), zero-width ones dropped, and
    what lies beyond ``limit`` characters cut with an ellipsis.
    """
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text
    shown = re.sub(HARMFUL, _written_out, re.sub(_ZERO_WIDTH, "", re.sub(_WHITE, " ", text)))
    return shown if len(shown) <= limit else f"{shown[: limit - 3]}..."


@lru_cache(maxsize=8192)
def markdown_text(text: str) -> str:
    """The text as Markdown that shows it literally, anywhere; cached for a caseload."""
    shown = re.sub(_MARKDOWN_SPECIAL, r"\\\g<0>", visible(text).strip())
    return re.sub(
        _MARKDOWN_START, lambda it: f"{it[0]}\\" if it[0].isdigit() else f"\\{it[0]}", shown
    )


def markdown_link(url: str) -> str:
    """A web address as a link; anything but a plain https or http address as text."""
    return f"<{url}>" if is_web_address(url) else markdown_text(url)


def is_web_address(url: str) -> bool:
    """Whether it is a plain https or http address, so that a link to it does nothing else."""
    return re.fullmatch(r"https?://[!#-;=?-\[\]_a-z~]+", url) is not None


def json_safe(document: str) -> str:
    """JSON text with every harmful character inside its strings written as ``\\uXXXX``."""
    if document.isascii() and "\x7f" not in document:
        return document
    return re.sub(f"[{_BEYOND_C0}]", _as_json_escape, document)


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code <= 0xFF:  # noqa: PLR2004 - the last code that two digits can write
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - likewise four


def _as_json_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
