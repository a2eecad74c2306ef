"""What was told for a day on which it cannot be is warned of, and nothing rests on that day."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

ON = "2026-11-29"
EARLY = "told_too_early"
Plain = dict[str, Any]
Ask = Callable[..., Plain]
STUDENT = {"role": "none", "license": "none", "certifications": "none"}
GRADUATE = {**STUDENT, "degrees": [{"degree": "md", "earned": "2026-05"}]}
PHYSICIAN = {
    "degrees": ["md"],
    "residency": {"specialty": "internal-medicine", "completed": 2024, "country": "US"},
    "license": "unrestricted",
    "board_certifications": ["internal-medicine"],
    "clinical": {"years": 2, "still_practising": True},
    "informatics": {"years": 0},
    "fellowships": "none",
    "certifications": "none",
    "projects": [],
    "leadership": {"roles": [], "people_led": 0},
    "role": "attending",
}
BACHELOR = {"degree": "bachelors", "earned": "2026-05"}


def school(status: str, expected: str, *others: object) -> Plain:
    degree = {"degree": "md", "status": status, "expected": expected}
    return {**STUDENT, "degrees": [*others, degree]}


def trained(status: str, expected: str, **other: object) -> Plain:
    specialty = {"specialty": "internal-medicine", "country": "US"}
    return {"residency": {**specialty, "status": status, "expected": expected, **other}}


def fellow(status: str, expected: str) -> Plain:
    specialty = {"specialty": "clinical-informatics", "accredited": True}
    return {"fellowships": [{**specialty, "status": status, "expected": expected}]}


@pytest.fixture
def ask(run: Run, tmp_path: Path) -> Ask:
    def asked(command: str, answers: Plain, *more: str) -> Plain:
        person = tmp_path / "person.json"
        person.write_text(json.dumps(answers))
        told = run(command, person, *more, "--as-of", ON, "--format", "json")
        found: Plain = json.loads(told.out)
        return found

    return asked


def codes(found: Plain) -> list[str]:
    return [each["code"] for each in found["warnings"]]


@pytest.mark.parametrize(
    ("answers", "requirement", "earliest"),
    [
        (school("in-progress", "2027-03", BACHELOR), "medical-degree", "2029-05"),
        (school("planned", "2027-09", BACHELOR), "medical-degree", "2031-05"),
        (school("planned", "2028-06", "bachelors"), "medical-degree", "2031-05"),
        (school("planned", "2031-05"), "medical-degree", "2035-05"),
        (
            school("planned", "2033-05", {"degree": "bachelors", "status": "planned"}),
            "medical-degree",
            "2035-05",
        ),
        (
            {
                **PHYSICIAN,
                "degrees": ["md", {"degree": "mba", "status": "planned", "expected": "2027-02"}],
            },
            "management-degree",
            "2027-11",
        ),
        ({**GRADUATE, **trained("in-progress", "2027-06")}, "residency", "2029-05"),
        ({**GRADUATE, **trained("planned", "2028-06")}, "residency", "2030-06"),
        (
            {**school("in-progress", "2027-05"), **trained("planned", "2028-06")},
            "residency",
            "2030-06",
        ),
        ({**PHYSICIAN, **fellow("planned", "2027-06")}, "informatics-training", "2029-06"),
        (
            {**PHYSICIAN, **trained("in-progress", "2027-06"), **fellow("planned", "2028-06")},
            "informatics-training",
            "2029-06",
        ),
        (
            {
                **PHYSICIAN,
                "residency": {"specialty": "internal-medicine", "completed": "2026-06"},
                "role": "resident",
                **fellow("in-progress", "2027-06"),
            },
            "informatics-training",
            "2028-06",
        ),
    ],
)
def test_no_plan_rests_on_a_day_that_cannot_be(
    ask: Ask, answers: Plain, requirement: str, earliest: str
) -> None:
    """What comes first is not there in time, or it takes longer than from then, or from today."""
    plan, assessed = ask("plan", answers), ask("assess", answers)
    (step,) = [
        each for each in plan["steps"] if requirement in (each["requirement"], *each["brings"])
    ]

    assert step["end"] >= earliest
    for found in (plan, assessed):
        assert EARLY in codes(found)
    steps = [*assessed["next_steps"], *assessed["later_steps"]]
    assert {each["done_on"] for each in steps if each["requirement"] == requirement} <= {None}
    explained = ask("explain", answers, requirement)
    assert "becomes" not in explained["rule"] or explained["rule"]["becomes"] is None


@pytest.mark.parametrize("expected", [("2028-06", "2029-06"), ("2033-06", "2035-06")])
def test_what_follows_is_put_off_as_well(
    run: Run, ask: Ask, tmp_path: Path, expected: tuple[str, str]
) -> None:
    """A medical school told too early moves the residency and the fellowship told after it."""
    answers = {
        **school("planned", "2028-05", "bachelors"),
        **trained("planned", expected[0]),
        **fellow("planned", expected[1]),
    }
    plan = ask("plan", answers)
    steps = {each["id"]: each for each in plan["steps"]}

    chain = [steps[f"enter-{each}"] for each in ("medical-school", "residency")]
    chain += [steps[each] for each in ("begin-planned-fellowship", "sit-ci-exam")]
    assert all(one["end"] <= two["start"] for one, two in pairwise(chain))
    done = {each["id"]: each["done_on"] for each in ask("assess", answers)["later_steps"]}
    assert {done.get(each["id"]) for each in chain} == {None}
    text = run("plan", tmp_path / "person.json", "--as-of", ON, "--format", "plain", "--full").out
    assert "Done, as you told us" not in text


def test_no_step_prepares_for_what_cannot_be(ask: Ask) -> None:
    """A residency without a degree is none, so there is no fellowship to apply for in its year."""
    answers = {**PHYSICIAN, "degrees": [], **trained("in-progress", "2028-06"), "role": "none"}
    found = ask("assess", answers)
    steps = {each["id"] for each in (*found["next_steps"], *found["later_steps"])}

    assert EARLY in codes(found)
    assert "prepare-fellowship-application" not in steps


def test_an_approval_that_is_over_earns_no_certificate(ask: Ask) -> None:
    approved = {"certification": "abpm-clinical-informatics", "status": "approved"}
    over, none = (
        ask("plan", {**PHYSICIAN, "certifications": held})
        for held in ([{**approved, "approved": 2009}], "none")
    )

    assert "certificate_too_early" in codes(over)
    assert over["steps"] == none["steps"]


@pytest.mark.parametrize(
    ("answers", "step", "end"),
    [
        (school("in-progress", "2029-05", BACHELOR), "finish-medical-school", "2029-05-31"),
        (school("in-progress", "2027-03", "bachelors"), "finish-medical-school", "2027-03-31"),
        (school("planned", "2035-05"), "college-then-medicine", "2035-05-31"),
        (
            school("planned", "2031-05", {"degree": "bachelors", "status": "in-progress"}),
            "enter-medical-school",
            "2031-05-31",
        ),
        (
            school("planned", "2031-05", {**BACHELOR, "degree": "bsn"}),
            "enter-medical-school",
            "2031-05-31",
        ),
        ({**school("planned", "2031-05"), "role": "np"}, "enter-medical-school", "2031-05-31"),
        ({**GRADUATE, **trained("in-progress", "2029-06")}, "finish-residency", "2029-06-30"),
        ({**GRADUATE, **trained("planned", "2030-06")}, "enter-residency", "2030-06-30"),
        (
            {**PHYSICIAN, **fellow("in-progress", "2027-06")},
            "finish-informatics-fellowship",
            "2027-06-30",
        ),
        ({**PHYSICIAN, **fellow("planned", "2029-06")}, "begin-planned-fellowship", "2029-06-30"),
    ],
)
def test_a_day_that_can_be_stays(ask: Ask, answers: Plain, step: str, end: str) -> None:
    plan = ask("plan", answers)

    assert EARLY not in codes(plan)
    assert end in [each["end"] for each in plan["steps"] if each["id"] == step]


@pytest.mark.parametrize(
    "more", [{}, {"constraints": {"start": "2028-01"}}], ids=["now", "begun-later"]
)
@pytest.mark.parametrize("status", ["in-progress", "planned"])
@pytest.mark.parametrize("years", [2, 8])
def test_a_certificate_that_cannot_be_is_planned_as_if_not_told(
    ask: Ask, status: str, years: int, more: Plain
) -> None:
    """Also where the plan begins after the day that was told: it is not taken as earned by then."""
    board = {"certification": "abpm-clinical-informatics", "status": status, "expected": 2027}
    practice = {"years": years, "still_practising": True}
    trained_in = {"specialty": "internal-medicine", "completed": 2024 - years, "country": "US"}
    without = {**PHYSICIAN, "clinical": practice, "residency": trained_in, **more}
    plan, bare = (ask("plan", {**without, "certifications": held}) for held in ([board], "none"))

    assert "certificate_too_early" in codes(plan)
    for key in ("steps", "not_placed", "decisions", "waiting"):
        assert plan[key] == bare[key]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (
            {
                "degrees": [{"degree": "md", "earned": "2012-05"}],
                "residency": {"specialty": "internal-medicine", "completed": "2013-06"},
            },
            "residency_before_degree",
        ),
        (
            {
                "degrees": [{"degree": "md", "earned": "2012-05"}],
                "residency": {"specialty": "internal-medicine", "completed": "2010-06"},
            },
            "residency_before_degree",
        ),
        (
            {
                "degrees": ["md"],
                "residency": {"specialty": "internal-medicine", "completed": 2018},
                "board_certifications": [{"board": "internal-medicine", "earned": 2012}],
            },
            "board_before_residency",
        ),
        (
            {
                "degrees": ["md"],
                "residency": {"specialty": "internal-medicine", "completed": 2018},
                "fellowships": [{"specialty": "clinical-informatics", "completed": 2015}],
            },
            "fellowship_too_soon",
        ),
        (
            {
                "degrees": ["md"],
                "residency": {"specialty": "internal-medicine", "completed": "2018-06"},
                "certifications": [{"certification": "abpm-clinical-informatics", "earned": 2014}],
            },
            "certification_before_residency",
        ),
        (
            {
                "degrees": ["mbbs"],
                "certifications": [{"certification": "abpm-clinical-informatics", "earned": 2009}],
            },
            "certificate_before_it_was",
        ),
    ],
)
def test_days_out_of_order_are_warned_of_once(ask: Ask, answers: Plain, code: str) -> None:
    assessed = ask("assess", answers)

    assert codes(assessed).count(code) == 1
    assert "residency_without_degree" not in codes(assessed)


def test_the_smallest_change_of_who_has_just_left_college_is_the_usual_degree(
    run: Run, tmp_path: Path
) -> None:
    person = tmp_path / "person.json"
    person.write_text(json.dumps({"degrees": [BACHELOR]}))

    assert "degrees+=md" in run("explain", person, "medical-degree", "--as-of", ON).out


def test_days_in_order_are_not(ask: Ask) -> None:
    answers = {
        **PHYSICIAN,
        "degrees": [{"degree": "md", "earned": "2013-06"}],
        "residency": {"specialty": "internal-medicine", "completed": "2016-05"},
        "fellowships": [{"specialty": "clinical-informatics", "completed": "2018-06"}],
        "board_certifications": [{"board": "internal-medicine", "earned": "2016-08"}],
        "certifications": [{"certification": "abpm-clinical-informatics", "earned": "2019"}],
        "clinical": {"years": 8, "still_practising": True},
        "informatics": {"years": 8, "fte": 0.5},
    }

    assert codes(ask("assess", answers)) == []


CHAIR = {
    **PHYSICIAN,
    "clinical": {"years": 10, "still_practising": True},
    "residency": {"specialty": "internal-medicine", "completed": 2015, "country": "US"},
    "informatics": {"years": 3, "fte": 0.5},
    "leadership": {"years": 4, "roles": ["committee-chair"], "people_led": 2},
    "projects": ["ehr-implementation"],
}


def test_the_fastest_plan_has_an_end_if_any_has(ask: Ask) -> None:
    """A course that the hours do not keep up with is no fast one."""
    plan = ask("plan", {**CHAIR, "constraints": {"hours_per_week": 1}})
    fastest, *others = [each["finish"] for each in plan["alternatives"]]

    assert plan["finish"]
    assert fastest <= min(others)


@pytest.mark.parametrize("hours", [1, 2, 3, 4])
def test_a_question_of_an_hour_waits_for_no_course(ask: Ask, hours: int) -> None:
    """However few hours a week there are beside it."""
    lapsed = [{"board": "internal-medicine", "status": "lapsed"}]
    answers = {**CHAIR, "board_certifications": lapsed, "projects": []}
    plan = ask("plan", {**answers, "constraints": {"hours_per_week": hours}})
    starts = {each["id"]: each["start"] for each in plan["steps"]}

    assert starts["ask-primary-board"] == ON
    assert hours == 1 or "course-as-training" in starts


def test_no_end_is_named_where_the_hours_do_not_keep_up(run: Run, ask: Ask, tmp_path: Path) -> None:
    """Neither of the plan nor of what it is compared with, or it would be the fastest."""
    answers = {**CHAIR, "constraints": {"hours_per_week": 0.5}}
    plan = ask("plan", answers)
    slow = {each["id"] for each in plan["steps"] if each["hours_to_keep_up"]}

    assert slow
    assert plan["finish"] is plan["hours_bound"] is None
    assert plan["leaving_out"] == []
    assert {each["finish"] for each in plan["waiting"]} == {None}
    assert {each["finish"] for each in plan["alternatives"]} == {None}
    person = tmp_path / "person.json"
    text = run("plan", person, "--as-of", ON, "--format", "plain").out
    assert text.count("no end to name at these hours") >= len(plan["waiting"])


def test_a_rule_on_what_was_finished_in_the_last_years_says_so(run: Run, tmp_path: Path) -> None:
    person = tmp_path / "person.json"
    person.write_text(json.dumps(PHYSICIAN))
    asked = ("explain", person, "recent-practice", "--as-of", ON, "--format", "plain")

    out = run(*asked).out
    assert "less than 5 years ago" in out
    assert "within -" not in out


@pytest.mark.parametrize("degrees", [["md"], None])
def test_of_two_trainings_told_to_end_in_one_june_the_residency_does(
    ask: Ask, degrees: list[str] | None
) -> None:
    """The fellowship follows it, also where the degree that both rest on was not told."""
    told = {"license": "unrestricted", "role": "resident", **fellow("in-progress", "2028-06")}
    told |= trained("in-progress", "2028-06") | ({"degrees": degrees} if degrees else {})
    ends = {each["requirement"]: each["end"] for each in ask("plan", told)["steps"]}

    assert ends["residency"] == "2028-06-30"
    assert ends["informatics-fellowship"] == "2030-06-30"
