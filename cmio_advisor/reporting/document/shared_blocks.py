"""
Blocks that are the same in many reports: made anew for one report, once for a caseload.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Protocol, TypeVar

from cmio_advisor.domain.base.kept import Memory

T = TypeVar("T")


class Once(Protocol):
    """
    Gives what ``make`` makes of the parts, which the key and the parts' identity tell apart.
    """

    def __call__(
        self, key: tuple[Hashable, ...], parts: Sequence[object], make: Callable[[], T], /
    ) -> T: ...


def anew(key: tuple[Hashable, ...], parts: Sequence[object], make: Callable[[], T], /) -> T:
    """
    Make it each time.
    """
    del key, parts
    return make()


class SharedBlocks:
    """
    Keeps what was made, and beside it the parts it was made of, so that their identity holds.
    """

    def __init__(self) -> None:
        self.kept = Memory()

    def once(
        self, key: tuple[Hashable, ...], parts: Sequence[object], make: Callable[[], T], /
    ) -> T:
        """
        What was made of these parts; made if they are new.
        """
        full_key = (*key, *map(id, parts))
        known = self.kept.get(full_key)
        if known is None:
            known = (parts, make())
            self.kept.keep(full_key, known)
        made: T = known[1]
        return made
