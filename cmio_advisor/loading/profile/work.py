"""
Work in a profile: years, or an interval that may reach the present; and whose work it was, where
nobody said: that of the person's only health degree or license.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.base.human_words import yes_or_no
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.base.time import PartialDate
from cmio_advisor.domain.base.written_days import PRESENT, read_end
from cmio_advisor.domain.base.written_numbers import SHARE, YEARS, read_number
from cmio_advisor.domain.profile.fields import BY_PATH, FIELDS, NONE, Kind, ProfileField
from cmio_advisor.domain.profile.profile import Experience, Profile, Status
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.profile.licenses import Profession
from cmio_advisor.loading.shapes.answers import answer_field, end_before_start
from cmio_advisor.loading.shapes.quantities import DATE, Amount, Number, SomeDate
from cmio_advisor.loading.shapes.shapes import (
    Around,
    Checked,
    Field,
    Flag,
    Keyed,
    Schema,
    Shape,
    ShortOrLong,
)
from cmio_advisor.loading.text.nodes import Node, Problems

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
    """
    Work whose years, or whose beginning, may be told as "since 2014" or "2014 to present": then it
    goes on from there.
    """

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
MORE = {
    "fte": answer_field(Amount(0, 1, SHARE)),
    "within_last": answer_field(Number(0, 80, "years")),
    "still_practising": answer_field(Flag(), into="ongoing"),
}
"""What an entry of work may say where its field has that."""


def work_fields(row: ProfileField, roadmap: Roadmap) -> dict[str, Field]:
    more = {**MORE, "profession": answer_field(Profession(roadmap.vocabulary))}
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
