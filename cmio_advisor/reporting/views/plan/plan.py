"""The plan as a report: what to do when, what it costs, and what would change it."""

from collections.abc import Iterator
from operator import attrgetter

from cmio_advisor.domain.base.evidence import Search
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.plan.plan import Finish, Plan, PlannedStep
from cmio_advisor.domain.roadmap.route import Odds, Route
from cmio_advisor.domain.schedule.sampling import RUNS
from cmio_advisor.reporting.document import document as doc
from cmio_advisor.reporting.views.plan.steps import (
    plan_at_a_glance,
    plan_step_entry,
    programs_in_plan,
)
from cmio_advisor.reporting.views.plan.tables import (
    IF_ON_TIME,
    doors_section,
    leaving_out_section,
    money_section,
    other_routes,
    waiting_section,
)
from cmio_advisor.reporting.views.sections import (
    decisions_section,
    notes_section,
    other_paths_section,
    owner_text,
    roadmap_text,
    searched_section,
)
from cmio_advisor.reporting.views.steps import dates_to_keep
from cmio_advisor.reporting.words.plan_summary import plan_summary, whole_text
from cmio_advisor.reporting.words.untold import untold_text
from cmio_advisor.reporting.words.wording import LIMITS, NO_PROMISE, percent, short_date

OBJECTIVES = {
    "fastest": "the fastest of the advised routes",
    "cheapest": "the cheapest of the advised routes",
    "surest": "the routes with the best evidence and the steadiest times",
}
HOW_MADE = (
    "The days are those that come out if every step takes its likely time. The chances come from "
    f"laying the plan out {RUNS:,} times with times drawn between each step's low and high, and "
    "tries for a place that can fail. Failing an exam and giving up are not in them, unless a "
    "step's longest time holds it."
)
END_HEADERS = ("What", IF_ON_TIME, "1 in 10 by", "Half by", "8 in 10 by", "9 in 10 by")
NOT_SURE = "It was not shown that no other choice or order of routes ends sooner."


def plan_document(plan: Plan) -> doc.Document:
    """The whole plan; its brief form is what a terminal shows."""
    whose = owner_text(plan.profile.name or plan.profile.id)
    in_short = " ".join(plan_summary(plan)), untold_text(plan)
    steps = (plan_step_entry(plan, each) for each in plan.steps)
    near, unknown = programs_in_plan(plan, types=True), _unknowns(plan)
    sections = (
        doc.Section("In short", in_short, name="summary"),
        other_paths_section(plan.ways_on),
        notes_section(plan.warnings),
        doc.Section("The plan at a glance", plan_at_a_glance(plan), name="overview"),
        doc.Section("Dates to keep", dates_to_keep(plan), name="dates"),
        doc.Section("Programs near you", near, name="programs"),
        doc.Section("Step by step", steps, full=True, name="steps"),
        doc.Section("When it may end", _when_it_may_end(plan), name="finish"),
        decisions_section(plan.decisions, plan.roadmap),
        leaving_out_section(plan),
        doors_section(plan),
        waiting_section(plan),
        doc.Section("Other routes", other_routes(plan), name="routes"),
        money_section(plan),
        doc.Section(
            "What the plan does not know", unknown, full=not plan.not_placed, name="unknown"
        ),
        searched_section(_searches(plan), full=True),
        doc.Section("About this plan", _about(plan), name="about"),
    )
    return doc.Document(
        f"A plan toward {plan.roadmap.title}",
        f"By {OBJECTIVES[plan.wishes.objective]}{whose}, {date_text(plan.as_of)}",
        sections,
        sources=plan.roadmap.sources,
    )


def _searches(plan: Plan) -> Iterator[Search | None]:
    for each in plan.steps:
        cycle = each.route.cycle
        yield from (each.requirement.searched, each.route.searched)
        yield cycle.searched if cycle else None


def _when_it_may_end(plan: Plan) -> doc.Parts:
    """The end if nothing slips beside the days that some, half and most of the runs reach."""
    whole = whole_text(plan)
    finishes = (
        ("The required list", plan.required_finish),
        (f"{whole[0].upper()}{whole[1:]}", plan.finish),
    )
    spread = [(what, each) for what, each in finishes if each is not None and _is_spread(each)]
    if not spread or not plan.has_end:
        return ()
    days = attrgetter("likely", "p10", "p50", "p80", "p90")
    rows = (
        (what, *(short_date(day) if day else "not reached" for day in days(each)))
        for what, each in spread
    )
    return (
        doc.Table(END_HEADERS, rows, numeric=(1, 2, 3, 4, 5)),
        [
            doc.Paragraph(
                f"{each.route.title}: {each.route.odds.text} {_counted_on(each, each.route.odds)}",
                each.route.odds_evidence,
                all_cited=True,
            )
            for each in plan.steps
            if each.route.odds is not None and (each.is_planned or not each.as_told)
        ],
    )


def _counted_on(step: PlannedStep, odds: Odds) -> str:
    if step.as_told:
        return (
            "You plan this place, so the plan counts on it: the odds are those of who has none yet."
        )
    later = "" if odds.later is None else f", then at {percent(odds.later)}"
    return (
        f"The plan counts on {percent(odds.share)} of {odds.of}, and on another try the next year "
        f"for whoever finds no place{later}."
    )


def _is_spread(finish: Finish) -> bool:
    return finish.missed > 0 or {finish.p10, finish.p90} != {finish.likely}


def _unknowns(plan: Plan) -> doc.Parts:
    """What cannot be met, and which figures are missing."""
    why: dict[str, list[str]] = {}
    for each in plan.not_placed:
        why.setdefault(each.reason, []).append(each.requirement.title)
    lines = (f"{'; '.join(titles)}: {reason}" for reason, titles in why.items())
    fees, hours = _titles(plan.costs.unknown), _titles(plan.hours_unknown)
    figures = (
        doc.Fact("Fees not known for", fees),
        doc.Fact("Hours not known for", hours if plan.wishes.hours_per_week is not None else ""),
    )
    return doc.Bullets(lines), doc.Facts(figures, full=True)


def _about(plan: Plan) -> doc.Parts:
    lines = [HOW_MADE]
    if not (plan.is_exact and plan.hours_are_exact):
        lines.append(NOT_SURE)
    return (
        doc.Paragraph(" ".join(lines), full=True),
        f"{LIMITS} {NO_PROMISE}",
        doc.Paragraph(roadmap_text(plan.roadmap), full=True),
    )


def _titles(routes: tuple[Route, ...]) -> str:
    return "; ".join(dict.fromkeys(each.title for each in routes))
