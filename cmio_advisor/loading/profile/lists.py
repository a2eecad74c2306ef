"""
Lists of entries: ids, what is held (degrees, certificates, memberships), what was trained. What is
not in the vocabulary is told in words, and a status in those that people use.
"""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.terms import TrainingEnd, Vocabulary
from cmio_advisor.domain.base.written_days import PRESENT, read_day
from cmio_advisor.domain.profile.fields import FIELDS, LISTS, NONE, Kind, ProfileField
from cmio_advisor.domain.profile.profile import MORE, OTHER, Holding, Status, Training, other_id
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.written_statuses import TRAINED, VAGUE, split_day, status_of
from cmio_advisor.loading.shapes.answers import (
    Answerable,
    Once,
    Several,
    answer_field,
    end_before_start,
)
from cmio_advisor.loading.shapes.entries import needed
from cmio_advisor.loading.shapes.quantities import SomeDate
from cmio_advisor.loading.shapes.shapes import (
    Around,
    Built,
    Checked,
    Choice,
    Field,
    Flag,
    Keyed,
    Schema,
    Shape,
    ShortOrLong,
    Text,
)
from cmio_advisor.loading.shapes.term_ids import TermId
from cmio_advisor.loading.shapes.written_entries import Entries
from cmio_advisor.loading.text.nodes import Node, Problems

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


def ids_of(row: ProfileField, roadmap: Roadmap) -> TermId:
    return TermId(
        row.terms,
        roadmap.vocabulary,
        row.dated,
        takes_other=row.kind in LISTS or "since" in row.also,
    )


OTHER_ID = Built(Text(), other_id)
"""What no list has, in words."""
OTHER_ENTRY: Keyed[str] = Keyed("An entry", lambda other: other, {OTHER: needed(OTHER_ID)})


class OrOther(Frozen, kw_only=False):
    """An entry of a list of ids, or a mapping that names in words what the list has not."""

    known: Shape[Any]
    other: Keyed[Any]

    def read(self, node: Node, problems: Problems) -> Any:  # noqa: ANN401 - as both shapes are
        return (self.other if OTHER in node.entries else self.known).read(node, problems)

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
        entry = _with_status(node.entries, problems)
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
        words = re.sub(r"(?i)^\s*not[ -]yet\b", "expected", day.value)
        name, said = status_of(f"{NONE} {words}", "earned")
        period = split_day(day.value, TRAINED)
        if period and period[2] and not period[0] and period[1] != PRESENT:  # "2011-14"
            said = {key: period[1]}
        elif name != NONE or said.get("status") != "in-progress":
            continue
        problems.note(day, ":".join(said.values()))
        rest = {each: node for each, node in entry.items() if each != key}
        return {**rest, **{each: Node(text, day.place) for each, text in said.items()}}
    return entry


def holdings(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    ids = ids_of(row, roadmap)
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
    told = Checked(OrOther(WithEnd(known, row, roadmap), other), end_before_start)
    entry = ShortOrLong(ids, lambda known: Holding(id=known), told)
    dated = "" if row.dated in row.also else "earned"  # a year behind a membership says neither
    entries = Entries(ids=ids, key=row.key, dated=dated)
    return Several(entry, alone=True, entries=entries, more=Holding(id=MORE))


def listed_ids(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    ids = ids_of(row, roadmap)
    return Several(OrOther(ids, OTHER_ENTRY), alone=True, entries=Entries(ids=ids), more=MORE)


def _held(**values: Any) -> Holding:  # noqa: ANN401 - the fields above give the types
    status = values.pop("status", None)
    if status is None:
        approved, expected = values.get("approved"), values.get("expected")
        status = "approved" if approved else "in-progress" if expected else "held"
    return Holding(status=Status(status), **values)


def trainings(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    country = TermId("countries", roadmap.vocabulary)
    status = Choice("a status", ("completed", "held", "in-progress", "planned"), TRAINING_NAMES)
    ids = ids_of(row, roadmap)
    more = {
        "status": Field(shape=Once(Answerable(status), "status"), decides=True),
        "completed": Field(shape=Once(Answerable(SomeDate()), "completed")),
        "expected": Field(shape=Once(Answerable(SomeDate()), "expected")),
        "country": Field(shape=Once(Answerable(country), "country")),
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
        flags=dict.fromkeys(("accredited", "acgme"), "accredited") if row.also else {},
    )
    entry = OrOther(WithEnd(known, row, roadmap), unlisted)
    return Several(entry, alone=True, entries=entries, more=Training())


def _trained(words: Vocabulary, **values: Any) -> Training:  # noqa: ANN401 - the fields above give the types
    status = values.pop("status", None)
    status = "held" if status == "completed" else status
    profession = words.professions.get(values.get("specialty", ""))
    return Training(status=Status(status) if status else None, profession=profession, **values)
