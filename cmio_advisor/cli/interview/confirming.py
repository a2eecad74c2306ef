"""The facts of a draft, confirmed one by one on a terminal."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from cmio_advisor.cli.interview.line_terminal import InputEndedError, LineTerminal
from cmio_advisor.cli.interview.questions import BY_WORD, Command
from cmio_advisor.domain.base.human_words import NO_WORDS, YES_WORDS
from cmio_advisor.domain.profile.draft import DraftFact
from cmio_advisor.reporting.profile.draft_text import holds_several, may_hold_more
from cmio_advisor.reporting.profile.mapping import inline

HOW = (
    "Nothing of this counts until you say that it is right: y or n; s leaves it open, q stops "
    "here. What you leave open stands in the profile as a comment."
)


class Confirmed(NamedTuple):
    """
    What is right, what is not, the lists that hold all that there is, and whether the person broke
    it off by Ctrl-C.
    """

    right: tuple[DraftFact, ...] = ()
    wrong: tuple[DraftFact, ...] = ()
    complete: tuple[str, ...] = ()
    interrupted: bool = False


def confirm(facts: Sequence[DraftFact], stdin: TextIO, stderr: TextIO, width: int) -> Confirmed:
    """
    Ask of each fact whether it is right, and of each list whether that is all, until everything is
    answered or the person stops.
    """
    terminal = LineTerminal(stdin, stderr, width)
    right: list[DraftFact] = []
    wrong: list[DraftFact] = []
    complete: list[str] = []
    interrupted = False
    terminal.say(HOW)
    try:
        for at, fact in enumerate(facts, 1):
            if any(each.path == fact.path for each in right) and not holds_several(fact.path):
                continue
            terminal.say()
            terminal.say(f"{at} of {len(facts)}, {fact.source}: {fact.words}")
            terminal.say(f"{fact.path}: {inline(fact.value)}", lead="  ")
            if fact.doubt:
                terminal.say(f"Not sure: {fact.doubt}", lead="  ")
            answer = _answer(terminal, "Right? y/n")
            if answer is Command.QUIT:
                return Confirmed(tuple(right), tuple(wrong))
            if isinstance(answer, bool):
                (right if answer else wrong).append(fact)
        complete += _complete(terminal, right)
    except InputEndedError:
        pass
    except KeyboardInterrupt:
        terminal.close()
        interrupted = True
    return Confirmed(tuple(right), tuple(wrong), tuple(complete), interrupted)


def _complete(terminal: LineTerminal, right: Sequence[DraftFact]) -> Iterator[str]:
    """The fields of which the person says that nothing is missing."""
    for path in filter(may_hold_more, dict.fromkeys(each.path for each in right)):
        named = "; ".join(inline(each.value) for each in right if each.path == path)
        terminal.say()
        terminal.say(f"{path}: {named}")
        answer = _answer(terminal, "Is that all? y/n")
        if answer is Command.QUIT:
            return
        if answer is True:
            yield path


def _answer(terminal: LineTerminal, question: str) -> bool | Command:
    """Yes, no, or the command to skip or stop."""
    while True:
        typed = terminal.ask(question).casefold()
        if typed in YES_WORDS or typed in NO_WORDS:
            return typed in YES_WORDS
        if (command := BY_WORD.get(typed)) in (Command.SKIP, Command.QUIT):
            return command
        terminal.say("Type y or n; s leaves it open, q stops here.")
