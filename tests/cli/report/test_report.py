"""A counselor's caseload from the command line: what is written, resumed, refused and survived."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from cmio_advisor.domain import caseload
from cmio_advisor.domain.profile.fields import COLUMNS
from tests.conftest import AS_OF, ROOT, SMALL, Run

HEADER = "id,name,as_of,degrees,license,residency,residency_completed,clinical_years,certifications"
PEOPLE = [
    "c-1,Ann,2026-11-23,md,unrestricted,internal-medicine,2014,9,cphims:held:2027-03",
    "c-2,Bo,2026-11-23,bsn,,,,,none",
    "c-3,Cy,2026-11-23,md,unrestricted,pathology,2020,1,",
]
BROKEN = "c-4,Di,2026-11-23,mdd,unrestricted,pathology,2020,many,"
QUICKLY = ("--roadmap", str(SMALL))
"""Where it matters little what is said: each process reads its roadmaps from their files."""
SHIPPED = ("--roadmap", "cmio")
"""Where it matters what is said, or that so large a roadmap is read as well."""


def table(folder: Path, *rows: str) -> Path:
    path = folder / "clients.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Everything under a name that is not hidden, by its path."""
    files = (each for each in sorted(folder.rglob("*")) if each.is_file())
    told = {str(each.relative_to(folder)): each.read_bytes() for each in files}
    return {name: data for name, data in told.items() if not name.startswith(".")}


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def report(run: Run, clients: Path, out: Path, *more: str) -> int:
    """By a small roadmap, where none is named."""
    rules = () if "--roadmap" in more else QUICKLY
    return run("report", clients, "-o", out, "--as-of", AS_OF, "-q", *rules, *more).code


def test_every_form_is_written_for_every_client(tmp_path: Path) -> None:
    out = tmp_path / "out"
    # In a process of its own: workers are forked, which the PDF engine does not survive once used.
    process = start(table(tmp_path, *PEOPLE), out, "--format", "json,md,html,pdf,jsonl")
    process.communicate(timeout=120)
    assert process.returncode == 0
    reports = {f"reports/c-{n}.{each}" for n in (1, 2, 3) for each in ("json", "md", "html", "pdf")}
    others = {"assessments.jsonl", "roadmap.json", "summary.csv", "summary.html"}
    assert contents(out).keys() == reports | others
    lines = (out / "assessments.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(each)["id"] for each in lines] == ["c-1", "c-2", "c-3"]
    own = json.loads((out / "reports" / "c-1.json").read_bytes())
    assert own["ready_to_apply"] == json.loads(lines[0])["ready_to_apply"]
    told = {each["id"]: each["standing"]["id"] for each in map(json.loads, lines)}
    assert own["standing"]["id"] == told["c-1"]
    assert {each["id"]: each["standing"] for each in rows_of(out / "summary.csv")} == told
    assert "Compared with those who hold the job" in (out / "summary.html").read_text("utf-8")


def test_files_are_their_owners_alone(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report(run, table(tmp_path, *PEOPLE), out, "--format", "html,jsonl")
    modes = {each: each.stat().st_mode & 0o777 for each in [out, *out.rglob("*")]}
    assert all(mode == (0o700 if each.is_dir() else 0o600) for each, mode in modes.items()), modes


def test_a_bad_row_is_listed_and_all_others_are_done(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert report(run, table(tmp_path, *PEOPLE[:2], BROKEN, PEOPLE[2]), out) == 3
    (problem,) = rows_of(out / "problems.csv")
    assert (problem["row"], problem["id"]) == ("4", "c-4")
    assert problem["column"] == "degrees; clinical_years"
    assert problem["found"] == "mdd; many"
    assert problem["what_to_do"].startswith('degrees: "mdd" is not a degree')
    assert 'Did you mean "md"? clinical_years: "many" can be many' in problem["what_to_do"]
    assert sorted(each.name for each in (out / "reports").iterdir()) == [
        "c-1.html",
        "c-2.html",
        "c-3.html",
        "c-4.html",
    ]


def test_one_problem_is_told_without_a_number_and_on_one_line(run: Run, tmp_path: Path) -> None:
    """Also where two problems are in one cell; a cell of several lines is a list."""
    out = tmp_path / "out"
    path = tmp_path / "clients.csv"
    path.write_text('id,degrees\nc-1,"md\nmba"\nc-2,md:done:monday\n', encoding="utf-8")
    assert report(run, path, out) == 3
    text = (out / "problems.csv").read_text(encoding="utf-8")
    (problem,) = rows_of(out / "problems.csv")
    assert len(text.splitlines()) == 2
    assert (problem["column"], problem["found"]) == ("degrees", "md:done:monday")
    assert problem["what_to_do"].count("is written like md:in-progress:2029-05") == 1


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_any_number_of_processes_writes_the_same_bytes(jobs: str, run: Run, tmp_path: Path) -> None:
    rows = [PEOPLE[number % 3].replace("c-", f"c-{number}-", 1) for number in range(45)]
    clients = table(tmp_path, *rows, BROKEN)
    forms = (*SHIPPED, "--format", "md,jsonl")
    for name, count in (("one", "1"), ("many", jobs)):
        assert report(run, clients, tmp_path / name, *forms, "--jobs", count) == 3
    assert contents(tmp_path / "one") == contents(tmp_path / "many")


def test_standard_input_gives_the_same(run: Run, tmp_path: Path) -> None:
    clients = table(tmp_path, *PEOPLE)
    report(run, clients, tmp_path / "file")
    asked = ("report", "-", "-o", tmp_path / "piped", "--as-of", AS_OF, *QUICKLY)
    run(*asked, stdin=clients.read_bytes())
    assert contents(tmp_path / "file") == contents(tmp_path / "piped")


def test_a_resumed_run_says_whose_reports_to_print_again(run: Run, tmp_path: Path) -> None:
    """How many and which; that all stand, where nothing changed; nothing of it in a first run."""
    out = tmp_path / "out"
    arguments = ("-o", out, "--as-of", AS_OF, *QUICKLY, "--format", "md")
    first = run("report", table(tmp_path, *PEOPLE), *arguments)
    changed = table(tmp_path, *PEOPLE[:-1], PEOPLE[-1].replace(",", ",New ", 1))
    second = run("report", changed, *arguments, "--resume")
    third = run("report", changed, *arguments, "--resume")
    who = PEOPLE[-1].partition(",")[0]

    assert "reports stand" not in first.err
    assert f"Made anew, to print again: 1 client ({who}). All other reports stand" in second.err
    assert "All reports stand as they were." in third.err


def test_what_a_stopped_run_made_is_to_be_printed_too(run: Run, tmp_path: Path) -> None:
    """It told nobody of the reports that it had made: the run that ends says whose they are."""
    out = tmp_path / "out"
    arguments = ("-o", out, "--as-of", AS_OF, *QUICKLY, "--format", "md")
    run("report", table(tmp_path, *PEOPLE), *arguments)
    changed = table(tmp_path, *PEOPLE[:-1], PEOPLE[-1].replace(",", ",New ", 1))
    before = {each: (out / each).stat() for each in ("summary.html", "summary.csv")}
    run("report", changed, *arguments, "--resume")
    for name, then in before.items():  # as it stands where the run was stopped behind its reports
        os.utime(out / name, ns=(then.st_atime_ns, then.st_mtime_ns))
    second = run("report", changed, *arguments, "--resume")
    third = run("report", changed, *arguments, "--resume")
    who = PEOPLE[-1].partition(",")[0]

    assert f"Made anew, to print again: 1 client ({who}). All other reports stand" in second.err
    assert "All reports stand as they were." in third.err


def test_a_resumed_run_does_only_what_is_missing_or_changed(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report(run, table(tmp_path, *PEOPLE, BROKEN), out)
    files = {each.name: each for each in (out / "reports").iterdir()}
    files["c-2.html"].unlink()
    before = {name: each.stat().st_mtime_ns for name, each in files.items() if each.exists()}
    corrected = PEOPLE[2].replace(",1,", ",8,")
    changed = table(tmp_path, PEOPLE[0], PEOPLE[1], corrected, BROKEN.replace("mdd", "md"))
    assert report(run, changed, out, "--resume") == 3  # "many" clinical years are still wrong
    assert files["c-1.html"].stat().st_mtime_ns == before["c-1.html"]
    assert files["c-3.html"].stat().st_mtime_ns > before["c-3.html"]
    report(run, changed, tmp_path / "afresh")
    assert contents(out) == contents(tmp_path / "afresh")


def test_who_left_the_caseload_leaves_the_folder_when_asked_for(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report(run, table(tmp_path, *PEOPLE, BROKEN), out, "--format", "html,jsonl")
    (out / "reports" / "my-own-notes.txt").write_text("keep")
    left = table(tmp_path, PEOPLE[1])
    before = contents(out)
    assert report(run, left, out, "--resume") == 0
    assert contents(out).keys() == before.keys()
    assert report(run, left, out, "--resume", "--prune") == 0
    assert sorted(contents(out)) == [
        "reports/c-2.html",
        "reports/my-own-notes.txt",
        "summary.csv",
        "summary.html",
    ]


@pytest.mark.parametrize("made", [True, False])
def test_to_resume_nothing_is_to_start(made: bool, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if made:
        out.mkdir()
    assert report(run, table(tmp_path, *PEOPLE), out, "--resume") == 0
    report(run, table(tmp_path, *PEOPLE), tmp_path / "afresh")
    assert contents(out) == contents(tmp_path / "afresh")


def test_results_are_not_overwritten_unasked(run: Run, tmp_path: Path) -> None:
    out, clients = tmp_path / "out", table(tmp_path, *PEOPLE)
    report(run, clients, out)
    refused = run("report", clients, "-o", out)
    assert refused.code == 73
    assert "--resume" in refused.err
    assert report(run, clients, out, "--force") == 0
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "summary.html").write_text("mine")
    assert report(run, clients, tmp_path / "other") == 73
    assert (tmp_path / "other" / "summary.html").read_text() == "mine"


def test_a_folder_of_reports_that_is_a_link_is_refused(run: Run, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / "reports").symlink_to(elsewhere)
    assert report(run, table(tmp_path, *PEOPLE), out, "--force") == 73
    assert not list(elsewhere.iterdir())


def start(clients: Path, out: Path, *more: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "cmio_advisor", "report", str(clients), "-o", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*command, "--as-of", AS_OF, *more],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_for_reports(out: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(list((out / "reports").glob("*"))) < count:
        assert time.monotonic() < deadline, "no report came"
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_leaves_whole_files_and_can_be_resumed(
    jobs: str, run: Run, tmp_path: Path
) -> None:
    rows = [PEOPLE[number % 3].replace("c-", f"c-{number}-", 1) for number in range(60)]
    clients, out = table(tmp_path, *rows), tmp_path / "out"
    forms = ("--format", "html,jsonl", *QUICKLY)
    process = start(clients, out, *forms, "--jobs", jobs)
    wait_for_reports(out, 15)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    broken = contents(out)
    assert all(name.startswith("reports/") for name in broken)
    assert all(data.endswith(b"</html>\n") for data in broken.values())
    assert report(run, clients, out, *forms, "--resume") == 0
    report(run, clients, tmp_path / "afresh", *forms)
    assert contents(out) == contents(tmp_path / "afresh")


def test_two_runs_on_one_folder_at_once_are_one_too_many(run: Run, tmp_path: Path) -> None:
    rows = [PEOPLE[number % 3].replace("c-", f"c-{number}-", 1) for number in range(600)]
    clients, out = table(tmp_path, *rows), tmp_path / "out"
    process = start(clients, out, *QUICKLY)
    try:
        wait_for_reports(out, 1)
        second = run("report", clients, "-o", out, "--resume", "--as-of", AS_OF, *QUICKLY)
        assert second.code == 73
        assert "Another run is writing here" in second.err
    finally:
        process.kill()
        process.communicate()


def test_a_terminated_run_says_so_by_its_code(tmp_path: Path) -> None:
    rows = [PEOPLE[number % 3].replace("c-", f"c-{number}-", 1) for number in range(600)]
    process = start(table(tmp_path, *rows), tmp_path / "out", "--jobs", "2", *QUICKLY)
    wait_for_reports(tmp_path / "out", 1)
    process.terminate()
    process.communicate(timeout=30)
    assert process.returncode == 143


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)]
)
def test_a_run_that_is_ended_while_its_workers_start_is_ended(
    number: int, code: int, tmp_path: Path
) -> None:
    """At a fork Python prints what a signal raises, and goes on."""
    rows = [PEOPLE[each % 3].replace("c-", f"c-{each}-", 1) for each in range(25)]
    arguments = ["report", table(tmp_path, *rows), "-o", tmp_path / "out", "--jobs", "2", *QUICKLY]
    told = f"""
import os, sys
from cmio_advisor.cli.app import run
forks = []
def kill():
    forks.append(1)
    if len(forks) == 1:
        os.kill(os.getpid(), {int(number)})
os.register_at_fork(before=kill)
sys.argv[1:] = {[*map(str, arguments)]!r}
run()
"""
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, cwd=ROOT, check=False)
    assert ended.returncode == code, ended.stderr
    assert b"Traceback" not in ended.stderr
    assert not (tmp_path / "out" / "summary.csv").exists()


def test_an_interrupted_run_says_how_to_go_on(tmp_path: Path) -> None:
    rows = [PEOPLE[number % 3].replace("c-", f"c-{number}-", 1) for number in range(600)]
    process = start(table(tmp_path, *rows), tmp_path / "out", "--jobs", "1", *QUICKLY)
    wait_for_reports(tmp_path / "out", 1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"the same command with --resume" in errors


def test_a_dry_run_lists_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    clients, out = table(tmp_path, *PEOPLE, BROKEN), tmp_path / "out"
    listed = run("report", clients, "-o", out, "--dry-run", "--format", "html,jsonl")
    assert listed.code == 3
    assert not out.exists()
    report(run, clients, out, "--format", "html,jsonl")
    assert sorted(listed.out.split()) == sorted(contents(out))


def test_a_dry_run_with_nowhere_to_write_says_so(tmp_path: Path) -> None:
    """With standard output closed by the shell."""
    command = [sys.executable, "-m", "cmio_advisor", "report", "--dry-run", "clients.csv", *QUICKLY]
    table(tmp_path, *PEOPLE)
    finished = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert finished.returncode == 74
    assert b"Standard output is closed" in finished.stderr


def test_a_lock_that_is_a_link_is_refused(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / ".cmio-advisor").mkdir(parents=True)
    (out / ".cmio-advisor" / "lock").symlink_to(tmp_path / "elsewhere")
    assert report(run, table(tmp_path, *PEOPLE), out, "--force") == 73
    assert not (tmp_path / "elsewhere").exists()


def test_the_template_is_a_caseload_of_one(run: Run, tmp_path: Path) -> None:
    shown = run("report", "--template")
    assert shown.code == 0
    (row,) = csv.DictReader(shown.out.splitlines())
    assert list(row) == list(COLUMNS)
    path = tmp_path / "template.csv"
    assert run("report", "--template", "-o", path).code == 0
    assert report(run, path, tmp_path / "out") == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "Give the caseload"),
        (["clients.csv"], 2, "-o DIR"),
        (["clients.csv", "-o", ""], 2, "-o DIR"),
        (["clients.csv", "-o", "out", "--format", "htlm"], 2, 'Did you mean "html"?'),
        (["clients.csv", "-o", "out", "--format", ","], 2, "is not a form"),
        (["clients.csv", "-o", "out", "--jobs", "0"], 2, "--jobs"),
        (["clients.csv", "-o", "out", "--resume", "--force"], 2, "opposite"),
        (["clients.csv", "-o", "out"], 66, "no such file"),
    ],
)
def test_what_is_wrong_is_said(arguments: list[str], code: int, said: str, run: Run) -> None:
    outcome = run("report", *arguments)
    assert outcome.code == code
    assert said in outcome.err


def test_names_stand_in_the_summary_only_where_asked_for(run: Run, tmp_path: Path) -> None:
    clients = table(tmp_path, *(each.replace(",Ann,", ",Ann Marker,") for each in PEOPLE))
    report(run, clients, tmp_path / "ids")
    report(run, clients, tmp_path / "names", "--names")
    for name in ("summary.csv", "summary.html"):
        assert b"Ann Marker" not in (tmp_path / "ids" / name).read_bytes()
        assert b"Ann Marker" in (tmp_path / "names" / name).read_bytes()


def test_the_overview_leads_to_the_reports(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report(run, table(tmp_path, *PEOPLE), out, *SHIPPED, "--format", "md,html")
    page = (out / "summary.html").read_text(encoding="utf-8")
    links = re.findall(r'href="(reports/[^"]*)"', page)
    assert links
    assert all((out / each).is_file() for each in links)
    report(run, table(tmp_path, *PEOPLE), tmp_path / "lines", "--format", "jsonl")
    assert "reports/" not in (tmp_path / "lines" / "summary.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "<script>alert(1)</script>", "a|b`c`*d*"]
)
def test_a_hostile_name_is_text_wherever_it_stands(name: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "clients.jsonl"
    path.write_text(json.dumps({"id": "c-1", "name": name, "degrees": ["md"]}), encoding="utf-8")
    out = tmp_path / "out"
    assert report(run, path, out, *SHIPPED, "--names", "--format", "html,md,jsonl") == 0
    (row,) = rows_of(out / "summary.csv")
    assert row["name"].lstrip("'") == name
    assert not row["name"].startswith(("=", "+", "-", "@"))
    for page in (out / "summary.html", out / "reports" / "c-1.html"):
        assert b"<script" not in page.read_bytes()


def test_no_output_tells_how_or_where_it_was_made(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "a-folder-name"
    forms = (*SHIPPED, "--format", "html,md,json,jsonl", "--jobs", "2")
    report(run, table(tmp_path, *PEOPLE), out, *forms)
    for name, data in contents(out).items():
        assert b"a-folder-name" not in data, name
        assert str(tmp_path).encode() not in data, name


def test_a_door_is_named_by_its_title(run: Run, tmp_path: Path) -> None:
    """
    Also where it is the renewal of somebody's own certificate, which is no route of a requirement.
    """
    ending = "c-1,Ann,2026-11-23,md,unrestricted,internal-medicine,2014,9,cphims:held:2027-03"
    assert report(run, table(tmp_path, ending), tmp_path / "out", *SHIPPED, "--format", "html") == 0
    page = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")

    assert "Renew before it ends: CPHIMS" in page
    assert "renew-cphims" not in page


def test_a_clients_page_is_folded_behind_an_appendix_alone(run: Run, tmp_path: Path) -> None:
    """Four pages need no folding; all that is known does, and its sources."""
    for more, folded in (((), 0), (("--appendix",), 1)):
        out = tmp_path / f"out{folded}"
        report(run, table(tmp_path, PEOPLE[0]), out, *SHIPPED, "--format", "html", *more)
        page = (out / "reports" / "c-1.html").read_text("utf-8")

        assert page.count('<summary><h2 id="sources">') == folded
        assert (page.count("<details>") > folded) is bool(folded)


def test_the_overview_has_the_weeks_work_first_and_no_empty_heading(
    run: Run, tmp_path: Path
) -> None:
    """What is nobody's is said in one line, counts in two, and an empty list has no heading."""
    clients = table(
        tmp_path,
        "c-1,Ann,2026-11-23,md,unrestricted,internal-medicine,2014,9,cphims:held:2027-03",
        "c-2,Bo,2026-11-23,md,unrestricted,internal-medicine,2014,9,none",
    )
    report(run, clients, tmp_path / "out", *SHIPPED, "--format", "md")
    page = (tmp_path / "out" / "summary.html").read_text("utf-8")
    headings = re.findall("<h2[^>]*>(.*?)</h2>", page)

    assert headings.index("A certificate expires or has expired") < headings.index("Everybody")
    assert headings.index("Everybody") < headings.index("The most common gaps")
    assert not {"Cells that could not be read", "One step away"} & {*headings}
    nobody = page[page.index("Nobody by their answers") :].partition("</dd>")[0]
    assert "One step away" in nobody
    assert "A certificate expires" not in nobody
    assert "Cells" not in nobody
    assert re.search("Required list complete:</dt> <dd>2 not known<", page)
    assert "<caption>The caseload" not in page


def test_everybody_stands_in_one_table_in_the_order_asked_for(run: Run, tmp_path: Path) -> None:
    """With a link to each report and the end of each plan, which is that of the report itself."""
    clients = table(tmp_path, *PEOPLE)
    for sort in ("table", "end", "id"):
        out = tmp_path / sort
        assert report(run, clients, out, *SHIPPED, "--format", "json", "--sort", sort) == 0
        page = (out / "summary.html").read_text("utf-8")
        everybody = page[page.index(">Everybody<") :].partition("</table>")[0]
        shown = re.findall(r'href="reports/([^"]+)\.json"', everybody)
        rows = rows_of(out / "summary.csv")
        by_end = ["c-1", "c-3", "c-2"]  # the plan of the nurse ends first, and short of the job
        by_id = sorted(each["id"] for each in rows)
        in_table = [each["id"] for each in rows]
        assert shown == {"id": by_id, "end": by_end, "table": in_table}[sort]
        for each in rows:
            told = json.loads((out / "reports" / f"{each['id']}.json").read_text("utf-8"))
            assert each["plan_ends"] == told["plan"]["finish"]
            assert each["next_step_title"] in everybody
            if each["stage"]:
                assert each["stage_title"] == told["stage"]["title"]
    refused = run("report", clients, "-o", tmp_path / "none", "--sort", "beauty")
    assert (refused.code, "standing" in refused.err) == (2, True)


def test_of_whom_nothing_formal_is_missing_nobody_is_ranked(run: Run, tmp_path: Path) -> None:
    """They stand in the order that was read, as the page says, and not the best first."""
    clients, out = tmp_path / "clients", tmp_path / "out"
    clients.mkdir()
    for name in ("hospitalist", "sitting-cmio"):
        (clients / f"{name}.yaml").write_bytes((ROOT / "examples" / f"{name}.yaml").read_bytes())
    assert report(run, clients, out, *SHIPPED) == 0
    page = (out / "summary.html").read_text("utf-8")
    ready = page[page.index(">Nothing formal missing<") :].partition("</table>")[0]
    assert re.findall(r"reports/([a-z-]+)\.", ready) == ["hospitalist", "sitting-cmio"]


def test_who_is_sent_on_first_steps_alone_stands_behind_whose_plan_reaches_the_job(
    run: Run, tmp_path: Path
) -> None:
    clients = table(
        tmp_path,
        "nurse,Bo,2026-11-23,bsn,,,,9,none",
        "student,Di,2026-11-23,md:in-progress:2029-05,,,,,none",
    )
    out = tmp_path / "out"
    report(run, clients, out, *SHIPPED, "--format", "md", "--sort", "end")
    page = (out / "summary.html").read_text("utf-8")
    everybody = page[page.index(">Everybody<") :].partition("</table>")[0]
    nurse, student = (each["plan_ends"] for each in rows_of(out / "summary.csv"))

    assert nurse < student
    assert everybody.index("student.md") < everybody.index("nurse.md")
    assert everybody.count("(first steps)") == 1
    assert "Nearer to another roadmap" in page
    assert "1 client (nurse)" in page
    assert "Ready to apply" not in page


def test_a_page_of_everybody_stays_small_and_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond what can be opened it has the first of the order asked for; the table has all."""
    monkeypatch.setattr(caseload, "MOST_IN_ALL", 2)
    where = ["--format", "jsonl", "--sort", "id", "--jobs", "1"]
    assert report(run, table(tmp_path, *reversed(PEOPLE)), tmp_path / "out", *where) == 0
    page = (tmp_path / "out" / "summary.html").read_text("utf-8")
    everybody = page[page.index(">Everybody<") :].partition("</table>")[0]

    assert "With more than 2 clients only the first of this order" in everybody
    assert re.findall(r"\bc-\d\b", everybody) == ["c-1", "c-2"]
    assert len(rows_of(tmp_path / "out" / "summary.csv")) == 3


def test_the_next_date_and_the_price_say_what_they_are(run: Run, tmp_path: Path) -> None:
    """A date for everybody with a plan; no fee, and a fee that was not found, are not alike."""
    out = tmp_path / "out"
    clients = table(
        tmp_path,
        "c-1,Ann,2026-11-23,md,unrestricted,internal-medicine,2014,9,cphims:held:2027-03",
        "c-2,Bo,2026-11-23,bsn,,,,9,none",
        "c-3,Cy,2026-11-23,md,unrestricted,pathology,2020,1,none",
        "c-4,Di,2026-11-23,md:in-progress:2029-05,,,,,none",
        "c-5,Ed,2026-11-23,,,,,,",
    )
    report(run, clients, out, *SHIPPED, "--format", "json", "--sort", "date")
    rows = {each["id"]: each for each in rows_of(out / "summary.csv")}
    page = (out / "summary.html").read_text("utf-8")

    for each in rows.values():
        assert bool(each["next_date"]) is bool(each["plan_ends"]) is bool(each["price"])
        assert not each["next_date"] or each["next_date"] >= AS_OF
        told = json.loads((out / "reports" / f"{each['id']}.json").read_text("utf-8"))
        fees = [step["cost_usd"] for step in told["plan"]["steps"]]
        unknown = sum(fee is None for fee in fees)
        assert (f"not known for {unknown} step" in each["price"]) is bool(unknown)
        assert (each["price_low_usd"] == "0") is (each["price"] == "no fee")
    assert "In the order of the table" not in page
    assert "By the next date, the earliest first." in page


def test_a_date_that_nobody_else_sets_says_so(run: Run, tmp_path: Path) -> None:
    later = tmp_path / "clients.jsonl"
    nurse = {"degrees": ["bsn"], "clinical": {"years": 9}, "certifications": []}
    ending = {"certification": "cphims", "expires": "2027-03"}
    renews = {**nurse, "id": "c-3", "certifications": [ending]}
    waits = {**nurse, "id": "c-2", "constraints": {"start": "2027-06"}}
    later.write_text("\n".join(map(json.dumps, ({**nurse, "id": "c-1"}, waits, renews))))
    report(run, later, tmp_path / "out", *SHIPPED, "--format", "jsonl")
    now, then, renewal = rows_of(tmp_path / "out" / "summary.csv")

    assert now["next_date_title"].startswith("Likely done: ")
    assert then["next_date_title"].startswith("To begin: ")
    assert then["next_date"] == "2027-06-01"
    assert renewal["next_date_title"] == "Last day to begin: Renew before it ends: CPHIMS"


def test_the_next_date_is_one_that_the_clients_report_and_calendar_show(
    run: Run, tmp_path: Path
) -> None:
    """A door of a way that the plan does not go, years ahead, is no date of theirs."""
    clients = tmp_path / "clients.jsonl"
    doctor = {
        "degrees": ["md"],
        "license": "unrestricted",
        "residency": {"specialty": "internal-medicine", "completed": 2014, "country": "US"},
        "board_certifications": ["internal-medicine"],
        "clinical": {"years": 9, "still_practising": True},
        "informatics": {"years": 5, "fte": 0.5},
        "certifications": [],
        "leadership": {"years": 4, "roles": ["committee-chair"], "people_led": 12},
        "projects": ["ehr-implementation"],
    }
    roles = {"c-1": "physician-informaticist", "c-2": "director-health-informatics"}
    people = ({**doctor, "id": id_, "role": role} for id_, role in roles.items())
    clients.write_text("\n".join(map(json.dumps, people)))
    report(run, clients, tmp_path / "out", *SHIPPED, "--format", "md,ics")

    for each in rows_of(tmp_path / "out" / "summary.csv"):
        its = tmp_path / "out" / "reports" / each["id"]
        page, title = its.with_suffix(".md").read_text("utf-8"), each["next_date_title"]
        day = date.fromisoformat(each["next_date"])
        assert f"{day.day} {day:%b}" in page
        assert title.removeprefix("Likely done: ") in page
        calendar = its.with_suffix(".ics").read_text("utf-8").replace("\n ", "")
        assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in calendar
        assert "(HALM)" not in page + calendar


def test_a_certificate_of_another_roadmap_has_its_name_in_the_overview(
    run: Run, tmp_path: Path
) -> None:
    """As on the client's own page."""
    ending = {"certification": "cism", "expires": "2026-12"}
    client = {"id": "c-1", "degrees": ["bachelors"], "role": "ciso", "certifications": [ending]}
    clients = tmp_path / "clients.jsonl"
    clients.write_text(json.dumps(client))
    report(run, clients, tmp_path / "out", "--roadmap", "cio", "--format", "json")
    (row,) = rows_of(tmp_path / "out" / "summary.csv")

    name = "Certified Information Security Manager (CISM)"
    assert row["certificate_title"] == name
    assert row["door_title"] == f"Renew before it ends: {name}"
