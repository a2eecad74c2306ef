"""Who has no job, studies or works elsewhere begins with a first job, and reads of no employer."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

DAY = "2026-11-29"
ON_A_SCREEN = 60
BOTH = ("cio", "cnio")
THEIRS = re.compile(
    r"\b[Yy]our (?:own )?(?:employer|manager|CIO|CMIO|CEO|chief|director|unit|team|hospital|"
    r"department|systems?|service|nurse manager|pharmacy director|human resources|week)\b"
    r"|\bbeside your work\b|\bthat you run\b|\bsystem of your own\b"
)
Answers = dict[str, Any]
Say = Callable[..., str]

NOTHING_YET: Answers = {
    "clinical": "none",
    "informatics": "none",
    "certifications": "none",
    "leadership": "none",
    "projects": "none",
    "activities": "none",
    "role": "none",
}
RN: Answers = {"license": [{"profession": "nursing", "status": "unrestricted"}], "role": "none"}
NO_RN: Answers = {"license": [{"profession": "nursing", "status": "none"}]}
WENT_LIVE: Answers = {"projects": ["ehr-implementation"]}


def _led(role: str, people: int | None = None) -> Answers:
    return {"leadership": {"roles": [role]} | ({"people_led": people} if people else {})}


def _in_school(degree: str, *held: str) -> Answers:
    under_way = {"degree": degree, "status": "in-progress", "expected": 2028}
    return NOTHING_YET | {"degrees": [*held, under_way]}


WITHOUT_A_JOB: dict[str, Answers] = {
    "a student of nursing": _in_school("bsn") | NO_RN,
    "a student of informatics": _in_school("ms-health-informatics", "bachelors"),
    "a student of business": _in_school("mba", "bachelors"),
    "a new graduate": NOTHING_YET | NO_RN | {"degrees": ["bsn"]},
    "a licensed graduate": NOTHING_YET | RN | {"degrees": ["bsn"]},
    "a nurse": NOTHING_YET | RN | {"degrees": ["bsn"], "clinical": {"years": 5}},
    "a super user": RN
    | WENT_LIVE
    | _led("charge-nurse")
    | {"degrees": ["bsn"], "clinical": {"years": 5}, "informatics": {"years": 1}}
    | {"activities": ["super-user"]},
    "a nurse informaticist": RN
    | WENT_LIVE
    | {"degrees": ["bsn", "msn"], "clinical": {"years": 8}, "leadership": "none"}
    | {"informatics": {"years": 4, "fte": 1.0}},
    "a director of informatics": RN
    | WENT_LIVE
    | _led("director", 6)
    | {"degrees": ["bsn", "msn"], "clinical": {"years": 8}, "certifications": ["ni-bc"]}
    | {"informatics": {"years": 6, "fte": 1.0}},
    "a retired nurse manager": NOTHING_YET
    | RN
    | _led("nurse-manager")
    | {"degrees": ["adn"], "clinical": {"from": 1985, "to": 2020}},
    "a retired IT director": NOTHING_YET
    | _led("director", 20)
    | {"degrees": ["bachelors"], "informatics": {"from": 2000, "to": 2022}},
    "an IT manager": NOTHING_YET
    | WENT_LIVE
    | _led("team-lead", 6)
    | {"degrees": ["bachelors"], "informatics": {"years": 8, "fte": 1.0}},
    "a team lead from elsewhere": NOTHING_YET
    | _led("team-lead", 5)
    | {"degrees": ["bachelors"], "license": "none"},
    "a veteran": NOTHING_YET | _led("team-lead", 10) | {"degrees": ["associate"]},
    "a pharmacist": NOTHING_YET | {"degrees": ["pharmd"], "clinical": {"years": 4}},
    "one without a degree": {"degrees": "none", "role": "none"},
}


@pytest.fixture
def say(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """What a command says of the answers, as JSON or as text at 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def told(answers: Answers, roadmap: str, form: str = "json", command: str = "assess") -> str:
        Path("me.json").write_text(json.dumps(answers), encoding="utf-8")
        day = ("--roadmap", roadmap, "--as-of", DAY)
        return run(command, "me.json", *day, "--no-input", "--format", form).out

    return told


def _presuming(steps: list[dict[str, Any]]) -> list[str]:
    said = [" ".join(str(each[key]) for key in ("title", "action", "ask", "why")) for each in steps]
    return [each for each in said if THEIRS.search(each)]


@pytest.mark.parametrize("roadmap", BOTH)
@pytest.mark.parametrize("answers", WITHOUT_A_JOB.values(), ids=WITHOUT_A_JOB)
def test_nothing_speaks_of_an_employer_that_is_not_there(
    say: Say, answers: Answers, roadmap: str
) -> None:
    result = json.loads(say(answers, roadmap))
    page = say(answers, roadmap, "terminal")

    assert _presuming([*result["next_steps"], *result["later_steps"]]) == []
    assert THEIRS.findall(page) == []
    assert page.count("\n") <= ON_A_SCREEN
    assert result["next_steps"][0]["do_at"]


@pytest.mark.parametrize(
    ("roadmap", "who", "first"),
    [
        ("cio", "a student of nursing", "internship-in-health-it"),
        ("cio", "a student of informatics", "internship-in-health-it"),
        ("cio", "a student of business", "internship-in-health-it"),
        ("cio", "a new graduate", "first-job-in-health-it"),
        ("cio", "a nurse", "first-job-in-health-it"),
        ("cio", "a retired nurse manager", "first-job-in-health-it"),
        ("cio", "a team lead from elsewhere", "first-job-in-health-it"),
        ("cio", "a veteran", "first-job-in-health-it"),
        ("cio", "one without a degree", "first-job-in-health-it"),
        ("cio", "an IT manager", "apply-for-director-jobs"),
        ("cio", "a nurse informaticist", "apply-for-lead-jobs"),
        ("cio", "a retired IT director", "apply-for-cio-and-a-budget"),
        ("cnio", "a new graduate", "sit-nclex"),
        ("cnio", "a licensed graduate", "start-at-the-bedside"),
        ("cnio", "a nurse", "nurse-job-with-ehr-work"),
        ("cnio", "a super user", "apply-for-informatics-jobs"),
        ("cnio", "a nurse informaticist", "apply-for-lead-jobs"),
        ("cnio", "a director of informatics", "apply-for-cnio"),
        ("cnio", "a team lead from elsewhere", "find-it-job"),
        ("cnio", "a veteran", "find-it-job"),
    ],
)
def test_who_has_no_job_begins_with_one(say: Say, roadmap: str, who: str, first: str) -> None:
    assert json.loads(say(WITHOUT_A_JOB[who], roadmap))["next_steps"][0]["id"] == first


def test_a_student_of_nursing_asks_for_a_first_job(say: Say) -> None:
    result = json.loads(say(WITHOUT_A_JOB["a student of nursing"], "cnio"))

    assert "first-nurse-job" in [each["id"] for each in result["next_steps"]]


@pytest.mark.parametrize("employer", ["payer", "vendor", "other"])
def test_who_works_elsewhere_is_sent_to_a_hospital(say: Say, employer: str) -> None:
    elsewhere = {"role": "software-engineer", "setting": {"organization": employer}}
    result = json.loads(say(NOTHING_YET | elsewhere | {"degrees": ["bachelors"]}, "cio"))

    assert result["next_steps"][0]["id"] == "first-job-in-health-it"


@pytest.mark.parametrize("roadmap", BOTH)
@pytest.mark.parametrize("who", ["a nurse", "a retired nurse manager", "an IT manager"])
def test_a_job_that_was_not_told_is_not_presumed(say: Say, roadmap: str, who: str) -> None:
    told = {key: value for key, value in WITHOUT_A_JOB[who].items() if key != "role"}

    assert _presuming(json.loads(say(told, roadmap))["next_steps"]) == []


@pytest.mark.parametrize(
    ("roadmap", "who"),
    [
        ("cio", "a team lead from elsewhere"),
        ("cio", "an IT manager"),
        ("cio", "a veteran"),
        ("cio", "a retired nurse manager"),
        ("cnio", "a retired nurse manager"),
        ("cnio", "a nurse"),
    ],
)
def test_the_plan_of_who_has_no_job_leads_to_the_target(say: Say, roadmap: str, who: str) -> None:
    plan = json.loads(say(WITHOUT_A_JOB[who], roadmap, command="plan"))

    assert f"{roadmap}-job" in [each["requirement"] for each in plan["steps"]]


WORKED: Answers = (
    RN
    | WENT_LIVE
    | {
        "degrees": ["bsn", "msn", "mba"],
        "clinical": {"years": 6},
        "informatics": {"from": 2012, "to": 2014},
    }
)
PAID_WORK = ("informatics-hours", "informatics-five-years", "health-it-years")


@pytest.mark.parametrize("roadmap", BOTH)
@pytest.mark.parametrize("led", [{}, _led("director", 20)])
def test_hours_and_years_of_paid_work_begin_with_the_next_job(
    say: Say, roadmap: str, led: Answers
) -> None:
    steps = json.loads(say(WORKED | led, roadmap, command="plan"))["steps"]
    begun = {each["requirement"]: each["start"] for each in steps}

    assert [each for each in PAID_WORK if begun.get(each) == DAY] == []
    assert begun.keys() & set(PAID_WORK)


@pytest.mark.parametrize("years", [3, 8])
@pytest.mark.parametrize("led", [{}, _led("team-lead", 5), _led("team-lead", 12)])
@pytest.mark.parametrize(
    ("roadmap", "role"),
    [
        ("cnio", "nurse-informaticist"),
        ("cnio", "nurse"),
        ("cnio", "nurse-manager"),
        ("cio", "it-manager"),
        ("cio", "data-analyst"),
        ("cio", "informatics-specialist"),
    ],
)
def test_nobody_without_a_job_reaches_the_target_sooner(
    say: Say, roadmap: str, role: str, led: Answers, years: int
) -> None:
    """Whoever has one may look for the same job elsewhere."""
    told = WORKED | led | {"informatics": {"years": years}}
    ends = [
        json.loads(say(told | {"role": each}, roadmap, command="plan"))["finish"]["likely"]
        for each in (role, "none")
    ]

    assert ends[0] <= ends[1]


@pytest.mark.parametrize("role", ["np", "nurse", "none"])
def test_informatics_is_led_after_a_first_job_in_it(say: Say, role: str) -> None:
    """Also where nothing was told of work in informatics."""
    told = {key: value for key, value in WORKED.items() if key != "informatics"}
    steps = json.loads(say(told | {"role": role}, "cnio", command="plan"))["steps"]
    by = {each["requirement"]: each for each in steps}

    assert by["manager-of-informatics"]["start"] >= by["informatics-job"]["end"]


BSN_TO_COME: Answers = {"degree": "bsn", "status": "in-progress", "expected": "2027-05"}
PRACTICAL_NURSE: Answers = {
    "degrees": [{"degree": "adn", "status": "in-progress", "expected": "2027-12"}],
    "license": [{"profession": "nursing", "state": "KY", "status": "unrestricted"}],
    "clinical": {"years": 4, "still_practising": True},
    "role": "nurse",
}


@pytest.mark.parametrize(
    ("roadmap", "student"),
    [("cnio", {}), ("cmio", {}), ("cnio", PRACTICAL_NURSE), ("cnio", {"degrees": [BSN_TO_COME]})],
)
def test_waiting_is_no_practice(say: Say, roadmap: str, student: Answers) -> None:
    """A student who waits is no sooner a nurse of two years, and finds a project all the same."""
    told = student or {"degrees": [BSN_TO_COME], "role": "none"}
    plan = json.loads(say(told, roadmap, command="plan"))

    for each in plan["waiting"]:
        assert each["finish"] >= plan["finish"]["likely"]
        assert each["no_longer_placed"] == []


@pytest.mark.parametrize(
    "answers",
    [
        {"degrees": ["pa"], "role": "pa"},
        {"degrees": ["pharmd"], "role": "pharmacist", "informatics": {"years": 0}},
        {  # called a nurse at school
            "degrees": [{"degree": "bsn", "status": "in-progress", "expected": "2028-05"}],
            "license": [{"profession": "nursing", "status": "none"}],
            "role": "nurse",
        },
    ],
)
def test_who_did_not_tell_of_practice_loses_no_step_by_waiting(say: Say, answers: Answers) -> None:
    plan = json.loads(say(answers, "cnio", command="plan"))

    assert [each["no_longer_placed"] for each in plan["waiting"]] == [[], [], []]
    assert all(each["finish"] >= plan["finish"]["likely"] for each in plan["waiting"])


def test_no_door_closes_on_hours_in_a_job_that_is_not_there(say: Say) -> None:
    nurse = {"degrees": ["msn"], "clinical": {"from": "2015-01", "to": "2026-08"}, "role": "none"}
    plan = json.loads(say(nurse | WENT_LIVE, "cnio", command="plan"))

    assert plan["doors"] == []
    assert "Ask for paid informatics hours" not in json.dumps(plan["alternatives"])


@pytest.mark.parametrize(
    ("roadmap", "goes_on", "is_back"),
    [
        ("cnio", "reach-five-years", "back-in-informatics"),
        ("cio", "reach-five-years-it", "back-in-health-it"),
    ],
)
@pytest.mark.parametrize("role", ["nurse", "faculty", "data-analyst", "it-manager", "him-manager"])
@pytest.mark.parametrize("end", ["2025-01", "present"])
def test_years_in_informatics_go_on_in_a_job_of_it(
    say: Say, roadmap: str, goes_on: str, is_back: str, role: str, end: str
) -> None:
    """Who is back in another job goes back for them, and waits for no job that leads."""
    nurse = {
        **RN,
        "degrees": ["bsn"],
        "clinical": {"years": 6},
        "informatics": {"from": "2023-01", "to": end, "fte": 0.5},
        "role": role,
        "setting": {"organization": "health-system"},
    }
    plan = json.loads(say(nurse, roadmap, command="plan"))
    starts = {each["id"]: each["start"] for each in plan["steps"]}
    is_elsewhere = end != "present" and role in {"nurse", "faculty"}

    assert starts[is_back if is_elsewhere else goes_on] == DAY


@pytest.mark.parametrize(
    ("roadmap", "role", "at", "step", "not_step"),
    [
        ("cnio", "cno", "health-system", "gather-informatics-hours", "back-in-informatics"),
        ("cio", "cno", "health-system", "reach-five-years-it", "back-in-health-it"),
        ("cnio", "it-specialist", "other", "back-in-informatics", "gather-informatics-hours"),
    ],
)
def test_a_chief_nurse_gathers_years_in_her_own_office_and_who_left_health_care_goes_back(
    say: Say, roadmap: str, role: str, at: str, step: str, not_step: str
) -> None:
    nurse = {
        **RN,
        "degrees": ["bsn", "mba"],
        "clinical": {"years": 6},
        "informatics": {"from": "2017-01", "to": "2019-12", "fte": 1},
        "role": role,
        "leadership": {"people_led": 40, "roles": ["nurse-manager"]},
        "setting": {"organization": at},
    }
    steps = {each["id"] for each in json.loads(say(nurse, roadmap, command="plan"))["steps"]}

    assert step in steps
    assert not_step not in steps


@pytest.mark.parametrize(("role", "has_where_to_ask"), [("nurse-manager", True), ("none", False)])
def test_who_has_no_job_is_told_of_no_place_to_ask(
    say: Say, role: str, *, has_where_to_ask: bool
) -> None:
    nurse = {
        **RN,
        "degrees": ["bsn"],
        "clinical": {"from": "2006-01", "to": "2025-06"},
        "informatics": "none",
        "role": role,
        "leadership": {"people_led": 45, "roles": ["nurse-manager"]},
    }
    why = json.loads(say(nurse, "cnio"))["standing"]["why"]

    assert ("where you stand you can ask" in why) is has_where_to_ask


def test_years_in_informatics_end_no_plan_later(say: Say) -> None:
    """What comes after a job is planned after the same one, whoever has had another before."""
    doctor = {
        "degrees": ["md"],
        "residency": {"specialty": "internal-medicine", "completed": 2015, "country": "US"},
        "license": "none",
        "clinical": {"years": 6, "still_practising": True},
        "leadership": {"years": 0, "roles": [], "people_led": 0},
        "role": "none",
    }
    ends = [
        json.loads(say(doctor | {"informatics": {"years": each}}, "cmio", command="plan"))
        for each in (3, 0)
    ]

    assert ends[0]["finish"]["likely"] <= ends[1]["finish"]["likely"]


def test_a_nurse_in_medical_school_takes_no_nurses_job(say: Say) -> None:
    nurse = {
        "degrees": ["bsn", {"degree": "md", "status": "in-progress", "expected": "2029-05"}],
        "license": [{"profession": "nursing", "state": "NC", "status": "unrestricted"}],
        "clinical": {"from": "2018", "to": "2025-07"},
        "role": "none",
        "informatics": "none",
        "leadership": "none",
    }
    steps = json.loads(say(nurse, "cnio", command="plan"))["steps"]

    assert steps
    assert [each["id"] for each in steps if each["start"] < "2029-05-31"] == []


@pytest.mark.parametrize(("role", "months"), [("nurse-manager", 23), ("nurse", 11)])
def test_hours_in_half_of_a_week_take_two_years(say: Say, role: str, months: int) -> None:
    """A leader of nurses is advised to take half of the week; others take a whole job."""
    told = {
        "degrees": ["bsn", "msn"],
        "license": [{"profession": "nursing", "state": "PA", "status": "unrestricted"}],
        "clinical": {"from": "2009", "to": "present"},
        "role": role,
        "informatics": {"years": 1, "fte": 0.1},
        "leadership": {"years": 5, "roles": ["nurse-manager"], "people_led": 55},
    }
    steps = json.loads(say(told, "cnio", command="plan"))["steps"]
    begun, done = next(
        (date.fromisoformat(each["start"]), date.fromisoformat(each["end"]))
        for each in steps
        if each["requirement"] == "informatics-hours"
    )

    assert (done - begun).days > months * 30


def test_those_on_a_nurses_shift_are_no_team_of_informatics(say: Say) -> None:
    told = {
        "degrees": ["bsn"],
        "license": [{"profession": "nursing", "state": "NV", "status": "unrestricted"}],
        "clinical": {"from": "2011", "to": "present"},
        "role": "nurse",
        "informatics": {"from": "2024-01", "to": "present", "fte": 0.1},
        "leadership": {"roles": ["charge-nurse"], "people_led": 8},
    }
    steps = json.loads(say(told, "cnio", command="plan"))["steps"]

    assert "manager-of-informatics" in {each["requirement"] for each in steps}


def test_a_degree_broken_off_has_not_expired(say: Say) -> None:
    told = {"degrees": [{"degree": "bsn", "status": "lapsed"}], "role": {"other": "unit clerk"}}

    assert '"expired"' not in say(told, "cnio")


@pytest.mark.parametrize(("share", "state"), [(0.2, "not_met"), (1.0, "met")])
def test_a_director_with_a_day_of_it_a_week_is_no_director_of_it(
    say: Say, share: float, state: str
) -> None:
    told = {
        "degrees": ["pharmd"],
        "role": {"other": "director of pharmacy"},
        "informatics": {"years": 6, "fte": share},
        "leadership": {"years": 6, "roles": ["director"], "people_led": 45},
    }
    found = json.loads(say(told, "cio"))["steps"]
    own = [each for step in found for each in step["requirements"] if each["id"] == "middle-it-job"]

    assert [each["state"] for each in own] == [state]


@pytest.mark.parametrize("roadmap", ["cio", "cnio"])
def test_who_leads_nobody_reads_of_no_job_in_which_they_led(say: Say, roadmap: str) -> None:
    worked: Answers = {
        "degrees": ["bachelors"],
        "informatics": {"from": "2023-06", "to": "present", "fte": 1.0},
        "leadership": "none",
        "role": {"other": "Technical services"},
        "setting": {"organization": "vendor"},
    }
    said = say(worked | RN | {"role": worked["role"]}, roadmap)
    assert "in which you led" not in said
    assert "You have led" not in said
