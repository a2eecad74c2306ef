"""
What a report says, before any format: sections of blocks, the same in all of them; the visitor that
knows them all; a document in short, or one part of it in full; and where the bars of a plan in time
stand, in percent of the width, for pages and paper.

What is marked ``full`` is left out of the short form, which is what a text form gives.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

from cmio_advisor.domain.base.evidence import Evidence, Source
from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.reporting.wording import Mark


class Line(Frozen, kw_only=False):
    """Words, and the evidence behind them; ``beside`` is a file of ours that a page links to."""

    text: str
    cites: tuple[Evidence, ...] = ()
    beside: str = ""


class Fact(Frozen, kw_only=False):
    """A label and its value; ``full`` ones are left out in brief. ``url`` is its web address."""

    label: str
    value: str
    cites: tuple[Evidence, ...] = ()
    full: bool = False
    url: str = ""

    @property
    def written(self) -> str:
        """The value, and the address where there is one."""
        return f"{self.value}: {self.url}" if self.url else self.value


TextOrLine = str | Line
"""A sentence as a view gives it."""


def _lines(said: Iterable[TextOrLine]) -> tuple[Line, ...]:
    return tuple(each if isinstance(each, Line) else Line(each) for each in said)


class Paragraph(Line, kw_only=False):
    """A sentence or several; where one piece of evidence says only a part, ``all_cited``."""

    full: bool = False
    all_cited: bool = False


class Bullets(Frozen, kw_only=False):
    """A list of sentences, with a label before it where one is given."""

    lines: tuple[Line, ...]
    label: str = ""
    full: bool = False

    def __init__(self, lines: Iterable[TextOrLine], label: str = "", **more: bool) -> None:
        super().__init__(_lines(filter(None, lines)), label, **more)


class Facts(Frozen, kw_only=False):
    """Labels and values, without those of no value; ``inline`` ones share a line in brief."""

    facts: tuple[Fact, ...]
    inline: bool = False
    full: bool = False

    def __init__(self, facts: Iterable[Fact | None], **more: bool) -> None:
        super().__init__(tuple(each for each in facts if each and each.value), **more)


class Entry(Frozen, kw_only=False):
    """A titled item with more about it, and entries in it; ``mark`` and ``word`` give its state."""

    title: str
    blocks: "tuple[Block, ...]"
    number: str = ""
    mark: Mark | None = None
    word: str = ""
    cites: tuple[Evidence, ...] = ()
    full: bool = False

    def __init__(self, title: str, blocks: "Parts", **more: Any) -> None:  # noqa: ANN401 - its fields
        super().__init__(title, _said(blocks), **more)


class Table(Frozen, kw_only=False):
    """Rows of cells under headers; the first cell names the row. ``numeric`` are column numbers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[int, ...] = ()
    full: bool = False

    def __init__(
        self,
        headers: Iterable[str],
        rows: Iterable[Iterable[TextOrLine]],
        **more: Any,  # noqa: ANN401 - its fields
    ) -> None:
        super().__init__(tuple(headers), tuple(map(_lines, rows)), **more)


class Stretch(Frozen, kw_only=False):
    """
    One bar of a timeline, how far it may slip (``latest_end``), whether it must not slip
    (``strong``), and days on the way (``moments``).
    """

    title: str
    start: date
    end: date
    latest_end: date
    strong: bool
    moments: tuple[date, ...] = ()


class Timeline(Frozen, kw_only=False):
    """Stretches of time under each other, drawn on pages; a table says the same."""

    stretches: tuple[Stretch, ...]
    full: bool = False


class WritingSpace(Frozen, kw_only=False):
    """Room to write by hand: a label and so many lines."""

    label: str
    count: int
    full: bool = False


Block = Paragraph | Bullets | Facts | Entry | Table | Timeline | WritingSpace
Parts = Block | Line | str | Iterable["Parts"] | None
"""Blocks as a view gives them: a text is a paragraph, and what says nothing is left out."""

SAYS = {Paragraph: "text", Bullets: "lines", Facts: "facts", Table: "rows", Timeline: "stretches"}
"""What a block says; without it, nothing."""


def _said(parts: Parts) -> tuple[Block, ...]:
    if isinstance(parts, Block):
        what = SAYS.get(type(parts))
        return (parts,) if what is None or getattr(parts, what) else ()
    if isinstance(parts, Line):
        return (Paragraph(parts.text, parts.cites),)
    if isinstance(parts, str):
        return (Paragraph(parts),) if parts else ()
    return tuple(block for each in parts or () for block in _said(each))


class Section(Frozen, kw_only=False):
    """
    A heading and what stands under it; a ``whole`` one is shown with all that is in it.

    Sections of one ``name`` tell of one thing, in short or in full; it can be asked for by that.
    What to do is ``last`` on a terminal, where the end of a text is what stays in view. On paper
    a section that ``opens_page`` begins a page.
    """

    title: str
    blocks: tuple[Block, ...]
    full: bool = False
    whole: bool = False
    name: str = ""
    last: bool = False
    opens_page: bool = False

    def __init__(self, title: str, blocks: Parts, **more: Any) -> None:  # noqa: ANN401 - its fields
        super().__init__(title, _said(blocks), **more)


class Document(Frozen, kw_only=False):
    """A report; ``sources`` holds every source that it cites. ``is_short``: not the whole."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    sources: Mapping[str, Source]
    is_short: bool = False

    def __init__(
        self,
        title: str,
        subtitle: str,
        sections: Iterable[Section],
        sources: Mapping[str, Source] | None = None,
        *,
        is_short: bool = False,
    ) -> None:
        said = tuple(each for each in sections if each.blocks)
        super().__init__(title, subtitle, said, sources or {}, is_short)


T = TypeVar("T")


def kind_of(block: object) -> str:
    """What a visitor's method for such a block is called, and what templates call it."""
    return type(block).__name__.lower()


class Visitor(ABC, Generic[T]):
    """Makes any number of things of each block."""

    def blocks(self, blocks: Iterable[Block]) -> Iterator[T]:
        """All that is made of these blocks, in their order."""
        for each in blocks:
            yield from self.block(each)

    def block(self, block: Block) -> Iterable[T]:
        made: Iterable[T] = getattr(self, kind_of(block))(block)
        return made

    @abstractmethod
    def paragraph(self, paragraph: Paragraph) -> Iterable[T]: ...

    @abstractmethod
    def bullets(self, bullets: Bullets) -> Iterable[T]: ...

    @abstractmethod
    def facts(self, facts: Facts) -> Iterable[T]: ...

    @abstractmethod
    def entry(self, entry: Entry) -> Iterable[T]: ...

    @abstractmethod
    def table(self, table: Table) -> Iterable[T]: ...

    def timeline(self, _: Timeline) -> Iterable[T]:
        """It is drawn on pages alone; the table beside it says the same."""
        return ()

    @abstractmethod
    def writingspace(self, space: WritingSpace) -> Iterable[T]: ...


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
    nothing = Section(name, "By these answers there is nothing to say here.")
    return replace(document, sections=found or (nothing,))


def _brief(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.full:
            continue
        match block:
            case Paragraph(all_cited=False):
                yield replace(block, cites=block.cites[:1])
            case Facts():
                yield replace(block, facts=(each for each in block.facts if not each.full))
            case Entry():
                yield replace(block, cites=block.cites[:1], blocks=_brief(block.blocks))
            case _:
                yield block


MOST_TICKS, TICK_STEPS = 8, (1, 2, 5, 10, 20)
"""So many years are named at most; of longer plans every second, third or fifth year is."""
LEGEND = (
    "Full bars cannot slip without moving the end; light ones can, as far as their line goes. "
    "Upright strokes are dates to keep."
)


def timeline_data(timeline: Timeline) -> dict[str, Any]:
    """The places of all its parts, and the same in words."""
    stretches = timeline.stretches
    first = min(day for each in stretches for day in (each.start, *each.moments))
    last = max(each.latest_end for each in stretches)
    days = max(1, (last - first).days)

    def across(day: date) -> float:
        return round(min(100.0, 100 * (day - first).days / days), 2)

    return {
        "told": "; ".join(map(stretch_text, stretches)),
        "legend": LEGEND,
        "years": [[across(date(year, 1, 1)), str(year)] for year in years_named(first, last)],
        "bars": [
            {
                "title": each.title,
                "from": across(each.start),
                "to": across(each.end),
                "latest": across(each.latest_end),
                "strong": each.strong,
                "moments": [*map(across, each.moments)],
            }
            for each in stretches
        ],
    }


def stretch_text(stretch: Stretch) -> str:
    """A stretch in words, such as ``Fellowship: 1 July 2027 to 30 June 2029``."""
    return f"{stretch.title}: {date_text(stretch.start)} to {date_text(stretch.end)}"


def years_named(first: date, last: date) -> list[int]:
    """The years to be named of those that begin between two days, evenly spaced."""
    begun = range(first.year + 1, last.year + 1)
    step = next((each for each in TICK_STEPS if len(begun) <= each * MOST_TICKS), TICK_STEPS[-1])
    return [each for each in begun if each % step == 0] or [*begun[:1]]
