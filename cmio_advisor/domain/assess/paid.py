"""What the target role and today's stage pay."""

from datetime import date

from cmio_advisor.domain.assess.assessment import Pay
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, Cost, Months
from cmio_advisor.domain.judge.decisions import OpenDecision
from cmio_advisor.domain.pay.estimate import (
    PayEstimate,
    beyond_years,
    pay_estimate,
    pay_today,
    pay_without_band,
    specialty_role,
)
from cmio_advisor.domain.pay.table import Figures, to_step
from cmio_advisor.domain.profile.profile import Holding, Setting, Status, Training, is_other
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.roadmap.route import Route


def target_pay(
    roadmap: Roadmap, on: date, setting: Setting, specialty: str | None
) -> PayEstimate | None:
    """
    What the target role pays where this person works; no band in a year that none reaches, and
    nothing by a roadmap without evidence of pay.
    """
    table, words = roadmap.pay, roadmap.vocabulary
    if table is None:
        return None
    beyond = beyond_years(table, on.year)
    if beyond is not None:
        note = filled(roadmap.texts["warning_pay_year"], beyond)
        return pay_without_band(table, roadmap.target_role, on.year, note)
    return pay_estimate(
        table,
        roadmap.target_role,
        on.year,
        organization=setting.organization,
        beds=setting.beds or None,
        state=words.state_of(setting.state, setting.metro),
        areas=words.areas_of(setting.state, setting.metro),
        specialty=specialty,
    )


def stage_pay(
    roadmap: Roadmap,
    on: date,
    role: str | None,
    specialty: str | None,
    setting: Setting,
    target: PayEstimate | None,
) -> PayEstimate | None:
    """
    What today's stage pays, by the pay role that its sign names; whoever holds the target role is
    told its estimate, so that there is one figure for one post. Nothing of a place elsewhere.
    """
    if roadmap.pay is None or target is None:
        return None
    areas = roadmap.vocabulary.areas_of(setting.state, setting.metro)
    wages = roadmap.pay.wages
    if areas and wages and wages.rows.keys().isdisjoint(areas):  # somewhere else than it counts
        return None
    today = pay_today(roadmap.pay, role, specialty, year=on.year, areas=areas)
    if today is None or today.role is not target.role:
        return today
    note = today.note if target.total else target.note
    return replace(target, base=None, notes=(note,))


def pay_beside(target: PayEstimate | None, today: PayEstimate | None) -> Pay | None:
    """Both as one; nothing by a roadmap without evidence of pay."""
    return None if target is None else Pay(target=target, today=today)


def trained_in(
    roadmap: Roadmap,
    residency: tuple[Training, ...] | None,
    fellowships: tuple[Training, ...] | None,
    board_certifications: tuple[Holding, ...] | None,
) -> str | None:
    """
    The specialty that the person works in: one with pay of its own, of a residency, a finished
    fellowship or a certificate ("internal medicine, then cardiology"); then one of which no pay is
    known, as a subspecialist is not paid as a generalist. Of several the first in the alphabet, so
    that the order of answers does not matter.
    """
    residencies = {each.specialty for each in residency or ()}
    finished = {
        each.specialty for each in fellowships or () if each.completed or each.status is Status.HELD
    }
    told = {*residencies, *finished, *[each.id for each in board_certifications or ()]}
    known = sorted(each for each in told if each and not is_other(each))
    by_pay = [(_own_pay(roadmap, each), each not in residencies, each) for each in known]
    return min(by_pay)[-1] if by_pay else None


def _own_pay(roadmap: Roadmap, specialty: str) -> int:
    """0 with pay of its own, 1 where none is known, 2 a generalist's, 3 everybody's."""
    found = roadmap.pay.specialties.get(specialty) if roadmap.pay else None
    role = specialty_role(roadmap.pay, specialty) if roadmap.pay else None
    if found is None or role is None:
        return 1
    return 3 if role.by_specialty else 2 if found.general else 0


THOUSAND = 1_000


def pay_of(told: int | None, figures: Figures | None) -> Cost | None:
    """A year's pay as told, else the published middle half, where both its ends are known."""
    if told is not None:
        return Cost(low=told, high=told)
    if figures is None or figures.p25 is None or figures.p75 is None:
        return None
    return Cost(low=figures.p25, high=figures.p75)


def forgone(
    route: Route, months: Months, pay_now: Cost | None, meanwhile: Cost | None = None
) -> Cost | None:
    """
    A year's pay of today less what a route pays, or ``meanwhile``, over its full-time months;
    ``None`` if one is not known.
    """
    pay = meanwhile or route.pay
    if pay_now is None or pay is None:
        return None
    years = route.full_time_of(months.likely) / MONTHS_A_YEAR
    low, high = max(0, pay_now.low - pay.high), max(0, pay_now.high - pay.low)
    return Cost(low=to_step(years * low, THOUSAND), high=to_step(years * high, THOUSAND))


def with_pay_forgone(
    decisions: tuple[OpenDecision, ...], pay: Pay | None, told: int | None
) -> tuple[OpenDecision, ...]:
    """The decisions, each with the pay that it takes from somebody who is paid so today."""
    return tuple(
        replace(each, pay_forgone=forgone_today(each.route, each.route.months, pay, told))
        for each in decisions
    )


def forgone_today(route: Route, months: Months, pay: Pay | None, told: int | None) -> Cost | None:
    """The pay that a route takes from somebody who is paid so today, or as ``told``."""
    return forgone(route, months, pay_of(told, pay.today.figures if pay and pay.today else None))
