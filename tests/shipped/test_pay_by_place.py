"""
What the practice pays that one leaves: published figures by place, none where the release has none.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmio_advisor.domain.pay.table import WageTable
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.roadmap.store import load_roadmap
from tests.conftest import ROOT, Run

DAY = ("--as-of", "2026-11-28")
PUBLISHED = list(csv.reader((ROOT / "data/wages/wages.csv").read_text(encoding="utf-8").split()))[
    1:
]
RESIDENT = """degrees: [md]
residency: {specialty: internal-medicine, status: in-progress, expected: 2027-06, country: US}"""
POINTS = ("mean", "p10", "p25", "p50", "p75", "p90")


def told(run: Run, *arguments: object) -> dict[str, Any]:
    found = run("pay", *arguments, *DAY, "--format", "json")

    assert found.code == 0
    answer: dict[str, Any] = json.loads(found.out)
    return answer


def by_area(places: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["area"]: each for each in places}


def test_the_practice_of_a_specialty_has_the_percentiles_of_its_state(run: Run) -> None:
    """Beside offices of physicians, hospitals and the nation; the residents in them are said."""
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
    Radiologists in Ohio: the mean has a relative error of 12.1%. The error is, with the reason.
    """
    place = by_area(told(run, "--specialty", "radiology", "--state", "OH")["practice"]["places"])
    text = run("pay", "--specialty", "radiology", "--state", "OH", *DAY, "--format", "plain").out

    assert place["OH"]["figures"] is None
    assert place["OH"]["error_percent"] == 12.1
    assert "264,000" not in text


def test_what_the_release_cuts_off_is_so_much_or_more(run: Run) -> None:
    """Surgeons in Alaska; and only where it does: the nation has percentiles far above."""
    practice = told(run, "--specialty", "general-surgery", "--state", "AK")["practice"]
    text = run("pay", "--specialty", "general-surgery", "--state", "AK", *DAY, "--format", "plain")
    places = by_area(practice["places"])

    assert (places["AK"]["figures"]["p50"], places["AK"]["top_code"]) == (None, 239_200)
    assert (places["US"]["figures"]["p90"], places["US"]["top_code"]) == (655_000, None)
    assert "$239,200 or more" in text.out


def test_what_was_not_released_is_left_out(run: Run) -> None:
    """Neurologists in Ohio."""
    places = told(run, "--specialty", "neurology", "--state", "OH")["practice"]["places"]

    assert "OH" not in by_area(places)


def test_the_assessment_shows_the_places_of_todays_work(run: Run) -> None:
    """Of the state that was told."""
    given = ("--degree", "md", "--role", "attending", "--residency", "internal-medicine")
    today = json.loads(run("assess", *given, "--state", "OH", *DAY, "--format", "json").out)["pay"][
        "today"
    ]

    assert by_area(today["places"])["OH"]["figures"]["p50"] == 250_000


@pytest.fixture(scope="module")
def wages() -> WageTable:
    """The shipped wages."""
    table = load_roadmap(str(ROOT / "data/cmio")).pay
    assert table is not None
    assert table.wages is not None
    return table.wages


@given(row=st.sampled_from(PUBLISHED))
def test_every_row_is_found_as_published(wages: WageTable, row: list[str]) -> None:
    """Nothing is made up, and nothing too uncertain is shown."""
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
    """The states of the vocabulary, areas of the list, or parts of the nation."""
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


@pytest.mark.parametrize("metro", ["akron-oh", "Akron, OH", "Akron", "10420"])
def test_a_metropolitan_area_is_known_by_name_and_code(run: Run, metro: str) -> None:
    """It implies its state, and stands before it."""
    given = ("--role", "it-manager", "--metro", metro)
    places = told(run, *given)["places"]

    assert [each["title"] for each in places][:2] == ["Akron, OH", "Ohio"]
    assert places[0]["figures"]["p50"] == 154_000


def test_one_that_reaches_into_several_states_shows_each(run: Run) -> None:
    """Which of them is the person's is not known."""
    answer = told(run, "--metro", "Kansas City, MO", "--specialty", "family-medicine")
    areas = list(by_area(answer["practice"]["places"]))

    assert areas[:3] == ["kansas-city-mo-ks", "MO", "KS"]
    assert answer["total"] == told(run)["total"]


@pytest.mark.parametrize(
    ("metro", "said"),
    [
        ("akrn-oh", 'Did you mean "akron-oh"?'),
        ("Columbus", "columbus-ga-al, columbus-in, columbus-oh"),
        ("Atlantis", "roadmap ids metros"),
    ],
)
def test_an_area_that_is_not_known_is_refused(run: Run, metro: str, said: str) -> None:
    """With the nearest, with those that it may mean, or with where all stand."""
    found = run("assess", "--metro", metro, *DAY)

    assert found.code == 2
    assert said in " ".join(found.err.split())


@pytest.mark.parametrize(
    ("metro", "state", "meant"),
    [
        ("Columbus", "OH", "columbus-oh"),
        ("Columbus", "AL", "columbus-ga-al"),
        ("Portland", "Oregon", "portland-vancouver-hillsboro-or-wa"),
    ],
)
def test_the_state_tells_which_area_of_a_name_is_meant(
    run: Run, tmp_path: Path, metro: str, state: str, meant: str
) -> None:
    """In a profile, in flags and of pay; without the state it is asked."""
    me = tmp_path / "me.yaml"
    me.write_text(f"setting: {{state: {state}, metro: {metro}}}\n")
    told_so = ("--metro", metro, "--state", state)
    for answers in ((str(me),), told_so):
        found = json.loads(run("assess", *answers, *DAY, "--format", "json").out)
        assert found["profile"]["setting"]["metro"] == meant
    assert told(run, "--role", "it-manager", *told_so)["places"][0]["area"] == meant


def test_physicians_are_shown_by_metropolitan_area_where_that_is_sure(run: Run) -> None:
    """Of Houston's internists the mean is known to 5.8%, of its family physicians not at all."""
    place = ("--metro", "houston-pasadena-the-woodlands-tx")
    known = told(run, *place, "--specialty", "internal-medicine")["practice"]["places"]
    unsure = told(run, *place, "--specialty", "family-medicine")["practice"]["places"]

    assert (known[0]["title"], known[0]["figures"]["p50"]) == (
        "Houston-Pasadena-The Woodlands, TX",
        274_000,
    )
    assert unsure[0]["area"] == "TX"


def test_the_area_gives_the_state_of_everything(run: Run) -> None:
    """The band and the programs near the person are those of its state."""
    given = ("--degree", "md", "--role", "attending", "--residency", "internal-medicine")

    def seen(*place: str) -> Any:  # noqa: ANN401 - JSON
        answer = json.loads(run("assess", *given, *place, *DAY, "--format", "json").out)
        return answer["pay"]["target"]["p10"], answer["warnings"]

    assert seen("--metro", "akron-oh") == seen("--state", "OH")
    assert seen("--metro", "akron-oh") != seen()
    beside = seen("--metro", "akron-oh", "--state", "TX")[1]
    assert "metro_beside_state" in [each["code"] for each in beside]


def test_a_plan_from_an_area_names_the_programs_of_its_state(run: Run, tmp_path: Path) -> None:
    """The same as from the state itself."""

    def near(place: str) -> list[str]:
        file = tmp_path / "profile.yaml"
        file.write_text(f"{RESIDENT}\nsetting: {{{place}}}\n", encoding="utf-8")
        plan = json.loads(run("plan", file, *DAY, "--format", "json").out)
        return [each["id"] for step in plan["steps"] for each in step.get("programs") or ()]

    assert near("metro: akron-oh") == near("state: OH") != []


def test_advertisements_are_shown_as_what_they_are(run: Run) -> None:
    """Each with its job and its grade, where two copies disagree both; no statistic holds them."""
    answer = told(run)
    text = run("pay", *DAY, "--format", "plain").out

    assert {each["evidence"][0]["grade"] for each in answer["postings"]} == {"D"}
    assert [each["low"] for each in answer["postings"]][:2] == [315_200, 375_000]
    assert "not what anybody is paid" in text
    assert "the two disagree" in text
    assert not {each["id"] for each in answer["postings"]} & {
        each["id"] for each in answer["sources"]
    }


def test_a_role_without_figures_shows_those_of_a_wider_group_by_place(run: Run) -> None:
    """No band comes of them, and they are named as those of managers."""
    wanted = ("--roadmap", "cnio", "--state", "OR", "--metro", "portland-vancouver-hillsboro-or-wa")
    text = run("pay", *wanted, *DAY, "--format", "plain").out
    answer = told(run, *wanted)
    medians = [each["figures"]["p50"] for each in answer["places"]]

    assert answer["total"] is None
    assert "a small part: Medical and Health Services Managers." in text
    assert medians == [151_000, 142_000, 134_000, 124_000]
