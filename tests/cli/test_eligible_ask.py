"""``eligible ID --ask``: what rules ask of their own, asked or listed."""

import json

import pytest

from tests.conftest import AS_OF, ROOT, Run
from tests.terminal import Session

HOSPITALIST = ROOT / "examples" / "hospitalist.yaml"
ABOUT_PMP = ("eligible", str(HOSPITALIST), "pmp", "--ask", "--as-of", AS_OF, "--format", "json")


def test_on_a_terminal_each_question_is_asked_and_the_answers_count() -> None:
    """With its reason for who wants it, and nothing else is asked."""
    with Session(*ABOUT_PMP) as session:
        session.expect("Question 1 of at most 2")
        session.answer("In how many months of the last eight years have you led projects?", "?")
        session.answer("Why it is asked: PMP asks for 36 of these months", "three years")
        session.expect("Noted: 36 months.")
        session.answer("hours of training in project management", "40")
        session.answer("Your answers", "")
        session.answer("[Y/n]", "n")
        code, output = session.ended()

    (found,) = json.loads(output)["credentials"]
    assert (code, found["id"], found["eligible"]) == (0, "pmp", "yes")


def test_one_answer_can_settle_it_and_no_more_is_asked() -> None:
    """Too few months are a no, whatever the training."""
    with Session(*ABOUT_PMP) as session:
        session.answer("have you led projects?", "none")
        session.answer("Your answers", "")
        session.answer("[Y/n]", "n")
        code, output = session.ended()

    (found,) = json.loads(output)["credentials"]
    assert (code, found["eligible"]) == (0, "no")


def test_without_a_terminal_the_questions_are_listed(run: Run) -> None:
    """With the keys under which a profile answers them; the result comes all the same."""
    outcome = run(*ABOUT_PMP)

    (found,) = json.loads(outcome.out)["credentials"]
    assert (outcome.code, found["eligible"]) == (0, "unknown")
    lines = outcome.err.splitlines()
    assert lines[0] == "These answers are missing:"
    assert [each.split(": ")[0].strip() for each in lines[1:]] == [
        "answers.project-lead-months",
        "answers.project-training-hours",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--ask"], 2, "--ask: name the certifications"),
        (["cphims", "--ask"], 0, "or no question asks for it."),
    ],
)
def test_there_may_be_nothing_to_ask(run: Run, arguments: list[str], code: int, said: str) -> None:
    """No certification is named, or the rule itself was not found."""
    outcome = run("eligible", HOSPITALIST, *arguments, "--as-of", AS_OF)

    assert outcome.code == code
    assert said in outcome.err


def test_the_report_names_what_answers_would_settle(run: Run) -> None:
    """And how to be asked."""
    outcome = run("eligible", HOSPITALIST, "pmp", "cphims", "--as-of", AS_OF, "--format", "plain")

    assert "Your answers would settle PMP" in outcome.out
    assert f"cmio-advisor eligible {HOSPITALIST} pmp --ask" in outcome.out
    settings = [f"answers.project-lead-months={n}" for n in (36,)]
    settings.append("answers.project-training-hours=35")
    changed = run(
        *("what-if", HOSPITALIST, "--today", AS_OF, "--format", "json"),
        *(part for each in settings for part in ("--set", each)),
    )
    (scenario,) = json.loads(changed.out)["scenarios"]
    assert scenario["situation"]["profile"]["answers"] == {
        "project-lead-months": 36,
        "project-training-hours": 35,
    }
    (wrong,) = [run("what-if", HOSPITALIST, "--set", "answers.project-lead-month=3")]
    assert wrong.code == 2
    assert 'Did you mean "project-lead-months"?' in wrong.err
