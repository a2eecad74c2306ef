"""
One way to run the program in a test: its command line in, exit code and both streams out.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cmio_advisor.cli.app import main
from cmio_advisor.domain.base.frozen import Record

AS_OF = "2026-11-23"


class Outcome(Record, kw_only=False):
    """
    What one run left behind.
    """

    code: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    """
    A standard stream over bytes, as the program expects one; no terminal.
    """

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def written(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, own_surroundings: None) -> Run:
    """
    Runs one command line in this process; ``stdin`` is what standard input holds.
    """
    del own_surroundings

    def once(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        out, err = _Stream(), _Stream()
        given = io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin)), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", given)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = main([str(each) for each in arguments])
        return Outcome(code, out.written(), err.written())

    return once


@pytest.fixture
def profile(tmp_path: Path) -> Callable[[str], Path]:
    """
    Writes a profile file and gives its path.
    """

    def written(text: str) -> Path:
        path = tmp_path / "profile.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written
