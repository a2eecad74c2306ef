"""
What comes first: the next job before certificates, what ends before it ends, nothing of no use.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.assess.assess import Assessment, assess
from cmio_advisor.domain.base.time import add_months
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.plan.make_plan import outline_plan
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.domain.routes.next_steps import NextStep
from tests.conftest import TODAY, examples, profile_of
from tests.people import BEGINNER, DAYS, FIELDS, FULL, PHYSICIAN, YOUNG, without

ReadAnswers = Callable[[dict[str, Any]], Profile]
CERTIFICATES = {
    "ci-board",
    "health-it-certificate",
    "management-certificate",
    "project-certificate",
    "privacy-security-certificate",
}
FILLERS = {"mentor", "association", "conference", "regulation-watch", "teaching"}
WORTH_MORE = {
    "protected-time",
    "informatics-leadership",
    "senior-informatics-post",
    "health-it-projects",
    "improvement-project",
    "informatics-training",
}
LEADER: dict[str, Any] = {
    **PHYSICIAN,
    "as_of": "2018-01-15",
    "residency": {"specialty": "internal-medicine", "completed": 2005, "country": "US"},
    "informatics": {"from": 2012, "to": "present", "fte": 0.5},
    "leadership": {"years": 4, "roles": ["project-lead"], "people_led": 5},
    "projects": ["ehr-implementation"],
}
LEADERS = st.fixed_dictionaries(
    {
        "role": st.sampled_from(["associate-cmio", "director-health-informatics"]),
        "certifications": st.sampled_from([[], ["cphims"], ["abpm-clinical-informatics"], ["pmp"]]),
        "degrees": st.sampled_from([["md"], ["md", "mba"], ["do", "ms-health-informatics"]]),
        "memberships": st.sampled_from([[], ["amia"]]),
        "activities": st.sampled_from([[], ["conference"], ["publication", "amia-10x10"]]),
    }
).map(lambda more: {**LEADER, **more})
HELD = ("abpm-clinical-informatics", "pmp", "cphims", "ni-bc", "chcio")


def steps_of(found: Assessment) -> list[NextStep]:
    return [*found.next_steps, *found.later_steps]


def met(step: NextStep) -> str:
    return step.requirement.id if step.requirement else ""


@given(LEADERS, DAYS)
@settings(max_examples=examples(30))
def test_nobody_competitive_is_told_a_certificate_before_the_job(
    roadmap: Roadmap, answers: dict[str, Any], on: date
) -> None:
    """But for one whose door closes for good within a year: then both are among the first three."""
    found = assess(profile_of(answers, roadmap), roadmap, on)
    routes = [each.route.id for each in steps_of(found)]

    assert found.standing is not None
    assert found.standing.id == "competitive"
    assert "apply-for-cmio" in routes[:3]
    for place, step in enumerate(steps_of(found)):
        if met(step) in CERTIFICATES and place < routes.index("apply-for-cmio"):
            assert step.route.end is not None
            assert step.route.end <= add_months(on, 12)
            assert place < 3


def test_a_door_that_closes_within_a_year_stands_beside_the_job(roadmap: Roadmap) -> None:
    """The practice pathway in its last year, among the first three, and why is said."""
    answers = {**LEADER, "role": "associate-cmio"}
    found = assess(profile_of(answers, roadmap), roadmap, date(2025, 3, 1))
    first = {each.route.id: each for each in found.next_steps[:3]}

    assert "closes for good within two years" in first["sit-ci-exam"].reason
    assert "apply-for-cmio" in first


@given(FULL, st.sets(st.sampled_from(FIELDS)), DAYS)
@settings(max_examples=examples(30))
def test_nobody_is_offered_what_they_hold_or_what_is_below_it(
    roadmap: Roadmap,
    read_answers: ReadAnswers,
    answers: dict[str, Any],
    hidden: set[str],
    on: date,
) -> None:
    """
    No certificate, no course for what is met, nobody's filler before a job, a project or training.
    """
    profile = read_answers(without(answers, hidden))
    found = assess(profile, roadmap, on)
    case = ProfileCase(profile, roadmap, on)
    satisfied = {each.requirement.id for each in found.requirements() if each.state.is_satisfied}

    for step in steps_of(found):
        assert met(step) not in satisfied
        if step.route.earns is not None:
            credential = roadmap.credential(step.route.earns)
            assert not any(each.judge(case).holds for each in credential.held_by)
            assert credential.below is None or not credential.below.judge(case).holds
    kinds = [met(each) for each in found.next_steps]
    fillers = [place for place, kind in enumerate(kinds) if kind in FILLERS]
    worth_more = [place for place, kind in enumerate(kinds) if kind in WORTH_MORE]
    assert not fillers or not worth_more or max(worth_more) < min(fillers)


@pytest.mark.parametrize(
    ("more", "sent_to"),
    [
        ({"certifications": ["abpm-clinical-informatics"]}, set()),
        ({"fellowships": [{"specialty": "clinical-informatics", "completed": 2020}]}, set()),
        (
            {
                "fellowships": [
                    {
                        "specialty": "clinical-informatics",
                        "status": "in-progress",
                        "expected": "2027-06",
                    }
                ]
            },
            {"finish-informatics-fellowship"},
        ),
    ],
)
def test_the_board_and_the_fellowship_stand_above_certificate_and_course(
    roadmap: Roadmap, more: dict[str, Any], sent_to: set[str]
) -> None:
    """Neither CPHIMS, CAHIMS and ACHIP nor a course."""
    person = {**PHYSICIAN, "activities": [], **more}
    found = assess(profile_of(person, roadmap), roadmap, TODAY)
    routes = {each.route.id for each in steps_of(found)}

    assert not routes & {"check-cphims", "sit-cahims", "sit-achip", "take-10x10-course"}
    assert not routes & {"course-as-training", "graduate-certificate", "masters-informatics"}
    assert sent_to <= routes


@given(FULL, st.sampled_from(HELD), st.integers(1, 11))
@settings(max_examples=examples(20), phases=[Phase.generate])
def test_what_ends_within_a_year_is_renewed_among_the_first_three(
    roadmap: Roadmap, read_answers: ReadAnswers, answers: dict[str, Any], held: str, months: int
) -> None:
    """
    Whoever it is and whatever they hold, in the steps and in the plan. The last day to start is not
    the day on which it ends: what takes two months is begun two months before, or today. Not
    shrunk: each try costs two plans.
    """
    ends = add_months(TODAY, months)
    held_until = {"certification": held, "expires": ends.isoformat()}
    told = {**without(answers, set()), "certifications": [held_until], "board_certifications": []}
    profile = read_answers(told)
    found = assess(profile, roadmap, TODAY)
    plan = outline_plan(profile, roadmap, TODAY, wishes_of(profile, PlanWishes()))

    (renewal,) = [each for each in found.next_steps[:3] if each.route.renews == held]
    assert renewal.closes_on == max(TODAY, add_months(ends, -renewal.route.months.likely))
    assert renewal.begins_on == next(
        each.start for each in plan.steps if each.route.id == renewal.route.id
    )


def test_a_resident_renews_before_preparing_an_application(roadmap: Roadmap) -> None:
    """Though preparing it comes before a renewal in the roadmap's order."""
    person = {
        **BEGINNER,
        "degrees": ["md"],
        "residency": {"specialty": "pediatrics", "status": "in-progress", "expected": 2028},
        "role": "resident",
        "certifications": [{"certification": "cphims", "expires": "2027-01-23"}],
    }
    found = assess(profile_of(person, roadmap), roadmap, TODAY)

    assert [each.route.id for each in found.next_steps[:4]] == [
        "finish-residency",
        "apply-for-license",
        "renew-cphims",
        "prepare-fellowship-application",
    ]


def test_a_board_that_ends_is_renewed_too(roadmap: Roadmap) -> None:
    """Also one that is no certification of the roadmap; nothing is renewed that lasts."""

    def renewed(expires: str) -> list[str]:
        board = {"board": "internal-medicine", "expires": expires}
        person = profile_of({**PHYSICIAN, "board_certifications": [board]}, roadmap)
        found = assess(person, roadmap, TODAY)
        return [each.route.id for each in found.next_steps[:3] if each.route.renews]

    assert renewed("2027-06-30") == ["renew-internal-medicine"]
    assert renewed("2029-06-30") == []


@given(LEADERS)
@settings(max_examples=examples(10))
def test_every_plan_holds_the_search_for_the_job(roadmap: Roadmap, answers: dict[str, Any]) -> None:
    """In dated pieces; of whoever holds the job it holds what keeps it."""
    for role, wanted in ((answers["role"], "apply-for-cmio"), ("cmio", "show-a-result")):
        told = {**answers, "as_of": "2026-11-23", "role": role}
        plan = outline_plan(profile_of(told, roadmap), roadmap, TODAY, PlanWishes())
        step = next(each for each in plan.steps if each.route.id == wanted)
        assert wanted != "apply-for-cmio" or len(step.milestones) > 3


@pytest.mark.parametrize(
    ("person", "waits"),
    [
        (PHYSICIAN, True),
        (YOUNG, False),
        ({**PHYSICIAN, "clinical": "unknown"}, True),
        ({**PHYSICIAN, "role": "cmio"}, False),
        (
            {
                **PHYSICIAN,
                "fellowships": [{"specialty": "clinical-informatics", "status": "planned"}],
            },
            False,
        ),
        (  # on the way to the certificate
            {
                "degrees": ["md"],
                "residency": {"specialty": "family-medicine", "completed": "2012"},
                "license": "unrestricted",
                "board_certifications": ["family-medicine"],
                "certifications": [
                    {"certification": "abpm-clinical-informatics", "status": "in-progress"}
                ],
                "role": "physician-informaticist",
                "informatics": {"years": 4, "fte": 0.5},
                "clinical": {"years": 14, "still_practising": True},
            },
            False,
        ),
    ],
)
def test_five_years_after_residency_the_fellowship_is_a_decision(
    roadmap: Roadmap, person: dict[str, Any], *, waits: bool
) -> None:
    """With its reason; it is in no plan until it is taken in."""
    profile = profile_of(person, roadmap)
    found = assess(profile, roadmap, TODAY)
    plan = outline_plan(profile, roadmap, TODAY, PlanWishes())
    taken = outline_plan(profile, roadmap, TODAY, PlanWishes(chosen=("ci-fellowship",)))

    assert ["ci-fellowship"] * waits == [each.decision.id for each in found.decisions]
    assert not waits or "ci-fellowship" not in {each.route.id for each in plan.steps}
    assert not waits or "ci-fellowship" in {each.route.id for each in taken.steps}


RUNGS: list[tuple[dict[str, Any], str]] = [
    ({"informatics": {"years": 0}}, "ask-protected-time"),
    ({"informatics": {"from": 2024, "to": "present", "fte": 0.05}}, "ask-protected-time"),
    ({"informatics": {"from": 2024, "to": "present", "fte": 0.4}}, "become-medical-director"),
    ({"informatics": {"years": 2}, "role": "physician-informaticist"}, "become-medical-director"),
    ({"role": "director-health-informatics", "informatics": {"years": 3}}, "apply-for-cmio"),
]


@pytest.mark.parametrize(("more", "first"), RUNGS)
def test_the_next_rung_comes_first(roadmap: Roadmap, more: dict[str, Any], first: str) -> None:
    """For whoever has the formal list: time, then the title, then the job."""
    person = {**PHYSICIAN, "role": "attending", "projects": ["order-entry"], **more}
    found = assess(profile_of(person, roadmap), roadmap, TODAY)

    routes = [each.route.id for each in found.next_steps if met(each) != "recent-practice"]
    assert routes[:1] == [first]
