"""The drawn pay band."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.reporting.document.document import Line, Scale, ScaleMark
from cmio_advisor.reporting.formats.drawings import band_text, draw_scale
from cmio_advisor.reporting.words.wording import PERCENTILES

BAND = tuple(zip(PERCENTILES, (347_000, 404_000, 455_000, 511_000, 595_000), strict=True))


def mark(letter: str, value: int) -> ScaleMark:
    """A published figure."""
    return ScaleMark(letter, value, Line("A survey"))


def test_the_band_is_drawn_over_its_axis() -> None:
    """Names over the band, the band over the axis, letters of published figures on the axis."""
    scale = Scale(BAND, (mark("a", 326_000), mark("b", 326_000), mark("c", 595_000)))

    assert draw_scale(scale, 60, unicode=False) == (
        "                   25th    median     75th",
        "           ..........|========+=========|...............",
        "   +----ab-----------+----------------+----------------c+",
        " $300k             $400k            $500k             $600k",
    )


def test_the_median_is_named_where_there_is_no_room_for_all() -> None:
    """On a narrow screen."""
    assert draw_scale(Scale(BAND, ()), 34, unicode=True)[0].split() == ["median"]


def test_a_median_alone_can_be_drawn() -> None:
    """As a point on the axis."""
    assert draw_scale(Scale(BAND[2:3], ()), 40, unicode=False)[1].split() == ["+"]


@given(
    st.lists(st.integers(1_000, 3_000_000), min_size=5, max_size=5),
    st.lists(st.integers(1_000, 3_000_000), max_size=4),
    st.integers(34, 116),
)
def test_no_drawing_is_wider_than_asked(values: list[int], others: list[int], width: int) -> None:
    """Whatever the figures, and every letter stands on the axis."""
    marks = tuple(mark(letter, each) for letter, each in zip("abcd", others, strict=False))
    scale = Scale(tuple(zip(PERCENTILES, sorted(values), strict=True)), marks)

    lines = draw_scale(scale, width, unicode=True)

    assert max(map(len, lines)) <= width
    assert set("abcd"[: len(others)]) <= set(lines[2])


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (
            BAND,
            (
                "$404,000 to $511,000, median $455,000 (25th to 75th percentile; "
                "10th to 90th: $347,000 to $595,000)"
            ),
        ),
        (BAND[1:3], "25th percentile $404,000, median $455,000"),
    ],
)
def test_the_numbers_stand_in_words_too(points: tuple[tuple[str, int], ...], text: str) -> None:
    """Also where some of them are not known."""
    assert text == band_text(Scale(points, ()))
