"""``programs``: fellowships, degrees and courses by place, price and date."""

from cmio_advisor.cli.options import (
    STRICT_FRESH,
    argument,
    dollars_option,
    id_option,
    known_id,
    option,
    stale_lines,
    term_id,
)
from cmio_advisor.cli.result_command import Request, Result, result_command
from cmio_advisor.domain.roadmap.programs import ProgramKind, Sought
from cmio_advisor.errors import RoadmapError
from cmio_advisor.loading.roadmap.store import load_programs
from cmio_advisor.reporting.formats.formats import OF_PROGRAMS
from cmio_advisor.reporting.json.form import Writing, json_text
from cmio_advisor.reporting.json.roadmap import PROGRAMS, ProgramSearch
from cmio_advisor.reporting.views.programs import programs_document


@result_command(OF_PROGRAMS)
def programs(
    *,
    kind: str | None = argument(
        "[KIND]", "fellowship, degree, course or mba. Without: all of them.", lambda: ProgramKind
    ),
    state: str | None = id_option(
        "--state", "Only those in this state: its two letters.", "states"
    ),
    near: str | None = id_option(
        "--near", "Those in this state first, then in states that touch it.", "states"
    ),
    max_price: int | None = dollars_option(
        "--max-price", "Only those with a whole price up to it."
    ),
    level: str | None = option("--level NAME", "Such as masters."),
    field: str | None = option("--field NAME", "Such as health-informatics."),
    strict_fresh: bool = STRICT_FRESH,
    request: Request,
) -> Result:
    """
    List programs that one can enter: fellowships, degrees and courses in informatics, and degrees
    in management. What the lists do not hold of one is said.
    """
    rules, every = request.rules, load_programs()
    if strict_fresh and (stale := stale_lines(every.evidence(), rules, request.on)):
        raise RoadmapError(stale)
    wanted = known_id("KIND", "a kind of program", kind, tuple(ProgramKind))
    sought = Sought(
        kind=ProgramKind(wanted) if wanted else None,
        level=known_id("--level", "a level of a program", level, every.words("level")),
        field=known_id("--field", "a field of a program", field, every.words("field")),
    )
    place = term_id("--state", "states", state, rules)
    seen_from = term_id("--near", "states", near, rules)
    titles = rules.vocabulary.titles("states")
    search = ProgramSearch(
        sought=sought,
        state=place,
        near=seen_from,
        max_price=max_price,
        found=every.find(sought, titles, state=place, near=seen_from, max_price=max_price),
        fingerprint=every.fingerprint,
    )

    def table() -> str:
        from cmio_advisor.reporting.formats.tables import programs_csv  # noqa: PLC0415 - for csv only

        return programs_csv(search, Writing(rules, request.on))

    return Result(
        lambda: programs_document(search, every, rules, request.on),
        lambda: json_text(PROGRAMS, search, rules, request.on),
        table=table,
    )
