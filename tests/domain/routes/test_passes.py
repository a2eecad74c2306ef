"""
The search at the size of the shipped roadmap: exact, and quick by what it looks at.
"""

from math import inf
from random import Random

import pytest

from cmio_advisor.domain.base.measures import Cost, Months
from cmio_advisor.domain.routes import passes as route_passes
from cmio_advisor.domain.routes.choice import choose_routes, reachable_goals
from cmio_advisor.domain.routes.options import Choice, Objective, Option
from cmio_advisor.domain.schedule.network import critical_path

LEVELS = 7
"""Needs lie on lower levels, so that chains have up to 6 links."""
INTAKES = 30
"""Of those that open once a year."""


def roadmap_like_the_shipped(random: Random, goals: int = 30, seniors: float = 0.2) -> list[Choice]:
    """
    Goals with 1 to 6 options each: many need nothing, some bring up to six others, most costs are
    unknown or nothing, some open once a year and some close.
    """
    levels = {f"g{place:02}": place * LEVELS // goals for place in range(goals)}
    return [
        Choice(
            goal=goal,
            options=tuple(
                _option(random, f"{goal}-{number}", goal, levels, seniors)
                for number in range(random.choice((1, 1, 2, 2, 2, 3, 3, 4, 5, 6)))
            ),
        )
        for goal in levels
    ]


def _option(random: Random, id_: str, goal: str, levels: dict[str, int], seniors: float) -> Option:
    def some(among: list[str], least: int, most: int) -> list[str]:
        return random.sample(among, min(len(among), random.randint(least, most)))

    level = levels[goal]
    needs = some([each for each in levels if levels[each] < level], 0, random.choice((0, 0, 1, 3)))
    others = [each for each in levels if levels[each] <= level and each not in (goal, *needs)]
    likely = random.choice((1, 2, 3, 4, 6, 9, 12, 15, 18, 24, 27, 36, 48, 60))
    low = random.choice((0, 0, 400, 1800, 5000, 20000, 46000))
    is_known = random.random() >= 0.55
    first = 12 * random.random()
    return Option(
        id=id_,
        needs=tuple(needs),
        brings=frozenset(some(others, 1, 6) if random.random() < seniors else ()),
        months=Months(low=likely * 0.75, likely=likely, high=likely * random.choice((1, 1.5, 3))),
        cost=Cost(low=low if is_known else 0, high=low + 500),
        is_cost_known=is_known,
        grade=random.choice("AABBBCCCCD"),
        opens=tuple(first + 12 * year for year in range(INTAKES)) if random.random() < 0.15 else (),
        closes=random.choice((6, 12, 25, 37, 60)) if random.random() < 0.08 else inf,
    )


@pytest.mark.parametrize("asked", [6, 14, 30])
@pytest.mark.parametrize("objective", Objective)
def test_the_search_is_exact_at_the_size_of_the_shipped_roadmap(
    objective: Objective, asked: int
) -> None:
    """
    And what it finds is a network that ends when it says.
    """
    for seed in range(25):
        random = Random(seed)  # noqa: S311
        choices = roadmap_like_the_shipped(random)
        goals = random.sample([each.goal for each in choices], asked)
        found = choose_routes(choices, reachable_goals(choices, goals), objective)

        assert found is not None
        assert found.is_exact
        assert critical_path(found.activities()).finish == pytest.approx(found.finish)


def test_twice_the_size_is_exact_as_well() -> None:
    """
    And with two in five options that bring others.
    """
    for seed in range(5):
        choices = roadmap_like_the_shipped(Random(seed), 60, seniors=0.4)  # noqa: S311
        for objective in Objective:
            found = choose_routes(choices, reachable_goals(choices), objective)
            assert found is not None
            assert found.is_exact


def test_a_search_that_ends_early_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With hardly a look allowed it often still finds a set, and does not claim that it is the best
    unless it is.
    """
    choices = [roadmap_like_the_shipped(Random(seed)) for seed in range(6)]  # noqa: S311
    cases = [
        (each, reachable_goals(each), objective) for each in choices for objective in Objective
    ]
    best = [choose_routes(*case) for case in cases]
    monkeypatch.setattr(route_passes, "MOST_TRIED", 4)
    monkeypatch.setattr(route_passes, "LEAST_TRIED", 4)
    hasty = [choose_routes(*case) for case in cases]
    early = [each for each in hasty if each and not each.is_exact]

    assert len(early) > len(cases) / 3
    for each, exact in zip(hasty, best, strict=True):
        assert each is None or not each.is_exact or each == exact
    for each in early:
        assert critical_path(each.activities()).finish == pytest.approx(each.finish)


def test_the_order_of_goals_asked_for_changes_nothing() -> None:
    """
    Nor that of what an option brings: sets have no order of their own from run to run.
    """
    choices = roadmap_like_the_shipped(Random(3))  # noqa: S311
    goals = sorted(reachable_goals(choices))

    for objective in Objective:
        assert choose_routes(choices, goals, objective) == choose_routes(
            choices, goals[::-1], objective
        )
