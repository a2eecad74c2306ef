"""``explain`` names the very day on which years are full, and no other answer disagrees with it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Run

ASKED = "patient-care"
"""Three years of patient care."""
Write = Callable[[str], Path]


@pytest.mark.parametrize(
    ("since", "full"),
    [
        ("2024-01-15", "2027-01-14"),
        ("2024-02-01", "2027-01-31"),
        ("2024-03-31", "2027-03-30"),
        ("2024-03", "2027-03-30"),
        ("2024-11-20", "2027-11-19"),
    ],
)
def test_three_years_are_full_on_its_own_day(
    run: Run, profile: Write, since: str, full: str
) -> None:
    """Not on the first of the next month; of a start known to the month, from its last day on."""
    person = profile(
        f"as_of: 2026-01-01\ndegrees: [md]\nclinical: {{from: {since}, to: present}}\n"
    )

    def holds(day: date) -> str:
        told = run("explain", person, ASKED, "--as-of", day.isoformat(), "--format", "json")
        return f"{json.loads(told.out)['rule']['holds']}"

    asked = ("explain", person, ASKED, "--as-of", "2026-01-01", "--format")
    becomes = json.loads(run(*asked, "json").out)["rule"]["becomes"]
    day = date.fromisoformat(full)

    assert becomes == full
    assert f"it will be on {day.day} {day:%B %Y}" in run(*asked, "plain").out
    before = "no" if len(since) == len("2024-03-01") else "unknown"
    assert (holds(day - timedelta(days=1)), holds(day)) == (before, "yes")


def test_a_share_of_time_in_a_window_is_full_on_its_own_day(run: Run, profile: Write) -> None:
    """Three of the last five years at a quarter of full time, which the practice pathway asked."""
    person = profile(
        "as_of: 2022-03-01\ndegrees: [md]\nlicense: unrestricted\n"
        "board_certifications: [internal-medicine]\n"
        "residency: {specialty: internal-medicine, completed: 2015}\n"
        "fellowships: none\ncertifications: none\n"
        "informatics: {from: 2019-04-12, to: present, fte: 0.5}\n"
    )

    def eligible(day: str) -> dict[str, str]:
        told = run(
            "eligible", person, "abpm-clinical-informatics", "--as-of", day, "--format", "json"
        )
        (found,) = json.loads(told.out)["credentials"]
        return {key: found[key] for key in ("eligible", "eligible_from")}

    assert eligible("2022-03-01") == {"eligible": "no", "eligible_from": "2022-04-11"}
    assert eligible("2022-04-10") == {"eligible": "no", "eligible_from": "2022-04-11"}
    assert eligible("2022-04-11") == {"eligible": "yes", "eligible_from": "2022-04-11"}
