"""
Files that nobody made on purpose: each reader says what is wrong, and a bad record costs itself.
"""

import csv
import json
import os
import pwd
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import AS_OF, ROOT, SMALL, Outcome, Run, examples

HEADER = b"id,name,degrees\n"
GOOD_ROWS = [b'good-1,"Ann, RN",bsn', b"good-2,Bo,md", b'good-3,"Cy ""Q"" Do","md;mba"']
GOOD_LINES = [
    b'{"id": "good-1", "name": "Ann, RN", "degrees": ["bsn"]}',
    b'{"id": "good-2", "name": "Bo", "degrees": ["md"]}',
    b'{"id": "good-3", "name": "Cy", "degrees": ["md", "mba"]}',
]
BOTH = "jsonl,md"


def report(run: Run, clients: Path, out: Path) -> Outcome:
    """By a small roadmap: what is said of the clients matters little."""
    where = ["-o", out, "--as-of", AS_OF, "-q", "--jobs", "1", "--roadmap", SMALL]
    return run("report", clients, *where, "--format", BOTH)


def done(out: Path) -> list[str]:
    return sorted(each.stem for each in (out / "reports").iterdir())


def problems(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((out / "problems.csv").read_text("utf-8-sig").splitlines()))


def written(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def a_table(folder: Path, records: Sequence[bytes]) -> Path:
    return written(folder, "clients.csv", HEADER + b"\n".join(records) + b"\n")


def some_lines(folder: Path, records: Sequence[bytes]) -> Path:
    return written(folder, "clients.jsonl", b"\n".join(records) + b"\n")


def a_folder(folder: Path, records: Sequence[bytes]) -> Path:
    for number, each in enumerate(records):
        written(folder / "profiles", f"{number}.yaml", each)
    return folder / "profiles"


def nested(levels: int) -> bytes:
    return b"[" * levels + b"]" * levels


Kind = tuple[Callable[[Path, Sequence[bytes]], Path], list[bytes]]
KINDS: dict[str, Kind] = {
    "table": (a_table, GOOD_ROWS),
    "lines": (some_lines, GOOD_LINES),
    "folder": (a_folder, GOOD_LINES),
}
SIGNS = [
    b'"',
    b",",
    b"\n",
    b"\r",
    b";",
    b"{",
    b"[",
    b"\\",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"x",
    b"-",
]
chunks = st.lists(st.sampled_from(SIGNS) | st.binary(max_size=6), min_size=1, max_size=12).map(
    b"".join
)


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=examples(5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(bad=chunks, place=st.integers(0, 3))
def test_a_record_that_cannot_be_read_never_costs_another(
    kind: str, bad: bytes, place: int, run: Run, tmp_path: Path
) -> None:
    """
    Whatever bytes stand among good records, and wherever: the good ones come out as without it.
    """
    make, good = KINDS[kind]
    alone = tmp_path / "out" / "assessments.jsonl"
    if not alone.exists():
        assert report(run, make(tmp_path, good), tmp_path / "out").code == 0
    with TemporaryDirectory() as name:
        clients = make(Path(name), [*good[:place], bad, *good[place:]])
        outcome = report(run, clients, Path(name) / "out")
        lines = (Path(name) / "out" / "assessments.jsonl").read_bytes().splitlines(keepends=True)
    assert outcome.code in (0, 3), outcome.err
    assert b"".join(each for each in lines if b'"good-' in each) == alone.read_bytes()


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        ("table", b"c\xe9,Bad,md"),
        ("table", b'c-4,"open,md'),
        ("table", b'c-4,"open,md\nc-5,Em,md\nc-6,"open,md'),
        ("lines", b'{"id": "c\xe9"}'),
        ("lines", b'{"id": "\\ud800"}'),
        ("lines", b'{"id": "c-4", "name": "\xed\xa0\x80"}'),
        *(
            ("lines", b'{"id": "c-4", "degrees": ' + nested(levels) + b"}")
            for levels in (22, 490, 700, 900)
        ),
        ("folder", b"id: c\xe9"),
        ("folder", b"id: c-4\ndegrees: " + nested(700)),
    ],
)
def test_a_damaged_record_is_named_and_the_others_are_done(
    kind: str, bad: bytes, run: Run, tmp_path: Path
) -> None:
    make, good = KINDS[kind]
    outcome = report(run, make(tmp_path, [good[0], bad, *good[1:]]), tmp_path / "out")
    assert (outcome.code, outcome.err) == (3, "")
    assert {"good-1", "good-2", "good-3"} <= {*done(tmp_path / "out")}
    assert len(done(tmp_path / "out")) == 3 + bad.count(b"Em")
    assert problems(tmp_path / "out")


def test_an_open_quotation_mark_costs_its_own_row(run: Run, tmp_path: Path) -> None:
    """Also where a later one closes it, so that the rows between look like one long name."""
    rows = [b'c-1,"Ann,md', b"c-2,Bo,md", b"c-3,Cy,md", b'c-4,Di",md', b"c-5,Em,md"]
    assert report(run, a_table(tmp_path, rows), tmp_path / "out").code == 3
    assert done(tmp_path / "out") == ["c-2", "c-3", "c-4", "c-5"]
    (problem,) = problems(tmp_path / "out")
    assert problem["row"] == "2"
    assert "never closed" in problem["what_to_do"]


def test_words_with_commas_in_a_cell_of_several_lines_are_no_rows(run: Run, tmp_path: Path) -> None:
    """In a column of the office's own, beside a row that may have taken others in."""
    text = b'id,name,notes\nc-1,Ann,"one, two, three\nc-9, five, six"\nc-2,Bo,"x,y\nc-3,Cy,z"\n'
    assert report(run, written(tmp_path, "c.csv", text), tmp_path / "out").code == 3
    assert done(tmp_path / "out") == ["c-1", "c-3"]
    (problem,) = problems(tmp_path / "out")
    assert (problem["id"], "write it in one line" in problem["what_to_do"]) == ("c-2", True)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_torn_end_of_utf_16_costs_its_row(cut: int, run: Run, tmp_path: Path) -> None:
    text = "id,name\nc-1,Ann\nc-2,Zo\U0001f600"
    clients = written(tmp_path, "clients.csv", text.encode("utf-16")[:-cut])
    outcome = report(run, clients, tmp_path / "out")
    assert (outcome.code, done(tmp_path / "out")) == (3, ["c-1"])
    assert "UTF-16" in problems(tmp_path / "out")[0]["what_to_do"]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("clients.jsonl", b"garbage\nand more"),
        ("clients.jsonl", b"\xff\xfe\xff"),
        ("clients.txt", b'x"id": "c-0"}'),
        ("-", b'x"id": "c-0"}'),
    ],
)
def test_a_damaged_first_line_costs_no_other(
    name: str, first: bytes, run: Run, tmp_path: Path
) -> None:
    data = b"\n".join([first, *GOOD_LINES])
    clients: Path | str = "-" if name == "-" else written(tmp_path, name, data)
    where = ["-o", tmp_path / "out", "--as-of", AS_OF, "-q", "--jobs", "1", "--format", "md"]
    assert run("report", clients, *where, stdin=data).code == 3
    assert done(tmp_path / "out") == ["good-1", "good-2", "good-3"]


def test_a_table_that_changes_while_it_is_read_is_seventy_four(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut short at the first report that gets its name; what is missing is not passed over."""
    rows = [b"c-%04d,%s,md" % (number, b"x" * 900) for number in range(200)]
    clients, rename = a_table(tmp_path, rows), os.replace

    def cut_short(source: str, target: str, **folders: int) -> None:
        os.truncate(clients, 2000)
        rename(source, target, **folders)

    monkeypatch.setattr(os, "replace", cut_short)
    monkeypatch.setattr(os, "rename", cut_short)
    outcome = report(run, clients, tmp_path / "out")
    assert outcome.code == 74
    assert "changed while it was read" in outcome.err


def test_a_folder_that_may_not_be_read_is_sixty_six(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: object = ".") -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "listdir", refuse)
    monkeypatch.setattr(os, "scandir", refuse)
    outcome = run("report", tmp_path, "-o", tmp_path / "out", "--as-of", AS_OF)
    assert outcome.code == 66
    assert "Permission denied" in outcome.err


def test_a_roadmap_that_may_not_be_read_is_sixty_six(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    outcome = run("roadmap", "check", tmp_path)
    assert (outcome.code, "may not be read" in outcome.err) == (66, True)


@pytest.mark.parametrize(
    ("command", "option", "code"),
    [
        ("what-if", ["--set", "name=\udcff"], 2),
        ("what-if", ["--set", "\udcff=1"], 2),
        ("assess", ["--degree", "\udcff"], 2),
        ("assess", ["--roadmap", "\udcff"], 66),
        ("plan", ["--with", "\udcff"], 2),
        ("explain", ["\udcff"], 2),
    ],
)
def test_an_option_with_a_byte_that_is_no_text_is_refused(
    command: str, option: list[str], code: int, run: Run
) -> None:
    outcome = run(command, ROOT / "examples" / "hospitalist.yaml", *option)
    assert outcome.code == code, outcome.err
    assert "\\udcff" in outcome.err or "UTF-8" in outcome.err


def test_a_user_without_a_home_folder_is_served(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that runs as a number nobody has."""

    def unknown(number: int) -> None:
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert run("assess", ROOT / "examples" / "hospitalist.yaml", "--as-of", AS_OF).code == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.json", '{"id": "c-1", "degrees": ["md"', "not valid JSON: it ends before"),
        ("a.json", '{"id": "c-1", "degr', "not valid JSON"),
        ("a.json", "", "not valid JSON"),
        ("a.yaml", "{degrees: [md], name: Ann", "not valid YAML"),
        ("a.yaml", '{"degrees": ["md"], "degrees": []}', "stands here twice"),
    ],
)
def test_a_broken_file_is_called_what_it_is(
    name: str, data: str, said: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(data)
    outcome = run("assess", tmp_path / name, "--as-of", AS_OF)
    assert outcome.code == 65
    assert said in outcome.err


@pytest.mark.parametrize(
    "data",
    [
        '{degrees: [md], name: "Ann"}',
        '{name: "Ann", degrees: [md]}',
        '{"degrees": [md], name: "Ann"}',
        '{\n  "degrees": ["md"],\n  "name": "Ann",\n}\n',
    ],
)
def test_a_mapping_in_braces_is_yaml_too(data: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(data)
    outcome = run("assess", tmp_path / "a.yaml", "--as-of", AS_OF, "--format", "json")
    assert outcome.code == 0, outcome.err
    assert '"name": "Ann"' in outcome.out


def test_what_was_found_is_shown_as_it_stands_in_the_file(run: Run, tmp_path: Path) -> None:
    lines = [
        b'{"id": "a-1", "clinical": {"years": true}}',
        b'{"id": "a-2", "degrees": [null, "nope"]}',
        b'{"id": "a-3", "clinical": {"years": 1e309}}',
        b'{"id": "a-4", "informatics": {"years": 2e-1}}',
        b'{"id": "a-5", "clinical": {"years": %s}}' % (b"9" * 4_000),
        b'{"id": "a-6", "clinical": {"years": %s.5}}' % (b"9" * 400),
        b'{"id": "a-7", "degrees": [null, "nope"], "clinical": {"years": true}}',
    ]
    assert report(run, some_lines(tmp_path, lines), tmp_path / "out").code == 3
    found = {each["id"] or each["row"]: each for each in problems(tmp_path / "out")}
    assert found["a-1"]["found"] == '{"years": true}'
    assert found["a-2"]["found"] == '[null, "nope"]'
    assert set(found["a-7"]["found"].split("; ")) == {'[null, "nope"]', '{"years": true}'}
    assert "too large" in found["3"]["what_to_do"]
    assert [len(found[each]["what_to_do"]) < 80 for each in ("5", "6")] == [True, True]
    assert done(tmp_path / "out") == ["a-4"]


@pytest.mark.parametrize(
    "client_id", ["bo", "Ann Miller", "Client A", "Client 12", "MRN 12-34", "A-1", "C--1"]
)
def test_an_id_alone_in_its_row_is_a_client_who_told_nothing(
    client_id: str, run: Run, tmp_path: Path
) -> None:
    table = a_table(tmp_path, [f"{client_id},,".encode(), *GOOD_ROWS])
    assert report(run, table, tmp_path / "out").code == 0
    assert len(done(tmp_path / "out")) == 4


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("one.yaml", b"id: a\ndegrees: [md]\n"),
        ("one.json", b'{\n  "id": "a",\n  "degrees": ["md"]\n}\n'),
        ("list.json", b'[{"id": "a"}]'),
        ("list.txt", b'\xef\xbb\xbf[\r\n  {"id": "a"},\r\n  {"id": "b"}\r\n]'),
        ("none.json", b"[]"),
    ],
)
def test_one_document_is_no_caseload(name: str, data: bytes, run: Run, tmp_path: Path) -> None:
    """Its lines were once read as clients, or a list in one line as the names of columns."""
    outcome = report(run, written(tmp_path, name, data), tmp_path / "out")
    assert outcome.code == 65
    assert "a caseload is a table, JSON Lines" in outcome.err
    assert not (tmp_path / "out").exists()


def test_words_are_ids_where_a_table_has_no_other_column(run: Run, tmp_path: Path) -> None:
    table = written(tmp_path, "clients.csv", b"id\nof Ann\nof Bo\n")
    assert report(run, table, tmp_path / "out").code == 0
    assert done(tmp_path / "out") == ["of-ann", "of-bo"]


def test_a_cell_of_signs_takes_no_longer_than_another(run: Run, tmp_path: Path) -> None:
    """Whether it is a title between dashes was once tried from each of them on."""
    table = a_table(tmp_path, [b"a" + b"-" * 99_000 + b"x,,"] * 3 + GOOD_ROWS)
    before = process_time()
    assert report(run, table, tmp_path / "out").code == 3
    assert process_time() - before < 20
    assert len(done(tmp_path / "out")) == 3


def test_a_problem_stands_at_a_column_that_the_table_has(run: Run, tmp_path: Path) -> None:
    head = b"id,informatics_from,informatics_to,residency_completed\n"
    table = written(tmp_path, "clients.csv", head + b"a,2020,2018,\nb,,,2014:x\n")
    assert report(run, table, tmp_path / "out").code == 3
    found = problems(tmp_path / "out")
    assert found[0]["column"] == "informatics_from"
    assert all(each["column"] in head.decode().strip().split(",") for each in found)


@pytest.mark.parametrize(
    "row",
    [
        '"Smith, John",all,"Smith, John","Smith, John"',
        "SMITH,,,",
        "JONES--,,,",
        "Prepared by Ann,,,",
        "Page 1 of 3,,,",
        "Printed: 11/20/2026,,,",
        "2026-11-20,,,",
    ],
)
def test_a_client_who_looks_like_a_title_is_told_and_not_taken_away(
    row: str, run: Run, tmp_path: Path
) -> None:
    """Whether it is a title of the rows below, nobody can say but the office."""
    header = "id,name,degrees,Desk\n"
    client_id = next(csv.reader([row]))[0]
    clients, out = tmp_path / "clients.csv", tmp_path / "out"
    rules = ["--as-of", AS_OF, "--roadmap", SMALL]
    asked = ["-o", out, *rules, "--format", "md", "--jobs", "1"]
    clients.write_text(f'{header}"{client_id}",Jo,md,\nc-2,Bo,md,\n')
    assert run("report", clients, *asked).code == 0
    before = done(out)
    row = row.replace(",all,", f',"{client_id}",')
    clients.write_text(f"{header}{row}\nc-2,Bo,md,\n")
    assert run("report", clients, *asked, "--prune").code == 3
    assert done(out) == before
    assert [(each["row"], each["id"]) for each in problems(out)] == [("2", client_id)]

    fixed, once = tmp_path / "fixed.csv", tmp_path / "impact"
    assert run("report", clients, "--fix", fixed, *rules).code == 3
    assert [each["id"] for each in csv.DictReader(fixed.read_text("utf-8-sig").splitlines())] == [
        client_id,
        "c-2",
    ]
    assert run("report", fixed, "-o", out, *asked[2:], "--prune").code == 3
    assert done(out) == before
    run("roadmap", "impact", SMALL, SMALL, clients, "-o", once, "--as-of", AS_OF)
    assert [each["id"] for each in problems(once)] == [client_id]


def test_a_client_whose_name_is_the_id_is_a_client(run: Run, tmp_path: Path) -> None:
    clients = a_table(tmp_path, [b'"Smith, John","Smith, John",'])
    assert report(run, clients, tmp_path / "out").code == 0
    assert done(tmp_path / "out") == ["smith-john"]


def test_a_row_that_goes_on_and_on_is_given_up(run: Run, tmp_path: Path) -> None:
    """Else a table of such rows would be read to its end for each of them."""
    clients = a_table(tmp_path, [b'x","'] * 150 + GOOD_ROWS)
    assert report(run, clients, tmp_path / "out").code == 3
    assert done(tmp_path / "out") == ["good-1", "good-2", "good-3"]
    assert "more than 100 lines" in problems(tmp_path / "out")[0]["what_to_do"]


def test_a_link_out_of_a_folder_of_profiles_is_not_followed(run: Run, tmp_path: Path) -> None:
    """Nothing of what it leads to is read or told; a link inside of the folder is a profile."""
    folder = written(tmp_path / "profiles", "real.yaml", b"id: c-1\ndegrees: [md]\n").parent
    written(tmp_path, "private.yaml", b"secret words: 1\n")
    (folder / "in.yaml").symlink_to("real.yaml")
    (folder / "out.yaml").symlink_to("../private.yaml")
    (folder / "round.yaml").symlink_to("round.yaml")
    assert report(run, folder, tmp_path / "out").code == 3
    told = {each["row"]: each["what_to_do"] for each in problems(tmp_path / "out")}
    assert [*told] == ["out.yaml", "real.yaml", "round.yaml"]  # the second is that of in.yaml
    assert "link to a file outside of the folder" in told["out.yaml"]
    assert "secret" not in (tmp_path / "out" / "problems.csv").read_text("utf-8-sig")


def test_an_empty_profile_in_a_folder_is_said_to_be_empty(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "profiles", "k8.yaml", b"").parent
    report(run, folder, tmp_path / "out")
    assert problems(tmp_path / "out")[0]["what_to_do"].startswith("The file is empty.")


def test_of_a_record_at_most_twenty_problems_are_told(run: Run, tmp_path: Path) -> None:
    columns = ["id", "degrees", "certifications", "fellowships"]
    cells = ["c-1", *[";".join(f"{name}{at}x" for at in range(9)) for name in columns[1:]]]
    clients = written(tmp_path, "c.csv", f"{','.join(columns)}\n{','.join(cells)}\n".encode())
    report(run, clients, tmp_path / "out")
    told = problems(tmp_path / "out")[0]["what_to_do"]
    assert (told.count(" is not "), told.endswith("7 more problems are not shown.")) == (20, True)


def test_what_is_no_field_is_told_in_the_order_of_the_record(run: Run, tmp_path: Path) -> None:
    names = [f"k{at}" for at in range(12)]
    line = json.dumps({"id": "c-1", **dict.fromkeys(names, 1)}).encode()
    report(run, some_lines(tmp_path, [line]), tmp_path / "out")
    assert problems(tmp_path / "out")[0]["column"].split("; ") == names


@pytest.mark.parametrize("way", ["cell", "profile"])
def test_a_list_longer_than_any_is_refused_unread(way: str, run: Run, tmp_path: Path) -> None:
    """To read thousands of entries takes seconds, and nobody has them."""
    entries = ["x"] * 1001
    if way == "profile":
        path = written(tmp_path, "p.yaml", f"degrees: [{', '.join(entries)}]\n".encode())
        outcome = run("assess", path)
        assert (outcome.code, "1,001 entries. Give at most 1,000." in outcome.err) == (65, True)
    else:
        report(run, a_table(tmp_path, [f"c-1,Ann,{';'.join(entries)}".encode()]), tmp_path / "out")
        told = problems(tmp_path / "out")[0]["what_to_do"]
        assert told.startswith("This list has 1,001 entries. Give at most 1,000.")


@pytest.mark.parametrize(
    ("name", "records", "how"),
    [
        ("c.jsonl", '{"id": "c-1", "degrees": ["xyz"]}\n{"id": "C 1", "degrees": ["md"]}\n', []),
        ("c.csv", "id,degrees\nc-1,xyz\nc-1,md\n", ["--strict"]),
        ("c.csv", 'id,degrees\n"c\t1",md\nc-1,md\n', []),
    ],
)
def test_a_record_that_is_refused_costs_no_other_of_its_id(
    name: str, records: str, how: list[str], run: Run, tmp_path: Path
) -> None:
    """In a run, in what a run would do, and between two versions of a roadmap."""
    path, out = written(tmp_path, name, records.encode()), tmp_path / "out"
    asked = ("report", path, "-o", out, "--format", "json", "--roadmap", SMALL, *how)
    assert "reports/c-1.json" in run(*asked, "--dry-run").out
    assert run(*asked).code == 3
    assert done(out) == ["c-1"]
    (problem,) = problems(out)
    assert "already" not in problem["what_to_do"]
    if not how:
        assert run("roadmap", "impact", "cmio", "cmio", path, "-o", tmp_path / "in").code == 3
        assert len((tmp_path / "in" / "impact.csv").read_text().splitlines()) == 2
    assert run(*asked, "--resume", "--prune").code == 3
    assert done(out) == ["c-1"]


@pytest.mark.parametrize("how", [["--resume"], ["--resume", "--prune"], ["--force"]])
@pytest.mark.parametrize(
    ("name", "before", "now"),
    [
        ("c.jsonl", b'{"id": "c-1"}\n', b'{"id": "c-1", "degrees": ["xyz"]}\n'),
        ("c.csv", b"id,name\nc-1,A\n", b"id,name\nc-1,\xff\n"),
    ],
)
def test_a_report_of_what_can_no_longer_be_read_is_told(
    name: str, before: bytes, now: bytes, how: list[str], run: Run, tmp_path: Path
) -> None:
    """It stays, and the problem says that it is not of what stands there now."""
    path, out = written(tmp_path, name, before), tmp_path / "out"
    asked = ("report", path, "-o", out, "--format", "json", "--roadmap", SMALL)
    assert run(*asked).code == 0
    path.write_bytes(now)
    assert run(*asked, *how).code == 3
    assert done(out) == ["c-1"]
    (problem,) = problems(out)
    assert problem["what_to_do"].endswith(
        " What stands in reports/c-1.json was not made from this."
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["c.jsonl", "c.txt", "-"])
def test_lines_end_as_in_a_table(name: str, end: str, run: Run, tmp_path: Path) -> None:
    data = end.join(['{"id": "c-1"}', "", '{"id": "c-2"}', "x", '{"id": "c-3"}', ""]).encode()
    path, out = written(tmp_path, "c" + name, data), tmp_path / "out"
    given = name if name == "-" else path
    asked = ("report", given, "-o", out, "--format", "json", "--roadmap", SMALL)
    assert run(*asked, stdin=data).code == 3
    assert (done(out), [each["row"] for each in problems(out)]) == (["c-1", "c-2", "c-3"], ["4"])
