"""``assess`` as a person or a script runs it: files, flags, formats, exit codes."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from tests.conftest import AS_OF, ROOT, Run, assert_follows

WriteProfile = Callable[[str], Path]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
FORMATS = ("terminal", "plain", "markdown", "json")
ASSESSMENT_SCHEMA = ROOT / "data" / "schema" / "assessment.schema.json"
HOSPITALIST = ROOT / "examples" / "hospitalist.yaml"


def result(run: Run, *arguments: str | Path) -> dict[str, Any]:
    outcome = run("assess", *arguments, "--as-of", AS_OF, "--format", "json")

    assert (outcome.code, outcome.err) == (0, "")
    found: dict[str, Any] = json.loads(outcome.out)
    return found


@pytest.mark.parametrize(("number", "example"), list(enumerate(EXAMPLES)))
def test_every_example_is_assessed(run: Run, number: int, example: Path) -> None:
    """Twice the same, with nothing on standard error; each in one format, the next in the next."""
    form = FORMATS[number % len(FORMATS)]
    first = run("assess", example, "--as-of", AS_OF, "--format", form)
    second = run("assess", example, "--as-of", AS_OF, "--format", form)

    assert (first.code, first.err) == (0, "")
    assert first.out == second.out
    assert len(first.out) > 1000
    assert "\x1b" not in first.out


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_result_follows_the_committed_schema(run: Run, example: Path) -> None:
    """With no further key allowed; and no word is used of a person that must not be."""
    schema = json.loads(ASSESSMENT_SCHEMA.read_text(encoding="utf-8"))
    found = result(run, example)

    assert_follows(found, schema)
    told = json.dumps([found["summary"], found["next_steps"], found["ways_on"], found["stage"]])
    for word in ("qualified", "guarantee", "will earn"):
        assert word not in told.lower()


def test_there_are_at_least_twelve_examples() -> None:
    """The test above has something to run on."""
    assert len(EXAMPLES) >= 12


def test_flags_alone_make_a_profile(run: Run) -> None:
    """No file is needed; what is not given is unknown."""
    found = result(run, "--degree", "md", "--clinical-years", "9", "--role", "cmio")

    assert found["ready_to_apply"] == "unknown"
    assert found["profile"]["degrees"] == ["md"]


def test_flags_override_the_file(run: Run) -> None:
    """A repeated flag replaces the file's list, a number of years replaces its dates."""
    found = result(run, HOSPITALIST, "--degree", "do", "--degree", "mba", "--clinical-years", "5-7")

    assert found["profile"]["degrees"] == ["do", "mba"]
    assert found["profile"]["clinical"] == {"years": "5-7"}


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--degree", "mdd"], 'Did you mean "md"?'),
        (["--cert", "cphims", "--cert", " "], "--cert names nothing. Leave it out, or write none"),
        (["--clinical-years", "many"], '"many" can be many numbers. Write "5-10"'),
        (["--state", "ZZ"], "a state, territory or province"),
        (["--beds", "-4"], "beds"),
        (["--as-of", "2026-13-01"], "does not exist"),
        (["--as-of", "1980-01-01"], "outside 1990 to 2100"),
        (["--as-of", "9999-12-31"], "outside 1990 to 2100"),
        (["--as-of", "9999"], "needs a day as well"),
        (["--colour"], "--color"),
        (["--format", "pdff"], "pdff"),
    ],
)
def test_a_wrong_flag_is_wrong_usage(run: Run, flags: list[str], said: str) -> None:
    """Exit 2, with what was found and what would be right."""
    outcome = run("assess", *flags)

    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_a_file_on_standard_input(run: Run) -> None:
    """``-`` reads it."""
    outcome = run("assess", "-", "--as-of", AS_OF, stdin=b'{"degrees": ["md"]}')

    assert outcome.code == 0
    assert "Whether anything formal is in the way is not known yet" in outcome.out


@pytest.mark.parametrize("path", ["nowhere.yaml", ".", "/dev/null"])
def test_a_missing_or_irregular_file_is_named(run: Run, path: str) -> None:
    """Exit 66 for what is no readable regular file."""
    outcome = run("assess", path)

    assert (outcome.code, outcome.out) == (66, "")
    assert path in outcome.err


def test_nothing_to_read_and_no_terminal_lists_what_can_be_told(run: Run) -> None:
    """One message, exit 66, and no prompt."""
    outcome = run("assess")

    assert (outcome.code, outcome.out) == (66, "")
    for field in ("degrees", "clinical", "certifications", "leadership"):
        assert field in outcome.err


def test_require_ready_ends_in_four_unless_ready(run: Run, profile: WriteProfile) -> None:
    """The result is printed all the same."""
    outcome = run("assess", profile("degrees: [bachelors]\n"), "--require-ready")
    ready = run("assess", HOSPITALIST, "--require-ready", "--as-of", AS_OF)

    assert outcome.code == 4
    assert "formal requirements are still open: " in outcome.out
    assert ready.code == 0


@pytest.mark.parametrize(
    ("who", "required", "code"),
    [
        ("associate-cmio", "competitive", 0),
        ("associate-cmio", "early", 0),
        ("hospitalist", "competitive", 4),
        ("hospitalist", "building", 0),
        ("department-chair", "building", 4),
        ("department-chair", "early", 0),
        ("hospitalist", "biulding", 2),
    ],
)
def test_require_standing_ends_in_four_below_it(
    run: Run, who: str, required: str, code: int
) -> None:
    """That one or a better one; the result is printed all the same."""
    path = ROOT / "examples" / f"{who}.yaml"
    outcome = run("assess", path, "--require-standing", required, "--as-of", AS_OF)

    assert outcome.code == code
    assert ("WHERE YOU STAND" in outcome.out) is (code != 2)
    if code == 4:
        assert f"Asked for: {required}." in outcome.err


def test_a_standing_that_is_not_known_is_not_there_yet(run: Run, profile: WriteProfile) -> None:
    """Not even the lowest; and where the roadmap has no rules for it, none can be required."""
    little = profile("degrees: [md]\n")
    unknown = run("assess", little, "--require-standing", "early")
    without = run(
        "assess", little, "--require-standing", "early", "--roadmap", ROOT / "tests/roadmaps/small"
    )

    assert (unknown.code, without.code) == (4, 2)
    assert "Standing: unknown. Asked for: early." in unknown.err
    assert "no rules for a standing" in without.err


def test_output_goes_to_the_file_that_standard_output_would_show(run: Run, tmp_path: Path) -> None:
    """The same bytes, for the owner only, and never over an existing file."""
    target = tmp_path / "result.txt"
    shown = run("assess", HOSPITALIST, "--as-of", AS_OF)
    written = run("assess", HOSPITALIST, "--as-of", AS_OF, "-o", target)
    again = run("assess", HOSPITALIST, "--as-of", AS_OF, "-o", target)
    forced = run("assess", HOSPITALIST, "--as-of", AS_OF, "-o", target, "--force")

    assert (written.code, written.out) == (0, "")
    assert target.read_text(encoding="utf-8") == shown.out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert again.code == 73
    assert "--force" in again.err
    assert forced.code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["result.txt"]


def test_saved_answers_read_back_to_the_same_result(run: Run, tmp_path: Path) -> None:
    """``--save`` writes a profile."""
    saved = tmp_path / "mine.yaml"
    told = run(
        "assess", "--degree", "md", "--clinical-years", "about 7", "--cert", "none",
        "--residency", "pediatrics", "--residency-status", "completed",
        "--save", saved, "--as-of", AS_OF, "--format", "json",
    )  # fmt: skip
    again = result(run, saved)

    assert told.code == 0
    assert f"Saved to {saved}." in told.err
    before = json.loads(told.out)
    assert before["steps"] == again["steps"]
    assert before["credentials"] == again["credentials"]


def test_broken_input_is_named_with_its_place(run: Run, profile: WriteProfile) -> None:
    """Exit 65, one line a problem, file, line and column, nearest name."""
    path = profile("degrees: [mdd]\ncerfications: [cphims]\nclinical: {years: -3}\n")
    outcome = run("assess", path)

    assert (outcome.code, outcome.out) == (65, "")
    lines = outcome.err.splitlines()
    assert len(lines) == 3
    assert any(f"{path}:1:11" in line and 'Did you mean "md"?' in line for line in lines)
    assert any("certifications" in line for line in lines)
    assert any(f"{path}:3:19" in line for line in lines)


def test_a_roadmap_that_is_not_there_or_not_valid(run: Run, tmp_path: Path) -> None:
    """66 for no folder, 78 for a folder that holds no valid roadmap."""
    missing = run("assess", HOSPITALIST, "--roadmap", tmp_path / "none")
    empty = run("assess", HOSPITALIST, "--roadmap", tmp_path)

    assert missing.code == 66
    assert empty.code == 78
    assert "roadmap.yaml" in empty.err


def test_what_has_another_form_is_told_where_it_is_read(run: Run, tmp_path: Path) -> None:
    """A workbook is no profile, and a folder is no paper."""
    (tmp_path / "me.xlsx").write_bytes(b"PK\x03\x04\x99\xd4")
    assert "cmio-advisor report FILE" in run("assess", tmp_path / "me.xlsx").err
    assert "zip as it came" in run("import", tmp_path, "--accept").err


def test_hundreds_of_certificates_to_renew_take_seconds(run: Run, tmp_path: Path) -> None:
    """Each is a step of its own, and a first set of routes is found whatever their number."""
    held = "".join(f"  - {{other: x{each}, expires: 2027-05}}\n" for each in range(600))
    (tmp_path / "p.yaml").write_text(f"degrees: [md]\ncertifications:\n{held}")
    before = process_time()
    assert run("assess", tmp_path / "p.yaml", "--as-of", AS_OF, "--format", "json").code == 0
    assert process_time() - before < 15


def test_a_start_follows_the_training_that_is_finished_on_a_day_to_come(run: Run) -> None:
    """As a sheet says it, "Family medicine 6/2029": no season begins a year before that."""
    told = ["--degree=md", "--license=training", "--role=resident", "--residency=family-medicine"]
    steps = json.dumps(result(run, *told, "--residency-completed=2029-06")["next_steps"])

    assert "For a start on 1 July 2029" in steps
    assert "1 July 2028" not in steps
