"""A calendar that reads a later plan updates its events and doubles none."""

import json
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.conftest import Run

ANSWERS = """degrees: [md]
license: unrestricted
residency: {specialty: internal-medicine, completed: 2020}
"""
CERTIFICATE = "certifications: [{certification: cphi, expires: 2027-06-30}]\n"


def events(run: Run, profile: Path, day: str) -> dict[str, tuple[int, str]]:
    """The number and stamp of each event, by its id."""
    outcome = run("plan", profile, "--as-of", day, "--format", "ics")
    assert outcome.code == 0, outcome.err
    assert run("plan", profile, "--as-of", day, "--format", "ics").out == outcome.out
    found = Calendar.from_ical(outcome.out).walk("VEVENT")
    kept = {
        str(each["uid"]): (int(str(each["sequence"])), f"{each.decoded('dtstamp'):%Y%m%dT%H%M%SZ}")
        for each in found
    }
    assert len(kept) == len(found)
    return kept


@pytest.mark.parametrize("own", ["id: c-1\n", ""], ids=["with an id", "without one"])
def test_a_later_plan_has_the_same_ids_and_a_higher_number(
    own: str, run: Run, tmp_path: Path
) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text(own + ANSWERS)
    first = events(run, profile, "2026-11-23")
    profile.write_text(own + ANSWERS + "clinical: {years: 3}\nnotes: Seen again\n")
    later = events(run, profile, "2026-12-01")
    days = (date(2026, 11, 23) - date(2020, 1, 1)).days
    assert {*first.values()} == {(days, "20261123T000000Z")}
    assert {*later.values()} == {(days + 8, "20261201T000000Z")}
    assert len(first.keys() & later.keys()) > len(first) / 2


def test_two_clients_share_no_event(run: Run, tmp_path: Path) -> None:
    found = []
    for own in ("c-1", "c-2"):
        (tmp_path / own).write_text(f"id: {own}\n{ANSWERS}")
        found.append(events(run, tmp_path / own, "2026-11-23").keys())
    assert not found[0] & found[1]


def test_a_day_before_the_count_begins_is_zero(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(ANSWERS)
    numbers = {number for number, _ in events(run, tmp_path / "p.yaml", "2019-06-01").values()}
    assert numbers == {0}


def test_a_caseload_gives_each_client_the_calendar_of_their_plan(run: Run, tmp_path: Path) -> None:
    """
    The very bytes of ``plan``, a file a client, which the overview links to; made anew it is the
    same.
    """
    people = tmp_path / "people"
    people.mkdir()
    for own in ("c-1", "c-2"):
        (people / f"{own}.yaml").write_text(f"id: {own}\n{ANSWERS}")
    out, day = tmp_path / "out", ["--as-of", "2026-11-23"]
    assert run("report", people, "-o", out, "--format", "ics", *day).code == 0

    for own in ("c-1", "c-2"):
        alone = run("plan", people / f"{own}.yaml", *day, "--format", "ics").out
        assert (out / "reports" / f"{own}.ics").read_bytes().decode() == alone
    again = run("report", people, "-o", out, "--format", "ics", *day, "--resume", "--dry-run").out
    assert "reports/" not in again


@pytest.mark.parametrize("roadmap", ["cmio", "cnio", "cio"])
def test_an_event_links_to_its_own_page_or_to_none(roadmap: str, run: Run, tmp_path: Path) -> None:
    """To the first page of its step, or a source; a review, or what is not listed, to none."""
    (tmp_path / "p.yaml").write_text(ANSWERS + CERTIFICATE)
    given = ["plan", tmp_path / "p.yaml", "--as-of", "2026-11-23", "--roadmap", roadmap, "--format"]
    plan = json.loads(run(*given, "json").out)
    pages = {each["title"]: [page["url"] for page in each["do_at"]] for each in plan["steps"]}
    links = {
        str(each["summary"]): str(each.get("url", ""))
        for each in Calendar.from_ical(run(*given, "ics").out).walk("VEVENT")
    }

    reviews = {each for each in links if "plan again" in each}
    without = {title for title, link in links.items() if not link.startswith("http")}
    unlisted = {each for each in links if "(CPHI)" in each}
    assert without == (reviews if roadmap == "cmio" else reviews | unlisted)
    assert len(reviews) == 1
    for title, link in links.items():
        own = pages.get(title.removeprefix("Start: "))
        assert not own or link == own[0]
    assert any(each.startswith("Certificate ends") for each in unlisted)


def test_a_calendar_names_whose_it_is(run: Run, tmp_path: Path) -> None:
    """The id before each title and in its reminders; a name in the calendar's own name alone."""
    profile = tmp_path / "profile.yaml"
    profile.write_text(f"id: c-1\nname: Ann Marker\n{ANSWERS}certifications: [cphims]\n")
    made = Calendar.from_ical(run("plan", profile, "--as-of", "2026-11-23", "--format", "ics").out)
    profile.write_text(ANSWERS)
    plain = Calendar.from_ical(run("plan", profile, "--as-of", "2026-11-23", "--format", "ics").out)

    titles = [str(each["summary"]) for each in made.walk("VEVENT")]
    assert str(made["x-wr-calname"]).startswith("Ann Marker: Plan toward")
    assert all(each.startswith("c-1: ") for each in titles)
    assert all(b"CATEGORIES:c-1\r" in each.to_ical() for each in made.walk("VEVENT"))
    assert not any("Ann" in str(each.to_ical()) for each in made.walk("VEVENT"))
    assert [each.removeprefix("c-1: ") for each in titles] == [
        str(each["summary"]) for each in plain.walk("VEVENT")
    ]
    assert str(plain["x-wr-calname"]).startswith("Plan toward")


def test_a_day_that_was_told_depends_on_nothing(run: Run, tmp_path: Path) -> None:
    """And a window to apply in is not called a last day on the day on which it opens."""
    planned = "certifications: [{certification: cphims, status: planned, expected: 2027-09}]\n"
    (tmp_path / "p.yaml").write_text(ANSWERS + planned)
    text = run("plan", tmp_path / "p.yaml", "--as-of", "2026-11-28", "--format", "ics").out
    entries = Calendar.from_ical(text).walk("VEVENT")
    told = [each for each in entries if str(each["summary"]).startswith("Done, as you told us")]

    assert [str(each["description"])[:16] for each in told] == ["As you told us."]
    assert not [
        each for each in entries if "Last day to apply for the fall" in str(each["summary"])
    ]


RESIDENT = """id: c-1
degrees: [bachelors, md]
residency: {specialty: internal-medicine, status: in-progress, expected: 2028-06}
role: resident
"""


def test_what_passes_before_an_event_does_not_change_whose_id_it_has(
    run: Run, tmp_path: Path
) -> None:
    """Read one after the other, the plans of some months leave each event once."""
    (tmp_path / "p.yaml").write_text(RESIDENT)
    kept: dict[str, tuple[str, str]] = {}
    for day in ("2027-02-01", "2027-05-01", "2027-09-01"):
        text = run("plan", tmp_path / "p.yaml", "--as-of", day, "--format", "ics").out
        for each in Calendar.from_ical(text).walk("VEVENT"):
            found = str(each["summary"]), str(each.get("url", ""))
            assert kept.setdefault(str(each["uid"]), found)[0] == found[0]
            kept[str(each["uid"])] = found
    assert len({*kept.values()}) == len(kept)
