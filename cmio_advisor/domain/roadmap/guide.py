"""The guide to the job: what career guides say, and where better evidence differs."""

from collections.abc import Iterator

from cmio_advisor.domain.base.evidence import Evidence, Search
from cmio_advisor.domain.base.frozen import Frozen, Id


class Point(Frozen):
    """One statement of the guide, and what better evidence says where it differs."""

    text: str
    evidence: tuple[Evidence, ...]
    correction: str | None = None
    correction_evidence: tuple[Evidence, ...] = ()
    searched: Search | None = None


class GuideSection(Frozen):
    title: str
    points: tuple[Point, ...]


class Topic(Frozen):
    id: Id
    title: str
    summary: str
    sections: tuple[GuideSection, ...]


class Guide(Frozen):
    topics: tuple[Topic, ...]

    def evidence(self) -> Iterator[tuple[str, Evidence]]:
        """Every piece of evidence, with the topic it supports."""
        for topic in self.topics:
            for section in topic.sections:
                for point in section.points:
                    for each in (*point.evidence, *point.correction_evidence):
                        yield f"guide {topic.id}", each
