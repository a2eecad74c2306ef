"""The shape of guide.yaml: what the job is, topic by topic."""

from typing import Any

from cmio_advisor.domain.roadmap.guide import GuideSection, Point, Topic
from cmio_advisor.loading.shapes.entries import Least, file_shape, needed, record
from cmio_advisor.loading.shapes.shapes import Keyed


def guide_file() -> Keyed[dict[str, Any]]:
    """The shape of the whole file."""
    point = record("A point", Point)
    section = record("A section", GuideSection, points=Least(point))
    topic = record("A topic", Topic, sections=Least(section))
    return file_shape("guide", {"topics": needed(Least(topic))})
