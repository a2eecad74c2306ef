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


def test_the_roadmaps_of_an_earlier_run_are_pruned(run: Run, clients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ("report", clients, "-o", out, "--as-of", AS_OF, "--roadmap", "auto", "--format")
    listed = run(*asked, "jsonl", "--dry-run").out.split()
    run(*asked, "jsonl")
    made = {each.name for each in out.iterdir() if each.suffix}
    pruned = run(*asked, "html", "--prune")

    assert made == set(listed)
    assert {"roadmap.json", "roadmap-cnio.json", "roadmap-cio.json"} < made
    assert pruned.code == 0
    left = {each.name for each in out.iterdir() if each.suffix}
    assert left == {"summary.html", "summary.csv"}


WORKERS = {
    "bachelors,,IT help desk lead,0,0,,6": "cio",  # a job that no list has
    "bachelors,none,Credentialed trainer,0,3,none,0": "cio",
    "masters-other,none,reporting analyst,0,4,none,0": "cio",
    "bachelors,none,LIS analyst,0,5,none,0": "cio",
    "bachelors,none,PACS administrator,0,7,none,2": "cio",
    "none,none,Medical coder,0,2,none,0": "cio",
    "mba,none,Practice manager,0,0,none,30": "cio",
    "bachelors,none,Network administrator,0,0,ccna,0": "cio",
    "phd-informatics,none,faculty,0,8,none,0": "cio",
    "bachelors,none,respiratory therapist,9,1,none,0": "cmio",
    "dpt,none,,9,1,none,20": "cmio",
    "bachelors,none,Medical laboratory scientist,8,0,none,4": "cmio",
    "bachelors;md:planned,none,EHR analyst,0,2,none,0": "cmio",
    "bsn:planned,none,EHR analyst,0,2,none,0": "cnio",
    "pharmd:in-progress,none,none,0,0,none,0": "cmio",  # a student of a profession of care
    "pharmd:in-progress,none,none,0,1,none,0": "cmio",
    "pharmd:in-progress,none,informatics-specialist,0,1,none,0": "cio",  # with a job in IT
    "pharmd:planned,none,none,0,0,none,0": "cmio",
    "pharmd,none,pharmacist,6,0,none,0": "cmio",
    "pharmd,none,pharmacy-informaticist,6,3,none,0": "cmio",
    "dds:in-progress,none,none,0,1,none,0": "cmio",
    "pharmd,none,director-health-informatics,7,11,none,35": "cio",  # who leads in it already
    ",,,,,,": "cmio",
}


def test_managers_and_analysts_of_no_health_profession_are_nearest_to_it(
    run: Run, tmp_path: Path
) -> None:
    """Whatever their job is called; who cares for patients and is no nurse finds paths in cmio."""
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    columns = "degrees,license,role,clinical_years,informatics_years,certifications,people_led"
    rows = (f"c-{at},{row}" for at, row in enumerate(WORKERS))
    table.write_text("\n".join((f"id,{columns}", *rows, "")))
    run("report", table, "-o", out, "--roadmap", "auto", "--as-of", AS_OF, "--format", "jsonl")
    lines = [json.loads(each) for each in (out / "assessments.jsonl").read_text().splitlines()]

    found = {row: each["roadmap"]["id"] for row, each in zip(WORKERS, lines, strict=True)}
    assert found == WORKERS


def test_a_template_is_the_same_for_all(run: Run) -> None:
    """Whichever roadmap is nearest to who fills it in."""
    asked = ("report", "--template", "-o", "-")

    assert run(*asked, "--roadmap", "auto").out == run(*asked).out


def test_what_is_open_has_the_words_of_the_own_roadmap(run: Run, tmp_path: Path) -> None:
    """Several have a requirement of one id; the overview named it as the first of them does."""
    chief = tmp_path / "chief.yaml"
    chief.write_text(
        "degrees: [bsn, msn]\nlicense: [{profession: nursing, state: MN, status: unrestricted}]\n"
        "clinical: {from: 1996, to: 2008}\ninformatics: none\nrole: {id: cno, since: 2017}\n"
        "leadership: {years: 18, roles: [cno], people_led: 1400}\nprojects: [ehr-implementation]\n"
    )
    shutil.copy(ROOT / "examples" / "hospitalist.yaml", tmp_path)
    out = tmp_path / "out"
    run("report", tmp_path, "-o", out, "--roadmap", "auto", "--as-of", AS_OF, "--format", "json")
    page = (out / "summary.html").read_text("utf-8")
    away = page[page.index(">One step away<") :].partition("</table>")[0]

    assert "Paid work in informatics" in away
    assert "Some work where medicine meets IT" not in away


def test_a_table_names_no_end_where_something_required_was_not_told(
    run: Run, tmp_path: Path
) -> None:
    """A pharmacist's first steps are no plan to the end while no degree is told."""
    people = tmp_path / "clients.csv"
    people.write_text("id,degrees,role\nuntold,,pharmacist\ntold,pharmd,pharmacist\n")
    out = tmp_path / "out"
    run("report", people, "-o", out, "--roadmap", "cmio", "--as-of", AS_OF, "--format", "jsonl")
    with (out / "summary.csv").open(encoding="utf-8-sig") as file:
        ends = {each["id"]: each["plan_ends"] for each in csv.DictReader(file)}
    page = (out / "summary.html").read_text("utf-8")

    assert ends["untold"] == ""
    assert ends["told"]
    assert page.count("(first steps)") == page.count("no end to name") == 1
