"""The table of a profile's fields: a row more is a field in every layer, without another line."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import AS_OF, ROOT, SMALL

MADE_UP = """
    ProfileField(
        "hobbies",
        Kind.IDS,
        words="hobbies",
        terms="hobbies",
        one="a hobby",
        rule="hobby",
        columns=(TableColumn("hobbies", sample="analytics"),),
        options=(CommandOption("--hobby", "What you like to do."),),
    ),
    ProfileField(
        "talks",
        Kind.AMOUNT,
        words="talks",
        high=1_000,
        unit="talks",
        rule="talks",
        columns=(TableColumn("talks_given", sample="3"),),
        options=(CommandOption("--talks", "How many talks you gave."),),
    ),
"""
HOBBIES = """
hobbies:
- {id: analytics, title: Analytics}
- {id: telehealth, title: Telehealth}
"""
LAST = '    ProfileField(\n        "waivers"'
RULE = "met_when: {degree: [mba]}"
OTHER_RULE = "met_when: {all_of: [{hobby: [analytics]}, {talks: 3}]}"

SEVERAL = """
import io, json, sys
from cmio_advisor.cli.app import main

def stream(text=""):
    return io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", write_through=True)

requests, answers = sys.stdin, sys.stdout
for line in requests:
    arguments, told = json.loads(line)
    sys.stdin, sys.stdout, sys.stderr = stream(told), stream(), stream()
    code = main(arguments)
    said = [each.buffer.getvalue().decode() for each in (sys.stdout, sys.stderr)]
    print(json.dumps([code, *said]), file=answers, flush=True)
"""
"""A program that runs one command after the other: starting it anew for each takes the longest."""

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program with two rows more in its table, and the small roadmap with a rule on both."""
    folder = tmp_path_factory.mktemp("made-up")
    shutil.copytree(ROOT / "cmio_advisor", folder / "cmio_advisor")
    shutil.copytree(SMALL, folder / "rules")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "schemas.py", folder / "docs")
    _write(folder / "cmio_advisor/domain/profile/fields.py", LAST, f"{MADE_UP}{LAST}")
    _write(folder / "rules/roadmap.yaml", RULE, OTHER_RULE)

    with (folder / "rules/vocabulary.yaml").open("a", encoding="utf-8") as file:
        file.write(HOBBIES)

    own = {"PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    schemas = [sys.executable, "docs/schemas.py"]
    subprocess.run(schemas, cwd=folder, env={**os.environ, **own}, check=True)
    with subprocess.Popen(
        [sys.executable, "-c", SEVERAL],
        cwd=folder,
        env={**os.environ, **own},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as started:
        requests, answers = started.stdin, started.stdout
        assert requests
        assert answers

        def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
            print(json.dumps([arguments, stdin]), file=requests, flush=True)
            return subprocess.CompletedProcess(arguments, *json.loads(answers.readline()))

        yield run
        requests.close()


def _write(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def assessed(program: Program, *arguments: str, stdin: str = "") -> dict[str, Any]:
    run = program(
        "assess",
        *arguments,
        "--roadmap",
        "rules",
        "--as-of",
        AS_OF,
        "--format",
        "json",
        stdin=stdin,
    )
    assert not run.stderr, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_a_profile_file_and_options_give_it(program: Program) -> None:
    """Read, judged, quoted and written again; a list in the file gives way to options."""
    by_file = assessed(program, "-", stdin="{hobbies: [analytics], talks: 5-7}")
    by_options = assessed(
        program, "-", "--hobby", "analytics", "--talks", "about 7", stdin="{hobbies: none}"
    )

    assert by_file["profile"]["hobbies"] == by_options["profile"]["hobbies"] == ["analytics"]
    other = assessed(program, "--hobby", "other: Chess", "--hobby", "telehealth")["profile"]
    assert other["hobbies"] == [{"other": "Chess"}, "telehealth"]
    assert (by_file["profile"]["talks"], by_options["profile"]["talks"]) == ("5-7", "5.6-8.4")
    requirement = by_file["steps"][-1]["requirements"][0]
    assert requirement["state"] == "met"
    assert requirement["have"] == "hobbies: Analytics; talks: 5 to 7 talks"


def test_what_is_wrong_is_said_with_its_place(program: Program) -> None:
    """As for any other field."""
    asked = ("assess", "-", "--roadmap", "rules", "--as-of", AS_OF)
    run = program(*asked, stdin="{hobbies: [analytisc], talks: -1}")

    assert run.returncode == 65
    assert '"analytisc" is not a hobby. Did you mean "analytics"?' in run.stderr
    assert "-1 lies outside a number of talks from 0 to 1,000." in run.stderr


def test_its_list_is_told_and_a_roadmap_may_do_without_it(program: Program) -> None:
    """The shipped roadmaps have none: they are sound, and no id can be told there."""
    told = program("roadmap", "ids", "hobbies", "--roadmap", "rules", "--format", "json")
    assert list(json.loads(told.stdout)["ids"]["hobbies"]) == ["analytics", "telehealth"]
    shipped = program("assess", "-", "--as-of", AS_OF, stdin="{hobbies: [chess]}")
    assert '"chess" is not a hobby. The roadmap lists none.' in shipped.stderr


def test_a_table_has_its_columns(program: Program, tmp_path: Path) -> None:
    """In a new table and in one that is read."""
    template = program("report", "--template")
    assert {"hobbies", "talks_given"} <= {*template.stdout.splitlines()[0].split(",")}
    table = tmp_path / "clients.csv"
    table.write_text("id,hobbies,talks_given\nc-1,analytics;telehealth,4\n", encoding="utf-8")

    run = program(
        *("report", str(table), "-o", str(tmp_path / "out"), "--format", "jsonl"),
        *("--roadmap", "rules", "--as-of", AS_OF, "--jobs", "1"),
    )

    assert run.returncode == 0, run.stderr
    (line,) = (tmp_path / "out/assessments.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["profile"] == {"hobbies": ["analytics", "telehealth"], "talks": 4}


def test_the_schema_and_the_help_name_it(program: Program) -> None:
    """The option that is a list may be repeated."""
    schema = json.loads(program("roadmap", "schema", "profile").stdout)
    shown = program("assess", "--help").stdout

    assert {"hobbies", "talks"} <= schema["properties"].keys()
    assert "What you like to do. May be repeated;" in " ".join(shown.split())
    assert "--talks" in shown


def test_an_explanation_changes_it_and_a_setting_too(program: Program) -> None:
    """The smallest changes are settings that what-if takes."""
    asked = ("mba", "--roadmap", "rules", "--as-of", AS_OF)
    explained = program("explain", "-", *asked, "--format", "json", stdin="{degrees: [md]}")
    (flip,) = json.loads(explained.stdout)["flips"]
    assert flip["set"] == ["hobbies+=analytics", "talks=3"]
    said = program("explain", "-", *asked, stdin="{degrees: [md]}").stdout
    assert "Analytics, added to your hobbies and your talks: 3" in said

    settings = [part for each in flip["set"] for part in ("--set", each)]
    changed = program(
        *("what-if", "-", *settings, "--roadmap", "rules", "--today", AS_OF, "--format", "json"),
        stdin="{hobbies: [telehealth], talks: 1}",
    )

    assert changed.returncode == 0, changed.stderr
    (scenario,) = json.loads(changed.stdout)["scenarios"]
    assert scenario["situation"]["profile"]["hobbies"] == ["telehealth", "analytics"]
    assert scenario["situation"]["profile"]["talks"] == 3
