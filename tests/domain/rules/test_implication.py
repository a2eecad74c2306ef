"""Whether one rule implies another: what it says is never wrong."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.experience import Window
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, Dated
from cmio_advisor.domain.rules.implication import implies
from cmio_advisor.domain.rules.leaves import AmountAtLeast, Holds, Names, Trained, Years
from tests.conftest import examples, profile_of
from tests.people import DAYS, FULL

MD, EITHER = Holds("degrees", frozenset({"md"})), Holds("degrees", frozenset({"md", "do"}))
FIVE_YEARS, THREE_YEARS = Years("clinical", 5), Years("clinical", 3)
SOME_YEARS = Years("clinical", 0, above=True)
ANY_RESIDENCY = Trained("residency", frozenset())
MEDICINE = Trained("residency", frozenset({"internal-medicine"}))
ACCREDITED = Trained("fellowships", frozenset({"clinical-informatics"}), accredited=True)
FELLOWSHIP = Trained("fellowships", frozenset({"clinical-informatics"}))
CHAIR = Names("leadership_roles", frozenset({"committee-chair"}))
LEADER = Names("leadership_roles", frozenset({"committee-chair", "cmo"}))
LICENSED = Names("license", frozenset({"unrestricted"}))
IN_ONTARIO = Names("license", frozenset({"unrestricted"}), states=frozenset({"ON"}))


def any_of(*parts: Condition) -> Condition:
    return AtLeast(1, parts)


def all_of(*parts: Condition) -> Condition:
    return AtLeast(len(parts), parts)


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        (MD, EITHER),
        (FIVE_YEARS, THREE_YEARS),
        (THREE_YEARS, SOME_YEARS),
        (Years("clinical", 3, fte=0.5), Years("clinical", 3, fte=0.25)),
        (Years("clinical", 3, window=Window(5, 6, 30)), THREE_YEARS),
        (MEDICINE, ANY_RESIDENCY),
        (ACCREDITED, FELLOWSHIP),
        (CHAIR, LEADER),
        (IN_ONTARIO, LICENSED),
        (AmountAtLeast("people_led", 5), AmountAtLeast("people_led", 1)),
        (all_of(MD, THREE_YEARS), MD),
        (MD, any_of(THREE_YEARS, EITHER)),
        (any_of(MD, CHAIR), any_of(LEADER, EITHER, THREE_YEARS)),
        (all_of(MD, FIVE_YEARS), all_of(EITHER, THREE_YEARS)),
        (AtLeast(2, (MD, MEDICINE, CHAIR)), any_of(MD, MEDICINE)),
        (Dated(MD, None, date(2030, 1, 1)), MD),
    ],
)
def test_the_stronger_rule_implies_the_weaker_and_not_the_other_way(
    stronger: Condition, weaker: Condition
) -> None:
    """In both directions, for every kind of rule."""
    assert implies(stronger, weaker)
    assert not implies(weaker, stronger)


@pytest.mark.parametrize(
    ("given_rule", "wanted"),
    [
        (MD, THREE_YEARS),
        (FIVE_YEARS, Years("clinical", 1, window=Window(5, 6, 30))),
        (MD, Dated(MD, None, date(2030, 1, 1))),
        (any_of(MD, CHAIR), EITHER),
        (ANY_RESIDENCY, FELLOWSHIP),
    ],
)
def test_what_does_not_follow_is_not_claimed(given_rule: Condition, wanted: Condition) -> None:
    """Other fields, windows of time, dates, and alternatives of which only one leads there."""
    assert not implies(given_rule, wanted)


@given(FULL, DAYS)
@settings(max_examples=examples(30))
def test_nobody_meets_a_rule_and_misses_one_that_it_implies(
    roadmap: Roadmap, answers: dict[str, Any], on: date
) -> None:
    """Over all requirements of the shipped roadmap, for people made up at random."""
    case = ProfileCase(profile_of({"as_of": "2026-11-23", **answers}, roadmap), roadmap, on)
    rules = [each.met_when for each in roadmap.requirements()]
    for one in rules:
        if one.judge(case).holds:
            for other in rules:
                assert not implies(one, other) or other.judge(case).holds


def test_the_shipped_roadmap_has_requirements_that_bring_others(roadmap: Roadmap) -> None:
    """
    Board certification stands for formal training, a post in informatics for work in it; a
    leadership role does not.
    """
    rules = {each.id: each.met_when for each in roadmap.requirements()}

    assert implies(rules["ci-board"], rules["informatics-training"])
    assert implies(rules["informatics-post"], rules["informatics-work"])
    assert not implies(rules["leadership"], rules["informatics-work"])
    assert not implies(rules["informatics-training"], rules["ci-board"])
