"""
What a start costs in processor time, as ratios to ``python -c pass`` in one run.

Run: python benchmarks/start_up.py [ROUNDS]

Every command of the table runs once a round, in turn, so that a slow minute of the machine hits
all of them; a figure is the least of a row to the least of the bare start. The roadmap's cache is
one of its own and warm, as it is from the second start on; the cold row says what the first costs.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from math import inf
from pathlib import Path

import yaml

EXAMPLES = Path(__file__).parent.parent / "examples"
EXAMPLE = EXAMPLES / "hospitalist.yaml"
FULLEST = EXAMPLES / "medical-student.yaml"
"""The example whose plan has the most steps."""
TARGETS = {"--help": 5.0, "assess, JSON": 9.0, "assess, profile as JSON": 8.0}
AS_OF = ["--as-of", "2026-11-23"]


def commands(program: str, cold: str, as_json: str) -> dict[str, tuple[list[str], dict[str, str]]]:
    """
    The rows of the table: a command line, and what it changes in the environment.
    """
    assess = [program, "assess", str(EXAMPLE), *AS_OF]
    example, fullest = ([str(each), *AS_OF, "--format", "json"] for each in (EXAMPLE, FULLEST))
    return {
        "python -c pass": ([sys.executable, "-c", "pass"], {}),
        "--version": ([program, "--version"], {}),
        "--help": ([program, "--help"], {}),
        "assess, JSON": ([*assess, "--format", "json"], {}),
        "assess, profile as JSON": ([program, "assess", as_json, *example[1:]], {}),
        "assess, plain": ([*assess, "--format", "plain"], {}),
        "assess, terminal": ([*assess, "--format", "terminal"], {}),
        "assess, JSON, no cache": ([*assess, "--format", "json"], {"XDG_CACHE_HOME": cold}),
        "plan": ([program, "plan", *example], {}),
        "what-if": ([program, "what-if", *example, "--set", "certifications+=cphims"], {}),
        "explain": ([program, "explain", "patient-care", *example], {}),
        "eligible": ([program, "eligible", *example], {}),
        "assess, fullest": ([program, "assess", *fullest], {}),
        "plan, fullest": ([program, "plan", *fullest], {}),
    }


def seconds(command: list[str], changes: dict[str, str]) -> float:
    """
    The processor time of one run, with compiled modules allowed as users have them.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    } | changes
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"This ended with {process.returncode}: {' '.join(command)}")
    return used.ru_utime + used.ru_stime


def main() -> None:
    """
    Measure and print the table.
    """
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    program = shutil.which("cmio-advisor", path=str(Path(sys.executable).parent))
    if program is None:
        sys.exit("Install cmio-advisor into this interpreter's environment first.")
    with tempfile.TemporaryDirectory() as folder:
        no_folder = Path(folder) / "file"  # a cache below a file can never be written
        no_folder.touch()
        profile = Path(folder) / "profile.json"
        profile.write_text(json.dumps(yaml.safe_load(EXAMPLE.read_text()), default=str))
        rows = commands(program, str(no_folder), str(profile))
        os.environ["XDG_CACHE_HOME"] = folder
        for command, changes in rows.values():
            seconds(command, changes)
        least = dict.fromkeys(rows, inf)
        for _ in range(rounds):
            for name, row in rows.items():
                least[name] = min(least[name], seconds(*row))
    print(f"ratios to python -c pass, the least of {rounds} rounds, {sys.version.split()[0]}")
    for name, found in least.items():
        target = f"  (at most {TARGETS[name]:g})" if name in TARGETS else ""
        print(f"{name:24}{found / least['python -c pass']:6.1f}{target}")


if __name__ == "__main__":
    main()
