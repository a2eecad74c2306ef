"""
Where a fact comes from: a publication, what it says, or what was looked for in vain; and what a
guide to the job says, with where better evidence differs.
"""

from collections.abc import Iterator
from datetime import date

from cmio_advisor.domain.base.frozen import Frozen, Id


class Source(Frozen):
    """A publication. ``published`` is a partial date as text, or ``undated``."""

    id: Id
    title: str
    publisher: str
    published: str
    url: str | None
    note: str | None = None


class Evidence(Frozen):
    """What a source says on one fact, its grade (A to D), when it was read and gets stale."""

    source: Id
    grade: str
    checked: date
    says: str
    review_by: date | None = None


class CredentialEvidence(Evidence):
    """That of a certificate: whether it tells of its ``renewal``, which cites nothing else."""

    renewal: bool = False


class Page(Frozen):
    """A public page on which something is done, or that helps to do it."""

    title: str
    url: str


class Search(Frozen):
    """What was looked for and not found, where, and on which day. It says no more than that."""

    what: str
    where: str
    on: date


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
