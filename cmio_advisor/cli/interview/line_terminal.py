"""Lines to a person and back, without an escape byte: for any terminal, and aloud."""

import sys
from textwrap import TextWrapper
from typing import BinaryIO, TextIO

from cmio_advisor.cli.output import terminal_width
from cmio_advisor.loading.roadmap.store import CACHE
from cmio_advisor.reporting.document.cleaning import visible

NARROWEST, WIDEST = 40, 120
LONGEST_READ = 65_536
"""Bytes of one line that are read; the rest of a longer line is read and thrown away."""


class InputEndedError(Exception):
    """There is nothing more to read: Ctrl-D, or a closed stream."""


def persons_terminal() -> "LineTerminal":
    """
    The terminal of the person who started the command, which from here on cannot be begun again:
    what they type is typed once.
    """
    CACHE.may_be_blamed = False
    return LineTerminal(sys.stdin, sys.stderr, terminal_width(2))


class LineTerminal:
    """Says paragraphs, wrapped on words, and asks for one line at a time."""

    def __init__(self, stdin: TextIO, stderr: TextIO, width: int) -> None:
        self._stdin = stdin
        self._stderr = stderr
        self._width = min(max(width, NARROWEST), WIDEST) - 1

    def say(self, text: str = "", *, lead: str = "") -> None:
        """One paragraph; ``lead`` stands before its first line, further lines below it."""
        wrapper = TextWrapper(
            self._width,
            initial_indent=lead,
            subsequent_indent=" " * len(lead),
            break_on_hyphens=False,  # for a file or an option is one word
        )
        for line in wrapper.wrap(visible(text)) or [lead.rstrip()]:
            self._write(line + "\n")

    def ask(self, prompt: str = "") -> str:
        """One line that was typed; `InputEndedError` where there is no more."""
        self._write(f"{prompt}> ")
        self._stderr.flush()
        typed = self._read_line()
        if not typed:
            self._write("\n")
            raise InputEndedError
        return typed.strip()

    def close(self) -> None:
        """End a line that was broken off."""
        self._write("\n")
        self._stderr.flush()

    def _write(self, text: str) -> None:
        encoding = getattr(self._stderr, "encoding", None) or "utf-8"
        self._stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))

    def _read_line(self) -> str:
        buffer: BinaryIO | None = getattr(self._stdin, "buffer", None)
        if buffer is None:
            return self._stdin.readline()
        line = buffer.readline(LONGEST_READ)
        rest = line
        while len(rest) == LONGEST_READ and not rest.endswith(b"\n"):
            rest = buffer.readline(LONGEST_READ)
        return line.decode("utf-8", "replace")
