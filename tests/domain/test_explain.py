"""Explanations: every flip turns the result, can be written down, and is no larger than need be."""

from collections.abc import Callable, Iterator
from functools import partial, reduce
from typing import Any

import pytest

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.explain import (
    AnswerChange,
    Explanation,
    RulePart,
    explain_credential,
    explain_requirement,
    with_answer,
)
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import State, judge_requirement
from cmio_advisor.domain.profile.fields import LICENSES
from cmio_advisor.domain.profile.profile import (
    Experience,
    Holding,
    License,
    Profile,
    Role,
    Status,
    Training,
)
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.profile.reader import laid_over, read_profile, read_setting
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable, node_of
from cmio_advisor.reporting.profile import profile_mapping
from cmio_advisor.reporting.views.explanation import setting_text
from tests.conftest import ROOT, TODAY, profile_of
from tests.people import BEGINNER, PHYSICIAN, YOUNG

Example = Callable[[str], Profile]
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))


def every_explanation(
    profile: Profile, roadmap: Roadmap, part: slice = slice(None)
) -> Iterator[Explanation]:
    asked = [partial(explain_requirement, each.id) for each in roadmap.requirements()]
    of_credentials = [partial(explain_credential, each.id) for each in roadmap.credentials]
    for explain in (*asked, *of_credentials)[part]:
        yield explain(profile, roadmap, TODAY)


def holds(explained: Explanation, profile: Profile, roadmap: Roadmap) -> bool:
    return holds_in(ProfileCase(profile, roadmap, TODAY), explained)


def holds_in(case: ProfileCase, explained: Explanation) -> bool:
    if explained.credential is not None:
        case = case.for_eligibility
    return explained.rule.condition.judge(case).holds


def states(profile: Profile, roadmap: Roadmap) -> dict[str, State]:
    case = ProfileCase(profile, roadmap, TODAY)
    return {each.id: judge_requirement(each, case).state for each in roadmap.requirements()}


def written(profile: Profile, changes: tuple[AnswerChange, ...], roadmap: Roadmap) -> Profile:
    """The profile with settings as one would type them, read as any other."""
    document: Node = node_of(profile_mapping(profile), "")
    for each in changes:
        document = laid_over(document, [read_setting(setting_text(each), "--set")])
    problems = Problems("a profile")
    try:
        return read_profile(document, roadmap, problems)
    except Unreadable:
        raise AssertionError(problems.lines()) from None


@pytest.mark.slow
@pytest.mark.parametrize(("first", "person"), list(enumerate(EXAMPLES)))
def test_every_flip_turns_the_result(
    roadmap: Roadmap, example: Example, first: int, person: str
) -> None:
    """
    Applied by the program itself, and written down as settings and read again: a sixth of what can
    be explained, and for the next person the next sixth, so that each is tried with two or three.
    """
    profile = example(person)
    turned = 0
    for explained in every_explanation(profile, roadmap, slice(first % 6, None, 6)):
        for flip in explained.flips:
            turned += 1
            applied = reduce(with_answer, flip.changes, profile)
            assert holds(explained, applied, roadmap) is not explained.holds
            again = written(profile, flip.changes, roadmap)
            assert holds(explained, again, roadmap) is not explained.holds
            if explained.requirement is not None:
                assert states(again, roadmap) == states(applied, roadmap)
            for place, others in enumerate(flip.instead):
                for other in others:
                    swapped = (*flip.changes[:place], other, *flip.changes[place + 1 :])
                    again = written(profile, swapped, roadmap)
                    assert holds(explained, again, roadmap) is not explained.holds
    assert turned > 2


def test_what_a_flip_leaves_of_a_list_can_be_typed(roadmap: Roadmap) -> None:
    """Also where no list has it, whatever its words are."""
    other = {"other": 'A board, {of: "x"}'}
    answers = {**PHYSICIAN, "board_certifications": [other, "clinical-informatics"]}
    profile = profile_of(answers, roadmap)
    explained = explain_requirement("ci-board", profile, roadmap, TODAY)

    flip = explained.flips[-1]
    again = written(profile, flip.changes, roadmap)
    assert profile_mapping(again)["board_certifications"] == [other]
    applied = reduce(with_answer, flip.changes, profile)
    assert again.board_certifications == applied.board_certifications


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "person"), list(enumerate(["hospitalist", "resident", "nurse-informaticist"]))
)
def test_no_part_of_a_flip_is_enough(
    roadmap: Roadmap, example: Example, first: int, person: str
) -> None:
    """Each of its changes is needed: of every third that can be explained."""
    for explained in every_explanation(example(person), roadmap, slice(first, None, 3)):
        for flip in explained.flips:
            for left_out in flip.changes if len(flip.changes) > 1 else ():
                profile = explained.profile
                for each in flip.changes:
                    profile = profile if each is left_out else with_answer(profile, each)
                assert holds(explained, profile, roadmap) is explained.holds


def single_changes(roadmap: Roadmap) -> Iterator[AnswerChange]:
    """Every answer that can be given to one field, numbers in steps of one."""
    words = roadmap.vocabulary
    for field in ("projects", "activities"):
        yield AnswerChange(field, ())
        yield from (AnswerChange(field, each, adds=True) for each in words.ids(field))
    for field in ("degrees", "certifications", "memberships"):
        yield AnswerChange(field, ())
        yield from (AnswerChange(field, Holding(id=each), adds=True) for each in words.ids(field))
    for specialty in words.ids("specialties"):
        yield AnswerChange("board_certifications", Holding(id=specialty), adds=True)
        done = Training(specialty=specialty, status=Status.HELD)
        yield AnswerChange("residency", done)
        yield AnswerChange("fellowships", replace(done, accredited=True), adds=True)
    for field in ("clinical", "informatics", "leadership"):
        for years in range(13):
            told = Span(years, years)
            within = max(years, 1)
            yield AnswerChange(field, Experience(years=told, fte=Span(1, 1), within_last=within))
    yield from (AnswerChange("role", Role(id=each)) for each in (*words.ids("roles"), "none"))
    yield from (AnswerChange("license", License(status=each)) for each in LICENSES)
    for role in words.ids("leadership_roles"):
        yield AnswerChange("leadership.roles", role, adds=True)
    for count in (0, 1, 50):
        yield AnswerChange("leadership.people_led", Span(count, count))
        yield AnswerChange("leadership.budget_usd", Span(count, count))


@pytest.mark.slow
@pytest.mark.parametrize("answers", [BEGINNER, PHYSICIAN], ids=["beginner", "physician"])
def test_where_two_changes_are_named_no_single_one_is_enough(
    roadmap: Roadmap, answers: dict[str, Any]
) -> None:
    """Tried with every answer there is, not only with those that the rule names."""
    profile = profile_of(answers, roadmap)
    larger = [
        each
        for each in every_explanation(profile, roadmap)
        if not each.holds and (not each.flips or len(each.flips[0].changes) > 1)
    ]
    assert larger
    for change in single_changes(roadmap):
        case = ProfileCase(with_answer(profile, change), roadmap, TODAY)
        if not _is_impossible(case):
            assert not any(holds_in(case, explained) for explained in larger), change


def _is_impossible(case: ProfileCase) -> bool:
    """Whether something was told that nobody has without something else that was denied."""
    return any(
        each.what.judge(case).holds and each.first.judge(case).fails
        for each in case.roadmap.presupposed
    )


def test_each_part_says_what_it_saw(roadmap: Roadmap) -> None:
    """The parts of a rule are judged one by one, and add up to it."""
    explained = explain_requirement("ci-board", profile_of(PHYSICIAN, roadmap), roadmap, TODAY)

    def check(part: RulePart) -> None:
        case = ProfileCase(explained.profile, roadmap, TODAY)
        assert part.finding == part.condition.judge(case)
        for each in part.parts:
            check(each)

    check(explained.rule)
    assert explained.rule.parts
    assert not explained.holds


def test_an_unknown_names_the_questions_that_settle_it(roadmap: Roadmap) -> None:
    """And what would meet it."""
    answers = {key: value for key, value in PHYSICIAN.items() if key != "license"}
    explained = explain_requirement(
        "unrestricted-license", profile_of(answers, roadmap), roadmap, TODAY
    )

    assert [each.settles for each in explained.settled_by] == ["license"]
    assert [flip.changes for flip in explained.flips] == [
        (AnswerChange("license", License(status="unrestricted")),)
    ]


def test_ways_that_make_no_sense_are_not_shown(roadmap: Roadmap) -> None:
    """A physician in practice is not told of the fellowship right after residency."""
    explained = explain_requirement("ci-board", profile_of(YOUNG, roadmap), roadmap, TODAY)
    ids = [each.route.id for each in explained.routes]

    assert "ci-fellowship" in ids
    assert "ci-fellowship-after-residency" not in ids


def test_what_would_lose_it_leaves_the_rest_of_the_list(roadmap: Roadmap) -> None:
    """Only the entries that the rule counts are taken off."""
    answers = {**PHYSICIAN, "board_certifications": ["internal-medicine", "clinical-informatics"]}
    explained = explain_requirement("ci-board", profile_of(answers, roadmap), roadmap, TODAY)

    offered = [[setting_text(each) for each in flip.changes] for flip in explained.flips]
    assert ["board_certifications=[internal-medicine]"] in offered
