"""
The options that commands share: how values are read, what a shell offers for them; those that the
roadmap decides on; and those of every result, with the form and place that they choose.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial, wraps
from inspect import Parameter, signature
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import typer

from cmio_advisor.cli import output as out
from cmio_advisor.domain.assess.notices import is_stale
from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength, decisions_of, requirements_of
from cmio_advisor.errors import AdvisorError, RoadmapError, UsageError
from cmio_advisor.loading.roadmap.files import roadmap_files, shipped_ids
from cmio_advisor.loading.roadmap.store import load_roadmap, roadmap_folder
from cmio_advisor.loading.shapes.shapes import Choice, Shape, nearest
from cmio_advisor.loading.shapes.terms import TermId
from cmio_advisor.loading.shapes.values import FIRST_ASSESSED, FullDate, Number, WholeNumber
from cmio_advisor.loading.text.files import is_profile_name, message
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable
from cmio_advisor.reporting.formats import OF_PLANS, OF_RESULTS, Format, engine_of, form_named

if TYPE_CHECKING:
    from cmio_advisor.reporting.document import Document
    from cmio_advisor.reporting.json.form import Form


def ids(*kinds: str, files: bool = False) -> Callable[[typer.Context], list[tuple[str, str]]]:
    """
    Offers ids of some kinds with what they stand for, by the roadmap named; with ``files`` those of
    answers as well. A shell is told which of them begin as typed.
    """

    def complete(ctx: typer.Context) -> list[tuple[str, str]]:
        rules = load_roadmap(ctx.params.get("roadmap"))
        offered: list[tuple[str, str]] = []
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


PROFILE = argument("[PROFILE]")
OUTPUT = option("--output -o FILE", panel=RESULT)
FORCE = flag("--force", RESULT)
FULL = flag("--full", RESULT)
AS_OF = option("--as-of DATE", panel=RULES)
# Where no shipped roadmap's id begins so, the shell offers folders.
ROADMAP = option("--roadmap ID|DIR", panel=RULES, autocompletion=shipped_ids)
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


def today() -> date:
    """The person's own day, wherever they are; the first of all where their clock tells none."""
    try:
        return date.today()  # noqa: DTZ011 - as above
    except (OverflowError, OSError, ValueError):
        return date.min


def day_of(as_of: str | None, option: str = "--as-of") -> date:
    """The day to assess: as told, else today; `UsageError` for none that can be assessed."""
    if as_of is None:
        option, as_of = "The clock of this computer", str(today())
    return value_of(option, as_of, FullDate(FIRST_ASSESSED)) or today()


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


class Request(Frozen):
    """
    What is asked of a result: the day, the rules, the folder named; the form and the place of it;
    and how much is shown: of a form of text its short form unless it is asked for in ``full``, or
    the one ``section`` named; ``no_input``: nobody is asked anything.
    """

    on: date
    rules: Roadmap
    folder: str | None
    form: Format
    output: str | None
    force: bool
    color: Color
    full: bool
    section: str | None
    no_input: bool


class Result(Frozen, kw_only=False):
    """
    What was found, in each form, made where asked for: JSON is written of the form and the value,
    by the request's roadmap or that of ``rules``. ``refused`` ends the run with it.
    """

    document: "Callable[[], Document]"
    json: "Callable[[], tuple[Form, object]]"
    calendar: Callable[[], str] | None = None
    table: Callable[[], str] | None = None
    refused: AdvisorError | None = None
    rules: Roadmap | None = None


def deliver_result(result: Result, request: Request) -> None:
    made = {Format.ICS: result.calendar, Format.CSV: result.table}.get(request.form)
    if request.form is Format.JSON:
        from cmio_advisor.reporting.json.form import json_text  # noqa: PLC0415 - for JSON only

        keys, value = result.json()
        text: str | bytes = json_text(keys, value, result.rules or request.rules, request.on)
    else:
        text = made() if made else _rendered(result.document(), request)
    out.deliver(text, request.output, force=request.force)
    if result.refused:
        raise result.refused


def _rendered(document: "Document", request: Request) -> str | bytes:
    """
    The part that was asked for, else all of it on a page and its short form as text. Each renderer
    is loaded only when it is used.
    """
    from cmio_advisor.reporting.document import brief, only  # noqa: PLC0415 - not for JSON

    if request.section is not None:
        document = only(document, request.section)
    elif not request.full and request.form is not Format.HTML:  # a page opens with its short form
        document = brief(document)
    if request.form is not Format.TERMINAL:
        return engine_of(request.form)(document)
    from cmio_advisor.reporting.formats.terminal import Screen, render_terminal  # noqa: PLC0415 - as above

    to_screen = request.output is None
    screen = Screen(
        width=out.terminal_width(),
        color=to_screen and out.wants_color(request.color),
        unicode=not to_screen or out.shows_unicode(),
    )
    return render_terminal(document, screen)


def _form_of(named: Format | None, output: str | None, forms: tuple[Format, ...]) -> Format:
    """As asked for, else as the file's ending promises, else by whether it goes to a terminal."""
    if named is not None:
        return named
    ending = PurePath(output or "").suffix.lower().removeprefix(".")
    # Some endings promise a form which hardly any result has.
    others = ("jsonl", "csv", "xlsx", "xls", "ods", "docx", "doc", "yaml", "yml", "gz", "zip")
    promised = ending if ending in others else form_named(ending, OF_PLANS)
    if promised is not None and promised not in forms:
        blanks = {"output": output, "promised": promised, "forms": ", ".join(forms)}
        raise UsageError(message(__file__, "other_ending", **blanks))
    if promised is not None:
        return Format(promised)
    on_terminal = output is None and out.is_terminal(sys.stdout)
    return Format.TERMINAL if on_terminal else Format.PLAIN


def _check_form(form: Format, output: str | None, section: str | None) -> None:
    """Refuse what cannot be made or shown, before anything is asked or worked out."""
    if section is not None and form in (Format.JSON, Format.ICS, Format.CSV):  # for programs
        raise UsageError(message(__file__, "always_whole", section=section, form=form))
    if form != Format.PDF:
        return
    if output in (None, "-") and out.is_terminal(sys.stdout):
        raise UsageError("--format pdf: A terminal cannot show a PDF. Give -o FILE.")
    from cmio_advisor.reporting.formats.pdf import require_typst  # noqa: PLC0415 - as above

    require_typst()


def result_command(
    forms: tuple[Format, ...] = OF_RESULTS, sections: tuple[str, ...] = (), *, asks: bool = False
) -> Callable[[Callable[..., Result]], Callable[..., None]]:
    """
    Make a command of a function from its own options, and a ``request``, to a result.

    The options of every result stand where its ``request`` does. One that the function declares
    itself means something else there, and the request is made without it. ``forms`` are those that
    the result can have, ``sections`` the names of its parts; one that ``asks`` may ask a person.
    """

    def declare(function: Callable[..., Result]) -> Callable[..., None]:
        declared_by = signature(function)
        own = declared_by.parameters
        request_of = partial(_request, forms)
        every = dict(signature(request_of).parameters)
        form = option(
            f"--format [{'|'.join(forms)}]",
            panel=RESULT,
            parser=lambda value: form_of(value, forms),
            autocompletion=lambda: forms,
        )
        every["format_"] = every["format_"].replace(default=form)
        if sections:
            declared = option("--section NAME", panel=RESULT, autocompletion=lambda: sections)
            every["section"] = every["section"].replace(
                annotation=Literal[sections] | None, default=declared
            )
        left_out = {*own, *([] if sections else ["section"]), *([] if asks else ["no_input"])}
        common = {name: each for name, each in every.items() if name not in left_out}
        absent: dict[str, Any] = dict.fromkeys(every.keys() & left_out)

        @wraps(function)
        def command(**given: object) -> None:
            asked: dict[str, Any] = {name: given.pop(name) for name in common}
            out.refuse_inputs(asked.get("output"), _inputs({**asked, **given}))
            request = request_of(**asked, **absent)
            deliver_result(function(request=request, **given), request)

        shown: list[Parameter] = []
        for name, each in own.items():
            shown += common.values() if name == "request" else [each]
        command.__signature__ = declared_by.replace(parameters=shown)  # type: ignore[attr-defined]
        return command

    return declare


def _inputs(given: Mapping[str, object]) -> Iterator[str]:
    """The files that a result is made from, as the command line names them."""
    for each in map(given.get, ("profile", "profiles", "arguments", "scenarios")):
        yield from [each] if isinstance(each, str) else each if isinstance(each, list) else ()
    for named in map(given.get, ("roadmap", "against")):
        if isinstance(named, str):
            yield from map(str, roadmap_files(roadmap_folder(named)))


def _request(
    forms: tuple[Format, ...],
    *,
    as_of: str | None = AS_OF,
    roadmap: str | None = ROADMAP,
    format_: Format | None = None,
    full: bool = FULL,
    section: str | None = None,
    output: str | None = OUTPUT,
    force: bool = FORCE,
    color: Color = COLOR,
    no_input: bool = NO_INPUT,
) -> Request:
    out.refuse_folder(output)
    form = _form_of(format_, output, forms)
    _check_form(form, output, section)
    return Request(
        on=day_of(as_of),
        rules=load_roadmap(roadmap),
        folder=roadmap,
        form=form,
        output=output,
        force=force,
        color=color,
        full=full,
        section=section,
        no_input=no_input,
    )
