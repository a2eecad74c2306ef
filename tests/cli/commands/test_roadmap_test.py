"""``roadmap test``: a roadmap tried on people, by cases in files and on people made up."""

import json
from pathlib import Path

import pytest

from tests.conftest import AS_OF, Run

CASES = """\
- name: somebody who works in the field
  date: 2026-11-23
  profile: {informatics: {years: 9}, projects: [analytics], role: none}
  expect: {states: {informatics-work: met}}

- name: the same person without that work
  date: 2026-11-23
  like: somebody who works in the field
  profile: {informatics: none}
  expect: {states: {informatics-work: not_met}, first_step: join-a-project}
"""


@pytest.fixture
def own(run: Run, tmp_path: Path) -> Path:
    """A roadmap to begin with, and two cases beside it."""
    folder = tmp_path / "own"
    assert run("roadmap", "new", "Chief of Tests", folder).code == 0
    (folder / "cases").mkdir()
    (folder / "cases" / "people.yaml").write_text(CASES, encoding="utf-8")
    return folder


def test_cases_beside_a_roadmap_are_tried_without_a_name(run: Run, own: Path) -> None:
    """With how often each requirement and route was tried both ways."""
    found = run("roadmap", "test", own, "--as-of", AS_OF, "--format", "json")
    said = json.loads(found.out)

    assert found.code == 0
    assert (said["cases"], said["failed"], said["laws_broken"]) == (2, [], [])
    by_id = {each["id"]: each for each in said["coverage"]}
    assert by_id["informatics-work"]["by_cases"] == {"yes": 1, "no": 1}
    assert by_id["join-a-project"]["by_cases"] == {"yes": 1, "no": 1}
    assert all(min(each["by_made_up"].values()) > 0 for each in said["coverage"])


def test_what_comes_out_otherwise_is_told_and_ends_with_one(run: Run, own: Path) -> None:
    """What stands in the case, what was found, and where the case stands."""
    path = own / "cases" / "people.yaml"
    path.write_text(CASES.replace("work: met}", "work: unknown}"), encoding="utf-8")
    found = run("roadmap", "test", own, "--as-of", AS_OF)

    assert found.code == 1
    assert "people.yaml:1:3" in found.out
    assert "states informatics-work: expected unknown, found met." in found.out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("expect: {states: {inf", "expect: {stated: {inf", '4:20: "stated" is nothing that a'),
        ("{informatics-work: met}", "{informatcs-work: met}", 'Did you mean "informatics-work"?'),
        ("work: met}", "work: holds}", '"holds" is not known here. Known are: '),
        ("work: met}", "work: mett}", '"mett" is not known here. Did you mean "met"?'),
        ("like: somebody", "like: sumebody", "No case before this one is named"),
        ("date: 2026-11-23\n  profile", "date: 2026-02-31\n  profile", "people.yaml:2:9"),
        ("projects: [analytics]", "projects: [analitics]", 'Did you mean "analytics"?'),
        ("the same person without that work", "somebody who works in the field", "them apart"),
        ("join-a-project", "join-a-projekt", 'Did you mean "join-a-project"?'),
    ],
)  # fmt: skip
def test_cases_that_cannot_be_are_refused(
    run: Run, own: Path, old: str, new: str, said: str
) -> None:
    """With their place, and what may be meant."""
    path = own / "cases" / "people.yaml"
    assert old in CASES
    path.write_text(CASES.replace(old, new, 1), encoding="utf-8")
    found = run("roadmap", "test", own, "--as-of", AS_OF)

    assert found.code == 65
    assert said in found.err
    assert not found.out


def test_a_harder_fact_that_helps_is_found(run: Run, own: Path) -> None:
    """By people whom the roadmap's own rules make up, the same ones each time."""
    path = own / "roadmap.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("met_when:")
    rule = text[start : text.index("\n", start)]
    path.write_text(text.replace(rule, "met_when: {not: {project: [any-project]}}", 1))
    first, second = (run("roadmap", "test", own, no_cases(own)) for _ in range(2))

    assert first.code == 1
    assert "A harder fact helps: informatics-work" in first.out
    assert first == second


def no_cases(own: Path) -> Path:
    """A file without any."""
    path = own / "none.yaml"
    path.write_text("[]\n", encoding="utf-8")
    return path


def test_cases_of_other_roadmaps_are_left_out(run: Run, own: Path) -> None:
    """And counted."""
    path = own / "cases" / "people.yaml"
    path.write_text(CASES.replace("  date", "  roadmap: cnio\n  date"), encoding="utf-8")

    assert "2 cases of other roadmaps left out" in run("roadmap", "test", own).out


def test_a_roadmap_that_is_not_valid_ends_with_its_code(run: Run, own: Path) -> None:
    """Before any case is read; a file that is not there with its own."""
    assert run("roadmap", "test", own, own / "nothing.yaml").code == 66
    (own / "sources.yaml").write_text("x: y\n", encoding="utf-8")

    assert run("roadmap", "test", own).code == 78
