"""
Lists of entries: ids, what is held (degrees, certificates, memberships), what was trained, and
licenses to practise. What is not in the vocabulary is told in words, and a status in those that
people use. And work: years, or an interval that may reach the present, of the only profession that
it can be of.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from cmio_advisor.domain.base import human_words as human
from cmio_advisor.domain.base.frozen import Frozen, kept, replace
from cmio_advisor.domain.base.terms import Vocabulary, folded, names_of
from cmio_advisor.domain.base.time import PartialDate
from cmio_advisor.domain.base.written_numbers import SHARE, YEARS, read_number
from cmio_advisor.domain.profile.fields import BY_PATH, FIELDS, LISTS, NONE, Kind, ProfileField
from cmio_advisor.domain.profile.profile import (
    MORE,
    OTHER,
    Experience,
    Holding,
    License,
    Profile,
    Status,
    Training,
    contradictions,
    is_other,
    other_id,
)
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.shapes.answers import Answerable, Entries, Once, Several, end_before_start
from cmio_advisor.loading.shapes.shapes import (
    Around,
    AtKey,
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
    nearest_or_known,
    refuse,
    told_twice,
)
from cmio_advisor.loading.shapes.terms import TermId
from cmio_advisor.loading.shapes.values import DATE, PROFESSION, Amount, Number, SomeDate, needed
from cmio_advisor.loading.text.nodes import Node, Problems, Unreadable

UNRESTRICTED = "unrestricted"
LIKE_ONE = f"like {BY_PATH['license'].columns[0].item}"
NOISE = re.compile("licen[cs]e|licensed|lic|state|board|compact|multi(state)?|nlc")
LINKS = ("in", "of", "a")
MOST_LICENSE_WORDS, LONGEST_LICENSE = 8, 200


class Profession(Frozen, kw_only=False):
    """
    A profession that the roadmap knows, by its id or what people call its license or members;
    ``None`` for ``own``, where that is the one that is meant anyway. Any name, where it lists none.
    """

    words: Vocabulary
    own: str = ""

    def read(self, node: Node, problems: Problems) -> str | None:
        written = node.text
        named = self._names.get(folded(written))
        if not self._known:
            named = PROFESSION.read(node, problems)
        if not named:
            hint = nearest_or_known(written, self._known)
            raise refuse(node, problems, f"{node.echo()} is not the name of a profession.{hint}")
        problems.note(node, named)
        return None if named == self.own else named

    @kept
    def _known(self) -> tuple[str, ...]:
        licensed = (each.profession for each in self.words.written.licenses)
        known = dict.fromkeys(filter(None, (*licensed, *self.words.professions.values())))
        return (*known, "another") if known else ()  # of which no rule says anything

    @kept
    def _names(self) -> dict[str, str]:
        return {folded(each): each for each in self._known} | license_names(self.words)

    def schema(self) -> Schema:
        if not self._known:
            return PROFESSION.schema()
        return {"enum": [*self._known, *(name for name, of in self._names.items() if of)]}


def license_names(words: Vocabulary) -> dict[str, str]:
    """By each folded name of a license its profession, "" where no rule knows it."""
    return {folded(name): each.profession for each in words.written.licenses for name in each.names}


def as_item(license_: License, profession: str = "") -> str:
    """A license as a cell has it; ``profession`` is that of one that names none."""
    said = (license_.profession or profession, license_.state or "", license_.status)
    return ":".join(said)


class LicenseWords(Frozen, kw_only=False):
    """
    The state of a license in words, perhaps with whose it is and with the state that gave it:
    "Active - CA", "RN - TX", "Ohio". A license of which nothing else is said is unrestricted.
    """

    status: Choice[str]
    states: TermId
    own: str
    professions: Mapping[str, str]

    def read(self, node: Node, problems: Problems) -> License:
        text = node.text
        if text in self.status.known:
            return License(status=text)
        is_read = problems.human and len(text) <= LONGEST_LICENSE
        plain, left, said = _without_beside(text) if is_read else (text, "", {})
        for key, told in (("expires", ENDED), ("earned", AHEAD)):
            day = said.get(key, "")
            is_later = problems.on and day > problems.on.isoformat()[: len(day)]
            if day and bool(is_later) != (key == "expires"):
                raise refuse(node, problems, f"{node.echo()} {told}")
        found = self._found(plain) if is_read and text else None
        if isinstance(found, str):
            raise refuse(node, problems, f"{node.echo()} {found}")
        if found is None:
            return License(status=self.status.read(node, problems))
        says_more = found.profession or found.state
        problems.note(node, as_item(found) if says_more else found.status, left)
        return found

    def each(self, text: str) -> tuple[License, ...]:
        """
        Licenses with a state each, parted by signs ("RN TX, RN NM"), perhaps with a word for all
        that they are unrestricted ("IL & WI, active"); nothing where any of it is not known.
        """
        text = re.sub(r"^([^()]+)\(([^()]+)\)$", r"\1,\2", text.strip())  # "active (PA, NJ)"
        pieces = [each.strip(" ()") for each in re.split(r"[,/&+]|\band\b", text)]
        names = [self.states.by_name.get(folded(each), ()) for each in pieces]
        said = [self.states_of_it.get(folded(each)) for each in pieces]
        of_all = (at for at in (-1, 0) if said[at] == UNRESTRICTED and not names[at])
        for at in [*of_all][:1]:
            del pieces[at], names[at]
        # "VA, DC, MD": states, though one of them is short for a profession, too.
        if all(map(len, names)) and ({*map(folded, pieces)} - self.professions.keys()):
            licenses = tuple(License(status=UNRESTRICTED, state=each[0]) for each in names)
        else:
            found = map(self._found, pieces)
            licenses = tuple(each for each in found if isinstance(each, License) and each.state)
        # What is said of one may be said of all: "CA/NV inactive".
        is_plain = all(each.status == UNRESTRICTED for each in licenses)
        is_sure = is_plain or all(map(self._says_status, pieces))
        return licenses if is_sure and 1 < len(licenses) == len(pieces) else ()

    def _says_status(self, text: str) -> bool:
        return any(each in self.states_of_it for each in folded(text).split())

    def _found(self, text: str) -> License | str | None:
        """
        What the words name, what is wrong where there are two readings of them;
        nothing where a word is none of these, or the state of the license is all that is said.
        """
        words = [each for each in folded(text).split() if not NOISE.fullmatch(each)]
        if any(self.professions.get(each) == "" for each in words):
            known = ", ".join(dict.fromkeys(filter(None, self.professions.values())))
            return f"is a license of another kind than those known: {known}."
        is_open = not words or re.search(r"(?i)\bn/a\b", text)
        if is_open or len(words) > MOST_LICENSE_WORDS or folded(text) in self.states_of_it:
            return None
        # "on probation": no Ontario.
        small = {each.upper() for each in re.findall(r"\b(in|on|or)\s+(?=[a-z])", text)}
        every = {frozenset(each) for each in self._readings(words)}
        every = {each for each in every if dict(each).get("state") not in small}
        readings = [each for each in every if len(dict(each)) == len(each)]
        if len(readings) > 1 or (readings and len(every) > 1 and "/" in text):
            return f"can be a state or a profession. Write both, {LIKE_ONE}."
        for reading in readings:
            said = dict(reading)
            profession = said.get("profession")
            return License(
                status=said.get("status", UNRESTRICTED),
                state=said.get("state"),
                profession=None if profession == self.own else profession,
            )
        return next((self.status.vague[each] for each in words if each in self.status.vague), None)

    def says_more(self, text: str) -> tuple[bool, bool]:
        """Whether words in a text can be a license's state, and the name of its profession."""
        words = folded(text[:LONGEST_LICENSE]).split()
        own = {name for name, each in self.professions.items() if each == self.own}
        return self._says_status(text[:LONGEST_LICENSE]), bool(own & {*words})

    def _readings(self, words: list[str]) -> Iterator[tuple[tuple[str, str], ...]]:
        """
        Every way in which the words are names of states, professions and states of a license: of
        each the kind, and what it names.
        """
        if not words:
            yield ()
        links = self.states.home - self.states.by_name.keys() | {*LINKS}  # and this country
        # "IN" at the end is Indiana.
        if words and words[0] in links and (words[1:] or words[0] not in LINKS):
            yield from self._readings(words[1:])
        for end in range(1, len(words) + 1):
            name = " ".join(words[:end])
            meanings = [("state", each) for each in self.states.by_name.get(name, ())]
            meanings += [("profession", self.professions[name])] if name in self.professions else []
            status = self.states_of_it.get(name)
            meanings += [("status", status)] if status and not meanings else []  # "RN OK"
            for each in meanings:
                for rest in self._readings(words[end:]):
                    yield (each, *rest)

    @kept
    def states_of_it(self) -> dict[str, str]:
        return {**{folded(each): each for each in self.status.known}, **self.status.names}

    def schema(self) -> Schema:
        return self.status.schema()


class Licenses(Several[License], kw_only=False):
    """
    The licenses that there are, those of a state that are not in force, and of other professions
    those that are said to be none: where such a license is not named, the roadmap's own was spoken
    of alone. ``words`` tell several in a text apart.
    """

    words: LicenseWords | None = None

    def read(self, node: Node, problems: Problems) -> tuple[License, ...]:
        text, items = node.text, node.value if isinstance(node.value, list) else []
        is_words = problems.human and len(text) <= LONGEST_LICENSE
        is_known = self.words and text in self.words.status.known
        listed = self.words.each(text) if self.words and is_words and not is_known else ()
        for first, second, field in contradictions(listed):
            raise told_twice(node, problems, field, listed[first], listed[second])
        if listed:
            problems.note(node, ";".join(map(as_item, listed)))
        before = problems.count
        found = listed or Several.read(self, node, problems)
        is_text = any(each.text and each in problems.refused for each in items)  # "CA; surrendered"
        if problems.count > before and (is_text or all(each.profession for each in found)):
            raise Unreadable  # what was not read may be the license that is asked for, or of it
        shown = {(bool(each.profession), bool(each.state)) for each in found}
        is_part = self.words and any(
            each.text not in self.words.status.known
            and folded(each.text) in self.words.states_of_it
            for each in items[1:]
        )
        if problems.human and not listed and (is_part or shown == {(True, False), (False, True)}):
            # "CA; active", "RN; TX"
            advice = f"This may be one license or two. Write each whole, {LIKE_ONE}."
            raise refuse(node, problems, advice)
        return tuple(each for each in found if each != License(status=NONE))


NUMBER = r"\(?#?\b(?![12][0-9]{3}\b)[A-Z]{0,3}[0-9][0-9-]{3,18}\b\)?"
"""That of a license, which no year is."""
ENDED = "is perhaps over. Write its state: unrestricted, or none."
AHEAD = "has not begun. Write its state today: none, training or restricted."


def _without_beside(text: str) -> tuple[str, str, Mapping[str, str]]:
    """A license without its number and year; what that was; the days of its begin and end."""
    plain, said = human.status_of(text, "expires")
    if {*said} <= {"status", "earned", "expires"} and said.get("status", "held") == "held" and said:
        return plain, text.removeprefix(plain).strip(" ,()"), said
    beside = re.findall(rf"\b(?:19|20)[0-9]{{2}}\b|{NUMBER}", text)
    if len(beside) != 1 or re.search("[<>~=]", text):  # "2019-2020" is over, perhaps
        return text, "", {}
    return text.replace(beside[0], " "), beside[0], {}


def license_words(row: ProfileField, roadmap: Roadmap) -> LicenseWords:
    offered = [
        each
        for question in roadmap.questions
        if question.field == row.path
        for each in question.options
    ]
    states = roadmap.vocabulary.written.license_states
    names = {folded(name): each for name, each in states.items()}
    vague: dict[str, str] = {}
    for each in offered:
        value = each.value if isinstance(each.value, str) else ""
        for name in names_of(each) if value else ():
            if names.setdefault(name, value) != value:
                vague[name] = f"can be {names[name]} or {value}. Write which."
    vocabulary = roadmap.vocabulary
    sure = {name: each for name, each in names.items() if name not in vague}
    state = Choice(row.meaning, row.choices, sure, vague)
    return LicenseWords(state, TermId("states", vocabulary), row.own, license_names(vocabulary))


def license_shape(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    """The state of the license that rules speak of, or mappings that may name other professions."""
    words = license_words(row, roadmap)
    fields: dict[str, AtKey] = {
        "profession": Field(Answerable(Profession(roadmap.vocabulary, row.own)), decides=True),
        "state": Answerable(words.states),
        "status": needed(words.status),
    }
    entry = ShortOrLong(words, lambda known: known, Keyed(row.entry, License, fields))
    return Licenses(entry, alone=True, words=words)


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
        id_ = found.id if isinstance(found, Holding) else found.specialty
        ends = self.roadmap.vocabulary.training_ends
        own = (each for each in ends if each.field == self.row.path)
        end = next((each for each in own if not each.ids or id_ in each.ids), None)
        for key in ENDS if end else ():
            day = getattr(found, key, None)
            if end and day is not None and day.is_year:
                found = replace(found, **{key: day.read_until(end.month)})
                if all(each.checked < day.earliest for each in end.evidence):
                    year = day.text()
                    problems.note(entry[key], f"{year}-{end.month:02}", kept=year)
        return found


def _with_status(entry: Mapping[str, Node], problems: Problems) -> Mapping[str, Node]:
    """An entry whose day says that it is to come ("expected 6/2027"), or began ("2011-2014")."""
    for key in ENDS if problems.human else ():
        day = entry.get(key, Node(None))
        if not isinstance(day.value, str) or human.read_day(day.value):
            continue
        words = re.sub(r"(?i)^\s*not[ -]yet\b", "expected", day.value)
        name, said = human.status_of(f"{NONE} {words}", "earned")
        period = human.split_day(day.value, human.TRAINED)
        if period and period[2] and not period[0] and period[1] != human.PRESENT:  # "2011-14"
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
    status = Choice("a status", statuses, HELD_NAMES, human.VAGUE)
    more: dict[str, AtKey] = {
        "status": Field(Answerable(status), decides=True),
        **{each: Answerable(SomeDate()) for each in ("earned", "expected", "expires", *row.also)},
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
    other: Keyed[str] = Keyed("An entry", lambda other: other, {OTHER: needed(OTHER_ID)})
    return Several(OrOther(ids, other), alone=True, entries=Entries(ids=ids), more=MORE)


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
    more: dict[str, AtKey] = {
        "status": Field(Once(Answerable(status), "status"), decides=True),
        "completed": Once(Answerable(SomeDate()), "completed"),
        "expected": Once(Answerable(SomeDate()), "expected"),
        "country": Once(Answerable(country), "country"),
        **{each: Answerable(Flag()) for each in row.also},
    }
    named: dict[str, AtKey] = {row.key: Field(Answerable(ids), decides=True)}
    other: dict[str, AtKey] = {OTHER: needed(OTHER_ID, into=row.key)}
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
        if human.read_end(words) == human.PRESENT or human.yes_or_no(words):
            problems.note(node, human.PRESENT)
            return human.PRESENT
        return human.PRESENT if node.value == human.PRESENT else SomeDate().read(node, problems)

    def schema(self) -> Schema:
        return {"anyOf": [SomeDate().schema(), {"const": human.PRESENT}]}


class Since(Around[T], kw_only=False):
    """Work whose years or beginning may be told as "since 2014" or "2014 to present"."""

    def read(self, node: Node, problems: Problems) -> T:
        if not problems.human:
            return self.record.read(node, problems)
        inside = node.value if isinstance(node.value, Mapping) else {"years": node}
        told = {key: each for key, each in inside.items() if key not in ("years", "from")}
        for key in ("from", "years"):
            words = inside.get(key, Node(None))
            is_plain = words.text.isdecimal() or (key == "from" and re.fullmatch(DATE, words.text))
            said = None if is_plain or not words.text else read_number(words.text, YEARS)
            if isinstance(said, Mapping) and not said.keys() & told.keys():
                start = "from " if "from" in said and key == "years" else ""
                problems.note(words, start + " to ".join(map(str, said.values())))
                told |= {each: Node(value, words.place) for each, value in said.items()}
            elif key in inside:
                told[key] = words
        return self.record.read(node if told == inside else Node(told, node.place), problems)


def work_fields(row: ProfileField, roadmap: Roadmap) -> dict[str, AtKey]:
    """What an entry of work may say: its period, and what else its field has."""
    more: dict[str, AtKey] = {
        "fte": Answerable(Amount(0, 1, SHARE)),
        "within_last": Answerable(Number(0, 80, "years")),
        "still_practising": Field(Answerable(Flag()), into="ongoing"),
        "profession": Answerable(Profession(roadmap.vocabulary)),
    }
    return {
        "years": Answerable(WORKING_YEARS),
        "from": Field(Answerable(SomeDate()), into="start"),
        "to": Field(Answerable(Until()), into="end"),
        **{each: more[each] for each in row.also},
    }


def work(row: ProfileField, roadmap: Roadmap) -> Shape[Any]:
    """Entries of work: a number of years, or a mapping with years or dates."""
    years = Field(Answerable(WORKING_YEARS), decides=True)
    fields = {**work_fields(row, roadmap), "years": years}
    record = Checked(Keyed(row.entry, worked, fields), end_before_start)
    entry = Since(ShortOrLong(WORKING_YEARS, lambda years: Experience(years=years), record))
    return Several(entry, alone=True, more=Experience())


def worked(**values: Any) -> Experience:  # noqa: ANN401 - the fields above give the types
    """One entry of work; what reaches the present goes on, what has another end does not."""
    if values.get("end") == human.PRESENT:
        values = {**values, "end": None, "ongoing": True}
    elif values.get("end") is not None:
        values["ongoing"] = False
    return Experience(**values)


OWN = BY_PATH["license"].own
"""The profession of a license that names none."""


def with_professions(profile: Profile, words: Vocabulary) -> Profile:
    """The profile, with work and training taken as of the only profession that they can be of."""
    only = _only_profession(profile, words)
    of = words.professions
    degrees = {of[each.id] for each in profile.degrees or () if each.id in of}
    # Beside a degree of the rules' own profession, a training without a specialty may be of that.
    another = only if only != OWN and OWN not in _studied(profile, words) else None
    unlisted = None if only == OWN or degrees == {OWN} else MORE
    written = next((each for each in words.written.lists if each.kind == "specialties"), None)
    unlike = written.another.get(OTHER, "").split() if written else ()

    def taken(entry: Any) -> Any:  # noqa: ANN401 - training or work
        if isinstance(entry, Training):
            is_taken = entry.profession is None and is_other(entry.specialty or MORE)
            found = another if another is not None or not entry.specialty else unlisted
            said = folded(entry.specialty or "").split()
            if not {*said}.isdisjoint(unlike):
                found = OTHER
            return replace(entry, profession=found) if is_taken else entry
        return entry if entry.profession or only is None else replace(entry, taken_as=only)

    for row in FIELDS:
        if row.kind is Kind.TRAININGS or (row.kind is Kind.WORK and "profession" in row.also):
            if entries := row.of(profile):
                profile = row.put(profile, tuple(map(taken, entries)))
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
