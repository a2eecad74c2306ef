"""From a result to text or bytes in the form asked for, and on to where it goes."""

import sys
from collections.abc import Callable
from pathlib import PurePath

from cmio_advisor.cli.options import Color
from cmio_advisor.cli.output import (
    deliver,
    is_terminal,
    say,
    shows_unicode,
    terminal_width,
    wants_color,
)
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.errors import AdvisorError, UsageError
from cmio_advisor.reporting.document.document import Document
from cmio_advisor.reporting.formats.formats import Format, PlanFormat, ProgramFormat, form_named

PAGES = (Format.HTML,)
"""Forms that one clicks through: they open with the short form, and the rest follows."""
WHOLE = ("json", "ics", "csv")
"""Forms for programs, which no part is taken out of."""
NO_RESULT = ("jsonl", "csv")
"""Endings that promise a form which hardly any result has."""

Forms = type[Format] | type[PlanFormat] | type[ProgramFormat]


class Delivery(Frozen):
    """
    How and where a result goes, which ``forms`` it can have, and how much of it is shown: in a
    form of text its short form unless it is asked for in ``full``, or the one ``section`` named.
    """

    format: Format | PlanFormat | ProgramFormat | None
    output: str | None
    force: bool
    color: Color
    forms: Forms = Format
    full: bool = False
    section: str | None = None


class Result(Frozen, kw_only=False):
    """
    What a command found, in each form; only the form asked for is made.

    ``refused`` ends the run with its exit code when all is delivered.
    """

    document: Callable[[], Document]
    json: Callable[[], str]
    calendar: Callable[[], str] | None = None
    table: Callable[[], str] | None = None
    refused: AdvisorError | None = None


def deliver_result(result: Result, delivery: Delivery) -> None:
    """
    Render a result in its form and hand it over.

    Raises:
        AdvisorError: what the result is refused for.
    """
    form = _form_of(delivery)
    _note_the_form(delivery, form)
    made = {"json": result.json, "ics": result.calendar, "csv": result.table}.get(form)
    text = made() if made else render(_shown(result.document(), form, delivery), form, delivery)
    deliver(text, delivery.output, force=delivery.force)
    if result.refused:
        raise result.refused


def _note_the_form(delivery: Delivery, form: str) -> None:
    """
    Say which form a file gets whose ending lets another expect, or says nothing that is known.
    """
    promised, ending = _promised_form(delivery.output), _ending(delivery.output)
    if promised not in (None, form, form == Format.TERMINAL and Format.PLAIN):
        say(f"Note: {delivery.output} is written as {form}. If not: --format {promised}")
    elif ending and promised is None and delivery.format is None:
        say(
            f"Note: {delivery.output} is written as {form} text, since .{ending} is the ending of "
            f"no form. To choose one: --format {', '.join(delivery.forms)}."
        )


def _ending(output: str | None) -> str:
    return PurePath(output or "").suffix.lower().removeprefix(".")


def _shown(document: Document, form: str, delivery: Delivery) -> Document:
    """
    The part that was asked for; else all of it on a page, and its short form in a form of text.
    """
    from cmio_advisor.reporting.document.brief import brief, only  # noqa: PLC0415 - not for JSON

    if delivery.section is not None:
        return only(document, delivery.section)
    return document if delivery.full or form in PAGES else brief(document)


def _promised_form(output: str | None) -> str | None:
    """The form that the name of the file promises, if its ending is that of one."""
    ending = _ending(output)
    return ending if ending in NO_RESULT else form_named(ending, PlanFormat)


def check_delivery(delivery: Delivery) -> None:
    """
    Refuse a form that cannot be made here or shown there, before anything is asked or worked out.

    Raises:
        UsageError: a PDF would go to a terminal, the file's ending promises a form that this
            result has not, or a part is asked for in a form that has none.
        MissingExtraError: it needs an optional part of the installation that is not there.
    """
    form = _form_of(delivery)
    if delivery.section is not None and form in WHOLE:
        raise UsageError(
            f"--section {delivery.section}: As {form} a result is always whole. Leave --section "
            "out, or choose another form."
        )
    if form != Format.PDF:
        return
    if delivery.output in (None, "-") and is_terminal(sys.stdout):
        raise UsageError("--format pdf: A terminal cannot show a PDF. Give -o FILE.")
    from cmio_advisor.reporting.formats.pdf import require_typst  # noqa: PLC0415 - as below

    require_typst()


def render(document: Document, form: str, delivery: Delivery) -> str | bytes:
    """A document as text or bytes. Each renderer is loaded only when it is used."""
    if form == Format.PDF:
        from cmio_advisor.reporting.formats.pdf import render_pdf  # noqa: PLC0415 - as above

        return render_pdf(document)
    if form == Format.MARKDOWN:
        from cmio_advisor.reporting.formats.text import render_markdown  # noqa: PLC0415 - as above

        return render_markdown(document)
    if form == Format.TERMINAL:
        from cmio_advisor.reporting.formats.terminal import Screen, render_terminal  # noqa: PLC0415 - as above

        to_screen = delivery.output is None
        screen = Screen(
            width=terminal_width(),
            color=to_screen and wants_color(delivery.color),
            unicode=not to_screen or shows_unicode(),
        )
        return render_terminal(document, screen)
    if form == Format.HTML:
        from cmio_advisor.reporting.formats.html import render_html  # noqa: PLC0415 - as above

        return render_html(document)
    from cmio_advisor.reporting.formats.text import render_plain  # noqa: PLC0415 - as above

    return render_plain(document)


def _form_of(delivery: Delivery) -> str:
    """
    As asked for, else as the file's ending promises, else terminal on a terminal and plain
    anywhere else.
    """
    if delivery.format is not None:
        return delivery.format
    promised = _promised_form(delivery.output)
    if promised is not None and promised not in list(delivery.forms):
        raise UsageError(
            f"-o {delivery.output}: This result cannot be written as {promised}. Give another "
            f"ending, or --format: {', '.join(delivery.forms)}."
        )
    on_terminal = delivery.output is None and is_terminal(sys.stdout)
    return promised or (Format.TERMINAL if on_terminal else Format.PLAIN)
