"""
An unknown price or number of hours is neither nothing nor endless, and never decides in silence.
"""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import AS_OF, ROOT, Run, examples

EXAMPLES = {path.stem: path for path in sorted((ROOT / "examples").glob("*.yaml"))}
HOSPITALIST = EXAMPLES["hospitalist"]
MBA = "degrees+={degree: mba, status: planned, expected: 2029-05}"
PHYSICIAN: dict[str, Any] = {
    "residency": {"specialty": "internal-medicine", "completed": 2012},
    "license": "unrestricted",
    "board_certifications": ["internal-medicine"],
    "fellowships": [],
    "certifications": [],
    "activities": [],
    "clinical": {"from": 2012, "to": "present"},
    "informatics": {"from": 2020, "to": "present", "fte": 0.5},
    "projects": ["ehr-implementation"],
    "leadership": {"years": 4, "roles": ["medical-director"], "people_led": 12},
    "role": {"id": "physician-informaticist"},
}
"""Somebody who lacks formal training and the board, and leaves the board out."""
NO_BOARD = ("--without", "ci-board")
WriteAnswers = Callable[[dict[str, Any]], Path]


@pytest.fixture
def answers(tmp_path: Path) -> WriteAnswers:
    """Writes the answers of the physician, with others beside them."""

    def written(more: dict[str, Any]) -> Path:
        path = tmp_path / "profile.json"
        path.write_text(json.dumps({**PHYSICIAN, **more}), encoding="utf-8")
        return path

    return written


def planned(run: Run, *arguments: object) -> dict[str, Any]:
    outcome = run("plan", *arguments, "--as-of", AS_OF, "--format", "json")
    assert outcome.code == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)
    return found


def test_a_planned_degree_of_unknown_price_is_never_within_the_budget(run: Run) -> None:
    """It is in the plan, with its price named as not found, and the budget cannot be told."""
    arguments = ("what-if", HOSPITALIST, "--today", AS_OF, "--set", "constraints.budget_usd=60000")
    outcome = run(*arguments, "--set", MBA, "--format", "json")
    mba = json.loads(outcome.out)["scenarios"][0]["situation"]
    text = run(*arguments, "--set", MBA).out

    assert "finish-management-degree" in mba["fees_usd"]["unknown"]
    assert mba["within_budget"] == "unknown"
    assert "With your changes: cannot be told, since fees are not known for 2 routes" in text
    assert "New fees that are not known: Earn your management degree" in text


@pytest.mark.parametrize(
    ("roadmap", "degree"),
    [
        ("cmio", "ms-health-informatics"),
        ("cmio", "graduate-certificate-informatics"),
        ("cnio", "dnp"),
        ("cnio", "mba"),
    ],
)
def test_no_school_s_price_is_that_of_a_degree_planned_elsewhere(
    run: Run, answers: WriteAnswers, roadmap: str, degree: str
) -> None:
    """Which school a person chose is not told, so one school's price sets no budget at rest."""
    own = {"degree": degree, "status": "planned", "expected": "2029-05"}
    path = answers({"degrees": ["md", "bsn", "msn", own]})
    plan = planned(run, path, "--roadmap", roadmap, "--budget", "10000000")
    begun = [each for each in plan["costs"]["unknown"] if each.startswith("begin-planned-")]

    assert len(begun) == 1
    assert plan["within_budget"] == "unknown"


@pytest.mark.parametrize(("budget", "verdict"), [(1, "no"), (21_000, "unknown"), (60_000, "yes")])
def test_a_budget_that_only_the_upper_end_breaks_cannot_be_told(
    run: Run, answers: WriteAnswers, budget: int, verdict: str
) -> None:
    """A certificate of 20,000 to 23,000, every fee known."""
    wishes = ("--objective", "cheapest", *NO_BOARD)
    plan = planned(run, answers({"degrees": ["md"]}), "--budget", str(budget), *wishes)

    assert plan["costs"]["unknown"] == []
    assert plan["within_budget"] == verdict


def test_the_text_says_where_an_unknown_price_decides(run: Run, answers: WriteAnswers) -> None:
    """The certificate of known price is the cheapest by its upper end; the course may cost less."""
    arguments = (answers({"degrees": ["md"]}), "--objective", "cheapest", *NO_BOARD)
    plan = planned(run, *arguments)
    text = run("plan", *arguments, "--as-of", AS_OF).out
    cheapest = next(each for each in plan["alternatives"] if each["objective"] == "cheapest")

    assert cheapest["routes"]["informatics-training"] == "graduate-certificate"
    assert "course-as-training" in cheapest["could_be_cheaper"]
    assert "cannot be told for certain" in text


def test_unknown_hours_leave_room_for_the_most_that_are_known(
    run: Run, answers: WriteAnswers
) -> None:
    """
    The certificate's hours are unknown, the course takes 60: half an hour a week is 28 months
    from the fall on which it starts.
    """
    wishes = (answers({"degrees": ["md"]}), "--objective", "cheapest", "--hours-per-week", "0.5")
    plan = planned(run, *wishes, *NO_BOARD)
    step = next(each for each in plan["steps"] if each["id"] == "graduate-certificate")

    assert (step["hours"], step["start"], step["end"]) == (None, "2027-08-25", "2029-12-16")


@given(
    st.sampled_from(sorted(EXAMPLES)),
    st.sets(st.sampled_from(["management-degree", "health-it-certificate", "conference"])),
    st.sets(st.sampled_from(["ci-board", "primary-board", "informatics-training"])),
    st.sampled_from([0, 1_000, 25_000, 60_000, 400_000, 10_000_000]),
)
@settings(max_examples=examples(5), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_unknown_price_is_never_within_a_budget(
    run: Run, person: str, wanted: set[str], left_out: set[str], budget: int
) -> None:
    """
    Law: yes only where every fee is known and the upper end stays within it, no only where the
    lower end does not.
    """
    wishes = [each for id_ in sorted(wanted) for each in ("--with", id_)]
    wishes += [each for id_ in sorted(left_out) for each in ("--without", id_)]
    plan = planned(run, EXAMPLES[person], "--budget", str(budget), *wishes)
    costs = plan["costs"]
    missing = [each["id"] for each in plan["steps"] if each["cost_usd"] is None]

    assert sorted(costs["unknown"]) == sorted(missing)
    assert costs["counted"]["high"] >= costs["high"]
    is_yes = not missing and costs["high"] <= budget
    verdict = "no" if costs["low"] > budget else "yes" if is_yes else "unknown"
    assert plan["within_budget"] == verdict


def test_what_is_not_known_is_one_line(run: Run) -> None:
    """Of a plan's money, of the parts planned as open, and of each certificate."""
    resident = {
        "degrees": ["mbbs"],
        "residency": {"specialty": "internal-medicine", "completed": 2020, "country": "IN"},
        "license": "none",
        "clinical": {"years": 4},
        "informatics": {"years": 2},
        "constraints": {"budget_usd": 15000},
    }
    told = json.dumps(resident).encode()
    plan = run("plan", "-", "--as-of", AS_OF, "--format", "plain", stdin=told).out
    money = plan.partition("COST AND RETURN")[2].partition("Taken for granted")[0].splitlines()
    found = run("eligible", "-", "--as-of", AS_OF, "--format", "plain", stdin=told).out
    lines = found.partition("\nSOURCES")[0].splitlines()

    assert [each for each in money if "ot known: " in each] == []
    assert sum("not known; to tell it" in each for each in money) == 1
    assert "Your budget of $15,000: cannot be told" in plan
    assert plan.count("Not certain, and planned as open") <= 1
    assert any("Still to settle: " in each for each in lines)
    for one, following in pairwise(lines):
        assert not ("Still to settle: " in one and "Still to settle: " in following)


def test_a_route_without_a_price_is_not_surely_the_cheapest(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(
        "{degrees: [bsn, msn], license: [{profession: nursing, status: unrestricted}], clinical: "
        "{years: 6, still_practising: false}, informatics: {from: 2019-03, to: present, fte: 1.0}, "
        "certifications: none, leadership: {years: 3, roles: [team-lead], people_led: 4}, "
        "projects: [ehr-implementation], role: {id: nurse-informaticist, since: 2019-03}}"
    )
    text = run("plan", path, "--roadmap", "cnio", "--as-of", "2026-11-28").out
    shown = " ".join(text.split())

    assert "heapest if unknown fees are high" in shown
    assert "Cheapest and" not in shown
    assert (
        "Which routes are the cheapest cannot be told for certain, since not all fees are known to "
        "the dollar: Sit for ACHIP." in shown
    )


def test_hours_that_are_not_known_are_said_to_whoever_named_their_own(run: Run) -> None:
    """A degree of unknown hours does not silently fit into one hour a week."""
    nurse = {
        "degrees": ["adn"],
        "license": {"profession": "nursing", "status": "unrestricted"},
        "clinical": {"years": 4, "still_practising": True},
        "role": "nurse",
    }
    said = {
        hours: run(
            *("plan", "-", "--roadmap", "cnio", "--as-of", AS_OF, "--format", "plain"),
            *(() if hours is None else ("--hours-per-week", hours)),
            stdin=json.dumps(nurse).encode(),
        ).out
        for hours in (None, "1")
    }

    assert "Your own hours" not in said[None]
    assert (
        "Your own hours, 1 a week: whether they are enough is not known, for want of the hours of"
        in said["1"]
    )
