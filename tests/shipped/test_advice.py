"""
The career guide's advice stands in the result of the person whom it fits.
"""

import json

import pytest

from cmio_advisor.domain.roadmap.roadmap import Roadmap
from tests.conftest import ROOT, Run

DAY = "2026-11-28"


def advice(run: Run, example: str) -> dict[str, str]:
    """
    The advice that an example is given, by its id.
    """
    path = str(ROOT / "examples" / f"{example}.yaml")
    found = json.loads(run("assess", path, "--as-of", DAY, "--format", "json").out)["advice"]
    return {each["id"]: " ".join(point["text"] for point in each["points"]) for each in found}


@pytest.mark.parametrize(
    ("example", "given", "kept_back"),
    [
        ("hospitalist", ["clinician", "employer", "search"], ["director", "physician-group"]),
        ("nurse-informaticist", ["specialist", "employer"], ["search", "evidence", "clinician"]),
        ("it-project-manager", ["project-manager"], ["search", "specialist"]),
        ("ehr-champion", ["physician-group", "search"], ["federal", "vendor"]),
        ("fellowship-trained", ["evidence", "employer"], ["search"]),
        ("medical-student", [], ["employer", "search", "clinician"]),
        ("sitting-cmio", ["employer"], ["search", "evidence", "vice-president"]),
    ],
)
def test_advice_is_that_of_the_rung_the_employer_and_the_search(
    run: Run, example: str, given: list[str], kept_back: list[str]
) -> None:
    """
    The checklist of the search comes when nothing formal stands in the way.
    """
    found = advice(run, example)

    assert {f"advice-{each}" for each in given} <= found.keys()
    assert not {f"advice-{each}" for each in kept_back} & found.keys()


def test_the_search_is_a_checklist(run: Run) -> None:
    """
    The points of the guide's twelfth step, and what to ask and to bring.
    """
    points = advice(run, "associate-cmio")["advice-search"]

    for each in ("CV and LinkedIn", "The employer", "The letter", "Questions to ask", "90 days"):
        assert each in points


def test_every_step_names_its_page_and_whom_to_ask(roadmap: Roadmap) -> None:
    """
    Each route, each step of those who hold the job, each first step of another path. A renewal is
    done at its issuer's, whom it names instead.
    """
    routes = [route for each in roadmap.requirements() for route in each.routes]
    routes += [*roadmap.own_steps, *(step for way in roadmap.ways_on for step in way.first_steps)]

    assert [each.id for each in routes if not each.do_at or not each.ask] == []
