"""
Ids, names and notes that would be something else in a folder, a spreadsheet or another's hands.
"""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import AS_OF, SMALL, Run

ODD = ["con", "nul", "aux", "prn", "com1", "lpt9", "--help", "-rf"]
PLAIN = ["console", "com10", "a-b", "0"]
COMMANDS = [["assess"], ["plan"], ["what-if", "--set", "license=none"], ["explain", "ci-board"]]
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66"
UNSEEN = ["", " ", "\u3000", "\u200b", "\u00a0 "]
QUICKLY = ("--as-of", AS_OF, "-q", "--jobs", "1", "--roadmap", SMALL)
PRIVATE = "Owes the counselor a call"


def test_an_id_becomes_a_harmless_file_name(run: Run, tmp_path: Path) -> None:
    """
    Never an option of a command nor a device; two clients never share a file; others keep theirs.
    """
    clients, out = tmp_path / "clients.csv", tmp_path / "out"
    clients.write_text("id,degrees\n" + "".join(f"{each},md\n" for each in [*ODD, *PLAIN]))
    where = ["-o", out, *QUICKLY, "--format", "json,jsonl"]
    listed = run("report", clients, *where, "--dry-run").out.splitlines()
    assert run("report", clients, *where).code == 0
    names = sorted(each.name for each in (out / "reports").iterdir())
    assert names == sorted(
        [*(f"_{each}.json" for each in ODD), *(f"{each}.json" for each in PLAIN)]
    )
    assert {f"reports/{each}" for each in names} <= {*listed}
    ids = {json.loads((out / "reports" / each).read_bytes())["profile"]["id"] for each in names}
    assert ids == {*ODD, *PLAIN}


def test_the_overview_links_to_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text("id,certifications\ncon,cphims:held:2027-03\n")
    where = ["-o", tmp_path / "out", *QUICKLY]
    assert run("report", tmp_path / "clients.csv", *where).code == 0
    page = (tmp_path / "out" / "summary.html").read_text()
    assert 'href="reports/_con.html"' in page


def test_no_cell_starts_a_formula(run: Run, tmp_path: Path) -> None:
    """
    Neither a name nor what stands of a bad record, also behind spaces and marks that nobody sees.
    """
    clients, out = tmp_path / "clients.csv", tmp_path / "out"
    cells = [f"{before}{sign}1+1" for sign in SIGNS for before in UNSEEN]
    rows = [f"c-{number},{cell}\n{cell},Bo\n" for number, cell in enumerate(cells)]
    clients.write_text("id,name\n" + "".join(rows), encoding="utf-8")
    where = ["-o", out, *QUICKLY, "--format", "jsonl", "--names"]
    assert run("report", clients, *where).code == 3
    count = 0
    for name in ("summary.csv", "problems.csv"):
        found = list(csv.reader((out / name).read_text(encoding="utf-8-sig").splitlines()))
        count += len(found) - 1
        assert not any(each.strip().startswith(tuple(SIGNS)) for row in found for each in row)
    assert count == 2 * len(cells)


@pytest.mark.parametrize("sign", SIGNS)
def test_no_part_of_a_cell_starts_a_formula_where_semicolons_part_cells(
    sign: str, run: Run, tmp_path: Path
) -> None:
    """
    A spreadsheet set to a decimal comma opens our tables so, and heeds no quotation mark in them.
    """
    clients, out = tmp_path / "clients.csv", tmp_path / "out"
    rows = f"c-1,Ann;{sign}1+1,\nBo; {sign}1+1,Bo,x;{sign}1+1\n"
    clients.write_text(f"id,name,degrees\n{rows}", encoding="utf-8")
    where = ["-o", out, *QUICKLY, "--format", "jsonl", "--names"]
    assert run("report", clients, *where).code == 3
    for name in ("summary.csv", "problems.csv"):
        cells = (out / name).read_text(encoding="utf-8-sig").replace("\n", ";").split(";")
        assert not any(each.strip().startswith(sign) for each in cells)


def test_a_name_or_notes_of_a_wrong_kind_stay_where_they_are(run: Run, tmp_path: Path) -> None:
    clients = tmp_path / "clients.jsonl"
    clients.write_text(f'{{"id": "a", "notes": ["{PRIVATE}"]}}\n{{"id": "b", "name": ["Zed"]}}\n')
    assert run("report", clients, "-o", tmp_path / "out", "--as-of", AS_OF).code == 3
    told = (tmp_path / "out" / "problems.csv").read_text()
    assert [PRIVATE in told, "Zed" in told, "notes" in told, "name" in told] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("command", "form"),
    [*((each, "json") for each in COMMANDS), (["assess"], "plain"), (["assess"], "html")],
)
def test_the_counselors_notes_are_in_no_result(
    command: list[str], form: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "p.yaml").write_text(f"id: c-1\ndegrees: [md]\nnotes: {PRIVATE}\n")
    name, *more = command
    outcome = run(name, tmp_path / "p.yaml", *more, "--format", form)
    assert outcome.code == 0
    assert PRIVATE not in outcome.out


def test_the_notes_are_in_no_file_of_a_caseload(run: Run, tmp_path: Path) -> None:
    told = {"id": "c-1", "degrees": ["md"], "notes": PRIVATE}
    (tmp_path / "clients.jsonl").write_text(json.dumps(told))
    where = ["-o", tmp_path / "out", *QUICKLY]
    assert (
        run("report", tmp_path / "clients.jsonl", *where, "--format", "json,jsonl,md,html").code
        == 0
    )
    files = [each for each in (tmp_path / "out").rglob("*") if each.is_file()]
    assert files
    assert not any(PRIVATE.encode() in each.read_bytes() for each in files)


def test_notes_are_kept_where_the_profile_is_saved(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(f"id: c-1\ndegrees: [md]\nnotes: {PRIVATE}\n")
    saved = tmp_path / "saved.yaml"
    assert run("assess", tmp_path / "p.yaml", "--save", saved, "--as-of", AS_OF).code == 0
    assert PRIVATE in saved.read_text()


def test_many_ids_of_another_script_have_names_of_their_own(run: Run, tmp_path: Path) -> None:
    """Two ids that are not alike never cost one of them its report."""
    ids = [f"客户 {'甲乙丙丁戊己庚辛壬癸'[at % 10]}{chr(0x4E00 + at)}" for at in range(12_000)]
    table = "id,degrees\n" + "".join(f"{each},md\n" for each in ids)
    (tmp_path / "clients.csv").write_text(table)
    listed = run("report", tmp_path / "clients.csv", "--dry-run", "--format", "json", "-q")
    assert listed.code == 0
    assert len({each for each in listed.out.splitlines() if "reports/" in each}) == len(ids)
