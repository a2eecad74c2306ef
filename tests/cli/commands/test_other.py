"""``eligible``, ``pay``, ``guide``, ``roadmap``: what they print, and how they refuse."""

import json
import shutil
from pathlib import Path

import pytest

from cmio_advisor.domain.profile.fields import COLUMNS
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.views.roadmap import KINDS, LISTS, columns_of
from tests.conftest import AS_OF, LEAD, ROOT, SMALL, Run

FELLOW = ROOT / "examples" / "fellowship-trained.yaml"
FORMATS = ("terminal", "plain", "markdown", "json")
COMMANDS = [
    ["eligible", str(FELLOW)],
    ["eligible", str(FELLOW), "abpm-clinical-informatics", "cphims"],
    ["pay"],
    ["pay", "--role", "attending"],
    ["pay", "--state", "CA", "--organization", "academic", "--beds", "900", "--year", "2030"],
    ["guide"],
    ["guide", "skills"],
    ["roadmap", "show"],
    ["roadmap", "show", "ci-board"],
    ["roadmap", "show", "cphims"],
    ["roadmap", "ids"],
    ["roadmap", "ids", "certifications"],
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_in_every_format(run: Run, command: list[str], form: str) -> None:
    """Exit 0, something on standard output, nothing on standard error, no escape byte."""
    outcome = run(*command, "--as-of", AS_OF, "--format", form)

    assert (outcome.code, outcome.err) == (0, "")
    assert len(outcome.out) > 200
    assert "\x1b" not in outcome.out
    if form == "json":
        assert json.loads(outcome.out)["schema"].startswith("cmio-advisor/")


def test_eligible_names_what_was_asked_for_only(run: Run) -> None:
    """In the roadmap's order, with the pathway."""
    outcome = run(
        "eligible", FELLOW, "abpm-clinical-informatics", "--as-of", AS_OF, "--format", "json"
    )
    (found,) = json.loads(outcome.out)["credentials"]

    assert (found["id"], found["eligible"], found["via"]) == (
        "abpm-clinical-informatics",
        "yes",
        "fellowship",
    )


def test_pay_as_json_holds_the_contract(run: Run) -> None:
    """Deviation is model over value minus one; figures are whole thousands."""
    found = json.loads(run("pay", "--as-of", AS_OF, "--format", "json").out)

    assert (found["role"], found["year"], found["currency"]) == ("cmio", 2026, "USD")
    assert set(found["total"]) == {"mean", "p10", "p25", "p50", "p75", "p90"}
    assert all(value % 1000 == 0 for value in found["total"].values())
    compared = [each for each in found["sources"] if each["deviation"] is not None]
    assert len(compared) > 8
    for each in compared:
        assert each["deviation"] == pytest.approx(each["model"] / each["value"] - 1)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["pay", "--role", "king"], "king"),
        (["pay", "--year", "2007"], "2008"),
        (["pay", "--year", "2032"], "2031"),
        (["pay", "--year", "soon"], "soon"),
        (["pay", "--beds", "0"], "beds"),
        (["pay", "--state", "Califronia"], 'Did you mean "CA"?'),
        (["pay", "--organization", "acadmic"], 'Did you mean "academic"?'),
        (["guide", "skils"], 'Did you mean "skills"?'),
        (["eligible", str(FELLOW), "cphim"], 'Did you mean "cphims"?'),
        (["roadmap", "show", "ci-bord"], 'Did you mean "ci-board"?'),
        (["roadmap", "schema", "profil"], 'Did you mean "profile"?'),
        (["asses"], "assess"),
        (["eligible"], "PROFILE"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_two(run: Run, command: list[str], said: str) -> None:
    """With the nearest name or the range that would be right."""
    outcome = run(*command, *(["--as-of", AS_OF] if command[0] in ("pay", "guide") else []))

    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_every_id_of_a_table_is_listed_with_its_column(run: Run, roadmap: Roadmap) -> None:
    """Every kind that the roadmap knows, each under columns that a table has."""
    outcome = run("roadmap", "ids", "--as-of", AS_OF, "--format", "json")

    found = json.loads(outcome.out)["ids"]
    assert tuple(found) == KINDS
    assert {*roadmap.vocabulary.kinds, "metros"} == {*LISTS}  # areas are kept beside it, as text
    assert found["metros"]
    assert list(found["requirements"]) == [each.id for each in roadmap.requirements()]
    assert found["memberships"]["amia"] == roadmap.vocabulary.title("memberships", "amia")
    assert {each for kind in LISTS for each in columns_of(kind)} <= {*COLUMNS}


def test_stale_evidence_is_named_and_strictly_a_failure(run: Run) -> None:
    """After the review day: listed, and exit 78 only with --strict-fresh."""
    lenient = run("roadmap", "check", LEAD, "--as-of", "2030-01-01")
    strict = run("roadmap", "check", LEAD, "--as-of", "2030-01-01", "--strict-fresh")

    assert lenient.code == 0
    assert "was to be looked at again by" in lenient.out
    assert (strict.code, strict.out) == (78, "")


def test_a_broken_roadmap_is_seventy_eight(run: Run, tmp_path: Path) -> None:
    """With file, line and column."""
    folder = tmp_path / "mine"
    shutil.copytree(SMALL, folder)
    path = folder / "roadmap.yaml"
    text = path.read_text(encoding="utf-8").replace("strength: required", "strength: must", 1)
    path.write_text(text, encoding="utf-8")
    outcome = run("roadmap", "check", folder)

    assert (outcome.code, outcome.out) == (78, "")
    assert '"must" is not a strength' in outcome.err
    assert outcome.err.startswith("roadmap.yaml:")


def test_a_schema_is_printed_and_written(run: Run, tmp_path: Path) -> None:
    """The same text both ways."""
    printed = run("roadmap", "schema", "profile")
    written = run("roadmap", "schema", "profile", "-o", tmp_path / "profile.json")

    assert (printed.code, written.code) == (0, 0)
    assert (tmp_path / "profile.json").read_text(encoding="utf-8") == printed.out


@pytest.mark.parametrize(
    "command",
    [["assess"], ["eligible"], ["pay"], ["guide"], ["roadmap"], ["roadmap", "check"], []],
    ids=" ".join,
)
def test_every_command_has_its_help(run: Run, command: list[str]) -> None:
    """What it does, and its options."""
    outcome = run(*command, "--help")

    assert outcome.code == 0
    assert "Usage:" in outcome.out


def test_the_version(run: Run) -> None:
    """Name and number."""
    outcome = run("--version")

    assert outcome.code == 0
    assert outcome.out.startswith("cmio-advisor ")


@pytest.mark.parametrize(
    "setting",
    [
        *("constraints.hours_per_week=0", "constraints={hours_per_week: 0.2}"),
        "degrees.0=md",
    ],
)
def test_a_setting_that_cannot_be_is_wrong_usage(setting: str, run: Run) -> None:
    refused = run("what-if", ROOT / "examples" / "hospitalist.yaml", "--set", setting)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("--set")


def test_what_was_added_twice_is_said_to_count_once(run: Run) -> None:
    setting = ("--set", "degrees+=mba", "--set", "degrees+=mba")
    tried = run("what-if", ROOT / "examples" / "hospitalist.yaml", *setting)
    assert tried.code == 0
    assert '"mba" is read as one that stands there already.' in tried.err


def test_what_stands_twice_in_a_file_is_said_to_count_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "client.yaml"
    path.write_text("degrees: [md, md]\n", encoding="utf-8")
    outcome = run("assess", path, "--format", "json")
    assert (outcome.code, json.loads(outcome.out)["profile"]["degrees"]) == (0, ["md"])
    assert 'client.yaml:1:15: "md" is read as one that stands there already.' in outcome.err


def test_other_answers_and_another_roadmap_are_said_to_be_two_changes(run: Run) -> None:
    asked = ("what-if", ROOT / "examples" / "it-project-manager.yaml", "--set")
    both = run(*asked, "leadership.people_led=6", "--roadmap", "cio")
    assert "write --against cio in its place" in both.err
    assert run(*asked, "leadership.people_led=6", "--against", "cio").err == ""


def test_no_change_is_told_between_two_that_are_called_the_same(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cio.yaml"
    path.write_text(
        "{degrees: [associate], role: cio, informatics: {years: 20}, leadership: {people_led: 5},"
        " setting: {organization: critical-access}}",
        encoding="utf-8",
    )
    held = ("--set", "degrees=[associate,bachelors]", "--against", "cio", "--format", "plain")
    said = run("what-if", path, *held).out
    assert "in the job" in said
    assert "from in the job to in the job" not in said
