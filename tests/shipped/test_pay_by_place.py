"""
What the practice pays that one leaves: published figures by place, none where the release has none.
"""

import csv
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.pay.wages import WageTable
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import ROOT, Run

DAY = ("--as-of", "2026-11-28")
PUBLISHED = list(csv.reader((ROOT / "data/wages/wages.csv").read_text(encoding="utf-8").split()))[
    1:
]
POINTS = ("mean", "p10", "p25", "p50", "p75", "p90")


def told(run: Run, *arguments: object) -> dict[str, Any]:
    found = run("pay", *arguments, *DAY, "--format", "json")

    assert found.code == 0
    answer: dict[str, Any] = json.loads(found.out)
    return answer


def by_area(places: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["area"]: each for each in places}


def test_the_practice_of_a_specialty_has_the_percentiles_of_its_state(run: Run) -> None:
    """
    Beside offices of physicians, hospitals and the nation; the residents in them are said.
    """
    practice = told(run, "--specialty", "internal-medicine", "--state", "OH")["practice"]

    assert practice["role"] == "physician-internal-medicine"
    assert (practice["p25"], practice["p50"]) == (169_000, 278_000)
    assert "residents" in practice["note"]
    assert list(by_area(practice["places"])) == ["OH", "US-6211", "US-622", "US"]
    assert by_area(practice["places"])["OH"] == {
        "area": "OH",
        "title": "Ohio",
        "figures": dict(
            zip(POINTS, (287_000, 84_000, 201_000, 250_000, 342_000, 453_000), strict=True)
        ),
        "error_percent": 6.8,
        "top_code": None,
    }


def test_figures_that_are_too_uncertain_are_not_printed(run: Run) -> None:
    """
    Radiologists in Ohio: the mean has a relative error of 12.1 %. The error is, with the reason.
    """
    place = by_area(told(run, "--specialty", "radiology", "--state", "OH")["practice"]["places"])
    text = run("pay", "--specialty", "radiology", "--state", "OH", *DAY, "--format", "plain").out

    assert place["OH"]["figures"] is None
    assert place["OH"]["error_percent"] == 12.1
    assert "264,000" not in text


def test_what_the_release_cuts_off_is_so_much_or_more(run: Run) -> None:
    """
    Surgeons in Alaska; and only where it does: the nation has percentiles far above.
    """
    practice = told(run, "--specialty", "general-surgery", "--state", "AK")["practice"]
    text = run("pay", "--specialty", "general-surgery", "--state", "AK", *DAY, "--format", "plain")
    places = by_area(practice["places"])

    assert (places["AK"]["figures"]["p50"], places["AK"]["top_code"]) == (None, 239_200)
    assert (places["US"]["figures"]["p90"], places["US"]["top_code"]) == (655_000, None)
    assert "$239,200 or more" in text.out


def test_what_was_not_released_is_left_out(run: Run) -> None:
    """
    Neurologists in Ohio.
    """
    places = told(run, "--specialty", "neurology", "--state", "OH")["practice"]["places"]

    assert "OH" not in by_area(places)


def test_the_assessment_shows_the_places_of_todays_work(run: Run) -> None:
    """
    Of the state that was told.
    """
    given = ("--degree", "md", "--role", "attending", "--residency", "internal-medicine")
    today = json.loads(run("assess", *given, "--state", "OH", *DAY, "--format", "json").out)["pay"][
        "today"
    ]

    assert by_area(today["places"])["OH"]["figures"]["p50"] == 250_000


@pytest.fixture(scope="module")
def wages() -> WageTable:
    """
    The shipped wages.
    """
    table = load_roadmap(str(ROOT / "data/cmio"), anew=True).pay
    assert table is not None
    assert table.wages is not None
    return table.wages


@given(row=st.sampled_from(PUBLISHED))
def test_every_row_is_found_as_published(wages: WageTable, row: list[str]) -> None:
    """
    Nothing is made up, and nothing too uncertain is shown.
    """
    area, occupation, mean, error, *percentiles = row
    found = wages.at(area, area, occupation)

    assert found is not None
    if error and float(error) > 10:
        assert found.figures is None
        return
    assert found.figures is not None
    shown = [getattr(found.figures, each) for each in POINTS]
    assert shown == [int(each) if each.isdigit() else None for each in (mean, *percentiles)]
    assert (found.top_code is not None) == ("+" in row)


def test_every_place_is_known(roadmap: Roadmap) -> None:
    """
    The states of the vocabulary, areas of the list, or parts of the nation.
    """
    table = roadmap.pay
    assert table is not None
    assert table.wages is not None
    listed = csv.DictReader(
        (ROOT / "data/wages/areas.csv").read_text(encoding="utf-8").splitlines()
    )
    known = {
        *roadmap.vocabulary.ids("states"),
        *table.wages.national,
        *(one["id"] for one in listed),
    }

    assert {row[0] for row in PUBLISHED} <= known
