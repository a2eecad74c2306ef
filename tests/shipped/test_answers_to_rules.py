"""
What rules ask of their own: with every answer given, nothing is left open but what was not found.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmio_advisor.cli.profile_input import read_profile_input
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import Eligibility, judge_credential
from cmio_advisor.domain.profile.profile import Profile, Reply
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import AtLeast, Condition, NotKnown
from tests.conftest import ROOT, TODAY, Run, examples, profile_of

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
NURSE: dict[str, Any] = {
    "degrees": ["bsn"],
    "license": [{"profession": "nursing", "status": "unrestricted"}],
    "clinical": 6,
    "certifications": [],
}


def not_found(rule: Condition) -> bool:
    """Whether some part of a rule was not found."""
    inside = rule.parts if isinstance(rule, AtLeast) else (getattr(rule, "part", None),)
    parts = [each for each in inside if isinstance(each, Condition)]
    return isinstance(rule, NotKnown) or any(map(not_found, parts))


def eligible(person: Profile, credential: str, roadmap: Roadmap) -> str:
    case = ProfileCase(person, roadmap, TODAY)
    return judge_credential(roadmap.credential(credential), case).eligible.value


@pytest.mark.parametrize("most", [True, False])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda each: each.stem)
def test_not_certain_is_left_only_where_the_rule_was_not_found(
    roadmap: Roadmap, path: Path, most: bool
) -> None:
    """Whether the answers are yes and as high as can be, or no and nothing."""
    replies = (
        Reply(each.id, most if each.kind == "yes-no" else Span(each.most * most, each.most * most))
        for each in roadmap.asks
    )
    person = replace(read_profile_input(str(path), [], roadmap), answers=tuple(replies))
    case = ProfileCase(person, roadmap, TODAY)

    for credential in roadmap.credentials:
        if judge_credential(credential, case).eligible is Eligibility.UNKNOWN:
            rule = credential.open_when
            assert not rule.open_fields(case.for_eligibility), credential.id
            assert not_found(rule), credential.id


@pytest.mark.parametrize(("degree", "told"), [("adn", "unknown"), ("rn-diploma", "no")])
def test_whether_48_months_do_with_an_associate_degree_is_not_known(
    roadmap: Roadmap, degree: str, told: str
) -> None:
    """Copies of PMI's rules of July 2026 have that way, commercial pages of 2026 do not."""
    replies = {"project-lead-months": 48, "project-training-hours": 35}
    person = profile_of({"degrees": [degree], "answers": replies}, roadmap)

    assert eligible(person, "pmp", roadmap) == told


@pytest.mark.parametrize(
    ("credential", "answers", "told"),
    [
        ("pmp", {}, "unknown"),
        ("pmp", {"project-lead-months": 36, "project-training-hours": 35}, "yes"),
        ("pmp", {"project-lead-months": "30-40", "project-training-hours": 35}, "unknown"),
        ("pmp", {"project-lead-months": 35}, "unknown"),  # 24 where GAC accredits the program
        ("pmp", {"project-lead-months": 23}, "no"),
        ("pmp", {"project-training-hours": 34}, "no"),
        ("chps", {"privacy-management-years": 2}, "yes"),
        ("chps", {"privacy-management-years": 1}, "no"),
        ("six-sigma-green-belt", {"process-improvement-years": 3}, "yes"),
        ("epic-physician-builder", {"epic-builder-place": False}, "no"),
        ("cissp", {"security-years": 5, "cissp-domains": True}, "yes"),
        ("cissp", {"security-years": 4, "cissp-domains": True}, "unknown"),  # not any degree
        (
            "cissp",
            {"security-years": 4, "cissp-domains": True, "cissp-listed-certificate": True},
            "yes",
        ),
        ("cissp", {"security-years": 3}, "no"),
        ("ccsp", {"it-years": 4, "security-years": 2}, "unknown"),  # a degree may stand for a year
        ("ccsp", {"it-years": 3}, "no"),
        ("ni-bc", {}, "unknown"),
        ("ni-bc", {"nursing-informatics-education-hours": 29}, "no"),
        ("cnml", {"nurse-manager-hours": 2080}, "yes"),
        ("cnml", {"nurse-manager-hours": 2000}, "no"),
        ("cenp", {"nurse-executive-years": 3}, "no"),
        ("cenp", {"nurse-executive-years": 4}, "yes"),
        ("nea-bc", {}, "no"),  # it asks for a graduate degree
    ],
)
def test_a_nurse_by_what_the_issuers_ask(
    roadmap: Roadmap, credential: str, answers: dict[str, Any], told: str
) -> None:
    """By the figures that the evidence names."""
    assert eligible(profile_of({**NURSE, "answers": answers}, roadmap), credential, roadmap) == told


@pytest.mark.parametrize(
    ("start", "answers", "told"),
    [
        ("2025-11", {}, "yes"),
        ("2026-01", {}, "unknown"),
        ("2026-01", {"nursing-informatics-credits": 12}, "yes"),
        (
            "2026-01",
            {"nursing-informatics-credits": 6, "nursing-informatics-practicum": False},
            "no",
        ),
        ("2026-10", {"nursing-informatics-practicum": True}, "yes"),
    ],
)
def test_three_doors_lead_to_the_nurses_certificate(
    roadmap: Roadmap, start: str, answers: dict[str, Any], told: str
) -> None:
    """
    A year of full-time work, half of one with graduate courses, or a program with a practicum.
    """
    work = {"from": start, "to": "present", "fte": 1.0}
    replies = {"nursing-informatics-education-hours": 30, **answers}
    person = profile_of({**NURSE, "informatics": work, "answers": replies}, roadmap)

    assert eligible(person, "ni-bc", roadmap) == told


PHYSICIAN: dict[str, Any] = {
    "degrees": ["bachelors", "md"],
    "license": "unrestricted",
    "residency": {"specialty": "internal-medicine", "completed": 2010},
    "board_certifications": ["internal-medicine"],
    "clinical": 10,
    "informatics": {"years": 12, "fte": 0.5},
    "leadership": {"years": 6},
    "memberships": ["amia", "ache"],
    "certifications": [],
}


INFORMATICIST: dict[str, Any] = {
    "degrees": ["bachelors"],
    "license": "none",
    "residency": "none",
    "board_certifications": [],
    "certifications": [],
    "memberships": ["amia"],
}
BOARDED: dict[str, Any] = {
    **PHYSICIAN,
    "certifications": [{"certification": "abpm-clinical-informatics", "earned": "2026-02"}],
}
FOR_AMIA = {"amia-years": 4, "amia-recommendation": True, "amia-engagement": True}


@pytest.mark.parametrize(
    ("person", "share", "answers", "told"),
    [
        (INFORMATICIST, 0.5, {}, "unknown"),
        (INFORMATICIST, 0.5, {"amia-competencies": True}, "yes"),
        (INFORMATICIST, 0.5, {"amia-competencies": False}, "no"),
        (INFORMATICIST, 0.25, {"amia-competencies": True}, "unknown"),  # "or equivalent effort"
        (INFORMATICIST, 0.1, {"amia-competencies": True}, "no"),
        (BOARDED, 0.5, {"amia-competencies": False}, "unknown"),
        (
            BOARDED,
            0.5,
            {"amia-competencies": False, "informatics-years-since-certified": 2},
            "yes",
        ),
        (
            BOARDED,
            0.5,
            {"amia-competencies": False, "informatics-years-since-certified": 1},
            "no",
        ),
    ],
)
def test_a_fellow_of_amia_by_all_that_it_asks(
    roadmap: Roadmap, person: dict[str, Any], share: float, answers: dict[str, Any], told: str
) -> None:
    """
    Years count after the certificate, at more than a quarter; those without it show competencies.
    """
    work = {"from": 2012, "to": "present", "fte": share}
    whole = {**person, "informatics": work, "answers": {**FOR_AMIA, **answers}}
    assert eligible(profile_of(whole, roadmap), "famia", roadmap) == told


@given(st.data(), st.sampled_from([NURSE, PHYSICIAN]))
@settings(max_examples=examples(60))
def test_what_is_said_without_an_answer_holds_with_any(
    roadmap: Roadmap, data: st.DataObject, person: dict[str, Any]
) -> None:
    """The law of completions, for each answer by itself: half of them yes and as high as can be."""
    answers = {
        each.id: data.draw(st.booleans())
        if each.kind == "yes-no"
        else data.draw(st.sampled_from([0, each.most, each.most]))
        for each in roadmap.asks
    }
    hidden = data.draw(st.sets(st.sampled_from(sorted(answers)), min_size=1))
    told = {id_: each for id_, each in answers.items() if id_ not in hidden}
    partly = profile_of({**person, "answers": told}, roadmap)
    wholly = profile_of({**person, "answers": answers}, roadmap)
    for credential in roadmap.credentials:
        before = eligible(partly, credential.id, roadmap)
        assert before in ("unknown", eligible(wholly, credential.id, roadmap)), credential.id


def test_a_nurses_license_is_not_asked_of_who_is_no_nurse(roadmap: Roadmap) -> None:
    """
    Nobody has one without a degree or diploma in nursing. What was said of a license of medicine
    leaves it open.
    """
    assert eligible(profile_of({"degrees": ["md"]}, roadmap), "cnml", roadmap) == "no"
    none = {"profession": "nursing", "status": "none"}
    for license_, told in (("none", "unknown"), ("unknown", "unknown"), (none, "no")):
        person = profile_of({**NURSE, "license": license_}, roadmap)
        assert eligible(person, "cnml", roadmap) == told


def test_a_primary_board_that_lapsed_was_held(roadmap: Roadmap) -> None:
    """CPE asks that one is or was held."""
    person = {
        "degrees": ["md", "mba"],
        "license": "unrestricted",
        "residency": {"specialty": "internal-medicine", "completed": 2010},
        "clinical": 10,
        "leadership": {"years": 2},
    }
    lapsed = [{"board": "internal-medicine", "status": "lapsed"}]
    for boards, told in (([], "no"), (lapsed, "yes"), (["internal-medicine"], "yes")):
        given = profile_of({**person, "board_certifications": boards}, roadmap)
        assert eligible(given, "cpe", roadmap) == told


@pytest.mark.parametrize("work", [None, {"years": 2}, {"from": "2024-11", "to": "present"}])
def test_hours_of_work_that_were_not_told_are_planned_as_open(
    run: Run, work: dict[str, Any] | None
) -> None:
    """As all that is read from the same answer, and taken as met in no run."""
    nurse = {
        "degrees": ["msn"],
        "license": {"profession": "nursing", "status": "unrestricted"},
        "clinical": {"from": "2016-07", "to": "present", "profession": "nursing"},
        "answers": {"nursing-informatics-education-hours": 30},
        **({} if work is None else {"informatics": work}),
        "role": {"id": "nurse-informaticist", "since": "2024-11"} if work else "nurse",
    }
    told = json.dumps(nurse).encode()
    asked = ("plan", "-", "--roadmap", "cnio", "--as-of", "2026-11-29", "--format", "json")
    plan = json.loads(run(*asked, stdin=told).out)

    hours = "2,000 hours in informatics within three years"
    assert any(each.startswith(hours) for each in plan["planned_as_open"])
    assert not any(each.startswith(hours) for each in plan["taken_as_met"])


def test_a_door_that_work_may_move_has_no_last_day(run: Run) -> None:
    """Years of which no end was told may go on; told to have ended, they leave the window."""
    nurse = {
        "degrees": ["msn"],
        "license": {"profession": "nursing", "status": "unrestricted"},
        "clinical": {"from": "2016-07", "to": "present", "profession": "nursing"},
        "answers": {"nursing-informatics-education-hours": 30},
    }
    ends = []
    for work in (
        {"years": 2, "fte": 1, "within_last": 3},
        {"from": "2024-01", "to": "2025-12", "fte": 1},
    ):
        told = json.dumps({**nurse, "informatics": work}).encode()
        found = json.loads(
            run(
                *("eligible", "-", "ni-bc", "--roadmap", "cnio", "--as-of", "2026-11-29"),
                *("--format", "json"),
                stdin=told,
            ).out
        )
        credential = next(each for each in found["credentials"] if each["id"] == "ni-bc")
        assert credential["eligible"] == "yes"
        ends.append(credential["closes_on"])

    assert ends[0] is None
    assert ends[1] is not None
