"""
A caseload in a workbook: read as the same table in CSV, or refused with what to do.

Excel's newer form is written here by XlsxWriter and OpenDocument by hand; what lies in workbooks/
was saved by LibreOffice. No program here writes .xlsb, so that is not tested.
"""

import csv
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tests.conftest import AS_OF, ROOT, SMALL, Outcome, Run

MARK = b"\xef\xbb\xbf"
QUICKLY = ("--roadmap", SMALL)

Rows = dict[int, list[Any]]
"""By their numbers in the sheet."""

HEADER = ["id", "degrees", "clinical_years", "informatics_fte", "still_practising", "as_of"]
CLIENT = ["c-1", "md;mba", 9, 0.2, True, date(2026, 11, 20)]
IN_CSV = "id,degrees,clinical_years,informatics_fte,still_practising,as_of\n"
IN_CSV += "c-1,md;mba,9,0.2,TRUE,2026-11-20\n"

ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Clients">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def workbook(path: Path, **sheets: Rows) -> Path:
    """A workbook with these sheets."""
    with Workbook(path) as book:
        day = book.add_format({"num_format": "m/d/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in rows.items():
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(
                            number - 1, column, datetime.combine(cell, time()), day
                        )
                    else:
                        sheet.write(number - 1, column, cell)
    return path


def open_document(path: Path) -> Path:
    """The same client in an OpenDocument spreadsheet."""
    cell = "<table:table-cell office:value-type={}>{}</table:table-cell>".format
    header = [cell('"string"', f"<text:p>{each}</text:p>") for each in HEADER]
    client = [
        *(cell('"string"', f"<text:p>{each}</text:p>") for each in CLIENT[:2]),
        cell('"float" office:value="9"', "<text:p>9</text:p>"),
        cell('"percentage" office:value="0.2"', "<text:p>20%</text:p>"),
        cell('"boolean" office:boolean-value="true"', "<text:p>TRUE</text:p>"),
        cell('"date" office:date-value="2026-11-20"', "<text:p>11/20/26</text:p>"),
    ]
    rows = "".join(
        f"<table:table-row>{''.join(each)}</table:table-row>" for each in (header, client)
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows))
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            "/>",
        )
    return path


def reported(run: Run, clients: Path, out: Path, *more: str) -> Outcome:
    where = ["-o", out, "--as-of", AS_OF, "-q", "--jobs", "1", "--format", "json"]
    where += ["--roadmap", SMALL]
    return run("report", clients, *where, *more)


def told(out: Path, client: str) -> dict[str, Any]:
    found = json.loads((out / "reports" / f"{client}.json").read_text())["profile"]
    assert isinstance(found, dict)
    return found


def problems(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((out / "problems.csv").read_text("utf-8-sig").splitlines()))


WORKBOOKS = Path(__file__).parent / "workbooks"


@pytest.mark.parametrize(
    "name", ["clients.xlsx", "clients.ods", "clients.xls", "named-otherwise.csv"]
)
def test_a_workbook_says_what_the_same_table_in_csv_says(
    run: Run, tmp_path: Path, name: str
) -> None:
    """Text, a whole number, a percentage, a day and a yes become the same answers."""
    (tmp_path / "in.csv").write_text(IN_CSV)
    path = tmp_path / name
    if name.endswith(".ods"):
        book = open_document(path)
    elif name.endswith(".xls"):
        book = WORKBOOKS / name
    else:
        book = workbook(path, Clients={1: HEADER, 2: CLIENT})

    assert reported(run, tmp_path / "in.csv", tmp_path / "one").code == 0
    assert reported(run, book, tmp_path / "other").code == 0
    assert told(tmp_path / "one", "c-1") == told(tmp_path / "other", "c-1")


def test_rows_have_the_numbers_of_the_sheet(run: Run, tmp_path: Path) -> None:
    """Empty rows count and cost nothing; a cell of several lines is one row."""
    rows: Rows = {1: HEADER, 2: CLIENT, 5: ["c-2", "md;\nmba"], 7: ["c-3", "nonsense"]}

    outcome = reported(run, workbook(tmp_path / "c.xlsx", Clients=rows), tmp_path / "out")

    assert outcome.code == 3
    assert [each["row"] for each in problems(tmp_path / "out")] == ["7"]
    assert told(tmp_path / "out", "c-2")["degrees"] == ["md", "mba"]


def test_merged_cells_are_told(run: Run, tmp_path: Path) -> None:
    """They say something in the first row alone; a header that stands again is passed over."""
    path = tmp_path / "clients.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 1, "Our clients")
        rows = (["id", "degrees"], ["c-1"], ["c-2", "", "x"], ["id", "degrees"])
        for row, cells in enumerate(rows, 1):
            sheet.write_row(row, 0, cells)
        sheet.merge_range(2, 1, 3, 1, "md")
    out = tmp_path / "out"
    outcome = run("report", path, "-o", out, "--format", "json", "--as-of", AS_OF, *QUICKLY)
    assert (outcome.code, "Cells are merged there" in outcome.err) == (0, True)
    assert [told(out, each).get("degrees") for each in ("c-1", "c-2")] == [["md"], None]


@pytest.mark.parametrize("row", [0, 1])
def test_merged_cells_beside_the_table_cost_nobody(run: Run, tmp_path: Path, row: int) -> None:
    """Empty ones behind the last column that holds anything, in the header's row or below."""
    path = tmp_path / "clients.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate((["id", "degrees"], ["c-1", "md"], ["c-2", "mba"])):
            sheet.write_row(at, 0, cells)
        sheet.merge_range(row, 4, row + 1, 5, "")
    outcome = run("report", path, "-o", tmp_path / "out", "--as-of", AS_OF, *QUICKLY)

    assert (outcome.code, "2 clients assessed" in outcome.out + outcome.err) == (0, True)


def test_a_line_inside_a_cell_of_a_workbook_is_no_client(run: Run, tmp_path: Path) -> None:
    """What cannot be read costs its own row, and no quotation mark is spoken of."""
    header, note = ["id", "degrees"], "md\nc-9\tmd"
    path = workbook(
        tmp_path / "c.xlsx", Clients={1: header, 2: ["c-1\nold: 77", note], 3: ["c-2", "md"]}
    )
    out = tmp_path / "out"
    outcome = run("report", path, "-o", out, "--format", "html", "--as-of", AS_OF, *QUICKLY)

    assert outcome.code == 3
    assert sorted(each.name for each in (out / "reports").iterdir()) == ["c-2.html"]
    assert "quotation" not in (out / "problems.csv").read_text("utf-8-sig")


def test_a_carriage_return_that_a_workbook_keeps_parts_lines(run: Run, tmp_path: Path) -> None:
    rows = {1: ["id", "degrees"], 2: ["c-1", "md_x000D_mba"], 3: ["c-2", "md_x000D_;mba"]}
    path = workbook(tmp_path / "c.xlsx", Clients=rows)
    out = tmp_path / "out"
    run("report", path, "-o", out, "--format", "jsonl", "--as-of", AS_OF, *QUICKLY)
    told = (out / "assessments.jsonl").read_text().splitlines()
    degrees = [json.loads(each)["profile"]["degrees"] for each in told]
    assert degrees == [["md", "mba"]] * 2


def test_a_title_of_several_lines_is_one_row_above_the_header(run: Run, tmp_path: Path) -> None:
    """Its second line is no header, though it looks like one, nor is the header a client."""
    rows = {1: ["Our clients\nid list"], 2: ["id", "degrees"], 3: ["c-1", "md"]}
    path = workbook(tmp_path / "c.xlsx", Clients={**rows, 4: ["c-2", "md"]})
    out = tmp_path / "out"
    run("report", path, "-o", out, "--format", "html", "--as-of", AS_OF, *QUICKLY)

    assert sorted(each.name for each in (out / "reports").iterdir()) == ["c-1.html", "c-2.html"]


def test_a_cell_longer_than_any_costs_its_own_row(run: Run, tmp_path: Path) -> None:
    """Though a cell behind it has a second line, which is no row."""
    path = workbook(
        tmp_path / "c.xlsx", Clients={1: HEADER, 2: ["c-1", "LONG", "bs\nc-9"], 3: ["c-2", "md"]}
    )
    with zipfile.ZipFile(path) as sound, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as archive:
        for each in sound.namelist():
            archive.writestr(each, sound.read(each).replace(b"LONG", b"x" * 150_000))
    out = tmp_path / "out"
    run("report", tmp_path / "t.xlsx", "-o", out, "--format", "html", "--as-of", AS_OF, *QUICKLY)

    assert sorted(each.name for each in (out / "reports").iterdir()) == ["c-2.html"]
    assert [each["row"] for each in problems(out)] == ["2"]


@pytest.mark.parametrize(
    ("part", "tag"),
    [
        ("xl/workbook.xml", b"<sheet "),
        ("xl/worksheets/sheet1.xml", b'<c t="e" '),
        ("xl/worksheets/sheet1.xml", b'<c t="e" r="A1">'),
    ],
)
def test_a_part_of_tags_that_are_never_closed_costs_no_more_than_its_size(
    run: Run, tmp_path: Path, part: str, tag: bytes
) -> None:
    """Ten seconds of all processes are many times what it takes; it was minutes."""
    path = workbook(tmp_path / "sound.xlsx", Clients={1: HEADER, 2: CLIENT})
    trap = b"<!-- " + tag * 300_000 + b" -->"
    with zipfile.ZipFile(path) as sound, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as archive:
        for each in sound.namelist():
            archive.writestr(each, sound.read(each) + (trap if each == part else b""))
    before = os.times().children_user
    reported(run, tmp_path / "t.xlsx", tmp_path / "out")

    assert os.times().children_user - before < 10


def test_a_sheet_is_chosen_by_its_name(run: Run, tmp_path: Path) -> None:
    """Without one it is the first; a name that is not there is answered with those that are."""
    book = workbook(
        tmp_path / "c.xlsx",
        Notes={1: ["id"], 2: ["first"]},
        Clients={1: HEADER, 2: CLIENT},
        Later={},
    )

    first = run("report", book, "-o", tmp_path / "first", "--jobs", "1", "--roadmap", SMALL)
    assert (first.code, '"Notes" was read, and not "Clients", "Later"' in first.err) == (0, True)
    assert (tmp_path / "first" / "reports" / "first.html").exists()
    named = reported(run, book, tmp_path / "named", "--sheet", "Clients")
    assert (named.code, "was read" in named.err) == (0, False)
    assert told(tmp_path / "named", "c-1")
    unknown = reported(run, book, tmp_path / "none", "--sheet", "Client")
    assert (unknown.code, '"Notes", "Clients", "Later"' in unknown.err) == (2, True)
    assert reported(run, book, tmp_path / "none", "--sheet", "").code == 2
    empty = reported(run, book, tmp_path / "none", "--sheet", "Later")
    assert (empty.code, "is empty" in empty.err) == (65, True)
    (tmp_path / "c.csv").write_text(IN_CSV)
    assert reported(run, tmp_path / "c.csv", tmp_path / "none", "--sheet", "Clients").code == 2
    cover = workbook(tmp_path / "d.xlsx", Cover={1: ["Our prospects"]}, Clients={1: HEADER})
    no_table = reported(run, cover, tmp_path / "none")
    assert (no_table.code, 'Of its sheets "Cover" was read' in no_table.err) == (65, True)
    assert 'and not "Clients". See --sheet.' in no_table.err


def damaged(path: Path) -> Path:
    whole = workbook(path, Clients={1: HEADER, 2: CLIENT}).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def no_workbook(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return path


def unpacks_to_much(path: Path) -> Path:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(501):
            part.write(bytes(1 << 20))
    return path


def reaches_far(path: Path) -> Path:
    return workbook(path, Clients={1: ["id"], 1_048_576: [*[""] * 16_383, "x"]})


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (damaged, "it is damaged"),
        (no_workbook, "no spreadsheet"),
        (unpacks_to_much, "500 MB unpacked"),
        (reaches_far, "far below the table"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    run: Run, tmp_path: Path, made: Callable[[Path], Path], why: str
) -> None:
    """Damaged, something else, a bomb, and a sheet with a cell in its last corner."""
    outcome = reported(run, made(tmp_path / "c.xlsx"), tmp_path / "out")

    assert outcome.code == 65
    assert why in outcome.err
    assert "save" in outcome.err


SHEET = "xl/worksheets/sheet1.xml"
YEARS = '<c r="C3"><v>5</v></c>'


def edited(path: Path, found: str, put: str) -> Path:
    """A workbook of three clients, the second of whom has a merged cell; one text put elsewhere."""
    rows = {1: HEADER[:3], 2: ["c-1", "md", 9], 3: ["c-2", "mba", 5], 4: ["c-3", "md", 7]}
    with Workbook(path) as book:
        sheet = book.add_worksheet("Clients")
        for number, cells in rows.items():
            sheet.write_row(number - 1, 0, cells)
        sheet.merge_range("A9:B9", "")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert found in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(found, put, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("value", ["999", "-1", "x", "9" * 5000])
@pytest.mark.parametrize("kind", ['t="s"', "t='s'", 't = "s"'])
def test_a_damaged_cell_of_a_workbook_is_taken_for_no_other(
    kind: str, value: str, run: Run, tmp_path: Path
) -> None:
    """As a text that is none was for the first of all."""
    path = edited(tmp_path / "c.xlsx", YEARS, f'<c r="C3" {kind}><v>{value}</v></c>')
    outcome = reported(run, path, tmp_path / "out")
    assert (outcome.code, "it is damaged" in outcome.err) == (65, True)


def test_of_two_sheets_of_one_name_none_is_passed_over(run: Run, tmp_path: Path) -> None:
    path = open_document(tmp_path / "c.ods")
    with zipfile.ZipFile(path) as archive:
        text = archive.read("content.xml").decode()
    again = text.replace("</table:table>", '</table:table><table:table table:name="Clients"/>')
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", again)
        archive.writestr("META-INF/manifest.xml", "<m/>")
    assert reported(run, path, tmp_path / "out").code == 65


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ('row r="4"', 'row r="3"'),
        ('row r="4"', "row r='3'"),
        ('row r="4"', 'row R="3"'),
        (YEARS, '<c r="B3"><v>5</v></c>'),
        (YEARS, '<c r="C2"><v>5</v></c>'),
        (YEARS, f'{YEARS}<c t="n" r="c3" ><v>7</v></c>'),
        ('<row r="3" spans="1:3">', "</sheetData><sheetData><row>"),
    ],
)
def test_what_stands_twice_in_a_sheet_drops_no_client_without_a_word(
    found: str, put: str, run: Run, tmp_path: Path
) -> None:
    """A row, a cell, all rows: the engine keeps one of them. All is refused, the sheet named."""
    outcome = reported(run, edited(tmp_path / "c.xlsx", found, put), tmp_path / "out")
    assert outcome.code == 65
    assert 'cannot be read at its sheet "Clients": it is damaged' in outcome.err


def test_a_workbook_on_standard_input_is_refused(run: Run, tmp_path: Path) -> None:
    """It has no end that can be read from; the file's name is asked for."""
    data = workbook(tmp_path / "c.xlsx", Clients={1: HEADER, 2: CLIENT}).read_bytes()

    outcome = run("report", "-", "-o", tmp_path / "out", stdin=data)

    assert (outcome.code, "Give the name of its file" in outcome.err) == (65, True)


@pytest.mark.parametrize("roadmap", [[], ["--roadmap", str(SMALL)]])
def test_a_template_is_one_client_of_its_roadmap(
    run: Run, tmp_path: Path, roadmap: list[str]
) -> None:
    """As a workbook and as CSV it says the same, and all of it can be read."""
    for name in ("t.xlsx", "t.csv"):
        assert run("report", "--template", tmp_path / name, *roadmap).code == 0
        out = tmp_path / f"out-{name}"
        where = ["-o", out, "--as-of", AS_OF, "-q", "--format", "json", *roadmap]
        assert run("report", tmp_path / name, *where).code == 0
    assert told(tmp_path / "out-t.xlsx", "c-0001") == told(tmp_path / "out-t.csv", "c-0001")
    assert len(told(tmp_path / "out-t.csv", "c-0001")) > 10


def test_a_template_has_lists_text_and_a_header_that_stays(run: Run, tmp_path: Path) -> None:
    """Ids are chosen from the second sheet, where their titles stand; every column is text."""
    run("report", "--template", "-o", tmp_path / "t.xlsx", "--roadmap", SMALL)
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        clients, styles = (
            archive.read(f"xl/{each}.xml").decode() for each in ("worksheets/sheet1", "styles")
        )
    book = CalamineWorkbook.from_path(tmp_path / "t.xlsx")
    header, *ids = book.get_sheet_by_name("Ids").iter_rows()
    at = header.index("degrees")

    assert book.sheet_names == ["Clients", "Ids"]
    assert ["md", "MD"] in [row[at : at + 2] for row in ids]
    assert re.search(r'type="list"[^>]*sqref="D2:D5001"[^>]*><formula1>Ids!\$', clients)
    assert re.search('<formula1>"completed,in-progress,planned"<', clients)
    assert 'ySplit="1" topLeftCell="B2"' in clients
    assert 'errorStyle="stop"' not in clients
    assert "showErrorMessage" not in clients
    assert not re.search(r"<col [^>]*(?<!style=.1.)/>", clients.replace(' customWidth="1"', ""))
    assert 'numFmtId="49"' in styles


def test_every_cell_of_a_template_says_what_it_may_hold(run: Run, tmp_path: Path) -> None:
    """Also those of which the worked row has none, such as since when."""
    run("report", "--template", "-o", tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    header = CalamineWorkbook.from_path(tmp_path / "t.xlsx").get_sheet_by_index(0).to_python()[0]
    told = dict(re.findall(r'promptTitle="([^"]*)" prompt="([^"]*)"', sheet))

    assert {str(each)[:32] for each in header} == told.keys()
    assert told["informatics_from"].startswith("2019-07 to present")


def test_the_same_template_has_the_same_bytes(run: Run, tmp_path: Path) -> None:
    """On any day; and one in a form that cannot be written is refused."""
    for name in ("a.xlsx", "b.xlsx"):
        run("report", "--template", tmp_path / name, "--roadmap", SMALL)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert run("report", "--template", tmp_path / "a.ods").code == 2
    assert run("report", "--template", tmp_path / "a.xlsx").code == 73


def test_nothing_of_workbooks_is_loaded_where_there_is_none() -> None:
    """Neither their reader nor their writer costs the start of a command."""
    told = "import cmio_advisor.cli.commands.report, cmio_advisor.loading.clients.source, sys;"
    told += "print({'xlsxwriter', 'python_calamine'} & {*sys.modules})"
    found = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert found.stdout.strip() == "set()"


def test_tables_begin_with_the_mark_that_spreadsheets_look_for(run: Run, tmp_path: Path) -> None:
    """Every one that is a file, and each reads back; standard output has none."""
    (tmp_path / "in.csv").write_text("id,name,degrees\nc-1,Zoë,md\nc-2,Ann,wizard\n", "utf-8")
    reported(run, tmp_path / "in.csv", tmp_path / "out", "--names")
    run("report", "--template", "-o", tmp_path / "t.csv", "--roadmap", SMALL)
    for path in (*(tmp_path / "out").glob("*.csv"), tmp_path / "t.csv"):
        assert path.read_bytes().count(MARK) == 1
        assert path.read_bytes().startswith(MARK)

    assert reported(run, tmp_path / "t.csv", tmp_path / "back").code == 0
    assert MARK.decode() not in run("report", "--template", "--roadmap", SMALL).out
    assert [each["row"] for each in problems(tmp_path / "out")] == ["3"]


def test_ids_of_digits_are_told_of_the_workbook_once(run: Run, tmp_path: Path) -> None:
    """
    Zeros at their start are what a spreadsheet program takes away; an id with a letter is safe.
    """
    where = ["--as-of", AS_OF, "--roadmap", SMALL, "--format", "jsonl"]
    (tmp_path / "in.csv").write_text("id\n001\n002\nc-3\n", "utf-8")
    (tmp_path / "own.csv").write_text("id\nc-1\n", "utf-8")

    told = run("report", tmp_path / "in.csv", "-o", tmp_path / "one", *where).err
    assert told.count("--template clients.xlsx") == 1
    assert "2 ids of digits alone" in told
    assert (
        "of digits alone"
        not in run("report", tmp_path / "own.csv", "-o", tmp_path / "two", *where).err
    )


def test_an_id_made_from_a_name_holds_a_letter(run: Run, tmp_path: Path) -> None:
    """A profile file that tells no id has one by its name."""
    (tmp_path / "people").mkdir()
    for name in ("001", "ann"):
        (tmp_path / "people" / f"{name}.yaml").write_text("degrees: [md]\n", "utf-8")

    assert reported(run, tmp_path / "people", tmp_path / "out").code == 0
    assert {each.stem for each in (tmp_path / "out" / "reports").iterdir()} == {"c-001", "ann"}


def test_a_formula_without_a_result_is_unknown_and_told(run: Run, tmp_path: Path) -> None:
    """On the sheet that is read, whatever its name and wherever its part lies in the archive."""
    path = tmp_path / "c.xlsx"
    with Workbook(path) as book:
        other, sheet = book.add_worksheet("First"), book.add_worksheet("B & <C>")
        other.write_formula(1, 1, "=1/0", value="#DIV/0!")
        for column, name in enumerate(("id", "degrees", "clinical_years", "state")):
            sheet.write(0, column, name)
        sheet.write_row(1, 0, ["c-1", "md"])
        sheet.write_formula(1, 2, "=NA()", value="#N/A")
        sheet.write_formula(1, 3, "=VLOOKUP(1,A1:A2,9)", value="#REF!")
        sheet.write_row(2, 0, ["c-2", "md", 7, "OH"])

    assert reported(run, path, tmp_path / "out", "--sheet", "B & <C>").code == 0
    read = (tmp_path / "out" / "read_as.csv").read_text("utf-8-sig").splitlines()
    assert read[1:] == ["2,c-1,clinical_years,#N/A,unknown,", "2,c-1,state,#REF!,unknown,"]
    client = told(tmp_path / "out", "c-1")
    assert client["clinical"] == ["unknown"]
    assert "setting" not in client
    assert told(tmp_path / "out", "c-2")["clinical"] == {"years": 7}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (b'<c r="B2" t="e"><v>#REF!</v></c>', "#REF!"),
        (b'<c r="B2" s="1" t="e"><f>X1</f><v>#SPILL!</v></c>', "#SPILL!"),
        (b'<c r="B2"><f>A1</f></c>', "#FORMULA!"),
        (b'<c r="B2" t="n"><f t="shared" si="0"/><v/></c>', "#FORMULA!"),
        (b"<c r='B2' t='e'><v>#REF!</v></c>", "#REF!"),
        (b'<c r = "B2" t = "e" ><v>#REF!</v></c>', "#REF!"),
        (b"<c r='B2' t='n'><f>A1</f></c>", "#FORMULA!"),
    ],
)
def test_no_cell_costs_the_others(run: Run, tmp_path: Path, cell: bytes, said: str) -> None:
    """An error that only newer programs know, and a formula that none has worked out."""
    path = workbook(tmp_path / "c.xlsx", Clients={1: HEADER, 2: ["c-0", 77], 3: CLIENT})
    with zipfile.ZipFile(path) as sound, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as archive:
        for each in sound.namelist():
            changed = sound.read(each).replace(b'<c r="B2"><v>77</v></c>', cell)
            archive.writestr(each, changed)
    out = tmp_path / "out"

    assert reported(run, tmp_path / "t.xlsx", out).code == 0
    read = (out / "read_as.csv").read_text("utf-8-sig").splitlines()
    assert read[1] == f"2,c-0,{HEADER[1]},{said},unknown,"
    assert len(list((out / "reports").iterdir())) == 2


def test_an_error_is_told_where_the_tags_of_a_sheet_have_a_prefix(run: Run, tmp_path: Path) -> None:
    """As some programs that export workbooks write them."""
    path = edited(tmp_path / "c.xlsx", YEARS, '<c r="C3" t="e"><v>#REF!</v></c>')
    with zipfile.ZipFile(path) as sound, zipfile.ZipFile(tmp_path / "p.xlsx", "w") as archive:
        for name in sound.namelist():
            text = sound.read(name).decode()
            if name == SHEET:
                text = re.sub(r"<(/?)(?=\w)", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
            archive.writestr(name, text)
    assert reported(run, tmp_path / "p.xlsx", tmp_path / "out").code == 0
    read = (tmp_path / "out" / "read_as.csv").read_text("utf-8-sig").splitlines()
    assert read[1:] == [f"3,c-2,{HEADER[2]},#REF!,unknown,"]


def test_where_errors_cannot_be_seen_that_is_said(run: Run, tmp_path: Path) -> None:
    """In older workbooks, and OpenDocument, they look like empty cells."""
    where = ["--as-of", AS_OF, "--roadmap", SMALL, "--format", "jsonl"]
    book = workbook(tmp_path / "c.xlsx", Clients={1: HEADER, 2: CLIENT})
    older = [WORKBOOKS / "clients.xls", open_document(tmp_path / "c.ods")]
    for at, path in enumerate((book, *older)):
        outcome = run("report", path, "-o", tmp_path / f"out-{at}", *where)
        assert (outcome.code, "cannot be told from an empty one" in outcome.err) == (0, at > 0)
        fixed = run("report", path, "--fix", tmp_path / f"fixed-{at}.csv", "--roadmap", SMALL)
        assert fixed.code == 0
        assert (outcome.err.splitlines()[0] in fixed.err.splitlines()) == (at > 0)


def test_an_id_that_is_an_error_is_no_id(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text("id,degrees\n#N/A,md\nc-2,md\n")
    assert reported(run, table, tmp_path / "out").code == 3
    assert "names nobody" in problems(tmp_path / "out")[0]["what_to_do"]


def encrypted() -> bytes:
    """
    A workbook under a password as Excel keeps it: a compound file with two streams, of zeros here.
    """
    free, end, of_table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    table, entries = [of_table, end], [("Root Entry", 5, end, 0)]
    for name in ("EncryptionInfo", "EncryptedPackage"):
        entries.append((name, 2, len(table), 4096))
        table += [*range(len(table) + 1, len(table) + 8), end]
    directory = b""
    for at, (name, kind, start, size) in enumerate(entries):
        directory += name.encode("utf-16-le").ljust(64, b"\0")
        directory += struct.pack("<HBB", 2 * len(name) + 2, kind, 1)
        directory += struct.pack("<III", free, 2 if at == 1 else free, 1 if at == 0 else free)
        directory += bytes(36) + struct.pack("<IQ", start, size)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header + sectors + directory.ljust(512, b"\0") + bytes(2 * 4096)


@pytest.mark.parametrize("name", ["locked.xlsx", "locked.xls", "locked.ods"])
def test_a_workbook_under_a_password_is_named_as_that(name: str, run: Run, tmp_path: Path) -> None:
    path = WORKBOOKS / name
    if not path.exists():
        path = tmp_path / name
        path.write_bytes(encrypted())
    refused = reported(run, path, tmp_path / "out")
    assert refused.code == 65
    assert "under a password" in refused.err


def test_a_table_put_right_as_a_workbook_reads_back(run: Run, tmp_path: Path) -> None:
    """With the office's own columns, the mark, and what was read; other endings are refused."""
    rows: Rows = {
        1: ["ID", "Our file", "Degrees", "clinical years"],
        2: ["001", "A7", "MD/MBA", "7-May"],
    }
    path = workbook(tmp_path / "c.xlsx", Clients=rows)
    fixed = tmp_path / "fixed.xlsx"

    assert run("report", path, "--fix", fixed, "--roadmap", SMALL).code == 3
    sheet = CalamineWorkbook.from_path(fixed).get_sheet_by_index(0).to_python()
    assert sheet[0] == ["id", "Our file", "degrees", "clinical_years", "not_read"]
    assert sheet[1][:4] == ["001", "A7", "md;mba", "7-May"]
    assert "a spreadsheet makes of a range" in str(sheet[1][4])
    assert reported(run, fixed, tmp_path / "out").code == 3
    assert run("report", path, "--fix", tmp_path / "fixed.ods", "--roadmap", SMALL).code == 2
