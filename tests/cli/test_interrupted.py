"""
Ctrl-C is tested also where the tests were started by something that ignores it, as ``nohup`` does.
"""

import signal
import subprocess
import sys

import pytest

from tests.conftest import ROOT

CTRL_C = "test_ctrl_c_at_a_question_keeps_the_answers_before_it"


def ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.slow
def test_an_interrupt_reaches_the_program_where_it_was_ignored_at_the_start() -> None:
    test = f"tests/cli/test_terminal.py::{CTRL_C}"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    finished = subprocess.run(
        command, preexec_fn=ignore_interrupts, capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert finished.returncode == 0, finished.stdout


def test_ctrl_c_before_anything_is_begun_ends_without_a_word() -> None:
    """The program is stopped where its own modules are only being loaded."""
    program = (
        "import os, signal, sys\n"
        "from cmio_advisor.__main__ import run\n"
        "class Loading:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'cmio_advisor.cli.app':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Loading())\n"
        "run()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, "pay"], capture_output=True, check=False, cwd=ROOT
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, b"", b"")
