"""
A workbook mended for the engine: errors, formulas without a result and what is crossed out as text,
damaged cells made sound, by the few patterns that these have in the XML of a sheet.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from html import escape, unescape
from io import BytesIO
from itertools import pairwise
from typing import BinaryIO
from zipfile import ZipFile, is_zipfile

LARGEST_INDEX = 4 << 20
"""Bytes of a part that only says where others are."""
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
CONTENT, STYLES = "content.xml", "xl/styles.xml"
BINARY = ".bin"
"""How a sheet's part ends in .xlsb."""
TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s([^<>]*)>")
ATTRIBUTE = re.compile(r'(?<![\w:])([\w:]+)\s*=\s*"([^"]*)"')
ERROR = re.compile(rb'(<c\s(?:[^<>]*?\s)?t=)"e"')
NO_RESULT = re.compile(
    rb"<c(\s[^<>]*+)>\s*+<f(?:\s[^<>]*?)?(?:/>|>[^<]*+</f>)\s*+(?:<v\s*+/>|<v>\s*+</v>)?\s*+</c>"
)
"""
A cell with an error, and one with a formula that no spreadsheet program has worked out yet. No
search runs on into the next tag or cell, nor begins a tag anew: a part that opens a million and
closes none costs as much time as one of its size that is sound.
"""
NOT_WORKED_OUT, NOT_SOUND, CROSSED_OUT = b"#FORMULA!", b"#VALUE!", b"#CROSSED-OUT!"
ROW = re.compile(rb"<row[\s/>]")
PLACE = re.compile(rb"""<(?:ROW|C)\s(?:R|[^<>]*?\sR)\s*+=\s*+["']([A-Z]*)(\d+)["']""")
"""Where a row or cell stands, in a part in capitals."""
OF_PREFIX = re.compile(rb"<(\w+):worksheet[\s>]")
SHEET_END = b"</sheetData>"
NO_STRING = re.compile(rb'<c\s(?:[^<>]*?\s)?t="s"[^<>]*+>\s*+<v>(?:[^<]*?[^0-9<]|\d{10})')
"""A cell of shared text that names none, which the engine takes for the first of all."""
VALUE = re.compile(rb"<c(\s[^<>]*+)>\s*+(?:<f[\s>][^<]*+</f>\s*+)?<v>([^<]*+)</v>\s*+</c>")
NO_RANGE = re.compile(
    rb'<dimension\s[^<>]*>|<mergeCell\s(?!ref="[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?")[^<>]*>'
)
SHARED, ONE_SHARED = "xl/sharedStrings.xml", re.compile(rb"<(?:\w+:)?si[\s/>]")
KIND = re.compile(rb'\st="(\w*)"')
TABLE, ANY_ROW = b"<table:table ", re.compile(rb"<(?:\w+:)?(?:table-)?row[\s/>]")
NOT_SHOWN = re.compile(rb'<?[^<>]*?\b(?:hidden="(?:1|true)"|visibility="(?:collapse|filter)")')
FILLED = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]|office:value-type")
FONT = re.compile(rb"<font\s*/>|<font>.*?</font>", re.DOTALL)
CROSSED = re.compile(rb'<strike(?:\s*/>|\s+val="(?:1|true)")')
CROSSED_PART = re.compile(
    rb"(%b(?:[^<]|<(?!/?r>|t[\s>]))*+<t(?:\s[^<>]*)?>)([^<]*+)" % CROSSED.pattern
)
CELL = re.compile(rb'<c(\s[^<>]*?\bs="(\d+)"[^<>]*+)(?<!/)>(?:[^<]|<(?!/?c[\s>]))*+</c>')
"""A cell that holds something, with what its tag says and the number of its style."""
COLUMN, COMMENTS = re.compile(r"<col\s[^<>]*>"), re.compile(r"xl/comments\d*\.xml")


def with_errors_as_text(file: BinaryIO, sheet: str, *, damaged: bool = False) -> BinaryIO | None:
    """
    The workbook with the errors of a sheet as text, since the engine shows some as empty cells and
    ends at others, and with a mark for each formula that has no result and each cell that is
    crossed out, and in one that is ``damaged`` each cell that the engine cannot read; ``None``
    where its form does not let them be seen. `ValueError` where a row stands twice, of which the
    engine would drop one.
    """
    file.seek(0)
    if not is_zipfile(file):
        return None
    with ZipFile(file) as archive:
        part = _part_of(archive, sheet)
        if part not in archive.namelist() or part.endswith(BINARY):
            return None
        text = archive.read(part)
        if prefix := OF_PREFIX.search(text):
            for start in (b"<", b"</"):
                text = text.replace(b"%b%b:" % (start, prefix[1]), start)
        if _stands_twice(text):
            raise ValueError
        told = NO_RESULT.sub(_marked, ERROR.sub(rb'\1"str"', text))
        if crossed := _crossed(archive):
            told = CELL.sub(partial(_as_crossed, crossed), told)
        shared = archive.read(SHARED) if SHARED in archive.namelist() else b""
        strings = CROSSED_PART.sub(rb"\1~~\2~~", shared)
        if damaged or NO_STRING.search(told):
            known = len(ONE_SHARED.findall(strings))
            told = VALUE.sub(partial(_made_sound, known), NO_RANGE.sub(b"", told))
        if told == text and strings == shared and not prefix:
            file.seek(0)
            return file
        copy, new = BytesIO(), {part: told, SHARED: strings}
        with ZipFile(copy, "w") as changed:
            for each in archive.namelist():
                changed.writestr(each, new[each] if each in new else archive.read(each))
    copy.seek(0)
    return copy


def unseen(file: BinaryIO, sheet: str, width: int) -> tuple[int, int, int]:
    """
    How many filled rows of a sheet are hidden, and of .xlsx how many of its ``width`` columns and
    how many comments there are.
    """
    with suppress(Exception), ZipFile(file) as archive:  # of what is damaged others tell
        if CONTENT in archive.namelist():
            named = f'table:name="{escape(sheet)}"'.encode()
            tables = archive.read(CONTENT).split(TABLE)
            text = next(each for each in tables if named in each.partition(b">")[0])
        else:
            text = archive.read(_part_of(archive, sheet))
        rows = [each for each in ANY_ROW.split(text)[1:] if NOT_SHOWN.match(each)]
        tags = COLUMN.findall(text.partition(b"<sheetData")[0].decode("utf-8", "replace"))
        hidden = [dict(ATTRIBUTE.findall(each)) for each in tags if NOT_SHOWN.match(each.encode())]
        columns = (min(int(each["max"]), width) - int(each["min"]) + 1 for each in hidden)
        comments = [archive.read(each) for each in filter(COMMENTS.fullmatch, archive.namelist())]
        found = len([*filter(FILLED.search, rows)]), sum(each for each in columns if each > 0)
        return *found, sum(each.count(b"<comment ") for each in comments)
    return 0, 0, 0


def _crossed(archive: ZipFile) -> set[bytes]:
    """The numbers of the styles of cells that are crossed out."""
    with suppress(Exception):
        styles = archive.read(STYLES)
        fonts = [*map(CROSSED.search, FONT.findall(styles.partition(b"</fonts>")[0]))]
        of_cells = styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0]
        used = [int(each) for each in re.findall(rb'<xf\s[^<>]*?\bfontId="(\d+)"', of_cells)]
        return {b"%d" % at for at, font in enumerate(used) if fonts[font]}
    return set()


def _as_crossed(crossed: set[bytes], cell: re.Match[bytes]) -> bytes:
    return _told_in(cell[1], CROSSED_OUT) if cell[2] in crossed else cell[0]


def _told_in(tag: bytes, text: bytes) -> bytes:
    """A cell with another text."""
    return b'<c%b t="str"><v>%b</v></c>' % (KIND.sub(b"", tag), text)


def _stands_twice(text: bytes) -> bool:
    """Whether one of a part's rows, or a cell of one, stands there again or in another's row."""
    met: set[bytes] = set()
    starts = [each.start() for each in ROW.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        places = PLACE.findall(text[start:end].upper())
        rows = {row for _, row in places}
        if len(rows) > 1 or len(places) > len({*places}) or not met.isdisjoint(rows):
            return True
        met |= rows
    return text.count(SHEET_END) > 1


def _marked(cell: re.Match[bytes]) -> bytes:
    """A cell without its formula; one with a text of no letters has a result."""
    if b't="str"' in cell[1]:
        return cell[0]
    return _told_in(cell[1], NOT_WORKED_OUT)


def _made_sound(strings: int, cell: re.Match[bytes]) -> bytes:
    """A cell that can be read, of a workbook with so many shared texts; a word is no number."""
    kind, value = KIND.search(cell[1]), cell[2].strip()
    told = kind[1] if kind else b"n"
    if told == b"n":
        with suppress(ValueError):
            float(value)
            return cell[0]
    elif told == b"s":
        if value.isdigit() and int(value[:10]) < strings:
            return cell[0]
    elif told in (b"str", b"inlineStr", b"d") or (told == b"b" and value in (b"0", b"1")):
        return cell[0]
    text = value if told == b"n" else NOT_SOUND
    return _told_in(cell[1], text)


def _part_of(archive: ZipFile, sheet: str) -> str:
    """The name of a sheet's part; nothing where the archive does not tell it."""
    names = archive.namelist()
    if BOOK not in names or RELATIONS not in names:
        return ""
    sheets = {each.get("name"): each.get("r:id") for each in _tags(archive, BOOK)}
    targets = {each.get("Id"): each.get("Target", "") for each in _tags(archive, RELATIONS)}
    target = targets.get(sheets.get(sheet) or "", "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _tags(archive: ZipFile, name: str) -> Iterator[dict[str, str]]:
    with archive.open(name) as part:
        text = part.read(LARGEST_INDEX).decode("utf-8", "replace")
    for tag in TAG.finditer(text):
        yield {key: unescape(value) for key, value in ATTRIBUTE.findall(tag[1])}
