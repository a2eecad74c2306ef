"""
What no profile is asked for: ``guide``, what the job is; ``programs`` by place, price and date; and
``pay``, what a role pays, with every published figure beside the estimate.
"""

from cmio_advisor.cli import options as opt
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.terms import METROS
from cmio_advisor.domain.pay.estimate import pay_estimate, practice_left, with_offer
from cmio_advisor.domain.pay.table import PayPart, RoleKind
from cmio_advisor.domain.roadmap.programs import ProgramKind, Sought
from cmio_advisor.errors import RoadmapError, UsageError
from cmio_advisor.loading.roadmap.store import load_guide, load_programs
from cmio_advisor.loading.shapes.terms import area_in
from cmio_advisor.loading.shapes.values import Number, WholeNumber
from cmio_advisor.reporting.formats import OF_PROGRAMS, PAY_SECTIONS
from cmio_advisor.reporting.json.assessment import ANSWER
from cmio_advisor.reporting.json.form import Writing
from cmio_advisor.reporting.views.pay import pay_document
from cmio_advisor.reporting.views.programs import PROGRAMS, ProgramSearch, programs_document
from cmio_advisor.reporting.views.roadmap import guide_document, of_guide


@opt.result_command()
def guide(*, topic: str | None = opt.argument("[TOPIC]"), request: opt.Request) -> opt.Result:
    on, rules = request.on, request.rules
    read = load_guide(request.folder)
    if not read.topics:
        raise UsageError(f"The roadmap {rules.id} has no guide: it has no guide.yaml.")
    known = tuple(each.id for each in read.topics)
    wanted = opt.known_id("TOPIC", "a topic of the guide", topic, known)
    found = next((each for each in read.topics if each.id == wanted), None)
    return opt.Result(lambda: guide_document(rules, read, found, on), lambda: of_guide(read, found))


@opt.result_command(OF_PROGRAMS)
def programs(
    *,
    kind: str | None = opt.argument("[KIND]", lambda: ProgramKind),
    state: str | None = opt.id_option("--state", "states"),
    near: str | None = opt.id_option("--near", "states"),
    max_price: int | None = opt.dollars_option("--max-price"),
    level: str | None = opt.option("--level NAME"),
    field: str | None = opt.option("--field NAME"),
    strict_fresh: bool = opt.STRICT_FRESH,
    request: opt.Request,
) -> opt.Result:
    rules, every = request.rules, load_programs()
    if strict_fresh and (stale := opt.stale_lines(every.evidence(), rules, request.on)):
        raise RoadmapError(stale)
    wanted = opt.known_id("KIND", "a kind of program", kind, tuple(ProgramKind))
    sought = Sought(
        kind=ProgramKind(wanted) if wanted else None,
        level=opt.known_id("--level", "a level of a program", level, every.words("level")),
        field=opt.known_id("--field", "a field of a program", field, every.words("field")),
    )
    place = opt.term_id("--state", "states", state, rules)
    seen_from = opt.term_id("--near", "states", near, rules)
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

        return programs_csv(search.found.programs, Writing(rules, request.on))

    return opt.Result(
        lambda: programs_document(search, every, rules, request.on),
        lambda: (PROGRAMS, search),
        table=table,
    )


SHARE = Number(0.05, 1, "parts of full time")


@opt.result_command(sections=PAY_SECTIONS)
def pay(
    *,
    role: str | None = opt.id_option("--role", "pay_roles"),
    year: int | None = opt.number_option("--year YYYY", WholeNumber(0, 10**12, "the year")),
    organization: str | None = opt.id_option("--organization", "organizations"),
    beds: int | None = opt.number_option("--beds NUMBER", WholeNumber(1, 100_000, "beds")),
    state: str | None = opt.id_option("--state", "states"),
    metro: str | None = opt.id_option("--metro", METROS),
    specialty: str | None = opt.id_option("--specialty", "specialties"),
    offer: int | None = opt.number_option(
        "--offer USD", WholeNumber(1, opt.MOST_DOLLARS, "US dollars")
    ),
    fte: str | None = opt.option("--fte SHARE"),
    base: bool = opt.option("--base/--total", default=False, show_default=False),
    request: opt.Request,
) -> opt.Result:
    on, rules = request.on, request.rules
    if rules.pay is None:
        raise UsageError(f"The roadmap {rules.id} says nothing of pay: it has no pay.yaml.")
    if offer is None and (fte is not None or base):
        raise UsageError("--fte and --base say what an offer is of. Give it with --offer USD.")
    share = float(opt.value_of("--fte", fte, SHARE) or 1)
    place = opt.term_id("--state", "states", state, rules)
    practised = opt.term_id("--specialty", "specialties", specialty, rules)
    near = opt.term_id("--metro", METROS, area_in(rules.vocabulary, place, metro), rules)
    areas = rules.vocabulary.areas_of(place, near)
    wanted = on.year if year is None else year
    estimate = pay_estimate(
        rules.pay,
        role if role is not None else rules.target_role,
        wanted,
        organization=opt.term_id("--organization", "organizations", organization, rules),
        beds=beds,
        state=rules.vocabulary.state_of(place, near),
        specialty=practised,
        time_share=share,
        areas=areas,
    )
    if estimate.role.kind is RoleKind.MODEL:
        left = practice_left(rules.pay, practised, wanted, areas)
        estimate = replace(estimate, practice=left)
    if offer is not None:
        part = PayPart.BASE if base else PayPart.TOTAL
        estimate = with_offer(rules.pay, estimate, offer, part, share, practised)
    return opt.Result(lambda: pay_document(estimate, rules, on), lambda: (ANSWER, estimate))
