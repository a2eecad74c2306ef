"""
What several reports share: steps, requirements and the actions that close them, as entries; when
each begins and is done, and the dates to keep on the way: by season, or its own; the steps of a
plan, drawn and each; what to decide, what was not found, what to note.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from operator import itemgetter
from textwrap import shorten

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.assess.notices import Notice
from cmio_advisor.domain.base.evidence import Evidence, Search, Source
from cmio_advisor.domain.base.sentences import BY_ESTIMATE, date_text
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import OpenDecision, RequirementResult, State, StepResult
from cmio_advisor.domain.plan.plan import PlannedStep, PlanOutline
from cmio_advisor.domain.roadmap.programs import Nearness
from cmio_advisor.domain.roadmap.roadmap import OtherPath, Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Cycle, Moment, Route, Season, first_to_keep
from cmio_advisor.domain.routes.layout import plan_start
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.domain.rules.conditions import Rank
from cmio_advisor.domain.rules.leaves import finding_of
from cmio_advisor.domain.rules.quoting import answers_on
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting import plan_summary, wording
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.document import Bullets, Entry, Fact, Facts, Paragraph, Section

A_YEAR = timedelta(days=365)
BEGINS = "Begins"
"""What says when a step begins that can be prepared before."""
MOST_OWN_DAYS = 3


def when_facts(step: NextStep, assessment: Assessment) -> Iterator[doc.Fact]:
    if step.startable_from is None:
        start = "after something else is done first"
    else:
        start = date_text(step.startable_from)
    if step.startable_from == assessment.as_of:
        asked = plan_start(assessment.profile, assessment.as_of)
        waits = asked > assessment.as_of and step.done_on is None and not step.route.renews
        start = f"{date_text(asked)}, as you asked" if waits else "now"
    yield doc.Fact("Start", start)
    yield from _begins_facts(step, assessment)
    if step.done_on is not None:
        yield doc.Fact("Done", f"{date_text(step.done_on)}, as told")
    if step.closes_on is not None:
        guess = BY_ESTIMATE if step.route.is_estimate(step.closes_on) else ""
        label = "Hand in by about" if step.route.renews else "Closes"
        cycle = step.route.cycle
        if cycle and any(each.applies for each in cycle.events):  # one applies by an earlier day
            yield doc.Fact(label, f"with {step.closes_on.year}")
        else:
            yield doc.Fact(label, date_text(step.closes_on) + guess)


def _begins_facts(step: NextStep, assessment: Assessment) -> Iterator[doc.Fact]:
    """When it begins, if one can act before; what to keep for whoever has applied."""
    cycle = step.route.cycle
    opening = None if step.startable_from is None else step.route.next_opening(step.startable_from)
    guessed = BY_ESTIMATE if cycle and cycle.opens_by_estimate else ""
    by = [each for each in step.dates if each.event and each.event.applies]
    first = min(by, key=lambda each: each.until or each.day, default=None)
    apply, to_keep = "", None
    asked = plan_start(assessment.profile, assessment.as_of)
    cites: tuple[Evidence, ...] = ()
    if first is not None and first.event is not None:
        told_by = {each.source for each in first.event.last}
        cites = tuple(each for each in step.route.evidence if each.source in told_by)[:1]
        guess = BY_ESTIMATE if first.is_estimate else ""
        apply = f"; {first.event.in_short} by {date_text(first.until or first.day)}{guess}"
    elif cycle and cycle.match:
        to_keep = first_to_keep(step.dates)
    to_keep = to_keep or kept_if_applied(step.route, assessment)
    if step.begins_on is None:
        if opening is not None:
            yield doc.Fact(BEGINS, f"{date_text(opening)}{guessed} at the soonest{apply}", cites)
    elif step.begins_on not in (step.startable_from, step.done_on, cycle is None and asked):
        waits = cycle is None and step.begins_on > asked
        ahead = _ahead_of(step, assessment) if waits else []
        if ahead and all(each.state is State.UNKNOWN for each in ahead):
            return  # whoever has that, though it was not told, begins at once
        names = " and ".join(f'"{each.requirement.title}"' for each in ahead) or "another step"
        after = f", after {names}" if waits and (ahead or step.done_on is None) else ""
        yield doc.Fact(BEGINS, f"{date_text(step.begins_on)}{guessed}{apply or after}", cites)
    if to_keep is not None:
        yield doc.Fact("If you have applied", moment_line(to_keep).text)


def kept_if_applied(route: Route, assessment: Assessment) -> Moment | None:
    """
    The first day to keep in a match under way, where a plan begins a route by a later one, of who
    is at school or trains now: others read it in the plan alone.
    """
    profile, cycles = assessment.profile, {route.cycle, route.prepares_for} - {None}
    case = ProfileCase(profile, assessment.roadmap, assessment.as_of)
    told = (profile.degrees, profile.residency, profile.fellowships)
    found = (finding_of(each, case) for entries in told for each in entries or ())
    is_learning = any(each.high is Rank.IN_PROGRESS for each in found)
    usual = (each for each in assessment.usual if is_learning and each.route.cycle in cycles)
    return first_to_keep(moment for each in usual for moment in each.if_applied)


def _ahead_of(step: NextStep, assessment: Assessment) -> list[RequirementResult]:
    """What the plan meets on the day on which it begins, of what is not there."""
    found = {each.requirement.id: each for each in assessment.requirements()}
    ahead = (found[each] for each in step.waits_for if each in found)
    return [each for each in ahead if not each.state.is_satisfied]


def moment_line(moment: Moment) -> doc.Line:
    """A day on the way, or the first and the last of several."""
    when = date_text(moment.day)
    if moment.until is not None:
        joined = " to" if not moment.is_to_do else ", at the latest"
        when = f"{when}{joined} {date_text(moment.until)}"
        when += " by our estimate" if moment.is_estimate else ""
    return doc.Line(f"{when}: {moment.title}.")


def dates_to_keep(plan: PlanOutline, *, whole: bool = True) -> doc.Parts:
    """
    For each step with a season its events, or, unless ``whole``, what has a last day that others
    set, of a second season only for a year and a half; in the full form only those of which nothing
    is to be kept in the year after the first day.
    Unless ``whole``, a plan without seasons has the first of its own days, so that the strokes of
    its chart are told.
    """
    seasons = [found for each in plan.steps if (found := _openings(each, plan.roadmap.texts))]
    kept = [min(map(_kept_by, (m for one in found for m in one[0].moments))) for found in seasons]
    soon = min((by for by, _ in kept), default=plan.start) + A_YEAR
    entries = [
        _season(
            *each,
            full=by > soon,
            whole=whole,
            until=date.max if whole or each is found[0] else soon + A_YEAR / 2,
        )
        for (by, _), found in sorted(zip(kept, seasons, strict=True), key=itemgetter(0))
        for each in found
    ]
    if entries or whole:
        return (plan.roadmap.texts["dates_how_safe"], entries) if entries else None
    own = sorted((m for each in plan.steps for m in each.milestones), key=lambda one: one.day)
    return doc.Bullets(map(moment_line, own[:MOST_OWN_DAYS]), label="The first dates to keep")


def _kept_by(moment: Moment) -> tuple[date, date]:
    """By when something is done at the latest, and from when on it can be."""
    return moment.until or moment.day, moment.day


def _openings(step: PlannedStep, texts: Mapping[str, str]) -> list[tuple[Season, Cycle, str]]:
    """The season of a step with something to do, and the other one; the sooner first."""
    cycle, other = step.route.cycle, step.other_season
    events = tuple(each for each in step.milestones if each.event)
    if cycle is None or not (other or any(each.is_to_do for each in events)):
        return []
    found = [(Season(step.start, events), cycle, "")]
    if other is not None:
        name = "season_if_not_applied" if step.is_in_season else "season_if_applied"
        found.append((other, cycle, f", {texts[name]}"))
    return sorted((each for each in found if each[0].moments), key=lambda each: each[0].opening)


def _season(
    season: Season, cycle: Cycle, when: str, *, full: bool, whole: bool, until: date
) -> doc.Entry:
    """What is to be done in a season, and in the full form what happens in it."""
    set_ = [  # a last day was found in earlier years, or there is no place without it
        each
        for each in season.moments
        if whole or (each.is_to_do and each.event and (each.event.last or each.event.applies))
    ]
    moments = [each for each in set_ if _kept_by(each)[0] <= until] or set_
    earlier = (
        doc.Line(f"{each.title}: {found}", cycle.evidence_of(each.event))
        for each in moments
        if each.event is not None and (found := plan_summary.earlier_text(each.event))
    )
    to_do = [each for each in moments if each.is_to_do] or moments
    rest = [each for each in moments if each not in to_do]
    blocks = (
        _table(to_do, cycle, whole=whole),
        _table(rest, cycle, whole=whole, full=True),
        doc.Bullets(earlier, label="In the years that were found", full=True),
    )
    title = f"{cycle.title}, for {date_text(season.opening)}{when}"
    return doc.Entry(title, blocks, cites=cycle.evidence_of(None), full=full)


def _table(moments: list[Moment], cycle: Cycle, *, whole: bool, full: bool = False) -> doc.Table:
    rows = []
    for each in moments:
        cites = cycle.evidence_of(each.event, every=whole) if each.event else ()
        until = "that day" if each.until is None else wording.short_date(each.until)
        until += ", our estimate" if each.is_estimate else ""
        rows.append((doc.Line(each.title, cites), wording.short_date(each.day), until))
    return doc.Table(("What", "From", "Last day"), rows, numeric=(1, 2), full=full)


def next_step_entry(step: NextStep, assessment: Assessment, number: str) -> doc.Entry:
    route, roadmap = step.route, assessment.roadmap
    lists = {
        "Meets": [] if step.requirement is None else [step.requirement.id],
        "Comes with it": step.comes_with,
        "Opens": step.unlocks,
    }
    related = (
        doc.Fact(label, ", ".join(_title_of(each, roadmap) for each in ids))
        for label, ids in lists.items()
    )
    when = (
        *when_facts(step, assessment),
        *route_facts(route, step.months, step.cost),
        doc.Fact("Pay given up", wording.forgone_text(route, step.pay_forgone)),
    )
    why = (doc.Fact("Why", route.why), doc.Fact("Why now", step.reason, step.reason_evidence))
    blocks = (
        route.action,
        doc.Facts((*where_facts(route), *why)),
        doc.Facts(when, inline=True),
        doc.Facts(related),
        doc.Bullets(map(moment_line, step.dates), label="Dates"),
        note_bullets(route),
    )
    return doc.Entry(route.title, blocks, number=number, cites=route.evidence)


def route_facts(route: Route, months: Months, cost: Cost | None) -> Iterator[doc.Fact]:
    """For one person; what has no known price is named once a report."""
    yield doc.Fact("Time", wording.months_text(months))
    if cost is not None:
        yield doc.Fact("Cost", wording.cost_text(cost), route.saying(cost))
    if route.hours:
        yield doc.Fact("Own time", f"about {wording.counted(route.hours, 'hour')}")
    if cost is not None and cost.note:
        yield doc.Fact("Cost note", cost.note, full=True)


def where_facts(route: Route, *, full: bool = False) -> Iterator[doc.Fact]:
    for each in route.do_at:
        yield doc.Fact("Page", each.title, url=each.url, full=full)
    yield doc.Fact("Ask", route.ask or "", full=full)


def step_entry(result: StepResult, assessment: Assessment) -> doc.Entry:
    mark, word = wording.step_state(result)
    requirements = (_requirement_entry(each, assessment) for each in result.requirements)
    title = f"Step {result.step.number}: {result.step.title}"
    about = doc.Line(result.step.about, result.step.evidence)
    return doc.Entry(title, (about, requirements), mark=mark, word=word)


def evidence_bullets(
    evidence: tuple[Evidence, ...],
    sources: Mapping[str, Source],
    label: str = "Evidence",
    *,
    full: bool = False,
) -> doc.Bullets:
    lines = (
        doc.Line(
            f"{sources[each.source].publisher} (grade {each.grade}, "
            f"checked {date_text(each.checked)}): {each.says}",
            (each,),
        )
        for each in evidence
    )
    return doc.Bullets(lines, label, full=full)


def rule_facts(requirement: Requirement, roadmap: Roadmap) -> tuple[doc.Fact, ...]:
    return (
        doc.Fact("Strength", roadmap.texts[f"strength_{requirement.strength}"]),
        doc.Fact("Why it counts", requirement.why),
        doc.Fact("Who has it", requirement.share),
    )


def note_bullets(route: Route) -> doc.Bullets:
    """The odds of a place, and how a route's time and cost were found, if the roadmap says so."""
    return doc.Bullets(route.remarks, label="Note", full=True)


def _requirement_entry(result: RequirementResult, assessment: Assessment) -> doc.Entry:
    mark, word = wording.requirement_state(result)
    requirement, roadmap, profile = result.requirement, assessment.roadmap, assessment.profile
    waivers = (
        doc.Fact(
            "Waived", f"by {each.by or 'whom: not given'}; reason: {each.reason or 'not given'}"
        )
        for each in profile.waivers
        if each.requirement == requirement.id
    )
    facts = (
        doc.Fact("You told us", answers_on(requirement.met_when, profile, roadmap.vocabulary)),
        *waivers,
        doc.Fact("The roadmap lists", requirement.need),
        *rule_facts(requirement, roadmap),
    )
    blocks = doc.Facts(facts), evidence_bullets(requirement.evidence, roadmap.sources)
    return doc.Entry(requirement.title, blocks, mark=mark, word=word)


def _title_of(known_id: str, roadmap: Roadmap) -> str:
    requirement = roadmap.by_id.get(known_id)
    return requirement.title if requirement else roadmap.credential(known_id).short


DISTANCES = {
    Nearness.ONLINE: "Online",
    Nearness.HERE: "In your state",
    Nearness.NEXT_TO_IT: "In a state that touches yours",
    Nearness.ELSEWHERE: "Farther away",
}
NOT_AT_THESE_HOURS = "not at these hours"


def plan_at_a_glance(plan: PlanOutline) -> doc.Parts:
    steps = plan_summary.as_advised(plan)
    rows = (
        (
            each.route.title,
            wording.short_date(each.start),
            wording.short_date(each.end) if each.hours_to_keep_up is None else NOT_AT_THESE_HOURS,
            plan_summary.slack_text(each),
        )
        for each in steps
    )
    return (
        doc.Timeline(tuple(map(_stretch, steps))),
        doc.Table(("What", "Start", "Done on time", "Can slip by"), rows, numeric=(1, 2)),
    )


def programs_in_plan(plan: PlanOutline, *, types: bool) -> doc.Parts:
    """For each step done at a program the nearest of them; who ``types`` is told of the rest."""
    found = ((each, _program_facts(plan, each, types=types)) for each in plan.steps)
    return [doc.Entry(step.route.title, doc.Facts(facts)) for step, facts in found if facts]


def plan_step_entry(plan: PlanOutline, step: PlannedStep, number: int) -> doc.Entry:
    roadmap, route = plan.roadmap, step.route
    titles = {each.requirement.id: each.route.title for each in plan.steps}
    brought = (roadmap.requirement(each).title for each in step.brings)
    first = ", ".join(titles.get(each) or roadmap.by_id[each].title for each in step.needs)
    keeps_up = step.hours_to_keep_up is None
    done = date_text(step.end) if keeps_up else NOT_AT_THESE_HOURS
    too_slow = "" if keeps_up else plan_summary.too_slow_text(step, roadmap)
    last_start = date_text(step.last_start) if step.last_start else ""
    start = "now" if step.start == plan.as_of else date_text(step.start)
    if step.as_told and not step.is_planned and step.start == plan.start:
        start = "under way"
    when = (
        Fact("Start", start),
        Fact(plan_summary.done_label(step), done),
        Fact("Too few hours a week", too_slow),
        Fact("Last day to apply or start", last_start),
    )
    more = (
        Fact("Meets", wording.listing([step.requirement.title, *brought])),
        Fact("Comes after", first),
        Fact("Can slip by", plan_summary.slack_text(step)),
    )
    others = []
    for each in step.others:
        also = Fact("Also open to you", f"{each.title}. {each.action}", each.evidence[:1])
        others.append(Facts((also, *where_facts(each))))
    blocks = (
        route.action,
        doc.Facts(where_facts(route)),
        doc.Facts((*when, *route_facts(route, step.months, step.cost)), inline=True),
        doc.Facts(more, full=True),
        doc.Bullets(map(moment_line, step.milestones), label="On the way"),
        others,
        note_bullets(route),
    )
    return doc.Entry(route.title, blocks, number=str(number), cites=route.evidence)


def _program_facts(plan: PlanOutline, step: PlannedStep, *, types: bool) -> tuple[doc.Fact, ...]:
    sought, setting, words = step.route.programs, plan.profile.setting, plan.roadmap.vocabulary
    state = words.state_of(setting.state, setting.metro)
    if sought is None or step.as_told:
        return ()
    if state is None:
        every = f" All of them, by state: {wording.programs_command(sought)}" if types else ""
        return (Fact("Where", f"Tell us your state to see the programs near you.{every}"),)
    titles = words.titles("states")
    named = tuple(
        doc.Fact(
            DISTANCES[each.nearness],
            f"{each.program.institution}, {wording.place_text(each.program, titles)}"
            + (f" ({each.program.specialty.replace('-', ' ')})" if each.program.specialty else ""),
            each.program.evidence[:1],
        )
        for each in step.programs
    )
    rest = (doc.Fact("All of them", wording.programs_command(sought, near=state)),) if types else ()
    return (*named, *rest)


def _stretch(step: PlannedStep) -> doc.Stretch:
    return doc.Stretch(  # short on a telephone; the table beside it has the whole title
        title=shorten(step.route.title, 40, placeholder=" ..."),
        start=step.start,
        end=step.end,
        latest_end=max(step.end, step.latest_end),
        strong=step.is_critical,
        moments=tuple(each.day for each in step.milestones if each.day <= step.end),
    )


def owner_text(name: str | None) -> str:
    """Whose report it is, as part of a title; nothing where no name was told."""
    return f" for {visible(name, limit=80)}" if name else ""


def roadmap_text(roadmap: Roadmap, *, in_short: bool = False) -> str:
    named, print_ = f"Roadmap {roadmap.id} {roadmap.version}", roadmap.fingerprint[:12]
    if in_short:
        return f"{named} ({print_})."
    return f"{named}, fingerprint {print_}, to be reviewed by {date_text(roadmap.review_by)}."


def notes_section(warnings: Iterable[Notice]) -> Section:
    """Of the answers, then of the evidence, what the reader should know; the first in short."""
    texts = [each.text for each in warnings]
    blocks = Bullets(texts[:3]), Bullets(texts[3:], full=True)
    return Section("Please note", blocks, name="notes")


NO_PRICE = "Today's price not known"


def searched_section(
    searches: Iterable[Search | None], *, unpriced: Iterable[str] = (), full: bool = False
) -> Section:
    """What was looked for in vain, once, under where and when; and what has no known price."""
    by_place: dict[tuple[str, str], list[str]] = {}
    for each in dict.fromkeys(filter(None, searches)):
        by_place.setdefault((each.where, date_text(each.on)), []).append(each.what)
    found = [(f"In {where}, on {day}:", Bullets(what)) for (where, day), what in by_place.items()]
    titles = "; ".join(dict.fromkeys(unpriced))
    blocks = found, f"{NO_PRICE}: {titles}." if titles else None
    heading = "Not found, or not known" if titles else "Looked for and not found"
    return Section(heading, blocks, full=full, name="not-found")


def not_found_text(routes: Iterable[Route]) -> str:
    """What was looked for in vain of these routes, and when; and which have no price."""
    routes = tuple(routes)
    untold = [each.title for each in routes if each.cost is None and each.searched is None]
    sentences = [f"{NO_PRICE}: {'; '.join(dict.fromkeys(untold))}."] if untold else []
    by_day: dict[str, list[str]] = {}
    for each in dict.fromkeys(filter(None, (each.searched for each in routes))):
        by_day.setdefault(date_text(each.on), []).append(each.what)
    sentences += [f"Not found on {day}: {'; '.join(found)}." for day, found in by_day.items()]
    return " ".join(sentences)


def requirement_searches(requirement: Requirement) -> tuple[Search | None, ...]:
    return requirement.searched, *(each.searched for each in requirement.routes)


def assessment_searches(assessment: Assessment) -> tuple[Search | None, ...]:
    """The searches behind what an assessment always tells: its requirements, actions and pay."""
    actions, pay = assessment.next_steps + assessment.later_steps, assessment.pay
    return (
        *(each.requirement.searched for each in assessment.requirements()),
        *(each.route.searched for each in actions),
        *(each.role.searched for each in ((pay.target, pay.today) if pay else ()) if each),
    )


TAKE_IN = "To take it into steps and plan, add: --with {id}"


def decisions_section(
    decisions: Iterable[OpenDecision],
    roadmap: Roadmap,
    take_in: str = TAKE_IN,
    *,
    full: bool = False,
) -> Section:
    """The decisions that wait, each with price, odds and dates, and how to ``take_in`` it."""
    entries = (_entry(each, roadmap, take_in) for each in decisions)
    return Section("A decision of its own", entries, full=full, name="decisions")


def other_paths_section(paths: Iterable[OtherPath], *, full: bool = False) -> Section:
    """The other paths, where the road is long or not supported."""
    entries = (
        Entry(
            each.title,
            (Paragraph(each.text, each.evidence, all_cited=True), Facts(_first_steps(each))),
        )
        for each in paths
    )
    return Section("Other paths", entries, full=full, name="other-paths")


def _first_steps(path: OtherPath) -> Iterator[Fact]:
    for number, each in enumerate(path.first_steps):
        yield Fact("Then" if number else "First step", each.action, full=number > 0)
        yield from where_facts(each, full=number > 0)


def _entry(found: OpenDecision, roadmap: Roadmap, take_in: str) -> Entry:
    route = found.route
    titles = (roadmap.by_id[each].title for each in found.opens if each in roadmap.by_id)
    opens, forgone = wording.listing(titles), wording.forgone_text(route, found.pay_forgone)
    facts = (
        *route_facts(route, route.months, route.cost),
        Fact("Pay given up", forgone, route.saying(route.pay)),
        Fact("Odds", route.odds.text, route.odds_evidence) if route.odds else None,
        Fact("Opens", opens, full=True),
    )
    blocks = (
        Paragraph(found.decision.reason, found.decision.evidence, all_cited=True),
        Facts(facts),
        Bullets(map(moment_line, found.dates), label="Dates", full=True),
        take_in.format(id=found.decision.id),
    )
    return Entry(route.title, blocks, cites=found.evidence)
