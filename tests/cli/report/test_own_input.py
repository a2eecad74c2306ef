"""
What a caseload's own input may not become: written over, read as nothing, or somebody else's row.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import AS_OF, ROOT, Run, unmeasured

TABLE = "id,name,degrees\nc-1,Ann,md\n"
INTO_OUT = ("-o", "out", "--as-of", AS_OF, "-q", "--jobs", "1", "--format", "json,jsonl")


@pytest.fixture(autouse=True)
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("how", ["--force", "--resume", "--dry-run", "--prune"])
@pytest.mark.parametrize(
    ("lies_at", "given"),
    [
        ("out/summary.csv", "out/summary.csv"),
        ("out/problems.csv", "link.csv"),
        ("out/assessments.jsonl", "out/assessments.jsonl"),
        ("out/reports/c-1.json", "out/reports"),
        ("out/reports/c-1.json", "out/reports/c-1.json"),
        ("out/roadmap.json", "out"),
        ("out/roadmap-cio.json", "out/roadmap-cio.json"),
        ("out/roadmap-cio.json", "link.csv"),
        ("out/roadmap-cio.json", "hard.jsonl"),
        ("out/roadmap-cio.json", "profiles"),
        ("out/reports/c-1.json", "hard.jsonl"),
        ("out/reports/c-1.json", "profiles"),
    ],
)
def test_a_caseload_is_not_written_over(how: str, lies_at: str, given: str, run: Run) -> None:
    """
    Whatever is told: --force is for results, and here the clients' answers themselves would go.
    """
    place = Path(lies_at)
    place.parent.mkdir(parents=True)
    text = TABLE if place.suffix == ".csv" else '{"id": "c-1", "degrees": ["md"]}\n'
    place.write_text(text)
    Path("link.csv").symlink_to(place)
    Path("hard.jsonl").hardlink_to(place)
    Path("profiles").mkdir()
    Path("profiles/a.json").symlink_to(place.absolute())
    outcome = run("report", given, *INTO_OUT, how)
    assert outcome.code == 73
    assert outcome.err.startswith(f"{given}: ")
    assert "Give another folder" in outcome.err
    assert place.read_text() == text
    assert [each for each in Path("out").rglob("*") if each.is_file()] == [place]


def test_a_roadmap_of_anybody_is_not_written_over_unasked(run: Run) -> None:
    Path("clients.csv").write_text(TABLE)
    Path("out").mkdir()
    Path("out/roadmap-cio.json").write_text("mine")
    for how in ((), ("--prune",), ("--roadmap", "auto")):
        outcome = run("report", "clients.csv", *INTO_OUT, *how)
        assert (outcome.code, "Results stand here" in outcome.err) == (73, True)
    assert Path("out/roadmap-cio.json").read_text() == "mine"


def test_reports_are_written_into_a_folder_among_the_profiles(run: Run) -> None:
    Path("profiles").mkdir()
    Path("profiles/c-1.json").write_text('{"id": "c-1", "degrees": ["md"]}')
    for how in ("--force", "--resume"):
        assert run("report", "profiles", "-o", "profiles/out", "-q", how).code == 0


def test_results_are_not_written_among_a_roadmaps_files(run: Run) -> None:
    shutil.copytree(ROOT / "data" / "starter", "mine")
    Path("clients.csv").write_text(TABLE)
    before = sorted(Path("mine").iterdir())
    for command in (
        ["report", "clients.csv", "-o", "mine", "--force"],
        ["roadmap", "impact", "mine", "mine", "clients.csv", "-o", "mine", "--force"],
    ):
        outcome = run(*command)
        assert (outcome.code, "folder of a roadmap" in outcome.err) == (73, True)
    assert sorted(Path("mine").iterdir()) == before


def test_no_column_is_lost_where_a_header_is_too_long(run: Run) -> None:
    columns = ["id", *(f"c{each}" for each in range(18_000)), "degrees"]
    Path("clients.csv").write_text(",".join(columns) + "\n" + "a" + "," * 18_000 + "md\n")
    outcome = run("report", "clients.csv", *INTO_OUT)
    assert (outcome.code, "longer than 100,000 characters" in outcome.err) == (65, True)
    assert not Path("out").exists()


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n \n", b",,\n"])
@pytest.mark.parametrize("name", ["clients.csv", "clients.jsonl", "-"])
def test_a_caseload_of_nothing_says_so(data: bytes, name: str, run: Run) -> None:
    Path("clients.csv").write_bytes(data)
    Path("clients.jsonl").write_bytes(data)
    outcome = run("report", name, *INTO_OUT, stdin=data)
    if name.endswith("jsonl") and data == b",,\n":
        assert outcome.code == 3
        return
    assert outcome.code == 65
    assert "The first line is empty" in outcome.err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "rows",
    [
        'c-1,"Ann,md\nc-2,Bo",md\nc-3,Cy,md\n',
        'c-1,"Ann,md\r\nc-2,Bo",md\r\nc-3,Cy,md\r\n',
    ],
)
def test_a_quotation_mark_closed_on_the_next_row_costs_its_own_row(rows: str, run: Run) -> None:
    Path("clients.csv").write_text("id,name,degrees\n" + rows, newline="")
    assert run("report", "clients.csv", *INTO_OUT).code == 3
    assert sorted(each.stem for each in Path("out/reports").iterdir()) == ["c-2", "c-3"]
    assert "never closed" in Path("out/problems.csv").read_text()


def test_a_quotation_mark_closed_at_the_end_of_the_next_row_costs_no_other(run: Run) -> None:
    Path("clients.csv").write_text('id,name\nc-1,"Ann\nc-2,Bo"\nc-3,Cy\n')
    assert run("report", "clients.csv", *INTO_OUT).code == 3
    assert Path("out/reports/c-3.json").exists()
    assert "\n2,c-1," in Path("out/problems.csv").read_text()


def test_a_name_of_two_lines_is_a_name(run: Run) -> None:
    Path("clients.csv").write_text('id,name,degrees\nc-1,"Ann,\nRN",md\nc-3,Cy,md\n')
    assert run("report", "clients.csv", *INTO_OUT).code == 0


def test_a_cell_that_is_closed_is_one_whatever_its_lines_hold(run: Run) -> None:
    letter = '"line one\nDear Bob, md, please call\nor Cy, md, write\nend"'
    Path("clients.csv").write_text(f"id,degrees,notes\nc-1,md,{letter}\nc-2,md,\n")
    assert run("report", "clients.csv", *INTO_OUT).code == 0
    assert sorted(each.stem for each in Path("out/reports").iterdir()) == ["c-1", "c-2"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("report", "", *INTO_OUT), 66, "caseload is empty"),
        (("pay", "--roadmap", ""), 66, "name of the roadmap is empty"),
        (("roadmap", "impact", "cmio", "cio", "clients.csv", "-o", ""), 2, "Give the folder"),
        (("roadmap", "new", "Chief of X", ""), 2, "Give the folder"),
        (("report", "clients.csv", "-o", "-"), 2, "goes into a folder"),
        (("report", "clients.csv", "-o", "out", "--jobs", "257"), 2, "--jobs"),
    ],
)
def test_a_name_that_names_nothing_is_not_guessed(
    arguments: tuple[str, ...], code: int, said: str, run: Run
) -> None:
    """An unset variable in a script must not stand for the folder that one is in."""
    Path("clients.csv").write_text(TABLE)
    outcome = run(*arguments)
    assert (outcome.code, said in outcome.err) == (code, True)
    assert not Path("-").exists()


def test_a_folder_in_place_of_the_day_is_named(run: Run) -> None:
    Path("clients.csv").write_text(TABLE)
    assert run("report", "clients.csv", *INTO_OUT).code == 0
    Path("out/.cmio-advisor/made_for").unlink()
    Path("out/.cmio-advisor/made_for").mkdir()
    outcome = run("report", "clients.csv", *INTO_OUT, "--force")
    assert (outcome.code, "made_for: This is a folder" in outcome.err) == (73, True)


def test_no_more_workers_than_there_is_work() -> None:
    """And none beside this process where one block is all."""
    Path("clients.csv").write_text(TABLE)
    program = "import os, sys\nfrom cmio_advisor.cli.app import main\nfork, count = os.fork, []\n"
    program += "os.fork = lambda: count.append(1) or fork()\n"
    program += "main(sys.argv[1:])\nprint(len(count))"
    options = ["-o", "out", "--as-of", AS_OF, "-q", "--jobs", "64", "--format", "jsonl"]
    made = subprocess.run(
        [sys.executable, "-c", program, "report", "clients.csv", *options],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert made.stdout == "0\n"


def within(most: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The program where no file may be larger, which could be made and is not written."""
    program = "import resource, signal, sys\nfrom cmio_advisor.cli.app import main\n"
    program += "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    program += f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
    program += f"sys.exit(main({[*arguments]}))"
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**unmeasured(), "PYTHONPATH": str(ROOT)},
    )


def test_a_file_that_may_not_grow_is_seventy_four() -> None:
    """The limit of a process for its files."""
    made = within(8192, "pay", "-o", "pay.html")
    assert (made.returncode, "Raise that limit (ulimit -f)" in made.stderr) == (74, True)
    assert not Path("pay.html").exists()


def test_a_report_that_somebody_changed_stays_where_no_new_one_can_be_written(run: Run) -> None:
    """It keeps its name: nobody is told of another one."""
    Path("clients.csv").write_text(TABLE)
    made = ("report", "clients.csv", "-o", "out", "--as-of", AS_OF, "-q", "--jobs", "1")
    assert run(*made).code == 0
    Path("out/reports/c-1.html").write_text("mine")
    again = within(8192, *made, "--resume")
    assert again.returncode == 74
    assert [each.name for each in Path("out/reports").iterdir()] == ["c-1.html"]
    assert Path("out/reports/c-1.html").read_text() == "mine"
    assert {each.name for each in Path("out/.cmio-advisor").iterdir()} == {
        "done",
        "lock",
        "made_for",
    }


def test_half_a_roadmap_is_not_left_where_one_cannot_be_written(run: Run) -> None:
    """It would be in the way of the next."""
    assert within(4096, "roadmap", "new", "Pharmacy Lead", "lead").returncode == 74
    assert run("roadmap", "new", "Pharmacy Lead", "lead").code == 0


@pytest.mark.parametrize("last", ["c-02", "c-12"])
def test_the_name_of_a_changed_report_is_told_where_the_run_fails(last: str, run: Run) -> None:
    """Within the block that fails and before it."""
    rows = "".join(f"c-{each:02},Ann,md\n" for each in range(1, 13))
    Path("clients.csv").write_text("id,name,degrees\n" + rows)
    made = ("report", "clients.csv", *INTO_OUT[:-1], "md")
    assert run(*made).code == 0
    Path("out/reports/c-01.md").write_text("mine")
    Path(f"out/reports/{last}.md").unlink()
    Path(f"out/reports/{last}.md").mkdir()
    outcome = run(*made, "--resume")
    assert (outcome.code, "c-01.changed-1.md" in outcome.err) == (73, True)
    assert Path("out/reports/c-01.changed-1.md").read_text() == "mine"
