"""The files of programs: what is wrong in them is named with its place."""

from pathlib import Path

import pytest
import yaml

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.roadmap.programs import Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import RoadmapError
from cmio_advisor.loading.roadmap.files import PROGRAM_FILES, SHARED, folder_bytes, shipped_ids
from cmio_advisor.loading.roadmap.parser import parse_programs, routes_nowhere
from cmio_advisor.loading.roadmap.store import load_programs
from tests.conftest import ROOT, SMALL

FOLDER = ROOT / "data" / "programs"


def edited(file: str, old: str, new: str) -> dict[str, bytes]:
    """The shipped files with one place of one of them changed."""
    files = folder_bytes(FOLDER, PROGRAM_FILES)
    text = files[file].decode()
    assert old in text
    files[file] = text.replace(old, new, 1).encode()
    return files


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("courses", "kind: course", "kind: curse", r'Did you mean "course"'),
        ("courses", "months: 3.5", "months: 0", r"courses.yaml:\d+:\d+: "),
        ("fellowships", "    months: 24", "    month: 24", r'Did you mean "months"'),
    ],
)
def test_what_is_wrong_is_named_with_its_place(file: str, old: str, new: str, message: str) -> None:
    with pytest.raises(RoadmapError, match=message):
        parse_programs(edited(file, old, new))


def test_what_a_list_says_holds_for_each_that_does_not_say_otherwise() -> None:
    programs = {each.id: each for each in load_programs().all()}

    assert programs["uams-fellowship"].title == "Clinical informatics fellowship"
    assert programs["gwu-global-mba"].title == "Global MBA"
    assert len(programs["uams-fellowship"].evidence) > len(programs["upmc-fellowship"].evidence)


def test_a_route_at_programs_of_which_there_are_none_is_named(roadmap: Roadmap) -> None:
    """The shipped roadmap has no such route; without the courses it has two."""
    programs = load_programs()
    fewer = replace(
        programs, lists=tuple(each for each in programs.lists if "ten-by-ten" not in each.id)
    )

    assert list(routes_nowhere(roadmap, programs)) == []
    assert [each.split(":")[1].strip() for each in routes_nowhere(roadmap, fewer)] == [
        "take-10x10-course",
        "course-as-training",
    ]


def test_the_second_start_finds_them_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the roadmap, which stays; and what is kept is what was read."""
    from cmio_advisor.loading.roadmap import store  # noqa: PLC0415 - its name is patched below

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    store.load_roadmap(str(SMALL))
    first = load_programs()
    kept = sorted(each.name.split("-")[0] for each in (tmp_path / "cmio-advisor").iterdir())
    monkeypatch.setattr(store, "keep", None)

    assert kept == ["programs", "roadmap"]
    assert isinstance(first, Programs)
    assert load_programs() == first
    assert store.load_roadmap(str(SMALL)).id == "small"


@pytest.mark.parametrize("role", [SHARED, *shipped_ids()])
def test_a_source_of_a_roadmap_is_the_same_publication_here(role: str) -> None:
    """A result that names both shows one of them."""
    here, there = (
        {
            each["id"]: each["url"]
            for each in yaml.safe_load((folder / "sources.yaml").read_text("utf-8"))["sources"]
        }
        for folder in (FOLDER, ROOT / "data" / role)
    )

    assert {key for key in here if key in there and here[key] != there[key]} == set()
