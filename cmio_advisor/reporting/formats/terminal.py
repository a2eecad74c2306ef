"""The terminal form, drawn with Rich. Text enters Rich cleaned and as `Text` only."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting.cleaning import is_web_address, visible
from cmio_advisor.reporting.formats.text import Citations, source_line
from cmio_advisor.reporting.wording import Mark

NARROWEST, WIDEST = 40, 120
INDENT = 2
WRITE_HERE = "_" * 20
TABLES_FROM, WORDS_FROM = 60, 14
"""The width that a table needs, in all and for each column of words, beside its figures, which do
not wrap; below, it becomes a list."""

GLYPHS = {
    Mark.DONE: ("✓", "+", "green"),
    Mark.RUNNING: ("»", ">", "cyan"),
    Mark.PLANNED: ("›", ".", "cyan"),  # noqa: RUF001 - a mark, not text
    Mark.EXCUSED: ("–", "-", "green"),  # noqa: RUF001 - a mark, not text
    Mark.SOON: ("!", "!", "yellow"),
    Mark.LAPSED: ("!", "!", "yellow"),
    Mark.OPEN: ("·", "o", ""),
    Mark.UNTOLD: ("?", "?", "dim"),
    Mark.SHUT: ("×", "x", "dim"),  # noqa: RUF001 - a mark, not text
}


class Screen(Frozen, kw_only=False):
    """
    What a terminal can show. The command line finds it out; no renderer asks the environment.

    ``width`` is in columns; without ``color`` not one escape byte is written; without ``unicode``
    marks and drawings are ASCII.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True


def render_terminal(document: doc.Document, screen: Screen) -> str:
    """The document for a screen, which counts as 40 to 120 columns wide."""
    screen = replace(screen, width=min(max(screen.width, NARROWEST), WIDEST))
    out = StringIO()
    console = Console(
        file=out,
        width=screen.width,
        height=WIDEST,  # any: without one Rich asks the real terminal
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for each in _Drawing(screen, document).drawn():
        console.print(each, overflow="fold")
    # Rich gives each link an id, another in each run.
    drawn = re.sub(r"(?<=\x1b\]8;)id=[-0-9]+(?=;)", "", out.getvalue())
    return "\n".join(line.rstrip() for line in drawn.split("\n"))


class _Drawing(doc.Visitor[RenderableType]):
    def __init__(self, screen: Screen, document: doc.Document) -> None:
        self.screen = screen
        self.document = document
        self.is_close = False
        self.marks = Citations(document)

    def drawn(self) -> Iterator[RenderableType]:
        document, sources = self.document, self.marks.sources
        title, subtitle = _styled(document.title, "bold"), _styled(document.subtitle)
        on_one_line = title.copy().append(f". {visible(document.subtitle)}", "not bold")
        if on_one_line.cell_len <= self.screen.width:
            yield on_one_line
        else:
            yield title
            yield subtitle
        for section in document.sections:
            if not section.last:
                yield from self.section(section.title, self.blocks(section.blocks))
        if sources:
            first = min(each.checked for each in sources)
            heading = f"Sources, checked from {first} on"
            if document.is_short:
                short = "; ".join(
                    f"[{each.number}] {each.source.publisher}, "
                    f"{each.source.published.partition('-')[0]} ({'/'.join(each.grades)})"
                    for each in sources
                )
                yield _indented(_styled(f"{heading}: ", "dim").append_text(_styled(f"{short}.")))
            else:
                grades = (_styled(each, "dim") for each in self.marks.grade_lines())
                lines = (_styled(source_line(each)) for each in sources)
                yield from self.section(heading, (*lines, *grades))
        # Without blank lines between them three steps fit into 24 lines, the least of screens.
        self.is_close = True
        for section in document.sections:
            if section.last:
                yield from self.section(section.title, self.blocks(section.blocks))

    def section(self, title: str, body: Iterable[RenderableType]) -> Iterator[RenderableType]:
        yield ""
        yield _styled(title, "bold cyan")
        yield from map(_indented, body)

    def blocks(self, blocks: Iterable[doc.Block]) -> Iterator[RenderableType]:
        before: doc.Block | None = None
        for block in blocks:
            follows = (
                isinstance(block, doc.Entry) and isinstance(before, doc.Entry) and before.blocks
            )
            if follows and not self.is_close:
                yield ""
            yield from self.block(block)
            before = block

    def paragraph(self, paragraph: doc.Paragraph) -> Iterable[RenderableType]:
        yield _with_command(self.cited(paragraph))

    def cited(self, line: doc.Line, style: str = "") -> Text:
        return self.marked(_styled(line.text, style), line.cites)

    def marked(self, text: Text, cites: tuple[Evidence, ...]) -> Text:
        mark = self.marks.mark(cites)
        return text.append(f" {mark}", "dim") if mark else text

    def fact(self, fact: doc.Fact) -> Text:
        value = fact.value if is_web_address(fact.url) else fact.written
        text = _styled(f"{fact.label}: ", "bold").append(visible(value), "not bold")
        return self.marked(text, fact.cites)

    def bullets(self, bullets: doc.Bullets) -> Iterator[RenderableType]:
        if bullets.label and bullets.lines:
            yield _styled(f"{bullets.label}:", "bold")
        for line in bullets.lines:
            yield _hanging(_styled("-"), [self.cited(line)])

    def facts(self, facts: doc.Facts) -> Iterator[RenderableType]:
        if facts.inline and self.screen.width >= TABLES_FROM:
            between = _styled(" · " if self.screen.unicode else " | ", "dim")
            yield between.join(map(self.fact, facts.facts))
            return
        for each in facts.facts:
            drawn = self.fact(each)
            if is_web_address(each.url):
                yield _with_address(drawn, each.url, in_short=self.document.is_short)
            else:
                yield drawn

    def entry(self, entry: doc.Entry) -> Iterable[RenderableType]:
        title = self.marked(_styled(entry.title, "bold"), entry.cites)
        sign = _styled(entry.number, "bold cyan")
        if entry.mark:
            glyph, ascii_glyph, style = GLYPHS[entry.mark]
            sign = _styled(glyph if self.screen.unicode else ascii_glyph, style)
            title.append(f"  {entry.word}" if entry.word else "", style or "not bold")
        if not sign:
            yield Group(title, *map(_indented, self.blocks(entry.blocks)))
        else:
            yield _hanging(sign, [title, *self.blocks(entry.blocks)])

    def table(self, table: doc.Table) -> Iterator[RenderableType]:
        needed = INDENT + WORDS_FROM * (len(table.headers) - len(table.numeric))
        for at in table.numeric:
            cells = (row[at].text for row in table.rows)
            needed += 1 + max(map(len, (table.headers[at], *cells)))
        if self.screen.width < max(TABLES_FROM, needed):
            for row in table.rows:
                facts = [
                    _styled(f"{header}: ").append_text(self.cited(cell))
                    for header, cell in zip(table.headers[1:], row[1:], strict=True)
                ]
                yield _hanging(_styled("-"), [self.cited(row[0], "bold"), *facts])
            return
        rows = _grid()
        for at in range(len(table.headers)):
            numeric = at in table.numeric
            rows.add_column(
                justify="right" if numeric else "left",
                ratio=None if numeric else 2 if at == 0 else 1,
                no_wrap=numeric,
                overflow="fold",
            )
        rows.add_row(*(_styled(each, "bold") for each in table.headers))
        for row in table.rows:
            rows.add_row(*map(self.cited, row))
        yield rows

    def writingspace(self, space: doc.WritingSpace) -> Iterable[RenderableType]:
        yield _styled(f"{space.label}: {WRITE_HERE}")


def _styled(text: str, style: str = "") -> Text:
    """The text, cleaned, in a style: the only way text enters Rich."""
    return Text(visible(text), style=style)


def _indented(body: RenderableType) -> RenderableType:
    return Padding(body, (0, 0, 0, INDENT))


class _Fitted:
    """A text on one line; where there is less room, what stands for it in lines of that width."""

    def __init__(self, text: Text, lines: Callable[[int], Iterator[Text]]) -> None:
        self.text = text
        self.lines = lines

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
        fits = self.text.cell_len <= options.max_width
        return iter([self.text]) if fits else self.lines(options.max_width)


def _with_address(text: Text, url: str, *, in_short: bool) -> RenderableType:
    """The address as a link beside it where both fit; else below, between two of its parts."""

    def lines(width: int) -> Iterator[Text]:
        if not in_short:
            yield text.copy().append(":")
        for line in _broken(re.findall(r".+?(?:[/?&=.-]+|$)", url), width):
            yield Text(line, f"link {url}")

    return _Fitted(Text.assemble(text, ": ", (url, f"link {url}")), lines)


def _with_command(text: Text) -> RenderableType:
    """
    A text that ends in a command to type: where it needs several lines the command stands below the
    words, and each of its lines but the last ends as a shell wants it, so that it can be pasted.
    """
    found = re.fullmatch(r"(.*:) (cmio-advisor .+)", text.plain)
    if found is None:
        return text
    words, arguments = found[1], re.findall(r" ?(?:'[^']*'|\S)+", found[2])

    def lines(width: int) -> Iterator[Text]:
        yield text[: len(words)]
        yield from map(Text, _broken(arguments, width, end=" \\", begin=" "))

    return _Fitted(text, lines)


def _broken(parts: Iterable[str], width: int, *, end: str = "", begin: str = "") -> Iterator[str]:
    """Parts in lines of that width, with what ends each but the last and begins the next."""
    line = ""
    for part in parts:
        if line and len(line) + len(part) + len(end) > width:
            yield line + end
            line = begin
        line += part
    yield line


def _hanging(sign: Text, body: Sequence[RenderableType]) -> RenderableType:
    """The body to the right of a sign, all its lines aligned."""
    rows = _grid()
    rows.add_column(no_wrap=True)
    rows.add_column(ratio=1, overflow="fold")
    rows.add_row(sign, Group(*body))
    return rows


def _grid() -> Grid:
    """A table without lines, a space between its columns."""
    return Grid.grid(padding=(0, 1), expand=True)
