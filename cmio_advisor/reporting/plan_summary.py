"""
A plan in a few sentences, what to call the days of its steps, and what it rests on that was not
told: planned as open, taken as met, or taken for granted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.judge.results import left_unread
from cmio_advisor.domain.plan.plan import Finish, Plan, PlannedStep, PlanOutline
from cmio_advisor.domain.profile.fields import IN_RULES, Kind, read_by
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Event, first_to_keep
from cmio_advisor.domain.rules import quoting
from cmio_advisor.reporting.wording import counted, listing, span_text


def plan_summary(plan: Plan) -> tuple[str, ...]:
    sentences, say = list(outline_summary(plan)), plan.roadmap.say
    if plan.ways_on:
        planned = say("plan_decisions_apart" if plan.decisions else "plan_usual_path_only")
        sentences.insert(0, f"{say('summary_ways_on')} {planned}")
    # Without the only part nothing is left to do, and no day to name.
    sentences += [
        say("plan_without", title=each.requirement.title, date=each.finish)
        for each in plan.leaving_out[:1]
        if each.finish > plan.start and plan.has_end
    ]
    renewed = {each.route.renews for each in plan.steps}
    for each in plan.endings:
        if plan.finish and each.day < plan.finish.likely and each.id not in renewed:
            ends = "plan_ends_before" if each.is_exact else "plan_may_end_before"
            sentences.append(say(ends, title=each.title, date=each.day))
    return tuple(sentences)


def outline_summary(plan: PlanOutline) -> tuple[str, ...]:
    """What to start with, and when what is open will be done."""
    say = plan.roadmap.say
    if plan.finish is None and plan.has_end:
        if plan.profile.unread:
            return (say("plan_not_read"),)
        return (say("plan_nothing_placed" if plan.not_placed else "plan_nothing_to_do"),)
    unread = [each for each in not_read(plan) if each.is_waited_for]
    finish = plan.finish
    end = (
        (*_on_the_end(plan, finish, unread), *_on_the_day_wished(plan, finish))
        if finish
        else _too_few_hours(plan)
    )
    titles = first_titles(each.title for each in unread)
    first = (say("plan_no_end_known", titles=titles),) if unread else ()
    return (*first, *_on_the_start(plan), *end)


def not_read(plan: PlanOutline) -> tuple[Requirement, ...]:
    """What is not planned, and may stand in a cell that could not be read."""
    return left_unread(plan.told, planned_ids(plan))


def _too_few_hours(plan: PlanOutline) -> Iterator[str]:
    """In place of an end: which programs nobody can take as long as the own hours make them."""
    limit = plan.wishes.hours_per_week or 0
    yield plan.roadmap.say(
        "plan_no_end_at_hours", hours=f"{limit:g} hour{'' if limit == 1 else 's'}"
    )
    slow = (each for each in plan.steps if each.hours_to_keep_up is not None)
    yield from (too_slow_text(each, plan.roadmap) for each in slow)


def too_slow_text(step: PlannedStep, roadmap: Roadmap) -> str:
    """How long a program lasts at most, and what it takes a week to keep up with it."""
    return roadmap.say(
        "plan_lasts" if step.route.hours is not None else "plan_lasts_hours_not_known",
        title=step.route.title,
        span=span_text(step.longest_months or 0),
        hours=counted(step.hours_to_keep_up or 0, "hour"),
    )


def _on_the_end(plan: PlanOutline, finish: Finish, unread: Sequence[Requirement]) -> Iterator[str]:
    """When the required list and all of it are done; with ``unread`` only what stands in it."""
    say, required, takes_in, goals = plan.roadmap.say, plan.required_finish, "plan_parts", {}
    if not unread and required is not None and required.likely == finish.likely:
        takes_in = "plan_parts_with_required"
    elif not unread and required is not None:
        goals["the required list"] = required
    elif not unread and plan.brings_the_required and plan.start == plan.as_of:
        yield say("plan_nothing_required")
    parts = sum(1 + len(each.brings) for each in plan.steps)
    if parts == 1:
        yield say("plan_part", title=plan.steps[0].requirement.title)
        goals["it"] = finish
    else:
        yield say(takes_in, count=parts)
        goals["what stands below" if unread else whole_text(plan)] = finish
    days = [f"{name} is complete on {date_text(each.likely)}" for name, each in goals.items()]
    done = f"{', and '.join(days)}."
    is_certain = all(each.p10 == each.p90 == each.likely for each in goals.values())
    yield f"{done[0].upper()}{done[1:]}" if is_certain else say("plan_likely", done=done)
    yield from _chances(goals, plan.roadmap)
    if plan.stops_before and plan.brings_the_required:
        titles = first_titles(each.title for each in plan.stops_before)
        yield say("plan_stops_before", titles=titles)


def whole_text(plan: PlanOutline) -> str:
    """What to call all of a plan; what leaves out part of the way does not lead there."""
    return "the whole plan" if plan.leads_there else "what stands below"


def _on_the_day_wished(plan: PlanOutline, finish: Finish) -> Iterator[str]:
    by = plan.profile.constraints.by
    if by and finish.likely > by.latest:
        yield plan.roadmap.say("plan_too_late", date=by.latest)
    elif by and plan.leads_there:
        yield plan.roadmap.say("plan_in_time", date=by.latest)


def as_advised(plan: PlanOutline) -> list[PlannedStep]:
    """Its steps by their start, then as next steps: those of other paths, then those it names."""
    firsts = {
        route.id: (place, at)
        for at, path in enumerate(plan.ways_on)
        for place, route in enumerate(path.first_steps)
        if route.id not in plan.roadmap.places
    }
    after_these = (len(plan.steps), 0)
    return sorted(
        plan.steps,
        key=lambda each: (
            each.start,
            firsts.get(each.route.id, after_these),
            plan.roadmap.place_of(each.route, [each.requirement.id]),
        ),
    )


def _on_the_start(plan: PlanOutline) -> Iterator[str]:
    """What is under way, what to begin with, and the first date to keep."""
    say = plan.roadmap.say
    at_once = [each for each in as_advised(plan) if each.start == plan.start]
    begins = f"To start {'now' if plan.start == plan.as_of else f'on {date_text(plan.start)}'}"
    groups: dict[str, list[str]] = {"Under way": [], "As you plan": [], begins: []}
    for each in sorted(at_once, key=lambda step: step.requirement in plan.planned_as_open):
        label = begins
        if each.as_told:
            label = "As you plan" if each.is_planned else "Under way"
        elif each.requirement in plan.planned_as_open:
            label += ", if not done already"
        groups.setdefault(label, []).append(each.route.title)
    yield from (f"{label}: {'; '.join(titles)}." for label, titles in groups.items() if titles)
    if plan.start != plan.as_of:
        yield say("plan_before_start", date=plan.start)
    if not at_once:
        yield say("plan_to_prepare", title=plan.steps[0].route.title)
    to_keep = first_to_keep(moment for each in plan.steps for moment in each.milestones)
    dates = [(to_keep.kept_on(plan.as_of), to_keep.title)] if to_keep else []
    renewed = (each for each in plan.steps if each.route.renews)
    dates += [(each.last_start, each.route.title) for each in renewed if each.last_start]
    kept_on, title = min(dates, default=(None, ""))
    if kept_on:
        yield say("plan_first_date", date=kept_on, title=title)
    others = ((each.other_season, each.start) for each in plan.steps)
    running = (season for season, start in others if season and season.opening < start)
    sooner = first_to_keep(each for season in running for each in season.moments)
    if sooner and (kept_on is None or sooner.kept_on(plan.as_of) < kept_on):
        yield say("plan_if_applied", date=sooner.kept_on(plan.as_of), title=sooner.title)


def _chances(goals: Mapping[str, Finish], roadmap: Roadmap) -> Iterator[str]:
    late = []
    for name, each in goals.items():
        what = name if len(goals) > 1 else "it"
        if each.p10 is not None and each.p10 > each.likely:
            yield roadmap.say("plan_seldom", what=what)
        if each.p50 and each.p80 and each.p80 != each.likely:
            late.append(roadmap.say("plan_chances", what=what, half=each.p50, most=each.p80))
    if late:
        yield roadmap.say("plan_with_delays", late="; ".join(late))


def planned_ids(plan: PlanOutline) -> frozenset[str]:
    return frozenset(id_ for each in plan.steps for id_ in (each.requirement.id, *each.brings))


def first_titles(titles: Iterable[str]) -> str:
    """Things by their names; of many only the first."""
    every = list(titles)
    more = len(every) - 2
    return "; ".join(every if more <= 1 else [*every[:2], f"and {more} more"])


def done_label(step: PlannedStep) -> str:
    """What to call the day on which a step ends, by where it comes from."""
    if step.ends_as_told:
        return "Done, as you told us"
    goes_on = step.as_told and not (step.is_moved or step.is_planned)
    return "Done, if it goes on as now" if goes_on else "Done if on time"


def slack_text(step: PlannedStep) -> str:
    return "nothing" if step.is_critical else span_text(step.slack_months)


def earlier_text(event: Event) -> str:
    """On which days it could be done, or happened, in earlier years, and when it was in time."""
    first, last = (
        listing(date_text(each.on) for each in sorted(days, key=lambda one: one.on))
        for days in (event.first, event.last)
    )
    found = [f"{'' if event.happens else 'from '}{first}"] if first else []
    if last:
        found.append(f"{'in time until' if first else 'the day named was'} {last}")
    return f"{'; '.join(found)}." if found else ""


def taken_as_met(plan: PlanOutline) -> tuple[str, ...]:
    """What a route asks for that was neither told nor planned: requirements, then answers."""
    return (*_with_fields(plan, _taken(plan)), *_answers_taken(plan))


def _answers_taken(plan: PlanOutline) -> tuple[str, ...]:
    """Single answers that are taken so, of which no requirement speaks."""
    every = plan.roadmap.by_id
    said = (*_taken(plan), *(every[each] for each in planned_ids(plan) & every.keys()))
    fields = frozenset(chain.from_iterable(quoting.answered_fields(each.met_when) for each in said))
    single = (each for each in plan.assumes if each.partition(".")[0] in IN_RULES)
    return _untold(plan, (each for each in single if each not in fields and each not in every))


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
    nothing where all was told. ``in_short`` names only the first of them, and not what they ask.

    What no answer settles, because it depends on somebody else, is said to be not certain.
    """

    def said(requirements: Iterable[Requirement], *more: str) -> str:
        if in_short:
            return first_titles(each.title for each in requirements)
        return "; ".join((*_with_fields(plan, requirements), *more))

    settled = [each for each in plan.planned_as_open if _untold_of(plan, each)]
    needs = [
        each.title if in_short else f"{each.title} ({each.need.rstrip('.')})"
        for each in plan.planned_as_open
        if each not in settled
    ]
    taken = _taken(plan)
    met = [each for each in taken if _untold_of(plan, each)]
    unsure = [each for each in taken if each not in met]
    say = plan.roadmap.say
    as_open = {"plan_open_untold": said(settled), "plan_open_unsure": "; ".join(needs)}
    as_met = {"plan_met_untold": said(met, *_answers_taken(plan)), "plan_met_unsure": said(unsure)}
    sentences = [say(name, which=which) for name, which in as_open.items() if which]
    if plan.finish_if_met is not None and plan.finish and plan.finish_if_met < plan.finish.likely:
        then = "plan_ends_if_met" if plan.finish_if_met > plan.start else "plan_nothing_if_met"
        sentences.append(say(then, whole=whole_text(plan), date=plan.finish_if_met))
    sentences += [say(name, which=which) for name, which in as_met.items() if which]
    for each in plan.assumes_accredited:
        title = plan.roadmap.vocabulary.title("specialties", each.specialty or "")
        of = f" ({title})" if each.specialty else ""
        sentences.append(say("plan_accredited", of=of))
    for step in plan.steps:
        if step.is_in_season:
            match = step.route.cycle is not None and step.route.cycle.match
            told = "plan_applied" if match else "plan_asked"
            sentences.append(say(told, title=step.route.title, date=step.start))
    if plan.assumes_place:
        sentences.append(plan.assumes_place)
    return " ".join(sentences)


def _with_fields(plan: PlanOutline, requirements: Iterable[Requirement]) -> tuple[str, ...]:
    named = [(each.title, ", ".join(_untold_of(plan, each))) for each in requirements]
    return tuple(f"{title} ({fields})" if fields else title for title, fields in named)


def _untold_of(plan: PlanOutline, requirement: Requirement) -> tuple[str, ...]:
    """What was not told that it asks for, but for what other answers rule out."""
    rule = requirement.met_when
    left = rule.open_fields(plan.told)
    return _untold(plan, (each for each in quoting.answered_fields(rule) if each in left))


def _untold(plan: PlanOutline, fields: Iterable[str]) -> tuple[str, ...]:
    """The fields in words of which nothing was told; of work, nothing of how long."""
    words, found = plan.roadmap.vocabulary, []
    for field in fields:
        row, _ = read_by(field)
        work = row.of(plan.profile) if row.kind is Kind.WORK else None
        is_told = quoting.answer_text(plan.profile, field, words) != quoting.NOT_ANSWERED
        if not (any(each.years or each.start for each in work) if work else is_told):
            found.append(quoting.field_words(field, words))
    return tuple(found)
