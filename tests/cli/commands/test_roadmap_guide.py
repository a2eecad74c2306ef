"""docs/roadmap.md: what it shows can be pasted as it stands."""

import re
from collections import defaultdict
from pathlib import Path

from cmio_advisor.loading.roadmap.conditions import ConditionShape, Words
from tests.conftest import AS_OF, ROOT, Run

EXAMPLES = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
EVIDENCE = 'evidence: [{source: to-be-found, grade: D, checked: 2026-11-28, says: "x"}]'


def _requirement(id_: str, rule: str, route: str, more: str = "") -> str:
    """What the examples name, or need that something reads them."""
    return f"""\
      - id: {id_}
        title: A thing
        strength: expected
        share: No share is published.
        met_when: {rule}
        need: x
        why: x
        {EVIDENCE}
        routes:
          - id: {route}
            title: x
            action: x
            why: x
            months: {{low: 1, likely: 24, high: 36}}
            cost_usd: null
            hours: null
            {EVIDENCE}
{more}"""


def test_each_example_can_be_pasted_whole(run: Run, tmp_path: Path) -> None:
    """Into the roadmap that it begins with; where an example names an id, that stands there too."""
    folder = tmp_path / "lead"
    assert run("roadmap", "new", "Pharmacy Informatics Lead", folder).code == 0
    text = (ROOT / "docs" / "roadmap.md").read_text(encoding="utf-8")
    shown = [each.replace("source: ID", "source: to-be-found") for each in EXAMPLES.findall(text)]
    shown = [each.replace("sources: [ID]", "sources: [to-be-found]") for each in shown]
    (one,), (certificate,), (cycle,), (chance,), (paths,), (asks,), (pay,), (guide,), (cases,) = (
        [each for each in shown if each.startswith(start)]
        for start in (
            *("- {id: achip", "certifications:", "cycles:", "            cycle:", "standing:"),
            *("asks:", "schema: cmio-advisor/pay", "schema: cmio-advisor/guide", "- name:"),
        )
    )
    questions = [each for each in shown if each.startswith(("- id: fellowships", "- id: own-"))]
    assert len(shown) == 9 + len(questions) == 11

    def put(file: str, old: str, new: str) -> None:
        path = folder / f"{file}.yaml"
        before = path.read_text(encoding="utf-8") if path.exists() else old
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")

    earned = "{any_of: [{certification: [a-certificate]}, {certification: [achip]}]}"
    requirements = (
        _requirement("a-project", earned, "a-route", chance),
        _requirement("leading", "{answer: {to: verified-orders, at_least: 2}}", "another-route"),
        _requirement("residency", "{fellowship: [pharmacy-informatics]}", "pgy2"),
        _requirement("degree", "{degree: [pharmd]}", "pharmacy-school"),
    )
    put("roadmap", "\n# The rungs on the way", "".join(requirements) + "\n# The rungs on the way")
    put("roadmap", "ways_on: []\n", f"{cycle}\n{paths}")
    entries = "".join(f"  {line}\n" for line in one.splitlines())
    put("credentials", "certifications: []\n", f"{certificate}{entries}\n{asks}")
    more = [f"  {line}\n" for each in questions for line in each.splitlines()]
    put("questions", "  - id: role\n", f"{''.join(more)}  - id: role\n")
    put("pay", "", pay)
    put("guide", "", guide)
    (folder / "cases").mkdir()
    put("cases/people", "", cases)
    checked = run("roadmap", "check", folder, "--as-of", AS_OF)
    tried = run("roadmap", "test", folder, "--as-of", AS_OF)

    assert checked.err == ""
    assert "is sound" in checked.out
    assert tried.err == ""
    assert tried.code == 0


def test_every_kind_of_rule_is_named() -> None:
    text = (ROOT / "docs" / "roadmap.md").read_text(encoding="utf-8")
    operators = ConditionShape(Words(defaultdict(tuple), {})).operators
    assert [each for each in operators if f"{{{each}: " not in text] == []
