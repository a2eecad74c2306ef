"""A document in short, which is what a text form gives, and one part of it in full."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.reporting.document.document import (
    Block,
    Document,
    Entry,
    Facts,
    Line,
    Paragraph,
    Scale,
    Section,
)

CITED_IN_BRIEF = 1
NOTHING_THERE = "By these answers there is nothing to say here."

Cited = TypeVar("Cited", Line, Paragraph, Entry)


def brief(document: Document) -> Document:
    """
    The document without what is ``full``. An entry and a paragraph keep their first piece of
    evidence; each fact, each line of a list and what is ``all_cited`` keep all of theirs.
    """
    sections = (
        each if each.whole else replace(each, blocks=_brief(each.blocks))
        for each in document.sections
        if not each.full
    )
    return replace(document, sections=sections, is_short=True)


def only(document: Document, name: str) -> Document:
    """The sections of one name, with all that is in them."""
    found = tuple(each for each in document.sections if each.name == name)
    return replace(document, sections=found or (Section(name, NOTHING_THERE),))


def _brief(blocks: Iterable[Block]) -> Iterator[Block]:
    return (_shortened(each) for each in blocks if not each.full)


def _shortened(block: Block) -> Block:
    match block:
        case Paragraph():
            return block if block.all_cited else _cited(block)
        case Facts():
            return replace(block, facts=(each for each in block.facts if not each.full))
        case Entry():
            return replace(_cited(block), blocks=_brief(block.blocks))
        case Scale():
            marks = (replace(each, line=_cited(each.line)) for each in block.marks)
            return replace(block, marks=tuple(marks))
    return block


def _cited(cited: Cited) -> Cited:
    return replace(cited, cites=cited.cites[:CITED_IN_BRIEF])
