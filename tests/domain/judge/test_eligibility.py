"""Eligibility: who may sit for a credential on a day, by which way in, and what is missing."""

from datetime import date
from typing import Any

import pytest

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import CredentialResult, Eligibility, State, judge_credential
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from tests.conftest import TODAY, profile_of

BOARD = "abpm-clinical-informatics"
PHYSICIAN: dict[str, Any] = {
    "as_of": "2026-11-23",
    "degrees": ["md"],
    "board_certifications": ["internal-medicine"],
    "license": "unrestricted",
    "fellowships": [],
    "informatics": "none",
    "certifications": [],
}
FELLOW = {"specialty": "clinical-informatics", "accredited": True}
PRACTICE = {"from": "2021-07", "to": "2025-06", "fte": 0.25}


def judged(
    roadmap: Roadmap, answers: dict[str, Any], credential: str = BOARD, on: date = TODAY
) -> CredentialResult:
    case = ProfileCase(profile_of(answers, roadmap), roadmap, on)
    return judge_credential(roadmap.credential(credential), case)


def test_a_fellow_may_sit_today(small_roadmap: Roadmap) -> None:
    """By the fellowship, from today, with nothing missing."""
    person = {**PHYSICIAN, "fellowships": [{**FELLOW, "completed": 2023}]}
    found = judged(small_roadmap, person)

    assert (found.eligible, found.via) == (Eligibility.YES, "fellowship")
    assert (found.eligible_from, found.closes_on, found.missing) == (TODAY, None, ())
    assert found.state is State.NOT_MET


def test_a_fellowship_under_way_tells_from_when(small_roadmap: Roadmap) -> None:
    """Not yet, but from the day on which it is expected to end."""
    person = {**PHYSICIAN, "fellowships": [{**FELLOW, "expected": "2028-06-30"}]}
    found = judged(small_roadmap, person)

    assert found.eligible is Eligibility.NO
    assert found.eligible_from == date(2028, 6, 30)
    assert "You need an accredited fellowship." in found.missing


@pytest.mark.parametrize(
    ("on", "eligible", "via"),
    [("2025-12-31", Eligibility.YES, "practice"), ("2026-01-01", Eligibility.NO, None)],
)
def test_a_shut_pathway_leads_nobody_in(
    small_roadmap: Roadmap, on: str, eligible: Eligibility, via: str | None
) -> None:
    """The practice pathway counts on its last day, and on no later one."""
    person = {**PHYSICIAN, "as_of": "2025-12-01", "informatics": PRACTICE}
    found = judged(small_roadmap, person, on=date.fromisoformat(on))

    assert (found.eligible, found.via) == (eligible, via)


def test_the_sentence_of_a_shut_pathway_says_that_it_is_shut(small_roadmap: Roadmap) -> None:
    """Nobody is told to gather practice that no longer counts."""
    open_then = judged(small_roadmap, PHYSICIAN, on=date(2025, 12, 1))
    shut_now = judged(small_roadmap, PHYSICIAN)
    asks = "You need three years at a quarter of full time within five."
    shut = "The practice pathway took its last applications in 2025."

    assert asks in open_then.missing
    assert shut not in open_then.missing
    assert shut in shut_now.missing
    assert asks not in shut_now.missing


def test_the_day_a_pathway_closes_is_told(small_roadmap: Roadmap) -> None:
    """As long as it is the way in."""
    person = {**PHYSICIAN, "as_of": "2025-08-01", "informatics": PRACTICE}

    assert judged(small_roadmap, person, on=date(2025, 8, 1)).closes_on == date(2025, 12, 31)


def test_an_approved_application_keeps_its_years(small_roadmap: Roadmap) -> None:
    """Three calendar years, the year of approval being the first."""
    approved = {"certification": BOARD, "status": "approved", "approved": 2025}
    person = {**PHYSICIAN, "certifications": [approved]}
    found = judged(small_roadmap, person)
    later = judged(small_roadmap, person, on=date(2028, 1, 1))

    assert (found.eligible, found.via) == (Eligibility.YES, "approved")
    assert found.closes_on == date(2027, 12, 31)
    assert later.eligible is Eligibility.NO


def test_what_is_missing_stands_whatever_the_pathway(small_roadmap: Roadmap) -> None:
    """The general rules that do not hold are named, those that hold are not."""
    person = {**PHYSICIAN, "license": "restricted", "fellowships": [{**FELLOW, "completed": 2023}]}
    found = judged(small_roadmap, person)

    assert found.eligible is Eligibility.NO
    assert found.missing == ("You need an unrestricted license.",)


def test_an_untold_answer_leaves_it_open(small_roadmap: Roadmap) -> None:
    """
    Unknown is not "no": what was not told is named as missing, and the way in that may be open.
    """
    person = {key: each for key, each in PHYSICIAN.items() if key != "fellowships"}
    found = judged(small_roadmap, person)

    assert (found.eligible, found.via) == (Eligibility.UNKNOWN, "fellowship")
    assert found.eligible_from is None


def test_untold_certifications_neither_help_nor_hinder(small_roadmap: Roadmap) -> None:
    """They do not make the eligibility unknown, and do not count as held."""
    person = {key: each for key, each in PHYSICIAN.items() if key != "certifications"}
    found = judged(small_roadmap, person)

    assert found.eligible is Eligibility.NO
    assert found.state is State.UNKNOWN


@pytest.mark.parametrize(
    "answers",
    [
        {"certifications": [BOARD]},
        {"board_certifications": ["internal-medicine", "clinical-informatics"]},
    ],
    ids=str,
)
def test_what_is_held_asks_for_nothing(small_roadmap: Roadmap, answers: dict[str, Any]) -> None:
    """By its own id, or by another answer that means the same."""
    found = judged(small_roadmap, {**PHYSICIAN, **answers})

    assert (found.eligible, found.state) == (Eligibility.HELD, State.MET)
    assert (found.via, found.eligible_from, found.closes_on, found.missing) == (None,) * 3 + ((),)


def test_a_rule_that_was_not_found_tells_nobody_yes(small_roadmap: Roadmap) -> None:
    """However much was told."""
    found = judged(small_roadmap, PHYSICIAN, "cphims")

    assert found.eligible is Eligibility.UNKNOWN
    assert found.missing == ("What HIMSS asks was not found.",)
