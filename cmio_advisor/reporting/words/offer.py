"""A sum that was offered, in words: in the band, beside the work given up, above which floor."""

from collections.abc import Iterator

from cmio_advisor.domain.pay.estimate import PayEstimate
from cmio_advisor.domain.pay.offer import POINTS, PayOffer, Placing, placing_of
from cmio_advisor.domain.pay.roles import Figures
from cmio_advisor.domain.pay.table import PayPart
from cmio_advisor.reporting.document.document import Line
from cmio_advisor.reporting.words.wording import PERCENTILES, money, percent

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
    among = f"the wages of the practice that you would leave ({left.role.title}{times})"
    yield Line(f"It {_lies(offer.in_practice, figures, among)} {BONUSES}", left.evidence)
    if offer.floor_usd is None:
        yield Line(NAME_SPECIALTY)
        return
    reaches = "reaches" if offer.usd >= offer.floor_usd else "does not reach"
    floor = f"the floor of your specialty, its mean wage for that time: {money(offer.floor_usd)}"
    yield Line(f"It {reaches} {floor}.", left.evidence)


def _lies(placing: Placing, figures: Figures | None, among: str) -> str:
    def end(point: str) -> str:
        return f"the {PERCENTILES[POINTS.index(point)]} ({money(getattr(figures, point))})"

    if placing.above and placing.below:
        return f"lies between {end(placing.above)} and {end(placing.below)} of {among}."
    if placing.above:
        return f"lies above {end(placing.above)} of {among}."
    if placing.below:
        return f"lies below {end(placing.below)} of {among}."
    return "has no published band to be held against."
