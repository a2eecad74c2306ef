"""
Which goals and options have to be looked at, and which of them together.
"""

from collections.abc import Collection, Sequence

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.routes.graph import RULED_OUT, RouteGraph
from cmio_advisor.domain.routes.options import Choice, Option, Prices


def usable_choices(choices: Sequence[Choice], goals: Collection[str] | None) -> list[Choice]:
    """
    The goals that can be met, with the options that can start.

    Of ``goals``, unless ``None``, only those and what options for them can need. What only an
    option for another goal would bring can be met only while that other goal is among them.
    """
    own = {choice.goal for choice in choices}
    brought = {goal for choice in choices for each in choice.options for goal in each.brings}
    left = [*choices, *(Choice(goal=goal, options=()) for goal in sorted(brought - own))]
    while True:
        graph = RouteGraph(left)
        known = graph.known_at_first
        meeting = graph.meet(known)
        asked = graph.goals if goals is None else [each for each in goals if each in graph.goals]
        within = graph.within((graph.goals[goal] for goal in asked), known)
        usable = [
            replace(
                choice,
                options=tuple(
                    option
                    for number, option in zip(graph.own[goal], choice.options, strict=True)
                    if known[number] != RULED_OUT
                ),
            )
            for goal, choice in enumerate(left)
            if goal in within and meeting.met_by[goal] >= 0
        ]
        if usable == left:
            return left
        left = usable


def without_worse(
    choices: Sequence[Choice], goals: Collection[str], prices: Prices
) -> list[Choice]:
    """
    The choices without options that another one of the same goal can always stand in for.
    """
    return [
        replace(
            choice,
            options=tuple(
                option
                for option in choice.options
                if not any(_stands_in(each, option, goals, prices) for each in choice.options)
            ),
        )
        for choice in choices
    ]


def _stands_in(option: Option, other: Option, goals: Collection[str], prices: Prices) -> bool:
    """
    Whether it is cheaper than the other, never later, needs no more and brings no less.

    Needs that it is spared must be asked for in any case: their options could bring something.
    """
    needs, other_needs = set(option.needs), set(other.needs)
    return (
        prices.of[option.id] < prices.of[other.id]
        and needs <= other_needs
        and other_needs - needs <= set(goals)
        and other.brings <= option.brings
        and option.months.likely <= other.months.likely
        and option.earliest <= other.earliest
        and option.closes >= other.closes
        and option.opens in {(), other.opens}
    )


def independent_groups(choices: Sequence[Choice]) -> list[list[Choice]]:
    """
    The choices in groups, so that no option needs or brings a goal of another group.
    """
    groups: list[set[str]] = []
    goals = {choice.goal for choice in choices}
    for choice in choices:
        linked = {choice.goal}.union(*({*each.needs, *each.brings} for each in choice.options))
        joined = (linked & goals).union(*(each for each in groups if each & linked))
        groups = [*(each for each in groups if not each & linked), joined]
    return [[choice for choice in choices if choice.goal in group] for group in groups]
