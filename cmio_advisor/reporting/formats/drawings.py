"""Where marks and bars of drawings stand: in text, and for the templates of pages and paper."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.reporting.document.document import (
    Checklist,
    CheckRow,
    Mark,
    Scale,
    Stretch,
    Timeline,
)
from cmio_advisor.reporting.words.wording import PERCENTILES, money, thousands

AXIS_STEPS = (5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
NARROWEST_TICK = 10
"""Columns from one tick to the next, so that their numbers do not touch."""
MEDIAN = PERCENTILES[2]
ENDS = PERCENTILES[1], PERCENTILES[3]
SHORT = {ENDS[0]: "25th", MEDIAN: "median", ENDS[1]: "75th"}


OUTER, INNER, END, MIDDLE, AXIS, TICK = "┄━┃╋─┴"
ASCII = str.maketrans("┄━┃╋─┴", ".=|+-+")
"""What stands for these where a screen has no Unicode."""


def draw_scale(scale: Scale, width: int, *, unicode: bool) -> tuple[str, ...]:
    """The lines of the drawing: names, band, axis with letters of published figures, numbers."""
    ruler = Ruler.over(scale, width)
    numbers = [(ruler.column(each), thousands(each)) for each in ruler.ticks()]
    lines = _names(scale, ruler), _band(scale, ruler), _axis(scale, ruler), _centred(numbers, width)
    return lines if unicode else tuple(each.translate(ASCII) for each in lines)


def band_text(scale: Scale) -> str:
    """The numbers of the band in one line, its middle half first."""
    values = dict(scale.points)
    if all(label in values for label in PERCENTILES):
        p10, p25, p50, p75, p90 = (money(values[label]) for label in PERCENTILES)
        return (
            f"{p25} to {p75}, median {p50} (25th to 75th percentile; 10th to 90th: {p10} to {p90})"
        )
    return ", ".join(f"{label} {money(value)}" for label, value in scale.points)


class Ruler(Frozen, kw_only=False):
    """From dollars to columns. The ends leave room for half a number."""

    low: int
    high: int
    step: int
    width: int

    MARGIN = 3

    @classmethod
    def over(cls, scale: Scale, width: int) -> "Ruler":
        """A ruler so wide, from below the least to above the greatest of all points and marks."""
        values = [*(value for _, value in scale.points), *(each.value for each in scale.marks)]
        for step in AXIS_STEPS:
            low, high = floor(min(values) / step) * step, ceil(max(values) / step) * step
            high = max(high, low + step)
            ticks = (high - low) // step
            if ticks * NARROWEST_TICK <= width - 2 * cls.MARGIN:
                break
        return cls(low, high, step, width)

    def share(self, value: int) -> float:
        """Where a value stands on a line from 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def column(self, value: int) -> int:
        return self.MARGIN + round(self.share(value) * (self.width - 1 - 2 * self.MARGIN))

    def ticks(self) -> range:
        return range(self.low, self.high + 1, self.step)


def _names(scale: Scale, ruler: Ruler) -> str:
    """The names of the percentiles; of the median alone where there is no room for all."""
    shown = [(ruler.column(value), SHORT[label]) for label, value in scale.points if label in SHORT]
    line = _centred(shown, ruler.width)
    if all(name in line for _, name in shown):
        return line
    return _centred([each for each in shown if each[1] == SHORT[MEDIAN]], ruler.width)


def _band(scale: Scale, ruler: Ruler) -> str:
    columns = {label: ruler.column(value) for label, value in scale.points}
    cells = [" "] * ruler.width
    _fill(cells, list(columns.values()), OUTER)
    _fill(cells, [columns[each] for each in ENDS if each in columns], INNER)
    for label, column in columns.items():
        if label in SHORT:
            cells[column] = MIDDLE if label == MEDIAN else END
    return "".join(cells).rstrip()


def _axis(scale: Scale, ruler: Ruler) -> str:
    ticks = [ruler.column(each) for each in ruler.ticks()]
    cells = [" "] * ruler.width
    _fill(cells, ticks, AXIS)
    for column in ticks:
        cells[column] = TICK
    taken: set[int] = set()
    for mark in scale.marks:
        column = ruler.column(mark.value)
        while column in taken:
            column += 1
        taken.add(column)
        cells[min(column, ruler.width - 1)] = mark.letter
    return "".join(cells).rstrip()


def _fill(cells: list[str], columns: list[int], stroke: str) -> None:
    if columns:
        first, last = min(columns), max(columns)
        cells[first : last + 1] = stroke * (last + 1 - first)


def _centred(labels: list[tuple[int, str]], width: int) -> str:
    """Each label around its column; one that would touch the label before it is left out."""
    line = ""
    for column, label in labels:
        start = min(max(0, column - len(label) // 2), width - len(label))
        if start > len(line) or not line:
            line = line.ljust(start) + label
    return line


Place = Callable[[float], float]
"""Where on paper or on a page something stands that stands there on a line from 0 to 1."""


def scale_data(
    scale: Scale, columns: int, place: Place, *, names_apart: float, letters_apart: float
) -> dict[str, Any]:
    """
    Ticks (as of a text so wide), line, box, median, names, letters, and the same numbers in words.
    Nearer than so far apart, names would touch and letters would cover each other.
    """
    ruler = Ruler.over(scale, columns)

    def across(value: int) -> float:
        return place(ruler.share(value))

    places = {label: across(value) for label, value in scale.points}
    letters = [(across(each.value), each.letter) for each in scale.marks]
    rows = levels([at for at, _ in letters], letters_apart)
    return {
        "told": band_text(scale),
        "ticks": [[across(each), thousands(each)] for each in ruler.ticks()],
        "line": [min(places.values()), max(places.values())],
        "box": [places[each] for each in ENDS] if all(each in places for each in ENDS) else [],
        "median": places.get(MEDIAN),
        "names": _named_places(scale, across, names_apart),
        "letters": [(at, row, letter) for (at, letter), row in zip(letters, rows, strict=True)],
    }


def _named_places(
    scale: Scale, across: Callable[[int], float], nearest: float
) -> list[tuple[float, str, str]]:
    """Place, name and number of the named points; of the median alone without room for all."""
    shown = [
        (across(value), SHORT[label], thousands(value))
        for label, value in scale.points
        if label in SHORT
    ]
    apart = all(after[0] - before[0] >= nearest for before, after in pairwise(shown))
    return shown if apart else [each for each in shown if each[1] == SHORT[MEDIAN]]


def levels(places: Sequence[float], nearest: float) -> list[int]:
    """How high each letter stands, so that none covers another that is nearer than ``nearest``."""
    found: list[int] = []
    for place in places:
        near = zip(places, found, strict=False)
        taken = {level for other, level in near if abs(other - place) < nearest}
        found.append(min({*range(len(taken) + 1)} - taken))
    return found


MOST_TICKS = 8
"""So many years are named at most; of longer plans every second, third or fifth year is."""
TICK_STEPS = (1, 2, 5, 10, 20)
LABEL_SHARE, LEAST_BAR = 0.42, 12
MOMENTS = " Upright strokes are dates to keep."
LEGEND = "Full bars cannot slip without moving the end; light ones can, as far as their line goes."
BARS = (("█", "▒", "·"), ("#", "=", "."))
"""What must not slip, what may, and how far: in Unicode and in ASCII."""


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


def timeline_data(timeline: Timeline, place: Place) -> dict[str, Any]:
    """The places of all its parts, and the same in words."""
    calendar = Calendar.over(timeline)

    def across(day: date) -> float:
        return place(calendar.share(day))

    return {
        "told": "; ".join(map(stretch_text, timeline.stretches)),
        "legend": LEGEND + (MOMENTS if any(each.moments for each in timeline.stretches) else ""),
        "years": [[across(day), str(day.year)] for day in calendar.years()],
        "bars": [
            {
                "title": each.title,
                "from": across(each.start),
                "to": across(each.end),
                "latest": across(each.latest_end),
                "strong": each.strong,
                "moments": [*map(across, each.moments)],
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
    """The beginning of a title too long for its place; the table beside it has all of it."""
    if len(title) <= width:
        return title
    dots = "…" if unicode else "..."
    return f"{title[: width - len(dots)].rstrip()}{dots}"


SHORTEST_RUN = 3


def states_told(checklist: Checklist) -> list[tuple[Mark, str]]:
    """Each state with the numbers of those in it, such as ``met: 2, 3, 5 to 13``."""
    by_word: dict[str, list[CheckRow]] = {}
    for row in checklist.rows:
        by_word.setdefault(row.word, []).append(row)
    return [
        (found[0].mark, f"{word}: {_listed([each.number for each in found])}")
        for word, found in by_word.items()
    ]


def _listed(numbers: list[str]) -> str:
    runs: list[list[str]] = []
    for each in numbers:
        if runs and runs[-1][-1].isdecimal() and each == str(int(runs[-1][-1]) + 1):
            runs[-1].append(each)
        else:
            runs.append([each])
    in_short = (
        f"{run[0]} to {run[-1]}" if len(run) >= SHORTEST_RUN else ", ".join(run) for run in runs
    )
    return ", ".join(in_short)
