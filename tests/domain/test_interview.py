"""The interview's engine: what is asked and when, how answers are read, and the laws it keeps."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmio_advisor.cli.answers import words_at
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.terms import AnswerOption, Term, Vocabulary
from cmio_advisor.domain.interview import (
    LONGEST_ANSWER,
    MOST_ASKED,
    Interview,
    Problem,
    Understood,
    UnderstoodOrNot,
    Value,
    answer_words,
    understand,
)
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Question, Requirement, Roadmap, Step, Strength
from cmio_advisor.domain.rules.conditions import AtLeast, Condition
from cmio_advisor.domain.rules.leaves import AmountAtLeast, Holds, Names, Trained, Years
from cmio_advisor.errors import InvalidInputError
from cmio_advisor.loading.profile.reader import read_profile
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.loading.text.nodes import Problems, Unreadable, node_of
from tests.conftest import examples

ON = date(2026, 11, 23)


# A roadmap small enough to reason about

DEGREES = (
    Term(id="md", title="Doctor of Medicine (MD)", names=("m.d.", "doctor of medicine")),
    Term(id="do", title="Doctor of Osteopathic Medicine (DO)"),
    Term(id="bsn", title="Bachelor of Science in Nursing (BSN)", names=("nursing, bachelor",)),
    Term(id="mba", title="Master of Business Administration (MBA)"),
)
CERTIFICATIONS = (
    Term(id="cphims", title="Certified Professional in Healthcare Information (CPHIMS)"),
    Term(id="cahims", title="Certified Associate in Healthcare Information (CAHIMS)"),
    Term(id="abpm", title="Clinical Informatics board", names=("ci board",)),
    Term(id="pmp", title="Project Management Professional (PMP)"),
)
LEADERSHIP = (
    Term(id="committee-chair", title="Committee chair"),
    Term(id="team-lead", title="Team lead"),
    Term(id="cmo", title="Chief Medical Officer"),
)
SPECIALTIES = (
    Term(id="internal-medicine", title="Internal medicine"),
    Term(id="obstetrics-gynecology", title="Obstetrics and gynecology"),
    Term(id="pediatrics", title="Pediatrics"),
)
EMPTY_KINDS = (
    "roles",
    "projects",
    "memberships",
    "activities",
    "organizations",
    "states",
    "countries",
)
WORDS = Vocabulary(
    kinds={
        "degrees": DEGREES,
        "certifications": CERTIFICATIONS,
        "leadership_roles": LEADERSHIP,
        "specialties": SPECIALTIES,
        **dict.fromkeys(EMPTY_KINDS, ()),
        "roles": (Term(id="attending", title="Attending physician"),),
    }
)
MEDICAL = Holds("degrees", frozenset({"md", "do"}))
TRAINED = Trained("residency", frozenset())
LEADS = Names("leadership_roles", frozenset(term.id for term in LEADERSHIP))


def _question(id: str, kind: str, **more: Any) -> Question:  # noqa: A002, ANN401 - passed on
    defaults = {"field": id, "settles": id, "short": id, "text": f"{id}?", "help": "", "why": ""}
    return Question(id=id, kind=kind, **{**defaults, **more})


QUESTIONS = (
    _question("degrees", "many", choices="degrees", first=True),
    _question("clinical", "number", field="clinical.years", first=True),
    _question(
        "certifications", "many", choices="certifications", usual=("pmp", "cphims"), first=True
    ),
    _question(
        "leadership_roles",
        "many",
        field="leadership.roles",
        choices="leadership_roles",
        nothing="leadership",
        first=True,
    ),
    _question(
        "residency",
        "one",
        asked_when=MEDICAL,
        options=(
            AnswerOption(id="finished", title="Yes", value={"status": "completed"}, names=("y",)),
            AnswerOption(id="now", title="I am in one", value={"status": "in-progress"}),
            AnswerOption(id="none", title="No", value="none"),
        ),
    ),
    _question(
        "board_certifications",
        "many",
        choices="specialties",
        asked_when=AtLeast(2, (MEDICAL, TRAINED)),
    ),
    _question("leadership", "number", field="leadership.years", asked_when=LEADS),
    _question("people_led", "number", field="leadership.people_led", asked_when=LEADS),
    _question("budget_usd", "number", field="leadership.budget_usd", asked_when=LEADS),
    _question("role", "one", choices="roles", nothing="role"),
)
BY_ID = {question.id: question for question in QUESTIONS}


def _requirement(id: str, strength: Strength, rule: Condition) -> Requirement:  # noqa: A002
    return Requirement(
        id=id,
        title=id,
        strength=strength,
        share="",
        met_when=rule,
        need="",
        why="",
        evidence=(),
        routes=(),
    )


REQUIREMENTS = (
    _requirement("people", Strength.HELPS, AmountAtLeast("people_led", 5)),
    _requirement("years-led", Strength.EXPECTED, Years("leadership", 3)),
    _requirement("degree", Strength.REQUIRED, MEDICAL),
    _requirement("trained", Strength.REQUIRED, TRAINED),
    _requirement(
        "board", Strength.EXPECTED, Holds("board_certifications", frozenset({"internal-medicine"}))
    ),
    _requirement("seen", Strength.REQUIRED, Years("clinical", 3)),
    _requirement("budget", Strength.HELPS, AmountAtLeast("budget_usd", 100)),
)
SMALL = Roadmap(
    id="small",
    title="Small",
    version="1.0.0",
    fingerprint="",
    about="",
    target_role="cmio",
    evidence_from=ON,
    review_by=ON,
    texts={},
    steps=(Step(number=1, id="all", title="All", about="", requirements=REQUIREMENTS),),
    ladder=(),
    ways_on=(),
    credentials=(),
    vocabulary=WORDS,
    questions=QUESTIONS,
    sources={},
    pay=cast("Any", None),
)


def begin(roadmap: Roadmap = SMALL, start: Mapping[str, object] | None = None) -> Interview:
    """An interview with nothing answered."""

    def read(answers: Mapping[str, object]) -> Profile:
        problems = Problems("answers")
        try:
            return read_profile(node_of(answers, ""), roadmap, problems)
        except Unreadable:
            raise InvalidInputError(problems.lines()) from None

    def words(field: str, typed: str) -> Understood | None:
        return words_at(field, typed, roadmap, ON)

    return Interview(roadmap=roadmap, on=ON, read=read, words_at=words, start=start or {})


def answered(interview: Interview, question: Question, typed: str) -> Interview:
    """The interview with that answer, which has to be understood at once."""
    taken = interview.answer(question, typed)
    assert isinstance(taken, Interview), taken
    return taken


def hold(interview: Interview, typed: Mapping[str, str]) -> Interview:
    """Answer every question asked, by its id; those without an answer are skipped."""
    while question := interview.next_question():
        words = typed.get(question.id)
        interview = answered(interview, question, words) if words else interview.skip(question)
    return interview


def asked(interview: Interview) -> list[str]:
    return [each.question.id for each in interview.given]


# What is asked


def test_four_openers_come_first_then_what_is_required_then_expected_then_what_helps() -> None:
    interview = hold(
        begin(), {"degrees": "md", "clinical": "9", "leadership_roles": "1", "residency": "y"}
    )
    openers = ["degrees", "clinical", "certifications", "leadership_roles"]
    assert asked(interview) == [
        *openers,
        "residency",
        "board_certifications",
        "leadership",
        "role",
        "people_led",
        "budget_usd",
    ]


def test_without_a_medical_degree_residency_and_boards_are_not_asked() -> None:
    ids = asked(hold(begin(), {"degrees": "bsn", "leadership_roles": "none"}))
    assert "residency" not in ids
    assert "board_certifications" not in ids


def test_a_degree_in_progress_is_not_yet_a_reason_to_ask_for_residency() -> None:
    assert "residency" not in asked(hold(begin(), {"degrees": "md*"}))


def test_no_leadership_at_all_answers_the_other_leadership_questions() -> None:
    interview = hold(begin(), {"leadership_roles": "none"})
    assert not {"leadership", "people_led", "budget_usd"} & set(asked(interview))
    assert interview.answers()["leadership"] == "none"
    assert interview.case().profile.leadership.people_led is not None


def test_a_question_whose_answer_can_change_nothing_is_not_asked() -> None:
    with_years = hold(begin(start={"leadership": {"years": 5}}), {"leadership_roles": "1"})
    assert "leadership" not in asked(with_years)
    assert "people_led" in asked(with_years)


def test_what_was_told_before_is_not_asked_again_and_is_kept() -> None:
    interview = hold(begin(start={"degrees": ["md"], "clinical": 9}), {"residency": "y"})
    assert asked(interview)[:2] == ["certifications", "leadership_roles"]
    assert interview.answers()["degrees"] == ["md"]
    assert interview.answers()["clinical"] == 9


def test_what_someone_was_excused_from_is_not_asked_for() -> None:
    start = {"waivers": [{"requirement": "trained", "reason": "trained abroad"}]}
    interview = hold(begin(start=start), {"degrees": "md"})
    assert "residency" not in asked(interview)


def test_questions_that_merely_help_are_left_out_of_a_long_interview() -> None:
    lone = QUESTIONS[-2]
    crowd = tuple(
        _question(f"extra-{number}", "number", field="leadership.years", settles="leadership")
        for number in range(MOST_ASKED)
    )
    steps = SMALL.steps
    crowded = _with_questions(SMALL, (*QUESTIONS[:4], *crowd, lone))
    assert crowded.steps == steps
    assert lone not in begin(crowded).pending()
    assert lone in begin(_with_questions(SMALL, (*QUESTIONS[:4], *crowd[:2], lone))).pending()


def _with_questions(roadmap: Roadmap, questions: tuple[Question, ...]) -> Roadmap:
    from cmio_advisor.domain.base.frozen import replace  # noqa: PLC0415 - used here only

    return replace(roadmap, questions=questions)


def test_the_most_in_all_counts_what_can_still_come() -> None:
    assert begin().most_in_all() == len(QUESTIONS) == 10
    finished = hold(begin(), {"degrees": "md", "leadership_roles": "1", "residency": "y"})
    assert finished.most_in_all() == len(finished.given) == 10


# How answers are read


def read(question_id: str, typed: str) -> UnderstoodOrNot:
    return understand(BY_ID[question_id], typed, WORDS)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("1", ("md",)),
        ("1,3-4", ("md", "bsn", "mba")),
        ("1, 3 - 4", ("md", "bsn", "mba")),
        ("1 3 4", ("md", "bsn", "mba")),
        ("3 to 4; 1", ("bsn", "mba", "md")),
        ("3\u20134", ("bsn", "mba")),
        ("1,1,md", ("md",)),
        ("md, mba", ("md", "mba")),
        ("MD", ("md",)),
        ("m.d.", ("md",)),
        ("Doctor of Medicine", ("md",)),
        ("doctor of osteopathic medicine (do)", ("do",)),
        ("nursing, bachelor", ("bsn",)),
        ("none", ()),
        ("0", ()),
        ("No", ()),
    ],
)
def test_lists_are_read(typed: str, wanted: Value) -> None:
    assert read("degrees", typed) == Understood(wanted)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("MD/MBA", ["md", "mba"]),
        ("MD & MBA", ["md", "mba"]),
        ("md mba", ["md", "mba"]),
        ("1*", [{"degree": "md", "status": "in-progress"}]),
        (
            "md in progress 2028-05",
            [{"degree": "md", "status": "in-progress", "expected": "2028-05"}],
        ),
        ("md, mba planned", ["md", {"degree": "mba", "status": "planned"}]),
        ("1, 4*", ["md", {"degree": "mba", "status": "in-progress"}]),
        ("1, mba planned", ["md", {"degree": "mba", "status": "planned"}]),
        ("1 4*", ["md", {"degree": "mba", "status": "in-progress"}]),
        ("4 planned, 1", [{"degree": "mba", "status": "planned"}, "md"]),
        ("mba (planned 2027)", [{"degree": "mba", "status": "planned", "expected": 2027}]),
    ],
)
def test_lists_are_read_as_in_a_cell(typed: str, wanted: list[object]) -> None:
    assert answered(begin(), BY_ID["degrees"], typed).answers()["degrees"] == wanted


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("cphims lapsed", {"certification": "cphims", "status": "lapsed"}),
        ("CPHIMS expired 2024", {"certification": "cphims", "status": "lapsed", "expires": 2024}),
        (
            "ci board approved in 2025",
            {"certification": "abpm", "status": "approved", "approved": 2025},
        ),
    ],
)
def test_a_status_may_follow_a_name(typed: str, entry: Mapping[str, object]) -> None:
    asked = answered(begin(), BY_ID["certifications"], typed)
    assert asked.answers()["certifications"] == [entry]


def test_usual_choices_have_the_first_numbers() -> None:
    assert read("certifications", "1,2") == Understood(("pmp", "cphims"))


@pytest.mark.parametrize(
    "typed", ["5", "1-9", "4-1", "1-999999999999", "1,0", "md, none", "\u00b2"]
)
def test_numbers_that_are_not_there_are_refused(typed: str) -> None:
    assert isinstance(read("degrees", typed), Problem)


@pytest.mark.parametrize(
    ("question", "typed", "named"),
    [
        ("certifications", "clinical inf", "Clinical Informatics board"),
        ("board_certifications", "gynecology", "Obstetrics and gynecology"),
        ("board_certifications", "pediatircs", "Pediatrics"),
    ],
)
def test_the_start_of_a_name_its_words_and_slips_are_offered_by_number(
    question: str, typed: str, named: str
) -> None:
    found = read(question, typed)
    assert isinstance(found, Problem)
    assert [title for _, title in found.suggestions] == [named]
    assert read("board_certifications", "obstetrics & gynecology") == Understood(
        ("obstetrics-gynecology",)
    )


def test_several_that_could_be_meant_are_offered_by_number() -> None:
    found = read("certifications", "certified")
    assert isinstance(found, Problem)
    assert [number for number, _ in found.suggestions] == [2, 3]


def test_one_answer_only_where_one_is_wanted() -> None:
    assert isinstance(read("residency", "1,2"), Problem)
    assert read("residency", "2") == Understood({"status": "in-progress"})
    assert read("residency", "no") == Understood("none")
    assert read("role", "none") == Understood("none")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("9", 9),
        ("9.5 years", 9.5),
        ("none", 0),
        ("0", 0),
        ("5-7", "5-7"),
        ("5 to 7 years", "5-7"),
        ("about 7", "about 7"),
        ("~7", "about 7"),
        ("18 months", 1.5),
        ("1,200", 1200),
        ("eight", 8),
        ("twenty-five years", 25),
        ("a year and a half", 1.5),
        ("half a year", 0.5),
        ("nobody", 0),
        ("8 yrs", 8),
        ("more than 5", "at least 5"),
        ("over 10 years", "at least 10"),
        ("10+", "at least 10"),
        ("ten or more", "at least 10"),
        ("less than 5", "0-5"),
        ("three to five", "3-5"),
        ("since 2014", {"from": "2014", "to": "present"}),
        ("since June 2014", {"from": "2014-06", "to": "present"}),
    ],
)
def test_numbers_are_read(typed: str, wanted: Value) -> None:
    assert read("clinical", typed) == Understood(wanted)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("$400,000", 400_000), ("400k", 400_000), ("1.5m", 1_500_000), ("300-400k", "300000-400000")],
)
def test_money_is_read(typed: str, wanted: Value) -> None:
    assert read("budget_usd", typed) == Understood(wanted)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("0.25", 0.25),
        ("20%", 0.2),
        ("20", 0.2),
        ("about 20 percent", "0.16-0.24"),
        ("one day a week", 0.2),
        ("half a day a week", 0.1),
        ("a quarter", 0.25),
        (".2 FTE", 0.2),
    ],
)
def test_shares_of_time_are_read(typed: str, wanted: Value) -> None:
    """No share is more than all of the time, so that 20 is twenty percent."""
    share = _question("share", "number", field="informatics.fte")
    assert understand(share, typed, WORDS) == Understood(wanted)


@pytest.mark.parametrize("typed", ["some", "a few", "several", "many", "a couple"])
def test_words_for_no_number_in_particular_are_answered_with_a_choice(typed: str) -> None:
    found = read("clinical", typed)
    assert isinstance(found, Problem)
    assert f'"{typed}" can be many numbers. Type ' in found.text


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        ("clinical", "eight", "8 years"),
        ("clinical", "1", "1 year"),
        ("clinical", "more than 5", "at least 5 years"),
        ("clinical", "since 2014", "from 2014 to the present"),
        ("people_led", "12", "12 people"),
        ("people_led", "since 2014", None),
        ("people_led", "8 years", None),
        ("budget_usd", "400k", "400,000 US dollars"),
    ],
)
def test_numbers_are_said_again_with_their_unit(
    question: str, typed: str, said: str | None
) -> None:
    found = read(question, typed)
    words = isinstance(found, Understood) and answer_words(BY_ID[question], found.value, WORDS)
    assert (words or None) == said


def test_work_since_a_day_goes_on_to_the_present() -> None:
    interview = answered(begin(), BY_ID["clinical"], "since 2014")
    assert interview.answers()["clinical"] == {"from": "2014", "to": "present"}
    leads = answered(interview, BY_ID["leadership_roles"], "team lead")
    leads = answered(leads, BY_ID["leadership"], "since 2020")
    expected = {"roles": ["team-lead"], "from": "2020", "to": "present"}
    assert leads.answers()["leadership"] == expected


def test_a_short_name_of_several_offers_them(shipped: Roadmap) -> None:
    (roles,) = [each for each in shipped.questions if each.id == "leadership-roles"]
    found = understand(roles, "chair", shipped.vocabulary)
    assert isinstance(found, Problem)
    assert {title for _, title in found.suggestions} == {"Committee chair", "Department chair"}


@pytest.mark.parametrize(
    ("question", "typed", "belongs"),
    [
        ("certifications", "internal medicine", "Board certificates"),
        ("certifications", "cphims, internal medicine", "Board certificates"),
        ("certifications", "hospitalist", "Present job"),
        ("leadership-roles", "cphims", "Certifications"),
        ("board-certifications", "physician champion", "Leadership roles"),
    ],
)
def test_what_answers_another_question_is_told_to_belong_there(
    shipped: Roadmap, question: str, typed: str, belongs: str
) -> None:
    asked = {each.id: each for each in shipped.questions}
    begun = answered(begin(shipped), asked["degrees"], "md")
    found = begun.answer(asked[question], typed)

    assert isinstance(found, Problem)
    assert found.text.endswith(f"belongs to a later question: {belongs}.")


@pytest.mark.parametrize("typed", ["many", "-3", "1e9", "\u0669", "9 lives", "", "   ", "9\x1b[A"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert isinstance(read("clinical", typed), Problem)


def test_the_reader_of_profiles_has_the_last_word() -> None:
    for typed in ("200", "7-5"):
        found = begin().answer(BY_ID["clinical"], typed)
        assert isinstance(found, Problem)
        assert not found.text.startswith("answers")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("2014", "2014"),
        ("6/2014", "2014-06"),
        ("June 2014", "2014-06"),
        ("Jun. 2014", "2014-06"),
        ("2014-06-30", "2014-06-30"),
    ],
)
def test_dates_are_read(typed: str, wanted: str) -> None:
    assert understand(_question("since", "date"), typed, WORDS) == Understood(wanted)
    assert isinstance(understand(_question("since", "date"), "June", WORDS), Problem)


def test_yes_and_no_are_read() -> None:
    question = _question("open", "yes-no")
    assert understand(question, "Y", WORDS) == Understood(True)
    assert understand(question, "no", WORDS) == Understood(False)
    assert isinstance(understand(question, "maybe", WORDS), Problem)
    assert [answer_words(question, value, WORDS) for value in (True, False)] == ["yes", "no"]


def test_answers_are_said_in_words() -> None:
    interview = hold(begin(), {"degrees": "md, mba*", "clinical": "5-7", "residency": "2"})
    said = [interview.words(each) for each in interview.given]
    assert said[:4] == [
        "Doctor of Medicine (MD); Master of Business Administration (MBA) (in progress)",
        "5 to 7 years",
        None,
        None,
    ]
    assert said[4] == "I am in one"


# Laws

typed_texts = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="0123456789,-* ;to", max_size=30),
    st.sampled_from(["md", "none", "about", "1*", "clin", "x" * 10_000, "9" * 290]),
)


@given(st.sampled_from(QUESTIONS), typed_texts)
def test_whatever_is_typed_is_read_or_refused(question: Question, typed: str) -> None:
    interview = begin()
    found = interview.answer(question, typed)
    if isinstance(found, Problem):
        assert found.text
        assert len(found.text) < LONGEST_ANSWER
    else:
        assert isinstance(found, Interview)
        assert [each.question for each in found.given] == [question]


ANSWERS = {
    "degrees": ("md", "bsn", "md*, mba", "none"),
    "clinical": ("0", "9", "2-4", "about 3"),
    "certifications": ("none", "cphims", "abpm approved 2025, pmp"),
    "leadership_roles": ("none", "1", "1,3"),
    "residency": ("1", "2", "3"),
    "board_certifications": ("none", "internal-medicine", "pediatrics lapsed"),
    "leadership": ("0", "4"),
    "people_led": ("0", "12"),
    "budget_usd": ("0", "400k"),
    "role": ("none", "attending"),
}
moves = st.lists(st.tuples(st.sampled_from(["answer", "skip", "back", "wrong"]), st.integers(0, 3)))


def _typed(question: Question, which: int) -> str:
    return ANSWERS[question.id][which % len(ANSWERS[question.id])]


@given(moves)
def test_going_back_undoes_exactly_one_question(steps: list[tuple[str, int]]) -> None:
    walked, straight = begin(), [begin()]
    for move, which in steps:
        question = walked.next_question()
        if move == "back":
            walked = walked.back()
            straight = straight[:-1] or straight
        elif question is not None and move == "wrong":
            assert isinstance(walked.answer(question, "@"), Problem)
        elif question is not None:
            asks = _typed(question, which)
            walked = answered(walked, question, asks) if move == "answer" else walked.skip(question)
            last = straight[-1]
            straight.append(
                answered(last, question, asks) if move == "answer" else last.skip(question)
            )
        assert walked.answers() == straight[-1].answers()
        assert walked.next_question() == straight[-1].next_question()


@given(st.data())
def test_skipping_and_answering_later_is_the_same_as_answering_at_once(data: st.DataObject) -> None:
    interview, later = begin(), []
    typed: dict[str, str] = {}
    while question := interview.next_question():
        typed.setdefault(question.id, data.draw(st.sampled_from(ANSWERS[question.id])))
        if data.draw(st.booleans()):
            interview = interview.skip(question)
            later.append(question)
        else:
            interview = answered(interview, question, typed[question.id])
    for question in later:
        if question.id in asked(interview):
            interview = answered(interview, question, typed[question.id])
            while waiting := interview.next_question():
                typed.setdefault(waiting.id, data.draw(st.sampled_from(ANSWERS[waiting.id])))
                interview = answered(interview, waiting, typed[waiting.id])
    at_once = hold(begin(), typed).answers()
    told = interview.answers()
    assert {key: told[key] for key in at_once} == at_once


@given(st.data())
@settings(max_examples=examples(60))
def test_a_changed_answer_drops_and_names_exactly_what_no_longer_applies(
    data: st.DataObject,
) -> None:
    interview = begin()
    while question := interview.next_question():
        interview = answered(interview, question, _typed(question, data.draw(st.integers(0, 3))))
    changed = data.draw(st.sampled_from([each.question for each in interview.given]))
    after = answered(interview, changed, _typed(changed, data.draw(st.integers(0, 3))))
    left = {each.question.id for each in after.given}
    named = {each.question.id for each in after.dropped}
    assert left | named == set(asked(interview))
    assert not left & named
    case = after.case()
    for each in after.given:
        if each.question.asked_when is not None and each.question != changed:
            assert not each.question.asked_when.judge(case).fails


def test_a_change_of_degree_drops_residency_and_what_hangs_on_it() -> None:
    interview = hold(
        begin(), {"degrees": "md", "residency": "1", "board_certifications": "pediatrics"}
    )
    after = answered(interview, BY_ID["degrees"], "bsn")
    assert [each.question.id for each in after.dropped] == ["residency", "board_certifications"]
    assert "residency" not in after.answers()
    back_again = answered(after, BY_ID["degrees"], "md")
    assert back_again.next_question() == BY_ID["residency"]
    assert back_again.dropped == ()


def test_a_skipped_question_is_dropped_without_a_word() -> None:
    interview = hold(begin(), {"degrees": "md"})
    assert answered(interview, BY_ID["degrees"], "bsn").dropped == ()


# The shipped questions


@pytest.fixture(scope="module")
def shipped(roadmap: Roadmap) -> Roadmap:
    """The roadmap in ``data/cmio``."""
    return roadmap


HOSPITALIST = {
    "degrees": "md",
    "clinical-years": "9",
    "certifications": "none",
    "leadership-roles": "committee-chair, ehr-lead",
    "residency": "1",
    "residency-specialty": "internal-medicine",
    "license": "1",
    "board-certifications": "internal-medicine",
    "fellowship": "no",
    "informatics-years": "3",
    "informatics-share": "0.25",
    "role": "attending",
    "still-practicing": "yes",
    "leadership-years": "4",
    "people-led": "12",
    "budget-led": "0",
    "projects": "ehr-implementation, order-entry",
    "memberships": "amia",
    "activities": "conference",
    "organization": "academic",
    "state": "OH",
    "hours": "6",
    "money": "30k",
    "start": "2027",
    "own-license": "yes",
}
CHAIR = {
    **HOSPITALIST,
    "degrees": "md, mba",
    "clinical-years": "27",
    "leadership-roles": "department chair, committee chair, medical director",
    "board-certifications": "general surgery",
    "residency-specialty": "general surgery",
    "informatics-years": "0",
    "role": "department-chair",
    "people-led": "40",
    "projects": "none",
}
FELLOW = {
    **HOSPITALIST,
    "degrees": "md, ms-health-informatics",
    "clinical-years": "2",
    "leadership-roles": "project lead",
    "board-certifications": "pediatrics",
    "fellowship": "1",
    "informatics-years": "2",
    "informatics-share": "0.8",
    "role": "physician-informaticist",
    "people-led": "0",
}
NURSE = {**HOSPITALIST, "degrees": "bsn", "role": "nurse-informaticist"}
RESIDENT = {
    **HOSPITALIST,
    "clinical-years": "0",
    "leadership-roles": "none",
    "board-certifications": "none",
    "residency": "2",
    "license": "no",
    "informatics-years": "0",
    "role": "resident",
}
STUDENT = {"degrees": "md*", "clinical-years": "0", "leadership-roles": "none", "role": "none"}
ABROAD = {
    **HOSPITALIST,
    "degrees": "mbbs",
    "board-certifications": "none",
    "license": "no",
    "residency-country": "India",
}


def test_a_typical_hospitalist_is_asked_about_ten_questions(shipped: Roadmap) -> None:
    interview = hold(begin(shipped), HOSPITALIST)
    assert set(asked(interview)) <= set(HOSPITALIST)
    assert "residency" not in asked(interview)  # the board certificate shows it
    assert "state" in asked(interview)
    assert asked(interview)[:4] == [
        "degrees",
        "clinical-years",
        "certifications",
        "leadership-roles",
    ]
    assert "role" in asked(interview)


@pytest.mark.parametrize(
    "typed",
    [HOSPITALIST, CHAIR, FELLOW, NURSE, RESIDENT, STUDENT, ABROAD, {}],
    ids=["hospitalist", "chair", "fellow", "nurse", "resident", "student", "abroad", "skips all"],
)
def test_nobody_is_asked_more_than_twelve_questions(
    shipped: Roadmap, typed: Mapping[str, str]
) -> None:
    interview = hold(begin(shipped), typed)
    assert len(interview.given) <= MOST_ASKED == 12


def test_where_a_residency_was_is_asked_of_whom_nothing_else_shows_it(shipped: Roadmap) -> None:
    assert "residency-country" in asked(hold(begin(shipped), ABROAD))
    assert "residency-country" not in asked(hold(begin(shipped), HOSPITALIST))


def test_a_student_is_asked_for_hours_and_money(shipped: Roadmap) -> None:
    interview = hold(begin(shipped), {**STUDENT, "hours": "6", "money": "30k"})
    assert {"hours", "money", "state"} <= set(asked(interview))
    assert interview.answers()["constraints"] == {"hours_per_week": 6, "budget_usd": 30_000}


def test_a_nurse_may_tell_the_own_license(shipped: Roadmap) -> None:
    """Where there is room for it, and of nobody else."""
    start = {"degrees": ["bsn"], "role": "none", "projects": [], "activities": []}
    interview = hold(begin(shipped, {**start, "leadership": "none"}), {"own-license": "yes"})
    assert interview.answers()["license"] == {"profession": "nursing", "status": "unrestricted"}
    for typed in (HOSPITALIST, STUDENT, RESIDENT):
        assert "own-license" not in asked(hold(begin(shipped), typed))


def test_a_medical_license_leaves_a_nurses_open(shipped: Roadmap) -> None:
    """The short form says nothing of it, so it is asked where a certificate waits for it."""
    for told, is_asked in (("none", True), ({"profession": "nursing", "status": "none"}, False)):
        about = replace(begin(shipped, {"degrees": ["bsn"], "license": told}), about=("cnml",))
        assert ("own-license" in [each.id for each in about.pending()]) is is_asked


@pytest.mark.parametrize("typed", ["yes", "now", "still going on", "June 2024"])
def test_work_of_which_the_beginning_alone_was_told_is_asked_for_its_end(
    typed: str, shipped: Roadmap
) -> None:
    """Of nobody else: years without a beginning end today, and what goes on is told to."""
    start = {"degrees": ["md"], "license": "unrestricted", "role": "attending"}
    begun = begin(shipped, {**start, "informatics": {"from": 2021}})
    (question,) = (each for each in begun.pending() if each.id == "informatics-until")
    answered = begun.answer(question, typed)
    if typed == "still going on":
        assert isinstance(answered, Problem)
    else:
        assert isinstance(answered, Interview)
        end = "2024-06" if typed == "June 2024" else "present"
        assert answered.answers()["informatics"] == {"from": 2021, "to": end}
    for told in (
        {"from": 2021, "to": "present"},
        {"from": 2021, "to": 2024},
        {"years": 3},
        0,
        None,
    ):
        others = begin(shipped, {**start, "informatics": told})
        assert "informatics-until" not in [each.id for each in others.pending()]


def test_years_in_amia_are_asked_where_fellowship_waits_for_them_alone(shipped: Roadmap) -> None:
    """Of a member with the years of work; of nobody who is no member."""
    start = {
        "degrees": ["md"],
        "role": "cmio",
        "certifications": [],
        "fellowships": [],
        "license": "unrestricted",
        "projects": ["analytics"],
        "activities": ["conference"],
        "informatics": {"years": 12, "fte": 0.5},
        "clinical": {"years": 20},
        "board_certifications": ["pathology"],
        "memberships": ["amia"],
        "leadership": {"years": 9, "roles": ["cmo"], "people_led": 9, "budget_usd": 0},
    }
    assert "amia-years" in asked(hold(begin(shipped, start), {}))
    assert "amia-years" not in asked(hold(begin(shipped, {**start, "memberships": []}), {}))


def test_what_decides_an_expected_certificate_is_asked_before_what_merely_helps() -> None:
    """
    Of a nurse whose hours do not decide it by themselves; of nobody who may not sit for it anyway.
    """
    rules = load_roadmap("cnio")
    doors = {
        "nursing-informatics-education-hours",
        "nursing-informatics-credits",
        "nursing-informatics-practicum",
    }
    start = {
        "degrees": ["bsn", "msn"],
        "license": [{"profession": "nursing", "status": "unrestricted"}],
        "clinical": {"years": 6},
        "informatics": {"from": "2025-11", "to": "present", "fte": 0.6},
        "certifications": [],
        "role": "nurse-informaticist",
    }

    def questions(told: Mapping[str, object]) -> list[str]:
        return asked(hold(begin(rules, told), {}))

    found = questions(start)
    assert doors <= set(found)
    assert max(map(found.index, doors)) < found.index("activities")
    for told in ({"degrees": ["adn"]}, {"certifications": ["ni-bc"]}):
        assert not doors & set(questions({**start, **told}))


ANY_ANSWER = ("s", "1", "2", "3", "1,2", "none", "yes", "0", "9", "0.5", "2014")


@given(st.lists(st.sampled_from(ANY_ANSWER), min_size=12, max_size=12))
@settings(max_examples=examples(8))
def test_the_most_in_all_never_grows(shipped: Roadmap, typed: list[str]) -> None:
    """Whatever is answered or skipped, and no question comes that could not have come before."""
    interview = begin(shipped)
    most, could_come = interview.most_in_all(), {each.id for each in shipped.questions}
    could_come |= {each.id for each in shipped.asks}
    for words in typed:
        question = interview.next_question()
        if question is None:
            break
        assert question.id in could_come
        taken = interview.answer(question, words) if words != "s" else interview.skip(question)
        interview = taken if isinstance(taken, Interview) else interview.skip(question)
        assert interview.most_in_all() <= most
        most = interview.most_in_all()
    assert len(interview.given) <= MOST_ASKED


def test_a_nurse_is_not_asked_about_residency_license_or_boards(shipped: Roadmap) -> None:
    interview = hold(begin(shipped), NURSE)
    physicians = {"residency", "residency-specialty", "license", "board-certifications"}
    assert not physicians & set(asked(interview))
    assert "fellowship" not in asked(interview)
    assert len(interview.given) <= 12


def test_a_medical_student_is_asked_little(shipped: Roadmap) -> None:
    interview = hold(begin(shipped), STUDENT)
    assert "residency" not in asked(interview)
    assert len(interview.given) <= MOST_ASKED


def test_every_shipped_question_can_be_understood_by_its_own_example(shipped: Roadmap) -> None:
    assert shipped.questions
    for question in shipped.questions:
        assert question.example
        for part in question.example.split(" or "):
            found = begin(shipped).answer(question, part)
            assert isinstance(found, Interview), (question.id, part, found)


def test_every_option_writes_what_a_profile_may_hold(shipped: Roadmap) -> None:
    for question in shipped.questions:
        for option in question.options:
            assert isinstance(begin(shipped).take(question, option.value), Interview)


def test_usual_choices_exist(shipped: Roadmap) -> None:
    for question in shipped.questions:
        if question.choices is not None:
            assert set(question.usual) <= set(shipped.vocabulary.ids(question.choices))


def test_nothing_private_is_asked(shipped: Roadmap) -> None:
    never = r"\b(age|aged|born|birth|sex|gender|male|female|race|ethnic\w*|nationality|citizen\w*|"
    never += r"health status|disab\w*|religio\w*|photo\w*|phone|e-?mail|address|marital|name is)\b"
    for question in shipped.questions:
        words = f"{question.field} {question.short} {question.text} {question.help}"
        assert not re.search(never, words, re.IGNORECASE), question.id


def test_rules_that_ask_several_things_stay_open_until_one_is_met() -> None:
    either = AtLeast(1, (MEDICAL, LEADS))
    assert either.open_fields(begin().case()) == {"degrees", "leadership_roles"}


def test_a_question_fits_a_screen(shipped: Roadmap) -> None:
    """Of a long list the usual ones are shown first, so that the question stays above them."""
    for question in shipped.questions:
        if question.choices is not None:
            shown = question.usual or shipped.vocabulary.ids(question.choices)
            assert len(shown) <= 12, question.id


@pytest.mark.parametrize(
    ("question", "typed", "found"),
    [
        ("leadership-roles", "department head", ("department-chair",)),
        ("leadership-roles", "site lead", ("team-lead",)),
        ("leadership-roles", "assistant medical director", ("medical-director",)),
        ("projects", "patient portal", ("ehr-implementation",)),
        ("activities", "lectures", ("teaching",)),
        ("organization", "military hospital", "federal"),
        ("by", "ASAP", None),
        ("start", "as soon as possible", None),
    ],
)
def test_words_of_a_hospital_are_known(
    shipped: Roadmap, question: str, typed: str, found: object
) -> None:
    """No day in particular leaves the question for one open."""
    (asked,) = [each for each in shipped.questions if each.id == question]

    assert answered(begin(shipped), asked, typed).value_of(asked) == found


def test_a_vice_chair_is_asked_which_of_the_jobs_is_nearest(shipped: Roadmap) -> None:
    for id_ in ("leadership-roles", "role"):
        (asked,) = [each for each in shipped.questions if each.id == id_]
        found = begin(shipped).answer(asked, "vice chair")

        assert isinstance(found, Problem)
        assert len(found.suggestions) == 2
