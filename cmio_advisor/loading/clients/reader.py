"""From one record of a caseload to a client: every answer is read once for all who gave it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial, reduce
from operator import itemgetter
from typing import Any

from cmio_advisor.domain.base.human_words import means_none
from cmio_advisor.domain.base.terms import Trainee
from cmio_advisor.domain.caseload.caseload import READ_FIELDS, Caseload, Client
from cmio_advisor.domain.profile.fields import COLUMNS, COLUMNS_UNDER, FIELDS, Kind
from cmio_advisor.domain.profile.profile import Profile, Unread
from cmio_advisor.domain.roadmap.names import ids_by_name, meant
from cmio_advisor.domain.roadmap.written_lists import NamedRecords
from cmio_advisor.loading.clients.cells import PART_SEPARATOR, node_under
from cmio_advisor.loading.clients.faults import (
    NO_NOTES,
    BadRecordError,
    Fault,
    Notes,
    cell_faults,
    cell_readings,
    shown,
    unread_cells,
)
from cmio_advisor.loading.clients.whose import WhoseCells
from cmio_advisor.loading.profile.reader import profile_shape
from cmio_advisor.loading.profile.work import with_professions
from cmio_advisor.loading.shapes.shapes import nearest
from cmio_advisor.loading.text.nodes import (
    LONGEST_ECHO,
    Node,
    Problems,
    Reading,
    Unreadable,
    node_of,
)

WORK = (row.head for row in FIELDS if row.kind is Kind.WORK and "profession" in row.also)
OF_A_PROFESSION = frozenset({"degrees", "license", "residency", "fellowships", *WORK})
"""The fields of work and training of a profession, and of what may show of which."""
JOB = "role"
"""The column of the present job."""
UNTOLD = Profile()
"""What a profile holds in a field that is not told."""

MOST_ANSWERS = 50_000
"""How many answers are remembered, of all fields."""

Picker = Callable[[Sequence[str]], Any]
"""Picks a field's cells out of a row."""

Answers = Mapping[str, Any]
"""A decoded profile: plain values by field."""


class ClientReader:
    """
    Reads records against one roadmap; remembers every answer. ``notes`` are of the last record. A
    cell that cannot be read leaves its client without it, or if ``strict`` costs the row.
    """

    def __init__(
        self, caseload: Caseload, columns: Sequence[str] = (), *, strict: bool = False
    ) -> None:
        self.caseload = caseload
        self.strict = strict
        self.notes = NO_NOTES
        self.fields = profile_shape(caseload.roadmap).fields
        self.at = {name: place for place, name in enumerate(columns) if name}
        self.cells: dict[str, Picker] = {  # of no column, the empty last cell
            field: itemgetter(*(self.at.get(name, -1) for name in names))
            for field, names in COLUMNS_UNDER.items()
        }
        self.picks = [(field, self.cells.get(field, itemgetter(-1))) for field in READ_FIELDS]
        self.trainees: dict[str, tuple[Trainee, str] | None] = {}
        self.shown_by = [at for at, (field, _) in enumerate(self.picks) if field in OF_A_PROFESSION]
        self._start_anew()

    @cached_property
    def whose(self) -> WhoseCells:
        """What looks at the other cells of a row."""
        read = partial(self._value, cells=True)
        return WhoseCells(self.at, read, self.caseload.roadmap)

    @cached_property
    def training(self) -> NamedRecords[Trainee]:
        """What jobs in training are called, perhaps beside a specialty: "PGY-2 Neurology"."""
        words = self.caseload.roadmap.vocabulary
        return NamedRecords(words.written.trainees, ids_by_name(words.terms("specialties")))

    def from_row(self, row: list[str]) -> Client:
        """The client in a row; `BadRecordError` with everything that is wrong in it."""
        cells = [*row, ""]
        self._keep_up()
        trained = self._in_training(cells)
        whose = self.whose.put_into(cells, MOST_ANSWERS)
        client_id, name = (
            self._value(field, self.cells[field](cells), cells=True) for field in ("id", "name")
        )
        raw = [pick(cells) for pick, _ in self.looks]
        try:
            places = [known[each] for each, (_, known) in zip(raw, self.looks, strict=True)]
        except KeyError:
            places = [
                self._place(field, each, cells=True)
                for each, (field, _) in zip(raw, self.picks, strict=True)
            ]
        notes = [client_id[1], trained, whose]
        if self.noted:
            noted = (
                self.noted.get((field, each))
                for each, (field, _) in zip(raw, self.picks, strict=True)
            )
            notes += filter(None, noted)
        is_named = client_id[0] is not None
        return self._client(places, client_id[0], name[0], notes, bad=self.strict or not is_named)

    def _in_training(self, cells: list[str]) -> Notes:
        """
        Where the present job is training, put into the cells what it says, and tell of it; not in a
        table that has no column for all of that.
        """
        job = cells[self.at.get(JOB, -1)]
        if job not in self.trainees:
            named = self.training.read(job.strip())
            self.trainees[job] = named if named and named[0].column in self.at else None
        read = self.trainees[job]
        if read is None:
            return NO_NOTES
        found, left_out = read
        cells[self.at[JOB]] = found.role
        is_told = job.strip() != found.role
        told = [Reading(JOB, job.strip(), found.role, left_out)] if is_told else []
        cell = cells[self.at[found.column]].strip()
        others = (cells[self.at[each]] for each in found.unless if each in self.at)
        own = found.cell.partition(PART_SEPARATOR)[0]
        row, _ = COLUMNS[found.column]
        is_own = row.terms and meant(cell, self.caseload.roadmap.vocabulary.known(row.terms))
        if (cell == "" or is_own == (own,)) and all(
            not each or means_none(each) for each in others
        ):
            cells[self.at[found.column]] = found.cell
            told.append(Reading(found.column, cell or job.strip(), found.cell))
        return Notes(readings=tuple(told)) if told else NO_NOTES

    def from_answers(self, answers: Answers) -> Client:
        """The client in a decoded profile; `BadRecordError` with everything wrong in it."""
        self._keep_up()
        unknown = [self._unknown_field(key, answers[key]) for key in answers.keys() - self.fields]
        read = {
            field: self._value(field, answers.get(field), cells=False)
            for field in ("schema", "id", "name", "notes")
        }
        places = [self._place(field, answers.get(field), cells=False) for field, _ in self.picks]
        notes = [Notes(tuple(unknown)), *(each for _, each in read.values())]
        notes += [
            self.noted.get((field, _key(answers.get(field))), NO_NOTES) for field, _ in self.picks
        ]
        return self._client(places, read["id"][0], read["name"][0], notes, bad=True)

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
        places: Sequence[int],
        client_id: str | None,
        name: str | None,
        notes: Iterable[Notes],
        *,
        bad: bool,
    ) -> Client:
        """The client; ``bad``: whether a fault costs the whole record."""
        some = [each for each in notes if each is not NO_NOTES]
        joined = reduce(Notes.plus, some, NO_NOTES) if some else NO_NOTES
        if client_id is None and not any(each.column == "id" for each in joined.faults):
            missing = Fault(column="id", advice="Give each client an id.")
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

    def _place(self, field: str, raw: Any, *, cells: bool) -> int:  # noqa: ANN401 - cells or a decoded value
        """The place of an answer in its column of the table."""
        known, key = self.known[field], _key(raw)
        place = known.get(key)
        if place is None:
            value, notes = self._value(field, raw, cells=cells)
            place = self.table.place(field, getattr(UNTOLD, field) if value is None else value)
            known[key] = place
            self.answers += 1
            if notes is not NO_NOTES:
                self.noted[field, key] = notes
        return place

    def _value(self, field: str, raw: Any, *, cells: bool) -> tuple[Any, Notes]:  # noqa: ANN401 - as above
        """What the field's shape reads, ``None`` for nothing readable, and what is told of it."""
        if raw is None:
            return None, NO_NOTES
        node = _node_of_cells(field, raw) if cells else node_of(raw, field)
        if node is None:
            return None, NO_NOTES
        problems = Problems("", human=True, partial=cells and not self.strict, on=self.caseload.on)
        value = None
        with suppress(Unreadable):
            value = self.fields[field].shape.read(node, problems)
        if not (problems.found or problems.readings):
            return value, NO_NOTES
        if value is None and problems.found:  # what was understood of it was read as nothing
            problems.readings.clear()
        told = [*dict.fromkeys(problems.found)]
        readings: Iterable[Reading] = problems.readings
        unread: Iterable[Unread] = ()
        if cells:
            faults = tuple(cell_faults(told, raw, field))
            unread = unread_cells(problems, faults, raw, field)
            readings = cell_readings(problems.readings, raw, field)
        else:
            found = "" if field in ("name", "notes") else shown(raw)
            faults = tuple(Fault(advice=text, column=at, found=found) for at, text in told)
        return value, Notes(faults, tuple(readings), tuple(unread))

    def _unknown_field(self, key: str, value: object) -> Fault:
        hint = nearest(key, self.fields) or f" Known are: {', '.join(self.fields)}."
        advice = f"This is not a field of a profile.{hint}"
        return Fault(column=key[:LONGEST_ECHO], found=shown(value), advice=advice)


def _key(raw: Any) -> Any:  # noqa: ANN401 - cells or a decoded value
    """Under what an answer is remembered."""
    return raw if isinstance(raw, str | tuple) else repr(raw)


def _node_of_cells(field: str, cells: str | tuple[str, ...]) -> Node | None:
    if field not in COLUMNS_UNDER:
        return None
    words = (cells,) if isinstance(cells, str) else cells
    return node_under(field, [each.strip() for each in words])
