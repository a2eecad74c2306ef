"""``report --roadmap auto``: each client by the shipped roadmap that is nearest to them."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import AS_OF, ROOT, Run

NEAREST = {"hospitalist": "cmio", "nurse-informaticist": "cnio", "resident": "cmio"}


@pytest.fixture
def clients(tmp_path: Path) -> Path:
    folder = tmp_path / "clients"
    folder.mkdir()
    for name in NEAREST:
        shutil.copy(ROOT / "examples" / f"{name}.yaml", folder)
    return folder


def test_each_client_is_assessed_by_the_nearest(run: Run, clients: Path, tmp_path: Path) -> None:
    """Lines, reports and summary say what the client gives alone by that roadmap."""
    out, asked = tmp_path / "out", ("--as-of", AS_OF, "--format", "json")
    told = run("report", clients, "-o", out, "--roadmap", "auto", *asked[:3], "json,jsonl")
    lines = [json.loads(each) for each in (out / "assessments.jsonl").read_text().splitlines()]
    with (out / "summary.csv").open(encoding="utf-8-sig") as file:
        rows = {each["id"]: each for each in csv.DictReader(file)}

    assert told.code == 0
    assert {each["id"]: each["roadmap"]["id"] for each in lines} == NEAREST
    assert {id_: each["roadmap"] for id_, each in rows.items()} == NEAREST
    assert json.loads((out / "roadmap-cnio.json").read_text())["roadmap"]["id"] == "cnio"
    for name, nearest in NEAREST.items():
        one = tmp_path / name
        run("report", clients, "-o", one, "--roadmap", nearest, *asked)
        made = f"reports/{name}.json"
        assert (out / made).read_bytes() == (one / made).read_bytes()


def test_what_stands_is_kept_and_what_is_of_one_roadmap_is_of_another_run(
    run: Run, clients: Path, tmp_path: Path
) -> None:
    """A resumed run makes nothing anew; a folder made so is not gone on with by one roadmap."""
    out = tmp_path / "out"
    asked = ("report", clients, "-o", out, "--as-of", AS_OF, "--format", "json")
    run(*asked, "--roadmap", "auto")
    before = {each: each.stat().st_mtime_ns for each in (out / "reports").iterdir()}
    again = run(*asked, "--roadmap", "auto", "--resume")

    assert again.code == 0
    assert {each: each.stat().st_mtime_ns for each in (out / "reports").iterdir()} == before
    assert run(*asked, "--resume").code == 73


def test_a_template_is_the_same_for_all(run: Run) -> None:
    """Whichever roadmap is nearest to who fills it in."""
    asked = ("report", "--template", "-o", "-")

    assert run(*asked, "--roadmap", "auto").out == run(*asked).out
