"""The roadmap itself as a report and as JSON, the guide to the job, and the ids of answers."""

from collections.abc import Iterator, Sequence
from datetime import date

from cmio_advisor.domain.base.evidence import Guide, GuideSection, Point, Search, Topic
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.base.terms import METROS, Term
from cmio_advisor.domain.profile.fields import FIELDS, OWN_LISTS, Kind
from cmio_advisor.domain.roadmap import roadmap as book
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.quoting import answered_fields
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.json.assessment import SOURCES, WAY_ON, heading
from cmio_advisor.reporting.json.form import TEXT, by_id, itself, keys
from cmio_advisor.reporting.views import shared
from cmio_advisor.reporting.views.credentials import rule_entry

ROUTE = form.record(
    Route,
    """id title action do_at ask why months cost_usd=cost hours from=start until=end closed notes
    evidence searched""",
)
REQUIREMENT = form.record(
    book.Requirement,
    "id title strength share need why waivable reads evidence searched routes",
    reads=(form.TEXTS, lambda requirement: answered_fields(requirement.met_when)),
    routes=form.many(ROUTE),
)
STEP = form.typed(
    book.Step, "id number title about requirements", requirements=form.many(REQUIREMENT)
)
form.typed(book.Pathway, "id title need until=end closed evidence")
CREDENTIAL = form.typed(
    book.Credential,
    """id title short issuer do_at about asks pathways fee_usd=fee exam renewal preparation unknowns
    searched former_names evidence""",
    asks=(form.TEXTS, lambda credential: [condition.need for condition in credential.requires]),
)
form.typed(book.Rung, "id title about evidence")
form.typed(book.Standing, "id title about evidence")
form.typed(book.Decision, "id takes why=reason")
HEADING = heading("cmio-advisor/roadmap/1")
WHOLE_ROADMAP = form.record(
    book.Roadmap,
    """schema as_of roadmap about evidence_from steps ladder standing=standings credentials ways_on
    own_steps renewal decisions advice questions sources""",
    **HEADING,
    ways_on=form.many(form.keys(**WAY_ON.fields, routes=(form.many(ROUTE), "first_steps"))),
    own_steps=form.many(ROUTE),
    renewal=ROUTE | None,
    sources=SOURCES,
)
ONE = {
    book.Step: form.keys(**HEADING, step=(STEP, form.itself), sources=SOURCES),
    book.Requirement: form.keys(**HEADING, requirement=(REQUIREMENT, form.itself), sources=SOURCES),
    book.Credential: form.keys(**HEADING, credential=(CREDENTIAL, form.itself), sources=SOURCES),
}
"""One entry alone."""


def of_roadmap(roadmap: book.Roadmap, wanted: str | None) -> tuple[form.Form, object]:
    """The roadmap; with an id, the step, requirement or credential of that id."""
    if wanted is None:
        return WHOLE_ROADMAP, roadmap
    entry = roadmap.entry(wanted)
    return ONE[type(entry)], entry


POINT = form.record(Point, "text evidence correction correction_evidence searched")
GUIDE_HEADING = heading("cmio-advisor/guide/1")
TITLE = form.typed(Topic, "id title summary")
SECTION = form.record(GuideSection, "title points", points=form.many(POINT))
TOPIC = form.record(Topic, "id title summary sections", sections=form.many(SECTION))
GUIDE = form.record(Guide, "schema as_of roadmap topics", **GUIDE_HEADING)
ONE_TOPIC = form.keys(**GUIDE_HEADING, topic=(TOPIC, form.itself), sources=SOURCES)


def of_guide(guide: Guide, topic: Topic | None) -> tuple[form.Form, object]:
    return (GUIDE, guide) if topic is None else (ONE_TOPIC, topic)


def roadmap_document(roadmap: book.Roadmap, wanted: str | None, on: date) -> doc.Document:
    sections = _sections(roadmap, on)
    if wanted is not None:
        match roadmap.entry(wanted):
            case book.Credential() as credential:
                entry = rule_entry(credential, on)
            case book.Step() as step:
                entry = _step_entry(step, roadmap)
            case requirement:
                entry = _requirement_entry(requirement, roadmap)
        searched = shared.searched_section(_searches(roadmap, wanted))
        sections = (doc.Section("Entry", entry, whole=True), searched)
    subtitle = f"Version {roadmap.version}, seen on {date_text(on)}"
    return doc.Document(f"Roadmap: {roadmap.title}", subtitle, sections, sources=roadmap.sources)


def _searches(roadmap: book.Roadmap, wanted: str | None) -> Iterator[Search | None]:
    for step in roadmap.steps:
        for requirement in step.requirements:
            if wanted in (None, step.id, requirement.id):
                yield from shared.requirement_searches(requirement)
    yield from (each.searched for each in roadmap.credentials if wanted in (None, each.id))


def _sections(roadmap: book.Roadmap, on: date) -> tuple[doc.Section, ...]:
    facts = (
        doc.Fact("Version", roadmap.version),
        doc.Fact("Fingerprint", roadmap.fingerprint),
        doc.Fact("Rules known from", date_text(roadmap.evidence_from)),
        doc.Fact("To be reviewed by", date_text(roadmap.review_by)),
    )
    ladder = (doc.Entry(each.title, each.about, cites=each.evidence) for each in roadmap.ladder)
    return (
        doc.Section("About it", (roadmap.about, doc.Facts(facts))),
        doc.Section("Steps", (_step_entry(each, roadmap) for each in roadmap.steps)),
        doc.Section("Credentials", (rule_entry(each, on) for each in roadmap.credentials)),
        doc.Section("The career ladder, lowest rung first", ladder, full=True),
        shared.searched_section(_searches(roadmap, None), full=True),
    )


def _step_entry(step: book.Step, roadmap: book.Roadmap) -> doc.Entry:
    requirements = (_requirement_entry(each, roadmap) for each in step.requirements)
    blocks = doc.Paragraph(step.about, full=True), requirements
    return doc.Entry(step.title, blocks, number=str(step.number), cites=step.evidence)


def _requirement_entry(requirement: book.Requirement, roadmap: book.Roadmap) -> doc.Entry:
    blocks = (
        doc.Paragraph(requirement.need, full=True),
        doc.Facts(shared.rule_facts(requirement, roadmap), full=True),
        shared.evidence_bullets(requirement.evidence, roadmap.sources, full=True),
        (_route_entry(each, roadmap) for each in requirement.routes),
    )
    title = f"{requirement.title} ({requirement.strength}, {requirement.id})"
    return doc.Entry(title, blocks, cites=requirement.evidence)


def _route_entry(route: Route, roadmap: book.Roadmap) -> doc.Entry:
    dates = (
        doc.Fact(label, date_text(day) if day else "")
        for label, day in (("Opens", route.start), ("Closes", route.end))
    )
    blocks = (
        route.action,
        doc.Facts((*shared.where_facts(route), doc.Fact("Why", route.why))),
        doc.Facts((*shared.route_facts(route, route.months, route.cost), *dates), inline=True),
        shared.note_bullets(route),
        shared.evidence_bullets(route.evidence, roadmap.sources),
    )
    return doc.Entry(f"Route: {route.title}", blocks, full=True)


IDS_FORM = keys(**heading("cmio-advisor/ids/1"), ids=(by_id(by_id(TEXT)), itself))
LISTS = (
    *("degrees", "specialties", "certifications", "roles", "leadership_roles", "projects"),
    *("memberships", "activities", "organizations", "states", METROS, "countries", "answers"),
    *OWN_LISTS,
)
USED_FOR = {
    "requirements": "For explain, and for --with (those that help) and --without (those expected) "
    "of a plan.",
    "sources": "For the evidence of a roadmap's files.",
    "groups": "For a roadmap's rules, in place of the ids that each holds.",
    "questions": "For a roadmap's questions.yaml.",
}
KINDS = (*LISTS, *USED_FOR)


def ids_document(roadmap: book.Roadmap, kind: str | None, on: date) -> doc.Document:
    subtitle = f"Roadmap version {roadmap.version}, seen on {date_text(on)}"
    sections = (_section(roadmap, each) for each in ([kind] if kind else KINDS))
    return doc.Document(f"Ids: {roadmap.title}", subtitle, sections, sources=roadmap.sources)


def titles_of(roadmap: book.Roadmap, kind: str | None) -> dict[str, dict[str, str]]:
    kinds = [kind] if kind else KINDS
    return {each: {term.id: term.title for term in _terms(roadmap, each)} for each in kinds}


def _terms(roadmap: book.Roadmap, kind: str) -> Sequence[Term]:
    """What may be named of a kind; with what a roadmap may take of what comes with the program."""
    words = roadmap.vocabulary
    named: list[tuple[str, str]] = []
    if kind == "requirements":
        named = [(each.id, f"{each.title} ({each.strength})") for each in roadmap.requirements()]
    elif kind == "sources":
        named = [(each.id, f"{each.title}, {each.publisher}") for each in roadmap.sources.values()]
    elif kind == "questions":
        named = [(each.id, each.short) for each in roadmap.questions]
    own = (Term(id=id_, title=title) for id_, title in named)
    listed = words.terms(kind) if kind in LISTS else ()
    terms = (*words.to_take.get(kind, ()), *own, *listed)
    return [*{each.id: each for each in terms}.values()]


def _section(roadmap: book.Roadmap, kind: str) -> doc.Section:
    facts = (
        doc.Fact(each.id, "; also ".join(filter(None, (each.title, ", ".join(each.names)))))
        for each in _terms(roadmap, kind)
    )
    columns = columns_of(kind)
    of_table = f"Column{'' if len(columns) == 1 else 's'} of a table: {', '.join(columns)}."
    cites = roadmap.vocabulary.evidence.get(kind, ())
    used_for = doc.Line(USED_FOR.get(kind, of_table), cites)
    return doc.Section(kind.replace("_", " ").capitalize(), (used_for, doc.Facts(facts)))


def columns_of(kind: str) -> tuple[str, ...]:
    """The columns of a table that take ids of one list."""
    if kind == "countries":
        trainings = (row for row in FIELDS if row.kind is Kind.TRAININGS)
        return tuple(row.columns[-1].name for row in trainings)
    return tuple(row.columns[0].name for row in FIELDS if row.terms == kind)


def guide_document(
    roadmap: book.Roadmap, guide: Guide, topic: Topic | None, on: date
) -> doc.Document:
    """One topic, or the list of topics. A correction stands right under what it corrects."""
    by = f"By roadmap {roadmap.id} {roadmap.version}, on {date_text(on)}"
    if topic is None:
        listed = (doc.Fact(each.id, f"{each.title}. {each.summary}") for each in guide.topics)
        topics = doc.Section("Topics", (doc.Facts(listed), "To read one: cmio-advisor guide TOPIC"))
        return doc.Document(f"Guide: {roadmap.title}", by, [topics], sources=roadmap.sources)
    points = (point.searched for each in topic.sections for point in each.points)
    sections = (
        doc.Section("In short", topic.summary),
        *(doc.Section(each.title, map(_point, each.points), whole=True) for each in topic.sections),
        shared.searched_section(points),
    )
    return doc.Document(f"Guide: {topic.title}", by, sections, sources=roadmap.sources)


def _point(point: Point) -> doc.Bullets:
    lines = [doc.Line(point.text, point.evidence)]
    if point.correction is not None:
        lines.append(doc.Line(f"Better evidence: {point.correction}", point.correction_evidence))
    return doc.Bullets(lines)
