"""No result is written over what it is made from, by whatever name, forced or not."""

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import AS_OF, ROOT, SMALL, Run

EXAMPLES = ROOT / "examples"
FROM_A_PROFILE = [
    ["assess", "p.yaml"],
    ["eligible", "p.yaml"],
    ["plan", "p.yaml"],
    ["explain", "p.yaml", "md-license"],
    ["what-if", "p.yaml", "--set", "license=none"],
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with a profile under several names, scenarios and a roadmap."""
    shutil.copy(EXAMPLES / "hospitalist.yaml", tmp_path / "p.yaml")
    shutil.copy(EXAMPLES / "scenarios" / "hospitalist.yaml", tmp_path / "s.yaml")
    shutil.copytree(SMALL, tmp_path / "rules")
    (tmp_path / "link.yaml").symlink_to("p.yaml")
    (tmp_path / "hard.yaml").hardlink_to(tmp_path / "p.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(run: Run, *command: str) -> bool:
    outcome = run(*command)
    said = "would be written over" in outcome.err and "Give another name" in outcome.err
    return (outcome.code, outcome.out, said) == (73, "", True)


@pytest.mark.parametrize("command", FROM_A_PROFILE, ids=lambda each: each[0])
@pytest.mark.parametrize(
    "name", ["p.yaml", "./p.yaml", "rules/../p.yaml", "link.yaml", "hard.yaml"]
)
@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "force"])
def test_a_result_never_replaces_its_profile(
    name: str, command: list[str], force: list[str], run: Run, here: Path
) -> None:
    before = (here / "p.yaml").read_bytes()
    assert refused(run, *command, "-o", name, *force)
    assert (here / "p.yaml").read_bytes() == before
    assert (here / "link.yaml").is_symlink()


def test_a_profile_read_by_another_name_is_the_same(run: Run, here: Path) -> None:
    del here
    for name in ("link.yaml", "hard.yaml"):
        assert refused(run, "assess", name, "-o", "p.yaml", "--force")


def test_what_standard_input_reads_is_not_replaced(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standard_input = (here / "p.yaml").stat()
    monkeypatch.setattr(os, "fstat", lambda _: standard_input)
    assert refused(run, "assess", "-", "-o", "p.yaml", "--force")


@pytest.mark.parametrize(
    "command",
    [
        ["what-if", "p.yaml", "--scenarios", "s.yaml", "-o", "s.yaml"],
        [
            "what-if",
            "p.yaml",
            "--roadmap",
            "rules",
            "--set",
            "license=none",
            "-o",
            "rules/pay.yaml",
        ],
        ["assess", "p.yaml", "--roadmap", "rules", "-o", "rules/roadmap.yaml"],
        ["assess", "p.yaml", "--roadmap", "rules", "--save", "rules/roadmap.yaml"],
        ["guide", "--roadmap", "rules", "-o", "rules/guide.yaml"],
        ["pay", "--roadmap", "rules", "-o", "rules/../rules/pay.yaml"],
        ["roadmap", "show", "--roadmap", "rules", "-o", "rules/sources.yaml"],
        ["roadmap", "ids", "--roadmap", "rules", "-o", "rules/vocabulary.yaml"],
    ],
    ids=" ".join,
)
def test_nor_any_other_file_that_it_is_made_from(command: list[str], run: Run, here: Path) -> None:
    before = {each: each.read_bytes() for each in here.rglob("*.yaml")}
    assert refused(run, *command, "--force")
    assert {each: each.read_bytes() for each in here.rglob("*.yaml")} == before


@pytest.mark.parametrize("named", [["rules/cases"], ["rules/cases/a.yaml"], []], ids=" ".join)
def test_nor_a_case_on_which_a_roadmap_is_tried(named: list[str], run: Run, here: Path) -> None:
    """By its name, that of its folder, or none."""
    (here / "rules" / "cases").mkdir()
    case = here / "rules" / "cases" / "a.yaml"
    case.write_text("- {name: a, date: 2026-11-23, profile: {degrees: [md]}, expect: {states: {}}}")
    before = case.read_bytes()
    given = ["roadmap", "test", "rules", *named, "-o", "rules/cases/a.yaml", "--format", "json"]
    assert refused(run, *given, "--force")
    assert case.read_bytes() == before


def test_a_file_beside_them_is_free(run: Run, here: Path) -> None:
    for _ in range(2):
        out = ["-o", "rules/result.html", "--force", "--as-of", AS_OF]
        assert run("assess", "p.yaml", "--roadmap", "rules", *out).code == 0
    assert (here / "rules" / "result.html").is_file()


def test_answers_and_result_never_share_a_file(run: Run, here: Path) -> None:
    assert run("assess", "p.yaml", "--save", "q.yaml", "-o", "./q.yaml").code == 2
    assert not (here / "q.yaml").exists()
