"""
From a result to text in the form asked for, and on to where it goes.
"""

import sys
from collections.abc import Callable

from cmio_advisor.cli.options import Delivery
from cmio_advisor.cli.output import deliver, is_terminal, shows_unicode, terminal_width, wants_color
from cmio_advisor.reporting.document import Document
from cmio_advisor.reporting.formats import Format


def deliver_result(
    document: Callable[[], Document], as_json: Callable[[], str], delivery: Delivery
) -> None:
    """
    Render a result in its form and hand it over; only the form asked for is made.
    """
    form = delivery.format or _usual_format(delivery)
    text = as_json() if form is Format.JSON else render(document(), form, delivery)
    deliver(text, delivery.output, force=delivery.force)


def render(document: Document, form: Format, delivery: Delivery) -> str:
    """
    A document as text. Each renderer is loaded only when it is used.
    """
    if form is Format.MARKDOWN:
        from cmio_advisor.reporting.markdown import render_markdown  # noqa: PLC0415 - as above

        return render_markdown(document)
    if form is Format.TERMINAL:
        from cmio_advisor.reporting.terminal import Screen, render_terminal  # noqa: PLC0415 - as above

        to_screen = delivery.output is None
        screen = Screen(
            width=terminal_width(),
            color=to_screen and wants_color(delivery.color),
            unicode=not to_screen or shows_unicode(),
        )
        return render_terminal(document, screen)
    if form is Format.HTML:
        from cmio_advisor.reporting.html import render_html  # noqa: PLC0415 - as above

        return render_html(document)
    from cmio_advisor.reporting.plain import render_plain  # noqa: PLC0415 - as above

    return render_plain(document)


def _usual_format(delivery: Delivery) -> Format:
    on_terminal = delivery.output is None and is_terminal(sys.stdout)
    return Format.TERMINAL if on_terminal else Format.PLAIN
