"""
From one record of a caseload to a client: every answer is read once for all who gave it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from cmio_advisor.domain.base.kept import Memory
from cmio_advisor.domain.caseload.caseload import Caseload
from cmio_advisor.domain.caseload.client import JUDGED_FIELDS, Client
from cmio_advisor.domain.caseload.rule_memory import Told
from cmio_advisor.domain.profile.fields import COLUMNS_UNDER
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.loading.clients.cells import node_under
from cmio_advisor.loading.clients.faults import (
    BadRecordError,
    Fault,
    answer_faults,
    cell_faults,
    shown,
)
from cmio_advisor.loading.profile.reader import profile_shape
from cmio_advisor.loading.shapes.shapes import nearest
from cmio_advisor.loading.text.nodes import LONGEST_ECHO, Node, Problems, Unreadable, node_of

UNTOLD = Profile()
"""What a profile holds in a field that is not told."""

MOST_ANSWERS = 50_000
"""How many answers are remembered, of all fields and all days on which they were told."""

Picker = Callable[[Sequence[str]], Any]
"""Picks a field's cells out of a row."""

Answers = Mapping[str, Any]
"""A decoded profile: plain values by field."""


class ClientReader:
    """
    Reads records against one roadmap; remembers every answer that it has met.
    """

    def __init__(self, caseload: Caseload, columns: Sequence[str] = ()) -> None:
        self.caseload = caseload
        self.fields = profile_shape(caseload.roadmap).fields
        self.cells = {field: _picker(names, columns) for field, names in COLUMNS_UNDER.items()}
        self.judged = [(field, self.cells.get(field, _nothing)) for field in JUDGED_FIELDS]
        self.days = Memory()
        self.looks = Memory()
        self.answers = 0

    def from_row(self, row: list[str]) -> Client:
        """
        The client in a row of a table whose columns were named at the start.

        Raises:
            BadRecordError: with everything that is wrong in the row.
        """
        cells = [*row, ""]
        faults: list[Fault] = []
        client_id, name = (
            self._value(field, self.cells[field](cells), _node_of_cells, faults)
            for field in ("id", "name")
        )
        day = self.cells["as_of"](cells)
        as_of = self.days.get(day)
        if as_of is None:
            as_of = self._value("as_of", day, _node_of_cells, faults)
            self.days.keep(day, as_of)
        # Most answers have been met before; asking their memory here saves a call for each.
        told = [
            known.get(pick(cells))
            or self._told(field, pick(cells), known, as_of, _node_of_cells, faults)
            for field, pick, known in self._looks(as_of)
        ]
        return self._client(told, client_id, as_of, name, faults)

    def from_answers(self, answers: Answers) -> Client:
        """
        The client in a decoded profile.

        Raises:
            BadRecordError: with everything that is wrong in it.
        """
        faults = [self._unknown_field(key, answers[key]) for key in answers.keys() - self.fields]
        _, client_id, name, _, as_of = (
            self._value(field, answers.get(field), _node_of_value, faults)
            for field in ("schema", "id", "name", "notes", "as_of")
        )
        told = [
            self._told(field, answers.get(field), known, as_of, _node_of_value, faults)
            for field, _, known in self._looks(as_of)
        ]
        return self._client(told, client_id, as_of, name, faults)

    def _looks(self, as_of: date | None) -> Sequence[tuple[str, Picker, Memory]]:
        """
        Every field with answers, what picks its cells, and what was told there on that day.
        """
        if self.answers > MOST_ANSWERS:
            self.answers = 0
            self.looks.clear()
        return self.looks.get_or_make(
            as_of, lambda: [(field, pick, Memory()) for field, pick in self.judged]
        )

    def _client(
        self,
        told: Sequence[Told],
        client_id: str | None,
        as_of: date | None,
        name: str | None,
        faults: list[Fault],
    ) -> Client:
        if client_id is None and not any(each.column == "id" for each in faults):
            faults.append(Fault(column="id", found="", advice="Give each client an id."))
        if client_id is None or faults:
            raise BadRecordError(faults)
        return Client(told, client_id, as_of, name)

    def _told(
        self,
        field: str,
        raw: Any,  # noqa: ANN401 - cells or a decoded value
        known: Memory,
        as_of: date | None,
        node: "Callable[[str, Any], Node | None]",
        faults: list[Fault],
    ) -> Told:
        key = raw if isinstance(raw, str | tuple) else repr(raw)
        found: Told | None = known.get(key)
        if found is None:
            before = len(faults)
            value = self._value(field, raw, node, faults)
            found = self.caseload.look(
                field, getattr(UNTOLD, field) if value is None else value, as_of
            )
            if len(faults) == before:
                known.keep(key, found)
                self.answers += 1
        return found

    def _value(
        self,
        field: str,
        raw: Any,  # noqa: ANN401 - cells or a decoded value
        node: "Callable[[str, Any], Node | None]",
        faults: list[Fault],
    ) -> Any:  # noqa: ANN401 - as the field's shape gives it
        """
        What the field's shape reads; ``None`` where nothing is told, or what is told is wrong.
        """
        told = node(field, raw)
        if told is None:
            return None
        problems = Problems("")
        try:
            return self.fields[field].shape.read(told, problems)
        except Unreadable:
            found = cell_faults if node is _node_of_cells else answer_faults
            faults += found(dict.fromkeys(problems.found), raw, field)
            return None

    def _unknown_field(self, key: str, value: object) -> Fault:
        hint = nearest(key, self.fields) or f" Known are: {', '.join(self.fields)}."
        advice = f"This is not a field of a profile.{hint}"
        return Fault(column=key[:LONGEST_ECHO], found=shown(value), advice=advice)


def _picker(names: Sequence[str], columns: Sequence[str]) -> Picker:
    """
    What picks a field's cells out of a row; a column that is not there picks the empty last cell.
    """
    places = [columns.index(name) if name in columns else len(columns) for name in names]
    return itemgetter(*places)


def _nothing(cells: Sequence[str]) -> str:
    """
    The cells of a field that a table has no columns for.
    """
    del cells
    return ""


def _node_of_cells(field: str, cells: str | tuple[str, ...]) -> Node | None:
    if field not in COLUMNS_UNDER:
        return None
    told = (cells,) if isinstance(cells, str) else cells
    return node_under(field, [each.strip() for each in told])


def _node_of_value(field: str, value: object) -> Node | None:
    return None if value is None else node_of(value, field)
