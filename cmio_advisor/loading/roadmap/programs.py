"""The programs from the bytes of their files, every problem named."""

from collections.abc import Iterator, Mapping
from typing import Any

from cmio_advisor.domain.base.time import Span
from cmio_advisor.domain.roadmap.programs import Program, ProgramKind, ProgramList, Programs
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.roadmap.files import PROGRAM_LISTS, fingerprint_of
from cmio_advisor.loading.roadmap.parser import RoadmapFiles
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
    file_shape,
    least,
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
    papers=least(Text()),
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
        "searched": Field(shape=least(SEARCH)),
        "evidence": Field(shape=EVIDENCE),
        "programs": needed(least(PROGRAM)),
    },
)
PROGRAMS_FILE = file_shape("program-lists", {"lists": needed(least(LISTED))})
_TOUCHING = ByName("States by their codes", Listing(STATE))
NEIGHBORS_FILE = file_shape(
    "neighbors", {"evidence": needed(EVIDENCE), "neighbors": needed(_TOUCHING)}
)
"""The file of states that touch each other."""


def parse_programs(files: Mapping[str, bytes]) -> Programs:
    """The programs in the bytes of their files; `RoadmapError` with every fault of form."""
    reading = RoadmapFiles(files)
    lists = [reading.file(name, PROGRAMS_FILE) for name in PROGRAM_LISTS]
    beside = reading.file("neighbors", NEIGHBORS_FILE)
    sources = reading.file("sources", SOURCES_FILE)
    reading.stop_at_problems()
    return Programs(
        fingerprint=fingerprint_of(files),
        lists=tuple(each for read in lists for each in read["lists"]),
        sources={each.id: each for each in sources["sources"]},
        neighbors=beside["neighbors"],
        neighbors_evidence=beside["evidence"],
    )


def routes_nowhere(roadmap: Roadmap, programs: Programs) -> Iterator[str]:
    """Routes done at programs of which there are none, as messages."""
    for requirement in roadmap.requirements():
        for route in requirement.routes:
            if route.programs and not any(map(route.programs.fits, programs.all())):
                yield f"roadmap.yaml: {route.id}: no program is of its kind, level and field."
