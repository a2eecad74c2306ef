"""What graduates from abroad, and people in training, read first."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.slow

DAY = "2026-11-29"
GRADUATE: dict[str, Any] = {
    "degrees": ["mbbs"],
    "residency": {"specialty": "internal-medicine", "completed": 2016, "country": "GB"},
    "license": "none",
    "board_certifications": [],
    "clinical": {"years": 6},
    "informatics": {"years": 2},
    "projects": ["ehr-implementation"],
    "fellowships": [],
    "certifications": [],
    "leadership": {"roles": [], "people_led": 0},
    "activities": [],
    "role": "none",
}
RESIDENT: dict[str, Any] = {
    "degrees": ["md"],
    "residency": {"specialty": "pediatrics", "status": "in-progress", "expected": "2028-06"},
    "license": "none",
    "clinical": {"years": 0},
    "informatics": {"years": 0},
    "projects": [],
    "fellowships": [],
    "memberships": [],
    "board_certifications": [],
    "certifications": [],
}


def page(run: Run, answers: dict[str, Any], *more: str) -> str:
    written = json.dumps(answers).encode()
    return run("assess", "-", "--as-of", DAY, "--format", "plain", *more, stdin=written).out


def assessed(run: Run, answers: dict[str, Any]) -> dict[str, Any]:
    written = json.dumps(answers).encode()
    found: dict[str, Any] = json.loads(
        run("assess", "-", "--as-of", DAY, "--format", "json", stdin=written).out
    )
    return found


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"residency": {"specialty": "internal-medicine", "status": "completed"}},
        {"residency": []},
        {"license": "unknown", "role": "attending", "informatics": {"years": 0}},
    ],
    ids=["abroad", "somewhere", "none", "in practice abroad"],
)
def test_certification_then_the_match_with_its_odds(run: Run, answers: dict[str, Any]) -> None:
    """Two steps of their own, the odds said once, and what is to be done by the first day."""
    told = {**GRADUATE, **answers}
    first = [each["id"] for each in assessed(run, told)["next_steps"]]
    text = page(run, told)

    assert first[:2] == ["start-ecfmg-certification", "residency-after-training-abroad"]
    assert text.count("US citizens 68%, others 58%") == 1
    assert "begin ECFMG certification by 1 March 2027, by our estimate" in text
    assert "apply by 1 September" not in text
    assert "oday (" not in text  # the pay of American physicians is not theirs


def test_a_student_abroad_finishes_school_first_at_a_price_of_its_own(run: Run) -> None:
    """The price of American schools says nothing of one elsewhere."""
    told = {
        "degrees": [{"degree": "mbbs", "status": "in-progress", "expected": "2027-06"}],
        "residency": [],
        "license": "none",
    }
    first = assessed(run, told)["next_steps"]

    assert [each["id"] for each in first[:2]] == [
        "finish-medical-school-abroad",
        "start-ecfmg-certification",
    ]
    assert first[0]["cost_usd"] is None


def test_a_fellowship_in_the_plan_shows_its_pay_and_odds(run: Run) -> None:
    """As where it is a decision: behind the first steps, or as one of these with pay forgone."""
    young = {
        **RESIDENT,
        "residency": {"specialty": "pediatrics", "completed": "2025-06"},
        "license": "unrestricted",
        "board_certifications": ["pediatrics"],
        "clinical": {"from": "2025-07", "to": "present"},
        "role": "attending",
    }
    line = page(run, RESIDENT).partition("Later in your plan: ")[2].partition("\n")[0]
    step = page(run, young).partition("fellowship, then the exam")[2].partition("\n\n")[0]

    assert (
        "60% of applicants of 2021-22 (91% of those who took part in the match) found a place"
        in line
    )
    assert "paid $77,593 to $89,187 a year on average" in line
    assert "  Pay given up: $" in step
    assert "  Odds: 60% of applicants of 2021-22" in step


def test_training_counts_as_patient_care_and_has_the_student_rate(run: Run) -> None:
    found = assessed(run, RESIDENT)
    steps = {each["id"]: each for each in [*found["next_steps"], *found["later_steps"]]}
    states = {each["id"]: each["state"] for step in found["steps"] for each in step["requirements"]}

    assert states["recent-practice"] == "met"
    assert states["patient-care"] == "not_met"
    price = steps["join-amia-in-training"]["cost_usd"]
    assert (price["low"], price["high"]) == (50, 50)


def test_who_is_certified_begins_with_the_match_a_year_sooner(run: Run) -> None:
    """The certificate is told as people write it; what is done stands in no step and no date."""
    told = {**GRADUATE, "certifications": ["ECFMG certified"]}
    steps = [each["id"] for each in assessed(run, told)["next_steps"]]
    plans = [
        run("plan", "-", "--as-of", DAY, "--format", "plain", "--full", stdin=written).out
        for written in (json.dumps(told).encode(), json.dumps(GRADUATE).encode())
    ]

    assert steps[0] == "residency-after-training-abroad"
    assert "start-ecfmg-certification" not in steps
    assert "change nothing here" not in page(run, told)
    assert "match of graduates from abroad, for 1 July 2028" in plans[0]
    assert "Pathway to certification" not in plans[0]
    assert "match of graduates from abroad, for 1 July 2029" in plans[1]
    assert "take OET Medicine" in plans[1]


def test_the_days_of_the_application_are_not_those_of_the_language_test(run: Run) -> None:
    """One line had both acts under the five last days of the application; each cites its days."""
    written = json.dumps(GRADUATE).encode()
    plan = run("plan", "-", "--as-of", DAY, "--format", "plain", "--full", stdin=written).out
    earlier = [line for line in plan.splitlines() if "In the years that were found: " in line]
    applied = next(line for line in earlier if "application for your Pathway" in line)
    tested = next(line for line in earlier if "take OET Medicine" in line)

    assert "15 February 2024" in applied
    assert "OET" not in applied
    assert re.findall(r"\d+ \w+ 20\d\d", tested) == ["31 December 2020"]
    assert "5 Dec 2028, our estimate" in plan
    assert [line for line in earlier if not re.search(r"\[\d.*\]$", line)] == []


def test_the_price_of_the_language_test_is_told(run: Run) -> None:
    """A first search finds it, so it stands in no list of what was not found."""
    written = json.dumps(GRADUATE).encode()
    text = run("assess", "-", "--as-of", DAY, "--format", "plain", "--full", stdin=written).out

    assert "587 Australian dollars" in text
    assert "$985" in text
    assert "the fee of OET Medicine" not in text


def test_the_season_under_way_has_its_day_its_price_and_its_match(run: Run) -> None:
    """Public copies have the last day for 2027, the fees and dates of it, and the match of 2026."""
    written = json.dumps(GRADUATE).encode()
    plan = run("plan", "-", "--as-of", DAY, "--format", "plain", "--full", stdin=written).out
    text = run("assess", "-", "--as-of", DAY, "--format", "plain", "--full", stdin=written).out

    assert "for the match of 2027 its last day is 31 January 2027 by a copy (grade D)" in plan
    assert "3 March 2027" in plan
    assert "$3,695 to $4,145" in text
    assert "the Pathway $945" in text
    assert "70.0% and 56.4%, together 59.9%, by copies" in plan


def test_who_is_being_certified_applies_in_the_next_season(run: Run) -> None:
    """Begun is begun: only the certificate has to be there in time."""
    begun = {"certification": "ecfmg", "status": "in-progress", "expected": "2027-06"}
    text = page(run, {**GRADUATE, "certifications": [begun]})

    assert "Begins: 1 July 2028; apply by 14 September 2027" in text


@pytest.mark.parametrize("years", [0, 2])
def test_patient_care_in_training_counts_from_its_end_on(run: Run, years: int) -> None:
    """Nobody fills the years after training by going on in it."""
    told = {**RESIDENT, "clinical": {"years": years, "still_practising": True}}
    written = json.dumps(told).encode()
    plan = json.loads(run("plan", "-", "--as-of", DAY, "--format", "json", stdin=written).out)
    care = next(each for each in plan["steps"] if each["requirement"] == "patient-care")

    assert (care["id"], care["start"]) == ("start-practice", "2028-06-30")
    assert care["end"] == f"{2031 - years}-06-30"
    assert ("no finished residency" in page(run, told)) == (years > 0)
    assert (assessed(run, told)["stage"]["id"] == "resident") == (years == 0)


@pytest.mark.parametrize(
    ("specialty", "ends", "from_", "last"),
    [
        ("internal-medicine", "2027-08-20", "2027-08-31", "14 Apr 2027"),
        ("family-medicine", "2027-06-30", "2027-07-01", "25 Feb 2027"),
    ],
)
def test_a_board_is_sat_in_the_year_in_which_training_ends(
    run: Run, specialty: str, ends: str, from_: str, last: str
) -> None:
    """Its days stand in the short plan, beside those of the fellowship."""
    told = {
        **RESIDENT,
        "residency": {"specialty": specialty, "status": "in-progress", "expected": ends},
        "license": {"profession": "medicine", "status": "training"},
    }
    written = json.dumps(told).encode()
    plan = json.loads(run("plan", "-", "--as-of", DAY, "--format", "json", stdin=written).out)
    text = run("plan", "-", "--as-of", DAY, "--format", "plain", stdin=written).out
    board = next(each for each in plan["steps"] if each["requirement"] == "primary-board")

    assert board["start"] == from_
    dates = text.partition("DATES TO KEEP")[2].partition("PROGRAMS")[0]
    assert f"Last day: {last}" in dates.partition("Register for the")[2].partition("What:")[0]
    assert "Clinical informatics fellowship match, for 1 July 2028" in dates


@pytest.mark.parametrize(
    "told",
    [
        {"degrees": ["mbbs"], "residency": []},
        {**GRADUATE, "degrees": ["md"], "certifications": ["ecfmg"]},
        {**GRADUATE, "residency": {"specialty": "family-medicine", "country": "IN"}},
    ],
)
def test_a_board_waits_no_year_for_the_license(run: Run, told: dict[str, Any]) -> None:
    """Both come after training; the exam's season is that of its end, the certificate the last."""
    told = {**told, "license": "none", "board_certifications": []}
    written = json.dumps(told).encode()
    plan = json.loads(run("plan", "-", "--as-of", DAY, "--format", "json", stdin=written).out)
    steps = {each["requirement"]: each for each in plan["steps"]}
    board, training = steps["primary-board"], steps["residency"]

    assert training["end"] <= board["start"] <= f"{training['end'][:4]}-08-31"
    assert board["end"] >= steps["unrestricted-license"]["end"]


def test_practice_goes_on_once_there_is_a_license_and_the_english_test_has_its_score_of_today(
    run: Run,
) -> None:
    answers = {**GRADUATE, "residency": "none", "clinical": {"years": 2}}
    written = json.dumps(answers).encode()
    told = run("plan", "-", "--as-of", DAY, "--format", "plain", "--full", stdin=written).out
    assert "Keep practicing until three years are full" not in told
    assert "Practice for three years" in told
    assert "350 in listening, reading and speaking and 300 in writing" in told


def test_the_certificate_in_patient_safety_asks_for_years_in_healthcare(run: Run) -> None:
    told = run("eligible", "-", "cpps", "--as-of", DAY, "--format", "plain", stdin=b"{}").out
    assert "three years in a healthcare setting" in told
    assert "experience in patient safety or quality" not in told


def test_where_the_country_of_a_residency_was_not_told_nothing_is_taken_for_granted(
    run: Run,
) -> None:
    """The sentence, certification and the match all leave room for a residency done here."""
    untold = {**GRADUATE, "residency": {"specialty": "internal-medicine", "status": "completed"}}
    text = " ".join(page(run, untold).split())
    steps = [each["id"] for each in assessed(run, untold)["next_steps"]]

    assert "unless yours was in the United States or Canada, the residency" in text
    assert text.count("Only if: not done already") == 2
    assert "unless yours was" not in " ".join(page(run, GRADUATE).split())
    assert steps[2] == "put-a-number-on-it"  # whoever has a project writes it up before any talk


def test_who_says_that_no_medical_degree_was_earned_is_sent_to_no_certification(run: Run) -> None:
    """Though a residency abroad is told: what its answers contradict is in no plan either."""
    told = {"degrees": [], "residency": {"specialty": "family-medicine", "country": "GB"}}

    steps = assessed(run, told)["next_steps"]
    assert "start-ecfmg-certification" not in {each["id"] for each in steps}


@pytest.mark.parametrize(
    ("degree", "license_", "noted"), [("mbbs", "none", False), ("md", "unrestricted", True)]
)
def test_practice_without_residency_is_questioned_where_it_needs_one(
    run: Run, tmp_path: Path, degree: str, license_: str, noted: bool
) -> None:
    """Elsewhere a graduate may practice after medical school."""
    told = tmp_path / "me.yaml"
    told.write_text(
        f"degrees: [{degree}]\nresidency: none\nlicense: {license_}\nclinical: {{years: 4}}\n"
    )

    page = run("assess", told, "--as-of", "2026-11-28", "--format", "plain").out

    assert ("no finished residency" in page) is noted
