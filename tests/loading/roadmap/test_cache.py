"""The cache: the same roadmap back, or none; nothing of a person in it; damage is no harm."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.roadmap import store as roadmap_store
from cmio_advisor.loading.roadmap.store import LARGEST, cached, keep, load_roadmap
from tests.conftest import SMALL, all_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "cmio-advisor"


def test_what_is_kept_comes_back_equal(folder: Path, roadmap: Roadmap) -> None:
    """Every part of the shipped roadmap survives the way through the file."""
    first = keep("key", roadmap)
    assert all_of(replace(first, fingerprint=roadmap.fingerprint)) == all_of(roadmap)

    found = cached("key", Roadmap)
    assert found is not None
    assert all_of(found) == all_of(first)
    assert cached("other", Roadmap) is None
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]


def numbers(value: object) -> Iterator[str]:
    """Every number in it, as it is written: 1 is no 1.0."""
    if isinstance(value, Frozen | tuple):
        parts = value if isinstance(value, tuple) else map(vars(value).get, value.record_fields)
        for each in parts:
            yield from numbers(each)
    elif isinstance(value, int | float):
        yield repr(value)


@pytest.mark.usefixtures("folder")
def test_equal_parts_are_kept_once_and_numbers_as_they_are(roadmap: Roadmap) -> None:
    for found in (keep("key", roadmap), cached("key", Roadmap)):
        assert found is not None
        days = [each.checked for _, each in found.evidence()]
        assert len({*map(id, days)}) == len({*days}) < len(days)
        assert [*numbers(found.steps)] == [*numbers(roadmap.steps)]


def test_a_second_start_reads_the_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser is not asked again."""
    first = load_roadmap(str(SMALL))
    assert {each.name.split("-")[0] for each in folder.iterdir()} == {"programs", "roadmap"}
    monkeypatch.setattr(roadmap_store, "keep", None)

    assert all_of(load_roadmap(str(SMALL))) == all_of(first)


def test_a_damaged_cache_is_not_used(folder: Path) -> None:
    """The roadmap is parsed again and kept whole."""
    first = load_roadmap(str(SMALL))
    (path,) = folder.glob("roadmap-*")
    for damage in (b"", b"{}", b"00000000\n[]", b'x\n["Roadmap"]', b"\xff\n\xff"):
        path.write_bytes(damage)

        assert all_of(load_roadmap(str(SMALL))) == all_of(first), damage
        assert len(path.read_bytes()) > 1000, damage


def test_a_cache_of_any_size_costs_no_memory(folder: Path) -> None:
    """Of one of a thousand gigabytes only the start is read, which does not fit."""
    first = load_roadmap(str(SMALL))
    (path,) = folder.glob("roadmap-*")
    os.truncate(path, 1 << 40)

    assert all_of(load_roadmap(str(SMALL))) == all_of(first)
    assert path.stat().st_size < LARGEST


def test_a_cache_that_cannot_be_written_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file where the folder should be."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert load_roadmap(str(SMALL)).id == "small"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
