"""The shapes of what profiles name: vocabulary.yaml and credentials.yaml."""

from collections.abc import Iterable, Mapping
from typing import Any

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
from cmio_advisor.domain.roadmap.roadmap import Question
from cmio_advisor.loading.roadmap.conditions import ConditionShape, apart
from cmio_advisor.loading.roadmap.shared import OrShared
from cmio_advisor.loading.shapes.entries import (
    COST,
    DATES,
    EVIDENCE,
    ID,
    PROFESSION,
    SENTENCES,
    STATE,
    TERM_ID,
    TEXTS,
    dated,
    file_shape,
    mapping,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    Checked,
    Choice,
    Field,
    Flag,
    Keyed,
    Listing,
    Shape,
    Text,
)


def credentials_file(conditions: ConditionShape) -> Keyed[dict[str, Any]]:
    degree = mapping("A degree", **_term().fields, evidence=Field(shape=EVIDENCE))
    return file_shape(
        "credentials",
        {
            "degrees": Field(shape=Listing(degree)),
            "asks": Field(shape=Listing(Checked(ASK, _fault_of))),
            "certifications": needed(Listing(OrShared(_credential(conditions)))),
        },
    )


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


def _pathway(**values: Any) -> Pathway:  # noqa: ANN401 - the fields below give the types
    return dated(Pathway, "when")(end=values.get("until"), **values)


def _credential(conditions: ConditionShape) -> Keyed[Credential]:
    rule = apart(conditions)
    need = record("A need", Need, dated(Need, "when"), when=rule, **DATES)
    pathway = record("A pathway", Pathway, _pathway, when=rule, end=None, **DATES)
    return record(
        "A certification",
        Credential,
        below=rule,
        made_for=rule,
        held_when=rule,
        requires=Listing(need),
        pathways=Listing(pathway),
        fee_usd=Field(shape=COST, into="fee"),
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
    "countries",
    *OWN_LISTS,
)
LETTERS = ("states", "countries")
"""The kinds whose ids are codes of two letters."""


def vocabulary_file() -> Keyed[dict[str, Any]]:
    lettered = _term(STATE)
    kinds = {
        kind: Field(
            shape=Listing(lettered if kind in LETTERS else _term()), needed=kind not in OWN_LISTS
        )
        for kind in KINDS
    }
    ids = needed(Listing(TERM_ID))
    group = mapping("A group", id=needed(ID), title=needed(Text()), ids=ids)
    listed = (*KINDS, "schools")
    taken_from = mapping("Evidence of lists", **dict.fromkeys(listed, Field(shape=EVIDENCE)))
    lists = {**kinds, "groups": needed(Listing(group))}
    names = dict.fromkeys(KINDS, Field(shape=SENTENCES))
    together = mapping("Names that join several", **names)
    trained = Field(shape=Listing(TERM_ID))
    profession = mapping("A profession", id=needed(PROFESSION), degrees=ids, specialties=trained)
    more = {
        "professions": Field(shape=Listing(profession)),
        "together": Field(shape=together),
        "evidence": Field(shape=taken_from),
        "cv": Field(shape=_cv()),
        "written": Field(shape=_written()),
        "training_ends": Field(shape=Listing(_training_end())),
    }
    return file_shape("vocabulary", {**lists, **more})


def with_members(groups: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The ids of each group; the id of a group that stands before it stands for all that it has."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        members = (found.get(each, (each,)) for each in group["ids"])
        found[group["id"]] = tuple(dict.fromkeys(each for ids in members for each in ids))
    return found


def _training_end() -> Keyed[TrainingEnd]:
    of_training = (row.path for row in FIELDS if row.kind in (Kind.HOLDINGS, Kind.TRAININGS))
    field = Choice("a field of training", tuple(of_training))
    return record(
        "An end of training", TrainingEnd, field=field, month=WholeNumber(1, 12, "the year")
    )


def _cv() -> Keyed[CvWords]:
    work = Choice("a field of work", tuple(row.path for row in FIELDS if row.kind is Kind.WORK))
    learned = tuple(row.path for row in FIELDS if row.kind is Kind.TRAININGS)
    training = Choice("a field of training", learned)
    title = record("Job titles", JobTitle, work=work, training=training)
    months = WholeNumber(1, 240, "months")
    least = {row.path: Field(shape=months) for row in FIELDS if row.kind in LISTS}
    return record(
        "Words of a CV",
        CvWords,
        titles=Listing(title),
        least_months=mapping("Months by field", **least),
        longer=Listing(record("Long training", LongTraining, months=months)),
        unusual=Listing(record("Unusual training", UnusualTraining, field=training)),
        asked=TEXTS,
        schools=Listing(record("Schools of a degree", Schools, degree=ID)),
    )


def _written() -> Keyed[WrittenWords]:
    columns = Choice("a column of a table", tuple(COLUMNS))
    return record(
        "Words beside names",
        WrittenWords,
        home=Listing(STATE),
        abroad=TEXTS,
        subjects=Listing(record("A subject", Subject, reads=ID)),
        lists=Listing(record("Words of a list", ListWords, short=TEXTS, another=TEXTS)),
        numbers=Listing(record("Words beside a number", ListWords, short=TEXTS, another=TEXTS)),
        license_states=TEXTS,
        licenses=Listing(
            record("Names of licenses", LicenseNames, profession=PROFESSION, roles=Listing(ID))
        ),
        trainees=Listing(
            record("A job in training", Trainee, column=columns, unless=Listing(columns))
        ),
    )


def _term(id: Shape[str] = ID) -> Keyed[Term]:  # noqa: A002 - the key's own name
    return record("A term", Term, id=id)
