"""Evidence past its review day, and the option that makes it a failure."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import typer

from cmio_advisor.cli.help import RULES
from cmio_advisor.domain.assess.notices import is_stale
from cmio_advisor.domain.base.evidence import Evidence
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import RoadmapError

StrictFreshOption = Annotated[
    bool,
    typer.Option(
        "--strict-fresh",
        help="Evidence past its review day is a failure.",
        rich_help_panel=RULES,
    ),
]


def stale_lines(
    supported: Iterable[tuple[str, Evidence]], roadmap: Roadmap, on: date
) -> tuple[str, ...]:
    """A line for each piece of evidence that was to be looked at again before the day."""
    return tuple(
        f"{supports}: what {each.source} says was to be looked at again by "
        f"{min(each.review_by or roadmap.review_by, roadmap.review_by)}."
        for supports, each in supported
        if is_stale(each, roadmap, on)
    )


def require_fresh(roadmap: Roadmap, on: date) -> None:
    """
    Refuse to go on with stale evidence behind a result.

    Raises:
        RoadmapError: with a line for each stale piece.
    """
    if stale := stale_lines(roadmap.evidence(), roadmap, on):
        raise RoadmapError(stale)
