"""
The header of a table of clients: which of its columns are ours, in whatever case and spacing they
are written, and which are the office's own.
"""

from collections.abc import Sequence

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.profile.fields import COLUMNS
from cmio_advisor.errors import InvalidInputError
from cmio_advisor.loading.shapes.shapes import nearest

ID_COLUMN = "id"
MOST_ABOVE = 10
"""Rows that may stand above a header: a title, a day, an empty row."""
MARKED_COLUMN = "not_read"
"""The column that a corrected table has, where it stands what could not be read."""


class Header(Frozen):
    """
    The columns in their order, by our names; the office's own have none (``""``). ``written`` is
    how they stand in the table.
    """

    columns: tuple[str, ...]
    written: tuple[str, ...]

    @property
    def own(self) -> tuple[str, ...]:
        """The office's own columns, as they are written; not that of marks, which is ours."""
        pairs = zip(self.columns, self.written, strict=True)
        ours = ("", MARKED_COLUMN)
        return tuple(written for column, written in pairs if not column and written not in ours)


def _plain(name: str) -> str:
    """A column's name without case, spaces and signs, one or many of it."""
    return "".join(filter(str.isalnum, name.casefold())).rstrip("s")


BY_PLAIN = {_plain(name): name for name in COLUMNS} | {_plain("client id"): ID_COLUMN}


def column_named(written: str) -> str:
    """Our column of this name, nothing for any other."""
    return BY_PLAIN.get(_plain(written[:100]), "")


def header_of(written: Sequence[str], table: str) -> Header:
    """
    The header in the cells of a row.

    Raises:
        InvalidInputError: it has no ``id``, one of our columns twice, or one by a slip of its name.
    """
    names = tuple(" ".join(each.split()) for each in written)
    columns = tuple(map(column_named, names))
    problems = []
    for place, (found, column) in enumerate(zip(names, columns, strict=True), 1):
        shown = found[:60]
        hint = nearest(found.replace(" ", "_"), COLUMNS) if found and not column else ""
        if hint and found != MARKED_COLUMN:
            problems.append(f'{table}: column {place}: "{shown}" is not a known column.{hint}')
        elif column and column in columns[: place - 1]:
            problems.append(
                f'{table}: column {place}: "{shown}" stands twice. Keep one of them; in a workbook '
                "a merged cell stands in each of its columns."
            )
    if ID_COLUMN not in columns:
        problems.append(
            f'{table}: The table needs a column "id" with a key for each client. '
            "To start from an empty table: cmio-advisor report --template"
        )
    if problems:
        raise InvalidInputError(problems[:20])
    return Header(columns=columns, written=names)
