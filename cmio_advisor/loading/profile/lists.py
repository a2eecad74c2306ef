"""
Lists of entries: ids, what is held (degrees, certificates, memberships), what was trained. What is
not in the vocabulary is told in words, and a status in those that people use. And work: years, or
an interval that may reach the present, of the only profession that it can be of.
"""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.human_words import (
    PRESENT,
    TRAINED,
    VAGUE,
    read_day,
    read_end,
    split_day,
    status_of,
    yes_or_no,
)
from cmio_advisor.domain.base.terms import TrainingEnd, Vocabulary
from cmio_advisor.domain.base.time import PartialDate
from cmio_advisor.domain.base.written_numbers import SHARE, YEARS, read_number
from cmio_advisor.domain.profile.fields import BY_PATH, FIELDS, LISTS, NONE, Kind, ProfileField
from cmio_advisor.domain.profile.profile import (
    MORE,
    OTHER,
    Experience,
    Holding,
    Profile,
    Status,
    Training,
    other_id,
)
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.profile.licenses import Profession
from cmio_advisor.loading.shapes.answers import (
    Answerable,
    Entries,
    Once,
    Several,
    answer_field,
    end_before_start,
)
from cmio_advisor.loading.shapes.entries import needed
from cmio_advisor.loading.shapes.quantities import DATE, Amount, Number, SomeDate
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
    """An entry whose end may be a year alone, read as the month in which such training ends."""

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
    """An entry whose day says that it is to come ("expected 6/2027"), or began ("2011-2014")."""
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


T = TypeVar("T")
WORKING_YEARS = Amount(0, 80, YEARS)


class Until(Frozen, kw_only=False):
    """The end of an interval: a date, or ``present``."""

    def read(self, node: Node, problems: Problems) -> PartialDate | str:
        words = node.text if problems.human else ""
        if read_end(words) == PRESENT or yes_or_no(words):
            problems.note(node, PRESENT)
            return PRESENT
        return PRESENT if node.value == PRESENT else SomeDate().read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [SomeDate().schema(), {"const": PRESENT}]}


class Since(Around[T], kw_only=False):
    """Work whose years or beginning may be told as "since 2014" or "2014 to present"."""

    def read(self, node: Node, problems: Problems) -> T:
        if not problems.human:
            return self.record.read(node, problems)
        inside = node.value if isinstance(node.value, Mapping) else {"years": node}
        told = {key: each for key, each in inside.items() if key not in ("years", "from")}
        for key in ("from", "years"):
            words = inside.get(key, Node(None))
            said = self._in_words(key, str(words.value)) if isinstance(words.value, str) else {}
            if said and not said.keys() & told.keys():
                start = "from " if "from" in said and key == "years" else ""
                problems.note(words, start + " to ".join(map(str, said.values())))
                told |= {each: Node(value, words.place) for each, value in said.items()}
            elif key in inside:
                told[key] = words
        return self.record.read(node if told == inside else Node(told, node.place), problems)

    def _in_words(self, key: str, text: str) -> Mapping[str, int | float | str]:
        """What a text of work says in other fields than its own; nothing where it is plain."""
        plain = text.isdecimal() or (key == "from" and re.fullmatch(DATE, text))
        since = None if plain else read_number(text, YEARS)
        return since if isinstance(since, Mapping) else {}


PERIOD = {
    "years": answer_field(WORKING_YEARS),
    "from": answer_field(SomeDate(), into="start"),
    "to": answer_field(Until(), into="end"),
}
BESIDE_YEARS = {
    "fte": answer_field(Amount(0, 1, SHARE)),
    "within_last": answer_field(Number(0, 80, "years")),
    "still_practising": answer_field(Flag(), into="ongoing"),
}
"""What an entry of work may say where its field has that."""


def work_fields(row: ProfileField, roadmap: Roadmap) -> dict[str, Field]:
    more = {**BESIDE_YEARS, "profession": answer_field(Profession(roadmap.vocabulary))}
    return {**PERIOD, **{each: more[each] for each in row.also}}


def work_shape(row: ProfileField, roadmap: Roadmap) -> Shape[Experience]:
    """Years of work: a number of years, or a mapping with years or dates."""
    record = Checked(Keyed(row.entry, worked, work_fields(row, roadmap)), end_before_start)
    short = ShortOrLong(WORKING_YEARS, lambda years: Experience(years=years), record)
    return Since(short)


def worked(**values: Any) -> Experience:  # noqa: ANN401 - the fields above give the types
    """One entry of work; what reaches the present goes on, what has another end does not."""
    if values.get("end") == PRESENT:
        values = {**values, "end": None, "ongoing": True}
    elif values.get("end") is not None:
        values["ongoing"] = False
    return Experience(**values)


OWN = BY_PATH["license"].own
"""The profession of a license that names none."""


def with_professions(profile: Profile, words: Vocabulary) -> Profile:
    """The profile, with work and training taken as of the only profession that they can be of."""
    only = _only_profession(profile, words)
    if only is None:
        return profile
    # Beside a degree of the rules' own profession, a training without a specialty may be of that.
    is_other = only != OWN and OWN not in _studied(profile, words)
    for row in FIELDS:
        if row.kind is Kind.TRAININGS and is_other:
            said, more = "specialty", {"profession": only}
        elif row.kind is Kind.WORK and "profession" in row.also:
            said, more = "profession", {"taken_as": only}
        else:
            continue
        if entries := row.of(profile):
            taken = (each if getattr(each, said) else replace(each, **more) for each in entries)
            profile = row.put(profile, tuple(taken))
    return profile


def _studied(profile: Profile, words: Vocabulary) -> set[str]:
    """The professions of the finished degrees."""
    held = (each.id for each in profile.degrees or () if each.status is Status.HELD)
    return {words.professions[each] for each in held if each in words.professions}


def _only_profession(profile: Profile, words: Vocabulary) -> str | None:
    """
    Of the finished degrees, or, where these do not say, of the licenses that there are, or else of
    the job; none where the job and its license are of another profession: a physician from abroad
    who is a nurse here.
    """
    studied = _studied(profile, words)
    licensed = {each.profession or OWN for each in profile.license or () if each.status != NONE}
    job = profile.role.id if profile.role else ""
    working = {each.profession for each in words.written.licenses if job in each.roles}
    if studied and not working.isdisjoint(licensed - studied):
        return None
    if profile.degrees is None:  # a job that is in no profession does not say that they have none
        working.discard("")
    found = licensed or working
    if studied:
        found = studied if len(studied) == 1 else studied & licensed
    return next(iter(found)) if len(found) == 1 else None
