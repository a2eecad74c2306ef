"""Steps, requirements and the actions that close them, as entries of a report."""

from collections.abc import Iterator, Mapping

from cmio_advisor.domain.assess.assessment import Assessment
from cmio_advisor.domain.base.evidence import Evidence, Source
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.judge.results import RequirementResult, StepResult
from cmio_advisor.domain.profile.profile import Waiver
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.domain.rules.quoting import answers_on
from cmio_advisor.reporting.document.document import Bullets, Entry, Fact, Facts, Line
from cmio_advisor.reporting.views.dates import moment_line, when_facts
from cmio_advisor.reporting.words.wording import (
    cost_text,
    counted,
    forgone_text,
    months_text,
    requirement_state,
    step_state,
)


def next_step_entry(step: NextStep, assessment: Assessment, number: str) -> Entry:
    """
    One action with all that is known of it: what to do, where, why, how long, at what price, when.
    """
    route, roadmap = step.route, assessment.roadmap
    lists = {
        "Meets": [] if step.requirement is None else [step.requirement.id],
        "Comes with it": step.comes_with,
        "Opens": step.unlocks,
    }
    related = (
        Fact(label, ", ".join(_title_of(each, roadmap) for each in ids))
        for label, ids in lists.items()
    )
    when = (
        *when_facts(step, assessment),
        *route_facts(route, step.months, step.cost),
        Fact("Pay given up", forgone_text(route, step.pay_forgone)),
    )
    why = (Fact("Why", route.why), Fact("Why now", step.reason, step.reason_evidence))
    blocks = (
        route.action,
        Facts((*where_facts(route), *why)),
        Facts(when, inline=True),
        Facts(related),
        Bullets(map(moment_line, step.dates), label="Dates"),
        note_bullets(route),
    )
    return Entry(route.title, blocks, number=number, cites=route.evidence)


def route_facts(route: Route, months: Months, cost: Cost | None) -> Iterator[Fact]:
    """
    How long a route takes and what it costs, for one person. What has no known price is named once
    a report, with what else was not found.
    """
    yield Fact("Time", months_text(months))
    if cost is not None:
        yield Fact("Cost", cost_text(cost), route.saying(cost))
    if route.hours:
        yield Fact("Own time", f"about {counted(route.hours, 'hour')}")
    if cost is not None and cost.note:
        yield Fact("Cost note", cost.note, full=True)


def where_facts(route: Route, *, full: bool = False) -> Iterator[Fact]:
    """On which pages it is done, and whom to ask."""
    for each in route.do_at:
        yield Fact("Page", each.title, url=each.url, full=full)
    yield Fact("Ask", route.ask or "", full=full)


def step_entry(result: StepResult, assessment: Assessment) -> Entry:
    """One step of the roadmap with every requirement judged."""
    mark, word = step_state(result)
    requirements = (_requirement_entry(each, assessment) for each in result.requirements)
    title = f"Step {result.step.number}: {result.step.title}"
    about = Line(result.step.about, result.step.evidence)
    return Entry(title, (about, requirements), mark=mark, word=word)


def evidence_bullets(
    evidence: tuple[Evidence, ...],
    sources: Mapping[str, Source],
    label: str = "Evidence",
    *,
    full: bool = False,
) -> Bullets:
    """What each source says, with its publisher, grade and the day it was read."""
    lines = (
        Line(
            f"{sources[each.source].publisher} (grade {each.grade}, "
            f"checked {date_text(each.checked)}): {each.says}",
            (each,),
        )
        for each in evidence
    )
    return Bullets(lines, label, full=full)


def rule_facts(requirement: Requirement, roadmap: Roadmap) -> tuple[Fact, ...]:
    """How much a requirement counts, why, and who has it."""
    return (
        Fact("Strength", roadmap.texts[f"strength_{requirement.strength}"]),
        Fact("Why it counts", requirement.why),
        Fact("Who has it", requirement.share),
    )


def note_bullets(route: Route) -> Bullets:
    """The odds of a place, and how a route's time and cost were found, if the roadmap says so."""
    return Bullets(route.remarks, label="Note", full=True)


def answer_facts(result: RequirementResult, assessment: Assessment) -> tuple[Fact, ...]:
    """What the person told us on a requirement, and who excused them from it."""
    requirement, profile = result.requirement, assessment.profile
    have = answers_on(requirement.met_when, profile, assessment.roadmap.vocabulary)
    waivers = (
        Fact("Waived", _waiver_text(each))
        for each in profile.waivers
        if each.requirement == requirement.id
    )
    return (Fact("You told us", have), *waivers)


def _requirement_entry(result: RequirementResult, assessment: Assessment) -> Entry:
    mark, word = requirement_state(result)
    requirement, roadmap = result.requirement, assessment.roadmap
    facts = (
        *answer_facts(result, assessment),
        Fact("The roadmap lists", requirement.need),
        *rule_facts(requirement, roadmap),
    )
    blocks = Facts(facts), evidence_bullets(requirement.evidence, roadmap.sources)
    return Entry(requirement.title, blocks, mark=mark, word=word)


def _title_of(known_id: str, roadmap: Roadmap) -> str:
    requirement = roadmap.by_id.get(known_id)
    return requirement.title if requirement else roadmap.credential(known_id).short


def _waiver_text(waiver: Waiver) -> str:
    """Who excused the person, and why."""
    by = f"by {waiver.by}" if waiver.by else "by whom: not given"
    return f"{by}; reason: {waiver.reason or 'not given'}"
