"""Whose patient care it was: what was told, else that of the only health degree or license."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.rules.conditions import Rank
from cmio_advisor.domain.rules.leaves import Years
from tests.conftest import TODAY, Run, profile_of

NURSE = {"profession": "nursing", "status": "unrestricted"}
FIVE = {"years": 5}
OF_NURSES = {"profession": "nursing"}
Written = Callable[[str], Path]
CNIO = ("--roadmap", "cnio", "--as-of", TODAY.isoformat(), "--format", "plain")


@pytest.mark.parametrize(
    ("answers", "medicine", "nursing"),
    [
        ({"degrees": ["md"]}, "met", "not_met"),
        ({"degrees": ["bsn", "mba"]}, "not_met", "met"),
        ({"degrees": ["bsn"], "license": "unrestricted"}, "not_met", "met"),
        ({"degrees": ["bsn", "md"]}, "unknown", "unknown"),
        ({"degrees": ["bsn", "md"], "license": "unrestricted"}, "met", "not_met"),
        ({"degrees": ["bsn", "md"], "license": ["unrestricted", NURSE]}, "unknown", "unknown"),
        ({"degrees": [], "license": NURSE}, "not_met", "met"),
        ({"license": [{**NURSE, "status": "none"}]}, "unknown", "unknown"),
        ({"degrees": ["mba"]}, "unknown", "unknown"),
        ({}, "unknown", "unknown"),
        ({"degrees": [{"degree": "md", "status": "in-progress"}, "bsn"]}, "not_met", "met"),
        ({"degrees": ["md"], "clinical": {"years": 5, "profession": "nursing"}}, "not_met", "met"),
        ({"degrees": ["md"], "clinical": {"years": 1}}, "not_met", "not_met"),
        ({"degrees": ["md"], "clinical": "none"}, "not_met", "not_met"),
    ],
)
def test_years_in_one_profession_are_not_those_in_another(
    roadmap: Roadmap, answers: dict[str, Any], medicine: str, nursing: str
) -> None:
    """What cannot be told is unknown, and never both."""
    case = ProfileCase(profile_of({"clinical": FIVE, **answers}, roadmap), roadmap, TODAY)

    def state(profession: str) -> str:
        found = Years("clinical", 2, profession=profession).judge(case)
        settled = {Rank.MET: "met", Rank.NOT_MET: "not_met"}
        return settled[found.low] if found.low is found.high else "unknown"

    assert (state("medicine"), state("nursing")) == (medicine, nursing)
    assert Years("clinical", 0.5).judge(case).low is (
        Rank.NOT_MET if answers.get("clinical") == "none" else Rank.MET
    )


def test_the_profession_is_asked_only_where_nothing_shows_it(roadmap: Roadmap) -> None:
    """Of a nurse who became a physician, and not of who has been one thing only."""
    told = {
        "degrees": ["md", "bsn"],
        "clinical": FIVE,
        "license": ["unrestricted", NURSE],
        "residency": {"specialty": "internal-medicine", "completed": 2014, "country": "US"},
        "board_certifications": ["internal-medicine"],
        "informatics": {"years": 3},
        "leadership": {"years": 3, "roles": ["ehr-lead"], "people_led": 0},
        "projects": ["analytics"],
    }
    both = assess(profile_of(told, roadmap), roadmap, TODAY)
    one = assess(profile_of({**told, "degrees": ["md"]}, roadmap), roadmap, TODAY)

    assert both.ask_next is not None
    assert both.ask_next.id == "clinical-profession"
    assert one.ask_next is None or one.ask_next.id != "clinical-profession"


@pytest.mark.parametrize("name", ["nursing", "rn", "RN", "registered-nurse", "Registered nurse"])
def test_a_profession_has_the_names_that_people_give_it(roadmap: Roadmap, name: str) -> None:
    """In a license and beside years."""
    license_ = {"profession": name, "status": "unrestricted"}
    found = profile_of({"license": license_, "clinical": {**FIVE, "profession": name}}, roadmap)
    assert found == profile_of({"license": NURSE, "clinical": {**FIVE, **OF_NURSES}}, roadmap)


def test_an_option_knows_them_too(run: Run, profile: Written) -> None:
    written = "license={profession: Registered nurse, status: unrestricted}"
    path = profile(json.dumps({"degrees": ["bsn"]}))
    told = run("what-if", path, "--set", written, *CNIO)
    assert told.code == 0, told.err


@pytest.mark.parametrize("name", ["banana", "nursin", "lpn", ""])
@pytest.mark.parametrize("field", ["license", "clinical", "informatics"])
def test_a_profession_that_nobody_knows_is_refused(roadmap: Roadmap, field: str, name: str) -> None:
    """With what is known, or the name that is near."""
    given = {"status": "unrestricted"} if field == "license" else FIVE
    with pytest.raises(AssertionError, match=r"is not the name of a profession.*nursing"):
        profile_of({field: {"profession": name, **given}}, roadmap)
