"""A counselor's ordinary table: read, told what it was read as, and put right on request."""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import AS_OF, ROOT, Run

TABLE = """Informatics prospects, fall 2026,,,,
,,,,,
Client ID,Degrees,Residency Completed,RESIDENCY,Advisor,notes,
C-001,MD/MPH,June 2014,IM,Dana,call back,
"Smith, John",md,2014,FM,Dana,,
c-3,"MD, MS",7-May,Hospital medicine,Lee,,
c-4,md,2014,family-medicine,,,
"""


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


@pytest.fixture
def clients(tmp_path: Path) -> Path:
    (tmp_path / "clients.csv").write_text(TABLE)
    return tmp_path / "clients.csv"


def test_columns_of_another_name_and_of_none_are_told(run: Run, tmp_path: Path) -> None:
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    table.write_text("id,Certs,,Job title,Current job,\nc-1,CPHIMS,moved,CMIO,CMIO,\n")
    outcome = run("report", table, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "--jobs", "1")
    assert outcome.code == 0
    assert 'Columns of another name: "Certs" as certifications.' in outcome.err
    assert '"Job title" (if you mean role, name it so)' in outcome.err
    assert "Columns without a name, which no report reads: column 3." in outcome.err


def test_columns_as_offices_call_them(run: Run, tmp_path: Path) -> None:
    """One that can mean two of ours is read as neither, and named with both."""
    header = (
        "Participant ID,Degrees earned,Year residency finished,Hours/wk available,Budget,"
        "Sees patients"
    )
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    table.write_text(f"{header}\np-1,MD,2014,6,9000,yes\n")
    outcome = run("report", table, "-o", out, "--as-of", AS_OF, "--format", "json", "--jobs", "1")
    assert '"Budget" (if you mean budget_usd or leadership_budget_usd, name it so)' in outcome.err
    profile = json.loads((out / "reports" / "p-1.json").read_text())["profile"]
    assert profile["degrees"] == ["md"]
    assert profile["constraints"]["hours_per_week"] == 6
    assert profile["clinical"]["still_practising"] is True
    assert profile["residency"]["completed"] == 2014


@pytest.mark.parametrize("header", ["Client,License,Degrees", "Clients,,\nClient,License,Degrees"])
@pytest.mark.parametrize("license_", ["yes", "no"])
def test_no_client_is_lost_below_a_header_that_calls_the_id_otherwise(
    header: str, license_: str, run: Run, tmp_path: Path
) -> None:
    """Of ids in a column "Client"; and a cell "no" is no column of numbers."""
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    table.write_text("\n".join((header, *(f"P{at},{license_},MD" for at in range(1, 16)))))
    outcome = run("report", table, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "--jobs", "1")
    assert outcome.code == 0, outcome.err
    assert "15 clients assessed." in outcome.err
    row = header.count("\n") + 2
    assert rows(out / "read_as.csv")[0]["row"] == str(row)


def test_an_ordinary_table_is_done_and_told(run: Run, tmp_path: Path, clients: Path) -> None:
    out = tmp_path / "out"
    outcome = run(
        "report", clients, "-o", out, "--as-of", AS_OF, "--format", "json,jsonl", "--jobs", "1"
    )
    assert outcome.code == 3, outcome.err
    assert 'Columns of your own, which no report reads: "Advisor", "notes".' in outcome.err
    assert "1 client assessed without a cell that could not be read" in outcome.err
    assert rows(out / "read_as.csv") == [
        {"row": row, "id": id_, "column": column, "found": found, "read_as": read, "left_out": ""}
        for row, id_, column, found, read in (
            ("4", "C-001", "degrees", "MD/MPH", "md;mph"),
            ("4", "C-001", "residency", "IM", "internal-medicine"),
            ("4", "C-001", "residency_completed", "June 2014", "2014-06"),
            ("5", "Smith, John", "residency", "FM", "family-medicine"),
            ("6", "c-3", "degrees", "MD, MS", "md"),
        )
    ]
    (problem,) = rows(out / "problems.csv")
    assert (problem["row"], problem["id"], problem["assessed"]) == ("6", "c-3", "yes")
    assert problem["column"] == "degrees; residency; residency_completed"
    names = sorted(each.name for each in (out / "reports").iterdir())
    assert names == ["c-001.json", "c-3.json", "c-4.json", "smith-john.json"]
    lines = map(json.loads, (out / "assessments.jsonl").read_text().splitlines())
    told = [(each["id"], each["profile"]) for each in lines]
    assert [id_ for id_, _ in told] == ["C-001", "Smith, John", "c-3", "c-4"]
    people = [each for _, each in told]
    assert people[0]["residency"] == {"specialty": "internal-medicine", "completed": "2014-06"}
    assert "residency" not in people[2]


def test_strict_refuses_the_row(run: Run, tmp_path: Path, clients: Path) -> None:
    out = tmp_path / "out"
    where = ["-o", out, "--as-of", AS_OF, "--format", "jsonl", "-q", "--strict"]
    assert run("report", clients, *where).code == 3
    assert [each["id"] for each in rows(out / "summary.csv")] == ["C-001", "Smith, John", "c-4"]
    assert [each["assessed"] for each in rows(out / "problems.csv")] == ["no"]


def test_a_table_is_put_right(run: Run, tmp_path: Path, clients: Path) -> None:
    """
    The table that comes out says the same, and nothing of it is told any more but what is marked.
    """
    fixed, out = tmp_path / "fixed.csv", tmp_path / "out"
    assert run("report", clients, "--fix", fixed, "--as-of", AS_OF).code == 3
    found = rows(fixed)
    assert [each["id"] for each in found] == ["C-001", "Smith, John", "c-3", "c-4"]
    assert found[0]["degrees"] == "md;mph"
    assert [each["Advisor"] for each in found] == ["Dana", "Dana", "Lee", ""]
    assert found[0]["notes"] == "call back"
    assert found[2]["degrees"] == "MD, MS"
    assert '"MS" stands for more than one' in found[2]["not_read"]
    assert [bool(each["not_read"]) for each in found] == [False, False, True, False]
    again = run("report", fixed, "-o", out, "--as-of", AS_OF, "--format", "jsonl")
    assert again.code == 3
    assert {each["row"] for each in rows(out / "read_as.csv")} == {"4"}
    assert run("report", fixed, "--fix", tmp_path / "twice.csv", "--as-of", AS_OF).code == 3
    assert (tmp_path / "twice.csv").read_bytes() == fixed.read_bytes()


CROSSED = ("{} \u2717", "{} \u274c", "\u2610 {}", "[ ] {}", "~~{}~~", "{} \u26d4", "{} \u2260")
CROSSED_IN = {
    "degrees": "MBA",
    "residency": "IM",
    "fellowships": "CI",
    "license": "TX",
    "board_certifications": "IM",
    "certifications": "CPHIMS",
    "leadership_roles": "CMO",
    "projects": "telehealth",
    "memberships": "AMIA",
    "activities": "teaching",
    "role": "CMIO",
    "organization": "academic",
    "state": "CA",
    "metro": "Fresno",
}


def test_what_is_crossed_out_or_not_ticked_is_not_taken_as_said(run: Run, tmp_path: Path) -> None:
    """Law: in whatever column; nothing is read, and the cell is named."""
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    cells = [(column, each.format(name)) for column, name in CROSSED_IN.items() for each in CROSSED]
    lines = [
        f"c-{at}," + ",".join(cell if column == each else "" for each in CROSSED_IN)
        for at, (column, cell) in enumerate(cells)
    ]
    table.write_text("\n".join([f"id,{','.join(CROSSED_IN)}", *lines, ""]))
    run("report", table, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "-q")
    found = map(json.loads, (out / "assessments.jsonl").read_text().splitlines())
    assert {each["id"]: each["profile"] for each in found if each["profile"]} == {}
    assert len(rows(out / "problems.csv")) == len(cells)


@pytest.mark.parametrize(("cell", "code"), [("NA", 0), ("n/a", 0), ("No", 3), ("NO", 3)])
def test_a_country_that_does_not_apply_is_none(
    cell: str, code: int, run: Run, tmp_path: Path
) -> None:
    """And no Namibia or Norway."""
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    table.write_text(f"id,residency,residency_country\nc-1,pathology,{cell}\n")
    outcome = run("report", table, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "--jobs", "1")
    assert outcome.code == code
    line = json.loads((out / "assessments.jsonl").read_text())
    assert line["profile"]["residency"] == {"specialty": "pathology"}
    name = "problems.csv" if code else "read_as.csv"
    assert rows(out / name)[0]["column"] == "residency_country"


ENDS = ("until 2019", "thru 5/2030", "expires 2030", "lapsed 2022", "(expired 2022)", "since 2019")
NAMED = {
    "degrees": "MBA",
    "board_certifications": "IM",
    "certifications": "CPHIMS",
    "memberships": "AMIA",
}


def test_a_day_stays_what_it_was_where_a_table_is_put_right(run: Run, tmp_path: Path) -> None:
    """Law: what ended, or will, does not begin then, in whatever list it stands."""
    clients, fixed, out = tmp_path / "clients.csv", tmp_path / "fixed.csv", tmp_path / "out"
    cells = [(column, f"{name} {end}") for column, name in NAMED.items() for end in ENDS]
    lines = [
        f"c-{at}," + ",".join(cell if column == each else "" for each in NAMED)
        for at, (column, cell) in enumerate(cells)
    ]
    clients.write_text("\n".join([f"id,{','.join(NAMED)}", *lines, ""]))
    run("report", clients, "--fix", fixed, "--as-of", AS_OF)
    told = []
    for each in (clients, fixed):
        run("report", each, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "--prune", "-q")
        found = map(json.loads, (out / "assessments.jsonl").read_text().splitlines())
        told.append({each["id"]: each["profile"] for each in found})
    at = cells.index(("memberships", "AMIA until 2019"))
    assert told[0][f"c-{at}"]["memberships"] == [
        {"membership": "amia", "status": "held", "expires": 2019}
    ]
    assert told[0] == told[1]


def test_a_table_put_right_makes_no_report_anew(run: Run, tmp_path: Path, clients: Path) -> None:
    """What a report depends on is what was read, not in which words it stood."""
    fixed, out = tmp_path / "fixed.csv", tmp_path / "out"
    named = TABLE.replace("Advisor,notes,", "Advisor,notes,Hours per week")
    with_hours = named.replace("call back,", "call back,4 hrs")
    clients.write_text(f"{with_hours}c-5,MD (expected 2029),,FM finishing 2032,,,\n")
    where = ["-o", out, "--as-of", AS_OF, "--format", "json", "-q"]
    assert run("report", clients, *where).code == 3
    assert run("report", clients, "--fix", fixed, "--as-of", AS_OF).code == 3
    listed = run("report", fixed, *where, "--resume", "--dry-run")
    assert listed.code == 3
    assert "reports/" not in listed.out
    assert "c-5,md:in-progress:2029,,family-medicine:in-progress:2032," in fixed.read_text()
    assert {len(each) for each in rows(out / "read_as.csv")} == {6}
    fixed.write_text(fixed.read_text().replace("family-medicine", "pediatrics", 1))
    listed = run("report", fixed, *where, "--resume", "--dry-run")
    assert [each for each in listed.out.split() if "/" in each] == ["reports/smith-john.json"]


def test_a_row_that_is_no_clients_is_put_right_as_well(run: Run, tmp_path: Path) -> None:
    """Its id is what has to be typed, and nothing else."""
    clients, fixed = tmp_path / "clients.csv", tmp_path / "fixed.csv"
    clients.write_text('id,degrees,state\n,"MD, MBA",Ohio\nc-1,MD,TX\nC-1,D.O.,Texas\n')

    assert run("report", clients, "--fix", fixed, "--as-of", AS_OF).code == 3
    found = rows(fixed)
    assert [each["degrees"] for each in found] == ["md;mba", "md", "do"]
    assert [each["state"] for each in found] == ["OH", "TX", "TX"]
    assert [each["not_read"][:3] for each in found] == ["id:", "", "id:"]


@pytest.mark.parametrize(
    "row", [b"c-2,B\xff,md", b"c-2,Bo,md,more", b"c-2,Bo", b'c-2,"Bo"x,md', b"c-2,B\0o,md"]
)
def test_a_row_that_cannot_be_read_as_a_whole_is_left_out_and_told(
    row: bytes, run: Run, tmp_path: Path
) -> None:
    """Empty and marked, its client would be assessed next time as having told nothing."""
    clients, fixed = tmp_path / "clients.csv", tmp_path / "fixed.csv"
    clients.write_bytes(b"id,name,degrees\nc-1,Ann,MD\n" + row + b"\nc-3,Cy,do\n")
    told = run("report", clients, "--fix", fixed, "--as-of", AS_OF)
    assert (told.code, [each["id"] for each in rows(fixed)]) == (3, ["c-1", "c-3"])
    assert "Left out: 1 row that cannot be read as a whole" in told.err
    assert "row 3 (" in told.err
    assert "stand as they were" not in told.err


COLUMNS = "id,degrees,residency,fellowships,certifications,as_of,notes,Office phone"
WORDS = (
    'C-1,"MD, MPH",IM 2014,Clinical Informatics 2022,CPHIMS 2019; Wizard cert,,Call Ann,555',
    "C-2,MD; MBA in progress,residency somewhere,none,ABPM 2018,June 2026,;,556",
    "C-3,md,pediatrics:in-progress:2028-06,none,none,,,557",
    "C-4,md,other: Oral surgery,none,none,,,558",
)


def test_a_table_put_right_gives_the_same_answers_and_says_what_is_left(
    run: Run, tmp_path: Path
) -> None:
    """In CSV and as a workbook: nothing is read in other words again, no note is lost."""
    words = tmp_path / "words.csv"
    words.write_text("\n".join((COLUMNS, *WORDS, "")))
    asked = ("--as-of", AS_OF, "--format", "jsonl")
    run("report", words, "-o", tmp_path / "before", *asked)
    for ending in ("csv", "xlsx"):
        fixed, out = tmp_path / f"fixed.{ending}", tmp_path / ending
        told = run("report", words, "--fix", fixed, "--as-of", AS_OF)
        again = run("report", fixed, "-o", out, *asked)

        assert (told.code, again.code) == (3, 3)
        assert f"{fixed}: 5 cells put right. 4 cells could not be read" in told.err
        assert '"notes", "Office phone".' in again.err
        assert not (out / "read_as.csv").exists()
        lines = (out / "assessments.jsonl").read_bytes()
        if ending == "csv":
            assert lines == (tmp_path / "before" / "assessments.jsonl").read_bytes()
            assert [each["notes"] for each in rows(fixed)] == ["Call Ann", ";", "", ""]
            assert rows(fixed)[0]["certifications"] == "cphims:earned:2019;Wizard cert"


def test_a_table_of_ids_tells_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text("id,degrees\nc-1,md;mba\n")
    out = tmp_path / "out"
    assert run("report", tmp_path / "clients.csv", "-o", out, "--as-of", AS_OF).code == 0
    assert not (out / "read_as.csv").exists()
    assert not (out / "problems.csv").exists()
    fixed = tmp_path / "fixed.csv"
    assert run("report", tmp_path / "clients.csv", "--fix", fixed).code == 0
    assert fixed.read_text(encoding="utf-8-sig") == "id,degrees,not_read\nc-1,md;mba,\n"


@pytest.mark.parametrize("ids", [("C-001", "c-001"), ("Smith, John", "smith john"), ("a", "a")])
def test_ids_that_would_share_a_file_are_named(
    ids: tuple[str, str], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "clients.csv").write_text(
        "id,degrees\n" + "".join(f'"{each}",md\n' for each in ids)
    )
    out = tmp_path / "out"
    where = ["-o", out, "--as-of", AS_OF, "--format", "md", "-q"]
    assert run("report", tmp_path / "clients.csv", *where).code == 3
    (problem,) = rows(out / "problems.csv")
    assert (problem["row"], problem["assessed"]) == ("3", "no")
    assert "in row 2 already" in problem["what_to_do"]


def test_resume_heeds_strict(run: Run, tmp_path: Path, clients: Path) -> None:
    """And tells again what it told, though every report stands."""
    out = tmp_path / "out"
    where = ["-o", out, "--as-of", AS_OF, "--format", "md", "--jobs", "1"]
    run("report", clients, *where)
    told = (out / "read_as.csv").read_bytes()
    assert run("report", clients, *where, "--resume").code == 3
    assert (out / "read_as.csv").read_bytes() == told


@pytest.mark.parametrize("quiet", [True, False])
def test_words_in_options_and_files_are_noted(quiet: bool, run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("degrees: MD/MBA\nclinical: {years: over 10}\n")
    options = ["--board", "IM", "--license", "Y", *(["-q"] if quiet else [])]
    outcome = run("assess", tmp_path / "p.yaml", *options, "--as-of", AS_OF, "--format", "json")
    assert outcome.code == 0, outcome.err
    person = json.loads(outcome.out)["profile"]
    assert person["degrees"] == ["md", "mba"]
    assert person["board_certifications"] == ["internal-medicine"]
    assert person["license"] == "unrestricted"
    assert ('--board: "IM" is read as "internal-medicine".' in outcome.err) is not quiet
    assert ('p.yaml:1:10: "MD/MBA" is read as "md;mba".' in outcome.err) is not quiet


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["assess", "--degree", "MS"], 2),
        (["assess", "--clinical-years", "7-May"], 2),
        (["what-if", ROOT / "examples" / "hospitalist.yaml", "--set", "role=boss"], 2),
    ],
)
def test_what_cannot_be_read_in_an_option_is_an_error(
    arguments: list[str | Path], code: int, run: Run
) -> None:
    name, *more = arguments
    assert run(str(name), *more, "--as-of", AS_OF).code == code


def test_set_takes_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("degrees: [bsn]\n")
    outcome = run(
        "what-if", tmp_path / "p.yaml", "--set", "informatics.fte=1 day/wk", "--as-of", AS_OF
    )
    assert outcome.code == 0
    assert outcome.err.count('"1 day/wk" is read as "0.2".') == 1


@pytest.mark.parametrize("name", ["fixed.pdf", "fixed.xls", "fixed.html", "fixed.tsv"])
def test_no_table_is_written_under_the_name_of_another_kind(
    name: str, run: Run, tmp_path: Path, clients: Path
) -> None:
    for command in (("report", clients, "--fix"), ("report", "--template")):
        refused = run(*command, tmp_path / name, "--as-of", AS_OF)
        assert (refused.code, "workbook (.xlsx) or in CSV" in refused.err) == (2, True)
        assert not (tmp_path / name).exists()


def test_of_two_names_for_a_template_none_is_passed_over(run: Run, tmp_path: Path) -> None:
    refused = run("report", "--template", tmp_path / "one.csv", "-o", tmp_path / "two.csv")
    assert (refused.code, "Two files are named" in refused.err) == (2, True)
    assert not [*tmp_path.iterdir()]


def test_a_table_of_many_columns_of_its_own_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    own = [f"c{at}" for at in range(500)]
    (tmp_path / "wide.csv").write_text(",".join(["id", *own]) + "\nc-1" + ",x" * 500 + "\n")
    told = run("report", tmp_path / "wide.csv", "-o", tmp_path / "out", "--format", "jsonl").err
    assert '"c11" and 488 more.' in told
    assert "c12" not in told


def test_a_certificate_ends_when_it_was_told_everywhere(run: Run, tmp_path: Path) -> None:
    """In the month that was told, not on its last day."""
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    table.write_text("id,degrees,license,certifications\nc-1,md,unrestricted,cphims:held:2027-03\n")
    outcome = run("report", table, "-o", out, "--as-of", AS_OF, "--format", "json", "--jobs", "1")
    assert outcome.code == 0, outcome.err
    (client,) = rows(out / "summary.csv")
    assert client["certificate_expires_on"] == "2027-03"
    page = (out / "summary.html").read_text().replace("\xa0", " ")
    assert "March 2027" in page
    assert "31 Mar 2027" not in page
    found = json.loads((out / "reports" / "c-1.json").read_text())
    (ends,) = [each for each in found["warnings"] if each["code"] == "certificate_expiring"]
    assert "lasts until March 2027" in ends["text"]


def test_where_the_license_could_not_be_read_no_dear_degree_comes_first(
    run: Run, tmp_path: Path
) -> None:
    """What the roadmap keeps for later waits for that answer; an office's own headings are read."""
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    table.write_text(
        "id,Degrees,License,Yrs clinical,Yrs informatics,Leadership roles,Job title,"
        "Certs / credentials,Hrs/wk\nc-1,MSN,Suspended,10,3,nurse manager,unemployed,CPHIMS,6\n"
    )
    rules = ("--roadmap", "cnio", "--as-of", AS_OF, "--format", "json", "--jobs", "1")
    assert run("report", table, "-o", out, *rules).code == 3  # done, but for that cell
    found = json.loads((out / "reports" / "c-1.json").read_text())
    steps = {each["id"] for each in found["next_steps"]}

    assert found["ask_next"]["id"] == "own-license"
    assert steps == {"join-ania"}
    assert found["profile"]["certifications"] == ["cphims"]
    assert found["profile"]["constraints"]["hours_per_week"] == 6


TAKEN_BACK = [
    *("expelled", "hoping", "rescinded", "fired", "kicked out", "gave up", "never attended"),
    *("someday", "fake", "waived", "my sister", "Dismissed", "unaccredited", "non-accredited"),
    *("nonaccredited (2020)", "match 2027", "a word that no list has"),
]


@pytest.mark.parametrize(
    ("column", "name"),
    [("degrees", "MBA"), ("residency", "IM"), ("fellowships", "CI"), ("role", "CMIO")],
)
def test_words_that_may_take_a_name_back_are_not_cut_off(
    column: str, name: str, run: Run, tmp_path: Path
) -> None:
    """Whatever words, beside no name of a place; the cell is told as not read."""
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    forms = [f"{name} ({{}})", f"{name} - {{}}", f"{name}, {{}}"]
    cells = [form.format(word) for word in TAKEN_BACK for form in forms]
    table.write_text(
        "\n".join((f"id,{column}", *(f'c-{at},"{each}"' for at, each in enumerate(cells))))
    )
    run("report", table, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "--jobs", "1")
    assert not (out / "read_as.csv").exists() or rows(out / "read_as.csv") == []
    assert [each["found"] for each in rows(out / "problems.csv")] == cells


def test_a_place_or_a_kind_beside_a_name_is_left_out(run: Run, tmp_path: Path) -> None:
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    cells = {"MBA (Wharton)": "mba", "MBA, state college": "mba", "MBA (executive)": "mba"}
    table.write_text(
        "\n".join(("id,degrees", *(f'c-{at},"{each}"' for at, each in enumerate(cells))))
    )
    run("report", table, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "--jobs", "1")
    assert {each["found"]: each["read_as"] for each in rows(out / "read_as.csv")} == cells


def test_a_number_beside_words_that_make_another_of_it_is_not_read(
    run: Run, tmp_path: Path
) -> None:
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    table.write_text("id,pay_usd,people_led\nc-1,$21k monthly,12 (past)\nc-2,250k base,12 FTEs\n")
    run("report", table, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "--jobs", "1")
    assert {each["found"]: each["read_as"] for each in rows(out / "read_as.csv")} == {
        "250k base": "250000",
        "12 FTEs": "12",
    }
    assert [each["column"] for each in rows(out / "problems.csv")] == ["people_led; pay_usd"]


def test_years_in_a_residency_are_not_when_it_ended(run: Run, tmp_path: Path) -> None:
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    for header, is_meant in (("Years in residency", False), ("Year of residency", True)):
        table.write_text(f"id,residency,{header}\nc-1,IM,2014\n")
        said = run("report", table, "-o", out, "--dry-run", "--as-of", AS_OF).err
        assert (f'"{header}" as residency_completed' in said) is is_meant


MISREAD = {
    "budget_usd": ("10k/yr", "30k annually", "$500/month"),
    "residency": ("IM Peru, IN", "IM Lebanon, PA", "IM Mexico, Missouri"),
    "degrees": ("MD Jamaica, NY", "MD -MBA", "pursuing MBA, MPH", "BS pre-med"),
    "board_certifications": ("IM -CI", "formerly IM, CI", "IM/CI (lapsed)"),
    "memberships": ("AMIA & HIMSS (expired)", "former AMIA, HIMSS"),
    "certifications": ("planned CPHIMS, PMP", "PMP and CPHIMS lapsed 2020"),
}
"""Cells of which a half could be taken for the whole."""


@pytest.mark.parametrize(("column", "cells"), MISREAD.items())
def test_a_cell_is_read_wholly_or_left_out_and_named(
    column: str, cells: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    with table.open("w") as file:
        clients = ((f"c-{at}", each) for at, each in enumerate(cells))
        csv.writer(file).writerows([("id", column), *clients])
    outcome = run("report", table, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "--jobs", "1")
    assert outcome.code == 3, outcome.err
    assert [(each["column"], each["found"]) for each in rows(out / "problems.csv")] == [
        (column, each) for each in cells
    ]
    lines = (out / "assessments.jsonl").read_text().splitlines()
    assert [json.loads(each)["profile"] for each in lines] == [{}] * len(cells)
    assert not (out / "read_as.csv").exists()


def test_a_degree_with_its_field_is_read(run: Run, tmp_path: Path) -> None:
    cells = {
        "BS medical technology": ["bachelors"],
        "MPH epidemiology": ["mph"],
        "MBA healthcare": ["mba"],
        "DNP informatics": ["dnp"],
    }
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    table.write_text("id,degrees\n" + "".join(f"c-{at},{each}\n" for at, each in enumerate(cells)))
    run("report", table, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "--jobs", "1")
    lines = (out / "assessments.jsonl").read_text().splitlines()
    assert [json.loads(each)["profile"]["degrees"] for each in lines] == [*cells.values()]


def test_nobody_is_one_answer_away_of_a_question_that_does_not_settle_it(
    run: Run, tmp_path: Path
) -> None:
    """A cell that could not be read is asked about first, and may settle nothing required."""
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    header = "id,degrees,informatics_years,role,certifications"
    table.write_text(f"{header}\nc-1,bachelors,6,informatics-specialist,Zauberschein\n")
    flags = ("--roadmap", "cio", "--as-of", AS_OF, "--format", "jsonl", "--jobs", "1")
    run("report", table, "-o", out, *flags)
    found = rows(out / "summary.csv")[0]
    assert (found["required_unknown"], found["one_answer_away"]) == ("1", "")


def test_licenses_of_other_professions_are_read(run: Run, tmp_path: Path) -> None:
    cells = {
        "Active RN/CRNA - TN": "nursing",
        "PT CO": "physical-therapy",
        "OT - NJ active": "occupational-therapy",
        "Psychologist VT": "psychology",
    }
    table, out = tmp_path / "clients.csv", tmp_path / "out"
    table.write_text("id,license\n" + "".join(f"c-{at},{each}\n" for at, each in enumerate(cells)))
    run("report", table, "-o", out, "--as-of", AS_OF, "--format", "jsonl", "--jobs", "1")
    lines = (out / "assessments.jsonl").read_text().splitlines()
    licenses = [json.loads(each)["profile"]["license"] for each in lines]
    assert [each["profession"] for each in licenses] == [*cells.values()]
