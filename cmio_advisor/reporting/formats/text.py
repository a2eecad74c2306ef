"""
The forms of text, and the marks by which all forms point at sources. Plain: one fact a line, states
in words, no drawing; made for a screen reader and a pipe. Markdown: everything, with tables where
they help; all text shown literally.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence, Source
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import partial_date_text
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting.cleaning import markdown_link, markdown_text, visible
from cmio_advisor.reporting.wording import GRADES, grades_text


class CitedSource(Frozen, kw_only=False):
    """A source with its number in the report, the grades it was cited with and its oldest check."""

    number: int
    source: Source
    grades: tuple[str, ...]
    checked: str

    @property
    def text(self) -> str:
        """Its title, when it was published and checked, its grades, and what is to be noted."""
        source, note = self.source, f" {self.source.note}" if self.source.note else ""
        dates = f"{partial_date_text(source.published)}; checked {self.checked}"
        return f"{source.title}, {dates}; {grades_text(self.grades)}.{note}"


class Citations:
    """Sources numbered by first appearance, and marks such as ``[1, 7C]``; C and D are weak."""

    def __init__(self, document: doc.Document) -> None:
        cites: list[Evidence] = []
        for section in document.sections:
            _gather(section.blocks, cites)
        by_source: dict[str, list[Evidence]] = {}
        for each in cites:
            by_source.setdefault(each.source, []).append(each)
        self.numbers = {id_: number for number, id_ in enumerate(by_source, 1)}
        self.sources = tuple(
            CitedSource(
                self.numbers[id_],
                document.sources[id_],
                tuple(sorted({each.grade for each in found})),
                min(each.checked for each in found).isoformat(),
            )
            for id_, found in by_source.items()
        )

    def mark(self, cites: tuple[Evidence, ...]) -> str:
        """The mark of these pieces of evidence; empty if there are none."""
        shown = self.numbered(cites)
        return f"[{', '.join(shown)}]" if shown else ""

    def numbered(self, cites: tuple[Evidence, ...]) -> Mapping[str, int]:
        """The parts of the mark, in order, each with the number of the source that it points at."""
        found = sorted((self.numbers[each.source], each.grade) for each in cites)
        return {f"{n}{grade if grade in ('C', 'D') else ''}": n for n, grade in found}

    def grade_lines(self) -> Iterator[str]:
        for grade in sorted({grade for each in self.sources for grade in each.grades}):
            yield f"Grade {grade}: {GRADES[grade]}."


def source_line(each: CitedSource) -> str:
    address = f" {each.source.url}" if each.source.url else ""
    return visible(f"[{each.number}] {each.source.publisher}: {each.text}{address}")


HOLDING = ("lines", "facts", "rows", "blocks")
"""Under what blocks and their parts hold others."""


def _gather(part: Any, found: list[Evidence]) -> None:  # noqa: ANN401 - a block or any part of one
    """The evidence in a part and in all that it holds, in the order in which a reader meets it."""
    if type(part) is tuple:
        for each in part:
            _gather(each, found)
        return
    inside = part.__dict__
    found += inside.get("cites", ())
    for name in HOLDING:
        if name in inside:
            _gather(inside[name], found)


INDENT = "  "
WRITE_HERE = "____________________"


def render_plain(document: doc.Document) -> str:
    marks = Citations(document)
    writer = _PlainWriter(marks, visible)
    lines = [visible(document.title), visible(document.subtitle)]
    for section in document.sections:
        lines += ["", f"{visible(section.title).upper()}", *writer.blocks(section.blocks)]
    if marks.sources:
        lines += ["", "SOURCES", *map(source_line, marks.sources), *marks.grade_lines()]
    return "\n".join(lines) + "\n"


class _TextWriter(doc.Visitor[str]):
    """Writes blocks with the marks of sources; ``shown`` makes a text stand as it is."""

    def __init__(self, marks: Citations, shown: Callable[[str], str]) -> None:
        self.marks = marks
        self.shown = shown

    def paragraph(self, paragraph: doc.Paragraph) -> Iterable[str]:
        yield self.cited(paragraph)

    def writingspace(self, space: doc.WritingSpace) -> Iterable[str]:
        yield f"{self.shown(space.label)}: {self.shown(WRITE_HERE)}"

    def cited(self, line: doc.Line) -> str:
        return self.marked(self.shown(line.text), line.cites)

    def marked(self, text: str, cites: tuple[Evidence, ...]) -> str:
        mark = self.marks.mark(cites)
        return f"{text} {self.shown(mark)}" if mark else text


class _PlainWriter(_TextWriter):
    def bullets(self, bullets: doc.Bullets) -> Iterable[str]:
        label = f"{visible(bullets.label)}: " if bullets.label else "- "
        return (f"{label}{self.cited(each)}" for each in bullets.lines)

    def facts(self, facts: doc.Facts) -> Iterable[str]:
        return map(self.fact, facts.facts)

    def fact(self, fact: doc.Fact) -> str:
        text = f"{visible(fact.label)}: {visible(fact.written)}"
        return self.marked(text, fact.cites)

    def entry(self, entry: doc.Entry) -> Iterator[str]:
        number = f"{entry.number}. " if entry.number else ""
        word = f": {entry.word}" if entry.word else ""
        heading = f"{number}{visible(entry.title)}{word}"
        yield self.marked(heading, entry.cites)
        yield from (f"{INDENT}{each}" for each in self.blocks(entry.blocks))

    def table(self, table: doc.Table) -> Iterator[str]:
        for row in table.rows:
            first, *others = (self.cited(each) for each in row)
            yield f"{visible(table.headers[0])}: {first}"
            for header, cell in zip(table.headers[1:], others, strict=True):
                yield f"{INDENT}{visible(header)}: {cell}"


DEEPEST_HEADING = 6


def render_markdown(document: doc.Document) -> str:
    marks = Citations(document)
    writer = _MarkdownWriter(marks, 3)
    parts = [f"# {markdown_text(document.title)}", markdown_text(document.subtitle)]
    for section in document.sections:
        parts += [f"## {markdown_text(section.title)}", *writer.blocks(section.blocks)]
    if marks.sources:
        items = []
        for each in marks.sources:
            text = markdown_text(f"[{each.number}] {each.source.publisher}: {each.text}")
            address = f" {markdown_link(each.source.url)}" if each.source.url else ""
            items.append(f"- {text}{address}")
        grades = "\n".join(f"- {each}" for each in marks.grade_lines())
        parts += ["## Sources", "\n".join(items), grades]
    return "".join(_spaced([each for each in parts if each]))


def _spaced(parts: list[str]) -> Iterator[str]:
    """The parts with a blank line between them; lists that follow each other become one list."""
    for before, part in zip(["", *parts], parts, strict=False):
        if before:
            yield "\n" if before.startswith("- ") and part.startswith("- ") else "\n\n"
        yield part
    yield "\n"


class _MarkdownWriter(_TextWriter):
    """Writes each block as one part that a blank line ends; entries get headings of the level."""

    def __init__(self, marks: Citations, level: int) -> None:
        super().__init__(marks, markdown_text)
        self.level = level

    def bullets(self, bullets: doc.Bullets) -> Iterable[str]:
        if bullets.label and bullets.lines:
            yield f"{markdown_text(bullets.label)}:"
        yield "\n".join(f"- {self.cited(each)}" for each in bullets.lines)

    def facts(self, facts: doc.Facts) -> Iterable[str]:
        yield "\n".join(f"- {self.fact(each)}" for each in facts.facts)

    def fact(self, fact: doc.Fact) -> str:
        text = f"**{markdown_text(fact.label)}:** {markdown_text(fact.value)}"
        if fact.url:
            text += f": {markdown_link(fact.url)}"
        return self.marked(text, fact.cites)

    def entry(self, entry: doc.Entry) -> Iterable[str]:
        number = f"{entry.number}\\. " if entry.number else ""
        word = f": {markdown_text(entry.word)}" if entry.word else ""
        title = self.marked(f"{number}{markdown_text(entry.title)}{word}", entry.cites)
        yield f"{'#' * min(self.level, DEEPEST_HEADING)} {title}"
        yield from _MarkdownWriter(self.marks, self.level + 1).blocks(entry.blocks)

    def table(self, table: doc.Table) -> Iterable[str]:
        rows = ([self.cited(cell) for cell in row] for row in table.rows)
        heads = [markdown_text(each) for each in table.headers]
        rule = ["---:" if at in table.numeric else "---" for at in range(len(heads))]
        yield "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))
