"""
A plan in a few sentences.
"""

from collections.abc import Iterator

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
    told = list(outline_summary(plan))
    if plan.ways_on:
        told.insert(0, plan.roadmap.texts["summary_ways_on"])
    if plan.leaving_out:
        longest = plan.leaving_out[0]
        told.append(
            f'Without "{longest.requirement.title}", which many CMIOs have but which is not '
            f"required, the plan would likely end on {date_text(longest.finish)}."
        )
    return tuple(told)


def outline_summary(plan: PlanOutline) -> tuple[str, ...]:
    """
    When what is open will be done, and what to start with.
    """
    if plan.finish is None:
        return (NOTHING_PLACED if plan.not_placed else NOTHING_TO_DO,)
    sentences = [*_on_the_end(plan, plan.finish), *_on_the_start(plan)]
    ahead = [moment for each in plan.steps for moment in each.milestones if moment[0] > plan.as_of]
    if ahead:
        day, title = min(ahead)
        sentences.append(f"The first date to keep is {date_text(day)}: {title}.")
    return tuple(sentences)


def _on_the_end(plan: PlanOutline, finish: Finish) -> Iterator[str]:
    """
    When the required list and the whole plan are done; in one sentence if on the same day.
    """
    required, together = plan.required_finish, ""
    if required is not None and required.likely == finish.likely:
        together = ", what is open of the required list among them,"
    elif required is not None:
        yield f"What is open of the required list is complete {_finish_text(required)}."
    elif not any(each.requirement.strength is Strength.REQUIRED for each in plan.not_placed):
        yield NOTHING_REQUIRED
    parts = sum(1 + len(each.brings) for each in plan.steps)
    what = f"All {parts} open parts that this plan takes in{together} are"
    if parts == 1:
        what = f"The one open part, {plan.steps[0].requirement.title}, is"
    yield f"{what} done {_finish_text(finish)}."


def _on_the_start(plan: PlanOutline) -> Iterator[str]:
    """
    What is under way, and what to begin with.
    """
    at_once = [each for each in plan.steps if each.start == plan.start]
    under_way = [each.route.title for each in at_once if each.as_told]
    now = [each.route.title for each in at_once if not each.as_told]
    if under_way:
        yield f"Under way: {listing(under_way)}."
    if now:
        begins = "now" if plan.start == plan.as_of else f"on {date_text(plan.start)}"
        yield f"To start {begins}: {listing(now)}."
    if not at_once:
        yield f"Nothing has to start today. Prepare for: {plan.steps[0].route.title}."


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
