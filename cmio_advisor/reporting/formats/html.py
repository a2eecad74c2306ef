"""The HTML form: the whole document as one page that loads nothing and runs nothing."""

import re
from functools import cache, lru_cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.sentences import partial_date_text
from cmio_advisor.reporting.cleaning import is_web_address, visible
from cmio_advisor.reporting.document import Block, Document, Entry, kind_of, timeline_data
from cmio_advisor.reporting.formats.text import Citations
from cmio_advisor.reporting.wording import grades_text

LONG_FROM = 4
"""So many headings make a document long enough for a table of contents."""
FIRST_LEVEL, DEEPEST_LEVEL = 3, 6


def render_html(document: Document) -> str:
    marks, sections = Citations(document), []
    opening = any(each.opens_page for each in document.sections)
    folds = opening and not document.is_short  # all behind a first page is then there, and much
    for number, section in enumerate(document.sections, 1):
        blocks = "".join([_repeated(each, section.title, FIRST_LEVEL) for each in section.blocks])
        sections.append(_macros().section(number, section, Markup(blocks), folds))  # noqa: S704 - from the macros
    body = re.sub(
        "\0[^\0]+\0",
        lambda found: _made("numbered", tuple(marks.numbered(_CITED[found[0]]).items())),
        "".join(sections),
    )
    page = _templates().get_template("page.html.jinja")
    source = partial(_made, "source")
    return page.render(document=document, marks=marks, body=body, source=source, folds=folds)


def _block(block: Block, heading: str, level: int) -> str:
    """A block under a heading, by the templates' macro for its kind; its marks have no numbers."""
    if isinstance(block, Entry):
        inner = "".join([_block(each, block.title, level + 1) for each in block.blocks])
        found: str = _macros().entry(block, min(level, DEEPEST_LEVEL), Markup(inner))  # noqa: S704 - as above
    else:
        found = getattr(_macros(), kind_of(block))(block, heading)
    return found


_repeated = lru_cache(maxsize=512)(_block)
"""The same: most blocks of a client's report come again in others."""

_CITED: dict[str, tuple[Evidence, ...]] = {}
"""What a mark cites, by the text that stands in its place while it has no number."""


def mark(cites: tuple[Evidence, ...]) -> str:
    """The place of a mark, whose numbers each document has of its own."""
    if not cites:
        return ""
    place = f"\0{' '.join([each.source + each.grade for each in cites])}\0"
    _CITED[place] = cites
    return Markup(place)  # noqa: S704 - ids alone


@lru_cache(maxsize=1024)
def _made(macro: str, *inputs: object) -> str:
    """What a macro makes, once of the same inputs."""
    found: str = getattr(_macros(), macro)(*inputs)
    return found


def _cleaned(value: object) -> object:
    """What a template writes, before it is escaped; HTML that was made here stays as it is."""
    if isinstance(value, float):  # a place in a drawing
        return f"{value:.2f}"
    return visible(value) if isinstance(value, str) and type(value) is not Markup else value


@cache
def _macros() -> Any:  # noqa: ANN401 - by name
    return _templates().get_template("blocks.html.jinja").module


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
        optimized=False,  # to fold constants takes longer than it saves on a page
    )
    used = (grades_text, is_web_address, mark, partial_date_text, timeline_data)
    templates.globals |= {each.__name__: each for each in used} | {"LONG_FROM": LONG_FROM}
    return templates
