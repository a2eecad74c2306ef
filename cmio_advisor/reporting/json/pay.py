"""Pay as JSON: inside the assessment, and as the answer of ``pay``."""

from datetime import date

from cmio_advisor.domain.assess.assessment import Pay
from cmio_advisor.domain.pay.comparison import PayOffer, Placing
from cmio_advisor.domain.pay.estimate import PayEstimate, RolePay
from cmio_advisor.domain.pay.table import GuideFigures, GuideTier, PlaceWage, Posting, PublishedPay
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.json.form import (
    EXACT,
    FLAG,
    TEXT,
    TEXTS,
    WHOLE,
    Form,
    Writing,
    fields,
    json_text,
    keys,
    many,
    maybe,
    of,
)
from cmio_advisor.reporting.json.parts import EVIDENCE, FIGURES, SEARCHED, SOURCES, heading
from cmio_advisor.reporting.words.wording import pay_of_path, today_note


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
