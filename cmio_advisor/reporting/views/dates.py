"""
The days that others set: those of a plan's seasons, and those of earlier years that they come from.
"""

from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.plan.plan import PlannedStep, PlanOutline
from cmio_advisor.domain.roadmap.cycle import Cycle, Moment
from cmio_advisor.reporting.document.brief import only_in_full
from cmio_advisor.reporting.document.document import Block, Bullets, Entry, Line, Paragraph, Table
from cmio_advisor.reporting.words.plan_summary import earlier_text
from cmio_advisor.reporting.words.wording import short_date

HEADERS = ("What", "From", "Last day")
NO_LATER_DAY = "that day"
HOW_SAFE = (
    "The days of a coming year come out with its season. These are the earliest of the years that "
    "were found, so nothing is late by them, but for what is called our estimate."
)


def moment_line(moment: Moment) -> Line:
    """A day on the way, or the first and the last of several."""
    when = date_text(moment.day)
    if moment.until is not None:
        joined = " to" if not moment.is_to_do else ", at the latest"
        when = f"{when}{joined} {date_text(moment.until)}"
        when += " by our estimate" if moment.is_estimate else ""
    return Line(f"{when}: {moment.title}.")


def dates_to_keep(plan: PlanOutline, *, whole: bool = True) -> tuple[Block, ...]:
    """
    For each step with a season its events, or, unless ``whole``, what has a last day that others
    set; of all but the next season in the full form only.
    """
    seasons = [each for each in plan.steps if any(one.is_to_do for one in each.milestones)]
    seasons.sort(key=lambda step: min(each.day for each in step.milestones if each.event))
    entries = tuple(
        _season(each, each.route.cycle, full=number > 0, whole=whole)
        for number, each in enumerate(seasons)
    )
    return (Paragraph(Line(HOW_SAFE)), *entries) if entries else ()


def _season(step: PlannedStep, cycle: Cycle | None, *, full: bool, whole: bool) -> Entry:
    assert cycle is not None  # noqa: S101 - the events are those of its cycle
    moments = [each for each in step.milestones if (each.event if whole else is_set(each))]
    earlier = [
        Line(f"{each.title}: {found}")
        for each in moments
        if each.event is not None and (found := earlier_text(each.event))
    ]
    happening = [each for each in moments if not each.is_to_do]
    return Entry(
        title=f"{cycle.title}, for {date_text(step.start)}",
        cites=cycle.evidence,
        full=full,
        blocks=(
            _table([each for each in moments if each.is_to_do]),
            *([only_in_full(_table(happening))] if happening else []),
            Bullets(tuple(earlier), label="In earlier years", full=True),
        ),
    )


def is_set(moment: Moment) -> bool:
    """Whether a last day was found in earlier years, or there is no place without it."""
    return bool(moment.is_to_do and moment.event and (moment.event.last or moment.event.applies))


def _table(moments: list[Moment]) -> Table:
    return Table(HEADERS, tuple(map(_row, moments)), numeric=(1, 2))


def _row(moment: Moment) -> tuple[Line, ...]:
    until = NO_LATER_DAY if moment.until is None else short_date(moment.until)
    until += ", our estimate" if moment.is_estimate else ""
    return Line(moment.title), Line(short_date(moment.day)), Line(until)
