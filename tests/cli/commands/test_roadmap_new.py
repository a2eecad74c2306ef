"""``roadmap new``: a roadmap to begin with, for a job of any name."""

import json
import re
from pathlib import Path

import pytest

from cmio_advisor.loading.roadmap.conditions import ConditionShape
from cmio_advisor.loading.roadmap.files import roadmap_bytes, shipped_folder, shipped_ids
from cmio_advisor.loading.roadmap.parser import RoadmapFiles
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.loading.text.nodes import Problems
from cmio_advisor.loading.text.strict_yaml import decode_yaml
from tests.conftest import AS_OF, ROOT, Run

STANDING = """
standing:
  - id: early
    title: early
    about: x
    why: "You begin. Not there yet: {missing}."
    evidence: [{source: to-be-found, grade: D, checked: 2026-11-28, says: x}]
"""


@pytest.mark.parametrize(
    ("role", "id_"),
    [
        ("Pharmacy Informatics Lead", "pharmacy-informatics-lead"),
        ("Director, Data & AI (West)", "director-data-ai-west"),
        ("Director of Clinical Informatics", "director-health-informatics"),
        ("Chief Medical Officer", "cmo"),
    ],
)
def test_it_is_sound_and_says_nothing_of_another_job(
    run: Run, tmp_path: Path, role: str, id_: str
) -> None:
    """At once, with an assessment, a plan and questions; a second one goes over nothing."""
    folder = tmp_path / "own"
    made = run("roadmap", "new", role, folder)
    texts = " ".join(each.read_text(encoding="utf-8") for each in folder.iterdir())

    assert made.code == 0
    assert f"The roadmap {id_} 0.1.0 is sound" in run("roadmap", "check", folder).out
    assert role in run("assess", "--degree", "mba", "--roadmap", folder, "--as-of", AS_OF).out
    assert run("plan", ROOT / "examples/hospitalist.yaml", "--roadmap", folder).code == 0
    others = [load_roadmap(each).title for each in shipped_ids()]
    assert not re.search("|".join(map(re.escape, others)), texts)
    assert not re.search(r"new.role", texts, re.IGNORECASE)
    assert run("roadmap", "new", role, folder).code == 73


@pytest.mark.parametrize("role", ["", "a: {b}", 'The "Chief"', "x" * 100, "7up", "null", "True"])
def test_what_is_no_name_of_a_job_is_refused(run: Run, tmp_path: Path, role: str) -> None:
    """Nothing is made then."""
    assert run("roadmap", "new", role, tmp_path / "own").code == 2
    assert not (tmp_path / "own").exists()


def test_a_sentence_of_what_is_missing_is_left_out_where_nothing_is(
    run: Run, tmp_path: Path
) -> None:
    """The starter expects nothing, so nobody lacks anything that it expects."""
    folder = tmp_path / "own"
    assert run("roadmap", "new", "Chief of Tests", folder).code == 0
    with (folder / "roadmap.yaml").open("a", encoding="utf-8") as file:
        file.write(STANDING)
    told = run("assess", "--degree", "mba", "--roadmap", folder, "--as-of", AS_OF).out
    held = run("assess", "--role", "chief-of-tests", "--roadmap", folder, "--as-of", AS_OF).out

    assert "Early. You begin. This is how whoever wrote the roadmap reads it." in told
    assert "In the job. You begin." in held
    assert "Not there yet" not in told


def test_whoever_holds_the_job_is_not_told_to_begin(run: Run, tmp_path: Path) -> None:
    """Where the answers leave open how they compare, no more is said than that they hold it."""
    folder = tmp_path / "own"
    assert run("roadmap", "new", "Chief of Tests", folder).code == 0
    first = (
        "standing:\n  - {id: best, title: best, about: x, why: x, when: {degree: [mba]}, evidence: "
    )
    cited = "[{source: to-be-found, grade: D, checked: 2026-11-28, says: x}]"
    with (folder / "roadmap.yaml").open("a", encoding="utf-8") as file:
        file.write(STANDING.replace("standing:", f"{first}{cited}}}"))
    told = run("assess", "--role", "chief-of-tests", "--roadmap", folder, "--as-of", AS_OF).out

    assert "In the job. You hold the job. How you compare with others in it" in told
    assert "best or early" not in told


def test_the_guide_to_roadmaps_names_only_what_there_is() -> None:
    """Each rule in it that is written out can be read."""
    text = (ROOT / "docs" / "roadmap.md").read_text(encoding="utf-8")
    words, _ = RoadmapFiles(roadmap_bytes(shipped_folder())).words
    rules = [each.rstrip(":") for each in re.findall(r"`\{(\w+:)", text)]

    assert set(rules) - {"any", "id", "profession"} <= ConditionShape(words).operators.keys()
    for rule in re.findall(r"^\| (`.*?`) \|", text, re.MULTILINE):
        for each in re.findall(r"`(\{[^.`]*?\})`", rule.replace("ID", "nurse-years")):
            problems = Problems("rule")
            read = ConditionShape(words).read(decode_yaml(each, problems), problems)
            assert read is not None, each


def test_every_key_of_an_entry_is_told_in_the_formats() -> None:
    """In one place, which the guide to roadmaps links to."""
    schema = json.loads((ROOT / "data" / "schema" / "roadmap.schema.json").read_text("utf-8"))
    lists = schema["properties"]
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    requirement = lists["steps"]["items"]["properties"]["requirements"]["items"]
    entries = [requirement, requirement["properties"]["routes"]["items"]]
    entries += [lists[each]["items"] for each in ("cycles", "ladder", "standing", "decisions")]
    entries += [lists[each]["items"] for each in ("ways_on", "advice", "order", "presupposed")]
    told = set(re.findall(r"`([a-z_]+)[`:]", text))

    assert {key for each in entries for key in each["properties"]} <= told
