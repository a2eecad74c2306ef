"""``roadmap diff``: what is different between two versions, in sentences by id."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import AS_OF, SMALL, Run

Changed = Callable[..., Path]
WORK = "id: informatics-work\n"
RENAMED = "id: work-in-it\n        was: [informatics-work]\n"
EVIDENCE = "{source: a-board, grade: A, checked: 2026-11-23, says: It says so.}"


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """The small roadmap with texts in place of others."""

    def make(*pairs: tuple[str, str]) -> Path:
        folder = tmp_path / f"version-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(SMALL, folder)
        path = folder / "roadmap.yaml"
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        return folder

    return make


def test_the_same_twice_has_no_difference(run: Run, changed: Changed) -> None:
    """Wherever it lies."""
    assert "Nothing is different." in run("roadmap", "diff", SMALL, changed()).out


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ("strength: required", "strength: expected", "value", "now expected; it was required."),
        ("high: 24}", "high: 36}", "value", "Months: now about 12 months (6 to 36)"),
        ("{low: 100, high: 200}", "{low: 100, high: 300}", "value", "Cost: now $100 to $300;"),
        ("{degree: [mba]}", "{degree: [mha]}", "value", 'now "'),
        (
            EVIDENCE,
            EVIDENCE.replace("grade: A", "grade: B"),
            "evidence",
            "Grade (evidence): now ",
        ),
        ("need: It has", "need: It still has", "wording", "Need: now "),
        ("{low: 6, likely", "{low: 5, likely", "value", "(5 to 24)"),
    ],
)
def test_each_kind_of_change_has_a_sentence(
    run: Run, changed: Changed, old: str, new: str, kind: str, said: str
) -> None:
    """With its entry, its field, what stands there and what stood there."""
    folder = changed((old, new))
    found = json.loads(run("roadmap", "diff", SMALL, folder, "--format", "json").out)["edits"]

    assert [each["kind"] for each in found] == [kind]
    assert found[0]["counts"] is (kind == "value")
    assert said in found[0]["text"]
    assert (
        said.split(";", maxsplit=1)[0]
        in run("roadmap", "diff", SMALL, folder, "--as-of", AS_OF).out
    )


def test_what_is_new_and_what_is_gone_is_told_by_id(run: Run, changed: Changed) -> None:
    """A requirement under another id is another one, unless it says what it was."""
    folder = changed((WORK, "id: work-in-it\n"))
    found = json.loads(run("roadmap", "diff", SMALL, folder, "--format", "json").out)["edits"]

    said = {(each["kind"], each["id"]) for each in found}
    assert {("new", "work-in-it"), ("gone", "informatics-work")} <= said


def test_waivers_and_plans_follow_what_was_renamed(
    run: Run, changed: Changed, profile: Callable[[str], Path]
) -> None:
    """The difference says so, and it is so."""
    folder = changed(
        (WORK, RENAMED),
        ("id: mba\n        title: MBA", "id: a-mba\n        was: [mba]\n        title: MBA"),
    )
    found = run("roadmap", "diff", SMALL, folder).out
    assert found.count("before. A waiver, and --with or --without of a plan") == 2
    assert "WHAT CAN TURN A RESULT" not in found

    person = profile("degrees: [md]\nwaivers: [{requirement: informatics-work}]\n")
    options = (person, "--roadmap", folder, "--as-of", AS_OF, "--format", "json")
    assessed = json.loads(run("assess", *options).out)
    states = {
        each["id"]: each["state"] for step in assessed["steps"] for each in step["requirements"]
    }
    assert states["work-in-it"] == "waived"
    planned = json.loads(run("plan", *options, "--with", "mba").out)
    assert "a-mba" in {each["requirement"] for each in planned["steps"]}


def test_a_rule_that_names_what_was_renamed_is_told(run: Run, changed: Changed) -> None:
    """What stood there before names it as it is called now."""
    folder = changed(
        ("id: residency\n", "id: training\n        was: [residency]\n"),
        ("needs: {requirement: residency}", "needs: {requirement: training}"),
        ("{all_of: [{requirement: residency}, {board", "{any_of: [{requirement: training}, {board"),
    )
    found = run("roadmap", "diff", SMALL, folder)

    assert found.code == 0
    assert found.out.count("Needs: now") == 1
    assert 'it was "All of these: The requirement' in " ".join(found.out.split())


def test_of_a_list_without_names_what_is_new_is_told(run: Run, changed: Changed) -> None:
    """And what is gone, not the whole list; a rule that changed says where it stands in it."""
    first = "  - what: {residency: [any]}\n    first: {degree: [medical-degree]}\n"
    more = "  - {what: {project: [analytics]}, first: {degree: [bachelors]}}\n"
    added = changed((first, more + first))
    other = changed((first, first.replace("medical-degree", "md")))

    assert "Presupposed: now what" in run("roadmap", "diff", SMALL, added).out
    assert "Presupposed: now none; it was what" in run("roadmap", "diff", added, SMALL).out
    assert "First (presupposed 1): now" in run("roadmap", "diff", SMALL, other).out


def test_a_version_that_is_not_valid_is_refused(run: Run, changed: Changed) -> None:
    """Whichever of the two it is."""
    broken = changed(("strength: required", "strength: requierd"))

    assert run("roadmap", "diff", SMALL, broken).code == 78
    assert run("roadmap", "diff", broken, SMALL).code == 78
    assert run("roadmap", "diff", SMALL, "nowhere").code == 66
