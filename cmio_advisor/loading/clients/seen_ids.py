"""Which ids a caseload has named before and where, in little memory for any number of clients."""

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from cmio_advisor.domain.caseload.caseload import file_stem
from cmio_advisor.loading.clients.faults import Fault
from cmio_advisor.loading.clients.table import Record

FIRST_SIZE = 1 << 16
FULL_SHARE = 0.6


class SeenIds:
    """
    The ids met so far, each with the number of its record: kept as 64-bit digests that an array
    points to with open places between, some twenty bytes an id. Two ids of a million share one
    about once in 30 million caseloads; the second would be refused as a repetition.
    """

    def __init__(self) -> None:
        self.digests = array("Q")
        self.numbers = array("I")
        self.places = _open_places(FIRST_SIZE)

    def add(self, client_id: str, number: int) -> int | None:
        """Remember the id; the number of the record that named it before, or ``None``."""
        hashed = blake2b(client_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        digest = int.from_bytes(hashed)
        at = self._place(digest)
        if self.places[at]:
            return self.numbers[self.places[at] - 1]
        self.digests.append(digest)
        self.numbers.append(number)
        self.places[at] = len(self.digests)
        if len(self.digests) > FULL_SHARE * len(self.places):
            self._grow()
        return None

    def _place(self, digest: int) -> int:
        """Where the digest is pointed to, or the open place where it would be."""
        places, last = self.places, len(self.places) - 1
        at = digest & last
        while places[at] and self.digests[places[at] - 1] != digest:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        self.places = _open_places(2 * len(self.places))
        for count, digest in enumerate(self.digests, 1):
            self.places[self._place(digest)] = count


def _open_places(size: int) -> "array[int]":
    return array("I", [0]) * size


def unlike_before(entries: Iterable[Record]) -> Iterator[Record]:
    """The entries; one whose id stood before is faulty, since reports are named by the id."""
    seen = SeenIds()
    files: list[str] = []
    for entry in entries:
        if not entry.client_id or entry.faults:
            yield entry
            continue
        in_file = not entry.where.isdecimal()
        if in_file:
            files.append(entry.where)
        number = len(files) - 1 if in_file else int(entry.where)
        before = seen.add(file_stem(entry.client_id), number)
        if before is None:
            yield entry
        else:
            where = files[before] if in_file else f"{_place(entry)} {before}"
            advice = (
                f"This id stands in {where} already, perhaps with other capitals or signs, and its "
                "report is made from what stands there. Give each client an id of their own, and "
                "of two copies take one away."
            )
            fault = Fault(column="id", found=entry.client_id, advice=advice)
            yield entry._replace(faults=(fault,))


def _place(entry: Record) -> str:
    return "row" if isinstance(entry.content, list) else "line"
