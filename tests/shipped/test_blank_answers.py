"""
What was not answered takes no years into a plan: who practices is asked, and decides.
"""

from typing import Any

import pytest

from tests.conftest import Run
from tests.shipped.other_professions import told

HOSPITALIST: dict[str, Any] = {
    "degrees": ["bachelors", "md"],
    "residency": {"specialty": "internal-medicine", "completed": "2018-06"},
    "fellowships": "none",
    "license": "unrestricted",
    "board_certifications": ["internal-medicine"],
    "clinical": {"from": "2018-07", "to": "present"},
    "informatics": {"from": "2023-01", "to": "present", "fte": 0.15},
    "certifications": "none",
    "leadership": {"years": 2, "roles": ["committee-chair"], "people_led": 0},
    "projects": ["order-entry", "decision-support"],
    "role": {"id": "attending", "since": "2018-07"},
}
YEARS_OF_TRAINING = {
    "ci-fellowship",
    "ci-fellowship-after-residency",
    "sit-ci-exam",
    "enter-residency",
    "residency-after-training-abroad",
}


@pytest.mark.parametrize(
    "blank",
    [
        "certifications",
        "fellowships",
        "certifications fellowships",
        "residency fellowships",
        "role clinical fellowships",
        "license board_certifications",
    ],
)
def test_a_blank_answer_takes_no_fellowship_into_the_plan_of_a_practicing_doctor(
    run: Run, blank: str
) -> None:
    """It stays a decision, with its price in pay, and no step takes years for granted."""
    answers = {key: value for key, value in HOSPITALIST.items() if key not in blank.split()}
    planned = told(run, "plan", answers)
    assessed = told(run, "assess", answers)

    assert YEARS_OF_TRAINING.isdisjoint(each["id"] for each in planned["steps"])
    assert [each["id"] for each in planned["decisions"]] == ["ci-fellowship"]
    assert [each["id"] for each in assessed["decisions"]] == ["ci-fellowship"]
    assert "apply-for-cmio" in [each["id"] for each in planned["steps"]]
    assert assessed["ask_next"] is not None
    if "role" in answers:  # else nobody knows what is paid today
        forgone = assessed["decisions"][0]["pay_forgone_usd"]
        assert forgone["low"] > 100_000
        assert planned["decisions"][0]["pay_forgone_usd"] == forgone


@pytest.mark.parametrize(
    "answers",
    [
        {"degrees": ["md"], "clinical": {"years": 11}},
        {"degrees": ["md"], "role": {"id": "attending"}},
        {"degrees": ["do"], "residency": {"specialty": "psychiatry", "completed": 2012}},
    ],
)
def test_who_practices_is_not_sent_into_training_for_want_of_answers(
    run: Run, answers: dict[str, Any]
) -> None:
    """Neither into a residency, which was done, nor into a fellowship; the plan reaches the job."""
    planned = told(run, "plan", answers)

    assert YEARS_OF_TRAINING.isdisjoint(each["id"] for each in planned["steps"])
    assert "apply-for-cmio" in [each["id"] for each in planned["steps"]]
    assert [each["id"] for each in planned["decisions"]] == ["ci-fellowship"]


@pytest.mark.parametrize(
    "answers",
    [
        {
            **HOSPITALIST,
            "residency": {"specialty": "internal-medicine", "completed": "2025-06"},
            "clinical": {"from": "2025-07", "to": "present"},
        },
        {
            **HOSPITALIST,
            "residency": {
                "specialty": "internal-medicine",
                "status": "in-progress",
                "expected": "2028-06",
            },
            "clinical": "none",
            "role": {"id": "resident"},
            "board_certifications": "none",
        },
    ],
)
def test_who_is_in_training_or_just_out_of_it_has_the_fellowship_in_the_plan(
    run: Run, answers: dict[str, Any]
) -> None:
    """For them two years on a trainee's pay are the usual way to the board certificate."""
    planned = told(run, "plan", answers)

    assert planned["decisions"] == []
    assert YEARS_OF_TRAINING.intersection(each["id"] for each in planned["steps"])


@pytest.mark.parametrize("license_", ["unrestricted", "restricted", "training", "none"])
@pytest.mark.parametrize(
    "board",
    [
        "internal-medicine",
        {"board": "internal-medicine", "status": "lapsed"},
        {"board": "internal-medicine", "status": "planned", "expected": 2028},
    ],
)
def test_nor_does_a_license_or_board_that_is_less_take_it_in(
    run: Run, license_: str, board: str | dict[str, Any]
) -> None:
    """A harder fact puts nobody into two years of training that the easier one leaves to decide."""
    answers = {**HOSPITALIST, "license": license_, "board_certifications": [board]}
    planned = told(run, "plan", answers)

    assert YEARS_OF_TRAINING.isdisjoint(each["id"] for each in planned["steps"])
    assert [each["id"] for each in planned["decisions"]] == ["ci-fellowship"]


def test_taken_in_it_is_a_step_whatever_is_blank(run: Run) -> None:
    """``--with`` takes it in, and then no decision waits."""
    answers = {key: value for key, value in HOSPITALIST.items() if key != "fellowships"}
    planned = told(run, "plan", answers, "--with", "ci-fellowship")

    assert "ci-fellowship" in [each["id"] for each in planned["steps"]]
    assert planned["decisions"] == []
