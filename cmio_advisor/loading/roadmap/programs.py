"""The programs from the bytes of their files, every problem named."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.roadmap.programs import Program, ProgramKind, ProgramList, Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.errors import RoadmapError
from cmio_advisor.loading.roadmap.faults.texts import from_the_future, sourceless, uncited
from cmio_advisor.loading.roadmap.files import PROGRAM_LISTS, fingerprint_of
from cmio_advisor.loading.roadmap.parser import RoadmapFiles
from cmio_advisor.loading.roadmap.places import Places
from cmio_advisor.loading.roadmap.shapes.guide import SOURCES_FILE
from cmio_advisor.loading.shapes.entries import (
    COST,
    EVIDENCE,
    EVIDENCE_OR_NONE,
    ID,
    SEARCH,
    SENTENCES,
    STATE,
    WEB_ADDRESS,
    Least,
    file_shape,
    needed,
    record,
)
from cmio_advisor.loading.shapes.quantities import Number, WholeNumber
from cmio_advisor.loading.shapes.shapes import (
    ByName,
    Choice,
    Field,
    Keyed,
    Listing,
    ShortOrLong,
    Text,
)

MONTHS_AT_MOST = 120
_COUNT = Number(0.25, MONTHS_AT_MOST, "months")


MONTHS_SPAN = ShortOrLong(
    _COUNT,
    lambda months: Span(float(months), float(months)),
    record("A length", Span, low=_COUNT, high=_COUNT),
)
KIND = Choice("a kind of program", tuple(ProgramKind))
PROGRAM: Keyed[Any] = record(
    "A program",
    Program,
    dict,
    kind=None,
    city=Text(),
    state=STATE,
    places=Text(),
    graduates=WholeNumber(0, 100_000, "graduates"),
    control=Choice("a kind of owner", ("public", "private-nonprofit", "private-for-profit")),
    papers=Least(Text()),
    papers_year=WholeNumber(2000, 2100, "years"),
    visas=Text(),
    accreditation=Text(),
    url=WEB_ADDRESS,
    evidence=Field(shape=EVIDENCE_OR_NONE),
    title=Field(shape=Text()),
    months=MONTHS_SPAN,
    price_usd=Field(shape=COST, into="price"),
    hours=WholeNumber(0, 100_000, "hours"),
    pay_usd_a_year=Field(shape=COST, into="pay"),
)
"""A program as it stands in a list, which may say some of it for all of its programs."""
SAID_ONCE = (
    *("title", "level", "field", "months", "price_usd", "hours", "pay_usd_a_year"),
    *("application", "opens", "unconfirmed"),
)


def _list_of(kind: ProgramKind, programs: tuple[dict[str, Any], ...], **values: Any) -> ProgramList:  # noqa: ANN401 - the fields give the types
    """A list of programs; what it says once holds for each program that does not say otherwise."""
    about = {key: values.pop(key) for key in ("id", "notes", "searched") if key in values}
    evidence = values.pop("evidence", ())
    made = []
    for program in programs:
        own = {**values, **program, "evidence": (*evidence, *program.get("evidence", ()))}
        made.append(Program(kind=kind, **own))
    return ProgramList(title=values["title"], programs=tuple(made), **about)


LISTED = Keyed(
    "A list of programs",
    _list_of,
    {
        "id": needed(ID),
        "kind": needed(KIND),
        **{key: PROGRAM.fields[key] for key in SAID_ONCE},
        "title": needed(Text()),
        "notes": Field(shape=SENTENCES),
        "searched": Field(shape=Least(SEARCH)),
        "evidence": Field(shape=EVIDENCE),
        "programs": needed(Least(PROGRAM)),
    },
)
PROGRAMS_FILE = file_shape("program-lists", {"lists": needed(Least(LISTED))})
_TOUCHING = ByName("States by their codes", Listing(STATE))
NEIGHBORS_FILE = file_shape(
    "neighbors", {"evidence": needed(EVIDENCE), "neighbors": needed(_TOUCHING)}
)
"""The file of states that touch each other."""


def parse_programs(files: Mapping[str, bytes], checked_on: date | None = None) -> Programs:
    """
    The programs in the bytes of their files; `RoadmapError` with every problem found, when checked
    also with what nothing uses, and what is of a day to come.
    """
    reading = RoadmapFiles(files)
    lists = {name: reading.file(name, PROGRAMS_FILE) for name in PROGRAM_LISTS}
    beside = reading.file("neighbors", NEIGHBORS_FILE)
    sources = reading.file("sources", SOURCES_FILE)
    reading.stop_at_problems()
    found = Programs(
        fingerprint=fingerprint_of(files),
        lists=tuple(each for read in lists.values() for each in read["lists"]),
        sources={each.id: each for each in sources["sources"]},
        neighbors=beside["neighbors"],
        neighbors_evidence=beside["evidence"],
    )
    files_of = {each.id: name for name, read in lists.items() for each in read["lists"]}
    problems = list(_problems(found, files_of, reading.places))
    if checked_on:
        problems += (*uncited(reading.places), *from_the_future(reading.places, checked_on))
    if problems:
        raise RoadmapError(problems)
    return found


def routes_nowhere(roadmap: Roadmap, programs: Programs) -> Iterator[str]:
    """Routes done at programs of which there are none, as messages."""
    for requirement in roadmap.requirements():
        for route in requirement.routes:
            if route.programs and not any(map(route.programs.fits, programs.all())):
                yield f"roadmap.yaml: {route.id}: no program is of its kind, level and field."


def _problems(found: Programs, files_of: Mapping[str, str], places: Places) -> Iterator[str]:
    """Programs that stand there twice, states that the table has not, sources that are not."""
    seen: set[str] = set()
    for where, path, text in places.texts:
        if path[-2:] == ("programs", "id"):
            if text in seen:
                yield f'{where}: The program "{text}" stands there already. Each id stands once.'
            seen.add(text)
    for listed in found.lists:
        file = f"{files_of[listed.id]}.yaml"
        for program in listed.programs:
            if not program.evidence:
                text = "it needs evidence, its own or that of its list."
                yield places.fault(file, program.id, text)
            if program.state is not None and program.state not in found.neighbors:
                text = f'neighbors.yaml has no state "{program.state}".'
                yield places.fault(file, program.id, text, program.state)
    yield from sourceless(found.sources, places)
