"""Programs as a person at a terminal meets them."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.conftest import ROOT

PATIENCE = 20.0
ESCAPE = b"\x1b"
CTRL_C, CTRL_D = b"\x03", b"\x04"


class Session:
    """
    A program of Python's in a process of its own, with a pseudo-terminal as its input and error
    output.
    """

    def __init__(self, *arguments: str | Path, term: str = "xterm", **variables: str) -> None:
        self._ours, theirs = pty.openpty()
        self.seen = b""
        self._read_to = 0
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
            cwd=ROOT,
            env={**os.environ, "TERM": term, "PYTHONPATH": str(ROOT), **variables},
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 - one thread only
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()
        os.close(self._ours)

    def expect(self, text: str) -> None:
        """Wait until the text was shown after what was expected last."""
        wanted, until = text.encode(), time.monotonic() + PATIENCE
        while self.seen.find(wanted, self._read_to) < 0:
            left = until - time.monotonic()
            if left <= 0 or not self._receive(left):
                pytest.fail(f"{text!r} was not shown. Seen: {self.seen[self._read_to :]!r}")
        self._read_to = self.seen.find(wanted, self._read_to) + len(wanted)

    def type(self, line: str | bytes) -> None:
        os.write(self._ours, (line.encode() if isinstance(line, str) else line) + b"\n")

    def press(self, key: bytes) -> None:
        os.write(self._ours, key)

    def answer(self, question: str, line: str | bytes) -> None:
        """Wait for the question and its prompt, then type."""
        self.expect(question)
        self.expect("> ")
        self.type(line)

    def until_prompt(self) -> str:
        """What is shown up to the next prompt."""
        start = self._read_to
        self.expect("\r\n> ")
        return self.seen[start : self._read_to].decode()

    def resize(self, columns: int) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.kill(self._process.pid, signal.SIGWINCH)

    def terminate(self) -> None:
        self._process.terminate()

    def hang_up(self) -> int:
        """Close the terminal under the program; how that ended."""
        os.close(self._ours)
        self._ours = os.open(os.devnull, os.O_RDWR)
        return self._process.wait(timeout=PATIENCE)

    def ended(self) -> tuple[int, str]:
        """How the program ended, and what came out on standard output."""
        until = time.monotonic() + PATIENCE
        while self._receive(max(0.0, until - time.monotonic())):
            pass
        output, _ = self._process.communicate(timeout=PATIENCE)
        assert self.seen.count(ESCAPE) == 0
        return self._process.returncode, output.decode()

    def _receive(self, patience: float) -> bool:
        ready, _, _ = select.select([self._ours], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._ours, 65_536)
        except OSError:  # Linux: the other side is closed
            return False
        self.seen += data
        return bool(data)


def _take_terminal() -> None:
    """Make the pseudo-terminal the process's own, so that Ctrl-C reaches it as a signal."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
