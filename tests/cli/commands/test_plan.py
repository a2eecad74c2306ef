"""``plan`` and ``what-if`` as a user runs them: forms, limits, refusals."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar

from cmio_advisor.reporting.json.plan import PLAN
from cmio_advisor.reporting.views.what_if import WHAT_IF
from tests.conftest import AS_OF, ROOT, SMALL, Run, assert_follows

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
HOSPITALIST = ROOT / "examples" / "hospitalist.yaml"
RESIDENT = ROOT / "examples" / "resident.yaml"
SCENARIOS = ROOT / "examples" / "scenarios" / "hospitalist.yaml"
FIRST_LINE = "schema: cmio-advisor/scenarios/1\n"
TEXTS = ("terminal", "plain", "markdown", "html")
WriteProfile = Callable[[str], Path]


@pytest.mark.parametrize(("number", "person"), list(enumerate(EXAMPLES)))
def test_every_example_has_a_plan(run: Run, number: int, person: Path) -> None:
    """
    Exit 0, the plan on standard output and nothing else: as JSON, twice the same, and as one form
    for people, for the next person the next.
    """
    asked = ("plan", person, "--as-of", AS_OF, "--format")
    outcome, text = run(*asked, "json"), run(*asked, TEXTS[number % len(TEXTS)])

    assert (outcome.code, outcome.err) == (text.code, text.err) == (0, "")
    assert "\x1b" not in outcome.out + text.out
    assert outcome.out == run(*asked, "json").out
    assert_follows(json.loads(outcome.out), PLAN.schema())


def test_a_plan_names_what_ends_before_it_does(run: Run, tmp_path: Path) -> None:
    """A certificate that nobody has to renew within the year, and has to by the end of the plan."""
    person = tmp_path / "deputy.yaml"
    board = "{certification: abpm-clinical-informatics, expires: %s}"
    for day, is_said in (("2027-12-31", True), ("2035-12-31", False)):
        degrees = "[md, {degree: mba, status: planned, expected: 2029-05}]"
        person.write_text(f"degrees: {degrees}\ncertifications: [{board % day}]\n")
        text = run("plan", person, "--as-of", AS_OF, "--format", "plain").out

        assert (f"on {day[8:]} December {day[:4]}: renew it by then" in text) is is_said


def test_a_plan_of_one_part_names_no_end_without_it(run: Run, tmp_path: Path) -> None:
    """Without it nothing is left to do, and the day would be today."""
    person = tmp_path / "person.yaml"
    person.write_text(
        "degrees: [md]\nlicense: unrestricted\ncertifications: []\n"
        "residency: {specialty: internal-medicine, completed: 2014, country: US}\n"
        "board_certifications: [internal-medicine]\nclinical: {years: 9, still_practising: true}\n"
        "fellowships: [{specialty: clinical-informatics, completed: 2023, accredited: true}]\n"
        "informatics: {years: 9, fte: 0.5}\n"
    )
    asked = ("plan", person, "--roadmap", SMALL, "--as-of", AS_OF, "--format", "markdown")
    short, full = run(*asked).out, run(*asked, "--full").out

    assert "The plan takes in one open part: Clinical informatics board." in short
    assert "would end on" not in short
    assert "nothing left to plan" in full


def test_all_money_in_the_text_is_in_the_json(run: Run) -> None:
    """No figure is made up by a form."""
    arguments = ("plan", RESIDENT, "--as-of", AS_OF, "--pay-now", "260000")
    told = run(*arguments, "--format", "json").out
    known = set(re.findall(r"\d+", told))

    shown = re.findall(r"\$([\d,]+)", run(*arguments, "--format", "markdown").out)
    assert shown
    notes = {each.replace(",", "") for each in re.findall(r"\$?(\d[\d,]*)", told)}
    assert {each.replace(",", "") for each in shown} <= known | notes


def test_the_calendar_can_be_read_by_others(run: Run, tmp_path: Path) -> None:
    """
    All-day events with ids that stay, on days of the plan, in lines that end as the format asks.
    """
    target = tmp_path / "plan.ics"
    outcome = run("plan", RESIDENT, "--as-of", AS_OF, "--format", "ics", "-o", target)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")

    data = target.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    events = Calendar.from_ical(data).walk("VEVENT")
    ids = [str(each["uid"]) for each in events]
    assert len(ids) == len(set(ids))
    plan = json.loads(run("plan", RESIDENT, "--as-of", AS_OF, "--format", "json").out)
    days = {each.decoded("dtstart").isoformat() for each in events}
    for step in plan["steps"]:
        assert step["end"] in days
    reminders = [each for event in events for each in event.walk("VALARM")]
    assert len(reminders) >= 2 * sum(bool(each["milestones"]) for each in plan["steps"])
    # What the plan leaves out is no event.
    planned = {each["id"] for each in plan["steps"]}
    for door in plan["doors"]:
        if door["route"] in planned:
            assert door["start_by"] is None or door["closes_on"] in days
        else:
            assert f"Last day to start: {door['title']}" not in str(data)
    again = run("plan", RESIDENT, "--as-of", AS_OF, "--format", "ics", "-o", target, "--force")
    assert again.code == 0
    assert target.read_bytes() == data


def test_hostile_text_stays_text_in_a_calendar(run: Run, profile: WriteProfile) -> None:
    """Neither a name nor an id with line breaks can add a line to the file."""
    told = 'name: "x\\nEND:VCALENDAR"\ndegrees: [md]\nlicense: none\nresidency: none\n'
    outcome = run("plan", profile(told), "--as-of", AS_OF, "--format", "ics")

    assert outcome.code == 0
    assert outcome.out.splitlines().count("END:VCALENDAR") == 1


@pytest.mark.parametrize("command", ["assess", "plan"])
def test_a_result_stands_for_the_profile_in_it(run: Run, tmp_path: Path, command: str) -> None:
    """So that a counselor plans from a client's report."""
    report = tmp_path / "c-001.json"
    made = run(command, HOSPITALIST, "--as-of", AS_OF, "--format", "json", "-o", report)
    assert made.code == 0

    again = run("plan", report, "--as-of", AS_OF, "--format", "json")

    assert again.out == run("plan", HOSPITALIST, "--as-of", AS_OF, "--format", "json").out


def test_wishes_are_told_back(run: Run) -> None:
    """What was asked for stands in the result."""
    outcome = run(
        *("plan", HOSPITALIST, "--as-of", AS_OF, "--objective", "surest", "--budget", "9000"),
        *("--hours-per-week", "3", "--with", "mentor", "--without", "ci-board", "--seed", "5"),
        *("--pay-now", "250000", "--format", "json"),
    )
    plan = json.loads(outcome.out)

    assert plan["wishes"] == {
        "objective": "surest",
        "hours_per_week": 3,
        "budget_usd": 9000,
        "pay_now_usd": 250000,
        "pay_meanwhile_usd": None,
        "pay_then_usd": None,
        "with": ["mentor"],
        "without": ["ci-board"],
        "seed": 5,
    }
    planned = {each["requirement"] for each in plan["steps"]}
    assert "mentor" in planned
    assert "ci-board" not in planned


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--with", "mentr"], 'Did you mean "mentor"?'),
        (["--without", "medical-degree"], "only these can be left out"),
        (["--hours-per-week", "0"], "--hours-per-week"),
        (["--hours-per-week", "nan"], "--hours-per-week"),
        (["--objective", "cheap"], "--objective"),
        (["--format", "csv"], "--format"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(run: Run, arguments: list[str], message: str) -> None:
    """Wrong usage, exit 2, with the nearest that would be right."""
    outcome = run("plan", HOSPITALIST, "--as-of", AS_OF, *arguments)

    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.out == ""


def test_an_empty_profile_gets_no_made_up_plan(run: Run, profile: WriteProfile) -> None:
    """Nothing told is nothing known to be open."""
    outcome = run("plan", profile("as_of: 2026-11-23\n"), "--as-of", AS_OF, "--format", "json")
    plan = json.loads(outcome.out)

    assert plan["steps"] == []
    assert plan["finish"] is None
    assert plan["taken_as_met"] == []


def test_scenarios_side_by_side(run: Run) -> None:
    """The shipped scenarios, by name, against today."""
    arguments = ("what-if", HOSPITALIST, "--today", AS_OF, "--scenarios", SCENARIOS)
    outcome = run(*arguments, "--format", "json")
    found = json.loads(outcome.out)

    assert_follows(found, WHAT_IF.schema())
    assert [each["name"] for each in found["scenarios"]] == [
        "Do the fellowship",
        "A part-time master's instead",
        "Wait two years",
    ]
    fellowship, degree, waiting = (each["change"] for each in found["scenarios"])
    assert "begin-planned-fellowship" in fellowship["routes_new"]
    assert degree["routes_gone"] == ["course-as-training"]
    begun = found["scenarios"][1]["situation"]
    assert begun["fees_usd"]["unknown"] == ["begin-planned-degree"]
    assert waiting["finish_days"] > 700
    for form in TEXTS:
        shown = run(*arguments, "--format", form)
        assert (shown.code, shown.err) == (0, "")
        assert "Wait two" in shown.out


def test_a_scenario_may_leave_out_and_take_in(run: Run) -> None:
    """By the same options as a plan."""
    arguments = ("what-if", HOSPITALIST, "--today", AS_OF, "--without", "people-led")
    outcome = run(*arguments, "--with", "mentor", "--format", "json")
    change = json.loads(outcome.out)["scenarios"][0]["change"]

    assert "lead-small-team" in change["routes_gone"]
    assert "find-mentor" in change["routes_new"]
    assert change["requirements"] == []


def test_adding_to_what_was_not_told_is_said(run: Run, profile: WriteProfile) -> None:
    """A list that is given is complete, so one addition makes it so."""
    path = profile("degrees: [md]\n")
    outcome = run(
        *("what-if", path, "--today", AS_OF, "--set", "certifications+=chps"),
        *("--set", "degrees+=mba", "--format", "json"),
    )

    assert outcome.code == 0
    assert outcome.err.count("nothing was answered") == 1
    assert outcome.err.startswith("certifications:")


def test_an_addition_keeps_a_single_entry(run: Run, profile: WriteProfile) -> None:
    """One entry without a list around it is a list of one."""
    path = profile("informatics: {from: 2023-01, to: present, fte: 0.15}\n")
    outcome = run(
        *("what-if", path, "--today", AS_OF, "--format", "json"),
        *("--set", "informatics+={from: 2020-01, to: 2021-12, fte: 0.5}"),
    )
    told = json.loads(outcome.out)["scenarios"][0]["situation"]["profile"]

    assert [each["from"] for each in told["informatics"]] == ["2023-01", "2020-01"]


@pytest.mark.parametrize("hours", ["0", "0.0001"])
def test_hours_too_few_to_plan_with_are_refused(
    run: Run, profile: WriteProfile, hours: str
) -> None:
    """By all alike, with the range: nothing told is no limit; next to nothing is no plan."""
    path = profile(f"degrees: [md]\nconstraints: {{hours_per_week: {hours}}}\n")

    for command in (("plan", path), ("assess", path), ("what-if", path, "--set", "license=none")):
        outcome = run(*command)
        assert (outcome.code, outcome.out) == (65, "")
        assert f"{hours} lies outside a number of hours a week from 0.5 to 168" in outcome.err


def test_a_plan_names_and_numbers_its_steps_as_the_first_page_does(run: Run) -> None:
    """By their start, then as advised; what waiting costs is a sentence where it is time alone."""
    page = run("assess", HOSPITALIST, "--as-of", AS_OF).out
    steps = re.findall(r"^\d\. (.*?)(?: \[|$)", page, re.MULTILINE)
    plan = run("plan", HOSPITALIST, "--as-of", AS_OF).out
    whole = run("plan", HOSPITALIST, "--as-of", AS_OF, "--full").out

    assert re.findall("^What: (.*)$", plan, re.MULTILINE)[: len(steps)] == steps
    assert all(f"\n{at}. {step}" in whole for at, step in enumerate(steps, 1))
    assert "Nothing but time is lost: up to 24 months" in plan
    assert "If you wait: 6 months" not in plan
    assert "If you wait: 6 months" in whole


def test_what_if_begins_with_what_changes_and_tables_what_differs(run: Run) -> None:
    """What is the same on both sides is one line."""
    arguments = ("what-if", HOSPITALIST, "--today", AS_OF, "--set", "leadership.people_led=5")
    told = run(*arguments).out
    table, _, same = told[told.index("SIDE BY SIDE") :].partition("The same in each: ")

    assert told.index("WITH YOUR CHANGES") < told.index("SIDE BY SIDE")
    assert table.count("Measure: ") == 1
    assert "Steps in the plan" in table
    assert "Plan likely ends" in same.splitlines()[0]


def test_what_if_leaves_the_file_alone(run: Run, profile: WriteProfile) -> None:
    """Byte for byte."""
    path = profile("degrees: [md]\ninformatics: {from: 2020, to: 2022}\n")
    before = path.read_bytes()

    outcome = run(
        *("what-if", path, "--today", AS_OF, "--format", "json"),
        *("--set", "informatics.years=4", "--set", "degrees+=mba"),
    )
    told = json.loads(outcome.out)["scenarios"][0]["situation"]["profile"]

    assert path.read_bytes() == before
    assert told["degrees"] == ["md", "mba"]
    assert told["informatics"] == {"years": 4}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "Nothing to compare with"),
        (["--set", "degrees"], 2, "write KEY=VALUE"),
        (["--set", "degress=[md]"], 2, 'Did you mean "degrees"?'),
        (["--set", "degrees=[mdd]"], 2, "--set degrees"),
        (["--set", "degrees=[md"], 2, "--set degrees"),
        (["--set", "license=&a x"], 2, "--set license"),
        (["--as-of", "2028"], 2, "--as-of"),
        (["--set", "a." * 5000 + "b=1"], 2, "write KEY=VALUE"),
        (["--pay-now", "9" * 400], 2, "--pay-now"),
        (["--without", "residency"], 2, "only these can be left out"),
        (["--with", "mentr"], 2, 'Did you mean "mentor"?'),
        (["--scenarios", "missing.yaml"], 66, "missing.yaml"),
        (["--roadmap", "missing"], 66, "missing"),
    ],
)
def test_what_if_says_what_is_wrong(
    run: Run, arguments: list[str], code: int, message: str
) -> None:
    """One message, the right exit code, nothing on standard output."""
    outcome = run("what-if", HOSPITALIST, "--today", AS_OF, *arguments)

    assert (outcome.code, outcome.out) == (code, "")
    assert message in outcome.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("schema: cmio-advisor/scenarios/2\nscenarios: [{name: a}]\n", ":1:9:"),
        ("schema: cmio-advisor/scenarios/1\nscenarios: []\n", "At least one entry"),
        ("schema: cmio-advisor/scenarios/1\nscenarios: [{nam: a}]\n", 'Did you mean "name"?'),
        (
            f"{FIRST_LINE}scenarios: [{{name: a}}, {{name: a}}]\n",
            "Two scenarios are named",
        ),
        (
            "schema: cmio-advisor/scenarios/1\nscenarios: [{name: a, set: {clinical.years: -2}}]\n",
            "-2",
        ),
        (f"{FIRST_LINE}scenarios: [{{name: a, without: [residency]}}]\n", "residency"),
        (f'{FIRST_LINE}scenarios: [{{name: ""}}]\n', "is not a name: a line of text"),
        (f'{FIRST_LINE}scenarios: [{{name: " \\t"}}]\n', "is not a name: a line of text"),
        (f"{FIRST_LINE}scenarios: [{{name: a, as_of: 1950-01-01}}]\n", "1990"),
        (f"{FIRST_LINE}scenarios: [{{name: a, set: {{{'a.' * 50}b: 1}}}}]\n", "no field"),
        (f"{FIRST_LINE}scenarios: [{{name: a, with: [mentr]}}]\n", 'Did you mean "mentor"?'),
    ],
)
def test_a_broken_file_of_scenarios_is_refused(
    run: Run, tmp_path: Path, text: str, message: str
) -> None:
    """Input not valid, with the place."""
    path = tmp_path / "scenarios.yaml"
    path.write_text(text, encoding="utf-8")
    outcome = run("what-if", HOSPITALIST, "--today", AS_OF, "--scenarios", path)

    assert outcome.code == 65
    assert message in outcome.err


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("2027", "That is later than 31 December 2027, by when you want it."),
        ("2060", "That is by 31 December 2060, as you want it, if little is delayed."),
    ],
)
def test_the_day_wished_is_held_against_the_end(run: Run, by: str, said: str) -> None:
    """A year alone is meant to its last day."""
    person = (ROOT / "examples" / "hospitalist.yaml").read_text(encoding="utf-8")
    wished = person.replace("budget_usd: 30000}", f"budget_usd: 30000, by: {by}}}")
    assert wished != person

    assert said in run("plan", "-", "--as-of", AS_OF, stdin=wished.encode()).out
    assert "want it" not in run("plan", "-", "--as-of", AS_OF, stdin=person.encode()).out


def test_a_decision_takes_in_what_only_helps(run: Run, tmp_path: Path) -> None:
    """One flag is enough: without it the requirement is in no plan."""
    folder, person = tmp_path / "lead", tmp_path / "p.yaml"
    shutil.copytree(SMALL.parent / "lead", folder)
    path = folder / "roadmap.yaml"
    before, behind = path.read_text().split("      - id: leading", 1)
    decision = "decisions:\n  - {id: lead-it, takes: lead-project, reason: It takes evenings.}\n"
    behind = behind.replace("strength: expected", "strength: helps", 1)
    path.write_text(f"{before}      - id: leading{behind}".replace("decisions:\n", decision))
    person.write_text("degrees: [pharmd]\nleadership: {roles: []}\nprojects: []\n")

    def planned(*more: str) -> list[str]:
        asked = ("plan", person, "--roadmap", folder, "--as-of", AS_OF, "--format", "json", *more)
        return [each["requirement"] for each in json.loads(run(*asked).out)["steps"]]

    assert "leading" not in planned()
    assert "leading" in planned("--with", "lead-it")


@pytest.mark.parametrize("person", EXAMPLES, ids=lambda path: path.stem)
def test_no_end_with_less_than_one_chance_in_ten_is_called_likely(run: Run, person: Path) -> None:
    """Times add up later than the likely ones, and a place may take more than one try."""
    asked = ("plan", person, "--as-of", AS_OF)
    plan = json.loads(run(*asked, "--format", "json").out)
    ends = [each for each in (plan["finish"], plan["required_finish"]) if each]
    text = run(*asked).out

    soon = [each for each in ends if each["p10"] and each["p10"] > each["likely"]]
    assert text.count("is complete in fewer than 1 of 10 cases") == len(soon)
    assert "Likely end" not in text
    assert "As is likely" not in text
    assert "Likely done" not in text
    assert "likely ends on" not in text
    assert "would likely end" not in text
    if person.stem == "medical-student":
        assert soon
