"""
Where a caseload comes from: a table, JSON Lines, a folder of profiles, or standard input; and which
ids it has named before and where, in little memory for any number of clients.
"""

import json
import os
import re
import stat
import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from io import BufferedReader, RawIOBase, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, cast

from cmio_advisor.domain.caseload import Client, file_stem
from cmio_advisor.errors import InputMissingError, InvalidInputError, ReadWriteError, UsageError
from cmio_advisor.loading.clients.cells import BadRecordError
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.table import Header, Record, open_table
from cmio_advisor.loading.text import files
from cmio_advisor.loading.text.files import message
from cmio_advisor.loading.text.nodes import DEEPEST, Fault, Problems, Unreadable, plain

LARGE_NUMBER = re.compile(rb"[0-9](?:[eE]\+?[0-9]{3}|[0-9]{29})")
"""How a number is written that may be too large; the fast way would read an infinity."""


def json_lines(file: BufferedReader) -> Iterator[Record]:
    """One profile a line, however lines end; empty lines are passed over."""
    text, number = TextIOWrapper(file, "latin-1"), 0  # in which bytes stay what they are
    try:
        while line := text.readline(files.LARGEST_FILE + 1).encode("latin-1"):
            number += 1
            if len(line) > files.LARGEST_FILE:
                while line and not line.endswith(b"\n"):
                    line = text.readline(files.LARGEST_FILE).encode("latin-1")
                advice = "This line is longer than 1 MB. A profile is shorter."
                yield Record(where=str(number), faults=(Fault(advice=advice),))
            elif line.strip():
                yield _line_record(
                    line.removeprefix(files.BOM) if number == 1 else line, str(number)
                )
    finally:
        with suppress(ValueError):  # the opener of the bytes has closed them already
            text.detach()


def _line_record(line: bytes, where: str) -> Record:
    if LARGE_NUMBER.search(line):
        return _strictly(line.rstrip(), where)
    try:
        answers = json.loads(line.decode(), object_pairs_hook=_single_keys, parse_constant=_refused)
    except (ValueError, RecursionError):
        return _strictly(line.rstrip(), where)
    if line.count(b"[") + line.count(b"{") > DEEPEST and _is_deeper(answers, DEEPEST):
        return _strictly(line.rstrip(), where)
    return answers_record(answers, where)


def _is_deeper(value: object, levels: int) -> bool:
    """Whether lists and mappings lie in each other more levels deep."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(levels == 0 or _is_deeper(each, levels - 1) for each in inside)


def _single_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        raise ValueError
    return entries


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)


def _strictly(data: bytes, where: str) -> Record:
    """The entry in a line that the fast way refused, or what is wrong with it."""
    from cmio_advisor.loading.text.strict_json import decode_json  # noqa: PLC0415 - after a fault only

    problems = Problems("")
    try:
        return answers_record(
            plain(decode_json(files.decode_text(data, problems), problems)), where
        )
    except Unreadable:
        places = (each.place.rpartition(":")[2] for each in problems.found)  # in the line
        told = zip(problems.found, places, strict=True)
        faults = tuple(Fault(each.advice, found=f"character {at}") for each, at in told)
        return Record(where=where, faults=faults)


def answers_record(answers: object, where: str, usual_id: str | None = None) -> Record:
    """The entry of a decoded profile; ``usual_id`` is its id where it tells none."""
    if not isinstance(answers, dict):
        return Record(where=where, faults=(Fault(advice="A profile is a mapping of answers."),))
    if usual_id is not None and answers.get("id") is None:
        answers = {**answers, "id": usual_id}
    id_ = answers.get("id")
    # A number is an id as well, the same as the text of its digits.
    is_id = isinstance(id_, str | int) and not isinstance(id_, bool)
    return Record(where=where, client_id=str(id_) if is_id else None, content=answers)


LINES_ENDINGS = (".jsonl", ".ndjson")
LOOKED_AT = 4096
"""Bytes at the start of a caseload, by which a table is told from JSON Lines."""
ONE_DOCUMENT = re.compile(rb'\s*(?:\[\s*[{\]]|\{\s*\n\s*")')
"""How a list in JSON begins, and a profile in JSON that runs over several lines."""
HEADER_ID = re.compile(rb'(?:^|[,;\t])\s*"?id"?\s*(?:$|[,;\t])', re.IGNORECASE)


class ClientSource(NamedTuple):
    """
    The entries of a caseload, and what the reader of them has to know: the ``header`` of a table.

    ``size`` is in bytes, or files for a folder; ``None`` where it cannot be known. ``position``
    tells how much of it has been read, ``note`` what is to be told of the whole; ``unnamed`` are
    the columns without a name in which something has been found so far.
    """

    entries: Iterator[Record]
    size: int | None
    position: Callable[[], int]
    header: Header = Header(columns=(), written=())
    note: str = ""
    unnamed: Collection[int] = ()


@contextmanager
def open_clients(path: str, sheet: str | None = None) -> Iterator[ClientSource]:
    """
    The caseload in a file, a folder or standard input (``-``), as long as it is read; ``sheet`` of
    a workbook. `InputMissingError`, `InvalidInputError` for a header or workbook that cannot be
    read, `UsageError` for no such sheet.
    """
    if not path:
        raise InputMissingError("The name of the caseload is empty. Give a file or a folder.")
    if path == files.STANDARD_INPUT:
        with ExitStack() as held:
            yield _open_stream(_standard_input(), "standard input", sheet, held)
        return
    try:
        mode = Path(path).stat().st_mode
        if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
            raise InputMissingError(f"{path}: This is not a regular file or folder.")
        entries = Path(path).iterdir() if stat.S_ISDIR(mode) else None
        names = entries and sorted(
            each.name for each in entries if files.is_profile_name(each.name)
        )
        file = open(path, "rb", opener=files.at_once) if names is None else None  # noqa: SIM115 - closed below
    except FileNotFoundError:
        raise InputMissingError(f"{path}: There is no such file or folder. Check it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the name is not valid"
        raise InputMissingError(f"{path}: It cannot be read: {reason}.") from None
    with ExitStack() as held:
        if file is None:
            _refuse_sheet(path, sheet)
            yield _open_folder(Path(path), names or [])
        else:
            before = os.fstat(held.enter_context(file).fileno())
            yield _open_stream(file, path, sheet, held, before)


def _standard_input() -> BufferedReader:
    """Standard input from its start, some of it read to tell its form; `InputMissingError`."""
    if sys.stdin is None:
        raise InputMissingError("Standard input is closed, so there is nothing to read.")
    file = cast(BufferedReader, sys.stdin.buffer)
    try:
        return BufferedReader(_Replayed(file.read(LOOKED_AT), file))
    except OSError as error:
        raise InputMissingError(f"Standard input cannot be read: {error.strerror}.") from None


class _Replayed(RawIOBase):
    """Bytes that have been read already, and what follows them."""

    def __init__(self, start: bytes, rest: BufferedReader) -> None:
        self.start = start
        self.rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:  # noqa: ANN401 - any room for bytes
        some = self.start[: len(room)] or self.rest.read1(len(room))
        self.start = self.start[len(some) :]
        room[: len(some)] = some
        return len(some)


def read_entry(entry: Record, reader: ClientReader) -> Client:
    """The client in an entry; `BadRecordError` with everything that is wrong with it."""
    if entry.faults:
        raise BadRecordError(entry.faults)
    if isinstance(entry.content, list):
        return reader.from_row(entry.content)
    return reader.from_answers(entry.content)  # type: ignore[arg-type]  # made below


def _open_stream(
    file: BufferedReader,
    name: str,
    sheet: str | None,
    held: ExitStack,
    before: os.stat_result | None = None,
) -> ClientSource:
    start, size = file.peek(LOOKED_AT), before.st_size if before else None
    if start.startswith(files.WORKBOOK_STARTS):
        from cmio_advisor.loading.clients.workbook import opened_sheet  # noqa: PLC0415 - seldom

        if before is None:
            raise InvalidInputError([f"{name}: This is a workbook. Give the name of its file."])
        rows, ended, note = held.enter_context(opened_sheet(file, name, sheet))
        try:
            table = open_table(rows, name, exact=True)
        except InvalidInputError as error:
            raise InvalidInputError([*error.problems, *filter(None, [note])]) from None
        entries = _unchanged(table.entries(), file, name, before, ended)
        return ClientSource(entries, None, file.tell, table.header, note, table.unnamed)
    _refuse_sheet(name, sheet)
    is_yaml = name.lower().endswith((".yaml", ".yml"))
    is_lines = name.lower().endswith(LINES_ENDINGS)
    if is_yaml or (not is_lines and ONE_DOCUMENT.match(start.removeprefix(files.BOM))):
        raise InvalidInputError([f"{name}: {message(__file__, 'one_document')}"])
    if _is_json_lines(start, name):
        return ClientSource(_unchanged(json_lines(file), file, name, before), size, file.tell)
    table = open_table(file, name)
    entries = _unchanged(table.entries(), file, name, before)
    return ClientSource(entries, size, file.tell, table.header, "", table.unnamed)


def _refuse_sheet(name: str, sheet: str | None) -> None:
    if sheet is not None:
        raise UsageError(f"--sheet: {name} is no workbook and has no sheets. Leave it out.")


def _is_json_lines(start: bytes, name: str) -> bool:
    """By the ending, else the first line, else the second: one damaged line costs no other."""
    lines = filter(None, map(bytes.strip, start.removeprefix(files.BOM).split(b"\n")))
    first, second = next(lines, b""), next(lines, b"")
    if name.lower().endswith(LINES_ENDINGS) or first.startswith(b"{"):
        return bool(first)
    return second.startswith(b'{"') and not HEADER_ID.search(first)


def _unchanged(
    entries: Iterator[Record],
    file: BufferedReader,
    name: str,
    before: os.stat_result | None,
    ended: Callable[[], None] = lambda: None,
) -> Iterator[Record]:
    """The entries of a file that stays as it is until all is read (else `ReadWriteError`)."""
    try:
        yield from entries
        ended()
        after = os.fstat(file.fileno()) if before else None
    except OSError as error:
        raise ReadWriteError(f"{name}: Reading failed: {error.strerror}.") from None
    states = {(each.st_size, each.st_mtime_ns) for each in (before, after) if each}
    if len(states) > 1:
        raise ReadWriteError(f"{name}: {message(__file__, 'file_changed')}")


def _open_folder(folder: Path, names: list[str]) -> ClientSource:
    if not names:
        raise InvalidInputError([f"{folder}: {message(__file__, 'no_profile')}"])
    read = 0

    def entries() -> Iterator[Record]:
        nonlocal read
        for name in names:
            read += 1
            yield _file_entry(folder, name)

    return ClientSource(entries(), len(names), lambda: read)


def _file_entry(folder: Path, name: str) -> Record:
    """A profile file's entry; where it tells no id, it has one by its name."""
    real = Path(os.path.realpath(folder / name))  # of a link in a circle, too
    if not real.is_relative_to(os.path.realpath(folder)):
        return Record(where=name, faults=(Fault(advice=message(__file__, "link_outside")),))
    problems = Problems("")
    try:
        node = files.decode_document(files.read_bytes(str(folder / name)), problems, name)
    except Unreadable:
        told = (each.removeprefix(": ") for each in problems.lines())  # of no line
        return Record(where=name, faults=tuple(Fault(advice=each) for each in told))
    except InputMissingError as error:
        advice = str(error).removeprefix(f"{folder / name}: ")
        return Record(where=name, faults=(Fault(advice=advice),))
    stem = Path(name).stem.lower()  # with a letter: of digits spreadsheets make numbers
    return answers_record(plain(node), name, f"c-{stem}" if stem.isdigit() else stem)


SHELVES = 1 << 14


class SeenIds:
    """
    The ids met so far, each with the number of its record: kept as 64-bit digests on many short
    shelves, some twenty bytes an id. Two ids of a million share one about once in 30 million
    caseloads; the second would be refused as a repetition.
    """

    def __init__(self) -> None:
        self.shelves: dict[int, tuple[array[int], array[int]]] = {}

    def add(self, client_id: str, number: int) -> int | None:
        """Remember the id; the number of the record that named it before, or ``None``."""
        hashed = blake2b(client_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        digest = int.from_bytes(hashed)
        digests, numbers = self.shelves.setdefault(digest % SHELVES, (array("Q"), array("I")))
        if digest in digests:
            return numbers[digests.index(digest)]
        digests.append(digest)
        numbers.append(number)
        return None


def unlike_before(entries: Iterable[Record], reader: ClientReader) -> Iterator[Record]:
    """The entries; one whose id stood before is faulty, since reports are named by the id."""
    seen = SeenIds()
    in_files: list[str] = []
    for entry in entries:
        stem = file_stem(entry.client_id or "")
        is_read = bool(entry.client_id) and not entry.faults
        # A client comes of every row with a plain id that no cell can cost.
        is_row = isinstance(entry.content, list) and not reader.strict
        if is_read and not (is_row and stem == entry.client_id):
            try:
                read_entry(entry, reader)
            except BadRecordError:
                is_read = False
        if not is_read:
            yield entry
            continue
        in_file = not entry.where.isdecimal()
        if in_file:
            in_files.append(entry.where)
        number = len(in_files) - 1 if in_file else int(entry.where)
        before = seen.add(stem, number)
        if before is None:
            yield entry
        else:
            place = "row" if isinstance(entry.content, list) else "line"
            where = in_files[before] if in_file else f"{place} {before}"
            advice = message(__file__, "id_stands_already", where=where)
            fault = Fault(place="id", found=entry.client_id or "", advice=advice)
            yield entry._replace(faults=(fault,))
