"""The critical path: published examples to the digit, openings, cycles, and a stable order."""

from graphlib import CycleError
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.base.frozen import replace
from cmio_advisor.domain.base.time import Months
from cmio_advisor.domain.routes.network import (
    Activity,
    NoOpeningError,
    critical_path,
    topological_order,
)

Table = dict[str, tuple[float, str]]
"""Of each activity its duration and, as letters, what it needs."""
Timings = dict[str, tuple[float, float, float, float, float]]
"""Early start, early finish, late start, late finish, slack."""

RELIABLE_CONSTRUCTION: Table = {
    "A": (2, ""),
    "B": (4, "A"),
    "C": (10, "B"),
    "D": (6, "C"),
    "E": (4, "C"),
    "F": (5, "E"),
    "G": (7, "D"),
    "H": (9, "EG"),
    "I": (7, "C"),
    "J": (8, "FI"),
    "K": (4, "J"),
    "L": (5, "J"),
    "M": (2, "H"),
    "N": (6, "KL"),
}
"""Hillier and Lieberman, Introduction to Operations Research: a plant built in 44 weeks."""
RELIABLE_CONSTRUCTION_TIMINGS: Timings = {
    "A": (0, 2, 0, 2, 0),
    "B": (2, 6, 2, 6, 0),
    "C": (6, 16, 6, 16, 0),
    "D": (16, 22, 20, 26, 4),
    "E": (16, 20, 16, 20, 0),
    "F": (20, 25, 20, 25, 0),
    "G": (22, 29, 26, 33, 4),
    "H": (29, 38, 33, 42, 4),
    "I": (16, 23, 18, 25, 2),
    "J": (25, 33, 25, 33, 0),
    "K": (33, 37, 34, 38, 1),
    "L": (33, 38, 33, 38, 0),
    "M": (38, 40, 42, 44, 4),
    "N": (38, 44, 38, 44, 0),
}

MILWAUKEE_PAPER: Table = {
    "A": (2, ""),
    "B": (3, ""),
    "C": (2, "A"),
    "D": (4, "AB"),
    "E": (4, "C"),
    "F": (3, "C"),
    "G": (5, "DE"),
    "H": (2, "FG"),
}
"""Heizer and Render, Operations Management: air filters installed in 15 weeks."""
MILWAUKEE_PAPER_TIMINGS: Timings = {
    "A": (0, 2, 0, 2, 0),
    "B": (0, 3, 1, 4, 1),
    "C": (2, 4, 2, 4, 0),
    "D": (3, 7, 4, 8, 1),
    "E": (4, 8, 4, 8, 0),
    "F": (4, 7, 10, 13, 6),
    "G": (8, 13, 8, 13, 0),
    "H": (13, 15, 13, 15, 0),
}

KLONEPALM: Table = {
    "A": (90, ""),
    "B": (15, "A"),
    "C": (5, "B"),
    "D": (20, "G"),
    "E": (21, "D"),
    "F": (25, "A"),
    "G": (14, "CF"),
    "H": (28, "D"),
    "I": (30, "A"),
    "J": (45, "DI"),
}
"""Lawrence and Pasternack, Applied Management Science: the Klonepalm 2000, in 194 days."""
KLONEPALM_TIMINGS: Timings = {
    "A": (0, 90, 0, 90, 0),
    "B": (90, 105, 95, 110, 5),
    "C": (105, 110, 110, 115, 5),
    "D": (129, 149, 129, 149, 0),
    "E": (149, 170, 173, 194, 24),
    "F": (90, 115, 90, 115, 0),
    "G": (115, 129, 115, 129, 0),
    "H": (149, 177, 166, 194, 17),
    "I": (90, 120, 119, 149, 29),
    "J": (149, 194, 149, 194, 0),
}

PERT_OF_SEVEN: Table = {
    "A": (4, ""),
    "B": (5.33, ""),
    "C": (5.17, "A"),
    "D": (6.33, "A"),
    "E": (5.17, "BC"),
    "F": (4.5, "D"),
    "G": (5.17, "E"),
}
"""The example of the encyclopedias' article on PERT: seven tasks, 19.51 days."""
PERT_OF_SEVEN_TIMINGS: Timings = {
    "A": (0, 4, 0, 4, 0),
    "B": (0, 5.33, 3.84, 9.17, 3.84),
    "C": (4, 9.17, 4, 9.17, 0),
    "D": (4, 10.33, 8.68, 15.01, 4.68),
    "E": (9.17, 14.34, 9.17, 14.34, 0),
    "F": (10.33, 14.83, 15.01, 19.51, 4.68),
    "G": (14.34, 19.51, 14.34, 19.51, 0),
}


def activity(
    id_: str,
    months: float,
    needs: str = "",
    earliest: float = 0.0,
    opens: tuple[float, ...] = (),
    closes: float = inf,
) -> Activity:
    return Activity(
        id=id_,
        needs=tuple(needs),
        months=Months(low=months, likely=months, high=months),
        earliest=earliest,
        opens=opens,
        closes=closes,
    )


def network(table: Table) -> list[Activity]:
    return [activity(id_, months, needs) for id_, (months, needs) in table.items()]


@pytest.mark.parametrize(
    ("table", "timings", "critical", "finish"),
    [
        (RELIABLE_CONSTRUCTION, RELIABLE_CONSTRUCTION_TIMINGS, "ABCEFJLN", 44),
        (MILWAUKEE_PAPER, MILWAUKEE_PAPER_TIMINGS, "ACEGH", 15),
        (KLONEPALM, KLONEPALM_TIMINGS, "AFGDJ", 194),
        (PERT_OF_SEVEN, PERT_OF_SEVEN_TIMINGS, "ACEG", 19.51),
    ],
)
def test_published_examples_come_out(
    table: Table, timings: Timings, critical: str, finish: float
) -> None:
    """Every early and late time and every slack, as printed."""
    schedule = critical_path(network(table))
    found = {
        id_: (
            each.early_start,
            each.early_finish,
            each.late_start,
            each.late_start + each.early_finish - each.early_start,
            each.slack,
        )
        for id_, each in schedule.timings.items()
    }

    assert found.keys() == timings.keys()
    assert all(found[id_] == pytest.approx(timings[id_]) for id_ in timings)
    assert "".join(schedule.critical) == critical
    assert schedule.finish == pytest.approx(finish)


def test_an_empty_plan_ends_as_it_starts() -> None:
    """Nothing to do takes no time."""
    schedule = critical_path([])

    assert (schedule.finish, schedule.critical, schedule.timings) == (0.0, (), {})


def test_nothing_starts_before_its_earliest_month() -> None:
    """A waits until month 3, and B for A; C, of 4 months, can slip to 5 - 4 = 1."""
    schedule = critical_path(
        [activity("A", 1, earliest=3), activity("B", 1, "A"), activity("C", 4)]
    )

    assert schedule.timings["B"].early_start == 4
    assert schedule.timings["C"].slack == 1


def test_an_exam_waits_for_its_season_and_gives_what_precedes_it_slack() -> None:
    """Study ends in month 5, the exam is held in 9 and 21: four months of slack for the study."""
    schedule = critical_path([activity("S", 5), activity("E", 1, "S", opens=(0.0, 9.0, 21.0))])

    assert schedule.finish == 10
    assert schedule.timings["E"].early_start == 9
    assert schedule.timings["S"].slack == 4
    assert schedule.critical == ("E",)


def test_what_has_no_later_opening_in_time_is_critical() -> None:
    """The exam in month 2 could slip by five months, but the next one is held in 14."""
    long, exam = activity("L", 8), activity("E", 1, opens=(2.0, 14.0))
    alone = critical_path([long, exam])
    with_another = critical_path([long, activity("E", 1, opens=(2.0, 6.0, 14.0))])

    assert alone.critical == ("L", "E")
    assert with_another.timings["E"].late_start == 6


def test_after_the_last_opening_there_is_no_start() -> None:
    """An error that names the activity, not a date that does not exist."""
    late = [activity("S", 5), activity("E", 1, "S", opens=(0.0, 4.0))]

    with pytest.raises(NoOpeningError, match="E cannot start") as caught:
        critical_path(late)
    assert caught.value.activity_id == "E"
    assert late[1].start_from(5.0) == inf


def test_a_door_that_closes_limits_the_slack_of_all_that_leads_to_it() -> None:
    """
    The course must start by month 6 and waits for 5 months of study: 1 of slack for both, though
    the plan goes on to month 20.
    """
    schedule = critical_path(
        [activity("L", 20), activity("S", 5), activity("C", 1, "S", closes=6.0)]
    )

    assert {id_: each.slack for id_, each in schedule.timings.items()} == {"L": 0, "S": 1, "C": 1}
    assert schedule.timings["C"].late_start == 6


def test_a_door_that_closes_as_one_comes_is_open_and_critical() -> None:
    """
    Its last moment counts; of the openings only those until then; and earliest may be too late.
    """
    study, long = activity("S", 0.1 + 0.2), activity("L", 9)
    just = critical_path([study, long, activity("C", 1, "S", closes=0.3)])
    seasonal = activity("E", 1, opens=(0.0, 4.0, 8.0), closes=5.0)

    assert just.critical == ("S", "L", "C")
    assert critical_path([seasonal, long]).timings["E"].late_start == 4
    assert (seasonal.start_from(4.0), seasonal.start_from(4.1)) == (4.0, inf)
    assert (seasonal.start_until(8.0), seasonal.start_until(3.0)) == (4.0, 0.0)
    assert activity("X", 1, earliest=2, closes=1).start_from(0.0) == inf
    with pytest.raises(NoOpeningError, match="C cannot start: its last chance to start has passed"):
        critical_path([study, activity("C", 1, "S", closes=0.2)])


def test_a_cycle_is_refused() -> None:
    """It names those that wait for each other."""
    circle = [activity("A", 1, "B"), activity("B", 1, "A"), activity("X", 1)]

    with pytest.raises(CycleError, match="cycle"):
        critical_path(circle)


def test_the_order_given_breaks_ties() -> None:
    """B before A as given; C as soon as what it needs has come."""
    given_order = [activity("B", 1), activity("C", 1, "A"), activity("A", 1), activity("D", 1)]

    assert [each.id for each in topological_order(given_order)] == ["B", "A", "C", "D"]


FAR_OPENINGS = {1000.0 * number for number in range(1, 20)}


@st.composite
def networks(draw: st.DrawFn) -> list[Activity]:
    """
    Up to eight activities in any order, in quarters of months, some with openings, some that close
    by then or soon after they can start.
    """
    quarters = st.integers(0, 40).map(lambda number: number / 4)
    made: list[Activity] = []
    for id_ in "ABCDEFGH"[: draw(st.integers(1, 8))]:
        needs = draw(st.sets(st.sampled_from([each.id for each in made]))) if made else set()
        opens = tuple(sorted(draw(st.sets(quarters, max_size=2)) | FAR_OPENINGS))
        with_opens = draw(st.booleans())
        new = activity(
            id_,
            draw(quarters),
            "".join(sorted(needs)),
            earliest=draw(quarters),
            opens=opens if with_opens else (),
        )
        if draw(st.booleans()):
            early_start = critical_path([*made, new]).timings[id_].early_start
            new = replace(new, closes=early_start + draw(quarters))
        made.append(new)
    return draw(st.permutations(made))


def finish_if_held(activities: list[Activity], place: int, month: float) -> float:
    """
    The plan's finish if one of its activities does not start before ``month``; infinity where one
    then misses its last chance.
    """
    held = replace(activities[place], earliest=month)
    try:
        return critical_path([*activities[:place], held, *activities[place + 1 :]]).finish
    except NoOpeningError:
        return inf


@given(networks())
def test_late_times_keep_the_finish_and_later_ones_do_not(activities: list[Activity]) -> None:
    """The meaning of slack, held by trying: start one as late as it says, and a little later."""
    schedule = critical_path(activities)

    for place, each in enumerate(activities):
        timing = schedule.timings[each.id]
        assert timing.early_start <= timing.late_start
        assert finish_if_held(activities, place, timing.late_start) == schedule.finish
        assert finish_if_held(activities, place, timing.late_start + 0.125) > schedule.finish
