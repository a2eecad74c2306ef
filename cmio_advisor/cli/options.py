"""
Options that several commands share: how values are read, what a shell offers for them; and those
that the roadmap decides on, of stale evidence and of what a plan takes in or leaves out.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Literal, TypeVar

import typer

from cmio_advisor.domain.assess.notices import is_stale
from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength, decisions_of, requirements_of
from cmio_advisor.errors import RoadmapError, UsageError
from cmio_advisor.loading.shapes.quantities import FIRST_ASSESSED, FullDate, Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import Choice, Shape, nearest
from cmio_advisor.loading.shapes.term_ids import TermId
from cmio_advisor.loading.text.files import is_profile_name
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable
from cmio_advisor.reporting.formats import Format, form_named

Completion = tuple[str, str]
"""A word, and what it stands for; of those offered a shell is told what begins as typed."""


def ids(*kinds: str, files: bool = False) -> Callable[[typer.Context], list[Completion]]:
    """Offers ids of some kinds, by the roadmap named; with ``files`` those of answers as well."""

    def complete(ctx: typer.Context) -> list[Completion]:
        from cmio_advisor.loading.roadmap.store import load_roadmap  # noqa: PLC0415 - for a shell only

        rules = load_roadmap(ctx.params.get("roadmap"))
        offered: list[Completion] = []
        for kind in kinds:
            found = LISTS[kind](rules) if kind in LISTS else rules.vocabulary.terms(kind)
            offered += [(each.id, getattr(each, "title", "")) for each in found]
        if files:
            names = filter(is_profile_name, sorted(os.listdir()))  # noqa: PTH208 - names only
            offered += [(each, "answers") for each in names]
        return offered

    return complete


LISTS: dict[str, Callable[[Roadmap], Iterable[Any]]] = {
    "requirements": lambda rules: rules.requirements(),
    "expected": lambda rules: (
        each for each in rules.requirements() if each.strength == "expected"
    ),
    "helps": lambda rules: (each for each in rules.requirements() if each.strength == "helps"),
    "steps": lambda rules: rules.steps,
    "decisions": lambda rules: rules.decisions,
    "standings": lambda rules: rules.standings,
    "pay_roles": lambda rules: rules.pay.roles if rules.pay else (),
}


T = TypeVar("T")
Color = Literal["auto", "always", "never"]

ANSWERS, RESULT, RULES, ASKING = "Answers", "The result", "The day and the rules", "What is asked"
"""Headings under which several commands have options."""
MOST_DOLLARS = 10_000_000


def option(declared: str, **more: Any) -> Any:  # noqa: ANN401 - stands for any type
    """An option by its names, and what stands for its value; commands.yaml says what it is for."""
    names = [each for each in declared.split() if each.startswith("-")]
    metavar = declared.split()[len(names) :]
    return typer.Option(
        more.pop("default", None),
        *names,
        metavar=metavar[0] if metavar else None,
        rich_help_panel=more.pop("panel", None),
        **more,
    )


def flag(declared: str, panel: str | None = None) -> Any:  # noqa: ANN401 - as above
    """The same of a switch, which is off unless it is given."""
    return option(declared, panel=panel, default=False)


def argument(metavar: str, offers: Callable[..., Iterable[object]] | None = None) -> Any:  # noqa: ANN401 - as above
    """The same of an argument, which may be left out where brackets say so."""
    default = None if metavar.startswith("[") else ...
    return typer.Argument(default, metavar=metavar, autocompletion=offers)


def id_option(name: str, *kinds: str) -> Any:  # noqa: ANN401 - as above
    return option(f"{name} ID", autocompletion=ids(*kinds))


def number_option(declared: str, number: Number) -> Any:  # noqa: ANN401 - as above
    """An option for a number, in digits alone: no reading of a command line is told."""
    name = declared.split(maxsplit=1)[0]
    return option(declared, parser=lambda text: value_of(name, text, number))


def dollars_option(name: str) -> Any:  # noqa: ANN401 - as above
    """An option for whole US dollars, in all or a year."""
    return number_option(f"{name} DOLLARS", WholeNumber(0, MOST_DOLLARS, "US dollars"))


def roadmaps() -> tuple[str, ...]:
    """Offers the ids of the shipped roadmaps; where none begins so, the shell offers folders."""
    from cmio_advisor.loading.roadmap.files import shipped_ids  # noqa: PLC0415 - for a shell only

    return shipped_ids()


PROFILE = argument("[PROFILE]")
OUTPUT = option("--output -o FILE", panel=RESULT)
FORCE = flag("--force", RESULT)
FULL = flag("--full", RESULT)
AS_OF = option("--as-of DATE", panel=RULES)
ROADMAP = option("--roadmap ID|DIR", panel=RULES, autocompletion=roadmaps)
COLOR = option("--color", panel=RESULT, default="auto")
QUIET = flag("--quiet -q", ASKING)
NO_INPUT = flag("--no-input", ASKING)


ChosenForm = TypeVar("ChosenForm", bound=StrEnum)


def form_of(value: str, forms: Sequence[ChosenForm]) -> ChosenForm:
    """The form of that name; `UsageError` for none."""
    found = form_named(value, forms)
    if found is None:
        hint = nearest(value, forms) or f" There are: {', '.join(forms)}."
        raise UsageError(f'--format: "{value[:40]}" is not a form of this result.{hint}')
    return found


def form_option(forms: Sequence[Format]) -> Any:  # noqa: ANN401 - as above
    return option(
        f"--format [{'|'.join(forms)}]",
        panel=RESULT,
        parser=lambda value: form_of(value, forms),
        autocompletion=lambda: forms,
    )


CLOCK = "The clock of this computer"


def today() -> date:
    """The person's own day, wherever they are; the first of all where their clock tells none."""
    try:
        return date.today()  # noqa: DTZ011 - as above
    except (OverflowError, OSError, ValueError):
        return date.min


def day_of(as_of: str | None, option: str = "--as-of") -> date:
    """The day to assess: as told, else today; `UsageError` for none that can be assessed."""
    named, told = (CLOCK, str(today())) if as_of is None else (option, as_of)
    return value_of(named, told, FullDate(FIRST_ASSESSED)) or today()


def known_id(option: str, what: str, value: str | None, known: tuple[str, ...]) -> str | None:
    return value_of(option, value, Choice(what, known))


def term_id(option: str, kind: str, value: str | None, rules: Roadmap) -> str | None:
    """The value of an option that names an id of the vocabulary, by itself or by another name."""
    return value_of(option, value, TermId(kind, rules.vocabulary))


def value_of(option: str, value: str | None, shape: Shape[T]) -> T | None:
    """The value of an option, as its shape reads it or refuses it by `UsageError`."""
    if value is None:
        return None
    problems = Problems("")
    try:
        return shape.read(Node(value, option), problems)
    except Unreadable:
        raise UsageError("\n".join(problems.lines())) from None


STRICT_FRESH = flag("--strict-fresh", RULES)


def stale_lines(
    supported: Iterable[tuple[str, Evidence]], roadmap: Roadmap, on: date
) -> tuple[str, ...]:
    """A line for each piece of evidence that was to be looked at again before the day."""
    return tuple(
        f"{supports}: what {each.source} says was to be looked at again by "
        f"{min(each.review_by or roadmap.review_by, roadmap.review_by)}."
        for supports, each in supported
        if is_stale(each, roadmap, on)
    )


def require_fresh(roadmap: Roadmap, on: date) -> None:
    """Refuse to go on with stale evidence: `RoadmapError`, with a line for each stale piece."""
    if stale := stale_lines(roadmap.evidence(), roadmap, on):
        raise RoadmapError(stale)


WITH = id_option("--with", "decisions", "helps")
WITHOUT = id_option("--without", "expected")


def taken_in(asked: list[str] | None, rules: Roadmap, *, helps: bool = True) -> tuple[str, ...]:
    """The decisions, and what ``helps``, that ``--with`` names; `UsageError` for any other."""
    if not helps:
        return _named("--with", asked, rules, decisions_of(rules), "a decision of the roadmap")
    known = (*requirements_of(rules, Strength.HELPS), *decisions_of(rules))
    return _named("--with", asked, rules, known, "a requirement that helps, or a decision")


def left_out(asked: list[str] | None, rules: Roadmap) -> tuple[str, ...]:
    """The expected requirements that ``--without`` names; `UsageError` for any other."""
    what = "an expected requirement, and only these can be left out"
    return _named("--without", asked, rules, requirements_of(rules, Strength.EXPECTED), what)


def _named(
    option: str, asked: list[str] | None, rules: Roadmap, known: tuple[str, ...], what: str
) -> tuple[str, ...]:
    renamed = {old: each.id for each in rules.requirements() for old in each.was}
    found = [known_id(option, what, renamed.get(each, each), known) for each in asked or ()]
    return tuple(dict.fromkeys(each for each in found if each))
