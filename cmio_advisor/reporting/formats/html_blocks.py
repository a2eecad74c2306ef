"""
Blocks as HTML, each as a fragment that holds for any document.

The number of a source differs from document to document, so a fragment holds seams instead: the
place of a mark, with the number of its evidence between two NUL characters. No text can forge one,
because ``visible`` writes every control character out, and no text gets here without it.
"""

from collections.abc import Iterable

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Checklist,
    CheckRow,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Scale,
    Table,
    Timeline,
)
from cmio_advisor.reporting.formats.drawings.svg import scale_svg, steps_svg
from cmio_advisor.reporting.formats.drawings.svg_shapes import html_text
from cmio_advisor.reporting.formats.drawings.svg_timeline import timeline_svg
from cmio_advisor.reporting.formats.drawings.timeline import page_legend
from cmio_advisor.reporting.formats.html_parts import (
    head_cells,
    numeric_class,
    state,
    table_of,
    writing_space,
)
from cmio_advisor.reporting.words.wording import money

SEAM = "\x00"
FIRST_LEVEL, DEEPEST_LEVEL = 3, 6
TOLD = "Published figures, of their own years"


class Fragments:
    """
    Renders blocks, and keeps what it rendered for as long as the same objects come again.
    """

    def __init__(self) -> None:
        self.cites: list[tuple[Evidence, ...]] = []
        """The evidence behind each seam. It is the roadmap's, so it ends where the roadmap does."""
        self._seams: dict[tuple[tuple[object, ...], ...], str] = {}
        self._kept = Memory()

    def blocks(self, blocks: Iterable[Block], heading: str, level: int = FIRST_LEVEL) -> str:
        """
        Blocks under a heading; the entries among them get headings of a level.
        """
        return "".join([self._block(each, heading, level) for each in blocks])

    def _block(self, block: Block, heading: str, level: int) -> str:
        key = (id(block), level, heading)
        known = self._kept.get(key)
        if known is None:
            # The block is kept too: as long as it lives, no other object can have its id.
            known = (block, self._rendered(block, heading, level))
            self._kept.keep(key, known)
        text: str = known[1]
        return text

    def _rendered(self, block: Block, heading: str, level: int) -> str:
        if isinstance(block, Paragraph):
            return f"<p>{self._cited(block.line)}</p>\n"
        if isinstance(block, Bullets):
            return self._bullets(block)
        if isinstance(block, Facts):
            kind = "facts inline" if block.inline else "facts"
            facts = "".join([self._fact(each) for each in block.facts])
            return f'<dl class="{kind}">\n{facts}</dl>\n' if facts else ""
        if isinstance(block, Checklist):
            return self._checklist(block, heading)
        if isinstance(block, Entry):
            return self._entry(block, level)
        if isinstance(block, Table):
            return self._table(block, heading)
        if isinstance(block, Scale):
            return self._scale(block)
        if isinstance(block, Timeline):
            legend = f"<figcaption>{html_text(page_legend(block))}</figcaption>"
            return f"<figure>{timeline_svg(block)}{legend}</figure>\n"
        return writing_space(block)

    def _cited(self, line: Line) -> str:
        text = html_text(line.text)
        if line.beside:
            text = f'<a href="{html_text(line.beside)}">{text}</a>'
        return f"{text}{self._mark(line.cites)}"

    def _mark(self, cites: tuple[Evidence, ...]) -> str:
        if not cites:
            return ""
        key = tuple((each.source, each.grade, each.checked) for each in cites)
        seam = self._seams.get(key)
        if seam is None:
            seam = self._seams[key] = f"{SEAM}{len(self.cites)}{SEAM}"
            self.cites.append(cites)
        return seam

    def _bullets(self, bullets: Bullets) -> str:
        if not bullets.lines:
            return ""
        items = "".join([f"<li>{self._cited(each)}</li>\n" for each in bullets.lines])
        if not bullets.label:
            return f"<ul>\n{items}</ul>\n"
        label = f'<p class="label">{html_text(bullets.label)}:</p>'
        return f'<div class="notes">{label}\n<ul>\n{items}</ul></div>\n'

    def _fact(self, fact: Fact) -> str:
        label, value = html_text(fact.label), html_text(fact.value)
        return f"<div><dt>{label}:</dt> <dd>{value}{self._mark(fact.cites)}</dd></div>\n"

    def _checklist(self, checklist: Checklist, heading: str) -> str:
        rows = checklist.rows
        numbered = any(row.number for row in rows)
        heads = (*([checklist.noun] if numbered else []), "Title", "State", "Remark")
        body = "".join([self._kept_row(row, numbered=numbered) for row in rows])
        chart = f"<figure>{steps_svg(checklist)}</figure>\n" if numbered else ""
        kind = "checks numbered" if numbered else "checks"
        return f"{chart}{table_of(kind, heading, head_cells(heads), body)}"

    def _kept_row(self, row: CheckRow, *, numbered: bool) -> str:
        """
        Kept as blocks are: a caseload's checklists are made anew of the same rows.
        """
        key = (id(row), numbered)
        known = self._kept.get(key)
        if known is None:
            known = (row, self._check_row(row, numbered=numbered))
            self._kept.keep(key, known)
        text: str = known[1]
        return text

    def _check_row(self, row: CheckRow, *, numbered: bool) -> str:
        number = f'<td class="number">{html_text(row.number)}</td>' if numbered else ""
        title = f"{html_text(row.title)}{self._mark(row.cites)}"
        return (
            f'<tr>{number}<th scope="row">{title}</th><td>{state(row.mark, row.word)}</td>'
            f'<td class="quiet">{html_text(row.aside)}</td></tr>\n'
        )

    def _entry(self, entry: Entry, level: int) -> str:
        number = f"{html_text(entry.number)}. " if entry.number else ""
        word = f" {state(entry.mark, entry.word)}" if entry.word else ""
        mark = self._mark(entry.cites)
        cites = f'<p class="cites">Sources{mark}</p>\n' if mark else ""
        tag = f"h{min(level, DEEPEST_LEVEL)}"
        return (
            f'<div class="entry">\n<{tag}>{number}{html_text(entry.title)}{word}</{tag}>\n{cites}'
            f"{self.blocks(entry.blocks, entry.title, level + 1)}</div>\n"
        )

    def _table(self, table: Table, heading: str) -> str:
        heads = head_cells(table.headers, table.numeric)
        names = [html_text(each) for each in table.headers]
        body = "".join([self._row(row, names, table.numeric) for row in table.rows])
        return table_of("rows", f"{heading}: {table.headers[0]}", heads, body)

    def _row(self, row: tuple[Line, ...], names: list[str], numeric: tuple[int, ...]) -> str:
        """
        The first cell names the row; the others carry their header, for where columns have no room.
        """
        first, *others = (self._cited(each) for each in row)
        cells = [
            f'<td{numeric_class(at, numeric)} data-head="{name}">{cell}</td>'
            for at, (name, cell) in enumerate(zip(names[1:], others, strict=True), 1)
        ]
        return f'<tr><th scope="row">{first}</th>{"".join(cells)}</tr>\n'

    def _scale(self, scale: Scale) -> str:
        points = "".join(
            f"<div><dt>{html_text(label)}:</dt> <dd>{money(value)}</dd></div>\n"
            for label, value in scale.points
        )
        band = f'<figure>{scale_svg(scale)}</figure>\n<dl class="figures">\n{points}</dl>\n'
        if not scale.marks:
            return band
        marks = "".join(
            f"<li><span>{html_text(each.letter)}</span> {self._cited(each.line)}</li>\n"
            for each in scale.marks
        )
        label = f'<p class="label">{TOLD}:</p>'
        return f'{band}<div class="notes">{label}\n<ul class="lettered">\n{marks}</ul></div>\n'
