"""
What a start costs, as ratios to ``python -c pass`` in one run.

Run: python benchmarks/start_up.py [ROUNDS]

Every command of the table runs once a round, in turn, so that a slow minute of the machine hits
all of them; the figures are medians of the ratios within the rounds. The roadmap's cache is warm,
as it is from the second start on; the cold row says what the first start costs.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
EXAMPLE = EXAMPLES / "hospitalist.yaml"
FULLEST = EXAMPLES / "medical-student.yaml"
"""The example whose plan has the most steps."""
TARGETS = {"--help": 8.0, "assess, JSON": 10.0, "assess, plain": 10.0, "assess, terminal": 14.0}
AS_OF = ["--as-of", "2026-11-23"]


def commands(program: str, cold: str) -> dict[str, tuple[list[str], dict[str, str]]]:
    """
    The rows of the table: a command line, and what it changes in the environment.
    """
    assess = [program, "assess", str(EXAMPLE), *AS_OF]
    fullest = [str(FULLEST), *AS_OF, "--format", "json"]
    return {
        "python -c pass": ([sys.executable, "-c", "pass"], {}),
        "--version": ([program, "--version"], {}),
        "--help": ([program, "--help"], {}),
        "assess, JSON": ([*assess, "--format", "json"], {}),
        "assess, plain": ([*assess, "--format", "plain"], {}),
        "assess, terminal": ([*assess, "--format", "terminal"], {}),
        "assess, JSON, no cache": ([*assess, "--format", "json"], {"XDG_CACHE_HOME": cold}),
        "assess, fullest": ([program, "assess", *fullest], {}),
        "plan, fullest": ([program, "plan", *fullest], {}),
    }


def seconds(command: list[str], changes: dict[str, str]) -> float:
    """
    The wall time of one run, with compiled modules allowed as users have them.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    } | changes
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """
    Measure and print the table.
    """
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    program = shutil.which("cmio-advisor", path=str(Path(sys.executable).parent))
    if program is None:
        sys.exit("Install cmio-advisor into this interpreter's environment first.")
    with tempfile.NamedTemporaryFile() as no_folder:  # a cache below a file can never be written
        rows = commands(program, no_folder.name)
        for command, changes in rows.values():
            seconds(command, changes)
        ratios: dict[str, list[float]] = {name: [] for name in rows}
        for _ in range(rounds):
            times = {name: seconds(*row) for name, row in rows.items()}
            for name, took in times.items():
                ratios[name].append(took / times["python -c pass"])
    print(f"ratios to python -c pass, medians of {rounds} rounds, {sys.version.split()[0]}")
    for name, found in ratios.items():
        target = f"  (at most {TARGETS[name]:g})" if name in TARGETS else ""
        print(f"{name:24}{statistics.median(found):6.1f}{target}")


if __name__ == "__main__":
    main()
