"""Charts for a page. All that they show stands beside them in words as well."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from markupsafe import escape

from cmio_advisor.reporting.document.cleaning import visible
from cmio_advisor.reporting.document.document import (
    Checklist,
    CheckRow,
    Mark,
    Scale,
    Stretch,
    Timeline,
)
from cmio_advisor.reporting.formats.drawings.scale import (
    ENDS,
    MEDIAN,
    SHORT,
    Calendar,
    Ruler,
    band_text,
    levels,
    named_places,
    stretch_text,
)
from cmio_advisor.reporting.words.wording import PERCENTILES, counted, money, thousands

STEPS_A_LINE, SHORTEST_RUN = 13, 3
LINE_HEIGHT, LEGEND_HEIGHT = 58, 24
RULER_COLUMNS, MARGIN = 56, 7
"""As for a terminal so wide: the numbers of at most five ticks have room on a telephone too."""
NEAREST_NAMES, NEAREST_LETTERS = 15, 6
"""Percent of the width from one label to the next, so that they do not touch on a telephone."""
BAND_TOP, BAND_HEIGHT, LETTER_HEIGHT = 46, 22, 16
OUTER = {PERCENTILES[0]: "10th", PERCENTILES[4]: "90th"}


def steps_svg(checklist: Checklist) -> str:
    """The numbered rows of a checklist as signs along a line, and below it their states."""
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
    title = f"{counted(len(rows), checklist.noun.lower())} and how each stands"
    return picture("steps", height, title, f"{words}.", drawn)


def scale_svg(scale: Scale) -> str:
    """A pay band: a line over it, a box over its middle half, letters for published figures."""
    ruler = Ruler.over(scale, RULER_COLUMNS)

    def across(value: int) -> float:
        """In percent of the width. The ends leave room for half a number."""
        return MARGIN + ruler.share(value) * (100 - 2 * MARGIN)

    rows = levels([across(each.value) for each in scale.marks], NEAREST_LETTERS)
    axis = BAND_TOP + BAND_HEIGHT + 46 + LETTER_HEIGHT * max(rows, default=0)
    drawn = [*_band(scale, across), line_at(0, 100, axis, "axis")]
    for tick in ruler.ticks():
        drawn.append(line_at(across(tick), across(tick), axis, "axis", height=5))
        drawn.append(words_at(thousands(tick), across(tick), axis + 20, "quiet"))
    for mark, row in zip(scale.marks, rows, strict=True):
        at, down = across(mark.value), axis - 8 - LETTER_HEIGHT * row
        drawn.append(line_at(at, at, down + 2, "pin", height=axis - down - 2))
        drawn.append(words_at(mark.letter, at, down, "letter"))
    figures = ", ".join(f"{each.letter} {money(each.value)}" for each in scale.marks)
    published = f". Published figures: {figures}" if figures else ""
    return picture("band", axis + 28, "The pay band", f"{band_text(scale)}{published}.", drawn)


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


def _band(scale: Scale, across: Callable[[int], float]) -> Iterator[str]:
    places = {label: across(value) for label, value in scale.points}
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
    for at, name, number in named_places(scale, across, NEAREST_NAMES):
        kind = "strong" if name == SHORT[MEDIAN] else ""
        yield words_at(name, at, 14, kind or "quiet")
        yield words_at(number, at, 32, kind)


ROW_HEIGHT, BAR_HEIGHT, TOP = 42, 12, 8
"""The title of a bar stands above it, so that both have room on a telephone."""
NARROWEST_BAR = 0.8
"""Percent of the width: a bar of a few weeks in a plan of many years is still seen."""
LAST_PLACE = 93
"""Percent of the width up to which the name of a year does not leave the picture."""


def timeline_svg(timeline: Timeline) -> str:
    """A bar for each stretch, filled where it must not slip, with a line for how far it may."""
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


SIGN_SIZE = 16
_RING = '<circle cx="8" cy="8" r="6.5" class="ring"/>'
_DISC = '<circle cx="8" cy="8" r="7.25" class="disc"/>'
SIGNS: dict[Mark, str] = {
    Mark.DONE: f'{_DISC}<path d="M4.6 8.3l2.4 2.4 4.5-5" class="cut"/>',
    Mark.RUNNING: f'{_RING}<path d="M8 1.5a6.5 6.5 0 0 1 0 13z" class="disc"/>',
    Mark.PLANNED: '<circle cx="8" cy="8" r="6.5" class="ring dashed"/>',
    Mark.EXCUSED: f'{_DISC}<path d="M4.5 8h7" class="cut"/>',
    Mark.SOON: f'{_RING}<path d="M8 4v4.3l2.8 1.7" class="ring"/>',
    Mark.LAPSED: f'{_RING}<path d="M8 4v5M8 11v1.4" class="ring"/>',
    Mark.OPEN: _RING,
    Mark.UNTOLD: (
        f'{_RING}<path d="M6 6.4a2 2 0 1 1 3 1.7c-.7.4-1 .7-1 1.4M8 11v1.3" class="ring"/>'
    ),
    Mark.SHUT: f'{_RING}<path d="M5.5 5.5l5 5M10.5 5.5l-5 5" class="ring"/>',
}
"""Each differs from all others in shape, not in colour only."""


def sign_symbols() -> str:
    """The signs as symbols, once a page, to be used by their ids."""
    symbols = (
        f'<symbol id="sign-{mark}" viewBox="0 0 {SIGN_SIZE} {SIGN_SIZE}">{shape}</symbol>'
        for mark, shape in SIGNS.items()
    )
    return f'<svg class="symbols" width="0" height="0" aria-hidden="true">{"".join(symbols)}</svg>'


def picture(kind: str, height: int, title: str, description: str, parts: Iterable[str]) -> str:
    """A drawing as wide as its place. Its title and description say in words what it shows."""
    return (
        f'<svg class="{kind}" role="img" width="100%" height="{height}">'
        f"<title>{html_text(title)}</title><desc>{html_text(description)}</desc>{''.join(parts)}</svg>"
    )


def sign_at(mark: Mark, across: float, down: float, size: int) -> str:
    """The sign of a state around a point."""
    half, factor = size / 2, size / SIGN_SIZE
    return (
        f'<svg x="{across:.2f}%" y="{down:g}" overflow="visible" class="{mark}">'
        f'<g transform="translate(-{half:g} -{half:g}) scale({factor:g})">{SIGNS[mark]}</g></svg>'
    )


def words_at(text: str, across: float, down: float, kind: str = "") -> str:
    """A few words around a point; ``kind`` gives their classes."""
    classes = f' class="{kind}"' if kind else ""
    return f'<text x="{across:.2f}%" y="{down:g}"{classes}>{html_text(text)}</text>'


def line_at(start: float, end: float, down: float, kind: str, *, height: float = 0) -> str:
    """A level line, or an upright one where ``start`` is ``end`` and a height is given."""
    return (
        f'<line x1="{start:.2f}%" x2="{end:.2f}%" y1="{down:g}" y2="{down + height:g}" '
        f'class="{kind}"/>'
    )


def html_text(text: str) -> str:
    """The text with nothing in it that a page would take for code."""
    return str(escape(visible(text)))
