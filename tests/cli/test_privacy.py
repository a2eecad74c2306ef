"""What the program never does: open a socket, or load what the command has no use for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LEAD, ROOT, unmeasured

HEAVY_ELSEWHERE = ("rich", "jinja2", "socket", "asyncio")
SCRIPT = """
import sys
from cmio_advisor.__main__ import spare_imports
spare_imports()
from cmio_advisor.cli.app import main
code = main({arguments!r})
print(code, *[name for name in {names!r} if name in sys.modules], file=sys.stderr)
"""
WATCHED = """
import os, sys
def watch(event, arguments):
    if event.startswith("socket."):
        os.write(2, f"SEEN {{event}} {{arguments}}".encode())
sys.addaudithook(watch)
from cmio_advisor.__main__ import spare_imports
spare_imports()
from cmio_advisor.cli.app import main
for each in {commands!r}:
    code = main(each)
    if code:
        sys.exit(f"{{each}}: {{code}}")
"""


def modules_of(arguments: list[str], names: tuple[str, ...]) -> list[str]:
    script = SCRIPT.format(arguments=arguments, names=names)
    finished = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=unmeasured(),
    )
    code, *found = finished.stderr.split()
    assert code == "0"
    return found


EXAMPLE = "examples/hospitalist.yaml"
COMMANDS = [
    ["assess", EXAMPLE, "--format", "terminal"],
    ["assess", EXAMPLE, "--format", "json"],
    ["assess", EXAMPLE, "--format", "html"],
    ["eligible", EXAMPLE],
    ["plan", EXAMPLE, "--format", "html"],
    ["plan", EXAMPLE, "--format", "ics"],
    ["what-if", EXAMPLE, "--set", "license=restricted"],
    ["explain", EXAMPLE, "ci-board"],
    ["pay"],
    ["guide", "skills"],
    [],
    ["init"],
    ["roadmap", "check", str(LEAD)],
    ["roadmap", "show"],
    ["roadmap", "ids"],
]


def watched(*commands: list[str], then: str = "") -> str:
    """
    What commands say on standard error, one after another in one process in which every use of a
    socket, in its workers too, is told.
    """
    finished = subprocess.run(
        [sys.executable, "-c", WATCHED.format(commands=commands) + then],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=unmeasured(),
    )
    return finished.stderr


def test_no_command_uses_a_socket() -> None:
    """Nor does what the libraries bring."""
    assert "SEEN" not in watched(*COMMANDS)


def test_no_caseload_uses_a_socket(tmp_path: Path) -> None:
    where = ["-o", str(tmp_path / "out"), "--jobs", "2", "--quiet"]
    (tmp_path / "in").mkdir()
    for person in ("hospitalist", "resident"):
        shutil.copy(ROOT / "examples" / f"{person}.yaml", tmp_path / "in")

    assert watched(["report", str(tmp_path / "in"), "--format", "html,pdf,jsonl", *where]) == ""


def test_a_socket_would_be_seen() -> None:
    """The watch works."""
    assert "SEEN socket." in watched(["--version"], then="import socket; socket.socket()")


@pytest.mark.parametrize("form", ["json", "plain", "markdown"])
def test_only_the_forms_that_need_them_load_rich_and_jinja(form: str) -> None:
    """The others start without them, and without the modules of a network."""
    assert modules_of(["assess", EXAMPLE, "--format", form], HEAVY_ELSEWHERE) == []


def test_json_is_made_without_what_people_see() -> None:
    assert (
        modules_of(["assess", EXAMPLE, "--format", "json"], ("cmio_advisor.reporting.views",)) == []
    )


def test_no_command_loads_what_only_its_libraries_could_use() -> None:
    """What stands for it until then is it for whoever asks: here, one that runs a program."""
    never = ("selectors", "locale", "_bz2", "_lzma")
    assert modules_of(["assess", EXAMPLE, "--format", "json"], never) == []
    then = """
import os, subprocess, typer.main
import zlib, tokenize, bz2, lzma, ipaddress
subprocess.run(["true"], check=True)
assert typer.main.subprocess.Popen is subprocess.Popen
assert zlib.decompress(zlib.compress(b"a")) == bz2.decompress(bz2.compress(b"a")) == b"a"
os.write(2, type(ipaddress.ip_address("::1")).__name__.encode())
"""
    assert watched(["--version"], then=then) == "IPv6Address"


def test_help_loads_nothing_heavy() -> None:
    """No YAML, no Rich, no JSON."""
    assert modules_of(["--help"], ("rich", "yaml", "json")) == []
