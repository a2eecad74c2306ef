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
