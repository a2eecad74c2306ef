"""
A table of clients: decoded by its byte-order mark or as UTF-8, its header checked (which columns
are ours, and which the office's own), row by row.

What spreadsheet programs do is understood: a byte-order mark, UTF-16 with one, ``sep=`` on the
first line, semicolons or tabs between cells. An encoding is never guessed.
"""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BufferedReader, TextIOWrapper
from itertools import count
from typing import NamedTuple

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.human_words import unguarded
from cmio_advisor.domain.profile.fields import COLUMNS
from cmio_advisor.errors import InvalidInputError
from cmio_advisor.loading.shapes.shapes import nearest
from cmio_advisor.loading.text.files import message, read_beside
from cmio_advisor.loading.text.nodes import Fault, plain

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
    how they stand in the table; ``read_as`` are those of another name that can only mean ours: how
    they are written, and as which they are read.
    """

    columns: tuple[str, ...]
    written: tuple[str, ...]
    read_as: tuple[tuple[str, str], ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The office's own columns, as they are written; not that of marks, which is ours."""
        pairs = zip(self.columns, self.written, strict=True)
        ours = ("", MARKED_COLUMN)
        return tuple(written for column, written in pairs if not column and written not in ours)


def _plain(name: str) -> str:
    """A column's name without case, spaces and signs, one or many of it."""
    return "".join(filter(str.isalnum, name.casefold())).rstrip("s")


def _words(name: str, beside: frozenset[str] = BESIDE) -> frozenset[str]:
    """The words of a column's name but those beside it, each as one of it and written out."""
    text = (
        name.casefold()[:100].replace("_", " ").replace("#", " number ").replace("%", " percent ")
    )
    found = re.findall(r"[a-z]+", text)
    written = (SHORT.get(each, each) for each in found)
    single = (
        each.rstrip("s") if len(each) > 3 and each != "years" else each  # noqa: PLR2004
        for each in written
    )
    return frozenset(single) - beside


BY_PLAIN = {_plain(name): name for name in COLUMNS} | {_plain("client id"): ID_COLUMN}
BY_WORDS: dict[frozenset[str], set[str]] = {}
for _name in COLUMNS:
    for _each in (_name, *filter(None, OTHER_NAMES.get(_name, "").split(", "))):
        for _key in {_words(_each), _words(_each, frozenset())}:
            BY_WORDS.setdefault(_key, set()).add(_name)
BY_WORDS[_words("client")] = {ID_COLUMN, "name"}
WEAK = {_words(each) for each in _WORDS["weak"].split(", ")}


def column_named(written: str) -> str:
    """Our column of this name, nothing for any other."""
    return BY_PLAIN.get(_plain(written[:100]), "") if "#" not in written else ""


def column_meant(written: str) -> str:
    """Our column that another name can only mean."""
    near = columns_near(written)
    return near[0] if len(near) == 1 else ""


def columns_near(written: str) -> tuple[str, ...]:
    """Our columns that a name can mean, by all of its words ("Current title") or those that say."""
    every = _words(written, frozenset())
    return tuple(sorted(BY_WORDS.get(every if every in BY_WORDS else _words(written), ())))


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
    is_weak = [_words(name) in WEAK for name in names]
    strong = {each for each, weak in zip(others, is_weak, strict=True) if not weak}
    others = ["" if is_weak[at] and each in strong else each for at, each in enumerate(others)]
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
        is_plain = len(_plain(found)) > 2 and not column and "#" not in found  # noqa: PLR2004 - "% IT"
        hint = nearest(found.replace(" ", "_"), COLUMNS) if is_plain else ""
        if hint and found != MARKED_COLUMN:
            problems.append(f'{table}: column {place}: "{shown}" is not a known column.{hint}')
        elif column and column in columns[: place - 1]:
            problems.append(f'{table}: column {place}: "{shown}" stands twice. Keep one of them.')
    if ID_COLUMN not in columns:
        problems.append(f"{table}: {message(__file__, 'no_id_column')}")
    if problems:
        raise InvalidInputError(problems[:20])
    read_as = tuple((names[at], columns[at]) for at in meant)
    return Header(columns=tuple(columns), written=names, read_as=read_as)


DELIMITERS = (",", ";", "\t")
LONGEST_CELL = 100_000
LONGEST_LINE = LONGEST_CELL * (len(COLUMNS) + 1)
"""A longer line has a cell that is too long, or more cells than there can be."""
TITLE_LIKE = re.compile(
    r"[-=*#_~\u2013\u2014]{2}.*|.*[:=*#_~\u2014]|[A-Z][A-Z &/-]{4,}|[^,]*\s[a-z][^,]*"
    r"|[^:]+:\s.*|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d(?: [\d:]+)?",
    re.DOTALL,
)
"""
How a title or a remark is written: between dashes, in capitals, with a colon, in words that are no
name, as a day.
"""
LINE_ENDS = ("\n", "\r")
MOST_LINES = 100
"""A row of more lines has a quotation mark that is never closed: read on, each row would be all."""
TITLE = Fault(
    place="id",
    advice="Nothing else stands in this row, as in a title of the rows below or a remark. If it is "
    "a client, write unknown in another of its cells. If not, take it out.",
)
TOTALS = re.compile(
    r"(?i)(?:(?:grand|sub)[ -]?)?(?:totals?|sum|averages?|mean|median|count)\s*[:=]?\s*[\d.,]*"
)
TOTAL = Fault(
    place="id",
    advice="This row sums the others up. Take it out; if it is a client, give another id and write "
    "unknown in another cell.",
)
ABOVE = Fault(
    advice="This row stands above the names of the columns, perhaps sorted with them. If "
    "it is a client, put it below them; if not, take it out.",
)
UTF_8_MARK, UTF_16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
FIRST_HALF, LAST_HALF = "\ud800", "\udfff"
"""Where undecodable bytes end up, so that only their own row is lost."""
MARKED = "cmio-advisor-marked"
codecs.register_error(MARKED, lambda error: (FIRST_HALF, error.end))  # type: ignore[attr-defined]
"""Puts a half character in their place; Python's own way of doing so knows UTF-8 only."""


class Record(NamedTuple):
    """
    One record as it was found: in which row, line or file, the client's id if it can be seen, and
    its ``content`` or what is wrong already. A plain tuple: there may be a million.
    """

    where: str
    client_id: str | None = None
    content: object = None
    faults: tuple[Fault, ...] = ()


class ClientTable:
    """
    A table whose header, which may stand below a separator's line or a title, has been checked;
    ``columns`` are its columns in their order, and ``unnamed`` the places of those without a name
    in which something was found. ``exact``: no line of a row can be another.
    """

    def __init__(self, text: TextIOWrapper, name: str, *, exact: bool) -> None:
        self._text = text
        self._exact = exact
        first = _header_line(text, name, exact=exact)
        said = first.rstrip("\r\n").strip('"')  # "sep=" and a sign
        stated = said[4] if len(said) == 5 and said.lower().startswith("sep=") else None  # noqa: PLR2004
        above = [_header_line(text, name, exact=exact) if stated else first]
        while not (found := _is_header(above, stated)) and above[-1] and len(above) <= MOST_ABOVE:
            above.append(_header_line(text, name, exact=exact))
        self._number = len(above) if found else 1
        self._delimiter = stated or _delimiter(above[self._number - 1])
        self._again = deque(above[self._number - 1 :])
        self._row: list[str] = []
        csv.field_size_limit(LONGEST_CELL)
        lines = map(self._line, count())  # which goes on after an end that was in a row
        self._rows = csv.reader(lines, delimiter=self._delimiter, strict=True)
        try:
            names = [*map(unguarded, next(self._rows, []))]
        except csv.Error as error:
            advice = _broken(error).advice
            raise InvalidInputError([f"{name}: row {self._number}: {advice}"]) from None
        _check_text(names, name)
        self.header = header_of(names, name)
        self.columns = self.header.columns
        self.id_at = self.columns.index(ID_COLUMN)
        self._above = [
            Record(where=str(at), faults=(ABOVE,))
            for at, line in enumerate(above[: self._number - 1], 1)
            if sum(map(bool, map(str.strip, line.split(self._delimiter)))) > max(2, len(names) / 2)
        ]
        self.unnamed: set[int] = set()
        self._nameless = [at for at, each in enumerate(self.header.written) if not each]

    def _line(self, _: int) -> str:
        """The next line; of one that is too long only the start, so that it fills no memory."""
        if len(self._row) == MOST_LINES and not self._exact:
            raise csv.Error(f"more than {MOST_LINES} lines")
        if self._again:
            line = self._again.popleft()
        else:
            line = rest = self._text.readline(LONGEST_LINE)
            while len(rest) == LONGEST_LINE and not rest.endswith(LINE_ENDS):
                rest = self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self._row.append(line)
        return line

    @property
    def _may_be_several(self) -> bool:
        """Whether what was read as one row may be several, behind a mark that is never closed."""
        return len(self._row) > 1 and not self._exact

    def entries(self) -> Iterator[Record]:
        """
        Every row that is not empty, numbered as a spreadsheet numbers it: a header without a
        title is row 1.

        A row that runs over several lines and cannot be read costs its first line alone: mostly a
        quotation mark is opened there and never closed, and the lines after it are rows.
        """
        try:
            yield from self._above
            for number in count(self._number + 1):
                self._row.clear()
                try:
                    row = [*map(unguarded, next(self._rows))]
                except StopIteration:
                    return
                except csv.Error as error:
                    yield self._record(number, [], (_broken(error),))
                    continue
                if any(row) and tuple(row) != self.header.written:  # of several tables in one
                    if not any(row[len(self.columns) :]):
                        del row[len(self.columns) :]
                    yield self._record(number, row, self._faults(row))
        finally:
            with suppress(ValueError):  # the opener of the bytes has closed them already
                self._text.detach()

    def _record(self, number: int, row: list[str], faults: tuple[Fault, ...]) -> Record:
        content = None if faults else row
        if faults and self._may_be_several:  # all but its first are read once more
            self._again.extendleft(reversed(self._row[1:]))
        elif not faults:
            faults = self._no_client(row)
            self.unnamed |= {at + 1 for at in self._nameless if row[at].strip()}
        id_ = row[self.id_at].strip() if len(row) > self.id_at else None
        return Record(where=str(number), client_id=id_, content=content, faults=faults)

    def _faults(self, row: list[str]) -> tuple[Fault, ...]:
        faults = []
        if len(row) != len(self.columns):
            found = f"{len(row)} cells"
            advice = message(__file__, "other_count_of_cells", columns=len(self.columns))
            faults.append(Fault(advice=advice, found=found))
        text = "".join(row)
        if _has_marks(text):
            encoding = self._text.encoding.upper()
            advice = f"Some bytes of this row are not valid {encoding}. Save the table as UTF-8."
            faults.append(Fault(advice=advice))
        if "\0" in text:
            faults.append(Fault(advice="Take the NUL byte out.", found="NUL"))
        if self._may_be_several and (faults or self._has_swallowed(row)):
            faults.append(Fault(advice=message(__file__, "perhaps_not_closed")))
        return tuple(faults)

    def _no_client(self, row: Sequence[str]) -> tuple[Fault, ...]:
        """What a row is that tells of no client: a sum of others, perhaps a title alone."""
        cells = zip(row, self.header.written, strict=True)
        texts = {cell.strip() for cell, name in cells if name != MARKED_COLUMN} - {""}
        words = {each for each in texts if not re.fullmatch(r"[\d.,$%]+", each)}
        if TOTALS.fullmatch(row[self.id_at].strip()) or (
            words and all(map(TOTALS.fullmatch, words))
        ):
            return (TOTAL,)
        is_title = (
            len(self.columns) > 1 and len(texts) == 1 and TITLE_LIKE.fullmatch("".join(texts))
        )
        return (TITLE,) if is_title else ()

    def _has_swallowed(self, row: list[str]) -> bool:
        """
        Whether a row of several lines has taken in others: its first as well as its last has as
        many cells as the table (a sign before a blank parts words), or its id runs over a line.
        """
        ends = self._row[0], self._row[-1]
        in_id = any(each in row[self.id_at] for each in LINE_ENDS)
        parts = rf"{self._delimiter}(?! )"
        return in_id or all(len(re.findall(parts, each)) + 1 >= len(self.columns) for each in ends)


def open_table(file: BufferedReader, name: str, *, exact: bool = False) -> ClientTable:
    """The table in a file; ``exact``: no line of a row can be another. `InvalidInputError`."""
    start = file.peek(4)[:4]
    if start.startswith(UTF_16_MARKS):
        text = TextIOWrapper(file, "utf-16", errors=MARKED, newline="")
    else:
        if start.startswith(UTF_8_MARK):
            file.read(len(UTF_8_MARK))
        text = TextIOWrapper(file, "utf-8", errors=MARKED, newline="")
    try:
        return ClientTable(text, name, exact=exact)
    except InvalidInputError:
        text.detach()
        raise


def _header_line(text: TextIOWrapper, name: str, *, exact: bool) -> str:
    """
    A line among the first, where rows are ``exact`` with those that its cells run over;
    `InvalidInputError` where it is cut, so that no column is lost.
    """
    line = text.readline(LONGEST_CELL)
    is_open = exact and line.count('"') % 2 == 1
    while is_open and len(line) < LONGEST_CELL:
        more = text.readline(LONGEST_CELL)
        is_open = more != "" and more.count('"') % 2 == 0
        line += more
    if len(line) < LONGEST_CELL or line.endswith(LINE_ENDS):
        return line
    raise InvalidInputError([f"{name}: {message(__file__, 'line_too_long', most=LONGEST_CELL)}"])


def _is_header(above: Sequence[str], delimiter: str | None) -> bool:
    """
    Whether the last of the first lines names the column of ids, or "Client", and another; of the
    first one the id is enough, as one of another row may be Idaho.
    """
    line = above[-1]
    cells = line.split(delimiter or _delimiter(line))
    names = [each.strip().strip('"') for each in cells]
    known = {column_named(each) or column_meant(each) for each in names}
    is_near = any(ID_COLUMN in columns_near(each) for each in names)
    is_named = ID_COLUMN in map(column_named, names)
    return (is_named and len(above) == 1) or (
        (is_named or is_near) and bool(known - {"", ID_COLUMN})
    )


def _delimiter(header: str) -> str:
    """The sign between the columns: the one that parts the header into the most known names."""

    def known(delimiter: str) -> int:
        names = (each.strip().strip('"') for each in header.split(delimiter))
        return sum((column_named(each) or column_meant(each)) != "" for each in names)

    return max(DELIMITERS, key=known)


def _has_marks(text: str) -> bool:
    return not text.isascii() and any(FIRST_HALF <= each <= LAST_HALF for each in text)


def _check_text(names: Sequence[str], table: str) -> None:
    """Raises `InvalidInputError` where a header is not the text that it should be."""
    wrong = {
        "empty_header": not any(names),
        "nul_in_header": any("\0" in each for each in names),
        "not_text_in_header": any(map(_has_marks, names)),
    }
    for each in filter(wrong.get, wrong):
        raise InvalidInputError([f"{table}: {message(__file__, each)}"])


def _broken(error: csv.Error) -> Fault:
    """What is wrong with a row whose quotation marks do not fit."""
    name = "cell_too_long" if "field limit" in str(error) else "not_a_table_row"
    name = "never_closed" if str(error) == "unexpected end of data" else name
    return Fault(advice=message(__file__, name, error=error, most=LONGEST_CELL))
