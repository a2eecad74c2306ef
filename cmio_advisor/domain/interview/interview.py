"""
The interview: what to ask next, what the answers so far say, and which of them still apply.

Pure: the same answers give the same next question. Only what can still change the result is
asked: first the four openers, then what a required, then what an expected requirement or the
stage waits for; what merely helps is asked as long as the interview is short.
"""

from collections.abc import Callable, Mapping
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.interview.typed_answers import answer_words, understand
from cmio_advisor.domain.interview.typed_values import NOTHING, Problem, Understood, Unsure, Value
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Question, Requirement, Roadmap, Strength
from cmio_advisor.domain.rules.quoting import NOT_TOLD, told_field
from cmio_advisor.errors import InvalidInputError

USUAL_LENGTH = 10
"""Questions that settle no required or expected requirement are asked up to this number."""
RANKS = {Strength.REQUIRED: 1, Strength.EXPECTED: 2, Strength.HELPS: 3}
FIRST_RANK, WEAK_RANK = 0, RANKS[Strength.HELPS]
STAGE_AND_PAY = {"role": RANKS[Strength.EXPECTED], "organization": WEAK_RANK}
"""Fields that move the stage or the pay band, whatever the requirements say, with their ranks."""

Answers = dict[str, object]
ReadProfile = Callable[[Mapping[str, object]], Profile]


class Given(Frozen, kw_only=False):
    """
    A question that was answered, or skipped (``None``): then the answer stays unknown.
    """

    question: Question
    value: Value | None


class Interview(Frozen):
    """
    The answers given so far, in the order in which they were asked.

    ``read`` turns answers in the form of a profile file into a profile and raises
    `InvalidInputError` where they are not valid; ``start`` is what was told before the interview;
    ``dropped`` what the last answer made not apply any more.
    """

    roadmap: Roadmap
    on: date
    read: ReadProfile
    start: Mapping[str, object]
    given: tuple[Given, ...] = ()
    dropped: tuple[Given, ...] = ()

    def pending(self) -> tuple[Question, ...]:
        """
        The questions that can still change the result, in the order in which to ask them.
        """
        case = self.case()
        waiting = _waiting(case)
        told = self._told_before()
        asked = {each.question.id for each in self.given}
        ranked = [
            (FIRST_RANK if question.first else waiting[question.settles], question)
            for question in self.roadmap.questions
            if (question.first or question.settles in waiting)
            and question.id not in asked
            and (question.settles not in told or self._is_part_left_open(question))
            and not _is_pointless(question, case)
        ]
        ranked.sort(key=lambda each: each[0])
        firm = [question for rank, question in ranked if rank < WEAK_RANK]
        weak = [question for rank, question in ranked if rank >= WEAK_RANK]
        room = max(0, USUAL_LENGTH - len(self.given) - len(firm))
        return (*firm, *weak[:room])

    def next_question(self) -> Question | None:
        """
        What to ask next; ``None`` when no further answer is needed.
        """
        return next(iter(self.pending()), None)

    def likely_length(self) -> int:
        """
        How many questions it will be in all, if each answer settles what it can.
        """
        pending, case = self.pending(), self.case()
        firm = [each for each in self.roadmap.requirements() if RANKS[each.strength] < WEAK_RANK]
        waiting = [frozenset({"role"}), *(_open_fields(each, case) for each in firm)]
        count = len(self.given)
        for question in pending:
            settled = [fields for fields in waiting if question.settles in fields]
            waiting = [fields for fields in waiting if fields not in settled]
            count += bool(question.first or settled)
        return max(count, min(USUAL_LENGTH, len(self.given) + len(pending)))

    def answer(self, question: Question, typed: str) -> "Interview | Unsure | Problem":
        """
        The interview with the question answered by what was typed, in place of an earlier answer.

        `Unsure` has to be confirmed, then its value goes to `take`.
        """
        found = understand(question, typed, self.roadmap.vocabulary)
        return self.take(question, found.value) if isinstance(found, Understood) else found

    def take(self, question: Question, value: Value) -> "Interview | Problem":
        """
        The interview with this value, without the answers that it makes pointless.
        """
        try:
            return self._with(Given(question, value))
        except InvalidInputError as error:
            return Problem(error.problems[0].partition(": ")[2] or error.problems[0])

    def skip(self, question: Question) -> "Interview":
        """
        The interview with the question left open: unknown, which is not "no".
        """
        return self._with(Given(question, None))

    def back(self) -> "Interview":
        """
        The interview as it was before the last question; itself if there was none.
        """
        return replace(self, given=self.given[:-1], dropped=())

    def value_of(self, question: Question) -> Value | None:
        """
        The answer to a question so far, if there is one.
        """
        found = (each.value for each in self.given if each.question.id == question.id)
        return next(found, None)

    def words(self, given: Given) -> str | None:
        """
        An answer as a person would say it; ``None`` where the question was skipped.
        """
        if given.value is None:
            return None
        return answer_words(given.question, given.value, self.roadmap.vocabulary)

    def answers(self) -> Answers:
        """
        All that was told, as a profile file would hold it.
        """
        found = _copied(self.start)
        places = {question.id: place for place, question in enumerate(self.roadmap.questions)}
        for each in sorted(self.given, key=lambda each: places[each.question.id]):
            if each.value is None:
                continue
            if each.question.nothing and each.value in ((), NOTHING):
                _put(found, each.question.nothing, NOTHING)
            else:
                _put(found, each.question.field, each.value)
        return found

    def case(self) -> ProfileCase:
        """
        The person as far as known, on the day of the interview.
        """
        return ProfileCase(self.read(self.answers()), self.roadmap, self.on)

    def _with(self, new: Given) -> "Interview":
        """
        With one more answer, or with it in the place of an earlier one.
        """
        known = [each.question.id for each in self.given]
        place = known.index(new.question.id) if new.question.id in known else len(known)
        given = (*self.given[:place], new, *self.given[place + 1 :])
        return _pruned(replace(self, given=given, dropped=()), keep=new.question)

    def _is_part_left_open(self, question: Question) -> bool:
        """
        Whether what was told before the interview has room for a part that it leaves open.
        """
        name, _, part = question.field.partition(".")
        told = self.start.get(name)
        return bool(part) and isinstance(told, Mapping) and part not in told

    def _told_before(self) -> frozenset[str]:
        """
        The fields that were told before the interview began.
        """
        if not self.start:
            return frozenset()
        profile, words = self.read(self.start), self.roadmap.vocabulary
        fields = {question.settles for question in self.roadmap.questions}
        return frozenset(each for each in fields if told_field(profile, each, words) != NOT_TOLD)


def _pruned(interview: Interview, keep: Question) -> Interview:
    """
    Without the answers whose question is pointless by now; one may take others with it.
    """
    case = interview.case()
    for each in interview.given:
        if each.question.id != keep.id and _is_pointless(each.question, case):
            given = tuple(other for other in interview.given if other is not each)
            named = interview.dropped if each.value is None else (*interview.dropped, each)
            return _pruned(replace(interview, given=given, dropped=named), keep)
    return interview


def _is_pointless(question: Question, case: ProfileCase) -> bool:
    return question.asked_when is not None and question.asked_when.judge(case).fails


def _waiting(case: ProfileCase) -> dict[str, int]:
    """
    The fields that something in the result waits for, each with its most pressing rank.
    """
    found = dict(STAGE_AND_PAY)
    for requirement in case.roadmap.requirements():
        rank = RANKS[requirement.strength]
        for field in _open_fields(requirement, case):
            found[field] = min(rank, found.get(field, rank))
    return found


def _open_fields(requirement: Requirement, case: ProfileCase) -> frozenset[str]:
    if case.is_waived(requirement):
        return frozenset()
    return requirement.met_when.open_fields(case)


def _copied(answers: Mapping[str, object]) -> Answers:
    return {
        key: _copied(each) if isinstance(each, Mapping) else each for key, each in answers.items()
    }


def _put(answers: Answers, path: str, value: object) -> None:
    """
    Write a value at a dotted path; a field known to be nothing has no parts to fill.
    """
    name, _, rest = path.partition(".")
    if rest:
        inner = answers.setdefault(name, {})
        if isinstance(inner, dict):
            _put(inner, rest, value)
    else:
        answers[name] = _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return dict(value) if isinstance(value, Mapping) else value
