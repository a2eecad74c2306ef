"""The shape of guide.yaml: what the job is, topic by topic."""

from typing import Any

from cmio_advisor.domain.roadmap.guide import GuideSection, Point, Topic
from cmio_advisor.loading.shapes.entries import (
    EVIDENCE,
    ID,
    SEARCHED,
    SENTENCE,
    Least,
    file_shape,
    needed,
)
from cmio_advisor.loading.shapes.shapes import Field, Keyed, Text


def guide_file() -> Keyed[dict[str, Any]]:
    """The shape of the whole file."""
    point = Keyed(
        "A point",
        Point,
        {
            "text": needed(Text()),
            "evidence": needed(EVIDENCE),
            "correction": Field(shape=SENTENCE),
            "correction_evidence": Field(shape=EVIDENCE),
            "searched": SEARCHED,
        },
    )
    section = Keyed(
        "A section", GuideSection, {"title": needed(Text()), "points": needed(Least(point))}
    )
    topic = Keyed(
        "A topic",
        Topic,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "summary": needed(Text()),
            "sections": needed(Least(section)),
        },
    )
    return file_shape("guide", {"topics": needed(Least(topic))})
