"""
The HTML form: the whole document as one page that loads nothing and runs nothing.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.reporting.document.cleaning import visible
from cmio_advisor.reporting.document.document import Document, Section
from cmio_advisor.reporting.formats.drawings.svg_shapes import html_text, sign_symbols
from cmio_advisor.reporting.formats.html_blocks import SEAM, Fragments
from cmio_advisor.reporting.formats.html_sources import SourceTexts, cited_in, marks_of
from cmio_advisor.reporting.words.wording import GRADES

LONG_FROM = 4
"""So many headings make a document long enough for a table of contents."""


class Heading(Record, kw_only=False):
    """
    A heading of the page and the name that links point at.
    """

    name: str
    title: str


def render_html(document: Document) -> str:
    """
    The whole document as an HTML page.
    """
    return HtmlPages().render(document)


class HtmlPages:
    """
    Renders many documents, and each block object that they share only once.
    """

    def __init__(self) -> None:
        self._fragments = Fragments()
        self._sources = SourceTexts()

    def render(self, document: Document) -> str:
        """
        The same bytes as ``render_html``, whatever was rendered before.
        """
        headings = [
            Heading(f"section-{number}", visible(each.title))
            for number, each in enumerate(document.sections, 1)
        ]
        parts = "".join(map(self._section, headings, document.sections)).split(SEAM)
        # Every second part is a seam. They stand in the order in which the text cites, so the
        # sources get the same numbers as in the other forms.
        seams = list(dict.fromkeys(parts[1::2]))
        cites = [self._fragments.cites[int(seam)] for seam in seams]
        cited = cited_in(cites)
        marks = dict(zip(seams, marks_of(cites, cited), strict=True))
        parts[1::2] = map(marks.__getitem__, parts[1::2])
        if cited:
            headings.append(Heading("sources", "Sources"))
        page = _page_template().render(
            title=visible(document.title),
            subtitle=visible(document.subtitle),
            contents=headings if len(headings) >= LONG_FROM else [],
            signs=sign_symbols(),
            body="".join(parts),
            sources=self._sources.listed(document, cited),
            grades=sorted({each.grade for found in cited.values() for each in found}),
            grade_words=GRADES,
        )
        return f"{page}\n"

    def _section(self, heading: Heading, section: Section) -> str:
        return (
            f'<section aria-labelledby="{heading.name}">\n'
            f'<h2 id="{heading.name}">{html_text(section.title)}</h2>\n'
            f"{self._fragments.blocks(section.blocks, section.title)}</section>\n"
        )


@cache
def _page_template() -> Template:
    environment = Environment(
        loader=PackageLoader("cmio_advisor.reporting.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment.get_template("page.html.jinja")
