"""
Which ids a caseload has named before, in little memory for any number of clients.
"""

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from cmio_advisor.loading.client_faults import Fault
from cmio_advisor.loading.client_table import Entry

FIRST_SIZE = 1 << 16
FULL_SHARE = 0.6


class SeenIds:
    """
    A set of ids, kept as 64-bit digests in one array with open places between them.

    Two ids out of a million share a digest about once in 30 million caseloads; the second of
    them would be refused as a repetition.
    """

    def __init__(self) -> None:
        self.places = array("Q", bytes(8 * FIRST_SIZE))
        self.count = 0

    def add(self, client_id: str) -> bool:
        """
        Remember the id; whether it is new.
        """
        digest = blake2b(client_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return self._put(int.from_bytes(digest) or 1)

    def _put(self, number: int) -> bool:
        places, last = self.places, len(self.places) - 1
        at = number & last
        while places[at]:
            if places[at] == number:
                return False
            at = (at + 1) & last
        places[at] = number
        self.count += 1
        if self.count > FULL_SHARE * len(places):
            self._grow()
        return True

    def _grow(self) -> None:
        kept, self.count = self.places, 0
        self.places = array("Q", bytes(16 * len(kept)))
        for number in kept:
            if number:
                self._put(number)


def unlike_before(entries: Iterable[Entry]) -> Iterator[Entry]:
    """
    The entries; one whose id stood before is marked as faulty, since reports are named by the id.
    """
    seen = SeenIds()
    advice = "This id stands further up already. Give each client an id of their own."
    for entry in entries:
        client_id = entry.client_id
        if client_id and not entry.faults and not seen.add(client_id):
            fault = Fault(column="id", found=client_id, advice=advice)
            yield entry._replace(faults=(fault,))
        else:
            yield entry
