"""
Which sources a document cites: their numbers, in order of first appearance, and the marks for them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cmio_advisor.domain.base.evidence import Evidence, Source
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import partial_date_text
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.document import Document
from cmio_advisor.reporting.wording import GRADES, grades_text

WEAK_GRADES = ("C", "D")


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

    def __init__(self, document: Document) -> None:
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
        return {
            f"{self.numbers[each.source]}{each.grade if each.grade in WEAK_GRADES else ''}": (
                self.numbers[each.source]
            )
            for each in sorted(cites, key=lambda each: (self.numbers[each.source], each.grade))
        }

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
