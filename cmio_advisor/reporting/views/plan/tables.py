"""
The parts of a plan that compare: doors that close, waiting, leaving something out, other routes.
"""

from collections.abc import Iterator, Mapping, Sequence

from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.judge.results import Answer
from cmio_advisor.domain.plan.plan import Alternative, Door, Plan, PlanCosts, Waiting
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.options import Objective
from cmio_advisor.reporting.document.brief import only_in_full
from cmio_advisor.reporting.document.document import Block, Bullets, Line, Paragraph, Section, Table
from cmio_advisor.reporting.views.sections import PlanSection
from cmio_advisor.reporting.words.wording import (
    counted,
    listing,
    money_range,
    short_date,
    span_text,
)

ROUTES = {
    Objective.FASTEST: "fastest",
    Objective.CHEAPEST: "cheapest",
    Objective.SUREST: "surest",
}
CHEAPEST = (
    "Cheapest means: the least sum of the upper ends of the fees, and of equal ones the least of "
    "the lower ends. A fee that is not known counts as anything from nothing to the dearest known "
    "of the same part of the roadmap."
)
SUREST = (
    "Surest means: as few routes as can be on evidence of grade D, then of C, then of B; and of "
    "those the ones whose times differ least."
)
SAME_END = "The fastest, the cheapest and the surest routes end on one day, at the same fees."
ALL_ALIKE = "The fastest, the cheapest and the surest routes are the same for you."
DOORS_COUNT = (
    "Begin by is counted back over the likely times of what comes first. To be safe counts the "
    "longest times, all own hours at your hours a week, the days to apply or to register, and as "
    "many tries as nine in ten people need to find a place."
)
TOO_LATE = "in time only if all goes well"
DOOR_HEADERS = (
    "Way",
    "For",
    "Last day to start",
    "What comes first",
    "Begin by",
    "To be safe by",
)


def doors_section(plan: Plan) -> Section:
    """
    The routes that close, with the last days to begin; those out of reach are named in a sentence.
    """
    within_reach = [each for each in plan.doors if each.start_by is not None]
    beyond = [each for each in plan.doors if each.start_by is None]
    rows = tuple(_door_row(each, plan.roadmap) for each in within_reach)
    blocks: list[Block] = []
    if rows:
        blocks += [Table(DOOR_HEADERS, rows), Paragraph(Line(DOORS_COUNT), full=True)]
    if beyond:
        lines = tuple(
            Line(
                f"{each.route.title}: closes on {date_text(each.closes_on)}, before what it needs "
                "first can be done.",
                each.route.evidence,
            )
            for each in beyond
        )
        blocks.append(Bullets(lines, label="Likely out of reach", full=True))
    return Section("Doors that close", tuple(blocks), name=PlanSection.DOORS)


def waiting_section(plan: Plan) -> Section:
    """What doing nothing for a while would lose."""
    rows = tuple(_waiting_row(each) for each in plan.waiting)
    headers = ("If you wait", "Likely end", "Later by", "Lost by then")
    return Section("If you wait", (Table(headers, rows),) if rows else (), name=PlanSection.WAITING)


def leaving_out_section(plan: Plan) -> Section:
    """What each expected requirement costs in time."""
    rows = tuple(
        (
            Line(f"{each.requirement.title} ({each.requirement.id})"),
            Line(short_date(each.finish)),
            Line(span_text(each.months)),
        )
        for each in plan.leaving_out
    )
    if not rows:
        return Section("What you could leave out", ())
    lead = Paragraph(Line(plan.roadmap.texts["plan_optional"]))
    table = Table(("Without", "Likely end", "Sooner by"), rows)
    return Section("What you could leave out", (lead, table), name=PlanSection.LEAVING_OUT)


def alternatives_section(plan: Plan) -> Section:
    """The trade-off between the three objectives."""
    if not plan.steps:
        return Section("Other routes", ())
    alike: dict[frozenset[tuple[str, str]], list[Alternative]] = {}
    for each in plan.alternatives:
        alike.setdefault(frozenset(_ids(each).items()), []).append(each)
    undecided = tuple(map(Paragraph, _undecided(plan)))
    if len(alike) == 1:
        return Section(
            "Other routes", (Paragraph(Line(ALL_ALIKE)), *undecided), name=PlanSection.ROUTES
        )
    headers = ("Routes", "Likely end", "Fees", "Grades of evidence")
    rows = tuple(map(_alternative_row, alike.values()))
    differing = tuple(
        Line(f"{_objectives(each)}: {_differing(each[0], plan)}.")
        for each in alike.values()
        if _differing(each[0], plan)
    )
    table = Table(headers, rows)
    same = len({(row[1].text, row[2].text) for row in rows}) == 1
    compared = (Paragraph(Line(SAME_END)), only_in_full(table)) if same else (table,)
    return Section(
        "Other routes",
        (
            *compared,
            Bullets(differing, label="Where they differ from the plan above"),
            *undecided,
            Paragraph(Line(f"{CHEAPEST} {SUREST}"), full=True),
        ),
        name=PlanSection.ROUTES,
    )


def _undecided(plan: Plan) -> Iterator[Line]:
    """That what is not known of fees decides which routes are the cheapest."""
    for each in plan.alternatives:
        if each.could_be_cheaper:
            titles = listing(dict.fromkeys(route.title for route in each.could_be_cheaper))
            missing = any(route.cost is None for route in each.could_be_cheaper)
            why = "a fee is not known" if missing else "fees are known as ranges only"
            yield Line(
                f"Which routes are the cheapest cannot be told for certain: {titles} may come to "
                f"less, since {why}. Ask for the price before you choose."
            )


def fees_text(costs: PlanCosts) -> str:
    """The sum of the known fees, and for how many routes none is known."""
    known = money_range(costs.known.low, costs.known.high)
    if not costs.unknown:
        return known
    return f"{known}; {_not_known_for(costs)}" if costs.known.high else _not_known_for(costs)


def within_budget_text(costs: PlanCosts, budget: int) -> str:
    """Whether the fees stay within a budget: yes, no, or on what it hangs."""
    within = costs.within(budget)
    if within is Answer.YES:
        return "yes, the fees stay within it"
    if within is Answer.NO:
        return "no, the fees that are known go beyond it by themselves"
    if costs.unknown:
        return f"cannot be told, since fees are {_not_known_for(costs)}"
    return "cannot be told, since the upper end of the fees lies beyond it"


def _not_known_for(costs: PlanCosts) -> str:
    return f"not known for {counted(len(costs.unknown), 'route')}"


def _door_row(door: Door, roadmap: Roadmap) -> tuple[Line, ...]:
    first = ", ".join(roadmap.requirement(each).title for each in door.first)
    begin = short_date(door.start_by) if door.start_by else "-"
    safe = short_date(door.safe_start_by) if door.safe_start_by else TOO_LATE
    return (
        Line(door.route.title, door.route.evidence),
        Line(door.requirement.title),
        Line(short_date(door.closes_on)),
        Line(first or "nothing"),
        Line(begin),
        Line(safe),
    )


def _waiting_row(waiting: Waiting) -> tuple[Line, ...]:
    moved = waiting.finish_moves_months
    later = span_text(moved) if moved > 0 else "nothing"
    lost = [f"{each.title} can hardly be reached any more" for each in waiting.no_longer_placed]
    lost += [f"{each.title} is then a decision of its own, left out" for each in waiting.to_decide]
    lost += [f"{each.title} is not met any more" for each in waiting.lost]
    lost += [f"closed: {each.title}" for each in waiting.doors_shut]
    return (
        Line(counted(waiting.months, "month")),
        Line(short_date(waiting.finish)),
        Line("cannot be compared" if waiting.no_longer_placed or waiting.to_decide else later),
        Line("; ".join(lost) or "nothing"),
    )


def _objectives(alike: Sequence[Alternative]) -> str:
    return listing(ROUTES[each.objective] for each in alike).capitalize()


def _alternative_row(alike: Sequence[Alternative]) -> tuple[Line, ...]:
    """One set of routes, under the names of all objectives that choose it."""
    alternative = alike[0]
    grades = ", ".join(
        f"{count} of grade {grade}" for grade, count in sorted(alternative.grades.items())
    )
    return (
        Line(_objectives(alike)),
        Line(short_date(alternative.finish)),
        Line(fees_text(alternative.costs)),
        Line(grades),
    )


def _ids(alternative: Alternative) -> Mapping[str, str]:
    return {goal: route.id for goal, route in alternative.routes.items()}


def _differing(alternative: Alternative, plan: Plan) -> str:
    """The routes that the plan does not take."""
    taken = {each.route.id for each in plan.steps}
    return "; ".join(route.title for route in alternative.routes.values() if route.id not in taken)
