"""A client's report speaks to the client: no commands, no counts of what nobody asked, short."""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import AS_OF, Run

TABLE = (
    "id,degrees,license,role,informatics_years,residency,residency_completed,clinical_years\n"
    "c-1,,,,,,,\n"
    "c-2,bsn,nursing::unrestricted,nurse-informaticist,4,,,\n"
    "c-3,md,unrestricted,attending,,pathology,2012,9\n"
)


@pytest.fixture
def out(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "clients.csv").write_text(TABLE)
    made = tmp_path / "out"
    where = ("-o", made, "--as-of", AS_OF, "--format", "md,json", "--jobs", "1")
    done = run("report", tmp_path / "clients.csv", *where)
    assert "Nearer to another roadmap: 1 client (c-2). --roadmap auto" in done.err
    return made


def test_no_report_tells_a_client_what_to_type(out: Path) -> None:
    assert "nearest-roadmap" in (out / "reports/c-2.json").read_text()
    for each in (out / "reports").glob("*.md"):
        assert "--" not in each.read_text().replace("---", ""), each.name
    assert "--roadmap auto takes it" in (out / "summary.html").read_text()


def test_what_nobody_asked_is_not_counted(out: Path) -> None:
    text = (out / "reports/c-1.md").read_text()
    assert "0 of the" not in text
    assert "Not known yet: any of the 5 required things." in text


def test_of_whom_little_was_told_the_questions_come_first(out: Path) -> None:
    """Several of them; whoever told most of the required list is asked one."""
    silent, doctor = ((out / f"reports/{each}.md").read_text() for each in ("c-1", "c-3"))
    asked = silent.partition("## What to tell us first")[2].partition("\n## ")[0]
    assert asked.count("?") == 6
    assert doctor.partition("## What to tell us first")[2].partition("\n## ")[0].count("?") == 1


def test_the_summary_says_of_a_nurse_what_the_report_says(out: Path) -> None:
    """No comparison with physicians; and the titles of the first steps stand beside it."""
    with (out / "summary.csv").open(encoding="utf-8-sig", newline="") as table:
        _, nurse, doctor = csv.DictReader(table)
    report = json.loads((out / "reports/c-2.json").read_text())
    overview = (out / "summary.html").read_text()

    assert nurse["standing_title"] == report["standing"]["title"] == "on a path of your own"
    assert overview.count("on a path of your own") == 2  # in the counts, and in the nurse's row
    assert doctor["standing_title"] in ("", "starting in informatics")
    assert nurse["first_steps"].split("; ") == [each["title"] for each in report["next_steps"][:3]]


def test_what_was_not_answered_takes_two_lines_of_the_plan(out: Path) -> None:
    (line,) = (
        each
        for each in (out / "reports/c-3.md").read_text().splitlines()
        if each.startswith("Not answered, and planned as open")
    )
    assert "more. " in line
    assert len(line.partition(". If")[0]) < 200


def test_a_caseload_of_two_roadmaps_is_told_apart(run: Run, tmp_path: Path) -> None:
    table = TABLE.replace("nursing::unrestricted", "none") + "c-4,md,none,attending,,,,\n"
    (tmp_path / "clients.csv").write_text(table)
    made = tmp_path / "out"
    where = ("-o", made, "--as-of", AS_OF, "--format", "jsonl", "-q", "--roadmap", "auto")
    assert run("report", tmp_path / "clients.csv", *where).code == 0
    page = (made / "summary.html").read_text()
    assert ">Roadmap</" in page
    assert ">cnio" in page
    for title in ("Chief Nursing Informatics Officer", "Chief Medical Information Officer"):
        assert f"The most common gaps, on the way to {title}" in page
