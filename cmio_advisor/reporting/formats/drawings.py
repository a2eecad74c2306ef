"""Where the bars of a plan in time stand, in percent of the width, for pages and paper."""

from datetime import date
from typing import Any

from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.reporting.document.document import Stretch, Timeline

MOST_TICKS = 8
"""So many years are named at most; of longer plans every second, third or fifth year is."""
TICK_STEPS = (1, 2, 5, 10, 20)
LEGEND = (
    "Full bars cannot slip without moving the end; light ones can, as far as their line goes. "
    "Upright strokes are dates to keep."
)


def timeline_data(timeline: Timeline) -> dict[str, Any]:
    """The places of all its parts, and the same in words."""
    stretches = timeline.stretches
    first = min(day for each in stretches for day in (each.start, *each.moments))
    last = max(each.latest_end for each in stretches)
    days = max(1, (last - first).days)

    def across(day: date) -> float:
        return round(min(100.0, 100 * (day - first).days / days), 2)

    return {
        "told": "; ".join(map(stretch_text, stretches)),
        "legend": LEGEND,
        "years": [[across(date(year, 1, 1)), str(year)] for year in years_named(first, last)],
        "bars": [
            {
                "title": each.title,
                "from": across(each.start),
                "to": across(each.end),
                "latest": across(each.latest_end),
                "strong": each.strong,
                "moments": [*map(across, each.moments)],
            }
            for each in stretches
        ],
    }


def stretch_text(stretch: Stretch) -> str:
    """A stretch in words, such as ``Fellowship: 1 July 2027 to 30 June 2029``."""
    return f"{stretch.title}: {date_text(stretch.start)} to {date_text(stretch.end)}"


def years_named(first: date, last: date) -> list[int]:
    """The years to be named of those that begin between two days, evenly spaced."""
    begun = range(first.year + 1, last.year + 1)
    step = next((each for each in TICK_STEPS if len(begun) <= each * MOST_TICKS), TICK_STEPS[-1])
    return [each for each in begun if each % step == 0] or [*begun[:1]]
