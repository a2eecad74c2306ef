"""Where one degree, certificate or training stands on the day."""

from datetime import date
from typing import Any

import pytest

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import Rank
from cmio_advisor.domain.rules.leaves import TrainingSign, holding_finding, training_finding
from tests.conftest import TODAY, profile_of


@pytest.mark.parametrize(
    ("told", "low", "high", "becomes"),
    [
        ({}, "MET", "MET", None),
        ({"status": "lapsed"}, "EXPIRED", "EXPIRED", None),
        ({"expected": "2028-05-31"}, "IN_PROGRESS", "IN_PROGRESS", date(2028, 5, 31)),
        ({"expected": 2025}, "IN_PROGRESS", "IN_PROGRESS", None),
        ({"status": "planned", "expected": 2029}, "PLANNED", "PLANNED", date(2029, 12, 31)),
        ({"earned": "2027-02"}, "IN_PROGRESS", "IN_PROGRESS", date(2027, 2, 28)),
        ({"earned": 2019, "expires": 2026}, "EXPIRED", "EXPIRING", None),
    ],
    ids=str,
)
def test_where_a_degree_stands(
    small_roadmap: Roadmap, told: dict[str, Any], low: str, high: str, becomes: date | None
) -> None:
    """Held, lapsed, on the way with the day it is expected, or not certain from a rough date."""
    person = profile_of(
        {"as_of": "2026-11-23", "degrees": [{"degree": "md", **told}]}, small_roadmap
    )
    (degree,) = person.degrees or ()
    found = holding_finding(degree, ProfileCase(person, small_roadmap, TODAY))

    assert (found.low, found.high, found.becomes) == (Rank[low], Rank[high], becomes)


@pytest.mark.parametrize(
    ("told", "low", "high", "becomes"),
    [
        ({}, "NOT_MET", "MET", None),
        ({"status": "completed"}, "MET", "MET", None),
        ({"completed": 2014}, "MET", "MET", None),
        ({"completed": 2026}, "MET", "MET", None),
        ({"expected": "2028-06-30"}, "IN_PROGRESS", "IN_PROGRESS", date(2028, 6, 30)),
        ({"status": "planned"}, "PLANNED", "PLANNED", None),
        ({"status": "in-progress"}, "IN_PROGRESS", "IN_PROGRESS", None),
    ],
    ids=str,
)
def test_where_a_residency_stands(
    small_roadmap: Roadmap, told: dict[str, Any], low: str, high: str, becomes: date | None
) -> None:
    """Without a date or status it is not known whether it was finished."""
    residency = {"specialty": "pathology", **told}
    person = profile_of({"as_of": "2026-11-23", "residency": residency}, small_roadmap)
    (training,) = person.residency or ()
    found = training_finding(training, ProfileCase(person, small_roadmap, TODAY))

    assert (found.low, found.high, found.becomes) == (Rank[low], Rank[high], becomes)


@pytest.mark.parametrize(
    ("told", "low", "high"),
    [
        ({"completed": 2014}, "MET", "MET"),
        ({"expected": "2027-06"}, "MET", "MET"),
        ({"expected": 2027}, "IN_PROGRESS", "MET"),
        ({"expected": "2028-06"}, "IN_PROGRESS", "IN_PROGRESS"),
        ({"status": "in-progress"}, "IN_PROGRESS", "MET"),
        ({"status": "planned", "expected": "2027-06"}, "PLANNED", "PLANNED"),
    ],
    ids=str,
)
def test_what_ends_within_a_year_counts_where_it_is_under_way(
    small_roadmap: Roadmap, told: dict[str, Any], low: str, high: str
) -> None:
    """From a rough day, or none, it is not certain."""
    person = profile_of({"as_of": "2026-11-23", "residency": told}, small_roadmap)
    (residency,) = person.residency or ()
    found = training_finding(residency, ProfileCase(person, small_roadmap, TODAY), 12)

    assert (found.low, found.high) == (Rank[low], Rank[high])


@pytest.mark.parametrize(
    ("told", "is_sign"),
    [
        ("unrestricted", True),
        ("training", True),
        ("none", False),
        ([{"profession": "nursing", "status": "unrestricted"}], False),
    ],
    ids=str,
)
def test_only_a_license_of_ones_own_is_a_sign_of_training_at_home(
    small_roadmap: Roadmap, told: object, *, is_sign: bool
) -> None:
    """To have none shows nothing, nor does one of another profession."""
    person = profile_of({"license": told}, small_roadmap)

    assert TrainingSign("license").judge(ProfileCase(person, small_roadmap, TODAY)) is is_sign
