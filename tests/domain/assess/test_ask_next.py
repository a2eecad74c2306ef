"""What to ask next: the question that leaves least open, held by trying every answer."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.assess.assess import Assessment, assess, urgency
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import PartialDate, Span
from cmio_advisor.domain.explain import AnswerChange, with_answer
from cmio_advisor.domain.judge.case import HELD_AS, ProfileCase, is_asked
from cmio_advisor.domain.judge.results import State, judge_requirement
from cmio_advisor.domain.profile.fields import IN_RULES, Kind
from cmio_advisor.domain.profile.profile import (
    Experience,
    Holding,
    License,
    Profile,
    Role,
    Status,
    Training,
)
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap, Strength
from cmio_advisor.loading.profile.lists import with_professions
from tests.conftest import TODAY, examples, profile_of
from tests.people import BEGINNER, FIELDS, FULL, without


def answers_to(question: Question, roadmap: Roadmap) -> Iterator[AnswerChange]:
    """Every answer that can be given, lists with none or one entry, years up to twelve."""
    words = roadmap.vocabulary
    row = IN_RULES[question.settles]
    if row.kind is Kind.WORK:
        works = (Experience(years=Span(n, n), fte=Span(1, 1)) for n in range(13))
        yield from (AnswerChange(row.path, each) for each in works)
    elif row.kind is Kind.AMOUNT:
        yield from (AnswerChange(row.path, Span(n, n)) for n in (0, 1, 100))
    elif row.kind is Kind.TRAININGS:
        yield AnswerChange(row.path, ())
        for specialty, status in product(
            words.ids("specialties"), (Status.HELD, Status.IN_PROGRESS)
        ):
            done = Training(status=status, specialty=specialty, accredited=True)
            yield AnswerChange(row.path, done)
    elif row.kind is Kind.LICENSES:
        yield from (AnswerChange(row.path, License(status=each)) for each in row.choices)
    elif row.kind is Kind.ID:
        for each in (*words.ids(row.terms), "none"):
            yield AnswerChange(row.path, Role(id=each) if row.also else each)
    else:
        yield AnswerChange(row.path, ())
        for each in words.ids(row.terms):
            yield AnswerChange(row.path, Holding(id=each) if row.key else each)


def answered(question: Question, profile: Profile, roadmap: Roadmap) -> Iterator[Profile]:
    """
    The person after every answer that can be given: what asks of a part, such as the profession of
    years that were told, leaves the rest of them.
    """
    row, part = IN_RULES[question.settles], question.field.partition(".")[2]
    told = row.of(profile)
    if not told or row.kind not in (Kind.WORK, Kind.TRAININGS):
        given = (with_answer(profile, each) for each in answers_to(question, roadmap))
        # As a reader does: years are of the profession that the degrees and licenses tell.
        yield from (with_professions(each, roadmap.vocabulary) for each in given)
        return
    if part == "to":
        days = (PartialDate(each, each) for each in (date(2010, 6, 30), date(2025, 6, 30), TODAY))
        ends: list[dict[str, Any]] = [
            {"ongoing": True},
            *({"end": day, "ongoing": False} for day in days),
        ]
        yield from (row.put(profile, tuple(replace(each, **end) for each in told)) for end in ends)
        return
    shares = (Span(each, each) for each in (0, 0.2, 0.25, 0.5, 1))
    values: dict[str, Iterable[Any]] = {
        "fte": shares,
        "still_practising": (True, False),
        "years": (Span(n, n) for n in range(13)),
    }
    chosen = roadmap.vocabulary.ids(question.choices) if question.choices else ()
    for value in values.get(part) or (*chosen, *(each.value for each in question.options)):
        name = HELD_AS.get(part, part) if part != "profession" else part
        yield row.put(profile, tuple(replace(each, **{name: value}) for each in told))


def unknown(assessment: Assessment, strength: Strength) -> set[str]:
    return {
        each.requirement.id
        for each in assessment.requirements()
        if each.state is State.UNKNOWN and each.requirement.strength is strength
    }


def settled_at_least(
    question: Question, profile: Profile, roadmap: Roadmap, before: set[str]
) -> int:
    """How many of these unknown requirements every answer settles, judged as assessments do."""
    asked = [roadmap.requirement(each) for each in sorted(before)]
    cases = (ProfileCase(each, roadmap, TODAY) for each in answered(question, profile, roadmap))
    return len(before) - max(
        sum(judge_requirement(each, case).state is State.UNKNOWN for each in asked)
        for case in cases
    )


@given(FULL, st.sets(st.sampled_from(FIELDS), min_size=1, max_size=6))
@settings(max_examples=examples(3))
def test_no_other_question_settles_more_for_sure(
    roadmap: Roadmap, answers: dict[str, Any], hidden: set[str]
) -> None:
    """Of the greatest strength of which something is unknown and any question settles something."""
    profile = profile_of(without(answers, hidden), roadmap)
    result = assess(profile, roadmap, TODAY)
    case = ProfileCase(profile, roadmap, TODAY)
    read = [each for each in roadmap.questions if each.settles in IN_RULES]
    asked = [each for each in read if is_asked(each, case)]
    chosen = result.ask_next
    if chosen is None or urgency(chosen, case) > 1:  # what decides for such people comes first
        return
    for strength in Strength:
        if before := unknown(result, strength):
            settled = {each.id: settled_at_least(each, profile, roadmap, before) for each in asked}
            assert settled[chosen.id] == max(settled.values())
            return


def test_one_question_for_many_comes_before_one_for_few(roadmap: Roadmap) -> None:
    """
    Nothing is known: degrees, license and the rest each settle one required thing; the roadmap's
    order decides between them.
    """
    result = assess(profile_of({"as_of": "2026-11-23"}, roadmap), roadmap, TODAY)

    assert result.ask_next is not None
    assert result.ask_next.settles in ("degrees", "clinical", "residency", "license")


def test_what_decides_for_people_like_these_is_asked_first(roadmap: Roadmap) -> None:
    """
    A first project of whoever trains, the country of whoever trained elsewhere, the job of whoever
    practices and works in informatics; what is not known and required before it.
    """
    trainee = {"residency": {"specialty": "pediatrics", "status": "in-progress"}}
    fellow = {
        "residency": {"specialty": "pediatrics", "completed": "2025-06"},
        "fellowships": [{"specialty": "oncology", "status": "in-progress"}],
    }
    practice = {
        "residency": {"specialty": "pediatrics", "completed": 2010},
        "license": "unrestricted",
        "clinical": {"years": 9},
    }
    asked: dict[str, list[dict[str, Any]]] = {
        "projects": [
            {"degrees": [{"degree": "md", "status": "in-progress"}]},
            {"degrees": ["md"], **trainee},
            {"degrees": ["md"], "license": "unrestricted", **fellow},
        ],
        "residency-country": [
            {"degrees": ["mbbs"], "residency": {"status": "completed"}},
            {"degrees": ["mbbs"], "residency": {"status": "completed"}, "license": "none"},
        ],
        "informatics-years": [{"degrees": ["md"], **practice}],
        "role": [{"degrees": ["md"], **practice, "informatics": {"years": 4, "fte": 0.5}}],
    }
    for question, people in asked.items():
        for each in people:
            found = assess(profile_of(each, roadmap), roadmap, TODAY).ask_next
            assert found is not None
            assert found.id == question, each


def test_a_question_is_asked_first_for_what_its_answer_settles_and_not_for_how_few_are_left(
    roadmap: Roadmap,
) -> None:
    """
    Who leads nobody holds no leader's role; no residency of a doctor from here leaves a board
    certificate to tell of; and how late work was does not say that it was enough of late.
    """
    trained = {"residency": {"specialty": "internal-medicine", "completed": 1999, "country": "US"}}
    works = {"informatics": {"years": 30, "fte": 1.0}, "role": "cmio"}
    leads = {"leadership": {"years": 5, "roles": ["cmo", "ehr-lead"], "people_led": 31}}
    none = {key: told for key, told in BEGINNER.items() if key != "as_of"}
    asked: dict[str, dict[str, Any]] = {
        "people-led": {**trained, **works, "degrees": [], "board_certifications": ["pathology"]}
        | {"projects": ["ehr-implementation"], "activities": ["teaching"], "memberships": []}
        | {"fellowships": [{"specialty": "clinical-informatics", "completed": 2023}]},
        "residency": {**leads, "degrees": ["md"], "license": "none", "clinical": "none"}
        | {"informatics": {"from": 1992, "to": 2006, "fte": 0.25}, "role": "it-project-manager"},
        "memberships": {**none, "license": "unrestricted", "informatics": {"years": 1, "fte": 0.25}}
        | {"activities": [], "setting": {"organization": "academic", "beds": 500, "state": "CA"}}
        | {"leadership": {"years": 0, "roles": [], "people_led": 0, "budget_usd": 0}},
    }
    found = {
        each: assess(profile_of(told, roadmap), roadmap, TODAY) for each, told in asked.items()
    }
    assert {each: one.ask_next and one.ask_next.id for each, one in found.items()} == {
        each: each for each in asked
    }
