"""What was made once is kept, up to a bound: for reports, in which most parts are alike."""

from collections.abc import Hashable
from typing import Any

MOST_REMEMBERED = 20_000
"""Entries a memory holds before it starts anew, so that it stays small for any caseload."""


class Memory(dict[Hashable, Any]):
    """What was made once for a key. It starts anew when it grows too large."""

    def keep(self, key: Hashable, made: object) -> None:
        """Keep this under the key."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[key] = made
