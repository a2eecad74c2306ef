"""Whether a question has been answered already, by the field that it fills."""

from typing import Any

import pytest

from cmio_advisor.domain.judge.case import ProfileCase, is_answered
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from tests.conftest import TODAY, profile_of

WHOLE: dict[str, Any] = {
    "degrees": ["md"],
    "clinical": {"years": 9, "still_practising": True},
    "certifications": [],
    "leadership": {"years": 2, "roles": [], "people_led": 0, "budget_usd": 0},
    "residency": {"specialty": "pathology", "completed": 2014, "country": "US"},
    "license": "none",
    "board_certifications": [],
    "fellowships": [],
    "informatics": {"years": 1, "fte": 0.5, "to": "present"},
    "role": "none",
    "projects": [],
    "memberships": [],
    "activities": [],
    "setting": {"organization": "academic", "state": "OH"},
    "constraints": {
        "hours_per_week": 6,
        "budget_usd": 100,
        "pay_usd": 250_000,
        "start": 2027,
        "by": 2030,
    },
}


def test_every_question_is_answered_by_its_field_and_by_nothing_less(roadmap: Roadmap) -> None:
    full = ProfileCase(profile_of(WHOLE, roadmap), roadmap, TODAY)
    # The end of work is open only where work was told.
    begun = ProfileCase(profile_of({"informatics": {"from": 2021}}, roadmap), roadmap, TODAY)
    empty = ProfileCase(profile_of({}, roadmap), roadmap, TODAY)
    for question in roadmap.questions:
        less = begun if question.field == "informatics.to" else empty
        assert is_answered(question.field, full), question.field
        assert not is_answered(question.field, less), question.field


@pytest.mark.parametrize(
    ("answers", "path", "answered"),
    [
        ({"clinical": "none"}, "clinical.years", True),
        ({"clinical": {"from": 2014}}, "clinical.years", True),
        ({"clinical": {"years": 9}}, "clinical.still_practising", False),
        ({"informatics": 3}, "informatics.fte", False),
        ({"informatics": 3}, "informatics.to", False),
        ({"informatics": {"years": 3, "within_last": 5}}, "informatics.to", True),
        ({"leadership": {"roles": []}}, "leadership.years", False),
        ({"residency": {"status": "in-progress"}}, "residency.specialty", False),
        ({"residency": {"completed": 2014}}, "residency.country", False),
    ],
)
def test_a_part_of_an_answer_leaves_the_rest_open(
    answers: dict[str, Any], path: str, answered: bool, roadmap: Roadmap
) -> None:
    case = ProfileCase(profile_of(answers, roadmap), roadmap, TODAY)
    assert is_answered(path, case) is answered
