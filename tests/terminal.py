"""Programs as a person at a terminal meets them."""

import fcntl
import multiprocessing
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import pytest

from cmio_advisor.__main__ import run
from tests.conftest import ROOT

PATIENCE = 20.0
ESCAPE = b"\x1b"
CTRL_C, CTRL_D = b"\x03", b"\x04"


def forked(
    arguments: Sequence[str | Path],
    streams: Mapping[int, int],
    *unknown: int,
    program: Callable[[], object] = run,
    code: str = "",
    variables: Mapping[str, str],
) -> ForkProcess:
    """
    The program in a process of its own with these files as its standard streams, and without those
    that are ``unknown`` to it. What is loaded here already goes on there, as loading it anew is
    most of a start; ``code`` of Python's begins anew.
    """

    def begin() -> None:
        for number, each in streams.items():
            os.dup2(each, number)
        for each in {*streams.values(), *unknown}:
            os.close(each)
        os.setsid()
        if 0 in streams:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches it as a signal
        os.chdir(ROOT)
        os.environ.update(PYTHONPATH=str(ROOT), **variables)
        sys.argv = ["cmio-advisor", *map(str, arguments)]
        if code:
            command = [sys.executable, "-c", code, *sys.argv[1:]]
            os.execv(command[0], command)  # noqa: S606 - there is none
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - as before
            for number, mode in enumerate("rww")
        )
        program()

    process = multiprocessing.get_context("fork").Process(target=begin)
    process.start()
    return process


class Session:
    """A program (`forked`), with a pseudo-terminal as its input and error output."""

    def __init__(
        self,
        *arguments: str | Path,
        program: Callable[[], object] = run,
        code: str = "",
        variables: Mapping[str, str] = MappingProxyType({"TERM": "xterm"}),
    ) -> None:
        self._ours, theirs = pty.openpty()
        self._told, tells = os.pipe()
        self.seen = b""
        self._read_to = 0
        self._process = forked(
            arguments,
            {0: theirs, 1: tells, 2: theirs},
            self._ours,
            self._told,
            program=program,
            code=code,
            variables=variables,
        )
        os.close(theirs)
        os.close(tells)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.join()
        os.close(self._ours)
        os.close(self._told)

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
        assert self._process.pid
        os.kill(self._process.pid, signal.SIGWINCH)

    def terminate(self) -> None:
        self._process.terminate()

    def hang_up(self) -> int:
        """Close the terminal under the program; how that ended."""
        os.close(self._ours)
        self._ours = os.open(os.devnull, os.O_RDWR)
        return self._exit_code()

    def ended(self) -> tuple[int, str]:
        """How the program ended, and its standard output, which may be more than a pipe holds."""
        until, output = time.monotonic() + PATIENCE, b""
        left = {self._ours, self._told}
        while left and (waits := until - time.monotonic()) > 0:
            for each in select.select([*left], [], [], waits)[0]:
                if each == self._told:
                    output += (data := os.read(each, 65_536))
                is_open = bool(data) if each == self._told else self._receive(0)
                left -= set() if is_open else {each}
        assert self.seen.count(ESCAPE) == 0
        return self._exit_code(), output.decode()

    def _exit_code(self) -> int:
        self._process.join(PATIENCE)
        assert self._process.exitcode is not None
        return self._process.exitcode

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
