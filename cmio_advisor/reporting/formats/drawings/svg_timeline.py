"""A plan as a Gantt chart for a page. The table beside it says the same in words."""

from collections.abc import Iterator

from cmio_advisor.reporting.document.document import Stretch, Timeline
from cmio_advisor.reporting.formats.drawings.svg_shapes import line_at, picture, words_at
from cmio_advisor.reporting.formats.drawings.timeline import Calendar, stretch_text

ROW_HEIGHT, BAR_HEIGHT, TOP = 42, 12, 8
"""The title of a bar stands above it, so that both have room on a telephone."""
NARROWEST_BAR = 0.8
"""Percent of the width: a bar of a few weeks in a plan of many years is still seen."""
LAST_PLACE = 93
"""Percent of the width up to which the name of a year does not leave the picture."""


def timeline_svg(timeline: Timeline) -> str:
    """
    A bar for each stretch of time, filled where it must not slip, with a line for how far it may.
    """
    calendar = Calendar.over(timeline)
    bottom = TOP + ROW_HEIGHT * len(timeline.stretches)
    drawn = list(_years(calendar, bottom))
    for at, each in enumerate(timeline.stretches):
        drawn += _stretch(each, calendar, TOP + ROW_HEIGHT * at)
    told = "; ".join(map(stretch_text, timeline.stretches))
    return picture("gantt", bottom + 26, "The plan in time", f"{told}.", drawn)


def _years(calendar: Calendar, bottom: int) -> Iterator[str]:
    for day in calendar.years():
        place = calendar.share(day) * 100
        yield line_at(place, place, TOP, "year", height=bottom - TOP)
        if place <= LAST_PLACE:
            yield words_at(str(day.year), place, bottom + 18, "quiet start")


def _stretch(stretch: Stretch, calendar: Calendar, down: int) -> Iterator[str]:
    start, end, latest = (
        calendar.share(day) * 100 for day in (stretch.start, stretch.end, stretch.latest_end)
    )
    width = max(NARROWEST_BAR, end - start)
    start = min(start, 100 - width)
    bar = down + 20
    yield words_at(stretch.title, 0, down + 14, "start")
    if latest > end:
        yield line_at(end, latest, bar + BAR_HEIGHT / 2, "slack")
    kind = "must" if stretch.strong else "may"
    yield (
        f'<rect x="{start:.2f}%" width="{width:.2f}%" y="{bar}" '
        f'height="{BAR_HEIGHT}" class="{kind}"/>'
    )
    for day in stretch.moments:
        place = calendar.share(day) * 100
        yield line_at(place, place, bar - 3, "moment", height=BAR_HEIGHT + 6)
