"""The career guide's advice stands in the result of the person whom it fits."""

import json
import re
from pathlib import Path

import pytest

from cmio_advisor.domain.roadmap.roadmap import Roadmap
from tests.conftest import ROOT, Run

DAY = "2026-11-28"


def advice(run: Run, example: str) -> dict[str, str]:
    """The advice that an example is given, by its id."""
    path = str(ROOT / "examples" / f"{example}.yaml")
    found = json.loads(run("assess", path, "--as-of", DAY, "--format", "json").out)["advice"]
    return {each["id"]: " ".join(point["text"] for point in each["points"]) for each in found}


@pytest.mark.parametrize(
    ("example", "given", "kept_back"),
    [
        ("hospitalist", ["clinician", "employer", "search"], ["director", "physician-group"]),
        ("nurse-informaticist", ["specialist", "employer"], ["search", "evidence", "clinician"]),
        ("it-project-manager", ["project-manager"], ["search", "specialist"]),
        ("ehr-champion", ["physician-group", "search"], ["federal", "vendor"]),
        ("fellowship-trained", ["evidence", "employer"], ["search"]),
        ("medical-student", [], ["employer", "search", "clinician"]),
        ("sitting-cmio", ["employer"], ["search", "evidence", "vice-president"]),
    ],
)
def test_advice_is_that_of_the_rung_the_employer_and_the_search(
    run: Run, example: str, given: list[str], kept_back: list[str]
) -> None:
    """The checklist of the search comes when nothing formal stands in the way."""
    found = advice(run, example)

    assert {f"advice-{each}" for each in given} <= found.keys()
    assert not {f"advice-{each}" for each in kept_back} & found.keys()


def test_the_search_is_a_checklist(run: Run) -> None:
    """The points of the guide's twelfth step, and what to ask and to bring."""
    points = advice(run, "associate-cmio")["advice-search"]

    for each in ("CV and LinkedIn", "The employer", "The letter", "Questions to ask", "90 days"):
        assert each in points


def test_every_step_names_its_page_and_whom_to_ask(roadmap: Roadmap) -> None:
    """
    Each route, each step of those who hold the job, each first step of another path. A renewal is
    done at its issuer's, whom it names instead.
    """
    routes = [route for each in roadmap.requirements() for route in each.routes]
    routes += [*roadmap.own_steps, *(step for way in roadmap.ways_on for step in way.first_steps)]

    assert [each.id for each in routes if not each.do_at or not each.ask] == []


def test_a_renewal_leads_to_its_issuers_page(run: Run) -> None:
    """Also where no route of the roadmap leads to the certificate."""
    holder = {
        "degrees": ["bsn"],
        "certifications": [{"certification": "ni-bc", "expires": "2027-06-01"}],
    }
    arguments = ("assess", "-", "--as-of", DAY, "--format", "json")
    found = json.loads(run(*arguments, stdin=json.dumps(holder).encode()).out)
    steps = {each["id"]: each for each in [*found["next_steps"], *found["later_steps"]]}
    pages = next(each["do_at"] for each in found["credentials"] if each["id"] == "ni-bc")

    assert pages
    assert steps["renew-ni-bc"]["do_at"] == pages


LITTLE_TOLD = """
degrees: [md]
license: unrestricted
residency: {specialty: pediatrics, completed: 2003}
board_certifications: [{board: pediatrics, status: lapsed}, clinical-informatics]
clinical: {years: 15}
informatics: {from: 2014, to: present, fte: 1}
"""
NURSE_AND_CMIO = """
degrees: [bsn]
license: none
clinical: {years: 15}
informatics: {years: 6, fte: 0.5}
leadership: {years: 10, roles: [project-lead], people_led: 200}
projects: [ehr-implementation]
role: {id: cmio}
"""
PHARMACIST = """
degrees: [pharmd, {degree: ms-health-informatics, status: in-progress, expected: 2027-05}]
license: none
clinical: {years: 6}
informatics: {years: 4, fte: 1}
projects: [order-entry, decision-support]
role: {id: informatics-specialist}
"""


def written(folder: Path, profile: str) -> Path:
    path = folder / "profile.yaml"
    path.write_text(profile, encoding="utf-8")
    return path


def told(run: Run, command: str, path: Path | str, *more: str) -> str:
    return run(command, str(path), "--as-of", DAY, "--format", "plain", *more).out


def test_a_degree_that_can_wait_is_no_only_step_while_answers_are_open(
    run: Run, tmp_path: Path
) -> None:
    """What has to be told comes first; the first page then asks for it."""
    page = told(run, "assess", written(tmp_path, LITTLE_TOLD))

    assert "WHAT TO TELL US FIRST" in page
    assert "Master of Medical Management" not in page


def test_who_does_not_tell_a_job_keeps_the_other_paths(run: Run, tmp_path: Path) -> None:
    """Medical school stays a decision, and is no step."""
    page = told(run, "assess", written(tmp_path, NURSE_AND_CMIO.replace("role: {id: cmio}", "")))

    assert "Other paths: Chief nursing informatics officer" in page
    assert "1. Enter and finish medical school" not in page


def test_who_holds_the_job_is_sent_down_no_other_path(run: Run, tmp_path: Path) -> None:
    """Not to medical school, nor to the jobs beside it: the steps are those of the plan."""
    path = written(tmp_path, NURSE_AND_CMIO)
    both = told(run, "assess", path) + told(run, "plan", path)

    assert "1. Bring one measured result to your executives" in both
    for each in ("medical school", "postings for directors", "Chief nursing informatics"):
        assert each not in both


@pytest.mark.parametrize("profile", [PHARMACIST, NURSE_AND_CMIO])
def test_no_gain_is_counted_of_a_plan_that_does_not_lead_to_the_job(
    run: Run, tmp_path: Path, profile: str
) -> None:
    """Nor for who is in it already."""
    plan = told(run, "plan", written(tmp_path, profile))

    assert "COST AND RETURN" in plan
    assert "Difference a year" not in plan
    assert "Paid back" not in plan


def test_a_gain_is_counted_where_the_plan_leads_to_the_job(run: Run) -> None:
    plan = told(run, "plan", ROOT / "examples" / "ehr-champion.yaml")

    assert "Difference a year: $" in plan


def test_the_first_date_to_keep_is_set_by_somebody_else(run: Run) -> None:
    """An exam or a match has a date to keep; a CV of one's own has not."""
    assert "date to keep" not in told(run, "plan", ROOT / "examples" / "department-chair.yaml")
    assert "date to keep is 1 April 2027: Look up when the application" in told(
        run, "plan", ROOT / "examples" / "fellowship-trained.yaml"
    )


def test_a_claim_cites_the_source_that_carries_it(run: Run) -> None:
    """What postings ask cites the postings, what share was matched cites the match."""
    page = told(run, "assess", ROOT / "examples" / "hospitalist.yaml")
    sources = dict(re.findall(r"^\[(\d+)\] (.+)$", page, re.MULTILINE))
    postings = re.search(r"at least five of eight job postings.*\[(\d+)", page)
    odds = re.search(r"found a place.*\[(\d+)", page)

    assert postings is not None
    assert odds is not None
    assert "Eight job postings" in sources[postings[1]]
    assert "informatics match" in sources[odds[1]]


def test_ends_of_a_band_that_a_state_widens_are_said_to_be_about(run: Run) -> None:
    """They are no longer the percentiles that they are named for."""
    text = (ROOT / "examples" / "hospitalist.yaml").read_text(encoding="utf-8")
    bare = re.sub(r"^setting:.*$", "", text, flags=re.MULTILINE).encode()

    widened = "25th to 75th percentile about $"
    assert widened in told(run, "assess", ROOT / "examples" / "hospitalist.yaml")
    assert widened not in run("assess", "-", "--format", "plain", stdin=bare).out


def test_a_resident_hears_when_fellowships_are_applied_for(run: Run) -> None:
    page = told(run, "assess", ROOT / "examples" / "resident.yaml")

    assert "For a start on 1 July 2028, have letters and application in by 14 July 2027" in page


def test_practice_that_fills_by_itself_is_no_work_to_do_first(run: Run) -> None:
    page = told(run, "assess", ROOT / "examples" / "trained-abroad.yaml")

    assert "three years of practice are not full yet; they fill while you work" in page
    assert "comes first, then time in informatics" not in page


INTERNIST = """
degrees: [md]
residency: {specialty: internal-medicine, completed: %s}
board_certifications: [{board: internal-medicine, status: %s}]
license: %s
"""
FELLOW = f"""{INTERNIST % ("2025-06", "current", "unrestricted")}
fellowships: [{{specialty: clinical-informatics, status: in-progress, expected: 2027-06}}]
informatics: {{from: 2025-07, to: present, fte: 0.8}}
clinical: {{years: 0}}
projects: [decision-support]
certifications: []
leadership: {{roles: [], people_led: 0}}
role: resident
"""
RETIRED = f"""{INTERNIST % ("1985-06", "lapsed", "none")}
clinical: {{from: 1985-07, to: 2021-06}}
informatics: {{years: 4}}
projects: [ehr-implementation]
certifications: []
fellowships: []
role: none
"""
SITTING_CNIO = """
degrees: [bsn, msn]
license: {profession: nursing, status: unrestricted}
informatics: {years: 14, fte: 1}
clinical: {years: 12}
projects: [ehr-implementation, decision-support]
leadership: {years: 10, roles: [director], people_led: 40}
certifications: []
role: cnio
"""
BEDSIDE_NURSE = """
degrees: [bsn]
license: none
clinical: {years: 12, still_practising: true}
informatics: {years: 0}
certifications: []
leadership: {years: 1, roles: [team-lead], people_led: 5}
"""
CHIEF_PHYSICIAN = f"""{INTERNIST % ("1998-06", "current", "unrestricted")}
clinical: {{from: 1998-07, to: present}}
informatics: {{years: 0}}
projects: [ehr-implementation]
leadership: {{years: 12, roles: [cmo], people_led: 60}}
certifications: []
fellowships: []
role: cmo
"""


@pytest.mark.parametrize(
    ("person", "first", "never"),
    [
        (
            FELLOW,
            ["finish-informatics-fellowship", "find-first-informatics-job"],
            ["start-practice", "practice-in-fellowship", "ask-protected-time"],
        ),
        (RETIRED, ["ask-for-license-back", "ask-primary-board"], ["apply-for-license"]),
        (
            SITTING_CNIO,
            ["look-beyond-cnio"],
            ["read-director-postings", "run-system-project", "ask-chief-nurse", "find-cnio"],
        ),
        (
            BEDSIDE_NURSE,
            ["ask-chief-nurse", "join-ehr-project"],
            [
                "read-director-postings",
                "run-system-project",
                "look-beyond-cnio",
                "compare-ni-bc",
                "find-cnio",
            ],
        ),
        (CHIEF_PHYSICIAN, ["own-ehr-governance"], ["become-ehr-builder"]),
    ],
    ids=["fellow", "retired", "cnio", "nurse", "cmo"],
)
def test_a_step_is_of_the_rung_on_which_a_person_stands(
    run: Run, tmp_path: Path, person: str, first: list[str], never: list[str]
) -> None:
    """What comes first; what is below what they have done, or waits by itself, is not shown."""
    profile = tmp_path / "person.yaml"
    profile.write_text(person, encoding="utf-8")
    told = json.loads(run("assess", str(profile), "--as-of", DAY, "--format", "json").out)
    shown = [each["id"] for each in told["next_steps"]]

    assert shown[: len(first)] == first
    assert len(shown) >= 3
    assert not set(never) & set(shown)
