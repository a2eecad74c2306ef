"""The roadmap itself as JSON, without its conditions; the guide to the job; programs."""

from cmio_advisor.domain.base.evidence import Guide, GuideSection, Point, Topic
from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.programs import Program, ProgramsFound, Sought
from cmio_advisor.domain.roadmap.roadmap import (
    Credential,
    Decision,
    Pathway,
    Requirement,
    Roadmap,
    Rung,
    Standing,
    Step,
)
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.quoting import answered_fields
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.json.assessment import SEARCHED, SOURCES, WAY_ON, heading

ROUTE = form.record(
    Route,
    """id title action do_at ask why months cost_usd=cost hours from=start until=end closed notes
    evidence searched""",
)
REQUIREMENT = form.record(
    Requirement,
    "id title strength share need why waivable reads evidence searched routes",
    reads=(form.TEXTS, lambda requirement: answered_fields(requirement.met_when)),
    routes=form.many(ROUTE),
)
STEP = form.typed(Step, "id number title about requirements", requirements=form.many(REQUIREMENT))
form.typed(Pathway, "id title need until=end closed evidence")
CREDENTIAL = form.typed(
    Credential,
    """id title short issuer do_at about asks pathways fee_usd=fee exam renewal preparation unknowns
    searched former_names evidence""",
    asks=(form.TEXTS, lambda credential: [condition.need for condition in credential.requires]),
)
form.typed(Rung, "id title about evidence")
form.typed(Standing, "id title about evidence")
form.typed(Decision, "id takes why=reason")
HEADING = heading("cmio-advisor/roadmap/1")
WHOLE_ROADMAP = form.record(
    Roadmap,
    """schema as_of roadmap about evidence_from steps ladder standing=standings credentials ways_on
    own_steps renewal decisions advice questions sources""",
    **HEADING,
    ways_on=form.many(form.keys(**WAY_ON.fields, routes=(form.many(ROUTE), "first_steps"))),
    own_steps=form.many(ROUTE),
    renewal=ROUTE | None,
    sources=SOURCES,
)
ONE = {
    Step: form.keys(**HEADING, step=(STEP, form.itself), sources=SOURCES),
    Requirement: form.keys(**HEADING, requirement=(REQUIREMENT, form.itself), sources=SOURCES),
    Credential: form.keys(**HEADING, credential=(CREDENTIAL, form.itself), sources=SOURCES),
}
"""One entry alone."""


def of_roadmap(roadmap: Roadmap, wanted: str | None) -> tuple[form.Form, object]:
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


PROGRAM = form.typed(
    Program,
    """id kind title institution city state months months_longest full_time hours
    price_usd=price.high price_low_usd=price.low price_note=price.note pay_usd_a_year=pay url
    level field specialty places graduates control application papers papers_year visas
    accreditation opens unconfirmed online notes evidence""",
    months=(form.NUMBER | None, "months.low"),
    months_longest=(form.NUMBER | None, "months.high"),
    opens=(form.TEXTS, lambda program: [f"{month:02}-{day:02}" for month, day in program.opens]),
)


class ProgramSearch(Frozen):
    sought: Sought
    state: str | None
    near: str | None
    max_price: int | None
    found: ProgramsFound
    fingerprint: str


PROGRAMS = form.record(
    ProgramSearch,
    """schema as_of roadmap programs_fingerprint=fingerprint asked programs=found.programs
    price_not_found paid notes searched sources""",
    **heading("cmio-advisor/programs/1"),
    asked=(
        form.record(ProgramSearch, "sought(kind level field) state near max_price_usd=max_price"),
        form.itself,
    ),
    price_not_found=(form.IDS, "found.unpriced"),
    paid=(form.IDS, "found.paid"),
    notes=(form.TEXTS, lambda search: said_once(search.found)),
    searched=(
        form.many(SEARCHED),
        lambda search: dict.fromkeys(one for each in search.found.lists for one in each.searched),
    ),
    sources=SOURCES,
)


def said_once(found: ProgramsFound) -> list[str]:
    """What there is to know of the lists that the programs are of, each sentence once."""
    return list(dict.fromkeys(note for each in found.lists for note in each.notes))
