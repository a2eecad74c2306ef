"""What reports say by somebody's own roadmap, to a job of another profession than the shipped."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import AS_OF, ROOT, SMALL, Run

LEAD = SMALL.parent / "lead"
Written = Callable[[str], Path]
TECHNICIAN = "degrees: [associate]\nrole: informatics-specialist\nleadership: {years: 0}\n"
NURSE = "degrees: [bsn]\nlicense: {profession: nursing, status: unrestricted}\n"


def by_lead(run: Run, *arguments: str | Path) -> str:
    return run(*arguments, "--roadmap", LEAD, "--as-of", AS_OF, "--no-input").out


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The roadmap with a certificate that counts shares of the week, for which it does not ask."""
    folder = Path(copytree(LEAD, tmp_path / "own"))
    with (folder / "credentials.yaml").open("a") as file:
        file.write("  - {id: achip, about: For builders.}\n")
    return folder


@pytest.mark.parametrize("person", [TECHNICIAN, NURSE])
def test_a_plan_on_an_unusual_path_names_no_other_profession(
    run: Run, profile: Written, person: str
) -> None:
    """The days are those of the roadmap's usual path, whatever the profession is."""
    shown = by_lead(run, "plan", profile(person), "--with", "go-to-school")

    assert "of this plan are those of the usual path only" in shown
    assert "medicine" not in shown


def test_a_license_never_told_is_not_called_none(run: Run, profile: Written) -> None:
    """It is not among those named; only who says none is quoted so."""
    told = by_lead(run, "explain", profile(NURSE), "pharmacy-license")
    denied = "license: {profession: pharmacy, status: none}\n"
    said = by_lead(run, "explain", profile(denied), "pharmacy-license")

    assert "pharmacy license: none named (nursing unrestricted)" in told
    assert "pharmacy license: none\n" in said
    medical = run("explain", profile(NURSE), "unrestricted-license", "--as-of", AS_OF).out
    assert "medical license: none named (nursing unrestricted)" in medical


def test_no_answer_is_promised_that_cannot_be_asked(run: Run, profile: Written, own: Path) -> None:
    """The share of the week moves ACHIP, and only a roadmap that asks for it says so."""
    person = profile(
        "degrees: [pharmd]\ncertifications: []\ninformatics: {years: 7}\nmemberships: []\n"
    )
    by_cmio = run("eligible", person, "achip", "--as-of", AS_OF).out
    by_own = run("eligible", person, "achip", "--roadmap", own, "--as-of", AS_OF).out

    assert "Your answers would settle" in by_cmio
    assert "NOT CERTAIN YET" in by_own
    assert "Your answers would settle" not in by_own


def test_a_license_that_takes_a_degree_is_not_taken_for_untold(run: Run, profile: Written) -> None:
    """Whoever has no degree in pharmacy cannot hold the license, so it is not asked whether."""
    asked = ("plan", profile(TECHNICIAN), "--with", "go-to-school", "--format", "json")
    told = json.loads(by_lead(run, *asked))

    assert "pharmacy-license" in {each["requirement"] for each in told["steps"]}
    assert not any("pharmacist" in each for each in told["planned_as_open"])


def test_what_nobody_counted_is_not_said_of_many(run: Run, profile: Written) -> None:
    """That a roadmap expects something is its reading, where it found no share."""
    person = profile(
        "degrees: [pharmd]\nlicense: {profession: pharmacy, status: unrestricted}\n"
        "answers: {verified-orders: 3}\ninformatics: {years: 4}\nprojects: []\nleadership: none\n"
    )
    shown = by_lead(run, "assess", person, "--full") + by_lead(run, "plan", person, "--full")

    assert "No share was found." in shown
    assert "Many in that role" not in shown
    assert "many in that role" not in shown
    assert "expected but not required" in shown


@pytest.mark.parametrize("person", [ROOT / "examples" / "pharmacist.yaml", TECHNICIAN])
def test_shared_steps_say_in_whose_words_they_are(
    run: Run, profile: Written, person: Path | str
) -> None:
    """Those of another than the nearest roadmap are its words, and none speak of nurses alone."""
    path = profile(person) if isinstance(person, str) else person
    shown = run("compare", path, "--as-of", AS_OF).out
    told = json.loads(run("compare", path, "--as-of", AS_OF, "--format", "json").out)
    shared, _, _ = shown.partition("WHERE YOU STAND BY EACH")
    others = [each for each in told["shared_steps"] if each["serves"][0] != told["nearest"]]

    assert others
    assert shared.count("From the roadmap to:") == len(others)
    assert "that nurses fill in" not in shared
    assert "for nurses" not in shared
    assert "never lost" not in shared


def test_days_that_were_not_found_are_said_so_in_full(
    run: Run, profile: Written, own: Path
) -> None:
    """Of a match without published days, what was looked for stands in the full plan."""
    rules = (own / "roadmap.yaml").read_text()
    start, end = rules.index("    events:\n"), rules.index("    evidence: [{source: pgy2-program")
    searched = "    searched: {what: the days of the PGY2 match, where: pages, on: 2026-11-28}\n"
    (own / "roadmap.yaml").write_text(f"{rules[:start]}{searched}{rules[end:]}")
    person = profile("degrees: [pharmd]\nlicense: {profession: pharmacy, status: unrestricted}\n")
    shown = run("plan", person, "--roadmap", own, "--as-of", AS_OF, "--full")

    assert "the days of the PGY2 match" in shown.out, shown.err


def test_a_day_of_an_earlier_year_is_the_day_that_was_set(run: Run, profile: Written) -> None:
    """Whether by it or before it is the source's to say."""
    person = profile("degrees: [pharmd]\nlicense: {profession: pharmacy, status: unrestricted}\n")
    shown = by_lead(run, "plan", person, "--full")

    assert "The application is due: the day named was 2 January 2026." in shown


def test_the_first_page_names_no_price_of_what_it_does_not_name(run: Run, profile: Written) -> None:
    """Of a school that stands apart from whoever is off the usual path; else it is named."""
    off = by_lead(run, "assess", profile(TECHNICIAN))

    assert "other path" in off.lower()
    assert "Pharmacy school" not in off
    assert "Pharmacy school" in by_lead(run, "assess", profile(TECHNICIAN), "--full")
