"""
What to ask next: the open question that decides most for a person like this one, else the one that
shrinks the range of the result most.
"""

from collections.abc import Iterable

from cmio_advisor.domain.judge.case import ProfileCase, is_answered
from cmio_advisor.domain.judge.results import RequirementResult
from cmio_advisor.domain.roadmap.roadmap import Question, Strength


def questions_by_worth(
    unknown: Iterable[tuple[Strength, frozenset[str]]], questions: Iterable[Question]
) -> list[Question]:
    """
    The questions that settle something unknown, those first that shrink the range most.

    ``unknown`` are the strengths of unknown requirements, each with the fields that can still move
    it. A question settles for sure, whatever the answer, what only its field can move, and may
    settle what its field moves among others. The required come first, then the expected, then those
    that help; of each, how many are settled for sure, then how many may be. Between equals the
    roadmap's order decides.
    """
    shrinks: dict[str, list[int]] = {}
    for strength, fields in unknown:
        sure = 2 * strength.rank
        for field in fields:
            counts = shrinks.setdefault(field, [0] * (2 * len(Strength)))
            counts[sure] += len(fields) == 1
            counts[sure + 1] += 1
    settling = [question for question in questions if question.settles in shrinks]
    return sorted(settling, key=lambda question: shrinks[question.settles], reverse=True)


def questions_ahead(
    case: ProfileCase, unknown: Iterable[RequirementResult]
) -> tuple[Question, ...]:
    """All that is open to ask for these unknown requirements, the next one first."""
    moved = ((each.requirement.strength, each.requirement.met_when) for each in unknown)
    fields = [(strength, rule.open_fields(case)) for strength, rule in moved]
    ordered = questions_by_worth(fields, case.roadmap.questions)
    soon = {each.id: urgency(each, case) for each in ordered}
    asked = (each for each in ordered if soon[each.id])
    return tuple(sorted(asked, key=lambda each: -soon[each.id]))


def is_asked(question: Question, case: ProfileCase) -> bool:
    """Whether a question applies to this person, as far as the answers show, and is still open."""
    return not is_answered(question.told_at, case) and not is_pointless(question, case)


def is_pointless(question: Question, case: ProfileCase) -> bool:
    """Whether a question does not apply to this person, as far as the answers show."""
    return question.asked_when is not None and question.asked_when.judge(case).fails


def urgency(question: Question, case: ProfileCase) -> int:
    """
    How soon a question is asked of this person: 0 not at all, 1 by its worth, 2 before those,
    because it decides most for people like them, 3 because it was told and could not be read.
    """
    if not is_asked(question, case):
        return 0
    if any(question.field in (each.path, each.field) for each in case.profile.unread):
        return 3
    decides = question.decides_when
    return 2 if decides is not None and decides.judge(case).holds else 1
