"""The words that all formats share: states, money, spans of time, dates."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from shlex import quote

from cmio_advisor.domain.base.sentences import MONTH_NAMES
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, Cost, Months
from cmio_advisor.domain.judge.results import (
    Answer,
    Eligibility,
    RequirementResult,
    StandingResult,
    State,
    StepResult,
)
from cmio_advisor.domain.roadmap.programs import Program, Sought
from cmio_advisor.domain.roadmap.roadmap import Strength
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.conditions import TO_COME


class Mark(StrEnum):
    """What a reader sees of a state at a glance. The word beside it always says the same."""

    DONE = "done"
    RUNNING = "running"
    PLANNED = "planned"
    EXCUSED = "excused"
    SOON = "soon"
    LAPSED = "lapsed"
    OPEN = "open"
    UNTOLD = "untold"
    SHUT = "shut"


MONTHS_UP_TO = 36
"""A length of time below that is told in months, where half a year would be too coarse."""

STATES: dict[State, tuple[Mark, str]] = {
    State.MET: (Mark.DONE, "met"),
    State.IN_PROGRESS: (Mark.RUNNING, "in progress"),
    State.PLANNED: (Mark.PLANNED, "planned"),
    State.WAIVED: (Mark.EXCUSED, "waived"),
    State.EXPIRING: (Mark.SOON, "certificate ends soon"),
    State.EXPIRED: (Mark.LAPSED, "expired"),
    State.NOT_MET: (Mark.OPEN, "not yet"),
    State.UNKNOWN: (Mark.UNTOLD, "not answered"),
    State.CLOSED: (Mark.SHUT, "closed"),
}

UNDER_WAY = (Mark.RUNNING, "under way")

ELIGIBILITIES: dict[Eligibility, tuple[Mark, str]] = {
    Eligibility.HELD: (Mark.DONE, "held"),
    Eligibility.YES: (Mark.RUNNING, "open to you now"),
    Eligibility.UNKNOWN: (Mark.UNTOLD, "not certain yet"),
    Eligibility.NO: (Mark.OPEN, "not yet"),
}

READY: dict[str, str] = {Answer.YES: "yes", Answer.NO: "not yet", Answer.UNKNOWN: "not known"}
"""Whether all that is formally required is there."""

COMPARED = "Compared with those who hold the job"
NOT_KNOWN_YET, NOT_ON_ROADMAP = "Not known yet", "not on this roadmap"

GRADES: dict[str, str] = {
    "A": "rule-maker, government or the paper itself",
    "B": "survey, press or society",
    "C": "career guide or commercial",
    "D": "forum or undated copy",
}


def money(dollars: float) -> str:
    """Whole dollars, such as ``$455,000``."""
    return f"${dollars:,.0f}"


def money_range(low: int, high: int) -> str:
    """A range of whole dollars; nothing at all is "no fee"."""
    if low == high:
        return money(low) if high else "no fee"
    return f"{money(low)} to {money(high)}"


def difference_text(low: int, high: int) -> str:
    """A range of dollars that comes on top, or falls away."""
    least, most = sorted((low, high))
    if least >= 0:
        return f"{money_range(least, most)} more"
    if most <= 0:
        return f"{money_range(-most, -least)} less"
    return f"from {money(-least)} less to {money(most)} more"


def cost_text(cost: Cost | None) -> str:
    """What something costs, or that it is not known."""
    return "not known" if cost is None else money_range(cost.low, cost.high)


def note_text(cost: Cost | None) -> str:
    """What is to be noted of a cost, in brackets behind it."""
    return f" ({cost.note.rstrip('.')})" if cost and cost.note else ""


def forgone_text(route: Route, forgone: Cost | None) -> str:
    """What a route takes from the pay of today in all, and what it pays; empty if nothing."""
    if forgone is None or not forgone.high:
        return ""
    if route.pay is None or not route.pay.high:
        return f"{cost_text(forgone)} (unpaid)"
    return f"{cost_text(forgone)} in all, net; it pays {cost_text(route.pay)} a year on average"


def months_text(months: Months) -> str:
    """A three-point duration, such as ``about 2 years (2 to 4)``."""
    if months.high == 0:
        return "at once"
    unit, size = _unit(months.likely)
    low, likely, high = (_count(each / size) for each in (months.low, months.likely, months.high))
    spread = "" if low == likely == high else f" ({low} to {high})"
    if likely == "under 1":
        return f"under a {unit}{spread}"
    return f"about {likely} {unit}{'' if likely == '1' else 's'}{spread}"


def span_text(months: float) -> str:
    """A length of time to the half, such as ``27 months`` or ``4.5 years``."""
    unit, size = ("month", 1.0) if 1 <= months < MONTHS_UP_TO else _unit(months)
    shown = _count(months / size)
    return f"{shown} {unit}{'' if shown in ('1', 'under 1') else 's'}"


def short_date(day: date) -> str:
    """A day in a table's cell, such as ``30 Jun 2027``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def end_text(day: date | None) -> str:
    """The end of a plan; a program with which nobody can keep up beside so few hours has none."""
    return short_date(day) if day else "no end to name at these hours"


def grades_text(grades: tuple[str, ...]) -> str:
    return f"grade {listing(grades)}"


def percent(share: float, *, signed: bool = False) -> str:
    """A share (0 to 1) in percent, such as ``17%`` or, signed, ``-2.4%``."""
    return f"{share * 100:+.1f}%" if signed else f"{share * 100:.0f}%"


def counted(count: int, noun: str) -> str:
    """A number and its noun, such as ``1 step`` or ``2 steps``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def listing(words: Iterable[str], last_word: str = "and") -> str:
    """Words joined as in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    *others, last = list(words) or [""]
    return f"{', '.join(others)} {last_word} {last}" if others else last


def _unit(months: float) -> tuple[str, float]:
    if months >= 2 * MONTHS_A_YEAR:
        return "year", MONTHS_A_YEAR
    return ("month", 1) if months >= 1 else ("week", MONTHS_A_YEAR / 52)


def _count(amount: float) -> str:
    if amount < 1:
        return "0" if amount == 0 else "under 1"
    return f"{round(amount * 2) / 2:g}"


def is_under_way(result: RequirementResult) -> bool:
    """Whether an answer is missing, but what is under way will meet the requirement anyway."""
    return result.state is State.UNKNOWN and result.finding.becomes is not None


def requirement_state(result: RequirementResult) -> tuple[Mark, str]:
    """The state of a requirement; of what is under way nobody is told that it was not told."""
    if result.state is State.UNKNOWN and result.finding.low in TO_COME:
        return STATES[State[result.finding.low.name]]
    return UNDER_WAY if is_under_way(result) else STATES[result.state]


def step_state(result: StepResult) -> tuple[Mark, str]:
    """The state of a step, by the same rule for all in it that is not known and not only helps."""
    asked = [e for e in result.requirements if e.requirement.strength is not Strength.HELPS]
    unknown = [each for each in asked or result.requirements if each.state is State.UNKNOWN]
    under_way = result.state is State.UNKNOWN and all(map(is_under_way, unknown))
    return UNDER_WAY if under_way else STATES[result.state]


def standing_title(standing: StandingResult | None) -> str:
    """The word for how a person compares, if the roadmap has rules for it."""
    return standing.title if standing else NOT_ON_ROADMAP


def place_text(program: Program, titles: Mapping[str, str]) -> str:
    """Where a program is, such as ``Columbus, Ohio``."""
    state = titles.get(program.state or "", program.state)
    return ", ".join(filter(None, (program.city, state)))


def programs_command(sought: Sought, **options: str | None) -> str:
    words = ["cmio-advisor programs", *filter(None, [sought.kind])]
    for name, value in {"level": sought.level, "field": sought.field, **options}.items():
        words += [f"--{name} {value}"] if value else []
    return " ".join(words)


ANY_PROFILE = "PROFILE"
"""Stands for a profile where none is a file, as with answers from a pipe."""


def typed_profile(file: str, roadmap: str | None) -> str:
    """The arguments that name the answers and the roadmap, as they are typed in a shell."""
    if file == "-":
        file = ANY_PROFILE
    return quote(file) if roadmap is None else f"{quote(file)} --roadmap {quote(roadmap)}"
