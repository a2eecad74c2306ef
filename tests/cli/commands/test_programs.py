"""``programs``: what is listed, in which order, and what is said of what was not found."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmio_advisor.loading.roadmap import files
from tests.conftest import AS_OF, Run

NEAR_OHIO = ("IN", "KY", "MI", "PA", "WV")
FIXED = {"id", "kind", "institution", "city", "state", "months", "price_usd", "url", "evidence"}


def asked(run: Run, *words: str) -> dict[str, Any]:
    """What the program lists, as JSON."""
    outcome = run("programs", *words, "--as-of", AS_OF, "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    found: dict[str, Any] = json.loads(outcome.out)
    return found


@pytest.mark.parametrize("kind", ["fellowship", "degree", "course", "mba"])
def test_a_kind_lists_that_kind_with_its_evidence(run: Run, kind: str) -> None:
    found = asked(run, kind)["programs"]

    assert found
    assert {each["kind"] for each in found} == {kind}
    assert all(each.keys() >= FIXED for each in found)
    assert all(each["evidence"] for each in found)


def test_without_a_kind_every_program_is_listed_once(run: Run) -> None:
    every = asked(run)["programs"]
    by_kind = [asked(run, kind)["programs"] for kind in ("fellowship", "degree", "course", "mba")]

    assert len(every) == len({each["id"] for each in every}) == sum(map(len, by_kind))


def test_a_state_lists_only_what_is_in_it(run: Run) -> None:
    found = asked(run, "fellowship", "--state", "ohio")["programs"]

    assert found
    assert {each["state"] for each in found} == {"OH"}


def test_near_a_state_come_its_own_then_those_of_states_that_touch_it(run: Run) -> None:
    """And then all others, each group by the names of the states."""
    found = [each["state"] for each in asked(run, "fellowship", "--near", "OH")["programs"]]
    own, beside = found.count("OH"), sum(state in NEAR_OHIO for state in found)

    assert own
    assert set(found[:own]) == {"OH"}
    assert set(found[own : own + beside]) <= set(NEAR_OHIO)
    assert not {"OH", *NEAR_OHIO} & set(found[own + beside :])
    assert sorted(found) == sorted(each["state"] for each in asked(run, "fellowship")["programs"])


def test_a_limit_on_the_price_leaves_nothing_aside_in_silence(run: Run) -> None:
    """What has no known price is counted and named, and no unknown price is taken for nothing."""
    every = {each["id"] for each in asked(run, "mba")["programs"]}
    found = asked(run, "mba", "--max-price", "60000")
    dearer = [
        each["id"]
        for each in asked(run, "mba")["programs"]
        if each["price_usd"] is not None and each["price_usd"] > 60_000
    ]

    assert found["programs"]
    assert all(each["price_usd"] <= 60_000 for each in found["programs"])
    assert dearer
    listed = [each["id"] for each in found["programs"]]
    assert sorted([*listed, *found["price_not_found"], *dearer]) == sorted(every)
    said = run("programs", "mba", "--max-price", "60000", "--as-of", AS_OF).out
    assert f"Without a price here: {len(found['price_not_found'])}, which are not listed." in said


def test_what_pays_is_not_taken_for_cheap(run: Run) -> None:
    found = asked(run, "fellowship", "--max-price", "1")

    assert found["programs"] == []
    assert len(found["paid"]) + len(found["price_not_found"]) > 60
    said = run("programs", "fellowship", "--max-price", "1", "--as-of", AS_OF).out
    assert "pay you, have no price to compare, and are not listed here." in said


def test_a_level_and_a_field_narrow_the_list(run: Run) -> None:
    found = asked(run, "degree", "--level", "masters", "--field", "health-informatics")["programs"]

    assert found
    assert {(each["level"], each["field"]) for each in found} == {("masters", "health-informatics")}


@pytest.mark.parametrize("form", ["plain", "markdown", "html", "terminal"])
def test_every_text_form_has_the_places_the_caveats_and_the_licence(run: Run, form: str) -> None:
    out = run("programs", "degree", "--near", "NJ", "--as-of", AS_OF, "--format", form).out

    assert "Princeton" in out
    assert "a few schools of medical illustration" in " ".join(out.split())
    assert "Truewise" in out
    assert "CC BY 4.0" in " ".join(out.split())
    assert out.index("Princeton") < out.index("illustration")


def test_a_pdf_is_made(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "programs.pdf"

    assert run("programs", "course", "--as-of", AS_OF, "-o", target).code == 0
    assert target.read_bytes().startswith(b"%PDF")


def test_a_caveat_is_said_once(run: Run) -> None:
    """Eight lists of degrees have the same one."""
    out = run("programs", "degree", "--as-of", AS_OF, "--format", "plain").out

    assert out.count("the cut has no prices, no lengths") == 1


def test_the_table_has_a_line_a_program_and_empty_cells_for_the_unknown(run: Run) -> None:
    out = run("programs", "--as-of", AS_OF, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    found = asked(run)["programs"]

    assert [row["id"] for row in rows] == [each["id"] for each in found]
    prices = [None if row["price_usd"] == "" else int(row["price_usd"]) for row in rows]
    assert prices == [each["price_usd"] for each in found]
    assert None in prices
    assert 0 not in prices


def test_a_file_that_ends_in_csv_is_a_table(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "programs.csv"

    assert run("programs", "course", "--as-of", AS_OF, "-o", target).code == 0
    assert target.read_text(encoding="utf-8").startswith("id,kind,title,institution,")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["felowship"], 'Did you mean "fellowship"?'),
        (["--near", "ZZ"], "--near"),
        (["--state", "Ohoi"], "--state"),
        (["--max-price", "cheap"], "--max-price"),
        (["--max-price", "-1"], "--max-price"),
        (["--level", "master"], 'Did you mean "masters"?'),
        (["--field", "fishing"], "--field"),
    ],
)
def test_a_slip_is_named_with_what_would_be_right(run: Run, words: list[str], named: str) -> None:
    outcome = run("programs", *words, "--as-of", AS_OF)

    assert (outcome.code, outcome.out) == (2, "")
    assert named in outcome.err


def test_stale_programs_are_a_failure_where_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of the check, which is asked here as if no roadmap were shipped: it looks at each."""
    later = ("programs", "mba", "--as-of", "2030-01-01")
    strict = run(*later, "--strict-fresh")
    with monkeypatch.context() as patch:
        patch.setattr(files, "shipped_ids", lambda: ())
        check = run("roadmap", "check", "--as-of", "2030-01-01")
        strict_check = run("roadmap", "check", "--as-of", "2030-01-01", "--strict-fresh")

    assert (strict.code, strict.out) == (78, "")
    assert "what utk-pemba says was to be looked at again by" in strict.err
    assert run(*later).code == 0
    assert "what college-scorecard-2026 says was to be looked at again by" in check.out
    assert strict_check.code == 78
    assert "what college-scorecard-2026 says" in strict_check.err
    assert run("programs", "--as-of", AS_OF, "--strict-fresh").code == 0


FELLOWS = """
degrees: [md]
residency: {specialty: internal-medicine, status: in-progress, expected: 2028-06}
"""


def steps_of(run: Run, path: Path) -> dict[str, Any]:
    """The plan's steps by their routes."""
    out = run("plan", path, "--as-of", AS_OF, "--format", "json").out
    return {each["id"]: each for each in json.loads(out)["steps"]}


def test_a_plan_names_the_nearest_three_of_a_step(run: Run, profile: Callable[[str], Path]) -> None:
    """As the command lists them, which is named for the rest; a step of no program has none."""
    path = profile(f"{FELLOWS}setting: {{state: OH}}\n")
    steps = steps_of(run, path)
    nearest = asked(run, "fellowship", "--near", "OH")["programs"]
    of_fellowship = [each for each in steps.values() if each["programs"]]

    assert of_fellowship
    for step in of_fellowship:
        if step["programs"][0]["kind"] == "fellowship":
            assert [each["id"] for each in step["programs"]] == [each["id"] for each in nearest[:3]]
    assert (
        steps["enter-residency" if "enter-residency" in steps else "finish-residency"]["programs"]
        == []
    )
    said = run("plan", path, "--as-of", AS_OF, "--format", "plain").out
    (line,) = (each for each in said.splitlines() if f": {nearest[0]['institution']}, " in each)
    (mark,) = re.findall(r"\[(\d+)C\]$", line)
    assert f"[{mark}] Accreditation Council for Graduate Medical Education" in said
    assert f"In your state: {nearest[0]['institution']}, " in said
    assert "All of them: cmio-advisor programs fellowship --near OH" in said


@pytest.mark.parametrize(
    ("place", "first"),
    [
        ("{metro: cleveland-oh}", ["metrohealth-fellowship"]),
        (
            "{state: TX, metro: Houston}",
            [
                "baylor-college-fellowship",
                "houston-methodist-fellowship",
                "uthealth-houston-fellowship",
            ],
        ),
        ("{metro: columbus-oh}", ["ohio-state-fellowship"]),
        ("{state: GA, metro: columbus-ga-al}", ["emory-fellowship"]),
    ],
)
def test_the_programs_of_ones_own_city_are_named_first(
    run: Run, profile: Callable[[str], Path], place: str, first: list[str]
) -> None:
    """One city may lie in a state of many programs, and cities of one name in several states."""
    steps = steps_of(run, profile(f"{FELLOWS}setting: {place}\n")).values()

    (named,) = (each["programs"] for each in steps if each["programs"])
    assert [each["id"] for each in named][: len(first)] == first


def test_a_program_of_another_state_is_not_said_to_be_in_ones_own(
    run: Run, profile: Callable[[str], Path]
) -> None:
    """New Jersey has no fellowship, states that touch it have; none touches Alaska."""
    for state, word, label in (
        ("NJ", "next-to-it", "In a state that touches yours: "),
        ("AK", "elsewhere", "Farther away: "),
    ):
        path = profile(f"{FELLOWS}setting: {{state: {state}}}\n")
        steps = steps_of(run, path).values()
        named = [one for step in steps for one in step["programs"] if one["kind"] == "fellowship"]

        assert {each["nearness"] for each in named} == {word}
        assert label in run("plan", path, "--as-of", AS_OF, "--format", "plain").out


def test_without_a_state_a_plan_says_how_to_give_one(
    run: Run, profile: Callable[[str], Path]
) -> None:
    path = profile(FELLOWS)

    assert not any(each["programs"] for each in steps_of(run, path).values())
    said = run("plan", path, "--as-of", AS_OF, "--format", "plain").out
    assert "Tell us your state to see the programs near you." in said
    assert "cmio-advisor programs fellowship\n" in said


def test_a_report_names_them_too(run: Run, tmp_path: Path) -> None:
    """In the text and in the outline of the plan; each cited source is listed."""
    clients = tmp_path / "clients.jsonl"
    clients.write_text(
        '{"schema": "cmio-advisor/profile/1", "id": "c-1", "degrees": ["md"], "setting": '
        '{"state": "OH"}, "residency": {"specialty": "internal-medicine", "status": "in-progress", '
        '"expected": "2028-06"}}\n'
    )
    out = tmp_path / "out"
    made = run("report", clients, "-o", out, "--format", "json,md", "--as-of", AS_OF, "--jobs", "1")

    assert made.code == 0
    report = json.loads((out / "reports" / "c-1.json").read_text("utf-8"))
    named = [one for step in report["plan"]["steps"] for one in step["programs"]]
    assert {each["state"] for each in named} == {"OH"}
    assert {piece["source"] for each in named for piece in each["evidence"]} <= {
        each["id"] for each in report["sources"]
    }
    written = (out / "reports" / "c-1.md").read_text("utf-8")
    assert all(each["institution"] in written for each in named)
    assert "--near" not in written


def changed_by(run: Run, path: Path, *words: str) -> tuple[dict[str, Any], str]:
    """The scenario of ``what-if``, and what was said beside it."""
    given = run("what-if", path, *words, "--today", AS_OF, "--as-of", AS_OF, "--format", "json")
    assert given.code == 0, given.err
    (scenario,) = json.loads(given.out)["scenarios"]
    return scenario, given.err


ATTENDING = """
degrees: [md]
residency: {specialty: internal-medicine, completed: 2014}
license: unrestricted
board_certifications: [internal-medicine]
clinical: {years: 9, still_practising: true}
leadership: {years: 4, roles: [medical-director], people_led: 4}
setting: {state: OR}
"""
WITHOUT_BOARD = ("--without", "ci-board")


def test_a_plan_takes_in_a_program_with_its_price_and_length(
    run: Run, profile: Callable[[str], Path]
) -> None:
    """
    The degree at OHSU costs 45,000 to 55,000 in all; the year and a half is that of full-time
    study, so beside a job it is the least.
    """
    path = profile(ATTENDING)
    ohsu = "oregon-health-science-university-ms-informatics"
    found, said = changed_by(run, path, "--program", ohsu, *WITHOUT_BOARD)
    step = found["situation"]["program"]

    assert said == ""
    assert (step["id"], step["route"]) == (ohsu, "masters-informatics")
    assert step["title"].endswith(": Oregon Health & Science University")
    assert (step["cost_usd"]["low"], step["cost_usd"]["high"]) == (45_000, 55_000)
    assert step["months"] == {"low": 18, "likely": 24, "high": 48}
    assert "masters-informatics" in found["change"]["routes_new"]
    text = run(
        "what-if", path, "--program", ohsu, *WITHOUT_BOARD, "--today", AS_OF, "--as-of", AS_OF
    )
    assert "Master's degree in informatics: Oregon Health & Science University: from " in text.out
    assert "$45,000 to $55,000" in text.out


def test_no_end_is_named_where_the_hours_do_not_keep_up(
    run: Run, profile: Callable[[str], Path]
) -> None:
    """11 months of about 24 hours a week do not become years at 6 hours a week."""
    path = profile(f"{ATTENDING}constraints: {{hours_per_week: 6}}")
    words = ("--with", "management-degree", "--program", "tennessee-physician-mba")
    step = changed_by(run, path, *words)[0]["situation"]["program"]
    text = run("what-if", path, *words, "--today", AS_OF, "--as-of", AS_OF).out

    assert step["hours_to_keep_up"] == 24
    assert "lasts 11 months at most" in " ".join(text.split())
    assert f"to {step['end'][:4]}" not in text


def test_a_program_without_a_known_price_has_none(run: Run, profile: Callable[[str], Path]) -> None:
    """The price of another school, which the route names, is not its own."""
    path = profile(ATTENDING)
    found, _ = changed_by(
        run, path, "--program", "johns-hopkins-university-ms-informatics", *WITHOUT_BOARD
    )
    step = found["situation"]["program"]

    assert step["cost_usd"] is None
    assert step["months"] == {"low": 12, "likely": 24, "high": 36}


def test_a_program_begins_on_its_own_day(run: Run, profile: Callable[[str], Path]) -> None:
    """The MBA of Tennessee begins in January, and only helps: it is taken in by being named."""
    found, _ = changed_by(run, profile(ATTENDING), "--program", "tennessee-physician-mba")
    step = found["situation"]["program"]

    assert step["route"] == "physician-mba"
    assert step["start"].endswith("-01-01")
    assert step["months"]["likely"] == 11


def test_what_comes_with_another_step_is_said_not_to_be_taken(
    run: Run, profile: Callable[[str], Path]
) -> None:
    """The fellowship on the way to the board meets the training as well."""
    path = profile(ATTENDING)
    ohsu = "oregon-health-science-university-ms-informatics"
    found, said = changed_by(run, path, "--with", "ci-fellowship", "--program", ohsu)

    assert "program" not in found["situation"]
    assert "comes with another step (see --without)" in said


def test_an_unknown_program_is_named(run: Run, profile: Callable[[str], Path]) -> None:
    path = profile(ATTENDING)
    slip = run("what-if", path, "--program", "tenessee-physician-mba", "--as-of", AS_OF)
    useless = run("what-if", path, "--program", "gwu-global-mba", "--as-of", AS_OF)

    assert (slip.code, useless.code) == (2, 2)
    assert 'Did you mean "tennessee-physician-mba"?' in slip.err
    assert "No step of this roadmap is done at such a program." in useless.err


def test_too_few_hours_for_any_program_are_said_in_place_of_a_date(
    run: Run, profile: Callable[[str], Path]
) -> None:
    """
    1,100 hours of an MBA at an hour a week would end in twenty years, and no program lasts so long.
    """
    path = profile(ATTENDING)
    words = ("plan", path, "--with", "management-degree", *WITHOUT_BOARD, "--as-of", AS_OF)
    slow, enough = (
        json.loads(run(*words, "--hours-per-week", hours, "--format", "json").out)["steps"]
        for hours in ("1", "20")
    )
    steps = {each["requirement"]: each for each in slow}
    text = run(*words, "--hours-per-week", "1").out

    assert steps["management-degree"]["hours_to_keep_up"] >= 10
    assert steps["management-degree"]["longest_months"] <= 24
    assert "With 1 hour a week of your own there is no end to name." in text
    assert "not at these hours" in text
    assert "is complete on" not in text
    assert all(each["hours_to_keep_up"] is None for each in enough)
    assert "is complete on" in run(*words, "--hours-per-week", "20").out


LEADER = """
degrees: [md]
residency: {specialty: internal-medicine, completed: 2015, country: US}
license: unrestricted
board_certifications: [internal-medicine]
clinical: {years: 10, still_practising: true}
informatics: {years: 3, fte: 0.5}
fellowships: none
certifications: none
leadership: {years: 4, roles: [committee-chair], people_led: 2}
projects: [ehr-implementation]
role: attending
"""


def test_where_no_end_can_be_named_none_is_named_anywhere(
    run: Run, profile: Callable[[str], Path], tmp_path: Path
) -> None:
    """The course takes about two hours a week; plan, comparisons and report speak alike."""
    slow, enough = (f"{LEADER}constraints: {{hours_per_week: {hours}}}" for hours in ("0.5", "6"))
    path, day = profile(slow), ("--as-of", AS_OF)
    plan = json.loads(run("plan", path, *day, "--format", "json").out)
    beside = run("compare", path, *day).out
    compared = json.loads(run("compare", path, *day, "--format", "json").out)["roadmaps"]
    words = ("what-if", path, "--set", "constraints.hours_per_week=6", "--today", AS_OF, *day)
    changed = json.loads(run(*words, "--format", "json").out)
    people = tmp_path / "people"
    people.mkdir()
    for name, text in (("slow", slow), ("enough", enough)):
        (people / f"{name}.yaml").write_text(f"id: {name}\n{text}\n")
    assert run("report", people, "-o", tmp_path / "out", *day).code == 0
    with (tmp_path / "out" / "summary.csv").open(encoding="utf-8-sig") as file:
        rows = {each["id"]: each for each in csv.DictReader(file)}

    assert plan["finish"] is plan["finish_if_met"] is plan["money"]["break_even"] is None
    assert [each["finish"] for each in compared if each["id"] == "cmio"] == [None]
    assert "no end to name at these hours" in beside
    assert changed["base"]["finish"] is None
    assert changed["scenarios"][0]["situation"]["finish"]
    assert changed["scenarios"][0]["change"]["finish_days"] is None
    assert "As it is: no end to name at these hours" in run(*words, "--format", "plain").out
    assert (rows["slow"]["plan_ends"], bool(rows["enough"]["plan_ends"])) == ("", True)
    assert rows["slow"]["next_date"]
    assert rows["slow"]["price"]


@pytest.mark.parametrize("words", [("mba",), ("fellowship",), ("degree", "--near", "OH", "--full")])
def test_what_is_to_be_known_of_one_program_is_said_beside_any_list(
    words: tuple[str, ...], run: Run
) -> None:
    """A price that is not found may have a note that tells of it."""
    page = " ".join(run("programs", *words, "--as-of", AS_OF, "--format", "plain").out.split())
    notes = [note for each in asked(run, *words[:3])["programs"] for note in each["notes"]]
    assert notes
    assert [each for each in notes if " ".join(each.split()) not in page] == []


def test_no_way_into_a_plan_is_told_where_no_step_is_done_at_one_of_them(run: Run) -> None:
    """`what-if --program` refuses every one of these."""
    way = "what-if PROFILE --program"

    assert way in run("programs", "fellowship").out
    assert way not in run("programs", "fellowship", "--roadmap", "cio").out
    assert way not in run("programs", "degree", "--level", "doctorate").out
