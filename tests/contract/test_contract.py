"""
What the program says to users and scripts is what it said at the baseline, or the difference is
meant (meant.yaml).

The baseline is the commit that commands.yaml names, or the one of ``--contract-baseline`` or
CONTRACT_BASELINE.
"""

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contract.differences import Difference, differences, unexplained
from tests.contract.programs import Job, Program, installed, jobs_of, lay_out, of_commit, run_all

HERE = Path(__file__).parent
WRITTEN: dict[str, Any] = yaml.safe_load((HERE / "commands.yaml").read_text(encoding="utf-8"))
MEANT: list[dict[str, str]] = yaml.safe_load((HERE / "meant.yaml").read_text(encoding="utf-8"))[
    "meant"
]
SHOWN = 40

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the installed program runs."""
    made = tmp_path_factory.mktemp("contract") / "now"
    made.mkdir()
    lay_out(made, WRITTEN["files"])
    return made


@pytest.fixture(scope="module")
def jobs(folder: Path) -> list[Job]:
    """All that is asked."""
    return jobs_of(WRITTEN, folder)


@pytest.fixture(scope="module")
def baseline(request: pytest.FixtureRequest, folder: Path) -> Program:
    """
    The program of the baseline. A clone without the usual one, such as a shallow one, skips these
    tests; one that was named has to be there.
    """
    named = request.config.getoption("--contract-baseline") or os.environ.get("CONTRACT_BASELINE")
    usual = WRITTEN["baseline"]
    was = folder.parent / "was"
    was.mkdir()
    lay_out(was, WRITTEN["files"])
    try:
        return of_commit(named or usual["commit"], folder.parent / "tree", was)
    except LookupError as reason:
        if named:
            pytest.fail(f"No baseline to compare with: {reason}.")
        pytest.skip(f"No baseline to compare with, {usual['tag']}: {reason}.")


@pytest.fixture(scope="module")
def found(baseline: Program, folder: Path, jobs: Sequence[Job]) -> list[Difference]:
    """Every difference between the two."""
    was, now = run_all([baseline, installed(folder)], jobs)
    both = zip(jobs, was, now, strict=True)
    return [each for job, old, new in both for each in differences(job.name, old, new)]


def test_nothing_differs_but_what_is_meant(found: list[Difference]) -> None:
    """Output, errors, exit codes and files, byte by byte."""
    left, _ = unexplained(found, MEANT)

    kinds = Counter((each.stream, each.key) for each in left)
    firsts = {(each.stream, each.key): each for each in reversed(left)}
    told = [f"{firsts[kind]}\n    in {many} commands" for kind, many in kinds.most_common(SHOWN)]
    if left:
        pytest.fail(f"{len(left)} differences of {len(kinds)} kinds\n" + "\n".join(told))


def test_what_is_meant_still_differs(found: list[Difference]) -> None:
    """An entry that no difference needs any more would hide the next one."""
    _, spare = unexplained(found, MEANT)

    assert spare == []
    assert [entry for entry in MEANT if not entry.get("reason")] == []


def test_every_command_is_asked_in_every_format(folder: Path, jobs: Sequence[Job]) -> None:
    """
    Also one that is added later, and once with what it refuses: commands and formats are read from
    the program's own help.
    """
    program = installed(folder.parent / "help")
    program.folder.mkdir()

    def said(*lines: str) -> list[str]:
        (answers,) = run_all([program], [Job((f"{each} --help".strip(),)) for each in lines])
        return [answer["stdout"].decode() for answer in answers]

    (overview, group) = said("", "roadmap")
    commands = [*_commands(overview), *(f"roadmap {each}" for each in _commands(group))]
    asked = {line for job in jobs for line in job.lines}
    bad = [line for job in WRITTEN["commands"] for line in job.get("each", {}).get("bad", ())]
    lacking = [each for each in commands if not any(line.startswith(each) for line in bad)]
    for command, help_ in zip(commands, said(*commands), strict=True):
        formats = re.search(r"--format <([a-z|]+\|[a-z|]+)>", help_)
        for format_ in formats[1].split("|") if formats else [""]:
            ending = f"--format {format_}" if format_ else ""
            if not any(line.startswith(f"{command} ") and ending in line for line in asked):
                lacking.append(f"{command} {ending}")

    assert len(commands) > 10
    assert lacking == []


def _commands(help_: str) -> list[str]:
    return re.findall(r"^  ([a-z][a-z-]+)  +[A-Z]", help_.partition("Commands:")[2], re.MULTILINE)
