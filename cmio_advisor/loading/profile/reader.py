"""
A profile from its nodes, by the table of its fields: one shape a kind.

A key that is absent or says ``unknown`` is unknown; ``[]``, ``none`` or ``0`` is known to be
nothing. Those two readings are made here, so the domain sees ``None`` and empty tuples only.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.human_words import is_sheet_error, means_unknown, yes_or_no
from cmio_advisor.domain.base.terms import TrainingEnd, Vocabulary
from cmio_advisor.domain.base.time import PartialDate, Span
from cmio_advisor.domain.base.written_days import PRESENT, read_day
from cmio_advisor.domain.profile.fields import (
    COLUMNS,
    FIELDS,
    HEADS,
    LISTS,
    NONE,
    Kind,
    ProfileField,
    is_group,
    nothing_under,
)
from cmio_advisor.domain.profile.profile import (
    MORE,
    NO_JOB,
    OTHER,
    PROFILE_SCHEMA,
    Constraints,
    Experience,
    Holding,
    Leadership,
    Profile,
    Reply,
    Role,
    Setting,
    Status,
    Training,
    Waiver,
    other_id,
)
from cmio_advisor.domain.roadmap.names import folded
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.written_statuses import TRAINED, VAGUE, split_day, status_of
from cmio_advisor.loading.profile.licenses import license_shape
from cmio_advisor.loading.profile.work import (
    Since,
    end_before_start,
    with_professions,
    work_fields,
    work_shape,
    worked,
)
from cmio_advisor.loading.shapes.answers import Answerable, NoneOr, Several, answer_field
from cmio_advisor.loading.shapes.entries import needed
from cmio_advisor.loading.shapes.quantities import Amount, FullDate, Number, SomeDate, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    Around,
    Built,
    Checked,
    Choice,
    Field,
    Flag,
    Keyed,
    Pattern,
    Schema,
    Shape,
    ShortOrLong,
    Text,
    refuse,
)
from cmio_advisor.loading.shapes.term_ids import AreaBesideState, TermId
from cmio_advisor.loading.shapes.written_entries import Entries
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

MOST_OF_ANY = 1_000_000
SINCE = r"(?i)([^()]{2,80}?),? since ([^()]{4,40})"
"""A job, and since when."""
ENDS = ("earned", "completed", "expected")
"""What an entry may say of its end."""
STATUS_NAMES = {
    **dict.fromkeys(("complete", "done", "finished", "graduated"), "completed"),
    **dict.fromkeys(("ongoing", "enrolled", "underway", "under way"), "in-progress"),
    **dict.fromkeys(("expected", "anticipated", "in training", "resident"), "in-progress"),
}
"""What people call a status besides its own name."""
TRAINING_NAMES = {
    **STATUS_NAMES,
    **dict.fromkeys(("current", "active", "chief resident"), "in-progress"),
    **dict.fromkeys(("yes", "y"), "completed"),
    **{f"pgy{sign}{year}": "in-progress" for sign in ("", " ") for year in range(1, 8)},
}
"""The same of training: what is current there is under way."""
HELD_NAMES = {
    **{name: each.replace("completed", "held") for name, each in STATUS_NAMES.items()},
    **dict.fromkeys(("current", "active", "yes", "y", "completed"), "held"),
    **dict.fromkeys(("expired", "inactive"), "lapsed"),
}
"""The same of what is held once it is completed: degrees, certificates."""
GROUPS: dict[str, tuple[str, Callable[..., Any]]] = {
    "leadership": ("Leadership", Leadership),
    "setting": ("A setting", Setting),
    "constraints": ("Constraints", Constraints),
}
"""What stands under a key of several fields: how a message calls it, and what it becomes."""


@lru_cache(maxsize=4)
def profile_shape(roadmap: Roadmap) -> Keyed[Profile]:
    """The shape of a profile, with this roadmap's ids; remembered for the next profile."""
    fields = {
        head: answer_field(
            _group(head, roadmap) if is_group(head) else SHAPES[rows[0].kind](rows[0], roadmap)
        )
        for head, rows in HEADS.items()
    }
    version = Field(shape=Choice("the profile format", (PROFILE_SCHEMA,)))
    columns = {
        name: row.path if column.part in ("", "id") else f"{row.path}.{column.part}"
        for name, (row, column) in COLUMNS.items()
    }
    return Keyed("A profile", _profile, {"schema": version, **fields}, elsewhere=columns)


def read_profile(node: Node, roadmap: Roadmap, problems: Problems) -> Profile:
    """The profile in a decoded document; `Unreadable` with all that is wrong in ``problems``."""
    if not isinstance(node.value, Mapping):
        problems.add(node.place, f"A profile is a mapping of answers, found {node.echo()}.")
        raise Unreadable
    return with_professions(profile_shape(roadmap).read(node, problems), roadmap.vocabulary)


def _profile(**answers: Any) -> Profile:  # noqa: ANN401 - the fields above give the types
    answers.pop("schema", None)
    return Profile(**{key: each for key, each in answers.items() if each is not None})


def _group(head: str, roadmap: Roadmap) -> Shape[Any]:
    """Several fields in one mapping; where all of them can be nothing, ``none`` says so."""
    what, build = GROUPS[head]
    fields: dict[str, Field] = {}
    for row in HEADS[head]:
        if row.kind is Kind.WORK:
            fields |= work_fields(row, roadmap)
            build = partial(_with_work, build)
        else:
            fields[row.last] = answer_field(SHAPES[row.kind](row, roadmap))
    record: Shape[Any] = Since(Checked(Keyed(what, build, fields), end_before_start))
    if "metro" in fields:
        record = AreaBesideState(record, roadmap.vocabulary)
    nothing = nothing_under(head)
    return record if nothing is None else NoneOr(record, GROUPS[head][1](**nothing))


def _with_work(build: Callable[..., Any], **values: Any) -> Any:  # noqa: ANN401 - as the group is
    work = {key: values.pop(key) for key in ("years", "start", "end") if key in values}
    is_given = any(each is not None for each in work.values())
    return build(experience=(worked(**work),) if is_given else None, **values)


def _ids(row: ProfileField, roadmap: Roadmap) -> TermId:
    return TermId(row.terms, roadmap.vocabulary, row.dated, takes_other=row.kind in LISTS)


def _id(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    """An id alone, or, where the field can say since when, with that day."""
    ids = _ids(row, roadmap)
    if "since" not in row.also:
        return ids
    fields = {"id": answer_field(ids), "since": answer_field(SomeDate())}
    record: Shape[Role | None] = Keyed(row.entry, _post, fields)
    trainees = roadmap.vocabulary.written.trainees
    learning = (name for each in trainees if each.role == NONE for name in each.names)
    shape = ShortOrLong(ids, lambda known: Role(id=known), record)
    return NoneOr(JobSince(shape), NO_JOB, frozenset(map(folded, (*ids.own.none, *learning))))


def _post(id: str | None = None, since: PartialDate | None = None) -> Role | None:  # noqa: A002
    return None if id is None else Role(id=id, since=since)


class JobSince(Around[Role | None], kw_only=False):
    """A job that may be named with the day on which it began: "CMIO since 2021"."""

    def read(self, node: Node, problems: Problems) -> Role | None:
        inside = node.value if isinstance(node.value, Mapping) else {"id": node}
        named = inside.get("id", Node(None))
        found = re.fullmatch(SINCE, named.text)
        if problems.human and found and "since" not in inside and read_day(found[2]):
            parts = {"id": Node(found[1], named.place), "since": Node(found[2], named.place)}
            return self.record.read(Node(parts, node.place), problems)
        return self.record.read(node, problems)


class ClientId(Pattern, kw_only=False):
    """A counselor's own key for a client, in whatever form they keep it."""

    def read(self, node: Node, problems: Problems) -> str:
        found = Pattern.read(self, node, problems)
        if means_unknown(found):
            what = "is a formula's error" if is_sheet_error(found) else "names nobody"
            raise refuse(node, problems, f"{node.echo()} {what}. Give the id itself.")
        if not found.isprintable() or not found.strip():
            raise refuse(node, problems, f"{node.echo()} is not {self.meaning}.")
        return found


OTHER_ID = Built(Text(), other_id)
"""What no list has, in words."""
OTHER_ENTRY: Keyed[str] = Keyed("An entry", lambda other: other, {OTHER: needed(OTHER_ID)})


class OrOther(Frozen, kw_only=False):
    """An entry of a list of ids, or a mapping that names in words what the list has not."""

    known: Shape[Any]
    other: Keyed[Any]

    def read(self, node: Node, problems: Problems) -> Any:  # noqa: ANN401 - as both shapes are
        is_other = isinstance(node.value, Mapping) and OTHER in node.value
        return (self.other if is_other else self.known).read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [self.known.schema(), self.other.schema()]}


class WithEnd(Around[Any], kw_only=False):
    """
    An entry whose end may be told by its year alone: it is read as the month with which such
    training ends, which is said where the year lay ahead when that was looked up.
    """

    row: ProfileField
    roadmap: Roadmap

    def read(self, node: Node, problems: Problems) -> Any:  # noqa: ANN401 - as the record is
        entry = _with_status(node.value, problems) if isinstance(node.value, Mapping) else {}
        found = self.record.read(Node(entry, node.place) if entry else node, problems)
        end = self._end(found)
        for key in ENDS if end else ():
            day = getattr(found, key, None)
            if end and day is not None and day.is_year:
                found = replace(found, **{key: day.read_until(end.month)})
                if all(each.checked < day.earliest for each in end.evidence):
                    year = day.text()
                    problems.note(entry[key], f"{year}-{end.month:02}", kept=year)
        return found

    def _end(self, entry: Holding | Training) -> TrainingEnd | None:
        id_ = entry.id if isinstance(entry, Holding) else entry.specialty
        ends = self.roadmap.vocabulary.training_ends
        own = (each for each in ends if each.field == self.row.path)
        return next((each for each in own if not each.ids or id_ in each.ids), None)


def _with_status(entry: Mapping[str, Node], problems: Problems) -> Mapping[str, Node]:
    """
    An entry whose day says of itself that it is still to come ("expected 6/2027"), or when what it
    ends began ("2011-2014").
    """
    for key in ENDS if problems.human else ():
        day = entry.get(key, Node(None))
        if not isinstance(day.value, str) or read_day(day.value):
            continue
        _, said = status_of(f"{NONE} {day.value}", "earned")
        period = split_day(day.value, TRAINED)
        if period and period[2] and not period[0] and period[1] != PRESENT:  # "2011-14"
            said = {key: period[1]}
        elif said.get("status") != "in-progress":
            continue
        problems.note(day, ":".join(said.values()))
        rest = {each: node for each, node in entry.items() if each != key}
        return {**rest, **{each: Node(text, day.place) for each, text in said.items()}}
    return entry


def _holdings(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    ids = _ids(row, roadmap)
    statuses = tuple(each for each in Status if each != Status.APPROVED or each in row.also)
    status = Choice("a status", statuses, HELD_NAMES, VAGUE)
    more = {
        "status": Field(shape=Answerable(status), decides=True),
        **{each: answer_field(SomeDate()) for each in ("earned", "expected", "expires", *row.also)},
    }
    known, other = (
        Keyed(row.entry, _held, {key: needed(shape, into="id"), **more})
        for key, shape in ((row.key, ids), (OTHER, OTHER_ID))
    )
    known_end = WithEnd(known, row, roadmap)
    entry = ShortOrLong(ids, lambda known: Holding(id=known), OrOther(known_end, other))
    dated = "" if row.dated in row.also else "earned"  # a year behind a membership says neither
    entries = Entries(ids=ids, key=row.key, dated=dated)
    return Several(entry, True, entries, Holding(id=MORE))  # noqa: FBT003 - alone


def _listed_ids(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    ids = _ids(row, roadmap)
    return Several(OrOther(ids, OTHER_ENTRY), True, Entries(ids=ids), MORE)  # noqa: FBT003 - alone


def _held(**values: Any) -> Holding:  # noqa: ANN401 - the fields above give the types
    status = values.pop("status", None)
    if status is None:
        approved, expected = values.get("approved"), values.get("expected")
        status = "approved" if approved else "in-progress" if expected else "held"
    return Holding(status=Status(status), **values)


def _trainings(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    country = TermId("countries", roadmap.vocabulary)
    status = Choice("a status", ("completed", "held", "in-progress", "planned"), TRAINING_NAMES)
    ids = _ids(row, roadmap)
    more = {
        "status": Field(shape=Answerable(status), decides=True),
        "completed": answer_field(SomeDate()),
        "expected": answer_field(SomeDate()),
        "country": answer_field(country),
        **{each: answer_field(Flag()) for each in row.also},
    }
    named = {row.key: answer_field(ids)}
    other = {OTHER: needed(OTHER_ID, into=row.key)}
    build = partial(_trained, roadmap.vocabulary)
    known, unlisted = (Keyed(row.entry, build, id_ | more) for id_ in (named, other))
    others = (each for each in FIELDS if each.kind is Kind.TRAININGS and each is not row)
    elsewhere = {each.entry.rpartition(" ")[2]: each.path for each in others}
    asked = (each for each in roadmap.vocabulary.cv.unusual if each.field == row.path)
    entries = Entries(
        ids=ids,
        key=row.key,
        dated="completed",
        always=True,
        elsewhere=elsewhere,
        unusual=frozenset(id_ for each in asked for id_ in each.specialties),
    )
    return Several(OrOther(WithEnd(known, row, roadmap), unlisted), True, entries, Training())  # noqa: FBT003 - alone


def _trained(words: Vocabulary, **values: Any) -> Training:  # noqa: ANN401 - the fields above give the types
    status = values.pop("status", None)
    status = "held" if status == "completed" else status
    profession = words.professions.get(values.get("specialty", ""))
    return Training(status=Status(status) if status else None, profession=profession, **values)


class RequirementId(Frozen, kw_only=False):
    """
    A requirement of the roadmap, by its id or one that it had; any other text is kept as it is,
    because a waiver of something that is not required does no harm.
    """

    roadmap: Roadmap

    def read(self, node: Node, problems: Problems) -> str:
        written = Text().read(node, problems)
        requirements = self.roadmap.requirements()
        return next((each.id for each in requirements if written in each.was), written)

    def schema(self) -> Schema:
        ids = [each.id for each in self.roadmap.requirements()]
        return {"anyOf": [{"enum": ids}, Text().schema()]}


def _waivers(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    fields = {
        "requirement": needed(RequirementId(roadmap)),
        "reason": answer_field(Text()),
        "by": answer_field(Text()),
    }
    return Several(Keyed(row.entry, Waiver, fields))


class AnyReply(Frozen):
    """An answer to a question that only other roadmaps ask: a number, or yes or no."""

    def read(self, node: Node, problems: Problems) -> Span | bool:
        said = str(
            node.value
        )  # 0 and 1 are numbers here, though a cell may mean no and yes by them
        yes_no = isinstance(node.value, bool) or (
            not said.isdigit() and yes_or_no(said) is not None
        )
        shape: Shape[Any] = Flag() if yes_no else Amount(0, MOST_OF_ANY, "the unit")
        read: Span | bool = shape.read(node, problems)
        return read

    def schema(self) -> Schema:
        return {"anyOf": [Flag().schema(), Amount(0, MOST_OF_ANY, "the unit").schema()]}


STRANGE_ANSWER = (
    "is no question of this roadmap",
    " Leave it out, or name the roadmap that asks it: --roadmap.",
)


class Once(Around[Any], kw_only=False):
    """The answer to one question; a cell of a table may hold several, which have to be the same."""

    id: str

    def read(self, node: Node, problems: Problems) -> Any:  # noqa: ANN401 - as the record is
        given = node.value if isinstance(node.value, tuple) else (node,)
        first, *others = [self.record.read(each, problems) for each in given]
        if any(each != first for each in others):
            said = " and ".join(dict.fromkeys(each.text for each in given))
            advice = f'"{self.id}" is answered twice: {said}. Keep the one that is true.'
            raise refuse(node, problems, advice)
        return first


def _answers(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    """An answer to each question that a rule asks of its own."""
    del row
    shapes: dict[str, Shape[Any]] = {
        each.id: Flag() if each.kind == "yes-no" else Amount(0, each.most, each.unit)
        for each in roadmap.asks
    }
    shapes |= {each.id: AnyReply() for each in roadmap.vocabulary.elsewhere.get("answers", ())}
    fields = {id_: Field(shape=Once(Answerable(shape), id_)) for id_, shape in shapes.items()}
    return Keyed("A group of answers", _replies, fields, STRANGE_ANSWER)


def _replies(**given: Span | bool | None) -> tuple[Reply, ...] | None:
    found = (Reply(id_, value) for id_, value in sorted(given.items()) if value is not None)
    return tuple(found) or None


SHAPES: Mapping[Kind, Callable[[ProfileField, Roadmap], Shape[Any]]] = {
    Kind.TEXT: lambda row, _: ClientId(row.form, row.meaning) if row.form else Text(),
    Kind.LICENSES: license_shape,
    Kind.DAY: lambda row, _: FullDate() if row.whole else SomeDate(),
    Kind.COUNT: lambda row, _: (WholeNumber if row.whole else Number)(row.low, row.high, row.unit),
    Kind.AMOUNT: lambda row, _: Amount(row.low, row.high, row.unit),
    Kind.ID: _id,
    Kind.IDS: _listed_ids,
    Kind.HOLDINGS: _holdings,
    Kind.TRAININGS: _trainings,
    Kind.WORK: lambda row, roadmap: Several(
        work_shape(row, roadmap), alone=True, more=Experience()
    ),
    Kind.ANSWERS: _answers,
    Kind.WAIVERS: _waivers,
}
"""How each kind of field is read, and what its schema is."""
