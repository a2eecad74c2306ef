"""
A document as the plain data that the PDF template draws: texts, numbers and lists, never code.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Record
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
)
from cmio_advisor.reporting.formats.citations import (
    CitedSource,
    SourceMarks,
    cited_sources,
    source_marks,
)
from cmio_advisor.reporting.formats.drawings.pdf_scale import scale_data
from cmio_advisor.reporting.formats.drawings.timeline import timeline_data
from cmio_advisor.reporting.words.wording import GRADES, grades_text, published_text

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
    """
    All that the template needs; ``show`` writes out what the fonts lack.
    """
    sources = cited_sources(document)
    writer = _Writer(source_marks(sources), show)
    grades = sorted({grade for each in sources for grade in each.grades})
    return {
        "title": writer.title(document.title),
        "subtitle": writer.text(document.subtitle),
        "running": [
            writer.text(visible(each, LONGEST_RUNNING))
            for each in (document.title, document.subtitle)
        ],
        "sections": [writer.section(each) for each in document.sections],
        "sources": [writer.source(each) for each in sources],
        "grades": [f"Grade {grade}: {GRADES[grade]}." for grade in grades],
    }


class _Writer(Record, kw_only=False):
    """
    Writes blocks as data, with the marks of one document's sources.
    """

    marks: SourceMarks
    show: Show

    def text(self, text: str) -> str:
        return self.show(_breakable(text))

    def title(self, title: str) -> str:
        """
        A title, even where there is none, which a tagged PDF does not allow.
        """
        return self.text(title).strip() or UNTITLED

    def cited(self, text: str, cites: tuple[Evidence, ...]) -> Data:
        return {"text": self.text(text), "marks": list(self.marks.numbered(cites).items())}

    def line(self, line: Line) -> Data:
        return self.cited(line.text, line.cites)

    def section(self, section: Section) -> Data:
        return {"title": self.title(section.title), "blocks": self.blocks(section.blocks)}

    def blocks(self, blocks: Iterable[Block]) -> list[Data]:
        return [{"kind": type(each).__name__.lower(), **self.block(each)} for each in blocks]

    def block(self, block: Block) -> Data:
        if isinstance(block, Paragraph):
            return self.line(block.line)
        if isinstance(block, Bullets):
            return {"label": self.text(block.label), "lines": [*map(self.line, block.lines)]}
        if isinstance(block, Facts):
            facts = [
                {"label": self.text(each.label), **self.cited(each.value, each.cites)}
                for each in block.facts
            ]
            return {"inline": block.inline, "facts": facts}
        if isinstance(block, Checklist):
            return self.checklist(block)
        if isinstance(block, Entry):
            return self.entry(block)
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Scale):
            return self.scale(block)
        if isinstance(block, Timeline):
            return timeline_data(block, self.text)
        return {"label": self.text(block.label), "count": block.lines}

    def checklist(self, checklist: Checklist) -> Data:
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
        return {"noun": self.text(checklist.noun), "rows": rows}

    def entry(self, entry: Entry) -> Data:
        blocks = self.blocks(entry.blocks)
        return {
            "number": entry.number,
            "mark": entry.mark.value if entry.mark else "",
            "word": self.text(entry.word),
            **self.cited(entry.title, entry.cites),
            "title": self.title(entry.title),
            "blocks": blocks,
            "together": _length(blocks) <= LONGEST_KEPT,
        }

    def table(self, table: Table) -> Data:
        return {
            "headers": [*map(self.text, table.headers)],
            "rows": [[*map(self.line, row)] for row in table.rows],
            "numeric": table.numeric,
        }

    def scale(self, scale: Scale) -> Data:
        lines = [{"letter": each.letter, **self.line(each.line)} for each in scale.marks]
        return {**scale_data(scale), "lines": lines}

    def source(self, each: CitedSource) -> Data:
        source = each.source
        note = f" {source.note}" if source.note else ""
        told = f"{source.title}, {published_text(source.published)}; checked {each.checked}; "
        url = source.url or ""
        linked = is_web_address(url)
        return {
            "number": each.number,
            "publisher": self.text(source.publisher),
            "text": self.text(f"{told}{grades_text(each.grades)}.{note}"),
            "link": url if linked else "",
            "address": re.sub(UNBROKEN_ADDRESS, rf"\g<0>{BREAK}", url)
            if linked
            else self.text(url),
        }


@lru_cache(maxsize=8192)
def _breakable(text: str) -> str:
    """
    Harmless text that can be broken into lines.

    Cached, because a caseload shows the roadmap's texts once a client.
    """
    return re.sub(UNBROKEN, rf"\g<0>{BREAK}", visible(text))


def _length(data: object) -> int:
    """
    The width of all texts in the data, each text and its label counted as a line at least.
    """
    if isinstance(data, list):
        return sum(map(_length, data))
    if not isinstance(data, dict):
        return 0
    own = _width(data.get("label", "")) + _width(data.get("text", ""))
    return max(LINE, own) + sum(map(_length, data.values()))


@lru_cache(maxsize=8192)
def _width(text: str) -> int:
    """
    The characters of a text, with all that may be as broad as a W counted twice.
    """
    return len(text) + len(re.sub("[a-z0-9 .,;:()-]", "", text))
