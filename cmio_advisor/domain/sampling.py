"""
How a plan's finish is spread, by drawing every duration many times (Van Slyke 1963, "Monte Carlo
methods and the PERT problem").

One path's durations alone would say too little: where paths join, the later one counts, and the
plan ends later than any single path.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import compress
from math import ceil, floor, fsum, inf
from operator import add, sub
from random import Random

from cmio_advisor.domain.durations import POINTS, quantile_table, to_grain
from cmio_advisor.domain.network import Activity, topological_order
from cmio_advisor.domain.record import Record, replace

Column = list[float]
"""One number a run."""
CRITICAL_RUNS = 2_500
"""The first runs tell who is critical, to a standard error of at most 0.01: as much work as the
finish again for each run, and nobody reads such a share finer than in percent."""
ROUNDED = 2.0**-26
"""Months, a 25th of a second: what rounding to the grain can add up to, so that no opening is
missed by it."""


class FinishDistribution(Record):
    """
    When a plan ends, in months from its first day, over ``runs`` draws.

    ``p80`` is the finish that 80 % of the runs reach, and so on; ``None`` where too many runs miss
    an activity's last chance to start. ``missed`` is their share. ``mean``, ``None`` if all miss,
    is over the other runs, and so is ``critical``: by activity the share of the first
    ``CRITICAL_RUNS`` in which it has no slack.
    """

    runs: int
    p10: float | None
    p50: float | None
    p80: float | None
    p90: float | None
    mean: float | None
    missed: float
    critical: Mapping[str, float]


def sample_finish(
    activities: Sequence[Activity], seed: int, runs: int = 10_000
) -> FinishDistribution:
    """
    The finish over ``runs`` (at least 1) draws of all durations, independent of each other.

    The same seed gives the same result everywhere. What an activity draws depends on the seed and
    its id alone: the order of activities changes nothing, and two plans that share activities
    share their luck, so that their difference is not blurred by it.

    The mean's standard error is the finish's standard deviation over the root of ``runs``: 1 % of
    it for 10,000. The chance of a finish up to p80 is 80 % to a standard error of 0.4 %.

    Raises ``ValueError`` for a network or durations that are none, as ``topological_order`` and
    ``quantile_table`` do.
    """
    if runs < 1:
        raise ValueError("At least one run.")
    ordered = topological_order([_on_grain(each) for each in activities])
    durations = [_draw(each, seed, runs) for each in ordered]
    starts, finishes = _forward(ordered, durations, runs)
    ranked = sorted(finishes)
    ended = bisect_left(ranked, inf)
    return FinishDistribution(
        runs=runs,
        p10=_reached_by(ranked, 10),
        p50=_reached_by(ranked, 50),
        p80=_reached_by(ranked, 80),
        p90=_reached_by(ranked, 90),
        mean=fsum(ranked[:ended]) / ended if ended else None,
        missed=(runs - ended) / runs,
        critical=_critical_shares(ordered, durations, starts, finishes),
    )


def _on_grain(activity: Activity) -> Activity:
    """
    The activity with times that add up exactly with the durations drawn.
    """
    # A door closes a little after an opening at the same time, so that it does not shut that out.
    closes = activity.closes if activity.closes == inf else to_grain(activity.closes) + 2 * ROUNDED
    return replace(
        activity,
        earliest=to_grain(activity.earliest),
        opens=tuple(to_grain(opening) + ROUNDED for opening in activity.opens),
        closes=closes,
    )


def _draw(activity: Activity, seed: int, runs: int) -> Column:
    table = quantile_table(activity.months)
    # Of all of Random, only this method is promised to give the same numbers in later Pythons.
    draw = Random(f"{seed}/{activity.id}").random  # noqa: S311 - luck in a plan keeps no secret
    return [table[floor(draw() * POINTS)] for _ in range(runs)]


def _forward(
    ordered: Sequence[Activity], durations: Sequence[Column], runs: int
) -> tuple[list[Column], Column]:
    """
    The earliest starts, by activity, and the finishes.
    """
    starts: list[Column] = []
    ends: dict[str, Column] = {}
    finishes = [0.0] * runs
    needed = {need for each in ordered for need in each.needs}
    for each, duration in zip(ordered, durations, strict=True):
        if each.needs:
            start = reduce(_later, [ends[need] for need in each.needs])
            if each.opens:
                start = _next_openings(each, start)
            elif each.earliest > 0:
                start = _later(start, [each.earliest] * runs)
            if each.closes < inf:
                start = [month if month <= each.closes else inf for month in start]
        else:
            start = [each.start_from(0.0)] * runs
        starts.append(start)
        ends[each.id] = list(map(add, start, duration))
        if each.id not in needed:
            finishes = _later(finishes, ends[each.id])
    return starts, finishes


def _next_openings(activity: Activity, ready: Column) -> Column:
    """
    The first opening from each of the months on, several times as fast as ``Activity.start_from``.
    """
    opens = (*(each for each in activity.opens if each >= activity.earliest), inf)
    return [opens[bisect_left(opens, each)] for each in ready]


def _critical_shares(
    ordered: Sequence[Activity],
    durations: Sequence[Column],
    starts: Sequence[Column],
    finishes: Column,
) -> dict[str, float]:
    """
    In which share of runs the latest start that keeps the run's finish is the earliest one.
    """
    in_time = [finish < inf for finish in finishes[:CRITICAL_RUNS]]
    finishes = list(compress(finishes, in_time))
    followers: dict[str, list[Column]] = {each.id: [] for each in ordered}
    shares: dict[str, float] = {}
    for each, duration, start in zip(ordered[::-1], durations[::-1], starts[::-1], strict=True):
        must_end = reduce(_sooner, followers[each.id] or [finishes])
        late_start = list(map(sub, must_end, compress(duration, in_time)))
        if each.opens or each.closes < inf:
            late_start = list(map(each.start_until, late_start))
        pairs = zip(late_start, compress(start, in_time), strict=True)
        critical = [late - early <= 2 * ROUNDED for late, early in pairs]
        shares[each.id] = critical.count(True) / max(1, len(finishes))
        for need in each.needs:
            followers[need].append(late_start)
    return {each.id: shares[each.id] for each in ordered}


def _later(left: Column, right: Column) -> Column:
    # Twice as fast as the built-in max, and most of the time goes here.
    return [a if a > b else b for a, b in zip(left, right, strict=True)]  # noqa: FURB136


def _sooner(left: Column, right: Column) -> Column:
    return [a if a < b else b for a, b in zip(left, right, strict=True)]  # noqa: FURB136


def _reached_by(ranked: Column, percent: int) -> float | None:
    """
    The smallest finish that at least ``percent`` of the runs reach.
    """
    finish = ranked[ceil(len(ranked) * percent / 100) - 1]
    return finish if finish < inf else None
