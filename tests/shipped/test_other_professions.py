"""What the shipped roadmap says to those who are no physicians fits what they do already."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.shipped.other_professions import PEOPLE, steps_of, told

INFORMATICS = {"years": 6, "fte": 1}
BEGINNER = {"clinical": {"years": 11}, "informatics": {"years": 0}, "projects": [], "role": "nurse"}
DIRECTOR_STEPS = {"read-director-postings", "run-system-project", "price-graduate-certificate"}
PHARMACIST = {
    "degrees": ["pharmd"],
    "informatics": INFORMATICS,
    "projects": ["order-entry"],
    "role": "informatics-specialist",
}
ANALYST = {
    "degrees": [],
    "informatics": INFORMATICS,
    "projects": ["interoperability"],
    "role": "informatics-specialist",
}

NOT_ANSWERED: Mapping[str, tuple[Mapping[str, Any], set[str]]] = {
    "who has done the work of a group is not sent to join it": (
        PHARMACIST,
        {"join-order-set-group", "look-up-pharmacy-informatics-residencies", "talk-to-two-cios"},
    ),
    "a pharmacist who did the residency is not sent to look it up": (
        {
            "degrees": ["pharmd"],
            "residency": {"specialty": "pharmacy-informatics", "completed": 2020},
        },
        {"look-up-pharmacy-informatics-residencies"},
    ),
    "a nurse of years in informatics is not sent to ask who speaks for nurses": (
        {"degrees": ["msn"], "informatics": INFORMATICS, "role": "nurse-informaticist"},
        {"ask-chief-nurse", "price-bachelors"},
    ),
    "a member is not told to join": (
        {"degrees": ["phd-informatics"], "informatics": INFORMATICS, "memberships": ["amia"]},
        {"join-working-group"},
    ),
    "who has nothing in informatics is not sent to the director's postings": (
        {"degrees": ["bsn"], **BEGINNER},
        DIRECTOR_STEPS,
    ),
}


@pytest.mark.parametrize(("answers", "steps"), NOT_ANSWERED.values(), ids=list(NOT_ANSWERED))
def test_a_first_step_that_is_done_is_not_told(
    run: Run, answers: Mapping[str, Any], steps: set[str]
) -> None:
    """Neither among the steps nor with the paths of the plan."""
    found = told(run, "assess", answers)

    assert steps.isdisjoint(each["id"] for each in steps_of(found))
    assert [each["first_steps"] for each in told(run, "plan", answers)["ways_on"]] == [
        each["first_steps"] for each in found["ways_on"]
    ]


def test_a_degree_is_priced_by_whom_it_lacks(run: Run) -> None:
    """Whoever holds any bachelor's degree, or a higher one, is not sent for one."""
    assert "price-bachelors" in {each["id"] for each in steps_of(told(run, "assess", ANALYST))[:2]}
    for degree in ("bachelors", "bpharm", "masters-other", "pa", "drph"):
        found = told(run, "assess", {**ANALYST, "degrees": [degree]})
        assert "price-bachelors" not in {each["id"] for each in steps_of(found)}, degree


@pytest.mark.parametrize(("answers", "way"), PEOPLE.values(), ids=list(PEOPLE))
def test_medicine_is_the_last_of_the_paths(run: Run, answers: dict[str, Any], way: str) -> None:
    """It is the longest, and none that the others ask for."""
    paths = [each["id"] for each in told(run, "assess", answers)["ways_on"]]

    assert paths[-1] == "medicine"
    assert way in paths[:-1]


def test_nobody_but_a_physician_is_sent_to_be_physician_champion(run: Run) -> None:
    """A nurse leads a committee or a group instead."""
    nurse = {**BEGINNER, "degrees": ["bsn"], "clinical": {"years": 4}, "role": "nurse"}
    planned = json.dumps(told(run, "plan", nurse)["steps"])

    assert "become-champion" not in planned
    assert "chair-committee" in planned


def test_a_pharmacist_is_not_paid_as_an_it_specialist(run: Run) -> None:
    """The wages of health IT specialists stand beside those alone who have no other profession."""
    today = {
        name: told(run, "assess", answers)["pay"]["today"]
        for name, answers in {"pharmacist": PHARMACIST, "analyst": ANALYST}.items()
    }

    assert today["pharmacist"] is None
    assert today["analyst"] is not None


def test_a_plan_without_medicine_counts_no_cmio_pay(run: Run) -> None:
    """It does not lead to that job; the pay of another one is counted where it is told."""
    nurse = {"degrees": ["bsn"], **BEGINNER}
    pay = ("--pay-now", "90000")
    plain = told(run, "plan", nurse, *pay)["money"]
    other = told(run, "plan", nurse, *pay, "--pay-then", "130000")["money"]
    text = run(
        "plan", "-", *pay, "--format", "plain", "--full", stdin=json.dumps(nurse).encode()
    ).out

    assert plain["gain_usd"] is None
    assert plain["break_even"] is None
    assert other["gain_usd"] == {"low": 40_000, "high": 40_000}
    assert "Difference a year" not in text
    assert "The only gain counted" not in text


@pytest.mark.parametrize(
    ("training", "state"),
    [
        ({"specialty": "family-medicine"}, "met"),
        ({"specialty": "pharmacy-informatics"}, "not_met"),
        ({"other": "Pharmacy practice residency"}, "not_met"),
        ({"other": "Medicine and dermatology"}, "met"),
    ],
    ids=lambda each: str(next(iter(each.values()))) if isinstance(each, dict) else each,
)
def test_training_of_another_profession_is_no_physicians_training(
    run: Run, training: dict[str, Any], state: str
) -> None:
    """It is kept as it was told; what no list has is a doctor's where nothing says another's."""
    answers = {
        "degrees": ["md"],
        "license": "unrestricted",
        "residency": {**training, "completed": 2015},
    }
    found = told(run, "assess", answers)
    states = {each["id"]: each["state"] for step in found["steps"] for each in step["requirements"]}

    assert found["profile"]["residency"] == answers["residency"]
    assert states["residency"] == state


def test_the_plan_holds_the_first_page_and_says_what_ends(run: Run) -> None:
    """It does not lead to the job by itself, so it is not called the whole plan."""
    nurse = {"degrees": ["bsn"], "residency": "none", **BEGINNER}
    page, plan = (told(run, command, nurse) for command in ("assess", "plan"))

    own = {each["id"] for each in page["next_steps"] if each["requirement"] is None}
    assert own
    assert own <= {each["id"] for each in plan["steps"]}
    said = " ".join(plan["summary"])
    assert "what stands below is complete on" in said
    assert "whole plan" not in said


def page(run: Run, answers: Mapping[str, Any], *options: str, command: str = "assess") -> str:
    options = (*options, "--as-of", "2026-11-30", "--format", "plain")
    return run(command, "-", *options, stdin=json.dumps(answers).encode()).out


@pytest.mark.parametrize(
    ("answers", "whole_way"),
    [
        *[({"role": each}, False) for each in ("np", "crna", "pharmacist", "dentist", "pa", "cno")],
        ({"license": {"profession": "podiatry", "status": "unrestricted"}}, False),
        ({"role": "nurse"}, True),
    ],
)
def test_whose_profession_follows_college_is_not_told_to_finish_it(
    answers: Mapping[str, Any], whole_way: bool, run: Run
) -> None:
    """Where no degree was told; a nurse may have a diploma."""
    full = page(run, answers, "--full")

    assert ("College from its first year, then medical school" in full) is whole_way
    assert ("Enter and finish medical school" in full) is not whole_way


@pytest.mark.parametrize("degrees", [["pharmd"], None])
def test_a_resident_in_pharmacy_is_no_physician(degrees: list[str] | None, run: Run) -> None:
    training = {"specialty": "pharmacy-informatics", "status": "in-progress", "expected": "2027-06"}
    answers = {
        "residency": training,
        "role": "resident",
        **({"degrees": degrees} if degrees else {}),
    }
    full = page(run, answers, "--full")

    assert "is a physician's" not in full
    assert "Look up pharmacy residencies" not in full
    assert "is a physician's" in page(run, {"role": "resident", "degrees": ["bachelors"]}, "--full")


@pytest.mark.parametrize("degree", ["bsn", "pharmd", "bachelors"])
def test_who_is_in_medical_school_is_not_told_that_other_paths_are_nearer(
    degree: str, run: Run
) -> None:
    student = {"degree": "md", "status": "in-progress", "expected": "2029-05"}
    told = page(run, {"degrees": [degree, student]})

    assert "seldom within reach" not in told
    assert "Other paths:" not in told


def test_a_practical_nurse_is_not_called_a_registered_one_nor_of_another_profession(
    run: Run,
) -> None:
    answers = {
        "degrees": [{"other": "LPN certificate"}],
        "license": [{"profession": "nursing", "state": "OH", "status": "unrestricted"}],
        "clinical": {"years": 10, "still_practising": True},
    }
    told = page(run, answers, "--full", "--roadmap", "cnio")

    assert "You listed a license as a registered nurse" not in told
    assert "Your own profession" not in told
    assert "You listed a nursing license, and no degree" in told


def test_no_degree_beside_the_one_under_way_makes_a_practical_nurse_a_registered_one(
    run: Run, tmp_path: Path
) -> None:
    """Whose license it is was told by the school, and no other answer turns that."""
    nurse = tmp_path / "nurse.yaml"
    nurse.write_text(
        "degrees: [{degree: adn, status: in-progress, expected: 2027-12}]\nrole: nurse\n"
        "license: {profession: nursing, state: KY, status: unrestricted}\n"
    )
    asked = ("--roadmap", "cnio", "--as-of", "2026-11-28", "--format", "json")
    explained = json.loads(run("explain", nurse, "rn-license", *asked).out)

    assert explained["state"] == "not_met"
    assert explained["flips"] == []


def test_a_chief_from_outside_of_healthcare_is_not_sent_to_the_help_desk(run: Run) -> None:
    answers = {"degrees": ["mba"], "role": {"other": "CIO of a bank"}, "informatics": {"years": 0}}
    leads = {"years": 12, "people_led": 100, "budget_usd": 20_000_000}
    told = page(run, {**answers, "leadership": leads}, "--roadmap", "cio")

    assert "the help desk" not in told
    assert "1. Look for a job that leads in a hospital's IT" in told
    assert "the help desk" in page(run, answers, "--roadmap", "cio")


def test_a_job_that_no_list_has_is_a_job_in_which_one_can_lead(run: Run) -> None:
    """Nothing is beyond a plan that brings a job, because the job that is held has another name."""
    told = page(
        run, {"degrees": ["bachelors"], "role": {"other": "podiatrist"}}, command="plan"
    ).replace("\n", " ")

    assert "Lead a committee or working group" in told
    assert "asks for something" not in told
