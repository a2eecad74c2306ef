"""What a person wants of a plan, beside the answers."""

from enum import StrEnum

from cmio_advisor.domain.base.frozen import Frozen, replace
from cmio_advisor.domain.profile.profile import Profile
from cmio_advisor.domain.roadmap.programs import Program

SEED = 1
"""The seed of the chances unless another is asked for."""


class Objective(StrEnum):
    """
    What the best set of options has least of; each later entry decides between equals. ``FASTEST``:
    months to the finish, then those of all options together, then cost. ``CHEAPEST``: cost; months.
    ``SUREST``: options of grade D, of C, of B; the sum of high - low months; then as ``FASTEST``.
    Cost is the sum of the upper ends, of the lower ends, then how many are unknown. At last the
    fewest options, and then those given first.
    """

    FASTEST = "fastest"
    CHEAPEST = "cheapest"
    SUREST = "surest"


class PlanWishes(Frozen):
    """
    What a person wants of a plan, ``None`` where nothing was said: a limit of hours a week, a
    budget, yearly pay before tax in place of what the roadmap knows (now, in full-time routes, at
    the end), what to take in (``chosen``) or leave out, and a ``program`` to do a route at.
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
    program: Program | None = None


def wishes_of(profile: Profile, asked: PlanWishes) -> PlanWishes:
    """The wishes with the limits and the pay that the profile names where none were asked for."""
    constraints = profile.constraints
    return replace(
        asked,
        hours_per_week=asked.hours_per_week or constraints.hours_per_week,
        budget_usd=constraints.budget_usd if asked.budget_usd is None else asked.budget_usd,
        pay_now=constraints.pay_usd if asked.pay_now is None else asked.pay_now,
    )
