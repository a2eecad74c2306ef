"""
From one record of a caseload to a client: every answer is read once for all who gave it; and what a
row says of one of its cells: whose license it is, whose years of patient care.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, reduce
from itertools import chain
from operator import itemgetter
from typing import Any

from cmio_advisor.domain.base.frozen import kept, replace
from cmio_advisor.domain.base.human_words import means_none, means_unknown
from cmio_advisor.domain.base.terms import Trainee, Vocabulary, folded, ids_by_name
from cmio_advisor.domain.caseload import READ_FIELDS, Caseload, Client
from cmio_advisor.domain.profile.fields import BY_PATH, COLUMNS, COLUMNS_UNDER, FIELDS, NONE, Kind
from cmio_advisor.domain.profile.profile import (
    AHEAD,
    IN_TRAINING,
    Experience,
    Holding,
    License,
    Profile,
    Training,
    Unread,
)
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.written_lists import NamedRecords
from cmio_advisor.loading.clients.cells import (
    NO_NOTES,
    PART_SEPARATOR,
    BadRecordError,
    Notes,
    node_under,
    notes_of,
    shown,
)
from cmio_advisor.loading.profile.lists import (
    LIKE_ONE,
    UNRESTRICTED,
    as_item,
    license_words,
    with_professions,
)
from cmio_advisor.loading.profile.reader import profile_shape
from cmio_advisor.loading.shapes.shapes import nearest
from cmio_advisor.loading.shapes.terms import TermId
from cmio_advisor.loading.text import nodes

WORK = (row.head for row in FIELDS if row.kind is Kind.WORK and "profession" in row.also)
OF_A_PROFESSION = frozenset({"degrees", "license", "residency", "fellowships", *WORK})
"""The fields of work and training of a profession, and of what may show of which."""
UNTOLD = Profile()
"""What a profile holds in a field that is not told."""

MOST_ANSWERS = 50_000
"""How many answers are remembered, of all fields."""


class ClientReader:
    """
    Reads records against one roadmap, the rows of a table of these columns, or else decoded
    profiles; remembers every answer. ``notes`` are of the last record. A cell that cannot be read
    leaves its client without it, or if ``strict`` costs the row.
    """

    def __init__(
        self, caseload: Caseload, columns: Sequence[str] = (), *, strict: bool = False
    ) -> None:
        self.caseload = caseload
        self.is_table = bool(columns)
        self.strict = strict
        self.notes = NO_NOTES
        self.fields = profile_shape(caseload.roadmap).fields
        trainees = caseload.roadmap.vocabulary.written.trainees if columns else ()
        self.told_in = frozenset(columns)
        # What a job in training says is told, too, where the table has no column for it.
        more = dict.fromkeys(each.column for each in trainees if each.column not in columns)
        self.at = {name: place for place, name in enumerate((*columns, *more)) if name}
        self.beyond = [""] * (len(more) + 1)
        # What picks a field's cells out of a row: of no column, the empty last cell.
        self.cells: dict[str, Callable[[Sequence[str]], Any]] = {
            field: itemgetter(*(self.at.get(name, -1) for name in names))
            for field, names in COLUMNS_UNDER.items()
        }
        self.picks = [(field, self.cells.get(field, itemgetter(-1))) for field in READ_FIELDS]
        self.shown_by = [at for at, (field, _) in enumerate(self.picks) if field in OF_A_PROFESSION]
        self._start_anew()

    @kept
    def whose(self) -> "WhoseCells":
        """What looks at the other cells of a row."""
        return WhoseCells(self.at, self._value, self.caseload.roadmap)

    @kept
    def trained_in(self) -> Callable[[str], tuple[Trainee, str] | None]:
        """What job in training is so called, perhaps beside a specialty or a year: "IM PGY-2"."""
        words = self.caseload.roadmap.vocabulary
        trainees = words.written.trainees
        beside = TermId("roles", words).beside
        return lru_cache(MOST_ANSWERS)(NamedRecords(trainees, self.trained, beside).read)

    @kept
    def trained(self) -> Mapping[str, tuple[str, ...]]:
        """What may stand beside a job in training: specialties, with their ids, and years."""
        words = self.caseload.roadmap.vocabulary
        trainees = words.written.trainees
        years = (each.names for each in trainees if each.column == "residency_status")
        named = dict.fromkeys(map(folded, chain(*years)), ())
        return {**named, **ids_by_name(words.terms("specialties"))}

    @kept
    def no_employers(self) -> frozenset[str]:
        """What says more of a training than where it is: "nursing student (DNP)", "fellow, ACP"."""
        lists = [
            TermId(each, self.caseload.roadmap.vocabulary) for each in (DEGREES, "memberships")
        ]
        return frozenset(chain(*((*each.by_name, *each.unlisted) for each in lists)))

    def from_row(self, row: list[str]) -> Client:
        """The client in a row; `BadRecordError` with everything that is wrong in it."""
        cells = [*row, *self.beyond]
        self._keep_up()
        put = [self._in_training(cells), self.whose.put_into(cells)]
        id_, noted = self._value("id", self.cells["id"](cells))
        name, _ = self._value("name", self.cells["name"](cells))
        raw = [pick(cells) for pick, _ in self.looks]
        return self._client(raw, id_, name, [noted, *put], bad=self.strict or id_ is None)

    def _in_training(self, cells: list[str]) -> Notes:
        """Put into the cells what a job in training says, and tell of it."""
        typed = cells[self.at.get(ROLE, -1)].strip()
        begun = None if self.trained_in(typed) else SINCE.search(typed)
        job = typed[: begun.start()] if begun else typed
        found, left_out = self.trained_in(job) or (None, "")
        if found is None:
            return self._perhaps_in_training(typed, cells)
        beside = [*map(folded, left_out.split("; "))]
        other = {*chain(*(each.split() for each in beside if each not in self.trained))}
        if other & self.no_employers:
            return NO_NOTES
        words = {*folded(job).split()} - other if found.role == IN_TRAINING else set()
        if words & ANYBODYS and not self._is_doctors(cells, words - OF_ANYBODY):
            cells[self.at[ROLE]] = ""
            return _told(ROLE, typed, OF_WHOM, ())
        role = found.role + (begun[0] if begun and found.role == IN_TRAINING else "")
        cells[self.at[ROLE]] = role
        cell = cells[self.at[found.column]].strip()
        ids = {*chain(*(self.trained.get(each, ()) for each in beside))}
        if len(ids) == 1 and found.cell.startswith("unknown"):  # "GI fellow"
            found = replace(found, cell=found.cell.replace("unknown", ids.pop()))
        said = self.trained_in(cell)  # "CI fellow" under fellowships, too
        is_same = said is not None and (said[0].column, said[1]) == (found.column, left_out)
        if said and is_same and found.cell.startswith("unknown"):
            found = said[0]
        put = found.cell if is_same else self._with_training(cell, found, cells)
        others = (cells[self.at.get(each, -1)] for each in found.unless)
        is_told = (each for each in others if each and not means_none(each))
        is_put = put and all(map(means_unknown, is_told))
        is_asked = is_put and put == OF_WHICH
        kept_as = "" if is_put and not is_asked else typed
        read_as = nodes.Reading(ROLE, typed, role, left_out, kept_as)
        told = [read_as] if typed != role else []
        if is_asked:
            cells[self.at[found.column]] = ""
            return _told(found.column, cell, put, ()).plus(Notes(readings=tuple(told)))
        if is_put:
            cells[self.at[found.column]] = put
            told.append(
                nodes.Reading(found.column, cell or typed, put, left_out if is_same else "")
            )
        return Notes(readings=tuple(told)) if told else NO_NOTES

    def _perhaps_in_training(self, job: str, cells: list[str]) -> Notes:
        """Ask back the bare training of who may be in it, as by "CI Fellow, Penn Medicine"."""
        head = BEHIND_A_JOB.split(job, maxsplit=1)[0]
        found, _ = self.trained_in(head) or (None, "")
        if (
            found is None
            or head == job
            or any(cells[self.at.get(each, -1)] for each in found.unless)
        ):
            return NO_NOTES
        path = COLUMNS[found.column][0].path
        if path not in self.at:
            return NO_NOTES
        listed = self._value(path, self.cells[path](cells))[0] or ()
        if not any(_is_bare(each) for each in listed):
            return NO_NOTES
        cell, cells[self.at[path]] = cells[self.at[path]], ""
        return _told(path, cell, OF_WHICH, ())

    def _with_training(self, cell: str, found: Trainee, cells: list[str]) -> str:
        """A cell with what the job says of it; nothing where it speaks of that itself."""
        row, column = COLUMNS[found.column]
        value, noted = self._value(row.path, self.cells[row.path](cells))
        listed: Sequence[Holding | Training] = value or ()
        if column.part:  # "IM 2027" of a resident says it
            return "" if cell or any(each.status for each in listed) else found.cell
        if not cell or means_none(cell):
            return found.cell
        own, _, status = found.cell.partition(PART_SEPARATOR)
        if noted.faults or any(each.status in AHEAD for each in listed):
            return ""
        of = self.caseload.roadmap.vocabulary.professions
        things = [each.thing or "" for each in listed]
        bare = [*map(_is_bare, listed)]
        kin = {each for each in things if each == own or of.get(each, each) == of.get(own)}
        if own == "unknown":  # "Fellow"
            kin = {each for each, is_bare in zip(things, bare, strict=True) if is_bare}
            own = things[0] if len(things) == 1 and PART_SEPARATOR not in things[0] else own
        if not kin:
            return f"{cell};{found.cell}"
        # "DO, MPH" of a medical student; an "ADN" may be what a nursing student has.
        if own not in {*kin, "unknown"} and of.get(own) != OWN:
            return ""
        if own == "unknown" or not all(bare):  # "MD; MPH 2015"
            is_open = any(bare[at] for at, each in enumerate(things) if each in kin)
            return OF_WHICH if is_open else ""
        said = {each: f"{each}:{status}" for each in {*kin, own}}
        return ";".join(said[each] if each in kin else each for each in things)

    def _is_doctors(self, cells: list[str], words: set[str]) -> bool:
        """Whether a row is a doctor's by its degrees, or else by what its job says, or columns."""
        degrees = cells[self.at.get(DEGREES, -1)]
        of = self.caseload.roadmap.vocabulary.professions
        studied = self._value(DEGREES, degrees)[0] if degrees else None
        others = words or (not degrees and DOCTORS & self.told_in)
        return bool(others) if studied is None else any(of.get(each.id) == OWN for each in studied)

    def from_answers(self, answers: Mapping[str, Any]) -> Client:
        """The client in a decoded profile; `BadRecordError` with everything wrong in it."""
        self._keep_up()
        unknown = []
        for key in (each for each in answers if each not in self.fields):  # in their order
            hint = nearest(key, self.fields) or f" Known are: {', '.join(self.fields)}."
            advice = f"This is not a field of a profile.{hint}"
            unknown.append(nodes.Fault(advice, key[: nodes.LONGEST_ECHO], shown(answers[key])))
        beside = ("schema", "id", "name", "notes")
        read = {field: self._value(field, answers.get(field)) for field in beside}
        raw = [answers.get(field) for field, _ in self.picks]
        strange = Notes(tuple(unknown)) if unknown else NO_NOTES
        notes = [strange, *(each for _, each in read.values())]
        return self._client(raw, read["id"][0], read["name"][0], notes, bad=True)

    def _keep_up(self) -> None:
        """Forget the answers of a table that was left, and leave one in which are too many."""
        if self.answers > MOST_ANSWERS:
            self.caseload.start_anew()
        if self.table is not self.caseload.table:
            self._start_anew()

    def _start_anew(self) -> None:
        self.table = self.caseload.table
        self.known: dict[str, dict[Any, int]] = {field: {} for field, _ in self.picks}
        self.noted: dict[tuple[str, Any], Notes] = {}
        self.taken: dict[tuple[int, ...], dict[int, int]] = {}
        self.looks = [(pick, self.known[field]) for field, pick in self.picks]
        self.answers = 0

    def _client(
        self,
        raw: Sequence[Any],
        client_id: str | None,
        name: str | None,
        notes: Iterable[Notes],
        *,
        bad: bool,
    ) -> Client:
        """The client; ``bad``: whether a fault costs the whole record."""
        places, noted = self._places(raw)
        some = [each for each in (*notes, *noted) if each is not NO_NOTES]
        joined = reduce(Notes.plus, some, NO_NOTES) if some else NO_NOTES
        if client_id is None and not any(each.place == "id" for each in joined.faults):
            missing = nodes.Fault(place="id", advice="Give each client an id.")
            joined = joined.plus(Notes((missing,)))
        self.notes = joined
        if bad and joined.faults:
            raise BadRecordError(joined.faults)
        places = [*places, self.table.place("unread", joined.unread)]
        return Client(self.table, self._with_professions(places), client_id or "", name)

    def _with_professions(self, places: Sequence[int]) -> Sequence[int]:
        """The places of a client's answers, where work is of the profession that others show."""
        key = tuple(map(places.__getitem__, self.shown_by))
        taken = self.taken.get(key)
        if taken is None:
            plain = Client(self.table, places, "", None).profile()
            profile = with_professions(plain, self.caseload.roadmap.vocabulary)
            taken = {}
            for at in self.shown_by:
                field = self.picks[at][0]
                taken[at] = self.table.place(field, getattr(profile, field))
            self.taken[key] = taken
            self.answers += 1
        return [taken.get(at, place) for at, place in enumerate(places)]

    def _places(self, raw: Sequence[Any]) -> tuple[list[int], Sequence[Notes]]:
        """The places of all answers in the table's columns, and what was told of some."""
        keys = raw
        if not self.is_table:
            keys = [each if isinstance(each, str | tuple) else repr(each) for each in raw]
        try:
            places = [known[key] for key, (_, known) in zip(keys, self.looks, strict=True)]
        except KeyError:
            fields = [field for field, _ in self.picks]
            places = [*map(self._place, fields, raw, keys)]
        if not self.noted:
            return places, ()
        told = (
            self.noted.get((field, key)) for key, (field, _) in zip(keys, self.picks, strict=True)
        )
        return places, [*filter(None, told)]

    def _place(self, field: str, raw: Any, key: Any) -> int:  # noqa: ANN401 - cells or a decoded value
        """The place of an answer in its column of the table."""
        known = self.known[field]
        place = known.get(key)
        if place is None:
            value, notes = self._value(field, raw)
            place = self.table.place(field, getattr(UNTOLD, field) if value is None else value)
            known[key] = place
            self.answers += 1
            if notes is not NO_NOTES:
                self.noted[field, key] = notes
        return place

    def _value(self, field: str, raw: Any) -> tuple[Any, Notes]:  # noqa: ANN401 - as above
        """What the field's shape reads, ``None`` for nothing readable, and what is told of it."""
        if raw is None:
            return None, NO_NOTES
        node = node_under(field, raw) if self.is_table else nodes.node_of(raw, field)
        if node is None:
            return None, NO_NOTES
        is_partial = self.is_table and not self.strict
        problems = nodes.Problems("", human=True, partial=is_partial, on=self.caseload.on)
        value = None
        with suppress(nodes.Unreadable):
            value = self.fields[field].shape.read(node, problems)
        if not (problems.found or problems.readings):
            return value, NO_NOTES
        if value is None and problems.found:  # what was understood of it was read as nothing
            problems.readings.clear()
        if self.is_table:
            return value, notes_of(problems, raw, field)
        found = "" if field in ("name", "notes") else shown(raw)
        faults = tuple(each._replace(found=found) for each in dict.fromkeys(problems.found))
        return value, Notes(faults, tuple(problems.readings))


DEGREES, ROLE, LICENSE, YEARS = "degrees", "role", "license", "clinical_years"
LOOKED_AT = (DEGREES, ROLE, LICENSE, YEARS)
OWN = BY_PATH[LICENSE].own
WHOSE = f"does not say whose license it is. Write it with its profession, {LIKE_ONE}."
OF_TRAINING = 'is perhaps a training license. Write "training" or "unrestricted" beside it.'
NO_CARE = (
    "is perhaps work of another kind: the job named is of no clinician. "
    "Write years of patient care with the degree or license for it, or none."
)
OF_WHOM = "may be a job in training or another. Write which it is, or other: TEXT."
OF_WHICH = "may be over or under way, as the job is. Write it as id:in-progress or with its year."
WRONG = (WHOSE, OF_TRAINING, NO_CARE, OF_WHOM, OF_WHICH)
BEHIND_A_JOB = re.compile(r",|;|\(|@|\s+(?:-|at)\s|\s(?=\d{4})", re.IGNORECASE)
"""What may part a job from its employer or its years."""
SINCE = re.compile(r",? since [^()]+$", re.IGNORECASE)
"""The day on which a job began, behind it."""
ANYBODYS = frozenset({"intern", "fellow"})
"""Jobs of doctors in training, and in other rows of anybody."""
OF_ANYBODY = ANYBODYS | {"informatics", "nursing", "pharmacy", "at", "from"}
DOCTORS = frozenset({"residency", "residency_status", "fellowships", "board_certifications"})
"""Columns that tables of doctors have."""


class WhoseCells:
    """
    Looks at the cells of rows whose columns stand ``at`` those places; ``read`` gives the value of
    a field's cells, and what is told of it.
    """

    def __init__(
        self, at: dict[str, int], read: Callable[[str, Any], tuple[Any, Notes]], roadmap: Roadmap
    ) -> None:
        self.at = {each: at.get(each, -1) for each in LOOKED_AT}
        self.read = read
        self.words: Vocabulary = roadmap.vocabulary
        self.roles = {
            role: each.profession for each in self.words.written.licenses for role in each.roles
        }
        self.license = license_words(BY_PATH[LICENSE], roadmap)
        self.look = lru_cache(MOST_ANSWERS)(self._look)

    def put_into(self, cells: list[str]) -> Notes:
        """Put into a row's cells what they can only mean, take out the rest; tell of it."""
        key = tuple(cells[self.at[each]].strip() for each in LOOKED_AT)
        if not key[2] and not key[3]:
            return NO_NOTES
        changed, notes = self.look(*key)
        for column, text in changed.items():
            cells[self.at[column]] = text
        return notes

    def _look(self, degrees: str, role: str, cell: str, years: str) -> tuple[dict[str, str], Notes]:
        job: str = getattr(self._value(ROLE, (role, "")), "id", None) or NONE
        studied = self._value(DEGREES, degrees) or ()
        of = self.words.professions
        known = {of[each.id] for each in studied if each.id in of}
        shown_by = frozenset({*known, self.roles.get(job, "")} - {""})
        licenses = self._value(LICENSE, cell) or ()
        said = ""
        if cell and not licenses:
            said = self._of_state(cell, shown_by, job)
        # Who writes with a colon names the profession, and "unrestricted" alone is a physician's.
        elif licenses and (degrees or role) and PART_SEPARATOR not in cell and cell != UNRESTRICTED:
            said = self._license(cell, licenses, shown_by, job)
        worked: Sequence[Experience] = self._value("clinical", (years, "", "")) or ()
        is_worked = not means_unknown(years) and any(
            each.years is None or each.years.high > 0 for each in worked
        )
        is_no_care = is_worked and not shown_by and self.roles.get(job) == "" and not licenses
        looked_at = ((LICENSE, cell, said), (YEARS, years, NO_CARE if is_no_care else ""))
        told = [each for each in looked_at if each[2]]
        changed = {column: "" if said in WRONG else said for column, _, said in told}
        readings = self.read(LICENSE, cell)[1].readings if licenses else ()
        beside = [each.left_out for each in readings]
        notes = (_told(*each, beside if each[0] == LICENSE else ()) for each in told)
        return changed, reduce(Notes.plus, notes, NO_NOTES)

    def _license(
        self, cell: str, licenses: Sequence[License], shown_by: frozenset[str], job: str
    ) -> str:
        """The licenses with the profession that the row shows, or what is wrong; or nothing."""
        says_status, says_own = self.license.says_more(cell)
        unnamed = [each for each in licenses if not each.profession and each.status != NONE]
        if not unnamed or (OWN in shown_by and (job != IN_TRAINING or says_status)):
            return ""
        if OWN in shown_by:
            return OF_TRAINING
        if says_own or len(shown_by) != 1:
            return "" if says_own and not shown_by else WHOSE
        return ";".join(as_item(each, *shown_by) for each in licenses)

    def _of_state(self, cell: str, shown_by: frozenset[str], job: str) -> str:
        """A license whose state is short for a profession, too, that the row shows not to be."""
        of, named = self.license.professions, folded(cell).split()
        if len(shown_by) != 1 or any(of.get(each) in shown_by for each in named):
            return ""
        if job == IN_TRAINING and not self.license.says_more(cell)[0]:
            return ""
        (profession,) = shown_by
        licenses = self._value(LICENSE, f"{profession} {cell}") or ()
        is_of_states = all(each.state for each in licenses)  # "#REF!" and "*" name none
        return ";".join(as_item(each, profession) for each in licenses) if is_of_states else ""

    def _value(self, field: str, cells: str | tuple[str, ...]) -> Any:  # noqa: ANN401 - as the field is
        return self.read(field, cells)[0] if any(cells) else None


def _is_bare(told: Holding | Training) -> bool:
    """Whether nothing is said of it but what it is: no year, no status."""
    return told in (Holding(id=str(told.thing)), Training(specialty=told.thing))


def _told(column: str, cell: str, said: str, beside: Sequence[str]) -> Notes:
    """That a cell is read as what was said, but for what stands ``beside``; or what is wrong."""
    if said not in WRONG:
        return Notes(readings=(nodes.Reading(column, cell, said, "; ".join(filter(None, beside))),))
    row, _ = COLUMNS[column]
    unread = Unread(field=row.called, path=row.path, column=column, found=shown(cell))
    return Notes(
        faults=(nodes.Fault(place=column, found=shown(cell), advice=f'"{shown(cell)}" {said}'),),
        unread=(unread,),
    )
