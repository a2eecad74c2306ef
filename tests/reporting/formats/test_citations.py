"""Which evidence a document rests on is found wherever it stands."""

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.reporting import document
from cmio_advisor.reporting.formats.text import HOLDING

PARTS = ("Line", "Fact", "Block")


def test_whatever_holds_parts_with_evidence_is_walked_through() -> None:
    """A new block, or a new field of one, cannot hide its evidence from the list of sources."""
    kinds = [
        each
        for each in vars(document).values()
        if isinstance(each, type) and issubclass(each, Frozen) and each is not Frozen
    ]
    found = {
        name
        for kind in kinds
        if kind not in (document.Section, document.Document)
        for name, held in kind.record_types().items()
        if any(part in str(held) for part in PARTS)
    }
    assert found == set(HOLDING)
