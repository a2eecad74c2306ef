"""How money, time and dates read."""

import pytest

from cmio_advisor.domain.base.time import Cost, Months
from cmio_advisor.domain.judge.results import Answer, Eligibility, State
from cmio_advisor.reporting import wording


@pytest.mark.parametrize(
    ("low", "likely", "high", "text"),
    [
        (24, 24, 48, "about 2 years (2 to 4)"),
        (36, 36, 36, "about 3 years"),
        (12, 18, 24, "about 18 months (12 to 24)"),
        (30, 42, 48, "about 3.5 years (2.5 to 4)"),
        (0.25, 1, 3, "about 1 month (under 1 to 3)"),
        (0, 0.5, 1, "about 2 weeks (0 to 4.5)"),
        (0, 0, 0, "at once"),
    ],
)
def test_months_read_as_years_months_or_weeks(
    low: float, likely: float, high: float, text: str
) -> None:
    """In the unit that suits the likely length, with its range."""
    assert text == wording.months_text(Months(low=low, likely=likely, high=high))


def test_costs_are_ranges_of_whole_dollars() -> None:
    """Not known is said; nothing at all is no fee."""
    assert wording.cost_text(None) == "not known"
    assert wording.cost_text(Cost(low=0, high=0)) == "no fee"
    assert wording.cost_text(Cost(low=300, high=300)) == "$300"
    assert wording.cost_text(Cost(low=0, high=1_500)) == "$0 to $1,500"


def test_lists_and_counts_read_as_in_a_sentence() -> None:
    """One, two, many, none."""
    assert wording.listing([]) == ""
    assert wording.listing(["a", "b", "c"]) == "a, b and c"
    assert wording.counted(1, "topic") == "1 topic"
    assert wording.counted(2, "topic") == "2 topics"
    assert wording.counted(1_200, "hour") == "1,200 hours"


def test_every_answer_has_a_word() -> None:
    """No state without words, and no two states with the same."""
    assert set(wording.STATES) == set(State)
    assert set(wording.ELIGIBILITIES) == set(Eligibility)
    assert set(wording.READY) == set(Answer)
    assert len({word for _, word in wording.STATES.values()}) == len(State)
