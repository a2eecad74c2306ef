"""A pay band as the places of its parts on a line from 0 to 1, for a drawing on paper."""

from itertools import pairwise
from typing import Any

from cmio_advisor.reporting.document.document import Scale
from cmio_advisor.reporting.formats.drawings.scale import ENDS, SHORT, Ruler, band_text
from cmio_advisor.reporting.words.wording import thousands

COLUMNS = 90
"""The drawing's width in characters of a tick's number, which decides how many ticks fit."""
NEAREST_NAMES, NEAREST_LETTERS = 0.09, 0.03
"""Nearer than that, names would touch and letters would cover each other."""
MEDIAN = "median"


def scale_data(scale: Scale) -> dict[str, Any]:
    """Ticks, line, box, median, names and letters, and the same numbers in words."""
    values = [value for _, value in scale.points] + [each.value for each in scale.marks]
    ruler = Ruler.over(values, COLUMNS)

    def place(value: int) -> float:
        return round((value - ruler.low) / (ruler.high - ruler.low), 4)

    places = {label: place(value) for label, value in scale.points}
    return {
        "told": band_text(scale),
        "ticks": [[place(each), thousands(each)] for each in ruler.ticks()],
        "line": [min(places.values()), max(places.values())],
        "box": [places[each] for each in ENDS] if all(each in places for each in ENDS) else [],
        "median": places.get(MEDIAN),
        "names": _names(scale, places),
        "letters": _letters({each.letter: place(each.value) for each in scale.marks}),
    }


def _names(scale: Scale, places: dict[str, float]) -> list[tuple[float, str, str]]:
    """
    Place, name and number of the named points; of the median alone where there is no room for all.
    """
    shown = [
        (places[label], SHORT[label], thousands(value))
        for label, value in scale.points
        if label in SHORT
    ]
    apart = all(after[0] - before[0] >= NEAREST_NAMES for before, after in pairwise(shown))
    return shown if apart else [each for each in shown if each[1] == MEDIAN]


def _letters(places: dict[str, float]) -> list[tuple[float, int, str]]:
    """Place, height and letter; letters that would cover each other stand one above the other."""
    shown: list[tuple[float, int, str]] = []
    for letter, place in sorted(places.items(), key=lambda each: (each[1], each[0])):
        taken = {row for at, row, _ in shown if place - at < NEAREST_LETTERS}
        shown.append((place, min(set(range(len(taken) + 1)) - taken), letter))
    return shown
