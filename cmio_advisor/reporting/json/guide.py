"""The guide to the role as JSON."""

from datetime import date

from cmio_advisor.domain.roadmap.guide import Guide, Topic
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.json.form import TEXT, Writing, itself, json_text, keys, many
from cmio_advisor.reporting.json.parts import EVIDENCE, SEARCHED, SOURCES, heading

POINT = keys(
    text=TEXT,
    evidence=EVIDENCE,
    correction=TEXT | None,
    correction_evidence=EVIDENCE,
    searched=SEARCHED | None,
)
HEADING = heading("cmio-advisor/guide/1")
TITLE = keys(id=TEXT, title=TEXT, summary=TEXT)
TOPIC = keys(**TITLE.fields, sections=many(keys(title=TEXT, points=many(POINT))))
GUIDE = keys(**HEADING, topics=many(TITLE))
ONE_TOPIC = keys(**HEADING, topic=(TOPIC, itself), sources=SOURCES)


def guide_json(roadmap: Roadmap, guide: Guide, topic: Topic | None, on: date) -> str:
    """One topic of the guide, or the list of topics."""
    writing = Writing(roadmap, on)
    if topic is None:
        return json_text(GUIDE, guide, writing)
    return json_text(ONE_TOPIC, topic, writing)
