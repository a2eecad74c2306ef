"""
The options that there are for each goal, and what counts when one of them is chosen.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import prod

from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.base.measures import Cost
from cmio_advisor.domain.schedule.network import Activity

MICRO = 1_000_000
"""Spreads are summed in whole millionths of a month, so that no order of additions matters."""

Counts = tuple[int, ...]
"""What an option adds to an objective, the weightiest first; less is better."""


class Objective(StrEnum):
    """
    What the best set of options has least of; each later entry decides between equals.

    ``FASTEST``: months to the finish, on likely values; then cost. ``CHEAPEST``: cost; months.
    ``SUREST``: options of grade D, of grade C, of grade B; the sum of high - low months; then as
    ``FASTEST``. Cost is the sum of the upper ends, then that of the lower ends, then how many are
    unknown. At last the fewest options, and then those given first.
    """

    FASTEST = "fastest"
    CHEAPEST = "cheapest"
    SUREST = "surest"

    def before_finish(self, option: "Option") -> Counts:
        """
        What the option adds to that which counts more than the finish.
        """
        if self is Objective.FASTEST:
            return ()
        if self is Objective.CHEAPEST:
            return option.costs
        return (option.grade == "D", option.grade == "C", option.grade == "B", option.spread)

    def after_finish(self, option: "Option") -> Counts:
        """
        What it adds to that which decides between sets with the same finish.
        """
        return (1,) if self is Objective.CHEAPEST else (*option.costs, 1)


class Option(Activity):
    """
    One way to meet a goal. Its ``id`` is its own among all options.

    ``needs`` are goals here, all of which must be met before it starts; ``brings`` are goals that
    it meets beside its own. ``cost`` is what it counts as (``Requirement.counted_cost``) where it
    is not known; ``grade``, A to D, is that of its worst evidence.
    """

    cost: Cost
    grade: str
    is_cost_known: bool = True
    brings: frozenset[str] = frozenset()

    @property
    def costs(self) -> Counts:
        """
        Its upper and its lower end, in dollars, and 1 if it is not known.
        """
        return self.cost.high, self.cost.low, int(not self.is_cost_known)

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


class Prices(Record):
    """
    An objective as one whole number for each option, by id, above 0: the smaller the sum of a set,
    the better, but for the finish.

    The sum in whole ``before`` is what counts before the finish, the rest what counts after it.
    """

    of: Mapping[str, int]
    before: int


def prices_of(choices: Sequence[Choice], objective: Objective) -> Prices:
    """
    Each count is a digit to a base that no sum of it over all options reaches.

    The last digits, one a goal, hold the order among equals: how far from the end of the goal's
    options the chosen one stands is taken off, so that the first is best and none comes last.
    """
    options = [option for choice in choices for option in choice.options]
    before = [objective.before_finish(each) for each in options]
    after = [objective.after_finish(each) for each in options]
    sizes = [len(choice.options) + 1 for choice in choices]
    in_order = [
        (len(choice.options) - number) * prod(sizes[place + 1 :])
        for place, choice in enumerate(choices)
        for number in range(len(choice.options))
    ]
    after_bases = _bases(after)
    unit = prod(after_bases) * prod(sizes)
    return Prices(
        of={
            each.id: _number(first, _bases(before)) * unit
            + _number(then, after_bases) * prod(sizes)
            - order
            for each, first, then, order in zip(options, before, after, in_order, strict=True)
        },
        before=unit,
    )


def _bases(counts: Sequence[Counts]) -> list[int]:
    return [sum(column) + 1 for column in zip(*counts, strict=True)]


def _number(counts: Counts, bases: Sequence[int]) -> int:
    number = 0
    for count, base in zip(counts, bases, strict=True):
        number = number * base + count
    return number
