"""
Profiles in files: those that are taken, and those that are refused with their message and place.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import InvalidInputError
from cmio_advisor.loading.profile.reader import read_profile
from cmio_advisor.loading.shapes import terms
from cmio_advisor.loading.text.files import decode_document, read_document
from cmio_advisor.loading.text.nodes import Problems, Unreadable
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "examples"
ACCEPTED = sorted((FOLDER / "accepted").iterdir())
REJECTED = sorted(path for path in (FOLDER / "rejected").iterdir() if path.suffix != ".expect")


def problems_of(path: Path, roadmap: Roadmap) -> list[str]:
    problems = Problems(path.name)
    try:
        read_profile(read_document(str(path)), roadmap, problems)
    except InvalidInputError as error:
        return list(error.problems)
    except Unreadable:
        return problems.lines()
    return []


def test_there_are_examples_of_both_kinds() -> None:
    """The tests below have something to read."""
    assert len(ACCEPTED) >= 5
    assert len(REJECTED) >= 20


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: path.name)
def test_an_accepted_profile_is_assessed(path: Path, roadmap: Roadmap) -> None:
    """It is read without a problem and gives a result."""
    profile = read_profile(read_document(str(path)), roadmap, Problems(path.name))

    assert assess(profile, roadmap, date(2026, 11, 23)).steps


def test_who_names_ids_alone_waits_for_no_table_of_names(
    roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To make those of each list was a tenth of every start."""
    monkeypatch.setattr(terms, "ids_by_name", None)
    problems = Problems("profile", human=True)
    document = read_document(str(ROOT / "examples" / "hospitalist.yaml"))

    assert read_profile(document, replace(roadmap), problems).degrees
    assert not problems.readings


@pytest.mark.parametrize("path", REJECTED, ids=lambda path: path.name)
def test_a_rejected_profile_says_what_is_wrong_and_where(path: Path, roadmap: Roadmap) -> None:
    """Each file states the message and place it must give."""
    beside = path.with_name(f"{path.name}.expect")
    stated = (beside if beside.exists() else path).read_text(encoding="utf-8")
    found = problems_of(path, roadmap)
    said = re.findall(r"^# says: (.*)$", stated, re.MULTILINE)

    assert said
    for text in said:
        assert any(text in line for line in found), found
    for place in re.findall(r"^# at: (.*)$", stated, re.MULTILINE):
        assert any(f":{place}: " in line for line in found), found


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "a: " + "[" * 100_000,
        "clinical: {years: " + "9" * 5_000 + "}",
        '{"clinical": {"years": ' + "9" * 5_000 + "}}",
        "degrees: [" + "md, " * 200_000 + "md]",
        '{"degrees": [' + '"md",' * 150_000 + '"md"]}',
        "x" * 1_000_001,
    ],
    ids=lambda text: f"{text[:20]} ({len(text)})",
)
def test_bulk_is_refused_before_it_costs_anything(text: str, roadmap: Roadmap) -> None:
    """Depth, digits and counts are bounded; one problem says so."""
    problems = Problems("bulk")
    with pytest.raises(Unreadable):
        read_profile(decode_document(text.encode(), problems), roadmap, problems)

    assert len(problems.lines()) == 1


@pytest.mark.parametrize("name", ["a\x02b", "a\U000f0002b", "\ufeff\x7f\uffff"])
def test_a_name_keeps_every_character_that_was_written(name: str, tmp_path: Path) -> None:
    """Controls too, and the icons of fonts, which stand in a plane for private use."""
    profile = tmp_path / "p.yaml"
    profile.write_text(f'degrees: [md]\nname: "{name}"\n', encoding="utf-8")

    node = read_document(str(profile))

    assert isinstance(node.value, dict)
    assert node.value["name"].value == name
