"""
What was made once is kept, up to a bound: for caseloads, in which most parts are alike.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

MOST_REMEMBERED = 20_000
"""Entries a memory holds before it starts anew, so that it stays small for any caseload."""


class Memory(dict[Hashable, Any]):
    """
    What was made once for a key. It starts anew when it grows too large.
    """

    def get_or_make(self, key: Hashable, make: Callable[[], T]) -> T:
        """
        What stands under the key; made if nothing does.
        """
        found: T | None = self.get(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def keep(self, key: Hashable, made: object) -> None:
        """
        Keep this under the key.
        """
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[key] = made


class Shared:
    """
    A part of results that is one object for all clients who have it.

    ``written`` is its text in a caseload's lines. It stands here, and not in a memory of the
    writer, because a client has dozens of parts and a look-up costs more than the rest of the
    writing; it is not there before the part was first written.
    """

    __slots__ = ("written",)
    written: str
