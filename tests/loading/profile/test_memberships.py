"""Memberships, which may say since when they are held."""

from datetime import date

import pytest

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.profile import profile_mapping
from tests.conftest import profile_of


@pytest.mark.parametrize(
    ("membership", "on", "state"),
    [
        ("amia", date(2026, 11, 23), "met"),
        ({"membership": "amia", "since": 2021}, date(2026, 11, 23), "met"),
        ({"membership": "amia", "since": 2021}, date(2019, 11, 23), "in_progress"),
        ({"membership": "amia", "status": "lapsed"}, date(2026, 11, 23), "expired"),
        ({"other": "A society"}, date(2026, 11, 23), "not_met"),
    ],
)
def test_a_membership_counts_from_its_day_on(
    membership: object, on: date, state: str, roadmap: Roadmap
) -> None:
    profile = profile_of({"memberships": [membership]}, roadmap)
    found = assess(profile, roadmap, on)
    states = {each.requirement.id: each.state for step in found.steps for each in step.requirements}
    assert states["association"] == state
    assert profile_of(profile_mapping(profile), roadmap) == profile
