"""The processes of a caseload run, where few or none can be started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.caseload import write_clients
from tests.conftest import AS_OF, ROOT, SMALL

FEW_FORKS = """
import errno, os, sys
from cmio_advisor.cli.app import run
real, left = os.fork, [int(sys.argv.pop(1))]
def fork():
    if not left[0]:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    left[0] -= 1
    return real()
os.fork = fork
run()
"""
NO_THREADS = """
import os, threading
from cmio_advisor.cli.app import run
real, own = threading.Thread.start, os.getpid()
def start(thread):
    if {}:
        raise RuntimeError("can't start new thread")
    real(thread)
threading.Thread.start = start
run()
"""
NO_MEMORY = """
import sys
from cmio_advisor.cli.app import run
from cmio_advisor.cli.report.run import Worker
def do(worker, *more, **named):
    raise {}
Worker.{} = do
run()
"""
PEAKS = """
import os, re
from pathlib import Path
from cmio_advisor.domain import caseload
from cmio_advisor.cli.app import run
from cmio_advisor.cli.report.run import Worker
caseload.MOST_REMEMBERED = 10_000
real = Worker.do
def do(worker, block):
    found = real(worker, block)
    os.write(1, re.search(rb"VmHWM:.*", Path("/proc/self/status").read_bytes())[0])
    return found
Worker.do = do
run()
"""
STOPPED = """
import os, signal
from cmio_advisor.cli.app import run
from cmio_advisor.cli.report.folder import ReportFolder
signal.signal(signal.SIGINT, signal.default_int_handler)
real, own = ReportFolder.put_report, os.getpid()
def put(self, name, *data):
    if name == "c-13.md":
        os.kill(own, signal.{})
    real(self, name, *data)
ReportFolder.put_report = put
run()
"""


def ended(
    told: str, folder: Path, *before: str, jobs: str = "3", degree: str = "md"
) -> "subprocess.CompletedProcess[bytes]":
    clients = folder / "clients.csv"
    clients.write_text("id,degrees\n" + "".join(f"c-{each},{degree}\n" for each in range(35)))
    asked: list[str | Path] = [
        "report",
        clients,
        "-o",
        folder / "out",
        "--as-of",
        AS_OF,
        "--roadmap",
        SMALL,
    ]
    return subprocess.run(
        [sys.executable, "-c", told, *before, *asked, "--format", "md", "--jobs", jobs, "-q"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("forks", ["0", "1", "2"])
def test_fewer_processes_than_asked_for_do_the_work(forks: str, tmp_path: Path) -> None:
    done = ended(FEW_FORKS, tmp_path, forks)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(list((tmp_path / "out" / "reports").iterdir())) == 35


@pytest.mark.parametrize("where", ["True", "os.getpid() == own", "os.getpid() != own"])
def test_no_thread_is_needed(where: str, tmp_path: Path) -> None:
    """Of the run itself, or of its workers."""
    done = ended(NO_THREADS.format(where), tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(list((tmp_path / "out" / "reports").iterdir())) == 35


@pytest.mark.parametrize("act", ["do", "__init__"])
@pytest.mark.parametrize(
    "error", ["MemoryError", 'ImportError("x.so: failed to map segment from shared object")']
)
def test_a_worker_without_memory_says_so(error: str, act: str, tmp_path: Path) -> None:
    done = ended(NO_MEMORY.format(error, act), tmp_path)
    assert done.returncode == 74
    assert done.stderr.startswith(b"There is not enough memory.")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux")
def test_more_clients_take_no_more_memory(tmp_path: Path) -> None:
    """However many combinations of answers and days there are: what is remembered is let go."""
    most = {}
    for count in (500, 1_500):
        table, out = tmp_path / f"{count}.csv", tmp_path / str(count)
        write_clients(table, count, days=700)
        asked: list[str | Path] = [
            "report",
            table,
            "-o",
            out,
            "--as-of",
            AS_OF,
            "--format",
            "jsonl",
        ]
        done = subprocess.run(
            [sys.executable, "-c", PEAKS, *asked, "--jobs", "1", "-q"],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            timeout=600,
            check=True,
        )
        most[count] = int(done.stdout.split()[-2])
    assert most[1_500] < 1.1 * most[500]


@pytest.mark.parametrize(
    ("signal", "code", "jobs"), [("SIGINT", 130, "1"), ("SIGINT", 130, "3"), ("SIGKILL", -9, "1")]
)
def test_what_a_stopped_run_has_made_is_its_own(
    signal: str, code: int, jobs: str, tmp_path: Path
) -> None:
    """Nobody changed it: what a resumed run makes of a corrected table takes its place."""
    assert ended(STOPPED.format(signal), tmp_path, jobs=jobs).returncode == code
    made = [*(tmp_path / "out" / "reports").iterdir()]
    assert len(made) >= 13
    again = "import sys; sys.argv.append('--resume'); from cmio_advisor.cli.app import run; run()"
    done = ended(again, tmp_path, jobs="1", degree="mba")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len([*(tmp_path / "out" / "reports").iterdir()]) == 35
