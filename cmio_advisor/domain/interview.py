"""
The interview: what to ask next, what the answers so far say, and which of them still apply.

Pure: the same answers give the same next question. Only what can still change the result is
asked: first the four openers, then what a required, then what an expected requirement, the
standing, the stage or the pay waits for; what merely helps, the plan's hours and money among it, as
long as there is room. One about credentials asks all that these still wait for.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.human_words import (
    NONE_WORDS,
    PRESENT,
    means_unknown,
    read_day,
    yes_or_no,
)
from cmio_advisor.domain.base.terms import (
    AnswerOption,
    Named,
    Term,
    Vocabulary,
    folded,
    is_part_of_name,
    names_of,
    slips,
)
from cmio_advisor.domain.base.written_numbers import DOLLARS, SHARE, YEARS, Vague, read_number
from cmio_advisor.domain.judge.case import ProfileCase, is_answered, is_pointless
from cmio_advisor.domain.profile.fields import NONE, field_at
from cmio_advisor.domain.profile.profile import Profile, Status
from cmio_advisor.domain.roadmap.roadmap import Credential, Question, Roadmap, Strength
from cmio_advisor.errors import InvalidInputError

LONGEST_ECHO = 40
SHORTEST_OF_ONE = 4
"""Letters; shorter ones, such as "OK", are words and names of states alike."""

TypedEntry = str | Mapping[str, str]
Value = str | int | float | bool | tuple[TypedEntry, ...] | Mapping[str, str | int | float | bool]


class Understood(Frozen, kw_only=False):
    """An answer, and what of the words is left out."""

    value: Value
    left_out: str = ""


class Problem(Frozen, kw_only=False):
    """Why what was typed is no answer, in one sentence, and the numbered choices near it."""

    text: str
    suggestions: tuple[tuple[int, str], ...] = ()


UnderstoodOrNot = Understood | Problem
ReadWords = Callable[[str, str], Understood | None]
"""What a person's words say in the field at a path, wherever they are read; ``None``: nothing."""


def _is_no_pay(found: object, unit: str, text: str) -> bool:
    """Whether a no answers the question for one's pay: it is no sum of dollars."""
    return found == 0 and unit == DOLLARS[1] and "0" not in text


def echo(text: str) -> str:
    """What was typed, in quotation marks and short enough for a message."""
    shown = text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 3] + "..."
    return f'"{shown}"'


LONGEST_ANSWER = 300
_NUMBERS = re.compile(r"[0-9]+(?:-[0-9]+)?")
_NUMBER_OF_A_CHOICE = (
    r"(?:^|(?<=[,;*]))\s*[0-9]+"
    rf"(?=\s*(?:[*,;]|$|(?:in progress|expired|{'|'.join(Status)})\b))"
)


def understand(question: Question, typed: str, words: Vocabulary) -> UnderstoodOrNot:
    """What was typed, read as an answer to the question."""
    text = " ".join(typed.split())
    if not text:
        return Problem("Nothing was typed. If you do not know, type s to skip.")
    if len(text) > LONGEST_ANSWER:
        return Problem(f"That is {len(text):,} characters long, longer than any answer here.")
    if question.is_chosen:
        return _choose(question, text, words)
    found: Value | Vague | None
    if question.kind == "number":
        unit, wrong = unit_of(question), "is not a number"
        found = read_number(text, unit)
        if isinstance(found, Vague):
            return Problem(f"{echo(text)} {found.reason}. Type {found.written_as(mark='')}.")
        if _is_no_pay(found, unit, text):
            return Problem(f"{echo(text)} is no pay. If you would rather not say, type s.")
    elif question.kind == "date":  # whether it exists is checked with the profile
        found, wrong = read_day(re.sub(r"(?i)^(?:by|in) ", "", text)), "is not a date"
    else:
        found, wrong = yes_or_no(text), "is neither yes nor no"
    return Problem(f"{echo(text)} {wrong}.") if found is None else Understood(found)


def in_a_field(
    question: Question, typed: str, read: ReadWords, words: Vocabulary
) -> Understood | None:
    """
    What was typed, as it is read in any field that people fill in: with days, places and comments
    beside the names. What all offered answers say is said by it, too (whose license it is), unless
    it says another; nothing where it says less than they do.
    """
    found = read(question.field, " ".join(typed.split())) if len(typed) <= LONGEST_ANSWER else None
    if found is not None and _is_no_pay(found.value, unit_of(question), typed):
        return None
    said = [each.value for each in question.offered(words) if isinstance(each.value, Mapping)]
    if found is None or not said or found.value == ():
        return found
    keys = frozenset.intersection(*(frozenset(each) for each in said))
    common = {key: said[0][key] for key in keys if len({each[key] for each in said}) == 1}
    entries = found.value if isinstance(found.value, tuple) else (found.value,)
    row, _ = field_at(question.field) or (None, "")
    key = row.key if row else ""
    alone = key or "status"  # what an entry is that says one thing
    said_by = (each if isinstance(each, Mapping) else {alone: each} for each in entries)
    merged = ({**common, **each} for each in said_by)
    more = tuple(dict(sorted(each.items(), key=lambda item: item[0] != key)) for each in merged)
    is_whole = all(keys - {key} <= each.keys() for each in more)
    value = cast("Value", more if isinstance(found.value, tuple) else more[0])
    return Understood(value, found.left_out) if is_whole else None


def in_another(
    text: str, question: Question, others: Iterable[Question], words: Vocabulary
) -> Problem | None:
    """What of a list is by its name an answer to a question still to come, and none to this one."""
    own = question.offered(words) if question.is_chosen else ()
    lists = [(each, each.offered(words)) for each in others if each.choices]
    for part in _parts(" ".join(text.split()), own) if own else ():
        if len(part) < SHORTEST_OF_ONE or is_part_of_name(part, own):
            continue
        found = ((other, find_option(part, options)) for other, options in lists)
        other, match = next((each for each in found if each[1].exact), (question, Match(())))
        if len(match.options) == 1:  # and not "chair", of several
            return Problem(f"{echo(part)} belongs to a later question: {other.short}.")
    return None


def spelled_out(typed: str, question: Question, words: Vocabulary) -> str:
    """
    What was typed, with the number of a choice, and the star behind one that is under way, in
    words; or the degree that it tells of, where it is a training: "in med school".
    """
    if question.choices:
        ids = {str(at): each.id for at, each in enumerate(question.offered(words), 1)}
        if "*" in typed and re.fullmatch(r"[0-9*\s]+", typed):
            typed = ", ".join(typed.split())
        named = re.sub(_NUMBER_OF_A_CHOICE, lambda each: ids.get(each[0].strip(), each[0]), typed)
        typed = named.replace("*", " in progress")
    said = {
        folded(name): each.cell
        for each in words.written.trainees
        if each.role == NONE and each.column == question.field
        for name in each.names
    }
    return said.get(folded(typed), typed)


def offers_none(question: Question) -> bool:
    """Whether "none" is an answer besides the listed ones."""
    return question.kind == "many" or (question.kind == "one" and question.nothing is not None)


def answer_words(question: Question, value: Value, words: Vocabulary) -> str:
    if value in ((), NONE) and not question.options:
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    row, _ = field_at(question.field) or (None, "")
    if question.kind == "number":
        unit = unit_of(question)
        return _number_words(value, unit, row.unit_one if row and row.unit == unit else "")
    known: list[Named] = [*question.offered(words)]
    if row and row.terms:
        known += words.terms(row.terms)
    entries = value if isinstance(value, tuple) else (value,)
    return "; ".join(_entry_words(entry, known) for entry in entries)


def unit_of(question: Question) -> str:
    found = field_at(question.field)
    if question.unit or found is None:
        return question.unit
    row, part = found
    return {"years": YEARS, "fte": SHARE}.get(part, row.unit)


def _number_words(value: Value, unit: str, one: str = "") -> str:
    """A number with its unit: "8 years", "at least 5 people", "20% of full time"."""
    if isinstance(value, Mapping):
        end = "the present" if value["to"] == PRESENT else value["to"]
        return f"from {value['from']} to {end}"
    if unit == SHARE:
        digits = re.sub(r"[0-9.]+", lambda each: f"{float(each[0]) * 100:.10g}", str(value))
        return f"{digits.replace('-', ' to ')} % of full time"
    number = f"{value:,}" if isinstance(value, int | float) else str(value).replace("-", " to ")
    one = one or re.sub(r"s\b", "", unit, count=1)
    return f"{number} {one if value == 1 else unit}".rstrip()


def _entry_words(entry: object, options: Sequence[AnswerOption | Term]) -> str:
    titles = [each.title for each in options if getattr(each, "value", each.id) == entry]
    if titles or not isinstance(entry, Mapping):
        return titles[0] if titles else str(entry)
    named, *details = [str(each) for each in entry.values()]
    words = _entry_words(named, options)
    return f"{words} ({' '.join(details).replace('-progress', ' progress')})" if details else words


def _choose(question: Question, text: str, words: Vocabulary) -> UnderstoodOrNot:
    options = question.offered(words)
    if offers_none(question) and folded(text) in NONE_WORDS:
        return Understood(() if question.kind == "many" else NONE)
    picks: dict[str, AnswerOption] = {}
    for part in _parts(text, options):
        found = _pick(part, options)
        if isinstance(found, Problem):
            return found
        picks |= {each.id: each for each in found}
    if question.kind == "one" and len(picks) != 1:
        return Problem("One answer is wanted here, not several.")
    values = tuple(each.value for each in picks.values())
    value = values[0] if question.kind == "one" else cast("tuple[TypedEntry, ...]", values)
    return Understood(value)


def _parts(text: str, options: Sequence[AnswerOption]) -> Iterator[str]:
    """The pieces of a list: ``1,3-4``, ``1 3 4`` or names with commas; a name may hold a comma."""
    if find_option(text, options).exact:
        yield text
        return
    joined = re.sub(r"(?<=[0-9])\s*(?:-|\u2013|\bto\b)\s*(?=[0-9])", "-", text)
    for part in filter(None, (each.strip() for each in re.split(r"[,;]", joined))):
        yield from part.split() if all(map(_NUMBERS.fullmatch, part.split())) else [part]


def _pick(name: str, options: Sequence[AnswerOption]) -> Sequence[AnswerOption] | Problem:
    """The options of one piece: several by a range of numbers, else the one of that whole name."""
    if _NUMBERS.fullmatch(name):
        first, _, last = name.partition("-")
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= len(options):
            return Problem(f"{echo(name)} is not among the numbers 1 to {len(options)}.")
        return options[low - 1 : high]
    said = yes_or_no(name)
    match = find_option(name, options)
    if said is not None and not match.options:
        match = find_option("yes" if said else "no", options)
    if folded(name) in NONE_WORDS and not match.exact:
        return Problem("None is not one of these answers, or stands beside another one.")
    if match.exact and len(match.options) == 1:
        return match.options
    if not match.options:
        return Problem(f"{echo(name)} is not in the list. Try its number, or another name.")
    near = tuple((options.index(each) + 1, each.title) for each in match.options[:MOST_SUGGESTED])
    return Problem(f"{echo(name)} could mean one of these. Type its number:", near)


MOST_ASKED = 12
"""An interview asks no more; what is open then is told with the result, and can be asked again."""
FIRST_RANK, WEAK_RANK = -1, Strength.HELPS.rank
BESIDE_RULES = {
    **dict.fromkeys(("role", "state", "hours_per_week", "present_pay"), Strength.EXPECTED.rank),
    **dict.fromkeys(("organization", "own_budget", "by", "start"), WEAK_RANK),
}
"""Fields that move the stage, the pay or the plan, whatever the rules say, with their ranks."""

TypedAnswers = dict[str, object]
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
            (self._rank(question, case, waiting), place)
            for place, question in enumerate(self._questions)
            if (question.settles in waiting or (question.first and not self.about))
            and question.id not in asked
            and not is_answered(question.told_at, case if "." in question.field else started)
            and not is_pointless(question, case)
        ]
        found = tuple(self._questions[place] for _, place in sorted(ranked))
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

    def answers(self) -> TypedAnswers:
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


def _with_answer(answers: Mapping[str, object], path: str, value: object) -> TypedAnswers:
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


MOST_SUGGESTED = 5
SHORTEST_START = 2


class Match(Frozen, kw_only=False):
    """The answers that may be meant, best first; ``exact`` if one of their names was typed."""

    options: tuple[AnswerOption, ...]
    exact: bool = False


def find_option(typed: str, options: Sequence[AnswerOption]) -> Match:
    """The options meant by a name: one of theirs, the start of one, its words, or nearly so."""
    wanted = folded(typed)
    names = {option.id: names_of(option) for option in options}
    by_id = {option.id: option for option in options}
    same = [by_id[each] for each, known in names.items() if wanted in known]
    if len(same) == 1 and _last_word(same[0]) == wanted != folded(same[0].id):
        # Short for it, and as well for others: "chair", of a department or of a committee.
        same = [each for each in options if _last_word(each) == wanted]
        return Match(tuple(same), exact=len(same) == 1)
    if wanted and same:
        return Match(tuple(same), exact=True)
    if len(wanted) < SHORTEST_START:
        return Match(())
    starting = [by_id[i] for i, known in names.items() if any(n.startswith(wanted) for n in known)]
    if len(starting) == 1:
        return Match(tuple(starting))
    parts = wanted.split()
    holding = [by_id[i] for i, known in names.items() if any(_has(n, parts) for n in known)]
    if starting or holding:
        return Match((*starting, *(each for each in holding if each not in starting)))
    return Match(tuple(by_id[each] for each in slips(typed, options)[:MOST_SUGGESTED]))


def _last_word(term: Named) -> str:
    """The last of several words of a title; nothing where it is one word."""
    _, _, last = folded(re.sub(r"\([^()]*\)", " ", term.title)).rpartition(" ")
    return last if folded(term.title) != last else ""


def _has(name: str, parts: Sequence[str]) -> bool:
    """Whether every typed word starts a word of the name."""
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in parts)
