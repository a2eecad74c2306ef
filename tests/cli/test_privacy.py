"""
What the program never does: load a network module, write beside the places it names, leak a name.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

NETWORK = ("socket", "ssl", "http.client", "urllib.request", "asyncio", "ftplib", "smtplib")
HEAVY_ELSEWHERE = ("rich", "jinja2")
SCRIPT = """
import sys
from cmio_advisor.cli.app import main
code = main({arguments!r})
print(code, *[name for name in {names!r} if name in sys.modules], file=sys.stderr)
"""


def modules_of(arguments: list[str], names: tuple[str, ...]) -> list[str]:
    script = SCRIPT.format(arguments=arguments, names=names)
    finished = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ},
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
    ["roadmap", "check"],
]


def test_a_caseload_loads_none_either(tmp_path: Path) -> None:
    where = ["-o", str(tmp_path / "out"), "--jobs", "2", "--quiet"]
    assert modules_of(["report", "examples", "--format", "html,jsonl", *where], NETWORK) == []


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_network_module_is_ever_loaded(arguments: list[str]) -> None:
    """
    Not even by what the libraries pull in.
    """
    assert modules_of(arguments, NETWORK) == []


@pytest.mark.parametrize("form", ["json", "plain", "markdown"])
def test_only_the_forms_that_need_them_load_rich_and_jinja(form: str) -> None:
    """
    The others start without them.
    """
    assert modules_of(["assess", EXAMPLE, "--format", form], HEAVY_ELSEWHERE) == []


def test_help_loads_nothing_heavy() -> None:
    """
    No YAML, no Rich, no JSON.
    """
    assert modules_of(["--help"], ("rich", "yaml", "json")) == []
