"""What is left out of next steps and plan until it is taken in, and what other paths there are."""

from collections.abc import Iterable

from cmio_advisor.domain.judge.decisions import OpenDecision
from cmio_advisor.domain.roadmap.roadmap import OtherPath, Roadmap
from cmio_advisor.reporting.document.document import (
    Bullets,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
)
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
    return Section(
        "A decision of its own",
        tuple(_entry(each, roadmap, take_in) for each in decisions),
        full=full,
        name=AssessmentSection.DECISIONS,
    )


def other_paths_section(paths: Iterable[OtherPath], *, full: bool = False) -> Section:
    """The other paths, where the road is long or not supported."""
    entries = tuple(
        Entry(
            title=path.title,
            cites=path.evidence,
            blocks=(
                Paragraph(Line(path.text)),
                Facts(
                    tuple(
                        fact
                        for number, each in enumerate(path.first_steps)
                        for fact in (
                            Fact("Then" if number else "First step", each.action, full=number > 0),
                            *where_facts(each, full=number > 0),
                        )
                    )
                ),
            ),
        )
        for path in paths
    )
    return Section("Other paths", entries, full=full, name=AssessmentSection.OTHER_PATHS)


def _entry(found: OpenDecision, roadmap: Roadmap, take_in: str) -> Entry:
    route = found.route
    titles = {each.id: each.title for each in roadmap.requirements()}
    opens = listing([titles[each] for each in found.opens if each in titles])
    facts = [
        Fact("Time", months_text(route.months)),
        *([Fact("Cost", cost_text(route.cost))] if route.cost else []),
        *([Fact("Pay forgone", cost_text(found.pay_forgone))] if found.pay_forgone else []),
        *([Fact("Odds", route.odds.text, route.odds_evidence)] if route.odds else []),
        *([Fact("Opens", opens, full=True)] if opens else []),
    ]
    dates = tuple(map(moment_line, found.dates))
    return Entry(
        title=route.title,
        cites=route.evidence,
        blocks=(
            Paragraph(Line(found.decision.reason)),
            Facts(tuple(facts)),
            *((Bullets(dates, label="Dates", full=True),) if dates else ()),
            *((Paragraph(Line(take_in.format(id=found.decision.id))),) if take_in else ()),
        ),
    )
