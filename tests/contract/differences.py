"""Where two answers differ, and which of the differences are meant."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PdfReader

MISSING = object()
IN_A_LIST = "*"
"""Stands for every place of a list in a key, and in a pattern matches it."""
PDF, PDF_BYTES = b"%PDF", "(bytes of a PDF)"
PAGE_BLANKS = "(white space of a page)"
BLOCKS = (
    rb"html|head|meta|title|style|body|header|h[1-6]|p|nav|ol|ul|li|main|section|div|dl|dt|dd|table"
    rb"|caption|thead|tbody|tr|th|td|figure|figcaption|footer"
)
"""The elements beside which a browser shows no blank."""


class Difference(NamedTuple):
    """One stream of a command, or one key of the JSON in it; ``was`` and ``now`` for the reader."""

    command: str
    stream: str
    key: str
    was: str
    now: str

    def __str__(self) -> str:
        """As a failure shows it; the first line is an entry of meant.yaml but for its reason."""
        key = f", key: {json.dumps(self.key)}" if self.key else ""
        return (
            f"{{command: {json.dumps(self.command)}, stream: {json.dumps(self.stream)}{key}}}"
            f"\n    was {self.was}\n    now {self.now}"
        )


def differences(
    command: str, was: Mapping[str, bytes], now: Mapping[str, bytes]
) -> Iterator[Difference]:
    """
    Every stream that differs; JSON and JSON Lines key by key, each key once.

    A roadmap's fingerprint is of all that the readers made of it, so it is left out.
    """
    for stream in sorted(was.keys() | now.keys()):
        before, after = was.get(stream, b"(no such file)"), now.get(stream, b"(no such file)")
        if before == after:
            continue
        if before.startswith(PDF) and after.startswith(PDF) and _pdf(before) == _pdf(after):
            yield Difference(command, stream, PDF_BYTES, "other bytes", "the same text")
            continue
        before, after = _without_fingerprint(before), _without_fingerprint(after)
        if before == after:
            continue
        read = _json(before), _json(after)
        if MISSING in read:
            key = PAGE_BLANKS if _page_words(before) == _page_words(after) != [] else ""
            yield Difference(command, stream, key, *_first_lines(before, after))
            continue
        found: dict[str, tuple[Any, Any]] = {}
        for key, old, new in _keys(*read, ""):
            found.setdefault(key, (old, new))
        for key, (old, new) in (found or {"(white space)": (before, after)}).items():
            yield Difference(command, stream, key, _short(old), _short(new))


def unexplained(
    found: Sequence[Difference], meant: Sequence[Mapping[str, str]]
) -> tuple[list[Difference], list[Mapping[str, str]]]:
    """The differences that no entry means, and the entries that mean none of them."""
    taken = [[_means(entry, each) for each in found] for entry in meant]
    left = [each for place, each in enumerate(found) if not any(row[place] for row in taken)]
    return left, [entry for entry, row in zip(meant, taken, strict=True) if not any(row)]


def _means(entry: Mapping[str, str], found: Difference) -> bool:
    return (
        fnmatchcase(found.command, entry["command"])
        and fnmatchcase(found.stream, entry["stream"])
        and fnmatchcase(found.key, entry.get("key", "*"))
    )


def _json(data: bytes) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """The JSON of a stream, a list of values for JSON Lines; ``MISSING`` where it is neither."""
    if not data.startswith((b"{", b"[")):
        return MISSING
    try:
        return json.loads(data)
    except ValueError:
        pass
    try:
        return [json.loads(line) for line in data.splitlines()]
    except ValueError:
        return MISSING


def _without_fingerprint(data: bytes) -> bytes:
    before = rb"(?i)(fingerprint(?:\W|</?d[dt]>){1,12}|\()"
    return re.sub(before + rb"[0-9a-f]{12,64}", rb"\1(left out)", data)


def _pdf(data: bytes) -> bytes:
    """The text of a PDF, in which a fingerprint moves other bytes too."""
    text = "\n".join(each.extract_text() for each in PdfReader(BytesIO(data)).pages)
    return _without_fingerprint(text.encode())


def _page_words(data: bytes) -> list[bytes]:
    """The words of a page, blanks beside its blocks left out; empty for anything but a page."""
    if not data.startswith(b"<!DOCTYPE html>"):
        return []
    return re.sub(rb"\s*(</?(?:%b)\b[^>]*>)\s*" % BLOCKS, rb"\1", data).split()


def _keys(was: Any, now: Any, at: str) -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401 - JSON
    if isinstance(was, dict) and isinstance(now, dict):
        both = [key for key in was if key in now]
        if both != [key for key in now if key in was]:
            yield f"{at} (order)".strip(), list(was), list(now)
        for key in dict.fromkeys((*was, *now)):
            below = f"{at}.{key}" if at else key
            yield from _keys(was.get(key, MISSING), now.get(key, MISSING), below)
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for old, new in zip(was, now, strict=True):
            yield from _keys(old, new, f"{at}.{IN_A_LIST}" if at else IN_A_LIST)
    elif was != now or type(was) is not type(now):
        yield at, was, now


def _first_lines(was: bytes, now: bytes) -> tuple[str, str]:
    """The first line in which two texts differ, with its number."""
    old, new = was.splitlines(keepends=True), now.splitlines(keepends=True)
    same = zip(old, new, strict=False)
    place = next((n for n, (a, b) in enumerate(same) if a != b), min(len(old), len(new)))
    return _line(old, place), _line(new, place)


def _line(lines: Sequence[bytes], place: int) -> str:
    if place >= len(lines):
        return f"line {place + 1}: (nothing)"
    return f"line {place + 1}: {_short(lines[place].decode('utf-8', 'backslashreplace'))}"


def _short(value: object) -> str:
    text = "(missing)" if value is MISSING else repr(value)
    return text if len(text) <= 300 else f"{text[:300]}..."
