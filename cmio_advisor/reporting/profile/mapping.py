"""
A profile as it would be written in a profile file: only what was told.

Reading it back gives an equal profile. What is known to be nothing is written as ``[]`` or
``none``; what was not told is left out.
"""

from collections.abc import Callable, Iterable
from typing import Any

from cmio_advisor.domain.base.time import ROUGH_LEAST, PartialDate, Span, about
from cmio_advisor.domain.profile.profile import (
    PRESENT,
    PROFILE_SCHEMA,
    Constraints,
    Experience,
    Holding,
    Leadership,
    Profile,
    Role,
    Setting,
    Status,
    Training,
    Waiver,
)
from cmio_advisor.reporting.profile.yaml_text import yaml_text

NOTHING = "none"
NOTHING_LED = Leadership(experience=(), roles=(), people_led=Span(0, 0), budget_usd=Span(0, 0))
Mapping = dict[str, Any]


def profile_mapping(profile: Profile) -> Mapping:
    """
    The mapping of a profile file, keys in the documented order.
    """
    written = {field: write(getattr(profile, field)) for field, write in FIELD_WRITERS.items()}
    return {"schema": PROFILE_SCHEMA, **_told(**written)}


def reported_profile(profile: Profile) -> Mapping:
    """
    The same as results show it: without the counselor's own notes.
    """
    return {key: each for key, each in profile_mapping(profile).items() if key != "notes"}


def profile_yaml(profile: Profile) -> str:
    """
    The text of a profile file.
    """
    return yaml_text(profile_mapping(profile))


def _told(**values: Any) -> Mapping:  # noqa: ANN401 - the values of a profile file
    return {key: each for key, each in values.items() if each is not None}


def _each(
    write: Callable[..., Any], items: Iterable[Any] | None, *names: str | None
) -> list[Any] | None:
    return None if items is None else [write(each, *names) for each in items]


def _list(items: tuple[str, ...] | None) -> list[str] | None:
    return None if items is None else list(items)


def _holding(holding: Holding, key: str) -> Mapping | str:
    dates = _told(
        earned=_date(holding.earned),
        expected=_date(holding.expected),
        expires=_date(holding.expires),
        approved=_date(holding.approved),
    )
    if holding.status is Status.HELD and not dates:
        return holding.id
    return {key: holding.id, "status": holding.status.value, **dates}


def _training(training: Training) -> Mapping:
    status = training.status.value if training.status else None
    return _told(
        specialty=training.specialty,
        status="completed" if training.status is Status.HELD else status,
        completed=_date(training.completed),
        expected=_date(training.expected),
        accredited=training.accredited,
        country=training.country,
    )


def _alone(entries: list[Any] | None) -> Any:  # noqa: ANN401 - one or a list
    """
    A single entry stands alone.
    """
    return entries[0] if entries and len(entries) == 1 else entries


def _work_entries(entries: tuple[Experience, ...] | None, flag: str | None) -> Any:  # noqa: ANN401 - one or a list
    return _alone(_each(_work, entries, flag))


def _work(work: Experience, flag: str | None) -> Mapping:
    """
    Years or dates of work. Work that continues is marked by ``flag`` where the format has one and
    no date is told, else by ``to: present``.
    """
    by_flag = flag is not None and work.start is None and work.end is None
    present = PRESENT if work.ongoing and not by_flag else None
    written = _told(
        years=_span(work.years),
        **{"from": _date(work.start), "to": _date(work.end) or present},
        fte=_span(work.fte),
        within_last=None if work.within_last is None else number(work.within_last),
    )
    if flag is not None and work.end is None and present is None and work.ongoing is not None:
        written[flag] = work.ongoing
    return written


def _leadership(leadership: Leadership) -> Mapping | str | None:
    if leadership == NOTHING_LED:
        return NOTHING
    work: Mapping = {}
    if leadership.experience is not None:
        first = leadership.experience[0] if leadership.experience else Experience(years=Span(0, 0))
        work = _work(first, None)
    written = {
        **work,
        **_told(
            roles=_list(leadership.roles),
            people_led=_span(leadership.people_led),
            budget_usd=_span(leadership.budget_usd),
        ),
    }
    return written or None


def _role(role: Role | None) -> Mapping | str | None:
    if role is None or role.since is None:
        return role.id if role else None
    return {"id": role.id, "since": _date(role.since)}


def _setting(setting: Setting) -> Mapping | None:
    return _told(organization=setting.organization, beds=setting.beds, state=setting.state) or None


def _constraints(constraints: Constraints) -> Mapping | None:
    hours = constraints.hours_per_week
    return (
        _told(
            hours_per_week=None if hours is None else number(hours),
            budget_usd=constraints.budget_usd,
            start=_date(constraints.start),
        )
        or None
    )


def _waiver(waiver: Waiver) -> Mapping:
    return _told(requirement=waiver.requirement, reason=waiver.reason, by=waiver.by)


def _date(day: PartialDate | None) -> int | str | None:
    """
    A year alone is a number, as in a file.
    """
    if day is None:
        return None
    text = day.text()
    return int(text) if text.isdigit() else text


def number(amount: float) -> float:
    """
    A whole amount as a whole number.
    """
    return int(amount) if amount == int(amount) else amount


def _span(span: Span | None) -> float | str | None:
    """
    A number, or a range as text; as "about" where only that gives the very same range.
    """
    if span is None:
        return None
    if span.low == span.high:
        return number(span.low)
    low, high = f"{span.low:.4f}", f"{span.high:.4f}"
    if (float(low), float(high)) != (span.low, span.high):
        for middle in (round((span.low + span.high) / 2, 4), round(span.high - ROUGH_LEAST, 4)):
            if about(middle) == span:
                return f"about {number(middle)}"
    return f"{low.rstrip('0').rstrip('.')}-{high.rstrip('0').rstrip('.')}"


def _as_told(value: Any) -> Any:  # noqa: ANN401 - a text
    return value


FIELD_WRITERS: dict[str, Callable[[Any], Any]] = {
    "id": _as_told,
    "name": _as_told,
    "notes": _as_told,
    "as_of": lambda day: day.isoformat() if day else None,
    "degrees": lambda told: _each(_holding, told, "degree"),
    "residency": lambda told: _alone(_each(_training, told)),
    "fellowships": lambda told: _each(_training, told),
    "license": _as_told,
    "board_certifications": lambda told: _each(_holding, told, "board"),
    "clinical": lambda told: _work_entries(told, "still_practising"),
    "informatics": lambda told: _work_entries(told, None),
    "certifications": lambda told: _each(_holding, told, "certification"),
    "leadership": _leadership,
    "projects": _list,
    "memberships": _list,
    "activities": _list,
    "role": _role,
    "setting": _setting,
    "constraints": _constraints,
    "waivers": lambda told: _each(_waiver, told) or None,
}
"""What each field is in a profile file, in the documented order; ``None`` where nothing is told."""
