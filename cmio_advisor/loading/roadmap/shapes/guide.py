"""The shapes of guide.yaml, what the job is topic by topic, and of sources.yaml."""

from typing import Any

from cmio_advisor.domain.base.evidence import Source
from cmio_advisor.domain.roadmap.guide import GuideSection, Point, Topic
from cmio_advisor.loading.shapes.entries import WEB_ADDRESS, Least, file_shape, needed, record
from cmio_advisor.loading.shapes.shapes import Keyed, Listing, Maybe, Pattern


def guide_file() -> Keyed[dict[str, Any]]:
    """The shape of the whole file."""
    point = record("A point", Point)
    section = record("A section", GuideSection, points=Least(point))
    topic = record("A topic", Topic, sections=Least(section))
    return file_shape("guide", {"topics": needed(Least(topic))})


PUBLISHED = Pattern(
    "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|undated", "a date like 2014-06, or the word undated"
)


SOURCE = record("A source", Source, published=PUBLISHED, url=Maybe(WEB_ADDRESS))


def sources_file() -> Keyed[dict[str, Any]]:
    """The shape of the whole file."""
    return file_shape("sources", {"sources": needed(Listing(SOURCE))})
