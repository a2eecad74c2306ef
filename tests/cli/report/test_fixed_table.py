"""A table put right is the office's own: it reads as it did, whatever its cells hold."""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cmio_advisor.cli.report.without_reports import fixed_table
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.caseload import Caseload
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import UsageError
from cmio_advisor.loading.clients.cells import BadRecordError
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.source import open_clients, read_entry, unlike_before
from tests.conftest import AS_OF, TODAY, Run, _Stream, examples

COLUMNS = ["id", "name", "degrees", "board_certifications", "waivers", "Our notes"]
ROWS = [
    [
        "a-1",
        "Ann",
        "md:in-progress:2029-05\nmba:held:2019",
        "internal-medicine:held:2030\npediatrics:lapsed:2020",
        "ci-board:Retires; see\nhalm:x",
        "one, two\nthree",
    ],
    ["a-2", "+1 Bo", "md\nMS", "", "", " =1+1;\t-x"],
    ["-rf", "Cy", "MD", "", "", "-5"],
    ["+49 x", "Di", "MD/MPH", "", "", "+49 171"],
    ["\u202eabc", "Ed", "MD", "", "", "'=1"],
    ["a-6", "'", "md", "", "", "\u200b\uff1dHYPERLINK(1)"],
]


def written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


def clients(path: Path, caseload: Caseload) -> Iterator[Any]:
    """Each record's id and own cell, and the client's answers, where it is one."""
    with open_clients(str(path)) as source:
        reader = ClientReader(caseload, source.header.columns)
        for entry in unlike_before(source.entries, reader):
            profile = None
            with suppress(BadRecordError):
                profile = replace(read_entry(entry, reader).profile(), unread=())
            if isinstance(entry.content, list):
                yield entry.client_id, entry.content[5], profile


def test_a_table_put_right_loses_nothing_of_its_cells(run: Run, tmp_path: Path) -> None:
    """No line of a cell, no sign of an id; and what was refused is refused again."""
    table, fixed = written(tmp_path / "clients.csv", ROWS), tmp_path / "fixed.csv"
    asked = ["-o", tmp_path / "out", "--as-of", AS_OF, "--format", "json,jsonl", "--jobs", "1"]
    assert run("report", table, *asked).code == 3
    lines = (tmp_path / "out" / "assessments.jsonl").read_bytes()
    names = sorted(each.name for each in (tmp_path / "out" / "reports").iterdir())
    assert run("report", table, "--fix", fixed, "--as-of", AS_OF).code == 3
    assert run("report", fixed, *asked, "--prune").code == 3
    assert sorted(each.name for each in (tmp_path / "out" / "reports").iterdir()) == names
    assert (tmp_path / "out" / "assessments.jsonl").read_bytes() == lines
    with fixed.open(newline="", encoding="utf-8-sig") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert {"-5", "+49 171", ROWS[0][5]} <= {*cells}
    assert not any(cell.lstrip().startswith(("=", "-r", "@")) for cell in cells)


@pytest.mark.parametrize("long", ["x" * 40_000, "\U0001f642" * 17_000], ids=["plain", "pairs"])
def test_a_workbook_cuts_no_cell(long: str, run: Run, tmp_path: Path) -> None:
    """A cell of 32,767 units is all that one holds; CSV keeps it."""
    table, fixed = written(tmp_path / "t.csv", [["a", "", "md", "", "", long]]), tmp_path / "f.xlsx"
    refused = run("report", table, "--fix", fixed)
    assert (refused.code, "FILE.csv" in refused.err, fixed.exists()) == (2, True, False)
    assert run("report", table, "--fix", tmp_path / "f.csv").code == 0
    assert long in (tmp_path / "f.csv").read_text(encoding="utf-8-sig")


def test_standard_output_gets_no_mark_and_a_terminal_no_control_bytes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = written(tmp_path / "t.csv", [["a", "", "MD", "", "", "\x1b]0;x\x07\u202e"]])
    piped = run("report", table, "--fix", "-", "-q").out
    assert piped.startswith("id,name")
    assert "a,,md,,,\x1b]0;x\x07\u202e" in piped
    monkeypatch.setattr(_Stream, "isatty", lambda _: True)
    seen = run("report", table, "--fix", "-", "-q").out
    assert seen.startswith("id,name")
    assert seen.count("\n") == piped.count("\n")
    assert "a,,md,,,\\x1b]0;x\\x07\\u202e" in seen


@pytest.mark.parametrize("how", [["--fix"], ["--template"]], ids=" ".join)
@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "force"])
@pytest.mark.parametrize("option", ["--dry-run", "--prune", "--resume", "--strict", "--names"])
def test_what_is_said_of_a_run_of_reports_writes_no_table(
    option: str, how: list[str], force: list[str], run: Run, tmp_path: Path
) -> None:
    table, mine = written(tmp_path / "t.csv", ROWS), tmp_path / "mine.csv"
    mine.write_text("mine")
    given = [table, *how, mine] if how == ["--fix"] else [*how, mine]
    outcome = run("report", *given, option, *force)
    assert (outcome.code, option in outcome.err) == (2, True)
    assert mine.read_text() == "mine"


END = re.compile("[\r\n]")
CELL = st.one_of(
    st.sampled_from(["", "md", "md\nmba", "MD, MPH", "DO;MBA:held:2019", "=1", "none", "'=a;-b"]),
    st.text(alphabet="ab1 ,;:'\"=+-@\t\r\n\u202e\u200b\uff1d", max_size=12),
)


@settings(max_examples=examples(60), deadline=None)
@example([(" '=", "", "", "", "", "")])
@given(st.lists(st.tuples(*[CELL] * len(COLUMNS)), min_size=1, max_size=4))
def test_a_table_put_right_reads_as_it_did(
    small_roadmap: Roadmap, rows: list[tuple[str, ...]]
) -> None:
    """Law: the same clients, the same facts, the same cells of the office's own."""
    caseload = Caseload(small_roadmap, TODAY)
    with TemporaryDirectory() as folder:
        table = written(Path(folder) / "clients.csv", [list(each) for each in rows])
        before = list(clients(table, caseload))
        try:
            with open_clients(str(table)) as source:
                fixed = fixed_table(source, caseload, as_workbook=False)
        except UsageError:  # which says that CSV cannot hold it
            assert any(END.search(cell) for row in rows for cell in row)
            return
        again = Path(folder) / "fixed.csv"
        again.write_bytes(fixed.table)
        assert list(clients(again, caseload)) == before


@pytest.mark.parametrize(("rows", "told"), [(10, False), (12, True)])
def test_of_many_rows_that_are_left_out_the_first_are_named(
    rows: int, told: bool, run: Run, tmp_path: Path
) -> None:
    table = written(tmp_path / "c.csv", [*ROWS[:1], *([["c", "Bo", "md"]] * rows)])
    outcome = run("report", table, "--fix", tmp_path / "f.csv", "--as-of", AS_OF)
    assert (outcome.code, f"Left out: {rows} rows" in outcome.err) == (3, True)
    assert ("; and 2 more." in outcome.err) is told


def test_a_job_that_tells_what_no_column_holds_stands_as_it_was(run: Run, tmp_path: Path) -> None:
    """As "resident" it would tell no fellowship when the table put right is read."""
    table = tmp_path / "clients.csv"
    table.write_text("id,degrees,role\na,MD,CI fellow\nb,md,Hospitalist\n", "utf-8")
    fixed = run("report", table, "--fix", "-", "-q").out
    assert [line.split(",")[:3] for line in fixed.splitlines()[1:]] == [
        ["a", "md", "CI fellow"],
        ["b", "md", "attending"],
    ]
