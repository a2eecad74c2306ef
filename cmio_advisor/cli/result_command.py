"""The options that every result has, declared once, and the form and place that they choose."""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial, wraps
from inspect import Parameter, signature
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal

from cmio_advisor.cli import options as opt
from cmio_advisor.cli.output import (
    deliver,
    is_terminal,
    refuse_folder,
    refuse_inputs,
    shows_unicode,
    terminal_width,
    wants_color,
)
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import AdvisorError, UsageError
from cmio_advisor.loading.roadmap.files import roadmap_files
from cmio_advisor.loading.roadmap.store import load_roadmap, roadmap_folder
from cmio_advisor.reporting.formats import OF_PLANS, OF_RESULTS, Format, engine_of, form_named

if TYPE_CHECKING:
    from cmio_advisor.reporting.document import Document
    from cmio_advisor.reporting.json.form import Form

PAGES = (Format.HTML,)
"""Forms that one clicks through: they open with the short form, and the rest follows."""
WHOLE = (Format.JSON, Format.ICS, Format.CSV)
"""Forms for programs, which no part is taken out of."""
NO_RESULT = ("jsonl", "csv")
"""Endings that promise a form which hardly any result has."""


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
    color: opt.Color
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
    text: str | bytes
    if request.form is Format.JSON:
        from cmio_advisor.reporting.json.form import json_text  # noqa: PLC0415 - for JSON only

        text = json_text(*result.json(), result.rules or request.rules, request.on)
    else:
        text = made() if made else render(_shown(result.document(), request), request)
    deliver(text, request.output, force=request.force)
    if result.refused:
        raise result.refused


def _shown(document: "Document", request: Request) -> "Document":
    """The part that was asked for; else all of it on a page, and its short form as text."""
    from cmio_advisor.reporting.document import brief, only  # noqa: PLC0415 - not for JSON

    if request.section is not None:
        return only(document, request.section)
    return document if request.full or request.form in PAGES else brief(document)


def render(document: "Document", request: Request) -> str | bytes:
    """A document as text or bytes. Each renderer is loaded only when it is used."""
    if request.form is not Format.TERMINAL:
        return engine_of(request.form)(document)
    from cmio_advisor.reporting.formats.terminal import Screen, render_terminal  # noqa: PLC0415 - as above

    to_screen = request.output is None
    screen = Screen(
        width=terminal_width(),
        color=to_screen and wants_color(request.color),
        unicode=not to_screen or shows_unicode(),
    )
    return render_terminal(document, screen)


def _form_of(named: Format | None, output: str | None, forms: tuple[Format, ...]) -> Format:
    """As asked for, else as the file's ending promises, else by whether it goes to a terminal."""
    if named is not None:
        return named
    ending = PurePath(output or "").suffix.lower().removeprefix(".")
    promised = ending if ending in NO_RESULT else form_named(ending, OF_PLANS)
    if promised is not None and promised not in forms:
        raise UsageError(
            f"-o {output}: This result cannot be written as {promised}. Give another ending, or "
            f"--format: {', '.join(forms)}."
        )
    if promised is not None:
        return Format(promised)
    on_terminal = output is None and is_terminal(sys.stdout)
    return Format.TERMINAL if on_terminal else Format.PLAIN


def _check_form(form: Format, output: str | None, section: str | None) -> None:
    """Refuse what cannot be made or shown, before anything is asked or worked out."""
    if section is not None and form in WHOLE:
        raise UsageError(
            f"--section {section}: As {form} a result is always whole. Leave --section out, or "
            "choose another form."
        )
    if form != Format.PDF:
        return
    if output in (None, "-") and is_terminal(sys.stdout):
        raise UsageError("--format pdf: A terminal cannot show a PDF. Give -o FILE.")
    from cmio_advisor.reporting.formats.pdf import require_typst  # noqa: PLC0415 - as above

    require_typst()


INPUTS = ("profile", "profiles", "arguments", "scenarios")
"""The arguments and options that can name files to be read."""


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
        own = signature(function).parameters
        request_of = partial(_request, forms)
        every = dict(signature(request_of).parameters)
        every["format_"] = every["format_"].replace(default=opt.form_option(forms))
        if sections:
            declared = opt.option(
                "--section NAME", panel=opt.RESULT, autocompletion=lambda: sections
            )
            every["section"] = every["section"].replace(
                annotation=Literal[sections] | None, default=declared
            )
        left_out = {*own, *([] if sections else ["section"]), *([] if asks else ["no_input"])}
        common = {name: each for name, each in every.items() if name not in left_out}
        absent: dict[str, Any] = dict.fromkeys(every.keys() & left_out)

        @wraps(function)
        def command(**given: object) -> None:
            asked: dict[str, Any] = {name: given.pop(name) for name in common}
            refuse_inputs(asked.get("output"), _inputs({**asked, **given}))
            request = request_of(**asked, **absent)
            deliver_result(function(request=request, **given), request)

        shown: list[Parameter] = []
        for name, each in own.items():
            shown += common.values() if name == "request" else [each]
        command.__signature__ = signature(function).replace(parameters=shown)  # type: ignore[attr-defined]
        return command

    return declare


def _inputs(given: Mapping[str, object]) -> Iterator[str]:
    """The files that a result is made from, as the command line names them."""
    for each in map(given.get, INPUTS):
        yield from [each] if isinstance(each, str) else each if isinstance(each, list) else ()
    for named in map(given.get, ("roadmap", "against")):
        if isinstance(named, str):
            yield from map(str, roadmap_files(roadmap_folder(named)))


def _request(
    forms: tuple[Format, ...],
    *,
    as_of: str | None = opt.AS_OF,
    roadmap: str | None = opt.ROADMAP,
    format_: Format | None = None,
    full: bool = opt.FULL,
    section: str | None = None,
    output: str | None = opt.OUTPUT,
    force: bool = opt.FORCE,
    color: opt.Color = opt.COLOR,
    no_input: bool = opt.NO_INPUT,
) -> Request:
    refuse_folder(output)
    form = _form_of(format_, output, forms)
    _check_form(form, output, section)
    return Request(
        on=opt.day_of(as_of),
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
