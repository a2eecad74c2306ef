"""
The shapes of what profiles name, vocabulary.yaml and credentials.yaml, and of what is read rather
than judged: guide.yaml, sources.yaml and questions.yaml.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from cmio_advisor.domain.base.evidence import GuideSection, Point, Source, Topic
from cmio_advisor.domain.base.terms import (
    CvWords,
    JobTitle,
    LicenseNames,
    ListWords,
    LongTraining,
    Schools,
    Subject,
    Term,
    Trainee,
    TrainingEnd,
    UnusualTraining,
    WrittenWords,
)
from cmio_advisor.domain.profile.fields import COLUMNS, FIELDS, LISTS, OWN_LISTS, Kind
from cmio_advisor.domain.roadmap.credentials import Credential, Need, Pathway
from cmio_advisor.domain.roadmap.roadmap import AnswerOption, OptionScalar, Question
from cmio_advisor.loading.roadmap.conditions import RULE
from cmio_advisor.loading.roadmap.documents import OrShared
from cmio_advisor.loading.shapes.entries import (
    COST,
    DATES,
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    PROFESSION,
    SENTENCES,
    STATE,
    TERM_ID,
    WEB_ADDRESS,
    dated,
    file_shape,
    least,
    mapping,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import Number, SomeDate, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    Checked,
    Choice,
    Field,
    Flag,
    Keyed,
    Listing,
    Maybe,
    Pattern,
    Schema,
    Text,
    refuse,
)
from cmio_advisor.loading.shapes.term_ids import VOCABULARY
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

    def read(self, node: Node, problems: Problems) -> OptionScalar | dict[str, OptionScalar]:
        if isinstance(node.value, Mapping):
            return {key: self._single(each, problems) for key, each in node.value.items()}
        return self._single(node, problems)

    def _single(self, node: Node, problems: Problems) -> OptionScalar:
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


def _ask(**values: Any) -> Question:  # noqa: ANN401 - the fields below give the types
    field = f"answers.{values['id']}"
    return Question(**{"field": field, "settles": field, "help": "", **values})


def _fault_of(ask: Question) -> str | None:
    if ask.kind == "number" and not (ask.unit and ask.most):
        return "A question for a number names its unit, and the most that it can be."
    return None


ASK: Keyed[Question] = Keyed(
    "A question of a rule",
    _ask,
    {
        "id": needed(ID),
        "short": needed(Text()),
        "text": needed(Text()),
        "help": Field(shape=Text()),
        "why": needed(Text()),
        "kind": needed(Choice("a kind of question", ("yes-no", "number"))),
        "unit": Field(shape=Text()),
        "in_interview": Field(shape=Flag()),
        "most": Field(shape=Number(1, 1_000_000, "the unit")),
        "evidence": needed(EVIDENCE),
    },
)
"""A question that a rule asks of its own; ``short`` is what reports call its answer."""


NEED = record("A need", Need, dated(Need, "when"), when=RULE, **DATES)
PATHWAY = record(
    "A pathway",
    Pathway,
    lambda **values: dated(Pathway, "when")(end=values.get("until"), **values),
    when=RULE,
    end=None,
    **DATES,
)
CREDENTIAL = record(
    "A certification",
    Credential,
    below=RULE,
    made_for=RULE,
    held_when=RULE,
    requires=Listing(NEED),
    pathways=Listing(PATHWAY),
    fee_usd=Field(shape=COST, into="fee"),
)
TERM = record("A term", Term)
LETTERED = record("A term", Term, id=STATE)
DEGREE = mapping("A degree", **TERM.fields, evidence=Field(shape=EVIDENCE))
CREDENTIALS_FILE = file_shape(
    "credentials",
    {
        "degrees": Field(shape=Listing(DEGREE)),
        "asks": Field(shape=Listing(Checked(ASK, _fault_of))),
        "certifications": needed(Listing(OrShared(CREDENTIAL))),
    },
)
LETTERS = ("states", "countries")
"""The kinds whose ids are codes of two letters."""


def with_members(groups: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The ids of each group; the id of a group that stands before it stands for all that it has."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        members = (found.get(each, (each,)) for each in group["ids"])
        found[group["id"]] = tuple(dict.fromkeys(each for ids in members for each in ids))
    return found


def _paths(*kinds: Kind) -> tuple[str, ...]:
    return tuple(row.path for row in FIELDS if row.kind in kinds)


_TRAINING = Choice("a field of training", _paths(Kind.TRAININGS))
_MONTHS = WholeNumber(1, 240, "months")
_COLUMN = Choice("a column of a table", tuple(COLUMNS))
TITLE = record(
    "Job titles", JobTitle, work=Choice("a field of work", _paths(Kind.WORK)), training=_TRAINING
)
CV_WORDS = record(
    "Words of a CV",
    CvWords,
    titles=Listing(TITLE),
    least_months=mapping("Months by field", **dict.fromkeys(_paths(*LISTS), Field(shape=_MONTHS))),
    longer=Listing(record("Long training", LongTraining, months=_MONTHS)),
    unusual=Listing(record("Unusual training", UnusualTraining, field=_TRAINING)),
    schools=Listing(record("Schools of a degree", Schools)),
)
WRITTEN_WORDS = record(
    "Words beside names",
    WrittenWords,
    home=Listing(STATE),
    subjects=Listing(record("A subject", Subject)),
    lists=Listing(record("Words of a list", ListWords)),
    numbers=Listing(record("Words beside a number", ListWords)),
    licenses=Listing(
        record("Names of licenses", LicenseNames, profession=PROFESSION, roles=Listing(ID))
    ),
    trainees=Listing(record("A job in training", Trainee, column=_COLUMN, unless=Listing(_COLUMN))),
)
TRAINING_END = record(
    "An end of training",
    TrainingEnd,
    field=Choice("a field of training", _paths(Kind.HOLDINGS, Kind.TRAININGS)),
    month=WholeNumber(1, 12, "the year"),
)
_IDS = needed(Listing(TERM_ID))
GROUP = mapping("A group", id=needed(ID), title=needed(Text()), ids=_IDS)
_TRAINED = Field(shape=Listing(TERM_ID))
MEMBERS = mapping("A profession", id=needed(PROFESSION), degrees=_IDS, specialties=_TRAINED)
_NAMES = dict.fromkeys(VOCABULARY, Field(shape=SENTENCES))
_TAKEN_FROM = dict.fromkeys((*VOCABULARY, "schools"), Field(shape=EVIDENCE))
VOCABULARY_FILE = file_shape(
    "vocabulary",
    {
        **{
            kind: Field(
                shape=Listing(LETTERED if kind in LETTERS else TERM), needed=kind not in OWN_LISTS
            )
            for kind in VOCABULARY
        },
        "groups": needed(Listing(GROUP)),
        "professions": Field(shape=Listing(MEMBERS)),
        "together": Field(shape=mapping("Names that join several", **_NAMES)),
        "evidence": Field(shape=mapping("Evidence of lists", **_TAKEN_FROM)),
        "cv": Field(shape=CV_WORDS),
        "written": Field(shape=WRITTEN_WORDS),
        "training_ends": Field(shape=Listing(TRAINING_END)),
    },
)
