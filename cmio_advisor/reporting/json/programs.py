"""Programs as JSON: fellowships, degrees and courses by place, price and date."""

from typing import Any

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.roadmap.programs import ProgramKind, ProgramsFound, Sought
from cmio_advisor.reporting.json.form import (
    FLAG,
    IDS,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    Writing,
    itself,
    json_text,
    keys,
    many,
    of,
    one_of,
)
from cmio_advisor.reporting.json.parts import COST, EVIDENCE, SEARCHED, SOURCES, heading

PROGRAM = keys(
    id=TEXT,
    kind=one_of(ProgramKind),
    title=TEXT,
    institution=TEXT,
    city=TEXT | None,
    state=TEXT | None,
    months=(NUMBER | None, "months.low"),
    months_longest=(NUMBER | None, "months.high"),
    hours=WHOLE | None,
    price_usd=(WHOLE | None, "price.high"),
    price_low_usd=(WHOLE | None, "price.low"),
    price_note=(TEXT | None, "price.note"),
    pay_usd_a_year=(COST | None, "pay"),
    url=TEXT | None,
    level=TEXT | None,
    field=TEXT | None,
    specialty=TEXT | None,
    places=TEXT | None,
    graduates=WHOLE | None,
    control=TEXT | None,
    application=TEXT | None,
    papers=TEXTS,
    papers_year=WHOLE | None,
    visas=TEXT | None,
    accreditation=TEXT | None,
    opens=(TEXTS, lambda program: [f"{month:02}-{day:02}" for month, day in program.opens]),
    unconfirmed=FLAG,
    notes=TEXTS,
    evidence=EVIDENCE,
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
            **of("sought", kind=one_of(ProgramKind) | None, level=TEXT | None, field=TEXT | None),
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
