"""What the target role and today's stage pay."""

from datetime import date

from cmio_advisor.domain.assess.assessment import Pay
from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.sentences import filled
from cmio_advisor.domain.base.time import MONTHS_A_YEAR, Cost, Months
from cmio_advisor.domain.judge.decisions import OpenDecision
from cmio_advisor.domain.pay.estimate import (
    PayEstimate,
    RolePay,
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
) -> RolePay | None:
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
    note = today.note if target.total else target.notes[0]
    return replace(today, figures=target.total, note=note)


def pay_beside(target: PayEstimate | None, today: RolePay | None) -> Pay | None:
    """Both as one; nothing by a roadmap without evidence of pay."""
    return None if target is None else Pay(target=target, today=today)


def trained_in(
    roadmap: Roadmap,
    residency: tuple[Training, ...] | None,
    fellowships: tuple[Training, ...] | None,
    board_certifications: tuple[Holding, ...] | None,
) -> str | None:
    """
    The specialty that the person works in: of a finished fellowship or of a certificate beside the
    residency, where pay of its own is published ("internal medicine, then cardiology"); else that
    of the residency, or of a certificate. Of several the first in the alphabet, so that the order
    of answers does not matter.
    """
    residencies = sorted(each.specialty for each in residency or () if each.specialty)
    finished = [
        each.specialty for each in fellowships or () if each.completed or each.status is Status.HELD
    ]
    certified = [each.id for each in board_certifications or () if not is_other(each.id)]
    beside = {*finished, *certified}.difference(residencies)
    narrower = sorted(each for each in beside if each and _has_own_pay(roadmap, each))
    return next(iter([*narrower, *residencies, *sorted(certified)]), None)


def _has_own_pay(roadmap: Roadmap, specialty: str) -> bool:
    """Whether another pay role stands for it than that of everybody with the profession."""
    found = specialty_role(roadmap.pay, specialty) if roadmap.pay else None
    return found is not None and not found.by_specialty


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
