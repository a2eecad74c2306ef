"""The options that there are for each goal, and what counts when one of them is chosen."""

from enum import StrEnum
from functools import cached_property

from cmio_advisor.domain.base.time import Cost
from cmio_advisor.domain.schedule.network import Activity

MICRO = 1_000_000
"""Spreads are summed in whole millionths of a month, so that no order of additions matters."""

Counts = tuple[int, ...]
"""What an option adds to an objective, the weightiest first; less is better."""


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

    def before_finish(self, option: "RouteOption") -> Counts:
        """What the option adds to that which counts more than the finish."""
        if self is Objective.FASTEST:
            return ()
        if self is Objective.CHEAPEST:
            return option.costs
        return (option.grade == "D", option.grade == "C", option.grade == "B", option.spread)

    def after_finish(self, option: "RouteOption") -> Counts:
        """What it adds to that which decides between sets with the same finish."""
        return (1,) if self is Objective.CHEAPEST else (option.length, *option.costs, 1)


class RouteOption(Activity):
    """
    One way to meet a goal. ``needs`` are goals to be met before it starts, ``brings`` goals met
    beside its own; ``cost`` is what it counts as (``Requirement.counted_cost``) where it is not
    known, ``grade``, A to D, that of its worst evidence.
    """

    goal: str
    cost: Cost
    grade: str
    is_cost_known: bool = True
    brings: frozenset[str] = frozenset()

    @cached_property
    def meets(self) -> frozenset[str]:
        """All goals that are met when it ends."""
        return self.brings | {self.goal}

    @property
    def costs(self) -> Counts:
        """Its upper and its lower end, in dollars, and 1 if it is not known."""
        return self.cost.high, self.cost.low, int(not self.is_cost_known)

    @property
    def length(self) -> int:
        """Its likely months, in millionths of one."""
        return round(self.months.likely * MICRO)

    @property
    def spread(self) -> int:
        """High - low, in millionths of a month."""
        return round((self.months.high - self.months.low) * MICRO)

    def end_from(self, ready: float) -> float:
        """When it ends at the soonest if all that it needs is met then."""
        return self.start_from(ready) + self.months.likely
