"""
A calendar that reads a later plan updates its events and doubles none.
"""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.conftest import Run

ANSWERS = """degrees: [md]
license: unrestricted
residency: {specialty: internal-medicine, completed: 2020}
"""


def events(run: Run, profile: Path, day: str) -> dict[str, tuple[int, str]]:
    """
    The number and stamp of each event, by its id.
    """
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
