"""The assessment as JSON, with the forms that other results hold too; ``eligible`` and pay."""

from functools import partial
from operator import attrgetter, itemgetter

from cmio_advisor.domain.assess.assess import Assessment, Pay, Stage
from cmio_advisor.domain.assess.notices import Notice
from cmio_advisor.domain.base.evidence import (
    CredentialEvidence,
    Evidence,
    Page,
    Point,
    Search,
    Source,
)
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.judge import results
from cmio_advisor.domain.judge.results import OpenDecision
from cmio_advisor.domain.pay import table
from cmio_advisor.domain.pay.estimate import Comparison, PayEstimate, PayOffer, Placing, placing_of
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap import roadmap as book
from cmio_advisor.domain.roadmap.programs import Program
from cmio_advisor.domain.roadmap.route import Event, Moment, Odds, PastDay, Route
from cmio_advisor.domain.routes.next_steps import NextStep
from cmio_advisor.domain.rules.quoting import answers_on
from cmio_advisor.reporting.json import form
from cmio_advisor.reporting.profile import reported_profile

PROFILE = form.Form(lambda: {"type": "object"}, lambda profile, _: reported_profile(profile))
ROADMAP = form.record(book.Roadmap, "id title version fingerprint review_by")
MONTHS = form.keys(low=form.NUMBER, likely=form.NUMBER, high=form.NUMBER)
COST = form.typed(Cost, "low high note")
RANGE = form.in_order(low=form.WHOLE, high=form.WHOLE)
FIGURES = form.typed(table.Figures, "mean p10 p25 p50 p75 p90")
QUESTION = form.keys(id=form.TEXT, question=(form.TEXT, "text"), why=form.TEXT)
WARNING = form.typed(Notice, "code text")
WARNINGS = form.many(WARNING)
SEARCHED = form.typed(Search, "what where on")
PAGE = form.typed(Page, "title url")
CITED = form.Form(form.TEXT.schema, lambda source, writing: writing.cite(source))
GRADE = form.Form(lambda: {"enum": ["A", "B", "C", "D"]})
PIECE = form.typed(Evidence, "source grade checked says", source=CITED, grade=GRADE)
form.FORMS[CredentialEvidence] = PIECE  # printed like any other
EVIDENCE = form.many(PIECE)
form.typed(PastDay, "date=on opening source", source=CITED)
form.typed(Event, "id happens first last")
form.typed(Moment, "date=day title until until_is_estimate=is_estimate event")
"""A day on the way; with ``event`` one that others set, and its days in earlier years."""
SOURCE = form.many(form.record(Source, "id title publisher published url"))
SOURCES = form.of_writing(SOURCE, form.Writing.sources)
"""The sources that the evidence names. The key has to stand behind all that hold evidence."""
form.FORMS |= {Months: MONTHS, Profile: PROFILE, book.Question: QUESTION}
form.FORMS |= {book.Requirement: form.ID, book.Roadmap: ROADMAP, Route: form.ID}
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
WAY_ON = form.typed(
    book.OtherPath,
    "id title text first_steps evidence",
    first_steps=(form.TEXTS, lambda path: [route.action for route in path.first_steps]),
)
form.typed(Point, "text evidence")
form.typed(book.Advice, "id title points")
ODDS = form.typed(Odds, "share later of year")
form.typed(
    OpenDecision,
    """decision.id route.title why=decision.reason route.months cost_usd=route.cost route.do_at
    pay_forgone_usd=pay_forgone pay_usd_a_year=route.pay? route.odds dates opens evidence""",
)


def heading(schema: str) -> dict[str, form.FormOfKey]:
    """The first keys of a result that is not about a person: its form, its day, its roadmap."""
    return {
        "schema": form.named(schema),
        "as_of": form.of_writing(form.DAY, attrgetter("on")),
        "roadmap": form.of_writing(ROADMAP, attrgetter("roadmap")),
    }


def own_pay(assessment: Assessment) -> tuple[int, Placing] | None:
    told, pay = assessment.profile.constraints.pay_usd, assessment.pay
    return None if told is None or pay is None else (told, placing_of(pay.target.total, told))


def pay_today(pay: Pay) -> PayEstimate | None:
    """The pay of today's stage, if there are figures."""
    return pay.today if pay.today and pay.today.figures else None


form.typed(
    Comparison,
    """id year=row.pay_year row.n statistic value model deviation row.population row.part row.basis
    row.use year_stated=row.pay_year_stated row(not_comparable evidence)""",
    part=(form.TEXT, "row.part.value"),
    use=(form.TEXT, "row.use.value"),
)
form.typed(table.GuideTier, "title years_in_role low high open_above")
form.typed(table.GuideFigures, "mean mean_year tiers disagreement evidence")
form.typed(table.Ratios, "low high")
form.typed(table.PlaceWage, "area title=place figures error_percent=error top_code")
TODAY = form.record(
    PayEstimate,
    "role=role.id role.title figures(mean p10 p25 p50 p75 p90) note role.evidence year "
    "role.basis role.top_code places",
)
TARGET = form.record(
    PayEstimate,
    """role=role.id role.title total(mean p10 p25 p50 p75 p90) base total_to_base sources notes
    guide evidence""",
)
OWN = form.keys(
    usd=(form.WHOLE, itemgetter(0)),
    above=(form.TEXT | None, lambda own: own[1].above),
    below=(form.TEXT | None, lambda own: own[1].below),
)
PAY = form.keys(
    currency=(form.Form(lambda: {"const": "USD"}), "pay.target.currency"),
    year=(form.WHOLE, "pay.target.year"),
    basis=(form.TEXT, "pay.target.basis"),
    today=(TODAY | None, lambda assessment: pay_today(assessment.pay)),
    today_note=(form.TEXT | None, "today_note"),
    path=(TODAY | None, "pay_of_path"),
    own=(OWN | None, own_pay),
    target=(TARGET, "pay.target"),
)
"""Of an assessment, whose stage and answers say why no pay is shown for today."""
form.typed(Placing, "above below")
form.typed(PayOffer, "usd part time_share in_band(above below) practice=in_practice floor_usd")
form.typed(table.Posting, "id job low high year note evidence")
ANSWER = form.record(
    PayEstimate,
    """schema as_of roadmap role=role.id role.title year currency basis total base total_to_base
    offer? places practice postings sources notes guide evidence role.searched references""",
    **heading("cmio-advisor/pay/1"),
    practice=TODAY | None,
    references=SOURCES,
)
"""Its ``sources`` are figures; publications stand in ``references``."""


def stage_id(stage: Stage) -> str:
    return stage.rung.id if stage.rung else "unknown"


def _count(strength: book.Strength, assessment: Assessment) -> results.Counts:
    return assessment.readiness[strength]


STAGE = form.FORMS[Stage] = form.keys(
    id=(form.TEXT, stage_id),
    title=(form.TEXT, lambda stage: stage.rung.title if stage.rung else "Not known yet"),
    why=form.TEXT,
)
STANDING = form.typed(
    results.StandingResult,
    "id title why have missing evidence",
    evidence=(EVIDENCE, lambda result: result.standing.evidence if result.standing else ()),
)
COUNTS = form.typed(results.Counts, "met open unknown")
READINESS = form.keys(
    **{each.value: (COUNTS, partial(_count, each)) for each in book.Strength},
    required_open=(form.TEXTS, lambda assessment: assessment.required_open()),
)
HAVE = form.Form(
    form.TEXT.schema,
    lambda result, writing: answers_on(
        result.requirement.met_when, writing.result.profile, writing.roadmap.vocabulary
    ),
)
REQUIREMENT = form.typed(
    results.RequirementResult,
    "requirement(id title strength) state have requirement(need why share evidence)",
    have=(HAVE, form.itself),
)
STEP = form.typed(results.StepResult, "step(id number title about) state requirements")
ONLY_TRUE = form.always(value=True)
NEXT_STEP = form.typed(
    NextStep,
    """route(id title) alternative=is_alternative? unanswered? way=path.id?
    route(action do_at ask why) requirement=requirement.id months cost_usd=cost route.hours
    pay_forgone_usd=pay_forgone? pay_usd_a_year=route.pay? route.odds?
    startable_from begins_on done_on closes_on unlocks comes_with? dates? reason
    notes=route.remarks evidence""",
    alternative=ONLY_TRUE,
    unanswered=ONLY_TRUE,
)
CREDENTIAL = form.typed(
    results.CredentialResult,
    """credential(id title) state eligible via eligible_from closes_on missing missing_any
    fee_usd=credential.fee credential(do_at exam renewal evidence)""",
)
ASSESSMENT = form.record(
    Assessment,
    """schema as_of roadmap profile stage ready_to_apply standing summary readiness steps next_steps
    later_steps ask_next credentials ways_on decisions advice pay warnings sources""",
    schema=form.named("cmio-advisor/assessment/1"),
    readiness=(READINESS, form.itself),
    pay=(PAY | None, lambda assessment: assessment if assessment.pay else None),
    sources=SOURCES,
)
ELIGIBLE = form.keys(
    **heading("cmio-advisor/eligible/1"),
    credentials=(form.many(CREDENTIAL), form.itself),
    sources=SOURCES,
)
