"""A document in short, which is what a text form gives, and one part of it in full."""

from collections.abc import Iterable
from typing import TypeVar

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Checklist,
    Document,
    Entry,
    Fact,
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

CITED_IN_BRIEF = 1

NOTHING_THERE = Paragraph("By these answers there is nothing to say here.")

Cited = TypeVar("Cited", Line, Paragraph, Fact, Entry)


def only_in_full(block: Block) -> Block:
    """The same block, left out of the brief form."""
    return replace(block, full=True)


def brief(document: Document) -> Document:
    """
    The document without what is marked ``full``, and without sections that this leaves empty.

    What is kept names its first piece of evidence only, on which it rests: the one of the best
    grade may say but a part of it.
    """
    sections = (_brief_section(each) for each in document.sections if not each.full)
    return replace(document, sections=sections, is_short=True)


def only(document: Document, name: str) -> Document:
    """The sections of one name, with all that is in them."""
    found = tuple(each for each in document.sections if each.name == name)
    return replace(document, sections=found or (Section(name, (NOTHING_THERE,)),))


def _brief_section(section: Section) -> Section:
    return replace(section, blocks=_Brief(whole=section.whole).blocks(section.blocks))


class _Brief(Visitor[Block]):
    """
    Gives each block that is shown with its first evidence; ``whole`` shows the ``full`` ones too,
    and all evidence.
    """

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole

    def block(self, block: Block) -> Iterable[Block]:
        return super().block(block) if self.whole or not block.full else ()

    def paragraph(self, paragraph: Paragraph) -> Iterable[Block]:
        yield self.cited(paragraph)

    def bullets(self, bullets: Bullets) -> Iterable[Block]:
        yield replace(bullets, lines=map(self.cited, bullets.lines))

    def facts(self, facts: Facts) -> Iterable[Block]:
        shown = (self.cited(each) for each in facts.facts if self.whole or not each.full)
        yield replace(facts, facts=shown)

    def checklist(self, checklist: Checklist) -> Iterable[Block]:
        yield checklist

    def entry(self, entry: Entry) -> Iterable[Block]:
        yield replace(self.cited(entry), blocks=self.blocks(entry.blocks))

    def table(self, table: Table) -> Iterable[Block]:
        yield table

    def scale(self, scale: Scale) -> Iterable[Block]:
        marks = (replace(each, line=self.cited(each.line)) for each in scale.marks)
        yield replace(scale, marks=tuple(marks))

    def timeline(self, timeline: Timeline) -> Iterable[Block]:
        yield timeline

    def writing_space(self, space: WritingSpace) -> Iterable[Block]:
        yield space

    def cited(self, cited: Cited) -> Cited:
        return cited if self.whole else replace(cited, cites=cited.cites[:CITED_IN_BRIEF])
