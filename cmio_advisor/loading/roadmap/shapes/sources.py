"""The shape of sources.yaml: every publication that a fact rests on."""

from typing import Any

from cmio_advisor.domain.base.evidence import Source
from cmio_advisor.loading.shapes.entries import ID, SENTENCE, WEB_ADDRESS, file_shape, needed
from cmio_advisor.loading.shapes.shapes import Field, Keyed, Listing, Maybe, Pattern, Text

PUBLISHED = Pattern(
    "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|undated", "a date like 2014-06, or the word undated"
)


SOURCE = Keyed(
    "A source",
    Source,
    {
        "id": needed(ID),
        "title": needed(Text()),
        "publisher": needed(Text()),
        "published": needed(PUBLISHED),
        "url": needed(Maybe(WEB_ADDRESS)),
        "note": Field(shape=SENTENCE),
    },
)


def sources_file() -> Keyed[dict[str, Any]]:
    """The shape of the whole file."""
    return file_shape("sources", {"sources": needed(Listing(SOURCE))})
