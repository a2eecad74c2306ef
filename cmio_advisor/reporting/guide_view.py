"""
The guide as a report: its topics, or one of them with what better evidence says.
"""

from cmio_advisor.domain.roadmap import Point, Roadmap, Topic
from cmio_advisor.reporting.document import Bullets, Document, Fact, Facts, Line, Paragraph, Section
from cmio_advisor.reporting.wording import counted

CORRECTED = "Better evidence: "


def guide_document(roadmap: Roadmap) -> Document:
    """
    The list of topics.
    """
    topics = tuple(Fact(each.id, f"{each.title}. {each.summary}") for each in roadmap.topics)
    how = Paragraph(Line("To read one: cmio-advisor guide TOPIC"))
    return Document(
        title=f"Guide: {roadmap.title}",
        subtitle=f"{counted(len(topics), 'topic')}, by roadmap {roadmap.id} {roadmap.version}",
        sections=(Section("Topics", (Facts(topics), how)),),
        sources=roadmap.sources,
    )


def topic_document(topic: Topic, roadmap: Roadmap) -> Document:
    """
    One topic. A correction stands right under the statement that it corrects.
    """
    return Document(
        title=topic.title,
        subtitle=topic.summary,
        sections=tuple(
            Section(
                each.title,
                tuple(Bullets(tuple(_lines(point))) for point in each.points),
            )
            for each in topic.sections
        ),
        sources=roadmap.sources,
    )


def _lines(point: Point) -> list[Line]:
    lines = [Line(point.text, point.evidence)]
    if point.correction is not None:
        lines.append(Line(f"{CORRECTED}{point.correction}", point.correction_evidence))
    return lines
