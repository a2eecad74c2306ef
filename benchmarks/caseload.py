"""
What a caseload costs in processor time, as ratios in one run to the same input and output with no
work between.

Run: python benchmarks/caseload.py [CLIENTS] [REPORTS]

JSON Lines: reading the table and writing the very bytes that came out is 1.0. HTML: making,
writing and renaming files of the same bytes is 1.0. PDF: a bare loop of the same engine over the
same template and ready data is 1.0. Each row runs in a process of its own; what `report` costs on
one client, which is reading the roadmap, is taken off. The peak memory is that of the largest
process.
"""

import csv
import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import cast

CLIENTS, REPORTS = 20_000, 300
SPECIALTIES = ("internal-medicine", "family-medicine", "pediatrics", "emergency-medicine")
KINDS = {
    "hospitalist": {"degrees": "md", "license": "unrestricted", "role": "attending"},
    "champion": {"degrees": "md;mha", "license": "unrestricted", "role": "physician-informaticist"},
    "resident": {"degrees": "do", "residency_status": "in-progress", "role": "resident"},
    "nurse": {"degrees": "bsn;msn", "license": "unrestricted", "role": "nurse-informaticist"},
    "manager": {
        "degrees": "bachelors",
        "residency": "none",
        "role": "it-project-manager",
        "clinical_years": "none",
        "still_practising": "",
    },
}
ANSWERS = {
    "clinical_years": ["2", "5", "9", "14", "about 7", "5-7", ""],
    "still_practising": ["yes", "yes", "no", ""],
    "informatics_years": ["none", "1", "3", "6", ""],
    "informatics_fte": ["0.1", "0.25", "0.5", ""],
    "certifications": ["none", "cphims", "cphims:held:2027-03", "pmp", ""],
    "leadership_years": ["0", "2", "5", "10", ""],
    "leadership_roles": ["none", "committee-chair", "physician-champion", "team-lead;cmo"],
    "people_led": ["0", "3", "12", ""],
    "projects": ["none", "ehr-implementation", "ehr-implementation;order-entry", ""],
    "memberships": ["none", "amia", "himss", ""],
    "activities": ["none", "conference", "teaching;conference", ""],
    "organization": ["academic", "community-hospital", "health-system", ""],
    "beds": ["150", "450", "900", ""],
    "state": ["CA", "OH", "TX", "NY", ""],
}
COLUMNS = ("id", "name", "as_of", "residency", "residency_completed", "degrees", "license", "role")
HEADER = (*COLUMNS, "residency_status", "board_certifications", *ANSWERS)


def write_clients(path: Path, count: int, days: int = 1) -> None:
    """
    So many made-up clients, the same ones each time, who answered on so many days.
    """
    chance = random.Random(count)  # noqa: S311 - a benchmark's people, not a secret
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER, restval="")
        writer.writeheader()
        for number in range(count):
            kind = chance.choice(list(KINDS))
            as_of = date(2026, 11, 23) - timedelta(days=number * 37 % days)
            row = {"id": f"c-{number}", "name": f"Client {number}", "as_of": str(as_of)}
            if kind in ("hospitalist", "champion"):
                row["residency"] = chance.choice(SPECIALTIES)
                row["residency_completed"] = str(chance.randint(1995, 2023))
                row["board_certifications"] = row["residency"]
            row |= {name: chance.choice(choices) for name, choices in ANSWERS.items()}
            writer.writerow(row | KINDS[kind])


def timed(command: list[str]) -> tuple[float, float]:
    """
    The processor time of a process and its children in seconds, and its peak memory in MiB.
    """
    process = os.posix_spawn(command[0], command, dict(os.environ))
    _, status, used = os.wait4(process, 0)
    if status != 0:
        raise SystemExit(f"This ended with {status}: {' '.join(command)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def this_script(*arguments: str) -> list[str]:
    """
    A floor: this script, doing nothing but reading and writing.
    """
    return [sys.executable, __file__, *arguments]


def copy_lines(table: str, lines: str, target: str) -> None:
    """
    Read the table row by row, write the finished lines one by one.
    """
    with (
        Path(table).open(newline="", encoding="utf-8") as rows,
        Path(lines).open("rb") as finished,
        Path(target).open("wb") as file,
    ):
        next(rows)
        file.writelines(line for _, line in zip(csv.reader(rows), finished, strict=True))


def copy_files(reports: str, target: str) -> None:
    """
    Write every finished report beside its place and rename it.
    """
    part = Path(target) / "part"
    for path in sorted(Path(reports).iterdir()):
        part.write_bytes(path.read_bytes())
        part.rename(Path(target) / path.name)


def write_data(table: str, target: str) -> None:
    """
    What the PDF engine is given for each client, ready as a file.
    """
    from cmio_advisor.cli.report.run import client_file
    from cmio_advisor.domain.caseload import Caseload
    from cmio_advisor.loading.clients.reader import ClientReader
    from cmio_advisor.loading.clients.source import open_clients, read_entry
    from cmio_advisor.loading.roadmap.store import load_roadmap
    from cmio_advisor.reporting.document import brief
    from cmio_advisor.reporting.formats.pdf import report_data
    from cmio_advisor.reporting.views.assessment import client_document

    caseload = Caseload(load_roadmap(), date(2026, 11, 23))
    with open_clients(table) as source:
        reader = ClientReader(caseload, source.header.columns)
        for entry in source.entries:
            client = client_file(caseload.assess(read_entry(entry, reader)))
            document = brief(client_document(client))
            (Path(target) / f"{entry.client_id}.json").write_text(json.dumps(report_data(document)))


def compile_data(source: str, target: str) -> None:
    """
    The bare loop of the PDF engine.
    """
    from typst import Compiler

    from cmio_advisor.reporting.formats.pdf import TEMPLATE

    compiler = Compiler(TEMPLATE, root=TEMPLATE.parent, ignore_system_fonts=True)
    for path in sorted(Path(source).iterdir()):
        data = {"data": path.read_text()}
        pdf = compiler.compile(format="pdf", sys_inputs=data, pdf_standards="ua-1", timestamp=0)
        (Path(target) / f"{path.stem}.pdf").write_bytes(cast("bytes", pdf))


def measure(work: Path, clients: int, reports: int) -> None:
    """
    Run every row once and print the table.
    """
    program = shutil.which("cmio-advisor", path=str(Path(sys.executable).parent)) or ""
    table, dated, few = work / "clients.csv", work / "dated.csv", work / "few.csv"
    single = work / "single.csv"
    write_clients(single, 1)
    write_clients(table, clients)
    write_clients(dated, clients, days=700)
    write_clients(few, reports)

    def report(source: Path, form: str, jobs: int) -> tuple[Path, float, float]:
        out = work / f"{source.stem}-{form}-{jobs}"
        options = ["--format", form, "--jobs", str(jobs), "--as-of", "2026-11-23", "--quiet"]
        return out, *timed([program, "report", str(source), "-o", str(out), *options])

    _, start, _ = report(single, "jsonl", 1)
    out, one, memory = report(table, "jsonl", 1)
    lines = out / "assessments.jsonl"
    floor, _ = timed(this_script("lines", str(table), str(lines), str(work / "copy")))
    size = lines.stat().st_size / clients
    print(f"{clients:,} clients to JSON Lines, {size:,.0f} bytes a line")
    print(f"  reading the table and writing the same bytes  1.0  ({clients / floor:,.0f} a second)")
    one -= start
    print(f"  report, one process                          {one / floor:4.1f}  {memory:.0f} MiB")
    _, many, memory = report(dated, "jsonl", 1)
    many -= start
    print(f"  answers of 700 days, one process             {many / floor:4.1f}  {memory:.0f} MiB")
    each, dated_each = (1000 * took / clients for took in (one, many))
    print(f"  milliseconds a client: one day {each:.2f}, 700 days {dated_each:.2f}")
    out, took, memory = report(few, "html", 1)
    floor, _ = timed(this_script("files", str(out / "reports"), made(work / "html-copy")))
    took -= start
    print(f"{reports:,} reports as HTML: {took / floor:.1f} times writing them, {memory:.0f} MiB")
    print(f"  milliseconds a client: {1000 * took / reports:.1f}")
    timed(this_script("data", str(few), made(work / "data")))
    _, took, memory = report(few, "pdf", 1)
    floor, _ = timed(this_script("compile", str(work / "data"), made(work / "pdf-copy")))
    print(f"{reports:,} reports as PDF: {took / floor:.2f} times the bare loop, {memory:.0f} MiB")


def made(folder: Path) -> str:
    """
    The folder, made.
    """
    folder.mkdir()
    return str(folder)


FLOORS: dict[str, Callable[..., None]] = {
    "lines": copy_lines,
    "files": copy_files,
    "data": write_data,
    "compile": compile_data,
}


def main() -> None:
    """
    Measure, or be one of the floors.
    """
    if sys.argv[1:2] and sys.argv[1] in FLOORS:
        FLOORS[sys.argv[1]](*sys.argv[2:])
    else:
        sizes = [int(each) for each in sys.argv[1:3]]
        with tempfile.TemporaryDirectory() as work:
            measure(Path(work), *sizes, *(CLIENTS, REPORTS)[len(sizes) :])


if __name__ == "__main__":
    main()
