"""Caseloads as JSON Lines, as a folder of profiles, and from standard input."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks.caseload import write_clients
from cmio_advisor.domain.caseload import Caseload, Client
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import InputMissingError, InvalidInputError
from cmio_advisor.loading.clients.cells import BadRecordError
from cmio_advisor.loading.clients.reader import ClientReader
from cmio_advisor.loading.clients.source import (
    ClientSource,
    open_clients,
    read_entry,
    unlike_before,
)
from cmio_advisor.loading.text.files import LARGEST_FILE
from cmio_advisor.loading.text.nodes import Fault
from tests.conftest import ROOT, TODAY, examples


def reader_of(source: ClientSource, roadmap: Roadmap) -> ClientReader:
    return ClientReader(Caseload(roadmap, TODAY), source.header.columns)


def results(path: Path, roadmap: Roadmap) -> list[tuple[str, Client | tuple[Fault, ...]]]:
    found: list[tuple[str, Client | tuple[Fault, ...]]] = []
    with open_clients(str(path)) as source:
        reader = reader_of(source, roadmap)
        for entry in source.entries:
            try:
                found.append((entry.where, read_entry(entry, reader)))
            except BadRecordError as error:
                found.append((entry.where, error.faults))
    return found


def test_a_line_is_a_profile(tmp_path: Path, roadmap: Roadmap) -> None:
    path = tmp_path / "clients.jsonl"
    path.write_text('{"id": "c-1", "degrees": ["md"]}\n\n{"id": "c-2", "clinical": 9}\n')
    (one, first), (two, second) = results(path, roadmap)
    assert (one, two) == ("1", "3")
    assert isinstance(first, Client)
    assert isinstance(second, Client)
    assert (first.id, second.id) == ("c-1", "c-2")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "c-1", "id": "c-2"}', "stands here twice"),
        ('{"id": "c-1", "clinical": NaN}', "not valid JSON"),
        ('{"id": "c-1"', "not valid JSON"),
        ('{"id": "c-1", "a": ' + "[" * 5000 + "]" * 5000 + "}", "levels deep"),
        ('{"id": "c-1", "clinical": ' + "9" * 5000 + "}", "characters"),
        ('{"id": "c-1", "degres": []}', 'Did you mean "degrees"?'),
        ('{"id": "c-1", "degrees": "mdd"}', 'Did you mean "md"?'),
        ('{"degrees": []}', "Give each client an id"),
        ('{"id": 5.5}', "an id of at most 100"),
        ('{"id": "c-1", "clinical": {"years": 9e999}}', ""),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(
    line: str, said: str, tmp_path: Path, roadmap: Roadmap
) -> None:
    path = tmp_path / "clients.jsonl"
    path.write_text(f'{{"id": "c-0"}}\n{line}\n{{"id": "c-9"}}\n')
    (_, first), (where, bad), (_, last) = results(path, roadmap)
    assert isinstance(first, Client)
    assert isinstance(last, Client)
    assert where == "2"
    assert isinstance(bad, tuple)
    assert said in bad[0].advice


def test_an_id_that_is_a_number_stands_only_once(tmp_path: Path, roadmap: Roadmap) -> None:
    path = tmp_path / "clients.jsonl"
    path.write_text('{"id": 5}\n\n{"id": "5"}\n{"id": 6}\n')
    with open_clients(str(path)) as source:
        found = list(unlike_before(source.entries, reader_of(source, roadmap)))
    assert [each.client_id for each in found] == ["5", "5", "6"]
    assert "stands in line 1 already" in found[1].faults[0].advice
    assert not found[2].faults


def test_two_files_with_one_id_name_each_other(tmp_path: Path, roadmap: Roadmap) -> None:
    for name in ("a.yaml", "b.yaml", "c.json"):
        (tmp_path / name).write_text('{"id": "c-1"}' if name != "b.yaml" else "id: c-2\n")
    with open_clients(str(tmp_path)) as source:
        found = list(unlike_before(source.entries, reader_of(source, roadmap)))
    assert "stands in a.yaml already" in found[2].faults[0].advice
    assert "its report is made from what stands there" in found[2].faults[0].advice
    assert [len(each.faults) for each in found] == [0, 0, 1]


def test_a_broken_line_says_where_it_breaks(tmp_path: Path, roadmap: Roadmap) -> None:
    path = tmp_path / "clients.jsonl"
    path.write_text('{"id": "c-0"}\n{"id": "c-1", "degrees": ["md"\n{"id": "c-2"}\n')
    _, (where, bad), (_, good) = results(path, roadmap)
    assert isinstance(bad, tuple)
    assert isinstance(good, Client)
    assert (where, bad[0].found) == ("2", "character 31")


def test_bytes_that_are_not_text_cost_only_their_line(tmp_path: Path, roadmap: Roadmap) -> None:
    path = tmp_path / "clients.jsonl"
    path.write_bytes(b'{"id": "c-0"}\n{"id": "c-1", "name": "\xe9"}\n{"id": "c-2"}\n')
    found = [each for _, each in results(path, roadmap)]
    assert [isinstance(each, Client) for each in found] == [True, False, True]


def test_a_line_over_a_megabyte_is_refused(tmp_path: Path, roadmap: Roadmap) -> None:
    path = tmp_path / "clients.jsonl"
    path.write_text(f'{{"id": "c-0", "name": "{"x" * 1_000_001}"}}\n{{"id": "c-2"}}\n')
    (_, bad), (where, good) = results(path, roadmap)
    assert isinstance(bad, tuple)
    assert "1 MB" in bad[0].advice
    assert where == "2"
    assert isinstance(good, Client)


def test_a_folder_gives_its_profiles_by_name(roadmap: Roadmap) -> None:
    found = results(ROOT / "examples", roadmap)
    names = sorted(each.name for each in (ROOT / "examples").glob("*.yaml"))
    assert [where for where, _ in found] == names
    assert all(isinstance(each, Client) for _, each in found)


def test_a_file_without_an_id_is_called_by_its_name(tmp_path: Path, roadmap: Roadmap) -> None:
    (tmp_path / "c-7.yaml").write_text("degrees: [md]\n")
    (tmp_path / "c-8.json").write_text('{"id": "other"}')
    (tmp_path / "broken.yml").write_text("degrees: [md\n")
    (tmp_path / "notes.txt").write_text("not a profile")
    (tmp_path / ".hidden.yaml").write_text("id: hidden\n")
    found = dict(results(tmp_path, roadmap))
    assert list(found) == ["broken.yml", "c-7.yaml", "c-8.json"]
    told = [each.id for each in found.values() if isinstance(each, Client)]
    assert told == ["c-7", "other"]


def test_what_cannot_be_opened_is_said(tmp_path: Path, roadmap: Roadmap) -> None:
    with pytest.raises(InputMissingError, match="no such file"):
        results(tmp_path / "missing.csv", roadmap)
    with pytest.raises(InvalidInputError, match="no profile in this folder"):
        results(tmp_path, roadmap)
    with pytest.raises(InputMissingError, match="not a regular file"):
        results(Path("/dev/null"), roadmap)


GOOD = [
    b'{"id": "good-1", "name": "Ann, RN", "degrees": ["bsn"]}',
    b'{"id": "good-2", "degrees": ["md"], "clinical": {"years": "about 7"}}',
    b'{"id": "good-3", "certifications": [{"certification": "cphims", "status": "lapsed"}]}',
]
HURT = b'{"id": "bad", "name": "Bo", "degrees": ["md", "mba"], "clinical": {"years": 7}}'
CHUNKS = st.sampled_from(
    [
        b'"',
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\r",
        b"\0",
        b"\xff",
        b"\xed\xa0\x80",
        b"\\u",
    ]
) | st.binary(max_size=5).map(lambda each: each.replace(b"\n", b""))


@st.composite
def hurt_lines(draw: st.DrawFn) -> bytes:
    """A profile cut short, with bytes put in or taken out."""
    line = HURT
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(line))] * 2)))
        line = line[:start] + draw(CHUNKS) + line[draw(st.sampled_from([start, end, len(line)])) :]
    return line


LONG = st.integers(LARGEST_FILE - 40, 3 * LARGEST_FILE)
DEEP = st.integers(1, 3000)
START = b'{"id": "bad", "degrees": '
ODD = [b"null", b"[]", b'"x"', b"1", b"NaN", b'{"id": NaN}', b'{"id": "\\ud800"}', b'{"id": "\\u"}']
BadLine = tuple[bytes, Sequence[tuple[bytes, int]]]
BAD_LINES: st.SearchStrategy[BadLine] = st.one_of(
    st.tuples(hurt_lines() | st.sampled_from(ODD), st.just([])),
    st.tuples(st.just(START), st.lists(st.tuples(st.sampled_from([b"[", b'{"a":']), DEEP))),
    st.tuples(st.just(START), st.lists(st.tuples(st.just(b"9"), st.integers(4000, 6000)))),
    st.tuples(st.just(HURT), st.tuples(st.tuples(st.sampled_from([b" ", b"["]), LONG))),
)
CLOSING = {b"[": b"]", b'{"a":': b"}"}


def line_of(start: bytes, runs: Sequence[tuple[bytes, int]]) -> bytes:
    """A line with its long runs written out, and closed where they open something."""
    ends = b"".join(CLOSING.get(sign, b"") * times for sign, times in reversed(runs))
    return (
        start
        + b"".join(sign * times for sign, times in runs)
        + (b"1" + ends + b"}" if ends else b"")
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@example(bad=[(b"\r" + HURT, []), (HURT + b"\r", [])], place=1, at_end=True)
@given(
    bad=st.lists(BAD_LINES, min_size=1, max_size=3), place=st.integers(0, 3), at_end=st.booleans()
)
def test_a_line_that_cannot_be_read_never_costs_another(
    bad: list[BadLine],
    place: int,
    at_end: bool,
    small_roadmap: Roadmap,
    tmp_path: Path,
) -> None:
    """Whatever bytes stand between profiles, and wherever: these come out as without them."""
    end = b"\n" if at_end else b""
    lines = [*GOOD[:place], *(line_of(*each) for each in bad), *GOOD[place:]]
    alone = good_ones(tmp_path, GOOD, end, small_roadmap)
    assert [each.id for each in alone] == ["good-1", "good-2", "good-3"]
    assert good_ones(tmp_path, lines, end, small_roadmap) == alone


def good_ones(folder: Path, lines: list[bytes], end: bytes, roadmap: Roadmap) -> list[Profile]:
    """The good profiles that are read, each at the line on which it stands, however lines end."""
    path = folder / "clients.jsonl"
    path.write_bytes(b"\n".join(lines) + end)
    ended = re.split(rb"\r\n|\r|\n", path.read_bytes())
    found = [(where, each) for where, each in results(path, roadmap) if isinstance(each, Client)]
    good = [(where, each) for where, each in found if each.id.startswith("good-")]
    assert all(each.id.encode() in ended[int(where) - 1] for where, each in good)
    return [each.profile() for _, each in good]


def test_the_clients_of_the_benchmark_can_all_be_read(roadmap: Roadmap, tmp_path: Path) -> None:
    """One that cannot ends it, and one that is read in part is measured for less than it is."""
    for days in (1, 700):
        write_clients(tmp_path / "clients.csv", 500, days)
        with open_clients(str(tmp_path / "clients.csv")) as source:
            reader = reader_of(source, roadmap)
            for entry in source.entries:
                read_entry(entry, reader)
                assert not reader.notes.faults, entry.where
