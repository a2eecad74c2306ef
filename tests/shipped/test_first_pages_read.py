"""What readers of the first pages of a pharmacist, a holder of the job and others asked for."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Run

DAY = ("--as-of", "2026-11-28")


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Where a test writes who it is about."""
    return tmp_path / "person.yaml"


def steps(run: Run, told: Path) -> list[str]:
    """The ids of the first steps, the best first."""
    found = json.loads(run("assess", str(told), *DAY, "--format", "json").out)
    return [each["id"] for each in found["next_steps"]]


@pytest.mark.parametrize(("share", "first"), [("0.2", "time"), ("1", "lead")])
def test_time_is_asked_for_by_whoever_lacks_it(
    run: Run, told: Path, share: str, first: str
) -> None:
    """Whoever has the time already asks to lead."""
    informatics = f"informatics: {{from: 2022-11, to: present, fte: {share}}}"
    told.write_text(
        f"degrees: [pharmd]\nlicense: none\nclinical: {{years: 6}}\n{informatics}\n"
        "projects: [order-entry]\nleadership: none\ncertifications: none\n"
    )

    found = steps(run, told)

    ids = {
        "time": "ask-for-pharmacy-informatics-time",
        "lead": "ask-to-lead-in-pharmacy-informatics",
    }
    assert found[0] == ids[first]
    assert not (ids.keys() - {first}) & {key for key, id_ in ids.items() if id_ in found}


def test_nothing_is_in_the_way_of_a_job_that_one_has(run: Run, told: Path) -> None:
    """With all of the required list, and with next to nothing of it."""
    sitting = str(ROOT / "examples" / "sitting-cmio.yaml")
    told.write_text("degrees: [bsn]\nlicense: none\nrole: cmio\n")

    complete = run("assess", sitting, *DAY, "--format", "plain").out
    lacking = run("assess", str(told), *DAY, "--format", "plain").out

    for each in (complete, lacking):
        assert "In the job" in each
        assert "formal is in the way" not in each
        assert "on the required list" not in each
        assert "WHAT TO TELL US FIRST" not in each


def test_certification_from_abroad_comes_before_the_residency_it_is_for(
    run: Run, told: Path
) -> None:
    """It can slip to the start of the residency, not for the ten years of the plan."""
    told.write_text(
        "degrees: [mbbs]\nresidency: {status: completed, specialty: internal-medicine}\n"
        "license: none\nclinical: {years: 6}\nboard_certifications: []\nfellowships: []\n"
    )
    plan: Any = json.loads(run("plan", str(told), *DAY, "--format", "json").out)

    by_id = {each["requirement"]: each for each in plan["steps"]}

    assert "start-ecfmg-certification" in by_id["residency"]["needs"]


AWAY = """
degrees: [md]
residency: {specialty: emergency-medicine, completed: 2012-06}
fellowships: none
license: unrestricted
board_certifications: [emergency-medicine]
clinical: {from: 2012-07, to: CLINICAL}
informatics: {from: 2014-08, to: present, fte: 1.0}
certifications: none
projects: [ehr-implementation]
role: physician-informaticist
setting: {organization: vendor}
"""
SURGEON = """
degrees: [md]
license: unrestricted
residency: {specialty: general-surgery, status: in-progress, expected: END}
clinical: none
informatics: none
board_certifications: none
certifications: none
fellowships: none
role: resident
"""
PATHOLOGIST = """
degrees: [md]
license: unrestricted
residency: {specialty: pathology, status: in-progress, expected: 2027-06}
fellowships: [{specialty: pathology, status: planned, expected: END}]
clinical: none
informatics: none
board_certifications: none
certifications: none
role: resident
"""
FELLOW = """
degrees: [md]
license: unrestricted
residency: {specialty: family-medicine, completed: 2025-06}
fellowships: [{specialty: clinical-informatics, status: in-progress, expected: 2027-06}]
board_certifications: [family-medicine]
clinical: {from: 2025-07, to: present}
informatics: {from: 2025-07, to: present, fte: 0.8}
role: resident
"""


@pytest.mark.parametrize(
    ("left", "route"),
    [
        ("2014-07", "return-to-practice"),
        ("2019-07", "keep-clinical-day"),
        ("2024-06", None),
    ],
)
def test_whoever_is_long_away_from_patients_asks_the_board_and_the_hospital_first(
    run: Run, told: Path, left: str, route: str | None
) -> None:
    """By an AMA survey boards name a time away, 2.8 years on average; a vendor has no patients."""
    told.write_text(AWAY.replace("CLINICAL", left))

    found = json.loads(run("assess", str(told), *DAY, "--format", "json").out)["next_steps"]

    asked = [each for each in found if "state board" in each["action"]]
    assert [each["id"] for each in asked] == ([route] if route else [])
    assert all("supervised" in each["action"] and each["cost_usd"] is None for each in asked)
    assert "reach-three-years" not in [each["id"] for each in found]


STOPPED = """
degrees: [md]
residency: {specialty: internal-medicine, completed: 2015, country: US}
license: unrestricted
board_certifications: [internal-medicine]
clinical: CLINICAL
informatics: {years: 6, fte: 1}
fellowships: none
certifications: none
projects: []
leadership: none
role: none
"""


@pytest.mark.parametrize(
    ("clinical", "route"),
    [
        ("{years: 2, still_practising: false}", "return-to-practice"),
        ("{from: 2023-10, to: 2025-10}", "return-to-practice"),
        ("{years: 2, still_practising: true}", "reach-three-years"),
        ("{years: 2}", "reach-three-years"),
    ],
)
def test_only_who_may_still_practice_is_told_to_keep_practicing(
    run: Run, told: Path, clinical: str, route: str
) -> None:
    told.write_text(STOPPED.replace("CLINICAL", clinical))

    plan = run("plan", str(told), *DAY, "--format", "json").out

    ids = {each["id"] for each in json.loads(plan)["steps"]}
    assert ids & {"return-to-practice", "reach-three-years", "start-practice"} == {route}
    # Nor is a number put on a project by whoever told of none.
    assert "put-a-number-on-it" not in ids
    assert "practicing physicians" not in plan


@pytest.mark.parametrize("end", ["2029-06", "2030-06"])
def test_a_fellowship_within_a_residency_is_not_taken_where_one_after_it_ends_sooner(
    run: Run, told: Path, end: str
) -> None:
    """Where it would move the residency's end by two years, it is named beside; so none waits."""
    told.write_text(SURGEON.replace("END", end))
    plan: Any = json.loads(run("plan", str(told), *DAY, "--format", "json").out)
    board = next(each for each in plan["steps"] if each["requirement"] == "ci-board")

    assert board["id"] == "ci-fellowship-after-residency"
    assert "ci-fellowship-within-surgery" in [each["id"] for each in board["others"]]
    assert [each["months"] for each in plan["waiting"] if each["finish_moves_months"] < 0] == []
    assert "ask-for-fellowship-within-surgery" in steps(run, told)[:3]  # it can be asked only now


def test_a_fellowship_within_a_residency_that_has_room_for_it_comes_first(
    run: Run, told: Path
) -> None:
    """The page's first step is to ask for it while there is time."""
    told.write_text(SURGEON.replace("END", "2031-06"))
    plan: Any = json.loads(run("plan", str(told), *DAY, "--format", "json").out)
    page = run("assess", str(told), *DAY, "--format", "plain").out

    by_id = {each["requirement"]: each for each in plan["steps"]}

    assert steps(run, told)[:2] == ["ci-fellowship-within-surgery", "finish-residency"]
    assert "ask-for-fellowship-within-surgery" not in steps(run, told)
    assert by_id["ci-board"]["start"] == "2028-07-01"
    assert by_id["residency"]["end"] == by_id["patient-care"]["start"] == "2031-06-30"
    assert "apply by 14 July 2027; 24 months" in page  # the exam comes years later


@pytest.mark.parametrize(("end", "beside"), [("2028-06", False), ("2029-06", True)])
def test_a_fellowship_beside_another_begins_before_that_ends(
    run: Run, told: Path, end: str, beside: bool
) -> None:
    """Else it is the plain one, and applying for it is prepared."""
    told.write_text(PATHOLOGIST.replace("END", end))

    page = run("assess", str(told), *DAY, "--format", "plain").out

    first = "ci-fellowship-beside-pathology" if beside else "prepare-fellowship-application"
    assert first in steps(run, told)[:2]
    assert ("beside a pathology fellowship" in page) is beside
    assert "60% of applicants" in page


@pytest.mark.parametrize(("end", "beside"), [("2027-06", False), ("2028-06", True)])
def test_a_fellowship_beside_one_not_planned_yet_follows_the_residency(
    run: Run, told: Path, end: str, beside: bool
) -> None:
    """A year later the pathology fellowship of a year is over."""
    text = PATHOLOGIST.replace("expected: 2027-06", f"expected: {end}")
    told.write_text("\n".join(each for each in text.splitlines() if "fellowships" not in each))

    page = run("assess", str(told), *DAY, "--format", "plain").out

    assert ("beside a pathology fellowship" in page) is beside


@pytest.mark.parametrize("text", [SURGEON.replace("END", "2029-06"), FELLOW])
def test_page_and_plan_say_the_same_of_when_a_step_begins_and_how_long_it_takes(
    run: Run, told: Path, text: str
) -> None:
    told.write_text(text)
    plan: Any = json.loads(run("plan", str(told), *DAY, "--format", "json").out)
    shown = json.loads(run("assess", str(told), *DAY, "--format", "json").out)["next_steps"]
    planned = {each["id"]: each for each in plan["steps"]}

    for each in shown:
        if each["id"] in planned:
            step = planned[each["id"]]
            start, end = (date.fromisoformat(step[day]) for day in ("start", "end"))
            taken = (end - start).days / 30.44 if step["as_told"] else step["months"]["likely"]
            assert each["begins_on"] == step["start"]
            assert each["months"]["likely"] == pytest.approx(taken, abs=1)


@pytest.mark.parametrize("person", ["medical-student", "resident"])
def test_whoever_is_in_training_is_not_told_all_that_comes_after_it(run: Run, person: str) -> None:
    """One sentence on the first page; by name only where everything is asked for."""
    asked = ("assess", str(ROOT / "examples" / f"{person}.yaml"), *DAY, "--format", "plain")
    short, full = run(*asked).out, run(*asked, "--full").out

    assert "Missing: What comes with residency and after;" in short
    assert "People led;" not in short
    for each in ("nobody expects it of you yet", "Missing, by name: ", "People led;"):
        assert each in full


def test_whoever_has_practiced_is_told_what_is_missing(run: Run) -> None:
    person = str(ROOT / "examples" / "trained-abroad.yaml")
    page = run("assess", person, *DAY, "--format", "plain").out

    assert "Missing: Informatics training, or the board" in page
    assert "nobody expects it of you" not in page


def test_a_renewal_is_handed_in_by_its_day(run: Run) -> None:
    """Who only begins on it, with hours to gather, is too late."""
    person = str(ROOT / "examples" / "nurse-informaticist.yaml")
    page = run("assess", person, *DAY, "--format", "plain").out

    assert "Hand in by about: 31 March 2027" in page
    assert "Begin by" not in page


def test_a_later_day_says_what_comes_before_it(run: Run, told: Path) -> None:
    """What comes before it is named; where it may be there already, the step can begin now."""
    chair = str(ROOT / "examples" / "department-chair.yaml")
    full = run("assess", chair, *DAY, "--format", "plain", "--full").out
    told.write_text(
        "degrees: [md]\nlicense: unrestricted\nfellowships: []\ncertifications: []\n"
        "residency: {specialty: internal-medicine, completed: 2012}\n"
        "board_certifications: [internal-medicine]\n"
        "informatics: [{from: 2020-06, to: present, fte: 0.3}]\n"
    )
    page = run("assess", str(told), "--as-of", "2024-06-01", "--format", "plain").out
    step = page.partition("Become medical director")[2].partition("Ask:")[0]

    assert 'Begins: 29 May 2028, after "A leadership job in informatics"' in full
    assert "Start: now" in step
    assert "Begins:" not in step


def test_a_holder_is_not_told_on_the_first_page_what_applicants_lack(run: Run) -> None:
    sitting = str(ROOT / "examples" / "sitting-cmio.yaml")

    assert "Missing: " not in run("assess", sitting, *DAY, "--format", "plain").out
    assert "Missing: " in run("assess", sitting, *DAY, "--format", "plain", "--full").out


@pytest.mark.parametrize(("state", "doubted"), [("QC", True), ("OH", False), (None, False)])
def test_a_license_of_canada_is_not_taken_for_an_american_one(
    run: Run, told: Path, state: str | None, doubted: bool
) -> None:
    """The board for informatics takes it, a hospital in the United States does not."""
    told.write_text(
        "degrees: [md]\nlicense: unrestricted\nboard_certifications: [internal-medicine]\n"
        "residency: {specialty: internal-medicine, completed: 2015}\n"
        "clinical: {from: 2015-07, to: present}\ninformatics: {from: 2019-07, to: present}\n"
        + (f"setting: {{state: {state}}}\n" if state else "")
    )

    said = run("assess", str(told), *DAY, "--format", "plain").out

    assert ("But for the note below, no formal requirement is open" in said) is doubted
    assert ("license you gave is Canadian." in said.partition("WHERE YOU STAND")[2]) is doubted
    assert ("No formal requirement is still open" in said) is not doubted


def test_a_manager_of_health_information_asks_for_the_directors_job_first(
    run: Run, told: Path
) -> None:
    """Whoever leads the department has it."""
    who = "degrees: [bachelors]\nlicense: none\ncertifications: [rhia]\nrole: him-manager\n"

    told.write_text(who)
    assert steps(run, told)[0] == "ask-for-him-director"
    told.write_text(who + "leadership: {years: 4, roles: [director]}\n")
    assert "ask-for-him-director" not in steps(run, told)


def test_fifty_applications_in_one_specialty_are_priced_as_such(run: Run) -> None:
    """Eleven dollars each up to thirty programs, thirty each beyond."""
    student = str(ROOT / "examples" / "medical-student.yaml")

    assert "$330 to $930" in run("assess", student, *DAY, "--format", "plain").out


STUDENT = (
    "residency: none\nlicense: none\nclinical: none\ncertifications: none\nleadership: none\n"
    "projects: none\nactivities: none\nmemberships: none\n"
)


def test_a_manager_of_health_information_counts_records(run: Run) -> None:
    """Alerts, order sets and an EHR analyst are of another department."""
    manager = str(ROOT / "examples" / "him-manager.yaml")

    page = run("assess", manager, *DAY, "--format", "plain").out

    assert "duplicate records" in " ".join(page.split())
    assert "order set" not in page


@pytest.mark.parametrize("degree", ["ms-health-informatics", "mba"])
def test_whoever_studies_informatics_or_management_is_not_sent_to_medical_school(
    run: Run, told: Path, degree: str
) -> None:
    """It is theirs to decide, and the page names the roadmap that is nearest."""
    study = f"{{degree: {degree}, status: in-progress, expected: 2027-12}}"
    told.write_text(f"degrees: [bachelors, {study}]\ninformatics: none\nrole: none\n{STUDENT}")

    assert "enter-medical-school" not in steps(run, told)
    assert "--roadmap cio" in run("assess", str(told), *DAY, "--format", "plain").out


@pytest.mark.parametrize(("years", "leads"), [(1, False), (6, True)])
def test_a_student_new_to_the_work_is_not_told_to_take_a_team(
    run: Run, told: Path, years: int, leads: bool
) -> None:
    """Whoever has worked for years studies beside it."""
    study = "degrees: [{degree: bachelors, status: in-progress, expected: 2027-05}]"
    told.write_text(
        f"{study}\ninformatics: {{years: {years}, fte: 0.5}}\nrole: data-analyst\n{STUDENT}"
    )

    found = json.loads(run("assess", str(told), *DAY, "--roadmap", "cio", "--format", "json").out)

    assert ("lead-a-team" in [each["id"] for each in found["next_steps"][:3]]) is leads


@pytest.mark.parametrize(("end", "looks"), [("2028-06", False), ("2027-06", True)])
def test_a_fellow_looks_for_the_job_after_it_from_the_last_year_on(
    run: Run, told: Path, end: str, looks: bool
) -> None:
    """Whoever has no primary board yet sits for that first: the informatics board asks for it."""
    told.write_text(
        "degrees: [md]\nresidency: {specialty: neurology, completed: 2026-06}\nfellowships: "
        f"[{{specialty: clinical-informatics, status: in-progress, expected: {end}}}]\n"
        "license: unrestricted\nboard_certifications: none\ncertifications: none\nrole: resident\n"
        "clinical: {from: 2026-07, to: present}\nleadership: none\nprojects: [analytics]\n"
        "informatics: {from: 2026-07, to: present, fte: 0.8}\n"
    )

    found = steps(run, told)

    assert ("find-first-informatics-job" in found[:3]) is looks
    assert found.index("sit-primary-board") < 3


@pytest.mark.parametrize("more", ["activities: none", "activities: [super-user]"])
def test_what_only_helps_pushes_no_project_that_was_not_told_of_off_the_page(
    run: Run, told: Path, more: str
) -> None:
    """Nor the first part that leads: a mentor and a meeting come behind them."""
    told.write_text(
        "degrees: [do]\nresidency: {specialty: family-medicine, completed: 2020}\n"
        "license: unrestricted\nboard_certifications: [family-medicine]\nrole: attending\n"
        f"clinical: {{years: 6, still_practising: true}}\n{more}\n"
    )

    assert steps(run, told)[:3] == ["ask-protected-time", "join-ehr-project", "become-champion"]
