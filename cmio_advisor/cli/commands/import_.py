"""``init``: a profile to fill in; and ``import``: what own papers say, as a draft of one."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from cmio_advisor.cli import answers as own
from cmio_advisor.cli import options as opt
from cmio_advisor.cli import output as out
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.human_words import NO_WORDS, YES_WORDS
from cmio_advisor.domain.caseload import Caseload
from cmio_advisor.domain.profile.fields import COLUMNS
from cmio_advisor.domain.profile.profile import DraftFact
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.cv.facts import draft_of
from cmio_advisor.loading.cv.papers import read_papers
from cmio_advisor.loading.roadmap.files import roadmap_files, shipped_schema
from cmio_advisor.loading.roadmap.store import load_roadmap, roadmap_folder
from cmio_advisor.loading.text.files import message
from cmio_advisor.reporting.formats.tables import worked_row
from cmio_advisor.reporting.profile import draft_text, holds_several, inline, may_hold_more, starter
from cmio_advisor.reporting.wording import counted


def init(
    *,
    file: str | None = opt.argument("[FILE]"),
    force: bool = opt.FORCE,
    roadmap: str | None = opt.ROADMAP,
) -> None:
    rules = load_roadmap(roadmap)
    if roadmap is not None:
        out.refuse_inputs(file, map(str, roadmap_files(roadmap_folder(roadmap))))
    # The worked row of a table of clients, as of today, with what this roadmap asks for.
    on = opt.day_of(None)
    reader = ClientReader(Caseload(rules, on), tuple(COLUMNS))
    sample = replace(reader.from_row(worked_row(rules)).profile(), as_of=on)
    text = starter(sample, rules, shipped_schema("profile").as_uri())
    out.deliver(text, file, force=force)
    if file not in (None, "-"):
        by = f" --roadmap {quote(roadmap)}" if roadmap else ""
        out.say(f"Fill in {file}, then: cmio-advisor assess {quote(str(file))}{by}")


class Confirmed(NamedTuple):
    """What is right, what is not, and the lists that hold all that there is."""

    right: list[DraftFact]
    wrong: list[DraftFact]
    complete: list[str]


def confirm(facts: Sequence[DraftFact], terminal: own.LineTerminal, found: Confirmed) -> bool:
    """Ask of each fact and list, until all is answered or the person stops; whether by Ctrl-C."""
    right, wrong, complete = found
    terminal.say(message(__file__, "confirming"))
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
            if answer is own.Command.QUIT:
                return False
            if isinstance(answer, bool):
                (right if answer else wrong).append(fact)
        complete += _complete(terminal, right)
    except own.InputEndedError:
        pass
    except KeyboardInterrupt:
        terminal.close()
        return True
    return False


def _complete(terminal: own.LineTerminal, right: Sequence[DraftFact]) -> Iterator[str]:
    """The fields of which the person says that nothing is missing."""
    for path in filter(may_hold_more, dict.fromkeys(each.path for each in right)):
        named = "; ".join(inline(each.value) for each in right if each.path == path)
        terminal.say()
        terminal.say(f"{path}: {named}")
        answer = _answer(terminal, "Is that all? y/n")
        if answer is own.Command.QUIT:
            return
        if answer is True:
            yield path


def _answer(terminal: own.LineTerminal, question: str) -> bool | own.Command:
    while True:
        typed = terminal.ask(question).casefold()
        if typed in YES_WORDS or typed in NO_WORDS:
            return typed in YES_WORDS
        if (command := own.BY_WORD.get(typed)) in (own.Command.SKIP, own.Command.QUIT):
            return command
        terminal.say("Type y or n; s leaves it open, q stops here.")


def import_(
    *,
    files: list[str] = opt.argument("FILE..."),
    output: str | None = opt.OUTPUT,
    accept: bool = opt.flag("--accept"),
    force: bool = opt.FORCE,
    as_of: str | None = opt.AS_OF,
    roadmap: str | None = opt.ROADMAP,
    no_input: bool = opt.NO_INPUT,
    quiet: bool = opt.QUIET,
) -> int:
    on, rules = opt.day_of(as_of), load_roadmap(roadmap)
    out.refuse_folder(output)
    out.refuse_inputs(output, files)
    draft = draft_of(read_papers(files), rules, on)
    asks = not (accept or no_input) and out.has_terminal()
    if output not in (None, "-"):
        (out.try_file if asks else out.refuse_existing)(Path(str(output)), force=force)
    taken = [each for each in draft.answers if accept and each.is_sure]
    found, interrupted = Confirmed(taken, [], []), False

    def text() -> str:
        rest = tuple(each for each in draft.facts if each not in found.wrong)
        asked = on if found.right and not accept else draft.as_of
        return draft_text(replace(draft, facts=rest, as_of=asked), found.right, found.complete)

    if not asks:
        out.deliver(text(), output, force=force)
    else:
        interrupted = confirm(draft.answers, own.persons_terminal(), found)
        out.deliver_typed(text(), output, force=force)
    if not quiet:
        sure = sum(each.is_sure for each in draft.answers)
        rest = f"{sure} of them sure, {len(found.right)} taken; {len(draft.facts) - sure} left open"
        out.say(f"{counted(len(draft.answers), 'fact')} found, {rest} or out.")
        if output not in (None, "-"):
            out.say(f"Look through {output}, then: cmio-advisor assess {quote(str(output))}")
    return own.INTERRUPTED if interrupted else own.OK
