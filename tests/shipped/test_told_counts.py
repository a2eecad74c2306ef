"""What was told of job, place, degree and pay counts in every output that rests on it."""

import json
from typing import Any

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.slow


def said(run: Run, command: str, answers: dict[str, Any], *more: str) -> str:
    written = json.dumps(answers).encode()
    return run(command, "-", "--as-of", "2026-11-30", *more, stdin=written).out


IN_TRAINING = {"specialty": "internal-medicine", "status": "in-progress", "expected": "2028-06"}
FINISHED = {"specialty": "internal-medicine", "completed": "2019-06"}


@pytest.mark.parametrize(
    ("residency", "role"), [(IN_TRAINING, "resident"), (FINISHED, "attending")]
)
def test_a_doctor_at_work_in_a_state_is_not_sent_to_train_again(
    run: Run, residency: dict[str, str], role: str
) -> None:
    told = {"degrees": ["mbbs"], "residency": residency, "role": role}
    here = {**told, "setting": {"state": "MI"}}
    assert "Match into a US residency" in said(run, "assess", told, "--full")
    assert "Match into a US residency" not in said(run, "assess", here)
    assert "taken as done in the United States or Canada" in said(run, "plan", here)
    abroad = {**here, "residency": {**residency, "country": "IN"}, "license": "none"}
    assert "Match into a US residency" in said(run, "assess", abroad, "--full")


def test_credits_of_an_associate_degree_make_a_bachelors_cheaper(run: Run) -> None:
    told = {"role": "it-project-manager", "certifications": ["pmp"]}
    associate = said(run, "assess", {**told, "degrees": ["associate"]}, "--roadmap", "cio")
    assert "Cost: $23,900 to $180,000" in associate
    assert "$47,800" not in associate
    assert "$47,800" in said(run, "assess", {**told, "degrees": []}, "--roadmap", "cio")


def test_of_a_doctorate_under_way_no_whole_price_is_counted(run: Run) -> None:
    told = {
        "degrees": ["bsn", "np", {"degree": "dnp", "status": "in-progress", "expected": "2027-12"}],
        "license": [{"profession": "nursing", "state": "GA", "status": "unrestricted"}],
        "role": "np",
    }
    plan = said(run, "plan", told, "--roadmap", "cnio")
    assert "Under way: Finish your doctorate" in plan
    assert "35,5" not in plan


@pytest.mark.parametrize(("degree", "role"), [("pa", "pa"), ("np", "np")])
def test_the_pay_of_a_clinician_is_known_on_the_way_to_cio(
    run: Run, degree: str, role: str
) -> None:
    told = {"degrees": ["bachelors", degree], "role": role}
    for roadmap in ("cmio", "cio"):
        assert "otherwise: not known" not in said(run, "plan", told, "--roadmap", roadmap)


def test_a_fellow_in_informatics_is_known_not_to_hold_its_board(run: Run) -> None:
    told = {
        "degrees": ["md"],
        "residency": {"specialty": "pediatrics", "completed": "2025-06"},
        "fellowships": [
            {"specialty": "clinical-informatics", "status": "in-progress", "expected": "2027-06"}
        ],
        "role": "resident",
    }
    plan = said(run, "plan", told)
    assert "Clinical informatics board certification (" not in plan


def test_what_was_told_without_its_days_is_not_called_unanswered(run: Run) -> None:
    told = {"degrees": ["bsn", "msn"], "informatics": {"years": 15, "fte": 1}, "role": "cnio"}
    plan = said(run, "plan", told, "--roadmap", "cnio")
    assert "Not certain, and taken as met: 2,000 hours in informatics" in plan


def test_who_left_practice_for_another_job_is_in_no_fellowship(run: Run) -> None:
    told = {
        "degrees": ["md"],
        "residency": {"specialty": "emergency-medicine", "completed": "1995"},
        "clinical": {"from": "1995", "to": "2015", "still_practising": False},
        "role": "consultant",
    }
    assert "Missing: Patient care in the last five years" in said(run, "assess", told)


def test_years_of_informatics_without_a_last_day_are_asked_whether_they_go_on(run: Run) -> None:
    """What settles whether a quarter of the week is kept free is asked, and then believed."""
    told: dict[str, Any] = {
        "degrees": ["md"],
        "license": "unrestricted",
        "role": "attending",
        "projects": "none",
    }
    told |= {
        "residency": FINISHED,
        "fellowships": "none",
        "clinical": {"from": 2019, "to": "present"},
    }
    told |= {"board_certifications": ["internal-medicine"], "leadership": "none"}
    told |= {"certifications": "none", "setting": {"organization": "academic", "state": "OH"}}
    told |= {"memberships": "none", "activities": "none"}
    work: dict[str, Any] = {"years": 3, "fte": 0.25}
    asked = json.loads(said(run, "assess", {**told, "informatics": work}, "--format", "json"))
    assert asked["ask_next"]["id"] == "informatics-until"
    assert "ask-protected-time" in [each["id"] for each in asked["next_steps"]]
    goes_on = {**told, "informatics": {**work, "to": "present"}}
    found = json.loads(said(run, "assess", goes_on, "--format", "json"))
    assert (found["ask_next"] or {}).get("id") != "informatics-until"
    every = [*found["next_steps"], *found["later_steps"]]
    assert "ask-protected-time" not in [each["id"] for each in every]
    zero = json.loads(said(run, "assess", {**told, "informatics": 0}, "--format", "json"))
    assert (zero["ask_next"] or {}).get("id") != "informatics-until"


ATTENDING = {
    "degrees": ["md"],
    "residency": {"specialty": "family-medicine", "status": "in-progress", "expected": "2026-06"},
    "license": "unrestricted",
    "role": "attending",
}


def test_a_residency_whose_end_has_passed_is_not_planned_anew_for_an_attending(run: Run) -> None:
    """It is asked whether it is finished, and no 18 months more stand in the plan."""
    assert "tell us whether it is finished" in said(run, "assess", ATTENDING)
    assert "Finish your residency" not in said(run, "assess", ATTENDING)
    assert "Finish your residency" not in said(run, "plan", ATTENDING)
    for still in ({"role": "resident"}, {"as_of": "2026-01-01", "role": "unknown"}):
        assert "Finish your residency" in said(run, "plan", {**ATTENDING, **still})


FELLOW = {
    **ATTENDING,
    "residency": FINISHED,
    "board_certifications": ["internal-medicine"],
    "role": "resident",
    "certifications": "none",
}


@pytest.mark.parametrize("when", [{"completed": "2021-06"}, {"expected": "2027-06"}])
@pytest.mark.parametrize("accredited", [True, False, None])
def test_that_a_fellowship_does_not_open_its_board_is_said_on_every_page(
    run: Run, when: dict[str, str], *, accredited: bool | None
) -> None:
    fellowship = {"specialty": "clinical-informatics", **when, "accredited": accredited}
    told = {**FELLOW, "fellowships": [{k: v for k, v in fellowship.items() if v is not None}]}
    for command in ("assess", "plan"):
        assert ("does not open that board" in said(run, command, told)) is (accredited is False)


def test_a_doctor_with_a_state_license_is_not_told_that_a_province_s_is_none(run: Run) -> None:
    province = {"profession": "medicine", "state": "BC", "status": "unrestricted"}
    told = {**FELLOW, "residency": {**FINISHED, "country": "CA"}, "role": "attending"}
    warned = "A license of a province is not yet one"
    assert warned in said(run, "assess", {**told, "license": [province]})
    assert warned not in said(
        run, "assess", {**told, "license": [province, {**province, "state": "WA"}]}
    )


def test_who_works_in_informatics_by_years_is_not_called_a_beginner(run: Run) -> None:
    told = {
        "degrees": ["md", "phd-informatics"],
        "residency": "none",
        "license": "none",
        "informatics": {"from": "2016-01", "to": "present", "fte": 1},
        "role": "data-analyst",
    }
    assert "In informatics. You work in informatics" in said(run, "assess", told)
    unpracticed = {**told, **FELLOW, "clinical": "none", "role": "faculty", "fellowships": "none"}
    assert "the years of patient care after training" in said(run, "assess", unpracticed)
    over = {**told, "informatics": {"from": "2016-01", "to": "2019-01", "fte": 1}}
    assert "You work in informatics" not in said(run, "assess", over)
    left = {**told, "role": "none", "informatics": {"from": "2016-01", "to": "2026-03", "fte": 1}}
    assert "You work in informatics, or did this year, and" in said(run, "assess", left)


@pytest.mark.parametrize("role", ["cmo", "medical-director", "attending"])
@pytest.mark.parametrize("where", ["vendor", "payer", "consulting"])
def test_nobody_is_sent_to_lead_the_ehr_of_an_employer_that_has_none(
    run: Run, where: str, role: str
) -> None:
    told = {
        **FELLOW,
        "clinical": {"from": "2019-08", "to": "present"},
        "leadership": {"years": 3, "roles": ["ehr-lead"], "people_led": 4},
        "role": role,
        "setting": {"organization": where, "state": "WI"},
    }
    for informatics in ("none", {"from": "2019-08", "to": "present", "fte": 0.5}):
        pages = said(run, "assess", {**told, "informatics": informatics}, "--full")
        for of_a_hospital in (
            "which EHR decisions you",
            "OR day to give up",
            "part of the EHR has no",
        ):
            assert of_a_hospital not in pages
    assert "Look for a hospital job with time" in said(run, "plan", {**told, "informatics": "none"})


def test_a_fellowship_planned_by_an_attending_keeps_the_way_to_the_job(run: Run) -> None:
    """Time for informatics is asked for after it, and the search for the job stays in the plan."""
    planned = {"specialty": "clinical-informatics", "status": "planned", "expected": "2030-06"}
    told = {**FELLOW, "role": "attending", "fellowships": [planned], "informatics": "none"}
    plan = said(run, "plan", told)
    assert "Apply for CMIO jobs" in plan
    asked = plan.partition("What: Ask for informatics time for after")[2]
    assert asked.partition("Start: ")[2].startswith("30 Jun 2030")
