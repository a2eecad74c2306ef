"""
People's cases: who, on which day, and what must come out. The cases are YAML files beside this, and
what is read of them is what ``roadmap test`` reads. A case may name its shipped ``roadmap``;
without one it is the first, cmio.
"""

from pathlib import Path

import pytest

from cmio_advisor.domain.scenarios.trials import Outcome, Trial
from cmio_advisor.loading.cases import case_files, read_cases
from cmio_advisor.loading.roadmap.files import shipped_ids
from cmio_advisor.loading.roadmap.store import load_roadmap

FILES = case_files(Path(__file__).parent)
ROADMAPS = {id_: load_roadmap(id_) for id_ in shipped_ids()}
CASES = [
    (id_, trial) for id_, rules in ROADMAPS.items() for trial in read_cases(FILES, rules, "cmio")[0]
]


def test_there_are_cases_of_every_shipped_roadmap() -> None:
    """And none is left out."""
    assert {id_ for id_, _ in CASES} == {*shipped_ids()}
    assert len(CASES) == sum(each.read_text().count("\n- name:") for each in FILES)


@pytest.mark.parametrize(("id_", "trial"), CASES, ids=lambda part: getattr(part, "name", part))
def test_case(id_: str, trial: Trial) -> None:
    """What the case expects is what comes out."""
    assert not Outcome(trial=trial, roadmap=ROADMAPS[id_]).differences
