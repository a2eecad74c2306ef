"""What is under way goes on to the day that was told, and nothing else changes."""

from datetime import date
from typing import Any

import pytest

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.profile import run_on
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.leaves import Holds, Trained
from tests.conftest import TODAY, profile_of

LATER = date(2029, 1, 1)
UNDER_WAY: dict[str, Any] = {"status": "in-progress", "expected": "2028-06"}


@pytest.mark.parametrize(
    ("told", "is_finished"),
    [
        (UNDER_WAY, True),
        ({**UNDER_WAY, "expected": "2029-06"}, False),
        ({**UNDER_WAY, "expected": "2026-06"}, False),
        ({"status": "in-progress"}, False),
        ({"status": "planned", "expected": "2028-06"}, False),
    ],
)
def test_what_ends_in_between_is_finished(
    roadmap: Roadmap, told: dict[str, Any], *, is_finished: bool
) -> None:
    """Not what ends later, what is overdue already, what has no day, and what was only planned."""
    profile = profile_of(
        {"degrees": [{"degree": "md", **told}], "residency": {"specialty": "pediatrics", **told}},
        roadmap,
    )

    case = ProfileCase(run_on(profile, TODAY, LATER), roadmap, LATER)

    assert Holds("degrees", frozenset({"md"})).judge(case).holds is is_finished
    assert Trained("residency", frozenset()).judge(case).holds is is_finished


def test_training_that_was_under_way_was_where_the_degree_is_from(roadmap: Roadmap) -> None:
    """Also once it is over."""
    told = {"degrees": ["md"], "residency": {"specialty": "pediatrics", **UNDER_WAY}}
    here = Trained("residency", frozenset(), countries=frozenset({"US"}))

    for degree, is_met in (("md", True), ("mbbs", False)):
        profile = run_on(profile_of({**told, "degrees": [degree]}, roadmap), TODAY, LATER)
        assert here.judge(ProfileCase(profile, roadmap, LATER)).holds is is_met


def test_all_else_stays(roadmap: Roadmap) -> None:
    """What was not told stays not told."""
    profile = profile_of({"as_of": "2026-11-23", "license": "none", "degrees": ["md"]}, roadmap)

    assert run_on(profile, TODAY, LATER) == profile


def test_answers_without_a_day_were_true_on_the_first(roadmap: Roadmap) -> None:
    """So that work that goes on adds up while one waits."""
    profile = run_on(profile_of({"clinical": {"years": 2}}, roadmap), TODAY, LATER)

    assert profile.as_of == TODAY


@pytest.mark.parametrize(
    "ended",
    [
        {"residency": {"specialty": "pediatrics", **UNDER_WAY}},
        {
            "residency": {"specialty": "pediatrics", "completed": "2024-06"},
            "fellowships": [{"specialty": "clinical-informatics", **UNDER_WAY}],
        },
    ],
)
def test_nobody_keeps_the_post_of_a_training_after_it(
    roadmap: Roadmap, ended: dict[str, Any]
) -> None:
    """Which post follows is not known; other posts go on."""

    assert run_on(profile_of({**ended, "role": "resident"}, roadmap), TODAY, LATER).role is None
    assert run_on(profile_of({**ended, "role": "cmo"}, roadmap), TODAY, LATER).role is not None
