"""The ending of ``-o FILE`` chooses the form of a result where ``--format`` is absent."""

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.conftest import AS_OF, ROOT, Run

HOSPITALIST = str(ROOT / "examples" / "hospitalist.yaml")
COMMANDS = [
    ["assess", HOSPITALIST],
    ["eligible", HOSPITALIST],
    ["plan", HOSPITALIST],
    ["what-if", HOSPITALIST, "--set", "license=restricted"],
    ["explain", HOSPITALIST, "ci-board"],
    ["pay"],
    ["guide"],
    ["roadmap", "show"],
]


def day(command: list[str]) -> list[str]:
    return ["--today" if command[0] == "what-if" else "--as-of", AS_OF]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
def test_json_is_json(command: list[str], run: Run, tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    assert run(*command, *day(command), "-o", target).code == 0
    json.loads(target.read_bytes())


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        ("html", b"<!doctype html>"),
        ("HTM", b"<!doctype html>"),
        ("pdf", b"%PDF-"),
        ("md", b"# "),
        ("markdown", b"# "),
        ("json", b"{"),
    ],
)
def test_the_ending_chooses_the_form(ending: str, start: bytes, run: Run, tmp_path: Path) -> None:
    if ending == "pdf":
        pytest.importorskip("typst", reason="PDF is an optional extra")
    target = tmp_path / f"result.{ending}"
    outcome = run("pay", "--as-of", AS_OF, "-o", target)
    assert (outcome.code, outcome.err) == (0, "")
    assert target.read_bytes().lower().startswith(start.lower())


def test_a_calendar_is_a_calendar_and_only_of_a_plan(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.ics"
    assert run("plan", HOSPITALIST, "--as-of", AS_OF, "-o", target).code == 0
    assert Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    refused = run("assess", HOSPITALIST, "--as-of", AS_OF, "-o", tmp_path / "assess.ics")
    assert (refused.code, (tmp_path / "assess.ics").exists()) == (2, False)
    assert "cannot be written as ics" in refused.err


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods", "doc", "docx", "yaml", "yml", "gz"])
def test_no_text_is_written_under_the_ending_of_another_form(
    ending: str, run: Run, tmp_path: Path
) -> None:
    refused = run("assess", HOSPITALIST, "--as-of", AS_OF, "-o", tmp_path / f"me.{ending}")
    assert (refused.code, [*tmp_path.iterdir()]) == (2, [])
    assert f"cannot be written as {ending}" in refused.err


@pytest.mark.parametrize("name", ["result", "result.txt", "result.csv.old", ".json"])
def test_any_other_ending_keeps_the_plain_form(name: str, run: Run, tmp_path: Path) -> None:
    outcome = run("pay", "--as-of", AS_OF, "-o", tmp_path / name)
    assert outcome.code == 0
    assert run("pay", "--as-of", AS_OF, "--format", "plain").out == (tmp_path / name).read_text()


def test_what_is_asked_for_comes_before_the_ending(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "result.html"
    outcome = run("pay", "--as-of", AS_OF, "--format", "json", "-o", target)
    assert outcome.code == 0
    json.loads(target.read_bytes())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
def test_md_is_markdown(command: list[str], run: Run) -> None:
    short, long = (run(*command, *day(command), "--format", each) for each in ("md", "markdown"))
    assert (short.code, short) == (0, long)


def test_a_form_that_is_not_there_is_named(run: Run) -> None:
    outcome = run("pay", "--format", "markdwon")
    assert (outcome.code, 'Did you mean "markdown"?' in outcome.err) == (2, True)
    assert run("plan", HOSPITALIST, "--format", "docx").code == 2


@pytest.mark.parametrize("command", [COMMANDS[0], ["init"], ["roadmap", "schema", "profile"]])
def test_the_name_of_a_folder_is_no_file(command: list[str], run: Run, tmp_path: Path) -> None:
    name = f"{tmp_path / 'made'}/"
    output = [name] if command[0] == "init" else ["-o", name]
    outcome = run(*command, *output)
    assert outcome.code == 2
    assert f"{name}: That is a folder. Name the file in it." in outcome.err
    assert not (tmp_path / "made").exists()
