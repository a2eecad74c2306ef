"""
Input and output are whole or the exit code says so, also where Python's own streams do not wait.
"""

import array
import fcntl
import os
import resource
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL, unmeasured

ROOM = 20_000
"""Bytes that the disk of these tests still has; every result below is larger."""

REPORT = ["report", "--roadmap", str(SMALL)]
RESULTS = [
    ["assess", "examples/hospitalist.yaml", "--as-of", "2026-11-23", "--format", "json"],
    ["roadmap", "schema", "profile"],
    [*REPORT, "{clients}", "--dry-run", "--format", "html,md"],
]
both_ways = pytest.mark.parametrize("unbuffered", ["1", ""], ids=["unbuffered", "buffered"])
every_result = pytest.mark.parametrize("arguments", RESULTS, ids=" ".join)


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("caseload") / "clients.csv"
    path.write_text("id\n" + "".join(f"c-{'0' * 30}{number:05}\n" for number in range(500)))
    return path


def command(arguments: list[str], clients: Path) -> list[str]:
    given = [each.format(clients=clients) for each in arguments]
    return [sys.executable, "-m", "cmio_advisor", *given]


def surroundings(unbuffered: str) -> dict[str, str]:
    kept = {key: each for key, each in unmeasured().items() if key != "PYTHONUNBUFFERED"}
    return {**kept, "PYTHONUNBUFFERED": unbuffered} if unbuffered else kept


def little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


@both_ways
@every_result
def test_a_disk_that_fills_up_is_seventy_four(
    unbuffered: str, arguments: list[str], clients: Path, tmp_path: Path
) -> None:
    """The system takes a part of the result and refuses the rest."""
    with (tmp_path / "out").open("wb") as out:
        finished = subprocess.run(
            command(arguments, clients),
            stdout=out,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=surroundings(unbuffered),
            preexec_fn=little_room,
            check=False,
        )
    assert (tmp_path / "out").stat().st_size <= ROOM
    assert (finished.returncode, finished.stderr.count(b"\n")) == (74, 1), finished.stderr


@both_ways
@pytest.mark.parametrize("option", [["--version"], ["--help"], ["--show-completion", "bash"]])
@pytest.mark.parametrize("ending", [">/dev/full", ">&-"])
def test_what_is_printed_of_the_program_itself_is_printed_or_missed(
    unbuffered: str, option: list[str], ending: str
) -> None:
    finished = subprocess.run(
        ["sh", "-c", f'exec "$@" {ending}', "-", *command(option, ROOT)],
        stderr=subprocess.PIPE,
        env=surroundings(unbuffered),
        cwd=ROOT,
        check=False,
    )
    assert (finished.returncode, finished.stderr.count(b"\n")) == (74, 1), finished.stderr


@both_ways
def test_a_slow_reader_gets_all_of_it(unbuffered: str, clients: Path) -> None:
    """Of a pipe that takes only what fits into it at once, as some parents make them."""
    environment, arguments = surroundings(unbuffered), RESULTS[0]
    whole = subprocess.run(
        command(arguments, clients), capture_output=True, cwd=ROOT, env=environment, check=True
    ).stdout
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    with subprocess.Popen(
        command(arguments, clients), stdout=theirs, cwd=ROOT, env=environment
    ) as process:
        os.close(theirs)
        seen = b""
        while some := os.read(ours, 4096):
            seen += some
    os.close(ours)
    assert (process.returncode, seen == whole) == (0, True)


@both_ways
@pytest.mark.parametrize(("arguments", "code"), [(["assess", "nobody.yaml"], 66), (["pai"], 2)])
def test_a_full_standard_error_changes_no_exit_code(
    unbuffered: str, arguments: list[str], code: int
) -> None:
    with Path("/dev/full").open("wb") as full:
        finished = subprocess.run(
            [sys.executable, "-m", "cmio_advisor", *arguments],
            stdout=subprocess.PIPE,
            stderr=full,
            cwd=ROOT,
            env=surroundings(unbuffered),
            check=False,
        )
    assert (finished.returncode, finished.stdout) == (code, b"")


@pytest.mark.parametrize(
    ("arguments", "parts", "whole"),
    [
        (["assess", "-", "--format", "json"], ["", "name: Ann Abc\n"], "Ann Abc"),
        (["assess", "-", "--format", "json"], ["degrees: [md]\n", "name: Ann Abc\n"], "Ann Abc"),
        (
            ["report", "-", "-o", "{out}", "--roadmap", str(SMALL)],
            ["id,degrees\nc-1,md\n", "c-2,md\n"],
            "2 clients",
        ),
    ],
    ids=["nothing yet", "half a profile", "half a table"],
)
def test_a_pause_of_what_is_read_is_no_end_of_it(
    arguments: list[str], parts: list[str], whole: str, tmp_path: Path
) -> None:
    """Of a pipe that does not block: the other end is slow, and has more to say."""
    to_read, to_write = os.pipe()
    os.set_blocking(to_read, False)
    given = [each.format(out=tmp_path / "out") for each in arguments]
    process = subprocess.Popen(
        [sys.executable, "-m", "cmio_advisor", *given],
        stdin=to_read,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        text=True,
    )
    for part in parts:
        os.write(to_write, part.encode())
        deadline, left = time.monotonic() + 60, array.array("i", [1])
        while left[0] and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
            fcntl.ioctl(to_read, termios.FIONREAD, left)
        time.sleep(0.5)  # it finds nothing more
    os.close(to_write)
    os.close(to_read)
    said, _ = process.communicate(timeout=120)
    assert (process.returncode, whole in said) == (0, True), said
