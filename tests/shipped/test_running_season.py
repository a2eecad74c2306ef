"""
The match under way: whoever is in it by their own dates is told of it, and of the next one; and a
year alone ends a training in its month, not at the end of the year.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.plan.make_plan import outline_plan
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.route import Season
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from tests.conftest import Run, examples, profile_of

Written = Callable[[str], Path]

SENIOR = "{degrees: [{degree: md, status: in-progress, expected: 2027-05}]}"
SENIOR_WITH_PLACE = """
degrees: [{degree: do, status: in-progress, expected: 2027-05}]
residency: {specialty: pediatrics, status: planned, expected: 2030-06}
"""
THIRD_YEAR = "{degrees: [{degree: md, status: in-progress, expected: 2028-05}]}"
GRADUATE = "{degrees: [md], residency: none}"
LAST_YEAR = """
degrees: [md]
residency: {specialty: pediatrics, status: in-progress, expected: 2027-06}
"""
FELLOW_TO_BE = f"""{LAST_YEAR}
fellowships: [{{specialty: clinical-informatics, status: planned, expected: 2029-06}}]
"""
BOARD_PLANNED = """
license: unrestricted
constraints: {start: 2027-07}
board_certifications: [{board: internal-medicine, status: planned, expected: 2027-08}]
"""
RESIDENT = "degrees: [md], residency: {specialty: pediatrics, status: in-progress, expected: 2028}"
ON = "2026-11-28"


def plan_of(run: Run, profile: Written, text: str, on: str = ON) -> Any:  # noqa: ANN401 - JSON
    found = run("plan", profile(text), "--as-of", on, "--format", "json")
    assert found.code == 0, found.err
    return json.loads(found.out)


def step_for(plan: Any, requirement: str) -> Any:  # noqa: ANN401 - JSON
    return next(each for each in plan["steps"] if each["requirement"] == requirement)


def titles(moments: Any) -> str:  # noqa: ANN401 - JSON
    return " ".join(each["title"] for each in moments)


def test_a_senior_is_in_the_match_of_this_winter(run: Run, profile: Written) -> None:
    """What can still be done in it comes first, then the next season; what is assumed is said."""
    plan = plan_of(run, profile, SENIOR)
    residency = step_for(plan, "residency")
    text = run("plan", profile(SENIOR), "--as-of", ON, "--format", "plain").out

    assert residency["start"] == "2027-07-01"
    assert "rank list" in titles(residency["milestones"])
    assert "Match week" in titles(residency["milestones"])
    assert "Send the residency applications" not in titles(residency["milestones"])
    assert residency["other_season"]["opening"] == "2028-07-01"
    assert "Send the residency applications" in titles(residency["other_season"]["moments"])
    assert "taken for granted: that you have applied for a place on 1 July 2027" in text
    assert text.index("for 1 July 2027") < text.index("for 1 July 2028, if you have not applied")


def test_the_first_page_of_a_senior_names_the_match(run: Run, profile: Written) -> None:
    text = run("assess", profile(SENIOR), "--as-of", "2027-02-10", "--no-input").out

    assert "at the latest 19 February 2027: Rank the programs, and certify your rank list." in text


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2026-11-30", "at the latest 30 January 2027"),
        ("2027-01-20", "In each interview ask about an informatics track"),
        ("2027-02-25", "Nothing is left to do before match week"),
        ("2027-03-25", "If you have a place, add its specialty"),
        ("2027-05-30", "If you have a place, add its specialty"),
    ],
)
def test_the_season_under_way_stays_the_first_step_until_it_begins(
    run: Run, profile: Written, on: str, told: str
) -> None:
    """A senior has applied: what helps then, and that there is nothing to do, is said as that."""
    page = run("assess", profile(SENIOR), "--as-of", on, "--no-input", "--format", "plain").out

    first = " ".join(page.partition("\n1. ")[2].partition("\n2. ")[0].split())
    assert first.startswith("Enter and finish a residency")
    assert told in first
    assert "Compare the length" not in first


@pytest.mark.parametrize(
    ("text", "requirement", "opening"),
    [
        (SENIOR_WITH_PLACE, "residency", "2027-07-01"),
        (FELLOW_TO_BE, "informatics-fellowship", "2027-07-01"),
    ],
)
def test_training_that_is_planned_has_the_dates_of_its_match(
    run: Run, profile: Written, text: str, requirement: str, opening: str
) -> None:
    step = step_for(plan_of(run, profile, text), requirement)

    assert (step["start"], step["as_told"]) == (opening, True)
    assert "rank" in titles(step["milestones"]).lower()
    assert step["other_season"]["opening"] == "2028-07-01"


@pytest.mark.parametrize(
    ("text", "requirement"), [(GRADUATE, "residency"), (LAST_YEAR, "ci-board")]
)
def test_who_may_have_applied_is_told_of_both(
    run: Run, profile: Written, text: str, requirement: str
) -> None:
    """Most of these have not, so the plan counts on the next season."""
    step = step_for(plan_of(run, profile, text), requirement)
    said = run("plan", profile(text), "--as-of", ON, "--format", "plain").out

    assert step["start"] == "2028-07-01"
    assert step["other_season"]["opening"] == "2027-07-01"
    assert "for 1 July 2027, if you have applied" in said


@pytest.mark.parametrize(
    ("planned", "opening", "first"),
    [
        (
            "{degrees: [bachelors, {degree: md, status: planned, expected: 2031-05}]}",
            "2028-08-01",
            "Register for an MCAT date",
        ),
        (
            """
degrees: [mbbs]
license: none
residency: {specialty: pediatrics, status: planned, expected: 2030-06, country: US}
""",
            "2029-07-01",
            "begin the certification",
        ),
    ],
)
def test_who_has_not_applied_yet_loses_no_year(
    planned: str, opening: str, first: str, run: Run, profile: Written
) -> None:
    """Where what is first to do for the next season lies before the one under way begins."""
    seasons = (each["other_season"] for each in plan_of(run, profile, planned)["steps"])
    (season,) = filter(None, seasons)
    soonest = season["moments"][0]

    assert season["opening"] == opening
    assert first in soonest["title"]
    assert soonest["until"] == "2027-03-01"


def test_who_cannot_begin_yet_is_not_told_of_the_match_under_way(
    run: Run, profile: Written
) -> None:
    assert step_for(plan_of(run, profile, THIRD_YEAR), "residency")["other_season"] is None


def test_training_that_begins_on_no_opening_has_the_dates_of_none(roadmap: Roadmap) -> None:
    """By the year told for a planned degree school begins in March, before it lets people in."""
    degrees = [{"degree": "mbbs", "status": "planned", "expected": "2030"}, "phd-nursing"]
    told = profile_of({"as_of": ON, "degrees": degrees, "residency": "none"}, roadmap)
    plan = outline_plan(told, roadmap, date.fromisoformat(ON), PlanWishes())
    school = next(each for each in plan.steps if each.requirement.id == "medical-degree")

    assert (school.as_told, school.start.month) == (True, 3)
    assert not any(each.event for each in school.milestones)


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    text=st.sampled_from([SENIOR, SENIOR_WITH_PLACE, FELLOW_TO_BE, GRADUATE, LAST_YEAR]),
)
def test_nothing_past_is_to_be_done(roadmap: Roadmap, text: str, day: date) -> None:
    """Whatever the day, each event of a season still lies ahead, and before its opening."""
    answers = profile_of({**yaml.safe_load(text), "as_of": day.isoformat()}, roadmap)
    for step in outline_plan(answers, roadmap, day, wishes_of(answers, PlanWishes())).steps:
        seasons = [Season(step.start, tuple(each for each in step.milestones if each.event))]
        for season in (*seasons, *filter(None, [step.other_season])):
            for each in season.moments:
                last = each.until or each.day
                assert day <= each.day <= last <= season.opening, (step.route.id, each)


@pytest.mark.parametrize(
    ("text", "requirement", "end", "read"),
    [
        (
            "{degrees: [{degree: md, status: in-progress, expected: 2028}]}",
            "medical-degree",
            "2028-06-30",
            '"2028-06"',
        ),
        ("{degrees: [MD (2028)]}", "medical-degree", "2028-06-30", '"2028-06"'),
        (
            f"{{{RESIDENT}}}",
            "residency",
            "2028-06-30",
            '"2028-06"',
        ),
        ("{degrees: [md], residency: pediatrics (2028)}", "residency", "2028-06-30", '"2028-06"'),
        (
            "{degrees: [{degree: mbbs, status: in-progress, expected: 2028}]}",
            "medical-degree",
            "2028-12-31",
            "",
        ),
        (
            "{degrees: [{degree: md, status: in-progress, expected: 2026}]}",
            "medical-degree",
            "2026-12-31",
            "",
        ),
    ],
)
def test_a_year_alone_ends_with_its_month(
    run: Run, profile: Written, text: str, requirement: str, end: str, read: str
) -> None:
    """
    Medical school and residency end in June, and it is said that the year is read so; not where
    that month is past, or no month is known for such a degree.
    """
    found = run("plan", profile(text), "--as-of", ON, "--format", "json")
    step = step_for(json.loads(found.out), requirement)

    assert step["end"] == end
    assert read in found.err
    assert read or "is read as" not in found.err


def test_a_year_of_the_past_says_no_more_than_it_did(run: Run, profile: Written) -> None:
    found = run(
        "assess", profile("{residency: {specialty: pediatrics, completed: 2014}}"), "--full"
    )

    assert "is read as" not in found.err
    assert "completed 2014-06" not in found.out


def test_a_cell_with_a_year_says_how_it_is_read(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "clients.csv"
    table.write_text("id,degrees\na,MD (2028)\nb,MD (2014)\n")
    run("report", table, "-o", tmp_path / "out", "--as-of", ON, "--format", "json")

    read = (tmp_path / "out" / "read_as.csv").read_text(encoding="utf-8-sig")
    assert "MD (2028),md:earned:2028-06" in read
    assert "MD (2014),md:earned:2014," in read


BOARD_TO_COME = """
degrees: [md]
residency: {specialty: internal-medicine, status: completed}
license: active
board_certifications: [internal-medicine]
clinical: {years: 8}
informatics: {years: 5, fte: 0.5}
fellowships: none
"""


@pytest.mark.parametrize("on", ["2024-06-01", "2024-07-30", "2025-06-01"])
def test_a_guessed_last_day_sends_nobody_away_for_a_year(
    run: Run, profile: Written, on: str
) -> None:
    """While the documents could still be handed in, one asks whether it is too late to apply."""
    plan = plan_of(run, profile, BOARD_TO_COME, on)
    exam = step_for(plan, "ci-board")
    assert exam["start"] == f"{on[:4]}-10-01"
    page = run("assess", profile(BOARD_TO_COME), "--as-of", on, "--full").out
    step = page.partition("Sit for the clinical informatics exam")[2]
    assert step
    assert "Ask this week whether this year's application is still open" in page
    assert "apply by 31 May" not in page
    assert "If you have applied" not in page
    short = run("plan", profile(BOARD_TO_COME), "--as-of", on).out
    assert "that it is not too late to apply for 1 October" in short
    assert "that you have applied" not in short


def test_before_and_after_that_the_last_day_is_named(run: Run, profile: Written) -> None:
    for on, year in (("2024-05-31", 2024), ("2024-07-31", 2025)):
        exam = step_for(plan_of(run, profile, BOARD_TO_COME, on), "ci-board")
        assert exam["start"] == f"{year}-10-01"
        page = run("plan", profile(BOARD_TO_COME), "--as-of", on).out
        assert f"31 May {year}" in page
        assert "that it is not too late to apply" not in page


FELLOW = """
degrees: [md]
residency: {specialty: internal-medicine, completed: 2024-06}
fellowships: [{specialty: cardiovascular-disease, status: in-progress, expected: 2027-06}]
license: unrestricted
board_certifications: [internal-medicine]
role: resident
"""
COLLEGE_FIRST = """
degrees:
  - {degree: bachelors, status: in-progress, expected: 2028-05}
  - {degree: md, status: planned, expected: 2032-05}
"""
DAYS_AFTER = ("2027-05", "2027-11", "2028-11")


@pytest.mark.parametrize(
    ("answers", "later"),
    [
        (FELLOW, (0, 12, 24)),
        (THIRD_YEAR, (0, 12, 24)),
        ("{degrees: [{degree: md, status: in-progress, expected: 2029-05}]}", (0, 0, 12)),
        (SENIOR_WITH_PLACE, (12, 24, 36)),
        (COLLEGE_FIRST, (12, 12, 24)),  # four school years, whenever they begin
    ],
)
def test_who_waits_past_a_season_has_not_applied_in_it(
    answers: str, later: tuple[int, ...], run: Run, profile: Written
) -> None:
    """And the table says what a plan says that is wished to begin on that day."""
    waits = plan_of(run, profile, answers)["waiting"]
    told = yaml.safe_load(answers)
    starts = ({**told, "constraints": {"start": f"{day}-28"}} for day in DAYS_AFTER)
    ends = [plan_of(run, profile, json.dumps(each))["finish"]["likely"] for each in starts]

    assert [each["finish"] for each in waits] == ends
    assert tuple(round(each["finish_moves_months"]) for each in waits) == later


IN_NEED = """
degrees: [{degree: mbbs, earned: 2024}]
license: none
residency: none
role: none
certifications: none
"""
STUDENT_ABROAD = "{degrees: [{degree: mbbs, status: in-progress, expected: 2027-07}]}"


@pytest.mark.parametrize("answers", [IN_NEED, STUDENT_ABROAD])
def test_certification_slips_until_its_last_day_to_begin(
    answers: str, run: Run, profile: Written
) -> None:
    """A student abroad has the step as well, among the first three."""
    plan = plan_of(run, profile, answers)
    step = step_for(plan, "start-ecfmg-certification")
    last = min(
        each["until"]
        for each in step_for(plan, "residency")["milestones"]
        if "begin the certification" in each["title"]
    )
    asked = run("assess", profile(answers), "--as-of", ON, "--format", "json")
    first = [each["id"] for each in json.loads(asked.out)["next_steps"]]

    assert last == "2027-03-01"
    assert round(step["slack_months"]) == 3
    assert "start-ecfmg-certification" in first[:3]


def test_school_before_a_residency_planned_slips_no_further(run: Run, profile: Written) -> None:
    """And the odds of the match ahead stand in the text."""
    plan = plan_of(run, profile, SENIOR_WITH_PLACE)
    text = run("plan", profile(SENIOR_WITH_PLACE), "--as-of", ON, "--format", "plain").out

    assert step_for(plan, "medical-degree")["slack_months"] < 2
    assert f"{step_for(plan, 'residency')['odds']['share']:.1%} of the seniors" in text
    assert "You plan this place" in text


def test_a_fellowship_slips_no_further_than_what_waits_for_its_day(
    run: Run, profile: Written
) -> None:
    """It cannot end half a year later while the committee begins on that very day."""
    fellow = "{specialty: clinical-informatics, status: in-progress, expected: 2027-06}"
    answers = (
        "{degrees: [md], residency: {specialty: family-medicine, completed: 2025, country: US},"
        " license: unrestricted, board_certifications: [family-medicine],"
        f" clinical: {{from: 2023-07, to: 2025-07}}, fellowships: [{fellow}], role: resident}}"
    )
    plan = plan_of(run, profile, answers)
    step, waiting = step_for(plan, "informatics-fellowship"), step_for(plan, "leadership")

    assert step["slack_months"] == waiting["slack_months"] == 0
    assert step["end"] == waiting["start"]


def test_what_waits_for_a_residency_waits_for_the_second_one_told(
    run: Run, profile: Written
) -> None:
    """As where a first year of medicine comes before dermatology."""
    answers = (
        "{degrees: [md], license: training, role: resident, residency: ["
        "{specialty: internal-medicine, status: in-progress, expected: 2027-06},"
        " {specialty: dermatology, status: planned, expected: 2030-06}]}"
    )
    plan = plan_of(run, profile, answers)
    prepared = next(each for each in plan["steps"] if each["id"].startswith("prepare"))

    assert step_for(plan, "patient-care")["start"] == "2030-06-30"
    assert step_for(plan, "ci-board")["start"] == "2030-07-01"
    assert "start on 1 July 2030" in prepared["action"]
    assert [each["code"] for each in plan["warnings"]] == ["training_beside"]


@pytest.mark.parametrize(
    ("specialty", "ahead", "begins"),
    [
        ("cardiovascular-disease", "status: planned, expected: 2030-06", "2030-06-30"),
        ("cardiovascular-disease", "status: in-progress, expected: 2029-06", "2029-06-30"),
        ("clinical-informatics", "status: planned, expected: 2029-06", ON),
    ],
)
def test_years_of_practice_do_not_fill_in_another_fellowship(
    run: Run, profile: Written, specialty: str, ahead: str, begins: str
) -> None:
    """One in informatics leaves a clinical day."""
    answers = (
        "{degrees: [md], residency: {specialty: internal-medicine, completed: 2025-06},"
        " license: unrestricted, board_certifications: [internal-medicine], certifications: none,"
        " clinical: {from: 2025-07, to: present},"
        f" fellowships: [{{specialty: {specialty}, {ahead}}}]}}"
    )
    assert step_for(plan_of(run, profile, answers), "patient-care")["start"] == begins


def test_residency_before_a_fellowship_planned_slips_no_further(run: Run, profile: Written) -> None:
    """Where a course was not denied, its odds stand there too, and what the applications cost."""
    for answers in (FELLOW_TO_BE, f"{FELLOW_TO_BE}activities: none\n"):
        step = step_for(plan_of(run, profile, answers), "informatics-fellowship")
        text = run("plan", profile(answers), "--as-of", ON, "--format", "plain").out

        assert step_for(plan_of(run, profile, answers), "residency")["slack_months"] < 1
        assert "You plan this place" in text
        assert step["cost_usd"]["low"] > 0


def test_training_that_a_plan_makes_longer_is_not_done_as_told(run: Run, profile: Written) -> None:
    surgeon = """
degrees: [md]
residency: {specialty: general-surgery, status: in-progress, expected: 2030-06}
license: training
role: resident
fellowships: none
certifications: none
board_certifications: none
informatics: {years: 0}
"""
    cheapest = ("plan", profile(surgeon), "--objective", "cheapest", "--as-of", ON, "--format")
    end = step_for(json.loads(run(*cheapest, "json").out), "residency")["end"]

    assert end == "2032-06-30"
    assert "as told" not in run(*cheapest, "plain").out


@pytest.mark.parametrize(
    ("answers", "requirement", "told"),
    [
        (
            f"{FELLOW_TO_BE}constraints: {{start: 2026-12-15}}\n",
            "informatics-fellowship",
            "30 June 2029",
        ),
        (
            f"{LAST_YEAR.replace('pediatrics', 'internal-medicine')}{BOARD_PLANNED}",
            "primary-board",
            "31 August 2027",
        ),
    ],
)
def test_what_is_planned_past_its_season_is_done_another_day_than_told(
    run: Run, profile: Written, answers: str, requirement: str, told: str
) -> None:
    """By the plan, which says so, and by the assessment."""
    planned = step_for(plan_of(run, profile, answers), requirement)
    asked = ("assess", profile(answers), "--as-of", ON, "--full", "--format")
    assessed = json.loads(run(*asked, "json").out)
    steps = [*assessed["next_steps"], *assessed["later_steps"]]
    (step,) = (each for each in steps if each["requirement"] == requirement)

    assert not planned["as_told"]
    assert (step["begins_on"], step["done_on"]) == (planned["start"], None)
    assert step["months"]["likely"] == pytest.approx(planned["months"]["likely"], abs=1)
    assert f"{told}, as told" not in run(*asked, "plain").out
    said = run("plan", profile(answers), "--as-of", ON, "--full", "--format", "plain").out
    assert f"as you told us: {date_text(date.fromisoformat(planned['end']))}" not in said


@pytest.mark.parametrize("role", ["attending", "software-engineer"])
def test_who_says_that_there_was_no_residency_gets_the_board_after_it(
    role: str, run: Run, profile: Written
) -> None:
    """A job does not show a residency that the person denies."""
    answers = f"{{degrees: [md], residency: none, license: unrestricted, role: {role}}}"
    plan = plan_of(run, profile, answers)

    assert step_for(plan, "ci-board")["start"] >= step_for(plan, "residency")["end"]
    assert plan["not_placed"] == []
