"""The HTML form: the whole document as one page that loads nothing and runs nothing."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from cmio_advisor.domain.base.sentences import partial_date_text
from cmio_advisor.reporting.document.cleaning import is_web_address, visible
from cmio_advisor.reporting.document.document import Block, Document, Entry
from cmio_advisor.reporting.formats.citations import cited_sources, grade_lines, source_marks
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
    macros: Any = _template("blocks.html.jinja").make_module({"marks": source_marks(sources)})
    body = (
        macros.section(
            number, section, _Blocks(macros, section.title, FIRST_LEVEL).joined(section.blocks)
        )
        for number, section in enumerate(document.sections, 1)
    )
    return _template("page.html.jinja").render(
        document=document,
        sources=sources,
        body="".join(body),
        source=macros.source,
    )


class _Blocks:
    """Writes the blocks under a heading with the templates' macro for each kind."""

    def __init__(self, macros: Any, heading: str, level: int) -> None:  # noqa: ANN401 - by name
        self.macros = macros
        self.heading = heading
        self.level = level

    def joined(self, blocks: Iterable[Block]) -> Markup:
        return Markup("".join(map(self.block, blocks)))  # noqa: S704 - from the macros

    def block(self, block: Block) -> str:
        if isinstance(block, Entry):
            inner = _Blocks(self.macros, block.title, self.level + 1).joined(block.blocks)
            found: str = self.macros.entry(block, min(self.level, DEEPEST_LEVEL), inner)
        else:
            found = getattr(self.macros, type(block).__name__.lower())(block, self.heading)
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


@cache
def _template(name: str) -> Template:
    return _templates().get_template(name)
