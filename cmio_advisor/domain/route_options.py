"""
The options that there are for each goal, and what counts when one of them is chosen.
"""

from collections.abc import Iterable
from enum import StrEnum

from cmio_advisor.domain.measures import Cost
from cmio_advisor.domain.network import Activity
from cmio_advisor.domain.record import Record

MICRO = 1_000_000
"""Spreads are summed in whole millionths of a month, so that no order of additions matters."""
KEY_DECIMALS = 6
"""Of a month, 3 seconds: plans that end closer together are equally long."""

Weights = tuple[float, ...]
"""What an option adds to an objective, the weightiest first; less is better. Sums are exact."""


class Objective(StrEnum):
    """
    What the best set of options has least of; each later entry decides between equals.

    ``FASTEST``: months to the finish, on likely values; then options of unknown cost; then cost.
    ``CHEAPEST``: options of unknown cost, since unknown is not nothing; cost; months.
    ``SUREST``: options of grade D, of grade C, of grade B; the sum of high - low months; then as
    ``FASTEST``. Cost is the sum of the middles of the known ones. At last the fewest options, and
    then those given first.
    """

    FASTEST = "fastest"
    CHEAPEST = "cheapest"
    SUREST = "surest"

    def weights(self, option: "Option") -> Weights:
        """
        What the option adds, all but the finish.
        """
        grades = (option.grade == "D", option.grade == "C", option.grade == "B", option.spread)
        costs = (option.cost is None, option.middle_cost, 1)
        return (*grades, *costs) if self is Objective.SUREST else costs

    def key(self, weights: Iterable[Weights], finish: float) -> Weights:
        """
        What is compared: the sums of the weights, with the finish at its place among them.
        """
        count, place = {
            Objective.FASTEST: (3, 0),
            Objective.CHEAPEST: (3, 2),
            Objective.SUREST: (7, 4),
        }[self]
        sums = [sum(each) for each in zip((0,) * count, *weights, strict=True)]
        return (*sums[:place], round(finish, KEY_DECIMALS), *sums[place:])


class Option(Activity):
    """
    One way to meet a goal. Its ``id`` is its own among all options.

    ``needs`` are goals here, all of which must be met before it starts; ``brings`` are goals that
    it meets beside its own. ``cost`` is ``None`` where unknown; ``grade``, A to D, is that of its
    worst evidence.
    """

    cost: Cost | None
    grade: str
    brings: frozenset[str] = frozenset()

    @property
    def middle_cost(self) -> float:
        """
        Half-way between low and high, in dollars; 0 where unknown, which is counted by itself.
        """
        return (self.cost.low + self.cost.high) / 2 if self.cost else 0.0

    @property
    def spread(self) -> int:
        """
        High - low, in millionths of a month.
        """
        return round((self.months.high - self.months.low) * MICRO)


class Choice(Record):
    """
    A goal and the options that there are for it.
    """

    goal: str
    options: tuple[Option, ...]
