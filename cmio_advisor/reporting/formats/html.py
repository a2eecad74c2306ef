"""The HTML form: the whole document as one page that loads nothing and runs nothing."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import chain, count
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.reporting.document.cleaning import is_web_address, visible
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Checklist,
    Document,
    Entry,
    Facts,
    Paragraph,
    Scale,
    Section,
    Table,
    Timeline,
    WritingSpace,
)
from cmio_advisor.reporting.document.visitor import Visitor
from cmio_advisor.reporting.formats.citations import grade_lines, numbered_sources, source_marks
from cmio_advisor.reporting.formats.drawings.svg import scale_svg, steps_svg
from cmio_advisor.reporting.formats.drawings.svg_shapes import sign_symbols
from cmio_advisor.reporting.formats.drawings.svg_timeline import timeline_svg
from cmio_advisor.reporting.formats.drawings.timeline import page_legend
from cmio_advisor.reporting.words.wording import grades_text, money, published_text

LONG_FROM = 4
"""So many headings make a document long enough for a table of contents."""
FIRST_LEVEL, DEEPEST_LEVEL = 3, 6
SEAM = "\x00"
A_SEAM = f"{SEAM}([0-9]+){SEAM}"


def render_html(document: Document) -> str:
    """The whole document as an HTML page."""
    return HtmlPages().render(document)


class HtmlPages:
    """
    Renders many documents, and each block object that they share only once.

    The number of a source differs from document to document, so the text of a block holds seams
    instead: the place of a mark, with the number of its evidence between two NUL characters. No
    text can forge one, because ``visible`` writes every control character out.
    """

    def __init__(self) -> None:
        self._kept = Memory()
        self.cites: list[tuple[Evidence, ...]] = []
        """The evidence behind each seam. It is the roadmap's, so it ends where the roadmap does."""
        self._seams: dict[tuple[tuple[object, ...], ...], Markup] = {}
        self.macros: Any = _template("blocks.html.jinja").make_module(
            {"mark": self._seam, "kept": self.kept_macro}
        )

    def render(self, document: Document) -> str:
        """The same bytes as ``render_html``, whatever was rendered before."""
        body = "".join(map(self._section, count(1), document.sections))
        # Seams stand in the order in which the text cites, so the sources get the same numbers as
        # in the other forms.
        seams = dict.fromkeys(re.findall(A_SEAM, body))
        cites = chain.from_iterable(self.cites[int(each)] for each in seams)
        sources = numbered_sources(cites, document.sources)
        marks = source_marks(sources)
        shown = {
            each: _mark(tuple(marks.numbered(self.cites[int(each)]).items())) for each in seams
        }
        return _template("page.html.jinja").render(
            document=document,
            sources=sources,
            body=re.sub(A_SEAM, lambda seam: shown[seam[1]], body),
            kept=self.kept_macro,
        )

    def _section(self, number: int, section: Section) -> str:
        blocks = _Blocks(self, section.title, FIRST_LEVEL).joined(section.blocks)
        return str(self.macros.section(number, section, blocks))

    def kept(self, made_of: object, *more: object, make: Callable[[], str]) -> str:
        """What was made of an object and more, once for an object."""
        key = (id(made_of), *more)
        known = self._kept.get(key)
        if known is None:
            # The object is kept too: as long as it lives, no other can have its id.
            known = (made_of, make())
            self._kept.keep(key, known)
        text: str = known[1]
        return text

    def kept_macro(self, kind: str, made_of: object, *more: object) -> str:
        """What the macro of a kind makes of these, once for an object."""
        return self.kept(made_of, *more, make=lambda: getattr(self.macros, kind)(made_of, *more))

    def _seam(self, cites: tuple[Evidence, ...]) -> Markup:
        if not cites:
            return Markup("")
        key = tuple((each.source, each.grade, each.checked) for each in cites)
        seam = self._seams.get(key)
        if seam is None:
            seam = self._seams[key] = Markup(f"{SEAM}{len(self.cites)}{SEAM}")  # noqa: S704 - no text
            self.cites.append(cites)
        return seam


@lru_cache(maxsize=8192)
def _mark(parts: tuple[tuple[str, int], ...]) -> str:
    """The mark of these parts. Cached, because a caseload shows the same ones often."""
    return str(_template("blocks.html.jinja").module.numbers(parts))  # type: ignore[attr-defined]


class _Blocks(Visitor[str]):
    """Writes the blocks under a heading with the templates' macro for each kind."""

    def __init__(self, pages: HtmlPages, heading: str, level: int) -> None:
        self.pages = pages
        self.heading = heading
        self.level = level

    def joined(self, blocks: Iterable[Block]) -> Markup:
        return Markup("".join(self.blocks(blocks)))  # noqa: S704 - from the macros

    def block(self, block: Block) -> Iterable[str]:
        def make() -> str:
            return "".join(super(_Blocks, self).block(block))

        yield self.pages.kept(block, self.level, self.heading, make=make)

    def paragraph(self, paragraph: Paragraph) -> Iterable[str]:
        yield self.pages.macros.paragraph(paragraph)

    def bullets(self, bullets: Bullets) -> Iterable[str]:
        yield self.pages.macros.bullets(bullets)

    def facts(self, facts: Facts) -> Iterable[str]:
        yield self.pages.macros.facts(facts)

    def checklist(self, checklist: Checklist) -> Iterable[str]:
        yield self.pages.macros.checklist(checklist, self.heading)

    def entry(self, entry: Entry) -> Iterable[str]:
        inner = _Blocks(self.pages, entry.title, self.level + 1).joined(entry.blocks)
        yield self.pages.macros.entry(entry, min(self.level, DEEPEST_LEVEL), inner)

    def table(self, table: Table) -> Iterable[str]:
        yield self.pages.macros.table(table, self.heading)

    def scale(self, scale: Scale) -> Iterable[str]:
        yield self.pages.macros.scale(scale)

    def timeline(self, timeline: Timeline) -> Iterable[str]:
        yield self.pages.macros.timeline(timeline)

    def writing_space(self, space: WritingSpace) -> Iterable[str]:
        yield self.pages.macros.writing_space(space)


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
        *(grade_lines, grades_text, is_web_address, money, page_legend, published_text),
        *(scale_svg, sign_symbols, steps_svg, timeline_svg),
    )
    templates.globals |= {each.__name__: each for each in used} | {"LONG_FROM": LONG_FROM}
    return templates


@cache
def _template(name: str) -> Template:
    return _templates().get_template(name)
