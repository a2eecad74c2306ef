"""The built wheel and sdist carry the whole roadmap, and the schemas are as the readers say."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from cmio_advisor.cli.commands.roadmap import SCHEMAS
from docs.schemas import FILE_SHAPES, RESULTS, schema_text
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.slow
def test_wheel_and_sdist_carry_the_same_data(built: Path) -> None:
    """Every file of data/ is in both."""
    shipped = {path.relative_to(ROOT / "data").as_posix() for path in files_of(ROOT / "data")}
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        prefix = "cmio_advisor/data/"
        in_wheel = {name[len(prefix) :] for name in wheel.namelist() if name.startswith(prefix)}
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        parts = [name.split("/", 2) for name in sdist.getnames()]
    in_sdist = {part[2] for part in parts if len(part) == 3 and part[1] == "data"}

    assert len(shipped) > 10
    assert shipped == in_wheel
    assert shipped == {name for name in in_sdist if Path(name).suffix}


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_every_result_and_every_file_has_a_schema() -> None:
    assert SCHEMAS == ("profile", "scenarios", *RESULTS, *FILE_SHAPES)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schemas_are_as_the_readers_say(name: str) -> None:
    """After a change: python docs/schemas.py"""
    committed = ROOT / "data" / "schema" / f"{name}.schema.json"

    assert committed.read_text(encoding="utf-8") == schema_text(name)
