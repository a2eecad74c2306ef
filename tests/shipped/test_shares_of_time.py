"""Shares of full time: what is held at the same time adds up, and what is not told stays open."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import AS_OF, examples

PHYSICIAN: dict[str, Any] = {
    "degrees": ["md"],
    "license": "unrestricted",
    "residency": {"specialty": "internal-medicine", "completed": 2012},
    "board_certifications": ["internal-medicine"],
    "fellowships": [],
    "certifications": [],
}
BOARD = "abpm-clinical-informatics"
ON = date(2024, 6, 30)
"""The window of the practice pathway ends on this day of the year: it begins in July 2019."""
FLOOR, ASKED, WINDOW_YEARS = 25, 36, 5

Run = Callable[..., Any]
Eligible = Callable[[list[dict[str, Any]]], dict[str, Any]]


@pytest.fixture
def eligible(run: Run, tmp_path: Path) -> Eligible:
    """What the program says of a physician's way to the board, by the practice pathway."""

    def asked(informatics: list[dict[str, Any]]) -> dict[str, Any]:
        path = tmp_path / "profile.json"
        path.write_text(json.dumps({**PHYSICIAN, "informatics": informatics}), encoding="utf-8")
        result = run("eligible", path, BOARD, "--as-of", ON.isoformat(), "--format", "json")
        assert result.code == 0, result.err
        found: dict[str, Any] = json.loads(result.out)["credentials"][0]
        return found

    return asked


def post(start: object, share: float | None, end: object = "present") -> dict[str, Any]:
    told = {"from": start, "to": end, "fte": share}
    return {key: value for key, value in told.items() if value is not None}


def test_posts_held_at_the_same_time_add_up(eligible: Eligible) -> None:
    """Two of 15% since 2020 are 30%, so three years of 25% or more are full."""
    assert eligible([post("2020-06", 0.15)] * 2)["eligible"] == "yes"
    assert eligible([post("2020-06", 0.15)])["eligible"] == "no"


def test_time_below_the_floor_does_not_count(eligible: Eligible) -> None:
    """Where only one of the two is held, it is 15%: two years together are no three."""
    posts = [post("2019-07", 0.15, "2021-06"), post("2019-07", 0.15)]

    assert eligible(posts)["eligible"] == "no"


def test_posts_one_after_the_other_do_not_add_up(eligible: Eligible) -> None:
    """15% and then 15% are never 30%."""
    posts = [post("2019-01", 0.15, "2021-12"), post("2022-01", 0.15)]

    assert eligible(posts)["eligible"] == "no"


def test_years_without_dates_may_be_the_same_time(eligible: Eligible) -> None:
    """Never a plain no where an untold date or share could make it enough."""
    undated = {"years": 4, "fte": 0.15}

    assert eligible([undated, undated])["eligible"] == "unknown"
    assert eligible([undated, post("2019-07", 0.15)])["eligible"] == "unknown"
    assert eligible([undated, post("2019-07", 0.05)])["eligible"] == "no"
    assert eligible([post("2019-07", None), post("2019-07", 0.15)])["eligible"] == "unknown"
    assert eligible([post("2019-07", 0.25), post("2019-07", None)])["eligible"] == "yes"


def test_the_day_on_which_added_shares_are_enough_is_told(eligible: Eligible) -> None:
    """From July 2022 on it is 30%: three years are full with the last day of June 2025."""
    found = eligible([post("2020-01", 0.15), post("2022-07-01", 0.15)])

    assert (found["eligible"], found["eligible_from"]) == ("no", "2025-06-30")


LAST = ON.year * 12 + ON.month - 1
"""Months of work are counted from the year 0."""
ENTRY = st.fixed_dictionaries(
    {
        "months": st.builds(
            lambda first, length: (first, min(first + length, LAST)),
            st.integers(2018 * 12, 2021 * 12),
            st.integers(11, 77),
        ),
        "share": st.sampled_from([10, 15, 25]),
        "told": st.fixed_dictionaries(
            {
                "period": st.sampled_from(["days", "days", "days", "years", "start", "length"]),
                "share": st.sampled_from([True, True, True, False]),
            }
        ),
    }
)


AT_ONCE = st.lists(
    st.fixed_dictionaries(
        {
            "months": st.builds(
                lambda first, length: (first, min(first + length, LAST)),
                st.integers(2018 * 12, 2020 * 12),
                st.integers(48, 77),
            ),
            "share": st.sampled_from([10, 15]),
            "told": st.just({"period": "days", "share": True}),
        }
    ),
    min_size=2,
    max_size=3,
)
"""Posts below the floor each, mostly held at once: they reach it together or not at all."""


def as_told(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry with some of what is so left out, or told only roughly."""
    first, last = entry["months"]
    told = entry["told"]
    share = {"fte": entry["share"] / 100} if told["share"] else {}
    if told["period"] == "length":
        return {"years": (last - first + 1) / 12, **share}
    start, after = (date(month // 12, month % 12 + 1, 1) for month in (first, last + 1))
    end = after - timedelta(days=1)
    goes_on = {"to": "present"} if end == ON else {"to": str(end)}
    if told["period"] == "years":
        return {"from": start.year, "to": end.year, **share}
    return {"from": str(start), **share, **({} if told["period"] == "start" else goes_on)}


def enough_months(entries: list[dict[str, Any]]) -> bool:
    """Counted month by month."""
    shares = [
        sum(each["share"] for each in entries if each["months"][0] <= month <= each["months"][1])
        for month in range(LAST - WINDOW_YEARS * 12 + 1, LAST + 1)
    ]
    return len([share for share in shares if share >= FLOOR]) >= ASKED


@given(st.one_of(st.lists(ENTRY, min_size=1, max_size=4), AT_ONCE))
@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_completion_contradicts_what_is_said_of_shares(
    eligible: Eligible, entries: list[dict[str, Any]]
) -> None:
    """
    Law: yes and no stand whatever the months and shares are that were not told; and where all is
    told, the answer is that of counting month by month.
    """
    said = eligible([as_told(each) for each in entries])["eligible"]

    assert said in {"yes" if enough_months(entries) else "no", "unknown"}
    if all(each["told"] == {"period": "days", "share": True} for each in entries):
        assert said != "unknown"


def planned(run: Run, fellowship: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The plan of a pediatrician in a fellowship: its steps by route, and its text."""
    answers = {
        "degrees": ["md"],
        "license": "unrestricted",
        "residency": {"specialty": "pediatrics", "completed": "2025-06"},
        "board_certifications": ["pediatrics"],
        "fellowships": [{"status": "in-progress", "expected": "2028-06", **fellowship}],
        "role": "resident",
    }
    told = json.dumps(answers).encode()
    found = run("plan", "-", "--as-of", AS_OF, "--format", "json", stdin=told)
    text = run("plan", "-", "--as-of", AS_OF, "--format", "plain", stdin=told)
    assert (found.code, text.code) == (0, 0), found.err
    return {each["id"]: each for each in json.loads(found.out)["steps"]}, text.out


def test_practice_begins_when_another_fellowship_has_ended(run: Run) -> None:
    """Both are full time; the informatics fellowship leaves a day for patients."""
    neonatology, _ = planned(run, {"specialty": "neonatology"})
    informatics, _ = planned(run, {"specialty": "clinical-informatics"})

    assert neonatology["start-practice"]["start"] == "2028-06-30"
    assert informatics["practice-in-fellowship"]["start"] == AS_OF


@pytest.mark.parametrize(
    ("specialty", "said"), [("neonatology", False), ("clinical-informatics", True)]
)
def test_accreditation_is_taken_for_granted_of_the_fellowship_that_is_asked_for(
    run: Run, specialty: str, *, said: bool
) -> None:
    """By its name; nothing asks it of a fellowship in neonatology."""
    _, text = planned(run, {"specialty": specialty})

    assert ("that your fellowship (Clinical informatics) is accredited" in text) is said
    assert "is accredited" not in text.replace("(Clinical informatics) is accredited", "")
