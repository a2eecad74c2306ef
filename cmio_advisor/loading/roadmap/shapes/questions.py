"""The shape of questions.yaml: the questions of the interview, and their own answers."""

from collections.abc import Mapping
from typing import Any

from cmio_advisor.domain.roadmap.roadmap import AnswerOption, Question, Scalar
from cmio_advisor.loading.roadmap.conditions import Apart, ConditionShape
from cmio_advisor.loading.roadmap.shared import OrShared
from cmio_advisor.loading.shapes.entries import ID, SENTENCES, TERM_ID, Least, file_shape, needed
from cmio_advisor.loading.shapes.shapes import (
    Choice,
    Field,
    Flag,
    Keyed,
    Listing,
    Schema,
    Text,
    refuse,
)
from cmio_advisor.loading.text.nodes import Node, Problems

QUESTION_KINDS = ("one", "many", "number", "date", "yes-no")


def questions_file(conditions: ConditionShape) -> Keyed[dict[str, Any]]:
    """The shape of the whole file."""
    option = Keyed(
        "An option",
        AnswerOption,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "value": needed(_ProfileValue()),
            "names": Field(shape=SENTENCES),
        },
    )
    question = Keyed(
        "A question",
        Question,
        {
            "id": needed(ID),
            "field": needed(Text()),
            "settles": needed(Text()),
            "short": needed(Text()),
            "text": needed(Text()),
            "help": needed(Text()),
            "why": needed(Text()),
            "kind": needed(Choice("a kind of question", QUESTION_KINDS)),
            "choices": Field(shape=Text()),
            "usual": Field(shape=Listing(TERM_ID)),
            "options": Field(shape=Least(option)),
            "nothing": Field(shape=Text()),
            "asked_when": Field(shape=Apart(conditions)),
            "decides_when": Field(shape=Apart(conditions)),
            "first": Field(shape=Flag()),
            "example": Field(shape=Text()),
            "hint": Field(shape=Text()),
        },
    )
    return file_shape("questions", {"questions": needed(Listing(OrShared(question)))})


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
