"""
What a person wants of a plan, beside the answers.
"""

from cmio_advisor.domain.profile import Profile
from cmio_advisor.domain.record import Record, replace
from cmio_advisor.domain.route_options import Objective

SEED = 1
"""The seed of the chances unless another is asked for."""


class PlanWishes(Record):
    """
    What a person wants of a plan, beside the answers: ``None`` where nothing was said.

    ``hours_per_week`` and ``budget_usd`` are limits. ``pay_now`` is a year's pay before tax,
    ``pay_meanwhile`` that of full-time routes, ``pay_then`` that of the target post, each in place
    of what the roadmap knows.
    ``chosen`` are ids of helping requirements to take in, ``left_out`` of expected ones not to.
    """

    objective: Objective = Objective.FASTEST
    hours_per_week: float | None = None
    budget_usd: int | None = None
    pay_now: int | None = None
    pay_meanwhile: int | None = None
    pay_then: int | None = None
    chosen: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    seed: int = SEED


def wishes_of(profile: Profile, asked: PlanWishes) -> PlanWishes:
    """
    The wishes with the limits that the profile names where none were asked for.
    """
    told = profile.constraints
    return replace(
        asked,
        hours_per_week=asked.hours_per_week or told.hours_per_week or None,
        budget_usd=told.budget_usd if asked.budget_usd is None else asked.budget_usd,
    )
