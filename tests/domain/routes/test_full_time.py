"""Full-time activities put in turn: no two overlap, nothing else moves but by what it waits for."""

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.base.time import TOLERANCE, Months
from cmio_advisor.domain.plan.sampling import sample_finish
from cmio_advisor.domain.routes.network import Activity, critical_path, in_turn


def activity(name: str, months: float, earliest: float = 0.0, closes: float = inf) -> Activity:
    length = Months(low=months, likely=months, high=months)
    return Activity(id=name, months=length, earliest=earliest, closes=closes)


def test_the_one_that_starts_first_comes_first() -> None:
    """The other waits for its end; what takes no post stays where it was."""
    network = (activity("a", 12), activity("b", 6, earliest=3.0), activity("c", 5))

    timings = critical_path(in_turn(network, {"a": 12, "b": 6})).timings

    assert timings["a"].early_start == 0
    assert timings["b"].early_start == 12
    assert timings["c"].early_start == 0


def test_a_job_begins_when_the_other_is_full_time_no_more() -> None:
    """And not after the exam behind it, half a year later; on the latest days too."""
    network = (activity("fellowship", 30), activity("job", 2), activity("own", 31))

    found = critical_path(in_turn(network, {"fellowship": 24}, jobs={"job": 2}))

    assert found.timings["job"].early_start == 24
    assert (found.finish, found.timings["fellowship"].slack) == (31, 1)
    waiting = in_turn(network, {"fellowship": 24}, jobs={"job": 2})
    assert {*sample_finish(waiting, seed=1).finishes} == {31}


def test_a_job_in_which_nobody_could_stay_comes_after() -> None:
    """Where the full-time one begins before one has been in it for as long as one stays."""
    network = (activity("fellowship", 24, earliest=19), activity("job", 12))

    def job_begins(length: float) -> float:
        placed = in_turn(network, {"fellowship": 24}, jobs={"job": length})
        return critical_path(placed).timings["job"].early_start

    assert (job_begins(12 + 6), job_begins(12 + 12)) == (0, 43)


def test_a_school_waits_for_no_job_that_is_held() -> None:
    """Years that a job held now would fill are counted after it, though both could begin today."""
    network = (activity("school", 48), activity("years", 37))

    placed = in_turn(network, {"school": 48}, fixed=("years",), jobs={"years": 37})

    timings = critical_path(placed).timings
    assert (timings["school"].early_start, timings["years"].early_start) == (0, 48)


def test_a_door_that_would_close_leaves_both_where_they_are() -> None:
    """Neither is dropped without a word."""
    network = (activity("a", 12), activity("b", 6, earliest=3.0, closes=4.0))

    assert in_turn(network, {"a": 12, "b": 6}) == network


@given(
    st.lists(
        st.tuples(st.integers(1, 20), st.integers(0, 30), st.booleans()), min_size=1, max_size=7
    )
)
def test_no_two_overlap(told: list[tuple[int, int, bool]]) -> None:
    """Without doors every two come apart, and nothing starts sooner than before."""
    network = [
        activity(str(number), months, earliest=float(earliest))
        for number, (months, earliest, _) in enumerate(told)
    ]
    full_time = {str(number): told[number][0] for number in range(len(told)) if told[number][2]}

    before, after = critical_path(network).timings, critical_path(in_turn(network, full_time))
    stretches = sorted(
        (after.timings[each].early_start, after.timings[each].early_start + months)
        for each, months in full_time.items()
    )

    for number, (start, _) in enumerate(stretches[1:]):
        assert stretches[number][1] <= start + TOLERANCE
    assert all(after.timings[each].early_start >= before[each].early_start for each in before)
