"""
The plain form: one fact a line, states in words, no drawing; made for a screen reader and a pipe.
"""

from collections.abc import Iterable, Iterator

from cmio_advisor.reporting.document.cleaning import visible
from cmio_advisor.reporting.document.document import (
    Bullets,
    Checklist,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Scale,
    Table,
    Timeline,
    WritingSpace,
)
from cmio_advisor.reporting.document.visitor import Visitor
from cmio_advisor.reporting.formats.citations import (
    SourceMarks,
    cited_sources,
    grade_lines,
    source_line,
    source_marks,
)
from cmio_advisor.reporting.words.wording import money

INDENT = "  "
WRITE_HERE = "____________________"


def render_plain(document: Document) -> str:
    """The document as plain text, not wrapped."""
    sources = cited_sources(document)
    writer = _PlainWriter(source_marks(sources))
    lines = [visible(document.title), visible(document.subtitle)]
    for section in document.sections:
        lines += ["", f"{visible(section.title).upper()}", *writer.blocks(section.blocks)]
    if sources:
        lines += ["", "SOURCES", *map(source_line, sources), *grade_lines(sources)]
    return "\n".join(lines) + "\n"


class _PlainWriter(Visitor[str]):
    """Writes blocks with the marks of one document's sources."""

    def __init__(self, marks: SourceMarks) -> None:
        self.marks = marks

    def paragraph(self, paragraph: Paragraph) -> Iterable[str]:
        yield self.cited(paragraph.line)

    def bullets(self, bullets: Bullets) -> Iterable[str]:
        label = f"{visible(bullets.label)}: " if bullets.label else "- "
        return (f"{label}{self.cited(each)}" for each in bullets.lines)

    def facts(self, facts: Facts) -> Iterable[str]:
        return map(self.fact, facts.facts)

    def timeline(self, _: Timeline) -> Iterable[str]:
        return ()

    def writing_space(self, space: WritingSpace) -> Iterable[str]:
        yield f"{visible(space.label)}: {WRITE_HERE}"

    def cited(self, line: Line) -> str:
        return _joined(visible(line.text), self.marks.mark(line.cites))

    def fact(self, fact: Fact) -> str:
        text = f"{visible(fact.label)}: {visible(fact.written)}"
        return _joined(text, self.marks.mark(fact.cites))

    def checklist(self, checklist: Checklist) -> Iterator[str]:
        for row in checklist.rows:
            name = visible(row.title)
            if row.number:
                name = f"{checklist.noun} {row.number}, {name}"
            state = ", ".join(visible(each) for each in (row.word, row.aside) if each)
            yield _joined(f"{name}: {state}", self.marks.mark(row.cites))

    def entry(self, entry: Entry) -> Iterator[str]:
        number = f"{entry.number}. " if entry.number else ""
        word = f": {entry.word}" if entry.word else ""
        heading = f"{number}{visible(entry.title)}{word}"
        yield _joined(heading, self.marks.mark(entry.cites))
        yield from (f"{INDENT}{each}" for each in self.blocks(entry.blocks))

    def table(self, table: Table) -> Iterator[str]:
        for row in table.rows:
            first, *others = (self.cited(each) for each in row)
            yield f"{visible(table.headers[0])}: {first}"
            for header, cell in zip(table.headers[1:], others, strict=True):
                yield f"{INDENT}{visible(header)}: {cell}"

    def scale(self, scale: Scale) -> Iterator[str]:
        yield from (f"{label}: {money(value)}" for label, value in scale.points)
        yield from (f"Published, {self.cited(each.line)}" for each in scale.marks)


def _joined(text: str, mark: str) -> str:
    return f"{text} {mark}" if mark else text
