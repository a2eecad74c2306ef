"""
A plan in a few sentences.
"""

from cmio_advisor.domain.plan import Finish, Plan, PlanOutline
from cmio_advisor.domain.roadmap import Strength
from cmio_advisor.domain.told import FIELD_WORDS, NOT_TOLD, told_field, told_fields
from cmio_advisor.reporting.wording import date_text, listing, percent

NOTHING_TO_DO = (
    "Nothing that the roadmap requires or expects is known to be open for you. What helps can be "
    "planned as well: --with and the id of the requirement."
)
NOTHING_PLACED = (
    "Something that the roadmap expects is open, but no way to it on the roadmap fits what you "
    "told us. What the plan does not know says more."
)
NOTHING_REQUIRED = "Nothing on the required list is known to be open."


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
    parts = sum(1 + len(each.brings) for each in plan.steps)
    at_once = [each for each in plan.steps if each.start == plan.start]
    under_way = [each.route.title for each in at_once if each.as_told]
    now = [each.route.title for each in at_once if not each.as_told]
    sentences = []
    if plan.required_finish is not None:
        required = _finish_text(plan.required_finish)
        sentences.append(f"What is open of the required list is complete {required}.")
    elif not any(each.requirement.strength is Strength.REQUIRED for each in plan.not_placed):
        sentences.append(NOTHING_REQUIRED)
    what = f"All {parts} open parts that this plan takes in are"
    if parts == 1:
        what = f"The one open part, {plan.steps[0].requirement.title}, is"
    sentences.append(f"{what} done {_finish_text(plan.finish)}.")
    if under_way:
        sentences.append(f"Under way: {listing(under_way)}.")
    if now:
        begins = "now" if plan.start == plan.as_of else f"on {date_text(plan.start)}"
        sentences.append(f"To start {begins}: {listing(now)}.")
    if not under_way and not now:
        sentences.append(f"Nothing has to start today. Prepare for: {plan.steps[0].route.title}.")
    ahead = [moment for each in plan.steps for moment in each.milestones if moment[0] > plan.as_of]
    if ahead:
        day, title = min(ahead)
        sentences.append(f"The first date to keep is {date_text(day)}: {title}.")
    if plan.ways_on:
        sentences.append(plan.roadmap.texts["summary_ways_on"])
    return tuple(sentences)


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
    The same in sentences, with the accreditation of a fellowship; nothing where all was told.
    """
    sentences = []
    if fields := taken_as_met(plan):
        sentences.append(f"You did not tell us about: {listing(fields)}.")
    if plan.assumes_accredited:
        sentences.append("You did not say whether your fellowship is accredited.")
    return " ".join((*sentences, "The plan takes it as met.")) if sentences else ""
