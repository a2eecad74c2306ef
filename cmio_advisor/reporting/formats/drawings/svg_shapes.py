"""
What drawings are made of: the sign of each state, and a picture with its text alternative.

Colours come from the page's style sheet by class, so that they follow a dark scheme and print.
Places across are percentages and heights are pixels: a drawing grows with the page and its text
stays as large as it is.
"""

from collections.abc import Iterable
from functools import cache, lru_cache

from markupsafe import escape

from cmio_advisor.reporting.document.cleaning import visible
from cmio_advisor.reporting.document.document import Mark

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


@cache
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


@lru_cache(maxsize=1024)
def sign_at(mark: Mark, across: float, down: float, size: int) -> str:
    """The sign of a state around a point."""
    half, factor = size / 2, size / SIGN_SIZE
    return (
        f'<svg x="{across:.2f}%" y="{down:g}" overflow="visible" class="{mark}">'
        f'<g transform="translate(-{half:g} -{half:g}) scale({factor:g})">{SIGNS[mark]}</g></svg>'
    )


@lru_cache(maxsize=1024)
def words_at(text: str, across: float, down: float, kind: str = "") -> str:
    """A few words around a point; ``kind`` gives their classes."""
    classes = f' class="{kind}"' if kind else ""
    return f'<text x="{across:.2f}%" y="{down:g}"{classes}>{html_text(text)}</text>'


@lru_cache(maxsize=1024)
def line_at(start: float, end: float, down: float, kind: str, *, height: float = 0) -> str:
    """A level line, or an upright one where ``start`` is ``end`` and a height is given."""
    return (
        f'<line x1="{start:.2f}%" x2="{end:.2f}%" y1="{down:g}" y2="{down + height:g}" '
        f'class="{kind}"/>'
    )


@lru_cache(maxsize=8192)
def html_text(text: str) -> str:
    """
    The text with nothing in it that a page would take for code.

    Cached, because a caseload shows the roadmap's texts once a client.
    """
    return str(escape(visible(text)))
