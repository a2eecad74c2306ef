"""
What a plan costs in fees and in pay forgone, and what the target role pays beside it.

Yearly amounts are held against each other in dollars of today: no raise, no tax, no interest. The
sources carry no pay bonus for a degree, a certificate or a single step, so none is counted: the
only gain looked at is that of the target post over today's pay.
"""

from collections.abc import Iterable
from datetime import date

from cmio_advisor.domain.assess.paid import forgone, pay_of
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, Cost, month_position
from cmio_advisor.domain.pay.estimate import PayEstimate, RolePay
from cmio_advisor.domain.plan.plan import PlanCosts, PlannedStep, Return
from cmio_advisor.domain.routes.wishes import PlanWishes

MOST_YEARS = 40
"""A gain that needs longer than a working life to pay for the costs never does."""


def plan_return(
    steps: Iterable[PlannedStep],
    costs: PlanCosts,
    finish: date,
    wishes: PlanWishes,
    target: PayEstimate | None,
    today: RolePay | None,
    *,
    is_ready: bool,
    is_there: bool,
    leads_there: bool,
) -> Return:
    """
    Costs and gains of a plan that ends likely on ``finish``, for somebody who meets the required
    list today or does not. Neither who is in the target role nor a plan that leaves some of that
    list out has a gain, unless the person says what is paid after it.
    """
    band = pay_of(wishes.pay_then, target.total if target else None)
    pay_now = pay_of(wishes.pay_now, today.figures if today else None)
    meanwhile = pay_of(wishes.pay_meanwhile, None)
    forgone_in = tuple(
        (each.route, forgone(each.route, each.months, pay_now, meanwhile))
        for each in steps
        if each.full_time_until is not None
    )
    total = _sum(cost for _, cost in forgone_in) if pay_now is not None else None
    if wishes.pay_then is not None:
        leads_there, is_there = True, False
    gain = None
    if leads_there and not is_there and pay_now is not None and band is not None:
        gain = (band.low - pay_now.high, band.high - pay_now.low)
    return Return(
        pay_now=pay_now,
        published=today if wishes.pay_now is None else None,
        forgone_in=forgone_in,
        forgone=total,
        target=band,
        gain=gain,
        break_even=None if is_ready else _break_even(costs.known, total, gain, finish),
        is_ready=is_ready,
        is_there=is_there,
        leads_there=leads_there,
        is_lower_bound=bool(costs.unknown),
        costs_anything=costs.known.high > 0,
    )


def _sum(costs: Iterable[Cost | None]) -> Cost | None:
    """All together; ``None`` if one is not known."""
    found = tuple(costs)
    known = [each for each in found if each is not None]
    return Cost.total(known) if len(known) == len(found) else None


def _break_even(
    fees: Cost, forgone: Cost | None, gain: tuple[int, int] | None, finish: date
) -> tuple[int, int | None] | None:
    """The first and the last year in which the gains may have paid for the costs."""
    if forgone is None or gain is None or gain[1] <= 0:
        return None
    soonest = (fees.low + forgone.low) / gain[1]
    if soonest > MOST_YEARS:
        return None
    latest = (fees.high + forgone.high) / gain[0] if gain[0] > 0 else None
    if latest is not None and latest > MOST_YEARS:
        latest = None
    years = month_position(finish) / MONTHS_A_YEAR
    return int(years + soonest), None if latest is None else int(years + latest)
