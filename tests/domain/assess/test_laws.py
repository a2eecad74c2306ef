"""The laws of the assessment, on people made up at random."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.assess.assess import Assessment, assess
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.domain.plan.make_plan import outline_plan
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.routes.choice import PlanWishes, wishes_of
from cmio_advisor.domain.routes.layout import usual_steps
from cmio_advisor.domain.routes.next_steps import FEWEST, NextStep
from cmio_advisor.loading.roadmap.files import shipped_folder, shipped_ids
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import ROOT, TODAY, examples, profile_of
from tests.people import BEGINNER, DAYS, FIELDS, FULL, PHYSICIAN, without

ReadAnswers = Callable[[dict[str, Any]], Profile]
MEDICAL = {"md", "do", "mbbs"}


def states(assessment: Assessment) -> dict[str, State]:
    return {each.requirement.id: each.state for each in assessment.requirements()}


def possible(answers: dict[str, Any]) -> dict[str, Any]:
    """
    The answers without what nobody can have beside the others: a residency comes after a medical
    degree, a physician's license, practice and board after a residency, a physician's job brings
    practice, and a fellowship under way leaves no other job.
    """
    told = dict(answers)
    told["fellowships"] = [{**each, "completed": 2017} for each in told["fellowships"]]
    if not MEDICAL.intersection(told["degrees"]):
        told["residency"] = "none"
    elif told["residency"] == "none" or "completed" not in told["residency"]:
        told["license"] = told["license"] if told["residency"] != "none" else "none"
        is_nurse = "bsn" in told["degrees"] and told["license"] == "none"
        told["clinical"] = told["clinical"] if is_nurse else "none"
    if told["residency"] == "none" or "completed" not in told["residency"]:
        told["board_certifications"] = []
        begun = told["fellowships"] if told["residency"] != "none" else []
        told["fellowships"] = [each for each in begun if "completed" not in each]
    if not {"internal-medicine", "pathology"}.intersection(told["board_certifications"]):
        told["board_certifications"] = []
        asked = {"abpm-clinical-informatics", "cpe"}
        told["certifications"] = [each for each in told["certifications"] if each not in asked]
    if told["clinical"] in ("none", {"years": 0}) and told["role"] == "attending":
        told["role"] = "none"
    return told


WORKS_IN_IT: dict[str, Any] = {
    **PHYSICIAN,
    "residency": {"specialty": "internal-medicine", "completed": 1990, "country": "US"},
    "board_certifications": [],
    "license": "none",
    "clinical": {"years": 3},
    "role": "it-project-manager",
}
"""A physician whose job says nothing of it: of whom no degree was told, the years are anyone's."""
OVERDUE = {
    "degrees": ["md"],
    "residency": {"specialty": "neurology", "status": "in-progress", "expected": "2025-06"},
    "role": "none",
}
"""Whose residency was to end before the day, and goes on by nothing that was told."""


@given(FULL.map(possible), st.sets(st.sampled_from(FIELDS)), DAYS)
@example(WORKS_IN_IT, {"degrees"}, date(2018, 3, 1))
@example(OVERDUE, {"role"}, date(2026, 11, 30))
@settings(max_examples=examples(50))
def test_an_answer_is_never_contradicted_by_a_later_answer(
    roadmap: Roadmap,
    read_answers: ReadAnswers,
    answers: dict[str, Any],
    hidden: set[str],
    on: date,
) -> None:
    """What is said of a partly unknown person stays true however the blanks are filled."""
    partly = assess(read_answers(without(answers, hidden)), roadmap, on)
    wholly = assess(read_answers(without(answers, set())), roadmap, on)

    if partly.ready_to_apply is not Answer.UNKNOWN:
        assert partly.ready_to_apply is wholly.ready_to_apply
    assert partly.standing is not None
    assert wholly.standing is not None
    assert partly.standing.standing in (None, wholly.standing.standing)
    assert set(partly.standing.have) <= set(wholly.standing.have)
    assert set(partly.standing.missing) <= set(wholly.standing.missing)
    for requirement, state in states(partly).items():
        if state is not State.UNKNOWN:
            assert (requirement, state) == (requirement, states(wholly)[requirement])
    for before, after in zip(partly.steps, wholly.steps, strict=True):
        if before.state is not State.UNKNOWN:
            assert (before.step.id, before.state) == (after.step.id, after.state)
    for held, settled in zip(partly.credentials, wholly.credentials, strict=True):
        said = (held.credential.id, held.eligible)
        if held.eligible is Eligibility.HELD:
            assert settled.eligible is Eligibility.HELD
        elif held.eligible is not Eligibility.UNKNOWN and settled.eligible is not Eligibility.HELD:
            assert "certifications" in hidden or said == (said[0], settled.eligible)
    rungs = [rung.id for rung in roadmap.ladder]
    if partly.stage.rung is not None:
        assert wholly.stage.rung is not None
        assert rungs.index(partly.stage.rung.id) <= rungs.index(wholly.stage.rung.id)


@given(FULL, st.sampled_from(["projects", "memberships", "activities", "certifications"]), DAYS)
@settings(max_examples=examples(25))
def test_more_evidence_never_lowers_a_result(
    roadmap: Roadmap, read_answers: ReadAnswers, answers: dict[str, Any], field: str, on: date
) -> None:
    """One more project, membership, activity or certificate takes nothing away."""
    added = {
        "projects": "decision-support",
        "memberships": "aapl",
        "activities": "mentoring",
        "certifications": "halm",
    }[field]
    before = assess(read_answers(without(answers, set())), roadmap, on)
    richer = {**answers, field: [*answers[field], added]}
    after = assess(read_answers(without(richer, set())), roadmap, on)

    for requirement, state in states(before).items():
        if state.is_satisfied:
            assert states(after)[requirement].is_satisfied


@given(FULL, DAYS)
@settings(max_examples=examples(50))
def test_nobody_without_a_medical_degree_is_told_yes(
    roadmap: Roadmap, read_answers: ReadAnswers, answers: dict[str, Any], on: date
) -> None:
    """Whatever else they have, and whatever is waived."""
    degrees = [each for each in answers["degrees"] if each not in MEDICAL]
    waivers = [{"requirement": each.id} for each in roadmap.requirements()]
    person = {**without(answers, set()), "degrees": degrees, "waivers": waivers}

    assert assess(read_answers(person), roadmap, on).ready_to_apply is Answer.NO


@given(FULL, st.permutations(range(4)))
@settings(max_examples=examples(12))
def test_the_order_of_lists_does_not_matter(
    roadmap: Roadmap, read_answers: ReadAnswers, answers: dict[str, Any], order: list[int]
) -> None:
    """A list is a set of answers."""
    shuffled = {
        key: [value[at] for at in order if at < len(value)] if isinstance(value, list) else value
        for key, value in answers.items()
    }
    on = date(2026, 11, 23)
    one = assess(read_answers(without(answers, set())), roadmap, on)
    other = assess(read_answers(without(shuffled, set())), roadmap, on)

    assert states(one) == states(other)
    assert [each.eligible for each in one.credentials] == [
        each.eligible for each in other.credentials
    ]


@given(FULL, st.text(max_size=30))
@settings(max_examples=examples(10))
def test_what_no_list_has_changes_no_result(
    roadmap: Roadmap, read_answers: ReadAnswers, answers: dict[str, Any], words: str
) -> None:
    """Nor does the license of a profession that no rule reads. It is kept all the same."""
    lists = ("degrees", "board_certifications", "certifications", "projects", "activities")
    more = {key: [{"other": words}, *answers[key]] for key in lists}
    other = {"profession": "podiatry", "status": "restricted"}
    # A list that names another profession is complete: both say that there is no other license.
    licensed = [{"profession": "medicine", "status": answers["license"]}]
    own, others = (
        assess(read_answers(told), roadmap, TODAY)
        for told in (
            {**answers, "license": [{**other, "status": "none"}, *licensed]},
            {**answers, **more, "license": [other, *licensed]},
        )
    )

    assert states(own) == states(others)
    assert [each.eligible for each in own.credentials] == [
        each.eligible for each in others.credentials
    ]
    assert (own.stage, own.pay) == (others.stage, others.pay)


@given(FULL, st.text(max_size=30))
@settings(max_examples=examples(12))
def test_no_answer_moves_with_a_name(
    roadmap: Roadmap, read_answers: ReadAnswers, answers: dict[str, Any], name: str
) -> None:
    """Two people who differ in their name alone get the same result."""
    on = date(2026, 11, 23)
    plain = without(answers, set())
    one = assess(read_answers({**plain, "name": "A"}), roadmap, on)
    other = assess(read_answers({**plain, "name": name, "notes": name}), roadmap, on)

    assert one.summary == other.summary
    assert one.next_steps == other.next_steps
    assert one.credentials == other.credentials
    assert one.pay == other.pay


@pytest.mark.parametrize(
    "field", ["age", "sex", "gender", "race", "nationality", "religion", "health", "photo", "email"]
)
def test_what_must_not_be_asked_is_no_field(read_answers: ReadAnswers, field: str) -> None:
    """Such a key is refused like any unknown one."""
    with pytest.raises(AssertionError, match="is not a field"):
        read_answers({field: "x"})


def test_a_cmio_like_most_is_never_told_no(roadmap: Roadmap, read_answers: ReadAnswers) -> None:
    """A physician in the post, with nothing beyond what nearly all of them have."""
    person = {
        "degrees": ["md"],
        "residency": {"specialty": "internal-medicine", "completed": 2005},
        "license": "unrestricted",
        "clinical": {"years": 12},
        "role": "cmio",
    }
    on = date(2026, 11, 23)

    assert assess(read_answers(person), roadmap, on).ready_to_apply is Answer.YES
    for field in ("residency", "license", "clinical", "degrees"):
        partly = {key: value for key, value in person.items() if key != field}
        assert assess(read_answers(partly), roadmap, on).ready_to_apply is Answer.UNKNOWN


def place_of(step: NextStep, roadmap: Roadmap) -> int:
    """The kind of the order that gave the reason; of two with the same, the one that names it."""
    alike = [at for at, kind in enumerate(roadmap.order) if step.reason.startswith(kind.reason)]
    named = {step.route.id, step.requirement.id if step.requirement else ""}
    return next((at for at in alike if named & {*roadmap.order[at].of}), alike[0])


def assert_steps_are_the_plan(profile: Profile, roadmap: Roadmap, on: date) -> None:
    """
    What is required or expected takes the plan's route and begins with it; what comes with a step
    is no step; nothing known to be open is passed over that the plan meets; other ways to the same
    are in no plan, first steps of other paths are; all stand in the roadmap's order. What is
    required and was not told is a first step only where the plan starts without it, or its kind is
    not asked first.
    """
    found = assess(profile, roadmap, on)
    plan = outline_plan(profile, roadmap, on, wishes_of(profile, PlanWishes()))
    planned = {each.requirement.id: each for each in plan.steps}
    shown = {
        each.requirement.id: each
        for each in (*found.next_steps, *found.later_steps)
        if each.requirement is not None and not each.is_alternative
    }
    routes = {each.route.id: each.start for each in plan.steps}
    for step in (*found.next_steps, *found.later_steps):
        if step.route.alternative:
            assert step.route.id not in routes
        elif step.requirement is None:
            assert step.begins_on == routes[step.route.id]
    named = {id_ for each in shown.values() for id_ in each.comes_with}
    for id_, step in shown.items():
        assert step.requirement is not None
        if id_ in planned or step.requirement.strength is not Strength.HELPS:
            assert (step.route, step.begins_on) == (planned[id_].route, planned[id_].start)
        else:
            assert step.begins_on is None
    assert not named & shown.keys()
    is_open = {id_ for id_, state in states(found).items() if state.is_open}
    for id_, planned_step in planned.items():
        assert id_ not in is_open or id_ in shown
        if id_ in shown:
            brought = is_open.intersection(planned_step.brings) - planned.keys()
            assert brought <= {*shown[id_].comes_with}
    places = [
        place_of(each, roadmap)
        for each in found.next_steps
        if each.path is None and not is_begun(each, found) and not each.unanswered
    ]
    behind = {place for place, kind in enumerate(roadmap.order) if kind.waits_for}
    in_order = [each for each in places if each not in behind]
    assert in_order == sorted(in_order)
    untold = {name for each in roadmap.order if each.advised_untold for name in each.of}
    advised = {name for each in roadmap.order if not each.asked_first for name in each.of}
    usual = usual_steps(ProfileCase(profile, roadmap, on))
    known_open = [each.route for each in usual if each.is_open]
    unanswered = [each.unanswered and each.route.id not in untold for each in found.next_steps]
    assert not any(unanswered[FEWEST:])
    for each in found.next_steps:
        if each.unanswered and each.route.id not in untold:
            assert each.requirement is not None
            is_advised = not advised.isdisjoint((each.route.id, each.requirement.id))
            is_required = each.requirement.strength is Strength.REQUIRED
            assert not is_required or is_advised or each.route in known_open
            assert states(found)[each.requirement.id] is State.UNKNOWN
    assert {each.route.id for each in found.later_steps if each.unanswered} <= untold


def is_begun(step: NextStep, found: Assessment) -> bool:
    """Whether it is under way, which is said in place of where it stands in the order."""
    return step.reason.startswith(found.roadmap.texts["reason_in_progress"])


def test_the_next_steps_of_the_examples_are_those_of_the_plan(
    roadmap: Roadmap, example: Callable[[str], Profile]
) -> None:
    """Every example; none begins before the day on which one can act."""
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        assert_steps_are_the_plan(example(path.stem), roadmap, TODAY)
        found = assess(example(path.stem), roadmap, TODAY)
        for step in (*found.next_steps, *found.later_steps):
            if step.startable_from and step.begins_on:
                assert step.startable_from <= step.begins_on


ONLY_A_SUBSPECIALTY: dict[str, Any] = {
    **PHYSICIAN,
    "degrees": [],
    "residency": {"specialty": "pediatrics", "status": "in-progress", "expected": 2028},
    "board_certifications": ["clinical-informatics"],
}
"""Who is asked for the primary certificate, and planned for as one who has yet to study."""


HEADS_MEDICINE: dict[str, Any] = {
    **BEGINNER,
    "degrees": ["md"],
    "license": "unrestricted",
    "leadership": {"years": 0, "roles": ["committee-chair", "cmo"], "people_led": 0},
    "memberships": [],
    "activities": [],
    "setting": {"organization": "academic", "beds": 500, "state": "CA"},
}
"""Whose first step is of what was not told, and meets what is known to be open along with it."""


@given(FULL, st.sets(st.sampled_from(FIELDS)), DAYS, st.sampled_from(shipped_ids()))
@example(ONLY_A_SUBSPECIALTY, set(), TODAY, "cmio")
@example(HEADS_MEDICINE, {"residency", "degrees", "role"}, date(2018, 3, 1), "cio")
@settings(max_examples=examples(40))
def test_the_next_steps_of_anybody_are_those_of_the_plan(
    answers: dict[str, Any], hidden: set[str], on: date, roadmap: str
) -> None:
    """Whoever it is, on whatever day, with whatever told, also what cannot be."""
    rules = load_roadmap(str(shipped_folder(roadmap)))

    assert_steps_are_the_plan(profile_of(without(answers, hidden), rules), rules, on)
