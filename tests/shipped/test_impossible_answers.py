"""What a told fact makes impossible is known not to be met, and a plan takes none of it as met."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import AS_OF, Run, examples

Asked = Callable[[str, dict[str, Any]], dict[str, Any]]
IN_SCHOOL = {"degrees": [{"degree": "md", "status": "in-progress", "expected": "2029-05"}]}
IN_RESIDENCY: dict[str, Any] = {
    "degrees": ["md"],
    "residency": {"specialty": "pediatrics", "status": "in-progress", "expected": "2028-06"},
}


@pytest.fixture
def asked(run: Run, tmp_path: Path) -> Asked:
    """What a command says of these answers, as JSON."""

    def once(command: str, answers: dict[str, Any]) -> dict[str, Any]:
        path = tmp_path / "profile.json"
        path.write_text(json.dumps(answers), encoding="utf-8")
        outcome = run(command, path, "--as-of", AS_OF, "--format", "json")
        assert outcome.code == 0, outcome.err
        found: dict[str, Any] = json.loads(outcome.out)
        return found

    return once


def states(assessment: dict[str, Any]) -> dict[str, str]:
    return {
        each["id"]: each["state"] for step in assessment["steps"] for each in step["requirements"]
    }


def test_a_student_who_tells_one_fact(asked: Asked) -> None:
    """
    No residency, license, practice after training or board: known, not "not told"; and planned.
    """
    found = states(asked("assess", IN_SCHOOL))
    plan = asked("plan", IN_SCHOOL)
    after = ("unrestricted-license", "residency", "patient-care", "primary-board", "ci-board")

    assert found["medical-degree"] == "in_progress"
    assert {found[each] for each in after} == {"not_met"}
    met_by_plan = {step["requirement"] for step in plan["steps"]}
    met_by_plan |= {each for step in plan["steps"] for each in step["brings"]}
    assert met_by_plan >= set(after)
    assert plan["taken_as_met"] == []


@pytest.mark.parametrize("residency", ["none", IN_RESIDENCY["residency"]])
def test_without_a_finished_residency_there_is_no_board(asked: Asked, residency: object) -> None:
    """No primary board, so no informatics board by whichever name, and no exam for its holders."""
    assessment = asked("assess", {"degrees": ["md"], "residency": residency})
    eligible = {each["id"]: each["eligible"] for each in assessment["credentials"]}
    found = states(assessment)

    assert (found["primary-board"], found["ci-board"]) == ("not_met", "not_met")
    assert found["patient-care"] == "not_met"
    assert (eligible["abpm-clinical-informatics"], eligible["halm"], eligible["cpe"]) == (
        ("no",) * 3
    )


def test_a_lapsed_primary_board_leaves_the_subspecialty_possible(asked: Asked) -> None:
    """Whoever held a primary board may hold what rests on it; whoever never did may not."""
    lapsed = {"board_certifications": [{"board": "pediatrics", "status": "lapsed"}]}

    assert states(asked("assess", lapsed))["ci-board"] == "unknown"
    assert states(asked("assess", {"board_certifications": "none"}))["ci-board"] == "not_met"


def test_a_nurse_has_patient_care_of_her_own(asked: Asked) -> None:
    """Practice after training is ruled out for future physicians only."""
    nurse = states(asked("assess", {"degrees": ["bsn"]}))
    student = {"degrees": ["bsn", *IN_SCHOOL["degrees"]]}

    assert nurse["recent-practice"] == "unknown"
    assert states(asked("assess", student))["recent-practice"] == "unknown"


def test_what_is_told_all_the_same_stands_with_a_warning(asked: Asked) -> None:
    """One place knows both: the fact is not taken away, the doubt is named."""
    told = {**IN_RESIDENCY, "clinical": {"years": 4}, "board_certifications": ["pediatrics"]}
    assessment = asked("assess", told)
    codes = {each["code"] for each in assessment["warnings"]}

    assert states(assessment)["primary-board"] == "met"
    assert {"board_before_residency", "practice_before_residency"} <= codes


@pytest.mark.parametrize(
    ("answers", "code", "not_met"),
    [
        ({"board_certifications": ["clinical-informatics"]}, "board_before", ["primary-board"]),
        ({"board_certifications": ["cardiovascular-disease"]}, "board_before", ["primary-board"]),
        ({"fellowships": ["clinical-informatics"]}, "fellowship_before", ["ci-board"]),
        (
            {"fellowships": [{"specialty": "nephrology", "status": "in-progress"}]},
            "fellowship_before",
            ["primary-board"],
        ),
        (
            {"degrees": ["pharmd"], "board_certifications": ["pediatrics"]},
            "board_before",
            ["primary-board"],
        ),
        (
            {"degrees": ["pharmd"], "certifications": ["abpm-clinical-informatics"]},
            "certification_without_board",
            ["ci-board", "primary-board"],
        ),
        (
            {"degrees": ["pharmd"], "residency": {"specialty": "pediatrics"}},
            "residency_without_degree",
            ["residency"],
        ),
    ],
)
def test_what_no_residency_or_degree_bears_is_warned_of(
    asked: Asked, answers: dict[str, Any], code: str, not_met: list[str]
) -> None:
    """Any board or fellowship beside a denied residency, and training beside another profession."""
    told = {"degrees": ["md"], "residency": "none", "board_certifications": [], **answers}
    assessment = asked("assess", told)

    assert any(each["code"].startswith(code) for each in assessment["warnings"])
    assert [states(assessment)[each] for each in not_met] == ["not_met"] * len(not_met)


GRADUATE = {"degrees": [{"degree": "md", "earned": "2026-05"}]}
TRAINED_IN_BRITAIN = {
    "degrees": ["mbbs"],
    "residency": {"specialty": "internal-medicine", "completed": 2010, "country": "GB"},
    "clinical": {"years": 10},
}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({**GRADUATE, "residency": {"specialty": "neurosurgery"}}, "residency_before_degree"),
        (
            {"degrees": [{"degree": "md", "earned": 2015}], "residency": {"completed": 2016}},
            "residency_before_degree",
        ),
        ({**GRADUATE, "license": "unrestricted"}, "license_before_training"),
        ({**GRADUATE, "clinical": {"years": 5}}, "practice_before_residency"),
        ({**GRADUATE, "role": "attending"}, "practice_before_residency"),
        ({**GRADUATE, "board_certifications": ["pediatrics"]}, "board_before_residency"),
        (
            {"degrees": ["md"], "residency": "none", "role": "attending"},
            "practice_before_residency",
        ),
        ({"degrees": ["bachelors"], "license": "unrestricted"}, "license_without_degree"),
        ({"degrees": ["bachelors"], "certifications": ["ecfmg"]}, "ecfmg_without_degree"),
        (
            {"residency": {"specialty": "clinical-informatics", "completed": 2015}},
            "specialty_of_residency",
        ),
        (
            {"fellowships": [{"specialty": "internal-medicine", "completed": 2015}]},
            "specialty_of_fellowship",
        ),
        ({"informatics": {"from": 1950, "to": "present"}}, "many_years"),
        ({**TRAINED_IN_BRITAIN, "license": "unrestricted"}, "license_from_abroad"),
    ],
)
def test_what_nobody_has_so_soon_or_there_is_warned_of_once(
    asked: Asked, answers: dict[str, Any], code: str
) -> None:
    """A job, license or training that the degree is too young for, or of a place not told."""
    codes = [each["code"] for each in asked("assess", answers)["warnings"]]

    assert codes.count(code) == 1


@pytest.mark.parametrize(
    "answers",
    [
        {
            "degrees": [{"degree": "md", "earned": "2023-05"}],
            "residency": {"specialty": "pediatrics", "completed": "2026-06", "country": "US"},
            "license": "unrestricted",
            "role": "attending",
        },
        {**TRAINED_IN_BRITAIN, "license": "none"},
        TRAINED_IN_BRITAIN,
        {"degrees": ["pharmd"], "license": {"profession": "pharmacy", "status": "unrestricted"}},
        {"certifications": ["ecfmg"]},
        {
            "degrees": ["md"],
            "residency": [
                {"specialty": "internal-medicine", "completed": 2010},
                {"specialty": "nephrology", "completed": 2012},
            ],
        },
    ],
)
def test_what_can_be_is_not_warned_of(asked: Asked, answers: dict[str, Any]) -> None:
    codes = {each["code"] for each in asked("assess", answers)["warnings"]}

    assert not codes - {"pay_of_physicians", "nearest-roadmap"}


@pytest.mark.parametrize(
    "beside", [{}, {"role": "attending"}, {"clinical": {"years": 5}}, {"license": "unrestricted"}]
)
def test_a_residency_is_not_taken_as_finished_before_three_years(
    asked: Asked, beside: dict[str, Any]
) -> None:
    """Nor a license before one: what was told beside a degree of this year does not show them."""
    plan = asked("plan", {**GRADUATE, **beside})
    found = states(asked("assess", {**GRADUATE, **beside}))

    assert found["residency"] == "not_met"
    assert found["unrestricted-license"] == ("met" if "license" in beside else "not_met")
    assert not [each for each in plan["taken_as_met"] if "esidency finished" in each]
    assert not [each for each in plan["taken_as_met"] if "license" in each]


def test_who_is_certified_as_from_abroad_has_a_medical_degree(asked: Asked) -> None:
    """Nobody else is: so no plan goes to college and medical school."""
    answers = {"certifications": ["ecfmg"]}

    assert states(asked("assess", answers))["medical-degree"] == "met"
    steps = [each["requirement"] for each in asked("plan", answers)["steps"]]
    assert "residency" in steps
    assert "medical-degree" not in steps


@pytest.mark.parametrize(
    ("answers", "is_warned"),
    [
        ({"license": {"state": "ON", "status": "unrestricted"}}, True),
        ({"license": "unrestricted", "setting": {"state": "ON"}}, True),
        ({"license": {"state": "OH", "status": "unrestricted"}}, False),
        ({"license": "unrestricted"}, False),
        ({"license": {"state": "ON", "status": "none"}}, False),
    ],
)
def test_a_license_of_a_province_is_none_of_a_state(
    asked: Asked, answers: dict[str, Any], is_warned: bool
) -> None:
    """By the license's own place as by that of the person; said once."""
    told = {"degrees": ["md"], "role": "attending", **answers}
    page = asked("assess", told)
    states = {each["id"]: each["state"] for step in page["steps"] for each in step["requirements"]}

    codes = [each["code"] for each in page["warnings"]]
    assert codes.count("license_of_a_province") == is_warned
    is_of_a_state = answers["license"] == "unrestricted" or answers["license"]["state"] == "OH"
    assert (states["unrestricted-license"] == "met") == is_of_a_state


FINISHED_IN_CANADA: dict[str, Any] = {
    "residency": {"specialty": "family-medicine", "completed": 2015, "country": "CA"},
    "clinical": {"from": 2015, "to": "present"},
    "role": "attending",
}
IN_CANADA = {"residency": {**IN_RESIDENCY["residency"], "country": "CA"}, "role": "resident"}


@pytest.mark.parametrize(
    "told",
    [
        FINISHED_IN_CANADA,
        {**FINISHED_IN_CANADA, "license": "none"},
        {**FINISHED_IN_CANADA, "license": {"state": "ON", "status": "unrestricted"}},
        {**IN_CANADA, "license": "training"},
        {**IN_CANADA, "license": "training", "setting": {"state": "ON"}},
    ],
)
def test_who_trained_in_canada_asks_for_a_first_license_of_a_state(
    asked: Asked, told: dict[str, Any]
) -> None:
    """None of theirs is asked for back, and no exam of American schools; said once."""
    page, plan = (asked(each, {"degrees": ["md"], **told}) for each in ("assess", "plan"))
    steps = {each["requirement"]: each for each in plan["steps"]}

    assert steps["unrestricted-license"]["id"] == "apply-beside-license-of-a-province"
    if "expected" in told["residency"]:
        assert steps["unrestricted-license"]["start"] >= "2028-06"
    assert str(page["warnings"]).count("license_of_a_province") == ("license" in told)


@pytest.mark.parametrize(
    ("expected", "done"), [("2027-06", 2027), ("2029-06", 2028), ("2031-06", 2028)]
)
def test_no_license_is_had_in_the_first_year_of_a_residency(
    asked: Asked, expected: str, done: int
) -> None:
    """Most states ask for that year: it is over where two more or less are left."""
    residency = {**IN_RESIDENCY["residency"], "expected": expected}
    told = {**IN_RESIDENCY, "residency": residency, "license": "training"}
    steps = {each["requirement"]: each for each in asked("plan", told)["steps"]}

    assert int(steps["unrestricted-license"]["end"][:4]) == done


def test_a_job_at_the_bedside_and_no_practice_are_both_asked(asked: Asked) -> None:
    told = {"degrees": ["md"], "clinical": "none", "role": "attending"}
    for completed, is_warned in ((2010, True), (2026, False)):
        residency = {"specialty": "internal-medicine", "completed": completed}
        page = asked("assess", {**told, "residency": residency})
        assert ("post_without_practice" in str(page["warnings"])) == is_warned


def test_years_of_a_physician_who_works_under_another_license_are_of_no_sure_profession(
    asked: Asked,
) -> None:
    """Nor has such a person a license here to ask for back."""
    nurse = {"profession": "nursing", "state": "NY", "status": "unrestricted"}
    page = asked("assess", {"degrees": ["md"], "license": nurse, "clinical": 8, "role": "nurse"})
    states = {each["id"]: each["state"] for step in page["steps"] for each in step["requirements"]}

    assert states["patient-care"] == "unknown"
    assert "ask-for-license-back" not in {each["id"] for each in page["next_steps"]}


def test_a_degree_under_way_costs_what_is_left_of_it(asked: Asked) -> None:
    """The same in the next steps as in the plan."""
    step = asked("assess", IN_SCHOOL)["next_steps"][0]
    steps = asked("plan", IN_SCHOOL)["steps"]
    planned = next(each for each in steps if each["id"] == "finish-medical-school")

    assert step["id"] == planned["id"]
    assert step["cost_usd"] == planned["cost_usd"]
    assert step["cost_usd"]["high"] < 330_000


def test_what_is_not_told_is_planned_as_open_with_the_other_end_beside_it(
    asked: Asked, run: Run, tmp_path: Path
) -> None:
    """A physician who told of a degree, a residency, a board and practice, and of nothing else."""
    answers = {
        "degrees": ["md"],
        "residency": {"specialty": "pediatrics", "completed": 2015},
        "board_certifications": ["pediatrics"],
        "clinical": {"years": 9},
    }
    plan = asked("plan", answers)
    text = run("plan", tmp_path / "profile.json", "--as-of", AS_OF).out

    assert any(
        each.startswith("A part in a clinical IT project") for each in plan["planned_as_open"]
    )
    assert plan["finish_if_met"] < plan["finish"]["likely"]
    assert "Not answered, and planned as open:" in text
    assert "If all of this is met already, " in text
    # Whoever has practiced here for years has a license, and is told that this was taken so.
    assert [each.split(" (")[0] for each in plan["taken_as_met"]] == [
        "Unrestricted license to practice medicine"
    ]


PHYSICIAN = {
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "internal-medicine", "completed": 2014, "country": "US"},
    "board_certifications": ["internal-medicine"],
    "clinical": {"years": 9, "still_practising": True},
    "informatics": {"years": 3, "fte": 0.25},
    "certifications": [],
    "leadership": {"years": 4, "roles": ["committee-chair"], "people_led": 3},
    "projects": ["ehr-implementation"],
    "role": "attending",
}


def test_practice_of_untold_length_is_planned_as_open_and_said_so(
    asked: Asked, run: Run, tmp_path: Path
) -> None:
    """Practice that goes on meets it by a day anyway; the years untold may have met it already."""
    plan = asked("plan", {**PHYSICIAN, "clinical": {"still_practising": True}})
    text = run("plan", tmp_path / "profile.json", "--as-of", AS_OF, "--color", "never").out

    title = "Three years of patient care after training"
    assert [each.split(" (")[0] for each in plan["planned_as_open"]][:1] == [title]
    assert plan["finish_if_met"] < plan["finish"]["likely"]
    assert f"Not answered, and planned as open: {title}" in " ".join(text.split())
    assert "If all of this is met already, the whole plan ends on " in text


def test_years_that_were_not_read_are_not_planned_as_none(run: Run, tmp_path: Path) -> None:
    """As the overview does, the report names no day by which all is done."""
    clients = tmp_path / "clients.csv"
    clients.write_text(
        "id,degrees,license,residency,residency_completed,board_certifications,clinical_years,"
        "still_practising,informatics_years,role\n"
        "c-1,md,unrestricted,internal-medicine,2014,internal-medicine,7-May,yes,3,attending\n"
    )
    out = tmp_path / "out"
    run("report", clients, "-o", out, "--as-of", AS_OF, "--format", "json", "--jobs", "1")
    told = json.loads((out / "reports" / "c-1.json").read_text("utf-8"))

    assert told["plan"]["summary"][0].startswith("No end of this plan can be named")
    assert "patient-care" not in {each["requirement"] for each in told["plan"]["steps"]}


def test_an_end_is_named_twice_only_where_the_answer_moves_it(
    asked: Asked, run: Run, tmp_path: Path
) -> None:
    work = {"from": "2024-06", "to": "present", "fte": 0.2}
    plan = asked("plan", {**PHYSICIAN, "informatics": work})
    text = run("plan", tmp_path / "profile.json", "--as-of", AS_OF, "--color", "never").out

    assert plan["finish_if_met"] == plan["finish"]["likely"]
    assert "planned as open: " in text
    assert "If all of this is met already" not in text
    # The first page does not name it, so it is not among what is open for certain.
    told = " ".join(text.split())
    maybe = "The AMIA 10x10 course"
    assert maybe in told.partition("To start now, if not done already: ")[2].partition(".")[0]
    assert maybe not in told.partition("To start now: ")[2].partition(".")[0]


@pytest.mark.parametrize(
    ("ends", "clinical", "state"),
    [
        (["2025-06"], None, "not_met"),
        (["2026-06"], {"still_practising": True}, "not_met"),
        (["2025-06"], {"years": "1-5"}, "not_met"),
        (["2023"], None, "unknown"),  # perhaps before that day of the year
        (["2014"], None, "unknown"),
        (["2014", "2025-06"], None, "unknown"),  # practice may lie between the two
        (["2025-06"], {"years": 9}, "met"),  # what was told stands, with a notice
    ],
)
def test_nobody_has_practiced_longer_than_since_their_training(
    asked: Asked, ends: list[str], clinical: dict[str, Any] | None, state: str
) -> None:
    trained = [{"specialty": "pediatrics", "completed": each} for each in ends]
    answers = {**PHYSICIAN, "residency": trained, "role": {"id": "attending"}}
    answers["clinical"] = clinical if clinical is not None else "unknown"
    answers["board_certifications"] = ["pediatrics"]
    found = asked("assess", answers)

    assert states(found)["patient-care"] == state
    assert state != "not_met" or '"competitive"' not in found["standing"]["why"]


def test_not_told_is_not_said_of_what_is_under_way(asked: Asked) -> None:
    """A residency under way is in the plan as what was told, whatever else is missing."""
    plan = asked("plan", {"residency": IN_RESIDENCY["residency"]})
    assert plan["taken_as_met"] == ["Medical degree (MD, DO or equivalent) (degrees)"]
    untold = " ".join(plan["planned_as_open"])

    assert "Residency" not in untold
    assert any(each["id"] == "finish-residency" for each in plan["steps"])


def test_explain_says_that_other_answers_rule_it_out(run: Run, tmp_path: Path) -> None:
    """A plain no beside "not told" would look like a mistake."""
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(IN_SCHOOL), encoding="utf-8")
    text = run("explain", path, "primary-board", "--as-of", AS_OF).out

    assert "board certificates: not answered, and not possible beside your other answers" in text


PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "degrees": st.sampled_from([["md"], ["bsn"], [], IN_SCHOOL["degrees"], ["mbbs"]]),
        "residency": st.sampled_from(
            ["none", IN_RESIDENCY["residency"], {"specialty": "internal-medicine"}]
        ),
        "board_certifications": st.just([]),
        "license": st.just("none"),
        "informatics": st.just({"years": 1}),
        "projects": st.just([]),
        "role": st.just("resident"),
    },
)
CHAIN = ("medical-degree", "residency", "primary-board", "ci-board")
TITLES = {
    "residency": "Residency finished",
    "primary-board": "Current primary board certificate",
    "ci-board": "Clinical informatics board certification",
}


@given(PEOPLE)
@example({"degrees": IN_SCHOOL["degrees"]})
@settings(max_examples=examples(4), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_impossible_is_taken_as_met(asked: Asked, answers: dict[str, Any]) -> None:
    """
    Law: what comes after a thing that is known not to be there is known not to be there, and no
    plan takes it as met.
    """
    found = states(asked("assess", answers))
    plan = asked("plan", answers)

    for before, after in pairwise(CHAIN):
        if found[before] in ("not_met", "in_progress", "planned", "closed"):
            assert found[after] in ("not_met", "in_progress", "planned", "closed")
            assert not [each for each in plan["taken_as_met"] if each.startswith(TITLES[after])]


def test_what_is_under_way_is_not_called_untold(run: Run, profile: Callable[[str], Path]) -> None:
    """A master's under way will be the formal training, whatever else was not told."""
    running = {"degree": "ms-health-informatics", "status": "in-progress", "expected": "2027-05"}
    path = profile(json.dumps({"degrees": ["pharmd", running], "role": "informatics-specialist"}))

    found = run("assess", path, "--as-of", "2026-06-01", "--format", "plain", "--full").out
    line = next(each for each in found.splitlines() if each.startswith("4. Pursue"))
    assert ": under way, 0 of 2 met" in line


EARLIER = "2018-03-01"
TRAINED_LATER = {"specialty": "internal-medicine", "completed": 2019, "country": "US"}


@pytest.mark.parametrize(
    ("told", "later", "requirement"),
    [
        (
            {"as_of": AS_OF, "degrees": ["md"], "residency": TRAINED_LATER},
            {"board_certifications": ["internal-medicine"]},
            "primary-board",
        ),
        (
            {"degrees": ["md"], "residency": TRAINED_LATER},
            {"license": "unrestricted"},
            "unrestricted-license",
        ),
        (
            {"as_of": AS_OF, "degrees": ["md"], "board_certifications": ["internal-medicine"]},
            {"residency": TRAINED_LATER},
            "residency",
        ),
    ],
)
def test_a_day_after_the_one_assessed_is_under_way(
    run: Run, tmp_path: Path, told: dict[str, Any], later: dict[str, Any], requirement: str
) -> None:
    """Nothing is said of an earlier day that an answer of today contradicts."""

    def state(answers: dict[str, Any]) -> str:
        path = tmp_path / "profile.json"
        path.write_text(json.dumps(answers), encoding="utf-8")
        outcome = run("assess", path, "--as-of", EARLIER, "--format", "json")
        return states(json.loads(outcome.out))[requirement]

    assert state(told) == "unknown"
    assert state({**told, **later}) in ("met", "in_progress")


@pytest.mark.parametrize("field", ["residency", "fellowships"])
@pytest.mark.parametrize(
    "told",
    [
        {"completed": "2028-06"},
        {"status": "completed", "completed": "2028-06"},
        {"status": "in-progress", "completed": "2028-06"},
    ],
)
def test_training_completed_on_a_day_to_come_is_training_under_way_until_then(
    asked: Asked, field: str, told: dict[str, str]
) -> None:
    """However it was told, the steps, the plan and the notices are the same."""
    person = {
        "degrees": ["md"],
        "residency": {"specialty": "internal-medicine", "completed": 2024},
        "board_certifications": ["internal-medicine"],
        "projects": ["analytics"],
        "role": "resident",
    }
    if field == "residency":
        person |= {"board_certifications": [], "license": "training"}

    def found(how: dict[str, str]) -> list[object]:
        training = {"specialty": "cardiovascular-disease"} if field == "fellowships" else {}
        training = {"specialty": "internal-medicine"} | training | how
        answers = {**person, field: [training] if field == "fellowships" else training}
        assessed, plan = asked("assess", answers), asked("plan", answers)
        steps = [(each["id"], each["months"]) for each in assessed["next_steps"]]
        planned = [(each["id"], each["start"], each["end"]) for each in plan["steps"]]
        return [assessed["warnings"], steps, planned]

    assert found(told) == found({"status": "in-progress", "expected": "2028-06"})


BOARDED = {"degrees": ["md"], "license": "unrestricted", "board_certifications": ["pediatrics"]}


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({}, "met"),
        ({"residency": {"specialty": "pediatrics"}}, "met"),
        ({"board_certifications": [{"board": "pediatrics", "status": "lapsed"}]}, "met"),
        ({"residency": "none"}, "not_met"),
        ({"residency": IN_RESIDENCY["residency"]}, "in_progress"),
        ({"board_certifications": []}, "unknown"),
    ],
)
def test_a_primary_board_settles_a_residency(
    asked: Asked, told: dict[str, Any], state: str
) -> None:
    """Where the answer about it is missing or has no end; not where another was given."""
    assert states(asked("assess", {**BOARDED, **told}))["residency"] == state


LAPSED = {
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "pediatrics", "completed": 2003},
    "board_certifications": [{"board": "pediatrics", "status": "lapsed"}],
}


@pytest.mark.parametrize(
    ("answers", "requirement", "offered"),
    [
        (LAPSED, "primary-board", ["board_certifications+=pediatrics"]),
        (IN_SCHOOL, "primary-board", []),
        (IN_SCHOOL, "ci-board", []),
        (IN_RESIDENCY, "primary-board", []),
        ({"degrees": ["md"], "residency": "none"}, "unrestricted-license", []),
    ],
)
def test_no_change_is_offered_that_another_answer_rules_out(
    run: Run, tmp_path: Path, answers: dict[str, Any], requirement: str, offered: list[str]
) -> None:
    """A board of another specialty than that of the residency, or one before it."""
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    text = run("explain", path, requirement, "--as-of", AS_OF, "--format", "plain").out
    tried = [line.partition("--set ")[2] for line in text.splitlines() if "To try it:" in line]

    assert "THE SMALLEST CHANGE" in text
    assert tried == offered
    if ", after: " in text and not offered:
        assert "something comes first, which the routes below name" in text


FELLOW = {"specialty": "clinical-informatics", "accredited": True}


@pytest.mark.parametrize(
    ("answers", "requirement"),
    [
        (
            {"fellowships": [{**FELLOW, "status": "completed"}]},
            "informatics-training",
        ),
        ({"degrees": [{"degree": "md", "status": "held"}]}, "medical-degree"),
        (
            {"board_certifications": [{"board": "pediatrics", "status": "held"}]},
            "primary-board",
        ),
    ],
)
def test_what_is_still_expected_is_not_finished(
    asked: Asked, answers: dict[str, Any], requirement: str
) -> None:
    """Whatever its status says; and it is told."""
    ((field, (entry,)),) = answers.items()
    told = {**BOARDED, "residency": TRAINED_LATER, **answers}
    found = asked("assess", {**told, field: [{**entry, "expected": 2029}]})

    assert states(asked("assess", told))[requirement] == "met"
    assert states(found)[requirement] in ("in_progress", "unknown")  # another way was not told
    assert "finished_and_expected" in {each["code"] for each in found["warnings"]}


@pytest.mark.parametrize(
    "answers",
    [
        {"memberships": [{"membership": "amia", "since": 2020, "expires": 2010}]},
        {"degrees": [{"degree": "mba", "earned": 2030, "expires": 2020}]},
        {"certifications": [{"other": "A course", "earned": 2024, "expires": "2023-12"}]},
    ],
)
def test_what_is_held_does_not_end_before_it_starts(
    run: Run, tmp_path: Path, answers: dict[str, Any]
) -> None:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    outcome = run("assess", path, "--as-of", AS_OF)

    assert outcome.code == 65
    assert "before it starts" in outcome.err
