"""The choice of routes: by hand, and against trying every set of options."""

from collections.abc import Sequence
from itertools import product
from math import inf
from random import Random

import pytest

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.routes.choice import (
    ChosenRoutes,
    Objective,
    RouteOption,
    choose_routes,
    could_be_cheaper,
    meet,
    usable_options,
)
from cmio_advisor.domain.routes.network import critical_path

Sets = dict[str, RouteOption]


def reachable(options: Sequence[RouteOption], goals: Sequence[str]) -> set[str]:
    """Which of the goals can be met, each for itself."""
    return usable_options(options, goals)[1].met_by.keys() & {*goals}


DEAREST = 50_000
"""What an unknown cost may come to here."""


def option(
    id_: str,
    months: float = 1,
    cost: int | None = 0,
    needs: str = "",
    brings: str = "",
    grade: str = "A",
    spread: float = 0,
    opens: tuple[float, ...] = (),
    closes: float = inf,
    goal: str = "",
) -> RouteOption:
    return RouteOption(
        id=id_,
        goal=goal,
        months=Months(low=months, likely=months, high=months + spread),
        cost=Cost(low=0, high=DEAREST) if cost is None else Cost(low=cost, high=cost),
        is_cost_known=cost is not None,
        grade=grade,
        needs=tuple(needs),
        brings=frozenset(brings),
        opens=opens,
        closes=closes,
    )


def options_for(**options: RouteOption | Sequence[RouteOption]) -> list[RouteOption]:
    return [
        replace(each, goal=goal)
        for goal, found in options.items()
        for each in ((found,) if isinstance(found, RouteOption) else found)
    ]


def end_of(found: ChosenRoutes[RouteOption]) -> float:
    return critical_path(found.activities()).finish


def ids(found: ChosenRoutes[RouteOption] | None) -> list[str]:
    assert found is not None
    return [each.id for each in found.options.values()]


def test_each_objective_takes_its_own_way() -> None:
    """
    Fast and dear, slow and cheap, or in between on the best evidence; what is not asked for stays.
    """
    options = options_for(
        A=[
            option("fast", months=6, cost=9000, grade="B"),
            option("cheap", months=24, cost=1000, grade="C"),
            option("sure", months=12, cost=5000, grade="A"),
        ],
        Z=option("unasked"),
    )

    assert {each: ids(choose_routes(options, "A", each)) for each in Objective} == {
        Objective.FASTEST: ["fast"],
        Objective.CHEAPEST: ["cheap"],
        Objective.SUREST: ["sure"],
    }


def test_an_unknown_cost_is_not_nothing() -> None:
    """
    It counts as anything up to the dearest: a known one below that is cheaper, one above is not.
    The other may come to less all the same.
    """
    options = options_for(A=[option("unknown", cost=None), option("known", cost=40_000)])
    dear = options_for(A=[option("unknown", cost=None), option("known", cost=90_000)])
    found = choose_routes(options, "A", Objective.CHEAPEST)

    assert ids(found) == ["known"]
    assert found is not None
    assert [each.id for each in could_be_cheaper(options, found)] == ["unknown"]
    assert ids(choose_routes(dear, "A", Objective.CHEAPEST)) == ["unknown"]


def test_of_equal_costs_the_known_one_is_taken() -> None:
    """What costs nothing is cheaper than what may cost nothing, even if it takes longer."""
    free = Cost(low=0, high=0)
    maybe = replace(option("maybe"), cost=free, is_cost_known=False)
    options = options_for(A=[maybe, option("free", months=9)])

    assert ids(choose_routes(options, "A", Objective.CHEAPEST)) == ["free"]


def test_surest_means_grades_first_then_spread() -> None:
    """One of grade C is worse than two of grade B; of equals the one with less spread."""
    by_grade = options_for(
        A=[option("direct", grade="C"), option("longer", grade="B", needs="B")],
        B=option("basis", grade="B"),
    )
    by_spread = options_for(A=[option("wide", 1, spread=9), option("narrow", 5, spread=2)])

    assert ids(choose_routes(by_grade, "A", Objective.SUREST)) == ["longer", "basis"]
    assert ids(choose_routes(by_spread, "A", Objective.SUREST)) == ["narrow"]


def test_what_is_brought_along_needs_no_option_of_its_own() -> None:
    """
    The fellowship brings the training; a quicker course beside it is worth its price only to those
    in a hurry: the job, which needs the training, then need not wait.
    """
    options = options_for(
        F=option("fellowship", months=24, cost=0, brings="T"),
        T=option("course", months=3, cost=4000),
        J=option("job", months=20, needs="T"),
    )
    cheapest = choose_routes(options, "FJ", Objective.CHEAPEST)
    fastest = choose_routes(options, "FJ", Objective.FASTEST)

    assert ids(cheapest) == ["fellowship", "job"]
    assert cheapest is not None
    assert end_of(cheapest) == 44
    assert cheapest.met_by["T"].id == "fellowship"
    assert ids(fastest) == ["fellowship", "course", "job"]
    assert fastest is not None
    assert end_of(fastest) == 24


def test_an_option_that_waits_for_itself_is_never_chosen() -> None:
    """However cheap; and where there is no other, there is no set."""
    circle = [option("a", cost=0, needs="B")]
    both = options_for(A=[*circle, option("dear", cost=5)], B=option("b", needs="A"))

    assert ids(choose_routes(both, "AB", Objective.CHEAPEST)) == ["dear", "b"]
    for objective in Objective:
        assert (
            choose_routes(options_for(A=circle, B=option("b", needs="A")), "A", objective) is None
        )


def test_what_nobody_can_meet_has_no_routes() -> None:
    """A goal without options, a need without a goal, and an intake that is over."""
    for objective in Objective:
        assert choose_routes([], "A", objective) is None
        assert choose_routes(options_for(A=()), "A", objective) is None
        assert choose_routes(options_for(A=option("a", needs="X")), "A", objective) is None
        late = options_for(A=option("a", needs="B", opens=(2.0,)), B=option("b", 3))
        assert choose_routes(late, "A", objective) is None


def test_goals_out_of_reach_are_told_apart() -> None:
    """
    By the least fixed point, for each goal alone: B waits for itself, D for X, which nobody offers;
    C comes with A, but only where A counts.
    """
    options = options_for(
        A=option("a", brings="C"),
        B=option("b", needs="B"),
        C=(),
        D=option("d", needs="X"),
        E=option("e", needs="A", closes=0.5),
    )

    assert meet(options).met_by.keys() == {"A", "C"}
    assert reachable(options, "ABC") == {"A", "C"}
    assert reachable(options, "BCD") == frozenset()
    for objective in Objective:
        assert choose_routes(options, "C", objective) is None
        assert ids(choose_routes(options, "AC", objective)) == ["a"]


def test_what_needs_two_options_of_one_goal_has_no_set() -> None:
    """Each goal is within reach, but not both."""
    options = options_for(A=[option("a", brings="B"), option("b", brings="C")], B=(), C=())

    assert reachable(options, "ABC") == {"A", "B", "C"}
    for objective in Objective:
        assert choose_routes(options, "ABC", objective) is None
        assert ids(choose_routes(options, "AC", objective)) == ["b"]


def test_a_door_that_closes_is_reached_however_dear() -> None:
    """The cheap course takes too long for the intake; without the intake it would do."""
    options = options_for(
        A=[option("slow", 9, cost=0), option("quick", 2, cost=5000)],
        B=option("b", needs="A", closes=4),
    )

    assert ids(choose_routes(options, "AB", Objective.CHEAPEST)) == ["quick", "b"]
    assert ids(choose_routes(options, "A", Objective.CHEAPEST)) == ["slow"]


def test_asked_for_nothing_there_is_nothing_to_do() -> None:
    """An empty set, not none."""
    for objective in Objective:
        found = choose_routes(options_for(A=option("a")), (), objective)
        assert ids(found) == []
        assert found is not None
        assert end_of(found) == 0


def test_the_first_given_wins_between_equals() -> None:
    """Whatever their ids."""
    options = options_for(A=[option("z"), option("y")], B=[option("x"), option("w")])

    for objective in Objective:
        assert ids(choose_routes(options, "BA", objective)) == ["z", "x"]


def random_roadmap(random: Random) -> list[RouteOption]:
    """
    Up to five goals with up to three options each; cycles, hopeless needs, ties, openings and doors
    that close are among them.
    """
    goals = "ABCDE"[: random.randint(1, 5)]

    def some(most: int) -> str:
        return "".join(random.sample(goals, min(len(goals), random.randint(0, most))))

    def random_option(id_: str, goal: str) -> RouteOption:
        opens = (0.0, random.randint(1, 9), 14.0) if random.random() < 0.2 else ()
        return option(
            id_,
            months=random.randint(0, 8) / 2,
            cost=random.choice([None, 0, 1, 2, 3, 4]),
            needs=some(2) + ("X" if random.random() < 0.03 else ""),
            brings=some(1) if random.random() < 0.4 else "",
            grade=random.choice("AABCD"),
            spread=random.randint(0, 3) / 2,
            opens=opens,
            closes=random.randint(0, 9) if random.random() < 0.2 else inf,
            goal=goal,
        )

    return [
        random_option(f"{goal}{number}", goal)
        for goal in goals
        for number in range(random.randint(0, 3))
    ]


def wanted(chosen: Sets, goals: str) -> set[str]:
    """What is asked for, and what the options chosen for such goals need."""
    found: set[str] = set()
    following = set(goals)
    while following - found:
        found |= following
        following = {need for goal in found & chosen.keys() for need in chosen[goal].needs}
    return found


def finish_of(chosen: Sets, goals: set[str]) -> float:
    """
    By lowering times until they stand; infinite where a need is not met, or waits for itself.

    A cycle of options without duration could stand at its own zero, so times start at infinity.
    """
    ends = dict.fromkeys(chosen, inf)
    for _ in range(len(chosen) + 1):
        met = {
            goal: min(
                (ends[own] for own in chosen if own == goal or goal in chosen[own].brings),
                default=inf,
            )
            for goal in goals
        }
        for goal, each in chosen.items():
            ends[goal] = each.start_from(max((met[need] for need in each.needs), default=0))
            ends[goal] += each.months.likely
    return max([*ends.values(), *met.values()], default=0.0)


def compared(chosen: Sets, finish: float, objective: Objective) -> tuple[float, ...]:
    """The objectives, as their docstring tells them."""
    options = chosen.values()
    cost = (
        sum(each.cost.high for each in options),
        sum(each.cost.low for each in options),
        sum(not each.is_cost_known for each in options),
    )
    grades = [each.grade for each in options]
    spread = sum(each.months.high - each.months.low for each in options)
    months = sum(each.months.likely for each in options)
    if objective is Objective.FASTEST:
        return (finish, months, *cost, len(chosen))
    if objective is Objective.CHEAPEST:
        return (*cost, finish, len(chosen))
    counts = (grades.count("D"), grades.count("C"), grades.count("B"))
    return (*counts, spread, finish, months, *cost, len(chosen))


def best_by_trying_all(
    options: list[RouteOption], goals: str, objective: Objective
) -> tuple[list[str], float] | None:
    """Every option or none for each goal, in the order given: the first of the best."""
    best = None
    own = [[each for each in options if each.goal == goal] for goal in "ABCDE"]
    for combination in product(*((*each, None) for each in own)):
        chosen = {each.goal: each for each in combination if each}
        asked = wanted(chosen, goals)
        if not chosen.keys() <= asked:
            continue
        finish = finish_of(chosen, asked)
        if finish == inf:
            continue
        key = compared(chosen, finish, objective)
        if best is None or key < best[0]:
            best = (key, [each.id for each in chosen.values()], finish)
    return best and best[1:]


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_trying_all_finds_nothing_better(block: int) -> None:
    """
    A thousand small roadmaps, each with the three objectives; ties and impossible ones as well.

    What is found is a network that ends when it says.
    """
    for seed in range(100 * block, 100 * (block + 1)):
        random = Random(seed)  # noqa: S311
        options = random_roadmap(random)
        most = random.randint(1, 5)
        goals = "".join(random.sample("ABCDE"[:most], random.randint(1, most)))
        for objective in Objective:
            found = choose_routes(options, goals, objective)
            expected = best_by_trying_all(options, goals, objective)
            assert found is None or found.is_exact
            assert found is None or reachable(options, goals) == set(goals)
            assert (found and (ids(found), end_of(found))) == expected, (seed, objective)
