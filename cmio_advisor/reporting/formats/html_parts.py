"""
The parts of blocks that cite nothing: states, the frames of tables, room to write.
"""

from cmio_advisor.reporting.document.document import Mark, WritingSpace
from cmio_advisor.reporting.formats.drawings.svg_shapes import html_text


def writing_space(space: WritingSpace) -> str:
    """
    Lines to write on. On a screen they are only a sign of the place, so they are no content.
    """
    lines = '<span class="rule"></span>' * space.lines
    label = f'<p class="label">{html_text(space.label)}:</p>'
    return f'<div class="writing">{label}\n<div aria-hidden="true">{lines}</div></div>\n'


def state(mark: Mark | None, word: str) -> str:
    """
    A state in its word; the sign and the colour beside it say the same.
    """
    if mark is None:
        return f'<span class="state">{html_text(word)}</span>'
    sign = f'<svg class="sign" aria-hidden="true"><use href="#sign-{mark}"/></svg>'
    return f'<span class="state {mark}">{sign}{html_text(word)}</span>'


def table_of(kind: str, caption: str, heads: str, body: str) -> str:
    """
    A table that a reader who cannot see it can find by its caption.
    """
    return (
        f'<table class="{kind}">\n<caption>{html_text(caption)}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    )


def head_cells(heads: tuple[str, ...], numeric: tuple[int, ...] = ()) -> str:
    """
    The names of columns; ``numeric`` are the numbers of those that hold figures.
    """
    return "".join(
        f'<th scope="col"{numeric_class(at, numeric)}>{html_text(head)}</th>'
        for at, head in enumerate(heads)
    )


def numeric_class(at: int, numeric: tuple[int, ...]) -> str:
    """
    What sets a cell of figures to the right.
    """
    return ' class="numeric"' if at in numeric else ""
