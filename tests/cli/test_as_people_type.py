"""What people type at a question is taken for what it says, and nothing else."""

from io import StringIO

import pytest

from cmio_advisor.cli.answers import LineTerminal
from tests.terminal import CTRL_D, Session


@pytest.fixture
def asked() -> Session:
    return Session("assess", "--format", "json")


def physician(session: Session, *, role: str) -> None:
    """The openers and what follows them, by somebody with one small leadership role."""
    session.answer("have in mind", "")
    session.answer("Which degrees", "md")
    session.answer("care", "nine")
    session.answer("certifications", "nope")
    session.answer("leadership roles", "committee chair")
    session.answer("board certified", "IM")
    session.answer("license", "yes")
    session.answer("does not count", "three")
    session.answer("present job", role)
    session.answer("How much of a full week", "a day a week")
    session.answer("fellowship", "nope")
    session.expect("Noted: No.")


def test_a_name_of_several_answers_to_another_question_is_not_chosen_there(asked: Session) -> None:
    with asked as session:
        session.answer("have in mind", "")
        session.answer("Which degrees", "md")
        session.answer("care", "9")
        session.answer("certifications", "chair")
        session.answer('"chair" is not in the list', "none")
        session.answer("leadership roles", "chair")
        session.answer("could mean one of these", "2")


def test_words_of_one_question_are_not_taken_to_another(asked: Session) -> None:
    """A nurse's degree is no certificate of a board."""
    with asked as session:
        session.answer("have in mind", "")
        session.answer("Which degrees", "nursing")
        session.expect("could mean one of these")
        assert "Noted under" not in session.seen.decode()


def test_whether_one_still_sees_patients_is_asked_before_the_hours(asked: Session) -> None:
    """A first step rests on it where the job does not tell."""
    with asked as session:
        physician(session, role="medical director")
        session.answer("project", "ai")
        session.answer("could mean one of these", "3")
        session.answer("Do you still see patients", "yes")
        session.expect("Still seeing patients: yes")


def test_whoever_holds_the_job_is_asked_for_its_pay_and_a_no_is_no_pay(asked: Session) -> None:
    with asked as session:
        physician(session, role="CMIO")
        session.answer("present job pay", "no")
        session.answer("If you would rather not say, type s", "410k")
        session.expect("Noted: 410,000 US dollars a year.")


def test_one_is_said_as_one_and_the_review_says_what_each_key_does(asked: Session) -> None:
    with asked as session:
        physician(session, role="hospitalist")
        session.answer("project", "cpoe")
        session.answer("people do you lead", "no one")
        session.answer("Noted: 0 people.", "b")
        session.answer("[Enter keeps: 0 people]", "one")
        session.expect("Noted: 1 person.")
        while "Your answers" not in session.until_prompt():
            session.type("s")
        shown = session.seen.decode()
        assert "A number: change that answer." in shown
        assert "Enter: the result." in shown


def test_help_at_the_first_question_says_which_to_take(asked: Session) -> None:
    with asked as session:
        session.answer("have in mind", "?")
        session.answer("nearest to what you do now", "Q")
        session.expect("Nothing was answered")


def test_what_is_in_no_list_is_echoed_as_it_was_typed(asked: Session) -> None:
    with asked as session:
        session.answer("have in mind", "")
        session.answer("Which degrees", "md")
        session.answer("care", "9")
        session.answer("certifications", "BLS")
        session.expect("Noted: BLS.")
        session.press(CTRL_D)


@pytest.mark.parametrize(
    ("typed", "noted"),
    [("10 grand", "10,000 US dollars"), ("5k", "5,000 US dollars"), ("pass", "skipped")],
)
def test_money_is_read_in_the_words_of_people(asked: Session, typed: str, noted: str) -> None:
    with asked as session:
        session.answer("have in mind", "")
        session.answer("Which degrees", "md*")
        while "own money" not in (shown := session.until_prompt()):
            skipped = "which state" in shown or "hours a week" in shown
            session.type("s" if skipped else "0")
        assert "such as 5,000 or 5k" in shown
        session.type(typed)
        session.expect(f"Noted: {noted}")
        session.answer("By when", "by 2035")
        session.expect("Noted: 2035.")


def test_the_name_of_a_file_is_not_broken_at_its_hyphens() -> None:
    shown = StringIO()
    LineTerminal(StringIO(), shown, 50).say(
        "w: save your answers in /home/me/cmio-advisor/mine.yaml."
    )
    assert "/home/me/cmio-advisor/mine.yaml" in shown.getvalue()
