"""The roadmap itself as a report, without a person."""

from collections.abc import Iterator
from datetime import date

from cmio_advisor.domain.base.evidence import Search
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap, Step
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.reporting.document.document import (
    Block,
    Document,
    Entry,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
)
from cmio_advisor.reporting.views.credentials import rule_entry
from cmio_advisor.reporting.views.searches import requirement_searches, searched_section
from cmio_advisor.reporting.views.steps import (
    evidence_bullets,
    note_bullets,
    route_facts,
    rule_facts,
    where_facts,
)
from cmio_advisor.reporting.words.wording import date_text


def roadmap_document(roadmap: Roadmap, wanted: str | None, on: date) -> Document:
    """The whole roadmap; with an id, the step, requirement or credential of that id in full."""
    sections = _sections(roadmap, on)
    if wanted is not None:
        entry = Section("Entry", (_entry(roadmap, wanted, on),), whole=True)
        sections = (entry, searched_section(_searches(roadmap, wanted)))
    return Document(
        title=f"Roadmap: {roadmap.title}",
        subtitle=f"Version {roadmap.version}, seen on {date_text(on)}",
        sections=tuple(each for each in sections if each.blocks),
        sources=roadmap.sources,
    )


def _entry(roadmap: Roadmap, wanted: str, on: date) -> Entry:
    for step in roadmap.steps:
        if step.id == wanted:
            return _step_entry(step, roadmap)
    for requirement in roadmap.requirements():
        if requirement.id == wanted:
            return _requirement_entry(requirement, roadmap)
    return rule_entry(roadmap.credential(wanted), on)


def _searches(roadmap: Roadmap, wanted: str | None) -> Iterator[Search | None]:
    """The searches behind one entry, or behind them all."""
    for step in roadmap.steps:
        for requirement in step.requirements:
            if wanted in (None, step.id, requirement.id):
                yield from requirement_searches(requirement)
    yield from (each.searched for each in roadmap.credentials if wanted in (None, each.id))


def _sections(roadmap: Roadmap, on: date) -> tuple[Section, ...]:
    facts = (
        Fact("Version", roadmap.version),
        Fact("Fingerprint", roadmap.fingerprint),
        Fact("Rules known from", date_text(roadmap.evidence_from)),
        Fact("To be reviewed by", date_text(roadmap.review_by)),
    )
    ladder = tuple(
        Entry(title=each.title, cites=each.evidence, blocks=(Paragraph(Line(each.about)),))
        for each in roadmap.ladder
    )
    return (
        Section("About it", (Paragraph(Line(roadmap.about)), Facts(facts))),
        Section("Steps", tuple(_step_entry(each, roadmap) for each in roadmap.steps)),
        Section("Credentials", tuple(rule_entry(each, on) for each in roadmap.credentials)),
        Section("The career ladder, lowest rung first", ladder, full=True),
        searched_section(_searches(roadmap, None), full=True),
    )


def _step_entry(step: Step, roadmap: Roadmap) -> Entry:
    return Entry(
        title=step.title,
        number=str(step.number),
        blocks=(
            Paragraph(Line(step.about), full=True),
            *(_requirement_entry(each, roadmap) for each in step.requirements),
        ),
    )


def _requirement_entry(requirement: Requirement, roadmap: Roadmap) -> Entry:
    evidence = evidence_bullets(requirement.evidence, roadmap.sources, full=True)
    blocks: list[Block] = [
        Paragraph(Line(requirement.need), full=True),
        Facts(rule_facts(requirement, roadmap), full=True),
        evidence,
    ]
    return Entry(
        title=f"{requirement.title} ({requirement.strength}, {requirement.id})",
        cites=requirement.evidence,
        blocks=(*blocks, *(_route_entry(each, roadmap) for each in requirement.routes)),
    )


def _route_entry(route: Route, roadmap: Roadmap) -> Entry:
    dates = [
        Fact(label, date_text(day))
        for label, day in (("Opens", route.start), ("Closes", route.end))
        if day is not None
    ]
    return Entry(
        title=f"Route: {route.title}",
        full=True,
        blocks=(
            Paragraph(Line(route.action)),
            Facts((*where_facts(route), Fact("Why", route.why))),
            Facts((*route_facts(route, route.months, route.cost), *dates), inline=True),
            *note_bullets(route),
            evidence_bullets(route.evidence, roadmap.sources),
        ),
    )
