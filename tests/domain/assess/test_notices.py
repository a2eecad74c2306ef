"""Warnings: each contradiction, end and doubt is named, and nothing else is."""

from datetime import date, timedelta
from typing import Any

import pytest

from cmio_advisor.domain.assess.notices import NEAREST, find_warnings
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import TODAY, profile_of

IM = "internal-medicine"


REMARK = "pay_of_physicians"
DATED = (
    ("degrees", "degree", "md"),
    ("board_certifications", "board", IM),
    ("certifications", "certification", "cphims"),
    ("memberships", "membership", "amia"),
    ("residency", "specialty", IM),
    ("fellowships", "specialty", IM),
)
"""An entry of each list whose entries have a status and days."""


def codes(roadmap: Roadmap, answers: dict[str, Any], on: date = TODAY) -> list[str]:
    """Of what is doubtful in answers, whatever there is of the evidence."""
    case = ProfileCase(profile_of({"as_of": "2026-11-23", **answers}, roadmap), roadmap, on)
    return [each.code for each in find_warnings(case) if each.code != "stale_evidence"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (
            {"degrees": [{"degree": "md", "earned": 2015}], "residency": {"completed": 2012}},
            "residency_before_degree",
        ),
        (
            {"residency": {"completed": 2014, "status": "in-progress"}},
            "ahead_and_begun",
        ),
        ({"residency": {"status": "in-progress", "expected": 2025}}, "expected_date_passed"),
        ({"fellowships": [{"expected": "2026-06"}]}, "expected_date_passed"),
        ({"degrees": ["bsn"], "residency": {"completed": 2014}}, "residency_without_degree"),
        (
            {"degrees": ["md"], "residency": "none", "license": "unrestricted"},
            "license_without_residency",
        ),
        (
            {"residency": {"specialty": IM, "expected": 2028}, "board_certifications": [IM]},
            "board_before_residency",
        ),
        ({"degrees": ["mba"], "role": "cmio"}, "post_without_degree"),
        ({"residency": {"completed": 2020}, "clinical": 20}, "practice_longer_than_possible"),
        (
            {"clinical": {"years": 20, "from": "2015-07", "to": "2020-06"}},
            "years_and_dates_disagree",
        ),
        ({"clinical": {"from": 2040, "to": "present"}}, "begins_later"),
        ({"leadership": {"from": 2040, "to": "present"}}, "begins_later"),
        ({"role": {"id": "attending", "since": 2040}}, "begins_later"),
        ({"role": "cmio", "informatics": "none"}, "post_without_informatics"),
        (
            {"role": {"id": "nurse-informaticist", "since": 2024}, "informatics": 0},
            "post_without_informatics",
        ),
        (
            {"certifications": ["abpm-clinical-informatics"], "board_certifications": "none"},
            "certification_without_board",
        ),
        (
            {"certifications": [{"certification": "cphims", "expires": "2027-03-01"}]},
            "certificate_expiring",
        ),
        (
            {"board_certifications": [{"board": IM, "expires": "2026-03-01"}]},
            "certificate_expired",
        ),
        (
            {"degrees": [{"degree": "mba", "status": "planned", "expected": 2025}]},
            "expected_date_passed",
        ),
        ({"waivers": [{"requirement": "medical-degree"}]}, "waiver_not_taken"),
        *(
            (
                {field: [{key: id_, "status": "held", "expected": 2029}]},
                "finished_and_expected",
            )
            for field, key, id_ in DATED
        ),
        ({"residency": {"completed": 2014, "expected": 2029}}, "finished_and_expected"),
        *(
            ({field: [{key: id_, "status": "planned", day: 2020}]}, "ahead_and_begun")
            for field, key, id_ in DATED
            for day in ("since" if field == "memberships" else "earned",)
            if key != "specialty"
        ),
        *(
            ({field: [{key: id_, "status": "lapsed", "expires": 2030}]}, "lapsed_and_lasting")
            for field, key, id_ in DATED
            if key != "specialty"
        ),
    ],
    ids=str,
)
def test_each_doubt_is_named(small_roadmap: Roadmap, answers: dict[str, Any], code: str) -> None:
    """By its own code, and by no other but the remark on whose pay is shown."""
    assert [each for each in codes(small_roadmap, answers) if each != REMARK] == [code]


def test_who_has_no_medical_degree_is_told_whose_pay_is_shown(small_roadmap: Roadmap) -> None:
    assert codes(small_roadmap, {"degrees": ["bsn"]}) == [REMARK]
    assert codes(small_roadmap, {"degrees": [{"degree": "md", "status": "in-progress"}]}) == []
    assert codes(small_roadmap, {}) == []


def test_the_day_assessed_may_lie_too_early_or_too_late(small_roadmap: Roadmap) -> None:
    """Before the roadmap's evidence, before the answers, or long after them while work goes on."""
    working = {"clinical": {"from": 2005, "to": "present"}}

    assert codes(small_roadmap, {}, date(2012, 12, 31)) == ["before_evidence", "before_profile"]
    assert codes(small_roadmap, {}, date(2013, 1, 1)) == ["before_profile"]
    assert codes(small_roadmap, working, date(2027, 11, 23)) == []
    assert codes(small_roadmap, working, date(2027, 11, 24)) == ["old_profile"]


@pytest.mark.parametrize(
    ("since", "said"),
    [("2040-01", "in January 2040"), (2040, "in 2040"), ("2040-01-05", "on 5 January 2040")],
)
def test_of_a_job_to_come_it_is_said_that_the_one_of_now_is_wanted(
    since: object, said: str, small_roadmap: Roadmap
) -> None:
    answers = {"as_of": "2026-11-23", "role": {"id": "attending", "since": since}}
    case = ProfileCase(profile_of(answers, small_roadmap), small_roadmap, TODAY)
    (text,) = (each.text for each in find_warnings(case) if each.code == "begins_later")
    assert f"begins {said}, which" in text
    assert "give the job that you have now" in text


def test_stale_evidence_is_counted(small_roadmap: Roadmap) -> None:
    """Once, with the number of facts: of all from the day after the roadmap's review day on."""

    def told(on: date) -> list[str]:
        found = find_warnings(ProfileCase(Profile(), small_roadmap, on))
        return [each.text for each in found if each.code == "stale_evidence"]

    assert told(small_roadmap.review_by) == []
    (text,) = told(small_roadmap.review_by + timedelta(days=1))
    assert str(len(small_roadmap.review_days)) in text


def test_an_ordinary_career_raises_no_doubt(small_roadmap: Roadmap) -> None:
    """People round to years, so a year of difference is none."""
    physician = {
        "degrees": [{"degree": "md", "earned": 2010}],
        "residency": {"specialty": IM, "completed": "2014-06"},
        "board_certifications": [IM],
        "clinical": {"years": 13, "from": "2014-07", "to": "present"},
        "role": "cmio",
    }

    assert codes(small_roadmap, physician) == []


@pytest.mark.parametrize(
    "answers",
    [
        {"role": "attending", "informatics": "none"},
        {"role": "cmio", "informatics": "0-1"},
        {"role": {"id": "cmio", "since": "2026-09"}, "informatics": "none"},
        {"role": "cmio"},
        {"certifications": ["cphims"], "board_certifications": "none"},
        {"certifications": ["abpm-clinical-informatics"]},
        {"certifications": ["abpm-clinical-informatics"], "board_certifications": [IM]},
        {
            "certifications": [{"certification": "abpm-clinical-informatics", "status": "lapsed"}],
            "board_certifications": "none",
        },
        {"residency": {"completed": 2014, "expected": 2013}},
    ],
    ids=str,
)
def test_what_can_be_true_together_raises_no_doubt(
    small_roadmap: Roadmap, answers: dict[str, Any]
) -> None:
    assert codes(small_roadmap, answers) == []


@pytest.mark.parametrize(
    ("own", "answers"),
    [("cio", {"degrees": ["md"], "role": "attending"}), ("cmio", {"role": "cnio"})],
)
def test_the_nearer_roadmap_is_named(own: str, answers: dict[str, Any]) -> None:
    """To whoever holds its job as well: it has their steps to stay and grow."""
    assert NEAREST in codes(load_roadmap(own), answers)
