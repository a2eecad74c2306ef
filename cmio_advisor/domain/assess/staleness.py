"""Evidence past its review day."""

from bisect import bisect_left
from datetime import date

from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.roadmap.roadmap import Roadmap


def stale_facts(roadmap: Roadmap, on: date) -> int:
    """How many pieces of evidence are past their review day."""
    if on > roadmap.review_by:
        return len(roadmap.review_days)
    return bisect_left(roadmap.review_days, on)


def is_stale(evidence: Evidence, roadmap: Roadmap, on: date) -> bool:
    """Whether a fact's review day, or the whole roadmap's, has passed."""
    return on > min(evidence.review_by or roadmap.review_by, roadmap.review_by)
