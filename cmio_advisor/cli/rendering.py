"""
From a result to text or bytes in the form asked for, and on to where it goes.
"""

import sys
from collections.abc import Callable
from pathlib import PurePath

from cmio_advisor.cli.options import Delivery
from cmio_advisor.cli.output import (
    deliver,
    is_terminal,
    say,
    shows_unicode,
    terminal_width,
    wants_color,
)
from cmio_advisor.errors import UsageError
from cmio_advisor.reporting.document.document import Document
from cmio_advisor.reporting.formats.formats import Format

FORMS_BY_SUFFIX = {
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".ics": "ics",
}
"""What the ending of a file promises; any other promises nothing."""


def deliver_result(
    document: Callable[[], Document], as_json: Callable[[], str], delivery: Delivery
) -> None:
    """
    Render a result in its form and hand it over; only the form asked for is made.
    """
    check_delivery(delivery)
    form = _form_of(delivery)
    note_other_suffix(form, delivery.output)
    result = as_json() if form is Format.JSON else render(document(), form, delivery)
    deliver(result, delivery.output, force=delivery.force)


def promised_form(output: str | None) -> str | None:
    """
    The form that the name of the file promises, if its ending is that of one.
    """
    return FORMS_BY_SUFFIX.get(PurePath(output).suffix.lower()) if output else None


def note_other_suffix(form: str, output: str | None) -> None:
    """
    Say so where the name of the file promises another form than it gets.
    """
    promised = promised_form(output)
    if promised is not None and promised != form:
        say(f"Note: {output} is written as {form}. If not: --format {promised}")


def check_delivery(delivery: Delivery) -> None:
    """
    Refuse a form that cannot be made here or shown there, before anything is asked or worked out.

    Raises:
        UsageError: a PDF would go to a terminal, or the file's ending promises a form that this
            result has not.
        MissingExtraError: it needs an optional part of the installation that is not there.
    """
    if _form_of(delivery) is not Format.PDF:
        return
    if delivery.output in (None, "-") and is_terminal(sys.stdout):
        raise UsageError("--format pdf: A terminal cannot show a PDF. Give -o FILE.")
    from cmio_advisor.reporting.formats.pdf import require_typst  # noqa: PLC0415 - as below

    require_typst()


def render(document: Document, form: Format, delivery: Delivery) -> str | bytes:
    """
    A document as text or bytes. Each renderer is loaded only when it is used.
    """
    if form is Format.PDF:
        from cmio_advisor.reporting.formats.pdf import render_pdf  # noqa: PLC0415 - as above

        return render_pdf(document)
    if form is Format.MARKDOWN:
        from cmio_advisor.reporting.formats.markdown import render_markdown  # noqa: PLC0415 - as above

        return render_markdown(document)
    if form is Format.TERMINAL:
        from cmio_advisor.reporting.formats.terminal import Screen, render_terminal  # noqa: PLC0415 - as above

        to_screen = delivery.output is None
        screen = Screen(
            width=terminal_width(),
            color=to_screen and wants_color(delivery.color),
            unicode=not to_screen or shows_unicode(),
        )
        return render_terminal(document, screen)
    if form is Format.HTML:
        from cmio_advisor.reporting.formats.html import render_html  # noqa: PLC0415 - as above

        return render_html(document)
    from cmio_advisor.reporting.formats.plain import render_plain  # noqa: PLC0415 - as above

    return render_plain(document)


def _form_of(delivery: Delivery) -> Format:
    """
    As asked for, else as the file's ending promises, else terminal on a terminal and plain
    anywhere else.
    """
    if delivery.format is not None:
        return delivery.format
    promised = promised_form(delivery.output)
    if promised is not None and promised not in list(Format):
        raise UsageError(
            f"-o {delivery.output}: This result cannot be written as {promised}. Give another "
            f"ending, or --format: {', '.join(Format)}."
        )
    on_terminal = delivery.output is None and is_terminal(sys.stdout)
    return Format(promised) if promised else Format.TERMINAL if on_terminal else Format.PLAIN
