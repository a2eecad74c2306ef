"""
What to ask next: the open question that decides most for a person like this one, else the one that
shrinks the range of the result most.
"""

from collections.abc import Iterable
from typing import TypeAlias

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.judge.case import ProfileCase, is_answered
from cmio_advisor.domain.judge.results import RequirementResult, State
from cmio_advisor.domain.roadmap.roadmap import Question, Strength
from cmio_advisor.domain.rules.conditions import MET, NOT_MET, Condition

Open: TypeAlias = tuple[Strength, frozenset[str], frozenset[str]]
"""A strength, the fields that can still move it, and those of which any answer settles it."""


def open_in(result: RequirementResult, case: ProfileCase) -> Open | None:
    """What is open of a requirement, while it is unknown and an answer can still move it."""
    rule = result.requirement.met_when
    fields = rule.open_fields(case) if result.state is State.UNKNOWN else frozenset()
    sure = frozenset(each for each in fields if _settles(each, rule, case))
    return (result.requirement.strength, fields, sure) if fields else None


def _settles(field: str, rule: Condition, case: ProfileCase) -> bool:
    """
    Whether a rule is settled with all that it reads in a field, and with nothing of it; of when the
    years were no answer tells all.
    """
    leaves = [each for each in rule.leaves() if getattr(each, "field", "") == field]
    if any(getattr(each, "window", None) for each in leaves):
        return False
    if rule.open_fields(case) == {field}:
        return True
    cases = {found: replace(case) for found in (MET, NOT_MET)}
    for found, each in cases.items():
        each.findings.update((leaf.number, found) for leaf in leaves)
    return all(rule.judge(each).settled for each in cases.values())


def questions_by_worth(
    unknown: Iterable[Open | None], questions: Iterable[Question]
) -> list[Question]:
    """
    The questions that settle something unknown, those first that shrink the range most.

    A question settles for sure what its field does, and may settle what that can move. The
    required come first, then the expected, then those that help; of each, how many are settled for
    sure, then how many may be. Between equals the roadmap's order decides.
    """
    shrinks: dict[str, list[int]] = {}
    for strength, fields, sure in filter(None, unknown):
        for field in fields:
            counts = shrinks.setdefault(field, [0] * (2 * len(Strength)))
            counts[2 * strength.rank] += field in sure
            counts[2 * strength.rank + 1] += 1
    settling = [question for question in questions if question.settles in shrinks]
    return sorted(settling, key=lambda question: shrinks[question.settles], reverse=True)


def questions_ahead(
    case: ProfileCase, unknown: Iterable[RequirementResult]
) -> tuple[Question, ...]:
    """All that is open to ask for these unknown requirements, the next one first."""
    ordered = questions_by_worth([open_in(each, case) for each in unknown], case.roadmap.questions)
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
