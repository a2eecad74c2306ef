"""What is left out of next steps and plan until it is taken in, and what other paths there are."""

from collections.abc import Iterable, Iterator

from cmio_advisor.domain.judge.decisions import OpenDecision
from cmio_advisor.domain.roadmap.roadmap import OtherPath, Roadmap
from cmio_advisor.reporting.document.document import Bullets, Entry, Fact, Facts, Section
from cmio_advisor.reporting.views.sections import AssessmentSection
from cmio_advisor.reporting.views.steps import moment_line, where_facts
from cmio_advisor.reporting.words.wording import cost_text, listing, months_text

TAKE_IN = "To take it into steps and plan: --with {id}"


def decisions_section(
    decisions: Iterable[OpenDecision],
    roadmap: Roadmap,
    take_in: str = TAKE_IN,
    *,
    full: bool = False,
) -> Section:
    """
    The decisions that wait, each with its price, its odds and its dates.

    ``take_in`` says how to take it in; empty, where the reader cannot.
    """
    entries = (_entry(each, roadmap, take_in) for each in decisions)
    name = AssessmentSection.DECISIONS
    return Section("A decision of its own", entries, full=full, name=name)


def other_paths_section(paths: Iterable[OtherPath], *, full: bool = False) -> Section:
    """The other paths, where the road is long or not supported."""
    entries = (
        Entry(each.title, (each.text, Facts(_first_steps(each))), cites=each.evidence)
        for each in paths
    )
    return Section("Other paths", entries, full=full, name=AssessmentSection.OTHER_PATHS)


def _first_steps(path: OtherPath) -> Iterator[Fact]:
    for number, each in enumerate(path.first_steps):
        yield Fact("Then" if number else "First step", each.action, full=number > 0)
        yield from where_facts(each, full=number > 0)


def _entry(found: OpenDecision, roadmap: Roadmap, take_in: str) -> Entry:
    route = found.route
    titles = {each.id: each.title for each in roadmap.requirements()}
    opens = listing([titles[each] for each in found.opens if each in titles])
    facts = (
        Fact("Time", months_text(route.months)),
        Fact("Cost", cost_text(route.cost)) if route.cost else None,
        Fact("Pay forgone", cost_text(found.pay_forgone)) if found.pay_forgone else None,
        Fact("Odds", route.odds.text, route.odds_evidence) if route.odds else None,
        Fact("Opens", opens, full=True),
    )
    blocks = (
        found.decision.reason,
        Facts(facts),
        Bullets(map(moment_line, found.dates), label="Dates", full=True),
        take_in.format(id=found.decision.id),
    )
    return Entry(route.title, blocks, cites=route.evidence)
