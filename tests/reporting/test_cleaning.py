"""Nothing that leaves is a command: the laws of the wall at the exit."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.reporting.cleaning import json_safe, markdown_link, markdown_text, visible

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Every code point, lone surrogates too."""


@given(ANY_TEXT)
def test_no_control_direction_or_half_character_leaves(text: str) -> None:
    """Whatever goes in, what comes out is one line of characters that show themselves."""
    shown = visible(text)

    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", shown)
    assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(each) for each in shown}


@given(ANY_TEXT)
def test_what_was_made_visible_stays_as_it_is(text: str) -> None:
    """Cleaning twice is cleaning once."""
    assert visible(text) == visible(visible(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, Zoë 李", "plain text, Zoë 李"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31m", "\\x9b31m"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("over\rwritten", "over\\x0dwritten"),
        ("a\u202eb\u2066c\u200ed", "a\\u202eb\\u2066c\\u200ed"),
        ("in\u200bvi\ufeffsible", "invisible"),
        ("half \ud800", "half \\ud800"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("[/] [red] :smile:", "[/] [red] :smile:"),
    ],
)
def test_harmful_characters_are_written_out(text: str, shown: str) -> None:
    """A reader sees what was there, and nothing happens."""
    assert shown == visible(text)


def test_long_text_is_cut_with_an_ellipsis() -> None:
    """The limit counts the ellipsis."""
    assert visible("a" * 50, 10) == "aaaaaaa..."


@given(ANY_TEXT)
def test_markdown_has_no_open_special_character(text: str) -> None:
    """Every character that could start Markdown or HTML stands behind a backslash."""
    shown = markdown_text(text)
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "x", shown)

    assert not re.search(r"[\\`*_\[\]<>&|~@\n]", bare)
    assert not re.match(r"\s|[-+#=]|[0-9]+[.)]", bare)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. first", "1\\. first"),
        ("# head", "\\# head"),
        ("$404,000 to $511,000", "$404,000 to $511,000"),
        ("$x$", "\\$x\\$"),
        (
            "see https://evil.example and www.evil.example",
            "see https\\://evil.example and www\\.evil.example",
        ),
        ("a | b", "a \\| b"),
    ],
)
def test_markdown_shows_text_literally(text: str, shown: str) -> None:
    """No list, heading, formula, link or table cell is made of a text."""
    assert shown == markdown_text(text)


def test_only_a_plain_web_address_becomes_a_link() -> None:
    """Scripts, spaces, pipes and angle brackets make an address text."""
    assert markdown_link("https://example.org/a?b=c") == "<https://example.org/a?b=c>"
    for address in ("javascript:alert(1)", "https://a b", "https://a|b", "https://a>b", "file:///"):
        assert not markdown_link(address).startswith("<")


@given(ANY_TEXT)
def test_json_stays_equal_and_holds_no_harmful_character(text: str) -> None:
    """Escapes stand only where a string could hold the character, so the value is the same."""
    written = json_safe(json.dumps(text, ensure_ascii=False))

    assert json.loads(written) == text
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", written)
