"""
The HTML form: one page that needs nothing else, for a screen, a phone and paper.

Jinja2 escapes every text. The blocks of a page are rendered one by one and kept, since most of
them (a requirement's evidence, a route) are the same for many clients; what differs from page to
page, the sources' numbers, is put in at the end.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cmio_advisor.domain.evidence import Evidence, Source
from cmio_advisor.domain.memory import Memory
from cmio_advisor.reporting.citations import WEAK_GRADES
from cmio_advisor.reporting.cleaning import is_web_address, visible
from cmio_advisor.reporting.document import (
    Block,
    Bullets,
    Checklist,
    CheckRow,
    Document,
    Entry,
    Facts,
    Paragraph,
    Scale,
    Table,
    WritingSpace,
)
from cmio_advisor.reporting.svg import scale_svg, steps_svg
from cmio_advisor.reporting.wording import GRADES, grades_text, money, published_text

MACROS: dict[type, str] = {
    Paragraph: "paragraph",
    Bullets: "bullets",
    Facts: "facts",
    Table: "table",
    Scale: "scale",
    WritingSpace: "writing_space",
}
FIRST_LEVEL, DEEPEST_LEVEL = 3, 6

OPENING, BETWEEN, CLOSING = "\ue000", "\ue001", "\ue002"
"""Private characters around a mark still to be numbered; no text can hold them (`_text`)."""
PENDING_MARK = re.compile(f"{OPENING}([^{CLOSING}]*){CLOSING}")


def render_html(document: Document) -> str:
    """
    The whole document as one page.
    """
    return HtmlPages().render(document)


class HtmlPages:
    """
    Renders pages, and keeps the blocks that it has met.
    """

    def __init__(self) -> None:
        environment = _environment()
        self.page = environment.get_template("page.html.jinja")
        self.macros: Any = environment.get_template("blocks.html.jinja").module
        self.css = _style(environment)
        self.kept = Memory()

    def render(self, document: Document) -> str:
        """
        One document as a page.
        """
        numbers = _Numbers(document)
        sections = [
            {
                "id": f"section-{number}",
                "title": _text(section.title),
                "body": numbers.put_into(self._blocks(section.blocks, FIRST_LEVEL)),
            }
            for number, section in enumerate(document.sections, 1)
        ]
        return self.page.render(
            title=_text(document.title),
            subtitle=_text(document.subtitle),
            css=self.css,
            sections=sections,
            sources=[_source(*each) for each in numbers.cited()],
            grades=[(grade, GRADES[grade]) for grade in numbers.grades()],
        )

    def _blocks(self, blocks: Iterable[Block], level: int) -> Markup:
        return Markup("").join([self._block(each, level) for each in blocks])

    def _block(self, block: Block, level: int) -> Markup:
        known = self.kept.get((id(block), level))
        if known is not None:
            return cast(Markup, known[1])
        rendered = self._rendered(block, level)
        self.kept.keep((id(block), level), (block, rendered))
        return rendered

    def _rendered(self, block: Block, level: int) -> Markup:
        macros = self.macros
        if isinstance(block, Entry):
            return Markup(macros.entry(block, level, self._blocks(block.blocks, _below(level))))  # noqa: S704 - a macro escapes
        if isinstance(block, Checklist):
            rows = [self._row(each, block.noun) for each in block.rows]
            return Markup(macros.checklist(block, Markup("").join(rows)))  # noqa: S704 - likewise
        return Markup(getattr(macros, MACROS[type(block)])(block))  # noqa: S704 - likewise

    def _row(self, row: CheckRow, noun: str) -> Markup:
        known = self.kept.get((id(row), noun))
        if known is not None:
            return cast(Markup, known[1])
        rendered = Markup(self.macros.checklist_row(row, noun))  # noqa: S704 - likewise
        self.kept.keep((id(row), noun), (row, rendered))
        return rendered


def _below(level: int) -> int:
    return min(level + 1, DEEPEST_LEVEL)


class _Numbers:
    """
    The numbers of one page's sources, given in the order in which they are first cited.
    """

    def __init__(self, document: Document) -> None:
        self.sources = document.sources
        self.found: dict[str, tuple[int, set[str], str]] = {}
        self.marks: dict[str, str] = {}

    def put_into(self, body: Markup) -> Markup:
        parts = PENDING_MARK.split(body)
        parts[1::2] = [self.marks.get(each) or self._mark(each) for each in parts[1::2]]
        return Markup("".join(parts))  # noqa: S704 - only marks are added

    def _mark(self, pending: str) -> str:
        marks: dict[str, int] = {}
        for cite in pending.split(OPENING):
            source, grade, checked = cite.split(BETWEEN)
            number, grades, oldest = self.found.get(source, (len(self.found) + 1, set(), checked))
            self.found[source] = (number, {*grades, grade}, min(oldest, checked))
            marks[f"{number}{grade if grade in WEAK_GRADES else ''}"] = number
        links = [
            f'<a href="#source-{number}">{label}</a>'
            for label, number in sorted(marks.items(), key=lambda each: (each[1], each[0]))
        ]
        self.marks[pending] = f' <span class="cites">[{", ".join(links)}]</span>'
        return self.marks[pending]

    def cited(self) -> list[tuple[int, Source, tuple[str, ...], str]]:
        return [
            (number, self.sources[source], tuple(sorted(grades)), checked)
            for source, (number, grades, checked) in self.found.items()
        ]

    def grades(self) -> list[str]:
        return sorted({grade for _, grades, _ in self.found.values() for grade in grades})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cmio_advisor.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "text": _text,
        "cites": _pending,
        "money": money,
        "steps_chart": lambda block: Markup(_unmarked(steps_svg(block))),  # noqa: S704 - escaped there
        "scale_chart": lambda block: Markup(_unmarked(scale_svg(block))),  # noqa: S704 - likewise
    }
    return environment


def _style(environment: Environment) -> Markup:
    loader = environment.loader
    source = loader.get_source(environment, "page.css")[0] if loader else ""
    return Markup(source)  # noqa: S704 - our own file


def _text(text: str) -> str:
    """
    Foreign text as one harmless line, without the characters that stand for a pending mark.
    """
    return _unmarked(visible(text))


def _unmarked(text: str) -> str:
    if not text.isascii():
        for each in (OPENING, BETWEEN, CLOSING):
            text = text.replace(each, f"\\u{ord(each):04x}")
    return text


def _pending(cites: tuple[Evidence, ...]) -> Markup:
    """
    A mark that is numbered when the page is put together.
    """
    if not cites:
        return Markup("")
    told = OPENING.join(
        BETWEEN.join((each.source, each.grade, each.checked.isoformat())) for each in cites
    )
    return Markup(OPENING) + escape(told) + Markup(CLOSING)  # noqa: S704 - escaped here


def _source(number: int, source: Source, grades: tuple[str, ...], checked: str) -> dict[str, Any]:
    url = source.url or ""
    return {
        "number": number,
        "publisher": _text(source.publisher),
        "title": _text(source.title),
        "published": _text(published_text(source.published)),
        "checked": checked,
        "grades": grades_text(grades),
        "note": _text(source.note or ""),
        "url": _text(url),
        "link": is_web_address(url),
    }
