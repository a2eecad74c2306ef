"""``--format pdf``: bytes to a file or a pipe, never to a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import AS_OF, ROOT, Run, unmeasured

EXAMPLE = ROOT / "examples" / "fellowship-trained.yaml"
COMMANDS = [
    ["assess", str(EXAMPLE)],
    ["eligible", str(EXAMPLE), "cphims"],
    ["pay"],
    ["guide", "skills"],
    ["roadmap", "show", "ci-board"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
def test_every_command_writes_a_pdf(run: Run, command: list[str], tmp_path: Path) -> None:
    """A file that only its owner may read."""
    target = tmp_path / "report.pdf"
    arguments = [*command, "--format", "pdf", "-o", target]
    as_of = [] if command[0] == "roadmap" else ["--as-of", AS_OF]

    outcome = run(*arguments, *as_of)

    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert target.read_bytes().startswith(b"%PDF-1.7")
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_pdf_is_short_unless_all_is_asked_for(run: Run, tmp_path: Path) -> None:
    """It is printed and handed on, so it is the short form, as text is."""
    short, full = tmp_path / "short.pdf", tmp_path / "full.pdf"
    command = ["assess", str(EXAMPLE), "--as-of", AS_OF]

    assert run(*command, "-o", short).code == 0
    assert run(*command, "--full", "-o", full).code == 0

    assert len(PdfReader(short).pages) <= 4 < len(PdfReader(full).pages)


TRAINEES = """id,degrees,residency,fellowships,license,role,informatics_years,projects
student,md:in-progress:2028-05,,,none,none,,
student-do,bachelors; do:in-progress:2027-05,none,none,none,none,2,ehr-implementation
resident,md:earned:2025-05,internal-medicine:in-progress:2028-06,none,training,resident,1,none
resident-with-plans,do,emergency-medicine:in-progress:2027-06,clinical-informatics:planned,training,resident,,
fellow,md,pediatrics:completed:2025-06,clinical-informatics:in-progress:2027-06,unrestricted,resident,1,decision-support
abroad,mbbs:earned:2021,none,none,none,none,0,
abroad-planned,mbbs:earned:2023,family-medicine:planned,,none,none,,
student-abroad,mbbs:in-progress:2027-07,,,none,none,1,analytics
"""


def test_a_trainee_s_pdf_has_at_most_four_pages(run: Run, tmp_path: Path) -> None:
    """Though the days of applications, matches and boards are all still to come."""
    table, out = tmp_path / "trainees.csv", tmp_path / "out"
    table.write_text(TRAINEES)

    made = run("report", table, "-o", out, "--as-of", AS_OF, "--format", "pdf", "--jobs", "1")

    assert made.code == 0, made.err
    pages = {each.stem: len(PdfReader(each).pages) for each in (out / "reports").glob("*.pdf")}
    assert len(pages) == len(TRAINEES.splitlines()) - 1
    assert {name: many for name, many in pages.items() if many > 4} == {}


def test_a_pipe_gets_the_bytes_of_the_file(run: Run, tmp_path: Path) -> None:
    """Whole, with nothing added."""
    command = ["guide", "skills", "--as-of", AS_OF, "--format", "pdf"]
    run(*command, "-o", tmp_path / "report.pdf")
    finished = subprocess.run(
        [sys.executable, "-m", "cmio_advisor", *command], capture_output=True, check=True, cwd=ROOT
    )

    assert finished.stdout == (tmp_path / "report.pdf").read_bytes()
    assert finished.stderr == b""


@pytest.mark.parametrize("output", [[], ["-o", "-"]], ids=["none", "dash"])
def test_a_terminal_gets_no_pdf(output: list[str]) -> None:
    """It is refused before a question is asked."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cmio_advisor", "assess", "--format", "pdf", *output]
    finished = subprocess.run(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    os.close(theirs)
    os.close(ours)

    assert finished.returncode == 2
    assert finished.stderr == "--format pdf: A terminal cannot show a PDF. Give -o FILE.\n"


def test_without_typst_one_message_and_no_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 1, before anything is read."""
    monkeypatch.setitem(sys.modules, "typst", None)

    outcome = run("assess", tmp_path / "none.yaml", "--format", "pdf", "-o", tmp_path / "a.pdf")

    assert outcome.code == 1
    assert "pip install '.[pdf]'" in outcome.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="a limit to all memory is Linux's")
@pytest.mark.parametrize("megabytes", [105, 110, 113])
def test_where_memory_ends_the_engine_ends_no_process(megabytes: int, tmp_path: Path) -> None:
    """With these it panicked, or ended the process, in the middle of a page."""
    import resource  # noqa: PLC0415 - not on Windows

    most = megabytes << 20
    ended = subprocess.run(
        [sys.executable, "-m", "cmio_advisor", "plan", EXAMPLE, "-o", tmp_path / "x.pdf"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=unmeasured(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
    )
    assert (ended.returncode, ended.stdout) == (74, "")
    assert ended.stderr.startswith("There is not enough memory.")
    assert not list(tmp_path.iterdir())


STOPPING = """
import sys
from typing import Any
import typst
class PanicException(BaseException): pass
class Compiler:
    def __init__(self, *given: Any, **named: Any) -> None: pass
    def compile(self, **named: Any) -> None: raise PanicException("no thread")
typst.Compiler = Compiler
from cmio_advisor.cli.app import run
run()
"""
"""The program with an engine that stops, as it does where it may start no thread."""


@pytest.mark.parametrize("command", ["plan", "report"])
def test_an_engine_that_stops_is_told(command: str, tmp_path: Path) -> None:
    table, folder = tmp_path / "clients.csv", tmp_path / "out"
    table.write_text("id,degrees\na,md\nb,md\n")
    of_plan: list[str | Path] = ["plan", EXAMPLE, "-o", tmp_path / "x.pdf"]
    of_report: list[str | Path] = ["report", table, "-o", folder, "--format", "pdf"]
    ended = subprocess.run(
        [sys.executable, "-c", STOPPING, *(of_plan if command == "plan" else of_report)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (ended.returncode, ended.stdout) == (74, "")
    assert ended.stderr.startswith("The engine that makes PDFs stopped")
