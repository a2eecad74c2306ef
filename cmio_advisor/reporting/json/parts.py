"""The forms that several results hold, those of pay among them."""

from datetime import date
from operator import attrgetter, itemgetter

from cmio_advisor.domain.assess.assessment import Assessment, Notice, Pay
from cmio_advisor.domain.base.evidence import Evidence, Page, Search, Source
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.judge.decisions import OpenDecision
from cmio_advisor.domain.pay.comparison import PayOffer, Placing, placing_of
from cmio_advisor.domain.pay.estimate import PayEstimate, RolePay
from cmio_advisor.domain.pay.table import (
    Figures,
    GuideFigures,
    GuideTier,
    PlaceWage,
    Posting,
    PublishedPay,
)
from cmio_advisor.domain.plan.plan import PlanCosts
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.guide import Point
from cmio_advisor.domain.roadmap.roadmap import Advice, OtherPath, Question, Requirement, Roadmap
from cmio_advisor.domain.roadmap.route import Moment, Route
from cmio_advisor.reporting.json.form import (
    DAY,
    EXACT,
    FLAG,
    FORMS,
    ID,
    IDS,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    Field,
    Form,
    Writing,
    fields,
    itself,
    json_text,
    keys,
    many,
    maybe,
    named,
    of,
)
from cmio_advisor.reporting.profile.mapping import reported_profile
from cmio_advisor.reporting.words.wording import pay_of_path, today_note

PROFILE = Form(lambda: {"type": "object"}, lambda profile, _: reported_profile(profile))
ROADMAP = keys(**fields(Roadmap, "id title version fingerprint review_by"))
MONTHS = keys(low=NUMBER, likely=NUMBER, high=NUMBER)
COST = keys(**fields(Cost, "low high note"))
RANGE = keys(low=(WHOLE, itemgetter(0)), high=(WHOLE, itemgetter(1)))
COSTS = keys(
    **of("known", low=WHOLE, high=WHOLE),
    unknown=IDS,
    counted=(RANGE, attrgetter("counted.low", "counted.high")),
)
FIGURES = keys(**fields(Figures, "mean p10 p25 p50 p75 p90"))
QUESTION = keys(id=TEXT, question=(TEXT, "text"), why=TEXT)
WARNING = keys(**fields(Notice, "code text"))
WARNINGS = many(WARNING)
SEARCHED = keys(**fields(Search, "what where on"))

CITED = Form(TEXT.schema, lambda source, writing: writing.cite(source))
GRADE = Form(lambda: {"enum": ["A", "B", "C", "D"]})
PAST_DAYS = many(keys(date=(DAY, "on"), opening=WHOLE, source=CITED))
MOMENT = keys(
    date=(DAY, "day"),
    title=TEXT,
    until=DAY | None,
    until_is_estimate=(FLAG, "is_estimate"),
    event=keys(id=TEXT, happens=FLAG, first=PAST_DAYS, last=PAST_DAYS) | None,
)
"""A day on the way; with ``event`` one that others set, and its days in earlier years."""
PIECE = keys(source=CITED, grade=GRADE, checked=DAY, says=TEXT)
EVIDENCE = many(PIECE)
SOURCE = many(keys(**fields(Source, "id title publisher published url")))
SOURCES: Field = (
    Form(SOURCE.schema, lambda _, writing: SOURCE.write(writing.sources(), writing)),
    itself,
)
"""The sources that the evidence names. The key has to stand behind all that hold evidence."""

PAGE = keys(**fields(Page, "title url"))
PAGES = many(PAGE)
FORMS |= {
    Cost: COST,
    Evidence: PIECE,
    Figures: FIGURES,
    Moment: MOMENT,
    Months: MONTHS,
    Notice: WARNING,
    Page: PAGE,
    PlanCosts: COSTS,
    Profile: PROFILE,
    Question: QUESTION,
    Requirement: ID,
    Roadmap: ROADMAP,
    Route: ID,
    Search: SEARCHED,
}
WAY_ON = keys(
    **fields(OtherPath, "id title text"),
    first_steps=(TEXTS, lambda way: [route.action for route in way.first_steps]),
    evidence=EVIDENCE,
)
POINT = many(keys(**fields(Point, "text evidence")))
ADVICE = keys(**fields(Advice, "id title"), points=POINT)
DECISION = keys(
    id=(TEXT, "decision.id"),
    title=(TEXT, "route.title"),
    why=(TEXT, "decision.reason"),
    months=(MONTHS, "route.months"),
    cost_usd=(COST | None, "route.cost"),
    do_at=(PAGES, "route.do_at"),
    pay_forgone_usd=(COST | None, "pay_forgone"),
    odds=(keys(share=EXACT, later=EXACT | None, of=TEXT, year=WHOLE) | None, "route.odds"),
    **fields(OpenDecision, "dates opens"),
    evidence=(EVIDENCE, "route.evidence"),
)
FORMS |= {Advice: ADVICE, OtherPath: WAY_ON, OpenDecision: DECISION}


def heading(schema: str) -> dict[str, Field]:
    """The first keys of a result that is not about a person: its form, its day, its roadmap."""
    return {
        "schema": named(schema),
        "as_of": (Form(DAY.schema, lambda _, writing: DAY.write(writing.on, writing)), itself),
        "roadmap": (
            Form(ROADMAP.schema, lambda _, writing: ROADMAP.write(writing.roadmap, writing)),
            itself,
        ),
    }


def own_pay(assessment: Assessment) -> tuple[int, Placing] | None:
    """The pay that was told, with where it lies in the band of the target role."""
    told, pay = assessment.profile.constraints.pay_usd, assessment.pay
    if told is None or pay is None:
        return None
    return told, placing_of(pay.target.total, told)


def pay_today(pay: Pay) -> RolePay | None:
    """The pay of today's stage, if there are figures."""
    return pay.today if pay.today and pay.today.figures else None


COMPARISON = keys(
    id=TEXT,
    year=(WHOLE | None, "row.pay_year"),
    n=(WHOLE | None, "row.n"),
    statistic=TEXT,
    value=EXACT | None,
    model=EXACT | None,
    deviation=EXACT | None,
    population=(TEXT, "row.population"),
    part=(TEXT, "row.part.value"),
    basis=(TEXT, "row.basis"),
    use=(TEXT, "row.use.value"),
    year_stated=(FLAG, "row.pay_year_stated"),
    **of("row", **fields(PublishedPay, "not_comparable evidence")),
)
TIER = keys(**fields(GuideTier, "title years_in_role low high open_above"))
GUIDE = keys(
    **fields(GuideFigures, "mean mean_year"),
    tiers=many(TIER),
    **fields(GuideFigures, "disagreement evidence"),
)
ROLE = keys(role=(TEXT, "role.id"), title=(TEXT, "role.title"))
RATIOS = keys(low=EXACT, high=EXACT)
BESIDE = keys(sources=many(COMPARISON), notes=TEXTS, guide=GUIDE | None, evidence=EVIDENCE)
PLACE = keys(
    area=TEXT,
    title=(TEXT, "place"),
    **fields(PlaceWage, "figures"),
    error_percent=(EXACT | None, "error"),
    top_code=WHOLE | None,
)
TODAY = keys(
    **ROLE.fields,
    **of("figures", **FIGURES.fields),
    **fields(RolePay, "note evidence year basis top_code"),
    places=many(PLACE),
)
TARGET = keys(
    **ROLE.fields,
    **of("total", **FIGURES.fields),
    base=FIGURES | None,
    total_to_base=RATIOS | None,
    **BESIDE.fields,
)
PAY = keys(
    currency=(Form(lambda: {"const": "USD"}), "pay.target.currency"),
    **of("pay.target", year=WHOLE, basis=TEXT),
    **of("pay", today=(TODAY | None, pay_today)),
    today_note=(TEXT | None, today_note),
    path=(TODAY | None, pay_of_path),
    own=(
        keys(
            usd=(WHOLE, itemgetter(0)),
            above=(TEXT | None, lambda own: own[1].above),
            below=(TEXT | None, lambda own: own[1].below),
        )
        | None,
        own_pay,
    ),
    target=(TARGET, "pay.target"),
)
"""Of an assessment, whose stage and answers say why no pay is shown for today."""
PLACING = keys(**fields(Placing, "above below"))
OFFER = keys(
    **fields(PayOffer, "usd part"),
    time_share=EXACT,
    **of("in_band", **PLACING.fields),
    practice=(PLACING | None, "in_practice"),
    floor_usd=WHOLE | None,
)
POSTING = keys(**fields(Posting, "id job low high year note evidence"))
ANSWER = keys(
    **heading("cmio-advisor/pay/1"),
    **ROLE.fields,
    **fields(PayEstimate, "year currency basis total base"),
    total_to_base=RATIOS | None,
    offer=maybe(OFFER),
    places=many(PLACE),
    practice=TODAY | None,
    postings=many(POSTING),
    **BESIDE.fields,
    searched=(SEARCHED | None, "role.searched"),
    references=SOURCES,
)
"""Its ``sources`` are figures; publications stand in ``references``."""


def pay_json(estimate: PayEstimate, roadmap: Roadmap, on: date) -> str:
    """The answer of ``pay``."""
    return json_text(ANSWER, estimate, Writing(roadmap, on))
