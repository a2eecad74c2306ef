"""
A document as the plain data that the PDF template draws: texts, numbers and lists, never code.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.sentences import partial_date_text
from cmio_advisor.reporting.document.cleaning import is_web_address, visible
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Checklist,
    Document,
    Entry,
    Facts,
    Line,
    Paragraph,
    Scale,
    Section,
    Table,
    Timeline,
    Visitor,
    WritingSpace,
)
from cmio_advisor.reporting.formats.citations import (
    CitedSource,
    SourceMarks,
    cited_sources,
    grade_lines,
    source_marks,
)
from cmio_advisor.reporting.formats.drawings.scale import scale_data
from cmio_advisor.reporting.formats.drawings.timeline import timeline_data
from cmio_advisor.reporting.words.wording import grades_text

Data = dict[str, Any]
Show = Callable[[str], str]

LONGEST_RUNNING = 80
LINE = 80
LONGEST_KEPT = 14 * LINE
"""
An entry of at most so many usual characters stays on one page, which holds more than twice that.
With more, the ends of pages would stay empty.
"""
UNBROKEN, UNBROKEN_ADDRESS = r"\S{30}(?=\S)", r"[^\s/?&=.-]{60}(?=\S)"
BREAK = "\u200b"
UNTITLED = "untitled"


def report_data(document: Document, show: Show) -> Data:
    """All that the template needs; ``show`` writes out what the fonts lack."""
    sources = cited_sources(document)
    writer = _PdfWriter(source_marks(sources), show)
    return {
        "title": writer.title(document.title),
        "subtitle": writer.text(document.subtitle),
        "running": [
            writer.text(visible(each, LONGEST_RUNNING))
            for each in (document.title, document.subtitle)
        ],
        "sections": [writer.section(each) for each in document.sections],
        "sources": [writer.source(each) for each in sources],
        "grades": list(grade_lines(sources)),
    }


class _PdfWriter(Visitor[Data]):
    """Writes blocks as data, with the marks of one document's sources."""

    def __init__(self, marks: SourceMarks, show: Show) -> None:
        self.marks = marks
        self.show = show

    def text(self, text: str) -> str:
        return self.show(_breakable(text))

    def title(self, title: str) -> str:
        """A title, even where there is none, which a tagged PDF does not allow."""
        return self.text(title).strip() or UNTITLED

    def cited(self, text: str, cites: tuple[Evidence, ...]) -> Data:
        return {"text": self.text(text), "marks": list(self.marks.numbered(cites).items())}

    def line(self, line: Line) -> Data:
        return self.cited(line.text, line.cites)

    def section(self, section: Section) -> Data:
        blocks = [*self.blocks(section.blocks)]
        opens_page = section.opens_page
        return {"title": self.title(section.title), "blocks": blocks, "opens_page": opens_page}

    def block(self, block: Block) -> Iterable[Data]:
        kind = type(block).__name__.lower()
        return ({"kind": kind, **each} for each in super().block(block))

    def paragraph(self, paragraph: Paragraph) -> Iterable[Data]:
        yield self.line(paragraph.line)

    def bullets(self, bullets: Bullets) -> Iterable[Data]:
        yield {"label": self.text(bullets.label), "lines": [*map(self.line, bullets.lines)]}

    def facts(self, facts: Facts) -> Iterable[Data]:
        entries = [
            {
                "label": self.text(each.label),
                **self.cited(f"{each.value}:" if each.url else each.value, each.cites),
                **self.address(each.url),
            }
            for each in facts.facts
        ]
        yield {"inline": facts.inline, "facts": entries}

    def checklist(self, checklist: Checklist) -> Iterable[Data]:
        rows = [
            {
                "mark": each.mark.value,
                "word": self.text(each.word),
                "number": each.number,
                "aside": self.text(each.aside),
                **self.cited(each.title, each.cites),
            }
            for each in checklist.rows
        ]
        yield {"noun": self.text(checklist.noun), "rows": rows}

    def entry(self, entry: Entry) -> Iterable[Data]:
        blocks = [*self.blocks(entry.blocks)]
        yield {
            "number": entry.number,
            "mark": entry.mark.value if entry.mark else "",
            "word": self.text(entry.word),
            **self.cited(entry.title, entry.cites),
            "title": self.title(entry.title),
            "blocks": blocks,
            "together": _length(blocks) <= LONGEST_KEPT,
        }

    def table(self, table: Table) -> Iterable[Data]:
        yield {
            "headers": [*map(self.text, table.headers)],
            "rows": [[*map(self.line, row)] for row in table.rows],
            "numeric": table.numeric,
        }

    def scale(self, scale: Scale) -> Iterable[Data]:
        lines = [{"letter": each.letter, **self.line(each.line)} for each in scale.marks]
        yield {**scale_data(scale), "lines": lines}

    def timeline(self, timeline: Timeline) -> Iterable[Data]:
        yield timeline_data(timeline, self.text)

    def writing_space(self, space: WritingSpace) -> Iterable[Data]:
        yield {"label": self.text(space.label), "count": space.count}

    def source(self, each: CitedSource) -> Data:
        source = each.source
        note = f" {source.note}" if source.note else ""
        text = f"{source.title}, {partial_date_text(source.published)}; checked {each.checked}; "
        return {
            "number": each.number,
            "publisher": self.text(source.publisher),
            "text": self.text(f"{text}{grades_text(each.grades)}.{note}"),
            **self.address(source.url or ""),
        }

    def address(self, url: str) -> Data:
        """A web address that can be broken into lines; nothing but a plain one is a link."""
        if not is_web_address(url):
            return {"link": "", "address": self.text(url)}
        return {"link": url, "address": re.sub(UNBROKEN_ADDRESS, rf"\g<0>{BREAK}", url)}


@lru_cache(maxsize=8192)
def _breakable(text: str) -> str:
    """
    Harmless text that can be broken into lines.

    Cached, because a caseload shows the roadmap's texts once a client.
    """
    return re.sub(UNBROKEN, rf"\g<0>{BREAK}", visible(text))


def _length(data: object) -> int:
    """The width of all texts in the data, each text and its label counted as a line at least."""
    if isinstance(data, list):
        return sum(map(_length, data))
    if not isinstance(data, dict):
        return 0
    own = _width(data.get("label", "")) + _width(data.get("text", ""))
    return max(LINE, own) + sum(map(_length, data.values()))


@lru_cache(maxsize=8192)
def _width(text: str) -> int:
    """The characters of a text, with all that may be as broad as a W counted twice."""
    return len(text) + len(re.sub("[a-z0-9 .,;:()-]", "", text))
