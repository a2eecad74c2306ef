"""Archives that say of themselves what they like."""

import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from cmio_advisor.errors import InvalidInputError
from cmio_advisor.loading.cv.papers import LARGEST_DIRECTORY, read_paper, tables_in
from cmio_advisor.loading.text.files import LARGEST_FILE

TABLE = "Company Name,Title,Started On\nA,Hospitalist,2016\n"


def packed(path: Path, names: list[str], text: str = TABLE, method: int = ZIP_DEFLATED) -> Path:
    with ZipFile(path, "w", method) as archive:
        for name in names:
            archive.writestr(ZipInfo(name), text, method)
    return path


def changed(path: Path, change: Callable[[bytes], bytes]) -> Path:
    path.write_bytes(change(path.read_bytes()))
    return path


@pytest.mark.parametrize(
    "name",
    ["Positions.csv", "../../etc/Positions.csv", "C:\\x\\POSITIONS.CSV", "a/b/c/positions.csv"],
)
def test_a_table_is_found_wherever_it_lies_and_nothing_is_unpacked(
    name: str, tmp_path: Path
) -> None:
    paper = read_paper(str(packed(tmp_path / "export.zip", [name])), "export.zip")
    assert [each.text for each in paper.entries] == ["Hospitalist"]
    assert [each.name for each in tmp_path.iterdir()] == ["export.zip"]


def test_no_more_is_unpacked_than_a_profile_may_have(tmp_path: Path) -> None:
    """Fifty times as much in zeros, which the archive tells; and the same, which it hides."""
    bomb = packed(tmp_path / "bomb.zip", ["Positions.csv"], "0" * (50 * LARGEST_FILE))
    assert bomb.stat().st_size < LARGEST_FILE
    ((_, data, _),) = tables_in(str(bomb))
    assert len(data) == LARGEST_FILE + 1
    with pytest.raises(InvalidInputError, match="larger than 1 MB"):
        read_paper(str(bomb), bomb.name)
    size = struct.pack("<L", 50 * LARGEST_FILE)
    changed(bomb, lambda data: data.replace(size, struct.pack("<L", 10)))
    with pytest.raises(InvalidInputError):
        read_paper(str(bomb), bomb.name)


def _too_long_a_list(data: bytes) -> bytes:
    end = data.rindex(b"PK\x05\x06")
    return data[: end + 12] + struct.pack("<L", LARGEST_DIRECTORY + 1) + data[end + 16 :]


def _locked(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01" + data[at + 9 :]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (_too_long_a_list, "too large"),
        (_locked, "password"),
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data[:50] + b"\xff" * 20 + data[70:], "damaged"),
        (lambda data: data + b"\0" * 70_000, "damaged"),
    ],
    ids=["list", "locked", "half", "bytes", "tail"],
)
def test_a_bad_archive_is_refused_with_what_to_do(
    change: Callable[[bytes], bytes], what: str, tmp_path: Path
) -> None:
    path = changed(packed(tmp_path / "export.zip", ["Positions.csv"]), change)
    with pytest.raises(InvalidInputError, match=what) as caught:
        read_paper(str(path), path.name)
    assert str(caught.value).startswith("export.zip: ")


@pytest.mark.parametrize(
    ("names", "method", "what"),
    [
        (["a/Positions.csv", "b/positions.csv"], ZIP_DEFLATED, "twice"),
        (["Messages.csv", "Positions.csv/"], ZIP_DEFLATED, "no Positions.csv"),
        (["inner.zip"], ZIP_DEFLATED, "no Positions.csv"),
        (["Positions.csv"], ZIP_BZIP2, "cannot be read"),
        (["xl/workbook.xml"], ZIP_DEFLATED, "cmio-advisor report"),
    ],
)
def test_what_an_archive_holds_decides(
    names: list[str], method: int, what: str, tmp_path: Path
) -> None:
    path = packed(tmp_path / "export.zip", names, method=method)
    with pytest.raises(InvalidInputError, match=what):
        read_paper(str(path), path.name)


@pytest.mark.parametrize(
    "table",
    [
        "\ufeffCompany Name,Title,Started On\r\nA,Hospitalist,2016\r\n",
        "Company Name;Title;Started On\nA;Hospitalist;2016\n",
        "Notes:\nsomething\n\nCompany Name,Title,Started On\nA,Hospitalist,2016,more\n,,\n",
        '"Title","Company Name","Started On"\n"Hospitalist","A\nB","2016"\n',
    ],
)
def test_a_table_may_have_been_saved_anew(table: str, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(table, encoding="utf-8", newline="")
    assert [each.text for each in read_paper(str(path), path.name).entries] == ["Hospitalist"]


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ('Company Name,Title,Started On\nA,"Hospitalist,2016\n', "quotation marks"),
        ("Company Name,Title,Started On\n" + "A,B,2016\n" * 2_001, "more than 2,000 rows"),
        ("Company Name,Title,Started On\nA," + "x" * 100_001 + ",2016\n", "field"),
    ],
)
def test_a_table_that_is_broken_says_where(table: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(table)
    with pytest.raises(InvalidInputError, match=what):
        read_paper(str(path), path.name)
