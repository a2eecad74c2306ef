"""
The roadmap itself as JSON, without its conditions; beside it the guide to the job, and programs.
"""

from datetime import date
from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.credentials import Credential, Pathway
from cmio_advisor.domain.roadmap.guide import Guide, Point, Topic
from cmio_advisor.domain.roadmap.programs import Program, ProgramsFound, Sought
from cmio_advisor.domain.roadmap.roadmap import Requirement, Roadmap, Rung, Standing, Step
from cmio_advisor.domain.roadmap.route import Route
from cmio_advisor.domain.rules.quoting import answered_fields
from cmio_advisor.reporting.json.form import (
    DAY,
    IDS,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    Form,
    Writing,
    fields,
    itself,
    json_text,
    keys,
    many,
    of,
)
from cmio_advisor.reporting.json.parts import (
    ADVICE,
    COST,
    QUESTION,
    SEARCHED,
    SOURCES,
    WAY_ON,
    heading,
)

ROUTE = keys(
    **fields(Route, "id title action do_at ask why months"),
    cost_usd=(COST | None, "cost"),
    hours=WHOLE | None,
    **{"from": (DAY | None, "start")},
    until=(DAY | None, "end"),
    **fields(Route, "closed notes evidence searched"),
)
REQUIREMENT = keys(
    **fields(Requirement, "id title strength share need why waivable"),
    reads=(TEXTS, lambda requirement: answered_fields(requirement.met_when)),
    **fields(Requirement, "evidence searched"),
    routes=many(ROUTE),
)
STEP = keys(**fields(Step, "id number title about"), requirements=many(REQUIREMENT))
PATHWAY = keys(
    **fields(Pathway, "id title need"),
    until=(DAY | None, "end"),
    **fields(Pathway, "closed evidence"),
)
CREDENTIAL = keys(
    **fields(Credential, "id title short issuer do_at about"),
    asks=(TEXTS, lambda credential: [condition.need for condition in credential.requires]),
    pathways=many(PATHWAY),
    fee_usd=(COST | None, "fee"),
    **fields(Credential, "exam renewal preparation unknowns searched former_names evidence"),
)
HEADING = heading("cmio-advisor/roadmap/1")
WHOLE_ROADMAP = keys(
    **HEADING,
    **fields(Roadmap, "about evidence_from"),
    steps=many(STEP),
    ladder=many(keys(**fields(Rung, "id title about evidence"))),
    standing=(many(keys(**fields(Standing, "id title about evidence"))), "standings"),
    credentials=many(CREDENTIAL),
    ways_on=many(keys(**WAY_ON.fields, routes=(many(ROUTE), "first_steps"))),
    own_steps=many(ROUTE),
    renewal=ROUTE | None,
    decisions=many(keys(id=TEXT, takes=TEXT, why=(TEXT, "reason"))),
    advice=many(ADVICE),
    questions=many(QUESTION),
    sources=SOURCES,
)
ONE_STEP, ONE_REQUIREMENT, ONE_CREDENTIAL = (
    keys(**HEADING, **{key: (form, itself)}, sources=SOURCES)
    for key, form in (("step", STEP), ("requirement", REQUIREMENT), ("credential", CREDENTIAL))
)


def roadmap_json(roadmap: Roadmap, wanted: str | None, on: date) -> str:
    """The roadmap; with an id, the step, requirement or credential of that id."""
    form, entry = (WHOLE_ROADMAP, roadmap) if wanted is None else _entry(roadmap, wanted)
    return json_text(form, entry, Writing(roadmap, on))


def _entry(roadmap: Roadmap, wanted: str) -> tuple[Form, object]:
    for step in roadmap.steps:
        if step.id == wanted:
            return ONE_STEP, step
    for requirement in roadmap.requirements():
        if requirement.id == wanted:
            return ONE_REQUIREMENT, requirement
    return ONE_CREDENTIAL, roadmap.credential(wanted)


POINT = keys(**fields(Point, "text evidence correction correction_evidence searched"))
GUIDE_HEADING = heading("cmio-advisor/guide/1")
TITLE = keys(**fields(Topic, "id title summary"))
TOPIC = keys(**TITLE.fields, sections=many(keys(title=TEXT, points=many(POINT))))
GUIDE = keys(**GUIDE_HEADING, topics=many(TITLE))
ONE_TOPIC = keys(**GUIDE_HEADING, topic=(TOPIC, itself), sources=SOURCES)


def guide_json(roadmap: Roadmap, guide: Guide, topic: Topic | None, on: date) -> str:
    """One topic of the guide, or the list of topics."""
    writing = Writing(roadmap, on)
    if topic is None:
        return json_text(GUIDE, guide, writing)
    return json_text(ONE_TOPIC, topic, writing)


PROGRAM = keys(
    **fields(Program, "id kind title institution city state"),
    months=(NUMBER | None, "months.low"),
    months_longest=(NUMBER | None, "months.high"),
    hours=WHOLE | None,
    price_usd=(WHOLE | None, "price.high"),
    price_low_usd=(WHOLE | None, "price.low"),
    price_note=(TEXT | None, "price.note"),
    pay_usd_a_year=(COST | None, "pay"),
    **fields(Program, "url level field specialty places graduates control"),
    **fields(Program, "application papers papers_year visas accreditation"),
    opens=(TEXTS, lambda program: [f"{month:02}-{day:02}" for month, day in program.opens]),
    **fields(Program, "unconfirmed notes evidence"),
)


class ProgramSearch(Frozen):
    """What programs were asked for, and what there is."""

    sought: Sought
    state: str | None
    near: str | None
    max_price: int | None
    found: ProgramsFound
    fingerprint: str


PROGRAMS = keys(
    **heading("cmio-advisor/programs/1"),
    programs_fingerprint=(TEXT, "fingerprint"),
    asked=(
        keys(
            **of("sought", **fields(Sought, "kind level field")),
            state=TEXT | None,
            near=TEXT | None,
            max_price_usd=(WHOLE | None, "max_price"),
        ),
        itself,
    ),
    programs=(many(PROGRAM), "found.programs"),
    price_not_found=(IDS, "found.unpriced"),
    paid=(IDS, "found.paid"),
    notes=(TEXTS, lambda search: said_once(search.found)),
    searched=(
        many(SEARCHED),
        lambda search: dict.fromkeys(one for each in search.found.lists for one in each.searched),
    ),
    sources=SOURCES,
)


def said_once(found: ProgramsFound) -> list[str]:
    """What there is to know of the lists that the programs are of, each sentence once."""
    return list(dict.fromkeys(note for each in found.lists for note in each.notes))


def programs_json(search: ProgramSearch, writing: Writing) -> str:
    """The programs found, the nearest first, and what was left aside."""
    return json_text(PROGRAMS, search, writing)


def program_rows(search: ProgramSearch, writing: Writing) -> list[dict[str, Any]]:
    """Each program found with its keys, as in JSON."""
    written: list[dict[str, Any]] = many(PROGRAM).write(search.found.programs, writing)
    return written
