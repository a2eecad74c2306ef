"""A change behind what turns is one without which the result is another."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import SMALL, Run
from tests.people import BEGINNER

PERSON = {**BEGINNER, "id": "graduate", "degrees": ["md"]}
WORK = "      - id: informatics-work\n"
EVIDENCE = "evidence: [{source: a-board, grade: A, checked: 2026-11-23, says: It says so.}]"
NEW = f"""\
      - id: new-thing
        title: A new thing
        strength: required
        share: No share is published.
        met_when: {{project: [analytics]}}
        need: x
        why: x
        {EVIDENCE}
        routes:
          - id: way-to-it
            title: x
            action: x
            why: x
            months: {{low: 1, likely: 2, high: 3}}
            cost_usd: null
            hours: null
            {EVIDENCE}
"""


def because(run: Run, tmp_path: Path, *changes: tuple[str, str]) -> Sequence[str]:
    """What one client's result comes from, of a roadmap with these changes."""
    folder = tmp_path / "changed"
    shutil.copytree(SMALL, folder)
    path = folder / "roadmap.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    clients = tmp_path / "clients.jsonl"
    clients.write_text(json.dumps(PERSON) + "\n", encoding="utf-8")
    found = run(
        "roadmap", "impact", SMALL, folder, clients, "-o", tmp_path / "out", "--format", "json"
    )
    turned = json.loads(found.out)["turned"]
    causes: Sequence[str] = turned[0]["because"] if turned else []
    return causes


def test_a_change_beside_the_cause_is_none(run: Run, tmp_path: Path) -> None:
    """Though it is of what turned: a cost does not move the formal list."""
    work = "title: Work where medicine meets IT\n        strength: required"
    changes = [
        (work, work.replace("required", "expected")),
        ("low: 100, high: 200", "low: 90, high: 200"),
    ]

    assert because(run, tmp_path, *changes) == ["informatics-work strength"]


def test_a_harder_rule_is_the_cause(run: Run, tmp_path: Path) -> None:
    """By the field in which it stands."""
    rule = "met_when: {degree: [medical-degree]}"
    changes = [(rule, "met_when: {all_of: [{degree: [medical-degree]}, {project: [analytics]}]}")]

    assert because(run, tmp_path, *changes) == ["medical-degree met_when"]


def test_what_is_new_is_a_cause_like_any_other(run: Run, tmp_path: Path) -> None:
    """The entry is left out as a whole."""
    assert because(run, tmp_path, (WORK, NEW + WORK))[0].startswith("new-thing")
