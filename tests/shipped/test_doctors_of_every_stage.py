"""What doctors before, in and after the job are told of their exams, dates, money and past."""

import json
from typing import Any

import pytest

from tests.conftest import Run

DAY = "2026-11-30"
DOCTOR: dict[str, Any] = {
    "degrees": ["md"],
    "residency": {"specialty": "emergency-medicine", "completed": "2018-06"},
    "fellowships": [],
    "license": "unrestricted",
    "board_certifications": ["emergency-medicine"],
    "clinical": {"from": "2018-07", "to": "present"},
    "informatics": {"from": "2020-07", "to": "present", "fte": 0.3},
    "certifications": [],
    "leadership": {"years": 2, "roles": ["ehr-lead"], "people_led": 2},
    "projects": ["decision-support"],
    "role": {"id": "physician-informaticist", "since": "2022-08"},
}
FELLOW = {"specialty": "clinical-informatics", "completed": "2022-06"}
CERTIFICATE = "abpm-clinical-informatics"


def told(run: Run, command: str, answers: dict[str, Any], **changed: object) -> dict[str, Any]:
    stdin = json.dumps({**answers, **changed}).encode()
    done = run(command, "-", "--as-of", DAY, "--format", "json", stdin=stdin)
    assert not done.code, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def said(run: Run, command: str, answers: dict[str, Any], **changed: object) -> str:
    stdin = json.dumps({**answers, **changed}).encode()
    return " ".join(run(command, "-", "--as-of", DAY, "--format", "plain", stdin=stdin).out.split())


def ids_of(steps: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in steps]


def test_the_exam_of_a_fellow_of_unknown_accreditation_is_among_the_first(run: Run) -> None:
    """It is the one gap, and has a day by which one applies."""
    found = told(run, "assess", DOCTOR, fellowships=[FELLOW])

    assert "sit-ci-exam" in ids_of(found["next_steps"])[:3]


@pytest.mark.parametrize("status", ["planned", "held"])
def test_who_plans_the_exam_and_may_sit_it_has_its_dates(run: Run, status: str) -> None:
    """One applies by the end of May, not in July."""
    planned = {"certification": CERTIFICATE, "status": "planned", "expected": "2027-12"}
    plan = told(
        run,
        "plan",
        DOCTOR,
        fellowships=[{**FELLOW, "accredited": True}],
        certifications=[planned] if status == "planned" else [],
    )
    exam = next(each for each in plan["steps"] if each["requirement"] == "ci-board")
    dates = [each["date"] for each in exam["milestones"]]

    assert exam["id"] == "sit-ci-exam"
    assert "2027-04-01" in dates


@pytest.mark.parametrize(
    ("certificate", "months"),
    [
        ({"status": "held", "earned": 2016, "expires": "2026-12-31"}, (6, 12, 24)),
        ({"status": "approved", "approved": 2025}, (24,)),
    ],
)
def test_a_certificate_that_ends_while_one_waits_costs_no_fellowship_unasked(
    run: Run, certificate: dict[str, Any], months: tuple[int, ...]
) -> None:
    plan = told(
        run,
        "plan",
        DOCTOR,
        role={"id": "associate-cmio", "since": 2019},
        certifications=[{"certification": CERTIFICATE, **certificate}],
    )

    for each in plan["waiting"]:
        if each["months"] in months:
            assert each["finish"] < "2030", each


def test_an_exam_that_waiting_loses_is_lost_whenever_it_ends(run: Run) -> None:
    """Also where the approval is over by then and not the last season alone."""
    approved = [{"certification": CERTIFICATE, "status": "approved", "approved": 2025}]
    plan = told(run, "plan", DOCTOR, certifications=approved)
    gone = [{*each["no_longer_placed"], *each["to_decide"]} for each in plan["waiting"]]

    assert gone == [set(), {"ci-board"}, {"ci-board"}]


@pytest.mark.parametrize(("end", "is_door"), [("2026-08", False), ("present", True)])
def test_work_that_has_ended_is_no_door(run: Run, end: str, *, is_door: bool) -> None:
    """Its half year cannot be filled; what goes on is kept, and is a step."""
    work = {"from": "2026-07", "to": end, "fte": 0.3}
    plan = told(run, "plan", DOCTOR, informatics=work, role="attending", leadership="none")
    routes = {each["route"] for each in plan["doors"]} | {each["id"] for each in plan["steps"]}

    assert ("reach-half-a-year" in routes) is is_door


def test_a_step_that_takes_an_untold_residency_says_so(run: Run) -> None:
    """
    Who served as a medical officer may have had a year of it; whoever told it reads nothing of it,
    nor who is asked for it first, as at work.
    """
    officer = {
        "degrees": ["do"],
        "license": {"state": "VA", "status": "unrestricted"},
        "board_certifications": "none",
        "clinical": {"years": 2, "still_practising": True},
        "informatics": "none",
        "leadership": {"years": 2, "roles": ["medical-director"], "people_led": 30},
        "role": "none",
    }
    exam = "Take your specialty's board exam"
    only_if = "Only if: Residency finished"

    assert only_if in said(run, "assess", officer).partition(exam)[2].partition("Start:")[0]
    finished = {"specialty": "emergency-medicine", "completed": "2024-06"}
    assert only_if not in said(run, "assess", officer, residency=finished)
    assert only_if not in said(run, "assess", officer, role="general medical officer")


def test_a_residency_slips_no_further_than_its_planned_fellowship_waits(run: Run) -> None:
    """Told later by more months than that the plan ends later, and by as many it does not."""
    planned = [{"specialty": "clinical-informatics", "status": "planned"}]

    def plan(expected: str) -> dict[str, Any]:
        residency = {"specialty": "emergency-medicine", "status": "in-progress"}
        changed = {"residency": {**residency, "expected": expected}, "fellowships": planned}
        none = dict.fromkeys(("informatics", "clinical", "board_certifications"), "none")
        return told(run, "plan", DOCTOR, **changed, **none, license="training", role="resident")

    now, later, too_late = map(plan, ("2027-06", "2028-06", "2028-10"))
    slack = next(each["slack_months"] for each in now["steps"] if each["id"] == "finish-residency")

    assert slack == pytest.approx(12, abs=0.5)
    assert now["finish"]["likely"] == later["finish"]["likely"] < too_late["finish"]["likely"]


@pytest.mark.parametrize("end", [{}, {"expected": "2030-06"}], ids=["no end told", "an end told"])
def test_who_interviews_for_a_specialty_compares_no_lengths(run: Run, end: dict[str, str]) -> None:
    """What is to be done in the season does not change with the end of a residency to come."""
    senior = {"degree": "do", "status": "in-progress", "expected": "2027-05"}
    residency = {"specialty": "emergency-medicine", "status": "planned", **end}
    none = dict.fromkeys(("clinical", "license", "board_certifications", "leadership"), "none")
    page = said(run, "assess", DOCTOR, degrees=[senior], residency=residency, **none, role="none")

    assert "In each interview ask about an informatics track" in page
    assert "Compare the length of the specialties" not in page


def test_what_waiting_makes_uncertain_is_lost(run: Run) -> None:
    """Its six years with no dates may end before the time then asked for: a step comes in."""
    work = {"years": 6, "fte": 0.5, "within_last": 6}
    setting = {"organization": "consulting", "state": "GA"}
    told_ = {"informatics": work, "setting": setting, "role": "consultant", "license": "restricted"}
    plan = told(run, "plan", DOCTOR, **told_)
    page = said(run, "plan", DOCTOR, **told_)

    assert [each["perhaps_lost"] for each in plan["waiting"]] == [[], [], ["protected-time"]]
    assert "A quarter of your week for informatics may not be met any more" in page


@pytest.mark.parametrize("license_", ["none", "restricted"])
def test_a_lapsed_board_waits_for_the_license(run: Run, license_: str) -> None:
    lapsed = [{"board": "emergency-medicine", "status": "lapsed"}]
    plan = told(run, "plan", DOCTOR, license=license_, board_certifications=lapsed)
    steps = {each["requirement"]: each for each in plan["steps"]}

    assert steps["primary-board"]["start"] >= steps["unrestricted-license"]["end"]


@pytest.mark.parametrize(
    "changed",
    [
        {"fellowships": [{**FELLOW, "completed": None, "status": "in-progress"}], "role": None},
        {"role": "resident"},
        {"role": "informatics-specialist"},
        {"role": {"other": "epidemiologist"}, "clinical": {"years": 6, "still_practising": False}},
        {
            "role": "consultant",
            "license": "none",
            "board_certifications": ["clinical-informatics"],
            "residency": None,
            "clinical": None,
        },
    ],
)
def test_who_is_not_paid_for_practice_is_not_told_a_practices_pay(
    run: Run, changed: dict[str, Any]
) -> None:
    answers = {key: value for key, value in {**DOCTOR, **changed}.items() if value is not None}
    for each in answers["fellowships"]:
        each.pop("completed", None)

    assert told(run, "assess", DOCTOR, role="attending")["pay"]["today"] is not None
    assert told(run, "assess", answers)["pay"]["today"] is None


ABROAD: dict[str, Any] = {
    "degrees": ["mbbs"],
    "residency": {"specialty": "internal-medicine", "status": "in-progress", "country": "PK"},
    "license": "none",
    "informatics": [],
    "projects": [],
    "role": "resident",
}


@pytest.mark.parametrize("day", [None, "2027-09", "2027-12"])
def test_certification_under_way_ends_as_told_and_has_a_part_left_to_pay(
    run: Run, day: str | None
) -> None:
    ecfmg = {
        "certification": "ecfmg",
        "status": "in-progress",
        **({"expected": day} if day else {}),
    }
    found = told(run, "plan", ABROAD, certifications=[ecfmg])
    step = next(each for each in found["steps"] if each["id"] == "start-ecfmg-certification")

    assert step["cost_usd"]["low"] == 0
    assert step["cost_usd"]["high"] > 0
    assert day is None or step["end"].startswith(day)


def test_a_residency_abroad_brings_no_american_license(run: Run) -> None:
    page = said(run, "assess", ABROAD)

    assert "license and practice follow from it" not in page
    assert "You are in training abroad." in page
    assert "about 3 years" in page.partition("Match into a US residency")[2].partition("Ask:")[0]


def test_who_holds_a_subspecialty_has_held_a_primary_certificate(run: Run) -> None:
    heart = {"specialty": "cardiovascular-disease", "completed": 2006}
    found = told(
        run,
        "assess",
        DOCTOR,
        residency={"specialty": "internal-medicine", "completed": 2003},
        fellowships=[heart],
        board_certifications=["cardiovascular-disease"],
    )
    steps = ids_of([*found["next_steps"], *found["later_steps"]])

    assert "ask-primary-board" in steps
    assert "ask-board-eligibility" not in steps


def test_the_time_of_a_fellowship_is_no_time_of_a_job(run: Run) -> None:
    """So the half-year of it is ahead, whatever of the fellowship lies within two years."""
    found = told(
        run,
        "assess",
        DOCTOR,
        residency={"specialty": "emergency-medicine", "completed": "2023-06"},
        fellowships=[{**FELLOW, "completed": "2025-06", "accredited": True}],
        clinical={"from": "2025-08", "to": "present"},
        informatics={"from": "2023-07", "to": "2025-06", "fte": 0.8},
        leadership="none",
        role="attending",
    )
    step = next(e for e in found["next_steps"] if e["id"] == "ask-protected-time")

    assert step["months"]["likely"] == 6
    assert found["next_steps"][0] == step


@pytest.mark.parametrize(("until", "told_so"), [("2022-05", True), ("2023-05", False)])
def test_practice_about_to_leave_the_last_five_years_is_a_step(
    run: Run, until: str, *, told_so: bool
) -> None:
    answers = {**DOCTOR, "clinical": {"from": 2018, "to": until}, "role": {"other": "adviser"}}
    first = ids_of(told(run, "assess", answers)["next_steps"])

    assert ("keep-seeing-patients" in first) is told_so
    assert "keep-seeing-patients" not in ids_of(
        told(run, "assess", answers, license="none")["next_steps"]
    )


def test_work_that_is_over_is_not_said_to_go_on(run: Run) -> None:
    over = {"from": "2017-01", "to": "2026-08", "fte": 0.5}

    assert "You work in informatics" not in said(run, "assess", DOCTOR, informatics=over, role=[])


RESIDENT: dict[str, Any] = {
    "degrees": ["md"],
    "residency": {"specialty": "family-medicine", "status": "in-progress", "expected": "2027-06"},
    "license": "training",
    "role": "resident",
}


def test_who_was_excused_from_the_board_prepares_for_no_fellowship(run: Run) -> None:
    waiver = {"requirement": "ci-board", "reason": "not wanted", "by": "self"}
    first = ids_of(told(run, "assess", RESIDENT)["next_steps"])
    excused = ids_of(told(run, "assess", RESIDENT, waivers=[waiver])["next_steps"])

    assert "prepare-fellowship-application" in first
    assert "prepare-fellowship-application" not in excused


@pytest.mark.parametrize("specialty", ["family-medicine", "internal-medicine"])
def test_a_resident_of_canada_sits_the_exam_of_a_canadian_board(run: Run, specialty: str) -> None:
    """So no day and fee of the American board is told as theirs."""
    steps = {}
    for country in ("US", "CA"):
        residency = {**RESIDENT["residency"], "specialty": specialty, "country": country}
        plan = told(run, "plan", RESIDENT, residency=residency)
        steps[country] = next(e["id"] for e in plan["steps"] if e["requirement"] == "primary-board")

    assert steps == {"US": f"sit-{specialty}-board", "CA": "sit-primary-board"}


@pytest.mark.parametrize("role", ["associate-cmio", "informatics-specialist"])
def test_who_works_in_informatics_is_not_called_starting_in_it(run: Run, role: str) -> None:
    page = said(run, "assess", DOCTOR, license="restricted", role=role)

    assert "Starting in informatics" not in page
    assert "What stands in the way is formal" in page


@pytest.mark.parametrize("constraints", [{}, {"start": "2027-01"}])
def test_a_license_that_the_plan_begins_with_is_the_first_step(
    run: Run, constraints: dict[str, Any]
) -> None:
    """Whatever day was wished; and of nothing told of Canada nothing is said of it."""
    found = told(
        run,
        "assess",
        {
            "degrees": ["md"],
            "residency": {"specialty": "emergency-medicine", "completed": "2026-06"},
            "license": "none",
            "clinical": "none",
            "role": "none",
        },
        constraints=constraints,
    )

    assert found["next_steps"][0]["id"] == "apply-for-license"
    assert "license_of_a_province" not in [each["code"] for each in found["warnings"]]


@pytest.mark.parametrize("expected", [{}, {"expected": "2029-06"}, {"expected": "2031-06"}])
def test_a_plan_with_a_fellowship_ahead_goes_on_to_the_job(
    run: Run, expected: dict[str, str]
) -> None:
    """What leads to the next rung before it may not be taken away without another."""
    ahead = {"specialty": "clinical-informatics", "status": "planned", **expected}
    answers = {**DOCTOR, "role": "attending", "informatics": {"from": 2024, "fte": 0.1}}
    made = told(run, "plan", answers, fellowships=[ahead], leadership="none")

    assert made["not_placed"] == []
    assert {"become-medical-director", "apply-for-cmio"} <= {each["id"] for each in made["steps"]}


@pytest.mark.parametrize(
    ("training", "to_keep"),
    [
        ({"other": "transitional year"}, "30 January 2027: Unless you have a place, register"),
        ({"specialty": "emergency-medicine"}, "3 December 2026 by our estimate: Commit your rank"),
    ],
)
def test_who_has_applied_in_the_match_under_way_reads_its_date_on_page_one(
    run: Run, training: dict[str, str], to_keep: str
) -> None:
    """The step, or what prepares for it, names the next season, which is too late for them."""
    resident = {"status": "in-progress", "expected": "2027-06", **training}
    page = said(run, "assess", {"degrees": ["do"], "license": "training"}, residency=resident)

    assert f"at the latest {to_keep}" in page


def test_a_fellowship_that_may_be_over_is_begun_anew_only_if_it_is_not(run: Run) -> None:
    """Its told end has passed: whoever finished it sits the exam, and has applied for none."""
    late = {"specialty": "clinical-informatics", "status": "in-progress", "expected": "2026-06"}
    done = {"specialty": "pediatrics", "completed": "2024"}
    answers = {"degrees": ["md"], "license": "unrestricted", "certifications": "none"}
    changed = {"residency": done, "board_certifications": ["pediatrics"], "fellowships": [late]}
    page = said(run, "assess", {**answers, **changed})
    step = page.partition("3. Clinical informatics fellowship")[2].partition("WHERE YOU STAND")[0]

    assert "Only if: not done already" in step
    assert "If you have applied" not in step


def test_the_pay_given_up_for_a_planned_fellowship_is_the_same_in_step_and_plan(run: Run) -> None:
    """The plan counted its days, from 1 July to 30 June, and the page whole months."""
    ahead = {"specialty": "clinical-informatics", "status": "planned", "expected": "2029-06"}
    answers = {**DOCTOR, "fellowships": [ahead], "role": "attending", "informatics": "none"}
    answers["constraints"] = {"pay_usd": 290000}

    assert "Pay given up: $402,000 to $425,000" in said(run, "assess", answers)
    assert "that you plan: $402,000 to $425,000" in said(run, "plan", answers)


def test_a_first_year_that_no_list_has_is_training_before_the_place_that_follows(run: Run) -> None:
    """The place that follows may be there already, so nobody is told to register for it."""
    first = {"other": "transitional year", "status": "in-progress", "expected": "2027-06"}
    ahead = {"specialty": "neurology", "status": "planned", "expected": "2030-06"}
    answers = {"degrees": ["md"], "license": "training", "role": "resident"}
    page = said(run, "assess", answers, residency=[first, ahead])

    assert "You are in training" in page
    assert "Unless you have a place, register" in page
    assert "- Transitional year: by your answers this training lasts until June 2027" in page


def test_waiting_moves_no_planned_fellowship_to_which_one_can_still_apply(run: Run) -> None:
    """Letter writers are asked by our estimate of April, and applications sent in July."""
    resident = {"specialty": "pathology", "status": "in-progress", "expected": "2028-06"}
    planned = {"specialty": "clinical-informatics", "status": "planned", "expected": "2030-06"}
    answers = {"degrees": ["md"], "residency": resident, "fellowships": [planned]}
    waiting = told(run, "plan", answers, license="training")["waiting"]

    assert [each["finish_moves_months"] for each in waiting][:2] == [0, 12]


def test_a_training_that_may_be_of_either_profession_lasts_as_long_as_was_told(run: Run) -> None:
    """Oral surgeons are both: no fellowship is planned before the day on which theirs ends."""
    both = {
        "degrees": ["md", "dds"],
        "residency": {"other": "oral surgery", "status": "in-progress", "expected": "2029-06"},
        "license": "training",
        "role": "resident",
    }
    starts = {each["id"]: each["start"] for each in told(run, "plan", both)["steps"]}

    assert starts["ci-fellowship-after-residency"] == "2029-07-01"


@pytest.mark.parametrize(("state", "is_told"), [("BC", True), ("OH", False)])
def test_a_student_in_canada_reads_that_price_and_odds_are_of_the_states(
    run: Run, state: str, is_told: bool
) -> None:
    student = {"degree": "md", "status": "in-progress", "expected": "2028-05"}
    found = told(run, "assess", {"degrees": [student], "setting": {"state": state}})

    assert ("school_in_a_province" in [each["code"] for each in found["warnings"]]) is is_told


def test_a_planned_place_keeps_its_odds_and_what_is_taken_for_granted_of_it(run: Run) -> None:
    """Told for a day or not, nobody has it yet."""
    planned = {"specialty": "internal-medicine", "status": "planned", "expected": "2030-06"}
    senior = {"degree": "md", "status": "in-progress", "expected": "2027-05"}
    answers = {"degrees": [senior], "residency": planned, "license": "none"}

    page = said(run, "assess", answers).partition("Finish medical school")[0]
    assert "Odds: 94% of seniors" in page
    assert "Done: 30 June 2030, as told" in page
    taken = "taken for granted: that you have applied for a place on 1 July 2027"
    assert taken in said(run, "plan", answers)


def test_a_senior_abroad_reads_the_match_under_way_on_page_one(run: Run) -> None:
    """Theirs is planned for the next; who applied has days to keep before it."""
    senior = {"degree": "mbbs", "status": "in-progress", "expected": "2027-05"}
    ecfmg = {"certification": "ecfmg", "status": "in-progress", "expected": "2027-06"}
    answers = {"degrees": [senior], "certifications": [ecfmg], "license": "none", "role": "none"}
    later = said(run, "assess", answers).partition("Later in your plan: Match into a US")[2]

    assert "begins 1 July 2028 (if you have applied: 30 November 2026, at the latest" in later


def test_two_degrees_planned_for_one_day_are_both_in_the_plan(run: Run) -> None:
    """With the price of medical school, which no MBA brings along."""
    planned = [{"degree": id_, "status": "planned", "expected": "2034-05"} for id_ in ("md", "mba")]
    college = {"degree": "bachelors", "status": "in-progress", "expected": "2030-05"}
    made = told(run, "plan", {"degrees": [college, *planned]})
    starts = {each["id"]: each["start"] for each in made["steps"]}

    assert starts["enter-medical-school"] == "2030-08-01"
    assert made["costs"]["low"] > 200_000


def test_a_planned_residency_begins_with_a_match_and_not_at_once(run: Run) -> None:
    """Who is in a preliminary year has matched for the next, or has that match ahead."""
    year = {"other": "preliminary year", "status": "in-progress", "expected": "2027-06"}
    planned = {"specialty": "anesthesiology", "status": "planned", "expected": "2030-06"}
    answers = {"degrees": ["md"], "residency": [year, planned], "license": "training"}
    starts = {each["id"]: each["start"] for each in told(run, "plan", answers)["steps"]}

    assert starts["enter-residency"] == "2027-07-01"


def test_a_fellowship_that_the_plan_takes_in_is_no_decision_beside_it(run: Run) -> None:
    """Of who finished a training whose told end has passed, beside a post that is none."""
    overdue = {"specialty": "anesthesiology", "status": "in-progress", "expected": "2026-06-30"}
    told_: dict[str, Any] = {
        "residency": overdue,
        "board_certifications": "none",
        "clinical": {"from": "2026-07", "to": "present"},
        "informatics": "none",
        "role": "attending",
    }

    assessed = told(run, "assess", DOCTOR, **told_)

    assert "ci-fellowship" in [each["id"] for each in assessed["next_steps"]]
    assert assessed["decisions"] == told(run, "plan", DOCTOR, **told_)["decisions"] == []


def test_no_step_is_one_only_if_that_is_there_which_the_plan_ends_before_it(run: Run) -> None:
    """A license for training alone: the plan has the residency, and the fellowship after it."""
    answers = {"degrees": ["md"], "license": "training"}
    fellowship = "Informatics fellowship right after residency"
    step = said(run, "assess", answers).partition(fellowship)[2].partition("Begins")[0]

    assert step
    assert "Only if: Residency finished" not in step
    assert "finish-residency" in ids_of(told(run, "plan", answers)["steps"])


def test_an_approval_is_asked_about_before_the_last_of_its_exam_years_ends(run: Run) -> None:
    """It counts three exam years, the year of approval the first; and a post may last longer."""
    approved = [{"certification": CERTIFICATE, "status": "approved", "approved": "2024"}]

    plan = told(run, "plan", DOCTOR, certifications=approved)

    doors = {each["route"]: each["closes_on"] for each in plan["doors"]}
    assert doors["ask-about-approval"] == "2026-12-31"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {
                "license": "none",
                "role": "none",
                "leadership": {"years": 12, "roles": ["cmio"]},
                "informatics": {"from": "2005", "to": "2024", "fte": 1},
            },
            "Experienced in informatics. You have led or worked in informatics",
        ),
        (
            {
                "license": "none",
                "residency": "none",
                "board_certifications": "none",
                "clinical": "none",
                "role": "faculty",
                "leadership": "none",
                "informatics": {"years": 15, "fte": 1},
            },
            "Experienced in informatics. You have led or worked in informatics",
        ),
        (
            {
                "residency": {"specialty": "general-surgery", "status": "in-progress"},
                "board_certifications": "none",
                "clinical": "none",
                "informatics": {"from": "2026-07", "to": "present", "fte": 0.5},
                "leadership": "none",
                "role": "resident",
            },
            "and, unless you hold it, the American license after it",
        ),
        (
            {
                "license": {"profession": "medicine", "state": "BC", "status": "unrestricted"},
                "role": {"id": "attending", "since": "2018-07"},
            },
            "In informatics. You work in informatics, and",
        ),
        (
            {
                "license": "training",
                "residency": {
                    "specialty": "general-surgery",
                    "status": "in-progress",
                    "expected": "2030-06",
                },
                "board_certifications": [],
                "clinical": "none",
                "informatics": {"from": "2026-07", "to": "present", "fte": 0.5},
                "leadership": "none",
                "role": "resident",
            },
            "In informatics. You work in informatics, and",
        ),
    ],
)
def test_who_led_or_works_in_informatics_is_called_no_beginner(
    run: Run, changed: dict[str, Any], words: str
) -> None:
    assert words in said(run, "assess", DOCTOR, **changed)


def test_a_physician_of_a_vendor_asks_a_hospital_that_knows_the_work(run: Run) -> None:
    text = said(
        run,
        "assess",
        DOCTOR,
        residency={"specialty": "emergency-medicine", "completed": "2011"},
        clinical={"from": "2011-07", "to": "2019-06"},
        informatics={"from": "2019-07", "to": "present", "fte": 1},
        leadership={"years": 5, "roles": ["team-lead"], "people_led": 8},
        setting={"organization": "vendor", "state": "WI"},
    )

    assert "a hospital that knows your work" in text


def test_a_residency_planned_by_a_graduate_from_abroad_is_the_one_to_match_into(run: Run) -> None:
    planned = {"specialty": "internal-medicine", "status": "planned", "expected": "2030-06"}
    answers = {"degrees": ["mbbs"], "residency": planned, "license": "none", "role": "none"}
    plan = told(run, "plan", answers)

    days = {each["id"]: each["start"] for each in plan["steps"]}
    assert days["residency-after-training-abroad"] == "2027-07-01"
    assert "a new residency fall away" not in said(run, "plan", answers)
