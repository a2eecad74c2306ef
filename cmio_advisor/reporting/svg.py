"""
The two charts of a report as inline SVG; beside each the same facts stand as text.

Colours come from the page's style sheet. Nothing in a chart is said by colour alone.
"""

from collections.abc import Callable
from html import escape

from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.document import Checklist, CheckRow, Mark, Scale
from cmio_advisor.reporting.wording import counted, listing, money, thousands

WIDTH = 640
SYMBOLS: dict[Mark, str] = {
    Mark.RUNNING: "\u2026",
    Mark.PLANNED: "\u2026",
    Mark.UNTOLD: "?",
    Mark.LAPSED: "!",
    Mark.SOON: "!",
    Mark.SHUT: "\u00d7",
}
"""What stands under a step's circle where it is neither met nor plainly open."""

STEPS_HEIGHT, STEP_RADIUS, STEP_LINE = 74, 17, 28
SCALE_HEIGHT, SCALE_LINE, SCALE_LEFT, SCALE_RIGHT = 132, 66, 40, 600
MARK_ROWS, MARK_ROOM = (42, 26, 10), 16


def steps_svg(checklist: Checklist) -> str:
    """
    The steps as a way: a circle each, filled where it is met.
    """
    rows = checklist.rows
    gap = (WIDTH - 2 * STEP_RADIUS - 8) / max(1, len(rows) - 1)
    told = "; ".join(f"{each.number} {visible(each.word)}" for each in rows)
    done = sum(each.mark is Mark.DONE for each in rows)
    title = f"{done} of {counted(len(rows), checklist.noun.lower())} met"
    circles = "".join(
        _step(each, STEP_RADIUS + 4 + number * gap) for number, each in enumerate(rows)
    )
    track = f'<line class="track" x1="20" x2="{WIDTH - 20}" y1="{STEP_LINE}" y2="{STEP_LINE}"/>'
    return _svg(STEPS_HEIGHT, title, f"By number: {told}.", track + circles)


def scale_svg(scale: Scale) -> str:
    """
    The pay band: a line from the lowest to the highest point, a box between the quartiles, the
    median, and a letter for each published figure.
    """
    values = [value for _, value in scale.points] + [each.value for each in scale.marks]
    low, high = min(values), max(values)
    room = (SCALE_RIGHT - SCALE_LEFT) / max(1, high - low)

    def at(value: int) -> float:
        return round(SCALE_LEFT + (value - low) * room, 1)

    points = [(label, value, at(value)) for label, value in scale.points]
    first, last = points[0], points[-1]
    body = [
        f'<line class="track" x1="{first[2]}" x2="{last[2]}" y1="{SCALE_LINE}" y2="{SCALE_LINE}"/>'
    ]
    if len(points) == 5:  # noqa: PLR2004 - p10, p25, p50, p75, p90
        _, (_, _, left), (_, _, middle), (_, _, right), _ = points
        body.append(
            f'<rect class="band" x="{left}" y="{SCALE_LINE - 13}" '
            f'width="{round(right - left, 1)}" height="26" rx="3"/>'
            f'<line class="median" x1="{middle}" x2="{middle}" '
            f'y1="{SCALE_LINE - 17}" y2="{SCALE_LINE + 17}"/>'
        )
    for number, (label, value, x) in enumerate(points):
        y = SCALE_LINE + 34 + (16 if number % 2 else 0)
        body.append(f'<text x="{x}" y="{y}" font-size="12" text-anchor="middle">')
        body.append(f"{thousands(value)}<title>{escape(visible(label))}</title></text>")
    body += _marks(scale, at)
    told = [f"{visible(label)} {money(value)}" for label, value, _ in points]
    return _svg(
        SCALE_HEIGHT, f"Pay band: {listing(told)}", "The figures follow as text.", "".join(body)
    )


def _marks(scale: Scale, at: Callable[[int], float]) -> list[str]:
    """
    The letters, lifted where two would touch.
    """
    taken: dict[int, float] = {}
    drawn = []
    for each in sorted(scale.marks, key=lambda mark: mark.value):
        x = at(each.value)
        row = next((y for y in MARK_ROWS if x - taken.get(y, -99) >= MARK_ROOM), MARK_ROWS[0])
        taken[row] = x
        drawn.append(
            f'<text class="soft" x="{x}" y="{row}" font-size="13" font-weight="700" '
            f'text-anchor="middle">{escape(visible(each.letter))}</text>'
            f'<line class="track" x1="{x}" x2="{x}" y1="{row + 4}" y2="{SCALE_LINE - 14}"/>'
        )
    return drawn


def _step(row: CheckRow, x: float) -> str:
    filled = row.mark in (Mark.DONE, Mark.EXCUSED)
    symbol = "\u2713" if filled else SYMBOLS.get(row.mark, "")
    place = f'x="{x:.1f}" text-anchor="middle"'
    return (
        f'<circle class="dot {row.mark.value}" cx="{x:.1f}" cy="{STEP_LINE}" r="{STEP_RADIUS}"/>'
        f'<text {place} class="{"on-dot" if filled else ""}" y="{STEP_LINE + 5}" font-size="14">'
        f"{escape(visible(row.number))}</text>"
        f'<text {place} class="soft" y="{STEP_LINE + 40}" font-size="15">{symbol}</text>'
    )


def _svg(height: int, title: str, description: str, body: str) -> str:
    """
    A drawing with its text alternative; labelled by its own words, so that it needs no id.
    """
    title, description = visible(title), visible(description)
    label = escape(f"{title}. {description}", quote=True)
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>'
        f"<desc>{escape(description)}</desc>{body}</svg>"
    )
