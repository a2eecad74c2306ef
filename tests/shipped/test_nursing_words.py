"""What an explanation says of a nurse's license and hours of work."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Run

NURSE = ROOT / "examples" / "nurse-informaticist.yaml"
AS_OF = ("--as-of", "2026-11-28")


def explained(run: Run, requirement: str, person: Path = NURSE) -> str:
    rules = ("--roadmap", "cnio", *AS_OF, "--format", "plain")
    return " ".join(run("explain", person, requirement, *rules).out.split())


def test_a_nurses_license_is_quoted_by_itself(run: Run) -> None:
    """
    Not beside the medical one that nobody asked about; nor is that one named as what to change.
    """
    said = explained(run, "rn-license")

    assert "You told us: nursing license: unrestricted (Oregon)" in said
    assert "Your nursing license: none" in said
    assert "medical license:" not in said


def test_the_command_that_tries_a_change_starts_from_the_same_roadmap(run: Run) -> None:
    """With ``--roadmap`` what-if compares this roadmap with the usual one."""
    said = explained(run, "director-level")

    assert f"cmio-advisor what-if {NURSE} --against cnio and its --set above" in said
    told = ("--against", "cnio", "--set", "leadership.roles+=director", *AS_OF, "--format", "plain")
    assert "not on this roadmap" not in run("what-if", NURSE, *told).out


def test_a_license_that_speaks_of_no_profession_answers_nothing_of_a_nurses(
    run: Run, tmp_path: Path
) -> None:
    """The short form is a medical one; whoever has none of these may be a nurse."""
    person = tmp_path / "manager.json"
    person.write_text(json.dumps({"license": "none"}), encoding="utf-8")

    assert "You told us: nursing license: not answered" in explained(run, "rn-license", person)


@pytest.mark.parametrize("short", [{}, {"license": "none"}])
def test_a_nurse_at_the_bedside_is_asked_for_the_license_first(
    run: Run, tmp_path: Path, short: dict[str, str]
) -> None:
    """Also where no license was told in the short form, which is one of medicine."""
    person = tmp_path / "bedside.json"
    told = {"degrees": ["bsn"], "clinical": {"years": 8}, "informatics": {"years": 0}, **short}
    person.write_text(json.dumps(told), encoding="utf-8")
    found = run("assess", person, "--roadmap", "cnio", *AS_OF, "--format", "json")

    assert "license as a registered nurse" in json.loads(found.out)["ask_next"]["question"]


def test_hours_are_told_as_hours_and_changed_in_years_that_one_can_write(
    run: Run, tmp_path: Path
) -> None:
    """2,000 hours are not quite a year of full-time work."""
    person = tmp_path / "nurse.json"
    person.write_text(json.dumps({"degrees": ["bsn"], "informatics": "none"}), encoding="utf-8")
    said = explained(run, "informatics-hours", person)

    assert "At least 2,000 hours of informatics work, within the 3 years that end on" in said
    rules = ("--roadmap", "cio", *AS_OF, "--format", "plain")
    one = " ".join(run("explain", person, "provider-work", *rules).out.split())
    assert "within the year that ends on" in one
    assert "0.97 years at 100 % of full time" in said


def test_a_degree_of_no_list_has_a_name_in_a_rule(run: Run, tmp_path: Path) -> None:
    person = tmp_path / "nurse.json"
    person.write_text(json.dumps({"degrees": [{"other": "BN"}]}), encoding="utf-8")

    said = explained(run, "nursing-degree", person)

    assert "Degrees: another, in your own words Holds: yes" in said


@pytest.mark.parametrize("roadmap", ["cnio", "cio"])
@pytest.mark.parametrize(
    "example", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda p: p.stem
)
def test_every_example_is_assessed_and_planned(run: Run, roadmap: str, example: Path) -> None:
    """By each roadmap, with no band where none was published."""
    found = run("assess", example, "--roadmap", roadmap, *AS_OF, "--format", "json")
    planned = run("plan", example, "--roadmap", roadmap, *AS_OF, "--format", "json")

    assert (found.code, planned.code) == (0, 0)
    assert json.loads(found.out)["pay"]["target"]["p50"] is None


@pytest.mark.parametrize("degree", ["adn", "bsn", "msn"])
@pytest.mark.parametrize(
    "told",
    [
        {"clinical": {"years": 8}},
        {"clinical": {"years": 1}, "license": "none"},
        {"clinical": {"years": 3, "still_practising": False}},
        {"clinical": {"from": 2015, "to": "present"}},
        {"clinical": {"from": 2005, "to": 2015}, "role": "none"},
    ],
)
def test_who_practiced_as_a_nurse_is_not_shut_out_for_want_of_an_answer(
    run: Run, tmp_path: Path, degree: str, told: dict[str, Any]
) -> None:
    """They had the license that was not told, and a plan leads them to the job."""
    person = tmp_path / "nurse.json"
    person.write_text(json.dumps({"degrees": [degree], **told}), encoding="utf-8")
    found = run("plan", person, "--roadmap", "cnio", *AS_OF, "--format", "json")

    assert json.loads(found.out)["not_placed"] == []


@pytest.mark.parametrize(
    ("state", "place", "is_met", "is_warned"),
    [("QC", None, False, True), ("OH", None, True, False), (None, "ON", True, True)],
)
def test_a_nursing_license_of_a_province_is_none_of_a_state(
    run: Run, tmp_path: Path, state: str | None, place: str | None, *, is_met: bool, is_warned: bool
) -> None:
    """As a physician's is none; a plan brings the other one first."""
    person = tmp_path / "nurse.json"
    held = {"profession": "nursing", "status": "unrestricted", "state": state}
    told = {"degrees": ["msn"], "license": [held], "clinical": 6, "setting": {"state": place}}
    person.write_text(json.dumps(told), encoding="utf-8")
    rules = ("--roadmap", "cnio", *AS_OF, "--format", "json")
    page, plan = (json.loads(run(each, person, *rules).out) for each in ("assess", "plan"))
    routes = {each["id"] for each in plan["steps"]}

    assert str(page["warnings"]).count("license_of_a_province") == is_warned
    assert ("apply-beside-license-of-a-province" in routes) is not is_met
    assert plan["not_placed"] == []


def test_a_plan_counts_no_pay_as_given_up_and_says_what_that_leaves_out(
    run: Run, tmp_path: Path
) -> None:
    """A job on the way may pay less than that of today, and a school may take from one's work."""
    person = tmp_path / "anesthetist.json"
    told = {"degrees": ["bsn", "dnp"], "role": "nurse-anesthetist"}
    person.write_text(json.dumps(told), encoding="utf-8")
    said = run("plan", person, "--roadmap", "cnio", "--format", "plain", *AS_OF).out

    assert "Pay given up: none counted; changes of pay by a new job" in said


def test_a_chief_nurse_is_sent_to_no_chief_nurse_of_their_own(run: Run, tmp_path: Path) -> None:
    """To ask for a share of their own job, and for the job where there is none."""
    person = tmp_path / "cno.json"
    told = {
        "degrees": ["bsn", "msn", "dnp"],
        "license": [{"profession": "nursing", "state": "IL", "status": "unrestricted"}],
        "clinical": {"years": 12, "still_practising": False},
        "informatics": {"years": 1},
        "leadership": {"years": 18, "roles": ["cno"], "people_led": 900},
        "role": "cno",
    }
    person.write_text(json.dumps(told), encoding="utf-8")
    said = run("assess", person, "--roadmap", "cnio", "--format", "plain", *AS_OF).out

    assert "Make informatics half of your own job" in said
    assert "Make the case for the job where there is none" in said
    assert "Ask: The chief nursing officer" not in said
    assert "the CNO" not in said
