"""The one place that knows all kinds of block: whatever is made of a document derives from it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar, assert_never

from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Checklist,
    Entry,
    Facts,
    Paragraph,
    Scale,
    Table,
    Timeline,
    WritingSpace,
)

T = TypeVar("T")


class Visitor(ABC, Generic[T]):
    """Makes any number of things of each block."""

    def blocks(self, blocks: Iterable[Block]) -> Iterator[T]:
        """All that is made of these blocks, in their order."""
        for each in blocks:
            yield from self.block(each)

    def block(self, block: Block) -> Iterable[T]:
        """What is made of one block. A new kind of block is first missed here, by mypy."""
        match block:
            case Paragraph():
                return self.paragraph(block)
            case Bullets():
                return self.bullets(block)
            case Facts():
                return self.facts(block)
            case Checklist():
                return self.checklist(block)
            case Entry():
                return self.entry(block)
            case Table():
                return self.table(block)
            case Scale():
                return self.scale(block)
            case Timeline():
                return self.timeline(block)
            case WritingSpace():
                return self.writing_space(block)
            case _:
                assert_never(block)

    @abstractmethod
    def paragraph(self, paragraph: Paragraph) -> Iterable[T]: ...

    @abstractmethod
    def bullets(self, bullets: Bullets) -> Iterable[T]: ...

    @abstractmethod
    def facts(self, facts: Facts) -> Iterable[T]: ...

    @abstractmethod
    def checklist(self, checklist: Checklist) -> Iterable[T]: ...

    @abstractmethod
    def entry(self, entry: Entry) -> Iterable[T]: ...

    @abstractmethod
    def table(self, table: Table) -> Iterable[T]: ...

    @abstractmethod
    def scale(self, scale: Scale) -> Iterable[T]: ...

    @abstractmethod
    def timeline(self, timeline: Timeline) -> Iterable[T]: ...

    @abstractmethod
    def writing_space(self, space: WritingSpace) -> Iterable[T]: ...
