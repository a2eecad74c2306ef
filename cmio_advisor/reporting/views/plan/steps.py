"""The steps of a plan: drawn, as a table, and each by itself."""

from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.plan.plan import PlannedStep, PlanOutline
from cmio_advisor.domain.roadmap.programs import Nearness
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.document.document import (
    Block,
    Bullets,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Stretch,
    Table,
    Timeline,
)
from cmio_advisor.reporting.views.steps import moment_line, note_bullets, route_facts, where_facts
from cmio_advisor.reporting.words.plan_summary import done_label, slack_text, too_slow_text
from cmio_advisor.reporting.words.wording import (
    counted,
    listing,
    percent,
    place_text,
    programs_command,
    short_date,
)

DISTANCES = {
    Nearness.HERE: "In your state",
    Nearness.NEXT_TO_IT: "In a state that touches yours",
    Nearness.ELSEWHERE: "Farther away",
}
NOT_AT_THESE_HOURS = "not at these hours"
STATE_NOT_KNOWN = "Tell us your state to see the programs near you."


def plan_at_a_glance(plan: PlanOutline) -> tuple[Block, ...]:
    """The chart and its table."""
    if not plan.steps:
        return ()
    rows = tuple(
        (
            Line(_meets_text(each, plan.roadmap)),
            Line(short_date(each.start)),
            Line(short_date(each.end) if each.hours_to_keep_up is None else NOT_AT_THESE_HOURS),
            Line(slack_text(each)),
        )
        for each in plan.steps
    )
    return (
        Timeline(tuple(map(_stretch, plan.steps))),
        Table(("What", "Start", "Likely done", "Can slip by"), rows, numeric=(1, 2)),
    )


def programs_in_plan(plan: PlanOutline, *, types: bool) -> tuple[Block, ...]:
    """
    For each step that is done at a program, the nearest of them; for a reader who ``types``
    commands, with the one that lists the rest.
    """
    found = ((each, _program_facts(plan, each, types=types)) for each in plan.steps)
    return tuple(Entry(step.route.title, (Facts(facts),)) for step, facts in found if facts)


def plan_step_entry(plan: PlanOutline, step: PlannedStep) -> Entry:
    """One step with its days, its needs and its costs."""
    roadmap, route = plan.roadmap, step.route
    number = str(plan.steps.index(step) + 1)
    done = date_text(step.end) if step.hours_to_keep_up is None else NOT_AT_THESE_HOURS
    when = [Fact("Start", _start_text(plan, step)), Fact(done_label(step), done)]
    if step.hours_to_keep_up is not None:
        when.append(Fact("Too few hours a week", too_slow_text(step)))
    elif step.is_stretched:
        when.append(Fact("Longer because of your hours a week", _stretch_text(plan, step)))
    if step.last_start is not None:
        when.append(Fact("Last day to start", date_text(step.last_start)))
    more = [Fact("Meets", _meets_text(step, roadmap))]
    if step.needs:
        first = ", ".join(roadmap.requirement(each).title for each in step.needs)
        more.append(Fact("Comes after", first))
    beside = _full_time_beside(plan, step)
    if beside:
        more.append(Fact("In full time meanwhile", beside))
    more.append(Fact("Can slip by", slack_text(step)))
    if step.critical_chance is not None:
        more.append(Fact("Decides the end", f"in {percent(step.critical_chance)} of all cases"))
    return Entry(
        title=route.title,
        number=number,
        cites=route.evidence,
        blocks=(
            Paragraph(Line(route.action)),
            Facts(where_facts(route)),
            Facts((*when, *route_facts(route, step.months, step.cost)), inline=True),
            Facts(tuple(more), full=True),
            Bullets(tuple(map(moment_line, step.milestones)), label="On the way"),
            *(
                Facts(
                    (
                        Fact("Also open to you", f"{each.title}. {each.action}", each.evidence),
                        *where_facts(each),
                    )
                )
                for each in step.others
            ),
            *note_bullets(route),
        ),
    )


def _program_facts(plan: PlanOutline, step: PlannedStep, *, types: bool) -> tuple[Fact, ...]:
    sought, setting, words = step.route.programs, plan.profile.setting, plan.roadmap.vocabulary
    state = words.state_of(setting.state, setting.metro)
    if sought is None or step.as_told:
        return ()
    if state is None:
        every = f" All of them, by state: {programs_command(sought)}" if types else ""
        return (Fact("Where", f"{STATE_NOT_KNOWN}{every}"),)
    titles = words.titles("states")
    named = tuple(
        Fact(
            DISTANCES[each.nearness],
            f"{each.program.institution}, {place_text(each.program, titles)}",
            each.program.evidence[:1],
        )
        for each in step.programs
    )
    rest = (Fact("All of them", programs_command(sought, near=state)),) if types else ()
    return (*named, *rest)


def _stretch_text(plan: PlanOutline, step: PlannedStep) -> str:
    hours, limit = step.own_hours, plan.wishes.hours_per_week or 0
    return f"{counted(hours, 'hour')} at {limit:g} a week"


def _full_time_beside(plan: PlanOutline, step: PlannedStep) -> str:
    """What takes the place of a post while a step is done beside it."""
    return listing(
        f"{each.route.title}, until {date_text(each.full_time_until)}"
        for each in plan.steps
        if each.full_time_until is not None
        and each is not step
        and (step.full_time_until is None or step.full_time_until > each.start)
        and each.start < step.end
        and step.start < each.full_time_until
    )


def _start_text(plan: PlanOutline, step: PlannedStep) -> str:
    if step.as_told and step.start == plan.start:
        return "under way"
    return "now" if step.start == plan.as_of else date_text(step.start)


def _meets_text(step: PlannedStep, roadmap: Roadmap) -> str:
    brought = [roadmap.requirement(each).title for each in step.brings]
    return listing([step.requirement.title, *brought])


def _stretch(step: PlannedStep) -> Stretch:
    return Stretch(
        title=step.requirement.title,
        start=step.start,
        end=step.end,
        latest_end=max(step.end, step.latest_end),
        strong=step.is_critical,
        moments=tuple(each.day for each in step.milestones if each.day <= step.end),
    )
