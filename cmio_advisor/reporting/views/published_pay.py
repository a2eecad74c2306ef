"""What others published on pay, and where a sum that was offered lies in the band."""

from collections.abc import Iterable, Iterator

from cmio_advisor.domain.pay.comparison import POINTS, Comparison, PayOffer, Placing, placing_of
from cmio_advisor.domain.pay.estimate import PayEstimate
from cmio_advisor.domain.pay.table import (
    Figures,
    GuideFigures,
    PayPart,
    PlaceWage,
    Posting,
    PublishedPay,
    Statistic,
)
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.reporting.document.document import Bullets, Fact, Facts, Line, Parts, Table, Words
from cmio_advisor.reporting.words.wording import PERCENTILES, money, money_range, percent

GUIDES = "C"  # of career guides; the copy of a survey, D, is held against them
SHOWN_BESIDE_BAND = 3
NOT_GIVEN = "n/a"
SPREADS = ("25th to 75th percentile", "10th to 90th percentile")
NO_STATISTIC = "One job posting each: what was offered, not what anybody is paid."


def posting_blocks(postings: tuple[Posting, ...]) -> Parts:
    """What single advertisements name, as what they are."""
    return (NO_STATISTIC, Bullets(map(_posting_line, postings))) if postings else None


def _posting_line(each: Posting) -> Line:
    pays = f"{money(each.low)} to {money(each.high)} a year, as posted."
    text = f"{each.job}, {each.year}: {pays} {each.note or ''}"
    return Line(text.rstrip(), each.evidence)


def places_table(places: tuple[PlaceWage, ...], roadmap: Roadmap) -> Parts:
    wages = roadmap.pay.wages if roadmap.pay else None
    if not places or wages is None:
        return None
    headers = ("Place", "Median", *SPREADS, "Error of the mean")
    table = Table(headers, map(_place_row, places), numeric=tuple(range(1, len(headers))))
    return table, Line(wages.note, wages.evidence)


def _place_row(each: PlaceWage) -> tuple[str, ...]:
    def shown(*names: str) -> str:
        if each.figures is None:
            return "not printed"
        values = [getattr(each.figures, name) for name in names]
        known = [money(value) for value in values if value is not None]
        if len(known) == len(values):
            return " to ".join(known)
        return f"{[*known, money(each.top_code)][0]} or more" if each.top_code else NOT_GIVEN

    error = NOT_GIVEN if each.error is None else f"{each.error} %"
    return each.place, shown("p50"), shown("p25", "p75"), shown("p10", "p90"), error


def comparison_blocks(comparisons: tuple[Comparison, ...]) -> Parts:
    headers = ("Published figure", "Year", "n", "Statistic", "Value", "Model", "Off by")
    table = Table(headers, map(_comparison_row, comparisons), numeric=(1, 2, 4, 5, 6))
    rows = [each.row for each in comparisons]
    return (
        table,
        Bullets(_remarks((row, row.not_comparable) for row in rows), label="Not comparable"),
        Bullets(_remarks((row, row.note) for row in rows), label="Note"),
    )


def _remarks(remarked: Iterable[tuple[PublishedPay, str | None]]) -> Iterable[Line]:
    lines = (Line(f"{row.population}: {says}", row.evidence) for row, says in remarked if says)
    return dict.fromkeys(lines)


def _comparison_row(each: Comparison) -> tuple[Words, ...]:
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


def _year_text(row: PublishedPay, unknown: str) -> str:
    if row.pay_year is None:
        return unknown
    return str(row.pay_year) if row.pay_year_stated else f"{row.pay_year}, assumed"


def value_text(each: Comparison, value: float | None) -> str:
    """A published or modelled value: money, or a share in percent."""
    if value is None:
        return NOT_GIVEN
    if each.row.statistic in (Statistic.SHARE, Statistic.MOST):
        return percent(value)
    return money(value)


def guide_blocks(guide: GuideFigures | None) -> Parts:
    if guide is None:
        return None
    guides = tuple(each for each in guide.evidence if each.grade == GUIDES)
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


def latest_figures(comparisons: tuple[Comparison, ...]) -> Bullets:
    """The latest published means and medians of total pay."""
    shown = (each for each in comparisons if _is_beside_the_band(each))
    latest = sorted(shown, key=lambda each: -(each.row.pay_year or 0))[:SHOWN_BESIDE_BAND]
    return Bullets(map(_latest_line, latest), label="Published figures, of their own years")


def _is_beside_the_band(each: Comparison) -> bool:
    single = each.row.statistic in (Statistic.MEAN, Statistic.MEDIAN)
    return single and each.row.part is PayPart.TOTAL and each.value is not None


def _latest_line(each: Comparison) -> Line:
    row = each.row
    value = value_text(each, each.value)
    answers = f", n {row.n:,}" if row.n is not None else ""
    text = (
        f"{_year_text(row, 'year not given')}: {each.statistic} {value} ({row.population}{answers})"
    )
    return Line(text, row.evidence)


BONUSES = "Those wages are without most bonuses, which an offer may hold."
NAME_SPECIALTY = "Name your specialty (--specialty ID): its practice and its floor are then shown."


def offer_lines(estimate: PayEstimate, step: int) -> Iterator[Line]:
    """What an estimate says of the offer that it holds, if there is one."""
    offer = estimate.offer
    if offer is None:
        return
    is_base = offer.part is PayPart.BASE
    time = "" if offer.time_share == 1 else f" for {percent(offer.time_share)} of full time"
    text = f"{money(offer.usd)} a year {'in base pay' if is_base else 'in all'}{time}"
    lies = _lies(offer.in_band, estimate.base if is_base else estimate.total, "the band")
    yield Line(f"{text} {lies}", estimate.evidence)
    if estimate.practice is not None:
        yield from _given_up(estimate, offer, step)


def own_pay_text(estimate: PayEstimate, usd: int | None) -> str:
    """Where the pay that a person told lies in the band; nothing where there is none of either."""
    if usd is None or estimate.total is None:
        return ""
    lies = _lies(placing_of(estimate.total, usd), estimate.total, "this band")
    return f"Your {money(usd)} a year {lies}"


def _given_up(estimate: PayEstimate, offer: PayOffer, step: int) -> Iterator[Line]:
    left = estimate.practice
    if left is None or left.role.figures is None or offer.in_practice is None:
        return
    figures = left.role.figures.in_steps(step, offer.time_share)
    times = "" if offer.time_share == 1 else f", times {percent(offer.time_share)}"
    of = f"{left.role.title}: {left.role.basis}, {left.year}{times}"
    among = f"the wages of the practice that you would leave ({of})"
    yield Line(f"It {_lies(offer.in_practice, figures, among)} {BONUSES}", left.role.evidence)
    if offer.floor_usd is None:
        yield Line(NAME_SPECIALTY)
        return
    reaches = "reaches" if offer.usd >= offer.floor_usd else "does not reach"
    mean = f"its mean wage of {left.year} for that time"
    floor = f"the floor of your specialty, {mean}: {money(offer.floor_usd)}"
    yield Line(f"It {reaches} {floor}.", left.role.evidence)


def _lies(placing: Placing, figures: Figures | None, among: str) -> str:
    def end(point: str) -> str:
        return f"the {PERCENTILES[POINTS.index(point)]} ({money(getattr(figures, point))})"

    if placing.above and placing.below:
        return f"lies between {end(placing.above)} and {end(placing.below)} of {among}."
    if placing.above:
        return f"lies above {end(placing.above)} of {among}."
    if placing.below:
        return f"lies below {end(placing.below)} of {among}."
    return "is held against no band: the roadmap holds none."
