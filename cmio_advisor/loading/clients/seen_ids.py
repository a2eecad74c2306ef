"""Which ids a caseload has named before and where, in little memory for any number of clients."""

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from cmio_advisor.domain.caseload.caseload import file_stem
from cmio_advisor.loading.clients.faults import BadRecordError, Fault
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.source import read_entry
from cmio_advisor.loading.clients.table import Record

SHELVES = 1 << 14


class SeenIds:
    """
    The ids met so far, each with the number of its record: kept as 64-bit digests on many short
    shelves, some twenty bytes an id. Two ids of a million share one about once in 30 million
    caseloads; the second would be refused as a repetition.
    """

    def __init__(self) -> None:
        self.shelves: dict[int, tuple[array[int], array[int]]] = {}

    def add(self, client_id: str, number: int) -> int | None:
        """Remember the id; the number of the record that named it before, or ``None``."""
        hashed = blake2b(client_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        digest = int.from_bytes(hashed)
        digests, numbers = self.shelves.setdefault(digest % SHELVES, (array("Q"), array("I")))
        if digest in digests:
            return numbers[digests.index(digest)]
        digests.append(digest)
        numbers.append(number)
        return None


def unlike_before(entries: Iterable[Record], reader: ClientReader) -> Iterator[Record]:
    """
    The entries; one whose id stood before is faulty, since reports are named by the id. A record
    that the reader refuses costs no other of its id.
    """
    seen = SeenIds()
    files: list[str] = []
    for entry in entries:
        stem = file_stem(entry.client_id or "")
        if not entry.client_id or entry.faults or not _is_read(entry, stem, reader):
            yield entry
            continue
        in_file = not entry.where.isdecimal()
        if in_file:
            files.append(entry.where)
        number = len(files) - 1 if in_file else int(entry.where)
        before = seen.add(stem, number)
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


def _is_read(entry: Record, stem: str, reader: ClientReader) -> bool:
    """Whether a client comes of it, as of every row with a plain id that no cell can cost."""
    if isinstance(entry.content, list) and not reader.strict and stem == entry.client_id:
        return True
    try:
        return bool(read_entry(entry, reader))
    except BadRecordError:
        return False


def _place(entry: Record) -> str:
    return "row" if isinstance(entry.content, list) else "line"
