"""
How a plan's finish is spread, by drawing every duration many times (Van Slyke 1963, "Monte Carlo
methods and the PERT problem").

One path's durations alone would say too little: where paths join, the later one counts, and the
plan ends later than any single path.

The draws of one activity are spread evenly over its distribution and come in random order: a Latin
hypercube (McKay, Beckman and Conover 1979, "A comparison of three methods for selecting values of
input variables in the analysis of output from a computer code"). A plan's finish is nearly a sum,
and of a sum the mean has no error: 2,048 such runs tell it better than 10,000 independent ones.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import compress
from math import ceil, fsum, inf, log
from operator import add, sub
from random import Random

from cmio_advisor.domain.base.frozen import Frozen
from cmio_advisor.domain.base.time import TOLERANCE
from cmio_advisor.domain.schedule.durations import POINTS, quantile_table
from cmio_advisor.domain.schedule.network import Activity, topological_order

Column = list[float]
"""One number a run."""
RUNS = 4 * POINTS
"""Each value of a table is drawn four times."""


class FinishDistribution(Frozen):
    """
    When a plan ends, in months, over many draws: ``p80`` is reached by 80%, ``None`` where too
    many miss a last chance (``missed`` is their share). ``mean`` and, by activity, the share in
    which it is ``critical`` are over the other runs.
    """

    p10: float | None
    p50: float | None
    p80: float | None
    p90: float | None
    mean: float | None
    missed: float
    critical: Mapping[str, float]


def sample_finish(
    activities: Sequence[Activity], seed: int, runs: int = RUNS
) -> FinishDistribution:
    """
    The finish over ``runs`` (at least 1) draws of all durations, those of one activity independent
    of those of another.

    The same seed gives the same result everywhere. What an activity draws depends on the seed and
    its id alone: the order of activities changes nothing, and two plans that share activities
    share their luck, so that their difference is not blurred by it.

    No error is larger than that of as many independent draws (Owen 1997, "Monte Carlo variance of
    scrambled net quadrature", but for a factor of 1 + 1 / ``runs``). So with ``RUNS`` the standard
    error of the mean is at most 2.2% of the finish's standard deviation, that of a share at most
    1.1%, and the chance of a finish up to p80 is 80% to at most 0.9%. Measured on plans of 12
    and 30 activities: up to 1.3%, 0.8% and 0.8%; of one chain alone the mean is exact.

    For what leads to some of the activities only, sample the network of these: draws hang on ids,
    so both finishes belong to the same runs, at the price of a second, smaller sampling.
    """
    ordered = topological_order(activities)
    durations = [_draw(each, seed, runs) for each in ordered]
    misses = {each.id: _misses(each, seed, runs) for each in ordered if each.chance < 1}
    starts, finishes = _forward(ordered, durations, misses, runs)
    ranked = sorted(finishes)
    ended = bisect_left(ranked, inf)
    return FinishDistribution(
        p10=_reached_by(ranked, 10),
        p50=_reached_by(ranked, 50),
        p80=_reached_by(ranked, 80),
        p90=_reached_by(ranked, 90),
        mean=fsum(ranked[:ended]) / ended if ended else None,
        missed=(runs - ended) / runs,
        critical=_critical_shares(ordered, durations, misses, starts, finishes),
    )


def _draw(activity: Activity, seed: int, runs: int) -> Column:
    """The table's values, each as often as any other as far as that goes, in random order."""
    table = quantile_table(activity.months)
    evenly = [table[(2 * run + 1) * POINTS // (2 * runs)] for run in range(runs)]
    return [evenly[run] for run in _shuffled(runs, f"{seed}/{activity.id}")]


def _misses(activity: Activity, seed: int, runs: int) -> list[int]:
    """At how many openings no place is found before one is: geometric from the second on."""
    first, later = 1 - activity.chance, 1 - (activity.later_chance or activity.chance)
    left = ((1 - (run + 0.5) / runs) / first for run in range(runs))
    evenly = [0 if each > 1 else 1 + int(log(each) / log(later)) for each in left]
    return [evenly[run] for run in _shuffled(runs, f"{seed}/{activity.id}/place")]


def _shuffled(runs: int, seed: str) -> list[int]:
    # Of all of Random, only this method is promised to give the same numbers in later Pythons.
    draw = Random(seed).random  # noqa: S311 - luck in a plan keeps no secret
    places = [draw() for _ in range(runs)]
    return sorted(range(runs), key=places.__getitem__)


def _forward(
    ordered: Sequence[Activity],
    durations: Sequence[Column],
    misses: Mapping[str, list[int]],
    runs: int,
) -> tuple[list[Column], Column]:
    """The earliest starts, by activity, and the finishes."""
    starts: list[Column] = []
    ends: dict[str, Column] = {}
    finishes = [0.0] * runs
    needed = {need for each in ordered for need in each.needs}
    for each, duration in zip(ordered, durations, strict=True):
        start = reduce(_later, [ends[need] for need in each.needs], [0.0] * runs)
        if each.opens:
            start = _next_openings(each, start, misses.get(each.id))
        elif each.earliest > 0:
            start = _later(start, [each.earliest] * runs)
        if each.closes < inf:
            last = each.closes + TOLERANCE
            start = [month if month <= last else inf for month in start]
        starts.append(start)
        ends[each.id] = list(map(add, start, duration))
        if each.id not in needed:
            finishes = _later(finishes, ends[each.id])
    return starts, finishes


def _next_openings(activity: Activity, ready: Column, misses: list[int] | None) -> Column:
    """The first opening with a place from each month on; faster than ``Activity.start_from``."""
    opens = (*(each for each in activity.opens if each >= activity.earliest - TOLERANCE), inf)
    reached = [each + TOLERANCE for each in opens]
    if misses is None:
        return [opens[bisect_left(reached, each)] for each in ready]
    last = len(opens) - 1
    return [
        opens[min(last, bisect_left(reached, each) + missed)]
        for each, missed in zip(ready, misses, strict=True)
    ]


def _tried_from(activity: Activity, starts: Column, misses: list[int]) -> Column:
    """For starts that are openings, the openings at which one had to try first."""
    opens = activity.opens
    return [
        opens[max(0, bisect_right(opens, start) - 1 - missed)]
        for start, missed in zip(starts, misses, strict=True)
    ]


def _critical_shares(
    ordered: Sequence[Activity],
    durations: Sequence[Column],
    misses: Mapping[str, list[int]],
    starts: Sequence[Column],
    finishes: Column,
) -> dict[str, float]:
    """In which share of runs the latest start that keeps the run's finish is the earliest one."""
    in_time = [finish < inf for finish in finishes]
    finishes = list(compress(finishes, in_time))
    followers: dict[str, list[Column]] = {each.id: [] for each in ordered}
    shares: dict[str, float] = {}
    for each, duration, start in zip(ordered[::-1], durations[::-1], starts[::-1], strict=True):
        must_end = reduce(_sooner, followers[each.id] or [finishes])
        late_start = list(map(sub, must_end, compress(duration, in_time)))
        if each.opens or each.closes < inf:
            late_start = list(map(each.start_until, late_start))
        pairs = zip(late_start, compress(start, in_time), strict=True)
        critical = [late - early <= TOLERANCE for late, early in pairs]
        shares[each.id] = critical.count(True) / max(1, len(finishes))
        if each.id in misses:
            late_start = _tried_from(each, late_start, list(compress(misses[each.id], in_time)))
        for need in each.needs:
            followers[need].append(late_start)
    return {each.id: shares[each.id] for each in ordered}


def _later(left: Column, right: Column) -> Column:
    # Twice as fast as the built-in max, and most of the time goes here.
    return [a if a > b else b for a, b in zip(left, right, strict=True)]  # noqa: FURB136


def _sooner(left: Column, right: Column) -> Column:
    return [a if a < b else b for a, b in zip(left, right, strict=True)]  # noqa: FURB136


def _reached_by(ranked: Column, percent: int) -> float | None:
    """The smallest finish that at least ``percent`` of the runs reach."""
    finish = ranked[ceil(len(ranked) * percent / 100) - 1]
    return finish if finish < inf else None
