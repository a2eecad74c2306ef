"""
What is left out of the next steps and the plan until it is taken in.
"""

from collections.abc import Iterable

from cmio_advisor.domain.judge.decisions import OpenDecision
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.document.document import (
    Bullets,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
)
from cmio_advisor.reporting.words.wording import cost_text, date_text, listing, months_text

TAKE_IN = "To take it into steps and plan: --with {id}"


def decisions_section(
    decisions: Iterable[OpenDecision], roadmap: Roadmap, take_in: str = TAKE_IN
) -> Section:
    """
    The decisions that wait, each with its price, its odds and its dates.

    ``take_in`` says how to take it in; empty, where the reader cannot.
    """
    return Section(
        "A decision of its own", tuple(_entry(each, roadmap, take_in) for each in decisions)
    )


def _entry(found: OpenDecision, roadmap: Roadmap, take_in: str) -> Entry:
    route = found.route
    titles = {each.id: each.title for each in roadmap.requirements()}
    opens = listing([titles[each] for each in found.opens if each in titles])
    facts = [
        Fact("Time", months_text(route.months)),
        Fact("Cost", cost_text(route.cost)),
        *([Fact("Odds", route.odds.text)] if route.odds else []),
        *([Fact("Opens the way to", opens, full=True)] if opens else []),
    ]
    dates = tuple(Line(f"{date_text(day)}: {title}") for day, title in found.dates)
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
