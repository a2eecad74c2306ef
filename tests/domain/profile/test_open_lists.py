"""Lists that may hold more than what they name: "unknown" in them."""

import pytest

from cmio_advisor.domain.assess.assess import assess
from cmio_advisor.domain.judge.results import State
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.loading.profile.reader import profile_shape
from cmio_advisor.loading.text.nodes import Problems, node_of
from cmio_advisor.reporting.profile import profile_mapping
from tests.conftest import TODAY, profile_of


def states(answers: dict[str, object], roadmap: Roadmap) -> dict[str, State]:
    found = assess(profile_of(answers, roadmap), roadmap, TODAY)
    return {each.requirement.id: each.state for step in found.steps for each in step.requirements}


def test_what_is_named_counts_and_nothing_else_is_known(roadmap: Roadmap) -> None:
    whole, open_ = (
        states({"degrees": each, "leadership": {"roles": ["medical-director"]}}, roadmap)
        for each in (["md"], ["md", "unknown"])
    )
    assert whole["medical-degree"] == open_["medical-degree"] == State.MET
    assert whole["management-degree"] == State.NOT_MET
    assert open_["management-degree"] == State.UNKNOWN


@pytest.mark.parametrize(
    "answers",
    [
        {"degrees": ["md", "unknown"]},
        {"residency": [{"specialty": "pediatrics"}, "unknown"]},
        {"clinical": [{"from": "2014-07", "to": "present"}, "unknown"]},
        {"leadership": {"roles": ["medical-director", "unknown"]}},
        {"certifications": "unknown"},
        {"role": {"other": "Social worker"}},
        {"role": {"other": "Social worker", "since": "2020-05"}},
    ],
)
def test_it_is_written_as_it_is_read(answers: dict[str, object], roadmap: Roadmap) -> None:
    first = profile_of(answers, roadmap)
    assert profile_of(profile_mapping(first), roadmap) == first


def test_a_cell_that_cannot_be_read_as_a_whole_is_no_whole_list(roadmap: Roadmap) -> None:
    """ "MS" may be any master's degree, so a list of "MD, MS" is not known to have no other."""
    problems = Problems("", human=True, partial=True)
    shape = profile_shape(roadmap).fields["degrees"].shape
    found = shape.read(node_of("MD, MS", ""), problems)
    assert [each.id for each in found] == ["md", "unknown"]
    assert len(problems.found) == 1
