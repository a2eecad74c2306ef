"""Charts for a page. All that they show stands beside them in words as well."""

from collections.abc import Iterator
from itertools import pairwise

from cmio_advisor.reporting.document.document import Checklist, CheckRow, Scale, Stretch, Timeline
from cmio_advisor.reporting.formats.drawings.scale import ENDS, SHORT, Ruler, band_text
from cmio_advisor.reporting.formats.drawings.svg_shapes import line_at, picture, sign_at, words_at
from cmio_advisor.reporting.formats.drawings.timeline import Calendar, stretch_text
from cmio_advisor.reporting.words.wording import PERCENTILES, money, thousands

STEPS_A_LINE, SHORTEST_RUN = 13, 3
LINE_HEIGHT, LEGEND_HEIGHT = 58, 24
RULER_COLUMNS, MARGIN = 56, 7
"""As for a terminal so wide: the numbers of at most five ticks have room on a telephone too."""
NEAREST_NAMES, NEAREST_LETTERS = 15, 6
"""Percent of the width from one label to the next, so that they do not touch on a telephone."""
BAND_TOP, BAND_HEIGHT, LETTER_HEIGHT = 46, 22, 16
MEDIAN = PERCENTILES[2]
OUTER = {PERCENTILES[0]: "10th", PERCENTILES[4]: "90th"}


def steps_svg(checklist: Checklist) -> str:
    """
    The numbered rows of a checklist as signs along a line, and under them which is in what state.
    """
    rows = checklist.rows
    lines = [rows[at : at + STEPS_A_LINE] for at in range(0, len(rows), STEPS_A_LINE)]
    by_word: dict[str, list[CheckRow]] = {}
    for row in rows:
        by_word.setdefault(row.word, []).append(row)
    legend = [
        (found[0], f"{word}: {_listed([each.number for each in found])}")
        for word, found in by_word.items()
    ]
    top = LINE_HEIGHT * len(lines) + LEGEND_HEIGHT // 2
    drawn = [part for at, line in enumerate(lines) for part in _way(line, LINE_HEIGHT * at + 16)]
    for at, (row, words) in enumerate(legend):
        down = top + LEGEND_HEIGHT * at
        drawn += [sign_at(row.mark, 3.85, down, 16), words_at(words, 8, down + 5, "start")]
    words = "; ".join(words for _, words in legend)
    height = top + LEGEND_HEIGHT * len(legend)
    title = f"{len(rows)} {checklist.noun.lower()}s and how each stands"
    return picture("steps", height, title, f"{words}.", drawn)


def scale_svg(scale: Scale) -> str:
    """
    A pay band: a line over the band, a box over its middle half, letters for published figures.
    """
    points = [value for _, value in scale.points]
    ruler = Ruler.over([*points, *(each.value for each in scale.marks)], RULER_COLUMNS)
    levels = _levels([_across(each.value, ruler) for each in scale.marks])
    axis = BAND_TOP + BAND_HEIGHT + 46 + LETTER_HEIGHT * max(levels, default=0)
    drawn = [*_band(scale, ruler), line_at(0, 100, axis, "axis")]
    for tick in ruler.ticks():
        drawn.append(line_at(_across(tick, ruler), _across(tick, ruler), axis, "axis", height=5))
        drawn.append(words_at(thousands(tick), _across(tick, ruler), axis + 20, "quiet"))
    for mark, level in zip(scale.marks, levels, strict=True):
        across, down = _across(mark.value, ruler), axis - 8 - LETTER_HEIGHT * level
        drawn.append(line_at(across, across, down + 2, "pin", height=axis - down - 2))
        drawn.append(words_at(mark.letter, across, down, "letter"))
    figures = ", ".join(f"{each.letter} {money(each.value)}" for each in scale.marks)
    published = f". Published figures: {figures}" if figures else ""
    return picture("band", axis + 28, "The pay band", f"{band_text(scale)}{published}.", drawn)


def _across(value: int, ruler: Ruler) -> float:
    """Where a value stands, in percent of the width. The ends leave room for half a number."""
    share = (value - ruler.low) / (ruler.high - ruler.low)
    return MARGIN + share * (100 - 2 * MARGIN)


def _listed(numbers: list[str]) -> str:
    """Numbers as text, those in a row in short, such as ``2, 3, 5 to 13``."""
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


def _way(rows: tuple[CheckRow, ...], down: int) -> Iterator[str]:
    """One line of signs with their numbers under them."""
    places = [100 / STEPS_A_LINE * (at + 0.5) for at in range(len(rows))]
    for start, end in pairwise(places):
        yield line_at(start + 2.6, end - 2.6, down, "way")
    for row, across in zip(rows, places, strict=True):
        yield sign_at(row.mark, across, down, 20)
        yield words_at(row.number, across, down + 28)


def _band(scale: Scale, ruler: Ruler) -> Iterator[str]:
    places = {label: _across(value, ruler) for label, value in scale.points}
    middle = BAND_TOP + BAND_HEIGHT / 2
    yield line_at(min(places.values()), max(places.values()), middle, "range")
    for label, name in OUTER.items():
        if label in places:
            yield line_at(places[label], places[label], middle - 5, "range", height=10)
            yield words_at(name, places[label], BAND_TOP + BAND_HEIGHT + 14, "quiet")
    low, high = (places.get(each) for each in ENDS)
    if low is not None and high is not None:
        yield (
            f'<rect x="{low:.2f}%" width="{high - low:.2f}%" y="{BAND_TOP}" '
            f'height="{BAND_HEIGHT}" class="middle"/>'
        )
    if MEDIAN in places:
        at = places[MEDIAN]
        yield line_at(at, at, BAND_TOP - 3, "median", height=BAND_HEIGHT + 6)
    for label, value in _named(scale, places):
        kind = "strong" if label == MEDIAN else ""
        yield words_at(SHORT[label], places[label], 14, kind or "quiet")
        yield words_at(thousands(value), places[label], 32, kind)


def _named(scale: Scale, places: dict[str, float]) -> list[tuple[str, int]]:
    """The points that have room for their names: all of them, or else the median alone."""
    named = [(label, value) for label, value in scale.points if label in SHORT]
    shown = sorted(places[label] for label, _ in named)
    if all(after - before >= NEAREST_NAMES for before, after in pairwise(shown)):
        return named
    return [each for each in named if each[0] == MEDIAN]


def _levels(places: list[float]) -> list[int]:
    """How high each letter stands, so that no two lie on each other."""
    levels: list[int] = []
    for at, place in enumerate(places):
        near = {
            level
            for other, level in zip(places[:at], levels, strict=True)
            if abs(other - place) < NEAREST_LETTERS
        }
        levels.append(next(level for level in range(len(near) + 1) if level not in near))
    return levels


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
    stretches = "; ".join(map(stretch_text, timeline.stretches))
    return picture("gantt", bottom + 26, "The plan in time", f"{stretches}.", drawn)


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
