"""
The plan as an iCalendar file of all-day events: starts, ends, deadlines, moments on the way and
reviews.

Only days that the plan, the roadmap or the person gives are written. Each event has an id that
stays the same from one run to the next, and a number that grows with the day assessed, so that a
calendar that reads a later file moves events and doubles none. Profiles without an id share theirs:
whoever keeps the plans of several people in one calendar gives each an id. It stands before each
title and as a category, because programs cut titles off at their end; a name stands in the name of
the calendar alone, since reminders show titles on a locked screen.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from cmio_advisor import __version__
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.sentences import BY_ESTIMATE
from cmio_advisor.domain.base.time import add_months
from cmio_advisor.domain.plan.plan import Plan, PlannedStep
from cmio_advisor.domain.roadmap.roadmap import Credential
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.plan_summary import done_label, earlier_text

FIRST_DAY = date(2020, 1, 1)
"""Events of a plan made later carry a higher number, by the days from here on."""


class DayEntry(Frozen, kw_only=False):
    """One all-day event, by its ``key``; ``reminds`` of a date to keep; ``about`` has its page."""

    key: str
    day: date
    summary: str
    description: str
    about: Route | Credential | None
    reminds: bool = False


def plan_calendar(plan: Plan) -> str:
    """The calendar as text with the line ends that the format asks for."""
    calendar = Calendar()
    calendar.add("prodid", f"-//cmio-advisor//cmio-advisor {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    whose = visible(plan.profile.name or plan.profile.id or "", limit=80)
    name = f"Plan toward {plan.roadmap.title}"
    calendar.add("x-wr-calname", f"{whose}: {name}" if whose else name)
    stamp = datetime.combine(plan.as_of, datetime.min.time(), UTC)
    for each in sorted(_entries(plan), key=lambda entry: (entry.day, entry.key)):
        calendar.add_component(_event(each, plan, stamp))
    return str(calendar.to_ical(), "utf-8")


def _event(entry: DayEntry, plan: Plan, stamp: datetime) -> Event:
    event = Event()
    digest = sha256(f"{plan.profile.id or ''}\0{plan.roadmap.id}\0{entry.key}".encode()).hexdigest()
    event.add("uid", f"{digest[:32]}@cmio-advisor")
    event.add("sequence", max(0, (plan.as_of - FIRST_DAY).days))
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    client = visible(plan.profile.id or "")
    summary = visible(f"{client}: {entry.summary}" if client else entry.summary)
    event.add("summary", summary)
    if client:
        event.add("categories", [client])
    event.add("description", visible(entry.description))
    if entry.about is not None:
        pages = [each.url for each in entry.about.do_at]
        sources = (plan.roadmap.sources[each.source].url for each in entry.about.evidence)
        if link := next(filter(None, (*pages, *sources)), None):
            event.add("url", link)
    event.add("transp", "TRANSPARENT")
    for days in (30, 7) if entry.reminds else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(days=-days))
        alarm.add("description", summary)
        event.add_component(alarm)
    return event


def _entries(plan: Plan) -> Iterator[DayEntry]:
    texts, as_told = plan.roadmap.texts, plan.roadmap.texts["calendar_as_told"]
    for step in plan.steps:
        route, id_ = step.route, step.route.id
        starts = {each.day for each in step.milestones}
        if step.start not in starts and (not step.as_told or step.start > plan.start):
            begin = f"Start: {route.title}"
            yield DayEntry(f"start/{id_}", step.start, begin, _to_do(route), about=route)
        title = f"{done_label(step)}: {step.requirement.title}"
        text = as_told if step.ends_as_told else texts["calendar_depends"]
        yield DayEntry(f"end/{id_}", step.end, title, text, about=route)
        yield from _moments(step, texts["calendar_not_fixed"])
    planned = {each.route.id for each in plan.steps}
    for door in plan.doors:
        route, id_, to_do = door.route, door.route.id, _to_do(door.route)
        if door.start_by is None or id_ not in planned:
            continue
        kind = "Last day" if route.renews else "Last day to start"
        guess = BY_ESTIMATE if route.is_estimate(door.closes_on) else ""
        title = f"{kind}{guess}: {route.title}"
        yield DayEntry(f"door/{id_}", door.closes_on, title, to_do, reminds=True, about=route)
        if door.safe_start_by is not None and door.safe_start_by < door.closes_on:
            begin = "begin what comes first for" if door.first else "start"
            title = f"To be safe, {begin}: {route.title}"
            yield DayEntry(f"safe/{id_}", door.safe_start_by, title, to_do, about=route)
    for ending in plan.endings:
        title = f"Certificate {'ends' if ending.is_exact else 'may end'}: {ending.title}"
        key = f"expires/{ending.id}"
        credential = next((each for each in plan.roadmap.credentials if each.id == ending.id), None)
        yield DayEntry(key, ending.day, title, as_told, reminds=True, about=credential)
    review = add_months(plan.as_of, 6)  # because what it rests on changes
    look_again = "Renew your answers and run it again."
    yield DayEntry("review", review, "Look at your plan again", look_again, about=None)


def _moments(step: PlannedStep, not_fixed: str) -> Iterator[DayEntry]:
    """What is to be done and happens on the way, and the last safe day of what is to be done."""
    route = step.route
    # By its place in the route: what passes before it is in the plan no more.
    for number, each in enumerate(step.milestones, len(route.milestones) - len(step.milestones)):
        key = f"{route.id}/{each.event.id if each.event else number}"
        text = f"{route.title}. {_to_do(route)} {not_fixed}"
        if each.event is not None and (earlier := earlier_text(each.event)):
            text = f"{text} Earlier years: {earlier}"
        yield DayEntry(f"moment/{key}", each.day, each.title, text, reminds=True, about=route)
        if each.is_to_do and each.until is not None:
            last = f"Last {'day by our estimate' if each.is_estimate else 'safe day'}: {each.title}"
            yield DayEntry(f"last/{key}", each.until, last, text, reminds=True, about=route)


def _to_do(route: Route) -> str:
    return " ".join([route.action, *(f"{each.title}: {each.url}" for each in route.do_at)])
