"""The steps of a plan: drawn, as a table, and each by itself."""

from collections.abc import Iterator

from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.plan.plan import PlannedStep, PlanOutline
from cmio_advisor.domain.roadmap.programs import Nearness
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.reporting.document import document as doc
from cmio_advisor.reporting.views.steps import moment_line, note_bullets, route_facts, where_facts
from cmio_advisor.reporting.words.plan_summary import done_label, slack_text, too_slow_text
from cmio_advisor.reporting.words.wording import listing, place_text, programs_command, short_date

DISTANCES = {
    Nearness.ONLINE: "Online",
    Nearness.HERE: "In your state",
    Nearness.NEXT_TO_IT: "In a state that touches yours",
    Nearness.ELSEWHERE: "Farther away",
}
NOT_AT_THESE_HOURS = "not at these hours"
STATE_NOT_KNOWN = "Tell us your state to see the programs near you."


def plan_at_a_glance(plan: PlanOutline) -> doc.Parts:
    rows = (
        (
            _meets_text(each, plan.roadmap),
            short_date(each.start),
            short_date(each.end) if each.hours_to_keep_up is None else NOT_AT_THESE_HOURS,
            slack_text(each),
        )
        for each in plan.steps
    )
    return (
        doc.Timeline(tuple(map(_stretch, plan.steps))),
        doc.Table(("What", "Start", "Done on time", "Can slip by"), rows, numeric=(1, 2)),
    )


def programs_in_plan(plan: PlanOutline, *, types: bool) -> doc.Parts:
    """For each step done at a program the nearest of them; who ``types`` is told of the rest."""
    found = ((each, _program_facts(plan, each, types=types)) for each in plan.steps)
    return [doc.Entry(step.route.title, doc.Facts(facts)) for step, facts in found if facts]


def plan_step_entry(plan: PlanOutline, step: PlannedStep) -> doc.Entry:
    roadmap, route = plan.roadmap, step.route
    own = {each.requirement.id: each.requirement for each in plan.steps}
    named = {**roadmap.by_id, **own}
    keeps_up = step.hours_to_keep_up is None
    when = (
        doc.Fact("Start", _start_text(plan, step)),
        doc.Fact(done_label(step), date_text(step.end) if keeps_up else NOT_AT_THESE_HOURS),
        None if keeps_up else doc.Fact("Too few hours a week", too_slow_text(step)),
        doc.Fact("Last day to apply or start", date_text(step.last_start))
        if step.last_start
        else None,
    )
    more = (
        doc.Fact("Meets", _meets_text(step, roadmap)),
        doc.Fact("Comes after", ", ".join(named[each].title for each in step.needs)),
        doc.Fact("Can slip by", slack_text(step)),
    )
    blocks = (
        route.action,
        doc.Facts(where_facts(route)),
        doc.Facts((*when, *route_facts(route, step.months, step.cost)), inline=True),
        doc.Facts(more, full=True),
        doc.Bullets(map(moment_line, step.milestones), label="On the way"),
        [doc.Facts(_other(each)) for each in step.others],
        note_bullets(route),
    )
    number = str(plan.steps.index(step) + 1)
    return doc.Entry(route.title, blocks, number=number, cites=route.evidence)


def _other(route: Route) -> Iterator[doc.Fact]:
    yield doc.Fact("Also open to you", f"{route.title}. {route.action}", route.evidence[:1])
    yield from where_facts(route)


def _program_facts(plan: PlanOutline, step: PlannedStep, *, types: bool) -> tuple[doc.Fact, ...]:
    sought, setting, words = step.route.programs, plan.profile.setting, plan.roadmap.vocabulary
    state = words.state_of(setting.state, setting.metro)
    if sought is None or step.as_told:
        return ()
    if state is None:
        every = f" All of them, by state: {programs_command(sought)}" if types else ""
        return (doc.Fact("Where", f"{STATE_NOT_KNOWN}{every}"),)
    titles = words.titles("states")
    named = tuple(
        doc.Fact(
            DISTANCES[each.nearness],
            f"{each.program.institution}, {place_text(each.program, titles)}",
            each.program.evidence[:1],
        )
        for each in step.programs
    )
    rest = (doc.Fact("All of them", programs_command(sought, near=state)),) if types else ()
    return (*named, *rest)


def _start_text(plan: PlanOutline, step: PlannedStep) -> str:
    if step.as_told and not step.is_planned and step.start == plan.start:
        return "under way"
    return "now" if step.start == plan.as_of else date_text(step.start)


def _meets_text(step: PlannedStep, roadmap: Roadmap) -> str:
    brought = [roadmap.requirement(each).title for each in step.brings]
    return listing([step.requirement.title, *brought])


def _stretch(step: PlannedStep) -> doc.Stretch:
    return doc.Stretch(
        title=step.requirement.title,
        start=step.start,
        end=step.end,
        latest_end=max(step.end, step.latest_end),
        strong=step.is_critical,
        moments=tuple(each.day for each in step.milestones if each.day <= step.end),
    )
