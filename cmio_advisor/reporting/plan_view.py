"""
The plan as a report: what to do when, what it costs, and what would change it.
"""

from cmio_advisor.domain.plan import Finish, Plan, PlanOutline
from cmio_advisor.domain.roadmap import Route, Strength
from cmio_advisor.domain.told import FIELD_WORDS, NOT_TOLD, told_field, told_fields
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
)
from cmio_advisor.reporting.plan_money_view import money_section
from cmio_advisor.reporting.plan_steps_view import plan_at_a_glance, plan_step_entry
from cmio_advisor.reporting.plan_tables import (
    alternatives_section,
    doors_section,
    leaving_out_section,
    waiting_section,
)
from cmio_advisor.reporting.view import LONGEST_NAME, roadmap_line
from cmio_advisor.reporting.wording import LIMITS, NO_PROMISE, date_text, listing, percent

OBJECTIVES = {
    "fastest": "the fastest routes",
    "cheapest": "the cheapest routes",
    "surest": "the routes with the best evidence and the steadiest times",
}
NOTHING_TO_DO = (
    "Nothing that the roadmap requires or expects is known to be open for you. What helps can be "
    "planned as well: --with and the id of the requirement."
)
NOTHING_PLACED = (
    "Something that the roadmap expects is open, but no way to it on the roadmap fits what you "
    "told us. What the plan does not know says more."
)
NOTHING_REQUIRED = "Nothing on the required list is known to be open."
HOW_MADE = (
    "The days are those that come out if every step takes its likely time. The chances come from "
    "laying the plan out thousands of times with times drawn between each step's low and high, "
    "always with the same seed, so that the same answers give the same plan."
)
NOT_SURE_OF_ROUTES = (
    "There were too many combinations of routes to look at all of them, so a better one may exist."
)
NOT_SURE_OF_HOURS = "A tighter order under your hours a week may exist."


def plan_document(plan: Plan) -> Document:
    """
    The whole plan; its brief form is what a terminal shows.
    """
    told_name = plan.profile.name
    whose = f" for {visible(told_name, LONGEST_NAME)}" if told_name else ""
    sections = (
        Section("In short", _in_short(plan)),
        Section("The plan at a glance", plan_at_a_glance(plan)),
        Section("Step by step", tuple(plan_step_entry(plan, each) for each in plan.steps)),
        leaving_out_section(plan),
        doors_section(plan),
        waiting_section(plan),
        alternatives_section(plan),
        money_section(plan),
        Section("What the plan does not know", _unknowns(plan), full=not plan.not_placed),
        Section("About this plan", _about(plan)),
    )
    return Document(
        title=f"A plan toward {plan.roadmap.title}",
        subtitle=f"By {OBJECTIVES[plan.wishes.objective]}{whose}, {date_text(plan.as_of)}",
        sections=tuple(each for each in sections if each.blocks),
        sources=plan.roadmap.sources,
    )


def plan_summary(plan: Plan) -> tuple[str, ...]:
    """
    What matters most, in a few sentences.
    """
    told = outline_summary(plan)
    if not plan.leaving_out:
        return told
    longest = plan.leaving_out[0]
    without = (
        f'Without "{longest.requirement.title}", which many CMIOs have but which is not required, '
        f"the plan would likely end on {date_text(longest.finish)}."
    )
    return (*told, without)


def outline_summary(plan: PlanOutline) -> tuple[str, ...]:
    """
    When what is open will be done, and what to start with.
    """
    if plan.finish is None:
        return (NOTHING_PLACED if plan.not_placed else NOTHING_TO_DO,)
    titles = [each.requirement.title for each in plan.steps]
    now = [each.route.title for each in plan.steps if each.start == plan.start]
    sentences = []
    if plan.required_finish is not None:
        required = _finish_text(plan.required_finish)
        sentences.append(f"What is open of the required list is complete {required}.")
    elif not any(each.requirement.strength is Strength.REQUIRED for each in plan.not_placed):
        sentences.append(NOTHING_REQUIRED)
    what = f"All {len(titles)} open parts that this plan takes in are"
    if len(titles) == 1:
        what = f"The one open part, {titles[0]}, is"
    sentences.append(f"{what} done {_finish_text(plan.finish)}.")
    if now:
        begins = "now" if plan.start == plan.as_of else f"on {date_text(plan.start)}"
        sentences.append(f"To start {begins}: {listing(now)}.")
    ahead = [moment for each in plan.steps for moment in each.milestones if moment[0] > plan.as_of]
    if ahead:
        day, title = min(ahead)
        sentences.append(f"The first date to keep is {date_text(day)}: {title}.")
    return tuple(sentences)


def _in_short(plan: Plan) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(Line(" ".join(plan_summary(plan))))]
    if taken_as_met(plan):
        blocks.append(Paragraph(Line(taken_as_met_text(plan))))
    return tuple(blocks)


def _finish_text(finish: Finish) -> str:
    """
    The likely day, and the day by which most are done.
    """
    likely = f"on {date_text(finish.likely)} if every step takes its likely time"
    if finish.p80 is None and not finish.missed:
        return likely
    if finish.p80 is None:
        return f"{likely}; in {percent(finish.missed)} of all runs a last day to start is missed"
    if finish.p80 == finish.likely:
        return f"on {date_text(finish.likely)}"
    return f"{likely}, and by {date_text(finish.p80)} in 8 of 10 runs"


def _unknowns(plan: Plan) -> tuple[Block, ...]:
    """
    What cannot be met, and which figures are missing.
    """
    lines = [f"{each.requirement.title}: {each.reason}" for each in plan.not_placed]
    blocks: list[Block] = [Bullets(tuple(map(Line, lines)))] if lines else []
    facts = []
    if plan.costs.unknown:
        facts.append(Fact("Fees not found for", _titles(plan.costs.unknown)))
    if plan.wishes.hours_per_week is not None and plan.hours_unknown:
        facts.append(Fact("Hours not found for", _titles(plan.hours_unknown)))
    if facts:
        blocks.append(Facts(tuple(facts)))
    return tuple(blocks)


def _about(plan: Plan) -> tuple[Block, ...]:
    lines = [HOW_MADE]
    if not plan.is_exact:
        lines.append(NOT_SURE_OF_ROUTES)
    if not plan.hours_are_exact:
        lines.append(NOT_SURE_OF_HOURS)
        if plan.hours_bound is not None:
            lines.append(f"None that ends before {date_text(plan.hours_bound)} does.")
    return (
        Paragraph(Line(" ".join(lines)), full=True),
        Paragraph(Line(f"{LIMITS} {NO_PROMISE}")),
        Paragraph(roadmap_line(plan.roadmap), full=True),
    )


def _titles(routes: tuple[Route, ...]) -> str:
    return "; ".join(dict.fromkeys(each.title for each in routes))


def taken_as_met(plan: PlanOutline) -> tuple[str, ...]:
    """
    What was not told and would otherwise add steps, in words.
    """
    titles = {each.id: each for each in plan.roadmap.requirements()}
    fields: dict[str, None] = {}
    for each in (*(each.id for each in plan.not_told), *plan.assumes):
        known = titles.get(each)
        named = told_fields(known.met_when) if known else (each,)
        fields.update(dict.fromkeys(named))
    words = plan.roadmap.vocabulary
    untold = (each for each in fields if told_field(plan.profile, each, words) == NOT_TOLD)
    return tuple(FIELD_WORDS[each] for each in untold)


def taken_as_met_text(plan: PlanOutline) -> str:
    """
    The same as a sentence.
    """
    told = listing(taken_as_met(plan))
    return f"You did not tell us about: {told}. The plan takes it as met."
