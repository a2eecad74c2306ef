"""Roadmaps beside each other: what several share, and what each lays over it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import InputMissingError, RoadmapError
from cmio_advisor.loading.roadmap import store
from cmio_advisor.loading.roadmap.files import roadmap_bytes, shipped_folder, shipped_ids
from cmio_advisor.loading.roadmap.parser import laid_over, parse_roadmap
from cmio_advisor.loading.roadmap.store import load_roadmap
from cmio_advisor.loading.text.files import read_bytes
from cmio_advisor.loading.text.nodes import Node, Problems, node_of
from tests.conftest import SMALL, all_of

CPHIMS = "  - id: cphims\n"
LEAD = SMALL.parent / "lead"
SHARING = "cio"
"""The least of the shipped roadmaps that share."""
Changed = Callable[[str, str, str], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """A copy of a roadmap that shares, with one piece of text replaced in one file."""

    def make(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "roadmap"
        shutil.copytree(shipped_folder(SHARING), folder)
        path = folder / f"{file}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return make


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(RoadmapError) as caught:
        parse_roadmap(roadmap_bytes(folder))
    return list(caught.value.problems)


def test_a_shipped_roadmap_is_the_same_by_its_id_and_by_its_folder(roadmap: Roadmap) -> None:
    """Its fingerprint as well; without a name the default is taken."""
    by_id = load_roadmap(roadmap.id)

    by_folder = load_roadmap(str(shipped_folder()))

    assert all_of(by_id) == all_of(by_folder) == all_of(load_roadmap())
    assert shipped_ids()[0] == roadmap.id


def test_a_name_that_is_neither_a_folder_nor_shipped_is_told(roadmap: Roadmap) -> None:
    """With the id that is one slip away."""
    with pytest.raises(InputMissingError, match=f'Did you mean "{roadmap.id}"'):
        load_roadmap(f"{roadmap.id}x")
    with pytest.raises(InputMissingError, match="Shipped are: "):
        load_roadmap("nowhere")


def test_keys_beside_a_shared_id_are_laid_over_its_entry(changed: Changed) -> None:
    """The others stay as they are shared."""
    folder = changed(
        "credentials", "  - id: cphims\n", "  - id: cphims\n    issuer: Somebody else\n"
    )
    found = parse_roadmap(roadmap_bytes(folder)).credential("cphims")
    shared = load_roadmap(SHARING).credential("cphims")

    assert found.issuer == "Somebody else"
    assert (found.title, found.evidence) == (shared.title, shared.evidence)


def test_a_roadmap_has_what_it_names_of_a_list_to_choose_from(changed: Changed) -> None:
    """In its order; of other lists it has all that is shared."""
    text = (shipped_folder(SHARING) / "credentials.yaml").read_text(encoding="utf-8")
    (entry,) = re.findall(r"(?m)^  - id: ni-bc\n(?:    .*\n)+", text)
    found = parse_roadmap(roadmap_bytes(changed("credentials", entry, "")))

    assert "ni-bc" not in found.vocabulary.ids("certifications")
    assert "ni-bc" in [each.id for each in found.vocabulary.elsewhere["certifications"]]
    assert found.vocabulary.ids("degrees") == load_roadmap(SHARING).vocabulary.ids("degrees")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("credentials", "  - fache\n", "  - fachee\n", r'credentials.yaml:\d+:5: .*mean "fache"'),
        ("roadmap", "extends: shared", "extends: shard", 'Did you mean "shared"'),
        (
            "credentials",
            "  - id: cphims\n",
            "  - id: cphims\n    title: [x]\n",
            r":\d+:12: Text was",
        ),
    ],
)
def test_a_fault_of_what_is_laid_over_has_its_place(
    changed: Changed, file: str, old: str, new: str, said: str
) -> None:
    """In the roadmap's own file."""
    found = problems_of(changed(file, old, new))

    assert any(re.search(said, each) for each in found), found


def test_what_is_shared_has_to_be_seen_at_a_glance(tmp_path: Path) -> None:
    """Which files a roadmap is made of is told before YAML is read."""
    folder = tmp_path / "roadmap"
    shutil.copytree(SMALL, folder)
    with (folder / "roadmap.yaml").open("a", encoding="utf-8") as file:
        file.write("? extends\n: shared\n")

    assert problems_of(folder) == ['roadmap.yaml: Write "extends: shared" on a line of its own.']


def test_the_largest_file_of_a_roadmap_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it shares is told by what was read of it."""
    read: list[str] = []

    def noted(path: str) -> bytes:
        read.append(path)
        return read_bytes(path)

    monkeypatch.setattr("cmio_advisor.loading.roadmap.files.read_bytes", noted)
    roadmap_bytes(shipped_folder(SHARING))

    assert read.count(str(shipped_folder(SHARING) / "roadmap.yaml")) == 1


def test_a_fault_of_what_is_shared_names_the_shared_file() -> None:
    """And its line and column there, not those of the file that was read."""
    problems = Problems("sources.yaml")
    node = Node({"sources": Node([node_of({"id": "a"}, "4:5")], "3:1")}, "1:1")
    shared = node.placed(lambda place: f"@shared/s.yaml:{place}")
    own = node_of({"sources": [{"id": "b"}]}, "9:9")
    joined = laid_over(own, shared, problems)

    assert isinstance(joined.value, dict)
    assert [each.place for each in joined.value["sources"].value] == ["@shared/s.yaml:4:5", "9:9"]


def test_lists_without_ids_are_put_behind_those_that_are_shared() -> None:
    """And of two mappings each key is the roadmap's own where it has it."""
    shared = node_of({"rules": [{"x": 1}, {"x": 2}], "texts": {"a": "1", "b": "2"}}, "1:1")
    own = node_of({"rules": [{"x": 3}], "texts": {"b": "3"}}, "2:2")
    joined = laid_over(own, shared, Problems("x"))
    expected = {"rules": [{"x": 1}, {"x": 2}, {"x": 3}], "texts": {"a": "1", "b": "3"}}

    assert plain(joined) == expected


def test_entries_with_the_id_of_a_shared_one_are_laid_over_it_in_its_place() -> None:
    """
    Once, and new ones come behind.
    """
    shared = node_of({"degrees": [{"id": "a", "t": 1, "u": 1}, {"id": "b"}]}, "")
    own = node_of({"degrees": [{"id": "c"}, {"id": "a", "t": 2}]}, "")
    expected = [{"id": "a", "t": 2, "u": 1}, {"id": "b"}, {"id": "c"}]

    assert plain(laid_over(own, shared, Problems("x"))) == {"degrees": expected}


def test_an_id_that_nobody_shares_is_no_choice() -> None:
    """It is named with its place, and the rest is chosen."""
    problems = Problems("x")
    shared = node_of({"questions": [{"id": "a"}]}, "")
    found = laid_over(node_of({"questions": ["b", "a"]}, ""), shared, problems)

    assert plain(found) == {"questions": [{"id": "a"}]}
    assert problems.lines()[0].startswith('x: No shared entry has the id "b".')


def test_several_roadmaps_stay_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One does not push out the other."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first, second = load_roadmap(str(LEAD)), load_roadmap(str(SMALL))
    monkeypatch.setattr(store, "keep", None)

    assert all_of(load_roadmap(str(LEAD))) == all_of(first)
    assert all_of(load_roadmap(str(SMALL))) == all_of(second)


def plain(node: Node) -> object:
    value = node.value
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value
