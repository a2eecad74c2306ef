"""What a shell is told that completes a word, and that it never hears of an error."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL, Run


@pytest.mark.parametrize(
    "asked",
    [
        {"COMP_WORDS": "cmio-advisor ass", "COMP_CWORD": "x"},
        {"COMP_WORDS": "cmio-advisor ass", "COMP_CWORD": ""},
        {"COMP_WORDS": "cmio-advisor ass", "COMP_CWORD": "99999999999999999999"},
        {"COMP_WORDS": 'cmio-advisor "ass', "COMP_CWORD": "2"},
        {"COMP_CWORD": "1"},
        {},
    ],
    ids=str,
)
def test_a_shell_that_asks_oddly_hears_nothing(
    asked: dict[str, str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COMP_WORDS", "COMP_CWORD"):
        monkeypatch.delenv(name, raising=False)
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("_CMIO_ADVISOR_COMPLETE", "complete_bash")
    outcome = run()
    assert (outcome.code, outcome.out.split("\n")[0], outcome.err) == (0, "", "")


def offered(run: Run, monkeypatch: pytest.MonkeyPatch, line: str) -> list[str]:
    """What is offered for the last word of a line."""
    monkeypatch.setenv("_CMIO_ADVISOR_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"cmio-advisor {line}")
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ") + 1))
    outcome = run()
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out.split()


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("expl", "explain"),
        ("explain inform", "informatics-work"),
        ("explain me.yaml cph", "cphims"),
        ("eligible me.yaml cphims abp", "abpm-clinical-informatics"),
        ("plan --section st", "steps"),
        ("assess --section pa", "pay"),
        ("plan --with medical", "medical-degree"),
        ("plan --without ci", "ci-board"),
        ("assess --with medical", "medical-degree"),
        ("assess --require-standing b", "building"),
        ("assess --degree md --cert cph", "cphims"),
        ("assess --residency internal", "internal-medicine"),
        ("assess --license un", "unrestricted"),
        ("plan --format ma", "markdown"),
        ("programs fel", "fellowship"),
        ("programs --near O", "OH"),
        ("pay --role cm", "cmio"),
        ("roadmap i", "ids"),
        ("roadmap show clinical", "clinical-experience-step"),
        ("roadmap test ci", "cio"),
        ("roadmap diff cm", "cmio"),
        ("roadmap impact cmio cn", "cnio"),
    ],
)
def test_what_may_stand_there_is_offered(
    line: str, word: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = offered(run, monkeypatch, line)
    assert word in found
    assert all(each.startswith(line.rpartition(" ")[2]) for each in found)


def test_files_of_answers_are_offered_beside_ids(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mine.yaml", "mine.json", ".mine.yaml", "mine.txt"):
        Path(name).write_text("")
    assert offered(run, monkeypatch, "eligible mine") == ["mine.json", "mine.yaml"]


def test_ids_are_those_of_the_roadmap_that_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = offered(run, monkeypatch, f"explain --roadmap {SMALL} m")
    assert own
    assert set(own) != set(offered(run, monkeypatch, "explain m"))


def test_a_roadmap_that_is_not_there_offers_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offered(run, monkeypatch, "explain --roadmap /none/such inf") == []


def test_a_line_that_asks_for_the_version_prints_none_while_it_is_typed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offered(run, monkeypatch, "--version asse") == ["assess"]
    assert offered(run, monkeypatch, "--show-completion bash asse") == ["assess"]
    assert offered(run, monkeypatch, "--show-completion z") == ["zsh"]


def test_bash_completes_by_what_is_printed_for_it(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "cmio-advisor"
    script.write_text(run("--show-completion", "bash").out)
    called = tmp_path / "bin" / "cmio-advisor"
    called.parent.mkdir()
    called.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cmio_advisor "$@"\n')
    called.chmod(0o700)
    typed = "COMP_WORDS=(cmio-advisor roa); COMP_CWORD=1; _cmio_advisor_completion cmio-advisor"
    shown = subprocess.run(
        ["bash", "-c", f'. "$1"; {typed}; echo "${{COMPREPLY[@]}}"', "-", script],
        env={**os.environ, "PATH": f"{called.parent}:{os.environ['PATH']}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (shown.stdout, shown.stderr) == ("roadmap\n", "")


@pytest.mark.parametrize(
    ("shell", "begins"), [("zsh", "#compdef cmio-advisor\n"), ("fish", "complete "), ("zhs", "")]
)
def test_what_is_printed_is_of_the_shell_that_is_named(shell: str, begins: str, run: Run) -> None:
    outcome = run("--show-completion", shell)
    assert (outcome.code, outcome.out[: len(begins)]) == (0 if begins else 2, begins)


def test_no_file_of_a_shell_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert run("--install-completion").code == run("--install-completion", "bash").code == 2
    assert not list(tmp_path.iterdir())
