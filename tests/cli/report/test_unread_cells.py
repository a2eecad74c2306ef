"""What a client told and nobody could read: left open, and said in their report."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from cmio_advisor.domain.profile.fields import FIELDS
from tests.conftest import AS_OF, Run

COLUMNS = "id,degrees,residency,residency_completed,license,role,clinical_years,projects"
DOCTOR = "md,internal-medicine,2012,unrestricted,attending,9,none"
ODD = "Zauberdiplom"
"""A word that no vocabulary will ever know."""


def reported(run: Run, folder: Path, *rows: str, form: str = "json,md") -> Path:
    (folder / "clients.csv").write_text("\n".join((COLUMNS, *rows, "")))
    out = folder / "out"
    where = ("-o", out, "--as-of", AS_OF, "--format", form, "--jobs", "1", "-q")
    assert run("report", folder / "clients.csv", *where).code == 3
    return out


def summary(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((out / "summary.csv").read_text("utf-8-sig").splitlines()))


def told(out: Path, name: str = "c-1") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / f"reports/{name}.json").read_text())
    return found


def planned(client: dict[str, Any]) -> set[str]:
    steps = client["plan"]["steps"]
    return {each["requirement"] for each in steps} | {id_ for one in steps for id_ in one["brings"]}


def test_nothing_is_planned_in_place_of_what_could_not_be_read(run: Run, tmp_path: Path) -> None:
    """No degree, and nothing that rests on one: it is asked for; all else is planned as before."""
    out = reported(run, tmp_path, DOCTOR.replace("md", f"c-1,{ODD}", 1), f"c-2,,{DOCTOR[3:]}")
    client, silent = told(out), told(out, "c-2")
    about = {"medical-degree", "residency", "license"}
    assert planned(client) & about == set()
    assert planned(client) < planned(silent)
    assert client["ask_next"]["id"] == "degrees"
    steps = (*client["next_steps"], *client["later_steps"])
    assert about.isdisjoint(each["requirement"] for each in steps)
    assert client["warnings"][0]["code"] == "not_read"
    assert "or not all of it, and left open: degrees." in client["warnings"][0]["text"]


def test_the_report_begins_with_what_could_not_be_read(run: Run, tmp_path: Path) -> None:
    """Also where nothing else that it says waits for it."""
    out = reported(run, tmp_path, f"c-1,pharmd,none,,pharmacy:OH:unrestricted,{ODD},9,none")
    assert told(out)["ask_next"]["id"] == "role"
    assert (out / "reports/c-1.md").read_text().count("## What to tell us first") == 1


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_report_says_it_once_at_its_end(form: str, run: Run, tmp_path: Path) -> None:
    """In words for the client, not by the names of the office's columns."""
    row = f"c-1,md;{ODD},{DOCTOR[3:]}".replace(",9,", f",{ODD},")
    out = reported(run, tmp_path, row, form=form)
    text = (out / f"reports/c-1.{form}").read_text()
    assert text.count("left open: degrees, patient care after training.") == 1
    assert ODD not in text  # it may be the office's own, and stands in problems.csv
    assert text.index("Where you stand") < text.index("About this report") < text.index("left open")


def test_whatever_a_client_tells_has_words_for_the_client() -> None:
    nameless = [each.path for each in FIELDS if each.columns and not (each.words or each.aside)]
    assert nameless == ["id", "name"]


def test_what_can_be_read_of_a_list_is_kept(run: Run, tmp_path: Path) -> None:
    """What only the rest of the list could bring is not planned either."""
    out = reported(run, tmp_path, f"c-1,md;{ODD},{DOCTOR[3:]}")
    client = told(out)
    assert client["profile"]["degrees"] == ["md", "unknown"]
    met = [each["id"] for step in client["steps"] for each in step["requirements"]
           if each["state"] == "met"]  # fmt: skip
    assert "medical-degree" in met
    assert summary(out)[0]["not_read"] == f"degrees: {ODD}"


def test_separators_alone_do_not_say_that_there_is_none(run: Run, tmp_path: Path) -> None:
    out = reported(run, tmp_path, DOCTOR.replace("md,internal-medicine,2012", "c-1,md,;,"))
    assert told(out)["profile"].get("residency") != []


def test_money_that_was_not_read_takes_no_end_from_a_plan(run: Run, tmp_path: Path) -> None:
    """It decides on nothing required: the summary names the day of the report itself."""
    (tmp_path / "clients.csv").write_text(
        "id,degrees,budget_usd\nc-1,md:in-progress:2029-05,loans\n"
    )
    out = tmp_path / "out"
    where = ("-o", out, "--as-of", AS_OF, "--format", "json", "-q")
    assert run("report", tmp_path / "clients.csv", *where).code == 3
    assert summary(out)[0]["plan_ends"] == told(out)["plan"]["finish"] > AS_OF


def test_the_summary_shows_whose_cells_were_not_read(run: Run, tmp_path: Path) -> None:
    out = reported(run, tmp_path, f"c-1,{ODD},,,,{ODD},,", f"c-2,{DOCTOR}")
    found = [(each["id"], each["cells_not_read"], each["not_read"]) for each in summary(out)]
    assert found == [("c-1", "2", f"degrees: {ODD}; role: {ODD}"), ("c-2", "0", "")]
    page = (out / "summary.html").read_text()
    assert "Cells not read" in page
    assert page.index("Cells that could not be read") < page.index(f"degrees: {ODD}")


def test_who_alone_wrote_what_could_be_read_has_no_such_column(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text(f"{COLUMNS}\nc-2,{DOCTOR}\n")
    out = tmp_path / "out"
    where = ("-o", out, "--as-of", AS_OF, "--format", "md", "-q")
    assert run("report", tmp_path / "clients.csv", *where).code == 0
    assert "Cells not read" not in (out / "summary.html").read_text()


CI = "clinical-informatics:completed"


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        ("license", ":CA:unrestricted;:CA:none", None),
        ("license", "unrestricted;none", None),
        ("license", "nursing:TX:unrestricted;:CA:none;:CA:unrestricted", None),
        ("license", ":CA:unrestricted;:CA:none;:TX:unrestricted",
         {"state": "TX", "status": "unrestricted"}),
        ("answers", "cissp-domains:yes;cissp-domains:no", None),
        ("answers", "project-training-hours:40;project-training-hours:50;cissp-domains:yes",
         {"cissp-domains": True}),
        ("board_certifications", "internal-medicine;internal-medicine:lapsed", None),
        ("certifications", "cphims;pmp;cphims:lapsed", ["pmp", "unknown"]),
        ("fellowships", f"{CI}:2016:accredited;{CI}:2016:not-accredited", None),
    ],
)  # fmt: skip
def test_of_what_is_told_twice_and_not_the_same_nothing_is_believed(
    column: str, cell: str, kept: object, run: Run, tmp_path: Path
) -> None:
    """Neither for nor against the client; what stands beside it is read."""
    client = other_cell(run, tmp_path, column, cell, 3)
    assert client["profile"].get(column) == kept
    assert client["warnings"][0]["code"] == "not_read"
    assert " twice: " in (tmp_path / "out/problems.csv").read_text()


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("license", ":CA:none;:TX:unrestricted"),
        ("license", "unrestricted;unrestricted"),
        ("license", "none;nursing:TX:unrestricted"),
        ("answers", "cissp-domains:yes;cissp-domains:Y"),
        ("board_certifications", "internal-medicine:lapsed:2015;internal-medicine:earned:2020"),
        ("certifications", "cphims;cphims:held:2029"),
        ("fellowships", f"{CI}:2012:not-accredited;{CI}:2016:accredited"),
    ],
)  # fmt: skip
def test_what_can_both_be_true_is_read(column: str, cell: str, run: Run, tmp_path: Path) -> None:
    assert other_cell(run, tmp_path, column, cell, 0)["profile"][column]


def other_cell(run: Run, folder: Path, column: str, cell: str, code: int) -> dict[str, Any]:
    (folder / "clients.csv").write_text(f"id,degrees,{column}\nc-1,md,{cell}\n")
    where = ("-o", folder / "out", "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", folder / "clients.csv", *where).code == code
    return told(folder / "out")


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ("license: [{state: CA, status: unrestricted}, {state: CA, status: none}]", ":3:46: "),
        ("certifications: [cphims, {certification: cphims, status: lapsed}]", ":3:26: "),
        (
            "degrees: [{degree: mba, earned: 2015}, {degree: mba, status: lapsed, expires: 2020}]",
            ":3:40: ",
        ),
    ],
)
def test_a_profile_that_tells_of_one_thing_two_is_refused(
    answer: str, place: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "p.yaml").write_text(f"schema: cmio-advisor/profile/1\nrole: none\n{answer}\n")
    result = run("assess", tmp_path / "p.yaml")
    assert result.code == 65
    assert place in result.err
    assert "stands here twice: status" in result.err


def test_what_is_added_stands_in_place_of_what_lapsed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(
        "schema: cmio-advisor/profile/1\ndegrees: [md]\n"
        "certifications: [{certification: cphims, status: lapsed}]\n"
    )
    assert run("what-if", tmp_path / "p.yaml", "--set", "certifications+=cphims").code == 0


TRAINED = "id,degrees,residency,residency_completed,residency_status,residency_country"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("internal-medicine:dropped-out,,completed,", "residency"),
        ("internal-medicine:xyzzy,2014,completed,", "residency"),
        ("internal-medicine:completed:not-a-date,2014,completed,", "residency"),
        ("internal-medicine:completed:2014:IN,,,US", "residency_country"),
        ("internal-medicine:in-progress:2029,,completed,", "residency_status"),
        ("IM completed 2014,2016,,", "residency_completed"),
    ],
)
def test_no_column_hides_what_the_cell_beside_it_says(
    cells: str, column: str, run: Run, tmp_path: Path
) -> None:
    """What of a residency is told twice is read twice, and is left open where the two differ."""
    (tmp_path / "clients.csv").write_text(f"{TRAINED}\nc-1,md,{cells}\n")
    where = ("-o", tmp_path / "out", "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", tmp_path / "clients.csv", *where).code == 3
    (problem,) = csv.DictReader((tmp_path / "out/problems.csv").read_text("utf-8-sig").splitlines())
    assert problem["column"] == column
    assert run("report", tmp_path / "clients.csv", *where, "--strict", "--prune").code != 0


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        (
            "internal-medicine:completed:2014,2014-06,done,US",
            {"status": "completed", "completed": "2014-06", "country": "US"},
        ),
        ("internal-medicine:in-progress,2029,,", {"status": "in-progress", "expected": 2029}),
        ("IM (2014),2014,,", {"status": "completed", "completed": 2014}),
    ],
)
def test_cells_that_say_the_same_are_read_as_one(
    cells: str, meant: dict[str, Any], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "clients.csv").write_text(f"{TRAINED}\nc-1,md,{cells}\n")
    where = ("-o", tmp_path / "out", "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", tmp_path / "clients.csv", *where).code == 0
    told_of = told(tmp_path / "out")["profile"]["residency"]
    assert told_of == {"specialty": "internal-medicine", **meant}


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("degrees", ["MBA; not finished", "MD; Revoked", "MBA not yet", "MBA [ ]", "MBA -"]),
        ("degrees", ["MBA (Wharton, attended 2012-2013)", "MBBS/MD", "BSc pharm"]),
        ("board_certifications", ["IM 2010; lapsed 2020", "CI; quit", "IM [ ]"]),
        ("fellowships", ["CI; left 2013", "CI (Stanford, research only)", "CI (not yet)"]),
        ("license", ["CA; surrendered", "CA 2010-2015", "CA active; on probation", "no (RN only)"]),
        ("role", ["Consultant cardiologist", "CMIO -"]),
    ],
)
def test_of_an_item_that_may_be_denied_nothing_is_known(
    column: str, cells: list[str], run: Run, tmp_path: Path
) -> None:
    """Each such cell is named in problems.csv, and its client is assessed without it."""
    rows = (f'c-{at},"{cell}"' for at, cell in enumerate(cells))
    (tmp_path / "clients.csv").write_text("\n".join((f"id,{column}", *rows, "")))
    out = tmp_path / "out"
    where = ("-o", out, "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", tmp_path / "clients.csv", *where).code == 3
    named = list(csv.DictReader((out / "problems.csv").read_text("utf-8-sig").splitlines()))
    assert [each["found"] for each in named] == cells
    assert [told(out, each["id"])["profile"].get(column) for each in named] == [None] * len(cells)


def test_what_stands_beside_a_name_is_said_of_it(run: Run, tmp_path: Path) -> None:
    """A period behind the issuer ends, and what is behind a license is its state."""
    cells = {
        "board_certifications": {"board": "internal-medicine", "status": "held", "expires": 2020},
        "license": {"profession": "nursing", "state": "TX", "status": "none"},
        "residency": {"specialty": "internal-medicine", "country": "GB"},
    }
    row = 'c-1,"IM (ABIM, 2010-2020)","RN TX expired","IM (Mayo, UK)"'
    (tmp_path / "clients.csv").write_text(f"id,{','.join(cells)}\n{row}\n")
    out = tmp_path / "out"
    where = ("-o", out, "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", tmp_path / "clients.csv", *where).code == 0
    profile = told(out)["profile"]
    assert {each: profile[each] for each in cells} == {
        key: [each] if isinstance(profile[key], list) else each for key, each in cells.items()
    }


def test_no_end_is_named_while_the_job_itself_may_stand_in_a_cell(run: Run, tmp_path: Path) -> None:
    """A plan without the job that it is for is not the whole plan."""
    (tmp_path / "clients.csv").write_text(
        "id,degrees,role,organization,informatics_years,people_led,leadership_roles\n"
        f"c-1,bachelors,it-director,health-system,9,30,{ODD}\n"
    )
    out = tmp_path / "out"
    where = ("-o", out, "--roadmap", "cio", "--as-of", AS_OF, "--format", "json,md", "-q")
    assert run("report", tmp_path / "clients.csv", *where).code == 3
    page = (out / "reports" / "c-1.md").read_text(encoding="utf-8")
    assert "decides on A CIO job, now or before." in page
    assert "the whole plan is complete" not in page
    assert summary(out)[0]["plan_ends"] == ""


def test_who_holds_the_job_holds_it_in_the_overview_as_on_the_page(
    run: Run, tmp_path: Path
) -> None:
    """What was not read of the degrees leaves open how they compare, and not that."""
    (tmp_path / "clients.csv").write_text(
        f"id,degrees,role,organization,informatics_years\nc-1,{ODD},cio,health-system,20\n"
    )
    out = tmp_path / "out"
    where = ("-o", out, "--roadmap", "cio", "--as-of", AS_OF, "--format", "json", "-q")
    assert run("report", tmp_path / "clients.csv", *where).code == 3
    told_of = summary(out)[0]
    assert (told_of["standing"], told_of["standing_title"]) == ("unknown", "in the job")
    assert told(out)["standing"]["title"] == "in the job"


def test_who_has_no_job_is_not_sent_to_the_cio_of_one(run: Run, tmp_path: Path) -> None:
    """Also where a cell that was not read leaves open whether a team was led."""
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    columns = "id,degrees,role,informatics_years,leadership_roles,people_led"
    table.write_text(f"{columns}\nc-1,bachelors,none,9,team-lead,8 (former)\n")
    where = ("-o", out, "--roadmap", "cio", "--as-of", AS_OF, "--format", "json", "-q")
    assert run("report", table, *where).code == 3
    steps = {each["id"] for each in told(out)["next_steps"]}
    assert steps
    assert "become-it-director" not in steps


BESIDE = (
    "id,degrees,residency,residency_completed,fellowships,clinical_years,clinical_from,"
    "still_practising,license,role"
)


def in_table(run: Run, folder: Path, row: str) -> dict[str, Any]:
    (folder / "clients.csv").write_text(f"{BESIDE}\nc-1,md,{row}\n")
    where = ("-o", folder / "out", "--as-of", AS_OF, "--format", "json", "--jobs", "1", "-q")
    assert run("report", folder / "clients.csv", *where).code in (0, 3)
    return told(folder / "out")


def standing(client: dict[str, Any], requirement: str) -> str:
    found = (each for step in client["steps"] for each in step["requirements"])
    return next(str(each["state"]) for each in found if each["id"] == requirement)


@pytest.mark.parametrize(
    ("row", "requirement"),
    [
        ("internal medicine (not finished),2016,,,,,unrestricted,attending", "residency"),
        (f"internal-medicine,2016,,{ODD},2016-07,yes,unrestricted,", "recent-practice"),
    ],
)
def test_what_stands_beside_a_cell_that_was_not_read_tells_nothing(
    row: str, requirement: str, run: Run, tmp_path: Path
) -> None:
    """A year behind "not finished" finishes no residency, and no step rests on one."""
    client = in_table(run, tmp_path, row)
    assert standing(client, requirement) == "unknown"
    assert client["ready_to_apply"] == "unknown"
    if requirement == "residency":
        assert planned(client).isdisjoint({"residency", "primary-board", "ci-board"})


FELLOW = "internal-medicine,2025,{},,,,unrestricted,{}"


@pytest.mark.parametrize(
    ("cell", "job"), [("NICU fellow", "fellow"), ("CI fellow", "chief of vibes")]
)
def test_nobody_who_may_be_in_a_fellowship_is_sent_into_one(
    cell: str, job: str, run: Run, tmp_path: Path
) -> None:
    """Nor out of it into a job, where the post is one in training."""
    client = in_table(run, tmp_path, FELLOW.format(cell, job))
    steps = [each["id"] for each in (*client["next_steps"], *client["plan"]["steps"])]
    assert not [each for each in steps if "fellowship" in each]
    assert job != "fellow" or "start-practice" not in steps


@pytest.mark.parametrize(
    ("cell", "job"),
    [("CI fellow", "clinical informatics fellow"), ("clinical informatics fellow", "fellow")],
)
def test_a_fellow_by_cell_and_job_is_in_that_fellowship(
    cell: str, job: str, run: Run, tmp_path: Path
) -> None:
    client = in_table(run, tmp_path, FELLOW.format(cell, job))
    assert client["next_steps"][0]["id"] == "finish-informatics-fellowship"
