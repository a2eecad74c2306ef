"""Where days stand on a timeline, and the timeline drawn with characters."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.reporting.document.document import Stretch, Timeline

MOST_TICKS = 8
"""So many years are named at most; of longer plans every second, third or fifth year is."""
TICK_STEPS = (1, 2, 5, 10, 20)
LABEL_SHARE, LEAST_BAR = 0.42, 12
MOMENTS = " Upright strokes are dates to keep."
LEGEND = "Full bars cannot slip without moving the end; light ones can, as far as their line goes."
BARS = (("█", "▒", "·"), ("#", "=", "."))
"""What must not slip, what may, and how far: in Unicode and in ASCII."""


def page_legend(timeline: Timeline) -> str:
    """What the marks of a drawn chart mean."""
    return LEGEND + (MOMENTS if any(each.moments for each in timeline.stretches) else "")


class Calendar(Frozen, kw_only=False):
    """The days from the first to the last, as a line from 0 to 1."""

    first: date
    last: date

    @classmethod
    def over(cls, timeline: Timeline) -> "Calendar":
        """The calendar that holds every stretch and moment; a day long at least."""
        first = min(min((each.start, *each.moments)) for each in timeline.stretches)
        last = max(each.latest_end for each in timeline.stretches)
        return cls(first, max(last, first + timedelta(days=1)))

    def share(self, day: date) -> float:
        """Where a day stands; the ends hold what lies outside."""
        place = (day - self.first).days / (self.last - self.first).days
        return min(1.0, max(0.0, place))

    def years(self) -> list[date]:
        """The first days of the years to be named, evenly spaced."""
        begun = [
            date(year, 1, 1)
            for year in range(self.first.year + 1, self.last.year + 1)
            if date(year, 1, 1) <= self.last
        ]
        step = next(
            (each for each in TICK_STEPS if len(begun) <= each * MOST_TICKS), TICK_STEPS[-1]
        )
        return [each for each in begun if each.year % step == 0] or begun[:1]


def stretch_text(stretch: Stretch) -> str:
    """A stretch in words, such as ``Fellowship: 1 July 2027 to 30 June 2029``."""
    return f"{stretch.title}: {date_text(stretch.start)} to {date_text(stretch.end)}"


def timeline_data(timeline: Timeline, show: Callable[[str], str]) -> dict[str, Any]:
    """The places of all its parts on a line from 0 to 1, for a drawing on paper."""
    calendar = Calendar.over(timeline)

    def place(day: date) -> float:
        return round(calendar.share(day), 4)

    return {
        "told": show("; ".join(map(stretch_text, timeline.stretches))),
        "legend": show(page_legend(timeline)),
        "years": [[place(day), str(day.year)] for day in calendar.years()],
        "bars": [
            {
                "title": show(each.title),
                "from": place(each.start),
                "to": place(each.end),
                "latest": place(each.latest_end),
                "strong": each.strong,
                "moments": [*map(place, each.moments)],
            }
            for each in timeline.stretches
        ],
    }


def draw_timeline(timeline: Timeline, width: int, *, unicode: bool) -> Iterator[str]:
    """A line for each stretch, its title before its bar, then the years."""
    calendar = Calendar.over(timeline)
    labels = int(width * LABEL_SHARE)
    columns = max(LEAST_BAR, width - labels - 1)
    strong, loose, slack = BARS[0] if unicode else BARS[1]
    for each in timeline.stretches:
        start = int(calendar.share(each.start) * (columns - 1))
        end = max(start + 1, ceil(calendar.share(each.end) * columns))
        latest = max(end, ceil(calendar.share(each.latest_end) * columns))
        bar = (strong if each.strong else loose) * (end - start) + slack * (latest - end)
        yield f"{_cut(each.title, labels, unicode=unicode):<{labels}} {' ' * start}{bar}".rstrip()
    yield f"{'':<{labels}} {_years(calendar, columns)}".rstrip()


def _years(calendar: Calendar, columns: int) -> str:
    named = ""
    for day in calendar.years():
        at = int(calendar.share(day) * (columns - 1))
        year = str(day.year)
        if at + len(year) <= columns and (not named or at > len(named)):
            named = f"{named:<{at}}{year}"
    return named


def _cut(title: str, width: int, *, unicode: bool) -> str:
    """
    The beginning of a title that is too long for its place; the table beside it has all of it.
    """
    if len(title) <= width:
        return title
    dots = "…" if unicode else "..."
    return f"{title[: width - len(dots)].rstrip()}{dots}"
