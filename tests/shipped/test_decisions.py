"""
Medicine is no default: what costs years is left out of steps, plan and calendar until taken in.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, Run, examples
from tests.shipped.other_professions import DAY, PEOPLE, steps_of, told

INTO_MEDICINE = {"enter-medical-school", "college-then-medicine"}
AFTER_MEDICINE = {
    "medical-degree",
    "unrestricted-license",
    "residency",
    "patient-care",
    "primary-board",
}


@pytest.mark.parametrize(("answers", "way"), PEOPLE.values(), ids=list(PEOPLE))
def test_the_first_step_is_one_of_the_own_profession(
    run: Run, answers: dict[str, Any], way: str
) -> None:
    """
    The list begins with the first steps of the ways that fit; medicine and what follows it stands
    in no list, and is named as a decision with its price, odds and dates.
    """
    found = told(run, "assess", answers)
    first = found["next_steps"][0]

    assert (first["way"], first["alternative"], first["requirement"]) == (way, True, None)
    assert not INTO_MEDICINE.intersection(each["id"] for each in steps_of(found))
    assert not AFTER_MEDICINE.intersection(each["requirement"] for each in steps_of(found))
    decision = found["decisions"][0]
    assert decision["id"] == "medical-degree"
    assert decision["cost_usd"] is None or decision["cost_usd"]["low"] > 100_000
    assert set(decision["odds"]) == {"share", "later", "of", "year"}
    assert decision["dates"]
    assert {"unrestricted-license", "residency", "patient-care"} <= set(decision["opens"])


@pytest.mark.parametrize(
    ("profession", "way"),
    [
        ("nursing", "nursing-informatics"),
        ("pharmacy", "pharmacy-informatics"),
        ("dentistry", "clinical-informatics-of-a-profession"),
        ("optometry", "clinical-informatics-of-a-profession"),
    ],
)
def test_a_license_of_a_profession_alone_tells_that_one_has_it(
    run: Run, profession: str, way: str
) -> None:
    """A BS and a license of nursing: medical school is no step of that."""
    license_told = [{"profession": profession, "status": "unrestricted"}]
    found = told(run, "assess", {"degrees": ["bachelors"], "license": license_told})

    assert not INTO_MEDICINE.intersection(each["id"] for each in steps_of(found))
    assert [each["id"] for each in found["decisions"]] == ["medical-degree"]
    assert way in {each["id"] for each in found["ways_on"]}


@pytest.mark.parametrize(
    "answers",
    [
        {"license": {"profession": "pharmacy", "status": "unrestricted"}},
        {
            "license": [
                {"profession": "nursing", "status": "unrestricted"},
                {"profession": "medicine", "status": "none"},
            ]
        },
        {"clinical": {"years": 5, "profession": "nursing"}},
        {"role": "nurse", "clinical": {"years": 5}},
        {"informatics": {"years": 3, "profession": "pharmacy"}},
        {"license": {"profession": "nursing", "status": "none"}},
        {"certifications": ["rhia"]},
        {"certifications": ["ni-bc"], "clinical": {"years": 8}},
        {"certifications": [{"certification": "cenp", "status": "lapsed"}]},
        {"certifications": ["cissp"]},
        {"board_certifications": ["pharmacy"]},
        {"leadership": {"roles": ["nurse-manager"]}},
        {"memberships": ["aonl"]},
        {"residency": {"specialty": "pharmacy", "completed": 2019}},
        {"residency": "pharmacy"},
        {"fellowships": ["pharmacy-informatics"]},
        {"degrees": [{"degree": "dnp", "status": "planned"}]},
        {"degrees": [{"degree": "mha", "status": "in-progress"}]},
        {"degrees": [{"other": "DVM"}]},
        {"degrees": ["bachelors", {"other": "Doctor of Chiropractic", "status": "in-progress"}]},
        {"role": {"other": "Social worker"}, "projects": ["telehealth"]},
    ],
)
def test_nor_does_it_take_a_degree_that_was_told(run: Run, answers: dict[str, Any]) -> None:
    """
    A license, practice, certificate, post or society of another profession is enough, in steps,
    plan and calendar; and the fellowship of physicians is nothing to decide on then.
    """
    found = told(run, "assess", answers)
    stdin = json.dumps(answers).encode()
    calendar = run("plan", "-", "--as-of", DAY, "--format", "ics", stdin=stdin)

    assert not INTO_MEDICINE.intersection(each["id"] for each in steps_of(found))
    assert [each["id"] for each in found["decisions"]] == ["medical-degree"]
    assert calendar.code == 0
    assert "medical school" not in calendar.out


IN_TRAINING: list[dict[str, Any]] = [{"role": "resident"}, {"license": "training"}]
PHYSICIANS: list[dict[str, Any]] = [
    *IN_TRAINING,
    *(
        {"leadership": {"roles": [each]}}
        for each in ("associate-cmio", "chief-of-staff", "cmo", "cmio", "department-chair")
    ),
    {"leadership": {"roles": ["physician-champion"]}, "certifications": ["cissp"]},
    {"leadership": {"roles": ["medical-director"]}, "role": {"other": "Hospitalist lead"}},
    {"memberships": ["acp"]},
    {"memberships": ["ama"]},
    {"certifications": ["cpe"]},
    {"fellowships": [{"specialty": "clinical-informatics", "completed": 2020}]},
    {"fellowships": [{"specialty": "nephrology", "status": "in-progress"}]},
    {"role": "attending", "certifications": ["cissp"]},
]


@pytest.mark.parametrize("answers", PHYSICIANS)
def test_who_shows_to_be_a_physician_is_planned_from_there(
    run: Run, answers: dict[str, Any]
) -> None:
    """
    Neither a step of medical school nor a decision on it while no degree was told: it is taken as
    met, and asked for. Beside another degree alone it is a decision.
    """
    assessed, planned = told(run, "assess", answers), told(run, "plan", answers)
    beside = told(run, "assess", {**answers, "degrees": ["bachelors"]})

    assert not INTO_MEDICINE.intersection(each["id"] for each in steps_of(assessed))
    assert not INTO_MEDICINE.intersection(each["id"] for each in planned["steps"])
    assert any(each.startswith("Medical degree") for each in planned["taken_as_met"])
    for found in (assessed, planned):
        assert "medical-degree" not in [each["id"] for each in found["decisions"]]
    assert not INTO_MEDICINE.intersection(each["id"] for each in steps_of(beside))
    assert [each["id"] for each in beside["decisions"]] == ["medical-degree"]


@pytest.mark.parametrize("answers", IN_TRAINING)
def test_who_is_in_training_finishes_it(run: Run, answers: dict[str, Any]) -> None:
    """The job or the license of a resident tells of a residency under way, be it not named."""
    for degrees in ({}, {"degrees": ["md"]}):
        steps = {each["id"] for each in told(run, "plan", {**degrees, **answers})["steps"]}
        assert "finish-residency" in steps
        assert not {"enter-residency", "residency-after-training-abroad"} & steps


def test_a_job_of_another_profession_outweighs_what_one_led(run: Run) -> None:
    """A nurse who chaired a department is no physician."""
    chair = {"role": "nurse", "leadership": {"roles": ["department-chair"]}}
    found = told(run, "plan", chair)

    assert not [each for each in found["taken_as_met"] if each.startswith("Medical degree")]
    assert [each["id"] for each in found["decisions"]] == ["medical-degree"]


@pytest.mark.parametrize(
    "answers",
    [
        {"role": "it-manager", "informatics": {"years": 8}},
        {"role": "him-manager", "certifications": ["rhia"]},
        {"leadership": {"roles": ["cmo"]}},
        {"memberships": ["acp"]},
        {"degrees": [{"other": "DVM"}]},
        {"role": {"other": "Social worker"}, "projects": ["telehealth"]},
        {"degrees": ["bachelors", {"degree": "md", "status": "planned", "expected": "2032-05"}]},
        {"degrees": ["bachelors", {"degree": "mba", "status": "in-progress"}]},
    ],
)
def test_nor_is_nursing_school_a_step_of_another_profession(
    run: Run, answers: dict[str, Any]
) -> None:
    """On the CNIO roadmap: no degree in nursing is planned, and none is taken as there."""
    assessed = told(run, "assess", answers, "--roadmap", "cnio")
    planned = told(run, "plan", answers, "--roadmap", "cnio")
    nursing = {"nursing-degree", "rn-license", "bedside-practice"}

    assert not nursing.intersection(each["requirement"] for each in steps_of(assessed))
    assert not nursing.intersection(each["requirement"] for each in planned["steps"])
    assert [each["id"] for each in planned["decisions"]] == ["nursing-school"]
    assert "post-masters-dnp" not in [each["id"] for each in steps_of(assessed)]


@pytest.mark.parametrize(
    ("answers", "begins_with"),
    [
        ({"role": "pharmacist"}, "nursing-school"),
        ({"role": {"other": "practical nurse"}, "clinical": {"years": 7}}, "nursing-school"),
        ({"role": {"other": "practical nurse"}, "degrees": ["adn"]}, "rn-to-bsn"),
    ],
)
def test_no_school_of_nursing_is_taken_to_lie_behind_another_profession(
    run: Run, answers: dict[str, Any], begins_with: str
) -> None:
    """Untold degrees are no associate degree in nursing beside the license of another."""
    license_ = {"profession": "another", "state": "FL", "status": "unrestricted"}
    taken = ("--roadmap", "cnio", "--with", "nursing-school")
    planned = told(run, "plan", {**answers, "license": [license_]}, *taken)

    assert begins_with in [each["id"] for each in planned["steps"]]


@pytest.mark.parametrize("answers", [{"role": "nurse-manager"}, {"role": "cno"}, {}])
def test_who_leads_nurses_has_been_one(run: Run, answers: dict[str, Any]) -> None:
    """Neither license nor bedside years are planned again where they were not told."""
    leading = {"leadership": {"roles": ["nurse-manager"], "people_led": 30}, **answers}
    planned = told(run, "plan", leading, "--roadmap", "cnio")

    again = {"rn-license", "bedside-practice"}
    assert not again.intersection(each["requirement"] for each in planned["steps"])
    assert len([each for each in planned["taken_as_met"] if "nurse" in each]) > 1


@pytest.mark.parametrize(("answers", "way"), PEOPLE.values(), ids=list(PEOPLE))
def test_the_plan_and_its_calendar_leave_medicine_out(
    run: Run, tmp_path: Path, answers: dict[str, Any], way: str
) -> None:
    """No step, no date; the plan says that a decision waits. The way of the profession is there."""
    found = told(run, "plan", answers)
    target = tmp_path / "plan.ics"
    stdin = json.dumps(answers).encode()
    calendar = run("plan", "-", "--as-of", DAY, "--format", "ics", "-o", target, stdin=stdin)

    assert not AFTER_MEDICINE.intersection(each["requirement"] for each in found["steps"])
    assert [each["id"] for each in found["decisions"]] == ["medical-degree"]
    assert way in [each["id"] for each in found["ways_on"]]
    reasons = {each["requirement"]: each["reason"] for each in found["not_placed"]}
    assert "decision" in reasons["medical-degree"]
    assert calendar.code == 0, calendar.err
    assert "medical school" not in target.read_text(encoding="utf-8")


def test_medicine_is_planned_for_whoever_asks_for_it(run: Run) -> None:
    """``--with`` takes the decision in: then it is a step, and no decision waits any more."""
    nurse = PEOPLE["a nurse at the bedside"][0]
    assessed = told(run, "assess", nurse, "--with", "medical-degree")
    planned = told(run, "plan", nurse, "--with", "medical-degree")

    assert assessed["next_steps"][0]["id"] == "enter-medical-school"
    assert "alternative" not in assessed["next_steps"][0]
    assert assessed["decisions"] == planned["decisions"] == []
    assert {each["requirement"] for each in planned["steps"]} >= {"medical-degree", "residency"}
    refused = run("plan", "-", "--with", "medicine", stdin=b"{}")
    assert refused.code == 2
    assert "medical-degree" in run("assess", "-", "--with", "medical-degre", stdin=b"{}").err


@pytest.mark.parametrize("degree", ["bsn", "pharmd"])
def test_college_that_is_nearly_done_is_not_begun_again(run: Run, degree: str) -> None:
    """Medical school alone stands apart, as in the plan that takes it in."""
    student = {"degrees": [{"degree": degree, "status": "in-progress", "expected": "2027-05"}]}
    planned = told(run, "plan", student)

    assert [each["title"] for each in planned["decisions"]] == ["Enter and finish medical school"]


def test_what_if_takes_it_in_too(run: Run) -> None:
    """The scenario with medicine stands beside the base without it."""
    nurse = PEOPLE["a nurse at the bedside"][0]
    stdin = json.dumps(nurse).encode()
    arguments = ("what-if", "-", "--with", "medical-degree", "--today", DAY, "--format", "json")
    found = json.loads(run(*arguments, stdin=stdin).out)

    change = found["scenarios"][0]["change"]
    assert "enter-medical-school" in json.dumps(change["routes_new"])
    assert "enter-medical-school" not in json.dumps(found["base"])


def test_explain_names_the_decision(run: Run) -> None:
    """Of the degree and of what follows it; not of what has nothing to do with it."""
    nurse = json.dumps(PEOPLE["a nurse at the bedside"][0]).encode()
    for requirement, expected in (
        ("medical-degree", ["medical-degree"]),
        ("residency", ["medical-degree"]),
        ("informatics-training", []),
    ):
        arguments = ("explain", "-", requirement, "--as-of", DAY, "--format", "json")
        found = json.loads(run(*arguments, stdin=nurse).out)
        assert [each["id"] for each in found["decisions"]] == expected
        assert not INTO_MEDICINE.intersection(each["id"] for each in found["routes"])


def test_a_decision_says_how_it_is_taken_in(run: Run) -> None:
    """Wherever it stands in what a reader of commands sees."""
    nurse = json.dumps(PEOPLE["a nurse at the bedside"][0]).encode()
    asked = ("assess", "-", "--as-of", DAY, "--section", "decisions")
    shown = run(*asked, stdin=nurse).out

    assert "A DECISION OF ITS OWN" in shown
    assert "--with medical-degree" in shown


def test_a_caseload_gives_what_each_person_alone_is_given(run: Run, tmp_path: Path) -> None:
    """The same first steps and decisions in the lines, and no medical school as a numbered step."""
    rows = [{"id": f"p{n}", **answers} for n, (answers, _) in enumerate(PEOPLE.values())]
    table = tmp_path / "clients.jsonl"
    table.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    out = tmp_path / "out"
    outcome = run("report", table, "-o", out, "--as-of", DAY, "--format", "jsonl,markdown")
    assert outcome.code == 0, outcome.err
    lines = (out / "assessments.jsonl").read_text(encoding="utf-8").splitlines()

    for line, (answers, _) in zip(map(json.loads, lines), PEOPLE.values(), strict=True):
        alone = told(run, "assess", answers)
        assert line["decisions"] == ["medical-degree"]
        for key in ("next_steps", "later_steps"):
            assert [each["id"] for each in line[key]] == [each["id"] for each in alone[key]]
        report = next(out.rglob(f"{line['id']}.md")).read_text(encoding="utf-8")
        numbered = [each for each in report.splitlines() if each.lstrip("# ")[:1].isdigit()]
        assert numbered
        assert "medical school" not in "\n".join(numbered)


@pytest.mark.parametrize(
    "answers",
    [
        {"degrees": [{"degree": "bachelors", "status": "in-progress", "expected": "2028-05"}]},
        {"degrees": ["bachelors"]},
        {"degrees": ["bsn", {"degree": "md", "status": "in-progress", "expected": "2028-05"}]},
    ],
)
def test_who_has_no_other_profession_or_is_on_the_way_has_medicine_as_a_step(
    run: Run, answers: dict[str, Any]
) -> None:
    """A student is not told that medicine is a decision apart."""
    found = told(run, "assess", answers)

    assert found["decisions"] == []
    steps = [each["requirement"] for each in (*found["next_steps"], *found["later_steps"])]
    assert "medical-degree" in steps


def test_a_medical_license_of_none_says_nothing_of_a_nursing_license(run: Run) -> None:
    """
    The short form of the license is medicine, so no nurse is told that she lacks one of nursing.
    """
    nurse = PEOPLE["a nurse at the bedside"][0]
    found = told(run, "assess", nurse)
    nursing = next(each for each in found["credentials"] if each["id"] == "ni-bc")
    licensed = next(
        each
        for step in found["steps"]
        for each in step["requirements"]
        if each["id"] == "unrestricted-license"
    )

    assert nursing["eligible"] == "unknown"
    assert "You need a current license as a registered nurse." in nursing["missing"]
    assert "medicine" in licensed["title"]


PROFESSIONALS = st.fixed_dictionaries(
    {
        "degrees": st.lists(
            st.sampled_from(["bsn", "msn", "pharmd", "mba", "phd-informatics"]),
            min_size=1,
            max_size=2,
        )
    },
    optional={
        "license": st.sampled_from(["unrestricted", "restricted", "none"]),
        "residency": st.sampled_from(["none", {"status": "completed"}]),
        "fellowships": st.just([]),
        "board_certifications": st.just([]),
        "clinical": st.sampled_from([{"years": 0}, {"years": 12}]),
        "informatics": st.sampled_from([{"years": 0}, {"years": 5}]),
        "certifications": st.sampled_from([[], ["ni-bc"], ["cphims"], ["rhia"]]),
        "role": st.sampled_from(["none", "cio", "him-manager", "nurse-informaticist"]),
        "activities": st.sampled_from([[], ["amia-10x10"]]),
        "leadership": st.sampled_from([{"years": 0, "roles": []}, {"years": 3}]),
    },
)


@settings(
    max_examples=examples(8),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(answers=PROFESSIONALS)
def test_nobody_with_a_profession_is_sent_to_medical_school(
    run: Run, answers: dict[str, Any]
) -> None:
    """Whatever else was told: no step and no plan of medicine unless it is asked for."""
    assessed, planned = told(run, "assess", answers), told(run, "plan", answers)

    asked = {each["requirement"] for each in (*steps_of(assessed), *planned["steps"])}
    assert not AFTER_MEDICINE.intersection(asked)
    steps: list[dict[str, Any]] = [*assessed["next_steps"], *assessed["later_steps"]]
    assert "alternative" in steps[0] or not any("alternative" in each for each in steps)
    assert [each["id"] for each in planned["decisions"]] == ["medical-degree"]


def test_who_waits_has_no_more_to_decide_by_that_alone(run: Run) -> None:
    """A plan is left by what has to be decided today; five years after residency come in it."""
    physician = {
        "degrees": ["md"],
        "license": "unrestricted",
        "residency": {"specialty": "internal-medicine", "completed": 2023},
        "board_certifications": ["internal-medicine"],
        "clinical": {"years": 3},
        "role": "attending",
    }
    plan = told(run, "plan", physician)

    assert "ci-board" in [each["requirement"] for each in plan["steps"]]
    assert [each["to_decide"] for each in plan["waiting"]] == [[], [], []]
    assert all(each["finish_moves_months"] >= 0 for each in plan["waiting"])


def test_a_fellowship_within_a_residency_is_named_as_ahead(run: Run) -> None:
    """With room for it: with its odds and the day on which it begins, before all that can wait."""
    surgeon = {
        "degrees": ["md"],
        "license": "unrestricted",
        "residency": {
            "specialty": "general-surgery",
            "status": "in-progress",
            "expected": "2031-06",
        },
        "fellowships": [],
        "role": "resident",
    }
    typed = json.dumps(surgeon).encode()
    page = run("assess", "-", "--as-of", DAY, "--format", "plain", stdin=typed).out
    named = page.partition("\n1. ")[2].partition("\n2. ")[0]

    assert named.startswith("Informatics fellowship within your residency")
    assert "Begins: 1 July 2028; apply by 14 July 2027" in named
    assert "Odds: 60% of applicants" in named


def test_pay_forgone_stands_beside_what_the_fellowship_pays(run: Run) -> None:
    """Where it is to be decided, in short and in full."""
    hospitalist = str(ROOT / "examples" / "hospitalist.yaml")
    page = run("assess", hospitalist, "--as-of", DAY, "--format", "plain", "--full").out

    beside = r"(?i)pay given up: \$[0-9,]+ to \$[0-9,]+ in all, net; it pays \$[0-9,]+ to"
    assert len(re.findall(beside, page)) == 2


def test_time_is_asked_for_as_a_share_of_the_week_in_all(run: Run) -> None:
    """Whoever has a tenth of it already reads whether the rest comes on top."""
    hospitalist = str(ROOT / "examples" / "hospitalist.yaml")
    page = run("assess", hospitalist, "--as-of", DAY, "--format", "plain").out

    assert "a quarter to half your week in all, and a title" in page


def test_who_denies_having_led_is_told_of_no_change_that_they_led(run: Run) -> None:
    """Neither project nor leading role, and no job told: no step speaks of a team of one's own."""
    denied = {"projects": [], "leadership": {"roles": []}, "memberships": ["acp"]}
    found = told(run, "assess", denied, "--roadmap", "cnio")

    assert "count-a-change" not in [each["id"] for each in steps_of(found)]


def test_what_somebody_was_excused_from_is_no_decision(run: Run) -> None:
    """Although the board can still be had by one way alone."""
    answers: dict[str, Any] = {
        "degrees": ["md"],
        "residency": {"specialty": "emergency-medicine", "completed": 2010},
        "license": "unrestricted",
        "board_certifications": ["emergency-medicine"],
        "role": "attending",
        "clinical": {"years": 16, "still_practising": True},
    }
    waiver = {"requirement": "ci-board", "reason": "Retires soon", "by": "A counselor"}
    asked, excused = (
        [
            run(each, "-", "--as-of", "2026-11-30", stdin=json.dumps(told).encode()).out
            for each in ("assess", "plan")
        ]
        for told in (answers, {**answers, "waivers": [waiver]})
    )

    assert all("Clinical informatics fellowship" in each for each in asked)
    assert not any("Clinical informatics fellowship" in each for each in excused)
    assert "A DECISION OF ITS OWN" not in excused[1]


LEADING = {
    "degrees": ["md"],
    "residency": {"specialty": "pediatrics", "completed": 2014, "country": "US"},
    "fellowships": [],
    "license": "unrestricted",
    "board_certifications": ["pediatrics"],
    "clinical": {"from": "2014-07", "to": "present"},
    "informatics": {"from": "2018-01", "to": "present", "fte": 0.4},
    "leadership": {"years": 4, "roles": ["medical-director"], "people_led": 4},
    "projects": ["decision-support"],
    "role": {"id": "associate-cmio", "since": 2024},
    "certifications": [],
}


def _approved(year: int) -> dict[str, Any]:
    approval = {"certification": "abpm-clinical-informatics", "status": "approved"}
    return {"certifications": [{**approval, "approved": year}]}


@pytest.mark.parametrize(
    ("answers", "is_shown"),
    [
        ({}, True),
        (_approved(2023), True),  # its three exam years are over
        (_approved(2025), False),
        (
            {
                "fellowships": [
                    {"specialty": "clinical-informatics", "completed": 2022, "accredited": False}
                ]
            },
            False,
        ),
        (
            {
                "residency": {"specialty": "pediatrics", "completed": 2012, "country": "DE"},
                "degrees": ["mbbs"],
                "board_certifications": [],
            },
            False,
        ),
    ],
    ids=["none", "an approval that is over", "an approval", "an unaccredited one", "from abroad"],
)
def test_what_is_said_to_wait_for_a_decision_has_it_beside(
    run: Run, answers: dict[str, Any], is_shown: bool
) -> None:
    """The fellowship is to decide for whoever may still begin it, and named nowhere else."""
    plan = told(run, "plan", {**LEADING, **answers})
    page = run("plan", "-", "--as-of", DAY, stdin=json.dumps({**LEADING, **answers}).encode()).out

    assert [each["id"] for each in plan["decisions"]] == ["ci-fellowship"] * is_shown
    assert ("waits for a decision of its own" in page) is is_shown


def test_what_a_plan_brings_in_another_way_is_no_decision_beside_it(run: Run) -> None:
    """The fellowship stands in the plan, after a residency that was not told."""
    planned = told(run, "plan", {"degrees": ["mbbs"], "role": "informatics-specialist"})

    assert "ci-fellowship-after-residency" in [each["id"] for each in planned["steps"]]
    assert planned["decisions"] == []
