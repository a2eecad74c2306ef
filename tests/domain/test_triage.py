"""The overview of a caseload: who is on which list, and that parts add up."""

from collections.abc import Callable
from typing import Any

import pytest

from cmio_advisor.domain.caseload import LISTS, Caseload, Overview, Triage
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from tests.conftest import TODAY, profile_of, triage_in

READY: dict[str, Any] = {
    "id": "c-1",
    "as_of": "2026-11-23",
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "internal-medicine", "completed": 2014, "country": "US"},
    "clinical": {"years": 9, "still_practising": True},
    "informatics": {"years": 3, "fte": 0.25},
    "certifications": [],
}


Seen = Callable[..., Triage]


@pytest.fixture(scope="module")
def seen(roadmap: Roadmap) -> Seen:
    """What is said of somebody who is ready but for these answers."""
    caseload = Caseload(roadmap, TODAY)
    return lambda **answers: triage_in(caseload, profile_of({**READY, **answers}, roadmap))


def test_one_step_away_is_a_single_open_requirement(seen: Seen) -> None:
    assert seen().one_step_away is None
    assert seen(clinical=1).one_step_away == "patient-care"
    assert seen(clinical=1, license="none").one_step_away is None
    assert seen(clinical=1, license="unknown").one_step_away is None


def test_one_answer_away_is_a_single_unknown_requirement(seen: Seen) -> None:
    assert seen(license="unknown").one_answer_away == "license"
    assert seen(license="unknown", clinical=1).one_answer_away is None
    assert seen(license="unknown", degrees="unknown").one_answer_away is None


def test_a_certificate_that_ends_within_the_year_is_named(seen: Seen) -> None:
    soon = {"certification": "cphims", "expires": "2027-03-01"}
    late = {"certification": "chps", "expires": "2029-01-01"}
    assert seen(certifications=[soon, late]).certificate == "cphims"
    assert seen(certifications=[late]).certificate is None


def test_gaps_are_required_or_expected_and_known_to_be_open(roadmap: Roadmap, seen: Seen) -> None:
    strengths = {each.id: each.strength.value for each in roadmap.requirements()}
    gaps = seen(clinical=1).gaps
    assert "patient-care" in gaps
    assert {strengths[each] for each in gaps} <= {"required", "expected"}


@pytest.mark.parametrize("cut", [0, 1, 3, 5])
def test_parts_add_up_to_the_whole(cut: int, seen: Seen) -> None:
    people = [
        seen(),
        seen(clinical=1),
        seen(license="unknown"),
        seen(degrees=["bsn"]),
        seen(clinical=1),
    ]
    whole, first, second = Overview(), Overview(), Overview()
    for number, each in enumerate(people):
        whole.add(each)
        (first if number < cut else second).add(each)
    first.include(second)
    assert vars(first) == vars(whole)


def test_lists_are_bounded_and_counts_exact(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmio_advisor.domain.caseload.MOST_LISTED", 2)
    overview = Overview()
    for _ in range(5):
        overview.add(seen(clinical=1))
    assert overview.counts["one_step_away"] == 5
    assert [len(overview.listed[each]) for each in LISTS] == [0, 2, 0, 0, 0, 0, 0]


def holder(seen: Seen, client_id: str, expires: str) -> Triage:
    certificate = {"certification": "cphims", "expires": expires}
    return seen(id=client_id, certifications=[certificate])


def test_what_ends_first_stands_first(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of equal days the smaller id; also where a list is full, and however it is cut into parts."""
    monkeypatch.setattr("cmio_advisor.domain.caseload.MOST_LISTED", 3)
    days = ["2027-03-05", "2027-01-02", "2026-02-01", "2027-01-02", "2027-02-01", "2026-12-24"]
    people = [holder(seen, f"c-{9 - number}", day) for number, day in enumerate(days)]
    whole, first, second = Overview(), Overview(), Overview()
    for number, each in enumerate(people):
        whole.add(each)
        (first if number < 4 else second).add(each)
    first.include(second)
    assert [each.id for each in whole.listed["certificate"]] == ["c-7", "c-4", "c-6"]
    assert whole.counts["certificate"] == 6
    assert vars(first) == vars(whole)


def test_who_meets_all_that_is_required_is_ready(seen: Seen) -> None:
    overview = Overview()
    overview.add(seen())
    overview.add(seen(id="c-2", clinical=1))
    assert [each.id for each in overview.listed["ready"]] == ["c-1"]


def test_a_fellowship_taken_as_accredited_is_not_known_yet(seen: Seen) -> None:
    """Its report says that this is taken for granted; where no rule asks it, nothing is open."""

    def open_with(*told: dict[str, Any]) -> int:
        return seen(fellowships=list(told)).questions_open

    fellowship = {"specialty": "clinical-informatics", "completed": 2022}
    asked = open_with(fellowship)
    assert asked == open_with({**fellowship, "accredited": True}) + 1
    assert open_with({**fellowship, "specialty": "cardiology"}) == open_with()
