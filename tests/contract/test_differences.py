"""The comparison itself: what it calls a difference, and what an entry of meant.yaml covers."""

import json

import pytest

from tests.contract.differences import PAGE_BLANKS, differences, unexplained


def keys(was: object, now: object) -> list[str]:
    before, after = ({"stdout": json.dumps(each).encode()} for each in (was, now))
    return [each.key for each in differences("assess", before, after)]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 2}, []),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, ["(order)"]),
        ({"a": 1}, {"a": 1, "b": None}, ["b"]),
        ({"a": 1}, {"a": True}, ["a"]),
        ({"a": [{"b": 1}, {"b": 2}]}, {"a": [{"b": 3}, {"b": 4}]}, ["a.*.b"]),
        ({"a": [1]}, {"a": [1, 2]}, ["a"]),
        ([{"a": 1}], [{"a": 2}], ["*.a"]),
    ],
)
def test_json_differs_by_its_keys(was: object, now: object, expected: list[str]) -> None:
    """Places in a list are told as one; a longer list is one difference."""
    assert keys(was, now) == expected


def test_bytes_count_where_no_key_differs() -> None:
    """White space, a text's line, an exit code, a file that one of the two did not make."""
    was = {"stdout": b'{"a": 1}', "stderr": b"one\ntwo\n", "exit": b"0", "x.csv": b"a"}
    now = {"stdout": b'{"a":1}', "stderr": b"one\ntoo\n", "exit": b"1"}

    found = {each.stream: each for each in differences("assess", was, now)}

    assert set(found) == set(was)
    assert found["stdout"].key == "(white space)"
    assert (found["stderr"].was, found["stderr"].now) == ("line 2: 'two\\n'", "line 2: 'too\\n'")


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("<p>a b</p><ul><li>c</li></ul>", "<p>a\nb</p>\n<ul>\n<li>c </li>\n</ul>", True),
        ("<p>a <b>c</b></p>", "<p>a<b>c</b></p>", False),
        ("<p>a</p>", "<p>b</p>", False),
    ],
)
def test_blanks_of_a_page_are_told_apart(was: str, now: str, *, expected: bool) -> None:
    """Those between blocks, which nobody sees; not those within a line."""
    pages = ({"stdout": f"<!DOCTYPE html>{each}".encode()} for each in (was, now))

    [found] = differences("assess", *pages)

    assert (found.key == PAGE_BLANKS) is expected


def test_a_fingerprint_is_left_out() -> None:
    """In JSON, in a line for people and in a table of a page."""
    was = {
        "stdout": b'{"fingerprint": "' + b"0a" * 32 + b'"}',
        "x.html": b"<dt>Fingerprint:</dt> <dd>" + b"0a" * 32 + b"</dd>",
        "x.txt": b"fingerprint 0123456789ab.",
    }
    now = {
        "stdout": b'{"fingerprint": "' + b"1b" * 32 + b'"}',
        "x.html": b"<dt>Fingerprint:</dt> <dd>" + b"1b" * 32 + b"</dd>",
        "x.txt": b"fingerprint ba9876543210.",
    }

    assert not list(differences("assess", was, now))


def test_an_entry_means_what_it_names_and_a_spare_one_is_told() -> None:
    """By command, stream and key; one for another command explains nothing."""
    was, now = {"stdout": b'{"a": 1, "b": 1}'}, {"stdout": b'{"a": 2, "b": 2}'}
    found = list(differences("assess x.yaml --format json", was, now))
    means_a = {"command": "assess *", "stream": "stdout", "key": "a", "reason": "Because."}
    spare = {"command": "plan *", "stream": "stdout", "reason": "Because."}

    left, unused = unexplained(found, [means_a, spare])

    assert [each.key for each in left] == ["b"]
    assert unused == [spare]
