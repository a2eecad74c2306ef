"""The routes that are open to a person, and those of them that can matter to what is wanted."""

import pytest

from cmio_advisor.domain.judge.case import ProfileCase
from cmio_advisor.domain.judge.results import judge_requirement
from cmio_advisor.domain.roadmap.roadmap import Roadmap
from cmio_advisor.domain.routes.choice import Objective, choose_routes, meet
from cmio_advisor.domain.routes.open_routes import OpenRoutes
from tests.conftest import TODAY, profile_of
from tests.people import BEGINNER, PHYSICIAN

PEOPLE = {"beginner": BEGINNER, "physician": PHYSICIAN, "nobody": {}}


@pytest.mark.parametrize("person", PEOPLE)
def test_what_is_left_aside_changes_no_choice(roadmap: Roadmap, person: str) -> None:
    """
    For each goal alone the choice among what can matter to it is that among all that is open, also
    where it is met by what was taken for another goal.
    """
    case = ProfileCase(profile_of(PEOPLE[person], roadmap), roadmap, TODAY)
    routes = OpenRoutes([judge_requirement(each, case) for each in roadmap.requirements()], case)
    everything = routes.options()
    for goal in routes.open:
        mattering = routes.options([goal])
        goals = {each.goal for each in mattering}
        assert list(mattering) == [each for each in everything if each.goal in goals]
        assert meet(mattering).met_by.keys() & {goal} == meet(everything).met_by.keys() & {goal}
        found, among_all = (
            choose_routes(each, (goal,), Objective.FASTEST) for each in (mattering, everything)
        )
        assert found == among_all
