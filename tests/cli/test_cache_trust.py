"""The cache of the roadmap: only this user's own file is read, and nothing in it is run."""

import errno
import json
import os
import pickle
import stat
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.roadmap.roadmap import Roadmap, Strength
from cmio_advisor.domain.rules.conditions import EVERYBODY
from tests.conftest import AS_OF, ROOT, SMALL, Run, examples

ASSESS = ("assess", ROOT / "examples" / "hospitalist.yaml", "--as-of", AS_OF, "--format", "json")
FALSE = "https://elsewhere.example"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, empty at first."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "cmio-advisor"


def kept(folder: Path) -> Path:
    return max(folder.glob("roadmap-*.kept"), key=lambda each: each.stat().st_mtime_ns)


class Reading(pickle.Unpickler):
    """Reads what the test itself had made."""

    def persistent_load(self, words: Any) -> frozenset[str]:  # noqa: ANN401 - what was written
        return frozenset(words)


def roadmap_in(path: Path) -> Roadmap:
    found = Reading(BytesIO(path.read_bytes().partition(b"\n")[2])).load()
    assert isinstance(found, Roadmap)
    return found


def edit(path: Path) -> None:
    """Lead every link elsewhere, with a first line that fits."""
    rules = roadmap_in(path)
    sources = {id_: replace(each, url=FALSE) for id_, each in rules.sources.items()}
    plant(path, pickle.dumps(replace(rules, sources=sources)))


def plant(path: Path, body: bytes) -> None:
    """Something else in its place, with a first line that fits."""
    path.write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)


class Planted:
    """Makes a file when it is unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.target,)


def test_the_second_run_says_the_same(run: Run, folder: Path) -> None:
    """The fingerprint as well, though the first run parsed what the second finds ready."""
    first = run(*ASSESS)
    assert kept(folder).stat().st_mode & 0o777 == 0o600
    assert run(*ASSESS) == first


def test_an_edited_cache_shows_another_fingerprint(run: Run, folder: Path) -> None:
    """It is that of what is used."""
    first = run(*ASSESS)
    edit(kept(folder))
    second = run(*ASSESS)

    assert FALSE in second.out
    before, after = (json.loads(each.out)["roadmap"]["fingerprint"] for each in (first, second))
    assert before != after


def test_the_same_roadmap_has_the_same_fingerprint(folder: Path) -> None:
    """In every process, in whatever order its sets lie in memory, read from files or from here."""
    command = [sys.executable, "-m", "cmio_advisor", *map(str, ASSESS), "--roadmap", str(SMALL)]
    found = set()
    for seed, place in (("1", "a"), ("2", "b"), ("3", "b")):
        surroundings = {"PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(folder / place)}
        shown = subprocess.run(
            command, env={**os.environ, **surroundings}, capture_output=True, check=True
        )
        found.add(json.loads(shown.stdout)["roadmap"]["fingerprint"])
    assert len(found) == 1


def test_code_in_the_cache_is_never_run(run: Run, folder: Path, tmp_path: Path) -> None:
    """Pickle could call anything; here whatever is no value of the domain is not even found."""
    first = run(*ASSESS)
    plant(kept(folder), pickle.dumps(Planted(tmp_path / "made")))
    assert run(*ASSESS) == first
    assert not (tmp_path / "made").exists()


def test_the_guide_is_never_taken_from_there(run: Run, folder: Path) -> None:
    first = run("guide", "skills", "--as-of", AS_OF)
    names = [each.name for each in folder.iterdir()]
    assert {each.split("-")[0] for each in names} == {"programs", "roadmap"}
    assert run("guide", "skills", "--as-of", AS_OF) == first


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_may_write_is_not_read(mode: int, run: Run, folder: Path) -> None:
    first = run(*ASSESS)
    edit(kept(folder))
    kept(folder).chmod(mode)
    assert run(*ASSESS) == first
    assert stat.S_IMODE(kept(folder).stat().st_mode) == 0o600


def test_what_belongs_to_another_is_not_read(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(*ASSESS)
    edit(kept(folder))
    own = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    assert run(*ASSESS) == first


def test_a_link_is_not_followed(run: Run, folder: Path, tmp_path: Path) -> None:
    first = run(*ASSESS)
    edit(kept(folder))
    elsewhere = tmp_path / "elsewhere"
    name = kept(folder)
    name.rename(elsewhere)
    name.symlink_to(elsewhere)
    assert run(*ASSESS) == first


def test_a_pipe_is_not_waited_for(run: Run, folder: Path) -> None:
    first = run(*ASSESS)
    name = kept(folder)
    name.unlink()
    os.mkfifo(name)
    assert run(*ASSESS) == first


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"(" * 5000,
        pickle.dumps(None),
        pickle.dumps(Strength.REQUIRED),
        pickle.dumps(EVERYBODY),
    ],
)
def test_what_is_no_roadmap_is_not_used(body: bytes, run: Run, folder: Path) -> None:
    first = run(*ASSESS)
    plant(kept(folder), body)
    assert run(*ASSESS) == first


def test_a_full_cache_folder_gathers_no_leftovers(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result is there, and the folder holds what it held; files of others stay."""
    folder.mkdir()
    (folder / "roadmap-of-mine.json").write_text("my own")

    def full(source: object, target: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(source), None, str(target))

    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(os, "rename", full)
    for _ in range(2):
        assert run(*ASSESS).code == 0
    assert [each.name for each in folder.iterdir()] == ["roadmap-of-mine.json"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(10))
@given(place=st.floats(0, 1, exclude_max=True), byte=st.binary(max_size=1))
def test_a_damaged_cache_costs_no_result(
    place: float, byte: bytes, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One byte of it another, or lost."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("cache")
        patch.setenv("XDG_CACHE_HOME", str(home))
        small = [*ASSESS, "--roadmap", SMALL]
        first, path = run(*small), kept(home / "cmio-advisor")
        data = path.read_bytes()
        at = int(place * len(data))
        path.write_bytes(data[:at] + byte + data[at + 1 :])
        assert run(*small) == first
