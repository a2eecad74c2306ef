"""
Pay as part of a report: the band, where it comes from, and how far off published figures are; where
a sum that was offered lies in it.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from cmio_advisor.domain.assess.assess import Assessment
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import date_text
from cmio_advisor.domain.pay import estimate as estimates
from cmio_advisor.domain.pay import table as published
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting import document as doc
from cmio_advisor.reporting.document import Bullets, Fact, Facts, Line, Parts, Table, TextOrLine
from cmio_advisor.reporting.views.shared import searched_section
from cmio_advisor.reporting.wording import money, money_range, percent

WHAT_IT_IS = {
    published.RoleKind.MODEL: "An estimate, not an offer.",
    published.RoleKind.PERCENTILES: "As published, not an offer.",
}
LABELS = ("10th percentile", "25th percentile", "median", "75th percentile", "90th percentile")
CALLED = dict(zip(estimates.POINTS, LABELS, strict=True))
MIDDLE_HALF = "25th to 75th percentile"
PAY_NOTE = "pay_of_physicians"
"""The notice that is said beside the pay of which it speaks."""


def pay_document(estimate: estimates.PayEstimate, roadmap: Roadmap, on: date) -> doc.Document:
    offered = offer_lines(estimate, roadmap.pay.step if roadmap.pay else 1)
    places = "The practice you would leave" if estimate.practice else "By place"
    # A band is what the model makes; what others counted is called that.
    title = "The band" if estimate.role.kind is published.RoleKind.MODEL else "What was published"
    postings = (
        Line(
            f"{each.job}, {each.year}: {money(each.low)} to {money(each.high)} "
            f"a year, as posted. {each.note or ''}".rstrip(),
            each.evidence,
        )
        for each in estimate.postings
    )
    no_statistic = "One job posting each: what was offered, not what anybody is paid."
    advertised = no_statistic, Bullets(postings)
    return doc.Document(
        f"Pay: {estimate.role.title}, {estimate.year}",
        f"By roadmap {roadmap.id} {roadmap.version}, on {date_text(on)}",
        (
            doc.Section("Your offer", offered, name="offer"),
            doc.Section(title, _target_blocks(estimate), name="band"),
            doc.Section(places, _place_blocks(estimate, roadmap), name="places"),
            doc.Section("How to read it", _read(estimate), name="notes", whole=True),
            doc.Section(
                "Published figures beside the estimate",
                comparison_blocks(estimate.sources),
                full=True,
                name="figures",
            ),
            doc.Section("Advertised", advertised if estimate.postings else (), name="postings"),
            doc.Section(
                "What career guides say", guide_blocks(estimate.guide), full=True, name="guides"
            ),
            searched_section((estimate.role.searched,)),
        ),
        sources=roadmap.sources,
    )


def _place_blocks(estimate: estimates.PayEstimate, roadmap: Roadmap) -> doc.Parts:
    left = estimate.practice
    if left is not None:
        text = f"{left.role.title}, {left.year}. {left.note}"
        return doc.Line(text, left.role.evidence), places_table(left.places, roadmap)
    wages, table = roadmap.pay and roadmap.pay.wages, places_table(estimate.places, roadmap)
    if estimate.role.kind is not published.RoleKind.NONE or not estimate.places or not wages:
        return table
    group = wages.occupations[estimate.role.occupation or ""]
    return f"A wider group, of which those in the job are a small part: {group}.", table


def pay_lines(assessment: Assessment) -> doc.Parts:
    if assessment.pay is None:
        return assessment.roadmap.texts["no_pay"]
    target, today = assessment.pay.target, assessment.pay.today
    figures = target.figures
    if figures is None:
        band = f"{target.role.title}. {target.notes[0]}"
    else:
        text = figures_text(replace(figures, mean=None) if figures.p50 else figures)
        if target.widened:
            text = text.replace(MIDDLE_HALF, f"{MIDDLE_HALF} about")
        band = f"In {target.year}: {text}. {target.basis}. {WHAT_IT_IS[target.role.kind]}"
    notes = [each.text for each in assessment.warnings if each.code == PAY_NOTE]
    if notes and figures is not None:  # of a job that is not on the person's own path, the middle
        text = figures_text(_middle(figures))
        told = f"{target.role.title}: In {target.year}: {text}. {WHAT_IT_IS[target.role.kind]}"
        band = " ".join((told, *notes))
    said = " ".join(filter(None, (band, _own_pay(assessment, target))))
    modeled = target.role.kind is published.RoleKind.MODEL
    lines: list[doc.Line] = [doc.Paragraph(said, target.evidence, all_cited=not modeled)]
    if today is not None and today.figures is not None and today.role is not target.role:
        now = f"Today ({today.role.title}): {_figure(today)}{_near(today)}"
        lines.append(doc.Line(now, today.role.evidence))
    path = _path_line(assessment, today)
    if path is None and not notes:
        return lines
    return (*lines[1:], *filter(None, [path]), lines[0])


def _own_pay(assessment: Assessment, target: estimates.PayEstimate) -> str:
    """Where the pay that a person near the job told lies in its band, where there is one."""
    usd = assessment.profile.constraints.pay_usd
    is_near = assessment.stage.rung in assessment.roadmap.ladder[-2:]
    if usd is None or target.total is None or not is_near:
        return ""
    lies = _lies(estimates.placing_of(target.total, usd), target.total, "this band")
    return f"Your {money(usd)} a year {lies}"


def _path_line(assessment: Assessment, today: estimates.PayEstimate | None) -> doc.Line | None:
    pay = assessment.pay_of_path
    if pay is None or (today is not None and pay.role is today.role):
        return None
    path = next(each for each in assessment.ways_on if each.pay_role)
    now, then = today and today.figures and today.figures.p50, pay.figures and pay.figures.p50
    text = f"{path.title}, nearest figure ({pay.role.title}): {_figure(pay)}"
    text += f" {assessment.roadmap.texts['pay_path_below']}" if now and then and now > then else ""
    return doc.Line(text, pay.role.evidence)


def _figure(pay: estimates.PayEstimate) -> str:
    assert pay.figures is not None  # noqa: S101 - asked before
    short = figures_text(_middle(pay.figures))
    text = short or figures_text(pay.figures, pay.role.top_code)
    return f"{text} ({pay.role.basis}, {pay.year})."


def _near(pay: estimates.PayEstimate) -> str:
    """The nearest place's median, where the nation's is of all industries as well."""
    for each in () if pay.role.area else pay.places:
        if not each.is_national and each.figures is not None:
            return f" In {each.place}: {figures_text(_middle(each.figures), each.top_code)}."
    return ""


def _middle(figures: published.Figures) -> published.Figures:
    """The median alone; without one, the mean."""
    return replace(figures, p25=None, p75=None, mean=None if figures.p50 else figures.mean)


def pay_blocks(assessment: Assessment) -> doc.Parts:
    """The pay of the target role and of today's stage with all figures behind them."""
    if assessment.pay is None:
        return assessment.roadmap.texts["no_pay"]
    target, today = assessment.pay.target, assessment.pay.today
    own = _own_pay(assessment, target)
    return (
        _target_blocks(target),
        doc.Facts((_today_fact(assessment), doc.Fact("Your pay", own))),
        places_table(today.places if today else (), assessment.roadmap),
        replace(_read(target), label="How to read it"),
        comparison_blocks(target.sources),
        guide_blocks(target.guide),
    )


def _target_blocks(estimate: estimates.PayEstimate) -> doc.Parts:
    shown = estimate.figures
    if shown is None:
        text = f"{estimate.role.title}. {estimate.notes[0]}"
        return doc.Paragraph(text, estimate.evidence, all_cited=True)
    kind = WHAT_IT_IS[estimate.role.kind]
    scope = f"{estimate.role.title}. {estimate.basis}, {estimate.year}. {kind}"
    base, band = estimate.base if estimate.total else None, band_text(shown)
    facts = (
        doc.Fact("Mean", money(shown.mean)) if shown.mean is not None else None,
        doc.Fact("Base pay without bonuses", figures_text(base)) if base else None,
    )
    said = " ".join(filter(None, (scope, estimate.widened)))
    return (
        doc.Paragraph(said, estimate.evidence, all_cited=True),
        band,
        latest_figures(estimate.sources) if band else None,
        doc.Facts(facts, full=bool(band)),  # a mean may be all there is
    )


def _read(estimate: estimates.PayEstimate) -> doc.Bullets:
    said = estimate.widened if estimate.total or estimate.base else estimate.notes[0]
    cites = {estimate.role.note: estimate.evidence}
    return doc.Bullets(
        doc.Line(each, cites.get(each, ())) for each in estimate.notes if each != said
    )


def figures_text(figures: published.Figures, top_code: int | None = None) -> str:
    """Median and middle half, or the mean; what is not known is at least ``top_code``."""

    def shown(value: int | None) -> str:
        if value is not None:
            return money(value)
        return f"{money(top_code)} or more" if top_code else ""

    low, middle, high = shown(figures.p25), shown(figures.p50), shown(figures.p75)
    half = f"{MIDDLE_HALF} {low} to {high}"
    half = half if low != high else f"25th and 75th percentile both {low}"
    parts = [
        f"median {middle}" if middle else "",
        half if low and high else "",
        f"mean {money(figures.mean)}" if figures.mean is not None else "",
    ]
    return ", ".join(filter(None, parts))


def _today_fact(assessment: Assessment) -> doc.Fact:
    today = assessment.pay.today if assessment.pay else None
    if today is None:
        return doc.Fact("Pay today", assessment.today_note or "")
    label = f"Pay today as {today.role.title}"
    if today.figures is None:
        return doc.Fact(label, today.note, today.role.evidence)
    figures = figures_text(today.figures, today.role.top_code)
    said = f"{figures} ({today.role.basis}, {today.year}). {today.note}"
    return doc.Fact(label, said, today.role.evidence)


def band_text(figures: published.Figures) -> str:
    """The percentiles that are known, as a sentence; nothing where there is none."""
    found = ((label, getattr(figures, point)) for point, label in CALLED.items())
    known = ", ".join(f"{label} {money(value)}" for label, value in found if value is not None)
    return f"{known[0].upper()}{known[1:]}." if known else ""


NOT_GIVEN = "n/a"


def places_table(places: tuple[published.PlaceWage, ...], roadmap: Roadmap) -> Parts:
    wages = roadmap.pay.wages if roadmap.pay else None
    if not places or wages is None:
        return None
    headers = ("Place", "Median", MIDDLE_HALF, "10th to 90th percentile")
    table = Table(headers, map(_place_row, places), numeric=(1, 2, 3))
    return table, Line(wages.note, wages.evidence)


def _place_row(each: published.PlaceWage) -> tuple[str, ...]:
    def shown(*names: str) -> str:
        if each.figures is None:
            return "not printed"
        values = [getattr(each.figures, name) for name in names]
        known = [money(value) for value in values if value is not None]
        if len(known) == len(values):
            return " to ".join(known)
        return f"{[*known, money(each.top_code)][0]} or more" if each.top_code else NOT_GIVEN

    return each.place, shown("p50"), shown("p25", "p75"), shown("p10", "p90")


def comparison_blocks(comparisons: tuple[estimates.Comparison, ...]) -> Parts:
    headers = ("Published figure", "Year", "n", "Statistic", "Value", "Model", "Off by")
    table = Table(headers, map(_comparison_row, comparisons), numeric=(1, 2, 4, 5, 6))

    def remarks(field: str) -> Iterable[Line]:
        said = ((each.row, getattr(each.row, field)) for each in comparisons)
        lines = (Line(f"{row.population}: {says}", row.evidence) for row, says in said if says)
        return dict.fromkeys(lines)

    incomparable = Bullets(remarks("not_comparable"), label="Not comparable")
    return table, incomparable, Bullets(remarks("note"), label="Note")


def _comparison_row(each: estimates.Comparison) -> tuple[TextOrLine, ...]:
    row = each.row
    off = NOT_GIVEN if each.deviation is None else percent(each.deviation, signed=True)
    return (
        Line(f"{row.population}, {row.basis}", row.evidence),
        _year_text(row, NOT_GIVEN),
        NOT_GIVEN if row.n is None else f"{row.n:,}",
        each.statistic,
        value_text(each, each.value),
        value_text(each, each.model),
        off,
    )


def _year_text(row: published.PublishedPay, unknown: str) -> str:
    if row.pay_year is None:
        return unknown
    return str(row.pay_year) if row.pay_year_stated else f"{row.pay_year}, assumed"


def value_text(each: estimates.Comparison, value: float | None) -> str:
    """A published or modelled value: money, or a share in percent."""
    if value is None:
        return NOT_GIVEN
    if each.row.statistic in (published.Statistic.SHARE, published.Statistic.MOST):
        return percent(value)
    return money(value)


def guide_blocks(guide: published.GuideFigures | None) -> Parts:
    if guide is None:
        return None
    # Career guides have grade C; the copy of a survey, D, is held against them.
    guides = tuple(each for each in guide.evidence if each.grade == "C")
    of_mean = tuple(each for each in guides if f"{guide.mean:,}" in each.says)  # by what it says
    of_tiers = tuple(each for each in guides if each not in of_mean) or guides
    mean = f"{money(guide.mean)} in {guide.mean_year}"
    tiers = (
        Fact(
            f"{tier.title} tier ({tier.years_in_role})",
            f"{money_range(tier.low, tier.high)}{' or more' if tier.open_above else ''}",
            of_tiers,
        )
        for tier in guide.tiers
    )
    surveys = (Line(each.says, (each,)) for each in guide.evidence if each not in guides)
    return (
        Facts((Fact("A career guide's mean", mean, of_mean or guides), *tiers)),
        Bullets(surveys, label="What better evidence says"),
        Bullets(guide.disagreement, label="Our reading"),
    )


def latest_figures(comparisons: tuple[estimates.Comparison, ...]) -> Bullets:
    shown = (
        each
        for each in comparisons
        if each.row.statistic in (published.Statistic.MEAN, published.Statistic.MEDIAN)
        and each.row.part is published.PayPart.TOTAL
        and each.value is not None
    )
    lines = []
    for each in sorted(shown, key=lambda one: -(one.row.pay_year or 0))[:3]:
        row, value = each.row, value_text(each, each.value)
        answers = f", n {row.n:,}" if row.n is not None else ""
        said = f"{each.statistic} {value} ({row.population}{answers})"
        lines.append(Line(f"{_year_text(row, 'year not given')}: {said}", row.evidence))
    return Bullets(lines, label="Published figures, of their own years")


def offer_lines(estimate: estimates.PayEstimate, step: int) -> Iterator[Line]:
    """What an estimate says of the offer that it holds, if there is one."""
    offer = estimate.offer
    if offer is None:
        return
    is_base = offer.part is published.PayPart.BASE
    time = "" if offer.time_share == 1 else f" for {percent(offer.time_share)} of full time"
    text = f"{money(offer.usd)} a year {'in base pay' if is_base else 'in all'}{time}"
    lies = _lies(offer.in_band, estimate.base if is_base else estimate.total, "the band")
    yield Line(f"{text} {lies}", estimate.evidence)
    yield from _given_up(estimate, offer, step)


def _given_up(
    estimate: estimates.PayEstimate, offer: estimates.PayOffer, step: int
) -> Iterator[Line]:
    left = estimate.practice
    if left is None or left.role.figures is None or offer.in_practice is None:
        return
    figures = left.role.figures.in_steps(step, offer.time_share)
    times = "" if offer.time_share == 1 else f", times {percent(offer.time_share)}"
    of = f"{left.role.title}: {left.role.basis}, {left.year}{times}"
    among = f"the wages of the practice that you would leave ({of})"
    bonuses = "Those wages are without most bonuses, which an offer may hold."
    yield Line(f"It {_lies(offer.in_practice, figures, among)} {bonuses}", left.role.evidence)
    if offer.floor_usd is None:
        yield Line(
            "Name your specialty (--specialty ID): its practice and its floor are then shown."
        )
        return
    reaches = "reaches" if offer.usd >= offer.floor_usd else "does not reach"
    mean = f"its mean wage of {left.year} for that time"
    floor = f"the floor of your specialty, {mean}: {money(offer.floor_usd)}"
    yield Line(f"It {reaches} {floor}.", left.role.evidence)


def _lies(placing: estimates.Placing, figures: published.Figures | None, among: str) -> str:
    def end(point: str) -> str:
        return f"the {CALLED[point]} ({money(getattr(figures, point))})"

    if placing.above and placing.below:
        return f"lies between {end(placing.above)} and {end(placing.below)} of {among}."
    if point := placing.above or placing.below:
        return f"lies {'above' if placing.above else 'below'} {end(point)} of {among}."
    return "is held against no band: the roadmap holds none."
