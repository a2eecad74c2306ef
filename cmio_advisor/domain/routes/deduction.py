"""
What follows from what is known of the options, before anything is tried.
"""

from collections.abc import Iterable, Sequence
from math import inf

from cmio_advisor.domain.base.frozen import Record
from cmio_advisor.domain.routes.graph import CHOSEN, NONE, RULED_OUT, Known, RouteGraph

Wanted = tuple[int, ...]
"""Goals that are asked for, or needed by a chosen option."""


class Ways(Record):
    """
    By goal an option that meets it, and one that needs it where it is not wanted yet; or ``NONE``.
    """

    met_by: Sequence[int]
    wanted_by: Sequence[int]


def deduce(graph: RouteGraph, known: Known, wanted: Wanted) -> Wanted | None:
    """
    Rule out options of goals that nothing can need any more, choose what alone can meet a wanted
    goal, and so on, in ``known`` itself; all goals that are wanted then.

    ``None`` where a wanted goal cannot be met, or an option was chosen for one that is not wanted.
    """
    while True:
        within = graph.within(wanted, known)
        for number, goal in enumerate(graph.goal_of):
            if goal not in within:
                if known[number] == CHOSEN:
                    return None
                known[number] = RULED_OUT
        ways = [[each for each in graph.meeting[goal] if known[each]] for goal in wanted]
        if not all(ways):
            return None
        alone = [each[0] for each in ways if len(each) == 1 and known[each[0]] != CHOSEN]
        if not alone:
            return wanted
        wanted = choose(graph, known, wanted, alone[0])


def choose(graph: RouteGraph, known: Known, wanted: Wanted, number: int) -> Wanted:
    """
    Choose an option, and so no other of its goal; all goals that are wanted then.
    """
    rule_out(known, graph.own[graph.goal_of[number]])
    known[number] = CHOSEN
    return tuple(dict.fromkeys((*wanted, *graph.needs[number])))


def rule_out(known: Known, numbers: Iterable[int]) -> None:
    for number in numbers:
        known[number] = RULED_OUT


def finishes_with(
    graph: RouteGraph, known: Known, wanted: Wanted, ends: Sequence[float]
) -> tuple[list[float], list[int]]:
    """
    No set with a certain option ends before this; and by goal the option that needs it, or
    ``NONE``, with which a set ends soonest.

    Whatever makes an option's own goal wanted has to end as well, at its soonest of ``ends``.
    """
    reasons = [NONE] * len(graph.goals)
    finishes = [0.0 if goal in wanted else inf for goal in range(len(graph.goals))]
    following = list(wanted)
    for goal in following:
        for number in graph.own[goal]:
            finish = max(finishes[goal], ends[number])
            for need in graph.needs[number] if known[number] else ():
                if finish < finishes[need]:
                    finishes[need] = finish
                    reasons[need] = number
                    following.append(need)
    with_option = [max(end, finishes[goal]) for end, goal in zip(ends, graph.goal_of, strict=True)]
    return with_option, reasons


def read_off(
    graph: RouteGraph, known: Known, wanted: Wanted, ways: Ways
) -> tuple[set[int], set[int]]:
    """
    The options chosen and those by which ``ways`` meets the wanted goals and all that is needed
    then; and the goals of which these are two. Whether they make a set is not yet said.
    """
    chosen = [number for number, state in enumerate(known) if state == CHOSEN]
    found: dict[int, int] = {}
    options: set[int] = set()
    doubled: set[int] = set()
    asked = set(wanted)
    following = [*chosen, *(ways.met_by[goal] for goal in wanted)]
    for number in following:
        if number == NONE or number in options:
            continue
        options.add(number)
        goal = graph.goal_of[number]
        if found.setdefault(goal, number) != number:
            doubled.add(goal)
        new = [need for need in graph.needs[number] if need not in asked]
        asked.update(new)
        following += (ways.met_by[need] for need in new)
        if goal not in asked:
            following.append(ways.wanted_by[goal])
    return options, doubled


def finish_of(graph: RouteGraph, wanted: Wanted, options: Iterable[int]) -> float:
    """
    When these options have ended; infinity where they are no set that meets the wanted goals.
    """
    only = Known(len(graph.options))
    for number in options:
        only[number] = CHOSEN
    within = graph.within(wanted, only)
    goals = [graph.goal_of[number] for number in options]
    if len(set(goals)) < len(goals) or not within.issuperset(goals):
        return inf
    meeting = graph.meet(only)
    ends = [meeting.ends[number] for number in options]
    return max([0.0, *ends, *(meeting.soonest[goal] for goal in wanted)])
