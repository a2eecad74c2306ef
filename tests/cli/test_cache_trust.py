"""
The cache of the roadmap: only this user's own file is read, and the fingerprint is of what is used.
"""

import errno
import json
import os
import re
import stat
import zlib
from copy import copy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import AS_OF, ROOT, SMALL, Run, examples

ASSESS = ("assess", ROOT / "examples" / "hospitalist.yaml", "--as-of", AS_OF, "--format", "json")
FALSE = "https://elsewhere.example"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, empty at first."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "cmio-advisor"


def kept(folder: Path) -> Path:
    (path,) = folder.glob("roadmap-*.json")
    return path


def edit(path: Path) -> None:
    """Lead every link elsewhere, with a first line that fits."""
    start, _, body = path.read_bytes().partition(b"\n")
    edited = body.replace(b"https://www.", FALSE.encode() + b"/")
    assert edited != body
    is_short = len(start) == len("00000000")
    digest = f"{zlib.crc32(edited):08x}" if is_short else sha256(edited).hexdigest()
    path.write_bytes(digest.encode() + b"\n" + edited)


def test_the_second_run_says_the_same(run: Run, folder: Path) -> None:
    """The fingerprint as well, though the first run parsed what the second finds ready."""
    first = run(*ASSESS)
    assert kept(folder).stat().st_mode & 0o777 == 0o600
    assert run(*ASSESS) == first


def test_an_edited_cache_shows_another_fingerprint(run: Run, folder: Path) -> None:
    first = run(*ASSESS)
    edit(kept(folder))
    second = run(*ASSESS)
    assert FALSE in second.out
    before, after = (json.loads(each.out)["roadmap"]["fingerprint"] for each in (first, second))
    assert before != after


def test_the_guide_is_never_taken_from_there(run: Run, folder: Path) -> None:
    first = run("guide", "skills", "--as-of", AS_OF)
    names = [each.name for each in folder.iterdir()]
    assert [each.split("-")[0] for each in names] == ["roadmap"]
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
    elsewhere = tmp_path / "elsewhere.json"
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
    "body", [b"[" * 5000 + b"]" * 5000, b'["Roadmap"]', b"null", b'["!","Strength"]']
)
def test_what_is_no_roadmap_is_not_used(body: bytes, run: Run, folder: Path) -> None:
    first = run(*ASSESS)
    kept(folder).write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)
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


def broken(draw: st.DrawFn, kept_value: object) -> object:
    """What was kept, with one part of it in another form: lost, doubled, or of another kind."""
    if not isinstance(kept_value, list | dict) or not kept_value or draw(st.integers(0, 9)) == 0:
        odd: list[object] = [
            None,
            1,
            -1.5,
            True,
            "x",
            [],
            {},
            ["("],
            ["Roadmap"],
            ["@", "x"],
            ["{", []],
            ["!"],
        ]
        return draw(st.sampled_from([each for each in odd if each != kept_value]))
    changed: Any = copy(kept_value)
    place = draw(
        st.sampled_from(sorted(changed) if isinstance(changed, dict) else range(len(changed)))
    )
    how = draw(st.sampled_from(["within"] * 12 + ["lost", "doubled"]))
    if how == "lost":
        del changed[place]
    elif how == "doubled" and isinstance(changed, list):
        changed.insert(place, changed[place])
    else:
        changed[place] = broken(draw, changed[place])
    return changed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(10))
@given(data=st.data())
def test_a_broken_cache_costs_no_result(
    data: st.DataObject, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever of it has another form, with a first line that fits: a person gets a result."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("cache")
        patch.setenv("XDG_CACHE_HOME", str(home))
        small = [*ASSESS, "--roadmap", SMALL]
        first, path = run(*small), kept(home / "cmio-advisor")
        body = json.loads(path.read_bytes().partition(b"\n")[2])
        planted = json.dumps(data.draw(st.composite(broken)(body))).encode()
        path.write_bytes(sha256(planted).hexdigest().encode() + b"\n" + planted)
        second = run(*small)
        assert (first.code, second.code) == (0, 0), second.err


@pytest.mark.parametrize(
    ("part", "other"),
    [
        (rb'\["Months",', b'["Cost",'),
        (rb'\["Months",[0-9.]+', b'["Months","x"'),
        (rb'\["Months",[0-9.]+', b'["Months",NaN'),
        (rb'\["Step",[0-9]+,"[^"]*"', b'["Step",1,["(","x"]'),
        (rb'\["@","[0-9-]*"\]', b'"2026"'),
        (rb'\["\(",\[', b'["(",null,['),
        (rb'\["\(","', b'["(",5,"'),
        (rb'"number"', b"null"),
        (rb'\["Reference","requirement","[^"]*"', b'["Reference","requirement","x"'),
    ],
)
def test_what_has_another_form_is_never_used(
    part: bytes, other: bytes, run: Run, folder: Path
) -> None:
    """The last one has the right form and leads nowhere, which shows at work."""
    small = [*ASSESS, "--roadmap", SMALL]
    first = run(*small)
    edited, times = re.subn(part, other, kept(folder).read_bytes().partition(b"\n")[2])
    assert times
    kept(folder).write_bytes(sha256(edited).hexdigest().encode() + b"\n" + edited)
    assert run(*small) == first
    assert run(*small) == first
