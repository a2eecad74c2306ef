"""Where results go: whole files or none, full disks, closed pipes, colour, width."""

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from cmio_advisor.cli.output import write_file
from cmio_advisor.errors import OutputExistsError, ReadWriteError
from tests.conftest import AS_OF, ROOT, Run
from tests.terminal import Session, forked

ASSESS = ["assess", "examples/hospitalist.yaml", "--as-of", "2026-11-23"]
FULL_DISK = Path("/dev/full")
without_full_disk = pytest.mark.skipif(
    not FULL_DISK.exists(), reason="this system has no device that is always full"
)


def program(*arguments: str, **changes: str) -> tuple[list[str], dict[str, str]]:
    command = [sys.executable, "-m", "cmio_advisor", *arguments]
    return command, {**os.environ, **changes}


def on_a_terminal(*arguments: str, **changes: str) -> bytes:
    """What the program writes to a terminal."""
    ours, theirs = pty.openpty()
    process = forked(arguments, {1: theirs}, ours, variables=changes)
    os.close(theirs)
    seen = b""
    with suppress(OSError):
        while chunk := os.read(ours, 65536):
            seen += chunk
    process.join()
    os.close(ours)
    assert process.exitcode == 0
    return seen


def test_a_terminal_gets_colour_unless_told_otherwise() -> None:
    """NO_COLOR, TERM=dumb and --color never leave not one escape byte."""
    assert b"\x1b[" in on_a_terminal(*ASSESS, TERM="xterm-256color")
    assert b"\x1b" not in on_a_terminal(*ASSESS, TERM="xterm-256color", NO_COLOR="1")
    assert b"\x1b" not in on_a_terminal(*ASSESS, TERM="dumb")
    assert b"\x1b" not in on_a_terminal(*ASSESS, "--color", "never", TERM="xterm-256color")
    assert b"\x1b" not in on_a_terminal(*ASSESS, "--format", "plain", TERM="xterm-256color")


@pytest.mark.parametrize("dull", [{"TERM": "dumb"}, {"TERM": "xterm", "NO_COLOR": "1"}], ids=str)
def test_a_caseload_shows_how_far_it_is_without_an_escape_byte(
    dull: dict[str, str], tmp_path: Path
) -> None:
    table = tmp_path / "clients.csv"
    table.write_text("id,degrees\nc-1,md\n")
    command = ["report", str(table), "-o", str(tmp_path / "out")]
    with Session(*command, variables=dull) as session:
        session.expect("1 client assessed")
        assert session.ended()[0] == 0
    assert b"\x1b" not in session.seen


@pytest.mark.parametrize("columns", ["40", "50", "80", "120"])
def test_no_line_is_wider_than_the_terminal(columns: str) -> None:
    """From a phone's width on."""
    shown = on_a_terminal(*ASSESS, TERM="dumb", COLUMNS=columns).decode()

    assert max(len(line.rstrip("\r")) for line in shown.split("\n")) <= int(columns)


@without_full_disk
@pytest.mark.parametrize(
    "arguments",
    [*([*ASSESS, "--format", form] for form in ("json", "plain", "markdown")), ["pay"], ["--help"]],
    ids=" ".join,
)
def test_a_full_disk_on_standard_output_is_seventy_four(
    arguments: list[str], tmp_path: Path
) -> None:
    """One message, no traceback."""
    said = tmp_path / "said"
    with FULL_DISK.open("wb") as full, said.open("wb") as errors:
        process = forked(arguments, {1: full.fileno(), 2: errors.fileno()}, variables={})
        process.join()

    assert process.exitcode == 74
    assert said.read_bytes().count(b"\n") == 1


@pytest.mark.parametrize("option", ["--version", "--help", "pay"])
def test_what_has_nowhere_to_go_is_told(option: str) -> None:
    """Standard output that was closed before the start took nothing: no success."""
    closed = subprocess.run(
        ["sh", "-c", f'exec "$0" -m cmio_advisor {option} >&-', sys.executable],
        capture_output=True,
        check=False,
    )
    assert (closed.returncode, closed.stdout) == (74, b"")
    assert b"Standard output is closed" in closed.stderr


def test_a_closed_pipe_is_quiet() -> None:
    """As under ``head``."""
    command, environment = program(*ASSESS, "--format", "markdown")
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (0, b"")


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no half of the new one."""
    target = tmp_path / "result"
    target.write_bytes(b"old")

    def fail(number: int) -> None:
        del number
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ReadWriteError):
        write_file(target, b"new", force=True)

    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_a_link_at_the_target_is_not_followed(tmp_path: Path) -> None:
    """With --force the link is replaced and what it pointed at stays."""
    victim, link = tmp_path / "victim", tmp_path / "link"
    victim.write_bytes(b"precious")
    link.symlink_to(victim)
    with pytest.raises(OutputExistsError):
        write_file(link, b"new", force=False)
    write_file(link, b"new", force=True)

    assert victim.read_bytes() == b"precious"
    assert (link.is_symlink(), link.read_bytes()) == (False, b"new")


@pytest.mark.parametrize("leads_to", ["/dev/null", "."])
def test_a_link_to_a_device_or_folder_is_not_replaced(
    leads_to: str, run: Run, tmp_path: Path
) -> None:
    """As /dev/stdout is one, which --force once made a file of, for whoever may write there."""
    link = tmp_path / "stdout.html"
    link.symlink_to(leads_to)
    outcome = run("assess", "--degree", "md", "--as-of", AS_OF, "-o", link, "--force")
    assert (outcome.code, link.is_symlink()) == (73, True)
    assert "This is not a regular file" in outcome.err


def test_a_link_of_the_system_is_not_replaced_whatever_it_leads_to_now(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As /dev/stdout leads to a file where that is what the shell made of standard output."""
    monkeypatch.setattr("cmio_advisor.cli.output.DEVICES", str(tmp_path))
    link, file = tmp_path / "stdout", tmp_path / "shm" / "file"
    file.parent.mkdir()
    file.write_text("theirs")
    link.symlink_to(file)
    outcome = run("init", link, "--force")
    assert (outcome.code, link.is_symlink(), file.read_text()) == (73, True, "theirs")
    assert run("init", file, "--force").code == 0


@pytest.mark.parametrize("target", ["/dev/null", "missing/folder/file", "."])
def test_a_target_that_cannot_be_is_refused(tmp_path: Path, target: str) -> None:
    """Devices and folders even with --force."""
    with pytest.raises(OutputExistsError):
        write_file(tmp_path / target, b"new", force=True)
