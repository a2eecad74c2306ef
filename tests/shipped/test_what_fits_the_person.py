"""What is said only to whom it fits: pay of today, decisions, doors, the next job."""

import json
from typing import Any

import pytest

from tests.conftest import ROOT, Run

pytestmark = pytest.mark.slow

DAY = ("--as-of", "2026-11-29")
NURSE = str(ROOT / "examples" / "nurse-informaticist.yaml")
HOSPITALIST = str(ROOT / "examples" / "hospitalist.yaml")
LAPSED: dict[str, Any] = {
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "pediatrics", "completed": 2003},
    "board_certifications": [{"board": "pediatrics", "status": "lapsed"}],
    "clinical": {"years": 15},
    "informatics": {"from": 2014, "to": "present", "fte": 1},
}
HOLDER: dict[str, Any] = {
    "degrees": ["bsn"],
    "license": "none",
    "clinical": {"years": 15},
    "informatics": {"years": 6, "fte": 0.5},
    "leadership": {"years": 10, "roles": ["project-lead"], "people_led": 200},
    "projects": ["ehr-implementation"],
    "certifications": [],
    "role": "cmio",
}


def page(run: Run, answers: dict[str, Any]) -> str:
    written = json.dumps(answers).encode()
    return run("assess", "-", *DAY, "--format", "plain", stdin=written).out


def test_a_whole_week_of_informatics_is_not_paid_as_the_specialty(run: Run) -> None:
    part_time = {**LAPSED, "informatics": {"from": 2014, "to": "present", "fte": 0.2}}

    assert "oday (" not in page(run, LAPSED)
    assert "Today (General pediatricians)" in page(run, part_time)


@pytest.mark.parametrize(
    ("requirement", "decides"),
    [
        ("management-degree", False),
        ("management-certificate", False),
        ("unrestricted-license", True),
        ("ci-board", True),
    ],
)
def test_medical_school_is_named_where_nothing_leads_there_without(
    run: Run, requirement: str, decides: bool
) -> None:
    """A nurse's own master's is not a reason for it."""
    said = run("explain", NURSE, requirement, *DAY, "--format", "plain").out

    assert ("Enter and finish medical school" in said) is decides


def test_a_holder_of_another_profession_reads_no_list_of_physicians(run: Run) -> None:
    said = page(run, HOLDER).partition("WHERE YOU STAND")[2].partition("WHAT THE JOB")[0]

    assert "There: " in said
    assert "Missing: " not in said
    assert "Ask a CHIO and a CIO which work they had done before" in page(run, HOLDER)


def test_a_standing_that_is_not_known_is_told_in_plain_words(run: Run) -> None:
    said = page(run, {"degrees": ["md"], "license": "unrestricted", "role": "attending"})

    assert "Not known yet. Some more answers would show it." in said  # naming all says nothing
    assert "it may be" not in said


def test_the_standings_that_are_left_are_named_in_plain_words(run: Run) -> None:
    board = {"board_certifications": ["pediatrics"], "projects": ["decision-support"]}
    said = page(run, {**LAPSED, **board, "leadership": {"years": 2, "people_led": 4}})

    assert 'it may be "competitive" or "building". What settles it: ' in said


NURSE_AND_PHYSICIAN: dict[str, Any] = {
    "degrees": ["bsn", "md"],
    "residency": {"specialty": "internal-medicine", "completed": 2023},
    "license": [
        {"profession": "nursing", "status": "unrestricted"},
        {"profession": "medicine", "status": "unrestricted"},
    ],
    "board_certifications": ["internal-medicine"],
    "clinical": [{"years": 6, "profession": "nursing"}, {"years": 3, "profession": "medicine"}],
    "role": "attending",
}


def page_of(run: Run, roadmap: str, answers: dict[str, Any], *more: str) -> str:
    written = json.dumps(answers).encode()
    command = ("assess", "-", "--roadmap", roadmap, *DAY, "--format", "plain", *more)
    return run(*command, stdin=written).out


@pytest.mark.parametrize("roadmap", ["cmio", "cnio"])
def test_years_as_a_nurse_lie_before_the_residency(run: Run, roadmap: str) -> None:
    told = page_of(run, roadmap, NURSE_AND_PHYSICIAN)
    assert "longer than the time since" not in told
    assert "Without a nursing degree" not in told
    as_physician = {**NURSE_AND_PHYSICIAN, "clinical": [{"years": 9, "profession": "medicine"}]}
    assert "9 years of patient care after training" in page_of(run, roadmap, as_physician)


@pytest.mark.parametrize("post", [{"role": "cio"}, {"leadership": {"roles": ["cio"]}}], ids=str)
def test_who_is_or_was_a_cio_is_sent_to_no_first_job(run: Run, post: dict[str, Any]) -> None:
    told = page_of(run, "cmio", {"degrees": ["bachelors", "mha"], **post}, "--full")
    assert "Apply for a first informatics job" not in told
    assert "Join an EHR project" not in told
    assert ("See the CIO roadmap" in told or "assessed by the roadmap to CIO" in told) is (
        "role" in post
    )


@pytest.mark.parametrize("years", [{}, {"informatics": {"years": 2}}], ids=str)
def test_years_in_healthcare_it_begin_with_a_job_in_healthcare(
    run: Run, years: dict[str, Any]
) -> None:
    security = {"degrees": ["bachelors"], "role": "ciso", "setting": {"organization": "other"}}
    written = json.dumps({**security, "clinical": 0, **years}).encode()
    out = run("plan", "-", "--roadmap", "cio", *DAY, "--format", "json", stdin=written).out
    parts = {each["requirement"]: each for each in json.loads(out)["steps"]}
    assert parts["health-it-years"]["start"] >= parts["provider-work"]["end"]


@pytest.mark.parametrize("role", ["it-manager", "him-manager"])
def test_that_the_years_of_a_told_job_are_asked_is_said(run: Run, role: str) -> None:
    since = {"degrees": ["bachelors"], "role": {"id": role, "since": 2018}}
    said = "that day alone counts no years of work"
    assert said in page_of(run, "cio", since)
    assert said not in page_of(run, "cio", {**since, "informatics": {"years": 8}})


@pytest.mark.parametrize("planned", [[], [{"degree": "md", "status": "planned"}]], ids=str)
def test_medical_school_is_not_called_nothing_to_plan_for(run: Run, planned: list[Any]) -> None:
    told = page_of(run, "cmio", {"degrees": ["bachelors", *planned]}, "--full")
    assert "nothing to plan for" not in told


def test_pay_that_is_shown_beside_half_a_week_is_called_full_time(run: Run) -> None:
    half = {
        "degrees": ["md"],
        "residency": {"specialty": "family-medicine", "completed": 2008},
        "license": "unrestricted",
        "clinical": {"years": 15, "fte": 0.5, "still_practising": True},
        "informatics": {"years": 2},
        "role": "attending",
    }
    assert "Yearly full-time wages" in page_of(run, "cmio", half)


@pytest.mark.parametrize("role", ["pa", "dentist", "therapist", "pharmacist"])
def test_the_job_of_cmio_is_not_called_nearest_to_other_professions(run: Run, role: str) -> None:
    told = page_of(run, "cio", {"role": role, "clinical": {"years": 5}})
    assert "for the paths of other professions in it" in told
    physician = page_of(run, "cio", {"degrees": ["md"], "role": "attending"})
    assert "Nearest to you of the roadmaps here, Chief Medical Information Officer:" in physician


def test_a_nurse_who_holds_the_job_of_both_is_sent_to_no_cnio(run: Run) -> None:
    nurse = {
        "degrees": ["bsn", "phd-nursing"],
        "license": [{"profession": "nursing", "status": "unrestricted"}],
        "role": "ccio",
        "informatics": {"years": 11, "fte": 1},
    }
    told = page_of(run, "cmio", nurse, "--full")
    assert "Find a CNIO within reach" not in told
    assert "Compare your hours with NI-BC" not in told
    assert "counts the CMIO and its counterpart for nursing under one term" in " ".join(
        told.split()
    )


def test_who_directs_a_pharmacy_is_sent_to_no_residency_or_first_job(run: Run) -> None:
    leading = {"leadership": {"years": 8, "roles": ["director"], "people_led": 45}}
    pharmacist = {"degrees": ["pharmd"], "role": "pharmacist", "clinical": {"years": 16}}
    for answers, is_sent in (({**pharmacist, **leading}, False), (pharmacist, True)):
        told = page_of(run, "cmio", {**answers, "informatics": {"years": 0}}, "--full")
        assert ("Look up pharmacy residencies in informatics" in told) is is_sent
        assert is_sent or "Apply for a first informatics job" not in told


@pytest.mark.parametrize("degree", ["md", "bachelors"])
def test_nothing_opens_what_the_plan_ends_before_it(run: Run, degree: str) -> None:
    studies = {"degree": degree, "status": "in-progress", "expected": "2029-05"}
    written = json.dumps({"degrees": [studies]}).encode()
    out = run(
        "assess", "-", *DAY, "--with", "medical-degree", "--format", "json", stdin=written
    ).out
    found = json.loads(out)
    steps = {each["requirement"]: each for each in found["next_steps"] + found["later_steps"]}
    assert "medical-degree" not in steps["residency"]["unlocks"]
    assert "residency" in steps["medical-degree"]["unlocks"]


def test_one_answer_is_not_doubted_three_times(run: Run) -> None:
    officer = {
        "degrees": ["md"],
        "residency": "none",
        "license": "unrestricted",
        "clinical": {"from": "2023-07", "to": "present"},
        "role": "attending",
    }
    told = page_of(run, "cmio", officer)
    assert told.count("no finished residency") == 1
    assert "If it rests on a year of internship, it is in order" in told


@pytest.mark.parametrize(
    ("roadmap", "told", "said", "unsaid"),
    [
        (
            "cmio",
            {"degrees": ["bachelors"], "role": {"other": "Laboratory manager"}},
            "On a path of your own.",
            "What is open on the required list comes first",
        ),
        (
            "cnio",
            {"degrees": [], "role": {"other": "Paramedic"}, "clinical": {"years": 6}},
            "On a path of your own.",
            "What is open on the required list",
        ),
        (
            "cio",
            {
                "degrees": ["bachelors", "mba"],
                "role": {"other": "Signal officer"},
                "informatics": "none",
                "leadership": {"roles": ["director"], "people_led": 120},
                "setting": {"organization": "other"},
            },
            "you lead or led people. A job in healthcare IT comes first.",
            "people to lead come first",
        ),
        (
            "cio",
            {
                "degrees": ["bachelors"],
                "role": "informatics-specialist",
                "informatics": {"years": 9, "fte": 1},
                "leadership": "none",
            },
            "you have worked in healthcare IT. People to lead come first.",
            "A job in healthcare IT",
        ),
        (
            "cnio",
            {"degrees": ["adn"], "role": "cnio", "informatics": {"years": 3}},
            "no bachelor's or higher degree in nursing",
            "no nursing degree",
        ),
    ],
)
def test_what_stands_first_is_what_that_person_lacks(
    run: Run, roadmap: str, told: dict[str, Any], said: str, unsaid: str
) -> None:
    page = run(
        *("assess", "-", "--roadmap", roadmap, *DAY, "--format", "plain"),
        stdin=json.dumps(told).encode(),
    ).out

    assert said in page
    assert unsaid not in page
