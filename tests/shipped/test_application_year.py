"""
The application year: no reminder is late, every yearly match has an opening and odds, and each
share says of whom.
"""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from cmio_advisor.loading.roadmap.files import shipped_folder
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import Run, examples

Written = Callable[[str], Path]

DOCTOR = """
degrees: [md]
residency: {specialty: pediatrics, completed: 2019-06}
fellowships: []
license: unrestricted
board_certifications: [pediatrics]
clinical: {years: 6, still_practising: true}
informatics: {years: 0}
certifications: []
"""
YOUNG_DOCTOR = DOCTOR.replace("2019-06", "2024-06").replace("years: 6", "years: 2")
"""Of whom the fellowship is a step of the plan, and no decision."""
GRADUATE = "{degrees: [md], residency: none, license: none, board_certifications: []}"
ABROAD = "{degrees: [mbbs], residency: none, license: none, board_certifications: []}"
COLLEGE = "{degrees: [bachelors], residency: none, license: none}"
PEOPLE = {"doctor": DOCTOR, "graduate": GRADUATE, "abroad": ABROAD, "college": COLLEGE}

JOBS = ("protected-time", "informatics-post", "informatics-leadership", "senior-informatics-post")

TOO_LATE = (
    # Who, words of the reminder, calendar years before the training starts, and the first day on
    # which it was too late, in every published cycle that was found.
    ("doctor", "letter writers", 1, ("06-30",)),
    ("doctor", "letters and the personal statement", 1, ("07-07", "07-03", "07-02")),
    ("doctor", "token of the fellowship", 1, ("07-07", "07-03", "07-02")),
    ("doctor", "Send the fellowship applications", 1, ("07-15", "07-21", "07-17", "07-16")),
    ("doctor", "invitations", 1, ("09-01",)),
    ("doctor", "Join AMIA", 1, ("11-21",)),
    ("doctor", "rank list", 1, ("12-04", "12-05")),
    ("graduate", "ready for the residency", 1, ("09-03", "09-04")),
    ("graduate", "Send the residency applications", 1, ("09-15", "09-15", "09-24", "09-25")),
    # In the matches of 2015 and 2016 one registered by 30 November, or late until lists were due.
    ("graduate", "Unless you have a place, register with the NRMP", 0, ("01-31",)),
    ("graduate", "rank list", 0, ("02-21", "02-24", "02-25", "02-28")),
    ("abroad", "Pathway to certification", 1, ("12-31",)),
    ("abroad", "token of the residency", 1, ("09-03", "09-04")),
    ("abroad", "documents", 1, ("09-01", "09-01", "09-17")),
    ("abroad", "Send the residency applications", 1, ("09-15", "09-15", "09-24", "09-25")),
    ("abroad", "rank list", 0, ("02-21", "02-24", "02-25", "02-28")),
    ("college", "Send the applications for medical school", 1, ("06-27", "06-27")),
)


def plan_of(run: Run, profile: Written, text: str, as_of: str, *more: str) -> Any:  # noqa: ANN401 - JSON
    # Of a doctor in practice the fellowship is a decision.
    more = ("--with", "ci-fellowship", *more) if text == DOCTOR else more
    found = run("plan", profile(text), "--as-of", as_of, "--format", "json", *more)
    assert found.code == 0, found.err
    return json.loads(found.out)


def training_in(plan: Any) -> Any:  # noqa: ANN401 - JSON
    """The first step of a plan into which a match leads."""
    return next(each for each in plan["steps"] if each["odds"])


@settings(max_examples=examples(3), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2026, 1, 1), date(2031, 12, 31)))
@pytest.mark.parametrize("who", PEOPLE)
def test_no_reminder_is_late(run: Run, profile: Written, who: str, day: date) -> None:
    """
    On whatever day one plans, of every event of every season the reminder is not after the first
    day, and the last safe day before the last one, of each earlier year that its own data name; and
    each, that of the last safe day too, lies before the day on which it can be too late, in every
    published cycle.
    """
    plan = plan_of(run, profile, PEOPLE[who], day.isoformat())
    dated = [(step, one) for step in plan["steps"] for one in step["milestones"] if one["event"]]
    assert dated
    for step, one in dated:
        event, opens = one["event"], date.fromisoformat(step["start"]).year
        safe = date.fromisoformat(one["until"] or one["date"])
        assert day <= date.fromisoformat(one["date"]) <= safe
        for each in event["first"]:
            if one["date"] != day.isoformat():  # one that can be done already is due today
                assert one["date"] <= moved(each, opens)
        for each in event["last"]:
            assert event["happens"] or safe.isoformat() < moved(each, opens)
    step = training_in(plan)
    opening = date.fromisoformat(step["start"])
    for whose, words, years_before, cycles in TOO_LATE:
        for moment in step["milestones"]:
            if whose == who and words in moment["title"]:
                reminder = date.fromisoformat(moment["date"])
                assert reminder >= day
                if not moment["event"]["happens"]:
                    reminder = date.fromisoformat(moment["until"] or moment["date"])
                for each in cycles:
                    late = date.fromisoformat(f"{opening.year - years_before}-{each}")
                    assert reminder < late, (moment, late)


def moved(past: Any, opening: int) -> str:  # noqa: ANN401 - JSON
    """The day of an earlier year, in the year of an opening."""
    year, _, day = past["date"].partition("-")
    return f"{int(year) + opening - past['opening']}-{day}"


@pytest.mark.parametrize("day", ["2026-11-28", "2027-03-01", "2027-07-01", "2027-07-14"])
@pytest.mark.parametrize("end", ["2028-06", "2029-06"])
def test_preparing_is_over_before_programs_read(
    run: Run, profile: Written, day: str, end: str
) -> None:
    """Whenever it begins, it ends in the season of the fellowship that follows the residency."""
    resident = f"{{degrees: [md], residency: {{status: in-progress, expected: {end}}}}}"
    steps = plan_of(run, profile, resident, day)["steps"]
    (ready,) = (each for each in steps if each["id"] == "prepare-fellowship-application")

    assert ready["end"] < f"{int(end[:4]) - 1}-07-15"


def test_who_has_applied_is_told_the_first_day_of_the_season_under_way(
    run: Run, profile: Written
) -> None:
    """In the summary, and as the first of the seasons of the short form."""
    resident = "{degrees: [md], residency: {status: in-progress, expected: 2028-06}}"
    plan = plan_of(run, profile, resident, "2027-12-01")
    short = run("plan", profile(resident), "--as-of", "2027-12-01", "--format", "plain").out

    assert "in the season under way, it is 3 December 2027" in " ".join(plan["summary"])
    dates = short.partition("DATES TO KEEP")[2]
    assert "match, for 1 July 2028, if you have applied" in dates.splitlines()[2]


def test_preparing_from_the_day_on_which_programs_read_is_for_the_next_year(
    run: Run, profile: Written
) -> None:
    """It takes its usual time, and ends before they read again."""
    resident = "{degrees: [md], residency: {status: in-progress, expected: 2028-06}}"
    steps = plan_of(run, profile, resident, "2027-07-15")["steps"]
    (ready,) = (each for each in steps if each["id"] == "prepare-fellowship-application")

    assert "2027-08" < ready["end"] < "2028-07-15"


@pytest.mark.parametrize("answers", [DOCTOR, YOUNG_DOCTOR, "{degrees: [md], residency: none}"])
def test_no_job_is_held_beside_a_full_time_fellowship(
    run: Run, profile: Written, answers: str
) -> None:
    """It is over before, or begins after it, beside the exam; a clinical day goes on."""
    plan = plan_of(run, profile, answers, "2026-11-28")
    full = [each for each in plan["steps"] if each["full_time_until"]]
    jobs = [each for each in plan["steps"] if each["requirement"] in JOBS]

    assert full
    assert jobs
    for job in jobs:
        for each in full:
            assert job["end"] <= each["start"] or job["start"] >= each["full_time_until"]


def test_the_reminders_are_there(run: Run, profile: Written) -> None:
    """Somebody who begins early enough is reminded of everything."""
    for who, text in PEOPLE.items():
        step = training_in(plan_of(run, profile, text, "2026-11-28"))
        titles = [each["title"] for each in step["milestones"]]
        for whose, words, _, _ in TOO_LATE:
            assert whose != who or any(words in each for each in titles), words


def test_the_first_date_to_keep_is_that_of_the_letters(run: Run, profile: Written) -> None:
    """Letters are asked for from February on, half a year before the applications."""
    plan = plan_of(run, profile, DOCTOR, "2026-11-28")
    days = {each["date"] for each in training_in(plan)["milestones"]}

    assert {"2027-02-01", "2027-06-01", "2027-07-01", "2027-11-01", "2027-12-01"} <= days
    assert "1 February 2027" in " ".join(plan["summary"])


@pytest.mark.parametrize(
    ("as_of", "start"),
    [("2027-07-14", "2028-07-01"), ("2027-07-15", "2029-07-01")],
)
def test_who_comes_after_programs_read_waits_a_year(
    run: Run, profile: Written, as_of: str, start: str
) -> None:
    """Programs read two weeks after the first Wednesday of July at the earliest."""
    assert training_in(plan_of(run, profile, DOCTOR, as_of))["start"] == start


def test_a_senior_who_finds_no_place_tries_again_as_a_graduate(run: Run, profile: Written) -> None:
    """At the second try the share is that of graduates of earlier years."""
    text = run("plan", profile(SENIOR), "--as-of", "2026-11-28", "--format", "plain").out

    assert "on another try the next year for whoever finds no place, then at 48%" in " ".join(
        text.split()
    )


@pytest.mark.parametrize(
    ("who", "season"),
    [
        ("doctor", "Clinical informatics fellowship match, for 1 July 2028"),
        ("graduate", "Residency match, for 1 July 2028"),
        ("abroad", "Residency match of graduates from abroad, for 1 July 2029"),
        ("college", "Medical school, for 1 August 2028"),
    ],
)
def test_the_season_is_shown_with_the_days_of_earlier_years(
    run: Run, profile: Written, who: str, season: str
) -> None:
    """The plan names the next season's days; in full, those of earlier years and their sources."""
    arguments = ("plan", profile(PEOPLE[who]), "--as-of", "2026-11-28", "--format", "plain")
    taken_in = ("--with", "ci-fellowship") if who == "doctor" else ()
    short = run(*arguments, *taken_in).out
    full = run(*arguments, *taken_in, "--section", "dates").out

    assert season in short
    assert season in full
    assert "the earliest of the years that we found" in short
    assert "In the years that were found" not in short
    assert "In the years that were found" in full


def test_a_day_that_no_year_gave_is_called_an_estimate(run: Run, profile: Written) -> None:
    """No safe last day of the certification of graduates from abroad could be worked out."""
    arguments = ("plan", profile(ABROAD), "--as-of", "2026-11-28", "--format", "plain")
    text = run(*arguments, "--section", "dates").out
    _, _, certification = text.partition("begin the certification by ECFMG")
    advice = run("assess", *arguments[1:]).out

    assert "Last day: 1 Mar 2027, our estimate" in certification[:400]
    assert "Last day: 14 Sep 2028\n" in text
    assert "begin ECFMG certification by 1 March 2027, by our estimate" in advice
    assert "Odds: 61% of graduates from abroad" in advice
    assert "US citizens 68%, others 58%" in advice


def test_a_client_s_report_names_the_days_that_others_set(
    run: Run, profile: Written, tmp_path: Path
) -> None:
    """
    On four pages: the next season only, and of it what earlier years or the match set a day for.
    """
    clients = profile(f"id: c-1\n{YOUNG_DOCTOR}").parent
    made = run("report", clients, "-o", tmp_path / "out", "--as-of", "2026-11-28", "--format", "md")
    assert made.code == 0, made.err
    text = (tmp_path / "out" / "reports" / "c-1.md").read_text(encoding="utf-8")

    assert "Clinical informatics fellowship match, for 1 July 2028" in text
    assert "| 1 Jul 2027 | 14 Jul 2027 |" in text
    assert "| 1 Dec 2027 | 3 Dec 2027, our estimate |" in text
    assert "interviews" not in text.partition("fellowship match, for")[2].partition("###")[0]


def test_every_event_is_in_the_calendar_with_reminders(run: Run, profile: Written) -> None:
    """Each event, and the last safe day of each that has to be done, under an id that stays."""
    plan = plan_of(run, profile, GRADUATE, "2026-11-28")
    calendars = [
        Calendar.from_ical(
            run("plan", profile(GRADUATE), "--as-of", day, "--format", "ics").out
        ).walk("VEVENT")
        for day in ("2026-11-28", "2027-09-02")
    ]
    found = {
        (str(each["summary"]), each.decoded("dtstart").isoformat()): each for each in calendars[0]
    }
    for one in training_in(plan)["milestones"]:
        assert len(found[one["title"], one["date"]].walk("VALARM")) == 2
        if one["event"] and not one["event"]["happens"] and one["until"]:
            what = "day by our estimate" if one["until_is_estimate"] else "safe day"
            last = found[f"Last {what}: {one['title']}", one["until"]]
            assert len(last.walk("VALARM")) == 2
    first, later = ({str(each["summary"]): str(each["uid"]) for each in one} for one in calendars)
    shared = [title for title in later if title.startswith("Last ") and title in first]
    assert shared
    assert all(first[each] == later[each] for each in shared)


LATE = (
    ('by: "07-14"', 'by: "07-15"', "its last safe day is not before 2019-07-15"),
    ('on: "06-15"', 'on: "06-24"', "its day is later than that of 2015-06-23"),
    ("source: ecfmg-eras}", "source: aafp-img}", "is none of the sources of the cycle"),
    ("[kaplan-match-2025, ", "[aafp-board, ", 'its odds name "aafp-board"'),
    ("safe_until: 2026-07-22", "safe_until: 2029-01-01", "needs a safe_until"),
)
"""What stands in the roadmap, what would be late or unfounded in its place, and what is said."""


def refusal(run: Run, folder: Path, changed: Callable[[str], str]) -> str:
    """What is said of the shipped roadmap with other text in its main file."""
    shutil.copytree(shipped_folder(), folder, ignore=shutil.ignore_patterns("schema"))
    path = folder / "roadmap.yaml"
    path.write_text(changed(path.read_text(encoding="utf-8")), encoding="utf-8")
    found = run("roadmap", "show", "--roadmap", folder)
    assert (found.code, found.out) == (78, "")
    return found.err


def test_what_would_be_late_is_refused(run: Run, tmp_path: Path) -> None:
    """
    No event's day is later than the earliest that it names, and whoever writes that something
    closes says until when it is safe.
    """

    def late(text: str) -> str:
        for before, after, _ in LATE:
            assert before in text
            text = text.replace(before, after)
        return text

    told = refusal(run, tmp_path / "mine", late).splitlines()

    for *_, said in LATE:
        assert any(said in each for each in told), said


def test_what_can_be_done_already_is_kept_by_its_last_safe_day(run: Run, profile: Written) -> None:
    """Within the days in which applications are sent, the date to keep is the last safe one."""
    plan = plan_of(run, profile, DOCTOR, "2027-07-05")

    assert "The first date to keep is 14 July 2027" in " ".join(plan["summary"])


def test_a_share_says_of_whom(run: Run, profile: Written) -> None:
    """
    95 of 104 who took part are not 95 of 159 who applied; the plan reckons with those who apply.
    """
    plan = plan_of(run, profile, DOCTOR, "2026-11-28")
    text = run("plan", profile(DOCTOR), "--as-of", "2026-11-28", "--format", "plain").out

    assert training_in(plan)["odds"] == {
        "share": 0.597,
        "later": None,
        "of": "applicants of 2021-22 (in 2016-17 residents more often than others)",
        "year": 2022,
    }
    assert "159" in text
    assert "91.3% of those who took part, 59.7% of those who applied" in text
    assert "straight from residency than those who found none" in " ".join(text.split())
    # With 40% who try again, one in five ends at least a year after the likely day.
    likely, p80 = (date.fromisoformat(plan["finish"][each]) for each in ("likely", "p80"))
    assert (p80 - likely).days >= 365


def test_the_match_of_graduates_from_abroad_has_odds(run: Run, profile: Written) -> None:
    """Nobody is asked for a citizenship: the plan reckons with all, the text shows both groups."""
    step = training_in(plan_of(run, profile, ABROAD, "2026-11-28"))
    text = run("plan", profile(ABROAD), "--as-of", "2026-11-28", "--format", "plain").out

    assert step["id"] == "residency-after-training-abroad"
    assert step["odds"]["share"] == 0.608
    assert step["start"].endswith("-07-01")
    assert "67.8%" in text
    assert "58.0%" in text


SENIOR = "{degrees: [{degree: md, status: in-progress, expected: 2028-05}]}"
EARLIER = "{degrees: [{degree: md, earned: 2020}], residency: none}"


@pytest.mark.parametrize(
    ("answers", "route", "share", "whose"),
    [
        (SENIOR, "enter-residency", 0.935, "seniors of American MD schools"),
        (SENIOR.replace("md", "do"), "enter-residency", 0.926, "seniors of American DO schools"),
        (EARLIER, "enter-residency", 0.48, "graduates of earlier years of American MD schools"),
        (GRADUATE, "enter-residency", 0.48, "graduates of earlier years of American MD schools"),
        (
            GRADUATE.replace("md", "do"),
            "enter-residency",
            0.48,
            "graduates of earlier years of American DO schools",
        ),
        (ABROAD, "residency-after-training-abroad", 0.608, "graduates from abroad"),
    ],
)
def test_the_share_that_is_matched_is_that_of_the_person_s_group(
    run: Run, profile: Written, answers: str, route: str, share: float, whose: str
) -> None:
    """
    Seniors, graduates of earlier years, graduates from abroad: the plan draws by the share of
    theirs, and says whose it is.
    """
    step = training_in(plan_of(run, profile, answers, "2026-11-28"))
    text = run("plan", profile(answers), "--as-of", "2026-11-28", "--format", "plain").out

    assert (step["id"], step["odds"]["share"]) == (route, share)
    assert whose in step["odds"]["of"]
    assert f"The plan counts on {100 * share:.0f}% of {whose}" in " ".join(text.split())


LATE_DOCTOR = """
degrees: [md]
residency: {specialty: pediatrics, completed: 2015}
license: unrestricted
board_certifications: BOARD
fellowships: []
clinical: {years: 6, still_practising: true}
informatics: {from: 2018, to: present, fte: 0.5}
certifications: []
leadership: {years: 6, roles: [medical-director]}
constraints: {hours_per_week: 2}
"""


def doors_of(run: Run, profile: Written, board: str, as_of: str, *more: str) -> dict[str, Any]:
    plan = plan_of(run, profile, LATE_DOCTOR.replace("BOARD", board), as_of, *more)
    return {each["route"]: each for each in plan["doors"]}


def test_a_safe_start_leaves_room_for_registration(run: Run, profile: Written) -> None:
    """On the last day of a pathway nobody can register for its exam any more."""
    doors = doors_of(run, profile, "[pediatrics]", "2023-01-15")

    assert doors["ci-practice-pathway"]["closes_on"] == "2025-12-31"
    assert doors["ci-practice-pathway"]["safe_start_by"] <= "2025-04-03"
    # The first exam in leadership took registrations from 17 May to 22 July of its year.
    later = doors_of(run, profile, "[pediatrics]", "2024-06-01")
    assert later["sit-halm"]["safe_start_by"] < "2030-05-17"
    assert later["halm-practice-pathway"]["safe_start_by"] <= "2026-07-22"
    for each in (*doors.values(), *later.values()):
        assert each["safe_start_by"] < each["closes_on"]


def test_a_safe_start_leaves_room_for_what_comes_first(run: Run, profile: Written) -> None:
    """A board exam may take two years, and the door's own days come on top."""
    without = doors_of(run, profile, "[]", "2021-06-01")
    with_board = doors_of(run, profile, "[pediatrics]", "2021-06-01")

    for route, door in without.items():
        assert door["safe_start_by"] <= door["start_by"] <= door["closes_on"]
        if "primary-board" in door["first"]:
            safe = date.fromisoformat(with_board[route]["safe_start_by"])
            begun = date.fromisoformat(door["safe_start_by"])
            assert (safe - begun).days >= 18 * 30


def test_a_safe_start_leaves_room_for_a_match_that_is_tried_again(
    run: Run, profile: Written
) -> None:
    """The exam is reached from abroad if the first match finds a place, which is not sure."""
    person = LATE_DOCTOR.replace("completed: 2015", "completed: 2010, country: GB")
    person = person.replace("unrestricted", "none").replace("[md]", "[mbbs]")
    person = person.replace("BOARD", "[]").replace("2018", "2011")
    doors = plan_of(run, profile, person, "2016-06-01")["doors"]

    door = next(each for each in doors if each["route"] == "sit-ci-exam")
    assert (door["start_by"] is None, door["safe_start_by"]) == (False, None)


def test_every_way_into_the_fellowship_match_has_its_odds() -> None:
    """Whoever enters it, and on whatever way: 95 of the 159 who applied."""
    for roadmap in map(load_roadmap, ("cmio", "cnio", "cio")):
        routes = (route for each in roadmap.requirements() for route in each.routes)
        into = [each for each in routes if each.cycle and each.cycle.id == "informatics-fellowship"]
        odds = [one for each in into for one in (*each.odds_of_groups, each.odds) if one]

        assert len(odds) >= len(into)
        assert {one.share for one in odds} <= {round(95 / 159, 3)}
        assert [each.text for each in odds if "59.7% of those who applied" not in each.text] == []


def test_a_step_that_closes_names_the_last_day_to_apply(
    run: Run, profile: Callable[[str], Path]
) -> None:
    """The last exam before a door closes is applied for by its own last day, not by the door's."""
    person = {
        "degrees": ["md"],
        "residency": {"specialty": "internal-medicine", "completed": 2015},
        "license": "unrestricted",
        "board_certifications": ["internal-medicine"],
        "clinical": {"from": "2015-07", "to": "present"},
        "informatics": {"from": "2019-07", "to": "present", "fte": 0.3},
        "certifications": [],
    }
    path = profile(json.dumps(person))
    found = json.loads(run("plan", path, "--as-of", "2024-06-01", "--format", "json").out)
    steps = {each["id"]: each for each in found["steps"]}
    doors = {each["route"]: each for each in found["doors"]}

    assert steps["sit-ci-exam"]["last_start"] == "2025-05-31"
    assert doors["sit-ci-exam"]["closes_on"] == "2025-05-31"
    text = run("plan", path, "--as-of", "2024-06-01", "--format", "plain", "--full").out
    assert "Last day to apply or start: 31 May 2025" in text


def test_the_exam_after_a_fellowship_has_the_days_of_its_season(run: Run, tmp_path: Path) -> None:
    """Look up, send and have documents there by the same days as for the exam by itself."""
    (tmp_path / "me.yaml").write_text(DOCTOR)
    wanted = ("--with", "ci-fellowship", "--as-of", "2026-11-28")
    found = run("plan", tmp_path / "me.yaml", *wanted, "--format", "json")
    (training,) = (each for each in json.loads(found.out)["steps"] if each["id"] == "ci-fellowship")
    days = {each["date"][5:]: each["title"] for each in training["milestones"]}
    assert "by the end of May" in days["04-01"]
    assert "document for the exam" in days["06-01"]
    assert "fall exam" in days["10-01"]


def test_the_odds_name_the_source_that_says_them(run: Run, profile: Written) -> None:
    """In short, too, each: the first says the share of all, others those of groups and years."""
    text = run("plan", profile(ABROAD), "--as-of", "2026-11-28", "--format", "plain").out
    said = next(each for each in text.splitlines() if "9,761 of the 16,052" in each)

    assert {each.partition(":")[0] for each in cited(text, said)} >= {
        "Kaplan",
        "American Medical Association",
    }


def test_a_day_names_the_source_that_says_it(run: Run, profile: Written) -> None:
    """And none that says another's."""
    text = run("plan", profile(ABROAD), "--as-of", "2026-11-28", "--format", "plain").out
    said = next(each for each in text.splitlines() if "certify your rank list" in each)
    sources = " ".join(cited(text, said))

    assert "Calendar of the match of 2016" in sources
    assert "ECFMG" not in sources


def cited(text: str, line: str) -> list[str]:
    """The sources by their numbers at the end of a line of a report."""
    numbers = re.findall("[0-9]+", line.rpartition("[")[2])
    sources = dict(re.findall(r"(?m)^\[([0-9]+)\] (.+)$", text))
    assert numbers
    return [sources[each] for each in numbers]


def test_a_degree_beside_the_work_begins_with_a_term(run: Run, profile: Written) -> None:
    """The spring term of the schools read is closed to applications by the end of November."""
    nurse = "{degrees: [bsn], license: {profession: nursing, status: unrestricted}}"
    found = run(
        "plan", profile(nurse), "--roadmap", "cnio", "--as-of", "2026-11-28", "--format", "json"
    )
    steps = {each["id"]: each for each in json.loads(found.out)["steps"]}

    assert steps["msn-informatics"]["start"] == "2027-08-25"


FAMILY = "{degrees: [md], residency: {specialty: family-medicine, %s}, board_certifications: []}"


@pytest.mark.parametrize(
    ("residency", "as_of", "certificate", "exam", "register_by"),
    [
        ("status: in-progress, expected: 2028-06", "2026-11-28", "2028-07", "04-06", "02-25"),
        ("status: in-progress, expected: 2028-06", "2028-02-25", "2028-07", "04-06", "02-25"),
        ("status: in-progress, expected: 2028-06", "2028-02-26", "2028-12", "11-08", "09-14"),
        ("status: in-progress, expected: 2028-10", "2026-11-28", "2028-12", "11-08", "09-14"),
        ("completed: 2026-06", "2026-11-28", "2027-07", "04-06", "02-25"),
    ],
)
def test_family_medicine_sits_before_the_residency_ends(
    run: Run,
    profile: Written,
    residency: str,
    as_of: str,
    certificate: str,
    exam: str,
    register_by: str,
) -> None:
    """The exam of April or November comes first; residency and license are for the certificate."""
    steps = plan_of(run, profile, FAMILY % residency, as_of)["steps"]
    (board,) = (each for each in steps if each["requirement"] == "primary-board")
    days = {each["date"][5:] for each in board["milestones"]}
    lasts = {each["until"] or each["date"] for each in board["milestones"] if each["event"]}

    assert board["id"] == "sit-family-medicine-board"
    assert board["start"].startswith(certificate)
    assert exam in days
    assert f"{certificate[:4]}-{register_by}" in lasts


ABROAD_TRAINED = "residency: {specialty: internal-medicine, completed: 2021, country: IN}"


@pytest.mark.parametrize(
    ("person", "months"),
    [
        ("{degrees: [md], residency: {specialty: pediatrics, status: planned}}", 36),
        ("{degrees: [md], residency: {specialty: general-surgery, status: planned}}", 60),
        ("{degrees: [md], residency: none}", 48),
        (f"{{degrees: [mbbs], license: none, {ABROAD_TRAINED}}}", 36),
    ],
)
def test_a_residency_is_as_long_as_that_of_the_specialty_told(
    run: Run, profile: Written, person: str, months: int
) -> None:
    """Three years of pediatrics, five of surgery; four where no specialty was told."""
    steps = plan_of(run, profile, person, "2026-11-28")["steps"]
    (found,) = (each for each in steps if each["requirement"] == "residency")

    assert found["months"]["likely"] == months


def test_a_last_day_that_we_reckoned_says_so(run: Run, profile: Written) -> None:
    """By no page does the leadership board close on 22 July 2028: it is counted back."""
    plan = ("plan", profile(DOCTOR), "--as-of", "2026-11-28", "--format", "plain")
    doors = run(*plan, "--with", "management-certificate", "--section", "doors").out

    assert "22 Jul 2028, by our estimate" in doors or "22 July 2028, by our estimate" in doors


def test_another_route_names_whose_price_it_is_of_when(run: Run, profile: Written) -> None:
    """The price of a certificate is that of one school in one year."""
    plan = ("plan", profile(DOCTOR), "--as-of", "2026-11-28", "--format", "plain")
    routes = run(*plan, "--section", "routes").out

    assert "Oregon Health & Science University: The whole certificate" in routes
    assert "2022-23" in routes


def test_a_program_is_taken_in_on_the_roadmap_named(run: Run, profile: Written) -> None:
    """Without --against both sides are of it, and nothing of another job is compared."""
    nurse = profile("{degrees: [bsn], license: {profession: nursing, status: unrestricted}}")
    school = "oregon-health-science-university-ms-informatics"
    found = run("what-if", nurse, "--roadmap", "cnio", "--program", school, "--format", "plain")

    assert found.code == 0, found.err
    assert "on the way to Chief Nursing Informatics Officer" in found.out
    assert "Medical Information" not in found.out


def test_nurses_apply_for_informatics_by_the_days_of_a_school_of_nursing(
    run: Run, profile: Written
) -> None:
    """By 1 March and 1 July at Rutgers, and no day of a school of informatics."""
    nurse = """
        degrees: [bsn]
        license: {profession: nursing, status: unrestricted}
        clinical: {years: 10, still_practising: true}
        informatics: {years: 2, fte: 0.5}
        role: {id: nurse}
    """
    advice = run("assess", profile(nurse), "--as-of", "2026-11-28", "--roadmap", "cnio").out
    steps = plan_of(run, profile, nurse, "2026-11-28", "--roadmap", "cnio")["steps"]
    (degree,) = (each for each in steps if each["id"] == "msn-informatics")
    lasts = {each["until"] or each["date"] for each in degree["milestones"]}

    assert lasts >= {"2027-02-28", "2027-06-30"}
    assert not lasts & {"2027-04-06", "2027-07-31"}
    assert "25 August 2027, by our estimate; apply by 28 February 2027" in " ".join(advice.split())
