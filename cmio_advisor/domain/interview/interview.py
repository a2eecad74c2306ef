"""
The interview: what to ask next, what the answers so far say, and which of them still apply.

Pure: the same answers give the same next question. Only what can still change the result is
asked: first the four openers, then what a required, then what an expected requirement, the
standing, the stage or the pay waits for; what merely helps, the plan's hours and money among it, as
long as there is room. One about credentials asks all that these still wait for.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.human_words import means_unknown
from cmio_advisor.domain.interview.typed_answers import (
    Problem,
    ReadWords,
    Understood,
    Value,
    answer_words,
    in_a_field,
    in_another,
    spelled_out,
    understand,
)
from cmio_advisor.domain.judge.case import ProfileCase, is_answered, is_pointless
from cmio_advisor.domain.profile.fields import NONE
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.credentials import Credential
from cmio_advisor.domain.roadmap.roadmap import Question, Roadmap, Strength
from cmio_advisor.errors import InvalidInputError

MOST_ASKED = 12
"""An interview asks no more; what is open then is told with the result, and can be asked again."""
FIRST_RANK, WEAK_RANK = -1, Strength.HELPS.rank
BESIDE_RULES = {
    "role": Strength.EXPECTED.rank,
    "state": Strength.EXPECTED.rank,
    "organization": WEAK_RANK,
    "hours_per_week": Strength.EXPECTED.rank,
    "own_budget": WEAK_RANK,
    "present_pay": Strength.EXPECTED.rank,
    "by": WEAK_RANK,
    "start": WEAK_RANK,
}
"""Fields that move the stage, the pay or the plan, whatever the rules say, with their ranks."""

Answers = dict[str, object]
ReadProfile = Callable[[Mapping[str, object]], Profile]


class Given(Frozen, kw_only=False):
    """A question that was answered, or skipped (``None``): then the answer stays unknown."""

    question: Question
    value: Value | None


class Interview(Frozen):
    """
    The answers given so far, in their order. ``read`` makes a profile of them or raises
    `InvalidInputError`; ``words_at`` reads a person's words in a field; ``start`` was told before;
    ``dropped`` does not apply after the last answer, ``left_out`` was not read of it; ``about`` are
    the only credentials asked of.
    """

    roadmap: Roadmap
    on: date
    read: ReadProfile
    words_at: ReadWords
    start: Mapping[str, object]
    given: tuple[Given, ...] = ()
    dropped: tuple[Given, ...] = ()
    left_out: str = ""
    about: tuple[str, ...] = ()

    def pending(self) -> tuple[Question, ...]:
        """The questions that can still change the result, in order; an answer adds none."""
        case = self.case()
        started = ProfileCase(self.read(self.start), self.roadmap, self.on)
        waiting = self._waiting(case)
        asked = {each.question.id for each in self.given}
        ranked = [
            (self._rank(question, case, waiting), each)
            for each, question in enumerate(self._questions)
            if (question.settles in waiting or (question.first and not self.about))
            and question.id not in asked
            and not is_answered(question.told_at, case if "." in question.field else started)
            and not is_pointless(question, case)
        ]
        found = tuple(self._questions[each] for _, each in sorted(ranked))
        return found if self.about else found[: max(0, MOST_ASKED - len(self.given))]

    def _rank(self, question: Question, case: ProfileCase, waiting: Mapping[str, int]) -> int:
        """How pressing it is: by what waits for it, and for whom it decides most."""
        if question.first and not self.about:
            return FIRST_RANK
        decides = question.decides_when is not None and question.decides_when.judge(case).holds
        most = Strength.REQUIRED.rank if decides else WEAK_RANK
        return min(most, waiting[question.settles])

    def next_question(self) -> Question | None:
        """What to ask next; ``None`` when no further answer is needed."""
        return next(iter(self.pending()), None)

    def most_in_all(self) -> int:
        """How many questions it will be at most; it never grows from one answer to the next."""
        return len(self.given) + len(self.pending())

    def answer(self, question: Question, typed: str) -> "Interview | Problem":
        """The interview with the question answered by what was typed, or why it is not."""
        typed = spelled_out(typed, question, self.roadmap.vocabulary)
        found = understand(question, typed, self.roadmap.vocabulary)
        taken = self.take(question, found.value) if isinstance(found, Understood) else found
        if isinstance(taken, Interview):
            return taken
        if same := in_a_field(question, typed, self.words_at, self.roadmap.vocabulary):
            taken = self.take(question, same.value)
            return replace(taken, left_out=same.left_out) if isinstance(taken, Interview) else taken
        if later := in_another(typed, question, self.pending(), self.roadmap.vocabulary):
            return later
        return self.skip(question) if means_unknown(typed) else taken

    def take(self, question: Question, value: Value) -> "Interview | Problem":
        """The interview with this value, without the answers that it makes pointless."""
        try:
            return self._with(Given(question, value))
        except InvalidInputError as error:
            return Problem(error.problems[0].partition(": ")[2] or error.problems[0])

    def skip(self, question: Question) -> "Interview":
        """The interview with the question left open: unknown, which is not "no"."""
        return self._with(Given(question, None))

    def back(self) -> "Interview":
        """The interview as it was before the last question; itself if there was none."""
        return replace(self, given=self.given[:-1], dropped=(), left_out="")

    def value_of(self, question: Question) -> Value | None:
        """What was told of a question."""
        return next((each.value for each in self.given if each.question.id == question.id), None)

    def words(self, given: Given) -> str | None:
        """An answer as a person would say it; ``None`` where the question was skipped."""
        if given.value is None:
            return None
        return answer_words(given.question, given.value, self.roadmap.vocabulary)

    def answers(self) -> Answers:
        """All that was told, as a profile file would hold it."""
        found = dict(self.start)
        places = {question.id: place for place, question in enumerate(self._questions)}
        for each in sorted(self.given, key=lambda each: places[each.question.id]):
            if each.value is None:
                continue
            if each.question.nothing and each.value in ((), NONE):
                found = _with_answer(found, each.question.nothing, NONE)
            elif isinstance(each.value, Mapping) and "." in each.question.field:
                above = each.question.field.rpartition(".")[0]
                for part, day in each.value.items():
                    found = _with_answer(found, f"{above}.{part}", day)
            else:
                found = _with_answer(found, each.question.field, each.value)
        return found

    def case(self) -> ProfileCase:
        """The person as far as known, on the day of the interview."""
        return ProfileCase(self.read(self.answers()), self.roadmap, self.on)

    def _with(self, new: Given) -> "Interview":
        known = [each.question.id for each in self.given]
        place = known.index(new.question.id) if new.question.id in known else len(known)
        given = (*self.given[:place], new, *self.given[place + 1 :])
        return _pruned(replace(self, given=given, dropped=(), left_out=""), keep=new.question)

    @property
    def _questions(self) -> tuple[Question, ...]:
        return (*self.roadmap.questions, *self.roadmap.asks)

    def _waiting(self, case: ProfileCase) -> dict[str, int]:
        """The fields that something in the result waits for, each with its most pressing rank."""
        if self.about:
            credentials = map(self.roadmap.credential, self.about)
            opened = frozenset(each for one in credentials for each in _open_to(one, case))
            return dict.fromkeys(opened, FIRST_RANK)
        found = dict(BESIDE_RULES)
        for rank, fields in _open_in_all(case):
            for field in fields:
                found[field] = min(rank, found.get(field, rank))
        return found


def _pruned(interview: Interview, keep: Question) -> Interview:
    """Without the answers whose question is pointless by now; one may take others with it."""
    case = interview.case()
    for each in interview.given:
        if each.question.id != keep.id and is_pointless(each.question, case):
            given = tuple(other for other in interview.given if other is not each)
            named = interview.dropped if each.value is None else (*interview.dropped, each)
            return _pruned(replace(interview, given=given, dropped=named), keep)
    return interview


def _open_in_all(case: ProfileCase) -> Iterator[tuple[int, frozenset[str]]]:
    """
    The fields that can still move a requirement, how the person compares with others, or a
    credential; of the questions that credentials ask of their own, those kept for an interview, as
    pressing as the requirement for which it is earned.
    """
    for requirement in case.roadmap.requirements():
        if not case.is_waived(requirement):
            yield requirement.strength.rank, requirement.met_when.open_fields(case)
    for standing in case.roadmap.standings:
        yield Strength.EXPECTED.rank, standing.when.open_fields(case)
    kept = {each.settles for each in case.roadmap.asks if each.in_interview}
    own = {each.settles for each in case.roadmap.asks}
    earned = {
        route.earns: each.strength.rank
        for each in case.roadmap.requirements()
        if each.strength is not Strength.HELPS and not each.met_when.judge(case).holds
        for route in each.routes
    }
    for credential in case.roadmap.credentials:
        if credential.serves_target:
            fields = _open_to(credential, case)
            yield WEAK_RANK, (fields - own) or fields & kept
            if credential.id in earned:
                yield earned[credential.id], fields - (own - kept)


def _open_to(credential: Credential, case: ProfileCase) -> frozenset[str]:
    if any(each.judge(case).holds for each in credential.held_by):
        return frozenset()
    return credential.open_when.open_fields(case)


def _with_answer(answers: Mapping[str, object], path: str, value: object) -> Answers:
    """With a value at a dotted path; what is known to be nothing has no parts to fill."""
    name, _, rest = path.partition(".")
    if not rest:
        return {**answers, name: _plain(value)}
    inner = answers.get(name, {})
    filled = _with_answer(inner, rest, value) if isinstance(inner, Mapping) else inner
    return {**answers, name: filled}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return dict(value) if isinstance(value, Mapping) else value
