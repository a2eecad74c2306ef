"""The header of a table of clients: which columns are ours, and which the office's own."""

import re
from collections.abc import Sequence

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.profile.fields import COLUMNS
from cmio_advisor.errors import InvalidInputError
from cmio_advisor.loading.shapes.shapes import nearest
from cmio_advisor.loading.text.files import read_beside
from cmio_advisor.loading.text.nodes import plain

ID_COLUMN = "id"
MOST_ABOVE = 10
"""Rows that may stand above a header: a title, a day, an empty row."""
MARKED_COLUMN = "not_read"
"""The column that a corrected table has, where it stands what could not be read."""

_WORDS = plain(read_beside(__file__, "columns.yaml"))
OTHER_NAMES, SHORT = _WORDS["names"], _WORDS["short"]
"""What else people call our columns, and how they shorten words of that."""
BESIDE = frozenset(_WORDS["beside"])
"""Words of a column's name that say nothing."""


class Header(Frozen):
    """
    The columns in their order, by our names; the office's own have none (``""``). ``written`` is
    how they stand in the table; ``meant`` are those of another name that can only mean ours.
    """

    columns: tuple[str, ...]
    written: tuple[str, ...]
    meant: tuple[int, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The office's own columns, as they are written; not that of marks, which is ours."""
        pairs = zip(self.columns, self.written, strict=True)
        ours = ("", MARKED_COLUMN)
        return tuple(written for column, written in pairs if not column and written not in ours)

    @property
    def read_as(self) -> tuple[tuple[str, str], ...]:
        """How columns of another name are written, and as which they are read."""
        return tuple((self.written[at], self.columns[at]) for at in self.meant)


def _plain(name: str) -> str:
    """A column's name without case, spaces and signs, one or many of it."""
    return "".join(filter(str.isalnum, name.casefold())).rstrip("s")


def _words(name: str) -> frozenset[str]:
    """The words of a column's name that say something, each as one of it and written out."""
    text = name.casefold()[:100].replace("_", " ").replace("#", " number ")
    found = re.findall(r"[a-z]+", text)
    written = (SHORT.get(each, each) for each in found)
    single = (
        each.rstrip("s") if len(each) > 3 and each != "years" else each  # noqa: PLR2004
        for each in written
    )
    return frozenset(single) - BESIDE


BY_PLAIN = {_plain(name): name for name in COLUMNS} | {_plain("client id"): ID_COLUMN}
BY_WORDS: dict[frozenset[str], set[str]] = {}
for _name in COLUMNS:
    for _each in (_name, *filter(None, OTHER_NAMES.get(_name, "").split(", "))):
        BY_WORDS.setdefault(_words(_each), set()).add(_name)
BY_WORDS[_words("client")] = {ID_COLUMN, "name"}


def column_named(written: str) -> str:
    """Our column of this name, nothing for any other."""
    return BY_PLAIN.get(_plain(written[:100]), "") if "#" not in written else ""


def column_meant(written: str) -> str:
    """Our column that another name can only mean."""
    near = columns_near(written)
    return near[0] if len(near) == 1 else ""


def columns_near(written: str) -> tuple[str, ...]:
    """Our columns that a name can mean."""
    return tuple(sorted(BY_WORDS.get(_words(written), ())))


def header_of(written: Sequence[str], table: str) -> Header:
    """The header in the cells of a row; `InvalidInputError` without ``id`` or for twins, slips."""
    names = tuple(" ".join(each.split()) for each in written)
    columns = list(map(column_named, names))
    others = [
        "" if column else column_meant(name) for name, column in zip(names, columns, strict=True)
    ]
    either = [at for at, name in enumerate(names) if columns_near(name) == ("id", "name")]
    if len(either) == 1:  # "Client": the name where the ids have a column of their own
        ours = {*columns, *others}
        others[either[0]] = "name" if ID_COLUMN in ours else ID_COLUMN
    meant = [
        at
        for at, each in enumerate(others)
        if each and others.count(each) == 1 and each not in columns
    ]
    for at in meant:
        columns[at] = others[at]
    problems = []
    for place, (found, column) in enumerate(zip(names, columns, strict=True), 1):
        shown = found[:60]
        is_plain = len(found) > 2 and not column and "#" not in found  # noqa: PLR2004 - "MD", "IT"
        hint = nearest(found.replace(" ", "_"), COLUMNS) if is_plain else ""
        if hint and found != MARKED_COLUMN:
            problems.append(f'{table}: column {place}: "{shown}" is not a known column.{hint}')
        elif column and column in columns[: place - 1]:
            problems.append(f'{table}: column {place}: "{shown}" stands twice. Keep one of them.')
    if ID_COLUMN not in columns:
        problems.append(
            f'{table}: The table needs a column "id" with a key for each client. '
            "To start from an empty table: cmio-advisor report --template"
        )
    if problems:
        raise InvalidInputError(problems[:20])
    return Header(columns=tuple(columns), written=names, meant=tuple(meant))
