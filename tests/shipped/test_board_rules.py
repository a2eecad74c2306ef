"""
The clinical informatics board: its practice pathway, lapsed primary boards, combined training.
"""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.conftest import Run

BOARD = "abpm-clinical-informatics"
PHYSICIAN: dict[str, Any] = {
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "pediatrics", "completed": 2012},
    "board_certifications": ["pediatrics"],
    "fellowships": [],
    "certifications": [],
    "clinical": {"years": 12},
    "informatics": {"years": 0},
    "activities": [],
}


def told(run: Run, command: str, answers: Mapping[str, Any], day: str, *more: str) -> Any:  # noqa: ANN401 - what JSON holds
    """The JSON of a command for a person with these answers."""
    arguments = (command, "-", *more, "--as-of", day, "--format", "json")
    outcome = run(*arguments, stdin=json.dumps(answers).encode())
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def credential(run: Run, answers: Mapping[str, Any], day: str, wanted: str = BOARD) -> Any:  # noqa: ANN401
    """What is said of one credential."""
    found = told(run, "assess", answers, day)["credentials"]
    return next(each for each in found if each["id"] == wanted)


@pytest.mark.parametrize(
    ("degrees", "day", "eligible"),
    [
        (["md", "ms-health-informatics"], "2024-05-01", "unknown"),
        (["md", "phd-informatics"], "2025-12-31", "unknown"),
        (["md", "phd-informatics"], "2026-01-01", "no"),
        (["md", "mba"], "2024-05-01", "no"),
        (["md", "graduate-certificate-informatics"], "2024-05-01", "no"),
    ],
)
def test_a_degree_may_stand_for_practice_until_the_end_of_the_pathway(
    run: Run, degrees: list[str], day: str, eligible: str
) -> None:
    """
    A master's degree or doctorate in informatics of 24 months counted, where the board took it.
    """
    found = credential(run, {**PHYSICIAN, "degrees": degrees}, day)

    assert found["eligible"] == eligible
    if eligible == "unknown":
        assert any("24 months" in each for each in found["missing"])


@pytest.mark.parametrize("kept", ["clinical-informatics", "neonatal-perinatal-medicine"])
def test_a_lapsed_primary_board_beside_a_kept_subspecialty_is_not_certain(
    run: Run, kept: str
) -> None:
    """It depends on the primary board, and every rule that asks for it says so."""
    answers = {
        **PHYSICIAN,
        "board_certifications": [{"board": "pediatrics", "status": "lapsed"}, kept],
    }
    found = told(run, "assess", answers, "2024-05-01")
    primary = next(
        each
        for step in found["steps"]
        for each in step["requirements"]
        if each["id"] == "primary-board"
    )
    halm = next(each for each in found["credentials"] if each["id"] == "halm")

    assert primary["state"] == "unknown"
    assert "depends on the primary board" in primary["need"]
    assert halm["eligible"] == "unknown"
    assert any("ask your primary board whether" in each for each in halm["missing"])
    plan = run("plan", "-", "--as-of", "2024-05-01", stdin=json.dumps(answers).encode()).out
    assert "Not answered, and taken as met: Current primary board" not in " ".join(plan.split())
    why = told(run, "explain", answers, "2024-05-01", "primary-board")
    assert "in place of a lapsed primary one" in json.dumps(why["rule"])


@pytest.mark.parametrize("status", ["held", "lapsed"])
def test_the_informatics_board_shows_a_residency_in_whichever_list_it_stands(
    run: Run, status: str
) -> None:
    """Nobody has it who never finished one, so nobody who has it is sent to the match."""
    boards = (
        {"certifications": [{"certification": BOARD, "status": status}]},
        {"board_certifications": [{"board": "clinical-informatics", "status": status}]},
    )
    plans = [told(run, "plan", {"degrees": ["md"], **each}, "2026-11-29") for each in boards]
    steps = [{each["requirement"] for each in plan["steps"]} for plan in plans]

    assert not {"medical-degree", "residency"} & set.union(*steps)


def test_a_lapsed_primary_board_alone_stays_lapsed(run: Run) -> None:
    """With no subspecialty there is nothing that could stand for it."""
    answers = {**PHYSICIAN, "board_certifications": [{"board": "pediatrics", "status": "lapsed"}]}
    found = credential(run, answers, "2024-05-01")

    assert found["eligible"] == "no"


TRAINEES: Mapping[str, tuple[dict[str, Any], str, str]] = {
    "surgery": (
        {
            "residency": {
                "specialty": "general-surgery",
                "status": "in-progress",
                "expected": "2029-06",
            },
            "fellowships": [],
        },
        "ci-fellowship-within-surgery",
        "amia-fellowship-eligibility",
    ),
    "pathology": (
        {
            "residency": {
                "specialty": "pathology",
                "status": "in-progress",
                "expected": "2028-06",
            },
            "fellowships": [],
        },
        "ci-fellowship-beside-pathology",
        "abpath-requirements",
    ),
    "neonatology": (
        {
            "residency": {"specialty": "pediatrics", "completed": "2025-06"},
            "board_certifications": ["pediatrics"],
            "fellowships": [
                {"specialty": "neonatology", "status": "in-progress", "expected": "2029-06"}
            ],
        },
        "ci-fellowship-combined",
        "jamia-combined-ci-training-2020",
    ),
}


@pytest.mark.parametrize(("training", "route", "source"), TRAINEES.values(), ids=list(TRAINEES))
def test_combined_training_reaches_whom_it_is_for(
    run: Run, training: dict[str, Any], route: str, source: str
) -> None:
    """
    It is named in the plan, as its step or beside it, with what the board asks then; the steps say
    where the plan's own way comes from.
    """
    answers = {
        "degrees": ["md"],
        "license": "unrestricted",
        "board_certifications": [],
        "certifications": [],
        "clinical": {"years": 0},
        "informatics": {"years": 0},
        "role": "resident",
        **training,
    }
    assessed = told(run, "assess", answers, "2026-11-28")
    steps = {each["id"]: each for each in (*assessed["next_steps"], *assessed["later_steps"])}
    planned = told(run, "plan", answers, "2026-11-28")
    offered = {
        each["id"]: each["action"]
        for step in planned["steps"]
        for each in (step, *step["others"])
        if step["requirement"] == "ci-board"
    }

    cited = {each["source"] for each in steps[route]["evidence"]} if route in steps else {source}
    assert source in cited
    assert "unrestricted license" in offered[route]
    assert "For the exam" in offered[route]
    assert not [
        each
        for each in planned["taken_as_met"]
        if "primary board" in each or "informatics board" in each
    ]


@pytest.mark.parametrize(
    "training",
    [
        {
            "residency": {
                "specialty": "family-medicine",
                "status": "in-progress",
                "expected": "2028-06",
            }
        },
        {"residency": {"specialty": "general-surgery", "completed": 2015}},
        {
            "fellowships": [
                {"specialty": "pulmonary-disease", "status": "in-progress", "expected": "2027-06"}
            ]
        },
        {
            "residency": {
                "specialty": "general-surgery",
                "status": "in-progress",
                "expected": "2027-06",
            }
        },
        {"residency": {"specialty": "pathology", "completed": 2015}},
    ],
)
def test_combined_training_is_offered_to_nobody_else(run: Run, training: dict[str, Any]) -> None:
    """Only those who are in such a training now, and still are when the next fellowships begin."""
    answers = {**PHYSICIAN, **training}
    assessed = told(run, "assess", answers, "2026-11-28")
    planned = told(run, "plan", answers, "2026-11-28")
    steps = [*assessed["next_steps"], *assessed["later_steps"], *planned["steps"]]
    steps += [other for each in planned["steps"] for other in each["others"]]

    combined = {route for _, route, _ in TRAINEES.values()}
    assert not combined.intersection(each["id"] for each in steps)


def test_a_fellow_who_left_the_certificates_open_reads_of_combined_training(run: Run) -> None:
    """Even where it is not known whether the informatics board is held already."""
    answers = {
        "degrees": ["md"],
        "license": "unrestricted",
        "residency": {"specialty": "pediatrics", "completed": "2025-06"},
        "board_certifications": ["pediatrics"],
        "fellowships": [
            {"specialty": "neonatology", "status": "in-progress", "expected": "2028-06"}
        ],
        "role": {"id": "resident"},
    }
    arguments = ("assess", "-", "--as-of", "2026-11-28", "--format", "plain", "--full")
    text = run(*arguments, stdin=json.dumps(answers).encode()).out

    assert "combined with another fellowship" in text
    assert "combined fellowship training in clinical informatics" in text


@pytest.mark.parametrize(
    ("wanted", "before", "since"),
    [
        ("halm", "2023-03-31", "2023-04-01"),
        (BOARD, "2011-09-20", "2011-09-21"),
        ("abaim", "2019-12-31", "2020-01-01"),
    ],
)
def test_a_certificate_is_offered_to_nobody_before_it_was_there(
    run: Run, wanted: str, before: str, since: str
) -> None:
    """
    Its approval, the first report of it, or the year in which it was founded: a plain no before.
    """
    answers = {**PHYSICIAN, "informatics": {"from": 2005, "to": "present", "fte": 0.5}}

    assert credential(run, answers, before, wanted)["eligible"] == "no"
    assert credential(run, answers, since, wanted)["eligible"] != "no"


def test_nobody_prepares_for_a_board_that_is_not_there_yet(run: Run) -> None:
    """The leadership board is a next step in 2026, and neither a step nor a door in 2019."""
    leader = {**PHYSICIAN, "leadership": {"years": 6, "roles": ["medical-director"]}}

    def offered(day: str) -> str:
        return json.dumps(
            [
                told(run, "assess", leader, day)["next_steps"],
                told(run, "plan", leader, day)["doors"],
            ]
        )

    assert "leadership board (HALM)" not in offered("2019-06-01")
    assert "leadership board (HALM)" in offered("2026-06-01")


def test_a_license_and_some_practice_alone_are_planned_to_three_years(run: Run) -> None:
    """A license shows the degree, which nobody who has one is sent back for."""
    plan = told(run, "plan", {"clinical": {"years": 2}, "license": "unrestricted"}, "2026-11-29")

    assert "reach-three-years" in [each["id"] for each in plan["steps"]]
    assert plan["not_placed"] == []


def steps_by_requirement(run: Run, answers: Mapping[str, Any], *more: str) -> dict[str, Any]:
    steps = told(run, "plan", answers, "2026-11-30", *more)["steps"]
    return {each["requirement"]: each for each in steps}


@pytest.mark.parametrize("status", ["planned", "in-progress"])
def test_an_exam_follows_a_fellowship_whose_end_was_not_told(run: Run, status: str) -> None:
    """In the first fall after it, as where it was told."""
    fellowship = {"specialty": "clinical-informatics", "status": status}
    steps = steps_by_requirement(run, {**PHYSICIAN, "fellowships": [fellowship]})

    assert steps["ci-board"]["id"] == "sit-ci-exam"
    assert steps["ci-board"]["start"] > steps["informatics-fellowship"]["end"]
    assert steps["ci-board"]["start"][4:] == "-10-01"


@pytest.mark.parametrize("role", ["cmio", "attending", "none"])
def test_whoever_holds_the_job_sits_for_the_exam_in_the_fall_too(run: Run, role: str) -> None:
    """With an approved application; its days are the same for all."""
    approved = [{"certification": BOARD, "status": "approved", "approved": 2025}]
    told_ = {**PHYSICIAN, "certifications": approved, "informatics": {"years": 8}, "role": role}
    steps = steps_by_requirement(run, {**told_, "leadership": {"roles": ["cmio"]}})

    assert steps["ci-board"]["id"] == "sit-ci-exam"
    assert steps["ci-board"]["start"] == "2027-10-01"


@pytest.mark.parametrize("expires", ["2026-11-30", "2026-12-05", "2027-01-20", "2027-06-30"])
def test_a_renewal_is_done_before_the_certificate_ends(run: Run, expires: str) -> None:
    """And cites nothing of another certificate."""
    board = {"board": "pediatrics", "expires": expires}
    plan = told(run, "plan", {**PHYSICIAN, "board_certifications": [board]}, "2026-11-30")
    renewal = next(each for each in plan["steps"] if each["id"] == "renew-pediatrics")

    assert renewal["end"] <= expires
    assert [each["source"] for each in renewal["evidence"]] == ["abms-staying-certified"]


def test_what_a_step_renews_is_not_told_once_more(run: Run) -> None:
    """Also where the board and its certificate have two names."""
    boards = ["pediatrics", {"board": "clinical-informatics", "expires": "2027-06-30"}]
    plan = told(run, "plan", {**PHYSICIAN, "board_certifications": boards}, "2026-11-30")

    assert "renew-abpm-clinical-informatics" in [each["id"] for each in plan["steps"]]
    assert "renew it by then" not in " ".join(plan["summary"])


@pytest.mark.parametrize("expires", ["2027-03-31", "2027-09-20"])
def test_a_wished_start_puts_off_no_renewal(run: Run, expires: str) -> None:
    """What ends before or soon after it is renewed before; to do nothing until then loses it."""
    board = {"board": "clinical-informatics", "expires": expires}
    boards = {"board_certifications": ["pediatrics", board], "constraints": {"start": "2027-09"}}
    plan = told(run, "plan", {**PHYSICIAN, **boards}, "2026-11-30")

    assert {"ci-board", "renew-clinical-informatics"}.isdisjoint(
        each["requirement"] for each in plan["steps"]
    )
    assert [each["day"] for each in plan["endings"]] == [expires]
    assert "ci-board" in plan["waiting"][1]["lost"]
    assert "renew-abpm-clinical-informatics" in plan["costs"]["unknown"]


@pytest.mark.parametrize("day", ["2026-11-30", "2026-12-02", "2027-02-28"])
def test_medical_school_asks_for_no_application_before_its_season(run: Run, day: str) -> None:
    """Only to register for the exam by a day on which one still can."""
    nothing = ("residency", "license", "clinical", "informatics", "role")
    premed = {"degrees": ["bachelors"], **dict.fromkeys(nothing, "none")}
    arguments = ("assess", "-", "--with", "medical-degree", "--as-of", day, "--format", "plain")
    page = run(*arguments, stdin=json.dumps(premed).encode()).out

    assert "Begins: 1 August 2028" in page
    assert "register for an MCAT date by 1 March 2027" in page
    assert "apply by 1 December" not in page
