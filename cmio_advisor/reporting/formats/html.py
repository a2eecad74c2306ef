"""The HTML form: the whole document as one page that loads nothing and runs nothing."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cmio_advisor.domain.base.sentences import partial_date_text
from cmio_advisor.reporting.document.cleaning import is_web_address, visible
from cmio_advisor.reporting.document.document import Block, Document, Entry
from cmio_advisor.reporting.formats.citations import SourceMarks, cited_sources, grade_lines
from cmio_advisor.reporting.formats.drawings.scale import page_legend
from cmio_advisor.reporting.formats.drawings.svg import (
    scale_svg,
    sign_symbols,
    steps_svg,
    timeline_svg,
)
from cmio_advisor.reporting.words.wording import grades_text, money

LONG_FROM = 4
"""So many headings make a document long enough for a table of contents."""
FIRST_LEVEL, DEEPEST_LEVEL = 3, 6


def render_html(document: Document) -> str:
    """The whole document as an HTML page."""
    sources = cited_sources(document)
    templates, marks = _templates(), SourceMarks(sources)
    macros: Any = templates.get_template("blocks.html.jinja").make_module({"marks": marks})
    body = (
        macros.section(
            number, section, _written(macros, section.blocks, section.title, FIRST_LEVEL)
        )
        for number, section in enumerate(document.sections, 1)
    )
    return templates.get_template("page.html.jinja").render(
        document=document, sources=sources, body="".join(body), source=macros.source
    )


def _written(macros: Any, blocks: Iterable[Block], heading: str, level: int) -> Markup:  # noqa: ANN401 - by name
    """The blocks under a heading, each by the templates' macro for its kind."""
    return Markup("".join(_block(macros, each, heading, level) for each in blocks))  # noqa: S704 - from the macros


def _block(macros: Any, block: Block, heading: str, level: int) -> str:  # noqa: ANN401 - as above
    if isinstance(block, Entry):
        inner = _written(macros, block.blocks, block.title, level + 1)
        found: str = macros.entry(block, min(level, DEEPEST_LEVEL), inner)
    else:
        found = getattr(macros, type(block).__name__.lower())(block, heading)
    return found


def _cleaned(value: object) -> object:
    """What a template writes, before it is escaped; HTML that was made here stays as it is."""
    if type(value) is Markup or not isinstance(value, str):
        return value
    return visible(value)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("cmio_advisor.reporting.formats"),
        autoescape=True,
        finalize=_cleaned,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    used = (
        *(grade_lines, grades_text, is_web_address, money, page_legend, partial_date_text),
        *(scale_svg, sign_symbols, steps_svg, timeline_svg),
    )
    templates.globals |= {each.__name__: each for each in used} | {"LONG_FROM": LONG_FROM}
    return templates
