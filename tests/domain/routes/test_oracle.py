"""
The choice of routes and the placing under weekly hours, held against a solver: OR-Tools CP-SAT.
"""

from collections.abc import Mapping, Sequence
from math import inf
from random import Random

import pytest
from ortools.sat.python import cp_model

from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.routes import choice as route_choice
from cmio_advisor.domain.routes.choice import (
    BEFORE,
    ChosenRoutes,
    Objective,
    RouteOption,
    choose_routes,
    meet,
)
from cmio_advisor.domain.routes.network import (
    WEEKS_A_MONTH,
    Activity,
    NoOpeningError,
    critical_path,
    place_under_weekly_hours,
)

HORIZON = 500
"""Months in which everything has ended."""


def random_options(random: Random, goals: int, most: int) -> list[RouteOption]:
    """
    Up to ``most`` options for each goal, in whole months: with cycles, openings, doors that close,
    costs that are not known, and options that bring other goals.
    """
    names = [f"g{number}" for number in range(goals)]
    return [
        random_option(random, f"{goal}-{number}", goal, [each for each in names if each != goal])
        for goal in names
        for number in range(random.randint(1, most))
    ]


def random_option(random: Random, id_: str, goal: str, others: Sequence[str]) -> RouteOption:
    def some(counts: Sequence[int]) -> list[str]:
        return random.sample(others, min(len(others), random.choice(counts)))

    likely, low = random.randint(1, 24), 100 * random.randint(0, 40)
    is_known = random.random() < 0.8
    first = random.randint(0, 11)
    needs = some((0, 0, 1, 1, 2))
    return RouteOption(
        id=id_,
        goal=goal,
        needs=tuple(needs),
        brings=frozenset(some((0, 0, 0, 1, 2))).difference(needs),
        months=Months(low=likely, likely=likely, high=likely + random.randint(0, 12)),
        earliest=random.choice((0, 0, 0, 3, 7)),
        opens=tuple(range(first, 240, 12)) if random.random() < 0.2 else (),
        closes=random.randint(6, 60) if random.random() < 0.15 else inf,
        cost=Cost(low=low if is_known else 0, high=low + 100 * random.randint(0, 40)),
        is_cost_known=is_known,
        grade=random.choice("AABCD"),
    )


def counted(chosen: ChosenRoutes[RouteOption], objective: Objective) -> list[float]:
    """What a set is compared by, but for the order among equals."""
    prices = [each.price(objective) for each in chosen.options.values()]
    price: list[float] = [*map(sum, zip(*prices, strict=True))]
    price.insert(BEFORE[objective], critical_path(chosen.activities()).finish)
    return price


class RouteModel:
    """The choice of routes as constraints over whole months, written from what it means alone."""

    def __init__(self, options: Sequence[RouteOption], goals: Sequence[str]) -> None:
        self.model = cp_model.CpModel()
        self.options = options
        self.names = sorted({each.goal for each in options})
        self.taken = {each.id: self.flag() for each in options}
        self.starts = {each.id: self.month() for each in options}
        self.wanted = {goal: self.flag() for goal in self.names}
        self.met = {goal: self.month() for goal in self.names}
        self.depth = {goal: self.model.new_int_var(0, len(options), "") for goal in self.names}
        for each in options:
            self.take(each)
        for goal in self.names:
            self.want(goal, is_asked=goal in goals)
        self.finish = self.month()
        for each in options:
            end = self.end(each)
            self.model.add(self.finish >= end).only_enforce_if(self.taken[each.id])

    def flag(self) -> cp_model.IntVar:
        return self.model.new_bool_var("")

    def month(self) -> cp_model.IntVar:
        return self.model.new_int_var(0, HORIZON, "")

    def end(self, option: RouteOption) -> cp_model.LinearExpr:
        return self.starts[option.id] + int(option.months.likely)

    def take(self, option: RouteOption) -> None:
        """
        What holds where an option is taken: its goal counts and so do its needs, which are met
        before it starts; and it starts on an allowed day.
        """
        taken, start = self.taken[option.id], self.starts[option.id]
        allowed = [
            month
            for month in (option.opens or range(HORIZON))
            if option.earliest <= month <= min(option.closes, HORIZON)
        ]
        days = cp_model.Domain.from_values([int(month) for month in allowed])
        if not allowed or not set(option.needs) <= set(self.names):
            self.model.add(taken == 0)
            return
        self.model.add_linear_expression_in_domain(start, days).only_enforce_if(taken)
        self.model.add_implication(taken, self.wanted[option.goal])
        for need in option.needs:
            self.model.add_implication(taken, self.wanted[need])
            self.model.add(start >= self.met[need]).only_enforce_if(taken)

    def want(self, goal: str, *, is_asked: bool) -> None:
        """
        A goal counts if it is asked for, or because of an option whose own goal does. It has at
        most one option of its own, and where it counts, one that was taken meets it.
        """
        wanted = self.wanted[goal]
        self.model.add_at_most_one(
            self.taken[each.id] for each in self.options if each.goal == goal
        )
        meeting = []
        for each in self.options:
            if goal in each.meets:
                meeting.append(self.flag())
                self.model.add_implication(meeting[-1], self.taken[each.id])
                self.model.add(self.met[goal] >= self.end(each)).only_enforce_if(meeting[-1])
        self.model.add_exactly_one(meeting).only_enforce_if(wanted)
        if is_asked:
            self.model.add(wanted == 1)
            return
        reasons = []
        for each in self.options:
            if goal in each.needs:
                reasons.append(self.flag())
                self.model.add_implication(reasons[-1], self.taken[each.id])
                deeper = self.depth[each.goal] < self.depth[goal]
                self.model.add(deeper).only_enforce_if(reasons[-1])
        self.model.add_bool_or(reasons).only_enforce_if(wanted)

    def best(self, objective: Objective) -> list[float] | None:
        """The least of what counts, one after the other; ``None`` where there is no set."""
        prices = [each.price(objective) for each in self.options]
        terms = self.sums(prices)
        terms.insert(BEFORE[objective], self.finish)
        found: list[float] = []
        for term in terms:
            self.model.minimize(term)
            least = solved(self.model)
            if least is None:
                return None
            found.append(least)
            self.model.add(term == least)
        return found

    def sums(self, counts: Sequence[Sequence[int]]) -> list[cp_model.LinearExpr]:
        columns = zip(*counts, strict=True)
        taken = list(self.taken.values())
        return [cp_model.LinearExpr.weighted_sum(taken, column) for column in columns]


def solved(model: cp_model.CpModel) -> int | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL
    return round(solver.objective_value)


@pytest.mark.slow
@pytest.mark.parametrize("objective", Objective)
@pytest.mark.parametrize(("goals", "most"), [(3, 4), (5, 3), (8, 3), (12, 2)])
def test_a_solver_finds_no_better_set_of_routes(
    goals: int, most: int, objective: Objective
) -> None:
    """Nor any where none is found; and what it says that it found ends when it says."""
    for seed in range(12):
        random = Random(seed)  # noqa: S311
        options = random_options(random, goals, most)
        asked = random.sample(
            sorted({each.goal for each in options}), random.randint(1, goals // 2)
        )
        found = choose_routes(options, asked, objective)
        best = RouteModel(options, asked).best(objective)

        assert found is None or found.is_exact
        assert (found and counted(found, objective)) == best, (seed, objective)


def test_a_search_that_ends_early_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With hardly a look allowed it does not claim that what it found is the best unless it is."""
    cases = []
    for seed in range(12):
        options = random_options(Random(seed), 9, 3)  # noqa: S311
        cases += [(options, sorted(meet(options).met_by)[:4], each) for each in Objective]
    best = [choose_routes(*case) for case in cases]
    monkeypatch.setattr(route_choice, "MOST_TRIED", 12)
    hasty = [choose_routes(*case) for case in cases]
    early = [each for each in hasty if each and not each.is_exact]

    assert early
    for each, exact in zip(hasty, best, strict=True):
        assert each is None or not each.is_exact or each == exact
    for each in early:
        assert critical_path(each.activities()).timings.keys() == {
            one.id for one in each.options.values()
        }


def test_the_order_of_goals_asked_for_changes_nothing() -> None:
    """Nor that of what an option brings: sets have no order of their own from run to run."""
    options = random_options(Random(3), 8, 3)  # noqa: S311
    goals = sorted(meet(options).met_by)

    for objective in Objective:
        one, other = (choose_routes(options, each, objective) for each in (goals, goals[::-1]))
        assert one == other


def shortest(activities: Sequence[Activity], weekly: Mapping[str, int], limit: int) -> int | None:
    """The finish of the shortest schedule in whole months under a limit of hours a week."""
    model = cp_model.CpModel()
    finish = model.new_int_var(0, HORIZON, "")
    starts = {}
    for each in activities:
        allowed = [
            int(month)
            for month in (each.opens or range(HORIZON))
            if each.earliest <= month <= min(each.closes, HORIZON)
        ]
        starts[each.id] = model.new_int_var_from_domain(cp_model.Domain.from_values(allowed), "")
    for each in activities:
        model.add(finish >= starts[each.id] + int(each.months.likely))
        for other in activities:
            if other.id in each.needs:
                model.add(starts[each.id] >= starts[other.id] + int(other.months.likely))
    intervals = [
        model.new_fixed_size_interval_var(starts[each.id], int(each.months.likely), "")
        for each in activities
    ]
    model.add_cumulative(intervals, [weekly[each.id] for each in activities], limit)
    model.minimize(finish)
    return solved(model)


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 6, 12])
def test_placing_claims_to_be_the_shortest_only_where_a_solver_finds_none_shorter(
    count: int,
) -> None:
    """
    Its bound holds, what it claims is so, and it is often the shortest and seldom much longer.
    """
    ratios = []
    for seed in range(40):
        random = Random(seed)  # noqa: S311
        limit = random.randint(2, 6)
        activities: list[Activity] = []
        weekly: dict[str, int] = {}
        for id_ in "ABCDEFGHIJKL"[:count]:
            earlier = [each.id for each in activities]
            months = random.randint(1, 4)
            needs = random.sample(earlier, min(len(earlier), random.choice((0, 0, 1, 2))))
            activities.append(
                Activity(
                    id=id_,
                    needs=tuple(needs),
                    months=Months(low=months, likely=months, high=months),
                    opens=tuple(range(random.randint(0, 3), 200, 4))
                    if random.random() < 0.2
                    else (),
                )
            )
            weekly[id_] = random.randint(0, limit)
        hours = {
            each.id: weekly[each.id] * each.months.likely * WEEKS_A_MONTH for each in activities
        }
        plan = place_under_weekly_hours(activities, hours, limit)
        best = shortest(activities, weekly, limit)

        assert best is not None
        assert plan.lower_bound <= best + 1e-6
        assert plan.finish >= best - 1e-6
        assert not plan.is_exact or plan.finish == pytest.approx(best)
        ratios.append(plan.finish / best)
    assert sum(ratio < 1 + 1e-6 for ratio in ratios) >= len(ratios) / 3
    assert sum(ratios) / len(ratios) < 1.15


def test_placing_that_misses_a_last_chance_says_which() -> None:
    """Both exams are held in month 0 only, and the week holds one."""
    month = Months(low=1, likely=1, high=1)
    exams = [Activity(id=id_, months=month, opens=(0.0,)) for id_ in "AB"]

    with pytest.raises(NoOpeningError, match="B cannot start"):
        place_under_weekly_hours(exams, dict.fromkeys("AB", 4 * WEEKS_A_MONTH), 6)
