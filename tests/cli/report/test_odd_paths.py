"""Names that lead in a circle, that are too long, and that may not be looked at."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import AS_OF, ROOT, Run

LONG = "n" * 300
KERNEL = "/proc/kmsg"
"""A file of which a read waits for the next line, though it is called a regular one."""
INPUTS = [
    ("report", "{}.csv", "-o", "out"),
    ("report", "{}/x.csv", "-o", "out"),
    ("roadmap", "test", "cmio", "{}.yaml"),
    ("roadmap", "test", "cmio", "{}/x.yaml"),
    ("roadmap", "impact", "cmio", "cmio", "{}/x.csv", "-o", "out"),
]
OUTPUTS = [
    ("report", "clients.csv", "-o", "{}"),
    ("report", "clients.csv", "-o", "{}/out"),
    ("report", "clients.csv", "--fix", "{}.csv"),
    ("report", "clients.csv", "--fix", "{}/x.csv"),
    ("roadmap", "new", "Chief of Tests", "{}/new"),
    ("roadmap", "impact", "cmio", "cmio", "clients.csv", "-o", "{}/out"),
    ("assess", "--degree", "md", "--save", "{}/a.yaml", "-o", "{}/a.html"),
]


@pytest.fixture(autouse=True)
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("clients.csv").write_text("id,degrees\nc-1,md\n")
    for each in ("loop", "loop.csv", "loop.yaml"):
        Path(each).symlink_to(each)


@pytest.mark.parametrize("name", ["loop", LONG])
@pytest.mark.parametrize(
    ("command", "code"), [*((each, 66) for each in INPUTS), *((each, 73) for each in OUTPUTS)]
)
def test_a_name_that_leads_nowhere_ends_in_its_own_code(
    command: tuple[str, ...], code: int, name: str, run: Run
) -> None:
    if command[-1] == "{}.csv" and name == "loop":
        pytest.skip("a link that is written in place of")
    outcome = run(*(each.format(name) for each in command))
    assert (outcome.code, "half written" in outcome.err) == (code, False)
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("command", "code"), [*((each, 66) for each in INPUTS), *((each, 73) for each in OUTPUTS)]
)
def test_a_folder_that_may_not_be_entered_ends_in_its_own_code(
    command: tuple[str, ...], code: int, run: Run
) -> None:
    Path("seal").mkdir(mode=0)
    if os.access("seal", os.X_OK):
        pytest.skip("this user may enter every folder")
    named = (each.replace("{}.", "{}/x.").format("seal") for each in command)
    outcome = run(*named, "--as-of", AS_OF) if command[0] == "report" else run(*named)
    assert (outcome.code, "half written" in outcome.err) == (code, False)
    assert not Path("out").exists()


def test_cases_in_a_folder_that_may_not_be_read_are_missing(run: Run) -> None:
    Path("seal").mkdir(mode=0)
    if os.access("seal", os.R_OK):
        pytest.skip("this user may read every folder")
    assert run("roadmap", "test", "cmio", "seal").code == 66
    assert run("roadmap", "new", "Chief of Tests", "seal").code == 73


@pytest.mark.parametrize(
    "command",
    [("report", KERNEL, "-o", "out"), ("assess", KERNEL), ("import", KERNEL)],
    ids=lambda each: each[0],
)
def test_a_file_in_which_nothing_is_yet_is_not_waited_for(command: tuple[str, ...]) -> None:
    if not os.access(KERNEL, os.R_OK):
        pytest.skip("this user may not read it")
    program = [sys.executable, "-m", "cmio_advisor", *command]
    ended = subprocess.run(
        program,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert ended.returncode == 65
    assert not Path("out").exists()
