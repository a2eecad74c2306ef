"""
The brief form of a document, which is what a terminal shows.
"""

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.reporting.document.document import Block, Document, Entry, Facts, Paragraph, Scale

CITED_IN_BRIEF = 1


def only_in_full(block: Block) -> Block:
    """
    The same block, left out of the brief form.
    """
    return replace(block, full=True)


def always(block: Block) -> Block:
    """
    The same block with all that is in it, in the brief form too.
    """
    if isinstance(block, Facts):
        facts = tuple(replace(each, full=False) for each in block.facts)
        return replace(block, facts=facts, full=False)
    if isinstance(block, Entry):
        return replace(block, blocks=tuple(map(always, block.blocks)), full=False)
    return replace(block, full=False)


def brief(document: Document) -> Document:
    """
    The document without what is marked ``full``, and without sections that this leaves empty.

    What is kept names its best piece of evidence only.
    """
    sections = (
        replace(each, blocks=_brief_blocks(each.blocks))
        for each in document.sections
        if not each.full
    )
    return replace(document, sections=tuple(each for each in sections if each.blocks))


def _brief_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_brief_block(each) for each in blocks if not each.full)


def _brief_block(block: Block) -> Block:
    if isinstance(block, Facts):
        kept = (each for each in block.facts if not each.full)
        return replace(block, facts=tuple(replace(each, cites=_best(each.cites)) for each in kept))
    if isinstance(block, Entry):
        blocks = _brief_blocks(block.blocks)
        return replace(block, blocks=blocks, cites=_best(block.cites))
    if isinstance(block, Paragraph):
        line = block.line
        return replace(block, line=replace(line, cites=_best(line.cites)))
    if isinstance(block, Scale):
        marks = (
            replace(each, line=replace(each.line, cites=_best(each.line.cites)))
            for each in block.marks
        )
        return replace(block, marks=tuple(marks))
    return block


def _best(cites: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(sorted(cites, key=lambda each: each.grade)[:CITED_IN_BRIEF])
