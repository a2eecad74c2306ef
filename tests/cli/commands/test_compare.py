"""``compare``, and ``what-if`` between roadmaps and between profiles."""

import json
from pathlib import Path

import pytest

from cmio_advisor.loading.roadmap.files import shipped_ids, shipped_schema
from tests.conftest import AS_OF, ROOT, SMALL, Run, assert_follows

LEAD = SMALL.parent / "lead"
NURSE = ROOT / "examples" / "nurse-informaticist.yaml"
DOCTOR = ROOT / "examples" / "hospitalist.yaml"


def test_every_shipped_roadmap_has_a_row(run: Run) -> None:
    """As JSON, by its schema; what a usual plan does not bring has no end and no price."""
    told = json.loads(run("compare", NURSE, "--as-of", AS_OF, "--format", "json").out)
    rows = {each["id"]: each for each in told["roadmaps"]}

    assert_follows(told, json.loads(shipped_schema("compare").read_text("utf-8")))
    assert tuple(rows) == shipped_ids()
    assert told["nearest"] == "cnio"
    assert rows["cmio"]["finish"] is rows["cmio"]["price"] is None
    assert "medical-degree" in rows["cmio"]["required_open"]
    assert rows["cnio"]["finish"]
    assert rows["cnio"]["next_step"]["action"]
    assert rows["cnio"]["pay"] is None
    assert rows["cmio"]["pay"]["total"]["p50"] > 0


def test_a_row_says_what_the_roadmap_says_alone(run: Run) -> None:
    """Standing, requirements and next step are those of assess."""
    told = json.loads(run("compare", NURSE, "--as-of", AS_OF, "--format", "json").out)
    for row in told["roadmaps"]:
        alone = run("assess", NURSE, "--as-of", AS_OF, "--roadmap", row["id"], "--format", "json")
        found = json.loads(alone.out)

        assert row["standing"] == (found["standing"] and found["standing"]["id"])
        assert row["required_open"] == found["readiness"]["required_open"]
        assert row["next_step"]["id"] == found["next_steps"][0]["id"]


@pytest.mark.parametrize("form", ["plain", "terminal", "markdown", "html"])
def test_what_serves_several_stands_first(run: Run, form: str) -> None:
    """In every form of text, with each roadmap's title."""
    shown = run("compare", NURSE, "--as-of", AS_OF, "--format", form).out

    assert 0 < shown.lower().index("serve several") < shown.lower().index("where you stand by each")
    assert "Chief Nursing Informatics Officer" in shown


def test_shared_steps_are_those_of_the_nearest_roadmap(run: Run) -> None:
    """Neither the job at the end of one of them, nor what only one of them asks of its own."""
    for person, nearest in ((NURSE, "cnio"), (ROOT / "examples" / "pharmacist.yaml", None)):
        told = json.loads(run("compare", person, "--as-of", AS_OF, "--format", "json").out)
        shared = {each["id"]: each["serves"] for each in told["shared_steps"]}

        assert shared
        assert all(nearest in (None, each[0]) for each in shared.values())
        assert not {"apply-for-cio", "apply-for-cnio", "apply-for-cmio"} & {*shared}
    manager = ROOT / "examples" / "him-manager.yaml"
    told = json.loads(run("compare", manager, "--as-of", AS_OF, "--format", "json").out)
    assert "number-on-a-system" not in {each["id"] for each in told["shared_steps"]}


def test_medical_school_serves_no_roadmap_that_asks_for_a_masters(run: Run, tmp_path: Path) -> None:
    """Though whoever has been there has a graduate degree."""
    person = tmp_path / "graduate.json"
    nothing = dict.fromkeys(("certifications", "informatics", "leadership", "role"), "none")
    planned = {"degree": "md", "status": "planned", "expected": "2032-05"}
    for degrees in (["bachelors"], ["bachelors", planned]):
        person.write_text(json.dumps({"degrees": degrees, **nothing}))
        shown = run("compare", person, "--as-of", AS_OF).out
        shared, _, rest = shown.partition("WHERE YOU STAND")

        assert "STEPS THAT SERVE SEVERAL" in shared
        assert "medical school" not in shared
        assert "medical school" in rest
        assert "license" not in shared, "it waits for the school, and brings no degree"


def test_a_folder_is_compared_beside_the_shipped_ones(run: Run) -> None:
    """A shipped one that is named is not shown twice."""
    own = run("compare", DOCTOR, "--roadmap", SMALL, "--format", "json")
    known = run("compare", DOCTOR, "--roadmap", "cnio", "--format", "json")

    assert [each["id"] for each in json.loads(own.out)["roadmaps"]][-1] == "small"
    assert len(json.loads(known.out)["roadmaps"]) == len(shipped_ids())


def test_one_roadmap_is_held_against_another(run: Run) -> None:
    """The second is where one starts from, and each has its name."""
    asked = ("what-if", NURSE, "--roadmap", "cnio", "--against", "cmio", "--today", AS_OF)
    told = json.loads(run(*asked, "--format", "json").out)
    shown = run(*asked, "--format", "plain").out

    assert told["base"]["roadmap"]["id"] == "cmio"
    assert told["scenarios"][0]["situation"]["roadmap"]["id"] == "cnio"
    assert told["scenarios"][0]["parts"]["facts"]["requirements"] == []
    assert "Chief Medical Information Officer: not yet" in shown


def test_one_profile_is_held_against_another(run: Run) -> None:
    """What changes comes from the answers alone; a third profile is one too many."""
    told = json.loads(run("what-if", NURSE, DOCTOR, "--today", AS_OF, "--format", "json").out)
    parts = told["scenarios"][0]["parts"]

    assert told["scenarios"][0]["name"] == "hospitalist"
    assert parts["facts"] == told["scenarios"][0]["change"]
    assert parts["rules"]["requirements"] == []
    assert run("what-if", NURSE, DOCTOR, NURSE).code == 2

    told = run("what-if", NURSE, DOCTOR, "--roadmap", "cnio", "--today", AS_OF, "--format", "json")
    both = json.loads(told.out)
    held = both["base"], both["scenarios"][0]["situation"]
    assert [each["roadmap"]["id"] for each in held] == ["cnio", "cnio"]


@pytest.mark.parametrize(
    ("example", "roadmap", "named"),
    [("nurse-informaticist", "cmio", "cnio"), ("hospitalist", "cnio", "cmio")],
)
def test_the_nearer_roadmap_is_named(run: Run, example: str, roadmap: str, named: str) -> None:
    """With the option that shows it; by the nearer one itself nothing is said."""
    path = ROOT / "examples" / f"{example}.yaml"

    def warnings(asked: str) -> list[str]:
        told = run("assess", path, "--as-of", AS_OF, "--roadmap", asked, "--format", "json").out
        found = json.loads(told)["warnings"]
        return [each["text"] for each in found if each["code"] == "nearest-roadmap"]

    (text,) = warnings(roadmap)
    assert f"--roadmap {named}" in text
    assert warnings(named) == []


def test_no_result_goes_over_the_files_it_is_made_from(run: Run, tmp_path: Path) -> None:
    """Neither a second profile nor the roadmap one starts from."""
    copy = tmp_path / "then.yaml"
    copy.write_bytes(DOCTOR.read_bytes())

    assert run("what-if", NURSE, copy, "-o", copy, "--force").code != 0
    assert copy.read_bytes() == DOCTOR.read_bytes()


def test_a_mean_is_shown_where_no_median_is_published(run: Run) -> None:
    """With its year; a median stands before it."""
    shown = run("compare", ROOT / "examples" / "it-project-manager.yaml", "--as-of", AS_OF).out

    assert "base pay, mean $236,000 (2018)" in " ".join(shown.split())
    assert "Chief Medical Information Officer: median $" in " ".join(shown.split())


def test_an_answer_that_only_the_folder_asks_for_is_kept(run: Run, tmp_path: Path) -> None:
    """The others hold it unused, as they do a job of its own; by themselves they refuse it."""
    own = tmp_path / "p.yaml"
    own.write_text("role: pharmacy-informatics-lead\nanswers: {verified-orders: 3-5}\n")
    told = run("compare", own, "--roadmap", LEAD, "--format", "json")
    turned = run("what-if", own, "--against", "cnio", "--roadmap", LEAD, "--format", "json")
    alone = run("assess", own)

    assert [each["id"] for each in json.loads(told.out)["roadmaps"]][
        -1
    ] == "pharmacy-informatics-lead"
    assert turned.code == 0
    assert alone.code == 65
    assert '"verified-orders" is no question of this roadmap. Leave it out' in alone.err


def test_an_end_without_all_that_is_required_is_held_against_no_other(run: Run) -> None:
    """A plan that leaves out what no usual plan brings ends no sooner than one that leads there."""
    shown = run("what-if", DOCTOR, "--today", AS_OF, "--against", "cmio", "--roadmap", "cnio").out

    assert ", but not all that is required" in " ".join(shown.split())
    assert "The plan likely ends about" not in shown


def test_a_license_that_lapsed_is_read_by_every_roadmap(run: Run, tmp_path: Path) -> None:
    """One of them refused what another took, and there was no comparison."""
    person = tmp_path / "lapsed.yaml"
    person.write_text("degrees: [md]\nlicense: [{profession: medicine, status: lapsed}]\n")

    assert run("compare", person, "--as-of", AS_OF).code == 0


def test_what_is_required_and_not_told_has_no_end_and_no_price(run: Run, tmp_path: Path) -> None:
    """Nor is nothing left to do; what waits for a decision has the words it has with degrees."""
    nurse, pharmacist = tmp_path / "nurse.yaml", tmp_path / "pharmacist.yaml"
    nurse.write_text("role: nurse\n")
    pharmacist.write_text("role: pharmacist\ninformatics: {years: 6, fte: 1, within_last: 6}\n")

    def row(person: Path, roadmap: str) -> tuple[str | None, object, str, str]:
        asked = ("compare", person, "--as-of", AS_OF)
        found = json.loads(run(*asked, "--format", "json").out)["roadmaps"]
        shown = run(*asked).out
        done, fees = (
            shown.partition(f"Measure: {each}\n")[2].partition(f"{title}: ")[2].partition("\n")[0]
            for each in ("Likely done", "Fees")
            for title in [next(one["title"] for one in found if one["id"] == roadmap)]
        )
        told = next(each for each in found if each["id"] == roadmap)
        return told["finish"], told["price"], done, fees

    unknown, apart = "not known", "not by a usual plan"
    assert row(nurse, "cnio") == (None, None, unknown, unknown)
    for person in (nurse, pharmacist):
        assert row(person, "cmio") == (None, None, apart, apart)
    assert row(nurse, "cio")[0], "all of it is planned as open"
    assert "othing left to do" not in run("compare", nurse, "--as-of", AS_OF).out

    asked = ("what-if", pharmacist, "--roadmap", "cio", "--against", "cmio", "--today", AS_OF)
    assert "nothing open" not in run(*asked).out
    asked = ("what-if", nurse, "--roadmap", "cnio", "--against", "cio", "--today", AS_OF)
    told = json.loads(run(*asked, "--format", "json").out)["scenarios"][0]["situation"]
    assert told["finish"] is told["required_finish"] is None


def test_a_doctor_who_told_the_job_alone_has_an_end(run: Run, tmp_path: Path) -> None:
    """The job rests on degree, residency and license; what it does not is planned as open."""
    person = tmp_path / "doctor.yaml"
    person.write_text("role: attending\n")
    told = json.loads(run("compare", person, "--as-of", AS_OF, "--format", "json").out)
    ends = {each["id"]: each["finish"] for each in told["roadmaps"]}

    assert ends["cmio"]
    assert ends["cnio"] is None


def test_a_renewal_serves_the_roadmaps_that_read_it(run: Run, tmp_path: Path) -> None:
    """A physician's board is read by no other; CPHIMS is, beside one like it too."""
    person = tmp_path / "physician.yaml"
    person.write_text(
        "degrees: [md]\nrole: attending\n"
        "residency: {specialty: emergency-medicine, completed: 2012}\n"
        "board_certifications: [{board: emergency-medicine, expires: 2027-03}]\n"
        "certifications: [{certification: cphims, status: held, expires: 2027-05}, chcio]\n"
    )
    told = json.loads(run("compare", person, "--as-of", AS_OF, "--format", "json").out)
    shared = {each["id"]: each["serves"] for each in told["shared_steps"]}

    assert not [each for each in shared if "emergency" in each]
    assert {*shared["renew-cphims"]} >= {"cmio", "cio"}


FORMER_CNIO = """
degrees: [mba, bsn]
leadership: {roles: [cnio, cio], years: 12, people_led: 90}
license: [{profession: nursing, state: GA, status: unrestricted}]
informatics: {from: 2005, to: 2026-06}
clinical: {years: 6, profession: nursing}
role: none
"""
FORMER_CIO = """
degrees: [mba]
leadership: {roles: [cio, director], years: 12, people_led: 90}
informatics: {from: 2002, to: 2025-10}
role: none
"""


@pytest.mark.parametrize("told", [FORMER_CNIO, FORMER_CIO])
def test_what_a_former_chief_does_again_serves_no_other_roadmap(
    told: str, run: Run, tmp_path: Path
) -> None:
    """Nor does the word that another roadmap is the one to see, which stands beside."""
    (tmp_path / "me.yaml").write_text(told)
    shown = json.loads(run("compare", tmp_path / "me.yaml", "--format", "json").out)
    shared = {each["id"] for each in shown["shared_steps"]}

    assert not shared & {"apply-again", "see-cio-roadmap-again"}
