"""Roadmaps that are not valid: every fault is named with its file and place."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cmio_advisor.errors import RoadmapError
from cmio_advisor.loading.roadmap.files import roadmap_bytes
from cmio_advisor.loading.roadmap.parser import parse_guide, parse_roadmap
from tests.conftest import ROOT, SMALL

Changed = Callable[[str, str, str], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """A copy of the small roadmap with one piece of text replaced in one file."""

    def make(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "roadmap"
        shutil.copytree(SMALL, folder)
        path = folder / f"{file}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return make


def problems_of(folder: Path) -> list[str]:
    files = roadmap_bytes(folder)
    try:
        parse_roadmap(files)
        parse_guide(files)
    except RoadmapError as error:
        return list(error.problems)
    return []


def test_the_small_and_the_shipped_roadmap_are_sound() -> None:
    """What the tests below break is whole before."""
    assert problems_of(SMALL) == []
    assert problems_of(ROOT / "data" / "cmio") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("roadmap", "strength: required", "strength: requird", 'Did you mean "required"?'),
        ("roadmap", "title: Medical degree", "titel: Medical degree", 'Did you mean "title"?'),
        ("roadmap", "id: residency\n", "id: patient-care\n", '"patient-care" stands there already'),
        ("roadmap", "likely: 12", "likely: 120", "months have to rise"),
        ("roadmap", "low: 100, high: 200", "low: 300, high: 200", "low is above its high"),
        (
            "roadmap",
            "degree: [medical-degree]",
            "degre: [medical-degree]",
            'Did you mean "degree"?',
        ),
        ("roadmap", "degree: [medical-degree]", "degree: [phd]", "is not one of the degrees"),
        ("roadmap", "source: a-board", "source: b-board", 'has no source "b-board"'),
        ("roadmap", "requirement: residency", "requirement: no", 'There is no requirement "no"'),
        ("roadmap", "until: 2025-12-31", "until: 2025-13-31", "does not exist"),
        ("roadmap", "grade: A", "grade: E", "is not a grade"),
        ("roadmap", "target_role: cmio", "target_role: king", 'no role of pay.yaml "king"'),
        ("roadmap", "pay_role: physician", "pay_role: wizard", 'no role of pay.yaml "wizard"'),
        ("roadmap", "summary_yes:", "summary_ja:", 'has a sentence "summary_ja" that nothing uses'),
        (
            "roadmap",
            "warning: residency_without_degree",
            "warning: no_such_sentence",
            'has no sentence "warning_no_such_sentence"',
        ),
        ("roadmap", "needs: {requirement: residency}", "needs: {eligible: x}", "a certification"),
        ("credentials", "source: a-board", "source: z", 'has no source "z"'),
        ("credentials", "schema: cmio-advisor/credentials/1", "schema: x", "format of this file"),
        ("pay", "sigma: 0.21", "sigma: 0.3", "the rows marked calibrate give"),
        ("pay", "divided by {low}", "divided by {ratio}", "Nothing fills {ratio} in"),
        ("sources", "publisher: A board", "publiser: A board", 'Did you mean "publisher"?'),
        *(
            ("sources", "https://example.org/rules", url, "an https or http address of at most 500")
            for url in ("javascript:alert(1)", "ftp://a.org", f"https://a.org/{'x' * 10_000}")
        ),
        ("questions", "settles: degrees", "settles: nothing", 'settles no field named "nothing"'),
        ("questions", "    choices: degrees\n", "", "kind many, so it needs choices or options"),
        ("questions", "choices: degrees", "choices: degree", 'there is no list "degree"'),
        ("questions", "usual: [md,", "usual: [mdd,", 'usual "mdd" is not among its choices'),
        (
            "questions",
            "    choices: degrees\n",
            "    asked_when: {stage: x}\n    choices: degrees\n",
            'There is no rung "x"',
        ),
        (
            "roadmap",
            "when: {not: {degree: [medical-degree]}}",
            "when: {stage: x}",
            'There is no rung "x"',
        ),
        (
            "credentials",
            "held_when: {board_certification: [clinical-informatics]}",
            "held_when: {stage: x}",
            'There is no rung "x"',
        ),
        (
            "credentials",
            "id: fellowship",
            "id: approved",
            '"approved" stands there already',
        ),
        (
            "pay",
            "  - specialty: internal-medicine\n    role: ",
            "  - specialty: internal-medicine\n    role: x",
            'There is no role of pay.yaml "x',
        ),
        ("guide", "source: a-board", "source: q", 'has no source "q"'),
        (
            "roadmap",
            "needs: {requirement: residency}",
            "needs: {requirement: patient-care}",
            "practise: a circle: patient-care waits for patient-care",
        ),
        *(
            (
                "roadmap",
                "needs: {requirement: residency}\n",
                f"needs: {{requirement: residency}}\n            {more}\n",
                said,
            )
            for more, said in (
                ("brings: [patient-care]", "which is what it is a way to"),
                ("odds: {share: 0.5, of: all, year: 2025, text: Half.}", "so it needs a cycle"),
                ("cycle: no-such", "There is no cycle"),
                ("do_at: [{title: X, url: 'javascript:x'}]", "an https or http address"),
                ("full_time_months: 30", "a part of the months of a full_time route"),
            )
        ),
        ("vocabulary", "id: CA,", "id: California,", "two-letter state code"),
    ],
)
def test_a_fault_is_named(changed: Changed, file: str, old: str, new: str, said: str) -> None:
    """With what was found and what would be right."""
    found = problems_of(changed(file, old, new))

    (line,) = [line for line in found if said in line]
    assert re.match(r"[a-z]+\.yaml(:\d+:\d+)?: ", line) or file == "vocabulary"


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("roadmap", "requirement: residency", "requirement: no", r"roadmap\.yaml:\d+:\d+: "),
        ("roadmap", "source: a-board", "source: no-such", r"roadmap\.yaml:\d+:\d+: "),
        ("sources", "id: cmio-net-amdis-gartner-2014", "id: a-board", r"sources\.yaml:\d+:\d+: "),
    ],
)
def test_a_fault_between_parts_carries_its_place_too(
    changed: Changed, file: str, old: str, new: str, place: str
) -> None:
    """File, line and column of the very value."""
    assert any(re.match(place, line) for line in problems_of(changed(file, old, new)))


def test_a_fault_of_form_carries_its_place(changed: Changed) -> None:
    """File, line and column."""
    (found,) = problems_of(changed("roadmap", "version: 0.1.0", "version: one"))

    assert found.startswith("roadmap.yaml:4:10: ")


def test_what_a_requirement_asks_may_not_refer_to_itself(changed: Changed) -> None:
    """References would lead in a circle."""
    folder = changed(
        "roadmap", "met_when: {license: [unrestricted]}", "met_when: {requirement: residency}"
    )

    assert any("may stand only in what a route needs" in line for line in problems_of(folder))


STANDING = """
standing:
  - {{id: {first}, title: strong, about: Many have it., {when}why: You have it., {evidence}}}
  - {{id: start, title: starting, about: All others., {last}why: Not yet., {evidence}}}
ways_on:"""
EVIDENCE = "evidence: [{source: a-board, grade: A, checked: 2026-11-23, says: It is so.}]"
RULE = "when: {requirement: residency}, "


@pytest.mark.parametrize(
    ("first", "when", "last", "said"),
    [
        ("strong", RULE, "", ""),
        ("strong", "", "", "strong: it needs a when"),
        ("strong", RULE, RULE, "start: it is the last"),
        ("unknown", RULE, "", "is what is said where nothing is settled"),
        ("start", RULE, "", '"start" stands there already'),
        (
            "strong",
            "when: {standing: start}, ",
            "",
            "standing may stand only in what",
        ),
        ("strong", "when: {requirement: residence}, ", "", 'Did you mean "residency"?'),
    ],
)
def test_the_last_standing_alone_is_without_a_rule(
    changed: Changed, first: str, when: str, last: str, said: str
) -> None:
    """So that each can be given, and nobody is left without one."""
    told = STANDING.format(first=first, when=when, last=last, evidence=EVIDENCE)
    found = problems_of(changed("roadmap", "\nways_on:", told))

    assert [said in line for line in found] == ([True] if said else [])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """All files that are missing, at once."""
    folder = tmp_path / "roadmap"
    shutil.copytree(SMALL, folder)
    (folder / "questions.yaml").unlink()
    (folder / "sources.yaml").unlink()

    with pytest.raises(RoadmapError) as caught:
        roadmap_bytes(folder)

    assert len(caught.value.problems) == 2
