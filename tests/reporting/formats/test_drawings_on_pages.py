"""The charts: said in words as well, harmless, and inside their place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.reporting.document.document import (
    Checklist,
    CheckRow,
    Line,
    Mark,
    Scale,
    ScaleMark,
)
from cmio_advisor.reporting.words.wording import PERCENTILES
from tests.reporting.formats.html_reading import ReadPage, drawing_of, places_in, signs, words_in

SIGNS = signs()
DOLLARS = st.integers(1_000, 2_000_000)
VALUES = (259_000, 294_000, 407_000, 547_000, 621_000)
BAND = Scale(
    tuple(zip(PERCENTILES, VALUES, strict=True)),
    (
        ScaleMark("a", 383_000, Line("2018")),
        ScaleMark("b", 343_000, Line("2015")),
        ScaleMark("c", 372_500, Line("2015")),
    ),
)


def steps(*states: tuple[Mark, str]) -> Checklist:
    """Numbered steps in these states."""
    rows = (
        CheckRow(mark, word, str(number), f"Step {number}", "")
        for number, (mark, word) in enumerate(states, 1)
    )
    return Checklist("Step", tuple(rows))


def test_steps_are_told_by_number_sign_and_word() -> None:
    """Which step is in which state can be read without colours, and is the text alternative too."""
    drawing = drawing_of(steps((Mark.DONE, "met"), (Mark.OPEN, "not yet"), (Mark.DONE, "met")))

    assert words_in(drawing) == ["1", "2", "3", "met: 1, 3", "not yet: 2"]
    assert drawing.startswith('<svg class="steps" role="img"')
    assert "<title>3 steps and how each stands</title>" in drawing
    assert "<desc>met: 1, 3; not yet: 2.</desc>" in drawing
    assert drawing.count(SIGNS[Mark.DONE]) == 3


def test_every_state_has_a_sign_of_its_own_shape() -> None:
    """No two states are told apart by colour alone."""
    assert {*SIGNS} == {*Mark}
    assert len(set(SIGNS.values())) == len(Mark)
    assert not any(re.search(r"#[0-9a-f]{3}|fill=|stroke=", each) for each in SIGNS.values())


def test_numbers_in_a_row_are_told_in_short() -> None:
    """So that they have room on a telephone."""
    states = [(Mark.OPEN, "not yet")] * 13
    states[2] = states[4] = (Mark.DONE, "met")

    assert words_in(drawing_of(steps(*states)))[13:] == ["not yet: 1, 2, 4, 6 to 13", "met: 3, 5"]


def test_more_steps_than_fit_on_a_line_go_on_the_next() -> None:
    """None lies outside the drawing."""
    drawing = drawing_of(steps(*[(Mark.OPEN, "not yet")] * 30))

    assert [each for each in words_in(drawing) if each.isdigit()] == [str(n) for n in range(1, 31)]
    assert 0 <= min(places_in(drawing)) <= max(places_in(drawing)) <= 100


def test_the_band_shows_its_points_and_the_published_figures() -> None:
    """Line, box, median, letters and an axis; the description has the exact numbers."""
    drawing = drawing_of(BAND)

    assert {"25th", "$294k", "median", "$407k", "75th", "$547k", "10th", "90th"} <= {
        *words_in(drawing)
    }
    assert {"a", "b", "c", "$200k", "$700k"} <= {*words_in(drawing)}
    assert drawing.count("<rect") == 1
    assert "a $383,000, b $343,000, c $372,500" in drawing
    assert "$294,000 to $547,000, median $407,000" in drawing


def test_names_without_room_are_left_out_but_for_the_median() -> None:
    """A narrow band names its median only."""
    values = (100_000, 399_000, 400_000, 401_000, 900_000)
    drawing = drawing_of(Scale(tuple(zip(PERCENTILES, values, strict=True)), ()))

    assert "25th" not in words_in(drawing)
    assert "median" in words_in(drawing)


@pytest.mark.parametrize("labels", [("median",), ("25th percentile", "median"), ("other", "more")])
def test_a_band_with_points_unknown_is_drawn_without_them(labels: tuple[str, ...]) -> None:
    """No box without both of its ends."""
    drawing = drawing_of(Scale(tuple((label, 300_000) for label in labels), ()))

    assert "<rect" not in drawing


@given(st.lists(DOLLARS, min_size=5, max_size=5), st.lists(DOLLARS, max_size=8))
def test_all_lies_inside_the_drawing(values: list[int], published: list[int]) -> None:
    """Whatever the figures; letters at one place stand over each other."""
    marks = tuple(
        ScaleMark(letter, value, Line("x"))
        for letter, value in zip("abcdefgh", published, strict=False)
    )
    drawing = drawing_of(Scale(tuple(zip(PERCENTILES, sorted(values), strict=True)), marks))
    letters = re.findall(r'<text x="([\d.]+%)" y="([\d.]+)" class="letter"', drawing)

    ReadPage(drawing)
    assert 0 <= min(places_in(drawing)) <= max(places_in(drawing)) <= 100
    assert all(float(down) > 0 for _, down in letters)
    assert len(set(letters)) == len(published)


def test_a_hostile_word_is_drawn_as_it_is() -> None:
    """In the drawing, its title and its description."""
    hostile = '</text><script>"x"</script>\x1b'
    drawing = drawing_of(steps((Mark.UNTOLD, hostile)))

    assert "<script" not in drawing
    assert "&lt;script&gt;" in drawing
    assert "\\x1b" in drawing
