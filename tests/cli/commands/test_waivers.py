"""Waivers of what a roadmap does not ask for, and of what it asks for under a new id."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.conftest import AS_OF, SMALL, Run

Profile = Callable[[str], Path]


def _assessed(run: Run, path: Path, *more: str | Path) -> dict[str, object]:
    outcome = run("assess", path, *more, "--as-of", AS_OF, "--format", "json")
    assert outcome.code == 0, outcome.err
    result: dict[str, object] = json.loads(outcome.out)
    return result


def _without_waivers(result: dict[str, object]) -> dict[str, object]:
    return {key: each for key, each in result.items() if key not in ("profile", "warnings")}


def test_a_waiver_of_something_unknown_excuses_nothing_and_is_said(
    run: Run, profile: Profile
) -> None:
    """With the requirement that is one slip away, where there is one."""
    plain = _assessed(run, profile("degrees: [md]\n"))
    waived = _assessed(
        run,
        profile(
            "degrees: [md]\n"
            "waivers: [{requirement: ci-bord, reason: x}, {requirement: Spanish, reason: y}]\n"
        ),
    )

    assert _without_waivers(waived) == _without_waivers(plain)
    warnings = waived["warnings"]
    assert isinstance(warnings, list)
    texts = {each["code"]: each["text"] for each in warnings}
    assert '"ci-bord"' in texts["waiver_unknown_near"]
    assert "ci-board" in texts["waiver_unknown_near"]
    assert '"Spanish"' in texts["waiver_unknown"]


def test_a_caseload_takes_an_unknown_waiver_like_one_person(run: Run, tmp_path: Path) -> None:
    """One such record costs nothing."""
    clients = tmp_path / "clients.jsonl"
    clients.write_text(
        '{"id": "c-1", "waivers": [{"requirement": "nothing-like-it", "reason": "x"}]}\n',
        encoding="utf-8",
    )

    outcome = run("report", clients, "-o", tmp_path / "out", "--format", "jsonl", "--as-of", AS_OF)

    assert outcome.code == 0, outcome.err
    line = json.loads((tmp_path / "out" / "assessments.jsonl").read_text(encoding="utf-8"))
    assert "waiver_unknown" in [each["code"] for each in line["warnings"]]


def test_a_waiver_follows_a_requirement_to_its_new_id(
    run: Run, profile: Profile, tmp_path: Path
) -> None:
    """``was`` names the ids of earlier versions; the new one is written back."""
    rules = tmp_path / "rules"
    shutil.copytree(SMALL, rules)
    main = rules / "roadmap.yaml"
    text = main.read_text(encoding="utf-8")
    first = text.index("      - id: ci-board\n")
    main.write_text(
        f"{text[:first]}      - id: ci-board\n        was: [informatics-board]\n"
        f"{text[first + len('      - id: ci-board') + 1 :]}",
        encoding="utf-8",
    )
    person = profile("waivers: [{requirement: informatics-board, reason: x, by: y}]\n")

    result = _assessed(run, person, "--roadmap", rules)

    steps = result["steps"]
    assert isinstance(steps, list)
    states = {each["id"]: each["state"] for step in steps for each in step["requirements"]}
    assert states["ci-board"] == "waived"
    told = result["profile"]
    assert isinstance(told, dict)
    assert told["waivers"][0]["requirement"] == "ci-board"


def test_a_former_id_that_stands_twice_is_refused(run: Run, tmp_path: Path) -> None:
    """It would not be clear for which of the two a waiver holds."""
    rules = tmp_path / "rules"
    shutil.copytree(SMALL, rules)
    main = rules / "roadmap.yaml"
    text = main.read_text(encoding="utf-8")
    main.write_text(
        text.replace("      - id: ci-board\n", "      - id: ci-board\n        was: [residency]\n"),
        encoding="utf-8",
    )

    outcome = run("roadmap", "check", rules)

    assert outcome.code == 78
    assert '"residency" stands there already' in outcome.err
