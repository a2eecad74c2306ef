"""A roadmap whose writer found nothing on pay, or wrote no guide, is whole and says so."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

SMALL = ROOT / "tests" / "roadmaps" / "small"
PERSON = "id: a\ndegrees: [md]\nrole: attending\n"
DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def unpaid(tmp_path: Path) -> Path:
    """The small roadmap without its pay and its guide."""
    folder = tmp_path / "roadmap"
    shutil.copytree(SMALL, folder)
    (folder / "pay.yaml").unlink()
    (folder / "guide.yaml").unlink()
    text = (folder / "roadmap.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if "pay_role:" not in line]
    (folder / "roadmap.yaml").write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def person(tmp_path: Path) -> Path:
    path = tmp_path / "person.yaml"
    path.write_text(PERSON, encoding="utf-8")
    return path


def test_it_is_sound(run: Run, unpaid: Path) -> None:
    """Both files are for whoever has something to say there; only what they alone used is idle."""
    found = run("roadmap", "check", unpaid).err.splitlines()

    idle = (
        "No fact of this roadmap names the source",
        "no rule of this roadmap reads",
        "a plan would end before",  # the small roadmap's months are short
    )
    assert [each for each in found if not any(part in each for part in idle)] == []


@pytest.mark.parametrize("form", ["plain", "markdown", "html", "json"])
@pytest.mark.parametrize("command", ["assess", "plan", "explain"])
def test_every_command_says_all_else(
    run: Run, unpaid: Path, person: Path, command: str, form: str
) -> None:
    """Pay is null, in text a sentence, and nothing else is missing."""
    named = ("medical-degree",) if command == "explain" else ()
    found = run(command, person, *named, "--roadmap", unpaid, *DAY, "--format", form)

    assert (found.code, found.err) == (0, "")
    if command == "assess":
        if form == "json":
            assert json.loads(found.out)["pay"] is None
        else:
            assert "holds no evidence on what the role pays" in " ".join(found.out.split())


def test_what_if_and_a_caseload_do_without(
    run: Run, unpaid: Path, person: Path, tmp_path: Path
) -> None:
    """A median that is not known stands as such; a line's pay is null."""
    told = ("--set", "clinical.years=4")
    compared = run("what-if", person, *told, "--roadmap", unpaid, *DAY, "--format", "plain")
    clients = tmp_path / "clients"
    clients.mkdir()
    shutil.copy(person, clients)
    out = tmp_path / "out"
    made = run("report", clients, "-o", out, "--roadmap", unpaid, *DAY, "--format", "html,jsonl")

    assert (compared.code, made.code) == (0, 0)
    assert "not known" in compared.out
    (line,) = (out / "assessments.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["pay"] is None


@pytest.mark.parametrize(
    ("command", "said"), [("pay", "says nothing of pay"), ("guide", "has no guide")]
)
def test_the_command_itself_says_that_there_is_none(
    run: Run, unpaid: Path, command: str, said: str
) -> None:
    """Asked for what is not there, it says so, and what would change that."""
    found = run(command, "--roadmap", unpaid)

    assert found.code != 0
    assert said in found.err
    assert "Traceback" not in found.err


def test_a_model_that_a_role_needs_is_missed(run: Run, tmp_path: Path) -> None:
    """A role estimated by a model that is not there is a fault, with its place."""
    folder = tmp_path / "roadmap"
    shutil.copytree(SMALL, folder)
    pay = (folder / "pay.yaml").read_text(encoding="utf-8")
    start, end = pay.index("\nmodel:"), pay.index("\npublished:")
    (folder / "pay.yaml").write_text(pay[:start] + pay[end:], encoding="utf-8")

    found = run("roadmap", "check", folder)

    assert found.code == 78
    assert "cmio: it is estimated by a model, and there is none" in found.err + found.out
