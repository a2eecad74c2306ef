"""The first three steps, as a holder of the job, a counselor and the person would order them."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cmio_advisor.domain.interview import MOST_ASKED, Interview
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import ROOT, Run, profile_of

DAY = "2026-11-28"
PHYSICIAN: dict[str, Any] = {
    "degrees": ["md"],
    "residency": {"specialty": "internal-medicine", "completed": "2012-06"},
    "fellowships": [],
    "license": "unrestricted",
    "board_certifications": ["internal-medicine"],
    "clinical": {"from": "2012-07", "to": "present"},
    "informatics": {"from": "2018-01", "to": "present", "fte": 0.3},
    "leadership": {"years": 4, "roles": ["physician-champion"], "people_led": 3},
    "projects": ["ehr-implementation"],
    "certifications": [],
    "activities": [],
    "role": "physician-informaticist",
}
LEADER = {
    **PHYSICIAN,
    "informatics": {"from": "2016-01", "to": "present", "fte": 0.6},
    "leadership": {"years": 6, "roles": ["medical-director"], "people_led": 6},
    "projects": ["ehr-implementation", "decision-support"],
    "role": "director-health-informatics",
}
CHAIR = {
    **PHYSICIAN,
    "informatics": {"years": 0},
    "leadership": {"years": 9, "roles": ["department-chair"], "people_led": 40},
    "projects": [],
    "role": "department-chair",
}
RESIDENT: dict[str, Any] = {
    "degrees": ["md"],
    "residency": {"specialty": "internal-medicine", "status": "in-progress", "expected": "2027-06"},
    "license": "unrestricted",
    "board_certifications": [],
    "clinical": "none",
    "informatics": "none",
    "leadership": "none",
    "projects": ["decision-support"],
    "certifications": [],
    "fellowships": [],
    "role": "resident",
}
NURSE: dict[str, Any] = {
    "degrees": ["bsn"],
    "license": [{"profession": "nursing", "state": "TX", "status": "unrestricted"}],
    "clinical": {"years": 8, "still_practising": False},
    "informatics": {"years": 7, "fte": 1},
    "leadership": {"years": 2, "roles": ["project-lead"], "people_led": 0},
    "projects": ["ehr-implementation", "order-entry"],
    "certifications": [],
    "role": "nurse-informaticist",
}


class Page:
    """What ``assess`` says of somebody."""

    def __init__(self, run: Run, folder: Path, person: dict[str, Any], day: str) -> None:
        file = folder / "person.json"
        file.write_text(json.dumps(person))
        command = ("assess", str(file), "--as-of", day, "--format")
        self.plain = run(*command, "plain").out
        self.found = json.loads(run(*command, "json").out)
        self.steps = [each["id"] for each in self.found["next_steps"]]
        self.why = self.found["standing"]["why"]


Read = Callable[..., Page]


@pytest.fixture
def page(run: Run, tmp_path: Path) -> Read:
    """The page of somebody, with other answers than those of the one named."""

    def read(person: dict[str, Any], day: str = DAY, **other: object) -> Page:
        return Page(run, tmp_path, {**person, **other}, day)

    return read


def test_one_project_with_a_number_comes_before_training_and_a_second_after_it(page: Read) -> None:
    """Whose own project can be put in numbers is not told of another before what is expected."""
    steps = page(PHYSICIAN).steps

    assert steps[:3] == ["become-medical-director", "put-a-number-on-it", "course-as-training"]
    assert steps.index("measure-one-alert") > 2


def test_the_rung_above_the_next_one_waits_for_training(page: Read) -> None:
    """It is the second way for whoever applies for the job itself."""
    assert "apply-for-associate" not in page(PHYSICIAN).steps[:3]
    assert page(LEADER).steps[:3] == ["apply-for-cmio", "put-a-number-on-it", "apply-for-associate"]


def test_a_chair_is_not_told_to_offer_two_hours(page: Read) -> None:
    """The same words fit a student and whoever leads a department."""
    found = page(CHAIR)

    assert found.steps[:2] == ["sponsor-ehr-project", "ask-protected-time"]
    assert "hours a week" not in found.plain


def test_an_ehr_lead_asks_for_the_title_of_that_work(page: Read) -> None:
    """In place of looking for a part of the EHR that nobody answers for."""
    found = page(
        PHYSICIAN,
        informatics={"years": 3, "fte": 0.3},
        leadership={"years": 3, "roles": ["ehr-lead"], "people_led": 3},
        projects=["ehr-implementation"],
    )

    assert found.steps[0] == "title-for-ehr-duties"
    assert "has no physician who answers for it" not in found.plain


def test_no_chief_medical_officer_is_sent_to_themselves(page: Read) -> None:
    """A medical director of informatics reports to that job; the title goes with it."""
    found = page(PHYSICIAN, role="cmo", leadership={"years": 9, "roles": ["cmo"], "people_led": 30})

    assert found.steps[0] == "title-for-ehr-duties"
    assert "Your CMIO or CMO" not in found.plain


@pytest.mark.parametrize("was", ["cmio", "chio"])
def test_whoever_was_chief_is_sent_to_no_first_course(page: Read, was: str) -> None:
    """Nor to a graduate certificate."""
    roles = {"years": 14, "roles": [was], "people_led": 10}
    steps = page(LEADER, role="attending", leadership=roles).steps

    assert not {"course-as-training", "graduate-certificate"} & set(steps)


def test_a_chief_of_health_information_has_the_steps_of_the_job(page: Read) -> None:
    """It is above the CMIO's."""
    steps = page(LEADER, role="chio").steps

    assert steps[:2] == ["show-a-result", "grow-the-office"]


def test_whoever_did_the_work_is_not_told_that_the_work_is_missing(page: Read) -> None:
    """Without a license that is what stands in the way, whoever they led."""
    found = page(LEADER, license="none", setting={"organization": "vendor"})

    assert "license" in found.why
    assert "What is missing is work in informatics" not in found.why
    assert "What is missing is work in informatics" in page(CHAIR).why


def test_what_ends_within_two_months_comes_before_a_search_of_a_year(page: Read) -> None:
    """What ends later stands beside it."""
    soon, later = (
        page(
            LEADER, certifications=[{"certification": "abpm-clinical-informatics", "expires": end}]
        )
        for end in ("2026-12-15", "2027-09-30")
    )

    assert soon.steps[:2] == ["renew-abpm-clinical-informatics", "apply-for-cmio"]
    assert later.steps[:2] == ["apply-for-cmio", "renew-abpm-clinical-informatics"]


def test_the_way_back_to_the_informatics_board_stands_beside_the_job(page: Read) -> None:
    """The one to the primary board, on which others rest, before it."""
    informatics = {"board": "clinical-informatics", "status": "lapsed"}
    primary = {"board": "internal-medicine", "status": "lapsed"}
    beside = page(LEADER, board_certifications=["internal-medicine", informatics])
    before = page(LEADER, board_certifications=[primary])

    assert beside.steps[:2] == ["apply-for-cmio", "ask-informatics-board"]
    assert before.steps[:2] == ["ask-primary-board", "apply-for-cmio"]


def test_no_last_day_to_start_stands_beside_an_earlier_one_to_apply(page: Read) -> None:
    """A pathway that closes is told by its year, since one applies by an earlier day."""
    found = page(PHYSICIAN, day="2024-06-01")

    assert "application is still open" in found.plain
    assert "Closes: with 2025" in found.plain
    assert "Last day to start" not in found.plain


def test_the_next_job_is_asked_for_though_the_present_one_was_not_told(page: Read) -> None:
    """Even where three steps for what is known to be open are there."""
    untold = {key: PHYSICIAN[key] for key in PHYSICIAN if key not in ("role", "leadership")}
    found = page(untold, day="2024-06-01")
    second = found.plain.partition("\n2. ")[2].partition("\n3. ")[0]

    assert found.steps[:2] == ["sit-ci-exam", "become-medical-director"]
    assert "Only if: not done already" in second
    assert page(untold, day="2026-06-01").steps[0] == "become-medical-director"


def test_the_last_exams_of_a_closing_pathway_come_before_all_but_applying(page: Read) -> None:
    """It costs nothing to ask for a title a month later; the practice pathway ends with 2025."""
    assert page(PHYSICIAN, day="2024-06-01").steps[0] == "sit-ci-exam"
    assert page(LEADER, day="2024-06-01").steps[:2] == ["apply-for-cmio", "sit-ci-exam"]


def test_nobody_is_sent_for_a_directors_title_in_the_first_months_of_a_first_job(run: Run) -> None:
    """A part of the EHR to answer for comes first; a year after the fellowship the title does."""
    trained = str(ROOT / "examples" / "fellowship-trained.yaml")

    def first(day: str) -> str:
        return run("assess", trained, "--as-of", day, "--format", "plain").out.partition("\n1. ")[2]

    assert first("2026-11-28").startswith("Answer for one part of the EHR")
    assert first("2027-08-01").startswith("Become medical director of informatics")


def test_who_trains_puts_a_number_on_the_project_that_was_told(page: Read) -> None:
    """A resident and a student, though no time in informatics was."""
    assert page(RESIDENT).steps[2] == "put-a-number-on-it"
    student = {"degree": "md", "status": "in-progress", "expected": "2028-05"}
    found = page(RESIDENT, degrees=[student], residency="none", license="none", role="none")
    assert found.steps[:2] == ["finish-medical-school", "put-a-number-on-it"]


def test_a_fellow_in_informatics_is_not_sent_to_join_a_project(page: Read) -> None:
    """The training is projects."""
    fellow = {"specialty": "clinical-informatics", "status": "in-progress", "expected": "2028-06"}
    found = page(
        RESIDENT,
        residency={"specialty": "internal-medicine", "completed": "2026-06"},
        board_certifications=["internal-medicine"],
        fellowships=[fellow],
        projects=[],
    )

    assert found.steps[0] == "finish-informatics-fellowship"
    assert "join-ehr-project" not in found.steps


def test_other_clinicians_with_years_in_informatics_are_told_a_next_job(page: Read) -> None:
    """Of their own profession, before they read and talk."""
    assistant = {
        "degrees": ["pa"],
        "license": [{"profession": "physician-assistant", "state": "CO", "status": "unrestricted"}],
        "role": "pa",
        "informatics": {"from": "2021-01", "to": "present", "fte": 0.3},
    }

    assert page(NURSE).steps[0] == "ask-to-lead-in-nursing-informatics"
    assert page(NURSE, **assistant).steps[0] == "ask-for-time-for-profession"


@pytest.mark.parametrize(
    "who",
    [
        {"degrees": ["bsn"], "role": "nurse"},
        {"degrees": ["pa"], "role": "pa"},
        {"degrees": ["dds"]},
    ],
    ids=["nurse", "physician assistant", "dentist"],
)
def test_clinicians_without_informatics_take_part_in_a_project_before_they_apply(
    page: Read, who: dict[str, Any]
) -> None:
    """Who has done nothing yet has nothing to bring to a first job."""
    steps = page({**who, "clinical": {"years": 12}, "informatics": {"years": 0}}).steps

    assert "join-ehr-project" in steps[:3]
    assert "first-informatics-post" not in steps[: steps.index("join-ehr-project")]


def test_a_nurse_manager_leads_the_nursing_side(page: Read) -> None:
    """And applies for no first job as a specialist."""
    led = {"years": 5, "roles": ["nurse-manager"], "people_led": 40}
    found = page(NURSE, role="nurse-manager", leadership=led, informatics={"years": 0}, projects=[])

    assert found.steps[0] == "lead-nursing-side"
    assert "first-informatics-post" not in found.steps


def test_directors_count_no_years_for_a_certificate_first(page: Read) -> None:
    """Nor reads the postings for directors."""
    steps = page(
        NURSE,
        degrees=["pharmd"],
        license="none",
        role="director-health-informatics",
        informatics={"from": "2012", "to": "present", "fte": 1},
    ).steps

    assert not {"count-years-for-achip", "read-director-postings"} & set(steps[:3])


def test_what_the_order_names_is_checked(run: Run, tmp_path: Path) -> None:
    """A kind that waits for another, and comes with a third, names kinds of the same order."""
    folder = tmp_path / "shipped"
    for name in ("shared", "cmio"):
        (folder / name).mkdir(parents=True)
        for each in (ROOT / "data" / name).glob("*.yaml"):
            (folder / name / each.name).write_text(each.read_text("utf-8"), "utf-8")
    rules = folder / "cmio" / "roadmap.yaml"
    text = rules.read_text("utf-8").replace("then_with: training", "then_with: trainning")
    rules.write_text(text, "utf-8")

    found = run("roadmap", "show", "--roadmap", rules.parent)

    assert found.code == 78
    assert 'no kind of step "trainning". Did you mean "training"' in found.err


def test_two_years_of_study_come_after_the_first_paid_hours(run: Run, tmp_path: Path) -> None:
    """Of a nurse who has not worked in informatics yet, whatever else was not told."""
    person = tmp_path / "nurse.yaml"
    person.write_text(
        "degrees: [bsn]\nlicense: none\nclinical: {years: 12, still_practising: true}\n"
        "informatics: none\ncertifications: none\n"
        "leadership: {years: 1, roles: [team-lead], people_led: 5}\n"
    )
    command = ("assess", str(person), "--roadmap", "cnio", "--as-of", DAY, "--format", "json")

    found = json.loads(run(*command).out)

    steps = [each["id"] for each in found["next_steps"][:3]]
    assert steps[0] == "ask-informatics-hours"
    assert "informatics-masters" in steps[1:]


def test_whoever_leads_nobody_yet_has_the_certificate_before_the_managers_job(
    run: Run, tmp_path: Path
) -> None:
    """A nurse of two years in informatics may sit for NI-BC now, and leads one group first."""
    person = tmp_path / "nurse.yaml"
    person.write_text(
        "degrees: [bsn]\nlicense: {profession: nursing, status: unrestricted}\n"
        "clinical: {years: 6, still_practising: false}\n"
        "informatics: {from: 2024-10, to: present, fte: 1.0}\nleadership: none\n"
        "projects: [ehr-implementation]\ncertifications: none\nrole: nurse-informaticist\n"
    )
    command = ("assess", str(person), "--roadmap", "cnio", "--as-of", DAY, "--format", "json")

    found = json.loads(run(*command).out)

    steps = [each["id"] for each in found["next_steps"][:3]]
    assert steps == ["lead-small-group", "msn-informatics", "sit-ni-bc"]


@pytest.mark.parametrize(
    ("roadmap", "person"),
    [
        ("cnio", "degrees: [bsn, msn]\nrole: director-nursing-informatics\n"),
        ("cio", "degrees: [bachelors]\nrole: it-director\n"),
    ],
)
def test_whoever_held_the_job_applies_again(
    run: Run, tmp_path: Path, roadmap: str, person: str
) -> None:
    """Whatever else was not told."""
    file = tmp_path / "former.yaml"
    file.write_text(f"{person}leadership: {{years: 8, roles: [{roadmap}], people_led: 20}}\n")
    command = ("assess", str(file), "--roadmap", roadmap, "--as-of", DAY, "--format", "json")

    found = json.loads(run(*command).out)

    assert found["next_steps"][0]["id"] == "apply-again"


def test_a_plan_in_short_begins_with_the_first_step(run: Run) -> None:
    """Of whoever has a path of their own as well."""
    nurse = str(ROOT / "examples" / "nurse-informaticist.yaml")
    first = json.loads(run("assess", nurse, "--as-of", DAY, "--format", "json").out)["next_steps"]

    short = run("plan", nurse, "--as-of", DAY, "--format", "plain").out

    assert f"To start now: {first[0]['title']}; " in short
    assert short.index("Put a number on your own project") < short.index("Read ten postings")


def test_practice_that_was_not_asked_about_is_no_first_step(page: Read) -> None:
    """Of a deputy who told years of patient care and not whether they go on."""
    steps = page(LEADER, clinical={"years": 15}, role="associate-cmio", projects=[]).steps

    assert steps[0] == "apply-for-cmio"
    assert "keep-clinical-day" not in steps


def test_time_for_informatics_comes_before_a_job_that_leads_while_its_share_is_unknown(
    page: Read,
) -> None:
    """Whoever has it already sees what follows."""
    found = page(PHYSICIAN, informatics={"years": 3}, role="attending")

    assert found.steps[:2] == ["ask-protected-time", "become-medical-director"]
    assert found.plain.count("Only if: not done already") == 1


def test_an_interview_asks_for_the_share_on_which_the_next_job_depends() -> None:
    """Before it asks for hours and money."""
    told = {key: PHYSICIAN[key] for key in PHYSICIAN if key not in ("role", "activities")}
    profile = {**told, "role": "attending", "informatics": {"years": 3}}
    roadmap = load_roadmap(str(ROOT / "data" / "cmio"))
    interview = Interview(
        roadmap=roadmap,
        on=date(2026, 11, 28),
        read=lambda answers: profile_of(dict(answers), roadmap),
        words_at=lambda *_: None,
        start=profile,
    )

    asked = [each.id for each in interview.pending()]

    assert asked.index("informatics-share") < asked.index("hours")


def test_an_interview_asks_an_ehr_lead_for_the_people_led_among_the_twelve() -> None:
    """Of a graduate from abroad too, of whom more is asked on residency."""
    roadmap = load_roadmap(str(ROOT / "data" / "cmio"))
    interview = Interview(
        roadmap=roadmap,
        on=date(2026, 11, 28),
        read=lambda answers: profile_of(dict(answers), roadmap),
        words_at=lambda *_: None,
        start={},
    )
    typed = {
        "degrees": "mbbs",
        "clinical-years": "10",
        "certifications": "none",
        "leadership-roles": "ehr-lead",
        "board-certifications": "none",
        "residency": "yes",
        "residency-specialty": "internal-medicine",
        "license": "yes",
        "informatics-years": "since 2019",
        "role": "attending",
        "informatics-share": "half",
    }
    while (question := interview.next_question()) and question.id in typed:
        found = interview.answer(question, typed[question.id])
        assert isinstance(found, Interview)
        interview = found

    assert question is not None
    assert question.id == "people-led"
    assert len(interview.given) < MOST_ASKED


NEW_NURSE: dict[str, Any] = {"role": "nurse", "clinical": {"years": 0}}


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"degrees": ["bsn"], "license": {"profession": "nursing", "status": "unrestricted"}},
        {
            **{key: NURSE[key] for key in ("degrees", "license")},
            "informatics": {"years": 0},
            "leadership": {"years": 0, "roles": [], "people_led": 0},
            "projects": [],
            "certifications": [],
            "activities": [],
        },
    ],
)
def test_a_new_nurse_becomes_super_user_first(
    run: Run, tmp_path: Path, told: dict[str, Any]
) -> None:
    """Before a go-live and a master's degree; and none is sent to an exam that asks six years."""
    file = tmp_path / "nurse.json"
    file.write_text(json.dumps({**NEW_NURSE, **told}))
    command = ("assess", str(file), "--roadmap", "cnio", "--as-of", DAY, "--format", "json")

    steps = [each["id"] for each in json.loads(run(*command).out)["next_steps"]]

    assert steps[0] == "become-super-user"
    assert "sit-achip-as-nurse" not in steps


@pytest.mark.parametrize(
    "told",
    [
        {"degrees": [{"degree": "pharmd", "status": "in-progress", "expected": "2029-05"}]},
        {"degrees": [{"degree": "bachelors", "status": "in-progress"}, "md:planned"]},
        {
            "degrees": ["md"],
            "license": "unrestricted",
            "residency": {"specialty": "pediatrics", "completed": "2025-06"},
            "board_certifications": ["pediatrics"],
            "fellowships": [{"specialty": "cardiology", "status": "in-progress"}],
        },
    ],
)
def test_whoever_trains_is_told_no_range_of_what_they_may_have_and_no_course_for_people_at_work(
    run: Run, tmp_path: Path, told: dict[str, Any]
) -> None:
    """It says nothing to them, and no employer pays."""
    file = tmp_path / "me.json"
    file.write_text(json.dumps(told))

    shown = run("assess", str(file), "--as-of", DAY, "--format", "plain").out

    assert "You have 0 to " not in shown
    assert "You have 2 to " not in shown
    assert "your employer for the money" not in shown


PROJECT_MANAGER: dict[str, Any] = {
    "degrees": ["bachelors"],
    "informatics": {"years": 12, "fte": 1},
    "clinical": "none",
    "license": "none",
    "certifications": [],
    "leadership": {"years": 6, "roles": ["team-lead"], "people_led": 8, "budget_usd": 3000000},
    "projects": ["ehr-implementation"],
    "activities": [],
    "memberships": [],
    "role": "it-project-manager",
    "setting": {"organization": "health-system"},
}
PHARMACIST: dict[str, Any] = {
    "degrees": ["pharmd"],
    "license": [{"profession": "pharmacy", "state": "OH", "status": "unrestricted"}],
    "clinical": {"years": 7, "still_practising": True},
    "informatics": {"years": 2, "fte": 0.2},
    "certifications": [],
    "leadership": {"years": 1, "roles": ["committee-chair"], "people_led": 0},
    "projects": ["order-entry"],
    "role": "pharmacist",
    "setting": {"organization": "community-hospital"},
}


@pytest.mark.parametrize(
    ("person", "first"),
    [
        (
            PROJECT_MANAGER,
            ["ask-for-directors-job", "put-a-number-on-it", "read-director-postings"],
        ),
        (
            PHARMACIST,
            [
                "ask-for-pharmacy-informatics-time",
                "put-a-number-on-it",
                "read-informatics-pharmacist-postings",
            ],
        ),
    ],
    ids=["project manager", "pharmacist"],
)
def test_talks_and_postings_of_another_path_stand_behind_its_next_job_and_a_project(
    page: Read, person: dict[str, Any], first: list[str]
) -> None:
    """Postings are those of the next rung, and directors' only for whoever leads somebody."""
    assert page(person).steps[:3] == first


def test_a_pharmacist_is_told_the_pay_of_pharmacists_alone(page: Read) -> None:
    """In a hospital that of hospitals, and of managers of all kinds none."""
    found = page(PHARMACIST)

    assert "Today (Pharmacist in a hospital): median $157,000" in found.plain
    assert "Manager of health services" not in found.plain
    elsewhere = page(PHARMACIST, setting={"organization": "other"})
    assert "Today (Pharmacist): median $141,000" in elsewhere.plain


def test_residents_are_told_of_an_elective_and_nothing_that_cannot_join_their_training(
    page: Read,
) -> None:
    told = page(RESIDENT)

    assert "prepare-fellowship-application" in told.steps
    assert "if it can join your training" not in told.plain


def test_a_chair_gives_up_what_surgeons_have_too_and_asks_nobody_above(page: Read) -> None:
    told = " ".join(page(CHAIR).plain.split())

    assert "the clinic, shift or OR day to give up" in told
    assert "whoever decides your time" not in told


def test_who_holds_the_job_without_the_degree_reads_the_surveys_once(page: Read) -> None:
    told = " ".join(page(NURSE, role="cmio").plain.split())

    assert "That is no doubt about your job." in told
    assert "91%" not in told


def test_who_is_on_a_path_of_their_own_is_not_held_against_a_physicians_list(
    page: Read, run: Run, tmp_path: Path
) -> None:
    """In short and in full; and the command for the nearer roadmap stands there to be typed."""
    told = page(NURSE).plain
    html = run("assess", str(tmp_path / "person.json"), "--as-of", DAY, "--format", "html").out
    standing = html.partition("Where you stand</h2>")[2].partition("<h2")[0]

    assert "On a path of your own." in told
    for each in (told, standing):
        assert "There" in each
        for word in ("still open", "required things", "Missing", "Enter and finish medical school"):
            assert word not in each
    (nearest,) = (each for each in told.splitlines() if each.startswith("Nearest to you of"))
    assert "cmio-advisor assess" in nearest
    assert nearest.endswith("person.json --roadmap cnio")


def test_a_hospital_pharmacist_is_paid_as_one_by_the_roadmap_to_cio_too(run: Run) -> None:
    own = str(ROOT / "examples" / "pharmacist.yaml")
    told = run("assess", own, "--roadmap", "cio", "--as-of", DAY, "--format", "plain").out
    assert "Today (Pharmacist in a hospital): median $157,000" in told


def test_a_residency_of_no_known_specialty_is_told_with_its_range(page: Read) -> None:
    student = {"degrees": [{"degree": "md", "status": "in-progress", "expected": "2029-05"}]}
    assert "residency: begins 1 July 2029; about 4 years (3 to 7)" in page(student).plain


def test_a_year_without_pay_figures_is_said_once(page: Read) -> None:
    told = page(NURSE, day="2006-12-31").plain
    assert told.count("Chief Medical Information Officer. Pay is estimated for the years") == 1
    assert told.count("so no pay band is given for 2006") == 1
