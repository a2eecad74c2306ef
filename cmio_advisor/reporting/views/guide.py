"""The guide as a report: its topics, or one of them with what better evidence says."""

from datetime import date

from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.roadmap.guide import Guide, Point, Topic
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.document.document import (
    Bullets,
    Document,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
)
from cmio_advisor.reporting.views.about import searched_section

CORRECTED = "Better evidence: "


def guide_document(roadmap: Roadmap, guide: Guide, topic: Topic | None, on: date) -> Document:
    """One topic, or the list of topics. A correction stands right under what it corrects."""
    by = f"By roadmap {roadmap.id} {roadmap.version}, on {date_text(on)}"
    if topic is None:
        listed = tuple(Fact(each.id, f"{each.title}. {each.summary}") for each in guide.topics)
        how = Paragraph(Line("To read one: cmio-advisor guide TOPIC"))
        sections: tuple[Section, ...] = (Section("Topics", (Facts(listed), how)),)
        return Document(f"Guide: {roadmap.title}", by, sections, roadmap.sources)
    sections = tuple(
        Section(each.title, tuple(Bullets(tuple(_lines(point))) for point in each.points))
        for each in topic.sections
    )
    in_short = Section("In short", (Paragraph(Line(topic.summary)),))
    points = (point.searched for each in topic.sections for point in each.points)
    shown = (in_short, *sections, searched_section(points))
    return Document(
        f"Guide: {topic.title}", by, tuple(each for each in shown if each.blocks), roadmap.sources
    )


def _lines(point: Point) -> list[Line]:
    lines = [Line(point.text, point.evidence)]
    if point.correction is not None:
        lines.append(Line(f"{CORRECTED}{point.correction}", point.correction_evidence))
    return lines
