"""What a plan rests on that was not told: planned as open, taken as met, or taken for granted."""

from collections.abc import Iterable
from itertools import chain

from cmio_advisor.domain.base.sentences import date_text, filled
from cmio_advisor.domain.base.terms import Vocabulary
from cmio_advisor.domain.plan.plan import PlanOutline
from cmio_advisor.domain.profile.fields import IN_RULES, Kind, read_by
from cmio_advisor.domain.profile.profile import Profile, Training
from cmio_advisor.domain.roadmap.roadmap import Requirement
from cmio_advisor.domain.rules.quoting import (
    NOT_ANSWERED,
    answer_text,
    answered_fields,
    field_words,
)
from cmio_advisor.reporting.words.plan_summary import (
    first_titles,
    not_read,
    planned_ids,
    whole_text,
)


def taken_as_met(plan: PlanOutline) -> tuple[str, ...]:
    """
    What a route of the plan asks for, was not told, and is not planned either: requirements, each
    with what was not told; then single answers.
    """
    every, taken, planned = plan.roadmap.by_id, _taken(plan), planned_ids(plan)
    said = (*taken, *(every[each] for each in planned & every.keys()))
    fields = frozenset(chain.from_iterable(answered_fields(each.met_when) for each in said))
    single = (
        each
        for each in plan.assumes
        if each.partition(".")[0] in IN_RULES and each not in fields and each not in every
    )
    return (*_with_fields(plan, taken), *_untold(plan, single))


def _taken(plan: PlanOutline) -> tuple[Requirement, ...]:
    unread = {each.id for each in not_read(plan)}
    assumed = {*plan.assumes} - planned_ids(plan) - unread
    return tuple(each for each in plan.roadmap.requirements() if each.id in assumed)


def planned_as_open(plan: PlanOutline) -> tuple[str, ...]:
    """What is planned though it may be met already, each with what was not told."""
    return _with_fields(plan, plan.planned_as_open)


def untold_text(plan: PlanOutline, *, in_short: bool = False) -> str:
    """
    Sentences of what is planned as open or taken as met, with the accreditation of a fellowship;
    nothing where all was told. ``in_short`` names only the first of them.

    What no answer settles, because it depends on somebody else, is said to be not certain.
    """
    sentences = []
    unsettled = [each for each in plan.planned_as_open if not _untold_of(plan, each)]
    titles = {each.title for each in unsettled}
    if in_short:
        settled = [each.title for each in plan.planned_as_open if each.title not in titles]
        met = [each.title for each in _taken(plan)]
    else:
        settled = [each for each in planned_as_open(plan) if each not in titles]
        met = list(taken_as_met(plan))
    joined = first_titles if in_short else "; ".join
    if settled:
        sentences.append(f"Not answered, and planned as open: {joined(settled)}.")
    if unsettled:
        found = "; ".join(f"{each.title} ({each.need.rstrip('.')})" for each in unsettled)
        sentences.append(f"Not certain, and planned as open: {found}.")
    if plan.finish_if_met is not None and plan.finish and plan.finish_if_met < plan.finish.likely:
        ends = f"{whole_text(plan)} ends on {date_text(plan.finish_if_met)} if nothing slips"
        then = ends if plan.finish_if_met > plan.start else "nothing of the plan is left to do"
        sentences.append(f"If all of this is met already, {then}.")
    if met:
        sentences.append(f"Not answered, and taken as met: {joined(met)}.")
    for each in plan.assumes_accredited:
        named = f"your fellowship{_specialty(each, plan)}"
        sentences.append(f"Not answered, and taken for granted: that {named} is accredited.")
    for step in plan.steps:
        if step.is_in_season and not step.as_told:
            blanks = {"title": step.route.title, "date": date_text(step.start)}
            match = step.route.cycle is not None and step.route.cycle.match
            text = plan.roadmap.texts["plan_applied" if match else "plan_asked"]
            sentences.append(filled(text, blanks))
    if plan.assumes_place:
        sentences.append(plan.assumes_place)
    return " ".join(sentences)


def _specialty(training: Training, plan: PlanOutline) -> str:
    title = plan.roadmap.vocabulary.title("specialties", training.specialty or "")
    return f" ({title})" if training.specialty else ""


def _with_fields(plan: PlanOutline, requirements: Iterable[Requirement]) -> tuple[str, ...]:
    named = [(each.title, ", ".join(_untold_of(plan, each))) for each in requirements]
    return tuple(f"{title} ({fields})" if fields else title for title, fields in named)


def _untold_of(plan: PlanOutline, requirement: Requirement) -> tuple[str, ...]:
    return _untold(plan, answered_fields(requirement.met_when))


def _untold(plan: PlanOutline, fields: Iterable[str]) -> tuple[str, ...]:
    words = plan.roadmap.vocabulary
    return tuple(
        field_words(each, words) for each in fields if _is_untold(plan.profile, each, words)
    )


def _is_untold(profile: Profile, field: str, words: Vocabulary) -> bool:
    """Whether nothing was told of a field; of work, nothing of how long."""
    row, _ = read_by(field)
    if row.kind is Kind.WORK and (work := row.of(profile)):
        return not any(each.years or each.start for each in work)
    return answer_text(profile, field, words) == NOT_ANSWERED
