"""The plan drawn: bars where the days are, within their place, and the same in words."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.reporting.document import (
    Stretch,
    Timeline,
    stretch_text,
    timeline_data,
    years_named,
)
from tests.reporting.formats.html_reading import drawing_of, places_in, words_in

FELLOWSHIP = Stretch(
    title="Fellowship",
    start=date(2027, 7, 1),
    end=date(2029, 6, 30),
    latest_end=date(2029, 6, 30),
    strong=True,
    moments=(date(2028, 3, 15),),
)
TEAM = Stretch(
    title="Take responsibility for a small team that has a long name",
    start=date(2027, 1, 1),
    end=date(2027, 10, 1),
    latest_end=date(2029, 6, 30),
    strong=False,
)
PLAN = Timeline((FELLOWSHIP, TEAM))
LENGTHS = st.integers(0, 9000)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Some stretches anywhere in a lifetime."""
    found = []
    for _ in range(draw(st.integers(1, 8))):
        start = date(2026, 1, 1) + timedelta(draw(LENGTHS))
        end = start + timedelta(draw(LENGTHS))
        latest = end + timedelta(draw(LENGTHS))
        found.append(
            Stretch(
                title=draw(st.text("abc de", min_size=1, max_size=70)),
                start=start,
                end=end,
                latest_end=latest,
                strong=draw(st.booleans()),
                moments=(start,),
            )
        )
    return Timeline(tuple(found))


@given(timelines())
def test_no_bar_leaves_the_page(timeline: Timeline) -> None:
    """All places lie between 0 and 100 percent."""
    assert all(0 <= place <= 100 for place in places_in(drawing_of(timeline)))
    for bar in timeline_data(timeline)["bars"]:
        assert 0 <= bar["from"] <= bar["to"] <= bar["latest"] <= 100


def test_a_bar_stands_where_its_days_are() -> None:
    """The later start is further right."""
    first, second = timeline_data(PLAN)["bars"]

    assert first["from"] > second["from"]
    assert [year for _, year in timeline_data(PLAN)["years"]] == ["2028", "2029"]


def test_the_drawing_says_the_same_in_words() -> None:
    """For readers who cannot see it."""
    drawing = drawing_of(PLAN)

    assert stretch_text(FELLOWSHIP) == "Fellowship: 1 July 2027 to 30 June 2029"
    assert stretch_text(FELLOWSHIP) in drawing
    assert FELLOWSHIP.title in words_in(drawing)


def test_hostile_titles_are_shown_as_text() -> None:
    """No code gets into the page."""
    hostile = Timeline((Stretch("<script>", *(date(2027, 1, 1),) * 3, strong=True),))
    assert "<script>" not in drawing_of(hostile)


@pytest.mark.parametrize("years", [1, 9, 35])
def test_years_are_named_with_room_between_them(years: int) -> None:
    """Few of them, evenly."""
    named = years_named(date(2026, 11, 23), date(2026 + years, 11, 23))

    assert 1 <= len(named) <= 9
    assert len({after - before for before, after in pairwise(named)}) <= 1
