"""
Where a residency or fellowship was done: how it is told, what is made of it, and what it changes.
"""

import csv
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.plan.make_plan import outline_plan
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.loading.profile.reader import read_profile
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.loading.text.nodes import Problems
from cmio_advisor.loading.text.strict_yaml import decode_yaml
from tests.conftest import ROOT, Run, examples

Written = Callable[[str], Path]
ON = "2026-11-28"
FROM_ABROAD = "residency-after-training-abroad"
WITHIN_TRAINING_HERE = (
    "finish-residency",
    "ci-fellowship-within-surgery",
    "ci-fellowship-beside-pathology",
    "ci-fellowship-combined",
)

ABROAD = """
degrees: [mbbs]
residency: {status: completed, specialty: internal-medicine}
fellowships: []
license: none
board_certifications: []
clinical: {years: 6}
informatics: {years: 2}
certifications: []
leadership: {roles: [], people_led: 0}
projects: [ehr-implementation]
activities: []
role: none
"""


def result(run: Run, profile: Written, command: str, text: str, *more: str) -> Any:  # noqa: ANN401 - JSON
    found = run(command, profile(text), *more, "--as-of", ON, "--format", "json")
    assert found.code == 0, found.err
    return json.loads(found.out)


def states(assessment: Any) -> dict[str, str]:  # noqa: ANN401 - JSON
    return {
        each["id"]: each["state"] for step in assessment["steps"] for each in step["requirements"]
    }


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("degrees: [md], residency: {completed: 2015, country: US}", "met"),
        ("degrees: [md], residency: {completed: 2015, country: CA}", "met"),
        ("degrees: [md], residency: {completed: 2015, country: GB}, license: none", "unknown"),
        (
            (
                "degrees: [md], residency: {completed: 2015, country: GB}, license: none,"
                " board_certifications: []"
            ),
            "not_met",
        ),
        # A license or a board certificate shows that it was here, if nothing else was told,
        ("degrees: [mbbs], residency: {completed: 2015}, license: unrestricted", "met"),
        ("degrees: [md], residency: {completed: 2015}, board_certifications: [urology]", "met"),
        # and that what was done elsewhere counts.
        ("degrees: [mbbs], residency: {completed: 2015, country: GB}, license: restricted", "met"),
        # Otherwise it is not known.
        (
            "degrees: [md], residency: {completed: 2015}, license: none, board_certifications: []",
            "unknown",
        ),
        (
            (
                "degrees: [mbbs], residency: {completed: 2015}, license: none,"
                " board_certifications: []"
            ),
            "unknown",
        ),
        # Whoever is in training after an American degree is in training here.
        ("degrees: [do], residency: {status: in-progress}, license: none", "in_progress"),
        (
            (
                "degrees: [mbbs], residency: {status: in-progress, country: US}, license: none,"
                " board_certifications: []"
            ),
            "in_progress",
        ),
        (
            (
                "degrees: [md], residency: {status: in-progress, country: IN}, license: none,"
                " board_certifications: []"
            ),
            "not_met",
        ),
    ],
)
def test_a_residency_is_in_the_united_states_or_canada_or_it_is_not(
    run: Run, profile: Written, told: str, state: str
) -> None:
    """The two are one training space."""
    assert states(result(run, profile, "assess", f"{{{told}}}"))["residency"] == state


def test_the_country_is_asked(run: Run, profile: Written) -> None:
    """And the plan says what it takes it for until it is told."""
    found = result(run, profile, "assess", ABROAD)
    plan = result(run, profile, "plan", ABROAD)

    assert "In which country" in found["ask_next"]["question"]
    assert "taken as done elsewhere" in plan["residency_taken_as"]
    assert "taken as done elsewhere" in run("plan", profile(ABROAD), "--as-of", ON).out


@pytest.mark.parametrize(
    ("more", "none"),
    [("", "medical license, board certificates"), ("license: none, ", "board certificates")],
)
def test_what_is_taken_as_none_after_a_residency_elsewhere_is_said(
    run: Run, profile: Written, more: str, none: str
) -> None:
    told = (
        "degrees: [mbbs], residency: {specialty: internal-medicine, completed: 2016, country: IN}"
    )
    plan = result(run, profile, "plan", f"{{{more}{told}, role: attending}}")
    here = result(run, profile, "plan", f"{{{more}{told.replace('IN', 'CA')}, role: attending}}")

    said = f"taken as none after a residency elsewhere: {none}."
    assert plan["residency_taken_as"].endswith(said)
    assert here["residency_taken_as"] is None


def test_what_other_answers_rule_out_is_not_named_as_untold(run: Run, profile: Written) -> None:
    """A resident holds no subspecialty board, and has finished no fellowship after it."""
    ends = "{specialty: internal-medicine, status: in-progress, expected: 2028-06}"
    plan = result(run, profile, "plan", f"{{degrees: [md], residency: {ends}, role: resident}}")

    assert "Informatics training, or the board (activities)" in plan["planned_as_open"]


def test_it_is_asked_on_the_first_page(run: Run, profile: Written) -> None:
    """Also of whoever lacks a license anyway; an answer ends it, and nobody else is asked."""
    of = {
        text: run("assess", profile(text), "--as-of", ON, "--format", "plain").out
        for text in (ABROAD, ABROAD.replace("{status", "{country: IN, status"))
    }
    asked, told = of.values()

    assert asked.partition("WHAT TO TELL US FIRST\n")[2].startswith("In which country was your")
    assert "WHAT TO TELL US FIRST" not in told


def test_without_an_american_license_the_pay_of_american_physicians_is_not_said(
    run: Run, profile: Written
) -> None:
    """Not as what they would have without the plan."""
    here = ABROAD.replace("license: none", "license: unrestricted")
    otherwise = [
        run(
            "plan", profile(told.replace("role: none", "")), "--as-of", ON, "--section", "money"
        ).out
        for told in (here, ABROAD)
    ]

    assert "Pay you would have otherwise: $" in otherwise[0]
    assert "Pay you would have otherwise: not known" in otherwise[1]


def test_the_interview_asks_for_the_country(tmp_path: Path) -> None:
    """Of a profile that has all of the residency but this, and takes a country's name."""
    told, saved = tmp_path / "told.yaml", tmp_path / "saved.yaml"
    told.write_text(ABROAD, encoding="utf-8")
    ours, theirs = pty.openpty()
    program = "import sys; from cmio_advisor.cli.app import run; sys.exit(run())"
    asked = ("assess", told, "--ask", "--save", saved, "--as-of", ON)
    with subprocess.Popen(
        [sys.executable, "-c", program, *map(str, asked)],
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.DEVNULL,
    ) as session:
        os.close(theirs)
        seen, answered = "", False
        while session.poll() is None:
            try:
                seen += os.read(ours, 4096).decode(errors="replace")
            except OSError:
                break
            if seen.endswith("> "):
                answer = "India" if "In which country" in seen and not answered else "q"
                answered = answered or answer == "India"
                seen = ""
                os.write(ours, f"{answer}\n".encode())
    os.close(ours)

    assert "country: IN" in saved.read_text(encoding="utf-8")


PEOPLE = {
    "residency there, country not told": ABROAD,
    "residency there": ABROAD.replace("{status", "{country: IN, status"),
    "an MD from there": ABROAD.replace("mbbs", "md").replace("{status", "{country: PL, status"),
    "no residency yet": "{degrees: [mbbs], residency: none, license: none,"
    " board_certifications: []}",
    "student there": "{degrees: [{degree: mbbs, status: in-progress, expected: 2028-05}],"
    " residency: none, license: none, board_certifications: []}",
    "resident there": "{degrees: [mbbs], license: none,"
    " residency: {specialty: pediatrics, status: in-progress, expected: 2028-06, country: IN}}",
    "surgeon in training there": "{degrees: [mbbs], license: none, board_certifications: [],"
    " residency: {specialty: general-surgery, status: in-progress, expected: 2028-06,"
    " country: IN}, fellowships: [], certifications: []}",
    "internist in training there": "{degrees: [md], license: none, board_certifications: [],"
    " residency: {specialty: internal-medicine, status: in-progress, expected: 2028-06,"
    " country: PL}}",
    "license not told": "{degrees: [mbbs], residency: {completed: 2015, country: GB}}",
    "a fellowship here": "{degrees: [mbbs], residency: {completed: 2018, country: GB},"
    " fellowships: [{specialty: clinical-informatics, completed: 2024-06, accredited: true,"
    " country: US}], license: none, board_certifications: []}",
    "residency planned": "{degrees: [mbbs], residency: {status: planned, expected: 2031-06}}",
}


@pytest.mark.parametrize("who", PEOPLE)
def test_certification_match_and_residency_come_before_license_and_board(
    run: Run, profile: Written, who: str
) -> None:
    """For everybody whose training was not in the United States or Canada."""
    steps = result(run, profile, "plan", PEOPLE[who])["steps"]
    by = {each["requirement"]: each for each in steps}
    residency = by["residency"]

    assert residency["id"] == FROM_ABROAD
    assert not {each["id"] for each in steps} & set(WITHIN_TRAINING_HERE)
    assert residency["odds"]["share"] == 0.608
    titles = " ".join(each["title"] for each in residency["milestones"])
    assert "Pathway to certification" in titles
    assert "rank list" in titles
    assert by["unrestricted-license"]["id"] == "license-after-training-abroad"
    for later in ("unrestricted-license", "primary-board"):
        assert by[later]["start"] >= residency["end"]


@pytest.mark.parametrize(
    "told",
    [
        "{degrees: [{degree: do, status: in-progress, expected: 2029-05}], residency: none}",
        (
            "{degrees: [md], residency: {specialty: family-medicine, completed: 2020, country: CA},"
            " license: none, board_certifications: []}"
        ),
        (
            "{degrees: [md], residency: {specialty: pediatrics, status: in-progress,"
            " expected: 2028-06}, license: none}"
        ),
        (
            "{degrees: [mbbs], residency: {specialty: pediatrics, status: in-progress,"
            " expected: 2028-06, country: US}, license: none, board_certifications: []}"
        ),
    ],
)
def test_who_trains_here_is_not_certified_as_from_abroad(
    run: Run, profile: Written, told: str
) -> None:
    """A Canadian residency counts as an American one, and so does one that is under way here."""
    taken = [each["id"] for each in result(run, profile, "plan", told)["steps"]]

    assert FROM_ABROAD not in taken


def test_no_board_exam_is_planned_on_a_residency_from_elsewhere(run: Run, profile: Written) -> None:
    """A license here does not make a residency elsewhere one that the boards take."""
    plan = result(
        run,
        profile,
        "plan",
        "{degrees: [mbbs], residency: {specialty: internal-medicine, completed: 2018,"
        " country: GB}, license: unrestricted, board_certifications: []}",
    )

    assert "primary-board" in [each["requirement"] for each in plan["not_placed"]]


def test_every_way_in_and_out_knows_the_country(run: Run, profile: Written, tmp_path: Path) -> None:
    """Files, settings, options, tables, the profile written back, and the words of a report."""
    base = "{degrees: [mbbs], license: none, board_certifications: [], residency: %s}"
    as_file = base % "{specialty: urology, completed: 2015, country: GB}"
    plain = base % "{specialty: urology, completed: 2015}"
    expected = {"specialty": "urology", "completed": 2015, "country": "GB"}

    assert result(run, profile, "plan", as_file)["profile"]["residency"] == expected
    tried = run(
        "what-if",
        profile(plain),
        "--set",
        "residency.country=GB",
        "--as-of",
        ON,
        "--format",
        "json",
    )
    assert '"country": "GB"' in tried.out
    by_option = run(
        "assess",
        *("--degree", "mbbs", "--residency", "urology", "--residency-completed", "2015"),
        *("--residency-country", "GB", "--license", "none", "--as-of", ON, "--format", "json"),
    )
    assert json.loads(by_option.out)["profile"]["residency"] == expected
    words = run("explain", profile(as_file), "residency", "--as-of", ON, "--format", "plain").out
    assert "Urology (completed 2015, United Kingdom)" in words

    table = tmp_path / "clients.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            (
                "id",
                "degrees",
                "residency",
                "residency_completed",
                "residency_country",
                "fellowships",
                "license",
                "board_certifications",
            )
        )
        fellowship = "clinical-informatics:completed:2022:not-accredited:GB"
        rows.writerow(("a", "mbbs", "urology", "2015", "GB", fellowship, "none", "none"))
        rows.writerow(("b", "mbbs", "urology", "2015", "US", fellowship, "none", "none"))
        rows.writerow(("c", "mbbs", "urology", "2015", "", fellowship, "none", "none"))
    done = run("report", table, "-o", tmp_path / "out", "--as-of", ON, "--format", "jsonl")
    assert done.code == 0, done.err
    lines = (tmp_path / "out" / "assessments.jsonl").read_text(encoding="utf-8").splitlines()
    found = {each["id"]: each for each in map(json.loads, lines)}
    assert found["a"]["profile"]["fellowships"][0]["country"] == "GB"
    assert [states(found[each])["residency"] for each in "abc"] == ["not_met", "met", "unknown"]


def test_a_country_that_is_none_is_refused(run: Run, profile: Written) -> None:
    """With what was found and where."""
    found = run("assess", profile("{residency: {completed: 2015, country: XX}}"))

    assert found.code == 65
    assert '"XX"' in found.err
    assert "is not a country" in found.err
    assert run("assess", "--residency", "none", "--residency-country", "US").code == 2


BOARD_PLANNED = "[{board: pediatrics, status: planned, expected: 2028}]"
SIBLINGS = (
    ("degrees: [md]", "degrees: [mbbs]"),
    (
        "degrees: [{degree: md, status: in-progress, expected: 2029-05}]",
        "degrees: [{degree: mbbs, status: in-progress, expected: 2029-05}]",
    ),
    ("country: US", "country: PK"),
    ("residency: {specialty: pediatrics, completed: 2015", "residency: none #"),
    ("license: unrestricted", "license: none"),
    ("license: unrestricted", "license: restricted"),
    ("license: unrestricted", "license: training"),
    ("license: training", "license: none"),
    ("board_certifications: [pediatrics]", "board_certifications: []"),
    (
        "board_certifications: [pediatrics]",
        "board_certifications: [{board: pediatrics, status: lapsed}]",
    ),
    ("board_certifications: [pediatrics]", f"board_certifications: {BOARD_PLANNED}"),
    (f"board_certifications: {BOARD_PLANNED}", "board_certifications: []"),
    ("degrees: [bachelors]", "degrees: []"),
)
"""The same answer, and the harder one."""

ANSWERS = st.fixed_dictionaries(
    {
        "degrees": st.sampled_from(
            (
                "degrees: [md]",
                "degrees: [mbbs]",
                "degrees: [bachelors]",
                "degrees: [{degree: md, status: in-progress, expected: 2029-05}]",
            )
        ),
        "residency": st.sampled_from(
            (
                "residency: none",
                "residency: {specialty: pediatrics, completed: 2015}",
                "residency: {specialty: pediatrics, completed: 2015, country: US}",
                "residency: {specialty: pediatrics, status: in-progress, expected: 2028-06}",
                "residency: {status: in-progress, expected: 2028-06, country: US}",
            )
        ),
        "license": st.sampled_from(
            (
                *(
                    f"license: {each}"
                    for each in ("unrestricted", "restricted", "training", "none")
                ),
                "",
            )
        ),
        "board": st.sampled_from(
            (
                "board_certifications: [pediatrics]",
                f"board_certifications: {BOARD_PLANNED}",
                "board_certifications: []",
                "",
            )
        ),
        "clinical": st.sampled_from(("clinical: {years: 6}", "clinical: {years: 0}", "")),
    }
)


def ends(plan: Any, of: str) -> date:  # noqa: ANN401 - JSON
    """When the required list is met by a plan: never where a part of it cannot be placed."""
    required = {"medical-degree", "residency", "unrestricted-license", "patient-care"}
    if required.intersection(each["requirement"] for each in plan["not_placed"]):
        return date.max
    finish = plan["required_finish"]
    if finish is None:
        return date.min
    return date.fromisoformat(finish[of]) if finish[of] else date.max


@settings(max_examples=examples(5), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=ANSWERS, data=st.data())
def test_a_harder_fact_never_ends_a_plan_earlier(
    run: Run, profile: Written, answers: dict[str, str], data: st.DataObject
) -> None:
    """
    Of two people who differ in one answer, the one with less arrives no sooner. Medical school is
    taken in, on which the easier of two may have to decide: a training license shows a career.
    """
    told = "\n".join(filter(None, answers.values()))
    fitting = [each for each in SIBLINGS if each[0] in told]
    if not fitting:
        return
    easier, harder = data.draw(st.sampled_from(fitting))
    sooner, later = (
        result(run, profile, "plan", each, "--with", "medical-degree")
        for each in (told, told.replace(easier, harder))
    )
    for of in ("likely", "p50", "p80"):
        assert ends(later, of) >= ends(sooner, of), (of, told, harder)


DEGREES_OF_ALL = ("", "[]", "[bachelors]", "[adn]", "[bsn]", "[md]", "[mbbs]", "[pharmd]")
STUDIED = st.sampled_from(
    [*DEGREES_OF_ALL, "[{degree: dnp, status: planned}]", "[{degree: bsn, status: in-progress}]"]
)
PRACTICED = st.sampled_from(("0", "1-4", "2", "3-6", "about 5", "12"))


@pytest.mark.parametrize("id_", ["cmio", "cnio", "cio"])
@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    degrees="[{degree: dnp, status: planned}]",
    years="1-4",
    goes_on="false",
    of="",
)
@given(
    degrees=STUDIED,
    years=PRACTICED,
    goes_on=st.sampled_from(("false", "true")),
    of=st.sampled_from(("", "nursing", "pharmacy")),
)
def test_nor_without_the_license_on_any_roadmap(
    id_: str, degrees: str, years: str, goes_on: str, of: str
) -> None:
    """Years with patients, of which it is not sure whose they are, shorten nobody's plan."""
    told = f"clinical: {{years: {years}, still_practising: {goes_on}}}\n"
    told += f"degrees: {degrees}\n" if degrees else ""
    ends_at = [
        planned_end(
            told + f"license: {{profession: {of}, status: {each}}}"
            if of
            else told + f"license: {each}",
            load_roadmap(str(ROOT / "data" / id_)),
        )
        for each in ("unrestricted", "none")
    ]
    assume(ends_at[1] > date.min)  # of whom nothing that counts here is known no plan is made
    assert ends_at[0] <= ends_at[1], told


def planned(told: str, rules: Roadmap, *taken: str) -> PlanOutline:
    person = read_profile(decode_yaml(told, Problems("answers")), rules, Problems("answers"))
    wishes = wishes_of(person, PlanWishes(chosen=taken))
    return outline_plan(person, rules, date.fromisoformat(ON), wishes)


def planned_end(told: str, rules: Roadmap, *taken: str) -> date:
    """When the required list is likely met by a plan; never where a part cannot be placed."""
    plan = planned(told, rules, *taken)
    if any(each.requirement.strength is Strength.REQUIRED for each in plan.not_placed):
        return date.max
    return plan.required_finish.likely if plan.required_finish else date.min


DENIED = {
    "degrees": "degrees: [md]",
    "residency": "residency: none",
    "clinical": "clinical: {years: 6}",
}


@settings(max_examples=examples(20))
@example(answers={**DENIED, "license": "license: none"})
@example(answers={**DENIED, "board": "board_certifications: [pediatrics]"})
@example(answers={"degrees": "degrees: [bachelors]", "license": "license: training"})
@given(answers=ANSWERS)
def test_nor_does_it_beside_answers_that_contradict_it(
    roadmap: Roadmap, answers: dict[str, str]
) -> None:
    """
    A residency that is denied, beside what presupposes one, is planned as the one to come. Medical
    school is taken in, on which the easier of two may have to decide as for a second profession.
    """
    told = "\n".join(filter(None, answers.values()))
    for easier, harder in SIBLINGS:
        if easier in told:
            sooner, later = (
                planned_end(each, roadmap, "medical-degree")
                for each in (told, told.replace(easier, harder))
            )
            assert later >= sooner, told


def test_who_studied_abroad_arrives_no_sooner_with_nothing_else_yet(
    run: Run, profile: Written
) -> None:
    """The same law of two graduates who have neither residency nor license nor board."""
    told = "degrees: [md]\nresidency: none\nlicense: none\nboard_certifications: []"
    sooner = result(run, profile, "plan", told)
    later = result(run, profile, "plan", told.replace("md", "mbbs"))
    for of in ("likely", "p50", "p80"):
        assert ends(later, of) > ends(sooner, of)


def test_certification_from_abroad_cannot_slip_past_the_residency(
    run: Run, profile: Written
) -> None:
    plan = result(run, profile, "plan", ABROAD)
    steps = {each["requirement"]: each for each in plan["steps"]}
    first, residency = steps["start-ecfmg-certification"], steps["residency"]
    assert first["requirement"] in residency["needs"]
    assert first["latest_end"] <= residency["start"]
    text = run("plan", profile(ABROAD), "--as-of", ON, "--full", "--format", "plain").out
    assert "Comes after: Certification of graduates from abroad (ECFMG)" in text


@pytest.mark.parametrize("role", ["nurse", "cio", "it-manager"])
@pytest.mark.parametrize(
    ("easier", "harder"),
    [
        ("projects: [ehr-implementation]", "projects: []"),
        ("projects: []\nactivities: [super-user]", "projects: []\nactivities: []"),
    ],
)
def test_a_nurse_with_a_project_or_as_super_user_arrives_no_later(
    run: Run, profile: Written, role: str, easier: str, harder: str
) -> None:
    """What was done already takes no shorter way to the first paid hours away."""
    told = "degrees: [bsn]\nlicense: {profession: nursing, status: unrestricted}\n"
    told += f"clinical: {{years: 5, still_practising: true}}\nrole: {role}\n"
    likely = [
        json.loads(
            run(
                *("plan", profile(told + each), "--roadmap", "cnio"),
                *("--as-of", "2026-11-29", "--format", "json"),
            ).out
        )["required_finish"]["likely"]
        for each in (easier, harder)
    ]

    assert likely[0] <= likely[1]


NO_LEAD = "leadership: {years: 0, roles: [], people_led: 0}"
MANAGED = "leadership: {years: 5, roles: [nurse-manager], people_led: 20}"
TEAM = "leadership: {years: 3, roles: [team-lead], people_led: 5}"
DIRECTED = "leadership: {years: 5, roles: [director], people_led: 20}"
NURSE_LEADER = "license: restricted\nrole: attending\ncertifications: [ni-bc]\ninformatics: 2\n"
BETWEEN_JOBS = "degrees: [bsn, mba]\nlicense: restricted\nrole: none\n"
ANALYST = "degrees: [bsn]\nclinical: 2\nprojects: []\nrole: data-analyst\n"
NURSED = "degrees: [bsn]\nlicense: {profession: nursing, status: unrestricted}\n"


@pytest.mark.parametrize(
    ("id_", "told", "easier", "harder"),
    [
        ("cnio", NURSE_LEADER, "", NO_LEAD),
        ("cnio", NURSE_LEADER, "clinical: 2", "clinical: 0"),
        ("cnio", f"{NURSED}projects: [analytics]\n", MANAGED, NO_LEAD),
        ("cnio", f"{NURSED}activities: []\nrole: none\n", MANAGED, NO_LEAD),
        ("cnio", "degrees: [msn]\nlicense: none\nclinical: 5\nrole: none\n", DIRECTED, NO_LEAD),
        ("cnio", "degrees: [bsn]\nlicense: none\nrole: pharmacist\n", MANAGED, NO_LEAD),
        ("cnio", f"{BETWEEN_JOBS}{TEAM}\n", "informatics: 6", "informatics: 3"),
        ("cnio", f"{ANALYST}{NO_LEAD}\n", "informatics: 6", "informatics: 3"),
        ("cio", "", "degrees: [md]", "degrees: [{degree: md, status: in-progress}]"),
        ("cio", "", "degrees: [bachelors]", "degrees: [{degree: bachelors, status: in-progress}]"),
    ],
)
def test_whoever_has_less_arrives_no_sooner_on_other_roadmaps(
    id_: str, told: str, easier: str, harder: str
) -> None:
    """
    The license is not the last among equal ways, an internship is found no sooner than a job, and a
    leader comes to hours in informatics as soon as anybody, with a post or without.
    """
    rules = load_roadmap(str(ROOT / "data" / id_))
    sooner, later = (planned(told + each, rules) for each in (easier, harder))

    assert planned_end(told + easier, rules) <= planned_end(told + harder, rules)
    assert sooner.finish
    assert later.finish
    assert sooner.finish.likely <= later.finish.likely


@pytest.mark.parametrize("roadmap", ["cmio", "cio", "cnio"])
def test_nobody_is_told_of_the_country_of_a_residency_that_no_rule_reads(
    run: Run, tmp_path: Path, roadmap: str
) -> None:
    """That of a dentist is no doctor's, and on the way to the other jobs none counts."""
    person = tmp_path / "person.json"
    dentist = {
        "degrees": ["dds"],
        "license": [{"profession": "dentistry", "state": "CA", "status": "unrestricted"}],
        "residency": {"other": "General practice residency in dentistry", "completed": "2011-06"},
        "clinical": {"from": "2011-07", "to": "present"},
        "role": "dentist",
    }
    doctor = {"degrees": ["md"], "residency": {"specialty": "pediatrics", "completed": 2015}}
    found = []
    for answers in (dentist, doctor):
        person.write_text(json.dumps(answers))
        asked = ("plan", person, "--roadmap", roadmap, "--as-of", ON, "--format", "json")
        found.append(json.loads(run(*asked).out)["residency_taken_as"] is not None)

    assert found == [False, roadmap == "cmio"]
