"""What reports say of themselves: by which roadmap, and what to note."""

from collections.abc import Iterable

from cmio_advisor.domain.assess.assessment import Notice
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.document.cleaning import visible
from cmio_advisor.reporting.document.document import Bullets, Line, Section
from cmio_advisor.reporting.views.sections import AssessmentSection
from cmio_advisor.reporting.words.wording import date_text

LONGEST_NAME = 80
NOTES_SHOWN = 3
"""So many notes stand in the short form; those about the answers come before those about the
evidence."""


def owner_text(name: str | None) -> str:
    """Whose report it is, as part of a title; nothing where no name was told."""
    return f" for {visible(name, LONGEST_NAME)}" if name else ""


def roadmap_line(roadmap: Roadmap, *, in_short: bool = False) -> Line:
    """Which roadmap a report came from."""
    named, print_ = f"Roadmap {roadmap.id} {roadmap.version}", roadmap.fingerprint[:12]
    if in_short:
        return Line(f"{named} ({print_}).")
    review = date_text(roadmap.review_by)
    return Line(f"{named}, fingerprint {print_}, to be reviewed by {review}.")


def notes_section(warnings: Iterable[Notice]) -> Section:
    """What the reader should know about the answers and the evidence."""
    lines = tuple(Line(each.text) for each in warnings)
    shown, more = lines[:NOTES_SHOWN], lines[NOTES_SHOWN:]
    blocks = (*([Bullets(shown)] if shown else []), *([Bullets(more, full=True)] if more else []))
    return Section("Please note", blocks, name=AssessmentSection.NOTES)
