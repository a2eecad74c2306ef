"""The shapes of what is read rather than judged: guide.yaml, sources.yaml and questions.yaml."""

from collections.abc import Mapping

from cmio_advisor.domain.base.evidence import Source
from cmio_advisor.domain.roadmap.guide import GuideSection, Point, Topic
from cmio_advisor.domain.roadmap.roadmap import AnswerOption, Question, Scalar
from cmio_advisor.loading.roadmap.conditions import RULE
from cmio_advisor.loading.roadmap.shared import OrShared
from cmio_advisor.loading.shapes.entries import (
    EVIDENCE_OR_NONE,
    TERM_ID,
    WEB_ADDRESS,
    file_shape,
    least,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import SomeDate
from cmio_advisor.loading.shapes.shapes import Choice, Listing, Maybe, Pattern, Schema, Text, refuse
from cmio_advisor.loading.text.nodes import Node, Problems

POINT = record("A point", Point, evidence=needed(EVIDENCE_OR_NONE))
"""A statement with its evidence, or with an empty list where it states no fact."""


SECTION = record("A section", GuideSection, points=least(POINT))
TOPIC = record("A topic", Topic, sections=least(SECTION))
GUIDE_FILE = file_shape("guide", {"topics": needed(least(TOPIC))})


class Published(Pattern, kw_only=False):
    """The date on a page as it stands there, if it has one."""

    def read(self, node: Node, problems: Problems) -> str:
        text = Pattern.read(self, node, problems)
        if text != UNDATED:
            SomeDate().read(node, problems)
        return text


UNDATED = "undated"
PUBLISHED = Published(
    f"[0-9]{{4}}(?:-[0-9]{{2}}(?:-[0-9]{{2}})?)?|{UNDATED}",
    "a date like 2014-06, or the word undated",
)
SOURCE = record("A source", Source, published=PUBLISHED, url=Maybe(WEB_ADDRESS))


SOURCES_FILE = file_shape("sources", {"sources": needed(Listing(SOURCE))})
QUESTION_KINDS = ("one", "many", "number", "date", "yes-no")


class _ProfileValue:
    """What an option writes into a profile: a single value, or a mapping of single values."""

    def read(self, node: Node, problems: Problems) -> Scalar | dict[str, Scalar]:
        if isinstance(node.value, Mapping):
            return {key: self._single(each, problems) for key, each in node.value.items()}
        return self._single(node, problems)

    def _single(self, node: Node, problems: Problems) -> Scalar:
        if isinstance(node.value, str | int | float):
            return node.value
        raise refuse(node, problems, f"A single value was expected here, found {node.echo()}.")

    def schema(self) -> Schema:
        single: Schema = {"type": ["string", "number", "boolean"]}
        return {"anyOf": [single, {"type": "object", "additionalProperties": single}]}


OPTION = record("An option", AnswerOption, value=_ProfileValue())
QUESTION = record(
    "A question",
    Question,
    kind=Choice("a kind of question", QUESTION_KINDS),
    choices=Text(),
    usual=Listing(TERM_ID),
    options=least(OPTION),
    nothing=Text(),
    asked_when=RULE,
    decides_when=RULE,
    **dict.fromkeys(("unit", "most", "in_interview")),
)
QUESTIONS_FILE = file_shape("questions", {"questions": needed(Listing(OrShared(QUESTION)))})
