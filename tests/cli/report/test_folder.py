"""What lies in a folder of reports: what a run may replace and take away there, and what never."""

import errno
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cmio_advisor.cli.report.folder import seal_of
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.loading.roadmap.store import load_programs
from tests.conftest import AS_OF, ROOT, SMALL, Outcome, Run, examples

HEADER = "id,degrees,license,clinical_years"
ANN, BO, CY = "c-1,md,unrestricted,9", "c-2,bsn,,", "c-3,md,none,1"
TYPO = "c-2,bsnn,,"
LEDGER, MADE_FOR = ".cmio-advisor/done", ".cmio-advisor/made_for"
OTHERS = ["summary.csv", "summary.html"]


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "clients.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def report(run: Run, clients: Path, out: Path, *more: str, as_of: str = AS_OF) -> Outcome:
    """One run with the small roadmap, in one process; Markdown unless another form is named."""
    usual = {"--as-of": as_of, "--roadmap": str(SMALL), "--format": "md", "--jobs": "1"}
    options = [part for each in usual.items() if each[0] not in more for part in each]
    return run("report", clients, "-o", out, *options, *more)


def contents(folder: Path, within: str = "") -> dict[str, bytes]:
    """All files, also those of the folder's state, by their path; a lock holds nothing."""
    found = sorted((folder / within).rglob("*"))
    files = [each for each in found if each.is_file() and not each.is_symlink()]
    told = {str(each.relative_to(folder)): each.read_bytes() for each in files}
    return {name: data for name, data in told.items() if not name.endswith("/lock")}


def reports(folder: Path) -> dict[str, bytes]:
    return contents(folder, "reports")


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """When each report was made, and as which file."""
    found = {each.name: each.lstat() for each in (folder / "reports").glob("*")}
    return {name: (each.st_mtime_ns, each.st_ino) for name, each in found.items()}


@pytest.fixture
def out(run: Run, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reports of three clients: a copy of one that is made once."""
    made = tmp_path_factory.getbasetemp() / "reports-of-three"
    if not made.exists():
        assert report(run, table(tmp_path, ANN, BO, CY), made).code == 0
    return shutil.copytree(made, tmp_path / "out")


def plant_in_old_list(out: Path, client: str, ending: str) -> None:
    """A row in a list as it was kept in earlier days, in SQLite."""
    with sqlite3.connect(out / ".cmio-advisor" / "done.sqlite") as base:
        base.execute(
            "CREATE TABLE IF NOT EXISTS done (client TEXT, ending TEXT, digest TEXT, "
            "size INTEGER, run INTEGER, PRIMARY KEY (client, ending)) WITHOUT ROWID"
        )
        base.execute("INSERT INTO done VALUES (?, ?, '', 4, 0)", (client, ending))
    base.close()


@pytest.mark.parametrize(
    ("client", "ending"),
    [
        ("../../victim", "txt"),
        ("../../victim", "md"),
        ("../victim", "md"),
        ("notes", "txt"),
        ("x/..", "/../victim.txt"),
    ],
)
@pytest.mark.parametrize("how", [["--resume"], ["--force", "--prune"]])
def test_a_planted_row_takes_no_file_away(
    client: str, ending: str, how: list[str], run: Run, out: Path, tmp_path: Path
) -> None:
    """Also where it tells the very bytes of that file."""
    victims = [tmp_path / "victim.txt", out / "victim.txt", out / "reports" / "notes.txt"]
    victims += [tmp_path / "victim.md", out / "victim.md"]
    for each in victims:
        each.write_text("mine")
    plant_in_old_list(out, client, ending)
    with (out / LEDGER).open("a") as file:
        file.write(f"{client}.{ending} {'0' * 32} {seal_of(b'mine')}\n")
    assert report(run, table(tmp_path, ANN, BO, CY), out, *how).code == 0
    assert [each.read_text() for each in victims] == ["mine"] * 5


def test_a_planted_row_of_a_fitting_name_takes_no_file_of_others_away(
    run: Run, out: Path, tmp_path: Path
) -> None:
    """A file that has not the bytes of a report which was made here is not ours."""
    notes = out / "reports" / "notes.md"
    notes.write_text("mine")
    with (out / LEDGER).open("a") as file:
        file.write(f"notes.md {'0' * 32} 4 {'0' * 32}\n")
    pruned = report(run, table(tmp_path, ANN), out, "--resume", "--prune")
    assert pruned.code == 0
    assert "reports/notes.md was changed since it was made. It stays." in pruned.err
    assert sorted(reports(out)) == ["reports/c-1.md", "reports/notes.md"]


def test_a_table_without_clients_takes_nobodys_report_away(
    run: Run, out: Path, tmp_path: Path
) -> None:
    """An export that ended behind its header is no list of who has left."""
    before = reports(out)
    pruned = report(run, table(tmp_path), out, "--prune")
    assert pruned.code == 0
    assert "nothing was taken away" in pruned.err
    assert reports(out) == before


def a_link(path: Path, elsewhere: Path) -> None:
    elsewhere.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(elsewhere)


def a_pipe(path: Path, elsewhere: Path) -> None:
    del elsewhere
    path.unlink()
    os.mkfifo(path)


def a_folder(path: Path, elsewhere: Path) -> None:
    del elsewhere
    path.unlink()
    (path / "within").mkdir(parents=True)


def a_huge_file(path: Path, elsewhere: Path) -> None:
    del elsewhere
    os.truncate(path, 1 << 40)


def anothers_file(path: Path, elsewhere: Path) -> None:
    del elsewhere
    if os.geteuid() != 0:
        pytest.skip("only the superuser can give a file to another user")
    os.chown(path, 12345, -1)


def open_to_all(path: Path, elsewhere: Path) -> None:
    del elsewhere
    path.chmod(0o666)


def garbage(path: Path, elsewhere: Path) -> None:
    del elsewhere
    path.write_bytes(bytes(range(256)) * 1000)


def a_database(path: Path, elsewhere: Path) -> None:
    del elsewhere
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE done (client TEXT)")
    base.close()


def one_line_more(path: Path, elsewhere: Path) -> None:
    del elsewhere
    path.write_bytes(b"../../victim.md 0 0\n" + path.read_bytes())


KINDS = [
    a_link, a_pipe, a_folder, a_huge_file, anothers_file, open_to_all, garbage, a_database,
    one_line_more,
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "how"),
    [*((kind, "--resume") for kind in KINDS), (a_link, "--force"), (a_folder, "--force")],
)
def test_a_list_that_does_not_fit_is_set_aside_and_healed(
    kind: Callable[[Path, Path], None], how: str, run: Run, out: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    kind(out / LEDGER, elsewhere)
    planted = (out / LEDGER).lstat()
    led_to = elsewhere.read_bytes() if elsewhere.exists() else b""
    made, clients = reports(out), table(tmp_path, ANN, BO, CY)
    listed = report(run, clients, out, how, "--dry-run")
    assert (listed.code, (out / LEDGER).lstat().st_ino) == (0, planted.st_ino)
    assert "does not fit" in listed.err
    healed = report(run, clients, out, how)
    assert healed.code == 0
    assert "This list of finished reports does not fit" in healed.err
    assert "It is kept as done.1" in healed.err
    kept = out / f"{LEDGER}.1"
    assert (kept.lstat().st_ino, kept.lstat().st_mode) == (planted.st_ino, planted.st_mode)
    assert not elsewhere.exists() or elsewhere.read_bytes() == led_to
    assert reports(out) == made
    before = stamps(out)
    again = report(run, clients, out, "--resume")
    assert (again.code, stamps(out)) == (0, before)
    assert "does not fit" not in again.err


def test_several_lists_that_do_not_fit_are_all_kept(run: Run, out: Path, tmp_path: Path) -> None:
    for text in ("first\n", "second\n"):
        (out / LEDGER).write_text(text)
        report(run, table(tmp_path, ANN), out, "--resume")
    assert [(out / f"{LEDGER}.{n}").read_text() for n in (1, 2)] == ["first\n", "second\n"]


def test_a_line_that_a_killed_run_left_half_written_costs_that_report(
    run: Run, out: Path, tmp_path: Path
) -> None:
    whole = (out / LEDGER).read_bytes()
    (out / LEDGER).write_bytes(whole[:-10])
    before = stamps(out)
    resumed = report(run, table(tmp_path, ANN, BO, CY), out, "--resume")
    assert (resumed.code, "does not fit" in resumed.err) == (0, False)
    after = stamps(out)
    assert [name for name in before if after[name] != before[name]] == ["c-3.md"]
    assert (out / LEDGER).read_bytes() == whole


def test_a_list_with_another_name_elsewhere_is_not_written_into(
    run: Run, out: Path, tmp_path: Path
) -> None:
    """As in a backup that is made of hard links."""
    backup = tmp_path / "backup"
    os.link(out / LEDGER, backup)
    before = backup.read_bytes()
    assert report(run, table(tmp_path, ANN.replace(",9", ",8")), out, "--resume").code == 0
    assert backup.read_bytes() == before


def test_a_resumed_run_touches_the_reports_of_its_own_table_alone(
    run: Run, out: Path, tmp_path: Path
) -> None:
    """Not those of a form that is not named, of who is not in the table, of a row with a typo."""
    report(run, table(tmp_path, ANN, BO, CY), out, "--resume", "--format", "json,jsonl")
    before, made = contents(out), stamps(out)
    resumed = report(
        run, table(tmp_path, ANN.replace(",9", ",2"), TYPO), out, "--resume", "--strict"
    )
    assert resumed.code == 3
    assert "4 reports not of this run." in (resumed.err)
    after = contents(out)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"reports/c-1.md", LEDGER, *OTHERS}
    assert after.keys() - before.keys() == {"problems.csv"}
    assert {name for name, each in stamps(out).items() if each != made[name]} == {"c-1.md"}


def test_two_caseloads_share_a_folder(run: Run, out: Path, tmp_path: Path) -> None:
    first = reports(out)
    assert report(run, table(tmp_path, "d-1,md,,5"), out, "--resume").code == 0
    assert {**first, **reports(out)} == reports(out)
    made = stamps(out)
    assert report(run, table(tmp_path, ANN, BO, CY), out, "--resume").code == 0
    assert stamps(out) == made


def test_problems_of_an_earlier_run_are_no_longer_told(run: Run, out: Path, tmp_path: Path) -> None:
    assert report(run, table(tmp_path, ANN, TYPO), out, "--resume").code == 3
    assert len((out / "problems.csv").read_text().splitlines()) == 2
    assert report(run, table(tmp_path, ANN, BO), out, "--resume").code == 0
    assert len((out / "problems.csv").read_text().splitlines()) == 1


@pytest.fixture
def other_roadmap(tmp_path: Path) -> Path:
    folder = tmp_path / "roadmap"
    shutil.copytree(SMALL, folder)
    with (folder / "roadmap.yaml").open("a") as file:
        file.write("# another state of it\n")
    return folder


@pytest.mark.parametrize("day", ["9999-99-99", "0000-00-00", "2025-02-29", "1066-10-14"])
def test_a_day_that_no_run_can_be_for_is_not_offered(
    day: str, run: Run, out: Path, tmp_path: Path
) -> None:
    (out / MADE_FOR).write_text(f"{day} {'0' * 64}")
    refused = report(run, table(tmp_path, ANN), out, "--resume")
    assert refused.code == 73
    assert "nothing tells for which day" in refused.err
    assert day not in refused.err


def test_where_others_can_write_every_file_the_way_out_is_named(
    run: Run, out: Path, tmp_path: Path
) -> None:
    """As on a Windows drive in WSL, where no mode can be set."""
    (out / MADE_FOR).chmod(0o666)
    refused = report(run, table(tmp_path, ANN, BO), out, "--resume")
    assert refused.code == 73
    assert f"others can write {out / MADE_FOR}" in refused.err


@pytest.mark.parametrize("other", ["day", "roadmap", "unknown"])
def test_a_folder_made_for_another_day_or_roadmap_is_refused(
    other: str, run: Run, out: Path, other_roadmap: Path, tmp_path: Path
) -> None:
    clients, before = table(tmp_path, ANN, BO), contents(out)
    more = {
        "day": ["--as-of", "2026-12-23"],
        "roadmap": ["--roadmap", str(other_roadmap)],
        "unknown": [],
    }[other]
    if other == "unknown":
        (out / MADE_FOR).write_text("next week\n")
        before = contents(out)
    for how in (["--resume"], ["--prune"], ["--resume", "--dry-run"]):
        refused = report(run, clients, out, *how, *more)
        assert refused.code == 73
        assert "Give another folder, or --force" in refused.err
        assert contents(out) == before
    assert report(run, clients, out, "--force", *more).code == 0
    after = contents(out)
    assert after.keys() == before.keys()
    assert after["reports/c-3.md"] == before["reports/c-3.md"]
    assert report(run, clients, tmp_path / "afresh", *more).code == 0
    afresh = contents(tmp_path / "afresh")
    assert {name: after[name] for name in reports(tmp_path / "afresh")} == reports(
        tmp_path / "afresh"
    )
    assert after[MADE_FOR] == afresh[MADE_FOR]
    assert report(run, clients, out, "--resume", *more).code == 0


def test_the_refusal_of_another_day_names_the_day_to_go_on_with(
    run: Run, out: Path, tmp_path: Path
) -> None:
    refused = report(run, table(tmp_path, ANN), out, "--resume", as_of="2026-12-23")
    assert f"The results here are for {AS_OF}, not for 2026-12-23." in refused.err
    assert f"To go on with that day: --as-of {AS_OF}." in refused.err


def test_results_of_nobody_knows_when_are_not_resumed(run: Run, tmp_path: Path) -> None:
    """A copy without the hidden folder, or another program's ``reports``."""
    out = tmp_path / "out"
    (out / "reports").mkdir(parents=True)
    (out / "reports" / "c-1.md").write_text("mine")
    refused = report(run, table(tmp_path, ANN), out, "--resume")
    assert refused.code == 73
    assert "nothing tells for which day" in refused.err
    assert contents(out) == {"reports/c-1.md": b"mine"}
    assert not (out / ".cmio-advisor").exists()


RENAMED = "id,degrees,license,informatics_years"


def test_a_renamed_column_makes_the_reports_anew(run: Run, out: Path, tmp_path: Path) -> None:
    clients = table(tmp_path, ANN, BO, CY, header=RENAMED)
    assert report(run, clients, out, "--resume").code == 0
    report(run, clients, tmp_path / "afresh")
    assert reports(out) == reports(tmp_path / "afresh")


def test_another_version_of_the_program_makes_the_reports_anew(
    run: Run, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stamps(out)
    for name, module in list(sys.modules.items()):
        if name.startswith("cmio_advisor") and hasattr(module, "__version__"):
            monkeypatch.setattr(module, "__version__", "99.0")
    assert report(run, table(tmp_path, ANN, BO), out, "--resume").code == 0
    assert {name for name, each in stamps(out).items() if each != before[name]} == {
        "c-1.md",
        "c-2.md",
    }


def test_an_appendix_makes_the_reports_anew(run: Run, out: Path, tmp_path: Path) -> None:
    clients = table(tmp_path, ANN, BO, CY)
    assert report(run, clients, out, "--resume", "--appendix").code == 0
    report(run, clients, tmp_path / "afresh", "--appendix")
    assert reports(out) == reports(tmp_path / "afresh")


def test_other_programs_make_the_reports_anew(
    run: Run, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report names the programs near to a client."""
    before, programs = stamps(out), load_programs()
    changed = replace(programs, fingerprint="another")
    monkeypatch.setattr("cmio_advisor.cli.commands.report.load_programs", lambda: changed)
    assert report(run, table(tmp_path, ANN), out, "--resume").code == 0
    assert {name for name, each in stamps(out).items() if each != before[name]} == {"c-1.md"}


def test_a_changed_report_is_made_anew_whatever_its_size(
    run: Run, out: Path, tmp_path: Path
) -> None:
    made = reports(out)
    path = out / "reports" / "c-1.md"
    before = path.lstat()
    path.write_bytes(changed := path.read_bytes().replace(b"e", b"a"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    (out / "reports" / "c-2.md").write_bytes(b"")  # as after a loss of power
    assert report(run, table(tmp_path, ANN, BO, CY), out, "--resume").code == 0
    assert reports(out) == {**made, "reports/c-1.changed-1.md": changed}


@pytest.mark.parametrize("how", ["--resume", "--force"])
def test_what_lies_in_a_reports_place_is_replaced_and_not_followed(
    how: str, run: Run, out: Path, tmp_path: Path
) -> None:
    made, elsewhere = reports(out), tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    one, two, three = (out / "reports" / f"c-{n}.md" for n in (1, 2, 3))
    for each in (one, two, three):
        each.unlink()
    one.symlink_to(elsewhere)
    os.link(elsewhere, two)
    os.mkfifo(three)
    assert report(run, table(tmp_path, ANN, BO, CY), out, how).code == 0
    assert reports(out) == {**made, "reports/c-2.changed-1.md": b"mine"}
    assert elsewhere.read_text() == "mine"


def test_a_folder_in_a_reports_place_is_named(run: Run, out: Path, tmp_path: Path) -> None:
    (out / "reports" / "c-1.md").unlink()
    (out / "reports" / "c-1.md").mkdir()
    outcome = report(run, table(tmp_path, ANN), out, "--resume")
    assert outcome.code == 73
    assert "c-1.md: This is a folder. Move it" in outcome.err


@pytest.mark.parametrize(
    ("name", "said"), [("lock", "/lock: It cannot be made there"), ("made_for", ": made_for: ")]
)
def test_a_folder_in_place_of_an_own_file_is_named(
    name: str, said: str, run: Run, out: Path, tmp_path: Path
) -> None:
    a_folder(out / ".cmio-advisor" / name, tmp_path)
    outcome = report(run, table(tmp_path, ANN), out, "--force")
    assert outcome.code == 73
    assert f"{out}/.cmio-advisor{said}" in outcome.err
    assert "or give another folder." in outcome.err
    assert not [*(out / ".cmio-advisor").glob("*.part")]


@pytest.mark.parametrize("name", ["reports", ".cmio-advisor"])
@pytest.mark.parametrize("how", ["--resume", "--force", "--prune"])
def test_a_link_in_place_of_a_folder_is_refused(
    name: str, how: str, run: Run, out: Path, tmp_path: Path
) -> None:
    (out / name).rename(tmp_path / "elsewhere")
    (out / name).symlink_to(tmp_path / "elsewhere")
    before = contents(tmp_path / "elsewhere")
    assert report(run, table(tmp_path, ANN.replace("9", "1")), out, how).code == 73
    assert contents(tmp_path / "elsewhere") == before


def test_only_our_own_unfinished_files_are_cleared(run: Run, out: Path, tmp_path: Path) -> None:
    state = out / ".cmio-advisor"
    (state / "file.1.part").write_text("half")
    (state / "my.notes.part").write_text("mine")
    (state / "lines.2.part").mkdir()
    assert report(run, table(tmp_path, ANN), out, "--resume").code == 0
    assert sorted(each.name for each in state.iterdir()) == [
        "done", "lines.2.part", "lock", "made_for", "my.notes.part",
    ]  # fmt: skip


def test_a_dry_run_lists_what_a_run_would_do_and_does_nothing(
    run: Run, out: Path, tmp_path: Path
) -> None:
    report(run, table(tmp_path, ANN, TYPO, CY), out, "--resume", "--format", "json,jsonl")
    (out / "reports" / "c-3.md").write_text("mine")
    (out / "reports" / "own.txt").write_text("mine")
    clients = table(tmp_path, ANN.replace(",9", ",2"), BO)
    before, made = contents(out), stamps(out)
    listed = report(run, clients, out, "--resume", "--prune", "--dry-run")
    assert (listed.code, contents(out), stamps(out)) == (0, before, made)
    assert report(run, clients, out, "--resume", "--prune").code == 0
    gone = {f"remove {name}" for name in before.keys() - contents(out).keys()}
    replaced = {
        name for name, data in contents(out).items() if before.get(name) != data and name[0] != "."
    }
    assert set(listed.out.splitlines()) == gone | replaced | set(OTHERS)
    assert gone == {
        f"remove {name}"
        for name in ("assessments.jsonl", "problems.csv", "reports/c-1.json", "reports/c-2.json",
                     "reports/c-3.json", "roadmap.json")
    }  # fmt: skip
    assert (out / "reports" / "c-3.md").read_text() == "mine"
    assert b"c-3.json" not in (out / LEDGER).read_bytes()


def test_a_dry_run_lists_what_is_written_anew_where_nothing_is_taken_away(
    run: Run, out: Path, tmp_path: Path
) -> None:
    """As with a table in which nobody stands, whose list of problems holds none."""
    report(run, table(tmp_path, ANN, TYPO), out, "--resume")
    before, nobody = contents(out), table(tmp_path)
    listed = report(run, nobody, out, "--prune", "--dry-run")
    assert report(run, nobody, out, "--prune").code == listed.code == 0
    changed = {name for name, data in contents(out).items() if before[name] != data}
    assert {*listed.out.splitlines()} == {each for each in changed if each[0] != "."}
    assert "problems.csv" in changed


def test_without_resume_a_dry_run_is_refused_as_the_run_would_be(
    run: Run, out: Path, tmp_path: Path
) -> None:
    assert report(run, table(tmp_path, ANN), out, "--dry-run").code == 73


NAMELESS = [",md,,", 'c-2,"md,,', "c-1,md,,", "#N/A,do,,", "unknown,do,,", "?,do,,", "Total:,,,9"]


@pytest.mark.parametrize("row", NAMELESS, ids=str)
def test_nothing_is_taken_away_while_a_record_does_not_tell_whose_it_is(
    row: str, run: Run, out: Path, tmp_path: Path
) -> None:
    before = reports(out)
    clients = table(tmp_path, ANN, row)
    listed = report(run, clients, out, "--prune", "--dry-run")
    assert (listed.code, "remove" in listed.out) == (3, False)
    pruned = report(run, clients, out, "--prune")
    assert (pruned.code, reports(out)) == (3, before)
    assert "nothing was taken away" in pruned.err


def test_a_typo_in_a_row_leaves_that_clients_reports(run: Run, out: Path, tmp_path: Path) -> None:
    pruned = report(run, table(tmp_path, ANN, TYPO), out, "--prune")
    assert pruned.code == 3
    assert sorted(reports(out)) == ["reports/c-1.md", "reports/c-2.md"]


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Which files were waited for, and the error that waiting for them ends in, if any."""
    files: list[tuple[int, int]] = []

    def note(handle: int) -> None:
        found = os.fstat(handle)
        files.append((found.st_dev, found.st_ino))

    monkeypatch.setattr(os, "fsync", note)
    return files


def test_the_list_and_the_folders_are_waited_for(
    synced: list[tuple[int, int]], run: Run, tmp_path: Path
) -> None:
    out, clients = tmp_path / "out", table(tmp_path, ANN, BO, CY)
    assert report(run, clients, out).code == 0
    state = out / ".cmio-advisor"
    waited = [out, state, out / "reports", out / LEDGER, out / MADE_FOR, *map(out.joinpath, OTHERS)]
    expected = {(each.stat().st_dev, each.stat().st_ino) for each in waited}
    assert expected <= set(synced)
    assert len(synced) == len(waited)
    synced.clear()
    assert report(run, clients, out, "--resume").code == 0
    assert len(synced) == len(waited)


@pytest.mark.parametrize("fails", [stat.S_ISDIR, stat.S_ISREG])
def test_a_failing_wait_is_told(
    fails: Callable[[int], bool], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(handle: int) -> None:
        if fails(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        failed = report(run, table(tmp_path, ANN), tmp_path / "out")
    assert failed.code == 74
    assert "Run again with --resume" in failed.err
    assert report(run, table(tmp_path, ANN), tmp_path / "out", "--resume").code == 0


def test_a_file_system_that_cannot_wait_for_a_folder_is_no_failure(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(os, "fsync", fail)
    assert report(run, table(tmp_path, ANN), tmp_path / "out").code == 0


def test_a_folder_swapped_under_a_run_leads_it_nowhere(out: Path, tmp_path: Path) -> None:
    """
    Clients come through a pipe; between two of them somebody puts a link in the folder's place.
    """
    command = [sys.executable, "-m", "cmio_advisor", "report", "-", "-o", str(out), "--prune"]
    options = ["--as-of", AS_OF, "--roadmap", str(SMALL), "--format", "md", "--jobs", "1"]
    process = subprocess.Popen(
        [*command, *options], env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE
    )
    assert process.stdin is not None
    rows = [f"d-{number},md,,3" for number in range(20)]
    rows += [f"e-{number},{'x' * 5000},," for number in range(30)]  # more than a reader reads ahead
    process.stdin.write("\n".join([HEADER, *rows]).encode() + b"\n")
    process.stdin.flush()
    deadline = time.monotonic() + 60
    while not (out / "reports" / "d-1.md").exists():
        assert time.monotonic() < deadline, "no report came"
        time.sleep(0.02)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(out / "reports", elsewhere)
    before = contents(elsewhere)
    (out / "reports").rename(tmp_path / "moved")
    (out / "reports").symlink_to(elsewhere)
    process.communicate(timeout=120)
    assert process.returncode == 3
    assert contents(elsewhere) == before
    assert not (tmp_path / "moved" / "c-3.md").exists()


CELLS = st.sampled_from(["", "1", "9"])
ROW = st.tuples(st.sampled_from(["c-1", "c-2", "c-3", "no id", ""]), CELLS, CELLS)
COLUMNS = st.permutations(["clinical_years", "informatics_years", "people_led", "beds"])
STEP = st.tuples(
    st.lists(ROW, max_size=3, unique_by=lambda row: row[0]),
    COLUMNS.map(lambda names: names[:2]),
    st.sampled_from(["md", "json", "md,json", "jsonl", "md,jsonl"]),
    st.sampled_from(["--resume", "--force"]),
    st.sampled_from([AS_OF, AS_OF, "2027-01-31"]),
)


# Each example is a dozen runs, so one that fails is shown as found.
@settings(
    max_examples=examples(4),
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEP, min_size=2, max_size=4))
def test_law_no_file_disappears_that_the_command_was_not_told_to_remove(
    steps: list[tuple[list[tuple[str, str, str]], list[str], str, str, str]],
    run: Run,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """
    Whatever a folder was used for before: nothing in it disappears, no report changes whose client
    is not in the table or whose form or day is not named, and what is named is as if made afresh.
    """
    work = tmp_path_factory.mktemp("law")
    out = work / "out"
    for number, (rows, columns, forms, how, day) in enumerate(steps):
        clients = table(work, *map(",".join, rows), header=",".join(["id", *columns]))
        before, made = contents(out), stamps(out)
        done = report(run, clients, out, how, "--format", forms, as_of=day)
        after = contents(out)
        assert before.keys() <= after.keys()
        if done.code == 73:
            assert after == before
            continue
        report(run, clients, work / f"afresh-{number}", "--format", forms, as_of=day)
        afresh = reports(work / f"afresh-{number}")
        assert {name: after[name] for name in afresh} == afresh
        others = made.keys() - {name.removeprefix("reports/") for name in afresh}
        assert {name: made[name] for name in others}.items() <= stamps(out).items()


def test_every_folder_made_on_the_way_is_its_owners_alone(run: Run, tmp_path: Path) -> None:
    clients = tmp_path / "clients.jsonl"
    clients.write_text('{"id": "c-1"}')
    before = os.umask(0o022)
    try:
        assert run("report", clients, "-o", tmp_path / "a" / "b" / "c", "-q").code == 0
    finally:
        os.umask(before)
    made = [tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"]
    assert [each.stat().st_mode & 0o777 for each in made] == [0o700] * 3


EDITED = b"# Mine now\n"


@pytest.mark.parametrize("how", ["--resume", "--force"])
def test_what_somebody_wrote_into_a_report_is_kept_and_named(
    how: str, run: Run, out: Path, tmp_path: Path
) -> None:
    """Each time under a name of its own, and not taken away by --prune."""
    clients, made = table(tmp_path, ANN, BO, CY), reports(out)
    for number in (1, 2):
        (out / "reports/c-1.md").write_bytes(EDITED + bytes([48 + number]))
        copy = f"c-1.changed-{number}.md"
        found = report(run, clients, out, how, "--prune")
        assert found.code == 0
        assert f"reports/c-1.md: Somebody had changed it, so it is kept as {copy}." in found.err
    kept = {f"reports/c-1.changed-{n}.md": EDITED + bytes([48 + n]) for n in (1, 2)}
    assert reports(out) == {**made, **kept}


def test_a_report_as_it_was_made_leaves_no_copy(run: Run, out: Path, tmp_path: Path) -> None:
    """Not for another day, nor where a killed run left no line of it in the list, nor where it is
    empty after a loss of power."""
    (out / LEDGER).write_bytes(b"")
    (out / "reports/c-2.md").write_bytes(b"")
    told = [
        report(run, table(tmp_path, ANN, BO, CY), out, "--resume"),
        report(run, table(tmp_path, ANN, BO, CY), out, "--force", as_of="2026-12-23"),
    ]
    assert [(each.code, "changed" in each.err) for each in told] == [(0, False)] * 2
    assert {each.name for each in (out / "reports").iterdir()} == {"c-1.md", "c-2.md", "c-3.md"}
