"""What a plan, a summary and the choice of a roadmap make of cells that could not be read."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import AS_OF, Run

COLUMNS = (
    "id,degrees,license,residency,role,clinical_years,informatics_years,people_led,"
    "board_certifications,certifications"
)
PEOPLE = {
    "analyst": "masters-other,none,,Epik analist,,,,,Epik",
    "unread-doctor": "Zauberdoktor,unrestricted,,Oberzauberin,16,,4,,",
    "no-us-license": "md,Zauberland full,,Helfer,9,2,,,",
    "nurse-chief": "msn,unrestricted nursing,,Zauberchefin (interim),20,12,85,,",
    "doctor": "md,unrestricted,internal-medicine,attending,2,2,0,internal-medicine,none",
    "resident": "md,training,Zauberjahr 3,resident,0,Zauberei,,Zauberei,",
    "nobody": ",,,,,,,,",
}


@pytest.fixture
def out(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path
    rows = [COLUMNS, *(f"{id_},{row}" for id_, row in PEOPLE.items()), ""]
    (folder / "clients.csv").write_text("\n".join(rows))
    where = ("-o", folder / "out", "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", folder / "clients.csv", "--roadmap", "auto", *where).code == 3
    return folder / "out"


def line(out: Path, name: str) -> dict[str, str]:
    lines = csv.DictReader((out / "summary.csv").read_text("utf-8-sig").splitlines())
    return next(each for each in lines if each["id"] == name)


def told(out: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / f"reports/{name}.json").read_text())
    return found


def test_nobody_whose_answers_were_not_read_is_sent_to_medical_school(
    out: Path,
) -> None:
    for name in PEOPLE:
        client = told(out, name)
        steps = (*client["next_steps"], *client["later_steps"], *client["plan"]["steps"])
        assert "medical-degree" not in {each["requirement"] for each in steps}, name

    for name in PEOPLE:
        assert line(out, name)["next_step_title"], name


def test_who_is_known_in_part_gets_a_step_that_may_be_met_beside_the_question(out: Path) -> None:
    """Of whom nothing is known gets the question alone."""
    steps = told(out, "resident")["next_steps"]
    assert [each.get("unanswered", False) for each in steps[:2]] == [False, True]
    assert told(out, "resident")["ask_next"]
    assert told(out, "nobody")["next_steps"] == []


def test_it_is_said_where_no_answer_chose_the_roadmap(out: Path) -> None:
    said = {name for name in PEOPLE if line(out, name)["roadmap_not_chosen"]}
    assert said == {"analyst", "unread-doctor", "nobody"}
    for name in PEOPLE:
        codes = {each["code"] for each in told(out, name)["warnings"]}
        assert ("roadmap_not_chosen" in codes) == (name in said), name


def test_a_plan_names_no_day_for_a_list_of_which_part_was_not_read(out: Path) -> None:
    client = told(out, "no-us-license")
    first, *rest = client["plan"]["summary"]
    assert first.startswith("No end of this plan can be named")
    assert "license" in first
    assert not any("required list" in each or "whole plan" in each for each in rest)
    assert line(out, "no-us-license")["plan_ends"] == ""
    assert line(out, "doctor")["plan_ends"] != ""
    assert "not known" not in told(out, "doctor")["plan"]["summary"][0]


def test_a_leader_whose_job_was_not_read_has_no_stage_and_no_task_of_the_unit(out: Path) -> None:
    client = told(out, "nurse-chief")
    assert client["stage"]["id"] == "unknown"
    assert line(out, "nurse-chief")["stage"] == ""
    assert "cut-documentation" not in {each["id"] for each in client["next_steps"]}


def test_a_degree_alone_chooses_the_roadmap(tmp_path: Path, run: Run) -> None:
    (tmp_path / "clients.csv").write_text("id,degrees\nc-1,md\n")
    where = ("-o", tmp_path / "out", "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", tmp_path / "clients.csv", "--roadmap", "auto", *where).code == 0
    assert told(tmp_path / "out", "c-1")["warnings"] == []


def test_nobody_whose_job_was_not_read_prepares_for_medical_school(
    tmp_path: Path, run: Run
) -> None:
    row = 'c-1,"bachelors in progress 2028",Oberzauberin'
    (tmp_path / "clients.csv").write_text(f"id,degrees,role\n{row}\n")
    where = ("-o", tmp_path / "out", "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", tmp_path / "clients.csv", *where).code == 3
    steps = {each["id"] for each in told(tmp_path / "out", "c-1")["next_steps"]}
    assert "plan-courses-for-medicine" not in steps


def test_no_exam_is_first_whose_hours_may_stand_in_a_cell_that_was_not_read(
    tmp_path: Path, run: Run
) -> None:
    """Another door to it of which nothing was told is not taken in their place."""
    (tmp_path / "clients.csv").write_text(
        "id,degrees,license,role,clinical_years,informatics_years,people_led,organization\n"
        'np,NP,RN CO,NP and builder,12,"3 yrs, 20%",0,health system\n'
    )
    where = ("-o", tmp_path / "out", "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", tmp_path / "clients.csv", "--roadmap", "cnio", *where).code == 3
    client = told(tmp_path / "out", "np")
    steps = (*client["next_steps"], *client["later_steps"], *client["plan"]["steps"])
    assert "ni-bc-held" not in {each["requirement"] for each in steps}


def test_a_license_that_was_not_read_is_called_that_of_no_profession(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "clients.csv").write_text(
        "id,degrees,license,role\nstudent,bsn:in-progress,student,nursing student\n"
    )
    where = ("-o", tmp_path / "out", "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", tmp_path / "clients.csv", "--roadmap", "cnio", *where).code == 3
    said = {each["code"]: each["text"] for each in told(tmp_path / "out", "student")["warnings"]}
    assert "left open: license." in said["not_read"]
