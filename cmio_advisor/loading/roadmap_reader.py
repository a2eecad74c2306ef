"""
The shapes of the roadmap's files: steps, credentials, ladder, guide, sources, words, questions.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cmio_advisor.domain.conditions import Dated
from cmio_advisor.domain.evidence import Evidence, Source
from cmio_advisor.domain.guide import Point, Section, Topic
from cmio_advisor.domain.roadmap import (
    Cost,
    Credential,
    Months,
    Need,
    Option,
    Pathway,
    Question,
    Requirement,
    Route,
    Rung,
    Scalar,
    Sign,
    Step,
    Strength,
    Term,
    WayOn,
)
from cmio_advisor.loading.condition_reader import Apart, ConditionShape
from cmio_advisor.loading.nodes import Node, Problems
from cmio_advisor.loading.quantities import FullDate, Number, Whole
from cmio_advisor.loading.shapes import (
    Choice,
    Field,
    Flag,
    Keyed,
    Listing,
    Maybe,
    Pattern,
    Schema,
    Shape,
    Text,
    refuse,
)

T = TypeVar("T")

ID = Pattern("[a-z0-9]+(?:-[a-z0-9]+)*", "an id of small letters, digits and hyphens")
PUBLISHED = Pattern(
    "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|undated", "a date like 2014-06, or the word undated"
)
KINDS = (
    "roles",
    "leadership_roles",
    "specialties",
    "projects",
    "memberships",
    "activities",
    "organizations",
    "states",
)
QUESTION_KINDS = ("one", "many", "number", "date", "yes-no")


def needed(shape: Shape[Any], into: str | None = None) -> Field:
    """
    A field that has to stand there.
    """
    return Field(shape=shape, needed=True, into=into)


def file_shape(name: str, fields: Mapping[str, Field]) -> Keyed[dict[str, Any]]:
    """
    A whole file: its schema line, then its fields, as a mapping.
    """
    schema = needed(Choice("the format of this file", (f"cmio-advisor/{name}/1",)))
    return Keyed(f"The file {name}.yaml", dict, {"schema": schema, **fields})


class Least:
    """
    A list with at least one entry.
    """

    def __init__(self, item: Shape[Any]) -> None:
        self.items = Listing(item)

    def read(self, node: Node, problems: Problems) -> tuple[Any, ...]:
        found = self.items.read(node, problems)
        if not found:
            raise refuse(node, problems, "At least one entry has to stand here.")
        return found

    def schema(self) -> Schema:
        return {**self.items.schema(), "minItems": 1}


EVIDENCE_ENTRY = Keyed(
    "Evidence",
    Evidence,
    {
        "source": needed(ID),
        "grade": needed(Choice("a grade", ("A", "B", "C", "D"))),
        "checked": needed(FullDate()),
        "says": needed(Text()),
        "review_by": Field(shape=FullDate()),
    },
)
EVIDENCE = Least(EVIDENCE_ENTRY)
EVIDENCE_OR_NONE = Listing(EVIDENCE_ENTRY)
"""For entries that state no fact, such as a role for which no pay figure was found."""


def _cost(**values: Any) -> Cost:  # noqa: ANN401 - the fields below give the types
    return Cost(**values)


COST = Maybe(
    Keyed(
        "A cost",
        _cost,
        {
            "low": needed(Whole(0, 10_000_000, "US dollars")),
            "high": needed(Whole(0, 10_000_000, "US dollars")),
            "note": Field(shape=Text()),
        },
    )
)
MONTHS = Keyed(
    "A duration",
    Months,
    {name: needed(Number(0, 600, "months")) for name in ("low", "likely", "high")},
)
SENTENCE = Maybe(Text())
SENTENCES = Listing(Text())


def sources_file() -> Keyed[dict[str, Any]]:
    source = Keyed(
        "A source",
        Source,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "publisher": needed(Text()),
            "published": needed(PUBLISHED),
            "url": needed(SENTENCE),
            "note": Field(shape=SENTENCE),
        },
    )
    return file_shape("sources", {"sources": needed(Listing(source))})


def _term(id: Shape[str] = ID) -> Keyed[Term]:  # noqa: A002 - the key's own name
    return Keyed(
        "A term",
        Term,
        {"id": needed(id), "title": needed(Text()), "names": Field(shape=SENTENCES)},
    )


def vocabulary_file() -> Keyed[dict[str, Any]]:
    state = _term(Pattern("[A-Z]{2}", "a two-letter state code"))
    kinds = {kind: needed(Listing(state if kind == "states" else _term())) for kind in KINDS}
    group: Keyed[dict[str, Any]] = Keyed(
        "A group",
        dict,
        {"id": needed(ID), "title": needed(Text()), "ids": needed(Listing(ID))},
    )
    return file_shape("vocabulary", {**kinds, "groups": needed(Listing(group))})


def credential_terms_file() -> Keyed[dict[str, Any]]:
    """
    Only the ids, titles and names of credentials.yaml, which conditions elsewhere refer to.
    """
    return _credentials_file(_Anything())


def credentials_file(conditions: ConditionShape) -> Keyed[dict[str, Any]]:
    return _credentials_file(_credential(conditions))


class _Anything:
    """
    Takes a node as it is, to be read later.
    """

    def read(self, node: Node, problems: Problems) -> Node:
        del problems
        return node

    def schema(self) -> Schema:
        return {}


def _credentials_file(certification: Shape[Any]) -> Keyed[dict[str, Any]]:
    degree = Keyed(
        "A degree",
        _degree,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "names": Field(shape=SENTENCES),
            "evidence": Field(shape=EVIDENCE),
        },
    )
    return file_shape(
        "credentials",
        {"degrees": needed(Listing(degree)), "certifications": needed(Listing(certification))},
    )


def _degree(**values: Any) -> tuple[Term, tuple[Evidence, ...]]:  # noqa: ANN401
    evidence = values.pop("evidence", ())
    return Term(**values), evidence


def dated(build: Callable[..., T], condition: str) -> Callable[..., T]:
    """
    Puts an entry's own ``from`` and ``until`` around its condition.
    """

    def made(**values: Any) -> T:  # noqa: ANN401 - the fields give the types
        start, end = values.pop("from", None), values.pop("until", None)
        if start or end:
            values[condition] = Dated(values[condition], start, end)
        if build is Pathway:
            values["end"] = end
        return build(**values)

    return made


DATES = {"from": Field(shape=FullDate()), "until": Field(shape=FullDate())}


def _credential(conditions: ConditionShape) -> Keyed[Credential]:
    rule = Apart(conditions)
    need: Keyed[Need] = Keyed(
        "A need", dated(Need, "when"), {"when": needed(rule), "need": needed(Text()), **DATES}
    )
    pathway: Keyed[Pathway] = Keyed(
        "A pathway",
        dated(Pathway, "when"),
        {
            "id": needed(ID),
            "title": needed(Text()),
            "when": needed(rule),
            "need": needed(Text()),
            "closed": Field(shape=SENTENCE),
            "evidence": needed(EVIDENCE),
            **DATES,
        },
    )

    def made(names: tuple[str, ...] = (), **values: Any) -> Credential:  # noqa: ANN401
        del names
        return Credential(**{"requires": (), "pathways": (), **values})

    return Keyed(
        "A certification",
        made,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "short": needed(Text()),
            "issuer": needed(Text()),
            "names": Field(shape=SENTENCES),
            "former_names": Field(shape=SENTENCES),
            "about": needed(Text()),
            "held_when": Field(shape=rule),
            "requires": Field(shape=Listing(need)),
            "pathways": Field(shape=Listing(pathway)),
            "exam": Field(shape=SENTENCE),
            "fee_usd": Field(shape=COST, into="fee"),
            "renewal": Field(shape=SENTENCE),
            "preparation": Field(shape=SENTENCE),
            "unknowns": Field(shape=SENTENCES),
            "evidence": needed(EVIDENCE),
        },
    )


def roadmap_file(conditions: ConditionShape) -> Keyed[dict[str, Any]]:
    return file_shape(
        "roadmap",
        {
            "id": needed(ID),
            "title": needed(Text()),
            "version": needed(Pattern("[0-9]+\\.[0-9]+\\.[0-9]+", "a version like 1.0.0")),
            "target_role": needed(ID),
            "evidence_from": needed(FullDate()),
            "review_by": needed(FullDate()),
            "about": needed(Text()),
            "texts": needed(Texts()),
            "steps": needed(Least(_step(conditions))),
            "ladder": needed(Least(_rung(conditions))),
            "ways_on": needed(Listing(_way_on(conditions))),
        },
    )


class Texts:
    """
    Named sentences.
    """

    def read(self, node: Node, problems: Problems) -> dict[str, str]:
        if not isinstance(node.value, Mapping):
            raise refuse(node, problems, f"Named sentences were expected, found {node.echo()}.")
        return {key: Text().read(each, problems) for key, each in node.value.items()}

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": {"type": "string"}}


def _step(conditions: ConditionShape) -> Keyed[Step]:
    return Keyed(
        "A step",
        Step,
        {
            "number": needed(Whole(1, 99, "steps")),
            "id": needed(ID),
            "title": needed(Text()),
            "about": needed(Text()),
            "requirements": needed(Least(_requirement(conditions))),
        },
    )


def _requirement(conditions: ConditionShape) -> Keyed[Requirement]:
    def made(strength: str, **values: Any) -> Requirement:  # noqa: ANN401
        return dated(Requirement, "met_when")(strength=Strength(strength), **values)

    return Keyed(
        "A requirement",
        made,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "strength": needed(Choice("a strength", tuple(Strength))),
            "share": needed(Text()),
            "met_when": needed(Apart(conditions)),
            "need": needed(Text()),
            "why": needed(Text()),
            "waivable": Field(shape=Flag()),
            "evidence": needed(EVIDENCE),
            "routes": needed(Least(_route(conditions))),
            **DATES,
        },
    )


def _route(conditions: ConditionShape) -> Keyed[Route]:
    return Keyed(
        "A route",
        Route,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "action": needed(Text()),
            "why": needed(Text()),
            "needs": Field(shape=conditions),
            "months": needed(MONTHS),
            "cost_usd": needed(COST, into="cost"),
            "hours": needed(Maybe(Whole(0, 100_000, "hours"))),
            "from": Field(shape=FullDate(), into="start"),
            "until": Field(shape=FullDate(), into="end"),
            "closed": Field(shape=SENTENCE),
            "notes": Field(shape=SENTENCES),
            "evidence": needed(EVIDENCE),
        },
    )


def _rung(conditions: ConditionShape) -> Keyed[Rung]:
    sign = Keyed(
        "A sign",
        Sign,
        {
            "when": needed(Apart(conditions, ("eligible", "requirement", "stage"))),
            "why": needed(Text()),
            "pay_role": Field(shape=Maybe(ID)),
        },
    )
    return Keyed(
        "A rung",
        Rung,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "about": needed(Text()),
            "signs": needed(Least(sign)),
            "evidence": needed(EVIDENCE),
        },
    )


def _way_on(conditions: ConditionShape) -> Keyed[WayOn]:
    return Keyed(
        "A way on",
        WayOn,
        {
            "id": needed(ID),
            "title": needed(Text()),
            "when": needed(Apart(conditions)),
            "text": needed(Text()),
            "first_steps": needed(SENTENCES),
            "evidence": needed(EVIDENCE),
        },
    )


def questions_file(conditions: ConditionShape) -> Keyed[dict[str, Any]]:
    option = Keyed(
        "An option",
        Option,
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
            "usual": Field(shape=Listing(ID)),
            "options": Field(shape=Least(option)),
            "nothing": Field(shape=Text()),
            "asked_when": Field(shape=Apart(conditions)),
            "first": Field(shape=Flag()),
            "example": Field(shape=Text()),
        },
    )
    return file_shape("questions", {"questions": needed(Listing(question))})


class _ProfileValue:
    """
    What an option writes into a profile: a single value, or a mapping of single values.
    """

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


def guide_file() -> Keyed[dict[str, Any]]:
    point = Keyed(
        "A point",
        Point,
        {
            "text": needed(Text()),
            "evidence": needed(EVIDENCE),
            "correction": Field(shape=SENTENCE),
            "correction_evidence": Field(shape=EVIDENCE),
        },
    )
    section = Keyed("A section", Section, {"title": needed(Text()), "points": needed(Least(point))})
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
