"""What a good adviser says first to people who tell little, or whose way is a rare one."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.conftest import ROOT, Run
from tests.people import BEGINNER, PHYSICIAN, YOUNG

DAY = "2026-11-28"
WORDS_A_MINUTE = 170
"""How fast a screen reader is heard at an ordinary speed."""

EXAMPLES = sorted(each.stem for each in (ROOT / "examples").glob("*.yaml"))
Answers = Mapping[str, Any]
DOCTOR: Answers = {
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "pediatrics", "completed": 2003},
    "board_certifications": ["pediatrics"],
    "clinical": {"from": "2003-07", "to": "present"},
}
FELLOW: Answers = {
    **DOCTOR,
    "residency": {"specialty": "pediatrics", "completed": "2025-06"},
    "clinical": "unknown",
    "fellowships": [
        {
            "specialty": "neonatal-perinatal-medicine",
            "status": "in-progress",
            "expected": "2028-06",
        }
    ],
    "role": {"id": "resident"},
}
RESIDENT: Answers = {
    "degrees": ["md"],
    "residency": {"specialty": "pediatrics", "status": "in-progress", "expected": "2028-06"},
}
ABROAD: Answers = {
    "degrees": ["mbbs"],
    "residency": {"status": "completed", "specialty": "internal-medicine"},
    "license": "none",
    "board_certifications": [],
    "clinical": {"years": 6},
}
NURSE: Answers = {
    "degrees": ["bsn"],
    "clinical": {"years": 12, "still_practising": True},
    "informatics": {"years": 10, "fte": 1},
    "role": {"id": "nurse"},
}


AT_THE_BEDSIDE: Answers = {"degrees": ["bsn"], "clinical": {"years": 8}, "role": "nurse"}
OF_OTHER_PROFESSIONS: Mapping[str, Answers] = {
    "nurse": AT_THE_BEDSIDE,
    "nurse informaticist": {**NURSE, "role": "nurse-informaticist"},
    "pharmacist": {"degrees": ["pharmd"], "clinical": {"years": 8}, "role": "pharmacist"},
    "IT manager": {"degrees": ["bachelors"], "informatics": {"years": 8}, "role": "it-manager"},
    "records manager": {
        "degrees": ["bachelors"],
        "informatics": {"years": 9, "fte": 1},
        "certifications": [{"certification": "rhia", "expires": "2027-04"}],
        "leadership": {"roles": ["director"], "people_led": 20, "budget_usd": 2_000_000},
        "role": "him-manager",
    },
}
HOLDERS = {
    "cmio": {"degrees": ["md"], "role": "cmio"},
    "cnio": {"degrees": ["msn"], "role": "cnio"},
    "cio": {"degrees": ["bachelors"], "role": "cio"},
}
BLANK_FELLOW: Answers = {
    "degrees": ["md"],
    "fellowships": [
        {"specialty": "clinical-informatics", "status": "in-progress", "expected": "2027-06"}
    ],
}
BLANK_ABROAD: Answers = {
    "degrees": ["mbbs"],
    "residency": {"specialty": "internal-medicine", "completed": 2016, "country": "GB"},
    "clinical": {"from": "2016-08", "to": "present"},
    "role": "attending",
}


RETIRED: Answers = {
    **DOCTOR,
    "clinical": {"from": "1985-07", "to": "2023-06"},
    "informatics": {"years": 0},
    "projects": [],
    "leadership": {"roles": [], "people_led": 0},
}


INTERNIST: Answers = {
    **DOCTOR,
    "residency": {"specialty": "internal-medicine", "completed": 2012},
    "board_certifications": ["internal-medicine"],
    "clinical": "unknown",
}
HEARD: Mapping[str, Answers] = {
    "lapsed": {
        **DOCTOR,
        "board_certifications": [
            {"board": "pediatrics", "status": "lapsed"},
            "clinical-informatics",
        ],
        "clinical": {"years": 15},
        "informatics": {"from": 2014, "to": "present", "fte": 1},
    },
    "two posts": {
        **INTERNIST,
        "fellowships": [],
        "certifications": [],
        "informatics": [{"from": "2020-06", "to": "present", "fte": 0.15}] * 2,
    },
    "ontario": {
        **INTERNIST,
        "clinical": {"from": "2015-07", "to": "present"},
        "informatics": {"from": "2019-07", "to": "present", "fte": 0.3},
        "certifications": [],
        "setting": {"organization": "academic", "state": "ON"},
    },
    "fellow": FELLOW,
    "blank fellow": BLANK_FELLOW,
    "resident": RESIDENT,
    "abroad": ABROAD,
    "blank abroad": BLANK_ABROAD,
    "nurse": NURSE,
    "bedside": AT_THE_BEDSIDE,
    "retired": {**RETIRED, "role": "none"},
    "holder": HOLDERS["cmio"],
    "beginner": BEGINNER,
    "physician": PHYSICIAN,
    "young physician": YOUNG,
}


def answered(run: Run, command: str, answers: Answers, *more: str) -> str:
    written = json.dumps(answers).encode()
    outcome = run(command, "-", "--as-of", DAY, *more, stdin=written)
    assert outcome.code == 0, outcome.err
    return outcome.out


def steps(run: Run, answers: Answers) -> list[dict[str, Any]]:
    found = json.loads(answered(run, "assess", answers, "--format", "json"))["next_steps"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        (
            {
                **DOCTOR,
                "board_certifications": [{"board": "pediatrics", "status": "lapsed"}],
            },
            "ask-primary-board",
        ),
        (FELLOW, "prepare-fellowship-after-another"),
        (RESIDENT, "finish-residency"),
        (ABROAD, "start-ecfmg-certification"),
        ({**DOCTOR, "leadership": {"roles": ["cmio"]}, "role": "attending"}, "apply-again"),
    ],
    ids=["lapsed primary", "fellow", "resident", "abroad", "former CMIO"],
)
def test_the_first_step_is_what_a_good_adviser_says(run: Run, answers: Answers, first: str) -> None:
    assert steps(run, answers)[0]["id"] == first


def test_a_lapsed_informatics_board_comes_right_behind_the_next_job(run: Run) -> None:
    """One of eight postings asks for it, at least five for a job that leads."""
    lapsed = {"board": "clinical-informatics", "status": "lapsed"}
    found = steps(run, {**DOCTOR, "board_certifications": ["pediatrics", lapsed]})
    assert [each["id"] for each in found[:2]] == ["ask-protected-time", "ask-informatics-board"]


def test_who_is_in_training_is_told_of_the_fellowship_in_time(run: Run) -> None:
    """A resident second, after the residency itself; with combined training and its source."""
    assert steps(run, RESIDENT)[1]["id"] == "prepare-fellowship-application"
    sources = {each["source"] for each in steps(run, FELLOW)[0]["evidence"]}
    assert "jamia-combined-ci-training-2020" in sources
    pathologist = {
        **RESIDENT,
        "residency": {**RESIDENT["residency"], "specialty": "pathology"},
    }
    assert "prepare-fellowship-application" not in [each["id"] for each in steps(run, pathologist)]


def test_few_steps_are_filled_up_and_say_so(run: Run) -> None:
    """What was not told is marked, in JSON and on the page, and stands after what is known."""
    found = steps(run, FELLOW)
    page = answered(run, "assess", FELLOW, "--format", "plain")

    assert [each.get("unanswered", False) for each in found] == [False, True, True]
    assert page.count("Only if: not done already") == 2
    assert "WHAT TO TELL US FIRST" not in page  # what stands in the way is known without it
    assert "Answer what is open: " in page


def planned(run: Run, answers: Answers, *more: str) -> dict[str, Any]:
    found = json.loads(answered(run, "plan", answers, "--format", "json", *more))
    assert isinstance(found, dict)
    return found


def test_a_bedside_nurse_of_little_told_is_given_three_steps(run: Run) -> None:
    """Paid hours beside the EHR team, a group to lead, the degree; and the license is asked for."""
    page = json.loads(
        answered(run, "assess", AT_THE_BEDSIDE, "--format", "json", "--roadmap", "cnio")
    )
    steps_of_plan = planned(run, AT_THE_BEDSIDE, "--roadmap", "cnio")["steps"]

    assert "license as a registered nurse" in page["ask_next"]["question"]
    assert [each["requirement"] for each in page["next_steps"]] == [
        "informatics-work",
        "leadership",
        "graduate-degree",
    ]
    assert [each.get("unanswered", False) for each in page["next_steps"]] == [True, True, False]
    assert "rn-license" not in {each["requirement"] for each in steps_of_plan}


@pytest.mark.parametrize("job", HOLDERS)
def test_who_holds_the_job_is_not_planned_through_its_entry(run: Run, job: str) -> None:
    """What was not told is taken as met, and said; what was told to be missing is planned."""
    plan = planned(run, HOLDERS[job], "--roadmap", job)
    found = json.loads(answered(run, "assess", HOLDERS[job], "--format", "json", "--roadmap", job))
    judged = [each for step in found["steps"] for each in step["requirements"]]
    untold = {each["id"] for each in judged if each["state"] == "unknown"}

    assert untold
    assert untold.isdisjoint(each["requirement"] for each in plan["steps"])
    assert plan["taken_as_met"]
    if job == "cmio":
        lapsed = {**HOLDERS[job], "board_certifications": []}
        kept = [each["requirement"] for each in planned(run, lapsed)["steps"]]
        assert "primary-board" in kept
        assert "unrestricted-license" not in kept


def test_who_practices_abroad_reads_of_the_residency_here_first(run: Run) -> None:
    """Certification and the match with its odds, though the license was not told."""
    certification, first = steps(run, BLANK_ABROAD)[:2]
    page = answered(run, "assess", BLANK_ABROAD, "--format", "plain").split("WHERE YOU STAND")[0]

    assert certification["id"] == "start-ecfmg-certification"
    assert first["requirement"] == "residency"
    assert first["id"] == "residency-after-training-abroad"
    assert "ECFMG" in page
    here = {**BLANK_ABROAD, "degrees": ["md"], "residency": "unknown"}
    assert "residency" not in [each["requirement"] for each in steps(run, here)]


def test_a_fellow_is_not_sent_into_residency(run: Run) -> None:
    """It came before the fellowship, so a plan takes it as finished; a resident's own goes on."""
    plan = planned(run, BLANK_FELLOW)
    told = planned(run, {**BLANK_FELLOW, "residency": RESIDENT["residency"]})

    assert steps(run, BLANK_FELLOW)[0]["id"] == "finish-informatics-fellowship"
    assert "residency" not in [each["requirement"] for each in plan["steps"]]
    assert any("esidency" in each for each in plan["taken_as_met"])
    assert "residency" in [each["requirement"] for each in told["steps"]]


def test_nobody_of_another_profession_is_called_a_beginner(run: Run) -> None:
    """Their own pay and that of their own path come before the pay of physicians."""
    at_the_bedside = {**NURSE, "informatics": {"years": 0}}
    for told in (NURSE, at_the_bedside):
        assert "Starting in informatics" not in answered(run, "assess", told, "--format", "plain")
    page = answered(run, "assess", at_the_bedside, "--format", "plain")

    assert "On a path of your own" in page
    places = [
        page.index(each)
        for each in (
            "Today (Registered nurse)",
            "Chief nursing informatics officer (CNIO), nearest figure",
            "Chief Medical Information Officer: In 2026",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(("degree", "is_compared"), [("md", False), ("bsn", True)])
def test_a_director_is_compared_with_their_like(run: Run, degree: str, is_compared: bool) -> None:
    """The figures are of managers, so they say nothing of a physician who directs informatics."""
    answers = {"degrees": [degree], "role": "director-health-informatics"}
    found = json.loads(answered(run, "assess", answers, "--format", "json"))

    assert (found["pay"]["today"] is not None) is is_compared


def test_the_pay_that_was_told_is_held_against_the_band(run: Run) -> None:
    """In the short form and in the full one, and the plan reckons with it."""
    told = {**DOCTOR, "role": "cmio", "constraints": {"pay_usd": 380_000}}
    for form in ((), ("--full",)):
        page = answered(run, "assess", told, "--format", "plain", *form)
        assert "Your $380,000 a year lies between the 10th percentile" in page
    asked = answered(run, "assess", told, "--format", "json")
    assert json.loads(asked)["pay"]["own"] == {"usd": 380_000, "above": "p10", "below": "p25"}
    planned = {**DOCTOR, "constraints": {"pay_usd": 212_000}}
    assert "$212,000 a year, as you told us" in answered(run, "plan", planned)


def test_certificates_of_another_profession_stand_apart(run: Run) -> None:
    """
    A nurse reads of none that physicians only may sit for before those that are open to nurses.
    """
    page = answered(run, "eligible", NURSE, "--format", "plain")
    before, apart = page.split("FROM OTHER FIELDS OR PROFESSIONS")

    for each in ("(ABPM or ABPath)", "(HALM)", "(CPE)", "Administrative Medicine"):
        assert each not in before
    assert "others stand apart" in apart
    doctors = answered(run, "eligible", DOCTOR, "--format", "plain")
    assert "(ABPM or ABPath)" in doctors.split("FROM OTHER FIELDS OR PROFESSIONS")[0]


@pytest.mark.parametrize("degree", ["pharmd", "bachelors"])
def test_nurses_certificates_stand_apart_for_others(run: Run, degree: str) -> None:
    """Not for whoever becomes a nurse, nor where no degree was told."""
    for degrees, is_apart in (
        ([degree], True),
        ([degree, {"degree": "bsn", "status": "in-progress"}], False),
        ("unknown", False),
    ):
        page = answered(run, "eligible", {"degrees": degrees}, "--format", "plain")
        before = page.split("FROM OTHER FIELDS OR PROFESSIONS")[0]
        assert ("(NI-BC)" not in before) is is_apart


def test_the_change_named_first_is_what_the_interview_offers_first(run: Run) -> None:
    """A full license before a restricted one, and a job of the roadmap's own people."""
    nurse = {"degrees": ["bsn"], "role": "nurse", "leadership": "none", "informatics": "none"}
    for requirement, changed in (
        ("rn-license", "--set 'license+={profession: nursing, status: unrestricted}'"),
        ("informatics-work", "--set role=nurse-informaticist"),
    ):
        said = answered(
            run, "explain", nurse, requirement, "--roadmap", "cnio", "--format", "plain"
        )
        assert changed in said


def heard(page: str) -> int:
    """How many words the next steps are."""
    steps = page.partition("YOUR NEXT ")[2].partition("WHERE YOU STAND")[0]
    return len(steps.partition("\n")[2].split())


@pytest.mark.parametrize("example", EXAMPLES)
def test_three_steps_are_heard_in_a_minute(run: Run, example: str) -> None:
    path = f"{ROOT}/examples/{example}.yaml"
    page = run("assess", path, "--as-of", DAY, "--format", "plain").out

    assert "YOUR NEXT THREE STEPS" in page
    assert heard(page) <= WORDS_A_MINUTE


@pytest.mark.parametrize("person", HEARD)
def test_the_steps_of_anybody_are_heard_in_a_minute(run: Run, person: str) -> None:
    page = answered(run, "assess", HEARD[person], "--format", "plain")

    assert heard(page) <= WORDS_A_MINUTE


@pytest.mark.parametrize("roadmap", ["cnio", "cio"])
@pytest.mark.parametrize("person", OF_OTHER_PROFESSIONS)
def test_the_steps_of_other_professions_are_heard_in_a_minute(
    run: Run, person: str, roadmap: str
) -> None:
    told = OF_OTHER_PROFESSIONS[person]
    page = answered(run, "assess", told, "--roadmap", roadmap, "--format", "plain")

    assert heard(page) <= WORDS_A_MINUTE


@pytest.mark.parametrize("care", [RETIRED["clinical"], {"years": 38, "still_practising": False}])
def test_whose_practice_is_over_is_not_paid_for_it_today(run: Run, care: Mapping[str, Any]) -> None:
    """Where no job was told; who holds none has no chief to ask, and looks for a job with time."""
    retired = {**RETIRED, "clinical": care}
    found = json.loads(answered(run, "assess", retired, "--format", "json"))
    jobless = answered(run, "assess", {**retired, "role": "none"}, "--format", "plain")
    told = json.loads(answered(run, "assess", {**retired, "role": "attending"}, "--format", "json"))

    assert found["pay"]["today"] is None
    assert told["pay"]["today"] is not None
    assert "1. Look for a job with time for informatics" in jobless
    for each in ("our chief", "our boss", "Your CMIO"):
        assert each not in jobless.split("WHERE YOU STAND")[0]


MEDICINE = {"medical-degree", "residency", "unrestricted-license"}
JOBS = [
    *(
        ("cmio", each, MEDICINE)
        for each in ("attending", "department-chair", "hospitalist", "physician-informaticist")
    ),
    ("cmio", "cmo", MEDICINE),
    ("cnio", "nurse-informaticist", {"rn-license"}),
    ("cnio", "cno", {"rn-license", "nursing-degree"}),
    ("cio", "pharmacist", {"bachelors-degree"}),
    ("cio", "attending", {"bachelors-degree", "masters-degree"}),
]


@pytest.mark.parametrize(("roadmap", "job", "rests_on"), JOBS)
def test_of_whom_the_job_alone_is_told_is_not_planned_into_the_profession(
    run: Run, roadmap: str, job: str, rests_on: set[str]
) -> None:
    """What the job rests on is taken as met, in words, and the degrees are asked for first."""
    found = planned(run, {"role": job}, "--roadmap", roadmap)
    on_way = {
        id_ for each in found["steps"] for id_ in (each["requirement"], *each.get("brings", ()))
    }
    page = json.loads(
        answered(run, "assess", {"role": job}, "--format", "json", "--roadmap", roadmap)
    )
    judged = {one["id"]: one for step in page["steps"] for one in step["requirements"]}

    assert found["steps"]
    assert rests_on.isdisjoint(on_way)
    for each in rests_on:
        assert judged[each]["state"] == "unknown"
        assert any(said.startswith(judged[each]["title"]) for said in found["taken_as_met"])
    assert "egree" in page["ask_next"]["question"]


@pytest.mark.parametrize("job", ["nurse", "pharmacist", "it-project-manager", "cnio", "chio"])
def test_medical_school_is_a_decision_for_whoever_told_a_job_alone(run: Run, job: str) -> None:
    """No plan enters it, and only a physician's job has a champion or a fellowship."""
    found = planned(run, {"role": job})
    decisions = {each["id"] for each in found["decisions"]}

    assert "medical-degree" in decisions
    assert "medical-degree" not in {each["requirement"] for each in found["steps"]}
    if job != "chio":
        assert "ci-fellowship" not in decisions
        assert "become-champion" not in {each["id"] for each in found["steps"]}


def test_what_was_told_beside_a_job_decides(run: Run) -> None:
    """A license told to be none is planned, a degree of another profession is no doctor's."""
    without = [
        each["requirement"] for each in planned(run, {"role": "cmo", "license": "none"})["steps"]
    ]
    therapist = planned(run, {"role": "attending", "degrees": ["masters-other"]})

    assert "unrestricted-license" in without
    assert "medical-degree" not in without
    assert [each["id"] for each in therapist["decisions"]] == ["medical-degree"]
    assert not any(each.startswith("Medical degree") for each in therapist["taken_as_met"])


def test_nobody_of_an_unknown_specialty_is_sent_to_the_exam_of_one(run: Run) -> None:
    """Of a department chair it may be any; where it was told, its own exam is named."""
    exams = {"sit-primary-board", "sit-internal-medicine-board", "sit-family-medicine-board"}
    told = {"residency": {"specialty": "internal-medicine", "completed": 2022}}
    family = {"residency": {"specialty": "family-medicine", "completed": 2022}}
    chair: Answers = {"role": "department-chair", "board_certifications": []}

    for answers, exam in (
        (chair, "sit-primary-board"),
        ({**chair, **told}, "sit-internal-medicine-board"),
        ({**chair, **family}, "sit-family-medicine-board"),
    ):
        routes = {each["id"] for each in planned(run, answers)["steps"]}
        assert routes & exams == {exam}, answers


def test_of_somebody_of_whom_nothing_is_known_nothing_is_taken_either(run: Run) -> None:
    """A job in other words says nothing of what is met: no step, and nothing taken as met."""
    found = planned(run, {"role": {"other": "Paramedic"}})

    assert (found["steps"], found["taken_as_met"]) == ([], [])


@pytest.mark.parametrize("roadmap", ["cmio", "cnio", "cio"])
@pytest.mark.parametrize(
    "lack",
    [
        {"leadership": {"years": 0, "roles": [], "people_led": 0}},
        {"leadership": {"people_led": 0}},
        {"informatics": {"years": 0}},
        {"projects": []},
    ],
)
def test_whoever_says_what_they_have_not_is_told_what_to_begin(
    run: Run, roadmap: str, lack: Answers
) -> None:
    """Also where a job that was not told might show that they have it."""
    given = ("--roadmap", roadmap, "--format", "json")

    assert json.loads(answered(run, "plan", lack, *given))["steps"]
    assert json.loads(answered(run, "assess", lack, *given))["next_steps"]


@pytest.mark.parametrize(
    ("degree", "role", "roadmaps"),
    [
        ("bsn", "nurse", ("cmio", "cnio", "cio")),
        ("pharmd", "pharmacist", ("cmio", "cio")),
        ("bachelors", "informatics-specialist", ("cmio", "cio")),
        ("bachelors", "him-manager", ("cmio", "cio")),
        ("bachelors", "it-project-manager", ("cmio", "cio")),
    ],
)
def test_todays_pay_has_one_basis_by_all_roadmaps(
    run: Run, degree: str, role: str, roadmaps: tuple[str, ...]
) -> None:
    told = {"degrees": [degree], "role": role, "setting": {"state": "OH"}}
    form = ("--format", "json")
    pages = [answered(run, "assess", told, "--roadmap", each, *form) for each in roadmaps]
    medians = {json.loads(each)["pay"]["today"]["p50"] for each in pages}

    assert len(medians) == 1
    assert None not in medians


def test_a_nearest_figure_below_todays_says_so(run: Run) -> None:
    """A physician assistant's median is above that of all managers, a nurse's is not."""
    below = "That is less than today's figure"
    told = {"degrees": ["pa"], "role": "pa"}

    assert below in answered(run, "assess", told, "--format", "plain")
    assert below not in answered(run, "assess", AT_THE_BEDSIDE, "--format", "plain")


def test_a_price_above_the_money_named_says_so(run: Run) -> None:
    """Of each step by itself; what costs nothing is above no money."""
    for budget, above in ((5_000, 1), (60_000, 0)):
        told = {**AT_THE_BEDSIDE, "constraints": {"budget_usd": budget}}
        page = answered(run, "assess", told, "--roadmap", "cio", "--format", "plain")
        assert page.count(f"more than the ${budget:,} you named") == above


@pytest.mark.parametrize("license_", ["training", "none", "restricted", "unrestricted"])
@pytest.mark.parametrize(
    "end", [{"status": "in-progress", "expected": "2027-06"}, {"completed": "2026-06"}]
)
def test_a_fellow_in_informatics_reaches_the_job_whatever_the_license(
    run: Run, license_: str, end: Answers
) -> None:
    """A route of theirs alone is not shut by a license that the plan brings first."""
    told = {
        **FELLOW,
        "fellowships": [{"specialty": "clinical-informatics", "accredited": True, **end}],
        "license": license_,
        "role": "resident" if "status" in end else "physician-informaticist",
    }
    plan = json.loads(answered(run, "plan", told, "--format", "json"))

    assert plan["not_placed"] == []


def test_what_a_plan_begins_with_and_nobody_told_is_asked_first(run: Run) -> None:
    """A nurse away for years: whether the license that all else waits for is in force."""
    nurse: Answers = {
        "degrees": ["bsn"],
        "role": "none",
        "clinical": {"from": 1998, "to": 2014},
        "certifications": "none",
        "informatics": "none",
    }
    page = answered(run, "assess", nurse, "--format", "plain", "--roadmap", "cnio")
    told = {**nurse, "license": {"profession": "nursing", "state": "OH", "status": "unrestricted"}}

    asked = page.partition("WHAT TO TELL US FIRST\n")[2]
    assert asked.startswith("Do you hold a license as a registered nurse that is in force?")
    known = answered(run, "assess", told, "--format", "plain", "--roadmap", "cnio")
    assert "WHAT TO TELL US FIRST" not in known
