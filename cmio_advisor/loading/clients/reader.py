"""
From one record of a caseload to a client: every answer is read once for all who gave it.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from cmio_advisor.domain.caseload.caseload import Caseload
from cmio_advisor.domain.caseload.client import TABLE_FIELDS, Client
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
"""How many answers are remembered, of all fields."""

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
        self.told = [(field, self.cells.get(field, _nothing)) for field in TABLE_FIELDS]
        self._start_anew()

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
        self._keep_up()
        try:
            places = [known[pick(cells)] for pick, known in self.looks]
        except KeyError:
            places = [
                self._place(field, pick(cells), _node_of_cells, faults) for field, pick in self.told
            ]
        return self._client(places, client_id, name, faults)

    def from_answers(self, answers: Answers) -> Client:
        """
        The client in a decoded profile.

        Raises:
            BadRecordError: with everything that is wrong in it.
        """
        faults = [self._unknown_field(key, answers[key]) for key in answers.keys() - self.fields]
        _, client_id, name, _ = (
            self._value(field, answers.get(field), _node_of_value, faults)
            for field in ("schema", "id", "name", "notes")
        )
        self._keep_up()
        places = [
            self._place(field, answers.get(field), _node_of_value, faults) for field, _ in self.told
        ]
        return self._client(places, client_id, name, faults)

    def _keep_up(self) -> None:
        """
        Forget the answers of a table that was left, and leave one in which there are too many.
        """
        if self.answers > MOST_ANSWERS:
            self.caseload.start_anew()
        if self.table is not self.caseload.table:
            self._start_anew()

    def _start_anew(self) -> None:
        self.table = self.caseload.table
        self.known: dict[str, dict[Any, int]] = {field: {} for field, _ in self.told}
        self.looks = [(pick, self.known[field]) for field, pick in self.told]
        self.answers = 0

    def _client(
        self,
        places: Sequence[int],
        client_id: str | None,
        name: str | None,
        faults: list[Fault],
    ) -> Client:
        if client_id is None and not any(each.column == "id" for each in faults):
            faults.append(Fault(column="id", found="", advice="Give each client an id."))
        if client_id is None or faults:
            raise BadRecordError(faults)
        return Client(self.table, places, client_id, name)

    def _place(
        self,
        field: str,
        raw: Any,  # noqa: ANN401 - cells or a decoded value
        node: "Callable[[str, Any], Node | None]",
        faults: list[Fault],
    ) -> int:
        """
        The place of an answer in its column of the table.
        """
        known = self.known[field]
        key = raw if isinstance(raw, str | tuple) else repr(raw)
        place = known.get(key)
        if place is None:
            before = len(faults)
            value = self._value(field, raw, node, faults)
            place = self.table.place(field, getattr(UNTOLD, field) if value is None else value)
            if len(faults) == before:
                known[key] = place
                self.answers += 1
        return place

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
