"""Claims that a reader held against their sources and found to say more, or less, than these."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

ON = "2026-11-28"
CHAIR = """
degrees: [md]
residency: {specialty: general-surgery, completed: 2004}
license: unrestricted
board_certifications: [general-surgery]
clinical: {from: 2004-07, to: present, still_practising: true}
informatics: {years: 0}
projects: []
certifications: []
fellowships: []
leadership: {years: 8, roles: [department-chair, committee-chair], people_led: 60}
role: {id: department-chair}
"""
BOARDED = """
degrees: [DEGREE]
residency: {specialty: pediatrics}
license: unrestricted
board_certifications: [pediatrics]
clinical: {years: 15, still_practising: true}
"""
TWO_POSTS = """
degrees: [md]
license: unrestricted
residency: {specialty: internal-medicine, completed: 2012}
board_certifications: [internal-medicine]
fellowships: []
certifications: []
informatics:
  - {from: 2020-06, to: present, fte: 0.15}
  - {from: 2020-06, to: present, fte: 0.15}
"""
WITHOUT_PRACTICE = """
degrees: [mbbs]
residency: {status: completed, specialty: internal-medicine}
license: none
clinical: {years: 6}
informatics: {years: 2}
role: none
"""
LEADERSHIP_FELLOW = """
degrees: [md]
license: unrestricted
residency: {specialty: family-medicine, completed: 2020}
board_certifications: [family-medicine]
clinical: {years: 5}
certifications: []
fellowships:
  - specialty: health-care-administration-leadership-management
    completed: 2026-06
    accredited: true
"""
LEADERSHIP_EXAM = "Sit for the leadership board exam (HALM)"
Profile = Callable[[str], Path]


def words(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())


def assessed(run: Run, path: Path, on: str = ON) -> dict[str, Any]:
    """The assessment as JSON."""
    document: dict[str, Any] = json.loads(
        run("assess", path, "--as-of", on, "--format", "json", "--no-input").out
    )
    return document


def test_who_found_a_fellowship_is_told_as_the_study_tells_it(run: Run, profile: Profile) -> None:
    """The study compares those who found a place with those who did not; it gives no majority."""
    said = words(run("plan", profile(CHAIR), "--as-of", ON, "--format", "plain").out)

    assert "more likely to come straight from residency than those who found none" in said
    assert "most of those who found a place" not in said


@pytest.mark.parametrize("degree", ["md", "mbbs"])
def test_nobody_with_a_primary_board_is_sent_into_a_residency(
    run: Run, profile: Profile, degree: str
) -> None:
    """Whether the residency was finished may be left open; a second one is no advice."""
    path = profile(BOARDED.replace("DEGREE", degree))

    plan = json.loads(run("plan", path, "--as-of", ON, "--format", "json").out)
    steps = assessed(run, path)

    assert "residency" not in {each["requirement"] for each in plan["steps"]}
    assert "residency" not in {
        each["requirement"] for each in (*steps["next_steps"], *steps["later_steps"])
    }


@pytest.mark.parametrize(
    ("answers", "on", "never"),
    [
        (WITHOUT_PRACTICE, ON, "You practice medicine"),
        (TWO_POSTS, "2024-06-01", "you have just finished it"),
        ("role: {id: department-chair}", ON, "You care for patients"),
    ],
)
def test_a_rung_of_the_ladder_says_nothing_that_was_not_told(
    run: Run, profile: Profile, answers: str, on: str, never: str
) -> None:
    """A rung is described; what the person does is left to what they told."""
    said = words(run("assess", profile(answers), "--as-of", on, "--no-input").out)

    assert never not in said


def test_the_exam_is_told_to_be_open_by_practice_while_it_was(run: Run, profile: Profile) -> None:
    """The reason for a step names the way by which it is open."""
    steps = assessed(run, profile(TWO_POSTS), "2024-06-01")["next_steps"]
    exam = next(each for each in steps if each["requirement"] == "ci-board")

    assert "practice pathway" in exam["why"]


def test_informatics_work_is_not_said_to_be_done_anyway(run: Run, profile: Profile) -> None:
    """To somebody who has never worked in informatics."""
    said = words(run("assess", profile(CHAIR), "--as-of", ON, "--no-input", "--full").out)

    assert "Comes with it: Some work where medicine meets IT" in said
    assert "what you do anyway" not in said


def test_what_is_found_is_not_listed_as_looked_for_in_vain(run: Run, profile: Profile) -> None:
    """The fee and the form of CGRC, and what Step 2 costs graduates from abroad."""
    eligible = words(run("eligible", profile(CHAIR), "cgrc", "--as-of", ON).out)
    plan = words(run("plan", profile(WITHOUT_PRACTICE), "--as-of", ON, "--full").out)

    assert "$599" in eligible
    assert "125 questions in 3 hours" in eligible
    assert "NOT FOUND" not in eligible
    assert "Step 1 and Step 2 CK cost $985 each" in plan
    assert "the fee of USMLE Step 2" not in plan


def test_growth_of_the_post_is_told_with_every_edition(run: Run) -> None:
    """The filings named fewer CMIOs after 2020 than in that year."""
    said = words(run("guide", "outlook", "--as-of", ON).out)

    assert "78 in that of 2020, 52 in that of 2023 and 73 in that of 2024" in said
    assert "more common" not in said


def test_the_leadership_exam_closes_with_its_registration(run: Run, profile: Profile) -> None:
    """The practice pathways end with 2030; the last exam before that is registered for in July."""
    plan = json.loads(run("plan", profile(CHAIR), "--as-of", ON, "--format", "json").out)
    doors = {each["title"]: each for each in plan["doors"]}

    exam = doors[f"{LEADERSHIP_EXAM} by practice, in an even year"]
    assert exam["closes_on"] == exam["start_by"] == "2030-07-22"


def test_after_its_fellowship_the_leadership_exam_has_no_last_day(
    run: Run, profile: Profile
) -> None:
    """Only the practice pathways have an end."""
    steps = assessed(run, profile(LEADERSHIP_FELLOW))
    titles = {
        each["title"]: each["closes_on"] for each in (*steps["next_steps"], *steps["later_steps"])
    }

    assert titles[f"{LEADERSHIP_EXAM} after its fellowship"] is None
    assert not any("by practice" in each for each in titles)


def test_who_holds_the_post_is_not_told_that_it_is_not_realistic(
    run: Run, profile: Profile
) -> None:
    """A CMIO without a medical degree does not read that it cannot be."""
    path = profile("degrees: [bsn, masters-other]\nlicense: none\nrole: {id: cmio}\n")

    said = words(run("assess", path, "--as-of", ON, "--no-input", "--full").out)

    assert "job is not realistic" not in said


def test_a_nurse_is_not_sent_to_see_patients(run: Run, profile: Profile) -> None:
    """What the way into medicine asks first is worth doing for people of every profession."""
    path = profile("degrees: [bsn]\nlicense: none\nclinical: {years: 12, still_practising: true}\n")

    said = words(run("assess", path, "--as-of", ON, "--no-input", "--full").out)

    assert "Shadow a doctor at work for four weekends" in said
    assert "close to patients" not in said


def test_the_end_of_the_practice_pathway_is_told_as_the_board_announced_it(
    run: Run, profile: Profile
) -> None:
    """
    The pathology board announced the end of 2025; only that it closed since was not read there.
    """
    board = "abpm-clinical-informatics"
    said = words(run("eligible", profile(CHAIR), board, "--as-of", ON).out)

    assert "The pathology board announced in March 2022" in said
    assert "not in an announcement of the board" not in said


def test_who_holds_the_board_is_offered_no_certificate_below_it(run: Run, profile: Profile) -> None:
    """Neither ACHIP, which stands in for the board, nor CPHIMS."""
    holder = TWO_POSTS.replace("certifications: []", "certifications: [abpm-clinical-informatics]")
    steps = assessed(run, profile(holder))

    titles = [each["title"] for each in (*steps["next_steps"], *steps["later_steps"])]

    assert not any("ACHIP" in each or "CPHIMS" in each for each in titles)


def test_a_nurse_is_not_told_of_what_doctors_are_sent_to(run: Run, profile: Profile) -> None:
    """Neither of the builder's certificate for physicians, nor of a board of theirs."""
    path = profile(
        "degrees: [bsn]\nclinical: {years: 12, still_practising: true}\ncertifications: []"
    )

    said = words(run("assess", path, "--as-of", ON, "--no-input", "--full").out)

    assert "builder of the record" not in said
    assert "sends doctors" not in said
    assert "leadership board" not in said


def test_a_survey_of_who_does_the_work_says_so(run: Run) -> None:
    """235 said that they do the work of a CMIO, and 169 of them had the title."""
    guide = words(run("guide", "without-a-medical-degree", "--as-of", ON).out)
    step = words(run("explain", "examples/hospitalist.yaml", "medical-degree", "--as-of", ON).out)

    assert "all 235 CMIOs" not in guide
    for said in (guide, step):
        assert "169" in said


def test_what_was_found_of_an_earlier_day_is_no_claim_of_absence(run: Run) -> None:
    """The first rules of a certificate were in print; what was looked for is its fee of today."""
    said = words(run("eligible", "examples/sitting-cmio.yaml", "chcio", "--as-of", ON).out)

    assert "In 2010 it asked for three years as CIO or in an equal job" in said
    assert "CHIME's own fee of today for CHCIO" in said
    assert "rules of CHCIO" not in said


def test_a_pay_table_is_told_with_its_lowest_rows(run: Run) -> None:
    """A degree is required of a CIO; in 2012 there were some with a high school diploma."""
    told = words(run("pay", "--roadmap", "cio", "--as-of", ON, "--full").out)

    assert "associate or technical $175,250, high school $140,675" in told


def test_a_survey_of_hospitals_people_is_no_count_of_hospitals(run: Run) -> None:
    """HIMSS asked people of hospitals whether theirs had such an executive."""
    told = words(run("guide", "industries", "--as-of", ON, "--full").out)

    assert "about seven in ten of those who answered said that their hospital or system" in told


def test_one_source_is_not_told_as_several(run: Run) -> None:
    """One search firm names a master's; one job description prefers an MBA."""
    nurse = words(
        run(
            "explain",
            "examples/nurse-informaticist.yaml",
            "graduate-degree",
            "--roadmap",
            "cnio",
            "--as-of",
            ON,
        ).out
    )
    physician = words(
        run("explain", "examples/hospitalist.yaml", "management-degree", "--as-of", ON).out
    )

    assert "Search firms" not in nurse
    assert "Some employers" not in physician


def test_years_asked_of_informaticists_are_told_as_the_study_tells_them(run: Run) -> None:
    """1.6 is the mean of all postings, whatever degree they ask for."""
    said = words(
        run(
            "assess",
            "examples/nurse-informaticist.yaml",
            "--roadmap",
            "cnio",
            "--as-of",
            ON,
            "--no-input",
            "--full",
        ).out
    )

    assert "1.6 years on average" in said
    assert "1.6, 3.5 or 5.8" not in said


def test_pay_of_a_place_says_that_it_counts_all_industries(run: Run) -> None:
    """On the first page stands the nation alone, of one kind of industry; the place with all."""
    person = ("examples/hospitalist.yaml", "--as-of", ON)
    page, full = words(run("assess", *person).out), words(run("assess", *person, "--full").out)

    assert "(Yearly full-time wages, United States, offices of physicians, 2025). [" in page
    assert "Ohio" not in page
    assert "Place: Ohio Median:" in full
    assert "A row of a state or a metropolitan area counts all industries there." in full


def test_the_nearest_pay_of_a_nursing_officer_is_that_of_managers_in_hospitals(run: Run) -> None:
    """As by the roadmap to that job itself."""
    said = words(run("assess", "examples/nurse-informaticist.yaml", "--as-of", ON).out)

    assert "nearest figure (Manager of health services in a hospital): median $134,000" in said


def test_old_figures_are_not_told_as_none_found(run: Run) -> None:
    """Figures of a search firm were found for the CNIO; no pay is estimated from them."""
    compared = words(run("compare", "examples/hospitalist.yaml", "--as-of", ON).out)
    told = words(run("pay", "--roadmap", "cnio", "--as-of", ON).out)

    assert "Chief Nursing Informatics Officer: no estimate" in compared
    assert "$200,000 to $250,000 plus bonus for most vice-president-level nursing" in told


@pytest.mark.parametrize("license_", ["unrestricted", "restricted"])
def test_a_license_that_is_current_is_enough_for_the_physician_executive(
    run: Run, profile: Profile, license_: str
) -> None:
    """The page of 2017 asks for a current license and for a certificate of ABMS or AOA."""
    answers = BOARDED.replace("DEGREE", "md").replace("unrestricted", license_)
    options = ("--as-of", ON, "--format", "json", "--full")
    said = run("eligible", profile(answers), "cpe", *options).out
    (credential,) = json.loads(said)["credentials"]

    assert not [each for each in credential["missing"] if "license" in each]


def test_one_guide_is_not_told_as_both(run: Run) -> None:
    """The other one neither names the MCAT nor says whether a degree can be missing."""
    degree = words(run("roadmap", "show", "medical-degree-step", "--as-of", ON).out)
    practice = words(run("roadmap", "show", "clinical-experience-step", "--as-of", ON).out)

    assert "The career guide names a bachelor's degree, the MCAT" in degree
    assert "The other guide says that some CMIOs still practice" in practice


def test_pay_names_the_source_of_every_figure_that_it_tells(run: Run) -> None:
    """The short form, too, where one note rests on several publications."""
    told = words(run("pay", "--roadmap", "cio", "--as-of", ON).out)

    assert "more than one in five earned above $600,000" in told
    for publisher in ("Healthcare Innovation:", "WittKieffer:", "Becker's", "IT Business Edge:"):
        assert publisher in told.partition("SOURCES")[2]
