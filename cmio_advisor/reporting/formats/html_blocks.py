"""
Blocks as HTML, each as a fragment that holds for any document.

The number of a source differs from document to document, so a fragment holds seams instead: the
place of a mark, with the number of its evidence between two NUL characters. No text can forge one,
because ``visible`` writes every control character out, and no text gets here without it.
"""

from collections.abc import Callable, Iterable

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
    WritingSpace,
)
from cmio_advisor.reporting.document.visitor import Visitor
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
        return "".join(_Writer(self, heading, level).blocks(blocks))

    def kept(self, made_of: object, key: tuple[object, ...], make: Callable[[], str]) -> str:
        """
        The text of this object, made once for a key.
        """
        full_key = (id(made_of), *key)
        known = self._kept.get(full_key)
        if known is None:
            # The object is kept too: as long as it lives, no other can have its id.
            known = (made_of, make())
            self._kept.keep(full_key, known)
        text: str = known[1]
        return text

    def mark(self, cites: tuple[Evidence, ...]) -> str:
        """
        The seam of these pieces of evidence; empty if there are none.
        """
        if not cites:
            return ""
        key = tuple((each.source, each.grade, each.checked) for each in cites)
        seam = self._seams.get(key)
        if seam is None:
            seam = self._seams[key] = f"{SEAM}{len(self.cites)}{SEAM}"
            self.cites.append(cites)
        return seam


class _Writer(Visitor[str]):
    """
    Writes the blocks under one heading.
    """

    def __init__(self, fragments: Fragments, heading: str, level: int) -> None:
        self.fragments = fragments
        self.heading = heading
        self.level = level

    def block(self, block: Block) -> Iterable[str]:
        def make() -> str:
            return "".join(super(_Writer, self).block(block))

        yield self.fragments.kept(block, (self.level, self.heading), make)

    def paragraph(self, paragraph: Paragraph) -> Iterable[str]:
        yield f"<p>{self._cited(paragraph.line)}</p>\n"

    def facts(self, facts: Facts) -> Iterable[str]:
        if facts.facts:
            yield f'<dl class="{"facts inline" if facts.inline else "facts"}">\n'
            yield from map(self._fact, facts.facts)
            yield "</dl>\n"

    def timeline(self, timeline: Timeline) -> Iterable[str]:
        legend = f"<figcaption>{html_text(page_legend(timeline))}</figcaption>"
        yield f"<figure>{timeline_svg(timeline)}{legend}</figure>\n"

    def writing_space(self, space: WritingSpace) -> Iterable[str]:
        yield writing_space(space)

    def _cited(self, line: Line) -> str:
        text = html_text(line.text)
        if line.beside:
            text = f'<a href="{html_text(line.beside)}">{text}</a>'
        return f"{text}{self.fragments.mark(line.cites)}"

    def bullets(self, bullets: Bullets) -> Iterable[str]:
        if not bullets.lines:
            return
        items = "".join([f"<li>{self._cited(each)}</li>\n" for each in bullets.lines])
        if bullets.label:
            label = f'<p class="label">{html_text(bullets.label)}:</p>'
            yield f'<div class="notes">{label}\n<ul>\n{items}</ul></div>\n'
        else:
            yield f"<ul>\n{items}</ul>\n"

    def _fact(self, fact: Fact) -> str:
        label, value = html_text(fact.label), html_text(fact.value)
        return f"<div><dt>{label}:</dt> <dd>{value}{self.fragments.mark(fact.cites)}</dd></div>\n"

    def checklist(self, checklist: Checklist) -> Iterable[str]:
        rows = checklist.rows
        numbered = any(row.number for row in rows)
        heads = (*([checklist.noun] if numbered else []), "Title", "State", "Remark")
        body = "".join([self._kept_row(row, numbered=numbered) for row in rows])
        chart = f"<figure>{steps_svg(checklist)}</figure>\n" if numbered else ""
        kind = "checks numbered" if numbered else "checks"
        yield f"{chart}{table_of(kind, self.heading, head_cells(heads), body)}"

    def _kept_row(self, row: CheckRow, *, numbered: bool) -> str:
        """
        Kept as blocks are: a caseload's checklists are made anew of the same rows.
        """
        return self.fragments.kept(
            row, (numbered,), lambda: self._check_row(row, numbered=numbered)
        )

    def _check_row(self, row: CheckRow, *, numbered: bool) -> str:
        number = f'<td class="number">{html_text(row.number)}</td>' if numbered else ""
        title = f"{html_text(row.title)}{self.fragments.mark(row.cites)}"
        return (
            f'<tr>{number}<th scope="row">{title}</th><td>{state(row.mark, row.word)}</td>'
            f'<td class="quiet">{html_text(row.aside)}</td></tr>\n'
        )

    def entry(self, entry: Entry) -> Iterable[str]:
        number = f"{html_text(entry.number)}. " if entry.number else ""
        word = f" {state(entry.mark, entry.word)}" if entry.word else ""
        mark = self.fragments.mark(entry.cites)
        cites = f'<p class="cites">Sources{mark}</p>\n' if mark else ""
        tag = f"h{min(self.level, DEEPEST_LEVEL)}"
        yield (
            f'<div class="entry">\n<{tag}>{number}{html_text(entry.title)}{word}</{tag}>\n{cites}'
            f"{self.fragments.blocks(entry.blocks, entry.title, self.level + 1)}</div>\n"
        )

    def table(self, table: Table) -> Iterable[str]:
        heads = head_cells(table.headers, table.numeric)
        names = [html_text(each) for each in table.headers]
        body = "".join([self._row(row, names, table.numeric) for row in table.rows])
        yield table_of("rows", f"{self.heading}: {table.headers[0]}", heads, body)

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

    def scale(self, scale: Scale) -> Iterable[str]:
        points = "".join(
            f"<div><dt>{html_text(label)}:</dt> <dd>{money(value)}</dd></div>\n"
            for label, value in scale.points
        )
        yield f'<figure>{scale_svg(scale)}</figure>\n<dl class="figures">\n{points}</dl>\n'
        if not scale.marks:
            return
        marks = "".join(
            f"<li><span>{html_text(each.letter)}</span> {self._cited(each.line)}</li>\n"
            for each in scale.marks
        )
        label = f'<p class="label">{TOLD}:</p>'
        yield f'<div class="notes">{label}\n<ul class="lettered">\n{marks}</ul></div>\n'
