"""The sections that several reports share."""

from collections.abc import Iterable, Iterator

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.assess.notices import Notice
from cmio_advisor.domain.base.evidence import Evidence, Search
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.judge.results import OpenDecision
from cmio_advisor.domain.roadmap.roadmap import OtherPath, Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.reporting.cleaning import visible
from cmio_advisor.reporting.document import Bullets, Entry, Fact, Facts, Paragraph, Section
from cmio_advisor.reporting.views.steps import moment_line, route_facts, where_facts
from cmio_advisor.reporting.wording import forgone_text, listing

LONGEST_NAME = 80
NOTES_SHOWN = 3
"""So many notes stand in the short form; those about the answers come before those about the
evidence."""


def owner_text(name: str | None) -> str:
    """Whose report it is, as part of a title; nothing where no name was told."""
    return f" for {visible(name, LONGEST_NAME)}" if name else ""


def roadmap_text(roadmap: Roadmap, *, in_short: bool = False) -> str:
    named, print_ = f"Roadmap {roadmap.id} {roadmap.version}", roadmap.fingerprint[:12]
    if in_short:
        return f"{named} ({print_})."
    return f"{named}, fingerprint {print_}, to be reviewed by {date_text(roadmap.review_by)}."


def notes_section(warnings: Iterable[Notice]) -> Section:
    """What the reader should know about the answers and the evidence."""
    texts = [each.text for each in warnings]
    blocks = Bullets(texts[:NOTES_SHOWN]), Bullets(texts[NOTES_SHOWN:], full=True)
    return Section("Please note", blocks, name="notes")


NOT_FOUND = "Looked for and not found"
NOT_KNOWN = "Not found, or not known"
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
    heading = NOT_KNOWN if titles else NOT_FOUND
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
    actions = (*assessment.next_steps, *assessment.later_steps)
    pay = assessment.pay
    paid = (pay.target.role, pay.today.role if pay.today else None) if pay else ()
    return (
        *(each.requirement.searched for each in assessment.requirements()),
        *(each.route.searched for each in actions),
        *(each.searched for each in paid if each),
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
    name = "decisions"
    return Section("A decision of its own", entries, full=full, name=name)


def other_paths_section(paths: Iterable[OtherPath], *, full: bool = False) -> Section:
    """The other paths, where the road is long or not supported."""
    entries = (
        Entry(each.title, (_all_cited(each.text, each.evidence), Facts(_first_steps(each))))
        for each in paths
    )
    return Section("Other paths", entries, full=full, name="other-paths")


def _all_cited(text: str, evidence: tuple[Evidence, ...]) -> Paragraph:
    return Paragraph(text, evidence, all_cited=True)


def _first_steps(path: OtherPath) -> Iterator[Fact]:
    for number, each in enumerate(path.first_steps):
        yield Fact("Then" if number else "First step", each.action, full=number > 0)
        yield from where_facts(each, full=number > 0)


def _entry(found: OpenDecision, roadmap: Roadmap, take_in: str) -> Entry:
    route = found.route
    opens = listing(roadmap.by_id[each].title for each in found.opens if each in roadmap.by_id)
    facts = (
        *route_facts(route, route.months, route.cost),
        Fact("Pay given up", forgone_text(route, found.pay_forgone), route.saying(route.pay)),
        Fact("Odds", route.odds.text, route.odds_evidence) if route.odds else None,
        Fact("Opens", opens, full=True),
    )
    blocks = (
        _all_cited(found.decision.reason, found.decision.evidence),
        Facts(facts),
        Bullets(map(moment_line, found.dates), label="Dates", full=True),
        take_in.format(id=found.decision.id),
    )
    return Entry(route.title, blocks, cites=found.evidence)
