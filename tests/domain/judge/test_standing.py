"""How people compare with those who hold the role: the law of answers, on people near the lines."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import standing_of
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from tests.conftest import examples, profile_of

ON = date(2026, 11, 28)
FELLOWSHIP = {"specialty": "clinical-informatics", "accredited": True}
ANSWERS: dict[str, list[Any]] = {
    "degrees": [["md"]],
    "license": ["unrestricted"],
    "residency": [{"specialty": "internal-medicine", "completed": "2019-06", "country": "US"}],
    "board_certifications": [["internal-medicine"], []],
    "fellowships": [
        [],
        [{**FELLOWSHIP, "completed": "2026-06"}],
        [{**FELLOWSHIP, "status": "in-progress", "expected": "2027-06"}],
        [{**FELLOWSHIP, "status": "in-progress", "expected": "2027"}],
        [{**FELLOWSHIP, "status": "in-progress", "expected": "2028-06"}],
        [{**FELLOWSHIP, "status": "in-progress"}],
    ],
    "clinical": [[], {"years": 1}, {"years": 5}, {"years": "2-4"}],
    "informatics": [[], {"years": 0.5, "fte": 0.1}, {"years": 4}, {"years": 4, "fte": "0.3-0.5"}],
    "certifications": [[], ["abpm-clinical-informatics"]],
    "leadership": [
        {"years": 0, "roles": [], "people_led": 0},
        {"years": 2, "roles": ["ehr-lead"], "people_led": 3},
        {"years": 2, "roles": ["department-chair"], "people_led": 20},
    ],
    "projects": [[], ["ehr-implementation"]],
    "activities": [[], ["amia-10x10"]],
    "role": ["attending", "associate-cmio", "cmio", "none"],
}


def can_be(answers: dict[str, Any]) -> bool:
    """Nobody holds the informatics board without a primary one, nor while they train for it."""
    trains = any("expected" in each or "status" in each for each in answers["fellowships"])
    return not answers["certifications"] or bool(answers["board_certifications"] and not trains)


EVERYBODY = st.fixed_dictionaries({key: st.sampled_from(each) for key, each in ANSWERS.items()})
PEOPLE = EVERYBODY.filter(can_be)


def standing(answers: dict[str, Any], roadmap: Roadmap) -> str | None:
    found, *_ = standing_of(ProfileCase(profile_of(answers, roadmap), roadmap, ON))
    return found.id if found else None


@given(PEOPLE, st.sets(st.sampled_from(sorted(ANSWERS)), max_size=3))
@settings(max_examples=examples(300))
def test_a_standing_is_never_contradicted_by_a_later_answer(
    roadmap: Roadmap, answers: dict[str, Any], hidden: set[str]
) -> None:
    """What is said with a few answers left out is said with them too."""
    partly = {key: each for key, each in answers.items() if key not in hidden}

    assert standing(partly, roadmap) in (None, standing(answers, roadmap))


@given(PEOPLE)
@settings(max_examples=examples(100))
def test_a_range_is_never_contradicted_by_what_lies_in_it(
    roadmap: Roadmap, answers: dict[str, Any]
) -> None:
    """Two to four years are two, or four; a share of 0.3 to 0.5 is either."""
    said = standing({**answers, "clinical": {"years": "2-4"}}, roadmap)
    for years in (2, 4):
        assert said in (None, standing({**answers, "clinical": {"years": years}}, roadmap))
    said = standing({**answers, "informatics": {"years": 4, "fte": "0.3-0.5"}}, roadmap)
    for share in (0.3, 0.5):
        exact = {**answers, "informatics": {"years": 4, "fte": share}}
        assert said in (None, standing(exact, roadmap))
