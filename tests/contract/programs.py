"""
Two programs, the installed one and that of a baseline commit, asked the same command lines.

Nothing here imports the package: both are run as a user runs them, in folders that hold the same.
"""

import io
import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
TIMEOUT = 120
"""Seconds for one command, on a machine that is busy with others."""

BY_THE_CLOCK = re.compile(rb"^[0-9,]+ clients? done.*\n", re.MULTILINE)
"""How far a caseload is, told every few seconds and so on a slow machine only."""

BY_THE_PLACE = re.compile(rb"file://\S+/(?=schema/)")
"""Where a program's own schemas lie: named for editors, and another folder for each of the two."""

Streams = Mapping[str, bytes]
"""What a job left: exit codes, both streams and the files it made, by name."""


class Job(NamedTuple):
    """Command lines that are run one after the other, and the paths that they make."""

    lines: tuple[str, ...]
    stdin: str = ""
    makes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As a person would type it."""
        return " && ".join(self.lines)


class Program(NamedTuple):
    """How to start one of the two, and the folder that it runs in."""

    start: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]


def jobs_of(written: Mapping[str, Any], folder: Path) -> list[Job]:
    """The jobs of commands.yaml with every combination filled in."""
    return [job for entry in written["commands"] for job in _jobs(entry, folder)]


def _jobs(entry: Mapping[str, Any], folder: Path) -> Iterator[Job]:
    lines = [entry["run"]] if isinstance(entry["run"], str) else entry["run"]
    choices = {name: _values(given, folder) for name, given in entry.get("each", {}).items()}
    for values in itertools.product(*choices.values()):
        fill = dict(zip(choices, values, strict=True))
        yield Job(
            lines=tuple(each.format(**fill).strip() for each in lines),
            stdin=entry.get("stdin", ""),
            makes=tuple(each.format(**fill) for each in entry.get("makes", ())),
        )


def _values(given: str | Sequence[str], folder: Path) -> Sequence[str]:
    if not isinstance(given, str):
        return given
    found = sorted(path for path in folder.glob(given) if path.is_file())
    assert found, f"{given} names no file"
    return [path.relative_to(folder).as_posix() for path in found]


def lay_out(folder: Path, files: Mapping[str, str]) -> None:
    """The inputs, the same for both programs, from this checkout."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    for name in ("accepted", "rejected"):
        ignored = shutil.ignore_patterns("*.expect")
        shutil.copytree(ROOT / "tests" / "examples" / name, folder / name, ignore=ignored)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def installed(folder: Path) -> Program:
    """The program that is installed beside the running interpreter."""
    script = shutil.which("cmio-advisor", path=str(Path(sys.executable).parent))
    assert script, "cmio-advisor is not installed beside this Python"
    return Program((script,), folder, _environment(folder))


def of_commit(ref: str, tree: Path, folder: Path) -> Program:
    """
    The program of a commit, its files taken out of git into ``tree``, with the packages installed.

    Raises ``LookupError`` where this is no checkout, or one without that commit.
    """
    top = _git("rev-parse", "--show-toplevel").strip().decode()
    if not top or Path(top).resolve() != ROOT.resolve():
        raise LookupError("this is not a git checkout")
    if not _git("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"):
        raise LookupError(
            f"this checkout has no commit {ref}; a whole clone has: git fetch --unshallow"
        )
    packed = _git("archive", "--format=tar", ref, "cmio_advisor", "data", "pyproject.toml")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(tree, filter="data")
    environment = {**_environment(folder), "PYTHONPATH": str(tree)}
    where = [sys.executable, "-c", "import cmio_advisor; print(cmio_advisor.__file__)"]
    found = subprocess.run(where, env=environment, cwd=folder, capture_output=True, check=True)
    assert found.stdout.decode().startswith(str(tree)), "the baseline would run the installed code"
    return Program((sys.executable, "-m", "cmio_advisor"), folder, environment)


def _git(*arguments: str) -> bytes:
    command = ["git", "-C", str(ROOT), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False).stdout
    except FileNotFoundError:
        raise LookupError("git is not installed") from None


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the caller's but the search path; a home and a cache that hold nothing."""
    own = {name: str(folder.parent / f"{folder.name}-{name}") for name in ("home", "cache")}
    for path in own.values():
        Path(path).mkdir()
    return {
        "PATH": os.environ["PATH"],
        "HOME": own["home"],
        "XDG_CACHE_HOME": own["cache"],
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "80",
        "TERM": "dumb",
    }


def run_all(programs: Sequence[Program], jobs: Sequence[Job]) -> list[list[Streams]]:
    """What each program left of each job, as many at a time as there are cores."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        asked = [[pool.submit(_run, program, job) for job in jobs] for program in programs]
        return [[each.result() for each in answers] for answers in asked]


def _run(program: Program, job: Job) -> Streams:
    left: dict[str, bytes] = {}
    for place, line in enumerate(job.lines):
        done = subprocess.run(
            [*program.start, *shlex.split(line)],
            input=job.stdin.encode(),
            cwd=program.folder,
            env=program.environment,
            capture_output=True,
            check=False,
            timeout=TIMEOUT,
        )
        after = f" {place + 1}" if len(job.lines) > 1 else ""
        left[f"exit{after}"] = str(done.returncode).encode()
        left[f"stdout{after}"] = done.stdout
        left[f"stderr{after}"] = BY_THE_CLOCK.sub(b"", done.stderr)
    for made in job.makes:
        path = program.folder / made
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            name = file.relative_to(program.folder)
            # What a folder keeps for its own use, such as the ledger, is promised to nobody.
            if file.is_file() and not any(part.startswith(".") for part in name.parts):
                left[name.as_posix()] = file.read_bytes()
    return {name: BY_THE_PLACE.sub(b"", written) for name, written in left.items()}
